/* Reads one note: its bytes, and the document made of them. */
#include "base/fsio.h"
#include "base/hash.h"
#include "parse/input/base.h"
#include "parse/input/canvas.h"
#include "parse/input/cleantext.h"
#include "parse/parse.h"
#include "vault/codefiles.h"
#include "vault/includes.h"
#include "vault/vaultdata.h"

#include <errno.h>
#include <sys/stat.h>

struct nc_str nc_vault_identity(const struct nc_vault *v)
{
    return v->id.n ? v->id : nc_vault_deck(v);
}

/* The name of a note: of a Logseq page its own name, "a/b" for the file "a___b"; of a journal its
 * day, spelled as the graph's settings say. */
static struct nc_str shown_name(const struct nc_vault *v, const struct nc_vault_note *n,
                                struct nc_buf *store)
{
    struct nc_when day;
    if (!v->is_logseq)
        return n->name;
    if (nc_vault_is_journal(v, n->folded, &day))
        nc_journal_title(store, v->journal_format, &day);
    else
        nc_logseq_page(store, n->name);
    return nc_buf_view(store);
}

typedef struct nc_doc *parser(struct nc_str bytes, struct nc_str file, struct nc_str name,
                              const struct nc_parse_options *opts, struct nc_diags *diags);

static parser *parser_of(struct nc_str path)
{
    return nc_is_canvas(path) ? nc_parse_canvas : nc_is_base(path) ? nc_parse_base : nc_parse;
}

/* Reports a note that cannot be read. If it was read in the first pass, its disappearance is an
 * error, because the output was planned with it. */
static void report_unread(const struct nc_vault *v, size_t i, struct nc_diags *diags,
                          const char *why, int error)
{
    const struct nc_vault_note *n = &v->notes[i];
    bool was_read = i < v->surveyed && v->surveys && v->surveys[i].outline;
    if (nc_vault_excludes(v, n->rel))
        return;
    if (nc_is_vanished(error) && was_read)
        nc_vault_report_changed(v, i, diags);
    else if (nc_is_vanished(error) && v->is_folder)
        nc_diag(diags, NC_D_VANISHED, n->shown, (struct nc_pos){0},
                "the note disappeared after its folder was listed; it is left out");
    else
        nc_vault_unread(v, NC_D_NOTE_UNREADABLE, n->rel, n->shown, diags, why);
}

/* Parses a note. bytes become its text with everything it includes. */
static struct nc_doc *parse_text(const struct nc_vault *v, size_t i, struct nc_buf *bytes,
                                 struct nc_str name, const struct nc_parse_options *opts,
                                 struct nc_diags *diags)
{
    const struct nc_vault_note *n = &v->notes[i];
    struct nc_buf whole = {0};
    struct nc_line_map map = {0};
    if (!nc_includes_in_text(v, i, nc_buf_view(bytes), &whole, &map, diags))
        return parser_of(n->path)(nc_buf_view(bytes), n->shown, name, opts, diags);
    struct nc_diags *own = nc_diags_new();
    nc_buf_dispose(bytes);
    *bytes = whole;
    struct nc_doc *doc = parser_of(n->path)(nc_buf_view(bytes), n->shown, name, opts, own);
    nc_line_map_apply(&map, doc, own, diags);
    nc_line_map_dispose(&map);
    nc_diags_free(own);
    return doc;
}

static int read_bytes(const struct nc_vault *v, const struct nc_vault_note *n, struct nc_buf *bytes,
                      struct nc_fail *f)
{
    struct nc_buf *standard = v->standard_input;
    if (!standard)
        return nc_read_file(bytes, n->path.p, NC_MAX_NOTE_BYTES, f);
    if (!standard->n && nc_read_fd(standard, 0, "standard input", NC_MAX_NOTE_BYTES, f))
        return -1;
    nc_buf_str(bytes, nc_buf_view(standard));
    return 0;
}

struct nc_doc *nc_vault_parse(const struct nc_vault *v, size_t i,
                              const struct nc_parse_options *opts, struct nc_diags *diags)
{
    const struct nc_vault_note *n = &v->notes[i];
    struct nc_buf bytes = {0};
    struct nc_fail f = {0};
    struct nc_doc *doc = NULL;
    if (read_bytes(v, n, &bytes, &f)) {
        report_unread(v, i, diags, f.message.p, errno);
    } else if (nc_vault_decode(v, n, &bytes, opts->encoding, diags)) {
        struct nc_buf store = {0};
        struct nc_str name = n->called.n ? n->called : shown_name(v, n, &store);
        doc = parse_text(v, i, &bytes, name, opts, diags);
        nc_buf_dispose(&store);
        nc_fingerprint(doc->digest, nc_buf_view(&bytes));
        doc->mtime = n->mtime;
        nc_doc_identify(doc, nc_vault_identity(v), n->key);
        nc_includes_in_code(v, i, doc, diags);
        if (!opts->strict && opts->dialect != NC_DIALECT_GFM)
            nc_code_files_take(v, i, doc, diags);
        doc->is_partial |= nc_vault_is_unread(v, n->rel); /* something that it includes */
    }
    nc_buf_dispose(&bytes);
    nc_buf_dispose(&f.message);
    return doc;
}
