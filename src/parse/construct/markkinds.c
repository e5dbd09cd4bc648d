/* The table of marks in running text. */
#include "parse/construct/markkinds.h"

const struct nc_mark_kind *const nc_mark_kinds[NC_MAX_MARK_KINDS] = {
    &nc_tag_mark_kind,      &nc_url_mark,           &nc_emoji_mark,
    &nc_www_mark,           &nc_text_citation_mark, &nc_mail_mark,
    &nc_superscript_mark,   &nc_subscript_mark,     &nc_bracket_citation_mark,
    &nc_bracket_field_mark, &nc_paren_field_mark,   &nc_unclosed_comment_mark,
    &nc_unclosed_math_mark,
};
