/* How a text was written: its characters alone do not show it. */
#ifndef NC_PARSE_ORIGIN_H
#define NC_PARSE_ORIGIN_H

#include "doc/doc.h"

/* node->origin */
enum nc_origin {
    NC_ORIGIN_PLAIN,
    NC_ORIGIN_ESCAPED,   /* with a backslash or as a character reference: no syntax begins in it */
    NC_ORIGIN_DELIMITER, /* a run of delimiters */
    NC_ORIGIN_ELEMENT,   /* a line's end that a block element of HTML makes */
    NC_ORIGIN_BLANK, /* a blank of HTML: a text that it begins stands where its first word does */
    NC_ORIGIN_TODO,  /* Roam's word for a task, and for one that is done */
    NC_ORIGIN_DONE
};

/* A text in which syntax may begin. */
static inline bool nc_is_open_text(const struct nc_node *n)
{
    return n->kind == NC_TEXT && n->origin != NC_ORIGIN_ESCAPED;
}

#endif
