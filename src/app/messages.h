/* What the user reads: diagnostics with the severities that -W sets, their counts, reports. */
#ifndef NC_APP_MESSAGES_H
#define NC_APP_MESSAGES_H

#include "base/diag.h"
#include "base/fail.h"
#include "base/strmap.h"
#include "vault/vault.h"
#include <stdio.h>

enum nc_diag_setting { NC_SET_DEFAULT, NC_SET_OFF, NC_SET_WARNING, NC_SET_ERROR };

struct nc_message_options {
    /* enum nc_diag_setting */
    unsigned char setting[NC_DIAG_COUNT];
    /* -Werror */
    bool all_errors;
    /* --diag=json */
    bool json;
    /* --diag=github */
    bool github;
    bool quiet, verbose;
};

/* Reads one -W argument: "ID", "no-ID", "error", "error=ID". -1 and a message for an unknown id. */
int nc_message_set(struct nc_message_options *m, const char *arg, struct nc_fail *f);

/* A line to print at the end. */
struct nc_held {
    struct nc_str text;
    enum nc_diag_id id;
    /* the number of further messages of its kind follows it */
    bool is_last;
};

struct nc_messages {
    const struct nc_message_options *opts;
    FILE *to;
    bool is_terminal, has_colour;
    /* the flush groups messages by kind; else they keep their order */
    bool by_kind;
    struct nc_held *held;
    size_t held_count, held_cap;
    size_t counts[NC_DIAG_COUNT];
    size_t errors, warnings, notes;
    /* messages already printed: a note embedded in others repeats its own */
    struct nc_strmap printed;
};

/* opts is borrowed. Close at the end. */
void nc_messages_init(struct nc_messages *m, const struct nc_message_options *opts, FILE *to);
/* Takes every entry, in order. An entry already reported with the same text at the same place is
 * skipped, and an unknown element is reported once per note. With -v or --diag=json everything is
 * printed at once. Otherwise entries wait for the flush: notes are only counted, and three warnings
 * of each kind are shown. */
void nc_messages_print(struct nc_messages *m, const struct nc_diags *d);
void nc_messages_flush(struct nc_messages *m);
/* Appends a word, quoted where a shell needs it. */
void nc_put_word(struct nc_buf *out, struct nc_str word);
/* Writes lines to a terminal or file, spelling out what would control a terminal. */
void nc_print_lines(FILE *to, struct nc_str lines);
/* Prints "noteconv: error: MESSAGE", in colour where wanted. */
void nc_print_error(FILE *to, struct nc_str message);
/* Flushes, and prints the closing line with the count of each id; nothing if there were no
 * messages. Frees what m holds. */
void nc_messages_close(struct nc_messages *m);

#endif
