/* The kinds of marks in running text, each from a file of its own; markkinds.c lists them. */
#ifndef NC_PARSE_MARKKINDS_H
#define NC_PARSE_MARKKINDS_H

#include "parse/construct/mark.h"

extern const struct nc_mark_kind nc_tag_mark_kind, nc_url_mark, nc_www_mark, nc_mail_mark,
    nc_emoji_mark, nc_superscript_mark, nc_subscript_mark, nc_bracket_field_mark,
    nc_paren_field_mark, nc_unclosed_comment_mark, nc_unclosed_math_mark, nc_bracket_citation_mark,
    nc_text_citation_mark;

#endif
