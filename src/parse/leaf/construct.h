/* What an inline construct is that libcmark does not know: where it begins and ends, which text
 * with inlines of its own it holds, and what it means. The constructs stand in construct/, a file
 * each; hiding (leaf/) and the reading of inlines (inline/) know them by this table only. */
#ifndef NC_PARSE_CONSTRUCT_H
#define NC_PARSE_CONSTRUCT_H

#include "base/diag.h"
#include "doc/doc.h"
#include "parse/input/reading.h"
#include "parse/leaf/hidden.h"

/* What code spans are to a construct that they touch. */
enum nc_code_rule {
    NC_CODE_NO_MATTER,
    NC_CODE_MUST_END, /* one that begins inside and ends outside makes it none */
    NC_CODE_NONE      /* so does one inside, but for one that fills it */
};

/* What a construct needs to become a node. */
struct nc_making {
    struct nc_doc *doc;
    struct nc_diags *diags;
    struct nc_locator *where;
    struct nc_str src;          /* the clean text of the note */
    const struct nc_stash *st;  /* where in src it stands */
    struct nc_pos pos;          /* the same as a place */
    struct nc_node *notes;      /* NC_FOOTNOTES: definitions within lines are appended to it */
    bool *reported;             /* of this kind of construct, in this note: nc_report_dropped */
    bool whole_names;           /* names of notes are shown with the folders before them */
    struct nc_node *holds_text; /* set by make: what its text goes into, if not the node itself */
};

/* One construct. */
struct nc_construct {
    const char *begins; /* the bytes that it begins with */
    /* Whether notes of this dialect have it; NULL: all have. */
    bool (*is_read)(const struct nc_parse_options *opts);
    /* What closes it, for constructs of which many may be opened and none closed; NULL: nothing is
     * remembered. on_line: in its line. */
    const char *closes;
    bool on_line;
    enum nc_code_rule code;
    /* Before "[label]" it is no construct if the note defines that link. */
    bool yields_to_reference;
    /* In a table's cell it hides its '|' only if they come in pairs, or stand amid its text. */
    bool bars_in_pairs;
    /* The offset after the construct that begins at s.p[i]; 0: it is none. limit: it must end
     * there or before (the end of its paragraph). previous: the character before i, 0 at a line's
     * beginning. */
    size_t (*end)(struct nc_str s, size_t i, size_t limit, uint32_t previous);
    /* The part of it that is a text with inlines of its own; NULL: it has none. */
    struct nc_range (*text)(struct nc_str src, const struct nc_stash *st);
    /* Its node, without its text; NULL: nothing is left of it. */
    struct nc_node *(*make)(struct nc_making *m);
    /* Called when its text was put into the node; may be NULL. */
    void (*finish)(struct nc_making *m, struct nc_node *n);
};

/* All of them, NULL after the last; of two that begin alike the longer beginning comes first, and
 * it alone is tried, if the dialect has it. */
extern const struct nc_construct *const nc_constructs[NC_MAX_CONSTRUCTS];

/* Says that a construct was left out, the first time in a note. */
void nc_report_dropped(struct nc_making *m, const char *text);
/* Appends s, which stands at an offset of the source, as a text to n, if it is not empty. */
void nc_add_source_text(struct nc_making *m, struct nc_node *n, struct nc_str s, size_t at);

/* The offset of a part of a text in it. */
static inline size_t nc_offset_in(struct nc_str src, struct nc_str part)
{
    return (size_t)(part.p - src.p);
}

#endif
