/* The table of options, and what each option sets. The program's own rows stand here; those that
 * backends declare are added to them. commandline.c reads the words of the command line,
 * settingsfile.c the settings files. Help and completions are made from the rows too. */
#include "app/optiontable.h"
#include "app/otherwords.h"

#include "base/utf8.h"
#include "cards/cards.h"
#include "doc/langtag.h"
#include "doc/metabook.h"
#include "parse/input/encoding.h"
#include "vault/globs.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static void push_setting(struct nc_setting **list, size_t *count, size_t *cap, struct nc_setting s)
{
    nc_grow(list, cap, *count + 1, sizeof **list);
    (*list)[(*count)++] = s;
}

/* Adds to a list and keeps it NULL-terminated. */
static void push_word(const char ***list, size_t *count, size_t *cap, const char *word)
{
    nc_grow(list, cap, *count + 2, sizeof **list);
    (*list)[(*count)++] = word;
    (*list)[*count] = NULL;
}

/* Whether arg is one of the words that the row lists. */
static bool is_listed(const struct nc_option_row *row, const char *arg)
{
    struct nc_str all = nc_str(row->def.values);
    bool found = false;
    for (size_t from = 0; from <= all.n;) {
        size_t to = nc_str_find(all, '|', from);
        found |= nc_str_eqz(nc_str_sub(all, from, to), arg);
        from = to + 1;
    }
    return found;
}

/* Fails with "--breaks=sotf: write soft or hard; did you mean 'soft'?" */
static int bad_value(const struct nc_option_row *row, const char *arg, struct nc_fail *f)
{
    struct nc_str all = nc_str(row->def.values);
    struct nc_nearest near = {.word = nc_str(arg)};
    struct nc_buf b = {0};
    for (size_t from = 0; from <= all.n;) {
        size_t to = nc_str_find(all, '|', from);
        nc_buf_puts(&b, !from ? "" : to == all.n ? " or " : ", ");
        nc_buf_str(&b, nc_str_sub(all, from, to));
        nc_nearest_offer(&near, nc_str_sub(all, from, to));
        from = to + 1;
    }
    if (nc_str_find(all, '|', 0) < all.n) /* else the only word was already named */
        nc_nearest_ask(&b, &near, "");
    nc_fail(f, "--%s=%s: write %s", row->def.name, arg, b.p);
    nc_buf_dispose(&b);
    return -1;
}

static int add_formats(const struct nc_option_row *row, struct nc_options *o, char *arg,
                       struct nc_fail *f)
{
    (void)row;
    struct nc_str s = nc_str(arg);
    for (size_t from = 0; from <= s.n;) {
        size_t to = nc_str_find(s, ',', from);
        struct nc_str word = nc_str_trim(nc_str_sub(s, from, to));
        const struct nc_backend *b = nc_backend_named(word);
        if (!word.n)
            return nc_fail(f, "-t %s: a format is missing beside a comma", arg);
        if (!b)
            return nc_fail_format(f, word);
        bool have = false;
        for (size_t i = 0; i < o->format_count; i++)
            have |= o->formats[i] == b;
        if (!have && o->format_count < NC_MAX_FORMATS)
            o->formats[o->format_count++] = b;
        from = to + 1;
    }
    return 0;
}

static int set_from(const struct nc_option_row *row, struct nc_options *o, char *arg,
                    struct nc_fail *f)
{
    static const struct {
        const char *name;
        enum nc_dialect dialect;
    } names[] = {{"notes", NC_DIALECT_NOTES},
                 {"markdown", NC_DIALECT_NOTES},
                 {"gfm", NC_DIALECT_GFM},
                 {"pandoc", NC_DIALECT_PANDOC},
                 {"logseq", NC_DIALECT_LOGSEQ}};
    o->from_given = true;
    o->from_json = strcmp(arg, "json") == 0;
    if (o->from_json)
        return 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(arg, names[i].name) == 0) {
            o->parse.dialect = names[i].dialect;
            return 0;
        }
    }
    const char *advice = nc_input_advice(nc_str(arg));
    return advice ? nc_fail(f, "--from=%s: %s", arg, advice) : bad_value(row, arg, f);
}

static int set_meta(const struct nc_option_row *row, struct nc_options *o, char *arg,
                    struct nc_fail *f)
{
    (void)row;
    char *eq = strchr(arg, '=');
    if (!eq || eq == arg)
        return nc_fail(f, "-M %s: write -M key=value", arg);
    *eq = '\0';
    push_setting(&o->meta, &o->meta_count, &o->meta_cap,
                 (struct nc_setting){.name = arg, .value = eq + 1});
    return 0;
}

/* --title, --author, --lang: the option's name is the key. */
static int set_meta_key(const struct nc_option_row *row, struct nc_options *o, char *arg,
                        struct nc_fail *f)
{
    (void)f;
    push_setting(&o->meta, &o->meta_count, &o->meta_cap,
                 (struct nc_setting){.name = row->def.name, .value = arg});
    return 0;
}

static int set_breaks(const struct nc_option_row *row, struct nc_options *o, char *arg,
                      struct nc_fail *f)
{
    if (!is_listed(row, arg))
        return bad_value(row, arg, f);
    o->breaks_given = true;
    o->parse.breaks = arg[0] == 'h' ? NC_BREAKS_HARD : NC_BREAKS_SOFT;
    return 0;
}

static int set_encoding(const struct nc_option_row *row, struct nc_options *o, char *arg,
                        struct nc_fail *f)
{
    if (!nc_encoding_is_known(arg)) {
        bad_value(row, arg, f);
        nc_buf_puts(&f->message, ", or another name that `iconv -l` lists");
        return -1;
    }
    o->parse.encoding = arg;
    return 0;
}

static int set_jobs(const struct nc_option_row *row, struct nc_options *o, char *arg,
                    struct nc_fail *f)
{
    (void)row;
    char *end;
    errno = 0;
    unsigned long n = strtoul(arg, &end, 10);
    if (errno || *end || end == arg || n < 1 || n > 256)
        return nc_fail(f, "-j %s: write a number from 1 to 256", arg);
    o->jobs = (unsigned)n;
    return 0;
}

static int set_diag(const struct nc_option_row *row, struct nc_options *o, char *arg,
                    struct nc_fail *f)
{
    if (!is_listed(row, arg))
        return bad_value(row, arg, f);
    o->messages.json = arg[0] == 'j';
    o->messages.github = arg[0] == 'g';
    return 0;
}

/* Sets an option of a backend, to one of the words that the backend lists, if it lists any. */
static int set_declared(const struct nc_option_row *row, struct nc_options *o, char *arg,
                        struct nc_fail *f)
{
    const struct nc_optdef *d = &row->def;
    if (arg && d->values && d->values[0] != ',' && !is_listed(row, arg))
        return bad_value(row, arg, f);
    push_setting(&o->backend, &o->backend_count, &o->backend_cap,
                 (struct nc_setting){.name = d->name,
                                     .value = arg      ? arg
                                              : d->arg ? ""
                                                       : "1"});
    return 0;
}

/* --title, --author, --lang and -M set the metadata of a key. */
struct nc_str nc_option_meta_key(const struct nc_option_row *row, const char *value)
{
    struct nc_str text = nc_str(value ? value : "");
    if (row->apply == set_meta)
        return nc_str_sub(text, 0, nc_str_find(text, '=', 0));
    return row->apply == set_meta_key ? nc_str(row->def.name) : NC_NONE;
}

static int set_flag(const struct nc_option_row *row, struct nc_options *o, char *arg,
                    struct nc_fail *f)
{
    (void)arg, (void)f;
    *(bool *)((char *)o + row->offset) = true;
    return 0;
}

/* Of -q and -v, and of --html and --json, the last one counts, so that a command line wins over
 * settings. */
static int set_rival(const struct nc_option_row *row, struct nc_options *o, char *arg,
                     struct nc_fail *f)
{
    bool *const pairs[] = {&o->messages.quiet, &o->messages.verbose, &o->cards_page,
                           &o->cards_json};
    bool *own = (bool *)((char *)o + row->offset);
    for (size_t i = 0; i < 4; i++)
        if (pairs[i] == own)
            *pairs[i ^ 1] = false;
    return set_flag(row, o, arg, f);
}

/* --each and --split part the notes differently; the last one counts. */
static int set_each(const struct nc_option_row *row, struct nc_options *o, char *arg,
                    struct nc_fail *f)
{
    (void)row, (void)arg, (void)f;
    o->each = true;
    o->split_folders = false;
    return 0;
}

static int set_text(const struct nc_option_row *row, struct nc_options *o, char *arg,
                    struct nc_fail *f)
{
    (void)f;
    *(const char **)((char *)o + row->offset) = arg;
    return 0;
}

static int set_command(const struct nc_option_row *row, struct nc_options *o, char *arg,
                       struct nc_fail *f)
{
    (void)f;
    o->command = (enum nc_command)row->offset;
    if (o->command == NC_CMD_PRINT_TEMPLATE)
        o->print_template = arg;
    return 0;
}

/* "#recipe" means "recipe", as notes write it. */
static int set_tag(const struct nc_option_row *row, struct nc_options *o, char *arg,
                   struct nc_fail *f)
{
    (void)row;
    o->tag = arg + (arg[0] == '#');
    return *o->tag ? 0 : nc_fail(f, "--tag=%s: write the name of a tag", arg);
}

static int set_where(const struct nc_option_row *row, struct nc_options *o, char *arg,
                     struct nc_fail *f)
{
    (void)row;
    if (arg[0] == '=')
        return nc_fail(f, "--where=%s: write KEY=VALUE, or KEY for any value", arg);
    o->where = arg;
    return 0;
}

static int set_output(const struct nc_option_row *row, struct nc_options *o, char *arg,
                      struct nc_fail *f)
{
    (void)row;
    bool have = false;
    o->output = arg;
    for (size_t i = 0; i < o->output_count; i++)
        have |= strcmp(o->outputs[i], arg) == 0;
    if (!have && o->output_count == NC_MAX_FORMATS)
        return nc_fail(f, "-o %s: -o is given too often; a run writes one file of each format",
                       arg);
    if (!have)
        o->outputs[o->output_count++] = arg;
    return *arg ? 0 : nc_fail(f, "-o needs the name of a file or folder, or -");
}

static int set_message(const struct nc_option_row *row, struct nc_options *o, char *arg,
                       struct nc_fail *f)
{
    (void)row;
    return nc_message_set(&o->messages, arg, f);
}

/* An invalid pattern must not be ignored: the run would take notes that it was meant to leave
 * out. */
static int check_pattern(const struct nc_option_row *row, const char *arg, struct nc_fail *f)
{
    return nc_is_pattern(nc_str(arg))
               ? 0
               : nc_fail(f, "--%s=%s: write a pattern such as drafts/ or *.txt, not too long",
                         row->def.name, arg);
}

static int add_include(const struct nc_option_row *row, struct nc_options *o, char *arg,
                       struct nc_fail *f)
{
    if (check_pattern(row, arg, f))
        return -1;
    push_word(&o->include, &o->include_count, &o->include_cap, arg);
    return 0;
}

static int add_exclude(const struct nc_option_row *row, struct nc_options *o, char *arg,
                       struct nc_fail *f)
{
    if (check_pattern(row, arg, f))
        return -1;
    push_word(&o->exclude, &o->exclude_count, &o->exclude_cap, arg);
    return 0;
}

static int set_split(const struct nc_option_row *row, struct nc_options *o, char *arg,
                     struct nc_fail *f)
{
    o->split_folders = true;
    o->each = false;
    return is_listed(row, arg) ? 0 : bad_value(row, arg, f);
}

/* --- the table --- */

#define AT(member) offsetof(struct nc_options, member)
#define METADATA_KEYS                                                                              \
    ",title=|author=|lang=|date=|cover=|deck=|cards=|id=|tags=|description=|publisher=|series="
#define ENCODINGS "GB18030|BIG5|SHIFT_JIS|EUC-JP|EUC-KR|WINDOWS-1252"

static const struct nc_option_row rows[] = {
#define O(name, letter, value, group, brief, apply, at, words, help)                               \
    {{name, value, help, words}, letter, NC_HELP_##group, brief, apply, at, NULL},
#include "app/options.def"
};
#define ROW_COUNT (sizeof rows / sizeof rows[0])

size_t nc_option_rows(struct nc_option_row out[NC_OPTION_MAX])
{
    size_t n = ROW_COUNT;
    memcpy(out, rows, sizeof rows);
    for (size_t b = 0; nc_backends[b]; b++) {
        for (const struct nc_optdef *d = nc_backends[b]->options; d && d->name; d++) {
            size_t i = 0;
            while (i < n && strcmp(out[i].def.name, d->name) != 0)
                i++;
            if (i == n && n < NC_OPTION_MAX)
                out[n++] = (struct nc_option_row){*d,           0, NC_HELP_FORMAT, false,
                                                  set_declared, 0, nc_backends[b]};
        }
    }
    return n;
}

/* The option called name as a backend declares it; NULL: it has none. */
static const struct nc_optdef *declared(const struct nc_backend *b, const char *name)
{
    for (const struct nc_optdef *d = b->options; d && d->name; d++)
        if (strcmp(d->name, name) == 0)
            return d;
    return NULL;
}

/* Whether backend i is the first one to declare the option with this help text. */
static bool says_first(size_t i, const struct nc_optdef *d)
{
    for (size_t k = 0; k < i; k++) {
        const struct nc_optdef *other = declared(nc_backends[k], d->name);
        if (other && strcmp(other->help, d->help) == 0)
            return false;
    }
    return true;
}

/* Whether an earlier backend has the same options, as kepub has those of epub. */
static bool follows(size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (nc_backends[k]->options == nc_backends[i]->options)
            return true;
    return false;
}

void nc_option_help(struct nc_buf *out, const struct nc_option_row *row, const struct nc_backend *b)
{
    const char *name = row->def.name;
    size_t start = out->n;
    if (b || !row->backend) {
        nc_buf_puts(out, b ? declared(b, name)->help : row->def.help);
        return;
    }
    for (size_t i = 0; nc_backends[i]; i++) {
        const struct nc_optdef *d = declared(nc_backends[i], name);
        if (!d || !says_first(i, d))
            continue;
        nc_buf_printf(out, "%s%s", out->n > start ? "; " : "", nc_backends[i]->name);
        for (size_t k = i + 1; nc_backends[k]; k++) {
            const struct nc_optdef *same = declared(nc_backends[k], name);
            if (same && !follows(k) && strcmp(same->help, d->help) == 0)
                nc_buf_printf(out, ", %s", nc_backends[k]->name);
        }
        nc_buf_printf(out, ": %s", d->help);
    }
}

bool nc_option_adds(const char *key)
{
    static const char *const words[] = {"include", "exclude", "warnings", "to", NULL};
    return nc_str_is_among(nc_str(key), words);
}

void nc_options_dispose(struct nc_options *o)
{
    free(o->inputs);
    free(o->meta);
    free(o->macros);
    free(o->backend);
    free(o->include);
    free(o->exclude);
    *o = (struct nc_options){0};
}

const char *nc_options_backend_value(const void *values, const struct nc_backend *b,
                                     const char *name)
{
    const struct nc_options *o = values;
    const char *shared = NULL;
    for (size_t i = o->backend_count; i-- > 0;) {
        const struct nc_setting *s = &o->backend[i];
        if (strcmp(s->name, name) != 0)
            continue;
        if (!b || !s->backend || s->backend == b)
            return shared ? shared : s->value;
        if (!shared && s->backend->options == b->options)
            shared = s->value;
    }
    return shared;
}

bool nc_is_option(const char *name)
{
    struct nc_option_row table[NC_OPTION_MAX];
    bool found = false;
    for (size_t i = nc_option_rows(table); i-- > 0;)
        found |= strcmp(table[i].def.name, name) == 0;
    return found;
}

bool nc_option_meta_complain(struct nc_buf *out, const struct nc_setting *m)
{
    struct nc_str key = nc_str(m->name);
    struct nc_value v = {.raw = nc_str(m->value)};
    nc_value_type_scalar(&v);
    v = m->tree ? *m->tree : v;
    size_t before = out->n;
    bool is_lang = nc_str_ieq(key, NC_LIT("lang")) || nc_str_ieq(key, NC_LIT("language"));
    struct nc_arena *own = nc_arena_new();
    bool is_bad_tag = is_lang && !m->tree && !nc_lang_tag(own, v.raw).n;
    nc_arena_free(own);
    if (is_bad_tag)
        nc_buf_printf(out,
                      "%s: \"%s\" is not a language tag; write one such as en, zh-Hant or pt-BR",
                      m->name, m->value);
    else if (!nc_utf8_valid(v.raw)) /* typed in another encoding */
        nc_buf_printf(out, "%s: \"%s\" is not UTF-8; what is invalid in it becomes U+FFFD", m->name,
                      m->value);
    else if (!nc_meta_is_known(key) && nc_is_option(m->name))
        nc_buf_printf(out, "\"%s\" is an option, not metadata; write --%s", m->name, m->name);
    else if (nc_str_ieq(key, NC_LIT("ruby"))) /* ruby is an option of reading, not metadata */
        nc_buf_puts(out, "\"ruby\" works only in a note's front matter; write --ruby");
    else if (!nc_meta_complain(out, key, &v) && nc_meta_nearest(key))
        nc_buf_printf(out, "\"%s\" is not a known key; did you mean \"%s\"?", m->name,
                      nc_meta_nearest(key));
    if (out->n == before && nc_str_ieq(key, NC_LIT("cards")))
        nc_cards_complain(out, &v);
    return out->n > before;
}
