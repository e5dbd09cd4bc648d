/* What other notes and the table of contents need of a note: its names and anchors, without its
 * text. Only this is kept of every note of a vault while the documents come and go. */
#ifndef NC_DOC_OUTLINE_H
#define NC_DOC_OUTLINE_H

#include "doc/doc.h"

struct nc_outline_anchor {
    /* as in nc_anchor */
    struct nc_str name, key;
    /* the author's own name for a heading ({#id}); may be empty */
    struct nc_str id;
    /* 0: a block */
    uint8_t level;
    /* something in the run links to it; known once all notes are read (vault/) */
    bool linked;
    /* a direct child of the root: a book may be split there */
    bool top;
    /* it shows something that its name omits: a link, a picture, a footnote */
    bool says_more;
    /* bytes of text from here to the next anchor with top set, or to the end */
    uint64_t weight;
};

/* A direct child of the root other than the footnotes, or a piece of a large one (division.h). A
 * book may be divided there. */
struct nc_outline_block {
    /* hash of its text and kinds: an edit elsewhere does not change it */
    uint64_t hash;
    /* bytes of text; includes embeds once all notes are known (vault/) */
    uint32_t weight;
    /* upper estimate of its bytes as XHTML; of embeds too */
    uint32_t estimate;
    /* number of the first anchor in it or after it */
    uint32_t first_anchor;
    /* for the first or only piece of a child: the number of pieces; else 0 */
    uint32_t pieces;
    /* number of divided blocks around it; 0: a child of the root */
    uint8_t depth;
    /* a heading of the note itself */
    bool is_heading;
    /* a child whose own anchor is first_anchor */
    bool is_named;
    /* belongs to the block after it */
    bool leads;
};

/* A note embedded by a block. */
struct nc_outline_embed {
    /* index of the block */
    uint32_t block;
    /* number of the embed's reference */
    uint32_t number;
    /* the block is only the embed */
    bool is_whole;
};

/* Adds b to a block as if the two were one. */
void nc_outline_add(struct nc_outline_block *to, const struct nc_outline_block *b);

/* Children of the root with a larger estimate are divided into pieces. */
#define NC_OUTLINE_LARGE 80000u

struct nc_outline {
    /* of the document, as in struct nc_doc */
    uint8_t digest[NC_DIGEST];
    /* path: from the root, with suffix; "" for standard input */
    struct nc_str key, path;
    /* the author's own (struct nc_meta); may be empty */
    struct nc_str id;
    /* an earlier note of the run has it too; known once all are read (vault/) */
    bool shares_key;
    /* From the front matter, else from a sole first heading, else the note's name. */
    struct nc_str title, lang;
    /* the front matter has a title, or the title is the day that names a journal's file */
    bool says_title;
    struct nc_uuid uuid;
    /* bytes of all its text */
    uint64_t weight;
    /* bytes of text before the first top anchor */
    uint64_t lead_weight;
    /* a visible block precedes the first top heading */
    bool has_lead;
    struct nc_outline_anchor *anchors;
    size_t count;
    struct nc_outline_block *blocks;
    size_t block_count;
    /* in order of the blocks; none once vault/ has weighed them */
    struct nc_outline_embed *embeds;
    size_t embed_count;
    /* bytes of the footnotes, which belong to no block */
    uint64_t footnote_weight;
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
