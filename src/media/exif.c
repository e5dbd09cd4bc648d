/* Reads the orientation of a JPEG: goes through the segments before the picture to the TIFF header
 * in APP1, and finds one tag in its first directory. */
#include "media/exif.h"

#include <stdint.h>

static uint32_t number(struct nc_str s, size_t at, unsigned n, bool little)
{
    uint32_t v = 0;
    for (unsigned i = 0; i < n; i++) {
        size_t k = at + (little ? n - 1 - i : i);
        v = v << 8 | (k < s.n ? (unsigned char)s.p[k] : 0u);
    }
    return v;
}

static unsigned orientation_of(struct nc_str tiff)
{
    bool little = nc_str_starts(tiff, NC_LIT("II"));
    size_t at = number(tiff, 4, 4, little);
    unsigned count = at < tiff.n ? number(tiff, at, 2, little) : 0;
    for (size_t i = 0; i < count && at + 2 + 12 * (i + 1) <= tiff.n; i++) {
        size_t entry = at + 2 + 12 * i;
        if (number(tiff, entry, 2, little) == 0x0112) {
            unsigned v = number(tiff, entry + 8, 2, little);
            return v >= 1 && v <= 8 ? v : 1;
        }
    }
    return 1;
}

unsigned nc_exif_orientation(struct nc_str s)
{
    struct nc_str mark = NC_LIT("Exif\0\0");
    for (size_t i = 2; i + 4 < s.n && (unsigned char)s.p[i] == 0xFF;) {
        if ((unsigned char)s.p[i + 1] == 0xFF) { /* any number of FF bytes may precede a marker */
            i++;
            continue;
        }
        size_t n = number(s, i + 2, 2, false);
        if (n < 2 || i + 2 + n > s.n || (unsigned char)s.p[i + 1] == 0xDA)
            break;
        struct nc_str segment = nc_str_sub(s, i + 4, i + 2 + n);
        if ((unsigned char)s.p[i + 1] == 0xE1 && nc_str_starts(segment, mark))
            return orientation_of(nc_str_sub(segment, mark.n, segment.n));
        i += 2 + n;
    }
    return 1;
}
