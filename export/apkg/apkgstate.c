/* Reading and writing of the state entry. */
#include "export/apkg/apkgstate.h"

#include "base/jsonpull.h"
#include "base/jsontext.h"

#include <stdlib.h>

static struct nc_str copy(struct apkg_state *s, const struct nc_json *j)
{
    return nc_arena_str(s->arena, nc_buf_view(&j->text));
}

static void set_member(struct apkg_state *s, struct apkg_old *n, struct nc_str key,
                       const struct nc_json *j)
{
    if (nc_str_eqz(key, "guid"))
        n->guid = copy(s, j);
    else if (nc_str_eqz(key, "source"))
        n->source = copy(s, j);
    else if (nc_str_eqz(key, "text"))
        n->shown = copy(s, j);
    else if (nc_str_eqz(key, "deck"))
        n->deck = copy(s, j);
    else if (nc_str_eqz(key, "hash"))
        n->hash = copy(s, j);
    else if (nc_str_eqz(key, "front"))
        n->front_hash = copy(s, j);
    else if (nc_str_eqz(key, "back"))
        n->back_hash = copy(s, j);
    else if (nc_str_eqz(key, "mod"))
        n->mod = nc_json_int(j);
    else if (nc_str_eqz(key, "id"))
        n->id = nc_json_int(j);
}

/* The members of the object that was just opened. */
static bool read_note(struct apkg_state *s, struct nc_json *j)
{
    struct apkg_old n = {0};
    struct nc_buf key = {0};
    bool ok = true;
    for (enum nc_json_event e = nc_json_next(j); ok && e != NC_JSON_OBJECT_END;
         e = nc_json_next(j)) {
        ok = e == NC_JSON_KEY;
        if (!ok)
            break;
        nc_buf_clear(&key);
        nc_buf_str(&key, nc_buf_view(&j->text));
        e = nc_json_next(j);
        if (e == NC_JSON_STRING || e == NC_JSON_NUMBER)
            set_member(s, &n, nc_buf_view(&key), j);
        else
            ok = nc_json_skip(j, e);
    }
    nc_buf_dispose(&key);
    if (!ok || !n.guid.n)
        return ok;
    if (n.guid.n > APKG_GUID_MAX)
        return false; /* none of ours, and there is no room for it in a note */
    nc_grow(&s->notes, &s->cap, s->count + 1, sizeof *s->notes);
    s->notes[s->count++] = n;
    return true;
}

static bool read_notes(struct apkg_state *s, struct nc_json *j)
{
    if (nc_json_next(j) != NC_JSON_ARRAY)
        return false;
    for (;;) {
        enum nc_json_event e = nc_json_next(j);
        if (e == NC_JSON_ARRAY_END)
            return true;
        if (e != NC_JSON_OBJECT || !read_note(s, j))
            return false;
    }
}

static bool read_state(struct apkg_state *s, struct nc_json *j)
{
    if (nc_json_next(j) != NC_JSON_OBJECT)
        return false;
    for (;;) {
        enum nc_json_event e = nc_json_next(j);
        if (e == NC_JSON_OBJECT_END)
            return true;
        if (e != NC_JSON_KEY)
            return false;
        bool notes = nc_str_eqz(nc_buf_view(&j->text), "notes"),
             digest = nc_str_eqz(nc_buf_view(&j->text), "digest");
        if (notes) {
            if (!read_notes(s, j))
                return false;
            continue;
        }
        e = nc_json_next(j);
        if (digest && e == NC_JSON_STRING)
            s->digest = copy(s, j);
        else if (!nc_json_skip(j, e))
            return false;
    }
}

int apkg_state_read(struct apkg_state *s, struct nc_str text, const char *path, struct nc_fail *f)
{
    struct nc_json j;
    int err = 0;
    nc_json_begin(&j, text);
    if (!read_state(s, &j))
        err = nc_fail(f,
                      "%s: its entry %s is damaged (%s); without it every card would come as new: "
                      "move the file away to start afresh",
                      path, APKG_STATE_NAME, j.problem ? j.problem : "not as noteconv writes it");
    nc_json_dispose(&j);
    s->exists = !err;
    return err;
}

void apkg_state_dispose(struct apkg_state *s)
{
    nc_arena_free(s->arena);
    free(s->notes);
    *s = (struct apkg_state){0};
}

static int by_guid(const void *a, const void *b)
{
    return nc_str_cmp(((const struct apkg_old *)a)->guid, ((const struct apkg_old *)b)->guid);
}

void apkg_state_index(struct apkg_state *s)
{
    if (s->count)
        qsort(s->notes, s->count, sizeof *s->notes, by_guid);
}

struct apkg_old *apkg_state_find(const struct apkg_state *s, struct nc_str guid)
{
    struct apkg_old key = {.guid = guid};
    return s->count ? bsearch(&key, s->notes, s->count, sizeof *s->notes, by_guid) : NULL;
}

static void member(struct nc_buf *out, const char *name, struct nc_str value)
{
    nc_buf_printf(out, ",\"%s\":", name);
    nc_json_string(out, value);
}

void apkg_state_write(struct nc_buf *out, const struct apkg_note *notes, size_t count,
                      const char *digest)
{
    nc_buf_printf(out, "{\"noteconv-apkg\":%d,\"digest\":\"%s\",\"notes\":[", APKG_STATE_VERSION,
                  digest);
    for (size_t i = 0; i < count; i++) {
        const struct apkg_note *n = &notes[i];
        nc_buf_printf(out, "%s\n{\"guid\":", i ? "," : "");
        nc_json_string(out, nc_str(n->guid));
        member(out, "source", n->source);
        member(out, "deck", n->deck);
        member(out, "text", n->shown);
        member(out, "hash", nc_str(n->hash));
        member(out, "front", nc_str(n->front_hash));
        member(out, "back", nc_str(n->back_hash));
        nc_buf_printf(out, ",\"mod\":%lld,\"id\":%lld}", (long long)n->mod, (long long)n->id);
    }
    nc_buf_puts(out, "\n]}\n");
}
