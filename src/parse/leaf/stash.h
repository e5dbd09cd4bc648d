/* Inline constructs that libcmark must not see: where they begin and end (reference:
 * docs/dialect.md). What they mean is dialect.c's matter. */
#ifndef NC_PARSE_STASH_H
#define NC_PARSE_STASH_H

#include "base/str.h"
#include <stdint.h>

#define NC_RUBY_MARK 3 /* bytes of "｜", "《" and "》" */

enum nc_stash_kind {
    NC_STASH_COMMENT,      /* %%…%%, <!-- … --> */
    NC_STASH_WIKILINK,     /* [[…]] */
    NC_STASH_EMBED,        /* ![[…]] */
    NC_STASH_MATH,         /* $…$ */
    NC_STASH_DISPLAY_MATH, /* $$…$$ */
    NC_STASH_NOTE_REF,     /* [^id] */
    NC_STASH_NOTE,         /* ^[…] */
    NC_STASH_TEMPLATE,     /* <% … %>: Templater */
    NC_STASH_MACRO,        /* {{…}}: Logseq */
    NC_STASH_BLOCK_REF,    /* ((uuid)): Logseq */
    NC_STASH_HICCUP,       /* [:tag …]: Logseq */
    NC_STASH_TAG,          /* a site generator's tag within a line */
    NC_STASH_RUBY,         /* {base|text|…}, ｜base《text》 */
    NC_STASH_NOTE_DEF,     /* the label of [^id]: */
    NC_STASH_ADMONITION,   /* the line of !!! type "title", whose block is indented by four */
    NC_STASH_DEFINITION,   /* the ':' or '~' of a definition: pandoc */
    NC_STASH_TABLE,        /* a table's place; the rows are in the table list */
    NC_STASH_MATH_BLOCK,   /* a block of its own */
    NC_STASH_COMMENT_BLOCK,
    NC_STASH_CODE,     /* lines that are kept as code */
    NC_STASH_ORG_CODE, /* "#+BEGIN_SRC" to "#+END_SRC" and the like */
    NC_STASH_TEMPLATE_BLOCK,
    NC_STASH_DIV_OPEN,  /* a line of ":::" with a word, "#+BEGIN_X": what follows is held by it */
    NC_STASH_DIV_CLOSE, /* ":::", "#+END_X" */
    NC_STASH_TAG_OPEN,  /* a site generator's tag: what follows is held by it */
    NC_STASH_TAG_CLOSE,
    NC_STASH_TAG_ALONE, /* such a tag by itself, or with all that it holds */
    NC_STASH_TAG_CODE,  /* two such tags and the code between them */
    NC_STASH_MODULE,    /* an import or export of MDX */
    NC_STASH_SEPARATOR  /* nothing: keeps the blocks around it apart */
};

#define NC_MAX_TEXT_DEPTH 5 /* of texts within constructs in one another */

/* One construct: source bytes [from, to), delimiters included. */
struct nc_stash {
    enum nc_stash_kind kind;
    size_t from, to;
    size_t number;   /* of the table; else of the heading that holds its text, from 1; 0: none */
    unsigned depth;  /* of the text that it stands in */
    bool in_cell;    /* of a table: "\\|" is a '|' */
    unsigned quotes; /* quotations around it, whose markers stand on its further lines */
    unsigned indent; /* columns of blanks of those lines that are not its own */
};

/* The construct that begins at s.p[i], which is one of % [ ! $ ^ < { ( \ or "｜". limit: it must
 * end before (the end of its paragraph). False if none does. previous: the character before i, 0 at
 * a line's beginning. */
bool nc_stash_scan(struct nc_stash *out, struct nc_str s, size_t i, size_t limit,
                   uint32_t previous);
/* Where `what` stands first at or behind i in i's line; the line's end or limit if nowhere. Looks
 * at no more than that. */
size_t nc_find_on_line(struct nc_str s, size_t i, size_t limit, struct nc_str what);
/* The offset behind the "%>" that closes the "<%" at i, or 0: none comes before limit and before
 * the next "<%", or nothing stands between. */
size_t nc_template_end(struct nc_str s, size_t i, size_t limit);

#endif
