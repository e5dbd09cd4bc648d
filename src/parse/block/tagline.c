/* Tags of site generators that have a line or a paragraph to themselves. A tag that opens a block
 * holds what follows, like a div. Elements of JSX also remove the indentation of the lines in them,
 * because it means nothing there. */
#include "parse/block/tagline.h"

#include "base/buf.h"
#include "parse/block/blockscan.h"
#include "parse/block/keptlines.h"
#include "parse/block/tagrow.h"
#include "parse/construct/gennodes.h"
#include "parse/construct/genpart.h"
#include "parse/inline/htmlelement.h"

#define MAX_INDENT 16 /* columns by which an element's lines may be indented */
#define MAX_MODULE 40 /* lines of an import or export */
/* Bytes that may be read for tags that are never closed, besides the note's own length. */
#define WASTE (1u << 20)

void nc_scan_tags_dispose(struct nc_scan_tags *t)
{
    nc_arena_free(t->arena);
}

/* --- closing tags --- */

/* A key for a block's name that differs between families. */
static struct nc_str key_of(struct nc_buf *b, const struct nc_gentag *tag)
{
    nc_buf_clear(b);
    nc_buf_char(b, (char)('0' + tag->family));
    if (tag->family != NC_GEN_SLASHES)
        nc_buf_str(b, tag->name);
    return nc_buf_view(b);
}

/* Whether a closing tag can begin with the mark at i. */
static bool may_close(struct nc_str s, size_t i)
{
    struct nc_str rest = nc_str_sub(s, i, i + 3 < s.n ? i + 3 : s.n);
    if (nc_str_starts(rest, NC_LIT("///")))
        return i == 0 || strchr(" \t\n", s.p[i - 1]);
    return nc_str_starts(rest, NC_LIT("</")) || nc_str_starts(rest, NC_LIT("{%")) ||
           nc_str_starts(rest, NC_LIT("{{<")) || nc_str_starts(rest, NC_LIT("{{%"));
}

/* Lists the closing tags of the note: for each key, where the last one is. */
static void list_closing_tags(struct nc_scan_tags *t, struct nc_str s)
{
    struct nc_buf key = {0};
    t->arena = nc_arena_new();
    t->last_close.arena = t->arena;
    for (size_t i = 0; i < s.n; i++) {
        struct nc_gentag tag;
        if (!strchr("<{/", s.p[i]) || !may_close(s, i) || !nc_gentag_read(&tag, s, i, s.n) ||
            !tag.closes)
            continue;
        struct nc_str name = key_of(&key, &tag);
        uint32_t *at = nc_strmap_get(&t->last_close, name)
                           ? nc_strmap_at(&t->last_close, name)
                           : nc_strmap_at(&t->last_close, nc_arena_str(t->arena, name));
        *at = (uint32_t)i + 1;
        i = tag.end - 1;
    }
    nc_buf_dispose(&key);
}

static bool is_closed_later(struct nc_scan *d, const struct nc_gentag *tag)
{
    struct nc_buf key = {0};
    if (!d->tags.arena)
        list_closing_tags(&d->tags, d->h.s);
    bool later = nc_strmap_get(&d->tags.last_close, key_of(&key, tag)) > tag->end;
    nc_buf_dispose(&key);
    return later;
}

/* Where the text after the tag ends in the same paragraph: at the closing tag, which must end a
 * line. 0 if there is none; the bytes read then count as wasted. *end: after the closing tag. */
static size_t paragraph_close(struct nc_scan *d, const struct nc_gentag *tag, size_t *end)
{
    struct nc_str s = d->h.s;
    size_t at = tag->end;
    for (struct nc_line l = {0}; at < s.n && !l.opened; at = l.content) {
        size_t nl = nc_str_find(s, '\n', at);
        struct nc_str line = nc_str_trim(nc_str_sub(s, at, nl));
        if (!line.n)
            break;
        for (size_t k = line.n; k-- > 0;) {
            struct nc_gentag close;
            size_t from = (size_t)(line.p - s.p) + k;
            if (!strchr("<{", s.p[from]) || !nc_gentag_read(&close, s, from, nl))
                continue;
            bool ends = close.closes && close.family == tag->family &&
                        close.end == from + line.n - k && nc_str_eq(close.name, tag->name);
            *end = close.end;
            if (ends && nc_scan_reaches(d, from))
                return from;
            break;
        }
        nc_line_read(&l, &d->c, s, nl < s.n ? nl + 1 : nl);
    }
    d->tags.wasted += at - tag->end;
    return 0;
}

/* --- opening --- */

/* Whether the tag is a component, not an element of HTML in capitals or a placeholder (<T>). <Code
 * … /> is a component; <IMG … /> and <Br/> are not. */
static bool is_component(const struct nc_gentag *tag)
{
    char name[24];
    const struct nc_html_element *e;
    if (tag->family != NC_GEN_JSX || nc_gen_word_of(tag))
        return true;
    for (size_t i = 0; i < tag->name.n && i < sizeof name - 1; i++)
        name[i] = (char)(tag->name.p[i] | 32);
    name[tag->name.n < sizeof name - 1 ? tag->name.n : sizeof name - 1] = '\0';
    e = nc_html_element(name);
    return !e || (tag->alone && tag->args.from < tag->args.to && e->role != NC_HTML_VOID &&
                  tag->name.n > 1 && tag->name.p[1] >= 'a');
}

/* The indent of the first nonempty line after the tag. */
static unsigned inner_indent(const struct nc_scan *d, const struct nc_gentag *tag)
{
    struct nc_str s = d->h.s;
    for (size_t at = nc_str_find(s, '\n', tag->end) + 1; at < s.n;) {
        struct nc_line l;
        nc_line_continue(&l, &d->c, s, at);
        struct nc_gentag next;
        if (l.matched < d->c.count)
            return 0;
        if (!nc_line_is_empty(&l)) {
            bool closes =
                s.p[l.content] == '<' && nc_gentag_read(&next, s, l.content, s.n) && next.closes;
            return closes ? 0 : l.indent < MAX_INDENT ? l.indent : MAX_INDENT;
        }
        at = l.end + 1;
    }
    return 0;
}

/* Puts nested or adjacent blocks up to end. */
static enum nc_scan_did put_row(struct nc_scan *d, size_t end)
{
    struct nc_stash st = {.kind = NC_STASH_TAG_ALONE, .from = d->l.content, .to = end};
    nc_scan_close_lazy(d);
    nc_scan_block(d, &st);
    nc_tag_row_put(d, st.from, end);
    return NC_SCAN_LINE;
}

static enum nc_scan_did put_whole(struct nc_scan *d, enum nc_stash_kind kind, size_t end)
{
    struct nc_build *b = &d->b;
    struct nc_stash st = {
        .kind = kind, .from = d->l.content, .to = end, .indent = nc_scan_item_indent(d)};
    nc_scan_close_lazy(d);
    nc_scan_block(d, &st);
    struct nc_pos pos = nc_locate_in_source(&b->t.locator, st.from);
    if (kind == NC_STASH_TAG_ALONE)
        nc_gen_alone(&b->t, b->parent, &st, pos);
    else if (kind == NC_STASH_MODULE)
        nc_div_module(&b->t, pos, &b->divs);
    else
        nc_node_append(b->parent, kind == NC_STASH_TAG_CODE
                                      ? nc_gen_code(&b->t, &st, pos)
                                      : nc_kept_block(b->t.doc, b->t.src, &st, pos));
    return NC_SCAN_LINE;
}

/* The offset after the lines "    key: value" that set how PyMdown shows a block. */
static size_t past_options(const struct nc_scan *d, size_t end)
{
    static const char *const keys[] = {"attrs:", "new:", "open:", "select:", "type:", NULL};
    struct nc_str s = d->h.s;
    while (end < s.n) {
        struct nc_line l;
        nc_line_continue(&l, &d->c, s, end + 1);
        if (l.matched < d->c.count || l.indent < 4 ||
            !nc_str_starts_among(nc_str_sub(s, l.content, l.end), keys))
            break;
        end = l.end;
    }
    return end;
}

/* Whether the tag has key=true. */
static bool says_true(struct nc_str s, const struct nc_gentag *tag, const char *key)
{
    const char *const keys[] = {key, NULL};
    struct nc_range value;
    return nc_gentag_arg(&value, tag, s, keys) &&
           nc_str_eqz(nc_str_sub(s, value.from, value.to), "true");
}

static enum nc_scan_did open_block(struct nc_scan *d, const struct nc_gentag *tag)
{
    struct nc_build *b = &d->b;
    struct nc_str s = d->h.s;
    bool slashes = tag->family == NC_GEN_SLASHES;
    struct nc_stash st = {.kind = NC_STASH_TAG_OPEN,
                          .from = tag->from,
                          .to = slashes ? past_options(d, tag->end) : tag->end};
    unsigned indent = tag->family == NC_GEN_JSX ? inner_indent(d, tag) : 0, depth = d->c.count;
    nc_scan_block(d, &st);
    b->parent = nc_div_begin(&b->t, b->parent,
                             nc_gen_block(&b->t, &st, nc_locate_in_source(&b->t.locator, st.from)),
                             &b->divs);
    if (tag->family == NC_GEN_JSX) {
        if (d->c.count == NC_MAX_CONTAINERS)
            return NC_SCAN_LINE;
        nc_build_open(b, NC_IN_ELEMENT, indent, NULL);
    }
    d->tags.open[d->tags.count++] = (struct nc_open_tag){
        .family = tag->family,
        .name = tag->name,
        .depth = depth,
        .is_code_pane = tag->family == NC_GEN_HUGO && nc_str_eqz(tag->name, "tabpane") &&
                        !says_true(s, tag, "text")};
    size_t at = tag->end;
    return !slashes && at < s.n && s.p[at] != '\n' ? nc_scan_continue_at(d, at) : NC_SCAN_LINE;
}

static bool is_blank_to_line_end(struct nc_str s, size_t i)
{
    return !nc_str_trim(nc_str_sub(s, i, nc_str_find(s, '\n', i))).n;
}

/* Puts the code between two tags unchanged. */
static enum nc_scan_did put_code(struct nc_scan *d, const struct nc_gentag *tag)
{
    struct nc_str s = d->h.s;
    size_t i = nc_str_find(s, '{', tag->end);
    for (; i < s.n; i = nc_str_find(s, '{', i + 1)) {
        struct nc_gentag close;
        if (!nc_gentag_read(&close, s, i, s.n) || !close.closes || close.family != tag->family ||
            !nc_str_eq(close.name, tag->name))
            continue;
        /* If text follows the closing tag on its line, that text is searched for tags again. */
        if (nc_scan_reaches(d, i) && is_blank_to_line_end(s, close.end))
            return put_whole(d, NC_STASH_TAG_CODE, close.end);
        break;
    }
    d->tags.wasted += i - tag->end;
    return NC_SCAN_NOTHING;
}

/* Whether the tag is part of a text: it is closed on its own line, and text follows there unless
 * the tag's name is unknown. */
static bool is_in_text(const struct nc_scan *d, const struct nc_gentag *tag, bool is_known)
{
    struct nc_str s = d->h.s, line = nc_str_sub(s, 0, nc_str_find(s, '\n', tag->end));
    char mark = s.p[tag->from];
    for (size_t i = nc_str_find(line, mark, tag->end); i < line.n;
         i = nc_str_find(line, mark, i + 1)) {
        struct nc_gentag close;
        if (!nc_gentag_read(&close, s, i, line.n) || !close.closes || close.family != tag->family ||
            !nc_str_eq(close.name, tag->name))
            continue;
        size_t after = nc_str_past_blanks(line, close.end, line.n);
        return !is_known || (after < line.n && !strchr("<{", line.p[after]));
    }
    return false;
}

/* Whether the tag holds code: Docsy's {{< tab >}} in a {{< tabpane >}} if neither has text=true, or
 * {{< card code=true >}}. */
static bool holds_code(const struct nc_scan *d, const struct nc_gentag *tag)
{
    struct nc_str s = d->h.s;
    if (tag->family != NC_GEN_HUGO || s.p[tag->from + 2] != '<')
        return false;
    bool in_pane = d->tags.count && d->tags.open[d->tags.count - 1].is_code_pane;
    return nc_str_eqz(tag->name, "tab")
               ? in_pane && !says_true(s, tag, "text")
               : nc_str_eqz(tag->name, "card") && says_true(s, tag, "code");
}

static enum nc_scan_did put_opening(struct nc_scan *d, const struct nc_gentag *tag)
{
    const struct nc_gen_word *word = nc_gen_word_of(tag);
    bool ends_line = is_blank_to_line_end(d->h.s, tag->end);
    bool holds = !tag->alone && is_closed_later(d, tag);
    size_t end;
    if (holds && word &&
        (word->means == NC_GEN_CODE || word->means == NC_GEN_COMMENT || holds_code(d, tag)))
        return put_code(d, tag);
    size_t line_end = nc_str_before_blanks(d->h.s, tag->end, nc_str_find(d->h.s, '\n', tag->end));
    if (holds && !ends_line && nc_tag_row_is(d->h.s, tag->from, line_end))
        return put_row(d, line_end);
    if (holds && !ends_line && paragraph_close(d, tag, &end))
        return nc_tag_row_is(d->h.s, tag->from, end) ? put_row(d, end)
                                                     : put_whole(d, NC_STASH_TAG_ALONE, end);
    if (!holds && word && word->means == NC_GEN_TEXT)
        return NC_SCAN_NOTHING; /* the tag is part of a text */
    if (!holds) {
        /* A tag that may be a placeholder in running text is left to HTML's rules. */
        bool says = word || d->tags.is_mdx ||
                    nc_str_trim(nc_str_sub(d->h.s, tag->args.from, tag->args.to)).n;
        bool aside = nc_str_eqz(tag->name, "aside"); /* its lines would be HTML */
        bool panel = word && !tag->closes &&
                     (word->means == NC_GEN_TABS || word->means == NC_GEN_TAB ||
                      word->means == NC_GEN_GROUP);
        bool reported = tag->family != NC_GEN_JSX || (tag->alone && says) || aside || panel;
        return ends_line && reported && tag->family != NC_GEN_SLASHES
                   ? put_whole(d, NC_STASH_TAG_ALONE, tag->end)
                   : NC_SCAN_NOTHING;
    }
    if (d->tags.count == NC_MAX_TAGS || (tag->family == NC_GEN_SLASHES && !word) ||
        (!ends_line && ((!word && tag->family != NC_GEN_JSX) || is_in_text(d, tag, word))))
        return NC_SCAN_NOTHING;
    return open_block(d, tag);
}

/* --- closing --- */

static void forget_ended(struct nc_scan *d)
{
    unsigned depth = d->l.matched;
    while (d->tags.count && d->tags.open[d->tags.count - 1].depth > depth)
        d->tags.count--;
}

/* The number, from 1, of the block that the tag closes among the first `count` open ones; 0 if
 * there is none. */
static unsigned block_of(const struct nc_scan_tags *t, unsigned count, const struct nc_gentag *tag)
{
    while (count > 0 &&
           !(t->open[count - 1].family == tag->family &&
             (tag->family == NC_GEN_SLASHES || nc_str_eq(t->open[count - 1].name, tag->name))))
        count--;
    return count;
}

/* Finds a closing tag that follows another on its line and closes a block around the k-th:
 * "</TabItem></Tabs>". */
static bool next_closing(const struct nc_scan *d, struct nc_gentag *next, size_t at, unsigned k)
{
    size_t end = nc_str_find(d->h.s, '\n', at);
    at = nc_str_past_blanks(d->h.s, at, end);
    return at < end && strchr("<{", d->h.s.p[at]) && nc_gentag_read(next, d->h.s, at, end) &&
           next->closes && block_of(&d->tags, k - 1, next);
}

/* Ends the k-th open block, those inside it, and the items around them. */
static void end_blocks(struct nc_scan *d, const struct nc_gentag *tag, unsigned k)
{
    struct nc_scan_tags *t = &d->tags;
    struct nc_stash st = {.kind = NC_STASH_TAG_CLOSE, .from = tag->from};
    do {
        d->c.count = t->open[--t->count].depth;
        st.to = t->count + 1 == k ? tag->end : tag->from;
        nc_scan_block(d, &st);
        d->b.parent = nc_div_end(&d->b.t, d->b.parent, &st,
                                 nc_locate_in_source(&d->b.t.locator, st.from), &d->b.divs);
    } while (t->count + 1 > k);
}

/* Whether the tag closes a block, each tag after it closes the next block around it, and the last
 * one ends the line. */
static bool closes_to_line_end(const struct nc_scan *d, const struct nc_gentag *tag)
{
    struct nc_gentag next;
    unsigned outer = block_of(&d->tags, d->tags.count, tag);
    size_t end = tag->end;
    if (!outer)
        return false;
    for (; next_closing(d, &next, end, outer); end = next.end)
        outer = block_of(&d->tags, outer - 1, &next);
    return is_blank_to_line_end(d->h.s, end);
}

/* Closes the blocks of this tag and of those after it, if the last one ends the line. */
static enum nc_scan_did put_closing(struct nc_scan *d, const struct nc_gentag *first)
{
    struct nc_gentag tag = *first, next;
    if (d->l.opened || !closes_to_line_end(d, first))
        return NC_SCAN_NOTHING;
    unsigned k = block_of(&d->tags, d->tags.count, &tag);
    for (;;) {
        end_blocks(d, &tag, k);
        if (!next_closing(d, &next, tag.end, k))
            break;
        tag = next;
        k = block_of(&d->tags, d->tags.count, &tag);
    }
    return NC_SCAN_LINE;
}

/* Finds the closing tag of an open block that ends at `to` in a line of text. False if there is
 * none. */
static bool tag_before(const struct nc_scan *d, size_t to, struct nc_gentag *tag)
{
    struct nc_str s = d->h.s;
    if (to <= d->l.content || !strchr(">}", s.p[to - 1]))
        return false;
    size_t at = to - 1;
    while (at > d->l.content && !(s.p[at] == '<' && s.p[at - 1] != '{') &&
           !(s.p[at] == '{' && strchr("%{", s.p[at + 1]) && s.p[at - 1] != '{'))
        at--;
    size_t slashes = at;
    while (slashes > d->l.content && s.p[slashes - 1] == '\\')
        slashes--;
    return at > d->l.content && (at - slashes) % 2 == 0 && nc_gentag_read(tag, s, at, to) &&
           tag->closes && tag->end == to && block_of(&d->tags, d->tags.count, tag);
}

size_t nc_scan_tag_at_end(const struct nc_scan *d)
{
    struct nc_gentag tag, inner;
    size_t from = 0;
    if (!d->tags.count || d->l.opened > 1 || d->l.content < d->h.code_to)
        return 0;
    for (size_t to = nc_str_before_blanks(d->h.s, d->l.content, d->l.end); tag_before(d, to, &tag);
         to = nc_str_before_blanks(d->h.s, d->l.content, from))
        from = tag.from;
    /* A block that begins on the same line ends there. */
    for (size_t i = d->l.content; from && i < from; i++)
        if (strchr("<{", d->h.s.p[i]) && nc_gentag_read(&inner, d->h.s, i, from) &&
            block_of(&d->tags, d->tags.count, &inner))
            return 0;
    bool closes =
        from && nc_gentag_read(&tag, d->h.s, from, d->l.end) && closes_to_line_end(d, &tag);
    return closes ? from : 0;
}

void nc_scan_close_at_end(struct nc_scan *d, size_t from)
{
    struct nc_gentag tag;
    d->l.opened = 0;
    if (nc_gentag_read(&tag, d->h.s, from, d->l.end))
        put_closing(d, &tag);
}

bool nc_scan_closes_tag(const struct nc_scan *d, const struct nc_line *l)
{
    struct nc_gentag tag;
    return d->tags.count && l->end - l->content > 2 && strchr("<{/", d->h.s.p[l->content]) &&
           nc_gentag_read(&tag, d->h.s, l->content, l->end) && tag.closes &&
           closes_to_line_end(d, &tag);
}

/* --- statements of a module --- */

/* The part of a statement read so far, line by line. */
struct statement {
    /* depth of "{[(" */
    int depth;
    /* a string has occurred */
    bool quoted;
    /* brackets pair, and the last line ends as a statement does */
    bool complete;
    /* its first line holds "=", or it has only one line */
    bool assigns;
};

static void read_statement(struct statement *t, struct nc_str line)
{
    line = nc_str_trim(line);
    for (size_t i = 0; i < line.n; i++) {
        t->depth += (strchr("{[(", line.p[i]) != NULL) - (strchr("}])", line.p[i]) != NULL);
        t->quoted |= line.p[i] == '\'' || line.p[i] == '"';
    }
    t->complete = t->depth == 0 && line.n > 0 && strchr(";'\"}])", line.p[line.n - 1]);
}

/* Whether s begins like import 'x', import {…} …, import * …, or import x from 'y'. Other lines
 * that begin with "import" are prose. */
static bool begins_import(struct nc_str s)
{
    if (!nc_str_starts(s, NC_LIT("import ")) || s.n < 8)
        return false;
    if (s.p[7] == '\'' || s.p[7] == '"') {
        size_t end = nc_str_find(s, s.p[7], 8);
        struct nc_str rest = nc_str_trim(nc_str_sub(s, end < s.n ? end + 1 : end, s.n));
        return end < s.n && (!rest.n || nc_str_eqz(rest, ";"));
    }
    size_t from = nc_str_search(s, NC_LIT(" from "), 0);
    return s.p[7] == '{' || s.p[7] == '*' ||
           (from + 6 < s.n && strchr("'\"", s.p[from + 6]) != NULL);
}

static bool begins_export(struct nc_str s, bool is_mdx)
{
    static const char *const sure[] = {"export const ", "export function ",
                                       "export default function", NULL};
    static const char *const likely[] = {
        "export default ", "export let ",   "export var ",  "export {",          "export * ",
        "export async ",   "export class ", "export type ", "export interface ", NULL};
    return nc_str_starts_among(s, sure) || (is_mdx && nc_str_starts_among(s, likely));
}

/* Whether it is "export default Layout". */
static bool exports_name(struct nc_str s)
{
    struct nc_str start = NC_LIT("export default ");
    if (!nc_str_starts(s, start))
        return false;
    s = nc_str_trim(nc_str_sub(s, start.n, s.n));
    size_t i = 0;
    while (i < s.n && (nc_ascii_is_alnum(s.p[i]) || strchr("_$.", s.p[i])))
        i++;
    return i > 0 && i == s.n;
}

/* Puts import … from '…' and export … of MDX. */
static enum nc_scan_did put_module(struct nc_scan *d)
{
    struct nc_str s = d->h.s, content = nc_scan_content(d);
    bool imports = begins_import(content);
    if (d->c.count || d->c.in_paragraph || d->l.indent ||
        (!imports && !begins_export(content, d->tags.is_mdx)))
        return NC_SCAN_NOTHING;
    struct statement t = {.assigns =
                              nc_str_find(content, '=', 0) < content.n || exports_name(content)};
    size_t from = d->l.content, end = d->l.end;
    for (unsigned lines = 1; lines < MAX_MODULE; lines++) {
        read_statement(&t, nc_str_sub(s, from, end));
        bool stops = end >= s.n || is_blank_to_line_end(s, end + 1);
        /* "export const n = 5" ends where its paragraph does. Other text that begins like this is
         * prose. */
        bool value = !imports && stops && t.assigns && t.depth == 0;
        if ((t.complete && (t.quoted || !imports)) || value) {
            d->tags.is_mdx |= imports;
            return put_whole(d, NC_STASH_MODULE, end);
        }
        if (end >= s.n || (stops && (imports || t.depth == 0)))
            break;
        from = end + 1;
        end = nc_str_find(s, '\n', from);
    }
    d->tags.wasted += end - d->l.content;
    return NC_SCAN_NOTHING;
}

/* Puts a comment of JSX that begins and ends a line. */
static enum nc_scan_did put_jsx_comment(struct nc_scan *d)
{
    struct nc_str s = d->h.s;
    size_t from = d->l.content;
    size_t end = from < d->tags.no_comment_from ? nc_str_search(s, NC_LIT("*/}"), from + 3) : s.n;
    if (end == s.n)
        d->tags.no_comment_from = from;
    if (end == s.n || !is_blank_to_line_end(s, end + 3) || !nc_scan_reaches(d, end)) {
        d->tags.wasted += end < s.n ? end - from : 0;
        return NC_SCAN_NOTHING;
    }
    return put_whole(d, NC_STASH_COMMENT_BLOCK, end + 3);
}

enum nc_scan_did nc_scan_tag_line(struct nc_scan *d)
{
    struct nc_str s = d->h.s, content = nc_scan_content(d);
    struct nc_gentag tag;
    if (d->tags.wasted > WASTE + s.n)
        return NC_SCAN_NOTHING;
    if (nc_str_starts(content, NC_LIT("import ")) || nc_str_starts(content, NC_LIT("export ")))
        return put_module(d);
    if (!strchr("<{/", content.p[0]) || content.n < 3)
        return NC_SCAN_NOTHING;
    if (nc_str_starts(content, NC_LIT("{/*")))
        return put_jsx_comment(d);
    if (!nc_gentag_read(&tag, s, d->l.content, s.n)) {
        d->tags.wasted +=
            content.p[0] == '<' && content.p[1] >= 'A' && content.p[1] <= 'Z' ? 4000 : 0;
        return NC_SCAN_NOTHING;
    }
    /* The '>' that ends a tag spanning lines does not begin a quotation, even at the beginning
     * of a line. */
    if (!is_component(&tag) || (tag.end > d->l.end && !nc_scan_reaches(d, tag.end - 1)))
        return NC_SCAN_NOTHING;
    forget_ended(d);
    unsigned count = nc_scan_close_lazy(d);
    enum nc_scan_did did = tag.closes ? put_closing(d, &tag) : put_opening(d, &tag);
    if (did == NC_SCAN_NOTHING)
        d->c.count = count;
    return did;
}
