/* Reads front matter that is not YAML. Each line is a key, continues a value, or is text that was
 * never meant to be metadata. */
#include "parse/input/frontlines.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/uchar.h"
#include "base/utf8.h"

#include <stdlib.h>

#define MAX_WORDS 8             /* words of a key */
#define MAX_WORDS_BELOW_BLANK 4 /* words of a key that a paragraph may begin with */
#define MAX_CHARS 60            /* characters of a key, or of a line quoted in a message */
#define MAX_NAMED 6             /* keys named in a message */

enum line_kind { BLANK, COMMENT, KEY, ITEM, GOES_ON, TEXT };

struct line {
    /* offsets in the text, without the line end */
    size_t from, to;
    uint32_t number;
    enum line_kind kind;
    /* for KEY: the offset of ':' in the line */
    size_t colon;
};

struct reading {
    struct nc_doc *doc;
    const struct nc_front_lines *lines;
    struct nc_front front;
    size_t kept_cap;
    /* the first line of text */
    struct line text;
    /* number of such lines */
    size_t texts;
    /* a line of text ended the front matter */
    bool over;
    /* the first line that is not blank is text */
    bool text_first;
    /* no fence closes the front matter, or text precedes the fence: the end is a guess */
    bool open_ended;
    /* The current key. Its value is assembled from its lines when the next key begins. */
    struct nc_str key;
    struct nc_pos key_pos;
    struct nc_value list;
    size_t list_cap;
    /* value of the key, or of the last item of its list */
    struct nc_buf value;
    bool is_list;
    /* '|' or '>': the value is on the lines below; '\0': no */
    char fold;
    /* a blank line precedes the line */ bool blank_before;
    /* offset of the blank lines and comments directly before the line */
    size_t pending;
};

/* --- kinds of lines --- */

/* The ':' after a key at the left edge, or s.n. */
static size_t find_colon(struct nc_str s)
{
    char quote = s.n && (s.p[0] == '"' || s.p[0] == '\'') ? s.p[0] : '\0';
    size_t i = quote ? nc_str_find(s, quote, 1) : 0;
    for (i = nc_str_find(s, ':', i < s.n ? i : 0); i < s.n; i = nc_str_find(s, ':', i + 1))
        if (i > 0 && (i + 1 == s.n || nc_ascii_is_blank(s.p[i + 1])))
            return i;
    return s.n;
}

/* Whether s begins as a quotation, an item, a table, code, HTML or JSON. */
static bool begins_otherwise(struct nc_str s)
{
    size_t i = 0;
    while (i < s.n && nc_ascii_is_digit(s.p[i]))
        i++;
    return strchr("-*+>|`<=~#{[", s.p[0]) ||
           (i > 0 && i + 1 < s.n && (s.p[i] == '.' || s.p[i] == ')') &&
            nc_ascii_is_blank(s.p[i + 1]));
}

/* Whether a sentence or clause ends at i: "early. Note", but not "No. of pages". */
static bool ends_sentence(struct nc_str s, size_t i, unsigned len)
{
    static const uint32_t wide[] = {0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0xFF0C, 0x3001};
    uint32_t cp = nc_utf8_at(s, i, &len);
    for (size_t k = 0; k < sizeof wide / sizeof wide[0]; k++)
        if (cp == wide[k])
            return true;
    size_t next = i + 2;
    if ((cp != '.' && cp != '!' && cp != '?') || next >= s.n || s.p[i + 1] != ' ')
        return false;
    return (s.p[next] >= 'A' && s.p[next] <= 'Z') || (unsigned char)s.p[next] >= 0x80;
}

bool nc_front_is_key(struct nc_str key, bool blank_before)
{
    size_t words = 1, chars = 0;
    key = nc_str_trim(key);
    if (!key.n || begins_otherwise(key) || nc_str_search(key, NC_LIT("://"), 0) < key.n)
        return false;
    for (size_t i = 0; i < key.n && chars <= MAX_CHARS; chars++) {
        unsigned len;
        (void)nc_utf8_at(key, i, &len);
        if (ends_sentence(key, i, len))
            return false;
        words += key.p[i] == ' ';
        i += len;
    }
    return chars <= MAX_CHARS && words <= (blank_before ? MAX_WORDS_BELOW_BLANK : MAX_WORDS);
}

/* Whether this is a common key of front matter that hardly ever begins a text. Ignores case. */
static bool is_known(struct nc_str key)
{
    static const char *const names[] = {
        "title",         "date",        "created",  "updated", "modified",  "date created",
        "date modified", "tags",        "tag",      "aliases", "alias",     "author",
        "authors",       "lang",        "language", "id",      "uid",       "uuid",
        "cssclass",      "cssclasses",  "layout",   "slug",    "permalink", "categories",
        "keywords",      "description", NULL};
    for (size_t k = 0; names[k]; k++)
        if (nc_str_ieq(key, nc_str(names[k])))
            return true;
    return false;
}

static struct nc_str line_text(const struct reading *r, const struct line *l)
{
    return nc_str_sub(r->lines->text, l->from, l->to);
}

static struct nc_str key_of(const struct reading *r, const struct line *l)
{
    struct nc_str key = nc_str_trim(nc_str_sub(line_text(r, l), 0, l->colon));
    bool quoted =
        key.n >= 2 && (key.p[0] == '"' || key.p[0] == '\'') && key.p[key.n - 1] == key.p[0];
    return quoted ? nc_str_sub(key, 1, key.n - 1) : key;
}

/* Whether a word and a colon may be a key that is indented too far, below a value that is complete.
 */
static bool may_be_indented(const struct reading *r, struct nc_str s, size_t colon)
{
    struct nc_str key = nc_str_trim(nc_str_sub(s, 0, colon));
    return r->key.n && r->value.n && !r->is_list && !r->fold && !strchr("[\"'", r->value.p[0]) &&
           nc_str_find(key, ' ', 0) == key.n;
}

/* Whether the line is a key. A paragraph may also begin with a word and a colon, so where the front
 * matter has no certain end, only a known key continues it below a blank line. */
static bool is_key(const struct reading *r, const struct line *l, struct nc_str s)
{
    if (l->colon == s.n || (nc_ascii_is_blank(s.p[0]) && !may_be_indented(r, s, l->colon)))
        return false;
    bool must_be_known = r->open_ended && r->blank_before;
    struct nc_str key = key_of(r, l);
    return key.n && (s.p[0] == '"' || s.p[0] == '\'' || nc_front_is_key(key, r->blank_before)) &&
           (!must_be_known || is_known(key));
}

static enum line_kind kind_of(const struct reading *r, struct line *l)
{
    struct nc_str s = line_text(r, l), t = nc_str_trim(s);
    if (!t.n)
        return BLANK;
    if (t.p[0] == '#' && (!r->fold || !nc_ascii_is_blank(s.p[0])))
        return r->open_ended ? TEXT : COMMENT; /* it may be a heading */
    l->colon = find_colon(s);
    if (is_key(r, l, s))
        return KEY;
    bool indented = nc_ascii_is_blank(s.p[0]),
         list = r->is_list || !nc_str_trim(nc_buf_view(&r->value)).n;
    if (!r->key.n)
        return TEXT;
    if (t.p[0] == '-' && (t.n == 1 || nc_ascii_is_blank(t.p[1])) && list && !r->fold &&
        (indented || !r->blank_before))
        return ITEM;
    return indented && (!r->blank_before || r->fold || r->is_list) ? GOES_ON : TEXT;
}

/* --- values --- */

static struct nc_value scalar(struct nc_doc *doc, struct nc_str s)
{
    struct nc_value v = {0};
    s = nc_str_trim(s);
    v.quoted = s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0];
    v.raw = nc_arena_str(doc->arena, v.quoted ? nc_str_sub(s, 1, s.n - 1) : s);
    nc_value_type_scalar(&v);
    return v;
}

static void add_item(struct reading *r, struct nc_str s)
{
    nc_grow(&r->list.items, &r->list_cap, r->list.count + 1, sizeof *r->list.items);
    r->list.items[r->list.count++] = scalar(r->doc, s);
}

/* The end of the item of a list at `from`: a comma within its quotation marks does not end it. */
static size_t end_of_item(struct nc_str s, size_t from)
{
    size_t quote = nc_str_past_blanks(s, from, s.n), end = s.n;
    if (quote < s.n && (s.p[quote] == '"' || s.p[quote] == '\''))
        end = nc_str_find(s, s.p[quote], quote + 1);
    return nc_str_find(s, ',', end < s.n ? end : from);
}

/* Reads "[a, b]", a list on one line, even if its bracket is never closed. False: s is not a list.
 */
static bool read_brackets(struct reading *r, struct nc_str s)
{
    bool closed = s.n && s.p[s.n - 1] == ']', open = nc_str_find(s, ']', 0) == s.n;
    if (s.n < 2 || s.p[0] != '[' || s.p[1] == '[' || (!closed && !open))
        return false;
    s = nc_str_sub(s, 1, s.n - closed);
    for (size_t from = 0; from <= s.n;) {
        size_t to = end_of_item(s, from);
        if (nc_str_trim(nc_str_sub(s, from, to)).n)
            add_item(r, nc_str_sub(s, from, to));
        from = to + 1;
    }
    return true;
}

/* Ends the value assembled last. */
static void finish_value(struct reading *r)
{
    struct nc_str s = nc_str_trim(nc_buf_view(&r->value));
    struct nc_value v = {.type = NC_V_LIST};
    if (!r->key.n)
        return;
    if (r->is_list && s.n)
        add_item(r, s);
    bool list = r->is_list || (!r->fold && read_brackets(r, s));
    if (list) {
        v.count = r->list.count;
        v.items = nc_arena_array(r->doc->arena, v.count, sizeof *v.items);
        if (v.count)
            memcpy(v.items, r->list.items, v.count * sizeof *v.items);
    }
    nc_meta_slot(r->doc, r->key, r->key_pos)->value = list ? v : scalar(r->doc, s);
    r->list.count = 0;
    r->is_list = false;
    nc_buf_clear(&r->value);
    r->key = NC_NONE;
}

static void begin_key(struct reading *r, const struct line *l)
{
    struct nc_str s = line_text(r, l), value = nc_str_trim(nc_str_sub(s, l->colon + 1, s.n));
    finish_value(r);
    r->key = key_of(r, l);
    r->key_pos = (struct nc_pos){0, l->number, 1};
    bool fold = value.n && value.n <= 3 && (value.p[0] == '|' || value.p[0] == '>');
    r->fold = fold ? value.p[0] : '\0';
    if (!fold)
        nc_buf_str(&r->value, value);
}

static void begin_item(struct reading *r, struct nc_str t)
{
    if (r->is_list && nc_str_trim(nc_buf_view(&r->value)).n)
        add_item(r, nc_buf_view(&r->value));
    r->is_list = true;
    nc_buf_clear(&r->value);
    nc_buf_str(&r->value, nc_str_trim(nc_str_sub(t, 1, t.n)));
}

static void go_on(struct reading *r, struct nc_str t)
{
    if (r->value.n)
        nc_buf_char(&r->value, r->fold == '|' ? '\n' : ' ');
    nc_buf_str(&r->value, t);
}

/* --- text --- */

/* Keeps a line that is not front matter, with the comments right before it. */
static void keep(struct reading *r, const struct line *l)
{
    finish_value(r);
    r->text_first |= !r->texts && !r->doc->meta.count;
    if (!r->texts++)
        r->text = *l;
    size_t from = r->pending < l->from ? r->pending : l->from;
    if (r->blank_before || r->open_ended) {
        r->over = true;
        r->front.body = from;
        return;
    }
    size_t last = r->front.kept_count;
    if (last && r->front.kept[last - 1].to + 1 == from) {
        r->front.kept[last - 1].to = l->to;
        return;
    }
    nc_grow(&r->front.kept, &r->kept_cap, r->front.kept_count + 1, sizeof *r->front.kept);
    r->front.kept[r->front.kept_count++] = (struct nc_range){from, l->to};
}

static void read_line(struct reading *r, struct line *l)
{
    struct nc_str t = nc_str_trim(line_text(r, l));
    l->kind = kind_of(r, l);
    switch (l->kind) {
    case BLANK:
    case COMMENT:
        r->pending = r->pending < l->from ? r->pending : l->from;
        r->blank_before |= l->kind == BLANK;
        return;
    case KEY:
        begin_key(r, l);
        break;
    case ITEM:
        begin_item(r, t);
        break;
    case GOES_ON:
        go_on(r, t);
        break;
    case TEXT:
        keep(r, l);
        break;
    }
    r->blank_before = false;
    r->pending = SIZE_MAX;
}

static void read_lines(struct reading *r)
{
    struct nc_str text = r->lines->text;
    uint32_t number = 2;
    for (size_t i = r->lines->from; i < r->lines->to && !r->over; number++) {
        struct line l = {.from = i, .to = nc_str_find(text, '\n', i), .number = number};
        read_line(r, &l);
        i = l.to + 1;
    }
    finish_value(r);
    /* Comments and blank lines before a missing fence. */
    if (!r->over && !r->lines->closed && r->pending < text.n)
        r->front.body = r->pending;
}

/* --- messages --- */

void nc_front_quote(struct nc_buf *out, struct nc_str line)
{
    line = nc_str_trim(line);
    size_t end = 0, chars = 0;
    for (; end < line.n && chars < MAX_CHARS; chars++) {
        unsigned len;
        (void)nc_utf8_at(line, end, &len);
        end += len;
    }
    nc_buf_char(out, '"');
    nc_buf_str(out, nc_str_sub(line, 0, end));
    nc_buf_puts(out, end < line.n ? "…\"" : "\"");
}

static void name_keys(struct nc_buf *out, const struct nc_meta *m)
{
    nc_buf_puts(out, "; read: ");
    for (size_t i = 0; i < m->count && i < MAX_NAMED; i++) {
        nc_buf_puts(out, i ? ", " : "");
        nc_buf_str(out, m->entries[i].key);
    }
    if (m->count > MAX_NAMED)
        nc_buf_printf(out, " and %zu more", m->count - MAX_NAMED);
}

static void warn(const struct reading *r, uint32_t bad_line, const char *problem,
                 struct nc_diags *diags)
{
    struct nc_buf b = {0}, quote = {0};
    if (r->texts)
        nc_front_quote(&quote, line_text(r, &r->text));
    if (!r->lines->closed)
        nc_buf_puts(&b, "the front matter is not closed with ---");
    else if (r->over)
        nc_buf_puts(&b, "the front matter runs into the text");
    else
        nc_buf_printf(&b, "the front matter is not valid YAML (%s)", problem);
    name_keys(&b, &r->doc->meta);
    if (r->over)
        nc_buf_printf(&b, "; the text begins at %.*s", NC_FMT(nc_buf_view(&quote)));
    else if (r->texts > 1)
        nc_buf_printf(&b, "; %.*s and %zu more line%s were kept as text",
                      NC_FMT(nc_buf_view(&quote)), r->texts - 1, r->texts > 2 ? "s" : "");
    else if (r->texts)
        nc_buf_printf(&b, "; %.*s was kept as text", NC_FMT(nc_buf_view(&quote)));
    uint32_t line = r->texts ? r->text.number : r->lines->closed ? bad_line : 1;
    nc_diag(diags, NC_D_FRONT_MATTER, r->doc->files[0], (struct nc_pos){0, line, 1}, "%.*s",
            NC_FMT(nc_buf_view(&b)));
    nc_buf_dispose(&quote);
    nc_buf_dispose(&b);
}

/* Warns only of braces: plain text between two rules is nothing unusual. */
static void warn_json(const struct reading *r, uint32_t bad_line, const char *problem,
                      struct nc_diags *diags)
{
    const struct nc_front_lines *l = r->lines;
    if (l->closed && nc_str_starts(nc_str_sub(l->text, l->from, l->to), NC_LIT("{")))
        nc_diag(diags, NC_D_FRONT_MATTER, r->doc->files[0], (struct nc_pos){0, bad_line, 1},
                "the front matter is not valid JSON (%s); it was kept as text", problem);
}

static bool has_known_key(const struct nc_meta *m)
{
    for (size_t i = 0; i < m->count; i++)
        if (is_known(m->entries[i].key))
            return true;
    return false;
}

static void begin(struct reading *r, struct nc_doc *doc, const struct nc_front_lines *lines,
                  bool open_ended)
{
    *r =
        (struct reading){.doc = doc, .lines = lines, .pending = SIZE_MAX, .open_ended = open_ended};
    r->front.body = lines->body;
    nc_meta_clear(doc);
}

static void dispose(struct reading *r)
{
    free(r->front.kept);
    free(r->list.items);
    nc_buf_dispose(&r->value);
}

struct nc_front nc_front_salvage(struct nc_doc *doc, const struct nc_front_lines *lines,
                                 uint32_t bad_line, const char *problem, struct nc_diags *diags)
{
    struct reading r;
    begin(&r, doc, lines, !lines->closed);
    read_lines(&r);
    if (r.over && !r.open_ended) {
        /* The fence is a rule in the text. Reads again, because without a fence fewer lines count
         * as metadata. */
        dispose(&r);
        begin(&r, doc, lines, true);
        read_lines(&r);
    }
    bool sure = !r.text_first && !r.open_ended;
    if (doc->meta.count && (sure || has_known_key(&doc->meta))) {
        warn(&r, bad_line, problem, diags);
    } else {
        warn_json(&r, bad_line, problem, diags);
        nc_meta_clear(doc);
        r.front.body = r.front.kept_count = 0;
    }
    struct nc_front front = r.front;
    front.kept = nc_arena_array(doc->arena, front.kept_count, sizeof *front.kept);
    if (front.kept_count)
        memcpy(front.kept, r.front.kept, front.kept_count * sizeof *front.kept);
    dispose(&r);
    return front;
}
