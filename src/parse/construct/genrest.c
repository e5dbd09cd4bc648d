/* Checks the attributes of a tag for texts that the output would lose. */
#include "parse/construct/genrest.h"

#include "base/ascii.h"
#include "doc/walk.h"

#define MAX_LISTED 200 /* bytes of the list in a message */

/* Attributes of known tags that only concern looks and placement. */
static bool is_for_machines(struct nc_str key)
{
    static const char *const names[] = {
        "class",    "classname",   "style",       "id",         "icon",       "icontype",
        "color",    "cols",        "width",       "height",     "default",    "defaultvalue",
        "groupid",  "querystring", "lazy",        "sync",       "synckey",    "syncgroup",
        "open",     "defaultopen", "value",       "values",     "type",       "variant",
        "status",   "kind",        "intent",      "level",      "context",    "lang",
        "language", "linenos",     "hl_lines",    "horizontal", "arrow",      "href",
        "target",   "src",         "alt",         "url",        "link",       "linkcard",
        "persist",  "header",      "dropdown",    "titlesize",  "stepnumber", "img",
        "loading",  "autoplay",    "loop",        "muted",      "controls",   "align",
        "layout",   "key",         "collapsible", "collapsed",  "expanded",   "state",
        "lines",    "overflow",    "fullwidth",   NULL};
    for (size_t k = 0; names[k]; k++)
        if (nc_str_ieq(key, nc_str(names[k])))
            return true;
    return false;
}

/* Writes only letters and digits, because marks around them may not be shown. */
static void put_letters(struct nc_buf *out, struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] & 0x80) || nc_ascii_is_alnum(s.p[i]))
            nc_buf_char(out, s.p[i]);
}

/* Writes the texts and addresses of the nodes made from the tag, which a reader sees. */
static void put_shown(struct nc_buf *out, const struct nc_node *made)
{
    struct nc_buf text = {0};
    nc_plain_text(&text, made);
    if (made->attrs)
        nc_buf_str(&text, made->attrs->title);
    put_letters(out, nc_buf_view(&text));
    nc_buf_dispose(&text);
    struct nc_walk w;
    nc_walk_begin(&w, made);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_ref *ref = e == NC_WALK_ENTER ? nc_node_cref(w.node) : NULL;
        if (ref)
            put_letters(out, ref->dest);
    }
}

static bool is_shown(struct nc_str shown, struct nc_str value)
{
    struct nc_buf letters = {0};
    put_letters(&letters, value);
    bool found = letters.n && nc_str_search(shown, nc_buf_view(&letters), 0) < shown.n;
    nc_buf_dispose(&letters);
    return found;
}

static bool holds_words(struct nc_str value)
{
    bool letters = false;
    for (size_t i = 0; i < value.n; i++)
        letters |= (value.p[i] & 0x80) || nc_ascii_is_letter(value.p[i]);
    return letters && !nc_str_eqz(value, "true") && !nc_str_eqz(value, "false");
}

void nc_gen_warn_rest(const struct nc_gen_part *p, const struct nc_node *made, struct nc_str later)
{
    struct nc_buf shown = {0}, list = {0};
    struct nc_gen_arg a;
    bool known = p->means != NC_GEN_UNKNOWN;
    if (p->tag.family == NC_GEN_SLASHES)
        return;
    put_shown(&shown, made);
    put_letters(&shown, later);
    for (size_t i = p->tag.args.from; nc_gen_arg_next(&a, p->src, &i, p->tag.args.to);) {
        struct nc_str value = nc_str_sub(p->src, a.value.from, a.value.to);
        if (!a.has_value || list.n > MAX_LISTED ||
            (known && (is_for_machines(a.key) || !holds_words(value))) ||
            is_shown(nc_buf_view(&shown), value))
            continue;
        nc_buf_printf(&list, "%s%.*s", list.n ? ", " : "", NC_FMT(a.key));
    }
    if (list.n || !known) {
        struct nc_buf what = {0};
        nc_buf_puts(&what, known ? "is read" : "is not known; its content is kept");
        if (list.n)
            nc_buf_printf(&what, ", but not its attributes: %.*s", NC_FMT(nc_buf_view(&list)));
        nc_gen_warn(p, what.p);
        nc_buf_dispose(&what);
    }
    nc_buf_dispose(&list);
    nc_buf_dispose(&shown);
}
