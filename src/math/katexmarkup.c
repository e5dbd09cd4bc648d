/* Reads KaTeX's markup in one pass, with an explicit place in the tree instead of recursion. */
#include "math/katexmarkup.h"

struct reader {
    struct nc_arena *arena;
    struct nc_str s;
    size_t at;
    struct mml_node *root, *open;
    unsigned depth;
    bool failed;
};

/* The length of one of KaTeX's five references at s[i]; 0 if there is none. */
static size_t entity(struct nc_str s, size_t i, char *c)
{
    static const struct {
        struct nc_str name;
        char c;
    } entities[] = {{{"&amp;", 5}, '&'},
                    {{"&lt;", 4}, '<'},
                    {{"&gt;", 4}, '>'},
                    {{"&quot;", 6}, '"'},
                    {{"&#x27;", 6}, '\''}};
    for (size_t k = 0; k < sizeof entities / sizeof *entities; k++) {
        if (nc_str_starts(nc_str_sub(s, i, s.n), entities[k].name)) {
            *c = entities[k].c;
            return entities[k].name.n;
        }
    }
    return 0;
}

/* A copy of s with its references resolved. */
static struct nc_str plain(struct reader *r, struct nc_str s)
{
    struct nc_str copy = nc_arena_str(r->arena, s);
    char *to = nc_arena_alloc(r->arena, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < copy.n;) {
        char c = copy.p[i];
        size_t len = c == '&' ? entity(copy, i, &c) : 1;
        i += len ? len : 1;
        to[n++] = c;
    }
    return (struct nc_str){to, n};
}

static bool is_name_char(char c)
{
    return nc_ascii_is_letter(c) || c == ':' || c == '-';
}

static struct nc_str read_name(struct reader *r)
{
    size_t from = r->at;
    while (r->at < r->s.n && is_name_char(r->s.p[r->at]))
        r->at++;
    return nc_str_sub(r->s, from, r->at);
}

/* Whether an attribute is one that only noteconv may set. The style of a coloured box's frame is
 * allowed, because KaTeX makes it from a colour. */
static bool is_ours(struct nc_str name, struct nc_str value)
{
    static const char *const ours[] = {"class", "id", NULL};
    if (!nc_str_eqz(name, "style"))
        return nc_str_is_among(name, ours);
    for (size_t i = 0; i < value.n; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.#: ",
                    value.p[i]))
            return true;
    return !nc_str_starts(value, NC_LIT("border: "));
}

/* Reads the attributes of n (NULL: skips them) up to the end of the tag. True if the tag is a whole
 * element. */
static bool read_attrs(struct reader *r, struct mml_node *n)
{
    while (r->at < r->s.n && r->s.p[r->at] == ' ') {
        r->at++;
        struct nc_str name = read_name(r);
        r->at += r->at < r->s.n && r->s.p[r->at] == ' '; /* KaTeX writes class ="…" */
        size_t from = r->at + 2;
        if (!nc_str_starts(nc_str_sub(r->s, r->at, r->s.n), NC_LIT("=\""))) {
            r->failed = true;
            return false;
        }
        size_t to = nc_str_find(r->s, '"', from);
        const char *known = mml_attr_name(name);
        struct nc_str value = nc_str_sub(r->s, from, to);
        if (n && known && !is_ours(name, value))
            mml_set(r->arena, n, known, plain(r, value));
        r->at = to < r->s.n ? to + 1 : to;
    }
    bool whole = r->at < r->s.n && r->s.p[r->at] == '/';
    r->at += whole;
    r->failed |= r->at >= r->s.n || r->s.p[r->at] != '>';
    r->at++;
    return whole;
}

/* Whether the element is outside the tree, so that its tags are skipped. */
static bool is_wrapping(struct nc_str name)
{
    static const char *const wrapping[] = {"span", "math", "semantics", NULL};
    return nc_str_is_among(name, wrapping);
}

static void read_start(struct reader *r)
{
    struct nc_str name = read_name(r);
    if (is_wrapping(name)) {
        read_attrs(r, NULL);
        return;
    }
    if (nc_str_eqz(name, "annotation")) {
        struct nc_str end = NC_LIT("</annotation>");
        r->at = nc_str_search(r->s, end, r->at);
        r->at = r->at < r->s.n ? r->at + end.n : r->at;
        return;
    }
    enum mml_kind kind = mml_find(name);
    if (kind == MML_KIND_COUNT || ++r->depth > MML_MAX_DEPTH) {
        r->failed = true;
        return;
    }
    struct mml_node *n = mml_new(r->arena, kind, r->open);
    r->open = n;
    if (read_attrs(r, n)) {
        r->open = n->parent;
        r->depth--;
    }
}

static void read_end(struct reader *r)
{
    r->at++;
    struct nc_str name = read_name(r);
    r->at++;
    if (is_wrapping(name))
        return;
    if (r->open == r->root || !nc_str_eqz(name, mml_name(r->open->kind))) {
        r->failed = true;
        return;
    }
    r->open = r->open->parent;
    r->depth--;
}

/* Reads a text. Text beside elements, which only a token of KaTeX's could hold, becomes a token of
 * its own. */
static void read_text(struct reader *r)
{
    size_t from = r->at;
    r->at = nc_str_find(r->s, '<', from);
    struct nc_str text = plain(r, nc_str_sub(r->s, from, r->at));
    if (mml_is_token(r->open) && !r->open->first && !r->open->text.n)
        r->open->text = text;
    else
        mml_token(r->arena, MML_MTEXT, r->open, text);
}

struct mml_node *katex_read(struct nc_arena *a, struct nc_str markup)
{
    struct reader r = {.arena = a, .s = markup};
    r.root = r.open = mml_new(a, MML_MROW, NULL);
    while (r.at < r.s.n && !r.failed) {
        if (r.s.p[r.at] != '<') {
            read_text(&r);
            continue;
        }
        r.at++;
        if (r.at < r.s.n && r.s.p[r.at] == '/')
            read_end(&r);
        else
            read_start(&r);
    }
    return r.failed || r.open != r.root ? NULL : r.root;
}
