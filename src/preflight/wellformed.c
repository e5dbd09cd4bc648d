/* Runs libxml2's parser with handlers that do nothing. */
#include "preflight/wellformed.h"

#include "base/arena.h"
#include "preflight/xmlscan.h"

#include <libxml/parser.h>

#define CHUNK ((size_t)64 << 10)
#define MAX_ATTRIBUTES 1000 /* libxml2 compares each attribute with all others */

static void start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n,
                  const xmlChar **namespaces, int attributes, int defaulted, const xmlChar **values)
{
    (void)ctx, (void)name, (void)prefix, (void)uri, (void)n, (void)namespaces, (void)attributes,
        (void)defaulted, (void)values;
}

static void be_silent(void *ctx, const char *format, ...)
{
    (void)ctx, (void)format;
}

/* Appends libxml2's message, whose first line says what is wrong. */
static void put_error(struct nc_pos *pos, struct nc_buf *why, const xmlError *e)
{
    struct nc_str text = nc_str_trim(nc_str(e && e->message ? e->message : "not well-formed"));
    nc_buf_str(why, nc_str_trim(nc_str_sub(text, 0, nc_str_find(text, '\n', 0))));
    pos->line = e && e->line > 0 ? (uint32_t)e->line : 1;
    pos->col = e && e->int2 > 0 ? (uint32_t)e->int2 : 1;
}

/* False if a tag has too many attributes to be parsed; sets *pos to the place. */
static bool check_attributes(struct nc_str text, struct nc_pos *pos)
{
    struct nc_xml_scan s;
    struct nc_str name, value;
    nc_xml_scan_begin(&s, text);
    while (nc_xml_next(&s) != NC_XML_FINISHED) {
        size_t count = 0, at = 0;
        while (count <= MAX_ATTRIBUTES && nc_xml_next_attr(&s, &at, &name, &value))
            count++;
        if (count > MAX_ATTRIBUTES) {
            *pos = s.pos;
            return false;
        }
    }
    return true;
}

bool nc_xml_is_wellformed(struct nc_str text, struct nc_pos *pos, struct nc_buf *why)
{
    xmlSAXHandler quiet = {.initialized = XML_SAX2_MAGIC,
                           .startElementNs = start,
                           .error = be_silent,
                           .warning = be_silent};
    if (text.n == 0) {
        nc_buf_puts(why, "it is empty");
        *pos = (struct nc_pos){0};
        return false;
    }
    if (!check_attributes(text, pos)) {
        nc_buf_printf(why, "an element has more than %d attributes", MAX_ATTRIBUTES);
        return false;
    }
    xmlParserCtxtPtr ctxt = xmlCreatePushParserCtxt(&quiet, NULL, NULL, 0, NULL);
    if (!ctxt)
        nc_out_of_memory();
    xmlCtxtUseOptions(ctxt, XML_PARSE_NONET);
    for (size_t at = 0; at < text.n && ctxt->wellFormed; at += CHUNK) {
        size_t n = text.n - at < CHUNK ? text.n - at : CHUNK;
        xmlParseChunk(ctxt, text.p + at, (int)n, at + n == text.n);
    }
    bool good = ctxt->wellFormed != 0;
    if (!good)
        put_error(pos, why, xmlCtxtGetLastError(ctxt));
    if (ctxt->myDoc)
        xmlFreeDoc(ctxt->myDoc);
    xmlFreeParserCtxt(ctxt);
    return good;
}
