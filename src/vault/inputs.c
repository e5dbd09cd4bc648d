/* Reads what was named on the command line: files, folders and patterns, and the root they share. A
 * table finds files, because a shell may turn one "*.md" into thousands of arguments. */
#include "base/fsio.h"
#include "base/nearfile.h"
#include "vault/root.h"
#include "vault/vaultdata.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

static bool is_pattern(const char *s)
{
    return strpbrk(s, "*?[") != NULL;
}

/* The folder that a pattern counts from: the deepest one that exists under the pattern's literal
 * text, even if its name holds pattern signs. */
static struct nc_str folder_before_signs(const char *pattern)
{
    struct nc_str all = nc_str(pattern), folder = NC_NONE;
    struct nc_buf b = {0};
    for (size_t at = nc_str_find(all, '/', 1); at < all.n; at = nc_str_find(all, '/', at + 1)) {
        nc_buf_clear(&b);
        nc_buf_str(&b, nc_str_sub(all, 0, at));
        if (!nc_is_folder(b.p))
            break;
        folder = nc_str_sub(all, 0, at);
    }
    nc_buf_dispose(&b);
    return folder;
}

static int read_input(struct nc_vault *v, struct nc_input *in, const char *given, struct nc_fail *f)
{
    struct stat st;
    char real[PATH_MAX];
    *in = (struct nc_input){.given = given};
    if (strcmp(given, "-") == 0)
        return nc_fail(f, "standard input is one note; name it alone");
    if (stat(given, &st) == 0 && realpath(given, real)) {
        in->is_folder = S_ISDIR(st.st_mode);
        in->real = nc_arena_str(v->arena, nc_str(real));
        return 0;
    }
    int error = errno;
    if (!is_pattern(given))
        return nc_fail_unread(f, given, error);
    struct nc_str folder = folder_before_signs(given);
    struct nc_buf b = {0};
    nc_buf_str(&b, folder.n ? folder : given[0] == '/' ? NC_LIT("/") : NC_LIT("."));
    in->is_pattern = true;
    if (!realpath(b.p, real)) {
        nc_buf_dispose(&b);
        return nc_fail(f, "cannot read %s: %s", given, strerror(errno));
    }
    nc_buf_clear(&b);
    nc_buf_puts(&b, real);
    nc_buf_char(&b, '/');
    nc_buf_puts(&b, given + folder.n + (given[folder.n] == '/'));
    in->real = nc_arena_str(v->arena, nc_buf_view(&b));
    in->folder_length = strlen(real);
    nc_buf_dispose(&b);
    return 0;
}

struct nc_str nc_vault_input_folder(const struct nc_input *in)
{
    if (in->is_folder)
        return in->real;
    struct nc_str folder =
        in->is_pattern ? nc_str_sub(in->real, 0, in->folder_length) : nc_folder_name(in->real);
    return folder.n ? folder : NC_LIT("/");
}

static struct nc_str common_folder(struct nc_str a, struct nc_str b)
{
    size_t n = 0;
    for (size_t i = 0; i <= a.n && i <= b.n; i++) {
        bool end_a = i == a.n || a.p[i] == '/', end_b = i == b.n || b.p[i] == '/';
        if (end_a && end_b)
            n = i;
        if (i == a.n || i == b.n || a.p[i] != b.p[i])
            break;
    }
    return n ? nc_str_sub(a, 0, n) : NC_LIT("/");
}

/* Finds the root of all inputs: the one they all belong to, or else the folder above all of them.
 */
static int find_root(struct nc_vault *v, struct nc_fail *f)
{
    struct nc_str root = NC_NONE, asked = NC_NONE, found = NC_NONE;
    bool marked = false, any = false, differ = false;
    int error = 0;
    v->is_marked = true;
    for (size_t i = 0; i < v->input_count; i++) {
        struct nc_str folder = nc_vault_input_folder(&v->inputs[i]);
        if (i == 0 || !nc_str_eq(folder, asked)) {
            struct nc_buf b = {0};
            marked = nc_root_above(&b, folder, &error);
            found = marked ? nc_arena_str(v->arena, nc_buf_view(&b)) : folder;
            asked = folder;
            nc_buf_dispose(&b);
        }
        bool same = i == 0 || nc_str_eq(found, root);
        root = same ? found : common_folder(found, root);
        v->is_marked &= marked && same;
        any |= marked;
        differ |= !same;
    }
    v->spans_roots = any && differ;
    v->root = nc_arena_str(v->arena, root);
    return error
               ? nc_fail(f, "cannot tell where the folder of the notes begins: %s", strerror(error))
               : 0;
}

/* Adds every folder above an input: these must be opened whatever their names are. */
static void note_folders_above(struct nc_vault *v, struct nc_str rel)
{
    for (size_t i = 0; i <= rel.n; i++)
        if (i == rel.n || rel.p[i] == '/')
            *nc_strmap_at(&v->input_paths, nc_str_sub(rel, 0, i)) = 1;
}

bool nc_vault_below_root(const struct nc_vault *v, struct nc_str real, struct nc_str *rel)
{
    size_t n = v->root.n > 1 ? v->root.n : 0; /* "/" itself is the '/' that follows other roots */
    bool below =
        nc_str_starts(real, nc_str_sub(v->root, 0, n)) && (real.n == n || real.p[n] == '/');
    *rel = below ? nc_str_sub(real, real.n > n ? n + 1 : n, real.n) : NC_NONE;
    return below;
}

bool nc_vault_has_file(const struct nc_vault *v, struct nc_str rel)
{
    struct stat st;
    struct nc_buf path = {0};
    if (!v->root.n)
        return false;
    nc_buf_printf(&path, "%.*s/%.*s", NC_FMT(v->root), NC_FMT(rel));
    bool has = stat(path.p, &st) == 0 && S_ISREG(st.st_mode);
    nc_buf_dispose(&path);
    return has;
}

/* Adds a pattern. Its folder is a path, so signs in it have no special meaning. */
static void add_pattern(struct nc_vault *v, struct nc_input *in)
{
    struct nc_str folder;
    struct nc_buf line = {0};
    nc_vault_below_root(v, nc_vault_input_folder(in), &folder);
    nc_buf_char(&line, '/');
    nc_buf_str(&line, nc_str_sub(in->real, in->folder_length + 1, in->real.n));
    nc_globs_add(&in->glob, v->arena, folder, nc_buf_view(&line));
    nc_buf_dispose(&line);
}

static void index_inputs(struct nc_vault *v)
{
    v->areas = nc_calloc(v->input_count, sizeof(struct nc_input *));
    for (size_t i = 0; i < v->input_count; i++) {
        struct nc_input *in = &v->inputs[i];
        nc_vault_below_root(v, in->real, &in->rel);
        note_folders_above(v, in->rel);
        if (in->is_folder || in->is_pattern) {
            v->areas[v->area_count++] = in;
            continue;
        }
        *nc_strmap_at(&v->named, in->rel) = in->place;
    }
    for (size_t i = 0; i < v->area_count; i++) {
        struct nc_input *in = v->areas[i];
        if (in->is_pattern)
            add_pattern(v, in);
    }
}

/* Adds an input unless an earlier one is the same, under this name or another. */
static void add_input(struct nc_vault *v, struct nc_input *in, struct nc_strmap *known,
                      struct nc_diags *diags)
{
    uint32_t *place = nc_strmap_at(known, in->real);
    if (*place) {
        nc_diag(diags, NC_D_INPUT_TWICE, nc_str(in->given), (struct nc_pos){0},
                "already named as '%s'; it is used once", v->inputs[*place - 1].given);
        return;
    }
    v->inputs[v->input_count++] = *in;
    *place = v->inputs[v->input_count - 1].place = (uint32_t)v->input_count;
}

/* The beginning of an input that names the root, as it was written: "V/" of V/sub/a.md. False if it
 * does not hold one. */
static bool root_as_written(const struct nc_vault *v, const struct nc_input *in, struct nc_buf *out)
{
    char real[PATH_MAX];
    struct nc_str given = nc_str(in->given);
    while (given.n > 1 && given.p[given.n - 1] == '/')
        given.n--;
    if (in->is_pattern || !in->rel.n || !nc_str_ends(given, in->rel))
        return false;
    nc_buf_clear(out);
    nc_buf_str(out, nc_str_sub(given, 0, given.n - in->rel.n));
    if (out->n && out->p[out->n - 1] != '/')
        return false;
    return realpath(out->n ? out->p : ".", real) && nc_str_eqz(v->root, real);
}

/* Appends a path that leads from the current folder to the root. */
static void put_way(struct nc_buf *out, struct nc_str root)
{
    char here[PATH_MAX];
    if (!realpath(".", here))
        return;
    struct nc_str from = nc_str(here), both = common_folder(from, root);
    size_t skip = both.n > 1 ? both.n : 0;
    for (size_t i = skip; i + 1 < from.n; i++)
        if (from.p[i] == '/')
            nc_buf_puts(out, "../");
    struct nc_str rest = nc_str_sub(root, skip, root.n);
    if (rest.n > 1)
        nc_buf_printf(out, "%.*s/", NC_FMT(nc_str_sub(rest, 1, rest.n)));
}

static void find_way(struct nc_vault *v)
{
    struct nc_buf way = {0};
    bool found = false;
    for (size_t i = 0; i < v->input_count && !found; i++)
        found = root_as_written(v, &v->inputs[i], &way);
    if (!found) {
        nc_buf_clear(&way);
        put_way(&way, v->root);
    }
    v->way_to_root = nc_buf_keep(&way, v->arena);
}

int nc_vault_read_inputs(struct nc_vault *v, struct nc_diags *diags, struct nc_fail *f)
{
    const struct nc_vault_options *o = v->opts;
    struct nc_strmap known = {.arena = v->arena};
    struct nc_input in;
    v->inputs = nc_calloc(o->input_count, sizeof *v->inputs);
    for (size_t i = 0; i < o->input_count; i++) {
        if (read_input(v, &in, o->stands_for ? o->stands_for : o->inputs[i], f))
            return -1;
        add_input(v, &in, &known, diags);
    }
    if (find_root(v, f))
        return -1;
    index_inputs(v);
    find_way(v);
    return 0;
}

static bool is_below(struct nc_str rel, struct nc_str folder)
{
    return folder.n == 0 || nc_str_eq(rel, folder) ||
           (nc_str_starts(rel, folder) && rel.n > folder.n && rel.p[folder.n] == '/');
}

bool nc_vault_is_named(struct nc_vault *v, struct nc_vault_note *n)
{
    uint32_t place = nc_strmap_get(&v->named, n->rel);
    if (place)
        v->inputs[place - 1].found++;
    for (size_t i = 0; i < v->area_count; i++) {
        struct nc_input *in = v->areas[i];
        bool hit = in->is_folder ? is_below(n->rel, in->rel)
                                 : nc_globs_match(&in->glob, n->rel, false) > 0;
        in->found += hit;
        if (hit && (!place || in->place < place))
            place = in->place;
    }
    n->place = place;
    return place > 0;
}

bool nc_vault_leads_to_input(const struct nc_vault *v, struct nc_str rel)
{
    return nc_strmap_get(&v->input_paths, rel) > 0;
}

/* Whether a path from the root is below an input that is a folder or a pattern. *named: that folder
 * as written, without a trailing '/'; *tail: the path from there. */
static bool is_within(const struct nc_vault *v, const struct nc_input *in, struct nc_str rel,
                      struct nc_str *named, struct nc_str *tail)
{
    struct nc_str folder = in->rel, given = nc_str(in->given);
    if (in->is_pattern)
        nc_vault_below_root(v, nc_vault_input_folder(in), &folder);
    if (!is_below(rel, folder))
        return false;
    *named = !in->is_pattern     ? given
             : given.p[0] == '/' ? nc_str_sub(given, 0, folder_before_signs(in->given).n + 1)
                                 : folder_before_signs(in->given);
    while (named->n > 1 && named->p[named->n - 1] == '/')
        named->n--;
    size_t skip = folder.n && rel.n > folder.n ? folder.n + 1 : folder.n;
    *tail = nc_str_sub(rel, skip, rel.n);
    return true;
}

struct nc_str nc_vault_shown_name(const struct nc_vault *v, struct nc_str rel)
{
    uint32_t place = nc_strmap_get(&v->named, rel);
    if (place)
        return nc_str(v->inputs[place - 1].given);
    struct nc_str named = NC_NONE, tail = rel;
    bool found = false;
    for (size_t i = 0; !found && i < v->area_count; i++)
        found = is_within(v, v->areas[i], rel, &named, &tail);
    struct nc_buf b = {0};
    if (!found)
        nc_buf_str(&b, v->way_to_root);
    else if (!nc_str_eqz(named, "."))
        nc_buf_str(&b, named);
    if (b.n && tail.n && b.p[b.n - 1] != '/')
        nc_buf_char(&b, '/');
    nc_buf_str(&b, tail);
    return nc_buf_keep(&b, v->arena);
}

void nc_vault_dispose_inputs(struct nc_vault *v)
{
    for (size_t i = 0; i < v->area_count; i++)
        nc_globs_dispose(&v->areas[i]->glob);
    free(v->areas);
    free(v->inputs);
}

struct nc_str nc_vault_base(const struct nc_vault *v)
{
    return v->input_count == 1 && v->inputs[0].is_folder ? v->inputs[0].rel : NC_LIT("");
}
