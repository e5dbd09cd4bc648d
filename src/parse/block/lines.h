/* Lines: which containers go on in one, which begin on it, where its content stands. Follows
 * CommonMark 0.31.2 sections 4 and 5; footnotes, admonitions and elements of JSX are containers
 * too. */
#ifndef NC_PARSE_LINES_H
#define NC_PARSE_LINES_H

#include "base/str.h"

#define NC_MAX_CONTAINERS 200 /* one in another */

enum nc_container_kind {
    NC_IN_QUOTE,
    NC_IN_ITEM,
    NC_IN_NOTE,
    NC_IN_ELEMENT /* of JSX: goes on until its closing tag; takes up to width columns of blanks */
};

struct nc_container {
    enum nc_container_kind kind;
    unsigned width; /* columns of blanks that a further line of an item or note has */
    size_t at;      /* where its marker stands */
    bool empty;     /* an item that has nothing yet: a blank line ends it */
    bool is_built;  /* its node is there */
};

/* What is open at the end of a line. */
struct nc_containers {
    struct nc_container open[NC_MAX_CONTAINERS];
    unsigned count;
    bool in_paragraph; /* the innermost block is a paragraph: it can go on lazily */
    bool quote_fences; /* a line of ">>>" alone is no quotation: GitLab's fence */
    bool outline;      /* "- " or "-" begins a block of Logseq, however far it is indented */
};

struct nc_line {
    size_t start, end;              /* end: the '\n' or the text's end */
    size_t content;                 /* after blanks and container markers; end: there is none */
    size_t too_deep;                /* where the first marker beyond the limit begins, else end */
    size_t inner;                   /* after what the containers take; within a tab, its offset */
    unsigned inner_col, inner_used; /* the column there; columns of the tab that were passed */
    unsigned matched;               /* so many of the open containers go on in it */
    unsigned opened;                /* so many begin on it */
    unsigned quotes;                /* '>' markers */
    unsigned indent;                /* columns of blanks directly before the content */
    bool has_marker;                /* a list item begins on it */
    bool lazy; /* it goes on with the paragraph of containers that do not go on */
    bool code; /* indented code */
};

/* Reads the line at start as it stands after what is open; c stays as it is. */
void nc_line_read(struct nc_line *l, const struct nc_containers *c, struct nc_str s, size_t start);
/* The same, and c becomes what is open within the line: in_paragraph is true when the line goes on
 * with a paragraph. */
void nc_line_enter(struct nc_line *l, struct nc_containers *c, struct nc_str s, size_t start);
/* Reads the line at start as one of a block that holds no others (code, HTML): no container begins
 * on it. The block goes on if l->matched is c->count. */
void nc_line_continue(struct nc_line *l, const struct nc_containers *c, struct nc_str s,
                      size_t start);
/* Reads on at `at` after a marker that the caller has read and opened as a note. */
void nc_line_enter_rest(struct nc_line *l, struct nc_containers *c, struct nc_str s, size_t at);
/* Opens one on the current line that is built already: a note whose further lines are indented by
 * so many columns, or an element of JSX. False when too many are open. */
bool nc_containers_push(struct nc_containers *c, enum nc_container_kind kind, unsigned width);

/* What stands after the containers, without at most so many columns of blanks: *pad blanks, where a
 * tab was cut, and the source from the offset that it returns. */
size_t nc_line_rest(const struct nc_line *l, struct nc_str s, unsigned columns, unsigned *pad);

/* Nothing stands on the line but markers. */
static inline bool nc_line_is_empty(const struct nc_line *l)
{
    return l->content == l->end;
}

/* The length of a fence of c ('`' or '~') at the content, 0 if there is none. */
unsigned nc_line_fence(const struct nc_line *l, struct nc_str s, char *c);
/* Nothing but c, n times or more, and blanks: the fence's end. */
bool nc_line_closes(const struct nc_line *l, struct nc_str s, char c, unsigned n);
/* The content is a delimiter row of a table; *columns: how many. */
bool nc_line_is_delimiter_row(const struct nc_line *l, struct nc_str s, size_t *columns);
/* The content is a heading with number signs. */
bool nc_line_is_heading(const struct nc_line *l, struct nc_str s);
/* The content is a thematic break. */
bool nc_line_is_rule(const struct nc_line *l, struct nc_str s);
/* The content underlines a heading, if a paragraph stands before it. */
bool nc_line_is_underline(const struct nc_line *l, struct nc_str s);

#endif
