/* Checks both forms of the table of contents, and the targets of all links in the book. */
#include "preflight/preflightdata.h"

/* --- navigation document (EPUB 3.3, section 7) --- */

struct nav {
    struct preflight *p;
    const struct pf_file *file;
    struct nc_buf value, label;
    bool in_toc, in_link;
    struct nc_pos link_pos;
    unsigned entries;
};

static void end_entry(struct nav *n)
{
    n->in_link = false;
    if (!nc_str_trim(nc_buf_view(&n->label)).n)
        pf_say(n->p, NC_D_BOOK_CONTENTS, n->file->name, n->link_pos,
               "an entry of the contents has no text");
}

static void read_nav_tag(struct nav *n, const struct nc_xml_scan *s)
{
    bool starts = s->kind == NC_XML_START;
    if (nc_xml_is(s, "nav")) {
        n->in_toc = starts && nc_xml_attr(&n->value, s, "epub:type") &&
                    nc_str_has_word(nc_buf_view(&n->value), "toc");
    } else if (!n->in_toc && nc_xml_is(s, "a") && starts) {
        if (nc_xml_attr(&n->value, s, "href"))
            pf_add_link(n->p, n->file, s->pos, PF_LINK, nc_buf_view(&n->value));
    } else if (n->in_toc && nc_xml_is(s, "a") && starts) {
        n->in_link = true;
        n->link_pos = s->pos;
        n->entries++;
        nc_buf_clear(&n->label);
        if (nc_xml_attr(&n->value, s, "href"))
            pf_add_link(n->p, n->file, s->pos, PF_TOC, nc_buf_view(&n->value));
        else
            pf_say(n->p, NC_D_BOOK_CONTENTS, n->file->name, s->pos,
                   "an entry of the contents leads nowhere");
        if (s->is_empty)
            end_entry(n);
    } else if (n->in_link && nc_xml_is(s, "a")) {
        end_entry(n);
    } else if (n->in_link && nc_xml_is(s, "img")) {
        nc_buf_char(&n->label, '?');
    }
}

void pf_check_nav(struct preflight *p, const struct pf_file *file)
{
    struct nc_buf text = {0};
    struct nav n = {.p = p, .file = file};
    struct nc_xml_scan s;
    if (pf_read(p, &text, file)) {
        nc_xml_scan_begin(&s, nc_buf_view(&text));
        while (nc_xml_next(&s) != NC_XML_FINISHED) {
            if (s.kind == NC_XML_START || s.kind == NC_XML_END)
                read_nav_tag(&n, &s);
            else if (s.kind == NC_XML_TEXT && n.in_link)
                nc_buf_str(&n.label, s.token);
        }
        if (!n.entries && !file->is_broken)
            pf_say(p, NC_D_BOOK_CONTENTS, file->name, PF_NOWHERE, "the table of contents is empty");
    }
    nc_buf_dispose(&text);
    nc_buf_dispose(&n.value);
    nc_buf_dispose(&n.label);
}

/* --- NCX (OPF 2.0.1, section 2.4.1) --- */

struct ncx {
    struct preflight *p;
    const struct pf_file *file;
    struct nc_buf value, label;
    bool in_map, in_text;
    struct nc_pos point;
    unsigned points;
};

static void end_label(struct ncx *n)
{
    if (n->in_text && n->in_map && !nc_str_trim(nc_buf_view(&n->label)).n)
        pf_say(n->p, NC_D_BOOK_CONTENTS, n->file->name, n->point,
               "an entry of the contents has no text");
    n->in_text = false;
}

static void read_ncx_tag(struct ncx *n, const struct nc_xml_scan *s)
{
    struct preflight *p = n->p;
    if (s->kind == NC_XML_END) {
        if (nc_xml_is(s, "text"))
            end_label(n);
        return;
    }
    if (nc_xml_is(s, "meta") && nc_xml_attr(&n->value, s, "name") &&
        nc_str_eqz(nc_buf_view(&n->value), "dtb:uid")) {
        if (nc_xml_attr(&n->value, s, "content") && p->uid.n &&
            !nc_str_eq(nc_str_trim(nc_buf_view(&n->value)), p->uid))
            pf_say(p, NC_D_BOOK_CONTENTS, n->file->name, s->pos,
                   "the NCX is of another book: dtb:uid is not the book's identifier");
    } else if (nc_xml_is(s, "navMap")) {
        n->in_map = true;
    } else if (nc_xml_is(s, "pageList") || nc_xml_is(s, "navList")) {
        n->in_map = false;
    } else if (nc_xml_is(s, "navPoint")) {
        n->point = s->pos;
        n->points++;
    } else if (nc_xml_is(s, "text")) {
        n->in_text = true;
        nc_buf_clear(&n->label);
        if (s->is_empty)
            end_label(n);
    } else if (n->in_map && nc_xml_is(s, "content") && nc_xml_attr(&n->value, s, "src")) {
        pf_add_link(p, n->file, s->pos, PF_NCX, nc_buf_view(&n->value));
    }
}

void pf_check_ncx(struct preflight *p, const struct pf_file *file)
{
    struct nc_buf text = {0};
    struct ncx n = {.p = p, .file = file};
    struct nc_xml_scan s;
    if (pf_read(p, &text, file) && pf_check_xml(p, file, nc_buf_view(&text))) {
        nc_xml_scan_begin(&s, nc_buf_view(&text));
        while (nc_xml_next(&s) != NC_XML_FINISHED) {
            if (s.kind == NC_XML_START || s.kind == NC_XML_END)
                read_ncx_tag(&n, &s);
            else if (s.kind == NC_XML_TEXT && n.in_text)
                nc_buf_str(&n.label, s.token);
        }
        if (!n.points && !file->is_broken)
            pf_say(p, NC_D_BOOK_CONTENTS, file->name, PF_NOWHERE, "the table of contents is empty");
    }
    nc_buf_dispose(&text);
    nc_buf_dispose(&n.value);
    nc_buf_dispose(&n.label);
}

/* --- links --- */

static bool is_contents(enum pf_use use)
{
    return use == PF_TOC || use == PF_NCX;
}

/* The previous entry of a table. Entries must follow the order of the book. */
struct order {
    uint32_t spine, from;
    enum pf_use use;
};

static void check_order(struct preflight *p, struct order *o, const struct pf_link *l,
                        const struct pf_file *to)
{
    bool same = o->use == l->use && o->from == l->from;
    if (same && to->spine < o->spine)
        pf_say(
            p, NC_D_BOOK_LINK, p->files[l->from].name, l->pos,
            "the contents go back in the order of the book here; some readers drop such entries");
    *o = (struct order){to->spine, l->from, l->use};
}

/* A fragment may be percent-encoded. */
static bool has_id(const struct preflight *p, const struct pf_file *file, struct nc_str id)
{
    struct nc_buf decoded = {0};
    nc_buf_percent(&decoded, id);
    bool has = pf_has_id(p, file, id) || pf_has_id(p, file, nc_buf_view(&decoded));
    nc_buf_dispose(&decoded);
    return has;
}

/* Whether the fragment is computed and not an id: a part of a picture or sound, or a position
 * (epubcfi). */
static bool is_reckoned(struct nc_str fragment)
{
    return nc_str_find(fragment, '(', 0) < fragment.n || nc_str_find(fragment, '=', 0) < fragment.n;
}

static void check_fragment(struct preflight *p, const struct pf_link *l, const struct pf_file *to)
{
    struct nc_str from = p->files[l->from].name;
    size_t hash = nc_str_find(l->href, '#', 0);
    struct nc_str id = nc_str_sub(l->href, hash < l->href.n ? hash + 1 : hash, l->href.n);
    if (!id.n || !to->is_scanned || to->is_broken || l->use == PF_PICTURE)
        return;
    if (to->body_id.n && nc_str_eq(id, to->body_id) && pf_for(p, NC_READERS_KINDLE))
        pf_say(p, NC_D_BOOK_REFUSED, from, l->pos,
               "a link leads to '%.*s', the id of a <body>, which Send to Kindle drops; link to "
               "the file instead",
               NC_FMT(id));
    else if (!is_reckoned(id) && !has_id(p, to, id))
        pf_say(p, is_contents(l->use) ? NC_D_BOOK_CONTENTS : NC_D_BOOK_LINK, from, l->pos,
               "the link leads to '%.*s', but the file has no such id", NC_FMT(l->href));
}

static void check_remote(struct preflight *p, const struct pf_link *l)
{
    struct nc_str from = p->files[l->from].name;
    if (l->use == PF_PICTURE && !nc_str_starts(l->href, NC_LIT("data:")))
        pf_say(p, NC_D_BOOK_IMAGE, from, l->pos,
               "the picture '%.*s' is on another machine; readers do not fetch it",
               NC_FMT(l->href));
    else if (is_contents(l->use))
        pf_say(p, NC_D_BOOK_CONTENTS, from, l->pos,
               "an entry of the contents leads out of the book: '%.*s'", NC_FMT(l->href));
}

static void check_link(struct preflight *p, const struct pf_link *l, struct order *o)
{
    struct nc_str from = p->files[l->from].name;
    if (pf_is_remote(l->href)) {
        check_remote(p, l);
        return;
    }
    const struct pf_file *to = pf_file_named(p, pf_resolve(p, from, l->href));
    if (!to) {
        pf_say(p,
               is_contents(l->use)    ? NC_D_BOOK_CONTENTS
               : l->use == PF_PICTURE ? NC_D_BOOK_IMAGE
                                      : NC_D_BOOK_LINK,
               from, l->pos, "'%.*s' is not in the book", NC_FMT(l->href));
        return;
    }
    if (is_contents(l->use) && !to->spine && p->has_package)
        pf_say(p, NC_D_BOOK_CONTENTS, from, l->pos,
               "an entry of the contents leads to '%.*s', which is not among the pages",
               NC_FMT(l->href));
    else if (is_contents(l->use) && p->has_package)
        check_order(p, o, l, to);
    check_fragment(p, l, to);
}

void pf_check_links(struct preflight *p)
{
    struct order o = {0};
    if (p->link_count >= PF_MAX_LINKS)
        pf_say(p, NC_D_BOOK_SIZE, NC_NONE, PF_NOWHERE,
               "the book has more than %d links; only the first are checked", PF_MAX_LINKS);
    for (size_t i = 0; i < p->link_count; i++)
        check_link(p, &p->links[i], &o);
}
