/* Leaves: texts with inlines (a paragraph, a heading, a cell, a title, an alias, a note within a
 * line). Each takes one line of the text for libcmark, which thus reads a whole note as one
 * document, together with its link definitions. */
#ifndef NC_PARSE_LEAVES_H
#define NC_PARSE_LEAVES_H

#include "parse/leaf/shieldtext.h"

/* Begins a leaf: what is put from now on is its text. Returns the offset of that text in out->text.
 */
size_t nc_leaf_begin(struct nc_shielding *h);
/* Removes the text before `to` from the leaf that begins at from. */
void nc_leaf_cut(struct nc_shielded *o, size_t from, size_t to);
/* Ends the leaf that begins at from; its inlines will go into node. An empty leaf is dropped. */
void nc_leaf_end(struct nc_shielding *h, size_t from, struct nc_node *node);
/* Puts a leaf of the source [from, to), without blanks before it. Restores only h->s. */
void nc_leaf_put(struct nc_shielding *h, size_t from, size_t to, struct nc_node *node);
/* Puts leaves for the texts within stashed constructs, and for the texts within those, then the
 * link definitions. */
void nc_leaves_finish(struct nc_shielding *h);

/* The context for adding texts that are not in a paragraph. */
struct nc_texts {
    struct nc_doc *doc;
    struct nc_diags *diags;
    /* for places in src */
    struct nc_locator locator;
    /* the clean text of the note */
    struct nc_str src;
    /* no leaf is open in it */
    struct nc_shielding *h;
};
/* Puts the part [text.from, text.to) of the source that st covers as a leaf of node. */
void nc_text_add(struct nc_texts *t, struct nc_node *node, const struct nc_stash *st,
                 struct nc_range text);
/* Appends the same part unchanged, without inlines. */
void nc_text_add_plain(struct nc_doc *doc, struct nc_locator *where, struct nc_str src,
                       struct nc_node *node, const struct nc_stash *st, struct nc_range text);

#endif
