/* Initials of titles. An index of Chinese titles, or of Japanese ones written in Chinese
 * characters, is sorted by strokes, because a text does not give the readings. */
#include "lang/initial.h"

#include "base/uchar.h"
#include "base/utf8.h"

#include "lang/stroke_tables.h"

/* An initial is a kind and, in its lower bits, a key within that kind. */
enum kind { OTHER, DIGIT, LETTER, KANA, HANGUL, STROKES };
#define KEY_BITS 24

static uint32_t make(enum kind kind, uint32_t key)
{
    return (uint32_t)kind << KEY_BITS | key;
}

static enum kind kind_of(uint32_t initial)
{
    return (enum kind)(initial >> KEY_BITS);
}

static uint32_t key_of(uint32_t initial)
{
    return initial & ((1u << KEY_BITS) - 1);
}

static unsigned strokes_of(uint32_t cp)
{
    if (cp >= 0x4E00 && cp - 0x4E00 < sizeof strokes_4e00)
        return strokes_4e00[cp - 0x4E00];
    if (cp >= 0x3400 && cp - 0x3400 < sizeof strokes_3400)
        return strokes_3400[cp - 0x3400];
    return 0;
}

/* The first kana of each row, including small ones, and the name of the row. */
static const struct {
    uint16_t first, name;
} rows[] = {{0x3041, 0x3042}, {0x304B, 0x304B}, {0x3055, 0x3055}, {0x305F, 0x305F},
            {0x306A, 0x306A}, {0x306F, 0x306F}, {0x307E, 0x307E}, {0x3083, 0x3084},
            {0x3089, 0x3089}, {0x308E, 0x308F}, {0x3095, 0x304B}};

/* The row of a kana, ignoring its marks. */
static uint32_t row_of(uint32_t cp)
{
    uint32_t hiragana = cp >= 0x30A1 ? cp - 0x60 : cp;
    size_t row = 0;
    while (row + 1 < sizeof rows / sizeof rows[0] && hiragana >= rows[row + 1].first)
        row++;
    return rows[row].name;
}

/* The consonants that begin syllables, from U+1100 on; a doubled one counts as single. */
static const uint16_t consonants[] = {0x3131, 0x3131, 0x3134, 0x3137, 0x3137, 0x3139, 0x3141,
                                      0x3142, 0x3142, 0x3145, 0x3145, 0x3147, 0x3148, 0x3148,
                                      0x314A, 0x314B, 0x314C, 0x314D, 0x314E};

static uint32_t initial_of(uint32_t cp)
{
    uint32_t base = nc_base_letter(cp);
    unsigned strokes = strokes_of(base);
    if (strokes)
        return make(STROKES, strokes);
    if (base >= 0x1100 && base - 0x1100 < sizeof consonants / sizeof consonants[0])
        return make(HANGUL, consonants[base - 0x1100]);
    if ((base >= 0x3041 && base <= 0x3096) || (base >= 0x30A1 && base <= 0x30F6))
        return make(KANA, row_of(base));
    return nc_is_letter(base) ? make(LETTER, base) : make(DIGIT, 0);
}

uint32_t nc_initial_of(struct nc_str title)
{
    for (size_t i = 0; i < title.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(title, i, &len);
        if (nc_is_alnum(cp))
            return initial_of(cp);
        i += len;
    }
    return make(OTHER, 0);
}

static void put_name(struct nc_buf *out, uint32_t initial)
{
    char letter[4];
    switch (kind_of(initial)) {
    case OTHER:
        nc_buf_char(out, '#');
        break;
    case DIGIT:
        nc_buf_puts(out, "0–9");
        break;
    case LETTER:
    case KANA:
    case HANGUL:
        nc_buf_put(out, letter, nc_utf8_put(letter, key_of(initial)));
        break;
    case STROKES:
        nc_buf_printf(out, "%u", (unsigned)key_of(initial));
        break;
    }
}

/* Appends the word for strokes, which follows their number in every language that sorts by strokes.
 */
static void put_unit(struct nc_buf *out, struct nc_str lang)
{
    nc_buf_puts(out, nc_str_starts(lang, NC_LIT("zh-Hant")) ? " 畫"
                     : nc_str_starts(lang, NC_LIT("ko"))    ? "획"
                                                            : " 画");
}

void nc_initial_put(struct nc_buf *out, uint32_t first, uint32_t last, struct nc_str lang)
{
    if (first != last && kind_of(first) == DIGIT)
        nc_buf_char(out, '0');
    else
        put_name(out, first);
    if (first != last) {
        nc_buf_puts(out, "–");
        put_name(out, last);
    }
    if (kind_of(last) == STROKES)
        put_unit(out, lang);
}
