/* Lines with a site generator's tag, and the generators' blocks open at the current line. */
#ifndef NC_PARSE_TAGLINE_H
#define NC_PARSE_TAGLINE_H

#include "base/arena.h"
#include "base/strmap.h"
#include "parse/construct/gentag.h"

#define NC_MAX_TAGS 90 /* nested blocks of generators: fewer than the limit of divs */

struct nc_open_tag {
    enum nc_gen_family family;
    struct nc_str name;
    /* number of containers around it */
    unsigned depth;
    /* Docsy's {{< tabpane >}}, whose tabs hold code */
    bool is_code_pane;
};

struct nc_scan_tags {
    struct nc_open_tag open[NC_MAX_TAGS];
    unsigned count;
    /* NULL: the note's closing tags are not listed yet */
    struct nc_arena *arena;
    struct nc_strmap last_close;
    /* bytes read for tags that were never closed */
    size_t wasted;
    /* no comment of JSX ends after it */
    size_t no_comment_from;
    /* the note is MDX: by the name of its file, or because it imports something */
    bool is_mdx;
};

struct nc_scan;

void nc_scan_tags_dispose(struct nc_scan_tags *t);
/* Returns the offset of a closing tag of an open block at the end of a line of text, "text</Note>";
 * 0 if there is none. */
size_t nc_scan_tag_at_end(const struct nc_scan *d);
/* Ends that block, once the text before the tag is put. */
void nc_scan_close_at_end(struct nc_scan *d, size_t from);

#endif
