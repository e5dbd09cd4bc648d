/* Fills Anki's templates. What the fields hold is decided in apkgrender.c. */
#include "export/apkg/ankitemplate.h"

#define MAX_OPEN 10 /* clozes nested, as in Anki */
#define MAX_SECTIONS 16

struct open_cloze {
    unsigned number;
    /* where its text starts in the output */
    size_t start;
};

/* The length of "{{c12::" at i, or 0. *number: the 12. */
static size_t opening(struct nc_str s, size_t i, unsigned *number)
{
    size_t at = i + 3;
    *number = 0;
    if (!nc_str_starts(nc_str_sub(s, i, s.n), NC_LIT("{{c")))
        return 0;
    for (; at < s.n && at < i + 7 && nc_ascii_is_digit(s.p[at]); at++)
        *number = *number * 10 + (unsigned)(s.p[at] - '0');
    return *number && nc_str_starts(nc_str_sub(s, at, s.n), NC_LIT("::")) ? at + 2 - i : 0;
}

/* Ends a cloze: replaces its text, from o->start on, with what is shown of it. */
static void close_cloze(struct nc_buf *out, const struct open_cloze *o, unsigned number,
                        bool is_answer)
{
    struct nc_buf held = {0};
    nc_buf_str(&held, nc_str_sub(nc_buf_view(out), o->start, out->n));
    struct nc_str text = nc_buf_view(&held);
    size_t at = nc_str_search(text, NC_LIT("::"), 0);
    struct nc_str hint = at < text.n ? nc_str_sub(text, at + 2, text.n) : NC_NONE;
    text = nc_str_sub(text, 0, at);
    out->n = o->start;
    nc_buf_printf(out, "<span class=\"cloze%s\" data-ordinal=\"%u\">",
                  o->number == number ? "" : "-inactive", o->number);
    if (o->number != number || is_answer)
        nc_buf_str(out, text);
    else
        nc_buf_printf(out, "[%.*s]", NC_FMT(hint.n ? hint : NC_LIT("...")));
    nc_buf_puts(out, "</span>");
    nc_buf_dispose(&held);
}

void anki_cloze(struct nc_buf *out, struct nc_str s, unsigned number, bool is_answer)
{
    struct open_cloze open[MAX_OPEN];
    size_t depth = 0;
    for (size_t i = 0; i < s.n;) {
        unsigned n;
        size_t length = s.p[i] == '{' && depth < MAX_OPEN ? opening(s, i, &n) : 0;
        bool closes = depth && s.p[i] == '}' && i + 1 < s.n && s.p[i + 1] == '}';
        if (length)
            open[depth++] = (struct open_cloze){n, out->n};
        else if (closes)
            close_cloze(out, &open[--depth], number, is_answer);
        else
            nc_buf_char(out, s.p[i]);
        i += length ? length : closes ? 2 : 1;
    }
}

bool anki_is_empty(struct nc_str s)
{
    static const char *const nothing[] = {"<br>",  "</br>",  "<br/>",  "<br />",
                                          "<div>", "</div>", "<div/>", "<div />"};
    for (size_t i = 0; i < s.n;) {
        size_t length = strchr(" \t\n\r", s.p[i]) ? 1 : 0;
        for (size_t k = 0; !length && k < sizeof nothing / sizeof nothing[0]; k++)
            if (nc_str_istarts(nc_str_sub(s, i, s.n), nc_str(nothing[k])))
                length = strlen(nothing[k]);
        if (!length)
            return false;
        i += length;
    }
    return true;
}

static struct nc_str field(const struct anki_side *side, struct nc_str name)
{
    for (size_t i = 0; side->names[i]; i++)
        if (nc_str_eqz(name, side->names[i]))
            return side->fields[i];
    return NC_NONE;
}

static void put_value(struct nc_buf *out, const struct anki_side *side, struct nc_str name)
{
    size_t colon = 0; /* after the last filter: "edit:cloze:Text" */
    bool clozes = false;
    for (size_t at = 0; (at = nc_str_find(name, ':', colon)) < name.n; colon = at + 1)
        clozes |= nc_str_eqz(nc_str_sub(name, colon, at), "cloze");
    bool types = nc_str_starts(name, NC_LIT("type:"));
    struct nc_str value = field(side, nc_str_sub(name, colon, name.n));
    if (nc_str_eqz(name, "FrontSide"))
        nc_buf_str(out, side->front);
    else if (types && !side->is_answer)
        nc_buf_puts(out, "<span class=\"typed\"></span>");
    else if (clozes)
        anki_cloze(out, value, side->cloze, side->is_answer);
    else
        nc_buf_str(out, value);
}

/* Open sections, and how many of the outer ones are shown. */
struct sections {
    size_t depth, shown;
};

static void open_section(struct sections *s, const struct anki_side *side, struct nc_str name)
{
    bool full = !anki_is_empty(field(side, nc_str_sub(name, 1, name.n)));
    bool shows = full == (name.p[0] == '#');
    if (s->depth == s->shown && shows && s->depth < MAX_SECTIONS)
        s->shown++;
    s->depth++;
}

void anki_render(struct nc_buf *out, struct nc_str tmpl, const struct anki_side *side)
{
    struct sections s = {0, 0};
    for (size_t i = 0; i < tmpl.n;) {
        size_t from = nc_str_search(tmpl, NC_LIT("{{"), i);
        size_t to = nc_str_search(tmpl, NC_LIT("}}"), from);
        if (s.depth == s.shown)
            nc_buf_str(out, nc_str_sub(tmpl, i, from));
        if (to >= tmpl.n)
            return;
        struct nc_str name = nc_str_trim(nc_str_sub(tmpl, from + 2, to));
        i = to + 2;
        if (!name.n)
            continue;
        if (name.p[0] == '#' || name.p[0] == '^') {
            open_section(&s, side, name);
        } else if (name.p[0] == '/') {
            s.depth -= s.depth > 0;
            s.shown = s.shown > s.depth ? s.depth : s.shown;
        } else if (s.depth == s.shown) {
            put_value(out, side, name);
        }
    }
}
