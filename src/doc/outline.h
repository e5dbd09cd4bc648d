/* What other notes and the table of contents need of a note: its names and anchors, without its
 * text. It is all that is kept of every note of a vault while the documents come and go. */
#ifndef NC_DOC_OUTLINE_H
#define NC_DOC_OUTLINE_H

#include "doc/doc.h"

struct nc_outline_anchor {
    struct nc_str name, key; /* as in nc_anchor */
    struct nc_str id;        /* the author's own name for a heading ({#id}); empty if none */
    uint8_t level;           /* 0: a block */
    bool linked;     /* something in the run links to it; known once all notes were read (vault/) */
    bool top;        /* a direct child of the root: a place where a book may be split */
    uint32_t line;   /* of the source */
    uint64_t weight; /* bytes of text from here to the next anchor with top set, or the end */
};

struct nc_outline {
    uint8_t digest[NC_DIGEST];     /* of the document, as in struct nc_doc */
    struct nc_str key, name, path; /* path: from the root, with suffix; "" for standard input */
    struct nc_str id;              /* the author's own (struct nc_meta); empty if none */
    struct nc_str title, lang;
    struct nc_uuid uuid;
    int64_t mtime;
    uint64_t weight;      /* bytes of all its text */
    uint64_t lead_weight; /* bytes of text before the first top anchor */
    bool has_lead;        /* any visible block before the first top heading */
    struct nc_outline_anchor *anchors;
    size_t count;
};

/* The anchor of this number; NULL if the note has none: NC_NO_ANCHOR, or no outline at all. */
static inline const struct nc_outline_anchor *nc_outline_at(const struct nc_outline *o,
                                                            uint32_t anchor)
{
    return o && anchor < o->count ? &o->anchors[anchor] : NULL;
}

/* The outline of a numbered document; strings are copied into arena. path as in struct nc_outline.
 */
struct nc_outline *nc_outline_of(struct nc_arena *arena, const struct nc_doc *doc,
                                 struct nc_str path);

#endif
