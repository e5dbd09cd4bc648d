/* Unicode properties of code points: from utf8proc, and from generated tables (uchar_tables.h) for
 * what it lacks. */
#ifndef NC_BASE_UCHAR_H
#define NC_BASE_UCHAR_H

#include "base/buf.h"
#include "base/str.h"
#include <stdint.h>

/* White space in CommonMark's sense: Zs, tab, LF, FF, CR. 0 (no character) counts as space. */
bool nc_is_space(uint32_t cp);
/* The offset after the white space at i, at most end. */
size_t nc_past_spaces(struct nc_str s, size_t i, size_t end);
/* Punctuation in CommonMark 0.31's sense: general categories P* and S*. */
bool nc_is_punct(uint32_t cp);
/* A CJK character as markdown-cjk-friendly defines it: East_Asian_Width W, F or H without
 * Emoji_Presentation, or Script=Hangul. */
bool nc_is_cjk(uint32_t cp);
bool nc_is_hangul(uint32_t cp);
/* A CJK character that is a letter (general category L*, or an ideographic number such as U+3007).
 */
bool nc_is_cjk_letter(uint32_t cp);
/* CJK punctuation: U+3001-3003, 3008-3011, 3014-301F, FF01-FF0F, FF1A-FF20, FF3B-FF3D, FF5B-FF65.
 */
bool nc_is_cjk_punct(uint32_t cp);
/* East_Asian_Width W or F: two columns on a terminal; two of them are joined without a space across
 * a soft break. */
bool nc_is_wide(uint32_t cp);
bool nc_is_letter(uint32_t cp);
/* A small letter (Ll) of a script whose sentences begin with a capital; Georgian is not one. */
bool nc_is_small(uint32_t cp);
/* The letter that cp is a form of: without marks, of normal width, in upper case; for a hangul
 * syllable, its first consonant (U+1100 …). */
uint32_t nc_base_letter(uint32_t cp);
/* A letter or a decimal digit. */
bool nc_is_alnum(uint32_t cp);
/* The same, or a mark on a letter, without which Hindi and Thai have no words, or a number made of
 * letters (Ⅷ). */
bool nc_is_word(uint32_t cp);
bool nc_is_emoji(uint32_t cp); /* Emoji_Presentation */
/* Display columns: 0 for combining marks and controls, 2 for wide characters, else 1. */
unsigned nc_char_width(uint32_t cp);
size_t nc_str_width(struct nc_str s);
/* Control characters, line and paragraph separators, and the signs that change the direction of
 * what follows (U+202A-202E, 2066-2069). A terminal obeys them, and a name that holds them reads as
 * another. */
bool nc_is_control(uint32_t cp);
/* Appends s with each of these characters spelt out, as <U+202E>. Newlines stay if lines is set. */
void nc_put_visible(struct nc_buf *out, struct nc_str s, bool lines);
/* Appends s without these characters: a run of them becomes one blank, but direction signs are
 * dropped. */
void nc_put_plain(struct nc_buf *out, struct nc_str s);
/* Allowed in XML 1.0: tab, LF, CR, U+0020-D7FF, E000-FFFD, 10000-10FFFF. */
bool nc_is_xml_char(uint32_t cp);

/* Appends the NFC form; and the NFC form with Unicode case folding. Malformed bytes become U+FFFD.
 */
void nc_nfc(struct nc_buf *out, struct nc_str s);
void nc_nfc_fold(struct nc_buf *out, struct nc_str s);

/* The Unicode version of the generated tables, such as "15.0.0". */
extern const char nc_unicode_version[];

#endif
