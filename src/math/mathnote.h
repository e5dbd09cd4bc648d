/* The formulas of one note, which share macros, labels and numbers: \newcommand, \label, \ref, \tag
 * and the numbered environments. There are two passes: first every formula is added in the order of
 * the note, then each is asked for. Knows no document. Cards do not use this, because MathJax does
 * it there. */
#ifndef NC_MATH_MATHNOTE_H
#define NC_MATH_MATHNOTE_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdint.h>

struct nc_math_note;

struct nc_math_note *nc_math_note_new(void);
void nc_math_note_free(struct nc_math_note *n); /* Does nothing for NULL. */
/* Adds a macro that is defined before the first formula: its name, with or without the backslash,
 * and its definition, with #1 to #9 for arguments. False if the name is not valid. */
bool nc_math_note_macro(struct nc_math_note *n, struct nc_str name, struct nc_str body);

/* Whether a formula with this TeX may define, number or refer. A note in which no formula does, and
 * without macros, needs none of this. */
bool nc_math_is_shared(struct nc_str tex);

/* The number to the right of a formula or of one of its rows. */
struct nc_math_number {
    /* "(1)", "(A)"; TeX if it has a backslash or a dollar; empty: none */
    struct nc_str text;
};

/* A formula in the context of its note. */
struct nc_math_entry {
    /* with macros replaced, and without definitions, labels and tags */
    struct nc_str tex;
    /* with macros replaced and without definitions */
    struct nc_str expanded;
    const struct nc_math_number *numbers;
    /* 0: none; 1: for the whole; else one per row */
    size_t number_count;
    /* an anchor if it has a label; unique in the note: "m-" and 8 hex digits */
    struct nc_str id;
    /* a repeated label, which the first formula keeps; else empty */
    struct nc_str label;
    /* the argument of nc_math_note_add */
    uint32_t section;
    /* nothing is left to show */
    bool is_definition;
    /* its macros do not end or grow beyond 16 kB */
    bool too_much;
};

/* Adds the next formula. key: any number, used once. section: any number, kept for references. */
void nc_math_note_add(struct nc_math_note *n, uint32_t key, struct nc_str tex, bool display,
                      uint32_t section);
/* The formula added with a key; NULL if there is none. References are replaced. *missing: a label
 * that no formula has, else empty. All strings live as long as n. */
const struct nc_math_entry *nc_math_note_get(struct nc_math_note *n, uint32_t key,
                                             struct nc_str *missing);
/* If a formula is only a reference (\eqref{x}), the formula it refers to; text: what the reference
 * shows, "(1)" or "1". NULL if it is more than that, or no formula has the label. */
const struct nc_math_entry *nc_math_note_target(struct nc_math_note *n, uint32_t key,
                                                struct nc_str *text);

#endif
