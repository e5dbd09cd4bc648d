/* Reads the settings of mdBook, GitBook, MkDocs, Quarto, Jupyter Book, MyST and bookdown: where a
 * book's notes and summary are, and its title. Nothing in them is run or followed. */
#include "base/fsio.h"
#include "base/toml.h"
#include "doc/langtag.h"
#include "doc/people.h"
#include "parse/input/frontmatter.h"
#include "vault/plan.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

/* folder/path from the root, in the vault's arena; empty if path is empty or leads out of the
 * folder. */
static struct nc_str below(struct nc_vault *v, struct nc_str folder, struct nc_str path)
{
    struct nc_buf b = {0};
    nc_buf_str(&b, folder);
    bool inside = true;
    for (size_t from = 0; from <= path.n;) {
        size_t to = nc_str_find(path, '/', from);
        struct nc_str part = nc_str_sub(path, from, to);
        from = to + 1;
        if (!part.n || nc_str_eqz(part, "."))
            continue;
        inside &= !nc_str_eqz(part, "..") && !memchr(part.p, 0, part.n);
        if (b.n)
            nc_buf_char(&b, '/');
        nc_buf_str(&b, part);
    }
    struct nc_str s = inside ? nc_arena_str(v->arena, nc_buf_view(&b)) : NC_NONE;
    nc_buf_dispose(&b);
    return s;
}

/* Reads the text of a regular file, given from the root. False: there is none, or it cannot be
 * read, which is reported. */
static bool read_file(const struct nc_vault *v, struct nc_str rel, struct nc_buf *text,
                      struct nc_diags *diags)
{
    struct nc_buf path = {0};
    struct stat st;
    nc_buf_printf(&path, "%.*s/%.*s", NC_FMT(v->root), NC_FMT(rel));
    bool other = lstat(path.p, &st) == 0 && !S_ISREG(st.st_mode);
    bool ok = !other && nc_vault_read_settings(v, path.p, rel, text, diags);
    nc_buf_dispose(&path);
    return ok;
}

static void report(struct nc_vault *v, struct nc_diags *diags, struct nc_str file,
                   struct nc_pos pos, const char *what)
{
    nc_diag(diags, NC_D_SETTING, nc_vault_shown_name(v, file), pos,
            "the book's settings are not read: %s", what);
}

/* How a language is written, for report_value. */
#define LANGUAGES "a tag such as en, zh-Hant or pt-BR"

/* Reports a value of a type that cannot be used. */
static void report_value(struct nc_vault *v, struct nc_diags *diags, struct nc_str file,
                         struct nc_pos pos, const char *key, const char *write)
{
    nc_diag(diags, NC_D_SETTING, nc_vault_shown_name(v, file), pos,
            "%s: this value cannot be used; write %s", key, write);
}

/* False: lang is no tag. */
static bool set_lang(struct nc_vault *v, struct nc_str lang)
{
    lang = nc_str_trim(lang);
    v->book.lang = nc_lang_tag(v->arena, lang);
    return !lang.n || v->book.lang.n;
}

/* Adds an author of the book, up to NC_MAX_PEOPLE. */
static void add_author(struct nc_vault *v, struct nc_str name)
{
    struct nc_book *b = &v->book;
    name = nc_str_trim(name);
    if (!name.n || b->author_count == NC_MAX_PEOPLE)
        return;
    if (!b->authors)
        b->authors = nc_arena_array(v->arena, NC_MAX_PEOPLE, sizeof *b->authors);
    b->authors[b->author_count++] = nc_arena_str(v->arena, name);
}

/* --- mdBook: book.toml --- */

/* The settings of mdBook, and what a message about one of them needs. */
struct mdbook {
    struct nc_vault *v;
    struct nc_str file;
    const struct nc_toml *book;
    struct nc_diags *diags;
};

static void report_toml(const struct mdbook *m, const struct nc_toml *t, const char *key,
                        const char *write)
{
    report_value(m->v, m->diags, m->file, (struct nc_pos){0, t->line, t->column}, key, write);
}

static struct nc_str toml_text(const struct mdbook *m, const char *key)
{
    const struct nc_toml *t = nc_toml_get(m->book, key);
    bool is_text = t && t->type == NC_TOML_STRING;
    if (t && !is_text)
        report_toml(m, t, key, "a text in quotes");
    return is_text ? t->raw : NC_NONE;
}

/* Takes a list of names, or one name, which mdBook itself refuses. */
static void take_authors(const struct mdbook *m)
{
    const struct nc_toml *authors = nc_toml_get(m->book, "authors");
    if (!authors)
        return;
    size_t count = 0;
    bool is_list = authors->type == NC_TOML_ARRAY;
    for (const struct nc_toml *a = is_list ? authors->first : authors; a;
         a = is_list ? a->next : NULL, count++) {
        if (a->type == NC_TOML_STRING)
            add_author(m->v, a->raw);
        else
            report_toml(m, a, "authors", "a list of texts in quotes");
    }
    if (count > NC_MAX_PEOPLE)
        nc_diag(m->diags, NC_D_SETTING, nc_vault_shown_name(m->v, m->file), (struct nc_pos){0},
                "authors: of %zu people the first %d are named", count, NC_MAX_PEOPLE);
}

static bool read_mdbook(struct nc_vault *v, struct nc_str folder, struct nc_str file,
                        struct nc_str text, struct nc_book_settings *out, struct nc_diags *diags)
{
    struct nc_toml_error error = {0};
    struct nc_toml *root = nc_toml_read(v->arena, text, &error);
    if (!root) {
        report(v, diags, file, (struct nc_pos){0, error.line, error.column}, error.problem);
        return false;
    }
    const struct mdbook m = {v, file, nc_toml_get(root, "book"), diags};
    struct nc_str src = toml_text(&m, "src");
    v->book.title = toml_text(&m, "title");
    v->book.description = toml_text(&m, "description");
    if (!set_lang(v, toml_text(&m, "language")))
        report_toml(&m, nc_toml_get(m.book, "language"), "language", LANGUAGES);
    take_authors(&m);
    out->folder = below(v, folder, src.n ? src : NC_LIT("src"));
    out->summary = below(v, out->folder, NC_LIT("SUMMARY.md"));
    return true;
}

/* --- settings in YAML and JSON --- */

static const struct nc_value *member(const struct nc_value *map, const char *key)
{
    for (size_t i = 0; map && map->type == NC_V_MAP && i < map->count; i++)
        if (nc_str_eqz(map->keys[i], key))
            return &map->items[i];
    return NULL;
}

struct nc_str nc_vault_text(struct nc_vault *v, const struct nc_value *value)
{
    return nc_value_is_scalar(value) ? nc_arena_str(v->arena, nc_str_trim(value->raw)) : NC_NONE;
}

/* The settings of a book: its own file, then those it inherits from (MkDocs), nearest first. */
struct inherited {
    struct nc_doc *docs[10];
    size_t count;
    struct nc_diags *diags;
};

static const struct nc_value *find(const struct inherited *s, const char *key)
{
    const struct nc_value *value = NULL;
    for (size_t i = 0; i < s->count && !value; i++)
        value = nc_meta_get(&s->docs[i]->meta, key);
    return value;
}

/* Reports that the value of a key cannot be used, at its place. */
static void report_setting(struct nc_vault *v, const struct inherited *s, const char *key,
                           const char *write)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct nc_meta *m = &s->docs[i]->meta;
        for (size_t k = 0; k < m->count; k++)
            if (nc_str_eqz(m->entries[k].key, key)) {
                report_value(v, s->diags, s->docs[i]->files[0], m->entries[k].pos, key, write);
                return;
            }
    }
}

/* The value of a setting. MkDocs' "!ENV [VARIABLE, default]" stands for its last item: the
 * computer's environment does not count. */
static struct nc_str setting(struct nc_vault *v, const struct inherited *s, const char *key)
{
    const struct nc_value *value = find(s, key);
    if (value && value->type == NC_V_LIST && value->count)
        value = &value->items[value->count - 1];
    if (value && (value->type == NC_V_LIST || value->type == NC_V_MAP))
        report_setting(v, s, key, "a text");
    return nc_vault_text(v, value);
}

/* Adds a person, or each of a list: a text, or a map with a name. */
static void add_people(struct nc_vault *v, const struct nc_value *people)
{
    bool is_list = people && people->type == NC_V_LIST;
    size_t count = is_list ? people->count : people != NULL;
    for (size_t i = 0; i < count; i++) {
        const struct nc_value *p = is_list ? &people->items[i] : people;
        add_author(v, nc_vault_text(v, p->type == NC_V_MAP ? member(p, "name") : p));
    }
}

static void take_gitbook(struct nc_vault *v, struct nc_str folder, const struct inherited *doc,
                         struct nc_book_settings *out)
{
    struct nc_str summary = nc_vault_text(v, member(find(doc, "structure"), "summary"));
    v->book.title = setting(v, doc, "title");
    v->book.description = setting(v, doc, "description");
    if (!set_lang(v, setting(v, doc, "language")))
        report_setting(v, doc, "language", LANGUAGES);
    const struct nc_value *author = find(doc, "author");
    add_people(v, author);
    if (author && !v->book.author_count)
        add_author(v, setting(v, doc, "author"));
    out->folder = below(v, folder, setting(v, doc, "root"));
    out->summary = below(v, out->folder, summary.n ? summary : NC_LIT("SUMMARY.md"));
    if (!out->summary.n)
        out->summary = summary; /* outside the root: reported, and not found */
}

static void take_mkdocs(struct nc_vault *v, struct nc_str folder, const struct inherited *doc,
                        struct nc_book_settings *out)
{
    struct nc_str lang = NC_NONE;
    for (size_t i = 0; i < doc->count && !lang.n; i++)
        lang = nc_vault_text(v, member(nc_meta_get(&doc->docs[i]->meta, "theme"), "language"));
    struct nc_str docs = setting(v, doc, "docs_dir");
    v->book.title = setting(v, doc, "site_name");
    v->book.description = setting(v, doc, "site_description");
    if (!set_lang(v, lang))
        report_setting(v, doc, "theme", "a language such as en, zh-Hant or pt-BR");
    add_author(v, setting(v, doc, "site_author"));
    out->folder = below(v, folder, docs.n ? docs : NC_LIT("docs"));
    out->lists[0] = find(doc, "nav");
    out->takes_folder = true;
}

/* What Quarto, MyST and Jupyter Book say about the book in this map. */
static void take_about(struct nc_vault *v, const struct nc_value *map)
{
    const struct nc_value *authors = member(map, "authors");
    v->book.title = nc_vault_text(v, member(map, "title"));
    v->book.description = nc_vault_text(v, member(map, "description"));
    add_people(v, authors ? authors : member(map, "author"));
}

static void take_quarto(struct nc_vault *v, struct nc_str folder, const struct inherited *doc,
                        struct nc_book_settings *out)
{
    const struct nc_value *book = find(doc, "book"), *site = find(doc, "website");
    const struct nc_value *sidebar = member(site, "sidebar");
    take_about(v, book ? book : site);
    if (!set_lang(v, setting(v, doc, "lang")))
        report_setting(v, doc, "lang", LANGUAGES);
    out->folder = folder;
    out->has_keys = true;
    out->lists[0] = book                                   ? member(book, "chapters")
                    : sidebar && sidebar->type == NC_V_MAP ? member(sidebar, "contents")
                                                           : sidebar;
    out->lists[1] = member(book, "appendices");
}

/* Jupyter Book: title and author are in another file, the second of doc. */
static void take_jupyter(struct nc_vault *v, struct nc_str folder, const struct inherited *doc,
                         struct nc_book_settings *out)
{
    static const char *const lists[] = {"chapters", "parts", "sections", "subtrees", "entries"};
    v->book.title = setting(v, doc, "title");
    add_people(v, find(doc, "author"));
    out->folder = folder;
    out->has_keys = true;
    out->lists[0] = find(doc, "root");
    for (size_t i = 0; i < sizeof lists / sizeof lists[0] && !out->lists[1]; i++)
        out->lists[1] = find(doc, lists[i]);
}

static void take_myst(struct nc_vault *v, struct nc_str folder, const struct inherited *doc,
                      struct nc_book_settings *out)
{
    const struct nc_value *project = find(doc, "project");
    take_about(v, project);
    out->folder = folder;
    out->has_keys = true;
    out->lists[0] = member(project, "toc");
}

static void take_bookdown(struct nc_vault *v, struct nc_str folder, const struct inherited *doc,
                          struct nc_book_settings *out)
{
    const struct nc_value *files = find(doc, "rmd_files"), *epub = member(files, "epub");
    if (!set_lang(v, setting(v, doc, "lang")))
        report_setting(v, doc, "lang", LANGUAGES);
    out->folder = folder;
    out->lists[0] = epub ? epub : files && files->type == NC_V_MAP ? member(files, "html") : files;
}

/* Programs, by the prefix of their settings' file names; any other name is GitBook's. */
static const struct program {
    const char *name;
    void (*take)(struct nc_vault *, struct nc_str, const struct inherited *,
                 struct nc_book_settings *);
} programs[] = {{"mkdocs.y", take_mkdocs}, {"_quarto", take_quarto},       {"_toc.y", take_jupyter},
                {"myst.y", take_myst},     {"_bookdown.y", take_bookdown}, {"", take_gitbook}};

/* Adds the settings in text. False: it holds none. */
static bool add_settings(struct nc_vault *v, struct inherited *s, struct nc_str file,
                         struct nc_str text, struct nc_diags *diags)
{
    struct nc_doc *doc = nc_doc_new(file);
    size_t line;
    if (nc_settings_read(doc, text, &line)) {
        s->docs[s->count++] = doc;
        return true;
    }
    report(v, diags, file, (struct nc_pos){0, (uint32_t)line, 1}, "this is not YAML");
    nc_doc_free(doc);
    return false;
}

/* The file, from the root, that the last settings inherit from; empty if there is none inside the
 * root. */
static struct nc_str parent_of(struct nc_vault *v, const struct inherited *s, struct nc_str file,
                               struct nc_diags *diags)
{
    const struct nc_value *value = nc_meta_get(&s->docs[s->count - 1]->meta, "INHERIT");
    struct nc_str name = nc_vault_text(v, value), rel = NC_NONE, folder = nc_folder_name(file);
    char real[PATH_MAX];
    struct nc_buf path = {0};
    nc_buf_printf(&path, "%.*s/%.*s/%.*s", NC_FMT(v->root), NC_FMT(folder), NC_FMT(name));
    bool inside = name.n && realpath(path.p, real) && nc_vault_below_root(v, nc_str(real), &rel);
    nc_buf_dispose(&path);
    if (name.n && !inside)
        report(v, diags, file, (struct nc_pos){0},
               "the file that INHERIT names does not exist or is outside the folder of the notes");
    return inside ? nc_arena_str(v->arena, rel) : NC_NONE;
}

static void add_inherited(struct nc_vault *v, struct inherited *s, struct nc_str file,
                          struct nc_diags *diags)
{
    bool more = true;
    while (more && s->count < sizeof s->docs / sizeof s->docs[0]) {
        struct nc_buf text = {0};
        file = parent_of(v, s, file, diags);
        more = file.n && read_file(v, file, &text, diags) &&
               add_settings(v, s, file, nc_buf_view(&text), diags);
        nc_buf_dispose(&text);
    }
}

/* Jupyter Book's title stands in _config.yml; an old _toc.yml is a list without a key. */
static bool add_jupyter(struct nc_vault *v, struct inherited *s, struct nc_str file,
                        struct nc_str text, struct nc_diags *diags)
{
    struct nc_buf toc = {0}, config = {0};
    struct nc_str other = below(v, nc_folder_name(file), NC_LIT("_config.yml"));
    bool is_list =
        nc_str_starts(text, NC_LIT("- ")) || nc_str_search(text, NC_LIT("\n- "), 0) < text.n;
    bool has_key =
        nc_str_starts(text, NC_LIT("root:")) || nc_str_search(text, NC_LIT("\nroot:"), 0) < text.n;
    nc_buf_puts(&toc, is_list && !has_key ? "chapters:\n" : "");
    nc_buf_str(&toc, text);
    bool ok = add_settings(v, s, file, nc_buf_view(&toc), diags);
    if (ok && read_file(v, other, &config, diags))
        add_settings(v, s, other, nc_buf_view(&config), diags);
    nc_buf_dispose(&toc);
    nc_buf_dispose(&config);
    return ok;
}

/* Hands the settings that hold the lists over to out. */
static void keep_lists(struct inherited *s, struct nc_book_settings *out)
{
    bool has_list = out->lists[0] || out->lists[1];
    for (size_t i = 0; i < s->count; i++) {
        bool holds = has_list && !out->doc &&
                     (i + 1 == s->count || out->has_keys || nc_meta_get(&s->docs[i]->meta, "nav"));
        if (holds)
            out->doc = s->docs[i];
        else
            nc_doc_free(s->docs[i]);
    }
}

static bool read_yaml(struct nc_vault *v, struct nc_str folder, struct nc_str file,
                      struct nc_str text, struct nc_book_settings *out, struct nc_diags *diags)
{
    struct inherited s = {.diags = diags};
    const struct program *p = programs;
    while (!nc_str_starts(nc_base_name(file), nc_str(p->name)))
        p++;
    bool ok = p->take == take_jupyter ? add_jupyter(v, &s, file, text, diags)
                                      : add_settings(v, &s, file, text, diags);
    if (!ok)
        return false;
    if (p->take == take_mkdocs)
        add_inherited(v, &s, file, diags);
    p->take(v, folder, &s, out);
    keep_lists(&s, out);
    return true;
}

bool nc_book_settings_of(struct nc_vault *v, struct nc_str file, struct nc_book_settings *out,
                         struct nc_diags *diags)
{
    struct nc_buf text = {0};
    struct nc_str folder = nc_folder_name(file);
    *out = (struct nc_book_settings){.file = file};
    bool is_toml = nc_has_suffix(file, NC_LIT(".toml"));
    bool ok = read_file(v, file, &text, diags) &&
              (is_toml ? read_mdbook : read_yaml)(v, folder, file, nc_buf_view(&text), out, diags);
    nc_buf_dispose(&text);
    return ok;
}

bool nc_book_settings_read(struct nc_vault *v, struct nc_str folder, struct nc_book_settings *out,
                           struct nc_diags *diags)
{
    static const char *const names[] = {"book.toml",  "book.json",   ".gitbook.yaml",
                                        "mkdocs.yml", "mkdocs.yaml", "_quarto.yml",
                                        "_toc.yml",   "myst.yml",    "_bookdown.yml"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (nc_book_settings_of(v, below(v, folder, nc_str(names[i])), out, diags))
            return true;
    return false;
}
