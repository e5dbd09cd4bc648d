/* Adapts the TeX of a formula for KaTeX. */
#include "math/enginetex.h"

#include "math/math.h"
#include "math/mathfix.h"
#include "math/texmacro.h"
#include "math/textoken.h"

#define MAX_COLUMNS 200 /* bytes of the columns of an array */

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

/* Whether the command at i needs braces when it is a script. Accents and similar commands need them
 * in KaTeX, though not elsewhere. */
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

/* Whether the command at i takes text. */
static bool takes_text(struct nc_str tex, size_t i)
{
    static const char *const names[] = {"text",   "textrm",     "textbf", "textit", "texttt",
                                        "textsf", "textnormal", "textup", "textmd", "textsc",
                                        "textsl", "emph",       "mbox",   "hbox",   "fbox"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (tex_is_command(tex, i, names[k]))
            return true;
    return false;
}

/* The text in braces of the command at i, and the offset after it. False if there is none; once one
 * is not closed, no more are looked for. */
static bool text_at(struct nc_str tex, size_t i, struct nc_str *text, size_t *end, bool *unclosed)
{
    if (*unclosed || tex.p[i] != '\\' || !takes_text(tex, i))
        return false;
    size_t at = tex_skip_blanks(tex, tex_token_end(tex, i));
    if (at >= tex.n || tex.p[at] != '{')
        return false;
    *unclosed = !tex_argument(tex, at, text, end);
    return !*unclosed;
}

/* Appends a text. Signs that LaTeX requires a backslash before are literal in MathJax:
 * \text{learning_rate}, \text{50%}. Between dollars there is mathematics. */
static void put_text(struct nc_buf *out, struct nc_str text)
{
    bool math = false;
    for (size_t i = 0, end; i < text.n; i = end) {
        struct nc_str token;
        end = tex_token_end(text, i);
        token = nc_str_sub(text, i, end);
        if (nc_str_eqz(token, "$"))
            math = !math;
        else if (nc_str_eqz(token, "\\(") || nc_str_eqz(token, "\\)"))
            math = token.p[1] == '(';
        if (!math && token.p[0] == '^')
            nc_buf_puts(out, "\\textasciicircum ");
        else if (!math && strchr("_#&%", token.p[0]) && token.p[0])
            nc_buf_printf(out, "\\%c", token.p[0]);
        else
            nc_buf_str(out, token);
    }
}

/* Appends the columns of an array: l, c, r and lines, up to `most` bytes. Space between columns and
 * commands for them (@{…}, >{…}) are left out, paragraphs (p{3cm}) are columns. */
static void put_columns(struct nc_buf *out, struct nc_str columns, size_t most)
{
    struct nc_str ignored;
    for (size_t i = 0, end; i < columns.n && out->n < most; i = end) {
        end = tex_token_end(columns, i);
        char c = columns.p[i];
        if (strchr("@!><", c) && c) {
            tex_argument(columns, end, &ignored, &end);
        } else if (strchr("pmbwX", c) && c) {
            nc_buf_char(out, 'l');
            if (c != 'X')
                tex_argument(columns, end, &ignored, &end);
        } else if (c != ' ') {
            nc_buf_str(out, nc_str_sub(columns, i, end)); /* KaTeX says what is wrong */
        }
    }
}

/* The same with *{3}{c}, which is ccc. */
static void put_all_columns(struct nc_buf *out, struct nc_str columns)
{
    size_t most = out->n + MAX_COLUMNS, from = 0;
    for (size_t i = 0, end; i < columns.n; i = end) {
        struct nc_str times, what;
        size_t n = 0, after;
        end = tex_token_end(columns, i);
        if (columns.p[i] != '*' || !tex_argument(columns, end, &times, &after) ||
            !tex_argument(columns, after, &what, &after))
            continue;
        put_columns(out, nc_str_sub(columns, from, i), most);
        for (size_t k = 0; k < times.n && n < MAX_COLUMNS; k++)
            n = n * 10 + (nc_ascii_is_digit(times.p[k]) ? (size_t)(times.p[k] - '0') : 0);
        for (size_t k = 0; k < n && out->n < most; k++)
            put_columns(out, what, most);
        from = end = after;
    }
    put_columns(out, nc_str_sub(columns, from, columns.n), most);
}

/* Appends \begin{array}{…} if it begins at i. Returns where it ends; i if there is none. */
static size_t put_array(struct nc_buf *out, struct nc_str tex, size_t i)
{
    struct nc_str name, place, columns;
    size_t end = i;
    if (!tex_is_command(tex, i, "begin") ||
        !tex_argument(tex, tex_token_end(tex, i), &name, &end) ||
        !(nc_str_eqz(name, "array") || nc_str_eqz(name, "darray")))
        return i;
    tex_option(tex, end, &place, &end); /* [t] or [b], which MathML does not know */
    end = tex_skip_blanks(tex, end);
    if (end >= tex.n || tex.p[end] != '{' || !tex_argument(tex, end, &columns, &end))
        return i;
    nc_buf_printf(out, "\\begin{%.*s}{", NC_FMT(name));
    put_all_columns(out, columns);
    nc_buf_char(out, '}');
    return end;
}

/* Appends tex with its texts and arrays in the form that KaTeX accepts. */
static void put_arguments(struct nc_buf *out, struct nc_str tex)
{
    bool unclosed = false;
    for (size_t i = 0, end; i < tex.n; i = end) {
        struct nc_str text;
        size_t after = put_array(out, tex, i);
        end = tex.p[i] == '%' ? nc_str_find(tex, '\n', i) : tex_token_end(tex, i);
        if (after > i) {
            end = after;
        } else if (text_at(tex, i, &text, &after, &unclosed)) {
            nc_buf_str(out, nc_str_sub(tex, i, end));
            nc_buf_char(out, '{');
            put_text(out, text);
            nc_buf_char(out, '}');
            end = after;
        } else {
            nc_buf_str(out, nc_str_sub(tex, i, end));
        }
    }
}

bool nc_math_ends_in_comment(struct nc_str tex)
{
    bool unclosed = false;
    for (size_t i = 0, end; i < tex.n; i = end) {
        struct nc_str text;
        if (tex.p[i] == '%')
            return nc_str_find(tex, '\n', 0) == tex.n &&
                   nc_str_trim(nc_str_sub(tex, i + 1, tex.n)).n > 0;
        if (!text_at(tex, i, &text, &end, &unclosed))
            end = tex_token_end(tex, i);
    }
    return false;
}

/* Appends tex for the engine. KaTeX sets fractions of \cfrac in the style of the formula, which has
 * no effect within another fraction, so the style is put before their parts. */
void math_put_for_engine(struct nc_buf *out, struct nc_arena *a, struct nc_str tex, size_t max)
{
    struct tex_macros macros = {.arena = a};
    const struct tex_macro cfrac = {
        .body = NC_LIT("{\\displaystyle\\frac{\\displaystyle #1}{\\displaystyle #2}}"),
        .arguments = 2};
    struct nc_buf given = {0};
    put_arguments(&given, tex);
    tex = nc_buf_view(&given);
    bool uses = nc_str_search(tex, NC_LIT("\\cfrac"), 0) < tex.n;
    if (uses)
        tex_macro_set(&macros, NC_LIT("cfrac"), &cfrac);
    bool expanded = uses && tex_expand(out, &macros, tex, max);
    if (!expanded && mml_is_chemistry(tex))
        put_chemistry(out, tex);
    else if (!expanded)
        put_scripts(out, tex);
    tex_macros_dispose(&macros);
    nc_buf_dispose(&given);
}
