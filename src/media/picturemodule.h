/* Between the program and the module of pictures, which is loaded when a picture has to be decoded:
 * it is linked with gdk-pixbuf and librsvg, the program is not. */
#ifndef NC_MEDIA_PICTUREMODULE_H
#define NC_MEDIA_PICTUREMODULE_H

#include <stddef.h>
#include <stdint.h>

/* Counts up when anything here changes. */
#define NC_PICTURE_VERSION 2
#define NC_PICTURE_SYMBOL "nc_picture_module"
#define NC_PICTURE_FILE "noteconv-pictures.so"

struct nc_picture_job {
    const char *bytes;
    size_t size;
    const char *mime;    /* of the bytes: only its loader is used; "image/svg+xml" for a drawing */
    uint64_t max_pixels; /* more are not decoded */
    /* A picture: the longest side it may have, 0 for any. A drawing: its width and height, each 0
     * for its own within the longest side. */
    uint32_t longest, width, height;
    int takes_part; /* the file is damaged: what can be decoded of it, the rest white */
    int wants_jpeg; /* a picture without transparency, or the page of a cover: JPEG; else PNG */
};

enum nc_picture_error {
    NC_PICTURE_OK,
    NC_PICTURE_NO_LOADER, /* nothing that is installed reads this type */
    NC_PICTURE_DAMAGED,
    NC_PICTURE_TOO_LARGE,
    NC_PICTURE_NO_GLYPH, /* text of a drawing that no installed font can show */
    NC_PICTURE_FAILED
};

struct nc_picture_module {
    int version;
    /* Decodes, turns as EXIF says, scales, encodes: the file as *out (malloc), *out_size; *is_jpeg
     * says which. Called in a process of its own. */
    enum nc_picture_error (*convert)(const struct nc_picture_job *job, char **out, size_t *out_size,
                                     int *is_jpeg);
    /* NC_PICTURE_NO_GLYPH if a character of text (UTF-8, NUL-terminated) is in no installed font.
     */
    enum nc_picture_error (*can_show)(const char *text);
};

#endif
