/* A thin layer over libxml2's xmlwriter: elements, attributes and text into a buffer. Used by the
 * files of this folder. Every text passes the XML-Char filter first: the writer itself would let
 * U+0001 through. */
#ifndef NC_EXPORT_XMLOUT_H
#define NC_EXPORT_XMLOUT_H

#include "base/buf.h"

#include <libxml/xmlwriter.h>

struct nc_xmlout {
    xmlTextWriterPtr w;
    struct nc_buf scratch;
};

/* Opens a writer that appends to out (which must outlive it). */
void nc_xmlout_open(struct nc_xmlout *x, struct nc_buf *out);
void nc_xmlout_close(struct nc_xmlout *x);

void nc_x_start(struct nc_xmlout *x, const char *element);
/* Ends the open element: <p></p>, or <br/> with nc_x_end_void. */
void nc_x_end(struct nc_xmlout *x);
void nc_x_end_void(struct nc_xmlout *x);
void nc_x_attr(struct nc_xmlout *x, const char *name, struct nc_str value);
void nc_x_attrz(struct nc_xmlout *x, const char *name, const char *value);
void nc_x_attru(struct nc_xmlout *x, const char *name, unsigned value);
void nc_x_text(struct nc_xmlout *x, struct nc_str s);
void nc_x_textz(struct nc_xmlout *x, const char *z);
/* Markup as it is. */
void nc_x_raw(struct nc_xmlout *x, struct nc_str s);
/* <!-- -->: separates characters that a reader of the output would take for its own syntax. */
void nc_x_gap(struct nc_xmlout *x);

#endif
