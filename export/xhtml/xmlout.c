/* The layer over xmlwriter. */
#include "export/xhtml/xmlout.h"

#include "base/arena.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "base/xmltext.h"

static int write_bytes(void *ctx, const char *bytes, int n)
{
    nc_buf_put(ctx, bytes, (size_t)n);
    return n;
}

static int close_nothing(void *ctx)
{
    (void)ctx;
    return 0;
}

void nc_xmlout_open(struct nc_xmlout *x, struct nc_buf *out)
{
    xmlOutputBufferPtr o = xmlOutputBufferCreateIO(write_bytes, close_nothing, out, NULL);
    x->w = o ? xmlNewTextWriter(o) : NULL;
    x->scratch = (struct nc_buf){0};
    if (!x->w)
        nc_realloc(NULL,
                   SIZE_MAX); /* libxml2 fails here for lack of memory only: end as base does */
}

void nc_xmlout_close(struct nc_xmlout *x)
{
    xmlTextWriterFlush(x->w);
    xmlFreeTextWriter(x->w);
    nc_buf_dispose(&x->scratch);
}

void nc_x_start(struct nc_xmlout *x, const char *element)
{
    xmlTextWriterStartElement(x->w, (const xmlChar *)element);
}

void nc_x_end(struct nc_xmlout *x)
{
    xmlTextWriterFullEndElement(x->w);
}

void nc_x_end_void(struct nc_xmlout *x)
{
    xmlTextWriterEndElement(x->w);
}

/* s as a NUL-terminated string of XML characters only. */
static const xmlChar *clean(struct nc_xmlout *x, struct nc_str s)
{
    nc_buf_clear(&x->scratch);
    nc_buf_reserve(&x->scratch, s.n);
    size_t from = 0;
    for (size_t i = 0; i < s.n;) {
        unsigned char b = (unsigned char)s.p[i];
        if (b >= 0x20 && b < 0x80) {
            i++;
            continue;
        }
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        bool malformed = cp == 0xFFFD && (len != 3 || b != 0xEF);
        if (!nc_is_xml_char(cp) || malformed) {
            nc_buf_put(&x->scratch, s.p + from, i - from);
            nc_buf_cp(&x->scratch, 0xFFFD);
            from = i + len;
        }
        i += len;
    }
    nc_buf_put(&x->scratch, s.p ? s.p + from : "", s.n - from);
    return (const xmlChar *)x->scratch.p;
}

/* Escaped here: outside a whole XML document the writer turns all but ASCII into references. */
void nc_x_attr(struct nc_xmlout *x, const char *name, struct nc_str value)
{
    nc_buf_clear(&x->scratch);
    nc_buf_reserve(&x->scratch, value.n);
    nc_xml_escape_attribute(&x->scratch, value);
    xmlTextWriterStartAttribute(x->w, (const xmlChar *)name);
    xmlTextWriterWriteRaw(x->w, (const xmlChar *)x->scratch.p);
    xmlTextWriterEndAttribute(x->w);
}

void nc_x_attrz(struct nc_xmlout *x, const char *name, const char *value)
{
    nc_x_attr(x, name, nc_str(value));
}

void nc_x_attru(struct nc_xmlout *x, const char *name, unsigned value)
{
    struct nc_buf b = {0};
    nc_buf_printf(&b, "%u", value);
    nc_x_attrz(x, name, b.p);
    nc_buf_dispose(&b);
}

void nc_x_text(struct nc_xmlout *x, struct nc_str s)
{
    if (s.n)
        xmlTextWriterWriteString(x->w, clean(x, s));
}

void nc_x_textz(struct nc_xmlout *x, const char *z)
{
    nc_x_text(x, nc_str(z));
}

void nc_x_raw(struct nc_xmlout *x, struct nc_str s)
{
    if (s.n)
        xmlTextWriterWriteRaw(x->w, clean(x, s));
}

void nc_x_gap(struct nc_xmlout *x)
{
    xmlTextWriterWriteComment(x->w, (const xmlChar *)" ");
}
