/* The tags that site generators write between or within the lines of Markdown: {% name … %} of
 * Liquid and GitBook, {{< name … >}} and {{% name … %}} of Hugo, elements of JSX (<Name … />,
 * <Name>), and the blocks of PyMdown (/// name | title). This file knows only syntax; gentable.h
 * knows what a name means. */
#ifndef NC_PARSE_CONSTRUCT_GENTAG_H
#define NC_PARSE_CONSTRUCT_GENTAG_H

#include "base/str.h"

enum nc_gen_family { NC_GEN_LIQUID, NC_GEN_HUGO, NC_GEN_JSX, NC_GEN_SLASHES };

struct nc_gentag {
    enum nc_gen_family family;
    /* </Name>, {% endname %}, {{< /name >}}, "///" alone */
    bool closes;
    /* it ends itself: <Name />, {{< name />}} */
    bool alone;
    /* without "end" and '/'; empty for "///" alone */
    struct nc_str name;
    /* offsets of the part after the name */
    struct nc_range args;
    /* the whole tag */
    size_t from, end;
};

/* Reads the tag that begins at s.p[i] and ends before limit. False if none does. A tag of JSX or
 * Hugo may span lines. "///" begins a tag only at the beginning of a line, which the caller must
 * know. */
bool nc_gentag_read(struct nc_gentag *t, struct nc_str s, size_t i, size_t limit);

/* One argument: key="value", key=value, key={value}, or a lone value with an empty key. */
struct nc_gen_arg {
    struct nc_str key;
    /* offsets, without quotation marks and braces; empty for a lone key */
    struct nc_range value;
    bool has_value;
};
/* Reads the next argument from *i and moves *i past it. False if there is none before end. */
bool nc_gen_arg_next(struct nc_gen_arg *a, struct nc_str s, size_t *i, size_t end);
/* Finds the value of the first of these keys that the tag has. NULL ends the list; ASCII case is
 * ignored. */
bool nc_gentag_arg(struct nc_range *value, const struct nc_gentag *t, struct nc_str s,
                   const char *const *keys);
/* Finds the lone value with that index, from 0. */
bool nc_gentag_positional(struct nc_range *value, const struct nc_gentag *t, struct nc_str s,
                          unsigned number);

#endif
