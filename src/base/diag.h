/* Diagnostics: what noteconv tells about the user's notes. Not for failures of a run (fail.h).
 * Each has an id from diag.def. A task collects its own; only app prints. */
#ifndef NC_BASE_DIAG_H
#define NC_BASE_DIAG_H

#include "base/arena.h"
#include "base/buf.h"
#include <stdint.h>

enum nc_severity { NC_SEV_NOTE, NC_SEV_WARNING, NC_SEV_ERROR };

enum nc_diag_id {
#define NC_DIAG(id, name, severity, text) NC_D_##id,
#include "base/diag.def"
#undef NC_DIAG
    NC_DIAG_COUNT
};

/* A place in a source file. line and col count from 1; col counts code points of the source line.
 * line 0: made by noteconv. file indexes the document's table of files; 0 is the note itself. */
struct nc_pos {
    uint32_t file, line, col;
};

struct nc_diag_entry {
    enum nc_diag_id id;
    struct nc_str file; /* name as to be printed; empty: no file */
    struct nc_pos pos;
    struct nc_str text;
};

/* What one task found, in the order found. */
struct nc_diags;

struct nc_diags *nc_diags_new(void);
void nc_diags_free(struct nc_diags *d); /* NULL is nothing */
/* Adds a message; file is copied. d == NULL drops it. */
void nc_diag(struct nc_diags *d, enum nc_diag_id id, struct nc_str file, struct nc_pos pos,
             const char *fmt, ...) NC_PRINTF(5, 6);
size_t nc_diags_count(const struct nc_diags *d);
/* The i-th entry, borrowed until d is freed. */
const struct nc_diag_entry *nc_diags_at(const struct nc_diags *d, size_t i);
/* Moves all entries of from after those of to; from is empty afterwards. */
void nc_diags_append(struct nc_diags *to, struct nc_diags *from);
/* Orders entries by file (order of first appearance), line and column; equal places keep their
 * order. */
void nc_diags_sort(struct nc_diags *d);

const char *nc_diag_name(enum nc_diag_id id);
enum nc_severity nc_diag_severity(enum nc_diag_id id);
/* The id of an option name, or NC_DIAG_COUNT. */
enum nc_diag_id nc_diag_find(struct nc_str name);

/* Appends `file:line:col: warning: text [id]` and a newline; severity as given. colour: for a
 * terminal that shows colours. */
void nc_diag_format(struct nc_buf *out, const struct nc_diag_entry *e, enum nc_severity severity,
                    bool colour);
#define NC_COLOUR_ERROR "\033[1;31m"
#define NC_COLOUR_END "\033[0m"
/* The same as a workflow command of GitHub, which shows it beside the line it is about. */
void nc_diag_github(struct nc_buf *out, const struct nc_diag_entry *e, enum nc_severity severity);
/* The same as one line of JSON: file, line, col, severity, id, text. */
void nc_diag_json(struct nc_buf *out, const struct nc_diag_entry *e, enum nc_severity severity);

#endif
