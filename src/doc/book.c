/* Entries of a book, and those made from folders. */
#include "doc/book.h"

#include <limits.h>
#include <stdlib.h>

/* The number + 1 of the entry that a new one asked for at this depth belongs to; 0 if there is
 * none. Entries passed on the way are not parents of any later entry either, so all walks together
 * are linear. */
static size_t parent_of(const struct nc_book *b, unsigned asked)
{
    size_t at = b->count;
    while (at && b->entries[at - 1].asked >= asked)
        at = b->entries[at - 1].above;
    return at;
}

void nc_book_add(struct nc_book *b, enum nc_book_kind kind, unsigned depth, struct nc_str title,
                 uint32_t note)
{
    struct nc_book_entry e = {.kind = kind, .asked = depth, .title = title, .note = note};
    e.above = parent_of(b, depth);
    e.depth = e.above ? b->entries[e.above - 1].depth + 1 : 0;
    if (kind == NC_BOOK_RULE) { /* a rule has nothing below it and does not change where the next
                                   entry belongs */
        e.asked = UINT_MAX;
        e.above = b->count;
        e.depth = 0;
    }
    nc_grow(&b->entries, &b->cap, b->count + 1, sizeof *b->entries);
    b->entries[b->count++] = e;
}

void nc_book_dispose(struct nc_book *b)
{
    free(b->entries);
    b->entries = NULL;
    b->count = b->cap = 0;
}

/* The folders of a path, with the trailing '/'. */
static struct nc_str folders_in(struct nc_str path)
{
    while (path.n > 0 && path.p[path.n - 1] != '/')
        path.n--;
    return path;
}

/* The folder of a note, with its trailing '/'; empty for a file at the root. A bundle is its note
 * and no folder. */
static struct nc_str folder_of(const struct nc_outline *o)
{
    struct nc_str folder = folders_in(o->path), name = folder;
    name.n -= name.n > 0;
    return nc_is_bundle(name) ? folders_in(name) : folder;
}

/* The bytes of the whole folder names at the beginning that a and b share. */
static size_t common_folders(struct nc_str a, struct nc_str b)
{
    size_t common = 0;
    for (size_t i = 0; i < a.n && i < b.n && a.p[i] == b.p[i]; i++)
        if (a.p[i] == '/')
            common = i + 1;
    return common;
}

static unsigned count_folders(struct nc_str folder, size_t from, size_t to)
{
    unsigned n = 0;
    for (size_t i = from; i < to; i++)
        n += folder.p[i] == '/';
    return n;
}

/* Adds an entry for each folder of the path beyond byte from. Returns the depth below them. */
static unsigned add_folders(struct nc_book *b, struct nc_str folder, size_t from, unsigned depth,
                            const struct nc_folder_titles *titles)
{
    while (from < folder.n) {
        size_t end = nc_str_find(folder, '/', from);
        struct nc_str title =
            titles ? titles->find(titles->of, nc_str_sub(folder, 0, end)) : NC_NONE;
        nc_book_add(b, NC_BOOK_FOLDER, depth++, title.n ? title : nc_str_sub(folder, from, end), 0);
        from = end + 1;
    }
    return depth;
}

void nc_book_add_folders(struct nc_book *b, const struct nc_outline *const *notes, size_t count,
                         const bool *skip, const struct nc_folder_titles *titles)
{
    struct nc_str before = NC_NONE, first = NC_NONE;
    size_t shared = SIZE_MAX;
    /* Folders above all notes say nothing about any of them. */
    for (size_t i = 0; i < count; i++) {
        if (!notes[i] || (skip && skip[i]))
            continue;
        struct nc_str folder = folder_of(notes[i]);
        if (shared == SIZE_MAX)
            first = folder;
        size_t n = common_folders(folder, first);
        shared = n < shared ? n : shared;
    }
    for (size_t i = 0; i < count; i++) {
        if (!notes[i] || (skip && skip[i]))
            continue;
        struct nc_str folder = folder_of(notes[i]);
        size_t old = common_folders(folder, before);
        old = old < shared ? shared : old;
        unsigned depth = count_folders(folder, shared, old);
        depth = add_folders(b, folder, old, depth, titles);
        nc_book_add(b, NC_BOOK_NOTE, depth, NC_NONE, (uint32_t)i);
        before = folder;
    }
}
