/* Arenas: chains of blocks whose size grows with the arena, so that little memory is wasted. */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

/* A vault keeps one arena per note, and most of them hold a few hundred bytes. */
#define FIRST_BLOCK ((size_t)1 << 8)
#define SECOND_BLOCK ((size_t)1 << 9)
#define LARGEST_BLOCK ((size_t)1 << 20)
#define ALIGN 16u
/* The first capacity of an array: enough for a short text or a few items. */
#define FIRST_BYTES 64
#define FIRST_ITEMS 8

struct block {
    struct block *next;
    /* bytes after the header; those from used to size are free */
    size_t size, used;
};
#define HEADER ((sizeof(struct block) + ALIGN - 1) / ALIGN * ALIGN)

struct nc_arena {
    /* the block being filled comes first */
    struct block *blocks;
    size_t used, held;
    /* the next block has room for this many bytes */
    size_t expected;
};

/* Nothing here allocates memory. */
static void say(const char *text)
{
    size_t n = strlen(text);
    while (n) {
        ssize_t done = write(STDERR_FILENO, text, n);
        if (done <= 0)
            return;
        text += done;
        n -= (size_t)done;
    }
}

static void (*before_death)(void);

void nc_before_death(void (*clean)(void))
{
    before_death = clean;
}

void nc_die(const char *what)
{
    if (before_death)
        before_death();
    say("noteconv: error: ");
    say(what);
    say("\n");
    _exit(2);
}

void nc_out_of_memory(void)
{
    nc_die("out of memory");
}

void *nc_malloc(size_t n)
{
    void *p = malloc(n ? n : 1);
    if (!p)
        nc_out_of_memory();
    return p;
}

void *nc_calloc(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (!p)
        nc_out_of_memory();
    return p;
}

void *nc_realloc(void *p, size_t n)
{
    p = realloc(p, n ? n : 1);
    if (!p)
        nc_out_of_memory();
    return p;
}

char *nc_strdup(const char *s)
{
    size_t n = strlen(s) + 1;
    return memcpy(nc_malloc(n), s, n);
}

void nc_grow(void *items, size_t *cap, size_t need, size_t esize)
{
    if (need <= *cap)
        return;
    size_t n = *cap ? *cap * 2 : esize < 8 ? FIRST_BYTES / esize : FIRST_ITEMS;
    if (n < need)
        n = need;
    if (n > SIZE_MAX / esize)
        nc_out_of_memory();
    void *p;
    memcpy(&p, items, sizeof p);
    p = nc_realloc(p, n * esize);
    memcpy(items, &p, sizeof p);
    *cap = n;
}

struct nc_arena *nc_arena_new(void)
{
    return nc_calloc(1, sizeof(struct nc_arena));
}

void nc_arena_free(struct nc_arena *a)
{
    if (!a)
        return;
    for (struct block *b = a->blocks; b;) {
        struct block *next = b->next;
        free(b);
        b = next;
    }
    free(a);
}

/* A new block for at least size bytes. An oversized piece gets a block of its own after the current
 * one. */
static struct block *add_block(struct nc_arena *a, size_t size)
{
    size_t want = a->held / 8 / ALIGN * ALIGN, least = a->blocks ? SECOND_BLOCK : FIRST_BLOCK;
    least = least < a->expected ? a->expected : least;
    want = want < least ? least : want;
    want = want > LARGEST_BLOCK ? LARGEST_BLOCK : want;
    a->expected = 0;
#ifdef NC_ARENA_MALLOC
    want = 0;
#endif
    bool alone = size > want / 2;
    if (alone)
        want = size;
    struct block *b = nc_malloc(HEADER + want);
    b->size = want;
    b->used = 0;
    a->held += HEADER + want;
    if (alone && a->blocks) {
        b->next = a->blocks->next;
        a->blocks->next = b;
    } else {
        b->next = a->blocks;
        a->blocks = b;
    }
    return b;
}

void nc_arena_expect(struct nc_arena *a, size_t bytes)
{
    a->expected = bytes;
}

/* The block to take size bytes from. */
static struct block *block_for(struct nc_arena *a, size_t size)
{
    struct block *b = a->blocks;
    if (!b || b->size - b->used < size)
        b = add_block(a, size);
    a->used += size;
    return b;
}

void *nc_arena_alloc(struct nc_arena *a, size_t size)
{
    if (size > SIZE_MAX - HEADER - ALIGN)
        nc_out_of_memory();
#ifndef NC_ARENA_MALLOC
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
#endif
    struct block *b = block_for(a, size);
    void *p = (char *)b + HEADER + b->used;
    b->used += size;
    return memset(p, 0, size);
}

void *nc_arena_array(struct nc_arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        nc_out_of_memory();
    return nc_arena_alloc(a, count * size);
}

struct nc_str nc_arena_str(struct nc_arena *a, struct nc_str s)
{
    /* Texts need no alignment, so they fill a block from its end. */
    if (s.n > SIZE_MAX - HEADER - ALIGN)
        nc_out_of_memory();
    struct block *b = block_for(a, s.n + 1);
    b->size -= s.n + 1;
    char *p = (char *)b + HEADER + b->size;
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return (struct nc_str){p, s.n};
}

size_t nc_arena_used(const struct nc_arena *a)
{
    return a->used;
}

size_t nc_arena_held(const struct nc_arena *a)
{
    return a->held;
}

void nc_arena_adopt(struct nc_arena *a, struct nc_arena *from)
{
    /* Goes after the block being filled, because a may already have adopted many others. */
    struct block **at = a->blocks ? &a->blocks->next : &a->blocks, *rest = *at;
    *at = from->blocks;
    while (*at)
        at = &(*at)->next;
    *at = rest;
    a->used += from->used;
    a->held += from->held;
    free(from);
}
