/* Adapts the TeX of a formula for KaTeX. */
#include "math/enginetex.h"

#include "math/mathfix.h"
#include "math/texmacro.h"
#include "math/textoken.h"

/* Appends chemistry. "#" between two atoms is a triple bond, but KaTeX takes it for a macro's
 * argument. */
static void put_chemistry(struct nc_buf *out, struct nc_str tex)
{
    for (size_t i = 0, end, after; i < tex.n; i = end) {
        struct nc_str inside;
        end = tex_token_end(tex, i);
        if (tex_is_command(tex, i, "ce") && tex_argument(tex, end, &inside, &after)) {
            nc_buf_puts(out, "\\ce{");
            for (size_t k = 0, e; k < inside.n; k = e) {
                e = tex_token_end(inside, k);
                nc_buf_str(out,
                           inside.p[k] == '#' ? NC_LIT("\\bond{3}") : nc_str_sub(inside, k, e));
            }
            nc_buf_char(out, '}');
            end = after;
        } else {
            nc_buf_str(out, nc_str_sub(tex, i, end));
        }
    }
}

/* Whether the command at i needs braces as a script. Accents and similar commands need none
 * elsewhere, but they do in KaTeX. */
static bool needs_braces(struct nc_str tex, size_t i)
{
    static const char *const names[] = {
        "hat",      "widehat",   "tilde",    "widetilde",  "bar",   "vec",
        "dot",      "ddot",      "check",    "breve",      "acute", "grave",
        "overline", "underline", "mathring", "boldsymbol", "bm"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (tex_is_command(tex, i, names[k]))
            return true;
    return false;
}

static void put_scripts(struct nc_buf *out, struct nc_str tex)
{
    for (size_t i = 0, end, after; i < tex.n; i = end) {
        struct nc_str argument;
        end = tex_token_end(tex, i);
        nc_buf_str(out, nc_str_sub(tex, i, end));
        if (tex.p[i] != '_' && tex.p[i] != '^')
            continue;
        size_t at = tex_skip_blanks(tex, end);
        if (at < tex.n && needs_braces(tex, at) &&
            tex_argument(tex, tex_token_end(tex, at), &argument, &after)) {
            nc_buf_printf(out, "{%.*s}", NC_FMT(nc_str_sub(tex, at, after)));
            end = after;
        }
    }
}

/* Appends tex for the engine. KaTeX sets fractions of \cfrac in the style of the formula, which has
 * no effect within another fraction, so the style is put before their parts. */
void math_put_for_engine(struct nc_buf *out, struct nc_arena *a, struct nc_str tex, size_t max)
{
    struct tex_macros macros = {.arena = a};
    const struct tex_macro cfrac = {
        .body = NC_LIT("{\\displaystyle\\frac{\\displaystyle #1}{\\displaystyle #2}}"),
        .arguments = 2};
    bool uses = nc_str_search(tex, NC_LIT("\\cfrac"), 0) < tex.n;
    if (uses)
        tex_macro_set(&macros, NC_LIT("cfrac"), &cfrac);
    bool expanded = uses && tex_expand(out, &macros, tex, max);
    if (!expanded && mml_is_chemistry(tex))
        put_chemistry(out, tex);
    else if (!expanded)
        put_scripts(out, tex);
    tex_macros_dispose(&macros);
}
