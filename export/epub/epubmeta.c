/* What a book says about itself, from the front matter of its notes. Missing metadata is omitted:
 * no "Unknown" author, no date of conversion as the date of publication. Field rules: EPUB 3.3
 * section 5.5, and docs/epub.md. */
#include "base/ascii.h"
#include "export/epub/epub.h"

#include "base/calendar.h"
#include "base/strmap.h"
#include "doc/people.h"
#include "lang/lang.h"

/* The moment as text, in UTC. */
struct nc_str epub_utc(struct nc_arena *arena, int64_t seconds)
{
    struct nc_when when = nc_when_from_seconds(seconds);
    struct nc_buf text = {0};
    nc_when_put(&text, &when);
    return nc_buf_keep(&text, arena);
}

/* dc:date as written. W3CDTF has no time without a zone, so such a time is reduced to its day. */
static struct nc_str date_of(struct nc_arena *arena, struct nc_when when)
{
    when.has_time = when.has_time && when.has_zone;
    struct nc_buf text = {0};
    nc_when_put(&text, &when);
    return nc_buf_keep(&text, arena);
}

/* Appends s unless it is in known, the set of the list's items. */
static void add(struct epub_strings *list, struct nc_strmap *known, struct nc_str s)
{
    s = nc_str_trim(s);
    if (!s.n || nc_strmap_get(known, s))
        return;
    s = list->items[list->count++] = nc_arena_str(known->arena, s);
    *nc_strmap_at(known, s) = 1;
}

/* Lists each person as one element, because the derived author is a single string for readers. */
static void people_of(struct epub_facts *out, struct nc_arena *arena, const struct nc_meta *m)
{
    struct nc_strmap known = {.arena = arena};
    out->authors.items = nc_arena_array(arena, m->person_count, sizeof *out->authors.items);
    out->contributors = nc_arena_array(arena, m->person_count, sizeof *out->contributors);
    for (size_t i = 0; i < m->person_count; i++) {
        const struct nc_person *p = &m->people[i];
        if (strcmp(p->role, NC_ROLE_AUTHOR) == 0)
            add(&out->authors, &known, p->name);
        else
            out->contributors[out->contributor_count++] =
                (struct nc_person){nc_arena_str(arena, p->name), p->role};
    }
}

static struct epub_strings kept_list(struct nc_arena *arena, const struct nc_str *items,
                                     size_t count)
{
    struct epub_strings list = {nc_arena_array(arena, count, sizeof *list.items), 0};
    struct nc_strmap known = {.arena = arena};
    for (size_t i = 0; i < count; i++)
        add(&list, &known, items[i]);
    return list;
}

void epub_facts_of(struct epub_facts *out, struct nc_arena *arena, const struct nc_doc *doc,
                   int64_t now)
{
    const struct nc_meta *m = &doc->meta;
    memset(out, 0, sizeof *out);
    people_of(out, arena, m);
    out->tags = kept_list(arena, m->tags, m->front_tag_count);
    out->subjects = kept_list(arena, m->subjects, m->subject_count);
    out->date = date_of(arena, m->date);
    out->modified = nc_when_is_set(&m->modified) ? nc_when_seconds(&m->modified)
                    : doc->mtime > now           ? now
                                                 : doc->mtime;
    if (doc->cover)
        out->cover = doc->cover->u.embed.ref->media + 1;
    out->description = nc_arena_str(arena, nc_str_trim(m->description));
    out->identifier = nc_arena_str(arena, nc_str_trim(m->id));
    out->texts[EPUB_SUBTITLE] = nc_arena_str(arena, m->subtitle);
    out->texts[EPUB_SHORT_TITLE] = nc_arena_str(arena, m->short_title);
    out->texts[EPUB_PUBLISHER] = nc_arena_str(arena, m->publisher);
    out->texts[EPUB_RIGHTS] = nc_arena_str(arena, m->rights);
    out->texts[EPUB_SOURCE] = nc_arena_str(arena, m->source);
    out->texts[EPUB_ISBN] = nc_arena_str(arena, m->isbn);
    out->texts[EPUB_DOI] = nc_arena_str(arena, m->doi);
    out->series = nc_arena_str(arena, m->series);
    out->series_index = nc_arena_str(arena, m->series_index);
}

struct nc_str epub_direction(struct nc_str lang)
{
    return nc_str(nc_lang_direction(lang));
}

struct nc_str epub_class(struct nc_str lang)
{
    return nc_str_eqz(epub_direction(lang), "rtl") ? NC_LIT("rtl") : nc_str(nc_lang_class(lang));
}

struct nc_str epub_title(struct nc_arena *arena, struct nc_str title, struct nc_str lang)
{
    title = nc_str_trim(title);
    return title.n ? nc_arena_str(arena, title) : nc_str(nc_lang_label(lang, NC_L_BODY));
}

static bool is_uuid(struct nc_str s)
{
    if (s.n != 36)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_dash ? s.p[i] != '-' : !nc_ascii_is_hex(s.p[i]))
            return false;
    }
    return true;
}

/* Whether own is a URI: a scheme of at least two characters, a colon and more, without blanks (RFC
 * 3986). */
static bool is_uri(struct nc_str s)
{
    size_t colon = nc_str_find(s, ':', 0);
    if (colon < 2 || colon + 1 >= s.n || !nc_ascii_is_letter(s.p[0]))
        return false;
    for (size_t i = 1; i < colon; i++) {
        if (!nc_ascii_is_letter(s.p[i]) && !nc_ascii_is_digit(s.p[i]) && !strchr("+.-", s.p[i]))
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
    /* A bare number or word is unique only in the author's own folder, and readers let books with
     * the same id overwrite each other. The UUID already includes it. */
    if (is_uri(own))
        return nc_arena_str(arena, own);
    if (!is_uuid(own))
        nc_uuid_print(text + 9, uuid);
    for (size_t i = 0; is_uuid(own) && i < own.n; i++)
        text[9 + i] =
            (char)(nc_ascii_is_digit(own.p[i]) || own.p[i] == '-' ? own.p[i] : own.p[i] | 32);
    return nc_arena_str(arena, nc_str(text));
}

bool epub_facts_visible(const struct epub_facts *f)
{
    return f->authors.count || f->tags.count || f->date.n || f->texts[EPUB_SUBTITLE].n;
}

static void keep_common(struct nc_str *mine, struct nc_str other)
{
    if (!nc_str_eq(*mine, other))
        *mine = NC_NONE;
}

static void keep_common_list(struct epub_strings *mine, const struct epub_strings *other)
{
    size_t kept = 0;
    if (!mine->count)
        return;
    struct nc_strmap known = {.arena = nc_arena_new()};
    for (size_t j = 0; j < other->count; j++)
        *nc_strmap_at(&known, other->items[j]) = 1;
    for (size_t i = 0; i < mine->count; i++)
        if (nc_strmap_get(&known, mine->items[i]))
            mine->items[kept++] = mine->items[i];
    mine->count = kept;
    nc_arena_free(known.arena);
}

static void keep_common_people(struct epub_facts *mine, const struct epub_facts *other)
{
    size_t kept = 0;
    for (size_t i = 0; i < mine->contributor_count; i++) {
        const struct nc_person *p = &mine->contributors[i];
        bool found = false;
        for (size_t j = 0; j < other->contributor_count && !found; j++)
            found = nc_str_eq(p->name, other->contributors[j].name) &&
                    strcmp(p->role, other->contributors[j].role) == 0;
        if (found)
            mine->contributors[kept++] = *p;
    }
    mine->contributor_count = kept;
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
    out->subjects = copy_list(arena, &out->subjects);
    struct nc_person *people = nc_arena_array(arena, out->contributor_count, sizeof *people);
    if (out->contributor_count)
        memcpy(people, out->contributors, out->contributor_count * sizeof *people);
    out->contributors = people;
    for (size_t i = 1; i < count; i++) {
        const struct epub_facts *f = &notes[i]->facts;
        keep_common_list(&out->authors, &f->authors);
        keep_common_list(&out->tags, &f->tags);
        keep_common_list(&out->subjects, &f->subjects);
        keep_common_people(out, f);
        for (int k = 0; k < EPUB_TEXT_COUNT; k++)
            keep_common(&out->texts[k], f->texts[k]);
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
        out->cover = 0; /* the cover of a note, not of the book */
    }
}

void epub_facts_of_book(struct epub_facts *out, const struct nc_book *plan)
{
    if (plan->author_count)
        out->authors = (struct epub_strings){plan->authors, plan->author_count};
    if (plan->description.n)
        out->description = plan->description;
}
