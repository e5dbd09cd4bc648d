/* The cover of a book: a named picture, else one drawn from templates/epub/cover.svg, and the page
 * that shows it. coverlines.h breaks its title; media/prepare.h draws. */
#include "export/epub/epub.h"

#include "base/fsio.h"

#include "export/epub/coverlines.h"
#include "lang/date.h"
#include "lang/lang.h"

#include <stdlib.h>

#define WIDTH 1200
#define HEIGHT 1600
/* Where the title stands: its middle, and its greatest width. */
#define TITLE_MIDDLE 640
#define MOST_AUTHORS 12 /* a line never holds more */
#define TITLE_WIDTH 940
#define MAX_COVER ((size_t)64 << 20)

static void report(const struct epub_book *book, enum nc_diag_id id, const char *why)
{
    nc_diag(book->run->diags, id, NC_NONE, (struct nc_pos){0}, "the book has no cover: %s", why);
}

/* The name of a cover. Comparing names shows whether the replaced book has the same cover. */
static struct nc_str name_of(struct nc_arena *arena, const uint8_t digest[32],
                             enum nc_media_type type)
{
    char hex[13];
    nc_hex(hex, digest, 6);
    return nc_arena_printf(arena, "images/cover-%s%s", hex, nc_media_suffix(type));
}

/* --- named covers --- */

static void take_picture(struct epub_book *book, struct nc_str bytes, const char *shown)
{
    struct nc_media_form form = {0};
    struct nc_buf why = {0};
    nc_media_convert(&form, bytes, 2000);
    const char *trouble = nc_media_trouble_text(&form);
    if (form.state == NC_MEDIA_REFUSED) {
        nc_buf_printf(&why, "%s is %s, %s", shown, nc_media_mime(form.type), trouble);
        report(book, NC_D_IMAGE_TYPE, why.p);
        nc_buf_dispose(&form.bytes);
    } else {
        if (form.state == NC_MEDIA_AS_IS)
            nc_buf_str(&form.bytes, bytes);
        book->cover.bytes = form.bytes;
        book->cover.type = form.type;
        book->cover.name = name_of(book->arena, form.sha256, form.type);
    }
    nc_buf_dispose(&why);
}

static int take_file(struct epub_book *book, const char *path, const char *shown)
{
    struct nc_buf bytes = {0};
    int err = nc_read_file(&bytes, path, MAX_COVER, book->run->fail);
    if (!err)
        take_picture(book, nc_buf_view(&bytes), shown);
    nc_buf_dispose(&bytes);
    return err;
}

/* --- drawn covers --- */

/* The authors on one line: all, or as many as fit and "…". */
static struct nc_str author_line(struct nc_arena *arena, const struct epub_facts *f, unsigned *size)
{
    static const unsigned sizes[] = {52, 44, 36};
    struct cover_lines line = {0};
    size_t all = f->authors.count, k = 0;
    struct nc_buf b = {0};
    for (size_t n = all < MOST_AUTHORS ? all : MOST_AUTHORS; n && line.count != 1; n--) {
        nc_buf_clear(&b);
        nc_buf_join(&b, f->authors.items, n, ", ");
        nc_buf_puts(&b, n < all ? " …" : "");
        struct nc_str text = nc_arena_str(arena, nc_buf_view(&b));
        do
            cover_break(&line, arena, text, TITLE_WIDTH, sizes[k], sizes[k]);
        while (line.count != 1 && k + 1 < sizeof sizes / sizeof *sizes && ++k);
    }
    nc_buf_clear(&b);
    nc_buf_str(&b, line.count ? line.items[0] : NC_NONE);
    nc_buf_puts(&b, line.count > 1 ? "…" : "");
    struct nc_str text = nc_buf_keep(&b, arena);
    *size = line.size;
    return text;
}

static const struct nc_tmpl_row *line_rows(struct nc_arena *arena, const struct cover_lines *title,
                                           double first, double step)
{
    struct nc_tmpl_row *rows = nc_arena_array(arena, title->count + 1, sizeof *rows);
    for (size_t i = 0; i < title->count; i++) {
        struct nc_tmpl_var *vars = nc_arena_array(arena, 2, sizeof *vars);
        vars[0] = (struct nc_tmpl_var){.name = "line", .text = title->items[i]};
        vars[1] = (struct nc_tmpl_var){
            .name = "y", .text = nc_arena_printf(arena, "%.0f", first + step * (double)i)};
        rows[i] = (struct nc_tmpl_row){vars, 2};
    }
    return rows;
}

/* Makes the drawing, and gives the words on it so that their characters can be checked. */
static int fill_template(struct nc_buf *svg, struct nc_buf *words, const struct epub_book *book)
{
    const struct epub_state *state = book->run->state;
    const struct epub_facts *f = &book->facts;
    struct nc_arena *arena = book->arena;
    struct cover_lines title;
    cover_break(&title, arena, book->title, TITLE_WIDTH, 52, 150);
    unsigned author_size;
    struct nc_str author = author_line(arena, f, &author_size);
    double step = title.size * 1.32;
    double first = TITLE_MIDDLE - step * ((double)title.count - 1) / 2 + title.size * 0.35;
    struct nc_str lang = book->run->site->lang;
    struct nc_buf date = {0};
    nc_lang_date(&date, lang, f->date);
    struct nc_tmpl_var vars[] = {
        {.name = "lang", .text = lang},
        {.name = "dir", .text = epub_direction(lang)},
        {.name = "size", .text = nc_arena_printf(arena, "%u", title.size)},
        {.name = "lines", .rows = line_rows(arena, &title, first, step), .row_count = title.count},
        {.name = "rule",
         .text = nc_arena_printf(arena, "%.0f",
                                 first + step * ((double)title.count - 1) + title.size * 0.5 + 60)},
        {.name = "author", .text = author},
        {.name = "author_size", .text = nc_arena_printf(arena, "%u", author_size)},
        {.name = "date", .text = nc_buf_view(&date)}};
    struct nc_tmpl_row row = {vars, sizeof vars / sizeof *vars};
    nc_buf_str(words, book->title);
    nc_buf_str(words, author);
    nc_buf_str(words, nc_buf_view(&date));
    int err = nc_tmpl_fill(svg, &state->templates[EPUB_T_COVER], &row, book->run->fail);
    nc_buf_dispose(&date);
    return err;
}

/* Reuses the cover of the replaced book if it is the same drawing. */
static bool take_previous(struct epub_book *book)
{
    const struct nc_run *run = book->run;
    struct nc_buf entry = {0};
    struct nc_fail ignored = {0};
    nc_buf_printf(&entry, EPUB_FOLDER "%.*s", NC_FMT(book->cover.name));
    bool found = run->previous && run->previous->kind == NC_PREVIOUS_OURS &&
                 nc_archive_read(&book->cover.bytes, run->output, entry.p, MAX_COVER, &ignored) ==
                     NC_ENTRY_READ;
    nc_buf_dispose(&entry);
    nc_buf_dispose(&ignored.message);
    return found;
}

static int draw(struct epub_book *book)
{
    struct nc_buf svg = {0}, words = {0};
    uint8_t digest[32];
    int err = fill_template(&svg, &words, book);
    if (!err) {
        nc_sha256(digest, nc_buf_view(&svg));
        book->cover.type = NC_MEDIA_JPEG;
        book->cover.name = name_of(book->arena, digest, NC_MEDIA_JPEG);
        if (!take_previous(book)) {
            const char *trouble = nc_media_draw(&book->cover.bytes, nc_buf_view(&svg), WIDTH,
                                                HEIGHT, words.p ? words.p : "");
            if (trouble) {
                book->cover.name = NC_NONE;
                report(book, NC_D_COVER, trouble);
            }
        }
    }
    nc_buf_dispose(&svg);
    nc_buf_dispose(&words);
    return err;
}

/* Stores a cover that the text also shows only once: names end in a digest of the bytes and their
 * type. */
static void share(struct epub_book *book)
{
    struct nc_str name = book->cover.name;
    size_t dash = name.n;
    while (dash > 0 && name.p[dash - 1] != '-')
        dash--;
    for (size_t i = 0; dash > 0 && i < book->image_count; i++) {
        if (!nc_str_ends(book->images[i].name, nc_str_sub(name, dash - 1, name.n)))
            continue;
        book->cover.name = book->images[i].name;
        book->cover.is_image = true;
        return;
    }
}

static int find_cover(struct epub_book *book)
{
    const struct nc_run *run = book->run;
    const char *wish = nc_run_option(run, "cover");
    if (wish && strcmp(wish, "none") == 0)
        return 0;
    if (wish && strcmp(wish, "auto") != 0)
        return take_file(book, wish, wish);
    if (book->facts.cover) {
        const struct nc_media *m = &run->site->media->items[book->facts.cover - 1];
        return take_file(book, m->path.p, m->name.p);
    }
    return wish || run->site->is_folder || epub_target_of(run)->has_shelf ? draw(book) : 0;
}

int epub_cover_make(struct epub_book *book)
{
    int err = find_cover(book);
    if (!err)
        share(book);
    return err;
}

int epub_cover_page(struct epub_file *out, const struct epub_book *book, struct nc_fail *fail)
{
    struct nc_str lang = book->run->site->lang;
    struct nc_tmpl_var vars[] = {{.name = "lang", .text = lang},
                                 {.name = "dir", .text = epub_direction(lang)},
                                 {.name = "title", .text = book->title},
                                 {.name = "src", .text = book->cover.name}};
    struct nc_tmpl_row row = {vars, sizeof vars / sizeof *vars};
    return epub_page(out, book->run, EPUB_T_COVER_PAGE, &row, fail);
}
