/* Character properties. Categories, folding and NFC come from utf8proc; widths and scripts are
 * generated. */
#include "base/uchar.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

struct range {
    uint32_t lo, hi;
};
#include "base/uchar_tables.h"

const char nc_unicode_version[] = NC_UNICODE_VERSION;

#define COUNT(t) (sizeof(t) / sizeof(t)[0])

static bool in_ranges(const struct range *t, size_t n, uint32_t cp)
{
    size_t lo = 0;
    while (lo < n) {
        size_t mid = (lo + n) / 2;
        if (cp > t[mid].hi)
            lo = mid + 1;
        else if (cp < t[mid].lo)
            n = mid;
        else
            return true;
    }
    return false;
}

static utf8proc_category_t category(uint32_t cp)
{
    return utf8proc_category((utf8proc_int32_t)cp);
}

bool nc_is_space(uint32_t cp)
{
    if (cp < 0x80)
        return cp == 0 || cp == ' ' || (cp >= '\t' && cp <= '\r' && cp != '\v');
    return cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F ||
           cp == 0x205F || cp == 0x3000;
}

size_t nc_past_spaces(struct nc_str s, size_t i, size_t end)
{
    unsigned len;
    for (; i < end; i += len) {
        uint32_t cp = nc_utf8_at(s, i, &len);
        if (!cp || !nc_is_space(cp))
            break;
    }
    return i;
}

bool nc_is_punct(uint32_t cp)
{
    if (cp < 0x80)
        return (cp > 0x20 && cp < '0') || (cp > '9' && cp < 'A') || (cp > 'Z' && cp < 'a') ||
               (cp > 'z' && cp < 0x7F);
    utf8proc_category_t c = category(cp);
    return c >= UTF8PROC_CATEGORY_PC && c <= UTF8PROC_CATEGORY_SO;
}

bool nc_is_cjk(uint32_t cp)
{
    return cp >= 0x1100 && in_ranges(cjk_ranges, COUNT(cjk_ranges), cp);
}

bool nc_is_hangul(uint32_t cp)
{
    return cp >= 0x1100 && in_ranges(hangul_ranges, COUNT(hangul_ranges), cp);
}

bool nc_is_cjk_letter(uint32_t cp)
{
    if (cp < 0x1100 || !nc_is_cjk(cp))
        return false;
    utf8proc_category_t c = category(cp);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) || c == UTF8PROC_CATEGORY_NL;
}

bool nc_is_cjk_punct(uint32_t cp)
{
    if (cp < 0x3001 || (cp > 0x301F && cp < 0xFF01) || cp > 0xFF65)
        return false;
    return (cp <= 0x3003) || (cp >= 0x3008 && cp <= 0x3011) || (cp >= 0x3014 && cp <= 0x301F) ||
           (cp >= 0xFF01 && cp <= 0xFF0F) || (cp >= 0xFF1A && cp <= 0xFF20) ||
           (cp >= 0xFF3B && cp <= 0xFF3D) || (cp >= 0xFF5B);
}

bool nc_is_wide(uint32_t cp)
{
    return cp >= 0x1100 && in_ranges(wide_ranges, COUNT(wide_ranges), cp);
}

bool nc_is_letter(uint32_t cp)
{
    if (cp < 0x80)
        return nc_ascii_is_letter(cp);
    utf8proc_category_t c = category(cp);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

bool nc_is_small(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'a' && cp <= 'z';
    return (cp < 0x10D0 || cp > 0x10FF) && category(cp) == UTF8PROC_CATEGORY_LL;
}

uint32_t nc_base_letter(uint32_t cp)
{
    utf8proc_int32_t parts[32];
    int last = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 32,
                                                 UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &last);
    return (uint32_t)utf8proc_toupper(n > 0 && n <= 32 ? parts[0] : (utf8proc_int32_t)cp);
}

bool nc_is_alnum(uint32_t cp)
{
    if (cp < 0x80)
        return nc_ascii_is_digit(cp) || nc_is_letter(cp);
    return nc_is_letter(cp) || category(cp) == UTF8PROC_CATEGORY_ND;
}

bool nc_is_word(uint32_t cp)
{
    utf8proc_category_t c = category(cp);
    return nc_is_alnum(cp) || c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_MC ||
           c == UTF8PROC_CATEGORY_ME || c == UTF8PROC_CATEGORY_NL;
}

bool nc_is_emoji(uint32_t cp)
{
    return cp >= 0x231A && in_ranges(emoji_ranges, COUNT(emoji_ranges), cp);
}

unsigned nc_char_width(uint32_t cp)
{
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
        return 0;
    if (cp < 0x300)
        return 1;
    if (nc_is_wide(cp))
        return 2;
    utf8proc_category_t c = category(cp);
    return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_ME || c == UTF8PROC_CATEGORY_CF ? 0
                                                                                               : 1;
}

size_t nc_str_width(struct nc_str s)
{
    size_t width = 0;
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        width += nc_char_width(nc_utf8_at(s, i, &len));
        i += len;
    }
    return width;
}

bool nc_is_xml_char(uint32_t cp)
{
    return cp >= 0x20
               ? cp <= 0xD7FF || (cp >= 0xE000 && cp <= 0xFFFD) || (cp >= 0x10000 && cp <= 0x10FFFF)
               : cp == '\t' || cp == '\n' || cp == '\r';
}

/* Characters that neither composition nor folding changes, whatever stands beside them: those that
 * CJK texts consist of, and dashes and quotation marks. No mark that composes with others is among
 * them. */
static bool is_stable(uint32_t cp)
{
    return (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3041 && cp <= 0x3096) ||
           (cp >= 0x30A1 && cp <= 0x30FE) || (cp >= 0x3400 && cp <= 0x4DBF) ||
           (cp >= 0xAC00 && cp <= 0xD7A3) || (cp >= 0x3000 && cp <= 0x3029) ||
           (cp >= 0xFF01 && cp <= 0xFF20) || (cp >= 0xFF3B && cp <= 0xFF40) ||
           (cp >= 0x2010 && cp <= 0x2027) || cp == 0xB7;
}

/* Only ASCII and stable characters: the text is composed already, and folding only lowers its
 * capitals. */
static bool is_simple(struct nc_str s)
{
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        if (cp >= 0x80 && !is_stable(cp))
            return false;
        i += len;
    }
    return true;
}

static void map(struct nc_buf *out, struct nc_str s, utf8proc_option_t options)
{
    struct nc_buf clean = {0};
    nc_buf_clean(&clean, s);
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)clean.p, (utf8proc_ssize_t)clean.n,
                                      &mapped, UTF8PROC_STABLE | UTF8PROC_COMPOSE | options);
    /* Valid input can fail only for lack of memory. */
    if (n < 0)
        nc_out_of_memory();
    nc_buf_put(out, mapped, (size_t)n);
    free(mapped);
    nc_buf_dispose(&clean);
}

void nc_nfc(struct nc_buf *out, struct nc_str s)
{
    if (is_simple(s))
        nc_buf_str(out, s);
    else
        map(out, s, 0);
}

void nc_nfc_fold(struct nc_buf *out, struct nc_str s)
{
    if (!is_simple(s)) {
        map(out, s, UTF8PROC_CASEFOLD);
        return;
    }
    size_t start = out->n;
    nc_buf_str(out, s);
    for (size_t i = start; i < out->n; i++)
        out->p[i] = nc_ascii_lower(out->p[i]);
}

static bool is_direction(uint32_t cp)
{
    return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

bool nc_is_control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029 ||
           is_direction(cp);
}

void nc_put_visible(struct nc_buf *out, struct nc_str s, bool lines)
{
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        if (nc_is_control(cp) && !(lines && (cp == '\n' || cp == '\t')))
            nc_buf_printf(out, "<U+%04X>", cp);
        else
            nc_buf_put(out, s.p + i, len);
        i += len;
    }
}

void nc_put_plain(struct nc_buf *out, struct nc_str s)
{
    bool blank = false;
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        bool control = nc_is_control(cp);
        if (control && !is_direction(cp) && !blank)
            nc_buf_char(out, ' ');
        if (!control)
            nc_buf_put(out, s.p + i, len);
        blank = control ? blank || !is_direction(cp) : cp == ' ';
        i += len;
    }
}
