/* Finds lines that begin a block of ours. */
#include "parse/block/starts.h"

#include "base/ascii.h"

/* A pair closed on the same line may be an inline. */
const struct nc_block_pair nc_block_pairs[NC_BLOCK_PAIRS] = {
    {{"$$", 2}, {"$$", 2}, NC_STASH_MATH_BLOCK},
    {{"%%", 2}, {"%%", 2}, NC_STASH_COMMENT_BLOCK},
    {{"<%", 2}, {"%>", 2}, NC_STASH_TEMPLATE_BLOCK},
    {{"\\[", 2}, {"\\]", 2}, NC_STASH_MATH_BLOCK},
    {{"\\\\[", 3}, {"\\\\]", 3}, NC_STASH_MATH_BLOCK}};

size_t nc_block_pair_of(struct nc_str content, bool tex_brackets)
{
    size_t k = content.n ? 0 : NC_BLOCK_PAIRS;
    while (k < NC_BLOCK_PAIRS && !(content.p[0] == nc_block_pairs[k].open.p[0] &&
                                   nc_str_starts(content, nc_block_pairs[k].open) &&
                                   (nc_block_pairs[k].open.p[0] != '\\' || tex_brackets)))
        k++;
    return k;
}

size_t nc_note_label(struct nc_str s)
{
    size_t k = 2;
    if (s.n < 5 || s.p[0] != '[' || s.p[1] != '^')
        return 0;
    while (k < s.n && s.p[k] != ']' && s.p[k] != '[' && s.p[k] != ' ' && s.p[k] != '\t')
        k++;
    return k > 2 && k + 1 < s.n && s.p[k] == ']' && s.p[k + 1] == ':' ? k + 2 : 0;
}

bool nc_begins_definition(struct nc_str s)
{
    return s.n > 2 && (s.p[0] == ':' || s.p[0] == '~') && nc_ascii_is_blank(s.p[1]);
}

enum nc_div_line nc_div_line(struct nc_str s)
{
    size_t n = 0;
    if (s.p[0] == '>')
        return NC_DIV_OPENS;
    if (nc_str_istarts(s, NC_LIT("#+BEGIN_")))
        return s.n > 8 ? NC_DIV_OPENS : NC_NO_DIV;
    if (nc_str_istarts(s, NC_LIT("#+END_")))
        return s.n > 6 ? NC_DIV_CLOSES : NC_NO_DIV;
    while (n < s.n && s.p[n] == ':')
        n++;
    if (n < 3)
        return NC_NO_DIV;
    struct nc_str rest = nc_str_trim(nc_str_sub(s, n, s.n));
    if (!rest.n)
        return NC_DIV_CLOSES;
    bool word = s.p[n] == ' ' || s.p[n] == '{' || nc_ascii_is_letter(s.p[n]);
    return word ? NC_DIV_OPENS : NC_NO_DIV;
}

bool nc_begins_pair(struct nc_str content)
{
    return nc_block_pair_of(content, false) < NC_BLOCK_PAIRS;
}

bool nc_begins_own_block(struct nc_str content)
{
    return content.n >= 3 && (nc_note_label(content) > 0 || nc_div_line(content) != NC_NO_DIV);
}

bool nc_has_quote_fences(struct nc_str src)
{
    unsigned count = 0;
    for (size_t at = nc_str_search(src, NC_LIT(">>>"), 0); at < src.n && count < 2;
         at = nc_str_search(src, NC_LIT(">>>"), at + 3)) {
        size_t from = at, end = nc_str_find(src, '\n', at);
        while (from > 0 && at - from < 4 && src.p[from - 1] == ' ')
            from--;
        count +=
            (from == 0 || src.p[from - 1] == '\n') && nc_str_trim(nc_str_sub(src, at, end)).n == 3;
        at = end - (end >= at + 3 ? 3 : 0);
    }
    return count >= 2;
}
