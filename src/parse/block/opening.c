/* Reads opening lines. */
#include "parse/block/opening.h"

#include "base/ascii.h"
#include "parse/construct/attrword.h"
#include "parse/construct/callout.h"
#include "parse/construct/gentable.h"
#include "parse/construct/gentag.h"

static void trim(struct nc_str s, size_t *from, size_t *to)
{
    *from = nc_str_past_blanks(s, *from, *to);
    *to = nc_str_before_blanks(s, *from, *to);
}

/* Removes the colons that may end an opening line. */
static void trim_line(struct nc_str s, size_t *from, size_t *to)
{
    trim(s, from, to);
    size_t end = *to;
    while (end > *from && s.p[end - 1] == ':')
        end--;
    if (*to - end >= 3)
        *to = end;
    trim(s, from, to);
}

static void read_pair(struct nc_opening *o, struct nc_str s, const struct nc_attr_word *a)
{
    struct nc_str text = nc_str_sub(s, a->value, a->value_to);
    if (nc_str_eqz(a->name, "title")) {
        o->title = a->value;
        o->title_to = a->value_to;
    } else if (nc_str_eqz(a->name, "collapse")) {
        o->fold = nc_str_ieq(text, NC_LIT("true")) ? '-' : '+';
    } else if (nc_str_eqz(a->name, "state")) {
        o->fold = nc_str_ieq(text, NC_LIT("open")) ? '+' : '-';
    } else if (nc_str_eqz(a->name, "lang")) {
        o->lang = text;
    } else {
        nc_buf_word(&o->lost, a->name);
    }
}

/* Reads a class. The first class that is a callout's type turns the div into a callout; Quarto
 * writes {.callout-tip}. A word before the braces is a class too. */
static void read_class(struct nc_opening *o, struct nc_str name)
{
    const struct nc_gen_word *word = nc_gen_word(':', name);
    if (word && word->means == NC_GEN_TABS && !o->word.n) {
        o->word = name;
        return;
    }
    struct nc_str type = nc_str_starts(name, NC_LIT("callout-"))
                             ? nc_str_sub(name, strlen("callout-"), name.n)
                             : name;
    if (!nc_callout_type(type).n || nc_callout_type(o->word).n) {
        nc_buf_word(&o->classes, name);
        return;
    }
    if (o->word.n)
        nc_buf_word(&o->classes, o->word);
    o->quarto = type.n < name.n;
    o->word = type;
}

/* Reads {.tip .wide #id title="Title" collapse=true}. Returns where the text after it begins. */
static size_t read_attrs(struct nc_opening *o, struct nc_str s, size_t i, size_t end)
{
    struct nc_attr_word a;
    while (nc_attr_word(&a, s, &i, end))
        if (a.kind == '.')
            read_class(o, a.name);
        else if (a.kind == '#')
            o->id = a.name;
        else if (a.kind == '=')
            read_pair(o, s, &a);
        else
            nc_buf_word(&o->lost, a.name);
    return i + (i < end);
}

/* Reads Title, [Title] or [Title]{#id .class}. */
static void read_title(struct nc_opening *o, struct nc_str s, size_t i, size_t to)
{
    size_t close = i;
    for (unsigned depth = 0; close < to; close++) {
        depth += s.p[close] == '[';
        if (!depth || (s.p[close] == ']' && !--depth))
            break;
    }
    bool bracketed = i < close && close < to;
    bool attrs = bracketed && close + 1 < to && s.p[close + 1] == '{' && s.p[to - 1] == '}';
    if (attrs)
        read_attrs(o, s, close + 2, to);
    bracketed = attrs || (bracketed && close + 1 == to);
    o->title = i + bracketed;
    o->title_to = bracketed ? close : to;
}

/* Reads a directive of MyST: "```{note} Title", ":::{note} Title". */
static void read_directive(struct nc_opening *o, struct nc_str s, size_t i, size_t end)
{
    size_t close = nc_str_find(s, '}', i);
    o->word = nc_str_sub(s, i + 1, close);
    o->directive = nc_gen_word('m', o->word);
    if (nc_str_eqz(o->word, "admonition"))
        o->word = NC_LIT("note");
    o->title = close + 1;
    o->title_to = end;
    trim(s, &o->title, &o->title_to);
    if (nc_str_eqz(o->word, "figure-md")) { /* the argument is an id */
        o->id = nc_str_sub(s, o->title, o->title_to);
        o->title = o->title_to;
    }
    if (o->directive && o->directive->means == NC_GEN_GROUP && o->title < o->title_to) {
        /* the argument is a number of columns, or classes */
        struct nc_str looks = nc_str_sub(s, o->title, o->title_to);
        nc_buf_word(nc_ascii_is_digit(looks.p[0]) ? &o->lost : &o->classes, looks);
        o->title = o->title_to;
    }
}

/* Whether the braces hold a directive, "{note}". pandoc's attributes hold more than a word. */
static bool names_directive(struct nc_str s, size_t i, size_t end)
{
    size_t to = i + 1;
    while (to < end && (nc_ascii_is_alnum(s.p[to]) || s.p[to] == '-' || s.p[to] == ':'))
        to++;
    return s.p[i] == '{' && to > i + 1 && to < end && s.p[to] == '}' &&
           nc_ascii_is_letter(s.p[i + 1]);
}

/* The number that value is; 1 if it is none. */
static unsigned count_of(struct nc_str value)
{
    unsigned n = 0;
    for (size_t i = 0; i < value.n && i < 4 && nc_ascii_is_digit(value.p[i]); i++)
        n = n * 10 + (unsigned)(value.p[i] - '0');
    return value.n ? n : 1;
}

/* Reads one option of a directive. */
static void read_option(struct nc_opening *o, struct nc_str key, struct nc_str value)
{
    static const char *const looks[] = {"open", "icon", "color", "align", NULL};
    enum nc_gen_meaning means = o->directive ? o->directive->means : NC_GEN_UNKNOWN;
    bool image = means == NC_GEN_FIGURE || means == NC_GEN_IMAGE;
    if (nc_str_eqz(key, "class") || nc_str_eqz(key, "figclass"))
        nc_buf_word(&o->classes, value);
    else if (nc_str_eqz(key, "name") || nc_str_eqz(key, "label"))
        o->id = value;
    else if (image && nc_str_eqz(key, "alt"))
        o->alt = value;
    else if (image && nc_str_eqz(key, "width"))
        o->width = value;
    else if (image && nc_str_eqz(key, "height"))
        o->height = value;
    else if (means == NC_GEN_LIST_TABLE && nc_str_eqz(key, "header-rows"))
        o->head_rows = count_of(value);
    else if (means == NC_GEN_LIST_TABLE && nc_str_eqz(key, "stub-columns"))
        o->head_columns = count_of(value);
    else if (!nc_str_is_among(key, looks))
        nc_buf_word(&o->lost, key);
    o->fold = nc_str_eqz(key, "open") ? '+' : o->fold;
}

/* Reads the options of a directive: lines ":key: value", or "key: value" between lines of dashes.
 */
static void read_options(struct nc_opening *o, struct nc_str s, size_t from, size_t end)
{
    bool yaml = false;
    for (size_t nl; from < end; from = nl + 1) {
        nl = nc_str_find(nc_str_sub(s, 0, end), '\n', from);
        struct nc_str line = nc_str_sub(s, from, nl);
        yaml |= nc_str_eqz(nc_str_trim(line), "---");
        size_t open = nc_str_find(line, ':', 0), close = nc_str_find(line, ':', open + 1);
        size_t key = yaml ? 0 : open + 1, colon = yaml ? open : close;
        if (colon >= line.n)
            continue;
        struct nc_str value = nc_str_trim(nc_str_sub(line, colon + 1, line.n));
        bool quoted =
            yaml && value.n > 1 && strchr("\"'", value.p[0]) && value.p[value.n - 1] == value.p[0];
        read_option(o, nc_str_trim(nc_str_sub(line, key, colon)),
                    quoted ? nc_str_sub(value, 1, value.n - 1) : value);
    }
}

/* Reads "::: tip Title", ":::tip[Title]", "::: {.tip #id}", "::: tip {#id}", "#+BEGIN_TIP". */
static struct nc_opening read_line(struct nc_str s, size_t i, size_t end)
{
    struct nc_opening o = {0};
    bool org = s.p[i] == '#';
    if (org)
        i += strlen("#+BEGIN_");
    while (i < end && (s.p[i] == ':' || nc_ascii_is_blank(s.p[i])))
        i++;
    if (i < end && names_directive(s, i, end)) {
        size_t line_end = nc_str_find(nc_str_sub(s, 0, end), '\n', i);
        read_directive(&o, s, i, line_end);
        read_options(&o, s, line_end + 1, end);
        return o;
    }
    if (i < end && s.p[i] == '{') {
        size_t rest = read_attrs(&o, s, i + 1, end), rest_to = end;
        trim_line(s, &rest, &rest_to);
        if (o.title < o.title_to && rest < rest_to) {
            nc_buf_word(&o.lost, nc_str_sub(s, rest, rest_to));
        } else if (rest < rest_to) {
            o.title = rest;
            o.title_to = rest_to;
        }
        return o;
    }
    i += i < end && s.p[i] == '.';
    size_t from = i;
    while (i < end && !nc_ascii_is_blank(s.p[i]) && !strchr("[]{}:#", s.p[i]))
        i++;
    o.word = nc_str_sub(s, from, i);
    while (!org && i < end && s.p[i] == '#') /* "tabs#fruit" names tabs that change together */
        for (i++; i < end && !nc_ascii_is_blank(s.p[i]) && !strchr("[]{}:#", s.p[i]);)
            i++;
    size_t to = end;
    trim_line(s, &i, &to);
    if (i < to && s.p[i] == '{' && !org)
        i = read_attrs(&o, s, i + 1, to);
    trim(s, &i, &to);
    if (!org && i < to)
        read_title(&o, s, i, to);
    return o;
}

/* Reads mdBook's "```admonish warning "Title" title="Title" collapsible=true". */
static void read_admonish(struct nc_opening *o, struct nc_str s, size_t i, size_t end)
{
    struct nc_gen_arg a;
    while (nc_gen_arg_next(&a, s, &i, end)) {
        struct nc_str value = nc_str_sub(s, a.value.from, a.value.to);
        bool title = a.has_value && nc_str_eqz(a.key, "title");
        bool quoted = !a.has_value && a.value.from > 0 && s.p[a.value.from - 1] == '"';
        if (title || quoted) {
            o->title = a.value.from;
            o->title_to = a.value.to;
        } else if (a.has_value && nc_str_eqz(a.key, "collapsible")) {
            o->fold = nc_str_ieq(value, NC_LIT("true")) ? '-' : o->fold;
        } else if (!a.has_value && !o->word.n) {
            o->word = nc_str_sub(value, 0, nc_str_find(value, '.', 0));
        }
    }
    if (!o->word.n)
        o->word = NC_LIT("note");
}

/* Reads "```ad-tip" and the lines "title: …", "collapse: open" right after it. */
static struct nc_opening read_fence(struct nc_str s, size_t i, size_t end)
{
    struct nc_opening o = {0};
    while (i < end && (s.p[i] == '`' || s.p[i] == '~' || nc_ascii_is_blank(s.p[i])))
        i++;
    size_t nl = nc_str_find(s, '\n', i), line_end = nl < end ? nl : end;
    if (s.p[i] == '{') {
        read_directive(&o, s, i, line_end);
        read_options(&o, s, line_end + 1, end);
        return o;
    }
    if (nc_str_istarts(nc_str_sub(s, i, line_end), NC_LIT("admonish"))) {
        read_admonish(&o, s, i + strlen("admonish"), line_end);
        return o;
    }
    i += strlen("ad-");
    o.word = nc_str_trim(nc_str_sub(s, i, line_end));
    for (i = nl + 1; i < end; i = nl + 1) {
        nl = nc_str_find(s, '\n', i);
        size_t stop = nl < end ? nl : end;
        struct nc_str line = nc_str_sub(s, i, stop);
        size_t colon = nc_str_find(line, ':', 0), from = i + colon + 1, to = stop;
        if (colon == line.n)
            continue;
        struct nc_str key = nc_str_trim(nc_str_sub(line, 0, colon));
        trim(s, &from, &to);
        if (nc_str_ends(key, NC_LIT("title"))) {
            o.title = from;
            o.title_to = to;
        } else if (nc_str_ends(key, NC_LIT("collapse"))) {
            o.fold = nc_str_eqz(nc_str_sub(s, from, to), "open") ? '+' : '-';
        }
    }
    return o;
}

/* Whether there are only words here that set how Material for MkDocs shows a block. */
static bool holds_looks(struct nc_str s, size_t i, size_t to)
{
    static const char *const looks[] = {"inline", "end", "annotate", NULL};
    for (size_t end; i < to; i = nc_str_past_blanks(s, end, to)) {
        for (end = i; end < to && !nc_ascii_is_blank(s.p[end]);)
            end++;
        if (!nc_str_is_among(nc_str_sub(s, i, end), looks))
            return false;
    }
    return true;
}

/* Reads '!!! type "Title"', '??? type', '=== "Title"' (also "===+" and "===!"). */
static struct nc_opening read_admonition(struct nc_str s, size_t i, size_t to)
{
    if (s.p[i] == '=') {
        struct nc_opening tab = {.title = nc_str_find(s, '"', i) + 1};
        tab.title_to = to;
        trim(s, &tab.title, &tab.title_to);
        tab.title_to -= tab.title_to > tab.title && s.p[tab.title_to - 1] == '"';
        return tab;
    }
    struct nc_opening o = {.fold = s.p[i] == '!' ? '\0' : s.p[i + 3] == '+' ? '+' : '-'};
    i += 3;
    while (i < to && (s.p[i] == '+' || nc_ascii_is_blank(s.p[i])))
        i++;
    size_t from = i;
    while (i < to && !nc_ascii_is_blank(s.p[i]) && s.p[from] != '"')
        i++;
    o.word = i > from ? nc_str_sub(s, from, i) : NC_LIT("note");
    trim(s, &i, &to);
    if (holds_looks(s, i, to))
        i = to;
    /* Words between the type and a quoted title say where the block floats. */
    size_t quote = nc_str_find(nc_str_sub(s, 0, to), '"', i);
    if (quote >= to && i < to && s.p[i] == '\'')
        quote = i;
    bool quoted = quote + 1 < to && s.p[to - 1] == s.p[quote];
    o.title = quoted ? quote + 1 : i;
    o.title_to = quoted ? to - 1 : to;
    return o;
}

struct nc_opening nc_opening_read(struct nc_str s, const struct nc_stash *st)
{
    char c = s.p[st->from];
    if (st->kind == NC_STASH_ADMONITION)
        return read_admonition(s, st->from, st->to);
    return c == '`' || c == '~' ? read_fence(s, st->from, st->to) : read_line(s, st->from, st->to);
}

void nc_opening_dispose(struct nc_opening *o)
{
    nc_buf_dispose(&o->classes);
    nc_buf_dispose(&o->lost);
}
