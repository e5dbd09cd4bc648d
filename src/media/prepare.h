/* Prepares the media of a run for a format: each file once, converted, scaled, turned or cleaned
 * where the format needs it. This happens before notes are written, because the notes name the
 * resulting files. */
#ifndef NC_MEDIA_PREPARE_H
#define NC_MEDIA_PREPARE_H

#include "media/media.h"

/* Pictures with more pixels are never decoded or given to a reader. */
#define NC_MEDIA_MAX_PIXELS 100000000u

/* What a format requires. */
struct nc_media_want {
    /* bits 1 << enum nc_media_type of the pictures it shows */
    unsigned types;
    /* drawings are cleaned by nc_svg_clean, or become pictures */
    bool clean_svg;
    /* files stay unchanged, except for types it does not show */
    bool takes_files;
    /* pixels of the longest side without --image-size; 0: any */
    uint32_t longest;
};

enum nc_media_state {
    NC_MEDIA_AS_IS,  /* the file itself is used */
    NC_MEDIA_MADE,   /* bytes */
    NC_MEDIA_REFUSED /* cannot be shown; trouble says why */
};

enum nc_media_trouble {
    NC_MEDIA_FINE,
    NC_MEDIA_TYPE,      /* not a picture that the format shows */
    NC_MEDIA_NO_MODULE, /* it could be converted with the module, which is missing */
    NC_MEDIA_NO_LOADER, /* … with a loader for its type, which is missing */
    NC_MEDIA_TOO_LARGE,
    NC_MEDIA_DAMAGED,
    NC_MEDIA_TOO_LONG, /* decoding exceeded its time or memory */
    NC_MEDIA_NOT_CLEAN,
    NC_MEDIA_PART,    /* damaged; the part that could be decoded is used */
    NC_MEDIA_UNTURNED /* used unchanged, though it should have been scaled or turned */
};

struct nc_media_form {
    enum nc_media_state state;
    enum nc_media_trouble trouble;
    enum nc_media_type type;
    /* for MADE */
    struct nc_buf bytes;
    uint8_t sha256[32];
    /* for a drawing: bits of enum nc_svg_loss */
    unsigned lost;
    /* number of the first file with the same bytes; often its own */
    uint32_t first;
};

/* One per file of the table, in its order. */
struct nc_media_forms {
    struct nc_media_form *items;
    size_t count;
};

/* Reads --image-size=PIXELS|original for nc_media_prepare; NULL means its default. Returns 0, or -1
 * with a message. */
int nc_media_read_size(uint32_t *longest, const char *value, struct nc_fail *f);

/* Prepares the pictures that notes show. longest: pixels, 0 for any size, UINT32_MAX for the
 * format's own limit. jobs: processes at a time, 0 for one per processor. No other thread may be
 * running. Returns 0, or -1 with a message if a file can no longer be read that could be when the
 * table was made. Dispose in all cases. */
int nc_media_prepare(struct nc_media_forms *out, const struct nc_media_table *t,
                     const struct nc_media_want *want, uint32_t longest, unsigned jobs,
                     struct nc_fail *f);
/* Prepares one picture of a book in the same way, as JPEG or PNG. Its form owns nothing if the
 * bytes can be used unchanged. */
void nc_media_convert(struct nc_media_form *out, struct nc_str bytes, uint32_t longest);
/* Draws an SVG made by noteconv as a JPEG of that size and appends it to out. Returns NULL, or the
 * reason on failure: no module, no font for a character of text (NUL-terminated), too much to draw.
 */
const char *nc_media_draw(struct nc_buf *out, struct nc_str svg, uint32_t width, uint32_t height,
                          const char *text);
void nc_media_forms_dispose(struct nc_media_forms *f);

/* The message about a form with trouble, to follow the file's name; NULL if it has none. */
const char *nc_media_trouble_text(const struct nc_media_form *f);

#endif
