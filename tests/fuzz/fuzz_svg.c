/* Any bytes as a drawing: refused, or well-formed XML that cleaning again leaves as it is, and in
 * which another parser finds nothing that runs, moves, or is loaded, no id twice and no reference
 * to a missing part. Bytes that begin with 0xFE are parts of drawings, a byte each, of which an
 * element is opened, closed or left empty. */
#include "media/svg.h"

#include "base/strmap.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const elements[] = {
    "svg",    "g",        "defs",    "path",           "use",    "text",
    "tspan",  "style",    "image",   "symbol",         "marker", "mask",
    "filter", "feImage",  "pattern", "linearGradient", "switch", "textPath",
    "stop",   "clipPath", "title",   "foreignObject",  "script", "animate",
    "set",    "a",        "handler", "iframe",         "font",   "feFlood",
    "desc",   "rect"};
static const char *const attributes[] = {
    " id='a'",
    " id='1 b'",
    " xml:id='a'",
    " href='#a'",
    " xlink:href='#a'",
    " xlink:href='#1 b'",
    " href='javascript:x'",
    " xlink:href='java&#9;script:x'",
    " xlink:href='http://x/y.svg#a'",
    " href='data:image/png;base64,iVBORw0KGgo='",
    " href='data:text/html,x'",
    " onload='x'",
    " OnClick='x'",
    " style='fill:url(#a)'",
    " style='fill:url(http://x)'",
    " style='fill:u\\72l(//x)'",
    " style='@import \"x\"'",
    " fill='url(#a)'",
    " fill='url(\"//x\")'",
    " class='c'",
    " xmlns='http://www.w3.org/2000/svg'",
    " xmlns='http://www.w3.org/1999/xhtml'",
    " xmlns:s='http://www.w3.org/2000/svg'",
    " xmlns:xlink='http://www.w3.org/1999/xlink'",
    " xmlns:e='http://www.w3.org/2001/xml-events' e:event='load'",
    " x='1'",
    " width='1'",
    " d='M0 0'",
    " offset='0'",
    " type='text/css'",
    " requiredExtensions='x'",
    " attributeName='href'"};
static const char *const texts[] = {"text",
                                    "&amp;",
                                    "&#60;script&#62;",
                                    "<![CDATA[<script>]]>",
                                    "<!-- c -->",
                                    "<?xml-stylesheet href='x'?>",
                                    ".c{fill:url(#a)}",
                                    "@import url(x);",
                                    "@font-face{src:url(//x)}",
                                    "/*",
                                    "*/",
                                    "\"",
                                    "}",
                                    ".c{fill:url(//x)}",
                                    "&e;",
                                    "@media x{.c{fill:red}}"};

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define MAX_OPEN 64

/* Attributes, a byte each from 0xC0 on, none of a name that the element has. Returns how many bytes
 * they are. */
static size_t glue_attributes(struct nc_buf *out, const uint8_t *data, size_t size)
{
    const char *given[4];
    size_t count = 0, i = 0;
    for (; i < size && data[i] >= 0xC0 && count < COUNT(given); i++) {
        const char *attribute = attributes[data[i] & 31];
        bool is_new = true;
        for (size_t k = 0; k < count; k++)
            is_new &=
                strncmp(given[k], attribute, (size_t)(strchr(attribute, '=') - attribute) + 1) != 0;
        if (is_new)
            nc_buf_puts(out, given[count++] = attribute);
    }
    return i;
}

/* Elements nest as they must; what closes nothing is nothing. */
static void glue(struct nc_buf *out, const uint8_t *data, size_t size)
{
    const char *open[MAX_OPEN];
    size_t depth = 0;
    nc_buf_puts(out,
                "<!DOCTYPE svg [<!ENTITY e 'url(//x)'>]><svg xmlns='http://www.w3.org/2000/svg'"
                " xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>");
    for (size_t i = 0; i < size; i++) {
        unsigned what = data[i] >> 5, which = data[i] & 31;
        if (what < 3 && depth < MAX_OPEN) {
            nc_buf_printf(out, "<%s", elements[which]);
            i += glue_attributes(out, data + i + 1, size - i - 1);
            nc_buf_puts(out, what == 0 ? "/>" : ">");
            if (what)
                open[depth++] = elements[which];
        } else if (what == 3) {
            nc_buf_puts(out, texts[which % COUNT(texts)]);
        } else if (depth) {
            nc_buf_printf(out, "</%s>", open[--depth]);
        }
    }
    while (depth)
        nc_buf_printf(out, "</%s>", open[--depth]);
    nc_buf_puts(out, "</svg>");
}

static void look(bool good, struct nc_str svg)
{
    if (good)
        return;
    fprintf(stderr, "%.*s\n", NC_FMT(svg));
    abort();
}

static struct nc_str name_of(const xmlChar *s)
{
    return nc_str(s ? (const char *)s : "");
}

/* CSS outside of its strings. */
static bool is_harmless(struct nc_str css)
{
    char quote = '\0';
    for (size_t i = 0; i < css.n; i++) {
        struct nc_str rest = nc_str_sub(css, i, css.n);
        if (quote && css.p[i] == '\\')
            i++;
        else if (quote || css.p[i] == '"' || css.p[i] == '\'')
            quote = quote == css.p[i] ? '\0' : quote ? quote : css.p[i];
        else if (nc_str_istarts(rest, NC_LIT("@import")) ||
                 nc_str_istarts(rest, NC_LIT("@font-face")) ||
                 nc_str_istarts(rest, NC_LIT("expression(")) || css.p[i] == '\\')
            return false;
        else if (nc_str_istarts(rest, NC_LIT("url(")) && !nc_str_starts(rest, NC_LIT("url(#")))
            return false;
    }
    return true;
}

static void look_at_attribute(const xmlAttr *a, struct nc_strmap *ids, struct nc_str svg)
{
    xmlChar *content = xmlNodeGetContent((const xmlNode *)a);
    struct nc_str name = name_of(a->name), value = name_of(content);
    look(!nc_str_istarts(name, NC_LIT("on")), svg);
    look(!nc_str_eqz(name, "event") && !nc_str_eqz(name, "handler"), svg);
    if (nc_str_eqz(name, "href"))
        look(nc_str_starts(value, NC_LIT("#")) || nc_str_istarts(value, NC_LIT("data:image/")),
             svg);
    if (nc_str_eqz(name, "id"))
        look(value.n && !(*nc_strmap_at(ids, nc_arena_str(ids->arena, value)))++, svg);
    else
        look(is_harmless(value) ||
                 (!nc_str_eqz(name, "style") && nc_str_search(value, NC_LIT("url("), 0) == value.n),
             svg);
    xmlFree(content);
}

static void look_at_references(const xmlAttr *a, const struct nc_strmap *ids, struct nc_str svg)
{
    xmlChar *content = xmlNodeGetContent((const xmlNode *)a);
    struct nc_str value = name_of(content);
    if (nc_str_eqz(name_of(a->name), "href") && nc_str_starts(value, NC_LIT("#")))
        look(nc_strmap_get(ids, nc_str_sub(value, 1, value.n)), svg);
    xmlFree(content);
}

static void look_at_element(const xmlNode *n, struct nc_strmap *ids, struct nc_str svg)
{
    static const char *const never[] = {
        "script",           "foreignObject", "animate", "animateMotion",
        "animateTransform", "set",           "a",       "handler",
        "iframe",           "font",          "audio",   "video",
        "object",           "embed",         NULL};
    look(!nc_str_is_among(name_of(n->name), never), svg);
    look(n->ns && nc_str_eqz(name_of(n->ns->href), "http://www.w3.org/2000/svg"), svg);
    for (const xmlAttr *a = n->properties; a; a = a->next)
        look_at_attribute(a, ids, svg);
    if (nc_str_eqz(name_of(n->name), "style")) {
        xmlChar *css = xmlNodeGetContent(n);
        look(is_harmless(name_of(css)), svg);
        xmlFree(css);
    }
}

static const xmlNode *next_of(const xmlNode *n, const xmlNode *root)
{
    if (n->children && n->type == XML_ELEMENT_NODE)
        return n->children;
    while (n != root && !n->next)
        n = n->parent;
    return n == root ? NULL : n->next;
}

static void look_at(struct nc_str svg)
{
    xmlDoc *doc = xmlReadMemory(svg.p, (int)svg.n, "f.svg", NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    look(doc && !doc->intSubset, svg);
    const xmlNode *root = xmlDocGetRootElement(doc);
    struct nc_strmap ids = {.arena = nc_arena_new()};
    for (const xmlNode *n = root; n; n = next_of(n, root)) {
        look(n->type == XML_ELEMENT_NODE || n->type == XML_TEXT_NODE ||
                 n->type == XML_CDATA_SECTION_NODE,
             svg);
        if (n->type == XML_ELEMENT_NODE)
            look_at_element(n, &ids, svg);
    }
    for (const xmlNode *n = root; n; n = next_of(n, root))
        for (const xmlAttr *a = n->type == XML_ELEMENT_NODE ? n->properties : NULL; a; a = a->next)
            look_at_references(a, &ids, svg);
    nc_arena_free(ids.arena);
    xmlFreeDoc(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nc_buf glued = {0}, first = {0}, second = {0};
    struct nc_str svg = {(const char *)data, size};
    unsigned lost = 0;
    if (size && data[0] == 0xFE) {
        glue(&glued, data + 1, size - 1);
        svg = nc_buf_view(&glued);
    }
    if (nc_svg_clean(&first, svg, &lost)) {
        look_at(nc_buf_view(&first));
        look(nc_svg_clean(&second, nc_buf_view(&first), &lost), nc_buf_view(&first));
        look(nc_str_eq(nc_buf_view(&first), nc_buf_view(&second)), nc_buf_view(&first));
    }
    nc_buf_dispose(&glued);
    nc_buf_dispose(&first);
    nc_buf_dispose(&second);
    return 0;
}
