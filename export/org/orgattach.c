/* --org-attach: a file that a note shows or links to goes into that note's directory of
 * attachments, where org-attach looks for it: data/ beside the Org file, then the note's id, split
 * after two characters. A section with such links names the directory in a property, because by
 * default Org does not look into the drawers above it. */
#include "export/org/orgattach.h"

#include "base/fsio.h"
#include "base/strmap.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "export/org/orgout.h"
#include "export/org/orgplan.h"
#include "export/relpath.h"

struct org_attach {
    struct nc_arena *arena;
    /* place of each file; empty if it has none */
    struct nc_str *places;
    /* for each note: it has attachments; its id is not usable as a directory name */
    bool *owns, *lacks;
};

/* Whether the name is valid for a directory on every system. */
static bool is_safe(struct nc_str name)
{
    struct nc_buf safe = {0};
    nc_safe_filename(&safe, name);
    bool is = nc_str_eq(nc_buf_view(&safe), name);
    nc_buf_dispose(&safe);
    return is;
}

/* Appends the directory beside the Org file. False: the id cannot name one. */
static bool put_dir(struct nc_buf *out, const struct nc_run *run, uint32_t note)
{
    struct nc_buf id = {0};
    org_id(&id, run, note, NC_NO_ANCHOR);
    unsigned len;
    size_t two = 0;
    for (unsigned k = 0; k < 2 && two < id.n; k++, two += len)
        nc_utf8_at(nc_buf_view(&id), two, &len);
    struct nc_str head = nc_str_sub(nc_buf_view(&id), 0, two),
                  rest = nc_str_sub(nc_buf_view(&id), two, id.n);
    bool ok = rest.n > 0 && is_safe(head) && is_safe(rest);
    if (ok)
        nc_buf_printf(out, "data/%.*s/%.*s", NC_FMT(head), NC_FMT(rest));
    nc_buf_dispose(&id);
    return ok;
}

/* Reserves a path. False if another file in the tree has it, ignoring case. */
static bool claim_path(struct nc_strmap *used, struct nc_str path)
{
    struct nc_buf key = {0};
    nc_nfc_fold(&key, path);
    bool is_free = !nc_strmap_get(used, nc_buf_view(&key));
    if (is_free)
        *nc_strmap_at(used, nc_arena_str(used->arena, nc_buf_view(&key))) = 1;
    nc_buf_dispose(&key);
    return is_free;
}

/* Appends "a-<12 hex of its SHA-256>.png". */
static void put_numbered(struct nc_buf *out, struct nc_str name, const struct nc_media *m)
{
    size_t dot = name.n;
    char hex[13];
    for (size_t i = 1; i < name.n; i++)
        dot = name.p[i] == '.' ? i : dot;
    nc_hex(hex, m->sha256, 6);
    nc_buf_str(out, nc_str_sub(name, 0, dot));
    nc_buf_printf(out, "-%s", hex);
    nc_buf_str(out, nc_str_sub(name, dot, name.n));
}

/* The place of file m, which the note owns; empty: the place without attachments. */
static struct nc_str find_place(const struct nc_run *run, struct nc_strmap *used, uint32_t note,
                                uint32_t m)
{
    struct nc_buf place = {0}, usual = {0};
    nc_buf_str(&place, nc_folder_name(run->site->places[note]));
    if (place.n)
        nc_buf_char(&place, '/');
    bool ok = put_dir(&place, run, note);
    nc_buf_char(&place, '/');
    size_t folder = place.n;
    nc_media_place(&usual, run, m);
    nc_buf_str(&place, nc_base_name(nc_buf_view(&usual)));
    if (ok && !claim_path(used, nc_buf_view(&place))) {
        place.n = folder;
        put_numbered(&place, nc_base_name(nc_buf_view(&usual)), &run->site->media->items[m]);
        ok = claim_path(used, nc_buf_view(&place));
    }
    struct nc_str found = ok ? nc_arena_str(used->arena, nc_buf_view(&place)) : NC_NONE;
    nc_buf_dispose(&place);
    nc_buf_dispose(&usual);
    return found;
}

/* Finds the first note that shows or links to a file, if it is part of the run. */
static bool find_owner(const struct nc_run *run, uint32_t m, uint32_t *note)
{
    *note = run->site->media->items[m].note;
    return *note < run->site->count && run->site->notes[*note];
}

struct org_attach *org_attach_begin(const struct nc_run *run)
{
    const struct nc_site *site = run->site;
    struct nc_arena *arena = nc_arena_new();
    struct org_attach *a = NC_NEW(arena, struct org_attach);
    struct nc_strmap used = {.arena = arena};
    *a = (struct org_attach){arena, nc_arena_array(arena, site->media->count, sizeof *a->places),
                             nc_arena_array(arena, site->count, sizeof *a->owns),
                             nc_arena_array(arena, site->count, sizeof *a->lacks)};
    for (size_t m = 0; m < site->media->count; m++)
        claim_path(&used, site->media_places[m]);
    for (uint32_t m = 0; m < site->media->count; m++) {
        uint32_t note;
        if (nc_media_standing(run, m) == m && find_owner(run, m, &note)) {
            a->places[m] = find_place(run, &used, note, m);
            a->owns[note] |= a->places[m].n > 0;
            a->lacks[note] |= a->places[m].n == 0;
        }
    }
    return a;
}

void org_attach_free(struct org_attach *a)
{
    if (a)
        nc_arena_free(a->arena);
}

void org_attach_report(struct nc_run *run)
{
    const struct org_attach *a = org_state(run)->attach;
    for (uint32_t i = 0; a && i < run->site->count; i++)
        if (a->lacks[i])
            nc_diag(
                run->diags, NC_D_IDENTITY, run->site->notes[i]->path, (struct nc_pos){0},
                "Org cannot name an attachment directory after the id %.*s, so this note's files "
                "stay where its links find them; give it an id of at least three letters or digits",
                NC_FMT(run->site->notes[i]->id));
}

bool org_attach_place(struct nc_buf *out, const struct nc_run *run, uint32_t number)
{
    const struct org_attach *a = org_state(run)->attach;
    struct nc_str place = a ? a->places[nc_media_standing(run, number)] : NC_NONE;
    nc_buf_str(out, place);
    return place.n > 0;
}

bool org_has_attachments(const struct nc_run *run, uint32_t note)
{
    const struct org_attach *a = org_state(run)->attach;
    return a && a->owns[note];
}

/* Whether the file is an attachment of the note. */
static bool is_own(const struct org_writer *w, uint32_t number)
{
    const struct org_attach *a = org_state(w->run)->attach;
    uint32_t note, m = a ? nc_media_standing(w->run, number) : 0;
    return a && a->places[m].n && find_owner(w->run, m, &note) && note == w->note;
}

bool org_attachment_path(const struct org_writer *w, struct nc_buf *out, uint32_t number)
{
    if (!w->attaches || !is_own(w, number))
        return false;
    uint32_t m = nc_media_standing(w->run, number);
    return org_attachment(out, nc_base_name(org_state(w->run)->attach->places[m]));
}

static bool is_attachment(const struct org_writer *w, const struct nc_node *n)
{
    const struct nc_ref *ref = nc_node_cref(n);
    return ref && ref->state == NC_REF_MEDIA && is_own(w, ref->media);
}

/* Whether a headline begins, or may begin, at the node. */
static bool begins_headline(const struct org_writer *w, const struct nc_node *n)
{
    return org_is_headline(n) || (org_state(w->run)->todo && n->kind == NC_ITEM && n->u.item.task);
}

/* The next node in document order that is not below n, or NULL. */
static const struct nc_node *next_outside(const struct nc_node *n)
{
    while (n && !n->next)
        n = n->parent;
    return n ? n->next : NULL;
}

void org_attach_section(struct org_writer *w, const struct nc_node *from)
{
    w->attaches = false;
    if (!org_has_attachments(w->run, w->note))
        return;
    for (const struct nc_node *n = from->first ? from->first : next_outside(from);
         n && !w->attaches && !begins_headline(w, n); n = n->first ? n->first : next_outside(n))
        w->attaches = is_attachment(w, n);
}

void org_attach_property(struct org_writer *w)
{
    struct nc_buf dir = {0};
    if (w->attaches && put_dir(&dir, w->run, w->note))
        org_line(w, ":DIR:      ", nc_buf_view(&dir));
    nc_buf_dispose(&dir);
}
