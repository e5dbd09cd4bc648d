/* The text that noteconv adds to a book: the title page, and the lines under a title. */
#include "export/epub/epub.h"

#include "lang/date.h"
#include "lang/lang.h"

#include <stdlib.h>

static struct nc_str joined_authors(struct nc_buf *out, const struct epub_facts *f)
{
    nc_buf_join(out, f->authors.items, f->authors.count, ", ");
    return nc_buf_view(out);
}

int epub_byline(struct nc_buf *out, const struct nc_run *run, const struct epub_facts *f,
                struct nc_fail *fail)
{
    const struct epub_state *state = run->state;
    struct nc_buf authors = {0}, date = {0};
    struct nc_tmpl_row *rows = nc_calloc(f->tags.count + 1, sizeof *rows);
    struct nc_tmpl_var(*cells)[2] = nc_calloc(f->tags.count + 1, sizeof *cells);
    for (size_t i = 0; i < f->tags.count; i++) {
        cells[i][0] = (struct nc_tmpl_var){.name = "tag", .text = f->tags.items[i]};
        cells[i][1] = (struct nc_tmpl_var){.name = "more",
                                           .text = i + 1 < f->tags.count ? NC_LIT("1") : NC_NONE};
        rows[i] = (struct nc_tmpl_row){cells[i], 2};
    }
    nc_lang_date(&date, run->site->lang, f->date);
    struct nc_tmpl_var vars[] = {
        {.name = "subtitle", .text = f->texts[EPUB_SUBTITLE]},
        {.name = "author", .text = joined_authors(&authors, f)},
        {.name = "date", .text = nc_buf_view(&date)},
        {.name = "has_tags", .text = f->tags.count ? NC_LIT("1") : NC_NONE},
        {.name = "tags", .rows = rows, .row_count = f->tags.count}};
    struct nc_tmpl_row row = {vars, sizeof vars / sizeof *vars};
    int result = nc_tmpl_fill(out, &state->templates[EPUB_T_BYLINE], &row, fail);
    nc_buf_dispose(&authors);
    nc_buf_dispose(&date);
    free(cells);
    free(rows);
    return result;
}

int epub_title_page(struct epub_file *out, const struct epub_book *book, struct nc_fail *fail)
{
    struct nc_str lang = book->run->site->lang;
    struct nc_buf byline = {0};
    int result = epub_byline(&byline, book->run, &book->facts, fail);
    struct nc_tmpl_var vars[] = {
        {.name = "lang", .text = lang},
        {.name = "dir", .text = epub_direction(lang)},
        {.name = "class", .text = epub_class(lang)},
        {.name = "title", .text = book->title},
        {.name = "byline", .text = nc_buf_view(&byline), .is_markup = true}};
    struct nc_tmpl_row row = {vars, sizeof vars / sizeof *vars};
    if (result == 0)
        result = epub_page(out, book->run, EPUB_T_TITLE, &row, fail);
    nc_buf_dispose(&byline);
    return result;
}
