/* Prints the tree as HTML for readers without MathML: letters in <i>, scripts in <sub> and <sup>, a
 * fraction or root of short parts with a stroke. A formula that does not fit in a line of text is
 * not printed. */
#include "base/utf8.h"
#include "base/xmltext.h"
#include "math/mathfix.h"
#include "math/mathwrite.h"

/* Scripts within scripts are too small to read, and longer ones would not show what belongs to
 * what. */
#define MAX_SCRIPTS 2

static bool is_in_script(const struct mml_node *n, unsigned *depth)
{
    *depth = 0;
    for (; n->parent; n = n->parent)
        *depth += mml_is_script(n->parent) && n != n->parent->first;
    return *depth > 0;
}

/* Whether n needs no brackets on one side of a stroke or under a root. */
static bool is_short(const struct mml_node *n)
{
    return n->kind == MML_MI || n->kind == MML_MN || n->kind == MML_MTEXT ||
           (n->kind == MML_MSUP && n->first->kind == MML_MI);
}

/* Whether n is a root of one short part. */
static bool is_short_root(const struct mml_node *n)
{
    return n->first && n->first == n->last && is_short(n->first);
}

/* The combining character for a sign over a letter; NULL if there is none. */
static const char *joining(struct nc_str sign)
{
    static const struct {
        const char *sign, *mark;
    } marks[] = {
        {"\xCB\x86", "\xCC\x82"}, {"\xCC\x82", "\xCC\x82"},        {"\xCB\x9C", "\xCC\x83"},
        {"~", "\xCC\x83"},        {"\xC2\xB4", "\xCC\x81"},        {"`", "\xCC\x80"},
        {"\xCB\x99", "\xCC\x87"}, {"\xC2\xA8", "\xCC\x88"},        {"\xCB\x87", "\xCC\x8C"},
        {"\xCB\x98", "\xCC\x86"}, {"\xE2\x83\x97", "\xE2\x83\x97"}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (nc_str_eqz(sign, marks[i].sign))
            return marks[i].mark;
    return NULL;
}

/* The combining mark for a letter with a sign or line over or under it; NULL if n is no such
 * letter. */
static const char *mark_of(const struct mml_node *n)
{
    const struct mml_node *letter = n->first;
    if (!letter || letter->kind != MML_MI || nc_utf8_count(letter->text) != 1)
        return NULL;
    if (n->kind == MML_MOVER && letter->next && letter->next->kind == MML_MO)
        return joining(letter->next->text);
    if (n->kind != MML_MROW || letter->next)
        return NULL;
    struct nc_str style = mml_get(n, "style");
    return nc_str_starts(style, NC_LIT("border-top:0.05em"))      ? "\xCC\x84"
           : nc_str_starts(style, NC_LIT("border-bottom:0.05em")) ? "\xCC\xB2"
                                                                  : NULL;
}

/* Whether n is the name of a function, such as "arg max"; a single letter would be a power. */
static bool is_function(const struct mml_node *n)
{
    const struct mml_node *c = n->kind == MML_MROW ? n->first : n;
    for (; c; c = n->kind == MML_MROW ? c->next : NULL)
        if (c->kind != MML_MSPACE && !nc_str_eqz(c->text, "\xE2\x81\xA1") &&
            (c->kind != MML_MI || nc_utf8_count(c->text) < 2))
            return false;
    return n->kind == MML_MI || n->first != NULL;
}

/* Whether n is a sign or function with limits or labels above and below it. In a line of text these
 * follow it. */
static bool has_limits(const struct mml_node *n)
{
    if (n->kind < MML_MUNDER || n->kind > MML_MUNDEROVER || mml_get(n, "accent").n ||
        mml_get(n, "accentunder").n || (n->first->kind != MML_MO && !is_function(n->first)))
        return false;
    for (const struct mml_node *c = n->first->next; c; c = c->next)
        if (c->kind == MML_MO && mml_has(c, "stretchy", "true"))
            return false; /* a brace */
    return true;
}

static bool is_limit(const struct mml_node *n)
{
    return n->parent && n != n->parent->first && has_limits(n->parent);
}

static bool fits(const struct mml_node *n)
{
    unsigned depth;
    if (mark_of(n))
        return true;
    switch (n->kind) {
    case MML_MROW:
    case MML_MI:
    case MML_MN:
    case MML_MO:
    case MML_MTEXT:
    case MML_MSPACE:
        return !mml_get(n, "style").n || is_limit(n);
    case MML_MSUB:
    case MML_MSUP:
    case MML_MSUBSUP:
        is_in_script(n, &depth);
        return depth < MAX_SCRIPTS && n->first->kind != MML_MFRAC;
    case MML_MUNDER:
    case MML_MOVER:
    case MML_MUNDEROVER:
        is_in_script(n, &depth);
        return depth < MAX_SCRIPTS && has_limits(n);
    case MML_MFRAC:
        return is_short(n->first) && is_short(n->last) && !mml_get(n, "linethickness").n &&
               !is_in_script(n, &depth);
    case MML_MSQRT:
        return is_short_root(n);
    case MML_MSTYLE:
        return !mml_get(n, "mathcolor").n && !mml_get(n, "mathbackground").n &&
               !mml_get(n, "style").n;
    case MML_MATH:
    case MML_MROOT:
    case MML_MPADDED:
    case MML_MPHANTOM:
    case MML_MENCLOSE:
    case MML_MTABLE:
    case MML_MTR:
    case MML_MTD:
    case MML_KIND_COUNT:
        return false;
    }
    return false;
}

/* --- printing --- */

/* Whether n is an arrow or relation with something over or under it, and not a sum or similar,
 * whose code points are known. */
static bool is_labelled(const struct mml_node *n)
{
    unsigned len;
    uint32_t cp = n->text.n ? nc_utf8_at(n->text, 0, &len) : 0;
    bool is_large = (cp >= 0x220F && cp <= 0x2211) || (cp >= 0x222B && cp <= 0x2233) ||
                    (cp >= 0x22C0 && cp <= 0x22C3) || (cp >= 0x2A00 && cp <= 0x2A1F);
    return n->kind == MML_MO && n->parent && n == n->parent->first && has_limits(n->parent) &&
           !is_large;
}

/* Whether an operator has blanks around it, which are written as text: thin ones around relations
 * and signs between two things. */
static bool is_spaced(const struct mml_node *n)
{
    static const char *const tight[] = {"(",
                                        ")",
                                        "[",
                                        "]",
                                        "{",
                                        "}",
                                        "|",
                                        "/",
                                        "!",
                                        "\xE2\x80\xB2",
                                        "\xE2\x80\x96",
                                        "\xE2\x8C\x8A",
                                        "\xE2\x8C\x8B",
                                        "\xE2\x8C\x88",
                                        "\xE2\x8C\x89",
                                        "\xE2\x9F\xA8",
                                        "\xE2\x9F\xA9",
                                        "\xE2\x81\xA1",
                                        "\xE2\x81\xA2",
                                        NULL};
    static const char *const after[] = {"=",
                                        "<",
                                        ">",
                                        "(",
                                        "[",
                                        "{",
                                        ",",
                                        "\xE2\x89\xA4",
                                        "\xE2\x89\xA5",
                                        "\xE2\x86\x92",
                                        "\xE2\x88\x88",
                                        "+",
                                        "\xE2\x88\x92",
                                        "\xC2\xB1",
                                        "\xC3\x97",
                                        "\xE2\x8B\x85",
                                        NULL};
    unsigned depth;
    const struct mml_node *at = is_labelled(n) ? n->parent : n;
    if (is_in_script(at, &depth) || !at->prev || !at->next || nc_str_is_among(n->text, tight))
        return false;
    if (mml_get(n, "lspace").n && mml_get(n, "lspace").p[0] == '0' && mml_get(n, "lspace").n < 4)
        return false;
    return at->prev->kind != MML_MO || !nc_str_is_among(at->prev->text, after);
}

static bool is_slanted(const struct mml_node *n)
{
    unsigned len;
    uint32_t cp = n->text.n ? nc_utf8_at(n->text, 0, &len) : 0;
    return n->kind == MML_MI && cp && len == n->text.n && !mml_get(n, "mathvariant").n &&
           mml_letter(cp, "italic") != cp;
}

static void put_operator(struct nc_buf *out, const struct mml_node *n)
{
    bool comma = nc_str_eqz(n->text, ",") || nc_str_eqz(n->text, ";");
    bool spaced = !comma && is_spaced(n);
    nc_buf_puts(out, spaced ? "\xC2\xA0" : "");
    if (!nc_str_eqz(n->text, "\xE2\x81\xA1"))
        nc_xml_escape(out, n->text);
    nc_buf_puts(out, (spaced && !is_labelled(n)) || (comma && n->next) ? " " : "");
}

static void put_token(struct nc_buf *out, const struct mml_node *n)
{
    if (n->kind == MML_MO) {
        put_operator(out, n);
    } else if (n->kind == MML_MSPACE) {
        struct nc_str width = mml_get(n, "width");
        nc_buf_puts(out, !width.n || width.p[0] == '-' ? "" : "\xC2\xA0");
    } else {
        nc_buf_puts(out, is_slanted(n) ? "<i>" : "");
        nc_xml_escape(out, n->text);
        nc_buf_puts(out, is_slanted(n) ? "</i>" : "");
    }
}

/* Whether n is primes, which are raised without markup. */
static bool is_primes(const struct mml_node *n)
{
    const struct mml_node *c = n->kind == MML_MROW ? n->first : n;
    for (; c; c = n->kind == MML_MROW ? c->next : NULL)
        if (c->kind != MML_MO || !nc_str_eqz(c->text, "\xE2\x80\xB2"))
            return false;
    return n->kind == MML_MO || n->first != NULL;
}

static bool is_empty(const struct mml_node *c)
{
    const struct mml_node *n = c;
    while (n && !mml_is_token(n))
        n = mml_next(c, (struct mml_node *)n);
    return !n;
}

/* Writes what stands before or after the child c in its parent. */
static void put_edge(struct nc_buf *out, const struct mml_node *c, bool opening)
{
    const struct mml_node *p = c->parent;
    bool script = mml_is_script(p) && c != p->first && !is_primes(c) && !is_empty(c);
    if (script) {
        bool sub = p->kind != MML_MSUP && p->kind != MML_MOVER && c == p->first->next;
        nc_buf_printf(out, "<%s%s>", opening ? "" : "/", sub ? "sub" : "sup");
    } else if (p->kind == MML_MFRAC && opening && c == p->last) {
        nc_buf_char(out, '/');
    } else if (p->kind == MML_MSQRT && opening && c == p->first) {
        nc_buf_puts(out, "\xE2\x88\x9A");
    }
    if (!opening && c->first && is_labelled(c->first) && is_spaced(c->first))
        nc_buf_char(out, ' ');
}

static void put_marked(struct nc_buf *out, const struct mml_node *n)
{
    nc_buf_puts(out, "<i>");
    nc_xml_escape(out, n->first->text);
    nc_buf_puts(out, mark_of(n));
    nc_buf_puts(out, "</i>");
}

bool mml_write_html(struct nc_buf *out, const struct mml_node *root)
{
    for (const struct mml_node *n = root; n; n = mml_next(root, (struct mml_node *)n))
        if (n != root && !(n->parent && mark_of(n->parent)) && !fits(n))
            return false;
    const struct mml_node *n = root->first;
    while (n) {
        put_edge(out, n, true);
        if (mark_of(n)) {
            put_marked(out, n);
        } else if (n->first) {
            n = n->first;
            continue;
        } else if (mml_is_token(n) || n->kind == MML_MSPACE) {
            put_token(out, n);
        }
        put_edge(out, n, false);
        while (n && !n->next) {
            n = n->parent == root ? NULL : n->parent;
            if (n)
                put_edge(out, n, false);
        }
        n = n ? n->next : NULL;
    }
    return true;
}
