/* The two files that record what a tree of products holds (export/tree.h says what they are for);
 * both are statefile.h files. The state: a head, then one line per product. The journal of a run
 * that has begun to replace files: the same head, then the steps to take, then the lines of the
 * next state. */
#ifndef NC_BASE_TREESTATE_H
#define NC_BASE_TREESTATE_H

#include "base/statefile.h"
#include <stdint.h>

#define NC_STATE_NAME ".noteconv-state"
#define NC_JOURNAL_NAME ".noteconv-journal"

/* Version 1 of a state had no seal, and its products had neither kinds nor source. */
extern const struct nc_state_form nc_tree_form, nc_journal_form;

struct nc_tree_head {
    /* 40 digits, or empty: the digest of the run that wrote it */
    struct nc_str run;
    /* the closing line of the run */
    struct nc_str summary;
    /* identifies the folder that sources are relative to; empty: unknown */
    struct nc_str root;
    /* the base of ids, as nc_source_encode writes it; empty: unknown */
    struct nc_str vault;
};
struct nc_tree_line {
    /* inside the tree; never outside it */
    struct nc_str rel;
    /* 40 digits: the first half of the SHA-256 */
    struct nc_str hash;
    /* nc_file_stamp of the file with that hash; 0: unknown */
    uint64_t stamp;
    /* words separated by commas: the kinds of run that made it; empty: unknown */
    struct nc_str kinds;
    /* what it was made from, as nc_source_encode writes it; empty: unknown */
    struct nc_str source;
};
enum nc_step_kind {
    NC_STEP_WRITE,  /* temp becomes rel */
    NC_STEP_REMOVE, /* rel is removed */
    NC_STEP_STATE,  /* a line of the next state */
};
struct nc_step {
    enum nc_step_kind kind;
    /* STATE: the whole line; else rel and, for WRITE, the new hash */
    struct nc_tree_line line;
    /* 40 digits, or empty: no file was there */
    struct nc_str old;
    /* a name in rel's folder */
    struct nc_str temp;
};

struct nc_tree_reader {
    struct nc_str body;
    size_t at;
    /* a state of version 1 */
    bool is_first;
};
/* Reads the head of a sound state or journal; form says which it is. The results are slices of its
 * body. */
void nc_tree_read(struct nc_tree_reader *r, const struct nc_state_text *text,
                  const struct nc_state_form *form, struct nc_tree_head *head);
/* Reads the next product of a state, or the next step of a journal; false at the end. Lines that
 * noteconv does not write are skipped. */
bool nc_tree_next(struct nc_tree_reader *r, struct nc_tree_line *line);
bool nc_journal_next(struct nc_tree_reader *r, struct nc_step *step);

/* Append to a text that nc_state_begin has begun. */
void nc_tree_put_head(struct nc_buf *out, const struct nc_tree_head *head);
void nc_tree_put_line(struct nc_buf *out, const struct nc_tree_line *line);
void nc_journal_put(struct nc_buf *out, const struct nc_step *step);

/* A file that a run used although it is in no list of the notes' folder: a picture in a hidden
 * folder. These have lines in the state beside those of products. */
struct nc_tree_used {
    /* absolute, as nc_source_encode writes it */
    struct nc_str path;
    /* nc_file_stamp; 0: the file did not exist */
    uint64_t stamp;
};
bool nc_tree_next_used(struct nc_tree_reader *r, struct nc_tree_used *used);
void nc_tree_put_used(struct nc_buf *out, const struct nc_tree_used *used);

/* A source may be any path; control characters and '%' are escaped in a line. nc_buf_percent
 * decodes it. */
void nc_source_encode(struct nc_buf *out, struct nc_str source);

#endif
