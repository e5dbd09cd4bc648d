/* Memory that lives and dies together. Nothing in an arena is freed alone.
 * Built with NC_ARENA_MALLOC each piece is a malloc of its own, so that AddressSanitizer sees its
 * edges. */
#ifndef NC_BASE_ARENA_H
#define NC_BASE_ARENA_H

#include "base/str.h"
#include <stddef.h>

struct nc_arena;

struct nc_arena *nc_arena_new(void);
/* So many bytes, or more, will soon be carved: they are taken from the system in one piece. */
void nc_arena_expect(struct nc_arena *a, size_t bytes);
/* Frees the arena and all that was carved from it. NULL is nothing. */
void nc_arena_free(struct nc_arena *a);
/* size bytes, zeroed, aligned for any type. Never NULL. */
void *nc_arena_alloc(struct nc_arena *a, size_t size);
/* An array of count zeroed elements; ends the program when count * size overflows. */
void *nc_arena_array(struct nc_arena *a, size_t count, size_t size);
/* A copy of s, NUL-terminated beyond its length. */
struct nc_str nc_arena_str(struct nc_arena *a, struct nc_str s);
/* Moves everything carved from `from` into a and frees `from`: it all dies with a then. */
void nc_arena_adopt(struct nc_arena *a, struct nc_arena *from);
/* Bytes handed out so far. */
size_t nc_arena_used(const struct nc_arena *a);
/* Bytes it takes from the system, with what is left of its blocks. */
size_t nc_arena_held(const struct nc_arena *a);

#define NC_NEW(a, type) ((type *)nc_arena_alloc((a), sizeof(type)))

/* What nc_die calls first, on any thread; NULL: nothing. outset.c removes temporaries there. */
void nc_before_death(void (*clean)(void));
/* Says what failed, removes the temporaries of the run and ends the program with status 2: for what
 * no caller could put right. Any thread. */
_Noreturn void nc_die(const char *what);
_Noreturn void nc_out_of_memory(void);
/* malloc and realloc that end the program with a message instead of returning NULL; n may be 0. */
void *nc_malloc(size_t n);
void *nc_calloc(size_t count, size_t size);
void *nc_realloc(void *p, size_t n);
char *nc_strdup(const char *s);

/* Grows *items (of element size esize) so that it holds at least need elements, doubling *cap. */
void nc_grow(void *items, size_t *cap, size_t need, size_t esize);

#endif
