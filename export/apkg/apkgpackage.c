/* Writes the package: collection, media and state; and the state as a file of its own. */
#include "base/arena.h"
#include "base/hash.h"
#include "base/jsontext.h"
#include "export/apkg/apkgdeck.h"
#include "export/apkg/apkgfiles.h"
#include "export/apkg/collection.h"
#include "export/zip/archive.h"

#include <stdio.h>
#include <stdlib.h>

#define COLLECTION "collection.anki2"
#define MAX_COLLECTION ((size_t)1 << 31)
#define OTHER_ENTRIES 3 /* collection, file names, state */

static struct nc_str digest_of(struct nc_arena *arena, struct nc_str bytes)
{
    return apkg_digest(arena, &bytes, 1);
}

/* Computes a digest of everything in the package and its state. If the existing ones have the same
 * digest, nothing is written. */
static int package_digest(struct apkg_deck *d, struct nc_templates *t, struct nc_fail *f)
{
    struct nc_buf b = {0};
    struct apkg_model more[NC_CARD_KIND_COUNT];
    apkg_models_of(more, &d->types);
    if (apkg_models_json(&b, t, more, f)) {
        nc_buf_dispose(&b);
        return -1;
    }
    for (size_t i = 0; i < d->written_count; i++) {
        const struct apkg_note *n = &d->written[i];
        struct nc_str fields = apkg_digest(d->arena, n->fields, n->field_count);
        nc_buf_printf(&b, "\n%.*s %.*s %lld %lld ", NC_FMT(n->guid), NC_FMT(fields),
                      (long long)n->mod, (long long)n->nid);
        nc_json_string(&b, n->deck);
        nc_json_string(&b, n->tags);
        const struct apkg_usertype *own = apkg_usertype_of(&d->types, n);
        for (size_t k = 0; own && k < own->field_count; k++)
            nc_buf_printf(&b, " %d", own->from[k]);
        for (size_t k = 0; k < n->history_count; k++) {
            const struct nc_review *r = &n->history[k];
            nc_buf_printf(&b, " %lld %u %u", (long long)r->due, r->interval, r->ease);
            if (r->stability)
                nc_buf_printf(&b, " %u %u", r->stability, r->difficulty);
        }
    }
    for (size_t i = 0; i < d->next.count; i++) {
        const struct apkg_note *n = &d->next.notes[i];
        const struct nc_str said[] = {n->guid, n->note, n->path, n->id, n->key, n->content};
        struct nc_str digest = apkg_digest(d->arena, said, sizeof said / sizeof said[0]);
        nc_buf_printf(&b, "\n%.*s %u %u %d%d", NC_FMT(digest), n->times, n->place, n->gone,
                      n->buried);
    }
    d->next.digest = digest_of(d->arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return 0;
}

/* Whether the package still holds the collection that was written to it. */
static bool has_collection(const struct apkg_deck *d, const char *path)
{
    struct nc_buf bytes = {0};
    struct nc_fail f = {0};
    bool is = d->own.collection.n &&
              nc_archive_read(&bytes, path, COLLECTION, MAX_COLLECTION, &f) == NC_ENTRY_READ &&
              nc_str_eq(digest_of(d->arena, nc_buf_view(&bytes)), d->own.collection);
    nc_buf_dispose(&bytes);
    nc_buf_dispose(&f.message);
    return is;
}

static bool is_written(struct nc_run *run)
{
    const struct apkg_deck *d = run->state;
    return d->own.version && nc_str_eq(d->own.digest, d->next.digest) &&
           (!d->state_path || (d->has_state_file && nc_str_eq(d->past.digest, d->next.digest))) &&
           has_collection(d, run->output) && apkg_has_files(run, OTHER_ENTRIES);
}

static int add_bytes(struct nc_archive *a, const char *name, struct nc_str bytes)
{
    struct nc_deflated d;
    nc_deflate(&d, bytes, NC_DEFLATE_LEVEL);
    return nc_archive_add(a, name, &d);
}

static int write_package(struct nc_run *run, struct nc_str collection, struct nc_str state)
{
    struct apkg_deck *d = run->state;
    struct nc_buf media = {0};
    struct nc_out *out;
    int64_t newest = 0;
    for (size_t i = 0; i < d->written_count; i++)
        newest = d->written[i].mod > newest ? d->written[i].mod : newest;
    int err = nc_out_open(&out, run->outs, run->output, run->fail);
    struct nc_archive *a = err ? NULL : nc_archive_new(out, newest, run->fail);
    if (a) {
        err = add_bytes(a, COLLECTION, collection) || apkg_add_files(a, &media, run) ||
              add_bytes(a, APKG_FILE_NAMES, nc_buf_view(&media)) ||
              add_bytes(a, APKG_STATE_NAME, state);
        if (err)
            nc_archive_discard(a);
        else
            err = nc_archive_close(a) || nc_out_close(out);
    }
    nc_buf_dispose(&media);
    return a && !err ? 0 : -1;
}

static int write_state(struct nc_run *run, struct nc_str state)
{
    const struct apkg_deck *d = run->state;
    struct nc_out *out;
    if (!d->state_path)
        return 0;
    if (nc_out_open(&out, run->outs, d->state_path, run->fail))
        return -1;
    return nc_out_write(out, state.p, state.n) || nc_out_close(out) ? -1 : 0;
}

int apkg_write(struct nc_run *run, bool *written)
{
    struct apkg_deck *d = run->state;
    struct nc_buf collection = {0}, state = {0};
    *written = false;
    if (package_digest(d, run->templates, run->fail))
        return -1;
    if (is_written(run))
        return 0;
    *written = true;
    int err = apkg_collection(&collection, d->written, d->written_count, run->now, &d->types,
                              run->templates, run->fail);
    if (!err) {
        d->next.collection = digest_of(d->arena, nc_buf_view(&collection));
        apkg_state_write(&state, &d->next);
        err = write_package(run, nc_buf_view(&collection), nc_buf_view(&state)) ||
                      write_state(run, nc_buf_view(&state))
                  ? -1
                  : 0;
    }
    nc_buf_dispose(&collection);
    nc_buf_dispose(&state);
    return err;
}
