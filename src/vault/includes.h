/* Files that mdBook includes in code. */
#ifndef NC_VAULT_INCLUDES_H
#define NC_VAULT_INCLUDES_H

#include "vault/vaultdata.h"

/* Puts the text of included files into the code blocks of a note of an mdBook, and takes the lines
 * out of Rust code that mdBook hides. What cannot be included is told and left out. */
void nc_includes_expand(const struct nc_vault *v, size_t note, struct nc_doc *doc,
                        struct nc_diags *diags);

#endif
