/* How a text was written, which its characters do not show. */
#ifndef NC_PARSE_ORIGIN_H
#define NC_PARSE_ORIGIN_H

#include "doc/doc.h"

/* node->origin */
enum nc_origin {
    NC_ORIGIN_PLAIN,
    NC_ORIGIN_ESCAPED,   /* with a backslash or as a character reference: no syntax begins here */
    NC_ORIGIN_DELIMITER, /* a run of delimiters */
    NC_ORIGIN_ELEMENT,   /* a line end made by a block element of HTML */
    NC_ORIGIN_BLANK, /* a blank of HTML: a text that begins with it is placed at its first word */
    NC_ORIGIN_TODO,  /* Roam's words for a task and for a finished one */
    NC_ORIGIN_DONE
};

/* Whether syntax may begin in this text. */
static inline bool nc_is_open_text(const struct nc_node *n)
{
    return n->kind == NC_TEXT && n->origin != NC_ORIGIN_ESCAPED;
}

#endif
