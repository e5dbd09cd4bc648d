/* Finds the plan of a folder and applies it to the notes. */
#include "vault/plan.h"

#include <limits.h>
#include <stdlib.h>

/* The number of the note at a path from the root; v->count if there is none. */
static size_t find_note(const struct nc_vault *v, struct nc_str rel)
{
    size_t i = 0;
    while (i < v->count && !nc_str_eq(v->notes[i].rel, rel))
        i++;
    return i;
}

static struct nc_doc *parse(const struct nc_vault *v, size_t note)
{
    struct nc_parse_options plain = {0};
    return note < v->count ? nc_vault_parse(v, note, &plain, NULL) : NULL;
}

/* --- lists in YAML --- */

/* An open list. */
struct open_list {
    const struct nc_value *list;
    size_t next;
    unsigned depth;
};

/* What an item of a list says. */
struct list_item {
    struct nc_str title, path;
    const struct nc_value *inner;
};

/* The first of the keys that the map has. */
static const struct nc_value *first_of(const struct nc_value *map, const char *const *keys)
{
    for (; *keys; keys++)
        for (size_t i = 0; i < map->count; i++)
            if (nc_str_eqz(map->keys[i], *keys))
                return &map->items[i];
    return NULL;
}

static struct nc_str text_at(struct nc_vault *v, const struct nc_value *map,
                             const char *const *keys)
{
    return nc_vault_text(v, first_of(map, keys));
}

/* An item of Quarto, Jupyter Book or MyST. A part of Quarto is named by its title or its note. */
static struct list_item read_keys(struct nc_vault *v, const struct nc_value *map)
{
    static const char *const titles[] = {"text", "title", "caption", NULL},
                             *const parts[] = {"part", "section", NULL},
                             *const paths[] = {"file", "href", "glob", "pattern", "url", NULL},
                             *const inner[] = {"chapters", "sections", "contents", "children",
                                               "entries",  "parts",    NULL};
    struct list_item it = {text_at(v, map, titles), text_at(v, map, paths), first_of(map, inner)};
    struct nc_str part = text_at(v, map, parts);
    bool is_note;
    nc_less_note_suffix(part, &is_note);
    if (is_note)
        it.path = part;
    else if (!it.title.n)
        it.title = part;
    return it;
}

static struct list_item read_item(struct nc_vault *v, const struct nc_value *item, bool has_keys)
{
    struct list_item it = {0};
    if (has_keys && item->type == NC_V_MAP)
        return read_keys(v, item);
    if (item->type == NC_V_MAP && item->count) {
        it.title = nc_arena_str(v->arena, item->keys[0]);
        item = &item->items[0];
    }
    if (item->type == NC_V_LIST)
        it.inner = item;
    else if (item->type != NC_V_NULL && item->type != NC_V_MAP)
        it.path = item->raw;
    return it;
}

/* Adds an item. Returns the depth of what is in it. */
static unsigned take_item(struct nc_listing *l, const struct list_item *it, unsigned depth)
{
    struct nc_book *book = &l->v->book;
    struct nc_pos none = {0};
    if (it->path.n) {
        if (nc_str_search(it->path, NC_LIT("://"), 0) == it->path.n)
            nc_listing_take(l, depth, it->path, false, it->title, none);
        else if (!it->inner)
            return depth;
    } else if (it->title.n) {
        nc_book_add(book, it->inner ? NC_BOOK_FOLDER : NC_BOOK_DRAFT, depth, it->title, 0);
    } else {
        return depth;
    }
    return depth + 1;
}

static void take_list(struct nc_listing *l, const struct nc_value *list, bool has_keys)
{
    struct open_list open[40]; /* the settings reader nests no deeper */
    size_t count = 0;
    open[count++] = (struct open_list){list, 0, 0};
    while (count) {
        struct open_list *o = &open[count - 1];
        bool is_list = o->list->type == NC_V_LIST;
        if (o->next == (is_list ? o->list->count : 1)) {
            count--;
            continue;
        }
        const struct nc_value *item = is_list ? &o->list->items[o->next] : o->list;
        o->next++;
        struct list_item it = read_item(l->v, item, has_keys);
        unsigned depth = take_item(l, &it, o->depth);
        if (it.inner && count < sizeof open / sizeof open[0])
            open[count++] = (struct open_list){it.inner, 0, depth};
    }
}

/* --- the plan --- */

static void begin(struct nc_vault *v)
{
    for (size_t i = 0; i < v->count; i++) {
        v->notes[i].place = UINT32_MAX; /* notes that the plan does not list come last */
        if (v->opts->plan_selects)
            v->notes[i].wanted = false;
    }
}

/* Reports which notes of the folder the plan leaves out: the first three by name. */
static void report_left_out(struct nc_vault *v, const bool *was_wanted, struct nc_str file,
                            struct nc_diags *diags)
{
    size_t left = 0;
    struct nc_buf names = {0};
    for (size_t i = 0; i < v->count; i++) {
        const struct nc_vault_note *note = &v->notes[i];
        if (!was_wanted[i] || note->wanted || nc_str_eq(note->rel, file))
            continue;
        if (++left <= 3)
            nc_buf_printf(&names, "%s%.*s", left > 1 ? ", " : "", NC_FMT(note->rel));
    }
    if (left > 3)
        nc_buf_puts(&names, " …");
    if (left)
        nc_diag(diags, NC_D_PLAN_LEFT_OUT, nc_vault_shown_name(v, file), (struct nc_pos){0},
                "%zu note%s not in this plan and left out: %.*s; --plan=none takes all notes", left,
                left == 1 ? " is" : "s are", NC_FMT(nc_buf_view(&names)));
    nc_buf_dispose(&names);
}

static bool *wanted_notes(const struct nc_vault *v)
{
    bool *wanted = nc_calloc(v->count, sizeof *wanted);
    for (size_t i = 0; i < v->count; i++)
        wanted[i] = v->notes[i].wanted;
    return wanted;
}

static void end(struct nc_listing *l, const bool *was_wanted, struct nc_str file)
{
    struct nc_vault *v = l->v;
    nc_listing_end(l);
    if (l->next) {
        report_left_out(v, was_wanted, file, l->diags);
        return;
    }
    /* It lists nothing that exists, so it is not a plan. */
    nc_book_dispose(&v->book);
    for (size_t i = 0; i < v->count; i++) {
        v->notes[i].wanted = was_wanted[i];
        v->notes[i].place = 1;
    }
}

static void take_summary(struct nc_vault *v, size_t note, const struct nc_doc *doc,
                         struct nc_diags *diags)
{
    struct nc_str file = v->notes[note].rel;
    struct nc_listing l = {.v = v,
                           .diags = diags,
                           .shown = v->notes[note].shown,
                           .from = note,
                           .counts_missing = true};
    bool *was_wanted = wanted_notes(v);
    nc_vault_has_read(v, v->notes[note].path);
    begin(v);
    nc_summary_take(&l, doc);
    end(&l, was_wanted, file);
    free(was_wanted);
}

static void take_settings_lists(struct nc_vault *v, const struct nc_book_settings *s,
                                struct nc_diags *diags)
{
    struct nc_listing l = {.v = v,
                           .diags = diags,
                           .shown = nc_vault_shown_name(v, s->file),
                           .from = v->count,
                           .counts_missing = true};
    bool *was_wanted = wanted_notes(v);
    struct nc_buf rel = {0};
    nc_buf_printf(&rel, "%.*s/nav", NC_FMT(s->folder));
    begin(v);
    nc_vault_ask_from(v, nc_str_sub(nc_buf_view(&rel), s->folder.n ? 0 : 1, rel.n));
    for (int i = 0; i < NC_PLAN_LISTS; i++)
        if (s->lists[i])
            take_list(&l, s->lists[i], s->has_keys);
    end(&l, was_wanted, s->file);
    nc_buf_dispose(&rel);
    free(was_wanted);
}

/* Takes the notes of the settings' folder, in the order of their names, if it has any. */
static bool take_folder(struct nc_vault *v, const struct nc_book_settings *s,
                        struct nc_diags *diags)
{
    size_t kept = 0;
    if (!v->opts->plan_selects)
        return false;
    bool *was_wanted = wanted_notes(v);
    for (size_t i = 0; i < v->count; i++) {
        struct nc_vault_note *n = &v->notes[i];
        n->wanted &= nc_str_starts(n->rel, s->folder) && n->rel.n > s->folder.n &&
                     n->rel.p[s->folder.n] == '/';
        kept += n->wanted;
    }
    for (size_t i = 0; i < v->count && !kept; i++)
        v->notes[i].wanted = was_wanted[i];
    report_left_out(v, was_wanted, s->file, diags);
    free(was_wanted);
    return kept > 0;
}

/* Takes what the settings name, if it exists. True: taken. */
static bool take_settings(struct nc_vault *v, struct nc_book_settings *s, struct nc_diags *diags)
{
    size_t note = s->summary.n ? find_note(v, s->summary) : v->count;
    struct nc_doc *doc = parse(v, note);
    if (s->doc)
        take_settings_lists(v, s, diags);
    else if (doc)
        take_summary(v, note, doc, diags);
    else if (s->summary.n)
        nc_diag(diags, NC_D_SETTING, nc_vault_shown_name(v, s->file), (struct nc_pos){0},
                "the plan of the book, %.*s, does not exist or is outside the folder",
                NC_FMT(s->summary));
    nc_doc_free(doc);
    nc_doc_free(s->doc);
    return v->book.count > 0;
}

/* Takes a SUMMARY.md that no settings name if it has the form of a plan and names half of the
 * notes. */
static void take_found(struct nc_vault *v, struct nc_str folder, struct nc_diags *diags)
{
    static const char *const names[] = {"SUMMARY.md",  "src/SUMMARY.md",   "docs/SUMMARY.md",
                                        "_sidebar.md", "docs/_sidebar.md", "_Sidebar.md"};
    size_t wanted = 0;
    for (size_t i = 0; i < v->count; i++)
        wanted += v->notes[i].wanted;
    for (size_t k = 0; k < sizeof names / sizeof names[0] && !v->book.count; k++) {
        struct nc_buf rel = {0};
        nc_buf_printf(&rel, "%.*s%s%s", NC_FMT(folder), folder.n ? "/" : "", names[k]);
        size_t note = find_note(v, nc_buf_view(&rel));
        struct nc_doc *doc = parse(v, note);
        /* The summary itself is a note, but not part of the book. */
        if (doc && nc_summary_is_one(doc) && nc_summary_reach(v, note, doc) * 2 + 1 >= wanted)
            take_summary(v, note, doc, diags);
        nc_doc_free(doc);
        nc_buf_dispose(&rel);
    }
}

/* The path from the root of --plan=FILE, which counts from the named folder or the current one. */
static struct nc_str named_file(struct nc_vault *v, struct nc_str folder)
{
    struct nc_str rel;
    char real[PATH_MAX];
    struct nc_str below =
        nc_arena_printf(v->arena, "%.*s%s%s", NC_FMT(folder), folder.n ? "/" : "", v->opts->plan);
    bool from_here = !nc_vault_has_file(v, below) && realpath(v->opts->plan, real) &&
                     nc_vault_below_root(v, nc_str(real), &rel);
    return from_here ? nc_arena_str(v->arena, rel) : below;
}

/* Takes the summary or settings of --plan=FILE. */
static int take_named(struct nc_vault *v, struct nc_str folder, struct nc_diags *diags,
                      struct nc_fail *f)
{
    struct nc_book_settings s;
    bool took_folder = false;
    struct nc_str file = named_file(v, folder);
    size_t note = find_note(v, file);
    struct nc_doc *doc = parse(v, note);
    if (doc)
        take_summary(v, note, doc, diags);
    else if (nc_book_settings_of(v, file, &s, diags) && !take_settings(v, &s, diags))
        took_folder = s.takes_folder && take_folder(v, &s, diags);
    nc_doc_free(doc);
    if (!v->book.count && !took_folder)
        return nc_fail(f,
                       nc_vault_has_file(v, file)
                           ? "--plan=%s: it lists no note of this folder"
                           : "--plan=%s: there is no such file among the notes",
                       v->opts->plan);
    return 0;
}

/* Plans that noteconv does not read. */
static const struct {
    const char *file, *program;
} foreign_plans[] = {{"sidebars.js", "Docusaurus"},
                     {"sidebars.ts", "Docusaurus"},
                     {".vitepress/config.mts", "VitePress"},
                     {".vitepress/config.ts", "VitePress"},
                     {".vitepress/config.js", "VitePress"}};

static void report_foreign(struct nc_vault *v, struct nc_str folder, struct nc_diags *diags)
{
    for (size_t i = 0; i < sizeof foreign_plans / sizeof foreign_plans[0]; i++) {
        struct nc_buf rel = {0};
        nc_buf_printf(&rel, "%.*s%s%s", NC_FMT(folder), folder.n ? "/" : "", foreign_plans[i].file);
        bool is_there = nc_vault_has_file(v, nc_buf_view(&rel));
        if (is_there)
            nc_diag(diags, NC_D_PLAN_FOREIGN, nc_vault_shown_name(v, nc_buf_view(&rel)),
                    (struct nc_pos){0},
                    "plans of %s are not read, so notes are in the order of their names; list them "
                    "in a SUMMARY.md or in a note for --index=NOTE, or confirm with --plan=none",
                    foreign_plans[i].program);
        nc_buf_dispose(&rel);
        if (is_there)
            return;
    }
}

int nc_vault_read_plan(struct nc_vault *v, struct nc_diags *diags, struct nc_fail *f)
{
    struct nc_str folder = nc_vault_base(v);
    struct nc_book_settings s;
    if (v->opts->plan && strcmp(v->opts->plan, "none") == 0)
        return 0;
    if (v->opts->plan)
        return take_named(v, folder, diags, f);
    bool has_settings = nc_book_settings_read(v, folder, &s, diags);
    if (!has_settings || !take_settings(v, &s, diags))
        take_found(v, folder, diags);
    if (v->book.count)
        return 0;
    if (has_settings && s.takes_folder)
        take_folder(v, &s, diags);
    else
        report_foreign(v, folder, diags);
    return 0;
}

void nc_vault_report_summary(struct nc_vault *v, struct nc_diags *diags)
{
    static const char *const names[] = {"SUMMARY.md", "_sidebar.md"};
    struct nc_str rel = v->notes[0].rel, name = nc_base_name(rel);
    bool is_called = nc_str_ieq(name, nc_str(names[0])) || nc_str_ieq(name, nc_str(names[1]));
    struct nc_doc *doc = is_called ? parse(v, 0) : NULL;
    struct nc_str folder = v->site ? v->site_folder : nc_folder_name(rel);
    if (doc && nc_summary_is_one(doc))
        nc_diag(diags, NC_D_PLAN_ALONE, v->notes[0].shown, (struct nc_pos){0},
                "this is the plan of a book, and the notes that it lists are not converted; to "
                "convert them all, name the folder: %.*s%s%.*s",
                NC_FMT(v->root), folder.n ? "/" : "", NC_FMT(folder));
    nc_doc_free(doc);
}

/* --- after the final order --- */

void nc_vault_finish_book(struct nc_vault *v)
{
    struct nc_book listed = v->book;
    if (!listed.count)
        return;
    uint32_t *numbers = nc_calloc(v->count + 1, sizeof *numbers); /* by place: number + 1 */
    bool *is_listed = nc_calloc(v->count + 1, sizeof *is_listed);
    for (size_t i = 0; i < v->wanted; i++) {
        is_listed[i] = v->notes[i].is_planned;
        if (v->notes[i].is_planned && v->surveys[i].outline)
            numbers[v->notes[i].place] = (uint32_t)i + 1;
    }
    v->book.entries = NULL;
    v->book.count = v->book.cap = 0;
    v->book.is_chosen = true;
    for (size_t i = 0; i < listed.count; i++) {
        const struct nc_book_entry *e = &listed.entries[i];
        uint32_t number = e->kind == NC_BOOK_NOTE ? numbers[e->note] : 1;
        if (number)
            nc_book_add(&v->book, e->kind, e->asked, e->title, number - 1);
        else if (e->title.n) /* it has no text or was not selected; the entries below it stay */
            nc_book_add(&v->book, NC_BOOK_FOLDER, e->asked, e->title, 0);
    }
    nc_book_add_folders(&v->book, v->outlines, v->wanted, is_listed,
                        &(struct nc_folder_titles){nc_vault_folder_title, v});
    free(listed.entries);
    free(numbers);
    free(is_listed);
}
