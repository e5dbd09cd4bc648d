/* Sizes of images: "100x145", HTML's attributes, and the braces of pandoc, kramdown and Logseq. */
#include "parse/construct/imagesize.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "parse/leaf/origin.h"
#define MAX_SIZE 99999

/* The number at s.p[*i]; 0 if there is none or it is too large. */
static uint32_t number_at(struct nc_str s, size_t *i)
{
    uint64_t v = 0;
    for (; *i < s.n && nc_ascii_is_digit(s.p[*i]); ++*i)
        v = v > MAX_SIZE ? v : v * 10 + (uint64_t)(s.p[*i] - '0');
    return v > MAX_SIZE ? 0 : (uint32_t)v;
}

bool nc_image_size(struct nc_str s, uint32_t *width, uint32_t *height)
{
    s = nc_str_trim(s);
    size_t i = 0;
    uint32_t w = number_at(s, &i), h = 0;
    bool both = w && i < s.n && s.p[i] == 'x';
    if (both) {
        i++;
        h = number_at(s, &i);
    }
    if (!w || (both && !h) || i < s.n)
        return false;
    *width = w;
    *height = h;
    return true;
}

/* A length in pixels of 1/96 inch, rounded, or a percentage; 0 if it is neither. An em counts as 16
 * pixels, because the size of the text is unknown here. */
static uint32_t length_of(struct nc_str s, bool *percent)
{
    static const struct {
        const char *unit;
        uint32_t thousandths; /* of a pixel */
    } units[] = {{"", 1000},     {"px", 1000}, {"%", 1000},   {"in", 96000}, {"cm", 37795},
                 {"mm", 3780},   {"pt", 1333}, {"pc", 16000}, {"q", 945},    {"em", 16000},
                 {"rem", 16000}, {"ex", 8000}, {"ch", 8000}};
    size_t i = 0;
    s = nc_str_trim(s);
    uint64_t v = (uint64_t)number_at(s, &i) * 100;
    if (i < s.n && s.p[i] == '.') {
        uint32_t place = 10;
        for (i++; i < s.n && nc_ascii_is_digit(s.p[i]); i++, place /= 10)
            v += (uint64_t)(s.p[i] - '0') * place;
    }
    struct nc_str unit = nc_str_trim(nc_str_sub(s, i, s.n));
    *percent = nc_str_eqz(unit, "%");
    for (size_t k = 0; k < sizeof units / sizeof units[0]; k++)
        if (nc_str_ieq(unit, nc_str(units[k].unit)))
            return (uint32_t)((v * units[k].thousandths + 50000) / 100000);
    return 0;
}

/* The value of a property in a style attribute. */
static struct nc_str property(struct nc_str style, const char *name)
{
    for (size_t from = 0; from < style.n;) {
        size_t to = nc_str_find(style, ';', from), colon = nc_str_find(style, ':', from);
        if (colon < to && nc_str_ieq(nc_str_trim(nc_str_sub(style, from, colon)), nc_str(name)))
            return nc_str_sub(style, colon + 1, to);
        from = to + 1;
    }
    return NC_NONE;
}

void nc_image_lengths(struct nc_node *image, struct nc_str width, struct nc_str height,
                      struct nc_str style)
{
    bool percent = false, high = false;
    struct nc_str styled_width = property(style, "width"),
                  styled_height = property(style, "height");
    struct nc_str zoom = property(style, "zoom");
    bool zooms = !styled_width.n && !width.n && zoom.n && zoom.p[zoom.n - 1] == '%';
    if (zooms) /* Typora: a share of the picture's own size */
        width = zoom;
    uint32_t w = length_of(styled_width.n ? styled_width : width, &percent),
             h = length_of(styled_height.n ? styled_height : height, &high);
    image->u.image.width = w;
    image->u.image.percent = w && percent;
    image->u.image.zoom = w && percent && zooms;
    image->u.image.height = percent || high ? 0 : h;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == ',';
}

static bool is_name(char c)
{
    return nc_ascii_is_alnum(c) || c == '-' || c == '_';
}

static size_t past_name(struct nc_str s, size_t i)
{
    while (i < s.n && is_name(s.p[i]))
        i++;
    return i;
}

/* The value after '=' or a blank at i, quoted or not; *next: after it. */
static struct nc_str value_at(struct nc_str s, size_t i, size_t *next)
{
    char q = i < s.n && (s.p[i] == '"' || s.p[i] == '\'') ? s.p[i] : '\0';
    size_t from = i + (q != '\0'), to = from;
    while (to < s.n && (q ? s.p[to] != q : !is_blank(s.p[to])))
        to++;
    *next = to + (q && to < s.n);
    return nc_str_sub(s, from, to);
}

/* Returns the length of "{…}" at the beginning of s if all of it reads as attributes, else 0. Their
 * sizes go to the image: {width=50% .class #id}, {: width="50"}, {:height 53, :width 42}. */
static size_t read_attributes(struct nc_node *image, struct nc_str s)
{
    size_t close = nc_str_find(s, '}', 0);
    if (s.n < 3 || s.p[0] != '{' || close == s.n || close > 200)
        return 0;
    struct nc_str a = nc_str_sub(s, 1, close), width = NC_NONE, height = NC_NONE, style = NC_NONE;
    bool pairs = a.n > 1 && a.p[0] == ':' && is_name(a.p[1]); /* Logseq's ":key value" */
    /* leaf/shieldtext.c makes "{=" of " =300x200". */
    size_t i = a.n && ((a.p[0] == ':' && !pairs) || a.p[0] == '='), count = 0;
    while (i < a.n && is_blank(a.p[i]))
        i++;
    for (; i < a.n; count++) {
        bool word = a.p[i] == '.' || a.p[i] == '#';
        size_t from = i + (word || (pairs && a.p[i] == ':')), to = past_name(a, from);
        if (to == from || (!word && (to == a.n || a.p[to] != (pairs ? ' ' : '='))))
            return 0;
        struct nc_str key = nc_str_sub(a, from, to);
        i = to;
        if (!word) {
            struct nc_str value = value_at(a, to + 1, &i);
            if (nc_str_eqz(key, "width"))
                width = value;
            else if (nc_str_eqz(key, "height"))
                height = value;
            else if (nc_str_eqz(key, "style"))
                style = value;
        }
        while (i < a.n && is_blank(a.p[i]))
            i++;
    }
    if (count && (width.n || height.n || style.n))
        nc_image_lengths(image, width, height, style);
    return count ? close + 1 : 0;
}

/* <!-- {"width":240} --> right after an image: Bear. */
static bool is_width_comment(const struct nc_node *n, struct nc_str *width)
{
    struct nc_str s = n && n->kind == NC_COMMENT ? nc_str_trim(n->u.text) : NC_NONE;
    if (s.n < 3 || s.p[0] != '{' || s.p[s.n - 1] != '}')
        return false;
    const struct nc_str key = NC_LIT("\"width\":");
    size_t at = nc_str_search(s, key, 0), to = at + key.n;
    if (at == s.n)
        return false;
    while (to < s.n && (nc_ascii_is_digit(s.p[to]) || s.p[to] == ' '))
        to++;
    *width = nc_str_trim(nc_str_sub(s, at + key.n, to));
    return width->n > 0;
}

void nc_image_read_attributes(struct nc_node *image)
{
    struct nc_node *t = image->next;
    struct nc_str width;
    if (is_width_comment(t, &width)) {
        nc_image_lengths(image, width, NC_NONE, NC_NONE);
        nc_node_unlink(t, image);
        return;
    }
    if (!t || !nc_is_open_text(t))
        return;
    /* The list that leaf/shieldtext.c makes of " =300x200" is not in the source, and one of the
     * author's may follow it. */
    bool made = nc_str_starts(t->u.text, NC_LIT("{="));
    size_t first = made ? read_attributes(image, t->u.text) : 0;
    t->u.text = nc_str_sub(t->u.text, first, t->u.text.n);
    for (size_t n; (n = read_attributes(image, t->u.text)) > 0;) {
        t->pos.col += (uint32_t)nc_utf8_count(nc_str_sub(t->u.text, 0, n));
        t->u.text = nc_str_sub(t->u.text, n, t->u.text.n);
    }
}

/* Sets a size or a percentage: "300", "300x200", "50%". */
static bool set_size(struct nc_node *image, struct nc_str s)
{
    bool percent = false;
    if (nc_image_size(s, &image->u.image.width, &image->u.image.height))
        return true;
    uint32_t w = s.n && s.p[s.n - 1] == '%' ? length_of(s, &percent) : 0;
    if (!w)
        return false;
    image->u.image.width = w;
    image->u.image.percent = true;
    return true;
}

/* "t|300x200" */
static void read_text_size(struct nc_node *image)
{
    struct nc_node *t = image->last;
    if (!t || t->kind != NC_TEXT)
        return;
    struct nc_str s = t->u.text;
    size_t bar = s.n;
    while (bar > 0 && s.p[bar - 1] != '|')
        bar--;
    struct nc_str size = nc_str_sub(s, bar, s.n);
    if ((bar == 0 && (image->first != t || nc_str_find(s, '%', 0) < s.n)) || !set_size(image, size))
        return;
    t->u.text = nc_str_sub(s, 0, bar ? bar - 1 : 0);
}

/* Reads the title "=300x200", or docsify's ":size=50%", alone or at the end of another title. */
static void read_title_size(struct nc_node *image)
{
    struct nc_str title = image->u.image.ref->title, word;
    size_t at = title.n;
    while (at > 0 && title.p[at - 1] != ' ')
        at--;
    word = nc_str_sub(title, at, title.n);
    size_t sign = nc_str_starts(word, NC_LIT(":size="))         ? strlen(":size=")
                  : at == 0 && nc_str_starts(word, NC_LIT("=")) ? 1
                                                                : 0;
    if (sign && set_size(image, nc_str_sub(word, sign, word.n)))
        image->u.image.ref->title = nc_str_trim(nc_str_sub(title, 0, at));
}

/* Reads a size in the fragment of an address: "#width=300&height=200" of Yuque, "#w=300",
 * "#300x200". */
static void read_fragment_size(struct nc_node *image)
{
    struct nc_str f = image->u.image.ref->fragment, width = NC_NONE, height = NC_NONE;
    for (size_t from = 0; from < f.n;) {
        size_t to = nc_str_find(f, '&', from),
               equals = nc_str_find(nc_str_sub(f, 0, to), '=', from);
        struct nc_str key = nc_str_sub(f, from, equals),
                      value = nc_str_sub(f, equals + (equals < to), to);
        if (nc_str_eqz(key, "width") || nc_str_eqz(key, "w"))
            width = value;
        else if (nc_str_eqz(key, "height") || nc_str_eqz(key, "h"))
            height = value;
        from = to + 1;
    }
    if (width.n || height.n)
        nc_image_lengths(image, width, height, NC_NONE);
    else if (nc_str_find(f, 'x', 0) < f.n)
        set_size(image, f);
}

void nc_image_read_size(struct nc_node *image)
{
    void (*const readings[])(struct nc_node *) = {read_text_size, read_title_size,
                                                  read_fragment_size};
    for (size_t k = 0; k < sizeof readings / sizeof readings[0]; k++)
        if (!image->u.image.width && !image->u.image.height)
            readings[k](image);
}
