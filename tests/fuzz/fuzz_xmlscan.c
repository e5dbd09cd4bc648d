/* Any bytes as XML: the tokens are the text without gap or overlap, each at its place, attributes
 * within their tag; and what libxml2 finds well-formed has an end for each start. */
#include "base/utf8.h"
#include "preflight/wellformed.h"
#include "preflight/xmlscan.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(bool good)
{
    if (!good)
        abort();
}

static bool is_within(struct nc_str part, struct nc_str whole)
{
    return !part.n || (part.p >= whole.p && part.p + part.n <= whole.p + whole.n);
}

/* Moves *pos over what lies between the offsets. */
static void count(struct nc_pos *pos, struct nc_str text, size_t from, size_t to)
{
    while (from < to) {
        unsigned len;
        uint32_t cp = nc_utf8_at(text, from, &len);
        from += len;
        pos->col = cp == '\n' ? 1 : pos->col + 1;
        pos->line += cp == '\n';
    }
}

static void look_at_attributes(const struct nc_xml_scan *s)
{
    struct nc_str name, value;
    struct nc_buf text = {0};
    const char *after = s->token.p;
    for (size_t at = 0, last = 0; nc_xml_next_attr(s, &at, &name, &value); last = at) {
        look(at > last && at <= s->token.n && name.n && name.p >= after);
        look(is_within(name, s->token) && is_within(value, s->token));
        after = name.p + name.n;
    }
    nc_xml_attr(&text, s, "href");
    nc_buf_dispose(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nc_str text = {(const char *)data, size};
    struct nc_xml_scan s;
    struct nc_pos pos = {.line = 1, .col = 1};
    struct nc_buf why = {0};
    long open = 0;
    size_t at = 0;
    nc_xml_scan_begin(&s, text);
    while (nc_xml_next(&s) != NC_XML_FINISHED) {
        look(s.token.p == text.p + at && s.token.n && s.at == at + s.token.n);
        look(s.pos.line == pos.line && s.pos.col == pos.col);
        look(is_within(s.name, s.token));
        count(&pos, text, at, s.at);
        at = s.at;
        open += (s.kind == NC_XML_START && !s.is_empty) - (s.kind == NC_XML_END);
        look_at_attributes(&s);
    }
    look(at == size);
    bool good = nc_xml_is_wellformed(text, &pos, &why);
    look(good == (why.n == 0));
    /* A text in UTF-16 is well-formed and not for this scanner. */
    if (good && nc_str_find(text, 0, 0) == text.n)
        look(open == 0);
    nc_buf_dispose(&why);
    return 0;
}
