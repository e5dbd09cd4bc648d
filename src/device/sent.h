/* The record of what noteconv has put on a reader: .noteconv/sent.json, on the device itself so
 * that every computer that sends to it knows. It says what each book was made from and where it
 * lies. */
#ifndef NC_DEVICE_SENT_H
#define NC_DEVICE_SENT_H

#include "base/arena.h"
#include "base/fail.h"
#include "base/hash.h"
#include "base/outset.h"
#include "base/strmap.h"

#define NC_SENT_FOLDER ".noteconv"

struct nc_sent_book {
    /* the book's identifier */
    struct nc_str id;
    /* SHA-256 of what it was made from, 64 digits */
    struct nc_str source;
    /* SHA-256 of the file as written to the device */
    struct nc_str file;
    /* relative to the root; never leads out of it */
    struct nc_str path;
};
struct nc_sent {
    struct nc_arena *arena;
    struct nc_sent_book *items;
    size_t count, cap;
    /* number + 1 */
    struct nc_strmap ids;
};

/* Reads the record of the device at root; a missing record counts as empty. -1 and a message if it
 * is damaged, newer or unreadable, so that it is not known what is on the device. Dispose in all
 * cases. */
int nc_sent_read(struct nc_sent *out, const char *root, struct nc_fail *f);
void nc_sent_dispose(struct nc_sent *s);
/* The book with an id; NULL if there is none. */
struct nc_sent_book *nc_sent_find(const struct nc_sent *s, struct nc_str id);
/* Whether a book lies at path, ignoring case as FAT does. */
bool nc_sent_has_path(const struct nc_sent *s, struct nc_str path);
/* Adds or replaces a book; the strings are copied. */
void nc_sent_put(struct nc_sent *s, const struct nc_sent_book *book);
/* Writes the record through outs. -1 also if a link or something else is in its place, or if the
 * record would be too large to read again. */
int nc_sent_write(const struct nc_sent *s, const char *root, struct nc_outset *outs,
                  struct nc_fail *f);

#endif
