/* Writing of the JSON form. Members with default values are left out. */
#include "doc/docjson.h"

#include "base/jsontext.h"
#include "base/utf8.h"
#include "doc/walk.h"

static void member(struct nc_buf *out, const char *name, struct nc_str s)
{
    if (!s.n)
        return;
    nc_buf_printf(out, ",\"%s\":", name);
    nc_json_string(out, s);
}

static void number(struct nc_buf *out, const char *name, int64_t n)
{
    if (n)
        nc_buf_printf(out, ",\"%s\":%lld", name, (long long)n);
}

static void flag(struct nc_buf *out, const char *name, bool b)
{
    if (b)
        nc_buf_printf(out, ",\"%s\":true", name);
}

static const char *const value_types[] = {"null", "bool",     "int",  "float", "text",
                                          "date", "datetime", "list", "map"};
static const char *const ref_states[] = {"", "url", "note", "media"};
static const char *const embed_types[] = {"note", "audio", "video", "pdf", "other"};
static const char *const code_roles[] = {"", "diagram", "query"};
static const char *const aligns[] = {"", "left", "center", "right"};

/* Values nest at most as deep as the reader of front matter allows. */
static void put_value(struct nc_buf *out, const struct nc_value *v)
{
    nc_buf_printf(out, "{\"type\":\"%s\"", value_types[v->type]);
    member(out, "raw", v->raw);
    flag(out, "quoted", v->quoted);
    if (v->type == NC_V_LIST || v->type == NC_V_MAP) {
        nc_buf_puts(out, ",\"items\":[");
        for (size_t i = 0; i < v->count; i++) {
            if (i)
                nc_buf_char(out, ',');
            put_value(out, &v->items[i]);
        }
        nc_buf_char(out, ']');
    }
    if (v->type == NC_V_MAP) {
        nc_buf_puts(out, ",\"keys\":[");
        for (size_t i = 0; i < v->count; i++) {
            if (i)
                nc_buf_char(out, ',');
            nc_json_string(out, v->keys[i]);
        }
        nc_buf_char(out, ']');
    }
    nc_buf_char(out, '}');
}

static void put_meta(struct nc_buf *out, const struct nc_meta *m)
{
    nc_buf_puts(out, ",\"meta\":[");
    for (size_t i = 0; i < m->count; i++) {
        if (i)
            nc_buf_char(out, ',');
        nc_buf_puts(out, "{\"key\":");
        nc_json_string(out, m->entries[i].key);
        nc_buf_printf(out, ",\"pos\":[%u,%u],\"value\":", m->entries[i].pos.line,
                      m->entries[i].pos.col);
        put_value(out, &m->entries[i].value);
        nc_buf_char(out, '}');
    }
    nc_buf_char(out, ']');
}

static void put_ref(struct nc_buf *out, const struct nc_ref *r)
{
    nc_buf_puts(out, ",\"dest\":");
    nc_json_string(out, r->dest);
    member(out, "fragment", r->fragment);
    member(out, "title", r->title);
    member(out, "state", nc_str(ref_states[r->state]));
    if (r->state == NC_REF_NOTE) {
        nc_buf_printf(out, ",\"note\":%u", r->note);
        if (r->anchor != NC_NO_ANCHOR)
            nc_buf_printf(out, ",\"anchor\":%u", r->anchor);
    }
    if (r->state == NC_REF_MEDIA)
        nc_buf_printf(out, ",\"media\":%u", r->media);
}

static void put_char(struct nc_buf *out, const char *name, uint32_t cp)
{
    char text[4];
    if (cp)
        member(out, name, (struct nc_str){text, nc_utf8_put(text, cp)});
}

static void put_list(struct nc_buf *out, const struct nc_node *n)
{
    flag(out, "ordered", n->u.list.ordered);
    flag(out, "tight", n->u.list.tight);
    if (n->u.list.ordered) {
        nc_buf_printf(out, ",\"start\":%u", n->u.list.start);
        put_char(out, "delim", (unsigned char)n->u.list.delim);
    }
}

static void put_table(struct nc_buf *out, const struct nc_node *n)
{
    nc_buf_puts(out, ",\"align\":[");
    for (uint32_t i = 0; i < n->u.table.columns; i++)
        nc_buf_printf(out, "%s\"%s\"", i ? "," : "", aligns[n->u.table.align[i]]);
    nc_buf_char(out, ']');
}

static void put_code(struct nc_buf *out, const struct nc_node *n)
{
    member(out, "lang", n->u.code.lang);
    member(out, "info", n->u.code.info);
    member(out, "role", nc_str(code_roles[n->u.code.role]));
    flag(out, "fenced", n->u.code.fenced);
    member(out, "text", n->u.code.text);
}

static void put_image(struct nc_buf *out, const struct nc_node *n)
{
    put_ref(out, &n->u.image.ref);
    number(out, "width", n->u.image.width);
    number(out, "height", n->u.image.height);
    flag(out, "percent", n->u.image.percent);
}

static void put_embed(struct nc_buf *out, const struct nc_node *n)
{
    put_ref(out, &n->u.embed.ref);
    member(out, "type", nc_str(embed_types[n->u.embed.type]));
    member(out, "label", n->u.embed.label);
    number(out, "width", n->u.embed.width);
    number(out, "height", n->u.embed.height);
}

static void put_fields(struct nc_buf *out, const struct nc_node *n)
{
    if (nc_is_text_like(n->kind)) {
        member(out, "text", n->u.text);
        return;
    }
    switch ((int)n->kind) {
    case NC_HEADING:
        number(out, "level", n->u.heading.level);
        break;
    case NC_LIST:
        put_list(out, n);
        break;
    case NC_ITEM:
        put_char(out, "task", n->u.item.task);
        break;
    case NC_CALLOUT:
        member(out, "type", n->u.callout.type);
        member(out, "raw", n->u.callout.raw);
        put_char(out, "fold", (unsigned char)n->u.callout.fold);
        break;
    case NC_TURN:
        member(out, "speaker", n->u.turn.speaker);
        flag(out, "asks", n->u.turn.asks);
        break;
    case NC_DETAILS:
        flag(out, "open", n->u.details.open);
        break;
    case NC_FOOTNOTE:
        member(out, "label", n->u.footnote.label);
        number(out, "number", n->u.footnote.number);
        flag(out, "referred", n->u.footnote.referred);
        break;
    case NC_FOOTNOTE_REF:
        member(out, "label", n->u.footnote_ref.label);
        number(out, "number", n->u.footnote_ref.number);
        break;
    case NC_TABLE:
        put_table(out, n);
        break;
    case NC_ROW:
        flag(out, "head", n->u.row.head);
        break;
    case NC_CELL:
        member(out, "align", nc_str(aligns[n->u.cell.align]));
        break;
    case NC_CODE_BLOCK:
        put_code(out, n);
        break;
    case NC_LINK:
    case NC_WIKILINK:
        put_ref(out, &n->u.ref);
        break;
    case NC_IMAGE:
        put_image(out, n);
        break;
    case NC_EMBED:
    case NC_EMBED_LINK:
        put_embed(out, n);
        break;
    case NC_FIELD:
        member(out, "key", n->u.field.key);
        flag(out, "hide-key", n->u.field.hide_key);
        break;
    case NC_MATH:
        member(out, "tex", n->u.math.tex);
        flag(out, "display", n->u.math.display);
        break;
    default:
        break;
    }
}

static void put_attrs(struct nc_buf *out, const struct nc_attrs *a)
{
    member(out, "class", a->classes);
    member(out, "attr-lang", a->lang);
    member(out, "attr-title", a->title);
    member(out, "attr-align", nc_str(aligns[a->align]));
}

static void put_node(struct nc_buf *out, const struct nc_node *n)
{
    nc_buf_printf(out, "{\"kind\":\"%s\",\"pos\":[%u,%u", nc_kind_name(n->kind), n->pos.line,
                  n->pos.col);
    if (n->pos.file)
        nc_buf_printf(out, ",%u", n->pos.file);
    nc_buf_char(out, ']');
    member(out, "id", n->id);
    if (n->attrs)
        put_attrs(out, n->attrs);
    put_fields(out, n);
}

/* Indentation of one blank a level keeps the form readable and its diffs small. */
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
    char uuid[37];
    nc_uuid_print(uuid, doc->uuid);
    nc_buf_printf(out, "{\"noteconv-document\":%d", NC_DOCJSON_VERSION);
    member(out, "name", doc->name);
    member(out, "key", doc->key);
    member(out, "uuid", nc_str(uuid));
    member(out, "lang", doc->lang);
    number(out, "mtime", doc->mtime);
    flag(out, "hard-breaks", doc->hard_breaks);
    flag(out, "strict", doc->strict);
    nc_buf_puts(out, ",\"files\":[");
    for (size_t i = 0; i < doc->file_count; i++) {
        if (i)
            nc_buf_char(out, ',');
        nc_json_string(out, doc->files[i]);
    }
    nc_buf_char(out, ']');
    put_meta(out, &doc->meta);
    nc_buf_puts(out, ",\"root\":");
    put_tree(out, doc->root, pretty);
    nc_buf_puts(out, "}\n");
}
