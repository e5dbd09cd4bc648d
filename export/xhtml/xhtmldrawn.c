/* Formulas as pictures, drawn by a program that the user names. Its output is checked like any
 * other picture: by its bytes, and a drawing is cleaned. */
#include "export/xhtml/xhtmlwriter.h"
#include "media/dataurl.h"
#include "media/svg.h"

#include <stdio.h>
#include <stdlib.h>

/* The type size in points that a program draws for; the height of a picture is relative to it. */
#define TYPE_SIZE 10.0
/* Pixels per metre if a picture does not state it: 300 per inch. */
#define PIXELS_A_METRE 11811

static uint32_t number_at(struct nc_str s, size_t i)
{
    const unsigned char *p = (const unsigned char *)s.p + i;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Pixels per metre of a PNG, from its chunk pHYs, which precedes the pixels. */
static uint32_t pixels_a_metre(struct nc_str png)
{
    size_t pixels = nc_str_search(png, NC_LIT("IDAT"), 0);
    size_t at = nc_str_search(nc_str_sub(png, 0, pixels), NC_LIT("pHYs"), 0);
    bool known = at + 13 <= pixels && png.p[at + 12] == 1;
    uint32_t n = known ? number_at(png, at + 8) : 0;
    return n ? n : PIXELS_A_METRE;
}

/* The height that a drawing states, in points; 0 if none is understood. */
static double drawing_height(struct nc_str svg)
{
    static const struct {
        const char *name;
        double points;
    } units[] = {{"pt", 1},         {"px", 0.75},      {"ex", TYPE_SIZE * 0.43},
                 {"em", TYPE_SIZE}, {"mm", 72 / 25.4}, {"cm", 72 / 2.54},
                 {"in", 72},        {"\"", 0.75},      {"'", 0.75}};
    size_t start = nc_str_search(svg, NC_LIT("<svg"), 0), end = nc_str_find(svg, '>', start);
    size_t at = nc_str_search(nc_str_sub(svg, 0, end), NC_LIT(" height="), start);
    char text[32], *rest;
    if (at + 9 > end)
        return 0;
    snprintf(text, sizeof text, "%.*s", NC_FMT(nc_str_sub(svg, at + 9, end)));
    double value = strtod(text, &rest);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strncmp(rest, units[i].name, strlen(units[i].name)) == 0)
            return value * units[i].points;
    return 0;
}

/* The height in em of the text around it; 0 if unknown. */
static double height_of(struct nc_str bytes, enum nc_media_type type)
{
    uint32_t width, height;
    double points = 0;
    if (type == NC_MEDIA_SVG)
        points = drawing_height(bytes);
    else if (nc_media_size(bytes, type, &width, &height))
        points =
            height * 72 / 0.0254 / (type == NC_MEDIA_PNG ? pixels_a_metre(bytes) : PIXELS_A_METRE);
    return points / TYPE_SIZE;
}

/* Reads the picture that the program wrote. NC_MEDIA_UNKNOWN if it is not one; why then continues
 * with the reason. */
static enum nc_media_type draw(struct xhtml_writer *w, const struct nc_math_formula *f,
                               struct nc_buf *bytes, struct nc_buf *why)
{
    struct nc_buf clean = {0};
    unsigned lost;
    if (!nc_math_draw(w->x->math, bytes, nc_str(w->x->math_command), f->tex, f->display, why))
        return NC_MEDIA_UNKNOWN;
    enum nc_media_type type = nc_media_sniff(nc_buf_view(bytes));
    bool good = type == NC_MEDIA_PNG || type == NC_MEDIA_JPEG || type == NC_MEDIA_GIF
                    ? nc_media_is_sound(nc_buf_view(bytes), type)
                    : type == NC_MEDIA_SVG && nc_svg_clean(&clean, nc_buf_view(bytes), &lost);
    if (clean.n) {
        nc_buf_clear(bytes);
        nc_buf_str(bytes, nc_buf_view(&clean));
    }
    nc_buf_dispose(&clean);
    if (!good)
        nc_buf_printf(why, "%s wrote no sound PNG, JPEG, GIF or SVG", w->x->math_command);
    return good ? type : NC_MEDIA_UNKNOWN;
}

static bool put_address(struct xhtml_writer *w, struct nc_buf *src, enum nc_media_type type,
                        struct nc_buf *bytes)
{
    if (w->x->hooks && w->x->hooks->picture)
        return w->x->hooks->picture(w->x->ctx, src, type, bytes);
    nc_data_url_put(src, type, nc_buf_view(bytes));
    return true;
}

static void put_image(struct xhtml_writer *w, struct nc_str src, struct nc_str alt, double height)
{
    struct nc_buf style = {0};
    nc_buf_printf(&style, "height:%.2fem", height);
    w->x->has_image = true;
    nc_x_start(&w->o, "img");
    nc_x_attrz(&w->o, "class", "math");
    nc_x_attr(&w->o, "src", src);
    nc_x_attr(&w->o, "alt", alt);
    if (height > 0 && height < 1000)
        nc_x_attr(&w->o, "style", nc_buf_view(&style));
    nc_x_end_void(&w->o);
    nc_buf_dispose(&style);
}

bool xhtml_draw_formula(struct xhtml_writer *w, const struct nc_math_formula *f, struct nc_buf *why)
{
    struct nc_buf bytes = {0}, src = {0};
    if (!w->x->math_command)
        return false;
    nc_buf_puts(why, "; ");
    enum nc_media_type type = draw(w, f, &bytes, why);
    double height = height_of(nc_buf_view(&bytes), type);
    bool drawn = type != NC_MEDIA_UNKNOWN && put_address(w, &src, type, &bytes);
    if (type != NC_MEDIA_UNKNOWN && !drawn)
        nc_buf_printf(why, "%s wrote %s, which the readers of this format do not show",
                      w->x->math_command, nc_media_mime(type));
    if (drawn)
        put_image(w, nc_buf_view(&src), f->alttext, height);
    nc_buf_dispose(&bytes);
    nc_buf_dispose(&src);
    return drawn;
}
