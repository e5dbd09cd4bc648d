/* The table of options, shared by the command line, help, completions and the checks of the
 * documentation. A new option of the program is one row in options.c; a new option of a backend is
 * one row of its own table. */
#ifndef NC_APP_OPTIONTABLE_H
#define NC_APP_OPTIONTABLE_H

#include "app/options.h"

/* The option's value is one of the names of the formats. */
#define NC_FORMAT_NAMES "FORMATS"
/* Likewise the ids of messages, and each with "no-" before it. */
#define NC_MESSAGE_NAMES "MESSAGES"

enum nc_help_group {
    NC_HELP_BASIC,
    NC_HELP_READING,
    NC_HELP_FOLDERS,
    NC_HELP_OUTPUT,
    NC_HELP_SENDING,
    NC_HELP_MESSAGES,
    NC_HELP_FORMAT, /* an option of one format: its backend's */
    NC_HELP_GROUP_COUNT
};

struct nc_option_row {
    /* name "": it only has a letter */
    struct nc_optdef def;
    /* 0: none */
    char letter;
    enum nc_help_group group;
    /* --help lists it */
    bool brief;
    /* Sets the option. Returns 0, or -1 after a message. arg: its value, which may be changed;
     * NULL: none. */
    int (*apply)(const struct nc_option_row *row, struct nc_options *o, char *arg,
                 struct nc_fail *f);
    /* offset of the member that apply sets; or the command */
    size_t offset;
    /* the backend it belongs to; NULL: the program */
    const struct nc_backend *backend;
};

/* The command that the option belongs to, whose name begins its help: "send: which …".
 * NC_COMMAND_COUNT: none. */
enum nc_command nc_option_command(const struct nc_option_row *row);
/* Whether an option that is given again adds to what was given before. The key is its long name,
 * "warnings" for -W. */
bool nc_option_adds(const char *key);
/* The key of the metadata that the option sets; empty if it sets none. */
struct nc_str nc_option_meta_key(const struct nc_option_row *row, const char *value);
/* The later word of the command line that sets otherwise what word i sets, so that word i has no
 * effect; NULL: none. */
const struct nc_option_word *nc_option_successor(const struct nc_option_row *rows,
                                                 const struct nc_option_scan *scan, size_t i);
/* Whether the format has the option. */
bool nc_backend_takes(const struct nc_backend *b, const char *name);
/* Whether the value is the name of a file or folder. */
bool nc_option_is_file(const struct nc_optdef *d);
/* Lists all options in the order of help, an option of several backends once. Returns how many. */
size_t nc_option_rows(struct nc_option_row out[NC_OPTION_MAX]);
/* Whether an option has this name. */
bool nc_is_option(const char *name);

/* Appends what the option does in format b, which has it; b NULL: in each format that has it, as in
 * "epub, html: this; org: that". */
void nc_option_help(struct nc_buf *out, const struct nc_option_row *row,
                    const struct nc_backend *b);
/* Appends the completions for a shell, "bash", "zsh" or "fish". False if it is another. */
bool nc_print_completions(struct nc_buf *out, const char *shell);

#endif
