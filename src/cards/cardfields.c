/* Obsidian_to_Anki's delimited cards: START, a note type, the front, "Back:" and the back, END,
 * each on its own line; or STARTI [type] front Back: back ENDI on one line. Tags: and ID: lines are
 * not shown. */
#include "cards/cardtext.h"

static const struct cloze_rule numbered = {CARD_CLOZES, true};

#define MAX_BLOCKS 64 /* blocks between START and END */

/* A line of the run, with its block. */
struct run_line {
    const struct nc_node *block;
    struct card_line line;
};

static bool next_line(struct run_line *r)
{
    if (nc_is_text_block(r->block) && card_next_line(&r->line))
        return true;
    r->block = r->block->next;
    if (!r->block)
        return false;
    r->line = (struct card_line){0};
    if (nc_is_text_block(r->block))
        card_first_line(&r->line, r->block);
    return true;
}

struct delimited {
    /* after the line of the type; .node NULL: its block ends there */
    struct card_place type_end;
    /* after the label of the front, in its block; .node NULL: there is none */
    struct card_place label_end;
    const struct nc_node *front_block;
    const struct nc_node *front_last, *back_block, *last;
    /* back.node NULL: there is no back */
    struct card_place back, back_label;
    /* what is shown ends with this block, at this place of it; .node NULL: at its end */
    const struct nc_node *shown_last;
    struct card_place end;
    struct nc_str id, tags;
    /* the type is Basic or Cloze, not one of the author's own */
    bool is_known;
    bool is_cloze, reverse;
};

bool cards_begins_delimited(const struct nc_node *p)
{
    struct card_line l;
    return card_first_line(&l, p) && card_line_is(&l, "START");
}

/* Whether the line begins "Tags: a b" or "ID: 123": such lines and what follows them are on neither
 * side. */
static bool is_hidden_label(struct collecting *c, struct delimited *d, const struct run_line *r)
{
    static const char *const labels[] = {"Tags", "ID"};
    struct card_place after;
    int label = card_label(&after, &r->line, labels, 2);
    struct card_span rest = {r->block, r->block, after, card_line_end(&r->line)};
    if (label == 0)
        d->tags = cards_tag_words(c, card_span_text(c, &rest));
    return label >= 0;
}

static void read_type(struct delimited *d, const struct card_line *l)
{
    struct card_place at;
    d->is_cloze = card_find(&at, l, "Cloze");
    d->is_known = d->is_cloze || card_find(&at, l, "Basic");
    d->reverse = card_find(&at, l, "revers");
    d->type_end = (struct card_place){l->end, NC_AFTER};
}

/* Notes the label that the first line of the front may begin with. */
static void read_front_label(struct delimited *d, const struct run_line *r)
{
    static const char *const fronts[] = {"Front", "Text"};
    if (!d->front_block && nc_is_text_block(r->block))
        card_label(&d->label_end, &r->line, fronts, 2);
    d->front_block = d->front_block ? d->front_block : r->block;
}

/* Reads from START to END. False if the lines do not have this form. */
static bool read_delimited(struct collecting *c, struct delimited *d, const struct nc_node *p)
{
    static const char *const backs[] = {"Back", "Back Extra", "Extra"};
    struct run_line r = {.block = p};
    size_t blocks = 0;
    if (!card_first_line(&r.line, p) || !card_line_is(&r.line, "START") || !next_line(&r) ||
        r.block != p)
        return false;
    read_type(d, &r.line);
    const struct nc_node *before = p;
    struct card_place line_before = card_line_end(&r.line);
    for (struct card_place after; next_line(&r); before = r.block) {
        bool is_new_block = r.block != before;
        blocks += is_new_block;
        bool is_text = nc_is_text_block(r.block);
        read_front_label(d, &r);
        if (blocks > MAX_BLOCKS || r.block->kind == NC_HEADING)
            return false;
        if (is_text && !d->back.node && card_label(&after, &r.line, backs, 3) >= 0) {
            d->back = after;
            d->front_last = is_new_block ? before : r.block;
            d->back_label = is_new_block ? (struct card_place){0} : line_before;
            d->back_block = r.block;
            d->shown_last = NULL; /* "Tags:" before it ended the front, not the card */
        }
        bool is_end = is_text && card_line_is(&r.line, "END");
        if (is_text && (is_end || is_hidden_label(c, d, &r)) && !d->shown_last) {
            d->shown_last = is_new_block ? before : r.block;
            d->end = is_new_block ? (struct card_place){0} : line_before;
        }
        d->last = r.block;
        d->id = d->id.n ? d->id : cards_commented_id(r.block);
        line_before = card_line_end(&r.line);
        if (is_end)
            return true;
    }
    return false;
}

/* The front, from the line after the type or the label below it; *clozes: how many it holds. */
static struct nc_slice delimited_front(struct collecting *c, const struct delimited *d,
                                       const struct nc_node *p, uint32_t *clozes)
{
    const struct cloze_rule all = {CARD_CLOZES | CARD_CURLY | CARD_HIGHLIGHTS, false},
                            *rule = cards_by(c, NC_TOOL_O2A) ? &all : &numbered;
    bool has_back = d->back.node, is_labelled = d->label_end.node;
    const struct nc_node *first = d->type_end.node ? p : p->next,
                         *last = has_back ? d->front_last : d->shown_last;
    struct card_place cut = has_back ? d->back_label : d->end,
                      from = is_labelled && d->front_block == p ? d->label_end : d->type_end;
    struct nc_slice front = nc_slice_of(NULL, NULL);
    if (d->type_end.node || last != p)
        front = nc_slice_of(first, last);
    if (from.node)
        nc_slice_hide(&front, c->arena, p->first, 0, from.node, from.byte);
    if (is_labelled && d->front_block != p)
        nc_slice_hide(&front, c->arena, d->front_block->first, 0, d->label_end.node,
                      d->label_end.byte);
    *clozes = d->is_cloze ? cards_mark_clozes(c, &front, rule) : 0;
    if (cut.node)
        nc_slice_hide(&front, c->arena, cut.node, cut.byte, last->last, NC_AFTER);
    return front;
}

static const struct nc_node *delimited_card(struct collecting *c, const struct nc_node *p)
{
    struct delimited d = {0};
    uint32_t clozes;
    bool is_read = read_delimited(c, &d, p);
    if (!is_read && d.is_known)
        cards_report(c, p,
                     "'START' has no 'END' on a line of its own below it, so it makes no card");
    if (!is_read || (!d.is_known && !d.back.node))
        return NULL;
    struct nc_card card = {
        .origin = NC_CARD_MARK, .reverse = d.reverse, .id = d.id, .tags = d.tags};
    card.front = delimited_front(c, &d, p, &clozes);
    if (d.back.node) {
        card.back = nc_slice_of(d.back_block, d.shown_last);
        nc_slice_hide(&card.back, c->arena, d.back_block->first, 0, d.back.node, d.back.byte);
        if (d.end.node)
            nc_slice_hide(&card.back, c->arena, d.end.node, d.end.byte, d.shown_last->last,
                          NC_AFTER);
    }
    card.kind = d.is_cloze ? NC_CARD_CLOZE : NC_CARD_BASIC;
    if ((d.is_cloze && !clozes) || !cards_add(c, card, NC_CARD_LEVELS))
        cards_report(c, p, "the card from START to END has no '%s', so it makes no card",
                     d.is_cloze ? "{{c1::…}}" : "Back:");
    return d.last;
}

/* The place after the blanks at `at`, in its text. */
static struct card_place after_blanks(struct card_place at)
{
    struct nc_str s = at.node->u.text;
    while (at.byte < s.n && s.p[at.byte] == ' ')
        at.byte++;
    return at;
}

/* Reads STARTI [Basic] front Back: back ENDI, and STARTI [Cloze] text ENDI. */
static bool inline_card(struct collecting *c, const struct nc_node *p, const struct card_line *l)
{
    struct card_place start, end, back, type, cloze;
    bool has_back = card_find(&back, l, "Back:");
    bool is_cloze = card_find(&cloze, l, "STARTI [Cloze]");
    if (!card_find(&start, l, "STARTI [") || !card_find(&end, l, "ENDI") ||
        !card_find(&type, l, "]") || type.node != start.node || type.byte < start.byte ||
        (!has_back && !is_cloze))
        return false;
    type = after_blanks((struct card_place){type.node, type.byte + 1});
    struct nc_card card = {.origin = NC_CARD_MARK};
    struct card_span front = {p, p, type, card_before_blanks(has_back ? back : end)};
    if (has_back) {
        back = after_blanks((struct card_place){back.node, back.byte + 5});
        card.back = card_between(c, p, back, card_before_blanks(end));
    }
    if (is_cloze)
        return cards_add_cloze_of(c, card, &front, &numbered);
    card.front = card_span_slice(c, &front);
    return cards_add(c, card, NC_CARD_LEVELS);
}

/* Reports a line START that does not begin its text, if the next line is a type. */
static void report_start_below(struct collecting *c, const struct nc_node *p,
                               const struct card_line *start)
{
    struct card_line type = *start;
    struct delimited d = {0};
    if (start->first == p->first || !card_line_is(start, "START") || !card_next_line(&type))
        return;
    read_type(&d, &type);
    if (d.is_known)
        cards_report(c, start->first,
                     "'START' stands below other text, so it makes no card; put a blank line above "
                     "it");
}

const struct nc_node *cards_of_fields(struct collecting *c, const struct nc_node *p)
{
    const struct nc_node *last = delimited_card(c, p);
    bool any = false;
    struct card_line l;
    for (bool more = !last && card_first_line(&l, p); more; more = card_next_line(&l)) {
        any |= inline_card(c, p, &l);
        report_start_below(c, p, &l);
    }
    return last ? last : any ? p : NULL;
}
