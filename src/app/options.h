/* The command line, parsed. Nothing is opened or checked against the file system here. */
#ifndef NC_APP_OPTIONS_H
#define NC_APP_OPTIONS_H

#include "app/backends.h"
#include "app/commands.h"
#include "app/messages.h"
#include "parse/parse.h"

#define NC_MAX_FORMATS 8

struct nc_setting {
    const char *name, *value;
    const struct nc_backend *backend; /* of a section of settings; NULL: of all that have it */
    const struct nc_value *tree; /* the list or map of which value is the text; NULL: it is text */
    bool is_checked;             /* of metadata: whatever is wrong with it is reported already */
};

struct nc_options {
    enum nc_command command;
    const struct nc_backend *formats[NC_MAX_FORMATS];
    size_t format_count;
    const char *output; /* -o; NULL: not given */
    const char **inputs;
    size_t input_count;
    const char *last_word; /* the command line's, if last_option took it as its value; NULL */
    char last_option[64];
    bool from_json, from_given;
    struct nc_parse_options parse;
    bool breaks_given;
    bool force, keep_going, each, prune, split_folders, write_ids;
    bool list_remote;            /* check --list-remote */
    bool cards_page, cards_json; /* cards --html, cards --json */
    bool dry_run;                /* all but the outputs themselves */
    bool is_step;                /* of another command, which reports itself */
    bool list_devices, again;    /* send */
    const char *device;
    struct nc_setting *meta; /* -M, in order */
    size_t meta_count, meta_cap;
    struct nc_setting *macros; /* of formulas: names and what they stand for, in order */
    size_t macro_count, macro_cap;
    struct nc_setting *backend; /* options declared by backends */
    size_t backend_count, backend_cap;
    const char *template_dir, *remote_dir, *print_template, *depfile;
    const char *topic;               /* help TOPIC, or COMMAND --help; NULL: the short help */
    const char **include, **exclude; /* NULL-terminated */
    size_t include_count, include_cap, exclude_count, exclude_cap;
    const char *index, *plan, *tag, *where, *order;
    const char *setting_files[2]; /* those that were read; NULL: none */
    unsigned jobs;                /* 0: as many as processors */
    struct nc_message_options messages;
    struct nc_diags *setting_diags; /* what is wrong with the settings; app/settingsfile.h */
    bool no_settings;
};

/* What the command line says, before any of it is applied. */
struct nc_option_word {
    const char *key, *value; /* an option's name; value NULL: a switch */
};
#define NC_OPTION_MAX 128
struct nc_option_scan {
    bool given[NC_OPTION_MAX]; /* by the number of the option's row */
    bool no_settings;
    const char **inputs; /* the operands less a command; points into argv */
    size_t input_count, word_count, word_cap;
    struct nc_option_word *words;
};
/* Looks at argv, whose operands move to its end. What is wrong in it is nc_options_parse's to tell.
 * Dispose. */
void nc_options_scan(struct nc_option_scan *s, int argc, char **argv);
void nc_option_scan_dispose(struct nc_option_scan *s);
/* Parses argv into o, which may hold settings already. 0, or -1 after a message (usage error).
 * Strings point into argv. */
int nc_options_parse(struct nc_options *o, int argc, char **argv, struct nc_fail *f);
void nc_options_dispose(struct nc_options *o);
/* Reports to o->setting_diags what the command line gives and the run has no use for: options of
 * formats that it does not make, options of another command. */
void nc_options_tell_idle(const struct nc_options *o, const struct nc_option_scan *scan);
/* Appends why metadata of -M or of settings is of no use, as nc_meta_complain does for front
 * matter; of a key that noteconv does not know, the nearest, or the option that is called so.
 * False, and nothing appended: it is of use. */
bool nc_option_meta_complain(struct nc_buf *out, const struct nc_setting *m);
/* The value of a backend's option (last given), or NULL; for struct nc_run. values: the nc_options.
 * b NULL: of any that has it. A section of a format serves the formats with the same options. */
const char *nc_options_backend_value(const void *values, const struct nc_backend *b,
                                     const char *name);

/* Texts of --help and `help TOPIC`, --version, --list-formats. topic NULL: the short help, within
 * 80 columns and 24 lines. -1 after a message that names the topics, if there is none such. */
int nc_print_help(struct nc_buf *out, const char *topic, struct nc_fail *f);
void nc_print_version(struct nc_buf *out);
void nc_print_formats(struct nc_buf *out);

#endif
