/* A folder of notes for targets that need one, and the way of a run through it. */
#ifndef NC_TESTS_TEMPVAULT_H
#define NC_TESTS_TEMPVAULT_H

#include "base/buf.h"
#include "tests/fuzz/checkdoc.h"
#include "vault/vault.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static char temp_root[64];

static const char *temp_path(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", temp_root, name);
    return path;
}

/* folders, files: ends with NULL; what the target may write, removed when it ends. */
static const char *const *temp_folders, *const *temp_files;

static void remove_temp_vault(void)
{
    size_t n = 0;
    for (size_t i = 0; temp_files[i]; i++)
        unlink(temp_path(temp_files[i]));
    while (temp_folders[n])
        n++;
    while (n-- > 0)
        rmdir(temp_path(temp_folders[n]));
    rmdir(temp_root);
}

static void make_temp_vault(const char *const *folders, const char *const *files)
{
    struct stat st;
    snprintf(temp_root, sizeof temp_root, "%s/noteconv-fuzz-XXXXXX",
             stat("/dev/shm", &st) == 0 ? "/dev/shm" : "/tmp");
    if (!mkdtemp(temp_root))
        abort();
    temp_folders = folders;
    temp_files = files;
    for (size_t i = 0; folders[i]; i++)
        if (mkdir(temp_path(folders[i]), 0700) != 0)
            abort();
    atexit(remove_temp_vault);
}

static void put_file(const char *name, struct nc_str text)
{
    FILE *file = fopen(temp_path(name), "wb");
    if (!file || fwrite(text.p, 1, text.n, file) != text.n || fclose(file) != 0)
        abort();
}

/* Reads all notes of the folder, finds what leads where, and looks at each document. */
static inline void run_through(const struct nc_vault_options *chosen)
{
    const char *inputs[] = {temp_root, NULL};
    struct nc_vault_options o = *chosen;
    struct nc_parse_options parse = {0};
    struct nc_diags *diags = nc_diags_new();
    struct nc_fail f = {0};
    struct nc_vault *v = NULL;
    o.inputs = inputs;
    o.input_count = 1;
    if (nc_vault_open(&v, &o, diags, &f) == 0) {
        char digest[41];
        parse.breaks = nc_vault_breaks(v, NULL);
        parse.dialect = nc_vault_is_logseq(v) ? NC_DIALECT_LOGSEQ : NC_DIALECT_NOTES;
        for (size_t i = 0; i < nc_vault_wanted(v); i++) {
            struct nc_doc *doc = nc_vault_parse(v, i, &parse, diags);
            if (doc)
                nc_vault_survey(v, i, doc);
            nc_doc_free(doc);
        }
        nc_vault_index(v, &parse, NULL, diags);
        nc_vault_digest(v, digest);
        for (size_t i = 0; i < nc_vault_wanted(v); i++) {
            struct nc_buf json = {0};
            struct nc_doc *doc = nc_vault_parse(v, i, &parse, diags);
            if (doc) {
                nc_vault_resolve(v, i, doc, &parse, diags);
                check_doc(&json, doc, true);
            }
            nc_buf_dispose(&json);
            nc_doc_free(doc);
        }
    }
    nc_vault_free(v);
    nc_diags_free(diags);
    nc_buf_dispose(&f.message);
}

#endif
