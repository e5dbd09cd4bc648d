/* The picture module: gdk-pixbuf decodes, turns, scales and encodes; librsvg draws; fontconfig
 * knows which characters can be shown. The input is hostile: there is no base address, only the
 * loader for the detected type is used, and sizes are checked before pixels are made. */
#include "media/picturemodule.h"

#include <fontconfig/fontconfig.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define JPEG_QUALITY "85"
#define PNG_LEVEL "7" /* level 9 takes four times as long to save a hundredth of the bytes */

/* Called by the loader before it makes pixels. */
struct sizes {
    const struct nc_picture_job *job;
    int is_too_large;
    /* some pixels were decoded */
    int has_rows;
};

static void on_size(GdkPixbufLoader *loader, int width, int height, gpointer data)
{
    struct sizes *s = data;
    uint64_t longest = (uint64_t)(width > height ? width : height);
    if (width <= 0 || height <= 0)
        return;
    if ((uint64_t)width * (uint64_t)height > s->job->max_pixels) {
        s->is_too_large = 1;
        gdk_pixbuf_loader_set_size(loader, 1, 1);
    } else if (s->job->longest && longest > s->job->longest) {
        double scale = (double)s->job->longest / (double)longest;
        int w = (int)lround(width * scale), h = (int)lround(height * scale);
        gdk_pixbuf_loader_set_size(loader, w > 0 ? w : 1, h > 0 ? h : 1);
    }
}

/* Makes the missing part of a damaged file white, instead of what was in memory. */
static void on_area(GdkPixbufLoader *loader, gpointer data)
{
    const struct sizes *s = data;
    if (s->job->takes_part)
        gdk_pixbuf_fill(gdk_pixbuf_loader_get_pixbuf(loader), 0xFFFFFFFF);
}

static void on_rows(GdkPixbufLoader *loader, int x, int y, int width, int height, gpointer data)
{
    struct sizes *s = data;
    (void)loader;
    (void)x;
    (void)y;
    s->has_rows |= width > 0 && height > 0;
}

static enum nc_picture_error decode(GdkPixbuf **out, const struct nc_picture_job *job)
{
    struct sizes sizes = {job, 0, 0};
    GError *e = NULL;
    GdkPixbufLoader *loader = gdk_pixbuf_loader_new_with_mime_type(job->mime, &e);
    g_clear_error(&e);
    if (!loader)
        return NC_PICTURE_NO_LOADER;
    g_signal_connect(loader, "size-prepared", G_CALLBACK(on_size), &sizes);
    g_signal_connect(loader, "area-prepared", G_CALLBACK(on_area), &sizes);
    g_signal_connect(loader, "area-updated", G_CALLBACK(on_rows), &sizes);
    gboolean ok = TRUE;
    for (size_t i = 0; ok && i < job->size && !sizes.is_too_large; i += 65536) {
        size_t n = job->size - i < 65536 ? job->size - i : 65536;
        ok = gdk_pixbuf_loader_write(loader, (const guchar *)job->bytes + i, n, NULL);
    }
    ok = gdk_pixbuf_loader_close(loader, NULL) && ok;
    ok |= job->takes_part && sizes.has_rows;
    GdkPixbuf *p = sizes.is_too_large || !ok ? NULL : gdk_pixbuf_loader_get_pixbuf(loader);
    *out = p ? gdk_pixbuf_apply_embedded_orientation(p) : NULL;
    g_object_unref(loader);
    if (sizes.is_too_large)
        return NC_PICTURE_TOO_LARGE;
    return *out ? NC_PICTURE_OK : NC_PICTURE_DAMAGED;
}

/* Whether any pixel is transparent. */
static int is_transparent(const GdkPixbuf *p)
{
    if (!gdk_pixbuf_get_has_alpha(p))
        return 0;
    const guchar *rows = gdk_pixbuf_read_pixels(p);
    int w = gdk_pixbuf_get_width(p), h = gdk_pixbuf_get_height(p);
    int stride = gdk_pixbuf_get_rowstride(p);
    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++)
            if (rows[(size_t)y * (size_t)stride + (size_t)x * 4 + 3] != 255)
                return 1;
    }
    return 0;
}

static enum nc_picture_error encode(GdkPixbuf *p, int as_jpeg, char **out, size_t *size)
{
    gsize n = 0;
    gboolean ok =
        as_jpeg
            ? gdk_pixbuf_save_to_buffer(p, out, &n, "jpeg", NULL, "quality", JPEG_QUALITY, NULL)
            : gdk_pixbuf_save_to_buffer(p, out, &n, "png", NULL, "compression", PNG_LEVEL, NULL);
    *size = n;
    return ok ? NC_PICTURE_OK : NC_PICTURE_FAILED;
}

static enum nc_picture_error convert_picture(const struct nc_picture_job *job, char **out,
                                             size_t *size, int *is_jpeg)
{
    GdkPixbuf *p = NULL;
    enum nc_picture_error err = decode(&p, job);
    if (err)
        return err;
    *is_jpeg = job->wants_jpeg && !is_transparent(p);
    err = encode(p, *is_jpeg, out, size);
    g_object_unref(p);
    return err;
}

/* The size to draw at: the requested one, else the drawing's own, within the longest side. */
static int drawing_size(RsvgHandle *h, const struct nc_picture_job *job, double *w, double *height)
{
    *w = job->width;
    *height = job->height;
    if (*w > 0 && *height > 0)
        return 1;
    if (!rsvg_handle_get_intrinsic_size_in_pixels(h, w, height)) {
        gboolean has_box;
        RsvgRectangle box = {0};
        rsvg_handle_get_intrinsic_dimensions(h, NULL, NULL, NULL, NULL, &has_box, &box);
        *w = has_box ? box.width : 800;
        *height = has_box ? box.height : 600;
    }
    if (!(*w >= 1 && *height >= 1 && *w < 1e6 && *height < 1e6))
        return 0;
    double longest = *w > *height ? *w : *height, goal = job->longest ? job->longest : 2000;
    double scale =
        longest * 2 > goal ? goal / longest : 2; /* twice its own size, because screens are fine */
    *w = ceil(*w * scale);
    *height = ceil(*height * scale);
    return 1;
}

/* The pixels of an opaque surface. */
static GdkPixbuf *pixels_of(cairo_surface_t *s)
{
    int w = cairo_image_surface_get_width(s), h = cairo_image_surface_get_height(s);
    GdkPixbuf *p = gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, w, h);
    if (!p)
        return NULL;
    cairo_surface_flush(s);
    for (int y = 0; y < h; y++) {
        const unsigned char *from = cairo_image_surface_get_data(s);
        guchar *to = gdk_pixbuf_get_pixels(p) + (size_t)y * (size_t)gdk_pixbuf_get_rowstride(p);
        from += (size_t)y * (size_t)cairo_image_surface_get_stride(s);
        for (int x = 0; x < w; x++, to += 3) {
            uint32_t argb;
            memcpy(&argb, from + (size_t)x * 4, 4);
            to[0] = (guchar)(argb >> 16);
            to[1] = (guchar)(argb >> 8);
            to[2] = (guchar)argb;
        }
    }
    return p;
}

static enum nc_picture_error draw(RsvgHandle *h, const struct nc_picture_job *job, char **out,
                                  size_t *size, int *is_jpeg)
{
    double w, height;
    if (!drawing_size(h, job, &w, &height))
        return NC_PICTURE_TOO_LARGE;
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)w, (int)height);
    cairo_t *c = cairo_create(s);
    RsvgRectangle page = {0, 0, w, height};
    enum nc_picture_error err = NC_PICTURE_DAMAGED;
    cairo_set_source_rgb(c, 1, 1, 1);
    cairo_paint(c);
    if (rsvg_handle_render_document(h, c, &page, NULL)) {
        GdkPixbuf *with = pixels_of(s);
        *is_jpeg = job->wants_jpeg;
        err = with ? encode(with, *is_jpeg, out, size) : NC_PICTURE_FAILED;
        g_clear_object(&with);
    }
    cairo_destroy(c);
    cairo_surface_destroy(s);
    return err;
}

static enum nc_picture_error convert_drawing(const struct nc_picture_job *job, char **out,
                                             size_t *size, int *is_jpeg)
{
    RsvgHandle *h = rsvg_handle_new_from_data((const guint8 *)job->bytes, job->size, NULL);
    if (!h)
        return NC_PICTURE_DAMAGED;
    enum nc_picture_error err = draw(h, job, out, size, is_jpeg);
    g_object_unref(h);
    return err;
}

static enum nc_picture_error convert(const struct nc_picture_job *job, char **out, size_t *size,
                                     int *is_jpeg)
{
    return strcmp(job->mime, "image/svg+xml") == 0 ? convert_drawing(job, out, size, is_jpeg)
                                                   : convert_picture(job, out, size, is_jpeg);
}

static int has_glyph(const FcFontSet *fonts, FcChar32 c)
{
    for (int i = 0; i < fonts->nfont; i++) {
        FcCharSet *set;
        if (FcPatternGetCharSet(fonts->fonts[i], FC_CHARSET, 0, &set) == FcResultMatch &&
            FcCharSetHasChar(set, c))
            return 1;
    }
    return 0;
}

static enum nc_picture_error can_show(const char *text)
{
    FcPattern *all = FcPatternCreate();
    FcObjectSet *wanted = FcObjectSetBuild(FC_CHARSET, NULL);
    FcFontSet *fonts = FcFontList(NULL, all, wanted);
    enum nc_picture_error err = fonts ? NC_PICTURE_OK : NC_PICTURE_NO_GLYPH;
    for (const char *p = text; *p && !err; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isgraph(c) && !has_glyph(fonts, c))
            err = NC_PICTURE_NO_GLYPH;
    }
    if (fonts)
        FcFontSetDestroy(fonts);
    FcObjectSetDestroy(wanted);
    FcPatternDestroy(all);
    return err;
}

extern const struct nc_picture_module nc_picture_module;
__attribute__((visibility("default")))
const struct nc_picture_module nc_picture_module = {NC_PICTURE_VERSION, convert, can_show};
