/* Converts a formula's TeX to markup: limits, the cache of equal formulas, the pool of engines. */
#include "math/math.h"

#include "base/arena.h"
#include "base/strmap.h"
#include "base/utf8.h"
#include "math/engine.h"
#include "math/enginetex.h"
#include "math/katexmarkup.h"
#include "math/mathdraw.h"
#include "math/mathfix.h"
#include "math/mathsimple.h"
#include "math/mathwidth.h"
#include "math/mathwrite.h"
#include "math/texmacro.h"
#include "math/textoken.h"

#include <pthread.h>
#include <stdlib.h>

/* Longer formulas, in bytes, stay TeX; for chemistry, whose parser takes more than linear time,
 * those of more than MAX_CHEMISTRY. */
#define MAX_TEX ((size_t)16 << 10)
#define MAX_CHEMISTRY ((size_t)2 << 10)
/* The most bytes of converted formulas kept in a run. */
#define MAX_KEPT ((size_t)32 << 20)
/* After this many formulas that reached a limit of the engine, long formulas are refused: each may
 * have taken a second or two. */
#define MAX_ENDED 5
#define LONG_TEX ((size_t)1 << 10)
/* The deepest nesting of groups: KaTeX calls itself for each. */
#define MAX_GROUPS 100
/* In hundredths of an em. A formula in a line of text may be broken if it is longer than
 * LONG_IN_LINE; one wider than a phone's page, PAGE_WIDTH, scrolls. */
#define LONG_IN_LINE 1200
#define PAGE_WIDTH 2000

/* After this many failures in a row a program is not called again. */
#define MAX_UNDRAWN 10

/* A converted formula. */
struct kept {
    enum nc_math_outcome outcome;
    /* parts, HTML or a picture, or why there are none */
    struct nc_str text;
};

/* A macro for all notes. */
struct common_macro {
    struct nc_str name, body;
};

struct nc_math {
    bool engine_only;
    struct common_macro *macros;
    size_t macro_count, macro_cap;
    /* for everything below */
    pthread_mutex_t lock;
    struct math_engine **idle;
    size_t idle_count, idle_cap;
    /* formulas that reached a limit of the engine */
    unsigned ended;
    /* failed calls of the user's program since the last success */
    unsigned undrawn;
    /* why no engine can be started, once that was tried */
    struct nc_str no_engine;
    struct nc_arena *arena;
    /* of items, from 1 */
    struct nc_strmap numbers;
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
    free(m->macros);
    nc_arena_free(m->arena);
    pthread_mutex_destroy(&m->lock);
    free(m);
}

bool nc_math_engine(struct nc_buf *out)
{
    return math_engine_describe(out);
}

bool nc_math_macro(struct nc_math *m, struct nc_str name, struct nc_str body)
{
    struct nc_math_note *n = nc_math_note_new();
    bool good = nc_math_note_macro(n, name, body);
    nc_math_note_free(n);
    if (!good)
        return false;
    nc_grow(&m->macros, &m->macro_cap, m->macro_count + 1, sizeof *m->macros);
    m->macros[m->macro_count++] =
        (struct common_macro){nc_arena_str(m->arena, name), nc_arena_str(m->arena, body)};
    return true;
}

bool nc_math_has_macros(const struct nc_math *m)
{
    return m->macro_count > 0;
}

void nc_math_give_macros(const struct nc_math *m, struct nc_math_note *n)
{
    for (size_t i = 0; i < m->macro_count; i++)
        nc_math_note_macro(n, m->macros[i].name, m->macros[i].body);
}

/* --- engines --- */

/* Returns an engine for the calling thread alone. NULL if there is none; why says so. */
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

/* Appends where the TeX is wrong, in terms an author understands. place: UTF-16 units, as the
 * engine counts. */
static void put_place(struct nc_buf *why, struct nc_str tex, long place)
{
    size_t at = 0;
    for (long units = 0; at < tex.n && units < place;) {
        unsigned len;
        units += nc_utf8_at(tex, at, &len) > 0xFFFF ? 2 : 1;
        at += len;
    }
    struct nc_str rest = nc_str_trim(nc_str_sub(tex, at, tex.n));
    size_t n = nc_str_find(rest, '\n', 0);
    n = nc_utf8_floor(rest, n > 20 ? 20 : n);
    if (n)
        nc_buf_printf(why, ", at \"%.*s%s\"", (int)n, rest.p, n < rest.n ? "\xE2\x80\xA6" : "");
}

/* Whether the formula is chemistry but the engine was built without it. */
static bool lacks_chemistry(struct nc_str tex)
{
    struct nc_buf engine = {0};
    bool lacks = mml_is_chemistry(tex) && math_engine_describe(&engine) &&
                 nc_str_search(nc_buf_view(&engine), NC_LIT("mhchem"), 0) == engine.n;
    nc_buf_dispose(&engine);
    return lacks;
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
    math_put_for_engine(&tex, a, f->tex, MAX_TEX);
    enum math_outcome outcome = math_engine_render(e, &markup, nc_buf_view(&tex), f->display,
                                                   mml_is_chemistry(f->tex), why, &place);
    if (outcome == MATH_ENDED) {
        count_ended(m);
        math_engine_free(e);
    } else {
        give_back(m, e);
    }
    if (outcome == MATH_WRONG && lacks_chemistry(f->tex)) {
        nc_buf_clear(why);
        nc_buf_puts(why, "chemistry (\\ce, \\pu) needs KaTeX's mhchem, and this noteconv was built "
                         "without it");
    } else if (outcome == MATH_WRONG && place >= 0) {
        put_place(why, nc_buf_view(&tex), place);
    }
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

/* Whether the TeX exceeds a limit; why then says which. */
static bool is_too_much(struct nc_str tex, struct nc_buf *why)
{
    size_t depth = 0, deepest = 0;
    if (tex.n > MAX_TEX) {
        nc_buf_puts(why, "it is longer than 16 kB");
        return true;
    }
    if (tex.n > MAX_CHEMISTRY && mml_is_chemistry(tex)) {
        nc_buf_puts(why, "chemistry of more than 2 kB is not converted");
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
    if (deepest <= MAX_GROUPS)
        return false;
    nc_buf_printf(why, "its groups are nested more than %d deep", MAX_GROUPS);
    return true;
}

/* A converted formula is kept as parts, each consisting of a byte for its size in percent, its
 * markup and PART_END. Neither byte occurs in markup. */
#define PART_END '\f'
#define PART_SCROLLS 1 /* instead of a size: wider than a small page that can scroll */

static void put_part(struct nc_buf *out, const struct mml_node *part,
                     const struct nc_math_formula *f)
{
    unsigned size = f->line ? mml_fit(part, f->line * 100) : 100;
    bool scrolls = !f->line && !f->display && part->width > PAGE_WIDTH;
    nc_buf_char(out, scrolls ? PART_SCROLLS : (char)size);
    mml_write(out, part);
    nc_buf_char(out, PART_END);
}

/* Breaks a formula that is too long for a page, and sets parts that are still too long in a smaller
 * size. */
static void put_parts(struct nc_buf *out, struct nc_arena *a, struct mml_node *root,
                      const struct nc_math_formula *f)
{
    mml_measure(root);
    if (f->display && f->line)
        mml_break(a, root, f->line * 100);
    if (f->display || root->width <= LONG_IN_LINE || mml_split(a, root, LONG_IN_LINE) == 1) {
        put_part(out, root, f);
        return;
    }
    for (const struct mml_node *part = root->first; part; part = part->next)
        put_part(out, part, f);
}

static enum nc_math_outcome write_tree(struct nc_buf *out, struct nc_arena *a,
                                       struct mml_node *root, const struct nc_math_formula *f)
{
    if (f->form == NC_MATH_HTML)
        return mml_write_html(out, root) ? NC_MATH_DONE : NC_MATH_UNFIT;
    put_parts(out, a, root, f);
    return NC_MATH_DONE;
}

/* text: the parts or plain HTML, or why there are none. */
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
        if (mml_is_chemistry(f->tex))
            mml_fix_chemistry(a, root);
        if (f->number_count > 1)
            mml_add_numbers(a, root, f->numbers, f->number_count);
        outcome = write_tree(text, a, root, f);
    }
    nc_arena_free(a);
    return outcome;
}

/* Makes the key that equal formulas share. */
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

/* Stores the text in m, unless another thread has stored the same meanwhile. */
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

/* --- pictures --- */

static bool is_drawn_no_more(struct nc_math *m)
{
    pthread_mutex_lock(&m->lock);
    bool ended = m->undrawn >= MAX_UNDRAWN;
    pthread_mutex_unlock(&m->lock);
    return ended;
}

static void count_drawn(struct nc_math *m, bool drawn)
{
    pthread_mutex_lock(&m->lock);
    m->undrawn = drawn ? 0 : m->undrawn + 1;
    pthread_mutex_unlock(&m->lock);
}

bool nc_math_draw(struct nc_math *m, struct nc_buf *out, struct nc_str command, struct nc_str tex,
                  bool display, struct nc_buf *why)
{
    struct nc_buf key = {0}, made = {0};
    struct nc_fail f = {0};
    struct kept kept;
    nc_buf_printf(&key, "c%d%.*s\n", display, NC_FMT(command));
    nc_buf_str(&key, nc_str_trim(tex));
    if (find_kept(m, nc_buf_view(&key), &kept)) {
        nc_buf_str(kept.outcome == NC_MATH_DONE ? out : why, kept.text);
    } else if (is_drawn_no_more(m)) {
        kept.outcome = NC_MATH_FAILED;
        nc_buf_printf(why, "%.*s failed %d times in a row and is not called again", NC_FMT(command),
                      MAX_UNDRAWN);
    } else {
        bool drawn = math_draw(&made, command, nc_str_trim(tex), display, &f) == 0;
        count_drawn(m, drawn);
        kept = (struct kept){drawn ? NC_MATH_DONE : NC_MATH_FAILED,
                             nc_buf_view(drawn ? &made : &f.message)};
        keep(m, nc_buf_view(&key), kept);
        nc_buf_str(drawn ? out : why, kept.text);
    }
    nc_buf_dispose(&key);
    nc_buf_dispose(&made);
    nc_buf_dispose(&f.message);
    return kept.outcome == NC_MATH_DONE;
}

/* --- markup --- */

/* Appends TeX of several lines as one line: a line end is a blank in TeX. */
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

/* body: the byte of its size, then the markup. */
static void put_element(struct nc_buf *out, bool display, struct nc_str alttext, struct nc_str body)
{
    unsigned size = (unsigned char)body.p[0];
    bool scrolls = size == PART_SCROLLS;
    nc_buf_puts(out, scrolls ? "<span class=\"math-wide\">" : "");
    nc_buf_puts(out, "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"");
    nc_buf_puts(out, display ? " display=\"block\"" : "");
    nc_buf_puts(out, " alttext=\"");
    put_line(out, alttext);
    nc_buf_char(out, '"');
    if (size < 100 && !scrolls)
        nc_buf_printf(out, " style=\"font-size:0.%02uem\"", size);
    nc_buf_char(out, '>');
    nc_buf_str(out, nc_str_sub(body, 1, body.n));
    nc_buf_puts(out, scrolls ? "</math></span>" : "</math>");
}

/* Writes the parts. The first has the TeX of the whole formula, the others say that they continue
 * it. */
static void put_math(struct nc_buf *out, const struct nc_math_formula *f, struct nc_str alttext,
                     struct nc_str made)
{
    if (f->form == NC_MATH_HTML) {
        nc_buf_str(out, made);
        return;
    }
    for (size_t from = 0; from < made.n;) {
        size_t to = nc_str_find(made, PART_END, from);
        nc_buf_puts(out, from ? "<wbr/>" : "");
        put_element(out, f->display, from ? NC_LIT("\xE2\x80\xA6") : alttext,
                    nc_str_sub(made, from, to));
        from = to + 1;
    }
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
