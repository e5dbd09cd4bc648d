/* Whether a picture that is taken as it is can be read by others: a look at its parts, none at its
 * pixels. What is not sound is decoded and written anew. */
#include "media/media.h"

#include <libdeflate.h>

static uint64_t big(struct nc_str s, size_t at, unsigned n)
{
    uint64_t v = 0;
    for (unsigned i = 0; i < n; i++)
        v = v << 8 | (unsigned char)s.p[at + i];
    return v;
}

static unsigned byte_at(struct nc_str s, size_t at)
{
    return (unsigned char)s.p[at];
}

/* --- PNG (ISO/IEC 15948) --- */

/* IHDR: kinds of colour and the depths that each may have. */
static bool is_sound_header(struct nc_str data)
{
    static const uint32_t depths[] = {1 << 1 | 1 << 2 | 1 << 4 | 1 << 8 | 1 << 16,
                                      0,
                                      1 << 8 | 1 << 16,
                                      1 << 1 | 1 << 2 | 1 << 4 | 1 << 8,
                                      1 << 8 | 1 << 16,
                                      0,
                                      1 << 8 | 1 << 16};
    if (data.n != 13 || byte_at(data, 9) > 6 || byte_at(data, 8) > 16)
        return false;
    return depths[byte_at(data, 9)] >> byte_at(data, 8) & 1 && byte_at(data, 10) == 0 &&
           byte_at(data, 11) == 0 && byte_at(data, 12) < 2;
}

/* Chunks of length, type, data and check sum, from IHDR to IEND. */
static bool is_sound_png(struct nc_str s)
{
    bool has_pixels = false;
    for (size_t i = 8; i + 12 <= s.n;) {
        uint64_t length = big(s, i, 4);
        struct nc_str type = nc_str_sub(s, i + 4, i + 8);
        if (length > s.n - i - 12 ||
            libdeflate_crc32(0, type.p, 4 + (size_t)length) != big(s, i + 8 + (size_t)length, 4))
            return false;
        if ((i == 8) != nc_str_eqz(type, "IHDR") ||
            (i == 8 && !is_sound_header(nc_str_sub(s, i + 8, i + 8 + (size_t)length))))
            return false;
        if (nc_str_eqz(type, "IEND"))
            return has_pixels;
        has_pixels |= nc_str_eqz(type, "IDAT");
        i += (size_t)length + 12;
    }
    return false;
}

/* --- JPEG (ITU-T T.81) --- */

/* Tables of quantization: 64 numbers of one or two bytes each. */
static bool is_sound_dqt(struct nc_str data)
{
    size_t i = 0;
    while (i < data.n) {
        unsigned id = byte_at(data, i);
        if (id >> 4 > 1 || (id & 15) > 3)
            return false;
        i += 1 + (id >> 4 ? 128u : 64u);
    }
    return i == data.n && i > 0;
}

/* Huffman tables: 16 counts, then as many values. */
static bool is_sound_dht(struct nc_str data)
{
    size_t i = 0;
    while (i + 17 <= data.n) {
        size_t values = 0;
        unsigned id = byte_at(data, i), code = 0;
        for (size_t k = 1; k <= 16; k++) {
            values += byte_at(data, i + k);
            code = code * 2 + byte_at(data, i + k);
            if (code > 1u << k)
                return false;
        }
        if (id >> 4 > 1 || (id & 15) > 3 || values > 256)
            return false;
        i += 17 + values;
    }
    return i == data.n && i > 0;
}

/* Baseline, extended or progressive, of one, three or four components. */
static bool is_sound_sof(unsigned marker, struct nc_str data)
{
    unsigned components = data.n > 5 ? byte_at(data, 5) : 0;
    if (marker > 0xC2 || data.n != 6 + 3 * components || byte_at(data, 0) != 8 ||
        (components != 1 && components != 3 && components != 4) || !big(data, 1, 2) ||
        !big(data, 3, 2))
        return false;
    for (size_t i = 6; i < data.n; i += 3) {
        unsigned sampling = byte_at(data, i + 1);
        if (sampling >> 4 < 1 || sampling >> 4 > 4 || (sampling & 15) < 1 || (sampling & 15) > 4 ||
            byte_at(data, i + 2) > 3)
            return false;
    }
    return true;
}

/* JFIF 1.x; a small picture in it has the size it says. */
static bool is_sound_app0(struct nc_str data)
{
    if (!nc_str_starts(data, (struct nc_str){"JFIF", 5}))
        return true;
    return data.n >= 14 && byte_at(data, 5) == 1 && byte_at(data, 7) < 3 &&
           data.n == 14 + (size_t)3 * byte_at(data, 12) * byte_at(data, 13);
}

static bool is_sound_segment(unsigned marker, struct nc_str data)
{
    switch (marker) {
    case 0xC4:
        return is_sound_dht(data);
    case 0xDB:
        return is_sound_dqt(data);
    case 0xDD:
        return data.n == 2;
    case 0xE0:
        return is_sound_app0(data);
    case 0xFE:
        return true;
    default:
        return marker >= 0xC0 && marker <= 0xCF ? is_sound_sof(marker, data)
                                                : marker > 0xE0 && marker < 0xF0;
    }
}

/* A scan names components of the frame and tables. */
static bool is_sound_sos(struct nc_str data)
{
    size_t components = data.n ? byte_at(data, 0) : 0;
    return components >= 1 && components <= 4 && data.n == 4 + 2 * components;
}

/* The end of image may stand anywhere after the first scan begins: cameras put more after it, and
 * segments before it may hold a small picture with an end of its own. */
static bool is_sound_jpeg(struct nc_str s)
{
    unsigned frames = 0;
    size_t i = 2;
    while (i + 4 <= s.n && byte_at(s, i) == 0xFF) {
        unsigned marker = byte_at(s, i + 1);
        if (marker == 0xFF) {
            i++;
            continue;
        }
        size_t length = (size_t)big(s, i + 2, 2);
        if (length < 2 || length > s.n - i - 2)
            return false;
        struct nc_str data = nc_str_sub(s, i + 4, i + 2 + length);
        i += 2 + length;
        if (marker == 0xDA)
            return frames == 1 && is_sound_sos(data) &&
                   nc_str_search(s, NC_LIT("\xFF\xD9"), i) < s.n;
        frames += marker >= 0xC0 && marker <= 0xC2;
        if (!is_sound_segment(marker, data))
            return false;
    }
    return false;
}

/* --- GIF89a --- */

/* After blocks of data, each with its length before it, and the empty one at their end. */
static size_t skip_blocks(struct nc_str s, size_t i)
{
    while (i < s.n && s.p[i])
        i += 1 + (size_t)(unsigned char)s.p[i];
    return i + 1;
}

/* 3 × 2^(n+1) bytes of colours, if the flags say that there are some. */
static size_t colours(unsigned flags)
{
    return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

/* Extensions and images up to the trailer. */
static bool is_sound_gif(struct nc_str s)
{
    if (s.n < 13)
        return false;
    size_t i = 13 + colours((unsigned char)s.p[10]);
    bool has_pixels = false;
    while (i < s.n && s.p[i] != ';') {
        if (s.p[i] == '!') {
            i = skip_blocks(s, i + 2);
        } else if (s.p[i] == ',' && i + 10 < s.n) {
            i = skip_blocks(s, i + 11 + colours((unsigned char)s.p[i + 9]));
            has_pixels = true;
        } else {
            return false;
        }
    }
    return has_pixels && i < s.n;
}

bool nc_media_is_sound(struct nc_str bytes, enum nc_media_type t)
{
    switch ((int)t) {
    case NC_MEDIA_PNG:
        return is_sound_png(bytes);
    case NC_MEDIA_JPEG:
        return is_sound_jpeg(bytes);
    case NC_MEDIA_GIF:
        return is_sound_gif(bytes);
    default:
        return true;
    }
}
