/* Which encoding a note is in, and its text as UTF-8. A note should be UTF-8; old ones are often
 * GB18030, Big5, Shift-JIS, EUC-JP, EUC-KR, UTF-16 without a mark or Windows-1252. Conversion is
 * iconv's. What is recognised rests on two facts of the text: which characters are common in the
 * languages that use an encoding, and which of them the standards list first. */
#ifndef NC_PARSE_ENCODING_H
#define NC_PARSE_ENCODING_H

#include "base/buf.h"
#include <stdint.h>

enum nc_encoding {
    NC_ENC_UNKNOWN, /* none fits, or several do */
    NC_ENC_UTF8,    /* also with a byte order mark, and with a few bytes that are none */
    NC_ENC_UTF16LE, /* with or without a byte order mark, as the next */
    NC_ENC_UTF16BE,
    NC_ENC_GB18030,
    NC_ENC_BIG5,
    NC_ENC_SHIFT_JIS,
    NC_ENC_EUC_JP,
    NC_ENC_EUC_KR,
    NC_ENC_WINDOWS_1252,
    NC_ENC_WINDOWS_1251, /* only likely, as the next */
    NC_ENC_KOI8_R,
    NC_ENC_COUNT
};

/* The encoding of a text, or of its first lines. UNKNOWN if the text does not show it well;
 * *likely is then the best guess among those that can decode it, UNKNOWN if none can. Linear; at
 * most the first 256 KB beyond ASCII are weighed. */
enum nc_encoding nc_encoding_guess(struct nc_str bytes, enum nc_encoding *likely);
/* Whether every byte of a text can be decoded. */
bool nc_encoding_fits(struct nc_str bytes, enum nc_encoding e);

/* The name that iconv and messages use; NULL for UNKNOWN. */
const char *nc_encoding_name(enum nc_encoding e);
/* Whether iconv knows a name that the user gave. */
bool nc_encoding_is_known(const char *name);

/* Appends bytes, in the encoding that iconv calls name, as UTF-8. What cannot be decoded becomes
 * U+FFFD; returns how often that happened, or SIZE_MAX, with nothing appended, if iconv does not
 * know the name. */
size_t nc_encoding_decode(struct nc_buf *out, struct nc_str bytes, const char *name);

#endif
