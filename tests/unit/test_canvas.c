/* A canvas becomes one note: order of places, groups as sections, files and addresses. */
#include "doc/doc.h"
#include "parse/input/canvas.h"
#include "parse/input/canvasgroups.h"
#include "parse/parse.h"
#include "tests/unit/check.h"

static void text_of(struct nc_buf *out, const char *json, struct nc_diags *diags)
{
    struct nc_parse_options opts = {0};
    struct nc_doc *doc =
        nc_parse_canvas(nc_str(json), NC_LIT("c.canvas"), NC_LIT("c"), &opts, diags);
    for (const struct nc_node *n = doc->root->first; n; n = n->next) {
        nc_buf_printf(out, "%s:", nc_kind_name(n->kind));
        nc_plain_text(out, n);
        if (n->kind == NC_EMBED)
            nc_buf_str(out, n->u.embed.ref->dest);
        nc_buf_char(out, '|');
        CHECK(n->pos.line == 1 && n->pos.col == 1);
    }
    nc_doc_free(doc);
}

/* The same as the plain way, on areas and points that overlap in many ways. */
static void find_groups(void)
{
    enum { POINTS = 40, AREAS = 12 };
    unsigned seed = 1;
    for (int round = 0; round < 200; round++) {
        struct nc_canvas_point p[POINTS];
        struct nc_canvas_area a[AREAS];
        size_t found[POINTS];
        for (int i = 0; i < POINTS; i++)
            p[i] = (struct nc_canvas_point){
                (int64_t)((seed = seed * 1103515245 + 12345) >> 16) % 20, i / 3};
        for (int g = 0; g < AREAS; g++) {
            seed = seed * 1103515245 + 12345;
            a[g] = (struct nc_canvas_area){seed >> 16 & 15, g, (seed >> 16 & 15) + (seed >> 20 & 7),
                                           g + (seed >> 24 & 7)};
        }
        nc_canvas_find_groups(found, p, (size_t)round % POINTS, a, AREAS);
        for (int i = 0; i < round % POINTS; i++) {
            size_t g = 0;
            while (g < AREAS && !(p[i].x >= a[g].x && p[i].x < a[g].right && p[i].y >= a[g].y &&
                                  p[i].y < a[g].bottom))
                g++;
            CHECK(found[i] == (g < AREAS ? g + 1 : 0));
        }
    }
}

/* What a card leaves open, defines and lists stays its own. */
static void cards_apart(void)
{
    struct nc_diags *diags = nc_diags_new();
    struct nc_buf b = {0};
    text_of(&b,
            "{\"nodes\":[{\"type\":\"text\",\"text\":\"---\\na: b\\n\"},"
            "{\"type\":\"text\",\"text\":\"```\\ncode\"},"
            "{\"type\":\"text\",\"text\":\"- one[^1]\\n\\n[^1]: first\\n\\n[r]: u\"},"
            "{\"type\":\"text\",\"text\":\"- two[^1]\\n\\n[^1]: second\"},"
            "{\"type\":\"group\",\"x\":5,\"width\":5,\"height\":5},"
            "{\"type\":\"text\",\"text\":\"[r] \\u0000\",\"x\":6}]}",
            diags);
    CHECK_STR(b.p, "rule:|paragraph:a: b|code-block:|list:one|list:two|paragraph:[r] \xEF\xBF\xBD"
                   "|footnotes:firstsecond|");
    CHECK(nc_diags_count(diags) == 1 && nc_diags_at(diags, 0)->id == NC_D_UNCLOSED);
    nc_buf_dispose(&b);
    nc_diags_free(diags);
}

int main(void)
{
    find_groups();
    cards_apart();
    struct nc_diags *diags = nc_diags_new();
    struct nc_buf b = {0};
    CHECK(nc_is_canvas(NC_LIT("a.Canvas")) && !nc_is_canvas(NC_LIT(".canvas")) &&
          !nc_is_canvas(NC_LIT("a.md")));
    text_of(&b,
            "{\"nodes\":[{\"type\":\"text\",\"text\":\"in\",\"x\":10,\"y\":110},"
            "{\"type\":\"group\",\"label\":\"Group\",\"x\":0,\"y\":100,\"width\":50,\"height\":50},"
            "{\"type\":\"text\",\"text\":\"right\",\"x\":300,\"y\":0},{\"type\":\"text\",\"text\":"
            "\"left\",\"x\":-1,\"y\":0},"
            "{\"type\":\"file\",\"file\":\"n.md\",\"subpath\":\"#H\",\"x\":0,\"y\":900},"
            "{\"type\":\"link\",\"url\":\"https://example.org/"
            "\",\"x\":0,\"y\":950,\"more\":[1,{}]}],\"edges\":[{}]}",
            diags);
    CHECK_STR(b.p, "paragraph:left|paragraph:right|embed:n.md#H|paragraph:https://example.org/"
                   "|heading:Group|paragraph:in|");
    CHECK(nc_diags_count(diags) == 1 && nc_diags_at(diags, 0)->id == NC_D_PLUGIN_DROPPED);
    CHECK(nc_diags_count(diags) == 1);
    nc_buf_clear(&b);
    text_of(&b,
            "{\"nodes\":{\"a\":[1]},\"more\":[{}],\"edges\":1,\"nodes\":[7,{\"type\":\"text\","
            "\"text\":\"first [[#no]]\"},{\"type\":\"text\",\"text\":\"second ==\",\"x\":0,"
            "\"y\":\"9\"},{\"type\":\"text\",\"text\":\"**三 四\",\"y\":0}]}",
            diags);
    CHECK_STR(b.p, "paragraph:first no|paragraph:second ==|paragraph:三 四|");
    CHECK(nc_diags_count(diags) == 2 && nc_diags_at(diags, 1)->id == NC_D_EMPHASIS_REPAIRED);
    static const char *const bad[] = {"",
                                      "[]",
                                      "{\"nodes\":[{]}",
                                      "{\"nodes\":[]} x",
                                      "{\"nodes\":{\"a\":[1}}",
                                      "{\"nodes\":[{\"x\":[1}]}",
                                      "{\"nodes\":[]",
                                      "{\"nodes\":[1"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct nc_diags *d = nc_diags_new();
        nc_buf_clear(&b);
        text_of(&b, bad[i], d);
        CHECK(b.n == 0 && nc_diags_count(d) == 1 && nc_diags_at(d, 0)->id == NC_D_JSON_INVALID);
        nc_diags_free(d);
    }
    nc_buf_dispose(&b);
    nc_diags_free(diags);
    return check_result();
}
