/* Formulas: TeX between delimiters for Anki's MathJax, else MathML or HTML, else TeX as code. */
#include "export/xhtml/xhtmlwriter.h"
#include "math/texsafe.h"

/* The width of a book's page in em, as on a small reader at its usual font size. */
#define BOOK_LINE 24

/* Anki's own syntax acts within a formula too, but "\\[" there is the end of a row. */
#define SYNTAX "[sound:", "[anki:", "[latex]", "[$]", "[$$]", "[[type:"
static const char *const syntax_in_math[] = {SYNTAX, NULL};
static const char *const cloze_in_math[] = {SYNTAX, "{{c", "}}", "::", NULL};

void nc_xhtml_choose_math(struct nc_xhtml *x, struct nc_math *math, const char *form,
                          const char *command)
{
    struct nc_str f = nc_str(form ? form : x->target->no_mathml ? "html" : "");
    x->math = nc_str_eqz(f, "tex") ? NULL : math;
    x->math_form = nc_str_eqz(f, "html") ? NC_MATH_HTML : NC_MATH_MATHML;
    x->math_command = command;
}

/* Appends the TeX that may be shown and reports what was removed from it. */
static void put_safe(struct xhtml_writer *w, struct nc_buf *safe, const struct nc_node *n,
                     struct nc_str tex)
{
    struct nc_str removed = nc_tex_safe(safe, tex);
    struct nc_buf what = {0};
    if (!w->x->target->mathjax && nc_math_ends_in_comment(tex))
        xhtml_lost(w, n, NC_D_MATH_DROPPED,
                   "what follows a % in a formula is a comment to TeX and is not shown; write \\% "
                   "for the sign");
    if (nc_math_turns_direction(tex))
        xhtml_lost(
            w, n, NC_D_MATH_DROPPED,
            "invisible characters that change the direction of text were removed from a formula");
    if (!removed.n)
        return;
    nc_buf_printf(&what, NC_TEX_REMOVED, NC_FMT(removed));
    xhtml_lost(w, n, NC_D_MATH_DROPPED, what.p);
    nc_buf_dispose(&what);
}

static void put_anki(struct xhtml_writer *w, struct nc_str safe, bool display)
{
    const char *const *outside = w->o.syntax;
    nc_x_raw(&w->o, display ? NC_LIT("\\[") : NC_LIT("\\("));
    nc_xmlout_syntax(&w->o, w->x->cloze ? cloze_in_math : syntax_in_math);
    nc_x_text(&w->o, safe);
    nc_xmlout_syntax(&w->o, outside);
    nc_x_raw(&w->o, display ? NC_LIT("\\]") : NC_LIT("\\)"));
}

/* Puts a converted or drawn formula. False: neither worked, which was reported. */
static bool put_converted(struct xhtml_writer *w, const struct nc_node *n,
                          const struct nc_math_formula *f)
{
    struct nc_buf markup = {0}, why = {0}, what = {0};
    enum nc_math_outcome outcome = nc_math_convert(w->x->math, &markup, f, &why);
    bool done = outcome == NC_MATH_DONE;
    if (done) {
        nc_x_raw(&w->o, nc_buf_view(&markup));
    } else {
        if (outcome == NC_MATH_UNFIT)
            nc_buf_puts(&why, "it cannot be written in a line without MathML");
        done = xhtml_draw_formula(w, f, &why);
    }
    if (!done) {
        nc_buf_printf(&what, "the formula is shown as TeX: %s", why.p);
        xhtml_lost(w, n, outcome == NC_MATH_UNFIT ? NC_D_FORMAT_LOSS : NC_D_MATH_TEX, what.p);
    }
    nc_buf_dispose(&markup);
    nc_buf_dispose(&why);
    nc_buf_dispose(&what);
    return done;
}

static void put_code(struct xhtml_writer *w, const struct nc_node *n, struct nc_str tex,
                     bool display)
{
    nc_x_start(&w->o, "code");
    nc_x_attrz(&w->o, "class", display ? "math display" : "math");
    xhtml_code_direction(w, n);
    nc_x_text(&w->o, tex);
    nc_x_end(&w->o);
}

static bool has_id(const struct xhtml_writer *w, const struct nc_node *n)
{
    struct nc_buf id = {0};
    bool has = w->x->hooks && w->x->hooks->id && w->x->hooks->id(w->x->ctx, &id, n);
    nc_buf_dispose(&id);
    return has;
}

/* Puts a number. TeX in a tag is itself a formula. */
static void put_number(struct xhtml_writer *w, struct nc_str number)
{
    struct nc_buf tex = {0}, markup = {0}, why = {0};
    bool is_tex = nc_str_find(number, '\\', 0) < number.n || nc_str_find(number, '$', 0) < number.n;
    for (size_t i = 0; i < number.n; i++)
        if (number.p[i] != '$')
            nc_buf_char(&tex, number.p[i]);
    struct nc_math_formula f = {.tex = nc_buf_view(&tex), .form = w->x->math_form};
    if (is_tex && nc_math_convert(w->x->math, &markup, &f, &why) == NC_MATH_DONE)
        nc_x_raw(&w->o, nc_buf_view(&markup));
    else
        nc_x_text(&w->o, nc_buf_view(&tex));
    nc_buf_dispose(&tex);
    nc_buf_dispose(&markup);
    nc_buf_dispose(&why);
}

/* Puts numbers at the right of a formula, one per line. */
static void put_numbers(struct xhtml_writer *w, const struct nc_math_entry *e)
{
    bool is_first = true;
    nc_x_start(&w->o, "span");
    nc_x_attrz(&w->o, "class", "eqno");
    for (size_t i = 0; i < e->number_count; i++) {
        if (!e->numbers[i].text.n)
            continue;
        if (!is_first) {
            nc_x_start(&w->o, "br");
            nc_x_end_void(&w->o);
        }
        put_number(w, e->numbers[i].text);
        is_first = false;
    }
    nc_x_end(&w->o);
}

/* Puts a formula with the anchor and number from its note. */
static void put_formula(struct xhtml_writer *w, const struct nc_node *n,
                        const struct nc_math_formula *f, const struct nc_math_entry *e)
{
    bool numbered = xhtml_formula_is_numbered(w, e), around = numbered || (e && e->id.n);
    if (around) {
        nc_x_start(&w->o, "span");
        nc_x_attrz(&w->o, "class", "eq");
    }
    if (around && e->id.n)
        nc_x_attr(&w->o, "id", e->id);
    if (!put_converted(w, n, f))
        put_code(w, n, f->alttext, f->display && n->kind != NC_MATH_BLOCK);
    if (around)
        nc_x_end(&w->o);
    if (numbered)
        put_numbers(w, e);
}

/* Puts a display formula within a paragraph on a line of its own, so that it can scroll by
 * itself. */
static void put_in_line(struct xhtml_writer *w, const struct nc_node *n,
                        const struct nc_math_formula *f, const struct nc_math_entry *e)
{
    bool around = f->display || has_id(w, n);
    if (around)
        nc_x_start(&w->o, "span");
    if (f->display)
        nc_x_attrz(&w->o, "class", xhtml_formula_class(w, e));
    if (around)
        xhtml_id(w, n);
    put_formula(w, n, f, e);
    if (around)
        nc_x_end(&w->o);
}

/* Puts a formula to convert. tex: the author's. */
static void put_mathml(struct xhtml_writer *w, const struct nc_node *n, struct nc_str tex,
                       bool display)
{
    const struct nc_math_entry *e = xhtml_formula(w, n);
    struct nc_buf safe = {0}, own = {0};
    if (e && (e->is_definition || xhtml_formula_reference(w, n)))
        return;
    nc_tex_safe(&own, tex);
    put_safe(w, &safe, n, e && !e->too_much ? e->tex : tex);
    struct nc_math_formula f = {.tex = nc_buf_view(&safe),
                                .display = display,
                                .form = w->x->math_form,
                                .alttext = nc_buf_view(&own)};
    if (w->x->target->pages)
        f.line = BOOK_LINE;
    if (e) {
        f.numbers = e->numbers;
        f.number_count = e->number_count;
    }
    if (e && e->too_much) {
        xhtml_lost(
            w, n, NC_D_MATH_TEX,
            "the formula is shown as TeX: its macros do not end, or make it longer than 16 kB");
        put_code(w, n, f.alttext, display);
    } else if (n->kind == NC_MATH_BLOCK) {
        put_formula(w, n, &f, e);
    } else {
        put_in_line(w, n, &f, e);
    }
    nc_buf_dispose(&own);
    nc_buf_dispose(&safe);
}

/* Puts a formula of a card. */
static void put_alone(struct xhtml_writer *w, const struct nc_node *n, struct nc_str tex,
                      bool display)
{
    struct nc_buf alone = {0}, safe = {0};
    xhtml_formula_alone(w, &alone, n, tex);
    struct nc_str shown = nc_buf_view(&alone), number;
    bool refers = w->x->formulas && nc_math_note_target(w->x->formulas, n->seq, &number);
    if (refers || !nc_str_eq(shown, tex)) {
        nc_buf_str(&w->x->expanded, refers ? number : shown);
        nc_buf_char(&w->x->expanded, '\n');
    }
    put_safe(w, &safe, n, shown);
    if (refers)
        nc_x_text(&w->o, number);
    else if (safe.n)
        put_anki(w, nc_buf_view(&safe), display);
    nc_buf_dispose(&alone);
    nc_buf_dispose(&safe);
}

void xhtml_math(struct xhtml_writer *w, const struct nc_node *n)
{
    bool block = n->kind == NC_MATH_BLOCK, display = block || n->u.math.display;
    struct nc_str tex = block ? n->u.text : n->u.math.tex;
    struct nc_buf safe = {0};
    if (w->x->target->mathjax) {
        put_alone(w, n, tex, display);
    } else if (w->x->math) {
        put_mathml(w, n, tex, display);
    } else {
        put_safe(w, &safe, n, tex);
        put_code(w, n, nc_buf_view(&safe), display && !block);
    }
    nc_buf_dispose(&safe);
}
