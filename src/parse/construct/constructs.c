/* The table of constructs. */
#include "parse/construct/constructs.h"

const struct nc_construct *const nc_constructs[NC_MAX_CONSTRUCTS] = {
    &nc_embed,         &nc_wikilink,     &nc_note_reference, &nc_hiccup,         &nc_inline_note,
    &nc_math_display,  &nc_math_inline,  &nc_comment,        &nc_html_comment,   &nc_template,
    &nc_tex_inline,    &nc_tex_display,  &nc_likely_inline,  &nc_likely_display, &nc_gen_hugo,
    &nc_gen_hugo_text, &nc_gen_variable, &nc_macro,          &nc_gen_liquid,     &nc_jsx_comment,
    &nc_ruby,          &nc_aozora_ruby,  &nc_block_ref,
};
