/* Reads citations. A bracket within one, or two keys in one part, make it plain text. */
#include "doc/citation.h"

#include "base/uchar.h"
#include "base/utf8.h"

#define MAX_CITATION 1000 /* bytes */

/* The end of the key at i: letters, digits and '_', with single signs between them. */
static size_t key_end(struct nc_str s, size_t i)
{
    size_t begin = i, end = i;
    for (unsigned len; i < s.n; i += len) {
        uint32_t cp = nc_utf8_at(s, i, &len);
        bool sign = cp < 0x80 && cp && strchr(":.#$%&-+?<>~/", (int)cp);
        if (nc_is_alnum(cp) || cp == '_')
            end = i + len;
        else if (!sign || i != end || end == begin)
            break;
    }
    return end;
}

/* Whether '@' begins a key: after a letter or digit it belongs to a mail address. */
static bool begins_key(struct nc_str s, size_t at)
{
    unsigned len;
    return at == 0 || !nc_is_alnum(nc_utf8_at(s, nc_utf8_prev(s, at), &len));
}

static struct nc_str without_comma(struct nc_str s)
{
    s = nc_str_trim(s);
    return s.n && s.p[0] == ',' ? nc_str_trim(nc_str_sub(s, 1, s.n)) : s;
}

static bool read_part(struct nc_str part, struct nc_cited *out)
{
    size_t at = nc_str_find(part, '@', 0), end = at < part.n ? key_end(part, at + 1) : at;
    if (at == part.n || end == at + 1 || !begins_key(part, at) ||
        nc_str_find(part, '@', end) < part.n)
        return false;
    bool no_author = at > 0 && part.p[at - 1] == '-';
    *out = (struct nc_cited){nc_str_trim(nc_str_sub(part, 0, at - no_author)),
                             nc_str_sub(part, at + 1, end),
                             without_comma(nc_str_sub(part, end, part.n)), no_author};
    return true;
}

/* The bracket that closes the one at i, if only permitted characters stand between; i if there is
 * none. */
static size_t bracket_end(struct nc_str s, size_t i)
{
    for (size_t k = i + 1; k < s.n && k - i < MAX_CITATION; k++) {
        if (s.p[k] == ']')
            return k;
        if (s.p[k] == '[' || s.p[k] == '\n')
            return i;
    }
    return i;
}

/* "@key [p. 3]" */
static size_t text_length(struct nc_str s)
{
    size_t key = key_end(s, 1);
    if (key == 1)
        return 0;
    if (key + 1 >= s.n || s.p[key] != ' ' || s.p[key + 1] != '[')
        return key;
    size_t end = bracket_end(s, key + 1);
    bool plain = end > key + 1 && nc_str_find(nc_str_sub(s, 0, end), '@', key) == end &&
                 nc_str_find(nc_str_sub(s, 0, end), ';', key) == end;
    return plain ? end + 1 : key;
}

size_t nc_citation_length(struct nc_str s)
{
    if (!s.n || s.p[0] == '@')
        return s.n ? text_length(s) : 0;
    size_t end = s.p[0] == '[' ? bracket_end(s, 0) : 0;
    for (size_t at = 1; at <= end;) {
        struct nc_cited part;
        size_t to = nc_str_find(nc_str_sub(s, 0, end), ';', at);
        if (!read_part(nc_str_sub(s, at, to), &part))
            return 0;
        at = to + 1;
    }
    return end ? end + 1 : 0;
}

bool nc_citation_is_text(struct nc_str citation)
{
    return citation.n && citation.p[0] == '@';
}

bool nc_citation_next(struct nc_str citation, size_t *at, struct nc_cited *out)
{
    if (*at == 0 && nc_citation_length(citation) != citation.n)
        return false;
    if (*at + 1 >= citation.n)
        return false;
    if (nc_citation_is_text(citation)) {
        size_t key = key_end(citation, 1);
        struct nc_str suffix = nc_str_sub(citation, key, citation.n);
        if (suffix.n) /* " [" and "]" */
            suffix = nc_str_trim(nc_str_sub(suffix, 2, suffix.n - 1));
        *out = (struct nc_cited){NC_NONE, nc_str_sub(citation, 1, key), suffix, false};
        *at = citation.n;
        return true;
    }
    struct nc_str inside = nc_str_sub(citation, 0, citation.n - 1);
    size_t from = *at ? *at : 1, to = nc_str_find(inside, ';', from);
    *at = to + 1;
    return read_part(nc_str_sub(inside, from, to), out);
}
