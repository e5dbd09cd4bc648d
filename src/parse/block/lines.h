/* Reads lines: which containers continue on a line, which begin on it, where its content stands.
 * Follows CommonMark 0.31.2 sections 4 and 5; footnotes, admonitions and elements of JSX are
 * containers too. */
#ifndef NC_PARSE_LINES_H
#define NC_PARSE_LINES_H

#include "base/str.h"

#define NC_MAX_CONTAINERS 200 /* nested containers */

enum nc_container_kind {
    NC_IN_QUOTE,
    NC_IN_ITEM,
    NC_IN_NOTE,
    NC_IN_ELEMENT /* an element of JSX: continues until its closing tag; takes up to width columns
                     of blanks */
};

struct nc_container {
    enum nc_container_kind kind;
    /* columns of blanks before each further line of an item or note */
    unsigned width;
    /* offset of its marker */
    size_t at;
    /* an item without content so far: a blank line ends it */
    bool empty;
    /* it has a node */
    bool is_built;
};

/* The containers open at the end of a line. */
struct nc_containers {
    struct nc_container open[NC_MAX_CONTAINERS];
    unsigned count;
    /* the innermost block is a paragraph, which may continue lazily */
    bool in_paragraph;
    /* a line of only ">>>" is GitLab's fence, not a quotation */
    bool quote_fences;
    /* "- " or "-" begins a block of Logseq, whatever its indent */
    bool outline;
    /* a no-break or wide blank may follow a list marker */
    bool any_blank;
};

struct nc_line {
    /* end: the '\n', or the end of the text */
    size_t start, end;
    /* after blanks and container markers; end if the line is empty */
    size_t content;
    /* where the first marker beyond the limit begins, else end */
    size_t too_deep;
    /* after the markers and indentation of the containers; inside a tab, the offset of the tab */
    size_t inner;
    /* the column there; columns of the tab already consumed */
    unsigned inner_col, inner_used;
    /* number of open containers that continue on the line */
    unsigned matched;
    /* number of containers that begin on it */
    unsigned opened;
    /* number of '>' markers */
    unsigned quotes;
    /* columns of blanks directly before the content */
    unsigned indent;
    /* a list item begins on the line; its marker is followed by a no-break or wide blank */
    bool has_marker, has_odd_blank;
    /* continues a paragraph whose containers do not continue */
    bool lazy;
    /* indented code */
    bool code;
};

/* Reads the line at start as it stands after the open containers. c does not change. */
void nc_line_read(struct nc_line *l, const struct nc_containers *c, struct nc_str s, size_t start);
/* As nc_line_read, and c becomes the containers open within the line. in_paragraph is true when the
 * line continues a paragraph. */
void nc_line_enter(struct nc_line *l, struct nc_containers *c, struct nc_str s, size_t start);
/* Reads the line at start as part of a block that holds no others (code, HTML): no container begins
 * on it. The block continues if l->matched equals c->count. */
void nc_line_continue(struct nc_line *l, const struct nc_containers *c, struct nc_str s,
                      size_t start);
/* Continues at `at`, after a marker that the caller has read and opened as a note. */
void nc_line_enter_rest(struct nc_line *l, struct nc_containers *c, struct nc_str s, size_t at);
/* Opens a container on the current line that already has a node: a note whose further lines are
 * indented by width, or an element of JSX. False when too many are open. */
bool nc_containers_push(struct nc_containers *c, enum nc_container_kind kind, unsigned width);

/* Finds the text after the containers, without at most this many columns of blanks. The text is
 * *pad blanks, where a tab was cut, and then the source from the returned offset. */
size_t nc_line_rest(const struct nc_line *l, struct nc_str s, unsigned columns, unsigned *pad);

/* Whether only markers stand on the line. */
static inline bool nc_line_is_empty(const struct nc_line *l)
{
    return l->content == l->end;
}

/* The length of a fence of c ('`' or '~') at the content, or 0. */
unsigned nc_line_fence(const struct nc_line *l, struct nc_str s, char *c);
/* Whether the line closes a fence: only c, at least n times, and blanks. */
bool nc_line_closes(const struct nc_line *l, struct nc_str s, char c, unsigned n);
/* Whether the content is the delimiter row of a table. *columns: the number of columns. */
bool nc_line_is_delimiter_row(const struct nc_line *l, struct nc_str s, size_t *columns);
/* Whether the content is a heading with number signs. */
bool nc_line_is_heading(const struct nc_line *l, struct nc_str s);
/* Whether the content is a thematic break. */
bool nc_line_is_rule(const struct nc_line *l, struct nc_str s);
/* Whether the content underlines a heading if a paragraph precedes it. */
bool nc_line_is_underline(const struct nc_line *l, struct nc_str s);

#endif
