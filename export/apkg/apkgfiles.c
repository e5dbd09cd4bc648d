/* The files of a deck in its package. */
#include "export/apkg/apkgfiles.h"

#include "base/arena.h"
#include "base/jsontext.h"
#include "base/sha256.h"
#include "base/strmap.h"
#include "export/apkg/apkgdeck.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct file {
    struct nc_str name;
    uint32_t media;
};

struct files {
    struct file *items;
    size_t count, cap;
    struct nc_buf json;
};

/* Lists the files of all notes, each name once, in the order of first use. */
static void list(struct files *l, const struct nc_run *run)
{
    const struct apkg_deck *d = run->state;
    struct nc_strmap seen = {.arena = d->arena};
    nc_buf_char(&l->json, '{');
    for (size_t i = 0; i < d->count; i++) {
        const struct apkg_note *n = &d->notes[i];
        for (size_t k = 0; k < n->file_count; k++) {
            uint32_t *met = nc_strmap_at(&seen, n->names[k]);
            if (*met)
                continue;
            *met = 1;
            nc_buf_printf(&l->json, "%s\"%zu\":", l->count ? "," : "", l->count);
            nc_json_string(&l->json, n->names[k]);
            nc_grow(&l->items, &l->cap, l->count + 1, sizeof *l->items);
            l->items[l->count++] = (struct file){n->names[k], n->files[k].media};
        }
    }
    nc_buf_char(&l->json, '}');
}

static void dispose(struct files *l)
{
    free(l->items);
    nc_buf_dispose(&l->json);
}

int apkg_add_files(struct nc_archive *a, struct nc_buf *json, const struct nc_run *run)
{
    struct files l = {0};
    int err = 0;
    list(&l, run);
    for (size_t i = 0; !err && i < l.count; i++) {
        char entry[24];
        snprintf(entry, sizeof entry, "%zu", i);
        const struct nc_media *m = &run->site->media->items[l.items[i].media];
        const struct nc_media_form *form = apkg_form(run, l.items[i].media);
        struct nc_str bytes = form->state == NC_MEDIA_MADE ? nc_buf_view(&form->bytes) : m->bytes;
        err = bytes.n ? nc_archive_add_stored(a, entry, bytes)
                      : nc_archive_add_file(a, entry, m->path.p, m->sha256, true);
    }
    nc_buf_str(json, nc_buf_view(&l.json));
    dispose(&l);
    return err;
}

static bool has_entry(const struct nc_unarchive *u, const char *name, const uint8_t sha256[32],
                      uint64_t size)
{
    uint8_t found[32];
    size_t i;
    return nc_unarchive_find(u, name, &i) &&
           nc_unarchive_sha256(found, u, i, size) == NC_ENTRY_READ &&
           memcmp(found, sha256, sizeof found) == 0;
}

static bool has_names(const struct nc_unarchive *u, struct nc_str json)
{
    uint8_t sha256[32];
    struct nc_sha256 h;
    nc_sha256_begin(&h);
    nc_sha256_add(&h, json);
    nc_sha256_end(&h, sha256);
    return has_entry(u, APKG_FILE_NAMES, sha256, json.n);
}

static bool has_file(const struct nc_unarchive *u, const struct nc_run *run, const struct files *l,
                     size_t i)
{
    char entry[24];
    snprintf(entry, sizeof entry, "%zu", i);
    const struct nc_media *m = &run->site->media->items[l->items[i].media];
    const struct nc_media_form *form = apkg_form(run, l->items[i].media);
    return form->state == NC_MEDIA_MADE ? has_entry(u, entry, form->sha256, form->bytes.n)
                                        : has_entry(u, entry, m->sha256, m->size);
}

bool apkg_has_files(const struct nc_run *run, size_t others)
{
    struct nc_unarchive *u = NULL;
    struct nc_fail f = {0};
    struct files l = {0};
    list(&l, run);
    /* The archive has exactly as many entries as there are names, so none is missing or doubled. */
    bool has = nc_unarchive_open(&u, run->output, &f) == NC_ENTRY_READ &&
               nc_unarchive_count(u) == l.count + others && has_names(u, nc_buf_view(&l.json));
    for (size_t i = 0; has && i < l.count; i++)
        has = has_file(u, run, &l, i);
    nc_unarchive_close(u);
    nc_buf_dispose(&f.message);
    dispose(&l);
    return has;
}
