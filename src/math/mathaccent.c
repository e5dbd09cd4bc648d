/* Signs over and under letters. Fonts have them at different heights, and few of them stretch, so
 * lines are drawn as edges of a box, which every browser can do. */
#include "math/mathfix.h"

#define EDGE "0.05em solid"

static bool is_line(struct nc_str text)
{
    static const char *const lines[] = {"\xCB\x89", "\xC2\xAF", "\xE2\x80\xBE", "_", NULL};
    return text.n && nc_str_is_among(text, lines);
}

/* \bar, \overline, \underline: n becomes an mrow of its base. */
static void make_edge(struct nc_arena *a, struct mml_node *n, bool over)
{
    n->kind = MML_MROW;
    n->attrs = NULL;
    mml_unlink(n->last);
    mml_add_style(a, n, over ? "border-top:" EDGE : "border-bottom:" EDGE);
    mml_add_style(a, n, over ? "padding-top:0.1em" : "padding-bottom:0.1em");
}

/* Chooses the narrow or the wide form of a sign. KaTeX uses one character for both; fonts have two.
 */
static void choose_sign(struct nc_arena *a, struct mml_node *sign)
{
    static const struct {
        const char *from, *narrow, *wide;
    } signs[] = {{"^", "\xCB\x86", "\xCC\x82"},
                 {"~", "\xCB\x9C", "~"},
                 {"\xCB\x8A", "\xC2\xB4", "\xC2\xB4"},
                 {"\xCB\x8B", "`", "`"}};
    bool wide = mml_has(sign, "stretchy", "true");
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (nc_str_eqz(sign->text, signs[i].from)) {
            sign->text = nc_str(wide ? signs[i].wide : signs[i].narrow);
            return;
        }
    }
    if (nc_str_eqz(
            sign->text,
            "\xE2\x83\x97")) /* the arrow of \vec, which would be off centre without stretching */
        mml_set(a, sign, "stretchy", NC_LIT("true"));
}

void mml_fix_accents(struct nc_arena *a, struct mml_node *root)
{
    for (struct mml_node *n = mml_deepest(root), *next; n; n = next) {
        next = mml_next_up(root, n);
        bool over = n->kind == MML_MOVER && mml_has(n, "accent", "true");
        bool under = n->kind == MML_MUNDER && mml_has(n, "accentunder", "true");
        if ((!over && !under) || !n->last || n->last->kind != MML_MO || n->first == n->last)
            continue;
        if (is_line(n->last->text))
            make_edge(a, n, over);
        else
            choose_sign(a, n->last);
    }
}
