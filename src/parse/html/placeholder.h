/* Tags of unknown elements that nothing closes: <T>, <service-name>. They are text that the author
 * forgot to mark as code. Within an HTML block htmltext.c finds them. */
#ifndef NC_PARSE_PLACEHOLDER_H
#define NC_PARSE_PLACEHOLDER_H

#include "base/arena.h"
#include "base/str.h"
#include "base/strmap.h"

/* Of a whole note; zeroed before its first use. */
struct nc_placeholders {
    struct nc_arena *arena;                  /* NULL: nothing was asked yet */
    struct nc_strmap first_open, last_close; /* a name → its offset + 1 */
};
/* Whether the tag at src.p[at], which would begin an HTML block, is one: an opening tag that no
 * tag closes after it in the note, or a closing one that nothing opens before. */
bool nc_placeholder_begins(struct nc_placeholders *p, struct nc_str src, size_t at);
void nc_placeholders_dispose(struct nc_placeholders *p);

#endif
