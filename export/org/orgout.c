/* The checked writer. */
#include "export/org/orgout.h"

#include "base/uchar.h"
#include "base/utf8.h"
#include "export/org/orgline.h"
#include "export/org/orgwriter.h"
#include "export/url/url.h"
#include "math/texsafe.h"

#define ZWSP "\xE2\x80\x8B"

void org_put(struct org_writer *w, const char *words)
{
    nc_lines_put(&w->lines, nc_str(words));
}

void org_put_text(struct org_writer *w, const struct nc_buf *resolved)
{
    nc_lines_put(&w->lines, nc_buf_view(resolved));
}

static bool is_control(char c)
{
    return ((unsigned char)c < ' ' && c != '\t') || c == 0x7F;
}

/* Whether a sexp begins at i. The agenda runs one in a timestamp, anywhere in a file. */
static bool is_sexp(struct nc_str s, size_t i)
{
    return s.p[i] == '<' && nc_str_starts(nc_str_sub(s, i, s.n), NC_LIT("<%%("));
}

void org_value(struct nc_buf *out, struct nc_str value)
{
    for (size_t i = 0; i < value.n; i++) {
        nc_buf_char(out, is_control(value.p[i]) ? ' ' : value.p[i]);
        if (is_sexp(value, i))
            nc_buf_puts(out, ZWSP);
    }
}

/* Writes the first line of a file, where "-*-" would set variables. */
static void put_first_line(struct nc_buf *out, struct nc_str line)
{
    for (size_t i = 0; i < line.n; i++) {
        nc_buf_char(out, line.p[i]);
        if (nc_str_starts(nc_str_sub(line, i, line.n), NC_LIT("-*-")))
            nc_buf_puts(out, ZWSP);
    }
}

void org_line(struct org_writer *w, const char *keyword, struct nc_str value)
{
    struct nc_buf line = {0}, first = {0};
    nc_lines_end(&w->lines);
    nc_buf_puts(&line, keyword);
    org_value(&line, value);
    if (w->lines.out->n == 0)
        put_first_line(&first, nc_buf_view(&line));
    nc_lines_put(&w->lines, nc_buf_view(first.n ? &first : &line));
    nc_lines_put(&w->lines, NC_LIT("\n"));
    nc_buf_dispose(&line);
    nc_buf_dispose(&first);
}

static bool is_attribute_char(char c)
{
    return c == '-' || c == '_' || nc_ascii_is_alnum(c);
}

/* Whether ":word" stands at i, between blanks or the ends of the value. */
static bool is_attribute(struct nc_str s, size_t i)
{
    size_t k = i + 1;
    if (s.p[i] != ':' || (i > 0 && s.p[i - 1] != ' ' && s.p[i - 1] != '\t'))
        return false;
    while (k < s.n && is_attribute_char(s.p[k]))
        k++;
    return k > i + 1 && (k == s.n || s.p[k] == ' ' || s.p[k] == '\t');
}

void org_attribute(struct nc_buf *out, const char *name, struct nc_str value)
{
    struct nc_buf line = {0};
    org_value(&line, value);
    struct nc_str v = nc_str_trim(nc_buf_view(&line));
    nc_buf_printf(out, " :%s ", name);
    for (size_t i = 0; i < v.n; i++) {
        nc_buf_char(out, v.p[i]);
        if (is_attribute(v, i))
            nc_buf_puts(out, ZWSP);
    }
    if (nc_str_eqz(v, "nil")) /* Org reads this as no value */
        nc_buf_puts(out, ZWSP);
    nc_buf_dispose(&line);
}

void org_words(struct nc_buf *out, struct nc_str words)
{
    for (size_t i = 0; i < words.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(words, i, &len);
        bool plain = nc_is_word(cp) || cp == '_' || cp == '.' || cp == ' ';
        if (plain)
            nc_buf_put(out, words.p + i, len);
        else
            nc_buf_char(out, '-');
        i += len;
    }
}

/* Whether a line begins with "%%(" or "&%%(", which the agenda runs. */
static bool is_sexp_line(struct nc_str s, size_t i)
{
    struct nc_str line = nc_str_sub(s, i, s.n);
    return nc_str_starts(line, NC_LIT("%%(")) || nc_str_starts(line, NC_LIT("&%%("));
}

bool org_code_is_live(struct nc_str code)
{
    if (nc_str_search(code, NC_LIT("<%%("), 0) < code.n)
        return true;
    for (size_t i = 0; i < code.n; i = nc_str_find(code, '\n', i) + 1)
        if (is_sexp_line(code, i))
            return true;
    return false;
}

static size_t indentation(struct nc_str code, size_t i)
{
    size_t n = 0;
    while (i + n < code.n && (code.p[i + n] == ' ' || code.p[i + n] == '\t'))
        n++;
    return n;
}

/* Org removes an indentation that all lines share. */
bool org_code_is_indented(struct nc_str code)
{
    bool any = false;
    for (size_t i = 0; i < code.n; i = nc_str_find(code, '\n', i) + 1) {
        size_t n = indentation(code, i);
        bool empty = i + n == code.n || code.p[i + n] == '\n';
        if (!empty && n == 0)
            return false;
        any |= !empty;
    }
    return any;
}

/* Whether a line begins with tabs: after the indentation of an item a tab is not as wide as at the
 * beginning of a line. */
static bool begins_with_tabs(struct nc_str code)
{
    for (size_t i = 0; i < code.n; i = nc_str_find(code, '\n', i) + 1)
        if (nc_str_find(nc_str_sub(code, i, i + indentation(code, i)), '\t', 0) <
            indentation(code, i))
            return true;
    return false;
}

/* Within a block of code the indentation of the item around it may be omitted. */
void org_code(struct org_writer *w, const char *begin, struct nc_str code, const char *end)
{
    struct nc_buf b = {0}, clean = {0};
    if (w->in_footnote) {
        org_fixed_width(w, code);
        return;
    }
    if (nc_str_find(code, '\0', 0) < code.n) { /* Emacs would not read the file as text */
        nc_buf_no_nul(&clean, code);
        code = nc_buf_view(&clean);
    }
    bool out = begins_with_tabs(code) || org_code_is_indented(code);
    org_put(w, begin);
    size_t prefix = w->lines.prefix.n;
    if (out)
        w->lines.prefix.n = 0;
    org_escape_code(&b, code);
    nc_lines_put(&w->lines, nc_buf_view(&b));
    w->lines.prefix.n = prefix;
    org_put(w, end);
    nc_buf_dispose(&b);
    nc_buf_dispose(&clean);
}

/* Splits sexps with a ZERO WIDTH SPACE, in text that nobody copies as code. */
static void part_sexps(struct nc_buf *out, struct nc_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if ((i == 0 || text.p[i - 1] == '\n') && is_sexp_line(text, i))
            nc_buf_puts(out, ZWSP);
        nc_buf_char(out, text.p[i]);
        if (is_sexp(text, i))
            nc_buf_puts(out, ZWSP);
    }
}

/* Writes each line of the text after a sign. */
static void put_marked_lines(struct org_writer *w, char sign, struct nc_str text)
{
    for (size_t i = 0; i < text.n;) {
        size_t end = nc_str_find(text, '\n', i);
        struct nc_buf line = {0};
        nc_buf_char(&line, sign);
        if (end > i)
            nc_buf_char(&line, ' ');
        org_value(&line, nc_str_sub(text, i, end));
        nc_buf_char(&line, '\n');
        nc_lines_put(&w->lines, nc_buf_view(&line));
        nc_buf_dispose(&line);
        i = end + 1;
    }
}

void org_comment(struct org_writer *w, struct nc_str text)
{
    struct nc_buf b = {0};
    if (w->in_footnote) {
        put_marked_lines(w, '#', text);
        return;
    }
    part_sexps(&b, text);
    org_code(w, "#+begin_comment\n", nc_buf_view(&b), "#+end_comment\n");
    nc_buf_dispose(&b);
}

void org_fixed_width(struct org_writer *w, struct nc_str code)
{
    put_marked_lines(w, ':', code);
}

/* Whether a '<' before this character would begin a tag in HTML or a sexp in the agenda. */
static bool joins_less_than(char c)
{
    return nc_ascii_is_letter(c) || c == '/' || c == '!' || c == '?' || c == '%';
}

/* Whether Org would take a line break and a bracket for the bracket's delimiter. */
static bool joins_break(struct nc_str tex, size_t i)
{
    size_t from = i;
    if (tex.p[i] != ')' && tex.p[i] != ']')
        return false;
    while (from > 0 && tex.p[from - 1] == '\\')
        from--;
    return i > from && (i - from) % 2 == 0;
}

void org_tex_line(struct nc_buf *out, struct nc_str tex)
{
    for (size_t i = 0; i < tex.n; i++) {
        if (joins_break(tex, i) || (i > 0 && tex.p[i - 1] == '<' && joins_less_than(tex.p[i])))
            nc_buf_char(out, ' ');
        nc_buf_char(out, is_control(tex.p[i]) ? ' ' : tex.p[i]);
    }
}

/* Whether every \) ends a \( before it. Both then become dollars, which TeX allows within \text. */
static bool is_paired(struct nc_str tex)
{
    size_t open = 0;
    for (size_t i = 0; i + 1 < tex.n; i++) {
        if (tex.p[i] != '\\')
            continue;
        i++;
        open += tex.p[i] == '(';
        if (tex.p[i] == ')' && open-- == 0)
            return false;
    }
    return open == 0;
}

bool org_tex_ends(struct nc_str tex, char close)
{
    for (size_t i = 0; i + 1 < tex.n; i++) {
        if (tex.p[i] != '\\')
            continue;
        if (tex.p[++i] == close)
            return true;
    }
    return false;
}

/* Joins lines and drops comments, which would otherwise swallow the next line. */
static void join_lines(struct nc_buf *out, struct nc_str tex)
{
    size_t end = 0;
    for (size_t i = 0; i < tex.n; i++) {
        if (i >= end)
            end = nc_str_find(tex, '\n', i);
        if (tex.p[i] == '\\' && i + 1 < tex.n && tex.p[i + 1] != '\n')
            nc_buf_char(out, tex.p[i++]);
        else if (tex.p[i] == '%' && end < tex.n)
            i = end;
        nc_buf_char(out, tex.p[i] == '\n' ? ' ' : tex.p[i]);
    }
}

struct nc_str org_safe_tex(struct org_writer *w, const struct nc_node *n, struct nc_str tex,
                           struct nc_buf *store)
{
    struct nc_str removed = nc_tex_safe(store, tex);
    if (!removed.n)
        return tex;
    nc_diag(w->diags, NC_D_MATH_DROPPED, nc_file_of(w->doc, n->pos), n->pos, NC_TEX_REMOVED,
            NC_FMT(removed));
    return nc_buf_view(store);
}

bool org_tex(struct nc_buf *out, struct nc_str source, char close)
{
    struct nc_buf joined = {0}, tex = {0};
    bool dollars = close == ')' && org_tex_ends(source, close) && is_paired(source);
    if (org_tex_ends(source, close) && !dollars)
        return false;
    join_lines(&joined, source);
    for (size_t i = 0; i < joined.n; i++) {
        char c = joined.p[i], next = i + 1 < joined.n ? joined.p[i + 1] : 0;
        if (c != '\\') {
            nc_buf_char(&tex, c);
        } else if (dollars && (next == '(' || next == ')')) {
            nc_buf_char(&tex, '$');
            i++;
        } else {
            nc_buf_char(&tex, c);
            nc_buf_char(&tex, next ? next : ' ');
            i++;
            if (next == '\\' && i + 1 == joined.n)
                nc_buf_char(&tex, ' ');
        }
    }
    org_tex_line(out, nc_buf_view(&tex));
    nc_buf_dispose(&joined);
    nc_buf_dispose(&tex);
    return true;
}

void org_web_path(struct nc_buf *out, struct nc_str url)
{
    for (size_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.p[i];
        if (c <= ' ' || c == 0x7F || strchr("[]<>|\\\"", c))
            nc_buf_printf(out, "%%%02X", c);
        else
            nc_buf_char(out, (char)c);
    }
}

/* Escapes '[' and ']', and the backslashes before them or at the end (org-link-escape). */
static void put_escaped(struct nc_buf *out, struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        size_t k = i;
        while (k < s.n && s.p[k] == '\\')
            k++;
        bool live = c == '\\' && (k == s.n || s.p[k] == '[' || s.p[k] == ']');
        if (c == '[' || c == ']' || live)
            nc_buf_char(out, '\\');
        nc_buf_char(out, c);
    }
}

/* Writes a path. "::" would separate a place in the file from its name and '|' would end a cell;
 * neither can be escaped. */
static bool put_path(struct nc_buf *out, const char *type, struct nc_str path)
{
    if (!nc_path_is_local(path) || nc_str_search(path, NC_LIT("::"), 0) < path.n ||
        nc_str_search(path, NC_LIT("<%"), 0) < path.n || nc_str_find(path, '|', 0) < path.n)
        return false;
    nc_buf_puts(out, type);
    if (path.p[0] == '~') /* to Emacs, a user's home */
        nc_buf_puts(out, "./");
    put_escaped(out, path);
    return true;
}

bool org_file_path(struct nc_buf *out, struct nc_str path)
{
    return put_path(out, "file:", path);
}

bool org_attachment(struct nc_buf *out, struct nc_str name)
{
    return put_path(out, "attachment:", name);
}

#define COMMENT "@@comment:"

/* Appends the text without the comments within lines, as exporters do. */
static void drop_comments(struct nc_buf *out, struct nc_str text)
{
    struct nc_str comment = NC_LIT(COMMENT);
    for (size_t i = 0, at; i < text.n; i = at) {
        at = nc_str_search(text, comment, i);
        nc_buf_str(out, nc_str_sub(text, i, at));
        at = at < text.n ? nc_str_search(text, NC_LIT("@@"), at + comment.n) + 2 : at;
    }
}

static bool names_variables(struct nc_str text)
{
    struct nc_str words = NC_LIT("local variables:");
    for (size_t i = nc_str_find(text, ':', 0); i < text.n; i = nc_str_find(text, ':', i + 1))
        if (i + 1 >= words.n && nc_str_ieq(nc_str_sub(text, i + 1 - words.n, i + 1), words))
            return true;
    return false;
}

/* Whether Emacs would find settings of a file in the text or in what it exports. */
static bool sets_variables(struct nc_str text)
{
    struct nc_str comment = NC_LIT(COMMENT);
    bool sets = names_variables(text);
    if (sets || nc_str_search(text, comment, 0) == text.n)
        return sets;
    struct nc_buf exported = {0};
    drop_comments(&exported, text);
    sets = names_variables(nc_buf_view(&exported));
    nc_buf_dispose(&exported);
    return sets;
}

/* Closes the exported page, in which Emacs looks for a mode. */
static void close_exported(struct org_writer *w)
{
    nc_lines_put(&w->lines, NC_LIT("#+html: <!--\n#+html: \f-->\n"));
}

void org_close_page(struct org_writer *w)
{
    if (!sets_variables(nc_buf_view(w->lines.out)))
        return;
    nc_lines_blank(&w->lines, 1);
    nc_lines_put(&w->lines, NC_LIT("#+begin_comment\n\f\nEmacs reads settings only after the sign "
                                   "above: the text before it is none.\n#+end_comment\n"));
    close_exported(w);
}

void org_close_footnote(struct org_writer *w)
{
    if (!sets_variables(nc_str_sub(nc_buf_view(w->lines.out), w->footnote, w->lines.out->n)))
        return;
    nc_lines_blank(&w->lines, 1);
    close_exported(w);
}
