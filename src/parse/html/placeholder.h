/* Tags of unknown elements that are never closed: <T>, <service-name>. They are text that the
 * author forgot to mark as code. Within an HTML block, htmltext.c finds them. */
#ifndef NC_PARSE_PLACEHOLDER_H
#define NC_PARSE_PLACEHOLDER_H

#include "base/arena.h"
#include "base/str.h"
#include "base/strmap.h"

/* Placeholders of a whole note; zero it before the first use. */
struct nc_placeholders {
    /* NULL: not indexed yet */
    struct nc_arena *arena;
    /* a name → its offset + 1 */
    struct nc_strmap first_open, last_close;
};
/* Whether the tag at src.p[at], which would begin an HTML block, is a placeholder: an opening tag
 * that no later tag of the note closes, or a closing tag that no earlier one opens. */
bool nc_placeholder_begins(struct nc_placeholders *p, struct nc_str src, size_t at);
void nc_placeholders_dispose(struct nc_placeholders *p);

#endif
