/* Escaping of text for XML. Knows no elements. */
#ifndef NC_BASE_XMLTEXT_H
#define NC_BASE_XMLTEXT_H

#include "base/buf.h"

/* Appends s escaped for XML text and attribute values (& < > " and CR). Characters that XML cannot
 * hold (XML 1.0, production 2), DEL and malformed bytes become U+FFFD. The result keeps its meaning
 * as markup when the whole is composed (NFC) afterwards. */
void nc_xml_escape(struct nc_buf *out, struct nc_str s);
/* The same for attributes that keep their tabs and line ends, which a parser would otherwise turn
 * into spaces (XML 1.0, 3.3.3). */
void nc_xml_escape_attribute(struct nc_buf *out, struct nc_str s);
/* Appends markup with its references resolved: numeric ones, and the five names that XML has.
 * Others stay as written. */
void nc_xml_unescape(struct nc_buf *out, struct nc_str markup);

#endif
