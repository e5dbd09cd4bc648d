/* Inline HTML: tags are paired across the inlines of one container; what is known becomes nodes,
 * what is unknown and paired is unwrapped, what is unknown and alone is text as the author typed it
 * (<T>). */
#include "parse/inlines.h"

#include "parse/ref.h"

#include <stdlib.h>

#define MAX_OPEN 200 /* tags a closing one is compared with */

enum action { WRAP, DROP_CONTENT, UNWRAP, LITERAL };

static const struct {
    const char *name;
    enum action action;
    enum nc_kind kind;
} elements[] = {
    {"a", WRAP, NC_LINK},
    {"abbr", WRAP, NC_SPAN},
    {"b", WRAP, NC_STRONG},
    {"big", UNWRAP, NC_SPAN},
    {"button", UNWRAP, NC_SPAN},
    {"center", UNWRAP, NC_SPAN},
    {"cite", WRAP, NC_EMPH},
    {"code", WRAP, NC_KBD},
    {"del", WRAP, NC_STRIKE},
    {"dfn", WRAP, NC_EMPH},
    {"div", UNWRAP, NC_SPAN},
    {"em", WRAP, NC_EMPH},
    {"font", UNWRAP, NC_SPAN},
    {"i", WRAP, NC_EMPH},
    {"ins", WRAP, NC_UNDERLINE},
    {"kbd", WRAP, NC_KBD},
    {"label", UNWRAP, NC_SPAN},
    {"mark", WRAP, NC_HIGHLIGHT},
    {"p", UNWRAP, NC_SPAN},
    {"q", UNWRAP, NC_SPAN},
    {"rp", DROP_CONTENT, NC_SPAN},
    {"rt", WRAP, NC_RUBY_TEXT},
    {"ruby", WRAP, NC_RUBY},
    {"s", WRAP, NC_STRIKE},
    {"samp", WRAP, NC_KBD},
    {"script", DROP_CONTENT, NC_SPAN},
    {"iframe", DROP_CONTENT, NC_SPAN},
    {"object", DROP_CONTENT, NC_SPAN},
    {"textarea", UNWRAP, NC_SPAN},
    {"form", UNWRAP, NC_SPAN},
    {"small", WRAP, NC_SMALL},
    {"span", WRAP, NC_SPAN},
    {"strike", WRAP, NC_STRIKE},
    {"strong", WRAP, NC_STRONG},
    {"style", DROP_CONTENT, NC_SPAN},
    {"sub", WRAP, NC_SUB},
    {"sup", WRAP, NC_SUP},
    {"tt", WRAP, NC_KBD},
    {"u", WRAP, NC_UNDERLINE},
    {"var", WRAP, NC_EMPH},
};

/* Index into elements, or their count. */
static size_t element(const char *name)
{
    size_t n = sizeof elements / sizeof elements[0];
    for (size_t i = 0; i < n; i++)
        if (strcmp(elements[i].name, name) == 0)
            return i;
    return n;
}

static bool is_known(const char *name)
{
    return element(name) < sizeof elements / sizeof elements[0];
}

struct nc_str nc_html_attr_copy(struct nc_doc *doc, const struct nc_html_tag *t, const char *name)
{
    struct nc_buf b = {0};
    struct nc_str s = NC_NONE;
    if (nc_html_attr(&b, t, name))
        s = nc_arena_str(doc->arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return s;
}

uint32_t nc_html_length(const struct nc_html_tag *t, const char *name, bool *percent)
{
    struct nc_buf b = {0};
    uint32_t v = 0;
    size_t i = 0;
    if (nc_html_attr(&b, t, name))
        for (; i < b.n && i < 6 && b.p[i] >= '0' && b.p[i] <= '9'; i++)
            v = v * 10 + (uint32_t)(b.p[i] - '0');
    *percent = i < b.n && b.p[i] == '%';
    nc_buf_dispose(&b);
    return v;
}

static void silence(struct nc_node *placeholder)
{
    placeholder->u.text.n = 0;
}

static void make_image(struct nc_inlines *c, struct nc_node *n, const struct nc_html_tag *t)
{
    struct nc_str src = nc_html_attr_copy(c->doc, t, "src"),
                  alt = nc_html_attr_copy(c->doc, t, "alt");
    if (!src.n)
        return; /* stays as the author typed it */
    struct nc_pos pos = n->pos;
    memset(&n->u, 0, sizeof n->u);
    n->kind = NC_IMAGE;
    nc_ref_init(&n->u.image.ref, src);
    n->u.image.ref.title = nc_html_attr_copy(c->doc, t, "title");
    bool percent, ignored;
    n->u.image.width = nc_html_length(t, "width", &percent);
    n->u.image.height = nc_html_length(t, "height", &ignored);
    n->u.image.percent = percent;
    if (percent || ignored)
        n->u.image.height = 0;
    if (alt.n)
        nc_node_append(n, nc_node_text(c->doc, NC_TEXT, pos, alt));
}

/* <video>, <audio>, <source>: what they show; nothing without an address. */
static void make_media(struct nc_inlines *c, struct nc_node *n, const struct nc_html_tag *t)
{
    struct nc_str src = nc_html_attr_copy(c->doc, t, "src");
    if (!src.n) {
        silence(n);
        return;
    }
    memset(&n->u, 0, sizeof n->u);
    n->kind = NC_EMBED_LINK;
    nc_ref_init(&n->u.embed.ref, src);
    n->u.embed.type = t->name[0] == 'a' ? NC_EMBED_AUDIO : NC_EMBED_VIDEO;
    nc_node_append(n, nc_node_text(c->doc, NC_TEXT, n->pos, src));
}

/* Tags that stand for themselves. True: done. */
static bool lone_tag(struct nc_inlines *c, struct nc_tag_mark *m)
{
    const char *name = m->tag.name;
    if (m->tag.kind == NC_TAG_COMMENT || m->tag.kind == NC_TAG_OTHER) {
        struct nc_str s = m->node->u.text;
        bool comment = m->tag.kind == NC_TAG_COMMENT && s.n >= 7;
        m->node->kind = NC_COMMENT;
        if (comment)
            m->node->u.text = nc_str_trim(nc_str_sub(s, 4, s.n - 3));
        return true;
    }
    if (m->tag.kind == NC_TAG_CLOSE) {
        if (strcmp(name, "video") != 0 && strcmp(name, "audio") != 0)
            return false;
        silence(m->node);
        return true;
    }
    if (strcmp(name, "br") == 0) {
        m->node->kind = NC_HARD_BREAK;
        m->node->u.text = NC_NONE;
    } else if (strcmp(name, "img") == 0) {
        make_image(c, m->node, &m->tag);
    } else if (strcmp(name, "video") == 0 || strcmp(name, "audio") == 0 ||
               strcmp(name, "source") == 0) {
        make_media(c, m->node, &m->tag);
    } else if (strcmp(name, "wbr") == 0) {
        m->node->u.text = NC_LIT("\xE2\x80\x8B");
    } else if (strcmp(name, "input") == 0 || strcmp(name, "hr") == 0) {
        silence(m->node);
    } else {
        return false;
    }
    return true;
}

static void set_attributes(struct nc_inlines *c, struct nc_node *n, const struct nc_html_tag *t)
{
    if (n->kind == NC_LINK) {
        nc_ref_init(&n->u.ref, nc_html_attr_copy(c->doc, t, "href"));
        n->u.ref.title = nc_html_attr_copy(c->doc, t, "title");
    }
    n->id = nc_html_attr_copy(c->doc, t, "id");
    if (n->kind != NC_SPAN)
        return;
    struct nc_attrs a = {.lang = nc_html_attr_copy(c->doc, t, "lang"),
                         .classes = nc_html_attr_copy(c->doc, t, "class"),
                         .title = nc_html_attr_copy(c->doc, t, "title")};
    if (!a.lang.n && !a.classes.n && !a.title.n)
        return;
    n->attrs = NC_NEW(c->doc->arena, struct nc_attrs);
    *n->attrs = a;
}

/* <code>: its text as code when it holds nothing else; else keyboard type, the nearest that may
 * hold inlines. */
static bool only_text(const struct nc_node *n)
{
    return n->first && n->first == n->last && n->first->kind == NC_TEXT;
}

static void wrap(struct nc_inlines *c, struct nc_tag_mark *open, struct nc_tag_mark *close,
                 size_t e)
{
    struct nc_node *w = nc_node_new(c->doc, elements[e].kind, open->node->pos);
    set_attributes(c, w, &open->tag);
    for (struct nc_node *n = open->node->next; n != close->node;) {
        struct nc_node *next = n->next;
        nc_node_append(w, n);
        n = next;
    }
    w->parent = open->node->parent;
    open->node->next = w;
    w->next = close->node;
    bool is_code = elements[e].kind == NC_KBD && strcmp(elements[e].name, "kbd") != 0;
    if (is_code && only_text(w)) {
        struct nc_str text = w->first->u.text;
        w->kind = NC_CODE;
        w->first = w->last = NULL;
        w->u.text = text;
    }
}

/* <iframe src="…">: a link to it. */
static void make_frame_link(struct nc_inlines *c, struct nc_node *n, struct nc_str src)
{
    memset(&n->u, 0, sizeof n->u);
    n->kind = NC_LINK;
    nc_ref_init(&n->u.ref, src);
    nc_node_append(n, nc_node_text(c->doc, NC_TEXT, n->pos, src));
}

static void drop_between(struct nc_inlines *c, struct nc_tag_mark *open, struct nc_tag_mark *close)
{
    struct nc_str src = strcmp(open->tag.name, "iframe") == 0
                            ? nc_html_attr_copy(c->doc, &open->tag, "src")
                            : NC_NONE;
    if (src.n) {
        nc_diag(c->diags, NC_D_HTML_DROPPED, c->doc->files[0], open->node->pos,
                "<iframe> became a link to what it shows");
        open->node->next = close->node;
        make_frame_link(c, open->node, src);
        return;
    }
    if (strcmp(open->tag.name, "rp") != 0)
        nc_diag(c->diags, NC_D_HTML_DROPPED, c->doc->files[0], open->node->pos,
                "<%s> and what is in it were dropped", open->tag.name);
    open->node->next = close->node;
}

static void pair(struct nc_inlines *c, struct nc_tag_mark *open, struct nc_tag_mark *close)
{
    size_t e = element(open->tag.name);
    bool known = is_known(open->tag.name);
    if (known && elements[e].action == WRAP)
        wrap(c, open, close, e);
    else if (known && elements[e].action == DROP_CONTENT)
        drop_between(c, open, close);
    else if (!known)
        nc_diag(c->diags, NC_D_HTML_UNKNOWN, c->doc->files[0], open->node->pos,
                "<%s> is not known; its content is kept, here and elsewhere in the note",
                open->tag.name);
    if (open->node->kind == NC_TEXT)
        silence(open->node);
    silence(close->node);
}

static void leave_alone(struct nc_inlines *c, struct nc_tag_mark *m)
{
    size_t e = element(m->tag.name);
    if (!is_known(m->tag.name) || elements[e].action == DROP_CONTENT)
        return; /* <T>, <name>, a <script> that is spoken of: text */
    nc_diag(c->diags, NC_D_HTML_UNCLOSED, c->doc->files[0], m->node->pos,
            m->tag.kind == NC_TAG_CLOSE ? "</%s> closes nothing here and was dropped"
                                        : "<%s> is not closed in this paragraph and was dropped",
            m->tag.name);
    silence(m->node);
}

void nc_inline_tags(struct nc_inlines *c, size_t base)
{
    size_t n = c->tag_count - base;
    struct nc_tag_mark *tags = c->tags + base;
    size_t *open = nc_calloc(n, sizeof *open), depth = 0;
    for (size_t i = 0; i < n; i++) {
        struct nc_tag_mark *m = &tags[i];
        if (lone_tag(c, m))
            continue;
        if (m->tag.kind == NC_TAG_EMPTY) {
            leave_alone(c, m);
            continue;
        }
        if (m->tag.kind == NC_TAG_OPEN) {
            open[depth++] = i;
            continue;
        }
        size_t k = depth, lowest = depth > MAX_OPEN ? depth - MAX_OPEN : 0;
        while (k > lowest && strcmp(tags[open[k - 1]].tag.name, m->tag.name) != 0)
            k--;
        if (k == lowest) {
            leave_alone(c, m);
            continue;
        }
        while (depth > k)
            leave_alone(c, &tags[open[--depth]]);
        depth--;
        pair(c, &tags[open[depth]], m);
    }
    while (depth)
        leave_alone(c, &tags[open[--depth]]);
    free(open);
}
