/* Marks in text: what stands between two other inlines is looked at as one string, whose segments
 * know their places. A segment of seq 1 was written with a backslash or as a character reference
 * (inlines.c) and begins no mark. */
#include "parse/marks.h"

#include "base/uchar.h"
#include "base/utf8.h"
#include "doc/citation.h"
#include "doc/walk.h"
#include "parse/autolink.h"
#include "parse/cloze.h"
#include "parse/emoji.h"
#include "parse/inlines.h"
#include "parse/ref.h"

#include <stdlib.h>

#define MAX_SCRIPT 8 /* characters of a superscript or subscript */
#define MAX_KEY 40   /* bytes of a field's key */

struct segment {
    size_t at;
    struct nc_pos pos;
    bool literal;
};

/* How far a look-up of places has come. */
struct cursor {
    size_t segment, at;
    uint32_t col; /* characters from the segment's beginning to at */
};

struct marks {
    struct nc_doc *doc;
    const struct nc_parse_options *opts;
    struct nc_diags *diags;
    struct nc_buf text;
    struct segment *segments;
    size_t count, cap;
    struct cursor marks, texts;      /* of the marks found, of the texts between them */
    struct nc_node *list, *list_end; /* the new siblings */
    size_t done;                     /* text before it is in the list */
    size_t segment;                  /* where a mark is looked for */
    bool inside;                     /* the text begins behind another inline */
    unsigned links;                  /* links around the text: no links and tags in them */
    bool cites;                      /* the note has citations */
    bool dollars;                    /* a "$$" that is text has no other behind it so far */
    struct nc_pos dollars_pos;
};

/* A mark in the text: bytes [from, to) become node. */
struct mark {
    size_t from, to;
    struct nc_node *node;
};

static struct nc_str text_of(const struct marks *m)
{
    return nc_buf_view(&m->text);
}

/* The place of an offset of the text; asked with offsets that do not fall, which makes all of them
 * together linear. */
static struct nc_pos pos_at(struct marks *m, struct cursor *c, size_t at)
{
    while (c->segment + 1 < m->count && m->segments[c->segment + 1].at <= at)
        c->at = m->segments[++c->segment].at, c->col = 0;
    c->col += (uint32_t)nc_utf8_count(nc_str_sub(text_of(m), c->at, at));
    c->at = at;
    struct nc_pos pos = m->segments[c->segment].pos;
    pos.col += c->col;
    return pos;
}

static struct nc_pos mark_pos(struct marks *m, size_t at)
{
    return pos_at(m, &m->marks, at);
}

static uint32_t char_before(const struct marks *m, size_t i)
{
    unsigned len;
    if (i == 0)
        return m->inside ? 'x' : ' ';
    return nc_utf8_at(text_of(m), nc_utf8_prev(text_of(m), i), &len);
}

/* Whether what stands a little behind the place was written with a backslash or as a reference. */
static bool is_literal(const struct marks *m, size_t at)
{
    size_t k = m->segment;
    while (k + 1 < m->count && m->segments[k + 1].at <= at)
        k++;
    return m->segments[k].literal;
}

/* --- what a mark is --- */

static bool ends_tag(uint32_t cp)
{
    if (cp < 0x80)
        return cp <= ' ' || cp == 0x7F || (nc_is_punct(cp) && cp != '_' && cp != '-' && cp != '/');
    return (cp >= 0x2000 && cp <= 0x206F) || (cp >= 0x2E00 && cp <= 0x2E7F) || nc_is_space(cp) ||
           nc_is_cjk_punct(cp) || cp == 0xFFFD;
}

/* "#" and these are the sign of a key. */
static bool is_keycap(struct nc_str s, size_t i)
{
    unsigned len;
    uint32_t cp = i < s.n ? nc_utf8_at(s, i, &len) : 0;
    return cp == 0xFE0F || cp == 0x20E3;
}

/* "#tag" at i: Obsidian's characters, ended by CJK punctuation too; one character at least is no
 * digit. */
static bool find_tag(struct marks *m, size_t i, struct mark *k)
{
    struct nc_str s = text_of(m);
    bool letter = false;
    size_t to = i + 1;
    if (m->opts->dialect == NC_DIALECT_GFM || m->opts->dialect == NC_DIALECT_PANDOC ||
        !nc_is_space(char_before(m, i)) || is_keycap(s, to))
        return false;
    for (unsigned len; to < s.n; to += len) {
        uint32_t cp = nc_utf8_at(s, to, &len);
        if (ends_tag(cp))
            break;
        letter |= cp < '0' || cp > '9';
    }
    while (to > i + 1 && s.p[to - 1] == '/')
        to--;
    if (!letter || to == i + 1)
        return false;
    struct nc_str tag = nc_arena_str(m->doc->arena, nc_str_sub(s, i + 1, to));
    *k = (struct mark){i, to, nc_node_text(m->doc, NC_TAG, mark_pos(m, i), tag)};
    return true;
}

static struct nc_node *link_node(struct marks *m, size_t from, size_t to, const char *scheme)
{
    struct nc_str shown = nc_arena_str(m->doc->arena, nc_str_sub(text_of(m), from, to));
    struct nc_pos pos = mark_pos(m, from);
    struct nc_node *n = nc_node_new(m->doc, NC_LINK, pos);
    struct nc_buf b = {0};
    nc_buf_puts(&b, scheme);
    nc_buf_str(&b, shown);
    nc_ref_init(&n->u.ref, nc_arena_str(m->doc->arena, nc_buf_view(&b)));
    nc_buf_dispose(&b);
    nc_node_append(n, nc_node_text(m->doc, NC_TEXT, pos, shown));
    return n;
}

static bool is_ascii_alnum(uint32_t c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* The beginning of http, https or ftp that ends at colon, or colon. */
static size_t scheme_before(struct nc_str s, size_t colon)
{
    static const char *const schemes[] = {"https", "http", "ftp"};
    for (size_t k = 0; k < 3; k++) {
        size_t n = strlen(schemes[k]);
        if (colon >= n && nc_str_ieq(nc_str_sub(s, colon - n, colon), nc_str(schemes[k])) &&
            (colon == n || !is_ascii_alnum((unsigned char)s.p[colon - n - 1])))
            return colon - n;
    }
    return colon;
}

/* The length of the address behind its scheme at i, as nc_url_length has it: a reference to a
 * character at its end is text behind it (GFM 6.9). */
static size_t url_length(const struct marks *m, size_t i)
{
    struct nc_str s = text_of(m);
    size_t to = i + nc_url_length(s, i, s.n, true);
    while (to > i && (unsigned char)s.p[to - 1] >= 0x80 && is_literal(m, to - 1))
        to = nc_utf8_prev(s, to);
    return to - i;
}

static bool find_url(struct marks *m, size_t i, struct mark *k)
{
    struct nc_str s = text_of(m);
    if (!nc_str_starts(nc_str_sub(s, i, s.n), NC_LIT("://")))
        return false;
    size_t from = scheme_before(s, i), length = from < i ? url_length(m, i + 3) : 0;
    if (!length || from < m->done)
        return false;
    *k = (struct mark){from, i + 3 + length, link_node(m, from, i + 3 + length, "")};
    return true;
}

static bool find_www(struct marks *m, size_t i, struct mark *k)
{
    struct nc_str s = text_of(m);
    uint32_t before = char_before(m, i);
    if (!nc_str_starts(nc_str_sub(s, i, s.n), NC_LIT("www.")) ||
        !(nc_is_space(before) || before == '*' || before == '_' || before == '~' || before == '(' ||
          nc_is_cjk(before)))
        return false;
    size_t length = url_length(m, i);
    if (length <= 4 || m->opts->dialect == NC_DIALECT_PANDOC)
        return false;
    *k = (struct mark){i, i + length, link_node(m, i, i + length, "http://")};
    return true;
}

/* A mail address around '@', with "mailto:" or "xmpp:" where it stands. */
static bool find_mail(struct marks *m, size_t i, struct mark *k)
{
    struct nc_str s = text_of(m);
    size_t from, to;
    if (!nc_mail_at(s, i, &from, &to) || from < m->done)
        return false;
    const char *scheme = "mailto:";
    if (from >= m->done + 7 && nc_str_eqz(nc_str_sub(s, from - 7, from), "mailto:")) {
        from -= 7;
        scheme = "";
    } else if (from >= m->done + 5 && nc_str_eqz(nc_str_sub(s, from - 5, from), "xmpp:")) {
        from -= 5;
        scheme = "";
        size_t resource = to + 1;
        while (to < s.n && s.p[to] == '/' && resource < s.n &&
               (is_ascii_alnum((unsigned char)s.p[resource]) || s.p[resource] == '@' ||
                s.p[resource] == '.'))
            resource++;
        while (resource > to + 1 && s.p[resource - 1] == '.')
            resource--;
        if (resource > to + 1)
            to = resource;
    }
    *k = (struct mark){from, to, link_node(m, from, to, scheme)};
    return true;
}

/* "2^10^", "H~2~O": behind a letter or digit, short, without a blank. Powers and spans in plain
 * text are none: "x^2+y^2", "10~20,30~40"; in CJK text a tilde is a sign of its own ("3~5岁"). */
static bool find_script(struct marks *m, size_t i, struct mark *k)
{
    struct nc_str s = text_of(m);
    char c = s.p[i];
    uint32_t before = char_before(m, i);
    if (!nc_is_alnum(before) || (c == '~' && nc_is_cjk(before)) ||
        m->opts->dialect == NC_DIALECT_GFM)
        return false;
    size_t to = i + 1;
    unsigned len = 1, count = 0;
    bool plain = true;
    for (; to < s.n && (s.p[to] != c || is_literal(m, to)) && count <= MAX_SCRIPT;
         to += len, count++) {
        uint32_t cp = nc_utf8_at(s, to, &len);
        if (nc_is_space(cp) || (c == '~' && nc_is_cjk(cp)))
            return false;
        plain &= nc_is_alnum(cp);
    }
    if (!count || count > MAX_SCRIPT || to >= s.n)
        return false;
    uint32_t after = to + 1 < s.n ? nc_utf8_at(s, to + 1, &len) : 0;
    if (after == (uint32_t)c || (after >= '0' && after <= '9') || (nc_is_alnum(after) && !plain))
        return false;
    struct nc_pos pos = mark_pos(m, i);
    struct nc_node *n = nc_node_new(m->doc, c == '^' ? NC_SUP : NC_SUB, pos);
    struct nc_str inside = nc_arena_str(m->doc->arena, nc_str_sub(s, i + 1, to));
    pos.col++;
    nc_node_append(n, nc_node_text(m->doc, NC_TEXT, pos, inside));
    *k = (struct mark){i, to + 1, n};
    return true;
}

/* The length of a field's key at i with its "::", or 0. Inside brackets it may hold blanks. */
static size_t key_length(struct nc_str s, size_t i, bool blanks)
{
    size_t from = i;
    for (unsigned len; i < s.n && i - from <= MAX_KEY; i += len) {
        uint32_t cp = nc_utf8_at(s, i, &len);
        if (cp == ':')
            return i > from && i + 1 < s.n && s.p[i + 1] == ':' &&
                           (i + 2 == s.n || s.p[i + 2] == ' ')
                       ? i + 2 - from
                       : 0;
        if (!nc_is_alnum(cp) && cp != '-' && cp != '_' && cp != '/' && cp != '.' &&
            !(blanks && cp == ' '))
            return 0;
    }
    return 0;
}

/* "[key:: value]", "(key:: value)" */
static bool find_field(struct marks *m, size_t i, struct mark *k)
{
    struct nc_str s = text_of(m);
    char close = s.p[i] == '[' ? ']' : ')';
    size_t key = key_length(s, i + 1, true), value = i + 1 + key, to = nc_str_find(s, close, value);
    if (!key || to == s.n)
        return false;
    struct nc_pos pos = mark_pos(m, i);
    struct nc_node *n = nc_node_new(m->doc, NC_FIELD, pos);
    n->u.field.key = nc_arena_str(m->doc->arena, nc_str_trim(nc_str_sub(s, i + 1, value - 2)));
    n->u.field.hide_key = close == ')';
    while (value < to && s.p[value] == ' ')
        value++;
    if (value < to)
        nc_node_append(n, nc_node_text(m->doc, NC_TEXT, mark_pos(m, value),
                                       nc_arena_str(m->doc->arena, nc_str_sub(s, value, to))));
    *k = (struct mark){i, to + 1, n};
    return true;
}

/* Where the note says that it cites: pandoc's dialect, or its front matter names what from. */
static bool cites(const struct marks *m)
{
    const struct nc_meta *meta = &m->doc->meta;
    return m->opts->dialect == NC_DIALECT_PANDOC || nc_meta_get(meta, "bibliography") ||
           nc_meta_get(meta, "references");
}

/* "[see @key, p. 3]", "@key". */
static bool find_citation(struct marks *m, size_t i, struct mark *k)
{
    struct nc_str s = text_of(m);
    uint32_t before = char_before(m, i);
    bool within = nc_is_alnum(before) || before == '[' || before == '-'; /* a word, or brackets */
    if (!m->cites || (s.p[i] == '@' && within))
        return false;
    size_t length = nc_citation_length(nc_str_sub(s, i, s.n));
    if (!length)
        return false;
    struct nc_str text = nc_arena_str(m->doc->arena, nc_str_sub(s, i, i + length));
    *k = (struct mark){i, i + length, nc_node_text(m->doc, NC_CITATION, mark_pos(m, i), text)};
    return true;
}

/* ":smile:", GitHub's names only. */
static bool find_emoji(struct marks *m, size_t i, struct mark *k)
{
    struct nc_str s = text_of(m);
    size_t to = i + 1;
    while (to < s.n && to - i <= MAX_KEY &&
           (is_ascii_alnum((unsigned char)s.p[to]) || strchr("_+-", s.p[to])))
        to++;
    if (m->opts->dialect != NC_DIALECT_GFM || to == i + 1 || to >= s.n || s.p[to] != ':' ||
        char_before(m, i) == ':')
        return false;
    struct nc_str emoji = nc_emoji_named(nc_str_sub(s, i + 1, to));
    if (!emoji.n)
        return false;
    *k = (struct mark){i, to + 1, nc_node_text(m->doc, NC_TEXT, mark_pos(m, i), emoji)};
    return true;
}

static void tell_unclosed(struct marks *m, char c, struct nc_pos pos)
{
    nc_diag(m->diags, NC_D_UNCLOSED, m->doc->files[0], pos,
            "\"%c%c\" is not closed by another \"%c%c\" and stays text", c, c, c, c);
}

/* "%%" and "$$" that open nothing, for nothing closes them; "50%%" is a number. Two "$$" have
 * nothing between them, or code that is not theirs: each closes the other. */
static void note_unclosed(struct marks *m, size_t i)
{
    struct nc_str s = text_of(m);
    char c = s.p[i];
    uint32_t before = char_before(m, i);
    if (i + 1 >= s.n || s.p[i + 1] != c || (i + 2 < s.n && s.p[i + 2] == c) ||
        before == (uint32_t)c || (c == '%' && before >= '0' && before <= '9'))
        return;
    if (c == '%') {
        tell_unclosed(m, c, mark_pos(m, i));
        return;
    }
    m->dollars = !m->dollars;
    m->dollars_pos = mark_pos(m, i);
}

static bool find_mark(struct marks *m, size_t i, struct mark *k)
{
    char c = text_of(m).p[i];
    if (m->links)
        return c == ':' ? find_emoji(m, i, k) : c == '^' || c == '~' ? find_script(m, i, k) : false;
    switch (c) {
    case '%':
    case '$':
        note_unclosed(m, i);
        return false;
    case '#':
        return find_tag(m, i, k);
    case ':':
        return find_url(m, i, k) || find_emoji(m, i, k);
    case 'w':
        return find_www(m, i, k);
    case '@':
        return find_citation(m, i, k) || find_mail(m, i, k);
    case '^':
    case '~':
        return find_script(m, i, k);
    case '[':
    case '(':
        if (c == '[' && find_citation(m, i, k))
            return true;
        return m->opts->dialect != NC_DIALECT_GFM && m->opts->dialect != NC_DIALECT_PANDOC &&
               find_field(m, i, k);
    default:
        return false;
    }
}

/* --- putting marks into the tree --- */

static void add_to_list(struct marks *m, struct nc_node *n)
{
    n->next = NULL;
    if (m->list_end)
        m->list_end->next = n;
    else
        m->list = n;
    m->list_end = n;
}

/* The text up to `to` that is in no mark. */
static void add_text(struct marks *m, size_t to)
{
    if (to <= m->done)
        return;
    struct nc_str s = nc_arena_str(m->doc->arena, nc_str_sub(text_of(m), m->done, to));
    add_to_list(m, nc_node_text(m->doc, NC_TEXT, pos_at(m, &m->texts, m->done), s));
    m->done = to;
}

static bool may_hold_mark(struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++)
        switch (s.p[i]) {
        case '#':
        case '@':
        case '^':
        case '~':
        case ':':
        case '%':
        case '$':
            return true;
        case 'w':
            if (i + 3 < s.n && s.p[i + 1] == 'w' && s.p[i + 2] == 'w')
                return true;
            break;
        default:
            break;
        }
    return false;
}

/* Reads the texts [first, stop) as one; puts the new siblings between prev and stop if there is a
 * mark among them. */
static void read_run(struct marks *m, struct nc_node *parent, struct nc_node *prev,
                     struct nc_node *first, struct nc_node *stop)
{
    nc_buf_clear(&m->text);
    m->count = m->done = 0;
    m->marks = m->texts = (struct cursor){0};
    m->segment = 0;
    m->list = m->list_end = NULL;
    m->inside = prev && !nc_is_break(prev);
    for (struct nc_node *n = first; n != stop; n = n->next) {
        nc_grow(&m->segments, &m->cap, m->count + 1, sizeof *m->segments);
        m->segments[m->count++] = (struct segment){m->text.n, n->pos, n->seq == NC_SEQ_LITERAL};
        nc_buf_str(&m->text, n->u.text);
    }
    for (size_t i = 0; i < m->text.n;) {
        struct mark k;
        while (m->segment + 1 < m->count && m->segments[m->segment + 1].at <= i)
            m->segment++;
        if (m->segments[m->segment].literal || !find_mark(m, i, &k)) {
            i++;
            continue;
        }
        add_text(m, k.from);
        add_to_list(m, k.node);
        i = m->done = k.to;
    }
    if (!m->list)
        return;
    add_text(m, m->text.n);
    for (struct nc_node *n = m->list; n; n = n->next)
        n->parent = parent;
    m->list_end->next = stop;
    if (prev)
        prev->next = m->list;
    else
        parent->first = m->list;
    if (!stop)
        parent->last = m->list_end;
}

static void read_children(struct marks *m, struct nc_node *parent)
{
    struct nc_node *prev = NULL;
    m->dollars = false;
    for (struct nc_node *n = parent->first; n;) {
        struct nc_node *stop = n;
        bool wanted = false;
        while (stop && stop->kind == NC_TEXT) {
            wanted |= may_hold_mark(stop->u.text);
            stop = stop->next;
        }
        if (stop == n) {
            prev = n;
            n = n->next;
            continue;
        }
        if (wanted)
            read_run(m, parent, prev, n, stop);
        for (n = prev ? prev->next : parent->first; n != stop; n = n->next)
            prev = n;
    }
    if (m->dollars)
        tell_unclosed(m, '$', m->dollars_pos);
}

/* "key:: value" at the beginning of a line: the rest of the line is the value. */
static void read_fields(struct marks *m, struct nc_node *block)
{
    bool at_start = true;
    for (struct nc_node *n = block->first; n; n = n->next) {
        bool begins = at_start && n->kind == NC_TEXT;
        at_start = nc_is_break(n);
        size_t key = begins ? key_length(n->u.text, 0, false) : 0;
        if (!key || (key == n->u.text.n && !n->next))
            continue;
        struct nc_node *value = nc_node_new(m->doc, NC_TEXT, n->pos), *rest = n->next;
        struct nc_str s = n->u.text;
        n->kind = NC_FIELD;
        memset(&n->u, 0, sizeof n->u);
        n->u.field.key = nc_str_sub(s, 0, key - 2);
        size_t from = key;
        while (from < s.n && s.p[from] == ' ')
            from++;
        value->pos.col += (uint32_t)nc_utf8_count(nc_str_sub(s, 0, from));
        value->u.text = nc_str_sub(s, from, s.n);
        n->next = NULL;
        if (value->u.text.n)
            nc_node_append(n, value);
        while (rest && !nc_is_break(rest)) {
            struct nc_node *next = rest->next;
            rest->parent = NULL;
            nc_node_append(n, rest);
            rest->next = NULL;
            rest = next;
        }
        n->next = rest;
        if (!rest)
            block->last = n;
    }
}

/* --- fields that hold inlines --- */

static struct nc_node *text_part(struct marks *m, const struct nc_node *n, size_t from, size_t to)
{
    struct nc_pos pos = n->pos;
    pos.col += (uint32_t)nc_utf8_count(nc_str_sub(n->u.text, 0, from));
    return nc_node_text(m->doc, NC_TEXT, pos, nc_str_sub(n->u.text, from, to));
}

/* The text node behind n on its line that holds close, or NULL. */
static struct nc_node *closing_text(const struct nc_node *n, char close)
{
    for (struct nc_node *e = n->next; e; e = e->next) {
        if (nc_is_break(e))
            return NULL;
        if (e->kind == NC_TEXT && e->seq != NC_SEQ_LITERAL &&
            nc_str_find(e->u.text, close, 0) < e->u.text.n)
            return e;
    }
    return NULL;
}

/* Makes a field of what stands between "[key::" at offset i of n and close in the text end. */
static void wrap_field(struct marks *m, struct nc_node *n, size_t i, size_t key,
                       struct nc_node *end, char close)
{
    struct nc_node *field = text_part(m, n, i, i);
    struct nc_str s = n->u.text;
    size_t value = i + 1 + key, at = nc_str_find(end->u.text, close, 0);
    field->kind = NC_FIELD;
    memset(&field->u, 0, sizeof field->u);
    field->u.field.key = nc_str_trim(nc_str_sub(s, i + 1, value - 2));
    field->u.field.hide_key = close == ')';
    while (value < s.n && s.p[value] == ' ')
        value++;
    if (value < s.n)
        nc_node_append(field, text_part(m, n, value, s.n));
    for (struct nc_node *c = n->next, *next; c != end; c = next) {
        next = c->next;
        nc_node_append(field, c);
    }
    if (at)
        nc_node_append(field, text_part(m, end, 0, at));
    end->pos.col += (uint32_t)nc_utf8_count(nc_str_sub(end->u.text, 0, at + 1));
    end->u.text = nc_str_sub(end->u.text, at + 1, end->u.text.n);
    n->u.text = nc_str_sub(s, 0, i);
    n->next = field;
    field->parent = n->parent;
    field->next = end;
}

/* "[due:: [[note]]]", "(by:: *someone*)": find_field has seen those of text alone. */
static void read_wide_fields(struct marks *m, struct nc_node *parent)
{
    const struct nc_node *none[2] = {NULL, NULL}; /* nothing closes [ or ( on the line up to it */
    for (struct nc_node *n = parent->first; n; n = n->next) {
        if (nc_is_break(n))
            none[0] = none[1] = NULL;
        if (n->kind != NC_TEXT || n->seq == NC_SEQ_LITERAL)
            continue;
        for (size_t i = 0; i < n->u.text.n; i++) {
            char c = n->u.text.p[i], close = c == '[' ? ']' : ')';
            if ((c != '[' && c != '(') || none[c == '('])
                continue;
            size_t key = key_length(n->u.text, i + 1, true);
            if (!key || nc_str_find(n->u.text, close, i + 1 + key) < n->u.text.n)
                continue;
            struct nc_node *end = closing_text(n, close);
            if (end)
                wrap_field(m, n, i, key, end, close);
            else
                none[c == '('] = n;
        }
    }
}

/* Inlines in which nothing is looked for. */
static bool is_closed(enum nc_kind k)
{
    return k == NC_IMAGE || k == NC_EMBED_LINK || k == NC_RUBY;
}

/* Links, in whose text neither links nor tags stand. */
static bool is_link(enum nc_kind k)
{
    return k == NC_LINK || k == NC_WIKILINK;
}

/* The link shows its own address. */
static bool is_bare(const struct nc_node *n)
{
    return is_link(n->kind) && n->first && n->first == n->last && n->first->kind == NC_TEXT &&
           nc_str_eq(n->first->u.text, n->u.ref.dest);
}

void nc_marks_find(struct nc_doc *doc, const struct nc_parse_options *opts, struct nc_diags *diags)
{
    struct marks m = {.doc = doc, .opts = opts, .diags = diags};
    m.cites = cites(&m);
    bool fields = opts->dialect == NC_DIALECT_NOTES || opts->dialect == NC_DIALECT_LOGSEQ;
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (e == NC_WALK_ENTER) {
            if (fields && n->first && nc_holds_inlines(n->kind) && n->kind != NC_CLOZE)
                nc_clozes_find(doc, n);
            m.links += is_link(n->kind);
            if (is_closed(n->kind) || is_bare(n))
                nc_walk_skip(&w);
            continue;
        }
        if (n->first && nc_holds_inlines(n->kind) && !is_closed(n->kind) && !is_bare(n))
            read_children(&m, n);
        m.links -= is_link(n->kind);
        if (fields && !m.links && n->first && nc_holds_inlines(n->kind) && !is_closed(n->kind))
            read_wide_fields(&m, n);
        if (fields && (n->kind == NC_PARAGRAPH || n->kind == NC_PLAIN) &&
            n->parent->kind != NC_CELL)
            read_fields(&m, n);
    }
    nc_buf_dispose(&m.text);
    free(m.segments);
}
