/* The parts of the reader of simple formulas: the stack of open elements, and what each kind of
 * command does with it. Shared by mathsimple.c and the files simple*.c only. A part gives up on
 * anything it does not know. */
#ifndef NC_MATH_SIMPLEREADER_H
#define NC_MATH_SIMPLEREADER_H

#include "math/mathsimple.h"

#define MAX_OPEN 32

/* The end of a row, which may still get scripts. */
struct simple_atom {
    /* base NULL: nothing stands before the scripts */
    struct mml_node *base, *sub, *sup;
    /* for a function: the sign after its name */
    struct mml_node *apply;
    bool open;
    /* \limits may follow */
    bool is_operator;
    /* scripts stand over and under it */
    bool limits;
};

enum simple_frame_kind {
    SIMPLE_FRAME_ROW,
    SIMPLE_FRAME_SCRIPT,
    SIMPLE_FRAME_COMMAND,
    SIMPLE_FRAME_MATRIX
};
enum simple_row_end { SIMPLE_END_TEX, SIMPLE_END_BRACE, SIMPLE_END_RIGHT, SIMPLE_END_CELL };

/* Commands with arguments. */
enum simple_command {
    SIMPLE_COMMAND_FRAC,
    SIMPLE_COMMAND_DFRAC,
    SIMPLE_COMMAND_TFRAC,
    SIMPLE_COMMAND_BINOM,
    SIMPLE_COMMAND_SQRT,
    SIMPLE_COMMAND_OVER, /* a sign over its argument: text, and whether it stretches */
    SIMPLE_COMMAND_UNDER
};

struct simple_frame {
    enum simple_frame_kind kind;
    /* the row, the element whose children are the arguments, or what the cell is put into */
    struct mml_node *node;
    /* rows */
    enum simple_row_end end;
    struct simple_atom atom;
    /* scripts */
    bool is_sub;
    /* a row of primes before the script, or NULL */
    struct mml_node *primes;
    /* commands */
    enum simple_command command;
    unsigned need;
    /* matrices */
    const struct simple_matrix *matrix;
    /* the column of the open cell, from 0; the most columns of any row so far */
    unsigned column, columns;
    /* the style around it */
    bool display;
};

struct simple_reader {
    struct nc_arena *arena;
    struct nc_str s;
    size_t at;
    /* the style here; that of the whole formula */
    bool display, is_displayed, gave_up;
    struct simple_frame frames[MAX_OPEN];
    unsigned depth;
};

/* simplerow.c: the stack of open elements. There is always a top; pushing beyond MAX_OPEN gives up.
 */
struct simple_frame *simple_top(struct simple_reader *r);
struct simple_frame *simple_push(struct simple_reader *r, enum simple_frame_kind kind,
                                 struct mml_node *node);
/* Leaves the formula to the engine; reading may go on until the next token. */
void simple_give_up(struct simple_reader *r);
/* Puts n at the end of a row, joining it to a number or text there. */
void simple_append(struct simple_reader *r, struct mml_node *row, struct mml_node *n);
/* Ends the last element of the row f: it gets no more scripts. */
void simple_end_atom(struct simple_reader *r, struct simple_frame *f);
void simple_add_fence(struct simple_reader *r, struct mml_node *row, struct nc_str text,
                      struct mml_node *before);
/* Puts a finished element where it is expected: into a row, a script, or the arguments of a
 * command. */
void simple_deliver(struct simple_reader *r, struct mml_node *n);
void simple_close_row(struct simple_reader *r);

/* simpletoken.c: each function leaves r->at after what it read. */
void simple_skip_blanks(struct simple_reader *r);
/* The command that begins at the backslash r->at, without the backslash. */
struct nc_str simple_command_name(struct simple_reader *r);
/* The text in braces if it has only letters and digits, or the next single letter; empty if it is
 * not that simple. */
struct nc_str simple_plain_argument(struct simple_reader *r);
/* What comes next, as KaTeX looks ahead: a character, or a command with its backslash. r->at is
 * unchanged. */
struct nc_str simple_peek(struct simple_reader *r);

/* simplesign.c */
void simple_put_sign(struct simple_reader *r, enum simple_kind kind, struct nc_str text);
void simple_put_blank(struct simple_reader *r, const char *width);

/* Each reads the rest of a command if name is one of its own; false, with nothing done, if not. */
bool simple_read_dots(struct simple_reader *r, struct nc_str name);
bool simple_read_spaced(struct simple_reader *r, struct nc_str name);
bool simple_read_limits(struct simple_reader *r, struct nc_str name);
bool simple_read_function(struct simple_reader *r, struct nc_str name);
/* simpletext.c */
bool simple_read_style(struct simple_reader *r, struct nc_str name);
bool simple_read_bold(struct simple_reader *r, struct nc_str name);
bool simple_read_text(struct simple_reader *r, struct nc_str name);
/* Whether KaTeX takes the character into a text unchanged. */
bool simple_is_wide(uint32_t cp);
/* simplecommand.c */
bool simple_read_bracket(struct simple_reader *r, struct nc_str name);
bool simple_read_accent(struct simple_reader *r, struct nc_str name);
bool simple_read_fraction(struct simple_reader *r, struct nc_str name);
bool simple_read_big(struct simple_reader *r, struct nc_str name);
/* simplematrix.c */
bool simple_read_matrix(struct simple_reader *r, struct nc_str name);
/* Ends a cell and begins the next of its row. */
void simple_next_cell(struct simple_reader *r);

#endif
