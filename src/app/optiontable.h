/* The table of options: what the command line, help, completions and the checks of the
 * documentation have in common. A new option of the program is one row in options.c, one of a
 * backend a row of its own table. */
#ifndef NC_APP_OPTIONTABLE_H
#define NC_APP_OPTIONTABLE_H

#include "app/options.h"

/* The words of an option's value are the names of the formats. */
#define NC_FORMAT_NAMES "FORMATS"
/* Likewise the ids of messages, and each after "no-". */
#define NC_MESSAGE_NAMES "MESSAGES"

enum nc_help_group {
    NC_HELP_BASIC,
    NC_HELP_READING,
    NC_HELP_FOLDERS,
    NC_HELP_OUTPUT,
    NC_HELP_SENDING,
    NC_HELP_MESSAGES,
    NC_HELP_FORMAT, /* of one format: a backend's */
    NC_HELP_GROUP_COUNT
};

struct nc_option_row {
    struct nc_optdef def; /* name "": it has a letter only */
    char letter;          /* 0: none */
    enum nc_help_group group;
    bool brief; /* --help has it */
    /* Sets it: 0, or -1 after a message. arg: its value, which may be changed; NULL: none. */
    int (*apply)(const struct nc_option_row *row, struct nc_options *o, char *arg,
                 struct nc_fail *f);
    size_t offset;                    /* of the member that apply sets; or the command */
    const struct nc_backend *backend; /* whose it is; NULL: the program's */
};

/* The command that the option belongs to, whose name its help begins with: "send: which …".
 * NC_COMMAND_COUNT: none. */
enum nc_command nc_option_command(const struct nc_option_row *row);
/* The format has the option. */
bool nc_backend_takes(const struct nc_backend *b, const char *name);
/* The value is the name of a file or folder. */
bool nc_option_is_file(const struct nc_optdef *d);
/* All options in the order of help, those of backends once a name. Returns how many. */
size_t nc_option_rows(struct nc_option_row out[NC_OPTION_MAX]);

/* Appends the words that the value can be, as completions offer them; nothing where it can be any.
 */
void nc_option_words(struct nc_buf *out, const struct nc_option_row *row, const char *between);
/* Appends the completions of a shell, "bash", "zsh" or "fish"; false: it is none of them. */
bool nc_print_completions(struct nc_buf *out, const char *shell);

#endif
