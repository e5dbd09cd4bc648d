/* How to read a note: the options for all steps of reading. */
#ifndef NC_PARSE_READING_H
#define NC_PARSE_READING_H

#include <stdbool.h>

enum nc_breaks { NC_BREAKS_SOFT, NC_BREAKS_HARD };
enum nc_dialect { NC_DIALECT_NOTES, NC_DIALECT_GFM, NC_DIALECT_PANDOC, NC_DIALECT_LOGSEQ };

struct nc_parse_options {
    enum nc_dialect dialect;
    /* how to treat a newline inside a paragraph */
    enum nc_breaks breaks;
    /* CommonMark only; raw HTML becomes NC_RAW* */
    bool strict;
    /* leave unmatched ** as they are */
    bool no_repair;
    /* read citations in any dialect */
    bool cites;
    /* read {base|text} and ｜base《text》 as ruby */
    bool ruby;
    /* keep query blocks as code */
    bool keep_queries;
    /* iconv's name for notes that are not UTF-8; NULL: recognise it */
    const char *encoding;
};

#endif
