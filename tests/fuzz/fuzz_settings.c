/* The settings of a vault: the first byte chooses the file that the others are written to. */
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
                                    "a.md",
                                    "sub/b.md",
                                    "2024_01_02.md",
                                    NULL};
#define SETTINGS 8 /* of these */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    if (!*temp_root) {
        make_temp_vault(folders, files);
        put_file("a.md", NC_LIT("[[b]] [x](sub/b.md)"));
        put_file("sub/b.md", NC_LIT("# b\n\n[[a]] [[2024-01-02]] ![](a.png)"));
        put_file("2024_01_02.md", NC_LIT("[[a]]"));
    }
    size_t k = data[0] % SETTINGS;
    struct nc_vault_options o = {0};
    static char index[256];
    put_file(files[k], (struct nc_str){(const char *)data + 1, size - 1});
    if (k >= 6) {
        snprintf(index, sizeof index, "%s", temp_path(files[k]));
        o.index = index;
    }
    run_through(&o);
    unlink(temp_path(files[k]));
    return 0;
}
