/* Places in an HTML block. The parser of libxml2 reports none, so a cursor follows the source from
 * event to event. */
#ifndef NC_PARSE_HTMLCURSOR_H
#define NC_PARSE_HTMLCURSOR_H

#include "parse/leaf/hidden.h"

struct nc_html_cursor {
    struct nc_str html;
    struct nc_locator *where;
    /* after the source of the last event */
    size_t at;
    /* place of the current event; for a text, of its first word */
    struct nc_pos pos;
    /* a blank stands directly before that word, on its line */
    bool after_blank;
    /* the blank after the last word of a text that ends in one */
    struct nc_pos blank_pos;
    /* the next "</br>" from the last search; 0: not searched yet */
    size_t closing_br;
};

/* Blanks that libxml2 and browsers treat alike. */
static inline bool nc_html_is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Sets the place to an offset in the block. */
void nc_html_move_to(struct nc_html_cursor *c, size_t at);
/* Moves past the tag that opens an element and sets the place of that tag. */
void nc_html_follow_tag(struct nc_html_cursor *c, const char *name);
/* Moves past the tag that ends an element whose content was skipped. */
void nc_html_follow_end(struct nc_html_cursor *c, const char *name);
void nc_html_follow_comment(struct nc_html_cursor *c);
/* Sets the place to the first nonblank character of the text and moves past the last one. The
 * source may hold characters as themselves or as references. Blanks need not match, and closing
 * tags that closed nothing may come first. */
void nc_html_follow_text(struct nc_html_cursor *c, struct nc_str s);

#endif
