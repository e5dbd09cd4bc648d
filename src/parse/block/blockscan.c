/* Goes through the lines and chooses the reader of each: fences.c for fences, htmllines.c for HTML,
 * textlines.c for text, ownblocks.c and its neighbours for our own blocks. */
#include "parse/block/blockscan.h"

#include "base/arena.h"
#include "parse/block/blocks.h"
#include "parse/block/infostring.h"
#include "parse/html/inlinehtml.h"
#include "parse/inline/commonmark.h"
#include "parse/inline/inlines.h"

/* --- code --- */

/* Puts a line of indented code. */
static void code_line(struct nc_scan *d)
{
    unsigned pad;
    if (d->b.leaf != NC_LEAF_INDENTED)
        nc_scan_open_code(d, nc_line_rest(&d->l, d->h.s, 4, &pad) - (pad > 0), NC_NONE,
                          NC_LEAF_INDENTED);
    nc_build_line(&d->b, &d->l, 4);
    nc_scan_line(d);
}

/* --- lines --- */

/* Puts a table. Its head may follow a paragraph, even one in a list that the table is not part of.
 */
static bool put_table(struct nc_scan *d)
{
    if (d->l.indent >= 4)
        return false;
    unsigned count = nc_scan_close_lazy(d);
    if (!nc_scan_begins_table(d)) {
        d->c.count = count;
        return false;
    }
    nc_scan_table(d);
    return true;
}

static void blank_line(struct nc_scan *d)
{
    nc_build_sync(&d->b);
    nc_build_blank(&d->b, &d->l);
    nc_scan_line(d);
}

/* Reads a line that is not blank, from its content on. */
static void content_line(struct nc_scan *d)
{
    for (;;) {
        if (nc_line_is_empty(&d->l)) {
            blank_line(d);
            return;
        }
        if (d->l.code && !nc_scan_is_part_tag(d)) {
            code_line(d);
            return;
        }
        enum nc_scan_did did = NC_SCAN_NOTHING;
        if (!d->opts->strict && d->l.indent < 4)
            did = nc_scan_tag_line(d);
        if (did == NC_SCAN_LINE)
            return;
        if (did == NC_SCAN_REST)
            continue;
        if (nc_scan_close_admonition(d) || nc_scan_begin_fence(d) || nc_scan_begin_html(d))
            return;
        if (!d->opts->strict && d->l.indent < 4)
            did = nc_scan_own_block(d);
        if (did == NC_SCAN_LINE)
            return;
        if (did == NC_SCAN_REST)
            continue;
        if (did == NC_SCAN_NOTHING && !d->opts->strict && (put_table(d) || nc_scan_pandoc_table(d)))
            return;
        nc_scan_text_line(d);
        return;
    }
}

/* Whether the open leaf continues on this line. */
static bool leaf_continues(const struct nc_scan *d)
{
    const struct nc_line *l = &d->l;
    if (d->b.leaf == NC_LEAF_TEXT)
        return d->c.in_paragraph;
    return d->b.leaf == NC_LEAF_INDENTED && l->matched == d->b.depth && !l->opened &&
           (l->code || nc_line_is_empty(l));
}

static void read_line(struct nc_scan *d)
{
    if ((d->fence.c && nc_scan_fence_line(d)) || (d->html.is_open && nc_scan_html_line(d))) {
        d->is_text = false;
        return;
    }
    d->count_before = d->c.count;
    d->literal_marks = 0;
    d->after_label = false;
    nc_line_enter(&d->l, &d->c, d->h.s, d->next);
    if (d->l.too_deep < d->l.end && !d->reported_depth) {
        d->reported_depth = true;
        nc_scan_warn(d, NC_D_NESTING, d->l.too_deep,
                     "blocks nested deeper than 200 levels are kept as text");
    }
    if (d->l.has_odd_blank && !d->reported_blank) {
        d->reported_blank = true;
        nc_scan_warn(d, NC_D_LIST_REPAIRED, d->c.open[d->c.count - 1].at,
                     "the blank after a list marker is not a space; the line was read as an item, "
                     "and so were others in the note");
    }
    if (!d->l.lazy && !leaf_continues(d))
        nc_build_end_leaf(&d->b);
    if (nc_line_is_empty(&d->l)) {
        blank_line(d);
        return;
    }
    if (!d->l.lazy)
        nc_build_sync(&d->b);
    d->was_text = d->is_text;
    d->is_text = false;
    content_line(d);
}

static struct nc_shielding shielding(struct nc_shielded *out, struct nc_str src, size_t from,
                                     const struct nc_parse_options *opts,
                                     const struct nc_special *special)
{
    return (struct nc_shielding){.out = out,
                                 .s = src,
                                 .i = from,
                                 .content = from,
                                 .no_quote_from = src.n,
                                 .strict = opts->strict,
                                 .stash = !opts->strict,
                                 .single_tilde = opts->dialect == NC_DIALECT_GFM,
                                 .blank_paths = !opts->strict && opts->dialect != NC_DIALECT_GFM,
                                 .blank_links = opts->dialect == NC_DIALECT_LOGSEQ,
                                 .special = special,
                                 .carets = opts->dialect == NC_DIALECT_LOGSEQ ||
                                           opts->dialect == NC_DIALECT_NOTES,
                                 .carets_apart = opts->dialect != NC_DIALECT_LOGSEQ};
}

/* Makes a paragraph of each line of the front matter that is text. */
static void put_front_text(struct nc_scan *d, const struct nc_front *front)
{
    for (size_t k = 0; k < front->kept_count; k++) {
        const struct nc_range r = front->kept[k];
        struct nc_node *p = nc_build_block(&d->b, NC_PARAGRAPH, r.from);
        nc_leaf_put(&d->h, r.from, r.to, p);
    }
}

static void read_lines(struct nc_scan *d, const struct nc_front *front)
{
    struct nc_str src = d->h.s;
    put_front_text(d, front);
    while (d->next < src.n)
        read_line(d);
    bool unclosed = d->fence.c && !nc_scan_end_fence(d);
    nc_build_finish(&d->b);
    if (unclosed && !d->opts->strict)
        nc_scan_warn(d, NC_D_UNCLOSED, d->fence.at,
                     "a code fence is not closed; the code goes on to the end");
    nc_placeholders_dispose(&d->placeholders);
    nc_scan_tags_dispose(&d->tags);
}

struct nc_node *nc_blocks_read(struct nc_doc *doc, struct nc_str src, const struct nc_front *front,
                               const struct nc_parse_options *opts, bool *is_mdx,
                               struct nc_diags *diags)
{
    struct nc_special special;
    struct nc_shielded out = {.src = src};
    nc_special_init(&special, opts);
    nc_buf_reserve(&out.text, (src.n - front->body) + (src.n - front->body) / 16 + 64);
    struct nc_scan d = {.h = shielding(&out, src, front->body, opts, &special),
                        .opts = opts,
                        .c = {.outline = opts->dialect == NC_DIALECT_LOGSEQ,
                              .any_blank = nc_scan_repairs(opts),
                              .quote_fences = !opts->strict && nc_has_quote_fences(src)},
                        .file = doc->files[0],
                        .tags = {.is_mdx = nc_str_ends(doc->files[0], NC_LIT(".mdx"))},
                        .diags = diags,
                        .next = front->body,
                        .no_multi_from = src.n,
                        .tags.no_comment_from = src.n,
                        .b = {.t = {.doc = doc, .diags = diags, .src = src, .h = &d.h},
                              .c = &d.c,
                              .strict = opts->strict,
                              .parent = doc->root}};
    nc_locator_init(&d.b.t.locator, &out);
    nc_html_lines_init(&d.html, src.n);
    nc_shield_piece(&out, front->body);
    read_lines(&d, front);
    *is_mdx = d.tags.is_mdx;
    nc_leaves_finish(&d.h);
    struct nc_node *notes = nc_inlines_read(doc, &out, opts, diags, nc_inline_tags);
    nc_build_settle(&d.b);
    nc_line_texts_dispose(&d.h.lines);
    nc_arena_free(d.h.labels.arena);
    nc_shielded_dispose(&out);
    return notes;
}
