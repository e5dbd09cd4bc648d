/* Turns a page into the form for Kobo's own reader of kepub: each sentence is in a numbered span,
 * which the reader uses for bookmarks, highlights and page counts. A pure pass over the finished
 * page, so it also covers what a template holds. lang/sentence.h finds the ends of sentences. */
#include "export/epub/kobospans.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "base/xmltext.h"
#include "lang/sentence.h"

#include <stdlib.h>

/* What an element means for the texts in it. */
enum element {
    EL_BOX,    /* blank text in it is layout: lists, tables, sections */
    EL_TEXT,   /* a paragraph or a heading: begins a new number; blanks in it are text */
    EL_INLINE, /* part of a paragraph */
    EL_OPAQUE, /* holds no text to wrap */
};

struct opened {
    enum element element;
    /* language of the text in it */
    struct nc_str lang;
};

struct pass {
    struct nc_buf *out;
    struct nc_str page;
    /* the open elements */
    struct opened *open;
    size_t depth, cap;
    /* number of open EL_OPAQUE elements */
    size_t opaque;
    bool in_body;
    /* the next span begins a paragraph */
    bool fresh;
    unsigned paragraph, sentence;
    /* the current text, decoded */
    struct nc_buf plain;
};

static enum element element_of(struct nc_str name)
{
    static const char *const opaque[] = {"pre",  "math",  "svg",   "script", "style",
                                         "head", "audio", "video", "object", NULL};
    static const char *const texts[] = {"p", "h1", "h2", "h3", "h4", "h5", "h6", NULL};
    static const char *const inlines[] = {"a",   "abbr", "b",     "bdi",  "bdo",    "cite", "code",
                                          "del", "dfn",  "em",    "i",    "ins",    "kbd",  "mark",
                                          "q",   "s",    "samp",  "span", "strong", "sub",  "sup",
                                          "u",   "var",  "small", NULL};
    return nc_str_is_among(name, opaque)    ? EL_OPAQUE
           : nc_str_is_among(name, texts)   ? EL_TEXT
           : nc_str_is_among(name, inlines) ? EL_INLINE
                                            : EL_BOX;
}

static void put(struct pass *p, size_t from, size_t to)
{
    nc_buf_str(p->out, nc_str_sub(p->page, from, to));
}

static void open_span(struct pass *p)
{
    if (p->fresh) {
        p->paragraph++;
        p->sentence = 0;
        p->fresh = false;
    }
    nc_buf_printf(p->out, "<span class=\"koboSpan\" id=\"kobo.%u.%u\">", p->paragraph,
                  ++p->sentence);
}

/* --- texts --- */

/* Reads the character at i of the markup, literal or as a reference. Returns its length there. */
static size_t read_char(struct nc_str markup, size_t i, struct nc_buf *plain)
{
    unsigned len;
    struct nc_str rest = nc_str_sub(markup, i, i + 12 < markup.n ? i + 12 : markup.n);
    size_t end = rest.p[0] == '&' ? nc_str_find(rest, ';', 0) : rest.n;
    if (end < rest.n) {
        nc_xml_unescape(plain, nc_str_sub(rest, 0, end + 1));
        return end + 1;
    }
    nc_buf_cp(plain, nc_utf8_at(markup, i, &len));
    return len;
}

static bool is_blank(struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ' ' && s.p[i] != '\n' && s.p[i] != '\t' && s.p[i] != '\r')
            return false;
    return true;
}

static struct nc_str lang_here(const struct pass *p)
{
    return p->depth ? p->open[p->depth - 1].lang : NC_NONE;
}

static void put_sentences(struct pass *p, struct nc_str markup)
{
    nc_buf_clear(&p->plain);
    for (size_t i = 0; i < markup.n;)
        i += read_char(markup, i, &p->plain);
    struct nc_str text = nc_buf_view(&p->plain);
    struct nc_buf one = {0};
    size_t from = 0, done = 0; /* offsets in the markup and in the decoded text */
    while (done < text.n) {
        size_t end = nc_sentence_end(text, done, lang_here(p)), to = from;
        while (to < markup.n && done < end) {
            nc_buf_clear(&one);
            to += read_char(markup, to, &one);
            done += one.n;
        }
        open_span(p);
        nc_buf_str(p->out, nc_str_sub(markup, from, to));
        nc_buf_puts(p->out, "</span>");
        from = to;
    }
    nc_buf_dispose(&one);
}

static void put_text(struct pass *p, size_t from, size_t to)
{
    struct nc_str markup = nc_str_sub(p->page, from, to);
    enum element in = p->depth ? p->open[p->depth - 1].element : EL_BOX;
    bool wrapped =
        p->in_body && !p->opaque && (!is_blank(markup) || in == EL_TEXT || in == EL_INLINE);
    if (wrapped && markup.n)
        put_sentences(p, markup);
    else
        nc_buf_str(p->out, markup);
}

/* --- tags --- */

/* The end of the tag or other markup that begins at i. */
static size_t markup_end(struct nc_str page, size_t i)
{
    struct nc_str rest = nc_str_sub(page, i, page.n);
    const char *last = nc_str_starts(rest, NC_LIT("<!--"))        ? "-->"
                       : nc_str_starts(rest, NC_LIT("<![CDATA[")) ? "]]>"
                       : nc_str_starts(rest, NC_LIT("<?"))        ? "?>"
                                                                  : NULL;
    if (last) {
        size_t end = nc_str_search(page, nc_str(last), i);
        return end < page.n ? end + strlen(last) : page.n;
    }
    for (char quote = 0; i < page.n; i++) {
        if (quote ? page.p[i] == quote : page.p[i] == '"' || page.p[i] == '\'')
            quote = quote ? 0 : page.p[i];
        else if (!quote && page.p[i] == '>')
            return i + 1;
    }
    return page.n;
}

static struct nc_str tag_name(struct nc_str tag)
{
    size_t from = tag.n > 1 && tag.p[1] == '/' ? 2 : 1, to = from;
    while (to < tag.n && tag.p[to] != ' ' && tag.p[to] != '>' && tag.p[to] != '/' &&
           tag.p[to] != '\n' && tag.p[to] != '\t')
        to++;
    return nc_str_sub(tag, from, to);
}

/* The tag's lang attribute, else the language around it. */
static struct nc_str lang_of(const struct pass *p, struct nc_str tag)
{
    static const char mark[] = " lang=\"";
    size_t at = nc_str_search(tag, NC_LIT(mark), 0), from = at + sizeof mark - 1;
    return at < tag.n ? nc_str_sub(tag, from, nc_str_find(tag, '"', from)) : lang_here(p);
}

static void enter(struct pass *p, struct nc_str tag, enum element e)
{
    struct nc_str lang = lang_of(p, tag);
    nc_grow(&p->open, &p->cap, p->depth + 1, sizeof *p->open);
    p->open[p->depth++] = (struct opened){e, lang};
    p->opaque += e == EL_OPAQUE;
}

static void leave(struct pass *p)
{
    if (!p->depth)
        return;
    p->depth--;
    p->opaque -= p->open[p->depth].element == EL_OPAQUE;
}

static void put_body(struct pass *p, struct nc_str tag, bool ends)
{
    if (ends)
        nc_buf_puts(p->out, "</div></div>");
    nc_buf_str(p->out, tag);
    if (!ends)
        nc_buf_puts(p->out, "<div id=\"book-columns\"><div id=\"book-inner\">");
    p->in_body = !ends;
    p->fresh = true;
}

/* Puts a picture, which is a paragraph of its own. */
static void put_picture(struct pass *p, struct nc_str tag)
{
    p->fresh = true;
    open_span(p);
    nc_buf_str(p->out, tag);
    nc_buf_puts(p->out, "</span>");
    p->fresh = true;
}

static void put_tag(struct pass *p, struct nc_str tag)
{
    struct nc_str name = tag_name(tag);
    bool ends = tag.p[1] == '/', empty = tag.n > 2 && tag.p[tag.n - 2] == '/';
    enum element e = element_of(name);
    if (e != EL_INLINE && !nc_str_eqz(name, "br") && !nc_str_eqz(name, "img"))
        p->fresh = true;
    if (nc_str_eqz(name, "body"))
        put_body(p, tag, ends);
    else if (nc_str_eqz(name, "img") && p->in_body && !p->opaque)
        put_picture(p, tag);
    else
        nc_buf_str(p->out, tag);
    if (ends)
        leave(p);
    else if (!empty)
        enter(p, tag, e);
}

void epub_kobo_spans(struct nc_buf *out, struct nc_str page)
{
    struct pass p = {.out = out, .page = page};
    for (size_t i = 0; i < page.n;) {
        size_t tag = nc_str_find(page, '<', i);
        put_text(&p, i, tag);
        if (tag == page.n)
            break;
        i = markup_end(page, tag);
        if (tag + 1 < page.n && page.p[tag + 1] != '!' && page.p[tag + 1] != '?')
            put_tag(&p, nc_str_sub(page, tag, i));
        else
            put(&p, tag, i);
    }
    free(p.open);
    nc_buf_dispose(&p.plain);
}
