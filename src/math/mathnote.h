/* The formulas of one note, which share macros, labels and numbers: \newcommand, \label, \ref, \tag
 * and the environments that count. Two passes: every formula is added in the order of the note;
 * then each is asked for. Knows no document; not for cards, whose MathJax does this itself. */
#ifndef NC_MATH_MATHNOTE_H
#define NC_MATH_MATHNOTE_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdint.h>

struct nc_math_note;

struct nc_math_note *nc_math_note_new(void);
void nc_math_note_free(struct nc_math_note *n); /* NULL is nothing */
/* A macro that holds before the first formula: its name, with or without the backslash, and what it
 * stands for, with #1 to #9 for arguments. False: it cannot be a name. */
bool nc_math_note_macro(struct nc_math_note *n, struct nc_str name, struct nc_str body);

/* True if a formula of this TeX may define, number or refer: if no formula of a note does, and it
 * has no macros, it needs none of this. */
bool nc_math_is_shared(struct nc_str tex);

/* What stands to the right of a formula or of one of its rows. */
struct nc_math_number {
    struct nc_str text; /* "(1)", "(A)"; TeX where it holds a backslash or a dollar; empty: none */
};

/* A formula as its note means it. */
struct nc_math_entry {
    struct nc_str tex;      /* macros replaced; definitions, labels and tags taken out */
    struct nc_str expanded; /* macros replaced, definitions taken out, and nothing else */
    const struct nc_math_number *numbers;
    size_t number_count; /* 0: none; 1: of the whole; else one a row */
    struct nc_str id; /* an anchor if it has a label, unique in the note: "m-" and 8 hex digits */
    struct nc_str label; /* a repeated one, which counts for the first formula; else empty */
    uint32_t section;    /* what nc_math_note_add was told */
    bool is_definition;  /* nothing to be shown is left */
    bool too_much;       /* macros that do not end, or grow beyond 16 kB */
};

/* Adds the next formula. key: any number, once. section: any number, kept for references. */
void nc_math_note_add(struct nc_math_note *n, uint32_t key, struct nc_str tex, bool display,
                      uint32_t section);
/* The formula of a key that was added; NULL: there is none. References are replaced. *missing: a
 * label that no formula has, else empty. All strings live as long as n. */
const struct nc_math_entry *nc_math_note_get(struct nc_math_note *n, uint32_t key,
                                             struct nc_str *missing);
/* The formula that a formula refers to which is a reference and nothing else (\eqref{x}); text:
 * what it shows, "(1)" or "1". NULL: it is none, or no formula has the label. */
const struct nc_math_entry *nc_math_note_target(struct nc_math_note *n, uint32_t key,
                                                struct nc_str *text);

#endif
