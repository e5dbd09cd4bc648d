/* The interface between the program and the picture module, which is loaded when a picture has to
 * be decoded. The module is linked with gdk-pixbuf and librsvg, the program is not. */
#ifndef NC_MEDIA_PICTUREMODULE_H
#define NC_MEDIA_PICTUREMODULE_H

#include <stddef.h>
#include <stdint.h>

/* Increment it when anything here changes. */
#define NC_PICTURE_VERSION 2
#define NC_PICTURE_SYMBOL "nc_picture_module"
#define NC_PICTURE_FILE "noteconv-pictures.so"

struct nc_picture_job {
    const char *bytes;
    size_t size;
    /* type of the bytes, whose loader alone is used; "image/svg+xml" for a drawing */
    const char *mime;
    /* larger pictures are not decoded */
    uint64_t max_pixels;
    /* For a picture: the longest side allowed, 0 for any. For a drawing: its width and height,
     * where 0 means its own within the longest side. */
    uint32_t longest, width, height;
    /* the file is damaged: decode what can be decoded, the rest is white */
    int takes_part;
    /* JPEG for a picture without transparency, or the page of a cover; else PNG */
    int wants_jpeg;
};

enum nc_picture_error {
    NC_PICTURE_OK,
    NC_PICTURE_NO_LOADER, /* no installed loader reads this type */
    NC_PICTURE_DAMAGED,
    NC_PICTURE_TOO_LARGE,
    NC_PICTURE_NO_GLYPH, /* the drawing has text that no installed font can show */
    NC_PICTURE_FAILED
};

struct nc_picture_module {
    int version;
    /* Decodes, turns as EXIF says, scales and encodes. Returns the file in *out (malloc),
     * *out_size; *is_jpeg says which type it is. Called in a separate process. */
    enum nc_picture_error (*convert)(const struct nc_picture_job *job, char **out, size_t *out_size,
                                     int *is_jpeg);
    /* NC_PICTURE_NO_GLYPH if text (UTF-8, NUL-terminated) has a character that is in no installed
     * font. */
    enum nc_picture_error (*can_show)(const char *text);
};

#endif
