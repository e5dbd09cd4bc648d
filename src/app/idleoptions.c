/* Reports options on the command line that the run does not use. */
#include "app/optiontable.h"

#include <string.h>
#include <sys/stat.h>

enum nc_command nc_option_command(const struct nc_option_row *row)
{
    struct nc_str help = nc_str(row->def.help);
    return row->backend ? NC_COMMAND_COUNT
                        : nc_command_named(nc_str_sub(help, 0, nc_str_find(help, ':', 0)));
}

bool nc_backend_takes(const struct nc_backend *b, const char *name)
{
    for (const struct nc_optdef *d = b->options; d && d->name; d++)
        if (strcmp(d->name, name) == 0)
            return true;
    return false;
}

static bool is_taken(const struct nc_options *o, const char *name)
{
    bool taken = false;
    for (size_t i = 0; i < o->format_count; i++)
        taken |= nc_backend_takes(o->formats[i], name);
    return taken;
}

/* Appends the formats that have the option, as "epub, kepub and html". Returns how many. */
static size_t put_takers(struct nc_buf *out, const char *name)
{
    size_t last = 0, count = 0;
    for (size_t i = 0; nc_backends[i]; i++)
        last = nc_backend_takes(nc_backends[i], name) ? i : last;
    for (size_t i = 0; i <= last; i++)
        if (nc_backend_takes(nc_backends[i], name))
            nc_buf_printf(out, "%s%s",
                          !count++    ? ""
                          : i == last ? " and "
                                      : ", ",
                          nc_backends[i]->name);
    return count;
}

static void tell_format(const struct nc_options *o, const char *name)
{
    struct nc_buf takers = {0};
    size_t count = put_takers(&takers, name);
    nc_diag(o->setting_diags, NC_D_NO_MATCH, NC_NONE, (struct nc_pos){0},
            "--%s has no effect here: it is an option of %s, %s made", name, takers.p,
            count == 1 ? "which is not" : "none of which is");
    nc_buf_dispose(&takers);
}

/* Whether the input is one file or standard input. */
static bool is_one_note(const struct nc_options *o)
{
    struct stat st;
    const char *input = o->input_count ? o->inputs[0] : "-";
    return o->input_count <= 1 &&
           (strcmp(input, "-") == 0 || (stat(input, &st) == 0 && S_ISREG(st.st_mode)));
}

static void tell_row(const struct nc_options *o, const struct nc_option_row *row)
{
    static const char *const choosing[] = {"include", "exclude", "tag",   "where",
                                           "index",   "plan",    "order", NULL};
    static const char *const writing[] = {"output", "depfile", "prune", "write-ids", "state", NULL};
    enum nc_command command = nc_option_command(row);
    bool lists = o->command == NC_CMD_CARDS && strcmp(row->def.name, "output") != 0;
    if ((o->command == NC_CMD_CHECK || lists) && nc_str_is_among(nc_str(row->def.name), writing))
        nc_diag(o->setting_diags, NC_D_NO_MATCH, NC_NONE, (struct nc_pos){0},
                "--%s has no effect here: noteconv %s writes no such file", row->def.name,
                nc_commands[o->command].word);
    if (nc_str_is_among(nc_str(row->def.name), choosing) && is_one_note(o))
        nc_diag(o->setting_diags, NC_D_NO_MATCH, NC_NONE, (struct nc_pos){0},
                "--%s has no effect on a single note; it is for folders", row->def.name);
    if (row->backend && !is_taken(o, row->def.name) && o->command == NC_CMD_CONVERT)
        tell_format(o, row->def.name);
    else if (command != NC_COMMAND_COUNT && command != o->command)
        nc_diag(o->setting_diags, NC_D_NO_MATCH, NC_NONE, (struct nc_pos){0},
                "--%s has no effect here: it is an option of noteconv %s", row->def.name,
                nc_commands[command].word);
}

void nc_options_tell_idle(const struct nc_options *o, const struct nc_option_scan *scan)
{
    struct nc_option_row rows[NC_OPTION_MAX];
    bool reads_notes = o->command == NC_CMD_CONVERT || o->command == NC_CMD_CHECK ||
                       o->command == NC_CMD_CARDS || o->command == NC_CMD_SEND;
    size_t n = reads_notes ? nc_option_rows(rows) : 0;
    for (size_t i = 0; i < n; i++)
        if (scan->given[i])
            tell_row(o, &rows[i]);
}
