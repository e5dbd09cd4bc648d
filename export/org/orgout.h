/* The only way into an Org file. All of a note goes through these functions (or org_resolve, for
 * text with markup): each ensures that its piece keeps its meaning, whatever the note holds. What
 * Emacs acts on anywhere (a sexp for the diary, a line that sets variables) is split by a ZERO
 * WIDTH SPACE, or, if the text must not change, written so that Emacs does not look there.
 * docs/org.md has the list. */
#ifndef NC_EXPORT_ORGOUT_H
#define NC_EXPORT_ORGOUT_H

#include "base/buf.h"

struct nc_node;
struct org_writer;

/* Writes Org syntax that is a literal of this program, never text of a note. */
void org_put(struct org_writer *w, const char *words);
/* Writes lines of text made by org_resolve. */
void org_put_text(struct org_writer *w, const struct nc_buf *resolved);
/* Writes one line: a keyword or property such as "#+name: ", then the value with blanks for its
 * line ends. */
void org_line(struct org_writer *w, const char *keyword, struct nc_str value);

/* Appends a value as part of one line. */
void org_value(struct nc_buf *out, struct nc_str value);
/* Appends " :name value" for a line of attributes (#+attr_html:). The value cannot make an
 * attribute of its own, and "nil" counts as a word. */
void org_attribute(struct nc_buf *out, const char *name, struct nc_str value);
/* Appends words that reach HTML unchanged (classes, names): letters, digits, '-', '_' and '.';
 * others become '-'. Blanks stay between words. */
void org_words(struct nc_buf *out, struct nc_str words);

/* Writes code between the lines begin and end, which are Org's words. Its lines get the commas that
 * Org removes again, and never a ZERO WIDTH SPACE. In a footnote it writes lines of ": code"
 * instead, because a line "[fn:x]" or two blank lines end a definition even within a block. */
void org_code(struct org_writer *w, const char *begin, struct nc_str code, const char *end);
/* Whether all lines of the code are indented: Org removes that indentation except in a block marked
 * "-i". */
bool org_code_is_indented(struct nc_str code);
/* Writes a text that exports must not show, as a comment block; in a footnote as lines of "#
 * text". */
void org_comment(struct org_writer *w, struct nc_str text);
/* Writes lines of ": code". */
void org_fixed_width(struct org_writer *w, struct nc_str code);
/* Whether Emacs' agenda would run the code in an example block. It does not look into source
 * blocks. */
bool org_code_is_live(struct nc_str code);

/* Whether the TeX holds \) or \] (close: ')' or ']'). A line break and a bracket ("\\]") do not
 * count. */
bool org_tex_ends(struct nc_str tex, char close);
/* Appends TeX to stand between \( and \) (close: ')') or \[ and \] (close: ']'), on one line unless
 * it is display math. False, and nothing is appended, if the TeX holds that end itself. */
bool org_tex(struct nc_buf *out, struct nc_str tex, char close);
/* Returns the TeX without what nc_tex_safe removes, which is reported. Uses store. */
struct nc_str org_safe_tex(struct org_writer *w, const struct nc_node *n, struct nc_str tex,
                           struct nc_buf *store);
/* Appends TeX that makes no tag when Emacs copies it into HTML. Its meaning in TeX is the same. */
void org_tex_line(struct nc_buf *out, struct nc_str tex);

/* Appends the address of a web link after "[[", with the characters that Org or an agenda would
 * misread percent-encoded. */
void org_web_path(struct nc_buf *out, struct nc_str url);
/* Appends "file:" and the path. False, and nothing is appended, if Org has no way to write it. */
bool org_file_path(struct nc_buf *out, struct nc_str path);

/* Appends "attachment:" and the name of a file. False, and nothing is appended, if Org has no way
 * to write it. */
bool org_attachment(struct nc_buf *out, struct nc_str name);

/* Keeps Emacs from reading settings in the last page of the file, if it would. */
void org_close_page(struct org_writer *w);
/* Does the same for a footnote that ends here: an exported page has its footnotes at the end. */
void org_close_footnote(struct org_writer *w);

#endif
