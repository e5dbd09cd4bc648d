/* What every target asks of a document that was read: its JSON reads back to the same, nothing in
 * it is of the reader's own making, and it can be written. */
#ifndef NC_TESTS_CHECKDOC_H
#define NC_TESTS_CHECKDOC_H

#include "base/utf8.h"
#include "doc/docjson.h"
#include "export/xhtml/xhtml.h"

#include <stdio.h>
#include <stdlib.h>

static bool no_text(void *ctx, struct nc_buf *out, const struct nc_ref *ref)
{
    (void)ctx;
    (void)out;
    (void)ref;
    return false;
}

static bool no_media(void *ctx, struct nc_buf *out, const struct nc_ref *ref,
                     const struct nc_node *node)
{
    (void)node;
    return no_text(ctx, out, ref);
}

static bool no_id(void *ctx, struct nc_buf *out, const struct nc_node *node)
{
    (void)node;
    return no_text(ctx, out, NULL);
}

static void write_html(const struct nc_doc *doc)
{
    static const struct nc_xhtml_hooks hooks = {.link = no_text, .media = no_media, .id = no_id};
    struct nc_buf html = {0};
    struct nc_xhtml x = {
        .target = &nc_xhtml_epub, .hooks = &hooks, .doc = doc, .lang = NC_LIT("en"), .diags = NULL};
    nc_xhtml_blocks(&html, &x, doc->root->first, NULL);
    nc_xhtml_footnotes(&html, &x);
    nc_xhtml_dispose(&x);
    nc_buf_dispose(&html);
}

/* The noncharacters that stand for hidden text (parse/leaf/hidden.h); no document may hold one. */
static bool holds_noncharacter(struct nc_str s)
{
    for (size_t i = nc_str_find(s, '\xEF', 0); i < s.n; i = nc_str_find(s, '\xEF', i + 1)) {
        unsigned len;
        uint32_t cp = nc_utf8_decode(s, i, &len);
        if (cp >= 0xFDD0 && cp <= 0xFDEF)
            return true;
    }
    return false;
}

/* Appends the document's JSON. resolved: what its links lead to is in it, which reading forgets. */
static void check_doc(struct nc_buf *json, const struct nc_doc *doc, bool resolved)
{
    struct nc_buf again = {0};
    nc_doc_write_json(json, doc, false);
    struct nc_diags *why = nc_diags_new();
    struct nc_doc *other = nc_doc_read_json(nc_buf_view(json), NC_LIT("f.json"), why);
    if (!other) {
        fprintf(stderr, "%s\n%s\n", json->p,
                nc_diags_count(why) ? nc_diags_at(why, 0)->text.p : "not read");
        abort();
    }
    nc_diags_free(why);
    nc_doc_write_json(&again, other, false);
    if ((!resolved && !nc_str_eq(nc_buf_view(json), nc_buf_view(&again))) ||
        holds_noncharacter(nc_buf_view(json))) {
        fprintf(stderr, "%s\n%s\n", json->p, again.p);
        abort();
    }
    nc_buf_dispose(&again);
    nc_doc_free(other);
    write_html(doc);
}

#endif
