/* Collects what the first pass keeps of a note. */
#include "base/fsio.h"
#include "base/uchar.h"
#include "doc/ref.h"
#include "doc/walk.h"
#include "media/dataurl.h"
#include "parse/input/cleantext.h"
#include "vault/vaultdata.h"

#include <limits.h>
#include <stdlib.h>

static bool is_shown(const struct nc_node *n)
{
    return n->kind != NC_DOC && n->kind != NC_COMMENT_BLOCK && n->kind != NC_COMMENT;
}

/* Keeps a note's aliases. In Logseq "title::" is the name of the page. */
static void keep_aliases(struct nc_survey *s, const struct nc_doc *doc, bool logseq)
{
    const struct nc_value *title = logseq ? nc_meta_get(&doc->meta, "title") : NULL;
    size_t count = doc->meta.alias_count;
    s->aliases = nc_arena_array(s->arena, count + 1, sizeof *s->aliases);
    for (size_t k = 0; k < count; k++)
        s->aliases[k] = nc_arena_str(s->arena, doc->meta.aliases[k]);
    if (title && title->raw.n)
        s->aliases[count++] = nc_arena_str(s->arena, title->raw);
    s->alias_count = count;
}

/* Whether tag is want or a tag below it ("a/b" below "a"); want is folded. */
static bool is_tag_below(struct nc_str tag, struct nc_str want)
{
    struct nc_buf b = {0};
    nc_nfc_fold(&b, tag);
    struct nc_str have = nc_buf_view(&b);
    bool is = nc_str_starts(have, want) && (have.n == want.n || have.p[want.n] == '/');
    nc_buf_dispose(&b);
    return is;
}

static bool has_tag(const struct nc_doc *doc, struct nc_str tag)
{
    if (tag.n && tag.p[0] == '#')
        tag = nc_str_sub(tag, 1, tag.n);
    struct nc_buf want = {0};
    nc_nfc_fold(&want, tag);
    bool found = false;
    for (size_t i = 0; i < doc->meta.tag_count && !found; i++)
        found = is_tag_below(doc->meta.tags[i], nc_buf_view(&want));
    nc_buf_dispose(&want);
    return found;
}

/* Whether the front matter satisfies KEY=VALUE: a scalar equal to VALUE, or a list that holds it.
 * For KEY alone, whether the note has that key. */
static bool says(const struct nc_doc *doc, const char *where)
{
    const char *eq = strchr(where, '=');
    struct nc_buf key = {0};
    nc_buf_put(&key, where, eq ? (size_t)(eq - where) : strlen(where));
    const struct nc_value *v = nc_meta_get(&doc->meta, key.p);
    nc_buf_dispose(&key);
    if (!v || !eq)
        return v != NULL;
    if (v->type != NC_V_LIST)
        return nc_str_ieq(v->raw, nc_str(eq + 1));
    for (size_t i = 0; i < v->count; i++)
        if (nc_str_ieq(v->items[i].raw, nc_str(eq + 1)))
            return true;
    return false;
}

/* The moment of a date, so that dates of different zones sort correctly. */
static struct nc_str moment(struct nc_arena *arena, struct nc_when date)
{
    struct nc_buf b = {0};
    if (date.has_time)
        date = nc_when_from_seconds(nc_when_seconds(&date));
    nc_when_put(&b, &date);
    return nc_buf_keep(&b, arena);
}

static void keep_order(struct nc_survey *s, const struct nc_vault *v, const struct nc_doc *doc)
{
    const char *order = v->opts->order;
    if (!order || strcmp(order, "name") == 0)
        return;
    const struct nc_value *value = nc_meta_get(&doc->meta, order);
    if (strcmp(order, "date") == 0)
        s->order = moment(s->arena, doc->meta.date);
    else if (value)
        s->order = nc_arena_str(s->arena, value->raw);
}

/* Requests, of which a note may have more than its text has references. */
struct requests {
    struct nc_link_request *list;
    size_t count, cap;
};

static void add_request(struct requests *r, struct nc_link_request q)
{
    nc_grow(&r->list, &r->cap, r->count + 1, sizeof *r->list);
    r->list[r->count++] = q;
}

/* Adds the links in the front matter, in values and in lists of values. */
static void add_properties(struct requests *r, const struct nc_doc *doc, struct nc_arena *arena)
{
    for (size_t i = 0; i < doc->meta.count; i++) {
        const struct nc_value *v = &doc->meta.entries[i].value;
        bool list = v->type == NC_V_LIST;
        for (size_t k = 0; k < (list ? v->count : 1); k++) {
            struct nc_str raw = list ? v->items[k].raw : v->raw;
            struct nc_value_link link;
            for (size_t at = 0; nc_value_link(raw, &at, &link);)
                add_request(r, (struct nc_link_request){.dest = nc_arena_str(arena, link.target),
                                                        .by_name = true,
                                                        .is_property = true});
        }
    }
}

/* Keeps references that have a number under that number. Those inside an embed of a JSON document
 * follow, so that their files are known. */
static void keep_requests(struct nc_survey *s, const struct nc_vault *v, const struct nc_doc *doc)
{
    struct nc_link_request *list = NULL;
    struct requests rest = {0};
    size_t cap = 0;
    struct nc_walk w;
    s->is_empty = true;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_node *n = w.node;
        const struct nc_ref *ref = nc_node_cref(n);
        s->is_empty &= !is_shown(n);
        if (e != NC_WALK_ENTER || !ref || !ref->dest.n)
            continue;
        bool is_own = (n->kind == NC_IMAGE && nc_vault_takes_address(v, ref->dest)) ||
                      nc_is_local_url(ref->dest);
        if (ref->state != NC_REF_NONE && !is_own)
            continue;
        struct nc_link_request q = nc_request_of(n);
        q.dest = nc_arena_str(s->request_arena, ref->dest);
        if (ref->number == s->request_count && !is_own) {
            nc_grow(&list, &cap, s->request_count + 1, sizeof *list);
            list[s->request_count++] = q;
        } else {
            add_request(&rest, q);
        }
    }
    struct nc_str cover = nc_cover_named(doc, s->request_arena, v->opts->remote_dir != NULL);
    if (cover.n)
        add_request(&rest,
                    (struct nc_link_request){.dest = cover, .by_name = true, .wants_file = true});
    add_properties(&rest, doc, s->request_arena);
    s->requests = nc_arena_array(s->request_arena, s->request_count + rest.count, sizeof *list);
    if (s->request_count)
        memcpy(s->requests, list, s->request_count * sizeof *list);
    if (rest.count)
        memcpy(s->requests + s->request_count, rest.list, rest.count * sizeof *rest.list);
    s->request_count += rest.count;
    s->is_drawing = nc_meta_get(&doc->meta, "excalidraw-plugin") != NULL;
    free(list);
    free(rest.list);
}

void nc_survey_forget_requests(struct nc_survey *s)
{
    nc_arena_free(s->request_arena);
    s->request_arena = NULL;
    s->requests = NULL;
}

void nc_vault_survey(struct nc_vault *v, size_t i, const struct nc_doc *doc)
{
    struct nc_survey *s = &v->surveys[i];
    s->arena = nc_arena_new();
    s->request_arena = nc_arena_new();
    s->outline = nc_outline_of(s->arena, doc, v->notes[i].rel);
    nc_fragment_index(s);
    if (v->is_logseq)
        nc_blocks_survey(s, doc);
    keep_requests(s, v, doc);
    s->has_properties = doc->meta.count > 0;
    keep_aliases(s, doc, v->is_logseq);
    keep_order(s, v, doc);
    s->is_selected = (!v->opts->tag || has_tag(doc, nc_str(v->opts->tag))) &&
                     (!v->opts->where || says(doc, v->opts->where));
}

bool nc_vault_is_as_surveyed(const struct nc_vault *v, size_t i, const struct nc_doc *doc)
{
    const struct nc_outline *o = i < v->surveyed ? v->surveys[i].outline : NULL;
    return o && memcmp(o->digest, doc->digest, sizeof o->digest) == 0;
}

void nc_vault_report_changed(const struct nc_vault *v, size_t i, struct nc_diags *diags)
{
    nc_diag(diags, NC_D_NOTE_CHANGED, v->notes[i].shown, (struct nc_pos){0},
            "the note was changed while noteconv was reading it and is left out; run again");
}
