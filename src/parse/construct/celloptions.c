/* Reads the lines at the beginning of a cell: "#| key: value" of Quarto, ":key: value" of MyST. */
#include "parse/construct/celloptions.h"

/* The rest of a line after the mark of an option, which is a comment in the cell's language. Empty,
 * with a NULL pointer, if the line is not an option. */
static struct nc_str option_of(struct nc_str line, bool myst)
{
    static const char *const marks[] = {"#|", "%%|", "//|", "--|", "%|"};
    for (size_t k = 0; k < sizeof marks / sizeof marks[0]; k++)
        if (nc_str_starts(line, nc_str(marks[k])))
            return nc_str_sub(line, strlen(marks[k]), line.n);
    size_t colon = line.n > 2 && line.p[0] == ':' ? nc_str_find(line, ':', 1) : 0;
    bool is_myst = myst && colon > 1 && colon < line.n && nc_str_find(line, ' ', 0) > colon;
    return is_myst ? nc_str_sub(line, 1, line.n) : (struct nc_str){0};
}

/* The value of "key: value" without its quotation marks; empty if the key is another. */
static struct nc_str value_of(struct nc_str option, const char *key)
{
    size_t colon = nc_str_find(option, ':', 0);
    if (colon == option.n || !nc_str_eqz(nc_str_trim(nc_str_sub(option, 0, colon)), key))
        return NC_NONE;
    struct nc_str s = nc_str_trim(nc_str_sub(option, colon + 1, option.n));
    bool quoted = s.n > 1 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0];
    return quoted ? nc_str_sub(s, 1, s.n - 1) : s;
}

bool nc_cell_options_take(struct nc_node *code)
{
    static const char *const titles[] = {"filename", "lst-cap", "code-summary",
                                         "fig-cap",  "tbl-cap", "caption"};
    struct nc_str info = code->u.code->info;
    static const char *const directives[] = {"{code-", "{code}", "{sourcecode}", "{math}", NULL};
    bool myst = nc_str_starts_among(info, directives);
    const size_t count = sizeof titles / sizeof titles[0];
    struct nc_str text = code->u.code->text, title = NC_NONE;
    size_t at = 0, best = count;
    if (!code->u.code->fenced || !code->u.code->info.n || code->u.code->info.p[0] != '{')
        return false;
    while (at < text.n) {
        size_t nl = nc_str_find(text, '\n', at);
        struct nc_str option = option_of(nc_str_trim(nc_str_sub(text, at, nl)), myst);
        if (!option.p)
            break;
        for (size_t k = 0; k < best; k++) {
            struct nc_str value = value_of(option, titles[k]);
            if (value.n) {
                title = value;
                best = k;
            }
        }
        at = nl < text.n ? nl + 1 : nl;
    }
    bool reads = at > 0;
    /* A blank line separates MyST's options from the code. */
    if (reads && myst && at < text.n && text.p[at] == '\n')
        at++;
    code->u.code->text = nc_str_sub(text, at, text.n);
    if (!code->u.code->title.n)
        code->u.code->title = title;
    return reads;
}
