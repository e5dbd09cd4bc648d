/* Line ends in Chinese and Japanese text. */
#include "parse/tidy/widelines.h"

#include "base/arena.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "doc/walk.h"

#include <stdlib.h>

#define MAX_NUMBER 4 /* characters of a number that a line begins with */

/* --- lines that stand for themselves --- */

static const uint32_t bullets[] = {0x30FB, 0x2022, 0x25CF, 0x25CB, 0x25CE, 0x25C9, 0x25A0,
                                   0x25A1, 0x25C6, 0x25C7, 0x25B2, 0x25B3, 0x25BC, 0x25BD,
                                   0x25B6, 0x2605, 0x2606, 0x00B7, 0xFF0D, 0x203B, 0x2192,
                                   0x2713, 0x2714, 0x2610, 0x2611};

/* Beginnings of lines that their author meant as paragraphs or items, though Markdown has no such
 * list. */
enum beginning {
    OF_TEXT,
    OF_INDENT,    /* a wide blank */
    OF_ENCLOSED,  /* a number in a circle, as U+2460 */
    OF_BRACKETED, /* a number in wide brackets */
    OF_NUMBER,    /* digits, and a wide comma or stop */
    OF_NUMERAL,   /* the same with Chinese numerals */
    OF_LETTER,    /* the same with a capital */
    OF_SIDE,      /* the name of a question or an answer, and a colon */
    OF_BULLET,    /* this and those after it: one of the bullets */
    BEGINNINGS = OF_BULLET + sizeof bullets / sizeof bullets[0]
};

static enum beginning kind_of_number(uint32_t cp)
{
    static const uint32_t numerals[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D,
                                        0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E};
    if (nc_ascii_is_digit(cp) || (cp >= 0xFF10 && cp <= 0xFF19))
        return OF_NUMBER;
    if ((cp >= 'A' && cp <= 'Z') || (cp >= 0xFF21 && cp <= 0xFF3A))
        return OF_LETTER;
    for (size_t i = 0; i < sizeof numerals / sizeof numerals[0]; i++)
        if (cp == numerals[i])
            return OF_NUMERAL;
    return OF_TEXT;
}

/* The kind of beginning of a line whose text begins with a number or with a bracket before one. */
static enum beginning numbered(struct nc_str s)
{
    unsigned len, n = 0;
    uint32_t cp = nc_utf8_at(s, 0, &len);
    bool bracket = cp == 0xFF08;
    size_t i = bracket ? len : 0;
    enum beginning kind = OF_TEXT;
    for (; i < s.n && n <= MAX_NUMBER; i += len, n++) {
        cp = nc_utf8_at(s, i, &len);
        enum beginning k = kind_of_number(cp);
        if (k == OF_TEXT || (n && k != kind) || (n && k == OF_LETTER))
            break;
        kind = k;
    }
    if (!n || n > MAX_NUMBER || i == s.n)
        return OF_TEXT;
    if (bracket)
        return cp == 0xFF09 ? OF_BRACKETED : OF_TEXT;
    return cp == 0x3001 || cp == 0xFF0E ? kind : OF_TEXT;
}

/* Whether the line begins with the name of one side of a card; a colon may stand after its markup.
 */
static bool is_side(struct nc_str s)
{
    static const char *const names[] = {"问", "問", "質問", "答", "答え", "回答"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t n = strlen(names[i]);
        if (nc_str_starts(s, nc_str(names[i])) &&
            (s.n == n || s.p[n] == ':' || nc_str_starts(nc_str_sub(s, n, s.n), NC_LIT("："))))
            return true;
    }
    return false;
}

static enum beginning beginning_of(struct nc_str s)
{
    unsigned len;
    uint32_t cp = nc_utf8_at(s, 0, &len);
    if (cp == 0x3000)
        return OF_INDENT;
    if ((cp >= 0x2460 && cp <= 0x2487) || (cp >= 0x2776 && cp <= 0x277F) ||
        (cp >= 0x3220 && cp <= 0x3229))
        return OF_ENCLOSED;
    for (unsigned i = 0; i < sizeof bullets / sizeof bullets[0]; i++)
        if (cp == bullets[i])
            return (enum beginning)(OF_BULLET + i);
    return is_side(s) ? OF_SIDE : numbered(s);
}

/* The lines of a block with such beginnings. */
struct own_lines {
    /* the break before each, and its kind */
    struct {
        struct nc_node *end;
        enum beginning kind;
    } * lines;
    size_t count, cap;
    /* number of lines of each kind, including the block's first line */
    unsigned of_kind[BEGINNINGS];
};

/* Adds the line that begins with s; end: the line end before it, NULL for the block's first. */
static void add_line(struct own_lines *own, struct nc_node *end, struct nc_str s)
{
    enum beginning kind = beginning_of(s);
    if (kind == OF_TEXT)
        return;
    own->of_kind[kind]++;
    if (!end)
        return;
    nc_grow(&own->lines, &own->cap, own->count + 1, sizeof *own->lines);
    own->lines[own->count].end = end;
    own->lines[own->count++].kind = kind;
}

/* Ends the block: shows the line ends before lines that are indented, or of which there are two. */
static void settle_lines(struct own_lines *own)
{
    for (size_t i = 0; i < own->count; i++)
        if (own->lines[i].kind == OF_INDENT || own->of_kind[own->lines[i].kind] > 1)
            own->lines[i].end->kind = NC_HARD_BREAK;
    own->count = 0;
    memset(own->of_kind, 0, sizeof own->of_kind);
}

/* --- line ends that vanish --- */

/* Signs in the middle of a wide line, as Chinese and Japanese write them: — … · and the quotation
 * marks. */
static bool is_shared_mark(uint32_t cp)
{
    return cp == 0x2014 || cp == 0x2015 || cp == 0x2018 || cp == 0x2019 || cp == 0x201C ||
           cp == 0x201D || cp == 0x2025 || cp == 0x2026 || cp == 0x00B7;
}

static bool joins_wide(uint32_t a, uint32_t b)
{
    return nc_is_wide(a) && nc_is_wide(b) && !nc_is_hangul(a) && !nc_is_hangul(b) &&
           !nc_is_emoji(a) && !nc_is_emoji(b);
}

/* Whether two lines join without a blank. If one of the characters is a shared mark, the other one
 * decides; two marks join in a wide text. */
static bool joins(uint32_t a, uint32_t b, bool wide_text)
{
    bool mark_a = is_shared_mark(a), mark_b = is_shared_mark(b);
    if (!mark_a && !mark_b)
        return joins_wide(a, b);
    return mark_a && mark_b ? wide_text : joins_wide(mark_a ? b : a, mark_a ? b : a);
}

static uint32_t first_char(struct nc_str s)
{
    unsigned len;
    return nc_utf8_at(s, 0, &len);
}

static uint32_t last_char(struct nc_str s)
{
    unsigned len;
    return nc_utf8_at(s, nc_utf8_prev(s, s.n), &len);
}

/* Records that the line end before n vanishes. */
static void note_line(struct nc_node *block, const struct nc_node *n)
{
    uint32_t lines = n->pos.line - block->pos.line;
    if (n->pos.file == block->pos.file && n->pos.line > block->pos.line)
        block->last_line = lines < UINT16_MAX ? (uint16_t)lines : UINT16_MAX;
}

/* Removes soft breaks between two wide characters, unless one is Hangul, and makes those before
 * such lines visible. wide_text: a text of the block began or ended with a wide character. */
void nc_wide_lines(struct nc_doc *doc)
{
    struct own_lines own = {0};
    struct nc_node *pending = NULL, *end = NULL, *block = doc->root;
    uint32_t last = 0;
    bool wide_text = false, at_start = false, settles = false;
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (!nc_is_inline(n->kind)) {
            settle_lines(&own);
            block = n;
            pending = end = NULL;
            last = 0;
            wide_text = false;
            at_start = settles = !doc->strict && n->kind != NC_HEADING;
        } else if (e == NC_WALK_ENTER && n->kind == NC_SOFT_BREAK) {
            pending = last ? n : NULL;
            end = settles ? n : NULL;
        } else if (e == NC_WALK_ENTER && n->kind == NC_TEXT && n->u.text.n) {
            if (at_start || end)
                add_line(&own, end, n->u.text);
            at_start = false;
            end = NULL;
            uint32_t first = first_char(n->u.text);
            wide_text = wide_text || joins_wide(first, first);
            if (pending && joins(last, first, wide_text)) {
                pending->kind = NC_TEXT;
                pending->u.text = NC_NONE;
                note_line(block, n);
            }
            pending = NULL;
            last = last_char(n->u.text);
            wide_text = wide_text || joins_wide(last, last);
        } else if (e == NC_WALK_ENTER && !n->first && n->kind != NC_TEXT && n->kind != NC_COMMENT) {
            pending = end = NULL;
            last = 0;
            at_start = false;
        }
    }
    free(own.lines);
}
