/* Lists of notes: a summary, whose lists hold links, as in mdBook and GitBook; any note, whose
 * links in order are the notes of the product; a text file that is not a note, with one file name
 * per line, as pandoc takes them on its command line. */
#include "base/fsio.h"
#include "doc/walk.h"
#include "vault/plan.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#define MAX_LIST ((size_t)16 << 20)

static void report_missing(struct nc_listing *l, struct nc_pos pos, struct nc_str what)
{
    if (!l->counts_missing) {
        nc_diag(l->diags, NC_D_LINK_UNRESOLVED, l->shown, pos,
                "the index lists '%.*s', which is not a note of this folder", NC_FMT(what));
    } else if (!l->missing++) {
        l->missing_at = pos;
        l->missing_name = nc_arena_str(l->v->arena, what);
    }
}

void nc_listing_end(struct nc_listing *l)
{
    struct nc_buf more = {0};
    if (l->missing > 1)
        nc_buf_printf(&more, " and %zu more", l->missing - 1);
    if (l->missing)
        nc_diag(l->diags, NC_D_LINK_UNRESOLVED, l->shown, l->missing_at,
                "the plan lists '%.*s'%.*s, which %s no note of this folder",
                NC_FMT(l->missing_name), NC_FMT(nc_buf_view(&more)), l->missing > 1 ? "are" : "is");
    nc_buf_dispose(&more);
}

void nc_listing_take(struct nc_listing *l, unsigned depth, struct nc_str dest, bool by_name,
                     struct nc_str title, struct nc_pos pos)
{
    struct nc_vault *v = l->v;
    size_t hash = nc_str_find(dest, '#', 0);
    struct nc_str path = nc_str_sub(dest, 0, hash);
    nc_vault_build_names(v);
    struct nc_hit hit = nc_vault_lookup(v, l->from, path, by_name, false);
    if (hit.kind != NC_HIT_NOTE) {
        report_missing(l, pos, path);
        return;
    }
    struct nc_vault_note *n = &v->notes[hit.number];
    if (!nc_vault_is_chosen(v, n))
        return;
    if (n->is_planned && hash < dest.n)
        return; /* part of an existing note: its own headings are its contents */
    title = nc_arena_str(v->arena, title);
    if (!n->is_planned) {
        n->is_planned = n->wanted = true;
        n->place = ++l->next;
        n->called = title;
    }
    nc_book_add(&v->book, NC_BOOK_NOTE, depth, title, n->place);
}

/* --- summaries --- */

/* The first link in the text of a block, or NULL. */
static const struct nc_node *link_of(const struct nc_node *block)
{
    struct nc_walk w;
    if (!nc_is_text_block(block))
        return NULL;
    nc_walk_begin(&w, block);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER && (w.node->kind == NC_LINK || w.node->kind == NC_WIKILINK))
            return w.node;
    return NULL;
}

/* Whether an item without a link is a heading for the list in it. */
static bool is_heading_of_list(const struct nc_node *item)
{
    const struct nc_node *text = item->first;
    return text && !link_of(text) && text->next && text->next->kind == NC_LIST;
}

struct item_counts {
    size_t items, links;
};

static struct item_counts count_items(const struct nc_doc *doc)
{
    struct item_counts c = {0};
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        if (e != NC_WALK_ENTER || w.node->kind != NC_ITEM || is_heading_of_list(w.node))
            continue;
        c.items++;
        c.links += link_of(w.node->first) != NULL;
    }
    return c;
}

bool nc_summary_is_one(const struct nc_doc *doc)
{
    /* One item in ten may be a chapter not yet written. */
    struct item_counts c = count_items(doc);
    return c.items > 0 && c.links * 10 >= c.items * 9;
}

size_t nc_summary_reach(struct nc_vault *v, size_t summary, const struct nc_doc *doc)
{
    nc_vault_build_names(v);
    bool *seen = nc_calloc(v->count, sizeof *seen);
    size_t reach = 0;
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_ref *ref = nc_node_cref(w.node);
        if (e != NC_WALK_ENTER || !ref || ref->state != NC_REF_NONE || !ref->dest.n)
            continue;
        struct nc_str path = nc_str_sub(ref->dest, 0, nc_str_find(ref->dest, '#', 0));
        struct nc_hit hit = nc_vault_lookup(v, summary, path, w.node->kind == NC_WIKILINK, false);
        if (hit.kind == NC_HIT_NOTE && !seen[hit.number]) {
            seen[hit.number] = true;
            reach += v->notes[hit.number].wanted;
        }
    }
    free(seen);
    return reach;
}

static struct nc_str text_of(struct nc_vault *v, const struct nc_node *n)
{
    struct nc_buf b = {0};
    nc_plain_text(&b, n);
    struct nc_str s = nc_arena_str(v->arena, nc_str_trim(nc_buf_view(&b)));
    nc_buf_dispose(&b);
    return s;
}

/* Whether the link is all of its line and its text differs from its target. */
static bool has_own_words(const struct nc_node *link, struct nc_str words)
{
    struct nc_str dest = nc_node_cref(link)->dest;
    bool is_alone = nc_is_text_block(link->parent) && link->parent->first == link && !link->next;
    return is_alone && nc_str_find(dest, '#', 0) == dest.n && !nc_str_ends(dest, words);
}

/* Takes a link of the summary: a chapter, or one not yet written. The text of a wikilink within a
 * sentence is not a title. */
static void take_link(struct nc_listing *l, const struct nc_node *link, unsigned depth)
{
    const struct nc_ref *ref = nc_node_cref(link);
    bool by_name = link->kind == NC_WIKILINK;
    struct nc_str title = text_of(l->v, link);
    if (nc_str_eq(title, ref->dest)) /* the link has no words of its own */
        title = NC_NONE;
    if (!ref->dest.n && title.n)
        nc_book_add(&l->v->book, NC_BOOK_DRAFT, depth, title, 0);
    else if (ref->dest.n && ref->state == NC_REF_NONE && ref->dest.p[0] != '#')
        nc_listing_take(l, depth, ref->dest, by_name,
                        by_name && !has_own_words(link, title) ? NC_NONE : title, link->pos);
}

/* Takes a line: its links, usually one. A line without links is a heading for others, or a chapter
 * not yet written. */
static void take_line(struct nc_listing *l, const struct nc_node *block, unsigned depth)
{
    struct nc_walk w;
    if (!nc_is_text_block(block))
        return;
    if (!link_of(block)) {
        struct nc_str title = text_of(l->v, block);
        if (title.n)
            nc_book_add(&l->v->book, NC_BOOK_DRAFT, depth, title, 0);
        return;
    }
    nc_walk_begin(&w, block);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER && (w.node->kind == NC_LINK || w.node->kind == NC_WIKILINK))
            take_link(l, w.node, depth);
}

static void take_list(struct nc_listing *l, const struct nc_node *list, unsigned depth)
{
    unsigned lists = 0;
    struct nc_walk w;
    nc_walk_begin(&w, list);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        if (w.node->kind == NC_LIST)
            e == NC_WALK_ENTER ? lists++ : lists--;
        else if (e == NC_WALK_ENTER && w.node->kind == NC_ITEM)
            take_line(l, w.node->first, depth + lists - 1);
    }
}

/* The summary's own heading: the first one, if only words precede it. Other headings begin parts.
 */
static const struct nc_node *own_heading(const struct nc_doc *doc)
{
    const struct nc_node *n = doc->root->first;
    while (n && (n->kind == NC_COMMENT_BLOCK || (nc_is_text_block(n) && !link_of(n))))
        n = n->next;
    return n && n->kind == NC_HEADING ? n : NULL;
}

/* The title that a summary gives itself, unless it only says "summary". */
static struct nc_str own_title(struct nc_vault *v, const struct nc_doc *doc)
{
    static const char *const words[] = {"Summary",
                                        "SUMMARY.md",
                                        "Contents",
                                        "Table of contents",
                                        "Index",
                                        "Outline",
                                        "目录",
                                        "目錄",
                                        "目次",
                                        "もくじ",
                                        "차례",
                                        "목차",
                                        "Inhalt",
                                        "Sommaire",
                                        "Índice",
                                        "Inhaltsverzeichnis",
                                        "Sumario",
                                        "Sumário",
                                        "Indice",
                                        "Sommario",
                                        "Оглавление",
                                        "Table des matières",
                                        "Содержание",
                                        "Mục lục",
                                        "İçindekiler",
                                        "Spis treści",
                                        "المحتويات",
                                        "תוכן העניינים",
                                        "สารบัญ",
                                        "Inhoud",
                                        "Summary of contents",
                                        "Tabla de contenido",
                                        "Tabla de contenidos",
                                        "Home",
                                        "Documentation",
                                        NULL};
    const struct nc_node *n = own_heading(doc);
    struct nc_str title = n && n->u.heading.level == 1 ? text_of(v, n) : NC_NONE;
    return nc_str_is_among(title, words) ? NC_NONE : title;
}

void nc_summary_take(struct nc_listing *l, const struct nc_doc *doc)
{
    struct nc_book *book = &l->v->book;
    const struct nc_node *own = own_heading(doc);
    unsigned below = 0; /* 1: under a part */
    for (const struct nc_node *n = doc->root->first; n; n = n->next) {
        if (n == own)
            continue;
        if (n->kind == NC_HEADING) {
            nc_book_add(book, NC_BOOK_PART, 0, text_of(l->v, n), 0);
            below = 1;
        } else if (n->kind == NC_RULE) {
            nc_book_add(book, NC_BOOK_RULE, 0, NC_NONE, 0);
        } else if (n->kind == NC_LIST) {
            take_list(l, n, below);
        } else if (link_of(n)) {
            below = 0; /* chapters before and after the numbered ones */
            take_line(l, n, 0);
        }
    }
    if (l->next && !book->title.n)
        book->title = own_title(l->v, doc);
}

/* --- any note, any list of names --- */

static void take_links(struct nc_listing *l, const struct nc_doc *doc)
{
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_node *n = w.node;
        if (e != NC_WALK_ENTER || (n->kind != NC_LINK && n->kind != NC_WIKILINK &&
                                   n->kind != NC_EMBED && n->kind != NC_EMBED_LINK))
            continue;
        const struct nc_ref *ref = nc_node_cref(n);
        if (ref->state != NC_REF_NONE || !ref->dest.n || ref->dest.p[0] == '#')
            continue;
        /* The text of a wikilink is part of its sentence, not a title. */
        struct nc_str title = n->kind == NC_LINK ? text_of(l->v, n) : NC_NONE;
        nc_listing_take(l, 0, ref->dest, n->kind != NC_LINK, title, n->pos);
    }
}

static void take_lines(struct nc_listing *l, struct nc_str text)
{
    uint32_t line = 0;
    for (size_t from = 0; from < text.n;) {
        size_t to = nc_str_find(text, '\n', from);
        struct nc_str s = nc_str_trim(nc_str_sub(text, from, to));
        struct nc_pos pos = {0, ++line, 1};
        from = to + 1;
        if (!s.n || s.p[0] == '#')
            continue;
        nc_listing_take(l, 0, s, false, NC_NONE, pos);
    }
}

/* Finds the real path of the index: from the current folder, else inside a named folder, else
 * inside the root. A list that is not a note may lie anywhere; its names then count from the root.
 * *shown: its name for messages. */
static bool find_index(const struct nc_vault *v, char *real, struct nc_str *rel,
                       struct nc_str *shown)
{
    struct nc_buf path = {0};
    bool found = false, is_note;
    nc_less_note_suffix(nc_str(v->opts->index), &is_note);
    for (size_t i = 0; !found && i < v->input_count + 2; i++) {
        nc_buf_clear(&path);
        if (i > 0) {
            nc_buf_str(&path, i <= v->input_count ? v->inputs[i - 1].real : v->root);
            nc_buf_char(&path, '/');
        }
        nc_buf_puts(&path, v->opts->index);
        bool exists = realpath(path.p, real) != NULL;
        bool inside = exists && nc_vault_below_root(v, nc_str(real), rel);
        found = inside || (exists && !is_note);
        *rel = nc_arena_str(v->arena, inside ? *rel : nc_base_name(nc_str(v->opts->index)));
        *shown = i > 0 ? nc_vault_shown_name(v, *rel) : nc_str(v->opts->index);
    }
    nc_buf_dispose(&path);
    return found;
}

static bool find_note(const struct nc_vault *v, struct nc_str rel, size_t *out)
{
    for (*out = 0; *out < v->count; ++*out)
        if (nc_str_eq(v->notes[*out].rel, rel))
            return true;
    return false;
}

static int read_list(struct nc_listing *l, const char *real, struct nc_str rel, struct nc_fail *f)
{
    struct nc_vault *v = l->v;
    struct nc_buf text = {0};
    int err = nc_read_file(&text, real, MAX_LIST, f);
    if (!err) {
        nc_vault_ask_from(v, rel);
        l->from = v->count;
        take_lines(l, nc_buf_view(&text));
    }
    nc_buf_dispose(&text);
    return err;
}

int nc_vault_read_index(struct nc_vault *v, const struct nc_parse_options *opts,
                        struct nc_diags *diags, struct nc_fail *f)
{
    char real[PATH_MAX];
    struct nc_str rel, shown;
    bool is_note;
    if (!find_index(v, real, &rel, &shown))
        return nc_fail(f, "--index=%s: there is no such file among the notes", v->opts->index);
    for (size_t i = 0; i < v->count; i++)
        v->notes[i].wanted = false;
    struct nc_listing l = {.v = v, .diags = diags, .shown = shown};
    nc_less_note_suffix(rel, &is_note);
    size_t index;
    if (is_note && find_note(v, rel, &index)) {
        struct nc_doc *doc = nc_vault_parse(v, index, opts, diags);
        l.from = index;
        if (doc)
            (nc_summary_is_one(doc) ? nc_summary_take : take_links)(&l, doc);
        nc_doc_free(doc);
    } else if (read_list(&l, real, rel, f)) {
        return -1;
    }
    if (!l.next && nc_vault_is_unread(v, rel))
        return nc_fail(f, "--index=%s: the note could not be read", v->opts->index);
    if (!l.next)
        return nc_fail(f, "--index=%s: it lists no note of this folder", v->opts->index);
    return 0;
}
