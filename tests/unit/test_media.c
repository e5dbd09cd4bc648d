/* What files are from their bytes, and whether they are sound: sniff.c, sound.c, exif.c, dataurl.c.
 */
#include "media/dataurl.h"
#include "media/exif.h"
#include "media/media.h"
#include "tests/unit/check.h"

#include <libdeflate.h>

#define BYTES(lit) ((struct nc_str){(lit), sizeof(lit) - 1})

static void put(struct nc_buf *out, struct nc_str bytes)
{
    nc_buf_put(out, bytes.p, bytes.n);
}

static void put_big(struct nc_buf *out, uint32_t v, unsigned n)
{
    while (n--)
        nc_buf_char(out, (char)(v >> 8 * n & 0xFF));
}

static void check_sound(struct nc_str bytes, enum nc_media_type type, bool is_sound, int line)
{
    if (!CHECK(nc_media_is_sound(bytes, type) == is_sound))
        fprintf(stderr, "  of line %d\n", line);
    /* Nothing that is cut short is sound. */
    bool any = false;
    for (size_t n = 0; is_sound && n < bytes.n; n++)
        any |= nc_media_is_sound(nc_str_sub(bytes, 0, n), type);
    if (!CHECK(!any))
        fprintf(stderr, "  cut, of line %d\n", line);
}

#define GIF_HEAD "GIF89a\1\0\1\0"
#define GIF_IMAGE ",\0\0\0\0\1\0\1\0\0\2\2D\1\0"

static void check_gif(struct nc_str bytes, bool is_sound, int line)
{
    check_sound(bytes, NC_MEDIA_GIF, is_sound, line);
}

static void test_gif(void)
{
    check_gif(BYTES(GIF_HEAD "\0\0\0" GIF_IMAGE ";"), true, __LINE__);
    check_gif(BYTES(GIF_HEAD "\0\0\0" GIF_IMAGE GIF_IMAGE ";"), true, __LINE__);
    /* Two and four colours for all; two for the image; blocks that are to be skipped have ";" and
     * "," in them. */
    check_gif(BYTES(GIF_HEAD "\x80\0\0abcdef" GIF_IMAGE ";"), true, __LINE__);
    check_gif(BYTES(GIF_HEAD "\x81\0\0abcdefabcdef" GIF_IMAGE ";"), true, __LINE__);
    check_gif(BYTES(GIF_HEAD "\0\0\0,\0\0\0\0\1\0\1\0\x80"
                             ";;;;;;\2\2;;\0;"),
              true, __LINE__);
    check_gif(BYTES(GIF_HEAD "\0\0\0!\xF9\4\1\0\0\0\0!\xFE\3;,;\2!!\0" GIF_IMAGE ";"), true,
              __LINE__);
    check_gif(BYTES(GIF_HEAD "\0\0\0;"), false, __LINE__);
    check_gif(BYTES(GIF_HEAD "\0\0\0!\xFE\1x\0;"), false, __LINE__);
    check_gif(BYTES(GIF_HEAD "\0\0\0x" GIF_IMAGE ";"), false, __LINE__);
    check_gif(BYTES(GIF_HEAD "\x80\0\0abcde" GIF_IMAGE ";"), false, __LINE__);
    check_gif(BYTES(GIF_HEAD "\x01\0\0abcdef" GIF_IMAGE ";"), false, __LINE__);
    check_gif(BYTES(GIF_HEAD "\0\0\0" GIF_IMAGE "\1;"), false, __LINE__);
}

static void put_chunk(struct nc_buf *out, const char *type, struct nc_str data)
{
    put_big(out, (uint32_t)data.n, 4);
    size_t from = out->n;
    nc_buf_puts(out, type);
    put(out, data);
    put_big(out, libdeflate_crc32(0, out->p + from, out->n - from), 4);
}

/* A PNG of the given IHDR, with the chunks that letters name: D pixels, T text, E end. */
static void make_png(struct nc_buf *out, struct nc_str header, const char *chunks)
{
    out->n = 0;
    put(out, BYTES("\x89PNG\r\n\x1a\n"));
    if (header.n)
        put_chunk(out, "IHDR", header);
    for (; *chunks; chunks++) {
        if (*chunks == 'D')
            put_chunk(out, "IDAT", BYTES("xyz"));
        else if (*chunks == 'H')
            put_chunk(out, "IHDR", header);
        else
            put_chunk(out, *chunks == 'T' ? "tEXt" : "IEND",
                      *chunks == 'T' ? BYTES("a\0b") : NC_NONE);
    }
}

static void test_png(void)
{
    struct nc_buf b = {0};
    struct nc_str plain = BYTES("\0\0\0\1\0\0\0\1\x08\2\0\0\0");
    static const struct {
        const char *chunks;
        bool is_sound;
    } orders[] = {{"DE", true},  {"TDDTE", true}, {"E", false},
                  {"TE", false}, {"D", false},    {"DHE", false}};
    for (size_t k = 0; k < sizeof orders / sizeof *orders; k++) {
        make_png(&b, plain, orders[k].chunks);
        check_sound(nc_buf_view(&b), NC_MEDIA_PNG, orders[k].is_sound, __LINE__);
    }
    make_png(&b, NC_NONE, "DE");
    check_sound(nc_buf_view(&b), NC_MEDIA_PNG, false, __LINE__);
    make_png(&b, plain, "DE");
    nc_buf_puts(&b, "after");
    CHECK(nc_media_is_sound(nc_buf_view(&b), NC_MEDIA_PNG));
    for (size_t i = 8; i < b.n - 5; i++) { /* each byte counts */
        b.p[i] = (char)(b.p[i] ^ 1);
        CHECK(!nc_media_is_sound(nc_buf_view(&b), NC_MEDIA_PNG));
        b.p[i] = (char)(b.p[i] ^ 1);
    }
    nc_buf_dispose(&b);
}

/* The depths that each kind of colour may have, and the three numbers after them. */
static void test_png_header(void)
{
    static const char *const depths[] = {"1 2 4 8 16", "",     "8 16", "1 2 4 8", "8 16",
                                         "",           "8 16", "",     ""};
    struct nc_buf b = {0};
    for (int kind = 0; kind < 9; kind++)
        for (int depth = 0; depth <= 33; depth++) {
            char header[] = "\0\0\0\1\0\0\0\1dk\0\0\0", word[16], among[32];
            header[8] = (char)depth;
            header[9] = (char)kind;
            make_png(&b, BYTES(header), "DE");
            snprintf(word, sizeof word, " %d ", depth);
            snprintf(among, sizeof among, " %s ", depths[kind]);
            CHECK(nc_media_is_sound(nc_buf_view(&b), NC_MEDIA_PNG) ==
                  (strstr(among, word) != NULL));
        }
    static const struct {
        const char last[4];
        bool is_sound;
    } ends[] = {{"\0\0\1", true}, {"\0\0\2", false}, {"\1\0\0", false}, {"\0\1\0", false}};
    for (size_t k = 0; k < 4; k++) {
        char header[] = "\0\0\0\1\0\0\0\1\x08\2\0\0\0";
        memcpy(header + 10, ends[k].last, 3);
        make_png(&b, BYTES(header), "DE");
        CHECK(nc_media_is_sound(nc_buf_view(&b), NC_MEDIA_PNG) == ends[k].is_sound);
    }
    make_png(&b, BYTES("\0\0\0\1\0\0\0\1\x08\2\0\0\0\0"), "DE");
    CHECK(!nc_media_is_sound(nc_buf_view(&b), NC_MEDIA_PNG));
    make_png(&b, BYTES("\0\0\0\1\0\0\0\1\x08\2\0\0"), "DE");
    CHECK(!nc_media_is_sound(nc_buf_view(&b), NC_MEDIA_PNG));
    nc_buf_dispose(&b);
}

/* A segment of a JPEG. */
static void put_segment(struct nc_buf *out, unsigned marker, struct nc_str data)
{
    nc_buf_char(out, '\xFF');
    nc_buf_char(out, (char)marker);
    put_big(out, (uint32_t)data.n + 2, 2);
    put(out, data);
}

/* Parts of a grey JPEG of 3 × 2; NULL as data: as it should be. */
struct parts {
    unsigned sof_marker;
    struct nc_str app0, dqt, sof, dht, dri, sos, pixels, end;
};

static struct parts plain_parts(void)
{
    static const char dqt[65], dht[34] = {[0] = 0, [17] = 0x10};
    return (struct parts){.sof_marker = 0xC0,
                          .app0 = BYTES("JFIF\0\1\2\1\0\1\0\1\0\0"),
                          .dqt = {dqt, 65},
                          .sof = BYTES("\x08\0\2\0\3\1\1\x11\0"),
                          .dht = {dht, 34},
                          .sos = BYTES("\1\1\0\0\x3F\0"),
                          .pixels = BYTES("a\xFF\0b"),
                          .end = BYTES("\xFF\xD9")};
}

static void make_jpeg(struct nc_buf *out, const struct parts *p)
{
    out->n = 0;
    put(out, BYTES("\xFF\xD8"));
    put_segment(out, 0xE0, p->app0);
    put_segment(out, 0xDB, p->dqt);
    put_segment(out, p->sof_marker, p->sof);
    put_segment(out, 0xC4, p->dht);
    if (p->dri.n)
        put_segment(out, 0xDD, p->dri);
    put_segment(out, 0xDA, p->sos);
    put(out, p->pixels);
    put(out, p->end);
}

static void check_jpeg(struct parts p, bool is_sound, int line)
{
    struct nc_buf b = {0};
    make_jpeg(&b, &p);
    check_sound(nc_buf_view(&b), NC_MEDIA_JPEG, is_sound, line);
    nc_buf_dispose(&b);
}

/* A JPEG with one part of another kind. */
#define JPEG_WITH(is_sound, part, ...)                                                             \
    do {                                                                                           \
        struct parts p_ = plain_parts();                                                           \
        p_.part = __VA_ARGS__;                                                                     \
        check_jpeg(p_, (is_sound), __LINE__);                                                      \
    } while (0)

static void test_jpeg_frame(void)
{
    check_jpeg(plain_parts(), true, __LINE__);
    JPEG_WITH(true, sof_marker, 0xC1);
    JPEG_WITH(false, sof_marker, 0xC3);
    JPEG_WITH(false, sof_marker, 0xC9);
    JPEG_WITH(false, sof, BYTES("\x0C\0\2\0\3\1\1\x11\0"));         /* 12 bits */
    JPEG_WITH(false, sof, BYTES("\x08\0\0\0\3\1\1\x11\0"));         /* no height */
    JPEG_WITH(false, sof, BYTES("\x08\0\2\0\0\1\1\x11\0"));         /* no width */
    JPEG_WITH(false, sof, BYTES("\x08\0\2\0\3\0"));                 /* no component */
    JPEG_WITH(false, sof, BYTES("\x08\0\2\0\3"));                   /* too short */
    JPEG_WITH(false, sof, BYTES("\x08\0\2\0\3\1\1\x11\0\0"));       /* too long */
    JPEG_WITH(false, sof, BYTES("\x08\0\2\0\3\2\1\x11\0\2\x11\0")); /* two components */
    JPEG_WITH(true, sof, BYTES("\x08\0\2\0\3\3\1\x11\0\2\x11\0\3\x11\0"));
    JPEG_WITH(true, sof, BYTES("\x08\0\2\0\3\4\1\x11\0\2\x11\0\3\x11\0\4\x11\0"));
    JPEG_WITH(true, sof, BYTES("\x08\0\2\0\3\1\1\x44\3"));
    JPEG_WITH(false, sof, BYTES("\x08\0\2\0\3\1\1\x51\0"));
    JPEG_WITH(false, sof, BYTES("\x08\0\2\0\3\1\1\x15\0"));
    JPEG_WITH(false, sof, BYTES("\x08\0\2\0\3\1\1\x01\0"));
    JPEG_WITH(false, sof, BYTES("\x08\0\2\0\3\1\1\x10\0"));
    JPEG_WITH(false, sof, BYTES("\x08\0\2\0\3\1\1\x11\4"));
}

static void test_jpeg_scan(void)
{
    JPEG_WITH(false, sos, BYTES("\1\2\0\0\x3F\0")); /* of no component that exists */
    JPEG_WITH(false, sos, BYTES("\0\0\x3F\0"));     /* of none */
    JPEG_WITH(false, sos, BYTES("\2\1\0\1\0\0\x3F\0"));
    JPEG_WITH(false, sos, BYTES("\1\1\0\0\x3F\0\0")); /* too long */
    JPEG_WITH(false, sos, BYTES("\1\1\x10\0\x3F\0")); /* with tables that do not exist */
    JPEG_WITH(false, sos, BYTES("\1\1\x01\0\x3F\0"));
    JPEG_WITH(false, sos, BYTES("\1\1\x40\0\x3F\0"));
    JPEG_WITH(false, sos, BYTES("\1\1\x04\0\x3F\0"));
    JPEG_WITH(false, sos, BYTES("\1\1\0\1\x3F\0")); /* not whole */
    JPEG_WITH(false, sos, BYTES("\1\1\0\0\x3E\0"));
    JPEG_WITH(false, sos, BYTES("\1\1\0\0\x3F\1"));
    static const struct {
        const char sos[7];
        bool is_sound;
    } progressive[] = {
        {"\1\1\0\0\0\0", true},    {"\1\1\0\1\x3F\0", true},  {"\1\1\0\5\5\0", true},
        {"\1\1\0\6\5\0", false},   {"\1\1\0\1\x40\0", false}, {"\1\1\0\1\5\x0D", true},
        {"\1\1\0\1\5\x0E", false}, {"\1\1\x33\1\5\0", true},  {"\1\1\x40\1\5\0", false}};
    for (size_t k = 0; k < sizeof progressive / sizeof *progressive; k++) {
        struct parts p = plain_parts();
        p.sof_marker = 0xC2;
        p.sos = (struct nc_str){progressive[k].sos, 6};
        check_jpeg(p, progressive[k].is_sound, __LINE__);
    }
    JPEG_WITH(true, pixels, BYTES("a\xFF\xFF\xFF\0b\xFF"));
    JPEG_WITH(false, pixels,
              BYTES("a\xFF\xD0"
                    "b"));
    JPEG_WITH(false, end, BYTES(""));
    JPEG_WITH(false, end, BYTES("\xFF"));
    static const struct {
        const char dri[3];
        const char *pixels;
        bool is_sound;
    } restarts[] = {{"\0\1",
                     "a\xFF\xD0"
                     "b\xFF\xD7"
                     "c",
                     true},
                    {"\1\0",
                     "a\xFF\xD0"
                     "b",
                     true},
                    {"\0\0",
                     "a\xFF\xD0"
                     "b",
                     false},
                    {"\0\1",
                     "a\xFF\xCF"
                     "b",
                     false},
                    {"\0\1",
                     "a\xFF\xD8"
                     "b",
                     false}};
    for (size_t k = 0; k < sizeof restarts / sizeof *restarts; k++) {
        struct parts p = plain_parts();
        p.dri = (struct nc_str){restarts[k].dri, 2};
        p.pixels = nc_str(restarts[k].pixels);
        check_jpeg(p, restarts[k].is_sound, __LINE__);
    }
    JPEG_WITH(false, dri, BYTES("\0\1\0"));
}

static void test_jpeg_tables(void)
{
    char dqt[194] = {0}, dht[600] = {0};
    JPEG_WITH(false, dqt, NC_NONE);
    JPEG_WITH(false, dqt, (struct nc_str){dqt, 64});
    JPEG_WITH(true, dqt, (struct nc_str){dqt, 130});
    dqt[0] = 0x13; /* of two bytes each */
    JPEG_WITH(true, dqt, (struct nc_str){dqt, 129});
    JPEG_WITH(true, dqt, (struct nc_str){dqt, 194});
    JPEG_WITH(false, dqt, (struct nc_str){dqt, 65});
    dqt[0] = 0x04;
    JPEG_WITH(false, dqt, (struct nc_str){dqt, 65});
    dqt[0] = 0x20;
    JPEG_WITH(false, dqt, (struct nc_str){dqt, 65});
    JPEG_WITH(false, dht, NC_NONE);
    JPEG_WITH(false, dht, (struct nc_str){dht, 17}); /* no table for AC */
    JPEG_WITH(false, dht, (struct nc_str){dht, 16});
    dht[17] = 0x10;
    JPEG_WITH(true, dht, (struct nc_str){dht, 34});
    JPEG_WITH(false, dht, (struct nc_str){dht, 35});
    dht[17] = 0x20;
    JPEG_WITH(false, dht, (struct nc_str){dht, 34});
    dht[17] = 0x14;
    JPEG_WITH(false, dht, (struct nc_str){dht, 34});
    dht[17] = 0x10;
    dht[18] = 2; /* two codes of one bit, and two values */
    JPEG_WITH(true, dht, (struct nc_str){dht, 36});
    JPEG_WITH(false, dht, (struct nc_str){dht, 35});
    dht[18] = 3;
    JPEG_WITH(false, dht, (struct nc_str){dht, 37});
    dht[18] = 0;
    dht[33] = (char)255;
    JPEG_WITH(true, dht, (struct nc_str){dht, 34 + 255});
    dht[32] = 1;
    JPEG_WITH(true, dht, (struct nc_str){dht, 34 + 256});
    dht[32] = 2;
    JPEG_WITH(false, dht, (struct nc_str){dht, 34 + 257});
}

static void test_jpeg_app0(void)
{
    JPEG_WITH(true, app0, BYTES("other"));
    JPEG_WITH(true, app0, BYTES("JFIF\0\1\2\2\0\1\0\1\1\2abcdef"));
    JPEG_WITH(false, app0, BYTES("JFIF\0\1\2\2\0\1\0\1\1\2abcde"));
    JPEG_WITH(false, app0, BYTES("JFIF\0\2\2\1\0\1\0\1\0\0"));
    JPEG_WITH(false, app0, BYTES("JFIF\0\1\2\3\0\1\0\1\0\0"));
    JPEG_WITH(false, app0, BYTES("JFIF\0\1\2\1\0\1\0\1\0"));
}

/* Segments that are not in every file, and what may stand between them. */
static void test_jpeg_segments(void)
{
    static const struct {
        struct nc_str more;
        bool is_sound;
    } extras[] = {{BYTES("\xFF\xFE\0\4hi"), true},
                  {BYTES("\xFF\xE1\0\4hi"), true},
                  {BYTES("\xFF\xEF\0\2"), true},
                  {BYTES("\xFF\xF0\0\2"), false},
                  {BYTES("\xFF\xD8\0\2"), false},
                  {BYTES("\xFF\xFF"), true},
                  {BYTES("\xFF"), true},
                  {BYTES("\xFF\xFE\0\1"), false},
                  {BYTES("x\xFE\0\2"), false},
                  {BYTES("\xFF\xD9"), false},
                  {BYTES("\xFF\xC0\0\x0B\x08\0\2\0\3\1\1\x11\0"), false}};
    for (size_t k = 0; k < sizeof extras / sizeof *extras; k++) {
        struct parts p = plain_parts();
        struct nc_buf whole = {0}, b = {0};
        make_jpeg(&whole, &p);
        put(&b, nc_str_sub(nc_buf_view(&whole), 0, 2));
        put(&b, extras[k].more);
        put(&b, nc_str_sub(nc_buf_view(&whole), 2, whole.n));
        check_sound(nc_buf_view(&b), NC_MEDIA_JPEG, extras[k].is_sound, (int)k);
        uint32_t w = 0, h = 0;
        if (extras[k].is_sound)
            CHECK(nc_media_size(nc_buf_view(&b), NC_MEDIA_JPEG, &w, &h) && w == 3 && h == 2);
        nc_buf_dispose(&whole);
        nc_buf_dispose(&b);
    }
    struct parts none = plain_parts();
    struct nc_buf b = {0};
    put(&b, BYTES("\xFF\xD8"));
    put_segment(&b, 0xDA, none.sos); /* pixels of no frame */
    put(&b, none.end);
    check_sound(nc_buf_view(&b), NC_MEDIA_JPEG, false, __LINE__);
    nc_buf_dispose(&b);
}

static void check_type(struct nc_str bytes, enum nc_media_type type, int line)
{
    if (!CHECK(nc_media_sniff(bytes) == type))
        fprintf(stderr, "  type %d, of line %d\n", (int)nc_media_sniff(bytes), line);
}

static void test_sniff(void)
{
    check_type(BYTES("\x89PNG\r\n\x1a\n"), NC_MEDIA_PNG, __LINE__);
    check_type(BYTES("\x89PNG\r\n\x1a"), NC_MEDIA_UNKNOWN, __LINE__);
    check_type(BYTES("\xFF\xD8\xFF"), NC_MEDIA_JPEG, __LINE__);
    check_type(BYTES("GIF87a"), NC_MEDIA_GIF, __LINE__);
    check_type(BYTES("GIF89a"), NC_MEDIA_GIF, __LINE__);
    check_type(BYTES("GIF88a"), NC_MEDIA_UNKNOWN, __LINE__);
    check_type(BYTES("RIFF....WEBP"), NC_MEDIA_WEBP, __LINE__);
    check_type(BYTES("RIFF....WAVE"), NC_MEDIA_WAV, __LINE__);
    check_type(BYTES("RIFF....AVI "), NC_MEDIA_UNKNOWN, __LINE__);
    check_type(BYTES("BM0123456789012345678901234"), NC_MEDIA_BMP, __LINE__);
    check_type(BYTES("BM012345678901234567890123"), NC_MEDIA_UNKNOWN, __LINE__);
    check_type(BYTES("II*\0"), NC_MEDIA_TIFF, __LINE__);
    check_type(BYTES("MM\0*"), NC_MEDIA_TIFF, __LINE__);
    check_type(BYTES("%PDF-1.4"), NC_MEDIA_PDF, __LINE__);
    check_type(BYTES("ID3"), NC_MEDIA_MP3, __LINE__);
    check_type(BYTES("\xFF\xFB\x90"), NC_MEDIA_MP3, __LINE__);
    check_type(BYTES("\xFF\xF3\x90"), NC_MEDIA_MP3, __LINE__);
    check_type(BYTES("\xFF\xF1\x90"), NC_MEDIA_UNKNOWN, __LINE__); /* AAC */
    check_type(BYTES("\xFF\xFB"), NC_MEDIA_UNKNOWN, __LINE__);
    check_type(BYTES("OggS"), NC_MEDIA_OGG, __LINE__);
    check_type(BYTES("fLaC"), NC_MEDIA_FLAC, __LINE__);
    check_type(BYTES("\x1A\x45\xDF\xA3"), NC_MEDIA_WEBM, __LINE__);
    check_type(NC_NONE, NC_MEDIA_UNKNOWN, __LINE__);
}

/* Files of ISO/IEC 14496-12 are told apart by their brands. */
static void test_sniff_brands(void)
{
    static const struct {
        const char brands[20];
        enum nc_media_type type;
    } kinds[] = {{"avif....", NC_MEDIA_AVIF},         {"avis....", NC_MEDIA_AVIF},
                 {"heic....", NC_MEDIA_HEIC},         {"heix....", NC_MEDIA_HEIC},
                 {"heim....", NC_MEDIA_HEIC},         {"heis....", NC_MEDIA_HEIC},
                 {"hevc....", NC_MEDIA_HEIC},         {"hevx....", NC_MEDIA_HEIC},
                 {"mif1....mif1avif", NC_MEDIA_AVIF}, {"mif1....mif1heic", NC_MEDIA_HEIC},
                 {"mif1....xxxxyyyy", NC_MEDIA_HEIC}, {"msf1....xxxxyyyy", NC_MEDIA_HEIC},
                 {"M4A ....", NC_MEDIA_M4A},          {"M4B ....", NC_MEDIA_M4A},
                 {"isom....", NC_MEDIA_MP4},          {"isomheic", NC_MEDIA_MP4}};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        struct nc_buf b = {0};
        put_big(&b, 8 + (uint32_t)strlen(kinds[k].brands), 4);
        nc_buf_printf(&b, "ftyp%s", kinds[k].brands);
        nc_buf_puts(&b, "heicheic"); /* after the box: no brands */
        check_type(nc_buf_view(&b), kinds[k].type, (int)k);
        nc_buf_dispose(&b);
    }
}

static void test_sniff_svg(void)
{
    check_type(BYTES("<svg/>"), NC_MEDIA_SVG, __LINE__);
    check_type(BYTES("\xEF\xBB\xBF \t\r\n<svg>"), NC_MEDIA_SVG, __LINE__);
    check_type(BYTES("<?xml version='1.0'?><!-- <a> --><!DOCTYPE svg>\n<svg>"), NC_MEDIA_SVG,
               __LINE__);
    check_type(BYTES("<!DOCTYPE svg [<!ENTITY a 'b'> ] ><svg>"), NC_MEDIA_SVG, __LINE__);
    check_type(BYTES("<p><svg/></p>"), NC_MEDIA_UNKNOWN, __LINE__);
    check_type(BYTES("<!-- <svg> "), NC_MEDIA_UNKNOWN, __LINE__);
    check_type(BYTES("<?xml <svg"), NC_MEDIA_UNKNOWN, __LINE__);
    check_type(BYTES("<!DOCTYPE svg [ <svg>"), NC_MEDIA_UNKNOWN, __LINE__);
    check_type(BYTES("  "), NC_MEDIA_UNKNOWN, __LINE__);
}

/* w = 0: the size is not known. */
static void check_size(struct nc_str bytes, uint32_t w, uint32_t h, int line)
{
    uint32_t width, height;
    bool is_known = nc_media_size(bytes, nc_media_sniff(bytes), &width, &height);
    if (!CHECK(is_known == (w > 0) && (!w || (width == w && height == h))))
        fprintf(stderr, "  %u × %u, of line %d\n", width, height, line);
}

static void test_sizes(void)
{
    check_size(BYTES("\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\1\0\2\0\0\3\4"), 0x10002, 0x304, __LINE__);
    check_size(BYTES("\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\1\0\2\0\0\0\0"), 0, 0, __LINE__);
    check_size(BYTES("\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\0\0\0\0\0\1"), 0, 0, __LINE__);
    check_size(BYTES("GIF89a\x02\x01\x04\x03"), 0x102, 0x304, __LINE__);
    check_size(BYTES("BM0123456789012345\2\1\0\0\4\3\0\0 "), 0x102, 0x304, __LINE__);
    check_size(BYTES("RIFF....WEBPVP8X........\x01\x02\x00\x03\x04\x01"), 0x202, 0x10404, __LINE__);
    check_size(BYTES("RIFF....WEBPVP8X........\x01\x02\x00\x03\x04"), 0, 0, __LINE__);
    /* 14 bits each: 3 + 1 and 5 + 1, then 14 ones. */
    check_size(BYTES("RIFF....WEBPVP8L..../\x03\x40\x01\x00"), 4, 6, __LINE__);
    check_size(BYTES("RIFF....WEBPVP8L..../\xFF\xFF\xFF\xFF"), 16384, 16384, __LINE__);
    check_size(BYTES("RIFF....WEBPVP8L..../\x03\x40\x01"), 0, 0, __LINE__);
    check_size(BYTES("RIFF....WEBPVP8 ..........\x05\x40\x06\xC1"), 5, 0x106, __LINE__);
    check_size(BYTES("RIFF....WEBPVP8 ..........\x05\x40\x06"), 0, 0, __LINE__);
    check_size(BYTES("RIFF....WEBPVP9 ................"), 0, 0, __LINE__);
    check_size(BYTES("\xFF\xD8\xFF\xFE\0\2\xFF\xC4\0\3\0\xFF\xC2\0\x0B\x08\0\2\1\3\1"), 0x103, 2,
               __LINE__);
    check_size(BYTES("\xFF\xD8\xFF\xFF\xC0\0\x0B\x08\0\2\0\3\1"), 3, 2, __LINE__);
    check_size(BYTES("\xFF\xD8\xFF\xFF\xFF\xC0\0\x0B\x08\0\2\0\3\1"), 3, 2, __LINE__);
    check_size(BYTES("\xFF\xD8\xFF\xFE\0\2x\xC2\0\x0B\x08\0\2\1\3\1"), 0, 0, __LINE__);
    check_size(BYTES("<svg width=\"12\" height='34.5px'>"), 12, 34, __LINE__);
    check_size(BYTES("<svg width=\"12\"><g height='34'/>"), 0, 0, __LINE__);
    check_size(BYTES("<svg width=\"12em\" height='34'>"), 0, 0, __LINE__);
    check_size(BYTES("<svg width=\"12%\" height='34'>"), 0, 0, __LINE__);
    check_size(BYTES("<svg width=\"0\" height='34'>"), 0, 0, __LINE__);
    check_size(BYTES("<svg width=12 height='34'>"), 0, 0, __LINE__);
}

static void test_orientation(void)
{
#define TIFF_BIG "MM\0*\0\0\0\x08\0\2\1\0\0\3\0\0\0\1\0\7\0\0\1\x12\0\3\0\0\0\1\0\6\0\0"
    struct nc_buf b = {0};
    put(&b, BYTES("\xFF\xD8"));
    put_segment(&b, 0xE0, BYTES("JFIF\0"));
    put_segment(&b, 0xE1, BYTES("http://ns.adobe.com/xap"));
    put_segment(&b, 0xE1, BYTES("Exif\0\0" TIFF_BIG));
    put(&b, BYTES("\xFF\xD9"));
    CHECK(nc_exif_orientation(nc_buf_view(&b)) == 6);
    static const struct {
        struct nc_str tiff;
        unsigned orientation;
    } kinds[] = {
        {BYTES("II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\x08\0\0\0"), 8},
        {BYTES("II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\x09\0\0\0"), 1},
        {BYTES("II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\0\0\0\0"), 1},
        {BYTES("II*\0\x08\0\0\0\0\0\x12\1\3\0\1\0\0\0\x08\0\0\0"), 1},
        {BYTES("II*\0\x08\0\0\0\1\0\x13\1\3\0\1\0\0\0\x08\0\0\0"), 1},
        {BYTES("II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\x08\0\0"), 1},
        {BYTES("II*\0\xFF\0\0\0\1\0\x12\1\3\0\1\0\0\0\x08\0\0\0"), 1},
    };
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (unsigned fill = 0; fill < 3; fill++) { /* bytes that may stand before a marker */
            struct nc_buf segment = {0};
            b.n = 0;
            put(&b, BYTES("\xFF\xD8\xFF\xFF\xFF"));
            b.n = 2 + fill;
            put(&segment, BYTES("Exif\0\0"));
            put(&segment, kinds[k].tiff);
            put_segment(&b, 0xE1, nc_buf_view(&segment));
            CHECK(nc_exif_orientation(nc_buf_view(&b)) == kinds[k].orientation);
            nc_buf_dispose(&segment);
        }
    b.n = 0; /* nothing after the beginning of the pixels is looked at */
    put(&b, BYTES("\xFF\xD8"));
    put_segment(&b, 0xDA, BYTES("1"));
    put_segment(&b, 0xE1, BYTES("Exif\0\0" TIFF_BIG));
    CHECK(nc_exif_orientation(nc_buf_view(&b)) == 1);
    CHECK(nc_exif_orientation(NC_NONE) == 1);
    nc_buf_dispose(&b);
}

/* NULL: refused. */
static void check_decoded(const char *url, const char *bytes)
{
    struct nc_buf b = {0};
    nc_buf_puts(&b, "|");
    bool ok = nc_data_url_decode(&b, nc_str(url));
    CHECK(ok == (bytes != NULL));
    CHECK(b.n > 0 && b.p[0] == '|');
    nc_buf_char(&b, '\0');
    CHECK_STR(b.p + 1, bytes ? bytes : "");
    nc_buf_dispose(&b);
}

static void test_data_urls(void)
{
    check_decoded("data:image/png;base64,aGVsbG8=", "hello");
    check_decoded("data:image/png;BASE64,aGVsbG8", "hello");
    check_decoded("data:;base64,aGVs%0AbG8%3D", "hello");
    check_decoded("data:;base64,aG Vs\tbG\r\n8%3d", "hello");
    check_decoded("data:;base64,%61GVsbG8=ignored", "hello");
    check_decoded("data:;base64,fn5+Pz8/", "~~~???"); /* both alphabets */
    check_decoded("data:;base64,fn5-Pz8_", "~~~???");
    check_decoded("data:;base64,QQ", "A");
    check_decoded("data:;base64,Q", NULL);
    check_decoded("data:;base64,", NULL);
    check_decoded("data:;base64", NULL);
    check_decoded("data:;base64,aGVs!G8=", NULL);
    check_decoded("data:;base64,aGVs%zzG8=", NULL);
    check_decoded("data:;base64,aGVs%4zG8=", NULL);
    check_decoded("data:;base64,aGVs%4", NULL);
    check_decoded(";base64,aGVs", "aGVs"); /* nothing before the mark: it is none */
    check_decoded("data:,%41b%4G%4", "Ab%4G%4");
    check_decoded("data:,a%2", "a%2");
    check_decoded("data:,", NULL);
    CHECK(nc_is_data_picture(nc_str("DATA:image/x")) && !nc_is_data_picture(nc_str("data:text/x")));
    struct nc_buf b = {0};
    static const char *const forms[] = {"", "YQ==", "YWI=", "YWJj", "YWJjZA=="};
    for (size_t n = 0; n < 5; n++) {
        b.n = 0;
        nc_data_url_put(&b, NC_MEDIA_GIF, (struct nc_str){"abcd", n});
        nc_buf_char(&b, '\0');
        CHECK(strncmp(b.p, "data:image/gif;base64,", 22) == 0);
        CHECK_STR(b.p + 22, forms[n]);
    }
    nc_buf_dispose(&b);
}

int main(void)
{
    test_gif();
    test_png();
    test_png_header();
    test_jpeg_frame();
    test_jpeg_scan();
    test_jpeg_tables();
    test_jpeg_app0();
    test_jpeg_segments();
    test_sniff();
    test_sniff_brands();
    test_sniff_svg();
    test_sizes();
    test_orientation();
    test_data_urls();
    return check_result();
}
