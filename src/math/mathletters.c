/* Letters in a style. MathML Core has no mathvariant, but Unicode has characters for most styles. A
 * text keeps its letters, so that it can be searched, and gets a CSS declaration. */
#include "base/utf8.h"
#include "math/mathfix.h"

struct style {
    const char *variant;
    /* code points of styled A, a, Alpha, 0; 0: none */
    uint32_t upper, lower, greek, digits;
    /* NULL: none */
    const char *css;
};

static const struct style styles[] = {
    {"bold", 0x1D400, 0x1D41A, 0x1D6A8, 0x1D7CE, "font-weight:bold"},
    {"italic", 0x1D434, 0x1D44E, 0x1D6E2, 0, "font-style:italic"},
    {"bold-italic", 0x1D468, 0x1D482, 0x1D71C, 0x1D7CE, "font-weight:bold;font-style:italic"},
    {"script", 0x1D49C, 0x1D4B6, 0, 0, NULL},
    {"fraktur", 0x1D504, 0x1D51E, 0, 0, NULL},
    {"double-struck", 0x1D538, 0x1D552, 0, 0x1D7D8, NULL},
    {"sans-serif", 0x1D5A0, 0x1D5BA, 0, 0x1D7E2, "font-family:sans-serif"},
    {"bold-sans-serif", 0x1D5D4, 0x1D5EE, 0x1D756, 0x1D7EC,
     "font-family:sans-serif;font-weight:bold"},
    {"sans-serif-italic", 0x1D608, 0x1D622, 0, 0x1D7E2, "font-family:sans-serif;font-style:italic"},
    {"sans-serif-bold-italic", 0x1D63C, 0x1D656, 0x1D790, 0x1D7EC,
     "font-family:sans-serif;font-weight:bold;font-style:italic"},
    {"monospace", 0x1D670, 0x1D68A, 0, 0x1D7F6, "font-family:monospace"},
};
#define STYLE_COUNT (sizeof styles / sizeof *styles)

/* Letters that already had a character before the block of their style was added. */
static const struct {
    const char *variant;
    char letter;
    uint32_t cp;
} holes[] = {
    {"italic", 'h', 0x210E},        {"script", 'B', 0x212C},        {"script", 'E', 0x2130},
    {"script", 'F', 0x2131},        {"script", 'H', 0x210B},        {"script", 'I', 0x2110},
    {"script", 'L', 0x2112},        {"script", 'M', 0x2133},        {"script", 'R', 0x211B},
    {"script", 'e', 0x212F},        {"script", 'g', 0x210A},        {"script", 'o', 0x2134},
    {"fraktur", 'C', 0x212D},       {"fraktur", 'H', 0x210C},       {"fraktur", 'I', 0x2111},
    {"fraktur", 'R', 0x211C},       {"fraktur", 'Z', 0x2128},       {"double-struck", 'C', 0x2102},
    {"double-struck", 'H', 0x210D}, {"double-struck", 'N', 0x2115}, {"double-struck", 'P', 0x2119},
    {"double-struck", 'Q', 0x211A}, {"double-struck", 'R', 0x211D}, {"double-struck", 'Z', 0x2124},
};

/* Greek variants, in the order that follows small omega in every style. */
static const uint32_t greek_variants[] = {0x2202, 0x03F5, 0x03D1, 0x03F0, 0x03D5, 0x03F1, 0x03D6};

static const struct style *style_of(const char *variant)
{
    for (size_t i = 0; i < STYLE_COUNT; i++)
        if (strcmp(styles[i].variant, variant) == 0)
            return &styles[i];
    return NULL;
}

static uint32_t greek(uint32_t cp, uint32_t first)
{
    if (cp >= 0x0391 && cp <= 0x03A9)
        return first + (cp - 0x0391);
    if (cp >= 0x03B1 && cp <= 0x03C9)
        return first + 26 + (cp - 0x03B1);
    for (uint32_t i = 0; i < sizeof greek_variants / sizeof *greek_variants; i++)
        if (cp == greek_variants[i])
            return first + 51 + i;
    return cp == 0x2207 ? first + 25 : cp;
}

uint32_t mml_letter(uint32_t cp, const char *variant)
{
    const struct style *s = style_of(variant);
    if (!s)
        return cp;
    for (size_t i = 0; i < sizeof holes / sizeof *holes; i++)
        if (cp == (unsigned char)holes[i].letter && strcmp(holes[i].variant, variant) == 0)
            return holes[i].cp;
    if (cp >= 'A' && cp <= 'Z')
        return s->upper + (cp - 'A');
    if (cp >= 'a' && cp <= 'z')
        return s->lower + (cp - 'a');
    if (nc_ascii_is_digit(cp))
        return s->digits ? s->digits + (cp - '0') : cp;
    return s->greek ? greek(cp, s->greek) : cp;
}

static void put_style(struct nc_arena *a, struct mml_node *n, const struct style *s)
{
    if (s->css)
        mml_add_style(a, n, s->css);
}

/* Puts the letters of n in a style. If Unicode lacks a letter, it stays and n gets the style. */
static void restyle(struct nc_arena *a, struct mml_node *n, const struct style *s)
{
    struct nc_buf b = {0};
    bool all = true;
    for (size_t i = 0; i < n->text.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(n->text, i, &len), to = mml_letter(cp, s->variant);
        all &= to != cp;
        nc_buf_cp(&b, to);
        i += len;
    }
    if (all)
        n->text = nc_arena_str(a, nc_buf_view(&b));
    else
        put_style(a, n, s);
    nc_buf_dispose(&b);
}

/* Whether a browser would slant the text: a single letter of an mi in these alphabets, unless told
 * not to. */
static bool would_be_slanted(struct nc_str text)
{
    unsigned len;
    uint32_t cp = text.n ? nc_utf8_at(text, 0, &len) : 0;
    return text.n && len == text.n && mml_letter(cp, "italic") != cp;
}

void mml_fix_letters(struct nc_arena *a, struct mml_node *root)
{
    for (struct mml_node *n = root; n; n = mml_next(root, n)) {
        struct nc_str variant = mml_get(n, "mathvariant");
        if (!variant.n)
            continue;
        bool normal = nc_str_eqz(variant, "normal");
        if (normal && n->kind == MML_MI && would_be_slanted(n->text))
            continue;
        struct nc_str name = nc_arena_str(a, variant);
        mml_drop(n, "mathvariant");
        const struct style *s = normal ? NULL : style_of(name.p);
        if (s && (n->kind == MML_MI || n->kind == MML_MN))
            restyle(a, n, s);
        else if (s)
            put_style(a, n, s);
    }
}
