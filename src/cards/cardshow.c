/* Shows a card to a person, and as JSON. */
#include "base/jsontext.h"
#include "cards/cards.h"

static void put_indented(struct nc_buf *out, const char *label, struct nc_str text)
{
    nc_buf_puts(out, label);
    if (!text.n)
        nc_buf_char(out, '\n');
    for (size_t i = 0; i < text.n;) {
        size_t to = nc_str_find(text, '\n', i);
        if (i)
            nc_buf_puts(out, "   ");
        nc_buf_str(out, nc_str_sub(text, i, to));
        nc_buf_char(out, '\n');
        i = to + 1;
    }
}

/* The text of a side, with clozes as Anki writes them. */
static void plain_with_clozes(struct nc_buf *out, const struct nc_slice *s)
{
    struct nc_slice_walk w;
    nc_slice_walk_begin(&w, s);
    for (enum nc_slice_event e = nc_slice_next(&w); e != NC_SLICE_DONE; e = nc_slice_next(&w)) {
        if (e == NC_SLICE_ENTER && nc_holds_inlines(w.node->kind) && !nc_is_inline(w.node->kind) &&
            out->n)
            nc_buf_char(out, '\n');
        if (e == NC_SLICE_TEXT)
            nc_buf_str(out, w.text);
        else if (e == NC_SLICE_OPEN)
            nc_buf_printf(out, "{{c%u::", w.mark->number);
        else if (e == NC_SLICE_CLOSE)
            nc_buf_printf(out, "%s%.*s}}", w.mark->hint.n ? "::" : "", NC_FMT(w.mark->hint));
        else if (e == NC_SLICE_ENTER && (w.node->kind == NC_CODE || w.node->kind == NC_CODE_BLOCK))
            nc_buf_str(out, w.node->kind == NC_CODE ? w.node->u.text : w.node->u.code->text);
        else if (e == NC_SLICE_ENTER && w.node->kind == NC_MATH)
            nc_buf_str(out, w.node->u.math.tex);
        else if (e == NC_SLICE_ENTER && nc_is_break(w.node))
            nc_buf_char(out, '\n');
    }
    nc_slice_walk_end(&w);
}

/* Writes the text of a side; for a side without text, the name of the picture, video or sound that
 * it shows. */
static void put_side_text(struct nc_buf *out, const struct nc_slice *s)
{
    struct nc_slice_walk w;
    nc_slice_plain(out, s);
    if (nc_str_trim(nc_buf_view(out)).n)
        return;
    nc_buf_clear(out);
    nc_slice_walk_begin(&w, s);
    for (enum nc_slice_event e = nc_slice_next(&w); e != NC_SLICE_DONE; e = nc_slice_next(&w)) {
        if (e != NC_SLICE_ENTER || (w.node->kind != NC_IMAGE && w.node->kind != NC_EMBED))
            continue;
        const struct nc_ref *ref =
            w.node->kind == NC_IMAGE ? w.node->u.image.ref : w.node->u.embed.ref;
        nc_buf_printf(
            out, "%s[%.*s]", out->n ? " " : "",
            NC_FMT(nc_str_istarts(ref->dest, NC_LIT("data:")) ? NC_LIT("picture") : ref->dest));
    }
    nc_slice_walk_end(&w);
}

void nc_card_print(struct nc_buf *out, const struct nc_doc *doc, const struct nc_card *c)
{
    struct nc_buf text = {0};
    bool is_cloze = c->kind == NC_CARD_CLOZE;
    nc_buf_printf(out, "%.*s:%u:%u: %s", NC_FMT(doc->files[0]), c->pos.line, c->pos.col,
                  nc_card_origin_name(c->origin));
    if (c->context.n)
        nc_buf_printf(out, " (%.*s)", NC_FMT(c->context));
    nc_buf_char(out, '\n');
    if (is_cloze)
        plain_with_clozes(&text, &c->front);
    else
        put_side_text(&text, &c->front);
    put_indented(out, is_cloze ? "C: " : "Q: ", nc_buf_view(&text));
    nc_buf_clear(&text);
    put_side_text(&text, &c->back);
    if (text.n || !is_cloze)
        put_indented(out, c->reverse ? "A: (and the other way round) " : "A: ", nc_buf_view(&text));
    nc_buf_dispose(&text);
}

static void put_member(struct nc_buf *out, const char *name, struct nc_str value)
{
    nc_buf_printf(out, ",\"%s\":", name);
    nc_json_string(out, value);
}

static void put_side(struct nc_buf *out, const char *name, const struct nc_slice *side,
                     bool is_cloze)
{
    struct nc_buf text = {0};
    if (is_cloze)
        plain_with_clozes(&text, side);
    else
        nc_slice_plain(&text, side);
    put_member(out, name, nc_str_trim(nc_buf_view(&text)));
    nc_buf_dispose(&text);
}

static void put_words(struct nc_buf *out, const char *name, struct nc_str words)
{
    nc_buf_printf(out, ",\"%s\":[", name);
    bool any = false;
    for (size_t from = 0; from < words.n;) {
        size_t to = nc_str_find(words, ' ', from);
        if (to > from) {
            nc_buf_puts(out, any ? "," : "");
            nc_json_string(out, nc_str_sub(words, from, to));
            any = true;
        }
        from = to + 1;
    }
    nc_buf_char(out, ']');
}

void nc_card_json(struct nc_buf *out, const struct nc_doc *doc, const struct nc_card *c,
                  struct nc_str deck, struct nc_str tags)
{
    nc_buf_puts(out, "{\"file\":");
    nc_json_string(out, doc->files[0]);
    nc_buf_printf(out, ",\"line\":%u,\"col\":%u", c->pos.line, c->pos.col);
    put_member(out, "origin", nc_str(nc_card_origin_name(c->origin)));
    put_member(out, "kind", c->kind == NC_CARD_CLOZE ? NC_LIT("cloze") : NC_LIT("basic"));
    put_member(out, "deck", deck);
    put_words(out, "tags", tags);
    put_member(out, "id", c->id);
    put_member(out, "context", c->context);
    put_side(out, "front", &c->front, c->kind == NC_CARD_CLOZE);
    put_side(out, "back", &c->back, false);
    put_side(out, "extra", &c->extra, false);
    nc_buf_printf(out, ",\"reverse\":%s,\"type\":%s}", c->reverse ? "true" : "false",
                  c->type_in ? "true" : "false");
}
