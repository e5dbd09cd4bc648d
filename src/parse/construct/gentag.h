/* The tags that site generators write between or within the lines of Markdown: Liquid's and
 * GitBook's
 * {% name … %}, Hugo's {{< name … >}} and {{% name … %}}, elements of JSX (<Name … />, <Name>), and
 * the blocks of PyMdown (/// name | title). Syntax only: what a name means is gentable.h's matter.
 */
#ifndef NC_PARSE_CONSTRUCT_GENTAG_H
#define NC_PARSE_CONSTRUCT_GENTAG_H

#include "base/str.h"

enum nc_gen_family { NC_GEN_LIQUID, NC_GEN_HUGO, NC_GEN_JSX, NC_GEN_SLASHES };

struct nc_gentag {
    enum nc_gen_family family;
    bool closes;          /* </Name>, {% endname %}, {{< /name >}}, "///" alone */
    bool alone;           /* it ends itself: <Name />, {{< name />}} */
    struct nc_str name;   /* without "end" and '/'; empty for "///" alone */
    struct nc_range args; /* offsets: what is after the name */
    size_t from, end;     /* the whole tag */
};

/* The tag that begins at s.p[i] and ends before limit; false if none does. A tag of JSX or Hugo may
 * go on over lines. "///" begins a tag only where the caller knows that a line does. */
bool nc_gentag_read(struct nc_gentag *t, struct nc_str s, size_t i, size_t limit);

/* One argument: key="value", key=value, key={value}, or a value by itself (key is empty). */
struct nc_gen_arg {
    struct nc_str key;
    struct nc_range value; /* offsets, without quotation marks and braces; empty: a key alone */
    bool has_value;
};
/* The next argument from *i on, which moves after it; false where none is left before end. */
bool nc_gen_arg_next(struct nc_gen_arg *a, struct nc_str s, size_t *i, size_t end);
/* The value of the first of the keys (NULL ends the list; ASCII case ignored) that the tag has. */
bool nc_gentag_arg(struct nc_range *value, const struct nc_gentag *t, struct nc_str s,
                   const char *const *keys);
/* The value by itself of that number, from 0. */
bool nc_gentag_positional(struct nc_range *value, const struct nc_gentag *t, struct nc_str s,
                          unsigned number);

#endif
