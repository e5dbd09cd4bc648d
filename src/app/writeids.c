/* Writes ids into notes. The parser reads the old and the new text: the note is written only if
 * both mean the same and the ids are found. */
#include "app/writeids.h"

#include "base/fsio.h"
#include "base/outset.h"
#include "base/strmap.h"
#include "base/utf8.h"
#include "cards/cards.h"
#include "parse/input/cleantext.h"

#include <stdlib.h>

/* The lines of a file: where each ends, before its line ending. */
struct lines {
    size_t *ends;
    size_t count, cap;
    struct nc_str text;
};

static void find_lines(struct lines *l, struct nc_str text)
{
    *l = (struct lines){.text = text};
    for (size_t i = 0; i <= text.n; i++) {
        if (i < text.n && text.p[i] != '\n' && text.p[i] != '\r')
            continue;
        nc_grow(&l->ends, &l->cap, l->count + 1, sizeof *l->ends);
        l->ends[l->count++] = i;
        if (i + 1 < text.n && text.p[i] == '\r' && text.p[i + 1] == '\n')
            i++;
    }
}

static bool is_blank(const struct lines *l, size_t line)
{
    size_t i = l->ends[line];
    while (i > 0 && (l->text.p[i - 1] == ' ' || l->text.p[i - 1] == '\t'))
        i--;
    return i == 0 || l->text.p[i - 1] == '\n' || l->text.p[i - 1] == '\r';
}

/* The offset at which the id goes; SIZE_MAX if the note has no such line. */
static size_t place_of(const struct lines *l, const struct nc_id_wish *w)
{
    size_t last = w->before ? w->before - 1 : l->count;
    if (last > l->count)
        return SIZE_MAX;
    while (last > w->line && is_blank(l, last - 1))
        last--;
    if (!w->line || last < w->line)
        return SIZE_MAX;
    size_t at = l->ends[last - 1];
    while (at > 0 && (l->text.p[at - 1] == ' ' || l->text.p[at - 1] == '\t'))
        at--;
    return at;
}

/* Appends the text with its ids; false if an id has no place. */
static bool insert_ids(struct nc_buf *out, struct nc_str text, const struct nc_id_wish *wishes,
                       size_t count)
{
    struct lines l;
    bool ok = true;
    size_t from = 0;
    find_lines(&l, text);
    for (size_t i = 0; i < count; i++) {
        size_t at = place_of(&l, &wishes[i]);
        if (at == SIZE_MAX || at < from) {
            ok = false;
            break;
        }
        nc_buf_str(out, nc_str_sub(text, from, at));
        nc_buf_printf(out, " ^%.*s", NC_FMT(wishes[i].id));
        from = at;
    }
    nc_buf_str(out, nc_str_sub(text, from, text.n));
    free(l.ends);
    return ok;
}

static struct nc_doc *parse(const struct nc_loaded *l, const struct nc_vault_note *n,
                            struct nc_str bytes)
{
    struct nc_diags *diags = nc_diags_new();
    struct nc_doc *doc = nc_parse(bytes, n->shown, n->name, &l->parse, diags);
    nc_diags_free(diags);
    return doc;
}

static void said(struct nc_buf *out, const struct nc_doc *doc)
{
    struct nc_slice all = nc_slice_of(doc->root->first, NULL);
    nc_card_content(out, doc, &all);
}

static bool has_ids(const struct nc_doc *doc, const struct nc_id_wish *wishes, size_t count)
{
    struct nc_arena *scratch = nc_arena_new();
    struct nc_strmap ids = {.arena = scratch};
    struct nc_walk w;
    bool has = true;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER && w.node->id.n)
            *nc_strmap_at(&ids, w.node->id) = 1;
    for (size_t i = 0; i < count; i++)
        has &= nc_strmap_get(&ids, wishes[i].id) != 0;
    nc_arena_free(scratch);
    return has;
}

static bool says_the_same(const struct nc_loaded *l, const struct nc_vault_note *n,
                          struct nc_str before, struct nc_str after,
                          const struct nc_id_wish *wishes, size_t count)
{
    struct nc_buf a = {0}, b = {0};
    struct nc_doc *was = parse(l, n, before), *is = parse(l, n, after);
    said(&a, was);
    said(&b, is);
    bool same = nc_str_eq(nc_buf_view(&a), nc_buf_view(&b)) && has_ids(is, wishes, count);
    nc_doc_free(was);
    nc_doc_free(is);
    nc_buf_dispose(&a);
    nc_buf_dispose(&b);
    return same;
}

/* Appends the note with its ids. NULL if they can be written, else the reason why not. */
static const char *add_ids(struct nc_buf *out, const struct nc_loaded *l, size_t note,
                           struct nc_str bytes, const struct nc_id_wish *wishes, size_t count)
{
    uint8_t digest[NC_DIGEST];
    const struct nc_outline *o = l->site.notes[note];
    const struct nc_vault_note *n = nc_vault_note(l->vault, note);
    nc_fingerprint(digest, bytes);
    if (memcmp(digest, o->digest, sizeof digest) != 0)
        return "it changed during the run";
    if (!nc_utf8_valid(bytes) || memchr(bytes.p, 0, bytes.n))
        return "it is not UTF-8";
    if (!insert_ids(out, bytes, wishes, count) ||
        !says_the_same(l, n, bytes, nc_buf_view(out), wishes, count))
        return "they would change its meaning";
    return NULL;
}

static int write_note(const struct nc_loaded *l, size_t note, const struct nc_id_wish *wishes,
                      size_t count, struct nc_outset *outs, const char **why, struct nc_fail *f)
{
    const struct nc_vault_note *n = nc_vault_note(l->vault, note);
    struct nc_buf before = {0}, after = {0};
    struct nc_out *out;
    int err = nc_read_file(&before, n->path.p, NC_MAX_NOTE_BYTES, f);
    if (!err)
        *why = add_ids(&after, l, note, nc_buf_view(&before), wishes, count);
    if (!err && !*why)
        err = nc_out_open(&out, outs, n->path.p, f) || nc_out_write(out, after.p, after.n) ||
                      nc_out_close(out)
                  ? -1
                  : 0;
    nc_buf_dispose(&before);
    nc_buf_dispose(&after);
    return err;
}

int nc_write_ids(const struct nc_loaded *l, const struct nc_id_wishes *wishes,
                 struct nc_outset *outs, struct nc_diags *diags, struct nc_buf *report,
                 struct nc_fail *f)
{
    size_t ids = 0, notes = 0;
    for (size_t i = 0; i < wishes->count;) {
        const struct nc_id_wish *first = &wishes->items[i];
        const char *why = NULL;
        size_t count = 1, note = 0;
        while (i + count < wishes->count && nc_str_eq(first[count].path, first->path))
            count++;
        i += count;
        while (note < l->site.count && !nc_str_eq(l->site.notes[note]->path, first->path))
            note++;
        if (note == l->site.count)
            continue;
        if (write_note(l, note, first, count, outs, &why, f))
            return -1;
        if (why) {
            nc_diag(diags, NC_D_IDS_LEFT_OUT, nc_vault_note(l->vault, note)->shown,
                    (struct nc_pos){0}, "ids of %zu card%s were not written to the note: %s", count,
                    count == 1 ? "" : "s", why);
            continue;
        }
        ids += count;
        notes++;
    }
    nc_buf_printf(report, "%zu id%s %swritten to %zu note%s\n", ids, ids == 1 ? "" : "s",
                  l->opts->dry_run ? "would be " : "", notes, notes == 1 ? "" : "s");
    return 0;
}
