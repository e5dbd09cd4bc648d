/* The tables of spans.c: the comments, strings and keywords of each language. */
#ifndef NC_CODE_SYNTAX_H
#define NC_CODE_SYNTAX_H

#include "base/str.h"

enum nc_syntax_trait {
    NC_SYNTAX_TRIPLE = 1,       /* """…""" and '''…''' are strings */
    NC_SYNTAX_CHAR = 2,         /* ' quotes one character; elsewhere it is a prime or a lifetime */
    NC_SYNTAX_RAW_TICK = 4,     /* `…` may span lines */
    NC_SYNTAX_ANY_CASE = 8,     /* keywords match in any case */
    NC_SYNTAX_HASH_WORD = 16,   /* # begins a comment only where a word may begin */
    NC_SYNTAX_DASHES = 32,      /* names may contain - */
    NC_SYNTAX_KEY_COLON = 64,   /* "key:" at the beginning of a line is a keyword */
    NC_SYNTAX_KEY_EQUALS = 128, /* so are "key =" and [section] */
    NC_SYNTAX_KEY_STRING = 256, /* a string before a colon is a keyword */
    NC_SYNTAX_TAGS = 512,       /* XML's <names> are keywords */
    NC_SYNTAX_LINES = 1024,     /* diff: lines with + and - */
    NC_SYNTAX_COMMAND = 2048,   /* TeX's \names are keywords */
    NC_SYNTAX_DOUBLED = 4096,   /* a quote in a string is doubled, and \ has no meaning */
    NC_SYNTAX_NO_NUMBERS = 8192
};

/* More than the number of tables. */
#define NC_SYNTAX_MAX 64

struct nc_syntax {
    /* nc_code_language's name */
    const char *language;
    /* marks of a comment that runs to the line end */
    const char *line[2];
    /* the beginning and end of a comment */
    const char *block[2];
    /* characters that begin and end strings */
    const char *quotes;
    unsigned traits;
    /* sorted by bytes */
    const char *const *keywords;
    size_t keyword_count;
};

/* The table of a language; NULL if it has none. */
const struct nc_syntax *nc_syntax_of(const char *language);
bool nc_syntax_is_keyword(const struct nc_syntax *s, struct nc_str word);

#endif
