/* Cleans SVG drawings for books. A drawing may come from anyone, and e-readers draw it in a
 * browser: only what is on a list (svgtable.h) stays, everything else is removed. */
#ifndef NC_MEDIA_SVG_H
#define NC_MEDIA_SVG_H

#include "base/buf.h"

/* What a drawing lost that a reader could miss: bits of nc_svg_clean's *lost. */
enum nc_svg_loss {
    NC_SVG_MOTION = 1,  /* animation: only a still picture remains */
    NC_SVG_HTML = 2,    /* HTML in the drawing: its text is kept as one line */
    NC_SVG_REMOTE = 4,  /* pictures, styles or parts from elsewhere */
    NC_SVG_SCRIPT = 8,  /* scripts and event handlers */
    NC_SVG_FONT = 16,   /* fonts of its own */
    NC_SVG_ELEMENT = 32 /* elements that SVG 1.1 does not know or that are incomplete */
};

/* Appends the drawing to out: static SVG 1.1, well-formed, without a document type, with unique and
 * valid ids, with references only to its own parts. The result was parsed again, so it can be
 * stored unchanged. False, with nothing appended: not a drawing, not well-formed, an element with
 * over 1,000 attributes, or so many parts reused by others that no reader would finish drawing it.
 * Linear in the drawing's size. Any thread. */
bool nc_svg_clean(struct nc_buf *out, struct nc_str svg, unsigned *lost);
/* Appends the losses in words, for a message: "animation, scripts". */
void nc_svg_losses(struct nc_buf *out, unsigned lost);

#endif
