/* The tables of spans.c: what comments, strings and keywords look like in a language. */
#ifndef NC_CODE_SYNTAX_H
#define NC_CODE_SYNTAX_H

#include "base/str.h"

enum nc_syntax_trait {
    NC_SYNTAX_TRIPLE = 1,       /* """…""" and '''…''' are strings */
    NC_SYNTAX_CHAR = 2,         /* ' begins one character; elsewhere it is a prime or a lifetime */
    NC_SYNTAX_RAW_TICK = 4,     /* `…` runs over lines */
    NC_SYNTAX_ANY_CASE = 8,     /* keywords in any case of letters */
    NC_SYNTAX_HASH_WORD = 16,   /* # begins a comment only where a word may begin */
    NC_SYNTAX_DASHES = 32,      /* names may hold - */
    NC_SYNTAX_KEY_COLON = 64,   /* "key:" at the beginning of a line is a keyword */
    NC_SYNTAX_KEY_EQUALS = 128, /* "key =" as well, and [section] */
    NC_SYNTAX_KEY_STRING = 256, /* a string before a colon is one */
    NC_SYNTAX_TAGS = 512,       /* <names> of XML */
    NC_SYNTAX_LINES = 1024,     /* diff: + and - lines */
    NC_SYNTAX_COMMAND = 2048,   /* \names of TeX */
    NC_SYNTAX_DOUBLED = 4096,   /* a quote within a string is written twice, \ is itself */
    NC_SYNTAX_NO_NUMBERS = 8192
};

/* More than there are tables. */
#define NC_SYNTAX_MAX 64

struct nc_syntax {
    const char *language; /* nc_code_language's name */
    const char *line[2];  /* what begins a comment to the end of the line */
    const char *block[2]; /* what begins and ends a comment */
    const char *quotes;   /* characters that begin strings and end them */
    unsigned traits;
    const char *const *keywords; /* in the order of bytes */
    size_t keyword_count;
};

/* NULL: the language has no table. */
const struct nc_syntax *nc_syntax_of(const char *language);
bool nc_syntax_is_keyword(const struct nc_syntax *s, struct nc_str word);

#endif
