/* Marks in running text: tags, bare addresses, scripts, fields, names of emoji. They are looked for
 * when the tree is clean: what stands between two other inlines is one string, whose segments know
 * their places. The kinds of marks stand in files of their own; tidy/marks.c knows them by this
 * table only. */
#ifndef NC_PARSE_MARK_H
#define NC_PARSE_MARK_H

#include "base/buf.h"
#include "base/diag.h"
#include "doc/doc.h"
#include "parse/input/reading.h"

/* A part of the string that was one text. */
struct nc_run_segment {
    size_t at;
    struct nc_pos pos;
    bool escaped; /* written with a backslash or as a character reference: no mark begins in it */
};

/* How far a look-up of places has come. */
struct nc_run_cursor {
    size_t segment, at;
    uint32_t col; /* characters from the segment's beginning to at */
};

/* The string that is read. */
struct nc_text_run {
    struct nc_doc *doc;
    const struct nc_parse_options *opts;
    struct nc_diags *diags;
    struct nc_buf buf;
    struct nc_str text; /* view of buf */
    struct nc_run_segment *segments;
    size_t count, cap;
    struct nc_run_cursor marks; /* of the marks found */
    size_t segment;             /* where a mark is looked for */
    size_t done;                /* no mark may begin before it: another ended here */
    size_t unclosed[2];         /* no "]", no ")" stands from here on; SIZE_MAX: not known */
    bool inside;                /* the text begins after another inline */
    bool dollars;               /* a "$$" that is text has no other after it so far */
    struct nc_pos dollars_pos;
    unsigned quotes;       /* quotations around the text */
    bool reported_sources; /* marks of ChatGPT's were left out */
};

/* A mark in the string: bytes [from, to) become node. */
struct nc_mark {
    size_t from, to;
    struct nc_node *node;
};

struct nc_mark_kind {
    const char *begins; /* the bytes at which it is looked for */
    const char *needs;  /* what a text holds that has one; NULL: the first of these bytes */
    bool in_links;      /* it stands in the text of links too */
    /* Whether notes of this dialect have it; NULL: all have. */
    bool (*is_read)(const struct nc_parse_options *opts);
    /* The mark at text.p[i], or, where it is looked for at a sign within it, around that. */
    bool (*find)(struct nc_text_run *r, size_t i, struct nc_mark *mark);
};

#define NC_MAX_MARK_KINDS 32
/* All of them, NULL after the last; those that begin alike are tried in this order. */
extern const struct nc_mark_kind *const nc_mark_kinds[NC_MAX_MARK_KINDS];

/* The place of an offset; asked with offsets that do not fall, which makes all of them together
 * linear. */
struct nc_pos nc_run_pos(const struct nc_text_run *r, struct nc_run_cursor *c, size_t at);
struct nc_pos nc_mark_pos(struct nc_text_run *r, size_t at);
/* The text up to an offset, or all of it. */
static inline struct nc_str nc_run_to(const struct nc_text_run *r, size_t to)
{
    return nc_str_sub(r->text, 0, r->text.n < to ? r->text.n : to);
}
/* The character before i: ' ' at the beginning of a line, 'x' after another inline. */
uint32_t nc_run_char_before(const struct nc_text_run *r, size_t i);
/* Whether what stands a little after the place where a mark is looked for was escaped. */
bool nc_run_is_escaped(const struct nc_text_run *r, size_t at);

#endif
