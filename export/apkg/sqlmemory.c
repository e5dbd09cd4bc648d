/* Gives SQLite memory from base/arena. The size is stored before the bytes, because SQLite asks for
 * it. */
#include "export/apkg/sqlmemory.h"

#include "base/arena.h"

#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>

#define HEAD 16 /* keeps the bytes aligned */

static void *sql_malloc(int n)
{
    char *p = nc_malloc((size_t)n + HEAD);
    *(int *)p = n;
    return p + HEAD;
}

static void sql_free(void *p)
{
    free((char *)p - HEAD);
}

static void *sql_realloc(void *p, int n)
{
    char *grown = nc_realloc((char *)p - HEAD, (size_t)n + HEAD);
    *(int *)grown = n;
    return grown + HEAD;
}

static int sql_size(void *p)
{
    return p ? *(int *)((char *)p - HEAD) : 0;
}

static int sql_round(int n)
{
    return n > INT32_MAX - 7 ? n : (n + 7) & ~7;
}

static int sql_begin(void *ctx)
{
    (void)ctx;
    return SQLITE_OK;
}

static void sql_end(void *ctx)
{
    (void)ctx;
}

void apkg_sql_memory(void)
{
    static const sqlite3_mem_methods methods = {sql_malloc, sql_free,  sql_realloc, sql_size,
                                                sql_round,  sql_begin, sql_end,     NULL};
    sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}
