/* Marks that other programs put into their text for themselves: the sources of ChatGPT, and the
 * author and colour of a quotation in HackMD. */
#include "parse/construct/markkinds.h"

#include "base/ascii.h"

#define MAX_SOURCE 200 /* bytes of a mark, or of the closing tag in BBCode */

static struct nc_node *part(struct nc_text_run *r, enum nc_kind kind, size_t from, size_t to)
{
    return nc_node_text(r->doc, kind, nc_mark_pos(r, from),
                        nc_arena_str(r->doc->arena, nc_str_sub(r->text, from, to)));
}

/* Turns a mark that leads nowhere into a comment. */
static bool leave_source(struct nc_text_run *r, struct nc_mark *mark, size_t from, size_t to)
{
    if (!r->reported_sources)
        nc_diag(r->diags, NC_D_PLUGIN_DROPPED, r->doc->files[0], nc_mark_pos(r, from),
                "a mark for a source that only ChatGPT can show; such marks were left out");
    r->reported_sources = true;
    *mark = (struct nc_mark){from, to, part(r, NC_COMMENT, from, to)};
    return true;
}

/* 【4†source】, 【12:3†a.pdf】, 【5†L10-L20】 */
static bool find_source(struct nc_text_run *r, size_t i, struct nc_mark *mark)
{
    struct nc_str s = nc_run_to(r, i + MAX_SOURCE);
    const struct nc_str open = NC_LIT("【"), close = NC_LIT("】"), dagger = NC_LIT("†");
    size_t k = i + open.n, digits = k;
    while (k < s.n && (nc_ascii_is_digit(s.p[k]) || s.p[k] == ':'))
        k++;
    size_t to = nc_str_search(s, close, k);
    return k > digits && nc_str_starts(nc_str_sub(s, k, s.n), dagger) && to < s.n &&
           leave_source(r, mark, i, to + close.n);
}

/* U+E200, "cite" and names divided by U+E202, U+E201 */
static bool find_private(struct nc_text_run *r, size_t i, struct nc_mark *mark)
{
    struct nc_str s = nc_run_to(r, i + MAX_SOURCE);
    const struct nc_str close = NC_LIT("\xEE\x88\x81");
    size_t to = nc_str_search(s, close, i);
    return to < s.n && nc_ascii_is_letter(s.p[i + 3]) && leave_source(r, mark, i, to + close.n);
}

/* Reads [name=Somebody], [time=Sun, Jun 28, 2015 9:59 PM] and [color=#907bf7] in a quotation. The
 * name and the time are shown, the colour is not. */
static bool find_hackmd(struct nc_text_run *r, size_t i, struct nc_mark *mark)
{
    static const char *const keys[] = {"[name=", "[time=", "[color=", NULL};
    struct nc_str s = nc_run_to(r, i + MAX_SOURCE);
    if (!r->quotes)
        return false;
    size_t from = nc_str_find(s, '=', i) + 1, to = nc_str_find(s, ']', i);
    if (to == s.n || from >= to || !nc_str_starts_among(nc_str_sub(s, i, s.n), keys) ||
        nc_str_search(s, NC_LIT("[/"), to) < s.n || nc_run_is_escaped(r, to))
        return false;
    bool is_name = s.p[i + 1] == 'n', is_time = s.p[i + 1] == 't';
    if (is_name || is_time) {
        struct nc_node *shown =
            nc_node_new(r->doc, is_name ? NC_EMPH : NC_SMALL, nc_mark_pos(r, i));
        nc_node_append(shown, part(r, NC_TEXT, from, to));
        *mark = (struct nc_mark){i, to + 1, shown};
        return true;
    }
    *mark = (struct nc_mark){i, to + 1, part(r, NC_COMMENT, i, to)};
    mark->node->u.text = nc_str_sub(mark->node->u.text, 1, mark->node->u.text.n);
    return true;
}

static bool is_read(const struct nc_parse_options *opts)
{
    return opts->dialect == NC_DIALECT_NOTES;
}

const struct nc_mark_kind nc_source_mark = {.begins = "【", .needs = "†", .find = find_source};
const struct nc_mark_kind nc_private_mark = {.begins = "\xEE\x88\x80", .find = find_private};
const struct nc_mark_kind nc_hackmd_mark = {
    .begins = "[", .needs = "=", .is_read = is_read, .find = find_hackmd};
