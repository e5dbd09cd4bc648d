/* Reports pictures that a format does not show as they are. */
#include "export/picturereport.h"

#include "media/svg.h"

static void report(const struct nc_picture_reporter *t, enum nc_diag_id id, const struct nc_node *n,
                   const struct nc_media *m, struct nc_str why)
{
    nc_diag(t->diags, id, nc_file_of(t->doc, n->pos), n->pos, "'%.*s' is %s, %.*s", NC_FMT(m->name),
            nc_media_mime(m->type), NC_FMT(why));
}

void nc_picture_report(const struct nc_picture_reporter *t, const struct nc_node *n,
                       const struct nc_media *m, const struct nc_media_form *form,
                       const char *instead)
{
    struct nc_buf why = {0};
    /* The parser has already reported that only Obsidian shows these. */
    bool is_obsidians =
        nc_has_suffix(m->name, NC_LIT(".base")) || nc_has_suffix(m->name, NC_LIT(".canvas"));
    const char *trouble = is_obsidians ? NULL : nc_media_trouble_text(form);
    bool refused = form->state == NC_MEDIA_REFUSED;
    if (form->lost) {
        nc_buf_puts(&why, "shown without parts that a book may not contain: ");
        nc_svg_losses(&why, form->lost);
        report(t, NC_D_IMAGE_SIMPLIFIED, n, m, nc_buf_view(&why));
        nc_buf_clear(&why);
    }
    if (trouble) {
        nc_buf_printf(&why, "%s%s", trouble, refused ? instead : "");
        bool less = !refused && form->trouble != NC_MEDIA_PART;
        report(t, less ? NC_D_IMAGE_SIMPLIFIED : NC_D_IMAGE_TYPE, n, m, nc_buf_view(&why));
    }
    nc_buf_dispose(&why);
}
