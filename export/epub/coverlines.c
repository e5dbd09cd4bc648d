/* Breaks a title into lines, measured in thousandths of an em and tried from the largest size down.
 */
#include "export/epub/coverlines.h"

#include "base/buf.h"
#include "base/uchar.h"
#include "base/utf8.h"

/* A longer title is cut before anything is measured. */
#define MAX_TITLE 600

/* The width of a character, estimated generously: a line may be shorter than possible, but never
 * wider than the page. */
static unsigned em_of(uint32_t cp)
{
    if (nc_char_width(cp) == 0)
        return 0;
    if (nc_is_wide(cp))
        return 1000;
    if (cp >= 0x633 && cp <= 0x636) /* seen, sheen, sad, dad */
        return 1200;
    if (cp >= 0x590 && cp < 0x900) /* Hebrew, Arabic and their neighbours; alef is narrow */
        return cp >= 0x622 && cp <= 0x627 && cp != 0x624 && cp != 0x626 ? 390 : 680;
    if (cp < 0x80 && strchr("iljtf.,;:'!|()[] ", (int)cp))
        return 390;
    if (cp == 'm' || cp == 'w' || cp == 'M' || cp == 'W' || cp == '@')
        return 960;
    if (cp >= 'a' && cp <= 'z')
        return 640;
    return 760;
}

static bool starts_no_line(uint32_t cp)
{
    static const uint32_t few[] = {0x30FC, 0x3005, 0x303B, /* marks that are letters */
                                   0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083,
                                   0x3085, 0x3087, 0x308E, 0x30A1, 0x30A3, 0x30A5, 0x30A7,
                                   0x30A9, 0x30C3, 0x30E3, 0x30E5, 0x30E7, 0x30EE};
    for (size_t i = 0; i < sizeof few / sizeof few[0]; i++)
        if (cp == few[i])
            return true;
    return nc_is_punct(cp);
}

static bool ends_no_line(uint32_t cp)
{
    static const uint32_t opening[] = {0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014,
                                       0x3016, 0x3018, 0xFF08, 0xFF3B, 0xFF5B, 0x2018,
                                       0x201C, '(',    '[',    '{',    '#'};
    for (size_t i = 0; i < sizeof opening / sizeof opening[0]; i++)
        if (cp == opening[i])
            return true;
    return false;
}

/* Whether a line may end between the two. Hangul breaks at blanks, as its readers expect. */
static bool may_break(uint32_t before, uint32_t after)
{
    bool wide = (nc_is_wide(before) && !nc_is_hangul(before)) ||
                (nc_is_wide(after) && !nc_is_hangul(after));
    if (before == '-' || before == '/' || before == 0x2014)
        return nc_is_letter(after);
    return wide && !ends_no_line(before) && (!starts_no_line(after) || ends_no_line(after));
}

/* The end of a line of at most this width that begins at from. *next: where the next line begins.
 */
static size_t line_end(struct nc_str s, size_t from, unsigned width, size_t *next, bool *cut)
{
    size_t end = from, i = from;
    unsigned used = 0;
    uint32_t before = 0;
    *next = from;
    while (i < s.n) {
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        if (i > from && (cp == ' ' || may_break(before, cp))) {
            end = i;
            *next = i + (cp == ' ');
        }
        used += em_of(cp);
        if (used > width && cp != ' ') { /* a word wider than the line is cut */
            if (end == from) {
                end = *next = i > from ? i : i + len;
                *cut = true;
            }
            return end;
        }
        before = cp;
        i += len;
    }
    *next = s.n;
    return s.n;
}

/* The number of lines. *cut: a word was cut because it is wider than a line. */
static size_t count_lines(struct nc_str s, unsigned width, struct nc_str *lines, bool *cut)
{
    size_t count = 0;
    for (size_t from = 0; from < s.n; count++) {
        size_t next, end = line_end(s, from, width, &next, cut);
        if (lines && count < COVER_MAX_LINES)
            lines[count] = nc_str_trim(nc_str_sub(s, from, end));
        from = next;
    }
    return count;
}

/* The narrowest width that needs no more lines. */
static unsigned balance(struct nc_str s, unsigned width, size_t count)
{
    unsigned low = 1000, high = width;
    while (low + 50 < high) {
        unsigned middle = (low + high) / 2;
        bool cut = false;
        if (count_lines(s, middle, NULL, &cut) > count || cut)
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* Turns line ends and runs of blanks between words into one blank. */
static struct nc_str tidy(struct nc_arena *arena, struct nc_str text)
{
    struct nc_buf b = {0};
    for (size_t i = 0; i < text.n && b.n < MAX_TITLE;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(text, i, &len);
        if (!nc_is_space(cp))
            nc_buf_cp(&b, cp);
        else if (b.n && b.p[b.n - 1] != ' ')
            nc_buf_char(&b, ' ');
        i += len;
    }
    struct nc_str s = nc_arena_str(arena, nc_str_trim(nc_buf_view(&b)));
    nc_buf_dispose(&b);
    return s;
}

static struct nc_str with_dots(struct nc_arena *arena, struct nc_str line)
{
    struct nc_buf b = {0};
    if (line.n > 3)
        line = nc_str_sub(line, 0, nc_utf8_prev(line, line.n));
    nc_buf_str(&b, line);
    nc_buf_puts(&b, "\xE2\x80\xA6");
    return nc_buf_keep(&b, arena);
}

void cover_break(struct cover_lines *out, struct nc_arena *arena, struct nc_str text,
                 unsigned width, unsigned smallest, unsigned largest)
{
    struct nc_str s = tidy(arena, text);
    for (unsigned size = largest;; size = size * 9 / 10) {
        size = size < smallest ? smallest : size;
        unsigned room = width * 1000 / size;
        bool cut = false;
        size_t count = count_lines(s, room, NULL, &cut), most = size > 110 ? 3 : size > 80 ? 5 : 7;
        if ((count > most || (cut && size > 84)) && size > smallest)
            continue;
        out->size = size;
        out->count = count < COVER_MAX_LINES ? count : COVER_MAX_LINES;
        count_lines(s, count > COVER_MAX_LINES ? room : balance(s, room, count), out->items, &cut);
        if (count > COVER_MAX_LINES || text.n > (size_t)MAX_TITLE * 2)
            out->items[out->count - 1] = with_dots(arena, out->items[out->count - 1]);
        return;
    }
}
