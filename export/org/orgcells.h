/* The rules that decide where a ZERO WIDTH SPACE must stand so that Org
 * reads the markup that is meant and no other (Org syntax v2; lisp/org-element.el; docs/org.md has
 * the table of rules E1–E13). */
#ifndef NC_EXPORT_ORGCELLS_H
#define NC_EXPORT_ORGCELLS_H

#include "export/org/orgcell.h"

enum org_boundary { ORG_ZWSP, ORG_SPACE, ORG_NONE };

/* How a file's text is written, and what is found in it that Org's exporters would change. */
struct org_text {
    enum org_boundary boundary;
    bool scripts; /* a '_' or '^' after a character: lowered or raised text */
    bool dashes;  /* "--", "..." or "\\-": other signs */
};

/* Where the text stands: what else it could be taken for there. */
enum org_place {
    ORG_PARAGRAPH,
    ORG_BULLET,     /* after the bullet of an item */
    ORG_NUMBER,     /* after its number */
    ORG_TERM,       /* after a bullet, before " :: "; one line */
    ORG_DEFINITION, /* after " :: " */
    ORG_HEADLINE,   /* one line */
    ORG_KEYWORD,    /* the value of one that is parsed: one line */
    ORG_TABLE_CELL, /* one line */
    ORG_TITLE       /* a paragraph that is bold throughout */
};

/* The place is a line that cannot go on. */
bool org_is_one_line(enum org_place place);
/* " :: " would make a term of what is before it. */
bool org_has_terms(enum org_place place);

/* Appends the paragraph. The cells are put in order first: blanks at the edges of markup move
 * outside, empty markup goes. Linear. */
void org_resolve(struct nc_buf *out, struct org_cells *cells, enum org_place place,
                 struct org_text *text);
/* Appends text as one line that Org, where it parses keywords, reads as that text. */
void org_plain_text(struct nc_buf *out, struct nc_str s, struct org_text *text);

/* White space by Emacs' syntax class (org.md §1.1): the set that counts beside markers. */
bool org_is_space(uint32_t cp);
/* A marker before cp can close; 0 is the end of a line. */
bool org_is_post(uint32_t cp);

#endif
