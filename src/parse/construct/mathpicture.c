/* Reads TeX from the addresses of pictures. */
#include "parse/construct/mathpicture.h"

#include "base/ascii.h"
#include "base/uchar.h"
#include "base/utf8.h"

/* Where the TeX begins in addresses, and whether it ends at a '#' too and has '+' for blanks, as
 * the values of forms have. */
static const struct {
    const char *site, *before;
    bool is_form;
} sites[] = {
    {"https://cdn.nlark.com/yuque/", "#card=math&code=", false},
    {"https://g.yuque.com/gr/latex?", "#card=math&code=", false},
    {"https://www.zhihu.com/", "/equation?tex=", true},
    {"https://render.githubusercontent.com/", "/math?math=", true},
    {"https://math.jianshu.com/", "/math?formula=", true},
};

static int hex_value(char c)
{
    if (!nc_ascii_is_hex((unsigned char)c))
        return -1;
    return nc_ascii_is_digit((unsigned char)c) ? c - '0' : (c | 32) - 'a' + 10;
}

/* Decodes the value at the beginning of s, as far as the next one. */
static void decode(struct nc_buf *out, struct nc_str s, bool is_form)
{
    for (size_t i = 0; i < s.n && s.p[i] != '&' && !(is_form && s.p[i] == '#'); i++) {
        int high = s.p[i] == '%' && i + 2 < s.n ? hex_value(s.p[i + 1]) : -1;
        int low = high < 0 ? -1 : hex_value(s.p[i + 2]);
        char c = low < 0 ? s.p[i] : (char)(high << 4 | low);
        bool is_blank = (unsigned char)c < ' ' || (is_form && low < 0 && c == '+');
        nc_buf_char(out, is_blank ? ' ' : c);
        i += low < 0 ? 0 : 2;
    }
}

static bool is_text(struct nc_str s)
{
    unsigned len;
    bool is = nc_utf8_valid(s);
    for (size_t i = 0; is && i < s.n; i += len)
        is = nc_is_xml_char(nc_utf8_at(s, i, &len));
    return is;
}

/* The TeX that the address holds; empty if it holds none. */
static struct nc_str tex_of(struct nc_doc *doc, struct nc_str dest)
{
    struct nc_buf b = {0};
    for (size_t i = 0; !b.n && i < sizeof sites / sizeof *sites; i++) {
        struct nc_str before = nc_str(sites[i].before);
        size_t at = nc_str_search(dest, before, 0);
        if (at < dest.n && nc_str_starts(dest, nc_str(sites[i].site)))
            decode(&b, nc_str_sub(dest, at + before.n, dest.n), sites[i].is_form);
    }
    struct nc_str tex = nc_str_trim(nc_buf_view(&b));
    tex = is_text(tex) ? nc_arena_str(doc->arena, tex) : NC_NONE;
    nc_buf_dispose(&b);
    return tex;
}

void nc_math_of_picture(struct nc_doc *doc, struct nc_node *image)
{
    struct nc_str tex = tex_of(doc, nc_node_ref(image)->dest);
    if (!tex.n)
        return;
    const struct nc_node *p = image->parent;
    bool is_alone = p && p->kind == NC_PARAGRAPH && p->first == image && !image->next;
    nc_node_become(doc, image, NC_MATH);
    image->first = image->last = NULL;
    image->u.math.tex = tex;
    image->u.math.display = is_alone;
}
