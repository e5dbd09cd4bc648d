/* Inlines as XHTML. */
#include "base/arena.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "doc/ref.h"
#include "export/url/url.h"
#include "export/xhtml/xhtmlwriter.h"
#include "lang/lang.h"
#include "media/remote.h"

#include <stdlib.h>

/* The elements of kinds that need nothing else; NULL for others. The compiler does not notice if a
 * kind is missing here. */
static const char *simple_element(enum nc_kind k)
{
    static const char *const elements[NC_KIND_COUNT] = {
        [NC_EMPH] = "em",     [NC_STRONG] = "strong",  [NC_STRIKE] = "del",  [NC_SUP] = "sup",
        [NC_SUB] = "sub",     [NC_HIGHLIGHT] = "mark", [NC_SMALL] = "small", [NC_KBD] = "kbd",
        [NC_UNDERLINE] = "u", [NC_RUBY] = "ruby",      [NC_RUBY_TEXT] = "rt"};
    return elements[k];
}

/* Whether the address is permitted in all formats. */
static bool may_lead(const struct xhtml_writer *w, struct nc_str url)
{
    enum nc_url_kind kind = nc_url_kind(url);
    return w->x->as_written || (kind != NC_URL_NONE && kind != NC_URL_FILE);
}

/* Whether an image may have this address: one from which pictures load, or which is itself the
 * picture. */
static bool may_show(const struct xhtml_writer *w, struct nc_str url)
{
    enum nc_url_kind kind = nc_url_kind(url);
    bool data = nc_str_istarts(url, NC_LIT("data:image/"));
    return w->x->as_written || kind == NC_URL_WEB || kind == NC_URL_PATH ||
           (data && !nc_is_unsafe_url(url));
}

static bool put_address(const struct xhtml_writer *w, struct nc_buf *out, struct nc_str url)
{
    if (w->x->target->address)
        return w->x->target->address(out, url);
    nc_href_escape(out, url);
    return true;
}

bool xhtml_href(struct xhtml_writer *w, struct nc_buf *href, const struct nc_node *n)
{
    const struct nc_ref *ref = nc_node_cref(n);
    const struct nc_xhtml *x = w->x;
    if (ref->state == NC_REF_NOTE || ref->state == NC_REF_MEDIA) {
        bool leads = x->hooks && x->hooks->link && x->hooks->link(x->ctx, href, ref);
        if (!leads && ref->state == NC_REF_MEDIA && x->target->sounds)
            xhtml_lost(w, n, NC_D_FORMAT_LOSS,
                       "a file of this kind is not packed into a deck; the link's text is kept");
        return leads;
    }
    bool any = x->target->any_path && n->kind == NC_LINK && !x->found_only;
    if (ref->state != NC_REF_URL && !any)
        return false;
    if (!may_lead(w, ref->dest)) {
        xhtml_lost(w, n, NC_D_HTML_DROPPED,
                   nc_is_unsafe_url(ref->dest)
                       ? "an address that would run something, or opens a file of one "
                         "computer, was dropped; its text is kept"
                       : "an address of a kind that may be harmful was dropped; its text is kept");
        return false;
    }
    if (!put_address(w, href, ref->dest)) {
        xhtml_lost(w, n, NC_D_FORMAT_LOSS,
                   "a link that other machines cannot open is kept as plain text");
        return false;
    }
    return true;
}

/* Whether the text of a link to the web is its address, with or without the scheme. */
static bool shows_address(const struct nc_node *n)
{
    struct nc_str address = nc_node_cref(n)->dest;
    struct nc_buf text = {0};
    if (nc_node_cref(n)->state != NC_REF_URL || nc_url_kind(address) != NC_URL_WEB)
        return false;
    nc_plain_text(&text, n);
    struct nc_str shown = nc_buf_view(&text);
    bool same = shown.n > 0 && nc_str_ends(address, shown);
    struct nc_str scheme = nc_str_sub(address, 0, same ? address.n - shown.n : 0);
    same = same && (!scheme.n || nc_str_ends(scheme, NC_LIT("://")));
    nc_buf_dispose(&text);
    return same;
}

static void start_link(struct xhtml_writer *w, const struct nc_node *n)
{
    struct nc_buf href = {0};
    const struct nc_ref *ref = nc_node_cref(n);
    w->link_depth++;
    if (!w->linked && xhtml_href(w, &href, n)) {
        nc_x_start(&w->o, "a");
        if (w->x->marks_addresses && shows_address(n))
            nc_x_attrz(&w->o, "class", "uri");
        nc_x_attr(&w->o, "href", nc_buf_view(&href));
        if (ref->title.n)
            nc_x_attr(&w->o, "title", ref->title);
        xhtml_id(w, n);
        w->linked = w->link_depth;
        nc_buf_dispose(&href);
        return;
    }
    xhtml_place(w, n);
    if (w->linked && ref->state == NC_REF_URL) {
        xhtml_lost(w, n, NC_D_FORMAT_LOSS, "a link inside a link is not written; its text is kept");
    }
    nc_buf_dispose(&href);
}

/* Puts audio or video within a line, in the form that Anki plays. */
static bool put_sound(struct xhtml_writer *w, const struct nc_node *n)
{
    if (!xhtml_anki_sound(w, n))
        return false;
    w->link_depth++; /* the exit decrements it again */
    nc_walk_skip(&w->walk);
    return true;
}

static void end_link(struct xhtml_writer *w)
{
    if (w->link_depth-- != w->linked)
        return;
    nc_x_end(&w->o);
    w->linked = 0;
}

static void image_text(struct xhtml_writer *w, const struct nc_node *n, struct nc_str alt)
{
    const struct nc_ref *ref = n->u.image.ref;
    bool is_data = nc_str_istarts(ref->dest, NC_LIT("data:"));
    struct nc_buf href = {0};
    bool remote = ref->state == NC_REF_URL && may_lead(w, ref->dest);
    if (remote)
        remote = put_address(w, &href, ref->dest);
    /* An address is not shown to readers, but that of a missing file says which file it was. */
    bool linked = remote && !w->linked;
    struct nc_str shown = alt.n || is_data || remote ? alt : ref->dest;
    if (linked) {
        nc_x_start(&w->o, "a");
        nc_x_attr(&w->o, "href", nc_buf_view(&href));
    }
    nc_buf_dispose(&href);
    nc_x_textz(&w->o, "[");
    nc_x_textz(&w->o, nc_lang_label(w->x->lang, NC_L_IMAGE));
    nc_x_textz(&w->o, shown.n ? ": " : "");
    nc_x_text(&w->o, shown);
    nc_x_textz(&w->o, "]");
    if (linked)
        nc_x_end(&w->o);
    bool is_missing = nc_is_local_url(ref->dest); /* already reported by the resolver */
    if (ref->state == NC_REF_URL && !is_data && !is_missing)
        xhtml_lost(w, n, NC_D_IMAGE_REMOTE,
                   !nc_is_remote(ref->dest) ? "this address is neither a file of the notes nor a "
                                              "picture on the web; its text is written instead"
                   : linked ? "a remote image is not downloaded (--remote-dir takes one that you "
                              "fetched); a link is written instead"
                            : "a remote image is not downloaded (--remote-dir takes one that you "
                              "fetched); its text is written instead");
    else if (is_data)
        xhtml_lost(
            w, n, NC_D_IMAGE_TYPE,
            "an image embedded in its own address cannot be decoded; its text is written instead");
}

/* Appends the src. False: text is written instead. */
static bool src_of(struct xhtml_writer *w, struct nc_buf *src, const struct nc_node *n)
{
    const struct nc_ref *ref = n->u.image.ref;
    const struct nc_xhtml *x = w->x;
    if (ref->state == NC_REF_MEDIA && x->hooks && x->hooks->media)
        return x->hooks->media(x->ctx, src, ref, n);
    if (x->found_only && ref->state != NC_REF_URL)
        return false;
    if (!x->target->remote || !may_show(w, ref->dest))
        return false;
    nc_href_escape(src, ref->dest);
    return true;
}

static void put_image(struct xhtml_writer *w, const struct nc_node *n)
{
    struct nc_buf src = {0}, alt = {0};
    nc_plain_text(&alt, n);
    if (src_of(w, &src, n)) {
        nc_x_start(&w->o, "img");
        nc_x_attr(&w->o, "src", nc_buf_view(&src));
        nc_x_attr(&w->o, "alt", nc_buf_view(&alt));
        if (n->u.image.ref->title.n)
            nc_x_attr(&w->o, "title", n->u.image.ref->title);
        if (n->u.image.width && n->u.image.percent) {
            struct nc_buf style = {0};
            nc_buf_printf(&style, "width:%u%%", n->u.image.width);
            nc_x_attr(&w->o, "style", nc_buf_view(&style));
            nc_buf_dispose(&style);
        } else if (n->u.image.width) {
            nc_x_attru(&w->o, "width", n->u.image.width);
        }
        if (n->u.image.height)
            nc_x_attru(&w->o, "height", n->u.image.height);
        xhtml_id(w, n);
        nc_x_end_void(&w->o);
        w->x->has_image = true;
        w->x->has_alt_missing |= alt.n == 0;
    } else {
        xhtml_place(w, n);
        image_text(w, n, nc_buf_view(&alt));
    }
    nc_buf_dispose(&src);
    nc_buf_dispose(&alt);
    nc_walk_skip(&w->walk);
}

static void list_all_notes(struct nc_xhtml *x)
{
    const struct nc_node *notes = x->doc->root->last;
    if (x->all_notes || !notes || notes->kind != NC_FOOTNOTES)
        return;
    for (const struct nc_node *n = notes->first; n; n = n->next)
        x->all_count++;
    x->all_notes = nc_calloc(x->all_count, sizeof(void *));
    x->listed = nc_calloc(x->all_count, sizeof *x->listed);
    size_t i = 0;
    for (const struct nc_node *n = notes->first; n; n = n->next)
        x->all_notes[i++] = n;
}

/* Adds the footnote with this number, which must exist, to the list. False: it was there
 * already. */
static bool refer(struct nc_xhtml *x, uint32_t number)
{
    if (x->listed[number - 1] == x->round + 1)
        return false;
    x->listed[number - 1] = x->round + 1;
    nc_grow(&x->notes, &x->note_cap, x->note_count + 1, sizeof(void *));
    x->notes[x->note_count++] = x->all_notes[number - 1];
    return true;
}

void xhtml_list_unreferred(struct xhtml_writer *w)
{
    list_all_notes(w->x);
    for (size_t i = 0; i < w->x->all_count; i++)
        if (!w->x->all_notes[i]->u.footnote.referred)
            refer(w->x, (uint32_t)i + 1);
}

static void put_note_ref(struct xhtml_writer *w, const struct nc_node *n)
{
    list_all_notes(w->x);
    uint32_t number = n->u.footnote_ref.number;
    struct nc_buf text = {0}, link = {0};
    nc_buf_printf(&text, "%u", number);
    nc_x_start(&w->o, "sup");
    xhtml_id(w, n);
    bool known = number >= 1 && number <= w->x->all_count;
    bool first = known && refer(w->x, number);
    if (known && w->x->target->ids && !w->linked) {
        nc_x_start(&w->o, "a");
        if (w->x->target->types) {
            nc_x_attrz(&w->o, "epub:type", w->x->target->endnotes ? "noteref endnote" : "noteref");
            nc_x_attrz(&w->o, "role", "doc-noteref");
        }
        nc_buf_printf(&link, "#fn-%u", number);
        nc_x_attr(&w->o, "href", nc_buf_view(&link));
        nc_buf_clear(&link);
        nc_buf_printf(&link, "fnref-%u", number);
        if (first)
            nc_x_attr(&w->o, "id", nc_buf_view(&link));
        nc_x_text(&w->o, nc_buf_view(&text));
        nc_x_end(&w->o);
    } else {
        nc_x_text(&w->o, nc_buf_view(&text));
    }
    nc_x_end(&w->o);
    nc_buf_dispose(&text);
    nc_buf_dispose(&link);
}

/* Whether the span is only a target for links, which cards do not have. */
static bool is_idle_span(const struct xhtml_writer *w, const struct nc_node *n)
{
    return !w->x->target->ids && n->kind == NC_SPAN && !n->first && !n->attrs;
}

static void start_span(struct xhtml_writer *w, const struct nc_node *n)
{
    const struct nc_attrs *a = n->attrs;
    nc_x_start(&w->o, "span");
    if (a && a->classes.n)
        nc_x_attr(&w->o, "class", a->classes);
    if (a && a->title.n)
        nc_x_attr(&w->o, "title", a->title);
    xhtml_language(w, n);
    xhtml_id(w, n);
}

static void start_field(struct xhtml_writer *w, const struct nc_node *n)
{
    nc_x_start(&w->o, "span");
    nc_x_attrz(&w->o, "class", "field");
    xhtml_id(w, n);
    if (n->u.field.hide_key || w->hides_keys)
        return;
    nc_x_start(&w->o, "span");
    nc_x_attrz(&w->o, "class", "field-key");
    nc_x_text(&w->o, n->u.field.key);
    nc_x_end(&w->o);
    nc_x_textz(&w->o, ": ");
}

/* Puts a leaf. class, before: may be NULL. */
static void put_leaf(struct xhtml_writer *w, const struct nc_node *n, const char *element,
                     const char *class, const char *before)
{
    nc_x_start(&w->o, element);
    if (class)
        nc_x_attrz(&w->o, "class", class);
    if (n->kind == NC_CODE)
        xhtml_code_direction(w, n);
    xhtml_id(w, n);
    if (before)
        nc_x_textz(&w->o, before);
    nc_x_text(&w->o, n->u.text);
    nc_x_end(&w->o);
}

/* Whether ruby lacks its text, or a ruby text its ruby; each alone is written as a span. */
static bool is_broken_ruby(const struct nc_node *n)
{
    if (n->kind == NC_RUBY_TEXT)
        return n->parent->kind != NC_RUBY;
    if (n->kind != NC_RUBY)
        return false;
    for (const struct nc_node *c = n->first; c; c = c->next)
        if (c->kind == NC_RUBY_TEXT)
            return false;
    return true;
}

static void put_break(struct xhtml_writer *w)
{
    nc_x_start(&w->o, "br");
    nc_x_end_void(&w->o);
    nc_x_textz(&w->o, "\n");
}

static bool is_latin(const struct nc_node *n)
{
    struct nc_buf text = {0};
    bool wide = false;
    nc_plain_text(&text, n);
    for (size_t i = 0; i < text.n && !wide;) {
        unsigned len;
        wide = nc_is_wide(nc_utf8_at(nc_buf_view(&text), i, &len));
        i += len;
    }
    nc_buf_dispose(&text);
    return !wide;
}

static void start_simple(struct xhtml_writer *w, const struct nc_node *n)
{
    const char *element = is_broken_ruby(n) ? NULL : simple_element(n->kind);
    nc_x_start(&w->o, element ? element : "span");
    if (n->kind == NC_EMPH && w->x->marks_latin && is_latin(n))
        nc_x_attrz(&w->o, "class", "latin");
    if (n->kind == NC_KBD)
        xhtml_code_direction(w, n);
    xhtml_id(w, n);
}

static void put_cloze_text(struct xhtml_writer *w, const struct nc_node *n, bool end)
{
    struct nc_buf text = {0};
    nc_cloze_text(&text, n, end);
    nc_x_text(&w->o, nc_buf_view(&text));
    nc_buf_dispose(&text);
}

/* Starts a cloze for readers, with its hint. A field that Anki searches for clozes has the marks of
 * the slice instead, and Anki itself marks the cloze that is asked for. */
static void start_cloze(struct xhtml_writer *w, const struct nc_node *n)
{
    nc_x_start(&w->o, "span");
    nc_x_attrz(&w->o, "class", "cloze");
    if (n->u.cloze.hint.n)
        nc_x_attr(&w->o, "title", n->u.cloze.hint);
    xhtml_id(w, n);
}

void xhtml_enter_inline(struct xhtml_writer *w, const struct nc_node *n)
{
    if (w->task && nc_is_break(n) && n->parent == w->task->first)
        xhtml_task_note(w, w->task);
    switch (n->kind) {
    case NC_EMPH:
    case NC_STRONG:
    case NC_STRIKE:
    case NC_HIGHLIGHT:
    case NC_UNDERLINE:
    case NC_SUP:
    case NC_SUB:
    case NC_SMALL:
    case NC_KBD:
    case NC_RUBY:
    case NC_RUBY_TEXT:
        start_simple(w, n);
        break;
    case NC_CLOZE:
        if (w->keeps_clozes && nc_is_numbered_cloze(n))
            put_cloze_text(w, n, false);
        else if (!w->x->cloze)
            start_cloze(w, n);
        break;
    case NC_SPAN:
        if (!is_idle_span(w, n))
            start_span(w, n);
        break;
    case NC_LINK:
    case NC_WIKILINK:
        start_link(w, n);
        break;
    case NC_EMBED_LINK:
        if (!put_sound(w, n))
            start_link(w, n);
        break;
    case NC_IMAGE:
        put_image(w, n);
        break;
    case NC_FIELD:
        start_field(w, n);
        break;
    case NC_TEXT:
    case NC_CITATION:
        if (w->x->target->text)
            w->x->target->text(w->x->ctx, &w->o, n->u.text);
        else
            nc_x_text(&w->o, n->u.text);
        break;
    case NC_CODE:
        put_leaf(w, n, "code", NULL, NULL);
        break;
    case NC_MATH:
        xhtml_math(w, n);
        break;
    case NC_TAG:
        put_leaf(w, n, "span", "tag", "#");
        break;
    case NC_FOOTNOTE_REF:
        put_note_ref(w, n);
        break;
    case NC_RAW:
        xhtml_raw(w, n);
        break;
    case NC_SOFT_BREAK:
        if (w->keeps_lines)
            put_break(w);
        else
            nc_x_textz(&w->o, "\n");
        break;
    case NC_HARD_BREAK:
        put_break(w);
        break;
    case NC_COMMENT: /* not for readers */
        xhtml_place(w, n);
        break;
#define K(kind, ...) case NC_##kind:
#include "doc/blocks.def"
#undef K
    case NC_KIND_COUNT: /* xhtmlblock.c */
        break;
    }
}

void xhtml_exit_inline(struct xhtml_writer *w, const struct nc_node *n)
{
    if (n->kind == NC_LINK || n->kind == NC_WIKILINK || n->kind == NC_EMBED_LINK)
        end_link(w);
    else if (w->keeps_clozes && nc_is_numbered_cloze(n))
        put_cloze_text(w, n, true);
    else if (nc_holds_inlines(n->kind) && n->kind != NC_IMAGE && !is_idle_span(w, n) &&
             !(n->kind == NC_CLOZE && w->x->cloze))
        nc_x_end(&w->o);
}
