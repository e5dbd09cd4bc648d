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
};

struct nc_options {
    enum nc_command command;
    const struct nc_backend *formats[NC_MAX_FORMATS];
    size_t format_count;
    const char *output; /* -o; NULL: not given */
    const char **inputs;
    size_t input_count;
    bool from_json, from_given;
    struct nc_parse_options parse;
    bool breaks_given;
    bool force, keep_going, each, prune, split_folders, write_ids;
    bool list_remote;         /* check --list-remote */
    bool dry_run;             /* all but the outputs themselves */
    bool is_step;             /* of another command, which reports itself */
    bool list_devices, again; /* send */
    const char *device;
    struct nc_setting *meta; /* -M, in order */
    size_t meta_count, meta_cap;
    struct nc_setting *backend; /* options declared by backends */
    size_t backend_count, backend_cap;
    const char *template_dir, *print_template;
    const char *topic;               /* help TOPIC, or COMMAND --help; NULL: the short help */
    const char **include, **exclude; /* NULL-terminated */
    size_t include_count, include_cap, exclude_count, exclude_cap;
    const char *index, *plan, *tag, *where, *order;
    unsigned jobs; /* 0: as many as processors */
    struct nc_message_options messages;
};

/* Parses argv. 0, or -1 after a message (usage error). Strings point into argv. */
int nc_options_parse(struct nc_options *o, int argc, char **argv, struct nc_fail *f);
void nc_options_dispose(struct nc_options *o);
/* The value of a backend's option (last given), or NULL; for struct nc_run. values: the nc_options.
 */
const char *nc_options_backend_value(const void *values, const char *name);

/* Texts of --help and `help TOPIC`, --version, --list-formats. topic NULL: the short help, within
 * 80 columns and 24 lines. -1 after a message that names the topics, if there is none such. */
int nc_print_help(struct nc_buf *out, const char *topic, struct nc_fail *f);
void nc_print_version(struct nc_buf *out);
void nc_print_formats(struct nc_buf *out);

#endif
