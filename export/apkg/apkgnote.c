/* Identity, sort text and hashes of a note. */
#include "export/apkg/apkgnote.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/uchar.h"
#include "base/utf8.h"

#include <stdlib.h>

void apkg_base91(char out[APKG_GUID_MAX + 1], uint64_t n)
{
    static const char digits[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                 "!#$%&()*+,-./:;<=>?@[]^_`{|}~";
    char reversed[APKG_GUID_MAX + 1];
    size_t count = 0;
    for (; n; n /= 91)
        reversed[count++] = digits[n % 91];
    for (size_t i = 0; i < count; i++)
        out[i] = reversed[count - 1 - i];
    out[count] = '\0';
}

void apkg_guid(char out[APKG_GUID_MAX + 1], const char *kind, struct nc_str space,
               struct nc_str key)
{
    struct nc_buf b = {0};
    uint8_t digest[32];
    nc_buf_puts(&b, "noteconv");
    nc_buf_char(&b, '\0');
    nc_buf_puts(&b, kind);
    nc_buf_char(&b, '\0');
    nc_buf_str(&b, space);
    nc_buf_char(&b, '\0');
    nc_buf_str(&b, key);
    nc_sha256(digest, nc_buf_view(&b));
    nc_buf_dispose(&b);
    uint64_t n = 0;
    for (int i = 0; i < 8; i++)
        n = n << 8 | digest[i];
    apkg_base91(out, n);
}

/* The name in the src or data attribute of a media element's tag; empty if there is none. */
static struct nc_str media_name(struct nc_str tag)
{
    static const char *const elements[] = {"<img", "<audio", "<video", "<object", "<source"};
    bool is_media = false;
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++)
        is_media |= nc_str_starts(tag, nc_str(elements[i]));
    size_t at = is_media ? nc_str_search(tag, NC_LIT(" src=\""), 0) : tag.n;
    if (at >= tag.n)
        return NC_NONE;
    return nc_str_sub(tag, at + 6, nc_str_find(tag, '"', at + 6));
}

static const struct {
    const char *name;
    uint32_t cp;
} references[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#13;", '\r'}};

static size_t decode(struct nc_buf *out, struct nc_str s, size_t i)
{
    for (size_t k = 0; k < sizeof references / sizeof references[0]; k++) {
        struct nc_str r = nc_str(references[k].name);
        if (nc_str_starts(nc_str_sub(s, i, s.n), r)) {
            nc_buf_cp(out, references[k].cp);
            return r.n;
        }
    }
    nc_buf_char(out, s.p[i]);
    return 1;
}

void apkg_sort_text(struct nc_buf *out, struct nc_str s)
{
    for (size_t i = 0; i < s.n;) {
        if (s.p[i] == '<') {
            bool comment = nc_str_starts(nc_str_sub(s, i, s.n), NC_LIT("<!--"));
            size_t to = comment ? nc_str_search(s, NC_LIT("-->"), i) : nc_str_find(s, '>', i);
            struct nc_str name = media_name(nc_str_sub(s, i, to));
            if (name.n)
                nc_buf_printf(out, " %.*s ", NC_FMT(name));
            i = to + (comment ? 3 : 1);
        } else if (s.p[i] == '&') {
            i += decode(out, s, i);
        } else if (nc_str_starts(nc_str_sub(s, i, s.n), NC_LIT("\xC2\xA0"))) {
            nc_buf_char(
                out, ' '); /* Anki decodes to blanks only beside a reference; harmless elsewhere */
            i += 2;
        } else {
            nc_buf_char(out, s.p[i++]);
        }
    }
}

uint32_t apkg_checksum(struct nc_str sort_text)
{
    uint8_t d[20];
    nc_sha1(d, sort_text);
    return (uint32_t)d[0] << 24 | (uint32_t)d[1] << 16 | (uint32_t)d[2] << 8 | d[3];
}

static void hex_of(char out[41], const struct nc_str *parts, size_t count)
{
    uint8_t d[32];
    nc_sha256_list(d, parts, count);
    nc_hex(out, d, 20);
}

void apkg_hash(struct apkg_note *n, const struct nc_media_table *media)
{
    size_t count = APKG_BASIC_FIELDS + 1 + n->media_count;
    struct nc_str *parts = nc_calloc(count, sizeof *parts);
    memcpy(parts, n->fields, sizeof n->fields);
    parts[APKG_BASIC_FIELDS] = n->tags;
    for (size_t i = 0; i < n->media_count; i++)
        parts[APKG_BASIC_FIELDS + 1 + i] = (struct nc_str){
            (const char *)media->items[n->media[i]].sha256, sizeof media->items[0].sha256};
    hex_of(n->hash, parts, count);
    hex_of(n->front_hash, &n->fields[APKG_FRONT], 1);
    hex_of(n->back_hash, &n->fields[APKG_BACK], 1);
    free(parts);
}

void apkg_tag(struct nc_buf *out, struct nc_str tag)
{
    for (size_t i = 0; i < tag.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(tag, i, &len);
        if (cp == '/')
            nc_buf_puts(out, "::");
        else if (nc_is_space(cp) || cp < 0x20 || cp == '"')
            nc_buf_char(out, '_');
        else
            nc_buf_put(out, tag.p + i, len);
        i += len;
    }
}
