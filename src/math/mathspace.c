/* Blanks between tokens. TeX sets them by the class of a token; MathML can only guess the class. */
#include "base/utf8.h"
#include "math/mathfix.h"

#define APPLY "\xE2\x81\xA1" /* U+2061, function application */
#define THIN "0.1667em"

/* --- KaTeX's texts for blanks --- */

static const struct {
    const char *text, *width;
} blanks[] = {{"\xE2\x80\x8A", "0.0556em"},
              {"\xE2\x80\x89", "0.1667em"},
              {"\xE2\x80\x85", "0.2222em"},
              {"\xE2\x80\x85\xE2\x80\x8A", "0.2778em"},
              {"\xE2\x80\x8A\xE2\x81\xA3", "-0.0556em"},
              {"\xE2\x80\x89\xE2\x81\xA3", "-0.1667em"},
              {"\xE2\x81\x9F\xE2\x81\xA3", "-0.2222em"},
              {"\xE2\x80\x85\xE2\x81\xA3", "-0.2778em"}};

/* Fonts have these blanks in many widths or not at all; an mspace has a fixed width. */
static void fix_blank(struct nc_arena *a, struct mml_node *n)
{
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        if (nc_str_eqz(n->text, blanks[i].text)) {
            n->kind = MML_MSPACE;
            n->text = NC_NONE;
            n->attrs = NULL;
            mml_set(a, n, "width", nc_str(blanks[i].width));
            return;
        }
    }
}

/* --- bars and brackets --- */

/* Whether it grows, or has a size of its own. */
static bool is_fence(const struct mml_node *n)
{
    return mml_has(n, "fence", "true") || mml_get(n, "minsize").n;
}

/* \left< and \bigl< are angle brackets, for which KaTeX writes signs of comparison. */
static void fix_angle(struct mml_node *n)
{
    if (n->kind != MML_MO || !is_fence(n))
        return;
    if (nc_str_eqz(n->text, "<"))
        n->text = NC_LIT("\xE2\x9F\xA8");
    else if (nc_str_eqz(n->text, ">"))
        n->text = NC_LIT("\xE2\x9F\xA9");
}

static bool is_bar(struct nc_str text)
{
    return nc_str_eqz(text, "\xE2\x88\xA3") || nc_str_eqz(text, "\xE2\x88\xA5");
}

/* U+2223 and U+2225 are relations, with blanks around them, and do not stretch. A bar that encloses
 * is '|' or U+2016. A bare mo, which \mid makes, is a relation and stays. */
static void fix_bar(struct nc_arena *a, struct mml_node *n)
{
    bool fence = is_fence(n);
    bool still = mml_has(n, "stretchy", "false");
    if (!is_bar(n->text) || (n->kind == MML_MO && !fence && !still))
        return;
    n->text = nc_str_eqz(n->text, "\xE2\x88\xA3") ? NC_LIT("|") : NC_LIT("\xE2\x80\x96");
    n->kind = MML_MO;
    mml_drop(n, "mathvariant");
    if (!mml_get(n, "lspace").n) {
        mml_set(a, n, "lspace", NC_LIT("0"));
        mml_set(a, n, "rspace", NC_LIT("0"));
    }
    mml_set(a, n, "stretchy", fence ? NC_LIT("true") : NC_LIT("false"));
}

/* Arrows up and down are relations; as fences they would grow with their neighbours. */
static void fix_arrow(struct nc_arena *a, struct mml_node *n)
{
    static const char *const arrows[] = {"\xE2\x86\x91",
                                         "\xE2\x86\x93",
                                         "\xE2\x86\x95",
                                         "\xE2\x87\x91",
                                         "\xE2\x87\x93",
                                         "\xE2\x87\x95",
                                         NULL};
    if (n->kind == MML_MO && nc_str_is_among(n->text, arrows) && !mml_get(n, "fence").n &&
        !mml_get(n, "minsize").n)
        mml_set(a, n, "stretchy", NC_LIT("false"));
}

/* Whether n is in a row that is a script. */
static bool is_in_script(const struct mml_node *n)
{
    const struct mml_node *row = n->parent;
    return row && row->kind == MML_MROW && row->parent && mml_is_script(row->parent) &&
           row != row->parent->first;
}

/* Removes the space after the sign of a number. MathML recognises such a sign only at the beginning
 * of a row; TeX also does after an opening bracket, a comma, a relation or another sign. A sign at
 * the end of a script is a charge. */
static void fix_sign(struct nc_arena *a, struct mml_node *n)
{
    static const char *const signs[] = {"+", "\xE2\x88\x92", "\xC2\xB1", "\xE2\x88\x93", NULL};
    static const char *const ending[] = {")",
                                         "]",
                                         "}",
                                         "!",
                                         "|",
                                         "\xE2\x80\x96",
                                         "\xE2\x80\xB2",
                                         "\xE2\x8C\x8B",
                                         "\xE2\x8C\x89",
                                         "\xE2\x9F\xA9",
                                         "\xE2\x80\xA6",
                                         "\xE2\x8B\xAF",
                                         APPLY,
                                         NULL};
    const struct mml_node *before = n->prev;
    if (n->kind == MML_MO && !n->next && before && nc_str_is_among(n->text, signs) &&
        !mml_get(n, "lspace").n && is_in_script(n)) {
        mml_set(a, n, "lspace", NC_LIT("0em"));
        mml_set(a, n, "rspace", NC_LIT("0em"));
    }
    if (n->kind == MML_MO && n->next && before && before->kind == MML_MO && before->text.n &&
        nc_str_is_among(n->text, signs) && !nc_str_is_among(before->text, ending))
        mml_set(a, n, "form", NC_LIT("prefix"));
}

/* A colon between two things is a relation to TeX. */
static void fix_colon(struct nc_arena *a, struct mml_node *n)
{
    if (n->kind != MML_MO || !nc_str_eqz(n->text, ":") || !n->prev || !n->next || n->attrs)
        return;
    for (const struct mml_node *p = n; p->parent; p = p->parent)
        if (mml_is_script(p->parent) && p != p->parent->first)
            return;
    mml_set(a, n, "lspace", NC_LIT("0.2778em"));
    mml_set(a, n, "rspace", NC_LIT("0.2778em"));
}

/* Makes a fence grow that is neither the first nor the last in its row, as \middle makes one, and a
 * slash: by default these do not. */
static void fix_fence(struct nc_arena *a, struct mml_node *n)
{
    bool slash = nc_str_eqz(n->text, "/") || nc_str_eqz(n->text, "\\");
    if (n->kind != MML_MO || !mml_has(n, "fence", "true") || mml_get(n, "stretchy").n ||
        (!slash && !(n->prev && n->next)))
        return;
    mml_set(a, n, "stretchy", NC_LIT("true"));
    if (slash && !mml_get(n, "lspace").n) {
        mml_set(a, n, "lspace", NC_LIT("0"));
        mml_set(a, n, "rspace", NC_LIT("0"));
    }
}

/* --- functions --- */

static bool is_apply(const struct mml_node *n)
{
    return n && n->kind == MML_MO && nc_str_eqz(n->text, APPLY);
}

/* Moves the application sign of \lim and its scripts: KaTeX puts it between name and scripts, where
 * it would be part of the base. It belongs after both. */
static void move_apply(struct mml_node *n)
{
    struct mml_node *base = n->first;
    if (!base || base->kind != MML_MROW || !is_apply(base->last) || base->last == base->first)
        return;
    struct mml_node *apply = base->last, *whole = n;
    mml_unlink(apply);
    while (whole->parent && mml_is_script(whole->parent) && whole->parent->first == whole)
        whole = whole->parent;
    if (whole->parent && !mml_has_places(whole->parent))
        mml_insert(whole->parent, apply, whole->next);
    if (base->first == base->last && !base->attrs)
        mml_unwrap(base);
}

static bool is_among(struct nc_str text, const char *const *words)
{
    return text.n && nc_str_is_among(text, words);
}

static const struct mml_node *first_token(const struct mml_node *n)
{
    while (n->first)
        n = n->first;
    return n;
}

static const struct mml_node *last_token(const struct mml_node *n)
{
    while (n->first)
        n = mml_is_script(n) ? n->first : n->last;
    return n;
}

/* Whether n has a thin blank before it after an application sign, as a letter, a number or a
 * fraction has: "sin x", but "sin(x)". */
static bool wants_blank_before(const struct mml_node *n)
{
    return n && n->kind != MML_MSPACE && first_token(n)->kind != MML_MO &&
           first_token(n)->kind != MML_MSPACE;
}

static bool wants_blank_after(const struct mml_node *n)
{
    static const char *const closing[] = {
        ")", "]", "}", "!", "\xE2\x80\xB2", "\xE2\x8C\x8B", "\xE2\x8C\x89", "\xE2\x9F\xA9", NULL};
    if (!n || n->kind == MML_MSPACE || is_apply(n))
        return false;
    const struct mml_node *t = last_token(n);
    if (t->kind == MML_MO)
        return is_among(t->text, closing);
    return t->kind != MML_MSPACE &&
           !(t->kind == MML_MTEXT && t->text.n >= 2 && nc_str_ends(t->text, NC_LIT("\xC2\xA0")));
}

static void add_thin(struct nc_arena *a, struct mml_node *parent, struct mml_node *before)
{
    struct mml_node *space = mml_new(a, MML_MSPACE, NULL);
    mml_set(a, space, "width", NC_LIT(THIN));
    mml_insert(parent, space, before);
}

/* Puts blanks around a function; n is the application sign after its name. */
static void fix_function(struct nc_arena *a, struct mml_node *n)
{
    struct mml_node *name = n->prev;
    if (name && wants_blank_after(name->prev))
        add_thin(a, n->parent, name);
    if (wants_blank_before(n->next))
        add_thin(a, n->parent, n->next);
    if (!n->next || (n->next->kind == MML_MO && !mml_has(n->next, "stretchy", "false") &&
                     !mml_has(n->next, "fence", "true")))
        mml_unlink(n); /* applied to nothing visible */
}

/* --- brackets side by side --- */

static bool is_grown(const struct mml_node *n)
{
    return n->kind == MML_MO && mml_has(n, "fence", "true");
}

/* Whether n is in brackets that grow, as a matrix is, and may have scripts. */
static bool is_fenced(const struct mml_node *n)
{
    n = n && mml_is_script(n) ? n->first : n;
    return n && n->kind == MML_MROW && n->first != n->last && is_grown(n->first) &&
           is_grown(n->last);
}

/* TeX has a thin blank between two of them: without it a product of determinants would have double
 * bars. */
static void part_fenced(struct nc_arena *a, struct mml_node *n)
{
    if (is_fenced(n) && is_fenced(n->prev) && n->parent && !mml_has_places(n->parent))
        add_thin(a, n->parent, n);
}

/* --- limits --- */

/* Signs whose limits move beside them in a line of text unless that is turned off. KaTeX makes
 * limits only where the author wants them. */
static const char *const big_signs[] = {"\xE2\x88\x91",
                                        "\xE2\x88\x8F",
                                        "\xE2\x88\x90",
                                        "\xE2\x8B\x82",
                                        "\xE2\x8B\x83",
                                        "\xE2\x8B\x80",
                                        "\xE2\x8B\x81",
                                        "\xE2\xA8\x81",
                                        "\xE2\xA8\x82",
                                        "\xE2\xA8\x80",
                                        "\xE2\xA8\x86",
                                        "\xE2\xA8\x84",
                                        NULL};

/* Chromium draws a bracket of a given size too low where it bears a script itself: \bigr)^2. */
static void wrap_bracket(struct nc_arena *a, struct mml_node *script)
{
    struct mml_node *base = script->first;
    if (script->kind > MML_MSUBSUP || !base || base->kind != MML_MO || !mml_get(base, "minsize").n)
        return;
    struct mml_node *row = mml_new(a, MML_MROW, NULL);
    mml_unlink(base);
    mml_insert(row, base, NULL);
    mml_insert(script, row, script->first);
}

static void fix_limits(struct nc_arena *a, struct mml_node *n)
{
    struct mml_node *base = n->first;
    if (n->kind >= MML_MUNDER && n->kind <= MML_MUNDEROVER && base && base->kind == MML_MO &&
        is_among(base->text, big_signs))
        mml_set(a, base, "movablelimits", NC_LIT("false"));
}

void mml_fix_spaces(struct nc_arena *a, struct mml_node *root)
{
    for (struct mml_node *n = mml_deepest(root), *next; n; n = next) {
        next = mml_next_up(root, n);
        if (n->kind == MML_MTEXT)
            fix_blank(a, n);
        else if (n->kind == MML_MO || n->kind == MML_MI)
            fix_bar(a, n);
        fix_angle(n);
        fix_arrow(a, n);
        fix_sign(a, n);
        fix_colon(a, n);
        fix_fence(a, n);
        if (mml_is_script(n)) {
            move_apply(n);
            fix_limits(a, n);
            wrap_bracket(a, n);
        }
    }
    for (struct mml_node *n = mml_deepest(root), *next; n; n = next) {
        next = mml_next_up(root, n);
        part_fenced(a, n);
        if (is_apply(n) && n->parent && !mml_has_places(n->parent))
            fix_function(a, n);
    }
}
