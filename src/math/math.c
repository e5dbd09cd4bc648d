/* From a formula's TeX to its markup: bounds, the memory of equal formulas, the pool of engines. */
#include "math/math.h"

#include "base/arena.h"
#include "base/strmap.h"
#include "math/engine.h"
#include "math/katexmarkup.h"
#include "math/mathfix.h"
#include "math/mathsimple.h"
#include "math/mathwidth.h"
#include "math/mathwrite.h"
#include "math/texmacro.h"

#include <pthread.h>
#include <stdlib.h>

/* A longer formula is TeX; and what is kept of formulas in a run, both in bytes. */
#define MAX_TEX ((size_t)16 << 10)
#define MAX_KEPT ((size_t)32 << 20)
/* After so many formulas that reached a bound of the engine, long ones are refused: each may have
 * taken a second or two. */
#define MAX_ENDED 5
#define LONG_TEX ((size_t)1 << 10)
/* Groups one in another: KaTeX calls itself for each. */
#define MAX_GROUPS 100

/* A formula that was converted. */
struct kept {
    enum nc_math_outcome outcome;
    struct nc_str text; /* a size and the markup, or why there is none */
};

struct nc_math {
    bool engine_only;
    pthread_mutex_t lock; /* of all below */
    struct math_engine **idle;
    size_t idle_count, idle_cap;
    unsigned ended;          /* formulas that reached a bound of the engine */
    struct nc_str no_engine; /* why none can be started, once that was tried */
    struct nc_arena *arena;
    struct nc_strmap numbers; /* of items, from 1 */
    struct kept *items;
    size_t count, cap;
};

struct nc_math *nc_math_new(void)
{
    struct nc_math *m = nc_calloc(1, sizeof *m);
    pthread_mutex_init(&m->lock, NULL);
    m->arena = nc_arena_new();
    m->numbers.arena = m->arena;
    return m;
}

void nc_math_engine_only(struct nc_math *m)
{
    m->engine_only = true;
}

void nc_math_free(struct nc_math *m)
{
    if (!m)
        return;
    for (size_t i = 0; i < m->idle_count; i++)
        math_engine_free(m->idle[i]);
    free(m->idle);
    free(m->items);
    nc_arena_free(m->arena);
    pthread_mutex_destroy(&m->lock);
    free(m);
}

bool nc_math_engine(struct nc_buf *out)
{
    return math_engine_describe(out);
}

/* --- engines --- */

/* An engine for the calling thread alone; NULL: there is none, and why says so. */
static struct math_engine *borrow(struct nc_math *m, struct nc_buf *why)
{
    struct math_engine *e = NULL;
    pthread_mutex_lock(&m->lock);
    if (m->idle_count)
        e = m->idle[--m->idle_count];
    bool hopeless = m->no_engine.n > 0;
    if (hopeless)
        nc_buf_str(why, m->no_engine);
    pthread_mutex_unlock(&m->lock);
    if (e || hopeless)
        return e;
    e = math_engine_new(why);
    if (!e) {
        pthread_mutex_lock(&m->lock);
        m->no_engine = nc_arena_str(m->arena, nc_buf_view(why));
        pthread_mutex_unlock(&m->lock);
    }
    return e;
}

static void count_ended(struct nc_math *m)
{
    pthread_mutex_lock(&m->lock);
    m->ended++;
    pthread_mutex_unlock(&m->lock);
}

static bool is_refused(struct nc_math *m, struct nc_str tex, struct nc_buf *why)
{
    pthread_mutex_lock(&m->lock);
    bool refused = m->ended >= MAX_ENDED && tex.n > LONG_TEX;
    pthread_mutex_unlock(&m->lock);
    if (refused)
        nc_buf_puts(why, "it is long, and many others needed too much memory or time");
    return refused;
}

static void give_back(struct nc_math *m, struct math_engine *e)
{
    pthread_mutex_lock(&m->lock);
    nc_grow(&m->idle, &m->idle_cap, m->idle_count + 1, sizeof(void *));
    m->idle[m->idle_count++] = e;
    pthread_mutex_unlock(&m->lock);
}

/* Where the TeX is wrong, as an author finds it. place: UTF-16 units, as the engine counts. */
static void put_place(struct nc_buf *why, struct nc_str tex, long place)
{
    size_t at = 0;
    for (long units = 0; at < tex.n && units < place; units++)
        for (at++; at < tex.n && ((unsigned char)tex.p[at] & 0xC0) == 0x80;)
            at++;
    struct nc_str rest = nc_str_trim(nc_str_sub(tex, at, tex.n));
    size_t n = nc_str_find(rest, '\n', 0);
    for (n = n > 20 ? 20 : n; n > 0 && n < rest.n && ((unsigned char)rest.p[n] & 0xC0) == 0x80;)
        n--;
    if (n)
        nc_buf_printf(why, ", at \"%.*s%s\"", (int)n, rest.p, n < rest.n ? "\xE2\x80\xA6" : "");
}

/* KaTeX's fractions of \cfrac are in the style of the formula, which says nothing within another
 * one: the style is put before their parts. Appends tex as the engine gets it. */
static void put_for_engine(struct nc_buf *out, struct nc_arena *a, struct nc_str tex)
{
    struct tex_macros macros = {.arena = a};
    const struct tex_macro cfrac = {
        .body = NC_LIT("{\\displaystyle\\frac{\\displaystyle #1}{\\displaystyle #2}}"),
        .arguments = 2};
    bool uses = nc_str_search(tex, NC_LIT("\\cfrac"), 0) < tex.n;
    if (uses)
        tex_macro_set(&macros, NC_LIT("cfrac"), &cfrac);
    if (!uses || !tex_expand(out, &macros, tex, MAX_TEX))
        nc_buf_str(out, tex);
    tex_macros_dispose(&macros);
}

static struct mml_node *read_by_engine(struct nc_math *m, struct nc_arena *a,
                                       const struct nc_math_formula *f, struct nc_buf *why)
{
    struct math_engine *e = is_refused(m, f->tex, why) ? NULL : borrow(m, why);
    if (!e)
        return NULL;
    struct nc_buf markup = {0}, tex = {0};
    struct mml_node *root = NULL;
    long place;
    put_for_engine(&tex, a, f->tex);
    enum math_outcome outcome =
        math_engine_render(e, &markup, nc_buf_view(&tex), f->display, why, &place);
    if (outcome == MATH_ENDED) {
        count_ended(m);
        math_engine_free(e);
    } else {
        give_back(m, e);
    }
    if (outcome == MATH_WRONG && place >= 0)
        put_place(why, nc_buf_view(&tex), place);
    if (outcome == MATH_DONE) {
        root = katex_read(a, nc_buf_view(&markup));
        if (!root)
            nc_buf_puts(why, "it is nested too deep");
    }
    nc_buf_dispose(&markup);
    nc_buf_dispose(&tex);
    return root;
}

/* --- one formula --- */

/* True if why says which bound the TeX passes. */
static bool is_too_much(struct nc_str tex, struct nc_buf *why)
{
    size_t depth = 0, deepest = 0;
    if (tex.n > MAX_TEX) {
        nc_buf_puts(why, "it is longer than 16 kB");
        return true;
    }
    for (size_t i = 0; i < tex.n; i++) {
        if (tex.p[i] == '\\')
            i++;
        else if (tex.p[i] == '{')
            depth++;
        else if (tex.p[i] == '}' && depth)
            depth--;
        deepest = depth > deepest ? depth : deepest;
    }
    if (deepest > MAX_GROUPS)
        nc_buf_printf(why, "more than %d groups stand one in another", MAX_GROUPS);
    return deepest > MAX_GROUPS;
}

/* Breaks what is too long for a page, and sets smaller what still is: its size is the first byte of
 * what is kept of it. */
static unsigned fit(struct nc_arena *a, struct mml_node *root, const struct nc_math_formula *f)
{
    if (!f->line || f->form != NC_MATH_MATHML)
        return 100;
    mml_measure(root);
    if (f->display)
        mml_break(a, root, f->line * 100);
    return mml_fit(root, f->line * 100);
}

static enum nc_math_outcome write_tree(struct nc_buf *out, const struct mml_node *root,
                                       enum nc_math_form form)
{
    if (form == NC_MATH_HTML)
        return mml_write_html(out, root) ? NC_MATH_DONE : NC_MATH_UNFIT;
    mml_write(out, root);
    return NC_MATH_DONE;
}

/* text: a size and the markup below <math>, or why there is none. */
static enum nc_math_outcome convert(struct nc_math *m, struct nc_buf *text,
                                    const struct nc_math_formula *f)
{
    struct nc_arena *a = nc_arena_new();
    enum nc_math_outcome outcome = NC_MATH_FAILED;
    struct mml_node *root = m->engine_only ? NULL : mml_read_simple(a, f->tex, f->display);
    if (!root && !is_too_much(f->tex, text))
        root = read_by_engine(m, a, f, text);
    if (root) {
        mml_fix(a, root);
        if (f->number_count > 1)
            mml_add_numbers(a, root, f->numbers, f->number_count);
        nc_buf_char(text, (char)fit(a, root, f));
        outcome = write_tree(text, root, f->form);
        if (outcome != NC_MATH_DONE)
            nc_buf_clear(text);
    }
    nc_arena_free(a);
    return outcome;
}

/* What equal formulas have in common. */
static void put_key(struct nc_buf *key, const struct nc_math_formula *f)
{
    nc_buf_char(key, f->display ? 'd' : 'i');
    nc_buf_char(key, f->form == NC_MATH_HTML ? 'h' : 'm');
    nc_buf_char(key, f->line ? 'p' : 'w');
    nc_buf_str(key, f->tex);
    for (size_t i = 0; f->number_count > 1 && i < f->number_count; i++) {
        nc_buf_char(key, '\n');
        nc_buf_str(key, f->numbers[i].text);
    }
}

static bool find_kept(struct nc_math *m, struct nc_str key, struct kept *found)
{
    pthread_mutex_lock(&m->lock);
    uint32_t number = nc_strmap_get(&m->numbers, key);
    if (number)
        *found = m->items[number - 1];
    pthread_mutex_unlock(&m->lock);
    return number > 0;
}

/* The text that stays with m: what another thread kept meanwhile is the same. */
static void keep(struct nc_math *m, struct nc_str key, struct kept made)
{
    pthread_mutex_lock(&m->lock);
    if (nc_arena_used(m->arena) < MAX_KEPT && !nc_strmap_get(&m->numbers, key)) {
        made.text = nc_arena_str(m->arena, made.text);
        nc_grow(&m->items, &m->cap, m->count + 1, sizeof *m->items);
        m->items[m->count++] = made;
        *nc_strmap_at(&m->numbers, nc_arena_str(m->arena, key)) = (uint32_t)m->count;
    }
    pthread_mutex_unlock(&m->lock);
}

/* TeX over several lines as one: a line end is a blank in it. */
static void put_line(struct nc_buf *out, struct nc_str tex)
{
    for (size_t from = 0; from < tex.n;) {
        size_t to = nc_str_find(tex, '\n', from);
        mml_write_text(out, nc_str_sub(tex, from, to));
        if (to < tex.n)
            nc_buf_char(out, ' ');
        from = to + 1;
    }
}

/* body: its size in percent, a byte, and the markup. */
static void put_math(struct nc_buf *out, const struct nc_math_formula *f, struct nc_str alttext,
                     struct nc_str body)
{
    unsigned size = (unsigned char)body.p[0];
    body = nc_str_sub(body, 1, body.n);
    if (f->form == NC_MATH_HTML) {
        nc_buf_str(out, body);
        return;
    }
    nc_buf_puts(out, "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"");
    nc_buf_puts(out, f->display ? " display=\"block\"" : "");
    nc_buf_puts(out, " alttext=\"");
    put_line(out, alttext);
    nc_buf_char(out, '"');
    if (size < 100)
        nc_buf_printf(out, " style=\"font-size:0.%02uem\"", size);
    nc_buf_char(out, '>');
    nc_buf_str(out, body);
    nc_buf_puts(out, "</math>");
}

enum nc_math_outcome nc_math_convert(struct nc_math *m, struct nc_buf *out,
                                     const struct nc_math_formula *f, struct nc_buf *why)
{
    struct nc_math_formula formula = *f;
    formula.tex = nc_str_trim(f->tex);
    struct nc_buf key = {0}, text = {0};
    struct kept made;
    put_key(&key, &formula);
    if (!find_kept(m, nc_buf_view(&key), &made)) {
        made.outcome = convert(m, &text, &formula);
        made.text = nc_buf_view(&text);
        keep(m, nc_buf_view(&key), made);
    }
    if (made.outcome == NC_MATH_DONE)
        put_math(out, &formula, formula.alttext.n ? formula.alttext : formula.tex, made.text);
    else
        nc_buf_str(why, made.text);
    nc_buf_dispose(&key);
    nc_buf_dispose(&text);
    return made.outcome;
}
