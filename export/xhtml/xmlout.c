/* Writes markup. */
#include "export/xhtml/xmlout.h"

#include "base/arena.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "base/xmltext.h"

#include <stdlib.h>

void nc_xmlout_open(struct nc_xmlout *x, struct nc_buf *out, const char *const *syntax)
{
    *x = (struct nc_xmlout){.out = out};
    nc_xmlout_syntax(x, syntax);
}

void nc_xmlout_syntax(struct nc_xmlout *x, const char *const *syntax)
{
    x->syntax = syntax;
    x->firsts = (struct nc_byte_set){0};
    for (const char *const *k = syntax; k && *k; k++)
        x->firsts.has[(unsigned char)(*k)[0]] = true;
    nc_byte_set_ready(&x->firsts);
}

void nc_xmlout_close(struct nc_xmlout *x)
{
    assert(!x->depth && !x->in_tag);
    free(x->elements);
}

/* Ends the start tag, because content follows. */
static inline void end_tag(struct nc_xmlout *x)
{
    if (x->in_tag)
        nc_buf_char(x->out, '>');
    x->in_tag = false;
}

void nc_x_start(struct nc_xmlout *x, const char *element)
{
    end_tag(x);
    nc_grow(&x->elements, &x->cap, x->depth + 1, sizeof *x->elements);
    x->elements[x->depth++] = element;
    nc_buf_char(x->out, '<');
    nc_buf_puts(x->out, element);
    x->in_tag = true;
    x->tail_length = 0;
}

void nc_x_end(struct nc_xmlout *x)
{
    assert(x->depth);
    end_tag(x);
    nc_buf_puts(x->out, "</");
    nc_buf_puts(x->out, x->elements[--x->depth]);
    nc_buf_char(x->out, '>');
    x->tail_length = 0;
}

void nc_x_end_void(struct nc_xmlout *x)
{
    if (!x->in_tag) {
        nc_x_end(x);
        return;
    }
    x->depth--;
    nc_buf_puts(x->out, "/>");
    x->in_tag = false;
    x->tail_length = 0;
}

/* The syntax that begins at s.p[i], or NULL. */
static const char *syntax_at(const struct nc_xmlout *x, struct nc_str s, size_t i)
{
    for (const char *const *k = x->syntax; k && *k; k++)
        if (s.p[i] == (*k)[0] && nc_str_starts(nc_str_sub(s, i, s.n), nc_str(*k)))
            return *k;
    return NULL;
}

/* The offset of the next syntax from i on, or s.n. */
static size_t next_syntax(const struct nc_xmlout *x, struct nc_str s, size_t i)
{
    while (i < s.n && (i = nc_byte_set_find(&x->firsts, s.p, i, s.n)) < s.n && !syntax_at(x, s, i))
        i++;
    return i;
}

/* Puts a gap. MathJax joins the text around a comment but not around an element; Anki's own
 * patterns join neither. */
static void put_gap(struct nc_buf *out, char before)
{
    nc_buf_puts(out, before == '\\' ? "<span></span>" : "<!-- -->");
}

/* Whether the text continues syntax that the previous one began: two texts without an element
 * between them are one to the reader. */
static bool spans_border(const struct nc_xmlout *x, struct nc_str s)
{
    char joined[2 * NC_X_TAIL];
    size_t n = s.n < NC_X_TAIL ? s.n : NC_X_TAIL;
    memcpy(joined, x->tail, x->tail_length);
    memcpy(joined + x->tail_length, s.p, n);
    struct nc_str j = {joined, x->tail_length + n};
    for (size_t i = 0; i < x->tail_length; i++) {
        const char *k = syntax_at(x, j, i);
        if (k && i + strlen(k) > x->tail_length)
            return true;
    }
    return false;
}

static void remember_tail(struct nc_xmlout *x, struct nc_str s)
{
    size_t keep = s.n < NC_X_TAIL ? NC_X_TAIL - s.n : 0;
    keep = keep < x->tail_length ? keep : x->tail_length;
    memmove(x->tail, x->tail + x->tail_length - keep, keep);
    size_t n = s.n < NC_X_TAIL ? s.n : NC_X_TAIL;
    memcpy(x->tail + keep, s.p + s.n - n, n);
    x->tail_length = keep + n;
}

/* Puts a text, with a gap in everything that would be syntax. */
static void put_broken_up(struct nc_xmlout *x, struct nc_str s)
{
    size_t from = 0;
    if (x->tail_length && spans_border(x, s))
        put_gap(x->out, '\\');
    for (size_t i = 0; (i = next_syntax(x, s, i)) < s.n; i++) {
        nc_xml_escape(x->out, nc_str_sub(s, from, i + 1));
        put_gap(x->out, s.p[i]);
        from = i + 1;
    }
    nc_xml_escape(x->out, nc_str_sub(s, from, s.n));
    remember_tail(x, s);
}

static inline void put_text(struct nc_xmlout *x, struct nc_str s)
{
    if (!x->syntax)
        nc_xml_escape(x->out, s);
    else if (s.n)
        put_broken_up(x, s);
}

void nc_x_text(struct nc_xmlout *x, struct nc_str s)
{
    if (!s.n)
        return;
    end_tag(x);
    put_text(x, s);
}

static inline void put_tag(struct nc_buf *out, const struct nc_x_tag *tag)
{
    if (out->n + sizeof tag->text >= out->cap)
        nc_buf_reserve(out, sizeof tag->text);
    memcpy(out->p + out->n, tag->text, sizeof tag->text);
    out->n += tag->n;
    out->p[out->n] = '\0';
}

void nc_x_marked(struct nc_xmlout *x, struct nc_str before, struct nc_str s,
                 const struct nc_x_mark *mark)
{
    end_tag(x);
    put_text(x, before);
    put_tag(x->out, &mark->begin);
    x->tail_length = 0;
    put_text(x, s);
    put_tag(x->out, &mark->end);
    x->tail_length = 0;
}

void nc_x_attr(struct nc_xmlout *x, const char *name, struct nc_str value)
{
    size_t from = 0;
    assert(x->in_tag);
    nc_buf_char(x->out, ' ');
    nc_buf_puts(x->out, name);
    nc_buf_puts(x->out, "=\"");
    for (size_t i = 0; x->syntax && (i = next_syntax(x, value, i)) < value.n; i++) {
        nc_xml_escape_attribute(x->out, nc_str_sub(value, from, i));
        nc_buf_printf(x->out, "&#%u;", (unsigned)value.p[i]);
        from = i + 1;
    }
    nc_xml_escape_attribute(x->out, nc_str_sub(value, from, value.n));
    nc_buf_char(x->out, '"');
}

void nc_x_attrz(struct nc_xmlout *x, const char *name, const char *value)
{
    nc_x_attr(x, name, nc_str(value));
}

void nc_x_attru(struct nc_xmlout *x, const char *name, unsigned value)
{
    struct nc_buf b = {0};
    nc_buf_printf(&b, "%u", value);
    nc_x_attrz(x, name, b.p);
    nc_buf_dispose(&b);
}

void nc_x_textz(struct nc_xmlout *x, const char *z)
{
    nc_x_text(x, nc_str(z));
}

static bool is_plain(uint64_t word)
{
    return nc_word_is_ascii(word) && !nc_word_has_below(word, ' ') && !nc_word_has(word, 0x7F);
}

/* The end of the printable ASCII and newlines that begin at i. */
static size_t plain_end(struct nc_str s, size_t i)
{
    while (i < s.n) {
        if (i + NC_WORD_BYTES <= s.n && is_plain(nc_word_at(s.p + i)))
            i += NC_WORD_BYTES;
        else if ((s.p[i] >= ' ' && s.p[i] < 0x7F) || s.p[i] == '\n')
            i++;
        else
            break;
    }
    return i;
}

void nc_x_raw(struct nc_xmlout *x, struct nc_str s)
{
    if (s.n)
        end_tag(x);
    nc_buf_reserve(x->out, s.n);
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        size_t plain = plain_end(s, i);
        nc_buf_put(x->out, s.p + i, plain - i);
        i = plain;
        if (i == s.n)
            break;
        uint32_t cp = nc_utf8_at(s, i, &len);
        nc_buf_cp(x->out, nc_is_xml_char(cp) ? cp : 0xFFFD);
        i += len;
    }
    x->tail_length = 0;
}
