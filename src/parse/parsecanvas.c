/* Turns a canvas into a document: each card becomes Markdown, which is read alone, and the results
 * are joined. */
#include "base/buf.h"
#include "base/strmap.h"
#include "doc/walk.h"
#include "parse/input/canvas.h"
#include "parse/parse.h"

#include <stdlib.h>

struct cards {
    struct nc_doc *doc;
    const struct nc_parse_options *opts;
    struct nc_diags *diags;
    struct nc_node *root, *notes;
    struct nc_strmap labels;
    uint32_t note_count;
};

/* Puts the footnotes of a card after those of the cards before it, with numbers and labels of their
 * own. */
static void take_notes(struct cards *c, struct nc_node *card)
{
    struct nc_node *list = card->last;
    if (!list || list->kind != NC_FOOTNOTES)
        return;
    struct nc_str *labels = NULL;
    size_t count = 0, cap = 0;
    for (struct nc_node *n = list->first; n; n = n->next) {
        nc_grow(&labels, &cap, count + 1, sizeof *labels);
        /* Starts at the number of footnotes, so that many cards with the same label need no long
         * search. */
        labels[count++] = n->u.footnote.label =
            nc_strmap_claim(&c->labels, n->u.footnote.label, c->note_count + 1);
        n->u.footnote.number += c->note_count;
    }
    struct nc_walk w;
    nc_walk_begin(&w, card);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (e != NC_WALK_ENTER || n->kind != NC_FOOTNOTE_REF || !n->u.footnote_ref.number)
            continue;
        n->u.footnote_ref.label = labels[n->u.footnote_ref.number - 1];
        n->u.footnote_ref.number += c->note_count;
    }
    free(labels);
    c->note_count += (uint32_t)count;
    nc_node_unlink(list, NULL);
    nc_node_adopt(c->notes, list);
}

static void add_card(struct cards *c, struct nc_str text)
{
    struct nc_node *card = nc_node_new(c->doc, NC_DOC, (struct nc_pos){0, 1, 1});
    c->doc->root = card;
    nc_parse_piece(c->doc, text, c->opts, c->diags);
    c->doc->root = c->root;
    take_notes(c, card);
    nc_node_adopt(c->root, card);
}

/* Forgets places: those in the Markdown made here mean nothing to the author. */
static void forget_places(struct nc_doc *doc)
{
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER)
            nc_node_mutable(w.node)->pos = (struct nc_pos){0, 1, 1};
}

/* Passes messages on; a message that several cards share is passed on once. */
static void pass_on(struct nc_diags *to, const struct nc_diags *from, struct nc_str file)
{
    struct nc_strmap passed = {.arena = nc_arena_new()};
    for (size_t i = 0; i < nc_diags_count(from); i++) {
        const struct nc_diag_entry *e = nc_diags_at(from, i);
        if (!(*nc_strmap_at(&passed, e->text))++)
            nc_diag(to, e->id, file, (struct nc_pos){0, 1, 1}, "%.*s", NC_FMT(e->text));
    }
    nc_arena_free(passed.arena);
}

struct nc_doc *nc_parse_canvas(struct nc_str bytes, struct nc_str file, struct nc_str name,
                               const struct nc_parse_options *opts, struct nc_diags *diags)
{
    struct nc_buf texts = {0};
    bool has_arrows = nc_canvas_text(&texts, bytes, file, diags);
    struct nc_doc *doc = nc_parse_begin(bytes, file, name, opts);
    struct cards c = {.doc = doc,
                      .opts = opts,
                      .diags = nc_diags_new(),
                      .root = doc->root,
                      .notes = nc_node_new(doc, NC_FOOTNOTES, (struct nc_pos){0, 1, 1}),
                      .labels = {.arena = doc->arena}};
    struct nc_str rest = nc_buf_view(&texts);
    while (rest.n) {
        size_t end = nc_str_find(rest, '\0', 0);
        add_card(&c, nc_str_sub(rest, 0, end));
        rest = nc_str_sub(rest, end + 1, rest.n);
    }
    if (c.notes->first)
        nc_node_append(doc->root, c.notes);
    nc_parse_finish(doc, c.diags);
    forget_places(doc);
    pass_on(diags, c.diags, file);
    if (has_arrows)
        nc_diag(diags, NC_D_PLUGIN_DROPPED, file, (struct nc_pos){0, 1, 1},
                "the arrows of a canvas are not shown, only its cards");
    nc_diags_free(c.diags);
    nc_buf_dispose(&texts);
    return doc;
}
