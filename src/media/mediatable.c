/* The table of the media files of a run. */
#include "media/media.h"

#include "base/ascii.h"
#include "base/fsio.h"
#include "base/hash.h"

#include <errno.h>

#define MAX_MEDIA_BYTES ((size_t)512 << 20)

int nc_media_add(uint32_t *out, struct nc_media_table *t, const char *path, struct nc_str name,
                 struct nc_fail *f)
{
    uint32_t known = nc_strmap_get(&t->paths, nc_str(path));
    if (known) {
        *out = known - 1;
        return 0;
    }
    return nc_media_put(out, t, path, name, f);
}

/* Adds an item and fills in what its bytes say. Returns its number. */
static uint32_t append(struct nc_media_table *t, struct nc_media *m, struct nc_str bytes)
{
    m->type = nc_media_sniff(bytes);
    m->size = bytes.n;
    m->is_damaged = !nc_media_is_sound(bytes, m->type);
    nc_media_size(bytes, m->type, &m->width, &m->height);
    nc_sha256(m->sha256, bytes);
    nc_grow(&t->items, &t->cap, t->count + 1, sizeof *t->items);
    t->items[t->count] = *m;
    return (uint32_t)t->count++;
}

int nc_media_put(uint32_t *out, struct nc_media_table *t, const char *path, struct nc_str name,
                 struct nc_fail *f)
{
    struct nc_buf bytes = {0};
    if (nc_read_file(&bytes, path, MAX_MEDIA_BYTES, f)) {
        nc_buf_dispose(&bytes);
        return -1;
    }
    struct nc_media m = {.path = nc_arena_str(t->arena, nc_str(path)),
                         .name = nc_arena_str(t->arena, name)};
    *out = append(t, &m, nc_buf_view(&bytes));
    nc_buf_dispose(&bytes);
    t->paths.arena = t->arena;
    *nc_strmap_at(&t->paths, m.path) = (uint32_t)t->count;
    return 0;
}

uint32_t nc_media_put_bytes(struct nc_media_table *t, struct nc_str bytes, const char *stem)
{
    struct nc_media m = {.bytes = nc_arena_str(t->arena, bytes)};
    uint8_t digest[32];
    char hex[13];
    nc_sha256(digest, bytes);
    nc_hex(hex, digest, 6);
    m.name =
        nc_arena_printf(t->arena, "%s-%s%s", stem, hex, nc_media_suffix(nc_media_sniff(bytes)));
    return append(t, &m, m.bytes);
}

int nc_media_read(struct nc_buf *out, const struct nc_media *m, size_t max, struct nc_fail *f)
{
    if (!m->bytes.n)
        return nc_read_file(out, m->path.p, max, f);
    if (m->bytes.n > max) {
        errno = EFBIG;
        return nc_fail(f, "%.*s is too large", NC_FMT(m->name));
    }
    nc_buf_str(out, m->bytes);
    return 0;
}

void nc_media_package_name(struct nc_buf *out, const struct nc_media *m)
{
    nc_media_name_as(out, m, m->sha256, m->type);
}

/* Whether s is a plain suffix such as ".aac": if the bytes do not give the type, players go by the
 * name. */
static bool is_plain_suffix(struct nc_str s)
{
    for (size_t i = 1; i < s.n; i++)
        if (!nc_ascii_is_alnum((unsigned char)s.p[i]))
            return false;
    return s.n > 1 && s.n <= 5;
}

void nc_media_name_as(struct nc_buf *out, const struct nc_media *m, const uint8_t sha256[32],
                      enum nc_media_type type)
{
    struct nc_str name = m->name;
    size_t from = name.n, dot = name.n;
    while (from > 0 && name.p[from - 1] != '/')
        from--;
    for (size_t i = from; i < name.n; i++)
        if (name.p[i] == '.')
            dot = i;
    size_t start = out->n;
    for (size_t i = from; i < dot && out->n - start < 40; i++) {
        char c = nc_ascii_lower(name.p[i]);
        if ((c >= 'a' && c <= 'z') || nc_ascii_is_digit(c) ||
            ((c == '-' || c == '_') && out->n > start))
            nc_buf_char(out, c);
    }
    char hex[13];
    nc_hex(hex, sha256, 6);
    nc_buf_printf(out, "%s%s%s", out->n > start ? "-" : "m-", hex, nc_media_suffix(type));
    if (!*nc_media_suffix(type) && is_plain_suffix(nc_str_sub(name, dot, name.n)))
        nc_buf_str(out, nc_str_sub(name, dot, name.n));
}
