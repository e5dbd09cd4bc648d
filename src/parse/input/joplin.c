/* Reads Joplin's records. */
#include "parse/input/joplin.h"

#include "base/ascii.h"

#define MIN_LINES 4 /* lines of a record: a text hardly ever ends in so many by chance */

/* Where the value begins in "key: value" or "key:", whose key is small letters and underscores; 0
 * for any other line. */
static size_t value_of(struct nc_str line)
{
    size_t k = 0;
    while (k < line.n && ((line.p[k] >= 'a' && line.p[k] <= 'z') || line.p[k] == '_'))
        k++;
    bool fits =
        k > 1 && k < line.n && line.p[k] == ':' && (k + 1 == line.n || line.p[k + 1] == ' ');
    return fits ? k + 1 : 0;
}

static bool is_id(struct nc_str s)
{
    bool hex = s.n == 32;
    for (size_t i = 0; hex && i < s.n; i++)
        hex = nc_ascii_is_hex(s.p[i]);
    return hex;
}

size_t nc_joplin_record(struct nc_str text, unsigned *type)
{
    struct nc_str s = nc_str_trim(text);
    size_t end = (size_t)(s.p - text.p) + s.n, from = end, first = text.n, lines = 0;
    bool has_id = false;
    *type = 0;
    while (from > 0) {
        size_t at = from;
        while (at > 0 && text.p[at - 1] != '\n')
            at--;
        struct nc_str line = nc_str_sub(text, at, from);
        size_t value = value_of(line);
        if (!value)
            break;
        struct nc_str v = nc_str_trim(nc_str_sub(line, value, line.n));
        if (!lines && nc_str_starts(line, NC_LIT("type_: ")) && v.n && v.n < 3 &&
            nc_ascii_is_digit(v.p[0]))
            *type = (unsigned)(v.p[0] - '0') * (v.n == 2 ? 10 : 1) +
                    (v.n == 2 ? (unsigned)(v.p[1] - '0') : 0);
        has_id |= nc_str_starts(line, NC_LIT("id: ")) && is_id(v);
        lines++;
        first = at;
        if (!*type || has_id)
            break;
        from = at - (at > 0);
    }
    return *type && has_id && lines >= MIN_LINES ? first : text.n;
}

static void set(struct nc_doc *doc, const char *key, uint32_t line, struct nc_str raw)
{
    struct nc_value v = {.raw = nc_arena_str(doc->arena, raw)};
    nc_value_type_scalar(&v);
    nc_meta_slot(doc, nc_str(key), (struct nc_pos){0, line, 1})->value = v;
}

struct nc_front nc_joplin_read(struct nc_doc *doc, struct nc_str *text)
{
    static const struct {
        const char *key, *meta;
    } known[] = {{"author", "author"},
                 {"source_url", "source_url"},
                 {"user_created_time", "created"},
                 {"user_updated_time", "updated"}};
    unsigned type;
    struct nc_front front = {0};
    size_t record = nc_joplin_record(*text, &type);
    if (record == text->n || type != 1)
        return front;
    uint32_t line = 1;
    for (size_t i = nc_str_find(*text, '\n', 0); i < record; i = nc_str_find(*text, '\n', i + 1))
        line++;
    size_t nl = nc_str_find(nc_str_sub(*text, 0, record), '\n', 0);
    struct nc_str title = nc_str_trim(nc_str_sub(*text, 0, nl));
    if (title.n && nl < record) {
        set(doc, "title", 1, title);
        front.body = nl + 1;
    }
    for (size_t at = record, to; at < text->n; at = to + 1, line++) {
        to = nc_str_find(*text, '\n', at);
        struct nc_str row = nc_str_sub(*text, at, to);
        size_t value = value_of(row);
        struct nc_str v = value ? nc_str_trim(nc_str_sub(row, value, row.n)) : NC_NONE;
        for (size_t k = 0; v.n && k < sizeof known / sizeof *known; k++)
            if (nc_str_eqz(nc_str_sub(row, 0, value - 1), known[k].key))
                set(doc, known[k].meta, line, v);
    }
    *text = nc_str_sub(*text, 0, record);
    return front;
}
