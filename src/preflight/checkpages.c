/* Checks the pages of a book: well-formed, and free of what readers refuse. Keeps their ids and
 * links. */
#include "preflight/preflightdata.h"
#include "preflight/wellformed.h"

#include <stdlib.h>

#define ADOBE_PAGE ((size_t)260 << 10) /* bytes: calibre splits pages there for Adobe */
#define KOBO_PAGE ((size_t)10 << 20)

/* Whether the declaration names UTF-8 or no encoding. Names of encodings ignore case. */
static bool is_utf8(struct nc_str declaration)
{
    size_t at = nc_str_search(declaration, NC_LIT("encoding"), 0);
    for (size_t i = at; i < declaration.n; i++)
        if (nc_str_istarts(nc_str_sub(declaration, i, declaration.n), NC_LIT("utf-8")))
            return true;
    return at == declaration.n;
}

/* Checks the text before the first element (XML 1.0, 2.8). */
static bool check_prolog(struct preflight *p, const struct pf_file *file, struct nc_str text)
{
    struct nc_xml_scan s;
    bool declared = false, good = true;
    nc_xml_scan_begin(&s, text);
    while (nc_xml_next(&s) == NC_XML_OTHER || s.kind == NC_XML_TEXT) {
        if (nc_str_starts(s.token, NC_LIT("<?xml "))) {
            declared = true;
            if (!is_utf8(s.token)) {
                pf_say(p, NC_D_BOOK_XML, file->name, (struct nc_pos){.line = 1, .col = 1},
                       "the file is not in UTF-8");
                good = false;
            }
        }
        if (nc_str_search(s.token, NC_LIT("<!ENTITY"), 0) < s.token.n) {
            pf_say(p, NC_D_BOOK_XML, file->name, s.pos,
                   "the file declares entities of its own, which readers do not know");
            good = false;
        }
    }
    if (!declared && nc_str_eqz(file->type, "application/xhtml+xml") &&
        pf_for(p, NC_READERS_KINDLE))
        pf_say(p, NC_D_BOOK_REFUSED, file->name, (struct nc_pos){.line = 1, .col = 1},
               "the page does not begin with <?xml version=\"1.0\" encoding=\"utf-8\"?>; Send to "
               "Kindle then reads it as Latin-1");
    return good;
}

bool pf_check_xml(struct preflight *p, const struct pf_file *file, struct nc_str text)
{
    struct nc_pos pos;
    struct nc_buf why = {0};
    if (text.n > 1 && ((unsigned char)text.p[0] >= 0xFE || !text.p[0] || !text.p[1])) {
        pf_say(p, NC_D_BOOK_XML, file->name, (struct nc_pos){.line = 1, .col = 1},
               "the file is not in UTF-8");
        return false;
    }
    if ((!text.n || check_prolog(p, file, text)) && !nc_xml_is_wellformed(text, &pos, &why)) {
        pf_say(p, NC_D_BOOK_XML, file->name, pos, "not well-formed: %s", why.p ? why.p : "");
        p->files[file - p->files].is_broken = true;
    }
    nc_buf_dispose(&why);
    return true;
}

/* --- elements --- */

struct page {
    struct preflight *p;
    const struct pf_file *file;
    struct nc_buf value;
    bool has_math;
    /* checkcontents.c keeps its links */
    bool is_nav;
    bool in_style;
};

static void check_picture_tag(struct page *g, const struct nc_xml_scan *s)
{
    struct preflight *p = g->p;
    if (!nc_xml_attr(&g->value, s, "src") || !nc_str_trim(nc_buf_view(&g->value)).n)
        pf_say(p, pf_for(p, NC_READERS_KINDLE) ? NC_D_BOOK_REFUSED : NC_D_BOOK_IMAGE, g->file->name,
               s->pos, "<img> has no src; Send to Kindle refuses such books");
    else
        pf_add_link(p, g->file, s->pos, PF_PICTURE, nc_buf_view(&g->value));
    if (!nc_xml_attr(NULL, s, "alt"))
        pf_say(p, NC_D_BOOK_ALT, g->file->name, s->pos,
               "<img> has no alternative text (alt); an empty one says that it only decorates");
}

static void check_active(struct page *g, const struct nc_xml_scan *s)
{
    static const char *const refused[] = {"script",   "form",   "input", "button",
                                          "textarea", "select", NULL};
    static const char *const unshown[] = {"iframe", "object", "embed", "canvas",
                                          "audio",  "video",  NULL};
    struct preflight *p = g->p;
    struct nc_str name = nc_xml_local(s), attr, value;
    if (nc_str_is_among(name, refused))
        pf_say(p, pf_for(p, NC_READERS_KINDLE) ? NC_D_BOOK_REFUSED : NC_D_BOOK_READER,
               g->file->name, s->pos,
               "<%.*s>: Send to Kindle refuses scripts and forms, and others "
               "do not run them",
               NC_FMT(name));
    else if (nc_str_is_among(name, unshown))
        pf_say(p, NC_D_BOOK_READER, g->file->name, s->pos, "<%.*s> is not shown by e-readers",
               NC_FMT(name));
    for (size_t at = 0; nc_xml_next_attr(s, &at, &attr, &value);) {
        if (attr.n > 2 && nc_str_starts(attr, NC_LIT("on")))
            pf_say(p, pf_for(p, NC_READERS_KINDLE) ? NC_D_BOOK_REFUSED : NC_D_BOOK_READER,
                   g->file->name, s->pos, "the attribute %.*s is a script", NC_FMT(attr));
        else if (nc_str_eqz(attr, "style"))
            pf_check_style(p, g->file->name, s->pos, value);
    }
}

static void check_html(struct page *g, const struct nc_xml_scan *s)
{
    struct preflight *p = g->p;
    if (nc_xml_attr(NULL, s, "lang") || nc_xml_attr(NULL, s, "xml:lang"))
        return;
    if (!p->without_lang++)
        pf_say(p, NC_D_BOOK_LANGUAGE, g->file->name, s->pos,
               "the page does not say its language (lang); pages do not inherit the book's");
}

static void check_tag(struct page *g, const struct nc_xml_scan *s)
{
    struct preflight *p = g->p;
    struct pf_file *file = &p->files[g->file - p->files];
    if (nc_xml_attr(&g->value, s, "id") && g->value.n) {
        pf_add_id(p, file, nc_buf_view(&g->value), s->pos);
        if (nc_xml_is(s, "body"))
            file->body_id = nc_arena_str(p->arena, nc_buf_view(&g->value));
    }
    if (nc_xml_is(s, "html"))
        check_html(g, s);
    else if (nc_xml_is(s, "img"))
        check_picture_tag(g, s);
    else if (nc_xml_is(s, "image") &&
             (nc_xml_attr(&g->value, s, "xlink:href") || nc_xml_attr(&g->value, s, "href")))
        pf_add_link(p, file, s->pos, PF_PICTURE, nc_buf_view(&g->value));
    else if (nc_xml_is(s, "a") && !g->is_nav && nc_xml_attr(&g->value, s, "href"))
        pf_add_link(p, file, s->pos, PF_LINK, nc_buf_view(&g->value));
    if (nc_xml_is(s, "math") && !g->has_math) {
        g->has_math = true;
        if (pf_for(p, NC_READERS_KINDLE | NC_READERS_ADOBE))
            pf_say(p, NC_D_BOOK_READER, file->name, s->pos,
                   "MathML: Kindle and Adobe's engine run its parts together as text");
    }
    check_active(g, s);
}

static void check_length(struct preflight *p, const struct pf_file *file, size_t n)
{
    if (n > ADOBE_PAGE && pf_for(p, NC_READERS_ADOBE))
        pf_say(p, NC_D_BOOK_SIZE, file->name, PF_NOWHERE,
               "the page is %zu kB long; Adobe's engine takes at most 260 kB", n >> 10);
    else if (n > KOBO_PAGE)
        pf_say(p, NC_D_BOOK_SIZE, file->name, PF_NOWHERE,
               "the page is %zu MB long; Kobo takes at most 10 MB", n >> 20);
}

void pf_check_page(struct preflight *p, const struct pf_file *file)
{
    struct nc_buf text = {0};
    struct page g = {.p = p, .file = file, .is_nav = p->nav == (uint32_t)(file - p->files) + 1};
    struct nc_xml_scan s;
    if (pf_read(p, &text, file) && pf_check_xml(p, file, nc_buf_view(&text))) {
        p->files[file - p->files].is_scanned = true;
        check_length(p, file, text.n);
        nc_xml_scan_begin(&s, nc_buf_view(&text));
        while (nc_xml_next(&s) != NC_XML_FINISHED) {
            if (s.kind == NC_XML_START)
                check_tag(&g, &s);
            if (s.kind == NC_XML_TEXT && g.in_style)
                pf_check_style(p, file->name, s.pos, s.token);
            g.in_style = s.kind == NC_XML_START && !s.is_empty && nc_xml_is(&s, "style");
        }
    }
    nc_buf_dispose(&text);
    nc_buf_dispose(&g.value);
}
