/* Checks whether others can read a picture that is used unchanged, by its structure and without its
 * pixels. A picture that fails is decoded and written anew. */
#include "media/media.h"

#include <libdeflate.h>
#include <string.h>

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

/* Checks IHDR: the colour types and the bit depths that each may have. */
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

/* Checks the chunks of length, type, data and checksum, from IHDR to IEND. */
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

/* Checks quantization tables: 64 numbers of one or two bytes each. */
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

/* What the segments read so far contain. */
struct jpeg {
    unsigned frames, components;
    unsigned char ids[4];
    bool is_progressive, restarts;
    /* bits of Huffman tables: 0 to 3 for DC, 4 to 7 for AC */
    unsigned tables;
};

/* Checks Huffman tables: 16 counts, then as many values. */
static bool is_sound_dht(struct jpeg *j, struct nc_str data)
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
        j->tables |= 1u << ((id >> 4) * 4 + (id & 15));
        i += 17 + values;
    }
    return i == data.n && i > 0;
}

/* Checks a frame: baseline, extended or progressive, with one, three or four components. */
static bool is_sound_sof(struct jpeg *j, unsigned marker, struct nc_str data)
{
    unsigned components = data.n > 5 ? byte_at(data, 5) : 0;
    if (marker > 0xC2 || j->frames || data.n != 6 + 3 * components || byte_at(data, 0) != 8 ||
        (components != 1 && components != 3 && components != 4) || !big(data, 1, 2) ||
        !big(data, 3, 2))
        return false;
    for (size_t i = 6; i < data.n; i += 3) {
        unsigned sampling = byte_at(data, i + 1);
        if (sampling >> 4 < 1 || sampling >> 4 > 4 || (sampling & 15) < 1 || (sampling & 15) > 4 ||
            byte_at(data, i + 2) > 3)
            return false;
        j->ids[j->components++] = (unsigned char)byte_at(data, i);
    }
    j->is_progressive = marker == 0xC2;
    return ++j->frames == 1;
}

/* Checks JFIF 1.x; a thumbnail in it must have the stated size. */
static bool is_sound_app0(struct nc_str data)
{
    if (!nc_str_starts(data, (struct nc_str){"JFIF", 5}))
        return true;
    return data.n >= 14 && byte_at(data, 5) == 1 && byte_at(data, 7) < 3 &&
           data.n == 14 + (size_t)3 * byte_at(data, 12) * byte_at(data, 13);
}

/* Checks that a scan names components of the frame and existing tables. */
static bool is_sound_sos(const struct jpeg *j, struct nc_str data)
{
    size_t count = data.n ? byte_at(data, 0) : 0;
    if (!j->frames || count < 1 || count > j->components || data.n != 4 + 2 * count)
        return false;
    unsigned first = byte_at(data, 1 + 2 * count), last = byte_at(data, 2 + 2 * count);
    unsigned low = byte_at(data, 3 + 2 * count) & 15;
    for (size_t k = 0; k < count; k++) {
        unsigned id = byte_at(data, 1 + 2 * k), table = byte_at(data, 2 + 2 * k);
        bool dc = first > 0 || j->tables >> (table >> 4 & 3) & 1;
        bool ac = last == 0 || j->tables >> (4 + (table & 3)) & 1;
        if (!memchr(j->ids, (int)id, j->components) || table >> 4 > 3 || (table & 15) > 3 ||
            (!j->is_progressive && !(dc && ac)))
            return false;
    }
    return j->is_progressive ? first <= last && last < 64 && low < 14
                             : first == 0 && last == 63 && !byte_at(data, 3 + 2 * count);
}

static bool is_sound_segment(struct jpeg *j, unsigned marker, struct nc_str data)
{
    switch (marker) {
    case 0xC4:
        return is_sound_dht(j, data);
    case 0xDB:
        return is_sound_dqt(data);
    case 0xDA:
        return is_sound_sos(j, data);
    case 0xDD:
        j->restarts = data.n == 2 && big(data, 0, 2) > 0;
        return data.n == 2;
    case 0xE0:
        return is_sound_app0(data);
    case 0xFE:
        return true;
    default:
        return marker >= 0xC0 && marker <= 0xCF ? is_sound_sof(j, marker, data)
                                                : marker > 0xE0 && marker < 0xF0;
    }
}

/* The offset after the pixels that begin at i: the next marker that is not part of them, or s.n. */
static size_t skip_pixels(const struct jpeg *j, struct nc_str s, size_t i)
{
    for (;;) {
        i = nc_str_find(s, '\xFF', i);
        if (i + 1 >= s.n)
            return s.n;
        unsigned next = byte_at(s, i + 1);
        bool restart = j->restarts && next >= 0xD0 && next <= 0xD7;
        if (next != 0 && next != 0xFF && !restart)
            return i;
        i += next == 0xFF ? 1 : 2;
    }
}

/* Checks the segments, and the pixels after each SOS, up to the first end of image outside them:
 * cameras append more data. */
static bool is_sound_jpeg(struct nc_str s)
{
    struct jpeg j = {0};
    bool has_pixels = false;
    size_t i = 2;
    while (i + 2 <= s.n && byte_at(s, i) == 0xFF) {
        unsigned marker = byte_at(s, i + 1);
        if (marker == 0xFF) {
            i++;
            continue;
        }
        if (marker == 0xD9)
            return has_pixels;
        size_t length = i + 4 <= s.n ? (size_t)big(s, i + 2, 2) : 0;
        if (length < 2 || length > s.n - i - 2 ||
            !is_sound_segment(&j, marker, nc_str_sub(s, i + 4, i + 2 + length)))
            return false;
        i += 2 + length;
        has_pixels |= marker == 0xDA;
        i = marker == 0xDA ? skip_pixels(&j, s, i) : i;
    }
    return false;
}

/* --- GIF89a --- */

/* The offset after data blocks, each preceded by its length, and the empty block that ends them. */
static size_t skip_blocks(struct nc_str s, size_t i)
{
    while (i < s.n && s.p[i])
        i += 1 + (size_t)(unsigned char)s.p[i];
    return i + 1;
}

/* The size of a colour table, 3 × 2^(n+1) bytes, if the flags announce one. */
static size_t colours(unsigned flags)
{
    return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

/* Checks extensions and images up to the trailer. */
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
