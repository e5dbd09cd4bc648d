/* Recognition of wikilinks, embeds, mathematics, comments and footnote references. */
#include "parse/leaf/stash.h"

#include "base/ascii.h"
#include "parse/construct/cloze.h"

#include "base/uchar.h"

#define MAX_BRACKETS 50  /* nested in an inline note */
#define MAX_ADDRESS 4096 /* bytes in parentheses after "]]" */
#define MAX_SUFFIX 5     /* of a file's name */

size_t nc_find_on_line(struct nc_str s, size_t i, size_t limit, struct nc_str what)
{
    s = nc_str_sub(s, 0, limit);
    while (i < limit && s.p[i] != '\n' && !nc_str_starts(nc_str_sub(s, i, limit), what))
        i++;
    return i;
}

/* Whether a word is written as addresses are: "#part", "/a", "./a", "<a>", "scheme:a", "a.md?x". */
static bool is_address(struct nc_str s)
{
    const struct nc_str begins[] = {NC_LIT("#"), NC_LIT("/"), NC_LIT("./"), NC_LIT("../"),
                                    NC_LIT("<")};
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
        if (nc_str_starts(s, begins[i]))
            return true;
    size_t scheme = 0;
    while (scheme < s.n && nc_ascii_is_letter(s.p[scheme]))
        scheme++;
    if (scheme > 1 && scheme + 1 < s.n && s.p[scheme] == ':')
        return true;
    size_t query = nc_str_find(s, '?', 0), part = nc_str_find(s, '#', 0);
    s = nc_str_sub(s, 0, query < part ? query : part);
    size_t dot = s.n;
    while (dot > 0 && (nc_ascii_is_alnum(s.p[dot - 1])))
        dot--;
    size_t suffix = s.n - dot;
    return dot > 1 && s.p[dot - 1] == '.' && suffix > 0 && suffix <= MAX_SUFFIX &&
           !nc_ascii_is_digit(s.p[dot]);
}

/* Whether "(address)" stands at i, with a title or without: [[1]](address) is CommonMark's link,
 * whose text is "[1]". After "[[Name]]" other words in parentheses are text. An image's path may
 * hold blanks. */
static bool is_followed_by_address(struct nc_str s, size_t i, size_t limit, bool image)
{
    if (i >= limit || s.p[i] != '(')
        return false;
    size_t last = i + MAX_ADDRESS < limit ? i + MAX_ADDRESS : limit, to = i + 1, depth = 0;
    for (; to < last && s.p[to] != '\n' && (depth || s.p[to] != ')'); to++) {
        depth += s.p[to] == '(';
        depth -= s.p[to] == ')';
    }
    if (to == last || s.p[to] != ')')
        return false;
    struct nc_str inside = nc_str_trim(nc_str_sub(s, i + 1, to));
    size_t blank = nc_str_find(inside, ' ', 0), title = blank;
    while (title < inside.n && inside.p[title] == ' ')
        title++;
    bool titled = title < inside.n && strchr("\"'(", inside.p[title]);
    return is_address(titled ? nc_str_sub(inside, 0, blank) : inside) &&
           (image || titled || blank == inside.n || inside.p[0] == '<');
}

/* Only "]]" closes, on the same line; the innermost "[[" counts. A bracket that a name opens it
 * also closes: [[a[0]]]. */
static bool scan_wikilink(struct nc_stash *out, struct nc_str s, size_t i, size_t limit)
{
    size_t open = i + (s.p[i] == '!'), k = open + 2, opened = 0, closed = 0;
    while (k + 1 < limit && s.p[k] != '\n' && !(s.p[k] == ']' && s.p[k + 1] == ']')) {
        if (s.p[k] == '[' && s.p[k + 1] == '[')
            return false; /* the inner one will be found */
        opened += s.p[k] == '[';
        closed += s.p[k] == ']';
        k++;
    }
    bool found = k + 1 < limit && s.p[k] == ']';
    struct nc_str inside = found ? nc_str_trim(nc_str_sub(s, open + 2, k)) : NC_NONE;
    /* [[^^x]] and [[##x]] are searches of an editor, [[|x]] names nothing. */
    if (!inside.n || inside.p[0] == '|' || nc_str_starts(inside, NC_LIT("^^")) ||
        nc_str_starts(inside, NC_LIT("##")))
        return false;
    for (; opened > closed && k + 2 < limit && s.p[k + 2] == ']'; closed++)
        k++;
    if (is_followed_by_address(s, k + 2, limit, open > 0 && s.p[open - 1] == '!'))
        return false;
    *out = (struct nc_stash){
        .kind = open == i ? NC_STASH_WIKILINK : NC_STASH_EMBED, .from = i, .to = k + 2};
    return true;
}

/* Exactly two signs open, and exactly two close; four are none. */
static bool scan_comment(struct nc_stash *out, struct nc_str s, size_t i, size_t limit,
                         uint32_t previous)
{
    if (previous == '%' || (i + 2 < limit && s.p[i + 2] == '%'))
        return false;
    size_t end = i + 2, run = 0;
    for (; end < limit && s.p[end] != '\n' && run != 2; end += run ? run : 1)
        for (run = 0; end + run < limit && s.p[end + run] == '%';)
            run++;
    if (run != 2)
        return false;
    *out = (struct nc_stash){.kind = NC_STASH_COMMENT, .from = i, .to = end};
    return true;
}

/* <!-- … -->, also <!--> and <!---> (CommonMark 0.31 6.6). */
static bool scan_html_comment(struct nc_stash *out, struct nc_str s, size_t i, size_t limit)
{
    s = nc_str_sub(s, 0, limit);
    size_t at = nc_str_starts(nc_str_sub(s, i, limit), NC_LIT("<!--"))
                    ? nc_str_search(s, NC_LIT("-->"), i + 2)
                    : limit;
    *out = (struct nc_stash){.kind = NC_STASH_COMMENT, .from = i, .to = at + 3};
    return at < limit;
}

/* $$x$$: exactly two open, and close. */
static bool scan_display(struct nc_stash *out, struct nc_str s, size_t i, size_t limit,
                         uint32_t previous)
{
    size_t end = nc_str_search(nc_str_sub(s, 0, limit), NC_LIT("$$"), i + 2);
    if (previous == '$' || end >= limit || s.p[i + 2] == '$' ||
        (end + 2 < limit && s.p[end + 2] == '$') || nc_str_trim(nc_str_sub(s, i + 2, end)).n == 0)
        return false;
    *out = (struct nc_stash){.kind = NC_STASH_DISPLAY_MATH, .from = i, .to = end + 2};
    return true;
}

/* $x$: no blank inside its edges, no digit behind it, no word before it (pandoc's tex_math_dollars
 * and Obsidian). */
static bool scan_math(struct nc_stash *out, struct nc_str s, size_t i, size_t limit,
                      uint32_t previous)
{
    if (i + 1 < limit && s.p[i + 1] == '$')
        return scan_display(out, s, i, limit, previous);
    if (i + 1 >= limit || nc_ascii_is_space(s.p[i + 1]) || previous == '$' ||
        (nc_is_alnum(previous) && !nc_is_cjk(previous)))
        return false;
    for (size_t k = i + 1; k < limit; k++) {
        if (s.p[k] == '\\')
            k++;
        else if (s.p[k] == '$') {
            if (nc_ascii_is_space(s.p[k - 1]) ||
                (k + 1 < s.n && (nc_ascii_is_digit(s.p[k + 1]) || s.p[k + 1] == '$')))
                return false;
            *out = (struct nc_stash){.kind = NC_STASH_MATH, .from = i, .to = k + 1};
            return true;
        }
    }
    return false;
}

/* [^id]. After a '!' it is an image's text when an address follows. */
static bool scan_note_ref(struct nc_stash *out, struct nc_str s, size_t i, size_t limit,
                          uint32_t previous)
{
    size_t k = i + 2;
    while (k < limit && s.p[k] != ']' && s.p[k] != '[' && !nc_ascii_is_space(s.p[k]))
        k++;
    if (previous == '[' || k == i + 2 || k >= limit || s.p[k] != ']')
        return false;
    char after = k + 1 < limit ? s.p[k + 1] : '\0';
    bool another = k + 2 < limit && s.p[k + 2] == '^';
    if (previous == '!' && (after == '(' || (after == '[' && !another)))
        return false;
    *out = (struct nc_stash){.kind = NC_STASH_NOTE_REF, .from = i, .to = k + 1};
    return true;
}

/* Past the code span at k, or past its backticks when nothing closes it before limit. */
static size_t past_code(struct nc_str s, size_t k, size_t limit)
{
    size_t from = k;
    while (k < limit && s.p[k] == '`')
        k++;
    size_t n = k - from;
    for (size_t at = nc_str_find(s, '`', k); at < limit; at = nc_str_find(s, '`', at)) {
        size_t run = at;
        while (at < limit && s.p[at] == '`')
            at++;
        if (at - run == n)
            return at;
    }
    return k;
}

/* The ']' for the '[' at i, in one paragraph; limit if there is none. */
static size_t closing_bracket(struct nc_str s, size_t i, size_t limit)
{
    unsigned depth = 0;
    s = nc_str_sub(s, 0, limit);
    for (size_t k = i; k < limit; k++) {
        if (s.p[k] == '\\')
            k++;
        else if (s.p[k] == '`')
            k = past_code(s, k, limit) - 1;
        else if (s.p[k] == '[' && ++depth > MAX_BRACKETS)
            return limit;
        else if (s.p[k] == ']' && --depth == 0)
            return k;
    }
    return limit;
}

/* ^[text], brackets balanced; x^2^[^1] ends in a reference. */
static bool scan_note(struct nc_stash *out, struct nc_str s, size_t i, size_t limit)
{
    if (i + 2 < limit && s.p[i + 2] == '^')
        return false;
    size_t to = closing_bracket(s, i + 1, limit);
    *out = (struct nc_stash){.kind = NC_STASH_NOTE, .from = i, .to = to + 1};
    return to < limit && nc_str_trim(nc_str_sub(s, i + 2, to)).n > 0;
}

/* [:tag …], brackets balanced. */
static bool scan_hiccup(struct nc_stash *out, struct nc_str s, size_t i, size_t limit)
{
    bool named = i + 2 < limit && nc_ascii_is_letter(s.p[i + 2]);
    size_t to = named ? closing_bracket(s, i, limit) : limit;
    *out = (struct nc_stash){.kind = NC_STASH_HICCUP, .from = i, .to = to + 1};
    return to < limit;
}

/* ((8-4-4-4-12 hexadecimal digits)) */
static bool scan_block_ref(struct nc_stash *out, struct nc_str s, size_t i, size_t limit)
{
    const size_t uuid = 36;
    if (i + uuid + 4 > limit || s.p[i + 1] != '(' || s.p[i + 2 + uuid] != ')' ||
        s.p[i + 3 + uuid] != ')')
        return false;
    for (size_t k = 0; k < uuid; k++) {
        bool dash = k == 8 || k == 13 || k == 18 || k == 23;
        char c = s.p[i + 2 + k];
        if (dash ? c != '-' : !nc_ascii_is_hex(c))
            return false;
    }
    *out = (struct nc_stash){.kind = NC_STASH_BLOCK_REF, .from = i, .to = i + uuid + 4};
    return true;
}

/* From a two-byte opening to the two-byte end; something stands between. */
static bool scan_pair(struct nc_stash *out, struct nc_str s, size_t i, size_t limit,
                      struct nc_str end, enum nc_stash_kind kind)
{
    struct nc_str rest = nc_str_sub(s, 0, limit);
    size_t at = nc_str_search(rest, end, i + 2);
    if (at == rest.n || !nc_str_trim(nc_str_sub(s, i + 2, at)).n)
        return false;
    *out = (struct nc_stash){.kind = kind, .from = i, .to = at + 2};
    return true;
}

size_t nc_template_end(struct nc_str s, size_t i, size_t limit)
{
    s = nc_str_sub(s, 0, limit);
    for (size_t k = nc_str_find(s, '%', i + 2); k + 1 < limit; k = nc_str_find(s, '%', k + 1)) {
        if (s.p[k - 1] == '<' && k - 1 > i)
            return 0;
        if (s.p[k + 1] == '>')
            return nc_str_trim(nc_str_sub(s, i + 2, k)).n ? k + 2 : 0;
    }
    return 0;
}

static bool scan_template(struct nc_stash *out, struct nc_str s, size_t i, size_t limit)
{
    size_t end = nc_template_end(s, i, limit);
    *out = (struct nc_stash){.kind = NC_STASH_TEMPLATE, .from = i, .to = end};
    return end > 0;
}

/* {{…}}, or {{{…}}}, on one line. */
static bool scan_macro(struct nc_stash *out, struct nc_str s, size_t i, size_t limit)
{
    size_t end = nc_find_on_line(s, i + 2, limit, NC_LIT("}}"));
    if (!scan_pair(out, s, i, end + 2 < limit ? end + 2 : limit, NC_LIT("}}"), NC_STASH_MACRO))
        return false;
    out->to += s.p[i + 2] == '{' && out->to < limit && s.p[out->to] == '}';
    return true;
}

/* {base|text} or {base|t|e|x|t}: no part is empty, no braces around it. */
static bool scan_ruby(struct nc_stash *out, struct nc_str s, size_t i, size_t limit,
                      uint32_t previous)
{
    size_t part = i + 1, bars = 0, k = i + 1;
    for (; k < limit && s.p[k] != '}'; k++) {
        if (s.p[k] == '{' || s.p[k] == '\n' || (s.p[k] == '|' && k == part))
            return false;
        if (s.p[k] == '|') {
            bars++;
            part = k + 1;
        }
    }
    *out = (struct nc_stash){.kind = NC_STASH_RUBY, .from = i, .to = k + 1};
    return bars && k < limit && k > part && previous != '{' &&
           !(k + 1 < limit && s.p[k + 1] == '}');
}

/* ｜base《text》 */
static bool scan_aozora_ruby(struct nc_stash *out, struct nc_str s, size_t i, size_t limit)
{
    const struct nc_str mark = NC_LIT("｜"), end = NC_LIT("》");
    if (!nc_str_starts(nc_str_sub(s, i, limit), mark))
        return false;
    size_t base = i + NC_RUBY_MARK, stop = nc_find_on_line(s, base, limit, mark),
           open = nc_find_on_line(s, base, stop, NC_LIT("《")),
           close = nc_find_on_line(s, open, limit, end);
    *out = (struct nc_stash){.kind = NC_STASH_RUBY, .from = i, .to = close + NC_RUBY_MARK};
    return open > base && open < stop && close > open + NC_RUBY_MARK &&
           nc_str_starts(nc_str_sub(s, close, limit), end);
}

bool nc_stash_scan(struct nc_stash *out, struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    char next = i + 1 < limit ? s.p[i + 1] : '\0';
    uint32_t number;
    switch (s.p[i]) {
    case '%':
        return next == '%' && scan_comment(out, s, i, limit, previous);
    case '!':
        return next == '[' && i + 2 < limit && s.p[i + 2] == '[' && scan_wikilink(out, s, i, limit);
    case '[':
        if (next == '[')
            return scan_wikilink(out, s, i, limit);
        if (next == ':')
            return scan_hiccup(out, s, i, limit);
        return next == '^' && scan_note_ref(out, s, i, limit, previous);
    case '$':
        return scan_math(out, s, i, limit, previous);
    case '<':
        return next == '%' ? scan_template(out, s, i, limit)
                           : next == '!' && scan_html_comment(out, s, i, limit);
    case '{':
        if (next != '{')
            return scan_ruby(out, s, i, limit, previous);
        return !nc_cloze_opening(s, i, &number) && scan_macro(out, s, i, limit);
    case '\\':
        if (next == '(')
            return scan_pair(out, s, i, limit, NC_LIT("\\)"), NC_STASH_MATH);
        return next == '[' && scan_pair(out, s, i, limit, NC_LIT("\\]"), NC_STASH_DISPLAY_MATH);
    case '\xEF':
        return scan_aozora_ruby(out, s, i, limit);
    case '(':
        return scan_block_ref(out, s, i, limit);
    case '^':
        return next == '[' && scan_note(out, s, i, limit);
    default:
        return false;
    }
}
