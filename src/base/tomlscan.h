/* Scalars and keys of TOML: each function reads one at the scanner's place. Private to toml.c. */
#ifndef NC_BASE_TOMLSCAN_H
#define NC_BASE_TOMLSCAN_H

#include "base/buf.h"
#include "base/toml.h"

struct nc_toml_scan {
    struct nc_arena *arena;
    struct nc_str s;
    size_t i;
    const char *problem; /* NULL: all is well; i is then the place of the fault */
};

/* Records the first problem, at place; returns false. */
bool nc_toml_fault(struct nc_toml_scan *t, size_t place, const char *problem);
/* The byte at the place; 0 at the end of the text (a NUL in the text is refused before). */
char nc_toml_peek(const struct nc_toml_scan *t);
/* Passes over blanks and tabs. */
void nc_toml_blanks(struct nc_toml_scan *t);
/* One part of a key: bare, "basic" or 'literal'. */
bool nc_toml_key_part(struct nc_toml_scan *t, struct nc_str *key);
/* A value that is neither array nor inline table: fills type, raw and u of out. */
bool nc_toml_scalar(struct nc_toml_scan *t, struct nc_toml *out);

#endif
