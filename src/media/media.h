/* Identifies media files: type and size from the bytes, never from the suffix alone; and the table
 * of the files that a run uses. */
#ifndef NC_MEDIA_MEDIA_H
#define NC_MEDIA_MEDIA_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "base/str.h"
#include "base/strmap.h"
#include <stdbool.h>
#include <stdint.h>

enum nc_media_type {
    NC_MEDIA_UNKNOWN,
    NC_MEDIA_PNG,
    NC_MEDIA_JPEG,
    NC_MEDIA_GIF,
    NC_MEDIA_SVG,
    NC_MEDIA_WEBP,
    NC_MEDIA_AVIF,
    NC_MEDIA_HEIC,
    NC_MEDIA_BMP,
    NC_MEDIA_TIFF,
    NC_MEDIA_PDF,
    NC_MEDIA_MP3,
    NC_MEDIA_OGG,
    NC_MEDIA_WAV,
    NC_MEDIA_FLAC,
    NC_MEDIA_M4A,
    NC_MEDIA_MP4,
    NC_MEDIA_WEBM,
    NC_MEDIA_TYPE_COUNT
};

/* The type from the first bytes (give at least 512, or all there are). */
enum nc_media_type nc_media_sniff(struct nc_str bytes);
const char *nc_media_mime(enum nc_media_type t);   /* "image/png"; "application/octet-stream" */
const char *nc_media_suffix(enum nc_media_type t); /* ".png"; "" */
bool nc_media_is_image(enum nc_media_type t);
/* Whether the file stores every pixel exactly, unlike a JPEG. */
bool nc_media_is_lossless(struct nc_str bytes, enum nc_media_type t);
/* False if a PNG, JPEG or GIF is cut short, lacks pixels or has parts that other programs would
 * refuse. Pixels are not examined. True for other types. */
bool nc_media_is_sound(struct nc_str bytes, enum nc_media_type t);
/* Width and height in pixels from the header of a PNG, JPEG, GIF, WebP, BMP or SVG; false if
 * unknown. */
bool nc_media_size(struct nc_str bytes, enum nc_media_type t, uint32_t *width, uint32_t *height);

/* One file. Its bytes are read again when they are needed, not kept. */
struct nc_media {
    /* the path to open it with; NUL-terminated */
    struct nc_str path;
    /* the bytes of a picture embedded in its address, which has no path */
    struct nc_str bytes;
    /* path from the root, with '/' between parts */
    struct nc_str name;
    enum nc_media_type type;
    uint64_t size;
    /* 0: unknown */
    uint32_t width, height;
    /* not sound */
    bool is_damaged;
    /* the first note that shows or links to it */
    uint32_t note;
    /* a note shows it as a picture; other files are only linked to */
    bool is_shown;
    uint8_t sha256[32];
};
/* The files of a run, each once. */
struct nc_media_table {
    struct nc_arena *arena;
    struct nc_media *items;
    size_t count, cap;
    /* path -> number + 1 */
    struct nc_strmap paths;
};
/* Adds the file at path, or finds it by path, and examines it. *out: its number. -1 if it is
 * unreadable or not a regular file; f says why. */
int nc_media_add(uint32_t *out, struct nc_media_table *t, const char *path, struct nc_str name,
                 struct nc_fail *f);
/* The same without checking whether it is in the table already, for a caller who knows that it is
 * not. */
int nc_media_put(uint32_t *out, struct nc_media_table *t, const char *path, struct nc_str name,
                 struct nc_fail *f);
/* Adds a picture embedded in its address. bytes are copied and not empty. */
uint32_t nc_media_put_bytes(struct nc_media_table *t, struct nc_str bytes, const char *stem);
/* Appends the content of the file, at most max bytes. Returns 0; -1: errno and f say why. */
int nc_media_read(struct nc_buf *out, const struct nc_media *m, size_t max, struct nc_fail *f);
/* "<stem>-<12 hex of the SHA-256><suffix>", ASCII, for use inside packages. */
void nc_media_package_name(struct nc_buf *out, const struct nc_media *m);
/* The same for other bytes under m's name. */
void nc_media_name_as(struct nc_buf *out, const struct nc_media *m, const uint8_t sha256[32],
                      enum nc_media_type type);

#endif
