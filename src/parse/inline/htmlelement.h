/* The known HTML elements and what becomes of them, in blocks (htmlblock.c) and in lines
 * (inlinehtml.c). */
#ifndef NC_PARSE_HTMLELEMENT_H
#define NC_PARSE_HTMLELEMENT_H

#include "doc/doc.h"

enum nc_html_role {
    NC_HTML_BLOCK,  /* makes a block node; within a line, its edges are line ends */
    NC_HTML_INLINE, /* makes an inline node */
    NC_HTML_VOID,   /* br, hr, img, wbr: stands for itself */
    NC_HTML_PASS,   /* unwrapped silently */
    NC_HTML_QUOTE,  /* q: unwrapped between quotation marks */
    NC_HTML_MEDIA,  /* video, audio: an embed; iframe, embed: a link to the content */
    NC_HTML_DROP    /* dropped with its content */
};

struct nc_html_element {
    const char *name;
    enum nc_html_role role;
    enum nc_kind kind;
    /* for headings */
    uint8_t level;
};

/* The element with this lower-case name; NULL if unknown. */
const struct nc_html_element *nc_html_element(const char *name);

/* Reports an unknown element. attrs: the text of its tag after the name, which the message quotes
 * because it is lost. */
void nc_html_report_unknown(struct nc_diags *diags, struct nc_str file, struct nc_pos pos,
                            const char *name, struct nc_str attrs);

/* Whether the element is one without content and closing tag other than the NC_HTML_VOID
 * elements. */
bool nc_html_is_lone(const char *name);

/* The attributes that a node may keep; empty slices for missing ones. <a> without an address is a
 * target for links, named by id or name. */
struct nc_html_attributes {
    struct nc_str href, id, name, lang, classes, title, dir, style;
};
void nc_html_set_attributes(struct nc_doc *doc, struct nc_node *n,
                            const struct nc_html_attributes *a);
/* Sets the language and the direction that a block's attributes give. An invalid direction is
 * ignored; nc_lang_check reports an invalid language. */
void nc_html_set_language(struct nc_doc *doc, struct nc_node *n, struct nc_str lang,
                          struct nc_str dir);
/* Turns a span's style (weight, italics, lines, background) into nested nodes, of which n is the
 * outermost. Returns the innermost, which will hold the text. */
struct nc_node *nc_html_style(struct nc_doc *doc, struct nc_node *n, struct nc_str style);
/* The kind that an element of this kind has with the style: <b style="font-weight:normal">, which
 * Google Docs puts around everything copied, is a span. */
enum nc_kind nc_html_styled(enum nc_kind kind, struct nc_str style);

/* The alignment that a block's attributes set; style takes precedence over align. Justification is
 * ignored. */
enum nc_align nc_html_align(struct nc_str align, struct nc_str style);

/* If a <source> of <picture> is for light pages, sets *light to the first address in its srcset. */
void nc_html_light_source(struct nc_str *light, struct nc_str media, struct nc_str srcset);
/* Sets the address of an image: src, or *light if not empty, with a remark, because src may then be
 * the picture for dark pages. Empties *light. */
void nc_html_set_picture(struct nc_doc *doc, struct nc_node *image, struct nc_str src,
                         struct nc_str *light, struct nc_diags *diags);

/* Turns <code>, <samp> and <tt> that hold only text into code. Others stay NC_KBD, the nearest kind
 * that may hold inlines. */
void nc_html_as_code(struct nc_doc *doc, struct nc_node *n, const struct nc_html_element *e);

#endif
