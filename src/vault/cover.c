/* Finds the picture that a note's front matter names as its cover. */
#include "media/remote.h"
#include "vault/vaultdata.h"

static const char *const keys[] = {"cover", "cover-image", "cover_image", "banner", NULL};

/* A wikilink or embed written as text, without its brackets. */
static struct nc_str without_brackets(struct nc_str s)
{
    s = nc_str_trim(s);
    if (nc_str_starts(s, NC_LIT("!")))
        s = nc_str_sub(s, 1, s.n);
    if (nc_str_starts(s, NC_LIT("[[")) && nc_str_ends(s, NC_LIT("]]")) && s.n >= 4)
        s = nc_str_sub(s, 2, s.n - 2);
    return nc_str_sub(s, 0, nc_str_find(s, '|', 0));
}

struct nc_str nc_cover_named(const struct nc_doc *doc, struct nc_arena *arena, bool takes_remote)
{
    static const char *const elsewhere[] = {"data:", "#", NULL};
    static const char *const no[] = {"none", NULL};
    struct nc_str found = NC_NONE;
    for (size_t i = 0; !found.n && keys[i]; i++) {
        const struct nc_value *value = nc_meta_get(&doc->meta, keys[i]);
        struct nc_buf text = {0};
        if (!value || value->type == NC_V_BOOL)
            continue;
        nc_value_text(&text, value);
        struct nc_str name = without_brackets(nc_buf_view(&text));
        if (name.n && !nc_str_is_among(name, no) && !nc_str_starts_among(name, elsewhere) &&
            (takes_remote || !nc_is_remote(name)))
            found = nc_arena_str(arena, name);
        nc_buf_dispose(&text);
    }
    return found;
}

struct nc_pos nc_cover_place(const struct nc_doc *doc)
{
    for (size_t k = 0; keys[k]; k++)
        for (size_t i = 0; i < doc->meta.count; i++)
            if (nc_str_ieq(doc->meta.entries[i].key, nc_str(keys[k])))
                return doc->meta.entries[i].pos;
    return (struct nc_pos){.line = 1, .col = 1};
}

/* Warns that a book of a single note loses its remote cover. In a folder's book a note's cover is
 * not used anyway. */
static void report_remote(struct nc_resolving *r)
{
    const struct nc_value *value = nc_meta_get(&r->doc->meta, "cover");
    if (!value || r->v->is_folder || r->quiet || !nc_str_istarts(value->raw, NC_LIT("http")))
        return;
    nc_diag(r->diags, NC_D_IMAGE_REMOTE, r->doc->files[0], nc_cover_place(r->doc),
            "the cover is not downloaded; save the picture and name its file, or see --remote-dir");
}

void nc_cover_resolve(struct nc_resolving *r)
{
    struct nc_str name = nc_cover_named(r->doc, r->doc->arena, r->v->opts->remote_dir != NULL);
    if (!name.n) {
        report_remote(r);
        return;
    }
    struct nc_node *n = nc_node_new(r->doc, NC_EMBED, nc_cover_place(r->doc));
    n->u.embed.type = NC_EMBED_OTHER;
    n->u.embed.ref->dest = name;
    n->u.embed.ref->number = NC_NO_NUMBER;
    struct nc_link_request q = nc_request_of(n);
    if (nc_is_remote(name) && nc_target_find(r->v, r->note, &q).kind != NC_TARGET_MEDIA) {
        nc_resolve_report(r, NC_D_IMAGE_REMOTE, n,
                          "the cover is not among the files of --remote-dir");
        return;
    }
    r->is_cover = true;
    nc_resolve_ref(r, r->note, n);
    r->is_cover = false;
    if (n->u.embed.ref->state == NC_REF_MEDIA)
        r->doc->cover = n;
    else if (n->u.embed.ref->state == NC_REF_NOTE)
        nc_resolve_report(r, NC_D_IMAGE_TYPE, n, "the cover '%.*s' is a note, not a picture",
                          NC_FMT(name));
}
