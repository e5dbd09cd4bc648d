/* The texts of --help, `noteconv help TOPIC`, --version and --list-formats, made from the table of
 * options. The man page (docs/noteconv.1) says more. */
#include "app/optiontable.h"
#include "app/otherwords.h"
#include "base/uchar.h"
#include "math/math.h"

#include <string.h>

#define COLUMNS 80
#define LEFT 28 /* where the description of an option begins */

static const struct {
    const char *topic, *title;
} groups[NC_HELP_GROUP_COUNT] = {
    [NC_HELP_BASIC] = {"basic", "Basics"},
    [NC_HELP_READING] = {"reading", "How notes are read"},
    [NC_HELP_FOLDERS] = {"folders", "Folders of notes"},
    [NC_HELP_OUTPUT] = {"output", "Outputs and looks"},
    [NC_HELP_SENDING] = {"sending", "Sending to a reader"},
    [NC_HELP_MESSAGES] = {"messages", "Messages"},
    [NC_HELP_FORMAT] = {"formats", "Of one format"},
};

/* Appends the words of s from column LEFT on, over as many lines as needed. */
static void put_wrapped(struct nc_buf *out, struct nc_str s, size_t column)
{
    for (size_t from = 0; from <= s.n;) {
        size_t to = nc_str_find(s, ' ', from);
        struct nc_str word = nc_str_sub(s, from, to);
        size_t width = nc_str_width(word);
        if (column > LEFT && column + 1 + width > COLUMNS) {
            nc_buf_char(out, '\n');
            column = 0;
        }
        for (; column < LEFT; column++)
            nc_buf_char(out, ' ');
        if (column > LEFT) {
            nc_buf_char(out, ' ');
            column++;
        }
        nc_buf_str(out, word);
        column += width;
        from = to + 1;
    }
    nc_buf_char(out, '\n');
}

/* Appends an option; b: as this format has it, NULL: as all have it. */
static void put_row(struct nc_buf *out, const struct nc_option_row *row, const struct nc_backend *b)
{
    const struct nc_optdef *d = &row->def;
    struct nc_buf left = {0}, right = {0};
    nc_buf_puts(&left, row->letter ? "  -" : "      ");
    if (row->letter)
        nc_buf_char(&left, row->letter);
    if (row->letter)
        nc_buf_puts(&left, d->name[0] ? ", " : " ");
    if (d->name[0])
        nc_buf_printf(&left, "--%s", d->name);
    if (nc_optdef_may_lack(d))
        nc_buf_printf(&left, "[=%s", d->arg + 1);
    else if (d->arg)
        nc_buf_printf(&left, "%s%s", d->name[0] ? "=" : "", d->arg);
    nc_option_help(&right, row, b);
    size_t column = nc_str_width(nc_buf_view(&left));
    nc_buf_str(out, nc_buf_view(&left));
    if (column + 1 > LEFT) {
        nc_buf_char(out, '\n');
        column = 0;
    }
    put_wrapped(out, nc_buf_view(&right), column);
    nc_buf_dispose(&left);
    nc_buf_dispose(&right);
}

static void put_command(struct nc_buf *out, const struct nc_command_row *c)
{
    struct nc_buf left = {0};
    nc_buf_printf(&left, "  noteconv %s %s", c->word, c->operands);
    nc_buf_str(out, nc_buf_view(&left));
    put_wrapped(out, nc_str(c->summary), nc_str_width(nc_buf_view(&left)));
    nc_buf_dispose(&left);
}

/* A command with its own options. */
static void put_command_topic(struct nc_buf *out, enum nc_command command)
{
    struct nc_option_row table[NC_OPTION_MAX];
    size_t n = nc_option_rows(table);
    put_command(out, &nc_commands[command]);
    for (size_t i = 0; i < n; i++)
        if (nc_option_command(&table[i]) == command)
            put_row(out, &table[i], NULL);
    nc_buf_printf(out, "\n%s", nc_commands[command].more);
}

/* Appends help on one option, given by name or letter. False if there is none. */
static bool put_option_topic(struct nc_buf *out, struct nc_str topic)
{
    struct nc_option_row table[NC_OPTION_MAX];
    size_t n = nc_option_rows(table);
    struct nc_str name = nc_str_sub(topic, 0, nc_str_find(topic, '=', 0));
    for (size_t i = 0; i < n; i++) {
        bool is_letter = name.n == 1 && name.p[0] == table[i].letter;
        if (!is_letter && (!name.n || !nc_str_eqz(name, table[i].def.name)))
            continue;
        put_row(out, &table[i], NULL);
        nc_buf_puts(out, "\nman noteconv says more; noteconv help all lists all options.\n");
        return true;
    }
    return false;
}

static void put_brief(struct nc_buf *out)
{
    struct nc_option_row table[NC_OPTION_MAX];
    size_t n = nc_option_rows(table);
    nc_buf_puts(out, "Usage: noteconv -t FORMAT[,FORMAT…] [OPTION…] [NOTE | FOLDER | -]…\n"
                     "Converts Markdown notes to EPUB, kepub, Anki decks, Org, HTML and JSON.\n\n");
    for (int i = NC_CMD_CONVERT + 1; i < NC_COMMAND_COUNT; i++)
        put_command(out, &nc_commands[i]);
    for (size_t i = 0; i < n; i++)
        if (table[i].brief)
            put_row(out, &table[i], NULL);
    nc_buf_puts(out, "\nExit status: 0 done, 1 a note had errors, 2 usage or output failed.\n"
                     "Examples:\n"
                     "  noteconv -t epub,apkg,org note.md\n"
                     "  noteconv -t epub notes/\n");
}

/* Appends the rows of a group, after its title, or of a backend. False if there are none. */
static bool put_topic(struct nc_buf *out, int group, const struct nc_backend *backend)
{
    struct nc_option_row table[NC_OPTION_MAX];
    size_t n = nc_option_rows(table), count = 0;
    for (size_t i = 0; i < n; i++) {
        if (backend ? !table[i].backend || !nc_backend_takes(backend, table[i].def.name)
                    : (int)table[i].group != group)
            continue;
        if (!count++ && !backend)
            nc_buf_printf(out, "%s%s:\n", out->n ? "\n" : "", groups[group].title);
        put_row(out, &table[i], backend);
    }
    return count > 0;
}

static void put_format(struct nc_buf *out, const struct nc_backend *b)
{
    nc_buf_printf(out, "%s (%s): %s\n", b->name, b->suffix, b->summary);
    if (!put_topic(out, -1, b))
        nc_buf_puts(out, "It has no options of its own.\n");
}

static void offer_topic(struct nc_buf *names, struct nc_nearest *near, const char *topic)
{
    nc_buf_printf(names, "%s, ", topic);
    nc_nearest_offer(near, nc_str(topic));
}

static int unknown_topic(const char *topic, struct nc_fail *f)
{
    const char *others = nc_topic_advice(nc_str(topic));
    if (others)
        return nc_fail(f, "there is no help on '%s' alone; write noteconv help %s", topic, others);
    struct nc_nearest near = {.word = nc_str(topic)};
    struct nc_buf names = {0}, ask = {0};
    for (int g = 0; g < NC_HELP_GROUP_COUNT; g++)
        offer_topic(&names, &near, groups[g].topic);
    for (size_t i = 0; nc_backends[i]; i++)
        offer_topic(&names, &near, nc_backends[i]->name);
    for (int i = 0; i < NC_COMMAND_COUNT; i++)
        offer_topic(&names, &near, nc_commands[i].word);
    if (nc_format_meant(nc_str(topic)).n)
        near.best = nc_format_meant(nc_str(topic));
    nc_nearest_ask(&ask, &near, "");
    nc_fail(f, "there is no help on '%s'%s (topics are %sbash, zsh, fish and all)", topic,
            ask.p ? ask.p : "", names.p);
    nc_buf_dispose(&names);
    nc_buf_dispose(&ask);
    return -1;
}

int nc_print_help(struct nc_buf *out, const char *topic, struct nc_fail *f)
{
    if (!topic) {
        put_brief(out);
        return 0;
    }
    bool all = strcmp(topic, "all") == 0 || strcmp(topic, "options") == 0, found = all;
    for (int g = 0; g < NC_HELP_GROUP_COUNT; g++)
        if (all || strcmp(topic, groups[g].topic) == 0)
            found |= put_topic(out, g, NULL);
    const struct nc_backend *b = nc_backend_named(nc_str(topic));
    if (b)
        put_format(out, b);
    enum nc_command command = nc_command_named(nc_str(topic));
    if (command != NC_COMMAND_COUNT)
        put_command_topic(out, command);
    found |= command != NC_COMMAND_COUNT;
    if (found || b || nc_print_completions(out, topic) || put_option_topic(out, nc_str(topic)))
        return 0;
    return unknown_topic(topic, f);
}

void nc_print_version(struct nc_buf *out)
{
    nc_buf_printf(out,
                  "noteconv %s\nLibraries: " NC_LIBRARIES "\nUnicode %s\nFormulas: ", NC_VERSION,
                  nc_unicode_version);
    if (!nc_math_engine(out))
        nc_buf_puts(out, "simple ones only (built without KaTeX)");
    nc_buf_char(out, '\n');
}

void nc_print_formats(struct nc_buf *out)
{
    int name = 0, suffix = 0;
    for (size_t b = 0; nc_backends[b]; b++) {
        int n = (int)strlen(nc_backends[b]->name), k = (int)strlen(nc_backends[b]->suffix);
        name = n > name ? n : name;
        suffix = k > suffix ? k : suffix;
    }
    for (size_t b = 0; nc_backends[b]; b++)
        nc_buf_printf(out, "%-*s  %-*s  %s\n", name, nc_backends[b]->name, suffix,
                      nc_backends[b]->suffix, nc_backends[b]->summary);
}
