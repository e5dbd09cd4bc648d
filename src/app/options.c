/* Parsing of the command line with getopt_long. Every option is a row of one table: the program's
 * own stand here, those that backends declare are added to them. What --help, `noteconv help` and
 * the completions say comes from the rows too (help.c, complete.c). */
#include "app/optiontable.h"

#include "parse/encoding.h"

#include <errno.h>
#include <getopt.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static void push_setting(struct nc_setting **list, size_t *count, size_t *cap, struct nc_setting s)
{
    nc_grow(list, cap, *count + 1, sizeof **list);
    (*list)[(*count)++] = s;
}

/* Keeps the list NULL-terminated. */
static void push_word(const char ***list, size_t *count, size_t *cap, const char *word)
{
    nc_grow(list, cap, *count + 2, sizeof **list);
    (*list)[(*count)++] = word;
    (*list)[*count] = NULL;
}

/* What is no format of noteconv, and what serves instead. */
static int refuse_format(struct nc_str word, struct nc_fail *f)
{
    static const struct {
        const char *name, *advice;
    } known[] = {
        {"mobi",
         "Kindle takes no new MOBI files; write -t epub --target=kindle for Send to Kindle, "
         "or -t azw3 for USB (by calibre)"},
        {"kindle", "write -t epub --target=kindle for Send to Kindle, or -t azw3 for USB (by "
                   "calibre); noteconv send puts a book on a Kindle that is connected"},
        {"kobo", "write -t kepub"},
        {"pdf", "noteconv makes no pages of a fixed size; print what -t html makes from a browser, "
                "or convert what -t epub makes with calibre"},
        {"docx", "convert what -t html makes with a word processor or pandoc"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (nc_str_ieq(word, nc_str(known[i].name)))
            return nc_fail(f, "-t %s: %s", known[i].name, known[i].advice);
    return nc_fail(f, "unknown format '%.*s' (noteconv --list-formats names them)", NC_FMT(word));
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
        if (!b)
            return refuse_format(word, f);
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
    (void)row;
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
    return nc_fail(f, "--from=%s: the inputs are notes, gfm, pandoc, logseq and json", arg);
}

static int set_meta(const struct nc_option_row *row, struct nc_options *o, char *arg,
                    struct nc_fail *f)
{
    (void)row;
    char *eq = strchr(arg, '=');
    if (!eq || eq == arg)
        return nc_fail(f, "-M %s: write -M key=value", arg);
    *eq = '\0';
    push_setting(&o->meta, &o->meta_count, &o->meta_cap, (struct nc_setting){arg, eq + 1});
    return 0;
}

static int set_breaks(const struct nc_option_row *row, struct nc_options *o, char *arg,
                      struct nc_fail *f)
{
    (void)row;
    if (strcmp(arg, "soft") != 0 && strcmp(arg, "hard") != 0)
        return nc_fail(f, "--breaks=%s: write soft or hard", arg);
    o->breaks_given = true;
    o->parse.breaks = arg[0] == 'h' ? NC_BREAKS_HARD : NC_BREAKS_SOFT;
    return 0;
}

static int set_encoding(const struct nc_option_row *row, struct nc_options *o, char *arg,
                        struct nc_fail *f)
{
    (void)row;
    if (!nc_encoding_is_known(arg))
        return nc_fail(f,
                       "--encoding=%s: unknown encoding; some that are known are GB18030, BIG5, "
                       "SHIFT_JIS, EUC-JP, EUC-KR and WINDOWS-1252",
                       arg);
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
    (void)row;
    if (strcmp(arg, "json") != 0 && strcmp(arg, "text") != 0)
        return nc_fail(f, "--diag=%s: write text or json", arg);
    o->messages.json = arg[0] == 'j';
    return 0;
}

/* A value that its backend can take: one of the words it lists. */
static int set_declared(const struct nc_option_row *row, struct nc_options *o, char *arg,
                        struct nc_fail *f)
{
    const struct nc_optdef *d = &row->def;
    if (arg && d->values && d->values[0] != ',') {
        struct nc_str all = nc_str(d->values), v = nc_str(arg);
        bool found = false;
        for (size_t from = 0; from <= all.n;) {
            size_t to = nc_str_find(all, '|', from);
            found |= nc_str_eq(nc_str_sub(all, from, to), v);
            from = to + 1;
        }
        if (!found)
            return nc_fail(f, "--%s=%s: write one of %s", d->name, arg, d->values);
    }
    push_setting(&o->backend, &o->backend_count, &o->backend_cap,
                 (struct nc_setting){d->name, arg      ? arg
                                              : d->arg ? ""
                                                       : "1"});
    return 0;
}

static int set_flag(const struct nc_option_row *row, struct nc_options *o, char *arg,
                    struct nc_fail *f)
{
    (void)arg, (void)f;
    *(bool *)((char *)o + row->offset) = true;
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

static int set_output(const struct nc_option_row *row, struct nc_options *o, char *arg,
                      struct nc_fail *f)
{
    (void)row;
    o->output = arg;
    return *arg ? 0 : nc_fail(f, "-o needs the name of a file or folder, or -");
}

static int set_message(const struct nc_option_row *row, struct nc_options *o, char *arg,
                       struct nc_fail *f)
{
    (void)row;
    return nc_message_set(&o->messages, arg, f);
}

static int add_include(const struct nc_option_row *row, struct nc_options *o, char *arg,
                       struct nc_fail *f)
{
    (void)row, (void)f;
    push_word(&o->include, &o->include_count, &o->include_cap, arg);
    return 0;
}

static int add_exclude(const struct nc_option_row *row, struct nc_options *o, char *arg,
                       struct nc_fail *f)
{
    (void)row, (void)f;
    push_word(&o->exclude, &o->exclude_count, &o->exclude_cap, arg);
    return 0;
}

static int set_split(const struct nc_option_row *row, struct nc_options *o, char *arg,
                     struct nc_fail *f)
{
    (void)row;
    o->split_folders = true;
    return strcmp(arg, "folder") == 0 ? 0 : nc_fail(f, "--split=%s: write --split=folder", arg);
}

/* --- the table --- */

#define AT(member) offsetof(struct nc_options, member)
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

static int bad_option(int c, char **argv, struct nc_fail *f)
{
    const char *what = optind > 0 && argv[optind - 1] ? argv[optind - 1] : "";
    if (c == ':')
        return nc_fail(f, "option %s needs a value (noteconv --help)", what);
    if (optopt && optopt < 256)
        return nc_fail(f, "unknown option -%c (noteconv --help)", optopt);
    return nc_fail(f, "unknown option %s (noteconv --help)", what);
}

/* The row of what getopt_long returned: a short name, or FIRST_LONG and the row's number. */
#define FIRST_LONG 256
static const struct nc_option_row *row_of(const struct nc_option_row *table, size_t n, int c)
{
    if (c >= FIRST_LONG)
        return &table[c - FIRST_LONG];
    for (size_t i = 0; i < n; i++)
        if (table[i].letter == c)
            return &table[i];
    return NULL;
}

/* getopt_long's own forms of the rows. */
static void fill_getopt(struct option *longs, char *shorts, const struct nc_option_row *table,
                        size_t n)
{
    *shorts++ = ':';
    for (size_t i = 0; i < n; i++) {
        const struct nc_optdef *d = &table[i].def;
        int has = nc_optdef_may_lack(d) ? optional_argument
                  : d->arg              ? required_argument
                                        : no_argument;
        if (d->name[0])
            *longs++ = (struct option){d->name, has, NULL, FIRST_LONG + (int)i};
        if (table[i].letter)
            *shorts++ = table[i].letter;
        if (table[i].letter && d->arg)
            *shorts++ = ':';
    }
    *longs = (struct option){0};
    *shorts = '\0';
}

static int parse_words(struct nc_options *o, int argc, char **argv, struct nc_fail *f)
{
    struct nc_option_row table[NC_OPTION_MAX];
    struct option longs[NC_OPTION_MAX + 1];
    char shorts[2 * NC_OPTION_MAX + 2];
    size_t n = nc_option_rows(table), cap = 0;
    int c;
    fill_getopt(longs, shorts, table, n);
    optind = 1;
    while ((c = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        const struct nc_option_row *row = c == ':' || c == '?' ? NULL : row_of(table, n, c);
        if (!row)
            return bad_option(c, argv, f);
        if (row->apply(row, o, optarg, f))
            return -1;
    }
    while (optind < argc)
        push_word(&o->inputs, &o->input_count, &cap, argv[optind++]);
    return 0;
}

int nc_options_parse(struct nc_options *o, int argc, char **argv, struct nc_fail *f)
{
    static const struct {
        const char *word;
        enum nc_command command;
    } commands[] = {{"check", NC_CMD_CHECK}, {"cards", NC_CMD_CARDS}, {"help", NC_CMD_HELP}};
    *o = (struct nc_options){0};
    for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(argv[1], commands[i].word) == 0)
            o->command = commands[i].command;
    if (o->command != NC_CMD_CONVERT) {
        argv[1] = argv[0];
        argc--;
        argv++;
    }
    if (o->command == NC_CMD_HELP && argc > 1) {
        o->topic = argv[1];
        return 0;
    }
    return parse_words(o, argc, argv, f);
}

void nc_options_dispose(struct nc_options *o)
{
    free(o->inputs);
    free(o->meta);
    free(o->backend);
    free(o->include);
    free(o->exclude);
    *o = (struct nc_options){0};
}

const char *nc_options_backend_value(const void *values, const char *name)
{
    const struct nc_options *o = values;
    for (size_t i = o->backend_count; i-- > 0;)
        if (strcmp(o->backend[i].name, name) == 0)
            return o->backend[i].value;
    return NULL;
}
