/* Reads and writes the state. */
#include "export/apkg/apkgstate.h"

#include "base/jsonpull.h"
#include "base/jsontext.h"
#include "base/strmap.h"

#include <stdlib.h>

const struct nc_state_form apkg_state_form = {"{\"noteconv-apkg\":", 2,      2, (size_t)1 << 30,
                                              ",\"sha256\":\"",      "\"}\n"};

struct reader {
    struct apkg_state *s;
    struct nc_json j;
    /* strings of the current array */
    struct nc_str *list;
    size_t list_count, list_cap;
};

static struct nc_str copy(struct reader *r)
{
    return nc_arena_str(r->s->arena, nc_buf_view(&r->j.text));
}

static bool set_string(struct apkg_note *n, struct nc_str key, struct reader *r)
{
    const struct {
        const char *name;
        struct nc_str *to;
    } members[] = {
        {"guid", &n->guid},  {"note", &n->note},   {"source", &n->note}, {"path", &n->path},
        {"id", &n->id},      {"key", &n->key},     {"deck", &n->deck},   {"tags", &n->tags},
        {"text", &n->shown}, {"front", &n->front}, {"back", &n->back},   {"hash", &n->content},
    };
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        if (nc_str_eqz(key, members[i].name))
            *members[i].to = copy(r);
    if (nc_str_eqz(key, "kind"))
        n->kind = apkg_kind_named(nc_buf_view(&r->j.text));
    return n->kind < NC_CARD_KIND_COUNT;
}

/* Sets a number. Numbers are times, ids and places: they are never negative and never as large as
 * their type allows. */
static bool set_number(struct apkg_note *n, struct nc_str key, struct reader *r)
{
    int64_t value = nc_json_int(&r->j);
    if (value < 0 || value > (int64_t)1 << 53)
        return false;
    if (nc_str_eqz(key, "mod"))
        n->mod = value;
    else if (nc_str_eqz(key, "type"))
        n->type = value;
    else if (nc_str_eqz(key, "nid") || (nc_str_eqz(key, "id") && r->s->version == 1))
        n->nid = value;
    else if (nc_str_eqz(key, "times") && value <= UINT32_MAX)
        n->times = (uint32_t)value;
    else if (nc_str_eqz(key, "place") && value <= UINT32_MAX)
        n->place = (uint32_t)value;
    return true;
}

static bool set_list(struct apkg_note *n, struct nc_str key, struct reader *r)
{
    r->list_count = 0;
    for (;;) {
        enum nc_json_event e = nc_json_next(&r->j);
        if (e == NC_JSON_ARRAY_END)
            break;
        if (e != NC_JSON_STRING)
            return false;
        nc_grow(&r->list, &r->list_cap, r->list_count + 1, sizeof *r->list);
        r->list[r->list_count++] = copy(r);
    }
    struct nc_str *kept = nc_arena_array(r->s->arena, r->list_count, sizeof *kept);
    if (r->list_count)
        memcpy(kept, r->list, r->list_count * sizeof *kept);
    if (nc_str_eqz(key, "fields")) {
        n->fields = kept;
        n->field_count = r->list_count;
    } else if (nc_str_eqz(key, "media")) {
        n->names = kept;
        n->name_count = r->list_count;
    }
    return true;
}

static bool set_member(struct apkg_note *n, struct nc_str key, struct reader *r)
{
    enum nc_json_event e = nc_json_next(&r->j);
    if (e == NC_JSON_STRING)
        return set_string(n, key, r);
    if (e == NC_JSON_NUMBER)
        return set_number(n, key, r);
    if (e == NC_JSON_ARRAY)
        return set_list(n, key, r);
    n->gone |= e == NC_JSON_TRUE && nc_str_eqz(key, "gone");
    n->buried |= e == NC_JSON_TRUE && nc_str_eqz(key, "buried");
    return nc_json_skip(&r->j, e);
}

static bool is_sound(const struct apkg_note *n, unsigned version)
{
    if (!n->guid.n || n->guid.n > APKG_GUID_MAX || n->nid <= 0)
        return false;
    return version == 1 || (n->note.n && n->field_count == apkg_fields_of(n->kind));
}

/* Reads the members of the object just opened. */
static bool read_note(struct reader *r)
{
    struct apkg_note n = {.times = 1};
    struct nc_buf key = {0};
    bool ok = true;
    for (enum nc_json_event e = nc_json_next(&r->j); ok && e != NC_JSON_OBJECT_END;
         e = ok ? nc_json_next(&r->j) : e) {
        ok = e == NC_JSON_KEY;
        nc_buf_clear(&key);
        nc_buf_str(&key, nc_buf_view(&r->j.text));
        ok = ok && set_member(&n, nc_buf_view(&key), r);
    }
    nc_buf_dispose(&key);
    if (!ok || !is_sound(&n, r->s->version))
        return false;
    nc_grow(&r->s->notes, &r->s->cap, r->s->count + 1, sizeof *r->s->notes);
    r->s->notes[r->s->count++] = n;
    return true;
}

static bool read_notes(struct reader *r)
{
    if (nc_json_next(&r->j) != NC_JSON_ARRAY)
        return false;
    for (;;) {
        enum nc_json_event e = nc_json_next(&r->j);
        if (e == NC_JSON_ARRAY_END)
            return true;
        if (e != NC_JSON_OBJECT || !read_note(r))
            return false;
    }
}

/* Reads one top-level member, whose key was just read. */
static bool read_member(struct reader *r)
{
    struct apkg_state *s = r->s;
    const struct {
        const char *name;
        struct nc_str *to;
    } members[] = {{"digest", &s->digest}, {"vault", &s->vault}, {"collection", &s->collection}};
    struct nc_str *to = NULL;
    if (nc_str_eqz(nc_buf_view(&r->j.text), "notes"))
        return read_notes(r);
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        if (nc_str_eqz(nc_buf_view(&r->j.text), members[i].name))
            to = members[i].to;
    enum nc_json_event e = nc_json_next(&r->j);
    if (to && e == NC_JSON_STRING)
        *to = copy(r);
    return nc_json_skip(&r->j, e);
}

static bool read_state(struct reader *r)
{
    if (nc_json_next(&r->j) != NC_JSON_OBJECT)
        return false;
    for (;;) {
        enum nc_json_event e = nc_json_next(&r->j);
        if (e == NC_JSON_OBJECT_END)
            return true;
        if (e != NC_JSON_KEY || !read_member(r))
            return false;
    }
}

static bool guids_differ(const struct apkg_state *s)
{
    struct nc_strmap seen = {.arena = s->arena};
    for (size_t i = 0; i < s->count; i++) {
        uint32_t *n = nc_strmap_at(&seen, s->notes[i].guid);
        if (*n)
            return false;
        *n = 1;
    }
    return true;
}

int apkg_state_refuse(struct nc_fail *f, const char *why)
{
    return nc_fail(f,
                   "%s; without it every card would be new: restore a copy of it, or move it away "
                   "to start afresh",
                   why);
}

int apkg_state_read(struct apkg_state *s, struct nc_buf *text, const char *name, struct nc_fail *f)
{
    struct nc_state_text t;
    struct nc_fail why = {0};
    bool ok = nc_state_judge(&t, text, name, &apkg_state_form, &why) == NC_STATE_SOUND;
    *s = (struct apkg_state){.arena = nc_arena_new(), .version = t.version};
    if (ok) {
        struct reader r = {.s = s};
        nc_json_begin(&r.j, nc_buf_view(&t.bytes));
        ok = read_state(&r) && guids_differ(s);
        if (!ok)
            nc_fail(&why, "%s is damaged: it is not as noteconv writes it", name);
        nc_json_dispose(&r.j);
        free(r.list);
    }
    int err = ok ? 0 : apkg_state_refuse(f, why.message.p);
    nc_buf_dispose(&why.message);
    nc_state_dispose(&t);
    return err;
}

void apkg_state_dispose(struct apkg_state *s)
{
    nc_arena_free(s->arena);
    free(s->notes);
    *s = (struct apkg_state){0};
}

static void member(struct nc_buf *out, const char *name, struct nc_str value)
{
    if (!value.n)
        return;
    nc_buf_printf(out, ",\"%s\":", name);
    nc_json_string(out, value);
}

static void list(struct nc_buf *out, const char *name, const struct nc_str *items, size_t count)
{
    nc_buf_printf(out, ",\"%s\":[", name);
    for (size_t i = 0; i < count; i++) {
        if (i)
            nc_buf_char(out, ',');
        nc_json_string(out, items[i]);
    }
    nc_buf_char(out, ']');
}

static void put_note(struct nc_buf *out, const struct apkg_note *n)
{
    nc_buf_puts(out, "{\"guid\":");
    nc_json_string(out, n->guid);
    member(out, "kind", nc_str(apkg_kind_name(n->kind)));
    member(out, "note", n->note);
    member(out, "path", n->path);
    member(out, "id", n->id);
    member(out, "key", n->key);
    member(out, "deck", n->deck);
    member(out, "tags", n->tags);
    member(out, "text", n->shown);
    member(out, "front", n->front);
    member(out, "back", n->back);
    member(out, "hash", n->content);
    if (n->type)
        nc_buf_printf(out, ",\"type\":%lld", (long long)n->type);
    list(out, "fields", n->fields, n->field_count);
    list(out, "media", n->names, n->name_count);
    nc_buf_printf(out, ",\"times\":%u,\"place\":%u,\"mod\":%lld,\"nid\":%lld%s%s}", n->times,
                  n->place, (long long)n->mod, (long long)n->nid, n->gone ? ",\"gone\":true" : "",
                  n->buried ? ",\"buried\":true" : "");
}

void apkg_state_write(struct nc_buf *out, const struct apkg_state *s)
{
    nc_state_begin(out, &apkg_state_form);
    member(out, "vault", s->vault);
    member(out, "digest", s->digest);
    member(out, "collection", s->collection);
    nc_buf_puts(out, ",\"notes\":[");
    for (size_t i = 0; i < s->count; i++) {
        nc_buf_puts(out, i ? ",\n" : "\n");
        put_note(out, &s->notes[i]);
    }
    nc_buf_puts(out, "\n]");
    nc_state_seal(out, &apkg_state_form);
}
