/* The HTML backend: one self-contained page per note, or the bare fragment (--fragment). In a
 * folder run, a tree of pages with relative links. Follows the HTML Living Standard, with XML
 * syntax for void elements. */
#include "base/arena.h"
#include "export/html/html.h"
#include "export/relpath.h"
#include "export/url/url.h"
#include "export/xhtml/xhtml.h"
#include "lang/date.h"
#include "lang/lang.h"

#include <stdlib.h>

/* What the hooks need while a note is rendered. */
struct html_note {
    const struct nc_run *run;
    uint32_t note;
    struct nc_picture_reporter reporter;
};

static int html_begin(struct nc_run *run)
{
    struct html_state *s = run->state;
    struct nc_str page;
    s->fragment = nc_run_option(run, "fragment") != NULL;
    s->arena = nc_arena_new();
    html_find_contents(run, s);
    if (nc_math_check_command(nc_run_option(run, "math-cmd"), run->fail) ||
        nc_template_get(&page, run->templates, "html/page.html", run->fail) ||
        nc_run_style(&s->style, run, "html/style.css", NULL, false))
        return -1;
    nc_tmpl_parse(&s->page, "html/page.html", page);
    return 0;
}

/* Writes "#page=3" for a PDF, which browsers understand. */
static void put_page(struct nc_buf *href, struct nc_str fragment)
{
    struct nc_str page = NC_LIT("page=");
    size_t at = page.n;
    if (!nc_str_starts(fragment, page))
        return;
    while (at < fragment.n && nc_ascii_is_digit(fragment.p[at]))
        at++;
    if (at == page.n)
        return;
    nc_buf_char(href, '#');
    nc_buf_str(href, nc_str_sub(fragment, 0, at));
}

static bool html_link(void *ctx, struct nc_buf *href, const struct nc_ref *ref)
{
    const struct html_note *h = ctx;
    const struct nc_run *run = h->run;
    if (ref->state == NC_REF_MEDIA && run->site->media->items[ref->media].bytes.n &&
        !run->site->is_folder) {
        nc_href_escape(href, ref->dest); /* a data: address, which holds the file itself */
        return true;
    }
    if (ref->state == NC_REF_MEDIA) {
        nc_media_href(href, run, h->note, &run->site->media->items[ref->media]);
        put_page(href, ref->fragment);
        return true;
    }
    const struct nc_place *p = nc_place_of(run, ref->note, ref->anchor);
    if (ref->note != h->note)
        nc_relative_href(href, nc_place_of(run, h->note, NC_NO_ANCHOR)->file, p->file);
    if (p->frag.n || ref->note == h->note) {
        nc_buf_char(href, '#');
        nc_buf_str(href, p->frag);
    }
    return true;
}

static bool html_media(void *ctx, struct nc_buf *src, const struct nc_ref *ref,
                       const struct nc_node *node)
{
    const struct html_note *h = ctx;
    nc_media_report(&h->reporter, h->run, ref, node);
    return html_link(ctx, src, ref);
}

static bool html_id(void *ctx, struct nc_buf *id, const struct nc_node *n)
{
    const struct html_note *h = ctx;
    struct nc_str frag = nc_place_of(h->run, h->note, n->anchor)->frag;
    nc_buf_str(id, frag);
    return frag.n > 0;
}

static bool plain_id(void *ctx, struct nc_buf *id, const struct nc_node *n)
{
    (void)ctx;
    (void)id;
    (void)n;
    return false;
}

/* The title of a page, also used in the contents and links of a folder. */
static struct nc_str page_title(const struct nc_run *run, uint32_t note, const struct nc_doc *doc)
{
    const struct nc_outline *o = run->site->notes[note];
    struct nc_str title = o ? o->title : doc->meta.title;
    return title.n ? title : run->site->title;
}

/* Whether the first heading repeats the title and is above all others: it would be printed twice.
 */
static bool repeats_title(const struct nc_doc *doc, struct nc_str title)
{
    const struct nc_node *n = doc->root->first;
    if (!n || n->kind != NC_HEADING || n->anchor == NC_NO_ANCHOR ||
        !nc_str_eq(doc->anchors[n->anchor].name, title))
        return false;
    for (const struct nc_node *k = n->next; k && n->u.heading.level > 1; k = k->next)
        if (k->kind == NC_HEADING && k->u.heading.level <= n->u.heading.level)
            return false;
    return true;
}

/* Skips the heading that the page shows as its title; links to it still find their place. */
static const struct nc_node *skip_title(struct nc_buf *body, const struct html_note *h,
                                        const struct nc_doc *doc)
{
    nc_buf_puts(body, "<span id=\"");
    html_id((void *)h, body, doc->root->first);
    nc_buf_puts(body, "\"></span>\n");
    return doc->root->first->next;
}

/* heading: the markup of the heading that the page shows as its title; empty: there is none. */
static int html_page(const struct nc_run *run, uint32_t note, const struct nc_doc *doc,
                     struct nc_str heading, struct nc_str body, struct nc_buf *out,
                     struct nc_fail *fail)
{
    const struct html_state *s = run->state;
    struct nc_buf keywords = {0}, date = {0}, datetime = {0};
    struct nc_arena *arena = nc_arena_new();
    struct nc_tmpl_var properties;
    nc_xhtml_properties(&properties, arena, doc, false);
    nc_when_put(&datetime, &doc->meta.date);
    nc_lang_date(&date, doc->lang, nc_buf_view(&datetime));
    nc_buf_join(&keywords, doc->meta.tags, doc->meta.tag_count, ", ");
    struct nc_tmpl_var vars[] = {
        HTML_LANG_VARS(doc->lang),
        {.name = "title", .text = page_title(run, note, doc)},
        {.name = "heading",
         .text = heading.n ? heading : page_title(run, note, doc),
         .is_markup = heading.n > 0},
        {.name = "author", .text = doc->meta.author},
        {.name = "date", .text = nc_buf_view(&date)},
        {.name = "datetime", .text = nc_buf_view(&datetime)},
        {.name = "description", .text = doc->meta.description},
        {.name = "keywords", .text = nc_buf_view(&keywords)},
        {.name = "style", .text = nc_buf_view(&s->style), .is_markup = true},
        {.name = "body", .text = body, .is_markup = true},
        properties,
        html_neighbour(run, note, note - 1, "previous", arena),
        html_neighbour(run, note, note + 1, "next", arena),
        html_up(run, note, arena),
        {.name = "around",
         .text = run->tree && (run->site->count > 1 || s->contents.n) ? NC_LIT("1") : NC_NONE},
    };
    struct nc_tmpl_row row = {vars, sizeof vars / sizeof vars[0]};
    int err = nc_tmpl_fill(out, &s->page, &row, fail);
    nc_buf_dispose(&keywords);
    nc_buf_dispose(&date);
    nc_buf_dispose(&datetime);
    nc_arena_free(arena);
    return err;
}

static int html_render(const struct nc_run *run, struct nc_worker *worker, uint32_t note,
                       const struct nc_doc *doc, struct nc_diags *diags, struct nc_fail *fail,
                       struct nc_rendered *r)
{
    (void)worker;
    const struct html_state *s = run->state;
    /* Strict output is compared with CommonMark's own, where headings have no ids. */
    const struct nc_xhtml_hooks hooks = {
        .link = html_link, .media = html_media, .id = doc->strict ? plain_id : html_id};
    struct html_note ctx = {run, note, {doc, diags}};
    struct nc_xhtml x = {.target = &nc_xhtml_html,
                         .hooks = &hooks,
                         .ctx = &ctx,
                         .doc = doc,
                         .lang = doc->lang,
                         .found_only = run->tree != NULL,
                         .as_written = run->site->strict && s->fragment,
                         .code = s->fragment ? NC_XHTML_CODE_PLAIN : NC_XHTML_CODE_COLOURS,
                         .marks_latin = !s->fragment && nc_lang_class(doc->lang)[0] != 0,
                         .marks_addresses = !s->fragment,
                         .diags = diags};
    nc_xhtml_choose_math(&x, run->math, nc_run_option(run, "math"), nc_run_option(run, "math-cmd"));
    struct nc_buf *out = nc_calloc(1, sizeof *out), body = {0}, heading = {0};
    const struct nc_node *first = doc->root->first;
    if (!s->fragment && repeats_title(doc, page_title(run, note, doc))) {
        nc_xhtml_inlines(&heading, &x, first);
        first = skip_title(&body, &ctx, doc);
    }
    nc_xhtml_blocks(&body, &x, first, NULL);
    nc_xhtml_footnotes(&body, &x);
    nc_xhtml_dispose(&x);
    int err = 0;
    if (s->fragment)
        nc_buf_str(out, nc_buf_view(&body));
    else
        err = html_page(run, note, doc, nc_buf_view(&heading), nc_buf_view(&body), out, fail);
    nc_buf_dispose(&heading);
    nc_buf_dispose(&body);
    *r = nc_rendered_buf(out);
    return err;
}

static int html_emit(struct nc_run *run, uint32_t note, struct nc_rendered *r)
{
    const struct nc_buf *b = r->data;
    return nc_emit_file(run, note, nc_buf_view(b));
}

static enum nc_previous_kind html_recognise(struct nc_previous *p, const char *path)
{
    return nc_recognise_text(p, path, "<meta name=\"generator\" content=\"noteconv\"/>", 2048);
}

static void html_end(struct nc_run *run)
{
    struct html_state *s = run->state;
    nc_tmpl_dispose(&s->page);
    nc_buf_dispose(&s->style);
    nc_arena_free(s->arena);
}

/* Formats that browsers show. */
static const struct nc_media_want wanted_media = {
    .types = 1u << NC_MEDIA_PNG | 1u << NC_MEDIA_JPEG | 1u << NC_MEDIA_GIF | 1u << NC_MEDIA_SVG |
             1u << NC_MEDIA_WEBP | 1u << NC_MEDIA_AVIF | 1u << NC_MEDIA_BMP,
    .takes_files = true};

static const struct nc_optdef html_options[] = {
    NC_OPTION_IMAGE_SIZE("of a folder: longest side of pictures (default original)"),
    NC_OPTION_CSS,
    {"fragment", NULL, "the body's markup alone, without a page around it", NULL},
    NC_XHTML_MATH_OPTIONS,
    {NULL, NULL, NULL, NULL},
};

const struct nc_backend nc_backend_html = {
    .name = "html",
    .suffix = ".html",
    .summary = "a self-contained web page, or its body alone (--fragment)",
    .options = html_options,
    .media = &wanted_media,
    .end = html_end,
    .state_size = sizeof(struct html_state),
    .is_text = true,
    .is_tree = true,
    .begin = html_begin,
    .plan = nc_plan_one_file,
    .render = html_render,
    .emit = html_emit,
    .finish = html_write_contents,
    .recognise = html_recognise,
};
