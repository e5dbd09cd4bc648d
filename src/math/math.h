/* Formulas: TeX to MathML, or to plain HTML for readers that have no MathML. One call a formula;
 * simple ones are read in C, all others by KaTeX in an engine that is started at the first formula
 * that needs it. Knows no document and no format. The MathML is that of MathML Core, which is
 * MathML 3 too and passes epubcheck 4 and 5. */
#ifndef NC_MATH_MATH_H
#define NC_MATH_MATH_H

#include "base/fail.h"
#include "math/mathnote.h"

/* The mathematics of a run, for all its threads: the engines, never more than threads that convert
 * at one time, and what was converted, each equal formula once. */
struct nc_math;

struct nc_math *nc_math_new(void);
void nc_math_free(struct nc_math *m); /* NULL is nothing */
/* Simple formulas go to the engine too: for tests that compare the two. Before the first formula.
 */
void nc_math_engine_only(struct nc_math *m);

/* A macro for all notes of the run, as nc_math_note_macro takes it; false: it cannot be a name.
 * Before the first formula. */
bool nc_math_macro(struct nc_math *m, struct nc_str name, struct nc_str body);
bool nc_math_has_macros(const struct nc_math *m);
/* Gives them to the formulas of a note. */
void nc_math_give_macros(const struct nc_math *m, struct nc_math_note *n);

enum nc_math_form {
    NC_MATH_MATHML,
    NC_MATH_HTML /* <i>x</i><sup>2</sup>: what fits into a line of text */
};

struct nc_math_formula {
    struct nc_str tex; /* without delimiters */
    bool display;
    enum nc_math_form form;
    struct nc_str alttext; /* the author's own TeX, where tex was made of it; empty: tex */
    /* The numbers of its rows. Fewer than two are written beside the whole formula instead. */
    const struct nc_math_number *numbers;
    size_t number_count;
    unsigned line; /* the width of a page in em, where nothing scrolls; a longer formula is broken
                      or set smaller. 0: what is too wide scrolls, by the class math-wide */
};

enum nc_math_outcome {
    NC_MATH_DONE,
    NC_MATH_FAILED, /* why says what is wrong with the TeX, or which bound it passes */
    NC_MATH_UNFIT   /* of NC_MATH_HTML: it cannot be written in a line of text */
};

/* Appends the formula's markup: one element <math>, with the TeX as alttext, or inlines of HTML. A
 * long one that is not display is several, between which a line may end (<wbr/>); the first has the
 * TeX.
 * What could open an address or load something is not in it, whatever the TeX says. Nothing is
 * appended unless done. Any thread. */
enum nc_math_outcome nc_math_convert(struct nc_math *m, struct nc_buf *out,
                                     const struct nc_math_formula *f, struct nc_buf *why);

/* Appends what a program of the user's makes of the formula, a picture it is hoped: mathdraw.h says
 * how it is called. Equal formulas are drawn once, and a program that fails ten times in a row is
 * not called again. False: why says what is wrong. Any thread. */
bool nc_math_draw(struct nc_math *m, struct nc_buf *out, struct nc_str command, struct nc_str tex,
                  bool display, struct nc_buf *why);

/* 0: command can be called so; NULL: none is given. -1 and a message: it names no program, or a
 * quote in it is not closed. */
int nc_math_check_command(const char *command, struct nc_fail *f);

/* tex holds characters that turn the direction of what follows; none of them is in what is written.
 */
bool nc_math_turns_direction(struct nc_str tex);

/* Appends what reads the formulas that are not simple: "KaTeX 0.16.4 with mhchem in Duktape 2.7.0";
 * false if this program was built without. Starts nothing. */
bool nc_math_engine(struct nc_buf *out);

#endif
