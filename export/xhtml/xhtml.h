/* Writes XHTML fragments of a document through libxml2's xmlwriter; shared by epub, apkg and html.
 * It knows the document and HTML, not the package around it: hooks answer what a package decides
 * (where a link leads, what a file is called there). Every text passes an XML-Char filter. */
#ifndef NC_EXPORT_XHTML_H
#define NC_EXPORT_XHTML_H

#include "base/diag.h"
#include "doc/doc.h"
#include "doc/slice.h"
#include "math/math.h"
#include "media/media.h"
#include "tmpl/tmpl.h"

struct nc_xhtml_hooks {
    /* Appends the href of a resolved link. False: only the text of the link is written. */
    bool (*link)(void *ctx, struct nc_buf *href, const struct nc_ref *ref);
    /* Appends the src of a file that was found. False: the format cannot hold it (the hook reports
     * why), and the alternative text is written instead. */
    bool (*media)(void *ctx, struct nc_buf *src, const struct nc_ref *ref,
                  const struct nc_node *node);
    /* Appends the address of a picture made while the text is written, whose bytes the hook takes.
     * False: the format does not show this type. NULL: the picture is its own address. */
    bool (*picture)(void *ctx, struct nc_buf *src, enum nc_media_type type, struct nc_buf *bytes);
    /* Appends the address of the file that holds the section of a heading's anchor (NC_NO_ANCHOR:
     * the note's beginning), or nothing if that is the current file. NULL: it always is. */
    void (*section)(void *ctx, struct nc_buf *href, uint32_t anchor);
    /* Appends the id attribute of a node that is an anchor. False: it has none. */
    bool (*id)(void *ctx, struct nc_buf *id, const struct nc_node *node);
};

struct nc_xmlout;

/* What a reading program supports and needs: one row per program. The writer never asks which
 * program it is, so a new program is just another row. */
struct nc_xhtml_target {
    /* epub:type, ARIA's roles for books and labels of landmarks */
    bool types;
    /* a footnote's reference is also an endnote's: only those open */
    bool endnotes;
    /* formulas are HTML if a line can hold them, else TeX */
    bool no_mathml;
    /* places have ids, and links within the page lead to them; parts have roles */
    bool ids;
    /* xml:lang besides lang */
    bool xml_lang;
    /* <details> and <summary> fold; else they become a <div> */
    bool details;
    /* tasks have check boxes of forms, else signs */
    bool boxes;
    /* header cells get a scope attribute */
    bool scopes;
    /* align="…" on cells, else a class */
    bool aligns;
    /* nothing scrolls sideways: wide tables and long words have a class; a heading without text,
     * which a table of contents would list, is a paragraph */
    bool pages;
    /* addresses that are not URLs are written unchanged */
    bool any_path;
    /* images from other machines are shown, else linked to */
    bool remote;
    /* formulas as \( \) and \[ \] */
    bool mathjax;
    /* audio and video as [sound:…]; no links to other files */
    bool sounds;
    /* Appends an address in the program's form. False, and nothing is appended, if the program does
     * not accept it. NULL: accepts all, with invalid characters percent-encoded. */
    bool (*address)(struct nc_buf *out, struct nc_str url);
    /* Writes the text of a text node; NULL: unchanged. */
    void (*text)(void *ctx, struct nc_xmlout *out, struct nc_str s);
    /* What the program acts on in any text, in that of a field with clozes, and within a cloze.
     * Each list ends with NULL; NULL: nothing. */
    const char *const *syntax, *const *cloze_syntax, *const *within_cloze;
};
extern const struct nc_xhtml_target nc_xhtml_epub, nc_xhtml_kobo, nc_xhtml_kindle, nc_xhtml_adobe,
    nc_xhtml_html, nc_xhtml_anki,
    nc_xhtml_anki_page; /* cards as Anki shows them, with formulas converted */

/* How parts of code are emphasised. A comment with wide characters has the class hw. */
enum nc_xhtml_code {
    NC_XHTML_CODE_PLAIN,
    NC_XHTML_CODE_SHAPES, /* comments <i>, keywords <b> */
    /* spans of the classes hc (comments), hk (keywords), hs (strings) and hn (numbers) */
    NC_XHTML_CODE_COLOURS
};

struct nc_xhtml {
    /* never NULL */
    const struct nc_xhtml_target *target;
    const struct nc_xhtml_hooks *hooks;
    void *ctx;
    const struct nc_doc *doc;
    /* language of the product, for the few words that noteconv adds */
    struct nc_str lang;
    /* the level to write for each source level 1–6 ([0] unused); NULL: the source's */
    const uint8_t *levels;
    /* ANKI: for a field that Anki searches for clozes */
    bool cloze;
    /* for each anchor of doc: the level of its heading, or 0 for the one of `levels`; NULL:
     * `levels` for all */
    const uint8_t *anchor_levels;
    /* HTML and addresses pass through unchanged. Only the user may ask for this, never a
     * document */
    bool as_written;
    /* HTML: a path that was not found is written as text, not as an address */
    bool found_only;
    enum nc_xhtml_code code;
    /* emphasis without a wide character gets a class: style sheets for Chinese and Japanese put
     * dots on the rest */
    bool marks_latin;
    /* a link that shows its own address gets a class: on paper it needs no address beside it */
    bool marks_addresses;
    /* reports what cannot be expressed */
    struct nc_diags *diags;
    /* footnotes referred to but not yet printed, in order, each once */
    const struct nc_node **notes;
    size_t note_count, note_cap;
    /* by number - 1; filled at the first reference */
    const struct nc_node **all_notes;
    size_t all_count;
    /* nc_xhtml_footnotes leaves out footnotes that earlier calls wrote */
    bool notes_once;
    /* by number - 1: the round of printing that put it into notes */
    uint32_t *listed;
    uint32_t round;
    /* converts formulas; NULL: write them as TeX */
    struct nc_math *math;
    enum nc_math_form math_form;
    /* a program that draws formulas which cannot be converted; NULL: none */
    const char *math_command;
    /* macros, labels and numbers of the document's formulas; NULL: none */
    struct nc_math_note *formulas;
    bool formulas_known;
    /* ANKI: receives the formulas with macros, as written */
    struct nc_buf expanded;
    /* set by the writer, for what it wrote */
    bool has_image, has_alt_missing;
};

/* The options that choose a backend's form of formulas, for its table of options. */
#define NC_XHTML_MATH_OPTIONS                                                                      \
    {"math", "FORM", "formulas as mathml, as html where a line holds them, or as tex",             \
     "mathml|html|tex"},                                                                           \
    {                                                                                              \
        "math-cmd", "COMMAND", "a program that draws the formulas that cannot be converted", NULL  \
    }
/* Sets math, math_form and math_command from the values of these options. form NULL: MathML if the
 * target has it. */
void nc_xhtml_choose_math(struct nc_xhtml *x, struct nc_math *math, const char *form,
                          const char *command);

/* Appends the blocks from first to last, which are siblings. first NULL: nothing. */
void nc_xhtml_blocks(struct nc_buf *out, struct nc_xhtml *x, const struct nc_node *first,
                     const struct nc_node *last);
/* Appends the inlines below node. */
void nc_xhtml_inlines(struct nc_buf *out, struct nc_xhtml *x, const struct nc_node *node);
/* Appends what a slice shows: its blocks, or for a single heading its inlines. Clozes are spelled
 * as in Anki ({{c1::text::hint}}); x->cloze must then be set, so that no text of the note is read
 * as one. */
void nc_xhtml_slice(struct nc_buf *out, struct nc_xhtml *x, const struct nc_slice *s);
/* Appends a text that does not belong to a node. */
void nc_xhtml_text(struct nc_buf *out, struct nc_xhtml *x, struct nc_str text);
/* Appends a section with the footnotes referred to since the last call, and forgets them; nothing
 * if there are none. */
void nc_xhtml_footnotes(struct nc_buf *out, struct nc_xhtml *x);
/* Frees what x allocated. */
void nc_xhtml_dispose(struct nc_xhtml *x);

/* Makes template rows of "key" and "value" from the front matter that the page does not show
 * elsewhere. among_others: it is one of many in a book, which reports only what all of them share.
 * The keys have a prefix, because some names in a page's head give browsers commands. In arena. */
void nc_xhtml_properties(struct nc_tmpl_var *list, struct nc_arena *arena, const struct nc_doc *doc,
                         bool among_others);

#endif
