/* The content of a card's side as bytes: the kinds of nodes and what the author wrote in them, in
 * document order. It leaves out what a program adds (labels, ids, numbers of footnotes, file
 * names), so that a new version of the program does not change cards. */
#include "cards/cards.h"

#include <stdlib.h>

struct content {
    struct nc_buf *out;
    const struct nc_doc *doc;
    /* numbers of the footnotes referred to, each once */
    uint32_t *notes;
    size_t count, cap;
};

static void put(struct content *c, struct nc_str s)
{
    nc_buf_printf(c->out, " %zu:", s.n);
    nc_buf_str(c->out, s);
}

static void put_number(struct content *c, unsigned long n)
{
    nc_buf_printf(c->out, " %lu", n);
}

/* Writes where a link outside the notes leads; files are identified by their digest elsewhere. */
static void put_ref(struct content *c, const struct nc_ref *ref)
{
    put_number(c, ref->state == NC_REF_MEDIA);
    if (ref->state == NC_REF_URL)
        put(c, ref->dest);
    put(c, ref->title);
}

static void refer(struct content *c, uint32_t number)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->notes[i] == number)
            return;
    nc_grow(&c->notes, &c->cap, c->count + 1, sizeof *c->notes);
    c->notes[c->count++] = number;
}

static void put_task(struct content *c, const struct nc_task *task)
{
    struct nc_buf note = {0};
    put_number(c, task ? task->mark : 0);
    if (task)
        nc_task_note(&note, task);
    if (note.n)
        put(c, nc_buf_view(&note));
    nc_buf_dispose(&note);
}

static void put_block(struct content *c, const struct nc_node *n)
{
    if (n->kind == NC_LIST) {
        put_number(c, n->u.list.ordered);
        put_number(c, n->u.list.start);
    } else if (n->kind == NC_ITEM) {
        put_task(c, n->u.item.task);
    } else if (n->kind == NC_CALLOUT) {
        put(c, n->u.callout.type);
    } else if (n->kind == NC_HEADING) {
        put_number(c, n->u.heading.level);
    } else if (n->kind == NC_CELL) {
        put_number(c, (unsigned long)n->u.cell.align);
    } else if (n->kind == NC_CODE_BLOCK) {
        put(c, n->u.code->lang);
        put(c, n->u.code->text);
    } else if (n->kind == NC_MATH_BLOCK) {
        put(c, n->u.text);
    } else if (n->kind == NC_EMBED) {
        put_ref(c, n->u.embed.ref);
        put(c, n->u.embed.label);
    }
}

static void put_inline(struct content *c, const struct nc_node *n)
{
    if (n->kind == NC_LINK || n->kind == NC_WIKILINK) {
        put_ref(c, n->u.ref);
    } else if (n->kind == NC_IMAGE) {
        put_ref(c, n->u.image.ref);
        put_number(c, n->u.image.width);
        put_number(c, n->u.image.height);
    } else if (n->kind == NC_EMBED_LINK) {
        put_ref(c, n->u.embed.ref);
    } else if (n->kind == NC_FIELD) {
        put(c, n->u.field.key);
    } else if (n->kind == NC_CLOZE) {
        put_number(c, n->u.cloze.number);
        put(c, n->u.cloze.hint);
    } else if (n->kind == NC_CODE || n->kind == NC_TAG || n->kind == NC_CITATION) {
        put(c, n->u.text);
    } else if (n->kind == NC_MATH) {
        put(c, n->u.math.tex);
        put_number(c, n->u.math.display);
    } else if (n->kind == NC_FOOTNOTE_REF) {
        refer(c, n->u.footnote_ref.number);
    }
}

/* Whether no reader sees the node. */
static bool is_silent(const struct nc_node *n)
{
    return n->kind == NC_COMMENT || n->kind == NC_COMMENT_BLOCK || n->kind == NC_RAW ||
           n->kind == NC_RAW_BLOCK || n->kind == NC_FOOTNOTES;
}

static void put_node(struct content *c, const struct nc_node *n)
{
    nc_buf_printf(c->out, "<%s", nc_kind_name(n->kind));
    if (n->attrs) {
        put(c, n->attrs->classes);
        put(c, n->attrs->lang);
        put(c, n->attrs->title);
        if (n->attrs->align != NC_ALIGN_NONE)
            put_number(c, (unsigned long)n->attrs->align);
    }
    if (nc_is_inline(n->kind))
        put_inline(c, n);
    else
        put_block(c, n);
    nc_buf_char(c->out, '>');
}

static void put_close(struct content *c, const struct nc_mark *m)
{
    put(c, m->hint);
    nc_buf_char(c->out, '}');
}

static void put_slice(struct content *c, const struct nc_slice *s)
{
    struct nc_slice_walk w;
    nc_slice_walk_begin(&w, s);
    for (enum nc_slice_event e = nc_slice_next(&w); e != NC_SLICE_DONE; e = nc_slice_next(&w)) {
        if (e == NC_SLICE_TEXT)
            nc_buf_str(c->out, w.text);
        else if (e == NC_SLICE_OPEN)
            nc_buf_printf(c->out, "{%u:", w.mark->number);
        else if (e == NC_SLICE_CLOSE)
            put_close(c, w.mark);
        else if (e == NC_SLICE_ENTER && is_silent(w.node))
            nc_slice_skip(&w);
        else if (e == NC_SLICE_ENTER)
            put_node(c, w.node);
        else if (!is_silent(w.node))
            nc_buf_puts(c->out, "</>");
    }
    nc_slice_walk_end(&w);
}

/* Writes the footnotes, which may refer to others. */
static void put_footnotes(struct content *c)
{
    const struct nc_node *notes = c->doc->root->last;
    if (!notes || notes->kind != NC_FOOTNOTES || !c->count)
        return;
    size_t count = 0;
    for (const struct nc_node *n = notes->first; n; n = n->next)
        count++;
    const struct nc_node **by_number = nc_calloc(count, sizeof(void *));
    count = 0;
    for (const struct nc_node *n = notes->first; n; n = n->next)
        by_number[count++] = n;
    for (size_t i = 0; i < c->count; i++) {
        if (c->notes[i] < 1 || c->notes[i] > count)
            continue;
        const struct nc_node *n = by_number[c->notes[i] - 1];
        struct nc_slice s = nc_slice_of(n->first, NULL);
        nc_buf_puts(c->out, "<footnote>");
        put_slice(c, &s);
    }
    free(by_number);
}

void nc_card_content(struct nc_buf *out, const struct nc_doc *doc, const struct nc_slice *side)
{
    struct content c = {.out = out, .doc = doc};
    put_slice(&c, side);
    put_footnotes(&c);
    free(c.notes);
}
