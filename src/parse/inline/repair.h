/* Repairs emphasis that the standard leaves literal, block by block (docs/emphasis.md). */
#ifndef NC_PARSE_REPAIR_H
#define NC_PARSE_REPAIR_H

#include "parse/inline/emphasis.h"

struct nc_delims {
    struct nc_delim *items;
    size_t count, cap;
};

struct nc_repaired {
    /* the rule used; 0: none */
    int rule;
    /* the place of the first run that the standard leaves literal */
    struct nc_pos from;
};

/* Call with all unmatched delimiters below parent (a paragraph, a heading, an element of inline
 * HTML in one). If the standard would leave a literal **, it tries R1, R2, R4, R3 in turn and keeps
 * the one that leaves the fewest. It then changes flags, splits runs, or adds a closer at the end
 * of parent. cjk: the block holds CJK text. */
struct nc_repaired nc_repair(struct nc_doc *doc, struct nc_delims *d, struct nc_node *parent,
                             bool cjk);
bool nc_holds_cjk(const struct nc_node *block);

/* U1: makes emphasis of _x_ inside CJK words by setting the flags of such pairs. Returns how many
 * it found. *first: where the first stands. */
size_t nc_repair_underscores(struct nc_delims *d, struct nc_pos *first);

#endif
