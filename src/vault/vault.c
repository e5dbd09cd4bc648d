/* Opening of a vault and the first pass over its notes. */
#include "vault/vault.h"

#include "base/fsio.h"
#include "doc/walk.h"
#include "parse/hygiene.h"
#include "vault/root.h"
#include "vault/vaultdata.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static struct nc_str base_name(struct nc_str path)
{
    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    size_t i = path.n;
    while (i > 0 && path.p[i - 1] != '/')
        i--;
    return nc_str_sub(path, i, path.n);
}

static struct nc_str folder_name(struct nc_str path)
{
    size_t i = path.n;
    while (i > 0 && path.p[i - 1] != '/')
        i--;
    return i > 1 ? nc_str_sub(path, 0, i - 1) : nc_str_sub(path, 0, i);
}

/* Without ".md", ".markdown", ".mdown", ".mkd" or ".txt". */
static struct nc_str without_suffix(struct nc_str name)
{
    static const char *const suffixes[] = {".md", ".markdown", ".mdown", ".mkd", ".txt", ".json"};
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        struct nc_str s = nc_str(suffixes[i]);
        if (name.n > s.n && nc_str_ieq(nc_str_sub(name, name.n - s.n, name.n), s))
            return nc_str_sub(name, 0, name.n - s.n);
    }
    return name;
}

static struct nc_vault_note *add_note(struct nc_vault *v)
{
    nc_grow(&v->notes, &v->cap, v->count + 1, sizeof *v->notes);
    struct nc_vault_note *n = &v->notes[v->count++];
    *n = (struct nc_vault_note){.wanted = true};
    return n;
}

static void add_standard_input(struct nc_vault *v)
{
    struct nc_vault_note *n = add_note(v);
    n->path = NC_LIT("-");
    n->shown = NC_LIT("<stdin>");
    char here[PATH_MAX];
    if (getcwd(here, sizeof here))
        v->root = nc_arena_str(v->arena, nc_str(here));
}

static int add_single(struct nc_vault *v, const char *path, struct nc_fail *f)
{
    struct stat st;
    char real[PATH_MAX];
    if (stat(path, &st) != 0 || !realpath(path, real))
        return nc_fail(f, "cannot read %s: %s", path, strerror(errno));
    struct nc_vault_note *n = add_note(v);
    n->path = nc_arena_str(v->arena, nc_str(path));
    n->shown = n->path;
    n->mtime = st.st_mtime;
    n->size = (uint64_t)st.st_size;
    struct nc_str full = nc_arena_str(v->arena, nc_str(real)), folder = folder_name(full);
    n->name = without_suffix(base_name(full));
    struct nc_buf root = {0};
    if (!nc_root_above(&root, folder))
        nc_buf_str(&root, folder);
    v->root = nc_arena_str(v->arena, nc_buf_view(&root));
    nc_buf_dispose(&root);
    size_t skip = v->root.n > 1 ? v->root.n + 1 : v->root.n;
    n->rel = full.n > skip ? nc_str_sub(full, skip, full.n) : base_name(full);
    v->output_name = n->name;
    return 0;
}

int nc_vault_open(struct nc_vault **out, const struct nc_vault_options *opts,
                  struct nc_diags *diags, struct nc_fail *f)
{
    (void)diags;
    struct nc_vault *v = nc_calloc(1, sizeof *v);
    v->arena = nc_arena_new();
    *out = v;
    if (opts->input_count != 1)
        return nc_fail(f, "one note at a time, please: %zu were named", opts->input_count);
    struct stat st;
    const char *input = opts->inputs[0];
    if (strcmp(input, "-") == 0)
        add_standard_input(v);
    else if (stat(input, &st) == 0 && S_ISDIR(st.st_mode))
        return nc_fail(f, "%s is a folder; name a note", input);
    else if (add_single(v, input, f))
        return -1;
    v->wanted = v->count;
    v->surveys = nc_calloc(v->count, sizeof *v->surveys);
    v->outlines = nc_calloc(v->count, sizeof *v->outlines);
    v->media.arena = v->arena;
    return 0;
}

void nc_vault_free(struct nc_vault *v)
{
    if (!v)
        return;
    for (size_t i = 0; v->surveys && i < v->count; i++)
        nc_arena_free(v->surveys[i].arena);
    nc_names_dispose(&v->paths);
    nc_names_dispose(&v->stems);
    nc_names_dispose(&v->aliases);
    nc_names_dispose(&v->media_names);
    nc_names_dispose(&v->files);
    free(v->notes);
    free(v->surveys);
    free(v->outlines);
    free(v->media.items);
    free(v->file_paths);
    nc_arena_free(v->arena);
    free(v);
}

size_t nc_vault_count(const struct nc_vault *v)
{
    return v ? v->count : 0;
}

size_t nc_vault_wanted(const struct nc_vault *v)
{
    return v->wanted;
}

const struct nc_vault_note *nc_vault_note(const struct nc_vault *v, size_t i)
{
    return &v->notes[i];
}

bool nc_vault_is_folder(const struct nc_vault *v)
{
    return v->is_folder;
}

struct nc_str nc_vault_output_name(const struct nc_vault *v)
{
    return v->output_name;
}

struct nc_str nc_vault_root(const struct nc_vault *v)
{
    return v->root;
}

enum nc_breaks nc_vault_breaks(const struct nc_vault *v)
{
    return v->breaks;
}

struct nc_doc *nc_vault_parse(const struct nc_vault *v, size_t i,
                              const struct nc_parse_options *opts, struct nc_diags *diags)
{
    const struct nc_vault_note *n = &v->notes[i];
    struct nc_buf bytes = {0};
    struct nc_fail f = {0};
    bool standard = strcmp(n->path.p, "-") == 0;
    int err = standard ? nc_read_fd(&bytes, 0, "standard input", NC_MAX_NOTE_BYTES, &f)
                       : nc_read_file(&bytes, n->path.p, NC_MAX_NOTE_BYTES, &f);
    struct nc_doc *doc = NULL;
    if (err) {
        nc_diag(diags, NC_D_NOTE_UNREADABLE, n->shown, (struct nc_pos){0}, "%s", f.message.p);
    } else {
        doc = nc_parse(nc_buf_view(&bytes), n->shown, n->name, opts, diags);
        doc->mtime = n->mtime;
        nc_doc_identify(doc, n->rel);
    }
    nc_buf_dispose(&bytes);
    nc_buf_dispose(&f.message);
    return doc;
}

static bool may_be_file(const struct nc_ref *ref)
{
    return ref && ref->state != NC_REF_URL && ref->dest.n && ref->dest.p[0] != '#';
}

void nc_vault_survey(struct nc_vault *v, size_t i, const struct nc_doc *doc)
{
    struct nc_survey *s = &v->surveys[i];
    s->arena = nc_arena_new();
    s->outline = nc_outline_of(s->arena, doc, v->notes[i].rel);
    struct nc_str *list = NULL;
    size_t cap = 0;
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_ref *ref = nc_node_cref(w.node);
        s->has_wikilinks |= w.node->kind == NC_WIKILINK;
        if (e != NC_WALK_ENTER || !may_be_file(ref))
            continue;
        nc_grow(&list, &cap, s->media_count + 1, sizeof *list);
        list[s->media_count++] = nc_arena_str(s->arena, ref->dest);
    }
    s->media = nc_arena_array(s->arena, s->media_count, sizeof *s->media);
    if (s->media_count)
        memcpy(s->media, list, s->media_count * sizeof *list);
    free(list);
    s->alias_count = doc->meta.alias_count;
    s->aliases = nc_arena_array(s->arena, s->alias_count, sizeof *s->aliases);
    for (size_t k = 0; k < s->alias_count; k++)
        s->aliases[k] = nc_arena_str(s->arena, doc->meta.aliases[k]);
}

const struct nc_outline *const *nc_vault_outlines(const struct nc_vault *v)
{
    return v->outlines;
}

const struct nc_media_table *nc_vault_media(const struct nc_vault *v)
{
    return &v->media;
}
