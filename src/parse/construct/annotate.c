/* Callouts, block ids, embeds and image sizes.
 *
 * Every change is local: to the children of the node the walk leaves, so that the walk itself is
 * never disturbed. */
#include "parse/construct/annotate.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "doc/walk.h"
#include "parse/construct/callouttype.h"
#include "parse/construct/deflist.h"
#include "parse/construct/headingattrs.h"
#include "parse/construct/imagesize.h"
#include "parse/construct/lineblock.h"
#include "parse/construct/tasks.h"
#include "parse/leaf/origin.h"

#include <stdlib.h>

struct annotator {
    struct nc_doc *doc;
    const struct nc_parse_options *opts;
    struct nc_diags *diags;
    bool told_query; /* one warning a note */
};

static bool holds_lines(const struct nc_node *n)
{
    return n && (n->kind == NC_PARAGRAPH || n->kind == NC_PLAIN);
}

/* --- callouts --- */

/* Reads "[!type|meta]±" at the beginning of s; 0 if there is none, else the offset behind it. */
static size_t callout_mark(struct nc_str s, struct nc_str *raw, char *fold)
{
    if (!nc_str_starts(s, NC_LIT("[!")))
        return 0;
    size_t close = nc_str_find(s, ']', 2), bar = nc_str_find(nc_str_sub(s, 0, close), '|', 2);
    *raw = close < s.n ? nc_str_trim(nc_str_sub(s, 2, bar)) : NC_NONE;
    if (!raw->n)
        return 0;
    size_t i = close + 1;
    *fold = i < s.n && (s.p[i] == '+' || s.p[i] == '-') ? s.p[i++] : '\0';
    while (i < s.n && nc_ascii_is_blank(s.p[i]))
        i++;
    return i;
}

/* Moves the children of a paragraph up to its first break into title; the break goes. */
static void take_title(struct nc_node *title, struct nc_node *paragraph)
{
    struct nc_node *n = paragraph->first;
    while (n && !nc_is_break(n)) {
        struct nc_node *next = n->next;
        nc_node_unlink(n, NULL);
        nc_node_append(title, n);
        n = next;
    }
    if (n)
        nc_node_unlink(n, NULL);
}

static void mark_callout(struct annotator *a, struct nc_node *quote)
{
    struct nc_node *p = quote->first, *t = p && p->kind == NC_PARAGRAPH ? p->first : NULL;
    struct nc_str raw;
    char fold;
    size_t from = t && t->kind == NC_TEXT ? callout_mark(t->u.text, &raw, &fold) : 0;
    if (!from)
        return;
    quote->kind = NC_CALLOUT;
    struct nc_str type = nc_callout_type(raw);
    quote->u.callout.type = type.n ? type : NC_LIT("note");
    quote->u.callout.raw = raw;
    quote->u.callout.fold = fold;
    t->pos.col += (uint32_t)nc_utf8_count(nc_str_sub(t->u.text, 0, from));
    t->u.text = nc_str_sub(t->u.text, from, t->u.text.n);
    struct nc_node *title = nc_node_new(a->doc, NC_CALLOUT_TITLE, t->pos);
    take_title(title, p);
    if (p->first)
        p->pos = p->first->pos;
    else
        nc_node_unlink(p, NULL);
    nc_node_prepend(quote, title);
}

/* --- block ids --- */

static bool is_id_char(char c)
{
    return nc_ascii_is_alnum(c) || c == '-' || c == '_';
}

/* The offset of '^' of an id at the end of s, behind a blank or at the beginning; s.n if there is
 * none. */
static size_t id_in(struct nc_str s)
{
    size_t to = s.n;
    while (to > 0 && nc_ascii_is_blank(s.p[to - 1]))
        to--;
    size_t i = to;
    while (i > 0 && is_id_char(s.p[i - 1]))
        i--;
    if (i == to || i == 0 || s.p[i - 1] != '^')
        return s.n;
    i--;
    return i == 0 || s.p[i - 1] == ' ' || s.p[i - 1] == '\t' ? i : s.n;
}

static struct nc_node *before(const struct nc_node *n)
{
    struct nc_node *prev = NULL;
    for (struct nc_node *k = n->parent->first; k != n; k = k->next)
        prev = k;
    return prev;
}

/* The block that an id at the end of leaf names: Obsidian links to a list item or a quotation as a
 * whole. */
static struct nc_node *named_by(struct nc_node *leaf, bool own_line)
{
    struct nc_node *parent = leaf->parent;
    if (parent->kind == NC_ITEM && parent->first == leaf)
        return parent;
    if ((parent->kind == NC_QUOTE || parent->kind == NC_CALLOUT) && own_line && !leaf->next)
        return parent;
    if (leaf->kind == NC_CALLOUT_TITLE)
        return parent;
    return leaf;
}

/* A paragraph that is nothing but an id names the block before it; true: the paragraph is empty
 * now. */
static bool name_block_before(struct nc_node *p, struct nc_node *prev, struct nc_str id)
{
    struct nc_node *named = prev;
    if (!prev || prev->kind == NC_CALLOUT_TITLE)
        named = p->parent->kind == NC_QUOTE || p->parent->kind == NC_CALLOUT ? p->parent : NULL;
    if (!named)
        return false;
    if (!named->id.n)
        named->id = id;
    p->first = p->last = NULL;
    return true;
}

/* Takes the id off the end of a leaf. prev: the block before it. */
static void take_id(struct nc_node *leaf, struct nc_node *prev)
{
    struct nc_node *t = leaf->last;
    if (!t || t->kind != NC_TEXT)
        return;
    size_t at = id_in(t->u.text);
    if (at == t->u.text.n)
        return;
    struct nc_str id = nc_str_trim(nc_str_sub(t->u.text, at + 1, t->u.text.n));
    bool own_line = at == 0;
    if (own_line && leaf->first == t) {
        if (leaf->kind == NC_PARAGRAPH)
            name_block_before(leaf, prev, id);
        return;
    }
    struct nc_node *last = before(t);
    if (own_line && !nc_is_break(last))
        return;
    struct nc_str rest = nc_str_sub(t->u.text, 0, at);
    while (rest.n && (rest.p[rest.n - 1] == ' ' || rest.p[rest.n - 1] == '\t'))
        rest.n--;
    t->u.text = rest;
    if (own_line) {
        nc_node_unlink(t, last);
        nc_node_unlink(last, last == leaf->first ? NULL : before(last));
    }
    struct nc_node *named = named_by(leaf, own_line);
    if (!named->id.n)
        named->id = id;
}

/* --- embeds on lines of their own --- */

static bool is_blank_text(const struct nc_node *n)
{
    return n->kind == NC_COMMENT || (n->kind == NC_TEXT && nc_str_trim(n->u.text).n == 0);
}

/* The embed that makes up the line from n up to a break or the end; *end: what ends it. */
static struct nc_node *lone_embed(struct nc_node *n, struct nc_node **end)
{
    struct nc_node *embed = NULL;
    bool only = true;
    for (; n && !nc_is_break(n); n = n->next) {
        if (n->kind == NC_EMBED_LINK && !embed)
            embed = n;
        else if (!is_blank_text(n))
            only = false;
    }
    *end = n;
    return only ? embed : NULL;
}

static bool has_embed(const struct nc_node *p)
{
    for (const struct nc_node *n = p->first; n; n = n->next)
        if (n->kind == NC_EMBED_LINK)
            return true;
    return false;
}

static void make_block_embed(struct nc_node *embed)
{
    embed->kind = NC_EMBED;
    embed->first = embed->last = NULL;
}

/* Splits a paragraph into blocks: embeds alone on their lines, and paragraphs of what stands
 * between. The blocks follow p in its parent; p itself keeps what comes first. */
static void split_embeds(struct annotator *a, struct nc_node *p)
{
    struct nc_node *n = p->first, *block = p, *after = p;
    p->first = p->last = NULL;
    while (n) {
        struct nc_node *end, *embed = lone_embed(n, &end);
        if (embed) {
            if (block && block->last && nc_is_break(block->last))
                nc_node_unlink(block->last,
                               block->first == block->last ? NULL : before(block->last));
            n = end ? end->next : NULL;
            /* The block id of an embed that is a paragraph of its own. */
            if (block == p && !p->first && !end) {
                embed->id = p->id;
                p->id = NC_NONE;
            }
            make_block_embed(embed);
            nc_node_insert(after, embed);
            after = embed;
            block = NULL;
            continue;
        }
        if (!block) {
            block = nc_node_new(a->doc, p->kind, n->pos);
            nc_node_insert(after, block);
            after = block;
        }
        struct nc_node *stop = end ? end->next : NULL;
        while (n != stop) {
            struct nc_node *next = n->next;
            n->parent = n->next = NULL;
            nc_node_append(block, n);
            n = next;
        }
    }
}

/* --- fences of plugins --- */

static bool is_query(struct nc_str lang)
{
    static const char *const names[] = {"dataview", "dataviewjs", "tasks",  "query",
                                        "base",     "todoist",    "kanban", NULL};
    return nc_str_is_among(lang, names);
}

/* What a fence of a plugin means. */
static void mark_code(struct annotator *a, struct nc_node *n)
{
    struct nc_str lang = n->u.code.lang;
    if (nc_str_ieq(lang, NC_LIT("math"))) {
        struct nc_str text = nc_str_trim(n->u.code.text);
        if (!text.n)
            return;
        n->kind = NC_MATH_BLOCK;
        n->u.text = text;
        return;
    }
    if (!n->u.code.fenced || !is_query(lang))
        return;
    n->u.code.role = NC_CODE_QUERY;
    if (!a->opts->keep_queries && !a->told_query) {
        nc_diag(a->diags, NC_D_QUERY_DROPPED, a->doc->files[0], n->pos,
                "a %.*s block needs its plugin to run; it and others of the note were left out "
                "(--keep-queries keeps "
                "them as code)",
                NC_FMT(lang));
        a->told_query = true;
    }
}

/* A paragraph that only says where another program puts the contents: "[TOC]", "[[toc]]",
 * "[[_TOC_]]", "{:toc}". In Logseq's notes "[[toc]]" leads to a page. */
static bool is_toc_mark(const struct annotator *a, const struct nc_node *p)
{
    const struct nc_node *n = p->first;
    if (p->kind != NC_PARAGRAPH || !n || n != p->last)
        return false;
    if (nc_is_open_text(n)) {
        struct nc_str s = nc_str_trim(n->u.text);
        return nc_str_ieq(s, NC_LIT("[toc]")) || nc_str_ieq(s, NC_LIT("{:toc}"));
    }
    const struct nc_node *text = n->first;
    return n->kind == NC_WIKILINK && a->opts->dialect != NC_DIALECT_LOGSEQ &&
           (nc_str_ieq(n->u.ref.dest, NC_LIT("toc")) ||
            nc_str_ieq(n->u.ref.dest, NC_LIT("_toc_"))) &&
           text && text->kind == NC_TEXT && nc_str_eq(text->u.text, n->u.ref.dest);
}

static bool is_dropped(const struct annotator *a, const struct nc_node *n)
{
    if (is_toc_mark(a, n)) {
        nc_diag(a->diags, NC_D_TOC_DROPPED, a->doc->files[0], n->first->pos,
                "a mark for a table of contents is left out");
        return true;
    }
    return n->kind == NC_CODE_BLOCK && n->u.code.role == NC_CODE_QUERY && !a->opts->keep_queries;
}

/* A quotation, item or list of which all was left out becomes an empty paragraph, which goes. */
static void drop_holder(struct nc_node *n)
{
    if (n->first || n->id.n ||
        (n->kind != NC_QUOTE && n->kind != NC_LIST && (n->kind != NC_ITEM || n->u.item.task)))
        return;
    memset(&n->u, 0, sizeof n->u);
    n->kind = NC_PARAGRAPH;
}

/* --- images --- */

/* "{width=50%}" and the like behind an image. */
static void read_image_attributes(struct nc_node *image)
{
    struct nc_node *t = image->next;
    if (!t || !nc_is_open_text(t))
        return;
    size_t n = nc_image_attributes(image, t->u.text);
    t->pos.col += (uint32_t)nc_utf8_count(nc_str_sub(t->u.text, 0, n));
    t->u.text = nc_str_sub(t->u.text, n, t->u.text.n);
}

/* "![text|100x50](u)" and "![100](u)" */
static void read_image_size(struct nc_node *image)
{
    struct nc_node *t = image->last;
    if (!t || t->kind != NC_TEXT || image->u.image.width)
        return;
    struct nc_str s = t->u.text;
    size_t bar = s.n;
    while (bar > 0 && s.p[bar - 1] != '|')
        bar--;
    if ((bar == 0 && image->first != t) ||
        !nc_image_size(nc_str_sub(s, bar, s.n), &image->u.image.width, &image->u.image.height))
        return;
    t->u.text = nc_str_sub(s, 0, bar ? bar - 1 : 0);
}

/* --- the walk --- */

/* A paragraph that is nothing but a comment. */
static void make_comment_block(struct nc_node *p)
{
    struct nc_str text = p->first->u.text;
    p->first = p->last = NULL;
    p->kind = NC_COMMENT_BLOCK;
    p->u.text = text;
}

/* The child of parent before next, at or behind from. */
static struct nc_node *last_before(struct nc_node *parent, struct nc_node *from,
                                   const struct nc_node *next)
{
    struct nc_node *n = from ? from : parent->first;
    if (n == next)
        return NULL;
    while (n->next != next)
        n = n->next;
    return n;
}

/* Looks at each child of a block whose children are all done. */
static void finish_children(struct annotator *a, struct nc_node *parent)
{
    struct nc_node *prev = NULL;
    bool left_out = false;
    for (struct nc_node *n = parent->first, *next; n; n = next) {
        next = n->next;
        if ((n->kind == NC_PARAGRAPH || n->kind == NC_PLAIN) &&
            a->opts->dialect == NC_DIALECT_PANDOC)
            nc_line_block_make(a->doc, n);
        if (holds_lines(n) || n->kind == NC_HEADING || n->kind == NC_CALLOUT_TITLE)
            take_id(n, prev);
        if (n->kind == NC_HEADING && a->opts->dialect != NC_DIALECT_GFM)
            nc_heading_attrs(a->doc, n, a->diags);
        if (n->kind == NC_PARAGRAPH && n->first && n->first == n->last &&
            n->first->kind == NC_COMMENT)
            make_comment_block(n);
        bool gone = is_dropped(a, n);
        if (holds_lines(n)) {
            if (has_embed(n))
                split_embeds(a, n);
            gone |= !n->first;
        }
        if (gone)
            nc_node_unlink(n, prev);
        prev = last_before(parent, prev, next);
        left_out |= gone;
    }
    if (left_out)
        drop_holder(parent);
}

/* "![text](note.md)" embeds the note, as "![[note]]" does. */
static void read_note_embed(struct nc_doc *doc, struct nc_node *image)
{
    struct nc_ref ref = image->u.image.ref;
    struct nc_str path = nc_str_sub(ref.dest, 0, nc_str_find(ref.dest, '#', 0));
    if (ref.state != NC_REF_NONE ||
        !(nc_has_suffix(path, NC_LIT(".md")) || nc_has_suffix(path, NC_LIT(".markdown"))))
        return;
    memset(&image->u, 0, sizeof image->u);
    image->kind = NC_EMBED_LINK;
    image->u.embed.ref = ref;
    image->u.embed.type = NC_EMBED_NOTE;
    struct nc_buf label = {0};
    nc_plain_text(&label, image);
    image->u.embed.label = nc_arena_str(doc->arena, nc_buf_view(&label));
    nc_buf_dispose(&label);
    if (!image->first)
        nc_node_append(image, nc_node_text(doc, NC_TEXT, image->pos, ref.dest));
}

void nc_annotate(struct nc_doc *doc, const struct nc_parse_options *opts, struct nc_diags *diags)
{
    struct annotator a = {.doc = doc, .opts = opts, .diags = diags};
    bool signs = opts->dialect == NC_DIALECT_NOTES || opts->dialect == NC_DIALECT_LOGSEQ;
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (e == NC_WALK_ENTER) {
            if (n->kind == NC_ITEM)
                nc_task_read(doc, n, signs);
            else if (n->kind == NC_QUOTE)
                mark_callout(&a, n);
            else if (n->kind == NC_CODE_BLOCK)
                mark_code(&a, n);
            continue;
        }
        if (n->kind == NC_IMAGE) {
            if (opts->dialect != NC_DIALECT_GFM)
                read_image_attributes(n);
            read_image_size(n);
            read_note_embed(doc, n);
        } else if (n->first && !nc_holds_inlines(n->kind) &&
                   !(n->kind == NC_CELL && nc_cell_text(n))) {
            finish_children(&a, n);
            if (opts->dialect == NC_DIALECT_PANDOC && n->kind != NC_LIST)
                nc_deflists_make(doc, n);
        }
    }
}
