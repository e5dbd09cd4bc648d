/* The place of each anchor of a note in its Org file: readable names without duplicates. A name
 * comes from what the author called the place, or from the words of its heading; only link targets
 * get one. */
#include "export/org/orgplan.h"

#include "base/strmap.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "export/relpath.h"
#include "export/tree.h"

#include <dirent.h>

#define MAX_NAME 80

/* Appends the letters and digits of a text in lower case, with '-' for anything between them. */
static void put_slug(struct nc_buf *out, struct nc_str text)
{
    struct nc_buf folded = {0};
    size_t from = out->n;
    nc_nfc_fold(&folded, text);
    struct nc_str s = nc_buf_view(&folded);
    for (size_t i = 0; i < s.n && out->n - from < MAX_NAME;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        if (nc_is_word(cp))
            nc_buf_put(out, s.p + i, len);
        else if (out->n > from && out->p[out->n - 1] != '-')
            nc_buf_char(out, '-');
        i += len;
    }
    while (out->n > from && out->p[out->n - 1] == '-')
        out->n--;
    nc_buf_dispose(&folded);
}

/* Whether the text can be a name. Digits alone would be a line number in a link, and a letter and a
 * dash are not enough. */
static bool is_name(struct nc_str s)
{
    bool word = false;
    for (size_t i = 0; i < s.n; i++)
        word |= (s.p[i] < '0' || s.p[i] > '9') && s.p[i] != '-';
    return word;
}

static struct nc_str name_of(const struct nc_outline_anchor *a, struct nc_strmap *used)
{
    struct nc_buf b = {0};
    put_slug(&b, a->level && a->id.n ? a->id : a->name);
    if (!is_name(nc_buf_view(&b))) {
        nc_buf_clear(&b);
        nc_buf_str(&b, a->key);
    } else if (nc_strmap_get(used, nc_buf_view(&b))) {
        nc_buf_printf(&b, "-%.*s",
                      NC_FMT(nc_str_sub(a->key, nc_str_find(a->key, '-', 0) + 1, a->key.n)));
    }
    struct nc_str name = nc_arena_str(used->arena, nc_buf_view(&b));
    *nc_strmap_at(used, name) = 1;
    nc_buf_dispose(&b);
    return name;
}

/* Whether the first heading is exactly the title, nothing precedes it, and no other heading is as
 * high. */
bool org_title_is_heading(const struct nc_outline *o)
{
    if (!o || !o->count || o->has_lead || !o->anchors[0].level || !o->anchors[0].top ||
        !nc_str_eq(o->anchors[0].name, o->title) || o->anchors[0].says_more)
        return false;
    for (size_t i = 1; i < o->count; i++)
        if (o->anchors[i].level && o->anchors[i].top && o->anchors[i].level <= o->anchors[0].level)
            return false;
    return true;
}

static bool is_id_char(char c)
{
    return nc_ascii_is_alnum(c) || (c && strchr("-_.:@", c));
}

static bool is_id(struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_id_char(s.p[i]) && (unsigned char)s.p[i] < 0x80)
            return false;
    return s.n > 0 && s.n <= 200 && nc_str_search(s, NC_LIT("::"), 0) == s.n;
}

const struct org_state *org_state(const struct nc_run *run)
{
    return run->state;
}

void org_id(struct nc_buf *out, const struct nc_run *run, uint32_t note, uint32_t anchor)
{
    const struct nc_outline *o = run->site->notes[note];
    const struct nc_outline_anchor *a = nc_outline_at(o, anchor);
    struct nc_uuid uuid = nc_uuid5(nc_uuid_vault(org_state(run)->vault), o->key);
    char text[37];
    if (!a && is_id(o->id)) {
        nc_buf_str(out, o->id);
        return;
    }
    if (a)
        uuid = nc_uuid5(uuid, a->key);
    nc_uuid_print(text, uuid);
    nc_buf_puts(out, text);
}

/* Whether the folder is still empty. Hidden files do not count. */
static bool is_empty_folder(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *e = folder ? readdir(folder) : NULL;
    while (e && e->d_name[0] == '.')
        e = readdir(folder);
    if (folder)
        closedir(folder);
    return folder && !e;
}

/* Whether the first file of the tree left by an earlier run was made for org-roam. */
static bool tree_is_roam(const struct nc_run *run)
{
    bool roam = false, found = !run->site->is_folder || is_empty_folder(run->output);
    for (uint32_t i = 0; i < run->site->count && !found; i++) {
        struct nc_previous was = {0};
        struct nc_buf path = {0};
        nc_buf_printf(&path, "%s/%.*s.org", run->output, NC_FMT(run->site->places[i]));
        found = nc_recognise_text(&was, path.p, ORG_GENERATOR, ORG_HEAD) == NC_PREVIOUS_OURS;
        roam = found && nc_recognise_text(&was, path.p, ORG_GENERATOR ORG_ROAM "\n", ORG_HEAD) ==
                            NC_PREVIOUS_OURS;
        nc_buf_dispose(&was.bytes);
        nc_buf_dispose(&was.why.message);
        nc_buf_dispose(&path);
    }
    return roam;
}

static struct nc_str vault_of(const struct nc_run *run)
{
    struct nc_str kept = run->tree ? nc_tree_vault(run->tree) : NC_NONE;
    return run->site->vault_id.n ? run->site->vault_id : kept.n ? kept : run->site->vault_name;
}

void org_begin(const struct nc_run *run, struct org_state *state)
{
    const char *links = nc_run_option(run, "org-links"),
               *version = nc_run_option(run, "org-version");
    state->roam = nc_run_option(run, "org-roam") || (!links && tree_is_roam(run));
    state->ids = links ? links[0] == 'i' : state->roam;
    state->vault = vault_of(run);
    if (run->tree && (state->ids || nc_run_option(run, "org-attach")))
        nc_tree_set_vault(run->tree, state->vault);
    const char *tasks = nc_run_option(run, "org-tasks");
    const char *embeds = nc_run_option(run, "org-embed");
    state->embeds = !embeds || embeds[0] == 'e' ? ORG_EXPAND
                    : embeds[0] == 't'          ? ORG_TRANSCLUDE
                                                : ORG_LINK;
    state->todo = tasks && strcmp(tasks, "todo") == 0;
    state->block_ids = state->ids && version && strcmp(version, "9.7") == 0;
}

/* Whether org-roam ignores the path, as "Big Data/x.org"; it compares without case. */
static bool is_passed_over(struct nc_str path)
{
    for (size_t i = nc_str_find(path, '/', 0); i < path.n; i = nc_str_find(path, '/', i + 1))
        if (i >= 4 && nc_str_ieq(nc_str_sub(path, i - 4, i), NC_LIT("data")))
            return true;
    return false;
}

void org_report_paths(struct nc_run *run)
{
    const struct nc_site *site = run->site;
    for (size_t i = 0; org_state(run)->roam && i < site->count; i++) {
        struct nc_str file = nc_place_of(run, (uint32_t)i, NC_NO_ANCHOR)->file;
        if (site->notes[i] && is_passed_over(file))
            nc_diag(run->diags, NC_D_IDENTITY, site->notes[i]->path, (struct nc_pos){0},
                    "org-roam ignores paths that contain 'data/': %.*s; change "
                    "org-roam-file-exclude-regexp",
                    NC_FMT(file));
    }
}

int org_plan(const struct nc_run *run, uint32_t note, const struct nc_outline *o,
             struct nc_arena *arena, struct nc_plan *out)
{
    struct nc_strmap used = {.arena = arena};
    bool titled = org_title_is_heading(o);
    if (run->site->is_folder)
        out->start.file = nc_tree_file(run, note, arena, ".org");
    out->count = o->count;
    out->anchors = nc_arena_array(arena, o->count, sizeof *out->anchors);
    for (size_t i = 0; i < o->count; i++) {
        struct nc_str frag = NC_NONE;
        if (o->anchors[i].linked && !(titled && i == 0))
            frag = name_of(&o->anchors[i], &used);
        out->anchors[i] = (struct nc_place){out->start.file, frag};
    }
    return 0;
}
