/* Deflate streams by libdeflate, whole texts at once (RFC 1951). Not for data that does not fit
 * into memory: archive.c streams files. */
#include "export/zip/archive.h"

#include "base/arena.h"
#include <libdeflate.h>
#include <stdlib.h>

void nc_deflate(struct nc_deflated *out, struct nc_str s, int level)
{
    memset(out, 0, sizeof *out);
    out->size = s.n;
    out->crc32 = libdeflate_crc32(0, s.p ? s.p : "", s.n);
    if (level > 0 && s.n > 0) {
        struct libdeflate_compressor *c = libdeflate_alloc_compressor(level);
        if (!c)
            nc_out_of_memory();
        char *room = nc_malloc(s.n);
        size_t n = libdeflate_deflate_compress(c, s.p, s.n, room, s.n - 1);
        libdeflate_free_compressor(c);
        if (n)
            nc_buf_put(&out->data, room, n);
        free(room);
        if (n)
            return;
    }
    out->stored = true;
    nc_buf_str(&out->data, s);
}

void nc_deflated_dispose(struct nc_deflated *d)
{
    nc_buf_dispose(&d->data);
}
