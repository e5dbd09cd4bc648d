/* The state while going through the lines to make the blocks of a note. blockscan.c goes from line
 * to line, its neighbours read the blocks, build.c makes the nodes. */
#ifndef NC_PARSE_BLOCKSCAN_H
#define NC_PARSE_BLOCKSCAN_H

#include "parse/block/build.h"
#include "parse/block/lines.h"
#include "parse/block/starts.h"
#include "parse/block/tagline.h"
#include "parse/html/placeholder.h"
#include "parse/leaf/texlike.h"

#define NC_MAX_ADMONITIONS 8 /* nested fences of the plugin */
#define NC_RAW_ELEMENTS 5
#define NC_ORG_CODE 5 /* names of org blocks that hold no Markdown */

/* The HTML block that the current lines belong to. */
struct nc_html_lines {
    bool is_open;
    /* the string that ends it; empty: a blank line ends it */
    struct nc_str end;
    /* it ends where Markdown begins, even without a blank line */
    bool ends_for_markdown;
    /* number of open elements with a markdown attribute, in the whole note */
    unsigned markdown_open;
    /* number of the open element of raw text, from 1; 0: none */
    unsigned raw;
    /* From here on, nothing closes such an element. */
    size_t no_raw_from[NC_RAW_ELEMENTS];
};
/* end: the end of the note. */
void nc_html_lines_init(struct nc_html_lines *h, size_t end);

/* The fence opened last. */
struct nc_fence {
    /* '\0': none is open */
    char c;
    unsigned length, indent;
    size_t at;
    /* Up to here the lines are code although they continue only the quotations around the fence,
     * not its items. */
    size_t flat_to;
    unsigned quotes;
};

struct nc_scan {
    struct nc_shielding h;
    struct nc_build b;
    /* the containers open after the current line */
    struct nc_containers c;
    /* the current line */
    struct nc_line l;
    /* offset of the next line */
    size_t next;
    /* up to here, no line begins a block that ends a paragraph */
    size_t looked_to;
    const struct nc_parse_options *opts;
    struct nc_str file;
    struct nc_diags *diags;
    struct nc_placeholders placeholders;
    struct nc_scan_tags tags;
    struct nc_fence fence;
    struct nc_html_lines html;
    struct {
        char fence;
        unsigned length;
    } admonitions[NC_MAX_ADMONITIONS];
    unsigned admonition_count;
    /* the last line and this line are text of a paragraph */
    bool was_text, is_text;
    /* the content follows a footnote's label, so it cannot define a link */
    bool after_label;
    /* cells of the tables so far */
    size_t cells;
    /* a blank line that cuts a row of a table was reported, once per note */
    bool reported_cut;
    /* markers that are text because of their depth were reported, once per note */
    bool reported_depth;
    /* an unusual blank after a list marker was reported, once per note */
    bool reported_blank;
    /* this many bytes at the start of the content are text, not marks */
    size_t literal_marks;
    /* containers open before the line */
    unsigned count_before;
    /* ranges searched for the end of a block */
    struct nc_range next_closes[NC_BLOCK_PAIRS];
    /* none of these environments begins before */
    size_t no_environment_to[NC_TEX_ENVIRONMENTS];
    /* bytes read in search of ends of formulas, comments and templates that turned out to be
     * none */
    size_t in_vain;
    /* after the last formula without content */
    size_t past_empty;
    /* no simple table of pandoc's begins before */
    size_t no_simple_to;
    /* no multiline table of pandoc's ends after */
    size_t no_multi_from;
    /* nothing closes an org block of this name from here on */
    bool no_org_from[NC_ORG_CODE];
};

void nc_scan_warn(struct nc_scan *d, enum nc_diag_id id, size_t at, const char *text);
/* Whether to read lines as their author probably meant where CommonMark reads them differently. */
static inline bool nc_scan_repairs(const struct nc_parse_options *opts)
{
    return !opts->strict && !opts->no_repair && opts->dialect != NC_DIALECT_GFM;
}
static inline struct nc_str nc_scan_content(const struct nc_scan *d)
{
    return nc_str_sub(d->h.s, d->l.content, d->l.end);
}
/* What ownblocks.c did with a line. */
enum nc_scan_did {
    NC_SCAN_NOTHING, /* nothing: the line is unchanged */
    NC_SCAN_LINE,    /* the line is done, and perhaps lines after it */
    NC_SCAN_LABEL,   /* a footnote was opened; its text continues on this line */
    NC_SCAN_REST     /* a footnote was opened; l is the rest of the line after its label */
};
/* Ends the line: it is done. */
void nc_scan_line(struct nc_scan *d);
/* Records that the line does not continue a paragraph, and closes the containers that it does not
 * continue. Returns how many were open; a caller that then does not use the line may set d->c.count
 * back to that. */
unsigned nc_scan_close_lazy(struct nc_scan *d);
/* Records that the line begins a block of its own. */
void nc_scan_begin_block(struct nc_scan *d);
/* Continues the line at `at` as if it began there. */
enum nc_scan_did nc_scan_continue_at(struct nc_scan *d, size_t at);
/* Puts one of our own blocks in place of the content, up to st->to. It does not continue a
 * paragraph. The next line is the one after st->to. */
void nc_scan_block(struct nc_scan *d, struct nc_stash *st);
/* Returns the columns by which the items inside the innermost quotation indent their lines. */
unsigned nc_scan_item_indent(const struct nc_scan *d);
/* Code (fences.c): makes a code block; begins a fence at the content; reads a line of the open
 * fence. True: the line is done. nc_scan_end_fence ends an open fence that no line closes, at a
 * fence right after its code; false: there is none. */
void nc_scan_open_code(struct nc_scan *d, size_t at, struct nc_str info, enum nc_open_leaf leaf);
bool nc_scan_begin_fence(struct nc_scan *d);
bool nc_scan_fence_line(struct nc_scan *d);
bool nc_scan_end_fence(struct nc_scan *d);
/* HTML (htmllines.c): nc_scan_begin_html begins a block at the content; nc_scan_html_line reads a
 * line of the open block, which ends if the line does not belong to it. True: the line is done. */
bool nc_scan_begin_html(struct nc_scan *d);
bool nc_scan_html_line(struct nc_scan *d);
/* Whether Markdown follows the line of the open HTML block; ends the block before such lines
 * (htmlmarkdown.c). */
bool nc_scan_holds_markdown(struct nc_scan *d);
void nc_scan_begin_markdown(struct nc_scan *d);
/* Whether the content, a lone tag, begins a paragraph of Markdown and not an HTML block. */
bool nc_scan_tag_begins_text(struct nc_scan *d);
/* Whether the content is a tag of an open HTML table or list, where tags may have any indent. */
bool nc_scan_is_part_tag(const struct nc_scan *d);
/* nc_scan_part_end returns the offset of the tag, after text on the line, that closes the open HTML
 * cell or item; 0 if there is none. nc_scan_end_part ends that cell once the text before the tag is
 * put. */
size_t nc_scan_part_end(const struct nc_scan *d);
void nc_scan_end_part(struct nc_scan *d, size_t at);
/* Read a line of text (textlines.c), and one of our own blocks (ownblocks.c). */
void nc_scan_text_line(struct nc_scan *d);
/* Puts the content of the line as text of a paragraph, whatever it looks like. */
void nc_scan_text(struct nc_scan *d);
enum nc_scan_did nc_scan_own_block(struct nc_scan *d);
/* Reads a line that begins with a site generator's tag, or with a statement of an MDX module
 * (tagline.c). */
enum nc_scan_did nc_scan_tag_line(struct nc_scan *d);
/* Whether the line is the closing tag of an open block of a site generator. */
bool nc_scan_closes_tag(const struct nc_scan *d, const struct nc_line *l);
/* Whether the block that begins on the current line may span the lines up to end. The quotations
 * around it must span them too, and no item or text after a blank line may begin outside the items
 * around it. */
bool nc_scan_reaches(struct nc_scan *d, size_t end);
/* The Admonition plugin's fences, whose text is Markdown: opens one; closes the innermost. */
bool nc_scan_open_admonition(struct nc_scan *d, char fence, unsigned length);
bool nc_scan_close_admonition(struct nc_scan *d);
/* Whether the content, which begins with "#+BEGIN_", names a block of code. */
bool nc_scan_names_org_code(const struct nc_scan *d);
/* Reads blocks that are kept as code (codelines.c): org's blocks of code; pandoc's tables. True:
 * the line and those after it in the block are done. */
bool nc_scan_org_code(struct nc_scan *d);
bool nc_scan_pandoc_table(struct nc_scan *d);
/* Whether the current line and the next form the head of a table (table.c). */
bool nc_scan_begins_table(struct nc_scan *d);
/* Reads that table as a whole. */
void nc_scan_table(struct nc_scan *d);

#endif
