/* What the stashed constructs mean: wikilinks, embeds, image sizes, mathematics, comments,
 * footnotes. */
#include "parse/construct/dialect.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "doc/ref.h"
#include "parse/block/div.h"
#include "parse/construct/imagesize.h"
#include "parse/inline/inlines.h"

#include <stdlib.h>

/* Past at most n columns of blanks at i, a tab to the next multiple of four. */
static size_t past_columns(struct nc_str s, size_t i, size_t to, unsigned n)
{
    for (unsigned col = 0; i < to && col < n && nc_ascii_is_blank(s.p[i]); i++)
        col += s.p[i] == '\t' ? 4 - col % 4 : 1;
    return i;
}

/* Appends source bytes that span lines, without the quotation markers and the items' indentation of
 * the further lines; they end in `end` instead of '\n'. */
static void put_lines(struct nc_buf *b, struct nc_str src, const struct nc_stash *st, size_t from,
                      size_t to, char end)
{
    for (size_t i = from; i < to;) {
        size_t nl = nc_str_find(src, '\n', i);
        nc_buf_put(b, src.p + i, (nl < to ? nl : to) - i);
        i = nl + 1;
        if (nl >= to)
            break;
        nc_buf_char(b, end);
        for (unsigned q = 0; q < st->quotes && i < to; q++) {
            while (i < to && src.p[i] == ' ')
                i++;
            i += i < to && src.p[i] == '>';
        }
        i += st->quotes && i < to && src.p[i] == ' ';
        i = past_columns(src, i, to, st->indent);
    }
}

/* The same as a text of its own without blanks around it. */
static struct nc_str copy_lines(struct nc_doc *doc, struct nc_str src, const struct nc_stash *st,
                                size_t from, size_t to, char end)
{
    struct nc_buf b = {0};
    put_lines(&b, src, st, from, to, end);
    struct nc_str s = nc_arena_str(doc->arena, nc_str_trim(nc_buf_view(&b)));
    nc_buf_dispose(&b);
    return s;
}

/* A copy of source bytes: "\|" is '|' in a cell, lines are joined by blanks. */
static struct nc_str copy_source(struct nc_inlines *c, const struct nc_stash *st, size_t from,
                                 size_t to)
{
    struct nc_str s = nc_str_sub(c->shielded->src, from, to);
    struct nc_buf b = {0};
    if (nc_str_find(s, st->in_cell ? '\\' : '\n', 0) == s.n)
        return nc_arena_str(c->doc->arena, s);
    if (!st->in_cell)
        put_lines(&b, c->shielded->src, st, from, to, ' ');
    for (size_t i = 0; st->in_cell && i < s.n; i++)
        if (s.p[i] != '\\' || i + 1 == s.n || s.p[i + 1] != '|')
            nc_buf_char(&b, s.p[i]);
    struct nc_str copy = nc_arena_str(c->doc->arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return copy;
}

/* --- names --- */

static bool has_suffix(struct nc_str path, const char *const *suffixes)
{
    size_t dot = path.n;
    while (dot > 0 && path.p[dot - 1] != '.' && path.p[dot - 1] != '/')
        dot--;
    if (!dot || path.p[dot - 1] != '.')
        return false;
    return nc_str_is_among(nc_str_sub(path, dot, path.n), suffixes);
}

static const char *const images[] = {"png", "jpg",  "jpeg", "gif",  "svg", "webp",
                                     "bmp", "avif", "tif",  "tiff", NULL};
static const char *const audio[] = {"mp3", "m4a", "wav", "ogg", "flac", "3gp", "opus", NULL};
static const char *const video[] = {"mp4", "mkv", "mov", "ogv", "webm", "avi", NULL};
static const char *const others[] = {"canvas", "base", "excalidraw", "zip",  "csv", "html",
                                     "txt",    "docx", "xlsx",       "pptx", NULL};

bool nc_is_image_path(struct nc_str path)
{
    return has_suffix(path, images);
}

static struct nc_str less_fragment(const struct nc_ref *ref)
{
    return nc_str_sub(ref->dest, 0, nc_str_find(ref->dest, '#', 0));
}

static enum nc_embed_type type_of(struct nc_str path)
{
    static const char *const pdf[] = {"pdf", NULL};
    if (has_suffix(path, audio))
        return NC_EMBED_AUDIO;
    if (has_suffix(path, video))
        return NC_EMBED_VIDEO;
    if (has_suffix(path, pdf))
        return NC_EMBED_PDF;
    return has_suffix(path, others) ? NC_EMBED_OTHER : NC_EMBED_NOTE;
}

static void set_ref(struct nc_ref *ref, struct nc_str dest)
{
    nc_ref_init(ref, dest);
    /* "[[Title: subtitle]]" is a note. */
    if (nc_str_search(dest, NC_LIT("://"), 0) == dest.n)
        ref->state = NC_REF_NONE;
}

/* What is shown of a link without an alias: an address as it is; "Note > Heading", the folder's
 * path and the suffix less. */
static struct nc_str default_text(struct nc_inlines *c, const struct nc_ref *ref)
{
    if (ref->state == NC_REF_URL)
        return ref->dest;
    struct nc_str path = nc_base_name(less_fragment(ref)), f = ref->fragment;
    if (nc_has_suffix(path, NC_LIT(".md")))
        path.n -= 3;
    if (!f.n)
        return path.n ? path : ref->dest;
    struct nc_buf b = {0};
    nc_buf_str(&b, path);
    for (size_t from = 0; from <= f.n;) {
        size_t to = nc_str_find(f, '#', from);
        if (b.n)
            nc_buf_puts(&b, " > ");
        nc_buf_str(&b, nc_str_trim(nc_str_sub(f, from, to)));
        from = to + 1;
    }
    struct nc_str s = nc_arena_str(c->doc->arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return s;
}

static size_t offset_in(struct nc_str src, struct nc_str part)
{
    return (size_t)(part.p - src.p);
}

void nc_dialect_add_text(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                         struct nc_range text)
{
    if (st->number) {
        nc_inlines_nested(c, parent, st->number - 1);
        return;
    }
    struct nc_str src = c->shielded->src, s = nc_str_trim(nc_str_sub(src, text.from, text.to));
    if (!s.n)
        return;
    size_t from = offset_in(src, s);
    struct nc_pos pos = nc_locate_in_source(&c->locator, from);
    s = copy_source(c, st, from, from + s.n);
    nc_node_append(parent, nc_node_text(c->doc, NC_TEXT, pos, s));
}

/* A text that stands at an offset of the source. */
static void add_plain(struct nc_inlines *c, struct nc_node *n, struct nc_str s, size_t at)
{
    if (s.n)
        nc_node_append(n, nc_node_text(c->doc, NC_TEXT, nc_locate_in_source(&c->locator, at), s));
}

/* The parts of [[target|alias|…]]: source offsets; alias_from == to when there is none. */
struct link_parts {
    size_t from, target_to, alias_from, to;
};

static struct link_parts parts_of(struct nc_str src, const struct nc_stash *st)
{
    struct link_parts p = {.from = st->from + 2 + (st->kind == NC_STASH_EMBED), .to = st->to - 2};
    size_t bar = nc_str_find(nc_str_sub(src, 0, p.to), '|', p.from);
    p.target_to = bar;
    if (bar > p.from && bar < p.to && src.p[bar - 1] == '\\')
        p.target_to--;
    p.alias_from = bar < p.to ? bar + 1 : p.to;
    while (p.alias_from < p.to && src.p[p.alias_from] == ' ')
        p.alias_from++;
    while (p.to > p.alias_from && src.p[p.to - 1] == ' ')
        p.to--;
    return p;
}

static struct nc_str target_of(struct nc_inlines *c, const struct link_parts *p)
{
    struct nc_str s = nc_str_trim(nc_str_sub(c->shielded->src, p->from, p->target_to));
    size_t hash = nc_str_find(s, '#', 0);
    struct nc_str path = nc_str_trim(nc_str_sub(s, 0, hash));
    if (hash == s.n)
        return nc_arena_str(c->doc->arena, path);
    struct nc_buf b = {0};
    nc_buf_str(&b, path);
    nc_buf_char(&b, '#');
    nc_buf_str(&b, nc_str_trim(nc_str_sub(s, hash + 1, s.n)));
    struct nc_str dest = nc_arena_str(c->doc->arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return dest;
}

/* Where in the source that begins which default_text shows; whole: of an address all. */
static size_t default_from(struct nc_str src, const struct link_parts *p, bool whole)
{
    if (whole)
        return p->from;
    size_t to = p->target_to, hash = nc_str_find(nc_str_sub(src, 0, to), '#', p->from);
    struct nc_str path = nc_str_trim(nc_str_sub(src, p->from, hash)),
                  fragment = nc_str_trim(nc_str_sub(src, hash < to ? hash + 1 : to, to));
    struct nc_str name = nc_base_name(path);
    if (path.n)
        return (size_t)((name.n ? name : path).p - src.p);
    return fragment.n ? (size_t)(fragment.p - src.p) : p->from;
}

static void add_wikilink(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                         struct nc_pos pos)
{
    struct link_parts p = parts_of(c->shielded->src, st);
    struct nc_node *n = nc_node_new(c->doc, NC_WIKILINK, pos);
    set_ref(&n->u.ref, target_of(c, &p));
    nc_node_append(parent, n);
    if (p.alias_from < p.to)
        nc_dialect_add_text(c, n, st, (struct nc_range){p.alias_from, p.to});
    if (!n->first)
        add_plain(c, n, default_text(c, &n->u.ref),
                  default_from(c->shielded->src, &p, n->u.ref.state == NC_REF_URL));
}

/* The parts of an embed's alias between bars ("\\|" in a cell): the last that is a size is taken
 * off, the others are the label, a slice of alias from the first of them to the last. */
static struct nc_str read_sizes(struct nc_str alias, bool in_cell, uint32_t *width,
                                uint32_t *height)
{
    struct nc_str label = NC_NONE;
    for (size_t from = 0; from <= alias.n && alias.n;) {
        size_t to = nc_str_find(alias, '|', from);
        bool escaped = in_cell && to < alias.n && to > from && alias.p[to - 1] == '\\';
        struct nc_str part = nc_str_trim(nc_str_sub(alias, from, escaped ? to - 1 : to));
        if (!nc_image_size(part, width, height) && part.n && part.p[0] != '#')
            label = label.n ? (struct nc_str){label.p, (size_t)(part.p + part.n - label.p)} : part;
        from = to + 1;
    }
    return label;
}

static void add_embed(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                      struct nc_pos pos)
{
    struct nc_str src = c->shielded->src;
    struct link_parts p = parts_of(src, st);
    struct nc_str alias = nc_str_sub(src, p.alias_from, p.to), dest = target_of(c, &p);
    uint32_t width = 0, height = 0;
    struct nc_str label = read_sizes(alias, st->in_cell, &width, &height);
    size_t label_at = label.n ? (size_t)(label.p - src.p) : 0;
    label = copy_source(c, st, label_at, label_at + label.n);
    bool image = nc_is_image_path(nc_str_sub(dest, 0, nc_str_find(dest, '#', 0)));
    struct nc_node *n = nc_node_new(c->doc, image ? NC_IMAGE : NC_EMBED_LINK, pos);
    set_ref(nc_node_ref(n), dest);
    nc_node_append(parent, n);
    if (image) {
        n->u.image.width = width;
        n->u.image.height = height;
        if (!label.n) {
            label = nc_base_name(less_fragment(&n->u.image.ref));
            label_at = default_from(src, &p, false);
        }
    } else {
        n->u.embed.type = type_of(less_fragment(&n->u.embed.ref));
        n->u.embed.width = width;
        n->u.embed.height = height;
        n->u.embed.label = label;
    }
    if (label.n)
        add_plain(c, n, label, label_at);
    else
        add_plain(c, n, default_text(c, nc_node_ref(n)),
                  default_from(src, &p, nc_node_ref(n)->state == NC_REF_URL));
}

/* --- the others --- */

static void add_math(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                     struct nc_pos pos)
{
    bool display = st->kind == NC_STASH_DISPLAY_MATH;
    size_t n = display || c->shielded->src.p[st->from] == '\\' ? 2 : 1;
    struct nc_node *m = nc_node_new(c->doc, NC_MATH, pos);
    struct nc_str tex = nc_str_trim(copy_source(c, st, st->from + n, st->to - n));
    /* GitHub's $`x`$ */
    if (tex.n > 2 && tex.p[0] == '`' && tex.p[tex.n - 1] == '`')
        tex = nc_str_sub(tex, 1, tex.n - 1);
    m->u.math.tex = tex;
    m->u.math.display = display;
    nc_node_append(parent, m);
}

/* "%%x%%", "<!-- x -->" */
static void add_comment(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                        struct nc_pos pos)
{
    bool html = c->shielded->src.p[st->from] == '<';
    size_t from = st->from + (html ? 4 : 2), to = st->to - (html ? 3 : 2);
    struct nc_str s = st->in_cell ? nc_str_trim(copy_source(c, st, from, to))
                                  : copy_lines(c->doc, c->shielded->src, st, from, to, '\n');
    nc_node_append(parent, nc_node_text(c->doc, NC_COMMENT, pos, s));
}

static void add_note_ref(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                         struct nc_pos pos)
{
    struct nc_node *n = nc_node_new(c->doc, NC_FOOTNOTE_REF, pos);
    n->u.footnote_ref.label = copy_source(c, st, st->from + 2, st->to - 1);
    nc_node_append(parent, n);
}

static struct nc_range note_text(const struct nc_stash *st)
{
    return (struct nc_range){st->from + 2, st->to - 1};
}

/* ^[text]: a reference and a definition under a label that nobody can write, for it holds a blank.
 */
static void add_note(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                     struct nc_pos pos)
{
    struct nc_buf label = {0};
    nc_buf_printf(&label, "inline %u:%u", pos.line, pos.col);
    struct nc_str name = nc_arena_str(c->doc->arena, nc_buf_view(&label));
    nc_buf_dispose(&label);
    struct nc_node *ref = nc_node_new(c->doc, NC_FOOTNOTE_REF, pos),
                   *def = nc_node_new(c->doc, NC_FOOTNOTE, pos),
                   *text = nc_node_new(c->doc, NC_PARAGRAPH, pos);
    ref->u.footnote_ref.label = def->u.footnote.label = name;
    nc_node_append(parent, ref);
    nc_node_append(def, text);
    nc_node_append(c->notes, def);
    nc_dialect_add_text(c, text, st, note_text(st));
}

/* The part of s up to the next "|", or "\|" as a table's cell writes it; *i: behind it. */
static struct nc_str ruby_part(struct nc_str s, size_t *i)
{
    size_t from = *i, to = nc_str_find(s, '|', from);
    *i = to + 1;
    return nc_str_sub(s, from, to - (to < s.n && to > from && s.p[to - 1] == '\\'));
}

/* What stands between the signs of a ruby, and the part of it that the texts explain. */
struct ruby {
    struct nc_str inside, base;
    size_t texts; /* offset in inside of the first of them, or of the only one */
};

static struct ruby read_ruby(struct nc_str src, const struct nc_stash *st)
{
    struct ruby r = {0};
    if (src.p[st->from] == '{') {
        r.inside = nc_str_sub(src, st->from + 1, st->to - 1);
        r.base = ruby_part(r.inside, &r.texts);
        return r;
    }
    r.inside = nc_str_sub(src, st->from + NC_RUBY_MARK, st->to - NC_RUBY_MARK);
    size_t open = nc_str_search(r.inside, NC_LIT("《"), 0);
    r.base = nc_str_sub(r.inside, 0, open);
    r.texts = open + NC_RUBY_MARK;
    return r;
}

static void add_ruby_text(struct nc_inlines *c, struct nc_node *ruby, struct nc_str text, size_t at)
{
    struct nc_node *rt = nc_node_new(c->doc, NC_RUBY_TEXT, nc_locate_in_source(&c->locator, at));
    nc_node_append(ruby, rt);
    add_plain(c, rt, nc_arena_str(c->doc->arena, text), at);
}

/* {base|text}; with as many texts as the base has characters, each goes to one; else they are one.
 * ｜base《text》 is the same with one text. */
static void add_ruby(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                     struct nc_pos pos)
{
    struct nc_str src = c->shielded->src;
    struct ruby r = read_ruby(src, st);
    struct nc_node *ruby = nc_node_new(c->doc, NC_RUBY, pos);
    size_t inside = offset_in(src, r.inside), from = offset_in(src, r.base), texts = 0,
           base = nc_utf8_count(r.base);
    bool one = src.p[st->from] != '{';
    nc_node_append(parent, ruby);
    struct nc_buf all = {0};
    for (size_t k = r.texts; !one && k <= r.inside.n; texts++)
        nc_buf_str(&all, ruby_part(r.inside, &k));
    if (one)
        nc_buf_str(&all, nc_str_sub(r.inside, r.texts, r.inside.n));
    if (texts > 1 && texts == base) {
        for (size_t k = 0, i = r.texts; k < r.base.n;) {
            unsigned len;
            (void)nc_utf8_at(r.base, k, &len);
            size_t at = inside + i;
            add_plain(c, ruby, nc_arena_str(c->doc->arena, nc_str_sub(r.base, k, k + len)),
                      from + k);
            add_ruby_text(c, ruby, ruby_part(r.inside, &i), at);
            k += len;
        }
    } else {
        nc_dialect_add_text(c, ruby, st, (struct nc_range){from, from + r.base.n});
        add_ruby_text(c, ruby, nc_buf_view(&all), inside + r.texts);
    }
    nc_buf_dispose(&all);
}

/* --- Logseq and templates --- */

enum plugin { PLUGIN_TEMPLATE = 1, PLUGIN_MACRO = 2, PLUGIN_HICCUP = 4 };

/* One warning a note of each kind. */
static void tell_plugin(struct nc_inlines *c, struct nc_pos pos, enum plugin kind, const char *text)
{
    if (c->told_plugins & kind)
        return;
    c->told_plugins |= kind;
    nc_diag(c->diags, NC_D_PLUGIN_DROPPED, c->doc->files[0], pos, "%s", text);
}

/* "((uuid))" is the block that has this id, in whatever note. at: where the uuid stands. */
static void add_block_ref(struct nc_inlines *c, struct nc_node *parent, enum nc_kind kind,
                          struct nc_str uuid, size_t at, struct nc_pos pos)
{
    struct nc_buf dest = {0};
    nc_buf_puts(&dest, "#^");
    nc_buf_str(&dest, uuid);
    struct nc_node *n = nc_node_new(c->doc, kind, pos);
    nc_ref_init(nc_node_ref(n), nc_arena_str(c->doc->arena, nc_buf_view(&dest)));
    nc_buf_dispose(&dest);
    nc_node_append(parent, n);
    add_plain(c, n, nc_arena_str(c->doc->arena, uuid), at);
}

static struct nc_str inner(struct nc_str s, struct nc_str open, struct nc_str close)
{
    s = nc_str_trim(s);
    bool fits = s.n > open.n + close.n && nc_str_starts(s, open) && nc_str_ends(s, close);
    return fits ? nc_str_sub(s, open.n, s.n - close.n) : NC_NONE;
}

/* The name of a macro and what follows it. */
static void read_macro(struct nc_str src, const struct nc_stash *st, struct nc_str *name,
                       struct nc_str *arg)
{
    struct nc_str s = nc_str_sub(src, st->from, st->to);
    size_t braces = nc_str_starts(s, NC_LIT("{{{")) && nc_str_ends(s, NC_LIT("}}}")) ? 3 : 2;
    s = nc_str_trim(nc_str_sub(s, braces, s.n - braces));
    size_t blank = nc_str_find(s, ' ', 0);
    *name = nc_str_sub(s, 0, blank);
    *arg = nc_str_trim(nc_str_sub(s, blank, s.n));
}

/* {{cloze text}} and {{cloze text\\hint}}: where the text and the hint stand in arg. */
static bool is_cloze(struct nc_str name, struct nc_str arg, struct nc_str *text,
                     struct nc_str *hint)
{
    size_t cut = nc_str_search(arg, NC_LIT("\\\\"), 0);
    *text = nc_str_trim(nc_str_sub(arg, 0, cut));
    *hint = cut < arg.n ? nc_str_trim(nc_str_sub(arg, cut + 2, arg.n)) : NC_NONE;
    return nc_str_ieq(name, NC_LIT("cloze")) && text->n && !nc_is_url(arg);
}

static void add_cloze(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                      struct nc_pos pos, struct nc_str text, struct nc_str hint)
{
    struct nc_str src = c->shielded->src;
    struct nc_node *cloze = nc_node_new(c->doc, NC_CLOZE, pos);
    size_t at = offset_in(src, text);
    if (hint.n)
        cloze->u.cloze.hint =
            copy_source(c, st, offset_in(src, hint), offset_in(src, hint) + hint.n);
    nc_node_append(parent, cloze);
    nc_dialect_add_text(c, cloze, st, (struct nc_range){at, at + text.n});
}

/* {{embed [[page]]}}, {{embed ((uuid))}}, {{video url}}, {{cloze text}}; others are dropped, but
 * names of templates stay. */
static void add_macro(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                      struct nc_pos pos)
{
    struct nc_str src = c->shielded->src, name, arg, text, hint;
    read_macro(src, st, &name, &arg);
    struct nc_str page = inner(arg, NC_LIT("[["), NC_LIT("]]")),
                  block = inner(arg, NC_LIT("(("), NC_LIT("))"));
    size_t at = offset_in(src, arg);
    struct nc_arena *arena = c->doc->arena;
    if (nc_str_ieq(name, NC_LIT("embed")) && block.n) {
        add_block_ref(c, parent, NC_EMBED_LINK, block, offset_in(src, block), pos);
    } else if (nc_str_ieq(name, NC_LIT("embed")) && page.n) {
        struct nc_node *n = nc_node_new(c->doc, NC_EMBED_LINK, pos);
        set_ref(&n->u.embed.ref, nc_arena_str(arena, page));
        nc_node_append(parent, n);
        add_plain(c, n, n->u.embed.ref.dest, offset_in(src, page));
    } else if (nc_is_url(arg)) {
        struct nc_node *n = nc_node_new(c->doc, NC_LINK, pos);
        nc_ref_init(&n->u.ref, nc_arena_str(arena, arg));
        nc_node_append(parent, n);
        add_plain(c, n, n->u.ref.dest, at);
    } else if (is_cloze(name, arg, &text, &hint)) {
        add_cloze(c, parent, st, pos, text, hint);
    } else {
        tell_plugin(c, pos, PLUGIN_MACRO, "a macro {{…}} is not run; such parts were left out");
    }
}

static bool cloze_text(struct nc_range *range, struct nc_str src, const struct nc_stash *st)
{
    struct nc_str name, arg, text, hint;
    read_macro(src, st, &name, &arg);
    if (!is_cloze(name, arg, &text, &hint))
        return false;
    size_t at = offset_in(src, text);
    *range = (struct nc_range){at, at + text.n};
    return true;
}

bool nc_dialect_text(struct nc_range *text, struct nc_str src, const struct nc_stash *st)
{
    if (st->kind == NC_STASH_NOTE) {
        *text = note_text(st);
    } else if (st->kind == NC_STASH_WIKILINK) {
        struct link_parts p = parts_of(src, st);
        *text = (struct nc_range){p.alias_from, p.to};
    } else if (st->kind == NC_STASH_RUBY) {
        struct nc_str base = read_ruby(src, st).base;
        *text = (struct nc_range){offset_in(src, base), offset_in(src, base) + base.n};
    } else if (st->kind == NC_STASH_MACRO) {
        return cloze_text(text, src, st);
    } else {
        return (st->kind == NC_STASH_DIV_OPEN || st->kind == NC_STASH_ADMONITION) &&
               nc_div_title(text, src, st);
    }
    return true;
}

static void add_literal(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                        struct nc_pos pos)
{
    struct nc_str s = copy_lines(c->doc, c->shielded->src, st, st->from, st->to, ' ');
    if (s.n)
        nc_node_append(parent, nc_node_text(c->doc, NC_TEXT, pos, s));
}

void nc_dialect_inline(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                       struct nc_pos pos)
{
    switch (st->kind) {
    case NC_STASH_WIKILINK:
        add_wikilink(c, parent, st, pos);
        break;
    case NC_STASH_EMBED:
        add_embed(c, parent, st, pos);
        break;
    case NC_STASH_MATH:
    case NC_STASH_DISPLAY_MATH:
        add_math(c, parent, st, pos);
        break;
    case NC_STASH_COMMENT:
        add_comment(c, parent, st, pos);
        break;
    case NC_STASH_NOTE_REF:
        add_note_ref(c, parent, st, pos);
        break;
    case NC_STASH_NOTE:
        add_note(c, parent, st, pos);
        break;
    case NC_STASH_RUBY:
        add_ruby(c, parent, st, pos);
        break;
    case NC_STASH_TEMPLATE:
    case NC_STASH_TEMPLATE_BLOCK:
        tell_plugin(c, pos, PLUGIN_TEMPLATE,
                    "a template's <% … %> is not run; such parts were left out");
        break;
    case NC_STASH_MACRO:
        add_macro(c, parent, st, pos);
        break;
    case NC_STASH_HICCUP:
        tell_plugin(c, pos, PLUGIN_HICCUP,
                    "hiccup ([:tag …]) is not read; such parts were left out");
        break;
    case NC_STASH_BLOCK_REF:
        add_block_ref(c, parent, NC_WIKILINK,
                      nc_str_sub(c->shielded->src, st->from + 2, st->to - 2), st->from + 2, pos);
        break;
    case NC_STASH_NOTE_DEF:
    case NC_STASH_ADMONITION:
    case NC_STASH_DEFINITION:
    case NC_STASH_TABLE:
    case NC_STASH_MATH_BLOCK:
    case NC_STASH_COMMENT_BLOCK:
    case NC_STASH_CODE:
    case NC_STASH_ORG_CODE:
    case NC_STASH_DIV_OPEN:
    case NC_STASH_DIV_CLOSE:
    case NC_STASH_SEPARATOR:
        /* libcmark saw text where the shield saw a block. */
        add_literal(c, parent, st, pos);
        break;
    }
}

struct nc_node *nc_dialect_block(struct nc_inlines *c, const struct nc_stash *st, struct nc_pos pos)
{
    bool math = st->kind == NC_STASH_MATH_BLOCK;
    struct nc_str s = copy_lines(c->doc, c->shielded->src, st, st->from + 2, st->to - 2, '\n');
    return nc_node_text(c->doc, math ? NC_MATH_BLOCK : NC_COMMENT_BLOCK, pos, s);
}

/* What stands behind "#+BEGIN_" on the first line. */
static struct nc_str org_words(struct nc_str src, const struct nc_stash *st)
{
    return nc_str_trim(
        nc_str_sub(src, st->from + strlen("#+BEGIN_"), nc_str_find(src, '\n', st->from)));
}

struct nc_node *nc_dialect_code(struct nc_inlines *c, const struct nc_stash *st, struct nc_pos pos)
{
    struct nc_str src = c->shielded->src, name = NC_NONE, info = NC_NONE;
    struct nc_buf b = {0};
    size_t from = st->from, to = st->to;
    if (st->kind == NC_STASH_ORG_CODE) {
        struct nc_str words = org_words(src, st);
        size_t blank = nc_str_find(words, ' ', 0);
        name = nc_str_sub(words, 0, blank);
        info = nc_str_trim(nc_str_sub(words, blank, words.n));
        while (src.p[to - 1] != '\n')
            to--;
    }
    put_lines(&b, src, st, from, to, '\n');
    if (!name.n)
        nc_buf_char(&b, '\n');
    struct nc_str text = nc_buf_view(&b);
    if (name.n)
        text = nc_str_sub(text, nc_str_find(text, '\n', 0) + 1, text.n);
    bool comment = nc_str_ieq(name, NC_LIT("COMMENT"));
    struct nc_node *n = nc_node_new(c->doc, comment ? NC_COMMENT_BLOCK : NC_CODE_BLOCK, pos);
    text = nc_arena_str(c->doc->arena, comment ? nc_str_trim(text) : text);
    nc_buf_dispose(&b);
    if (comment) {
        n->u.text = text;
        return n;
    }
    if (nc_str_ieq(name, NC_LIT("QUERY")))
        info = NC_LIT("query");
    n->u.code.text = text;
    n->u.code.info = nc_arena_str(c->doc->arena, info);
    n->u.code.lang = nc_str_sub(n->u.code.info, 0, nc_str_find(n->u.code.info, ' ', 0));
    n->u.code.fenced = true;
    return n;
}
