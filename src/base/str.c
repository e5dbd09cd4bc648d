/* Slices: comparison and search. */
#include "base/str.h"

int nc_str_cmp(struct nc_str a, struct nc_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool nc_bytes_ieq(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (nc_ascii_lower(a[i]) != nc_ascii_lower(b[i]))
            return false;
    return true;
}

bool nc_str_istarts(struct nc_str s, struct nc_str prefix)
{
    return s.n >= prefix.n && nc_str_ieq(nc_str_sub(s, 0, prefix.n), prefix);
}

bool nc_has_suffix(struct nc_str name, struct nc_str suffix)
{
    return name.n > suffix.n && nc_str_ieq(nc_str_sub(name, name.n - suffix.n, name.n), suffix);
}

bool nc_str_has_word(struct nc_str list, const char *word)
{
    for (size_t from = 0, to; from < list.n; from = to + 1) {
        for (to = from; to < list.n && !strchr(" \t\n\r\f", list.p[to]);)
            to++;
        if (nc_str_eqz(nc_str_sub(list, from, to), word))
            return true;
    }
    return false;
}

bool nc_str_is_among(struct nc_str s, const char *const *words)
{
    for (; *words; words++)
        if (nc_str_ieqz(s, *words))
            return true;
    return false;
}

bool nc_str_starts_among(struct nc_str s, const char *const *words)
{
    for (; *words; words++)
        if (nc_str_istarts(s, nc_str(*words)))
            return true;
    return false;
}

size_t nc_str_find(struct nc_str s, char c, size_t from)
{
    if (from >= s.n)
        return s.n;
    const char *p = memchr(s.p + from, c, s.n - from);
    return p ? (size_t)(p - s.p) : s.n;
}

size_t nc_str_search(struct nc_str s, struct nc_str needle, size_t from)
{
    if (needle.n == 0)
        return from <= s.n ? from : s.n;
    for (size_t i = from; i + needle.n <= s.n; i++) {
        i = nc_str_find(s, needle.p[0], i);
        if (i + needle.n > s.n)
            break;
        if (memcmp(s.p + i, needle.p, needle.n) == 0)
            return i;
    }
    return s.n;
}

/* Where the last part of a path begins. */
static size_t last_part(struct nc_str path)
{
    size_t i = path.n;
    while (i > 0 && path.p[i - 1] != '/')
        i--;
    return i;
}

struct nc_str nc_base_name(struct nc_str path)
{
    return nc_str_sub(path, last_part(path), path.n);
}

struct nc_str nc_folder_name(struct nc_str path)
{
    size_t i = last_part(path);
    return nc_str_sub(path, 0, i ? i - 1 : 0);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct nc_str nc_str_trim(struct nc_str s)
{
    while (s.n && is_blank(s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n && is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}
