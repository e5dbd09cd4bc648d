/* Reads front matter as most notes have it: "key: value" and lists of values, one per line.
 * Starting a YAML reader for each of thousands of notes costs more than reading the rest of a short
 * note. What this file accepts means the same in YAML; everything else is left to libyaml. */
#ifndef NC_PARSE_FRONTPLAIN_H
#define NC_PARSE_FRONTPLAIN_H

#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

/* A key with its value, or an item in the list of the key before; slices of the YAML. */
struct nc_front_row {
    /* empty for an item */
    struct nc_str key;
    struct nc_str value;
    /* line number from 0 */
    uint32_t line;
    /* the value was in quotes */
    bool quoted;
    /* the value of the key is the items after it, if any */
    bool is_list;
};

/* The most rows of front matter read here; with more, libyaml reads it. */
#define NC_FRONT_ROWS 128

/* Fills rows, which has room for NC_FRONT_ROWS, and sets count. yaml is clean text. False: libyaml
 * must read it. */
bool nc_front_plain(struct nc_str yaml, struct nc_front_row *rows, size_t *count);

#endif
