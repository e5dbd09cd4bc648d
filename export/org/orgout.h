/* The one way into an Org file. Nothing of a note is written but through these functions (or
 * org_resolve, for text with markup): each makes sure that its piece stays what it is meant to be,
 * whatever the note holds. What Emacs acts upon wherever it stands (a sexp for the diary, a line
 * that sets variables) is parted by a ZERO WIDTH SPACE, or, where the text must stay as it is,
 * written so that Emacs does not look there. docs/org.md has the list. */
#ifndef NC_EXPORT_ORGOUT_H
#define NC_EXPORT_ORGOUT_H

#include "base/buf.h"

struct org_writer;

/* Words of Org's that are in this program's source. */
void org_put(struct org_writer *w, const char *words);
/* What org_resolve made: text, lines of it. */
void org_put_text(struct org_writer *w, const struct nc_buf *resolved);
/* One line: a keyword or property as in "#+name: ", then the value, whose line ends are blanks. */
void org_line(struct org_writer *w, const char *keyword, struct nc_str value);

/* Appends a value as a part of one line. */
void org_value(struct nc_buf *out, struct nc_str value);
/* Appends " :name value" as a line of attributes (#+attr_html:) has it: the value makes no
 * attribute of its own, "nil" is a word. */
void org_attribute(struct nc_buf *out, const char *name, struct nc_str value);
/* Appends words that end up in HTML as they are (classes, names): letters, digits, '-', '_' and
 * '.'; others become '-'. Blanks stay between words. */
void org_words(struct nc_buf *out, struct nc_str words);

/* Code between the lines begin and end, which are Org's words: its lines with the commas that Org
 * takes away again. Never a ZERO WIDTH SPACE within it. In a footnote lines of ": code" instead:
 * a line "[fn:x]" or two blank lines end a definition within a block, too. */
void org_code(struct org_writer *w, const char *begin, struct nc_str code, const char *end);
/* All lines of the code are indented: Org takes that away but from a block marked "-i". */
bool org_code_is_indented(struct nc_str code);
/* A text that no output shows, as a comment block; in a footnote as lines of "# text". */
void org_comment(struct org_writer *w, struct nc_str text);
/* Lines of ": code". */
void org_fixed_width(struct org_writer *w, struct nc_str code);
/* Code that Emacs' agenda would run where it is in an example block; in one of source code it
 * does not look. */
bool org_code_is_live(struct nc_str code);

/* The TeX holds \) or \] (close: ')' or ']'); a line break and a bracket ("\\]") are none. */
bool org_tex_ends(struct nc_str tex, char close);
/* Appends TeX for between \( and \) (close: ')') or \[ and \] (close: ']'), in one line but for
 * display. False, and nothing appended: the TeX holds that end itself. */
bool org_tex(struct nc_buf *out, struct nc_str tex, char close);
/* Appends TeX that makes no tag when Emacs copies it into HTML; to TeX it is the same. */
void org_tex_line(struct nc_buf *out, struct nc_str tex);

/* Appends the address of a link after "[[": of the web, percent-encoded where Org or an agenda
 * would stumble over a character. */
void org_web_path(struct nc_buf *out, struct nc_str url);
/* Appends "file:" and the path. False, and nothing appended: Org has no way to write it. */
bool org_file_path(struct nc_buf *out, struct nc_str path);

/* The same with "attachment:" and the name of a file. */
bool org_attachment(struct nc_buf *out, struct nc_str name);

/* Keeps Emacs from reading settings in the file's last page, if it would. */
void org_close_page(struct org_writer *w);
/* The same for a footnote that ends here: an exported page has the footnotes at its end. */
void org_close_footnote(struct org_writer *w);

#endif
