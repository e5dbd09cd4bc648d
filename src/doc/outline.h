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

/* A direct child of the root, but for the footnotes, or a piece of a large one (division.h): a
 * place where a book may be divided. */
struct nc_outline_block {
    uint64_t hash;         /* of its text and kinds: the same after an edit elsewhere */
    uint32_t weight;       /* bytes of text; embeds included once all notes are known (vault/) */
    uint32_t estimate;     /* bytes it may take as XHTML, rather too many; embeds in the same way */
    uint32_t first_anchor; /* the number of the first anchor in it or after it */
    uint32_t pieces;       /* of the first or only piece of a child: how many it has; else 0 */
    uint8_t depth;         /* blocks that are divided around it; 0: a child of the root */
    bool is_heading;       /* of the note itself */
    bool is_named;         /* a child whose own anchor is first_anchor */
    bool leads;            /* it belongs to what follows it */
};

/* A note that a block shows. */
struct nc_outline_embed {
    uint32_t block;  /* its number */
    uint32_t number; /* of the embed's reference */
    bool is_whole;   /* the block is the embed and nothing else */
};

/* Adds b to a block, as if both were one. */
void nc_outline_add(struct nc_outline_block *to, const struct nc_outline_block *b);

/* Children of the root of which more is estimated are divided into their pieces. */
#define NC_OUTLINE_LARGE 80000u

struct nc_outline {
    uint8_t digest[NC_DIGEST];     /* of the document, as in struct nc_doc */
    struct nc_str key, name, path; /* path: from the root, with suffix; "" for standard input */
    struct nc_str id;              /* the author's own (struct nc_meta); empty if none */
    bool shares_key; /* an earlier note of the run has it, too; known once all were read (vault/) */
    /* The front matter's, else what a sole first heading says, else the note's name. */
    struct nc_str title, lang;
    bool says_title; /* the front matter has one, or it is the day that names a journal's file */
    struct nc_uuid uuid;
    int64_t mtime;
    uint64_t weight;      /* bytes of all its text */
    uint64_t lead_weight; /* bytes of text before the first top anchor */
    bool has_lead;        /* any visible block before the first top heading */
    struct nc_outline_anchor *anchors;
    size_t count;
    struct nc_outline_block *blocks;
    size_t block_count;
    struct nc_outline_embed *embeds; /* in order of the blocks; none once vault/ has weighed them */
    size_t embed_count;
    uint64_t footnote_weight; /* bytes of the footnotes, which are part of no block */
};

/* The anchor of this number; NULL if the note has none: NC_NO_ANCHOR, or no outline at all. */
static inline const struct nc_outline_anchor *nc_outline_at(const struct nc_outline *o,
                                                            uint32_t anchor)
{
    return o && anchor < o->count ? &o->anchors[anchor] : NULL;
}

/* Sums the weights of the blocks again: of the note, the part before its first heading, and each
 * section. After weights of blocks were changed. */
void nc_outline_weigh(struct nc_outline *o);

/* Fills the blocks and embeds of an outline that has its anchors, says which of those stand at the
 * top, and weighs it. */
void nc_outline_take_blocks(struct nc_outline *o, struct nc_arena *arena, const struct nc_doc *doc);

/* The outline of a numbered document; strings are copied into arena. path as in struct nc_outline.
 */
struct nc_outline *nc_outline_of(struct nc_arena *arena, const struct nc_doc *doc,
                                 struct nc_str path);

#endif
