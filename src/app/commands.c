/* The rows of commands.def. */
#include "app/commands.h"

const struct nc_command_row nc_commands[NC_COMMAND_COUNT] = {
#define C(id, word, operands, summary, more) {word, operands, summary, more},
#include "app/commands.def"
#undef C
};

enum nc_command nc_command_named(struct nc_str word)
{
    int id = 0;
    while (id < NC_COMMAND_COUNT && !nc_str_eqz(word, nc_commands[id].word))
        id++;
    return (enum nc_command)id;
}
