/* Pages of a kepub. */
#ifndef NC_EXPORT_KOBOSPANS_H
#define NC_EXPORT_KOBOSPANS_H

#include "base/buf.h"

/* Appends page, a well-formed XHTML document, with the content of its body in the two divs that
 * Kobo's software lays out, and every text that is shown in spans of the class koboSpan, a sentence
 * each, with ids kobo.P.S that count paragraphs and sentences. What is in pre, math and svg is
 * left as it is. The text of the page does not change. Linear in the page. */
void epub_kobo_spans(struct nc_buf *out, struct nc_str page);

#endif
