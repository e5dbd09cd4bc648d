/* What the user is told: diagnostics with their severities as -W sets them, their count, reports.
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
    bool quiet, verbose;
    bool brief; /* a folder: three examples and a count of each id */
};

/* Reads one -W argument: "ID", "no-ID", "error", "error=ID". -1 and a message for an unknown id. */
int nc_message_set(struct nc_message_options *m, const char *arg, struct nc_fail *f);

struct nc_messages {
    const struct nc_message_options *opts;
    FILE *to;
    size_t counts[NC_DIAG_COUNT];
    size_t errors, warnings, notes;
    struct nc_strmap told; /* a note that others embed says the same again */
};

/* Prints (or only counts, as the options say) every entry, in its order; what was told already,
 * word for word at the same place, is passed over, and an unknown element is told once a note. */
void nc_messages_print(struct nc_messages *m, const struct nc_diags *d);
/* What links, embeds and media led to, in one line. */
void nc_messages_found(struct nc_messages *m, size_t notes, const struct nc_vault_counts *counts);
/* Writes lines to a terminal or file: what would command a terminal is spelt out. */
void nc_print_lines(FILE *to, struct nc_str lines);
/* The closing line: how many of each id. Nothing when nothing was found. Frees what m holds. */
void nc_messages_close(struct nc_messages *m);

#endif
