/* Checks an EPUB before it goes to a reader for faults that make software refuse it and for what a
 * maker's readers show badly. The book may come from anyone and be damaged in any way: every size
 * is bounded, nothing in it is run or fetched, and nothing is written. It is not a validator:
 * epubcheck reports what the standard requires, this reports what readers do (docs/check.md). */
#ifndef NC_PREFLIGHT_PREFLIGHT_H
#define NC_PREFLIGHT_PREFLIGHT_H

#include "base/diag.h"
#include "base/fail.h"
#include "base/str.h"

#include <stdbool.h>

/* The readers that the book must suit. */
enum nc_readers {
    NC_READERS_KINDLE = 1, /* by Send to Kindle */
    NC_READERS_ADOBE = 2,  /* Adobe's engine: PocketBook, Tolino, Nook, Kobo for plain EPUB */
    NC_READERS_KOBO = 4,   /* as kepub */
    NC_READERS_ALL = 7
};
/* The bits for a name of --target; all bits if it is "" or unknown. */
unsigned nc_readers_named(struct nc_str target);

/* Adds what is found in the EPUB at path, each message with its place: "book.epub!EPUB/x.xhtml",
 * line, column. Returns 0, or -1 with a message if the file cannot be read at all. */
int nc_preflight(struct nc_diags *diags, const char *path, unsigned readers, struct nc_fail *f);

/* What a book's package says of it; a text is empty if missing. nc_book_facts_read returns 0, or -1
 * with a message that begins with the path. Dispose in both cases. */
struct nc_book_facts {
    struct nc_buf identifier, title, language;
    /* the entry of the cover picture; empty: none */
    struct nc_buf cover;
};
int nc_book_facts_read(struct nc_book_facts *out, const char *path, struct nc_fail *f);
void nc_book_facts_dispose(struct nc_book_facts *b);

#endif
