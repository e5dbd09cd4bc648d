/* Reading of Logseq's lines. A line is a run of inlines between two breaks of one paragraph. */
#include "parse/logseq.h"

#include "doc/walk.h"
#include "parse/ref.h"
#include "parse/stash.h"

/* The key of a line "key:: value" and where its value begins in the text; an empty slice if it is
 * none. */
static struct nc_str property_key(struct nc_str s, size_t *value)
{
    size_t i = 0;
    while (i < s.n && s.p[i] != ':' && s.p[i] != ' ' && s.p[i] != '\t')
        i++;
    if (i == 0 || i + 1 >= s.n || s.p[i] != ':' || s.p[i + 1] != ':' ||
        (i + 2 < s.n && s.p[i + 2] != ' '))
        return NC_NONE;
    *value = i + 2;
    while (*value < s.n && s.p[*value] == ' ')
        ++*value;
    return nc_str_sub(s, 0, i);
}

/* Properties that mean something to the editor only. */
static bool is_hidden(struct nc_str key)
{
    static const char *const names[] = {"id",
                                        "collapsed",
                                        "created-at",
                                        "updated-at",
                                        "ls-type",
                                        "background-color",
                                        "logseq.order-list-type",
                                        "file",
                                        "file-path",
                                        NULL};
    return nc_str_is_among(key, names) || nc_str_starts(key, NC_LIT("card-")) ||
           nc_str_starts(key, NC_LIT("hl-")) || nc_str_starts(key, NC_LIT("query-"));
}

static bool is_break(const struct nc_node *n)
{
    return n->kind == NC_SOFT_BREAK || n->kind == NC_HARD_BREAK;
}

/* The first break at or behind n, or NULL. */
static struct nc_node *line_end(struct nc_node *n)
{
    while (n && !is_break(n))
        n = n->next;
    return n;
}

/* Takes the children of p from first up to stop (not included) out; prev stands before them. */
static void cut(struct nc_node *p, struct nc_node *prev, struct nc_node *stop)
{
    if (prev)
        prev->next = stop;
    else
        p->first = stop;
    if (!stop)
        p->last = prev;
}

/* "a, [[b c]]": names apart by commas, with or without brackets. */
static void keep_names(struct nc_doc *doc, struct nc_str key, struct nc_str s)
{
    size_t count = 1, n = 0;
    for (size_t i = 0; i < s.n; i++)
        count += s.p[i] == ',';
    struct nc_value *items = nc_arena_array(doc->arena, count, sizeof *items);
    for (size_t from = 0; from <= s.n;) {
        size_t to = nc_str_find(s, ',', from);
        struct nc_str name = nc_str_trim(nc_str_sub(s, from, to));
        if (nc_str_starts(name, NC_LIT("[[")) && nc_str_ends(name, NC_LIT("]]")))
            name = nc_str_trim(nc_str_sub(name, 2, name.n - 2));
        if (name.n)
            items[n++] = (struct nc_value){.type = NC_V_TEXT, .raw = name};
        from = to + 1;
    }
    nc_meta_slot(doc, key, (struct nc_pos){0, 1, 1})->value =
        (struct nc_value){.type = NC_V_LIST, .items = items, .count = n};
}

/* The value of a property as its author wrote it: text and names of pages. */
static struct nc_str value_of(struct nc_doc *doc, const struct nc_node *n,
                              const struct nc_node *end, size_t from)
{
    struct nc_buf b = {0};
    nc_buf_str(&b, nc_str_sub(n->u.text, from, n->u.text.n));
    for (n = n->next; n && n != end; n = n->next) {
        if (n->kind == NC_WIKILINK)
            nc_buf_printf(&b, "[[%.*s]]", NC_FMT(n->u.ref.dest));
        else
            nc_plain_text(&b, n);
    }
    struct nc_str s = nc_arena_str(doc->arena, nc_str_trim(nc_buf_view(&b)));
    nc_buf_dispose(&b);
    return s;
}

static void keep_property(struct nc_doc *doc, struct nc_node *p, struct nc_str key,
                          struct nc_str value, bool page)
{
    struct nc_node *block = p->parent->kind == NC_ITEM && p->parent->first == p ? p->parent : p;
    if (nc_str_ieq(key, NC_LIT("id")) && !block->id.n)
        block->id = value;
    if (!page)
        return;
    if (nc_str_ieq(key, NC_LIT("title")))
        nc_meta_set(doc, key, value);
    else if (nc_str_ieq(key, NC_LIT("alias")) || nc_str_ieq(key, NC_LIT("tags")))
        keep_names(doc, (key.p[0] | 32) == 'a' ? NC_LIT("aliases") : NC_LIT("tags"), value);
}

static bool is_page_key(struct nc_str key)
{
    return nc_str_ieq(key, NC_LIT("alias")) || nc_str_ieq(key, NC_LIT("title")) ||
           nc_str_ieq(key, NC_LIT("tags"));
}

/* Takes property and drawer lines out of a paragraph. page: it is the first block of the page. */
static void read_lines(struct nc_doc *doc, struct nc_node *p, bool page)
{
    struct nc_node *prev = NULL; /* the break that ended the last line kept */
    bool drawer = false;
    for (struct nc_node *n = p->first, *end; n; n = end ? end->next : NULL) {
        end = line_end(n);
        struct nc_str s = n->kind == NC_TEXT ? n->u.text : NC_NONE, text = nc_str_trim(s);
        size_t value = 0;
        struct nc_str key = property_key(s, &value);
        bool opens = nc_str_eqz(text, ":LOGBOOK:"), closes = drawer && nc_str_eqz(text, ":END:");
        drawer |= opens;
        bool gone = drawer || (key.n && is_hidden(key)) || (page && key.n && is_page_key(key));
        drawer &= !closes;
        if (key.n && gone)
            keep_property(doc, p, key, value_of(doc, n, end, value), page);
        if (gone)
            cut(p, prev, end ? end->next : NULL);
        else if (end)
            prev = end;
        else
            return;
    }
    /* What was cut off the end left its break. */
    if (p->last && is_break(p->last) && p->first != p->last) {
        struct nc_node *k = p->first;
        while (k->next != p->last)
            k = k->next;
        nc_node_unlink(p->last, k);
    }
}

/* "TODO text" and the like. */
static void read_task_word(struct nc_node *item)
{
    static const struct {
        const char *word;
        char state;
    } words[] = {{"TODO ", ' '},     {"LATER ", ' '},     {"WAITING ", '>'},
                 {"DOING ", '/'},    {"NOW ", '/'},       {"DONE ", 'x'},
                 {"CANCELED ", '-'}, {"CANCELLED ", '-'}, {"IN-PROGRESS ", '/'}};
    struct nc_node *p = item->first,
                   *t = p && (p->kind == NC_PLAIN || p->kind == NC_PARAGRAPH) ? p->first : NULL;
    if (!t || t->kind != NC_TEXT)
        return;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct nc_str word = nc_str(words[i].word);
        if (!nc_str_starts(t->u.text, word))
            continue;
        item->u.item.task = (unsigned char)words[i].state;
        t->u.text = nc_str_sub(t->u.text, word.n, t->u.text.n);
        t->pos.col += (uint32_t)word.n;
        return;
    }
}

/* "#[[two words]]" */
static void read_bracket_tag(struct nc_node *text)
{
    struct nc_node *link = text->next;
    struct nc_str s = text->u.text;
    if (!link || link->kind != NC_WIKILINK || !s.n || s.p[s.n - 1] != '#')
        return;
    struct nc_str tag = link->u.ref.dest;
    memset(&link->u, 0, sizeof link->u);
    link->kind = NC_TAG;
    link->first = link->last = NULL;
    link->u.text = tag;
    link->pos.col--; /* its '#' */
    text->u.text = nc_str_sub(s, 0, s.n - 1);
}

/* "[label](((uuid)))" leads to a block, as "((uuid))" does, "[label]([[page]])" to a page. */
static void read_inner_link(struct nc_doc *doc, struct nc_node *link)
{
    struct nc_str dest = link->u.ref.dest;
    if (dest.n > 4 && nc_str_starts(dest, NC_LIT("[[")) && nc_str_ends(dest, NC_LIT("]]"))) {
        nc_ref_init(&link->u.ref, nc_str_sub(dest, 2, dest.n - 2));
        link->kind = NC_WIKILINK;
        return;
    }
    struct nc_stash st;
    if (!dest.n || dest.p[0] != '(' || !nc_stash_scan(&st, dest, 0, dest.n, 0) || st.to != dest.n)
        return;
    struct nc_buf b = {0};
    nc_buf_puts(&b, "#^");
    nc_buf_str(&b, nc_str_sub(dest, 2, dest.n - 2));
    nc_ref_init(&link->u.ref, nc_arena_str(doc->arena, nc_buf_view(&b)));
    nc_buf_dispose(&b);
}

void nc_logseq_read(struct nc_doc *doc)
{
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    const struct nc_node *page = doc->root->first;
    if (page && page->kind == NC_LIST)
        page = page->first && page->first->first ? page->first->first : page;
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (e != NC_WALK_ENTER)
            continue;
        if (n->kind == NC_PARAGRAPH || n->kind == NC_PLAIN)
            read_lines(doc, n, n == page);
        else if (n->kind == NC_ITEM)
            read_task_word(n);
        else if (n->kind == NC_LINK)
            read_inner_link(doc, n);
        else if (n->kind == NC_TEXT)
            read_bracket_tag(n);
    }
}
