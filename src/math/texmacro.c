/* Macro definitions and their use. Uses are replaced in rounds over the whole text, each linear in
 * it; the number of rounds and the size of the result are limited. */
#include "math/texmacro.h"

#include "math/textoken.h"

#include <stdlib.h>

#define MAX_ROUNDS 50
#define MAX_USES 1000
#define MAX_NAME 64 /* no command has a longer name */

void tex_macros_dispose(struct tex_macros *m)
{
    free(m->items);
}

void tex_macro_set(struct tex_macros *m, struct nc_str name, const struct tex_macro *macro)
{
    uint32_t number = nc_strmap_get(&m->numbers, name);
    if (!number) {
        nc_grow(&m->items, &m->cap, m->count + 1, sizeof *m->items);
        number = (uint32_t)++m->count;
        m->numbers.arena = m->arena;
        *nc_strmap_at(&m->numbers, nc_arena_str(m->arena, name)) = number;
    }
    struct tex_macro *to = &m->items[number - 1];
    *to = *macro;
    to->body = nc_arena_str(m->arena, macro->body);
    to->option = nc_arena_str(m->arena, macro->option);
}

static const struct tex_macro *find(const struct tex_macros *m, struct nc_str name)
{
    uint32_t number = m->count ? nc_strmap_get(&m->numbers, name) : 0;
    return number ? &m->items[number - 1] : NULL;
}

/* --- definitions --- */

static const char *const defining[] = {"\\newcommand",
                                       "\\renewcommand",
                                       "\\providecommand",
                                       "\\def",
                                       "\\gdef",
                                       "\\DeclareMathOperator",
                                       "\\let",
                                       NULL};

bool tex_may_define(struct nc_str tex)
{
    for (size_t i = 0; defining[i]; i++)
        if (nc_str_search(tex, nc_str(defining[i]), 0) < tex.n)
            return true;
    return false;
}

static size_t skip_star(struct nc_str s, size_t i, bool *star)
{
    *star = i < s.n && s.p[i] == '*';
    return i + *star;
}

/* Reads the name of a command as an argument: {\x} or \x, without its backslash. */
static bool command_argument(struct nc_str s, size_t i, struct nc_str *name, size_t *end)
{
    if (!tex_argument(s, i, name, end))
        return false;
    *name = nc_str_trim(*name);
    if (name->n < 2 || name->p[0] != '\\' || tex_token_end(*name, 0) != name->n)
        return false;
    *name = nc_str_sub(*name, 1, name->n);
    return true;
}

/* Reads \newcommand{\x}[2][option]{body} from the end of its name on; 0 if it does not have that
 * form. */
static size_t read_newcommand(struct tex_macros *m, struct nc_str s, size_t i, bool keeps)
{
    struct tex_macro macro = {0};
    struct nc_str name, count;
    bool star;
    i = skip_star(s, i, &star);
    if (!command_argument(s, i, &name, &i))
        return 0;
    if (tex_option(s, i, &count, &i)) {
        count = nc_str_trim(count);
        if (count.n != 1 || count.p[0] < '0' || count.p[0] > '9')
            return 0;
        macro.arguments = (unsigned)(count.p[0] - '0');
        macro.has_option = tex_option(s, i, &macro.option, &i) && macro.arguments;
    }
    if (!tex_argument(s, i, &macro.body, &i))
        return 0;
    if (!keeps || !find(m, name))
        tex_macro_set(m, name, &macro);
    return i;
}

/* Reads \def\x#1#2{body}. With text between the parameters it is left to KaTeX, for one formula. */
static size_t read_def(struct tex_macros *m, struct nc_str s, size_t i)
{
    struct tex_macro macro = {0};
    struct nc_str name;
    i = tex_skip_blanks(s, i);
    if (i >= s.n || s.p[i] != '\\' || !command_argument(s, i, &name, &i))
        return 0;
    while (i + 1 < s.n && s.p[i] == '#' && (unsigned)(s.p[i + 1] - '0') == macro.arguments + 1) {
        macro.arguments++;
        i += 2;
    }
    if (i >= s.n || s.p[i] != '{' || !tex_argument(s, i, &macro.body, &i))
        return 0;
    tex_macro_set(m, name, &macro);
    return i;
}

static size_t read_operator(struct tex_macros *m, struct nc_str s, size_t i)
{
    struct tex_macro macro = {0};
    struct nc_str name, text;
    struct nc_buf body = {0};
    bool star;
    i = skip_star(s, i, &star);
    if (!command_argument(s, i, &name, &i) || !tex_argument(s, i, &text, &i))
        return 0;
    nc_buf_printf(&body, "\\operatorname%s{%.*s}", star ? "*" : "", NC_FMT(text));
    macro.body = nc_buf_view(&body);
    tex_macro_set(m, name, &macro);
    nc_buf_dispose(&body);
    return i;
}

static size_t read_let(struct tex_macros *m, struct nc_str s, size_t i)
{
    struct tex_macro macro = {0};
    struct nc_str name;
    i = tex_skip_blanks(s, i);
    if (i >= s.n || s.p[i] != '\\' || !command_argument(s, i, &name, &i))
        return 0;
    i = tex_skip_blanks(s, i);
    i += i < s.n && s.p[i] == '=';
    if (!tex_argument(s, i, &macro.body, &i))
        return 0;
    const struct tex_macro *same =
        macro.body.p[0] == '\\' ? find(m, nc_str_sub(macro.body, 1, macro.body.n)) : NULL;
    macro = same ? *same : macro;
    tex_macro_set(m, name, &macro);
    return i;
}

/* The offset after a definition at i, which m takes over; i if there is none, or none that this
 * reads. */
static size_t read_definition(struct tex_macros *m, struct nc_str s, size_t i)
{
    size_t end = tex_token_end(s, i), after = 0;
    struct nc_str name = nc_str_sub(s, i + 1, end);
    if (nc_str_eqz(name, "newcommand") || nc_str_eqz(name, "renewcommand"))
        after = read_newcommand(m, s, end, false);
    else if (nc_str_eqz(name, "providecommand"))
        after = read_newcommand(m, s, end, true);
    else if (nc_str_eqz(name, "def") || nc_str_eqz(name, "gdef"))
        after = read_def(m, s, end);
    else if (nc_str_eqz(name, "DeclareMathOperator"))
        after = read_operator(m, s, end);
    else if (nc_str_eqz(name, "let"))
        after = read_let(m, s, end);
    return after ? after : i;
}

/* --- uses --- */

/* Appends a replacement, separated from a command's name before it. */
static void put_apart(struct nc_buf *out, struct nc_str s)
{
    size_t i = out->n, least = i > MAX_NAME ? i - MAX_NAME : 0;
    while (i > least && nc_ascii_is_letter(out->p[i - 1]))
        i--;
    if (s.n && nc_ascii_is_letter(s.p[0]) && i > 0 && i < out->n && out->p[i - 1] == '\\')
        nc_buf_char(out, ' ');
    nc_buf_str(out, s);
}

/* Appends the body with its arguments, which begin at i. Returns where they end, or 0 if some are
 * missing. */
static size_t put_use(struct nc_buf *out, const struct tex_macro *macro, struct nc_str s, size_t i)
{
    struct nc_str args[9] = {{NULL, 0}};
    for (unsigned k = 0; k < macro->arguments; k++) {
        if (k == 0 && macro->has_option) {
            args[0] = macro->option;
            tex_option(s, i, &args[0], &i);
        } else if (!tex_argument(s, i, &args[k], &i)) {
            return 0;
        }
    }
    struct nc_str body = macro->body;
    for (size_t from = 0; from < body.n;) {
        size_t at = nc_str_find(body, '#', from);
        put_apart(out, nc_str_sub(body, from, at));
        unsigned k = at + 1 < body.n ? (unsigned)(body.p[at + 1] - '1') : 9;
        if (k < macro->arguments)
            put_apart(out, args[k]);
        else if (at < body.n)
            nc_buf_char(out, '#');
        from = at + (k < macro->arguments ? 2 : 1);
    }
    return i;
}

/* One round over tex: replaces uses and takes over definitions. Counts the uses; false if the text
 * grows too long. */
static bool expand_round(struct nc_buf *out, struct tex_macros *m, struct nc_str tex, size_t max,
                         unsigned *uses)
{
    for (size_t i = 0; i < tex.n;) {
        size_t end = tex_token_end(tex, i);
        bool command = tex.p[i] == '\\';
        size_t after = command ? read_definition(m, tex, i) : i;
        if (after > i) {
            i = after;
            continue;
        }
        const struct tex_macro *macro = command ? find(m, nc_str_sub(tex, i + 1, end)) : NULL;
        after = macro ? put_use(out, macro, tex, tex_skip_blanks(tex, end)) : 0;
        *uses += after > 0;
        if (!after)
            put_apart(out, nc_str_sub(tex, i, end));
        i = after ? after : end;
        if (out->n > max)
            return false;
    }
    return true;
}

bool tex_expand(struct nc_buf *out, struct tex_macros *m, struct nc_str tex, size_t max)
{
    struct nc_buf from = {0}, to = {0};
    unsigned uses = 0, before;
    bool ok = true;
    nc_buf_str(&from, tex);
    for (unsigned round = 0; ok; round++) {
        before = uses;
        nc_buf_clear(&to);
        ok = expand_round(&to, m, nc_buf_view(&from), max, &uses) && uses <= MAX_USES &&
             round < MAX_ROUNDS;
        struct nc_buf other = from;
        from = to;
        to = other;
        if (uses == before)
            break;
    }
    if (ok)
        nc_buf_str(out, nc_buf_view(&from));
    nc_buf_dispose(&from);
    nc_buf_dispose(&to);
    return ok;
}
