/* Parses bytes into libxml2's tree. Attributes are counted first; during parsing nothing is fetched
 * and no entity is declared that could read a file. */
#include "media/svgparse.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <limits.h>
#include <string.h>

/* libxml2 compares each attribute of an element with all others. */
#define MAX_ATTRIBUTES 1000

/* Drawing programs declare short names for namespaces in the document type, so these entities are
 * replaced. An entity that names a file or an address is not declared: it could read the user's
 * files. Nor is one that holds elements, because their attributes were not counted. */
static void declare_internal(void *ctx, const xmlChar *name, int type, const xmlChar *public_id,
                             const xmlChar *system_id, xmlChar *content)
{
    if (type == XML_INTERNAL_GENERAL_ENTITY && content && !xmlStrchr(content, '<'))
        xmlSAX2EntityDecl(ctx, name, type, public_id, system_id, content);
}

/* XML_PARSE_NOERROR does not cover libxml2's messages about bytes it cannot decode: these go to the
 * calling thread's error function, which prints by default. */
static void say_nothing(void *ctx, const char *format, ...)
{
    (void)ctx;
    (void)format;
}

/* The offset after a comment, CDATA or instruction at i; 0 if there is none. */
static size_t skip_no_element(struct nc_str s, size_t i)
{
    static const char *const marks[][2] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
    for (size_t k = 0; k < 3; k++) {
        if (nc_str_starts(nc_str_sub(s, i, s.n), nc_str(marks[k][0]))) {
            size_t end = nc_str_search(s, nc_str(marks[k][1]), i);
            return end < s.n ? end + strlen(marks[k][1]) : s.n;
        }
    }
    return 0;
}

/* Reads the tag at i and counts its attributes by their =. Returns the offset after it; for a
 * document type, after its [, because tags follow. */
static size_t skip_tag(struct nc_str s, size_t i, size_t *attributes)
{
    *attributes = 0;
    for (i++; i < s.n && s.p[i] != '>' && s.p[i] != '['; i++) {
        if (s.p[i] == '"' || s.p[i] == '\'')
            i = nc_str_find(s, s.p[i], i + 1);
        else
            *attributes += s.p[i] == '=';
    }
    return i < s.n ? i + 1 : s.n;
}

/* Whether < > = and quotes have their ASCII bytes, as in UTF-8 and nearly all encodings that it
 * replaced. */
static bool is_ascii_based(struct nc_str s)
{
    static const char *const encodings[] = {"utf-8", "us-ascii", "iso-8859-", "windows-", "gb",
                                            "big5",  "euc-",     "shift_jis", "koi8-",    NULL};
    struct nc_str head = nc_str_sub(s, 0, s.n < 200 ? s.n : 200);
    head.n = nc_str_search(head, NC_LIT("?>"), 0);
    size_t at = nc_str_search(head, NC_LIT("encoding"), 0);
    if (nc_str_find(s, 0, 0) < s.n || (unsigned char)s.p[0] >= 0xFE)
        return false;
    if (!nc_str_starts(s, NC_LIT("<?xml")) || at == head.n)
        return true;
    at += strlen("encoding");
    while (at < head.n && (head.p[at] == '=' || (unsigned char)head.p[at] <= ' '))
        at++;
    return at < head.n && nc_str_starts_among(nc_str_sub(head, at + 1, head.n), encodings);
}

static bool has_few_attributes(struct nc_str s)
{
    for (size_t i = nc_str_find(s, '<', 0); i < s.n; i = nc_str_find(s, '<', i)) {
        size_t count, next = skip_no_element(s, i);
        if (!next) {
            next = skip_tag(s, i, &count);
            if (count > MAX_ATTRIBUTES)
                return false;
        }
        i = next;
    }
    return true;
}

xmlDoc *nc_svg_parse(struct nc_str svg)
{
    if (svg.n == 0 || svg.n > INT_MAX || !is_ascii_based(svg) || !has_few_attributes(svg))
        return NULL;
    xmlSetGenericErrorFunc(NULL, say_nothing);
    xmlParserCtxt *ctx = xmlNewParserCtxt();
    if (!ctx)
        return NULL;
    ctx->sax->entityDecl = declare_internal;
    xmlDoc *doc = xmlCtxtReadMemory(ctx, svg.p, (int)svg.n, NULL, NULL,
                                    XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOERROR |
                                        XML_PARSE_NOWARNING);
    xmlFreeParserCtxt(ctx);
    return doc;
}
