/* Ruby: {base|text|…}, ｜base《text》 of Aozora Bunko. */
#include "base/utf8.h"
#include "parse/construct/constructs.h"
#include "parse/leaf/source.h"

#define MARK 3 /* bytes of each of "｜", "《" and "》" */

/* Reads {base|text} or {base|t|e|x|t}. No part may be empty, and no further braces may surround
 * it. */
static size_t braces_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    size_t part = i + 1, bars = 0, k = i + 1;
    for (; k < limit && s.p[k] != '}'; k++) {
        if (s.p[k] == '{' || s.p[k] == '\n' || (s.p[k] == '|' && k == part))
            return 0;
        if (s.p[k] == '|') {
            bars++;
            part = k + 1;
        }
    }
    bool closed =
        bars && k < limit && k > part && previous != '{' && !(k + 1 < limit && s.p[k + 1] == '}');
    return closed ? k + 1 : 0;
}

/* ｜base《text》 */
static size_t aozora_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    const struct nc_str mark = NC_LIT("｜"), end = NC_LIT("》");
    (void)previous;
    size_t base = i + MARK, stop = nc_find_on_line(s, base, limit, mark),
           open = nc_find_on_line(s, base, stop, NC_LIT("《")),
           close = nc_find_on_line(s, open, limit, end);
    bool closed = open > base && open < stop && close > open + MARK &&
                  nc_str_starts(nc_str_sub(s, close, limit), end);
    return closed ? close + MARK : 0;
}

/* The part of s up to the next "|", or "\|" as a table cell writes it. *i moves past it. */
static struct nc_str ruby_part(struct nc_str s, size_t *i)
{
    size_t from = *i, to = nc_str_find(s, '|', from);
    *i = to + 1;
    return nc_str_sub(s, from, to - (to < s.n && to > from && s.p[to - 1] == '\\'));
}

/* The content of a ruby, and the base that its texts explain. */
struct ruby {
    struct nc_str inside, base;
    /* offset in inside of the first text, or of the only one */
    size_t texts;
    /* {base|text|…} */
    bool between_bars;
};

static struct ruby read_ruby(struct nc_str src, const struct nc_stash *st)
{
    struct ruby r = {0};
    if (src.p[st->from] == '{') {
        r.inside = nc_str_sub(src, st->from + 1, st->to - 1);
        r.base = ruby_part(r.inside, &r.texts);
        r.between_bars = true;
        return r;
    }
    r.inside = nc_str_sub(src, st->from + MARK, st->to - MARK);
    size_t open = nc_str_search(r.inside, NC_LIT("《"), 0);
    r.base = nc_str_sub(r.inside, 0, open);
    r.texts = open + MARK;
    return r;
}

static void add_ruby_text(struct nc_making *m, struct nc_node *ruby, struct nc_str text, size_t at)
{
    struct nc_node *rt = nc_node_new(m->doc, NC_RUBY_TEXT, nc_locate_in_source(m->where, at));
    nc_node_append(ruby, rt);
    nc_add_source_text(m, rt, nc_arena_str(m->doc->arena, text), at);
}

/* Whether each character of the base has a text of its own. */
static bool is_mono(const struct ruby *r)
{
    size_t texts = 0;
    for (size_t k = r->texts; r->between_bars && k <= r->inside.n; texts++)
        (void)ruby_part(r->inside, &k);
    return texts > 1 && texts == nc_utf8_count(r->base);
}

static struct nc_range base_of(struct nc_str src, const struct nc_stash *st)
{
    struct ruby r = read_ruby(src, st);
    size_t from = nc_offset_in(src, r.base);
    return (struct nc_range){from, is_mono(&r) ? from : from + r.base.n};
}

/* Adds one text to each character of the base. */
static void put_mono(struct nc_making *m, struct nc_node *ruby, const struct ruby *r)
{
    size_t inside = nc_offset_in(m->src, r->inside), from = nc_offset_in(m->src, r->base);
    for (size_t k = 0, i = r->texts; k < r->base.n;) {
        unsigned len;
        (void)nc_utf8_at(r->base, k, &len);
        size_t at = inside + i;
        nc_add_source_text(m, ruby, nc_arena_str(m->doc->arena, nc_str_sub(r->base, k, k + len)),
                           from + k);
        add_ruby_text(m, ruby, ruby_part(r->inside, &i), at);
        k += len;
    }
}

/* Puts all texts as one. */
static void put_group(struct nc_making *m, struct nc_node *ruby, const struct ruby *r)
{
    struct nc_buf all = {0};
    for (size_t k = r->texts; r->between_bars && k <= r->inside.n;)
        nc_buf_str(&all, ruby_part(r->inside, &k));
    if (!r->between_bars)
        nc_buf_str(&all, nc_str_sub(r->inside, r->texts, r->inside.n));
    add_ruby_text(m, ruby, nc_buf_view(&all), nc_offset_in(m->src, r->inside) + r->texts);
    nc_buf_dispose(&all);
}

static struct nc_node *make_ruby(struct nc_making *m)
{
    return nc_node_new(m->doc, NC_RUBY, m->pos);
}

/* The base is already in the node, unless each of its characters has a text of its own. */
static void put_texts(struct nc_making *m, struct nc_node *ruby)
{
    struct ruby r = read_ruby(m->src, m->st);
    if (is_mono(&r))
        put_mono(m, ruby, &r);
    else
        put_group(m, ruby, &r);
}

static bool asks_for_ruby(const struct nc_parse_options *opts)
{
    return opts->ruby;
}

const struct nc_construct nc_ruby = {.begins = "{",
                                     .is_read = asks_for_ruby,
                                     .end = braces_end,
                                     .text = base_of,
                                     .make = make_ruby,
                                     .finish = put_texts};
const struct nc_construct nc_aozora_ruby = {.begins = "｜",
                                            .is_read = asks_for_ruby,
                                            .closes = "》",
                                            .on_line = true,
                                            .end = aozora_end,
                                            .text = base_of,
                                            .make = make_ruby,
                                            .finish = put_texts};
