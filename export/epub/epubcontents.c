/* Contents on pages of their own, for a book whose contents are too long for one page. Pages of few
 * lines, linked to each other, replace the navigation document in the spine. A page shows the
 * entries of one list; what is below them goes on the same page if it fits, else on pages of its
 * own. A list too long by itself is divided: notes in no chosen order by their initials or years,
 * others by position. docs/epub.md explains the rules. */
#include "export/epub/epub.h"

#include "base/uchar.h"
#include "base/utf8.h"
#include "lang/initial.h"
#include "lang/lang.h"

#include <stdio.h>
#include <stdlib.h>

/* Most lines on a page. */
#define MOST 40u

/* A page to write: one list, given by the indices of its entries. */
struct page {
    struct nc_str name, label;
    /* the page that leads here; the first leads to itself */
    size_t up;
    uint32_t *items;
    size_t count;
};

struct contents {
    struct epub_book *book;
    const struct epub_toc *toc;
    /* for each entry: the entry after those below it */
    uint32_t *ends;
    /* for each entry: the number + 1 of the last page that shows it */
    uint32_t *shown;
    /* for each entry: the number of the page with what is below it; 0: none */
    uint32_t *page_of;
    struct page *pages;
    size_t count, cap;
    /* how often a name was given */
    struct nc_strmap names;
};

static uint32_t *find_ends(const struct epub_toc *t)
{
    uint32_t *ends = nc_calloc(t->count + 1, sizeof *ends);
    uint32_t *open = nc_calloc(t->count + 1, sizeof *open); /* by depth */
    size_t depth = 0;
    for (uint32_t i = 0; i <= t->count; i++) {
        size_t next = i < t->count ? t->items[i].depth : 0;
        while (depth > next || (depth && i == t->count))
            ends[open[--depth]] = i;
        if (i < t->count)
            open[depth++] = i;
    }
    free(open);
    return ends;
}

static bool has_below(const struct contents *c, uint32_t entry)
{
    return c->ends[entry] > entry + 1;
}

/* --- names and labels --- */

static struct nc_str keep(struct contents *c, struct nc_buf *b)
{
    struct nc_str s = nc_arena_str(c->book->arena, nc_buf_view(b));
    nc_buf_dispose(b);
    return s;
}

/* The name is made from the page that leads there and the first entry, so it does not depend on the
 * rest of the book. */
static struct nc_str page_name(struct contents *c, size_t up, struct nc_str first)
{
    struct nc_str parts[2] = {c->pages[up].name, first};
    uint8_t digest[32];
    char hex[9];
    struct nc_buf name = {0};
    nc_sha256_list(digest, parts, 2);
    nc_hex(hex, digest, 4);
    nc_buf_printf(&name, "text/contents-%s", hex);
    struct nc_str key = nc_arena_str(c->book->arena, nc_buf_view(&name));
    uint32_t times = (*nc_strmap_at(&c->names, key))++;
    if (times)
        nc_buf_printf(&name, "-%u", times + 1);
    nc_buf_puts(&name, ".xhtml");
    return keep(c, &name);
}

static size_t add_page(struct contents *c, size_t up, struct nc_str label, struct nc_str first,
                       const uint32_t *items, size_t count)
{
    uint32_t *kept = nc_arena_array(c->book->arena, count, sizeof *kept);
    memcpy(kept, items, count * sizeof *kept);
    nc_grow(&c->pages, &c->cap, c->count + 1, sizeof *c->pages);
    c->pages[c->count] = (struct page){
        .name = page_name(c, up, first), .label = label, .up = up, .items = kept, .count = count};
    return c->count++;
}

/* Writes the beginning of a title, for the name of a range. */
static void put_short(struct nc_buf *out, struct nc_str title)
{
    unsigned width = 0, len = 0;
    size_t i = 0;
    for (; i < title.n && width < 24; i += len)
        width += nc_char_width(nc_utf8_at(title, i, &len));
    nc_buf_str(out, nc_str_trim(nc_str_sub(title, 0, i)));
    if (i < title.n)
        nc_buf_puts(out, "…");
}

static struct nc_str range_label(struct contents *c, uint32_t first, uint32_t last)
{
    struct nc_buf b = {0};
    put_short(&b, c->toc->items[first].label);
    if (first != last) {
        nc_buf_puts(&b, " – ");
        put_short(&b, c->toc->items[last].label);
    }
    return keep(c, &b);
}

/* --- lists that are too long --- */

/* The year that a title begins or ends with, as journals do; 0 if there is none. */
static uint32_t year_in(struct nc_str title)
{
    size_t from = 0, to = 0;
    uint32_t year = 0;
    while (to < title.n && nc_ascii_is_digit(title.p[to]))
        to++;
    if (to != 4 && to != 8) {
        from = to = title.n;
        while (from > 0 && nc_ascii_is_digit(title.p[from - 1]))
            from--;
        if (to - from != 4)
            return 0;
    }
    for (size_t i = from; i < from + 4; i++)
        year = year * 10 + (uint32_t)(title.p[i] - '0');
    return year >= 1000 && year < 3000 ? year : 0;
}

/* The key under which an entry of a long list is filed. */
struct filed {
    uint32_t entry, key;
};
enum filing { BY_PLACE, BY_INITIAL, BY_YEAR };

static int by_key(const void *a, const void *b)
{
    const struct filed *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->entry < y->entry ? -1 : x->entry > y->entry;
}

/* Assigns keys to the entries of a long list and sorts it. Notes in a chosen order keep that order,
 * and so do entries with the same key. */
static enum filing file_list(const struct contents *c, const struct page *p, struct filed *out)
{
    size_t years = 0, named = 0;
    for (size_t i = 0; i < p->count; i++) {
        const struct epub_entry *e = &c->toc->items[p->items[i]];
        out[i] = (struct filed){p->items[i], year_in(e->label)};
        years += out[i].key > 0;
        named += e->by_name;
    }
    if (years == p->count && out[0].key <= out[p->count - 1].key) {
        qsort(out, p->count, sizeof *out, by_key);
        if (out[0].key != out[p->count - 1].key)
            return BY_YEAR;
    }
    for (size_t i = 0; i < p->count; i++)
        out[i] = (struct filed){p->items[i], nc_initial_of(c->toc->items[p->items[i]].label)};
    if (named == p->count)
        qsort(out, p->count, sizeof *out, by_key);
    return named == p->count && out[0].key != out[p->count - 1].key ? BY_INITIAL : BY_PLACE;
}

static size_t same_key(const struct filed *list, size_t from, size_t count)
{
    size_t to = from + 1;
    while (to < count && list[to].key == list[from].key)
        to++;
    return to;
}

static struct nc_str group_label(struct contents *c, enum filing how, const struct filed *list,
                                 size_t from, size_t to, bool is_part)
{
    uint32_t first = list[from].key, last = list[to - 1].key;
    struct nc_buf b = {0};
    if (how == BY_PLACE || is_part)
        return range_label(c, list[from].entry, list[to - 1].entry);
    if (how == BY_INITIAL)
        nc_initial_put(&b, first, last, c->book->run->site->lang);
    else if (first == last)
        nc_buf_printf(&b, "%u", first);
    else
        nc_buf_printf(&b, "%u–%u", first, last);
    return keep(c, &b);
}

/* The end of the group that begins at from: all entries of as many keys as fit in room, or a part
 * of a key that alone exceeds it. */
static size_t group_end(enum filing how, const struct filed *list, size_t from, size_t count,
                        size_t room)
{
    size_t to = from, next;
    if (how == BY_PLACE)
        return count - from < room ? count : from + room;
    while (to < count && (next = same_key(list, to, count)) - from <= room)
        to = next;
    if (to == from)
        to = from + room;
    return to;
}

static size_t count_groups(enum filing how, const struct filed *list, size_t count, size_t room)
{
    size_t groups = 0;
    for (size_t from = 0; from < count; groups++)
        from = group_end(how, list, from, count, room);
    return groups;
}

/* Adds lines to page number that lead to parts of its list. */
static void divide(struct contents *c, size_t number, struct epub_toc *lines)
{
    struct page p = c->pages[number];
    struct filed *list = nc_calloc(p.count, sizeof *list);
    uint32_t *items = nc_calloc(p.count, sizeof *items);
    enum filing how = file_list(c, &p, list);
    size_t room = MOST;
    while (count_groups(how, list, p.count, room) > MOST)
        room *= 2;
    for (size_t i = 0; i < p.count; i++)
        items[i] = list[i].entry;
    for (size_t from = 0, to; from < p.count; from = to) {
        to = group_end(how, list, from, p.count, room);
        bool is_part = (from > 0 && list[from].key == list[from - 1].key) ||
                       (to < p.count && list[to].key == list[to - 1].key);
        struct nc_str label = group_label(c, how, list, from, to, is_part);
        struct nc_str first = how == BY_PLACE || is_part
                                  ? c->toc->items[items[from]].label
                                  : group_label(c, how, list, from, from + 1, false);
        size_t page = add_page(c, number, label, first, items + from, to - from);
        epub_toc_add(lines, label, c->pages[page].name, 0);
    }
    free(list);
    free(items);
}

/* --- lists that fit --- */

struct choice {
    struct contents *c;
    /* number of the page + 1 */
    uint32_t stamp;
    /* number of lines shown */
    size_t lines;
};

static void show(struct choice *ch, uint32_t from, uint32_t to)
{
    for (; from < to; from++) {
        ch->lines += ch->c->shown[from] != ch->stamp;
        ch->c->shown[from] = ch->stamp;
    }
}

/* Finds the entries just below a list of entries. */
static size_t list_below(const struct contents *c, const uint32_t *items, size_t count,
                         size_t limit, uint32_t *out)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = items[i] + 1; k < c->ends[items[i]]; k = c->ends[k]) {
            if (n == limit)
                return limit + 1;
            out[n++] = k;
        }
    return n;
}

/* If a level does not fit as a whole, shows folders with all their content, smallest first. */
static void show_small_folders(struct choice *ch, const uint32_t *items, size_t count)
{
    const struct contents *c = ch->c;
    for (uint32_t size = 2; size <= MOST && ch->lines < MOST; size++)
        for (size_t i = 0; i < count; i++) {
            bool fits = !c->toc->items[items[i]].href.n && c->ends[items[i]] - items[i] == size &&
                        ch->lines + size - 1 <= MOST;
            if (fits)
                show(ch, items[i], c->ends[items[i]]);
        }
}

/* Decides what a page shows below its list: level by level, while a whole level fits. */
static void choose(struct choice *ch, const struct page *p)
{
    uint32_t level[2][MOST];
    size_t count = p->count, next;
    memcpy(level[0], p->items, count * sizeof *p->items);
    for (size_t i = 0; i < count; i++)
        show(ch, p->items[i], p->items[i] + 1);
    for (unsigned k = 0; count; k ^= 1u, count = next) {
        next = list_below(ch->c, level[k], count, MOST - ch->lines, level[k ^ 1u]);
        if (next > MOST - ch->lines) {
            show_small_folders(ch, level[k], count);
            return;
        }
        for (size_t i = 0; i < next; i++)
            show(ch, level[k ^ 1u][i], level[k ^ 1u][i] + 1);
    }
}

/* Entries whose lists share a page. */
struct pack {
    uint32_t items[MOST];
    size_t count, lines;
};

static void close_pack(struct contents *c, size_t number, struct pack *k)
{
    if (k->count == 0)
        return;
    size_t page;
    struct nc_str first = c->toc->items[k->items[0]].label;
    if (k->count == 1) {
        uint32_t below[MOST];
        size_t n = list_below(c, k->items, 1, MOST, below);
        page = add_page(c, number, first, first, below, n);
    } else {
        struct nc_str label = range_label(c, k->items[0], k->items[k->count - 1]);
        page = add_page(c, number, label, first, k->items, k->count);
    }
    for (size_t i = 0; i < k->count; i++)
        c->page_of[k->items[i]] = (uint32_t)page;
    k->count = k->lines = 0;
}

static void add_large(struct contents *c, size_t number, uint32_t entry)
{
    size_t most = c->ends[entry] - entry;
    uint32_t *below = nc_calloc(most, sizeof *below);
    size_t n = list_below(c, &entry, 1, most, below);
    struct nc_str label = c->toc->items[entry].label;
    c->page_of[entry] = (uint32_t)add_page(c, number, label, label, below, n);
    free(below);
}

/* Makes pages for what is below the entries from..to of page `number` and not shown on it. */
static void place_rest(struct contents *c, size_t number, uint32_t from, uint32_t to,
                       struct pack *k)
{
    uint32_t stamp = (uint32_t)number + 1;
    for (uint32_t i = from; i < to; i++) {
        if (c->shown[i] != stamp || !has_below(c, i) || c->shown[i + 1] == stamp)
            continue;
        uint32_t size = c->ends[i] - i;
        if (k->lines + size > MOST)
            close_pack(c, number, k);
        if (size > MOST) {
            add_large(c, number, i);
        } else {
            k->items[k->count++] = i;
            k->lines += size;
        }
        i = c->ends[i] - 1;
    }
}

/* Appends the lines of entries from..to of page number. */
static void put_lines(const struct contents *c, size_t number, uint32_t from, uint32_t to,
                      struct epub_toc *lines)
{
    uint32_t stamp = (uint32_t)number + 1;
    unsigned base = c->toc->items[from].depth;
    for (uint32_t i = from; i < to; i++) {
        const struct epub_entry *e = &c->toc->items[i];
        if (c->shown[i] != stamp)
            continue;
        bool goes_on = has_below(c, i) && c->shown[i + 1] != stamp;
        struct nc_str more = goes_on ? c->pages[c->page_of[i]].name : NC_NONE;
        epub_toc_add(lines, e->label, e->href.n ? e->href : more, e->depth - base);
        lines->items[lines->count - 1].more = e->href.n ? more : NC_NONE;
        if (goes_on)
            i = c->ends[i] - 1;
    }
}

static void fill(struct contents *c, size_t number, struct epub_toc *lines)
{
    struct page p = c->pages[number];
    struct choice ch = {c, (uint32_t)number + 1, 0};
    struct pack k = {.count = 0};
    choose(&ch, &p);
    for (size_t i = 0; i < p.count; i++)
        place_rest(c, number, p.items[i], c->ends[p.items[i]], &k);
    close_pack(c, number, &k);
    for (size_t i = 0; i < p.count; i++)
        put_lines(c, number, p.items[i], c->ends[p.items[i]], lines);
}

/* --- pages --- */

/* The name relative to the folder that holds all pages of a book's text. */
static struct nc_str beside(struct nc_str href)
{
    struct nc_str folder = NC_LIT("text/");
    return nc_str_starts(href, folder) ? nc_str_sub(href, folder.n, href.n) : href;
}

static int write_page(const struct contents *c, size_t number, struct epub_toc *lines,
                      struct epub_file *out)
{
    const struct nc_run *run = c->book->run;
    const struct page *p = &c->pages[number], *up = &c->pages[p->up];
    struct nc_str lang = run->site->lang;
    struct nc_buf entries = {0};
    for (size_t i = 0; i < lines->count; i++) {
        lines->items[i].href = beside(lines->items[i].href);
        lines->items[i].more = beside(lines->items[i].more);
    }
    epub_put_entries(&entries, lines, nc_str(nc_lang_label(lang, NC_L_CONTENTS)));
    struct nc_tmpl_var above[] = {{.name = "href", .text = beside(up->name)},
                                  {.name = "label", .text = up->label}};
    struct nc_tmpl_row way = {above, 2};
    struct nc_tmpl_var vars[] = {
        {.name = "lang", .text = lang},
        {.name = "dir", .text = epub_direction(lang)},
        {.name = "class", .text = epub_class(lang)},
        {.name = "title", .text = p->label},
        {.name = "entries", .text = nc_buf_view(&entries), .is_markup = true},
        {.name = "up", .rows = &way, .row_count = number ? 1 : 0}};
    struct nc_tmpl_row row = {vars, sizeof vars / sizeof *vars};
    *out = (struct epub_file){.name = p->name};
    int err = epub_page(out, run, EPUB_T_CONTENTS, &row, run->fail);
    nc_buf_dispose(&entries);
    return err;
}

static void add_first(struct contents *c)
{
    uint32_t *items = nc_arena_array(c->book->arena, c->toc->count, sizeof *items);
    size_t count = 0;
    for (uint32_t i = 0; i < c->toc->count; i = c->ends[i])
        items[count++] = i;
    nc_grow(&c->pages, &c->cap, 1, sizeof *c->pages);
    c->pages[c->count++] =
        (struct page){.name = NC_LIT(EPUB_CONTENTS),
                      .label = nc_str(nc_lang_label(c->book->run->site->lang, NC_L_CONTENTS)),
                      .items = items,
                      .count = count};
}

/* Writes the pages in the order they were asked for: each after the one that leads to it. */
static int write_pages(struct contents *c)
{
    struct epub_book *book = c->book;
    size_t cap = 0;
    int err = 0;
    for (size_t number = 0; number < c->count && !err; number++) {
        struct epub_toc lines = {0};
        if (c->pages[number].count > MOST)
            divide(c, number, &lines);
        else
            fill(c, number, &lines);
        nc_grow(&book->contents, &cap, number + 1, sizeof *book->contents);
        err = write_page(c, number, &lines, &book->contents[number]);
        book->content_count += !err;
        free(lines.items);
    }
    return err;
}

int epub_contents_make(struct epub_book *book)
{
    size_t count = book->toc.count;
    if (count < EPUB_CONTENTS_FROM || !book->has_toc_page)
        return 0;
    struct contents c = {.book = book, .toc = &book->toc, .names.arena = book->arena};
    c.ends = find_ends(c.toc);
    c.shown = nc_calloc(count + 1, sizeof *c.shown);
    c.page_of = nc_calloc(count + 1, sizeof *c.page_of);
    add_first(&c);
    int err = write_pages(&c);
    free(c.ends);
    free(c.shown);
    free(c.page_of);
    free(c.pages);
    return err;
}
