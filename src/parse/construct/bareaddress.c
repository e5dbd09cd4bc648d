/* Bare addresses in running text: links without brackets (GFM 6.9). Where one ends: autolink.c. */
#include "base/ascii.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "doc/ref.h"
#include "parse/construct/markkinds.h"
#include "parse/leaf/autolink.h"

static struct nc_node *link_node(struct nc_text_run *r, size_t from, size_t to, const char *scheme)
{
    struct nc_str shown = nc_arena_str(r->doc->arena, nc_str_sub(r->text, from, to));
    struct nc_pos pos = nc_mark_pos(r, from);
    struct nc_node *n = nc_node_new(r->doc, NC_LINK, pos);
    struct nc_buf b = {0};
    nc_buf_puts(&b, scheme);
    nc_buf_str(&b, shown);
    nc_ref_init(n->u.ref, nc_buf_keep(&b, r->doc->arena));
    nc_node_append(n, nc_node_text(r->doc, NC_TEXT, pos, shown));
    return n;
}

/* Where the http, https or ftp that ends at colon begins, or colon if there is none. */
static size_t scheme_before(struct nc_str s, size_t colon)
{
    static const char *const schemes[] = {"https", "http", "ftp"};
    for (size_t k = 0; k < 3; k++) {
        size_t n = strlen(schemes[k]);
        if (colon >= n && nc_str_ieq(nc_str_sub(s, colon - n, colon), nc_str(schemes[k])) &&
            (colon == n || !nc_ascii_is_alnum((unsigned char)s.p[colon - n - 1])))
            return colon - n;
    }
    return colon;
}

/* The length of the address after its scheme at i, as nc_url_length has it. A character reference
 * at the end of an address is text after it (GFM 6.9). */
static size_t url_length(const struct nc_text_run *r, size_t i)
{
    struct nc_str s = r->text;
    size_t to = i + nc_url_length(s, i, s.n, true);
    while (to > i && (unsigned char)s.p[to - 1] >= 0x80 && nc_run_is_escaped(r, to - 1))
        to = nc_utf8_prev(s, to);
    return to - i;
}

static bool find_url(struct nc_text_run *r, size_t i, struct nc_mark *mark)
{
    struct nc_str s = r->text;
    size_t from = scheme_before(s, i), length = from < i ? url_length(r, i + 3) : 0;
    if (!length || from < r->done)
        return false;
    *mark = (struct nc_mark){from, i + 3 + length, link_node(r, from, i + 3 + length, "")};
    return true;
}

static bool find_www(struct nc_text_run *r, size_t i, struct nc_mark *mark)
{
    uint32_t before = nc_run_char_before(r, i);
    if (!(nc_is_space(before) || before == '*' || before == '_' || before == '~' || before == '(' ||
          nc_is_cjk(before)))
        return false;
    size_t length = url_length(r, i);
    if (length <= 4)
        return false;
    *mark = (struct nc_mark){i, i + length, link_node(r, i, i + length, "http://")};
    return true;
}

/* Finds a mail address around '@', with "mailto:" or "xmpp:" if it stands before it. */
static bool find_mail(struct nc_text_run *r, size_t i, struct nc_mark *mark)
{
    struct nc_str s = r->text;
    size_t from, to;
    if (!nc_mail_at(s, i, &from, &to) || from < r->done)
        return false;
    const char *scheme = "mailto:";
    if (from >= r->done + 7 && nc_str_eqz(nc_str_sub(s, from - 7, from), "mailto:")) {
        from -= 7;
        scheme = "";
    } else if (from >= r->done + 5 && nc_str_eqz(nc_str_sub(s, from - 5, from), "xmpp:")) {
        from -= 5;
        scheme = "";
        size_t resource = to + 1;
        while (to < s.n && s.p[to] == '/' && resource < s.n &&
               (nc_ascii_is_alnum((unsigned char)s.p[resource]) || s.p[resource] == '@' ||
                s.p[resource] == '.'))
            resource++;
        while (resource > to + 1 && s.p[resource - 1] == '.')
            resource--;
        if (resource > to + 1)
            to = resource;
    }
    *mark = (struct nc_mark){from, to, link_node(r, from, to, scheme)};
    return true;
}

static bool is_not_pandoc(const struct nc_parse_options *opts)
{
    return opts->dialect != NC_DIALECT_PANDOC;
}

const struct nc_mark_kind nc_url_mark = {.begins = "://", .find = find_url};
const struct nc_mark_kind nc_www_mark = {
    .begins = "www.", .needs = "www", .is_read = is_not_pandoc, .find = find_www};
const struct nc_mark_kind nc_mail_mark = {.begins = "@", .find = find_mail};
