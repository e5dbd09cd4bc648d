/* What mdBook puts into code blocks from other files: {{#include}}, {{#rustdoc_include}} and
 * {{#playground}}, whole, by lines or by anchors; and the lines of Rust code that it hides. Only in
 * the notes of an mdBook; only files inside the root are read. Text outside code is left alone. */
#include "vault/includes.h"
#include "base/fsio.h"
#include "doc/walk.h"

#include <stdlib.h>

#define MAX_DEPTH 10
#define MAX_FILE ((size_t)4 << 20)
#define MAX_TEXT ((size_t)8 << 20) /* of one block, all included */

struct including {
    const struct nc_vault *v;
    size_t note;
    const struct nc_doc *doc;
    const struct nc_node *block;
    struct nc_diags *diags;
};

static void tell(const struct including *in, struct nc_str what, const char *why)
{
    const struct nc_node *n = in->block;
    nc_diag(in->diags, NC_D_INCLUDE, in->doc->files[0], n->pos, "'%.*s' %s", NC_FMT(what), why);
}

/* The lines from..to (1-based, both included) without the last newline. */
static void put_lines(struct nc_buf *out, struct nc_str text, unsigned long from, unsigned long to)
{
    unsigned long line = 1;
    bool any = false;
    for (size_t at = 0; at < text.n && line <= to; line++) {
        size_t end = nc_str_find(text, '\n', at);
        if (line >= from) {
            if (any)
                nc_buf_char(out, '\n');
            nc_buf_str(out, nc_str_sub(text, at, end));
            any = true;
        }
        at = end + 1;
    }
}

/* The name after "ANCHOR:" or "ANCHOR_END:" in a line; empty: it is no such line. */
static struct nc_str anchor_name(struct nc_str line, const char *mark)
{
    size_t at = nc_str_search(line, nc_str(mark), 0);
    if (at == line.n)
        return NC_NONE;
    struct nc_str rest = nc_str_trim(nc_str_sub(line, at + strlen(mark), line.n));
    size_t n = 0;
    while (n < rest.n && (unsigned char)rest.p[n] > ' ')
        n++;
    return nc_str_sub(rest, 0, n);
}

/* The lines between the marks of an anchor, without marks of any. False: there is no such anchor.
 */
static bool put_anchor(struct nc_buf *out, struct nc_str text, struct nc_str name)
{
    bool inside = false, found = false, any = false;
    for (size_t at = 0; at < text.n;) {
        size_t to = nc_str_find(text, '\n', at);
        struct nc_str line = nc_str_sub(text, at, to);
        struct nc_str begins = anchor_name(line, "ANCHOR:"),
                      ends = anchor_name(line, "ANCHOR_END:");
        at = to + 1;
        if (begins.n && nc_str_eq(begins, name))
            inside = found = true;
        else if (ends.n && nc_str_eq(ends, name))
            inside = false;
        else if (inside && !begins.n && !ends.n) {
            if (any)
                nc_buf_char(out, '\n');
            nc_buf_str(out, line);
            any = true;
        }
    }
    return found;
}

/* "2:10", "2:", ":10", "7" or an anchor's name. */
static bool put_range(struct nc_buf *out, struct nc_str text, struct nc_str range)
{
    struct nc_buf b = {0};
    nc_buf_str(&b, range);
    char *rest = b.p;
    bool digits = range.n > 0;
    for (size_t i = 0; i < range.n; i++)
        digits &= (range.p[i] >= '0' && range.p[i] <= '9') || range.p[i] == ':';
    bool ok = true;
    if (!range.n) {
        put_lines(out, text, 1, ULONG_MAX);
    } else if (!digits) {
        ok = put_anchor(out, text, range);
    } else {
        unsigned long from = strtoul(rest, &rest, 10), to = from;
        if (*rest == ':')
            to = rest[1] ? strtoul(rest + 1, NULL, 10) : ULONG_MAX;
        put_lines(out, text, from ? from : 1, to);
    }
    nc_buf_dispose(&b);
    return ok;
}

/* The kinds of links that bring text of a file; the length of the mark, 0: none begins at s. */
static size_t mark_length(struct nc_str s)
{
    static const char *const marks[] = {"{{#include ", "{{#rustdoc_include ", "{{#playground ",
                                        "{{#playpen "};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (nc_str_starts(s, nc_str(marks[i])))
            return strlen(marks[i]);
    return 0;
}

static void expand(const struct including *in, struct nc_buf *out, struct nc_str text,
                   struct nc_str folder, unsigned depth);

static void put_file(const struct including *in, struct nc_buf *out, struct nc_str what,
                     struct nc_str folder, unsigned depth)
{
    size_t blank = nc_str_find(what, ' ', 0); /* options of a playground */
    struct nc_str asked = nc_str_sub(what, 0, blank);
    size_t colon = nc_str_find(asked, ':', 0);
    struct nc_buf path = {0}, text = {0}, part = {0};
    struct nc_fail f = {0};
    struct nc_found_file file = {.is_listed = false};
    struct nc_str rel;
    bool outside;
    nc_buf_char(&path, '/');
    nc_buf_str(&path, folder);
    nc_buf_char(&path, '/');
    nc_buf_str(&path, nc_str_sub(asked, 0, colon));
    bool there = nc_vault_find_file(in->v, in->note, nc_buf_view(&path), &file, &outside) &&
                 nc_read_file(&text, file.real, MAX_FILE, &f) == 0;
    struct nc_str range = nc_str_sub(asked, colon < asked.n ? colon + 1 : colon, asked.n);
    if (!there)
        tell(in, asked,
             outside ? "leads outside the folder of the notes and is not included"
                     : "is to be included and was not found");
    else if (depth >= MAX_DEPTH || out->n > MAX_TEXT)
        tell(in, asked, "is not included: files include each other too deep, or too much");
    else if (!put_range(&part, nc_buf_view(&text), range))
        tell(in, asked, "is to be included, but its file has no such anchor");
    else if (nc_vault_below_root(in->v, nc_str(file.real), &rel))
        expand(in, out, nc_buf_view(&part), nc_folder_name(rel), depth + 1);
    nc_buf_dispose(&path);
    nc_buf_dispose(&text);
    nc_buf_dispose(&part);
    nc_buf_dispose(&f.message);
}

/* Recursion ends at MAX_DEPTH. A backslash before a mark says that it is none. */
static void expand(const struct including *in, struct nc_buf *out, struct nc_str text,
                   struct nc_str folder, unsigned depth)
{
    for (size_t i = 0; i < text.n;) {
        struct nc_str rest = nc_str_sub(text, i, text.n);
        bool escaped = rest.p[0] == '\\' && mark_length(nc_str_sub(rest, 1, rest.n)) > 0;
        size_t mark = mark_length(rest), end = nc_str_search(rest, NC_LIT("}}"), 0);
        if (escaped) {
            nc_buf_str(out, nc_str_sub(rest, 1, 3));
            i += 3;
        } else if (mark && end < nc_str_find(rest, '\n', 0)) {
            put_file(in, out, nc_str_trim(nc_str_sub(rest, mark, end)), folder, depth);
            i += end + 2;
        } else {
            nc_buf_char(out, text.p[i++]);
        }
    }
}

/* Rustdoc and mdBook show a line that begins with "#" and a blank to nobody; "##" is one "#". */
static void hide_lines(struct nc_buf *out, struct nc_str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t to = nc_str_find(text, '\n', at), i = at;
        while (i < to && (text.p[i] == ' ' || text.p[i] == '\t'))
            i++;
        bool sharp = i < to && text.p[i] == '#';
        char next = sharp && i + 1 < to ? text.p[i + 1] : ' ';
        bool hidden = sharp && next == ' ';
        if (!hidden) {
            nc_buf_str(out, nc_str_sub(text, at, i));
            nc_buf_str(out, nc_str_sub(text, sharp && next == '#' ? i + 1 : i, to));
            if (to < text.n)
                nc_buf_char(out, '\n');
        }
        at = to + 1;
    }
}

static bool is_rust(const struct nc_node *n)
{
    struct nc_str s = n->u.code.info;
    return nc_str_starts(s, NC_LIT("rust")) && (s.n == 4 || s.p[4] == ',' || s.p[4] == ' ');
}

void nc_includes_expand(const struct nc_vault *v, size_t note, struct nc_doc *doc,
                        struct nc_diags *diags)
{
    struct including in = {.v = v, .note = note, .doc = doc, .diags = diags};
    struct nc_str folder = nc_folder_name(v->notes[note].rel);
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        if (e != NC_WALK_ENTER || w.node->kind != NC_CODE_BLOCK)
            continue;
        struct nc_node *n = nc_node_mutable(w.node);
        struct nc_buf whole = {0}, shown = {0};
        in.block = n;
        expand(&in, &whole, n->u.code.text, folder, 0);
        if (is_rust(n))
            hide_lines(&shown, nc_buf_view(&whole));
        else
            nc_buf_str(&shown, nc_buf_view(&whole));
        if (!nc_str_eq(nc_buf_view(&shown), n->u.code.text))
            n->u.code.text = nc_arena_str(doc->arena, nc_buf_view(&shown));
        nc_buf_dispose(&whole);
        nc_buf_dispose(&shown);
    }
}
