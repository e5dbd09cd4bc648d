/* The settings of a vault and of a book: the first byte chooses the file that the others are
 * written to. After a second byte 0xFE each further one is a part of a regular expression that
 * hides notes, or of a pattern. */
#include "tests/fuzz/tempvault.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const folders[] = {
    ".obsidian", ".obsidian/plugins", ".obsidian/plugins/templater-obsidian", "logseq", "sub",
    NULL};
static const char *const files[] = {".obsidian/app.json",
                                    ".obsidian/templates.json",
                                    ".obsidian/plugins/templater-obsidian/data.json",
                                    "logseq/config.edn",
                                    ".noteconvignore",
                                    "sub/.noteconvignore",
                                    "SUMMARY.md",
                                    "list.txt",
                                    "book.toml",
                                    "book.json",
                                    ".gitbook.yaml",
                                    "mkdocs.yml",
                                    "_quarto.yml",
                                    "_toc.yml",
                                    "noteconv.yaml",
                                    "a.md",
                                    "sub/b.md",
                                    "2024_01_02.md",
                                    NULL};
#define SETTINGS 15 /* of these */

static const char *const of_regex[] = {
    "a",     "b",     "sub/",  ".md",   "^",    "$",       ".",       "*",       "+",
    "?",     "|",     "(",     "(?:",   "(?=",  ")",       "{1}",     "{2,3}",   "{1,}",
    "{",     "}",     "[a-c",  "[^",    "[",    "]",       "-",       "\\\\d",   "\\\\W",
    "\\\\s", "\\\\.", "\\\\/", "\\\\]", "\\\\", "/\",\"/", "/\",\"s", "\\u00e9", "é"};
static const char *const of_pattern[] = {
    "a",          "b",    "sub", ".md", "/", "*", "**",  "**/", "/**", "?",  "!", "#",
    "[[:alpha:]", "[a-c", "[!",  "[^",  "[", "]", "b-a", "-",   "\\",  "\n", " ", "é"};

static void put_parts(struct nc_buf *out, struct nc_str s, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < s.n; i++)
        nc_buf_puts(out, parts[(uint8_t)s.p[i] % count]);
}

static void put_settings(size_t k, struct nc_str s)
{
    struct nc_buf text = {0};
    bool is_regex = k == 0, is_pattern = k == 4 || k == 5;
    bool in_parts = s.n && (uint8_t)s.p[0] == 0xFE && (is_regex || is_pattern);
    struct nc_str rest = nc_str_sub(s, in_parts, s.n);
    if (in_parts && is_regex) {
        nc_buf_puts(&text, "{\"userIgnoreFilters\":[\"/");
        put_parts(&text, rest, of_regex, sizeof of_regex / sizeof *of_regex);
        nc_buf_puts(&text, "/\"]}");
    } else if (in_parts) {
        put_parts(&text, rest, of_pattern, sizeof of_pattern / sizeof *of_pattern);
    } else {
        nc_buf_str(&text, s);
    }
    put_file(files[k], nc_buf_view(&text));
    nc_buf_dispose(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    if (!*temp_root) {
        make_temp_vault(folders, files);
        put_file("a.md", NC_LIT("[[b]] [x](sub/b.md) {{ book.a }} {{ b }}"));
        put_file("sub/b.md", NC_LIT("# b\n\n[[a]] [[2024-01-02]] ![](a.png)"));
        put_file("2024_01_02.md", NC_LIT("[[a]]"));
    }
    size_t k = data[0] % SETTINGS;
    struct nc_vault_options o = {.tells_own = true};
    static char index[256];
    put_settings(k, (struct nc_str){(const char *)data + 1, size - 1});
    if (k == 6 || k == 7) {
        snprintf(index, sizeof index, "%s", temp_path(files[k]));
        o.index = index;
    }
    run_through(&o);
    unlink(temp_path(files[k]));
    return 0;
}
