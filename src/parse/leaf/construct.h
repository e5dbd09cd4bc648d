/* An inline construct that libcmark does not know: where it begins and ends, which text with
 * inlines it holds, and what it means. Each construct has a file in construct/. The code that hides
 * constructs (leaf/) and the one that reads inlines (inline/) know them only through this table. */
#ifndef NC_PARSE_CONSTRUCT_H
#define NC_PARSE_CONSTRUCT_H

#include "base/diag.h"
#include "doc/doc.h"
#include "parse/input/reading.h"
#include "parse/leaf/hidden.h"

/* How code spans affect a construct that they touch. */
enum nc_code_rule {
    NC_CODE_NO_MATTER,
    NC_CODE_MUST_END, /* a code span that begins inside and ends outside prevents it */
    NC_CODE_NONE      /* so does one inside, unless it fills the construct */
};

/* What a construct needs to become a node. */
struct nc_making {
    struct nc_doc *doc;
    struct nc_diags *diags;
    struct nc_locator *where;
    /* the clean text of the note */
    struct nc_str src;
    /* where the construct stands in src */
    const struct nc_stash *st;
    /* the same as a place */
    struct nc_pos pos;
    /* NC_FOOTNOTES that collects definitions within lines */
    struct nc_node *notes;
    /* the flag of this kind of construct in this note: see nc_report_dropped */
    bool *reported;
    /* show the names of notes with their folders */
    bool whole_names;
    /* keep queries, which only a plugin can run, as code */
    bool keep_queries;
    /* set by make: the node for the text, if not the construct's own */
    struct nc_node *holds_text;
};

/* One construct. */
struct nc_construct {
    /* the bytes it begins with */
    const char *begins;
    /* Whether notes of this dialect have the construct; NULL: all have. */
    bool (*is_read)(const struct nc_parse_options *opts);
    /* The bytes that close the construct, so that a failed search for them is remembered; set if a
     * note may open many and close none. NULL: failures are not remembered. on_line: only on the
     * same line. */
    const char *closes;
    bool on_line;
    enum nc_code_rule code;
    /* "[label]" is not this construct if the note defines that link. */
    bool yields_to_reference;
    /* In a table cell it hides its '|' only if they come in pairs or stand amid its text. */
    bool bars_in_pairs;
    /* Returns the offset after the construct that begins at s.p[i], or 0 if none does. It must end
     * at limit (the end of its paragraph) or before. previous: the character before i, 0 at the
     * beginning of a line and right after a construct or tag. */
    size_t (*end)(struct nc_str s, size_t i, size_t limit, uint32_t previous);
    /* Returns the part of the construct that is a text with inlines of its own; blanks at its ends
     * are cut off. NULL: it has none. */
    struct nc_range (*text)(struct nc_str src, const struct nc_stash *st);
    /* Makes its node without its text. Returns NULL if the construct gives no node. */
    struct nc_node *(*make)(struct nc_making *m);
    /* Called once its text is in the node. May be NULL. */
    void (*finish)(struct nc_making *m, struct nc_node *n);
};

/* All constructs, ended by NULL. Of two with the same beginning the longer one comes first; only
 * that one is tried, if the dialect has it. Constructs are tried before the marks of
 * construct/mark.h, so a construct that begins like a mark must not match the mark's text. */
extern const struct nc_construct *const nc_constructs[NC_MAX_CONSTRUCTS];

/* Reports that a construct was left out, the first time in a note. */
void nc_report_dropped(struct nc_making *m, const char *text);
/* Appends s, which stands at an offset of the source, to n as a text, unless it is empty. */
void nc_add_source_text(struct nc_making *m, struct nc_node *n, struct nc_str s, size_t at);

/* The offset of part within src. */
static inline size_t nc_offset_in(struct nc_str src, struct nc_str part)
{
    return (size_t)(part.p - src.p);
}

#endif
