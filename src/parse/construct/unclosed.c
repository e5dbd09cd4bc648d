/* Warns of text that only looks like the beginning of a comment or formula. The text stays as it
 * is. */
#include "parse/construct/unclosed.h"

#include "base/ascii.h"
#include "parse/construct/markkinds.h"

void nc_run_warn_unclosed(struct nc_text_run *r, char c, struct nc_pos pos)
{
    nc_diag(r->diags, NC_D_UNCLOSED, r->doc->files[0], pos,
            "\"%c%c\" is not closed by another \"%c%c\" and stays text", c, c, c, c);
}

/* Finds "%%" and "$$" that are never closed; "50%%" is a number. Two "$$" close each other if
 * nothing is between them, or only code that does not belong to them. */
static bool note_unclosed(struct nc_text_run *r, size_t i, struct nc_mark *mark)
{
    struct nc_str s = r->text;
    char c = s.p[i];
    uint32_t before = nc_run_char_before(r, i);
    (void)mark;
    if ((i + 2 < s.n && s.p[i + 2] == c) || before == (uint32_t)c ||
        (c == '%' && nc_ascii_is_digit(before)))
        return false;
    if (c == '%') {
        nc_run_warn_unclosed(r, c, nc_mark_pos(r, i));
        return false;
    }
    r->dollars = !r->dollars;
    r->dollars_pos = nc_mark_pos(r, i);
    return false;
}

const struct nc_mark_kind nc_unclosed_comment_mark = {.begins = "%%", .find = note_unclosed};
const struct nc_mark_kind nc_unclosed_math_mark = {.begins = "$$", .find = note_unclosed};
