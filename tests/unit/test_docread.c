/* The JSON form read: what is refused and with which words, what is just not refused, and metadata
 * with so many keys that they are looked up by an index. */
#include "doc/docjson.h"
#include "tests/unit/check.h"

#define HEAD "{\"noteconv-document\":2,"
#define PARAGRAPH(of) HEAD "\"root\":{\"kind\":\"doc\",\"children\":[" of "]}}"

static struct nc_diags *diags;

static struct nc_doc *read_doc(const char *json)
{
    return nc_doc_read_json(nc_str(json), NC_LIT("t.json"), diags);
}

/* NULL: the document is read. */
static void check_said(const char *json, const char *want)
{
    size_t before = nc_diags_count(diags);
    struct nc_doc *doc = read_doc(json);
    const char *said = nc_diags_count(diags) > before ? nc_diags_at(diags, before)->text.p : "";
    if (!CHECK(want ? !doc && strstr(said, want) : doc && !*said))
        fprintf(stderr, "  %.200s\n  %s\n", json, doc ? "was read" : said);
    nc_doc_free(doc);
}

static void check_document(void)
{
    const char *root = "\"root\":{\"kind\":\"doc\"}";
    static const struct {
        const char *members, *want;
    } cases[] = {
        {"", NULL},
        {"\"name\":3,", "\"name\" must be a string"},
        {"\"unknown\":{\"a\":[1,{}]},", NULL},
        {"\"files\":[\"a\",\"b\"],", NULL},
        {"\"files\":\"a\",", "files must be a list of names"},
        {"\"files\":[1],", "files must be a list of names"},
        {"\"uuid\":1,", "\"uuid\" must be a string"},
        {"\"uuid\":\"none\",", NULL},
        {"\"mtime\":1.5,", "\"mtime\" must be a whole number"},
        {"\"mtime\":\"1\",", "\"mtime\" must be a whole number"},
        {"\"mtime\":-1,", NULL},
        {"\"strict\":1,", "\"strict\" must be true or false"},
        {"\"meta\":{},", "meta must be a list"},
        {"\"meta\":[1],", "meta must be a list of entries"},
        {"\"meta\":[{}],", "a metadata entry has no key"},
        {"\"meta\":[{\"key\":\"k\",\"value\":1}],", "a metadata value must be an object"},
        {"\"meta\":[{\"key\":\"k\",\"value\":{}}],", "a metadata value has no known type"},
        {"\"meta\":[{\"key\":\"k\",\"value\":{\"raw\":\"x\"}}],", "has no known type"},
        {"\"meta\":[{\"key\":\"k\",\"value\":{\"type\":\"word\"}}],", "\"type\" must be one of"},
        {"\"meta\":[{\"key\":\"k\",\"value\":{\"type\":\"text\",\"raw\":1}}],", "\"raw\" must be"},
        {"\"meta\":[{\"key\":\"k\",\"value\":{\"type\":\"list\",\"items\":1}}],",
         "items must be a list"},
        {"\"meta\":[{\"key\":\"k\",\"value\":{\"type\":\"list\",\"items\":[{\"type\":\"null\"}],"
         "\"items\":[]}}],",
         "items must be a list"},
        {"\"meta\":[{\"key\":\"k\",\"value\":{\"type\":\"map\",\"items\":[{\"type\":\"null\"}],"
         "\"keys\":[\"a\"]}}],",
         NULL},
        {"\"meta\":[{\"key\":\"k\",\"value\":{\"type\":\"map\"}}],", NULL},
        {"\"meta\":[{\"key\":\"k\",\"value\":{\"type\":\"map\",\"items\":[{\"type\":\"null\"}]}}],",
         "a map needs keys"},
        {"\"meta\":[{\"key\":\"k\",\"value\":{\"type\":\"map\",\"items\":[{\"type\":\"null\"}],"
         "\"keys\":[]}}],",
         "a map needs as many keys as items"},
        {"\"meta\":[{\"key\":\"k\",\"value\":{\"type\":\"map\",\"items\":[{\"type\":\"null\"}],"
         "\"keys\":[\"a\",\"b\"]}}],",
         "a map needs as many keys as items"},
        {"\"root\":{\"kind\":\"doc\"},", "not as a noteconv document is written"},
        {"\"root\":[],", "root must be a node"},
        {"\"root\":{},", "a node begins with its kind"},
        {"\"root\":{\"kind\":\"paragraph\"},", "this kind of node may not stand here"},
        {"\"root\":{\"kind\":\"nothing\"},", "there is no such kind"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct nc_buf json = {0};
        nc_buf_printf(&json, HEAD "%s%s}", cases[i].members, root);
        check_said(json.p, cases[i].want);
        nc_buf_dispose(&json);
    }
    check_said("[]", "this is not a noteconv document");
    check_said("{\"name\":\"x\"}", "this is not a noteconv document");
    check_said("{\"noteconv-document\":\"2\"}", "this is not a noteconv document");
    check_said("{\"noteconv-document\":0,\"root\":{\"kind\":\"doc\"}}", "reads versions 1 to 2");
    check_said("{\"noteconv-document\":1,\"root\":{\"kind\":\"doc\"}}", NULL);
    check_said("{\"noteconv-document\":3,\"root\":{\"kind\":\"doc\"}}", "reads versions 1 to 2");
    check_said("{\"noteconv-document\":2}", "the document has no root");
    check_said(HEAD "\"root\":{\"kind\":\"doc\"}} {", "another document begins here");
}

#define CELL "{\"kind\":\"cell\",\"children\":[{\"kind\":\"plain\"}]}"
#define FIGURE(of) PARAGRAPH("{\"kind\":\"figure\",\"children\":[" of "]}")
#define CAPTION "{\"kind\":\"caption\"}"
#define BODY "{\"kind\":\"paragraph\"}"
#define TABLE(of) PARAGRAPH("{\"kind\":\"table\"," of "}")
#define ROW "\"children\":[{\"kind\":\"row\",\"children\":[" CELL "," CELL "]}]"

static void check_tree(void)
{
    static const struct {
        const char *json, *want;
    } cases[] = {
        {FIGURE(BODY "," CAPTION), NULL},
        {FIGURE(CAPTION "," BODY), NULL},
        {FIGURE(BODY "," CAPTION "," BODY), "a figure has one caption, its first or last child"},
        {FIGURE(CAPTION "," BODY "," CAPTION), "a figure has one caption, its first or last child"},
        {PARAGRAPH("{\"kind\":\"paragraph\",\"children\":[{\"kind\":\"text\",\"text\":\"\"}]}"),
         "a text is never empty"},
        {PARAGRAPH("{\"kind\":\"paragraph\",\"children\":[{\"kind\":\"text\"}]}"),
         "a text is never empty"},
        {PARAGRAPH("{\"kind\":\"paragraph\",\"children\":{}}"), "children must be a list"},
        {PARAGRAPH("{\"kind\":\"paragraph\",\"children\":[],\"pos\":[1,1]}"), NULL},
        {PARAGRAPH("{\"kind\":\"details\",\"children\":[" BODY "]}"),
         "the first child of a details must be its summary"},
        {PARAGRAPH("{\"kind\":\"paragraph\",\"kind\":[\"x\",{}]}"), NULL},
        {PARAGRAPH("{\"kind\":\"details\"}"), "the first child of a details must be its summary"},
        {PARAGRAPH("{\"kind\":\"details\",\"children\":[{\"kind\":\"summary\"}]}"), NULL},
        {PARAGRAPH("{\"kind\":\"heading\",\"level\":0}"), "from 1 to 6"},
        {PARAGRAPH("{\"kind\":\"heading\",\"level\":6}"), NULL},
        {PARAGRAPH("{\"kind\":\"heading\",\"level\":7}"), "from 1 to 6"},
        {PARAGRAPH("{\"kind\":\"heading\",\"level\":1.0}"), "from 1 to 6"},
        {PARAGRAPH("{\"kind\":\"paragraph\",\"pos\":1}"), "pos must be [line, column]"},
        {PARAGRAPH("{\"kind\":\"paragraph\",\"pos\":[1,1,0,0]}"), "pos must be [line, column]"},
        {PARAGRAPH("{\"kind\":\"paragraph\",\"pos\":[1,-1]}"), "pos must be [line, column]"},
        {PARAGRAPH("{\"kind\":\"list\",\"ordered\":true,\"delim\":\"..\"}"), "one ASCII character"},
        {PARAGRAPH("{\"kind\":\"list\",\"ordered\":true,\"delim\":\"\xC3\xA9\"}"),
         "one ASCII character"},
        {PARAGRAPH("{\"kind\":\"list\",\"ordered\":true,\"delim\":\"\"}"), "one ASCII character"},
        {TABLE("\"align\":[\"left\",\"\"]," ROW), NULL},
        {TABLE("\"align\":[\"left\"]," ROW), "the cells of a row must fill its table's columns"},
        {TABLE("\"align\":[\"\",\"\",\"\"]," ROW),
         "the cells of a row must fill its table's columns"},
        {TABLE("\"align\":[\"left\",\"middle\"]," ROW), "\"align\" must be a list of left"},
        {TABLE("\"align\":[\"left\",1]," ROW), "\"align\" must be a list of left"},
        {TABLE("\"align\":\"left\"," ROW), "\"align\" must be a list of left"},
        {TABLE(ROW ",\"align\":[\"left\",\"\"]"), "\"align\" must be a list of left"},
        {PARAGRAPH("{\"kind\":\"paragraph\",\"children\":[{\"kind\":\"footnote-ref\"}]}"),
         "footnotes must have the numbers"},
        {PARAGRAPH("{\"kind\":\"paragraph\",\"children\":[{\"kind\":\"footnote-ref\","
                   "\"number\":1}]}"),
         "footnotes must have the numbers"},
        {PARAGRAPH(
             "{\"kind\":\"paragraph\",\"children\":[{\"kind\":\"footnote-ref\",\"number\":1}]},"
             "{\"kind\":\"footnotes\",\"children\":[{\"kind\":\"footnote\",\"number\":1}]}"),
         NULL},
        {PARAGRAPH("{\"kind\":\"footnotes\",\"children\":[{\"kind\":\"footnote\",\"number\":2}]}"),
         "footnotes must have the numbers"},
        {PARAGRAPH("{\"kind\":\"paragraph\"") "}", "expected } or a member"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_said(cases[i].json, cases[i].want);
}

/* The deepest nesting that is allowed, and one level more. */
static void check_depths(void)
{
    for (int depth = 41; depth <= 42; depth++) {
        struct nc_buf json = {0};
        nc_buf_puts(&json, HEAD "\"meta\":[{\"key\":\"k\",\"value\":");
        for (int i = 1; i < depth; i++)
            nc_buf_puts(&json, "{\"type\":\"list\",\"items\":[");
        nc_buf_puts(&json, "{\"type\":\"null\"}");
        for (int i = 1; i < depth; i++)
            nc_buf_puts(&json, "]}");
        nc_buf_puts(&json, "}],\"root\":{\"kind\":\"doc\"}}");
        check_said(json.p, depth == 41 ? NULL : "metadata is nested too deep");
        nc_buf_dispose(&json);
    }
    for (int depth = 999; depth <= 1000; depth++) {
        struct nc_buf json = {0};
        nc_buf_puts(&json, HEAD "\"root\":{\"kind\":\"doc\"");
        for (int i = 0; i < depth; i++)
            nc_buf_puts(&json, ",\"children\":[{\"kind\":\"quote\"");
        for (int i = 0; i < depth; i++)
            nc_buf_puts(&json, "}]");
        nc_buf_puts(&json, "}}");
        check_said(json.p, depth == 999 ? NULL : "nodes are nested too deep");
        nc_buf_dispose(&json);
    }
}

/* Keys are found below, at and above the number from which there is an index. */
static void check_many_keys(void)
{
    struct nc_doc *doc = nc_doc_new(NC_LIT("t.md"));
    char key[16];
    for (unsigned i = 0; i < 100; i++) {
        snprintf(key, sizeof key, "key%u", i);
        nc_meta_slot(doc, nc_str(key), (struct nc_pos){0, i + 1, 1})->value.raw = NC_LIT("x");
        for (unsigned k = 0; k <= i + 1; k++) {
            snprintf(key, sizeof key, "key%u", k);
            const struct nc_value *v = nc_meta_get(&doc->meta, key);
            CHECK(k <= i ? v && v == &doc->meta.entries[k].value : !v);
        }
        CHECK(nc_meta_slot(doc, NC_LIT("key0"), (struct nc_pos){0})->pos.line == 1);
        CHECK(doc->meta.count == i + 1);
    }
    nc_doc_free(doc);
}

int main(void)
{
    diags = nc_diags_new();
    check_document();
    check_tree();
    check_depths();
    check_many_keys();
    nc_diags_free(diags);
    return check_result();
}
