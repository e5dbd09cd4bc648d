/* The two passes over the notes. The first parses every note for its outline and keeps as many
 * documents as a bound allows, so that only the remaining notes are parsed again. */
#include "app/load.h"

#include "app/selection.h"
#include "app/treeplaces.h"
#include "base/buf.h"
#include "base/fsio.h"
#include "base/uchar.h"
#include "cards/cards.h"
#include "doc/docjson.h"
#include "doc/langtag.h"
#include "doc/metabook.h"
#include "lang/lang.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* Memory for documents kept between the passes: KEEP_BYTES plus KEEP_TIMES the bytes of all notes,
 * but at most KEEP_MOST. With what a run of a few threads needs besides, 8 times the notes plus 32
 * MB suffice for ordinary prose. */
#define KEEP_BYTES (12u << 20)
#define KEEP_TIMES 5
#define KEEP_MOST (512u << 20)
#define MAX_JSON ((size_t)1 << 30)

static int read_clock(struct nc_loaded *l, struct nc_fail *f)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (!epoch || !*epoch) {
        l->now = (int64_t)time(NULL);
        return 0;
    }
    char *end;
    errno = 0;
    long long n = strtoll(epoch, &end, 10);
    if (errno || *end || n < 0)
        return nc_fail(f, "SOURCE_DATE_EPOCH=%s is not a number of seconds", epoch);
    l->now = n;
    l->has_epoch = true;
    return 0;
}

/* Whether -M key=… applies only to the product of a folder, and not to each note. */
static bool is_product_key(const struct nc_loaded *l, const char *key)
{
    return nc_vault_is_folder(l->vault) &&
           (nc_str_ieq(nc_str(key), NC_LIT("title")) || nc_str_ieq(nc_str(key), NC_LIT("id")));
}

static void apply_options(const struct nc_loaded *l, size_t i, struct nc_doc *doc)
{
    const struct nc_options *o = l->opts;
    bool changed = false;
    for (size_t k = 0; k < o->meta_count; k++) {
        if (is_product_key(l, o->meta[k].name))
            continue;
        if (o->meta[k].tree)
            nc_meta_set_tree(doc, nc_str(o->meta[k].name), o->meta[k].tree);
        else
            nc_meta_set(doc, nc_str(o->meta[k].name), nc_str(o->meta[k].value));
        changed = true;
    }
    if (changed) {
        nc_meta_derive(doc);
        nc_doc_identify(doc, nc_vault_identity(l->vault), nc_vault_note(l->vault, i)->key);
    }
    if (changed || !l->opts->from_json)
        nc_lang_set(doc);
    if (l->has_epoch)
        doc->mtime = l->now;
}

static struct nc_doc *read_json(const char *path, struct nc_str shown, struct nc_diags *diags)
{
    struct nc_buf b = {0};
    struct nc_fail f = {0};
    int err = strcmp(path, "-") == 0 ? nc_read_fd(&b, 0, "standard input", MAX_JSON, &f)
                                     : nc_read_file(&b, path, MAX_JSON, &f);
    struct nc_doc *doc = NULL;
    if (err)
        nc_diag(diags, NC_D_NOTE_UNREADABLE, shown, (struct nc_pos){0}, "%s", f.message.p);
    else
        doc = nc_doc_read_json(nc_buf_view(&b), shown, diags);
    if (doc)
        nc_fingerprint(doc->digest, nc_buf_view(&b));
    nc_buf_dispose(&b);
    nc_buf_dispose(&f.message);
    return doc;
}

static bool is_inside(const char *path, const char *folder)
{
    char real[PATH_MAX];
    size_t n = realpath(folder, real) ? strlen(real) : 0;
    return n > 0 && strncmp(path, real, n) == 0 && (n == 1 || path[n] == '/');
}

/* Finds the note that a JSON document was made from, if it still exists: its links are relative to
 * that note. Anybody may have written the document, so the note is looked for only below the
 * current folder and the document's own folder. */
static const char *origin(struct nc_loaded *l, const char *input)
{
    char real[PATH_MAX];
    struct stat st;
    struct nc_buf folder = {0};
    const char *slash = strrchr(input, '/');
    const char *path = nc_arena_str(l->arena, l->json->files[0]).p;
    nc_buf_put(&folder, slash ? input : ".", slash ? (size_t)(slash - input) + 1 : 1);
    bool found = realpath(path, real) && stat(real, &st) == 0 && S_ISREG(st.st_mode) &&
                 (is_inside(real, ".") || is_inside(real, folder.p));
    nc_buf_dispose(&folder);
    return found ? path : NULL;
}

/* Reads a JSON document before anything else, because it says where it comes from. */
static void open_json(struct nc_loaded *l)
{
    const char *input = l->selection.inputs[0];
    struct stat st;
    bool standard = strcmp(input, "-") == 0;
    if (!l->opts->from_json || l->selection.input_count != 1 ||
        (!standard && (stat(input, &st) != 0 || !S_ISREG(st.st_mode))))
        return;
    l->json = read_json(input, standard ? NC_LIT("<stdin>") : nc_str(input), l->diags);
    l->json_read = true;
    if (l->json)
        l->selection.stands_for = origin(l, input);
}

static struct nc_doc *take_json(struct nc_loaded *l, size_t i, struct nc_diags *diags)
{
    const struct nc_vault_note *note = nc_vault_note(l->vault, i);
    if (!l->json_read)
        return read_json(note->path.p, note->shown, diags);
    struct nc_doc *doc = l->json;
    l->json = NULL;
    return doc;
}

/* Reading positions and Anki's history depend on identity; for text without a name that is its
 * title. */
static void report_identity(const struct nc_loaded *l, const struct nc_doc *doc, struct nc_str path,
                            struct nc_diags *diags)
{
    bool lasting = false;
    for (size_t k = 0; k < l->opts->format_count; k++)
        lasting |= !l->opts->formats[k]->is_text;
    if (!lasting || l->opts->from_json || doc->meta.id.n || path.n)
        return;
    if (doc->meta.title.n)
        nc_diag(diags, NC_D_IDENTITY, doc->files[0], (struct nc_pos){0},
                "text from standard input is identified only by its title, '%.*s'; give it a "
                "lasting name with -M id=NAME",
                NC_FMT(doc->meta.title));
    else
        nc_diag(diags, NC_D_IDENTITY, doc->files[0], (struct nc_pos){0},
                "text from standard input has neither a name nor a title, so its output has no "
                "identity of its own; give it a lasting name with -M id=NAME");
}

/* What -M sets for a key, in whatever letters. */
static const char *meta_option(const struct nc_options *o, const char *key)
{
    for (size_t i = o->meta_count; i-- > 0;)
        if (nc_str_ieq(nc_str(o->meta[i].name), nc_str(key)))
            return o->meta[i].value;
    return NULL;
}

/* Problems of -M are left to report_options, which reports them once. */
static void report_cards(const struct nc_loaded *l, const struct nc_doc *doc,
                         struct nc_diags *diags)
{
    for (size_t i = 0; i < doc->meta.count && !meta_option(l->opts, "cards"); i++) {
        const struct nc_meta_entry *e = &doc->meta.entries[i];
        struct nc_buf why = {0};
        if (nc_str_ieq(e->key, NC_LIT("cards")) && nc_cards_complain(&why, &e->value))
            nc_diag(diags, NC_D_METADATA, doc->files[0], e->pos, "%s", why.p);
        nc_buf_dispose(&why);
    }
}

static struct nc_doc *parse_note(struct nc_loaded *l, size_t i, struct nc_diags *diags)
{
    struct nc_doc *doc =
        l->opts->from_json ? take_json(l, i, diags) : nc_vault_parse(l->vault, i, &l->parse, diags);
    if (doc) {
        apply_options(l, i, doc);
        report_identity(l, doc, nc_vault_note(l->vault, i)->rel, diags);
        report_cards(l, doc, diags);
    }
    return doc;
}

static void *survey_work(void *ctx, struct nc_worker *worker, size_t i)
{
    (void)worker;
    struct nc_loaded *l = ctx;
    struct nc_surveyed *s = nc_calloc(1, sizeof *s);
    s->diags = nc_diags_new();
    s->doc = parse_note(l, i, s->diags);
    if (s->doc)
        nc_vault_survey(l->vault, i, s->doc);
    return s;
}

static void survey_drop(void *ctx, void *result)
{
    (void)ctx;
    struct nc_surveyed *s = result;
    nc_doc_free(s->doc);
    nc_diags_free(s->diags);
    free(s);
}

static int survey_take(void *ctx, size_t i, void *result)
{
    struct nc_loaded *l = ctx;
    struct nc_surveyed *s = result;
    if (l->progress)
        nc_progress_step(l->progress, nc_vault_note(l->vault, i)->rel);
    uint64_t bytes = s->doc ? nc_arena_held(s->doc->arena) : 0;
    if (bytes <= l->keep_bytes) {
        l->keep_bytes -= bytes;
        l->kept[i] = *s;
        *s = (struct nc_surveyed){0};
    }
    survey_drop(ctx, s);
    return 0;
}

static uint64_t bytes_to_keep(const struct nc_vault *v)
{
    uint64_t bytes = KEEP_BYTES;
    /* Standard input can be read only once. */
    if (nc_vault_wanted(v) == 1)
        return UINT64_MAX;
    for (size_t i = 0; i < nc_vault_wanted(v); i++)
        bytes += nc_vault_note(v, i)->size * KEEP_TIMES;
    return bytes < KEEP_MOST ? bytes : KEEP_MOST;
}

static bool has_note(const void *vault, struct nc_str path)
{
    return nc_vault_has_file(vault, path);
}

static void find_note(const void *vault, uint32_t from, struct nc_str target, struct nc_ref *out)
{
    nc_vault_find_note(vault, from, target, out);
}

/* Makes a title such as "notes: one". */
static struct nc_str part_title(struct nc_loaded *l, struct nc_str folder, struct nc_str label)
{
    struct nc_buf b = {0}, title = {0};
    nc_buf_str(&b, folder);
    nc_buf_puts(&b, label.n ? ": " : "");
    nc_buf_str(&b, label);
    nc_put_plain(&title, nc_buf_view(&b));
    struct nc_str s = nc_buf_keep(&title, l->arena);
    nc_buf_dispose(&b);
    return s;
}

static void build_site(struct nc_loaded *l)
{
    struct nc_site *s = &l->site;
    s->notes = nc_vault_outlines(l->vault);
    s->count = nc_vault_wanted(l->vault);
    s->media = nc_vault_media(l->vault);
    s->is_folder = nc_vault_is_folder(l->vault);
    s->strict = l->parse.strict && !l->opts->drops_raw_html;
    s->deck = s->vault_name = nc_vault_deck(l->vault);
    s->is_obsidian = nc_vault_is_obsidian(l->vault);
    s->is_logseq = nc_vault_is_logseq(l->vault);
    s->vault_id = nc_vault_id(l->vault);
    s->vault = l->vault;
    s->has_note = has_note;
    s->find_note = find_note;
    const struct nc_book *said = nc_vault_said(l->vault);
    s->book = nc_vault_book(l->vault);
    if (!s->book) {
        l->book = *said; /* has no entries */
        nc_book_add_folders(&l->book, s->notes, s->count, NULL,
                            &(struct nc_folder_titles){nc_vault_folder_title, l->vault});
        l->book.is_chosen = l->opts->order && strcmp(l->opts->order, "name") != 0;
        s->book = &l->book;
    }
    const struct nc_outline *first = s->count ? s->notes[0] : NULL;
    const char *title = meta_option(l->opts, "title"), *id = meta_option(l->opts, "id");
    if (!s->is_folder && first) {
        s->title = first->title;
        s->lang = first->lang;
        s->uuid = first->uuid;
        return;
    }
    struct nc_str called =
        said->title.n ? said->title : nc_less_export_mark(nc_vault_output_name(l->vault));
    struct nc_selection part = nc_selection_of(l->opts, l->vault, l->arena);
    s->is_selection = part.key.n > 0;
    s->title = title ? nc_str(title) : part_title(l, called, part.label);
    const char *lang = meta_option(l->opts, "lang");
    lang = lang ? lang : meta_option(l->opts, "language");
    l->lang_is_given = lang != NULL;
    s->lang = lang           ? nc_lang_tag(l->arena, nc_str(lang))
              : said->lang.n ? said->lang
                             : nc_lang_of_notes(s->notes, s->count);
    struct nc_buf key = {0};
    nc_buf_puts(&key, "folder:");
    nc_nfc(&key, id              ? nc_str(id)
                 : s->vault_id.n ? nc_vault_base(l->vault)
                                 : nc_vault_output_name(l->vault));
    nc_nfc(&key, id ? NC_NONE : part.key);
    s->uuid = nc_uuid5(nc_uuid_vault(nc_vault_identity(l->vault)), nc_buf_view(&key));
    nc_buf_dispose(&key);
}

/* Stubs are kept only if all formats keep them. */
static bool keeps_stubs(const struct nc_options *o)
{
    bool all = o->format_count > 0;
    for (size_t i = 0; i < o->format_count; i++)
        all &= o->formats[i]->keeps_stubs;
    return all;
}

/* Checks what -M sets once, instead of in every note. */
static void report_options(struct nc_loaded *l)
{
    for (size_t k = 0; k < l->opts->meta_count; k++) {
        const struct nc_setting *m = &l->opts->meta[k];
        struct nc_buf why = {0};
        if (!m->is_checked && nc_option_meta_complain(&why, m))
            nc_diag(l->diags, NC_D_METADATA, NC_LIT("-M"), (struct nc_pos){0}, "%s", why.p);
        nc_buf_dispose(&why);
    }
}

static int check_lang(const struct nc_loaded *l, struct nc_fail *f)
{
    static const char *const keys[] = {"lang", "language"};
    for (size_t i = 0; i < 2; i++) {
        const char *lang = meta_option(l->opts, keys[i]);
        if (lang && !nc_lang_tag(l->arena, nc_str(lang)).n)
            return nc_fail(f,
                           "-M %s=%s: not a language tag; write one such as en, zh-Hant or pt-BR",
                           keys[i], lang);
    }
    return 0;
}

/* A plan determines the content of a book; decks and trees take only its order. */
static bool makes_book(const struct nc_options *o)
{
    return o->format_count == 1 && o->formats[0]->is_book;
}

int nc_load_open(struct nc_loaded *l, const struct nc_options *o, struct nc_fail *f)
{
    *l = (struct nc_loaded){.opts = o, .parse = o->parse};
    l->arena = nc_arena_new();
    l->diags = nc_diags_new();
    nc_workers_init(&l->workers, o->jobs);
    l->selection = (struct nc_vault_options){.inputs = o->inputs,
                                             .input_count = o->input_count,
                                             .include = o->include,
                                             .exclude = o->exclude,
                                             .index = o->index,
                                             .plan = o->plan,
                                             .plan_selects = makes_book(o),
                                             .tag = o->tag,
                                             .where = o->where,
                                             .keeps_stubs = keeps_stubs(o),
                                             .any_name = o->from_given,
                                             .is_logseq = o->parse.dialect == NC_DIALECT_LOGSEQ,
                                             .reports_own = o->no_settings,
                                             .order = o->order,
                                             .remote_dir = o->remote_dir};
    static const char *const standard_input[] = {"-"};
    if (o->input_count == 0) {
        l->selection.inputs = standard_input;
        l->selection.input_count = 1;
    }
    if (o->setting_diags)
        nc_diags_append(l->diags, o->setting_diags);
    open_json(l);
    report_options(l);
    if (check_lang(l, f) || read_clock(l, f) ||
        nc_vault_open(&l->vault, &l->selection, l->diags, f))
        return -1;
    if (!o->breaks_given)
        l->parse.breaks = nc_vault_breaks(l->vault, l->diags);
    if (o->parse.strict) /* CommonMark, wherever the note lies */
        l->parse.dialect = NC_DIALECT_NOTES;
    else if (nc_vault_is_logseq(l->vault) && o->parse.dialect == NC_DIALECT_NOTES)
        l->parse.dialect = NC_DIALECT_LOGSEQ;
    return 0;
}

static int nothing_left(const struct nc_options *o, struct nc_fail *f)
{
    if (o->tag && !o->where)
        return nc_fail(f, "--tag=%s: none of the notes has this tag", o->tag);
    if (o->where && !o->tag)
        return nc_fail(f, "--where=%s: no note's front matter has this %s", o->where,
                       strchr(o->where, '=') ? "value" : "key");
    if (!o->tag && !o->include_count && !o->exclude_count && !o->index)
        return nc_fail(f, "none of the notes has any text; there is nothing to convert");
    return nc_fail(f, "no note is left to convert (--tag, --where, --include and --exclude choose "
                      "among them)");
}

int nc_load_survey(struct nc_loaded *l, struct nc_progress *progress, struct nc_fail *f)
{
    size_t count = nc_vault_wanted(l->vault);
    l->progress = progress;
    l->kept = nc_arena_array(l->arena, count, sizeof *l->kept);
    l->kept_count = count;
    l->keep_bytes = bytes_to_keep(l->vault);
    nc_work(&l->workers, count, survey_work, survey_take, survey_drop, l);
    nc_vault_index(l->vault, &l->parse, &l->moved, l->diags);
    build_site(l);
    if (l->site.is_folder) {
        if (!l->site.count)
            return nothing_left(l->opts, f);
        nc_places_fill(&l->site, l->vault, l->arena, l->diags);
    }
    return 0;
}

int nc_load(struct nc_loaded *l, const struct nc_options *o, struct nc_fail *f)
{
    return nc_load_open(l, o, f) || nc_load_survey(l, NULL, f) ? -1 : 0;
}

void nc_loaded_dispose(struct nc_loaded *l)
{
    for (size_t i = 0; i < l->kept_count; i++) {
        nc_doc_free(l->kept[i].doc);
        nc_diags_free(l->kept[i].diags);
    }
    nc_workers_dispose(&l->workers);
    nc_book_dispose(&l->book);
    nc_doc_free(l->json);
    nc_vault_free(l->vault);
    nc_diags_free(l->diags);
    nc_arena_free(l->arena);
}

/* Plans were made from what the first pass read: a changed text has other anchors. */
static struct nc_doc *parse_again(struct nc_loaded *l, size_t i, struct nc_diags *diags)
{
    struct nc_doc *doc = parse_note(l, i, diags);
    if (!doc || nc_vault_is_as_surveyed(l->vault, i, doc))
        return doc;
    nc_vault_report_changed(l->vault, i, diags);
    nc_doc_free(doc);
    return NULL;
}

struct nc_doc *nc_loaded_doc(struct nc_loaded *l, size_t i, struct nc_diags *diags)
{
    size_t was = l->moved[i];
    struct nc_surveyed *kept = was < l->kept_count && l->kept[was].diags ? &l->kept[was] : NULL;
    struct nc_doc *doc = kept ? kept->doc : parse_again(l, i, diags);
    if (kept) {
        kept->doc = NULL;
        nc_diags_append(diags, kept->diags);
    }
    if (doc) {
        nc_vault_report_empty(l->vault, i, diags);
        nc_vault_resolve(l->vault, i, doc, &l->parse, diags);
    }
    return doc;
}
