/* Attribute lists, {: .class #id key=value}, of kramdown, Python-Markdown, pandoc and markdown-it.
 */
#ifndef NC_PARSE_ATTRLIST_H
#define NC_PARSE_ATTRLIST_H

#include "base/buf.h"
#include "doc/doc.h"

struct nc_attr_list {
    struct nc_str id;
    struct nc_str title;                     /* of code: what it is called */
    struct nc_str alt, width, height, style; /* of an image */
    struct nc_buf classes;                   /* one blank apart */
    bool colon;                              /* "{:": it can be nothing else */
};

/* The length of the list that s begins with, all of whose words are attributes; 0: it is none. The
 * caller disposes of classes. */
size_t nc_attr_list_read(struct nc_attr_list *list, struct nc_str s);

/* Takes the lists after links, code, emphasis and spans, and those that end a block or are on a
 * line of their own, out of the text: ids and classes go to what they follow, all else says how
 * other programs show it. [text]{.class} becomes a span. */
void nc_attr_lists_take(struct nc_doc *doc);

#endif
