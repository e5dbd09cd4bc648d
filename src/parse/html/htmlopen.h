/* HTML elements that stay open between blocks because they hold Markdown: <div>, a blank line,
 * Markdown, a blank line, </div>. */
#ifndef NC_PARSE_HTMLOPEN_H
#define NC_PARSE_HTMLOPEN_H

#include "doc/doc.h"

#define NC_MAX_DIVS 100 /* open at the same time, with the divs of other syntaxes */

struct nc_html_open {
    struct nc_node *node;
    /* the block before node when it was made; NULL: none */
    struct nc_node *prev;
    /* the element's, in lower case */
    const char *name;
};

/* Elements that only other elements may close: <table>, <ul>, <ol>, <dl>. */
#define NC_HTML_CLOSINGS 4

/* The tags of one such element in a note. */
struct nc_html_closing {
    struct nc_html_closing_tag *tags;
    size_t count, cap;
};

/* The note around a block. */
struct nc_html_around {
    /* the note, and where the block ends in it */
    struct nc_str src;
    size_t to;
    /* the open elements, outermost first; the block's parent is the last one, if there is any */
    struct nc_html_open open[NC_MAX_DIVS];
    unsigned count;
    /* how many may be open after the block */
    unsigned most;
    /* empty cells that an open table may still ask for */
    size_t cells;
    /* filled when the first such element stays open */
    struct nc_html_closing closings[NC_HTML_CLOSINGS];
    bool is_indexed;
};

/* Whether a node of this kind may hold only its own parts. */
bool nc_html_holds_parts(enum nc_kind kind);
/* Whether the element always holds Markdown if a blank line follows its tag. */
bool nc_html_holds_markdown(const char *name);
/* Whether the node of an element with this name may stay open after a block. */
bool nc_html_may_stay_open(const struct nc_node *n, const char *name);
/* Returns how many of the outermost open elements are closed by later tags of the note. Divs and
 * the like always count as closed. */
unsigned nc_html_count_closed(struct nc_html_around *around);
/* Whether s begins with a tag of a table or a list. */
bool nc_html_begins_part(struct nc_str s);
void nc_html_around_dispose(struct nc_html_around *around);

#endif
