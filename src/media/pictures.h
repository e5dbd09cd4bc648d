/* Finds and loads the picture module (picturemodule.h). */
#ifndef NC_MEDIA_PICTURES_H
#define NC_MEDIA_PICTURES_H

#include "media/picturemodule.h"

/* The module, loaded by the first call: beside the program, in ../lib/noteconv relative to it, or
 * where it was installed. NULL if it does not exist or has another version. Not thread-safe. */
const struct nc_picture_module *nc_pictures(void);

/* What to install, for a message. */
#define NC_PICTURES_ADVICE                                                                         \
    "noteconv was installed without its picture module (it needs librsvg and gdk-pixbuf)"

#endif
