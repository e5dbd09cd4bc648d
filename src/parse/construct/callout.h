/* Types of callouts (reference: Obsidian's help, "Callouts"; GitHub's alerts). */
#ifndef NC_PARSE_CALLOUT_H
#define NC_PARSE_CALLOUT_H

#include "doc/doc.h"

/* The canonical type of a word, ignoring ASCII case: "tldr" gives "abstract". Empty if the word is
 * not a type. */
struct nc_str nc_callout_type(struct nc_str word);

/* Whether a line of a quotation begins with "[!type]:", which does not define a link. */
bool nc_callout_is_label(struct nc_str line);
/* Makes a callout of a paragraph that begins with "!>" or "?>", as docsify writes it. */
void nc_callout_of_docsify(struct nc_doc *doc, struct nc_node *paragraph);
/* Makes a callout of a quotation whose first line begins with "[!type]": the rest of that line is
 * its title. */
void nc_callout_read(struct nc_doc *doc, struct nc_node *quote);
/* Makes a comment of the callout "[!sr|card-metadata]" in which obsidian-spaced-repetition may keep
 * its comment with a card's history; it never shows the callout. Its blocks are annotated. */
void nc_callout_of_history(struct nc_doc *doc, struct nc_node *callout);

#endif
