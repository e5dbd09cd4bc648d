/* HTML tags and autolinks as CommonMark 0.31.2 (sections 6.5, 6.6) defines them. Syntax only. */
#ifndef NC_PARSE_HTMLTAG_H
#define NC_PARSE_HTMLTAG_H

#include "base/buf.h"
#include "base/str.h"

/* Length of the open or closing tag that begins at s.p[i] == '<', or 0. It may span lines but no
 * blank line. *no_quote_from remembers the offset from which no closing quote was found, so that a
 * run of unclosed quotes costs one search; set it to s.n first. */
size_t nc_html_tag_length(struct nc_str s, size_t i, size_t *no_quote_from);
/* Length of the autolink <scheme:…> or <mail@host> that begins at s.p[i] == '<', or 0. */
size_t nc_autolink_length(struct nc_str s, size_t i);

enum nc_tag_kind { NC_TAG_OPEN, NC_TAG_CLOSE, NC_TAG_EMPTY, NC_TAG_COMMENT, NC_TAG_OTHER };
/* One piece of inline HTML, as libcmark delivers it. */
struct nc_html_tag {
    enum nc_tag_kind kind;
    /* lower case; empty for comments and others; longer names are cut */
    char name[24];
    /* the bytes between name and '>' */
    struct nc_str attrs;
};
/* Reads the tag at the beginning of html, which begins with '<' and may hold anything after it.
 * kind and name are right even for a tag that never ends; attrs is not. */
void nc_html_tag_read(struct nc_html_tag *t, struct nc_str html);
/* Appends the decoded value of an attribute, ignoring ASCII case in its name. False if the tag does
 * not have it. */
bool nc_html_attr(struct nc_buf *out, const struct nc_html_tag *t, const char *name);
/* The character that a reference shows: U+FFFD for one that no document may hold. */
uint32_t nc_html_shown(uint32_t cp);
/* Appends s with character references decoded. */
void nc_html_decode(struct nc_buf *out, struct nc_str s);
/* Returns the length of the character reference at s.p[i] == '&', 0 if it is none of HTML 4. *cp:
 * its code point. */
size_t nc_entity_at(struct nc_str s, size_t i, uint32_t *cp);

#endif
