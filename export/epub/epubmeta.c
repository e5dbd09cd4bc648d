/* What a book says about itself, from the front matter of its notes. Nothing is invented: what no
 * note says is not written (no "Unknown" author, no date of the conversion as publication date).
 * Field rules: EPUB 3.3 section 5.5, and docs/epub.md. */
#include "export/epub/epub.h"

#include "base/calendar.h"
#include "lang/lang.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The number in s[at, at+n), or -1. */
struct nc_str epub_utc(struct nc_arena *arena, int64_t seconds)
{
    struct nc_when when = nc_when_from_seconds(seconds);
    struct nc_buf text = {0};
    nc_when_put(&text, &when);
    struct nc_str kept = nc_arena_str(arena, nc_buf_view(&text));
    nc_buf_dispose(&text);
    return kept;
}

/* dc:date as written. W3CDTF has no time without a zone: of such a one the day is left. */
static struct nc_str date_of(struct nc_arena *arena, struct nc_when when)
{
    when.has_time = when.has_time && when.has_zone;
    struct nc_buf text = {0};
    nc_when_put(&text, &when);
    struct nc_str kept = nc_arena_str(arena, nc_buf_view(&text));
    nc_buf_dispose(&text);
    return kept;
}

/* A front matter text as readers should see it: "[[Note|Name]]" gives the name. */
static struct nc_str plain(struct nc_str s)
{
    s = nc_str_trim(s);
    if (!nc_str_starts(s, NC_LIT("[[")) || !nc_str_ends(s, NC_LIT("]]")) || s.n < 4)
        return s;
    s = nc_str_sub(s, 2, s.n - 2);
    size_t bar = nc_str_find(s, '|', 0);
    return nc_str_trim(bar < s.n ? nc_str_sub(s, bar + 1, s.n) : s);
}

static void add(struct epub_strings *list, struct nc_arena *arena, struct nc_str s)
{
    s = plain(s);
    for (size_t i = 0; i < list->count; i++) {
        if (nc_str_eq(list->items[i], s))
            return;
    }
    if (s.n)
        list->items[list->count++] = nc_arena_str(arena, s);
}

static const struct nc_value *value_of(const struct nc_meta *m, const char *const *keys)
{
    for (; *keys; keys++) {
        const struct nc_value *v = nc_meta_get(m, *keys);
        if (v)
            return v;
    }
    return NULL;
}

/* One element a person: the derived author is a single string for people to read. */
static void authors_of(struct epub_facts *out, struct nc_arena *arena, const struct nc_meta *m)
{
    static const char *const keys[] = {"author", "authors", NULL};
    const struct nc_value *v = value_of(m, keys);
    size_t count = v && v->type == NC_V_LIST ? v->count : 0;
    out->authors.items = nc_arena_array(arena, count + 1, sizeof *out->authors.items);
    for (size_t i = 0; i < count; i++)
        add(&out->authors, arena, v->items[i].raw);
    if (count == 0)
        add(&out->authors, arena, m->author);
}

static struct nc_str scalar_of(const struct nc_meta *m, struct nc_arena *arena,
                               const char *const *keys)
{
    const struct nc_value *v = value_of(m, keys);
    return v ? nc_arena_str(arena, plain(v->raw)) : NC_NONE;
}

static bool is_number(struct nc_str s)
{
    size_t dots = 0;
    for (size_t i = 0; i < s.n; i++) {
        dots += s.p[i] == '.';
        if (!is_digit(s.p[i]) && (s.p[i] != '.' || i == 0 || i + 1 == s.n))
            return false;
    }
    return s.n > 0 && dots <= 1;
}

void epub_facts_of(struct epub_facts *out, struct nc_arena *arena, const struct nc_doc *doc,
                   int64_t now)
{
    static const char *const series[] = {"series", NULL};
    static const char *const index[] = {"series_index", "series-index", "volume", NULL};
    const struct nc_meta *m = &doc->meta;
    memset(out, 0, sizeof *out);
    authors_of(out, arena, m);
    out->tags.items = nc_arena_array(arena, m->front_tag_count, sizeof *out->tags.items);
    for (size_t i = 0; i < m->front_tag_count; i++)
        add(&out->tags, arena, m->tags[i]);
    out->date = date_of(arena, m->date);
    out->modified = nc_when_is_set(&m->modified) ? nc_when_seconds(&m->modified)
                    : doc->mtime > now           ? now
                                                 : doc->mtime;
    out->description = nc_arena_str(arena, nc_str_trim(m->description));
    out->identifier = nc_arena_str(arena, nc_str_trim(m->id));
    out->series = scalar_of(m, arena, series);
    out->series_index = scalar_of(m, arena, index);
    if (!is_number(out->series_index))
        out->series_index = NC_NONE;
}

struct nc_str epub_direction(struct nc_str lang)
{
    static const char *const rtl[] = {"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv"};
    struct nc_str primary = nc_str_sub(lang, 0, nc_str_find(lang, '-', 0));
    for (size_t i = 0; i < sizeof rtl / sizeof *rtl; i++) {
        if (nc_str_ieq(primary, nc_str(rtl[i])))
            return NC_LIT("rtl");
    }
    return NC_LIT("ltr");
}

struct nc_str epub_title(struct nc_arena *arena, struct nc_str title, struct nc_str lang)
{
    title = nc_str_trim(title);
    return title.n ? nc_arena_str(arena, title) : nc_str(nc_lang_label(lang, NC_L_BODY));
}

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_hex(char c)
{
    return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

static bool is_uuid(struct nc_str s)
{
    if (s.n != 36)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_dash ? s.p[i] != '-' : !is_hex(s.p[i]))
            return false;
    }
    return true;
}

/* A scheme of two characters or more, a colon and something, without blanks (RFC 3986). */
static bool is_uri(struct nc_str s)
{
    size_t colon = nc_str_find(s, ':', 0);
    if (colon < 2 || colon + 1 >= s.n || !is_letter(s.p[0]))
        return false;
    for (size_t i = 1; i < colon; i++) {
        if (!is_letter(s.p[i]) && !is_digit(s.p[i]) && !strchr("+.-", s.p[i]))
            return false;
    }
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f)
            return false;
    }
    return true;
}

struct nc_str epub_identifier(struct nc_arena *arena, struct nc_str own, struct nc_uuid uuid)
{
    char text[9 + 37] = "urn:uuid:";
    /* A bare number or word is no identifier beyond the author's own folder: books of the same
     * id overwrite each other in readers. It is in the UUID already. */
    if (is_uri(own))
        return nc_arena_str(arena, own);
    if (!is_uuid(own))
        nc_uuid_print(text + 9, uuid);
    for (size_t i = 0; is_uuid(own) && i < own.n; i++)
        text[9 + i] = (char)(is_digit(own.p[i]) || own.p[i] == '-' ? own.p[i] : own.p[i] | 32);
    return nc_arena_str(arena, nc_str(text));
}

bool epub_facts_visible(const struct epub_facts *f)
{
    return f->authors.count || f->tags.count || f->date.n;
}

static void keep_common(struct nc_str *mine, struct nc_str other)
{
    if (!nc_str_eq(*mine, other))
        *mine = NC_NONE;
}

static void keep_common_list(struct epub_strings *mine, const struct epub_strings *other)
{
    size_t kept = 0;
    for (size_t i = 0; i < mine->count; i++) {
        bool found = false;
        for (size_t j = 0; j < other->count && !found; j++)
            found = nc_str_eq(mine->items[i], other->items[j]);
        if (found)
            mine->items[kept++] = mine->items[i];
    }
    mine->count = kept;
}

static struct epub_strings copy_list(struct nc_arena *arena, const struct epub_strings *from)
{
    struct epub_strings list = {nc_arena_array(arena, from->count, sizeof *list.items),
                                from->count};
    for (size_t i = 0; i < from->count; i++)
        list.items[i] = from->items[i];
    return list;
}

void epub_facts_merge(struct epub_facts *out, struct nc_arena *arena,
                      struct epub_note *const *notes, size_t count)
{
    memset(out, 0, sizeof *out);
    if (count == 0)
        return;
    *out = notes[0]->facts;
    out->authors = copy_list(arena, &out->authors);
    out->tags = copy_list(arena, &out->tags);
    for (size_t i = 1; i < count; i++) {
        const struct epub_facts *f = &notes[i]->facts;
        keep_common_list(&out->authors, &f->authors);
        keep_common_list(&out->tags, &f->tags);
        keep_common(&out->date, f->date);
        keep_common(&out->description, f->description);
        keep_common(&out->series, f->series);
        out->modified = f->modified > out->modified ? f->modified : out->modified;
        out->has_image |= f->has_image;
        out->has_alt_missing |= f->has_alt_missing;
        out->has_math |= f->has_math;
    }
    if (count > 1) {
        out->identifier = out->series_index = NC_NONE;
        out->has_byline = false;
    }
}
