/* Options on the command line that the run has no use for. */
#include "app/optiontable.h"

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

static void tell_row(const struct nc_options *o, const struct nc_option_row *row)
{
    enum nc_command command = nc_option_command(row);
    struct nc_pos nowhere = {0};
    if (row->backend && !is_taken(o, row->def.name))
        nc_diag(o->setting_diags, NC_D_NO_MATCH, NC_NONE, nowhere,
                "--%s does nothing here: it is an option of %s, and no %s is made", row->def.name,
                row->backend->name, row->backend->name);
    else if (command != NC_COMMAND_COUNT)
        nc_diag(o->setting_diags, NC_D_NO_MATCH, NC_NONE, nowhere,
                "--%s does nothing here: it is an option of noteconv %s", row->def.name,
                nc_commands[command].word);
}

void nc_options_tell_idle(const struct nc_options *o, const struct nc_option_scan *scan)
{
    struct nc_option_row rows[NC_OPTION_MAX];
    size_t n = o->command == NC_CMD_CONVERT ? nc_option_rows(rows) : 0;
    for (size_t i = 0; i < n; i++)
        if (scan->given[i])
            tell_row(o, &rows[i]);
}
