/* The fields of a card as Anki gets them: HTML with the targets of pictures and links, the source,
 * the language; also digests of their content. */
#include "export/apkg/apkgmaking.h"

#include "base/fsio.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "lang/lang.h"

#include <stdlib.h>

const struct nc_media_form *apkg_form(const struct nc_run *run, uint32_t media)
{
    return &run->media->items[run->media->items[media].first];
}

/* Appends the name of a file in the package and packs the file. */
static void use_file(struct field_context *c, struct nc_buf *name, uint32_t media, bool linked)
{
    /* Anki imports a file that no field shows only if its name begins with '_'. */
    if (linked)
        nc_buf_char(name, '_');
    const struct nc_media_form *form = apkg_form(c->run, media);
    nc_media_name_as(name, &c->run->site->media->items[media], form->sha256, form->type);
    for (size_t i = 0; i < c->count; i++)
        if (c->files[i].media == media && c->files[i].linked == linked)
            return;
    nc_grow(&c->files, &c->cap, c->count + 1, sizeof *c->files);
    c->files[c->count++] = (struct apkg_file){media, linked};
}

/* Reports a picture that Anki cannot show and that could not be converted. */
static bool field_media(void *ctx, struct nc_buf *src, const struct nc_ref *ref,
                        const struct nc_node *node)
{
    const struct field_context *c = ctx;
    const struct nc_media *m = &c->run->site->media->items[ref->media];
    const struct nc_media_form *form = apkg_form(c->run, ref->media);
    /* Files that Anki can show are copied unchanged, even damaged ones. */
    bool needs_other =
        nc_media_is_image(m->type) && !(c->run->backend->media->types >> m->type & 1);
    const char *trouble = needs_other ? nc_media_trouble_text(form) : NULL;
    bool refused = needs_other && form->state == NC_MEDIA_REFUSED;
    if (trouble)
        nc_diag(c->diags, refused ? NC_D_IMAGE_TYPE : NC_D_IMAGE_SIMPLIFIED,
                c->doc->files[node->pos.file], node->pos, "'%.*s' is %s, %s%s", NC_FMT(m->name),
                nc_media_mime(m->type), trouble, refused ? "; its text is written instead" : "");
    if (refused)
        return false;
    use_file(ctx, src, ref->media, false);
    return true;
}

/* Escapes all of an address's value except what no program can misread. */
static void put_escaped(struct nc_buf *out, struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool is_plain = nc_ascii_is_alnum(c) || strchr("-._~/", c);
        if (is_plain && c)
            nc_buf_char(out, (char)c);
        else
            nc_buf_printf(out, "%%%02X", c);
    }
}

/* Writes the address that opens a note of the vault in Obsidian, at the heading or block that
 * fragment names. */
static void put_obsidian(struct nc_buf *out, const struct nc_site *site, uint32_t note,
                         struct nc_str fragment)
{
    nc_buf_puts(out, "obsidian://open?vault=");
    put_escaped(out, site->vault_name);
    nc_buf_puts(out, "&file=");
    put_escaped(out, site->notes[note]->path);
    if (fragment.n) {
        nc_buf_puts(out, "%23");
        put_escaped(out, fragment);
    }
}

/* Resolves a link. A card links to other notes only if Obsidian can open them, and to files only of
 * types that are harmless to open. */
static bool field_link(void *ctx, struct nc_buf *href, const struct nc_ref *ref)
{
    const struct field_context *c = ctx;
    const struct nc_site *site = c->run->site;
    if (ref->state == NC_REF_NOTE && site->is_obsidian && site->notes[ref->note] &&
        site->notes[ref->note]->path.n) {
        put_obsidian(href, site, ref->note, ref->fragment);
        return true;
    }
    if (ref->state != NC_REF_MEDIA)
        return false;
    enum nc_media_type type = c->run->site->media->items[ref->media].type;
    if (type == NC_MEDIA_UNKNOWN || type == NC_MEDIA_SVG)
        return false;
    use_file(ctx, href, ref->media, true);
    return true;
}

const struct nc_xhtml_hooks apkg_field_hooks = {.link = field_link, .media = field_media};

struct nc_str apkg_keep(struct nc_arena *arena, struct nc_buf *b)
{
    struct nc_str s = nc_arena_str(arena, nc_str_trim(nc_buf_view(b)));
    nc_buf_dispose(b);
    return s;
}

static struct nc_str text(struct making *m, struct nc_str s)
{
    struct nc_buf html = {0}, nfc = {0};
    nc_xhtml_text(&html, &m->x, s);
    nc_nfc(&nfc, nc_buf_view(&html));
    nc_buf_dispose(&html);
    return apkg_keep(m->arena, &nfc);
}

/* Whether the text has letters of Hebrew, Arabic or similar scripts. */
static bool has_right_to_left(struct nc_str s)
{
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        uint32_t cp = (unsigned char)s.p[i] < 0xD6 ? 0 : nc_utf8_at(s, i, &len);
        if ((cp >= 0x0590 && cp <= 0x08FF) || (cp >= 0xFB1D && cp <= 0xFDFF) ||
            (cp >= 0xFE70 && cp <= 0xFEFC))
            return true;
        i += cp ? len : 1;
    }
    return false;
}

/* The direction that the note sets; else "rtl" for a language written that way, "auto" for a text
 * with letters of one, or NULL. */
static const char *direction(const struct making *m, struct nc_str html)
{
    const struct nc_value *v = nc_meta_get(&m->doc->meta, "direction");
    v = v ? v : nc_meta_get(&m->doc->meta, "dir");
    if (v && (nc_str_eqz(v->raw, "rtl") || nc_str_eqz(v->raw, "ltr")))
        return v->raw.p[0] == 'r' ? "rtl" : "ltr";
    if (!strcmp(nc_lang_direction(m->doc->lang), "rtl"))
        return "rtl";
    return has_right_to_left(html) ? "auto" : NULL;
}

/* Begins a field with language and direction if they matter: characters with one code have
 * different shapes in Chinese and Japanese, and the author's choice counts. True if an element was
 * opened. */
static bool open_language(struct nc_buf *out, const struct making *m, struct nc_str html)
{
    const char *dir = direction(m, html);
    bool says = nc_meta_get(&m->doc->meta, "lang") || nc_meta_get(&m->doc->meta, "language");
    bool has_lang = m->doc->lang.n && (says || *nc_lang_class(m->doc->lang) ||
                                       !strcmp(nc_lang_direction(m->doc->lang), "rtl"));
    if (!html.n || (!dir && !has_lang))
        return false;
    nc_buf_puts(out, "<div");
    if (has_lang)
        nc_buf_printf(out, " lang=\"%.*s\"", NC_FMT(m->doc->lang));
    if (dir)
        nc_buf_printf(out, " dir=\"%s\"", dir);
    nc_buf_puts(out, ">\n");
    return true;
}

/* The HTML of a side, composed, because Anki stores NFC. */
static struct nc_str side(struct making *m, const struct nc_slice *s)
{
    struct nc_buf html = {0}, nfc = {0};
    nc_xhtml_slice(&html, &m->x, s);
    nc_xhtml_footnotes(&html, &m->x);
    bool opened = open_language(&nfc, m, nc_str_trim(nc_buf_view(&html)));
    nc_nfc(&nfc, nc_str_trim(nc_buf_view(&html)));
    nc_buf_puts(&nfc, opened ? "\n</div>" : "");
    nc_buf_dispose(&html);
    return apkg_keep(m->arena, &nfc);
}

/* The source of the card: the note's title, linked if Obsidian can open it; with the file name if
 * the title does not identify the note. */
static struct nc_str source(struct making *m)
{
    const struct nc_site *site = m->run->site;
    struct nc_str path = site->notes[m->ctx.note]->path, title = m->doc->meta.title;
    struct nc_buf b = {0}, href = {0};
    struct nc_str stem = nc_base_name(path);
    stem = nc_has_suffix(stem, NC_LIT(".md")) ? nc_str_sub(stem, 0, stem.n - 3) : stem;
    if (site->is_obsidian && path.n) {
        put_obsidian(&href, site, m->ctx.note, NC_NONE);
        nc_buf_puts(&b, "<a href=\"");
        nc_xhtml_text(&b, &m->x, nc_buf_view(&href));
        nc_buf_puts(&b, "\">");
    }
    nc_buf_str(&b, text(m, title));
    if (href.n) {
        nc_buf_puts(&b, "</a>");
    } else if (stem.n && !nc_str_eq(stem, title)) {
        nc_buf_puts(&b, " (");
        nc_buf_str(&b, text(m, path));
        nc_buf_char(&b, ')');
    }
    nc_buf_dispose(&href);
    return apkg_keep(m->arena, &b);
}

/* The digest of a side's content, and of the media used from `from` on. */
static struct nc_str side_digest(struct making *m, const struct nc_slice *s, size_t from)
{
    struct nc_buf content = {0};
    size_t count = m->ctx.count - from;
    struct nc_str *parts = nc_calloc(count + 1, sizeof *parts);
    nc_card_content(&content, m->doc, s);
    parts[0] = nc_buf_view(&content);
    for (size_t i = 0; i < count; i++) {
        const struct nc_media *media = &m->run->site->media->items[m->ctx.files[from + i].media];
        parts[i + 1] = (struct nc_str){(const char *)media->sha256, sizeof media->sha256};
    }
    struct nc_str digest = apkg_digest(m->arena, parts, count + 1);
    nc_buf_dispose(&content);
    free(parts);
    return digest;
}

/* Reports parts of the card for which the user's type has no field. The headings above and the
 * source do not count, because the author did not write them on the card. */
static void report_unfilled(struct making *m, const struct apkg_usertype *t, const struct nc_str *f)
{
    static const struct {
        int own;
        const char *what;
    } parts[] = {{APKG_EXTRA, "Extra: what stands below the answer is left out"},
                 {APKG_ADD_REVERSE, "Add Reverse: the card is not asked from its back"},
                 {APKG_TYPE, "Type: the answer is not typed"}};
    for (size_t i = 0; !t->is_cloze && i < sizeof parts / sizeof parts[0]; i++) {
        bool is_asked = parts[i].own == APKG_ADD_REVERSE && t->template_count > 1;
        if (f[parts[i].own].n && !is_asked && !apkg_usertype_has(t, parts[i].own))
            nc_diag(m->ctx.diags, NC_D_CARD_MARK, m->doc->files[0], m->card->pos,
                    "the note type '%.*s' has no field %s", NC_FMT(t->name), parts[i].what);
    }
    if (t->is_cloze && f[APKG_CLOZE_EXTRA].n && !apkg_usertype_has(t, APKG_CLOZE_EXTRA))
        nc_diag(m->ctx.diags, NC_D_CARD_MARK, m->doc->files[0], m->card->pos,
                "the note type '%.*s' has no field Back Extra: what only the back shows is left "
                "out",
                NC_FMT(t->name));
}

void apkg_put_fields(struct making *m, struct apkg_note *n)
{
    const struct nc_card *c = m->card;
    bool cloze = c->kind == NC_CARD_CLOZE;
    struct nc_str *f = nc_arena_array(m->arena, apkg_fields_of(c->kind), sizeof *f);
    m->x.cloze = cloze;
    f[0] = side(m, &c->front);
    n->front = side_digest(m, &c->front, 0);
    m->x.cloze = false;
    size_t media = m->ctx.count;
    f[1] = side(m, &c->back);
    n->back = side_digest(m, &c->back, media);
    media = m->ctx.count;
    struct nc_str extra = side(m, &c->extra), said = side_digest(m, &c->extra, media);
    f[cloze ? APKG_CLOZE_CONTEXT : APKG_CONTEXT] = text(m, c->context);
    f[cloze ? APKG_CLOZE_SOURCE : APKG_SOURCE] = source(m);
    if (!cloze) {
        f[APKG_EXTRA] = extra;
        /* Without a back nothing can be asked from it. */
        f[APKG_ADD_REVERSE] = c->reverse && f[APKG_BACK].n ? NC_LIT("1") : NC_NONE;
        f[APKG_TYPE] = c->type_in ? NC_LIT("1") : NC_NONE;
    }
    const struct apkg_deck *d = m->run->state;
    const struct apkg_usertype *own = d->types.of[c->kind];
    n->type = own ? own->id : 0;
    if (own)
        report_unfilled(m, own, f);
    n->fields = f;
    n->field_count = apkg_fields_of(c->kind);
    struct nc_str flags = c->reverse && c->type_in ? NC_LIT("rt")
                          : c->reverse             ? NC_LIT("r")
                          : c->type_in             ? NC_LIT("t")
                                                   : NC_NONE;
    /* Macros are defined elsewhere in the note, or in the settings. */
    const struct nc_str parts[] = {n->front,
                                   n->back,
                                   said,
                                   flags,
                                   c->context,
                                   n->tags,
                                   m->doc->meta.title,
                                   nc_buf_view(&m->x.expanded)};
    size_t count = sizeof parts / sizeof parts[0] - !m->x.expanded.n;
    n->content = apkg_digest(m->arena, parts, count);
}

void apkg_put_media(struct making *m, struct apkg_note *n)
{
    size_t count = m->ctx.count;
    struct apkg_file *files = nc_arena_array(m->arena, count, sizeof *files);
    struct nc_str *names = nc_arena_array(m->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        struct nc_buf name = {0};
        files[i] = m->ctx.files[i];
        use_file(&m->ctx, &name, files[i].media, files[i].linked);
        names[i] = apkg_keep(m->arena, &name);
    }
    n->files = files;
    n->names = names;
    n->file_count = n->name_count = count;
    free(m->ctx.files);
}
