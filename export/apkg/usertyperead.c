/* Reads note types from a package of Anki's. It opens the collection in memory and only reads it.
 * The package may come from anyone. */
#include "base/arena.h"
#include "base/jsonpull.h"
#include "base/nearest.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "export/apkg/sqlmemory.h"
#include "export/apkg/usertype.h"
#include "export/zip/archive.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#define MAX_COLLECTION ((size_t)256 << 20)
#define MAX_TYPES 1000
#define MAX_FIELDS 500
/* Steps of SQLite's machine, and how many of them pass between two checks of the count: about a
 * second. */
#define MAX_STEPS 100000000u
#define STEPS_AT_ONCE 1000u

struct reading {
    struct nc_arena *arena;
    const struct apkg_usertype_options *o;
    struct nc_fail *f;
    struct apkg_usertype *types;
    size_t count, cap;
    /* the chosen types; NULL: none */
    struct apkg_usertype *of[NC_CARD_KIND_COUNT];
    /* apkg_usertype.from of these */
    int *from[NC_CARD_KIND_COUNT];
};

/* --- the collection --- */

static int read_entry(struct reading *r, struct nc_buf *out)
{
    const char *file = r->o->file;
    struct nc_buf newer = {0};
    if (access(file, R_OK) != 0)
        return nc_fail(r->f, "--note-type=%s: %s", file, strerror(errno));
    enum nc_entry e = nc_archive_read(&newer, file, "collection.anki21b", MAX_COLLECTION, r->f);
    nc_buf_dispose(&newer);
    if (e == NC_ENTRY_UNREADABLE || e == NC_ENTRY_DAMAGED)
        return -1;
    if (e == NC_ENTRY_READ)
        return nc_fail(r->f,
                       "--note-type=%s: the package is in Anki's new format, which noteconv does "
                       "not read; export it again with 'Support older Anki versions' ticked",
                       file);
    e = nc_archive_read(out, file, "collection.anki21", MAX_COLLECTION, r->f);
    if (e == NC_ENTRY_NONE)
        e = nc_archive_read(out, file, "collection.anki2", MAX_COLLECTION, r->f);
    if (e == NC_ENTRY_NONE || e == NC_ENTRY_NO_ARCHIVE)
        return nc_fail(r->f, "--note-type=%s: this is not an Anki package (.apkg)", file);
    return e == NC_ENTRY_READ ? 0 : -1;
}

static int stop(void *ctx)
{
    unsigned *steps = ctx;
    *steps += STEPS_AT_ONCE;
    return *steps > MAX_STEPS;
}

/* Appends the first column of all rows, each followed by '\n'. False: it cannot be read. */
static bool query(sqlite3 *db, const char *text, struct nc_buf *out)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(db, text, -1, &s, NULL);
    for (size_t rows = 0; rc == SQLITE_OK || rc == SQLITE_ROW; rows++) {
        rc = sqlite3_step(s);
        if (rc != SQLITE_ROW || rows > MAX_TYPES)
            break;
        const unsigned char *column = sqlite3_column_text(s, 0);
        nc_buf_puts(out, column ? (const char *)column : "");
        nc_buf_char(out, '\n');
    }
    sqlite3_finalize(s);
    return rc == SQLITE_DONE;
}

/* Whether this is a table: a view could compute values of any size from nothing. */
static bool is_table(sqlite3 *db, const char *text)
{
    struct nc_buf type = {0};
    bool is = query(db, text, &type) && nc_str_eqz(nc_buf_view(&type), "table\n");
    nc_buf_dispose(&type);
    return is;
}

/* Reads the JSON of the types, and the ids of those that notes of the package use. */
static bool read_tables(struct nc_buf *bytes, struct nc_buf *models, struct nc_buf *used)
{
    sqlite3 *db = NULL;
    unsigned steps = 0;
    apkg_sql_memory();
    bool ok =
        sqlite3_open(":memory:", &db) == SQLITE_OK &&
        sqlite3_deserialize(db, "main", (unsigned char *)bytes->p, (sqlite3_int64)bytes->n,
                            (sqlite3_int64)bytes->n, SQLITE_DESERIALIZE_READONLY) == SQLITE_OK;
    if (ok) {
        sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)NULL);
        sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
        sqlite3_limit(db, SQLITE_LIMIT_LENGTH, (int)bytes->n);
        sqlite3_progress_handler(db, STEPS_AT_ONCE, stop, &steps);
        ok = is_table(db, "SELECT type FROM sqlite_master WHERE name = 'col' COLLATE NOCASE") &&
             is_table(db, "SELECT type FROM sqlite_master WHERE name = 'notes' COLLATE NOCASE") &&
             query(db, "SELECT models FROM col LIMIT 1", models) &&
             query(db, "SELECT DISTINCT mid FROM notes LIMIT 1000", used);
    }
    sqlite3_close(db);
    return ok;
}

/* --- the JSON of the types --- */

/* The fields or templates of a type, in order. */
struct items {
    struct nc_str names[MAX_FIELDS], fronts[MAX_FIELDS], backs[MAX_FIELDS];
    size_t count;
};

static struct nc_str copy(struct reading *r, const struct nc_json *j)
{
    return nc_arena_str(r->arena, nc_buf_view(&j->text));
}

/* Checks the name of a type, field or template, which must be one line of text. Reports problems.
 */
static bool is_name(struct reading *r, struct nc_str name)
{
    unsigned len;
    bool is = name.n > 0;
    for (size_t i = 0; is && i < name.n; i += len)
        is = !nc_is_control(nc_utf8_at(name, i, &len));
    if (!is)
        nc_fail(
            r->f,
            name.n
                ? "--note-type=%s: the name of a note type, field or template has a control "
                  "character "
                  "in it; rename it in Anki and export the package again"
                : "--note-type=%s: a note type, field or template has no name; give it one in Anki "
                  "and export the package again",
            r->o->file);
    return is;
}

/* Reads the members of one object of "flds" or "tmpls". */
static bool read_item(struct reading *r, struct nc_json *j, struct items *to)
{
    struct nc_str key, name = NC_NONE, front = NC_NONE, back = NC_NONE;
    for (enum nc_json_event e = nc_json_next(j); e != NC_JSON_OBJECT_END; e = nc_json_next(j)) {
        if (e != NC_JSON_KEY)
            return false;
        key = copy(r, j);
        e = nc_json_next(j);
        struct nc_str *member = nc_str_eqz(key, "name")   ? &name
                                : nc_str_eqz(key, "qfmt") ? &front
                                : nc_str_eqz(key, "afmt") ? &back
                                                          : NULL;
        if (member && e == NC_JSON_STRING)
            *member = copy(r, j);
        if (!nc_json_skip(j, e))
            return false;
    }
    if (to->count == MAX_FIELDS || !is_name(r, name))
        return false;
    to->names[to->count] = name;
    to->fronts[to->count] = front;
    to->backs[to->count++] = back;
    return true;
}

static bool read_items(struct reading *r, struct nc_json *j, struct items *to)
{
    to->count = 0;
    for (enum nc_json_event e = nc_json_next(j); e != NC_JSON_ARRAY_END; e = nc_json_next(j))
        if (e != NC_JSON_OBJECT || !read_item(r, j, to))
            return false;
    return true;
}

static const struct nc_str *kept(struct reading *r, const struct nc_str *items, size_t count)
{
    struct nc_str *list = nc_arena_array(r->arena, count, sizeof *list);
    if (count)
        memcpy(list, items, count * sizeof *list);
    return list;
}

static void take_fields(struct reading *r, struct apkg_usertype *t, const struct items *i)
{
    t->names = nc_arena_array(r->arena, i->count + 1, sizeof *t->names);
    for (size_t k = 0; k < i->count; k++)
        t->names[k] = i->names[k].p;
    t->field_count = i->count;
}

static bool read_member(struct reading *r, struct nc_json *j, struct apkg_usertype *t,
                        struct items *items)
{
    struct nc_str key = copy(r, j);
    enum nc_json_event e = nc_json_next(j);
    bool fields = nc_str_eqz(key, "flds");
    if (e == NC_JSON_ARRAY && (fields || nc_str_eqz(key, "tmpls"))) {
        if (!read_items(r, j, items))
            return false;
        if (fields) {
            take_fields(r, t, items);
        } else {
            t->fronts = kept(r, items->fronts, items->count);
            t->backs = kept(r, items->backs, items->count);
            t->template_count = items->count;
        }
        return true;
    }
    if (nc_str_eqz(key, "id"))
        t->id = e == NC_JSON_NUMBER   ? nc_json_int(j)
                : e == NC_JSON_STRING ? strtoll(j->text.p ? j->text.p : "", NULL, 10)
                                      : 0;
    else if (nc_str_eqz(key, "type") && e == NC_JSON_NUMBER)
        t->is_cloze = nc_json_int(j) == 1;
    else if (nc_str_eqz(key, "name") && e == NC_JSON_STRING)
        t->name = copy(r, j);
    else if (nc_str_eqz(key, "css") && e == NC_JSON_STRING)
        t->css = copy(r, j);
    return nc_json_skip(j, e);
}

/* Reads the object just opened. */
static bool read_type(struct reading *r, struct nc_json *j, struct apkg_usertype *t,
                      struct items *items)
{
    size_t from = j->at;
    for (enum nc_json_event e = nc_json_next(j); e != NC_JSON_OBJECT_END; e = nc_json_next(j))
        if (e != NC_JSON_KEY || !read_member(r, j, t, items))
            return false;
    t->json = nc_arena_str(r->arena, nc_str_sub(j->s, from, j->i));
    return is_name(r, t->name) && t->id > 0 && t->field_count && t->template_count;
}

static bool is_used(struct nc_str used, int64_t id)
{
    struct nc_buf line = {0};
    nc_buf_printf(&line, "\n%lld\n", (long long)id);
    bool is = nc_str_search(used, nc_buf_view(&line), 0) < used.n;
    nc_buf_dispose(&line);
    return is;
}

static bool read_types(struct reading *r, struct nc_str models, struct nc_str used)
{
    struct nc_json j;
    struct items *items = nc_calloc(1, sizeof *items);
    nc_json_begin(&j, models);
    bool ok = nc_json_next(&j) == NC_JSON_OBJECT;
    for (enum nc_json_event e = NC_JSON_KEY; ok && (e = nc_json_next(&j)) != NC_JSON_OBJECT_END;) {
        struct apkg_usertype t = {0};
        ok = e == NC_JSON_KEY && nc_json_next(&j) == NC_JSON_OBJECT && read_type(r, &j, &t, items);
        if (!ok || (used.n > 1 && !is_used(used, t.id)))
            continue;
        nc_grow(&r->types, &r->cap, r->count + 1, sizeof *r->types);
        r->types[r->count++] = t;
    }
    nc_json_dispose(&j);
    free(items);
    return ok && r->count;
}

/* --- choosing types --- */

static void list_types(struct nc_buf *out, const struct reading *r)
{
    for (size_t i = 0; i < r->count; i++)
        nc_buf_printf(out, "%s'%.*s'", i ? ", " : "", NC_FMT(r->types[i].name));
}

static int choose(struct reading *r)
{
    struct nc_buf names = {0};
    size_t of_kind[NC_CARD_KIND_COUNT] = {0}, named = 0;
    int err = 0;
    for (size_t i = 0; i < r->count; i++) {
        struct apkg_usertype *t = &r->types[i];
        enum nc_card_kind kind = t->is_cloze ? NC_CARD_CLOZE : NC_CARD_BASIC;
        if (r->o->name && !nc_str_eqz(t->name, r->o->name))
            continue;
        named++;
        of_kind[kind]++;
        r->of[kind] = t;
        if (t->id == APKG_BASIC_ID || t->id == APKG_CLOZE_ID)
            err = nc_fail(r->f, "--note-type=%s: the type '%.*s' is noteconv's own", r->o->file,
                          NC_FMT(t->name));
    }
    list_types(&names, r);
    if (!err && !named)
        err = nc_fail(r->f, "--note-type-name=%s: there is no such type in %s; it has %s",
                      r->o->name, r->o->file, names.p);
    if (!err && (of_kind[NC_CARD_BASIC] > 1 || of_kind[NC_CARD_CLOZE] > 1))
        err = nc_fail(r->f,
                      "--note-type=%s: the package has several note types, %s; say which with "
                      "--note-type-name=NAME",
                      r->o->file, names.p);
    nc_buf_dispose(&names);
    return err;
}

/* --- matching fields --- */

/* Common names of the two sides. */
static const char *const fronts[] = {"question", "正面",    "表面",   "表",          "问题",
                                     "問題",     "앞면",    "앞",     "vorderseite", "frage",
                                     "recto",    "anverso", "fronte", NULL};
static const char *const texts[] = {"texte", "texto", "testo",  "テキスト",
                                    "文字",  "文本",  "텍스트", NULL};
static const char *const backs[] = {"answer", "背面",    "裏面",  "裏",        "答案",
                                    "解答",   "뒷면",    "뒤",    "rückseite", "antwort",
                                    "verso",  "reverso", "retro", NULL};

static bool is_called(struct nc_str name, const char *const *words)
{
    for (; *words; words++)
        if (nc_str_ieq(name, nc_str(*words)))
            return true;
    return false;
}

/* noteconv's field with that name, or -1. */
static int own_field(enum nc_card_kind kind, struct nc_str name)
{
    const char *const *names = apkg_field_names(kind);
    for (int i = 0; names[i]; i++)
        if (nc_str_ieq(name, nc_str(names[i])))
            return i;
    return kind == NC_CARD_CLOZE && nc_str_ieq(name, NC_LIT("Extra")) ? APKG_CLOZE_EXTRA : -1;
}

static int likely_field(enum nc_card_kind kind, struct nc_str name)
{
    if (kind == NC_CARD_CLOZE)
        return is_called(name, texts) ? APKG_CLOZE_TEXT : -1;
    return is_called(name, fronts) ? APKG_FRONT : is_called(name, backs) ? APKG_BACK : -1;
}

static int field_of(const struct apkg_usertype *t, struct nc_str name)
{
    for (size_t i = 0; i < t->field_count; i++)
        if (nc_str_ieq(name, nc_str(t->names[i])))
            return (int)i;
    return -1;
}

static void list_names(struct nc_buf *out, const char *const *names)
{
    for (size_t i = 0; names[i] && strncmp(names[i], "Spare", 5) != 0; i++)
        nc_buf_printf(out, "%s%s", i ? ", " : "", names[i]);
}

static int fail_with_names(struct nc_fail *f, const struct apkg_usertype *t, const char *what)
{
    struct nc_buf names = {0};
    list_names(&names, t->names);
    int err =
        nc_fail(f, "%s; the note type '%.*s' has the fields %s", what, NC_FMT(t->name), names.p);
    nc_buf_dispose(&names);
    return err;
}

/* Reads one OURS=THEIRS of --note-fields for the type of a kind. *named: noteconv has such a field
 * there. False: the type has no field with that name. */
static bool map_pair(struct reading *r, size_t kind, struct nc_str ours, struct nc_str theirs,
                     bool *named)
{
    int own = own_field((enum nc_card_kind)kind, ours), field = field_of(r->of[kind], theirs);
    int *from = r->from[kind];
    *named |= own >= 0;
    if (own < 0 || field < 0)
        return false;
    for (size_t i = 0; i < r->of[kind]->field_count; i++)
        from[i] = from[i] == own ? -1 : from[i];
    from[field] = own;
    return true;
}

static int map_pairs(struct reading *r)
{
    struct nc_str all = nc_str(r->o->fields ? r->o->fields : "");
    for (size_t i = 0; i < all.n;) {
        size_t to = nc_str_find(all, ',', i);
        struct nc_str pair = nc_str_trim(nc_str_sub(all, i, to));
        size_t equals = nc_str_find(pair, '=', 0);
        struct nc_str ours = nc_str_trim(nc_str_sub(pair, 0, equals));
        struct nc_str theirs =
            equals < pair.n ? nc_str_trim(nc_str_sub(pair, equals + 1, pair.n)) : NC_NONE;
        bool named = false, found = !pair.n;
        const struct apkg_usertype *t = NULL;
        for (size_t kind = 0; pair.n && kind < NC_CARD_KIND_COUNT; kind++) {
            t = r->of[kind] && !t ? r->of[kind] : t;
            found |= r->of[kind] && map_pair(r, kind, ours, theirs, &named);
        }
        i = to + 1;
        if (!found && !named)
            return nc_fail(r->f,
                           "--note-fields: '%.*s' names no side of a card; write OURS=THEIRS, with "
                           "OURS one of Front, Back, Extra, Context, Source, Add Reverse, Type, "
                           "Text, Back Extra",
                           NC_FMT(pair));
        struct nc_buf what = {0};
        nc_buf_printf(&what, "--note-fields: there is no field '%.*s'", NC_FMT(theirs));
        int err = found ? 0 : fail_with_names(r->f, t, what.p);
        nc_buf_dispose(&what);
        if (err)
            return -1;
    }
    return 0;
}

static bool has(const struct apkg_usertype *t, const int *from, int own)
{
    for (size_t i = 0; i < t->field_count; i++)
        if (from[i] == own)
            return true;
    return false;
}

static bool asks_clozes(const struct apkg_usertype *t, const int *from)
{
    for (size_t i = 0; i < t->field_count; i++) {
        struct nc_buf use = {0};
        nc_buf_printf(&use, "cloze:%s}}", t->names[i]);
        bool asks = from[i] == APKG_CLOZE_TEXT &&
                    nc_str_search(t->fronts[0], nc_buf_view(&use), 0) < t->fronts[0].n;
        nc_buf_dispose(&use);
        if (asks)
            return true;
    }
    return false;
}

static bool is_field(const struct apkg_usertype *t, struct nc_str name)
{
    for (size_t i = 0; i < t->field_count; i++)
        if (nc_str_eqz(name, t->names[i]))
            return true;
    return false;
}

/* Whether the front asks for a field, with or without filters before its name. */
static bool shows_field(const struct apkg_usertype *t, struct nc_str front)
{
    for (size_t at = 0; at < front.n;) {
        size_t from = nc_str_search(front, NC_LIT("{{"), at);
        at = nc_str_search(front, NC_LIT("}}"), from);
        struct nc_str use = nc_str_trim(nc_str_sub(front, from < at ? from + 2 : at, at));
        bool is_section = use.n && strchr("#^/", use.p[0]);
        for (size_t colon; (colon = nc_str_find(use, ':', 0)) < use.n;)
            use = nc_str_sub(use, colon + 1, use.n);
        if (!is_section && is_field(t, nc_str_trim(use)))
            return true;
    }
    return false;
}

/* Whether each front shows a field, as Anki requires. */
static bool fronts_show(const struct apkg_usertype *t)
{
    for (size_t k = 0; k < t->template_count; k++)
        if (!shows_field(t, t->fronts[k]))
            return false;
    return true;
}

static int check_fields(struct reading *r, const struct apkg_usertype *t, const int *from)
{
    if (!has(t, from, 0))
        return fail_with_names(
            r->f, t,
            t->is_cloze ? "--note-type: no field is called Text, which holds the clozes; "
                          "name it with --note-fields=Text=NAME"
                        : "--note-type: no field is called Front; name the one for "
                          "questions with --note-fields=Front=NAME");
    if (!t->is_cloze && !has(t, from, APKG_BACK))
        return fail_with_names(r->f, t,
                               "--note-type: no field is called Back; name the one for answers "
                               "with --note-fields=Back=NAME");
    if (from[0] < 0 || (from[0] != 0 && from[0] != APKG_BACK))
        return fail_with_names(r->f, t,
                               "--note-type: the first field would be empty on some notes, and "
                               "Anki tells notes apart by it; give it a side with --note-fields");
    if (t->is_cloze && !asks_clozes(t, from))
        return fail_with_names(r->f, t,
                               "--note-type: the front template does not ask for the clozes of the "
                               "field that holds Text");
    if (!fronts_show(t))
        return fail_with_names(r->f, t,
                               "--note-type: a front template shows no field, so that its cards "
                               "would be empty; put one in, as {{Field}}");
    return 0;
}

/* Maps fields with noteconv's own names first, then those that probably mean them. */
static void map_by_name(struct reading *r, enum nc_card_kind kind)
{
    const struct apkg_usertype *t = r->of[kind];
    int *from = r->from[kind] = nc_arena_array(r->arena, t->field_count, sizeof *from);
    for (size_t i = 0; i < t->field_count; i++)
        from[i] = -1;
    for (int likely = 0; likely < 2; likely++) {
        for (size_t i = 0; i < t->field_count; i++) {
            struct nc_str name = nc_str(t->names[i]);
            int own = likely ? likely_field(kind, name) : own_field(kind, name);
            if (from[i] < 0 && own >= 0 && !has(t, from, own))
                from[i] = own;
        }
    }
}

static int map_fields(struct reading *r)
{
    for (size_t kind = 0; kind < NC_CARD_KIND_COUNT; kind++)
        if (r->of[kind])
            map_by_name(r, (enum nc_card_kind)kind);
    if (map_pairs(r))
        return -1;
    for (size_t kind = 0; kind < NC_CARD_KIND_COUNT; kind++)
        if (r->of[kind] && check_fields(r, r->of[kind], r->from[kind]))
            return -1;
    return 0;
}

static void keep_chosen(struct apkg_usertypes *out, const struct reading *r)
{
    for (size_t kind = 0; kind < NC_CARD_KIND_COUNT; kind++) {
        if (!r->of[kind])
            continue;
        struct apkg_usertype *t = NC_NEW(r->arena, struct apkg_usertype);
        *t = *r->of[kind];
        t->from = r->from[kind];
        out->of[kind] = t;
    }
}

int apkg_usertypes_read(struct apkg_usertypes *out, struct nc_arena *arena,
                        const struct apkg_usertype_options *o, struct nc_fail *f)
{
    struct reading r = {.arena = arena, .o = o, .f = f};
    struct nc_buf bytes = {0}, models = {0}, used = {0};
    *out = (struct apkg_usertypes){{NULL}};
    if (!o->file)
        return o->name || o->fields
                   ? nc_fail(f, "--note-type-name and --note-fields need --note-type=FILE")
                   : 0;
    int err = read_entry(&r, &bytes);
    nc_buf_char(&used, '\n');
    if (!err && (!read_tables(&bytes, &models, &used) ||
                 !read_types(&r, nc_str_trim(nc_buf_view(&models)), nc_buf_view(&used))))
        err = nc_fail(f, "--note-type=%s: no note type can be read from it", o->file);
    err = err || choose(&r) || map_fields(&r) ? -1 : 0;
    if (!err)
        keep_chosen(out, &r);
    free(r.types);
    nc_buf_dispose(&bytes);
    nc_buf_dispose(&models);
    nc_buf_dispose(&used);
    return err;
}
