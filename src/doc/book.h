/* The contents of a book: one array from which contents, parts and the order of notes come. It is
 * filled from folders, or from a plan that the author wrote (vault/plan.h). */
#ifndef NC_DOC_BOOK_H
#define NC_DOC_BOOK_H

#include "doc/outline.h"

enum nc_book_kind {
    NC_BOOK_NOTE,   /* note, and title: what the plan calls it; empty: its own */
    NC_BOOK_PART,   /* title: above the entries that follow one deeper */
    NC_BOOK_FOLDER, /* likewise, of a folder or of a plan's item without a note */
    NC_BOOK_DRAFT,  /* title: a chapter that is not written yet */
    NC_BOOK_RULE    /* a separator; nothing else is set */
};
struct nc_book_entry {
    enum nc_book_kind kind;
    unsigned depth; /* from 0; at most one more than the entry before, rules apart */
    unsigned asked; /* the depth that it was added with */
    size_t above;   /* of nc_book_add: what it belongs to, its number + 1; 0: nothing */
    struct nc_str title;
    uint32_t note; /* number in the run. A note may be there twice: the first is its place */
};
struct nc_book {
    struct nc_book_entry *entries;
    size_t count, cap;
    bool is_chosen; /* somebody put the notes in order: a plan, or an option */
    /* What the plan says of the book; empty where it says nothing. */
    struct nc_str title, lang, description;
    struct nc_str *authors;
    size_t author_count;
};

/* Appends an entry below the last one that was added with a smaller depth, and at depth 0 if there
 * is none: siblings stay siblings where the one above them is missing. The array is the heap's. */
void nc_book_add(struct nc_book *b, enum nc_book_kind kind, unsigned depth, struct nc_str title,
                 uint32_t note);
/* Appends notes, in their order, below entries for their folders; folders that all of them are in
 * are left out. notes may hold NULLs, which are left out, and so is what skip (one a note; NULL:
 * nothing) names. Titles are slices of the outlines. */
void nc_book_add_folders(struct nc_book *b, const struct nc_outline *const *notes, size_t count,
                         const bool *skip);
/* Frees the array. */
void nc_book_dispose(struct nc_book *b);

#endif
