/* Reading of the JSON form. The tree is built from events, without recursion; what the writer would
 * not have written is refused with its line and column. */
#include "base/jsonpull.h"
#include "base/utf8.h"
#include "doc/docjson.h"
#include "doc/walk.h"

#include <stdlib.h>

#define MAX_TREE_DEPTH 1000
#define MAX_VALUE_DEPTH 40

struct reading {
    bool has_uuid;
    struct nc_json j;
    struct nc_doc *doc;
    struct nc_buf key; /* of the member being read */
    const char *problem;
};

static bool refuse(struct reading *r, const char *problem)
{
    if (!r->problem)
        r->problem = problem;
    return false;
}

static struct nc_str copy(struct reading *r)
{
    return nc_arena_str(r->doc->arena, nc_buf_view(&r->j.text));
}

static bool key_is(const struct reading *r, const char *name)
{
    return nc_str_eqz(nc_buf_view(&r->key), name);
}

/* The next member's name into r->key. 1: there is one; 0: the object ended; -1: bad JSON. */
static int next_key(struct reading *r)
{
    enum nc_json_event e = nc_json_next(&r->j);
    if (e == NC_JSON_OBJECT_END)
        return 0;
    if (e != NC_JSON_KEY)
        return -1;
    nc_buf_clear(&r->key);
    nc_buf_str(&r->key, nc_buf_view(&r->j.text));
    return 1;
}

/* The index of the text in a list of words; -1 if it is none of them. */
static int word_of(const struct reading *r, const char *const *words, int count)
{
    for (int i = 0; i < count; i++)
        if (nc_str_eqz(nc_buf_view(&r->j.text), words[i]))
            return i;
    return -1;
}

static const char *const value_types[] = {"null", "bool",     "int",  "float", "text",
                                          "date", "datetime", "list", "map"};
static const char *const ref_states[] = {"", "url", "note", "media"};
static const char *const embed_types[] = {"note", "audio", "video", "pdf", "other"};
static const char *const code_roles[] = {"", "diagram", "query"};
static const char *const aligns[] = {"", "left", "center", "right"};

static bool read_value(struct reading *r, struct nc_value *v, unsigned depth);

/* Values nest no deeper than MAX_VALUE_DEPTH: this is the one place where functions call
 * themselves. */
static bool read_items(struct reading *r, struct nc_value *v, unsigned depth)
{
    struct nc_value *items = NULL;
    size_t cap = 0;
    bool ok = nc_json_next(&r->j) == NC_JSON_ARRAY || refuse(r, "items must be a list");
    while (ok) {
        enum nc_json_event e = nc_json_next(&r->j);
        if (e == NC_JSON_ARRAY_END)
            break;
        nc_grow(&items, &cap, v->count + 1, sizeof *items);
        ok = e == NC_JSON_OBJECT && read_value(r, &items[v->count], depth + 1);
        v->count += ok;
    }
    v->items = nc_arena_array(r->doc->arena, v->count, sizeof *v->items);
    if (v->count)
        memcpy(v->items, items, v->count * sizeof *items);
    free(items);
    return ok;
}

static bool read_keys(struct reading *r, struct nc_value *v)
{
    size_t n = 0;
    if (nc_json_next(&r->j) != NC_JSON_ARRAY)
        return refuse(r, "keys must be a list");
    v->keys = nc_arena_array(r->doc->arena, v->count, sizeof *v->keys);
    for (;;) {
        enum nc_json_event e = nc_json_next(&r->j);
        if (e == NC_JSON_ARRAY_END)
            return n == v->count || refuse(r, "a map needs as many keys as items, and items first");
        if (e != NC_JSON_STRING || n == v->count)
            return refuse(r, "a map needs as many keys as items, and items first");
        v->keys[n++] = copy(r);
    }
}

/* The object of a value, which was just opened. */
static bool read_value(struct reading *r, struct nc_value *v, unsigned depth)
{
    int type = -1, more;
    *v = (struct nc_value){0};
    if (depth > MAX_VALUE_DEPTH)
        return refuse(r, "metadata is nested too deep");
    while ((more = next_key(r)) == 1) {
        if (key_is(r, "items")) {
            if (!read_items(r, v, depth))
                return false;
            continue;
        }
        if (key_is(r, "keys")) {
            if (!read_keys(r, v))
                return false;
            continue;
        }
        enum nc_json_event e = nc_json_next(&r->j);
        if (key_is(r, "type") && e == NC_JSON_STRING)
            type = word_of(r, value_types, 9);
        else if (key_is(r, "raw") && e == NC_JSON_STRING)
            v->raw = copy(r);
        else if (key_is(r, "quoted"))
            v->quoted = e == NC_JSON_TRUE;
        else if (!nc_json_skip(&r->j, e))
            return false;
    }
    if (type < 0)
        return refuse(r, "a metadata value has no known type");
    if (type == NC_V_LIST || type == NC_V_MAP)
        v->type = (enum nc_value_type)type;
    else
        nc_value_type_scalar(v);
    /* A map's keys are what makes it one. */
    if (type == NC_V_MAP && v->count && !v->keys)
        return refuse(r, "a map needs keys");
    return more == 0;
}

static bool is_whole(struct nc_str number)
{
    for (size_t i = 0; i < number.n; i++)
        if (number.p[i] < '0' || number.p[i] > '9')
            return false;
    return number.n <= 10;
}

static bool read_pos(struct reading *r, struct nc_pos *pos)
{
    uint32_t n[3] = {0};
    size_t count = 0;
    if (nc_json_next(&r->j) != NC_JSON_ARRAY)
        return refuse(r, "pos must be [line, column]");
    for (;;) {
        enum nc_json_event e = nc_json_next(&r->j);
        if (e == NC_JSON_ARRAY_END)
            break;
        if (e != NC_JSON_NUMBER || count == 3 || !is_whole(nc_buf_view(&r->j.text)))
            return refuse(r, "pos must be [line, column]");
        n[count++] = (uint32_t)nc_json_int(&r->j);
    }
    *pos = (struct nc_pos){n[2] < r->doc->file_count ? n[2] : 0, n[0], n[1]};
    return true;
}

static bool read_meta_entry(struct reading *r)
{
    struct nc_str key = NC_NONE;
    struct nc_pos pos = {0};
    struct nc_value value = {0};
    int more;
    while ((more = next_key(r)) == 1) {
        if (key_is(r, "pos")) {
            if (!read_pos(r, &pos))
                return false;
            continue;
        }
        enum nc_json_event e = nc_json_next(&r->j);
        if (key_is(r, "key") && e == NC_JSON_STRING)
            key = copy(r);
        else if (key_is(r, "value") && e == NC_JSON_OBJECT) {
            if (!read_value(r, &value, 0))
                return false;
        } else if (!nc_json_skip(&r->j, e))
            return false;
    }
    if (!key.n)
        return refuse(r, "a metadata entry has no key");
    nc_meta_slot(r->doc, key, pos)->value = value;
    return more == 0;
}

static bool read_meta(struct reading *r)
{
    if (nc_json_next(&r->j) != NC_JSON_ARRAY)
        return refuse(r, "meta must be a list");
    for (;;) {
        enum nc_json_event e = nc_json_next(&r->j);
        if (e == NC_JSON_ARRAY_END)
            return true;
        if (e != NC_JSON_OBJECT || !read_meta_entry(r))
            return refuse(r, "meta must be a list of entries");
    }
}

static bool read_files(struct reading *r)
{
    struct nc_str *files = NULL;
    size_t cap = 0, count = 0;
    bool ok = nc_json_next(&r->j) == NC_JSON_ARRAY;
    while (ok) {
        enum nc_json_event e = nc_json_next(&r->j);
        if (e == NC_JSON_ARRAY_END)
            break;
        ok = e == NC_JSON_STRING;
        if (!ok)
            break;
        nc_grow(&files, &cap, count + 1, sizeof *files);
        files[count++] = copy(r);
    }
    if (ok && count) {
        r->doc->files = nc_arena_array(r->doc->arena, count, sizeof *files);
        memcpy(r->doc->files, files, count * sizeof *files);
        r->doc->file_count = count;
    }
    free(files);
    return ok || refuse(r, "files must be a list of names");
}

static uint32_t first_char(const struct reading *r)
{
    unsigned len;
    struct nc_str s = nc_buf_view(&r->j.text);
    return s.n ? nc_utf8_at(s, 0, &len) : 0;
}

/* Whether the member that has just been read is of the type that its name asks for. Members of
 * other names are passed over. A number must be whole, from 0. */
static bool type_fits(struct reading *r, enum nc_json_event e)
{
    static const char *const numbers[] = {"level", "start", "number", "width", "height", NULL};
    static const char *const flags[] = {"ordered",     "tight",  "asks",    "open",     "referred",
                                        "head",        "fenced", "percent", "hide-key", "display",
                                        "hard-breaks", "strict", NULL};
    static const char *const chars[] = {"delim", "task", "fold", NULL};
    static const char *const strings[] = {
        "id",       "class", "attr-lang", "attr-title", "attr-align", "dest", "title", "state",
        "fragment", "type",  "raw",       "speaker",    "label",      "lang", "info",  "text",
        "role",     "key",   "tex",       "name",       "uuid",       NULL};
    struct nc_str key = nc_buf_view(&r->key);
    if (nc_str_is_among(key, numbers))
        return (e == NC_JSON_NUMBER && is_whole(nc_buf_view(&r->j.text))) ||
               refuse(r, "this member must be a whole number from 0");
    if (nc_str_is_among(key, flags))
        return e == NC_JSON_TRUE || e == NC_JSON_FALSE ||
               refuse(r, "this member must be true or false");
    if (nc_str_is_among(key, strings) && e != NC_JSON_STRING)
        return refuse(r, "this member must be a string");
    if (nc_str_is_among(key, chars))
        return (e == NC_JSON_STRING && nc_utf8_count(nc_buf_view(&r->j.text)) == 1) ||
               refuse(r, "this member must be one character");
    return true;
}

static struct nc_attrs *attrs_of(struct reading *r, struct nc_node *n)
{
    if (!n->attrs)
        n->attrs = NC_NEW(r->doc->arena, struct nc_attrs);
    return n->attrs;
}

static bool set_ref_string(struct reading *r, struct nc_ref *ref)
{
    if (key_is(r, "dest"))
        ref->dest = copy(r);
    else if (key_is(r, "fragment"))
        ref->fragment = copy(r);
    else if (key_is(r, "title"))
        ref->title = copy(r);
    else if (key_is(r, "state")) {
        /* Numbers are those of the run that wrote them: notes and media are looked up again. */
        int s = word_of(r, ref_states, 4);
        ref->state = s == NC_REF_URL ? NC_REF_URL : NC_REF_NONE;
    } else {
        return false;
    }
    return true;
}

static void set_kind_string(struct reading *r, struct nc_node *n)
{
    int w;
    switch ((int)n->kind) {
    case NC_LIST:
        if (key_is(r, "delim"))
            n->u.list.delim = (char)first_char(r);
        break;
    case NC_ITEM:
        if (key_is(r, "task"))
            n->u.item.task = first_char(r);
        break;
    case NC_CALLOUT:
        if (key_is(r, "type"))
            n->u.callout.type = copy(r);
        else if (key_is(r, "raw"))
            n->u.callout.raw = copy(r);
        else if (key_is(r, "fold"))
            n->u.callout.fold = (char)first_char(r);
        break;
    case NC_TURN:
        if (key_is(r, "speaker"))
            n->u.turn.speaker = copy(r);
        break;
    case NC_FOOTNOTE:
        if (key_is(r, "label"))
            n->u.footnote.label = copy(r);
        break;
    case NC_FOOTNOTE_REF:
        if (key_is(r, "label"))
            n->u.footnote_ref.label = copy(r);
        break;
    case NC_CELL:
        w = word_of(r, aligns, 4);
        if (key_is(r, "align"))
            n->u.cell.align = (enum nc_align)w;
        break;
    case NC_CODE_BLOCK:
        w = word_of(r, code_roles, 3);
        if (key_is(r, "lang"))
            n->u.code.lang = copy(r);
        else if (key_is(r, "info"))
            n->u.code.info = copy(r);
        else if (key_is(r, "text"))
            n->u.code.text = copy(r);
        else if (key_is(r, "role"))
            n->u.code.role = (enum nc_code_role)w;
        break;
    case NC_EMBED:
    case NC_EMBED_LINK:
        w = word_of(r, embed_types, 5);
        if (key_is(r, "label"))
            n->u.embed.label = copy(r);
        else if (key_is(r, "type"))
            n->u.embed.type = (enum nc_embed_type)w;
        break;
    case NC_FIELD:
        if (key_is(r, "key"))
            n->u.field.key = copy(r);
        break;
    case NC_MATH:
        if (key_is(r, "tex"))
            n->u.math.tex = copy(r);
        break;
    default:
        if (nc_is_text_like(n->kind) && key_is(r, "text"))
            n->u.text = copy(r);
        break;
    }
}

static void set_string(struct reading *r, struct nc_node *n)
{
    int w;
    struct nc_ref *ref = nc_node_ref(n);
    if (key_is(r, "id"))
        n->id = copy(r);
    else if (key_is(r, "class"))
        attrs_of(r, n)->classes = copy(r);
    else if (key_is(r, "attr-lang"))
        attrs_of(r, n)->lang = copy(r);
    else if (key_is(r, "attr-title"))
        attrs_of(r, n)->title = copy(r);
    else if (key_is(r, "attr-align") && (w = word_of(r, aligns, 4)) > 0)
        attrs_of(r, n)->align = (enum nc_align)w;
    else if (!ref || !set_ref_string(r, ref))
        set_kind_string(r, n);
}

/* Whether a member that takes one of a few words holds one of them. */
static bool word_fits(struct reading *r, const struct nc_node *n)
{
    bool embed = n->kind == NC_EMBED || n->kind == NC_EMBED_LINK, fits = true;
    if (key_is(r, "state") && nc_node_cref(n))
        fits = word_of(r, ref_states, 4) >= 0;
    else if (key_is(r, "attr-align") || (key_is(r, "align") && n->kind == NC_CELL))
        fits = word_of(r, aligns, 4) >= 0;
    else if (key_is(r, "role") && n->kind == NC_CODE_BLOCK)
        fits = word_of(r, code_roles, 3) >= 0;
    else if (key_is(r, "type") && embed)
        fits = word_of(r, embed_types, 5) >= 0;
    return fits || refuse(r, "this member takes none but its own few words");
}

static bool set_number(struct reading *r, struct nc_node *n)
{
    int64_t v = nc_json_int(&r->j);
    if (v > UINT32_MAX)
        return refuse(r, "the number is too large");
    uint32_t u = (uint32_t)v;
    if (n->kind == NC_HEADING && key_is(r, "level") && (u < 1 || u > 6))
        return refuse(r, "a heading's level is 1 to 6");
    if (n->kind == NC_HEADING && key_is(r, "level"))
        n->u.heading.level = (uint8_t)u;
    else if (n->kind == NC_LIST && key_is(r, "start"))
        n->u.list.start = u;
    else if (n->kind == NC_FOOTNOTE && key_is(r, "number"))
        n->u.footnote.number = u;
    else if (n->kind == NC_FOOTNOTE_REF && key_is(r, "number"))
        n->u.footnote_ref.number = u;
    else if (n->kind == NC_IMAGE && key_is(r, "width"))
        n->u.image.width = u;
    else if (n->kind == NC_IMAGE && key_is(r, "height"))
        n->u.image.height = u;
    else if ((n->kind == NC_EMBED || n->kind == NC_EMBED_LINK) && key_is(r, "width"))
        n->u.embed.width = u;
    else if ((n->kind == NC_EMBED || n->kind == NC_EMBED_LINK) && key_is(r, "height"))
        n->u.embed.height = u;
    return true;
}

/* The flag that the member names; NULL where its kind has none of that name. */
static bool *flag_of(struct reading *r, struct nc_node *n)
{
    switch ((int)n->kind) {
    case NC_LIST:
        return key_is(r, "ordered") ? &n->u.list.ordered
               : key_is(r, "tight") ? &n->u.list.tight
                                    : NULL;
    case NC_TURN:
        return key_is(r, "asks") ? &n->u.turn.asks : NULL;
    case NC_DETAILS:
        return key_is(r, "open") ? &n->u.details.open : NULL;
    case NC_FOOTNOTE:
        return key_is(r, "referred") ? &n->u.footnote.referred : NULL;
    case NC_ROW:
        return key_is(r, "head") ? &n->u.row.head : NULL;
    case NC_CODE_BLOCK:
        return key_is(r, "fenced") ? &n->u.code.fenced : NULL;
    case NC_IMAGE:
        return key_is(r, "percent") ? &n->u.image.percent : NULL;
    case NC_FIELD:
        return key_is(r, "hide-key") ? &n->u.field.hide_key : NULL;
    case NC_MATH:
        return key_is(r, "display") ? &n->u.math.display : NULL;
    default:
        return NULL;
    }
}

static bool read_align(struct reading *r, struct nc_node *n)
{
    struct nc_buf list = {0};
    bool ok = true;
    for (;;) {
        enum nc_json_event e = nc_json_next(&r->j);
        if (e == NC_JSON_ARRAY_END)
            break;
        int w = e == NC_JSON_STRING ? word_of(r, aligns, 4) : -1;
        ok = w >= 0 && list.n < 65536;
        if (!ok)
            break;
        nc_buf_char(&list, (char)w);
    }
    n->u.table.columns = (uint32_t)list.n;
    n->u.table.align = (const uint8_t *)nc_arena_str(r->doc->arena, nc_buf_view(&list)).p;
    nc_buf_dispose(&list);
    return ok || refuse(r, "align must be a list of left, center, right or empty words");
}

/* Which kinds may stand directly below which. */
static bool may_hold(enum nc_kind parent, enum nc_kind child)
{
    if (child == NC_DOC || child == NC_KIND_COUNT)
        return false;
    if (nc_is_inline(child))
        return nc_holds_inlines(parent);
    switch ((int)parent) {
    case NC_LIST:
        return child == NC_ITEM;
    case NC_TABLE:
        return child == NC_ROW;
    case NC_ROW:
        return child == NC_CELL;
    case NC_FOOTNOTES:
        return child == NC_FOOTNOTE;
    case NC_DEF_LIST:
        return child == NC_DEF_TERM || child == NC_DEF_BODY;
    default:
        break;
    }
    if (child == NC_ITEM || child == NC_ROW || child == NC_CELL || child == NC_FOOTNOTE ||
        child == NC_DEF_TERM || child == NC_DEF_BODY)
        return false;
    if (child == NC_FOOTNOTES)
        return parent == NC_DOC;
    if (child == NC_CALLOUT_TITLE)
        return parent == NC_CALLOUT;
    if (child == NC_SUMMARY)
        return parent == NC_DETAILS;
    return parent <= NC_FOOTNOTE && parent != NC_FOOTNOTES && !nc_holds_inlines(parent);
}

/* "kind" comes first: what the other members mean hangs on it. */
static struct nc_node *open_node(struct reading *r, struct nc_node *parent)
{
    if (next_key(r) != 1 || !key_is(r, "kind") || nc_json_next(&r->j) != NC_JSON_STRING) {
        refuse(r, "a node begins with its kind");
        return NULL;
    }
    enum nc_kind kind = nc_kind_find(nc_buf_view(&r->j.text));
    if (parent ? !may_hold(parent->kind, kind) : kind != NC_DOC) {
        refuse(r, kind == NC_KIND_COUNT ? "there is no such kind of node"
                                        : "this kind of node may not stand here");
        return NULL;
    }
    if (!parent)
        return r->doc->root;
    struct nc_node *n = nc_node_new(r->doc, kind, (struct nc_pos){0});
    nc_node_append(parent, n);
    if (kind == NC_LIST)
        n->u.list.delim = '.';
    if (kind == NC_HEADING)
        n->u.heading.level = 1;
    return n;
}

/* What the tree promises its readers. */
static bool close_node(struct reading *r, struct nc_node *n)
{
    if (n->kind == NC_CALLOUT && (!n->first || n->first->kind != NC_CALLOUT_TITLE))
        return refuse(r, "a callout begins with its title");
    if (n->kind == NC_DETAILS && (!n->first || n->first->kind != NC_SUMMARY))
        return refuse(r, "details begin with their summary");
    if (n->kind == NC_TEXT && !n->u.text.n)
        return refuse(r, "a text is never empty");
    if (n->kind == NC_ROW) {
        uint32_t column = 0;
        for (struct nc_node *c = n->first; c; c = c->next)
            c->u.cell.column = column++;
        if (column != n->parent->u.table.columns)
            return refuse(r, "a row has as many cells as its table has columns");
    }
    return true;
}

/* The members of node n up to its children (true, *children set) or its end. */
static bool read_members(struct reading *r, struct nc_node *n, bool *children)
{
    int more;
    *children = false;
    while ((more = next_key(r)) == 1) {
        if (key_is(r, "children")) {
            *children = true;
            return nc_json_next(&r->j) == NC_JSON_ARRAY || refuse(r, "children must be a list");
        }
        if (key_is(r, "pos")) {
            if (!read_pos(r, &n->pos))
                return false;
            continue;
        }
        enum nc_json_event e = nc_json_next(&r->j);
        bool *flag = flag_of(r, n);
        if (!type_fits(r, e))
            return false;
        if (flag)
            *flag = e == NC_JSON_TRUE;
        else if (e == NC_JSON_STRING) {
            if (!word_fits(r, n))
                return false;
            set_string(r, n);
        } else if (e == NC_JSON_NUMBER) {
            if (!set_number(r, n))
                return false;
        } else if (e == NC_JSON_ARRAY && n->kind == NC_TABLE && key_is(r, "align")) {
            if (!read_align(r, n))
                return false;
        } else if (!nc_json_skip(&r->j, e))
            return false;
    }
    return more == 0;
}

static bool read_tree(struct reading *r)
{
    if (nc_json_next(&r->j) != NC_JSON_OBJECT)
        return refuse(r, "root must be a node");
    size_t depth = 1;
    struct nc_node *n = open_node(r, NULL);
    while (n) {
        bool children;
        if (!read_members(r, n, &children))
            return false;
        if (children && ++depth > MAX_TREE_DEPTH)
            return refuse(r, "nodes are nested too deep");
        if (!children && !close_node(r, n))
            return false;
        struct nc_node *parent = children ? n : n->parent;
        /* Up through the lists of children that end here. */
        for (;;) {
            if (!parent)
                return true;
            enum nc_json_event e = nc_json_next(&r->j);
            if (e == NC_JSON_OBJECT) {
                n = open_node(r, parent);
                break;
            }
            bool more;
            if (e != NC_JSON_ARRAY_END || !read_members(r, parent, &more) || more ||
                !close_node(r, parent))
                return refuse(r, "children must be a list of nodes, the last member of its node");
            depth--;
            parent = parent->parent;
        }
    }
    return false;
}

static bool read_head_member(struct reading *r)
{
    struct nc_doc *doc = r->doc;
    enum nc_json_event e = nc_json_next(&r->j);
    if (!type_fits(r, e))
        return false;
    if (key_is(r, "mtime") && e != NC_JSON_NUMBER)
        return refuse(r, "mtime must be a number");
    if (key_is(r, "name") && e == NC_JSON_STRING)
        doc->name = copy(r);
    else if (key_is(r, "key") && e == NC_JSON_STRING)
        doc->key = copy(r);
    else if (key_is(r, "uuid") && e == NC_JSON_STRING)
        r->has_uuid = nc_uuid_parse(&doc->uuid, nc_buf_view(&r->j.text));
    else if (key_is(r, "lang") && e == NC_JSON_STRING && r->j.text.n)
        doc->lang = copy(r); /* else it stays "und", as where nothing is said */
    else if (key_is(r, "mtime") && e == NC_JSON_NUMBER)
        doc->mtime = nc_json_int(&r->j);
    else if (key_is(r, "hard-breaks"))
        doc->hard_breaks = e == NC_JSON_TRUE;
    else if (key_is(r, "strict"))
        doc->strict = e == NC_JSON_TRUE;
    else
        return nc_json_skip(&r->j, e);
    return true;
}

/* Footnotes are numbered in their order, and a reference has the number of one of them. */
static bool notes_fit(struct reading *r)
{
    struct nc_walk w;
    uint32_t count = 0, last = 0;
    bool ok = true;
    nc_walk_begin(&w, r->doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_node *n = w.node;
        if (e != NC_WALK_ENTER)
            continue;
        if (n->kind == NC_FOOTNOTE)
            ok &= n->u.footnote.number == ++count;
        if (n->kind != NC_FOOTNOTE_REF)
            continue;
        uint32_t number = n->u.footnote_ref.number;
        ok &= number > 0;
        last = number > last ? number : last;
    }
    return (ok && last <= count) || refuse(r, "footnotes must have the numbers 1, 2, 3 … in their "
                                              "order, and a footnote-ref one of these numbers");
}

static bool read_document(struct reading *r)
{
    if (nc_json_next(&r->j) != NC_JSON_OBJECT || next_key(r) != 1 ||
        !key_is(r, "noteconv-document") || nc_json_next(&r->j) != NC_JSON_NUMBER)
        return refuse(
            r, "this is not a noteconv document (its first member is \"noteconv-document\")");
    if (nc_json_int(&r->j) != NC_DOCJSON_VERSION)
        return refuse(r, "the document is of another version of the form than this program reads");
    bool tree = false, ok = true;
    int more;
    while (ok && (more = next_key(r)) == 1) {
        if (key_is(r, "files"))
            ok = read_files(r);
        else if (key_is(r, "meta"))
            ok = read_meta(r);
        else if (key_is(r, "root"))
            ok = !tree && (tree = true) && read_tree(r);
        else
            ok = read_head_member(r);
    }
    if (!ok)
        return false;
    if (!tree)
        return refuse(r, "the document has no root");
    if (more != 0 || nc_json_next(&r->j) == NC_JSON_END)
        return more == 0 && notes_fit(r);
    if (r->j.at < r->j.s.n && r->j.s.p[r->j.at] == '{')
        r->j.problem = "another document begins here: -t json of a folder writes one a line, and "
                       "--from=json reads one (give each line to a noteconv of its own)";
    return false;
}

static struct nc_pos position(const struct reading *r)
{
    struct nc_pos p = {0, 1, 1};
    for (size_t i = 0; i < r->j.at && i < r->j.s.n; i++) {
        if (r->j.s.p[i] == '\n') {
            p.line++;
            p.col = 1;
        } else {
            p.col += ((unsigned char)r->j.s.p[i] & 0xC0) != 0x80;
        }
    }
    return p;
}

struct nc_doc *nc_doc_read_json(struct nc_str json, struct nc_str file, struct nc_diags *diags)
{
    struct reading *r = nc_calloc(1, sizeof *r);
    r->doc = nc_doc_new(file);
    nc_json_begin(&r->j, json);
    struct nc_doc *doc = r->doc;
    if (!read_document(r)) {
        nc_diag(diags, NC_D_JSON_INVALID, file, position(r), "%s",
                r->j.problem ? r->j.problem
                : r->problem ? r->problem
                             : "not as a noteconv document is written");
        nc_doc_free(doc);
        doc = NULL;
    } else {
        if (!r->has_uuid)
            doc->uuid = nc_uuid5(nc_uuid_namespace, doc->key);
        nc_meta_derive(doc);
        nc_doc_number(doc);
    }
    nc_buf_dispose(&r->key);
    nc_json_dispose(&r->j);
    free(r);
    return doc;
}
