/* The table of commands: the words that the first operand may be. */
#ifndef NC_APP_COMMANDS_H
#define NC_APP_COMMANDS_H

#include "base/str.h"

enum nc_command {
#define C(id, word, operands, summary, more) NC_CMD_##id,
#include "app/commands.def"
#undef C
    NC_COMMAND_COUNT,
    /* For options that print something instead of converting. */
    NC_CMD_VERSION = NC_COMMAND_COUNT,
    NC_CMD_LIST_FORMATS,
    NC_CMD_PRINT_TEMPLATE,
};

struct nc_command_row {
    const char *word, *operands, *summary;
    /* whole lines */
    const char *more;
};

extern const struct nc_command_row nc_commands[NC_COMMAND_COUNT];

/* The command for a word; NC_COMMAND_COUNT if it is none. */
enum nc_command nc_command_named(struct nc_str word);

#endif
