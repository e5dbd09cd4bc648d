/* The package document (EPUB 3.3 section 5): metadata, manifest, spine, guide, as rows for
 * templates/epub/content.opf. Accessibility metadata (EPUB Accessibility 1.1 section 2) is computed
 * from the book's content, never just asserted. */
#include "export/epub/epub.h"

#include "lang/lang.h"

#include <stdlib.h>

/* A list of template rows being built. */
struct rows {
    struct nc_tmpl_row *items;
    size_t count, cap;
};

static void add_row(struct rows *r, struct nc_arena *arena, const struct nc_tmpl_var *vars,
                    size_t count)
{
    struct nc_tmpl_var *kept = nc_arena_array(arena, count, sizeof *kept);
    memcpy(kept, vars, count * sizeof *kept);
    nc_grow(&r->items, &r->cap, r->count + 1, sizeof *r->items);
    r->items[r->count++] = (struct nc_tmpl_row){kept, count};
}

static void add_text(struct rows *r, struct nc_arena *arena, const char *name, struct nc_str text)
{
    struct nc_tmpl_var var = {.name = name, .text = text};
    add_row(r, arena, &var, 1);
}

static void add_item(struct rows *r, struct nc_arena *arena, struct nc_str id, struct nc_str href,
                     const char *type, const char *properties)
{
    struct nc_tmpl_var vars[] = {{.name = "id", .text = id},
                                 {.name = "href", .text = href},
                                 {.name = "type", .text = nc_str(type)},
                                 {.name = "properties", .text = nc_str(properties)}};
    add_row(r, arena, vars, 4);
}

/* "text/c-12345678.xhtml" → "c-12345678". */
static struct nc_str chapter_id(struct nc_str name)
{
    size_t slash = nc_str_find(name, '/', 0);
    return nc_str_sub(name, slash + 1, name.n - strlen(".xhtml"));
}

static const char *properties_of(const struct epub_file *f)
{
    return f->has_mathml && f->has_svg ? "mathml svg"
           : f->has_mathml             ? "mathml"
           : f->has_svg                ? "svg"
                                       : NULL;
}

/* Lists what is in the archive besides the three files that the template names. A chapter with
 * properties goes into a list of its own, because templates have no optional attributes. */
static void list_items(struct rows *items, struct rows *special, struct rows *spine,
                       const struct epub_book *book)
{
    const char *xhtml = "application/xhtml+xml";
    const struct epub_state *state = book->run->state;
    struct nc_arena *arena = book->arena;
    if (book->cover.name.n) {
        add_item(items, arena, NC_LIT("cover"), NC_LIT("text/cover.xhtml"), xhtml, NULL);
        add_item(special, arena, NC_LIT("cover-image"), book->cover.name,
                 nc_media_mime(book->cover.type), "cover-image");
        add_text(spine, arena, "id", NC_LIT("cover"));
    }
    if (book->has_title_page) {
        add_item(items, arena, NC_LIT("titlepage"), NC_LIT("text/title.xhtml"), xhtml, NULL);
        add_text(spine, arena, "id", NC_LIT("titlepage"));
    }
    if (book->has_toc_page && !book->content_count)
        add_text(spine, arena, "id", NC_LIT("nav"));
    for (size_t i = 0; i < book->content_count; i++) {
        struct nc_str name = book->contents[i].name;
        add_item(items, arena, chapter_id(name), name, xhtml, NULL);
        add_text(spine, arena, "id", chapter_id(name));
    }
    for (size_t i = 0; i < state->note_count; i++) {
        for (size_t j = 0; j < state->notes[i]->file_count; j++) {
            const struct epub_file *f = &state->notes[i]->files[j];
            struct nc_str id = chapter_id(f->name);
            add_item(properties_of(f) ? special : items, arena, id, f->name, xhtml,
                     properties_of(f));
            add_text(spine, arena, "id", id);
        }
    }
    for (size_t i = 0; i < book->image_count; i++) {
        if (book->cover.is_image && nc_str_eq(book->images[i].name, book->cover.name))
            continue;
        add_item(items, arena, nc_arena_printf(arena, "image-%zu", i + 1), book->images[i].name,
                 nc_media_mime(book->images[i].form->type), NULL);
    }
}

static void list_guide(struct rows *guide, const struct epub_book *book)
{
    struct nc_str lang = book->run->site->lang;
    struct nc_tmpl_var cover[] = {
        {.name = "type", .text = NC_LIT("cover")},
        {.name = "label", .text = nc_str(nc_lang_label(lang, NC_L_COVER))},
        {.name = "href", .text = NC_LIT("text/cover.xhtml")}};
    struct nc_tmpl_var toc[] = {
        {.name = "type", .text = NC_LIT("toc")},
        {.name = "label", .text = nc_str(nc_lang_label(lang, NC_L_CONTENTS))},
        {.name = "href", .text = epub_contents_href(book)}};
    struct nc_tmpl_var text[] = {{.name = "type", .text = NC_LIT("text")},
                                 {.name = "label", .text = nc_str(nc_lang_label(lang, NC_L_BODY))},
                                 {.name = "href", .text = book->body_start}};
    if (book->cover.name.n)
        add_row(guide, book->arena, cover, 3);
    if (book->has_toc_page)
        add_row(guide, book->arena, toc, 3);
    add_row(guide, book->arena, text, 3);
}

static void list_access(struct rows *modes, struct rows *features, const struct epub_book *book)
{
    const struct epub_facts *f = &book->facts;
    struct nc_arena *arena = book->arena;
    add_text(modes, arena, "mode", NC_LIT("textual"));
    if (f->has_image || book->cover.name.n)
        add_text(modes, arena, "mode", NC_LIT("visual"));
    add_text(features, arena, "feature", NC_LIT("tableOfContents"));
    add_text(features, arena, "feature", NC_LIT("readingOrder"));
    add_text(features, arena, "feature", NC_LIT("structuralNavigation"));
    if (f->has_image && !f->has_alt_missing)
        add_text(features, arena, "feature", NC_LIT("alternativeText"));
    if (f->has_math) {
        add_text(features, arena, "feature", NC_LIT("MathML"));
        add_text(features, arena, "feature", NC_LIT("describedMath"));
    }
}

/* All lists of the template. */
struct lists {
    struct rows authors, contributors, tags, modes, features, items, special, spine, guide;
};

static void fill(struct lists *l, const struct epub_book *book)
{
    const struct epub_facts *f = &book->facts;
    struct nc_arena *arena = book->arena;
    for (size_t i = 0; i < f->authors.count; i++) {
        struct nc_tmpl_var vars[] = {
            {.name = "author", .text = f->authors.items[i]},
            {.name = "id", .text = nc_arena_printf(arena, "author-%zu", i + 1)}};
        add_row(&l->authors, arena, vars, 2);
    }
    for (size_t i = 0; i < f->contributor_count; i++) {
        struct nc_tmpl_var vars[] = {
            {.name = "contributor", .text = f->contributors[i].name},
            {.name = "id", .text = nc_arena_printf(arena, "contributor-%zu", i + 1)},
            {.name = "role", .text = nc_str(f->contributors[i].role)}};
        add_row(&l->contributors, arena, vars, 3);
    }
    for (size_t i = 0; i < f->subjects.count; i++)
        add_text(&l->tags, arena, "tag", f->subjects.items[i]);
    list_access(&l->modes, &l->features, book);
    list_items(&l->items, &l->special, &l->spine, book);
    list_guide(&l->guide, book);
}

static void dispose(struct lists *l)
{
    free(l->authors.items);
    free(l->contributors.items);
    free(l->tags.items);
    free(l->modes.items);
    free(l->features.items);
    free(l->items.items);
    free(l->special.items);
    free(l->spine.items);
    free(l->guide.items);
}

/* A list variable for the template, even if it has no rows. */
static struct nc_tmpl_var list(const char *name, const struct rows *r)
{
    static const struct nc_tmpl_row none;
    return (struct nc_tmpl_var){
        .name = name, .rows = r->items ? r->items : &none, .row_count = r->count};
}

static struct nc_tmpl_var text(const char *name, struct nc_str s)
{
    return (struct nc_tmpl_var){.name = name, .text = s};
}

int epub_write_opf(struct nc_buf *out, const struct epub_book *book, struct nc_fail *fail)
{
    const struct epub_facts *f = &book->facts;
    const struct epub_state *state = book->run->state;
    struct nc_str lang = book->run->site->lang;
    struct lists l = {0};
    fill(&l, book);
    struct nc_tmpl_var vars[] = {
        text("identifier", book->identifier),
        text("title", book->title),
        text("lang", lang),
        text("date", f->date),
        text("description", f->description),
        text("modified", epub_utc(book->arena, book->modified)),
        text("series", f->series),
        text("series_index", f->series_index),
        text("sufficient", f->has_alt_missing ? NC_LIT("textual,visual") : NC_LIT("textual")),
        text("summary", nc_str(nc_lang_label(lang, NC_L_ACCESSIBILITY))),
        text("dir", epub_direction(lang)),
        text("cover", book->cover.name),
        text("subtitle", f->texts[EPUB_SUBTITLE]),
        text("short_title", f->texts[EPUB_SHORT_TITLE]),
        text("publisher", f->texts[EPUB_PUBLISHER]),
        text("rights", f->texts[EPUB_RIGHTS]),
        text("source", f->texts[EPUB_SOURCE]),
        text("isbn", f->texts[EPUB_ISBN]),
        text("doi", f->texts[EPUB_DOI]),
        list("authors", &l.authors),
        list("contributors", &l.contributors),
        list("tags", &l.tags),
        list("modes", &l.modes),
        list("features", &l.features),
        list("items", &l.items),
        list("special_items", &l.special),
        list("spine", &l.spine),
        list("guide", &l.guide),
    };
    struct nc_tmpl_row row = {vars, sizeof vars / sizeof *vars};
    int result = nc_tmpl_fill(out, &state->templates[EPUB_T_OPF], &row, fail);
    dispose(&l);
    return result;
}
