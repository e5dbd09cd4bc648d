/* The allow-list of SVG: elements with their content models and attributes, from the SVG 1.1
 * recommendation (second edition) and the schema that epubcheck checks drawings against. */
#include "media/svgtable.h"

#include <stdlib.h>

enum groups {
    CORE = 1 << 0, /* style, class */
    CONDITIONAL = 1 << 1,
    FONT = 1 << 2,
    MODE = 1 << 3, /* the direction of writing */
    TEXT = 1 << 4,
    PAINT = 1 << 5,
    GRAPHICS = 1 << 6,
    MARKER = 1 << 7,
    CLIP = 1 << 8, /* clip-path, mask and filter */
    VIEWPORT = 1 << 9,
    STOP = 1 << 10,
    FLOOD = 1 << 11,
    FILTER_COLOR = 1 << 12,
    COLOR = 1 << 13,
    HREF = 1 << 14,
    PRIMITIVE = 1 << 15, /* for all filter primitives */
    OPACITY = 1 << 16
};

#define PRESENTATION                                                                               \
    (FONT | MODE | TEXT | PAINT | OPACITY | COLOR | GRAPHICS | MARKER | CLIP | VIEWPORT | STOP |   \
     FLOOD | FILTER_COLOR)
#define SHAPE_ATTRS (CORE | CONDITIONAL | PAINT | OPACITY | COLOR | GRAPHICS | CLIP)
#define SPAN_ATTRS (SHAPE_ATTRS | TEXT | FONT)
#define PRIM_ATTRS (FILTER_COLOR | PRIMITIVE)

#define CONTENT                                                                                    \
    (NC_SVG_DESC | NC_SVG_GROUP | NC_SVG_DEFS | NC_SVG_USE | NC_SVG_SWITCH | NC_SVG_IMAGE |        \
     NC_SVG_STYLE | NC_SVG_SHAPE | NC_SVG_TEXT | NC_SVG_PAINTER)
#define IN_SWITCH                                                                                  \
    (NC_SVG_GROUP | NC_SVG_USE | NC_SVG_SWITCH | NC_SVG_IMAGE | NC_SVG_SHAPE | NC_SVG_TEXT)

#define UNITS "=userSpaceOnUse|objectBoundingBox "
#define RATIO "preserveAspectRatio "
#define LENGTH "textLength lengthAdjust=spacing|spacingAndGlyphs"
#define CHANNEL "=R|G|B|A "
#define TRANSFER                                                                                   \
    "type!=identity|table|discrete|linear|gamma tableValues slope intercept amplitude exponent "   \
    "offset"

/* Sorted by name. */
static const struct nc_svg_element elements[] = {
    {"circle", NC_SVG_SHAPE, NC_SVG_DESC, SHAPE_ATTRS, false, "cx cy r! transform"},
    {"clipPath", NC_SVG_PAINTER, NC_SVG_USE | NC_SVG_SHAPE | NC_SVG_TEXT, SPAN_ATTRS | MODE, false,
     "transform clipPathUnits" UNITS},
    {"defs", NC_SVG_DEFS, CONTENT, CORE | CONDITIONAL | PRESENTATION, false, "transform"},
    {"desc", NC_SVG_DESC, 0, CORE, true, ""},
    {"ellipse", NC_SVG_SHAPE, NC_SVG_DESC, SHAPE_ATTRS, false, "cx cy rx! ry! transform"},
    {"feBlend", NC_SVG_PRIMITIVE, 0, PRIM_ATTRS, false,
     "in in2! "
     "mode=normal|multiply|screen|overlay|darken|lighten|color-dodge|color-burn|hard-light|soft-"
     "light|"
     "difference|exclusion|hue|saturation|color|luminosity"},
    {"feColorMatrix", NC_SVG_PRIMITIVE, 0, PRIM_ATTRS, false,
     "in type=matrix|saturate|hueRotate|luminanceToAlpha values"},
    {"feComponentTransfer", NC_SVG_PRIMITIVE, NC_SVG_FUNCTION, PRIM_ATTRS, false, "in"},
    {"feComposite", NC_SVG_PRIMITIVE, 0, PRIM_ATTRS, false,
     "in in2! operator=over|in|out|atop|xor|arithmetic k1 k2 k3 k4"},
    {"feConvolveMatrix", NC_SVG_PRIMITIVE, 0, PRIM_ATTRS, false,
     "in order! kernelMatrix! divisor bias targetX targetY edgeMode=duplicate|wrap|none "
     "kernelUnitLength preserveAlpha=true|false"},
    {"feDisplacementMap", NC_SVG_PRIMITIVE, 0, PRIM_ATTRS, false,
     "in in2! scale xChannelSelector" CHANNEL "yChannelSelector" CHANNEL},
    {"feDropShadow", NC_SVG_PRIMITIVE, 0, PRIM_ATTRS | FLOOD, false, "in stdDeviation dx dy"},
    {"feFlood", NC_SVG_PRIMITIVE, 0, PRIM_ATTRS | FLOOD | CORE, false, "in"},
    {"feFuncA", NC_SVG_FUNCTION, 0, 0, false, TRANSFER},
    {"feFuncB", NC_SVG_FUNCTION, 0, 0, false, TRANSFER},
    {"feFuncG", NC_SVG_FUNCTION, 0, 0, false, TRANSFER},
    {"feFuncR", NC_SVG_FUNCTION, 0, 0, false, TRANSFER},
    {"feGaussianBlur", NC_SVG_PRIMITIVE, 0, PRIM_ATTRS, false, "in stdDeviation"},
    {"feMerge", NC_SVG_PRIMITIVE, NC_SVG_MERGE, PRIM_ATTRS, false, ""},
    {"feMergeNode", NC_SVG_MERGE, 0, 0, false, "in"},
    {"feMorphology", NC_SVG_PRIMITIVE, 0, PRIM_ATTRS, false, "in operator=erode|dilate radius"},
    {"feOffset", NC_SVG_PRIMITIVE, 0, PRIM_ATTRS, false, "in dx dy"},
    {"feTile", NC_SVG_PRIMITIVE, 0, PRIM_ATTRS, false, "in"},
    {"feTurbulence", NC_SVG_PRIMITIVE, 0, PRIM_ATTRS, false,
     "baseFrequency numOctaves seed stitchTiles=stitch|noStitch type=fractalNoise|turbulence"},
    {"filter", NC_SVG_PAINTER, NC_SVG_PRIMITIVE, CORE | PRESENTATION | HREF, false,
     "x y width height filterRes filterUnits" UNITS "primitiveUnits" UNITS},
    {"g", NC_SVG_GROUP, CONTENT, CORE | CONDITIONAL | PRESENTATION, false, "transform"},
    {"image", NC_SVG_IMAGE, NC_SVG_DESC,
     CORE | CONDITIONAL | COLOR | GRAPHICS | CLIP | VIEWPORT | HREF | OPACITY, false,
     "x y width! height! transform " RATIO},
    {"line", NC_SVG_SHAPE, NC_SVG_DESC, SHAPE_ATTRS | MARKER, false, "x1 y1 x2 y2 transform"},
    {"linearGradient", NC_SVG_PAINTER, NC_SVG_STOP, CORE | COLOR | STOP | HREF, false,
     "x1 y1 x2 y2 gradientTransform gradientUnits" UNITS "spreadMethod=pad|reflect|repeat"},
    {"marker", NC_SVG_PAINTER, CONTENT, CORE | PRESENTATION, false,
     "refX refY markerWidth markerHeight markerUnits=strokeWidth|userSpaceOnUse orient "
     "viewBox " RATIO},
    {"mask", NC_SVG_PAINTER, CONTENT, CORE | CONDITIONAL | PRESENTATION, false,
     "x y width height maskUnits" UNITS "maskContentUnits" UNITS},
    {"path", NC_SVG_SHAPE, NC_SVG_DESC, SHAPE_ATTRS | MARKER, false, "d! pathLength transform"},
    {"pattern", NC_SVG_PAINTER, CONTENT, CORE | CONDITIONAL | PRESENTATION | HREF, false,
     "x y width height patternTransform patternUnits" UNITS "patternContentUnits" UNITS
     "viewBox " RATIO},
    {"polygon", NC_SVG_SHAPE, NC_SVG_DESC, SHAPE_ATTRS | MARKER, false, "points! transform"},
    {"polyline", NC_SVG_SHAPE, NC_SVG_DESC, SHAPE_ATTRS | MARKER, false, "points! transform"},
    {"radialGradient", NC_SVG_PAINTER, NC_SVG_STOP, CORE | COLOR | STOP | HREF, false,
     "cx cy r fx fy gradientTransform gradientUnits" UNITS "spreadMethod=pad|reflect|repeat"},
    {"rect", NC_SVG_SHAPE, NC_SVG_DESC, SHAPE_ATTRS, false, "x y width! height! rx ry transform"},
    {"stop", NC_SVG_STOP, 0, CORE | COLOR | STOP, false, "offset!"},
    {"style", NC_SVG_STYLE, 0, 0, true, "media"},
    {"svg", NC_SVG_GROUP, CONTENT, CORE | CONDITIONAL | PRESENTATION, false,
     "x y width height viewBox " RATIO},
    {"switch", NC_SVG_SWITCH, IN_SWITCH, CORE | CONDITIONAL | PRESENTATION, false, "transform"},
    {"symbol", NC_SVG_DEFS, CONTENT, CORE | PRESENTATION, false, "width height viewBox " RATIO},
    {"text", NC_SVG_TEXT, NC_SVG_DESC | NC_SVG_SPAN | NC_SVG_TEXTPATH, SPAN_ATTRS | MODE, true,
     "x y dx dy rotate transform " LENGTH},
    {"textPath", NC_SVG_TEXTPATH, NC_SVG_DESC | NC_SVG_SPAN, SPAN_ATTRS | HREF, true,
     "startOffset method=align|stretch spacing=auto|exact " LENGTH},
    {"title", NC_SVG_DESC, 0, CORE, true, ""},
    {"tspan", NC_SVG_SPAN, NC_SVG_DESC | NC_SVG_SPAN, SPAN_ATTRS, true, "x y dx dy rotate " LENGTH},
    {"use", NC_SVG_USE, NC_SVG_DESC, CORE | CONDITIONAL | PRESENTATION | HREF, false,
     "x y width height transform"},
};

#define BASELINES                                                                                  \
    "|ideographic|alphabetic|hanging|mathematical|central|middle|text-after-edge|"                 \
    "text-before-edge"
#define QUALITY "auto|optimizeSpeed|optimizeQuality"

/* Properties that may be attributes, sorted by name. values: those that SVG 1.1 knows ("inherit" is
 * always allowed); NULL: any. groups 0: known to SVG 2 or CSS, not to SVG 1.1. */
static const struct property {
    const char *name;
    unsigned groups;
    const char *values;
} properties[] = {
    {"alignment-baseline", TEXT, "auto|baseline|before-edge|after-edge" BASELINES},
    {"baseline-shift", TEXT, NULL},
    {"clip", VIEWPORT, NULL},
    {"clip-path", CLIP, NULL},
    {"clip-rule", CLIP, "nonzero|evenodd"},
    {"color", COLOR, NULL},
    {"color-interpolation", COLOR, "auto|sRGB|linearRGB"},
    {"color-interpolation-filters", FILTER_COLOR, "auto|sRGB|linearRGB"},
    {"color-rendering", COLOR, QUALITY},
    {"direction", TEXT, "ltr|rtl"},
    {"display", GRAPHICS,
     "inline|block|list-item|run-in|compact|marker|table|inline-table|table-row-group|"
     "table-header-group|table-footer-group|table-row|table-column-group|table-column|table-cell|"
     "table-caption|none"},
    {"dominant-baseline", TEXT, "auto|use-script|no-change|reset-size" BASELINES},
    {"fill", PAINT, NULL},
    {"fill-opacity", OPACITY, NULL},
    {"fill-rule", PAINT, "nonzero|evenodd"},
    {"filter", CLIP, NULL},
    {"flood-color", FLOOD, NULL},
    {"flood-opacity", FLOOD, NULL},
    {"font-family", FONT, NULL},
    {"font-size", FONT, NULL},
    {"font-size-adjust", FONT, NULL},
    {"font-stretch", FONT,
     "normal|wider|narrower|ultra-condensed|extra-condensed|condensed|semi-condensed|"
     "semi-expanded|expanded|extra-expanded|ultra-expanded"},
    {"font-style", FONT, "normal|italic|oblique"},
    {"font-variant", FONT, "normal|small-caps"},
    {"font-weight", FONT, "normal|bold|bolder|lighter|100|200|300|400|500|600|700|800|900"},
    {"image-rendering", GRAPHICS, QUALITY},
    {"isolation", 0, NULL},
    {"kerning", TEXT, NULL},
    {"letter-spacing", TEXT, NULL},
    {"lighting-color", FLOOD, NULL},
    {"marker-end", MARKER, NULL},
    {"marker-mid", MARKER, NULL},
    {"marker-start", MARKER, NULL},
    {"mask", CLIP, NULL},
    {"mask-type", 0, NULL},
    {"mix-blend-mode", 0, NULL},
    {"opacity", OPACITY, NULL},
    {"overflow", VIEWPORT, "visible|hidden|scroll|auto"},
    {"paint-order", 0, NULL},
    {"shape-rendering", GRAPHICS, "auto|optimizeSpeed|crispEdges|geometricPrecision"},
    {"stop-color", STOP, NULL},
    {"stop-opacity", STOP, NULL},
    {"stroke", PAINT, NULL},
    {"stroke-dasharray", PAINT, NULL},
    {"stroke-dashoffset", PAINT, NULL},
    {"stroke-linecap", PAINT, "butt|round|square"},
    {"stroke-linejoin", PAINT, "miter|round|bevel"},
    {"stroke-miterlimit", PAINT, NULL},
    {"stroke-opacity", OPACITY, NULL},
    {"stroke-width", PAINT, NULL},
    {"text-anchor", TEXT, "start|middle|end"},
    {"text-decoration", TEXT, NULL},
    {"text-rendering", GRAPHICS, "auto|optimizeSpeed|optimizeLegibility|geometricPrecision"},
    {"transform-box", 0, NULL},
    {"transform-origin", 0, NULL},
    {"vector-effect", 0, NULL},
    {"visibility", GRAPHICS, "visible|hidden|collapse"},
    {"white-space", 0, NULL},
    {"word-spacing", TEXT, NULL},
    {"writing-mode", MODE, "lr-tb|rl-tb|tb-rl|lr|rl|tb"},
};

static int by_name(const void *key, const void *row)
{
    const struct nc_str *name = key;
    /* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): rows of the tables, through bsearch */
    return nc_str_cmp(*name, nc_str(*(const char *const *)row));
}

const struct nc_svg_element *nc_svg_element(struct nc_str name)
{
    return bsearch(&name, elements, sizeof elements / sizeof elements[0], sizeof elements[0],
                   by_name);
}

/* Whether value is one of the words of list, which are separated by bars. */
static bool has_word(struct nc_str list, struct nc_str value)
{
    for (size_t from = 0; from <= list.n;) {
        size_t to = nc_str_find(list, '|', from);
        if (nc_str_eq(nc_str_sub(list, from, to), value))
            return true;
        from = to + 1;
    }
    return false;
}

/* An attribute of an element's own list. */
struct own {
    struct nc_str name, values;
    bool is_required;
};

/* Reads the attribute at *from of e->own and moves on; false at the end. */
static bool next_own(struct own *out, const struct nc_svg_element *e, size_t *from)
{
    struct nc_str list = nc_str(e->own);
    while (*from < list.n && list.p[*from] == ' ')
        ++*from;
    if (*from == list.n)
        return false;
    size_t to = nc_str_find(list, ' ', *from);
    struct nc_str word = nc_str_sub(list, *from, to);
    size_t equals = nc_str_find(word, '=', 0);
    out->name = nc_str_sub(word, 0, equals);
    out->values = equals < word.n ? nc_str_sub(word, equals + 1, word.n) : NC_NONE;
    out->is_required = out->name.p[out->name.n - 1] == '!';
    out->name.n -= out->is_required;
    *from = to;
    return true;
}

/* "[defer] xMidYMid|none [meet|slice]". */
static bool is_ratio(struct nc_str value)
{
    static const char aligns[] = "none|xMinYMin|xMidYMin|xMaxYMin|xMinYMid|xMidYMid|xMaxYMid|"
                                 "xMinYMax|xMidYMax|xMaxYMax";
    value = nc_str_trim(value);
    size_t blank = nc_str_find(value, ' ', 0);
    if (!has_word(nc_str(aligns), nc_str_sub(value, 0, blank)))
        return false;
    return blank == value.n ||
           has_word(NC_LIT("meet|slice"), nc_str_trim(nc_str_sub(value, blank, value.n)));
}

static enum nc_svg_attribute property_fits(const struct property *p, const struct nc_svg_element *e,
                                           struct nc_str value)
{
    if (p->groups && !(p->groups & e->attributes))
        return NC_SVG_DROP;
    if (p->groups &&
        (!p->values || nc_str_eqz(value, "inherit") || has_word(nc_str(p->values), value)))
        return NC_SVG_KEEP_CSS;
    /* Whether a book's style sheet may not set the property. */
    bool banned = strcmp(p->name, "direction") == 0;
    return (e->attributes & CORE) && !banned ? NC_SVG_TO_STYLE : NC_SVG_DROP;
}

enum nc_svg_attribute nc_svg_attribute(const struct nc_svg_element *e, struct nc_str name,
                                       struct nc_str value)
{
    struct own own;
    for (size_t from = 0; next_own(&own, e, &from);) {
        if (!nc_str_eq(own.name, name))
            continue;
        bool fits = nc_str_eqz(name, "preserveAspectRatio")
                        ? is_ratio(value)
                        : !own.values.p || has_word(own.values, value);
        return fits ? NC_SVG_KEEP : NC_SVG_DROP;
    }
    if ((e->attributes & CORE) && nc_str_eqz(name, "class"))
        return NC_SVG_KEEP;
    if ((e->attributes & CONDITIONAL) && nc_str_eqz(name, "systemLanguage"))
        return NC_SVG_KEEP;
    if ((e->attributes & PRIMITIVE) && has_word(NC_LIT("x|y|width|height|result"), name))
        return NC_SVG_KEEP;
    const struct property *p = bsearch(&name, properties, sizeof properties / sizeof properties[0],
                                       sizeof properties[0], by_name);
    return p ? property_fits(p, e, value) : NC_SVG_DROP;
}

bool nc_svg_has_href(const struct nc_svg_element *e)
{
    return e->attributes & HREF;
}

bool nc_svg_has_style(const struct nc_svg_element *e)
{
    return e->attributes & CORE;
}

bool nc_svg_required(const struct nc_svg_element *e, bool (*each)(void *ctx, struct nc_str name),
                     void *ctx)
{
    struct own own;
    for (size_t from = 0; next_own(&own, e, &from);) {
        if (own.is_required && !each(ctx, own.name))
            return false;
    }
    return true;
}
