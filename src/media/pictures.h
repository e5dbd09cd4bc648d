/* The module of pictures (picturemodule.h): finding and loading it. */
#ifndef NC_MEDIA_PICTURES_H
#define NC_MEDIA_PICTURES_H

#include "media/picturemodule.h"

/* The module, loaded at the first call: beside the program, in ../lib/noteconv from there, or where
 * it was installed. NULL if it is not there or of another version. Not thread-safe. */
const struct nc_picture_module *nc_pictures(void);

/* What to install, for a message. */
#define NC_PICTURES_ADVICE                                                                         \
    "noteconv was installed without its module of pictures (it needs librsvg and gdk-pixbuf)"

#endif
