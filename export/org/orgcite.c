/* Writes citations for org-cite. */
#include "base/uchar.h"
#include "base/utf8.h"
#include "doc/citation.h"
#include "export/org/orgout.h"
#include "export/org/orgwriter.h"

/* Whether Org reads all of it as a key, and no other syntax matches a part of it. */
static bool is_key(struct nc_str key)
{
    for (size_t i = 0; i < key.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(key, i, &len);
        if (!nc_is_alnum(cp) && !(cp < 0x80 && strchr("_:.-/+?#%&~", (int)cp)))
            return false;
        i += len;
    }
    return true;
}

static void put_part(struct org_writer *w, struct nc_buf *out, const struct nc_cited *c)
{
    if (c->prefix.n) {
        org_plain_text(out, c->prefix, &w->text);
        nc_buf_char(out, ' ');
    }
    nc_buf_char(out, '@');
    nc_buf_str(out, c->key);
    if (c->suffix.n) {
        nc_buf_char(out, ' ');
        org_plain_text(out, c->suffix, &w->text);
    }
}

bool org_citation(struct org_writer *w, struct nc_buf *out, struct nc_str citation)
{
    struct nc_buf parts = {0};
    struct nc_cited c;
    unsigned count = 0, without = 0;
    bool ok = nc_str_find(citation, '$', 0) == citation.n; /* it could pair with one outside */
    for (size_t at = 0; ok && nc_citation_next(citation, &at, &c); count++) {
        if (count)
            nc_buf_puts(&parts, "; ");
        put_part(w, &parts, &c);
        without += c.no_author;
        ok = is_key(c.key);
    }
    ok = ok && count > 0 && (without == 0 || without == count);
    if (ok)
        nc_buf_printf(out, "[cite%s:%s]",
                      without                         ? "/na"
                      : nc_citation_is_text(citation) ? "/t"
                                                      : "",
                      parts.p);
    nc_buf_dispose(&parts);
    return ok;
}
