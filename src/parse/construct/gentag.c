/* Reads generators' tags. */
#include "parse/construct/gentag.h"

#include "base/ascii.h"

#define MAX_TAG 4000 /* bytes: the longest tag that is read */

static bool is_name_char(char c)
{
    return nc_ascii_is_alnum(c) || (c && strchr("_-./", c));
}

static size_t past_blanks(struct nc_str s, size_t i, size_t end)
{
    while (i < end && nc_ascii_is_space(s.p[i]))
        i++;
    return i;
}

static struct nc_str read_name(struct nc_str s, size_t i, size_t end)
{
    size_t from = i;
    while (i < end && is_name_char(s.p[i]))
        i++;
    return nc_str_sub(s, from, i);
}

/* The first place of `what` from i, before limit; limit if there is none. */
static size_t find(struct nc_str s, size_t i, size_t limit, struct nc_str what)
{
    return nc_str_search(nc_str_sub(s, 0, limit), what, i < limit ? i : limit);
}

/* Reads {% name … %} on one line; "{%-" and "-%}" too. */
static bool read_liquid(struct nc_gentag *t, struct nc_str s, size_t i, size_t limit)
{
    size_t nl = nc_str_find(nc_str_sub(s, 0, limit), '\n', i),
           stop = find(s, i + 2, nl, NC_LIT("{%"));
    size_t close = find(s, i + 2, stop, NC_LIT("%}"));
    if (close == stop)
        return false;
    size_t to = close - (close > i + 2 && s.p[close - 1] == '-');
    size_t from = past_blanks(s, i + 2 + (s.p[i + 2] == '-'), to);
    struct nc_str name = read_name(s, from, to);
    if (!name.n || !nc_ascii_is_letter(name.p[0]))
        return false;
    t->args = (struct nc_range){from + name.n, to};
    t->closes = name.n > 3 && nc_str_starts(name, NC_LIT("end"));
    t->name = t->closes ? nc_str_sub(name, 3, name.n) : name;
    t->end = close + 2;
    return true;
}

/* Reads {{< name … >}} and {{% name … %}}. */
static bool read_hugo(struct nc_gentag *t, struct nc_str s, size_t i, size_t limit)
{
    struct nc_str ends = s.p[i + 2] == '<' ? NC_LIT(">}}") : NC_LIT("%}}");
    size_t close = find(s, i + 3, find(s, i + 3, limit, NC_LIT("{{")), ends);
    if (close == limit || !nc_str_starts(nc_str_sub(s, close, limit), ends))
        return false;
    size_t from = past_blanks(s, i + 3, close), to = close;
    t->closes = from < to && s.p[from] == '/';
    from = past_blanks(s, from + t->closes, to);
    t->alone = to > from && s.p[to - 1] == '/';
    to -= t->alone;
    t->name = read_name(s, from, to);
    if (!t->name.n || !(nc_ascii_is_letter(t->name.p[0]) || t->name.p[0] == '_'))
        return false;
    t->args = (struct nc_range){from + t->name.n, to};
    t->end = close + ends.n;
    return true;
}

/* The offset after the brace that closes the one at i, skipping strings and templates; end if none
 * does. */
static size_t past_braces(struct nc_str s, size_t i, size_t end)
{
    unsigned depth = 0;
    char quote = 0;
    for (; i < end; i++) {
        char c = s.p[i];
        if (quote) {
            i += c == '\\';
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'' || c == '`') {
            quote = c;
        } else if (c == '{') {
            depth++;
        } else if (c == '}' && --depth == 0) {
            return i + 1;
        }
    }
    return end;
}

/* The offset after the value at i, which is in quotes, in braces, or ends at a blank. */
static size_t past_value(struct nc_str s, size_t i, size_t end)
{
    if (i < end && s.p[i] == '{')
        return past_braces(s, i, end);
    if (i < end && (s.p[i] == '"' || s.p[i] == '\'' || s.p[i] == '`')) {
        size_t close = nc_str_find(nc_str_sub(s, 0, end), s.p[i], i + 1);
        return close < end ? close + 1 : end;
    }
    while (i < end && !nc_ascii_is_space(s.p[i]) && s.p[i] != '>')
        i++;
    return i;
}

/* Whether a tag that begins so is a component, though its name has no capital: <aside> is Notion's
 * callout and holds Markdown; <callout …> and <quote-container> are Feishu's; <code-group> and
 * <code-block> belong to VuePress. */
static bool is_small_component(struct nc_str rest)
{
    static const char *const begins[] = {"aside>",           "callout>",   "callout ",
                                         "quote-container>", "code-group", "code-block"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (nc_str_starts(rest, nc_str(begins[i])))
            return true;
    return false;
}

/* Reads <Name …>, <Name … /> and </Name>. Only authors use names that begin with a capital; <img …
 * style={{…}} /> is JSX by its braces. */
static bool read_jsx(struct nc_gentag *t, struct nc_str s, size_t i, size_t limit)
{
    t->closes = i + 1 < limit && s.p[i + 1] == '/';
    size_t from = i + 1 + t->closes, at;
    struct nc_str rest = nc_str_sub(s, from, limit);
    bool image = !t->closes && nc_str_starts(rest, NC_LIT("img")) && rest.n > 3 &&
                 nc_ascii_is_space(rest.p[3]);
    if (!rest.n || ((rest.p[0] < 'A' || rest.p[0] > 'Z') && !image && !is_small_component(rest)))
        return false;
    for (at = from; at < limit && is_name_char(s.p[at]) && s.p[at] != '/';)
        at++;
    t->name = nc_str_sub(s, from, at);
    t->args.from = at;
    for (size_t blanks = at;; blanks = at) {
        at = past_blanks(s, at, limit);
        if (at == limit || s.p[at] == '<')
            return false;
        if (s.p[at] == '>')
            break;
        if (s.p[at] == '/') {
            t->alone = true;
            at++;
            continue;
        }
        if (t->alone || t->closes || (at == blanks && at > t->args.from && s.p[at] != '{'))
            return false;
        if (s.p[at] != '{' && !nc_ascii_is_letter(s.p[at]) && s.p[at] != '_' && s.p[at] != ':')
            return false;
        if (s.p[at] == '{') {
            at = past_braces(s, at, limit);
            continue;
        }
        while (at < limit && (is_name_char(s.p[at]) || s.p[at] == ':') && s.p[at] != '/')
            at++;
        if (at < limit && s.p[at] == '=')
            at = past_value(s, at + 1, limit);
    }
    t->args.to = at - t->alone;
    t->end = at + 1;
    return !image || (t->alone && find(s, t->args.from, t->args.to, NC_LIT("={")) < t->args.to);
}

/* Reads "/// name | title" and "///". */
static bool read_slashes(struct nc_gentag *t, struct nc_str s, size_t i, size_t limit)
{
    size_t stop = nc_str_find(nc_str_sub(s, 0, limit), '\n', i), n = i;
    while (n < stop && s.p[n] == '/')
        n++;
    if (n - i < 3)
        return false;
    size_t from = past_blanks(s, n, stop);
    t->name = read_name(s, from, stop);
    t->closes = from == stop;
    if (!t->closes && (from == n || !t->name.n || !nc_ascii_is_letter(t->name.p[0])))
        return false;
    from = past_blanks(s, from + t->name.n, stop);
    if (from < stop && s.p[from] != '|')
        return false;
    t->args = (struct nc_range){from + (from < stop), stop};
    t->end = stop;
    return true;
}

bool nc_gentag_read(struct nc_gentag *t, struct nc_str s, size_t i, size_t limit)
{
    *t = (struct nc_gentag){.from = i};
    if (i + 3 > limit)
        return false;
    limit = limit - i > MAX_TAG ? i + MAX_TAG : limit;
    if (s.p[i] == '<') {
        t->family = NC_GEN_JSX;
        return read_jsx(t, s, i, limit);
    }
    if (s.p[i] == '/') {
        t->family = NC_GEN_SLASHES;
        return read_slashes(t, s, i, limit);
    }
    if (s.p[i] != '{')
        return false;
    if (s.p[i + 1] == '%') {
        t->family = NC_GEN_LIQUID;
        return read_liquid(t, s, i, limit);
    }
    t->family = NC_GEN_HUGO;
    return s.p[i + 1] == '{' && (s.p[i + 2] == '<' || s.p[i + 2] == '%') &&
           read_hugo(t, s, i, limit);
}

/* The value without one pair of quotation marks or braces, and without quotation marks inside
 * braces. */
static struct nc_range inside_value(struct nc_str s, size_t from, size_t to)
{
    for (unsigned k = 0; k < 2 && to > from + 1; k++) {
        char open = s.p[from], close = open == '{' ? '}' : open;
        if ((open != '"' && open != '\'' && open != '`' && open != '{') || s.p[to - 1] != close)
            break;
        from = past_blanks(s, from + 1, to - 1);
        to--;
        while (to > from && nc_ascii_is_space(s.p[to - 1]))
            to--;
    }
    return (struct nc_range){from, to};
}

bool nc_gen_arg_next(struct nc_gen_arg *a, struct nc_str s, size_t *i, size_t end)
{
    size_t from = *i;
    while (from < end && (nc_ascii_is_space(s.p[from]) || s.p[from] == ','))
        from++;
    *a = (struct nc_gen_arg){0};
    if (from >= end)
        return false;
    size_t to = from;
    while (to < end && (is_name_char(s.p[to]) || s.p[to] == ':'))
        to++;
    if (to > from && to < end && s.p[to] == '=') {
        size_t value = past_blanks(s, to + 1, end);
        a->key = nc_str_sub(s, from, to);
        a->has_value = true;
        to = past_value(s, value, end);
        a->value = inside_value(s, value, to);
    } else {
        to = past_value(s, from, end);
        to += to == from;
        a->value = inside_value(s, from, to);
    }
    *i = to;
    return true;
}

bool nc_gentag_arg(struct nc_range *value, const struct nc_gentag *t, struct nc_str s,
                   const char *const *keys)
{
    for (; *keys; keys++) {
        struct nc_gen_arg a;
        for (size_t i = t->args.from; nc_gen_arg_next(&a, s, &i, t->args.to);) {
            if (!a.has_value || !nc_str_ieq(a.key, nc_str(*keys)) || a.value.from == a.value.to)
                continue;
            *value = a.value;
            return true;
        }
    }
    return false;
}

bool nc_gentag_positional(struct nc_range *value, const struct nc_gentag *t, struct nc_str s,
                          unsigned number)
{
    struct nc_gen_arg a;
    for (size_t i = t->args.from; nc_gen_arg_next(&a, s, &i, t->args.to);) {
        if (a.has_value || a.value.from == a.value.to || number--)
            continue;
        *value = a.value;
        return true;
    }
    return false;
}
