/* What other notes and the table of contents need of a note: its names and anchors, without its
 * text. Only this is kept of every note of a vault while the documents come and go. */
#ifndef NC_DOC_OUTLINE_H
#define NC_DOC_OUTLINE_H

#include "doc/doc.h"

struct nc_outline_anchor {
    struct nc_str name, key; /* as in nc_anchor */
    struct nc_str id;        /* the author's own name for a heading ({#id}); may be empty */
    uint8_t level;           /* 0: a block */
    bool linked;     /* something in the run links to it; known once all notes are read (vault/) */
    bool top;        /* a direct child of the root: a book may be split there */
    uint32_t line;   /* line in the source */
    uint64_t weight; /* bytes of text from here to the next anchor with top set, or to the end */
};

/* A direct child of the root other than the footnotes, or a piece of a large one (division.h). A
 * book may be divided there. */
struct nc_outline_block {
    uint64_t hash;         /* hash of its text and kinds: an edit elsewhere does not change it */
    uint32_t weight;       /* bytes of text; includes embeds once all notes are known (vault/) */
    uint32_t estimate;     /* upper estimate of its bytes as XHTML; embeds likewise */
    uint32_t first_anchor; /* number of the first anchor in it or after it */
    uint32_t pieces; /* for the first or only piece of a child: the number of pieces; else 0 */
    uint8_t depth;   /* number of divided blocks around it; 0: a child of the root */
    bool is_heading; /* a heading of the note itself */
    bool is_named;   /* a child whose own anchor is first_anchor */
    bool leads;      /* belongs to the block after it */
};

/* A note embedded by a block. */
struct nc_outline_embed {
    uint32_t block;  /* index of the block */
    uint32_t number; /* number of the embed's reference */
    bool is_whole;   /* the block is only the embed */
};

/* Adds b to a block as if the two were one. */
void nc_outline_add(struct nc_outline_block *to, const struct nc_outline_block *b);

/* Children of the root with a larger estimate are divided into pieces. */
#define NC_OUTLINE_LARGE 80000u

struct nc_outline {
    uint8_t digest[NC_DIGEST];     /* of the document, as in struct nc_doc */
    struct nc_str key, name, path; /* path: from the root, with suffix; "" for standard input */
    struct nc_str id;              /* the author's own (struct nc_meta); may be empty */
    bool shares_key; /* an earlier note of the run has it too; known once all are read (vault/) */
    /* From the front matter, else from a sole first heading, else the note's name. */
    struct nc_str title, lang;
    bool says_title; /* the front matter has a title, or the title is the day that names a journal's
                        file */
    struct nc_uuid uuid;
    int64_t mtime;
    uint64_t weight;      /* bytes of all its text */
    uint64_t lead_weight; /* bytes of text before the first top anchor */
    bool has_lead;        /* a visible block precedes the first top heading */
    struct nc_outline_anchor *anchors;
    size_t count;
    struct nc_outline_block *blocks;
    size_t block_count;
    struct nc_outline_embed *embeds; /* in order of the blocks; none once vault/ has weighed them */
    size_t embed_count;
    uint64_t footnote_weight; /* bytes of the footnotes, which belong to no block */
};

/* The anchor with this number; NULL if the note has none: NC_NO_ANCHOR, or no outline at all. */
static inline const struct nc_outline_anchor *nc_outline_at(const struct nc_outline *o,
                                                            uint32_t anchor)
{
    return o && anchor < o->count ? &o->anchors[anchor] : NULL;
}

/* Recomputes the sums of the blocks' weights: of the note, the part before its first heading, and
 * each section. Call after changing weights of blocks. */
void nc_outline_weigh(struct nc_outline *o);

/* Fills the blocks and embeds of an outline that has its anchors, marks the anchors at the top, and
 * weighs it. */
void nc_outline_take_blocks(struct nc_outline *o, struct nc_arena *arena, const struct nc_doc *doc);

/* Returns the outline of a numbered document. Copies strings into arena. path as in struct
 * nc_outline. */
struct nc_outline *nc_outline_of(struct nc_arena *arena, const struct nc_doc *doc,
                                 struct nc_str path);

#endif
