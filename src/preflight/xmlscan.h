/* Reads the tags of an XML text one after the other, with their places. It accepts anything;
 * wellformed.h checks whether the text is well-formed. Nothing is copied or kept, and no input
 * takes more than linear time. */
#ifndef NC_PREFLIGHT_XMLSCAN_H
#define NC_PREFLIGHT_XMLSCAN_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"

#include <stdbool.h>

enum nc_xml_kind {
    NC_XML_START, /* <a …> or <a …/> */
    NC_XML_END,   /* </a> */
    NC_XML_TEXT,  /* text between tags, including CDATA; references are not resolved */
    NC_XML_OTHER, /* a declaration, comment, instruction or document type */
    NC_XML_FINISHED
};

struct nc_xml_scan {
    struct nc_str text;
    size_t at;
    enum nc_xml_kind kind;
    /* the whole token, with its brackets */
    struct nc_str token;
    /* the tag's name, with its prefix */
    struct nc_str name;
    /* <a/> */
    bool is_empty;
    /* where the token begins */
    struct nc_pos pos;
    /* the offset up to which lines were counted */
    size_t counted;
    uint32_t line, col;
};

void nc_xml_scan_begin(struct nc_xml_scan *s, struct nc_str text);
enum nc_xml_kind nc_xml_next(struct nc_xml_scan *s);
/* The name without its prefix. */
struct nc_str nc_xml_local(const struct nc_xml_scan *s);
bool nc_xml_is(const struct nc_xml_scan *s, const char *local);
/* Replaces out with the value of the start tag's attribute of that name, with references resolved;
 * false if it has none. With a NULL out it only tests. */
bool nc_xml_attr(struct nc_buf *out, const struct nc_xml_scan *s, const char *name);
/* Reads the next attribute: its name and raw value, from *at on, which is 0 at first. */
bool nc_xml_next_attr(const struct nc_xml_scan *s, size_t *at, struct nc_str *name,
                      struct nc_str *value);

#endif
