/* One pass over the code. At each place it finds a comment, a string, a number, a word or a single
 * other character. */
#include "code/spans.h"

#include "base/ascii.h"
#include "base/words.h"
#include "code/syntax.h"

#include <assert.h>
#include <pthread.h>
#include <stdint.h>

/* What a byte may be, as bits. */
enum { NAME = 1, NOTABLE = 2, COMMENT = 4, WORD = 8, PASSED = 16, QUOTE = 32 };

#define WORD_SLOTS 512

/* What is looked up for every byte and word of a language; made once per run. */
struct tables {
    /* NULL: not made yet */
    const struct nc_syntax *syntax;
    /* NAME: part of a name; NOTABLE: something may begin with it; COMMENT: a comment may; WORD:
     * only a word may; PASSED: nothing does; QUOTE: a string may. */
    uint8_t bytes[256];
    /* lengths of possible keywords with this first byte: length_bit() */
    uint32_t lengths[256];
    /* keywords of at most 8 bytes, as numbers; 0: free */
    uint64_t words[WORD_SLOTS];
};

struct scan {
    const struct nc_syntax *syntax;
    const struct tables *tables;
    struct nc_str s;
    void (*emit)(void *ctx, enum nc_code_kind kind, size_t from, size_t to);
    void *ctx;
};

static bool has(const struct scan *c, enum nc_syntax_trait trait)
{
    return c->syntax->traits & trait;
}

static uint32_t length_bit(size_t n)
{
    return (uint32_t)1 << n % 32;
}

/* Whether c may be part of a name; bytes beyond ASCII count as letters. */
static bool is_name(const struct scan *c, char x)
{
    return c->tables->bytes[(unsigned char)x] & NAME;
}

static bool has_trait(const struct tables *t, enum nc_syntax_trait trait)
{
    return t->syntax->traits & trait;
}

static void mark(struct tables *c, const char *bytes, uint8_t bit, bool only_first)
{
    for (size_t i = 0; bytes && bytes[i] && (i == 0 || !only_first); i++)
        c->bytes[(unsigned char)bytes[i]] |= bit;
}

/* A word of at most 8 bytes as a number; in lower case if any_case. */
static uint64_t word_key(struct nc_str word, bool any_case)
{
    uint64_t key = 0;
    memcpy(&key, word.p, word.n);
    /* No two bytes of names become equal, except a letter's capital and small form. */
    return any_case ? key | NC_WORD_ONES * 0x20 : key;
}

/* The slot of the word, or the free slot where it belongs. */
static size_t slot_of(const struct tables *t, uint64_t key)
{
    size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> 55);
    while (t->words[i] && t->words[i] != key)
        i = (i + 1) % WORD_SLOTS;
    return i;
}

static void list_word(struct tables *t, struct nc_str word)
{
    if (word.n > sizeof t->words[0])
        return;
    uint64_t key = word_key(word, has_trait(t, NC_SYNTAX_ANY_CASE));
    t->words[slot_of(t, key)] = key;
}

/* Whether c may end a keyword although names do not contain it, as in defined? of Ruby and let* of
 * Lisp. */
static bool ends_word(char c)
{
    return c == '?' || c == '!' || c == '*';
}

static void list_length(struct tables *t, struct nc_str word)
{
    unsigned char first = (unsigned char)word.p[0];
    t->lengths[first] |= length_bit(word.n - ends_word(word.p[word.n - 1]));
    if (has_trait(t, NC_SYNTAX_ANY_CASE))
        t->lengths[first & ~32u] |= t->lengths[first];
}

/* Fills the tables. Most bytes of code begin nothing notable, so that they are skipped at once. */
static void prepare(struct tables *c)
{
    const struct nc_syntax *x = c->syntax;
    bool keys = has_trait(c, NC_SYNTAX_KEY_COLON) || has_trait(c, NC_SYNTAX_KEY_EQUALS);
    for (unsigned b = 0; b < 256; b++) {
        char lower = (char)(b | 32);
        bool letter = (b < 0x80 && lower >= 'a' && lower <= 'z') || b == '_' || b >= 0x80;
        if (letter || nc_ascii_is_digit(b) || (b == '-' && has_trait(c, NC_SYNTAX_DASHES)))
            c->bytes[b] |= NAME | NOTABLE;
    }
    mark(c, x->line[0], NOTABLE | COMMENT, true);
    mark(c, x->line[1], NOTABLE | COMMENT, true);
    mark(c, x->block[0], NOTABLE | COMMENT, true);
    mark(c, x->quotes, NOTABLE | QUOTE, false);
    mark(c, "\\#@", NOTABLE, false);
    mark(c, has_trait(c, NC_SYNTAX_TAGS) ? "<" : NULL, NOTABLE, false);
    mark(c, has_trait(c, NC_SYNTAX_CHAR) ? "'" : NULL, NOTABLE, false);
    for (size_t i = 0; i < x->keyword_count; i++) {
        list_word(c, nc_str(x->keywords[i]));
        list_length(c, nc_str(x->keywords[i]));
    }
    for (unsigned b = 0; b < 256; b++) {
        c->bytes[b] |= keys || has_trait(c, NC_SYNTAX_LINES) ? NOTABLE : 0;
        c->lengths[b] |= keys ? UINT32_MAX : 0;
        bool is_word = (c->bytes[b] & NAME) && !(c->bytes[b] & COMMENT) && b != '-' &&
                       !nc_ascii_is_digit((char)b) && !has_trait(c, NC_SYNTAX_LINES) &&
                       !(c->bytes[b] & QUOTE);
        c->bytes[b] |= is_word ? WORD : 0;
        c->bytes[b] |= c->bytes[b] & (WORD | NOTABLE) ? 0 : PASSED;
    }
}

/* Returns the tables of a language. Any thread. */
static const struct tables *tables_of(const struct nc_syntax *syntax)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static struct tables all[NC_SYNTAX_MAX];
    struct tables *t = all;
    pthread_mutex_lock(&lock);
    while (t->syntax && t->syntax != syntax)
        t++;
    if (!t->syntax) {
        assert(t < all + NC_SYNTAX_MAX - 1); /* the last one stays empty */
        t->syntax = syntax;
        prepare(t);
    }
    pthread_mutex_unlock(&lock);
    return t;
}

static inline bool is_keyword(const struct scan *c, size_t i, size_t end)
{
    const struct tables *t = c->tables;
    struct nc_str word = nc_str_sub(c->s, i, end);
    if (word.n > sizeof t->words[0])
        return nc_syntax_is_keyword(c->syntax, word);
    uint64_t key = word_key(word, has(c, NC_SYNTAX_ANY_CASE));
    return t->words[slot_of(t, key)] == key;
}

/* The end of the run of bytes of a kind that begins at i. Most of the code is skipped here. */
static inline size_t run_end(const struct scan *c, size_t i, unsigned kind)
{
    const uint8_t *bytes = c->tables->bytes;
    const unsigned char *p = (const unsigned char *)c->s.p;
    for (; i + 4 <= c->s.n; i += 4) {
        if (!(bytes[p[i]] & kind))
            return i;
        if (!(bytes[p[i + 1]] & kind))
            return i + 1;
        if (!(bytes[p[i + 2]] & kind))
            return i + 2;
        if (!(bytes[p[i + 3]] & kind))
            return i + 3;
    }
    while (i < c->s.n && (bytes[p[i]] & kind))
        i++;
    return i;
}

static bool starts_at(struct nc_str s, size_t i, const char *mark)
{
    if (!mark || s.p[i] != mark[0])
        return false;
    size_t n = strlen(mark);
    return i + n <= s.n && memcmp(s.p + i, mark, n) == 0;
}

static size_t line_end(struct nc_str s, size_t i)
{
    return nc_str_find(s, '\n', i);
}

static bool begins_line(struct nc_str s, size_t i)
{
    while (i > 0 && (s.p[i - 1] == ' ' || s.p[i - 1] == '\t'))
        i--;
    return i == 0 || s.p[i - 1] == '\n';
}

/* The end of a comment that begins at i; 0 if none does. */
static size_t comment_end(const struct scan *c, size_t i)
{
    const struct nc_syntax *x = c->syntax;
    if (starts_at(c->s, i, x->block[0])) {
        size_t from = i + strlen(x->block[0]), end = nc_str_search(c->s, nc_str(x->block[1]), from);
        return end < c->s.n ? end + strlen(x->block[1]) : c->s.n;
    }
    for (int k = 0; k < 2; k++) {
        if (!starts_at(c->s, i, x->line[k]))
            continue;
        bool in_word = i > 0 && c->s.p[i - 1] > ' ' && !strchr(";&|(){}", c->s.p[i - 1]);
        if (!(has(c, NC_SYNTAX_HASH_WORD) && in_word))
            return line_end(c->s, i);
    }
    return 0;
}

/* The end of 'x' or '\n', with one character or escape between the quotes; 0 if there is none. */
static size_t char_end(struct nc_str s, size_t i)
{
    size_t j = i + 1;
    if (j < s.n && s.p[j] == '\\') {
        for (j += 2; j < s.n && j < i + 12 && s.p[j] != '\''; j++)
            ;
    } else if (j < s.n && s.p[j] != '\n' && s.p[j] != '\'') {
        for (j++; j < s.n && ((unsigned char)s.p[j] & 0xC0) == 0x80; j++)
            ;
    }
    return j < s.n && s.p[j] == '\'' && j > i + 1 ? j + 1 : 0;
}

static size_t triple_end(struct nc_str s, size_t i)
{
    struct nc_str mark = nc_str_sub(s, i, i + 3);
    size_t end = nc_str_search(s, mark, i + 3);
    return end < s.n ? end + 3 : s.n;
}

static bool is_triple(const struct scan *c, size_t i)
{
    return has(c, NC_SYNTAX_TRIPLE) && i + 2 < c->s.n && c->s.p[i + 1] == c->s.p[i] &&
           c->s.p[i + 2] == c->s.p[i];
}

/* The end of a string that begins at i; 0 if none does, or if it is not closed on its line. */
static size_t string_end(const struct scan *c, size_t i)
{
    char quote = c->s.p[i];
    bool over_lines = quote == '`' && has(c, NC_SYNTAX_RAW_TICK);
    if (quote == '\'' && has(c, NC_SYNTAX_CHAR))
        return char_end(c->s, i);
    if (!(c->tables->bytes[(unsigned char)quote] & QUOTE))
        return 0;
    if (is_triple(c, i))
        return triple_end(c->s, i);
    for (size_t j = i + 1; j < c->s.n; j++) {
        if (c->s.p[j] == '\n' && !over_lines)
            return 0;
        if (c->s.p[j] == '\\' && !has(c, NC_SYNTAX_DOUBLED))
            j++;
        else if (c->s.p[j] == quote)
            return j + 1;
    }
    return over_lines ? c->s.n : 0;
}

static size_t skip_blanks(struct nc_str s, size_t i)
{
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
        i++;
    return i;
}

static size_t put_string(const struct scan *c, size_t i, size_t end)
{
    size_t next = skip_blanks(c->s, end);
    bool is_key = has(c, NC_SYNTAX_KEY_STRING) && next < c->s.n && c->s.p[next] == ':';
    c->emit(c->ctx, is_key ? NC_CODE_KEYWORD : NC_CODE_STRING, i, end);
    return end;
}

/* Emits a number, taking everything that looks like one as a whole: 0x1F, 1_000, 3.14, 2e10. */
static size_t put_number(const struct scan *c, size_t i)
{
    size_t j = i;
    while (j < c->s.n && (is_name(c, c->s.p[j]) ||
                          (c->s.p[j] == '.' && j + 1 < c->s.n && nc_ascii_is_digit(c->s.p[j + 1]))))
        j++;
    if (!has(c, NC_SYNTAX_NO_NUMBERS))
        c->emit(c->ctx, NC_CODE_NUMBER, i, j);
    return j;
}

/* Whether i begins "key:" or "key =" at the beginning of a line; a key of YAML may stand after "-
 * ". */
static bool is_key(const struct scan *c, size_t i, size_t end)
{
    size_t next = skip_blanks(c->s, end);
    char mark = next < c->s.n ? c->s.p[next] : 0;
    while (i > 0 && (c->s.p[i - 1] == ' ' || c->s.p[i - 1] == '-' || c->s.p[i - 1] == '\t'))
        i--;
    bool begins = i == 0 || c->s.p[i - 1] == '\n';
    return begins && ((has(c, NC_SYNTAX_KEY_COLON) && mark == ':') ||
                      (has(c, NC_SYNTAX_KEY_EQUALS) && mark == '='));
}

/* Emits the word at i if it is a keyword or a key. The caller has checked that some keyword has its
 * first byte and length. */
static size_t put_candidate(const struct scan *c, size_t i, size_t j)
{
    bool keys = c->syntax->traits & (NC_SYNTAX_KEY_COLON | NC_SYNTAX_KEY_EQUALS);
    while (keys && j < c->s.n && (is_name(c, c->s.p[j]) || c->s.p[j] == '-' || c->s.p[j] == '.'))
        j++;
    if (j < c->s.n && ends_word(c->s.p[j]) && is_keyword(c, i, j + 1))
        j++;
    if (is_keyword(c, i, j) || (keys && is_key(c, i, j)))
        c->emit(c->ctx, NC_CODE_KEYWORD, i, j);
    return j;
}

static inline size_t put_word(const struct scan *c, size_t i)
{
    size_t j = run_end(c, i + 1, NAME);
    uint32_t lengths = c->tables->lengths[(unsigned char)c->s.p[i]];
    return lengths & length_bit(j - i) ? put_candidate(c, i, j) : j;
}

/* Emits the name in "<name" and "</name". */
static size_t put_tag(const struct scan *c, size_t i)
{
    size_t from = i + 1 + (i + 1 < c->s.n && strchr("/!?", c->s.p[i + 1]) && c->s.p[i + 1]);
    size_t to = from;
    while (to < c->s.n && (is_name(c, c->s.p[to]) || c->s.p[to] == ':' || c->s.p[to] == '-'))
        to++;
    if (to > from)
        c->emit(c->ctx, NC_CODE_KEYWORD, from, to);
    return to > i + 1 ? to : i + 1;
}

/* Whether a string at i is within a tag: an apostrophe in text begins no string. */
static bool is_in_tag(const struct scan *c, size_t i)
{
    return i > 0 && c->s.p[i - 1] == '=';
}

static size_t put_command(const struct scan *c, size_t i)
{
    size_t to = i + 1;
    while (to < c->s.n && nc_ascii_is_letter(c->s.p[to]))
        to++;
    if (to > i + 1)
        c->emit(c->ctx, NC_CODE_KEYWORD, i, to);
    return to > i + 1 ? to : i + 2 < c->s.n ? i + 2 : c->s.n;
}

/* Emits a line of a diff: an added line as a keyword (bold), a removed one as a comment (italic).
 */
static size_t put_diff_line(const struct scan *c, size_t i)
{
    size_t end = line_end(c->s, i);
    char first = c->s.p[i];
    if (first == '+' && end > i)
        c->emit(c->ctx, NC_CODE_KEYWORD, i, end);
    else if (first == '-' && end > i)
        c->emit(c->ctx, NC_CODE_COMMENT, i, end);
    else if (first == '@' && end > i)
        c->emit(c->ctx, NC_CODE_NUMBER, i, end);
    return end < c->s.n ? end + 1 : end;
}

/* Handles what begins at i. Returns where to go on, which is always after i. */
static size_t step(const struct scan *c, size_t i)
{
    char x = c->s.p[i];
    bool may = c->tables->bytes[(unsigned char)x] & COMMENT && !has(c, NC_SYNTAX_LINES);
    size_t end = may ? comment_end(c, i) : 0;
    if (end > i) {
        c->emit(c->ctx, NC_CODE_COMMENT, i, end);
        return end;
    }
    if (has(c, NC_SYNTAX_LINES))
        return put_diff_line(c, i);
    if (has(c, NC_SYNTAX_TAGS) && x == '<')
        return put_tag(c, i);
    if (!has(c, NC_SYNTAX_TAGS) || is_in_tag(c, i)) {
        end = string_end(c, i);
        if (end)
            return put_string(c, i, end);
    }
    if (has(c, NC_SYNTAX_COMMAND) && x == '\\')
        return put_command(c, i);
    if (x == '\\' && !has(c, NC_SYNTAX_DOUBLED))
        return i + 2 < c->s.n ? i + 2 : c->s.n;
    if (nc_ascii_is_digit(x))
        return put_number(c, i);
    if ((x == '#' || x == '@') && c->syntax->keyword_count && i + 1 < c->s.n &&
        is_name(c, c->s.p[i + 1]) && (x == '@' || begins_line(c->s, i)))
        return put_word(c, i);
    return is_name(c, x) ? put_word(c, i) : i + 1;
}

void nc_code_spans(const struct nc_code_language *language, struct nc_str text,
                   void (*emit)(void *ctx, enum nc_code_kind kind, size_t from, size_t to),
                   void *ctx)
{
    struct scan c = {.s = text, .emit = emit, .ctx = ctx};
    c.syntax = language ? nc_syntax_of(language->name) : NULL;
    if (!c.syntax)
        return;
    c.tables = tables_of(c.syntax);
    const uint8_t *bytes = c.tables->bytes;
    for (size_t i = 0; (i = run_end(&c, i, PASSED)) < text.n;)
        i = bytes[(unsigned char)text.p[i]] & WORD ? put_word(&c, i) : step(&c, i);
}
