/* Prints the tree as MathML. */
#include "math/mathwrite.h"

#include "base/utf8.h"
#include "base/xmltext.h"
#include "math/math.h"

/* Whether cp changes the direction of what follows; such characters have no place in a formula. */
static bool turns_direction(uint32_t cp)
{
    return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200E ||
           cp == 0x200F || cp == 0x061C;
}

bool nc_math_turns_direction(struct nc_str tex)
{
    unsigned len;
    for (size_t i = 0; i < tex.n; i += len)
        if (turns_direction(nc_utf8_at(tex, i, &len)))
            return true;
    return false;
}

void mml_write_text(struct nc_buf *out, struct nc_str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        if (turns_direction(nc_utf8_at(s, i, &len))) {
            nc_xml_escape(out, nc_str_sub(s, from, i));
            from = i + len;
        }
        i += len;
    }
    nc_xml_escape(out, nc_str_sub(s, from, s.n));
}

static bool is_void(const struct mml_node *n)
{
    return !n->first && !mml_is_token(n);
}

static void start(struct nc_buf *out, const struct mml_node *n)
{
    nc_buf_char(out, '<');
    nc_buf_puts(out, mml_name(n->kind));
    for (const struct mml_attr *a = n->attrs; a; a = a->next) {
        nc_buf_printf(out, " %s=\"", a->name);
        mml_write_text(out, a->value);
        nc_buf_char(out, '"');
    }
    nc_buf_puts(out, is_void(n) ? "/>" : ">");
    mml_write_text(out, n->text);
}

static void end(struct nc_buf *out, const struct mml_node *n)
{
    if (!is_void(n))
        nc_buf_printf(out, "</%s>", mml_name(n->kind));
}

void mml_write(struct nc_buf *out, const struct mml_node *root)
{
    const struct mml_node *n = root->first;
    while (n) {
        start(out, n);
        if (n->first) {
            n = n->first;
            continue;
        }
        end(out, n);
        while (n && !n->next) {
            n = n->parent == root ? NULL : n->parent;
            if (n)
                end(out, n);
        }
        n = n ? n->next : NULL;
    }
}
