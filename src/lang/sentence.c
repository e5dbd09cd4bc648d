/* The rules for sentence boundaries. A mark ends a sentence unless the text before it (an
 * abbreviation, a number) or after it (a small letter, a comma, the speaker of a quotation) shows
 * that the sentence goes on. */
#include "lang/sentence.h"

#include "base/uchar.h"
#include "base/utf8.h"
#include "lang/abbreviation.h"

#include <stdbool.h>
#include <string.h>

#define WORD_MAX 16  /* bytes of a word examined before a full stop */
#define AHEAD_MAX 96 /* bytes in which the speaker of a quotation is looked for */

struct text {
    struct nc_str text, lang;
};

/* The code point at i and its length; 0 at the end. */
static uint32_t at(struct nc_str s, size_t i, unsigned *len)
{
    *len = 0;
    return i < s.n ? nc_utf8_at(s, i, len) : 0;
}

static uint32_t before(struct nc_str s, size_t i, size_t *start)
{
    size_t k = i;
    unsigned len;
    while (k > 0 && i - k < 4 && ((unsigned char)s.p[k - 1] & 0xC0) == 0x80)
        k--;
    *start = k ? k - 1 : 0;
    return k ? nc_utf8_at(s, k - 1, &len) : 0;
}

static bool is_blank(uint32_t cp)
{
    return cp && nc_is_space(cp);
}

static bool is_digit(uint32_t cp)
{
    return nc_ascii_is_digit(cp) || (cp >= 0xFF10 && cp <= 0xFF19);
}

/* Whether cp is a mark of wide text, which ends a sentence wherever it stands. */
static bool is_wide_stop(uint32_t cp)
{
    return cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == 0xFF0E || cp == 0xFF61 ||
           cp == 0x203C || (cp >= 0x2047 && cp <= 0x2049);
}

/* Whether cp is a mark of narrow text, including those of Arabic, Urdu and Hindi. */
static bool is_narrow_stop(uint32_t cp)
{
    return cp == '.' || cp == '!' || cp == '?' || cp == 0x61F || cp == 0x6D4 || cp == 0x964;
}

static bool is_ellipsis(uint32_t cp)
{
    return cp == 0x2026 || cp == 0x22EF;
}

static bool is_closing_quote(uint32_t cp)
{
    return cp == 0x201D || cp == 0x2019 || cp == 0x300D || cp == 0x300F || cp == 0xFF63 ||
           cp == 0xBB || cp == 0xAB || cp == '"' ||
           cp == '\''; /* » and «: after a mark both close */
}

static bool is_closing_bracket(uint32_t cp)
{
    return cp == ')' || cp == ']' || cp == '}' || cp == 0xFF09 || cp == 0xFF3D || cp == 0xFF5D ||
           cp == 0x3009 || cp == 0x300B || cp == 0x3011 || cp == 0x3015 || cp == 0x3017;
}

/* Whether a sentence goes on with cp after a stop: commas, colons, dashes. */
static bool is_continuing(uint32_t cp)
{
    return cp == ',' || cp == ';' || cp == ':' || cp == '-' || cp == 0xFF0C || cp == 0x3001 ||
           cp == 0xFF1B || cp == 0xFF1A || cp == 0xFF64 || (cp >= 0x2010 && cp <= 0x2015) ||
           cp == 0x2E3A || cp == 0xFF5E || cp == 0x301C || cp == 0x30FB || cp == 0xB7;
}

/* The word that ends at end: letters, digits and points within it. */
static struct nc_str word_before(struct nc_str s, size_t end)
{
    size_t from = end;
    while (from > 0 && end - from < WORD_MAX) {
        size_t start;
        uint32_t cp = before(s, from, &start);
        if (!nc_is_alnum(cp) && cp != '.')
            break;
        if (nc_is_wide(cp))
            break;
        from = start;
    }
    return nc_str_sub(s, from, end);
}

static bool is_all_digits(struct nc_str w)
{
    for (size_t i = 0; i < w.n; i++)
        if (!is_digit((unsigned char)w.p[i]))
            return false;
    return w.n > 0;
}

/* The word that ends before the blanks before i. */
static struct nc_str word_before_blanks(struct nc_str s, size_t i)
{
    size_t start;
    while (i > 0 && is_blank(before(s, i, &start)))
        i = start;
    return word_before(s, i);
}

/* The letters from i on. */
static struct nc_str word_at(struct nc_str s, size_t i)
{
    size_t end = i;
    unsigned len;
    while (end - i < WORD_MAX && nc_is_letter(at(s, end, &len)))
        end += len;
    return nc_str_sub(s, i, end);
}

/* Whether "3." is the number of an item, at the beginning of a sentence (from), or part of a date,
 * as in "2025. 3. 15." */
static bool is_item(struct nc_str s, size_t from, struct nc_str number)
{
    size_t i = (size_t)(number.p - s.p), start;
    while (i > from && is_blank(before(s, i, &start)))
        i = start;
    return i <= from || (i > 1 && s.p[i - 1] == '.' && is_digit((unsigned char)s.p[i - 2]));
}

static bool is_roman(struct nc_str w)
{
    for (size_t i = 0; i < w.n; i++)
        if (!strchr("IVXLCDM", w.p[i]))
            return false;
    return w.n > 1;
}

/* Whether the word is an ordinal: "am 3. Mai", "der 21. Band", "Ludwig XIV."; but not in "Er
 * ist 35. Sie", because a pronoun follows no ordinal. next: where the text goes on. */
static bool is_ordinal(const struct text *t, size_t from, struct nc_str word, size_t next)
{
    struct nc_str after = word_at(t->text, next);
    bool number = is_all_digits(word) && word.n <= 3;
    if (number && word.n <= 2 && is_item(t->text, from, word))
        return true;
    if (!(number || is_roman(word)) || nc_begins_sentence(after))
        return false;
    if (nc_has_pointed_ordinals(t->lang))
        return true;
    return number &&
           (nc_is_month(after) ||
            nc_precedes_ordinal(word_before_blanks(t->text, (size_t)(word.p - t->text.p))));
}

/* Whether w is an abbreviation like U.S or e.g, or a single letter, as in a name. */
static bool is_initials(struct nc_str w)
{
    unsigned len;
    if (!w.n || !nc_is_letter(at(w, 0, &len)))
        return false;
    for (size_t i = 0; i < w.n; i++) {
        at(w, i, &len);
        i += len;
        if (i < w.n && w.p[i] != '.')
            return false;
    }
    return true;
}

/* Whether the full stop at stop belongs to an abbreviation, a number or an initial. from: where the
 * sentence begins; next: where the text goes on after blanks. */
static bool is_abbreviated(const struct text *t, size_t from, size_t stop, size_t next)
{
    struct nc_str w = word_before(t->text, stop);
    unsigned len;
    if (!w.n)
        return false;
    if (is_digit(at(t->text, next, &len)) &&
        (is_digit((unsigned char)w.p[w.n - 1]) || nc_precedes_number(w)))
        return true;
    return is_ordinal(t, from, w, next) || is_initials(w) || nc_is_abbreviation(w, t->lang);
}

static bool holds_one(struct nc_str s, const char *const *list)
{
    for (; *list; list++)
        if (nc_str_search(s, nc_str(*list), 0) < s.n)
            return true;
    return false;
}

/* Words that follow a quotation when the sentence around it goes on. */
static const char *const particles[] = {
    "と",   "って", "など",   "の",   "を",   "が",     "は",   "に",     "も",   "で",
    "へ",   "や",   "だ",     "な",   "か",   "的",     "地",   "之",     "等",   "和",
    "与",   "與",   "或",     "是",   "也",   "这样",   "這樣", "这种",   "這種", "这类",
    "一类", "라고", "이라고", "하고", "라는", "이라는", "라며", "이라며", "하며", "하는",
    "며",   "고 ",  "은 ",    "는 ",  "이 ",  "가 ",    "을 ",  "를 ",    NULL};

/* Verbs of saying. One of them stands soon after a quotation when the sentence goes on. The Chinese
 * ones are also parts of other words, so they count only at the beginning or end of the clause. */
static const char *const verbs[] = {"말했",     "말하",   "물었",       "대답",     "외쳤",
                                    "생각",     "덧붙",   " said",      " says",    " asked",
                                    " replied", " cried", " whispered", " shouted", " answered",
                                    " thought", " wrote", " added",     NULL};
static const char *const chinese_verbs[] = {"说", "說", "道", "问", "問", "答", "喊",
                                            "叫", "讲", "講", "写", "寫", "想", "笑",
                                            "叹", "嘆", "骂", "罵", NULL};

static bool ends_among(struct nc_str s, const char *const *list)
{
    for (; *list; list++)
        if (nc_str_ends(s, nc_str(*list)))
            return true;
    return false;
}

static bool says_so(struct nc_str clause)
{
    static const char *const particles_after[] = {"道", "了", "着", "著", "过", "過", NULL};
    struct nc_str c = nc_str_trim(clause);
    if (holds_one(clause, verbs) || nc_str_starts_among(c, chinese_verbs))
        return true;
    if (ends_among(c, particles_after) && ends_among(nc_str_sub(c, 0, c.n - 3), chinese_verbs))
        return true;
    return ends_among(c, chinese_verbs);
}

/* The clause after i, up to its first mark. */
static struct nc_str clause_at(struct nc_str s, size_t i)
{
    size_t end = i;
    unsigned len;
    while (end < s.n && end - i < AHEAD_MAX) {
        uint32_t cp = at(s, end, &len);
        if (is_wide_stop(cp) || is_narrow_stop(cp) || is_continuing(cp) || is_ellipsis(cp) ||
            cp == '\n')
            break;
        end += len;
    }
    return nc_str_sub(s, i, end);
}

/* A stop, the closing marks after it, and where the next text begins. */
struct stop {
    /* where the sentence begins */
    size_t from;
    /* at the first mark; after the closing marks; after the blanks */
    size_t mark, end, next;
    bool wide, quote, bracket, only_points;
    /* the last mark is a full stop of either width */
    bool point;
    /* the sentence began with a bracket */
    bool in_brackets;
};

static size_t skip_blanks(struct nc_str s, size_t i)
{
    unsigned len;
    while (is_blank(at(s, i, &len)))
        i += len;
    return i;
}

/* Skips a closing quotation mark after a blank, as in French: "« Oui. » Puis". An opening mark has
 * no blank before its word. */
static size_t skip_guillemet(struct nc_str s, size_t i)
{
    unsigned len, after;
    size_t k = skip_blanks(s, i);
    if (k == i || at(s, k, &len) != 0xBB)
        return i;
    uint32_t next = at(s, k + len, &after);
    return !next || is_blank(next) || is_continuing(next) || is_narrow_stop(next) ? k + len : i;
}

/* Reads the stop whose first mark is at i, with the marks that follow, as in "?!" or "……。". */
static struct stop read_stop(struct nc_str s, size_t i)
{
    struct stop t = {.mark = i, .only_points = true};
    unsigned len;
    size_t marks = 0;
    for (uint32_t cp = at(s, i, &len); is_wide_stop(cp) || is_narrow_stop(cp) || is_ellipsis(cp);
         cp = at(s, i, &len)) {
        t.wide |= is_wide_stop(cp);
        t.point = cp == '.' || cp == 0xFF0E;
        t.only_points &= cp == '.' || is_ellipsis(cp);
        marks += cp == '.' ? 1 : is_ellipsis(cp) ? 2 : 0;
        i += len;
    }
    /* An ellipsis more often marks a hesitation than an end. */
    t.only_points &= marks > 1;
    for (uint32_t cp = at(s, i, &len); is_closing_quote(cp) || is_closing_bracket(cp);
         cp = at(s, i, &len)) {
        t.quote |= is_closing_quote(cp);
        t.bracket |= is_closing_bracket(cp);
        i += len;
    }
    t.end = skip_guillemet(s, i);
    t.quote |= t.end > i;
    t.next = skip_blanks(s, t.end);
    return t;
}

/* Whether the stop counts as one of wide text: a wide mark, or a narrow one after a wide character.
 */
static bool acts_as_wide(struct nc_str s, const struct stop *t)
{
    size_t start;
    uint32_t cp = before(s, t->mark, &start);
    return t->wide || (nc_is_wide(cp) && !nc_is_hangul(cp));
}

static bool goes_on(struct nc_str s, const struct stop *t)
{
    unsigned len;
    uint32_t next = at(s, t->next, &len);
    bool blank = t->next > t->end;
    if (is_continuing(next) || is_wide_stop(next) || is_closing_bracket(next))
        return true;
    if (nc_is_small(next) && (blank || !t->wide))
        return true;
    if (t->bracket && !t->in_brackets)
        return true;
    bool in_line = t->quote || (!t->wide && !blank);
    return (in_line && nc_str_starts_among(nc_str_sub(s, t->next, s.n), particles)) ||
           (t->quote && says_so(clause_at(s, t->next)));
}

static bool is_boundary(const struct text *text, const struct stop *t)
{
    struct nc_str s = text->text;
    unsigned len;
    uint32_t next = at(s, t->next, &len);
    bool blank = t->next > t->end;
    if (t->only_points)
        return false;
    if (is_digit(next) && t->point && !blank && !t->quote)
        return false; /* 3.14, ３．１４ */
    if (!acts_as_wide(s, t)) {
        if (!blank || (s.p[t->mark] == '.' && is_abbreviated(text, t->from, t->mark, t->next)))
            return false;
    } else if (!t->wide && s.p[t->mark] == '.' && !blank && !nc_is_wide(next) && !t->quote) {
        return false; /* 图1.2, 例.txt */
    }
    return !goes_on(s, t);
}

/* The end of a title in angle brackets that begins at i. A title, as in 《你好！世界》, counts as
 * one word. */
static size_t title_end(struct nc_str s, size_t i)
{
    unsigned len;
    uint32_t open = at(s, i, &len), close = open == 0x300A ? 0x300B : 0x3009;
    for (size_t k = i + len; k < s.n && k - i < (size_t)AHEAD_MAX * 2; k += len) {
        uint32_t cp = at(s, k, &len);
        if (cp == close)
            return k + len;
        if (cp == open || cp == '\n')
            break;
    }
    at(s, i, &len);
    return i + len;
}

size_t nc_sentence_end(struct nc_str text, size_t from, struct nc_str lang)
{
    struct text all = {text, lang};
    unsigned len;
    uint32_t first = at(text, from, &len);
    bool in_brackets = first == '(' || first == '[' || first == 0xFF08 || first == 0x3010;
    for (size_t i = from; i < text.n;) {
        uint32_t cp = at(text, i, &len);
        if (cp == 0x300A || cp == 0x3008) {
            i = title_end(text, i);
        } else if (is_wide_stop(cp) || is_narrow_stop(cp) || is_ellipsis(cp)) {
            struct stop t = read_stop(text, i);
            t.from = from;
            t.in_brackets = in_brackets;
            if (t.next < text.n && is_boundary(&all, &t))
                return t.next;
            i = t.end;
        } else {
            i += len;
        }
    }
    return text.n;
}
