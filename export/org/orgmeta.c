/* The preamble: property drawer, then keywords. */
#include "base/strmap.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "export/org/orgattach.h"
#include "export/org/orgout.h"
#include "export/org/orgwriter.h"
#include "export/url/url.h"
#include "lang/lang.h"

void org_when(struct nc_buf *out, const struct nc_when *when)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    nc_buf_printf(out, "%04u-%02u-%02u %s", when->year, when->month, when->day,
                  days[nc_when_weekday(when)]);
    if (when->has_time)
        nc_buf_printf(out, " %02u:%02u", when->hour, when->minute);
}

/* Writes [2025-12-29 Mon], with the time if there is one; Org knows no time zones. A month or a
 * year, such as 2025-12, is not a timestamp. */
static void timestamp(struct org_writer *w, const char *name, const struct nc_when *when)
{
    struct nc_buf b = {0};
    if (!nc_when_is_set(when))
        return;
    if (when->no_day) {
        nc_when_put(&b, when);
    } else {
        nc_buf_char(&b, '[');
        org_when(&b, when);
        nc_buf_char(&b, ']');
    }
    org_line(w, name, nc_buf_view(&b));
    nc_buf_dispose(&b);
}

/* Writes a tag: letters, digits, '_', '@', '#', '%'; anything else becomes '_'. */
static void put_tag(struct nc_buf *out, struct nc_str tag)
{
    for (size_t i = 0; i < tag.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(tag, i, &len);
        if (nc_is_word(cp) || cp == '_' || cp == '@' || cp == '#' || cp == '%')
            nc_buf_put(out, tag.p + i, len);
        else
            nc_buf_char(out, '_');
        i += len;
    }
}

/* Whether Org's form of the tag keeps none of its characters, as of "🚀". */
static bool is_unspelled(struct nc_str tag)
{
    for (size_t i = 0; i < tag.n; i++)
        if (tag.p[i] != '_')
            return false;
    return true;
}

static void report_unspelled(const struct org_writer *w, struct nc_str tag)
{
    nc_diag(w->diags, NC_D_FORMAT_LOSS, nc_file_of(w->doc, (struct nc_pos){0}), (struct nc_pos){0},
            "Org cannot write the tag %.*s; it is kept in the property TAGS_ORIG only",
            NC_FMT(tag));
}

static void report_alike(const struct org_writer *w, struct nc_str one, struct nc_str other)
{
    nc_diag(
        w->diags, NC_D_FORMAT_LOSS, nc_file_of(w->doc, (struct nc_pos){0}), (struct nc_pos){0},
        "Org would write the tags %.*s and %.*s alike; the property TAGS_ORIG keeps the originals",
        NC_FMT(one), NC_FMT(other));
}

/* Collects the tags as Org writes them, each once. *alike: some lost characters, or some became
 * equal to others. */
static void collect_tags(const struct org_writer *w, struct nc_buf *out, bool *alike)
{
    const struct nc_meta *m = &w->doc->meta;
    struct nc_strmap seen = {.arena = nc_arena_new()};
    struct nc_buf tag = {0};
    *alike = false;
    for (size_t i = 0; i < m->tag_count; i++) {
        nc_buf_clear(&tag);
        put_tag(&tag, m->tags[i]);
        bool unspelled = is_unspelled(nc_buf_view(&tag));
        if (unspelled)
            report_unspelled(w, m->tags[i]);
        uint32_t other = unspelled ? 0 : nc_strmap_get(&seen, nc_buf_view(&tag));
        if (other)
            report_alike(w, m->tags[other - 1], m->tags[i]);
        if (unspelled || other) {
            *alike = true;
            continue;
        }
        *nc_strmap_at(&seen, nc_arena_str(seen.arena, nc_buf_view(&tag))) = (uint32_t)i + 1;
        nc_buf_char(out, ':');
        nc_buf_str(out, nc_buf_view(&tag));
    }
    if (out->n)
        nc_buf_char(out, ':');
    nc_buf_dispose(&tag);
    nc_arena_free(seen.arena);
}

/* Writes the tags as the note has them. */
static void put_original_tags(struct org_writer *w)
{
    const struct nc_meta *m = &w->doc->meta;
    struct nc_buf b = {0};
    nc_buf_join(&b, m->tags, m->tag_count, " ");
    org_line(w, ":TAGS_ORIG: ", nc_buf_view(&b));
    nc_buf_dispose(&b);
}

/* Properties that Org acts on: this file's own, arguments of source blocks (the value of a variable
 * would run on export), files that it opens or writes, and those it derives itself. */
static bool is_reserved(struct nc_str name)
{
    static const char *const words[] = {
        "ID",
        "END",
        "CUSTOM_ID",
        "CREATED",
        "CACHE",
        "CMDLINE",
        "COLNAMES",
        "COMMENTS",
        "DIR",
        "EPILOGUE",
        "EVAL",
        "EXPORTS",
        "FILE",
        "FILE-EXT",
        "FILE-DESC",
        "FILE-MODE",
        "HLINES",
        "MKDIRP",
        "NO-EXPAND",
        "NOEVAL",
        "NOWEB",
        "NOWEB-REF",
        "NOWEB-SEP",
        "OUTPUT-DIR",
        "PADLINE",
        "POST",
        "PROLOGUE",
        "RESULTS",
        "ROWNAMES",
        "SEP",
        "SESSION",
        "SHEBANG",
        "TANGLE",
        "TANGLE-MODE",
        "VAR",
        "WRAP",
        "ARCHIVE",
        "ATTACH_DIR",
        "ATTACH_DIR_INHERIT",
        "CATEGORY",
        "COLUMNS",
        "LOGGING",
        "LOG_INTO_DRAWER",
        "CLOCK_INTO_DRAWER",
        "TODO",
        "TAGS",
        "ALLTAGS",
        "PRIORITY",
        "ITEM",
        "BLOCKED",
        "CLOCKSUM",
        "CLOCKSUM_T",
        "CLOSED",
        "DEADLINE",
        "SCHEDULED",
        "TIMESTAMP",
        "TIMESTAMP_IA",
        NULL,
    };
    static const char *const beginnings[] = {"HEADER-ARGS", "EXPORT_",       "ROAM_",
                                             "HTML_",       "LATEX_",        "BEAMER_",
                                             "ODT_",        "TABLE_EXPORT_", NULL};
    return nc_str_is_among(name, words) || nc_str_starts_among(name, beginnings);
}

/* Writes a key as the name of a property: in upper case, with '_' for blanks and signs. */
static void put_property_name(struct nc_buf *out, struct nc_str key)
{
    for (size_t i = 0; i < key.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(key, i, &len);
        bool plain = nc_is_word(cp) || cp == '-' || cp == '_';
        if (cp >= 'a' && cp <= 'z')
            nc_buf_char(out, (char)(cp - 32));
        else if (plain)
            nc_buf_put(out, key.p + i, len);
        else
            nc_buf_char(out, '_');
        i += len;
    }
}

/* Writes a description whose brackets cannot end it. */
static void put_label(struct nc_buf *out, struct nc_str label)
{
    for (size_t i = 0; i < label.n; i++)
        nc_buf_char(out, strchr("[]", label.p[i] ? label.p[i] : ' ') ? ' ' : label.p[i]);
}

/* Writes text with its wikilinks, because org-roam knows links in properties. */
static void put_linked_text(struct org_writer *w, struct nc_buf *out, struct nc_str text)
{
    struct nc_value_link link;
    size_t at = 0;
    while (nc_value_link(text, &at, &link)) {
        struct nc_ref ref = {0};
        struct nc_node n = {.kind = NC_WIKILINK, .anchor = NC_NO_ANCHOR, .u.ref = &ref};
        w->run->site->find_note(w->run->site->vault, w->note, link.target, &ref);
        nc_buf_str(out, link.before);
        bool wanted = ref.state == NC_REF_NOTE || org_state(w->run)->roam;
        bool linked = wanted && link.target.n && org_link_start(w, out, &n);
        nc_buf_puts(out, linked ? "][" : "");
        put_label(out, link.label);
        nc_buf_puts(out, linked ? "]]" : "");
    }
    nc_buf_str(out, nc_str_sub(text, at, text.n));
}

/* Whether a value, or an item of a list, holds a link that org-roam would find. */
static bool holds_links(const struct org_writer *w, const struct nc_value *v)
{
    bool list = v->type == NC_V_LIST, any = false;
    if (!org_state(w->run)->ids || !w->run->site->find_note)
        return false;
    for (size_t i = 0; i < (list ? v->count : 1); i++) {
        const struct nc_value *item = list ? &v->items[i] : v;
        any |= nc_str_search(item->raw, NC_LIT("[["), 0) < item->raw.n;
        if (item->type == NC_V_LIST || item->type == NC_V_MAP)
            return false;
    }
    return any;
}

/* Writes such a value with its links. */
static void put_links(struct org_writer *w, struct nc_buf *out, const struct nc_value *v)
{
    bool list = v->type == NC_V_LIST;
    for (size_t i = 0; i < (list ? v->count : 1); i++) {
        nc_buf_puts(out, i ? ", " : "");
        put_linked_text(w, out, list ? v->items[i].raw : v->raw);
    }
}

static bool is_bibliography_key(struct nc_str key)
{
    return nc_str_ieq(key, NC_LIT("bibliography"));
}

void org_property(struct org_writer *w, struct nc_str key, struct nc_str value)
{
    struct nc_buf name = {0}, keyword = {0};
    put_property_name(&name, key);
    nc_buf_printf(&keyword, ":%s%s: ", name.n ? name.p : "_",
                  is_reserved(nc_buf_view(&name)) ? "_NOTE" : "");
    if (value.n)
        org_line(w, keyword.p, value);
    nc_buf_dispose(&name);
    nc_buf_dispose(&keyword);
}

static void put_property(struct org_writer *w, const struct nc_meta_entry *e)
{
    struct nc_buf value = {0};
    bool date = (e->value.type == NC_V_DATE || e->value.type == NC_V_DATETIME) &&
                nc_when_is_set(&e->value.when);
    if (date) {
        nc_buf_char(&value, '[');
        org_when(&value, &e->value.when);
        nc_buf_char(&value, ']');
    } else if (holds_links(w, &e->value)) {
        put_links(w, &value, &e->value);
    } else {
        nc_value_text(&value, &e->value);
    }
    org_property(w, e->key, nc_buf_view(&value));
    nc_buf_dispose(&value);
}

/* Writes aliases as strings for Emacs' reader (split-string-and-unquote). */
static void put_aliases(struct org_writer *w)
{
    const struct nc_meta *m = &w->doc->meta;
    struct nc_buf b = {0};
    for (size_t i = 0; i < m->alias_count; i++) {
        if (i)
            nc_buf_char(&b, ' ');
        nc_buf_char(&b, '"');
        for (size_t k = 0; k < m->aliases[i].n; k++) {
            if (m->aliases[i].p[k] == '"' || m->aliases[i].p[k] == '\\')
                nc_buf_char(&b, '\\');
            nc_buf_char(&b, m->aliases[i].p[k]);
        }
        nc_buf_char(&b, '"');
    }
    if (b.n)
        org_line(w, ":ROAM_ALIASES: ", nc_buf_view(&b));
    nc_buf_dispose(&b);
}

/* Writes the addresses that the note is about, by which org-roam finds it. */
static void put_refs(struct org_writer *w)
{
    static const char *const keys[] = {"source", "url", "doi", "link", NULL};
    const struct nc_meta *m = &w->doc->meta;
    struct nc_buf refs = {0};
    for (size_t i = 0; i < m->count; i++) {
        struct nc_buf url = {0}, path = {0};
        struct nc_str raw = nc_str_trim(m->entries[i].value.raw);
        bool doi =
            nc_str_ieq(m->entries[i].key, NC_LIT("doi")) && nc_str_starts(raw, NC_LIT("10."));
        nc_buf_puts(&url, doi ? "https://doi.org/" : "");
        nc_buf_str(&url, raw);
        bool blank = nc_str_find(raw, ' ', 0) < raw.n;
        if (nc_str_is_among(m->entries[i].key, keys) && !blank &&
            nc_url_kind(nc_buf_view(&url)) == NC_URL_WEB) {
            org_web_path(&path, nc_buf_view(&url));
            nc_buf_word(&refs, nc_buf_view(&path));
        }
        nc_buf_dispose(&url);
        nc_buf_dispose(&path);
    }
    if (refs.n)
        org_line(w, ":ROAM_REFS: ", nc_buf_view(&refs));
    nc_buf_dispose(&refs);
}

/* Writes a keyword that exporters parse as Org text. */
static void text_line(struct org_writer *w, const char *name, struct nc_str value)
{
    struct nc_buf b = {0};
    org_plain_text(&b, value, &w->text);
    org_line(w, name, nc_buf_view(&b));
    nc_buf_dispose(&b);
}

/* Sets options where exporters would otherwise misread the file. */
static void put_options(struct org_writer *w)
{
    struct nc_buf b = {0};
    if (w->text.scripts)
        nc_buf_word(&b, NC_LIT("^:{}"));
    if (w->text.dashes)
        nc_buf_word(&b, NC_LIT("-:nil"));
    if (w->deepest > 3) {
        nc_buf_word(&b, NC_LIT("H:"));
        nc_buf_printf(&b, "%u", w->deepest);
    }
    if (w->app_links)
        nc_buf_word(&b, NC_LIT("broken-links:mark"));
    if (b.n)
        org_line(w, "#+options: ", nc_buf_view(&b));
    nc_buf_dispose(&b);
}

/* Writes states other than TODO and DONE, which are built into Org. */
static void put_states(struct org_writer *w)
{
    struct nc_buf b = {0};
    if (!(w->states & (1u << NC_TASK_DOING | 1u << NC_TASK_WAITING | 1u << NC_TASK_CANCELLED)))
        return;
    nc_buf_puts(&b, "TODO");
    nc_buf_puts(&b, w->states & 1u << NC_TASK_DOING ? " DOING" : "");
    nc_buf_puts(&b, w->states & 1u << NC_TASK_WAITING ? " WAITING" : "");
    nc_buf_puts(&b, " | DONE");
    nc_buf_puts(&b, w->states & 1u << NC_TASK_CANCELLED ? " CANCELLED" : "");
    org_line(w, "#+todo: ", nc_buf_view(&b));
    nc_buf_dispose(&b);
}

/* Whether Emacs may open the file: only files on this computer with an ending that Emacs reads. It
 * removes quotation marks first. */
static bool is_bibliography(struct nc_str path)
{
    bool known = nc_str_ends(path, NC_LIT(".bib")) || nc_str_ends(path, NC_LIT(".bibtex")) ||
                 nc_str_ends(path, NC_LIT(".json"));
    return known && path.p[0] != '"' && nc_path_is_local(path) &&
           (path.p[0] == '/' || nc_str_find(path, ':', 0) == path.n);
}

/* Writes the value as keywords. A value that cannot be one stays a property. */
static bool put_bibliography(struct org_writer *w, const struct nc_value *v, bool write)
{
    bool list = v->type == NC_V_LIST, all = true;
    for (size_t i = 0; i < (list ? v->count : 1); i++) {
        struct nc_str path = nc_str_trim(list ? v->items[i].raw : v->raw);
        bool ok = is_bibliography(path);
        if (ok && write)
            org_line(w, "#+bibliography: ", path);
        all &= ok;
    }
    return all;
}

/* Returns the first part of the language tag, which becomes an attribute of HTML unchanged; empty
 * if there is none. */
static struct nc_str language_of_file(const struct org_writer *w)
{
    struct nc_str lang = nc_lang_primary(w->doc->lang);
    bool letters = lang.n > 0 && lang.n <= 8;
    for (size_t i = 0; i < lang.n; i++)
        letters &= nc_ascii_is_letter(lang.p[i]);
    return letters && !nc_str_eqz(lang, "und") ? lang : NC_NONE;
}

static void put_author(struct nc_buf *out, const struct org_writer *w)
{
    nc_value_text(out, &(struct nc_value){.type = NC_V_TEXT, .raw = w->doc->meta.author});
}

/* Returns the keyword that exporters use for such a value, or NULL. A value with links stays a
 * property, because org-roam finds links only there. */
static const char *keyword_of(const struct org_writer *w, const struct nc_meta_entry *e)
{
    static const char *const keys[][2] = {{"subtitle", "#+subtitle: "},
                                          {"description", "#+description: "},
                                          {"keywords", "#+keywords: "}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (nc_str_ieq(e->key, nc_str(keys[i][0])) && !holds_links(w, &e->value))
            return keys[i][1];
    return NULL;
}

static void put_keyword(struct org_writer *w, const struct nc_meta_entry *e)
{
    const char *keyword = keyword_of(w, e);
    struct nc_buf value = {0};
    nc_value_text(&value, &e->value);
    struct nc_str text = nc_str_trim(nc_buf_view(&value));
    if (keyword && text.n)
        text_line(w, keyword, text);
    nc_buf_dispose(&value);
}

/* Whether the file states this value elsewhere, in a keyword or as its id. */
static bool is_said(const struct org_writer *w, const struct nc_meta_entry *e, struct nc_str id)
{
    static const char *const names[] = {"title", "tags", "tag", "aliases", "alias", NULL};
    static const char *const ids[] = {"id", "uid", "uuid", "identifier", NULL};
    static const char *const authors[] = {"author", "authors", NULL};
    static const char *const languages[] = {"lang", "language", NULL};
    static const char *const dates[] = {"date", "created", "date created", NULL};
    struct nc_buf value = {0}, author = {0};
    struct nc_when day;
    nc_value_text(&value, &e->value);
    put_author(&author, w);
    struct nc_str text = nc_str_trim(nc_buf_view(&value));
    bool said =
        nc_str_is_among(e->key, names) || keyword_of(w, e) ||
        (nc_str_is_among(e->key, ids) && nc_str_eq(text, id)) ||
        (nc_str_is_among(e->key, authors) && nc_str_eq(text, nc_buf_view(&author)) &&
         !holds_links(w, &e->value)) ||
        (nc_str_is_among(e->key, languages) && nc_str_ieq(text, language_of_file(w))) ||
        (nc_str_is_among(e->key, dates) && nc_when_parse(&day, e->value.raw, NC_WHEN_BOOK) &&
         nc_when_same(&day, &w->doc->meta.date));
    nc_buf_dispose(&value);
    nc_buf_dispose(&author);
    return said || (is_bibliography_key(e->key) && put_bibliography(NULL, &e->value, false));
}

/* Writes a second date as the time when the note was created. False: the value is not a date. */
static bool put_created(struct org_writer *w, const struct nc_meta_entry *e)
{
    static const char *const created[] = {"created", "date created", NULL};
    struct nc_when day;
    if (!nc_str_is_among(e->key, created) || !nc_when_parse(&day, e->value.raw, NC_WHEN_BOOK))
        return false;
    timestamp(w, ":CREATED:  ", &day);
    return true;
}

/* Writes the lines of the drawer without its edges. */
static void put_properties(struct org_writer *w, bool alike)
{
    const struct nc_meta *m = &w->doc->meta;
    const struct nc_outline *o = w->run->site->notes[w->note];
    struct nc_buf id = {0};
    bool created = false;
    if (o && (m->id.n || org_state(w->run)->ids || org_has_attachments(w->run, w->note))) {
        org_id(&id, w->run, w->note, NC_NO_ANCHOR);
        org_line(w, ":ID:       ", nc_buf_view(&id));
    }
    if (org_state(w->run)->roam)
        put_refs(w);
    put_aliases(w);
    if (alike)
        put_original_tags(w);
    for (size_t i = 0; i < m->count; i++) {
        if (is_said(w, &m->entries[i], nc_buf_view(&id)))
            continue;
        if (!created && put_created(w, &m->entries[i]))
            created = true;
        else
            put_property(w, &m->entries[i]);
    }
    nc_buf_dispose(&id);
}

/* Writes a drawer if there is anything to put into it. */
static void put_drawer(struct org_writer *w, bool alike)
{
    struct nc_lines lines = w->lines;
    struct nc_buf b = {0};
    nc_lines_init(&w->lines, &b);
    put_properties(w, alike);
    nc_lines_dispose(&w->lines);
    w->lines = lines;
    if (b.n) {
        org_put(w, ":PROPERTIES:\n");
        org_put_text(w, &b);
        org_put(w, ":END:\n");
    }
    nc_buf_dispose(&b);
}

void org_preamble(struct org_writer *w)
{
    const struct nc_meta *m = &w->doc->meta;
    struct nc_buf tags = {0}, author = {0};
    bool alike;
    collect_tags(w, &tags, &alike);
    put_drawer(w, alike);
    /* The heading that serves as the title is not written, so its name goes here. */
    const struct nc_outline *o = w->run->site->notes[w->note];
    struct nc_str title = o ? o->title : m->title;
    if (title.n)
        text_line(w, "#+title: ", title);
    timestamp(w, "#+date: ", &m->date);
    put_author(&author, w);
    if (author.n)
        text_line(w, "#+author: ", nc_buf_view(&author));
    for (size_t i = 0; i < m->count; i++)
        put_keyword(w, &m->entries[i]);
    struct nc_str language = language_of_file(w);
    if (language.n)
        org_line(w, "#+language: ", language);
    if (tags.n)
        org_line(w, "#+filetags: ", nc_buf_view(&tags));
    for (size_t i = 0; i < m->count; i++)
        if (is_bibliography_key(m->entries[i].key))
            put_bibliography(w, &m->entries[i].value, true);
    put_options(w);
    put_states(w);
    org_line(w, "#+generator: noteconv", org_state(w->run)->roam ? NC_LIT(ORG_ROAM) : NC_NONE);
    nc_buf_dispose(&author);
    nc_buf_dispose(&tags);
}
