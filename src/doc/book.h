/* The contents of a book: one array that gives the table of contents, the parts and the order of
 * notes. It is filled from folders, or from a plan by the author (vault/plan.h). */
#ifndef NC_DOC_BOOK_H
#define NC_DOC_BOOK_H

#include "doc/outline.h"

enum nc_book_kind {
    NC_BOOK_NOTE,   /* note; title: as the plan calls it; empty: the note's own */
    NC_BOOK_PART,   /* title: heads the entries one level deeper */
    NC_BOOK_FOLDER, /* as PART, of a folder or a plan's item without a note */
    NC_BOOK_DRAFT,  /* title: a chapter not yet written */
    NC_BOOK_RULE    /* a separator without other members */
};
struct nc_book_entry {
    enum nc_book_kind kind;
    /* from 0; at most one more than the previous entry, ignoring rules */
    unsigned depth;
    /* the depth passed to nc_book_add */
    unsigned asked;
    /* for nc_book_add: the number + 1 of its parent; 0: none */
    size_t above;
    struct nc_str title;
    /* number in the run. A note may appear twice: the first is its place */
    uint32_t note;
};
struct nc_book {
    struct nc_book_entry *entries;
    size_t count, cap;
    /* a plan or an option set the order of the notes */
    bool is_chosen;
    /* What the plan says about the book; may be empty. */
    struct nc_str title, lang, description;
    struct nc_str *authors;
    size_t author_count;
};

/* Appends an entry below the last one added with a smaller depth, or at depth 0 if there is none:
 * siblings stay siblings even if their parent is missing. The array is on the heap. */
void nc_book_add(struct nc_book *b, enum nc_book_kind kind, unsigned depth, struct nc_str title,
                 uint32_t note);
/* What folders are called where it is not their name. */
struct nc_folder_titles {
    /* The title of the folder of that path, without a '/' at its end; empty: its name. Must stay.
     */
    struct nc_str (*find)(const void *of, struct nc_str folder);
    const void *of;
};
/* Appends notes in their order, below entries for their folders, leaving out folders that hold all
 * of them. notes may hold NULLs, which are skipped, as are the notes marked in skip (one flag per
 * note; NULL: none). titles: NULL if all folders are called by their names, which are slices of the
 * outlines. */
void nc_book_add_folders(struct nc_book *b, const struct nc_outline *const *notes, size_t count,
                         const bool *skip, const struct nc_folder_titles *titles);
/* Frees the array. */
void nc_book_dispose(struct nc_book *b);

#endif
