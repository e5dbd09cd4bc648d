/* What a link's path leads to, by its suffix. */
#ifndef NC_DOC_FILETYPE_H
#define NC_DOC_FILETYPE_H

#include "doc/doc.h"

/* The path ends in the suffix of an image's type. */
bool nc_is_image_path(struct nc_str path);
/* What an embed of the path is; never an image's. */
enum nc_embed_type nc_embed_type_of(struct nc_str path);

#endif
