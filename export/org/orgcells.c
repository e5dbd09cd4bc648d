/* The resolver: one pass over the cells of a paragraph. PRE and POST are the characters beside
 * which Org accepts a marker; Org has hard-coded them since 9.6. */
#include "export/org/orgcells.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/uchar.h"
#include "export/org/orgline.h"

#include <stdlib.h>

#define ZWSP 0x200Bu
#define MARKERS "*/_+=~"

bool org_is_space(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r' && cp != '\v') || cp == 0xA0 || cp == 0x202F ||
           cp == 0x205F || cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200B);
}

static bool is_marker(uint32_t cp)
{
    return cp < 0x80 && cp && strchr(MARKERS, (int)cp);
}

static int marker_index(uint32_t cp)
{
    return (int)(strchr(MARKERS, (int)cp) - MARKERS);
}

/* Whether cp is in PRE; 0 is the edge of a line. */
static bool is_pre(uint32_t cp)
{
    return cp == 0 || org_is_space(cp) || (cp < 0x80 && strchr("-('\"{", (int)cp));
}

bool org_is_post(uint32_t cp)
{
    return cp == 0 || org_is_space(cp) || (cp < 0x80 && strchr("-.,;:!?'\")}\\[", (int)cp));
}

bool org_is_one_line(enum org_place place)
{
    return place == ORG_TERM || place == ORG_HEADLINE || place == ORG_KEYWORD ||
           place == ORG_TABLE_CELL;
}

bool org_has_terms(enum org_place place)
{
    return place == ORG_BULLET || place == ORG_DEFINITION || place == ORG_TITLE;
}

struct resolver {
    struct nc_buf *out;
    const struct org_cell *c;
    size_t n;
    /* last character on this line; 0 at its beginning */
    uint32_t prev;
    /* nothing of the link's description is written yet */
    bool edge;
    /* in a description, where Org finds no other links */
    bool in_link;
    /* depth at which markup within the description begins */
    size_t link_depth;
    /* a sub- or superscript has begun in the description: Org reads links there too */
    bool has_script;
    /* last place + 1 at which each marker could end markup */
    size_t last[6];
    /* for each cell that is a marker: the next of its kind; 0: none */
    uint32_t *next;
    /* how many of each marker are open */
    unsigned open[6];
    /* open markers; deeper ones are only counted */
    uint32_t stack[64];
    size_t depth;
    /* last place + 1 at which a dollar could end a formula */
    size_t last_dollar;
    /* no line has ended yet */
    bool first_line;
    enum org_place place;
    struct org_text *text;
};

static void put(struct resolver *r, uint32_t cp)
{
    nc_buf_cp(r->out, cp);
    r->prev = cp == '\n' ? 0 : cp;
    r->edge = false;
}

/* Keeps text from being markup. No option turns this off, because such markup could run code. */
static void put_zwsp(struct resolver *r)
{
    put(r, ZWSP);
}

static bool is_code(uint32_t marker)
{
    return marker == '~' || marker == '=';
}

/* Puts a gap between a marker and its neighbour. Options choose a real blank, but only beside wide
 * characters, or no gap. Code always gets one, because text that Org does not read as code could
 * run. */
static void put_boundary(struct resolver *r, uint32_t marker, uint32_t neighbour)
{
    if (r->text->boundary == ORG_SPACE && nc_is_wide(neighbour))
        put(r, ' ');
    else if (r->text->boundary != ORG_NONE || is_code(marker))
        put_zwsp(r);
}

/* Whether the marker of code needs a gap even beside another marker: if the options leave out gaps,
 * Org may not recognise the markup around it. */
static bool stands_alone(const struct resolver *r, uint32_t marker)
{
    return r->text->boundary == ORG_NONE && is_code(marker);
}

static void put_word(struct resolver *r, const char *word)
{
    for (; *word; word++)
        put(r, (unsigned char)*word);
}

static uint32_t cp_at(const struct resolver *r, size_t i)
{
    return i < r->n ? r->c[i].cp : 0;
}

/* Whether no more of the same text follows cell i: the markup or the description closes there, or
 * the paragraph ends. */
static bool at_end(const struct resolver *r, size_t i)
{
    return i + 1 >= r->n || r->c[i + 1].class == ORG_CLOSE || r->c[i + 1].class == ORG_EDGE;
}

static bool after_open(const struct resolver *r, size_t i)
{
    return r->edge || (i > 0 && r->c[i - 1].class == ORG_OPEN);
}

static void put_open(struct resolver *r, size_t i)
{
    uint32_t m = r->c[i].cp;
    bool fits = m == '_' ? r->prev == 0 || org_is_space(r->prev) : is_pre(r->prev);
    if ((!after_open(r, i) || stands_alone(r, m)) && !fits)
        put_boundary(r, m, r->prev);
    put(r, m);
    if (r->depth < sizeof r->stack / sizeof r->stack[0])
        r->stack[r->depth] = m;
    r->depth++;
    r->open[marker_index(m)]++;
}

static void put_close(struct resolver *r, size_t i)
{
    uint32_t m = r->c[i].cp, next = cp_at(r, i + 1);
    put(r, m);
    r->depth -= r->depth > 0;
    r->open[marker_index(m)]--;
    bool may_touch = (at_end(r, i) && !stands_alone(r, m)) || i + 1 == r->n;
    if (!may_touch && r->c[i + 1].class != ORG_NEWLINE && !org_is_post(next))
        put_boundary(r, m, next);
}

/* Whether the marker at i can end markup. This depends on its neighbours, and on a space that may
 * be put after it. */
static bool may_close(const struct resolver *r, size_t i)
{
    const struct org_cell *before = i ? &r->c[i - 1] : NULL, *after = &r->c[i + 1];
    if (!before || (before->class == ORG_LITERAL && org_is_space(before->cp)))
        return false;
    if (r->c[i].class == ORG_CLOSE || before->class != ORG_LITERAL || is_pre(before->cp) ||
        i + 1 == r->n || after->class != ORG_LITERAL)
        return true;
    bool entity = after->cp == '$' || (after->cp == '|' && r->place == ORG_TABLE_CELL);
    return is_marker(after->cp) || entity || org_is_post(after->cp) ||
           (r->c[i].cp == '_' && (after->cp == '{' || after->cp == '('));
}

/* Puts a literal marker by the rules E3, E4 and E5. */
static void put_marker(struct resolver *r, size_t i)
{
    static const char *const entities[] = {"\\ast{}",  "\\slash{}", "\\under{}",
                                           "\\plus{}", "\\equal{}", "\\tilde{}"};
    uint32_t c = r->c[i].cp, next = cp_at(r, i + 1);
    bool end = at_end(r, i), opened = after_open(r, i);
    bool pre = is_pre(r->prev) || opened;
    bool sub = c == '_' && !end && next && next < 0x80 && strchr("{(*", (int)next) && r->prev &&
               !org_is_space(r->prev) && !opened;
    bool opens = pre && !end && !org_is_space(next) && r->last[marker_index(c)] > i + 2;
    uint32_t top = r->depth && r->depth <= 64 ? r->stack[r->depth - 1] : 0;
    bool inside = r->open[marker_index(c)] > 0 && r->prev && !org_is_space(r->prev) &&
                  may_close(r, i) &&
                  !(i + 1 < r->n && r->c[i + 1].class == ORG_CLOSE && next == c) &&
                  !(opened && !r->edge && top == c);
    if (inside && opened) {
        put_word(r, entities[marker_index(c)]);
        return;
    }
    if (inside) {
        put_zwsp(r);
        sub = false;
        /* The marker opens nothing if the next of its kind ends the markup around it. */
        uint32_t other = r->next[i];
        opens = !end && !org_is_space(next) && other && r->c[other].class != ORG_CLOSE;
    }
    put(r, c);
    if (opens || sub)
        put_zwsp(r);
}

/* Whether Org or a common addition knows the link type: then "type:" before a character is a link.
 */
static bool is_link_type(struct nc_str word)
{
    static const char *const words[] = {
        "elisp",        "shell",      "file",       "id",       "help",    "info",  "man",
        "news",         "http",       "https",      "ftp",      "mailto",  "doi",   "irc",
        "rmail",        "mhe",        "gnus",       "docview",  "bibtex",  "bbdb",  "w3m",
        "eww",          "eshell",     "attachment", "coderef",  "fuzzy",   "radio", "custom-id",
        "file+sys",     "file+emacs", "treemacs",   "calendar", "notmuch", "mu4e",  "roam",
        "org-protocol", "message",    "tel",        "geo",      "cite",    NULL,
    };
    return nc_str_is_among(word, words);
}

static bool spells(const struct resolver *r, size_t i, const char *word)
{
    for (; *word; word++, i++)
        if (cp_at(r, i) != (unsigned char)*word || r->c[i].class != ORG_LITERAL)
            return false;
    return true;
}

static bool is_image_suffix(const struct resolver *r, size_t i)
{
    return spells(r, i, ".jpeg") || spells(r, i, ".jpg") || spells(r, i, ".png") ||
           spells(r, i, ".gif") || spells(r, i, ".svg") || spells(r, i, ".webp");
}

/* Whether Org would take the description for the address of an image and show the image. */
static bool is_image_description(const struct resolver *r, size_t i)
{
    size_t from = i;
    bool image = false;
    while (from > 0 && r->c[from - 1].class == ORG_LITERAL && nc_ascii_is_letter(r->c[from - 1].cp))
        from--;
    if (from == 0 || r->c[from - 1].class != ORG_EDGE)
        return false;
    for (; i < r->n && r->c[i].class == ORG_LITERAL && !org_is_space(r->c[i].cp); i++)
        image |= is_image_suffix(r, i);
    return image && i < r->n && r->c[i].class == ORG_EDGE;
}

/* Whether the colon at i ends a word that is a link type, with something after it. "file+sys:" is
 * one word, but in "-file:" the sign is not part of it. */
static bool is_link_colon(const struct resolver *r, size_t i)
{
    uint32_t next = cp_at(r, i + 1);
    char word[16];
    size_t n = 0;
    if (i + 1 >= r->n || org_is_space(next) || r->c[i + 1].class == ORG_NEWLINE)
        return false;
    bool is_bare = r->depth == r->link_depth && !r->has_script;
    if (r->in_link && is_bare && !is_image_description(r, i))
        return false;
    for (size_t k = i; k > 0 && n < sizeof word && r->c[k - 1].class == ORG_LITERAL; k--) {
        uint32_t c = r->c[k - 1].cp;
        bool sign = c == '-' || c == '+';
        if (!sign && !nc_ascii_is_alnum(c))
            break;
        if (sign && is_link_type((struct nc_str){word + sizeof word - n, n}))
            return true;
        word[sizeof word - 1 - n++] = (char)c;
    }
    return is_link_type((struct nc_str){word + sizeof word - n, n});
}

static size_t skip_digits(const struct resolver *r, size_t i)
{
    while (nc_ascii_is_digit(cp_at(r, i)))
        i++;
    return i;
}

/* Whether i begins a count of tasks, "1/2]" or "50%]", with or without digits. */
static bool is_cookie(const struct resolver *r, size_t i)
{
    size_t k = skip_digits(r, i);
    if (cp_at(r, k) == '%')
        return cp_at(r, k + 1) == ']';
    return cp_at(r, k) == '/' && cp_at(r, skip_digits(r, k + 1)) == ']';
}

/* Whether i begins a timestamp: "2024-". */
static bool is_date(const struct resolver *r, size_t i)
{
    return skip_digits(r, i) == i + 4 && cp_at(r, i + 4) == '-';
}

/* Whether i is a '<' before a link type, as in "<https:". */
static bool is_angle_link(const struct resolver *r, size_t i)
{
    char word[16];
    size_t n = 0;
    uint32_t cp = cp_at(r, i);
    while (n < sizeof word && (nc_ascii_is_alnum(cp) || cp == '-' || cp == '+')) {
        word[n++] = (char)cp;
        cp = cp_at(r, i + n);
    }
    return cp == ':' && is_link_type((struct nc_str){word, n});
}

static bool is_after_bullet(const struct resolver *r)
{
    return r->place == ORG_BULLET || r->place == ORG_NUMBER || r->place == ORG_TERM;
}

/* Whether the colon at i ends words that begin a list of settings, which Emacs finds anywhere. */
static bool is_settings_colon(const struct resolver *r, size_t i)
{
    static const char words[] = "local variables";
    size_t n = sizeof words - 1;
    if (i < n)
        return false;
    for (size_t k = 0; k < n; k++)
        if ((r->c[i - n + k].cp | 32) != (unsigned char)words[k])
            return false;
    return true;
}

static bool ends_line(const struct resolver *r, size_t i)
{
    return i >= r->n || r->c[i].class == ORG_NEWLINE || r->c[i].cp == ' ' || r->c[i].cp == '\t';
}

/* Whether i is " ::", the end of a term. */
static bool is_term_colon(const struct resolver *r, size_t i)
{
    return org_has_terms(r->place) && r->first_line && (r->prev == ' ' || r->prev == '\t') &&
           cp_at(r, i + 1) == ':' && ends_line(r, i + 2);
}

/* Whether i is "[ ]", "[X]" or "[-]" before a blank or at the end: all that org-list-full-item-re
 * accepts. */
static bool is_checkbox(const struct resolver *r, size_t i)
{
    uint32_t state = cp_at(r, i + 1);
    return (state == ' ' || state == 'X' || state == '-') && cp_at(r, i + 2) == ']' &&
           ends_line(r, i + 3);
}

#define MAX_CALL 200 /* a longer word counts as a call */

/* Whether a word that begins with "src_" or "call_" is code: no blank stands between it and a
 * bracket. The bracket may also come from markup or from the entity of a sign. */
static bool is_call(const struct resolver *r, size_t i, const char *word)
{
    size_t k = i + strlen(word);
    if (!spells(r, i, word))
        return false;
    for (; k < r->n && k < i + MAX_CALL; k++) {
        uint32_t c = r->c[k].cp;
        if (r->c[k].class != ORG_LITERAL || (c < 0x80 && c && strchr("[({$|", (int)c)))
            return r->c[k].class != ORG_NEWLINE;
        if (c == ' ' || c == '\t')
            return false;
    }
    return k < r->n;
}

/* Whether what follows would turn the character into syntax: E5–E9, E11. */
static bool needs_gap_after(const struct resolver *r, size_t i)
{
    uint32_t c = r->c[i].cp, n = cp_at(r, i + 1);
    if (at_end(r, i) || n == 0)
        return false;
    switch (c) {
    case '^':
        return n == '{' || n == '(' || n == '*';
    case '\\':
        return nc_ascii_is_letter(n) || n == '(' || n == '[' || n == '_' ||
               (n == '\\' && (ends_line(r, i + 2) || r->c[i + 2].class != ORG_LITERAL));
    case '[':
        return n == '[' || spells(r, i, "[fn:") || spells(r, i, "[cite:") ||
               spells(r, i, "[cite/") || is_cookie(r, i + 1) || is_date(r, i + 1) ||
               (n == '#' && r->place == ORG_HEADLINE) ||
               (is_after_bullet(r) && (n == '@' || is_checkbox(r, i)));
    case '<':
        return n == '<' || n == '%' || is_date(r, i + 1) || is_angle_link(r, i + 1);
    case '{':
        return n == '{' && cp_at(r, i + 2) == '{' && cp_at(r, i + 3) < 0x80 &&
               (nc_ascii_is_alnum(cp_at(r, i + 3)) || cp_at(r, i + 3) == '-' ||
                cp_at(r, i + 3) == '_');
    case '@':
        return n == '@';
    case 's':
        return is_call(r, i, "src_");
    case 'c':
        return is_call(r, i, "call_");
    case ']':
        return n == ']' && r->in_link;
    default:
        return false;
    }
}

/* Records signs that exporters would replace unless an option of the file prevents it. */
static void note_signs(struct resolver *r, size_t i)
{
    uint32_t c = r->c[i].cp, next = cp_at(r, i + 1);
    bool after = r->prev && !org_is_space(r->prev);
    r->text->scripts |= (c == '_' || c == '^') && after && next && !org_is_space(next);
    r->text->dashes |= (c == '-' && next == '-') || (c == '\\' && next == '-') ||
                       (c == '.' && next == '.' && cp_at(r, i + 2) == '.');
}

static bool is_script_char(uint32_t cp)
{
    return nc_is_word(cp) || cp == '.' || cp == ',' || cp == '\\';
}

/* Whether the text before cell i is "x_ab" or "x^2", which the name of an entity would continue. */
static bool follows_script(const struct resolver *r, size_t i)
{
    while (i > 0 && r->c[i - 1].class == ORG_LITERAL && is_script_char(r->c[i - 1].cp))
        i--;
    if (i > 0 && (r->c[i - 1].cp == '+' || r->c[i - 1].cp == '-'))
        i--;
    return i > 0 && r->c[i - 1].class == ORG_LITERAL &&
           (r->c[i - 1].cp == '_' || r->c[i - 1].cp == '^');
}

static bool is_blank_cell(const struct org_cell *c)
{
    return (c->class == ORG_LITERAL && org_is_space(c->cp)) || c->class == ORG_NEWLINE;
}

/* Whether Org treats the cell as a blank beside a dollar; wide and no-break blanks do not count. */
static bool is_plain_blank(const struct org_cell *c)
{
    return c->class == ORG_NEWLINE || (c->class == ORG_LITERAL && (c->cp == ' ' || c->cp == '\t'));
}

/* Whether the dollar at i can end a formula: no blank before it, no letter or digit after it. */
static bool ends_formula(const struct resolver *r, size_t i)
{
    const struct org_cell *after = i + 1 < r->n ? &r->c[i + 1] : NULL;
    bool word = after && after->class == ORG_LITERAL && nc_is_word(after->cp);
    return i > 0 && !is_plain_blank(&r->c[i - 1]) && !word;
}

/* Whether the dollar at i can begin a formula; that of a price cannot. */
static bool begins_formula(const struct resolver *r, size_t i)
{
    bool twice = (i > 0 && r->c[i - 1].cp == '$') || cp_at(r, i + 1) == '$';
    return twice || (r->last_dollar > i + 1 && !is_plain_blank(&r->c[i + 1]));
}

static void put_literal(struct resolver *r, size_t i)
{
    uint32_t c = r->c[i].cp;
    note_signs(r, i);
    if (is_marker(c)) {
        put_marker(r, i);
    } else if (c == '$' && begins_formula(r, i)) {
        if (r->prev && !org_is_space(r->prev) && !after_open(r, i))
            put_zwsp(r);
        put_word(r, "\\dollar{}");
    } else if (c == '^' && r->prev == '_' && after_open(r, i)) {
        put_word(r, "\\asciicirc{}"); /* Org 9.5 finds superscripts before underlines */
    } else if (c == ':' &&
               (is_link_colon(r, i) || is_settings_colon(r, i) || is_term_colon(r, i))) {
        put_zwsp(r);
        put(r, c);
    } else if (c == '|' && r->place == ORG_TABLE_CELL) {
        if (follows_script(r, i))
            put_zwsp(r);
        put_word(r, "\\vbar{}");
    } else {
        put(r, c);
        if (needs_gap_after(r, i))
            put_zwsp(r);
    }
}

/* Moves blanks at the edges of markup outside and drops empty markup. */
static void tidy(struct org_cells *cells)
{
    struct org_cells out = {0};
    for (size_t i = 0; i < cells->count; i++) {
        struct org_cell c = cells->items[i];
        if (is_blank_cell(&c) && out.count && out.items[out.count - 1].class == ORG_OPEN) {
            /* Before all markers that open here. */
            size_t at = out.count;
            while (at > 0 && out.items[at - 1].class == ORG_OPEN)
                at--;
            org_cell_add(&out, 0, ORG_RAW);
            memmove(out.items + at + 1, out.items + at, (out.count - 1 - at) * sizeof *out.items);
            out.items[at] = c;
            continue;
        }
        if (c.class == ORG_CLOSE) {
            size_t blanks = 0;
            while (blanks < out.count && is_blank_cell(&out.items[out.count - 1 - blanks]))
                blanks++;
            size_t at = out.count - blanks;
            if (at > 0 && out.items[at - 1].class == ORG_OPEN && out.items[at - 1].cp == c.cp) {
                memmove(out.items + at - 1, out.items + at, blanks * sizeof *out.items);
                out.count--;
                continue;
            }
            org_cell_add(&out, 0, ORG_RAW);
            memmove(out.items + at + 1, out.items + at, blanks * sizeof *out.items);
            out.items[at] = c;
            continue;
        }
        org_cell_add(&out, c.cp, (enum org_class)c.class);
    }
    org_cells_dispose(cells);
    *cells = out;
}

static void look_ahead(struct resolver *r)
{
    uint32_t later[6] = {0};
    r->next = nc_calloc(r->n, sizeof *r->next);
    for (size_t i = r->n; i-- > 0;) {
        if (r->c[i].cp == '$' && !r->last_dollar && ends_formula(r, i))
            r->last_dollar = i + 1;
        if (!is_marker(r->c[i].cp))
            continue;
        int m = marker_index(r->c[i].cp);
        if (!r->last[m] && may_close(r, i))
            r->last[m] = i + 1;
        r->next[i] = later[m];
        later[m] = (uint32_t)i;
    }
}

static void put_edge(struct resolver *r, size_t i)
{
    r->edge = r->in_link = r->c[i].cp == 0;
    r->link_depth = r->depth;
    r->has_script = false;
}

static void put_raw(struct resolver *r, size_t i)
{
    uint32_t before = i > 0 && r->c[i - 1].class == ORG_RAW ? r->c[i - 1].cp : 0;
    r->has_script |= r->c[i].cp == '{' && (before == '^' || before == '_');
    put(r, r->c[i].cp);
}

void org_resolve(struct nc_buf *out, struct org_cells *cells, enum org_place place,
                 struct org_text *text)
{
    tidy(cells);
    struct resolver r = {.out = out,
                         .c = cells->items,
                         .n = cells->count,
                         .place = place,
                         .text = text,
                         .first_line = true};
    look_ahead(&r);
    bool line_start = true;
    for (size_t i = 0; i < r.n; i++) {
        /* Blanks at the beginning of a line would be indentation, and an empty line would end the
         * paragraph. */
        if (line_start &&
            (r.c[i].class == ORG_NEWLINE ||
             (r.c[i].class == ORG_LITERAL && (r.c[i].cp == ' ' || r.c[i].cp == '\t'))))
            continue;
        if (line_start && org_line_is_syntax(r.c + i, r.n - i, place))
            put_zwsp(&r);
        line_start = r.c[i].class == ORG_NEWLINE;
        r.first_line &= !line_start;
        if (r.c[i].class == ORG_OPEN)
            put_open(&r, i);
        else if (r.c[i].class == ORG_CLOSE)
            put_close(&r, i);
        else if (r.c[i].class == ORG_LITERAL)
            put_literal(&r, i);
        else if (r.c[i].class == ORG_EDGE)
            put_edge(&r, i);
        else
            put_raw(&r, i);
    }
    free(r.next);
}

void org_plain_text(struct nc_buf *out, struct nc_str s, struct org_text *text)
{
    struct org_cells cells = {0};
    org_cells_text(&cells, s, ORG_LITERAL);
    org_resolve(out, &cells, ORG_KEYWORD, text);
    org_cells_dispose(&cells);
}
