#include "media/remote.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "base/uchar.h"
#include "base/utf8.h"

#define MOST_STEM 40
#define MOST_SUFFIX 5

bool nc_is_remote(struct nc_str url)
{
    return nc_str_istarts(url, NC_LIT("https://")) || nc_str_istarts(url, NC_LIT("http://")) ||
           nc_str_starts(url, NC_LIT("//"));
}

void nc_remote_address(struct nc_buf *out, struct nc_str url)
{
    unsigned len;
    if (nc_str_starts(url, NC_LIT("//")))
        nc_buf_puts(out, "https:");
    for (size_t i = 0; i < url.n; i += len) {
        uint32_t cp = nc_utf8_at(url, i, &len);
        bool as_is = !nc_is_control(cp) && !nc_is_space(cp) && cp != '<' && cp != '>' && cp != '"';
        for (size_t k = i; k < i + len; k++)
            nc_buf_printf(out, as_is ? "%c" : "%%%02X", (unsigned)(unsigned char)url.p[k]);
    }
}

static bool is_plain(char c)
{
    return nc_ascii_is_alnum((unsigned char)c) || c == '-' || c == '_';
}

/* The last part of the path, without query and fragment. */
static struct nc_str file_of(struct nc_str url)
{
    size_t to = nc_str_find(url, '?', 0), hash = nc_str_find(url, '#', 0);
    to = hash < to ? hash : to;
    size_t from = to, host = nc_str_search(url, NC_LIT("//"), 0) + 2;
    while (from > host && url.p[from - 1] != '/')
        from--;
    return from > host ? nc_str_sub(url, from, to) : NC_NONE;
}

void nc_remote_name(struct nc_buf *out, struct nc_str url)
{
    struct nc_str file = file_of(url);
    size_t dot = file.n, start = out->n;
    uint8_t digest[32];
    char hex[13];
    for (size_t i = 0; i < file.n; i++)
        if (file.p[i] == '.')
            dot = i;
    bool has_suffix = dot + 1 < file.n && file.n - dot - 1 <= MOST_SUFFIX;
    for (size_t i = dot + 1; i < file.n; i++)
        has_suffix &= is_plain(file.p[i]);
    for (size_t i = 0; i < dot && out->n - start < MOST_STEM; i++)
        if (is_plain(file.p[i]) && (out->n > start || file.p[i] != '-'))
            nc_buf_char(out, file.p[i]);
    nc_sha256(digest, url);
    nc_hex(hex, digest, 6);
    nc_buf_printf(out, "%s%s", out->n > start ? "-" : "", hex);
    if (has_suffix)
        nc_buf_str(out, nc_str_sub(file, dot, file.n));
}
