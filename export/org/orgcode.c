/* Blocks whose lines Org does not parse as text: code and display mathematics. */
#include "export/org/orgcode.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "code/language.h"
#include "export/org/orgflow.h"
#include "export/org/orgline.h"
#include "export/org/orgout.h"
#include "lang/lang.h"

#include <stdio.h>
#include <string.h>

/* The language under Emacs' name: the first word, without what editors and programs append to it
 * ("rust,ignore", "js:app.js", "python {1}"). Empty if there is no such word. */
static struct nc_str language_of(const struct nc_node *code)
{
    struct nc_str lang = code->u.code->lang;
    size_t n = 0;
    while (n < lang.n) {
        unsigned len;
        uint32_t cp = nc_utf8_at(lang, n, &len);
        bool sign = cp < 0x80 && cp && n > 0 && strchr("+#-_./*", (int)cp);
        if (!sign && !nc_is_alnum(cp))
            break;
        n += len;
    }
    bool cut = n == lang.n || (n > 0 && strchr(",:{ \t", lang.p[n]));
    return cut ? nc_str_sub(lang, 0, n) : NC_NONE;
}

/* What the info string says besides the language. */
static struct nc_str rest_of_info(const struct nc_node *code, struct nc_str lang)
{
    struct nc_str info = code->u.code->info;
    if (!nc_str_starts(info, lang))
        return info;
    size_t from = lang.n;
    while (from < info.n && strchr(",: \t", info.p[from] ? info.p[from] : '.'))
        from++;
    return nc_str_trim(nc_str_sub(info, from, info.n));
}

/* The name by which Emacs finds its mode. bash keeps its own, which Babel runs as bash. */
static struct nc_str language_name(struct nc_str lang)
{
    const struct nc_code_language *known = nc_code_language(lang);
    return !known || nc_str_ieq(lang, NC_LIT("bash")) ? lang : nc_str(known->org);
}

static void put_code_title(struct org_writer *w, struct nc_str title)
{
    struct nc_buf b = {0};
    org_plain_text(&b, title, &w->text);
    if (b.n)
        org_line(w, "#+caption: ", nc_buf_view(&b));
    nc_buf_dispose(&b);
}

static void put_info(struct org_writer *w, const struct nc_node *n, struct nc_str lang)
{
    struct nc_buf b = {0};
    struct nc_str info = rest_of_info(n, lang);
    if (info.n && n->u.code->lang.n && !nc_str_eq(info, n->u.code->title)) {
        org_attribute(&b, "data-info", info);
        org_line(w, "#+attr_html:", nc_buf_view(&b));
    }
    put_code_title(w, n->u.code->title);
    if (lang.n && n->u.code->role == NC_CODE_DIAGRAM)
        org_line(w, "#+caption: ", nc_str(nc_lang_label(w->doc->lang, NC_L_DIAGRAM)));
    nc_buf_dispose(&b);
}

/* Writes the switches that keep the code unchanged: its indentation belongs to it, and "(ref:x)" at
 * the end of a line is not a label, which exporters would remove. */
static void put_switches(struct nc_buf *out, struct nc_str code)
{
    if (org_code_is_indented(code))
        nc_buf_word(out, NC_LIT("-i"));
    if (nc_str_search(code, NC_LIT("(ref:"), 0) < code.n)
        nc_buf_word(out, NC_LIT("-l \"(noteconv-ref:%s)\""));
}

void org_put_code(struct org_writer *w, const struct nc_node *n)
{
    struct nc_str text = n->u.code->text, lang = language_of(n);
    org_before(w, n);
    org_target_name(w, n);
    if (w->in_footnote) {
        org_fixed_width(w, text);
        return;
    }
    put_info(w, n, lang);
    if (!lang.n && org_code_is_live(text))
        lang = NC_LIT("text");
    struct nc_buf words = {0};
    nc_buf_str(&words, language_name(lang));
    put_switches(&words, text);
    org_line(w,
             lang.n    ? "#+begin_src "
             : words.n ? "#+begin_example "
                       : "#+begin_example",
             nc_buf_view(&words));
    org_code(w, "", text, lang.n ? "#+end_src\n" : "#+end_example\n");
    nc_buf_dispose(&words);
}

/* Whether s is a complete environment that TeX allows outside mathematics, so that it needs no
 * delimiters. */
static bool is_display_environment(struct nc_str tex)
{
    static const char *const names[] = {"align",   "alignat", "eqnarray", "equation",
                                        "flalign", "gather",  "multline"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        for (int star = 0; star < 2; star++) {
            char begin[24], end[24];
            snprintf(begin, sizeof begin, "\\begin{%s%s}", names[i], star ? "*" : "");
            snprintf(end, sizeof end, "\\end{%s%s}", names[i], star ? "*" : "");
            if (nc_str_starts(tex, nc_str(begin)))
                return nc_str_search(tex, nc_str(end), 0) + strlen(end) == tex.n;
        }
    }
    return false;
}

/* Writes a further line of mathematics. It must not begin like a table, list or keyword, nor with a
 * star, on which the HTML export fails because it takes it for a headline. Such a line is joined to
 * the one before, or, if that may end in a comment, gets a word without effect in front. */
static void put_math_line(struct nc_buf *out, struct nc_str line, bool after_comment)
{
    bool syntax = line.p[0] == '*' || org_text_is_syntax(line);
    nc_buf_puts(out, !syntax ? "\n" : after_comment ? "\n\\relax " : " ");
    org_tex_line(out, line);
}

/* Display math has no blank lines. */
void org_put_math(struct org_writer *w, const struct nc_node *n)
{
    struct nc_buf safe = {0};
    struct nc_str tex = nc_str_trim(org_safe_tex(w, n, n->u.text, &safe));
    bool environment = is_display_environment(tex), comment = false;
    struct nc_buf b = {0};
    org_before(w, n);
    org_target_name(w, n);
    if (!environment && org_tex_ends(tex, ']')) {
        org_lost(w, n, "a formula that contains \\] is written as code: Org would end it there");
        org_code(w, "#+begin_src latex\n", tex, "#+end_src\n");
        nc_buf_dispose(&safe);
        return;
    }
    nc_buf_puts(&b, environment ? "" : "\\[");
    for (size_t i = 0; i < tex.n;) {
        size_t end = nc_str_find(tex, '\n', i);
        struct nc_str line = nc_str_trim(nc_str_sub(tex, i, end));
        if (environment && i == 0)
            org_tex_line(&b, line);
        else if (line.n)
            put_math_line(&b, line, comment);
        comment = nc_str_find(line, '%', 0) < line.n;
        i = end + 1;
    }
    nc_buf_puts(&b, environment ? "\n" : "\n\\]\n");
    org_begin_prose(w);
    org_put_text(w, &b);
    org_end_prose(w);
    nc_buf_dispose(&b);
    nc_buf_dispose(&safe);
}
