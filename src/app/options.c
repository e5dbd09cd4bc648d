/* Parsing of the command line with getopt_long; long options that backends declare are added to the
 * table. */
#include "app/options.h"

#include "parse/encoding.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPT_STRICT = 256,
    OPT_BREAKS,
    OPT_NO_REPAIR,
    OPT_KEEP_QUERIES,
    OPT_RUBY,
    OPT_ENCODING,
    OPT_FORCE,
    OPT_KEEP_GOING,
    OPT_EACH,
    OPT_LIST_FORMATS,
    OPT_LIST_REMOTE,
    OPT_PRINT_TEMPLATE,
    OPT_TEMPLATE_DIR,
    OPT_DIAG,
    OPT_INCLUDE,
    OPT_EXCLUDE,
    OPT_INDEX,
    OPT_PLAN,
    OPT_TAG,
    OPT_WHERE,
    OPT_ORDER,
    OPT_PRUNE,
    OPT_SPLIT,
    OPT_VERSION,
    OPT_BACKEND, /* and above: options that backends declare, in the order of the tables */
};

static const struct option fixed_options[] = {
    {"to", required_argument, NULL, 't'},
    {"from", required_argument, NULL, 'f'},
    {"output", required_argument, NULL, 'o'},
    {"metadata", required_argument, NULL, 'M'},
    {"jobs", required_argument, NULL, 'j'},
    {"quiet", no_argument, NULL, 'q'},
    {"verbose", no_argument, NULL, 'v'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, OPT_VERSION},
    {"strict", no_argument, NULL, OPT_STRICT},
    {"breaks", required_argument, NULL, OPT_BREAKS},
    {"no-repair", no_argument, NULL, OPT_NO_REPAIR},
    {"keep-queries", no_argument, NULL, OPT_KEEP_QUERIES},
    {"ruby", no_argument, NULL, OPT_RUBY},
    {"encoding", required_argument, NULL, OPT_ENCODING},
    {"force", no_argument, NULL, OPT_FORCE},
    {"keep-going", no_argument, NULL, OPT_KEEP_GOING},
    {"list-formats", no_argument, NULL, OPT_LIST_FORMATS},
    {"list-remote", no_argument, NULL, OPT_LIST_REMOTE},
    {"print-template", required_argument, NULL, OPT_PRINT_TEMPLATE},
    {"template-dir", required_argument, NULL, OPT_TEMPLATE_DIR},
    {"diag", required_argument, NULL, OPT_DIAG},
    {"include", required_argument, NULL, OPT_INCLUDE},
    {"exclude", required_argument, NULL, OPT_EXCLUDE},
    {"index", required_argument, NULL, OPT_INDEX},
    {"plan", required_argument, NULL, OPT_PLAN},
    {"tag", required_argument, NULL, OPT_TAG},
    {"where", required_argument, NULL, OPT_WHERE},
    {"order", required_argument, NULL, OPT_ORDER},
    {"each", no_argument, NULL, OPT_EACH},
    {"prune", no_argument, NULL, OPT_PRUNE},
    {"split", required_argument, NULL, OPT_SPLIT},
};
#define FIXED_COUNT (sizeof fixed_options / sizeof fixed_options[0])

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

/* Calls fn for every option that a backend declares, once a name. Returns how many. */
static size_t declared_options(const struct nc_optdef **defs, size_t max)
{
    size_t n = 0;
    for (size_t b = 0; nc_backends[b]; b++) {
        for (const struct nc_optdef *d = nc_backends[b]->options; d && d->name; d++) {
            size_t i = 0;
            while (i < n && strcmp(defs[i]->name, d->name) != 0)
                i++;
            if (i == n && n < max)
                defs[n++] = d;
        }
    }
    return n;
}

static int add_formats(struct nc_options *o, const char *arg, struct nc_fail *f)
{
    struct nc_str s = nc_str(arg);
    for (size_t from = 0; from <= s.n;) {
        size_t to = nc_str_find(s, ',', from);
        struct nc_str word = nc_str_trim(nc_str_sub(s, from, to));
        const struct nc_backend *b = nc_backend_named(word);
        if (!b)
            return nc_fail(f, "unknown format '%.*s' (noteconv --list-formats names them)",
                           NC_FMT(word));
        bool have = false;
        for (size_t i = 0; i < o->format_count; i++)
            have |= o->formats[i] == b;
        if (!have && o->format_count < NC_MAX_FORMATS)
            o->formats[o->format_count++] = b;
        from = to + 1;
    }
    return 0;
}

static int set_from(struct nc_options *o, const char *arg, struct nc_fail *f)
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
    return nc_fail(f, "--from=%s: the inputs are notes, gfm, pandoc, logseq and json", arg);
}

static int set_meta(struct nc_options *o, char *arg, struct nc_fail *f)
{
    char *eq = strchr(arg, '=');
    if (!eq || eq == arg)
        return nc_fail(f, "-M %s: write -M key=value", arg);
    *eq = '\0';
    push_setting(&o->meta, &o->meta_count, &o->meta_cap, (struct nc_setting){arg, eq + 1});
    return 0;
}

static int set_breaks(struct nc_options *o, const char *arg, struct nc_fail *f)
{
    if (strcmp(arg, "soft") != 0 && strcmp(arg, "hard") != 0)
        return nc_fail(f, "--breaks=%s: write soft or hard", arg);
    o->breaks_given = true;
    o->parse.breaks = arg[0] == 'h' ? NC_BREAKS_HARD : NC_BREAKS_SOFT;
    return 0;
}

static int set_encoding(struct nc_options *o, const char *arg, struct nc_fail *f)
{
    if (!nc_encoding_is_known(arg))
        return nc_fail(f,
                       "--encoding=%s: unknown encoding; some that are known are GB18030, BIG5, "
                       "SHIFT_JIS, EUC-JP, EUC-KR and WINDOWS-1252",
                       arg);
    o->parse.encoding = arg;
    return 0;
}

static int set_jobs(struct nc_options *o, const char *arg, struct nc_fail *f)
{
    char *end;
    errno = 0;
    unsigned long n = strtoul(arg, &end, 10);
    if (errno || *end || end == arg || n < 1 || n > 256)
        return nc_fail(f, "-j %s: write a number from 1 to 256", arg);
    o->jobs = (unsigned)n;
    return 0;
}

static int set_diag(struct nc_options *o, const char *arg, struct nc_fail *f)
{
    if (strcmp(arg, "json") != 0 && strcmp(arg, "text") != 0)
        return nc_fail(f, "--diag=%s: write text or json", arg);
    o->messages.json = arg[0] == 'j';
    return 0;
}

/* A value that its backend can take: one of the words it lists, or a comma list of them. */
static int set_declared(struct nc_options *o, const struct nc_optdef *d, const char *arg,
                        struct nc_fail *f)
{
    if (arg && d->values) {
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

static int set_word(struct nc_options *o, int c, char *arg, struct nc_fail *f)
{
    switch (c) {
    case 't':
        return add_formats(o, arg, f);
    case 'f':
        return set_from(o, arg, f);
    case 'o':
        o->output = arg;
        return *arg ? 0 : nc_fail(f, "-o needs the name of a file or folder, or -");
    case 'M':
        return set_meta(o, arg, f);
    case 'W':
        return nc_message_set(&o->messages, arg, f);
    case 'j':
        return set_jobs(o, arg, f);
    case OPT_BREAKS:
        return set_breaks(o, arg, f);
    case OPT_ENCODING:
        return set_encoding(o, arg, f);
    case OPT_DIAG:
        return set_diag(o, arg, f);
    case OPT_PRINT_TEMPLATE:
        o->command = NC_CMD_PRINT_TEMPLATE;
        o->print_template = arg;
        return 0;
    case OPT_TEMPLATE_DIR:
        o->template_dir = arg;
        return 0;
    case OPT_INCLUDE:
        push_word(&o->include, &o->include_count, &o->include_cap, arg);
        return 0;
    case OPT_EXCLUDE:
        push_word(&o->exclude, &o->exclude_count, &o->exclude_cap, arg);
        return 0;
    case OPT_PLAN:
        o->plan = arg;
        return 0;
    case OPT_INDEX:
        o->index = arg;
        return 0;
    case OPT_TAG:
        o->tag = arg;
        return 0;
    case OPT_ORDER:
        o->order = arg;
        return 0;
    case OPT_SPLIT:
        o->split_folders = true;
        return strcmp(arg, "folder") == 0 ? 0 : nc_fail(f, "--split=%s: write --split=folder", arg);
    default: /* OPT_WHERE */
        o->where = arg;
        return 0;
    }
}

/* Options without a value; false: c is none of them. */
static bool set_switch(struct nc_options *o, int c)
{
    switch (c) {
    case 'q':
        o->messages.quiet = true;
        return true;
    case 'v':
        o->messages.verbose = true;
        return true;
    case 'h':
        o->command = NC_CMD_HELP;
        return true;
    case OPT_VERSION:
        o->command = NC_CMD_VERSION;
        return true;
    case OPT_LIST_FORMATS:
        o->command = NC_CMD_LIST_FORMATS;
        return true;
    case OPT_STRICT:
        o->parse.strict = true;
        return true;
    case OPT_NO_REPAIR:
        o->parse.no_repair = true;
        return true;
    case OPT_KEEP_QUERIES:
        o->parse.keep_queries = true;
        return true;
    case OPT_RUBY:
        o->parse.ruby = true;
        return true;
    case OPT_FORCE:
        o->force = true;
        return true;
    case OPT_KEEP_GOING:
        o->keep_going = true;
        return true;
    case OPT_EACH:
        o->each = true;
        return true;
    case OPT_PRUNE:
        o->prune = true;
        return true;
    case OPT_LIST_REMOTE:
        o->list_remote = true;
        return true;
    default:
        return false;
    }
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

static int parse_words(struct nc_options *o, int argc, char **argv, const struct option *table,
                       const struct nc_optdef **defs, struct nc_fail *f)
{
    int c;
    optind = 1;
    while ((c = getopt_long(argc, argv, ":t:f:o:M:W:j:qvh", table, NULL)) != -1) {
        if (c == ':' || c == '?')
            return bad_option(c, argv, f);
        int err = 0;
        if (c >= OPT_BACKEND)
            err = set_declared(o, defs[c - OPT_BACKEND], optarg, f);
        else if (!set_switch(o, c))
            err = set_word(o, c, optarg, f);
        if (err)
            return -1;
    }
    size_t cap = 0;
    while (optind < argc)
        push_word(&o->inputs, &o->input_count, &cap, argv[optind++]);
    return 0;
}

int nc_options_parse(struct nc_options *o, int argc, char **argv, struct nc_fail *f)
{
    *o = (struct nc_options){0};
    if (argc > 1 && strcmp(argv[1], "check") == 0)
        o->command = NC_CMD_CHECK;
    else if (argc > 1 && strcmp(argv[1], "cards") == 0)
        o->command = NC_CMD_CARDS;
    if (o->command != NC_CMD_CONVERT) {
        argv[1] = argv[0];
        argc--;
        argv++;
    }
    const struct nc_optdef *defs[64];
    size_t n = declared_options(defs, 64);
    struct option *table = nc_calloc(FIXED_COUNT + n + 1, sizeof *table);
    memcpy(table, fixed_options, sizeof fixed_options);
    for (size_t i = 0; i < n; i++)
        table[FIXED_COUNT + i] = (struct option){defs[i]->name,
                                                 nc_optdef_may_lack(defs[i]) ? optional_argument
                                                 : defs[i]->arg              ? required_argument
                                                                             : no_argument,
                                                 NULL, OPT_BACKEND + (int)i};
    int err = parse_words(o, argc, argv, table, defs, f);
    free(table);
    return err;
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
