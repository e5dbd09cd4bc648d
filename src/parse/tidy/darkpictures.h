/* Pictures for light and for dark pages. */
#ifndef NC_PARSE_DARKPICTURES_H
#define NC_PARSE_DARKPICTURES_H

#include "base/diag.h"
#include "doc/doc.h"

/* Leaves out pictures for dark pages (#gh-dark-mode-only of GitHub, #only-dark of Material for
 * MkDocs), with a remark, where the same section has a picture for light pages for each: a book
 * cannot choose, and its pages are mostly light. */
void nc_dark_pictures_drop(struct nc_doc *doc, struct nc_diags *diags);

#endif
