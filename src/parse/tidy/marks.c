/* Finds marks and puts them into the tree. */
#include "parse/tidy/marks.h"

#include "base/words.h"
#include "doc/walk.h"
#include "parse/construct/cloze.h"
#include "parse/construct/field.h"
#include "parse/construct/mark.h"
#include "parse/construct/unclosed.h"
#include "parse/leaf/origin.h"

#include <stdlib.h>

/* Whether a byte in a text means that the text may hold a mark. */
enum need {
    NO_MARK,
    PERHAPS_MARK, /* the bytes after it decide */
    MARK          /* there may be a mark */
};

struct marks {
    struct nc_text_run run;
    /* looks up the places of the texts between the marks */
    struct nc_run_cursor texts;
    /* the new siblings */
    struct nc_node *list, *list_end;
    /* the text up to here is in the list */
    size_t listed;
    /* number of links around the text */
    unsigned links;
    /* for each byte: some mark begins with it; made from the table of marks */
    bool begins[256];
    /* enum need */
    uint8_t needed[256];
    /* all bytes that any mark needs */
    struct nc_byte_set asks;
    bool read[NC_MAX_MARK_KINDS];
};

static void make_tables(struct marks *m, const struct nc_parse_options *opts)
{
    for (size_t k = 0; nc_mark_kinds[k]; k++) {
        const struct nc_mark_kind *kind = nc_mark_kinds[k];
        m->read[k] = !kind->is_read || kind->is_read(opts);
        m->begins[(unsigned char)kind->begins[0]] |= m->read[k];
        if (!m->read[k])
            continue;
        bool longer = kind->needs && kind->needs[1];
        uint8_t *needed = &m->needed[(unsigned char)(kind->needs ? kind->needs : kind->begins)[0]];
        if (!longer || *needed == NO_MARK)
            *needed = longer ? PERHAPS_MARK : MARK;
        m->asks.has[needed - m->needed] = true;
    }
    nc_byte_set_ready(&m->asks);
}

/* Whether s may hold a mark that needs more than one byte, which would stand at i. */
static bool is_needed(const struct marks *m, struct nc_str s, size_t i)
{
    for (size_t k = 0; nc_mark_kinds[k]; k++) {
        const char *needs = nc_mark_kinds[k]->needs;
        if (m->read[k] && needs && nc_str_starts(nc_str_sub(s, i, s.n), nc_str(needs)))
            return true;
    }
    return false;
}

static bool may_hold_mark(const struct marks *m, struct nc_str s)
{
    for (size_t i = nc_byte_set_find(&m->asks, s.p, 0, s.n); i < s.n;
         i = nc_byte_set_find(&m->asks, s.p, i + 1, s.n))
        if (m->needed[(unsigned char)s.p[i]] == MARK || is_needed(m, s, i))
            return true;
    return false;
}

/* Finds the mark at i. */
static bool find_mark(struct marks *m, size_t i, struct nc_mark *mark)
{
    struct nc_text_run *r = &m->run;
    while (r->segment + 1 < r->count && r->segments[r->segment + 1].at <= i)
        r->segment++;
    if (r->segments[r->segment].escaped)
        return false;
    for (size_t k = 0; nc_mark_kinds[k]; k++) {
        const struct nc_mark_kind *kind = nc_mark_kinds[k];
        if (m->read[k] && (kind->in_links || !m->links) && kind->begins[0] == r->text.p[i] &&
            nc_str_starts(nc_str_sub(r->text, i, r->text.n), nc_str(kind->begins)) &&
            kind->find(r, i, mark))
            return true;
    }
    return false;
}

static void add_to_list(struct marks *m, struct nc_node *n)
{
    n->next = NULL;
    if (m->list_end)
        m->list_end->next = n;
    else
        m->list = n;
    m->list_end = n;
}

/* Adds the text before `to` that is in no mark. */
static void add_text(struct marks *m, size_t to)
{
    struct nc_text_run *r = &m->run;
    if (to <= m->listed)
        return;
    struct nc_str s = nc_arena_str(r->doc->arena, nc_str_sub(r->text, m->listed, to));
    add_to_list(m, nc_node_text(r->doc, NC_TEXT, nc_run_pos(r, &m->texts, m->listed), s));
    m->listed = to;
}

/* Joins the texts [first, stop). */
static void begin_run(struct marks *m, const struct nc_node *prev, const struct nc_node *first,
                      const struct nc_node *stop)
{
    struct nc_text_run *r = &m->run;
    nc_buf_clear(&r->buf);
    r->count = r->done = r->segment = m->listed = 0;
    r->unclosed[0] = r->unclosed[1] = SIZE_MAX;
    r->marks = m->texts = (struct nc_run_cursor){0};
    m->list = m->list_end = NULL;
    r->inside = prev && !nc_is_break(prev);
    for (const struct nc_node *n = first; n != stop; n = n->next) {
        nc_grow(&r->segments, &r->cap, r->count + 1, sizeof *r->segments);
        r->segments[r->count++] =
            (struct nc_run_segment){r->buf.n, n->pos, n->origin == NC_ORIGIN_ESCAPED};
        nc_buf_str(&r->buf, n->u.text);
    }
    r->text = nc_buf_view(&r->buf);
}

/* Searches the texts [first, stop) as one. If there is a mark, puts the new siblings between prev
 * and stop. */
static void read_run(struct marks *m, struct nc_node *parent, struct nc_node *prev,
                     struct nc_node *first, struct nc_node *stop)
{
    struct nc_text_run *r = &m->run;
    struct nc_mark mark;
    begin_run(m, prev, first, stop);
    for (size_t i = 0; i < r->text.n;) {
        if (!m->begins[(unsigned char)r->text.p[i]] || !find_mark(m, i, &mark)) {
            i++;
            continue;
        }
        add_text(m, mark.from);
        add_to_list(m, mark.node);
        i = r->done = m->listed = mark.to;
    }
    if (!m->list)
        return;
    add_text(m, r->text.n);
    for (struct nc_node *n = m->list; n; n = n->next)
        n->parent = parent;
    m->list_end->next = stop;
    if (prev)
        prev->next = m->list;
    else
        parent->first = m->list;
    if (!stop)
        parent->last = m->list_end;
}

static void read_children(struct marks *m, struct nc_node *parent)
{
    struct nc_node *prev = NULL;
    m->run.dollars = false;
    for (struct nc_node *n = parent->first; n;) {
        struct nc_node *stop = n;
        bool wanted = false;
        while (stop && stop->kind == NC_TEXT) {
            wanted = wanted || may_hold_mark(m, stop->u.text);
            stop = stop->next;
        }
        if (stop == n) {
            prev = n;
            n = n->next;
            continue;
        }
        if (wanted)
            read_run(m, parent, prev, n, stop);
        for (n = prev ? prev->next : parent->first; n != stop; n = n->next)
            prev = n;
    }
    if (m->run.dollars)
        nc_run_warn_unclosed(&m->run, '$', m->run.dollars_pos);
}

/* Inlines that are not searched. */
static bool is_closed(enum nc_kind k)
{
    return k == NC_IMAGE || k == NC_EMBED_LINK || k == NC_RUBY;
}

/* Links: their text holds neither links nor tags. */
static bool is_link(enum nc_kind k)
{
    return k == NC_LINK || k == NC_WIKILINK;
}

/* Whether the link shows its own address. */
static bool is_bare(const struct nc_node *n)
{
    return is_link(n->kind) && n->first && n->first == n->last && n->first->kind == NC_TEXT &&
           nc_str_eq(n->first->u.text, n->u.ref->dest);
}

void nc_marks_find(struct nc_doc *doc, const struct nc_parse_options *opts, struct nc_diags *diags)
{
    struct marks m = {.run = {.doc = doc, .opts = opts, .diags = diags}};
    bool fields = opts->dialect == NC_DIALECT_NOTES || opts->dialect == NC_DIALECT_LOGSEQ;
    make_tables(&m, opts);
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (n->kind == NC_QUOTE)
            m.run.quotes += e == NC_WALK_ENTER ? 1u : -1u;
        if (!n->first && !is_link(n->kind))
            continue;
        if (e == NC_WALK_ENTER) {
            if (fields && n->first && nc_holds_inlines(n->kind) && n->kind != NC_CLOZE)
                nc_clozes_find(doc, n);
            m.links += is_link(n->kind);
            if (is_closed(n->kind) || is_bare(n))
                nc_walk_skip(&w);
            continue;
        }
        bool holds = n->first && nc_holds_inlines(n->kind) && !is_closed(n->kind);
        if (holds && !is_bare(n))
            read_children(&m, n);
        m.links -= is_link(n->kind);
        if (fields && !m.links && holds)
            nc_wide_fields_read(doc, n);
        if (fields && nc_is_text_block(n) && n->parent->kind != NC_CELL)
            nc_fields_read(doc, n);
    }
    nc_buf_dispose(&m.run.buf);
    free(m.run.segments);
}
