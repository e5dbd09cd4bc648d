/* Writes the JSON form, member by member of fields.def. */
#include "doc/docjson.h"

#include "base/jsontext.h"
#include "base/utf8.h"
#include "doc/schema.h"
#include "doc/walk.h"

static void put_section(struct nc_buf *out, enum nc_section section, const void *base);

/* Whether a member is written that only some of its owners have. base: the struct that the member's
 * section names. */
static bool is_written(const struct nc_field *f, const void *base)
{
    const struct nc_node *n = base;
    const struct nc_ref *r = base;
    const struct nc_value *v = base;
    switch (f->when) {
    case NC_WHEN_SET:
        if (f->type == NC_FIELD_STR)
            return ((const struct nc_str *)nc_field_at(f, base))->n > 0;
        if (f->type == NC_FIELD_WHEN)
            return nc_when_is_set(nc_field_at(f, base));
        if (f->type == NC_FIELD_WORD)
            return f->words[nc_field_number(f, base)][0] != '\0';
        return nc_field_number(f, base) != 0;
    case NC_WHEN_ALWAYS:
        return true;
    case NC_WHEN_SPANS:
        return nc_field_number(f, base) > 1;
    case NC_WHEN_ORDERED:
        return n->u.list.ordered;
    case NC_WHEN_HAS_ITEMS:
        return v->type == NC_V_LIST || v->type == NC_V_MAP;
    case NC_WHEN_HAS_KEYS:
        return v->type == NC_V_MAP;
    case NC_WHEN_TO_NOTE:
        return r->state == NC_REF_NOTE;
    case NC_WHEN_TO_ANCHOR:
        return r->state == NC_REF_NOTE && r->anchor != NC_NO_ANCHOR;
    case NC_WHEN_TO_MEDIA:
        return r->state == NC_REF_MEDIA;
    }
    return false;
}

static void put_strings(struct nc_buf *out, const struct nc_str *strings, size_t count)
{
    nc_buf_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i)
            nc_buf_char(out, ',');
        nc_json_string(out, strings[i]);
    }
    nc_buf_char(out, ']');
}

/* Writes an object; no comma precedes its first member. */
static void put_object(struct nc_buf *out, enum nc_section section, const void *base)
{
    size_t at = out->n;
    put_section(out, section, base);
    out->p[at] = '{';
    nc_buf_char(out, '}');
}

/* Writes the items of a value. Values nest no deeper than the reader of front matter allows. */
static void put_items(struct nc_buf *out, const struct nc_value *v)
{
    nc_buf_char(out, '[');
    for (size_t i = 0; i < v->count; i++) {
        if (i)
            nc_buf_char(out, ',');
        put_object(out, NC_IN_VALUE, &v->items[i]);
    }
    nc_buf_char(out, ']');
}

static void put_meta(struct nc_buf *out, const struct nc_meta *m)
{
    nc_buf_char(out, '[');
    for (size_t i = 0; i < m->count; i++) {
        if (i)
            nc_buf_char(out, ',');
        put_object(out, NC_IN_ENTRY, &m->entries[i]);
    }
    nc_buf_char(out, ']');
}

static void put_word(struct nc_buf *out, const char *word)
{
    nc_buf_char(out, '"');
    nc_buf_puts(out, word);
    nc_buf_char(out, '"');
}

/* ,"name": */
static void put_name(struct nc_buf *out, const char *name)
{
    size_t n = strlen(name);
    nc_buf_reserve(out, n + 4);
    char *p = out->p + out->n;
    p[0] = ',';
    p[1] = '"';
    memcpy(p + 2, name, n + 1);
    p[n + 2] = '"';
    p[n + 3] = ':';
    p[n + 4] = '\0';
    out->n += n + 4;
}

static void put_aligns(struct nc_buf *out, const struct nc_field *f, const struct nc_node *table)
{
    nc_buf_char(out, '[');
    for (uint32_t i = 0; i < table->u.table.columns; i++) {
        if (i)
            nc_buf_char(out, ',');
        put_word(out, f->words[table->u.table.align[i]]);
    }
    nc_buf_char(out, ']');
}

static void put_pos(struct nc_buf *out, const struct nc_pos *pos)
{
    nc_buf_char(out, '[');
    nc_buf_uint(out, pos->line);
    nc_buf_char(out, ',');
    nc_buf_uint(out, pos->col);
    if (pos->file) {
        nc_buf_char(out, ',');
        nc_buf_uint(out, pos->file);
    }
    nc_buf_char(out, ']');
}

static void put_member(struct nc_buf *out, const struct nc_field *f, const void *base)
{
    const void *at = nc_field_at(f, base);
    char text[37];
    put_name(out, f->name);
    switch (f->type) {
    case NC_FIELD_STR:
        nc_json_string(out, *(const struct nc_str *)at);
        break;
    case NC_FIELD_FLAG:
        nc_buf_puts(out, nc_field_number(f, base) ? "true" : "false");
        break;
    case NC_FIELD_UINT:
        nc_buf_uint(out, (uint64_t)nc_field_number(f, base));
        break;
    case NC_FIELD_SECONDS:
        nc_buf_printf(out, "%lld", (long long)nc_field_number(f, base));
        break;
    case NC_FIELD_CHAR:
        nc_json_string(
            out, (struct nc_str){text, nc_utf8_put(text, (uint32_t)nc_field_number(f, base))});
        break;
    case NC_FIELD_WORD:
        put_word(out, f->words[nc_field_number(f, base)]);
        break;
    case NC_FIELD_POS:
        put_pos(out, at);
        break;
    case NC_FIELD_UUID:
        nc_uuid_print(text, *(const struct nc_uuid *)at);
        put_word(out, text);
        break;
    case NC_FIELD_WHEN:
        nc_buf_char(out, '"');
        nc_when_put(out, at);
        nc_buf_char(out, '"');
        break;
    case NC_FIELD_ALIGNS:
        put_aligns(out, f, base);
        break;
    case NC_FIELD_KIND:
        put_word(out, nc_kind_name(*(const enum nc_kind *)at));
        break;
    case NC_FIELD_FILES:
        put_strings(out, ((const struct nc_doc *)base)->files,
                    ((const struct nc_doc *)base)->file_count);
        break;
    case NC_FIELD_META:
        put_meta(out, at);
        break;
    case NC_FIELD_VALUE:
        put_object(out, NC_IN_VALUE, at);
        break;
    case NC_FIELD_ITEMS:
        put_items(out, base);
        break;
    case NC_FIELD_KEYS:
        put_strings(out, ((const struct nc_value *)base)->keys,
                    ((const struct nc_value *)base)->count);
        break;
    case NC_FIELD_NODE: /* put_tree writes what is below */
    case NC_FIELD_NODES:
        break;
    }
}

/* Writes the nonempty members of a section, each after a comma. */
static void put_section(struct nc_buf *out, enum nc_section section, const void *base)
{
    size_t count;
    const struct nc_field *f = nc_fields(section, &count);
    for (size_t i = 0; i < count; i++)
        if (is_written(&f[i], base))
            put_member(out, &f[i], base);
}

/* Writes a node without its children and without the end of its object. */
static void put_node(struct nc_buf *out, const struct nc_node *n)
{
    const struct nc_ref *ref = nc_node_cref(n);
    size_t at = out->n;
    put_section(out, NC_IN_NODE, n);
    out->p[at] = '{';
    if (n->attrs)
        put_section(out, NC_IN_ATTRS, n->attrs);
    if (ref)
        put_section(out, NC_IN_REF, ref);
    const void *own = nc_field_base(n);
    if (own && nc_kinds[n->kind].members != NC_IN_REF)
        put_section(out, nc_kinds[n->kind].members, own);
}

/* Indents a line by one blank per level, which keeps the form readable and its diffs small. */
static void line(struct nc_buf *out, size_t depth)
{
    nc_buf_char(out, '\n');
    for (size_t i = 0; i < depth && i < 40; i++)
        nc_buf_char(out, ' ');
}

static void put_tree(struct nc_buf *out, const struct nc_node *root, bool pretty)
{
    struct nc_walk w;
    size_t depth = 0;
    nc_walk_begin(&w, root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_node *n = w.node;
        if (e == NC_WALK_ENTER) {
            bool first = !n->parent || n == root || n->parent->first == n;
            if (n != root)
                nc_buf_puts(out, first ? ",\"children\":[" : ",");
            if (pretty)
                line(out, depth);
            put_node(out, n);
            depth++;
        } else {
            depth--;
            nc_buf_puts(out, n->first ? "]}" : "}");
        }
    }
}

void nc_doc_write_json(struct nc_buf *out, const struct nc_doc *doc, bool pretty)
{
    nc_buf_printf(out, "{\"noteconv-document\":%d", NC_DOCJSON_VERSION);
    put_section(out, NC_IN_DOCUMENT, doc);
    put_tree(out, doc->root, pretty);
    nc_buf_puts(out, "}\n");
}
