/* Commands of a simple formula that take arguments, and brackets that grow. */
#include "math/simplereader.h"

static void open_command(struct simple_reader *r, enum simple_command command, enum mml_kind kind,
                         unsigned need)
{
    struct simple_frame *f = simple_push(r, SIMPLE_FRAME_COMMAND, mml_new(r->arena, kind, NULL));
    f->command = command;
    f->need = need;
}

/* Reads a command for a sign over or under its argument; false if name is another. */
bool simple_read_accent(struct simple_reader *r, struct nc_str name)
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
                   {"overrightarrow", "\xE2\x86\x92", false, true},
                   {"overleftarrow", "\xE2\x86\x90", false, true},
                   {"widehat", "^", false, true},
                   {"widetilde", "~", false, true},
                   {"underline", "\xE2\x80\xBE", true, true}};
    for (size_t i = 0; i < sizeof accents / sizeof *accents; i++) {
        if (!nc_str_eqz(name, accents[i].name))
            continue;
        bool under = accents[i].under;
        open_command(r, under ? SIMPLE_COMMAND_UNDER : SIMPLE_COMMAND_OVER,
                     under ? MML_MUNDER : MML_MOVER, 1);
        if (r->gave_up)
            return true;
        struct mml_node *n = simple_top(r)->node,
                        *mo = mml_token(r->arena, MML_MO, n, nc_str(accents[i].sign));
        mml_set(r->arena, n, under ? "accentunder" : "accent", NC_LIT("true"));
        if (accents[i].stretches)
            mml_set(r->arena, mo, "stretchy", NC_LIT("true"));
        return true;
    }
    return false;
}

bool simple_read_fraction(struct simple_reader *r, struct nc_str name)
{
    static const struct {
        const char *name;
        enum simple_command command;
    } fractions[] = {{"frac", SIMPLE_COMMAND_FRAC},
                     {"dfrac", SIMPLE_COMMAND_DFRAC},
                     {"tfrac", SIMPLE_COMMAND_TFRAC},
                     {"binom", SIMPLE_COMMAND_BINOM}};
    for (size_t i = 0; i < sizeof fractions / sizeof *fractions; i++) {
        if (nc_str_eqz(name, fractions[i].name)) {
            open_command(r, fractions[i].command, MML_MFRAC, 2);
            return true;
        }
    }
    if (!nc_str_eqz(name, "sqrt"))
        return false;
    simple_skip_blanks(r);
    if (r->at < r->s.n && r->s.p[r->at] == '[')
        simple_give_up(r);
    open_command(r, SIMPLE_COMMAND_SQRT, MML_MSQRT, 1);
    return true;
}

/* --- brackets that grow --- */

/* The sign after \left or \right; NULL if unknown. For "." it is an empty text. */
static const char *read_delimiter(struct simple_reader *r)
{
    static const struct {
        const char *name, *sign;
    } commands[] = {{"{", "{"},
                    {"}", "}"},
                    {"lbrace", "{"},
                    {"rbrace", "}"},
                    {"lbrack", "["},
                    {"rbrack", "]"},
                    {"lang", "\xE2\x9F\xA8"},
                    {"rang", "\xE2\x9F\xA9"},
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
    static const char chars[] = "()[]/<>", *const signs[] = {"(",           ")", "[",
                                                             "]",           "/", "\xE2\x9F\xA8",
                                                             "\xE2\x9F\xA9"};
    simple_skip_blanks(r);
    if (r->at >= r->s.n)
        return NULL;
    char c = r->s.p[r->at];
    if (c == '\\') {
        struct nc_str name = simple_command_name(r);
        for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
            if (nc_str_eqz(name, commands[i].name))
                return commands[i].sign;
        return NULL;
    }
    r->at++;
    const char *at = c ? strchr(chars, c) : NULL;
    return at ? signs[at - chars] : c == '|' ? "\xE2\x88\xA3" : c == '.' ? "" : NULL;
}

bool simple_read_bracket(struct simple_reader *r, struct nc_str name)
{
    bool left = nc_str_eqz(name, "left");
    if (!left && !nc_str_eqz(name, "right"))
        return false;
    const char *sign_text = read_delimiter(r);
    struct simple_frame *f = simple_top(r);
    if (!sign_text || f->kind != SIMPLE_FRAME_ROW || (!left && f->end != SIMPLE_END_RIGHT)) {
        simple_give_up(r);
    } else if (left) {
        struct mml_node *row = mml_new(r->arena, MML_MROW, NULL);
        if (*sign_text)
            simple_add_fence(r, row, nc_str(sign_text), NULL);
        simple_push(r, SIMPLE_FRAME_ROW, row)->end = SIMPLE_END_RIGHT;
    } else {
        simple_end_atom(r, f);
        if (*sign_text)
            simple_add_fence(r, f->node, nc_str(sign_text), NULL);
        if (!f->node->first)
            simple_give_up(r);
        simple_close_row(r);
    }
    return true;
}

/* Reads \big and its kind: a bracket of a given size, which nothing has to close. */
bool simple_read_big(struct simple_reader *r, struct nc_str name)
{
    static const struct {
        const char *name, *size;
    } sizes[] = {{"Bigg", "3em"}, {"bigg", "2.4em"}, {"Big", "1.8em"}, {"big", "1.2em"}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct nc_str stem = nc_str(sizes[i].name);
        bool has_side = name.n == stem.n + 1 && strchr("lrm", name.p[stem.n]);
        if (!nc_str_starts(name, stem) || (name.n != stem.n && !has_side))
            continue;
        const char *sign = read_delimiter(r);
        bool is_fence = has_side && name.p[stem.n] != 'm';
        if (!sign || !*sign) {
            simple_give_up(r);
            return true;
        }
        struct mml_node *mo = mml_token(r->arena, MML_MO, NULL, nc_str(sign));
        mml_set(r->arena, mo, "fence", is_fence ? NC_LIT("true") : NC_LIT("false"));
        mml_set(r->arena, mo, "stretchy", NC_LIT("true"));
        mml_set(r->arena, mo, "minsize", nc_str(sizes[i].size));
        mml_set(r->arena, mo, "maxsize", nc_str(sizes[i].size));
        simple_deliver(r, mo);
        return true;
    }
    return false;
}
