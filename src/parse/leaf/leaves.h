/* Leaves: texts with inlines (a paragraph, a heading, a cell, a title, an alias, a note within a
 * line). Each is a line of its own in the text for libcmark, which so reads all of a note as one
 * document, with its definitions of links. */
#ifndef NC_PARSE_LEAVES_H
#define NC_PARSE_LEAVES_H

#include "parse/leaf/shieldtext.h"

/* Begins a leaf: what is put from here on is its text. Returns the offset of that in out->text. */
size_t nc_leaf_begin(struct nc_shielding *h);
/* Takes the text before an offset out of the leaf that begins at from. */
void nc_leaf_cut(struct nc_shielded *o, size_t from, size_t to);
/* Ends the leaf that begins at from; its inlines will go into node. An empty one is dropped. */
void nc_leaf_end(struct nc_shielding *h, size_t from, struct nc_node *node);
/* A leaf of the source [from, to), without blanks before it. Only h->s is as before. */
void nc_leaf_put(struct nc_shielding *h, size_t from, size_t to, struct nc_node *node);
/* Leaves of the texts within the constructs that were stashed, and within these; the definitions
 * of links after them all. */
void nc_leaves_finish(struct nc_shielding *h);

/* What texts that are in no paragraph are put with. */
struct nc_texts {
    struct nc_doc *doc;
    struct nc_diags *diags;
    struct nc_locator locator; /* of places in src */
    struct nc_str src;         /* the clean text of the note */
    struct nc_shielding *h;    /* no leaf is begun in it */
};
/* The text [text.from, text.to) of what st covers, as a leaf of node. */
void nc_text_add(struct nc_texts *t, struct nc_node *node, const struct nc_stash *st,
                 struct nc_range text);
/* Appends the same as it is, without inlines. */
void nc_text_add_plain(struct nc_doc *doc, struct nc_locator *where, struct nc_str src,
                       struct nc_node *node, const struct nc_stash *st, struct nc_range text);

#endif
