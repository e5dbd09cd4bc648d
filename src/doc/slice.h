/* A piece of a document that need not begin or end at the edge of a node: what one side of a
 * flashcard shows and a writer writes. It is a run of sibling blocks with marks in their text.
 * Between a HIDE and the next SHOW nothing is shown; an OPEN and its CLOSE enclose a cloze. Points
 * into the document and rewrites nothing. */
#ifndef NC_DOC_SLICE_H
#define NC_DOC_SLICE_H

#include "doc/walk.h"

#define NC_AFTER UINT32_MAX /* as a mark's byte: after the node and everything below it */

enum nc_mark_kind {
    NC_MARK_HIDE, /* hides what follows: a label, a stored id, a tag that marks a card */
    NC_MARK_SHOW, /* ends the hiding */
    NC_MARK_OPEN, /* begins a cloze; number */
    NC_MARK_CLOSE /* ends the innermost open cloze; hint */
};

/* A place: a byte offset in the u.text of an NC_TEXT; for any other node 0, before it, or NC_AFTER.
 */
struct nc_mark {
    const struct nc_node *node;
    uint32_t byte;
    enum nc_mark_kind kind;
    /* OPEN: from 1 */
    uint32_t number;
    /* CLOSE: plain text; may be empty */
    struct nc_str hint;
};

struct nc_slice {
    /* siblings, both included; first NULL: nothing */
    const struct nc_node *first, *last;
    /* in document order, all within the run. HIDE and SHOW alternate, starting with HIDE; OPEN and
     * CLOSE nest and lie in one block */
    struct nc_mark *marks;
    size_t count, cap;
    /* its reader treats a line end of the source as one */
    bool keeps_lines;
    /* its reader treats {{c1::x}} as text */
    bool keeps_clozes;
    /* its reader shows only the value of a field */
    bool hides_keys;
    /* its reader shows no box of a task whose text it begins in */
    bool hides_task;
    /* the numbers of its clozes come from counting, not from the author */
    bool counts_clozes;
};

/* All of the blocks from first to last. */
static inline struct nc_slice nc_slice_of(const struct nc_node *first, const struct nc_node *last)
{
    return (struct nc_slice){.first = first, .last = last};
}
/* Appends a mark, which must lie after the existing ones. Marks live in arena. */
void nc_slice_mark(struct nc_slice *s, struct nc_arena *arena, struct nc_mark mark);
/* Hides what stands between two places, from the first to before the second. */
void nc_slice_hide(struct nc_slice *s, struct nc_arena *arena, const struct nc_node *from,
                   uint32_t from_byte, const struct nc_node *to, uint32_t to_byte);
/* Makes a cloze between two places. For nested clozes the marks of the inner one must come between,
 * so append those by hand. */
void nc_slice_cloze(struct nc_slice *s, struct nc_arena *arena, uint32_t number, struct nc_str hint,
                    const struct nc_node *from, uint32_t from_byte, const struct nc_node *to,
                    uint32_t to_byte);
/* Returns a slice that shows only the text between two places of one block, such as the part after
 * `Q:` or before `::`. from NULL: from its beginning; to NULL: to its end. */
struct nc_slice nc_slice_text_between(struct nc_arena *arena, const struct nc_node *block,
                                      const struct nc_node *from, uint32_t from_byte,
                                      const struct nc_node *to, uint32_t to_byte);

/* The events of a walk through a slice. */
enum nc_slice_event {
    NC_SLICE_DONE,
    NC_SLICE_ENTER, /* node; an element that began hidden gets it once it shows something */
    NC_SLICE_EXIT,  /* leaves a node that was entered */
    NC_SLICE_TEXT,  /* text: a part of node's u.text (an NC_TEXT), in place of ENTER and EXIT */
    NC_SLICE_OPEN,  /* mark */
    NC_SLICE_CLOSE  /* mark */
};
struct nc_slice_walk {
    const struct nc_slice *slice;
    /* node of the last event */
    const struct nc_node *node;
    struct nc_str text;
    const struct nc_mark *mark;
    /* The rest is private to the walk. */
    const struct nc_node *root;
    struct nc_walk walk;
    enum nc_event event;
    size_t next_mark;
    /* the next byte of a text */
    uint32_t at;
    bool hidden, skipped, busy, exited, opening;
    /* entered while hidden and not yet left, outermost first */
    const struct nc_node **unopened;
    size_t unopened_count, unopened_cap, opened;
};
/* Begins a walk over what s shows. End it with nc_slice_walk_end. */
void nc_slice_walk_begin(struct nc_slice_walk *w, const struct nc_slice *s);
enum nc_slice_event nc_slice_next(struct nc_slice_walk *w);
/* After ENTER: skips the node's children and their marks; its EXIT follows. */
void nc_slice_skip(struct nc_slice_walk *w);
void nc_slice_walk_end(struct nc_slice_walk *w);

static inline bool nc_is_numbered_cloze(const struct nc_node *n)
{
    return n->kind == NC_CLOZE && n->u.cloze.number;
}
/* Appends the marks of a numbered cloze in the source: those before its text, or those after it
 * (end). */
void nc_cloze_text(struct nc_buf *out, const struct nc_node *n, bool end);

/* Appends the plain text of what is shown (nc_plain_text), with a newline between blocks, and code
 * and formulas as written. */
void nc_slice_plain(struct nc_buf *out, const struct nc_slice *s);

#endif
