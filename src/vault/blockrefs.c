/* Blocks of a Logseq graph: "((uuid))" names a block of any note and shows its text. Of the notes
 * that are not part of the product, only those that may hold a requested block are read. */
#include "base/utf8.h"
#include "doc/walk.h"
#include "vault/vaultdata.h"

#define MAX_TEXT 400 /* bytes of a block's text to show where it is named */
#define UUID 36

/* The block's own first text, not that of a block below it; the first line of code or a formula. */
static void first_text(struct nc_buf *b, const struct nc_node *block)
{
    struct nc_walk w;
    nc_walk_begin(&w, block);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE && !b->n; e = nc_walk_next(&w)) {
        const struct nc_node *n = w.node;
        if (e != NC_WALK_ENTER)
            continue;
        if (n->kind == NC_CODE_BLOCK || n->kind == NC_MATH_BLOCK) {
            struct nc_str code =
                nc_str_trim(n->kind == NC_CODE_BLOCK ? n->u.code->text : n->u.text);
            nc_buf_str(b, nc_str_sub(code, 0, nc_str_find(code, '\n', 0)));
        } else if (nc_holds_inlines(n->kind)) {
            nc_plain_text(b, n);
            nc_walk_skip(&w);
        } else if (n->kind == NC_LIST) {
            nc_walk_skip(&w);
        }
    }
}

static struct nc_str text_of(struct nc_arena *arena, const struct nc_node *block)
{
    struct nc_buf b = {0};
    first_text(&b, block);
    size_t to = b.n;
    if (to > MAX_TEXT) {
        to = nc_utf8_floor(nc_buf_view(&b), MAX_TEXT);
        b.n = to;
        nc_buf_puts(&b, "…");
    }
    struct nc_str text = nc_arena_str(arena, nc_str_trim(nc_buf_view(&b)));
    nc_buf_dispose(&b);
    return text;
}

void nc_blocks_survey(struct nc_survey *s, const struct nc_doc *doc)
{
    s->block_texts = nc_arena_array(s->arena, doc->anchor_count, sizeof *s->block_texts);
    for (size_t i = 0; i < doc->anchor_count; i++)
        if (doc->anchors[i].node->id.n == UUID)
            s->block_texts[i] = text_of(s->arena, doc->anchors[i].node);
}

bool nc_blocks_are_asked_for(const struct nc_vault *v)
{
    for (size_t i = 0; i < v->surveyed; i++)
        for (size_t k = 0; v->surveys[i].requests && k < v->surveys[i].request_count; k++)
            if (nc_str_starts(v->surveys[i].requests[k].dest, NC_LIT("#^")))
                return true;
    return false;
}

void nc_blocks_index(struct nc_vault *v)
{
    for (size_t i = 0; i < v->surveyed; i++) {
        const struct nc_anchor_names *ids = &v->surveys[i].ids;
        for (size_t k = 0; k < ids->count; k++)
            if (ids->items[k].name.n == UUID)
                nc_names_add(&v->blocks, ids->items[k].name, (uint32_t)i);
    }
}

bool nc_blocks_find(const struct nc_vault *v, struct nc_str fragment, uint32_t *note,
                    uint32_t *anchor, struct nc_str *text)
{
    if (fragment.n != UUID + 1 || fragment.p[0] != '^')
        return false;
    struct nc_buf id = {0};
    nc_fold_id(&id, nc_str_sub(fragment, 1, fragment.n));
    const struct nc_name_entry *e = nc_names_get(&v->blocks, nc_buf_view(&id));
    nc_buf_dispose(&id);
    if (!e)
        return false;
    const struct nc_survey *s = &v->surveys[e->value];
    *note = e->value;
    *anchor = nc_fragment_find(s, fragment);
    *text = s->block_texts[*anchor];
    return true;
}
