/* Embeds: their content, or a link to it. */
#include "doc/ref.h"
#include "export/org/orgout.h"
#include "export/org/orgwriter.h"

bool org_is_expanded(const struct org_writer *w, const struct nc_node *embed)
{
    const struct nc_ref *ref = embed->u.embed.ref;
    bool note = ref->state == NC_REF_NOTE || ref->left_out.n > 0;
    return embed->first && (!note || org_state(w->run)->embeds == ORG_EXPAND);
}

/* Whether org-transclusion shows the target of a link on such a line: a file, a heading or a block.
 */
static bool transcludes(const struct org_writer *w, const struct nc_node *embed)
{
    return org_state(w->run)->embeds == ORG_TRANSCLUDE && embed->u.embed.type == NC_EMBED_NOTE &&
           (embed->u.embed.ref->state == NC_REF_NOTE || embed->u.embed.ref->left_out.n);
}

void org_embed(struct org_writer *w, struct nc_buf *out, const struct nc_node *embed)
{
    struct nc_str label = nc_embed_label(embed);
    struct nc_buf b = {0};
    struct org_cells cells = {0};
    if (embed->u.embed.width)
        org_lost(w, embed, "the size of an embedded file is not written");
    bool link = org_link_start(w, &b, embed);
    if (link)
        nc_buf_puts(&b, "][");
    org_cells_text(&cells, nc_buf_view(&b), ORG_RAW);
    org_cells_text(&cells, label, ORG_LITERAL);
    if (link)
        org_cells_text(&cells, NC_LIT("]]"), ORG_RAW);
    nc_buf_puts(out, link && transcludes(w, embed) ? "#+transclude: " : "");
    org_resolve(out, &cells, ORG_PARAGRAPH, &w->text);
    org_cells_dispose(&cells);
    nc_buf_dispose(&b);
}
