/* The state of the shield's way through the lines, shared by shield.c (which lines are code or
 * HTML, where a paragraph ends) and shieldblocks.c (the blocks that libcmark does not know). */
#ifndef NC_PARSE_SHIELDSCAN_H
#define NC_PARSE_SHIELDSCAN_H

#include "parse/block/lines.h"
#include "parse/block/shield.h"
#include "parse/block/shieldtag.h"
#include "parse/block/starts.h"
#include "parse/construct/texlike.h"
#include "parse/html/placeholder.h"
#include "parse/leaf/shieldtext.h"

#define NC_MAX_ADMONITIONS 8 /* the plugin's fences, one in another */
#define NC_RAW_ELEMENTS 5
#define NC_ORG_CODE 4 /* names of org blocks that hold no Markdown */

struct nc_shield_scan {
    struct nc_shielding h;
    struct nc_containers c; /* what is open after the current line */
    struct nc_line l;       /* the current line */
    const struct nc_parse_options *opts;
    struct nc_str file;
    struct nc_diags *diags;
    struct nc_locator where; /* of messages */
    struct nc_shield_headings headings;
    struct nc_placeholders placeholders;
    struct nc_shield_tags tags;
    char fence; /* '\0': none is open */
    unsigned fence_length, fence_indent;
    size_t fence_at;        /* where the last one was opened */
    unsigned markdown_open; /* elements of HTML that say they hold Markdown */
    bool in_html;           /* an HTML block is open */
    bool html_markdown;     /* it ends where Markdown begins, before a blank line */
    unsigned html_raw;      /* number, from 1, of the open element of raw text in it; 0: none */
    size_t
        no_raw_from[NC_RAW_ELEMENTS]; /* nothing closes such an element that begins here or later */
    struct nc_str html_end;           /* what ends it; empty: a blank line */
    struct {
        char fence;
        unsigned length;
    } admonitions[NC_MAX_ADMONITIONS];
    unsigned admonition_count;
    bool was_text, is_text; /* what stands before the line, and the line, are a paragraph's */
    unsigned count_before;  /* containers that were open before the line */
    size_t none_closes[NC_BLOCK_PAIRS]; /* nothing closes a block of these marks at or after */
    size_t no_environment_to[NC_TEX_ENVIRONMENTS]; /* none of them begins before */
    size_t past_empty;                             /* after the last formula without content */
    size_t no_simple_to;           /* no table of pandoc's simple form begins before */
    size_t no_multi_from;          /* no table of pandoc's multiline form ends after it */
    bool no_org_from[NC_ORG_CODE]; /* nothing closes an org block of this name any more */
};

void nc_shield_warn(struct nc_shield_scan *d, enum nc_diag_id id, size_t at, const char *text);
static inline struct nc_str nc_shield_content(const struct nc_shield_scan *d)
{
    return nc_str_sub(d->h.s, d->l.content, d->l.end);
}
/* Blanks are put in after the source's own, so that its tabs reach as far as they do there. */
void nc_shield_put_blanks(struct nc_shielding *h, unsigned n);
/* Copies what stands before the content. */
void nc_shield_prefix(struct nc_shield_scan *d);
/* Puts the blanks and '>' that a further line of the containers [0, depth) begins with. */
void nc_shield_put_prefix(struct nc_shield_scan *d, unsigned depth);
/* Shields what is left of the line and copies its end. */
void nc_shield_finish_line(struct nc_shield_scan *d);

/* What shieldblocks.c made of a line. */
enum nc_shield_did {
    NC_SHIELD_NOTHING, /* the line is as it was */
    NC_SHIELD_LINE,    /* the line, and perhaps those after it, are done */
    NC_SHIELD_LABEL,   /* a note was opened; its text goes on at h.i in this line */
    NC_SHIELD_REST     /* a note was opened; l is what stands after its label */
};
/* Puts a heading line of the sixth level that holds st's token. A heading interrupts a paragraph,
 * is never lazy and keeps a list as tight as it was: blocks.c makes the block of it. */
void nc_shield_block(struct nc_shielding *h, const struct nc_stash *st);
/* Puts a block in the place of the content: it goes on with no paragraph. */
void nc_shield_put_block(struct nc_shield_scan *d, const struct nc_stash *st);
/* Columns that the items within the innermost quotation indent their lines by. */
unsigned nc_shield_item_indent(const struct nc_shield_scan *d);
enum nc_shield_did nc_shield_own_block(struct nc_shield_scan *d);
/* A line that begins with a site generator's tag, or with what a module of MDX says to its program
 * (shieldtag.c). */
enum nc_shield_did nc_shield_tag_line(struct nc_shield_scan *d);
/* Whether the line is the closing tag of an element that is open. */
bool nc_shield_closes_tag(const struct nc_shield_scan *d);
/* Whether the block that began on the current line goes on over the lines up to end: the quotations
 * around it must, and no item or text after a blank line may begin outside the items around it. */
bool nc_shield_reaches(const struct nc_shield_scan *d, size_t end);
/* A fence of the Admonition plugin, whose text is Markdown: opens one; closes the innermost. */
bool nc_shield_open_admonition(struct nc_shield_scan *d, char fence, unsigned length);
bool nc_shield_close_admonition(struct nc_shield_scan *d);
/* Blocks that are kept as code (shieldcode.c): "#+BEGIN_SRC" and the like, which the content begins
 * with; a table of pandoc's. True: the line, and those after it, are done. */
bool nc_shield_org_code(struct nc_shield_scan *d);
bool nc_shield_pandoc_table(struct nc_shield_scan *d);
/* Whether the current line and the next are the head of a table (shieldtable.c). */
bool nc_shield_begins_table(struct nc_shield_scan *d);
/* Takes that table whole, from its content on, and leaves h.i after its last row's line end. */
void nc_shield_table(struct nc_shield_scan *d);

#endif
