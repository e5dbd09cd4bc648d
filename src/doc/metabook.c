/* The metadata for a library catalogue: people, publisher, rights, numbers, series, subjects. Keys
 * are those of pandoc, Quarto, Hugo, calibre and Obsidian's templates. */
#include "doc/metabook.h"

#include "base/buf.h"
#include "base/nearest.h"
#include "base/strmap.h"
#include "base/uchar.h"
#include "doc/people.h"

static bool is_scalar(const struct nc_value *v)
{
    return nc_value_is_scalar(v) && v->type != NC_V_NULL;
}

/* The member of a map with this key, or NULL. */
static const struct nc_value *member(const struct nc_value *map, const char *key)
{
    for (size_t i = 0; map->type == NC_V_MAP && i < map->count; i++)
        if (nc_str_ieq(map->keys[i], nc_str(key)))
            return &map->items[i];
    return NULL;
}

static struct nc_str text_of(const struct nc_value *v)
{
    v = nc_value_lone(v);
    return v && is_scalar(v) ? nc_str_trim(v->raw) : NC_NONE;
}

/* Reads pandoc's structured titles and identifiers: a map with `text`, or a list of maps
 * distinguished by `selector` ("type: subtitle", "scheme: DOI"). word NULL: the first one without a
 * selector or with the selector "main". */
static struct nc_str structured(const struct nc_value *v, const char *selector, const char *word)
{
    size_t n = v->type == NC_V_LIST ? v->count : 1;
    for (size_t i = 0; i < n; i++) {
        const struct nc_value *one = v->type == NC_V_LIST ? &v->items[i] : v;
        struct nc_str text = text_of(member(one, "text"));
        struct nc_str kind = text_of(member(one, selector));
        bool fits =
            word ? nc_str_ieq(kind, nc_str(word)) : !kind.n || nc_str_ieq(kind, NC_LIT("main"));
        if (text.n && fits)
            return text;
    }
    return NC_NONE;
}

struct nc_str nc_meta_structured(const struct nc_meta *m, const char *key, const char *selector,
                                 const char *word)
{
    const struct nc_value *v = nc_meta_get(m, key);
    bool is_container = v && (v->type == NC_V_LIST || v->type == NC_V_MAP);
    return is_container ? structured(v, selector, word) : NC_NONE;
}

/* The first of these keys that has text: a scalar, or the joined items of a list. */
static struct nc_str first_text(struct nc_doc *doc, const char *const *keys)
{
    for (; *keys; keys++) {
        const struct nc_value *v = nc_meta_get(&doc->meta, *keys);
        if (!v || v->type == NC_V_NULL || v->type == NC_V_MAP)
            continue;
        struct nc_buf b = {0};
        nc_value_text(&b, v);
        struct nc_str s = nc_arena_str(doc->arena, nc_str_trim(nc_buf_view(&b)));
        nc_buf_dispose(&b);
        if (s.n)
            return s;
    }
    return NC_NONE;
}

/* Checks the last digit of an ISBN-10 or ISBN-13 (ISO 2108). */
static bool is_right_isbn(const char *digits, size_t n)
{
    unsigned sum = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_x = digits[i] == 'X';
        if (is_x && (n != 10 || i != 9))
            return false;
        unsigned d = is_x ? 10 : (unsigned)(digits[i] - '0');
        sum += n == 10 ? d * (unsigned)(10 - i) : d * (i % 2 ? 3 : 1);
    }
    return n == 10 ? sum % 11 == 0 : n == 13 && sum % 10 == 0;
}

bool nc_isbn_read(char out[14], struct nc_str s)
{
    size_t n = 0;
    s = nc_str_trim(s);
    if (nc_str_istarts(s, NC_LIT("urn:isbn:")))
        s = nc_str_sub(s, 9, s.n);
    else if (nc_str_istarts(s, NC_LIT("isbn")))
        s = nc_str_sub(s, 4, s.n);
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i] == 'x' ? 'X' : s.p[i];
        bool is_digit = nc_ascii_is_digit(c) || c == 'X';
        if (is_digit && n == 13)
            return false;
        if (is_digit)
            out[n++] = c;
        else if (!strchr("- :", c))
            return false;
    }
    out[n] = '\0';
    return is_right_isbn(out, n);
}

static struct nc_str isbn_of(struct nc_doc *doc)
{
    char digits[14];
    struct nc_str s = text_of(nc_meta_get(&doc->meta, "isbn"));
    if (!s.n)
        s = nc_meta_structured(&doc->meta, "identifier", "scheme", "ISBN");
    if (!s.n)
        s = nc_meta_structured(&doc->meta, "identifier", "scheme", "ISBN-13");
    return s.n && nc_isbn_read(digits, s) ? nc_arena_str(doc->arena, nc_str(digits)) : NC_NONE;
}

/* "10.1000/1" of a DOI in any spelling. */
static struct nc_str doi_of(struct nc_doc *doc)
{
    struct nc_str s = text_of(nc_meta_get(&doc->meta, "doi"));
    if (!s.n)
        s = nc_meta_structured(&doc->meta, "identifier", "scheme", "DOI");
    size_t at = nc_str_search(s, NC_LIT("10."), 0);
    s = nc_str_sub(s, at, s.n);
    return nc_str_find(s, '/', 0) < s.n && nc_str_find(s, ' ', 0) == s.n ? s : NC_NONE;
}

/* Whether s is a number of one or two parts: 3, 2.5. */
static bool is_number(struct nc_str s)
{
    size_t dots = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool is_dot = s.p[i] == '.';
        dots += is_dot;
        if (is_dot ? i == 0 || i + 1 == s.n : s.p[i] < '0' || s.p[i] > '9')
            return false;
    }
    return s.n > 0 && dots <= 1;
}

/* Reads `series: Name` with series_index or volume, or series: {name: …, index: …}. */
static void derive_series(struct nc_doc *doc)
{
    static const char *const names[] = {"name", "title", "text"};
    static const char *const numbers[] = {"series_index", "series-index", "seriesindex", "volume",
                                          NULL};
    static const char *const series[] = {"series", NULL};
    struct nc_meta *m = &doc->meta;
    const struct nc_value *v = nc_meta_get(m, "series");
    m->series = first_text(doc, series);
    m->series_index = first_text(doc, numbers);
    for (size_t i = 0; v && v->type == NC_V_MAP && i < 3 && !m->series.n; i++)
        m->series = text_of(member(v, names[i]));
    if (v && v->type == NC_V_MAP && !m->series_index.n)
        m->series_index = text_of(member(v, "index"));
    if (!is_number(m->series_index))
        m->series_index = NC_NONE;
}

struct subjects {
    struct nc_doc *doc;
    /* folded; has no arena before the first */
    struct nc_strmap seen;
    size_t cap;
};

static void add_subject(struct subjects *s, struct nc_str word)
{
    struct nc_meta *m = &s->doc->meta;
    struct nc_buf folded = {0};
    word = nc_str_trim(word);
    if (nc_str_starts(word, NC_LIT("[[")) && nc_str_ends(word, NC_LIT("]]")) && word.n > 4)
        word = nc_str_sub(word, 2, word.n - 2);
    nc_nfc_fold(&folded, word);
    bool is_new = word.n && !nc_strmap_get(&s->seen, nc_buf_view(&folded));
    if (is_new && !s->seen.arena)
        s->seen.arena = nc_arena_new();
    if (is_new) {
        *nc_strmap_at(&s->seen, nc_arena_str(s->seen.arena, nc_buf_view(&folded))) = 1;
        if (m->subject_count == s->cap) {
            s->cap = s->cap ? s->cap * 2 : 8;
            struct nc_str *grown = nc_arena_array(s->doc->arena, s->cap, sizeof *grown);
            if (m->subject_count)
                memcpy(grown, m->subjects, m->subject_count * sizeof *grown);
            m->subjects = grown;
        }
        m->subjects[m->subject_count++] = word;
    }
    nc_buf_dispose(&folded);
}

/* Adds subjects: "one, two" is two, and so is a list of two. */
static void add_subjects(struct subjects *s, const struct nc_value *v)
{
    size_t n = v->type == NC_V_LIST ? v->count : 1;
    for (size_t i = 0; i < n; i++) {
        struct nc_str text = text_of(v->type == NC_V_LIST ? &v->items[i] : v);
        for (size_t from = 0; from < text.n;) {
            size_t to = nc_str_find(text, ',', from);
            add_subject(s, nc_str_sub(text, from, to));
            from = to + 1;
        }
    }
}

static void derive_subjects(struct nc_doc *doc)
{
    static const char *const keys[] = {"keywords", "keyword",    "subject",
                                       "subjects", "categories", "category"};
    struct nc_meta *m = &doc->meta;
    struct subjects s = {.doc = doc};
    m->subjects = NULL;
    m->subject_count = 0;
    for (size_t i = 0; i < m->front_tag_count; i++)
        add_subject(&s, m->tags[i]);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct nc_value *v = nc_meta_get(m, keys[i]);
        if (v)
            add_subjects(&s, v);
    }
    nc_arena_free(s.seen.arena);
}

void nc_meta_derive_book(struct nc_doc *doc)
{
    static const char *const subtitles[] = {"subtitle", NULL};
    static const char *const shorts[] = {"short-title", "short_title", "shorttitle", NULL};
    static const char *const publishers[] = {"publisher", NULL};
    static const char *const rights[] = {"rights", "license", "licence", "copyright", NULL};
    static const char *const sources[] = {"source", "url", NULL};
    struct nc_meta *m = &doc->meta;
    m->people = nc_people_of(doc->arena, m, &m->person_count);
    m->subtitle = first_text(doc, subtitles);
    if (!m->subtitle.n)
        m->subtitle = nc_meta_structured(m, "title", "type", "subtitle");
    m->short_title = first_text(doc, shorts);
    if (!m->short_title.n)
        m->short_title = nc_meta_structured(m, "title", "type", "short");
    m->publisher = first_text(doc, publishers);
    m->rights = first_text(doc, rights);
    m->source = first_text(doc, sources);
    const struct nc_value *source = nc_meta_get(m, "source");
    if (!m->source.n && source)
        m->source = text_of(member(source, "url"));
    m->isbn = isbn_of(doc);
    m->doi = doi_of(doc);
    derive_series(doc);
    derive_subjects(doc);
}

/* Whether a single slip may separate two words, judged by their first letters. */
static bool begin_alike(struct nc_str key, const char *word)
{
    char a = key.n > 0 ? (char)(key.p[0] | 32) : '\0', b = key.n > 1 ? (char)(key.p[1] | 32) : '\0';
    return a == word[0] || a == word[1] || b == word[0] || b == word[1];
}

/* Words so long that a key one letter away is hardly ever a word of its own. */
static const char *const long_keys[] = {
    "title",      "subtitle",    "author",     "creator",  "created",   "modified",
    "updated",    "published",   "language",   "aliases",  "publisher", "description",
    "abstract",   "summary",     "copyright",  "keywords", "subject",   "categories",
    "translator", "illustrator", "identifier", "series",   NULL};
/* Shorter ones, which have other words near them. */
static const char *const short_keys[] = {"cover", "cards", "deck", "tags", "lang", "date", NULL};
/* The others, which resemble one of those or are hardly ever misspelled. */
static const char *const more_keys[] = {
    "authors",      "tag",           "alias",        "keyword",     "category",    "subjects",
    "rights",       "license",       "licence",      "source",      "url",         "isbn",
    "doi",          "series_index",  "series-index", "seriesindex", "volume",      "id",
    "uid",          "uuid",          "ruby",         "direction",   "dir",         "bibliography",
    "short-title",  "short_title",   "shorttitle",   "banner",      "cover-image", "cover_image",
    "date created", "date modified", "references",   NULL};

/* Whether only two letters have changed places. */
static bool is_swap(struct nc_str key, struct nc_str word)
{
    unsigned letters = 0;
    for (size_t i = 0; key.n == word.n && i < key.n; i++)
        letters += ((unsigned char)key.p[i] | 32u) - ((unsigned char)word.p[i] | 32u);
    return key.n == word.n && letters == 0 && nc_is_one_slip(key, word);
}

bool nc_meta_is_known(struct nc_str key)
{
    return nc_str_is_among(key, long_keys) || nc_str_is_among(key, short_keys) ||
           nc_str_is_among(key, more_keys) || nc_is_people_key(key);
}

const char *nc_meta_nearest(struct nc_str key)
{
    struct nc_nearest near = {.word = key};
    for (size_t i = 0; long_keys[i]; i++)
        nc_nearest_offer(&near, nc_str(long_keys[i]));
    for (size_t i = 0; short_keys[i]; i++)
        nc_nearest_offer(&near, nc_str(short_keys[i]));
    return near.best.n && !nc_meta_is_known(key) ? near.best.p : NULL;
}

static const char *meant(struct nc_str key)
{
    for (size_t i = 0; long_keys[i]; i++) {
        struct nc_str word = begin_alike(key, long_keys[i]) ? nc_str(long_keys[i]) : NC_NONE;
        if (word.n && nc_is_one_slip(key, word) &&
            nc_has_suffix(key, NC_LIT("s")) == nc_has_suffix(word, NC_LIT("s")))
            return nc_meta_is_known(key) ? NULL : long_keys[i];
    }
    for (size_t i = 0; short_keys[i]; i++)
        if (is_swap(key, nc_str(short_keys[i])))
            return short_keys[i];
    return NULL;
}

/* Whether it is a list of which one item is a list or a map. */
static bool holds_parts(const struct nc_value *v)
{
    bool found = false;
    for (size_t i = 0; v->type == NC_V_LIST && i < v->count; i++)
        found |= v->items[i].type == NC_V_LIST || v->items[i].type == NC_V_MAP;
    return found;
}

/* What a key that takes text accepts, if v holds a list or map that cannot become text. NULL: v is
 * usable, or the key is another. */
static const char *wanted_text(struct nc_str key, const struct nc_value *v)
{
    static const char *const texts[] = {"subtitle", "description", "summary",
                                        "abstract", "publisher",   NULL};
    static const char *const words[] = {"tags", "tag", "aliases", "alias", "keywords", NULL};
    static const char *const langs[] = {"lang", "language", NULL};
    static const char *const decks[] = {"deck", NULL}, *const titles[] = {"title", NULL};
    bool is_map = v->type == NC_V_MAP,
         is_list = v->type == NC_V_LIST && v->count > 0 && !is_scalar(nc_value_lone(v));
    if (!is_map && !is_list)
        return NULL;
    if (nc_str_is_among(key, titles) && (is_map || is_list) && !structured(v, "type", NULL).n)
        return "a text";
    if (nc_str_is_among(key, texts) && is_map)
        return "a text";
    if (nc_str_is_among(key, words) && (is_map || holds_parts(v)))
        return "a word, or a list of words";
    if (nc_str_is_among(key, langs) && (is_map || is_list))
        return "one language tag, such as en, zh-Hant or pt-BR";
    return nc_str_is_among(key, decks) && (is_map || is_list)
               ? "one name, such as Languages::French"
               : NULL;
}

/* A book appeared in a year, a change happened on a day. */
static const char *const dates[] = {"date",    "published",    "created",       "modified",
                                    "updated", "date created", "date modified", NULL};
static const char *const changes[] = {"modified", "updated", "date modified", NULL};

static bool is_date(struct nc_str key, const struct nc_value *v)
{
    struct nc_when when;
    v = nc_value_lone(v);
    enum nc_when_form form = nc_str_is_among(key, changes) ? NC_WHEN_FREE : NC_WHEN_BOOK;
    return v->type == NC_V_NULL ||
           (is_scalar(v) &&
            (!nc_str_trim(v->raw).n || nc_when_parse_moment(&when, nc_str_trim(v->raw), form)));
}

/* Whether the value of this key is checked at all. */
static bool is_checked(struct nc_str key, const struct nc_value *v)
{
    static const char *const others[] = {"series_index", "series-index", "volume", "id", "uid",
                                         "uuid",         "isbn",         "ruby",   NULL};
    return nc_str_is_among(key, others) || nc_is_people_key(key) ||
           (nc_str_is_among(key, dates) && !is_date(key, v));
}

bool nc_meta_complain(struct nc_buf *out, struct nc_str key, const struct nc_value *v)
{
    static const char *const indices[] = {"series_index", "series-index", "volume", NULL};
    static const char *const ids[] = {"id", "uid", "uuid", NULL};
    char digits[14];
    struct nc_buf value = {0};
    const char *word = meant(key), *wanted = wanted_text(key, v);
    if (!word && !wanted && !is_checked(key, v))
        return false;
    nc_value_text(&value, v);
    bool many = nc_is_people_key(key) && v->type == NC_V_LIST && v->count > NC_MAX_PEOPLE;
    bool is_word = v->type != NC_V_BOOL && !nc_str_ieq(nc_buf_view(&value), NC_LIT("null"));
    if (wanted)
        ;
    else if (nc_str_is_among(key, dates) && is_word && !is_date(key, v))
        wanted = nc_str_is_among(key, changes) ? "a date such as 2024-05-31"
                                               : "a date such as 2024-05-31, 2024-05 or 2024";
    else if (nc_is_people_key(key) && nc_people_unreadable(v))
        wanted = "a name, or a map with name, or with given and family";
    else if (nc_str_is_among(key, indices) && value.n &&
             !is_number(nc_str_trim(nc_buf_view(&value))))
        wanted = "a number";
    else if (nc_str_ieqz(key, "isbn") && value.n && is_word &&
             !nc_isbn_read(digits, nc_buf_view(&value)))
        wanted = "an ISBN whose check digit is right";
    else if (nc_str_ieqz(key, "ruby") && v->type != NC_V_BOOL && v->type != NC_V_NULL)
        wanted = "true or false";
    else if (nc_str_is_among(key, ids) && (v->type == NC_V_LIST || v->type == NC_V_MAP))
        wanted = "one word";
    if (wanted)
        nc_buf_printf(out, "%.*s: \"%.*s\" cannot be used; write %s", NC_FMT(key),
                      NC_FMT(nc_buf_view(&value)), wanted);
    else if (many)
        nc_buf_printf(out, "%.*s: of %zu people the first %d are named", NC_FMT(key), v->count,
                      NC_MAX_PEOPLE);
    else if (word)
        nc_buf_printf(out, "\"%.*s\" is not a known key; did you mean \"%s\"?", NC_FMT(key), word);
    nc_buf_dispose(&value);
    return wanted || many || word;
}
