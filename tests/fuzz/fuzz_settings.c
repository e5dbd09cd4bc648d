/* The settings of a vault and of a book: the first byte chooses the file that the others are
 * written to. After a second byte 0xFE each further one is a part of a regular expression that
 * hides notes, of a pattern, of YAML, TOML or JSON. */
#include "tests/fuzz/tempvault.h"

#include <string.h>

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

static const char *const of_yaml[] = {"\ntitle: ",
                                      "\nauthor: ",
                                      "\nauthors: ",
                                      "\ndescription: ",
                                      "\nlanguage: ",
                                      "\nsrc: ",
                                      "\nroot: ",
                                      "\nstructure: ",
                                      "\nsummary: ",
                                      "\nvariables: ",
                                      "\nsite_name: ",
                                      "\nsite_author: ",
                                      "\nsite_description: ",
                                      "\ndocs_dir: ",
                                      "\ntheme: ",
                                      "\nINHERIT: ",
                                      "\nnav: ",
                                      "\nbook: ",
                                      "\nchapters: ",
                                      "\npart: ",
                                      "\nparts: ",
                                      "\nfile: ",
                                      "\nformat: ",
                                      "\nproject: ",
                                      "\na: ",
                                      "[]",
                                      "{}",
                                      "a",
                                      "\"a b\"",
                                      "true",
                                      "1",
                                      "sub",
                                      "a.md",
                                      "sub/b.md",
                                      "b.md",
                                      "SUMMARY.md",
                                      "..",
                                      "/",
                                      "https://e.example/",
                                      "null",
                                      "!ENV [A, b]",
                                      "!ENV []",
                                      "[a, b]",
                                      "{a: b}",
                                      "{language: en}",
                                      "{summary: b.md}",
                                      "\n  - a.md",
                                      "\n  - A: b.md",
                                      "\n  - B:",
                                      "\n    - sub/b.md",
                                      "\n  a: ",
                                      "\n    b: ",
                                      "\nbook:\n  chapters:",
                                      "\nroot: a",
                                      "\n  - file: a.md",
                                      "\n    chapters: [a.md]",
                                      "mkdocs.yml",
                                      ">-\n  a",
                                      "#"};
static const char *const of_toml[] = {"\ntitle = ",
                                      "\nauthor = ",
                                      "\nauthors = ",
                                      "\ndescription = ",
                                      "\nlanguage = ",
                                      "\nsrc = ",
                                      "\na = ",
                                      "\n[book]",
                                      "\n[[book]]",
                                      "\n[a.b]",
                                      "\nbook.title = ",
                                      "\"a\"",
                                      "'a'",
                                      "\"\"\"\na\n\"\"\"",
                                      "\"sub\"",
                                      "[]",
                                      "[\"a\", \"b\"]",
                                      "{}",
                                      "{ a = 1 }",
                                      "1",
                                      "1.5",
                                      "true",
                                      "2024-01-01",
                                      ",",
                                      " ",
                                      "#",
                                      "\""};
static const char *const of_json[] = {"\"title\":",
                                      "\"author\":",
                                      "\"description\":",
                                      "\"language\":",
                                      "\"root\":",
                                      "\"structure\":",
                                      "\"summary\":",
                                      "\"variables\":",
                                      "\"a\":",
                                      "{",
                                      "}",
                                      "[",
                                      "]",
                                      ",",
                                      "\"a\"",
                                      "\"sub\"",
                                      "\"b.md\"",
                                      "\"..\"",
                                      "1",
                                      "true",
                                      "null",
                                      "\"",
                                      "\\u00e9"};

#define PARTS(list) list, sizeof list / sizeof *list

static void put_parts(struct nc_buf *out, struct nc_str s, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < s.n; i++)
        nc_buf_puts(out, parts[(uint8_t)s.p[i] % count]);
}

static void put_settings(size_t k, struct nc_str s)
{
    struct nc_buf text = {0};
    bool in_parts = s.n && (uint8_t)s.p[0] == 0xFE;
    struct nc_str rest = nc_str_sub(s, in_parts, s.n);
    if (!in_parts) {
        nc_buf_str(&text, s);
    } else if (k == 0) {
        nc_buf_puts(&text, "{\"userIgnoreFilters\":[\"/");
        put_parts(&text, rest, PARTS(of_regex));
        nc_buf_puts(&text, "/\"]}");
    } else if (strstr(files[k], "ignore")) {
        put_parts(&text, rest, PARTS(of_pattern));
    } else if (strstr(files[k], ".toml")) {
        put_parts(&text, rest, PARTS(of_toml));
    } else if (strstr(files[k], ".json")) {
        put_parts(&text, rest, PARTS(of_json));
    } else {
        put_parts(&text, rest, PARTS(of_yaml));
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
    struct nc_vault_options o = {.reports_own = true};
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
