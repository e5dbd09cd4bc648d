/* TOML: trees, places, refusals; the outside suite is run by tests/run_toml.py. */
#include "base/toml.h"
#include "tests/unit/check.h"

#include <stdlib.h>

static struct nc_toml *read_or_fail(struct nc_arena *a, const char *text)
{
    struct nc_toml_error e = {0};
    struct nc_toml *t = nc_toml_read(a, nc_str(text), &e);
    if (!CHECK(t != NULL))
        fprintf(stderr, "  %u:%u: %s\n", e.line, e.column, e.problem);
    return t;
}

static void test_book(void)
{
    struct nc_arena *a = nc_arena_new();
    struct nc_toml *t = read_or_fail(a, "[book]\n"
                                        "title = '书'\n"
                                        "authors = [\"A\", # first\n  \"B\"]\n"
                                        "[output.html]\n"
                                        "no.fold = true\n"
                                        "[[extra]]\nn = 0x10\n[[extra]]\nd = 2024-02-29\n");
    const struct nc_toml *book = nc_toml_get(t, "book"), *title = nc_toml_get(book, "title");
    CHECK(title && title->type == NC_TOML_STRING && nc_str_eqz(title->raw, "书"));
    CHECK(title && title->line == 2 && title->column == 1);
    const struct nc_toml *authors = nc_toml_get(book, "authors");
    CHECK(authors && authors->first && nc_str_eqz(authors->first->next->raw, "B"));
    CHECK(authors && authors->last->line == 4 && authors->last->column == 3);
    const struct nc_toml *html = nc_toml_get(nc_toml_get(t, "output"), "html");
    const struct nc_toml *fold = nc_toml_get(nc_toml_get(html, "no"), "fold");
    CHECK(fold && fold->type == NC_TOML_BOOL && fold->u.b);
    const struct nc_toml *extra = nc_toml_get(t, "extra");
    CHECK(extra && extra->type == NC_TOML_ARRAY && extra->first != extra->last);
    const struct nc_toml *n = extra ? nc_toml_get(extra->first, "n") : NULL;
    CHECK(n && n->type == NC_TOML_INTEGER && n->u.i == 16 && nc_str_eqz(n->raw, "0x10"));
    CHECK(nc_toml_get(extra, "n") == NULL);
    nc_arena_free(a);
}

static void check_refused(const char *text, uint32_t line, uint32_t column, const char *problem)
{
    struct nc_arena *a = nc_arena_new();
    struct nc_toml_error e = {0};
    CHECK(nc_toml_read(a, nc_str(text), &e) == NULL);
    CHECK_STR(e.problem, problem);
    if (!CHECK(e.line == line && e.column == column))
        fprintf(stderr, "  %u:%u of %s\n", e.line, e.column, text);
    nc_arena_free(a);
}

static void test_refusals(void)
{
    check_refused("a = 1\n书 = 2\n", 2, 1, "expected a key; write other characters in quotes");
    check_refused("a = '书' b\n", 1, 9, "expected the end of the line");
    check_refused("a = 1\na = 2", 2, 1, "this key is given twice");
    check_refused("a = yesterday", 1, 5,
                  "this is not a number, date, true or false; write texts in quotes");
    check_refused("[a]\n[a]\n", 2, 2, "this table is defined twice");
    check_refused("a = \"x", 1, 6, "this string is not closed");
    check_refused("a = 2023-02-29", 1, 5,
                  "this is not a number, date, true or false; write texts in quotes");
    check_refused("a = 1\x01", 1, 6, "this control character is not allowed");
}

/* Depth is bounded; what is just within is read. */
static void test_depth(void)
{
    for (size_t depth = NC_TOML_DEPTH; depth <= NC_TOML_DEPTH + 1; depth++) {
        char text[3 * NC_TOML_DEPTH];
        memcpy(text, "a=", 2);
        memset(text + 2, '[', depth);
        memset(text + 2 + depth, ']', depth);
        size_t n = 2 + 2 * depth;
        struct nc_arena *a = nc_arena_new();
        struct nc_toml_error e = {0};
        CHECK((nc_toml_read(a, (struct nc_str){text, n}, &e) != NULL) == (depth <= NC_TOML_DEPTH));
        nc_arena_free(a);
    }
}

int main(void)
{
    test_book();
    test_refusals();
    test_depth();
    return check_result();
}
