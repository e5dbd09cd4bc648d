/* Metadata: types of scalars (YAML 1.2 core schema and dates), look-up, and the fields derived from
 * them. parse/frontmatter.c reads YAML. */
#include "base/ascii.h"
#include "base/strmap.h"
#include "base/uchar.h"
#include "doc/doc.h"
#include "doc/langtag.h"
#include "doc/metabook.h"
#include "doc/people.h"
#include "doc/walk.h"

#include <errno.h>
#include <stdlib.h>

static bool is_one_of(struct nc_str s, const char *const *words)
{
    for (; *words; words++)
        if (nc_str_eqz(s, *words))
            return true;
    return false;
}

static bool read_number(struct nc_value *v)
{
    char text[64];
    struct nc_str s = v->raw;
    if (s.n == 0 || s.n >= sizeof text)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!strchr("0123456789+-.eE", s.p[i]))
            return false;
    memcpy(text, s.p, s.n);
    text[s.n] = '\0';
    char *end;
    errno = 0;
    (void)strtoll(text, &end, 10);
    bool is_whole = *end == '\0' && end != text && errno == 0;
    if (!is_whole)
        (void)strtod(text, &end);
    if (*end != '\0' || end == text)
        return false;
    v->type = is_whole ? NC_V_INT : NC_V_FLOAT;
    return true;
}

void nc_value_type_scalar(struct nc_value *v)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL", NULL};
    static const char *const trues[] = {"true", "True", "TRUE", NULL};
    static const char *const falses[] = {"false", "False", "FALSE", NULL};
    v->type = NC_V_TEXT;
    if (v->quoted)
        return;
    if (is_one_of(v->raw, nulls)) {
        v->type = NC_V_NULL;
    } else if (is_one_of(v->raw, trues) || is_one_of(v->raw, falses)) {
        v->type = NC_V_BOOL;
        v->b = (v->raw.p[0] | 32) == 't';
    } else if (nc_when_parse(&v->when, v->raw, NC_WHEN_YAML)) {
        v->type = v->when.has_time ? NC_V_DATETIME : NC_V_DATE;
    } else {
        read_number(v);
    }
}

/* From this number of keys on, a hash table finds them. */
#define MANY_KEYS 64

static void index_entry(struct nc_doc *doc, size_t i)
{
    doc->meta.index.arena = doc->arena;
    *nc_strmap_at(&doc->meta.index, doc->meta.entries[i].key) = (uint32_t)i + 1;
}

static struct nc_meta_entry *find_entry(const struct nc_meta *m, struct nc_str key)
{
    if (m->count >= MANY_KEYS) {
        uint32_t known = nc_strmap_get(&m->index, key);
        return known ? &m->entries[known - 1] : NULL;
    }
    for (size_t i = 0; i < m->count; i++)
        if (nc_str_eq(m->entries[i].key, key))
            return &m->entries[i];
    return NULL;
}

struct nc_meta_entry *nc_meta_slot(struct nc_doc *doc, struct nc_str key, struct nc_pos pos)
{
    struct nc_meta *m = &doc->meta;
    struct nc_meta_entry *e = find_entry(m, key);
    if (e)
        return e;
    if (m->count == m->cap) {
        m->cap = m->cap ? m->cap * 2 : 6;
        struct nc_meta_entry *grown = nc_arena_array(doc->arena, m->cap, sizeof *grown);
        if (m->count)
            memcpy(grown, m->entries, m->count * sizeof *grown);
        m->entries = grown;
    }
    e = &m->entries[m->count++];
    *e = (struct nc_meta_entry){.key = nc_arena_str(doc->arena, key), .pos = pos};
    for (size_t i = m->count == MANY_KEYS ? 0 : m->count - 1; m->count >= MANY_KEYS && i < m->count;
         i++)
        index_entry(doc, i);
    return e;
}

void nc_meta_expect(struct nc_doc *doc, size_t count)
{
    struct nc_meta *m = &doc->meta;
    if (m->cap || !count)
        return;
    m->cap = count;
    m->entries = nc_arena_array(doc->arena, count, sizeof *m->entries);
}

void nc_meta_clear(struct nc_doc *doc)
{
    doc->meta.count = 0;
    doc->meta.index = (struct nc_strmap){.arena = doc->arena};
}

void nc_meta_set_tree(struct nc_doc *doc, struct nc_str key, const struct nc_value *tree)
{
    struct nc_meta *m = &doc->meta;
    size_t i = 0;
    while (i < m->count && !nc_str_ieq(m->entries[i].key, key))
        i++;
    struct nc_meta_entry *e =
        i < m->count ? &m->entries[i] : nc_meta_slot(doc, key, (struct nc_pos){0});
    e->value = *tree;
}

void nc_meta_set(struct nc_doc *doc, struct nc_str key, struct nc_str raw)
{
    struct nc_value v = {.raw = nc_arena_str(doc->arena, raw)};
    nc_value_type_scalar(&v);
    nc_meta_set_tree(doc, key, &v);
}

/* The raw text of the first of these keys that has a scalar with text. */
static struct nc_str scalar(const struct nc_meta *m, const char *const *keys)
{
    for (; *keys; keys++) {
        const struct nc_value *v = nc_value_lone(nc_meta_get(m, *keys));
        if (nc_value_is_scalar(v) && v->type != NC_V_NULL) {
            struct nc_str s = nc_str_trim(v->raw);
            if (s.n)
                return s;
        }
    }
    return NC_NONE;
}

/* The first of these keys that has a date, in any spelling. */
static struct nc_when date(const struct nc_meta *m, const char *const *keys, enum nc_when_form form)
{
    struct nc_when when = {0};
    for (; *keys && !nc_when_is_set(&when); keys++) {
        const char *one[] = {*keys, NULL};
        nc_when_parse_moment(&when, scalar(m, one), form);
    }
    return when;
}

struct words {
    struct nc_doc *doc;
    struct nc_str *items;
    size_t count, cap;
    /* folded */
    struct nc_strmap seen;
};

/* Whether a word is new. Words that differ only in case count as the first one. */
static bool is_new(struct words *w, struct nc_str s)
{
    struct nc_buf folded = {0};
    nc_nfc_fold(&folded, s);
    bool found = nc_strmap_get(&w->seen, nc_buf_view(&folded)) != 0;
    if (!found)
        *nc_strmap_at(&w->seen, nc_arena_str(w->seen.arena, nc_buf_view(&folded))) = 1;
    nc_buf_dispose(&folded);
    return !found;
}

static void add_word(struct words *w, struct nc_str s)
{
    s = nc_str_trim(s);
    if (!s.n || !is_new(w, s))
        return;
    if (w->count == w->cap) {
        w->cap = w->cap ? w->cap * 2 : 8;
        struct nc_str *grown = nc_arena_array(w->doc->arena, w->cap, sizeof *grown);
        if (w->count)
            memcpy(grown, w->items, w->count * sizeof *grown);
        w->items = grown;
    }
    w->items[w->count++] = s;
}

static void add_tag(struct words *w, struct nc_str s)
{
    s = nc_str_trim(s);
    if (nc_str_starts(s, NC_LIT("[[")) && nc_str_ends(s, NC_LIT("]]")) && s.n > 4)
        s = nc_str_sub(s, 2, s.n - 2);
    while (s.n && s.p[0] == '#')
        s = nc_str_sub(s, 1, s.n);
    while (s.n && s.p[s.n - 1] == '/')
        s.n--;
    add_word(w, s);
}

/* Adds the tags of a scalar: "a, b" and "a b" are two tags (Obsidian). If there is a comma, blanks
 * belong to the tag's name. */
static void add_tag_scalar(struct words *w, struct nc_str s)
{
    char sep = nc_str_find(s, ',', 0) < s.n ? ',' : ' ';
    for (size_t from = 0; from <= s.n;) {
        size_t to = nc_str_find(s, sep, from);
        add_tag(w, nc_str_sub(s, from, to));
        from = to + 1;
    }
}

static void add_values(struct words *w, const struct nc_value *v, bool tags)
{
    if (!v || v->type == NC_V_NULL || v->type == NC_V_MAP)
        return;
    if (v->type != NC_V_LIST) {
        if (tags)
            add_tag_scalar(w, v->raw);
        else
            add_word(w, v->raw);
        return;
    }
    for (size_t i = 0; i < v->count; i++) {
        const struct nc_value *item = &v->items[i];
        if (item->type == NC_V_NULL || item->type == NC_V_LIST || item->type == NC_V_MAP)
            continue;
        if (tags)
            add_tag(w, item->raw);
        else
            add_word(w, item->raw);
    }
}

/* Collects words. own: memory for what is not needed afterwards. */
static struct words collect(struct nc_doc *doc, const char *const *keys, bool tags,
                            struct nc_arena *own)
{
    struct words w = {.doc = doc, .seen = {.arena = own}};
    for (; *keys; keys++)
        add_values(&w, nc_meta_get(&doc->meta, *keys), tags);
    return w;
}

/* Adds the tags in the text, except those of embedded notes. */
static void add_text_tags(struct words *w)
{
    struct nc_walk walk;
    nc_walk_begin(&walk, w->doc->root);
    for (enum nc_event e = nc_walk_next(&walk); e != NC_WALK_DONE; e = nc_walk_next(&walk)) {
        if (e == NC_WALK_ENTER && walk.node->kind == NC_EMBED)
            nc_walk_skip(&walk);
        else if (e == NC_WALK_ENTER && walk.node->kind == NC_TAG)
            add_tag(w, walk.node->u.text);
    }
}

static struct nc_str joined_authors(struct nc_doc *doc)
{
    const struct nc_meta *m = &doc->meta;
    struct nc_buf b = {0};
    for (size_t i = 0; i < m->person_count; i++) {
        if (strcmp(m->people[i].role, NC_ROLE_AUTHOR) != 0)
            continue;
        nc_buf_puts(&b, b.n ? ", " : "");
        nc_buf_str(&b, m->people[i].name);
    }
    return nc_buf_keep(&b, doc->arena);
}

/* The text of the first heading of level 1, the title of a text without a name. */
static struct nc_str heading_title(struct nc_doc *doc)
{
    const struct nc_node *n = doc->root->first;
    while (n && !(n->kind == NC_HEADING && n->u.heading.level == 1))
        n = n->next;
    struct nc_buf b = {0};
    if (n)
        nc_plain_text(&b, n);
    struct nc_str title = nc_arena_str(doc->arena, nc_str_trim(nc_buf_view(&b)));
    nc_buf_dispose(&b);
    return title;
}

/* A title without control characters: a title also appears where they would take effect: in
 * windows, on shelves and in file names. */
static struct nc_str plain(struct nc_doc *doc, struct nc_str title)
{
    struct nc_buf b = {0};
    nc_put_plain(&b, title);
    struct nc_str s =
        b.n == title.n ? title : nc_arena_str(doc->arena, nc_str_trim(nc_buf_view(&b)));
    nc_buf_dispose(&b);
    return s;
}

#define NOTION_ID 32
#define BUNDLE ".textbundle"

bool nc_is_bundle(struct nc_str folder)
{
    size_t n = sizeof BUNDLE - 1;
    return folder.n > n && folder.p[folder.n - n - 1] != '/' &&
           nc_str_ieq(nc_str_sub(folder, folder.n - n, folder.n), NC_LIT(BUNDLE));
}

struct nc_str nc_less_export_mark(struct nc_str name)
{
    size_t from = name.n > NOTION_ID + 1 ? name.n - NOTION_ID : 0;
    bool is_id = from && name.p[from - 1] == ' ';
    if (nc_is_bundle(name))
        return nc_str_sub(name, 0, name.n - (sizeof BUNDLE - 1));
    for (size_t i = from; is_id && i < name.n; i++)
        is_id = nc_ascii_is_hex((unsigned char)name.p[i]);
    return is_id ? nc_str_sub(name, 0, from - 1) : name;
}

/* The note's name, composed: some file systems write it decomposed. */
static struct nc_str name_title(struct nc_doc *doc)
{
    struct nc_buf b = {0};
    struct nc_str name = nc_less_export_mark(doc->name);
    nc_nfc(&b, name);
    struct nc_str s =
        nc_str_eq(nc_buf_view(&b), name) ? name : nc_arena_str(doc->arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return s;
}

void nc_meta_derive(struct nc_doc *doc)
{
    struct nc_meta *m = &doc->meta;
    static const char *const titles[] = {"title", NULL};
    static const char *const dates[] = {"date", "published", "created", "date created", NULL};
    static const char *const changes[] = {"modified", "updated", "date modified", NULL};
    static const char *const langs[] = {"lang", "language", NULL};
    static const char *const texts[] = {"description", "summary", "abstract", NULL};
    static const char *const ids[] = {"id", "uid", "uuid", "identifier", NULL};
    static const char *const tag_keys[] = {"tags", "tag", NULL};
    static const char *const alias_keys[] = {"aliases", "alias", NULL};
    m->title = scalar(m, titles);
    if (!m->title.n)
        m->title = nc_meta_structured(m, "title", "type", NULL);
    if (!m->title.n)
        m->title = doc->name.n ? name_title(doc) : heading_title(doc);
    m->title = plain(doc, m->title);
    m->date = date(m, dates, NC_WHEN_BOOK);
    m->modified = date(m, changes, NC_WHEN_FREE); /* a moment */
    m->lang = nc_lang_tag(doc->arena, scalar(m, langs));
    m->description = scalar(m, texts);
    m->id = scalar(m, ids);
    struct nc_arena *own = nc_arena_new();
    struct words w = collect(doc, tag_keys, true, own);
    m->front_tag_count = w.count;
    add_text_tags(&w);
    m->tags = w.items;
    m->tag_count = w.count;
    w = collect(doc, alias_keys, false, own);
    m->aliases = w.items;
    m->alias_count = w.count;
    nc_arena_free(own);
    nc_meta_derive_book(doc);
    m->author = joined_authors(doc);
}

void nc_doc_identify(struct nc_doc *doc, struct nc_str vault, struct nc_str path)
{
    struct nc_str key = doc->meta.id.n ? doc->meta.id : path;
    if (!key.n)
        key = doc->name;
    if (!key.n)
        key = doc->meta.title;
    doc->key = nc_arena_str(doc->arena, key);
    doc->uuid = nc_uuid5(nc_uuid_vault(vault), doc->key);
}
