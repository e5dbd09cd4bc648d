/* Sizes of images, in every spelling that notes use. */
#ifndef NC_PARSE_IMAGESIZE_H
#define NC_PARSE_IMAGESIZE_H

#include "doc/doc.h"

/* Reads "100" or "100x145". False: s is not a size, and nothing is set. */
bool nc_image_size(struct nc_str s, uint32_t *width, uint32_t *height);

/* Sets the size from the values of HTML's width, height and style, each of which may be empty.
 * Numbers may have "px", or be a percentage of the width. */
void nc_image_lengths(struct nc_node *image, struct nc_str width, struct nc_str height,
                      struct nc_str style);

/* Removes "{width=50%}" and the like from the text after an image and sets its size. */
void nc_image_read_attributes(struct nc_node *image);
/* Removes the size from an image's text, "![text|100x50](u)", "![100](u)" and "![text|50%](u)", or
 * from its title, "=100x50" and ":size=50%", and sets it. Otherwise reads the fragment of the
 * address. */
void nc_image_read_size(struct nc_node *image);

#endif
