/* Language detection by counting.
 *
 * Han characters that only one national character set holds distinguish simplified Chinese,
 * traditional Chinese and Japanese; kana and Hangul decide for their languages; other scripts stand
 * for their main language, unless letters point to another one (siblings.h); Latin letters are told
 * apart by their most common small words. */
#include "lang/lang.h"

#include "base/strmap.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "doc/walk.h"
#include "lang/han_tables.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

static const struct {
    uint32_t lo, hi;
    const char *lang;
} scripts[NC_LANG_SCRIPTS] = {
    {0x370, 0x3FF, "el"}, {0x400, 0x52F, "ru"}, {0x530, 0x58F, "hy"}, {0x590, 0x5FF, "he"},
    {0x600, 0x6FF, "ar"}, {0x900, 0x97F, "hi"}, {0xE00, 0xE7F, "th"}, {0x10A0, 0x10FF, "ka"},
};

static const struct {
    const char *lang;
    /* separated by blanks; only words that the other languages use less often */
    const char *words;
} latin[NC_LANG_LATIN] = {
    {"en",
     " the and of to is that with for this are was you not be from have it by or on at but all can "
     "one two there here when after before if has will more first second only which its "},
    {"de", " der die und das ist nicht den mit von zu ein eine auf für dem auch sich "},
    {"fr", " le les et des est une dans pour que qui pas sur au avec ce du "},
    {"es", " el los las es una para que por con del se su como más lo "},
    {"it", " il di che la per un non è sono con del della gli una nel "},
    {"pt", " os que do da em um uma para com não dos na no "},
    {"nl", " de het en een van is dat niet op te zijn voor met ook aan er "},
    {"pl", " nie jest się to na do że jak ale czy przez który po za dla są "},
    {"tr", " ve bir bu için ile de da çok olarak daha ne gibi olan sonra kadar ise "},
    {"vi", " và của là có không được cho một những các trong người với này đã để "},
};

#define LEAST_SHARE 16   /* one word in 16 is a small word of the text's language */
#define LEAST_ACCENTS 50 /* one letter in 50 of English may have an accent */
#define FEW_WORDS 8

static void count_han(struct nc_lang_counts *c, uint32_t cp)
{
    c->han++;
    if (cp < 0x4E00 || cp > 0x9FFF)
        return;
    uint32_t i = cp - 0x4E00;
    switch (han_scripts[i / 4] >> (i % 4 * 2) & 3) {
    case 1:
        c->simplified++;
        break;
    case 2:
        c->traditional++;
        break;
    case 3:
        c->shinjitai++;
        break;
    default:
        break;
    }
}

/* The small words with the languages that have each; the key of a word is its bytes as a number. */
#define WORD_SLOTS 512
struct little_word {
    /* 0: none */
    uint64_t key;
    uint16_t languages;
};
static struct little_word little_words[WORD_SLOTS];

static uint64_t word_key(struct nc_str word)
{
    uint64_t key = 0;
    for (size_t i = 0; i < word.n; i++)
        key = key << 8 | (unsigned char)nc_ascii_lower(word.p[i]);
    return key;
}

/* The word's slot, or the free slot where it belongs. */
static struct little_word *slot_of(uint64_t key)
{
    size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> 55);
    while (little_words[i].key && little_words[i].key != key)
        i = (i + 1) % WORD_SLOTS;
    return &little_words[i];
}

static void list_words(void)
{
    for (size_t l = 0; l < NC_LANG_LATIN; l++) {
        struct nc_str words = nc_str(latin[l].words);
        for (size_t from = 1; from < words.n;) {
            size_t to = nc_str_find(words, ' ', from);
            struct nc_str word = nc_str_sub(words, from, to);
            struct little_word *slot = slot_of(word_key(word));
            assert(word.n <= sizeof slot->key);
            slot->key = word_key(word);
            slot->languages |= (uint16_t)(1u << l);
            from = to + 1;
        }
    }
}

static void count_word(struct nc_lang_counts *c, struct nc_str word)
{
    static pthread_once_t listed = PTHREAD_ONCE_INIT;
    if (word.n < 2)
        return;
    c->latin_words++;
    if (word.n > sizeof little_words->key)
        return;
    pthread_once(&listed, list_words);
    unsigned languages = slot_of(word_key(word))->languages;
    for (size_t l = 0; languages; l++, languages >>= 1)
        c->stop_words[l] += languages & 1;
}

static bool is_latin(uint32_t cp)
{
    return nc_ascii_is_letter(cp) || (cp >= 0xC0 && cp <= 0x24F && cp != 0xD7 && cp != 0xF7) ||
           (cp >= 0x1E00 && cp <= 0x1EFF);
}

/* Counts a character, which ends at that offset. */
static void count_other(struct nc_lang_counts *c, struct nc_str s, size_t end, uint32_t cp)
{
    unsigned len;
    nc_siblings_count(&c->siblings, cp, end < s.n ? nc_utf8_at(s, end, &len) : 0);
    for (size_t i = 0; i < NC_LANG_SCRIPTS; i++)
        if (cp >= scripts[i].lo && cp <= scripts[i].hi)
            c->scripts[i]++;
}

/* The length of an address ("http://…", "https://…") at i, or 0. */
static size_t address_length(struct nc_str s, size_t i)
{
    struct nc_str rest = nc_str_sub(s, i, s.n);
    if (!nc_str_starts(rest, NC_LIT("http://")) && !nc_str_starts(rest, NC_LIT("https://")))
        return 0;
    size_t n = 0;
    while (n < rest.n && rest.p[n] > ' ')
        n++;
    return n;
}

/* Counts the word at i, or skips an address that begins there. Returns where it ends. */
static size_t count_latin(struct nc_lang_counts *c, struct nc_str s, size_t i)
{
    size_t from = i, skip = s.p[i] == 'h' ? address_length(s, i) : 0;
    if (skip)
        return i + skip;
    for (unsigned len; i < s.n; i += len) {
        uint32_t cp = nc_utf8_at(s, i, &len);
        if (!is_latin(cp))
            break;
        c->latin_letters++;
        c->accented += cp >= 0xC0;
    }
    count_word(c, nc_str_sub(s, from, i));
    return i;
}

void nc_lang_count(struct nc_lang_counts *c, struct nc_str s)
{
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        if (is_latin(cp)) {
            i = count_latin(c, s, i);
            continue;
        }
        i += len;
        if (cp < 0x370)
            continue;
        if (cp >= 0x3400 &&
            (cp <= 0x9FFF || (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp < 0x40000)))
            count_han(c, cp);
        else if ((cp >= 0x3041 && cp <= 0x309F) || (cp >= 0x30A1 && cp <= 0x30FA))
            c->kana++;
        else if (cp >= 0xAC00 && cp <= 0xD7A3)
            c->hangul++;
        else
            count_other(c, s, i, cp);
    }
}

/* Counts the prose of a document, without code, mathematics, comments, raw HTML or bare addresses.
 */
static void count_doc(struct nc_lang_counts *c, const struct nc_doc *doc)
{
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER && (w.node->kind == NC_TEXT || w.node->kind == NC_TAG))
            nc_lang_count(c, w.node->u.text);
}

static const char *decide_cjk(const struct nc_lang_counts *c)
{
    uint64_t cjk = c->han + c->kana + c->hangul, j = c->shinjitai, s = c->simplified,
             t = c->traditional;
    if (c->hangul * 3 > cjk)
        return "ko";
    uint64_t both = c->han + c->kana;
    bool many_kana = c->kana * 5 >= both;
    bool some_kana = c->kana * 20 >= both && s == 0 && c->kana >= 3 && j + c->kana > t;
    if (many_kana || some_kana || (j > s && j >= t && j >= 2))
        return "ja";
    if (s == 0 && t == 0)
        return "zh";
    return s >= t ? "zh-Hans" : "zh-Hant";
}

/* Decides among languages in Latin letters. A single small word ("no", "para") may stand in any
 * text, so another language must lead English by two. The language is unknown if the text has
 * neither small words nor only English letters; a text of a few words without either counts as
 * English. */
static const char *decide_latin(const struct nc_lang_counts *c)
{
    size_t best = 0;
    for (size_t i = 1; i < NC_LANG_LATIN; i++)
        if (c->stop_words[i] > c->stop_words[best])
            best = i;
    if (c->stop_words[best] < c->stop_words[0] + 2)
        best = 0;
    bool has_words = c->stop_words[best] * LEAST_SHARE >= c->latin_words;
    bool may_be_english = c->accented * LEAST_ACCENTS <= c->latin_letters;
    bool is_short = c->latin_words < FEW_WORDS;
    if (best == 0 ? may_be_english && (has_words || is_short) : has_words)
        return latin[best].lang;
    return "und";
}

const char *nc_lang_decide(const struct nc_lang_counts *c)
{
    uint64_t cjk = c->han + c->kana + c->hangul, other = 0;
    size_t best = 0;
    for (size_t i = 0; i < NC_LANG_SCRIPTS; i++) {
        other += c->scripts[i];
        if (c->scripts[i] > c->scripts[best])
            best = i;
    }
    if (cjk && (cjk >= c->latin_words || cjk >= 200) && cjk * 2 >= other)
        return decide_cjk(c);
    /* Compares letters with words: a word of another script has about five letters. */
    if (c->latin_words && other <= c->latin_words * 5)
        return decide_latin(c);
    return other ? nc_siblings_decide(&c->siblings, scripts[best].lang, c->scripts[best]) : "und";
}

void nc_lang_set(struct nc_doc *doc)
{
    if (doc->meta.lang.n) {
        doc->lang = doc->meta.lang;
        return;
    }
    struct nc_lang_counts c = {0};
    count_doc(&c, doc);
    doc->lang = nc_str(nc_lang_decide(&c));
}

struct nc_str nc_lang_of_notes(const struct nc_outline *const *notes, size_t count)
{
    struct nc_arena *arena = nc_arena_new();
    struct nc_strmap numbers = {.arena = arena}; /* language -> its number + 1 */
    uint64_t *weights = nc_calloc(count + 1, sizeof *weights), best_weight = 0;
    struct nc_str best = NC_LIT("und");
    uint32_t known = 0;
    for (size_t i = 0; i < count; i++) {
        if (!notes[i] || !notes[i]->lang.n || nc_str_eqz(notes[i]->lang, "und"))
            continue;
        uint32_t *number = nc_strmap_at(&numbers, notes[i]->lang);
        if (!*number)
            *number = ++known;
        uint64_t *weight = &weights[*number - 1];
        *weight += notes[i]->weight + 1;
        if (*weight > best_weight) {
            best_weight = *weight;
            best = notes[i]->lang;
        }
    }
    free(weights);
    nc_arena_free(arena);
    return best;
}

const char *nc_lang_direction(struct nc_str lang)
{
    static const char *const rtl[] = {"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"};
    struct nc_str primary = nc_lang_primary(lang);
    for (size_t i = 0; i < sizeof rtl / sizeof *rtl; i++)
        if (nc_str_ieq(primary, nc_str(rtl[i])))
            return "rtl";
    return "ltr";
}
