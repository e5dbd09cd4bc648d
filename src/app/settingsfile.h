/* Settings: noteconv.yaml of the user (below XDG_CONFIG_HOME) and of the notes' root. Keys have the
 * names of options; a section (a map) holds options of one format. The root's settings win over the
 * user's, and the command line wins over both. A root may come from anybody: its settings cannot
 * name files outside it, choose outputs, or replace or delete files. */
#ifndef NC_APP_SETTINGSFILE_H
#define NC_APP_SETTINGSFILE_H

#include "app/options.h"

/* A setting in force, and where it was made. */
struct nc_held_setting {
    /* an option's name, or "id" */
    const char *key;
    /* for a section; else NULL */
    const struct nc_backend *backend;
    /* NULL: a switch that is on */
    const char *value;
    /* "v/noteconv.yaml:3", "command line" */
    const char *where;
};

struct nc_settings {
    /* holds all strings here, and values that options point to */
    struct nc_arena *arena;
    struct nc_diags *diags;
    struct nc_held_setting *held;
    size_t count, cap;
    /* NULL if there is no such place */
    const char *user_file, *root_file;
    /* the file exists */
    bool has_user, has_root;
    /* the documents read; options point to their values */
    struct nc_doc *docs[2];
    size_t doc_count;
};

/* Reads both files and applies to o what the command line (scan) leaves open. A file that cannot be
 * read is a failure: -1 and a message. Settings without use are reported in s->diags. Dispose after
 * o. */
int nc_settings_load(struct nc_settings *s, struct nc_options *o, const struct nc_option_scan *scan,
                     struct nc_fail *f);
void nc_settings_dispose(struct nc_settings *s);

/* `noteconv config`: appends the settings in force, each with its place. */
void nc_settings_print(struct nc_buf *out, const struct nc_settings *s,
                       const struct nc_option_scan *scan);

#endif
