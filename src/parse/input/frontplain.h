/* Front matter as most notes have it: "key: value" and lists of values, a line each. A reader of
 * YAML that starts for each of thousands of notes costs more than the rest of a short note. What
 * this one takes has the same meaning in YAML; all else it leaves to libyaml. */
#ifndef NC_PARSE_FRONTPLAIN_H
#define NC_PARSE_FRONTPLAIN_H

#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

/* A key with its value, or an item of the list of the key before; slices of the YAML. */
struct nc_front_row {
    struct nc_str key; /* empty: an item */
    struct nc_str value;
    uint32_t line; /* from 0 */
    bool quoted;   /* the value was in quotes */
    bool is_list;  /* the key's value is the items after it, if there are any */
};

/* Rows a note's front matter may have here; one with more is libyaml's. */
#define NC_FRONT_ROWS 128

/* Fills rows, at least NC_FRONT_ROWS, and count. False: libyaml must read this YAML (clean text).
 */
bool nc_front_plain(struct nc_str yaml, struct nc_front_row *rows, size_t *count);

#endif
