/* Links, images and references among inlines. Org's links do not nest, and a description holds no
 * targets and no footnotes: these go before it or split it. */
#include "base/uchar.h"
#include "base/utf8.h"
#include "export/org/orginline.h"
#include "export/org/orgout.h"
#include "export/url/url.h"
#include "lang/lang.h"

#include <string.h>

/* Reports what a link loses. A title that repeats what the link shows is no loss. */
static void report_lost_of_link(struct org_inline_writer *i, const struct nc_node *n)
{
    struct nc_str title = nc_node_cref(n)->title;
    struct nc_buf text = {0};
    nc_plain_text(&text, n);
    if (title.n && !nc_str_eq(title, nc_buf_view(&text)))
        org_lost(i->w, n, "the title of a link is not written");
    nc_buf_dispose(&text);
}

/* Puts the targets of a link's content before it, because a description cannot hold them. */
static void put_inner_targets(struct org_inline_writer *i, const struct nc_node *link)
{
    struct nc_walk w;
    nc_walk_begin(&w, link);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER && w.node != link)
            org_put_inline_target(i, w.node);
}

/* The text of the only node below n; empty if there are others. */
static struct nc_str only_text(const struct nc_node *n)
{
    bool one = n->first && !n->first->next && n->first->kind == NC_TEXT;
    return one ? n->first->u.text : NC_NONE;
}

/* Whether Org's own rule finds the whole address and nothing after it (org-link-plain-re). */
static bool is_plain_address(const struct nc_node *n)
{
    struct nc_str url = n->u.ref->dest;
    char last = url.n ? url.p[url.n - 1] : ' ';
    bool whole = last == '/' || nc_ascii_is_alnum(last);
    if (!whole || (n->next && n->next->kind != NC_TEXT && !nc_is_break(n->next)))
        return false;
    for (size_t k = 0; k < url.n; k++)
        if ((unsigned char)url.p[k] <= ' ' || (unsigned char)url.p[k] >= 0x7F ||
            strchr("[]()<>|*~+^\\\"'`{}", url.p[k]))
            return false;
    if (!n->next || n->next->kind != NC_TEXT)
        return nc_is_text_block(n->parent);
    struct nc_str rest = n->next->u.text;
    size_t k = rest.n && strchr(".,;:!?", rest.p[0]) ? 1 : 0;
    bool ends = k == rest.n && (!n->next->next || nc_is_break(n->next->next));
    return ends || (k < rest.n && rest.p[k] == ' ');
}

bool org_put_address(struct org_inline_writer *i, const struct nc_node *n)
{
    struct nc_buf b = {0};
    const struct nc_ref *ref = nc_node_cref(n);
    enum nc_url_kind kind = nc_url_kind(ref->dest);
    bool link = kind == NC_URL_WEB || kind == NC_URL_PLAIN || kind == NC_URL_APP;
    if (n->kind != NC_LINK || ref->state != NC_REF_URL || i->linked || !link ||
        !nc_str_eq(only_text(n), ref->dest))
        return false;
    const struct org_cell *before = i->cells.count ? &i->cells.items[i->cells.count - 1] : NULL;
    bool apart = !before || before->cp == ' ' || before->cp == '(' || before->class == ORG_NEWLINE;
    bool plain = i->depth == 0 && apart && org_is_known_type(ref->dest) && is_plain_address(n);
    org_web_path(&b, ref->dest);
    if (plain && nc_str_eq(nc_buf_view(&b), ref->dest)) {
        org_raw_str(i, ref->dest);
    } else {
        nc_buf_clear(&b);
        org_link_start(i->w, &b, n);
        nc_buf_puts(&b, "]]");
        org_put_apart(i, nc_buf_view(&b));
    }
    nc_buf_dispose(&b);
    report_lost_of_link(i, n);
    nc_walk_skip(&i->walk);
    i->address = n;
    return true;
}

/* Begins the open link, from its path to the beginning of its description. */
static void begin_description(struct org_inline_writer *i)
{
    i->part_from = i->cells.count;
    org_raw_str(i, nc_buf_view(&i->link_start));
    org_raw(i, "][");
    org_cell_add(&i->cells, 0, ORG_EDGE);
    i->part_begin = i->cells.count;
}

/* Whether the open part of a link shows anything. */
static bool has_description(const struct org_inline_writer *i)
{
    for (size_t k = i->part_begin; k < i->cells.count; k++) {
        const struct org_cell *c = &i->cells.items[k];
        if (c->class == ORG_RAW || (c->class == ORG_LITERAL && !org_is_space(c->cp)))
            return true;
    }
    return false;
}

static void end_description(struct org_inline_writer *i)
{
    if (i->cells.count && i->cells.items[i->cells.count - 1].cp == ']')
        org_cell_add(&i->cells, 0x200B, ORG_RAW);
    org_cell_add(&i->cells, ']', ORG_EDGE);
    org_raw(i, "]]");
}

void org_start_link(struct org_inline_writer *i, const struct nc_node *n)
{
    struct nc_buf b = {0};
    i->links++;
    if (!i->linked)
        put_inner_targets(i, n);
    if (!i->linked && org_link_start(i->w, &b, n)) {
        /* The address would end the markup around it, so the markup goes into the description. */
        i->apart = org_holds_open_marker(i, nc_buf_view(&b), ']', 0, i->depth);
        if (i->apart)
            org_close_all(i);
        nc_buf_clear(&i->link_start);
        nc_buf_str(&i->link_start, nc_buf_view(&b));
        begin_description(i);
        report_lost_of_link(i, n);
        i->linked = i->links;
        i->link_base = i->apart ? 0 : i->depth;
        if (i->apart)
            org_reopen_all(i);
    }
    nc_buf_dispose(&b);
}

void org_end_link(struct org_inline_writer *i, const struct nc_node *n)
{
    if (n == i->address)
        return;
    if (i->links-- != i->linked) {
        /* If Org would run a link, or the link is inside another, its address follows its text. */
        if (n->kind == NC_LINK && n->u.ref->state == NC_REF_URL) {
            org_cells_text(&i->cells, NC_LIT(" ("), ORG_LITERAL);
            org_cells_text(&i->cells, n->u.ref->dest, ORG_LITERAL);
            org_cells_text(&i->cells, NC_LIT(")"), ORG_LITERAL);
        }
        return;
    }
    if (!n->first)
        org_cells_text(&i->cells, nc_node_cref(n)->dest, ORG_LITERAL);
    if (i->apart)
        org_close_all(i);
    i->linked = 0;
    if (i->is_rest && !has_description(i))
        i->cells.count = i->part_from;
    else
        end_description(i);
    if (i->apart)
        org_reopen_all(i);
    i->apart = i->is_rest = false;
}

/* Puts an image in a data: address. Emacs does not show it, and as text it would fill pages. */
static bool put_data_image(struct org_inline_writer *i, const struct nc_node *n, struct nc_str alt)
{
    struct nc_str dest = n->u.image.ref->dest;
    bool is_file = n->u.image.ref->state == NC_REF_MEDIA && i->w->run->site->is_folder;
    if (is_file || !nc_str_istarts(dest, NC_LIT("data:")))
        return false;
    org_lost(i->w, n,
             "an image embedded in its own address is not written; its text is written instead");
    bool named = alt.n > 0;
    if (!named) {
        org_cell_add(&i->cells, '[', ORG_LITERAL);
        alt = nc_str(nc_lang_label(i->w->doc->lang, NC_L_IMAGE));
    }
    org_cells_text(&i->cells, alt, ORG_LITERAL);
    if (!named)
        org_cell_add(&i->cells, ']', ORG_LITERAL);
    return true;
}

/* Reports what a link to an image within a line cannot hold. A text that is only the file's name
 * does not count. */
static void report_lost_of_image(struct org_inline_writer *i, const struct nc_node *n,
                                 struct nc_str alt)
{
    const struct nc_ref *ref = n->u.image.ref;
    struct nc_str path = nc_str_sub(ref->dest, 0, nc_str_find(ref->dest, '#', 0));
    if (org_lone_image(n->parent) == n)
        return;
    if ((alt.n && !nc_str_eq(alt, nc_base_name(path))) || ref->title.n)
        org_lost(i->w, n, "Org has no place for the text or title of an image within a line");
    else if (n->u.image.width || n->u.image.height)
        org_lost(i->w, n, "Org has no place for the size of an image within a line");
}

/* Puts the link of an image without a description: Org then shows the file. */
static void put_image_link(struct org_inline_writer *i, const struct nc_node *n,
                           struct nc_str start, struct nc_str alt)
{
    struct nc_buf b = {0};
    report_lost_of_image(i, n, alt);
    nc_buf_str(&b, start);
    nc_buf_puts(&b, "]]");
    org_put_apart(i, nc_buf_view(&b));
    nc_buf_dispose(&b);
}

/* Puts an image as the description of a link. Org shows an image if the description is only the
 * bare path of a file, or an address. Such a path must not hold brackets, blanks or characters that
 * end markup. */
static bool put_linked_image(struct org_inline_writer *i, const struct nc_node *n,
                             struct nc_str start, struct nc_str alt)
{
    const struct nc_ref *ref = n->u.image.ref;
    struct nc_str path = start.n > 2 ? nc_str_sub(start, 2, start.n) : NC_NONE;
    bool whole = nc_node_cref(n->parent) && n->parent->first == n && !n->next;
    for (size_t k = 0; k < path.n; k++)
        if (strchr(" []()<>\\\t", path.p[k]))
            return false;
    if ((ref->state != NC_REF_MEDIA && !org_is_remote_image(ref)) || !path.n || !whole ||
        org_holds_open_marker(i, path, ']', 0, i->depth))
        return false;
    report_lost_of_image(i, n, alt);
    org_raw_str(i, path);
    return true;
}

/* Puts an address that Org does not take for an image as a link that shows the image's text. */
static void put_text_link(struct org_inline_writer *i, struct nc_str start, struct nc_str text)
{
    bool split = org_holds_open_marker(i, start, ']', 0, i->depth);
    if (split)
        org_close_all(i);
    nc_buf_clear(&i->link_start);
    nc_buf_str(&i->link_start, start);
    begin_description(i);
    org_cells_text(&i->cells, text, ORG_LITERAL);
    end_description(i);
    if (split)
        org_reopen_all(i);
}

void org_put_image(struct org_inline_writer *i, const struct nc_node *n)
{
    struct nc_buf b = {0}, alt = {0};
    const struct nc_ref *ref = n->u.image.ref;
    nc_plain_text(&alt, n);
    bool data = put_data_image(i, n, nc_buf_view(&alt));
    if (!data && org_link_start(i->w, &b, n)) {
        bool shown = ref->state == NC_REF_MEDIA || org_is_remote_image(ref);
        if (!i->linked && (shown || !alt.n))
            put_image_link(i, n, nc_buf_view(&b), nc_buf_view(&alt));
        else if (!i->linked)
            put_text_link(i, nc_buf_view(&b), nc_buf_view(&alt));
        else if (!put_linked_image(i, n, nc_buf_view(&b), nc_buf_view(&alt))) {
            org_lost(i->w, n, "an image inside a link is written as its text");
            org_cells_text(&i->cells, alt.n ? nc_buf_view(&alt) : ref->dest, ORG_LITERAL);
        }
    } else if (!data) {
        org_cells_text(&i->cells, alt.n ? nc_buf_view(&alt) : ref->dest, ORG_LITERAL);
    }
    nc_buf_dispose(&b);
    nc_buf_dispose(&alt);
    nc_walk_skip(&i->walk);
}

void org_put_note_ref(struct org_inline_writer *i, const struct nc_node *n)
{
    struct nc_buf b = {0};
    if (i->w->in_footnote && org_closes_circle(i->w->circles, i->w->definition, n)) {
        org_lost(i->w, n,
                 "Emacs exports no footnotes that lead back to themselves; a number is written");
        nc_buf_printf(&b, "(%u)", n->u.footnote_ref.number);
        org_cells_text(&i->cells, nc_buf_view(&b), ORG_LITERAL);
        nc_buf_dispose(&b);
        return;
    }
    nc_buf_puts(&b, "[fn:");
    org_footnote_label(&b, n->u.footnote_ref.label, n->u.footnote_ref.number);
    nc_buf_char(&b, ']');
    bool linked = i->linked, shown = linked && has_description(i);
    if (linked)
        org_close_all(i);
    if (shown)
        end_description(i);
    else if (linked)
        i->cells.count = i->part_from;
    org_raw_str(i, nc_buf_view(&b));
    if (linked) {
        begin_description(i);
        org_reopen_all(i);
        i->is_rest = true;
    }
    nc_buf_dispose(&b);
}
