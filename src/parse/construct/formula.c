/* Mathematics in lines: $x$, $$x$$, \(x\) and \[x\], \\(x\\) and \\[x\\] (mdBook). */
#include "base/ascii.h"
#include "base/uchar.h"
#include "parse/construct/constructs.h"
#include "parse/leaf/source.h"
#include "parse/leaf/texlike.h"

/* $$x$$: exactly two signs open, and two close. */
static size_t display_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    size_t end = nc_str_search(nc_str_sub(s, 0, limit), NC_LIT("$$"), i + 2);
    if (previous == '$' || end >= limit || s.p[i + 2] == '$' ||
        (end + 2 < limit && s.p[end + 2] == '$') || nc_str_trim(nc_str_sub(s, i + 2, end)).n == 0)
        return 0;
    return end + 2;
}

/* The offset of the '$' that closes the formula begun by the '$' at i, or 0: no blank just inside
 * either sign, no digit after it (pandoc's tex_math_dollars and Obsidian). */
static size_t closing_dollar(struct nc_str s, size_t i, size_t limit)
{
    if (i + 1 >= limit || nc_ascii_is_space(s.p[i + 1]) || s.p[i + 1] == '$')
        return 0;
    for (size_t k = i + 1; k < limit; k++) {
        if (s.p[k] == '\\')
            k++;
        else if (s.p[k] == '$')
            return nc_ascii_is_space(s.p[k - 1]) || (k + 1 < s.n && nc_ascii_is_digit(s.p[k + 1]))
                       ? 0
                       : k;
    }
    return 0;
}

/* The most adjacent formulas that are examined to decide about the first. */
#define MAX_IN_ROW 8

/* $x$, not directly after a word. In $x$$y$ the first of two signs closes and the second opens, if
 * everything that follows without a gap is formulas; in "$5$$y$$" they open a display formula. */
static size_t dollar_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    if (previous == '$' || (nc_is_alnum(previous) && !nc_is_cjk(previous)))
        return 0;
    size_t close = closing_dollar(s, i, limit), end = close + 1;
    for (int n = 1; close && close + 1 < s.n && s.p[close + 1] == '$' && n < MAX_IN_ROW; n++)
        close = closing_dollar(s, close + 1, limit);
    return close ? end : 0;
}

/* The longest formula, in bytes, between brackets that may be just escaped: limits the search from
 * each opening bracket. */
#define MAX_LIKELY ((size_t)16 << 10)

/* Reads a formula that looks like TeX, in notes of any dialect. After an escaped backslash the
 * bracket counts as escaped too, because notes about TeX write the signs that way. */
static size_t likely_end(struct nc_str s, size_t i, size_t limit, struct nc_str close)
{
    limit = limit - i > MAX_LIKELY ? i + MAX_LIKELY : limit;
    size_t end = nc_find_pair_end(s, i, limit, close);
    return end && nc_looks_like_tex(nc_str_sub(s, i + 2, end - 2), close.p[1] == ']') ? end : 0;
}

static size_t likely_inline_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    return previous == '\\' ? 0 : likely_end(s, i, limit, NC_LIT("\\)"));
}

static size_t likely_display_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    return previous == '\\' ? 0 : likely_end(s, i, limit, NC_LIT("\\]"));
}

/* Reads \\( … \\) of mdBook, where two backslashes stand before each bracket; four make two. */
static size_t doubled_end(struct nc_str s, size_t i, size_t limit, struct nc_str close)
{
    s = nc_str_sub(s, 0, limit - i > MAX_LIKELY ? i + MAX_LIKELY : limit);
    size_t at = nc_str_search(s, close, i + 3);
    bool display = close.p[2] == ']';
    struct nc_str inside = nc_str_sub(s, i + 3, at);
    bool index = nc_str_search(inside, NC_LIT("\\_"), 0) < inside.n; /* Markdown's escape */
    return at < s.n && (index || nc_looks_like_tex(inside, display)) ? at + 3 : 0;
}

static size_t doubled_inline_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    return previous == '\\' ? 0 : doubled_end(s, i, limit, NC_LIT("\\\\)"));
}

static size_t doubled_display_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    return previous == '\\' ? 0 : doubled_end(s, i, limit, NC_LIT("\\\\]"));
}

static size_t tex_inline_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    (void)previous;
    return nc_find_pair_end(s, i, limit, NC_LIT("\\)"));
}

static size_t tex_display_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    (void)previous;
    return nc_find_pair_end(s, i, limit, NC_LIT("\\]"));
}

/* delimiter: the bytes of each delimiter. */
/* The text of a formula. Its lines are joined, unless a comment of TeX ends with one. */
static struct nc_str text_of(struct nc_making *m, size_t from, size_t to)
{
    struct nc_str s = nc_str_sub(m->src, from, to);
    struct nc_buf b = {0};
    if (m->st->in_cell || nc_str_find(s, '%', 0) == s.n || nc_str_find(s, '\n', 0) == s.n)
        return nc_source_text(m->doc, m->src, m->st, from, to);
    nc_source_put(&b, m->src, m->st, from, to, '\n');
    return nc_buf_keep(&b, m->doc->arena);
}

static struct nc_node *make_math(struct nc_making *m, size_t delimiter, bool display)
{
    struct nc_node *n = nc_node_new(m->doc, NC_MATH, m->pos);
    struct nc_str tex = nc_str_trim(text_of(m, m->st->from + delimiter, m->st->to - delimiter));
    /* GitHub's $`x`$ */
    if (tex.n > 2 && tex.p[0] == '`' && tex.p[tex.n - 1] == '`')
        tex = nc_str_sub(tex, 1, tex.n - 1);
    n->u.math.tex = tex;
    n->u.math.display = display;
    return n;
}

static struct nc_node *make_dollar(struct nc_making *m)
{
    return make_math(m, 1, false);
}

static struct nc_node *make_tex_inline(struct nc_making *m)
{
    return make_math(m, 2, false);
}

static struct nc_node *make_display(struct nc_making *m)
{
    return make_math(m, 2, true);
}

static bool has_tex_brackets(const struct nc_parse_options *opts)
{
    return opts->dialect == NC_DIALECT_PANDOC;
}

static struct nc_node *make_doubled(struct nc_making *m, bool display)
{
    struct nc_node *n = make_math(m, 3, display);
    n->u.math.tex = nc_tex_less_escapes(m->doc->arena, n->u.math.tex);
    return n;
}

static struct nc_node *make_doubled_inline(struct nc_making *m)
{
    return make_doubled(m, false);
}

static struct nc_node *make_doubled_display(struct nc_making *m)
{
    return make_doubled(m, true);
}

/* GitHub shows these as plain brackets. */
static bool may_have_tex_brackets(const struct nc_parse_options *opts)
{
    return opts->dialect != NC_DIALECT_PANDOC && opts->dialect != NC_DIALECT_GFM;
}

const struct nc_construct nc_math_inline = {.begins = "$",
                                            .code = NC_CODE_NONE,
                                            .bars_in_pairs = true,
                                            .end = dollar_end,
                                            .make = make_dollar};
const struct nc_construct nc_math_display = {.begins = "$$",
                                             .code = NC_CODE_NONE,
                                             .bars_in_pairs = true,
                                             .end = display_end,
                                             .make = make_display};
const struct nc_construct nc_tex_inline = {.begins = "\\(",
                                           .is_read = has_tex_brackets,
                                           .closes = "\\)",
                                           .code = NC_CODE_NONE,
                                           .bars_in_pairs = true,
                                           .end = tex_inline_end,
                                           .make = make_tex_inline};
const struct nc_construct nc_tex_display = {.begins = "\\[",
                                            .is_read = has_tex_brackets,
                                            .closes = "\\]",
                                            .code = NC_CODE_NONE,
                                            .bars_in_pairs = true,
                                            .end = tex_display_end,
                                            .make = make_display};
const struct nc_construct nc_likely_inline = {.begins = "\\(",
                                              .is_read = may_have_tex_brackets,
                                              .closes = "\\)",
                                              .code = NC_CODE_NONE,
                                              .bars_in_pairs = true,
                                              .end = likely_inline_end,
                                              .make = make_tex_inline};
const struct nc_construct nc_likely_display = {.begins = "\\[",
                                               .is_read = may_have_tex_brackets,
                                               .closes = "\\]",
                                               .code = NC_CODE_NONE,
                                               .bars_in_pairs = true,
                                               .end = likely_display_end,
                                               .make = make_display};
const struct nc_construct nc_doubled_inline = {.begins = "\\\\(",
                                               .is_read = may_have_tex_brackets,
                                               .closes = "\\\\)",
                                               .code = NC_CODE_NONE,
                                               .bars_in_pairs = true,
                                               .end = doubled_inline_end,
                                               .make = make_doubled_inline};
const struct nc_construct nc_doubled_display = {.begins = "\\\\[",
                                                .is_read = may_have_tex_brackets,
                                                .closes = "\\\\]",
                                                .code = NC_CODE_NONE,
                                                .bars_in_pairs = true,
                                                .end = doubled_display_end,
                                                .make = make_doubled_display};
