/* The other forms of front matter. */
#include "parse/input/frontforms.h"

#include "base/buf.h"
#include "base/jsonpull.h"
#include "base/toml.h"
#include "parse/input/frontlines.h"

#include <stdio.h>
#include <stdlib.h>

/* Bad lines of TOML to leave out before the whole block counts as text. */
#define MAX_BAD_LINES 16

/* The end of the line at i, without its '\n'. */
static size_t line_end(struct nc_str s, size_t i)
{
    return nc_str_find(s, '\n', i);
}

static size_t after_line(struct nc_str s, size_t i)
{
    size_t e = line_end(s, i);
    return e < s.n ? e + 1 : s.n;
}

/* --- TOML --- */

/* A value being filled. */
struct job {
    const struct nc_toml *from;
    struct nc_value *to;
};

static size_t child_count(const struct nc_toml *t)
{
    size_t n = 0;
    for (const struct nc_toml *c = t->first; c; c = c->next)
        n++;
    return n;
}

/* Converts a scalar, with numbers in YAML's form: TOML also has 0x10 and 1_000. */
static struct nc_value scalar_value(struct nc_arena *arena, const struct nc_toml *t)
{
    struct nc_value v = {.raw = nc_arena_str(arena, t->raw), .quoted = t->type == NC_TOML_STRING};
    if (t->type == NC_TOML_INTEGER) {
        char digits[24];
        snprintf(digits, sizeof digits, "%lld", (long long)t->u.i);
        v.raw = nc_arena_str(arena, nc_str(digits));
    } else if (t->type == NC_TOML_FLOAT) {
        char *p = nc_arena_alloc(arena, t->raw.n + 1);
        v.raw = (struct nc_str){p, 0};
        for (size_t i = 0; i < t->raw.n; i++)
            if (t->raw.p[i] != '_')
                p[v.raw.n++] = t->raw.p[i];
    }
    nc_value_type_scalar(&v);
    return v;
}

static void convert(struct nc_arena *arena, const struct nc_toml *root, struct nc_value *out)
{
    struct job *jobs = NULL;
    size_t count = 0, cap = 0;
    nc_grow(&jobs, &cap, 1, sizeof *jobs);
    jobs[count++] = (struct job){root, out};
    while (count) {
        struct job job = jobs[--count];
        bool is_map = job.from->type == NC_TOML_TABLE;
        if (!is_map && job.from->type != NC_TOML_ARRAY) {
            *job.to = scalar_value(arena, job.from);
            continue;
        }
        size_t n = child_count(job.from), i = 0;
        *job.to = (struct nc_value){.type = is_map ? NC_V_MAP : NC_V_LIST, .count = n};
        job.to->items = nc_arena_array(arena, n, sizeof *job.to->items);
        job.to->keys = is_map ? nc_arena_array(arena, n, sizeof *job.to->keys) : NULL;
        nc_grow(&jobs, &cap, count + n, sizeof *jobs);
        for (const struct nc_toml *c = job.from->first; c; c = c->next, i++) {
            if (is_map)
                job.to->keys[i] = nc_arena_str(arena, c->key);
            jobs[count++] = (struct job){c, &job.to->items[i]};
        }
    }
    free(jobs);
}

static void take_member(struct nc_doc *doc, const struct nc_toml *t)
{
    struct nc_pos pos = {0, t->line + 1, t->column}; /* the fence stands before the first line */
    convert(doc->arena, t, &nc_meta_slot(doc, t->key, pos)->value);
}

/* Adds the members of a table as entries. Zola keeps tags and categories in a table [taxonomies];
 * they become entries of their own. */
static void take_members(struct nc_doc *doc, const struct nc_toml *table)
{
    const struct nc_toml *terms = nc_toml_get(table, "taxonomies");
    bool has_terms = terms && terms->type == NC_TOML_TABLE;
    for (const struct nc_toml *c = table->first; c; c = c->next)
        if (c != terms || !has_terms)
            take_member(doc, c);
    for (const struct nc_toml *c = has_terms ? terms->first : NULL; c; c = c->next)
        take_member(doc, c);
}

static bool is_plus_fence(struct nc_str line)
{
    return nc_str_starts(line, NC_LIT("+++")) && nc_str_trim(line).n == 3;
}

/* The offset of the closing fence, or text.n. */
static size_t find_plus_fence(struct nc_str text, size_t from)
{
    while (from < text.n && !is_plus_fence(nc_str_sub(text, from, line_end(text, from))))
        from = after_line(text, from);
    return from;
}

/* Keeps a faulty line as text and blanks it, so that the others can be read. Faults may come in any
 * order, because a repeated name is found at its second place. */
static void keep_line(struct nc_front *front, struct nc_buf *toml, size_t base, uint32_t line)
{
    size_t from = 0;
    for (uint32_t i = 1; i < line; i++)
        from = after_line(nc_buf_view(toml), from);
    size_t to = line_end(nc_buf_view(toml), from), at = front->kept_count++;
    memset(toml->p + from, ' ', to - from);
    for (; at > 0 && front->kept[at - 1].from > base + from; at--)
        front->kept[at] = front->kept[at - 1];
    front->kept[at] = (struct nc_range){base + from, base + to};
}

static void warn_toml(const struct nc_doc *doc, struct nc_str text, const struct nc_front *front,
                      const struct nc_toml_error *e, struct nc_diags *diags)
{
    struct nc_buf quote = {0}, more = {0};
    nc_front_quote(&quote, nc_str_sub(text, front->kept[0].from, front->kept[0].to));
    if (front->kept_count > 1)
        nc_buf_printf(&more, " and %zu more", front->kept_count - 1);
    nc_diag(diags, NC_D_FRONT_MATTER, doc->files[0], (struct nc_pos){0, e->line + 1, e->column},
            "the front matter is not valid TOML (%s); %.*s%.*s stays in the text", e->problem,
            NC_FMT(nc_buf_view(&quote)), NC_FMT(nc_buf_view(&more)));
    nc_buf_dispose(&quote);
    nc_buf_dispose(&more);
}

struct nc_front nc_front_toml(struct nc_doc *doc, struct nc_str text, struct nc_diags *diags)
{
    struct nc_front front = {0};
    size_t base = after_line(text, 0);
    if (!is_plus_fence(nc_str_sub(text, 0, line_end(text, 0))))
        return front;
    size_t fence = find_plus_fence(text, base);
    if (fence == text.n) {
        nc_diag(diags, NC_D_FRONT_MATTER, doc->files[0], (struct nc_pos){0, 1, 1},
                "no second line +++ closes the front matter; it was kept as text");
        return front;
    }
    struct nc_buf toml = {0};
    nc_buf_str(&toml, nc_str_sub(text, base, fence));
    front.kept = nc_arena_array(doc->arena, MAX_BAD_LINES, sizeof *front.kept);
    struct nc_toml_error first = {0}, e;
    const struct nc_toml *root = NULL;
    struct nc_arena *scratch = nc_arena_new();
    while (!(root = nc_toml_read(scratch, nc_buf_view(&toml), &e)) &&
           front.kept_count < MAX_BAD_LINES) {
        if (!front.kept_count)
            first = e;
        keep_line(&front, &toml, base, e.line);
        nc_arena_free(scratch);
        scratch = nc_arena_new();
    }
    if (front.kept_count && !(root && root->first))
        nc_diag(diags, NC_D_FRONT_MATTER, doc->files[0],
                (struct nc_pos){0, first.line + 1, first.column},
                "the front matter is not valid TOML (%s); all of it was kept as text",
                first.problem);
    else if (front.kept_count)
        warn_toml(doc, text, &front, &first, diags);
    if (root && (root->first || !front.kept_count)) {
        take_members(doc, root);
        front.body = after_line(text, fence);
    } else {
        front = (struct nc_front){0};
    }
    nc_arena_free(scratch);
    nc_buf_dispose(&toml);
    return front;
}

/* --- JSON --- */

size_t nc_front_json_end(struct nc_str text)
{
    struct nc_json j;
    size_t end = 0;
    if (!text.n || text.p[0] != '{')
        return 0;
    nc_json_begin(&j, text);
    if (nc_json_next(&j) == NC_JSON_OBJECT && nc_json_next(&j) == NC_JSON_KEY) {
        enum nc_json_event e = NC_JSON_KEY;
        while (e == NC_JSON_KEY && nc_json_skip(&j, nc_json_next(&j)))
            e = nc_json_next(&j);
        if (e == NC_JSON_OBJECT_END)
            end = j.i;
    }
    nc_json_dispose(&j);
    bool is_alone = end && !nc_str_trim(nc_str_sub(text, end, line_end(text, end))).n;
    return is_alone ? after_line(text, end) : 0;
}

/* --- heads --- */

/* Writes the text from at to the end of its line, and the indented lines below. *next: after them.
 */
static void take_lines(struct nc_buf *out, struct nc_str text, size_t at, const char *between,
                       size_t *next)
{
    for (*next = at; *next == at || (*next < text.n && strchr(" \t", text.p[*next]));) {
        struct nc_str line = nc_str_trim(nc_str_sub(text, *next, line_end(text, *next)));
        if (!line.n && *next != at)
            break;
        if (line.n && out->n)
            nc_buf_puts(out, between);
        nc_buf_str(out, line);
        *next = after_line(text, *next);
        if (*next == text.n)
            break;
    }
}

static void set_text(struct nc_doc *doc, struct nc_str key, struct nc_pos pos, struct nc_str s)
{
    struct nc_value v = {.raw = nc_arena_str(doc->arena, s)};
    nc_value_type_scalar(&v);
    nc_meta_slot(doc, key, pos)->value = v;
}

static void set_list(struct nc_doc *doc, struct nc_str key, struct nc_pos pos, struct nc_str s)
{
    struct nc_value v = {.type = NC_V_LIST};
    size_t room = 1;
    for (size_t i = 0; i < s.n; i++)
        room += s.p[i] == ';';
    v.items = nc_arena_array(doc->arena, room, sizeof *v.items);
    for (size_t from = 0; from <= s.n;) {
        size_t to = nc_str_find(s, ';', from);
        struct nc_str item = nc_str_trim(nc_str_sub(s, from, to));
        if (item.n) {
            struct nc_value *one = &v.items[v.count++];
            *one = (struct nc_value){.raw = nc_arena_str(doc->arena, item)};
            nc_value_type_scalar(one);
        }
        from = to + 1;
    }
    nc_meta_slot(doc, key, pos)->value = v;
}

static uint32_t count_lines(struct nc_str text, size_t from, size_t to)
{
    uint32_t n = 0;
    for (; from < to; from = after_line(text, from))
        n++;
    return n;
}

struct nc_front nc_front_percent(struct nc_doc *doc, struct nc_str text)
{
    static const char *const keys[] = {"title", "author", "date"};
    struct nc_front front = {0};
    uint32_t line = 1;
    for (size_t k = 0; k < 3; k++) {
        size_t at = front.body;
        if (at >= text.n || text.p[at] != '%')
            break;
        struct nc_buf value = {0};
        take_lines(&value, text, at + 1, k == 1 ? "; " : " ", &front.body);
        struct nc_str v = nc_buf_view(&value);
        if (v.n && k == 1)
            set_list(doc, nc_str(keys[k]), (struct nc_pos){0, line, 1}, v);
        else if (v.n)
            set_text(doc, nc_str(keys[k]), (struct nc_pos){0, line, 1}, v);
        nc_buf_dispose(&value);
        line += count_lines(text, at, front.body);
    }
    return front;
}

/* Keys that MultiMarkdown's manual names and that hardly ever begin a text. */
static bool begins_head(struct nc_str key)
{
    static const char *const names[] = {
        "title",    "author",       "date",        "subtitle",
        "keywords", "latex config", "latex input", "base header level",
        "css",      "html header",  "copyright",   "affiliation",
        "email",    "revision",     "language",    NULL};
    for (size_t k = 0; names[k]; k++)
        if (nc_str_ieq(key, nc_str(names[k])))
            return true;
    return false;
}

/* The ':' after the key of a line, or s.n. */
static size_t head_colon(struct nc_str s)
{
    size_t colon = nc_str_find(s, ':', 0);
    bool is_followed = colon + 1 >= s.n || s.p[colon + 1] == ' ' || s.p[colon + 1] == '\t';
    bool fits =
        colon < s.n && colon > 0 && is_followed && nc_front_is_key(nc_str_sub(s, 0, colon), false);
    return fits ? colon : s.n;
}

/* The blank line that ends a head, or text.n at the end of the text; 0 if the lines before it are
 * not a head. */
static size_t head_end(struct nc_str text)
{
    size_t i = 0, keys = 0;
    while (i < text.n) {
        struct nc_str line = nc_str_sub(text, i, line_end(text, i));
        if (!nc_str_trim(line).n)
            break;
        bool goes_on = line.p[0] == ' ' || line.p[0] == '\t';
        size_t colon = goes_on ? 0 : head_colon(line);
        bool is_first = i == 0;
        if (goes_on ? is_first : colon == line.n)
            return 0;
        if (is_first && !begins_head(nc_str_trim(nc_str_sub(line, 0, colon))))
            return 0;
        keys += !goes_on;
        i = after_line(text, i);
    }
    return keys >= 2 ? i : 0;
}

struct nc_front nc_front_head(struct nc_doc *doc, struct nc_str text)
{
    struct nc_front front = {.body = head_end(text)};
    uint32_t line = 1;
    for (size_t at = 0, next; at < front.body; at = next) {
        struct nc_buf value = {0};
        size_t colon = nc_str_find(text, ':', at);
        take_lines(&value, text, colon + 1, " ", &next);
        struct nc_str key = nc_str_trim(nc_str_sub(text, at, colon));
        set_text(doc, key, (struct nc_pos){0, line, 1}, nc_buf_view(&value));
        nc_buf_dispose(&value);
        line += count_lines(text, at, next);
    }
    return front;
}
