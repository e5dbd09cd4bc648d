/* Hides delimiter runs and stashes constructs within lines.
 *
 * Not hidden: escaped characters; runs with white space on both sides (bullets, rules, setext
 * lines); runs of ~ and = other than two (for GFM's ~: other than one or two); = in an arrow; _
 * between two letters that are not CJK (never a delimiter); bytes of an HTML tag or an autolink.
 * inlines.c shows hidden characters again inside code, raw HTML, addresses and titles. */
#include "parse/leaf/shieldtext.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "doc/filetype.h"
#include "parse/leaf/autolink.h"
#include "parse/leaf/htmltag.h"
#include "parse/leaf/source.h"
#include "parse/leaf/texlike.h"

#define HIDDEN_NOTHING NC_LIT("\xEF\xB7\x95") /* NC_HIDDEN_NOTHING */

#define MAX_PATH 400  /* bytes of an image's path that may hold blanks */
#define MAX_LABEL 200 /* bytes of a label whose definition is searched for */

void nc_shield_piece(struct nc_shielded *o, size_t src)
{
    nc_grow(&o->pieces, &o->piece_cap, o->piece_count + 1, sizeof *o->pieces);
    o->pieces[o->piece_count++] = (struct nc_piece){o->text.n, src};
}

void nc_shield_copy(struct nc_shielding *h, size_t n)
{
    nc_buf_put(&h->out->text, h->s.p + h->i, n);
    h->i += n;
}

void nc_shield_replace(struct nc_shielding *h, struct nc_str with, size_t n)
{
    nc_shield_piece(h->out, h->i);
    nc_buf_str(&h->out->text, with);
    h->i += n;
    nc_shield_piece(h->out, h->i);
}

/* Stashes st and puts its token; the source continues at st->to. */
static void put_stash(struct nc_shielding *h, const struct nc_stash *st)
{
    struct nc_shielded *o = h->out;
    size_t number = o->stash_count;
    nc_grow(&o->stash, &o->stash_cap, number + 1, sizeof *o->stash);
    o->stash[o->stash_count] = *st;
    struct nc_stash *own = &o->stash[o->stash_count++];
    own->in_cell = h->in_cell;
    own->depth = h->depth;
    own->quotes = h->quotes;
    if (own->construct && own->construct->text)
        own->text = own->construct->text(h->s, own);
    nc_shield_piece(o, st->from);
    nc_buf_cp(&o->text, NC_TOKEN_OPEN);
    for (int shift = 28; shift >= 0; shift -= 4)
        if (number >> shift || shift == 0)
            nc_buf_cp(&o->text, NC_TOKEN_DIGIT + (uint32_t)(number >> shift & 15));
    nc_buf_cp(&o->text, NC_TOKEN_CLOSE);
    h->i = h->markup_end = st->to;
    nc_shield_piece(o, h->i);
}

void nc_shield_paragraph(struct nc_shielding *h, size_t end)
{
    h->paragraph_end = end;
    h->brackets = 0;
    h->code_to = 0;
    h->highlight_open = false;
    if (h->ticks.known)
        h->ticks = (struct nc_ticks){0};
    if (!h->none_known)
        return;
    h->none_known = false;
    memset(h->none_closes, 0, sizeof h->none_closes);
    memset(h->next_closes, 0, sizeof h->next_closes);
}

static uint32_t char_before(const struct nc_shielding *h, size_t i)
{
    if (i <= h->content)
        return 0;
    unsigned len;
    return nc_utf8_at(h->s, nc_utf8_prev(h->s, i), &len);
}

static uint32_t char_at(const struct nc_shielding *h, size_t i, size_t end)
{
    unsigned len;
    return i < end ? nc_utf8_at(h->s, i, &len) : 0;
}

static bool is_variation(uint32_t cp)
{
    return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF);
}

/* Whether the '=' in [i, to) touch a '<' or '>' outside any tag: "==>" and "<==" are arrows. */
static bool is_arrow(struct nc_shielding *h, size_t i, size_t to, size_t end)
{
    char before = i > h->content && h->markup_end != i ? h->s.p[i - 1] : '\0';
    char after = to < end ? h->s.p[to] : '\0';
    if (before == '<' || before == '>' || after == '>')
        return true;
    char next = to + 1 < end ? h->s.p[to + 1] : '\0';
    return after == '<' && next != '!' && next != '%' &&
           !nc_html_tag_length(h->s, to, &h->no_quote_from) && !nc_autolink_length(h->s, to);
}

/* Whether a run of c at [i, to) can be a delimiter. */
static bool may_delimit(struct nc_shielding *h, char c, size_t i, size_t to, size_t end)
{
    uint32_t b = char_before(h, i), a = char_at(h, to, end);
    bool bs = nc_is_space(b), as = nc_is_space(a);
    if (bs && as) /* not a delimiter, unless repair may take it for the end of bold text */
        return !h->strict && c == '*' && to - i == 2 && b && to == end;
    if (c == '~')
        return !h->strict && (to - i == 2 || (h->single_tilde && to - i == 1));
    if (c == '=')
        return !h->strict && to - i == 2 && !is_arrow(h, i, to, end);
    if (c != '_' || bs || as || nc_is_punct(b) || nc_is_punct(a) || is_variation(b))
        return true;
    return !h->strict && (nc_is_cjk(b) || nc_is_cjk(a));
}

static uint32_t delimiter_number(char c)
{
    return (uint32_t)(strchr(NC_DELIMITERS, c) - NC_DELIMITERS);
}

/* Puts the delimiter with this number as a literal, which libcmark does not treat as a delimiter
 * either. */
static void put_literal(struct nc_shielding *h, uint32_t at)
{
    char literal[4] = {0};
    nc_utf8_put(literal, NC_LITERAL_FIRST + at);
    nc_shield_replace(h, nc_str(literal), 1);
}

/* Whether the character at h->i is the state of a task: "- [*] ". */
static bool is_task_state(const struct nc_shielding *h, size_t end)
{
    struct nc_str s = h->s;
    size_t i = h->i, open = i - 1;
    if (h->strict || i < 3 || open != h->content || s.p[open] != '[' || i + 2 >= end ||
        s.p[i + 1] != ']' || (s.p[i + 2] != ' ' && s.p[i + 2] != '\t'))
        return false;
    size_t marker = open;
    marker = nc_str_before_blanks(s, 0, marker);
    return marker > 0 && marker < open && strchr("-+*.)", s.p[marker - 1]);
}

static void hide_run(struct nc_shielding *h, size_t end)
{
    size_t to = h->i;
    char c = h->s.p[to];
    if (is_task_state(h, end)) {
        put_literal(h, delimiter_number(c));
        return;
    }
    while (to < end && h->s.p[to] == c)
        to++;
    if (!may_delimit(h, c, h->i, to, end)) {
        nc_shield_copy(h, to - h->i);
        return;
    }
    char hidden[4] = {0};
    nc_utf8_put(hidden, NC_HIDDEN_FIRST + delimiter_number(c));
    nc_shield_piece(h->out, h->i);
    for (; h->i < to; h->i++)
        nc_buf_put(&h->out->text, hidden, 3);
    nc_shield_piece(h->out, h->i);
}

void nc_shield_line_end(struct nc_shielding *h, size_t content)
{
    struct nc_shielded *o = h->out;
    nc_grow(&o->line_ends, &o->line_end_cap, o->line_end_count + 1, sizeof *o->line_ends);
    o->line_ends[o->line_end_count++] = o->text.n;
    nc_shield_replace(h, NC_LIT("\n"), content - h->i);
    h->content = content;
}

/* Copies up to `to`. A character reference to one of our noncharacters must not become one, so it
 * is broken up and stays as written. */
static void copy_text(struct nc_shielding *h, size_t to)
{
    while (h->i < to) {
        uint32_t cp;
        size_t at = nc_str_find(nc_str_sub(h->s, 0, to), '&', h->i);
        nc_shield_copy(h, at - h->i + (at < to));
        bool number = at < to && h->i < h->s.n && h->s.p[h->i] == '#';
        if (number && nc_entity_at(h->s, at, &cp) && cp >= NC_HIDDEN_FIRST &&
            cp <= NC_TOKEN_DIGIT + 15)
            nc_shield_replace(h, HIDDEN_NOTHING, 0);
    }
}

/* Copies a tag or autolink at '<', which may span lines. */
static bool copy_angle(struct nc_shielding *h)
{
    size_t n = nc_html_tag_length(h->s, h->i, &h->no_quote_from);
    if (!n)
        n = nc_autolink_length(h->s, h->i);
    size_t to = h->i + n;
    if (!n || to > h->paragraph_end)
        return false;
    while (h->i < to) {
        copy_text(h, nc_str_find(nc_str_sub(h->s, 0, to), '\n', h->i));
        if (h->i < to)
            nc_shield_line_end(h, nc_line_texts_from(&h->lines, h->s, h->i + 1));
    }
    h->markup_end = to;
    return true;
}

static void put_bracket(struct nc_shielding *h, size_t end)
{
    (void)end;
    if (h->brackets < NC_MAX_BRACKETS)
        h->image_bracket[h->brackets] = h->i > h->content && h->s.p[h->i - 1] == '!';
    if (h->brackets++ < NC_MAX_BRACKETS)
        nc_shield_copy(h, 1);
    else
        nc_shield_replace(h, NC_LIT("\xEF\xB7\x94"), 1);
}

/* The length of the path at the beginning of s, an address and perhaps a title, if the path has
 * blanks and leads to a file other than a note; else 0. */
static size_t blank_path(struct nc_str s)
{
    size_t title = s.n && s.p[s.n - 1] == '"' ? nc_str_search(s, NC_LIT(" \""), 0) : s.n;
    struct nc_str path = nc_str_trim(nc_str_sub(s, 0, title));
    bool blank = path.p == s.p && nc_str_find(path, ' ', 0) < path.n;
    bool file = nc_is_image_path(path) || nc_embed_type_of(path) != NC_EMBED_NOTE;
    return blank && file ? path.n : 0;
}

/* Where a path with blanks after "](" at i ends, or i if there is none. CommonMark would not accept
 * it as an address. A title may follow. */
static size_t blank_path_end(const struct nc_shielding *h, size_t i, size_t end)
{
    size_t close = i, depth = 0, last = i + MAX_PATH < end ? i + MAX_PATH : end;
    for (; close < last && (depth || h->s.p[close] != ')'); close++) {
        char c = h->s.p[close];
        if (c == '<' || c == '>' || c == '\\' || c == '`')
            return i;
        depth += c == '(';
        depth -= c == ')';
    }
    if (close == last)
        return i;
    return i + blank_path(nc_str_sub(h->s, i, close));
}

/* The offset after the title in quotation marks at i; i if there is none. */
static size_t past_title(struct nc_str s, size_t i, size_t last)
{
    if (i >= last || (s.p[i] != '"' && s.p[i] != '\''))
        return i;
    size_t close = nc_str_find(nc_str_sub(s, 0, last), s.p[i], i + 1);
    return close < last ? close + 1 : i;
}

/* Finds the size " =300x200", " =300x" or " =50%" after an image's address, before or after its
 * title, in parentheses that close at *close. False if there is none. */
static bool find_size(const struct nc_shielding *h, size_t i, size_t end, struct nc_range *size,
                      size_t *close)
{
    struct nc_str s = h->s;
    size_t last = i + MAX_PATH < end ? i + MAX_PATH : end, at = i, depth = 0;
    for (; at < last && !(s.p[at] == '=' && at > i && nc_ascii_is_blank(s.p[at - 1])); at++) {
        if (s.p[at] == ')' && depth-- == 0)
            return false;
        depth += s.p[at] == '(';
    }
    size_t to = at + 1;
    bool digits = false;
    while (to < last && (nc_ascii_is_digit(s.p[to]) || strchr("xX%", s.p[to])))
        digits |= nc_ascii_is_digit(s.p[to++]);
    *size = (struct nc_range){at, to};
    *close = nc_str_past_blanks(s, past_title(s, nc_str_past_blanks(s, to, last), last), last);
    return at < last && digits && *close < last && s.p[*close] == ')';
}

static void put_in_brackets(struct nc_shielding *h, size_t to)
{
    nc_shield_replace(h, NC_LIT("<"), 0);
    copy_text(h, to);
    nc_shield_replace(h, NC_LIT(">"), 0);
}

/* Puts such a size as attributes after the image. */
static bool put_sized_image(struct nc_shielding *h, size_t end)
{
    size_t close;
    struct nc_range size;
    if (!find_size(h, h->i + 1, end, &size, &close))
        return false;
    struct nc_str s = nc_str_sub(h->s, size.from + 1, size.to);
    size_t x = nc_str_find(s, 'x', 0);
    x = x < s.n ? x : nc_str_find(s, 'X', 0);
    struct nc_buf list = {0};
    struct nc_str height = nc_str_sub(s, x < s.n ? x + 1 : s.n, s.n);
    nc_buf_printf(&list, "{=%s%.*s%s%.*s}", x ? "width=" : "", NC_FMT(nc_str_sub(s, 0, x)),
                  height.n ? " height=" : "", NC_FMT(height));
    nc_shield_copy(h, 1);
    size_t before = size.from;
    before = nc_str_before_blanks(h->s, h->i, before);
    size_t path = blank_path(nc_str_sub(h->s, h->i, before));
    if (path)
        put_in_brackets(h, h->i + path);
    copy_text(h, size.from);
    nc_shield_replace(h, NC_NONE, nc_str_past_blanks(h->s, size.to, close) - size.from);
    copy_text(h, close);
    nc_shield_copy(h, 1);
    nc_shield_replace(h, nc_buf_view(&list), 0);
    nc_buf_dispose(&list);
    return true;
}

size_t nc_shield_past_blanks(const struct nc_shielding *h, size_t i, size_t end)
{
    struct nc_str s = nc_str_sub(h->s, 0, end);
    while (i < end && nc_ascii_is_space(s.p[i]))
        i = s.p[i] == '\n' ? nc_line_texts_from(&h->lines, s, i + 1) : i + 1;
    return i;
}

/* Whether the line ends within "(<…>" at h->i; then that is not an address. */
static bool address_breaks(const struct nc_shielding *h)
{
    struct nc_str s = h->s;
    size_t i = h->i + 1;
    if (h->i >= s.n || s.p[h->i] != '(')
        return false;
    i = nc_shield_past_blanks(h, i, s.n);
    if (i >= h->paragraph_end || s.p[i] != '<')
        return false;
    for (i++; i < s.n && !strchr("<>\n", s.p[i]);)
        i += s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] != '\n' ? 2 : 1;
    return i < s.n && s.p[i] == '\n';
}

/* Puts a closing bracket. If a path with blanks follows an image, it is put in pointed brackets. */
static void put_closing(struct nc_shielding *h, size_t end)
{
    bool image =
        h->brackets > 0 && h->brackets <= NC_MAX_BRACKETS && h->image_bracket[h->brackets - 1];
    h->brackets -= h->brackets > 0;
    nc_shield_copy(h, 1);
    if (address_breaks(h))
        nc_shield_replace(h, HIDDEN_NOTHING, 0);
    if (!(image ? h->blank_paths : h->blank_links) || !h->stash || h->i >= end ||
        h->s.p[h->i] != '(')
        return;
    if (image && put_sized_image(h, end))
        return;
    size_t to = blank_path_end(h, h->i + 1, end);
    if (to == h->i + 1)
        return;
    nc_shield_copy(h, 1);
    put_in_brackets(h, to);
}

/* Copies code up to `to`, or to the end of its line, from where the next line continues it. Its
 * characters need no hiding. */
static void copy_code(struct nc_shielding *h, size_t to, size_t end)
{
    size_t stop = to < end ? to : end;
    while (h->i < stop) {
        size_t bar =
            h->in_cell ? nc_str_search(nc_str_sub(h->s, 0, stop), NC_LIT("\\|"), h->i) : stop;
        nc_shield_copy(h, bar - h->i);
        if (bar < stop)
            nc_shield_replace(h, NC_LIT("|"), 2);
    }
    h->code_to = to;
    h->for_libcmark |= to > end; /* if the paragraph ends before `to`, this is not code */
}

/* Whether a code span prevents the construct. */
static bool crosses_code(struct nc_shielding *h, const struct nc_stash *st)
{
    bool none = st->construct->code == NC_CODE_NONE;
    if (st->construct->code == NC_CODE_NO_MATTER)
        return false;
    struct nc_str s = nc_str_sub(h->s, 0, st->to);
    for (size_t k = nc_str_find(s, '`', st->from); k < s.n; k = nc_str_find(s, '`', k)) {
        size_t ticks = k, end = nc_find_code_end(h->s, k, h->paragraph_end, &h->ticks);
        while (ticks < end && h->s.p[ticks] == '`')
            ticks++;
        if (end > ticks && (end > st->to || (none && (k != st->from + 1 || end + 1 != st->to))))
            return true;
        k = end;
    }
    return false;
}

static bool is_within(const struct nc_range *r, size_t i)
{
    return r->from <= i && i < r->to;
}

/* Remembers, after a failed search at i, where the next possible end of such a construct is, or
 * that the rest of the range holds none. */
static void remember_failure(struct nc_shielding *h, size_t k, size_t i, size_t limit)
{
    if (is_within(&h->next_closes[k], i))
        return;
    struct nc_str end = nc_str(nc_constructs[k]->closes);
    size_t at = nc_constructs[k]->on_line ? nc_find_on_line(h->s, i + 1, limit, end)
                                          : nc_str_search(nc_str_sub(h->s, 0, limit), end, i + 1);
    bool none = at >= limit || h->s.p[at] == '\n';
    (none ? h->none_closes : h->next_closes)[k] = (struct nc_range){i, at};
    h->none_known = true;
}

/* The number of the construct that begins at i, or NC_MAX_CONSTRUCTS if none does or the dialect
 * does not have it. */
static size_t construct_at(const struct nc_shielding *h, size_t i, size_t limit)
{
    struct nc_str s = nc_str_sub(h->s, i, limit);
    for (size_t k = h->special->construct[(unsigned char)h->s.p[i]]; nc_constructs[k]; k++)
        if (h->special->read[k] && nc_str_starts(s, nc_str(nc_constructs[k]->begins)))
            return k;
    return NC_MAX_CONSTRUCTS;
}

static bool begins_line(struct nc_str s, size_t i)
{
    while (i > 0 && strchr(" \t>", s.p[i - 1]))
        i--;
    return i == 0 || s.p[i - 1] == '\n';
}

/* Lists the labels of link definitions as spelled: "[label" of each "[label]:" at the beginning of
 * a line. */
static void list_labels(struct nc_shielding *h)
{
    struct nc_str s = h->s;
    h->labels.arena = nc_arena_new();
    for (size_t at = nc_str_search(s, NC_LIT("]:"), 0); at < s.n;
         at = nc_str_search(s, NC_LIT("]:"), at + 2)) {
        size_t from = at, least = at < MAX_LABEL ? 0 : at - MAX_LABEL;
        while (from > least && s.p[from] != '[' && s.p[from - 1] != ']')
            from--;
        if (s.p[from] == '[' && begins_line(s, from))
            *nc_strmap_at(&h->labels, nc_str_sub(s, from, at)) = 1;
    }
}

/* Whether "[label]" stands at i and the note defines that link: the same label, spelled the same
 * way, at the beginning of a line. */
static bool is_defined_label(struct nc_shielding *h, size_t i, size_t limit)
{
    struct nc_str s = h->s;
    size_t close = nc_str_find(nc_str_sub(s, 0, limit), ']', i);
    if (i + 2 >= limit || s.p[i] != '[' || strchr("[^]", s.p[i + 1]) || close == limit ||
        close - i > MAX_LABEL)
        return false;
    if (!h->labels.arena)
        list_labels(h);
    return nc_strmap_get(&h->labels, nc_str_sub(s, i, close)) > 0;
}

bool nc_shield_find(struct nc_shielding *h, struct nc_stash *st, size_t i, size_t limit,
                    uint32_t previous)
{
    size_t k = h->stash ? construct_at(h, i, limit) : NC_MAX_CONSTRUCTS;
    if (k == NC_MAX_CONSTRUCTS || is_within(&h->none_closes[k], i))
        return false;
    size_t to = nc_constructs[k]->end(h->s, i, limit, previous);
    if (to && nc_constructs[k]->yields_to_reference && is_defined_label(h, to, limit))
        return false;
    *st = (struct nc_stash){.construct = nc_constructs[k], .from = i, .to = to};
    if (!to && nc_constructs[k]->closes)
        remember_failure(h, k, i, limit);
    return to > 0;
}

/* Copies the address after "http://" and the like: its stars and underscores are not delimiters. */
static void copy_url(struct nc_shielding *h, size_t end)
{
    size_t i = h->i;
    nc_shield_copy(h, 1);
    if (!nc_str_starts(nc_str_sub(h->s, i, end), NC_LIT("://")) || i < h->content + 3 ||
        (h->s.p[i - 1] | 32) < 'a' || (h->s.p[i - 1] | 32) > 'z')
        return;
    size_t to = i + 3 + nc_url_length(h->s, i + 3, end, false);
    h->for_libcmark = true;
    while (h->i < to) {
        size_t plain = h->i;
        while (plain < to && !strchr(NC_DELIMITERS, h->s.p[plain]))
            plain++;
        if (plain == h->i)
            put_literal(h, delimiter_number(h->s.p[plain]));
        else
            copy_text(h, plain);
    }
}

static void put_escape(struct nc_shielding *h, size_t end)
{
    if (h->in_cell && h->i + 1 < end && h->s.p[h->i + 1] == '|') {
        nc_shield_replace(h, NC_LIT("|"), 2);
        return;
    }
    bool after_escaped = h->i > 0 && h->s.p[h->i - 1] == '\\'; /* a backslash: "\\\(" is text */
    if (h->special->keeps_tex && h->stash && h->i >= h->tex_to && !after_escaped)
        h->tex_to = nc_tex_unclosed(h->s, h->i, h->paragraph_end);
    if (h->i < h->tex_to) { /* within an unclosed formula: the backslash escapes nothing */
        nc_shield_copy(h, 1);
        nc_shield_replace(h, HIDDEN_NOTHING, 0);
        return;
    }
    /* Of a multibyte character after a backslash, the other bytes are copied as text. */
    nc_shield_copy(h, h->i + 1 < end ? 2 : 1);
}

/* Whether "^^" at i may begin a highlight, in notes where it may also be a smiley: "안녕^^ 좋아^^".
 */
static bool begins_highlight(const struct nc_shielding *h, size_t i)
{
    uint32_t before = char_before(h, i);
    bool apart = !before || nc_is_space(before) || nc_is_punct(before) ||
                 (nc_is_cjk(before) && !nc_is_hangul(before));
    return apart && i + 2 < h->paragraph_end && !strchr(" \t\n^", h->s.p[i + 2]);
}

/* Hides "^^" of Logseq and Roam if another one follows in the paragraph or came before. */
static bool copy_highlight(struct nc_shielding *h)
{
    size_t i = h->i;
    if (i + 1 >= h->paragraph_end || h->s.p[i + 1] != '^')
        return false;
    bool closes = h->highlight_open;
    struct nc_str rest = nc_str_sub(h->s, 0, h->paragraph_end);
    if (!closes && ((h->carets_apart && !begins_highlight(h, i)) ||
                    nc_str_search(rest, NC_LIT("^^"), i + 2) == rest.n))
        return false;
    h->highlight_open = !closes;
    nc_shield_replace(h, NC_LIT("\xEF\xB7\x9C\xEF\xB7\x9C"), 2);
    return true;
}

static void put_angle(struct nc_shielding *h, size_t end)
{
    (void)end;
    if (!copy_angle(h))
        nc_shield_copy(h, 1);
}

static void put_ticks(struct nc_shielding *h, size_t end)
{
    char literal[4] = {0};
    size_t ticks = h->i;
    if (!h->stash) {
        h->for_libcmark = true;
        nc_shield_copy(h, 1);
        return;
    }
    size_t to = nc_find_code_end(h->s, h->i, h->paragraph_end, &h->ticks);
    while (ticks < to && h->s.p[ticks] == '`')
        ticks++;
    if (ticks < to) {
        copy_code(h, to, end);
        return;
    }
    nc_utf8_put(literal, NC_LITERAL_TICK);
    while (h->i < to)
        nc_shield_replace(h, nc_str(literal), 1);
}

static void put_colon(struct nc_shielding *h, size_t end)
{
    if (h->strict)
        nc_shield_copy(h, 1);
    else
        copy_url(h, end);
}

static void put_caret(struct nc_shielding *h, size_t end)
{
    (void)end;
    if (!h->carets || !copy_highlight(h))
        nc_shield_copy(h, 1);
}

static void put_reference(struct nc_shielding *h, size_t end)
{
    (void)end;
    copy_text(h, h->i + 1);
}

/* --- the characters that are more than text --- */

/* What to do at the characters of Markdown's own syntax. */
static const struct {
    const char *characters;
    void (*put)(struct nc_shielding *h, size_t end);
    /* after this, they may still be syntax to libcmark */
    bool for_libcmark;
} own[] = {{NC_DELIMITERS, hide_run, false}, {"\\", put_escape, true}, {"<", put_angle, true},
           {"`", put_ticks, false},          {"[", put_bracket, true}, {"]", put_closing, false},
           {":", put_colon, false},          {"^", put_caret, false},  {"&", put_reference, true}};

void nc_special_init(struct nc_special *special, const struct nc_parse_options *opts)
{
    *special = (struct nc_special){.keeps_tex = opts->dialect == NC_DIALECT_NOTES ||
                                                opts->dialect == NC_DIALECT_LOGSEQ};
    for (size_t k = 0; k < sizeof own / sizeof own[0]; k++)
        for (const char *c = own[k].characters; *c; c++) {
            special->own[(unsigned char)*c] = (uint8_t)(k + 1);
            special->is.has[(unsigned char)*c] = true;
        }
    size_t count = 0;
    while (nc_constructs[count])
        count++;
    memset(special->construct, (int)count, sizeof special->construct);
    for (size_t k = count; k > 0; k--) {
        const struct nc_construct *c = nc_constructs[k - 1];
        special->read[k - 1] = !c->is_read || c->is_read(opts);
        special->is.has[(unsigned char)c->begins[0]] |= special->read[k - 1];
        special->construct[(unsigned char)c->begins[0]] = (uint8_t)(k - 1);
    }
    nc_byte_set_ready(&special->is);
}

bool nc_shield_may_hold_markup(const struct nc_special *special, struct nc_str s)
{
    /* A text of several lines has breaks. */
    return nc_byte_set_find(&special->is, s.p, 0, s.n) < s.n || nc_str_find(s, '\n', 0) < s.n;
}

static void put_special(struct nc_shielding *h, size_t end)
{
    struct nc_stash st;
    uint8_t own_number = h->special->own[(unsigned char)h->s.p[h->i]];
    uint32_t previous = h->markup_end == h->i ? 0 : char_before(h, h->i);
    if (nc_shield_find(h, &st, h->i, h->paragraph_end, previous) && !crosses_code(h, &st))
        put_stash(h, &st);
    else if (own_number) {
        h->for_libcmark |= own[own_number - 1].for_libcmark;
        own[own_number - 1].put(h, end);
    } else
        nc_shield_copy(h, 1);
}

void nc_shield_text(struct nc_shielding *h, size_t end)
{
    if (h->i < h->code_to)
        copy_code(h, h->code_to, end);
    while (h->i < end) {
        nc_shield_copy(h, nc_byte_set_find(&h->special->is, h->s.p, h->i, end) - h->i);
        if (h->i < end)
            put_special(h, end);
    }
}
