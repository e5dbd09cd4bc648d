/* XHTML fragments of a document, through libxml2's xmlwriter; shared by epub, apkg and html. It
 * knows the document and HTML, not the package around it: what a package decides (where a link
 * leads, what a file is called there) it asks through hooks. Every text passes an XML-Char filter.
 */
#ifndef NC_EXPORT_XHTML_H
#define NC_EXPORT_XHTML_H

#include "base/diag.h"
#include "doc/doc.h"
#include "doc/slice.h"
#include "math/math.h"
#include "media/media.h"
#include "tmpl/tmpl.h"

struct nc_xhtml_hooks {
    /* Appends the href of a link that was resolved; false: the link is written as its text alone.
     */
    bool (*link)(void *ctx, struct nc_buf *href, const struct nc_ref *ref);
    /* Appends the src of a file that was found; false: the format cannot hold it (diagnostics are
     * the hook's), and the alternative text is written instead. */
    bool (*media)(void *ctx, struct nc_buf *src, const struct nc_ref *ref,
                  const struct nc_node *node);
    /* Appends the address of a picture that was made while the text was written, whose bytes the
     * hook takes; false: the format does not show such a type. NULL: the picture is its own
     * address. */
    bool (*picture)(void *ctx, struct nc_buf *src, enum nc_media_type type, struct nc_buf *bytes);
    /* Appends the address of the file that holds the section of a heading's anchor (NC_NO_ANCHOR:
     * the note's beginning), nothing if it is the file that is being written. NULL: it always is.
     */
    void (*section)(void *ctx, struct nc_buf *href, uint32_t anchor);
    /* Appends the id attribute of a node that is an anchor; false: none. */
    bool (*id)(void *ctx, struct nc_buf *id, const struct nc_node *node);
};

struct nc_xmlout;

/* What a reading program can do and wants: a row a program. The writer asks for the one thing that
 * it is about to write, never which program it is; another one is another row. */
struct nc_xhtml_target {
    bool types;     /* epub:type, ARIA's roles for books and labels of landmarks */
    bool endnotes;  /* a reference to a footnote is one to an endnote too, which alone opens */
    bool no_mathml; /* formulas are HTML where a line holds them, else TeX */
    bool ids;       /* places have ids, and links within the page lead to them; roles of parts */
    bool xml_lang;  /* xml:lang beside lang */
    bool details;   /* <details> and <summary> fold; else they are a <div> */
    bool boxes;     /* tasks have check boxes of forms; else signs */
    bool scopes;    /* the heads of columns say that they are */
    bool aligns;    /* align="…" on cells; else a class */
    bool pages;     /* nothing scrolls sideways: wide tables and long words have a class; a heading
                       without a text, which a table of contents would list, is a paragraph */
    bool any_path;  /* addresses that are no URL are written as they are */
    bool remote;    /* images of other machines are shown; else a link leads to them */
    bool mathjax;   /* formulas as \( \) and \[ \] */
    bool sounds;    /* sound and film as [sound:…]; no other file can be linked to */
    /* Appends an address as the program takes it; false, and nothing appended: it takes none such.
     * NULL: all, with what may not stand in one percent-encoded. */
    bool (*address)(struct nc_buf *out, struct nc_str url);
    /* Writes the text of a text node; NULL: as it is. */
    void (*text)(void *ctx, struct nc_xmlout *out, struct nc_str s);
    /* What the program would act on in any text, in that of a field with clozes and within a cloze;
     * each ends with NULL; NULL: nothing. */
    const char *const *syntax, *const *cloze_syntax, *const *within_cloze;
};
extern const struct nc_xhtml_target nc_xhtml_epub, nc_xhtml_kobo, nc_xhtml_kindle, nc_xhtml_adobe,
    nc_xhtml_html, nc_xhtml_anki,
    nc_xhtml_anki_page; /* cards as Anki shows them: formulas converted */

/* What of code is emphasised. A comment that holds wide characters has the class hw. */
enum nc_xhtml_code {
    NC_XHTML_CODE_PLAIN,
    NC_XHTML_CODE_SHAPES, /* comments <i>, keywords <b> */
    /* spans of the classes hc (comments), hk (keywords), hs (strings) and hn (numbers) */
    NC_XHTML_CODE_COLOURS
};

struct nc_xhtml {
    const struct nc_xhtml_target *target; /* never NULL */
    const struct nc_xhtml_hooks *hooks;
    void *ctx;
    const struct nc_doc *doc;
    struct nc_str lang; /* of the product, for the few words noteconv prints itself */
    const uint8_t
        *levels; /* level to write for each source level 1–6 ([0] unused), or NULL: the source's */
    bool cloze;  /* ANKI: for a field that Anki searches for clozes */
    const uint8_t *anchor_levels; /* one an anchor of doc: the level of that heading; 0: as levels
                                     says. NULL: all as levels says */
    bool as_written; /* HTML and addresses go through as the author wrote them: only when the person
                        who runs the program asked for it, never because a document says so */
    bool found_only; /* HTML: a path that was found nowhere is written as text, not as an address */
    enum nc_xhtml_code code;
    bool marks_latin; /* emphasis without a wide character gets a class: style sheets for Chinese
                         and Japanese dot the others */
    struct nc_diags *diags; /* what could not be expressed */
    const struct nc_node *
        *notes; /* footnotes referred to and not yet printed, in order, each once */
    size_t note_count, note_cap;
    const struct nc_node **all_notes; /* by number - 1; filled at the first reference */
    size_t all_count;
    bool notes_once;  /* what one call of nc_xhtml_footnotes wrote the next ones leave out */
    uint32_t *listed; /* by number - 1: the round of printing in which it was put into notes */
    uint32_t round;
    struct nc_math *math; /* converts formulas; NULL: they are written as TeX */
    enum nc_math_form math_form;
    const char *math_command;      /* draws what cannot be converted; NULL: nothing does */
    struct nc_math_note *formulas; /* what formulas of the document share; NULL: nothing */
    bool formulas_known;
    struct nc_buf expanded; /* ANKI, appended: formulas that hold macros, as they are written */
    bool has_math, has_image, has_alt_missing; /* set: what was written */
};

/* The options by which a backend's formulas are chosen, for its table of options. */
#define NC_XHTML_MATH_OPTIONS                                                                      \
    {"math", "FORM", "formulas as mathml, as html where a line holds them, or as tex",             \
     "mathml|html|tex"},                                                                           \
    {                                                                                              \
        "math-cmd", "COMMAND", "a program that draws the formulas that cannot be converted", NULL  \
    }
/* Sets math, math_form and math_command as the values of these options say; form NULL: MathML if
 * the target has it. */
void nc_xhtml_choose_math(struct nc_xhtml *x, struct nc_math *math, const char *form,
                          const char *command);

/* Appends the blocks from first to last (siblings, both included). first NULL: nothing. */
void nc_xhtml_blocks(struct nc_buf *out, struct nc_xhtml *x, const struct nc_node *first,
                     const struct nc_node *last);
/* Appends the inlines below node. */
void nc_xhtml_inlines(struct nc_buf *out, struct nc_xhtml *x, const struct nc_node *node);
/* Appends what a slice shows: its blocks, or of a single heading its inlines. Clozes as Anki spells
 * them ({{c1::text::hint}}); then x->cloze must be set, so that no text of the note is read as one.
 */
void nc_xhtml_slice(struct nc_buf *out, struct nc_xhtml *x, const struct nc_slice *s);
/* Appends a text that stands in no node. */
void nc_xhtml_text(struct nc_buf *out, struct nc_xhtml *x, struct nc_str text);
/* Appends the section of the footnotes referred to since the last call, and forgets them; nothing
 * if none. */
void nc_xhtml_footnotes(struct nc_buf *out, struct nc_xhtml *x);
/* Frees what x allocated. */
void nc_xhtml_dispose(struct nc_xhtml *x);

/* The front matter that a page says nowhere else, as template rows of "key" and "value". The keys
 * have a prefix, for some names in a page's head command browsers. In arena. */
void nc_xhtml_properties(struct nc_tmpl_var *list, struct nc_arena *arena,
                         const struct nc_doc *doc);

#endif
