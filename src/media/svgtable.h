/* The elements and attributes that a drawing may keep: those of static SVG 1.1 with its content
 * model, as checkers of books know them. No scripts, links, animation, HTML or fonts. */
#ifndef NC_MEDIA_SVGTABLE_H
#define NC_MEDIA_SVGTABLE_H

#include "base/str.h"

/* The role of an element in its parent. */
enum nc_svg_class {
    NC_SVG_DESC = 1 << 0,
    NC_SVG_GROUP = 1 << 1, /* svg, g */
    NC_SVG_DEFS = 1 << 2,  /* defs, symbol */
    NC_SVG_USE = 1 << 3,
    NC_SVG_SWITCH = 1 << 4,
    NC_SVG_IMAGE = 1 << 5,
    NC_SVG_STYLE = 1 << 6,
    NC_SVG_SHAPE = 1 << 7,
    NC_SVG_TEXT = 1 << 8,
    NC_SVG_SPAN = 1 << 9,
    NC_SVG_TEXTPATH = 1 << 10,
    NC_SVG_PAINTER = 1 << 11, /* gradients, patterns, markers, clips, masks, filters */
    NC_SVG_STOP = 1 << 12,
    NC_SVG_PRIMITIVE = 1 << 13,
    NC_SVG_FUNCTION = 1 << 14,
    NC_SVG_MERGE = 1 << 15
};

struct nc_svg_element {
    const char *name;
    /* one of nc_svg_class */
    unsigned kind;
    /* classes allowed in it */
    unsigned children;
    /* groups of attributes, known to svgtable.c */
    unsigned attributes;
    bool has_text;
    /* Its own attributes, separated by blanks: "name", "name!" for a required one, "name=a|b" for
     * one that allows only these values. */
    const char *own;
};

/* NULL if the element may not stay. */
const struct nc_svg_element *nc_svg_element(struct nc_str name);

/* What happens to an attribute without a namespace. */
enum nc_svg_attribute {
    NC_SVG_DROP,
    NC_SVG_KEEP,     /* it stays unchanged */
    NC_SVG_KEEP_CSS, /* it is a property: it stays once its value is cleaned as CSS */
    NC_SVG_TO_STYLE  /* a property that SVG 1.1 lacks, or lacks with this value: moved into style */
};
enum nc_svg_attribute nc_svg_attribute(const struct nc_svg_element *e, struct nc_str name,
                                       struct nc_str value);
/* Whether the element may refer to another by href. */
bool nc_svg_has_href(const struct nc_svg_element *e);
/* Whether the element may have a style attribute. */
bool nc_svg_has_style(const struct nc_svg_element *e);
/* Calls each(ctx, name) for the attributes that e requires; stops at the first false. */
bool nc_svg_required(const struct nc_svg_element *e, bool (*each)(void *ctx, struct nc_str name),
                     void *ctx);

#endif
