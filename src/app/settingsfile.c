/* Reads noteconv.yaml of the user and of the root, and applies what the command line leaves open.
 */
#include "app/settingsfile.h"

#include "app/optiontable.h"
#include "app/otherwords.h"
#include "base/fsio.h"
#include "base/nearest.h"
#include "base/uchar.h"
#include "doc/doc.h"
#include "doc/metabook.h"
#include "doc/people.h"
#include "math/math.h"
#include "media/localcss.h"
#include "parse/input/frontmatter.h"
#include "vault/root.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_NAME "noteconv.yaml"
#define MAX_FILE ((size_t)1 << 20)
/* The largest style sheet that a run reads. */
#define MAX_SHEET ((size_t)4 << 20)
/* The key for -W, which has no long name. */
#define WARNINGS "warnings"

/* The settings file being read. */
struct source {
    struct nc_settings *s;
    struct nc_options *o;
    const char *path;
    /* the file's real folder, without a trailing '/' */
    struct nc_str folder;
    bool is_root;
    struct nc_doc *doc;
    struct nc_option_row rows[NC_OPTION_MAX];
    size_t row_count;
    /* rows already set by something stronger */
    const bool *given;
    /* rows that this file sets; NULL: not wanted */
    bool *gives;
};

static void report(const struct source *src, struct nc_pos pos, const char *text, const char *more)
{
    nc_diag(src->s->diags, NC_D_SETTING, nc_str(src->path), pos, "%s%s", text, more);
}

/* --- which option a key names --- */

static const char *key_of(const struct nc_option_row *row)
{
    return row->def.name[0] ? row->def.name : WARNINGS;
}

/* Whether a file cannot set the key: options that print something, and options for a single call.
 */
static bool is_of_a_call(const char *key)
{
    static const char *const words[] = {
        "help",    "version", "list-formats", "print-template", "list-remote", "output",
        "dry-run", "depfile", "no-settings",  "list-devices",   "again",       "remote-dir",
        NULL};
    return nc_str_is_among(nc_str(key), words);
}

/* Whether only the user may set the key: options that replace, delete or change files, run a
 * program, or put templates, and with them scripts, into pages and cards. */
static bool is_of_user(const char *key)
{
    static const char *const words[] = {
        "force",          "prune",       "write-ids", "state",        "keep-going",
        "resend",         "device",      "math-cmd",  "template-dir", "note-type",
        "note-type-name", "note-fields", NULL};
    return nc_str_is_among(nc_str(key), words);
}

/* Whether only the user may set the key to this value: without gaps around markup, parts of a note
 * may come to life in Emacs. */
static bool is_value_of_user(const char *key, const char *value)
{
    return strcmp(key, "org-boundary") == 0 && strcmp(value, "none") == 0;
}

/* Whether the option has a part in printing a note's HTML as it is written. */
static bool is_of_raw_html(const char *key)
{
    return strcmp(key, "strict") == 0 || strcmp(key, "fragment") == 0;
}

/* The row of a key; row_count if there is none. */
static size_t find_row(const struct source *src, struct nc_str key, const struct nc_backend *b)
{
    size_t i = 0;
    for (; i < src->row_count; i++) {
        const char *name = key_of(&src->rows[i]);
        if (nc_str_eqz(key, name) && !is_of_a_call(name) && (!b || nc_backend_takes(b, name)))
            break;
    }
    return i;
}

static void report_unknown(const struct source *src, struct nc_str key, const struct nc_backend *b,
                           struct nc_pos pos)
{
    struct nc_nearest near = {.word = key};
    struct nc_buf text = {0};
    for (size_t i = 0; i < src->row_count; i++) {
        const char *name = key_of(&src->rows[i]);
        if (!is_of_a_call(name) && (!b || nc_backend_takes(b, name)))
            nc_nearest_offer(&near, nc_str(name));
    }
    for (size_t i = 0; !b && nc_backends[i]; i++)
        nc_nearest_offer(&near, nc_str(nc_backends[i]->name));
    char name[64];
    snprintf(name, sizeof name, "%.*s", NC_FMT(key));
    if (is_of_a_call(name))
        nc_buf_printf(&text, "'%s' can be given on the command line only", name);
    else if (b)
        nc_buf_printf(&text, "'%.*s' is not an option of %s", NC_FMT(key), b->name);
    else if (nc_str_eqz(key, "id")) /* in the user's file; as metadata every book would get it */
        nc_buf_puts(&text, "'id' names one vault; write it to the " FILE_NAME " in its root");
    else if (nc_meta_is_known(key))
        nc_buf_printf(&text, "'%.*s' is metadata; write it below metadata:, indented", NC_FMT(key));
    else if (nc_format_meant(key).n)
        nc_buf_printf(&text, "'%.*s' is not a setting; did you mean '%.*s'?", NC_FMT(key),
                      NC_FMT(nc_format_meant(key)));
    else
        nc_buf_printf(&text, "'%.*s' is not a setting", NC_FMT(key));
    if (!nc_meta_is_known(key) && !nc_format_meant(key).n)
        nc_nearest_ask(&text, &near, "");
    report(src, pos, text.p, "");
    nc_buf_dispose(&text);
}

/* --- values --- */

/* Whether a style sheet loads nothing, else reports it. The run itself reports a sheet that cannot
 * be read. */
static bool is_harmless_sheet(const struct source *src, const char *path, struct nc_pos pos)
{
    struct nc_buf css = {0};
    struct nc_fail ignored = {0};
    const char *danger = nc_read_file(&css, path, MAX_SHEET, &ignored) == 0
                             ? nc_css_danger(nc_buf_view(&css))
                             : NULL;
    if (danger)
        nc_diag(
            src->s->diags, NC_D_SETTING, nc_str(src->path), pos,
            "css: this style sheet is not used, because one that comes with notes must not load "
            "anything: it contains %s. If you trust it, name it with --css or in your own settings",
            danger);
    nc_buf_dispose(&ignored.message);
    nc_buf_dispose(&css);
    return !danger;
}

/* Whether the value is a word that the option takes in place of a file. */
static bool is_word(const char *option, const char *value)
{
    bool is_cover = strcmp(option, "cover") == 0;
    return (is_cover && strcmp(value, "auto") == 0) ||
           ((is_cover || strcmp(option, "plan") == 0) && strcmp(value, "none") == 0);
}

/* The path of a file that a setting names, relative to the settings file. In the settings of a root
 * it must lie below the root. NULL and a message if it may not be used. */
static const char *path_value(const struct source *src, const struct nc_option_row *row,
                              const char *value, struct nc_pos pos)
{
    char real[PATH_MAX];
    struct nc_buf path = {0};
    if (is_word(row->def.name, value))
        return value;
    if (value[0] != '/')
        nc_buf_printf(&path, "%.*s/", NC_FMT(src->folder));
    nc_buf_puts(&path, value);
    bool found = realpath(path.p, real) != NULL;
    bool inside = found && nc_str_starts(nc_str(real), src->folder) && real[src->folder.n] == '/';
    const char *kept = nc_buf_keep(&path, src->s->arena).p;
    if (src->is_root && inside && strcmp(row->def.name, "css") == 0 &&
        !is_harmless_sheet(src, kept, pos))
        return NULL;
    if (!src->is_root || inside)
        return kept;
    report(src, pos, row->def.name,
           found ? ": this file is outside the folder of these settings and is not used"
                 : ": there is no such file below the folder of these settings");
    return NULL;
}

static void hold(struct nc_settings *s, const char *key, const struct nc_backend *b,
                 const char *value, const char *where)
{
    nc_grow(&s->held, &s->cap, s->count + 1, sizeof *s->held);
    s->held[s->count++] = (struct nc_held_setting){key, b, value, where};
}

/* Checks metadata just added; v is what its text was made from. An invalid language is removed
 * again, because it would end the run; then returns false. Anything without use is reported. */
static bool keep_metadata(const struct source *src, const struct nc_value *v, struct nc_pos pos)
{
    struct nc_setting *m = &src->o->meta[src->o->meta_count - 1];
    struct nc_buf why = {0};
    m->tree = v->type == NC_V_LIST || v->type == NC_V_MAP ? v : NULL;
    m->is_checked = true;
    bool is_bad = nc_option_meta_complain(&why, m);
    bool is_lang = nc_str_ieq(nc_str(m->name), NC_LIT("lang")) ||
                   nc_str_ieq(nc_str(m->name), NC_LIT("language"));
    if (is_bad)
        report(src, pos, why.p, "");
    src->o->meta_count -= is_bad && is_lang;
    nc_buf_dispose(&why);
    return !(is_bad && is_lang);
}

/* Applies a setting; v is what text was made from. False, which is reported, if it has no use. */
static bool apply(const struct source *src, const struct nc_option_row *row,
                  const struct nc_backend *b, const struct nc_value *v, struct nc_str text,
                  struct nc_pos pos)
{
    struct nc_fail f = {0};
    struct nc_buf where = {0};
    const size_t before = src->o->backend_count, meta_before = src->o->meta_count;
    const char *value = nc_arena_str(src->s->arena, text).p;
    if (src->is_root && is_value_of_user(row->def.name, value)) {
        report(src, pos, row->def.name,
               ": this value works only on the command line and in your own settings");
        return false;
    }
    if (nc_option_is_file(&row->def) && !(value = path_value(src, row, value, pos)))
        return false;
    char *arg = NULL; /* a copy, because -M splits its argument in place */
    if (row->def.arg) {
        arg = nc_arena_alloc(src->s->arena, strlen(value) + 1);
        strcpy(arg, value);
    }
    if (row->apply(row, src->o, arg, &f)) {
        report(src, pos, f.message.p, "");
        nc_buf_dispose(&f.message);
        return false;
    }
    if (src->o->meta_count > meta_before && !keep_metadata(src, v, pos))
        return false;
    for (size_t i = before; b && i < src->o->backend_count; i++)
        src->o->backend[i].backend = b;
    nc_buf_printf(&where, "%s:%u", src->path, pos.line);
    hold(src->s, key_of(row), b, row->def.arg ? value : NULL,
         nc_arena_str(src->s->arena, nc_buf_view(&where)).p);
    nc_buf_dispose(&where);
    return true;
}

/* The place of key i of a map; else_at if it has none. */
static struct nc_pos place_of(const struct nc_value *map, size_t i, struct nc_pos else_at)
{
    return map->places ? map->places[i] : else_at;
}

/* Applies metadata: {author: …}, which means -M author=… for each key. */
static bool apply_map(const struct source *src, const struct nc_option_row *row,
                      const struct nc_value *v, struct nc_pos pos)
{
    bool any = false;
    for (size_t i = 0; i < v->count; i++) {
        struct nc_buf b = {0};
        nc_buf_printf(&b, "%.*s=", NC_FMT(v->keys[i]));
        nc_value_text(&b, &v->items[i]);
        any |= apply(src, row, NULL, &v->items[i], nc_buf_view(&b), place_of(v, i, pos));
        nc_buf_dispose(&b);
    }
    return any;
}

/* A list gives several values to an option that may be repeated, else one value with commas. False
 * if none of them had a use. */
static bool apply_value(const struct source *src, const struct nc_option_row *row,
                        const struct nc_backend *b, const struct nc_value *v, struct nc_pos pos)
{
    bool is_metadata = strcmp(key_of(row), "metadata") == 0, any = false;
    bool is_map = v->type == NC_V_MAP && !nc_is_people_key(nc_str(key_of(row)));
    if (v->type == NC_V_MAP && is_metadata) {
        any = apply_map(src, row, v, pos);
    } else if (is_map || is_metadata || (v->type == NC_V_NULL && row->def.arg)) {
        report(src, pos, key_of(row), is_metadata ? ": write a map of keys" : ": write a value");
    } else if (!row->def.arg || (nc_optdef_may_lack(&row->def) && v->type == NC_V_BOOL)) {
        if (v->type != NC_V_BOOL)
            report(src, pos, key_of(row), ": write true or false");
        else
            any = !v->b || apply(src, row, b, v, NC_LIT(""), pos);
    } else if (v->type == NC_V_LIST && nc_option_adds(key_of(row))) {
        for (size_t i = 0; i < v->count; i++)
            any |= apply(src, row, b, &v->items[i], v->items[i].raw, pos);
    } else {
        struct nc_buf text = {0};
        nc_value_text(&text, v);
        any = apply(src, row, b, v, nc_buf_view(&text), pos);
        nc_buf_dispose(&text);
    }
    return any;
}

static void take(const struct source *src, struct nc_str key, const struct nc_backend *b,
                 const struct nc_value *v, struct nc_pos pos)
{
    size_t i = find_row(src, key, b);
    if (i == src->row_count) {
        report_unknown(src, key, b, pos);
        return;
    }
    const struct nc_option_row *row = &src->rows[i];
    if (src->is_root && is_of_user(row->def.name)) {
        report(src, pos, row->def.name,
               ": works only on the command line and in your own settings");
        return;
    }
    bool used = !src->given[i] && apply_value(src, row, b, v, pos);
    src->o->drops_raw_html |= used && src->is_root && is_of_raw_html(row->def.name);
    if (used && src->gives && !b)
        src->gives[i] = true;
}

/* Records a macro for `noteconv config`. */
static void hold_macro(const struct source *src, const struct nc_setting *m, struct nc_pos pos)
{
    struct nc_buf value = {0}, where = {0};
    nc_buf_printf(&value, "{%s: '%s'}", m->name, m->value);
    nc_buf_printf(&where, "%s:%u", src->path, pos.line);
    hold(src->s, "macros", NULL, nc_buf_keep(&value, src->s->arena).p,
         nc_buf_keep(&where, src->s->arena).p);
}

/* Takes macros: {RR: '\mathbb{R}'} for the formulas of all notes; a list, as MathJax writes it,
 * gives its body. */
static void take_macros(const struct source *src, const struct nc_value *v, struct nc_pos pos)
{
    struct nc_options *o = src->o;
    struct nc_math *m = nc_math_new();
    bool good = v->type == NC_V_MAP;
    for (size_t i = 0; good && i < v->count; i++) {
        const struct nc_value *item = &v->items[i];
        const struct nc_value *body = item->type == NC_V_LIST && item->count ? item->items : item;
        if (!nc_value_is_scalar(body) || !nc_math_macro(m, v->keys[i], body->raw)) {
            good = false;
            break;
        }
        nc_grow(&o->macros, &o->macro_cap, o->macro_count + 1, sizeof *o->macros);
        o->macros[o->macro_count++] =
            (struct nc_setting){.name = nc_arena_str(src->s->arena, v->keys[i]).p,
                                .value = nc_arena_str(src->s->arena, body->raw).p};
        hold_macro(src, &o->macros[o->macro_count - 1], pos);
    }
    nc_math_free(m);
    if (!good)
        report(src, pos, "macros",
               ": write names of commands and their definitions, such as RR: '\\mathbb{R}'");
}

static bool is_name(const struct nc_value *v)
{
    return nc_value_is_scalar(v) && v->type != NC_V_NULL && nc_str_trim(v->raw).n;
}

/* Reports the key at this line, which is repeated further down; 0: no key is. */
static void report_repeated(const struct source *src, size_t line)
{
    const struct nc_meta *m = &src->doc->meta;
    for (size_t i = 0; line && i < m->count; i++)
        if (m->entries[i].pos.line == line) {
            nc_diag(src->s->diags, NC_D_SETTING, nc_str(src->path), m->entries[i].pos,
                    "'%.*s' is set again below; the last value counts", NC_FMT(m->entries[i].key));
            return;
        }
}

/* Records the name of the vault, which the vault itself reads, for `noteconv config`. */
static void hold_id(const struct source *src, const struct nc_meta_entry *e)
{
    hold(src->s, "id", NULL, nc_arena_str(src->s->arena, nc_str_trim(e->value.raw)).p,
         nc_arena_printf(src->s->arena, "%s:%u", src->path, e->pos.line).p);
}

/* Applies the top level first, so that a section wins over it. */
static void take_all(const struct source *src)
{
    const struct nc_meta *m = &src->doc->meta;
    for (size_t i = 0; i < m->count; i++) {
        const struct nc_meta_entry *e = &m->entries[i];
        bool is_id = src->is_root && nc_str_eqz(e->key, "id");
        if (is_id && !is_name(&e->value))
            report(src, e->pos, "id", ": write a name");
        else if (is_id)
            hold_id(src, e);
        else if (nc_str_eqz(e->key, "macros"))
            take_macros(src, &e->value, e->pos);
        else if (!nc_backend_named(e->key))
            take(src, e->key, NULL, &e->value, e->pos);
    }
    for (size_t i = 0; i < m->count; i++) {
        const struct nc_meta_entry *e = &m->entries[i];
        const struct nc_backend *b = nc_backend_named(e->key);
        if (b && e->value.type != NC_V_MAP)
            report(src, e->pos, b->name, ": write its options below it, indented");
        for (size_t k = 0; b && e->value.type == NC_V_MAP && k < e->value.count; k++)
            take(src, e->value.keys[k], b, &e->value.items[k], place_of(&e->value, k, e->pos));
    }
}

/* --- files --- */

static const char *user_file(struct nc_arena *arena)
{
    const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    struct nc_buf b = {0};
    if (xdg && xdg[0] == '/')
        nc_buf_printf(&b, "%s/noteconv/" FILE_NAME, xdg);
    else if (home && home[0] == '/')
        nc_buf_printf(&b, "%s/.config/noteconv/" FILE_NAME, home);
    const char *path = b.n ? nc_arena_str(arena, nc_buf_view(&b)).p : NULL;
    nc_buf_dispose(&b);
    return path;
}

/* The real path of the folder that input is, or is in, stored in real; empty if it does not exist.
 */
static struct nc_str folder_of(char real[PATH_MAX], const char *input)
{
    struct stat st;
    if (!realpath(strcmp(input, "-") == 0 ? "." : input, real) || stat(real, &st) != 0)
        return NC_NONE;
    return S_ISDIR(st.st_mode) ? nc_str(real) : nc_folder_name(nc_str(real));
}

/* Appends the root of an input. False if none of its folders is marked as one. */
static bool root_of(struct nc_buf *out, const char *input)
{
    char real[PATH_MAX];
    int error = 0;
    struct nc_str folder = folder_of(real, input);
    return folder.n && nc_root_above(out, folder, &error);
}

/* The settings file of the common root; notes of two roots share no settings. */
static const char *root_file(struct nc_arena *arena, const struct nc_option_scan *scan)
{
    struct nc_buf root = {0}, other = {0};
    bool same = root_of(&root, scan->input_count ? scan->inputs[0] : ".");
    for (size_t i = 1; i < scan->input_count && same; i++) {
        nc_buf_clear(&other);
        same =
            root_of(&other, scan->inputs[i]) && nc_str_eq(nc_buf_view(&root), nc_buf_view(&other));
    }
    nc_buf_puts(&root, "/" FILE_NAME);
    const char *path = same ? nc_arena_str(arena, nc_buf_view(&root)).p : NULL;
    nc_buf_dispose(&root);
    nc_buf_dispose(&other);
    return path;
}

/* The path as the user would write it, relative to the current folder. */
static const char *shown(struct nc_arena *arena, const char *path)
{
    char here[PATH_MAX];
    size_t n = getcwd(here, sizeof here) ? strlen(here) : 0;
    bool below = n > 1 && strncmp(path, here, n) == 0 && path[n] == '/';
    return nc_arena_str(arena, nc_str(below ? path + n + 1 : path)).p;
}

/* Reports settings files under names that nothing reads. */
static void report_other_names(struct nc_settings *s, struct nc_str folder)
{
    static const char *const names[] = {"noteconv.yml",   "noteconv.toml", "noteconv.json",
                                        ".noteconv.yaml", ".noteconv.yml", ".noteconv.toml",
                                        "noteconv.conf",  "noteconv.ini",  ".noteconvrc"};
    struct stat st;
    for (size_t i = 0; folder.n && i < sizeof names / sizeof names[0]; i++) {
        struct nc_buf path = {0};
        nc_buf_printf(&path, "%.*s/%s", NC_FMT(folder), names[i]);
        if (stat(path.p, &st) == 0)
            nc_diag(s->diags, NC_D_SETTING, nc_str(shown(s->arena, path.p)), (struct nc_pos){0},
                    "this file is not read; settings are read from " FILE_NAME);
        nc_buf_dispose(&path);
    }
}

/* Whether the settings of a root are a link that leads out of it. */
static bool leads_out(const char *path)
{
    char real[PATH_MAX];
    struct nc_str folder = nc_folder_name(nc_str(path));
    return realpath(path, real) && !(nc_str_starts(nc_str(real), folder) && real[folder.n] == '/');
}

static int read_source(struct source *src, const char *path, struct nc_fail *f)
{
    struct nc_buf text = {0};
    struct stat st;
    size_t line = 0;
    if (!path || stat(path, &st) != 0)
        return 0;
    src->path = shown(src->s->arena, path);
    if (src->is_root && leads_out(path)) {
        src->s->has_root = true;
        report(
            src, (struct nc_pos){0},
            "this symbolic link leads outside the folder of the notes; none of its settings apply",
            "");
        return 0;
    }
    struct nc_fail why = {0};
    if (nc_read_file(&text, path, MAX_FILE, &why)) {
        nc_fail(f, "%s; --no-settings runs without it", why.message.p);
        nc_buf_dispose(&why.message);
        nc_buf_dispose(&text);
        return -1;
    }
    src->folder = nc_folder_name(nc_arena_str(src->s->arena, nc_str(path)));
    src->o->setting_files[src->is_root] = nc_arena_str(src->s->arena, nc_str(path)).p;
    src->doc = src->s->docs[src->s->doc_count++] = nc_doc_new(nc_str(src->path));
    *(src->is_root ? &src->s->has_root : &src->s->has_user) = true;
    if (nc_settings_read(src->doc, nc_arena_str(src->s->arena, nc_buf_view(&text)), &line)) {
        report_repeated(src, line);
        take_all(src);
    } else if (nc_str_trim(nc_buf_view(&text)).n) {
        report(src, (struct nc_pos){0, (uint32_t)line, 1},
               "not valid YAML; none of these settings apply", "");
    }
    nc_buf_dispose(&text);
    return 0;
}

static void free_docs(struct nc_settings *s)
{
    for (size_t i = 0; i < s->doc_count; i++)
        nc_doc_free(s->docs[i]);
}

int nc_settings_load(struct nc_settings *s, struct nc_options *o, const struct nc_option_scan *scan,
                     struct nc_fail *f)
{
    bool root_gives[NC_OPTION_MAX] = {false}, stronger[NC_OPTION_MAX];
    *s = (struct nc_settings){.arena = nc_arena_new(), .diags = nc_diags_new()};
    s->user_file = user_file(s->arena);
    s->root_file = root_file(s->arena, scan);
    if (scan->no_settings)
        return 0;
    /* The root's file is read twice: what it sets is not taken from the user's file, and yet it is
     * applied later, because the last of two values counts. */
    struct nc_options ignored = {0};
    struct nc_settings none = {.arena = s->arena};
    struct source look = {.s = &none, .o = &ignored, .is_root = true, .gives = root_gives};
    look.row_count = nc_option_rows(look.rows);
    look.given = scan->given;
    int err = read_source(&look, s->root_file, f);
    free(none.held);
    free_docs(&none);
    nc_options_dispose(&ignored);
    for (size_t i = 0; i < NC_OPTION_MAX; i++)
        stronger[i] = scan->given[i] || root_gives[i];
    struct source user = {.s = s, .o = o, .given = stronger};
    user.row_count = nc_option_rows(user.rows);
    struct source root = {.s = s, .o = o, .is_root = true, .given = scan->given};
    root.row_count = nc_option_rows(root.rows);
    char real[PATH_MAX];
    report_other_names(s, s->user_file ? nc_folder_name(nc_str(s->user_file)) : NC_NONE);
    report_other_names(s, s->root_file
                              ? nc_folder_name(nc_str(s->root_file))
                              : folder_of(real, scan->input_count ? scan->inputs[0] : "."));
    err = err || read_source(&user, s->user_file, f) || read_source(&root, s->root_file, f);
    return err ? -1 : 0;
}

void nc_settings_dispose(struct nc_settings *s)
{
    free(s->held);
    free_docs(s);
    nc_diags_free(s->diags);
    nc_arena_free(s->arena);
    *s = (struct nc_settings){0};
}

/* --- noteconv config --- */

static void print_held(struct nc_buf *out, const struct nc_held_setting *h)
{
    size_t from = out->n;
    nc_buf_printf(out, "%s%s: ", h->backend ? "  " : "", h->key);
    nc_put_visible(out, nc_str(h->value && h->value[0] ? h->value : "true"), false);
    do
        nc_buf_char(out, ' ');
    while (out->n - from < 40);
    nc_buf_puts(out, "# ");
    nc_put_visible(out, nc_str(h->where), false);
    nc_buf_char(out, '\n');
}

static void print_file(struct nc_buf *out, const char *path, bool found, bool reads)
{
    struct stat st;
    bool there = found || (path && stat(path, &st) == 0);
    if (path)
        nc_buf_printf(out, "# %s%s\n", path,
                      !there   ? " (there is no such file)"
                      : !reads ? " (not read: --no-settings)"
                               : "");
}

/* Whether the root's settings set the same option of the same format again. */
static bool is_overridden(const struct nc_settings *s, size_t i)
{
    bool found = false;
    for (size_t k = i + 1; k < s->count && !found; k++)
        found =
            s->held[k].backend == s->held[i].backend && strcmp(s->held[k].key, s->held[i].key) == 0;
    return found;
}

void nc_settings_print(struct nc_buf *out, const struct nc_settings *s,
                       const struct nc_option_scan *scan)
{
    print_file(out, s->user_file, s->has_user, !scan->no_settings);
    print_file(out, s->root_file, s->has_root, !scan->no_settings);
    struct nc_option_row rows[NC_OPTION_MAX];
    nc_option_rows(rows);
    for (size_t i = 0; i < scan->word_count; i++) {
        const struct nc_option_word *w = &scan->words[i];
        const struct nc_held_setting h = {w->key, NULL, w->value, "command line"};
        if (strcmp(w->key, "output") == 0 || !nc_option_successor(rows, scan, i))
            print_held(out, &h);
    }
    for (size_t i = 0; i < s->count; i++)
        if (!s->held[i].backend)
            print_held(out, &s->held[i]);
    for (size_t b = 0; nc_backends[b]; b++) {
        bool begun = false;
        for (size_t i = 0; i < s->count; i++) {
            if (s->held[i].backend != nc_backends[b] || is_overridden(s, i))
                continue;
            if (!begun)
                nc_buf_printf(out, "%s:\n", nc_backends[b]->name);
            begun = true;
            print_held(out, &s->held[i]);
        }
    }
}
