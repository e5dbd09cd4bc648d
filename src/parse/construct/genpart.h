/* One tag of a site generator to turn into nodes: its meaning, title and address. */
#ifndef NC_PARSE_GENPART_H
#define NC_PARSE_GENPART_H

#include "parse/construct/gentable.h"
#include "parse/construct/gentag.h"
#include "parse/leaf/construct.h"

struct nc_gen_part {
    struct nc_doc *doc;
    struct nc_diags *diags;
    struct nc_locator *where;
    struct nc_str src;
    const struct nc_stash *st;
    struct nc_pos pos;
    struct nc_gentag tag;
    /* NULL: not in the table */
    const struct nc_gen_word *word;
    enum nc_gen_meaning means;
    /* what stands between two tags of one line or paragraph */
    struct nc_range body;
    bool has_body;
};

/* Reads the tag of st. The caller sets doc and the members after it. */
struct nc_gen_part nc_gen_part_read(struct nc_str src, const struct nc_stash *st);
/* Whether the tag includes a file that is not a note, as {% include toc.html %}; it is not read. */
bool nc_gen_includes_other(const struct nc_gentag *tag, struct nc_str s);
/* Finds the title that the tag gives its block. False: it has none. */
bool nc_gen_title(struct nc_range *title, const struct nc_gen_part *p);
bool nc_gen_caption(struct nc_range *caption, const struct nc_gen_part *p);
/* A copy of the value of an attribute; empty if there is none. */
struct nc_str nc_gen_value(const struct nc_gen_part *p, const char *key);
struct nc_str nc_gen_copy(const struct nc_gen_part *p, struct nc_range r);
/* Warns of the tag and quotes it. */
void nc_gen_warn(const struct nc_gen_part *p, const char *what);
/* Returns the link, or the image, that the tag makes. The text of a link is its title or its
 * address. NULL: the tag has no address. */
struct nc_node *nc_gen_link(const struct nc_gen_part *p);
struct nc_node *nc_gen_image(const struct nc_gen_part *p);
/* Appends the text at r unchanged, if there is any. */
void nc_gen_add_text(const struct nc_gen_part *p, struct nc_node *parent, struct nc_range r);

#endif
