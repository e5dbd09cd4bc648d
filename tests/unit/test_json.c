/* The JSON reader's refusals, and the document's own JSON. */
#include "base/jsonpull.h"
#include "doc/docjson.h"
#include "doc/walk.h"
#include "tests/unit/check.h"

static bool is_json(const char *z)
{
    struct nc_json j;
    nc_json_begin(&j, nc_str(z));
    enum nc_json_event e;
    do
        e = nc_json_next(&j);
    while (e != NC_JSON_END && e != NC_JSON_ERROR);
    nc_json_dispose(&j);
    return e == NC_JSON_END;
}

/* RFC 8259 */
static void test_syntax(void)
{
    static const char *const good[] = {
        "\xEF\xBB\xBF{}",          "{}", "[]", " null ", "-0.5e+3", "\"\\u00e9\\ud83d\\ude00\"",
        "{\"a\":[1,{\"b\":true}]}"};
    static const char *const bad[] = {"{\xEF\xBB\xBF}",
                                      "\xEF\xBB\xBF",
                                      "",
                                      "{",
                                      "[1,]",
                                      "{\"a\"}",
                                      "{\"a\":1,}",
                                      "01",
                                      "1.",
                                      "+1",
                                      "tru",
                                      "\"\\x\"",
                                      "\"a",
                                      "\"\t\"",
                                      "[1 2]",
                                      "1 2",
                                      "{a:1}",
                                      "'a'",
                                      "[\"\\u12\"]",
                                      "]"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        if (!is_json(good[i]))
            CHECK_STR(good[i], "refused");
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (is_json(bad[i]))
            CHECK_STR(bad[i], "accepted");
    CHECK(is_json("[[]]"));
}

static void test_depth(void)
{
    struct nc_buf b = {0};
    for (int i = 0; i < 100000; i++)
        nc_buf_char(&b, '[');
    CHECK(!is_json(b.p));
    nc_buf_dispose(&b);
}

static struct nc_doc *read(const char *root)
{
    struct nc_buf b = {0};
    nc_buf_printf(&b, "{\"noteconv-document\":1,\"root\":%s}", root);
    struct nc_doc *doc = nc_doc_read_json(nc_buf_view(&b), NC_LIT("t.json"), NULL);
    nc_buf_dispose(&b);
    return doc;
}

/* Trees that no backend could write are refused. */
static void test_trees(void)
{
    static const char *const bad[] = {
        "{\"kind\":\"paragraph\"}",
        "{\"kind\":\"doc\",\"children\":[{\"kind\":\"item\"}]}",
        "{\"kind\":\"doc\",\"children\":[{\"kind\":\"text\",\"text\":\"x\"}]}",
        "{\"kind\":\"doc\",\"children\":[{\"kind\":\"paragraph\",\"children\":[{\"kind\":\"quote\"}"
        "]}]}",
        "{\"kind\":\"doc\",\"children\":[{\"kind\":\"list\",\"children\":[{\"kind\":\"paragraph\"}]"
        "}]}",
        "{\"kind\":\"doc\",\"children\":[{\"kind\":\"nothing\"}]}",
        "[]",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct nc_doc *doc = read(bad[i]);
        if (doc)
            CHECK_STR(bad[i], "accepted");
        nc_doc_free(doc);
    }
    struct nc_doc *doc =
        read("{\"kind\":\"doc\",\"children\":[{\"kind\":\"heading\",\"level\":2,\"children\":"
             "[{\"kind\":\"text\",\"text\":\"x\"}]}]}");
    CHECK(doc != NULL);
    CHECK(doc && doc->anchor_count == 1 && doc->anchors[0].level == 2);
    CHECK(doc && nc_str_eqz(doc->anchors[0].name, "x"));
    nc_doc_free(doc);
}

/* What version 1 wrote is read: a cell's inlines were its own. */
static void test_version_1(void)
{
    static const char json[] =
        "{\"kind\":\"doc\",\"children\":[{\"kind\":\"table\",\"align\":[\"\",\"\"],\"children\":["
        "{\"kind\":\"row\",\"children\":[{\"kind\":\"cell\",\"pos\":[2,3],\"children\":["
        "{\"kind\":\"emph\",\"children\":[{\"kind\":\"text\",\"text\":\"x\"}]},"
        "{\"kind\":\"text\",\"text\":\"y\"}]},{\"kind\":\"cell\"}]}]},"
        "{\"kind\":\"list\",\"children\":[{\"kind\":\"item\",\"task\":\"x\"}]}]}";
    struct nc_doc *doc = read(json);
    const struct nc_node *cell = doc ? doc->root->first->first->first : NULL;
    CHECK(cell && nc_cell_text(cell) && nc_cell_text(cell)->pos.line == 2);
    CHECK(cell && cell->first->first->kind == NC_EMPH && cell->first->last->kind == NC_TEXT);
    CHECK(cell && !cell->next->first && cell->next->u.cell.column == 1);
    CHECK(doc && doc->root->last->first->u.item.task->state == NC_TASK_DONE);
    nc_doc_free(doc);
}

/* Spans fill the columns: none too many, none too few, none over another. */
static void test_spans(void)
{
    static const char *const rows[] = {
        "{\"kind\":\"row\",\"children\":[{\"kind\":\"cell\",\"colspan\":2}]}",
        "{\"kind\":\"row\",\"children\":[{\"kind\":\"cell\",\"rowspan\":2},{\"kind\":\"cell\"}]},"
        "{\"kind\":\"row\",\"children\":[{\"kind\":\"cell\"}]}",
        "{\"kind\":\"row\",\"children\":[{\"kind\":\"cell\",\"colspan\":3}]}",
        "{\"kind\":\"row\",\"children\":[{\"kind\":\"cell\"}]}",
        "{\"kind\":\"row\",\"children\":[{\"kind\":\"cell\",\"rowspan\":2},{\"kind\":\"cell\"}]}",
        "{\"kind\":\"row\",\"children\":[{\"kind\":\"cell\"},{\"kind\":\"cell\",\"rowspan\":2}]},"
        "{\"kind\":\"row\",\"children\":[{\"kind\":\"cell\",\"colspan\":2}]}"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct nc_buf b = {0};
        nc_buf_printf(&b,
                      "{\"kind\":\"doc\",\"children\":[{\"kind\":\"table\",\"align\":[\"\",\"\"],"
                      "\"children\":[%s]}]}",
                      rows[i]);
        struct nc_doc *doc = read(b.p);
        if (!CHECK((doc != NULL) == (i < 2)))
            fprintf(stderr, "  %s\n", rows[i]);
        nc_doc_free(doc);
        nc_buf_dispose(&b);
    }
}

/* A walk enters and leaves each node once, however deep. */
static void test_walk(void)
{
    struct nc_doc *doc = nc_doc_new(NC_LIT("w"));
    struct nc_node *parent = doc->root;
    for (int i = 0; i < 100000; i++) {
        struct nc_node *q = nc_node_new(doc, NC_QUOTE, (struct nc_pos){0});
        nc_node_append(parent, q);
        parent = q;
    }
    size_t enter = 0, leave = 0;
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        enter += e == NC_WALK_ENTER;
        leave += e == NC_WALK_EXIT;
    }
    CHECK(enter == 100001 && leave == 100001);
    nc_walk_begin(&w, doc->root);
    nc_walk_next(&w);
    nc_walk_skip(&w);
    CHECK(nc_walk_next(&w) == NC_WALK_EXIT && nc_walk_next(&w) == NC_WALK_DONE);
    nc_doc_free(doc);
}

/* The pieces of a text: brackets, k'key', 'string', #number, t, f, n, and ! for an error. */
static void check_events(const char *text, const char *expected)
{
    struct nc_buf b = {0};
    struct nc_json j;
    nc_json_begin(&j, nc_str(text));
    enum nc_json_event e;
    nc_buf_puts(&b, "");
    do {
        e = nc_json_next(&j);
        static const char marks[] = ".!{}[]k'#tfn"; /* in the order of enum nc_json_event */
        nc_buf_char(&b, marks[e]);
        if (e == NC_JSON_KEY || e == NC_JSON_STRING)
            nc_buf_printf(&b, "%.*s'", NC_FMT(nc_buf_view(&j.text)));
        if (e == NC_JSON_NUMBER)
            nc_buf_printf(&b, "%s=%lld", j.text.p, (long long)nc_json_int(&j));
    } while (e != NC_JSON_END && e != NC_JSON_ERROR);
    CHECK(e != NC_JSON_ERROR || (j.problem && nc_json_next(&j) == NC_JSON_ERROR));
    CHECK_STR(b.p, expected);
    nc_json_dispose(&j);
    nc_buf_dispose(&b);
}

static void test_events(void)
{
    check_events("{\"a\":[1,{\"b\":true}],\"c\":{},\"d\":[]}", "{ka'[#1=1{kb't}]kc'{}kd'[]}.");
    check_events(" [ \"x\" , null\t,\r\nfalse ] ", "['x'nf].");
    check_events("[1.5e3,-0,1E-2,99999999999999999999]",
                 "[#1.5e3=1#-0=0#1E-2=1#99999999999999999999=9223372036854775807].");
    check_events("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "'\"\\/\b\f\n\r\t'.");
    check_events("\"\\u4e66\\uD83D\\uDE00\\udbff\\udfff\"", "'书😀\xF4\x8F\xBF\xBF'.");
    /* Halves of a character that have no other half; what stands after them is kept. */
    check_events("\"\\ud83dx\"", "'\xEF\xBF\xBDx'.");
    check_events("\"\\ud83d\\u0041\"", "'\xEF\xBF\xBD"
                                       "A'.");
    check_events("\"\\ud83d\\ud83d\\ude00\"", "'\xEF\xBF\xBD😀'.");
    check_events("\"\\ude00\\n\"", "'\xEF\xBF\xBD\n'.");
    check_events("\"\\ud83d\\", "!");
    check_events("\"\\ud83d\\u00\"", "!");
    check_events("\"\\ud83d\\u00g0\"", "!");
    check_events("\"\\u004", "!");
    check_events("\"\\u00:0\"", "!");
    check_events("\"\\u00`0\"", "!");
    check_events("\"\\", "!");
    check_events("\"\\a\"", "!");
    check_events("\"a\nb\"", "!");
    check_events("\"a\x1F\"", "!");
    check_events("\"a b", "!");
    check_events("[1,", "[#1=1!");
    check_events("[1, ", "[#1=1!");
    check_events("[1 ", "[#1=1!");
    check_events("[1}", "[#1=1!");
    check_events("{\"a\":1]", "{ka'#1=1!");
    check_events("{\"a\":1,}", "{ka'#1=1!");
    check_events("{\"a\" 1}", "{!");
    check_events("{\"a\"", "{!");
    check_events("{]", "{!");
    check_events("[}", "[!");
    check_events("[,1]", "[!");
    check_events("1e", "!");
    check_events("1e+", "!");
    check_events("-", "!");
    check_events("-01", "!");
    check_events("1 2", "#1=1!");
    check_events("nul", "!");
    check_events("0", "#0=0.");
}

/* Values that are skipped, and what comes after them. */
static void test_skip(void)
{
    struct nc_json j;
    nc_json_begin(&j, nc_str("[{\"a\":[[]]},[1,[2]],\"s\",3,4]"));
    CHECK(nc_json_next(&j) == NC_JSON_ARRAY);
    for (int k = 0; k < 4; k++)
        CHECK(nc_json_skip(&j, nc_json_next(&j)));
    CHECK(nc_json_next(&j) == NC_JSON_NUMBER && nc_json_int(&j) == 4);
    CHECK(nc_json_next(&j) == NC_JSON_ARRAY_END && nc_json_next(&j) == NC_JSON_END);
    nc_json_dispose(&j);
    static const char *const bad[] = {"[[1,x]]", "[{\"a\":", "[x]"};
    for (size_t k = 0; k < 3; k++) {
        nc_json_begin(&j, nc_str(bad[k]));
        nc_json_next(&j);
        CHECK(!nc_json_skip(&j, nc_json_next(&j)));
        nc_json_dispose(&j);
    }
}

/* The deepest level that is read, and one more. */
static void test_deepest(void)
{
    for (size_t depth = NC_JSON_DEPTH; depth <= NC_JSON_DEPTH + 1; depth++) {
        struct nc_buf b = {0};
        for (size_t k = 0; k < 2 * depth; k++)
            nc_buf_char(&b, k < depth ? '[' : ']');
        CHECK(is_json(b.p) == (depth <= NC_JSON_DEPTH));
        nc_buf_dispose(&b);
    }
}

int main(void)
{
    test_syntax();
    test_depth();
    test_trees();
    test_version_1();
    test_spans();
    test_walk();
    test_events();
    test_skip();
    test_deepest();
    return check_result();
}
