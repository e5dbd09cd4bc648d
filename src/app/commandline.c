/* Reads the words of the command line with getopt_long. */
#include "app/optiontable.h"
#include "app/otherwords.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

/* The value that getopt_long returns for the first row's long name. */
#define FIRST_LONG 256

/* Whether the word, as in --date and --deck, is a key that -M takes. */
static bool is_metadata_key(const struct nc_option_row *table, size_t n, struct nc_str word)
{
    size_t row = 0;
    while (row < n && table[row].letter != 'M')
        row++;
    struct nc_str all = row < n ? nc_str(table[row].def.values) : NC_NONE;
    bool found = false;
    for (size_t from = 1; from < all.n; from = nc_str_find(all, '|', from) + 1)
        found |= nc_str_eq(nc_str_sub(all, from, nc_str_find(all, '=', from)), word);
    return found;
}

/* Fails for a long option that does not exist or that abbreviates several. */
static int unknown_option(const char *what, const struct nc_option_row *table, size_t n,
                          struct nc_fail *f)
{
    struct nc_str all = nc_str(what), word = nc_str_sub(all, 0, nc_str_find(all, '=', 0));
    word = nc_str_starts(word, NC_LIT("--")) ? nc_str_sub(word, 2, word.n) : word;
    struct nc_nearest near = {.word = word};
    struct nc_buf several = {0}, ask = {0};
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        struct nc_str name = nc_str(table[i].def.name);
        nc_nearest_offer(&near, name);
        if (word.n && nc_str_starts(name, word))
            nc_buf_printf(&several, "%s--%s", count++ ? ", " : "", table[i].def.name);
    }
    nc_nearest_ask(&ask, &near, "--");
    const char *advice = nc_option_advice(word);
    const struct nc_backend *b = nc_backend_named(word);
    struct nc_str format = b ? nc_str(b->name) : nc_format_meant(word);
    if (advice)
        nc_fail(f, "there is no option --%.*s: %s", NC_FMT(word), advice);
    else if (is_metadata_key(table, n, word))
        nc_fail(f, "there is no option --%.*s: write -M %.*s=VALUE", NC_FMT(word), NC_FMT(word));
    else if (format.n)
        nc_fail(f, "there is no option --%.*s: write -t %.*s", NC_FMT(word), NC_FMT(format));
    else if (count > 1)
        nc_fail(f, "option --%.*s is the beginning of several: %s", NC_FMT(word), several.p);
    else
        nc_fail(f, "unknown option --%.*s%s (noteconv help all)", NC_FMT(word), ask.p ? ask.p : "");
    nc_buf_dispose(&several);
    nc_buf_dispose(&ask);
    return -1;
}

/* The row for a value of getopt_long: a short name, or FIRST_LONG plus the row's number. */
static const struct nc_option_row *row_of(const struct nc_option_row *table, size_t n, int c)
{
    if (c >= FIRST_LONG)
        return &table[c - FIRST_LONG];
    for (size_t i = 0; i < n; i++)
        if (table[i].letter == c)
            return &table[i];
    return NULL;
}

static int bad_option(int c, char **argv, const struct nc_option_row *table, size_t n,
                      struct nc_fail *f)
{
    const char *what = optind > 0 && argv[optind - 1] ? argv[optind - 1] : "";
    if (c == ':' && optopt >= FIRST_LONG)
        return nc_fail(f, "option %s needs a value: write %s=%s", what, what,
                       table[optopt - FIRST_LONG].def.arg);
    if (c == ':')
        return nc_fail(f, "option -%c needs a value: write -%c %s", optopt, optopt,
                       row_of(table, n, optopt)->def.arg);
    if (optopt >= FIRST_LONG)
        return nc_fail(f, "option --%s takes no value", table[optopt - FIRST_LONG].def.name);
    const char *advice = nc_letter_advice(optopt);
    if (optopt && advice)
        return nc_fail(f, "there is no option -%c: %s", optopt, advice);
    if (optopt)
        return nc_fail(f, "unknown option -%c (noteconv --help)", optopt);
    return unknown_option(what, table, n, f);
}

/* The rows in getopt_long's own form. */
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

/* The state of reading the command line, option by option. */
struct words {
    int argc;
    char **argv;
    struct nc_option_row table[NC_OPTION_MAX];
    size_t n;
    struct option longs[NC_OPTION_MAX + 1];
    char shorts[2 * NC_OPTION_MAX + 2];
    /* the last result of getopt_long */
    int c;
};

static void begin_words(struct words *w, int argc, char **argv)
{
    w->argc = argc;
    w->argv = argv;
    w->n = nc_option_rows(w->table);
    fill_getopt(w->longs, w->shorts, w->table, w->n);
    optind = 1;
}

/* Reads the next option; *row is NULL if it does not exist. False when no option is left. */
static bool next_option(struct words *w, const struct nc_option_row **row)
{
    w->c = getopt_long(w->argc, w->argv, w->shorts, w->longs, NULL);
    *row = w->c == -1 || w->c == ':' || w->c == '?' ? NULL : row_of(w->table, w->n, w->c);
    return w->c != -1;
}

/* The option as it was written: "--cover" or "-o". */
static const char *written(const struct words *w, const struct nc_option_row *row, char out[64])
{
    if (w->c >= FIRST_LONG)
        snprintf(out, 64, "--%s", row->def.name);
    else
        snprintf(out, 64, "-%c", row->letter);
    return out;
}

/* Whether the command line would take the word for an option. */
static bool is_an_option(const struct words *w, const char *word)
{
    size_t name = strcspn(word, "=");
    if (word[0] != '-' || !word[1])
        return false;
    for (size_t i = 0; i < w->n; i++) {
        const char *known = w->table[i].def.name;
        bool is_long = strncmp(word, "--", 2) == 0 && strlen(known) == name - 2 &&
                       strncmp(word + 2, known, name - 2) == 0;
        if (is_long || (w->table[i].letter && w->table[i].letter == word[1]))
            return true;
    }
    return false;
}

/* Fails for a value that getopt_long accepts but nobody means: nothing, the next option, or "=x" of
 * "-o=x". */
static int check_value(const struct words *w, const struct nc_option_row *row, struct nc_fail *f)
{
    char name[64];
    if (!optarg || nc_optdef_may_lack(&row->def))
        return 0;
    written(w, row, name);
    bool is_short = w->c < FIRST_LONG, is_own_word = w->argv[optind - 1] == optarg;
    if (is_short && !is_own_word && optarg[0] == '=')
        return nc_fail(f, "%s%s: write %s %s, without '='", name, optarg, name, optarg + 1);
    if (is_own_word && is_an_option(w, optarg))
        return nc_fail(f,
                       "option %s needs a value, but the option %s follows; write %s%s%s if you "
                       "mean that value",
                       name, optarg, name, is_short ? "" : "=", optarg);
    if (!*optarg)
        return nc_fail(f, "option %s needs a value: write %s%s%s", name, name, is_short ? " " : "=",
                       row->def.arg);
    return 0;
}

static int parse_words(struct nc_options *o, int argc, char **argv, struct nc_fail *f)
{
    struct words w;
    const struct nc_option_row *row;
    begin_words(&w, argc, argv);
    while (next_option(&w, &row)) {
        if (!row)
            return bad_option(w.c, argv, w.table, w.n, f);
        if (check_value(&w, row, f) || row->apply(row, o, optarg, f))
            return -1;
        written(&w, row, o->last_option);
        o->last_word = optarg && optarg == argv[argc - 1] ? optarg : NULL;
    }
    o->input_count = (size_t)(argc - optind);
    o->inputs = nc_calloc(o->input_count + 1, sizeof *o->inputs);
    for (size_t i = 0; i < o->input_count; i++) {
        o->inputs[i] = argv[optind + (int)i];
        if (!o->inputs[i][0])
            return nc_fail(f, "the name of a note is empty (is a variable of the shell unset?); "
                              "write - for standard input");
    }
    return 0;
}

/* Takes the first operand if it is a command; options may precede it. */
static int take_command(struct nc_options *o, struct nc_fail *f)
{
    enum nc_command named =
        o->input_count ? nc_command_named(nc_str(o->inputs[0])) : NC_COMMAND_COUNT;
    bool is_help = o->command == NC_CMD_HELP || named == NC_CMD_HELP;
    if (named != NC_COMMAND_COUNT)
        memmove(o->inputs, o->inputs + 1, --o->input_count * sizeof *o->inputs);
    if (is_help && named != NC_CMD_HELP && named != NC_COMMAND_COUNT)
        o->topic = nc_commands[named].word;
    else if (named == NC_CMD_HELP && o->input_count)
        o->topic = o->inputs[0];
    if (named == NC_CMD_HELP && o->input_count > 1)
        return nc_fail(f, "noteconv help takes one topic; '%s' is a second one", o->inputs[1]);
    if (is_help)
        o->command = NC_CMD_HELP;
    else if (named != NC_COMMAND_COUNT && o->command == NC_CMD_CONVERT)
        o->command = named;
    return 0;
}

int nc_options_parse(struct nc_options *o, int argc, char **argv, struct nc_fail *f)
{
    return parse_words(o, argc, argv, f) || take_command(o, f) ? -1 : 0;
}

void nc_options_scan(struct nc_option_scan *s, int argc, char **argv)
{
    struct words w;
    const struct nc_option_row *row;
    *s = (struct nc_option_scan){.arena = nc_arena_new()};
    s->argv = nc_arena_array(s->arena, (size_t)argc + 1, sizeof *s->argv);
    for (int i = 0; i < argc; i++) {
        s->argv[i] = nc_arena_alloc(s->arena, strlen(argv[i]) + 1);
        strcpy(s->argv[i], argv[i]);
    }
    begin_words(&w, argc, s->argv);
    while (next_option(&w, &row)) {
        if (!row)
            continue;
        s->given[row - w.table] = true;
        s->no_settings |= strcmp(row->def.name, "no-settings") == 0;
        nc_grow(&s->words, &s->word_cap, s->word_count + 1, sizeof *s->words);
        s->words[s->word_count++] = (struct nc_option_word){
            row->def.name[0] ? row->def.name : "warnings", optarg, (size_t)(row - w.table)};
    }
    if (optind < argc && nc_command_named(nc_str(s->argv[optind])) != NC_COMMAND_COUNT)
        optind++;
    s->inputs = (const char **)s->argv + optind;
    s->input_count = (size_t)(argc - optind);
}

void nc_option_scan_dispose(struct nc_option_scan *s)
{
    free(s->words);
    nc_arena_free(s->arena);
    *s = (struct nc_option_scan){0};
}
