/* Signs, blanks, names of functions and dots of a simple formula. */
#include "math/simplereader.h"

#include "base/ascii.h"
#include "math/textoken.h"

#define APPLY "\xE2\x81\xA1"

/* --- signs --- */

static struct mml_node *sign(struct simple_reader *r, enum simple_kind kind, struct nc_str text)
{
    static const enum mml_kind elements[] = {
        [SIMPLE_MI] = MML_MI,           [SIMPLE_MI_UPRIGHT] = MML_MI, [SIMPLE_MI_DOUBLE] = MML_MI,
        [SIMPLE_MN] = MML_MN,           [SIMPLE_MO] = MML_MO,         [SIMPLE_MO_STILL] = MML_MO,
        [SIMPLE_MO_SEPARATOR] = MML_MO, [SIMPLE_MO_LIMITS] = MML_MO,  [SIMPLE_MO_INTEGRAL] = MML_MO,
        [SIMPLE_MO_WHOLE] = MML_MO,     [SIMPLE_MTEXT] = MML_MTEXT};
    struct mml_node *n = mml_token(r->arena, elements[kind], NULL, text);
    if (kind == SIMPLE_MI_UPRIGHT)
        mml_set(r->arena, n, "mathvariant", NC_LIT("normal"));
    else if (kind == SIMPLE_MI_DOUBLE)
        mml_set(r->arena, n, "mathvariant", NC_LIT("double-struck"));
    else if (kind == SIMPLE_MO_STILL)
        mml_set(r->arena, n, "stretchy", NC_LIT("false"));
    else if (kind == SIMPLE_MO_SEPARATOR)
        mml_set(r->arena, n, "separator", NC_LIT("true"));
    return n;
}

void simple_put_sign(struct simple_reader *r, enum simple_kind kind, struct nc_str text)
{
    bool whole = kind == SIMPLE_MO_LIMITS || kind == SIMPLE_MO_INTEGRAL || kind == SIMPLE_MO_WHOLE;
    if (whole && simple_top(r)->kind != SIMPLE_FRAME_ROW) {
        simple_give_up(r); /* an error in TeX: braces are missing */
        return;
    }
    simple_deliver(r, sign(r, kind, text));
    struct simple_frame *f = simple_top(r);
    if (f->kind == SIMPLE_FRAME_ROW && (kind == SIMPLE_MO_LIMITS || kind == SIMPLE_MO_INTEGRAL)) {
        f->atom.is_operator = true;
        f->atom.limits = kind == SIMPLE_MO_LIMITS && r->display;
    }
}

void simple_put_blank(struct simple_reader *r, const char *width)
{
    struct mml_node *n = mml_new(r->arena, MML_MSPACE, NULL);
    mml_set(r->arena, n, "width", nc_str(width));
    simple_deliver(r, n);
}

static void put_function(struct simple_reader *r, struct nc_str name, bool limits, bool upright)
{
    if (simple_top(r)->kind != SIMPLE_FRAME_ROW) {
        simple_give_up(r);
        return;
    }
    struct mml_node *n = mml_token(r->arena, MML_MI, NULL, name);
    if (upright)
        mml_set(r->arena, n, "mathvariant", NC_LIT("normal"));
    simple_deliver(r, n);
    struct simple_atom *a = &simple_top(r)->atom;
    a->apply = mml_token(r->arena, MML_MO, NULL, NC_LIT(APPLY));
    a->is_operator = true;
    a->limits = limits && r->display;
}

/* --- dots --- */

static bool is_among(struct nc_str token, const char *const *words)
{
    for (; *words; words++)
        if (nc_str_eqz(token, *words))
            return true;
    return false;
}

/* Reads dots. \cdots, \dotsb, \dotsc: a thin blank before what closes. \dots are low before a comma
 * or a letter; before an operator KaTeX decides. */
bool simple_read_dots(struct simple_reader *r, struct nc_str name)
{
    static const char *const closing[] = {
        ")",        "]",       "\\rbrack", "\\}",      "\\rbrace",
        "\\rangle", "\\rceil", "\\rfloor", "\\rgroup", "\\rmoustache",
        "\\right",  "\\bigr",  "\\biggr",  "\\Bigr",   "\\Biggr",
        "$",        ";",       ".",        ",",        NULL};
    bool dots = nc_str_eqz(name, "dots"), commas = nc_str_eqz(name, "dotsc");
    bool low = dots || commas || nc_str_eqz(name, "ldots");
    bool high = nc_str_eqz(name, "cdots") || nc_str_eqz(name, "dotsb");
    if (!low && !high)
        return false;
    struct nc_str next = simple_peek(r);
    bool letter = !next.n || nc_ascii_is_letter(next.p[0]) || nc_ascii_is_digit(next.p[0]) ||
                  next.p[0] == '}' || next.p[0] == ',' || next.p[0] == ')';
    if (dots && !letter)
        simple_give_up(r);
    simple_put_sign(r, SIMPLE_MO, low ? NC_LIT("\xE2\x80\xA6") : NC_LIT("\xE2\x8B\xAF"));
    bool extra = ((dots || commas) && !nc_str_eqz(next, ",")) || high;
    if (extra && is_among(next, closing)) {
        if (simple_top(r)->kind == SIMPLE_FRAME_ROW)
            simple_put_blank(r, "0.1667em");
        else
            simple_give_up(r);
    }
    return true;
}

/* --- arrows, names --- */

bool simple_read_limits(struct simple_reader *r, struct nc_str name)
{
    bool limits = nc_str_eqz(name, "limits");
    if (!limits && !nc_str_eqz(name, "nolimits"))
        return false;
    struct simple_atom *a = &simple_top(r)->atom;
    if (simple_top(r)->kind != SIMPLE_FRAME_ROW || !a->open || !a->is_operator || a->sub || a->sup)
        simple_give_up(r);
    else
        a->limits = limits;
    return true;
}

/* Reads arrows with wide blanks around them, and "mod" between thin ones. */
bool simple_read_spaced(struct simple_reader *r, struct nc_str name)
{
    static const struct {
        const char *name, *sign, *blank;
    } spaced[] = {{"iff", "\xE2\x9F\xBA", "0.2778em"},
                  {"implies", "\xE2\x9F\xB9", "0.2778em"},
                  {"impliedby", "\xE2\x9F\xB8", "0.2778em"},
                  {"bmod", "mod", "0.0556em"}};
    for (size_t i = 0; i < sizeof spaced / sizeof *spaced; i++) {
        if (!nc_str_eqz(name, spaced[i].name))
            continue;
        if (simple_top(r)->kind != SIMPLE_FRAME_ROW) {
            simple_give_up(r);
            return true;
        }
        simple_put_blank(r, spaced[i].blank);
        struct mml_node *mo = sign(r, SIMPLE_MO, nc_str(spaced[i].sign));
        if (i == 3) {
            mml_set(r->arena, mo, "lspace", NC_LIT("0.22em"));
            mml_set(r->arena, mo, "rspace", NC_LIT("0.22em"));
        }
        simple_deliver(r, mo);
        simple_put_blank(r, spaced[i].blank);
        return true;
    }
    return false;
}

bool simple_read_function(struct simple_reader *r, struct nc_str name)
{
    bool limits;
    if (simple_function(name, &limits)) {
        put_function(r, name, limits, false);
        return true;
    }
    if (!nc_str_eqz(name, "operatorname"))
        return false;
    struct nc_str text =
        r->at < r->s.n && r->s.p[r->at] == '{' ? simple_plain_argument(r) : NC_NONE;
    for (size_t i = 0; i < text.n; i++)
        if (!nc_ascii_is_letter(text.p[i]))
            simple_give_up(r);
    if (text.n && simple_top(r)->kind == SIMPLE_FRAME_ROW)
        put_function(r, text, false, true);
    else
        simple_give_up(r);
    return true;
}
