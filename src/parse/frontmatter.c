/* Front matter through libyaml's event interface; values keep their source text. */
#include "parse/frontmatter.h"

#include "base/buf.h"

#include <stdlib.h>
#include <yaml.h>

#define MAX_DEPTH 32
#define MAX_EVENTS 100000

/* The end of the line at i: offset of its '\n' or the text's end. */
static size_t line_end(struct nc_str s, size_t i)
{
    return nc_str_find(s, '\n', i);
}

static bool is_fence(struct nc_str line, const char *mark)
{
    size_t n = strlen(mark);
    if (line.n < n || memcmp(line.p, mark, n) != 0)
        return false;
    for (size_t i = n; i < line.n; i++)
        if (line.p[i] != ' ' && line.p[i] != '\t')
            return false;
    return true;
}

/* Offsets of the YAML between the fences; false: no front matter. */
static bool find_fences(struct nc_str text, size_t *from, size_t *to, size_t *body)
{
    size_t e = line_end(text, 0);
    if (!is_fence(nc_str_sub(text, 0, e), "---"))
        return false;
    *from = e + 1;
    for (size_t i = *from; i < text.n; i = e + 1) {
        e = line_end(text, i);
        struct nc_str line = nc_str_sub(text, i, e);
        if (is_fence(line, "---") || is_fence(line, "...")) {
            *to = i;
            *body = e < text.n ? e + 1 : text.n;
            return true;
        }
    }
    return false;
}

/* A container being filled. Items are collected on the heap and moved to the arena when it ends. */
struct level {
    bool is_map, have_key;
    struct nc_str key;
    struct nc_pos key_pos;
    struct nc_value *items;
    struct nc_str *keys;
    size_t count, cap, key_cap;
};

struct reader {
    struct nc_doc *doc;
    struct nc_str yaml;
    struct level stack[MAX_DEPTH];
    size_t depth;
    uint32_t line_offset;
    bool seen_root, bad;
    struct nc_pos pos;  /* of the event at hand */
    struct nc_pos lost; /* of the first key that is no text or was there before; line 0: none */
};

static void set_entry(struct reader *r, struct nc_str key, struct nc_pos pos, struct nc_value v)
{
    size_t count = r->doc->meta.count;
    if (key.n)
        nc_meta_slot(r->doc, key, pos)->value = v;
    if (r->doc->meta.count == count && !r->lost.line)
        r->lost = pos;
}

/* The text of a scalar as the value of its container. */
static void add_value(struct reader *r, struct nc_value v)
{
    if (r->depth == 0)
        return;
    struct level *l = &r->stack[r->depth - 1];
    if (l->is_map && !l->have_key) {
        l->key = NC_NONE; /* a key that is no scalar: its value is lost with it */
        l->key_pos = r->pos;
        l->have_key = true;
        return;
    }
    if (l->is_map && r->depth == 1) {
        set_entry(r, l->key, l->key_pos, v);
    } else {
        nc_grow(&l->items, &l->cap, l->count + 1, sizeof *l->items);
        nc_grow(&l->keys, &l->key_cap, l->count + 1, sizeof *l->keys);
        l->keys[l->count] = l->key;
        l->items[l->count++] = v;
    }
    l->have_key = false;
}

static struct nc_value scalar_value(struct reader *r, const yaml_event_t *e)
{
    struct nc_str s = {(const char *)e->data.scalar.value, e->data.scalar.length};
    struct nc_value v = {.raw = nc_arena_str(r->doc->arena, s),
                         .quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE};
    nc_value_type_scalar(&v);
    return v;
}

static void on_scalar(struct reader *r, const yaml_event_t *e)
{
    struct level *l = r->depth ? &r->stack[r->depth - 1] : NULL;
    if (!l) {
        r->bad = true; /* a text instead of keys and values */
        return;
    }
    if (l->is_map && !l->have_key) {
        struct nc_str s = {(const char *)e->data.scalar.value, e->data.scalar.length};
        l->key = nc_arena_str(r->doc->arena, s);
        l->key_pos = r->pos;
        l->have_key = true;
        return;
    }
    add_value(r, scalar_value(r, e));
}

static void open_level(struct reader *r, bool is_map)
{
    if (r->depth == MAX_DEPTH || (r->depth == 0 && (!is_map || r->seen_root))) {
        r->bad = true;
        return;
    }
    r->seen_root = true;
    r->stack[r->depth++] = (struct level){.is_map = is_map};
}

/* [[Name]] without quotes is a list in a list to YAML and a link to everybody else. */
static bool is_bare_link(const struct level *l, bool is_map)
{
    return !is_map && l->count == 1 && l->items[0].type == NC_V_LIST && l->items[0].count == 1 &&
           l->items[0].items[0].type != NC_V_LIST && l->items[0].items[0].type != NC_V_MAP;
}

static struct nc_value finish_level(struct reader *r, struct level *l)
{
    struct nc_arena *a = r->doc->arena;
    struct nc_value v = {.type = l->is_map ? NC_V_MAP : NC_V_LIST};
    if (is_bare_link(l, l->is_map)) {
        struct nc_buf b = {0};
        nc_buf_printf(&b, "[[%.*s]]", NC_FMT(l->items[0].items[0].raw));
        v = (struct nc_value){.type = NC_V_TEXT, .raw = nc_arena_str(a, nc_buf_view(&b))};
        nc_buf_dispose(&b);
        return v;
    }
    v.count = l->count;
    v.items = nc_arena_array(a, l->count, sizeof *v.items);
    if (l->count)
        memcpy(v.items, l->items, l->count * sizeof *v.items);
    if (l->is_map && l->count) {
        v.keys = nc_arena_array(a, l->count, sizeof *v.keys);
        memcpy(v.keys, l->keys, l->count * sizeof *v.keys);
    }
    return v;
}

static void close_level(struct reader *r)
{
    struct level l = r->stack[--r->depth];
    struct nc_value v = finish_level(r, &l);
    free(l.items);
    free(l.keys);
    if (r->depth)
        add_value(r, v);
}

static void on_event(struct reader *r, const yaml_event_t *e)
{
    r->pos = (struct nc_pos){0, (uint32_t)e->start_mark.line + 1 + r->line_offset,
                             (uint32_t)e->start_mark.column + 1};
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        on_scalar(r, e);
        break;
    case YAML_MAPPING_START_EVENT:
        open_level(r, true);
        break;
    case YAML_SEQUENCE_START_EVENT:
        open_level(r, false);
        break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        close_level(r);
        break;
    case YAML_ALIAS_EVENT: /* never expanded: the alias's name stands for it */
        add_value(
            r, (struct nc_value){
                   .type = NC_V_TEXT,
                   .raw = nc_arena_str(r->doc->arena, nc_str((const char *)e->data.alias.anchor))});
        break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
}

/* False when it is not YAML of keys and values; where says the line (0-based) and what. */
static bool read_yaml(struct reader *r, size_t *bad_line, struct nc_buf *problem)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return false;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)r->yaml.p, r->yaml.n);
    bool done = false;
    for (size_t n = 0; !done && !r->bad && n < MAX_EVENTS; n++) {
        yaml_event_t e;
        if (!yaml_parser_parse(&parser, &e)) {
            r->bad = true;
            *bad_line = parser.problem_mark.line;
            nc_buf_puts(problem, parser.problem ? parser.problem : "unreadable");
            break;
        }
        on_event(r, &e);
        if (r->bad) {
            *bad_line = e.start_mark.line;
            nc_buf_puts(problem, "these are not keys and values");
        }
        done = e.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&e);
    }
    while (r->depth) {
        struct level *l = &r->stack[--r->depth];
        free(l->items);
        free(l->keys);
    }
    yaml_parser_delete(&parser);
    return done && !r->bad;
}

static struct nc_str unquote(struct nc_str s, bool *quoted)
{
    *quoted = s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0];
    return *quoted ? nc_str_sub(s, 1, s.n - 1) : s;
}

static struct nc_value salvaged_scalar(struct nc_doc *doc, struct nc_str s)
{
    struct nc_value v = {0};
    v.raw = nc_arena_str(doc->arena, unquote(nc_str_trim(s), &v.quoted));
    nc_value_type_scalar(&v);
    return v;
}

static void add_item(struct nc_doc *doc, struct nc_value *list, struct nc_str s)
{
    if (list->type != NC_V_LIST)
        *list = (struct nc_value){.type = NC_V_LIST};
    if ((list->count & (list->count - 1)) == 0) { /* full at each power of two */
        struct nc_value *grown =
            nc_arena_array(doc->arena, list->count ? list->count * 2 : 1, sizeof *grown);
        if (list->count)
            memcpy(grown, list->items, list->count * sizeof *grown);
        list->items = grown;
    }
    list->items[list->count++] = salvaged_scalar(doc, s);
}

/* "[a, b]" is a list on a line; so is one whose bracket is never closed. */
static struct nc_value salvaged_value(struct nc_doc *doc, struct nc_str s)
{
    s = nc_str_trim(s);
    bool closed = s.n && s.p[s.n - 1] == ']', open = nc_str_find(s, ']', 0) == s.n;
    if (s.n < 2 || s.p[0] != '[' || s.p[1] == '[' || (!closed && !open))
        return salvaged_scalar(doc, s);
    struct nc_value list = {.type = NC_V_LIST};
    s = nc_str_sub(s, 1, s.n - closed);
    for (size_t from = 0; from <= s.n;) {
        size_t to = nc_str_find(s, ',', from);
        if (nc_str_trim(nc_str_sub(s, from, to)).n)
            add_item(doc, &list, nc_str_sub(s, from, to));
        from = to + 1;
    }
    return list;
}

/* Line by line: "key: value" at the left edge, and "- item" lines under a key. */
static void salvage(struct nc_doc *doc, struct nc_str yaml)
{
    struct nc_str last_key = NC_NONE;
    uint32_t line = 2;
    for (size_t i = 0; i < yaml.n; line++) {
        size_t e = line_end(yaml, i);
        struct nc_str l = nc_str_sub(yaml, i, e), t = nc_str_trim(l);
        size_t colon = nc_str_find(l, ':', 0);
        if (t.n > 1 && t.p[0] == '-' && t.p[1] == ' ' && last_key.n) {
            add_item(doc, &nc_meta_slot(doc, last_key, (struct nc_pos){0, line, 1})->value,
                     nc_str_sub(t, 2, t.n));
        } else if (colon < l.n && colon > 0 && l.p[0] != ' ' && l.p[0] != '\t' && l.p[0] != '#' &&
                   (colon + 1 == l.n || l.p[colon + 1] == ' ' || l.p[colon + 1] == '\t')) {
            bool quoted;
            last_key = unquote(nc_str_trim(nc_str_sub(l, 0, colon)), &quoted);
            if (last_key.n)
                nc_meta_slot(doc, last_key, (struct nc_pos){0, line, 1})->value =
                    salvaged_value(doc, nc_str_sub(l, colon + 1, l.n));
        }
        i = e + 1;
    }
}

/* YAML with the values that begin with "{{" in quotes: what templates left behind is a text, not a
 * map in a map. Returns yaml itself, or a view of store. */
static struct nc_str quote_templates(struct nc_buf *store, struct nc_str yaml)
{
    if (nc_str_search(yaml, NC_LIT("{{"), 0) == yaml.n)
        return yaml;
    for (size_t i = 0; i < yaml.n;) {
        size_t end = line_end(yaml, i);
        struct nc_str line = nc_str_sub(yaml, i, end);
        size_t at = nc_str_search(line, NC_LIT("{{"), 0), before = at;
        while (at < line.n && before > 0 && line.p[before - 1] == ' ')
            before--;
        bool value = at < line.n && before > 0 && before < at && strchr(":-", line.p[before - 1]);
        nc_buf_put(store, line.p, value ? at : line.n);
        if (value) {
            nc_buf_char(store, '\'');
            for (struct nc_str v = nc_str_trim(nc_str_sub(line, at, line.n)); v.n;
                 v = nc_str_sub(v, 1, v.n))
                nc_buf_put(store, v.p[0] == '\'' ? "''" : v.p, v.p[0] == '\'' ? 2 : 1);
            nc_buf_char(store, '\'');
        }
        nc_buf_char(store, '\n');
        i = end + 1;
    }
    return nc_buf_view(store);
}

size_t nc_frontmatter_read(struct nc_doc *doc, struct nc_str text, struct nc_diags *diags)
{
    size_t from, to, body;
    if (!find_fences(text, &from, &to, &body))
        return 0;
    struct nc_buf store = {0};
    struct nc_str yaml = quote_templates(&store, nc_str_sub(text, from, to));
    struct reader r = {.doc = doc, .yaml = yaml, .line_offset = 1};
    size_t bad_line = 0;
    struct nc_buf problem = {0};
    bool read = read_yaml(&r, &bad_line, &problem);
    if (!read) {
        doc->meta.count = 0;
        salvage(doc, r.yaml);
    }
    if (!read && !doc->meta.count) {
        nc_buf_dispose(&problem);
        nc_buf_dispose(&store);
        return 0; /* text between two rules */
    }
    if (!read)
        nc_diag(
            diags, NC_D_FRONT_MATTER, doc->files[0], (struct nc_pos){0, (uint32_t)bad_line + 2, 1},
            "the front matter is not valid YAML (%s); its lines of the form 'key: value' were kept",
            problem.n ? problem.p : "unreadable");
    if (read && r.lost.line)
        nc_diag(diags, NC_D_FRONT_MATTER, doc->files[0], r.lost,
                "a key of the front matter is repeated, and its last value counts, or is no text "
                "and was left out");
    nc_buf_dispose(&problem);
    nc_buf_dispose(&store);
    return body;
}
