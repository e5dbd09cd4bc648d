/* The place of each note and media file in a tree of outputs: its path below the named folder, made
 * safe as a file name. Names that collide get a few digits of their path's digest, so a note's
 * place never depends on other notes. */
#include "app/treeplaces.h"

#include "app/backends.h"
#include "base/fsio.h"
#include "base/hash.h"
#include "base/uchar.h"

struct places {
    const struct nc_vault *v;
    /* cut from the paths of notes and media below it */
    struct nc_str base;
    struct nc_places taken;
};

/* Takes a place; false if it is already taken. */
static bool take(struct nc_places *p, struct nc_str place)
{
    struct nc_buf folded = {0};
    nc_nfc_fold(&folded, place);
    bool is_free = !nc_strmap_get(&p->used, nc_buf_view(&folded));
    if (is_free)
        *nc_strmap_at(&p->used, nc_arena_str(p->used.arena, nc_buf_view(&folded))) = 1;
    nc_buf_dispose(&folded);
    return is_free;
}

static void put_safe(struct nc_buf *out, struct nc_str path)
{
    for (size_t from = 0; from <= path.n;) {
        size_t to = nc_str_find(path, '/', from);
        if (from)
            nc_buf_char(out, '/');
        nc_safe_filename(out, nc_str_sub(path, from, to));
        from = to + 1;
    }
}

static struct nc_str less_base(const struct places *p, struct nc_str rel)
{
    struct nc_str b = p->base;
    bool below = b.n && nc_str_starts(rel, b) && rel.n > b.n && rel.p[b.n] == '/';
    return below ? nc_str_sub(rel, b.n + 1, rel.n) : rel;
}

static size_t suffix_of(struct nc_str name)
{
    for (size_t i = name.n; i > 0 && name.p[i - 1] != '/'; i--)
        if (name.p[i - 1] == '.')
            return i - 1;
    return name.n;
}

struct nc_str nc_places_find(struct nc_places *p, struct nc_str source, struct nc_str stem,
                             struct nc_str suffix, bool *changed)
{
    struct nc_buf b = {0};
    uint8_t digest[32];
    char hex[65];
    nc_buf_str(&b, stem);
    nc_buf_str(&b, suffix);
    bool is_free = take(p, nc_buf_view(&b));
    *changed = !is_free;
    if (!is_free) {
        nc_sha256(digest, source);
        nc_hex(hex, digest, 32);
    }
    for (int digits = 4; !is_free && digits <= 64; digits += 4) {
        nc_buf_clear(&b);
        nc_buf_str(&b, stem);
        nc_buf_printf(&b, "-%.*s", digits, hex);
        nc_buf_str(&b, suffix);
        is_free = take(p, nc_buf_view(&b));
    }
    return nc_buf_keep(&b, p->used.arena);
}

static void place_note(struct places *p, size_t i, struct nc_str *out, struct nc_diags *diags)
{
    const struct nc_vault_note *n = nc_vault_note(p->v, i);
    struct nc_buf safe = {0};
    bool changed;
    struct nc_str rel = less_base(p, n->rel);
    put_safe(&safe, nc_str_sub(rel, 0, suffix_of(rel)));
    *out = nc_places_find(&p->taken, n->rel, nc_buf_view(&safe), NC_NONE, &changed);
    nc_buf_dispose(&safe);
    if (changed)
        nc_diag(diags, NC_D_NAME_COLLISION, n->shown, (struct nc_pos){0},
                "another note has the same file name there; this one becomes %.*s", NC_FMT(*out));
}

/* Whether name is a page: "a.html" beside the note "a" would collide with the note's own page in an
 * HTML tree. */
static bool is_page(struct nc_str name)
{
    struct nc_str suffix = nc_str_sub(name, suffix_of(name), name.n);
    for (size_t i = 0; nc_backends[i]; i++)
        if (nc_backends[i]->is_tree && nc_str_ieq(suffix, nc_str(nc_backends[i]->suffix)))
            return true;
    return false;
}

static struct nc_str place_media(struct places *p, const struct nc_media *m)
{
    struct nc_buf safe = {0};
    bool changed;
    put_safe(&safe, less_base(p, m->name));
    struct nc_str s = nc_buf_view(&safe);
    size_t dot = suffix_of(s);
    struct nc_buf stem = {0};
    nc_buf_str(&stem, nc_str_sub(s, 0, dot));
    if (is_page(s))
        nc_buf_puts(&stem, "-file");
    struct nc_str place =
        nc_places_find(&p->taken, m->name, nc_buf_view(&stem), nc_str_sub(s, dot, s.n), &changed);
    nc_buf_dispose(&safe);
    nc_buf_dispose(&stem);
    return place;
}

void nc_places_fill(struct nc_site *site, const struct nc_vault *v, struct nc_arena *arena,
                    struct nc_diags *diags)
{
    struct places p = {.v = v, .base = nc_vault_base(v), .taken.used.arena = arena};
    struct nc_str *notes = nc_arena_array(arena, site->count, sizeof *notes);
    struct nc_str *media = nc_arena_array(arena, site->media->count, sizeof *media);
    for (size_t i = 0; i < site->count; i++)
        place_note(&p, i, &notes[i], diags);
    for (size_t i = 0; i < site->media->count; i++)
        media[i] = place_media(&p, &site->media->items[i]);
    site->places = notes;
    site->media_places = media;
}
