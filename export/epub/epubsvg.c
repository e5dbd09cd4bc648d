/* SVG images as a book may hold them: well-formed, without a document type (readers that check it
 * would have to fetch it; EPUB 3.3 section 3.9 forbids it), without scripts, and without anything
 * fetched from elsewhere, or that only SVG 2 knows and a checker of SVG 1.1 stops at. The drawing
 * itself is not touched. */
#include "export/epub/epub.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

static bool is_named(const xmlNode *n, const char *name)
{
    return strcmp((const char *)n->name, name) == 0;
}

/* A part of the same drawing, or an image inside its own address. Files beside the drawing are not
 * in the book. */
static bool is_kept_target(const char *value)
{
    return value[0] == '#' || strncmp(value, "data:image/", 11) == 0;
}

/* Properties for which drawing programs write what SVG 1.1 does not know, and what it knows.
 * epubcheck 4, which book shops run, rejects the whole book for it. Values without effect there. */
static const struct {
    const char *name, *values;
} properties[] = {
    {"font-style", " normal italic oblique inherit "},
    {"unicode-bidi", " normal embed bidi-override inherit "},
};

static bool is_foreign_value(const char *name, const char *value)
{
    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++) {
        char word[32];
        if (strcmp(name, properties[i].name) != 0)
            continue;
        int n = snprintf(word, sizeof word, " %s ", value);
        return n >= (int)sizeof word || !strstr(properties[i].values, word);
    }
    return false;
}

static void clean_attributes(xmlNode *element)
{
    for (xmlAttr *a = element->properties; a;) {
        xmlAttr *next = a->next;
        const char *name = (const char *)a->name;
        xmlChar *value = xmlNodeListGetString(element->doc, a->children, 1);
        bool is_event = name[0] == 'o' && name[1] == 'n' && !a->ns;
        bool is_target = strcmp(name, "href") == 0 || strcmp(name, "src") == 0;
        bool is_foreign = (strcmp(name, "class") == 0 && is_named(element, "style")) ||
                          (value && is_foreign_value(name, (const char *)value));
        if (is_event || is_foreign || (is_target && value && !is_kept_target((const char *)value)))
            xmlRemoveProp(a);
        xmlFree(value);
        a = next;
    }
}

static bool is_dropped(const xmlNode *n)
{
    return n->type == XML_PI_NODE || n->type == XML_COMMENT_NODE ||
           (n->type == XML_ELEMENT_NODE &&
            (is_named(n, "script") || is_named(n, "handler") || is_named(n, "iframe")));
}

/* The node that follows n in document order, its children left out if skip. */
static xmlNode *following(xmlNode *n, bool skip)
{
    if (n->children && !skip && n->type == XML_ELEMENT_NODE)
        return n->children;
    while (n && !n->next)
        n = n->parent && n->parent->type == XML_ELEMENT_NODE ? n->parent : NULL;
    return n ? n->next : NULL;
}

/* A link inside an image leads nowhere, and checkers want a title of each. */
static void make_group(xmlNode *link)
{
    static const char *const names[] = {"href", "target", "title", "show", "rel"};
    xmlNodeSetName(link, BAD_CAST "g");
    for (xmlAttr *a = link->properties; a;) {
        xmlAttr *next = a->next;
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            if (strcmp((const char *)a->name, names[i]) == 0) {
                xmlRemoveProp(a);
                break;
            }
        }
        a = next;
    }
}

static void clean_tree(xmlDoc *doc, xmlNode *root)
{
    for (xmlNode *n = doc->children, *next; n; n = next) {
        next = n->next;
        if (n == root)
            continue;
        xmlUnlinkNode(n);
        n->type == XML_DTD_NODE ? xmlFreeDtd((xmlDtd *)n) : xmlFreeNode(n);
    }
    for (xmlNode *n = root; n;) {
        bool drop = n != root && is_dropped(n);
        xmlNode *next = following(n, drop);
        if (drop) {
            xmlUnlinkNode(n);
            xmlFreeNode(n);
        } else if (n->type == XML_ELEMENT_NODE) {
            if (is_named(n, "a"))
                make_group(n);
            clean_attributes(n);
        }
        n = next;
    }
}

/* Drawing programs declare short names for namespaces in the document type, so that these entities
 * are replaced. Any that names a file or an address is not declared: it could read the user's. */
static void declare_internal(void *ctx, const xmlChar *name, int type, const xmlChar *public_id,
                             const xmlChar *system_id, xmlChar *content)
{
    if (type == XML_INTERNAL_GENERAL_ENTITY)
        xmlSAX2EntityDecl(ctx, name, type, public_id, system_id, content);
}

/* XML_PARSE_NOERROR does not reach what libxml2 says of bytes it cannot decode: that goes to the
 * calling thread's own function, which else prints. */
static void say_nothing(void *ctx, const char *format, ...)
{
    (void)ctx;
    (void)format;
}

static xmlDoc *parse(struct nc_str svg)
{
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

bool epub_clean_svg(struct nc_buf *out, struct nc_str svg)
{
    int size = 0;
    xmlChar *text = NULL;
    xmlDoc *doc = svg.n > 0 && svg.n <= INT_MAX ? parse(svg) : NULL;
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    if (root && is_named(root, "svg")) {
        clean_tree(doc, root);
        xmlDocDumpMemoryEnc(doc, &text, &size, "UTF-8");
    }
    if (text)
        nc_buf_put(out, text, (size_t)size);
    xmlFree(text);
    xmlFreeDoc(doc);
    return size > 0;
}
