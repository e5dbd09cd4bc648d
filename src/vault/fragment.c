/* Which heading or block a fragment names: as Obsidian compares headings, else as GitHub's and
 * other tools' slugs spell them. */
#include "base/uchar.h"
#include "base/utf8.h"
#include "vault/vaultdata.h"

#include <stdlib.h>

/* Without case, with Obsidian's punctuation as blanks, runs of blanks as one. */
static void heading_key(struct nc_buf *out, struct nc_str s)
{
    struct nc_buf folded = {0};
    nc_nfc_fold(&folded, s);
    bool blank = false;
    size_t start = out->n;
    for (size_t i = 0; i < folded.n; i++) {
        char c = folded.p[i];
        if (c == ' ' || c == '\t' || (c > 0 && strchr("!\"#$%&()*+,.:;<=>?@^`{|}~/[]\\", c))) {
            blank = out->n > start;
            continue;
        }
        if (blank)
            nc_buf_char(out, ' ');
        blank = false;
        nc_buf_char(out, c);
    }
    nc_buf_dispose(&folded);
}

/* Letters and digits alone: what all ways to make a slug keep. */
static void squeeze(struct nc_buf *out, struct nc_str s)
{
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        if (!nc_is_space(cp) && !nc_is_punct(cp))
            nc_buf_put(out, s.p + i, len);
        i += len;
    }
}

void nc_fragment_keys(struct nc_survey *s)
{
    const struct nc_outline *o = s->outline;
    struct nc_buf key = {0};
    s->keys = nc_arena_array(s->arena, o->count, sizeof *s->keys);
    for (size_t i = 0; i < o->count; i++) {
        nc_buf_clear(&key);
        heading_key(&key, o->anchors[i].name);
        s->keys[i] = nc_arena_str(s->arena, nc_buf_view(&key));
    }
    nc_buf_dispose(&key);
}

static uint32_t find_id(const struct nc_outline *o, struct nc_str id)
{
    for (size_t i = 0; i < o->count; i++)
        if ((o->anchors[i].level == 0 && nc_str_ieq(o->anchors[i].name, id)) ||
            (o->anchors[i].id.n && nc_str_ieq(o->anchors[i].id, id)))
            return (uint32_t)i;
    return NC_NO_ANCHOR;
}

/* The chain H1#H2: each heading after the one before it. */
static uint32_t find_chain(const struct nc_survey *s, struct nc_str fragment)
{
    size_t at = 0;
    uint32_t found = NC_NO_ANCHOR;
    struct nc_buf key = {0};
    for (size_t from = 0; from <= fragment.n;) {
        size_t to = nc_str_find(fragment, '#', from);
        nc_buf_clear(&key);
        heading_key(&key, nc_str_sub(fragment, from, to));
        from = to + 1;
        if (!key.n)
            continue;
        found = NC_NO_ANCHOR;
        for (size_t i = at; i < s->outline->count; i++) {
            if (s->outline->anchors[i].level == 0 || !nc_str_eq(s->keys[i], nc_buf_view(&key)))
                continue;
            found = (uint32_t)i;
            at = i + 1;
            break;
        }
        if (found == NC_NO_ANCHOR)
            break;
    }
    nc_buf_dispose(&key);
    return found;
}

/* The n-th heading (from 0) with the letters and digits of the slug. */
static uint32_t find_slug(const struct nc_survey *s, struct nc_str slug, unsigned long n)
{
    struct nc_buf folded = {0}, want = {0}, have = {0};
    uint32_t found = NC_NO_ANCHOR;
    nc_nfc_fold(&folded, slug);
    squeeze(&want, nc_buf_view(&folded));
    for (size_t i = 0; want.n && i < s->outline->count && found == NC_NO_ANCHOR; i++) {
        if (s->outline->anchors[i].level == 0)
            continue;
        nc_buf_clear(&have);
        squeeze(&have, s->keys[i]);
        if (nc_str_eq(nc_buf_view(&have), nc_buf_view(&want)) && n-- == 0)
            found = (uint32_t)i;
    }
    nc_buf_dispose(&folded);
    nc_buf_dispose(&want);
    nc_buf_dispose(&have);
    return found;
}

/* GitHub tells equal slugs apart by "-1", "-2" … */
static uint32_t find_numbered(const struct nc_survey *s, struct nc_str slug)
{
    size_t dash = slug.n;
    while (dash > 0 && slug.p[dash - 1] >= '0' && slug.p[dash - 1] <= '9')
        dash--;
    if (dash == slug.n || dash < 2 || slug.p[dash - 1] != '-' || slug.n - dash > 6)
        return NC_NO_ANCHOR;
    return find_slug(s, nc_str_sub(slug, 0, dash - 1), strtoul(slug.p + dash, NULL, 10));
}

uint32_t nc_fragment_find(const struct nc_survey *s, struct nc_str fragment)
{
    if (fragment.n && fragment.p[0] == '^')
        return find_id(s->outline, nc_str_sub(fragment, 1, fragment.n));
    /* [[note#heading#^block]] */
    size_t block = nc_str_search(fragment, NC_LIT("#^"), 0);
    if (block < fragment.n)
        return find_id(s->outline, nc_str_sub(fragment, block + 2, fragment.n));
    uint32_t found = find_chain(s, fragment);
    if (found == NC_NO_ANCHOR)
        found = find_id(s->outline, fragment);
    if (found == NC_NO_ANCHOR)
        found = find_slug(s, fragment, 0);
    if (found == NC_NO_ANCHOR)
        found = find_numbered(s, fragment);
    return found;
}
