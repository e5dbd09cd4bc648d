/* The rows of the formats made as EPUB: the plain one, and those for the readers of one maker,
 * which differ in their struct epub_target. */
#include "export/epub/epub.h"
#include "export/kindle/kindlebook.h"

#include "base/fsio.h"
#include "base/tempdir.h"

/* Formats that every reader shows; 2,000 pixels exceed their screens. */
#define PICTURES (1u << NC_MEDIA_PNG | 1u << NC_MEDIA_JPEG | 1u << NC_MEDIA_GIF)
static const struct nc_media_want wanted_media = {
    .types = PICTURES | 1u << NC_MEDIA_SVG, .clean_svg = true, .longest = 2000};
/* Kindle gets the sizes of drawings wrong. */
static const struct nc_media_want plain_media = {.types = PICTURES, .longest = 2000};

static const struct nc_optdef epub_options[] = {
    NC_OPTION_IMAGE_SIZE("longest side of pictures (default 2000), or original"),
    NC_OPTION_CSS,
    NC_XHTML_MATH_OPTIONS,
    {"cover", "FILE", "a picture; auto: a drawn one (default for folders); or none", ",auto|none"},
    {"target", "READER", "what the book is made for: generic (default), kobo, kindle …",
     "generic|kobo|kindle|pocketbook|tolino|koreader|apple"},
    {NULL, NULL, NULL, NULL}};

#define CALLBACKS                                                                                  \
    .state_size = sizeof(struct epub_state), .options = epub_options, .is_book = true,             \
    .begin = epub_begin, .plan = epub_plan, .render = epub_render, .emit = epub_emit,              \
    .finish = epub_finish, .end = epub_end, .recognise = epub_recognise
/* The row of a maker whose readers take .epub. */
#define READER(name_, media_, ...)                                                                 \
    {                                                                                              \
        .name = "epub", .suffix = ".epub", .summary = "a book for readers of " name_,              \
        .readers = name_, .media = media_, .variant = &(const struct epub_target){__VA_ARGS__},    \
        CALLBACKS                                                                                  \
    }

static const struct epub_target generic = {.xhtml = &nc_xhtml_epub};
static const struct epub_target kobo = {
    .xhtml = &nc_xhtml_kobo, .style = "epub/kobo.css", .sentences = true, .has_shelf = true};

static const struct epub_target over_usb = {
    .xhtml = &nc_xhtml_kindle, .has_shelf = true, .is_kindle = true};

static const struct nc_backend readers[] = {
    READER("kindle", &plain_media, .xhtml = &nc_xhtml_kindle, .has_shelf = true, .is_kindle = true,
           .is_mailed = true),
    READER("pocketbook", &wanted_media, .xhtml = &nc_xhtml_adobe, .has_shelf = true),
    READER("tolino", &wanted_media, .xhtml = &nc_xhtml_adobe, .has_shelf = true),
    READER("koreader", &wanted_media, .xhtml = &nc_xhtml_epub, .has_shelf = true),
    READER("apple", &wanted_media, .xhtml = &nc_xhtml_epub, .has_shelf = true)};

const struct nc_backend nc_backend_kepub = {.name = "kepub",
                                            .suffix = ".kepub.epub",
                                            .summary = "a book for Kobo's readers",
                                            .readers = "kobo",
                                            .variant = &kobo,
                                            .media = &wanted_media,
                                            CALLBACKS};

static const struct nc_backend *const targets[] = {
    &nc_backend_kepub, &readers[0], &readers[1], &readers[2], &readers[3], &readers[4], NULL};

const struct nc_backend nc_backend_epub = {
    .name = "epub",
    .suffix = ".epub",
    .summary = "a book for e-readers (EPUB 3.3, readable by EPUB 2 devices)",
    .variant = &generic,
    .targets = targets,
    .media = &wanted_media,
    CALLBACKS};

/* --- AZW3 --- */

static int begin_azw3(struct nc_run *run)
{
    struct nc_buf program = {0};
    bool found = nc_kindle_converter(&program);
    nc_buf_dispose(&program);
    return found ? epub_begin(run) : nc_fail(run->fail, "%s", nc_kindle_without);
}

/* Makes the EPUB to convert, in a folder of its own. */
static int make_epub(struct nc_run *run, const char *path, int64_t *modified)
{
    struct nc_outset *outs = nc_outset_new();
    bool mixed;
    int err = epub_write(run, outs, path, modified);
    err = err ? err : nc_outset_commit(outs, &mixed, run->fail);
    nc_outset_free(outs);
    return err;
}

static int put_output(struct nc_run *run, struct nc_str bytes)
{
    struct nc_out *out;
    if (nc_out_open(&out, run->outs, run->output, run->fail))
        return -1;
    if (nc_out_write(out, bytes.p, bytes.n) == 0)
        return nc_out_close(out);
    nc_out_discard(out);
    return -1;
}

static int finish_azw3(struct nc_run *run)
{
    const struct epub_state *state = run->state;
    struct nc_buf folder = {0}, epub = {0}, azw3 = {0};
    int64_t modified = run->now;
    if (state->note_count == 0)
        return 0;
    int err = nc_tempdir_make(&folder, run->fail);
    nc_buf_printf(&epub, "%s/book.epub", folder.n ? folder.p : "");
    err = err ? err : make_epub(run, epub.p, &modified);
    err = err ? err : nc_kindle_convert(&azw3, epub.p, run->site->uuid, modified, run->fail);
    err = err ? err : put_output(run, nc_buf_view(&azw3));
    nc_tempdir_remove(&folder);
    nc_buf_dispose(&folder);
    nc_buf_dispose(&epub);
    nc_buf_dispose(&azw3);
    return err;
}

static enum nc_previous_kind recognise_azw3(struct nc_previous *p, const char *path)
{
    struct nc_buf head = {0};
    enum nc_previous_kind kind = NC_PREVIOUS_UNREADABLE;
    if (nc_read_head(&head, path, NC_KINDLE_HEAD, &p->why) == 0)
        kind = nc_kindle_is_ours(nc_buf_view(&head)) ? NC_PREVIOUS_OURS : NC_PREVIOUS_FOREIGN;
    nc_buf_dispose(&head);
    return kind;
}

const struct nc_backend nc_backend_azw3 = {.name = "azw3",
                                           .suffix = ".azw3",
                                           .summary = "a book for Kindle over USB, made by calibre",
                                           .readers = "kindle",
                                           .variant = &over_usb,
                                           .media = &plain_media,
                                           .state_size = sizeof(struct epub_state),
                                           .options = epub_options,
                                           .is_book = true,
                                           .begin = begin_azw3,
                                           .plan = epub_plan,
                                           .render = epub_render,
                                           .emit = epub_emit,
                                           .finish = finish_azw3,
                                           .end = epub_end,
                                           .recognise = recognise_azw3};
