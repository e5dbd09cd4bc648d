/* What stands against an EPUB before it goes to a reader: faults that make software refuse it, and
 * what a maker's readers show badly. The book may be anyone's and damaged in any way: every size is
 * bounded, nothing in it is run or fetched, and nothing is written. Not a validator: epubcheck says
 * what the standard says, this says what readers do (docs/check.md). */
#ifndef NC_PREFLIGHT_PREFLIGHT_H
#define NC_PREFLIGHT_PREFLIGHT_H

#include "base/diag.h"
#include "base/fail.h"
#include "base/str.h"

#include <stdbool.h>

/* Whose readers the book has to suit. */
enum nc_readers {
    NC_READERS_KINDLE = 1, /* through Send to Kindle */
    NC_READERS_ADOBE = 2,  /* Adobe's engine: PocketBook, Tolino, Nook, Kobo for plain EPUB */
    NC_READERS_KOBO = 4,   /* as kepub */
    NC_READERS_ALL = 7
};
/* The bits of what --target names; of none ("" or unknown) all. */
unsigned nc_readers_named(struct nc_str target);

/* Adds what is found in the EPUB at path, each message with its place: "book.epub!EPUB/x.xhtml",
 * line, column. 0, or -1 with a message if the file cannot be read at all. */
int nc_preflight(struct nc_diags *diags, const char *path, unsigned readers, struct nc_fail *f);

/* What a book is known by: appends its identifier, of the package's metadata; and its title. An
 * empty one is none. 0, or -1 with a message that begins with the path. */
struct nc_book_facts {
    struct nc_buf identifier, title, language;
    struct nc_buf cover; /* the entry of the cover's picture; empty: none */
    bool has_author;
};
int nc_book_facts_read(struct nc_book_facts *out, const char *path, struct nc_fail *f);
void nc_book_facts_dispose(struct nc_book_facts *b);

#endif
