/* What the reader of plain front matter takes has the meaning that libyaml gives it: texts put
 * together at random from pieces that matter to YAML, read by both. */
#include "parse/input/frontmatter.h"
#include "parse/input/frontplain.h"
#include "tests/unit/check.h"

#include <stdlib.h>

static struct nc_front_row rows[NC_FRONT_ROWS];

static bool same_value(const struct nc_value *a, const struct nc_value *b)
{
    bool same = a->type == b->type && nc_str_eq(a->raw, b->raw) && a->quoted == b->quoted &&
                a->b == b->b && a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = a->items[i].type == b->items[i].type && a->items[i].quoted == b->items[i].quoted &&
               nc_str_eq(a->items[i].raw, b->items[i].raw);
    return same;
}

static bool same_entries(const struct nc_doc *plain, const struct nc_doc *yaml)
{
    bool same = plain->meta.count == yaml->meta.count;
    for (size_t i = 0; same && i < plain->meta.count; i++) {
        const struct nc_meta_entry *a = &plain->meta.entries[i], *b = &yaml->meta.entries[i];
        /* The fence is a line more. */
        same = nc_str_eq(a->key, b->key) && a->pos.line == b->pos.line + 1 &&
               a->pos.col == b->pos.col && same_value(&a->value, &b->value);
    }
    return same;
}

/* Whether the text is plain; if it is, libyaml must read the same. */
static bool check_yaml(struct nc_str yaml)
{
    size_t count, line;
    if (!nc_front_plain(yaml, rows, &count))
        return false;
    struct nc_buf note = {0};
    nc_buf_printf(&note, "---\n%.*s\n---\n", NC_FMT(yaml));
    struct nc_doc *a = nc_doc_new(NC_LIT("a.md")), *b = nc_doc_new(NC_LIT("b.md"));
    nc_frontmatter_read(a, nc_buf_view(&note), NC_DIALECT_NOTES, NULL);
    bool same = nc_settings_read(b, yaml, &line) && same_entries(a, b);
    if (!CHECK(same))
        fprintf(stderr, "  line %zu of libyaml, of:\n%.*s\n", line, NC_FMT(yaml));
    nc_doc_free(a);
    nc_doc_free(b);
    nc_buf_dispose(&note);
    return true;
}

static uint32_t state = 1;

static uint32_t below(uint32_t n)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % n;
}

static void put_pieces(struct nc_buf *b, uint32_t most)
{
    static const char *const pieces[] = {"a",
                                         "b",
                                         "标题",
                                         "1",
                                         "-1",
                                         "2024-02-29",
                                         "true",
                                         "~",
                                         ": ",
                                         ":",
                                         "\n",
                                         "- ",
                                         "  ",
                                         " ",
                                         "#",
                                         " #",
                                         "\"",
                                         "'",
                                         "\\",
                                         "[",
                                         "]",
                                         ", ",
                                         ",",
                                         "{",
                                         "}",
                                         "&",
                                         "*",
                                         "!",
                                         "|",
                                         ">",
                                         "%",
                                         "@",
                                         "`",
                                         "?",
                                         "\t",
                                         "—",
                                         "é",
                                         "\xC2\x85",
                                         "=",
                                         "\r",
                                         "\x7F",
                                         "...",
                                         "---",
                                         "<<",
                                         "\xE2\x80\xA8",
                                         "\xEF\xBB\xBF",
                                         "\xEF\xBF\xBE"};
    for (uint32_t n = below(most); n; n--)
        nc_buf_puts(b, pieces[below(sizeof pieces / sizeof *pieces)]);
}

static void put_line(struct nc_buf *b)
{
    static const char *const begins[] = {"a: ", "b c: ",  "标题:", "标题: ", "d:", "d:",  "d: \"",
                                         "- ",  "\n  - ", "  - ",  "  - '",  "",   "e: ["};
    static const char *const ends[] = {"\n", "\n", "\n", "\"\n", "'\n", "]\n", " \n", "", "\n\n"};
    nc_buf_puts(b, begins[below(sizeof begins / sizeof *begins)]);
    put_pieces(b, 4);
    nc_buf_puts(b, ends[below(sizeof ends / sizeof *ends)]);
}

static void test_random(void)
{
    size_t taken = 0;
    for (size_t round = 0; round < 400000; round++) {
        struct nc_buf b = {0};
        for (uint32_t n = 1 + below(4); n; n--)
            put_line(&b);
        taken += check_yaml(nc_buf_view(&b));
        nc_buf_dispose(&b);
    }
    /* The test would be worthless if hardly any text were plain. */
    if (!CHECK(taken > 10000))
        fprintf(stderr, "  only %zu were plain\n", taken);
}

static void check_plain(const char *yaml, bool expected)
{
    if (!CHECK(check_yaml(nc_str(yaml)) == expected))
        fprintf(stderr, "  %s\n", yaml);
}

static void test_forms(void)
{
    check_plain("title: 书\ntags:\n  - a/b\n  - \"c: d\"\n\ndate created: 2024-02-29\n", true);
    check_plain("tags: [a, b c]\nempty: []\nnone:\nlast: 'x y'", true);
    check_plain("a:\n- 1\n- 2.5\nb: https://a.b/c#d\n", true);
    check_plain("", true);
    check_plain("a: b: c\n", false);
    check_plain("a: b\n  c\n", false);
    check_plain("a: |\n  b\n", false);
    check_plain("a: b # c\n", false);
    check_plain("a: *b\n", false);
    check_plain("a: [[b]]\n", false);
    check_plain("a:\n  - b\n   - c\n", false);
    check_plain("a:\n  - b: c\n", false);
    check_plain("a: \"b\\n\"\n", false);
    check_plain("a: x\n- b\n", false);
    check_plain("We left early. Note: bring water.\n", false);
    struct nc_buf b = {0};
    for (size_t i = 0; i <= NC_FRONT_ROWS; i++)
        nc_buf_printf(&b, "k%zu: v\n", i);
    check_plain(b.p, false);
    nc_buf_dispose(&b);
}

int main(void)
{
    test_forms();
    test_random();
    return check_result();
}
