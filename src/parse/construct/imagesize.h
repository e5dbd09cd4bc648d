/* Sizes of images, in every spelling of notes. */
#ifndef NC_PARSE_IMAGESIZE_H
#define NC_PARSE_IMAGESIZE_H

#include "doc/doc.h"

/* Reads "100" or "100x145". False: it is no size, nothing is set. */
bool nc_image_size(struct nc_str s, uint32_t *width, uint32_t *height);

/* Sizes as HTML writes them: the values of width, height and style; each may be empty. Numbers with
 * or without "px", or a percentage of the width. */
void nc_image_lengths(struct nc_node *image, struct nc_str width, struct nc_str height,
                      struct nc_str style);

/* The length of "{…}" at the beginning of s when all of it reads as attributes, 0 otherwise; their
 * sizes go to the image: {width=50% .class #id}, {: width="50"}, {:height 53, :width 42}. */
size_t nc_image_attributes(struct nc_node *image, struct nc_str s);

/* Takes "{width=50%}" and the like off the text after an image. */
void nc_image_read_attributes(struct nc_node *image);
/* Takes the size off an image's text, "![text|100x50](u)", "![100](u)" and "![text|50%](u)", or off
 * its title, "=100x50" and ":size=50%"; or reads it in the fragment of its address. */
void nc_image_read_size(struct nc_node *image);

#endif
