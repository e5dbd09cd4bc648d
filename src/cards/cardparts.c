/* Cuts a run of blocks into parts. */
#include "cards/cardparts.h"

struct cutting {
    struct collecting *c;
    struct card_parts *out;
    /* the current part */
    struct card_part part;
    unsigned ends;
    const char *const *labels;
    size_t label_count;
};

bool card_is_ruled(const struct nc_node *n)
{
    return n->kind == NC_HEADING && n->u.heading.level == 2 && n->first &&
           n->first->pos.line == n->pos.line && n->first->pos.col == n->pos.col;
}

/* Ends the part; the next begins after `label`. */
static void cut(struct cutting *k, unsigned end, int label)
{
    struct card_parts *out = k->out;
    if (out->count == out->cap) {
        out->cap = out->cap ? out->cap * 2 : 16;
        struct card_part *grown = nc_arena_array(k->c->arena, out->cap, sizeof *grown);
        if (out->count)
            memcpy(grown, out->items, out->count * sizeof *grown);
        out->items = grown;
    }
    k->part.end = end;
    out->items[out->count++] = k->part;
    k->part = (struct card_part){.label = label};
}

static void take(struct cutting *k, const struct nc_node *n)
{
    struct card_span *s = &k->part.span;
    /* A speaker's words are in a node of their own, so a part ends with that node. */
    if (s->first && s->first->parent != n->parent)
        cut(k, CARD_AT_HEADING, -1);
    s->first = s->first ? s->first : n;
    s->last = n;
}

/* Ends the part before a line of the block p; the line before it ends at `before`. */
static void cut_before(struct cutting *k, const struct nc_node *p, const struct card_line *l,
                       struct card_place before, unsigned end, int label)
{
    if (l->first != p->first) {
        take(k, p);
        k->part.span.to = before;
    }
    cut(k, end, label);
}

static void read_text(struct cutting *k, const struct nc_node *p)
{
    struct card_line l;
    struct card_place before = {0}, after;
    bool is_taken = false; /* what follows the last cut belongs to the current part */
    for (bool more = card_first_line(&l, p); more; more = card_next_line(&l)) {
        bool percent = (k->ends & CARD_AT_PERCENT) && card_line_is(&l, "%");
        int label = !percent && (k->ends & CARD_AT_LABEL)
                        ? card_label(&after, &l, k->labels, k->label_count)
                        : -1;
        if (percent) {
            cut_before(k, p, &l, before, CARD_AT_PERCENT, -1);
            k->part.span.from = (struct card_place){l.end, l.end ? NC_AFTER : 0};
            is_taken = l.end != NULL;
        } else if (label >= 0) {
            cut_before(k, p, &l, before, CARD_AT_LABEL, label);
            k->part.span.from = after;
            is_taken = true;
        } else {
            is_taken = true;
        }
        before = card_line_end(&l);
    }
    if (is_taken)
        take(k, p);
}

static void read_block(struct cutting *k, const struct nc_node *n)
{
    bool is_ruled = (k->ends & CARD_AT_RULE) && card_is_ruled(n);
    if (n->kind == NC_RULE && (k->ends & CARD_AT_RULE)) {
        cut(k, CARD_AT_RULE, -1);
    } else if (is_ruled || nc_is_text_block(n)) {
        read_text(k, n);
        if (is_ruled)
            cut(k, CARD_AT_RULE, -1);
    } else if (n->kind == NC_COMMENT_BLOCK) {
        k->part.comment = n;
    } else {
        if (n->kind == NC_HEADING && n->u.heading.level <= 2 && (k->ends & CARD_AT_HEADING))
            cut(k, CARD_AT_HEADING, -1);
        take(k, n);
    }
}

void card_parts_read(struct collecting *c, struct card_parts *out, unsigned ends,
                     const char *const *labels, size_t label_count)
{
    struct cutting k = {.c = c,
                        .out = out,
                        .part = {.label = -1},
                        .ends = ends,
                        .labels = labels,
                        .label_count = label_count};
    *out = (struct card_parts){0};
    for (const struct nc_node *n = c->doc->root->first; n && n->kind != NC_FOOTNOTES; n = n->next) {
        if (n->kind == NC_TURN)
            for (const struct nc_node *said = n->first; said; said = said->next)
                read_block(&k, said);
        else
            read_block(&k, n);
    }
    cut(&k, 0, -1);
}

static void hide_edges(struct collecting *c, struct nc_slice *s, const struct card_span *span,
                       const struct cloze_rule *rule, uint32_t *clozes)
{
    if (span->from.node)
        nc_slice_hide(s, c->arena, span->first->first, 0, span->from.node, span->from.byte);
    if (rule)
        *clozes = cards_mark_clozes_between(c, s, rule, span->from, span->to);
    if (span->to.node)
        nc_slice_hide(s, c->arena, span->to.node, span->to.byte, span->last->last, NC_AFTER);
}

struct nc_slice card_span_slice(struct collecting *c, const struct card_span *span)
{
    struct nc_slice s = nc_slice_of(span->first, span->last);
    if (span->first)
        hide_edges(c, &s, span, NULL, NULL);
    return s;
}

struct nc_str card_span_text(struct collecting *c, const struct card_span *span)
{
    struct nc_slice s = card_span_slice(c, span);
    struct nc_buf b = {0};
    nc_slice_plain(&b, &s);
    struct nc_str text = nc_arena_str(c->arena, nc_str_trim(nc_buf_view(&b)));
    nc_buf_dispose(&b);
    return text;
}

bool cards_add_cloze_of(struct collecting *c, struct nc_card card, const struct card_span *span,
                        const struct cloze_rule *rule)
{
    uint32_t clozes = 0;
    card.front = nc_slice_of(span->first, span->last);
    if (span->first)
        hide_edges(c, &card.front, span, rule, &clozes);
    card.kind = NC_CARD_CLOZE;
    return clozes && cards_add(c, card, NC_CARD_LEVELS);
}
