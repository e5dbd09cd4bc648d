/* Surveys notes outside the product that hold a certain word and so may be needed. */
#include "base/fsio.h"
#include "parse/input/cleantext.h"
#include "vault/vaultdata.h"

#include <errno.h>

static bool holds_word(const struct nc_vault *v, size_t i, struct nc_str word,
                       struct nc_diags *diags)
{
    const struct nc_vault_note *n = &v->notes[i];
    struct nc_buf bytes = {0};
    struct nc_fail f = {0};
    if (nc_vault_excludes(v, n->rel))
        return false;
    int err = nc_read_file(&bytes, n->path.p, NC_MAX_NOTE_BYTES, &f);
    if (err && nc_is_read_failure(errno))
        nc_vault_unread(v, NC_D_NOTE_UNREADABLE, n->rel, n->shown, diags, f.message.p);
    bool holds = !err && nc_str_search(nc_buf_view(&bytes), word, 0) < bytes.n;
    nc_buf_dispose(&bytes);
    nc_buf_dispose(&f.message);
    return holds;
}

void nc_survey_others(struct nc_vault *v, const struct nc_parse_options *opts, struct nc_str word,
                      struct nc_diags *diags)
{
    for (size_t i = 0; i < v->surveyed; i++) {
        bool holds = !v->surveys[i].arena && holds_word(v, i, word, diags);
        struct nc_doc *doc = holds ? nc_vault_parse(v, i, opts, NULL) : NULL;
        if (doc)
            nc_vault_survey(v, i, doc);
        nc_doc_free(doc);
    }
}
