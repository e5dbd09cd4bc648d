/* The constructs within lines, each from a file of its own; constructs.c lists them. */
#ifndef NC_PARSE_CONSTRUCTS_H
#define NC_PARSE_CONSTRUCTS_H

#include "parse/leaf/construct.h"

extern const struct nc_construct nc_wikilink, nc_embed, nc_comment, nc_html_comment, nc_template,
    nc_math_display, nc_math_inline, nc_tex_inline, nc_tex_display, nc_note_reference,
    nc_inline_note, nc_macro, nc_block_ref, nc_hiccup, nc_ruby, nc_aozora_ruby, nc_likely_inline,
    nc_likely_display, nc_gen_hugo, nc_gen_hugo_text, nc_gen_variable, nc_gen_liquid,
    nc_jsx_comment;

#endif
