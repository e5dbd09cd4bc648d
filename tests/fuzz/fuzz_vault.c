/* A folder of notes that link to and embed each other: the bytes are split at 0xFF into its files.
 * Of a file that begins with 0xFE each further byte is a part of a link or an embed. The first byte
 * chooses the kind of vault. */
#include "tests/fuzz/tempvault.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const folders[] = {".obsidian", "sub", "logseq", NULL};
static const char *const files[] = {
    "a.md",  "sub/a.md",          "sub/b c.md", "b.canvas", "d.excalidraw.md",
    "e.svg", "logseq/config.edn", NULL};
#define WRITTEN 6 /* of these, the ones that the bytes fill */

static const char *const parts[] = {"![[a]]",
                                    "\n\n",
                                    "\n",
                                    "![[sub/a]]",
                                    "![[b c]]\n",
                                    "![[b.canvas]]",
                                    "![[d.excalidraw]]",
                                    "![[e.svg|40]]",
                                    "[[",
                                    "]]",
                                    "![[",
                                    "|",
                                    "#",
                                    "^",
                                    "#^id",
                                    " ^id\n",
                                    "# H\n",
                                    "## H\n",
                                    "[[a#H]]",
                                    "[[#H]]",
                                    "![[a#H]]\n",
                                    "![[#H]]\n",
                                    "![[a#^id]]\n",
                                    "[x](sub/a.md#H)",
                                    "![x](e.svg)",
                                    "![x](sub/../e.svg)",
                                    "[x](b%20c.md)",
                                    "[^1]",
                                    "[^1]: x ![[a]]\n",
                                    "- ",
                                    "> ",
                                    "    ",
                                    "| ![[a]] |\n|-|\n",
                                    "---\naliases: [a, H]\n---\n",
                                    "---\ntags: [t]\ntitle: b c\n---\n",
                                    "{{embed [[a]]}}",
                                    "((12345678-1234-1234-1234-123456789abc))",
                                    "- x\n  id:: 12345678-1234-1234-1234-123456789abc\n",
                                    "{{embed ((12345678-1234-1234-1234-123456789abc))}}",
                                    "::: tip\n",
                                    ":::\n",
                                    "[[../a]]",
                                    "[[/a]]",
                                    "[[a.md]]",
                                    "[[A]]",
                                    "[x](<b c.md>)",
                                    "![[sub/]]",
                                    "<img src=\"e.svg\">",
                                    "x ",
                                    "<div>\n\n",
                                    "</div>\n",
                                    "```\n",
                                    "[x](file:a.md)",
                                    "[[a#h-1]]",
                                    "[[#H#H]]",
                                    "![x](sub/a.md#h-2)",
                                    "-1",
                                    "-2"};

static void put_text(struct nc_buf *out, struct nc_str s)
{
    if (!s.n || (uint8_t)s.p[0] != 0xFE) {
        nc_buf_str(out, s);
        return;
    }
    for (size_t i = 1; i < s.n; i++)
        nc_buf_puts(out, parts[(uint8_t)s.p[i] % (sizeof parts / sizeof *parts)]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    if (!*temp_root)
        make_temp_vault(folders, files);
    struct nc_str all = {(const char *)data + 1, size - 1};
    size_t from = 0;
    for (size_t k = 0; k < WRITTEN; k++) {
        struct nc_buf text = {0};
        size_t to = from < all.n ? nc_str_find(all, '\xFF', from) : all.n;
        if (from < to)
            put_text(&text, nc_str_sub(all, from, to));
        put_file(files[k], nc_buf_view(&text));
        nc_buf_dispose(&text);
        from = to + 1;
    }
    if (data[0] & 1)
        put_file("logseq/config.edn", NC_LIT("{}"));
    else
        unlink(temp_path("logseq/config.edn"));
    struct nc_vault_options o = {.tag = data[0] & 2 ? "t" : NULL,
                                 .where = data[0] & 4 ? "title=b c" : NULL,
                                 .index = data[0] & 8 ? "a" : NULL,
                                 .order = data[0] & 16 ? "date" : NULL};
    run_through(&o);
    return 0;
}
