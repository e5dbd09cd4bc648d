/* How a note is to be read: the choices that every step of reading knows. */
#ifndef NC_PARSE_READING_H
#define NC_PARSE_READING_H

#include <stdbool.h>

enum nc_breaks { NC_BREAKS_SOFT, NC_BREAKS_HARD };
enum nc_dialect { NC_DIALECT_NOTES, NC_DIALECT_GFM, NC_DIALECT_PANDOC, NC_DIALECT_LOGSEQ };

struct nc_parse_options {
    enum nc_dialect dialect;
    enum nc_breaks breaks; /* how to treat a newline inside a paragraph */
    bool strict;           /* CommonMark and nothing else; raw HTML becomes NC_RAW* */
    bool no_repair;        /* leave unmatched ** as they are */
    bool cites;            /* citations are read in any dialect */
    bool ruby;             /* {base|text} and ｜base《text》 are ruby */
    bool keep_queries;     /* query blocks stay as code */
    const char *encoding;  /* of notes that are not UTF-8, by iconv's name; NULL: recognise it */
};

#endif
