/* The tags of an XML text one after the other, with their places. It takes what is there: whether
 * the text is well-formed is another question (wellformed.h). Nothing is copied or kept, and no
 * input makes it take more than linear time. */
#ifndef NC_PREFLIGHT_XMLSCAN_H
#define NC_PREFLIGHT_XMLSCAN_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"

#include <stdbool.h>

enum nc_xml_kind {
    NC_XML_START, /* <a …> or <a …/> */
    NC_XML_END,   /* </a> */
    NC_XML_TEXT,  /* between tags, CDATA too; references are not resolved */
    NC_XML_OTHER, /* a declaration, comment, instruction or document type */
    NC_XML_FINISHED
};

struct nc_xml_scan {
    struct nc_str text;
    size_t at;
    enum nc_xml_kind kind;
    struct nc_str token; /* all of it, with its brackets */
    struct nc_str name;  /* of a tag, with its prefix */
    bool is_empty;       /* <a/> */
    struct nc_pos pos;   /* where the token begins */
    size_t counted;      /* up to where lines were counted */
    uint32_t line, col;
};

void nc_xml_scan_begin(struct nc_xml_scan *s, struct nc_str text);
enum nc_xml_kind nc_xml_next(struct nc_xml_scan *s);
/* The name less its prefix. */
struct nc_str nc_xml_local(const struct nc_xml_scan *s);
bool nc_xml_is(const struct nc_xml_scan *s, const char *local);
/* Replaces out by the value of the start tag's attribute of that name, references resolved; false:
 * it has none. A NULL out only asks. */
bool nc_xml_attr(struct nc_buf *out, const struct nc_xml_scan *s, const char *name);
/* The attributes one after the other: name and raw value from *at on, which begins as 0. */
bool nc_xml_next_attr(const struct nc_xml_scan *s, size_t *at, struct nc_str *name,
                      struct nc_str *value);

#endif
