/* What the user gets to read: diagnostics with their severities as -W sets them, their count,
 * reports.
 */
#ifndef NC_APP_MESSAGES_H
#define NC_APP_MESSAGES_H

#include "base/diag.h"
#include "base/fail.h"
#include "base/strmap.h"
#include "vault/vault.h"
#include <stdio.h>

enum nc_diag_setting { NC_SET_DEFAULT, NC_SET_OFF, NC_SET_WARNING, NC_SET_ERROR };

struct nc_message_options {
    unsigned char setting[NC_DIAG_COUNT]; /* enum nc_diag_setting */
    bool all_errors;                      /* -Werror */
    bool json;                            /* --diag=json */
    bool github;                          /* --diag=github */
    bool quiet, verbose;
};

/* Reads one -W argument: "ID", "no-ID", "error", "error=ID". -1 and a message for an unknown id. */
int nc_message_set(struct nc_message_options *m, const char *arg, struct nc_fail *f);

/* A line to be printed at the end. */
struct nc_held {
    struct nc_str text;
    enum nc_diag_id id;
    bool is_last; /* how many more of its kind there are is said after it */
};

struct nc_messages {
    const struct nc_message_options *opts;
    FILE *to;
    bool is_terminal, has_colour;
    bool by_kind; /* the flush puts messages of one kind together; else they keep their order */
    struct nc_held *held;
    size_t held_count, held_cap;
    size_t counts[NC_DIAG_COUNT];
    size_t errors, warnings, notes;
    struct nc_strmap told; /* a note that others embed says the same again */
};

/* opts is borrowed. Close in the end. */
void nc_messages_init(struct nc_messages *m, const struct nc_message_options *opts, FILE *to);
/* Takes every entry, in its order; what was reported already, word for word at the same place, is
 * skipped, and an unknown element is reported once a note. With -v or --diag=json all are
 * printed at once. Else they wait for the flush: notes are only counted, and of warnings of one
 * kind three are shown. */
void nc_messages_print(struct nc_messages *m, const struct nc_diags *d);
void nc_messages_flush(struct nc_messages *m);
/* Appends a word as a shell takes it for one. */
void nc_put_word(struct nc_buf *out, struct nc_str word);
/* Writes lines to a terminal or file: what would command a terminal is spelt out. */
void nc_print_lines(FILE *to, struct nc_str lines);
/* "noteconv: error: MESSAGE", in colour where that is wanted. */
void nc_print_error(FILE *to, struct nc_str message);
/* Flushes, and writes the closing line: how many of each id. Nothing when nothing was found. Frees
 * what m holds. */
void nc_messages_close(struct nc_messages *m);

#endif
