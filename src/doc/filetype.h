/* What the path of a link leads to, by its suffix. */
#ifndef NC_DOC_FILETYPE_H
#define NC_DOC_FILETYPE_H

#include "doc/doc.h"

/* Whether the path ends in the suffix of an image type. */
bool nc_is_image_path(struct nc_str path);
/* Returns the type of an embed with this path; never an image. */
enum nc_embed_type nc_embed_type_of(struct nc_str path);

#endif
