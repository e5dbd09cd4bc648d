/* What the names of site generators' blocks mean: one table for GitBook, Hexo and Jekyll (Liquid),
 * Hugo's themes, components of MDX (Docusaurus, Mintlify, Starlight), fenced divs (VuePress,
 * VitePress, HackMD) and PyMdown's blocks. */
#ifndef NC_PARSE_CONSTRUCT_GENTABLE_H
#define NC_PARSE_CONSTRUCT_GENTABLE_H

#include "parse/construct/gentag.h"

enum nc_gen_meaning {
    NC_GEN_UNKNOWN, /* a title is shown, the content kept, the rest is reported */
    NC_GEN_CALLOUT,
    NC_GEN_DETAILS,
    NC_GEN_TABS, /* its tabs, or its code blocks, are panels */
    NC_GEN_TAB,
    NC_GEN_FIGURE,
    NC_GEN_QUOTE,
    NC_GEN_GROUP,      /* only lays out what it holds */
    NC_GEN_TITLED,     /* its title is a line of its own */
    NC_GEN_CODE,       /* what it holds is code */
    NC_GEN_CODE_TITLE, /* names the code block that it holds */
    NC_GEN_LINK,       /* stands for an address */
    NC_GEN_IMAGE,
    NC_GEN_PATH,    /* stands for the path of a page: the address of a link */
    NC_GEN_COMMENT, /* what it holds is not shown */
    NC_GEN_SILENT   /* a mark for the generator itself: its tags go without a word */
};

struct nc_gen_word {
    const char *families; /* of "lhj/:": Liquid, Hugo, JSX, PyMdown, fenced divs */
    const char *name;
    enum nc_gen_meaning means;
    /* A callout's type (NULL: the tag says it), what stands before a link's address, the language
     * of code. */
    const char *with;
};

/* The row of a name (ASCII case ignored) in a family; NULL if it has none. A callout's type is a
 * name too, in every family. */
const struct nc_gen_word *nc_gen_word(char family, struct nc_str name);
/* That of a tag. */
const struct nc_gen_word *nc_gen_word_of(const struct nc_gentag *tag);

#endif
