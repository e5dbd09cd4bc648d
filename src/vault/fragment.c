/* Finds the heading or block that a fragment names. First compares headings as Obsidian does, then
 * slugs as GitHub and other tools spell them. */
#include "base/uchar.h"
#include "base/utf8.h"
#include "vault/vaultdata.h"

#include <stdlib.h>

/* Folds case, makes blanks of Obsidian's punctuation, and joins runs of blanks. */
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

/* Keeps only letters and digits, because every way to make a slug keeps these. */
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

void nc_fold_id(struct nc_buf *out, struct nc_str id)
{
    for (size_t i = 0; i < id.n; i++)
        nc_buf_char(out, nc_ascii_lower(id.p[i]));
}

/* --- the index of a note's anchors --- */

static int by_name(const void *p, const void *q)
{
    const struct nc_anchor_name *a = p, *b = q;
    int c = nc_str_cmp(a->name, b->name);
    return c ? c : (a->anchor > b->anchor) - (a->anchor < b->anchor);
}

/* The first entry of name whose anchor is not before `from`; count if there is none. */
static size_t first_of(const struct nc_anchor_names *t, struct nc_str name, uint32_t from)
{
    struct nc_anchor_name want = {.name = name, .anchor = from};
    size_t low = 0, high = t->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (by_name(&t->items[mid], &want) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low < t->count && nc_str_eq(t->items[low].name, name) ? low : t->count;
}

static void add(struct nc_survey *s, struct nc_anchor_names *t, struct nc_buf *name, size_t anchor)
{
    t->items[t->count++] =
        (struct nc_anchor_name){nc_arena_str(s->arena, nc_buf_view(name)), (uint32_t)anchor};
    nc_buf_clear(name);
}

void nc_fragment_index(struct nc_survey *s)
{
    const struct nc_outline *o = s->outline;
    struct nc_buf b = {0};
    size_t ids = 0, headings = 0;
    for (size_t i = 0; i < o->count; i++) {
        ids += o->anchors[i].id.n > 0;
        *(o->anchors[i].level ? &headings : &ids) += 1;
    }
    s->headings.items = nc_arena_array(s->arena, headings, sizeof *s->headings.items);
    s->slugs.items = nc_arena_array(s->arena, headings, sizeof *s->slugs.items);
    s->ids.items = nc_arena_array(s->arena, ids, sizeof *s->ids.items);
    for (size_t i = 0; i < o->count; i++) {
        const struct nc_outline_anchor *a = &o->anchors[i];
        if (a->id.n) {
            nc_fold_id(&b, a->id);
            add(s, &s->ids, &b, i);
        }
        if (a->level == 0) {
            nc_fold_id(&b, a->name);
            add(s, &s->ids, &b, i);
            continue;
        }
        heading_key(&b, a->name);
        add(s, &s->headings, &b, i);
        squeeze(&b, s->headings.items[s->headings.count - 1].name);
        add(s, &s->slugs, &b, i);
    }
    struct nc_anchor_names *all[] = {&s->headings, &s->slugs, &s->ids};
    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++)
        if (all[k]->count)
            qsort(all[k]->items, all[k]->count, sizeof *all[k]->items, by_name);
    nc_buf_dispose(&b);
}

/* --- asking --- */

static uint32_t find_id(const struct nc_survey *s, struct nc_str id)
{
    struct nc_buf b = {0};
    nc_fold_id(&b, id);
    size_t at = first_of(&s->ids, nc_buf_view(&b), 0);
    nc_buf_dispose(&b);
    return at < s->ids.count ? s->ids.items[at].anchor : NC_NO_ANCHOR;
}

/* Finds the chain H1#H2: each heading after the one before it. */
static uint32_t find_chain(const struct nc_survey *s, struct nc_str fragment)
{
    uint32_t found = NC_NO_ANCHOR;
    struct nc_buf key = {0};
    for (size_t from = 0; from <= fragment.n;) {
        size_t to = nc_str_find(fragment, '#', from);
        nc_buf_clear(&key);
        heading_key(&key, nc_str_sub(fragment, from, to));
        from = to + 1;
        if (!key.n)
            continue;
        uint32_t after = found == NC_NO_ANCHOR ? 0 : found + 1;
        size_t at = first_of(&s->headings, nc_buf_view(&key), after);
        found = at < s->headings.count ? s->headings.items[at].anchor : NC_NO_ANCHOR;
        if (found == NC_NO_ANCHOR)
            break;
    }
    nc_buf_dispose(&key);
    return found;
}

/* Finds the n-th heading (from 0) with the letters and digits of the slug. */
static uint32_t find_slug(const struct nc_survey *s, struct nc_str slug, unsigned long n)
{
    struct nc_buf folded = {0}, want = {0};
    uint32_t found = NC_NO_ANCHOR;
    nc_nfc_fold(&folded, slug);
    squeeze(&want, nc_buf_view(&folded));
    size_t at = want.n ? first_of(&s->slugs, nc_buf_view(&want), 0) : s->slugs.count;
    if (at < s->slugs.count && n < s->slugs.count - at &&
        nc_str_eq(s->slugs.items[at + n].name, nc_buf_view(&want)))
        found = s->slugs.items[at + n].anchor;
    nc_buf_dispose(&folded);
    nc_buf_dispose(&want);
    return found;
}

/* Finds a slug with a number: GitHub appends "-1", "-2" … to equal slugs. */
static uint32_t find_numbered(const struct nc_survey *s, struct nc_str slug)
{
    size_t dash = slug.n;
    while (dash > 0 && nc_ascii_is_digit(slug.p[dash - 1]))
        dash--;
    if (dash == slug.n || dash < 2 || slug.p[dash - 1] != '-' || slug.n - dash > 6)
        return NC_NO_ANCHOR;
    return find_slug(s, nc_str_sub(slug, 0, dash - 1), strtoul(slug.p + dash, NULL, 10));
}

uint32_t nc_fragment_find(const struct nc_survey *s, struct nc_str fragment)
{
    if (fragment.n && fragment.p[0] == '^')
        return find_id(s, nc_str_sub(fragment, 1, fragment.n));
    /* [[note#heading#^block]] */
    size_t block = nc_str_search(fragment, NC_LIT("#^"), 0);
    if (block < fragment.n)
        return find_id(s, nc_str_sub(fragment, block + 2, fragment.n));
    uint32_t found = find_chain(s, fragment);
    if (found == NC_NO_ANCHOR)
        found = find_id(s, fragment);
    if (found == NC_NO_ANCHOR)
        found = find_slug(s, fragment, 0);
    if (found == NC_NO_ANCHOR)
        found = find_numbered(s, fragment);
    return found;
}
