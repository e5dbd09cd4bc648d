/* Turns pages of an EPUB into those of a kepub. */
#ifndef NC_EXPORT_KOBOSPANS_H
#define NC_EXPORT_KOBOSPANS_H

#include "base/buf.h"

/* Appends page, a well-formed XHTML document. The content of its body goes into the two divs that
 * Kobo's software lays out. Each sentence of shown text goes into a span of class koboSpan with an
 * id kobo.P.S that counts paragraphs and sentences. pre, math and svg stay unchanged, and so does
 * the text of the page. Linear in the page. */
void epub_kobo_spans(struct nc_buf *out, struct nc_str page);

#endif
