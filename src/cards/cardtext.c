/* Lines and places. */
#include "cards/cardtext.h"

#include "base/uchar.h"

bool card_first_line(struct card_line *l, const struct nc_node *block)
{
    l->first = block->first;
    for (l->end = l->first; l->end && !nc_is_break(l->end);)
        l->end = l->end->next;
    return l->first != NULL;
}

bool card_next_line(struct card_line *l)
{
    if (!l->end)
        return false;
    l->first = l->end->next;
    for (l->end = l->first; l->end && !nc_is_break(l->end);)
        l->end = l->end->next;
    return true;
}

bool card_line_is(const struct card_line *l, const char *text)
{
    const struct nc_node *n = l->first;
    return n && n != l->end && n->kind == NC_TEXT && n->next == l->end &&
           nc_str_eqz(nc_str_trim(n->u.text), text);
}

bool card_find(struct card_place *at, const struct card_line *l, const char *text)
{
    for (const struct nc_node *n = l->first; n && n != l->end; n = n->next) {
        size_t i = n->kind == NC_TEXT ? nc_str_search(n->u.text, nc_str(text), 0) : 0;
        if (n->kind == NC_TEXT && i < n->u.text.n) {
            *at = (struct card_place){n, (uint32_t)i};
            return true;
        }
    }
    return false;
}

/* The text at the beginning of a line, in emphasis or not. */
static const struct nc_node *first_text(const struct card_line *l)
{
    const struct nc_node *n = l->first != l->end ? l->first : NULL;
    for (int depth = 0; n && (n->kind == NC_STRONG || n->kind == NC_EMPH) && depth < 3; depth++)
        n = n->first;
    return n && n->kind == NC_TEXT ? n : NULL;
}

/* The length of a colon at i with the blanks after it; 0 if there is none. */
static size_t colon_at(struct nc_str s, size_t i)
{
    size_t n = i < s.n && s.p[i] == ':'                                       ? 1
               : nc_str_starts(nc_str_sub(s, i, s.n), NC_LIT("\xEF\xBC\x9A")) ? 3
                                                                              : 0;
    if (n == 1 && i + 1 < s.n && (s.p[i + 1] == ':' || s.p[i + 1] == '/'))
        return 0;
    for (size_t k = i + n; n && k < s.n && s.p[k] == ' '; k++)
        n++;
    return n;
}

/* Finds a colon after the emphasis that the label's text ends: **Q**: x. */
static bool colon_after(struct card_place *after, const struct card_line *l)
{
    const struct nc_node *next = l->first->next;
    size_t n = next && next != l->end && next->kind == NC_TEXT ? colon_at(next->u.text, 0) : 0;
    if (n)
        *after = (struct card_place){next, (uint32_t)n};
    return n > 0;
}

/* Skips the end of emphasis after a label, and blanks: **Q:** x. */
static void skip_emphasis_end(struct card_place *at, const struct card_line *l)
{
    const struct nc_node *next = l->first->next;
    bool ends = at->node != l->first && at->byte == at->node->u.text.n && !at->node->next;
    if (!ends || !next || next == l->end || next->kind != NC_TEXT)
        return;
    uint32_t i = 0;
    while (i < next->u.text.n && next->u.text.p[i] == ' ')
        i++;
    *at = (struct card_place){next, i};
}

int card_label(struct card_place *after, const struct card_line *l, const char *const *labels,
               size_t count)
{
    const struct nc_node *n = first_text(l);
    struct nc_str s = n ? n->u.text : NC_NONE;
    for (size_t k = 0; n && k < count; k++) {
        struct nc_str label = nc_str(labels[k]);
        if (!nc_str_istarts(s, label))
            continue;
        size_t colon = colon_at(s, label.n);
        if (colon) {
            *after = (struct card_place){n, (uint32_t)(label.n + colon)};
            skip_emphasis_end(after, l);
            return (int)k;
        }
        bool ends_emphasis = s.n == label.n && n != l->first && !n->next;
        if (ends_emphasis && colon_after(after, l))
            return (int)k;
    }
    return -1;
}

static bool is_blank_text(const struct nc_node *n)
{
    return n->kind == NC_TEXT && !nc_str_trim(n->u.text).n;
}

bool card_tag_is(struct nc_str tag, const char *const *words)
{
    for (; *words; words++) {
        struct nc_str w = nc_str(*words);
        if (nc_str_istarts(tag, w) && (tag.n == w.n || tag.p[w.n] == '-' || tag.p[w.n] == '/'))
            return true;
    }
    return false;
}

const struct nc_node *card_end_tag(struct card_place *from, const struct card_line *l,
                                   bool (*counts)(struct nc_str tag))
{
    const struct nc_node *found = NULL, *begin = NULL;
    for (const struct nc_node *n = l->first; n && n != l->end; n = n->next) {
        if (n->kind == NC_TAG) {
            begin = begin ? begin : n;
            found = counts(n->u.text) ? n : found;
        } else if (!is_blank_text(n)) {
            found = begin = NULL;
        }
    }
    if (!found)
        return NULL;
    *from = (struct card_place){begin, 0};
    /* The blank before it goes too. */
    for (const struct nc_node *n = l->first; n != begin; n = n->next) {
        if (n->next != begin || n->kind != NC_TEXT)
            continue;
        size_t end = n->u.text.n;
        while (end > 0 && n->u.text.p[end - 1] == ' ')
            end--;
        *from = (struct card_place){n, (uint32_t)end};
    }
    return found;
}

struct nc_slice card_between(struct collecting *c, const struct nc_node *block,
                             struct card_place from, struct card_place to)
{
    return nc_slice_text_between(c->arena, block, from.node, from.byte, to.node, to.byte);
}

struct card_place card_before_blanks(struct card_place at)
{
    while (at.byte > 0 && at.node->u.text.p[at.byte - 1] == ' ')
        at.byte--;
    return at;
}

struct card_place card_line_start(const struct card_line *l)
{
    return (struct card_place){l->first, 0};
}

struct card_place card_line_end(const struct card_line *l)
{
    return (struct card_place){l->end, 0};
}
