/* Makes the TeX of a note safe for a program that will typeset it: MathJax on a card, KaTeX, or a
 * reader's own. It knows the few commands that do more than draw, and does not judge whether TeX is
 * valid. */
#ifndef NC_MATH_TEXSAFE_H
#define NC_MATH_TEXSAFE_H

#include "base/buf.h"

/* The message for the command that nc_tex_safe returns. */
#define NC_TEX_REMOVED                                                                             \
    "%.*s was removed from a formula: it opens, loads or restyles something; what it shows is "    \
    "kept"

/* Appends tex without the commands that open an address, load or write a file, load a package, run
 * a program, build other commands, or write attributes or styles into the page (\href,
 * \includegraphics, \require, \style, \class, \cssId, \data and similar ones). What such a command
 * shows stays; the text of \url stays as text. An option or colour that could carry a style is left
 * out. In the result, no delimiter of mathematics (\( \) \[ \]) is outside braces, and it does not
 * end in a lone backslash, so that it can be put between delimiters. Linear in tex. Returns the
 * first command that was left out, a slice of tex with its backslash; empty if none. */
struct nc_str nc_tex_safe(struct nc_buf *out, struct nc_str tex);

#endif
