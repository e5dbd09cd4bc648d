/* TOML: trees, places, refusals; the outside suite is run by tests/run_toml.py. */
#include "base/toml.h"

#include "base/buf.h"
#include "tests/unit/check.h"

#include <math.h>
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

/* A tree as text: t{key:…} tables, a[…] arrays, scalars by a letter and their value. */
static void dump(struct nc_buf *out, const struct nc_toml *n, int depth)
{
    static const char letters[] = "tasifbDLdT"; /* in the order of enum nc_toml_type */
    nc_buf_char(out, letters[n->type]);
    if (n->type == NC_TOML_TABLE || n->type == NC_TOML_ARRAY) {
        nc_buf_char(out, n->type == NC_TOML_TABLE ? '{' : '[');
        for (const struct nc_toml *c = n->first; c && depth < 8; c = c->next) {
            if (n->type == NC_TOML_TABLE)
                nc_buf_printf(out, "%.*s:", NC_FMT(c->key));
            dump(out, c, depth + 1);
            if (c->next)
                nc_buf_char(out, ' ');
        }
        nc_buf_char(out, n->type == NC_TOML_TABLE ? '}' : ']');
    } else if (n->type == NC_TOML_INTEGER) {
        nc_buf_printf(out, "%lld", (long long)n->u.i);
    } else if (n->type == NC_TOML_FLOAT) {
        nc_buf_printf(out, "%g", n->u.f);
    } else if (n->type == NC_TOML_BOOL) {
        nc_buf_puts(out, n->u.b ? "yes" : "no");
    } else {
        nc_buf_printf(out, "<%.*s>", NC_FMT(n->raw));
    }
}

static void check_tree(const char *text, const char *tree)
{
    struct nc_arena *a = nc_arena_new();
    struct nc_toml *t = read_or_fail(a, text);
    struct nc_buf b = {0};
    if (t)
        dump(&b, t, 0);
    else
        fprintf(stderr, "  of %s\n", text);
    CHECK_STR(b.p, tree);
    nc_buf_dispose(&b);
    nc_arena_free(a);
}

static void test_strings(void)
{
    check_tree("a = \"\\\"\\\\\\b\\f\\n\\r\\t|\"", "t{a:s<\"\\\b\f\n\r\t|>}");
    check_tree("a = \"\\u4e66\\U0001F600\\uD7FF\\uE000\\u00e9\\u00E9\"",
               "t{a:s<书😀\xED\x9F\xBF\xEE\x80\x80éé>}");
    check_tree("a = \"\\U0010FFFF\"", "t{a:s<\xF4\x8F\xBF\xBF>}");
    check_tree("a = '\\n \"'", "t{a:s<\\n \">}");
    check_tree("a = ''\nb = \"\"", "t{a:s<> b:s<>}");
    /* Over several lines: the first line end is left out, one or two quotes may stand at the end.
     */
    check_tree("a = \"\"\"\nx\n\ny\"\"\"\nb = 1", "t{a:s<x\n\ny> b:i1}");
    check_tree("a = \"\"\"\r\nx\r\ny\"\"\"", "t{a:s<x\r\ny>}");
    check_tree("a = \"\"\"x \"\" y\"\"\"\nb = '''x '' y'''", "t{a:s<x \"\" y> b:s<x '' y>}");
    check_tree("a = \"\"\"x\"\"\"\"\nb = '''x'''''", "t{a:s<x\"> b:s<x''>}");
    check_tree("a = \"\"\"one \\\n  \t\r\n two\\  \n.\\\r\n  !\"\"\"", "t{a:s<one two.!>}");
    check_tree("a = \"\"\"x\\ty \\\\ \\\"\"\"\"", "t{a:s<x\ty \\ \">}");
    check_tree("a = '''\nc:\\new\\'''", "t{a:s<c:\\new\\>}");
    check_tree("\"a b\" = 1\n'c.d' = 2\n\"\" = 3\n\"\\u0065\" = 4", "t{a b:i1 c.d:i2 :i3 e:i4}");
    check_tree("-_9Az = 1\n9 = 2", "t{-_9Az:i1 9:i2}");
    check_refused("a = \"\\u12g4\"", 1, 10, "expected a hexadecimal digit");
    check_refused("a = \"\\u123\"", 1, 11, "expected a hexadecimal digit");
    check_refused("a = \"\\U00110000\"", 1, 8, "this number is not a character");
    check_refused("a = \"\\uD800\"", 1, 8, "this number is not a character");
    check_refused("a = \"\\uDFFF\"", 1, 8, "this number is not a character");
    check_refused("a = \"\\x41\"", 1, 7, "unknown escape; write a backslash as \\\\");
    check_refused("a = \"\"\"x\\ y\"\"\"", 1, 10, "unknown escape; write a backslash as \\\\");
    check_refused("a = \"\\\nx\"", 1, 7, "unknown escape; write a backslash as \\\\");
    check_refused("a = \"x\ny\"", 1, 6, "this string is not closed");
    check_refused("a = '''x''", 1, 8, "this string is not closed");
    check_refused("a = \"\"\"\"\"\"\"\"\"", 1, 13, "expected the end of the line");
    check_refused("\"\"\"a\"\"\" = 1", 1, 1, "a key cannot be a string of several lines");
    check_refused("'''a''' = 1", 1, 1, "a key cannot be a string of several lines");
    check_refused("a = \"\xFF\"", 1, 6, "this is not UTF-8");
    check_tree("a = '\xEF\xBF\xBD'", "t{a:s<\xEF\xBF\xBD>}"); /* U+FFFD itself may stand there */
    check_tree("\xEF\xBB\xBF"
               "a = 1\r\n",
               "t{a:i1}");
    check_refused("a = 1\rb = 2", 1, 6, "this control character is not allowed");
    check_refused("a = '\x7F'", 1, 6, "this control character is not allowed");
    check_refused("# \x1F", 1, 3, "this control character is not allowed");
    check_tree("# \t\na = '\t'", "t{a:s<\t>}");
}

#define NO_SCALAR "this is not a number, date, true or false; write texts in quotes"

/* Each of them, up to NULL, as the value of a key. */
static void check_no_scalars(const char *const *values)
{
    for (; *values; values++) {
        char text[64];
        snprintf(text, sizeof text, "a = %s", *values);
        check_refused(text, 1, 5, NO_SCALAR);
    }
}

static void test_numbers(void)
{
    check_tree("a = +1_000\nb = -17\nc = 0\nd = +0\ne = -0", "t{a:i1000 b:i-17 c:i0 d:i0 e:i0}");
    check_tree("a = 0xDEAD_beef\nb = 0o17\nc = 0b1_01", "t{a:i3735928559 b:i15 c:i5}");
    check_tree("a = 9223372036854775807\nb = -9223372036854775808",
               "t{a:i9223372036854775807 b:i-9223372036854775808}");
    check_tree("a = 3.25\nb = -0.5\nc = 5e+2\nd = 1E-1\ne = 6.5e3\nf = 1_0.2_5",
               "t{a:f3.25 b:f-0.5 c:f500 d:f0.1 e:f6500 f:f10.25}");
    check_tree("a = inf\nb = +inf\nc = -inf", "t{a:finf b:finf c:f-inf}");
    check_tree("a = true\nb = false", "t{a:byes b:bno}");
    struct nc_arena *a = nc_arena_new();
    for (const char *const *p = (const char *const[]){"a = nan", "a = +nan", "a = -nan", NULL}; *p;
         p++) {
        const struct nc_toml *n = nc_toml_get(read_or_fail(a, *p), "a");
        CHECK(n && n->type == NC_TOML_FLOAT && isnan(n->u.f) && nc_str_eqz(n->raw, *p + 4));
    }
    nc_arena_free(a);
    check_refused("a = ", 1, 5, "expected a value");
    check_refused("a = # 1", 1, 5, "expected a value");
}

static void test_no_numbers(void)
{
    check_no_scalars((const char *const[]){"01",
                                           "+01",
                                           "1__0",
                                           "1_",
                                           "_1",
                                           "0x",
                                           "0x_1",
                                           "0xg",
                                           "0o8",
                                           "0b2",
                                           "+0x1",
                                           "0X1",
                                           "1.",
                                           ".5",
                                           "1._5",
                                           "1.5_",
                                           "1.e5",
                                           "1e",
                                           "1e+",
                                           "1e_5",
                                           "1.5.",
                                           "1.5x",
                                           "03.1",
                                           "--1",
                                           "+-1",
                                           "1-2",
                                           "1e5.5",
                                           "+",
                                           "-",
                                           "True",
                                           "+true",
                                           "infinity",
                                           "Inf",
                                           "9223372036854775808",
                                           "-9223372036854775809",
                                           "0x8000000000000000",
                                           NULL});
}

static void test_moments(void)
{
    check_tree("a = 2024-02-29\nb = 12:34:56\nc = 00:00:60.123",
               "t{a:d<2024-02-29> b:T<12:34:56> c:T<00:00:60.123>}");
    check_tree("a = 2024-01-31T23:59:59\nb = 2024-12-01t00:00:00.5\nc = 2024-01-01 01:02:03",
               "t{a:L<2024-01-31T23:59:59> b:L<2024-12-01t00:00:00.5> c:L<2024-01-01 01:02:03>}");
    check_tree("a = 2024-01-01T01:02:03Z\nb = 2024-01-01 01:02:03z\n"
               "c = 2024-01-01T01:02:03.25+08:00\nd = 2024-01-01T01:02:03-23:59",
               "t{a:D<2024-01-01T01:02:03Z> b:D<2024-01-01 01:02:03z> "
               "c:D<2024-01-01T01:02:03.25+08:00> d:D<2024-01-01T01:02:03-23:59>}");
    check_tree("a = 2024-01-01 # day\nb = [2024-01-01 , 2024-01-02]",
               "t{a:d<2024-01-01> b:a[d<2024-01-01> d<2024-01-02>]}");
    check_refused("a = 2024-01-01 x", 1, 16, "expected the end of the line");
    check_refused("a = 2024-01-01  01:02:03", 1, 17, "expected the end of the line");
}

static void test_no_moments(void)
{
    check_no_scalars((const char *const[]){"2024-00-01",
                                           "2024-13-01",
                                           "2024-01-00",
                                           "2024-01-32",
                                           "2024-04-31",
                                           "2024-1-01",
                                           "2024-01-1",
                                           "20240-01-01",
                                           "2024-01-01-",
                                           "2024-01-01T",
                                           "2024-01-01 1",
                                           "2024-01-01X01:02:03",
                                           "2024-01-01T01:02",
                                           "2024-01-01T24:00:00",
                                           "2024-01-01T01:60:00",
                                           "2024-01-01T01:02:61",
                                           "2024-01-01T01:02:03.",
                                           "2024-01-01T01:02:03x",
                                           "2024-01-01T01:02:03Zz",
                                           "2024-01-01T01:02:03+24:00",
                                           "2024-01-01T01:02:03+01:60",
                                           "2024-01-01T01:02:03+0100",
                                           "2024-01-01T01:02:03+01",
                                           "2024-01-01T01:02:03+01:000",
                                           "24:00:00",
                                           "12:34",
                                           "12:34:5",
                                           "12:34:56.",
                                           "12:34:56Z",
                                           "12:3a:00",
                                           NULL});
}

static void test_containers(void)
{
    check_tree("a = []\nb = [ # none\n\r\n]\nc = {}\nd = [[], [1, 2,], {}]",
               "t{a:a[] b:a[] c:t{} d:a[a[] a[i1 i2] t{}]}");
    check_tree("a = [\n1 # one\n, 2,\n# end\n]", "t{a:a[i1 i2]}");
    check_tree("a = { b = 1, c.d = 2, c.e = { f = [ 3 ] } }",
               "t{a:t{b:i1 c:t{d:i2 e:t{f:a[i3]}}}}");
    check_tree("[a.b]\nc = 1\n[a]\nd = 2\n[ x . 'y' ]\nz = 3",
               "t{a:t{b:t{c:i1} d:i2} x:t{y:t{z:i3}}}");
    check_tree("[[a]]\nb = 1\n[a.c]\nd = 2\n[[a]]\n[a.c]\nd = 3\n[[a.e]]\n[[a.e]]",
               "t{a:a[t{b:i1 c:t{d:i2}} t{c:t{d:i3} e:a[t{} t{}]}]}");
    check_tree("[a]\nb.c = 1\nb.d = 2\n[a.e]\n", "t{a:t{b:t{c:i1 d:i2} e:t{}}}");
    check_tree("a.b = 1\nx = {}\na.c = [2]\na.d = 3", "t{a:t{b:i1 c:a[i2] d:i3} x:t{}}");
    check_tree("[t]\na.b = [{c.d = 1, e = 2, c.f = {}}]\na.g = 3",
               "t{t:t{a:t{b:a[t{c:t{d:i1 f:t{}} e:i2}] g:i3}}}");
    check_tree("a . b = 1\n'a'.c = 2\n", "t{a:t{b:i1 c:i2}}");
    check_tree("[a] # x\r\n[b]\n", "t{a:t{} b:t{}}");
    check_refused("a = [1 2]", 1, 8, "expected , or ] in an array");
    check_refused("a = [,]", 1, 6, "expected a value before the comma");
    check_refused("a = [1,,]", 1, 8, "expected a value");
    check_refused("a = [1", 1, 7, "expected , or ] in an array");
    check_refused("a = [1, yes]", 1, 9, NO_SCALAR);
    check_refused("a = {b = 1", 1, 11, "expected , or } in an inline table");
    check_refused("a = {b = 1 c = 2}", 1, 12, "expected , or } in an inline table");
    check_refused("a = {b = 1,}", 1, 12, "expected a key; write other characters in quotes");
    check_refused("a = {b = 1,\nc = 2}", 1, 12, "expected a key; write other characters in quotes");
    check_refused("a = {b = 1, b = 2}", 1, 13, "this key is given twice");
    check_refused("a b = 1", 1, 3, "expected = after a key");
    check_refused("a", 1, 2, "expected = after a key");
    check_refused("a. = 1", 1, 4, "expected a key; write other characters in quotes");
    check_refused("[a", 1, 3, "expected ] after the name of a table");
    check_refused("[[a]", 1, 5, "expected ] after the name of a table");
    check_refused("[a] b = 1", 1, 5, "expected the end of the line");
    check_refused("[]", 1, 2, "expected a key; write other characters in quotes");
    check_refused("[a.]", 1, 4, "expected a key; write other characters in quotes");
}

/* A name that was defined in one way must not be defined in another. */
static void test_redefined(void)
{
    static const char dotted[] = "dotted keys cannot add to this: it is defined elsewhere";
    static const char no_table[] = "this key is not a table, so nothing can be added to it";
    static const char no_array[] = "this key is not an array of tables";
    check_refused("a = 1\n[a.", 2, 2, no_table);
    check_refused("a = 1\n[a.b]", 2, 2, no_table);
    check_refused("a = {}\n[a.b]", 2, 2, no_table);
    check_refused("a = [{}]\n[a.b]", 2, 2, no_table);
    check_refused("a = []\n[[a]]", 2, 3, no_array);
    check_refused("a = 1\n[[a]]", 2, 3, no_array);
    check_refused("[a]\n[[a]]", 2, 3, no_array);
    check_refused("[[a]]\n[a]", 2, 2, "this table is defined twice");
    check_refused("a = {}\n[a]", 2, 2, "this table is defined twice");
    check_refused("a = 1\n[a]", 2, 2, "this table is defined twice");
    check_refused("a.b = 1\n[a]", 2, 2, "this table is defined twice");
    check_refused("[a]\nb.c = 1\n[a.b]", 3, 4, "this table is defined twice");
    check_refused("a = {}\na.b = 1", 2, 1, dotted);
    check_refused("a = 1\na.b = 1", 2, 1, dotted);
    check_refused("[a.b]\n[a]\nb.c = 1", 3, 1, dotted);
    check_refused("[[a]]\n[[a]]\nb = 1\nb.c = 1", 4, 1, dotted);
    check_refused("a.b = 1\na.b = 2", 2, 3, "this key is given twice");
    check_refused("a = [\n1, [\n2 3]]", 3, 3, "expected , or ] in an array");
}

/* Depth by headers and by keys. An array of tables is two levels. */
static void test_deep_tables(void)
{
    static const struct {
        const char *before, *after;
        size_t more; /* levels beside those of the path */
    } forms[] = {{"[", "]", 0},   {"[[", "]]", 1},   {"", " = 1", 0},
                 {"[", ".z]", 1}, {"[[", ".z]]", 2}, {"", ".z = 1", 1}};
    for (size_t f = 0; f < sizeof forms / sizeof forms[0]; f++)
        for (size_t levels = NC_TOML_DEPTH; levels <= NC_TOML_DEPTH + 2; levels++) {
            struct nc_buf text = {0};
            nc_buf_puts(&text, forms[f].before);
            for (size_t k = 0; k < levels - forms[f].more; k++)
                nc_buf_puts(&text, k ? ".a" : "a");
            nc_buf_puts(&text, forms[f].after);
            struct nc_arena *a = nc_arena_new();
            struct nc_toml_error e = {0};
            CHECK((nc_toml_read(a, nc_buf_view(&text), &e) != NULL) == (levels <= NC_TOML_DEPTH));
            if (levels > NC_TOML_DEPTH)
                CHECK_STR(e.problem, "arrays and tables are nested too deep");
            nc_arena_free(a);
            nc_buf_dispose(&text);
        }
}

int main(void)
{
    test_book();
    test_refusals();
    test_depth();
    test_strings();
    test_numbers();
    test_no_numbers();
    test_moments();
    test_no_moments();
    test_containers();
    test_redefined();
    test_deep_tables();
    return check_result();
}
