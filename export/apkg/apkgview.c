/* Shows cards before anything is imported: as a list, as JSON, or on one page with both sides of
 * every card by day and by night, through the templates and the style that Anki would use. */
#include "base/arena.h"
#include "base/fsio.h"
#include "base/uchar.h"
#include "export/apkg/ankitemplate.h"
#include "export/apkg/apkgdeck.h"
#include "media/dataurl.h"

#include <stdlib.h>

#define MAX_MEDIA ((size_t)16 << 20) /* bytes of pictures on the page */
#define MAX_CLOZE_CARDS 20           /* cards shown of one note */

struct page {
    struct nc_run *run;
    struct nc_arena *arena;
    /* name in the package -> number + 1 */
    struct nc_strmap pictures;
    /* data: address of each; empty if too large or unreadable */
    struct nc_str *addresses;
    size_t count, cap, bytes;
    struct nc_tmpl_row *cards;
    size_t card_count, card_cap;
    bool is_short;
};

/* The picture as a data: address; empty if the page has no room for it. */
static struct nc_str picture(struct page *p, uint32_t media)
{
    const struct nc_media *m = &p->run->site->media->items[media];
    const struct nc_media_form *form = apkg_form(p->run, media);
    struct nc_buf bytes = {0}, b = {0};
    struct nc_fail ignored = {0};
    bool made = form->state == NC_MEDIA_MADE;
    size_t room = MAX_MEDIA - p->bytes;
    if (!nc_media_is_image(m->type) || (made ? form->bytes.n : m->size) > room) {
        p->is_short |= nc_media_is_image(m->type);
        return NC_NONE;
    }
    if (made || nc_media_read(&bytes, m, room, &ignored) == 0) {
        struct nc_str s = made ? nc_buf_view(&form->bytes) : nc_buf_view(&bytes);
        p->bytes += s.n;
        nc_data_url_put(&b, form->type, s);
    }
    struct nc_str address = nc_arena_str(p->arena, nc_buf_view(&b));
    nc_buf_dispose(&ignored.message);
    nc_buf_dispose(&bytes);
    nc_buf_dispose(&b);
    return address;
}

/* The address that shows the picture with that name; empty if the note does not have it or it is
 * not a picture. Each is made once per page. */
static struct nc_str address_of(struct page *p, const struct apkg_note *n, struct nc_str name)
{
    uint32_t known = nc_strmap_get(&p->pictures, name);
    for (size_t i = 0; !known && i < n->file_count; i++) {
        if (!nc_str_eq(n->names[i], name))
            continue;
        nc_grow(&p->addresses, &p->cap, p->count + 1, sizeof *p->addresses);
        p->addresses[p->count++] = picture(p, n->files[i].media);
        known = (uint32_t)p->count;
        *nc_strmap_at(&p->pictures, nc_arena_str(p->arena, name)) = known;
    }
    return known ? p->addresses[known - 1] : NC_NONE;
}

/* Writes a side's HTML with its pictures embedded, and a sign for each sound or video. */
static void put_side(struct nc_buf *out, struct page *p, const struct apkg_note *n,
                     struct nc_str html)
{
    struct nc_str src = NC_LIT(" src=\""), sound = NC_LIT("[sound:");
    for (size_t i = 0; i < html.n;) {
        struct nc_str rest = nc_str_sub(html, i, html.n);
        if (nc_str_starts(rest, src)) {
            size_t to = nc_str_find(html, '"', i + src.n);
            struct nc_str address = address_of(p, n, nc_str_sub(html, i + src.n, to));
            nc_buf_str(out, src);
            nc_buf_str(out, address);
            i = to;
        } else if (nc_str_starts(rest, sound)) {
            size_t to = nc_str_find(html, ']', i);
            nc_buf_printf(out, "<span class=\"play\">%.*s</span>",
                          NC_FMT(nc_str_sub(html, i + sound.n, to)));
            i = to + 1;
        } else {
            nc_buf_char(out, html.p[i++]);
        }
    }
}

/* Renders a side as Anki makes it from the templates. front: the other side, for an answer. */
static int render_side(struct nc_buf *out, struct page *p, const struct apkg_note *n, unsigned ord,
                       struct nc_str front, bool is_answer)
{
    struct nc_str tmpl;
    const struct apkg_deck *d = p->run->state;
    const struct apkg_usertype *own = apkg_usertype_of(&d->types, n);
    const struct anki_side side = {.names = own ? own->names : apkg_field_names(n->kind),
                                   .fields = own ? apkg_user_fields(p->arena, own, n) : n->fields,
                                   .cloze = n->kind == NC_CARD_CLOZE ? ord + 1 : 0,
                                   .is_answer = is_answer,
                                   .front = front};
    /* A cloze type has only one template. */
    unsigned number = own && ord >= own->template_count ? 0 : ord;
    if (own)
        tmpl = is_answer ? own->backs[number] : own->fronts[number];
    else if (nc_template_get(&tmpl, p->run->templates, apkg_template(n->kind, ord, is_answer),
                             p->run->fail))
        return -1;
    anki_render(out, tmpl, &side);
    return 0;
}

/* Adds the four looks of a card: front and back, by day and by night. */
static int add_sides(struct page *p, const struct apkg_note *n, unsigned ord,
                     struct nc_tmpl_row *rows)
{
    struct nc_buf html[2] = {{0}}, shown[2] = {{0}};
    int err = render_side(&html[0], p, n, ord, NC_NONE, false) ||
              render_side(&html[1], p, n, ord, nc_buf_view(&html[0]), true);
    for (size_t i = 0; i < 2; i++)
        put_side(&shown[i], p, n, nc_buf_view(&html[i]));
    const struct nc_str sides[] = {nc_arena_str(p->arena, nc_buf_view(&shown[0])),
                                   nc_arena_str(p->arena, nc_buf_view(&shown[1]))};
    for (size_t i = 0; i < 4; i++) {
        struct nc_tmpl_var *vars = nc_arena_array(p->arena, 2, sizeof *vars);
        vars[0] = (struct nc_tmpl_var){.name = "class",
                                       .text = i < 2 ? NC_LIT("card") : NC_LIT("card nightMode")};
        vars[1] = (struct nc_tmpl_var){.name = "html", .text = sides[i % 2], .is_markup = true};
        rows[i] = (struct nc_tmpl_row){vars, 2};
        if (i < 2) {
            nc_buf_dispose(&html[i]);
            nc_buf_dispose(&shown[i]);
        }
    }
    return err ? -1 : 0;
}

static struct nc_str where(struct page *p, const struct apkg_note *n, unsigned ord, size_t count)
{
    struct nc_buf b = {0};
    nc_buf_printf(&b, "%.*s:%u · %s", NC_FMT(n->file), n->pos.line, nc_card_origin_name(n->origin));
    if (n->kind == NC_CARD_CLOZE)
        nc_buf_printf(&b, " · cloze %u", ord + 1);
    else if (ord)
        nc_buf_puts(&b, " · from the back");
    if (count > MAX_CLOZE_CARDS)
        nc_buf_printf(&b, " · %d of %zu cards are shown", MAX_CLOZE_CARDS, count);
    nc_buf_printf(&b, " · %.*s", NC_FMT(n->deck));
    for (size_t from = 0; from < n->tags.n;) {
        size_t to = nc_str_find(n->tags, ' ', from);
        if (to > from)
            nc_buf_printf(&b, " #%.*s", NC_FMT(nc_str_sub(n->tags, from, to)));
        from = to + 1;
    }
    return nc_buf_keep(&b, p->arena);
}

static int add_note(struct page *p, const struct apkg_note *n)
{
    unsigned ords[APKG_ORDS];
    const struct apkg_deck *d = p->run->state;
    size_t count = apkg_ords_of(ords, &d->types, n),
           shown = count < MAX_CLOZE_CARDS ? count : MAX_CLOZE_CARDS;
    for (size_t i = 0; i < shown; i++) {
        struct nc_tmpl_var *vars = nc_arena_array(p->arena, 2, sizeof *vars);
        struct nc_tmpl_row *sides = nc_arena_array(p->arena, 4, sizeof *sides);
        if (add_sides(p, n, ords[i], sides))
            return -1;
        vars[0] = (struct nc_tmpl_var){.name = "where", .text = where(p, n, ords[i], count)};
        vars[1] = (struct nc_tmpl_var){.name = "sides", .rows = sides, .row_count = 4};
        nc_grow(&p->cards, &p->card_cap, p->card_count + 1, sizeof *p->cards);
        p->cards[p->card_count++] = (struct nc_tmpl_row){vars, 2};
    }
    return 0;
}

/* Writes a style so that nothing in it ends its element. */
static void put_style(struct nc_buf *out, struct nc_str css)
{
    for (size_t i = 0; i < css.n; i++)
        nc_buf_puts(out, css.p[i] == '<' ? "\\3c " : (char[]){css.p[i], 0});
}

/* Adds the styles of the user's types, and noteconv's own only if a card uses it. */
static struct nc_str add_users_style(struct page *p, struct nc_str style)
{
    const struct apkg_deck *d = p->run->state;
    struct nc_buf b = {0};
    bool own = d->count == 0;
    for (size_t i = 0; i < d->count; i++)
        own |= !apkg_usertype_of(&d->types, &d->notes[i]);
    nc_buf_str(&b, own ? style : NC_NONE);
    for (size_t i = 0; i < NC_CARD_KIND_COUNT; i++)
        if (d->types.of[i])
            put_style(&b, d->types.of[i]->css);
    return nc_buf_keep(&b, p->arena);
}

static int put_page(struct nc_buf *out, struct page *p)
{
    const struct apkg_deck *d = p->run->state;
    struct nc_str page, style;
    struct nc_buf title = {0};
    for (size_t i = 0; i < d->count; i++)
        if (add_note(p, &d->notes[i]))
            return -1;
    if (nc_template_get(&page, p->run->templates, "apkg/cards.html", p->run->fail) ||
        nc_template_get(&style, p->run->templates, "apkg/style.css", p->run->fail))
        return -1;
    style = add_users_style(p, style);
    nc_buf_printf(&title, "%.*s: %zu card%s", NC_FMT(p->run->site->title), p->card_count,
                  p->card_count == 1 ? "" : "s");
    const struct nc_tmpl_var vars[] = {
        {.name = "lang", .text = p->run->site->lang},
        {.name = "title", .text = nc_buf_view(&title)},
        {.name = "style", .text = style, .is_markup = true},
        {.name = "cards", .rows = p->cards, .row_count = p->card_count},
    };
    const struct nc_tmpl_row row = {vars, sizeof vars / sizeof vars[0]};
    int err = nc_tmpl_render(out, "apkg/cards.html", page, &row, p->run->fail);
    if (p->is_short)
        nc_diag(p->run->diags, NC_D_FORMAT_LOSS, NC_NONE, (struct nc_pos){0},
                "the page has reached 16 MB of pictures; further ones are left out here, but not "
                "in a deck");
    nc_buf_dispose(&title);
    return err;
}

static int make_page(struct nc_buf *out, struct nc_run *run)
{
    struct page p = {.run = run, .arena = nc_arena_new()};
    p.pictures.arena = p.arena;
    int err = put_page(out, &p);
    free(p.addresses);
    free(p.cards);
    nc_arena_free(p.arena);
    return err;
}

static void make_list(struct nc_buf *out, const struct apkg_deck *d)
{
    struct nc_buf text = {0};
    bool json = d->view == APKG_JSON;
    nc_buf_puts(&text, json ? "[" : "");
    for (size_t i = 0; i < d->count; i++) {
        nc_buf_puts(&text, json ? (i ? ",\n" : "\n") : i ? "\n" : "");
        nc_buf_str(&text, d->notes[i].listed);
    }
    nc_buf_puts(&text, json ? "\n]\n" : "");
    if (json)
        nc_buf_str(out, nc_buf_view(&text));
    else
        nc_put_visible(out, nc_buf_view(&text), true); /* meant for a terminal */
    nc_buf_dispose(&text);
}

int apkg_write_view(struct nc_run *run)
{
    const struct apkg_deck *d = run->state;
    struct nc_buf text = {0};
    struct nc_out *out;
    int err = 0;
    if (d->view == APKG_PAGE)
        err = make_page(&text, run);
    else
        make_list(&text, d);
    err = err || nc_out_open(&out, run->outs, run->output, run->fail) ||
          nc_out_write(out, text.p ? text.p : "", text.n) || nc_out_close(out);
    nc_buf_dispose(&text);
    return err ? -1 : 0;
}
