/* Reads a simple formula: one pass over its tokens, with a stack of what is open instead of
 * recursion. The tree is what KaTeX's functions build for the same tokens; the comments name its
 * rules. */
#include "math/mathsimple.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "math/textoken.h"

#define MAX_SIMPLE                                                                                 \
    ((size_t)600) /* bytes of TeX: numbers and texts are joined a character at a time */
#define MAX_OPEN 32

#define APPLY "\xE2\x81\xA1"

/* What stands at the end of a row and may still get scripts. */
struct atom {
    struct mml_node *base, *sub, *sup; /* base NULL: nothing stands before the scripts */
    struct mml_node *apply;            /* of a function: the sign after its name */
    bool open;
    bool is_operator; /* \limits may follow */
    bool limits;      /* scripts are over and under it */
};

enum frame_kind { FRAME_ROW, FRAME_SCRIPT, FRAME_COMMAND };
enum row_end { END_TEX, END_BRACE, END_RIGHT };

/* Commands with arguments. */
enum command {
    COMMAND_FRAC,
    COMMAND_DFRAC,
    COMMAND_TFRAC,
    COMMAND_BINOM,
    COMMAND_SQRT,
    COMMAND_OVER, /* a sign over its argument: text, and whether it stretches */
    COMMAND_UNDER
};

struct frame {
    enum frame_kind kind;
    struct mml_node *node; /* the row; the element whose children are the arguments */
    /* rows */
    enum row_end end;
    struct atom atom;
    /* scripts */
    bool is_sub;
    struct mml_node *primes; /* a row of primes that the script follows, or NULL */
    /* commands */
    enum command command;
    unsigned need;
};

struct reader {
    struct nc_arena *arena;
    struct nc_str s;
    size_t at;
    bool display, gave_up;
    struct frame frames[MAX_OPEN];
    unsigned depth;
};

static struct frame *top(struct reader *r)
{
    return &r->frames[r->depth - 1];
}

static void give_up(struct reader *r)
{
    r->gave_up = true;
}

static struct frame *push(struct reader *r, enum frame_kind kind, struct mml_node *node)
{
    if (r->depth == MAX_OPEN) {
        give_up(r);
        return top(r);
    }
    struct frame *f = &r->frames[r->depth++];
    *f = (struct frame){.kind = kind, .node = node};
    return f;
}

/* --- rows --- */

static void put_text_before(struct reader *r, struct mml_node *n, struct nc_str more)
{
    struct nc_buf b = {0};
    nc_buf_str(&b, n->text);
    nc_buf_str(&b, more);
    n->text = nc_arena_str(r->arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
}

/* A row joins digits to a number, a point to the digits before it, and texts of one style. */
static void append(struct reader *r, struct mml_node *row, struct mml_node *n)
{
    struct mml_node *last = row->last;
    bool joins = last && ((n->kind == MML_MN && last->kind == MML_MN) ||
                          (n->kind == MML_MI && last->kind == MML_MN && nc_str_eqz(n->text, ".")) ||
                          (n->kind == MML_MTEXT && last->kind == MML_MTEXT &&
                           nc_str_eq(mml_get(n, "mathvariant"), mml_get(last, "mathvariant"))));
    if (joins)
        put_text_before(r, last, n->text);
    else
        mml_insert(row, n, NULL);
}

static struct mml_node *scripted(struct reader *r, const struct atom *a)
{
    static const enum mml_kind kinds[2][4] = {{MML_MROW, MML_MSUB, MML_MSUP, MML_MSUBSUP},
                                              {MML_MROW, MML_MUNDER, MML_MOVER, MML_MUNDEROVER}};
    struct mml_node *n =
        mml_new(r->arena, kinds[a->limits][(a->sub != NULL) + 2 * (a->sup != NULL)], NULL);
    struct mml_node *base = a->base ? a->base : mml_new(r->arena, MML_MROW, NULL);
    if (a->apply) {
        struct mml_node *row = mml_new(r->arena, MML_MROW, NULL);
        mml_insert(row, base, NULL);
        mml_insert(row, a->apply, NULL);
        base = row;
    }
    mml_insert(n, base, NULL);
    if (a->sub)
        mml_insert(n, a->sub, NULL);
    if (a->sup)
        mml_insert(n, a->sup, NULL);
    return n;
}

/* What stands at the end of the row gets no more scripts. */
static void end_atom(struct reader *r, struct frame *f)
{
    struct atom a = f->atom;
    f->atom = (struct atom){0};
    if (!a.open)
        return;
    if (a.sub || a.sup) {
        append(r, f->node, scripted(r, &a));
        return;
    }
    append(r, f->node, a.base);
    if (a.apply)
        mml_insert(f->node, a.apply, NULL);
}

static void begin_atom(struct reader *r, struct frame *f, struct mml_node *base)
{
    end_atom(r, f);
    f->atom = (struct atom){.base = base, .open = true};
}

/* --- what is finished goes where it was waited for --- */

static void set_script(struct reader *r, struct frame *row, const struct frame *script,
                       struct mml_node *n)
{
    struct mml_node **place = script->is_sub ? &row->atom.sub : &row->atom.sup;
    if (script->primes) {
        mml_insert(script->primes, n, NULL);
        n = script->primes;
    }
    if (*place)
        give_up(r); /* twice: an error */
    *place = n;
}

static void set_style(struct reader *r, struct mml_node *n, struct mml_node *inner,
                      const char *display)
{
    mml_insert(n, inner, NULL);
    mml_set(r->arena, n, "displaystyle", nc_str(display));
    mml_set(r->arena, n, "scriptlevel", NC_LIT("0"));
}

static void add_fence(struct reader *r, struct mml_node *row, struct nc_str text,
                      struct mml_node *before)
{
    struct mml_node *mo = mml_token(r->arena, MML_MO, NULL, text);
    mml_set(r->arena, mo, "fence", NC_LIT("true"));
    mml_insert(row, mo, before);
}

/* All arguments are there. */
static struct mml_node *finish_command(struct reader *r, const struct frame *f)
{
    struct mml_node *n = f->node, *outer = n;
    switch (f->command) {
    case COMMAND_DFRAC:
    case COMMAND_TFRAC:
        if (r->display == (f->command == COMMAND_DFRAC))
            break; /* KaTeX leaves out a style that the formula has already */
        outer = mml_new(r->arena, MML_MSTYLE, NULL);
        set_style(r, outer, n, f->command == COMMAND_DFRAC ? "true" : "false");
        break;
    case COMMAND_BINOM:
        outer = mml_new(r->arena, MML_MROW, NULL);
        mml_set(r->arena, n, "linethickness", NC_LIT("0px"));
        mml_insert(outer, n, NULL);
        add_fence(r, outer, NC_LIT("("), n);
        add_fence(r, outer, NC_LIT(")"), NULL);
        break;
    case COMMAND_OVER:
    case COMMAND_UNDER: { /* the sign was made first: it belongs after the argument */
        struct mml_node *sign = n->first;
        mml_unlink(sign);
        mml_insert(n, sign, NULL);
        break;
    }
    case COMMAND_FRAC:
    case COMMAND_SQRT:
        break;
    }
    return outer;
}

static void deliver(struct reader *r, struct mml_node *n)
{
    for (;;) {
        struct frame *f = top(r);
        if (f->kind == FRAME_ROW) {
            begin_atom(r, f, n);
            return;
        }
        if (f->kind == FRAME_SCRIPT) {
            r->depth--;
            set_script(r, top(r), f, n);
            return;
        }
        mml_insert(f->node, n, NULL);
        if (--f->need)
            return;
        n = finish_command(r, f);
        r->depth--;
    }
}

/* A row of one element is that element. In braces an operator alone loses its blanks, and a
 * function alone is two elements where one is due: that is KaTeX's affair. */
static void close_row(struct reader *r)
{
    struct frame f = *top(r);
    if (f.atom.open && f.atom.apply && !f.atom.sub && !f.atom.sup && !f.node->first &&
        f.end == END_BRACE)
        give_up(r);
    end_atom(r, &f);
    r->depth--;
    struct mml_node *n = f.node;
    if (n->first && n->first == n->last) {
        n = n->first;
        mml_unlink(n);
        if (f.end == END_BRACE && n->kind == MML_MO) {
            mml_set(r->arena, n, "lspace", NC_LIT("0em"));
            mml_set(r->arena, n, "rspace", NC_LIT("0em"));
        }
    }
    deliver(r, n);
}

/* --- tokens --- */

static void skip_blanks(struct reader *r)
{
    while (r->at < r->s.n && r->s.p[r->at] && strchr(" \t\r\n", r->s.p[r->at]))
        r->at++;
}

/* The command that begins at the backslash r->at, without it; r->at is after it. */
static struct nc_str command_name(struct reader *r)
{
    size_t from = ++r->at;
    while (r->at < r->s.n && tex_is_letter(r->s.p[r->at]))
        r->at++;
    if (r->at == from && r->at < r->s.n)
        r->at++;
    return nc_str_sub(r->s, from, r->at);
}

/* The text in braces, of letters and digits only, or the one letter that comes next; empty: it is
 * not that simple. r->at is after it. */
static struct nc_str plain_argument(struct reader *r)
{
    skip_blanks(r);
    if (r->at >= r->s.n)
        return NC_NONE;
    if (r->s.p[r->at] != '{') {
        struct nc_str one = nc_str_sub(r->s, r->at, r->at + 1);
        r->at++;
        return tex_is_letter(one.p[0]) || nc_ascii_is_digit(one.p[0]) ? one : NC_NONE;
    }
    size_t from = ++r->at;
    while (r->at < r->s.n && (tex_is_letter(r->s.p[r->at]) || nc_ascii_is_digit(r->s.p[r->at])))
        r->at++;
    if (r->at >= r->s.n || r->s.p[r->at] != '}')
        return NC_NONE;
    return nc_str_sub(r->s, from, r->at++);
}

/* --- signs --- */

static struct mml_node *sign(struct reader *r, enum simple_kind kind, struct nc_str text)
{
    static const enum mml_kind elements[] = {
        [SIMPLE_MI] = MML_MI,           [SIMPLE_MI_UPRIGHT] = MML_MI, [SIMPLE_MI_DOUBLE] = MML_MI,
        [SIMPLE_MN] = MML_MN,           [SIMPLE_MO] = MML_MO,         [SIMPLE_MO_STILL] = MML_MO,
        [SIMPLE_MO_SEPARATOR] = MML_MO, [SIMPLE_MO_LIMITS] = MML_MO,  [SIMPLE_MO_INTEGRAL] = MML_MO,
        [SIMPLE_MO_WHOLE] = MML_MO,     [SIMPLE_MTEXT] = MML_MTEXT};
    struct mml_node *n = mml_token(r->arena, elements[kind], NULL, text);
    if (kind == SIMPLE_MI_UPRIGHT)
        mml_set(r->arena, n, "mathvariant", NC_LIT("normal"));
    else if (kind == SIMPLE_MI_DOUBLE)
        mml_set(r->arena, n, "mathvariant", NC_LIT("double-struck"));
    else if (kind == SIMPLE_MO_STILL)
        mml_set(r->arena, n, "stretchy", NC_LIT("false"));
    else if (kind == SIMPLE_MO_SEPARATOR)
        mml_set(r->arena, n, "separator", NC_LIT("true"));
    return n;
}

static void put_sign(struct reader *r, enum simple_kind kind, struct nc_str text)
{
    bool whole = kind == SIMPLE_MO_LIMITS || kind == SIMPLE_MO_INTEGRAL || kind == SIMPLE_MO_WHOLE;
    if (whole && top(r)->kind != FRAME_ROW) {
        give_up(r); /* an error: it needs braces */
        return;
    }
    deliver(r, sign(r, kind, text));
    struct frame *f = top(r);
    if (f->kind == FRAME_ROW && (kind == SIMPLE_MO_LIMITS || kind == SIMPLE_MO_INTEGRAL)) {
        f->atom.is_operator = true;
        f->atom.limits = kind == SIMPLE_MO_LIMITS && r->display;
    }
}

static void put_blank(struct reader *r, const char *width)
{
    struct mml_node *n = mml_new(r->arena, MML_MSPACE, NULL);
    mml_set(r->arena, n, "width", nc_str(width));
    deliver(r, n);
}

static void put_function(struct reader *r, struct nc_str name, bool limits, bool upright)
{
    if (top(r)->kind != FRAME_ROW) {
        give_up(r);
        return;
    }
    struct mml_node *n = mml_token(r->arena, MML_MI, NULL, name);
    if (upright)
        mml_set(r->arena, n, "mathvariant", NC_LIT("normal"));
    deliver(r, n);
    struct atom *a = &top(r)->atom;
    a->apply = mml_token(r->arena, MML_MO, NULL, NC_LIT(APPLY));
    a->is_operator = true;
    a->limits = limits && r->display;
}

/* --- letters of a style and text --- */

static bool has_only(struct nc_str s, bool capitals_only)
{
    for (size_t i = 0; i < s.n; i++)
        if (capitals_only ? s.p[i] < 'A' || s.p[i] > 'Z'
                          : !tex_is_letter(s.p[i]) && !nc_ascii_is_digit(s.p[i]))
            return false;
    return s.n > 0;
}

static void put_styled(struct reader *r, struct nc_str text, const char *variant)
{
    struct mml_node *row = mml_new(r->arena, MML_MROW, NULL);
    for (size_t i = 0; i < text.n; i++) {
        bool digit = nc_ascii_is_digit(text.p[i]);
        struct mml_node *n =
            mml_token(r->arena, digit ? MML_MN : MML_MI, NULL, nc_str_sub(text, i, i + 1));
        bool own = strcmp(variant, digit ? "normal" : "italic") == 0;
        if (!own)
            mml_set(r->arena, n, "mathvariant", nc_str(variant));
        append(r, row, n);
    }
    if (row->first == row->last) {
        struct mml_node *one = row->first;
        mml_unlink(one);
        row = one;
    }
    deliver(r, row);
}

/* True if the command is one of letters in a style. */
static bool read_style(struct reader *r, struct nc_str name)
{
    static const struct {
        const char *name, *variant;
        bool capitals;
    } styles[] = {{"mathrm", "normal", false},     {"mathbf", "bold", false},
                  {"mathit", "italic", false},     {"mathtt", "monospace", false},
                  {"mathsf", "sans-serif", false}, {"mathbb", "double-struck", true},
                  {"mathcal", "script", true},     {"mathscr", "script", true},
                  {"mathfrak", "fraktur", false}};
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        if (!nc_str_eqz(name, styles[i].name))
            continue;
        struct nc_str text = plain_argument(r);
        if (has_only(text, styles[i].capitals))
            put_styled(r, text, styles[i].variant);
        else
            give_up(r);
        return true;
    }
    return false;
}

/* \boldsymbol: letters, or one sign of the Greek alphabet. */
static bool read_bold(struct reader *r, struct nc_str name)
{
    if (!nc_str_eqz(name, "boldsymbol") && !nc_str_eqz(name, "bm"))
        return false;
    size_t from = r->at;
    struct nc_str text = plain_argument(r);
    bool letters = text.n > 0;
    for (size_t i = 0; i < text.n; i++)
        letters &= tex_is_letter(text.p[i]);
    if (letters) {
        put_styled(r, text, "bold-italic");
        return true;
    }
    r->at = from;
    skip_blanks(r);
    bool braces = r->at < r->s.n && r->s.p[r->at] == '{';
    r->at += braces;
    const struct simple_symbol *s =
        r->at < r->s.n && r->s.p[r->at] == '\\' ? simple_symbol(command_name(r)) : NULL;
    bool closed = !braces || (r->at < r->s.n && r->s.p[r->at] == '}');
    r->at += braces && closed;
    if (!s || !closed || s->kind != SIMPLE_MI) {
        give_up(r);
        return true;
    }
    struct mml_node *n = mml_token(r->arena, MML_MI, NULL, nc_str(s->text));
    mml_set(r->arena, n, "mathvariant", NC_LIT("bold-italic"));
    deliver(r, n);
    return true;
}

/* Characters that KaTeX takes into a text as they are. */
static bool is_wide_char(uint32_t cp)
{
    return (cp >= 0x3001 && cp <= 0x30FF && cp != 0x3099 && cp != 0x309A) ||
           (cp >= 0x4E00 && cp <= 0x9FA5) || (cp >= 0xAC00 && cp <= 0xD7A3) ||
           (cp >= 0xFF01 && cp <= 0xFF5E);
}

static bool is_text_char(uint32_t cp)
{
    return is_wide_char(cp) ||
           (cp < 0x80 && (tex_is_letter((char)cp) || nc_ascii_is_digit((char)cp) ||
                          (cp && strchr(".,:;()/+=?!*@[]|", (int)cp))));
}

/* The plain text in braces as mtext; blanks are wide ones, which no reader drops. */
static void read_text(struct reader *r, const char *variant)
{
    struct nc_buf b = {0};
    bool simple = r->at < r->s.n && r->s.p[r->at] == '{', closed = false, blank = false;
    for (r->at++; simple && r->at < r->s.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(r->s, r->at, &len);
        closed = cp == '}';
        r->at += len;
        if (closed)
            break;
        bool is_blank = cp == ' ';
        simple = is_text_char(cp) || (is_blank && !variant);
        if (is_blank && !blank)
            nc_buf_puts(&b, "\xC2\xA0");
        else if (!is_blank)
            nc_buf_cp(&b, cp);
        blank = is_blank;
    }
    if (simple && closed && b.n) {
        struct mml_node *n =
            mml_token(r->arena, MML_MTEXT, NULL, nc_arena_str(r->arena, nc_buf_view(&b)));
        if (variant)
            mml_set(r->arena, n, "mathvariant", nc_str(variant));
        deliver(r, n);
    } else {
        give_up(r);
    }
    nc_buf_dispose(&b);
}

/* True if the command is one of text. */
static bool read_text_command(struct reader *r, struct nc_str name)
{
    static const struct {
        const char *name, *variant;
    } texts[] = {{"text", NULL},
                 {"textrm", NULL},
                 {"textbf", "bold"},
                 {"textit", "italic"},
                 {"texttt", "monospace"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (nc_str_eqz(name, texts[i].name)) {
            skip_blanks(r);
            read_text(r, texts[i].variant);
            return true;
        }
    }
    return false;
}

/* --- commands --- */

static void open_command(struct reader *r, enum command command, enum mml_kind kind, unsigned need)
{
    struct frame *f = push(r, FRAME_COMMAND, mml_new(r->arena, kind, NULL));
    f->command = command;
    f->need = need;
}

/* A sign over or under its argument. */
static bool read_accent(struct reader *r, struct nc_str name)
{
    static const struct {
        const char *name, *sign;
        bool under, stretches;
    } accents[] = {{"hat", "^", false, false},
                   {"bar", "\xCB\x89", false, false},
                   {"vec", "\xE2\x83\x97", false, false},
                   {"tilde", "~", false, false},
                   {"dot", "\xCB\x99", false, false},
                   {"ddot", "\xC2\xA8", false, false},
                   {"overline", "\xE2\x80\xBE", false, true},
                   {"underline", "\xE2\x80\xBE", true, true}};
    for (size_t i = 0; i < sizeof accents / sizeof *accents; i++) {
        if (!nc_str_eqz(name, accents[i].name))
            continue;
        bool under = accents[i].under;
        open_command(r, under ? COMMAND_UNDER : COMMAND_OVER, under ? MML_MUNDER : MML_MOVER, 1);
        if (r->gave_up)
            return true;
        struct mml_node *n = top(r)->node,
                        *mo = mml_token(r->arena, MML_MO, n, nc_str(accents[i].sign));
        mml_set(r->arena, n, under ? "accentunder" : "accent", NC_LIT("true"));
        if (accents[i].stretches)
            mml_set(r->arena, mo, "stretchy", NC_LIT("true"));
        return true;
    }
    return false;
}

static bool read_fraction(struct reader *r, struct nc_str name)
{
    static const struct {
        const char *name;
        enum command command;
    } fractions[] = {{"frac", COMMAND_FRAC},
                     {"dfrac", COMMAND_DFRAC},
                     {"tfrac", COMMAND_TFRAC},
                     {"binom", COMMAND_BINOM}};
    for (size_t i = 0; i < sizeof fractions / sizeof *fractions; i++) {
        if (nc_str_eqz(name, fractions[i].name)) {
            open_command(r, fractions[i].command, MML_MFRAC, 2);
            return true;
        }
    }
    if (!nc_str_eqz(name, "sqrt"))
        return false;
    skip_blanks(r);
    if (r->at < r->s.n && r->s.p[r->at] == '[')
        give_up(r);
    open_command(r, COMMAND_SQRT, MML_MSQRT, 1);
    return true;
}

/* --- brackets that grow --- */

/* The sign after \left or \right; NULL: it is not known. "." is none, an empty text. */
static const char *read_delimiter(struct reader *r)
{
    static const struct {
        const char *name, *sign;
    } commands[] = {{"{", "{"},
                    {"}", "}"},
                    {"|", "\xE2\x88\xA5"},
                    {"langle", "\xE2\x9F\xA8"},
                    {"rangle", "\xE2\x9F\xA9"},
                    {"lfloor", "\xE2\x8C\x8A"},
                    {"rfloor", "\xE2\x8C\x8B"},
                    {"lceil", "\xE2\x8C\x88"},
                    {"rceil", "\xE2\x8C\x89"},
                    {"vert", "\xE2\x88\xA3"},
                    {"lvert", "\xE2\x88\xA3"},
                    {"rvert", "\xE2\x88\xA3"},
                    {"Vert", "\xE2\x88\xA5"},
                    {"lVert", "\xE2\x88\xA5"},
                    {"rVert", "\xE2\x88\xA5"}};
    static const char chars[] = "()[]/", *const signs[] = {"(", ")", "[", "]", "/"};
    skip_blanks(r);
    if (r->at >= r->s.n)
        return NULL;
    char c = r->s.p[r->at];
    if (c == '\\') {
        struct nc_str name = command_name(r);
        for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
            if (nc_str_eqz(name, commands[i].name))
                return commands[i].sign;
        return NULL;
    }
    r->at++;
    const char *at = c ? strchr(chars, c) : NULL;
    return at ? signs[at - chars] : c == '|' ? "\xE2\x88\xA3" : c == '.' ? "" : NULL;
}

static bool read_bracket(struct reader *r, struct nc_str name)
{
    bool left = nc_str_eqz(name, "left");
    if (!left && !nc_str_eqz(name, "right"))
        return false;
    const char *sign_text = read_delimiter(r);
    struct frame *f = top(r);
    if (!sign_text || f->kind != FRAME_ROW || (!left && f->end != END_RIGHT)) {
        give_up(r);
    } else if (left) {
        struct mml_node *row = mml_new(r->arena, MML_MROW, NULL);
        if (*sign_text)
            add_fence(r, row, nc_str(sign_text), NULL);
        push(r, FRAME_ROW, row)->end = END_RIGHT;
    } else {
        end_atom(r, f);
        if (*sign_text)
            add_fence(r, f->node, nc_str(sign_text), NULL);
        if (!f->node->first)
            give_up(r);
        close_row(r);
    }
    return true;
}

/* --- dots --- */

/* What comes next, as KaTeX looks ahead: a character, or a command with its backslash. */
static struct nc_str peek(struct reader *r)
{
    size_t at = r->at;
    skip_blanks(r);
    size_t from = r->at;
    unsigned len = 0;
    if (r->at < r->s.n && r->s.p[r->at] == '\\')
        command_name(r);
    else if (r->at < r->s.n)
        nc_utf8_at(r->s, r->at, &len);
    struct nc_str token = nc_str_sub(r->s, from, r->at + len);
    r->at = at;
    return token;
}

static bool is_among(struct nc_str token, const char *const *words)
{
    for (; *words; words++)
        if (nc_str_eqz(token, *words))
            return true;
    return false;
}

/* \ldots, \cdots: a thin blank before what closes. \dots are low before a comma or a letter; before
 * an operator KaTeX decides. */
static bool read_dots(struct reader *r, struct nc_str name)
{
    static const char *const closing[] = {
        ")",        "]",       "\\rbrack", "\\}",      "\\rbrace",
        "\\rangle", "\\rceil", "\\rfloor", "\\rgroup", "\\rmoustache",
        "\\right",  "\\bigr",  "\\biggr",  "\\Bigr",   "\\Biggr",
        "$",        ";",       ".",        ",",        NULL};
    bool dots = nc_str_eqz(name, "dots"), low = dots || nc_str_eqz(name, "ldots");
    if (!low && !nc_str_eqz(name, "cdots"))
        return false;
    struct nc_str next = peek(r);
    bool letter = !next.n || tex_is_letter(next.p[0]) || nc_ascii_is_digit(next.p[0]) ||
                  next.p[0] == '}' || next.p[0] == ',' || next.p[0] == ')';
    if (dots && !letter)
        give_up(r);
    put_sign(r, SIMPLE_MO, low ? NC_LIT("\xE2\x80\xA6") : NC_LIT("\xE2\x8B\xAF"));
    bool extra = (dots && !nc_str_eqz(next, ",")) || nc_str_eqz(name, "cdots");
    if (extra && is_among(next, closing)) {
        if (top(r)->kind == FRAME_ROW)
            put_blank(r, "0.1667em");
        else
            give_up(r);
    }
    return true;
}

/* --- the rest --- */

static bool read_limits(struct reader *r, struct nc_str name)
{
    bool limits = nc_str_eqz(name, "limits");
    if (!limits && !nc_str_eqz(name, "nolimits"))
        return false;
    struct atom *a = &top(r)->atom;
    if (top(r)->kind != FRAME_ROW || !a->open || !a->is_operator || a->sub || a->sup)
        give_up(r);
    else
        a->limits = limits;
    return true;
}

/* Arrows with wide blanks around them; "mod" between thin ones. */
static bool read_spaced(struct reader *r, struct nc_str name)
{
    static const struct {
        const char *name, *sign, *blank;
    } spaced[] = {{"iff", "\xE2\x9F\xBA", "0.2778em"},
                  {"implies", "\xE2\x9F\xB9", "0.2778em"},
                  {"impliedby", "\xE2\x9F\xB8", "0.2778em"},
                  {"bmod", "mod", "0.0556em"}};
    for (size_t i = 0; i < sizeof spaced / sizeof *spaced; i++) {
        if (!nc_str_eqz(name, spaced[i].name))
            continue;
        if (top(r)->kind != FRAME_ROW) {
            give_up(r);
            return true;
        }
        put_blank(r, spaced[i].blank);
        struct mml_node *mo = sign(r, SIMPLE_MO, nc_str(spaced[i].sign));
        if (i == 3) {
            mml_set(r->arena, mo, "lspace", NC_LIT("0.22em"));
            mml_set(r->arena, mo, "rspace", NC_LIT("0.22em"));
        }
        deliver(r, mo);
        put_blank(r, spaced[i].blank);
        return true;
    }
    return false;
}

static bool read_name(struct reader *r, struct nc_str name)
{
    bool limits;
    if (simple_function(name, &limits)) {
        put_function(r, name, limits, false);
        return true;
    }
    if (!nc_str_eqz(name, "operatorname"))
        return false;
    struct nc_str text = r->at < r->s.n && r->s.p[r->at] == '{' ? plain_argument(r) : NC_NONE;
    for (size_t i = 0; i < text.n; i++)
        if (!tex_is_letter(text.p[i]))
            give_up(r);
    if (text.n && top(r)->kind == FRAME_ROW)
        put_function(r, text, false, true);
    else
        give_up(r);
    return true;
}

static void read_command(struct reader *r)
{
    struct nc_str name = command_name(r);
    bool in_row = top(r)->kind == FRAME_ROW;
    const struct simple_symbol *s;
    const char *blank;
    if (read_dots(r, name) || read_spaced(r, name) || read_limits(r, name) || read_name(r, name))
        return;
    if ((s = simple_symbol(name)) != NULL)
        put_sign(r, (enum simple_kind)s->kind, nc_str(s->text));
    else if (!in_row) /* as the argument of another: KaTeX has rules for it */
        give_up(r);
    else if ((blank = simple_blank(name)) != NULL)
        put_blank(r, blank);
    else if (!read_bracket(r, name) && !read_style(r, name) && !read_bold(r, name) &&
             !read_text_command(r, name) && !read_accent(r, name) && !read_fraction(r, name))
        give_up(r);
}

static void open_script(struct reader *r, bool is_sub, struct mml_node *primes)
{
    struct frame *f = top(r);
    if (f->kind != FRAME_ROW) {
        give_up(r);
        return;
    }
    f->atom.open = true;
    if (is_sub ? f->atom.sub != NULL : f->atom.sup != NULL)
        give_up(r);
    struct frame *script = push(r, FRAME_SCRIPT, NULL);
    script->is_sub = is_sub;
    script->primes = primes;
}

/* Primes are a superscript; one that follows belongs to them. */
static void read_primes(struct reader *r)
{
    struct mml_node *row = mml_new(r->arena, MML_MROW, NULL);
    struct frame *f = top(r);
    if (f->kind != FRAME_ROW || f->atom.sup) {
        give_up(r);
        return;
    }
    for (skip_blanks(r); r->at < r->s.n && r->s.p[r->at] == '\''; skip_blanks(r)) {
        mml_token(r->arena, MML_MO, row, NC_LIT("\xE2\x80\xB2"));
        r->at++;
    }
    f->atom.open = true;
    if (r->at < r->s.n && r->s.p[r->at] == '^') {
        r->at++;
        open_script(r, false, row);
        return;
    }
    if (row->first == row->last) {
        struct mml_node *one = row->first;
        mml_unlink(one);
        mml_set(r->arena, one, "lspace", NC_LIT("0em"));
        mml_set(r->arena, one, "rspace", NC_LIT("0em"));
        row = one;
    }
    f->atom.sup = row;
}

static void read_char(struct reader *r)
{
    unsigned len;
    const char *text;
    uint32_t cp = nc_utf8_at(r->s, r->at, &len);
    struct nc_str own = nc_str_sub(r->s, r->at, r->at + len);
    r->at += len;
    if (cp < 0x80 && tex_is_letter((char)cp)) {
        put_sign(r, SIMPLE_MI, own);
    } else if (cp < 0x80 && nc_ascii_is_digit((char)cp)) {
        put_sign(r, SIMPLE_MN, own);
    } else if (is_wide_char(cp)) {
        put_sign(r, SIMPLE_MTEXT, own);
    } else {
        enum simple_kind kind = cp < 0x80 ? simple_char((char)cp, &text) : SIMPLE_NONE;
        if (kind == SIMPLE_NONE)
            give_up(r);
        else
            put_sign(r, kind, nc_str(text));
    }
}

static void read_token(struct reader *r)
{
    char c = r->s.p[r->at];
    if (c == '\\') {
        read_command(r);
    } else if (c == '{') {
        r->at++;
        push(r, FRAME_ROW, mml_new(r->arena, MML_MROW, NULL))->end = END_BRACE;
    } else if (c == '}') {
        r->at++;
        if (top(r)->kind == FRAME_ROW && top(r)->end == END_BRACE)
            close_row(r);
        else
            give_up(r);
    } else if (c == '^' || c == '_') {
        r->at++;
        open_script(r, c == '_', NULL);
    } else if (c == '\'') {
        read_primes(r);
    } else {
        read_char(r);
    }
}

struct mml_node *mml_read_simple(struct nc_arena *a, struct nc_str tex, bool display)
{
    struct reader r = {.arena = a, .s = tex, .display = display};
    struct mml_node *root = mml_new(a, MML_MROW, NULL);
    if (tex.n > MAX_SIMPLE)
        return NULL;
    push(&r, FRAME_ROW, root)->end = END_TEX;
    for (skip_blanks(&r); r.at < r.s.n && !r.gave_up; skip_blanks(&r))
        read_token(&r);
    if (r.gave_up || r.depth != 1)
        return NULL;
    end_atom(&r, top(&r));
    return root;
}
