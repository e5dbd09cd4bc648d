/* The state of the way through the lines, which makes the blocks of a note: blockscan.c goes from
 * line to line, its neighbours read the blocks, build.c makes the nodes. */
#ifndef NC_PARSE_BLOCKSCAN_H
#define NC_PARSE_BLOCKSCAN_H

#include "parse/block/build.h"
#include "parse/block/lines.h"
#include "parse/block/starts.h"
#include "parse/block/tagline.h"
#include "parse/html/placeholder.h"
#include "parse/leaf/texlike.h"

#define NC_MAX_ADMONITIONS 8 /* the plugin's fences, one in another */
#define NC_RAW_ELEMENTS 5
#define NC_ORG_CODE 5 /* names of org blocks that hold no Markdown */

/* The HTML block of the lines. */
struct nc_html_lines {
    bool is_open;
    struct nc_str end;      /* what ends it; empty: a blank line */
    bool ends_for_markdown; /* it ends where Markdown begins, before a blank line */
    unsigned markdown_open; /* elements that say they hold Markdown, of the whole note */
    unsigned raw;           /* number, from 1, of the open element of raw text; 0: none */
    /* Nothing closes such an element that begins here or later. */
    size_t no_raw_from[NC_RAW_ELEMENTS];
};
/* end: of the note. */
void nc_html_lines_init(struct nc_html_lines *h, size_t end);

struct nc_scan {
    struct nc_shielding h;
    struct nc_build b;
    struct nc_containers c; /* what is open after the current line */
    struct nc_line l;       /* the current line */
    size_t next;            /* where the next one begins */
    size_t looked_to;       /* no line before this offset ends a paragraph by what begins on it */
    const struct nc_parse_options *opts;
    struct nc_str file;
    struct nc_diags *diags;
    struct nc_placeholders placeholders;
    struct nc_scan_tags tags;
    char fence; /* '\0': none is open */
    unsigned fence_length, fence_indent;
    size_t fence_at; /* where the last one was opened */
    struct nc_html_lines html;
    struct {
        char fence;
        unsigned length;
    } admonitions[NC_MAX_ADMONITIONS];
    unsigned admonition_count;
    bool was_text, is_text; /* what stands before the line, and the line, are a paragraph's */
    bool after_label;       /* the content follows a note's label: it defines no link */
    size_t cells;           /* of the tables so far */
    bool reported_cut;      /* that a blank line cuts a row of a table: once a note */
    bool reported_depth;    /* that markers are text because of their depth: once a note */
    size_t literal_marks;   /* so many characters of the content are no marks */
    unsigned count_before;  /* containers that were open before the line */
    struct nc_range next_closes[NC_BLOCK_PAIRS]; /* what was searched for the closing of a block */
    size_t no_environment_to[NC_TEX_ENVIRONMENTS]; /* none of them begins before */
    size_t past_empty;                             /* after the last formula without content */
    size_t no_simple_to;           /* no table of pandoc's simple form begins before */
    size_t no_multi_from;          /* no table of pandoc's multiline form ends after it */
    bool no_org_from[NC_ORG_CODE]; /* nothing closes an org block of this name any more */
};

void nc_scan_warn(struct nc_scan *d, enum nc_diag_id id, size_t at, const char *text);
static inline struct nc_str nc_scan_content(const struct nc_scan *d)
{
    return nc_str_sub(d->h.s, d->l.content, d->l.end);
}
/* What ownblocks.c made of a line. */
enum nc_scan_did {
    NC_SCAN_NOTHING, /* the line is as it was */
    NC_SCAN_LINE,    /* the line, and perhaps those after it, are done */
    NC_SCAN_LABEL,   /* a note was opened; its text goes on in this line */
    NC_SCAN_REST     /* a note was opened; l is what stands after its label */
};
/* The line is done. */
void nc_scan_line(struct nc_scan *d);
/* The line goes on with no paragraph: what it did not go on with is closed. Returns how many
 * containers were open; if nothing comes of it, d->c.count may become that again. */
unsigned nc_scan_close_lazy(struct nc_scan *d);
/* The line begins a block of its own. */
void nc_scan_begin_block(struct nc_scan *d);
/* A block of ours takes the place of the content, up to st->to, and the next line is the one after
 * that: it goes on with no paragraph. */
void nc_scan_block(struct nc_scan *d, struct nc_stash *st);
/* Columns that the items within the innermost quotation indent their lines by. */
unsigned nc_scan_item_indent(const struct nc_scan *d);
/* HTML (htmllines.c): begins a block at the content; reads a line of the open one, which ends if
 * the line is none of it. True: the line is done. */
bool nc_scan_begin_html(struct nc_scan *d);
bool nc_scan_html_line(struct nc_scan *d);
/* A line that nothing else is (textlines.c). */
void nc_scan_text_line(struct nc_scan *d);
enum nc_scan_did nc_scan_own_block(struct nc_scan *d);
/* A line that begins with a site generator's tag, or with what a module of MDX says to its program
 * (tagline.c). */
enum nc_scan_did nc_scan_tag_line(struct nc_scan *d);
/* Whether the line is the closing tag of an open block of a site generator's. */
bool nc_scan_closes_tag(const struct nc_scan *d, const struct nc_line *l);
/* Whether the block that began on the current line goes on over the lines up to end: the quotations
 * around it must, and no item or text after a blank line may begin outside the items around it. */
bool nc_scan_reaches(const struct nc_scan *d, size_t end);
/* A fence of the Admonition plugin, whose text is Markdown: opens one; closes the innermost. */
bool nc_scan_open_admonition(struct nc_scan *d, char fence, unsigned length);
bool nc_scan_close_admonition(struct nc_scan *d);
/* The content, which begins with "#+BEGIN_", names a block of code. */
bool nc_scan_names_org_code(const struct nc_scan *d);
/* Blocks that are kept as code (codelines.c): one that is named so; a table of pandoc's. True: the
 * line, and those after it, are done. */
bool nc_scan_org_code(struct nc_scan *d);
bool nc_scan_pandoc_table(struct nc_scan *d);
/* Whether the current line and the next are the head of a table (table.c). */
bool nc_scan_begins_table(struct nc_scan *d);
/* Takes that table whole. */
void nc_scan_table(struct nc_scan *d);

#endif
