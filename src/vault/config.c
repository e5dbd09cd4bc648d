/* Reads Obsidian's and Logseq's own settings of a root. A setting that cannot be read is ignored,
 * and the folder is converted as if it did not set it. */
#include "base/fsio.h"
#include "base/jsonpull.h"
#include "base/uchar.h"
#include "parse/input/frontmatter.h"
#include "vault/root.h"
#include "vault/vaultdata.h"

#include <errno.h>
#include <sys/stat.h>

static bool exists(const struct nc_vault *v, const char *name, struct nc_diags *diags)
{
    struct stat st;
    struct nc_buf b = {0};
    nc_buf_printf(&b, "%.*s/%s", NC_FMT(v->root), name);
    bool found = stat(b.p, &st) == 0;
    if (!found && nc_is_read_failure(errno))
        nc_vault_unread(v, NC_D_SETTING_UNREADABLE, nc_str(name), nc_str(name), diags,
                        strerror(errno));
    nc_buf_dispose(&b);
    return found;
}

static bool read_setting(const struct nc_vault *v, const char *name, struct nc_buf *out,
                         struct nc_diags *diags)
{
    struct nc_buf b = {0};
    nc_buf_printf(&b, "%.*s/%s", NC_FMT(v->root), name);
    bool ok = nc_vault_read_settings(v, b.p, nc_str(name), out, diags);
    nc_buf_dispose(&b);
    return ok;
}

static struct nc_str without_slashes(struct nc_str s)
{
    while (s.n && s.p[0] == '/')
        s = nc_str_sub(s, 1, s.n);
    while (s.n && s.p[s.n - 1] == '/')
        s.n--;
    return s;
}

/* Reads the list of folders and files that Obsidian hides; /…/ is a regular expression. */
static void read_hidden(struct nc_vault *v, struct nc_json *j, struct nc_diags *diags)
{
    for (enum nc_json_event e = nc_json_next(j); e == NC_JSON_STRING; e = nc_json_next(j)) {
        struct nc_str s = nc_buf_view(&j->text);
        bool is_regex = s.n > 2 && s.p[0] == '/' && s.p[s.n - 1] == '/';
        if (!is_regex)
            nc_hide_prefix(v, s, true);
        else if (!nc_hide_regex(v, nc_str_sub(s, 1, s.n - 1)))
            nc_diag(diags, NC_D_SETTING, nc_vault_shown_name(v, NC_LIT(".obsidian/app.json")),
                    (struct nc_pos){0},
                    "the excluded pattern %.*s is a regular expression that noteconv cannot read; "
                    "add a pattern for it to .noteconvignore",
                    NC_FMT(s));
    }
}

static void read_app(struct nc_vault *v, struct nc_json *j, struct nc_diags *diags)
{
    enum nc_json_event e = nc_json_next(j);
    if (e != NC_JSON_OBJECT)
        return;
    for (e = nc_json_next(j); e == NC_JSON_KEY; e = nc_json_next(j)) {
        struct nc_buf key = {0};
        nc_buf_str(&key, nc_buf_view(&j->text));
        struct nc_str k = nc_buf_view(&key);
        e = nc_json_next(j);
        if (nc_str_eqz(k, "strictLineBreaks") && (e == NC_JSON_TRUE || e == NC_JSON_FALSE)) {
            v->breaks = e == NC_JSON_TRUE ? NC_BREAKS_SOFT : NC_BREAKS_HARD;
        } else if (nc_str_eqz(k, "attachmentFolderPath") && e == NC_JSON_STRING) {
            v->attachment_folder = nc_arena_str(v->arena, nc_buf_view(&j->text));
        } else if (nc_str_eqz(k, "userIgnoreFilters") && e == NC_JSON_ARRAY) {
            read_hidden(v, j, diags);
            e = NC_JSON_NULL;
        }
        nc_buf_dispose(&key);
        if (!nc_json_skip(j, e))
            return;
    }
}

/* Reads the folder in templates.json, or in Templater's data.json. */
static void read_templates(struct nc_vault *v, const char *file, const char *key,
                           struct nc_diags *diags)
{
    struct nc_buf text = {0};
    if (!read_setting(v, file, &text, diags)) {
        nc_buf_dispose(&text);
        return;
    }
    struct nc_json j;
    nc_json_begin(&j, nc_buf_view(&text));
    enum nc_json_event e = nc_json_next(&j);
    for (e = e == NC_JSON_OBJECT ? nc_json_next(&j) : NC_JSON_END; e == NC_JSON_KEY;
         e = nc_json_next(&j)) {
        bool wanted = nc_str_eqz(nc_buf_view(&j.text), key);
        e = nc_json_next(&j);
        if (wanted && e == NC_JSON_STRING)
            v->template_folder = nc_arena_str(v->arena, without_slashes(nc_buf_view(&j.text)));
        if (!nc_json_skip(&j, e))
            break;
    }
    nc_json_dispose(&j);
    nc_buf_dispose(&text);
}

/* Reads the vault's own settings for noteconv. */
static void configure_own(struct nc_vault *v, struct nc_diags *diags)
{
    struct nc_buf text = {0};
    size_t line;
    if (read_setting(v, "noteconv.yaml", &text, diags)) {
        struct nc_doc *doc = nc_doc_new(NC_LIT("noteconv.yaml"));
        bool sound = nc_settings_read(doc, nc_buf_view(&text), &line);
        if (!sound && v->opts->reports_own && nc_str_trim(nc_buf_view(&text)).n)
            nc_diag(diags, NC_D_SETTING, nc_vault_shown_name(v, NC_LIT("noteconv.yaml")),
                    (struct nc_pos){0, (uint32_t)line, 1}, "not valid YAML, so its id is not used");
        const struct nc_value *id = sound ? nc_meta_get(&doc->meta, "id") : NULL;
        if (nc_value_is_scalar(id) && id->type != NC_V_NULL)
            v->id = nc_arena_str(v->arena, nc_str_trim(id->raw));
        nc_doc_free(doc);
    }
    nc_buf_dispose(&text);
}

static void configure_obsidian(struct nc_vault *v, struct nc_diags *diags)
{
    struct nc_buf text = {0};
    v->has_obsidian = true;
    v->breaks = NC_BREAKS_HARD; /* Obsidian's default */
    v->breaks_known = true;
    if (read_setting(v, ".obsidian/app.json", &text, diags)) {
        struct nc_json j;
        nc_json_begin(&j, nc_buf_view(&text));
        read_app(v, &j, diags);
        if (j.problem)
            nc_diag(diags, NC_D_SETTING, nc_vault_shown_name(v, NC_LIT(".obsidian/app.json")),
                    (struct nc_pos){0},
                    "the settings cannot be read (%s); only what comes before it is used",
                    j.problem);
        nc_json_dispose(&j);
    }
    nc_buf_dispose(&text);
    read_templates(v, ".obsidian/plugins/templater-obsidian/data.json", "templates_folder", diags);
    read_templates(v, ".obsidian/templates.json", "folder", diags);
}

/* Appends an EDN text without its comments, which begin with ';'. */
static void without_comments(struct nc_buf *out, struct nc_str s)
{
    bool in_string = false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\\' && i + 1 < s.n) {
            nc_buf_char(out, s.p[i++]);
        } else if (s.p[i] == '"') {
            in_string = !in_string;
        } else if (s.p[i] == ';' && !in_string) {
            i = nc_str_find(s, '\n', i);
            if (i == s.n)
                return;
        }
        nc_buf_char(out, s.p[i]);
    }
}

/* Finds the next string of an EDN text from *at on, before end. False if there is none. Escapes
 * stay. */
static bool next_string(struct nc_str s, size_t *at, size_t end, struct nc_str *out)
{
    size_t open = nc_str_find(s, '"', *at), close = open < s.n ? open + 1 : s.n;
    while (close < s.n && s.p[close] != '"')
        close += s.p[close] == '\\' ? 2 : 1;
    if (open >= end || close >= s.n)
        return false;
    *out = nc_str_sub(s, open + 1, close);
    *at = close + 1;
    return true;
}

/* Reads the settings of Logseq's config.edn that are used here: :hidden ["/folder" …], the folder
 * of journals, and the format of their titles. */
static void read_graph(struct nc_vault *v, struct nc_str s)
{
    struct nc_str hidden = NC_LIT(":hidden"), title = NC_LIT(":journal/page-title-format"), found;
    size_t at = nc_str_search(s, hidden, 0), end = nc_str_find(s, ']', at);
    at += hidden.n;
    while (at < end && next_string(s, &at, end, &found))
        nc_hide_prefix(v, found, false);
    at = nc_str_search(s, title, 0);
    if (at < s.n && next_string(s, &at, s.n, &found))
        v->journal_format = nc_arena_str(v->arena, found);
    at = nc_str_search(s, NC_LIT(":journals-directory"), 0);
    if (at < s.n && next_string(s, &at, s.n, &found)) {
        struct nc_buf folded = {0};
        nc_nfc_fold(&folded, without_slashes(found));
        v->journal_folder = nc_buf_keep(&folded, v->arena);
    }
}

static void configure_logseq(struct nc_vault *v, struct nc_diags *diags)
{
    struct nc_buf text = {0}, plain = {0};
    v->is_logseq = true;
    v->breaks = NC_BREAKS_HARD;
    v->breaks_known = true;
    v->attachment_folder = NC_LIT("assets");
    v->journal_format = NC_LIT("MMM do, yyyy");
    v->journal_folder = NC_LIT("journals");
    if (read_setting(v, "logseq/config.edn", &text, diags)) {
        without_comments(&plain, nc_buf_view(&text));
        read_graph(v, nc_buf_view(&plain));
    }
    nc_buf_dispose(&text);
    nc_buf_dispose(&plain);
}

void nc_vault_configure(struct nc_vault *v, struct nc_diags *diags)
{
    configure_own(v, diags);
    if (exists(v, ".obsidian", diags))
        configure_obsidian(v, diags);
    int error = 0;
    if (nc_root_is_graph(v->root, &error))
        configure_logseq(v, diags);
    if (error)
        nc_vault_unread(v, NC_D_SETTING_UNREADABLE, NC_LIT("logseq"), NC_LIT("logseq"), diags,
                        strerror(error));
}
