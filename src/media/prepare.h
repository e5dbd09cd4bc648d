/* The media of a run as a format holds them: each file once, converted, scaled, turned or cleaned
 * where the format needs it. Done before notes are written, since the notes name what comes out. */
#ifndef NC_MEDIA_PREPARE_H
#define NC_MEDIA_PREPARE_H

#include "media/media.h"

/* More pixels than this are never decoded, nor given to a reader. */
#define NC_MEDIA_MAX_PIXELS 100000000u

/* What a format asks for. */
struct nc_media_want {
    unsigned types;   /* bits 1 << enum nc_media_type of the pictures that it shows */
    bool clean_svg;   /* drawings go through nc_svg_clean, or become pictures */
    bool takes_files; /* files stay as they are, but for types that it does not show */
    uint32_t longest; /* pixels of the longest side unless --image-size says; 0: any */
};

enum nc_media_state {
    NC_MEDIA_AS_IS,  /* the file itself */
    NC_MEDIA_MADE,   /* bytes */
    NC_MEDIA_REFUSED /* trouble says why */
};

enum nc_media_trouble {
    NC_MEDIA_FINE,
    NC_MEDIA_TYPE,      /* no picture that the format shows */
    NC_MEDIA_NO_MODULE, /* it could be converted if the module were there */
    NC_MEDIA_NO_LOADER, /* … if a loader for its type were installed */
    NC_MEDIA_TOO_LARGE,
    NC_MEDIA_DAMAGED,
    NC_MEDIA_TOO_LONG, /* decoding took more time or memory than it may */
    NC_MEDIA_NOT_CLEAN,
    NC_MEDIA_PART,    /* damaged: what could be decoded of it */
    NC_MEDIA_UNTURNED /* used as it is, though it should have been scaled or turned */
};

struct nc_media_form {
    enum nc_media_state state;
    enum nc_media_trouble trouble;
    enum nc_media_type type;
    struct nc_buf bytes; /* of MADE */
    uint8_t sha256[32];
    unsigned lost;  /* of a drawing: bits of enum nc_svg_loss */
    uint32_t first; /* number of the first file with the same bytes; often its own */
};

/* One a file of the table, in its order. */
struct nc_media_forms {
    struct nc_media_form *items;
    size_t count;
};

/* Reads --image-size=PIXELS|original for nc_media_prepare; NULL is its default. 0, or -1 with a
 * message. */
int nc_media_read_size(uint32_t *longest, const char *value, struct nc_fail *f);

/* Prepares the pictures that notes show. longest: pixels, 0 for any size, UINT32_MAX for what the
 * format asks for. jobs: processes at a time, 0 for as many as processors. No other thread may be
 * running. 0, or -1 with a message if a file cannot be read that could be when the table was made.
 * Dispose in all cases. */
int nc_media_prepare(struct nc_media_forms *out, const struct nc_media_table *t,
                     const struct nc_media_want *want, uint32_t longest, unsigned jobs,
                     struct nc_fail *f);
/* One picture of a book, JPEG or PNG: decides and converts likewise. Its form owns nothing if the
 * bytes can be used as they are. */
void nc_media_convert(struct nc_media_form *out, struct nc_str bytes, uint32_t longest);
/* Draws an SVG of our own as a JPEG of that size, appended to out. NULL, or why there is none: no
 * module, no font for a character of text (NUL-terminated), too much to draw. */
const char *nc_media_draw(struct nc_buf *out, struct nc_str svg, uint32_t width, uint32_t height,
                          const char *text);
void nc_media_forms_dispose(struct nc_media_forms *f);

/* What to tell the user of a form with trouble, after the file's name; NULL without any. */
const char *nc_media_trouble_text(const struct nc_media_form *f);

#endif
