/* Reports pictures that a format does not show as they are. */
#ifndef NC_EXPORT_PICTURETELL_H
#define NC_EXPORT_PICTURETELL_H

#include "export/backend.h"

/* For the current note. */
struct nc_picture_reporter {
    const struct nc_doc *doc;
    struct nc_diags *diags;
};

/* Reports what happened to the file m, which node shows: what a drawing lost, why a picture was
 * changed, or why it is refused and what is written in its place ("; its text is written instead").
 * Does nothing if the form is the file. */
void nc_picture_report(const struct nc_picture_reporter *t, const struct nc_node *node,
                       const struct nc_media *m, const struct nc_media_form *form,
                       const char *instead);

#endif
