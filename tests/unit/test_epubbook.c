/* export/epub from notes to the finished archive: what is in it, piece by piece. */
#include "base/fsio.h"
#include "doc/walk.h"
#include "export/epub/epub.h"
#include "parse/parse.h"
#include "tests/unit/check.h"
#include "tmpl/embed.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MAX_NOTES 4
static const int64_t now = 1767225600; /* 2026-01-01 */

struct note {
    const char *path, *text;
    int64_t mtime;
};

/* A run over notes given as text. */
struct bench {
    struct nc_arena *arena;
    struct nc_doc *docs[MAX_NOTES];
    const struct nc_outline *outlines[MAX_NOTES];
    struct nc_plan plans[MAX_NOTES];
    struct nc_site site;
    struct nc_book book;
    struct nc_run run;
    struct nc_media_table media;
    struct nc_diags *diags;
    struct nc_fail fail;
    struct nc_outset *outs;
};

static struct nc_str stem(struct nc_arena *arena, const char *path)
{
    struct nc_str s = nc_str(path);
    size_t from = s.n;
    while (from > 0 && s.p[from - 1] != '/')
        from--;
    return nc_arena_str(arena, nc_str_sub(s, from, s.n - 3));
}

/* The weight of a note is that of its parts. */
static void check_weights(const struct nc_outline *o)
{
    uint64_t sum = o->lead_weight;
    for (size_t i = 0; i < o->count; i++)
        sum += o->anchors[i].weight;
    CHECK(sum == o->weight && (o->weight > 0) == (o->block_count > 0));
}

static void load(struct bench *b, const struct note *notes, size_t count, const char *lang)
{
    static const struct nc_parse_options plain = {0};
    memset(b, 0, sizeof *b);
    b->arena = nc_arena_new();
    b->media.arena = b->arena;
    b->diags = nc_diags_new();
    for (size_t i = 0; i < count; i++) {
        struct nc_str path = nc_str(notes[i].path);
        b->docs[i] =
            nc_parse(nc_str(notes[i].text), path, stem(b->arena, notes[i].path), &plain, b->diags);
        nc_doc_identify(b->docs[i], NC_NONE, path);
        b->docs[i]->lang = nc_str(lang);
        b->docs[i]->mtime = notes[i].mtime;
        b->outlines[i] = nc_outline_of(b->arena, b->docs[i], path);
        check_weights(b->outlines[i]);
    }
    b->site = (struct nc_site){.notes = b->outlines,
                               .count = count,
                               .media = &b->media,
                               .title = count == 1 ? b->outlines[0]->title : NC_LIT("Shelf"),
                               .lang = nc_str(lang),
                               .uuid = b->outlines[0]->uuid,
                               .is_folder = count > 1};
    b->book = (struct nc_book){0};
    nc_book_add_folders(&b->book, b->outlines, count, NULL, NULL);
    b->site.book = &b->book;
}

/* Makes the first link of a document whose text is label lead to a note's anchor. */
static void aim(struct bench *b, size_t from, const char *label, uint32_t note, uint32_t anchor)
{
    struct nc_walk w;
    nc_walk_begin(&w, b->docs[from]->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_node *n = (struct nc_node *)(uintptr_t)w.node;
        if (e != NC_WALK_ENTER || n->kind != NC_LINK || !n->first ||
            !nc_str_eqz(n->first->u.text, label))
            continue;
        n->u.ref->state = NC_REF_NOTE;
        n->u.ref->note = note;
        n->u.ref->anchor = anchor;
        return;
    }
    CHECK(!"the link is in the note");
}

/* Covers have tests of their own. */
static const char *no_cover(const void *values, const struct nc_backend *backend, const char *name)
{
    (void)values, (void)backend;
    return strcmp(name, "cover") == 0 ? "none" : NULL;
}

/* Runs the backend over what was loaded; the book is at path. Returns the backend's result. */
static int make_with(struct bench *b, const char *path, const char *templates)
{
    const struct nc_backend *e = &nc_backend_epub;
    int err;
    struct nc_media_forms forms;
    CHECK(nc_media_prepare(&forms, &b->media, e->media, UINT32_MAX, 1, &b->fail) == 0);
    b->outs = nc_outset_new();
    b->run = (struct nc_run){.backend = e,
                             .site = &b->site,
                             .media = &forms,
                             .option = no_cover,
                             .plans = b->plans,
                             .templates = nc_templates_new(templates),
                             .now = now,
                             .output = path,
                             .outs = b->outs,
                             .diags = b->diags,
                             .fail = &b->fail,
                             .state = nc_calloc(1, e->state_size)};
    err = e->begin(&b->run);
    for (uint32_t i = 0; i < b->site.count && !err; i++)
        err = e->plan(&b->run, i, b->outlines[i], b->arena, &b->plans[i]);
    for (uint32_t i = 0; i < b->site.count && !err; i++) {
        struct nc_rendered r = {0};
        struct nc_worker worker = {.arena = b->arena};
        err = e->render(&b->run, &worker, i, b->docs[i], b->diags, &b->fail, &r);
        nc_doc_free(b->docs[i]); /* what is kept must not lean on the document */
        b->docs[i] = NULL;
        err = err ? err : e->emit(&b->run, i, &r);
        if (r.free)
            r.free(r.data);
    }
    err = err ? err : e->finish(&b->run);
    e->end(&b->run);
    bool mixed;
    err = err ? err : nc_outset_commit(b->outs, &mixed, &b->fail);
    if (b->fail.message.n)
        fprintf(stderr, "%s\n", b->fail.message.p);
    nc_outset_free(b->outs);
    nc_templates_free(b->run.templates);
    free(b->run.state);
    nc_media_forms_dispose(&forms);
    return err;
}

static int make(struct bench *b, const char *path)
{
    return make_with(b, path, NULL);
}

static void drop(struct bench *b)
{
    for (size_t i = 0; i < MAX_NOTES; i++)
        nc_doc_free(b->docs[i]);
    nc_book_dispose(&b->book);
    free(b->media.items);
    nc_diags_free(b->diags);
    nc_buf_dispose(&b->fail.message);
    nc_arena_free(b->arena);
}

static void make_one(struct bench *b, const char *text, const char *lang)
{
    load(b, &(struct note){"sub/A note.md", text, 0}, 1, lang);
    CHECK(make(b, "book.epub") == 0);
}

/* An entry of the book; the empty string if there is none. Valid until the next call. */
static const char *entry(const char *name)
{
    static struct nc_buf text;
    struct nc_fail f = {0};
    nc_buf_clear(&text);
    nc_buf_puts(&text, "");
    nc_archive_read(&text, "book.epub", name, 1 << 20, &f);
    nc_buf_dispose(&f.message);
    return text.p ? text.p : "";
}

/* What is between two marks of an entry, both excluded; "" if they are not there. */
static const char *between(const char *name, const char *from, const char *to)
{
    static char part[4000];
    const char *text = entry(name), *begin = strstr(text, from);
    const char *stop = begin ? strstr(begin + strlen(from), to) : NULL;
    size_t n = stop ? (size_t)(stop - begin) - strlen(from) : 0;
    memcpy(part, stop ? begin + strlen(from) : "", n < sizeof part ? n : 0);
    part[n < sizeof part ? n : 0] = 0;
    return part;
}

static const char *chapter(const struct bench *b, size_t note, size_t anchor)
{
    static char name[64];
    snprintf(name, sizeof name, "EPUB/%s", b->plans[note].anchors[anchor].file.p);
    return name;
}

static const char *body(const char *name)
{
    return between(name, "<section", "</section>\n</body>");
}

static bool holds(const char *name, const char *text)
{
    return strstr(entry(name), text) != NULL;
}

static void write_file(const char *path, const void *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    CHECK(f && fwrite(bytes, 1, n, f) == n);
    CHECK(f && fclose(f) == 0);
}

static void test_two_chapters(void)
{
    struct bench b;
    struct nc_buf expected = {0};
    make_one(&b,
             "---\ntitle: T & t\nauthor: [Ann, Bo]\ndate: 2024-02-29\ntags: [x/y, z]\n"
             "modified: 2024-03-01\n---\n# One\n\ntext\n\n## In one\n\n# Two\n",
             "en");
    const char *one = b.plans[0].anchors[0].file.p, *two = b.plans[0].anchors[2].file.p;
    nc_buf_printf(&expected,
                  "<ol>\n<li><a href=\"%s\">One</a>\n<ol>\n<li><a href=\"%s#%s\">In one</a></li>\n"
                  "</ol>\n</li>\n<li><a href=\"%s\">Two</a></li>\n</ol>\n",
                  one, one, b.plans[0].anchors[1].frag.p, two);
    CHECK_STR(between("EPUB/nav.xhtml", "Contents</h1>\n", "</nav>"), expected.p);
    nc_buf_clear(&expected);
    nc_buf_printf(&expected,
                  "<itemref idref=\"titlepage\"/>\n<itemref idref=\"nav\"/>\n"
                  "<itemref idref=\"%.10s\"/>\n<itemref idref=\"%.10s\"/>\n",
                  one + 5, two + 5);
    CHECK_STR(between("EPUB/content.opf",
                      "<spine toc=\"ncx\" page-progression-direction=\"ltr\">\n", "</spine>"),
              expected.p);
    CHECK_STR(
        between("EPUB/content.opf", "<dc:title id=\"title\">", "<dc:language>"),
        "T &amp; t</dc:title>\n<dc:creator id=\"author-1\">Ann</dc:creator>\n"
        "<meta refines=\"#author-1\" property=\"role\" scheme=\"marc:relators\">aut</meta>\n"
        "<dc:creator id=\"author-2\">Bo</dc:creator>\n"
        "<meta refines=\"#author-2\" property=\"role\" scheme=\"marc:relators\">aut</meta>\n");
    CHECK_STR(between("EPUB/content.opf", "</dc:language>\n", "<meta property=\"schema"),
              "<dc:date>2024-02-29</dc:date>\n<dc:subject>x/y</dc:subject>\n"
              "<dc:subject>z</dc:subject>\n"
              "<meta property=\"dcterms:modified\">2024-03-01T00:00:00Z</meta>\n");
    CHECK_STR(
        between("EPUB/text/title.xhtml", "</h1>\n", "</section>"),
        "<div class=\"byline\">\n<p class=\"author\">Ann, Bo</p>\n"
        "<p class=\"date\">29 February 2024</p>\n<p class=\"tags\"><span class=\"tag\">x/y</span> "
        "\xC2\xB7 <span class=\"tag\">z</span></p>\n</div>\n");
    CHECK(holds("EPUB/nav.xhtml", "<a epub:type=\"toc\" href=\"#toc\">Contents</a>"));
    CHECK_STR(between("EPUB/toc.ncx", "dtb:depth\" content=\"", "\""), "2");
    CHECK(holds("EPUB/toc.ncx", "playOrder=\"3\"><navLabel><text>Two</text>"));
    CHECK_STR(entry("mimetype"), "application/epub+zip");
    nc_buf_dispose(&expected);
    drop(&b);
}

static void test_title_is_heading(void)
{
    struct bench b;
    make_one(&b, "---\ndate: 2024-02-29\n---\n# A note\n\ntext\n", "en");
    CHECK(!holds("EPUB/content.opf", "titlepage"));
    CHECK(!holds("EPUB/content.opf", "idref=\"nav\""));
    CHECK(!holds("EPUB/nav.xhtml", "#toc"));
    struct nc_buf expected = {0};
    nc_buf_printf(&expected,
                  " epub:type=\"chapter\" role=\"doc-chapter\" aria-label=\"A note\">\n"
                  "<h1 id=\"%s\">A note</h1>\n<div class=\"byline\">\n"
                  "<p class=\"date\">29 February 2024</p>\n</div>\n<p>text</p>\n",
                  b.outlines[0]->anchors[0].key.p);
    CHECK_STR(body(chapter(&b, 0, 0)), expected.p);
    nc_buf_dispose(&expected);
    drop(&b);
}

static void test_no_heading(void)
{
    struct bench b;
    char name[64];
    make_one(&b, "text\n", "ja");
    snprintf(name, sizeof name, "EPUB/%s", b.plans[0].start.file.p);
    CHECK_STR(body(name), " epub:type=\"chapter\" role=\"doc-chapter\" aria-label=\"A note\">\n"
                          "<h1>A note</h1>\n<p>text</p>\n");
    CHECK(holds("EPUB/nav.xhtml", ">A note</a></li>\n</ol>\n</nav>"));
    CHECK(holds("EPUB/nav.xhtml", "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
                                  "xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"ja\" "
                                  "xml:lang=\"ja\" dir=\"ltr\">"));
    CHECK(holds(name, "<body class=\"ja\">"));
    CHECK(!holds("EPUB/content.opf", "dc:date"));
    CHECK(!holds("EPUB/content.opf", "dc:creator"));
    drop(&b);
}

static void test_lead_text(void)
{
    struct bench b;
    char name[64];
    make_one(&b, "before\n\n# One\n\n# Two\n", "de");
    snprintf(name, sizeof name, "EPUB/%s", b.plans[0].start.file.p);
    CHECK_STR(body(name), " epub:type=\"chapter\" role=\"doc-chapter\" aria-label=\"Vorwort\">\n"
                          "<p>before</p>\n");
    CHECK(holds("EPUB/nav.xhtml", ">Vorwort</a></li>\n"));
    drop(&b);
    /* One level-1 heading: a short text before it is on its page. */
    make_one(&b, "before\n\n# One\n", "de");
    CHECK(!holds("EPUB/nav.xhtml", "Vorwort"));
    CHECK(holds(chapter(&b, 0, 0), "aria-label=\"A note\">\n<p>before</p>\n<h1 id="));
    drop(&b);
}

/* The heading elements of a chapter, in order: "h1 h2 …". */
static const char *levels(const char *name)
{
    static char list[100];
    size_t n = 0;
    for (const char *p = entry(name); (p = strstr(p, "<h")) && n + 3 < sizeof list; p++) {
        if (p[2] < '1' || p[2] > '6' || (p[3] != ' ' && p[3] != '>'))
            continue;
        list[n++] = p[2];
        list[n++] = ' ';
    }
    list[n] = 0;
    return list;
}

static void test_levels(void)
{
    struct bench b;
    make_one(&b, "# One\n\n### Deep\n\n> ##### Quoted\n\n###### Deeper\n\n## Up\n\n# Two\n", "en");
    CHECK_STR(levels(chapter(&b, 0, 0)), "1 2 3 3 2 ");
    drop(&b);
    /* A heading without text does not count. */
    make_one(&b, "# One\n\n##\n\ntext\n\n### Deep\n", "en");
    CHECK_STR(levels(chapter(&b, 0, 0)), "1 2 ");
    CHECK(!holds("EPUB/nav.xhtml", "></a>"));
    drop(&b);
    /* The title is the first level where no heading is. */
    make_one(&b, "### Deep\n\n#### Deeper\n\n## Up\n", "en");
    CHECK_STR(levels(chapter(&b, 0, 0)), "1 2 3 2 ");
    drop(&b);
    /* With a title page the chapter begins at once. */
    make_one(&b, "---\ntags: [x]\n---\n## Second\n\n### Third\n", "en");
    CHECK_STR(levels(chapter(&b, 0, 0)), "1 2 ");
    CHECK(holds("EPUB/nav.xhtml", ">Second</a>\n<ol>\n"));
    drop(&b);
}

static void test_links(void)
{
    struct bench b;
    load(&b,
         &(struct note){"a.md",
                        "# One\n\n[two](x) [in two](x) [in one](x) [whole](x)\n\n## In one\n\n"
                        "# Two\n\n## In two\n\n[one](x) [nowhere](y)\n",
                        0},
         1, "en");
    aim(&b, 0, "two", 0, 2);
    aim(&b, 0, "in two", 0, 3);
    aim(&b, 0, "in one", 0, 1);
    aim(&b, 0, "one", 0, 0);
    aim(&b, 0, "whole", 0, NC_NO_ANCHOR);
    CHECK(make(&b, "book.epub") == 0);
    const struct nc_place *p = b.plans[0].anchors;
    struct nc_buf expected = {0};
    nc_buf_printf(&expected,
                  "<a href=\"%s\">two</a> <a href=\"%s#%s\">in two</a> <a href=\"#%s\">in one</a> "
                  "<a href=\"%s\">whole</a>",
                  p[2].file.p + 5, p[3].file.p + 5, p[3].frag.p, p[1].frag.p, p[0].file.p + 5);
    CHECK_STR(between(chapter(&b, 0, 0), "<p>", "</p>"), expected.p);
    nc_buf_clear(&expected);
    nc_buf_printf(&expected, "<a href=\"%s\">one</a> nowhere", p[0].file.p + 5);
    CHECK_STR(between(chapter(&b, 0, 2), "<p>", "</p>"), expected.p);
    nc_buf_dispose(&expected);
    drop(&b);
}

/* A place that the plan promised is there even if its block prints nothing. */
static void test_silent_anchor(void)
{
    struct bench b;
    load(&b, &(struct note){"a.md", "# One\n\ntext [see](x)\n\n# Two\n", 0}, 1, "en");
    struct nc_node *comment =
        nc_node_text(b.docs[0], NC_COMMENT_BLOCK, (struct nc_pos){0}, NC_LIT("hidden"));
    comment->id = NC_LIT("c");
    nc_node_insert(b.docs[0]->root->first, comment);
    nc_doc_number(b.docs[0]);
    b.outlines[0] = nc_outline_of(b.arena, b.docs[0], NC_LIT("a.md"));
    aim(&b, 0, "see", 0, 1);
    CHECK(make(&b, "book.epub") == 0);
    struct nc_buf expected = {0};
    nc_buf_printf(&expected, "<span id=\"%s\"></span><p>text <a href=\"#%s\">see</a></p>\n",
                  b.plans[0].anchors[1].frag.p, b.plans[0].anchors[1].frag.p);
    CHECK(holds(chapter(&b, 0, 0), expected.p));
    nc_buf_dispose(&expected);
    drop(&b);
}

static void test_many_notes(void)
{
    static const struct note notes[] = {
        {"v/Alpha.md", "---\ntags: [both, a]\nauthor: Ann\n---\n# Alpha\n\n## Part\n\n[go](x)\n",
         5},
        {"v/sub/Beta.md", "---\ntags: [b, both]\nauthor: Ann\n---\ntext\n\n## Part\n", 9},
        {"v/sub/deep/Gamma.md", "---\ntags: both\nauthor: Ann\ndate: 2024-01-01\n---\n# G\n", 7},
        {"v/sub/Omega.md", "---\ntags: both\nauthor: Ann\n---\n# O1\n\n# O2\n", 7},
    };
    struct bench b;
    load(&b, notes, 4, "en");
    aim(&b, 0, "go", 1, 0);
    CHECK(make(&b, "book.epub") == 0);
    struct nc_buf expected = {0};
    nc_buf_printf(&expected, "<p><a href=\"%s#%s\">go</a></p>", b.plans[1].start.file.p + 5,
                  b.plans[1].anchors[0].frag.p);
    CHECK(holds(chapter(&b, 0, 0), expected.p));
    nc_buf_dispose(&expected);
    CHECK_STR(levels(chapter(&b, 0, 0)), "1 2 ");
    CHECK_STR(levels(chapter(&b, 1, 0)), "1 2 "); /* its title, its part */
    CHECK_STR(levels(chapter(&b, 2, 0)), "1 ");   /* its own heading is its title */
    CHECK_STR(levels(chapter(&b, 3, 0)), "1 2 2 ");
    CHECK(!nc_str_eq(b.plans[0].anchors[1].file, b.plans[1].anchors[0].file));
    CHECK(holds("EPUB/nav.xhtml", "<li><span>sub</span>\n<ol>\n<li><a href="));
    CHECK(holds("EPUB/nav.xhtml", "<li><span>deep</span>\n<ol>\n<li><a href="));
    CHECK(holds("EPUB/nav.xhtml", ">G</a></li>\n</ol>\n</li>\n<li><a href="));
    CHECK(!holds("EPUB/nav.xhtml", ">v<"));
    CHECK_STR(between("EPUB/toc.ncx", "dtb:depth\" content=\"", "\""), "3");
    /* A folder has its first note's place in the order. */
    CHECK(holds("EPUB/toc.ncx", "playOrder=\"3\"><navLabel><text>sub</text>"));
    CHECK(holds("EPUB/toc.ncx", "playOrder=\"3\"><navLabel><text>Beta</text>"));
    CHECK_STR(between("EPUB/content.opf", "<dc:title id=\"title\">", "</dc:title>"), "Shelf");
    CHECK_STR(between("EPUB/content.opf", "</dc:language>\n", "<meta property=\"schema"),
              "<dc:subject>both</dc:subject>\n"
              "<meta property=\"dcterms:modified\">1970-01-01T00:00:09Z</meta>\n");
    drop(&b);
}

static void check_identifier(const char *own, const char *expected)
{
    struct nc_arena *arena = nc_arena_new();
    struct nc_uuid uuid = {{1, 2, 3}};
    CHECK_STR(epub_identifier(arena, nc_str(own), uuid).p, expected);
    nc_arena_free(arena);
}

static void test_identifiers(void)
{
    const char *made = "urn:uuid:01020300-0000-0000-0000-000000000000";
    check_identifier("", made);
    check_identifier("7", made);
    check_identifier("note one", made);
    check_identifier("C:x", made);
    check_identifier("http://a b", made);
    check_identifier("doi:10.1000/182", "doi:10.1000/182");
    check_identifier("https://example.org/x", "https://example.org/x");
    check_identifier("92A076A6-B210-5761-863C-5354438F0127",
                     "urn:uuid:92a076a6-b210-5761-863c-5354438f0127");
}

static void check_modified(const char *text, int64_t mtime, const char *expected)
{
    struct bench b;
    load(&b, &(struct note){"a.md", text, mtime}, 1, "en");
    CHECK(make(&b, "book.epub") == 0);
    CHECK_STR(between("EPUB/content.opf", "dcterms:modified\">", "<"), expected);
    drop(&b);
}

/* dc:date says the day that was written, whatever the zone. */
static void check_date(const char *date, const char *expected)
{
    struct bench b;
    struct nc_buf text = {0};
    nc_buf_printf(&text, "---\ndate: %s\n---\nx\n", date);
    load(&b, &(struct note){"a.md", text.p, 0}, 1, "en");
    CHECK(make(&b, "book.epub") == 0);
    CHECK_STR(between("EPUB/content.opf", "dc:date>", "<"), expected);
    drop(&b);
    nc_buf_dispose(&text);
}

static void test_dates(void)
{
    check_modified("x\n", 951868799, "2000-02-29T23:59:59Z");
    check_modified("x\n", 0, "2026-01-01T00:00:00Z");
    check_modified("x\n", now + 5, "2026-01-01T00:00:00Z");
    check_modified("---\nupdated: 2020-12-31\n---\nx\n", 951868799, "2020-12-31T00:00:00Z");
    check_modified("---\nupdated: 2020-12-31T01:00:00+08:00\n---\nx\n", 0, "2020-12-30T17:00:00Z");
    check_date("2020-12-31T01:00:00+08:00", "2020-12-31T01:00:00+08:00");
    check_date("2020-12-31 01:00", "2020-12-31");
}

static void test_images(void)
{
    static const char png[] =
        "\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\010\2\0\0\0\220wS\336\0\0\0\fIDATx\332c"
        "\370\317\300\0\0\3\1\1\0\367\003AC\0\0\0\0IEND\256B`\202";
    static const char webp[] = "RIFF\x24\0\0\0WEBPVP8 ";
    struct bench b;
    uint32_t number;
    write_file("p.png", png, sizeof png - 1);
    write_file("w.webp", webp, sizeof webp - 1);
    load(&b, &(struct note){"a.md", "![One](p) ![two](w) ![](p) ![away](q)\n", 0}, 1, "zh-Hans");
    CHECK(nc_media_add(&number, &b.media, "p.png", NC_LIT("p.png"), &b.fail) == 0);
    CHECK(nc_media_add(&number, &b.media, "w.webp", NC_LIT("w.webp"), &b.fail) == 0);
    b.media.items[0].is_shown = b.media.items[1].is_shown = true;
    for (struct nc_node *n = b.docs[0]->root->first->first; n; n = n->next) {
        if (n->kind != NC_IMAGE || nc_str_eqz(n->u.image.ref->dest, "q"))
            continue;
        n->u.image.ref->state = NC_REF_MEDIA;
        n->u.image.ref->media = nc_str_eqz(n->u.image.ref->dest, "w");
    }
    CHECK(make(&b, "book.epub") == 0);
    struct nc_buf name = {0}, expected = {0};
    nc_media_package_name(&name, &b.media.items[0]);
    nc_buf_printf(&expected,
                  "<img src=\"../images/%s\" alt=\"One\"/> [\xE5\x9B\xBE: two] "
                  "<img src=\"../images/%s\" alt=\"\"/> [\xE5\x9B\xBE: away]",
                  name.p, name.p);
    char file[64];
    snprintf(file, sizeof file, "EPUB/%s", b.plans[0].start.file.p);
    CHECK_STR(between(file, "<p>", "</p>"), expected.p);
    nc_buf_clear(&expected);
    nc_buf_printf(&expected, "<item id=\"image-1\" href=\"images/%s\" media-type=\"image/png\"/>\n",
                  name.p);
    CHECK(holds("EPUB/content.opf", expected.p));
    CHECK(!holds("EPUB/content.opf", "image-2"));
    CHECK(holds("EPUB/content.opf", "accessModeSufficient\">textual,visual<"));
    CHECK(!holds("EPUB/content.opf", "alternativeText"));
    CHECK(nc_diags_count(b.diags) == 1 && nc_diags_at(b.diags, 0)->id == NC_D_IMAGE_TYPE &&
          nc_diags_at(b.diags, 0)->pos.col == 11);
    nc_buf_dispose(&name);
    nc_buf_dispose(&expected);
    drop(&b);
    unlink("p.png");
    unlink("w.webp");
}

static void test_right_to_left(void)
{
    struct bench b;
    make_one(&b, "# One\n", "ar");
    CHECK(holds("EPUB/content.opf", "<spine toc=\"ncx\" page-progression-direction=\"rtl\">"));
    CHECK(holds(chapter(&b, 0, 0), "xml:lang=\"ar\" dir=\"rtl\">"));
    drop(&b);
}

static void test_same_bytes(void)
{
    struct bench b;
    struct nc_buf one = {0}, two = {0};
    const char *text = "---\ndate: 2024-02-29\n---\n# One\n\n**text**\n\n# Two\n";
    make_one(&b, text, "en");
    CHECK(nc_read_file(&one, "book.epub", 1 << 20, &b.fail) == 0);
    drop(&b);
    CHECK(unlink("book.epub") == 0);
    setenv("TZ", "Asia/Shanghai", 1);
    tzset();
    mode_t old = umask(077);
    make_one(&b, text, "en");
    umask(old);
    CHECK(nc_read_file(&two, "book.epub", 1 << 20, &b.fail) == 0);
    CHECK(one.n == two.n && one.n > 0 && memcmp(one.p, two.p, one.n) == 0);
    nc_buf_dispose(&one);
    nc_buf_dispose(&two);
    drop(&b);
}

/* A user's copy of all templates is accepted and gives the same book. */
static void test_own_templates(void)
{
    struct bench b;
    struct nc_buf one = {0}, two = {0};
    struct note note = {"a.md", "---\ntags: [x, y]\n---\n# One\n\n# Two\n", 0};
    size_t copied = 0;
    CHECK(mkdir("epub", 0700) == 0);
    for (size_t i = 0; i < nc_embedded_count; i++) {
        if (strncmp(nc_embedded[i].name, "epub/", 5) == 0) {
            write_file(nc_embedded[i].name, nc_embedded[i].data, nc_embedded[i].len);
            copied++;
        }
    }
    CHECK(copied == EPUB_T_COUNT + 1); /* with the style of kepub */
    load(&b, &note, 1, "en");
    CHECK(make(&b, "book.epub") == 0);
    CHECK(nc_read_file(&one, "book.epub", 1 << 20, &b.fail) == 0);
    drop(&b);
    load(&b, &note, 1, "en");
    CHECK(make_with(&b, "book.epub", ".") == 0);
    CHECK(nc_read_file(&two, "book.epub", 1 << 20, &b.fail) == 0);
    CHECK(one.n == two.n && memcmp(one.p, two.p, one.n) == 0);
    drop(&b);
    for (size_t i = 0; i < nc_embedded_count; i++) {
        if (strncmp(nc_embedded[i].name, "epub/", 5) == 0)
            unlink(nc_embedded[i].name);
    }
    CHECK(rmdir("epub") == 0);
    nc_buf_dispose(&one);
    nc_buf_dispose(&two);
}

static enum nc_previous_kind kind_of(const char *path)
{
    struct nc_previous p = {0};
    enum nc_previous_kind kind = nc_backend_epub.recognise(&p, path);
    bool silent = kind == NC_PREVIOUS_OURS || kind == NC_PREVIOUS_FOREIGN;
    CHECK(silent == (p.why.message.n == 0));
    nc_buf_dispose(&p.bytes);
    nc_buf_dispose(&p.why.message);
    return kind;
}

static void test_recognise(void)
{
    struct bench b;
    make_one(&b, "x\n", "en");
    drop(&b);
    CHECK(kind_of("book.epub") == NC_PREVIOUS_OURS);
    write_file("other.epub", "PK\5\6", 4);
    CHECK(kind_of("other.epub") == NC_PREVIOUS_DAMAGED);
    write_file("other.epub", "text", 4);
    CHECK(kind_of("other.epub") == NC_PREVIOUS_FOREIGN);
    CHECK(kind_of(".") == NC_PREVIOUS_UNREADABLE);
    unlink("other.epub");
}

static size_t kindle_says(uint64_t size)
{
    struct nc_site site = {.lang = NC_LIT("en")};
    struct nc_diags *diags = nc_diags_new();
    static const struct epub_target mailed = {.is_kindle = true, .is_mailed = true};
    struct nc_backend kindle = {.variant = &mailed};
    struct nc_run run = {.backend = &kindle, .site = &site, .output = "x.epub", .diags = diags};
    struct epub_book book = {.run = &run, .facts = {.authors = {.count = 1}}};
    epub_report_kindle(&book, size);
    size_t said = nc_diags_count(diags);
    CHECK(said <= 1);
    if (said)
        said = nc_str_starts(nc_diags_at(diags, 0)->text, NC_LIT("the book is over 200 MB")) ? 200
                                                                                             : 50;
    nc_diags_free(diags);
    return said;
}

/* What is mailed to a Kindle has at most 50 MB, what is uploaded 200 MB. */
static void test_kindle_sizes(void)
{
    const uint64_t mb = 1 << 20;
    CHECK(kindle_says(50 * mb) == 0);
    CHECK(kindle_says(50 * mb + 1) == 50);
    CHECK(kindle_says(200 * mb) == 50);
    CHECK(kindle_says(200 * mb + 1) == 200);
}

int main(void)
{
    char folder[] = "/tmp/test_epubbook.XXXXXX";
    if (!CHECK(mkdtemp(folder) && chdir(folder) == 0))
        return check_result();
    test_two_chapters();
    test_title_is_heading();
    test_no_heading();
    test_lead_text();
    test_levels();
    test_links();
    test_silent_anchor();
    test_many_notes();
    test_identifiers();
    test_dates();
    test_images();
    test_right_to_left();
    test_same_bytes();
    test_own_templates();
    test_recognise();
    test_kindle_sizes();
    unlink("book.epub");
    CHECK(rmdir(folder) == 0);
    return check_result();
}
