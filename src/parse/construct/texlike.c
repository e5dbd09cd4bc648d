/* Signs of TeX. */
#include "parse/construct/texlike.h"

#include "base/ascii.h"

#define LONG_WORD 3 /* letters in a row that no product of variables has */

/* A command, or a sub- or superscript; programs that escape write "\_". */
static bool has_sure_sign(struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char next = i + 1 < s.n ? s.p[i + 1] : ' ';
        if (s.p[i] == '\\') {
            if (nc_ascii_is_letter(next) || strchr("{},;!", next))
                return true;
            i++;
        } else if ((s.p[i] == '^' || s.p[i] == '_') && i > 0 &&
                   (nc_ascii_is_alnum(next) || strchr("{\\'*+-", next)) &&
                   (nc_ascii_is_alnum(s.p[i - 1]) || strchr(")]}|'", s.p[i - 1]))) {
            return true;
        }
    }
    return false;
}

/* Variables, numbers and operators, no words: "n + 1", "f(x)", "x", "AB". */
static bool is_plain_formula(struct nc_str s, bool display)
{
    unsigned letters = 0, small = 0, row = 0;
    bool operator= false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (nc_ascii_is_letter(c)) {
            letters++;
            small += c >= 'a';
            if (++row > LONG_WORD)
                return false;
            continue;
        }
        row = 0;
        if (strchr("=<>+-*/", c))
            operator= true;
        else if (!nc_ascii_is_digit(c) && !strchr(" \n.,:;()[]|'!&", c))
            return false;
    }
    bool call = nc_str_find(s, '(', 1) < s.n, name = letters == 1 || !small;
    return letters && (operator||(!display && (call || (name && s.n <= LONG_WORD))));
}

bool nc_looks_like_tex(struct nc_str s, bool display)
{
    s = nc_str_trim(s);
    return s.n && (has_sure_sign(s) || is_plain_formula(s, display));
}

struct nc_str nc_tex_environment(struct nc_str s, size_t *number)
{
    static const char *const names[NC_TEX_ENVIRONMENTS] = {
        "equation",  "equation*", "align",    "align*",  "gather",     "gather*",  "multline",
        "multline*", "flalign",   "flalign*", "alignat", "alignat*",   "eqnarray", "eqnarray*",
        "split",     "aligned",   "gathered", "cases",   "matrix",     "pmatrix",  "bmatrix",
        "vmatrix",   "Vmatrix",   "Bmatrix",  "dcases",  "displaymath"};
    const size_t from = strlen("\\begin{");
    if (!nc_str_starts(s, NC_LIT("\\begin{")))
        return NC_NONE;
    struct nc_str name = nc_str_sub(s, from, nc_str_find(s, '}', from));
    for (*number = 0; *number < NC_TEX_ENVIRONMENTS; ++*number) {
        if (nc_str_eqz(name, names[*number]))
            return name;
    }
    return NC_NONE;
}
