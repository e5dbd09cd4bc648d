/* Opens a vault: finds the root and the notes of the inputs. */
#include "vault/vault.h"

#include "base/fsio.h"
#include "base/hash.h"
#include "parse/input/base.h"
#include "parse/input/canvas.h"
#include "parse/input/cleantext.h"
#include "vault/plan.h"
#include "vault/vaultdata.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The name without its suffix. A named file is a note under other suffixes too. */
static struct nc_str without_suffix(struct nc_str name)
{
    static const char *const suffixes[] = {".txt", ".json", ".canvas", ".base"};
    bool is_note;
    struct nc_str stem = nc_less_note_suffix(name, &is_note);
    for (size_t i = 0; !is_note && i < sizeof suffixes / sizeof suffixes[0]; i++) {
        struct nc_str s = nc_str(suffixes[i]);
        if (nc_has_suffix(name, s))
            return nc_str_sub(name, 0, name.n - s.n);
    }
    return stem;
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
    v->standard_input = nc_calloc(1, sizeof *v->standard_input);
    char here[PATH_MAX];
    if (getcwd(here, sizeof here))
        v->root = nc_arena_str(v->arena, nc_str(here));
}

static void read_patterns(struct nc_vault *v, struct nc_globs *g, const char *const *patterns)
{
    for (const char *const *p = patterns; p && *p; p++) {
        if (!nc_globs_add(g, v->arena, NC_NONE, nc_str(*p)))
            continue;
        g->items[g->count - 1].is_literal_too = true;
        g->items[g->count - 1].given = *p;
    }
}

/* Whether a path exists on disk: no list holds hidden files and folders. */
static bool exists(const struct nc_vault *v, struct nc_str rel)
{
    struct nc_buf path = {0};
    struct stat st;
    nc_buf_printf(&path, "%.*s/%.*s", NC_FMT(v->root), NC_FMT(rel));
    bool found = lstat(path.p, &st) == 0;
    nc_buf_dispose(&path);
    return found;
}

/* Reports an --include whose pattern fits no note, and an --exclude whose pattern fits no file at
 * all. */
static void report_unused(const struct nc_vault *v, const struct nc_globs *g, const char *option,
                          struct nc_diags *diags)
{
    for (size_t i = 0; i < g->count; i++) {
        bool fits = false;
        for (size_t k = 0; k < v->count && !fits; k++)
            fits = nc_glob_fits(&g->items[i], v->notes[k].rel);
        for (size_t k = 0; g == &v->exclude && k < v->file_count && !fits; k++)
            fits = nc_glob_fits(&g->items[i], v->file_list[k].rel);
        for (size_t k = 0; g == &v->exclude && !fits && k < nc_vault_unread_count(v); k++)
            fits = nc_glob_fits(&g->items[i], nc_vault_unread_path(v, k));
        fits = fits || (g == &v->exclude && exists(v, g->items[i].text));
        if (!fits)
            nc_diag(diags, NC_D_NO_MATCH, NC_NONE, (struct nc_pos){0},
                    "%s=%s matches none of the notes; patterns are those of .gitignore, and "
                    "paths begin at %.*s",
                    option, g->items[i].given, NC_FMT(v->root));
    }
}

static void select_notes(struct nc_vault *v)
{
    for (size_t i = 0; i < v->count; i++) {
        struct nc_vault_note *n = &v->notes[i];
        n->wanted = nc_vault_is_named(v, n) && !n->is_aside && nc_vault_is_chosen(v, n);
    }
}

/* Whether the suffix says that the file holds something other than Markdown. */
static bool has_other_suffix(struct nc_str name)
{
    static const char *const others[] = {
        ".org",     ".html",      ".htm",   ".xhtml", ".xml",    ".json",  ".yaml",   ".yml",
        ".toml",    ".csv",       ".tsv",   ".tex",   ".rst",    ".adoc",  ".odt",    ".rtf",
        ".doc",     ".docx",      ".pdf",   ".epub",  ".mobi",   ".azw3",  ".apkg",   ".colpkg",
        ".zip",     ".gz",        ".png",   ".jpg",   ".jpeg",   ".gif",   ".svg",    ".webp",
        ".avif",    ".heic",      ".bmp",   ".tif",   ".tiff",   ".mp3",   ".ogg",    ".wav",
        ".flac",    ".m4a",       ".mp4",   ".webm",  ".ipynb",  ".css",   ".scss",   ".less",
        ".vue",     ".py",        ".c",     ".h",     ".cc",     ".cpp",   ".rs",     ".go",
        ".js",      ".mjs",       ".ts",    ".tsx",   ".jsx",    ".java",  ".rb",     ".sh",
        ".pl",      ".php",       ".lua",   ".sql",   ".el",     ".vim",   ".bat",    ".ini",
        ".cfg",     ".conf",      ".lock",  ".diff",  ".patch",  ".bib",   ".sty",    ".wiki",
        ".textile", ".mediawiki", ".opml",  ".enex",  ".eml",    ".ics",   ".vcf",    ".plist",
        ".fb2",     ".azw",       ".djvu",  ".cbz",   ".xls",    ".xlsx",  ".ppt",    ".pptx",
        ".ods",     ".odp",       ".pages", ".db",    ".sqlite", ".anki2", ".anki21", ".tar",
        ".tgz",     ".xz",        ".bz2",   ".zst",   ".7z",     ".rar",   ".ico",    ".psd",
        ".ai",      ".eps",       ".heif",  ".jxl",   ".mkv",    ".avi",   ".mov",    ".opus",
        ".aac",     ".ttf",       ".otf",   ".woff",  ".woff2",  ".exe",   ".so",     ".o",
        ".class",   ".jar",       ".bin",   ".iso",   ".deb",    ".rpm",   NULL};
    for (size_t i = 0; others[i]; i++)
        if (nc_has_suffix(name, nc_str(others[i])))
            return true;
    return false;
}

/* Whether these are settings that name the plan of a book. */
static bool is_book_settings(struct nc_str name)
{
    static const char *const names[] = {"book.toml",  "book.json",   ".gitbook.yaml",
                                        "mkdocs.yml", "_quarto.yml", "_toc.yml"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (nc_str_eqz(name, names[i]))
            return true;
    return false;
}

static int refuse_other(const struct nc_input *in, struct nc_fail *f)
{
    struct nc_str name = nc_base_name(nc_str(in->given));
    struct nc_str folder = nc_folder_name(nc_str(in->given));
    if (is_book_settings(name))
        return nc_fail(f, "%s contains the settings of a book and no text; name its folder: %.*s",
                       in->given, NC_FMT(folder.n ? folder : NC_LIT(".")));
    size_t dot = name.n;
    while (dot > 0 && name.p[dot - 1] != '.')
        dot--;
    struct nc_str suffix = nc_str_sub(name, dot, name.n);
    bool is_json = nc_str_ieq(suffix, NC_LIT("json"));
    return nc_fail(f, "%s does not look like a Markdown note (.%.*s); %s", in->given,
                   NC_FMT(suffix),
                   is_json ? "if noteconv wrote it, give --from=json"
                           : "give --from=notes to read it all the same");
}

/* Adds a named file that the scan did not take for a note: it becomes one, unless its suffix says
 * that it is something else. */
static int add_named(struct nc_vault *v, const struct nc_input *in, struct nc_fail *f)
{
    if (!v->opts->any_name && !v->opts->stands_for && has_other_suffix(nc_str(in->given)))
        return refuse_other(in, f);
    struct stat st;
    if (stat(in->given, &st) != 0)
        return nc_fail(f, "cannot read %s: %s", in->given, strerror(errno));
    struct nc_vault_note *n = add_note(v);
    n->path = nc_arena_str(v->arena, nc_str(in->given));
    n->shown = n->path;
    n->mtime = st.st_mtime;
    n->size = (uint64_t)st.st_size;
    n->rel = in->rel.n ? in->rel : nc_base_name(in->real);
    n->name = nc_note_name(without_suffix(in->real));
    n->folded = n->rel;
    n->place = in->place;
    return 0;
}

static struct nc_str output_name(const char *input)
{
    return strcmp(input, "-") == 0 ? NC_LIT("") : without_suffix(nc_base_name(nc_str(input)));
}

/* Opens a note named by itself. It keeps the number 0 and the path as given. */
static int open_single(struct nc_vault *v, struct nc_diags *diags, struct nc_fail *f)
{
    if (add_named(v, &v->inputs[0], f))
        return -1;
    v->surveyed = 1; /* the scan must not move it */
    v->output_name = output_name(v->opts->inputs[0]);
    int err = v->is_marked ? nc_vault_scan(v, false, diags, f) : 0;
    v->surveyed = 0;
    for (size_t i = 1; i < v->count; i++)
        v->notes[i].wanted = false;
    v->wanted = 1;
    return err;
}

static int open_many(struct nc_vault *v, struct nc_diags *diags, struct nc_fail *f)
{
    v->is_folder = true;
    v->output_name = nc_folder_called(v->input_count == 1 ? v->inputs[0].real : v->root);
    if (v->input_count == 1 && v->inputs[0].is_pattern)
        v->output_name = nc_folder_called(nc_vault_input_folder(&v->inputs[0]));
    if (nc_vault_scan(v, false, diags, f))
        return -1;
    select_notes(v);
    for (size_t i = 0; i < v->input_count; i++) {
        struct nc_input *in = &v->inputs[i];
        if (!in->found && in->is_pattern)
            return nc_fail(f, "no note matches %s", in->given);
        if (!in->found && !in->is_folder && add_named(v, in, f))
            return -1;
    }
    report_unused(v, &v->include, "--include", diags);
    report_unused(v, &v->exclude, "--exclude", diags);
    nc_vault_order(v, diags);
    return 0;
}

/* Reads the order of the notes that the user or the author wrote: the note of --index, or a plan.
 */
static int read_order(struct nc_vault *v, struct nc_diags *diags, struct nc_fail *f)
{
    struct nc_parse_options plain = {0};
    bool is_asked = v->opts->index || v->opts->plan;
    if (!is_asked && (v->input_count != 1 || !v->inputs[0].is_folder || v->opts->order))
        return 0;
    int err =
        v->opts->index ? nc_vault_read_index(v, &plain, diags, f) : nc_vault_read_plan(v, diags, f);
    /* The indexes hold note numbers, which may change now. */
    nc_names_dispose(&v->paths);
    nc_names_dispose(&v->files);
    nc_names_dispose(&v->pages);
    nc_names_dispose(&v->moments);
    v->has_names = false;
    if (!err)
        nc_vault_order(v, diags);
    return err;
}

int nc_vault_open(struct nc_vault **out, const struct nc_vault_options *opts,
                  struct nc_diags *diags, struct nc_fail *f)
{
    struct nc_vault *v = nc_calloc(1, sizeof *v);
    v->arena = nc_arena_new();
    v->opts = opts;
    v->is_logseq = opts->is_logseq;
    pthread_mutex_init(&v->lock, NULL);
    v->vote = nc_vote_new();
    v->unread = nc_path_list_new();
    v->reads = nc_path_list_new();
    v->media.arena = v->arena;
    v->paths.firsts.arena = v->aliases.firsts.arena = v->pages.firsts.arena =
        v->moments.firsts.arena = v->blocks.firsts.arena = v->arena;
    v->data_media.arena = v->media_names.firsts.arena = v->files.firsts.arena = v->arena;
    v->named.arena = v->input_paths.arena = v->unlisted_paths.arena = v->arena;
    read_patterns(v, &v->include, opts->include);
    read_patterns(v, &v->exclude, opts->exclude);
    *out = v;
    int err = 0;
    if (opts->input_count == 1 && strcmp(opts->inputs[0], "-") == 0 && !opts->stands_for) {
        add_standard_input(v);
        v->wanted = 1;
    } else {
        if (nc_vault_read_inputs(v, diags, f))
            return -1;
        if (v->spans_roots)
            nc_diag(diags, NC_D_ROOTS, v->root, (struct nc_pos){0},
                    "the inputs belong to different vaults: links, decks and ids start from this "
                    "common parent folder, and no vault's settings apply; convert each vault "
                    "separately to keep its own");
        if (v->is_marked)
            nc_vault_configure(v, diags);
        bool single = v->input_count == 1 && !v->inputs[0].is_folder && !v->inputs[0].is_pattern;
        if (!single && !v->is_marked)
            nc_vault_configure(v, diags);
        err = single ? open_single(v, diags, f) : open_many(v, diags, f);
    }
    if (!err && v->count && strcmp(v->notes[0].path.p, "-") != 0)
        nc_book_find_site(v, diags);
    if (!err && v->count && !v->is_folder)
        nc_vault_report_summary(v, diags);
    if (!err && v->is_folder)
        err = read_order(v, diags, f);
    if (!err && v->is_folder && v->wanted == 0)
        err = v->count && (v->include.count || v->exclude.count)
                  ? nc_fail(f,
                            "--include and --exclude leave none of the %zu notes; patterns are "
                            "those of .gitignore, and paths begin at %.*s",
                            v->count, NC_FMT(v->root))
                  : nc_fail(f, "%s contains no notes (files that end in .md)", opts->inputs[0]);
    nc_vault_key_notes(v);
    v->surveys = nc_calloc(v->count, sizeof *v->surveys);
    v->surveyed = v->count;
    v->outlines = nc_calloc(v->count, sizeof *v->outlines);
    return err;
}

void nc_vault_free(struct nc_vault *v)
{
    if (!v)
        return;
    for (size_t i = 0; v->surveys && i < v->surveyed; i++) {
        nc_survey_forget_requests(&v->surveys[i]);
        nc_arena_free(v->surveys[i].arena);
    }
    nc_vote_free(v->vote);
    nc_path_list_free(v->unread);
    nc_path_list_free(v->reads);
    nc_names_dispose(&v->paths);
    nc_names_dispose(&v->aliases);
    nc_names_dispose(&v->pages);
    nc_names_dispose(&v->moments);
    nc_names_dispose(&v->blocks);
    nc_names_dispose(&v->media_names);
    nc_names_dispose(&v->files);
    nc_globs_dispose(&v->ignored);
    nc_hidden_dispose(v);
    nc_globs_dispose(&v->include);
    nc_globs_dispose(&v->exclude);
    nc_vault_dispose_inputs(v);
    free(v->notes);
    free(v->folders);
    free(v->surveys);
    free(v->moved);
    free(v->outlines);
    free(v->media.items);
    free(v->site_values);
    nc_book_dispose(&v->book);
    if (v->standard_input)
        nc_buf_dispose(v->standard_input);
    free(v->standard_input);
    free(v->unlisted);
    free(v->file_list);
    free(v->file_media);
    pthread_mutex_destroy(&v->lock);
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

struct nc_str nc_vault_id(const struct nc_vault *v)
{
    return v->id;
}

bool nc_vault_is_logseq(const struct nc_vault *v)
{
    return v->is_logseq;
}

size_t nc_vault_input_count(const struct nc_vault *v)
{
    return v->input_count;
}

struct nc_str nc_vault_input_path(const struct nc_vault *v, size_t i)
{
    return v->inputs[i].rel;
}

bool nc_vault_takes_all(const struct nc_vault *v)
{
    for (size_t i = 0; i < v->count; i++)
        if (!v->notes[i].is_aside && !v->notes[i].place)
            return false;
    return true;
}

struct nc_str nc_vault_root(const struct nc_vault *v)
{
    return v->root;
}

bool nc_vault_is_whole(const struct nc_vault *v)
{
    const struct nc_vault_options *o = v->opts;
    return v->input_count == 1 && v->inputs[0].is_folder && !v->include.count &&
           !v->exclude.count && !o->index && !o->tag && !o->where;
}

bool nc_vault_has_note_below(const struct nc_vault *v, struct nc_str folder)
{
    for (size_t i = 0; i < v->count; i++) {
        struct nc_str rel = v->notes[i].rel;
        if (!folder.n || (nc_str_starts(rel, folder) && rel.n > folder.n && rel.p[folder.n] == '/'))
            return true;
    }
    return false;
}

bool nc_vault_holds(const struct nc_vault *v, const char *path)
{
    char real[PATH_MAX];
    struct nc_str rel;
    if (!realpath(path, real) || !nc_vault_below_root(v, nc_str(real), &rel))
        return false;
    for (size_t i = 0; i < v->count; i++)
        if (nc_str_eq(v->notes[i].rel, rel))
            return true;
    return false;
}

const struct nc_outline *const *nc_vault_outlines(const struct nc_vault *v)
{
    return v->outlines;
}

const struct nc_media_table *nc_vault_media(const struct nc_vault *v)
{
    return &v->media;
}

const struct nc_book *nc_vault_book(const struct nc_vault *v)
{
    return v->book.count ? &v->book : NULL;
}

const struct nc_book *nc_vault_said(const struct nc_vault *v)
{
    return &v->book;
}

const struct nc_vault_unlisted *nc_vault_unlisted(const struct nc_vault *v, size_t *count)
{
    *count = v->unlisted_count;
    return v->unlisted;
}

void nc_vault_digest(const struct nc_vault *v, char out[41])
{
    struct nc_buf b = {0};
    uint8_t d[32];
    for (size_t i = 0; i < v->count; i++) {
        nc_buf_str(&b, v->notes[i].rel);
        nc_buf_printf(&b, "%c%llx %d\n", 0, (unsigned long long)v->notes[i].stamp,
                      v->notes[i].wanted);
    }
    for (size_t i = 0; i < v->file_count; i++) {
        nc_buf_str(&b, v->file_list[i].rel);
        nc_buf_printf(&b, "%c%llx\n", 0, (unsigned long long)v->file_list[i].stamp);
    }
    struct nc_str settings[] = {v->attachment_folder, v->journal_format, v->journal_folder,
                                nc_vault_base(v), v->output_name};
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        nc_buf_str(&b, settings[i]);
        nc_buf_char(&b, '\0');
    }
    nc_sha256(d, nc_buf_view(&b));
    nc_hex(out, d, 20);
    nc_buf_dispose(&b);
}
