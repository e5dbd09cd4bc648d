/* Code that a note takes from a file where it names it: HonKit's link [import:2-5, title:"x"](a.py)
 * alone in its paragraph, and MyST's ```{literalinclude} a.py. */
#ifndef NC_VAULT_CODEFILES_H
#define NC_VAULT_CODEFILES_H

#include "vault/vaultdata.h"

/* Turns such links into code blocks and fills such fences. A file that is not in the root is
 * reported, and the link or fence stays. A link that says only "import" must stand in a book of
 * GitBook. */
void nc_code_files_take(const struct nc_vault *v, size_t note, struct nc_doc *doc,
                        struct nc_diags *diags);

#endif
