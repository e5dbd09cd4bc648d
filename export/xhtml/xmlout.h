/* Writes elements, attributes and text into a buffer. For the files of this folder. Every text and
 * attribute value is escaped, even outside elements; text that the reader of the output would take
 * for its own syntax is broken up here too. */
#ifndef NC_EXPORT_XMLOUT_H
#define NC_EXPORT_XMLOUT_H

#include "base/buf.h"
#include "base/words.h"

#define NC_X_TAIL 8 /* bytes; no syntax is longer */

struct nc_xmlout {
    struct nc_buf *out;
    /* open elements */
    const char **elements;
    size_t depth, cap;
    /* the last start tag still accepts attributes */
    bool in_tag;
    const char *const *syntax;
    /* the bytes that begin syntax */
    struct nc_byte_set firsts;
    /* the end of the text since the last element began or ended */
    char tail[NC_X_TAIL];
    size_t tail_length;
};

/* A pair of tags written often. */
struct nc_x_mark {
    struct nc_x_tag {
        /* copied as a whole */
        char text[24];
        size_t n;
    } begin, end;
};

/* Opens a writer that appends to out, which must outlive it and must not be written to by anyone
 * else. syntax: strings that the output's reader acts on anywhere in a text, ended by NULL; NULL:
 * none. Texts and attributes are written without them. */
void nc_xmlout_open(struct nc_xmlout *x, struct nc_buf *out, const char *const *syntax);
/* Uses this syntax from now on. */
void nc_xmlout_syntax(struct nc_xmlout *x, const char *const *syntax);
void nc_xmlout_close(struct nc_xmlout *x);

/* element must outlive its end. */
void nc_x_start(struct nc_xmlout *x, const char *element);
/* Ends the open element: <p></p>, or <br/> with nc_x_end_void. */
void nc_x_end(struct nc_xmlout *x);
void nc_x_end_void(struct nc_xmlout *x);
void nc_x_attr(struct nc_xmlout *x, const char *name, struct nc_str value);
void nc_x_attrz(struct nc_xmlout *x, const char *name, const char *value);
void nc_x_attru(struct nc_xmlout *x, const char *name, unsigned value);
void nc_x_text(struct nc_xmlout *x, struct nc_str s);
void nc_x_textz(struct nc_xmlout *x, const char *z);
/* Writes the text before, then s between the two tags, which are written unchanged. */
void nc_x_marked(struct nc_xmlout *x, struct nc_str before, struct nc_str s,
                 const struct nc_x_mark *mark);
/* Writes markup, or syntax of the output's reader, unchanged. */
void nc_x_raw(struct nc_xmlout *x, struct nc_str s);

#endif
