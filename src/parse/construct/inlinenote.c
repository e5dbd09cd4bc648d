/* Footnotes in lines: references [^id], and notes ^[text] (pandoc). Definitions are blocks. */
#include "base/ascii.h"
#include "parse/construct/constructs.h"
#include "parse/leaf/source.h"

/* Reads [^id]. After a '!' it is the text of an image if an address follows. */
static size_t reference_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    size_t k = i + 2;
    while (k < limit && s.p[k] != ']' && s.p[k] != '[' && !nc_ascii_is_space(s.p[k]))
        k++;
    if (previous == '[' || k == i + 2 || k >= limit || s.p[k] != ']')
        return 0;
    char after = k + 1 < limit ? s.p[k + 1] : '\0';
    bool another = k + 2 < limit && s.p[k + 2] == '^';
    if (previous == '!' && (after == '(' || (after == '[' && !another)))
        return 0;
    return k + 1;
}

/* Reads ^[text] with balanced brackets; x^2^[^1] ends in a reference. */
static size_t inline_note_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    (void)previous;
    if (i + 2 < limit && s.p[i + 2] == '^')
        return 0;
    size_t to = nc_find_bracket(s, i + 1, limit);
    return to < limit && nc_str_trim(nc_str_sub(s, i + 2, to)).n ? to + 1 : 0;
}

static struct nc_node *make_reference(struct nc_making *m)
{
    struct nc_node *n = nc_node_new(m->doc, NC_FOOTNOTE_REF, m->pos);
    n->u.footnote_ref.label = nc_source_text(m->doc, m->src, m->st, m->st->from + 2, m->st->to - 1);
    return n;
}

static struct nc_range note_text(struct nc_str src, const struct nc_stash *st)
{
    (void)src;
    return (struct nc_range){st->from + 2, st->to - 1};
}

/* Makes ^[text] a reference and a definition. The label holds a blank, so no author can write it.
 */
static struct nc_node *make_note(struct nc_making *m)
{
    struct nc_str name = nc_arena_printf(m->doc->arena, "inline %u:%u", m->pos.line, m->pos.col);
    struct nc_node *ref = nc_node_new(m->doc, NC_FOOTNOTE_REF, m->pos),
                   *def = nc_node_new(m->doc, NC_FOOTNOTE, m->pos);
    ref->u.footnote_ref.label = def->u.footnote.label = name;
    m->holds_text = nc_node_new(m->doc, NC_PARAGRAPH, m->pos);
    nc_node_append(def, m->holds_text);
    nc_node_append(m->notes, def);
    return ref;
}

const struct nc_construct nc_note_reference = {
    .begins = "[^", .end = reference_end, .make = make_reference};
const struct nc_construct nc_inline_note = {
    .begins = "^[", .closes = "]", .end = inline_note_end, .text = note_text, .make = make_note};
