/* Makes nodes of site generators' tags. */
#include "parse/construct/gennodes.h"

#include "doc/filetype.h"
#include "doc/ref.h"
#include "parse/construct/callout.h"
#include "parse/construct/genpart.h"
#include "parse/construct/genrest.h"
#include "parse/leaf/source.h"

static struct nc_gen_part part_of(struct nc_texts *c, const struct nc_stash *st, struct nc_pos pos)
{
    struct nc_gen_part p = nc_gen_part_read(c->src, st);
    p.doc = c->doc;
    p.diags = c->diags;
    p.where = &c->locator;
    p.pos = pos;
    return p;
}

/* --- parts of blocks --- */

/* Adds the title below a node of the given kind, which is appended to parent. */
static struct nc_node *add_title(struct nc_texts *c, struct nc_node *parent, enum nc_kind kind,
                                 const struct nc_gen_part *p, struct nc_range title)
{
    struct nc_node *n = nc_node_new(c->doc, kind, nc_locate_in_source(&c->locator, title.from));
    nc_node_append(parent, n);
    if (p->has_body || p->st->kind != NC_STASH_TAG_OPEN)
        nc_gen_add_text(p, n, title);
    else
        nc_text_add(c, n, p->st, title);
    return n;
}

static struct nc_node *add_paragraph(const struct nc_gen_part *p, struct nc_node *parent)
{
    struct nc_node *n = nc_node_new(p->doc, NC_PARAGRAPH, p->pos);
    nc_node_append(parent, n);
    return n;
}

/* Appends a paragraph of one inline. False: there is nothing to append. */
static bool add_line(const struct nc_gen_part *p, struct nc_node *parent, struct nc_node *n)
{
    if (n)
        nc_node_append(add_paragraph(p, parent), n);
    return n != NULL;
}

static struct nc_str callout_word(const struct nc_gen_part *p)
{
    static const char *const keys[] = {"style",  "type",  "color",   "variant", "kind", "intent",
                                       "status", "level", "context", "class",   NULL};
    struct nc_range r;
    if (p->word->with && p->word->with[0])
        return nc_str(p->word->with);
    if (p->word->with)
        return p->tag.name;
    if (nc_gentag_arg(&r, &p->tag, p->src, keys) || nc_gentag_positional(&r, &p->tag, p->src, 0))
        return nc_str_sub(p->src, r.from, r.to);
    return NC_LIT("note");
}

static void make_callout(struct nc_texts *c, struct nc_node *n, const struct nc_gen_part *p)
{
    struct nc_str word = callout_word(p), type = nc_callout_type(word);
    struct nc_range title;
    n->kind = NC_CALLOUT;
    n->u.callout.type = type.n ? type : NC_LIT("note");
    bool aside = p->st->kind == NC_STASH_TAG_OPEN &&
                 nc_str_eqz(p->tag.name, "aside"); /* block/div.c finds its icon */
    n->u.callout.raw = nc_arena_str(c->doc->arena, aside    ? NC_LIT("aside")
                                                   : type.n ? word
                                                            : NC_LIT("note"));
    if (nc_gen_title(&title, p))
        add_title(c, n, NC_CALLOUT_TITLE, p, title);
    else
        nc_node_append(n, nc_node_new(c->doc, NC_CALLOUT_TITLE, n->pos));
}

/* Adds a title as a strong line of its own; a link if the tag has an address. */
static void add_title_line(struct nc_texts *c, struct nc_node *n, const struct nc_gen_part *p)
{
    struct nc_range title;
    struct nc_str href = nc_gen_value(p, "href");
    if (!nc_gen_title(&title, p))
        return;
    struct nc_node *line = add_paragraph(p, n);
    if (href.n) {
        struct nc_node *link = nc_node_new(c->doc, NC_LINK, n->pos);
        nc_ref_init(link->u.ref, href);
        nc_node_append(line, link);
        line = link;
    }
    add_title(c, line, NC_STRONG, p, title);
}

/* Adds the caption of Hugo's figure: its title and its caption. */
static void add_both(struct nc_texts *c, struct nc_node *figure, const struct nc_gen_part *p)
{
    static const char *const keys[] = {"title", NULL};
    struct nc_range title, caption;
    bool captioned = nc_gen_caption(&caption, p),
         titled = nc_gentag_arg(&title, &p->tag, p->src, keys);
    if (!captioned && !titled)
        return;
    struct nc_node *line = nc_node_new(c->doc, NC_CAPTION, figure->pos);
    nc_node_append(figure, line);
    if (titled)
        add_title(c, line, NC_STRONG, p, title);
    if (titled && captioned)
        nc_node_append(line,
                       nc_node_text(c->doc, NC_TEXT, nc_locate_in_source(&c->locator, caption.from),
                                    NC_LIT(" ")));
    if (captioned)
        nc_text_add(c, line, p->st, caption);
}

static void make_figure(struct nc_texts *c, struct nc_node *n, const struct nc_gen_part *p)
{
    struct nc_range title;
    n->kind = NC_FIGURE;
    bool alone = !p->has_body && p->st->kind == NC_STASH_TAG_ALONE;
    if (alone || nc_gen_value(p, "src").n)
        add_line(p, n, nc_gen_image(p));
    if (alone) {
        add_both(c, n, p);
    } else if (nc_gen_title(&title, p)) {
        add_title(c, n, NC_CAPTION, p, title);
    }
}

static void make_titled(struct nc_texts *c, struct nc_node *n, enum nc_kind kind,
                        enum nc_kind title_kind, const struct nc_gen_part *p)
{
    struct nc_range title;
    n->kind = kind;
    if (nc_gen_title(&title, p))
        add_title(c, n, title_kind, p, title);
    else if (kind == NC_DETAILS) /* it begins with a summary, even an empty one */
        nc_node_append(n, nc_node_new(c->doc, title_kind, n->pos));
}

/* Adds a title that tidy/panels.c will give to the code block inside. */
static void name_code(struct nc_node *n, const struct nc_gen_part *p)
{
    struct nc_str title = nc_gen_value(p, "title");
    if (!title.n)
        return;
    n->attrs = NC_NEW(p->doc->arena, struct nc_attrs);
    *n->attrs = (struct nc_attrs){.classes = NC_LIT("code-title"), .title = title};
}

/* --- blocks --- */

/* Adds the description of a box, which it has besides its title and content. */
static void add_description(struct nc_node *n, const struct nc_gen_part *p)
{
    static const char *const keys[] = {"description", NULL};
    struct nc_range text;
    bool box = n->kind == NC_CALLOUT || n->kind == NC_DETAILS || n->kind == NC_TAB ||
               p->means == NC_GEN_TITLED || p->means == NC_GEN_UNKNOWN;
    bool holds = p->has_body || p->st->kind == NC_STASH_TAG_OPEN;
    if (box && holds && nc_gentag_arg(&text, &p->tag, p->src, keys))
        nc_gen_add_text(p, add_paragraph(p, n), text);
}

static struct nc_node *make_block(struct nc_texts *c, const struct nc_gen_part *p)
{
    struct nc_node *n = nc_node_new(c->doc, NC_DIV, p->pos);
    switch (p->means) {
    case NC_GEN_CALLOUT:
        make_callout(c, n, p);
        break;
    case NC_GEN_DETAILS:
        make_titled(c, n, NC_DETAILS, NC_SUMMARY, p);
        break;
    case NC_GEN_TABS:
        n->kind = NC_TABS;
        break;
    case NC_GEN_TAB:
        make_titled(c, n, NC_TAB, NC_TAB_TITLE, p);
        break;
    case NC_GEN_FIGURE:
        make_figure(c, n, p);
        break;
    case NC_GEN_QUOTE:
        make_titled(c, n, NC_QUOTE, NC_PARAGRAPH, p);
        break;
    case NC_GEN_CODE_TITLE:
        name_code(n, p);
        break;
    case NC_GEN_LINK:
        add_line(p, n, nc_gen_link(p));
        break;
    case NC_GEN_IMAGE:
        add_line(p, n, nc_gen_image(p));
        break;
    case NC_GEN_UNKNOWN:
        add_title_line(c, n, p);
        break;
    case NC_GEN_TITLED:
        add_title_line(c, n, p);
        break;
    case NC_GEN_GROUP:
    case NC_GEN_CODE:
    case NC_GEN_TEXT:
    case NC_GEN_PATH:
    case NC_GEN_COMMENT:
    case NC_GEN_TABLE:
    case NC_GEN_LIST_TABLE:
    case NC_GEN_UNREAD:
    case NC_GEN_SILENT:
        break;
    }
    add_description(n, p);
    return n;
}

/* Warns of attributes that n, made from the tag, does not show. leaf: the number of texts put
 * before it. */
static void warn_rest(struct nc_texts *c, const struct nc_gen_part *p, const struct nc_node *n,
                      size_t leaf)
{
    struct nc_buf later = {0};
    for (; leaf < c->h->out->leaf_count; leaf++)
        nc_unhide(&later, c->h->out, nc_leaf_text(c->h->out, leaf));
    nc_gen_warn_rest(p, n, nc_buf_view(&later));
    nc_buf_dispose(&later);
}

struct nc_node *nc_gen_block(struct nc_texts *c, const struct nc_stash *st, struct nc_pos pos)
{
    struct nc_gen_part p = part_of(c, st, pos);
    size_t leaf = c->h->out->leaf_count;
    struct nc_node *n = make_block(c, &p);
    warn_rest(c, &p, n, leaf);
    return n;
}

/* Whether a tag without a partner has a text to show; only then does it become a block. */
static bool says_something(const struct nc_gen_part *p, struct nc_range *text)
{
    static const char *const keys[] = {"text", "content", "description", NULL};
    struct nc_range title;
    if (nc_gentag_arg(text, &p->tag, p->src, keys))
        return true;
    *text = (struct nc_range){0};
    return p->means == NC_GEN_FIGURE || nc_gen_title(&title, p);
}

void nc_gen_alone(struct nc_texts *c, struct nc_node *parent, const struct nc_stash *st,
                  struct nc_pos pos)
{
    struct nc_gen_part p = part_of(c, st, pos);
    struct nc_range text = {0};
    bool image = p.means == NC_GEN_IMAGE ||
                 (p.means == NC_GEN_UNKNOWN && nc_is_image_path(nc_gen_value(&p, "src")));
    bool line = !p.has_body && (p.means == NC_GEN_LINK || image);
    if (p.means == NC_GEN_COMMENT || (p.means == NC_GEN_SILENT && !p.has_body))
        return;
    if (line && add_line(&p, parent, image ? nc_gen_image(&p) : nc_gen_link(&p)))
        return;
    if (line || (!p.has_body && !says_something(&p, &text))) {
        nc_gen_warn(&p, "is not run; it was left out");
        return;
    }
    size_t leaf = c->h->out->leaf_count;
    struct nc_node *n = make_block(c, &p);
    nc_node_append(parent, n);
    if (p.has_body)
        nc_text_add(c, add_paragraph(&p, n), st, p.body);
    else if (text.from < text.to)
        nc_gen_add_text(&p, add_paragraph(&p, n), text);
    warn_rest(c, &p, n, leaf);
}

/* --- code --- */

/* The lines between the tags, without blank lines at either end. */
static struct nc_str code_text(const struct nc_gen_part *p)
{
    struct nc_buf b = {0};
    nc_source_put(&b, p->src, p->st, p->body.from, p->body.to, '\n');
    struct nc_str s = nc_buf_view(&b);
    for (size_t nl = nc_str_find(s, '\n', 0); nl < s.n && !nc_str_trim(nc_str_sub(s, 0, nl)).n;
         nl = nc_str_find(s, '\n', 0))
        s = nc_str_sub(s, nl + 1, s.n);
    while (s.n && strchr(" \t\n", s.p[s.n - 1]))
        s.n--;
    struct nc_buf lines = {0};
    nc_buf_str(&lines, s);
    nc_buf_char(&lines, '\n');
    s = nc_buf_keep(&lines, p->doc->arena);
    nc_buf_dispose(&b);
    return s;
}

/* The title of the code: a tab's title without the stars around it, or a file name. */
static struct nc_str code_title(const struct nc_gen_part *p)
{
    struct nc_range r;
    struct nc_str title = nc_gen_value(p, "title");
    if ((p->means == NC_GEN_TAB || p->means == NC_GEN_TITLED) && nc_gen_title(&r, p))
        title = nc_gen_copy(p, r);
    while (title.n > 2 && title.p[0] == '*' && title.p[title.n - 1] == '*')
        title = nc_str_sub(title, 1, title.n - 1);
    return title.n ? title : nc_gen_value(p, "file");
}

struct nc_node *nc_gen_code(struct nc_texts *c, const struct nc_stash *st, struct nc_pos pos)
{
    static const char *const lang_keys[] = {"lang", "language", NULL};
    struct nc_gen_part p = part_of(c, st, pos);
    if (p.means == NC_GEN_COMMENT)
        return nc_node_text(c->doc, NC_COMMENT_BLOCK, pos, nc_str_trim(code_text(&p)));
    struct nc_node *n = nc_node_new(c->doc, NC_CODE_BLOCK, pos);
    struct nc_range r;
    struct nc_str lang = NC_NONE;
    if (p.word && p.word->with)
        lang = nc_str(p.word->with);
    else if (nc_gentag_arg(&r, &p.tag, p.src, lang_keys) ||
             (p.means == NC_GEN_CODE && nc_gentag_positional(&r, &p.tag, p.src, 0)))
        lang = nc_gen_copy(&p, r);
    if (nc_str_starts(lang, NC_LIT("lang:")))
        lang = nc_str_sub(lang, strlen("lang:"), lang.n);
    n->u.code->lang = n->u.code->info = lang;
    n->u.code->title = code_title(&p);
    n->u.code->text = code_text(&p);
    n->u.code->fenced = true;
    if (nc_str_eqz(lang, "mermaid"))
        n->u.code->role = NC_CODE_DIAGRAM;
    return n;
}
