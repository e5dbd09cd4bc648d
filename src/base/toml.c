/* Statements, headers and containers of TOML 1.0.0. A stack holds the arrays and inline tables that
 * are open; a hash table finds a member of a table by (table, key). */
#include "base/toml.h"

#include "base/strmap.h"
#include "base/tomlscan.h"
#include "base/utf8.h"

#include <stdlib.h>

struct reader {
    struct nc_toml_scan scan;
    /* "<number of the table> <key>" -> number of the member */
    struct nc_strmap members;
    /* by number - 1; on the heap */
    struct nc_toml **nodes;
    size_t count, cap;
    struct nc_toml *root;
    /* the table that key = value lines fill */
    struct nc_toml *table;
    /* of the table's own lines; from 1 */
    uint32_t section;
    /* a section for each header and inline table */
    uint32_t section_count;
    /* the offset that line and column belong to */
    size_t counted;
    uint32_t line, column;
    /* arrays and inline tables being read */
    struct nc_toml *open[NC_TOML_DEPTH];
    /* the section number of each open inline table */
    uint32_t sections[NC_TOML_DEPTH];
    size_t depth;
};

/* The line and column of offset i, which is not before that of the last call. */
static void place(struct reader *r, size_t i, uint32_t *line, uint32_t *column)
{
    unsigned len;
    for (; r->counted < i; r->counted += len) {
        bool is_line_end = nc_utf8_at(r->scan.s, r->counted, &len) == '\n';
        r->line += is_line_end;
        r->column = is_line_end ? 1 : r->column + 1;
    }
    *line = r->line;
    *column = r->column;
}

static struct nc_toml *new_node(struct reader *r, enum nc_toml_type type, size_t at)
{
    struct nc_toml *n = NC_NEW(r->scan.arena, struct nc_toml);
    n->type = type;
    place(r, at, &n->line, &n->column);
    nc_grow(&r->nodes, &r->cap, r->count + 1, sizeof(struct nc_toml *));
    r->nodes[r->count++] = n;
    n->number = (uint32_t)r->count;
    return n;
}

/* False if child would be nested too deep. */
static bool append(struct reader *r, struct nc_toml *parent, struct nc_toml *child, size_t at)
{
    child->depth = parent->depth + 1;
    if (child->depth > NC_TOML_DEPTH)
        return nc_toml_fault(&r->scan, at, "arrays and tables are nested too deep");
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    return true;
}

/* The slot of a member of table. */
static uint32_t *member(struct reader *r, const struct nc_toml *table, struct nc_str key)
{
    struct nc_buf b = {0};
    nc_buf_printf(&b, "%u ", table->number);
    nc_buf_str(&b, key);
    struct nc_str k = nc_buf_view(&b);
    if (!nc_strmap_get(&r->members, k))
        k = nc_arena_str(r->scan.arena, k);
    uint32_t *slot = nc_strmap_at(&r->members, k);
    nc_buf_dispose(&b);
    return slot;
}

/* Adds child to table under key; false if the key is taken. */
static bool add_member(struct reader *r, struct nc_toml *table, struct nc_str key,
                       struct nc_toml *child, size_t at)
{
    uint32_t *slot = member(r, table, key);
    if (*slot)
        return nc_toml_fault(&r->scan, at, "this key is given twice");
    *slot = child->number;
    child->key = key;
    return append(r, table, child, at);
}

/* Adds a new table to parent, where key is free; NULL if it would be nested too deep. */
static struct nc_toml *add_table(struct reader *r, struct nc_toml *parent, struct nc_str key,
                                 size_t at)
{
    struct nc_toml *t = new_node(r, NC_TOML_TABLE, at);
    return add_member(r, parent, key, t, at) ? t : NULL;
}

static struct nc_toml *find(struct reader *r, struct nc_toml *table, struct nc_str key)
{
    uint32_t number = *member(r, table, key);
    return number ? r->nodes[number - 1] : NULL;
}

/* Takes one step of a header's path. Returns the table to enter, which for an array of tables is
 * its last one. NULL: the key means something else. */
static struct nc_toml *enter(struct reader *r, struct nc_toml *table, struct nc_str key, size_t at)
{
    struct nc_toml *t = find(r, table, key);
    if (!t)
        return add_table(r, table, key, at);
    if (t->type == NC_TOML_ARRAY && !t->is_closed)
        t = t->last;
    if (t->type == NC_TOML_TABLE && !t->is_closed)
        return t;
    nc_toml_fault(&r->scan, at, "this key is not a table, so nothing can be added to it");
    return NULL;
}

/* Takes one step of a dotted key before "=". It cannot enter a table that a header named or that
 * dotted keys of another section made. */
static struct nc_toml *enter_dotted(struct reader *r, struct nc_toml *table, struct nc_str key,
                                    size_t at, uint32_t section)
{
    struct nc_toml *t = find(r, table, key);
    if (!t)
        t = add_table(r, table, key, at);
    if (!t)
        return NULL;
    bool is_foreign = t->is_explicit || (t->section && t->section != section);
    if (t->type != NC_TOML_TABLE || t->is_closed || is_foreign) {
        nc_toml_fault(&r->scan, at, "dotted keys cannot add to this: it is defined elsewhere");
        return NULL;
    }
    t->section = section;
    return t;
}

/* Reads [path] or [[path]]: the table that the next lines fill. */
static bool finish_header(struct reader *r, struct nc_toml *parent, struct nc_str key, bool is_item,
                          size_t at)
{
    struct nc_toml *t = find(r, parent, key);
    if (is_item) {
        if (t && (t->type != NC_TOML_ARRAY || t->is_closed))
            return nc_toml_fault(&r->scan, at, "this key is not an array of tables");
        if (!t) {
            t = new_node(r, NC_TOML_ARRAY, at);
            t->is_explicit = true;
            if (!add_member(r, parent, key, t, at))
                return false;
        }
        r->table = new_node(r, NC_TOML_TABLE, at);
        if (!append(r, t, r->table, at))
            return false;
    } else {
        if (t && (t->type != NC_TOML_TABLE || t->is_closed || t->is_explicit || t->section))
            return nc_toml_fault(&r->scan, at, "this table is defined twice");
        r->table = t ? t : add_table(r, parent, key, at);
        if (!r->table)
            return false;
    }
    r->table->is_explicit = true;
    r->section = ++r->section_count;
    return true;
}

static bool read_header(struct reader *r)
{
    struct nc_toml_scan *t = &r->scan;
    t->i++;
    bool is_item = nc_toml_peek(t) == '[';
    t->i += is_item;
    struct nc_toml *parent = r->root;
    for (;;) {
        struct nc_str key;
        nc_toml_blanks(t);
        size_t at = t->i;
        if (!nc_toml_key_part(t, &key))
            return false;
        nc_toml_blanks(t);
        if (nc_toml_peek(t) != '.') {
            if (!finish_header(r, parent, key, is_item, at))
                return false;
            break;
        }
        t->i++;
        parent = enter(r, parent, key, at);
        if (!parent)
            return false;
    }
    for (int n = is_item ? 2 : 1; n; n--, t->i++)
        if (nc_toml_peek(t) != ']')
            return nc_toml_fault(t, t->i, "expected ] after the name of a table");
    return true;
}

/* Reads "a.b =": the table that holds b, and b. */
static bool read_key(struct reader *r, struct nc_toml **table, struct nc_str *key, size_t *at,
                     uint32_t section)
{
    struct nc_toml_scan *t = &r->scan;
    for (;;) {
        nc_toml_blanks(t);
        *at = t->i;
        if (!nc_toml_key_part(t, key))
            return false;
        nc_toml_blanks(t);
        if (nc_toml_peek(t) != '.')
            break;
        t->i++;
        *table = enter_dotted(r, *table, *key, *at, section);
        if (!*table)
            return false;
    }
    if (nc_toml_peek(t) != '=')
        return nc_toml_fault(t, t->i, "expected = after a key");
    t->i++;
    nc_toml_blanks(t);
    return true;
}

/* Skips a comment and the line end; false if something else is there. */
static bool end_line(struct nc_toml_scan *t)
{
    nc_toml_blanks(t);
    if (nc_toml_peek(t) == '#')
        t->i = nc_str_find(t->s, '\n', t->i);
    if (nc_toml_peek(t) == '\r')
        t->i++;
    if (t->i < t->s.n && t->s.p[t->i] != '\n')
        return nc_toml_fault(t, t->i, "expected the end of the line");
    t->i += t->i < t->s.n;
    return true;
}

/* Skips blanks, line ends and comments in an array. */
static void skip_lines(struct nc_toml_scan *t)
{
    nc_toml_blanks(t);
    for (char c = nc_toml_peek(t); c == '#' || c == '\n' || c == '\r'; c = nc_toml_peek(t)) {
        end_line(t);
        nc_toml_blanks(t);
    }
}

/* Starts the value at the current place as a member of parent (with key) or an element of it.
 * Containers are opened, scalars are read. */
static bool begin_value(struct reader *r, struct nc_toml *parent, struct nc_str key, size_t at)
{
    struct nc_toml_scan *t = &r->scan;
    char c = nc_toml_peek(t);
    bool is_container = c == '[' || c == '{';
    struct nc_toml *n = new_node(r, c == '[' ? NC_TOML_ARRAY : NC_TOML_TABLE, at);
    if (parent->type == NC_TOML_ARRAY ? !append(r, parent, n, at)
                                      : !add_member(r, parent, key, n, at))
        return false;
    if (!is_container)
        return nc_toml_scalar(t, n);
    r->sections[r->depth] = ++r->section_count;
    r->open[r->depth++] = n;
    t->i++;
    return true;
}

/* Reads the next element of the innermost array, or its end. */
static bool continue_array(struct reader *r, struct nc_toml *array)
{
    struct nc_toml_scan *t = &r->scan;
    skip_lines(t);
    bool has_comma = nc_toml_peek(t) == ',';
    if (has_comma && !array->first)
        return nc_toml_fault(t, t->i, "expected a value before the comma");
    t->i += has_comma;
    if (has_comma)
        skip_lines(t);
    if (nc_toml_peek(t) == ']') {
        t->i++;
        array->is_closed = true;
        r->depth--;
        return true;
    }
    if (array->first && !has_comma)
        return nc_toml_fault(t, t->i, "expected , or ] in an array");
    return begin_value(r, array, NC_NONE, t->i);
}

/* Reads the next member of the innermost inline table, or its end. */
static bool continue_inline(struct reader *r, struct nc_toml *table)
{
    struct nc_toml_scan *t = &r->scan;
    nc_toml_blanks(t);
    char c = nc_toml_peek(t);
    if (c == '}') {
        t->i++;
        table->is_closed = true;
        r->depth--;
        return true;
    }
    if (table->first && c != ',')
        return nc_toml_fault(t, t->i, "expected , or } in an inline table");
    t->i += table->first != NULL;
    struct nc_str key;
    size_t at;
    uint32_t section = r->sections[r->depth - 1];
    return read_key(r, &table, &key, &at, section) && begin_value(r, table, key, at);
}

static bool read_assignment(struct reader *r)
{
    struct nc_toml *table = r->table;
    struct nc_str key;
    size_t at;
    uint32_t section = r->section;
    if (!read_key(r, &table, &key, &at, section) || !begin_value(r, table, key, at))
        return false;
    while (r->depth) {
        struct nc_toml *innermost = r->open[r->depth - 1];
        if (innermost->type == NC_TOML_ARRAY ? !continue_array(r, innermost)
                                             : !continue_inline(r, innermost))
            return false;
    }
    return true;
}

static bool read_text(struct reader *r)
{
    struct nc_toml_scan *t = &r->scan;
    while (t->i < t->s.n) {
        nc_toml_blanks(t);
        char c = nc_toml_peek(t);
        bool has_statement = c && c != '#' && c != '\n' && c != '\r';
        if (has_statement && !(c == '[' ? read_header(r) : read_assignment(r)))
            return false;
        if (!end_line(t))
            return false;
    }
    return true;
}

/* Finds what TOML forbids everywhere: bad UTF-8, and control characters, including a CR that is not
 * before LF. */
static bool check_characters(struct nc_toml_scan *t)
{
    struct nc_str s = t->s;
    unsigned len;
    for (size_t i = 0; i < s.n; i += len) {
        uint32_t cp = nc_utf8_at(s, i, &len);
        bool is_line_end = cp == '\n' || (cp == '\r' && i + 1 < s.n && s.p[i + 1] == '\n');
        if ((cp < 0x20 && cp != '\t' && !is_line_end) || cp == 0x7F)
            return nc_toml_fault(t, i, "this control character is not allowed");
        if (cp == 0xFFFD && !nc_str_starts(nc_str_sub(s, i, s.n), NC_LIT("\xEF\xBF\xBD")))
            return nc_toml_fault(t, i, "this is not UTF-8");
    }
    return true;
}

struct nc_toml *nc_toml_read(struct nc_arena *arena, struct nc_str text,
                             struct nc_toml_error *error)
{
    bool has_mark = nc_str_starts(text, NC_LIT("\xEF\xBB\xBF"));
    struct reader r = {.scan = {.arena = arena, .s = nc_str_sub(text, has_mark ? 3 : 0, text.n)},
                       .members = {.arena = arena},
                       .line = 1,
                       .column = 1};
    r.root = r.table = new_node(&r, NC_TOML_TABLE, 0);
    r.root->is_explicit = true;
    r.section = r.section_count = 1;
    bool ok = check_characters(&r.scan);
    r.scan.i = ok ? 0 : r.scan.i;
    ok = ok && read_text(&r);
    if (!ok) {
        r.line = r.column = 1;
        r.counted = 0;
        place(&r, r.scan.i, &error->line, &error->column);
        error->problem = r.scan.problem;
    }
    free(r.nodes);
    return ok ? r.root : NULL;
}

const struct nc_toml *nc_toml_get(const struct nc_toml *table, const char *key)
{
    if (!table || table->type != NC_TOML_TABLE)
        return NULL;
    const struct nc_toml *n = table->first;
    while (n && !nc_str_eqz(n->key, key))
        n = n->next;
    return n;
}
