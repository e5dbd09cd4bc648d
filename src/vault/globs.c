/* Matches patterns. A set of places in the pattern moves along the path, so no pattern takes longer
 * than its length times that of the path. */
#include "vault/globs.h"

#include "base/uchar.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>

#define MAX_PATTERN 1024

/* The text in NFC, in b if it has to change. A disk may spell "é" with two characters where the
 * author of a pattern types one. */
static struct nc_str composed(struct nc_buf *b, struct nc_str s)
{
    size_t i = 0;
    while (i < s.n && (unsigned char)s.p[i] < 0x80)
        i++;
    if (i == s.n)
        return s;
    nc_nfc(b, s);
    return nc_buf_view(b);
}

static struct nc_str composed_copy(struct nc_arena *arena, struct nc_str s)
{
    struct nc_buf b = {0};
    struct nc_str copy = nc_arena_str(arena, composed(&b, s));
    nc_buf_dispose(&b);
    return copy;
}

bool nc_globs_add(struct nc_globs *g, struct nc_arena *arena, struct nc_str base,
                  struct nc_str line)
{
    struct nc_glob p = {.base = composed_copy(arena, base)};
    while (line.n && (line.p[line.n - 1] == '\r' || line.p[line.n - 1] == ' ') &&
           !(line.n > 1 && line.p[line.n - 2] == '\\'))
        line.n--;
    if (!line.n || line.n > MAX_PATTERN)
        return false;
    line = composed_copy(arena, line);
    if (line.n > MAX_PATTERN) /* U+FFFD is longer than the wrong byte it replaces */
        return false;
    if (line.p[0] == '!') {
        p.negated = true;
        line = nc_str_sub(line, 1, line.n);
    }
    if (line.n && line.p[line.n - 1] == '/') {
        p.folders_only = true;
        line.n--;
    }
    p.anchored = nc_str_find(line, '/', 0) < line.n;
    if (line.n && line.p[0] == '/')
        line = nc_str_sub(line, 1, line.n);
    if (!line.n)
        return false;
    p.text = line;
    nc_grow(&g->items, &g->cap, g->count + 1, sizeof *g->items);
    g->items[g->count++] = p;
    return true;
}

bool nc_is_pattern(struct nc_str line)
{
    struct nc_globs one = {0};
    struct nc_arena *own = nc_arena_new();
    bool is_pattern = nc_globs_add(&one, own, NC_NONE, line);
    nc_globs_dispose(&one);
    nc_arena_free(own);
    return is_pattern;
}

void nc_globs_add_lines(struct nc_globs *g, struct nc_arena *arena, struct nc_str base,
                        struct nc_str text)
{
    bool has_mark = nc_str_starts(text, NC_LIT("\xEF\xBB\xBF")); /* some editors write it */
    for (size_t from = has_mark ? 3 : 0; from < text.n;) {
        size_t to = nc_str_find(text, '\n', from);
        if (from < to && text.p[from] != '#')
            nc_globs_add(g, arena, base, nc_str_sub(text, from, to));
        from = to + 1;
    }
}

/* The end of a class such as [:alpha:], inside brackets, at p.p[k], or k if there is none. *in:
 * whether it holds cp. Such classes cover ASCII only, as in git. */
static size_t read_named_class(struct nc_str p, size_t k, uint32_t cp, bool *in)
{
    static const struct {
        const char *name;
        int (*holds)(int);
    } classes[] = {{"[:alnum:]", isalnum}, {"[:alpha:]", isalpha}, {"[:blank:]", isblank},
                   {"[:cntrl:]", iscntrl}, {"[:digit:]", isdigit}, {"[:graph:]", isgraph},
                   {"[:lower:]", islower}, {"[:print:]", isprint}, {"[:punct:]", ispunct},
                   {"[:space:]", isspace}, {"[:upper:]", isupper}, {"[:xdigit:]", isxdigit}};
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        struct nc_str name = nc_str(classes[i].name);
        if (!nc_str_starts(nc_str_sub(p, k, p.n), name))
            continue;
        *in = cp < 0x80 && classes[i].holds((int)cp);
        return k + name.n;
    }
    return k;
}

/* The end of the class that begins at p.p[i] == '[', or i if there is none. *in: whether it holds
 * cp. */
static size_t read_class(struct nc_str p, size_t i, uint32_t cp, bool *in)
{
    size_t k = i + 1;
    bool negated = k < p.n && (p.p[k] == '!' || p.p[k] == '^'), found = false;
    k += negated;
    for (bool first = true; k < p.n && (p.p[k] != ']' || first); first = false) {
        unsigned len;
        bool named = false;
        size_t end = p.p[k] == '[' ? read_named_class(p, k, cp, &named) : k;
        if (end > k) {
            found |= named;
            k = end;
            continue;
        }
        k += p.p[k] == '\\' && k + 1 < p.n;
        uint32_t low = nc_utf8_at(p, k, &len), high = low;
        k += len;
        if (k + 1 < p.n && p.p[k] == '-' && p.p[k + 1] != ']') {
            k += 1 + (p.p[k + 1] == '\\' && k + 2 < p.n);
            high = nc_utf8_at(p, k, &len);
            k += len;
        }
        found |= cp == low || (cp >= low && cp <= high); /* "[b-a]" holds b, as in git */
    }
    if (k >= p.n)
        return i;
    *in = found != negated && cp != '/';
    return k + 1;
}

struct matcher {
    struct nc_str p;
    /* indexed by offset in the pattern: a match may be here */
    bool *now, *next;
};

/* The end of "**" (or more stars) that forms a whole part of the pattern, or i. Looks at a run of
 * stars from its beginning only. */
static size_t globstar_end(struct nc_str p, size_t i)
{
    size_t k = i;
    if (i > 0 && p.p[i - 1] != '/')
        return i;
    while (k < p.n && p.p[k] == '*')
        k++;
    bool whole = k >= i + 2 && (k == p.n || p.p[k] == '/');
    return whole ? k : i;
}

/* Marks offset i and all places reachable from it without a character. */
static void reach(const struct matcher *m, bool *set, size_t i)
{
    while (!set[i]) {
        set[i] = true;
        if (i >= m->p.n || m->p.p[i] != '*')
            return;
        size_t end = globstar_end(m->p, i);
        i = end == i ? i + 1 : end + (end < m->p.n);
    }
}

/* Advances by one character of the path, from place i of the pattern. */
static void step(const struct matcher *m, size_t i, uint32_t cp)
{
    struct nc_str p = m->p;
    unsigned len;
    size_t stars = globstar_end(p, i);
    if (stars > i) {
        m->next[i] = true;
        if (stars == p.n)
            reach(m, m->next, p.n);
        else if (cp == '/')
            reach(m, m->next, stars + 1);
        return;
    }
    char c = p.p[i];
    if (c == '*') {
        if (cp != '/')
            reach(m, m->next, i);
        return;
    }
    if (c == '?') {
        if (cp != '/')
            reach(m, m->next, i + 1);
        return;
    }
    if (c == '[') {
        bool in = false;
        size_t end = read_class(p, i, cp, &in);
        if (in)
            reach(m, m->next, end);
        return; /* a class that is not closed matches nothing */
    }
    i += c == '\\' && i + 1 < p.n;
    if (nc_utf8_at(p, i, &len) == cp)
        reach(m, m->next, i + len);
}

static bool matches(struct nc_str pattern, struct nc_str s)
{
    bool sets[2][MAX_PATTERN + 4] = {{false}};
    struct matcher m = {pattern, sets[0], sets[1]};
    reach(&m, m.now, 0);
    for (size_t k = 0; k < s.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(s, k, &len);
        memset(m.next, 0, pattern.n + 1);
        for (size_t i = 0; i < pattern.n; i++)
            if (m.now[i])
                step(&m, i, cp);
        bool *swap = m.now;
        m.now = m.next;
        m.next = swap;
        k += len;
    }
    return m.now[pattern.n];
}

static bool matches_one(const struct nc_glob *g, struct nc_str path, bool is_folder)
{
    if (g->folders_only && !is_folder)
        return false;
    if (g->base.n) {
        if (!nc_str_starts(path, g->base) || path.n <= g->base.n || path.p[g->base.n] != '/')
            return false;
        path = nc_str_sub(path, g->base.n + 1, path.n);
    }
    if (!g->anchored) {
        size_t from = path.n;
        while (from > 0 && path.p[from - 1] != '/')
            from--;
        path = nc_str_sub(path, from, path.n);
    }
    return (g->is_literal_too && nc_str_eq(g->text, path)) || matches(g->text, path);
}

bool nc_glob_fits(const struct nc_glob *g, struct nc_str path)
{
    struct nc_buf b = {0};
    bool fits = false;
    path = composed(&b, path);
    for (size_t i = 0; i < path.n && !fits; i++)
        fits = path.p[i] == '/' && matches_one(g, nc_str_sub(path, 0, i), true);
    fits = fits || matches_one(g, path, false);
    nc_buf_dispose(&b);
    return fits;
}

int nc_globs_match(const struct nc_globs *g, struct nc_str path, bool is_folder)
{
    struct nc_buf b = {0};
    int said = 0;
    if (g->count)
        path = composed(&b, path);
    for (size_t i = g->count; i-- > 0 && !said;)
        if (matches_one(&g->items[i], path, is_folder))
            said = g->items[i].negated ? -1 : 1;
    nc_buf_dispose(&b);
    return said;
}

bool nc_globs_cover(const struct nc_globs *g, struct nc_str path)
{
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] == '/' && nc_globs_match(g, nc_str_sub(path, 0, i), true) > 0)
            return true;
    return nc_globs_match(g, path, false) > 0;
}

void nc_globs_dispose(struct nc_globs *g)
{
    free(g->items);
    *g = (struct nc_globs){0};
}
