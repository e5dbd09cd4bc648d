/* Patterns of paths: globs.c as in .gitignore, hidden.c as in Obsidian's and Logseq's settings. */
#include "tests/unit/check.h"
#include "vault/globs.h"
#include "vault/vaultdata.h"

/* What a pattern of a folder says of a path: 1, -1 or 0. */
static void check_glob(const char *base, const char *line, const char *path, int expected)
{
    struct nc_arena *a = nc_arena_new();
    struct nc_globs g = {0};
    struct nc_str p = nc_str(path);
    bool is_folder = p.n && p.p[p.n - 1] == '/';
    nc_globs_add(&g, a, nc_str(base), nc_str(line));
    int got = nc_globs_match(&g, nc_str_sub(p, 0, p.n - is_folder), is_folder);
    if (!CHECK(got == expected))
        fprintf(stderr, "  %s of %s: %d\n", line, path, got);
    nc_globs_dispose(&g);
    nc_arena_free(a);
}

static void test_globs(void)
{
    static const struct {
        const char *line, *path;
        int expected;
    } asked[] = {{"a.md", "a.md", 1},
                 {"a.md", "x/a.md", 1},
                 {"a.md", "ba.md", 0},
                 {"/a.md", "a.md", 1},
                 {"/a.md", "x/a.md", 0},
                 {"x/a.md", "y/x/a.md", 0},
                 {"!a.md", "a.md", -1},
                 {"!", "", 0},
                 {"#a", "#a", 1},
                 {"\\#a", "#a", 1},
                 {"\\!a", "!a", 1},
                 {"a/", "a/", 1},
                 {"a/", "x/a/", 1},
                 {"a/", "a", 0},
                 {"/", "a", 0},
                 {"", "", 0},
                 {"   ", "   ", 0},
                 {"a  \r", "a", 1},
                 {"a\\ ", "a ", 1},
                 {"a\\ ", "a", 0},
                 {"*.md", "x/a.md", 1},
                 {"*.md", ".md", 1},
                 {"x/*", "x/a", 1},
                 {"x/*", "x/a/b", 0},
                 {"x/*.md", "x/.md", 1},
                 {"a?c", "abc", 1},
                 {"a?c", "a书c", 1},
                 {"a?c", "a/c", 0},
                 {"a?c", "ac", 0},
                 {"**/a", "x/y/a", 1},
                 {"**/a", "a", 1},
                 {"x/**", "x/y/a", 1},
                 {"x/**", "x", 0},
                 {"x/**/a", "x/a", 1},
                 {"x/**/a", "x/y/z/a", 1},
                 {"x/**/a", "xa", 0},
                 {"x**a", "xyza", 1},
                 {"x/y**a", "x/y/a", 0},
                 {"a\xCC\x81", "\xC3\xA1", 1}, /* é in two ways */
                 {"a\\", "a\\", 1},
                 {"a\\*", "a*", 1},
                 {"a\\*", "ab", 0}};
    for (size_t k = 0; k < sizeof asked / sizeof *asked; k++)
        check_glob("", asked[k].line, asked[k].path, asked[k].expected);
    check_glob("f", "a", "f/a", 1);
    check_glob("f", "a", "f/x/a", 1);
    check_glob("f", "a", "a", 0);
    check_glob("f", "a", "fa", 0);
    check_glob("f", "/a", "f/a", 1);
    check_glob("f", "/a", "f/f/a", 0);
    char longest[1100];
    memset(longest, 'a', sizeof longest);
    longest[1025] = 0;
    check_glob("", longest, longest, 0);
    longest[1024] = 0;
    check_glob("", longest, longest, 1);
    memset(longest, 0xFF, 400); /* three bytes each when they are put right */
    longest[400] = 0;
    check_glob("", longest, longest, 0);
}

static void test_classes(void)
{
    static const struct {
        const char *line, *in, *out; /* a character each */
    } asked[] = {{"[ac]", "ac", "bd]["},
                 {"[a-c]", "abc", "d-`"},
                 {"[!a-c]", "d-", "abc/"},
                 {"[^a]", "b^", "a/"},
                 {"[]a]", "]a", "b["},
                 {"[!]a]", "b", "]a"},
                 {"[a-]", "a-", "b"},
                 {"[-a]", "a-", "b"},
                 {"[b-a]", "b", "a"},
                 {"[\\]]", "]", "\\"},
                 {"[\\a-\\c]", "abc", "\\d"},
                 {"[a-c-e]", "abc-e", "d"},
                 {"[[:digit:]x]", "09x", "a:d"},
                 {"[![:digit:]x]", "ad", "09x"},
                 {"[[:alpha:][:space:]]", "aZ \t", "0_"},
                 {"[[:alnum:]]", "a0", "_-"},
                 {"[[:blank:]]", " \t", "\na"},
                 {"[[:cntrl:]]", "\x01\x7F", "a "},
                 {"[[:graph:]]", "a!", " "},
                 {"[[:lower:]]", "a", "A0"},
                 {"[[:upper:]]", "A", "a0"},
                 {"[[:print:]]", "a ", "\x01"},
                 {"[[:punct:]]", "!_", "a "},
                 {"[[:xdigit:]]", "fF0", "g"},
                 {"[[:word:]]", "", "a_"}, /* no class: "[", ":", … and a "]" after it */
                 {"[a", "", "a["},
                 {"[]", "", "]["},
                 {"[*]", "*", "a"}};
    for (size_t k = 0; k < sizeof asked / sizeof *asked; k++) {
        char one[2] = {0};
        for (const char *c = asked[k].in; *c; c++) {
            one[0] = *c;
            check_glob("", asked[k].line, one, 1);
        }
        for (const char *c = asked[k].out; *c; c++) {
            one[0] = *c;
            check_glob("", asked[k].line, one, 0);
        }
    }
    check_glob("", "[[:word:]]", "w]", 1);
    check_glob("", "[书-人]", "书", 1); /* in the order of Unicode */
    check_glob("", "[书-人]", "亲", 1);
    check_glob("", "[书-人]", "人", 1);
    check_glob("", "[书-人]", "中", 0);
    check_glob("", "[书-人]", "仁", 0);
    check_glob("", "[[:alpha:]]", "é", 0);
}

static void test_lines(void)
{
    struct nc_arena *a = nc_arena_new();
    struct nc_globs g = {0};
    nc_globs_add_lines(&g, a, NC_NONE, NC_LIT("*.md\n# x\n\n!b.md\r\nsub/\n/top"));
    CHECK(g.count == 4);
    CHECK(nc_globs_match(&g, NC_LIT("a.md"), false) == 1);
    CHECK(nc_globs_match(&g, NC_LIT("b.md"), false) == -1);
    CHECK(nc_globs_match(&g, NC_LIT("c"), false) == 0);
    CHECK(nc_globs_cover(&g, NC_LIT("x/sub/c")) && !nc_globs_cover(&g, NC_LIT("x/c")));
    CHECK(nc_globs_cover(&g, NC_LIT("top/c")) && !nc_globs_cover(&g, NC_LIT("x/top")));
    nc_globs_dispose(&g);
    nc_arena_free(a);
}

/* found and spared: paths that it hides and does not hide; both NULL: it is refused. */
static void check_regex(const char *regex, const char *found, const char *spared)
{
    struct nc_vault v = {.arena = nc_arena_new()};
    bool ok = nc_hide_regex(&v, nc_str(regex));
    if (!CHECK(ok == (found || spared)))
        fprintf(stderr, "  %s\n", regex);
    if (ok && found && !CHECK(nc_vault_is_hidden(&v, nc_str(found))))
        fprintf(stderr, "  %s hides %s\n", regex, found);
    if (ok && spared && !CHECK(!nc_vault_is_hidden(&v, nc_str(spared))))
        fprintf(stderr, "  %s does not hide %s\n", regex, spared);
    nc_hidden_dispose(&v);
    nc_arena_free(v.arena);
}

static void test_regexes(void)
{
    check_regex("^a\\/b", "a/bc", "xa/b");
    check_regex("\\.txt\\.md$", "a.txt.md", "atxt.md");
    check_regex("a\\d\\d", "a12", "a1b");
    check_regex("a\\Db", "axb", "a1b");
    check_regex("^\\w+$", "a_1", "a-1");
    check_regex("^\\W$", "-", "_");
    check_regex("a\\sb", "a b", "a_b");
    check_regex("a\\Sb", "a_b", "a b");
    check_regex("^[\\d\\s_]+$", "1 _", "a");
    check_regex("^[^\\w]$", "-", "a");
    check_regex("[a-c]", "b", "d");
    check_regex("[\\.\\\\]", "a\\b", "ab");
    check_regex("^[\\.\\/]$", "/", "a");
    check_regex("^a{2}$", "aa", "aaa");
    check_regex("^a{2,}$", "aaa", "a");
    check_regex("^a{1,2}$", "a", "aaa");
    check_regex("^a+?b??c*?$", "aac", "ab c");
    check_regex("^(?:a|b)(c)$", "bc", "ac ");
    check_regex("\\(x\\)", "(x)", "x");
    check_regex("a\\-b", "a-b", "ab");
    check_regex("书", "书", "人");
    check_regex("^书.$", "书a", "书");
    static const char *const refused[] = {
        "",      "\\",      "a\\b",   "\\u0041", "\\1",    "\\p{L}",    "\\书",
        "[书]",  "[",       "[a",     "[]",      "[^]",    "[]a]",      "[[:alpha:]]",
        "[\\D]", "[\\W]",   "[\\S]",  "[\\]]",   "[\\-]",  "[\\^]",     "[\\[]",
        "[\\",   "{2}",     "(a){2}", "a{x}",    "a{2",    "a{123456}", "a{1}b{1}c{1}d{1}e{1}",
        "(?=a)", "(?<n>a)", "(?",     "(a",      "a{2,1}", NULL};
    for (const char *const *p = refused; *p; p++)
        check_regex(*p, NULL, NULL);
    check_regex("a{1}b{1}c{1}d{1}", "abcd", "abc");
    char longest[258];
    memset(longest, 'a', sizeof longest);
    longest[257] = 0;
    check_regex(longest, NULL, NULL);
    longest[256] = 0;
    check_regex(longest, longest, "a");
}

static void check_prefix(const char *prefix, bool whole_parts, const char *path, bool is_hidden)
{
    struct nc_vault v = {.arena = nc_arena_new()};
    nc_hide_prefix(&v, nc_str(prefix), whole_parts);
    if (!CHECK(nc_vault_is_hidden(&v, nc_str(path)) == is_hidden))
        fprintf(stderr, "  %s and %s\n", prefix, path);
    nc_hidden_dispose(&v);
    nc_arena_free(v.arena);
}

static void test_prefixes(void)
{
    check_prefix("Templates/", false, "templates/a.md", true);
    check_prefix("a", false, "ab/c.md", true);
    check_prefix("a", false, "b/a.md", false);
    check_prefix("//a", true, "a/c.md", true);
    check_prefix("a", true, "a", true);
    check_prefix("a", true, "ab/c.md", false);
    check_prefix("a/", true, "a/c.md", true);
    check_prefix("\xC3\x89t\xC3\xA9", true, "e\xCC\x81te\xCC\x81/x.md", true);
    check_prefix("/", false, "a.md", false);
    check_prefix("", true, "a.md", false);
}

int main(void)
{
    test_globs();
    test_classes();
    test_lines();
    test_regexes();
    test_prefixes();
    return check_result();
}
