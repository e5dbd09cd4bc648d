/* Finds types and sizes of media from their first bytes. */
#include "media/media.h"

static const struct {
    const char *mime, *suffix;
} types[NC_MEDIA_TYPE_COUNT] = {
    [NC_MEDIA_UNKNOWN] = {"application/octet-stream", ""},
    [NC_MEDIA_PNG] = {"image/png", ".png"},
    [NC_MEDIA_JPEG] = {"image/jpeg", ".jpg"},
    [NC_MEDIA_GIF] = {"image/gif", ".gif"},
    [NC_MEDIA_SVG] = {"image/svg+xml", ".svg"},
    [NC_MEDIA_WEBP] = {"image/webp", ".webp"},
    [NC_MEDIA_AVIF] = {"image/avif", ".avif"},
    [NC_MEDIA_HEIC] = {"image/heic", ".heic"},
    [NC_MEDIA_BMP] = {"image/bmp", ".bmp"},
    [NC_MEDIA_TIFF] = {"image/tiff", ".tif"},
    [NC_MEDIA_PDF] = {"application/pdf", ".pdf"},
    [NC_MEDIA_MP3] = {"audio/mpeg", ".mp3"},
    [NC_MEDIA_OGG] = {"audio/ogg", ".ogg"},
    [NC_MEDIA_WAV] = {"audio/wav", ".wav"},
    [NC_MEDIA_FLAC] = {"audio/flac", ".flac"},
    [NC_MEDIA_M4A] = {"audio/mp4", ".m4a"},
    [NC_MEDIA_MP4] = {"video/mp4", ".mp4"},
    [NC_MEDIA_WEBM] = {"video/webm", ".webm"},
};

static bool has_at(struct nc_str s, size_t at, const char *bytes, size_t n)
{
    return s.n >= at + n && memcmp(s.p + at, bytes, n) == 0;
}
#define HAS(s, at, lit) has_at((s), (at), (lit), sizeof(lit) - 1)

/* The offset after something that may precede the first element and begins at i: a comment, an
 * instruction, or a document type with its declarations in brackets. 0 for anything else. */
static size_t skip_prolog(struct nc_str s, size_t i)
{
    size_t end;
    if (HAS(s, i, "<!--")) {
        end = nc_str_search(s, NC_LIT("-->"), i);
        return end < s.n ? end + 3 : s.n;
    }
    if (!HAS(s, i, "<?") && !HAS(s, i, "<!"))
        return 0;
    end = nc_str_find(s, '>', i);
    if (HAS(s, i, "<!") && nc_str_find(s, '[', i) < end) {
        end = nc_str_find(s, ']', i);
        end = nc_str_find(s, '>', end);
    }
    return end < s.n ? end + 1 : s.n;
}

/* Whether <svg is the first element, after a byte order mark, declaration, comments and white
 * space. */
static bool is_svg(struct nc_str s)
{
    size_t i = HAS(s, 0, "\xEF\xBB\xBF") ? 3 : 0;
    while (i < s.n) {
        while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r'))
            i++;
        if (HAS(s, i, "<svg"))
            return true;
        size_t next = skip_prolog(s, i);
        if (!next)
            return false;
        i = next;
    }
    return false;
}

static uint32_t big(struct nc_str s, size_t at, unsigned n)
{
    uint32_t v = 0;
    for (unsigned i = 0; i < n && at + i < s.n; i++)
        v = v << 8 | (unsigned char)s.p[at + i];
    return v;
}

static uint32_t little(struct nc_str s, size_t at, unsigned n)
{
    uint32_t v = 0;
    for (unsigned i = n; i-- > 0;)
        v = v << 8 | (at + i < s.n ? (unsigned char)s.p[at + i] : 0);
    return v;
}

static enum nc_media_type sniff_iso(struct nc_str s)
{
    if (HAS(s, 8, "avif") || HAS(s, 8, "avis"))
        return NC_MEDIA_AVIF;
    /* ISO/IEC 23008-12: HEIF images and sequences. For a plain "mif1" the compatible brands say
     * what it is. */
    for (size_t at = 8; at + 4 <= s.n && at < big(s, 0, 4) && at < 64; at += at == 8 ? 8 : 4) {
        if (HAS(s, at, "heic") || HAS(s, at, "heix") || HAS(s, at, "heim") || HAS(s, at, "heis") ||
            HAS(s, at, "hevc") || HAS(s, at, "hevx"))
            return NC_MEDIA_HEIC;
        if (HAS(s, at, "avif"))
            return NC_MEDIA_AVIF;
    }
    if (HAS(s, 8, "mif1") || HAS(s, 8, "msf1"))
        return NC_MEDIA_HEIC;
    return HAS(s, 8, "M4A ") || HAS(s, 8, "M4B ") ? NC_MEDIA_M4A : NC_MEDIA_MP4;
}

enum nc_media_type nc_media_sniff(struct nc_str s)
{
    if (HAS(s, 0, "\x89PNG\r\n\x1a\n"))
        return NC_MEDIA_PNG;
    if (HAS(s, 0, "\xFF\xD8\xFF"))
        return NC_MEDIA_JPEG;
    if (HAS(s, 0, "GIF87a") || HAS(s, 0, "GIF89a"))
        return NC_MEDIA_GIF;
    if (HAS(s, 0, "RIFF") && HAS(s, 8, "WEBP"))
        return NC_MEDIA_WEBP;
    if (HAS(s, 0, "RIFF") && HAS(s, 8, "WAVE"))
        return NC_MEDIA_WAV;
    if (HAS(s, 4, "ftyp"))
        return sniff_iso(s);
    if (HAS(s, 0, "BM") && s.n > 26)
        return NC_MEDIA_BMP;
    if (HAS(s, 0, "II*\0") || HAS(s, 0, "MM\0*"))
        return NC_MEDIA_TIFF;
    if (HAS(s, 0, "%PDF-"))
        return NC_MEDIA_PDF;
    if (HAS(s, 0, "ID3") ||
        (s.n > 2 && (unsigned char)s.p[0] == 0xFF && ((unsigned char)s.p[1] & 0xE6) == 0xE2))
        return NC_MEDIA_MP3;
    if (HAS(s, 0, "OggS"))
        return NC_MEDIA_OGG;
    if (HAS(s, 0, "fLaC"))
        return NC_MEDIA_FLAC;
    if (HAS(s, 0, "\x1A\x45\xDF\xA3"))
        return NC_MEDIA_WEBM;
    return is_svg(s) ? NC_MEDIA_SVG : NC_MEDIA_UNKNOWN;
}

const char *nc_media_mime(enum nc_media_type t)
{
    return types[t].mime;
}

const char *nc_media_suffix(enum nc_media_type t)
{
    return types[t].suffix;
}

bool nc_media_is_image(enum nc_media_type t)
{
    return t >= NC_MEDIA_PNG && t <= NC_MEDIA_TIFF;
}

bool nc_media_is_lossless(struct nc_str s, enum nc_media_type t)
{
    struct nc_str head = nc_str_sub(s, 0, s.n < 64 ? s.n : 64);
    if (t == NC_MEDIA_WEBP) /* RIFF, WEBP, and chunks */
        return nc_str_search(head, NC_LIT("VP8L"), 12) < head.n;
    return t != NC_MEDIA_JPEG && t != NC_MEDIA_AVIF && t != NC_MEDIA_HEIC;
}

/* Reads the frame header of a JPEG, after its other segments. */
static bool jpeg_size(struct nc_str s, uint32_t *w, uint32_t *h)
{
    for (size_t i = 2; i + 9 < s.n && (unsigned char)s.p[i] == 0xFF;) {
        unsigned char m = (unsigned char)s.p[i + 1];
        if (m >= 0xC0 && m <= 0xCF && m != 0xC4 && m != 0xC8 && m != 0xCC) {
            *h = big(s, i + 5, 2);
            *w = big(s, i + 7, 2);
            return true;
        }
        i += m == 0xFF ? 1 : 2 + big(s, i + 2, 2);
    }
    return false;
}

static bool webp_size(struct nc_str s, uint32_t *w, uint32_t *h)
{
    if (HAS(s, 12, "VP8X") && s.n >= 30) {
        *w = little(s, 24, 3) + 1;
        *h = little(s, 27, 3) + 1;
    } else if (HAS(s, 12, "VP8L") && s.n >= 25) {
        uint32_t v = little(s, 21, 4);
        *w = (v & 0x3FFF) + 1;
        *h = (v >> 14 & 0x3FFF) + 1;
    } else if (HAS(s, 12, "VP8 ") && s.n >= 30) {
        *w = little(s, 26, 2) & 0x3FFF;
        *h = little(s, 28, 2) & 0x3FFF;
    } else {
        return false;
    }
    return true;
}

/* Reads a number of pixels from an attribute of the svg element. Units other than px are not sizes
 * in pixels. */
static uint32_t svg_length(struct nc_str tag, const char *name)
{
    size_t i = nc_str_search(tag, nc_str(name), 0);
    i += strlen(name);
    uint32_t v = 0;
    if (i >= tag.n || (tag.p[i] != '"' && tag.p[i] != '\''))
        return 0;
    for (i++; i < tag.n && nc_ascii_is_digit(tag.p[i]) && v < 1000000; i++)
        v = v * 10 + (uint32_t)(tag.p[i] - '0');
    while (i < tag.n && (tag.p[i] == '.' || nc_ascii_is_digit(tag.p[i])))
        i++;
    return i < tag.n && (tag.p[i] == '"' || tag.p[i] == '\'' || tag.p[i] == 'p') ? v : 0;
}

static bool svg_size(struct nc_str s, uint32_t *w, uint32_t *h)
{
    size_t from = nc_str_search(s, NC_LIT("<svg"), 0), to = nc_str_find(s, '>', from);
    struct nc_str tag = nc_str_sub(s, from, to);
    *w = svg_length(tag, " width=");
    *h = svg_length(tag, " height=");
    return *w && *h;
}

bool nc_media_size(struct nc_str s, enum nc_media_type t, uint32_t *width, uint32_t *height)
{
    *width = *height = 0;
    switch ((int)t) {
    case NC_MEDIA_PNG:
        *width = big(s, 16, 4);
        *height = big(s, 20, 4);
        break;
    case NC_MEDIA_GIF:
        *width = little(s, 6, 2);
        *height = little(s, 8, 2);
        break;
    case NC_MEDIA_BMP:
        *width = little(s, 18, 4);
        *height = little(s, 22, 4);
        break;
    case NC_MEDIA_JPEG:
        return jpeg_size(s, width, height);
    case NC_MEDIA_WEBP:
        return webp_size(s, width, height);
    case NC_MEDIA_SVG:
        return svg_size(s, width, height);
    default:
        return false;
    }
    return *width && *height;
}
