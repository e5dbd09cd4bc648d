/* Memory for libcmark. It asks for many small pieces, none of which outlives the tree, so they are
 * carved from chunks that are freed with the tree. A tree then costs a third of what it
 * would with malloc. Built with NC_ARENA_MALLOC, each piece is a malloc of its own. */
#include "parse/inline/commonmark.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "parse/leaf/htmltag.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MIN_CHUNK ((size_t)4 << 10)
#define MAX_CHUNK ((size_t)256 << 10)
#define LARGE ((size_t)16 << 10) /* bytes from which a piece is a malloc of its own */

#define MAX_REFERENCE 32 /* bytes of a name; HTML 5's longest has 31 */

/* Stands before each piece, which is aligned like a pointer. */
struct piece {
    size_t size;
};

/* A piece of its own, in a list. */
struct large {
    struct large *prev, *next;
    struct piece piece;
};

struct chunk {
    struct chunk *next;
    size_t size, used;
};

struct nc_cmark_pool {
    /* pieces are carved from the first */
    struct chunk *chunks;
    struct large *large;
    size_t next_chunk;
};

/* Thread-local, because libcmark passes its allocators no context. */
static _Thread_local struct nc_cmark_pool *current;

static void *carve(struct nc_cmark_pool *pool, size_t size)
{
    size_t need = sizeof(struct piece) + ((size + 7) & ~(size_t)7);
    if (!pool->chunks || pool->chunks->size - pool->chunks->used < need) {
        struct chunk *c = nc_malloc(sizeof *c + pool->next_chunk + need);
        *c = (struct chunk){.next = pool->chunks, .size = pool->next_chunk + need};
        pool->chunks = c;
        pool->next_chunk *= pool->next_chunk < MAX_CHUNK ? 2 : 1;
    }
    struct chunk *c = pool->chunks;
    struct piece *p = (struct piece *)((char *)(c + 1) + c->used);
    c->used += need;
    p->size = size;
    return p + 1;
}

static struct large *large_of(void *piece)
{
    return (struct large *)((char *)piece - sizeof(struct large));
}

static void link_large(struct nc_cmark_pool *pool, struct large *l)
{
    l->prev = NULL;
    l->next = pool->large;
    if (pool->large)
        pool->large->prev = l;
    pool->large = l;
}

static void unlink_large(struct nc_cmark_pool *pool, struct large *l)
{
    if (l->prev)
        l->prev->next = l->next;
    else
        pool->large = l->next;
    if (l->next)
        l->next->prev = l->prev;
}

static void *get(size_t size)
{
    if (size < LARGE)
        return carve(current, size);
    struct large *l = nc_malloc(sizeof *l + size);
    l->piece.size = size;
    link_large(current, l);
    return l + 1;
}

static void *pool_calloc(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        nc_out_of_memory();
    void *p = get(count * size);
    return memset(p, 0, count * size);
}

static void pool_free(void *p)
{
    if (!p)
        return;
    struct piece *piece = (struct piece *)p - 1;
    if (piece->size >= LARGE) {
        unlink_large(current, large_of(p));
        free(large_of(p));
        return;
    }
    /* Only the piece carved last can be given back. */
    struct chunk *c = current->chunks;
    size_t need = sizeof *piece + ((piece->size + 7) & ~(size_t)7);
    if (c->used >= need && (char *)piece == (char *)(c + 1) + c->used - need)
        c->used -= need;
}

static void *pool_realloc(void *p, size_t size)
{
    if (!p)
        return get(size);
    size_t old = ((struct piece *)p - 1)->size;
    if (size <= old)
        return p;
    if (old >= LARGE) {
        struct large *l = large_of(p);
        unlink_large(current, l);
        l = nc_realloc(l, sizeof *l + size);
        l->piece.size = size;
        link_large(current, l);
        return l + 1;
    }
    void *grown = get(size);
    memcpy(grown, p, old);
    return grown;
}

static void dispose(struct nc_cmark_pool *pool)
{
    for (struct chunk *c = pool->chunks, *next; c; c = next) {
        next = c->next;
        free(c);
    }
    for (struct large *l = pool->large, *next; l; l = next) {
        next = l->next;
        free(l);
    }
    free(pool);
}

#ifdef NC_ARENA_MALLOC
static const bool is_pooled = false;
#else
static const bool is_pooled = true;
#endif

struct nc_commonmark nc_commonmark_read(const struct nc_str *parts, size_t count)
{
    size_t n = 0;
    for (size_t k = 0; k < count; k++)
        n += parts[k].n;
    static cmark_mem pieces = {pool_calloc, pool_realloc, pool_free},
                     single = {nc_calloc, nc_realloc, free};
    struct nc_commonmark c = {.pool = nc_calloc(1, sizeof *c.pool)};
    c.pool->next_chunk = n < MIN_CHUNK ? MIN_CHUNK : n < MAX_CHUNK ? n : MAX_CHUNK;
    current = c.pool;
    cmark_parser *p = cmark_parser_new_with_mem(CMARK_OPT_UNSAFE, is_pooled ? &pieces : &single);
    for (size_t k = 0; k < count; k++)
        cmark_parser_feed(p, parts[k].p, parts[k].n);
    c.tree = cmark_parser_finish(p);
    cmark_parser_free(p);
    current = NULL;
    return c;
}

void nc_commonmark_free(struct nc_commonmark *c)
{
    if (!is_pooled)
        cmark_node_free(c->tree);
    dispose(c->pool);
    *c = (struct nc_commonmark){0};
}

void nc_commonmark_info(struct nc_buf *out, struct nc_str info)
{
    if (nc_str_find(info, '&', 0) == info.n && nc_str_find(info, '\\', 0) == info.n) {
        nc_buf_str(out, info);
        return;
    }
    struct nc_buf fence = {0};
    nc_buf_str(&fence, NC_LIT("~~~ "));
    for (size_t i = 0; i < info.n; i++) {
        uint32_t cp;
        bool ours = info.p[i] == '&' && nc_entity_at(info, i, &cp) && cp >= 0xFDD0 && cp <= 0xFDEF;
        nc_buf_str(&fence, ours ? NC_LIT("&amp;") : nc_str_sub(info, i, i + 1));
    }
    const struct nc_str text = nc_buf_view(&fence);
    struct nc_commonmark c = nc_commonmark_read(&text, 1);
    nc_buf_clean(out, nc_str(cmark_node_get_fence_info(cmark_node_first_child(c.tree))));
    nc_commonmark_free(&c);
    nc_buf_dispose(&fence);
}

size_t nc_commonmark_reference(struct nc_buf *out, struct nc_str s, size_t i)
{
    uint32_t cp;
    size_t to = i + 1;
    while (to < s.n && to - i <= MAX_REFERENCE && nc_ascii_is_alnum(s.p[to]))
        to++;
    if (to == i + 1 || to >= s.n || s.p[to] != ';' || nc_entity_at(s, i, &cp))
        return 0;
    struct nc_str name = nc_str_sub(s, i, to + 1);
    struct nc_buf shown = {0};
    nc_commonmark_info(&shown, name);
    bool known = !nc_str_eq(nc_buf_view(&shown), name);
    if (known)
        nc_buf_str(out, nc_buf_view(&shown));
    nc_buf_dispose(&shown);
    return known ? name.n : 0;
}
