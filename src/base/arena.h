/* Memory that is freed all at once; nothing in an arena is freed alone. When built with
 * NC_ARENA_MALLOC, each piece is a malloc of its own, so that AddressSanitizer sees its edges. */
#ifndef NC_BASE_ARENA_H
#define NC_BASE_ARENA_H

#include "base/str.h"
#include <stddef.h>

struct nc_arena;

struct nc_arena *nc_arena_new(void);
/* Announces that about this many bytes or more will soon be allocated; the arena gets them from the
 * system in one piece. */
void nc_arena_expect(struct nc_arena *a, size_t bytes);
/* Frees the arena and everything allocated from it. Does nothing for NULL. */
void nc_arena_free(struct nc_arena *a);
/* Returns size zeroed bytes, aligned for any type. Never NULL. */
void *nc_arena_alloc(struct nc_arena *a, size_t size);
/* Returns an array of count zeroed elements. Ends the program if count * size overflows. */
void *nc_arena_array(struct nc_arena *a, size_t count, size_t size);
/* Returns a copy of s with a NUL after its last byte. */
struct nc_str nc_arena_str(struct nc_arena *a, struct nc_str s);
/* Moves everything allocated from `from` into a and frees `from`. It then lives as long as a. */
void nc_arena_adopt(struct nc_arena *a, struct nc_arena *from);
/* The number of bytes handed out so far. */
size_t nc_arena_used(const struct nc_arena *a);
/* The number of bytes taken from the system, including the unused rest of its blocks. */
size_t nc_arena_held(const struct nc_arena *a);

#define NC_NEW(a, type) ((type *)nc_arena_alloc((a), sizeof(type)))

/* Sets what nc_die calls first, on any thread; NULL for nothing. outset.c removes its temporaries
 * there. */
void nc_before_death(void (*clean)(void));
/* Prints what failed, removes the temporaries of the run and ends the program with status 2. For
 * failures that no caller could handle. Any thread. */
_Noreturn void nc_die(const char *what);
_Noreturn void nc_out_of_memory(void);
/* Like malloc and realloc, but end the program with a message instead of returning NULL. n may be
 * 0. */
void *nc_malloc(size_t n);
void *nc_calloc(size_t count, size_t size);
void *nc_realloc(void *p, size_t n);
char *nc_strdup(const char *s);

/* Grows *items (elements of esize bytes) to hold at least need elements, doubling *cap. */
void nc_grow(void *items, size_t *cap, size_t need, size_t esize);

#endif
