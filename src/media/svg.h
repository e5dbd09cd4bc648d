/* SVG drawings as a book may hold them. A drawing comes from anyone, and e-readers draw it in a
 * browser: what may stay is on a list (svgtable.h), everything else goes. */
#ifndef NC_MEDIA_SVG_H
#define NC_MEDIA_SVG_H

#include "base/buf.h"

/* What a drawing lost that its reader could miss: bits of nc_svg_clean's *lost. */
enum nc_svg_loss {
    NC_SVG_MOTION = 1,  /* animation: the drawing stands still */
    NC_SVG_HTML = 2,    /* HTML in the drawing: its text is kept as a line of text */
    NC_SVG_REMOTE = 4,  /* pictures, styles or parts from elsewhere */
    NC_SVG_SCRIPT = 8,  /* scripts and event handlers */
    NC_SVG_FONT = 16,   /* fonts of its own */
    NC_SVG_ELEMENT = 32 /* elements that SVG 1.1 does not know or that are not complete */
};

/* Appends the drawing to out: static SVG 1.1, well-formed, without a document type, its ids unique
 * and valid, with references to its own parts only. It was parsed again, so it can be stored as it
 * is. False, and nothing appended: no drawing, not well-formed, over 1,000 attributes on an
 * element, or so many parts used again by others that no reader would finish it. Linear in the
 * drawing's size. Any thread. */
bool nc_svg_clean(struct nc_buf *out, struct nc_str svg, unsigned *lost);
/* Appends what lost tells, for a message: "animation, scripts". */
void nc_svg_losses(struct nc_buf *out, unsigned lost);

#endif
