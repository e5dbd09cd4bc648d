/* Lines and the containers they stand in, by CommonMark 0.31.2 sections 4 and 5. */
#include "parse/block/lines.h"
#include "tests/unit/check.h"

/* Enters the lines of text one by one; the last one is in l. */
static void enter(struct nc_line *l, struct nc_containers *c, const char *text)
{
    struct nc_str s = nc_str(text);
    memset(c, 0, sizeof *c);
    for (size_t at = 0; at < s.n; at = l->end + 1) {
        nc_line_enter(l, c, s, at);
        c->in_paragraph = !nc_line_is_empty(l) && !l->code;
    }
}

static void check_last(const char *text, unsigned matched, unsigned opened, unsigned count)
{
    struct nc_line l;
    struct nc_containers c;
    enter(&l, &c, text);
    if (!CHECK(l.matched == matched && l.opened == opened && c.count == count))
        fprintf(stderr, "  %u go on, %u begin, %u are open behind: %s\n", l.matched, l.opened,
                c.count, text);
}

static void check_content(const char *text, const char *content)
{
    struct nc_line l;
    struct nc_containers c;
    enter(&l, &c, text);
    struct nc_str s = nc_str_sub(nc_str(text), l.content, l.end);
    if (!CHECK(nc_str_eqz(s, content)))
        fprintf(stderr, "  the content is '%.*s' in: %s\n", NC_FMT(s), text);
}

static void check_code(const char *text, bool code, bool lazy)
{
    struct nc_line l;
    struct nc_containers c;
    enter(&l, &c, text);
    if (!CHECK(l.code == code && l.lazy == lazy))
        fprintf(stderr, "  code %d, lazy %d: %s\n", l.code, l.lazy, text);
}

static void test_items(void)
{
    check_last("- a\n  b", 1, 0, 1);
    check_last("- a\n b", 0, 0, 1); /* lazy */
    check_last("- a\n\n b", 0, 0, 0);
    check_last("- a\n\n  b", 1, 0, 1);
    check_last("-   a\n\n   b", 0, 0, 0); /* the content stands four columns in */
    check_last("-\n\n  b", 0, 0, 0);      /* a blank line ends an item without content */
    check_last("- a\n\t- b\n\t\t- c", 2, 1, 3);
    check_last("1. a\n   - b", 1, 1, 2);
    check_last("a\n2. b", 0, 0, 0); /* only a list that begins with 1 interrupts a paragraph */
    check_last("a\n1. b", 0, 1, 1);
    check_last("a\n-", 0, 0, 0); /* the underline of a heading */
    check_last("* * *", 0, 0, 0);
    check_last("- - a", 0, 2, 2);
    check_content("> - 1) a", "a");
    check_content("-\ta", "a");
}

static void test_quotes(void)
{
    check_last("> a\n> b", 1, 0, 1);
    check_last("> a\nb", 0, 0, 1); /* lazy */
    check_last("> a\n\nb", 0, 0, 0);
    check_last("> a\n# b", 0, 0, 0);
    check_last("> - a\n> b", 1, 0, 2); /* lazy */
    check_last(">a\n> > b", 1, 1, 2);
    check_content(">\ta", "a");
}

static void test_code(void)
{
    check_code("    a", true, false);
    check_code("a\n    b", false, false);
    check_code("- a\n\n      b", true, false);
    check_code("- a\n\n     b", false, false);
    check_code("- a\n      b", false, false);
    check_code("> a\n    b", false, true);
    check_code("-     a", true, false); /* five blanks: code in the item */
    check_code("\ta", true, false);
}

/* A marker beyond the limit is content. */
static void test_depth(void)
{
    char text[2 * NC_MAX_CONTAINERS + 8] = {0};
    for (unsigned i = 0; i <= NC_MAX_CONTAINERS; i++)
        memcpy(text + (size_t)2 * i, "> ", 2);
    struct nc_line l;
    struct nc_containers c;
    enter(&l, &c, text);
    CHECK(c.count == NC_MAX_CONTAINERS);
    CHECK(l.too_deep == 2 * NC_MAX_CONTAINERS && l.content == l.too_deep);
}

/* A footnote goes on in lines that are indented as it says. */
static void test_notes(void)
{
    struct nc_str s = NC_LIT("[^a]: b\n  - c\n\nd");
    struct nc_line l;
    struct nc_containers c = {0};
    nc_line_enter(&l, &c, s, 0);
    CHECK(nc_containers_push(&c, NC_IN_NOTE, 2));
    c.in_paragraph = true;
    nc_line_enter(&l, &c, s, 8);
    CHECK(l.matched == 1 && l.opened == 1 && l.inner == 12);
    nc_line_enter(&l, &c, s, 14);
    CHECK(c.count == 2);
    nc_line_enter(&l, &c, s, 15);
    CHECK(c.count == 0);
}

static void check_rest(const char *text, unsigned columns, const char *rest, unsigned blanks)
{
    struct nc_str s = nc_str(text);
    struct nc_line l;
    struct nc_containers c = {0};
    unsigned pad;
    nc_line_enter(&l, &c, s, 0);
    size_t from = nc_line_rest(&l, s, columns, &pad);
    CHECK(pad == blanks);
    CHECK_STR(s.p + from, rest);
}

/* What stands after containers and some columns of blanks; a tab may be cut. */
static void test_rest(void)
{
    check_rest("  a", 4, "a", 0);
    check_rest("      a", 4, "  a", 0);
    check_rest("\ta", 2, "a", 2);
    check_rest(">\ta", 0, "a", 2);
    check_rest("> \t\ta", 4, "a", 2);
    check_rest("-     a", 4, "a", 0);
}

int main(void)
{
    test_items();
    test_quotes();
    test_code();
    test_depth();
    test_notes();
    test_rest();
    return check_result();
}
