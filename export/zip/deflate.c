/* Makes deflate streams with libdeflate, whole texts at once (RFC 1951). Not for data that does not
 * fit into memory: archive.c streams files. */
#include "export/zip/archive.h"

#include "base/arena.h"
#include <libdeflate.h>
#include <pthread.h>
#include <stdlib.h>

/* Below so many bytes, clearing the tables of a higher level takes longer than it saves bytes:
 * level 1 takes a third less time for 3 % more. */
#define SHORT_TEXT 4096
#define SHORT_LEVEL 1

/* A compressor is 700 kB of tables, and a book needs one for each of perhaps thousands of pages. So
 * each thread keeps two: one for short texts and one for others. */
struct kept {
    struct libdeflate_compressor *compressors[2];
    int levels[2];
    struct nc_buf room;
};

static pthread_key_t key;

static void free_kept(void *held)
{
    struct kept *k = held;
    for (unsigned i = 0; i < 2; i++)
        libdeflate_free_compressor(k->compressors[i]);
    nc_buf_dispose(&k->room);
    free(k);
}

static void make_key(void)
{
    if (pthread_key_create(&key, free_kept))
        nc_out_of_memory();
}

static struct kept *kept(void)
{
    static pthread_once_t made = PTHREAD_ONCE_INIT;
    pthread_once(&made, make_key);
    struct kept *k = pthread_getspecific(key);
    if (!k) {
        k = nc_calloc(1, sizeof *k);
        if (pthread_setspecific(key, k))
            nc_out_of_memory();
    }
    return k;
}

static struct libdeflate_compressor *compressor_for(struct kept *k, size_t size, int level)
{
    bool is_short = size < SHORT_TEXT;
    struct libdeflate_compressor **c = &k->compressors[is_short];
    level = is_short ? SHORT_LEVEL : level;
    if (k->levels[is_short] != level) {
        libdeflate_free_compressor(*c);
        *c = libdeflate_alloc_compressor(level);
        k->levels[is_short] = level;
    }
    if (!*c)
        nc_out_of_memory();
    return *c;
}

void nc_deflate(struct nc_deflated *out, struct nc_str s, int level)
{
    memset(out, 0, sizeof *out);
    out->size = s.n;
    out->crc32 = libdeflate_crc32(0, s.p ? s.p : "", s.n);
    size_t n = 0;
    if (level > 0 && s.n > 0) {
        struct kept *k = kept();
        nc_buf_clear(&k->room);
        nc_buf_reserve(&k->room, s.n);
        n = libdeflate_deflate_compress(compressor_for(k, s.n, level), s.p, s.n, k->room.p,
                                        s.n - 1);
        nc_buf_put(&out->data, k->room.p, n);
    }
    out->stored = !n;
    if (!n)
        nc_buf_str(&out->data, s);
}

void nc_deflated_dispose(struct nc_deflated *d)
{
    nc_buf_dispose(&d->data);
}
