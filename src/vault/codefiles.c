/* Reads files into code blocks. */
#include "vault/codefiles.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "doc/ref.h"
#include "doc/walk.h"
#include "vault/includes.h"

#define MAX_TEXT ((size_t)8 << 20) /* bytes read for one note; each file counts for some more */
#define FILE_COST 500

struct taking {
    const struct nc_vault *v;
    size_t note;
    struct nc_doc *doc;
    struct nc_diags *diags;
    /* bytes that may still be read */
    size_t left;
    /* links became code */
    bool changed;
};

/* What a place asks for. */
struct request {
    struct nc_str path, lines, lang, title;
    /* the resolver of links reports a missing file */
    bool is_link;
    /* names of options that are not supported */
    struct nc_buf lost;
};

static void report(const struct taking *t, struct nc_pos pos, struct nc_str what, const char *why)
{
    nc_diag(t->diags, NC_D_INCLUDE, t->doc->files[0], pos, "'%.*s' %s", NC_FMT(what), why);
}

/* Appends a choice of lines as nc_include_part reads it: "2-5" becomes "2:5". */
static void put_range(struct nc_buf *out, struct nc_str lines)
{
    bool numbers = true;
    for (size_t i = 0; i < lines.n; i++)
        numbers &= nc_ascii_is_digit(lines.p[i]) || strchr("-, ", lines.p[i]);
    for (size_t i = 0; i < lines.n; i++)
        if (!numbers || lines.p[i] != ' ')
            nc_buf_char(out, numbers && lines.p[i] == '-' ? ':' : lines.p[i]);
}

/* Reads the file, or the part asked for, with a newline at its end. False: it cannot be read, which
 * was reported. */
static bool read_part(struct taking *t, struct nc_buf *out, const struct request *r,
                      struct nc_pos pos)
{
    struct nc_buf text = {0}, range = {0}, why = {0};
    struct nc_found_file file;
    bool done = false;
    nc_found_file_init(&file);
    put_range(&range, r->lines);
    bool digits = range.n && (nc_ascii_is_digit(range.p[0]) || range.p[0] == ':');
    bool found = nc_vault_find_file(t->v, t->note, r->path, &file);
    bool taken = nc_vault_take_in(t->v, t->note, &file, found, &text, &why, t->diags);
    if (why.n && (found || !r->is_link))
        report(t, pos, r->path, why.p);
    else if (!taken)
        done = false;
    else if (t->left < text.n + FILE_COST)
        report(t, pos, r->path, "was not included: the note includes too much");
    else if (!nc_utf8_valid(nc_buf_view(&text)))
        report(t, pos, r->path, "was not included: it is not UTF-8 text");
    else if (!nc_include_part(out, nc_buf_view(&text), nc_buf_view(&range),
                              digits ? NC_INCLUDE_SNIPPETS : NC_INCLUDE_ANCHORS, &t->left))
        report(t, pos, r->path, "was not included: the file has no such anchor");
    else
        done = true;
    if (done)
        t->left -= t->left < text.n + FILE_COST ? t->left : text.n + FILE_COST;
    if (done && out->n && out->p[out->n - 1] != '\n')
        nc_buf_char(out, '\n');
    nc_buf_dispose(&range);
    nc_buf_dispose(&text);
    nc_buf_dispose(&why);
    return done;
}

static struct nc_str keep(const struct taking *t, struct nc_str s)
{
    return nc_arena_str(t->doc->arena, s);
}

static struct nc_str without_quotes(struct nc_str s)
{
    s = nc_str_trim(s);
    bool quoted = s.n > 1 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0];
    return quoted ? nc_str_sub(s, 1, s.n - 1) : s;
}

/* --- links --- */

/* The end of the word at i: a text in quotation marks, or everything up to a blank or comma. */
static size_t word_end(struct nc_str s, size_t i)
{
    if (i < s.n && (s.p[i] == '"' || s.p[i] == '\'')) {
        size_t end = nc_str_find(s, s.p[i], i + 1);
        return end < s.n ? end + 1 : end;
    }
    while (i < s.n && s.p[i] != ',' && !nc_ascii_is_blank(s.p[i]))
        i++;
    return i;
}

static size_t past_separators(struct nc_str s, size_t i)
{
    while (i < s.n && (s.p[i] == ',' || nc_ascii_is_blank(s.p[i])))
        i++;
    return i;
}

/* Reads `, title:"x" lang="python"`. A text in quotation marks alone is the title, and so is the
 * name of the file. False: it is something else. */
static bool read_link_options(struct request *r, struct nc_str s)
{
    for (size_t i = past_separators(s, 0); i < s.n; i = past_separators(s, i)) {
        size_t from = i;
        while (i < s.n && (nc_ascii_is_alnum(s.p[i]) || s.p[i] == '-'))
            i++;
        struct nc_str key = nc_str_sub(s, from, i);
        bool pair = key.n && i < s.n && strchr(":=", s.p[i]);
        if (pair)
            from = nc_str_past_blanks(s, i + 1, s.n);
        else
            key = NC_NONE;
        i = word_end(s, from);
        struct nc_str word = nc_str_sub(s, from, i), value = without_quotes(word);
        bool quoted = value.n < word.n;
        bool unclosed = !quoted && word.n && strchr("\"'", word.p[0]);
        if (unclosed || (!pair && !quoted && !nc_str_ends(r->path, word)))
            return false;
        if (nc_str_eqz(key, "title") || !key.n)
            r->title = value;
        else if (nc_str_eqz(key, "lang"))
            r->lang = value;
        else if (nc_str_eqz(key, "marker"))
            r->lines = value;
    }
    return true;
}

/* Reads the text of a link, `import:2-5, title:"x"`. */
static bool read_link(struct request *r, struct nc_str s, bool is_book)
{
    size_t i = nc_str_starts(s, NC_LIT("import"))    ? strlen("import")
               : nc_str_starts(s, NC_LIT("include")) ? strlen("include")
                                                     : 0;
    if (!i)
        return false;
    if (i == s.n)
        return is_book;
    if (s.p[i] != ':' && s.p[i] != ',' && !nc_ascii_is_blank(s.p[i]))
        return false;
    if (s.p[i] == ':') {
        size_t end = word_end(s, i + 1);
        r->lines = without_quotes(nc_str_sub(s, i + 1, end));
        i = end;
    }
    return read_link_options(r, nc_str_sub(s, i, s.n));
}

/* The link that is all of a paragraph or of an item's text; NULL: there is more, or it is a cell's.
 */
static const struct nc_node *lone_link(const struct nc_node *p)
{
    bool text = p->kind == NC_PARAGRAPH || (p->kind == NC_PLAIN && p->parent->kind == NC_ITEM);
    const struct nc_node *link = text ? p->first : NULL;
    return link && !link->next && link->kind == NC_LINK ? link : NULL;
}

static void take_link(struct taking *t, struct nc_node *p, const struct nc_node *link)
{
    struct nc_buf shown = {0}, text = {0};
    struct request r = {.path = link->u.ref->dest, .is_link = true};
    nc_plain_text(&shown, link);
    bool asks = read_link(&r, nc_buf_view(&shown), t->v->site == NC_SITE_GITBOOK);
    if (asks && nc_is_url(r.path))
        report(t, link->pos, r.path, "was not included: it is on the web, so it stays a link");
    else if (asks && read_part(t, &text, &r, link->pos)) {
        size_t dot = r.path.n;
        while (dot > 0 && r.path.p[dot - 1] != '.' && r.path.p[dot - 1] != '/')
            dot--;
        struct nc_str suffix =
            dot > 0 && r.path.p[dot - 1] == '.' ? nc_str_sub(r.path, dot, r.path.n) : NC_NONE;
        r.lang = keep(t, r.lang.n ? r.lang : suffix);
        r.title = keep(t, r.title.n ? r.title : r.path);
        struct nc_str id = p->id;
        t->changed = true;
        nc_node_become(t->doc, p, NC_CODE_BLOCK);
        p->first = p->last = NULL;
        p->id = id;
        *p->u.code = (struct nc_code){.lang = r.lang,
                                      .info = r.lang,
                                      .title = r.title,
                                      .text = keep(t, nc_buf_view(&text)),
                                      .fenced = true};
    }
    nc_buf_dispose(&text);
    nc_buf_dispose(&shown);
}

/* --- fences --- */

/* Reads the lines ":key: value". */
static void read_fence_options(struct request *r, struct nc_str s)
{
    static const char *const looks[] = {"linenos",         "lineno-start", "lineno-match", "name",
                                        "emphasize-lines", "class",        "encoding",     NULL};
    for (size_t at = 0; at < s.n;) {
        size_t nl = nc_str_find(s, '\n', at);
        struct nc_str line = nc_str_trim(nc_str_sub(s, at, nl));
        size_t colon = nc_str_find(line, ':', 1);
        at = nl + 1;
        if (line.n < 3 || line.p[0] != ':' || colon == line.n)
            continue;
        struct nc_str key = nc_str_sub(line, 1, colon),
                      value = nc_str_trim(nc_str_sub(line, colon + 1, line.n));
        if (nc_str_eqz(key, "language"))
            r->lang = value;
        else if (nc_str_eqz(key, "lines"))
            r->lines = value;
        else if (nc_str_eqz(key, "caption"))
            r->title = value;
        else if (!nc_str_is_among(key, looks))
            nc_buf_word(&r->lost, key);
    }
}

static void take_fence(struct taking *t, struct nc_node *n)
{
    const struct nc_str mark = NC_LIT("{literalinclude}");
    struct nc_str info = n->u.code->info;
    struct nc_buf text = {0};
    if (!nc_str_starts(info, mark))
        return;
    struct request r = {.path = nc_str_trim(nc_str_sub(info, mark.n, info.n))};
    read_fence_options(&r, n->u.code->text);
    if (read_part(t, &text, &r, n->pos)) {
        n->u.code->lang = n->u.code->info = r.lang;
        n->u.code->title = r.title.n ? r.title : r.path;
        n->u.code->text = keep(t, nc_buf_view(&text));
        if (r.lost.n)
            nc_diag(t->diags, NC_D_PLUGIN_DROPPED, t->doc->files[0], n->pos,
                    "'%.*s' chooses parts of a file, which is not read; all lines are included",
                    NC_FMT(nc_buf_view(&r.lost)));
    }
    nc_buf_dispose(&r.lost);
    nc_buf_dispose(&text);
}

void nc_code_files_take(const struct nc_vault *v, size_t note, struct nc_doc *doc,
                        struct nc_diags *diags)
{
    struct taking t = {.v = v, .note = note, .doc = doc, .diags = diags, .left = MAX_TEXT};
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_node *link = e == NC_WALK_EXIT ? lone_link(w.node) : NULL;
        if (link)
            take_link(&t, nc_node_mutable(w.node), link);
        else if (e == NC_WALK_ENTER && w.node->kind == NC_CODE_BLOCK)
            take_fence(&t, nc_node_mutable(w.node));
    }
    if (t.changed)
        nc_doc_number(doc);
}
