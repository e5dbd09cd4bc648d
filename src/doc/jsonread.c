/* Reads the JSON form, member by member of fields.def. It builds the tree from events, without
 * recursion, and refuses with line and column what the writer would not have written. */
#include "base/jsonpull.h"
#include "base/utf8.h"
#include "doc/docjson.h"
#include "doc/langtag.h"
#include "doc/schema.h"
#include "doc/walk.h"

#include <stdlib.h>

/* The analyzer mistakes the owner of one list of members for that of another. */
/* clang-format off */
/* NOLINTBEGIN(clang-analyzer-core.uninitialized.Assign,clang-analyzer-core.uninitialized.Branch,clang-analyzer-core.UndefinedBinaryOperatorResult,clang-analyzer-core.CallAndMessage) */
/* clang-format on */

#define MAX_TREE_DEPTH 1000
#define MAX_VALUE_DEPTH 40
#define MAX_COLUMNS 65536

struct reading {
    struct nc_json j;
    struct nc_doc *doc;
    bool has_uuid;
    /* key of the current member */
    struct nc_buf key;
    struct nc_buf problem;
    unsigned value_depth;
    int64_t version;
    /* scratch: for each column, how many rows cells span */
    uint32_t *covered;
    size_t covered_cap;
};

/* Returns false for the caller to return. Only the first problem is reported. */
NC_PRINTF(2, 3)
static bool refuse(struct reading *r, const char *problem, ...)
{
    va_list ap;
    va_start(ap, problem);
    if (!r->problem.n)
        nc_buf_vprintf(&r->problem, problem, ap);
    va_end(ap);
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

/* Reads the next member's name into r->key. 1: there is one; 0: the object ended; -1: bad JSON. */
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

/* The member of the section that r->key names, or NULL. */
static const struct nc_field *named(const struct reading *r, enum nc_section section)
{
    size_t count;
    const struct nc_field *f = nc_fields(section, &count);
    for (size_t i = 0; i < count; i++)
        if (key_is(r, f[i].name))
            return &f[i];
    return NULL;
}

static bool is_whole(struct nc_str number)
{
    for (size_t i = 0; i < number.n; i++)
        if (number.p[i] < '0' || number.p[i] > '9')
            return false;
    return number.n <= 10;
}

static bool read_uint(struct reading *r, const struct nc_field *f, void *base, enum nc_json_event e)
{
    bool whole = e == NC_JSON_NUMBER && is_whole(nc_buf_view(&r->j.text));
    int64_t value = whole ? nc_json_int(&r->j) : -1;
    if (value < f->low || value > f->high)
        return refuse(r, "\"%s\" must be a whole number from %lld to %lld", f->name,
                      (long long)f->low, (long long)f->high);
    nc_field_set_number(f, base, value);
    return true;
}

static bool read_seconds(struct reading *r, const struct nc_field *f, void *base,
                         enum nc_json_event e)
{
    if (e != NC_JSON_NUMBER || strpbrk(r->j.text.p, ".eE"))
        return refuse(r, "\"%s\" must be a whole number", f->name);
    nc_field_set_number(f, base, nc_json_int(&r->j));
    return true;
}

static bool read_char(struct reading *r, const struct nc_field *f, void *base, enum nc_json_event e)
{
    struct nc_str s = nc_buf_view(&r->j.text);
    unsigned len = 0;
    uint32_t cp = e == NC_JSON_STRING && s.n ? nc_utf8_at(s, 0, &len) : 0;
    if (!len || len != s.n || (f->size == 1 && len > 1))
        return refuse(r, "\"%s\" must be one %scharacter", f->name, f->size == 1 ? "ASCII " : "");
    nc_field_set_number(f, base, cp);
    return true;
}

static bool read_word(struct reading *r, const struct nc_field *f, void *base, enum nc_json_event e)
{
    int word = e == NC_JSON_STRING ? nc_field_word(f, nc_buf_view(&r->j.text)) : -1;
    if (word >= 0) {
        nc_field_set_number(f, base, word);
        return true;
    }
    struct nc_buf words = {0};
    for (unsigned i = 0; i < f->word_count; i++)
        nc_buf_printf(&words, "%s\"%s\"", i ? ", " : "", f->words[i]);
    refuse(r, "\"%s\" must be one of %s", f->name, words.p);
    nc_buf_dispose(&words);
    return false;
}

static bool read_pos(struct reading *r, struct nc_pos *pos, enum nc_json_event e)
{
    uint32_t n[3] = {0};
    size_t count = 0;
    if (e != NC_JSON_ARRAY)
        return refuse(r, "pos must be [line, column]");
    while ((e = nc_json_next(&r->j)) != NC_JSON_ARRAY_END) {
        if (e != NC_JSON_NUMBER || count == 3 || !is_whole(nc_buf_view(&r->j.text)))
            return refuse(r, "pos must be [line, column]");
        n[count++] = (uint32_t)nc_json_int(&r->j);
    }
    *pos = (struct nc_pos){n[2] < r->doc->file_count ? n[2] : 0, n[0], n[1]};
    return true;
}

static bool read_aligns(struct reading *r, const struct nc_field *f, struct nc_node *table,
                        enum nc_json_event e)
{
    struct nc_buf list = {0};
    bool ok = e == NC_JSON_ARRAY && !table->first;
    while (ok && (e = nc_json_next(&r->j)) != NC_JSON_ARRAY_END) {
        int w = e == NC_JSON_STRING ? nc_field_word(f, nc_buf_view(&r->j.text)) : -1;
        ok = w >= 0 && list.n < MAX_COLUMNS;
        if (ok)
            nc_buf_char(&list, (char)w);
    }
    table->u.table.columns = (uint32_t)list.n;
    table->u.table.align = (const uint8_t *)nc_buf_keep(&list, r->doc->arena).p;
    return ok || refuse(r,
                        "\"%s\" must be a list of left, center, right or empty words, before the "
                        "children",
                        f->name);
}

/* Reads the strings of an array, at most `most`. False if it is not an array of strings. */
static bool read_strings(struct reading *r, enum nc_json_event e, size_t most,
                         struct nc_str **strings, size_t *count)
{
    struct nc_str *list = NULL;
    size_t cap = 0;
    bool ok = e == NC_JSON_ARRAY;
    *count = 0;
    while (ok && (e = nc_json_next(&r->j)) != NC_JSON_ARRAY_END) {
        ok = e == NC_JSON_STRING && *count < most;
        if (!ok)
            break;
        nc_grow(&list, &cap, *count + 1, sizeof *list);
        list[(*count)++] = copy(r);
    }
    *strings = nc_arena_array(r->doc->arena, *count, sizeof *list);
    if (*count)
        memcpy(*strings, list, *count * sizeof *list);
    free(list);
    return ok;
}

static bool read_files(struct reading *r, enum nc_json_event e)
{
    struct nc_str *files;
    size_t count;
    if (!read_strings(r, e, SIZE_MAX, &files, &count))
        return refuse(r, "files must be a list of names");
    if (count) {
        r->doc->files = files;
        r->doc->file_count = count;
    }
    return true;
}

static bool read_value(struct reading *r, struct nc_value *v, enum nc_json_event e);

/* Reads the items of a value. This is the one place where functions call themselves: values nest no
 * deeper than MAX_VALUE_DEPTH. */
static bool read_items(struct reading *r, struct nc_value *v, enum nc_json_event e)
{
    struct nc_value *items = NULL;
    size_t cap = 0;
    bool ok = true;
    if (e != NC_JSON_ARRAY || v->count)
        return refuse(r, "items must be a list");
    while (ok && (e = nc_json_next(&r->j)) != NC_JSON_ARRAY_END) {
        nc_grow(&items, &cap, v->count + 1, sizeof *items);
        ok = read_value(r, &items[v->count], e);
        v->count += ok;
    }
    v->items = nc_arena_array(r->doc->arena, v->count, sizeof *v->items);
    if (v->count)
        memcpy(v->items, items, v->count * sizeof *items);
    free(items);
    return ok;
}

static bool read_keys(struct reading *r, struct nc_value *v, enum nc_json_event e)
{
    size_t count;
    return (read_strings(r, e, v->count, &v->keys, &count) && count == v->count) ||
           refuse(r, "a map needs as many keys as items, and items first");
}

static bool read_meta(struct reading *r, enum nc_json_event e);

/* Reads the value after the member's name into base, the struct of its section. */
static bool read_member(struct reading *r, const struct nc_field *f, void *base)
{
    void *at = nc_field_in(f, base);
    enum nc_json_event e = nc_json_next(&r->j);
    switch (f->type) {
    case NC_FIELD_STR:
        if (e != NC_JSON_STRING)
            return refuse(r, "\"%s\" must be a string", f->name);
        if (r->j.text.n)
            *(struct nc_str *)at = copy(r);
        return true;
    case NC_FIELD_FLAG:
        if (e != NC_JSON_TRUE && e != NC_JSON_FALSE)
            return refuse(r, "\"%s\" must be true or false", f->name);
        *(bool *)at = e == NC_JSON_TRUE;
        return true;
    case NC_FIELD_UINT:
        return read_uint(r, f, base, e);
    case NC_FIELD_SECONDS:
        return read_seconds(r, f, base, e);
    case NC_FIELD_CHAR:
        return read_char(r, f, base, e);
    case NC_FIELD_WORD:
        return read_word(r, f, base, e);
    case NC_FIELD_POS:
        return read_pos(r, at, e);
    case NC_FIELD_WHEN:
        return (e == NC_JSON_STRING && nc_when_parse(at, nc_buf_view(&r->j.text), NC_WHEN_YAML)) ||
               refuse(r, "\"%s\" must be a date such as 2024-01-02T03:04:05+08:00", f->name);
    case NC_FIELD_ALIGNS:
        return read_aligns(r, f, base, e);
    case NC_FIELD_FILES:
        return read_files(r, e);
    case NC_FIELD_META:
        return read_meta(r, e);
    case NC_FIELD_VALUE:
        return read_value(r, at, e);
    case NC_FIELD_ITEMS:
        return read_items(r, base, e);
    case NC_FIELD_KEYS:
        return read_keys(r, base, e);
    case NC_FIELD_UUID: /* an invalid one is made again from the key */
        if (e != NC_JSON_STRING)
            return refuse(r, "\"%s\" must be a string", f->name);
        r->has_uuid = nc_uuid_parse(at, nc_buf_view(&r->j.text));
        return true;
    case NC_FIELD_KIND: /* read at the beginning of the node */
    case NC_FIELD_NODES:
    case NC_FIELD_NODE:
        return nc_json_skip(&r->j, e);
    }
    return false;
}

/* Passes over a member without a meaning here. */
static bool pass_over(struct reading *r)
{
    return nc_json_skip(&r->j, nc_json_next(&r->j));
}

/* Reads the object of a value, which was just opened. */
static bool read_value(struct reading *r, struct nc_value *v, enum nc_json_event e)
{
    int more;
    bool typed = false;
    *v = (struct nc_value){0};
    if (e != NC_JSON_OBJECT)
        return refuse(r, "a metadata value must be an object");
    if (++r->value_depth > MAX_VALUE_DEPTH + 1)
        return refuse(r, "metadata is nested too deep");
    while ((more = next_key(r)) == 1) {
        const struct nc_field *f = named(r, NC_IN_VALUE);
        typed |= f && f->type == NC_FIELD_WORD;
        if (!(f ? read_member(r, f, v) : pass_over(r)))
            return false;
    }
    r->value_depth--;
    if (!typed)
        return refuse(r, "a metadata value has no known type");
    if (nc_value_is_scalar(v))
        nc_value_type_scalar(v);
    /* Only its keys make it a map. */
    if (v->type == NC_V_MAP && v->count && !v->keys)
        return refuse(r, "a map needs keys");
    return more == 0;
}

static bool read_meta_entry(struct reading *r)
{
    struct nc_meta_entry entry = {.key = NC_NONE};
    int more;
    while ((more = next_key(r)) == 1) {
        const struct nc_field *f = named(r, NC_IN_ENTRY);
        if (!(f ? read_member(r, f, &entry) : pass_over(r)))
            return false;
    }
    if (!entry.key.n)
        return refuse(r, "a metadata entry has no key");
    nc_meta_slot(r->doc, entry.key, entry.pos)->value = entry.value;
    return more == 0;
}

static bool read_meta(struct reading *r, enum nc_json_event e)
{
    if (e != NC_JSON_ARRAY)
        return refuse(r, "meta must be a list");
    while ((e = nc_json_next(&r->j)) != NC_JSON_ARRAY_END)
        if (e != NC_JSON_OBJECT || !read_meta_entry(r))
            return refuse(r, "meta must be a list of entries");
    return true;
}

/* Reads an attribute. A node gets attributes only if it has any. */
static bool read_attr(struct reading *r, const struct nc_field *f, struct nc_node *n)
{
    struct nc_attrs attrs = {0};
    if (n->attrs)
        attrs = *n->attrs;
    if (!read_member(r, f, &attrs))
        return false;
    if (!n->attrs && r->j.text.n)
        n->attrs = NC_NEW(r->doc->arena, struct nc_attrs);
    if (n->attrs)
        *n->attrs = attrs;
    return true;
}

static struct nc_node *cell_text(struct reading *r, struct nc_node *cell)
{
    if (!cell->first)
        nc_node_append(cell, nc_node_new(r->doc, NC_PLAIN, cell->pos));
    return cell->first;
}

/* The node that lists this one among its children. */
static struct nc_node *holder_of(const struct reading *r, const struct nc_node *n)
{
    struct nc_node *parent = n->parent;
    bool wrapped = r->version < 2 && parent && parent->kind == NC_PLAIN && parent->parent &&
                   parent->parent->kind == NC_CELL;
    return wrapped ? parent->parent : parent;
}

/* Opens a node. "kind" comes first, because the meaning of the other members depends on it. */
static struct nc_node *open_node(struct reading *r, struct nc_node *parent)
{
    if (next_key(r) != 1 || !key_is(r, "kind") || nc_json_next(&r->j) != NC_JSON_STRING) {
        refuse(r, "a node begins with its kind");
        return NULL;
    }
    enum nc_kind kind = nc_kind_find(nc_buf_view(&r->j.text));
    if (kind == NC_KIND_COUNT) {
        refuse(r, "there is no such kind of node");
        return NULL;
    }
    /* Up to version 1 a cell held its inlines itself. */
    bool wrapped = r->version < 2 && parent && parent->kind == NC_CELL;
    unsigned holds = wrapped  ? NC_HOLDS_INLINE
                     : parent ? nc_kinds[parent->kind].holds
                              : NC_HOLDS_ROOT;
    if (!(nc_kinds[kind].stands & holds)) {
        refuse(r, "this kind of node may not stand here");
        return NULL;
    }
    if (!parent)
        return r->doc->root;
    struct nc_node *n = nc_node_new(r->doc, kind, (struct nc_pos){0});
    nc_node_append(wrapped ? cell_text(r, parent) : parent, n);
    if (kind == NC_LIST)
        n->u.list.delim = '.';
    if (kind == NC_HEADING)
        n->u.heading.level = 1;
    return n;
}

/* Gives the cells of a table their columns. False: they go beyond the table, overlap, or leave a
 * gap. */
static bool place_cells(struct reading *r, struct nc_node *table)
{
    uint32_t columns = table->u.table.columns;
    nc_grow(&r->covered, &r->covered_cap, columns + 1, sizeof *r->covered);
    memset(r->covered, 0, (columns + 1) * sizeof *r->covered);
    for (struct nc_node *row = table->first; row; row = row->next) {
        uint32_t at = 0;
        for (struct nc_node *c = row->first; c; c = c->next) {
            while (at < columns && r->covered[at])
                at++;
            c->u.cell.column = at;
            for (uint32_t k = 0; k < c->u.cell.colspan; k++, at++) {
                if (at >= columns || r->covered[at])
                    return false;
                r->covered[at] = c->u.cell.rowspan;
            }
        }
        for (at = 0; at < columns; at++)
            if (!r->covered[at]--)
                return false;
    }
    for (uint32_t at = 0; at < columns; at++)
        if (table->first && r->covered[at])
            return false;
    return true;
}

/* Whether there is at most one caption, first or last. */
static bool captions_fit(const struct nc_node *figure)
{
    unsigned count = 0;
    for (const struct nc_node *n = figure->first; n; n = n->next) {
        count += n->kind == NC_CAPTION;
        if (n->kind == NC_CAPTION && n != figure->first && n->next)
            return false;
    }
    return count <= 1;
}

/* Checks what the tree promises its readers. */
static bool close_node(struct reading *r, struct nc_node *n)
{
    enum nc_kind first = nc_kinds[n->kind].first;
    if (first != NC_KIND_COUNT && (!n->first || n->first->kind != first))
        return refuse(r, "the first child of a %s must be its %s", nc_kind_name(n->kind),
                      nc_kind_name(first));
    if (n->kind == NC_FIGURE && !captions_fit(n))
        return refuse(r, "a figure has one caption, its first or last child");
    if (n->kind == NC_TEXT && !n->u.text.n)
        return refuse(r, "a text is never empty");
    if (n->kind == NC_TABLE && !place_cells(r, n))
        return refuse(
            r,
            "the cells of a row must fill its table's columns, except where other cells span them");
    struct nc_task *task = n->kind == NC_ITEM ? n->u.item.task : NULL;
    if (task && !task->state)
        task->state = nc_task_state_of(task->mark);
    struct nc_ref *ref = nc_node_ref(n);
    if (ref) {
        /* Numbers belong to the run that wrote them, so notes and media are looked up again. */
        ref->state = ref->state == NC_REF_URL ? NC_REF_URL : NC_REF_NONE;
        ref->note = ref->media = 0;
        ref->anchor = NC_NO_ANCHOR;
    }
    return true;
}

static bool read_node_member(struct reading *r, struct nc_node *n)
{
    const struct nc_field *f = named(r, NC_IN_NODE);
    if (f)
        return read_member(r, f, n);
    f = named(r, NC_IN_ATTRS);
    if (f)
        return read_attr(r, f, n);
    struct nc_ref *ref = nc_node_ref(n);
    f = ref ? named(r, NC_IN_REF) : NULL;
    if (f)
        return read_member(r, f, ref);
    enum nc_section own = nc_kinds[n->kind].members;
    f = own == NC_IN_REF ? NULL : named(r, own);
    if (!f)
        return pass_over(r);
    if (own == NC_IN_TASK && !n->u.item.task)
        n->u.item.task = NC_NEW(r->doc->arena, struct nc_task);
    return read_member(r, f,
                       own == NC_IN_TASK   ? (void *)n->u.item.task
                       : own == NC_IN_CODE ? (void *)n->u.code
                                           : n);
}

/* Reads the members of node n up to its children (true, *children set) or its end. */
static bool read_members(struct reading *r, struct nc_node *n, bool *children)
{
    int more;
    *children = false;
    while ((more = next_key(r)) == 1) {
        if (key_is(r, "children")) {
            *children = true;
            return nc_json_next(&r->j) == NC_JSON_ARRAY || refuse(r, "children must be a list");
        }
        if (!read_node_member(r, n))
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
        struct nc_node *parent = children ? n : holder_of(r, n);
        /* Goes up through the lists of children that end here. */
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
            parent = holder_of(r, parent);
        }
    }
    return false;
}

/* Whether footnotes are numbered in order and each reference has the number of one of them. */
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
    r->version = nc_json_int(&r->j);
    if (r->version < 1 || r->version > NC_DOCJSON_VERSION)
        return refuse(r, "this program reads versions 1 to %d of the form", NC_DOCJSON_VERSION);
    bool tree = false, ok = true;
    int more;
    while (ok && (more = next_key(r)) == 1) {
        const struct nc_field *f = named(r, NC_IN_DOCUMENT);
        if (f && f->type == NC_FIELD_NODE)
            ok = !tree && (tree = true) && read_tree(r);
        else
            ok = f ? read_member(r, f, r->doc) : pass_over(r);
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
                r->j.problem   ? r->j.problem
                : r->problem.n ? r->problem.p
                               : "not as a noteconv document is written");
        nc_doc_free(doc);
        doc = NULL;
    } else {
        if (!r->has_uuid)
            doc->uuid = nc_uuid5(nc_uuid_namespace, doc->key);
        nc_meta_derive(doc);
        nc_lang_check(doc, diags);
        nc_doc_number(doc);
    }
    nc_buf_dispose(&r->key);
    nc_buf_dispose(&r->problem);
    free(r->covered);
    nc_json_dispose(&r->j);
    free(r);
    return doc;
}

/* clang-format off */
/* NOLINTEND(clang-analyzer-core.uninitialized.Assign,clang-analyzer-core.uninitialized.Branch,clang-analyzer-core.UndefinedBinaryOperatorResult,clang-analyzer-core.CallAndMessage) */
/* clang-format on */
