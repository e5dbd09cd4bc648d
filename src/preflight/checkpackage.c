/* Checks the container and the package document: where everything is, and the book's metadata. */
#include "base/xmltext.h"
#include "doc/langtag.h"
#include "lang/kindlelang.h"
#include "preflight/preflightdata.h"

#include <stdlib.h>

/* What is collected while the package is read. */
struct package {
    struct preflight *p;
    /* package@unique-identifier */
    struct nc_str uid_name;
    /* meta name=cover */
    struct nc_str cover_item;
    /* spine@toc */
    struct nc_str ncx_item;
    /* manifest ids: file number + 1 */
    struct nc_strmap items;
    /* scratch */
    struct nc_buf text, value;
    /* the element whose text is being read; NULL: none */
    const char *element;
    struct nc_pos element_pos;
    bool is_uid;
    unsigned titles, authors, languages, dates, modified, spine;
};

static void note_named(struct preflight *p, struct nc_str name)
{
    struct pf_file *file = pf_file_named(p, name);
    if (file)
        file->is_named = true;
}

void pf_find_package(struct preflight *p)
{
    struct pf_file *container = pf_file_named(p, NC_LIT("META-INF/container.xml"));
    struct nc_buf text = {0}, path = {0};
    struct nc_xml_scan s;
    if (!container) {
        pf_say(p, NC_D_BOOK_DAMAGED, NC_NONE, PF_NOWHERE,
               "this is not an EPUB: it has no META-INF/container.xml");
        return;
    }
    if (pf_read(p, &text, container) && pf_check_xml(p, container, nc_buf_view(&text))) {
        nc_xml_scan_begin(&s, nc_buf_view(&text));
        while (nc_xml_next(&s) != NC_XML_FINISHED) {
            bool is_root = nc_xml_is(&s, "rootfile") && nc_xml_attr(&path, &s, "full-path");
            if (!is_root && !(nc_xml_is(&s, "link") && nc_xml_attr(&path, &s, "href")))
                continue;
            note_named(p, nc_buf_view(&path));
            if (is_root && path.n && !p->opf.n)
                p->opf = nc_arena_str(p->arena, nc_buf_view(&path));
        }
        if (!p->opf.n || !pf_file_named(p, p->opf)) {
            pf_say(p, NC_D_BOOK_DAMAGED, container->name, PF_NOWHERE,
                   "it names no package document, or one that does not exist");
            p->opf = NC_NONE;
        }
    }
    nc_buf_dispose(&text);
    nc_buf_dispose(&path);
}

static struct nc_str kept_attr(struct package *k, const struct nc_xml_scan *s, const char *name)
{
    return nc_xml_attr(&k->value, s, name) ? nc_arena_str(k->p->arena, nc_buf_view(&k->value))
                                           : NC_NONE;
}

/* --- manifest and spine --- */

static void read_item(struct package *k, const struct nc_xml_scan *s)
{
    struct preflight *p = k->p;
    struct nc_str id = kept_attr(k, s, "id"), href = kept_attr(k, s, "href");
    struct nc_str name = pf_resolve(p, p->opf, href);
    if (!id.n || !href.n || pf_is_remote(href)) {
        if (!pf_is_remote(href))
            pf_say(p, NC_D_BOOK_PACKAGE, p->opf, s->pos,
                   "an item of the manifest has no id or href");
        return;
    }
    uint32_t *slot = nc_strmap_at(&k->items, id);
    if (*slot)
        pf_say(p, NC_D_BOOK_PACKAGE, p->opf, s->pos, "two items of the manifest have the id '%.*s'",
               NC_FMT(id));
    struct pf_file *file = pf_file_named(p, name);
    if (!file) {
        pf_say(p, NC_D_BOOK_PACKAGE, p->opf, s->pos,
               "the manifest lists '%.*s', which is not in the archive", NC_FMT(href));
        *slot = UINT32_MAX;
        return;
    }
    *slot = (uint32_t)(file - p->files) + 1;
    if (file->is_listed)
        pf_say(p, NC_D_BOOK_PACKAGE, p->opf, s->pos, "the manifest lists '%.*s' twice",
               NC_FMT(href));
    file->is_listed = true;
    file->type = kept_attr(k, s, "media-type");
    file->properties = kept_attr(k, s, "properties");
    if (nc_str_has_word(file->properties, "cover-image"))
        p->cover = file->name;
    if (nc_str_has_word(file->properties, "nav"))
        p->nav = *slot;
}

static void read_itemref(struct package *k, const struct nc_xml_scan *s)
{
    struct nc_str id = kept_attr(k, s, "idref");
    uint32_t number = nc_strmap_get(&k->items, id);
    k->spine++;
    if (!number)
        pf_say(k->p, NC_D_BOOK_PACKAGE, k->p->opf, s->pos,
               "the spine names '%.*s', which the manifest does not have", NC_FMT(id));
    else if (number != UINT32_MAX && !k->p->files[number - 1].spine)
        k->p->files[number - 1].spine = k->spine;
}

/* --- metadata --- */

static const char *const texts[] = {"identifier", "title",     "language",    "creator",
                                    "date",       "subject",   "source",      "description",
                                    "rights",     "publisher", "contributor", NULL};

static void begin_element(struct package *k, const struct nc_xml_scan *s)
{
    struct nc_str name = nc_xml_local(s);
    bool is_dc = nc_str_starts(s->name, NC_LIT("dc:"));
    k->element = NULL;
    for (size_t i = 0; is_dc && texts[i]; i++)
        if (nc_str_ieq(name, nc_str(texts[i]))) /* dc:Title in the oldest books */
            k->element = texts[i];
    if (nc_str_eqz(name, "meta") && nc_xml_attr(&k->value, s, "property"))
        k->element = nc_str_eqz(nc_buf_view(&k->value), "dcterms:modified") ? "modified" : "meta";
    k->is_uid = is_dc && nc_str_eq(kept_attr(k, s, "id"), k->uid_name) && k->uid_name.n > 0;
    k->element_pos = s->pos;
    nc_buf_clear(&k->text);
}

/* Whether s has the form of W3CDTF: a year, perhaps with month, day and time. */
static bool is_date(struct nc_str s)
{
    static const char form[] = "dddd-dd-ddTdd:dd";
    size_t n = s.n < sizeof form - 1 ? s.n : sizeof form - 1;
    for (size_t i = 0; i < n; i++)
        if (form[i] == 'd' ? s.p[i] < '0' || s.p[i] > '9' : s.p[i] != form[i])
            return false;
    return s.n == 4 || s.n == 7 || s.n == 10 || s.n >= 16;
}

static void check_language(struct package *k, struct nc_str tag)
{
    struct preflight *p = k->p;
    if (!k->languages++)
        p->language = nc_arena_str(p->arena, tag);
    if (!nc_lang_is_tag(tag))
        pf_say(p, NC_D_BOOK_REFUSED, p->opf, k->element_pos,
               "'%.*s' is not a language tag; Send to Kindle refuses the book, others guess",
               NC_FMT(tag));
    else if (k->languages == 1 && pf_for(p, NC_READERS_KINDLE) && !nc_lang_kindle_takes(tag))
        pf_say(
            p, NC_D_BOOK_LANGUAGE, p->opf, k->element_pos,
            "the language '%.*s' is not among those that Amazon names; Send to Kindle may refuse "
            "the book",
            NC_FMT(tag));
}

static void take_text(struct package *k, struct nc_str s)
{
    struct preflight *p = k->p;
    const char *e = k->element;
    if (strcmp(e, "title") == 0 && !k->titles++)
        p->title = nc_arena_str(p->arena, s);
    else if (strcmp(e, "creator") == 0)
        k->authors++;
    else if (strcmp(e, "language") == 0)
        check_language(k, s);
    else if (strcmp(e, "modified") == 0)
        k->modified++;
    else if (strcmp(e, "identifier") == 0 && k->is_uid)
        p->uid = nc_arena_str(p->arena, s);
    else if (strcmp(e, "date") == 0) {
        k->dates++;
        if (!is_date(s))
            pf_say(p, NC_D_BOOK_METADATA, p->opf, k->element_pos,
                   "'%.*s' is not a date such as 2025-12-29", NC_FMT(s));
    }
}

static void end_element(struct package *k)
{
    if (!k->element)
        return;
    struct nc_str s = nc_str_trim(nc_buf_view(&k->text));
    if (!s.n)
        pf_say(k->p, NC_D_BOOK_METADATA, k->p->opf, k->element_pos, "<%s> is empty", k->element);
    else
        take_text(k, s);
    k->element = NULL;
}

/* --- the document --- */

static void read_start(struct package *k, const struct nc_xml_scan *s)
{
    struct preflight *p = k->p;
    if (nc_xml_is(s, "package")) {
        k->uid_name = kept_attr(k, s, "unique-identifier");
        p->is_epub3 = nc_str_starts(kept_attr(k, s, "version"), NC_LIT("3"));
    } else if (nc_xml_is(s, "item")) {
        read_item(k, s);
    } else if (nc_xml_is(s, "link")) {
        note_named(p, pf_resolve(p, p->opf, kept_attr(k, s, "href")));
    } else if (nc_xml_is(s, "itemref")) {
        read_itemref(k, s);
    } else if (nc_xml_is(s, "spine")) {
        k->ncx_item = kept_attr(k, s, "toc");
    } else if (nc_xml_is(s, "meta") && nc_xml_attr(&k->value, s, "name") &&
               nc_str_eqz(nc_buf_view(&k->value), "cover")) {
        k->cover_item = kept_attr(k, s, "content");
    } else {
        begin_element(k, s);
        if (s->is_empty)
            end_element(k);
    }
}

static void read_all(struct package *k, struct nc_str text)
{
    struct nc_xml_scan s;
    nc_xml_scan_begin(&s, text);
    while (nc_xml_next(&s) != NC_XML_FINISHED) {
        if (s.kind == NC_XML_START)
            read_start(k, &s);
        else if (s.kind == NC_XML_END)
            end_element(k);
        else if (s.kind == NC_XML_TEXT && k->element && k->text.n < PF_MAX_TEXT)
            nc_xml_unescape(&k->text, s.token);
    }
}

static void check_metadata(struct package *k)
{
    struct preflight *p = k->p;
    if (!k->titles)
        pf_say(p, NC_D_BOOK_METADATA, p->opf, PF_NOWHERE, "the book has no title");
    if (!k->languages)
        pf_say(p, NC_D_BOOK_REFUSED, p->opf, PF_NOWHERE,
               "the book does not say its language; Send to Kindle refuses it, and readers choose "
               "the wrong glyphs for Chinese and Japanese");
    if (!k->authors)
        pf_say(p, NC_D_BOOK_METADATA, p->opf, PF_NOWHERE,
               "the book names no author; Kindle shows 'Unknown'");
    if (k->dates > 1)
        pf_say(p, NC_D_BOOK_METADATA, p->opf, PF_NOWHERE,
               "the book has %u dates, but only one is allowed", k->dates);
    if (p->is_epub3 && k->modified != 1)
        pf_say(p, NC_D_BOOK_METADATA, p->opf, PF_NOWHERE,
               "the book has %u dates of modification (dcterms:modified) instead of one",
               k->modified);
    if (!p->uid.n)
        pf_say(p, NC_D_BOOK_PACKAGE, p->opf, PF_NOWHERE,
               "the book has no identifier that its package names; readers cannot keep its place");
}

static void find_contents(struct package *k)
{
    struct preflight *p = k->p;
    uint32_t cover = nc_strmap_get(&k->items, k->cover_item);
    p->ncx = nc_strmap_get(&k->items, k->ncx_item);
    if (!p->cover.n && cover && cover != UINT32_MAX)
        p->cover = p->files[cover - 1].name;
    if (p->ncx == UINT32_MAX)
        p->ncx = 0;
}

static void check_structure(struct package *k)
{
    struct preflight *p = k->p;
    if (!k->spine)
        pf_say(p, NC_D_BOOK_PACKAGE, p->opf, PF_NOWHERE,
               "the spine is empty: the book has no pages");
    if (!p->nav && !p->ncx)
        pf_say(p, NC_D_BOOK_CONTENTS, p->opf, PF_NOWHERE,
               "the book has no table of contents; Send to Kindle refuses it");
    else if (!p->ncx && pf_for(p, NC_READERS_ADOBE))
        pf_say(p, NC_D_BOOK_READER, p->opf, PF_NOWHERE,
               "the book has no NCX; Adobe's engine shows no table of contents");
    if (!p->cover.n)
        pf_say(p, NC_D_BOOK_IMAGE, p->opf, PF_NOWHERE,
               "the book has no cover picture; shelves show a blank or its title");
}

void pf_check_package(struct preflight *p)
{
    struct pf_file *opf = pf_file_named(p, p->opf);
    struct package k = {.p = p, .items = {.arena = p->arena}};
    struct nc_buf text = {0};
    if (pf_read(p, &text, opf) && pf_check_xml(p, opf, nc_buf_view(&text))) {
        read_all(&k, nc_buf_view(&text));
        p->has_package = !opf->is_broken;
        find_contents(&k);
        if (p->has_package) {
            check_metadata(&k);
            check_structure(&k);
        }
    }
    nc_buf_dispose(&text);
    nc_buf_dispose(&k.text);
    nc_buf_dispose(&k.value);
}
