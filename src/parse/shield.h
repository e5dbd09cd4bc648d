/* Preparation of a text for libcmark: delimiter runs are hidden as noncharacters, so that libcmark
 * sees no emphasis and emphasis.c can resolve it by its own rule. The map leads back to the source.
 */
#ifndef NC_PARSE_SHIELD_H
#define NC_PARSE_SHIELD_H

#include "base/buf.h"
#include "base/diag.h"
#include "parse/parse.h"

/* What stands in the shielded text for a hidden '*', '_', '~' or '='. No source text holds these:
 * hygiene.c replaced them, and a character reference to one is not taken for it (blocks.c). */
#define NC_HIDDEN_FIRST 0xFDD0u
#define NC_HIDDEN_LAST 0xFDD3u
/* A '[' that is only text: too many are open already for libcmark to look for their ends in linear
 * time. */
#define NC_HIDDEN_BRACKET 0xFDD4u
/* Nothing: stops container markers that are nested too deep. */
#define NC_HIDDEN_NOTHING 0xFDD5u
static inline char nc_hidden_char(uint32_t cp)
{
    return "*_~="[cp - NC_HIDDEN_FIRST];
}

/* From here on the shielded text at `out` was copied from `src`, byte for byte, up to the next
 * piece. */
struct nc_piece {
    size_t out, src;
};

struct nc_shielded {
    struct nc_str src; /* the whole clean text of the note */
    size_t
        too_deep; /* offset in src of the first marker that is text because of its depth; 0: none */
    struct nc_buf text; /* for libcmark */
    struct nc_piece *pieces;
    size_t piece_count, piece_cap;
};

/* Shields src from offset from (the body). */
void nc_shield(struct nc_shielded *s, struct nc_str src, size_t from,
               const struct nc_parse_options *opts);
void nc_shielded_dispose(struct nc_shielded *s);

/* Appends text with every hidden character shown again. */
void nc_unhide(struct nc_buf *out, struct nc_str text);

/* A place in the source, found from offsets of the shielded text that grow from call to call; going
 * back is allowed and costs a search. */
struct nc_locator {
    const struct nc_shielded *s;
    size_t piece;          /* where the last search ended */
    size_t line_start, at; /* of the last position: source offsets */
    uint32_t line, col;
};
void nc_locator_init(struct nc_locator *l, const struct nc_shielded *s);
size_t nc_locate_source(struct nc_locator *l, size_t out_offset);
struct nc_pos nc_locate(struct nc_locator *l, size_t out_offset);
/* The same for an offset of the source itself. */
struct nc_pos nc_locate_in_source(struct nc_locator *l, size_t src);

#endif
