/* Embeds that are blocks, and those written as images. */
#ifndef NC_PARSE_EMBEDBLOCK_H
#define NC_PARSE_EMBEDBLOCK_H

#include "base/diag.h"
#include "doc/doc.h"

/* Splits a paragraph into blocks: embeds alone on their lines, and paragraphs of the text between
 * them. The new blocks follow p in its parent. p keeps the first part and may become empty. */
void nc_embed_blocks_split(struct nc_doc *doc, struct nc_node *p);
/* Makes an embed of the image "![text](note.md)", which embeds the note as "![[note]]" does. */
void nc_embed_of_image(struct nc_doc *doc, struct nc_node *image);

/* Makes an embed of a comment block that VitePress replaces with a file. */
void nc_embed_of_comment(struct nc_doc *doc, struct nc_node *comment, struct nc_diags *diags);
/* Makes an embed of MyST's fence ```{include} part.md. */
void nc_embed_of_directive(struct nc_doc *doc, struct nc_node *code, struct nc_diags *diags);

#endif
