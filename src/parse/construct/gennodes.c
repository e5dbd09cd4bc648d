/* What site generators' tags become. */
#include "parse/construct/gennodes.h"

#include "doc/ref.h"
#include "parse/construct/callouttype.h"
#include "parse/construct/dialect.h"
#include "parse/construct/gentable.h"
#include "parse/construct/gentag.h"
#include "parse/construct/imagesize.h"

#define SHOWN 60 /* bytes of a tag that a message quotes */

/* A tag, its row in the table, and, where both tags stand on one line, what is between them. */
struct part {
    struct nc_gentag tag;
    const struct nc_gen_word *word;
    enum nc_gen_meaning means;
    struct nc_range body;
    bool has_body;
};

static const char *const title_keys[] = {"title",   "label",   "tabName", "header", "heading",
                                         "summary", "caption", "name",    NULL};
static const char *const address_keys[] = {"url",     "src",      "href", "id",
                                           "videoId", "video_id", "v",    NULL};

static struct part read_part(struct nc_str s, const struct nc_stash *st)
{
    struct part p = {0};
    if (!nc_gentag_read(&p.tag, s, st->from, st->to))
        p.tag.end = st->to;
    p.word = nc_gen_word("lhj/"[p.tag.family], p.tag.name);
    p.means = p.word ? p.word->means : NC_GEN_UNKNOWN;
    if (st->kind != NC_STASH_TAG_ALONE || p.tag.end == st->to)
        return p;
    size_t to = st->to;
    while (to > p.tag.end && !(strchr("<{", s.p[to - 1]) && (s.p[to] == '/' || s.p[to - 1] == '{')))
        to--;
    to -= to > p.tag.end;
    to -= to > p.tag.end && s.p[to - 1] == '{';
    p.body = (struct nc_range){p.tag.end, to};
    p.has_body = true;
    return p;
}

static bool title_of(struct nc_range *title, struct nc_str s, const struct part *p)
{
    bool words = p->tag.family == NC_GEN_LIQUID || p->tag.family == NC_GEN_HUGO;
    bool callout = p->means == NC_GEN_CALLOUT;
    if (p->tag.family == NC_GEN_SLASHES ||
        (p->means == NC_GEN_QUOTE && p->tag.family == NC_GEN_LIQUID)) {
        struct nc_str t = nc_str_trim(nc_str_sub(s, p->tag.args.from, p->tag.args.to));
        *title = (struct nc_range){(size_t)(t.p - s.p), (size_t)(t.p - s.p) + t.n};
        return t.n > 0;
    }
    if (p->means == NC_GEN_GROUP || p->means == NC_GEN_TABS || p->means == NC_GEN_IMAGE)
        return false;
    if (nc_gentag_arg(title, &p->tag, s, title_keys))
        return true;
    if (p->means == NC_GEN_TAB) {
        static const char *const keys[] = {"value", NULL};
        if (nc_gentag_arg(title, &p->tag, s, keys))
            return true;
    }
    bool shows = p->means == NC_GEN_TAB || p->means == NC_GEN_DETAILS ||
                 p->means == NC_GEN_TITLED || p->means == NC_GEN_QUOTE || callout;
    bool typed = callout && p->word->with == NULL;
    return words && shows && nc_gentag_positional(title, &p->tag, s, typed);
}

static bool caption_of(struct nc_range *caption, struct nc_str s, const struct part *p)
{
    static const char *const keys[] = {"caption", NULL};
    return nc_gentag_arg(caption, &p->tag, s, keys);
}

bool nc_gen_text(struct nc_range *text, struct nc_str src, const struct nc_stash *st)
{
    if (st->kind != NC_STASH_TAG_OPEN && st->kind != NC_STASH_TAG_ALONE)
        return false;
    struct part p = read_part(src, st);
    if (p.has_body) {
        *text = p.body;
        return true;
    }
    if (p.means == NC_GEN_FIGURE && st->kind == NC_STASH_TAG_ALONE)
        return caption_of(text, src, &p);
    return st->kind == NC_STASH_TAG_OPEN && title_of(text, src, &p);
}

/* --- what is said of it --- */

static void tell(struct nc_inlines *c, const struct nc_stash *st, const struct part *p,
                 struct nc_pos pos, const char *what)
{
    struct nc_str tag = nc_str_sub(c->shielded->src, st->from, p->tag.end);
    struct nc_buf b = {0};
    for (size_t i = 0; i < tag.n && i < SHOWN; i++)
        nc_buf_char(&b, tag.p[i] == '\n' ? ' ' : tag.p[i]);
    struct nc_str shown = nc_buf_view(&b);
    while (shown.n && tag.n > SHOWN && (shown.p[shown.n - 1] & 0x80))
        shown.n--;
    nc_diag(c->diags, NC_D_PLUGIN_DROPPED, c->doc->files[0], pos, "%.*s%s %s", NC_FMT(shown),
            tag.n > SHOWN ? "…" : "", what);
    nc_buf_dispose(&b);
}

/* --- parts of nodes --- */

static struct nc_str copy(struct nc_inlines *c, struct nc_range r)
{
    return nc_arena_str(c->doc->arena, nc_str_sub(c->shielded->src, r.from, r.to));
}

static void add_text(struct nc_inlines *c, struct nc_node *parent, struct nc_range r)
{
    struct nc_str s = copy(c, r);
    if (s.n)
        nc_node_append(parent,
                       nc_node_text(c->doc, NC_TEXT, nc_locate_in_source(&c->locator, r.from), s));
}

/* The title below a node of the given kind, which is appended to parent. The heading that st names
 * holds it, unless that holds the body. */
static struct nc_node *add_title(struct nc_inlines *c, struct nc_node *parent, enum nc_kind kind,
                                 const struct nc_stash *st, const struct part *p,
                                 struct nc_range title)
{
    struct nc_node *n = nc_node_new(c->doc, kind, nc_locate_in_source(&c->locator, title.from));
    nc_node_append(parent, n);
    if (p->has_body || st->kind != NC_STASH_TAG_OPEN)
        add_text(c, n, title);
    else
        nc_dialect_add_text(c, n, st, title);
    return n;
}

static struct nc_node *add_paragraph(struct nc_inlines *c, struct nc_node *parent,
                                     struct nc_pos pos)
{
    struct nc_node *n = nc_node_new(c->doc, NC_PARAGRAPH, pos);
    nc_node_append(parent, n);
    return n;
}

static struct nc_node *new_link(struct nc_inlines *c, struct nc_str address, struct nc_pos pos)
{
    struct nc_node *n = nc_node_new(c->doc, NC_LINK, pos);
    nc_ref_init(&n->u.ref, nc_arena_str(c->doc->arena, address));
    return n;
}

/* The address that a tag stands for. */
static bool address_of(struct nc_buf *out, struct nc_str s, const struct part *p)
{
    struct nc_range r;
    if (!nc_gentag_arg(&r, &p->tag, s, address_keys) && !nc_gentag_positional(&r, &p->tag, s, 0))
        return false;
    struct nc_str value = nc_str_sub(s, r.from, r.to);
    if (p->word && p->word->with && !nc_is_url(value))
        nc_buf_puts(out, p->word->with);
    nc_buf_str(out, value);
    /* gist: who, and which */
    if (p->word && nc_str_eqz(nc_str(p->word->name), "gist") &&
        nc_gentag_positional(&r, &p->tag, s, 1)) {
        nc_buf_char(out, '/');
        nc_buf_str(out, nc_str_sub(s, r.from, r.to));
    }
    return true;
}

/* A link with the tag's title, or the address itself, as its text. False: it has no address. */
static bool add_link(struct nc_inlines *c, struct nc_node *parent, const struct part *p,
                     struct nc_pos pos)
{
    struct nc_str s = c->shielded->src;
    struct nc_buf address = {0};
    struct nc_range title;
    bool found = address_of(&address, s, p);
    if (found) {
        struct nc_node *link = new_link(c, nc_buf_view(&address), pos);
        nc_node_append(parent, link);
        if (nc_gentag_arg(&title, &p->tag, s, title_keys))
            add_text(c, link, title);
        if (!link->first)
            nc_node_append(link, nc_node_text(c->doc, NC_TEXT, pos, link->u.ref.dest));
    }
    nc_buf_dispose(&address);
    return found;
}

static struct nc_str arg(struct nc_inlines *c, const struct part *p, const char *key)
{
    const char *const keys[] = {key, NULL};
    struct nc_range r;
    return nc_gentag_arg(&r, &p->tag, c->shielded->src, keys) ? copy(c, r) : NC_NONE;
}

static bool add_image(struct nc_inlines *c, struct nc_node *parent, const struct part *p,
                      struct nc_pos pos)
{
    struct nc_range r;
    struct nc_str s = c->shielded->src;
    if (!nc_gentag_arg(&r, &p->tag, s, address_keys) && !nc_gentag_positional(&r, &p->tag, s, 0))
        return false;
    struct nc_node *n = nc_node_new(c->doc, NC_IMAGE, pos);
    nc_ref_init(&n->u.image.ref, copy(c, r));
    nc_image_lengths(n, arg(c, p, "width"), arg(c, p, "height"), NC_NONE);
    struct nc_str alt = arg(c, p, "alt");
    nc_node_append(parent, n);
    if (alt.n)
        nc_node_append(n, nc_node_text(c->doc, NC_TEXT, pos, alt));
    return true;
}

/* --- blocks --- */

static struct nc_str callout_word(struct nc_str s, const struct part *p)
{
    static const char *const keys[] = {"style",  "type",  "color",   "variant", "kind", "intent",
                                       "status", "level", "context", "class",   NULL};
    struct nc_range r;
    if (p->word->with && p->word->with[0])
        return nc_str(p->word->with);
    if (p->word->with)
        return p->tag.name;
    if (nc_gentag_arg(&r, &p->tag, s, keys) || nc_gentag_positional(&r, &p->tag, s, 0))
        return nc_str_sub(s, r.from, r.to);
    return NC_LIT("note");
}

static void make_callout(struct nc_inlines *c, struct nc_node *n, const struct nc_stash *st,
                         const struct part *p)
{
    struct nc_str s = c->shielded->src, word = callout_word(s, p), type = nc_callout_type(word);
    struct nc_range title;
    n->kind = NC_CALLOUT;
    n->u.callout.type = type.n ? type : NC_LIT("note");
    n->u.callout.raw = nc_arena_str(c->doc->arena, type.n ? word : NC_LIT("note"));
    if (title_of(&title, s, p))
        add_title(c, n, NC_CALLOUT_TITLE, st, p, title);
    else
        nc_node_append(n, nc_node_new(c->doc, NC_CALLOUT_TITLE, n->pos));
}

/* A title that is a line of its own, strong; a link where the tag has an address. */
static void add_title_line(struct nc_inlines *c, struct nc_node *n, const struct nc_stash *st,
                           const struct part *p)
{
    struct nc_range title;
    struct nc_str href = arg(c, p, "href");
    if (!title_of(&title, c->shielded->src, p))
        return;
    struct nc_node *line = add_paragraph(c, n, n->pos), *link = NULL;
    if (href.n)
        nc_node_append(line, link = new_link(c, href, n->pos));
    add_title(c, link ? link : line, NC_STRONG, st, p, title);
}

/* Hugo's has a title and a caption. */
static void make_figure(struct nc_inlines *c, struct nc_node *n, const struct nc_stash *st,
                        const struct part *p)
{
    static const char *const keys[] = {"title", NULL};
    struct nc_range title, caption;
    bool alone = !p->has_body && st->kind == NC_STASH_TAG_ALONE;
    n->kind = NC_FIGURE;
    if (alone)
        add_image(c, add_paragraph(c, n, n->pos), p, n->pos);
    bool captioned = caption_of(&caption, c->shielded->src, p);
    if (!alone && title_of(&title, c->shielded->src, p)) {
        add_title(c, n, NC_CAPTION, st, p, title);
        return;
    }
    bool titled = nc_gentag_arg(&title, &p->tag, c->shielded->src, keys);
    if (!alone || (!captioned && !titled))
        return;
    struct nc_node *line = nc_node_new(c->doc, NC_CAPTION, n->pos);
    nc_node_append(n, line);
    if (titled)
        add_title(c, line, NC_STRONG, st, p, title);
    if (titled && captioned)
        nc_node_append(line, nc_node_text(c->doc, NC_TEXT, line->pos, NC_LIT(" ")));
    if (captioned)
        nc_dialect_add_text(c, line, st, caption);
}

static void make_titled(struct nc_inlines *c, struct nc_node *n, enum nc_kind kind,
                        enum nc_kind title_kind, const struct nc_stash *st, const struct part *p)
{
    struct nc_range title;
    n->kind = kind;
    if (title_of(&title, c->shielded->src, p))
        add_title(c, n, title_kind, st, p, title);
}

static void name_code(struct nc_inlines *c, struct nc_node *n, const struct part *p)
{
    struct nc_str title = arg(c, p, "title");
    if (!title.n)
        return;
    n->attrs = NC_NEW(c->doc->arena, struct nc_attrs);
    *n->attrs = (struct nc_attrs){.classes = NC_LIT("code-title"), .title = title};
}

struct nc_node *nc_gen_block(struct nc_inlines *c, const struct nc_stash *st, struct nc_pos pos)
{
    struct part p = read_part(c->shielded->src, st);
    struct nc_node *n = nc_node_new(c->doc, NC_DIV, pos);
    switch (p.means) {
    case NC_GEN_CALLOUT:
        make_callout(c, n, st, &p);
        break;
    case NC_GEN_DETAILS:
        make_titled(c, n, NC_DETAILS, NC_SUMMARY, st, &p);
        break;
    case NC_GEN_TABS:
        n->kind = NC_TABS;
        break;
    case NC_GEN_TAB:
        make_titled(c, n, NC_TAB, NC_TAB_TITLE, st, &p);
        break;
    case NC_GEN_FIGURE:
        make_figure(c, n, st, &p);
        break;
    case NC_GEN_QUOTE:
        make_titled(c, n, NC_QUOTE, NC_PARAGRAPH, st, &p);
        break;
    case NC_GEN_CODE_TITLE:
        name_code(c, n, &p);
        break;
    case NC_GEN_LINK:
        add_link(c, add_paragraph(c, n, pos), &p, pos);
        break;
    case NC_GEN_IMAGE:
        add_image(c, add_paragraph(c, n, pos), &p, pos);
        break;
    case NC_GEN_UNKNOWN:
        tell(c, st, &p, pos, "is not known; what it holds is kept");
        add_title_line(c, n, st, &p);
        break;
    case NC_GEN_TITLED:
        add_title_line(c, n, st, &p);
        break;
    case NC_GEN_GROUP:
    case NC_GEN_CODE:
    case NC_GEN_PATH:
    case NC_GEN_SILENT:
        break;
    }
    return n;
}

void nc_gen_alone(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                  struct nc_pos pos)
{
    struct part p = read_part(c->shielded->src, st);
    static const char *const text_keys[] = {"text", "content", "description", NULL};
    struct nc_range text;
    bool says = nc_gentag_arg(&text, &p.tag, c->shielded->src, text_keys), titled;
    if (p.means == NC_GEN_SILENT)
        return;
    if (!p.has_body && p.means == NC_GEN_LINK) {
        if (!add_link(c, add_paragraph(c, parent, pos), &p, pos))
            tell(c, st, &p, pos, "is not run; it was left out");
        return;
    }
    bool image = p.means == NC_GEN_IMAGE ||
                 (p.means == NC_GEN_UNKNOWN && nc_is_image_path(arg(c, &p, "src")));
    if (!p.has_body && image) {
        if (!add_image(c, add_paragraph(c, parent, pos), &p, pos))
            tell(c, st, &p, pos, "is not run; it was left out");
        return;
    }
    titled = title_of(&text, c->shielded->src, &p);
    if (!p.has_body && p.means != NC_GEN_FIGURE && !says && !titled) {
        tell(c, st, &p, pos, "is not run; it was left out");
        return;
    }
    struct nc_node *n = nc_gen_block(c, st, pos);
    nc_node_append(parent, n);
    if (p.has_body)
        nc_dialect_add_text(c, add_paragraph(c, n, pos), st, p.body);
    else if (nc_gentag_arg(&text, &p.tag, c->shielded->src, text_keys))
        add_text(c, add_paragraph(c, n, pos), text);
}

void nc_gen_inline(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                   struct nc_pos pos)
{
    struct nc_str whole = nc_str_sub(c->shielded->src, st->from, st->to);
    if (whole.p[1] == '{' && whole.p[2] != '<' && whole.p[2] != '%') {
        add_text(c, parent, (struct nc_range){st->from, st->to});
        return;
    }
    struct part p = read_part(c->shielded->src, st);
    bool shown = (p.means == NC_GEN_LINK && add_link(c, parent, &p, pos)) ||
                 (p.means == NC_GEN_PATH && add_link(c, parent, &p, pos)) ||
                 (p.means == NC_GEN_IMAGE && add_image(c, parent, &p, pos));
    if (!shown && p.means != NC_GEN_SILENT && !p.tag.closes)
        tell(c, st, &p, pos, "is not run; it was left out");
}

struct nc_node *nc_gen_code(struct nc_inlines *c, const struct nc_stash *st, struct nc_pos pos)
{
    static const char *const lang_keys[] = {"lang", "language", NULL};
    struct nc_str s = c->shielded->src;
    struct part p = read_part(s, st);
    struct nc_node *n = nc_node_new(c->doc, NC_CODE_BLOCK, pos);
    struct nc_range r;
    size_t to = st->to;
    while (to > p.tag.end && s.p[to - 1] != '{')
        to--;
    to -= to > p.tag.end;
    to -= to > p.tag.end && s.p[to - 1] == '{';
    n->u.code.text = nc_dialect_lines(c, st, p.tag.end, to);
    if (p.word && p.word->with)
        n->u.code.lang = nc_str(p.word->with);
    else if (nc_gentag_arg(&r, &p.tag, s, lang_keys) || nc_gentag_positional(&r, &p.tag, s, 0))
        n->u.code.lang = copy(c, r);
    if (nc_str_starts(n->u.code.lang, NC_LIT("lang:")))
        n->u.code.lang = nc_str_sub(n->u.code.lang, 5, n->u.code.lang.n);
    n->u.code.info = n->u.code.lang;
    n->u.code.title = arg(c, &p, "title");
    n->u.code.fenced = true;
    if (nc_str_eqz(n->u.code.lang, "mermaid"))
        n->u.code.role = NC_CODE_DIAGRAM;
    return n;
}
