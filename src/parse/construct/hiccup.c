/* Hiccup of Logseq: [:a {:href "…"} "text"] is HTML in Clojure's spelling. Inline elements become
 * nodes; a block element begins and ends a line. Strings become text unchanged. */
#include "base/ascii.h"
#include "doc/ref.h"
#include "parse/construct/constructs.h"
#include "parse/construct/imagesize.h"
#include "parse/inline/htmlelement.h"
#include "parse/leaf/origin.h"
#include "parse/leaf/source.h"

#define MAX_OPEN 50 /* brackets */

struct open {
    const struct nc_html_element *element;
    /* NULL: the element makes no inline node */
    struct nc_node *node;
    /* the node around it */
    struct nc_node *outer;
};

struct reader {
    struct nc_making *m;
    size_t i, to;
    struct open open[MAX_OPEN];
    size_t depth;
    /* the node that texts go into */
    struct nc_node *into;
    /* something has been shown before i */
    bool shown;
    /* a block has begun or ended since then */
    bool edge;
    /* something was left out */
    bool lost;
};

/* What stands in an element's braces. */
struct attributes {
    struct nc_html_attributes html;
    struct nc_str src, alt, width, height;
};

static bool is_blank(char c)
{
    return nc_ascii_is_blank(c) || c == '\n' || c == ',';
}

static bool ends_word(char c)
{
    return is_blank(c) || strchr("[](){}\"", c);
}

/* The offset after the string at i; 0: nothing closes it. */
static size_t string_end(struct nc_str s, size_t i, size_t limit)
{
    for (i++; i < limit; i++)
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == '"')
            return i + 1;
    return 0;
}

/* The offset after the brackets at i; 0: they are not balanced. */
static size_t brackets_end(struct nc_str s, size_t i, size_t limit)
{
    char open[MAX_OPEN];
    size_t depth = 0;
    while (i < limit) {
        char c = s.p[i];
        if (c == '"') {
            i = string_end(s, i, limit);
            if (!i)
                return 0;
            continue;
        }
        if (strchr("[({", c)) {
            if (depth == MAX_OPEN)
                return 0;
            open[depth++] = c == '[' ? ']' : c == '(' ? ')' : '}';
        } else if (strchr("])}", c)) {
            if (!depth || open[--depth] != c)
                return 0;
            if (!depth)
                return i + 1;
        }
        i++;
    }
    return 0;
}

/* The element that "[:name" at i names, and where its name ends; NULL: HTML has no such element. */
static const struct nc_html_element *element_at(struct nc_str s, size_t i, size_t limit,
                                                size_t *name_end)
{
    char name[16];
    size_t n = 0, k = i + 2;
    while (k < limit && n + 1 < sizeof name && nc_ascii_is_alnum(s.p[k]))
        name[n++] = s.p[k++];
    name[n] = '\0';
    *name_end = k;
    bool ends = k < limit && (ends_word(s.p[k]) || s.p[k] == '.' || s.p[k] == '#');
    return ends && n ? nc_html_element(name) : NULL;
}

static size_t hiccup_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    (void)previous;
    size_t name_end;
    if (i + 2 >= limit || !element_at(s, i, limit, &name_end))
        return 0;
    return brackets_end(s, i, limit);
}

/* --- attributes --- */

static void skip_blanks(struct reader *r)
{
    while (r->i < r->to && is_blank(r->m->src.p[r->i]))
        r->i++;
}

/* The word at i, with the sign that begins a keyword or without. */
static struct nc_str read_word(struct reader *r)
{
    size_t from = r->i;
    while (r->i < r->to && !ends_word(r->m->src.p[r->i]))
        r->i++;
    struct nc_str word = nc_str_sub(r->m->src, from, r->i);
    return nc_str_starts(word, NC_LIT(":")) ? nc_str_sub(word, 1, word.n) : word;
}

/* Appends the string at i with its escapes undone. */
static void put_string(struct reader *r, struct nc_buf *b)
{
    struct nc_str s = r->m->src;
    size_t end = string_end(s, r->i, r->to);
    for (r->i++; r->i + 1 < end; r->i++) {
        r->i += s.p[r->i] == '\\' && r->i + 2 < end;
        nc_buf_char(b, s.p[r->i] == '\n' ? ' ' : s.p[r->i]);
    }
    r->i = end;
}

/* Appends the value at i; a map, {:color "red"}, in the form of CSS. */
static void put_value(struct reader *r, struct nc_buf *b)
{
    struct nc_str s = r->m->src;
    if (s.p[r->i] == '"') {
        put_string(r, b);
    } else if (s.p[r->i] == '{') {
        size_t end = brackets_end(s, r->i, r->to);
        r->i++;
        for (skip_blanks(r); r->i + 1 < end && s.p[r->i] == ':'; skip_blanks(r)) {
            nc_buf_str(b, read_word(r));
            nc_buf_char(b, ':');
            skip_blanks(r);
            if (s.p[r->i] == '"')
                put_string(r, b);
            else
                nc_buf_str(b, read_word(r));
            nc_buf_char(b, ';');
        }
        r->i = end;
    } else if (strchr("[(", s.p[r->i])) {
        r->i = brackets_end(s, r->i, r->to);
    } else {
        nc_buf_str(b, read_word(r));
    }
}

static void read_attributes(struct reader *r, struct attributes *a)
{
    const struct {
        const char *name;
        struct nc_str *value;
    } known[] = {{"href", &a->html.href},     {"id", &a->html.id},       {"name", &a->html.name},
                 {"lang", &a->html.lang},     {"title", &a->html.title}, {"dir", &a->html.dir},
                 {"class", &a->html.classes}, {"src", &a->src},          {"alt", &a->alt},
                 {"width", &a->width},        {"height", &a->height},    {"style", &a->html.style}};
    struct nc_buf value = {0};
    size_t end = brackets_end(r->m->src, r->i, r->to);
    r->i++;
    for (skip_blanks(r); r->i + 1 < end && r->m->src.p[r->i] == ':'; skip_blanks(r)) {
        struct nc_str key = read_word(r);
        skip_blanks(r);
        nc_buf_clear(&value);
        if (r->i + 1 < end)
            put_value(r, &value);
        for (size_t k = 0; k < sizeof known / sizeof known[0]; k++)
            if (nc_str_ieq(key, nc_str(known[k].name)))
                *known[k].value = nc_arena_str(r->m->doc->arena, nc_buf_view(&value));
    }
    r->i = end;
    nc_buf_dispose(&value);
}

/* --- nodes --- */

/* Appends to what is open, on a line of its own if a block began or ended before it. */
static void put(struct reader *r, struct nc_node *n)
{
    if (r->edge && r->shown)
        nc_node_append(r->into, nc_node_new(r->m->doc, NC_HARD_BREAK, n->pos));
    r->edge = false;
    nc_node_append(r->into, n);
}

static void put_text(struct reader *r, size_t at, struct nc_str s)
{
    if (!s.n)
        return;
    struct nc_pos pos = nc_locate_in_source(r->m->where, at);
    struct nc_node *text = nc_node_text(r->m->doc, NC_TEXT, pos, s);
    text->origin = NC_ORIGIN_ESCAPED;
    put(r, text);
    r->shown = true;
}

/* The offset of the text on the line that begins at i, after a quotation's marker if quoted. */
static size_t line_text(struct nc_str s, size_t i, bool quoted)
{
    while (nc_ascii_is_blank(s.p[i]) || (quoted && s.p[i] == '>'))
        i++;
    return i;
}

/* The string at i, in parts between its escapes and lines, so that each has its own place. */
static void read_string(struct reader *r)
{
    struct nc_str s = r->m->src;
    size_t end = string_end(s, r->i, r->to), from = r->i + 1;
    for (size_t k = from; k < end; k++) {
        bool escape = s.p[k] == '\\', line = s.p[k] == '\n';
        if (k + 1 < end && !escape && !line)
            continue;
        put_text(r, from, nc_source_text(r->m->doc, s, r->m->st, from, k));
        from = k + 1;
        if (escape && strchr("ntr", s.p[from]))
            put_text(r, from++, NC_LIT(" "));
        else if (line)
            put_text(r, k, NC_LIT(" "));
        if (line)
            from = line_text(s, from, r->m->st->quotes > 0);
        k = line ? from - 1 : k + 1; /* skips the escaped character */
    }
    r->i = end;
}

/* The node for an element without text: a picture, or the content of a player or a frame. NULL: it
 * has no address. */
static struct nc_node *make_shown(struct reader *r, const struct attributes *a,
                                  const struct nc_html_element *e, struct nc_pos pos)
{
    struct nc_str text = e->kind == NC_IMAGE ? a->alt : a->src;
    if (!a->src.n)
        return NULL;
    struct nc_node *n = nc_node_new(r->m->doc, e->kind, pos);
    nc_ref_init(nc_node_ref(n), a->src);
    n->id = a->html.id;
    if (n->kind == NC_IMAGE)
        nc_image_lengths(n, a->width, a->height, a->html.style);
    else if (n->kind == NC_EMBED_LINK)
        n->u.embed.type = e->name[0] == 'a' ? NC_EMBED_AUDIO : NC_EMBED_VIDEO;
    if (text.n)
        nc_node_append(n, nc_node_text(r->m->doc, NC_TEXT, pos, text));
    return n;
}

/* The inline node for an element; NULL: there is none. */
static struct nc_node *wrap(struct reader *r, const struct attributes *a,
                            const struct nc_html_element *e, struct nc_pos pos)
{
    bool heading = e->kind == NC_HEADING;
    if (e->role != NC_HTML_INLINE && !heading)
        return NULL;
    enum nc_kind kind = heading ? NC_STRONG : nc_html_styled(e->kind, a->html.style);
    struct nc_node *n = nc_node_new(r->m->doc, kind, pos);
    nc_html_set_attributes(r->m->doc, n, &a->html);
    put(r, n);
    r->into = n->kind == NC_SPAN ? nc_html_style(r->m->doc, n, a->html.style) : n;
    return n;
}

/* "[:name.class {…}" */
static void open_element(struct reader *r)
{
    struct attributes a = {0};
    struct nc_str s = r->m->src;
    size_t from = r->i, name_end;
    struct nc_pos pos = nc_locate_in_source(r->m->where, from);
    const struct nc_html_element *e = element_at(s, from, r->to, &name_end);
    if (!e || e->role == NC_HTML_DROP) {
        r->i = brackets_end(s, from, r->to);
        r->lost = true;
        return;
    }
    r->i = name_end;
    read_word(r); /* .class#id */
    skip_blanks(r);
    if (s.p[r->i] == '{')
        read_attributes(r, &a);
    r->edge |= e->role == NC_HTML_BLOCK || e->kind == NC_RULE || e->kind == NC_HARD_BREAK;
    struct nc_node *shown = make_shown(r, &a, e, pos);
    bool alone = e->role == NC_HTML_VOID || (e->role == NC_HTML_MEDIA && shown);
    if (alone && shown) {
        put(r, shown);
        r->shown = true;
    }
    if (alone) {
        r->i = brackets_end(s, from, r->to);
        return;
    }
    struct nc_node *outer = r->into;
    r->open[r->depth++] = (struct open){e, wrap(r, &a, e, pos), outer};
    if (e->role == NC_HTML_QUOTE)
        put_text(r, from, NC_LIT("\xE2\x80\x9C"));
}

static void close_element(struct reader *r)
{
    const struct open *o = &r->open[--r->depth];
    if (o->element->role == NC_HTML_QUOTE)
        put_text(r, r->i, NC_LIT("\xE2\x80\x9D"));
    if (o->node)
        nc_html_as_code(r->m->doc, o->node, o->element);
    r->edge |= o->element->role == NC_HTML_BLOCK;
    r->into = o->outer;
    r->i++;
}

/* Reads anything that is neither a string nor an element: a number becomes text, a call of Clojure
 * is not run. */
static void read_other(struct reader *r)
{
    struct nc_str s = r->m->src;
    if (strchr("({", s.p[r->i])) {
        r->i = brackets_end(s, r->i, r->to);
        r->lost = true;
        return;
    }
    size_t from = r->i;
    struct nc_str word = read_word(r);
    if (r->i == from)
        r->i++;
    else if (nc_ascii_is_digit(word.p[0]))
        put_text(r, from, nc_arena_str(r->m->doc->arena, word));
    else
        /* ">" is a quotation's marker. */
        r->lost |= !nc_str_eqz(word, "nil") && !nc_str_eqz(word, ">");
}

static struct nc_node *make_hiccup(struct nc_making *m)
{
    struct nc_node *root = nc_node_new(m->doc, NC_SPAN, m->pos);
    struct reader r = {.m = m, .i = m->st->from, .to = m->st->to, .into = root};
    while (r.i < r.to) {
        char c = m->src.p[r.i];
        if (c == '[')
            open_element(&r);
        else if (c == ']')
            close_element(&r);
        else if (c == '"')
            read_string(&r);
        else if (is_blank(c))
            r.i++;
        else
            read_other(&r);
    }
    if (r.lost)
        nc_report_dropped(m, "this hiccup ([:tag …]) holds more than texts and elements of a page; "
                             "such parts were left out");
    if (root->first && root->first == root->last) {
        root->first->parent = NULL;
        return root->first;
    }
    return root->first ? root : NULL;
}

static bool is_logseq(const struct nc_parse_options *opts)
{
    return opts->dialect == NC_DIALECT_LOGSEQ;
}

const struct nc_construct nc_hiccup = {
    .begins = "[:", .is_read = is_logseq, .end = hiccup_end, .make = make_hiccup};
