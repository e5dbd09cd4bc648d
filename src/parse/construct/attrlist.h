/* Attribute lists, {: .class #id key=value}, of kramdown, Python-Markdown, pandoc and markdown-it.
 */
#ifndef NC_PARSE_ATTRLIST_H
#define NC_PARSE_ATTRLIST_H

#include "base/buf.h"
#include "doc/doc.h"

struct nc_attr_list {
    struct nc_str id;
    /* for code: its title */
    struct nc_str title;
    /* for an image */
    struct nc_str alt, width, height, style;
    /* separated by single blanks */
    struct nc_buf classes;
    /* begins with "{:", so it can only be a list */
    bool colon;
};

/* Returns the length of the list at the beginning of s, or 0 if some word in it is not an
 * attribute. The caller disposes of classes. */
size_t nc_attr_list_read(struct nc_attr_list *list, struct nc_str s);

/* Removes the lists after links, code, emphasis and spans, and those at the end of a block or on a
 * line of their own. Ids and classes go to what the list follows; the rest only controls how other
 * programs show it. [text]{.class} becomes a span. */
void nc_attr_lists_take(struct nc_doc *doc);

#endif
