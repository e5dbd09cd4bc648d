/* Macros, labels and numbers of a note's formulas. A number belongs to a whole formula (equation, a
 * label or tag under dollars) or to each row of a numbered environment. Environments with a star
 * are numbered only where they have \tag. */
#include "math/mathnote.h"

#include "base/hash.h"
#include "math/texmacro.h"
#include "math/textoken.h"

#include <stdlib.h>

#define MAX_EXPANDED ((size_t)16 << 10)

/* A label: its formula, and the number that a reference shows. */
struct label {
    uint32_t entry;
    /* without its brackets */
    struct nc_str number;
};

struct nc_math_note {
    struct nc_arena *arena;
    struct tex_macros macros;
    /* a formula's key → its number in entries, from 1 */
    struct nc_strmap keys;
    /* a label → its number in label_items, from 1 */
    struct nc_strmap labels;
    struct nc_math_entry *entries;
    size_t entry_count, entry_cap;
    struct label *label_items;
    size_t label_count, label_cap;
    /* number of the last equation */
    unsigned counter;
};

struct nc_math_note *nc_math_note_new(void)
{
    struct nc_math_note *n = nc_calloc(1, sizeof *n);
    n->arena = n->macros.arena = nc_arena_new();
    n->keys.arena = n->labels.arena = n->arena;
    return n;
}

void nc_math_note_free(struct nc_math_note *n)
{
    if (!n)
        return;
    tex_macros_dispose(&n->macros);
    free(n->entries);
    free(n->label_items);
    nc_arena_free(n->arena);
    free(n);
}

bool nc_math_note_macro(struct nc_math_note *n, struct nc_str name, struct nc_str body)
{
    struct tex_macro macro = {.body = body};
    name = nc_str_trim(name);
    if (name.n && name.p[0] == '\\')
        name = nc_str_sub(name, 1, name.n);
    for (size_t i = 0; i < name.n; i++)
        if (!nc_ascii_is_letter(name.p[i]) && name.n > 1)
            return false;
    for (size_t i = 0; i + 1 < body.n; i++) {
        unsigned k = body.p[i] == '#' ? (unsigned)(body.p[i + 1] - '0') : 0;
        macro.arguments = k <= 9 && k > macro.arguments ? k : macro.arguments;
    }
    if (name.n)
        tex_macro_set(&n->macros, name, &macro);
    return name.n > 0;
}

bool nc_math_is_shared(struct nc_str tex)
{
    static const char *const words[] = {"\\label",
                                        "\\tag",
                                        "\\ref",
                                        "\\eqref",
                                        "\\begin{equation",
                                        "\\begin{align",
                                        "\\begin{gather",
                                        "\\begin{multline",
                                        "\\begin{eqnarray",
                                        "\\begin{flalign",
                                        NULL};
    for (size_t i = 0; words[i]; i++)
        if (nc_str_search(tex, nc_str(words[i]), 0) < tex.n)
            return true;
    return tex_may_define(tex);
}

/* --- environments that count --- */

struct environment {
    const char *name;
    /* the environment for KaTeX, without numbers; NULL: none */
    const char *becomes;
    /* the same for a part of a formula */
    const char *inner;
    /* one number per row */
    bool rows;
};
static const struct environment environments[] = {
    {"equation", NULL, "aligned", false},       {"align", "align*", "aligned", true},
    {"alignat", "alignat*", "alignedat", true}, {"gather", "gather*", "gathered", true},
    {"multline", "gather*", "gathered", false}, {"flalign", "align*", "aligned", true},
    {"eqnarray", "darray", "aligned", true}};

/* The environment with a name, with or without star; NULL if it is not numbered. */
static const struct environment *environment_of(struct nc_str name)
{
    struct nc_str base = nc_str_sub(name, 0, name.n - nc_str_ends(name, NC_LIT("*")));
    for (size_t i = 0; i < sizeof environments / sizeof *environments; i++)
        if (nc_str_eqz(base, environments[i].name))
            return &environments[i];
    return NULL;
}

/* A formula that consists of one such environment. */
struct counted {
    const struct environment *env;
    bool starred;
    /* between \begin{…} and \end{…} */
    struct nc_str body;
};

static bool find_environment(struct counted *c, struct nc_str tex)
{
    struct nc_str name;
    size_t from;
    if (!tex.n || !tex_is_command(tex, 0, "begin") ||
        !tex_argument(tex, tex_token_end(tex, 0), &name, &from))
        return false;
    c->starred = nc_str_ends(name, NC_LIT("*"));
    c->env = environment_of(name);
    struct nc_buf end = {0};
    nc_buf_printf(&end, "\\end{%.*s}", NC_FMT(name));
    bool whole = c->env && nc_str_ends(tex, nc_buf_view(&end)) && from <= tex.n - end.n &&
                 nc_str_search(tex, nc_buf_view(&end), 0) == tex.n - end.n;
    if (whole)
        c->body = nc_str_sub(tex, from, tex.n - end.n);
    else
        c->env = NULL;
    nc_buf_dispose(&end);
    return whole;
}

/* The end of the row that begins at i: the next "\\" outside groups and environments, or s.n. */
static size_t row_end(struct nc_str s, size_t i)
{
    size_t depth = 0;
    for (; i < s.n; i = tex_token_end(s, i)) {
        if (s.p[i] == '{' || tex_is_command(s, i, "begin"))
            depth++;
        else if ((s.p[i] == '}' || tex_is_command(s, i, "end")) && depth)
            depth--;
        else if (!depth && tex_is_command(s, i, "\\"))
            break;
    }
    return i;
}

/* --- labels and tags --- */

/* What a row or a whole formula says about its number. */
struct said {
    struct nc_str label, tag;
    bool has_label, has_tag, bare_tag, none;
};

/* Appends the token at i, except \label, \tag and \notag, which go into said. A numbered
 * environment here is not the whole formula, so it becomes one without numbers. Returns what comes
 * next. */
static size_t strip_command(struct nc_buf *out, struct said *said, struct nc_str tex, size_t i)
{
    size_t end = tex_token_end(tex, i), after;
    struct nc_str name;
    if (tex_is_command(tex, i, "notag") || tex_is_command(tex, i, "nonumber")) {
        said->none = true;
        return end;
    }
    if (tex_is_command(tex, i, "label") && tex_argument(tex, end, &said->label, &after)) {
        said->has_label = true;
        return after;
    }
    bool star = end < tex.n && tex.p[end] == '*';
    if (tex_is_command(tex, i, "tag") && tex_argument(tex, end + star, &said->tag, &after)) {
        said->has_tag = true;
        said->bare_tag = star;
        return after;
    }
    bool begin = tex_is_command(tex, i, "begin");
    if ((begin || tex_is_command(tex, i, "end")) && tex_argument(tex, end, &name, &after) &&
        environment_of(name)) {
        nc_buf_printf(out, "\\%s{%s}", begin ? "begin" : "end", environment_of(name)->inner);
        return after;
    }
    nc_buf_str(out, nc_str_sub(tex, i, end));
    return end;
}

static void strip(struct nc_buf *out, struct said *said, struct nc_str tex)
{
    for (size_t i = 0; i < tex.n;)
        i = strip_command(out, said, tex, i);
}

static void set_label(struct nc_math_note *n, struct nc_math_entry *e, struct nc_str label,
                      struct nc_str number)
{
    label = nc_arena_str(n->arena, nc_str_trim(label));
    if (nc_strmap_get(&n->labels, label)) {
        e->label = label;
        return;
    }
    nc_grow(&n->label_items, &n->label_cap, n->label_count + 1, sizeof *n->label_items);
    n->label_items[n->label_count++] = (struct label){(uint32_t)n->entry_count, number};
    *nc_strmap_at(&n->labels, label) = (uint32_t)n->label_count;
    if (e->id.n)
        return;
    uint8_t digest[20];
    char hex[41];
    nc_sha1(digest, label);
    nc_hex(hex, digest, sizeof digest);
    e->id = nc_arena_printf(n->arena, "m-%.8s", hex);
}

/* The number of a row with these commands. counts: its environment is numbered. */
static struct nc_math_number number_of(struct nc_math_note *n, struct nc_math_entry *e,
                                       const struct said *said, bool counts)
{
    struct nc_buf b = {0}, shown = {0};
    struct nc_math_number number = {{NULL, 0}};
    if (said->has_tag)
        nc_buf_str(&b, nc_str_trim(said->tag));
    else if ((counts && !said->none) || said->has_label)
        nc_buf_printf(&b, "%u", ++n->counter);
    if (b.n) {
        nc_buf_printf(&shown, said->bare_tag ? "%s" : "(%s)", b.p);
        number.text = nc_arena_str(n->arena, nc_buf_view(&shown));
    }
    if (said->has_label)
        set_label(n, e, said->label, nc_arena_str(n->arena, nc_buf_view(&b)));
    nc_buf_dispose(&b);
    nc_buf_dispose(&shown);
    return number;
}

/* --- a formula --- */

static void set_numbers(struct nc_math_note *n, struct nc_math_entry *e,
                        const struct nc_math_number *numbers, size_t count)
{
    bool any = false;
    for (size_t i = 0; i < count; i++)
        any |= numbers[i].text.n > 0;
    if (!any)
        return;
    struct nc_math_number *kept = nc_arena_array(n->arena, count, sizeof *kept);
    memcpy(kept, numbers, count * sizeof *kept);
    e->numbers = kept;
    e->number_count = count;
}

static void put_begin(struct nc_buf *out, const struct environment *env)
{
    nc_buf_printf(out, "\\begin{%s}", env->becomes);
    nc_buf_puts(out, strcmp(env->becomes, "darray") == 0 ? "{rcl}" : "");
}

/* Reads an environment of rows: each may have a label and gets its number. */
static void read_rows(struct nc_math_note *n, struct nc_math_entry *e, const struct counted *c,
                      struct nc_buf *out)
{
    struct nc_math_number *numbers = NULL;
    size_t count = 0, cap = 0;
    put_begin(out, c->env);
    for (size_t i = 0; i < c->body.n;) {
        size_t end = row_end(c->body, i);
        struct said said = {.none = c->starred};
        if (end == c->body.n && !nc_str_trim(nc_str_sub(c->body, i, end)).n)
            break; /* nothing follows the last row end */
        strip(out, &said, nc_str_sub(c->body, i, end));
        nc_grow(&numbers, &cap, count + 1, sizeof *numbers);
        numbers[count++] = number_of(n, e, &said, true);
        if (end < c->body.n)
            nc_buf_puts(out, "\\\\");
        i = end < c->body.n ? end + 2 : end;
    }
    nc_buf_printf(out, "\\end{%s}", c->env->becomes);
    set_numbers(n, e, numbers, count);
    free(numbers);
}

/* Reads a formula with one number or none. */
static void read_whole(struct nc_math_note *n, struct nc_math_entry *e, const struct counted *c,
                       struct nc_str tex, struct nc_buf *out)
{
    struct said said = {.none = c->starred};
    bool around = c->env && c->env->becomes;
    if (around)
        put_begin(out, c->env);
    strip(out, &said, c->env ? c->body : tex);
    if (around)
        nc_buf_printf(out, "\\end{%s}", c->env->becomes);
    struct nc_math_number number = number_of(n, e, &said, c->env != NULL);
    set_numbers(n, e, &number, 1);
}

static void prepare(struct nc_math_note *n, struct nc_math_entry *e, struct nc_str tex,
                    bool display)
{
    struct nc_buf expanded = {0}, out = {0};
    struct counted c = {0};
    struct said ignored = {0};
    bool defines = tex_may_define(tex);
    if (n->macros.count || defines) {
        e->too_much = !tex_expand(&expanded, &n->macros, tex, MAX_EXPANDED);
        tex = e->too_much ? tex : nc_str_trim(nc_buf_view(&expanded));
    }
    e->is_definition = defines && !tex.n;
    e->expanded = nc_arena_str(n->arena, tex);
    if (!nc_math_is_shared(tex) || (!display && nc_str_search(tex, NC_LIT("\\begin"), 0) == tex.n))
        nc_buf_str(&out, tex); /* a tag in a line of text is an error, and KaTeX says so */
    else if (!display)
        strip(&out, &ignored, tex);
    else if (find_environment(&c, tex) && c.env->rows)
        read_rows(n, e, &c, &out);
    else
        read_whole(n, e, &c, tex, &out);
    e->tex = nc_arena_str(n->arena, nc_buf_view(&out));
    nc_buf_dispose(&expanded);
    nc_buf_dispose(&out);
}

static struct nc_str key_text(const uint32_t *key)
{
    return (struct nc_str){(const char *)key, sizeof *key};
}

void nc_math_note_add(struct nc_math_note *n, uint32_t key, struct nc_str tex, bool display,
                      uint32_t section)
{
    struct nc_math_entry e = {.section = section};
    prepare(n, &e, nc_str_trim(tex), display);
    nc_grow(&n->entries, &n->entry_cap, n->entry_count + 1, sizeof *n->entries);
    n->entries[n->entry_count++] = e;
    *nc_strmap_at(&n->keys, nc_arena_str(n->arena, key_text(&key))) = (uint32_t)n->entry_count;
}

/* --- references --- */

static struct nc_math_entry *entry_of(struct nc_math_note *n, uint32_t key)
{
    uint32_t number = nc_strmap_get(&n->keys, key_text(&key));
    return number ? &n->entries[number - 1] : NULL;
}

static const struct label *label_of(struct nc_math_note *n, struct nc_str name)
{
    uint32_t number = nc_strmap_get(&n->labels, nc_str_trim(name));
    return number ? &n->label_items[number - 1] : NULL;
}

/* Reads a reference at i: its label, its end, and whether it has brackets (eqref). */
static bool reference_at(struct nc_str tex, size_t i, struct nc_str *label, size_t *end,
                         bool *eqref)
{
    *eqref = tex_is_command(tex, i, "eqref");
    return (*eqref || tex_is_command(tex, i, "ref")) &&
           tex_argument(tex, tex_token_end(tex, i), label, end);
}

const struct nc_math_entry *nc_math_note_target(struct nc_math_note *n, uint32_t key,
                                                struct nc_str *text)
{
    struct nc_math_entry *e = entry_of(n, key);
    struct nc_str label;
    size_t end;
    bool eqref;
    if (!e || !e->tex.n || !reference_at(e->tex, 0, &label, &end, &eqref) || end != e->tex.n)
        return NULL;
    const struct label *l = label_of(n, label);
    if (!l || nc_str_find(l->number, '\\', 0) < l->number.n ||
        nc_str_find(l->number, '$', 0) < l->number.n)
        return NULL;
    *text = nc_arena_printf(n->arena, eqref ? "(%.*s)" : "%.*s", NC_FMT(l->number));
    return &n->entries[l->entry];
}

const struct nc_math_entry *nc_math_note_get(struct nc_math_note *n, uint32_t key,
                                             struct nc_str *missing)
{
    struct nc_math_entry *e = entry_of(n, key);
    struct nc_buf out = {0};
    struct nc_str text;
    *missing = NC_NONE;
    if (!e || nc_str_search(e->tex, NC_LIT("ref"), 0) == e->tex.n ||
        nc_math_note_target(n, key, &text))
        return e;
    for (size_t i = 0; i < e->tex.n;) {
        struct nc_str label;
        size_t end;
        bool eqref;
        if (!reference_at(e->tex, i, &label, &end, &eqref)) {
            end = tex_token_end(e->tex, i);
            nc_buf_str(&out, nc_str_sub(e->tex, i, end));
        } else {
            const struct label *l = label_of(n, label);
            if (!l)
                *missing = nc_arena_str(n->arena, label);
            nc_buf_printf(&out, eqref ? "\\text{(%.*s)}" : "\\text{%.*s}",
                          NC_FMT(l ? l->number : NC_LIT("??")));
        }
        i = end;
    }
    e->tex = nc_buf_keep(&out, n->arena);
    return e;
}
