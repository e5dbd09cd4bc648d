/* EPUB 3.3 with the NCX and guide that readers of EPUB 2 need: the backend's callbacks. Notes come
 * in as finished chapter files; the archive is written at the end, once its content is known. A row
 * of struct epub_target says what the readers of one maker need. */
#include "export/epub/epub.h"

#include <libxml/parser.h>
#include <stdlib.h>

#define MAX_OPF ((size_t)64 << 20)

static const char *const template_names[EPUB_T_COUNT] = {
    [EPUB_T_CONTAINER] = "epub/container.xml", [EPUB_T_OPF] = "epub/content.opf",
    [EPUB_T_NAV] = "epub/nav.xhtml",           [EPUB_T_NCX] = "epub/toc.ncx",
    [EPUB_T_PAGE] = "epub/page.xhtml",         [EPUB_T_TITLE] = "epub/title.xhtml",
    [EPUB_T_BYLINE] = "epub/byline.xhtml",     [EPUB_T_STYLE] = "epub/style.css",
    [EPUB_T_COVER] = "epub/cover.svg",         [EPUB_T_COVER_PAGE] = "epub/cover.xhtml",
    [EPUB_T_CONTENTS] = "epub/contents.xhtml"};

int epub_begin(struct nc_run *run)
{
    struct epub_state *state = run->state;
    xmlInitParser(); /* before any thread renders */
    if (nc_math_check_command(nc_run_option(run, "math-cmd"), run->fail))
        return -1;
    for (size_t i = 0; i < EPUB_T_COUNT; i++) {
        struct nc_str text;
        if (nc_template_get(&text, run->templates, template_names[i], run->fail))
            return -1;
        nc_tmpl_parse(&state->templates[i], template_names[i], text);
    }
    return nc_run_style(&state->style, run, template_names[EPUB_T_STYLE],
                        epub_target_of(run)->style, true);
}

int epub_emit(struct nc_run *run, uint32_t note, struct nc_rendered *r)
{
    struct epub_state *state = run->state;
    (void)note;
    nc_grow(&state->notes, &state->note_cap, state->note_count + 1, sizeof *state->notes);
    state->notes[state->note_count++] = r->data;
    r->data = NULL;
    return 0;
}

static int by_name(const void *a, const void *b)
{
    const struct epub_image *x = a, *y = b;
    return nc_str_cmp(x->name, y->name);
}

static void add_images_of(struct epub_book *book, const struct epub_note *note)
{
    struct nc_buf name = {0};
    for (size_t i = 0; i < note->media_count; i++) {
        uint32_t number = note->media[i];
        nc_buf_clear(&name);
        epub_image_name(&name, book->run, number);
        book->images[book->image_count++] = (struct epub_image){
            nc_arena_str(book->arena, nc_buf_view(&name)), &book->run->media->items[number],
            book->run->site->media->items[number].path.p};
    }
    for (size_t i = 0; i < note->drawn_count; i++)
        book->images[book->image_count++] =
            (struct epub_image){note->drawn[i].name, &note->drawn[i].form, NULL};
    nc_buf_dispose(&name);
}

/* Collects the images of all notes, each once: several files may be the same image under the same
 * name. */
static void collect_images(struct epub_book *book)
{
    const struct epub_state *state = book->run->state;
    size_t total = 0, kept = 0;
    for (size_t i = 0; i < state->note_count; i++)
        total += state->notes[i]->media_count + state->notes[i]->drawn_count;
    book->images = nc_arena_array(book->arena, total, sizeof *book->images);
    for (size_t i = 0; i < state->note_count; i++)
        add_images_of(book, state->notes[i]);
    if (total)
        qsort(book->images, total, sizeof *book->images, by_name);
    for (size_t i = 0; i < total; i++) {
        if (kept == 0 || !nc_str_eq(book->images[i].name, book->images[kept - 1].name))
            book->images[kept++] = book->images[i];
    }
    book->image_count = kept;
}

static void describe(struct epub_book *book)
{
    const struct nc_run *run = book->run;
    const struct epub_state *state = run->state;
    size_t files = 0;
    for (size_t i = 0; i < state->note_count; i++)
        files += state->notes[i]->file_count;
    epub_facts_merge(&book->facts, book->arena, state->notes, state->note_count);
    epub_facts_of_book(&book->facts, run->site->book);
    book->title = epub_title(book->arena, run->site->title, run->site->lang);
    book->identifier = epub_identifier(book->arena, book->facts.identifier, run->site->uuid);
    book->modified = book->facts.modified ? book->facts.modified : run->now;
    book->has_title_page = epub_facts_visible(&book->facts) && !book->facts.has_byline;
    book->has_toc_page = files > 1;
    book->body_start = state->notes[0]->files[0].name;
    collect_images(book);
    epub_toc_build(book);
}

static int add_text(struct nc_archive *a, const char *name, struct nc_str text)
{
    struct nc_deflated d;
    nc_deflate(&d, text, NC_DEFLATE_LEVEL);
    return nc_archive_add(a, name, &d);
}

typedef int package_writer(struct nc_buf *out, const struct epub_book *book, struct nc_fail *fail);

static int add_written(struct nc_archive *a, const char *name, const struct epub_book *book,
                       package_writer *write)
{
    struct nc_buf text = {0};
    int err = write(&text, book, book->run->fail);
    err = err ? err : add_text(a, name, nc_buf_view(&text));
    nc_buf_dispose(&text);
    return err;
}

static int add_package(struct nc_archive *a, const struct epub_book *book)
{
    const struct epub_state *state = book->run->state;
    int err = nc_archive_add_stored(a, "mimetype", NC_LIT("application/epub+zip"));
    err =
        err ? err : add_text(a, "META-INF/container.xml", state->templates[EPUB_T_CONTAINER].text);
    err = err ? err : add_written(a, EPUB_OPF, book, epub_write_opf);
    err = err ? err : add_written(a, EPUB_FOLDER "nav.xhtml", book, epub_write_nav);
    err = err ? err : add_written(a, EPUB_FOLDER "toc.ncx", book, epub_write_ncx);
    return err ? err : add_text(a, EPUB_FOLDER "css/style.css", nc_buf_view(&state->style));
}

static int add_file(struct nc_archive *a, struct epub_file *f)
{
    struct nc_buf name = {0};
    nc_buf_puts(&name, EPUB_FOLDER);
    nc_buf_str(&name, f->name);
    int err = nc_archive_add(a, name.p, &f->data);
    nc_buf_dispose(&name);
    return err;
}

static int add_title_page(struct nc_archive *a, const struct epub_book *book)
{
    struct epub_file page = {.name = NC_LIT("text/title.xhtml")};
    int err = epub_title_page(&page, book, book->run->fail);
    return err ? err : add_file(a, &page);
}

static int add_cover(struct nc_archive *a, const struct epub_book *book)
{
    struct epub_file page = {.name = NC_LIT("text/cover.xhtml")};
    struct nc_buf name = {0};
    if (epub_cover_page(&page, book, book->run->fail))
        return -1;
    nc_buf_puts(&name, EPUB_FOLDER);
    nc_buf_str(&name, book->cover.name);
    int err = add_file(a, &page);
    if (!err && !book->cover.is_image)
        err = nc_archive_add_stored(a, name.p, nc_buf_view(&book->cover.bytes));
    nc_buf_dispose(&name);
    return err;
}

static int add_chapters(struct nc_archive *a, const struct epub_book *book)
{
    const struct epub_state *state = book->run->state;
    for (size_t i = 0; i < book->content_count; i++) {
        if (add_file(a, &book->contents[i]))
            return -1;
    }
    for (size_t i = 0; i < state->note_count; i++) {
        for (size_t j = 0; j < state->notes[i]->file_count; j++) {
            if (add_file(a, &state->notes[i]->files[j]))
                return -1;
        }
    }
    return 0;
}

static int add_images(struct nc_archive *a, const struct epub_book *book)
{
    int err = 0;
    struct nc_buf name = {0};
    for (size_t i = 0; i < book->image_count && !err; i++) {
        const struct epub_image *image = &book->images[i];
        const struct nc_media_form *form = image->form;
        struct nc_deflated svg;
        nc_buf_clear(&name);
        nc_buf_puts(&name, EPUB_FOLDER);
        nc_buf_str(&name, image->name);
        if (form->type == NC_MEDIA_SVG) {
            nc_deflate(&svg, nc_buf_view(&form->bytes), NC_DEFLATE_LEVEL);
            err = nc_archive_add(a, name.p, &svg);
        } else if (form->state == NC_MEDIA_MADE) {
            err = nc_archive_add_stored(a, name.p, nc_buf_view(&form->bytes));
        } else {
            err = nc_archive_add_file(a, name.p, image->path, form->sha256, true);
        }
    }
    nc_buf_dispose(&name);
    return err;
}

static int write_book(struct nc_out *out, const struct epub_book *book)
{
    struct nc_archive *a = nc_archive_new(out, book->modified, book->run->fail);
    int err = a ? add_package(a, book) : -1;
    if (!err && book->cover.name.n)
        err = add_cover(a, book);
    if (!err && book->has_title_page)
        err = add_title_page(a, book);
    err = err ? err : add_chapters(a, book);
    err = err ? err : add_images(a, book);
    if (err) {
        nc_archive_discard(a);
        return -1;
    }
    return nc_archive_close(a);
}

/* Whether a planned note is missing. Then links of other notes would lead to files that do not
 * exist. */
static bool lacks_note(const struct nc_run *run)
{
    const struct epub_state *state = run->state;
    size_t planned = 0;
    for (size_t i = 0; i < run->site->count; i++)
        planned += run->site->notes[i] != NULL;
    return state->note_count < planned;
}

int epub_write(struct nc_run *run, struct nc_outset *outs, const char *path, int64_t *modified)
{
    const struct epub_state *state = run->state;
    struct nc_out *out;
    if (lacks_note(run))
        return nc_fail(run->fail, "%s was not written: a note changed while it was being read",
                       run->output);
    /* No note could be read, and a book needs a text. Messages have said so. */
    if (state->note_count == 0) {
        run->made = NC_MADE_NOTHING;
        return 0;
    }
    struct epub_book book = {.run = run, .arena = nc_arena_new()};
    describe(&book);
    int err = epub_cover_make(&book);
    err = err ? err : epub_contents_make(&book);
    err = err ? err : nc_out_open(&out, outs, path, run->fail);
    if (!err) {
        err = write_book(out, &book);
        uint64_t size = nc_out_tell(out);
        if (err)
            nc_out_discard(out);
        else
            err = nc_out_close(out);
        if (!err)
            epub_report_kindle(&book, size);
    }
    *modified = book.modified;
    if (!err && run->site->count > EPUB_TOC_NOTES)
        nc_buf_printf(run->report,
                      "%s: a book of %zu notes, so its contents list notes and not their headings; "
                      "--split=folder, --index=NOTE and --tag=TAG make smaller books\n",
                      run->output, run->site->count);
    run->pictures = book.image_count;
    nc_buf_dispose(&book.cover.bytes);
    free(book.toc.items);
    free(book.contents);
    nc_arena_free(book.arena);
    return err;
}

void epub_end(struct nc_run *run)
{
    struct epub_state *state = run->state;
    for (size_t i = 0; i < state->note_count; i++)
        epub_note_free(state->notes[i]);
    free(state->notes);
    for (size_t i = 0; i < EPUB_T_COUNT; i++)
        nc_tmpl_dispose(&state->templates[i]);
    nc_buf_dispose(&state->style);
}

int epub_finish(struct nc_run *run)
{
    int64_t modified;
    return epub_write(run, run->outs, run->output, &modified);
}

enum nc_previous_kind epub_recognise(struct nc_previous *p, const char *path)
{
    struct nc_buf opf = {0};
    enum nc_previous_kind kind = NC_PREVIOUS_FOREIGN;
    switch (nc_archive_read(&opf, path, EPUB_OPF, MAX_OPF, &p->why)) {
    case NC_ENTRY_READ:
        if (nc_str_search(nc_buf_view(&opf), NC_LIT(EPUB_GENERATOR), 0) < opf.n)
            kind = NC_PREVIOUS_OURS;
        break;
    case NC_ENTRY_NONE:
    case NC_ENTRY_NO_ARCHIVE:
        break;
    case NC_ENTRY_DAMAGED:
        kind = NC_PREVIOUS_DAMAGED;
        break;
    case NC_ENTRY_UNREADABLE:
        kind = NC_PREVIOUS_UNREADABLE;
        break;
    }
    nc_buf_dispose(&opf);
    return kind;
}
