/* The shield's promise: whatever it hid or stashed, the way back gives the source; and each place
 * of its text leads to the place in the source it stands for. */
#include "parse/block/shield.h"
#include "tests/unit/check.h"

/* One line that the shield keeps in one line: its text, shown again, is the source. */
static void check_way_back(const char *source)
{
    struct nc_parse_options opts = {0};
    struct nc_front front = {0};
    struct nc_shielded s;
    nc_shield(&s, nc_str(source), &front, &opts, NC_LIT("t"), NULL);
    struct nc_buf b = {0};
    nc_unhide(&b, &s, nc_buf_view(&s.text));
    CHECK_STR(b.p, source);
    nc_buf_dispose(&b);
    nc_shielded_dispose(&s);
}

static struct nc_pos place_of(const char *source, const char *what)
{
    struct nc_parse_options opts = {0};
    struct nc_front front = {0};
    struct nc_shielded s;
    nc_shield(&s, nc_str(source), &front, &opts, NC_LIT("t"), NULL);
    struct nc_locator l;
    nc_locator_init(&l, &s);
    struct nc_pos pos = nc_locate(&l, nc_str_search(nc_buf_view(&s.text), nc_str(what), 0));
    nc_shielded_dispose(&s);
    return pos;
}

static void check_place(const char *source, const char *what, uint32_t line, uint32_t col)
{
    struct nc_pos pos = place_of(source, what);
    if (!CHECK(pos.line == line && pos.col == col))
        fprintf(stderr, "  '%s' stands at %u:%u in: %s\n", what, pos.line, pos.col, source);
}

/* A token counts only where the shield wrote it, and never a forged number. */
static void test_tokens(void)
{
    struct nc_parse_options opts = {0};
    struct nc_front front = {0};
    struct nc_shielded s;
    nc_shield(&s, NC_LIT("[[a]]\n"), &front, &opts, NC_LIT("t"), NULL);
    CHECK(s.stash_count == 1);
    size_t len;
    CHECK(nc_token_at(&s, nc_buf_view(&s.text), 0, &len) == &s.stash[0]);
    struct nc_str forged = NC_LIT("\xEF\xB7\x96\xEF\xB7\xAF\xEF\xB7\x97");
    CHECK(nc_token_at(&s, forged, 0, &len) == NULL);
    nc_shielded_dispose(&s);
}

int main(void)
{
    check_way_back("a **b** _c_ ~~d~~ ==e== [[f|g]] ![[h]] $i$ %%j%% [^k] ^[l] m\n");
    check_way_back("`**a** [[b]]` <a href=\"*x*\"> https://x.org/*a*_b_ \\*c\n");
    check_way_back("```\n$$\n[[a]] | b\n|-|\n%%\n```\n");
    check_way_back("> [x]: /u\n>\n> - **中**\n");
    check_place("中文 **粗** x\n", "x", 1, 10);
    check_place("[[一|二]] x\n", "x", 1, 9);
    check_place("a\n> [[b]]\n> **c** d\n", "d", 3, 9);
    check_place("|a|\n|-|\n|[[b]] cell|\n", "cell", 3, 8);
    check_place("[^1]: one\n\n  second\n", "second", 3, 3);
    check_place("$$\na\n$$\n\nafter\n", "after", 5, 1);
    test_tokens();
    return check_result();
}
