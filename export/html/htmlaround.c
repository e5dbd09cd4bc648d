/* Links the pages of a folder: the page of contents, and from each page links to the previous one,
 * the next one and the contents. */
#include "export/html/html.h"

#include "base/uchar.h"
#include "base/xmltext.h"
#include "export/relpath.h"
#include "export/tree.h"
#include "export/xhtml/nestedlist.h"
#include "lang/lang.h"

#include <stdlib.h>

/* --- where the contents are --- */

/* Whether a note has the place, compared as on file systems that ignore case. Other files never
 * have the name of a page: see app/treeplaces. */
static bool has_place(const struct nc_run *run, struct nc_str name)
{
    const struct nc_site *site = run->site;
    struct nc_str stem = nc_str_sub(name, 0, name.n - strlen(".html"));
    for (size_t i = 0; i < site->count; i++)
        if (nc_str_ieq(site->places[i], stem))
            return true;
    return false;
}

/* Whether this is a user's file, which a page of contents must not replace. A file of noteconv's
 * that the tree does not know is left to the tree to judge, because its state may have been
 * deleted. */
static bool is_foreign(const struct nc_run *run, struct nc_str name)
{
    struct nc_previous was = {0};
    struct nc_buf path = {0};
    if (!nc_tree_is_foreign(run->tree, name))
        return false;
    nc_buf_printf(&path, "%s/%.*s", run->output, NC_FMT(name));
    bool is_ours = run->backend->recognise(&was, path.p) == NC_PREVIOUS_OURS;
    nc_buf_dispose(&was.bytes);
    nc_buf_dispose(&was.why.message);
    nc_buf_dispose(&path);
    return !is_ours;
}

/* Whether the folder holds pages of notes outside this run. */
static bool holds_others(const struct nc_run *run)
{
    struct nc_strmap sources = {.arena = nc_arena_new()};
    struct nc_tree_item old;
    bool others = false;
    for (size_t i = 0; i < run->site->count; i++)
        if (run->site->notes[i])
            *nc_strmap_at(&sources, run->site->notes[i]->path) = 1;
    for (size_t at = 0; !others && nc_tree_next_old(run->tree, &at, run->backend->name, &old);)
        others = !nc_strmap_get(&sources, old.source);
    nc_arena_free(sources.arena);
    return others;
}

static struct nc_str without_suffix(struct nc_str path)
{
    size_t n = path.n;
    while (n > 0 && path.p[n - 1] != '.')
        n--;
    return nc_str_sub(path, 0, n ? n - 1 : path.n);
}

/* Whether this is a page of contents: it has one of three names, and never that of the note it is
 * recorded for. */
static bool is_contents(const struct nc_tree_item *old)
{
    struct nc_str stem = without_suffix(old->rel), number = NC_LIT("contents-");
    bool is_name = nc_str_eqz(old->rel, "index.html") || nc_str_eqz(old->rel, "contents.html") ||
                   (nc_str_starts(stem, number) && nc_str_find(stem, '/', 0) == stem.n);
    return is_name && !nc_str_eq(without_suffix(nc_base_name(old->source)), stem);
}

/* The old page of contents; the last by name if there are several. */
static struct nc_str old_contents(const struct nc_run *run)
{
    struct nc_str found = NC_NONE;
    struct nc_tree_item old;
    for (size_t at = 0; nc_tree_next_old(run->tree, &at, run->backend->name, &old);)
        if (is_contents(&old))
            found = old.rel;
    return found;
}

static struct nc_str new_contents(const struct nc_run *run, struct nc_arena *arena)
{
    struct nc_buf name = {0};
    nc_buf_puts(&name, "index.html");
    for (unsigned n = 1; has_place(run, nc_buf_view(&name)) || is_foreign(run, nc_buf_view(&name));
         n++) {
        nc_buf_clear(&name);
        nc_buf_printf(&name, n == 1 ? "contents.html" : "contents-%u.html", n);
    }
    return nc_buf_keep(&name, arena);
}

void html_find_contents(const struct nc_run *run, struct html_state *s)
{
    if (!run->tree || s->fragment)
        return;
    s->keeps_contents = run->site->is_selection && holds_others(run);
    if (s->keeps_contents)
        s->contents = old_contents(run);
    else if (run->site->count > 1)
        s->contents = new_contents(run, s->arena);
}

/* --- links between pages --- */

static struct nc_tmpl_var way(const char *name, struct nc_str from, struct nc_str to,
                              struct nc_str label, struct nc_arena *arena)
{
    struct nc_buf href = {0};
    nc_relative_href(&href, from, to);
    struct nc_tmpl_var *vars = nc_arena_array(arena, 2, sizeof *vars);
    struct nc_tmpl_row *row = nc_arena_array(arena, 1, sizeof *row);
    vars[0] = (struct nc_tmpl_var){.name = "href", .text = nc_arena_str(arena, nc_buf_view(&href))};
    vars[1] = (struct nc_tmpl_var){.name = "label", .text = label};
    *row = (struct nc_tmpl_row){vars, 2};
    nc_buf_dispose(&href);
    return (struct nc_tmpl_var){.name = name, .rows = row, .row_count = 1};
}

static struct nc_tmpl_var no_neighbour(const char *name)
{
    static const struct nc_tmpl_row none;
    return (struct nc_tmpl_var){.name = name, .rows = &none};
}

static struct nc_str file_of(const struct nc_run *run, uint32_t note)
{
    return nc_place_of(run, note, NC_NO_ANCHOR)->file;
}

struct nc_tmpl_var html_neighbour(const struct nc_run *run, uint32_t note, uint32_t other,
                                  const char *name, struct nc_arena *arena)
{
    const struct nc_outline *o = other < run->site->count ? run->site->notes[other] : NULL;
    return run->tree && o ? way(name, file_of(run, note), file_of(run, other), o->title, arena)
                          : no_neighbour(name);
}

struct nc_tmpl_var html_up(const struct nc_run *run, uint32_t note, struct nc_arena *arena)
{
    const struct html_state *s = run->state;
    struct nc_str label = nc_str(nc_lang_label(run->site->lang, NC_L_CONTENTS));
    return s->contents.n ? way("up", file_of(run, note), s->contents, label, arena)
                         : no_neighbour("up");
}

/* --- the page of contents --- */

static void put_entry(struct nc_buf *out, const struct nc_run *run, const struct nc_book_entry *e)
{
    const struct html_state *s = run->state;
    const struct nc_outline *o = e->kind == NC_BOOK_NOTE ? run->site->notes[e->note] : NULL;
    nc_buf_puts(out, o ? "<a href=\"" : "<span>");
    if (o) {
        struct nc_buf href = {0};
        nc_relative_href(&href, s->contents, file_of(run, e->note));
        nc_xml_escape(out, nc_buf_view(&href));
        nc_buf_puts(out, "\">");
        nc_buf_dispose(&href);
    }
    nc_xml_escape(out, e->title.n || !o ? e->title : o->title);
    nc_buf_puts(out, o ? "</a>" : "</span>");
}

static void put_entries(struct nc_buf *out, const struct nc_run *run)
{
    const struct nc_book *book = run->site->book;
    struct nc_nested_list list = {.out = out, .tag = "ul"};
    nc_buf_puts(out, "<nav class=\"contents\">\n");
    for (size_t i = 0; i < book->count; i++) {
        const struct nc_book_entry *e = &book->entries[i];
        if (e->kind == NC_BOOK_RULE || (e->kind == NC_BOOK_NOTE && !run->site->notes[e->note]))
            continue;
        nc_nested_item(&list, e->depth);
        put_entry(out, run, e);
    }
    nc_nested_end(&list);
    nc_buf_puts(out, "</nav>\n");
}

/* Writes the page. Its source is the first note, because a product must have a source that
 * exists. */
static int put_page(struct nc_run *run, struct nc_str text)
{
    const struct html_state *s = run->state;
    size_t first = 0;
    while (first < run->site->count && !run->site->notes[first])
        first++;
    if (first == run->site->count)
        return 0;
    const struct nc_tree_item item = {
        .rel = s->contents, .kind = run->backend->name, .source = run->site->notes[first]->path};
    return nc_tree_put(run->tree, &item, text, run->fail);
}

int html_write_contents(struct nc_run *run)
{
    const struct html_state *s = run->state;
    const struct nc_site *site = run->site;
    struct nc_buf body = {0}, page = {0};
    if (s->contents.n && s->keeps_contents)
        nc_buf_printf(run->report,
                      "%s: %.*s also covers other notes and stays unchanged; converting all of "
                      "them writes it\n",
                      run->output, NC_FMT(s->contents));
    if (!s->contents.n || s->keeps_contents)
        return 0;
    put_entries(&body, run);
    struct nc_tmpl_var vars[] = {
        HTML_LANG_VARS(site->lang),
        {.name = "title", .text = site->title},
        {.name = "heading", .text = site->title},
        {.name = "author", .text = NC_NONE},
        {.name = "date", .text = NC_NONE},
        {.name = "description", .text = site->book->description},
        {.name = "keywords", .text = NC_NONE},
        {.name = "style", .text = nc_buf_view(&s->style), .is_markup = true},
        {.name = "body", .text = nc_buf_view(&body), .is_markup = true},
        no_neighbour("properties"),
        no_neighbour("previous"),
        no_neighbour("next"),
        no_neighbour("up"),
        {.name = "around", .text = NC_NONE},
    };
    struct nc_tmpl_row row = {vars, sizeof vars / sizeof vars[0]};
    int err = nc_tmpl_fill(&page, &s->page, &row, run->fail);
    err = err ? err : put_page(run, nc_buf_view(&page));
    nc_buf_dispose(&body);
    nc_buf_dispose(&page);
    return err;
}
