/* Marks in running text: tags, bare addresses, scripts, fields, names of emoji. The search runs on
 * the clean tree: the texts between two other inlines form one string, and its segments record
 * their places. Each kind of mark has a file of its own; tidy/marks.c knows the kinds only through
 * this table. */
#ifndef NC_PARSE_MARK_H
#define NC_PARSE_MARK_H

#include "base/buf.h"
#include "base/diag.h"
#include "doc/doc.h"
#include "parse/input/reading.h"

/* A part of the string: one text node. */
struct nc_run_segment {
    size_t at;
    struct nc_pos pos;
    /* written with a backslash or as a character reference: no mark begins here */
    bool escaped;
};

/* The state of a look-up of places. */
struct nc_run_cursor {
    size_t segment, at;
    /* characters from the beginning of the segment to at */
    uint32_t col;
};

/* The string to read. */
struct nc_text_run {
    struct nc_doc *doc;
    const struct nc_parse_options *opts;
    struct nc_diags *diags;
    struct nc_buf buf;
    /* view of buf */
    struct nc_str text;
    struct nc_run_segment *segments;
    size_t count, cap;
    /* looks up the places of the marks found */
    struct nc_run_cursor marks;
    /* the segment searched now */
    size_t segment;
    /* no mark may begin before this offset: another mark ends here */
    size_t done;
    /* no "]", no ")" from here on; SIZE_MAX: unknown */
    size_t unclosed[2];
    /* the text begins after another inline */
    bool inside;
    /* a "$$" has occurred that is not closed so far */
    bool dollars;
    struct nc_pos dollars_pos;
    /* number of quotations around the text */
    unsigned quotes;
    /* ChatGPT's marks were left out, which was reported */
    bool reported_sources;
};

/* A mark in the string: bytes [from, to) become node. */
struct nc_mark {
    size_t from, to;
    struct nc_node *node;
};

struct nc_mark_kind {
    /* the bytes that start a search */
    const char *begins;
    /* a string that every text with such a mark holds; NULL: the first byte of begins */
    const char *needs;
    /* found in the text of links too */
    bool in_links;
    /* Whether notes of this dialect have such marks; NULL: all have. */
    bool (*is_read)(const struct nc_parse_options *opts);
    /* Finds the mark at text.p[i], or around it if the search starts at a sign inside the mark. */
    bool (*find)(struct nc_text_run *r, size_t i, struct nc_mark *mark);
};

#define NC_MAX_MARK_KINDS 32
/* All kinds, ended by NULL. Kinds that begin with the same byte are tried in this order. */
extern const struct nc_mark_kind *const nc_mark_kinds[NC_MAX_MARK_KINDS];

/* The place of an offset. Offsets must not decrease from call to call, which makes all calls
 * together linear. */
struct nc_pos nc_run_pos(const struct nc_text_run *r, struct nc_run_cursor *c, size_t at);
struct nc_pos nc_mark_pos(struct nc_text_run *r, size_t at);
/* The text up to an offset, or the whole text. */
static inline struct nc_str nc_run_to(const struct nc_text_run *r, size_t to)
{
    return nc_str_sub(r->text, 0, r->text.n < to ? r->text.n : to);
}
/* The character before i: ' ' at the beginning of a line, 'x' after another inline. */
uint32_t nc_run_char_before(const struct nc_text_run *r, size_t i);
/* Whether the character at `at`, which stands a little after the start of a search, was escaped. */
bool nc_run_is_escaped(const struct nc_text_run *r, size_t at);

#endif
