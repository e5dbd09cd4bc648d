/* What the names of site generators' blocks mean. One table serves GitBook, Hexo and Jekyll
 * (Liquid), Hugo's themes, components of MDX (Docusaurus, Mintlify, Starlight), fenced divs
 * (VuePress, VitePress, HackMD), PyMdown's blocks and directives of MyST. */
#ifndef NC_PARSE_CONSTRUCT_GENTABLE_H
#define NC_PARSE_CONSTRUCT_GENTABLE_H

#include "parse/construct/gentag.h"

enum nc_gen_meaning {
    NC_GEN_UNKNOWN, /* shows its title and content; the rest is reported */
    NC_GEN_CALLOUT,
    NC_GEN_DETAILS,
    NC_GEN_TABS, /* its tabs or code blocks are panels */
    NC_GEN_TAB,
    NC_GEN_FIGURE,
    NC_GEN_QUOTE,
    NC_GEN_GROUP,      /* only lays out its content */
    NC_GEN_TITLED,     /* its title is a line of its own */
    NC_GEN_CODE,       /* its content is code */
    NC_GEN_CODE_TITLE, /* names the code block inside */
    NC_GEN_LINK,       /* a link to its address */
    NC_GEN_IMAGE,
    NC_GEN_TEXT,       /* shows a text from one of its arguments */
    NC_GEN_PATH,       /* gives the path of a page, as the address of a link */
    NC_GEN_COMMENT,    /* its content is not shown */
    NC_GEN_TABLE,      /* a table with a caption */
    NC_GEN_LIST_TABLE, /* a table written as a list of lists */
    NC_GEN_UNREAD,     /* a directive that only its program can follow */
    NC_GEN_SILENT      /* a mark for the generator itself: its tags are dropped silently */
};

struct nc_gen_word {
    /* some of "lhj/:m": Liquid, Hugo, JSX, PyMdown, fenced divs, directives */
    const char *families;
    const char *name;
    enum nc_gen_meaning means;
    /* A callout's type (NULL: the tag gives it), the beginning of a link's address, or the language
     * of code. */
    const char *with;
};

/* Returns the row of a name in a family, ignoring ASCII case; NULL if there is none. In every
 * family the types of callouts are names too; directives know the names of fenced divs. */
const struct nc_gen_word *nc_gen_word(char family, struct nc_str name);
/* Returns the row of a tag. */
const struct nc_gen_word *nc_gen_word_of(const struct nc_gentag *tag);

#endif
