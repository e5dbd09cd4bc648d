/* The HTML elements that are known, and what is made of them: in blocks (htmlblock.c) and in lines
 * (inlinehtml.c). */
#ifndef NC_PARSE_HTMLELEMENT_H
#define NC_PARSE_HTMLELEMENT_H

#include "doc/doc.h"

enum nc_html_role {
    NC_HTML_BLOCK,  /* makes a block node; in a line it begins and ends a line of its own */
    NC_HTML_INLINE, /* makes an inline node */
    NC_HTML_VOID,   /* br, hr, img, wbr: stands for itself */
    NC_HTML_PASS,   /* unwrapped without a word */
    NC_HTML_QUOTE,  /* q: unwrapped between quotation marks */
    NC_HTML_MEDIA,  /* video, audio: an embed; iframe, embed: a link to what it shows */
    NC_HTML_DROP    /* dropped with what is in it */
};

struct nc_html_element {
    const char *name;
    enum nc_html_role role;
    enum nc_kind kind;
    uint8_t level; /* of headings */
};

/* The element of a lower-case name; NULL: it is not known. */
const struct nc_html_element *nc_html_element(const char *name);

/* Elements that hold nothing and need no closing tag, but for those of NC_HTML_VOID. */
bool nc_html_is_lone(const char *name);

/* The attributes that a node may keep; empty slices where not given. <a> without an address is a
 * place that links lead to, named by id or name. */
struct nc_html_attributes {
    struct nc_str href, id, name, lang, classes, title, dir, style;
};
void nc_html_set_attributes(struct nc_doc *doc, struct nc_node *n,
                            const struct nc_html_attributes *a);
/* The direction that a block's attribute gives, if it is one. */
void nc_html_set_dir(struct nc_doc *doc, struct nc_node *n, struct nc_str dir);
/* What the style of a span means (weight, italics, lines, background) becomes nodes, one in the
 * other, the outermost n itself. Returns the innermost, which holds the text. */
struct nc_node *nc_html_style(struct nc_doc *doc, struct nc_node *n, struct nc_str style);
/* What an element of that kind is with the style: <b style="font-weight:normal">, which Google Docs
 * puts around all that is copied, is a span. */
enum nc_kind nc_html_styled(enum nc_kind kind, struct nc_str style);

/* <code>, <samp>, <tt> that hold nothing but text become code; others stay keyboard type, the
 * nearest that may hold inlines. */
void nc_html_as_code(struct nc_doc *doc, struct nc_node *n, const struct nc_html_element *e);

#endif
