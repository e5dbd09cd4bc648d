/* Cleans CSS. It handles only as much of the grammar as is needed to be sure of what a browser
 * reads: strings, comments, brackets, and which text is a rule, a property or a value. Anything
 * else is removed. */
#include "media/svgcss.h"

#include "media/svg.h"

/* Functions that only compute from their arguments and fetch nothing. */
static const char *const functions[] = {
    "attr",         "blur",        "brightness", "calc",      "circle", "clamp",     "contrast",
    "cubic-bezier", "drop-shadow", "ellipse",    "grayscale", "hsl",    "hsla",      "hue-rotate",
    "inset",        "invert",      "matrix",     "max",       "min",    "opacity",   "path",
    "polygon",      "rect",        "rgb",        "rgba",      "rotate", "saturate",  "scale",
    "scalex",       "scaley",      "sepia",      "skewx",     "skewy",  "translate", "translatex",
    "translatey",   "var",         NULL};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_name(char c)
{
    return nc_ascii_is_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

/* The offset after the comment that begins at i. */
static size_t skip_comment(struct nc_str s, size_t i)
{
    size_t end = nc_str_search(s, NC_LIT("*/"), i + 2);
    return end < s.n ? end + 2 : s.n;
}

static bool is_comment(struct nc_str s, size_t i)
{
    return s.p[i] == '/' && i + 1 < s.n && s.p[i + 1] == '*';
}

/* The offset after the string that begins at i; 0 if it is not closed on its line. */
static size_t skip_string(struct nc_str s, size_t i)
{
    char quote = s.p[i];
    for (i++; i < s.n && s.p[i] != quote; i++) {
        if (s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == '\f')
            return 0;
        i += s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] != '\n' && s.p[i + 1] != '\r';
    }
    return i < s.n ? i + 1 : 0;
}

/* Finds the address of url(…), whose ( is at i: *from to *to, without blanks and quotes. Returns
 * the offset after the ), or 0 if there is none. */
static size_t read_url(struct nc_str s, size_t i, struct nc_str *address)
{
    size_t from = i + 1, to;
    while (from < s.n && is_blank(s.p[from]))
        from++;
    if (from < s.n && (s.p[from] == '"' || s.p[from] == '\'')) {
        size_t end = skip_string(s, from);
        if (!end)
            return 0;
        *address = nc_str_sub(s, from + 1, end - 1);
        to = end;
        while (to < s.n && is_blank(s.p[to]))
            to++;
        return to < s.n && s.p[to] == ')' ? to + 1 : 0;
    }
    to = nc_str_find(s, ')', from);
    *address = nc_str_trim(nc_str_sub(s, from, to));
    return to < s.n ? to + 1 : 0;
}

/* A value being copied. */
struct value {
    struct nc_buf *out;
    struct nc_str s;
    size_t i;
    /* open brackets */
    unsigned depth;
    const struct nc_svg_refs *refs;
    unsigned *lost;
};

static void put_blank(struct value *v, size_t start)
{
    if (v->out->n > start && v->out->p[v->out->n - 1] != ' ')
        nc_buf_char(v->out, ' ');
}

/* Writes url(#a) with the new id of a, else none. */
static bool put_url(struct value *v, size_t bracket)
{
    struct nc_str address;
    struct nc_buf id = {0};
    size_t end = read_url(v->s, bracket, &address);
    if (!end)
        return false;
    bool is_part = address.n > 1 && address.p[0] == '#';
    if (is_part && v->refs->ref(v->refs->ctx, &id, nc_str_sub(address, 1, address.n)))
        nc_buf_printf(v->out, "url(#%.*s)", NC_FMT(nc_buf_view(&id)));
    else
        nc_buf_puts(v->out, "none");
    if (!is_part)
        *v->lost |= NC_SVG_REMOTE;
    nc_buf_dispose(&id);
    v->i = end;
    return true;
}

/* Copies a word, and the bracket of a function that may stay. */
static bool put_word(struct value *v)
{
    size_t from = v->i;
    while (v->i < v->s.n && is_name(v->s.p[v->i]))
        v->i++;
    struct nc_str word = nc_str_sub(v->s, from, v->i);
    if (v->i < v->s.n && v->s.p[v->i] == '(') {
        if (nc_str_ieq(word, NC_LIT("url")))
            return v->depth == 0 && put_url(v, v->i);
        if (!nc_str_is_among(word, functions)) {
            *v->lost |= NC_SVG_REMOTE;
            return false;
        }
    }
    nc_buf_str(v->out, word);
    return true;
}

static bool put_piece(struct value *v, size_t start)
{
    char c = v->s.p[v->i];
    if (is_name(c))
        return put_word(v);
    if (is_comment(v->s, v->i)) {
        v->i = skip_comment(v->s, v->i);
        put_blank(v, start);
        return true;
    }
    if (c == '"' || c == '\'') {
        size_t end = skip_string(v->s, v->i);
        if (!end || v->depth)
            return false;
        nc_buf_str(v->out, nc_str_sub(v->s, v->i, end));
        v->i = end;
        return true;
    }
    if (c == '\\' || c == '{' || c == '}' || c == ';' || c == '@' || (c == ')' && !v->depth))
        return false;
    v->depth += c == '(';
    v->depth -= c == ')';
    if (is_blank(c))
        put_blank(v, start);
    else
        nc_buf_char(v->out, c);
    v->i++;
    return true;
}

static void trim_end(struct nc_buf *out, size_t start)
{
    while (out->n > start && out->p[out->n - 1] == ' ')
        out->p[--out->n] = 0;
}

static void cut(struct nc_buf *out, size_t n)
{
    out->n = n;
    if (out->p)
        out->p[n] = 0;
}

bool nc_svg_clean_value(struct nc_buf *out, struct nc_str text, const struct nc_svg_refs *refs,
                        unsigned *lost)
{
    struct value v = {.out = out, .s = text, .refs = refs, .lost = lost};
    size_t start = out->n;
    while (v.i < v.s.n) {
        if (!put_piece(&v, start)) {
            cut(out, start);
            return false;
        }
    }
    trim_end(out, start);
    if (!v.depth && out->n > start)
        return true;
    cut(out, start);
    return false;
}

/* The end of a declaration or of a rule's beginning: at a character of stops (; { }) outside
 * strings, comments and brackets. */
static size_t find_end(struct nc_str s, size_t i, const char *stops)
{
    unsigned depth = 0;
    while (i < s.n) {
        char c = s.p[i];
        size_t end;
        if (is_comment(s, i)) {
            i = skip_comment(s, i);
            continue;
        }
        if ((c == '"' || c == '\'') && (end = skip_string(s, i))) {
            i = end;
            continue;
        }
        if (c == '\\') {
            i += i + 1 < s.n ? 2 : 1;
            continue;
        }
        if (c == '}' || (!depth && strchr(stops, c)))
            return i;
        depth += c == '(';
        depth -= c == ')' && depth;
        i++;
    }
    return i;
}

static struct nc_str trim_css(struct nc_str s)
{
    for (;;) {
        s = nc_str_trim(s);
        if (s.n > 1 && is_comment(s, 0))
            s = nc_str_sub(s, skip_comment(s, 0), s.n);
        else
            return s;
    }
}

static void put_declaration(struct nc_buf *out, struct nc_str text, const struct nc_svg_refs *refs,
                            unsigned *lost)
{
    static const char *const banned[] = {"direction",    "unicode-bidi", "behavior",
                                         "-moz-binding", "src",          NULL};
    text = trim_css(text);
    size_t colon = nc_str_find(text, ':', 0), start = out->n;
    struct nc_str name = nc_str_trim(nc_str_sub(text, 0, colon));
    if (colon == text.n || name.n == 0 || nc_str_is_among(name, banned) ||
        nc_ascii_is_digit(name.p[0]))
        return;
    for (size_t i = 0; i < name.n; i++) {
        if (!is_name(name.p[i]) || (unsigned char)name.p[i] >= 0x80)
            return;
    }
    nc_buf_str(out, name);
    nc_buf_char(out, ':');
    if (nc_svg_clean_value(out, nc_str_sub(text, colon + 1, text.n), refs, lost))
        nc_buf_char(out, ';');
    else
        cut(out, start);
}

void nc_svg_clean_declarations(struct nc_buf *out, struct nc_str css,
                               const struct nc_svg_refs *refs, unsigned *lost)
{
    for (size_t i = 0; i < css.n;) {
        size_t end = find_end(css, i, ";{");
        if (end == css.n || css.p[end] == ';') {
            put_declaration(out, nc_str_sub(css, i, end), refs, lost);
            i = end + 1;
        } else { /* not part of a declaration: a browser skips to the next one */
            i = find_end(css, end + 1, ";") + 1;
        }
    }
}

/* The offset after the block whose { is at i, including nested ones. */
static size_t skip_block(struct nc_str s, size_t i)
{
    unsigned depth = 0;
    while (i < s.n) {
        i = find_end(s, i, "{");
        if (i == s.n)
            return i;
        if (s.p[i++] == '{')
            depth++;
        else if (--depth == 0)
            return i;
    }
    return i;
}

/* Copies the selectors, or the condition of @media; false if they contain something that may not be
 * copied. */
static bool put_prelude(struct nc_buf *out, struct nc_str text)
{
    size_t start = out->n;
    int depth = 0;
    for (size_t i = 0; i < text.n;) {
        char c = text.p[i];
        size_t end = i + 1;
        depth += (c == '(' || c == '[') - (c == ')' || c == ']');
        if (is_comment(text,
                       i)) { /* a blank would mean "inside of", and nothing would join names */
            i = skip_comment(text, i);
            nc_buf_puts(out, "/**/");
            continue;
        }
        if (c == '"' || c == '\'')
            end = skip_string(text, i);
        if (!end || depth < 0 || c == '\\' || c == ';' || (c == '@' && i > 0) ||
            nc_str_istarts(nc_str_sub(text, i, text.n), NC_LIT("url("))) {
            cut(out, start);
            return false;
        }
        if (!is_blank(c))
            nc_buf_str(out, nc_str_sub(text, i, end));
        else if (out->n > start && out->p[out->n - 1] != ' ')
            nc_buf_char(out, ' ');
        i = end;
    }
    trim_end(out, start);
    if (depth)
        cut(out, start);
    return out->n > start;
}

/* Skips <!-- and -->, which mean nothing in a style sheet. */
static size_t skip_cdo(struct nc_str s, size_t i)
{
    for (;;) {
        while (i < s.n && is_blank(s.p[i]))
            i++;
        struct nc_str rest = nc_str_sub(s, i, s.n);
        if (nc_str_starts(rest, NC_LIT("<!--")))
            i += 4;
        else if (nc_str_starts(rest, NC_LIT("-->")))
            i += 3;
        else if (rest.n > 1 && is_comment(rest, 0))
            i = skip_comment(s, i);
        else
            return i;
    }
}

/* Copies the rule whose beginning is [i, end). Returns the offset after it, or after the { of
 * @media. */
static size_t put_rule(struct nc_buf *out, struct nc_str css, size_t i, size_t end,
                       const struct nc_svg_refs *refs, unsigned *lost, bool *in_media)
{
    struct nc_str prelude = trim_css(nc_str_sub(css, i, end));
    size_t start = out->n;
    bool is_at = prelude.n && prelude.p[0] == '@';
    if (nc_str_istarts(prelude, NC_LIT("@font-face")))
        *lost |= NC_SVG_FONT;
    /* Nested @media is CSS that old readers do not know. */
    if ((is_at && (*in_media || !nc_str_istarts(prelude, NC_LIT("@media")))) ||
        !put_prelude(out, prelude))
        return skip_block(css, end);
    nc_buf_char(out, '{');
    if (is_at) {
        *in_media = true;
        return end + 1;
    }
    size_t close = skip_block(css, end);
    size_t inner = close > end + 1 && css.p[close - 1] == '}' ? close - 1 : close, body = out->n;
    nc_svg_clean_declarations(out, nc_str_sub(css, end + 1, inner), refs, lost);
    if (out->n == body)
        cut(out, start);
    else
        nc_buf_char(out, '}');
    return close;
}

void nc_svg_clean_sheet(struct nc_buf *out, struct nc_str css, const struct nc_svg_refs *refs,
                        unsigned *lost)
{
    bool in_media = false;
    for (size_t i = skip_cdo(css, 0); i < css.n; i = skip_cdo(css, i)) {
        size_t end = find_end(css, i, ";{");
        if (end == css.n || css.p[end] == ';') {
            if (nc_str_istarts(nc_str_sub(css, i, end), NC_LIT("@import")))
                *lost |= NC_SVG_REMOTE;
            i = end < css.n ? end + 1 : end;
        } else if (css.p[end] == '}') {
            if (in_media)
                nc_buf_char(out, '}');
            in_media = false;
            i = end + 1;
        } else {
            i = put_rule(out, css, i, end, refs, lost, &in_media);
        }
    }
    if (in_media)
        nc_buf_char(out, '}');
}
