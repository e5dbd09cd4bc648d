/* The order of the steps: clean text, front matter, blocks, their texts, annotation, marks,
 * clean-up, turns, numbering. */
#include "parse/parse.h"

#include "doc/langtag.h"
#include "doc/metabook.h"
#include "parse/block/blocks.h"
#include "parse/construct/attrlist.h"
#include "parse/construct/genlinks.h"
#include "parse/dialect/logseq.h"
#include "parse/dialect/plugins.h"
#include "parse/input/cleantext.h"
#include "parse/input/frontmatter.h"
#include "parse/input/joplin.h"
#include "parse/tidy/annotate.h"
#include "parse/tidy/darkpictures.h"
#include "parse/tidy/footnotes.h"
#include "parse/tidy/headingsout.h"
#include "parse/tidy/marks.h"
#include "parse/tidy/normalise.h"
#include "parse/tidy/panels.h"
#include "parse/tidy/plaindivs.h"
#include "parse/tidy/residue.h"
#include "parse/tidy/turns.h"

#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <stdlib.h>

/* A low estimate of the memory that a document takes. */
#define LEAST_MEMORY ((size_t)2 << 10)
#define MEMORY_TIMES 3 /* bytes of its text */

/* Sets up memory for libxml2, which reads the HTML in notes. */
void nc_parse_setup(void)
{
    xmlMemSetup(free, nc_malloc, nc_realloc, nc_strdup);
    xmlInitParser();
}

static int by_id(const void *x, const void *y)
{
    const struct nc_anchor *const *a = x, *const *b = y;
    int order = nc_str_cmp((*a)->node->id, (*b)->node->id);
    return order ? order : *a < *b ? -1 : *a > *b;
}

/* Warns of the second of two blocks with the same name. */
static void report_duplicate_ids(const struct nc_doc *doc, struct nc_diags *diags)
{
    const struct nc_anchor **named = nc_calloc(doc->anchor_count + 1, sizeof *named);
    size_t n = 0;
    for (size_t i = 0; i < doc->anchor_count; i++)
        if (doc->anchors[i].node->id.n)
            named[n++] = &doc->anchors[i];
    if (n)
        qsort(named, n, sizeof *named, by_id);
    for (size_t i = 1; i < n; i++)
        if (nc_str_eq(named[i]->node->id, named[i - 1]->node->id))
            nc_diag(diags, NC_D_ANCHOR_DUPLICATE, doc->files[0], named[i]->node->pos,
                    "another block is named \"%.*s\" too; links lead to the first",
                    NC_FMT(named[i]->node->id));
    free(named);
}

static void report_metadata(const struct nc_doc *doc, struct nc_diags *diags)
{
    for (size_t i = 0; i < doc->meta.count; i++) {
        const struct nc_meta_entry *e = &doc->meta.entries[i];
        struct nc_buf why = {0};
        if (nc_meta_complain(&why, e->key, &e->value))
            nc_diag(diags, NC_D_METADATA, doc->files[0], e->pos, "%s", why.p);
        nc_buf_dispose(&why);
    }
}

/* Whether the metadata hold "ruby: true". */
static bool asks_for_ruby(const struct nc_meta *meta)
{
    const struct nc_value *v = nc_meta_get(meta, "ruby");
    return v && v->type == NC_V_BOOL && v->b;
}

struct nc_doc *nc_parse_begin(struct nc_str bytes, struct nc_str file, struct nc_str name,
                              const struct nc_parse_options *opts)
{
    struct nc_doc *doc = nc_doc_new(file);
    nc_arena_expect(doc->arena, LEAST_MEMORY + bytes.n * MEMORY_TIMES);
    doc->name = nc_arena_str(doc->arena, name);
    doc->strict = opts->strict;
    doc->is_logseq = opts->dialect == NC_DIALECT_LOGSEQ && !opts->strict;
    doc->hard_breaks = opts->breaks == NC_BREAKS_HARD && !opts->strict;
    return doc;
}

/* Reads text below the root of doc. */
static void read_text(struct nc_doc *doc, struct nc_str text, const struct nc_front *front,
                      const struct nc_parse_options *opts, struct nc_diags *diags)
{
    bool is_mdx;
    struct nc_node *notes = nc_blocks_read(doc, text, front, opts, &is_mdx, diags);
    if (!opts->strict) {
        nc_footnotes_collect(doc, notes, diags);
        if (opts->dialect == NC_DIALECT_LOGSEQ)
            nc_logseq_read(doc, diags);
        nc_plugins_read(doc);
        nc_panels_make(doc);
        nc_plaindivs_open(doc);
        nc_gen_links(doc);
        if (opts->dialect != NC_DIALECT_GFM)
            nc_attr_lists_take(doc);
        nc_dark_pictures_drop(doc, diags);
        nc_annotate(doc, opts, diags);
        nc_marks_find(doc, opts, diags);
        nc_residue_report(doc, is_mdx, opts->dialect == NC_DIALECT_GFM, diags);
    }
    nc_normalise(doc);
    if (!opts->strict)
        nc_headings_out(doc);
}

void nc_parse_piece(struct nc_doc *doc, struct nc_str text, const struct nc_parse_options *opts,
                    struct nc_diags *diags)
{
    struct nc_buf store = {0};
    struct nc_front front = {0};
    read_text(doc, nc_clean_text(&store, text, doc->files[0], diags), &front, opts, diags);
    nc_buf_dispose(&store);
}

void nc_parse_finish(struct nc_doc *doc, struct nc_diags *diags)
{
    if (!doc->strict)
        nc_turns_mark(doc);
    nc_meta_derive(doc);
    report_metadata(doc, diags);
    nc_lang_check(doc, diags);
    nc_doc_number(doc);
    report_duplicate_ids(doc, diags);
}

struct nc_doc *nc_parse(struct nc_str bytes, struct nc_str file, struct nc_str name,
                        const struct nc_parse_options *opts, struct nc_diags *diags)
{
    struct nc_doc *doc = nc_parse_begin(bytes, file, name, opts);
    struct nc_buf store = {0};
    struct nc_str text = nc_clean_text(&store, bytes, doc->files[0], diags);
    struct nc_front front = {0};
    if (opts->dialect == NC_DIALECT_NOTES && !opts->strict)
        front = nc_joplin_read(doc, &text);
    if (!front.body && !opts->strict)
        front = nc_frontmatter_read(doc, text, opts->dialect, diags);
    struct nc_parse_options own = *opts;
    own.ruby |= asks_for_ruby(&doc->meta);
    own.cites |= nc_meta_get(&doc->meta, "bibliography") || nc_meta_get(&doc->meta, "references");
    read_text(doc, text, &front, &own, diags);
    nc_buf_dispose(&store);
    nc_parse_finish(doc, diags);
    return doc;
}
