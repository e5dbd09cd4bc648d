/* Documents generated from the tables of the JSON form: each is read, gives its own JSON again and
 * goes through every backend; and a member of a wrong type is refused wherever it stands. */
#include "doc/walk.h"
#include "tests/fuzz/docgen.h"
#include "tests/fuzz/renderall.h"
#include "tests/unit/check.h"

#define DOCUMENTS 1500

static struct nc_diags *diags;

static struct nc_doc *read_doc(const struct nc_buf *json)
{
    return nc_doc_read_json(nc_buf_view(json), NC_LIT("t.json"), diags);
}

/* Choices from a linear congruential generator: the same on every machine. */
static void choices(uint8_t *out, size_t n, uint32_t seed)
{
    for (size_t i = 0; i < n; i++) {
        seed = seed * 1664525 + 1013904223;
        out[i] = (uint8_t)(seed >> 24);
    }
}

static size_t kinds_seen[NC_KIND_COUNT];

static void count_kinds(const struct nc_doc *doc)
{
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        kinds_seen[w.node->kind] += e == NC_WALK_ENTER;
}

static void test_document(uint32_t seed)
{
    uint8_t data[2048];
    struct nc_buf made = {0}, first = {0}, second = {0};
    choices(data, sizeof data, seed);
    docgen_document(&made, data, 64 + seed % (sizeof data - 64));
    struct nc_doc *doc = read_doc(&made), *again = NULL;
    if (!CHECK(doc != NULL))
        fprintf(stderr, "  refused: %s", made.p);
    if (doc) {
        nc_doc_write_json(&first, doc, seed % 2);
        again = read_doc(&first);
        CHECK(again != NULL);
        count_kinds(doc);
    }
    if (again) {
        nc_doc_write_json(&second, again, seed % 2);
        CHECK(nc_str_eq(nc_buf_view(&first), nc_buf_view(&second)));
        render_all(again, NC_LIT("t.md"));
    }
    nc_buf_dispose(&made);
    nc_buf_dispose(&first);
    nc_buf_dispose(&second);
    nc_doc_free(again);
    nc_doc_free(doc);
}

static void test_documents(void)
{
    for (uint32_t seed = 0; seed < DOCUMENTS; seed++)
        test_document(seed);
    for (int k = 0; k < NC_KIND_COUNT; k++)
        if (!CHECK(kinds_seen[k] > 0))
            fprintf(stderr, "  no document held a %s\n", nc_kind_name((enum nc_kind)k));
}

static enum nc_kind parent_of(enum nc_kind kind)
{
    for (int k = 0; k < NC_KIND_COUNT; k++)
        if (nc_kinds[k].holds & nc_kinds[kind].stands)
            return (enum nc_kind)k;
    return NC_KIND_COUNT;
}

/* The objects around a node of the kind and the beginning of its own. */
static void put_way_to(struct nc_buf *out, enum nc_kind kind)
{
    enum nc_kind way[8];
    size_t n = 0;
    for (; kind != NC_KIND_COUNT && n < 8; kind = parent_of(kind))
        way[n++] = kind;
    while (n > 0) {
        n--;
        nc_buf_printf(out, "{\"kind\":\"%s\"%s", nc_kind_name(way[n]), n ? ",\"children\":[" : "");
    }
}

static void check_refusal(enum nc_kind kind, const struct nc_field *f, const char *value)
{
    struct nc_buf json = {0};
    size_t before = nc_diags_count(diags);
    nc_buf_printf(&json, "{\"noteconv-document\":%d,\"root\":", NC_DOCJSON_VERSION);
    put_way_to(&json, kind);
    nc_buf_printf(&json, ",\"%s\":%s", f->name, value);
    struct nc_doc *doc = read_doc(&json);
    const char *said = nc_diags_count(diags) > before ? nc_diags_at(diags, before)->text.p : "";
    if (!CHECK(!doc && strstr(said, f->name)))
        fprintf(stderr, "  %s of %s: %s\n", f->name, nc_kind_name(kind), said);
    nc_buf_dispose(&json);
    nc_doc_free(doc);
}

/* No member takes an object; a number out of its bounds is refused, and a word of no list. */
static void check_refusals(enum nc_kind kind, enum nc_section section)
{
    size_t count;
    const struct nc_field *f = nc_fields(section, &count);
    char above[32];
    for (size_t i = 0; i < count; i++) {
        if (f[i].type == NC_FIELD_KIND)
            continue;
        check_refusal(kind, &f[i], "{}");
        snprintf(above, sizeof above, "%lld", (long long)f[i].high + 1);
        if (f[i].type == NC_FIELD_UINT)
            check_refusal(kind, &f[i], above);
        if (f[i].type == NC_FIELD_WORD)
            check_refusal(kind, &f[i], "\"no such word\"");
    }
}

static void test_refusals(void)
{
    for (int k = 0; k < NC_KIND_COUNT; k++) {
        check_refusals((enum nc_kind)k, NC_IN_NODE);
        check_refusals((enum nc_kind)k, NC_IN_ATTRS);
        check_refusals((enum nc_kind)k, nc_kinds[k].members);
    }
    check_refusals(NC_LINK, NC_IN_REF);
}

/* A second list of alignments cannot change the columns of rows that are there. */
static void test_late_columns(void)
{
    struct nc_buf json = {0};
    nc_buf_printf(&json,
                  "{\"noteconv-document\":%d,\"root\":{\"kind\":\"doc\",\"children\":["
                  "{\"kind\":\"table\",\"align\":[],\"children\":[{\"kind\":\"row\"}],"
                  "\"align\":[\"left\"]}]}}",
                  NC_DOCJSON_VERSION);
    struct nc_doc *doc = read_doc(&json);
    CHECK(!doc);
    nc_buf_dispose(&json);
    nc_doc_free(doc);
}

int main(void)
{
    diags = nc_diags_new();
    test_documents();
    test_refusals();
    test_late_columns();
    nc_diags_free(diags);
    return check_result();
}
