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
    /* from its section of the settings; NULL: every backend that has it */
    const struct nc_backend *backend;
    /* the list or map that value is the text of; NULL if it was text */
    const struct nc_value *tree;
    /* for metadata: any problem was already reported */
    bool is_checked;
};

struct nc_options {
    enum nc_command command;
    const struct nc_backend *formats[NC_MAX_FORMATS];
    size_t format_count;
    /* -o, the last one; NULL: not given */
    const char *output;
    /* each -o, in order, without repetitions; if there are several, each is that of the format of
     * the same number */
    const char *outputs[NC_MAX_FORMATS];
    size_t output_count;
    const char **inputs;
    size_t input_count;
    /* the last word of the command line, if last_option took it as its value; else NULL */
    const char *last_word;
    char last_option[64];
    bool from_json, from_given;
    struct nc_parse_options parse;
    bool breaks_given;
    bool force, keep_going, each, prune, split_folders, write_ids;
    /* check --list-remote */
    bool list_remote;
    /* cards --html, cards --json */
    bool cards_page, cards_json;
    /* everything except writing the outputs */
    bool dry_run;
    /* a step of another command, which does the reporting */
    bool is_step;
    /* send */
    bool list_devices, again;
    const char *device;
    /* -M, in order */
    struct nc_setting *meta;
    size_t meta_count, meta_cap;
    /* for formulas: names and definitions, in order */
    struct nc_setting *macros;
    size_t macro_count, macro_cap;
    /* options declared by backends */
    struct nc_setting *backend;
    size_t backend_count, backend_cap;
    const char *template_dir, *remote_dir, *print_template, *depfile;
    /* help TOPIC, or COMMAND --help; NULL: the short help */
    const char *topic;
    /* NULL-terminated */
    const char **include, **exclude;
    size_t include_count, include_cap, exclude_count, exclude_cap;
    const char *index, *plan, *tag, *where, *order;
    /* the files that were read; NULL: none */
    const char *setting_files[2];
    /* 0: one per processor */
    unsigned jobs;
    struct nc_message_options messages;
    /* problems of the settings; see app/settingsfile.h */
    struct nc_diags *setting_diags;
    bool no_settings;
    /* --strict or --fragment, which together print HTML unchanged, was set by the notes' own
     * settings; only the user may ask for that */
    bool drops_raw_html;
};

/* The words of the command line, before any is applied. */
struct nc_option_word {
    /* an option's name; value is NULL for a switch */
    const char *key, *value;
    /* the option's row in the table of options */
    size_t row;
};
#define NC_OPTION_MAX 128
struct nc_option_scan {
    /* by the number of the option's row */
    bool given[NC_OPTION_MAX];
    bool no_settings;
    /* the operands without a command; points into argv */
    const char **inputs;
    size_t input_count, word_count, word_cap;
    struct nc_option_word *words;
    /* a copy of the command line */
    char **argv;
    struct nc_arena *arena;
};
/* Scans a copy of argv: reading changes the order of its words, and some of the words. Errors are
 * left to nc_options_parse. Dispose. */
void nc_options_scan(struct nc_option_scan *s, int argc, char **argv);
void nc_option_scan_dispose(struct nc_option_scan *s);
/* Parses argv into o, which may hold settings already. Returns 0, or -1 after a message (usage
 * error). Strings point into argv. */
int nc_options_parse(struct nc_options *o, int argc, char **argv, struct nc_fail *f);
void nc_options_dispose(struct nc_options *o);
/* Reports to o->setting_diags the options on the command line that the run does not use: those of
 * formats that it does not make or of another command. */
void nc_options_report_idle(const struct nc_options *o, const struct nc_option_scan *scan);
/* Appends why metadata from -M or the settings has no use, as nc_meta_complain does for front
 * matter. For an unknown key it adds the nearest key, or the option of that name. False, with
 * nothing appended, if it has a use. */
bool nc_option_meta_complain(struct nc_buf *out, const struct nc_setting *m);
/* The value of a backend's option (the last one given), or NULL; for struct nc_run. values: the
 * nc_options. b NULL: the option of any backend that has it. A section of a format also serves
 * formats with the same options. */
const char *nc_options_backend_value(const void *values, const struct nc_backend *b,
                                     const char *name);

/* Appends the texts of --help and `help TOPIC`, --version and --list-formats. topic NULL: the short
 * help, within 80 columns and 24 lines. -1 after a message that names the topics, if there is no
 * such topic. */
int nc_print_help(struct nc_buf *out, const char *topic, struct nc_fail *f);
void nc_print_version(struct nc_buf *out);
void nc_print_formats(struct nc_buf *out);

#endif
