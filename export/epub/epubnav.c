/* The table of contents in its two forms: the navigation document (EPUB 3.3 section 7), and the
 * NCX (OPF 2.0.1 section 2.4.1) for readers of EPUB 2 and Adobe's engine. Both are written from
 * one flat list of entries with depths. */
#include "export/epub/epub.h"

#include "base/xmltext.h"
#include "export/xhtml/nestedlist.h"
#include "export/xhtml/xhtml.h"
#include "lang/lang.h"

#include <stdio.h>
#include <stdlib.h>

/* Placeholder for the target of a draft, or of a part of drafts, until the targets around it are
 * known. */
#define DRAFT "?"

void epub_toc_add(struct epub_toc *t, struct nc_str label, struct nc_str href, unsigned depth)
{
    unsigned deepest = t->count ? t->items[t->count - 1].depth + 1 : 0;
    nc_grow(&t->items, &t->cap, t->count + 1, sizeof *t->items);
    depth = depth < deepest ? depth : deepest;
    t->items[t->count++] = (struct epub_entry){.label = label, .href = href, .depth = depth};
}

struct nc_str epub_contents_href(const struct epub_book *book)
{
    return book->content_count ? book->contents[0].name : NC_LIT("nav.xhtml");
}

/* The rendered notes by number; NULL for one that could not be read. */
static struct epub_note **by_number(const struct epub_book *book)
{
    const struct epub_state *state = book->run->state;
    struct epub_note **notes = nc_calloc(book->run->site->count, sizeof(struct epub_note *));
    for (size_t i = 0; i < state->note_count; i++)
        notes[state->notes[i]->number] = state->notes[i];
    return notes;
}

static size_t count_tops(const struct epub_toc *own)
{
    size_t tops = 0;
    for (size_t i = 0; i < own->count; i++)
        tops += own->items[i].depth == 0;
    return tops;
}

/* Adds a note's own contents, under its name in the plan. */
static void add_note(struct epub_book *book, const struct nc_book_entry *e,
                     const struct epub_toc *own)
{
    struct nc_str title = e->title;
    unsigned below = e->depth;
    if (title.n && count_tops(own) > 1) {
        epub_toc_add(&book->toc, title, own->items[0].href, e->depth);
        title = NC_NONE;
        below++;
    }
    for (size_t i = 0; i < own->count; i++)
        epub_toc_add(&book->toc, i == 0 && title.n ? title : own->items[i].label,
                     own->items[i].href, own->items[i].depth + below);
}

/* Marks, for each entry of the plan, whether it is the first to list a rendered note. */
static bool *first_listings(const struct epub_book *book, struct epub_note *const *notes)
{
    const struct nc_book *b = book->run->site->book;
    bool *listed = nc_calloc(book->run->site->count + 1, sizeof *listed);
    bool *first = nc_calloc(b->count + 1, sizeof *first);
    for (size_t i = 0; i < b->count; i++) {
        const struct nc_book_entry *e = &b->entries[i];
        if (e->kind != NC_BOOK_NOTE)
            continue;
        first[i] = notes[e->note] && !listed[e->note];
        listed[e->note] = true;
    }
    free(listed);
    return first;
}

/* Whether something below entry i can be opened, so that the entry needs no target. */
static bool has_target_below(const struct nc_book *b, size_t i, const bool *first)
{
    unsigned depth = b->entries[i].depth;
    for (i++; i < b->count && b->entries[i].depth > depth; i++)
        if (first[i])
            return true;
    return false;
}

/* Whether entry i is a draft, or a part of drafts. */
static bool is_draft(const struct nc_book *b, size_t i)
{
    unsigned depth = b->entries[i].depth;
    bool is = b->entries[i].kind == NC_BOOK_DRAFT;
    for (i++; !is && i < b->count && b->entries[i].depth > depth; i++)
        is = b->entries[i].kind == NC_BOOK_DRAFT;
    return is;
}

/* Places drafts. Entries are in the order of the book (EPUB 3.3 section 7.4.2), so one without a
 * place leads to that of the previous entry, or else of the next. */
static void place_drafts(struct epub_toc *t)
{
    struct nc_str before = NC_NONE;
    for (size_t i = 0; i < t->count && !before.n; i++)
        before = nc_str_eqz(t->items[i].href, DRAFT) ? NC_NONE : t->items[i].href;
    for (size_t i = 0; i < t->count; i++) {
        struct epub_entry *e = &t->items[i];
        if (nc_str_eqz(e->href, DRAFT))
            e->href = before;
        before = e->href.n ? e->href : before;
    }
}

/* Adds a note that the plan lists again: it leads to where it was listed first. */
static void add_again(struct epub_book *book, size_t i, const struct epub_toc *own,
                      const bool *first)
{
    const struct nc_book *plan = book->run->site->book;
    const struct nc_book_entry *e = &plan->entries[i];
    struct nc_str title = e->title.n ? e->title : own->count ? own->items[0].label : NC_NONE;
    nc_diag(book->run->diags, NC_D_SETTING, book->run->site->notes[e->note]->path,
            (struct nc_pos){0},
            "the plan of the book lists this note twice; the first place counts");
    if (title.n && has_target_below(plan, i, first))
        epub_toc_add(&book->toc, title, NC_NONE, e->depth);
}

void epub_toc_build(struct epub_book *book)
{
    const struct nc_book *plan = book->run->site->book;
    struct epub_note **notes = by_number(book);
    bool *first = first_listings(book, notes);
    for (size_t i = 0; i < plan->count; i++) {
        const struct nc_book_entry *e = &plan->entries[i];
        size_t at = book->toc.count;
        switch (e->kind) {
        case NC_BOOK_NOTE:
            if (first[i])
                add_note(book, e, &notes[e->note]->toc);
            else if (notes[e->note])
                add_again(book, i, &notes[e->note]->toc, first);
            break;
        case NC_BOOK_PART:
        case NC_BOOK_FOLDER:
        case NC_BOOK_DRAFT:
            /* An entry without a target must have others below it (EPUB 3.3 section 7.3). */
            if (has_target_below(plan, i, first))
                epub_toc_add(&book->toc, e->title, NC_NONE, e->depth);
            else if (is_draft(plan, i))
                epub_toc_add(&book->toc, e->title, NC_LIT(DRAFT), e->depth);
            break;
        case NC_BOOK_RULE:
            break;
        }
        if (at < book->toc.count)
            book->toc.items[at].by_name = !plan->is_chosen;
    }
    place_drafts(&book->toc);
    free(notes);
    free(first);
}

static void put_more(struct nc_buf *out, const struct epub_entry *e, struct nc_str contents)
{
    nc_buf_puts(out, " <a class=\"more\" href=\"");
    nc_xml_escape(out, e->more);
    nc_buf_puts(out, "\" aria-label=\"");
    nc_xml_escape(out, contents);
    nc_buf_puts(out, ": ");
    nc_xml_escape(out, e->label);
    nc_buf_puts(out, "\">…</a>");
}

void epub_put_entries(struct nc_buf *out, const struct epub_toc *t, struct nc_str contents)
{
    struct nc_nested_list list = {.out = out, .tag = "ol"};
    for (size_t i = 0; i < t->count; i++) {
        const struct epub_entry *e = &t->items[i];
        nc_nested_item(&list, e->depth);
        nc_buf_puts(out, e->href.n ? "<a href=\"" : "<span>");
        if (e->href.n) {
            nc_xml_escape(out, e->href);
            nc_buf_puts(out, "\">");
        }
        nc_xml_escape(out, e->label);
        nc_buf_puts(out, e->href.n ? "</a>" : "</span>");
        if (e->more.n)
            put_more(out, e, contents);
    }
    nc_nested_end(&list);
}

/* The target of entry i; for a folder, that of the first entry below it. */
static struct nc_str target(const struct epub_toc *t, size_t i)
{
    while (i + 1 < t->count && t->items[i].href.n == 0)
        i++;
    return t->items[i].href;
}

static void put_navpoints(struct nc_buf *out, const struct epub_toc *t)
{
    unsigned open = 0; /* number of open navPoints */
    size_t order = 0;
    struct nc_str before = NC_NONE;
    for (size_t i = 0; i < t->count; i++) {
        struct nc_str to = target(t, i);
        for (; open > t->items[i].depth; open--)
            nc_buf_puts(out, "</navPoint>\n");
        /* Points with the same target must have the same playOrder. */
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
    struct nc_tmpl_var toc[] = {
        {.name = "type", .text = NC_LIT("toc")},
        {.name = "href", .text = book->content_count ? epub_contents_href(book) : NC_LIT("#toc")},
        {.name = "label", .text = contents}};
    struct nc_tmpl_var start[] = {
        {.name = "type", .text = NC_LIT("bodymatter")},
        {.name = "href", .text = book->body_start},
        {.name = "label", .text = nc_str(nc_lang_label(lang, NC_L_BODY))}};
    struct nc_tmpl_row landmarks[] = {{toc, 3}, {start, 3}};
    /* A link to a page outside the spine is an error. */
    size_t without_toc = book->has_toc_page ? 0 : 1;
    struct nc_buf entries = {0};
    epub_put_entries(&entries, &book->toc, contents);
    struct nc_tmpl_var vars[] = {
        {.name = "lang", .text = lang},
        {.name = "dir", .text = epub_direction(lang)},
        {.name = "class", .text = epub_class(lang)},
        {.name = "contents", .text = contents},
        {.name = "entries", .text = nc_buf_view(&entries), .is_markup = true},
        {.name = "landmarks_label", .text = nc_str(nc_lang_label(lang, NC_L_LANDMARKS))},
        {.name = "landmarks", .rows = landmarks + without_toc, .row_count = 2 - without_toc}};
    struct nc_tmpl_row row = {vars, sizeof vars / sizeof *vars};
    struct nc_buf page = {0};
    int result = nc_tmpl_fill(&page, &state->templates[EPUB_T_NAV], &row, fail);
    epub_finish_page(out, book->run, nc_buf_view(&page));
    nc_buf_dispose(&page);
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
    int result = nc_tmpl_fill(out, &state->templates[EPUB_T_NCX], &row, fail);
    nc_buf_dispose(&entries);
    return result;
}
