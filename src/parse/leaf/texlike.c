/* Recognises TeX by its signs. */
#include "parse/leaf/texlike.h"

#include "base/ascii.h"
#include "base/buf.h"

#define MAX_UNCLOSED 300  /* bytes of a formula that is never closed */
#define SIGNS_WITHIN 1000 /* bytes in which a formula must show a sign of TeX */
#define LONG_WORD 3       /* more letters in a row than a product of variables has */

static size_t letters_from(struct nc_str s, size_t i, int step)
{
    size_t n = 0;
    while (i < s.n && nc_ascii_is_letter(s.p[i]) && n < LONG_WORD) {
        i += (size_t)step;
        n++;
    }
    return n;
}

/* Whether the sign joins words: "snake_case" has no index. */
static bool joins_words(struct nc_str s, size_t i)
{
    return s.p[i] == '_' && letters_from(s, i - 1, -1) >= LONG_WORD &&
           letters_from(s, i + 1, 1) >= 2;
}

/* Whether a dollar sign stands outside all braces: then the brackets are escaped and hold
 * formulas. */
static bool has_formulas(struct nc_str s)
{
    unsigned depth = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == '{')
            depth++;
        else if (s.p[i] == '}')
            depth -= depth > 0;
        else if (s.p[i] == '$' && !depth)
            return true;
    }
    return false;
}

/* Whether s holds a command, a subscript or a superscript. Programs that escape write "\_". */
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
                   (nc_ascii_is_alnum(s.p[i - 1]) || strchr(")]}|'", s.p[i - 1])) &&
                   !joins_words(s, i)) {
            return true;
        }
    }
    return false;
}

/* Whether s is a formula of variables, numbers and operators without words: "n + 1", "f(x)", "x",
 * "AB". "x86" is a name. */
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
    bool numbered = s.n == 3 && nc_ascii_is_digit(s.p[1]) && nc_ascii_is_digit(s.p[2]);
    bool single = name && s.n <= LONG_WORD && !numbered;
    return letters && (operator||(!display && (call || single)));
}

bool nc_looks_like_tex(struct nc_str s, bool display)
{
    s = nc_str_trim(s);
    s = nc_str_sub(s, 0, s.n < SIGNS_WITHIN ? s.n : SIGNS_WITHIN);
    return s.n && !has_formulas(s) && (has_sure_sign(s) || is_plain_formula(s, display));
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

struct nc_str nc_tex_less_escapes(struct nc_arena *arena, struct nc_str tex)
{
    struct nc_buf b = {0};
    for (size_t i = 0; i < tex.n; i++) {
        char next = i + 1 < tex.n ? tex.p[i + 1] : ' ', third = i + 2 < tex.n ? tex.p[i + 2] : ' ';
        nc_buf_char(&b, tex.p[i]);
        if (tex.p[i] != '\\')
            continue;
        if (next == '_' || next == '*') {
            b.p[b.n - 1] = next;
            i++;
        } else if (next == '\\') {
            bool four = third == '\\';
            if (four || strchr(" \n&[", third)) /* a new row */
                nc_buf_char(&b, '\\');
            i += four ? 3 : 1;
        }
    }
    return nc_buf_keep(&b, arena);
}

/* --- a formula that is not closed --- */

/* Whether "^" or "_" at i stands between a possible variable and a possible index. */
static bool is_script(struct nc_str s, size_t i)
{
    size_t letters = 0;
    char next = i + 1 < s.n ? s.p[i + 1] : ' ';
    while (letters < i && nc_ascii_is_letter(s.p[i - 1 - letters]))
        letters++;
    bool base = letters == 1 || (letters == 2 && s.p[i] == '^') ||
                (i > 0 && !letters && strchr(")}]", s.p[i - 1]));
    return base && (next == '{' || next == '\\' || nc_ascii_is_alnum(next));
}

/* How likely a word without blanks is TeX: 2 certain, 1 possible, 0 not at all. */
static unsigned tex_word(struct nc_str s)
{
    unsigned worth = s.n == 1 && (nc_ascii_is_letter(s.p[0]) || strchr("+-=<>|", s.p[0]));
    bool numeric = s.n > 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : ' ';
        if (!nc_ascii_is_alnum(c) && !strchr("\\^_{}()+-*/=<>|,.;!'&~", c))
            return 0;
        numeric &= nc_ascii_is_digit(c) || strchr(".,", c);
        bool command =
            c == '\\' && (strchr("{},;!\\", next) || (nc_ascii_is_letter(next) && i + 2 < s.n));
        if (command || ((c == '^' || c == '_') && is_script(s, i)))
            worth = 2;
    }
    return worth == 2 ? 2 : worth || numeric;
}

size_t nc_tex_unclosed(struct nc_str s, size_t i, size_t limit)
{
    size_t end = 0;
    unsigned best = 0;
    if (i + 3 > limit || (s.p[i + 1] != '[' && s.p[i + 1] != '('))
        return 0;
    limit = limit - i > MAX_UNCLOSED ? i + MAX_UNCLOSED : limit;
    size_t at = i + 2, line_end = nc_str_find(nc_str_sub(s, 0, limit), '\n', at);
    bool alone = !nc_str_trim(nc_str_sub(s, at, line_end)).n;
    size_t stop = !alone             ? line_end
                  : line_end < limit ? nc_str_find(nc_str_sub(s, 0, limit), '\n', line_end + 1)
                                     : limit;
    for (at = alone ? line_end : at; at < stop; at = end) {
        while (at < stop && nc_ascii_is_space(s.p[at]))
            at++;
        size_t to = at;
        while (to < stop && !nc_ascii_is_blank(s.p[to]))
            to++;
        unsigned worth = at < to ? tex_word(nc_str_sub(s, at, to)) : 0;
        if (!worth)
            break;
        best = worth > best ? worth : best;
        end = to;
    }
    return best < 2 ? 0 : alone ? i + 2 : end;
}
