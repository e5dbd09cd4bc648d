/* The rules that decide where a ZERO WIDTH SPACE must stand so that Org reads the intended markup
 * and no other (Org syntax v2; lisp/org-element.el; docs/org.md has the table of rules E1–E13). */
#ifndef NC_EXPORT_ORGCELLS_H
#define NC_EXPORT_ORGCELLS_H

#include "export/org/orgcell.h"

enum org_boundary { ORG_ZWSP, ORG_SPACE, ORG_NONE };

/* How the text of a file is written, and what it contains that Org's exporters would change. */
struct org_text {
    enum org_boundary boundary;
    /* '_' or '^' after a character: subscripts or superscripts */
    bool scripts;
    /* "--", "..." or "\\-": become other signs */
    bool dashes;
};

/* The place of a text, which decides what else it could be mistaken for. */
enum org_place {
    ORG_PARAGRAPH,
    ORG_BULLET,     /* after the bullet of an item */
    ORG_NUMBER,     /* after its number */
    ORG_TERM,       /* after a bullet, before " :: "; one line */
    ORG_DEFINITION, /* after " :: " */
    ORG_HEADLINE,   /* one line */
    ORG_KEYWORD,    /* the value of a parsed keyword: one line */
    ORG_TABLE_CELL, /* one line */
    ORG_TITLE       /* a paragraph that is bold as a whole */
};

/* Whether the place is a single line that cannot continue. */
bool org_is_one_line(enum org_place place);
/* Whether " :: " would make a term of the text before it. */
bool org_has_terms(enum org_place place);

/* Appends the paragraph. Cleans up the cells first: blanks at the edges of markup move outside,
 * empty markup is dropped. Linear. */
void org_resolve(struct nc_buf *out, struct org_cells *cells, enum org_place place,
                 struct org_text *text);
/* Appends text as one line that Org reads as exactly that text where it parses keywords. */
void org_plain_text(struct nc_buf *out, struct nc_str s, struct org_text *text);

/* Whether cp is white space by Emacs' syntax class, which is what counts beside markers. */
bool org_is_space(uint32_t cp);
/* Whether a marker before cp can close; 0 is the end of a line. */
bool org_is_post(uint32_t cp);

#endif
