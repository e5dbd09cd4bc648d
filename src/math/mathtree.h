/* A formula as a tree of MathML elements, which both readers of TeX make, the repairs change and
 * the writers print. Shared by the files of src/math only. Everything lies in the arena of the
 * formula, and nothing recurses over the depth of the tree. */
#ifndef NC_MATH_MATHTREE_H
#define NC_MATH_MATHTREE_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdint.h>

/* Deeper trees are refused: readers of XML have limits of their own, 256 or less. */
#define MML_MAX_DEPTH 150

/* The elements of MathML that can be written: those of MathML Core, without mlabeledtr. */
enum mml_kind {
    MML_MATH,
    MML_MROW,
    MML_MI,
    MML_MN,
    MML_MO,
    MML_MTEXT,
    MML_MSPACE,
    MML_MSUB,
    MML_MSUP,
    MML_MSUBSUP,
    MML_MUNDER,
    MML_MOVER,
    MML_MUNDEROVER,
    MML_MFRAC,
    MML_MSQRT,
    MML_MROOT,
    MML_MSTYLE,
    MML_MPADDED,
    MML_MPHANTOM,
    MML_MENCLOSE,
    MML_MTABLE,
    MML_MTR,
    MML_MTD,
    MML_KIND_COUNT
};

struct mml_attr {
    struct mml_attr *next;
    /* one of mml_attr_name's */
    const char *name;
    struct nc_str value;
};

struct mml_node {
    enum mml_kind kind;
    struct mml_node *parent, *first, *last, *prev, *next;
    /* in order */
    struct mml_attr *attrs;
    /* for an element without children */
    struct nc_str text;
    /* estimated by mml_measure, in hundredths of an em */
    unsigned width;
    /* mml_split's own */
    bool begins_part;
};

/* The name of an element; the element of a name, MML_KIND_COUNT if it is none of these. */
const char *mml_name(enum mml_kind k);
enum mml_kind mml_find(struct nc_str name);
/* The permanent string of an attribute that may be written; NULL if it may not. */
const char *mml_attr_name(struct nc_str name);

struct mml_node *mml_new(struct nc_arena *a, enum mml_kind kind, struct mml_node *parent);
struct mml_node *mml_token(struct nc_arena *a, enum mml_kind kind, struct mml_node *parent,
                           struct nc_str text);
/* Whether it is an element of text: mi, mn, mo, mtext. */
static inline bool mml_is_token(const struct mml_node *n)
{
    return n->kind >= MML_MI && n->kind <= MML_MTEXT;
}
/* Whether an element's children have fixed places: scripts, fractions, roots with an index. */
static inline bool mml_is_script(const struct mml_node *n)
{
    return n->kind >= MML_MSUB && n->kind <= MML_MUNDEROVER;
}
static inline bool mml_has_places(const struct mml_node *n)
{
    return mml_is_script(n) || n->kind == MML_MFRAC || n->kind == MML_MROOT;
}

/* The value, or empty if there is none. name must be a string of mml_attr_name's. */
struct nc_str mml_get(const struct mml_node *n, const char *name);
bool mml_has(const struct mml_node *n, const char *name, const char *value);
/* Sets an attribute, or adds it at the end. value is not copied. */
void mml_set(struct nc_arena *a, struct mml_node *n, const char *name, struct nc_str value);
void mml_drop(struct mml_node *n, const char *name);

/* Adds a CSS declaration to the style attribute. */
void mml_add_style(struct nc_arena *a, struct mml_node *n, const char *declaration);

/* Removes n from its parent. */
void mml_unlink(struct mml_node *n);
/* Inserts n, which has no parent, before `before`; NULL: as the last child of parent. */
void mml_insert(struct mml_node *parent, struct mml_node *n, struct mml_node *before);
/* Replaces n with other, which has no parent. */
void mml_replace(struct mml_node *n, struct mml_node *other);
/* Replaces n with its children. */
void mml_unwrap(struct mml_node *n);
/* The node after n in the tree below root, parents before children; NULL at the end. */
struct mml_node *mml_next(const struct mml_node *root, struct mml_node *n);
/* The node after n, children before parents. Begin with mml_deepest(root). */
struct mml_node *mml_deepest(struct mml_node *n);
struct mml_node *mml_next_up(const struct mml_node *root, struct mml_node *n);

#endif
