/* Letters of Windows-1252, and signs that betray another encoding.
 *
 * A byte beyond ASCII alone does not show whether it is the French "ê" or the Polish "ę". Its
 * surroundings do: the letters beside it, or the small words of a language. */
#include "parse/input/latin.h"

#include "base/ascii.h"

#include <limits.h>

#define COST_OF_STRANGER 20 /* more than one letter in ten is too many */
#define COST_OF_MISPLACED 6
#define WORDS_PER_SMALL_WORD 60
#define MAX_SMALL_WORD 8   /* bytes */
#define QUESTION_BYTES 400 /* between "¿" and "?" */

/* The small letters beyond ASCII in languages written in Windows-1252. */
static const char *const alphabets[] = {
    "\xDF\xE0\xE2\xE4\xE6\xE7\xE8\xE9\xEA\xEB\xEE\xEF\xF4\xF6\xF9\xFB\xFC\xFF", /* French, German */
    "\xE1\xE7\xE9\xED\xEF\xF1\xF3\xFA\xFC",                                     /* Spanish */
    "\xE0\xE7\xE8\xE9\xED\xEF\xF2\xF3\xFA\xFC",                                 /* Catalan */
    "\xE0\xE1\xE2\xE3\xE7\xE9\xEA\xED\xF3\xF4\xF5\xFA",                         /* Portuguese */
    "\xE0\xE8\xE9\xEC\xED\xEE\xF2\xF3\xF9\xFA",                                 /* Italian */
    "\xE0\xE2\xE4\xE5\xE6\xE8\xE9\xEA\xF2\xF3\xF4\xF6\xF8\xFC", /* Danish, Norwegian, Swedish */
    "\xE1\xE6\xE9\xED\xF0\xF3\xF6\xFA\xFD\xFE",                 /* Icelandic */
    "\xE1\xE6\xED\xF0\xF3\xF8\xFA\xFD",                         /* Faroese */
    "\xE4\xE5\xF5\xF6\xFC\x9A\x9E",                             /* Estonian, Finnish */
};
/* Letters that are the same in the encodings of Central Europe and of Turkish. */
#define SHARED "\x9A\x9E\xDF\xE1\xE2\xE4\xE7\xE9\xEB\xED\xEE\xF3\xF4\xF6\xFA\xFC"

static bool is_latin_letter(unsigned char b)
{
    return b >= 0xC0 && b != 0xD7 && b != 0xF7;
}

static size_t count_outside(const size_t counts[256], const char *alphabet)
{
    size_t outside = 0;
    for (unsigned b = 0x80; b <= 0xFF; b++)
        outside += strchr(alphabet, (char)b) ? 0 : counts[b];
    return outside;
}

/* The number of letters that the best-fitting of these languages lacks. A text in another encoding
 * of Latin letters shows a mix that no language has. */
static size_t count_strangers(struct nc_str s)
{
    size_t counts[256] = {0}, fewest = SIZE_MAX;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char b = (unsigned char)s.p[i];
        if (is_latin_letter(b))
            counts[b < 0xDF ? b | 0x20 : b]++;
        else if (strchr("\x8A\x8E\x9A\x9E", (char)b)) /* š ž */
            counts[b | 0x10]++;
    }
    if (!count_outside(counts, SHARED))
        return 0;
    for (size_t i = 0; i < sizeof alphabets / sizeof *alphabets; i++) {
        size_t outside = count_outside(counts, alphabets[i]);
        fewest = outside < fewest ? outside : fewest;
    }
    return fewest;
}

/* The surroundings of a run of bytes beyond ASCII. */
struct latin_run {
    size_t length;
    /* an ASCII letter is there */
    bool after, before;
};

/* Whether a sign is within a word, or beside one where it never belongs, so that it must be a
 * letter of another encoding. */
static bool is_misplaced(unsigned char b, const struct latin_run *r)
{
    bool splits = (b >= 0x91 && b <= 0x97) || strchr("\x85\xA0\xAD\xB7", (char)b);
    return (r->after && r->before && !splits) ||
           (r->after && strchr("\xA1\xA3\xB1\xBC\xBD\xBE\xBF", (char)b)) ||
           (r->before && strchr("\xA3\xAA\xB1\xB2\xB3\xB9\xBA\xBC\xBD\xBE", (char)b));
}

/* How much a byte beyond ASCII supports Windows-1252. Accented letters are single within words;
 * "öß" is rare, three in a row do not occur. Quotation marks and signs are beside ASCII. */
static long worth_of_latin(unsigned char b, const struct latin_run *r)
{
    bool in_word = r->after || r->before;
    size_t run = r->length;
    bool is_letter = is_latin_letter(b);
    bool is_mark = (b >= 0x91 && b <= 0x97) ||
                   strchr("\x80\x85\xA0\xA1\xA3\xA7\xA9\xAB\xAE\xB0\xB1\xB2\xB3\xB5\xB7\xBB\xBC\xBD"
                          "\xBE\xBF",
                          (char)b);
    bool is_word =
        strchr("\xC0\xC8\xC9\xD2\xD3\xE0\xE5\xE6\xE8\xE9\xEC\xF2\xF3\xF6", (char)b); /* à é ó */
    if (is_word && run == 1 && !in_word)
        return 1;
    if (is_letter)
        return run == 1 && in_word ? 3 : run == 2 && in_word ? 1 : -2;
    return is_misplaced(b, r) ? -COST_OF_MISPLACED : !is_mark ? -3 : run <= 2 ? 2 : -1;
}

long nc_latin_score(struct nc_str s)
{
    long worth = 0, count = 0;
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        while (i < s.n && (unsigned char)s.p[i] >= 0x80)
            i++;
        struct latin_run r = {i - from,
                              from > 0 && nc_ascii_is_letter((unsigned char)s.p[from - 1]),
                              i < s.n && nc_ascii_is_letter((unsigned char)s.p[i])};
        for (size_t k = from; k < i; k++, count++) {
            if (strchr("\x81\x8D\x8F\x90\x9D", s.p[k]))
                return LONG_MIN;
            worth += worth_of_latin((unsigned char)s.p[k], &r);
        }
        i += i == from;
    }
    worth -= COST_OF_STRANGER * (long)count_strangers(s);
    return count ? worth * 100 / count : LONG_MIN;
}

/* --- another encoding of Latin letters --- */

/* Small words that occur in no language of Central Europe, nor in Turkish. */
static const char *const small_words[] = {
    "une",  "qui",  "que",  "avec",    "cette", "nous",    "vous",   "sont",       "leur",   "mais",
    "pour", "qu",   "und",  "tr\xE8s", "nicht", "ist",     "eine",   "auch",       "wird",   "sich",
    "como", "muy",  "uma",  "n\xE3o",  "della", "est\xE1", "gli",    "che",        "non",    "jeg",
    "ikke", "og",   "det",  "p\xE5",   "och",   "att",     "inte",   "ett",        "f\xF6r", "het",
    "een",  "niet", "voor", "\xE0",    "\xE9",  "ao",      "f\xFCr", "tambi\xE9n", NULL};

/* For a byte that is a different letter in the other encodings: surroundings in which that letter
 * never occurs. "V" is a vowel, "C" a consonant, "^" and "$" the ends of the word. */
static const struct around {
    unsigned char letter;
    /* separated by blanks */
    const char *patterns;
} arounds[] = {
    {0xE0, "\xE0$ ^\xE0 V\xE0 \xE0V"},
    {0xE3, "\xE3o \xE3"
           "e \xE7\xE3"},
    {0xE5, "\xE5r \xE5n \xE5s \xE5l \xE5t \xE5"
           "d \xE5g \xE5v \xE5m \xE5$ ^\xE5k r\xE5k"},
    {0xE6, "C\xE6"
           "C ^\xE6"
           "b ^\xE6g ^\xE6l ^\xE6n ^\xE6r"},
    {0xE8, "^\xE8$ C\xE8r C\xE8s C\xE8l C\xE8ne C\xE8g C\xE8t C\xE8v C\xE8"
           "b C\xE8"
           "d C\xE8p C\xE8me "
           "i\xE8r i\xE8m i\xE8"
           "ce i\xE8le i\xE8ge f\xE8$ h\xE8$ ^t\xE8$ ^cio\xE8$"},
    {0xEA, "m\xEAme ^\xEAtre f\xEAt t\xEAte en\xEAtre cr\xEAp r\xEAv for\xEAt arr\xEAt t\xE9r\xEAt "
           "tr\xEAme b\xEAt "
           "v\xEAt p\xEA"
           "ch nqu\xEAt \xEAncia voc\xEA$ tr\xEAs gl\xEAs gu\xEAs m\xEAs$"},
    {0xEC, "^s\xEC$ ^l\xEC$ cos\xEC$ ned\xEC$ oled\xEC$ rted\xEC$ enerd\xEC$"},
    {0xEF, "a\xEFv a\xEFs a\xEFq a\xEF"
           "f ha\xEF o\xEFn o\xEF"
           "d"},
    {0xF1, "\xF1V"},
    {0xF2, "r\xF2$ d\xF2$ t\xF2$ c\xF2$ g\xF2$ v\xF2$ pu\xF2$ ^ci\xF2$"},
    {0xF5, "\xF5"
           "es \xF5"
           "e$"},
    {0xF8, "C\xF8r C\xF8"
           "d C\xF8n C\xF8l C\xF8s C\xF8g C\xF8v C\xF8m C\xF8k C\xF8j k\xF8"
           "b ^\xF8l$ ^\xF8$ ^\xF8n ^\xF8r "
           "^\xF8s m\xF8t bl\xF8t s\xF8t"},
    {0xF9, "^o\xF9$ pi\xF9$ ^gi\xF9$ ggi\xF9$ virt\xF9$"},
    {0xFB, "^s\xFBr$ ^s\xFBre o\xFBt ^d\xFB$ br\xFBl fl\xFBt ^m\xFBr$ b\xFB"
           "ch"},
    {0x9C, "\x9Cu \x9Ci"},
    {0xFF, NULL},
};

static unsigned char small(unsigned char b)
{
    return b == 0x8A || b == 0x8C || b == 0x8E                         ? b + 0x10
           : nc_ascii_is_letter(b) || (is_latin_letter(b) && b < 0xDF) ? b | 0x20
                                                                       : b;
}

/* The small letter at i; 0 if there is none. Every byte beyond ASCII that is not a sign is a
 * letter. */
static unsigned char letter_at(struct nc_str s, size_t i)
{
    unsigned char b = i < s.n ? (unsigned char)s.p[i] : 0;
    return nc_ascii_is_letter(b) || is_latin_letter(b) ||
                   (b && strchr("\x8A\x8C\x8E\x9A\x9C\x9E", b))
               ? small(b)
               : 0;
}

static bool fits_one(char pattern, unsigned char letter)
{
    bool is_vowel =
        letter &&
        strchr("aeiouy\xE0\xE1\xE2\xE3\xE4\xE7\xE8\xE9\xEA\xED\xF3\xF4\xF6\xFA\xFC", letter);
    return pattern == 'V'                     ? is_vowel
           : pattern == 'C'                   ? nc_ascii_is_letter(letter) && !is_vowel
           : pattern == '^' || pattern == '$' ? !letter
                                              : (unsigned char)pattern == letter;
}

static bool fits_around(struct nc_str s, size_t i, const char *pattern, size_t n)
{
    const char *self = memchr(pattern, small((unsigned char)s.p[i]), n);
    size_t before = (size_t)(self - pattern);
    for (size_t k = 0; k < n; k++) {
        bool is_start = i + k < before; /* before the start of the text */
        if (!fits_one(pattern[k], is_start ? 0 : letter_at(s, i + k - before)))
            return false;
    }
    return true;
}

/* Whether the letters around the one at i rule out the other encodings. */
static bool is_placed(struct nc_str s, size_t i)
{
    unsigned char letter = letter_at(s, i);
    const struct around *a = arounds;
    while (a->letter != letter && a->patterns)
        a++;
    for (const char *p = a->patterns; p && *p;) {
        size_t n = strcspn(p, " ");
        if (fits_around(s, i, p, n))
            return true;
        p += n + (p[n] == ' ');
    }
    return false;
}

/* Whether the text has enough small words for its length. */
static bool has_small_words(struct nc_str s)
{
    size_t all = 0, known = 0, from = 0;
    for (size_t i = 0; i <= s.n; i++) {
        if (letter_at(s, i))
            continue;
        char word[MAX_SMALL_WORD + 1] = "";
        all += i > from;
        for (size_t k = from; k < i && i - from <= MAX_SMALL_WORD; k++)
            word[k - from] = (char)letter_at(s, k);
        for (const char *const *w = small_words; *w && *word; w++)
            known += strcmp(*w, word) == 0;
        from = i + 1;
    }
    return known && known * WORDS_PER_SMALL_WORD >= all;
}

/* Whether a sign is where no text has one, so that it must be a letter: "¼uvre", "©ta", "¿ycie". */
static bool is_false_sign(struct nc_str s, size_t i)
{
    unsigned char b = (unsigned char)s.p[i];
    unsigned char before = i ? letter_at(s, i - 1) : 0, after = letter_at(s, i + 1);
    bool is_small = after && i + 1 < s.n && (unsigned char)s.p[i + 1] == after;
    if (b == 0xBF || b == 0xA1) {
        size_t limit = s.n - i > QUESTION_BYTES ? i + QUESTION_BYTES : s.n;
        struct nc_str near = nc_str_sub(s, 0, limit);
        return before || (after && nc_str_find(near, b == 0xBF ? '?' : '!', i) == limit);
    }
    if (b == 0xB2 || b == 0xB3)
        return after || before == 'z';
    return b == 0xA4 ||
           (strchr("\xA3\xA5\xA6\xA8\xAA\xAF\xB4\xB8\xB9\xBA\xBC\xBD\xBE", b) && before &&
            b != 0xAA && b != 0xBA) ||
           (strchr("\xA6\xA8\xAA\xAF\xB4\xB8\xBA\xBC\xBD\xBE\xA9\xAE", b) && is_small);
}

bool nc_latin_is_western(struct nc_str s)
{
    bool placed = true, may_be_turkish = false, is_icelandic = false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char b = (unsigned char)s.p[i], letter = b < 0x80 ? 0 : letter_at(s, i);
        if (b < 0x80)
            continue;
        if (!letter) {
            if (is_false_sign(s, i))
                return false;
            continue;
        }
        may_be_turkish |= strchr("\xF0\xFD\xFE", letter) != NULL;
        is_icelandic |= strchr("\xE1\xE6\xE9\xED\xF3\xFA", letter) != NULL;
        placed &= strchr(SHARED "\xF0\xFD\xFE", letter) || is_placed(s, i);
    }
    return (!may_be_turkish || is_icelandic) && (placed || has_small_words(s));
}

/* --- other scripts with one byte per letter --- */

bool nc_latin_is_another_script(struct nc_str s)
{
    size_t letters = 0, ascii = 0;
    for (size_t i = 0; i < s.n; i++) {
        letters += (unsigned char)s.p[i] >= 0xC0;
        ascii += nc_ascii_is_letter((unsigned char)s.p[i]);
    }
    return letters > ascii;
}

bool nc_latin_is_like_koi8(struct nc_str s)
{
    size_t low = 0, high = 0; /* small letters are frequent, capitals rare */
    for (size_t i = 0; i < s.n; i++) {
        low += (unsigned char)s.p[i] >= 0xC0 && (unsigned char)s.p[i] < 0xE0;
        high += (unsigned char)s.p[i] >= 0xE0;
    }
    return low > high;
}
