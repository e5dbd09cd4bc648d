/* Checks style sheets for what makes Adobe's engine refuse a whole book, what makes Send to Kindle
 * refuse it, and what readers ignore. It scans for words and does not parse CSS. */
#include "base/buf.h"
#include "preflight/preflightdata.h"

struct style {
    struct preflight *p;
    struct nc_str file, css;
    /* the position of `at` */
    struct nc_pos pos;
    size_t at;
    /* within @font-face, which declares a font and does not select one */
    bool in_face;
};

static bool is_word(char c)
{
    return c == '-' || c == '_' || nc_ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

static void step(struct style *s, size_t n)
{
    for (size_t i = 0; i < n && s->at < s->css.n; i++, s->at++) {
        unsigned char c = (unsigned char)s->css.p[s->at];
        if (c == '\n') {
            s->pos.line++;
            s->pos.col = 1;
        } else if ((c & 0xC0) != 0x80) {
            s->pos.col++;
        }
    }
}

/* Skips a comment or a string, which hold no rules. False if neither is at s->at. */
static bool skip(struct style *s)
{
    struct nc_str rest = nc_str_sub(s->css, s->at, s->css.n);
    if (nc_str_starts(rest, NC_LIT("/*"))) {
        size_t end = nc_str_search(rest, NC_LIT("*/"), 2);
        step(s, end < rest.n ? end + 2 : rest.n);
        return true;
    }
    if (rest.p[0] != '"' && rest.p[0] != '\'')
        return false;
    size_t end = 1;
    while (end < rest.n && rest.p[end] != rest.p[0] && rest.p[end] != '\n')
        end += rest.p[end] == '\\' ? 2 : 1;
    step(s, end + 1);
    return true;
}

static bool is_like(struct nc_str word, const char *const *list)
{
    for (; *list; list++)
        if (nc_str_ieq(word, nc_str(*list)))
            return true;
    return false;
}

static void check_function(struct style *s, struct nc_str word, struct nc_pos pos)
{
    static const char *const deadly[] = {"min",        "max", "clamp",     "calc",
                                         "light-dark", "env", "color-mix", NULL};
    if (nc_str_ieq(word, NC_LIT("var")) && pf_for(s->p, NC_READERS_KINDLE))
        pf_say(s->p, NC_D_BOOK_REFUSED, s->file, pos,
               "var(): Send to Kindle refuses books with variables in their style");
    else if ((is_like(word, deadly) || nc_str_ieq(word, NC_LIT("var"))) &&
             pf_for(s->p, NC_READERS_ADOBE))
        pf_say(s->p, NC_D_BOOK_STYLE, s->file, pos,
               "%.*s(): Adobe's engine (PocketBook, Tolino, Nook, Kobo without kepub) calls the "
               "whole book damaged",
               NC_FMT(word));
}

/* The value that begins at `at`, up to ';' or '}'. */
static struct nc_str value_at(const struct style *s, size_t at)
{
    size_t end = at;
    while (end < s->css.n && end - at < 200 && s->css.p[end] != ';' && s->css.p[end] != '}')
        end++;
    return nc_str_trim(nc_str_sub(s->css, at, end));
}

static void check_property(struct style *s, struct nc_str word, struct nc_str value,
                           struct nc_pos pos)
{
    static const char *const mono[] = {"monospace", "monospace, monospace", "inherit", NULL};
    static const char *const boxes[] = {"flex", "grid", "inline-flex", "inline-grid", NULL};
    static const char *const places[] = {"fixed", "absolute", "sticky", NULL};
    if (nc_str_starts(word, NC_LIT("--")) && word.n > 2 && pf_for(s->p, NC_READERS_KINDLE))
        pf_say(s->p, NC_D_BOOK_REFUSED, s->file, pos,
               "%.*s: Send to Kindle refuses books with variables in their style", NC_FMT(word));
    else if (nc_str_ieq(word, NC_LIT("font-family")) && !is_like(value, mono) &&
             !nc_str_ends(value, NC_LIT(", math")) && !s->in_face && /* formulas have no menu */
             pf_for(s->p, NC_READERS_KINDLE))
        pf_say(s->p, NC_D_BOOK_READER, s->file, pos,
               "font-family: a font other than monospace locks Kindle's menu of fonts, also for "
               "Chinese");
    else if (nc_str_ieq(word, NC_LIT("display")) && is_like(value, boxes))
        pf_say(s->p, NC_D_BOOK_READER, s->file, pos, "display: %.*s is ignored by most e-readers",
               NC_FMT(value));
    else if (nc_str_ieq(word, NC_LIT("position")) && is_like(value, places))
        pf_say(s->p, NC_D_BOOK_READER, s->file, pos,
               "position: %.*s hides or overprints text on e-readers", NC_FMT(value));
    else if (nc_str_ieq(word, NC_LIT("src")) && pf_for(s->p, NC_READERS_KINDLE) &&
             nc_str_search(value, NC_LIT(".woff"), 0) < value.n)
        pf_say(s->p, NC_D_BOOK_READER, s->file, pos, "Kindle does not take fonts in WOFF");
}

void pf_check_style(struct preflight *p, struct nc_str file, struct nc_pos pos, struct nc_str css)
{
    struct style s = {.p = p, .file = file, .css = css, .pos = pos};
    while (s.at < css.n) {
        if (skip(&s))
            continue;
        size_t from = s.at, to = from;
        struct nc_pos begin = s.pos;
        while (to < css.n && is_word(css.p[to]))
            to++;
        struct nc_str word = nc_str_sub(css, from, to);
        size_t next = to;
        while (word.n && next < css.n && (css.p[next] == ' ' || css.p[next] == '\t'))
            next++;
        if (nc_str_ieq(word, NC_LIT("font-face")))
            s.in_face = true;
        else if (css.p[from] == '}')
            s.in_face = false;
        if (word.n && to < css.n && css.p[to] == '(')
            check_function(&s, word, begin);
        else if (word.n && next < css.n && css.p[next] == ':')
            check_property(&s, word, value_at(&s, next + 1), begin);
        step(&s, word.n ? word.n : 1);
    }
}
