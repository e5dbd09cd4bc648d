/* Inline HTML. Tags are paired across the inlines of one container. Known elements become nodes,
 * unknown paired ones are unwrapped, unknown unpaired ones are text as the author typed it (<T>).
 */
#include "parse/html/inlinehtml.h"

#include "parse/leaf/origin.h"

#include "doc/ref.h"
#include "parse/construct/imagesize.h"
#include "parse/inline/htmlelement.h"

#include <stdlib.h>

#define MAX_OPEN 200 /* opening tags compared with a closing one */

/* A copy of the attribute's value in the document; empty if the tag does not have it. */
static struct nc_str attr_copy(struct nc_doc *doc, const struct nc_html_tag *t, const char *name)
{
    struct nc_buf b = {0};
    struct nc_str s = NC_NONE;
    if (nc_html_attr(&b, t, name))
        s = nc_arena_str(doc->arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return s;
}

static void silence(struct nc_node *placeholder)
{
    placeholder->u.text.n = 0;
}

static void make_image(struct nc_inlines *c, struct nc_node *n, const struct nc_html_tag *t)
{
    struct nc_str src = nc_str_trim(attr_copy(c->doc, t, "src")), alt = attr_copy(c->doc, t, "alt");
    if (!src.n)
        return; /* stays text */
    struct nc_pos pos = n->pos;
    nc_node_become(c->doc, n, NC_IMAGE);
    nc_html_set_picture(c->doc, n, src, &c->light, c->diags);
    n->u.image.ref->title = attr_copy(c->doc, t, "title");
    nc_image_lengths(n, attr_copy(c->doc, t, "width"), attr_copy(c->doc, t, "height"),
                     attr_copy(c->doc, t, "style"));
    if (alt.n)
        nc_node_append(n, nc_node_text(c->doc, NC_TEXT, pos, alt));
}

static void warn_dropped(struct nc_inlines *c, const struct nc_tag_mark *m, const char *text)
{
    nc_diag(c->diags, NC_D_HTML_DROPPED, c->doc->files[0], m->node->pos, "<%s> %s", m->tag.name,
            text);
}

/* Makes media of a tag: <video>, <audio> and <source> become what they play, <iframe> and <embed> a
 * link to it. False: there is no address. */
static bool make_media(struct nc_inlines *c, struct nc_tag_mark *m, enum nc_kind kind)
{
    struct nc_node *n = m->node;
    struct nc_str src = nc_str_trim(attr_copy(c->doc, &m->tag, "src"));
    if (!src.n)
        return false;
    nc_node_become(c->doc, n, kind);
    nc_ref_init(nc_node_ref(n), src);
    if (kind == NC_LINK)
        warn_dropped(c, m, "became a link to what it shows");
    else
        n->u.embed.type = m->tag.name[0] == 'a' ? NC_EMBED_AUDIO : NC_EMBED_VIDEO;
    nc_node_append(n, nc_node_text(c->doc, NC_TEXT, n->pos, src));
    return true;
}

static void make_comment(struct nc_node *n, bool comment)
{
    struct nc_str s = n->u.text;
    n->kind = NC_COMMENT;
    if (comment && s.n >= 7)
        n->u.text = nc_str_trim(nc_str_sub(s, 4, s.n - 3));
}

/* Ends a line here, unless it ends anyway (see tidy_edges). */
static void make_edge(struct nc_node *n)
{
    n->kind = NC_HARD_BREAK;
    n->u.text = NC_NONE;
    n->origin = NC_ORIGIN_ELEMENT;
}

/* Makes the node of an element without content and closing tag. */
static void make_void(struct nc_inlines *c, struct nc_tag_mark *m, const struct nc_html_element *e)
{
    if (m->tag.kind == NC_TAG_CLOSE && e->kind != NC_HARD_BREAK) { /* </br> is <br> to browsers */
        silence(m->node);
    } else if (e->kind == NC_IMAGE) {
        make_image(c, m->node, &m->tag);
        m->node->id = attr_copy(c->doc, &m->tag, "id");
    } else if (e->kind == NC_TEXT) {
        m->node->u.text = NC_LIT("\xE2\x80\x8B");
    } else if (e->kind == NC_RULE) {
        warn_dropped(c, m, "within a line became a line break");
        make_edge(m->node);
    } else {
        m->node->kind = NC_HARD_BREAK;
        m->node->u.text = NC_NONE;
    }
}

/* Handles tags without content. True: done. */
static bool lone_tag(struct nc_inlines *c, struct nc_tag_mark *m)
{
    if (m->tag.kind == NC_TAG_COMMENT || m->tag.kind == NC_TAG_OTHER) {
        make_comment(m->node, m->tag.kind == NC_TAG_COMMENT);
        return true;
    }
    const struct nc_html_element *e = nc_html_element(m->tag.name);
    if (!e)
        return false;
    if (e->role == NC_HTML_VOID) {
        make_void(c, m, e);
        return true;
    }
    if (m->tag.kind == NC_TAG_CLOSE)
        return false;
    bool media =
        e->kind == NC_EMBED_LINK || (e->role == NC_HTML_MEDIA && nc_html_is_lone(m->tag.name));
    if (media && make_media(c, m, e->kind))
        return true;
    if (!nc_html_is_lone(m->tag.name))
        return false;
    /* In "an <input> takes text" the text is about the tag. */
    if (!nc_str_trim(m->tag.attrs).n)
        return true;
    if (!media)
        warn_dropped(c, m, "was dropped");
    silence(m->node);
    return true;
}

/* --- components of MDX and Vue --- */

static bool is_capital(const struct nc_tag_mark *m)
{
    struct nc_str s = m->node->u.text;
    size_t i = 1 + (m->tag.kind == NC_TAG_CLOSE);
    return i + 1 < s.n && s.p[i] >= 'A' && s.p[i] <= 'Z' && s.p[i + 1] >= 'a';
}

/* Reads <Link to="…"> and the like as links. <LINK> is HTML's element and shows nothing. open:
 * number of open links. */
static void read_link_component(struct nc_tag_mark *m, unsigned *open)
{
    static const char *const links[] = {"link", "navlink", "nuxtlink", "routerlink", NULL};
    struct nc_buf to = {0};
    bool link = (is_capital(m) && nc_str_is_among(nc_str(m->tag.name), links)) ||
                strcmp(m->tag.name, "router-link") == 0;
    bool closes = link && m->tag.kind == NC_TAG_CLOSE && *open > 0;
    bool opens = link && m->tag.kind == NC_TAG_OPEN &&
                 (nc_html_attr(&to, &m->tag, "to") || nc_html_attr(&to, &m->tag, "href"));
    if (opens || closes)
        memcpy(m->tag.name, "a", sizeof "a");
    *open += opens;
    *open -= closes;
    nc_buf_dispose(&to);
}

/* Handles a component without content. <Badge text="new" /> shows its text. Others are left out,
 * because what they show is unknown; but a text may be about one without attributes. */
static bool lone_component(struct nc_inlines *c, struct nc_tag_mark *m)
{
    static const char *const keys[] = {"text", "label", NULL};
    struct nc_str text = NC_NONE;
    if (m->tag.kind != NC_TAG_EMPTY || !is_capital(m) || !nc_str_trim(m->tag.attrs).n)
        return false;
    for (size_t k = 0; keys[k] && !text.n; k++)
        text = attr_copy(c->doc, &m->tag, keys[k]);
    if (!text.n)
        nc_diag(c->diags, NC_D_PLUGIN_DROPPED, c->doc->files[0], m->node->pos,
                "%.*s is not run; it was left out", NC_FMT(m->node->u.text));
    m->node->u.text = text;
    return true;
}

/* --- elements --- */

static void set_attributes(struct nc_inlines *c, struct nc_node *n, const struct nc_html_tag *t)
{
    if (!nc_str_trim(t->attrs).n && n->kind != NC_LINK && strcmp(t->name, "bdi") != 0)
        return;
    struct nc_html_attributes a = {.href = attr_copy(c->doc, t, "href"),
                                   .id = attr_copy(c->doc, t, "id"),
                                   .name = attr_copy(c->doc, t, "name"),
                                   .lang = attr_copy(c->doc, t, "lang"),
                                   .classes = attr_copy(c->doc, t, "class"),
                                   .title = attr_copy(c->doc, t, "title"),
                                   .dir = attr_copy(c->doc, t, "dir")};
    if (n->kind == NC_LINK && !a.href.n)
        a.href = attr_copy(c->doc, t, "to");
    if (strcmp(t->name, "bdi") == 0 && !a.dir.n)
        a.dir = NC_LIT("auto");
    nc_html_set_attributes(c->doc, n, &a);
}

/* Removes everything between two tags from the paragraph. Nothing else may unlink inlines before
 * their emphasis is resolved, because the delimiter runs among them, or anywhere below them, must
 * go too. Closing tags come in text order, so a range never lies before an earlier one. */
static void remove_between(struct nc_inlines *c, struct nc_tag_mark *open,
                           const struct nc_tag_mark *close)
{
    open->node->next = close->node;
    while (c->removed_count && c->removed[c->removed_count - 1].from >= open->delims)
        c->removed_count--;
    if (open->delims == close->delims)
        return;
    nc_grow(&c->removed, &c->removed_cap, c->removed_count + 1, sizeof *c->removed);
    c->removed[c->removed_count++] = (struct nc_range){open->delims, close->delims};
}

/* Closes the gaps that remove_between left in the list of delimiter runs, from index base on. */
static void drop_removed(struct nc_inlines *c, size_t base)
{
    struct nc_delim *d = c->delims.items;
    size_t to = base, from = base;
    for (size_t k = 0; k <= c->removed_count; k++) {
        bool last = k == c->removed_count;
        size_t end = last ? c->delims.count : c->removed[k].from;
        while (from < end)
            d[to++] = d[from++];
        from = last ? end : c->removed[k].to;
    }
    c->delims.count = to;
    c->removed_count = 0;
}

static void wrap(struct nc_inlines *c, struct nc_tag_mark *open, struct nc_node *close,
                 const struct nc_html_element *e)
{
    struct nc_str style = attr_copy(c->doc, &open->tag, "style");
    struct nc_node *w = nc_node_new(c->doc, nc_html_styled(e->kind, style), open->node->pos);
    set_attributes(c, w, &open->tag);
    struct nc_node *inner = w;
    if (w->kind == NC_SPAN)
        inner = nc_html_style(c->doc, w, style);
    for (struct nc_node *n = open->node->next; n != close;) {
        struct nc_node *next = n->next;
        nc_node_append(inner, n);
        n = next;
    }
    w->parent = open->node->parent;
    open->node->next = w;
    w->next = close;
    nc_html_as_code(c->doc, w, e);
}

/* Whether the tag is <font style="background-color:…">, as Yuque and Evernote write it. */
static bool is_styled_font(const struct nc_html_tag *tag)
{
    struct nc_buf style = {0};
    bool styled = strcmp(tag->name, "font") == 0 && nc_html_attr(&style, tag, "style");
    nc_buf_dispose(&style);
    return styled;
}

/* Makes the element's node of the nodes between its tags. `close` is its closing tag or another tag
 * that ends it. */
static void pair(struct nc_inlines *c, struct nc_tag_mark *open, struct nc_tag_mark *close)
{
    const struct nc_html_element *e = nc_html_element(open->tag.name);
    enum nc_html_role role = e ? e->role : NC_HTML_PASS;
    if (is_styled_font(&open->tag))
        role = NC_HTML_INLINE;
    bool own = strcmp(open->tag.name, close->tag.name) == 0 && close->tag.kind == NC_TAG_CLOSE;
    bool block = role == NC_HTML_BLOCK && e->kind != NC_DIV && e->kind != NC_PARAGRAPH;
    if (!e)
        nc_html_report_unknown(c->diags, c->doc->files[0], open->node->pos, open->tag.name,
                               open->tag.attrs);
    else if (block)
        nc_diag(c->diags, NC_D_HTML_UNKNOWN, c->doc->files[0], open->node->pos,
                "<%s> inside a line is not converted; its content is kept", open->tag.name);
    if (role == NC_HTML_INLINE) {
        wrap(c, open, close->node, e);
    } else if (role == NC_HTML_DROP || (role == NC_HTML_MEDIA && e->kind == NC_LINK)) {
        remove_between(c, open, close);
        nc_diags_take_back(c->diags, open->messages); /* messages about content that is left out */
        if (strcmp(open->tag.name, "rp") != 0 &&
            (role == NC_HTML_DROP || !make_media(c, open, e->kind)))
            warn_dropped(c, open, "and its content were dropped");
    }
    if (open->node->kind == NC_TEXT)
        silence(open->node);
    if (own)
        silence(close->node);
    if (role == NC_HTML_QUOTE) {
        open->node->u.text = NC_LIT("\xE2\x80\x9C");
        close->node->u.text = NC_LIT("\xE2\x80\x9D");
    } else if (role == NC_HTML_BLOCK) {
        make_edge(open->node);
        make_edge(close->node);
    }
}

/* Whether notes use the element as markup; a tag of it without a partner is left out. A text is
 * rather about other elements ("a <table>", "<script>"), as it is about <T>. */
static bool is_markup(const struct nc_html_element *e)
{
    return e->role == NC_HTML_INLINE || e->role == NC_HTML_PASS || e->role == NC_HTML_QUOTE ||
           e->kind == NC_DIV || strcmp(e->name, "p") == 0;
}

static void leave_alone(struct nc_inlines *c, struct nc_tag_mark *m)
{
    const struct nc_html_element *e = nc_html_element(m->tag.name);
    bool opens = m->tag.kind != NC_TAG_CLOSE;
    if (!e || (opens && e->role == NC_HTML_MEDIA && make_media(c, m, e->kind)))
        return;
    if (!opens && e->kind == NC_EMBED_LINK) { /* its opening tag has already become a link */
        silence(m->node);
        return;
    }
    if (!is_markup(e))
        return;
    nc_diag(c->diags, NC_D_HTML_UNCLOSED, c->doc->files[0], m->node->pos,
            opens ? "<%s> is not closed in this paragraph and was dropped"
                  : "</%s> closes nothing here and was dropped",
            m->tag.name);
    silence(m->node);
}

static bool is_ruby_part(const char *name)
{
    return strcmp(name, "rt") == 0 || strcmp(name, "rp") == 0 || strcmp(name, "rb") == 0;
}

/* Whether an open element whose closing tag is omitted ends at this tag. */
static bool ends_at(const struct nc_html_tag *open, const struct nc_html_tag *at)
{
    return is_ruby_part(open->name) &&
           (at->kind == NC_TAG_CLOSE ? strcmp(at->name, "ruby") == 0 : is_ruby_part(at->name));
}

/* Of the line ends that block elements made, keeps only those that separate text from text. */
static void tidy_edges(struct nc_node *parent)
{
    struct nc_node *pending = NULL;
    bool at_start = true;
    for (struct nc_node *n = parent->first; n; n = n->next) {
        bool edge = n->kind == NC_HARD_BREAK && n->origin == NC_ORIGIN_ELEMENT;
        if (edge && !at_start) {
            pending = n;
            at_start = true;
        } else if (edge) {
            n->kind = NC_TEXT;
        } else if (nc_is_break(n)) {
            if (pending)
                pending->kind = NC_TEXT;
            at_start = true;
        } else if (n->kind != NC_COMMENT && (n->kind != NC_TEXT || nc_str_trim(n->u.text).n)) {
            pending = NULL;
            at_start = false;
        }
    }
    if (pending)
        pending->kind = NC_TEXT;
}

/* Tidies each parent once. */
static void tidy_all_edges(const struct nc_tag_mark *tags, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (tags[i].node->origin == NC_ORIGIN_ELEMENT)
            tags[i].node->parent->scratch = 0;
    for (size_t i = 0; i < n; i++)
        if (tags[i].node->origin == NC_ORIGIN_ELEMENT && !tags[i].node->parent->scratch) {
            tags[i].node->parent->scratch = 1;
            tidy_edges(tags[i].node->parent);
        }
}

/* The opening tag on the stack that m closes: its index + 1, or 0. */
static size_t partner(const struct nc_tag_mark *tags, const size_t *open, size_t depth,
                      const struct nc_tag_mark *m)
{
    size_t lowest = depth > MAX_OPEN ? depth - MAX_OPEN : 0;
    for (size_t k = depth; k > lowest; k--)
        if (strcmp(tags[open[k - 1]].tag.name, m->tag.name) == 0)
            return k;
    return 0;
}

/* Follows the tags of <picture>. */
static void note_picture(struct nc_inlines *c, const struct nc_html_tag *t)
{
    if (strcmp(t->name, "source") == 0)
        nc_html_light_source(&c->light, attr_copy(c->doc, t, "media"),
                             attr_copy(c->doc, t, "srcset"));
    else if (strcmp(t->name, "picture") == 0)
        c->light = NC_NONE;
}

void nc_inline_tags(struct nc_inlines *c, size_t base, size_t delims)
{
    size_t n = c->tag_count - base, depth = 0;
    unsigned links = 0;
    struct nc_tag_mark *tags = c->tags + base;
    size_t *open = nc_calloc(n, sizeof *open);
    c->light = NC_NONE; /* a <picture> may never be closed */
    for (size_t i = 0; i < n; i++) {
        struct nc_tag_mark *m = &tags[i];
        read_link_component(m, &links);
        note_picture(c, &m->tag);
        if (lone_component(c, m) || lone_tag(c, m))
            continue;
        if (depth && ends_at(&tags[open[depth - 1]].tag, &m->tag))
            pair(c, &tags[open[--depth]], m);
        if (m->tag.kind == NC_TAG_OPEN) {
            m->messages = nc_diags_count(c->diags);
            open[depth++] = i;
            continue;
        }
        size_t k = m->tag.kind == NC_TAG_CLOSE ? partner(tags, open, depth, m) : 0;
        if (!k) {
            leave_alone(c, m);
            continue;
        }
        while (depth > k)
            leave_alone(c, &tags[open[--depth]]);
        pair(c, &tags[open[--depth]], m);
    }
    while (depth)
        leave_alone(c, &tags[open[--depth]]);
    tidy_all_edges(tags, n);
    drop_removed(c, delims);
    free(open);
}
