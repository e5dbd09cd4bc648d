/* Bytes of the source that libcmark's Markdown does not cover: a construct within a line, which a
 * token replaces in the text for libcmark, or the beginning of one of our own blocks. */
#ifndef NC_PARSE_STASH_H
#define NC_PARSE_STASH_H

#include "base/str.h"
#include <stdint.h>

enum nc_stash_kind {
    NC_STASH_INLINE,     /* a construct within a line, replaced by a token */
    NC_STASH_NOTE_DEF,   /* the label of [^id]: */
    NC_STASH_ADMONITION, /* a line !!! type "title"; its block is indented by four */
    NC_STASH_DEFINITION, /* the ':' or '~' of a definition: pandoc */
    NC_STASH_MATH_BLOCK, /* a formula that is a block of its own */
    NC_STASH_COMMENT_BLOCK,
    NC_STASH_CODE,     /* lines kept as code */
    NC_STASH_ORG_CODE, /* "#+BEGIN_SRC" to "#+END_SRC" and the like */
    NC_STASH_TEMPLATE_BLOCK,
    NC_STASH_DIV_OPEN,  /* a line of ":::" with a word, "#+BEGIN_X": it holds what follows */
    NC_STASH_DIV_CLOSE, /* ":::", "#+END_X" */
    NC_STASH_TAG_OPEN,  /* a site generator's tag: it holds what follows */
    NC_STASH_TAG_CLOSE,
    NC_STASH_TAG_ALONE, /* such a tag alone, or with all its content */
    NC_STASH_TAG_CODE,  /* two such tags and the code between them */
    NC_STASH_MODULE     /* an import or export of MDX */
};

struct nc_construct;

#define NC_MAX_CONSTRUCTS 64
#define NC_MAX_TEXT_DEPTH 5 /* nested texts within constructs */

/* A construct: source bytes [from, to), including its delimiters. */
struct nc_stash {
    enum nc_stash_kind kind;
    /* which one; NULL for a block */
    const struct nc_construct *construct;
    size_t from, to;
    /* the part that is a text with inlines of its own; may be empty */
    struct nc_range text;
    /* number of the leaf that holds text, from 1; 0: none */
    size_t leaf;
    /* depth of the text around it */
    unsigned depth;
    /* in a table cell: "\\|" is a '|' */
    bool in_cell;
    /* number of quotations around it, whose markers are on its further lines */
    unsigned quotes;
    /* columns of blanks at the beginning of its further lines that do not belong to it */
    unsigned indent;
};

#endif
