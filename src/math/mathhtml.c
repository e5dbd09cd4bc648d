/* Prints the tree as HTML for readers without MathML: letters in <i>, scripts in <sub> and <sup>, a
 * fraction or root of short parts with a stroke. What cannot stand in a line of text is not
 * printed. */
#include "base/utf8.h"
#include "base/xmltext.h"
#include "math/mathwrite.h"

/* Scripts within scripts are too small to read, and lines that hold more would not tell what
 * belongs to what. */
#define MAX_SCRIPTS 2

static bool is_in_script(const struct mml_node *n, unsigned *depth)
{
    *depth = 0;
    for (; n->parent; n = n->parent)
        *depth += mml_is_script(n->parent) && n != n->parent->first;
    return *depth > 0;
}

static const struct mml_node *only(const struct mml_node *n)
{
    while (n->kind == MML_MROW && n->first && n->first == n->last)
        n = n->first;
    return n;
}

/* Written on one side of a stroke without brackets. */
static bool is_short(const struct mml_node *n)
{
    n = only(n);
    return n->kind == MML_MI || n->kind == MML_MN || n->kind == MML_MTEXT;
}

/* A sign that stands over a letter, as a character that joins it. */
static const char *joining(const struct mml_node *over)
{
    static const struct {
        const char *sign, *mark;
    } marks[] = {{"^", "\xCC\x82"},
                 {"~", "\xCC\x83"},
                 {"\xCB\x89", "\xCC\x84"},
                 {"\xC2\xAF", "\xCC\x84"},
                 {"\xE2\x80\xBE", "\xCC\x85"},
                 {"\xCB\x99", "\xCC\x87"},
                 {"\xC2\xA8", "\xCC\x88"},
                 {"\xE2\x83\x97", "\xE2\x83\x97"},
                 {"\xE2\x86\x92", "\xE2\x83\x97"},
                 {"\xCB\x87", "\xCC\x8C"},
                 {"\xCB\x98", "\xCC\x86"}};
    for (size_t i = 0; over->kind == MML_MO && i < sizeof marks / sizeof *marks; i++)
        if (nc_str_eqz(over->text, marks[i].sign))
            return marks[i].mark;
    return NULL;
}

static bool is_letter_with_mark(const struct mml_node *n)
{
    return n->kind == MML_MOVER && n->first && n->first->kind == MML_MI && n->first->next &&
           nc_utf8_count(n->first->text) == 1 && joining(n->first->next);
}

static bool fits(const struct mml_node *n)
{
    unsigned depth;
    switch ((int)n->kind) {
    case MML_MROW:
    case MML_MI:
    case MML_MN:
    case MML_MO:
    case MML_MTEXT:
    case MML_MSPACE:
        return !mml_get(n, "style").n;
    case MML_MSUB:
    case MML_MSUP:
    case MML_MSUBSUP:
        is_in_script(n, &depth);
        return depth < MAX_SCRIPTS && n->first->kind != MML_MFRAC;
    case MML_MFRAC:
        return is_short(n->first) && is_short(n->last) && !mml_get(n, "linethickness").n &&
               !is_in_script(n, &depth);
    case MML_MSQRT:
        return is_short(n);
    case MML_MSTYLE:
        return !mml_get(n, "mathcolor").n && !mml_get(n, "mathbackground").n;
    case MML_MOVER:
        return is_letter_with_mark(n);
    default:
        return false;
    }
}

/* --- printing --- */

/* Operators have their blanks as text: thin ones around relations and signs between two things. */
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
                                        ":",
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
                                        NULL};
    unsigned depth;
    if (is_in_script(n, &depth) || !n->prev || !n->next || nc_str_is_among(n->text, tight))
        return false;
    if (mml_get(n, "lspace").n && mml_get(n, "lspace").p[0] == '0' && mml_get(n, "lspace").n < 4)
        return false;
    return n->prev->kind != MML_MO || !nc_str_is_among(n->prev->text, after);
}

static bool is_slanted(const struct mml_node *n)
{
    return n->kind == MML_MI && nc_utf8_count(n->text) == 1 && !mml_get(n, "mathvariant").n;
}

static void put_operator(struct nc_buf *out, const struct mml_node *n)
{
    bool comma = nc_str_eqz(n->text, ",") || nc_str_eqz(n->text, ";");
    bool spaced = !comma && is_spaced(n);
    nc_buf_puts(out, spaced ? "\xC2\xA0" : "");
    if (!nc_str_eqz(n->text, "\xE2\x81\xA1"))
        nc_xml_escape(out, n->text);
    nc_buf_puts(out, spaced || (comma && n->next) ? " " : "");
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

/* What stands around the child c of its parent. */
static void put_edge(struct nc_buf *out, const struct mml_node *c, bool opening)
{
    const struct mml_node *p = c->parent;
    bool script = p->kind >= MML_MSUB && p->kind <= MML_MSUBSUP && c != p->first;
    if (script) {
        bool sub = p->kind != MML_MSUP && c == p->first->next;
        nc_buf_printf(out, "<%s%s>", opening ? "" : "/", sub ? "sub" : "sup");
    } else if (p->kind == MML_MFRAC && opening && c == p->last) {
        nc_buf_char(out, '/');
    } else if (p->kind == MML_MSQRT && opening && c == p->first) {
        nc_buf_puts(out, "\xE2\x88\x9A");
    }
}

static void put_marked(struct nc_buf *out, const struct mml_node *n)
{
    nc_buf_puts(out, "<i>");
    nc_xml_escape(out, n->first->text);
    nc_buf_puts(out, joining(n->first->next));
    nc_buf_puts(out, "</i>");
}

bool mml_write_html(struct nc_buf *out, const struct mml_node *root)
{
    for (const struct mml_node *n = root; n; n = mml_next(root, (struct mml_node *)n))
        if (n != root && !(n->parent && is_letter_with_mark(n->parent)) && !fits(n))
            return false;
    const struct mml_node *n = root->first;
    while (n) {
        put_edge(out, n, true);
        if (is_letter_with_mark(n)) {
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
