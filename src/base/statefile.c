/* Reads and writes state files. */
#include "base/statefile.h"

#include "base/fsio.h"
#include "base/hash.h"

#include <errno.h>
#include <sys/stat.h>

#define DIGITS 64

/* Reads at most nine digits from `at` on; 0 if there are none or too many. */
static unsigned read_version(struct nc_str s, size_t *at)
{
    unsigned n = 0;
    size_t from = *at;
    while (*at < s.n && *at - from < 9 && nc_ascii_is_digit(s.p[*at]))
        n = n * 10 + (unsigned)(s.p[(*at)++] - '0');
    return *at < s.n && nc_ascii_is_digit(s.p[*at]) ? 0 : n;
}

static size_t seal_size(const struct nc_state_form *form)
{
    return strlen(form->before_seal) + DIGITS + strlen(form->after_seal);
}

static void put_seal(struct nc_buf *out, struct nc_str sealed, const struct nc_state_form *form)
{
    uint8_t digest[32];
    char hex[DIGITS + 1];
    nc_sha256(digest, sealed);
    nc_hex(hex, digest, sizeof digest);
    nc_buf_printf(out, "%s%s%s", form->before_seal, hex, form->after_seal);
}

/* Whether text ends in its seal, which is then cut off. */
static bool take_seal(struct nc_str *text, const struct nc_state_form *form)
{
    size_t size = seal_size(form);
    if (text->n < size)
        return false;
    struct nc_buf want = {0};
    put_seal(&want, nc_str_sub(*text, 0, text->n - size), form);
    bool fits = nc_str_eq(nc_buf_view(&want), nc_str_sub(*text, text->n - size, text->n));
    nc_buf_dispose(&want);
    text->n -= fits ? size : 0;
    return fits;
}

static enum nc_state damaged(const char *name, const char *how, struct nc_fail *why)
{
    nc_fail(why, "%s is damaged: %s", name, how);
    return NC_STATE_DAMAGED;
}

enum nc_state nc_state_judge(struct nc_state_text *out, struct nc_buf *bytes, const char *name,
                             const struct nc_state_form *form, struct nc_fail *why)
{
    *out = (struct nc_state_text){.bytes = *bytes};
    *bytes = (struct nc_buf){0};
    struct nc_str text = nc_buf_view(&out->bytes);
    size_t at = strlen(form->head);
    if (text.n > form->max)
        return damaged(name, "it is larger than noteconv ever writes it", why);
    if (!nc_str_starts(text, nc_str(form->head)))
        return damaged(name, "its beginning is not as noteconv writes it", why);
    out->version = read_version(text, &at);
    if (out->version == 0)
        return damaged(name, "it has no version", why);
    if (out->version > form->version) {
        nc_fail(why, "%s was written by a newer noteconv (its version is %u; %u is understood)",
                name, out->version, form->version);
        return NC_STATE_NEWER;
    }
    if (out->version >= form->sealed_from && !take_seal(&text, form))
        return damaged(name, "it was cut short or changed (its checksum does not match)", why);
    out->body = nc_str_sub(text, at, text.n);
    return NC_STATE_SOUND;
}

enum nc_state nc_state_read(struct nc_state_text *out, const char *path,
                            const struct nc_state_form *form, struct nc_fail *why)
{
    struct stat st;
    struct nc_buf bytes = {0};
    *out = (struct nc_state_text){0};
    if (lstat(path, &st) != 0 && (errno == ENOENT || errno == ENOTDIR))
        return NC_STATE_ABSENT;
    if (nc_read_file(&bytes, path, form->max, why)) {
        nc_buf_dispose(&bytes);
        return NC_STATE_UNREADABLE;
    }
    return nc_state_judge(out, &bytes, path, form, why);
}

void nc_state_dispose(struct nc_state_text *t)
{
    nc_buf_dispose(&t->bytes);
    *t = (struct nc_state_text){0};
}

void nc_state_begin(struct nc_buf *out, const struct nc_state_form *form)
{
    nc_buf_printf(out, "%s%u", form->head, form->version);
}

void nc_state_seal(struct nc_buf *out, const struct nc_state_form *form)
{
    struct nc_str text = nc_buf_view(out);
    struct nc_buf seal = {0};
    put_seal(&seal, text, form);
    nc_buf_str(out, nc_buf_view(&seal));
    nc_buf_dispose(&seal);
}
