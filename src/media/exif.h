/* The one part of EXIF that pictures need: how the camera was held. */
#ifndef NC_MEDIA_EXIF_H
#define NC_MEDIA_EXIF_H

#include "base/str.h"

/* The orientation of a JPEG, 1 to 8 (EXIF 2.32, tag 0x0112); 1 if it is not given. */
unsigned nc_exif_orientation(struct nc_str jpeg);

#endif
