/* Reads the meaning of a span's style, the alignment of a block, and media of <source>. Colours,
 * sizes and fonts are ignored. */
#include "base/ascii.h"
#include "doc/ref.h"
#include "parse/inline/htmlelement.h"

/* The value of a property without blanks around it; empty if it is not set. */
static struct nc_str value_of(struct nc_str style, struct nc_str name)
{
    for (size_t i = 0; i < style.n;) {
        size_t end = nc_str_find(style, ';', i);
        struct nc_str pair = nc_str_sub(style, i, end);
        size_t colon = nc_str_find(pair, ':', 0);
        if (colon < pair.n && nc_str_ieq(nc_str_trim(nc_str_sub(pair, 0, colon)), name))
            return nc_str_trim(nc_str_sub(pair, colon + 1, pair.n));
        i = end + 1;
    }
    return NC_NONE;
}

static bool holds_word(struct nc_str s, struct nc_str word)
{
    for (size_t i = 0; i + word.n <= s.n; i++)
        if (nc_str_ieq(nc_str_sub(s, i, i + word.n), word))
            return true;
    return false;
}

/* Whether the weight is "bold", "bolder", or 600 or more. */
static bool is_bold(struct nc_str weight)
{
    return nc_str_istarts(weight, NC_LIT("bold")) ||
           (weight.n == 3 && weight.p[0] >= '6' && nc_ascii_is_digit(weight.p[0]));
}

/* Whether a background colour highlights the text; white, none and the page's colour do not. */
static bool is_marking(struct nc_str colour)
{
    static const char *const none[] = {"transparent",
                                       "white",
                                       "inherit",
                                       "initial",
                                       "unset",
                                       "none",
                                       "#fff",
                                       "#ffffff",
                                       "#FFF",
                                       "#FFFFFF",
                                       "var(",
                                       "rgb(255, 255, 255)",
                                       "rgb(255,255,255)",
                                       "rgba(0, 0, 0, 0)",
                                       "rgba(0,0,0,0)",
                                       "url(",
                                       NULL};
    return colour.n && !nc_str_starts_among(colour, none);
}

static enum nc_align align_named(struct nc_str s)
{
    static const struct {
        const char *name;
        enum nc_align align;
    } names[] = {{"left", NC_ALIGN_LEFT},
                 {"center", NC_ALIGN_CENTER},
                 {"middle", NC_ALIGN_CENTER},
                 {"right", NC_ALIGN_RIGHT}};
    s = nc_str_trim(nc_str_sub(s, 0, nc_str_find(s, '!', 0))); /* "center !important" */
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
        if (nc_str_ieq(s, nc_str(names[k].name)))
            return names[k].align;
    return NC_ALIGN_NONE;
}

enum nc_align nc_html_align(struct nc_str align, struct nc_str style)
{
    enum nc_align styled = align_named(value_of(style, NC_LIT("text-align")));
    return styled != NC_ALIGN_NONE ? styled : align_named(align);
}

void nc_html_light_source(struct nc_str *light, struct nc_str media, struct nc_str srcset)
{
    if (!holds_word(media, NC_LIT("prefers-color-scheme")) || !holds_word(media, NC_LIT("light")))
        return;
    size_t n = 0;
    srcset = nc_str_trim(srcset);
    while (n < srcset.n && !nc_ascii_is_blank(srcset.p[n]) && srcset.p[n] != '\n')
        n++;
    srcset = nc_str_sub(srcset, 0, n - (n > 0 && srcset.p[n - 1] == ','));
    *light = srcset.n ? srcset : *light;
}

void nc_html_set_picture(struct nc_doc *doc, struct nc_node *image, struct nc_str src,
                         struct nc_str *light, struct nc_diags *diags)
{
    nc_ref_init(image->u.image.ref, light->n ? *light : src);
    if (light->n && !nc_str_eq(*light, src))
        nc_diag(diags, NC_D_IMAGE_DARK, doc->files[0], image->pos,
                "the picture that <source> names for light pages is shown instead");
    *light = NC_NONE;
}

enum nc_kind nc_html_styled(enum nc_kind kind, struct nc_str style)
{
    struct nc_str weight = value_of(style, NC_LIT("font-weight")),
                  slant = value_of(style, NC_LIT("font-style"));
    bool plain = kind == NC_STRONG
                     ? nc_str_ieq(weight, NC_LIT("normal")) || nc_str_eq(weight, NC_LIT("400"))
                     : kind == NC_EMPH && nc_str_ieq(slant, NC_LIT("normal"));
    return plain ? NC_SPAN : kind;
}

struct nc_node *nc_html_style(struct nc_doc *doc, struct nc_node *n, struct nc_str style)
{
    struct nc_str line = value_of(style, NC_LIT("text-decoration")),
                  line_too = value_of(style, NC_LIT("text-decoration-line")),
                  slant = value_of(style, NC_LIT("font-style")),
                  background = value_of(style, NC_LIT("background-color")),
                  height = value_of(style, NC_LIT("vertical-align"));
    if (!background.n)
        background = value_of(style, NC_LIT("background"));
    if (!line.n)
        line = line_too;
    const struct {
        bool is;
        enum nc_kind kind;
    } marks[] = {
        {is_marking(background), NC_HIGHLIGHT},
        {nc_str_ieq(height, NC_LIT("super")), NC_SUP},
        {nc_str_ieq(height, NC_LIT("sub")), NC_SUB},
        {holds_word(line, NC_LIT("line-through")), NC_STRIKE},
        {holds_word(line, NC_LIT("underline")), NC_UNDERLINE},
        {is_bold(value_of(style, NC_LIT("font-weight"))), NC_STRONG},
        {nc_str_ieq(slant, NC_LIT("italic")) || nc_str_istarts(slant, NC_LIT("oblique")), NC_EMPH}};
    bool free = n->kind == NC_SPAN && !n->attrs && !n->id.n;
    for (size_t k = 0; k < sizeof marks / sizeof marks[0]; k++) {
        if (!marks[k].is)
            continue;
        if (free) {
            n->kind = marks[k].kind;
            free = false;
            continue;
        }
        struct nc_node *inner = nc_node_new(doc, marks[k].kind, n->pos);
        nc_node_append(n, inner);
        n = inner;
    }
    return n;
}
