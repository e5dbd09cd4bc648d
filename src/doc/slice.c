/* Marks, and the walk that obeys them. */
#include "doc/slice.h"

#include <stdlib.h>

void nc_slice_mark(struct nc_slice *s, struct nc_arena *arena, struct nc_mark mark)
{
    if (s->count == s->cap) {
        s->cap = s->cap ? s->cap * 2 : 4;
        struct nc_mark *grown = nc_arena_array(arena, s->cap, sizeof *grown);
        if (s->count)
            memcpy(grown, s->marks, s->count * sizeof *grown);
        s->marks = grown;
    }
    s->marks[s->count++] = mark;
}

void nc_slice_hide(struct nc_slice *s, struct nc_arena *arena, const struct nc_node *from,
                   uint32_t from_byte, const struct nc_node *to, uint32_t to_byte)
{
    nc_slice_mark(s, arena,
                  (struct nc_mark){.node = from, .byte = from_byte, .kind = NC_MARK_HIDE});
    nc_slice_mark(s, arena, (struct nc_mark){.node = to, .byte = to_byte, .kind = NC_MARK_SHOW});
}

void nc_slice_cloze(struct nc_slice *s, struct nc_arena *arena, uint32_t number, struct nc_str hint,
                    const struct nc_node *from, uint32_t from_byte, const struct nc_node *to,
                    uint32_t to_byte)
{
    nc_slice_mark(
        s, arena,
        (struct nc_mark){.node = from, .byte = from_byte, .kind = NC_MARK_OPEN, .number = number});
    nc_slice_mark(
        s, arena,
        (struct nc_mark){.node = to, .byte = to_byte, .kind = NC_MARK_CLOSE, .hint = hint});
}

struct nc_slice nc_slice_text_between(struct nc_arena *arena, const struct nc_node *block,
                                      const struct nc_node *from, uint32_t from_byte,
                                      const struct nc_node *to, uint32_t to_byte)
{
    struct nc_slice s = nc_slice_of(block, block);
    if (from)
        nc_slice_hide(&s, arena, block->first, 0, from, from_byte);
    if (to)
        nc_slice_hide(&s, arena, to, to_byte, block->last, NC_AFTER);
    return s;
}

void nc_slice_walk_begin(struct nc_slice_walk *w, const struct nc_slice *s)
{
    *w = (struct nc_slice_walk){.slice = s, .root = s->first};
    if (w->root)
        nc_walk_begin(&w->walk, w->root);
}

void nc_slice_walk_end(struct nc_slice_walk *w)
{
    free(w->unopened);
    w->unopened = NULL;
}

void nc_slice_skip(struct nc_slice_walk *w)
{
    nc_walk_skip(&w->walk);
    w->skipped = true;
}

static const struct nc_mark *mark_at(const struct nc_slice_walk *w, const struct nc_node *n)
{
    const struct nc_slice *s = w->slice;
    return w->next_mark < s->count && s->marks[w->next_mark].node == n ? &s->marks[w->next_mark]
                                                                       : NULL;
}

/* Skips what is hidden up to the next mark. Among siblings the walk jumps straight to the mark's
 * node, so many slices of one paragraph cost no more than the paragraph. */
static void jump(struct nc_slice_walk *w, const struct nc_node *from)
{
    const struct nc_mark *m =
        w->next_mark < w->slice->count ? &w->slice->marks[w->next_mark] : NULL;
    if (!m || m->node == from || m->node->parent != from->parent || m->kind != NC_MARK_SHOW ||
        !nc_is_inline(from->kind) || w->event != NC_WALK_ENTER)
        return;
    /* A mark after a node takes effect as the node is left, a mark after a text within it. */
    bool leaves = m->byte == NC_AFTER && m->node->kind != NC_TEXT;
    w->walk.node = m->node;
    w->walk.event = w->event = leaves ? NC_WALK_EXIT : NC_WALK_ENTER;
    w->exited = leaves;
    w->at = 0;
}

/* Applies a mark. DONE: the mark gives no event of its own. */
static enum nc_slice_event apply_mark(struct nc_slice_walk *w, const struct nc_mark *m)
{
    w->next_mark++;
    w->mark = m;
    switch (m->kind) {
    case NC_MARK_HIDE:
        w->hidden = true;
        jump(w, m->node);
        break;
    case NC_MARK_SHOW:
        w->hidden = false;
        w->opening = w->unopened_count > 0;
        break;
    case NC_MARK_OPEN:
        return NC_SLICE_OPEN;
    case NC_MARK_CLOSE:
        return NC_SLICE_CLOSE;
    }
    return NC_SLICE_DONE;
}

/* The next piece of a text, or the mark before it; DONE when neither is left. */
static enum nc_slice_event next_of_text(struct nc_slice_walk *w, const struct nc_node *n)
{
    const struct nc_mark *m = mark_at(w, n);
    uint32_t end = (uint32_t)n->u.text.n, to = m && m->byte < end ? m->byte : end, at = w->at;
    if (at < to) {
        w->at = to;
        if (!w->hidden) {
            w->node = n;
            w->text = nc_str_sub(n->u.text, at, to);
            return NC_SLICE_TEXT;
        }
    }
    if (m)
        return apply_mark(w, m);
    w->busy = false;
    return NC_SLICE_DONE;
}

static enum nc_slice_event enter(struct nc_slice_walk *w, const struct nc_node *n)
{
    const struct nc_mark *m = mark_at(w, n);
    if (m && m->byte != NC_AFTER)
        return apply_mark(w, m);
    w->busy = false;
    if (!w->hidden) {
        w->node = n;
        return NC_SLICE_ENTER;
    }
    nc_grow(&w->unopened, &w->unopened_cap, w->unopened_count + 1, sizeof(void *));
    w->unopened[w->unopened_count++] = n;
    return NC_SLICE_DONE;
}

/* Applies the marks below a skipped node, because they decide what is hidden after it. */
static void pass_marks(struct nc_slice_walk *w, const struct nc_node *n)
{
    for (w->skipped = false; w->next_mark < w->slice->count; w->next_mark++) {
        const struct nc_mark *m = &w->slice->marks[w->next_mark];
        const struct nc_node *above = m->node->parent;
        while (above && above != n)
            above = above->parent;
        if (!above)
            return;
        if (m->kind == NC_MARK_HIDE || m->kind == NC_MARK_SHOW)
            w->hidden = m->kind == NC_MARK_HIDE;
    }
}

static enum nc_slice_event leave(struct nc_slice_walk *w, const struct nc_node *n)
{
    if (!w->exited) {
        w->exited = true;
        if (w->skipped)
            pass_marks(w, n);
        w->node = n;
        if (!w->unopened_count || w->unopened[w->unopened_count - 1] != n)
            return NC_SLICE_EXIT;
        w->unopened_count--;
    }
    const struct nc_mark *m = mark_at(w, n);
    if (m)
        return apply_mark(w, m);
    w->busy = false;
    return NC_SLICE_DONE;
}

/* Finishes what is left of the walk's last event. */
static enum nc_slice_event go_on(struct nc_slice_walk *w)
{
    const struct nc_node *n = w->walk.node;
    if (n->kind != NC_TEXT)
        return w->event == NC_WALK_ENTER ? enter(w, n) : leave(w, n);
    if (w->event == NC_WALK_ENTER)
        return next_of_text(w, n);
    w->busy = false;
    return NC_SLICE_DONE;
}

/* Takes a step. False at the end. */
static bool step(struct nc_slice_walk *w)
{
    w->event = nc_walk_next(&w->walk);
    while (w->event == NC_WALK_DONE) {
        if (w->root == w->slice->last || !w->root->next)
            return false;
        w->root = w->root->next;
        nc_walk_begin(&w->walk, w->root);
        w->event = nc_walk_next(&w->walk);
    }
    w->busy = true;
    w->exited = false;
    w->at = 0;
    return true;
}

enum nc_slice_event nc_slice_next(struct nc_slice_walk *w)
{
    if (!w->root)
        return NC_SLICE_DONE;
    for (;;) {
        if (w->opening && w->opened < w->unopened_count) {
            w->node = w->unopened[w->opened++];
            return NC_SLICE_ENTER;
        }
        if (w->opening) {
            w->opening = false;
            w->opened = w->unopened_count = 0;
        }
        if (!w->busy && !step(w))
            return NC_SLICE_DONE;
        enum nc_slice_event e = go_on(w);
        if (e != NC_SLICE_DONE)
            return e;
    }
}

/* Whether the block itself shows text and so begins a line. */
static bool is_line(const struct nc_node *n)
{
    return !nc_is_inline(n->kind) &&
           (nc_holds_inlines(n->kind) || n->kind == NC_CODE_BLOCK || n->kind == NC_MATH_BLOCK);
}

void nc_cloze_text(struct nc_buf *out, const struct nc_node *n, bool end)
{
    if (!end)
        nc_buf_printf(out, "{{c%u::", (unsigned)n->u.cloze.number);
    else if (n->u.cloze.hint.n)
        nc_buf_printf(out, "::%.*s}}", NC_FMT(n->u.cloze.hint));
    else
        nc_buf_puts(out, "}}");
}

void nc_slice_plain(struct nc_buf *out, const struct nc_slice *s)
{
    struct nc_slice_walk w;
    nc_slice_walk_begin(&w, s);
    for (enum nc_slice_event e = nc_slice_next(&w); e != NC_SLICE_DONE; e = nc_slice_next(&w)) {
        if (e == NC_SLICE_TEXT)
            nc_buf_str(out, w.text);
        if ((e == NC_SLICE_ENTER || e == NC_SLICE_EXIT) && s->keeps_clozes &&
            nc_is_numbered_cloze(w.node))
            nc_cloze_text(out, w.node, e == NC_SLICE_EXIT);
        if (e != NC_SLICE_ENTER)
            continue;
        if (is_line(w.node) && out->n && out->p[out->n - 1] != '\n')
            nc_buf_char(out, '\n');
        if (w.node->kind == NC_CODE_BLOCK)
            nc_buf_str(out, w.node->u.code->text);
        else if (w.node->kind == NC_MATH_BLOCK)
            nc_buf_str(out, w.node->u.text);
        else if (w.node->kind == NC_RUBY_TEXT)
            nc_slice_skip(&w);
        else
            nc_plain_text_of(out, w.node);
    }
    nc_slice_walk_end(&w);
}
