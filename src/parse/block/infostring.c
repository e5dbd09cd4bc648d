/* Reads info strings. */
#include "parse/block/infostring.h"

#include "base/ascii.h"

static bool holds_any(struct nc_str s, const char *chars)
{
    for (size_t i = 0; i < s.n; i++)
        if (strchr(chars, s.p[i]))
            return true;
    return false;
}

/* Removes HackMD's signs for line numbers and wrapping: "python=10", "js=+", "js!". */
static struct nc_str without_numbering(struct nc_str word)
{
    size_t equals = nc_str_find(word, '=', 0);
    for (size_t i = equals + 1; i < word.n; i++)
        if (!nc_ascii_is_digit(word.p[i]) && word.p[i] != '+' && word.p[i] != '!')
            return word;
    word = nc_str_sub(word, 0, equals);
    bool wraps = word.n > 1 && word.p[word.n - 1] == '!';
    return nc_str_sub(word, 0, word.n - wraps);
}

struct nc_str nc_info_language(struct nc_str info, bool strict)
{
    static const char *const directives[] = {"code-cell", "code-block", "code", "sourcecode", NULL};
    size_t from = 0;
    const char *ends = strict ? " \t" : " \t,:{";
    if (strict || !info.n || info.p[0] != '{') {
        while (from < info.n && (from == 0 || !strchr(ends, info.p[from])))
            from++;
        size_t dot = !strict && from > 1 && info.p[0] == '.'; /* "~~~ .py" */
        return strict ? nc_str_sub(info, 0, from) : without_numbering(nc_str_sub(info, dot, from));
    }
    do
        from++;
    while (from < info.n && (info.p[from] == ' ' || info.p[from] == '.'));
    size_t to = from;
    while (to < info.n && !strchr(" \t,}", info.p[to]))
        to++;
    struct nc_str word = nc_str_sub(info, from, to);
    if (nc_str_is_among(word, directives)) {
        struct nc_str rest = nc_str_trim(nc_str_sub(info, nc_str_find(info, '}', to), info.n));
        rest = rest.n ? nc_str_trim(nc_str_sub(rest, 1, rest.n)) : rest;
        rest = nc_str_sub(rest, 0, nc_str_find(rest, ' ', 0));
        return nc_str_starts(rest, NC_LIT("ipython")) ? nc_str_sub(rest, 1, 7) : rest;
    }
    return nc_str_find(word, '=', 0) < word.n || nc_str_starts(word, NC_LIT("#")) ? NC_NONE : word;
}

/* The value of the attribute with this name, written as in HTML. */
static struct nc_str value_of(struct nc_str info, struct nc_str name)
{
    for (size_t i = nc_str_search(info, name, 0); i < info.n;
         i = nc_str_search(info, name, i + 1)) {
        size_t from = i + name.n;
        if ((i > 0 && !nc_ascii_is_blank(info.p[i - 1]) && info.p[i - 1] != '{') || from >= info.n)
            continue;
        char quote = info.p[from];
        if (quote == '"' || quote == '\'') {
            size_t to = nc_str_find(info, quote, from + 1);
            return to < info.n ? nc_str_trim(nc_str_sub(info, from + 1, to)) : NC_NONE;
        }
        size_t to = from;
        while (to < info.n && !nc_ascii_is_blank(info.p[to]) && info.p[to] != '}')
            to++;
        return nc_str_sub(info, from, to);
    }
    return NC_NONE;
}

/* Whether s is a word after the colon that sets how VuePress shows the code. */
static bool is_flag(struct nc_str s)
{
    static const char *const flags[] = {
        "no-line-numbers", "line-numbers",       "no-v-pre", "v-pre",
        "collapsed-lines", "no-collapsed-lines", NULL};
    return nc_str_starts_among(s, flags);
}

/* The second word if it is a file name: "js src/index.js". */
static struct nc_str file_of(struct nc_str info)
{
    size_t from = nc_str_find(info, ' ', 0);
    from = nc_str_past_blanks(info, from, info.n);
    struct nc_str word = nc_str_sub(info, from, nc_str_find(info, ' ', from));
    size_t dot = word.n;
    while (dot > 0 && word.p[dot - 1] != '.')
        dot--;
    struct nc_str suffix = nc_str_sub(word, dot, word.n);
    bool letters = dot > 1 && suffix.n > 0 && suffix.n <= 5;
    for (size_t i = 0; i < suffix.n; i++)
        letters &= nc_ascii_is_letter(suffix.p[i]);
    return letters && !holds_any(word, "={}[]\"'") ? word : NC_NONE;
}

/* A label of VitePress: "[npm]" as a word of its own. A range of lines is not a label. */
static struct nc_str label_of(struct nc_str info)
{
    size_t open = nc_str_find(info, '[', 0), close = nc_str_find(info, ']', open);
    bool apart = open < info.n && (open == 0 || nc_ascii_is_blank(info.p[open - 1])) &&
                 close < info.n && (close + 1 == info.n || nc_ascii_is_blank(info.p[close + 1]));
    struct nc_str label = apart ? nc_str_sub(info, open + 1, close) : NC_NONE;
    bool letters = false;
    for (size_t i = 0; i < label.n; i++)
        letters |= nc_ascii_is_letter(label.p[i]);
    return letters ? nc_str_trim(label) : NC_NONE;
}

struct nc_str nc_info_title(struct nc_str info)
{
    struct nc_str title = value_of(info, NC_LIT("title="));
    if (!title.n)
        title = value_of(info, NC_LIT("filename="));
    if (title.n)
        return title;
    size_t colon = nc_info_language(info, false).n;
    if (colon && colon + 1 < info.n && info.p[0] != '{' && info.p[colon] == ':') {
        size_t to = colon + 1;
        while (to < info.n && !nc_ascii_is_blank(info.p[to]))
            to++;
        struct nc_str name = nc_str_sub(info, colon + 1, to);
        return is_flag(name) ? NC_NONE : name;
    }
    struct nc_str label = label_of(info);
    return label.n ? label : file_of(info);
}
