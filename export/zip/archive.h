/* Deterministic ZIP archives on libzip: fixed order, fixed times, no time zone, no random bytes.
 * Also reads archives. The only folder that includes zip.h. */
#ifndef NC_EXPORT_ARCHIVE_H
#define NC_EXPORT_ARCHIVE_H

#include "base/fail.h"
#include "base/outset.h"
#include "base/str.h"
#include <stdint.h>

/* A ready-made deflate stream, so that any thread can compress before the archive is written. */
struct nc_deflated {
    struct nc_buf data;
    /* size of the plain bytes */
    uint64_t size;
    uint32_t crc32;
    /* data is the plain bytes, because compressing would not make them smaller */
    bool stored;
};
/* For texts. Level 6 would make books and decks 0.6 to 2.4 % smaller, but takes 16 to 45 %
 * longer. */
#define NC_DEFLATE_LEVEL 4
/* Compresses s at libdeflate's level (1–12), or stores it (0). Short texts take a lower level. */
void nc_deflate(struct nc_deflated *out, struct nc_str s, int level);
void nc_deflated_dispose(struct nc_deflated *d);

struct nc_archive;
/* Returns an archive that will be written into out. mtime: seconds since 1970 in UTC, for all
 * entries (clamped to 1980–2107, even seconds). */
struct nc_archive *nc_archive_new(struct nc_out *out, int64_t mtime, struct nc_fail *f);
/* Adds an entry and takes over d's memory. Names are ASCII or UTF-8 with '/', and unique. */
int nc_archive_add(struct nc_archive *a, const char *name, struct nc_deflated *d);
/* Adds an entry stored without compression; bytes are copied. */
int nc_archive_add_stored(struct nc_archive *a, const char *name, struct nc_str bytes);
/* Adds an entry whose bytes are read from a file when the archive is closed. Closing fails if they
 * no longer have this SHA-256. */
int nc_archive_add_file(struct nc_archive *a, const char *name, const char *path,
                        const uint8_t sha256[32], bool store);
/* Writes everything and frees a. Returns 0 or -1. */
int nc_archive_close(struct nc_archive *a);
/* Gives up and frees a. NULL: does nothing. */
void nc_archive_discard(struct nc_archive *a);

enum nc_entry {
    NC_ENTRY_READ,       /* appended; its checksum is right */
    NC_ENTRY_NONE,       /* an archive without this entry */
    NC_ENTRY_NO_ARCHIVE, /* the file does not begin like an archive, or does not exist */
    NC_ENTRY_DAMAGED,    /* it begins like an archive but cannot be opened; or the entry is broken,
                            longer than max, or occurs twice */
    NC_ENTRY_UNREADABLE, /* the file exists but cannot be read or is not a regular file */
};
/* Appends one entry of the archive at path, at most max bytes. For DAMAGED and UNREADABLE f says
 * why, beginning with the path. */
enum nc_entry nc_archive_read(struct nc_buf *out, const char *path, const char *name, size_t max,
                              struct nc_fail *f);

/* Opens an archive to read it entry by entry. path must outlive it. READ: the caller must close
 * *out; other results as above. */
struct nc_unarchive;
enum nc_entry nc_unarchive_open(struct nc_unarchive **out, const char *path, struct nc_fail *f);
void nc_unarchive_close(struct nc_unarchive *u); /* NULL: does nothing */
size_t nc_unarchive_count(const struct nc_unarchive *u);

struct nc_entry_info {
    /* as in the archive: any bytes; borrowed until the archive is closed */
    struct nc_str name;
    /* as the archive claims; may be false */
    uint64_t size;
    /* not encrypted */
    bool is_plain;
    /* stored or deflated */
    bool is_common;
};
/* Describes entry i. False: it has no name. */
bool nc_unarchive_info(const struct nc_unarchive *u, size_t i, struct nc_entry_info *out);
/* Finds the index of the first entry with that name. False: there is none. */
bool nc_unarchive_find(const struct nc_unarchive *u, const char *name, size_t *i);
/* Computes the digest of entry i unpacked, at most max bytes. Returns READ, DAMAGED (also if it is
 * longer) or UNREADABLE. */
enum nc_entry nc_unarchive_sha256(uint8_t sha256[32], const struct nc_unarchive *u, size_t i,
                                  uint64_t max);
/* Append entry i, at most max bytes, or only its beginning, whose checksum is not compared. They
 * return READ, DAMAGED or UNREADABLE; for a DAMAGED entry nc_unarchive_read appends what could be
 * read. */
enum nc_entry nc_unarchive_read(struct nc_buf *out, const struct nc_unarchive *u, size_t i,
                                size_t max, struct nc_fail *f);
enum nc_entry nc_unarchive_head(struct nc_buf *out, const struct nc_unarchive *u, size_t i,
                                size_t max, struct nc_fail *f);

#endif
