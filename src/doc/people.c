/* Finds people by key. */
#include "doc/people.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/uchar.h"
#include "base/utf8.h"

/* Keys that name people. Those for authors are alternatives, of which the first present counts:
 * pandoc, Quarto, Zotero and blogs each have their own. */
static const struct {
    const char *key, *role;
} keys[] = {
    {"author", NC_ROLE_AUTHOR}, {"authors", NC_ROLE_AUTHOR}, {"creator", NC_ROLE_AUTHOR},
    {"writer", NC_ROLE_AUTHOR}, {"by", NC_ROLE_AUTHOR},      {"translator", "trl"},
    {"translators", "trl"},     {"editor", "edt"},           {"editors", "edt"},
    {"illustrator", "ill"},     {"illustrators", "ill"},     {"photographer", "pht"},
    {"narrator", "nrt"},        {"compiler", "com"},         {"contributor", "ctb"},
    {"contributors", "ctb"},
};
#define KEY_COUNT (sizeof keys / sizeof keys[0])

/* What a person's own `role` may say besides the codes. */
static const struct {
    const char *word, *role;
} roles[] = {
    {"author", "aut"},   {"translator", "trl"},   {"editor", "edt"},   {"illustrator", "ill"},
    {"narrator", "nrt"}, {"photographer", "pht"}, {"compiler", "com"}, {"aut", "aut"},
    {"trl", "trl"},      {"edt", "edt"},          {"ill", "ill"},      {"nrt", "nrt"},
    {"pht", "pht"},      {"com", "com"},          {"ctb", "ctb"},      {"contributor", "ctb"}};

/* The text shown: "[[Note|Name]]" shows the name. */
static struct nc_str shown(struct nc_str s)
{
    s = nc_str_trim(s);
    if (!nc_str_starts(s, NC_LIT("[[")) || !nc_str_ends(s, NC_LIT("]]")) || s.n < 4)
        return s;
    s = nc_str_sub(s, 2, s.n - 2);
    size_t bar = nc_str_find(s, '|', 0);
    return nc_str_trim(bar < s.n ? nc_str_sub(s, bar + 1, s.n) : s);
}

/* The text under a key of a map; may be empty. */
static struct nc_str text_at(const struct nc_value *map, const char *key)
{
    for (size_t i = 0; i < map->count; i++) {
        const struct nc_value *v = &map->items[i];
        bool is_text = nc_value_is_scalar(v) && v->type != NC_V_NULL;
        if (is_text && nc_str_ieq(map->keys[i], nc_str(key)))
            return shown(v->raw);
    }
    return NC_NONE;
}

static bool is_wide(struct nc_str s)
{
    unsigned len;
    return s.n && nc_is_cjk(nc_utf8_at(s, 0, &len));
}

/* Given and family name in the order of the script: 李白, Ana Li. */
static struct nc_str joined(struct nc_arena *arena, struct nc_str given, struct nc_str family)
{
    bool wide = is_wide(given) && is_wide(family);
    struct nc_buf b = {0};
    nc_buf_str(&b, wide ? family : given);
    nc_buf_puts(&b, wide || !given.n || !family.n ? "" : " ");
    nc_buf_str(&b, wide ? given : family);
    return nc_buf_keep(&b, arena);
}

/* The name in a map. */
static struct nc_str name_of(struct nc_arena *arena, const struct nc_value *v)
{
    static const char *const whole[] = {"name", "text", "author"};
    if (v->type != NC_V_MAP)
        return NC_NONE;
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        struct nc_str s = text_at(v, whole[i]);
        if (s.n)
            return s;
    }
    /* Quarto and CSL: name: {given: …, family: …}, or the two alone. */
    const struct nc_value *parts = v;
    for (size_t i = 0; i < v->count; i++)
        if (v->items[i].type == NC_V_MAP && nc_str_ieq(v->keys[i], NC_LIT("name")))
            parts = &v->items[i];
    struct nc_str literal = text_at(parts, "literal");
    return literal.n ? literal : joined(arena, text_at(parts, "given"), text_at(parts, "family"));
}

static const char *role_of(const struct nc_value *v, const char *otherwise)
{
    struct nc_str role = v->type == NC_V_MAP ? text_at(v, "role") : NC_NONE;
    for (size_t i = 0; role.n && i < sizeof roles / sizeof roles[0]; i++)
        if (nc_str_ieq(role, nc_str(roles[i].word)))
            return roles[i].role;
    return otherwise;
}

struct people {
    struct nc_arena *arena;
    struct nc_person *items;
    size_t count, cap;
    bool found_author;
    /* an earlier key gave authors: those of later keys are the same people */
    bool has_authors;
};

static void add(struct people *p, struct nc_str name, const char *role)
{
    struct nc_person person = {name, role};
    bool is_author = strcmp(person.role, NC_ROLE_AUTHOR) == 0;
    if (!person.name.n || (is_author && p->has_authors))
        return;
    p->found_author |= is_author;
    for (size_t i = 0; i < p->count; i++)
        if (nc_str_eq(p->items[i].name, person.name) && strcmp(p->items[i].role, person.role) == 0)
            return;
    if (p->count == p->cap) {
        size_t cap = p->cap ? p->cap * 2 : 4;
        struct nc_person *grown = nc_arena_array(p->arena, cap, sizeof *grown);
        if (p->count)
            memcpy(grown, p->items, p->count * sizeof *grown);
        p->items = grown;
        p->cap = cap;
    }
    p->items[p->count++] = person;
}

/* Whether the ; at i ends a character's name: &amp; */
static bool ends_entity(struct nc_str s, size_t i)
{
    while (i > 0 && (nc_ascii_is_alnum((unsigned char)s.p[i - 1]) || s.p[i - 1] == '#'))
        i--;
    return i > 0 && s.p[i - 1] == '&';
}

/* The first name of a text. *rest: what follows the mark after it. Marks within a link do not
 * count. */
static struct nc_str first_name(struct nc_str s, bool at_commas, struct nc_str *rest)
{
    size_t i = 0, open = 0;
    unsigned len = 0;
    for (; i < s.n; i += len) {
        uint32_t c = nc_utf8_at(s, i, &len);
        open += c == '[';
        open -= c == ']' && open > 0;
        bool mark = c == 0x3001 || c == 0xFF1B || (at_commas && c == 0xFF0C); /* 、；， */
        if (!open && (mark || (c == ';' && !ends_entity(s, i))))
            break;
    }
    *rest = nc_str_sub(s, i < s.n ? i + len : s.n, s.n);
    return shown(nc_str_sub(s, 0, i));
}

/* Whether the parts between ， have two to four characters each, like names. A post or a place
 * after a name is usually longer. */
static bool has_names_at_commas(struct nc_str s)
{
    while (s.n) {
        struct nc_str name = first_name(s, true, &s);
        unsigned count = 0, len;
        for (size_t i = 0; i < name.n; i += len, count++)
            if (!nc_is_cjk_letter(nc_utf8_at(name, i, &len)))
                return false;
        if (count < 2 || count > 4)
            return false;
    }
    return true;
}

/* Adds the people of a text: 张三、李四 and "Lee, Ann; Chen, Bo" are two each. */
static void add_text(struct people *p, struct nc_str s, const char *role)
{
    bool at_commas = has_names_at_commas(s);
    for (size_t count = 0; s.n && count < NC_MAX_PEOPLE; count++)
        add(p, first_name(s, at_commas, &s), role);
}

static void add_one(struct people *p, const struct nc_value *v, const char *role)
{
    if (v->type == NC_V_MAP)
        add(p, name_of(p->arena, v), role_of(v, role));
    else if (v->type != NC_V_LIST && v->type != NC_V_NULL)
        add_text(p, v->raw, role);
}

static void add_all(struct people *p, const struct nc_value *v, const char *role)
{
    if (v->type != NC_V_LIST) {
        add_one(p, v, role);
        return;
    }
    for (size_t i = 0; i < v->count && i < NC_MAX_PEOPLE; i++)
        add_one(p, &v->items[i], role);
}

struct nc_person *nc_people_of(struct nc_arena *arena, const struct nc_meta *m, size_t *count)
{
    struct people p = {.arena = arena};
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const struct nc_value *v = nc_meta_get(m, keys[i].key);
        if (v)
            add_all(&p, v, keys[i].role);
        p.has_authors = p.found_author;
    }
    *count = p.count;
    return p.items;
}

bool nc_is_people_key(struct nc_str key)
{
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (nc_str_ieqz(key, keys[i].key))
            return true;
    return false;
}

bool nc_people_unreadable(const struct nc_value *v)
{
    struct nc_arena *scratch = nc_arena_new();
    bool found = false;
    size_t n = v->type == NC_V_LIST ? v->count : 1;
    for (size_t i = 0; i < n && i < NC_MAX_PEOPLE && !found; i++) {
        const struct nc_value *one = v->type == NC_V_LIST ? &v->items[i] : v;
        bool is_container = one->type == NC_V_LIST || one->type == NC_V_MAP;
        found = is_container && !name_of(scratch, one).n;
    }
    nc_arena_free(scratch);
    return found;
}
