/* The shield's promise: whatever it hid or stashed, the way back gives the source; and each place
 * of a leaf leads to the place in the source it stands for. */
#include "parse/leaf/leaves.h"
#include "tests/unit/check.h"

static struct nc_special special;

/* The whole source as one leaf. */
static void shield(struct nc_shielded *s, struct nc_str source)
{
    struct nc_parse_options opts = {0};
    struct nc_node node = {0};
    nc_special_init(&special, &opts);
    *s = (struct nc_shielded){.src = source};
    struct nc_shielding h = {
        .out = s, .s = source, .no_quote_from = source.n, .stash = true, .special = &special};
    nc_leaf_put(&h, 0, source.n, &node);
    CHECK(s->leaf_count == 1);
}

static void check_way_back(const char *source)
{
    struct nc_shielded s;
    shield(&s, nc_str(source));
    struct nc_buf b = {0};
    nc_unhide(&b, &s, nc_leaf_text(&s, 0));
    CHECK_STR(b.p, source);
    nc_buf_dispose(&b);
    nc_shielded_dispose(&s);
}

static void check_place(const char *source, const char *what, uint32_t line, uint32_t col)
{
    struct nc_shielded s;
    shield(&s, nc_str(source));
    struct nc_locator l;
    nc_locator_init(&l, &s);
    struct nc_pos pos = nc_locate(&l, nc_str_search(nc_buf_view(&s.text), nc_str(what), 0));
    nc_shielded_dispose(&s);
    if (!CHECK(pos.line == line && pos.col == col))
        fprintf(stderr, "  '%s' stands at %u:%u in: %s\n", what, pos.line, pos.col, source);
}

/* A token counts only where the shield wrote it, and never a forged number. */
static void test_tokens(void)
{
    struct nc_shielded s;
    shield(&s, NC_LIT("[[a]]"));
    CHECK(s.stash_count == 1);
    size_t len;
    CHECK(nc_token_at(&s, nc_leaf_text(&s, 0), 0, &len) == &s.stash[0]);
    struct nc_str forged = NC_LIT("\xEF\xB7\x96\xEF\xB7\xAF\xEF\xB7\x97");
    CHECK(nc_token_at(&s, forged, 0, &len) == NULL);
    nc_shielded_dispose(&s);
}

/* What is cut from a leaf's beginning leaves the places of the rest as they are. */
static void test_cut(void)
{
    struct nc_str source = NC_LIT("*a* [[b]]\n**c** d\ne");
    struct nc_shielded s;
    shield(&s, source);
    struct nc_str rest = NC_LIT("d\ne");
    size_t from = s.leaves[0].from, to = nc_str_search(nc_buf_view(&s.text), NC_LIT("d "), 0);
    CHECK(s.line_end_count == 2);
    nc_leaf_cut(&s, from, to);
    CHECK(s.line_end_count == 1 && s.line_ends[0] == from + 1);
    struct nc_locator l;
    nc_locator_init(&l, &s);
    for (size_t i = 0; i < rest.n; i++)
        CHECK(nc_locate_source(&l, from + i) == source.n - rest.n + i);
    nc_shielded_dispose(&s);
}

int main(void)
{
    check_way_back("a **b** _c_ ~~d~~ ==e== [[f|g]] ![[h]] $i$ %%j%% [^k] ^[l] m");
    check_way_back("`**a** [[b]]` <a href=\"*x*\"> https://x.org/*a*_b_ \\*c");
    check_place("中文 **粗** x", "x\n", 1, 10);
    check_place("[[一|二]] x", "x\n", 1, 9);
    check_place("a\n [[b]]\n **c** d", "d", 3, 8);
    test_tokens();
    test_cut();
    return check_result();
}
