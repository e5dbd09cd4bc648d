/* Scalars and keys of TOML: each function reads one at the scanner's current place. Private to
 * toml.c. */
#ifndef NC_BASE_TOMLSCAN_H
#define NC_BASE_TOMLSCAN_H

#include "base/buf.h"
#include "base/toml.h"

struct nc_toml_scan {
    struct nc_arena *arena;
    struct nc_str s;
    size_t i;
    /* NULL if there is no fault; otherwise i is the place of the fault */
    const char *problem;
};

/* Records the first problem, at place. Returns false. */
bool nc_toml_fault(struct nc_toml_scan *t, size_t place, const char *problem);
/* The byte at the current place; 0 at the end (a NUL in the text was refused before). */
char nc_toml_peek(const struct nc_toml_scan *t);
/* Skips blanks and tabs. */
void nc_toml_blanks(struct nc_toml_scan *t);
/* Reads one part of a key: bare, "basic" or 'literal'. */
bool nc_toml_key_part(struct nc_toml_scan *t, struct nc_str *key);
/* Reads a value that is neither array nor inline table: sets type, raw and u of out. */
bool nc_toml_scalar(struct nc_toml_scan *t, struct nc_toml *out);

#endif
