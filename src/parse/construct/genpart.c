/* Reads the meaning of a tag. */
#include "parse/construct/genpart.h"

#include "doc/filetype.h"
#include "doc/ref.h"
#include "parse/construct/imagesize.h"

#define SHOWN 60 /* bytes of a tag quoted in a message */

static const char *const title_keys[] = {"title",   "label",   "tabName", "header", "heading",
                                         "summary", "caption", "name",    "date",   NULL};
static const char *const address_keys[] = {"url",     "src",      "href", "id",
                                           "videoId", "video_id", "v",    NULL};

/* Where the closing tag at the end of st begins. */
static size_t closing_tag(struct nc_str s, const struct nc_stash *st, size_t from)
{
    size_t to = st->to - 1;
    while (to > from && s.p[to] != '<' && s.p[to] != '{')
        to--;
    while (to > from && s.p[to - 1] == '{')
        to--;
    return to;
}

bool nc_gen_includes_other(const struct nc_gentag *tag, struct nc_str s)
{
    struct nc_range path;
    if (tag->family != NC_GEN_LIQUID || !nc_str_eqz(tag->name, "include"))
        return false;
    return !nc_gentag_positional(&path, tag, s, 0) ||
           !nc_has_suffix(nc_str_sub(s, path.from, path.to), NC_LIT(".md"));
}

struct nc_gen_part nc_gen_part_read(struct nc_str src, const struct nc_stash *st)
{
    struct nc_gen_part p = {.src = src, .st = st};
    if (!nc_gentag_read(&p.tag, src, st->from, st->to))
        p.tag.end = st->to;
    p.word = nc_gen_includes_other(&p.tag, src) ? NULL : nc_gen_word_of(&p.tag);
    p.means = p.word ? p.word->means : NC_GEN_UNKNOWN;
    if ((st->kind != NC_STASH_TAG_ALONE && st->kind != NC_STASH_TAG_CODE) || p.tag.end == st->to)
        return p;
    p.body = (struct nc_range){p.tag.end, closing_tag(src, st, p.tag.end)};
    p.has_body = true;
    return p;
}

static struct nc_range trimmed(struct nc_str s, struct nc_range r)
{
    struct nc_str t = nc_str_trim(nc_str_sub(s, r.from, r.to));
    size_t from = (size_t)(t.p - s.p);
    return (struct nc_range){from, from + t.n};
}

static bool shows_words(const struct nc_gen_part *p)
{
    return (p->tag.family == NC_GEN_LIQUID || p->tag.family == NC_GEN_HUGO) &&
           (p->means == NC_GEN_TAB || p->means == NC_GEN_DETAILS || p->means == NC_GEN_TITLED ||
            p->means == NC_GEN_CALLOUT);
}

bool nc_gen_title(struct nc_range *title, const struct nc_gen_part *p)
{
    static const char *const value[] = {"value", NULL};
    struct nc_str s = p->src;
    if (p->tag.family == NC_GEN_SLASHES ||
        (p->means == NC_GEN_QUOTE && p->tag.family == NC_GEN_LIQUID)) {
        *title = trimmed(s, p->tag.args);
        return title->from < title->to;
    }
    if (p->means == NC_GEN_GROUP || p->means == NC_GEN_TABS || p->means == NC_GEN_IMAGE)
        return false;
    if (nc_gentag_arg(title, &p->tag, s, title_keys) ||
        (p->means == NC_GEN_TAB && nc_gentag_arg(title, &p->tag, s, value)))
        return true;
    bool typed = p->means == NC_GEN_CALLOUT && p->word->with == NULL;
    return shows_words(p) && nc_gentag_positional(title, &p->tag, s, typed);
}

bool nc_gen_caption(struct nc_range *caption, const struct nc_gen_part *p)
{
    static const char *const keys[] = {"caption", NULL};
    return nc_gentag_arg(caption, &p->tag, p->src, keys);
}

struct nc_str nc_gen_copy(const struct nc_gen_part *p, struct nc_range r)
{
    return nc_arena_str(p->doc->arena, nc_str_sub(p->src, r.from, r.to));
}

struct nc_str nc_gen_value(const struct nc_gen_part *p, const char *key)
{
    const char *const keys[] = {key, NULL};
    struct nc_range r;
    return nc_gentag_arg(&r, &p->tag, p->src, keys) ? nc_gen_copy(p, r) : NC_NONE;
}

void nc_gen_warn(const struct nc_gen_part *p, const char *what)
{
    struct nc_str tag = nc_str_sub(p->src, p->st->from, p->tag.end);
    struct nc_buf b = {0};
    nc_buf_quote(&b, tag, SHOWN);
    struct nc_str shown = nc_buf_view(&b);
    nc_diag(p->diags, NC_D_PLUGIN_DROPPED, p->doc->files[0], p->pos, "%.*s %s", NC_FMT(shown),
            what);
    nc_buf_dispose(&b);
}

void nc_gen_add_text(const struct nc_gen_part *p, struct nc_node *parent, struct nc_range r)
{
    struct nc_str s = nc_gen_copy(p, r);
    if (s.n)
        nc_node_append(parent,
                       nc_node_text(p->doc, NC_TEXT, nc_locate_in_source(p->where, r.from), s));
}

/* --- addresses --- */

static bool find_address(struct nc_range *r, const struct nc_gen_part *p)
{
    return nc_gentag_arg(r, &p->tag, p->src, address_keys) ||
           nc_gentag_positional(r, &p->tag, p->src, 0);
}

static bool put_address(struct nc_buf *out, const struct nc_gen_part *p)
{
    struct nc_range r;
    if (!find_address(&r, p))
        return false;
    struct nc_str value = nc_str_sub(p->src, r.from, r.to);
    if (p->word && p->word->with && !nc_is_url(value))
        nc_buf_puts(out, p->word->with);
    nc_buf_str(out, value);
    /* The address of a gist is its user and its id. */
    if (p->word && strcmp(p->word->name, "gist") == 0 &&
        nc_gentag_positional(&r, &p->tag, p->src, 1)) {
        nc_buf_char(out, '/');
        nc_buf_str(out, nc_str_sub(p->src, r.from, r.to));
    }
    return true;
}

struct nc_node *nc_gen_link(const struct nc_gen_part *p)
{
    struct nc_buf address = {0};
    struct nc_range title;
    struct nc_node *link = NULL;
    if (put_address(&address, p)) {
        link = nc_node_new(p->doc, NC_LINK, p->pos);
        nc_ref_init(link->u.ref, nc_arena_str(p->doc->arena, nc_buf_view(&address)));
        if (nc_gentag_arg(&title, &p->tag, p->src, title_keys))
            nc_gen_add_text(p, link, title);
        if (!link->first)
            nc_node_append(link, nc_node_text(p->doc, NC_TEXT, p->pos, link->u.ref->dest));
    }
    nc_buf_dispose(&address);
    return link;
}

/* Reads {% asset_img class pic.png 300 200 Title of it %} and {% img pic.png 'Title' 'Text' %} of
 * Hexo. What follows the path and the numbers is the text, in one piece. False: no word is a path.
 */
static bool read_hexo_image(struct nc_node *image, const struct nc_gen_part *p)
{
    uint32_t *const sizes[] = {&image->u.image.width, &image->u.image.height};
    size_t numbers = 0, from = 0, to = 0;
    bool found = false;
    struct nc_gen_arg a;
    for (size_t i = p->tag.args.from; nc_gen_arg_next(&a, p->src, &i, p->tag.args.to);) {
        a.value.to -= a.value.to > a.value.from && p->src.p[a.value.to - 1] == ',';
        struct nc_str word = nc_str_sub(p->src, a.value.from, a.value.to);
        uint32_t ignored, number;
        if ((a.has_value && !nc_str_eqz(a.key, "alt")) || !word.n)
            continue;
        if (!found && (nc_is_image_path(word) || nc_is_url(word))) {
            nc_ref_init(image->u.image.ref, nc_gen_copy(p, a.value));
            found = true;
        } else if (found && !from && numbers < 2 && nc_image_size(word, &number, &ignored)) {
            *sizes[numbers++] = number;
        } else if (found) {
            /* Two texts in quotation marks are a title and an alternative text. */
            bool quoted = strchr("'\"", p->src.p[a.value.from - 1]) != NULL;
            if (quoted && from)
                image->u.image.ref->title = nc_gen_copy(p, (struct nc_range){from, to});
            from = from && !quoted ? from : a.value.from;
            to = a.value.to;
        }
    }
    struct nc_range text = {from, to};
    if (from)
        nc_gen_add_text(p, image, text);
    return found;
}

struct nc_node *nc_gen_image(const struct nc_gen_part *p)
{
    struct nc_range r;
    struct nc_node *n = nc_node_new(p->doc, NC_IMAGE, p->pos);
    bool include = nc_str_eqz(p->tag.name, "include");
    if (!include && p->tag.family == NC_GEN_LIQUID && read_hexo_image(n, p))
        return n;
    if (!find_address(&r, p))
        return NULL;
    struct nc_str path = nc_str_sub(p->src, r.from, r.to);
    bool is_note = nc_has_suffix(path, NC_LIT(".md")) || nc_has_suffix(path, NC_LIT(".qmd"));
    if (include && !is_note)
        return NULL;
    nc_ref_init(n->u.image.ref, nc_gen_copy(p, r));
    nc_image_lengths(n, nc_gen_value(p, "width"), nc_gen_value(p, "height"), NC_NONE);
    struct nc_str alt = nc_gen_value(p, "alt");
    if (alt.n)
        nc_node_append(n, nc_node_text(p->doc, NC_TEXT, p->pos, alt));
    return n;
}
