/* Makes figures and tables of directives. */
#include "parse/block/directive.h"

#include "base/arena.h"
#include "doc/ref.h"
#include "parse/construct/imagesize.h"

static bool has_title(const struct nc_opening *o)
{
    return o->title < o->title_to;
}

/* Appends a node with the title as its text. */
static void add_title(struct nc_texts *c, struct nc_node *n, enum nc_kind kind,
                      const struct nc_opening *o, const struct nc_stash *st)
{
    struct nc_node *title = nc_node_new(c->doc, kind, nc_locate_in_source(&c->locator, o->title));
    nc_node_append(n, title);
    nc_text_add(c, title, st, (struct nc_range){o->title, o->title_to});
}

/* Appends a paragraph with the image whose path is the directive's argument. */
static void add_image(struct nc_texts *c, struct nc_node *n, const struct nc_opening *o)
{
    struct nc_node *p = nc_node_new(c->doc, NC_PARAGRAPH, n->pos),
                   *image = nc_node_new(c->doc, NC_IMAGE, n->pos);
    nc_node_append(n, p);
    nc_node_append(p, image);
    nc_ref_init(image->u.image.ref,
                nc_arena_str(c->doc->arena, nc_str_sub(c->src, o->title, o->title_to)));
    nc_image_lengths(image, o->width, o->height, NC_NONE);
    if (o->alt.n)
        nc_node_append(image,
                       nc_node_text(c->doc, NC_TEXT, n->pos, nc_arena_str(c->doc->arena, o->alt)));
}

/* Gives a callout the name of its directive and the rest of the line as its title: "versionadded
 * 1.2", "theorem Pythagoras". */
static void name_callout(struct nc_texts *c, struct nc_node *title, const struct nc_opening *o,
                         struct nc_str name)
{
    struct nc_buf shown = {0};
    struct nc_str rest = nc_str_sub(c->src, o->title, o->title_to);
    nc_buf_printf(&shown, "%.*s%s%.*s", NC_FMT(name), rest.n ? " " : "", NC_FMT(rest));
    struct nc_str text = nc_arena_str(c->doc->arena, nc_buf_view(&shown));
    nc_node_append(title, nc_node_text(c->doc, NC_TEXT, title->pos, text));
    nc_buf_dispose(&shown);
}

static void make_callout(struct nc_texts *c, struct nc_node *n, const struct nc_opening *o,
                         const struct nc_stash *st)
{
    size_t colon = nc_str_find(o->word, ':', 0);
    struct nc_str name = nc_str_sub(o->word, colon < o->word.n ? colon + 1 : 0, o->word.n);
    n->kind = NC_CALLOUT;
    n->u.callout.type = nc_str(o->directive->with);
    n->u.callout.raw = nc_arena_str(c->doc->arena, name);
    n->u.callout.fold = o->fold;
    bool named =
        nc_str_eqz(name, "admonition") || nc_str_eqz(name, "note") || nc_str_eqz(name, "seealso");
    if (named && has_title(o)) {
        add_title(c, n, NC_CALLOUT_TITLE, o, st);
        return;
    }
    struct nc_node *title = nc_node_new(c->doc, NC_CALLOUT_TITLE, n->pos);
    nc_node_append(n, title);
    if (!named)
        name_callout(c, title, o, name);
}

/* A title as a strong line of its own. */
static void make_titled(struct nc_texts *c, struct nc_node *n, const struct nc_opening *o,
                        const struct nc_stash *st)
{
    if (!has_title(o))
        return;
    struct nc_node *p = nc_node_new(c->doc, NC_PARAGRAPH, n->pos);
    nc_node_append(n, p);
    add_title(c, p, NC_STRONG, o, st);
}

/* Adds a title or caption that nc_directive_end will move to its place. */
static void begin_holder(struct nc_texts *c, struct nc_node *n, const struct nc_opening *o,
                         const struct nc_stash *st)
{
    enum nc_gen_meaning means = o->directive->means;
    bool table = means == NC_GEN_TABLE || means == NC_GEN_LIST_TABLE;
    if (means == NC_GEN_FIGURE || (table && has_title(o)))
        n->kind = NC_FIGURE;
    if (table && has_title(o))
        add_title(c, n, NC_CAPTION, o, st);
    else if (has_title(o))
        add_image(c, n, o);
}

bool nc_directive_begin(struct nc_texts *c, struct nc_node *n, const struct nc_opening *o,
                        const struct nc_stash *st, struct nc_directive *open)
{
    enum nc_gen_meaning means = o->directive ? o->directive->means : NC_GEN_UNKNOWN;
    if (means == NC_GEN_FIGURE || means == NC_GEN_IMAGE || means == NC_GEN_TABLE ||
        means == NC_GEN_LIST_TABLE) {
        begin_holder(c, n, o, st);
        *open = (struct nc_directive){means, o->head_rows, o->head_columns};
        return true;
    }
    if (means == NC_GEN_CALLOUT && o->directive->with && o->directive->with[0]) {
        make_callout(c, n, o, st);
        return true;
    }
    if (means == NC_GEN_QUOTE)
        n->kind = NC_QUOTE;
    else if (means != NC_GEN_TITLED)
        return false;
    make_titled(c, n, o, st);
    return true;
}

/* --- the end --- */

/* Turns the first paragraph after the image into a caption. The rest is a legend, which follows the
 * figure. */
static void caption_figure(struct nc_node *figure)
{
    struct nc_node *n = figure->first ? figure->first->next : NULL, *after = figure;
    if (!n || n->kind != NC_PARAGRAPH)
        return;
    n->kind = NC_CAPTION;
    while (n->next) {
        struct nc_node *legend = n->next;
        nc_node_unlink(legend, n);
        nc_node_insert(after, legend);
        after = legend;
    }
}

/* Moves the content of an item into a cell. */
static void fill_cell(struct nc_node *cell, struct nc_node *item)
{
    bool alone = item->first && item->first == item->last;
    nc_node_adopt(cell, item);
    for (struct nc_node *n = cell->first; n; n = n->next) {
        bool text = nc_is_text_block(n) || n->kind == NC_HEADING;
        if (text)
            n->kind = alone ? NC_PLAIN : NC_PARAGRAPH;
    }
}

/* The list in an item that is a row; NULL: the item holds anything else. */
static struct nc_node *cells_of(const struct nc_node *item)
{
    struct nc_node *list = item->first;
    return item->kind == NC_ITEM && list && !list->next && list->kind == NC_LIST ? list : NULL;
}

/* The number of columns of a list of lists; 0: it is none. */
static uint32_t columns_of(const struct nc_node *list)
{
    uint32_t columns = 0;
    for (const struct nc_node *item = list->first; item; item = item->next) {
        const struct nc_node *cells = cells_of(item);
        uint32_t count = 0;
        for (const struct nc_node *c = cells ? cells->first : NULL; c; c = c->next)
            count++;
        if (!count)
            return 0;
        columns = count > columns ? count : columns;
    }
    return columns;
}

static void add_row(struct nc_doc *doc, struct nc_node *table, const struct nc_node *item,
                    bool head, unsigned head_columns)
{
    struct nc_node *row = nc_node_new(doc, NC_ROW, item->pos), *from = cells_of(item)->first;
    row->u.row.head = head;
    nc_node_append(table, row);
    for (uint32_t k = 0; k < table->u.table.columns; k++) {
        struct nc_node *cell = nc_node_new(doc, NC_CELL, from ? from->pos : row->pos);
        cell->u.cell.column = k;
        cell->u.cell.head = !head && k < head_columns;
        nc_node_append(row, cell);
        if (!from)
            continue;
        struct nc_node *next = from->next;
        fill_cell(cell, from);
        from = next;
    }
}

/* Makes a table of the list of lists that n ends in. */
static void make_table(struct nc_doc *doc, struct nc_node *n, const struct nc_directive *open)
{
    struct nc_node *list = n->last, *prev = n->first == list ? NULL : n->first;
    uint32_t columns = list && list->kind == NC_LIST ? columns_of(list) : 0;
    if (!columns || (prev && prev->next != list))
        return;
    struct nc_node *table = nc_node_new(doc, NC_TABLE, list->pos);
    uint8_t *aligns = nc_arena_alloc(doc->arena, columns);
    memset(aligns, NC_ALIGN_NONE, columns);
    table->u.table.columns = columns;
    table->u.table.align = aligns;
    unsigned k = 0;
    for (struct nc_node *item = list->first; item; item = item->next)
        add_row(doc, table, item, k++ < open->head_rows, open->head_columns);
    nc_node_unlink(list, prev);
    nc_node_append(n, table);
}

void nc_directive_end(struct nc_doc *doc, struct nc_node *n, const struct nc_directive *open)
{
    if (open->means == NC_GEN_FIGURE)
        caption_figure(n);
    else if (open->means == NC_GEN_LIST_TABLE)
        make_table(doc, n, open);
}
