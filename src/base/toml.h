/* Reads TOML 1.0.0 (toml.io/en/v1.0.0): the settings of mdBook and the front matter of Hugo and
 * Zola. It builds a tree of the whole text, because TOML may return to a table it has left. Nothing
 * recurses, and time is linear in the text. It does not know what any key means. */
#ifndef NC_BASE_TOML_H
#define NC_BASE_TOML_H

#include "base/arena.h"
#include <stdint.h>

#define NC_TOML_DEPTH 32 /* levels below the root; more are refused */

enum nc_toml_type {
    NC_TOML_TABLE,
    NC_TOML_ARRAY, /* its children have no key */
    NC_TOML_STRING,
    NC_TOML_INTEGER,
    NC_TOML_FLOAT,
    NC_TOML_BOOL,
    NC_TOML_DATETIME,       /* with an offset from UTC */
    NC_TOML_LOCAL_DATETIME, /* without */
    NC_TOML_LOCAL_DATE,
    NC_TOML_LOCAL_TIME
};

struct nc_toml {
    enum nc_toml_type type;
    /* where its key or value begins: line from 1, column in code points */
    uint32_t line, column;
    /* in a table: unique, may be empty */
    struct nc_str key;
    /* STRING: the text with escapes resolved; other scalars: as written; else empty */
    struct nc_str raw;
    union {
        /* INTEGER */
        int64_t i;
        /* FLOAT */
        double f;
        /* BOOL */
        bool b;
    } u;
    /* children in the order of their first mention */
    struct nc_toml *first, *last, *next;
    /* Private to the reader: */
    /* its place among all nodes */
    uint32_t number;
    /* 0: the root */
    uint32_t depth;
    /* the section whose dotted keys made it; 0 if none did */
    uint32_t section;
    /* named by a header, so no other header may name it */
    bool is_explicit;
    /* an inline table or array, to which nothing can be added */
    bool is_closed;
};

/* Why a text was refused. */
struct nc_toml_error {
    /* as in struct nc_toml */
    uint32_t line, column;
    /* a static text such as "a key is given twice" */
    const char *problem;
};

/* Returns the root table of text, allocated in arena together with copies of all strings. NULL if
 * the text is not valid TOML 1.0.0; error says where and why. */
struct nc_toml *nc_toml_read(struct nc_arena *arena, struct nc_str text,
                             struct nc_toml_error *error);
/* The member of a table with exactly this key. NULL if there is none, or if table is NULL or not a
 * table. Linear in the table's members. */
const struct nc_toml *nc_toml_get(const struct nc_toml *table, const char *key);

#endif
