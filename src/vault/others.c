/* Notes outside the product that must be read all the same, because of a word in them. */
#include "base/fsio.h"
#include "parse/hygiene.h"
#include "vault/vaultdata.h"

void nc_survey_others(struct nc_vault *v, const struct nc_parse_options *opts, struct nc_str word)
{
    for (size_t i = 0; i < v->surveyed; i++) {
        struct nc_buf bytes = {0};
        struct nc_fail f = {0};
        bool holds = !v->surveys[i].arena &&
                     nc_read_file(&bytes, v->notes[i].path.p, NC_MAX_NOTE_BYTES, &f) == 0 &&
                     nc_str_search(nc_buf_view(&bytes), word, 0) < bytes.n;
        nc_buf_dispose(&bytes);
        nc_buf_dispose(&f.message);
        struct nc_doc *doc = holds ? nc_vault_parse(v, i, opts, NULL) : NULL;
        if (doc)
            nc_vault_survey(v, i, doc);
        nc_doc_free(doc);
    }
}
