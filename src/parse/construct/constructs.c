/* The table of constructs. */
#include "parse/construct/constructs.h"

const struct nc_construct *const nc_constructs[NC_MAX_CONSTRUCTS] = {
    &nc_embed,        &nc_wikilink,     &nc_note_reference, &nc_hiccup,
    &nc_inline_note,  &nc_math_display, &nc_math_inline,    &nc_comment,
    &nc_html_comment, &nc_template,     &nc_tex_inline,     &nc_tex_display,
    &nc_macro,        &nc_ruby,         &nc_aozora_ruby,    &nc_block_ref,
};

void nc_report_dropped(struct nc_making *m, const char *text)
{
    if (!*m->reported)
        nc_diag(m->diags, NC_D_PLUGIN_DROPPED, m->doc->files[0], m->pos, "%s", text);
    *m->reported = true;
}

void nc_add_source_text(struct nc_making *m, struct nc_node *n, struct nc_str s, size_t at)
{
    if (s.n)
        nc_node_append(n, nc_node_text(m->doc, NC_TEXT, nc_locate_in_source(m->where, at), s));
}
