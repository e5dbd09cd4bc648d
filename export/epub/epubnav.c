/* The table of contents in its two forms: the navigation document (EPUB 3.3 section 7), and the
 * NCX (OPF 2.0.1 section 2.4.1) for readers of EPUB 2 and Adobe's engine. Both are written from
 * one flat list of entries with depths. */
#include "export/epub/epub.h"

#include "base/xmltext.h"
#include "export/xhtml/xhtml.h"
#include "lang/lang.h"

#include <stdio.h>

void epub_toc_add(struct epub_toc *t, struct nc_str label, struct nc_str href, unsigned depth)
{
    nc_grow(&t->items, &t->cap, t->count + 1, sizeof *t->items);
    t->items[t->count++] = (struct epub_entry){label, href, depth};
}

/* The folder of the book's i-th note, with its last '/'; empty for a file at the root. */
static struct nc_str folder_of_note(const struct epub_book *book, size_t i)
{
    const struct epub_state *state = book->run->state;
    struct nc_str path = book->run->site->notes[state->notes[i]->number]->path;
    size_t n = path.n;
    while (n > 0 && path.p[n - 1] != '/')
        n--;
    return nc_str_sub(path, 0, n);
}

/* Bytes of the whole folder names that a and b have in common at their beginning. */
static size_t common_folders(struct nc_str a, struct nc_str b)
{
    size_t common = 0;
    for (size_t i = 0; i < a.n && i < b.n && a.p[i] == b.p[i]; i++) {
        if (a.p[i] == '/')
            common = i + 1;
    }
    return common;
}

/* Adds an entry for each folder of path beyond byte from; returns the depth below them. Entries
 * of folders have no target: a book has no page that is a folder. */
static unsigned add_folders(struct epub_toc *t, struct nc_str folder, size_t from, unsigned depth)
{
    while (from < folder.n) {
        size_t end = nc_str_find(folder, '/', from);
        epub_toc_add(t, nc_str_sub(folder, from, end), NC_NONE, depth++);
        from = end + 1;
    }
    return depth;
}

static unsigned count_folders(struct nc_str folder, size_t from, size_t to)
{
    unsigned n = 0;
    for (size_t i = from; i < to; i++)
        n += folder.p[i] == '/';
    return n;
}

void epub_toc_build(struct epub_book *book)
{
    const struct epub_state *state = book->run->state;
    struct nc_str before = NC_NONE;
    size_t shared = SIZE_MAX;
    /* What is above all notes says nothing about any of them. */
    for (size_t i = 0; i < state->note_count; i++) {
        size_t n = common_folders(folder_of_note(book, i), folder_of_note(book, 0));
        shared = n < shared ? n : shared;
    }
    for (size_t i = 0; i < state->note_count; i++) {
        const struct epub_toc *own = &state->notes[i]->toc;
        struct nc_str folder = folder_of_note(book, i);
        size_t old = common_folders(folder, before);
        old = old < shared ? shared : old;
        unsigned depth = count_folders(folder, shared, old);
        depth = add_folders(&book->toc, folder, old, depth);
        for (size_t j = 0; j < own->count; j++)
            epub_toc_add(&book->toc, own->items[j].label, own->items[j].href,
                         own->items[j].depth + depth);
        before = folder;
    }
}

static void put_entries(struct nc_buf *out, const struct epub_toc *t)
{
    unsigned open = 0; /* lists that are open */
    for (size_t i = 0; i < t->count; i++) {
        const struct epub_entry *e = &t->items[i];
        if (e->depth + 1 > open) {
            nc_buf_puts(out, open ? "\n<ol>\n" : "<ol>\n");
            open++;
        } else {
            nc_buf_puts(out, "</li>\n");
            for (; open > e->depth + 1; open--)
                nc_buf_puts(out, "</ol>\n</li>\n");
        }
        nc_buf_puts(out, e->href.n ? "<li><a href=\"" : "<li><span>");
        if (e->href.n) {
            nc_xml_escape(out, e->href);
            nc_buf_puts(out, "\">");
        }
        nc_xml_escape(out, e->label);
        nc_buf_puts(out, e->href.n ? "</a>" : "</span>");
    }
    for (; open > 0; open--)
        nc_buf_puts(out, "</li>\n</ol>\n");
}

/* The target of entry i; that of the first entry below it for a folder. */
static struct nc_str target(const struct epub_toc *t, size_t i)
{
    while (i + 1 < t->count && t->items[i].href.n == 0)
        i++;
    return t->items[i].href;
}

static void put_navpoints(struct nc_buf *out, const struct epub_toc *t)
{
    unsigned open = 0; /* navPoints that are open */
    size_t order = 0;
    struct nc_str before = NC_NONE;
    for (size_t i = 0; i < t->count; i++) {
        struct nc_str to = target(t, i);
        for (; open > t->items[i].depth; open--)
            nc_buf_puts(out, "</navPoint>\n");
        /* Points with the same target must have the same place in the order. */
        order += i == 0 || !nc_str_eq(to, before);
        before = to;
        nc_buf_printf(out, "<navPoint id=\"n%zu\" playOrder=\"%zu\"><navLabel><text>", i + 1,
                      order);
        nc_xml_escape(out, t->items[i].label);
        nc_buf_puts(out, "</text></navLabel><content src=\"");
        nc_xml_escape(out, to);
        nc_buf_puts(out, "\"/>\n");
        open++;
    }
    for (; open > 0; open--)
        nc_buf_puts(out, "</navPoint>\n");
}

int epub_write_nav(struct nc_buf *out, const struct epub_book *book, struct nc_fail *fail)
{
    const struct nc_site *site = book->run->site;
    const struct epub_state *state = book->run->state;
    struct nc_str lang = site->lang;
    struct nc_str contents = nc_str(nc_lang_label(lang, NC_L_CONTENTS));
    struct nc_tmpl_var toc[] = {{.name = "type", .text = NC_LIT("toc")},
                                {.name = "href", .text = NC_LIT("#toc")},
                                {.name = "label", .text = contents}};
    struct nc_tmpl_var start[] = {
        {.name = "type", .text = NC_LIT("bodymatter")},
        {.name = "href", .text = epub_body_start(book)},
        {.name = "label", .text = nc_str(nc_lang_label(lang, NC_L_BODY))}};
    struct nc_tmpl_row landmarks[] = {{toc, 3}, {start, 3}};
    /* A link to a page outside the spine is an error. */
    size_t without_toc = book->has_toc_page ? 0 : 1;
    struct nc_buf entries = {0};
    put_entries(&entries, &book->toc);
    struct nc_tmpl_var vars[] = {
        {.name = "lang", .text = lang},
        {.name = "dir", .text = epub_direction(lang)},
        {.name = "class", .text = epub_class(lang)},
        {.name = "contents", .text = contents},
        {.name = "entries", .text = nc_buf_view(&entries), .is_markup = true},
        {.name = "landmarks_label", .text = nc_str(nc_lang_label(lang, NC_L_LANDMARKS))},
        {.name = "landmarks", .rows = landmarks + without_toc, .row_count = 2 - without_toc}};
    struct nc_tmpl_row row = {vars, sizeof vars / sizeof *vars};
    int result = nc_tmpl_render(out, state->templates[EPUB_T_NAV], &row, fail);
    nc_buf_dispose(&entries);
    return result;
}

int epub_write_ncx(struct nc_buf *out, const struct epub_book *book, struct nc_fail *fail)
{
    const struct epub_state *state = book->run->state;
    struct nc_buf entries = {0};
    unsigned depth = 0;
    char digits[16];
    for (size_t i = 0; i < book->toc.count; i++)
        depth = book->toc.items[i].depth > depth ? book->toc.items[i].depth : depth;
    snprintf(digits, sizeof digits, "%u", depth + 1);
    put_navpoints(&entries, &book->toc);
    struct nc_tmpl_var vars[] = {
        {.name = "lang", .text = book->run->site->lang},
        {.name = "identifier", .text = book->identifier},
        {.name = "title", .text = book->title},
        {.name = "depth", .text = nc_str(digits)},
        {.name = "entries", .text = nc_buf_view(&entries), .is_markup = true}};
    struct nc_tmpl_row row = {vars, sizeof vars / sizeof *vars};
    int result = nc_tmpl_render(out, state->templates[EPUB_T_NCX], &row, fail);
    nc_buf_dispose(&entries);
    return result;
}
