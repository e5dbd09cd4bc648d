/* Finds the encoding of a note and turns its text into UTF-8. A note should be UTF-8, but old ones
 * are often GB18030, Big5, Shift-JIS, EUC-JP, EUC-KR, UTF-16 without a mark or Windows-1252. iconv
 * converts. Recognition relies on which characters are common in the languages that use an
 * encoding, and on which of them the standards list first. */
#ifndef NC_PARSE_ENCODING_H
#define NC_PARSE_ENCODING_H

#include "base/buf.h"
#include <stdint.h>

enum nc_encoding {
    NC_ENC_UNKNOWN, /* none fits, or several do */
    NC_ENC_UTF8,    /* also with a byte order mark, or with a few invalid bytes */
    NC_ENC_UTF16LE, /* with or without a byte order mark; so is the next */
    NC_ENC_UTF16BE,
    NC_ENC_GB18030,
    NC_ENC_BIG5,
    NC_ENC_SHIFT_JIS,
    NC_ENC_EUC_JP,
    NC_ENC_EUC_KR,
    NC_ENC_WINDOWS_1252,
    NC_ENC_WINDOWS_1251, /* only likely; so is the next */
    NC_ENC_KOI8_R,
    NC_ENC_COUNT
};

/* Guesses the encoding of a text, or of its first lines. UNKNOWN if it is uncertain; *likely is
 * then the best guess among those that can decode the text, or UNKNOWN if none can. Linear; weighs
 * at most the first 256 KB beyond ASCII. */
enum nc_encoding nc_encoding_guess(struct nc_str bytes, enum nc_encoding *likely);
/* Whether e can decode every byte of a text. */
bool nc_encoding_fits(struct nc_str bytes, enum nc_encoding e);

/* The name used by iconv and in messages; NULL for UNKNOWN. */
const char *nc_encoding_name(enum nc_encoding e);
/* Whether iconv knows a name given by the user. */
bool nc_encoding_is_known(const char *name);

/* Appends bytes, in the encoding that iconv calls name, as UTF-8. Writes U+FFFD for what it cannot
 * decode and returns how often. Returns SIZE_MAX and appends nothing if iconv does not know the
 * name. */
size_t nc_encoding_decode(struct nc_buf *out, struct nc_str bytes, const char *name);

#endif
