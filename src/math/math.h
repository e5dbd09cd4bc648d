/* Formulas: TeX to MathML, or to plain HTML for readers without MathML. One call per formula.
 * Simple ones are read in C, all others by KaTeX in an engine that is started for the first formula
 * that needs it. Knows no document and no format. The MathML is MathML Core, which is also valid
 * MathML 3 and passes epubcheck 4 and 5. */
#ifndef NC_MATH_MATH_H
#define NC_MATH_MATH_H

#include "base/fail.h"
#include "math/mathnote.h"

/* The mathematics of a run, for all its threads: the engines, at most one per thread that converts
 * at a time, and the results, with equal formulas converted once. */
struct nc_math;

struct nc_math *nc_math_new(void);
void nc_math_free(struct nc_math *m); /* Does nothing for NULL. */
/* Sends simple formulas to the engine too, for tests that compare the two. Call it before the first
 * formula. */
void nc_math_engine_only(struct nc_math *m);

/* Adds a macro for all notes of the run, as nc_math_note_macro does. False if the name is not
 * valid. Call it before the first formula. */
bool nc_math_macro(struct nc_math *m, struct nc_str name, struct nc_str body);
bool nc_math_has_macros(const struct nc_math *m);
/* Adds these macros to a note's formulas. */
void nc_math_give_macros(const struct nc_math *m, struct nc_math_note *n);

enum nc_math_form {
    NC_MATH_MATHML,
    NC_MATH_HTML /* <i>x</i><sup>2</sup>: what fits in a line of text */
};

struct nc_math_formula {
    /* without delimiters */
    struct nc_str tex;
    bool display;
    enum nc_math_form form;
    /* the author's own TeX, if tex was made from it; empty: tex */
    struct nc_str alttext;
    /* The numbers of its rows. If there are fewer than two, they are written beside the whole
     * formula instead. */
    const struct nc_math_number *numbers;
    size_t number_count;
    /* the width in em of a page that cannot scroll; a longer formula is broken or set smaller. 0: a
     * formula that is too wide scrolls, by the class math-wide */
    unsigned line;
};

enum nc_math_outcome {
    NC_MATH_DONE,
    NC_MATH_FAILED, /* why says what is wrong with the TeX, or which limit it exceeds */
    NC_MATH_UNFIT   /* for NC_MATH_HTML: it cannot be written in a line of text */
};

/* Appends the formula's markup: one element <math> with the TeX as alttext, or inlines of HTML. A
 * long formula that is not display becomes several parts, between which a line may end (<wbr/>);
 * the first one has the TeX. The markup never opens an address or loads anything, whatever the TeX
 * says. Nothing is appended unless the formula is done. Any thread. */
enum nc_math_outcome nc_math_convert(struct nc_math *m, struct nc_buf *out,
                                     const struct nc_math_formula *f, struct nc_buf *why);

/* Appends the output of a user's program for the formula, which should be a picture; mathdraw.h
 * says how it is called. Equal formulas are drawn once, and a program that fails ten times in a row
 * is not called again. False: why says what is wrong. Any thread. */
bool nc_math_draw(struct nc_math *m, struct nc_buf *out, struct nc_str command, struct nc_str tex,
                  bool display, struct nc_buf *why);

/* Returns 0 if command can be called in this way; NULL means that there is none. -1 and a message
 * if it names no program or has an unclosed quote. */
int nc_math_check_command(const char *command, struct nc_fail *f);

/* Whether tex has characters that change the direction of what follows; they are never written. */
bool nc_math_turns_direction(struct nc_str tex);

/* Whether TeX of one line ends in a comment. TeX treats whatever follows a % as one, even if a
 * percent sign was meant. */
bool nc_math_ends_in_comment(struct nc_str tex);

/* Appends the engine that reads formulas that are not simple: "KaTeX 0.16.4 with mhchem in
 * Duktape 2.7.0". False if this program was built without one. Starts nothing. */
bool nc_math_engine(struct nc_buf *out);

#endif
