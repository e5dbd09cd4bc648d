/* The macros, labels and numbers that the formulas of a document share. All formulas are examined
 * before the first is written, because a reference may precede its target. */
#include "export/xhtml/xhtmlwriter.h"

static bool is_formula(const struct nc_node *n)
{
    return n->kind == NC_MATH || n->kind == NC_MATH_BLOCK;
}

static struct nc_str tex_of(const struct nc_node *n)
{
    return n->kind == NC_MATH ? n->u.math.tex : n->u.text;
}

static bool any_is_shared(const struct nc_doc *doc)
{
    struct nc_walk walk;
    nc_walk_begin(&walk, doc->root);
    for (enum nc_event e = nc_walk_next(&walk); e != NC_WALK_DONE; e = nc_walk_next(&walk))
        if (e == NC_WALK_ENTER && is_formula(walk.node) && nc_math_is_shared(tex_of(walk.node)))
            return true;
    return false;
}

/* Adds macros of the front matter: a map of names to definitions. A list, as in MathJax, begins
 * with the definition. */
static void add_macros(const struct nc_xhtml *x, const struct nc_meta *meta, struct nc_str file)
{
    for (size_t i = 0; i < meta->count; i++) {
        const struct nc_meta_entry *e = &meta->entries[i];
        bool good = e->value.type == NC_V_MAP;
        if (!nc_str_ieq(e->key, NC_LIT("macros")))
            continue;
        for (size_t k = 0; good && k < e->value.count; k++) {
            const struct nc_value *v = &e->value.items[k];
            const struct nc_value *body = v->type == NC_V_LIST && v->count ? &v->items[0] : v;
            good = nc_math_note_macro(x->formulas, e->value.keys[k], body->raw);
        }
        if (!good)
            nc_diag(
                x->diags, NC_D_FRONT_MATTER, file, e->pos,
                "macros: write names of commands and their definitions, such as RR: '\\mathbb{R}'");
    }
}

static void add_formulas(const struct nc_xhtml *x)
{
    uint32_t section = NC_NO_ANCHOR;
    struct nc_walk walk;
    nc_walk_begin(&walk, x->doc->root);
    for (enum nc_event e = nc_walk_next(&walk); e != NC_WALK_DONE; e = nc_walk_next(&walk)) {
        const struct nc_node *n = walk.node;
        if (e != NC_WALK_ENTER)
            continue;
        if (n->kind == NC_HEADING && n->parent == x->doc->root)
            section = n->anchor;
        if (is_formula(n))
            nc_math_note_add(x->formulas, n->seq, tex_of(n),
                             n->kind == NC_MATH_BLOCK || n->u.math.display, section);
    }
}

static void look_through(struct nc_xhtml *x)
{
    bool has_macros =
        (x->math && nc_math_has_macros(x->math)) || nc_meta_get(&x->doc->meta, "macros") != NULL;
    x->formulas_known = true;
    if (!has_macros && !any_is_shared(x->doc))
        return;
    x->formulas = nc_math_note_new();
    if (x->math)
        nc_math_give_macros(x->math, x->formulas);
    add_macros(x, &x->doc->meta, nc_file_of(x->doc, (struct nc_pos){0}));
    add_formulas(x);
}

const struct nc_math_entry *xhtml_formula(struct xhtml_writer *w, const struct nc_node *n)
{
    struct nc_str missing;
    struct nc_buf what = {0};
    if (!w->x->formulas_known)
        look_through(w->x);
    if (!w->x->formulas)
        return NULL;
    const struct nc_math_entry *e = nc_math_note_get(w->x->formulas, n->seq, &missing);
    if (missing.n)
        nc_buf_printf(&what, "no formula of the note has the label %.*s", NC_FMT(missing));
    else if (e && e->label.n)
        nc_buf_printf(&what, "the label %.*s is given twice; references lead to the first",
                      NC_FMT(e->label));
    if (what.n)
        xhtml_lost(w, n, NC_D_MATH_REFERENCE, what.p);
    nc_buf_dispose(&what);
    return e;
}

void xhtml_formula_alone(struct xhtml_writer *w, struct nc_buf *out, const struct nc_node *n,
                         struct nc_str tex)
{
    const struct nc_math_entry *e = xhtml_formula(w, n);
    if (!e || e->too_much) {
        nc_buf_str(out, tex);
    } else if (e->id.n && e->number_count == 1 && !nc_str_starts(e->tex, NC_LIT("\\begin")) &&
               nc_str_search(e->expanded, NC_LIT("\\tag"), 0) == e->expanded.n) {
        struct nc_str number = e->numbers[0].text;
        nc_buf_printf(out, "%.*s \\tag{%.*s}", NC_FMT(e->tex),
                      NC_FMT(nc_str_sub(number, 1, number.n - 1)));
    } else {
        nc_buf_str(out, e->number_count ? e->expanded : e->tex);
    }
}

bool xhtml_formula_is_numbered(const struct xhtml_writer *w, const struct nc_math_entry *e)
{
    return e && (e->number_count == 1 || (e->number_count && w->x->math_form == NC_MATH_HTML));
}

const char *xhtml_formula_class(const struct xhtml_writer *w, const struct nc_math_entry *e)
{
    return xhtml_formula_is_numbered(w, e) ? "math-display numbered" : "math-display";
}

bool xhtml_formula_reference(struct xhtml_writer *w, const struct nc_node *n)
{
    struct nc_str text;
    struct nc_buf href = {0};
    const struct nc_math_entry *to = nc_math_note_target(w->x->formulas, n->seq, &text);
    if (!to)
        return false;
    bool linked = to->id.n && !w->linked;
    if (linked) {
        if (w->x->hooks && w->x->hooks->section)
            w->x->hooks->section(w->x->ctx, &href, to->section);
        nc_buf_char(&href, '#');
        nc_buf_str(&href, to->id);
        nc_x_start(&w->o, "a");
        nc_x_attr(&w->o, "href", nc_buf_view(&href));
    }
    nc_x_text(&w->o, text);
    if (linked)
        nc_x_end(&w->o);
    nc_buf_dispose(&href);
    return true;
}
