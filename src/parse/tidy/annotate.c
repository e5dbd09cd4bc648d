/* Recognises blocks by how they begin or end, by calling the constructs of construct/ in turn.
 * Changes only affect children of the node that the walk leaves, so the walk stays valid. */
#include "parse/tidy/annotate.h"

#include "doc/walk.h"
#include "parse/construct/blockid.h"
#include "parse/construct/blockref.h"
#include "parse/construct/callout.h"
#include "parse/construct/cellbreak.h"
#include "parse/construct/celloptions.h"
#include "parse/construct/deflist.h"
#include "parse/construct/embedblock.h"
#include "parse/construct/headingattrs.h"
#include "parse/construct/imagesize.h"
#include "parse/construct/lineblock.h"
#include "parse/construct/mathpicture.h"
#include "parse/construct/tasks.h"
#include "parse/construct/tocmark.h"
#include "parse/leaf/origin.h"

#include <stdlib.h>

struct annotator {
    struct nc_doc *doc;
    const struct nc_parse_options *opts;
    struct nc_diags *diags;
    /* one warning per note */
    bool reported_query, reported_options, reported_break;
};

/* --- fences of plugins --- */

static bool is_query(struct nc_str lang)
{
    static const char *const names[] = {"dataview", "dataviewjs", "tasks",  "query",
                                        "base",     "todoist",    "kanban", NULL};
    return nc_str_is_among(lang, names);
}

/* Gives a plugin's fence its meaning. */
static void mark_code(struct annotator *a, struct nc_node *n)
{
    struct nc_str lang = n->u.code->lang;
    if (a->opts->dialect != NC_DIALECT_GFM && nc_cell_options_take(n) && !a->reported_options) {
        nc_diag(a->diags, NC_D_PLUGIN_DROPPED, a->doc->files[0], n->pos,
                "the options of a cell (lines \"#| …\" or \":key: …\") were left out, except a "
                "file's name or a caption");
        a->reported_options = true;
    }
    if (nc_str_ieq(lang, NC_LIT("math"))) {
        struct nc_str text = nc_str_trim(n->u.code->text);
        if (!text.n)
            return;
        n->kind = NC_MATH_BLOCK;
        n->u.text = text;
        return;
    }
    if (!n->u.code->fenced || !is_query(lang))
        return;
    n->u.code->role = NC_CODE_QUERY;
    if (!a->opts->keep_queries && !a->reported_query) {
        nc_diag(a->diags, NC_D_QUERY_DROPPED, a->doc->files[0], n->pos,
                "a %.*s block needs its plugin to run; this and the note's other query blocks were "
                "left out "
                "(--keep-queries keeps "
                "them as code)",
                NC_FMT(lang));
        a->reported_query = true;
    }
}

static bool is_dropped(struct annotator *a, const struct nc_node *n)
{
    if (nc_is_toc_mark(n, a->opts)) {
        nc_diag(a->diags, NC_D_TOC_DROPPED, a->doc->files[0], nc_toc_pos(n),
                "a mark for a table of contents was left out");
        return true;
    }
    if (a->opts->dialect == NC_DIALECT_NOTES && nc_is_cell_break(a->doc, n)) {
        if (!a->reported_break)
            nc_diag(a->diags, NC_D_PLUGIN_DROPPED, a->doc->files[0], n->first->pos,
                    "\"+++\" divides the cells of a notebook; such lines were left out");
        a->reported_break = true;
        return true;
    }
    return n->kind == NC_CODE_BLOCK && n->u.code->role == NC_CODE_QUERY && !a->opts->keep_queries;
}

/* Removes a quotation, item or list that became empty because all of it was left out. It turns into
 * an empty paragraph, which a later step removes. */
static void drop_holder(struct nc_node *n)
{
    if (n->first || n->id.n ||
        (n->kind != NC_QUOTE && n->kind != NC_LIST && (n->kind != NC_ITEM || n->u.item.task)))
        return;
    memset(&n->u, 0, sizeof n->u);
    n->kind = NC_PARAGRAPH;
}

/* --- the walk --- */

/* Makes a comment block of a paragraph that is only a comment. */
static void make_comment_block(struct nc_node *p)
{
    struct nc_str text = p->first->u.text;
    p->first = p->last = NULL;
    p->kind = NC_COMMENT_BLOCK;
    p->u.text = text;
}

/* The sibling just before next, searching from `from`. */
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

/* Processes the children of a block, after their own children. */
static void finish_children(struct annotator *a, struct nc_node *parent)
{
    struct nc_node *prev = NULL;
    bool left_out = false;
    for (struct nc_node *n = parent->first, *next; n; n = next) {
        next = n->next;
        if (nc_is_text_block(n) && a->opts->dialect == NC_DIALECT_PANDOC)
            nc_line_block_make(a->doc, n);
        if (nc_is_text_block(n) || n->kind == NC_HEADING || n->kind == NC_CALLOUT_TITLE)
            nc_block_id_take(n, prev);
        if (n->kind == NC_HEADING && a->opts->dialect != NC_DIALECT_GFM)
            nc_heading_attrs(a->doc, n, a->diags);
        if (n->kind == NC_PARAGRAPH && n->first && n->first == n->last &&
            n->first->kind == NC_COMMENT)
            make_comment_block(n);
        if (n->kind == NC_CALLOUT)
            nc_callout_of_history(a->doc, n);
        if (n->kind == NC_COMMENT_BLOCK && a->opts->dialect == NC_DIALECT_NOTES)
            nc_embed_of_comment(a->doc, n, a->diags);
        if (n->kind == NC_CODE_BLOCK && a->opts->dialect == NC_DIALECT_NOTES)
            nc_embed_of_directive(a->doc, n, a->diags);
        bool gone = is_dropped(a, n);
        if (nc_is_text_block(n)) {
            nc_embed_blocks_split(a->doc, n);
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

/* Reads {math}`x` of MyST: the code after such a text is a formula. */
static void read_math_role(struct nc_doc *doc, struct nc_node *text)
{
    const struct nc_str role = NC_LIT("{math}");
    struct nc_node *code = text->next;
    if (!code || code->kind != NC_CODE || !nc_is_open_text(text) ||
        !nc_str_ends(text->u.text, role))
        return;
    struct nc_str tex = code->u.text;
    nc_node_become(doc, code, NC_MATH);
    code->u.math.tex = nc_str_trim(tex);
    text->u.text.n -= role.n;
}

void nc_annotate(struct nc_doc *doc, const struct nc_parse_options *opts, struct nc_diags *diags)
{
    struct annotator a = {.doc = doc, .opts = opts, .diags = diags};
    bool docsify = !opts->no_repair && opts->dialect != NC_DIALECT_GFM;
    bool signs = opts->dialect == NC_DIALECT_NOTES || opts->dialect == NC_DIALECT_LOGSEQ;
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (e == NC_WALK_ENTER) {
            if (n->kind == NC_ITEM)
                nc_task_read(doc, n, signs);
            else if (n->kind == NC_QUOTE)
                nc_callout_read(doc, n);
            else if (n->kind == NC_PARAGRAPH && docsify)
                nc_callout_of_docsify(doc, n);
            else if (n->kind == NC_CODE_BLOCK)
                mark_code(&a, n);
            continue;
        }
        if (n->kind == NC_LINK && opts->dialect == NC_DIALECT_NOTES) {
            nc_inner_link_read(doc, n);
        } else if (n->kind == NC_TEXT && opts->dialect == NC_DIALECT_NOTES) {
            read_math_role(doc, n);
        } else if (n->kind == NC_IMAGE) {
            if (opts->dialect != NC_DIALECT_GFM)
                nc_image_read_attributes(n);
            nc_image_read_size(n);
            nc_embed_of_image(doc, n);
            if (n->kind == NC_IMAGE && opts->dialect != NC_DIALECT_GFM)
                nc_math_of_picture(doc, n);
        } else if (n->first && !nc_holds_inlines(n->kind) &&
                   !(n->kind == NC_CELL && nc_cell_text(n))) {
            finish_children(&a, n);
            if (opts->dialect == NC_DIALECT_PANDOC && n->kind != NC_LIST)
                nc_deflists_make(doc, n);
        }
    }
}
