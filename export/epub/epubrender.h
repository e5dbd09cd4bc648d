/* The rendering of one note, as shared by the files that take part in it. */
#ifndef NC_EXPORT_EPUBRENDER_H
#define NC_EXPORT_EPUBRENDER_H

#include "base/strmap.h"
#include "export/epub/epub.h"
#include "export/xhtml/xhtml.h"

struct epub_render {
    const struct nc_run *run;
    uint32_t note;
    const struct nc_doc *doc;
    struct nc_diags *diags;
    struct nc_fail *fail;
    struct epub_note *out;
    struct nc_xhtml x;

    /* title of the note, or of the book if it is the only one */
    struct nc_str title;
    /* no heading serves as the note's title, so the contents show the title */
    bool is_titled;
    /* and the first file begins with it */
    bool shows_title;
    /* with is_titled: the heading that equals the title although others of its level follow;
     * NC_NO_ANCHOR: none */
    uint32_t title_heading;
    /* title of a first file that does not begin with a heading */
    struct nc_str lead_title;
    /* for each anchor: the level at which its section heading is written */
    uint8_t *levels;
    /* x.levels: the levels that 1–6 become in the current section */
    uint8_t shown[7];

    /* the current file */
    struct nc_str file;
    struct nc_buf body;
    struct nc_str file_title;
    /* for each anchor: its id is in a file */
    bool *written;
    /* the first anchor that no finished file was planned to hold */
    uint32_t next_id;
    /* names of files */
    struct nc_strmap media_used;
    /* of the note; the first file states them */
    struct nc_tmpl_var properties;
    size_t media_cap, drawn_cap, file_cap;
};

/* Whether its first file begins with the title, either added or as the heading that equals it. */
static inline bool epub_has_title(const struct epub_render *r)
{
    return r->shows_title || r->title_heading != NC_NO_ANCHOR;
}

/* epubheadings.c: sets is_titled, shows_title, title_heading and the facts' has_byline. */
void epub_look_at_headings(struct epub_render *r);
/* Sets levels, lead_title and the note's table of contents. */
void epub_outline(struct epub_render *r);

/* epublinks.c; ctx is the struct epub_render. */
extern const struct nc_xhtml_hooks epub_hooks;
/* Warns of links to files that a book does not hold. */
void epub_check_links(struct epub_render *r);

#endif
