/* The grammar of RFC 5646, one subtag after the other: language, its extensions, script, region,
 * variants, extensions, private use, each in its place. */
#include "doc/langtag.h"

#include "base/ascii.h"
#include "doc/walk.h"

/* The number of letters in the subtag; -1 if a character is neither letter nor digit. */
static int letters(struct nc_str s)
{
    int count = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!nc_ascii_is_letter(s.p[i]) && !nc_ascii_is_digit(s.p[i]))
            return -1;
        count += nc_ascii_is_letter(s.p[i]);
    }
    return count;
}

/* The parts of a tag in their order. */
enum part { LANGUAGE, EXTLANG, SCRIPT, REGION, VARIANT, EXTENSION, PRIVATE, NONE };

/* The part that a subtag forms after a subtag of part `before`; NONE if it is not allowed there. */
static enum part part_of(struct nc_str s, enum part before)
{
    int alpha = letters(s);
    size_t n = s.n;
    bool all = alpha == (int)n;
    if (alpha < 0 || n == 0 || n > 8)
        return NONE;
    if (before == PRIVATE || (n == 1 && (s.p[0] | 32) == 'x'))
        return PRIVATE;
    if (n == 1 || (before == EXTENSION && n >= 2))
        return EXTENSION;
    if (before <= EXTLANG && n == 3 && all)
        return EXTLANG;
    if (before < SCRIPT && n == 4 && all)
        return SCRIPT;
    if (before < REGION && ((n == 2 && all) || (n == 3 && alpha == 0)))
        return REGION;
    if (before <= VARIANT && (n >= 5 || (n == 4 && nc_ascii_is_digit(s.p[0]))))
        return VARIANT;
    return NONE;
}

bool nc_lang_is_tag(struct nc_str s)
{
    size_t to = nc_str_find(s, '-', 0);
    struct nc_str sub = nc_str_sub(s, 0, to);
    enum part part = LANGUAGE;
    bool is_open = false; /* a singleton needs a subtag after it */
    /* The grammar also allows languages of four to eight letters, but none is registered. Whoever
     * writes one means "English" or "Chinese", which no program understands. */
    if (sub.n < 2 || sub.n > 3 || letters(sub) != (int)sub.n)
        return false;
    while (to < s.n && part != NONE) {
        size_t from = to + 1;
        enum part before = part;
        to = nc_str_find(s, '-', from);
        sub = nc_str_sub(s, from, to);
        part = part_of(sub, before);
        bool opens = sub.n == 1 && (part == EXTENSION || (part == PRIVATE && before != PRIVATE));
        if (opens && is_open)
            return false;
        is_open = opens;
    }
    return part != NONE && !is_open;
}

struct nc_str nc_lang_tag(struct nc_arena *arena, struct nc_str s)
{
    char *copy = nc_arena_alloc(arena, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        copy[i] = s.p[i] == '_' ? '-' : s.p[i];
    struct nc_str tag = {copy, s.n};
    return nc_lang_is_tag(tag) ? tag : NC_NONE;
}

static void report(const struct nc_doc *doc, struct nc_diags *diags, struct nc_pos pos,
                   struct nc_str lang)
{
    nc_diag(diags, NC_D_LANGUAGE, nc_file_of(doc, pos), pos,
            "'%.*s' is not a language tag and is left out; write one such as en, zh-Hant or pt-BR",
            NC_FMT(lang));
}

static void check_front_matter(const struct nc_doc *doc, struct nc_diags *diags)
{
    for (size_t i = 0; i < doc->meta.count && !doc->meta.lang.n; i++) {
        const struct nc_meta_entry *e = &doc->meta.entries[i];
        bool is_lang = nc_str_ieq(e->key, NC_LIT("lang")) || nc_str_ieq(e->key, NC_LIT("language"));
        if (is_lang && e->value.raw.n)
            report(doc, diags, e->pos, e->value.raw);
    }
}

void nc_lang_check(struct nc_doc *doc, struct nc_diags *diags)
{
    struct nc_walk w;
    check_front_matter(doc, diags);
    if (doc->lang.n && !nc_lang_is_tag(doc->lang)) {
        report(doc, diags, (struct nc_pos){0}, doc->lang);
        doc->lang = NC_LIT("und");
    }
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_attrs *a = w.node->attrs;
        if (e != NC_WALK_ENTER || !a || !a->lang.n || nc_lang_is_tag(a->lang))
            continue;
        report(doc, diags, w.node->pos, a->lang);
        a->lang = NC_NONE;
        if (nc_attrs_only_align(a) && a->align == NC_ALIGN_NONE)
            nc_node_mutable(w.node)->attrs = NULL;
    }
}
