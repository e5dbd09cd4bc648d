/* Reads front matter through libyaml's event interface, unless it is plain (frontplain.h). Values
 * keep their source text. frontlines.c handles what is not YAML. */
#include "parse/input/frontmatter.h"

#include "base/buf.h"
#include "parse/input/frontforms.h"
#include "parse/input/frontlines.h"
#include "parse/input/frontplain.h"

#include <stdlib.h>
#include <yaml.h>

#define MAX_DEPTH 32
#define MAX_ANCHORS 64 /* values that are called by another name later */
/* Keys that each key is compared with, so that many keys cost no more than their number. */
#define MAX_COMPARED 64

/* The end of the line at i: the offset of its '\n', or the end of the text. */
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

/* Finds the lines between the fences and what follows them. If nothing closes them, they reach to
 * the end of the text. False: the text does not begin with a fence. */
static bool find_fences(struct nc_str text, struct nc_front_lines *l)
{
    size_t e = line_end(text, 0);
    if (e == text.n || !is_fence(nc_str_sub(text, 0, e), "---"))
        return false;
    *l = (struct nc_front_lines){
        .text = text, .from = e + 1, .to = text.n, .body = text.n, .closed = false};
    for (size_t i = l->from; i < text.n && !l->closed; i = e + 1) {
        e = line_end(text, i);
        struct nc_str line = nc_str_sub(text, i, e);
        if (is_fence(line, "---") || is_fence(line, "...")) {
            l->closed = true;
            l->to = i;
            l->body = e < text.n ? e + 1 : text.n;
        }
    }
    return true;
}

/* A container being filled. Its items are collected on the heap and moved to the arena when it
 * ends. */
struct level {
    bool is_map, have_key;
    struct nc_str key;
    struct nc_pos key_pos;
    struct nc_value *items;
    struct nc_str *keys;
    /* places of the keys */
    struct nc_pos *places;
    size_t count, cap, key_cap, place_cap;
};

/* A scalar that has a name: "author: &me Ana". */
struct anchor {
    struct nc_str name;
    struct nc_value value;
};

struct reader {
    struct nc_doc *doc;
    struct nc_str yaml;
    struct anchor anchors[MAX_ANCHORS];
    size_t anchor_count;
    struct level stack[MAX_DEPTH];
    size_t depth;
    uint32_t line_offset;
    bool seen_root, bad;
    /* the root is in braces: in JSON, text cannot be mistaken for a key */
    bool in_flow;
    /* the fault, if libyaml does not report it */
    const char *problem;
    /* of the current event */
    struct nc_pos pos;
    /* Keys whose value is lost because they are not text or occur again. These are the first of
     * each. */
    struct nc_pos no_text, repeated;
    size_t no_text_count, repeated_count;
    /* the first alias whose value is not known */
    struct nc_pos unknown;
    size_t unknown_count;
    /* offset of the line with the last key at the left edge */
    size_t line_at;
    /* its number from 0 */
    uint32_t line;
    /* a blank line precedes it */
    bool blank_before;
};

static void set_entry(struct reader *r, struct nc_str key, struct nc_pos pos, struct nc_value v)
{
    size_t count = r->doc->meta.count;
    struct nc_meta_entry *e = key.n ? nc_meta_slot(r->doc, key, pos) : NULL;
    if (!e && !r->no_text_count++)
        r->no_text = pos;
    if (e && r->doc->meta.count == count && !r->repeated_count++)
        r->repeated = e->pos;
    if (e)
        e->value = v;
}

/* Replaces the value of a key that the map has already. */
static bool replace_item(struct reader *r, struct level *l, struct nc_value v)
{
    size_t i = 0, count = l->count < MAX_COMPARED ? l->count : MAX_COMPARED;
    while (i < count && !nc_str_eq(l->keys[i], l->key))
        i++;
    if (i == count)
        return false;
    if (!r->repeated_count++)
        r->repeated = l->places[i];
    l->items[i] = v;
    return true;
}

/* Stores a scalar as the value of its container. */
static void add_value(struct reader *r, struct nc_value v)
{
    if (r->depth == 0)
        return;
    struct level *l = &r->stack[r->depth - 1];
    if (l->is_map && !l->have_key) {
        l->key = NC_NONE; /* a key that is not a scalar: its value is lost too */
        l->key_pos = r->pos;
        l->have_key = true;
        return;
    }
    if (l->is_map && r->depth == 1) {
        set_entry(r, l->key, l->key_pos, v);
    } else if (l->is_map && replace_item(r, l, v)) {
        l->have_key = false;
    } else {
        nc_grow(&l->items, &l->cap, l->count + 1, sizeof *l->items);
        nc_grow(&l->keys, &l->key_cap, l->count + 1, sizeof *l->keys);
        nc_grow(&l->places, &l->place_cap, l->count + 1, sizeof *l->places);
        l->keys[l->count] = l->key;
        l->places[l->count] = l->key_pos;
        l->items[l->count++] = v;
    }
    l->have_key = false;
}

static struct nc_value scalar_value(struct reader *r, struct nc_str s, bool quoted)
{
    struct nc_value v = {.raw = nc_arena_str(r->doc->arena, s), .quoted = quoted};
    nc_value_type_scalar(&v);
    return v;
}

/* Moves on to the line of a key and records whether a blank line precedes it. */
static void move_to_line(struct reader *r, uint32_t line)
{
    for (; r->line < line && r->line_at < r->yaml.n; r->line++) {
        size_t e = line_end(r->yaml, r->line_at);
        r->blank_before = !nc_str_trim(nc_str_sub(r->yaml, r->line_at, e)).n;
        r->line_at = e + 1;
    }
}

/* Whether a key of the root is really a key: "We left early. Note: bring water." is YAML too. */
static bool is_root_key(struct reader *r, struct nc_str key, const yaml_event_t *e)
{
    if (r->depth != 1 || r->in_flow || e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return true;
    move_to_line(r, (uint32_t)e->start_mark.line);
    return nc_front_is_key(key, r->blank_before);
}

static void on_scalar(struct reader *r, const yaml_event_t *e)
{
    struct level *l = r->depth ? &r->stack[r->depth - 1] : NULL;
    struct nc_str s = {(const char *)e->data.scalar.value, e->data.scalar.length};
    if (!l) {
        r->bad = true;
        r->problem = "these are not keys and values";
        return;
    }
    struct nc_value v = scalar_value(r, s, e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE);
    if (e->data.scalar.anchor && r->anchor_count < MAX_ANCHORS)
        r->anchors[r->anchor_count++] = (struct anchor){
            nc_arena_str(r->doc->arena, nc_str((const char *)e->data.scalar.anchor)), v};
    if (l->is_map && !l->have_key) {
        if (!is_root_key(r, s, e)) {
            r->bad = true;
            r->problem = "a line of text is among the keys";
            return;
        }
        l->key = nc_arena_str(r->doc->arena, s);
        l->key_pos = r->pos;
        l->have_key = true;
        return;
    }
    add_value(r, v);
}

/* Puts the value that the alias names. Lists and maps are never put again: a few lines of them
 * could make a document of any size. */
static void on_alias(struct reader *r, struct nc_str name)
{
    size_t i = r->anchor_count;
    while (i > 0 && !nc_str_eq(r->anchors[i - 1].name, name))
        i--;
    if (!i && !r->unknown_count++)
        r->unknown = r->pos;
    add_value(r,
              i ? r->anchors[i - 1].value
                : (struct nc_value){.type = NC_V_TEXT, .raw = nc_arena_str(r->doc->arena, name)});
}

static void open_level(struct reader *r, bool is_map)
{
    if (r->depth == MAX_DEPTH || (r->depth == 0 && (!is_map || r->seen_root))) {
        r->bad = true;
        r->problem = r->depth ? "it is nested too deep" : "these are not keys and values";
        return;
    }
    r->seen_root = true;
    r->stack[r->depth++] = (struct level){.is_map = is_map};
}

/* Unquoted [[Name]] is a list in a list in YAML, but means a link. */
static bool is_bare_link(const struct level *l, bool is_map)
{
    return !is_map && l->count == 1 && l->items[0].type == NC_V_LIST && l->items[0].count == 1 &&
           nc_value_is_scalar(&l->items[0].items[0]);
}

static struct nc_value finish_level(struct reader *r, struct level *l)
{
    struct nc_arena *a = r->doc->arena;
    struct nc_value v = {.type = l->is_map ? NC_V_MAP : NC_V_LIST};
    if (is_bare_link(l, l->is_map)) {
        v.type = NC_V_TEXT;
        v.raw = nc_arena_printf(a, "[[%.*s]]", NC_FMT(l->items[0].items[0].raw));
        return v;
    }
    v.count = l->count;
    v.items = nc_arena_array(a, l->count, sizeof *v.items);
    if (l->count)
        memcpy(v.items, l->items, l->count * sizeof *v.items);
    if (l->is_map && l->count) {
        v.keys = nc_arena_array(a, l->count, sizeof *v.keys);
        memcpy(v.keys, l->keys, l->count * sizeof *v.keys);
        struct nc_pos *places = nc_arena_array(a, l->count, sizeof *places);
        memcpy(places, l->places, l->count * sizeof *places);
        v.places = places;
    }
    return v;
}

static void free_level(struct level *l)
{
    free(l->items);
    free(l->keys);
    free(l->places);
}

static void close_level(struct reader *r)
{
    struct level l = r->stack[--r->depth];
    struct nc_value v = finish_level(r, &l);
    free_level(&l);
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
        r->in_flow |= r->depth == 0 && e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
        open_level(r, true);
        break;
    case YAML_SEQUENCE_START_EVENT:
        open_level(r, false);
        break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        close_level(r);
        break;
    case YAML_ALIAS_EVENT:
        on_alias(r, nc_str((const char *)e->data.alias.anchor));
        break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
}

/* Reads keys and values. False when the text is not such YAML: *bad_line says where (from 0),
 * problem says why. */
static bool read_yaml(struct reader *r, size_t *bad_line, struct nc_buf *problem)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        nc_out_of_memory();
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)r->yaml.p, r->yaml.n);
    bool done = false;
    while (!done && !r->bad) {
        yaml_event_t e;
        if (!yaml_parser_parse(&parser, &e)) {
            if (parser.error == YAML_MEMORY_ERROR)
                nc_out_of_memory();
            r->bad = true;
            *bad_line = parser.problem_mark.line;
            nc_buf_puts(problem, parser.problem ? parser.problem : "unreadable");
            break;
        }
        on_event(r, &e);
        if (r->bad) {
            *bad_line = e.start_mark.line;
            nc_buf_puts(problem, r->problem);
        }
        done = e.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&e);
    }
    while (r->depth)
        free_level(&r->stack[--r->depth]);
    yaml_parser_delete(&parser);
    return done && !r->bad;
}

/* The items after a key. */
static struct nc_value list_value(struct reader *r, const struct nc_front_row *items, size_t count)
{
    struct nc_value v = {.type = NC_V_LIST, .count = count};
    v.items = nc_arena_array(r->doc->arena, count, sizeof *v.items);
    for (size_t i = 0; i < count; i++)
        v.items[i] = scalar_value(r, items[i].value, items[i].quoted);
    return v;
}

/* Reads plain front matter. False, and nothing is done: libyaml must read it. */
static bool read_plain(struct reader *r)
{
    struct nc_front_row rows[NC_FRONT_ROWS];
    size_t count;
    if (!nc_front_plain(r->yaml, rows, &count))
        return false;
    for (size_t i = 0, next; i < count; i = next) {
        const struct nc_front_row *row = &rows[i];
        struct nc_str key = nc_arena_str(r->doc->arena, row->key);
        for (next = i + 1; next < count && !rows[next].key.n;)
            next++;
        struct nc_value v = row->is_list ? list_value(r, row + 1, next - i - 1)
                                         : scalar_value(r, row->value, row->quoted);
        set_entry(r, key, (struct nc_pos){0, row->line + 1 + r->line_offset, 1}, v);
    }
    return true;
}

/* Quotes the values that begin with "{{": a leftover of a template is text, not a map in a map.
 * Returns yaml itself, or a view of store. */
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

/* Warns of some keys and quotes the line of the first. */
static void warn_keys(const struct reader *r, struct nc_pos pos, size_t count, const char *what,
                      struct nc_diags *diags)
{
    if (!count)
        return;
    struct reader at = {.yaml = r->yaml};
    struct nc_buf line = {0};
    move_to_line(&at, pos.line - 1 - r->line_offset);
    nc_front_quote(&line, nc_str_sub(at.yaml, at.line_at, line_end(at.yaml, at.line_at)));
    if (count > 1)
        nc_buf_printf(&line, " and %zu more", count - 1);
    nc_diag(diags, NC_D_FRONT_MATTER, r->doc->files[0], pos, "%.*s: %s", NC_FMT(nc_buf_view(&line)),
            what);
    nc_buf_dispose(&line);
}

#define EXPECTED_KEYS 64

/* Counts the lines that may begin with a key of the root, up to the limit of preallocated room. */
static size_t count_keys(struct nc_str yaml)
{
    size_t count = 0;
    for (size_t i = 0; i < yaml.n && count < EXPECTED_KEYS; i = line_end(yaml, i) + 1)
        count += !strchr(" \t\n-#", yaml.p[i]);
    return count;
}

static struct nc_front read_other_form(struct nc_doc *doc, struct nc_str text,
                                       enum nc_dialect dialect, struct nc_diags *diags)
{
    struct nc_front front = nc_front_toml(doc, text, diags);
    if (!front.body && dialect == NC_DIALECT_PANDOC)
        front = nc_front_percent(doc, text);
    return front.body ? front : nc_front_head(doc, text);
}

/* Whether a line may be a key that was made a comment: "# draft: true". */
static bool is_silenced_key(struct nc_str line)
{
    size_t at = nc_str_past_blanks(line, 1, line.n), colon = nc_str_find(line, ':', at);
    return at == line.n || (colon < line.n && nc_front_is_key(nc_str_sub(line, at, colon), false));
}

/* Whether these lines are headings between two rules: nothing but comments, and one that is no key.
 */
static bool is_headings(struct nc_str yaml)
{
    bool any = false;
    for (size_t i = 0, e; i < yaml.n; i = e + 1) {
        e = line_end(yaml, i);
        struct nc_str line = nc_str_trim(nc_str_sub(yaml, i, e));
        if (line.n && line.p[0] != '#')
            return false;
        any |= line.n && !is_silenced_key(line);
    }
    return any;
}

static struct nc_front read_front(struct nc_doc *doc, struct nc_str text, enum nc_dialect dialect,
                                  struct nc_diags *diags)
{
    struct nc_front_lines lines = {.text = text, .closed = true};
    uint32_t first_line = 1;
    if (!find_fences(text, &lines)) {
        lines.to = lines.body = nc_front_json_end(text);
        first_line = 0;
        if (!lines.to)
            return read_other_form(doc, text, dialect, diags);
    }
    if (!lines.closed)
        return nc_front_salvage(doc, &lines, 0, "", diags);
    struct nc_front front = {.body = lines.body};
    if (is_headings(nc_str_sub(text, lines.from, lines.to)))
        return (struct nc_front){0};
    struct nc_buf store = {0}, problem = {0};
    struct nc_str yaml = quote_templates(&store, nc_str_sub(text, lines.from, lines.to));
    struct reader r = {.doc = doc, .yaml = yaml, .line_offset = first_line};
    size_t bad_line = 0;
    nc_meta_expect(doc, count_keys(yaml));
    if (!read_plain(&r) && !read_yaml(&r, &bad_line, &problem)) {
        front = nc_front_salvage(doc, &lines, (uint32_t)bad_line + 2,
                                 problem.n ? problem.p : "unreadable", diags);
    } else {
        warn_keys(&r, r.repeated, r.repeated_count,
                  "the front matter has this key again; the last value counts", diags);
        warn_keys(&r, r.no_text, r.no_text_count,
                  "a key of the front matter that is not text was left out, with its value", diags);
        warn_keys(&r, r.unknown, r.unknown_count,
                  "an alias names no single value of the front matter above it; its name stays",
                  diags);
    }
    nc_buf_dispose(&problem);
    nc_buf_dispose(&store);
    return front;
}

/* Warns of keys that differ in case only: look-up ignores it and finds the first. */
static void warn_twins(const struct nc_doc *doc, struct nc_diags *diags)
{
    const struct nc_meta_entry *e = doc->meta.entries;
    for (size_t i = 1; i < doc->meta.count; i++) {
        size_t k = 0, count = i < MAX_COMPARED ? i : MAX_COMPARED;
        while (k < count && !nc_str_ieq(e[k].key, e[i].key))
            k++;
        if (k < count)
            nc_diag(diags, NC_D_FRONT_MATTER, doc->files[0], e[i].pos,
                    "\"%.*s\" has no effect: \"%.*s\" above it counts, since case does not matter",
                    NC_FMT(e[i].key), NC_FMT(e[k].key));
    }
}

struct nc_front nc_frontmatter_read(struct nc_doc *doc, struct nc_str text, enum nc_dialect dialect,
                                    struct nc_diags *diags)
{
    struct nc_front front = read_front(doc, text, dialect, diags);
    warn_twins(doc, diags);
    return front;
}

bool nc_settings_read(struct nc_doc *doc, struct nc_str text, size_t *line)
{
    struct nc_buf problem = {0};
    /* A settings file holds only keys, so nothing is taken for text. */
    struct reader r = {.doc = doc, .yaml = text, .in_flow = true};
    *line = 0;
    bool ok = read_yaml(&r, line, &problem);
    *line = ok ? r.repeated.line : *line + 1;
    nc_buf_dispose(&problem);
    return ok;
}
