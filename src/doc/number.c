/* Numbers nodes and anchors, and gives the plain text of inlines. */
#include "doc/doc.h"
#include "doc/walk.h"

#include <stdlib.h>

#define HEADING_LEVELS 6

void nc_plain_text_of(struct nc_buf *out, const struct nc_node *n)
{
    if (n->kind == NC_TEXT || n->kind == NC_CODE || n->kind == NC_CITATION)
        nc_buf_str(out, n->u.text);
    else if (n->kind == NC_MATH)
        nc_buf_str(out, n->u.math.tex);
    else if (n->kind == NC_TAG) {
        nc_buf_char(out, '#');
        nc_buf_str(out, n->u.text);
    } else if (nc_is_break(n))
        nc_buf_char(out, ' ');
}

void nc_plain_text(struct nc_buf *out, const struct nc_node *node)
{
    struct nc_walk w;
    nc_walk_begin(&w, node);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        if (e != NC_WALK_ENTER)
            continue;
        if (w.node->kind == NC_RUBY_TEXT)
            nc_walk_skip(&w);
        else
            nc_plain_text_of(out, w.node);
    }
}

void nc_callout_caption(struct nc_buf *out, const struct nc_node *callout)
{
    struct nc_str raw = callout->u.callout.raw;
    bool shouted = raw.n > 1;
    for (size_t i = 0; i < raw.n; i++)
        shouted &= raw.p[i] >= 'A' && raw.p[i] <= 'Z';
    for (size_t i = 0; i < raw.n; i++) {
        char c = raw.p[i];
        bool small = c >= 'a' && c <= 'z';
        nc_buf_char(out, i == 0 && small ? (char)(c - 32) : i > 0 && shouted ? (char)(c | 32) : c);
    }
}

struct key_count {
    uint64_t key;
    uint32_t times;
};

struct numbering {
    struct nc_doc *doc;
    /* number of references numbered */
    uint32_t refs;
    /* scratch */
    struct nc_buf text;
    /* names of the headings above, by level */
    struct nc_str path[HEADING_LEVELS];
    size_t cap;
    /* hash table of the keys given so far */
    struct key_count *seen;
    size_t seen_cap, seen_count;
};

/* slot.key 0: free. times: how often the key was asked for, so that the next search starts there.
 */
static struct key_count *seen_slot(struct key_count *table, size_t cap, uint64_t key)
{
    size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> 20) % cap;
    while (table[i].key && table[i].key != key)
        i = (i + 1) % cap;
    return &table[i];
}

/* The entry of a key; a new one has times 0. */
static struct key_count *seen_get(struct numbering *s, uint64_t key)
{
    if (s->seen_count * 2 >= s->seen_cap) {
        size_t cap = s->seen_cap ? s->seen_cap * 2 : 64;
        struct key_count *table = nc_calloc(cap, sizeof *table);
        for (size_t i = 0; i < s->seen_cap; i++)
            if (s->seen[i].key)
                *seen_slot(table, cap, s->seen[i].key) = s->seen[i];
        free(s->seen);
        s->seen = table;
        s->seen_cap = cap;
    }
    struct key_count *slot = seen_slot(s->seen, s->seen_cap, key);
    s->seen_count += slot->key == 0;
    slot->key = key;
    return slot;
}

static uint64_t digest_of(char kind, const struct nc_str *parts, size_t count, uint8_t digest[32])
{
    nc_sha256_list(digest, parts, count);
    uint64_t n = (uint64_t)digest[0] << 24 | (uint64_t)digest[1] << 16 | (uint64_t)digest[2] << 8 |
                 digest[3];
    return n << 8 | (unsigned char)kind;
}

/* Makes "h-" or "b-" and 8 hex digits of the parts, with a counter hashed in until it is unique in
 * the note. */
static struct nc_str make_key(struct numbering *s, char kind, const struct nc_str *parts,
                              size_t count)
{
    uint8_t digest[32];
    struct nc_str all[HEADING_LEVELS + 1];
    memcpy(all, parts, count * sizeof *parts);
    uint64_t base = digest_of(kind, parts, count, digest);
    struct key_count *slot = seen_get(s, base);
    while (slot->times++) {
        struct nc_buf number = {0};
        nc_buf_printf(&number, "%u", seen_get(s, base)->times++);
        all[count] = nc_buf_view(&number);
        slot = seen_get(s, digest_of(kind, all, count + 1, digest));
        nc_buf_dispose(&number);
    }
    char text[12] = {kind, '-'};
    nc_hex(text + 2, digest, 4);
    return nc_arena_str(s->doc->arena, nc_str(text));
}

static void add_anchor(struct numbering *s, struct nc_node *n, struct nc_anchor a)
{
    struct nc_doc *doc = s->doc;
    if (doc->anchor_count == s->cap) {
        s->cap = s->cap ? s->cap * 2 : 16;
        struct nc_anchor *grown = nc_arena_array(doc->arena, s->cap, sizeof *grown);
        if (doc->anchor_count)
            memcpy(grown, doc->anchors, doc->anchor_count * sizeof *grown);
        doc->anchors = grown;
    }
    n->anchor = (uint32_t)doc->anchor_count;
    doc->anchors[doc->anchor_count++] = a;
}

static void number_heading(struct numbering *s, struct nc_node *n)
{
    nc_buf_clear(&s->text);
    nc_plain_text(&s->text, n);
    struct nc_str name = nc_arena_str(s->doc->arena, nc_str_trim(nc_buf_view(&s->text)));
    unsigned level = n->u.heading.level;
    for (unsigned i = level; i < HEADING_LEVELS; i++)
        s->path[i] = NC_NONE;
    s->path[level - 1] = name;
    struct nc_str key = make_key(s, 'h', s->path, level);
    add_anchor(s, n, (struct nc_anchor){n, name, key, (uint8_t)level});
}

/* Numbers a reference. The same bytes give the same numbers, so a target is found by number when
 * the note is read again. */
static void number_ref(struct numbering *s, struct nc_node *n, bool inside_embed)
{
    struct nc_ref *ref = nc_node_ref(n);
    if (ref)
        ref->number =
            !inside_embed && ref->state == NC_REF_NONE && ref->dest.n ? s->refs++ : NC_NO_NUMBER;
}

static void number_node(struct numbering *s, struct nc_node *n, bool inside_embed)
{
    number_ref(s, n, inside_embed);
    n->seq = (uint32_t)s->doc->node_count++;
    n->anchor = NC_NO_ANCHOR;
    if (inside_embed)
        return;
    if (n->kind == NC_HEADING)
        number_heading(s, n);
    else if (n->id.n)
        add_anchor(s, n, (struct nc_anchor){n, n->id, make_key(s, 'b', &n->id, 1), 0});
}

void nc_doc_number(struct nc_doc *doc)
{
    struct numbering s = {.doc = doc};
    doc->node_count = doc->anchor_count = 0;
    doc->anchors = NULL;
    unsigned embeds = 0;
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (e == NC_WALK_ENTER)
            number_node(&s, n, embeds > 0);
        if (n->kind == NC_EMBED)
            e == NC_WALK_ENTER ? embeds++ : embeds--;
    }
    free(s.seen);
    nc_buf_dispose(&s.text);
}
