/* Bounds of embeds, and the state while embedding into one document. For embed.c, embednotes.c and
 * embedweights.c only. */
#ifndef NC_VAULT_EMBEDDING_H
#define NC_VAULT_EMBEDDING_H

#include "vault/vaultdata.h"

#define NC_EMBED_DEPTH 10
/* A note may embed ten that embed ten …, so the total is bounded too. */
#define NC_EMBEDS_MAX 2000

struct open_embed {
    struct nc_node *embed;
    uint32_t note, anchor;
    /* of the last heading passed inside it */
    unsigned level;
};

struct embedding {
    struct nc_resolving *r;
    struct open_embed open[NC_EMBED_DEPTH];
    size_t depth;
    /* of the last heading in the note itself */
    unsigned level;
    /* the note of each file in doc->files */
    uint32_t *file_notes;
    size_t file_count, file_cap;
    /* how many names doc->files has room for; 0: no more than it holds */
    size_t room;
    size_t embeds, nodes;
    /* reported references in notes outside the product */
    struct nc_strmap places;
    /* labels of the footnotes; filled when the first one is taken over */
    struct nc_strmap labels;
    /* number of the last footnote */
    uint32_t footnotes;
    bool counted;
};

/* Moves the footnotes that the content of embed refers to out of doc, with numbers and labels that
 * no other has. */
void embed_footnotes(struct embedding *e, struct nc_node *embed, struct nc_doc *doc);
/* Renumbers all footnotes in the order of their first references. */
void embed_renumber(struct embedding *e);

#endif
