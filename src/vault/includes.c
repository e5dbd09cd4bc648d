/* What book generators insert into a text from elsewhere. mdBook: {{#include}},
 * {{#rustdoc_include}} and {{#playground}}, and lines of Rust code that it hides; MkDocs: --8<--
 * "file"; GitBook: {{book.variable}}. Only in notes of such a book; reads only files inside the
 * root.
 *
 * Text is expanded before parsing, because what comes in is Markdown. Code is expanded afterwards,
 * when it is known to be code and has lost its indentation. */
#include "vault/includes.h"
#include "base/utf8.h"
#include "doc/walk.h"

#include <stdlib.h>

#define MAX_DEPTH 10
#define MAX_MARK 4096 /* bytes from "{{" to "}}" */
/* Bytes that one note may include in its text, and again in its code. Each file counts for some
 * extra bytes, because finding and opening it takes time too. */
#define MAX_TEXT ((size_t)8 << 20)
#define FILE_COST 500

struct including {
    const struct nc_vault *v;
    size_t note;
    /* the note and the place in it, as named in messages */
    struct nc_str shown;
    struct nc_pos pos;
    struct nc_diags *diags;
    /* of MAX_TEXT, shared by all places of the note */
    size_t *spent;
    /* stack of open includes as "path:range"; entry 0 is the note's */
    struct nc_str *open;
};

static void report(const struct including *in, struct nc_str what, const char *why)
{
    nc_diag(in->diags, NC_D_INCLUDE, in->shown, in->pos, "'%.*s' %s", NC_FMT(what), why);
}

static enum nc_include_marks marks_of(const struct including *in)
{
    return in->v->site == NC_SITE_MKDOCS ? NC_INCLUDE_SNIPPETS : NC_INCLUDE_ANCHORS;
}

/* The length of mdBook's mark at the beginning of s, or 0. *is_title: it is {{#title}}, which sets
 * the title of the browser's window. */
static size_t mark_length(struct nc_str s, bool *is_title)
{
    static const char *const marks[] = {"{{#title ", "{{#include ", "{{#rustdoc_include ",
                                        "{{#playground ", "{{#playpen "};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        *is_title = i == 0;
        if (nc_str_starts(s, nc_str(marks[i])))
            return strlen(marks[i]);
    }
    return 0;
}

static void expand(const struct including *in, struct nc_buf *out, struct nc_str text,
                   struct nc_str folder, unsigned depth);

/* Finds a file by its path from the root. */
static bool find(const struct including *in, struct nc_str folder, struct nc_str asked,
                 struct nc_found_file *file)
{
    struct nc_buf path = {0};
    nc_buf_printf(&path, "/%.*s/%.*s", NC_FMT(folder), NC_FMT(asked));
    bool there = nc_vault_find_file(in->v, in->note, nc_buf_view(&path), file);
    nc_buf_dispose(&path);
    return there;
}

/* Spends n bytes of what the note may take in. False if nothing is left, which is reported once it
 * runs out. */
static bool spend(const struct including *in, size_t n, struct nc_str what)
{
    if (*in->spent > MAX_TEXT)
        return false;
    *in->spent += n;
    if (*in->spent <= MAX_TEXT)
        return true;
    report(in, what, "is cut or left out, and so are all later ones: the note includes too much");
    return false;
}

/* Inserts a part of a file. The part may hold another part of its file, but not itself. */
static void put_part(const struct including *in, struct nc_buf *out, struct nc_str asked,
                     struct nc_str rel, struct nc_str range, struct nc_str text, unsigned depth)
{
    struct nc_buf part = {0}, key = {0};
    size_t left = MAX_TEXT - *in->spent + 1, had = left;
    nc_buf_printf(&key, "%.*s:%.*s", NC_FMT(rel), NC_FMT(range));
    in->open[depth + 1] = nc_buf_view(&key);
    bool repeats = false, found = false;
    for (unsigned k = 0; k <= depth; k++)
        repeats |= nc_str_eq(in->open[k], in->open[depth + 1]);
    if (repeats)
        report(in, asked, "is not included: it includes itself");
    else if (!(found = nc_include_part(&part, text, range, marks_of(in), &left)))
        report(in, asked, "was not included: the file has no such anchor");
    spend(in, had - left, asked);
    if (found)
        expand(in, out, nc_buf_view(&part), nc_folder_name(rel), depth + 1);
    nc_buf_dispose(&part);
    nc_buf_dispose(&key);
}

/* Includes the file that `what` names, or the part of it named after a colon. Paths count from the
 * folder of the text; those of snippets count from the book's. */
static void put_file(const struct including *in, struct nc_buf *out, struct nc_str what,
                     struct nc_str folder, unsigned depth)
{
    size_t colon = nc_str_find(what, ':', 0);
    struct nc_str asked = nc_str_sub(what, 0, colon), rel;
    struct nc_str range = nc_str_sub(what, colon < what.n ? colon + 1 : colon, what.n);
    struct nc_buf text = {0}, why = {0};
    struct nc_found_file file;
    bool snippet = marks_of(in) == NC_INCLUDE_SNIPPETS;
    nc_found_file_init(&file);
    if (!spend(in, FILE_COST, asked))
        return;
    bool found =
        (snippet && find(in, in->v->site_folder, asked, &file)) || find(in, folder, asked, &file);
    bool taken = nc_vault_take_in(in->v, in->note, &file, found, &text, &why, in->diags);
    if (why.n)
        report(in, asked, why.p);
    else if (!taken)
        ; /* reported; the whole note counts as unread */
    else if (depth >= MAX_DEPTH)
        report(in, asked, "is not included: files include each other too deeply");
    else if (spend(in, text.n, asked) && nc_vault_below_root(in->v, nc_str(file.real), &rel))
        put_part(in, out, asked, rel, range, nc_buf_view(&text), depth);
    nc_buf_dispose(&text);
    nc_buf_dispose(&why);
}

/* As put_file, with each line after the first indented like the mark. */
static void put_indented(const struct including *in, struct nc_buf *out, struct nc_str what,
                         struct nc_str indent, struct nc_str folder, unsigned depth)
{
    struct nc_buf text = {0};
    put_file(in, &text, what, folder, depth);
    struct nc_str all = nc_buf_view(&text);
    for (size_t at = 0; at < all.n;) {
        size_t to = nc_str_find(all, '\n', at), next = to < all.n ? to + 1 : to;
        nc_buf_str(out, nc_str_sub(all, at, next));
        if (next < all.n && all.p[next] != '\n' && spend(in, indent.n, what))
            nc_buf_str(out, indent);
        at = next;
    }
    nc_buf_dispose(&text);
}

static struct nc_str indent_of(struct nc_str line)
{
    size_t n = 0;
    while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
        n++;
    return nc_str_sub(line, 0, n);
}

/* The place of the "}}" that ends the mark at the beginning of s; s.n if none is near. */
static size_t mark_end(struct nc_str s)
{
    struct nc_str near = nc_str_sub(s, 0, s.n < MAX_MARK ? s.n : MAX_MARK);
    size_t end = nc_str_search(near, NC_LIT("}}"), 2);
    return end < near.n ? end : s.n;
}

/* Expands mdBook's marks in a line. A backslash before a mark makes it text. */
static void expand_marks(const struct including *in, struct nc_buf *out, struct nc_str line,
                         struct nc_str folder, unsigned depth)
{
    struct nc_str indent = indent_of(line);
    bool is_title;
    for (size_t i = 0; i < line.n;) {
        size_t at = nc_str_search(line, NC_LIT("{{#"), i);
        struct nc_str rest = nc_str_sub(line, at, line.n);
        size_t mark = mark_length(rest, &is_title), end = mark ? mark_end(rest) : rest.n;
        bool escaped = mark && at > i && line.p[at - 1] == '\\';
        nc_buf_str(out, nc_str_sub(line, i, escaped ? at - 1 : at));
        i = at;
        if (mark && !escaped && end < rest.n) {
            struct nc_str what = nc_str_trim(nc_str_sub(rest, mark, end));
            what = nc_str_sub(what, 0, nc_str_find(what, ' ', 0)); /* options of a playground */
            if (!is_title)
                put_indented(in, out, what, i == indent.n ? indent : NC_NONE, folder, depth);
            i += end + 2;
        } else if (rest.n) {
            nc_buf_str(out, nc_str_sub(rest, 0, 2));
            i += 2;
        }
    }
}

/* Whether the line is a snippet, `--8<-- "file"`. *what: the file, empty if the line begins or ends
 * a list of files. */
static bool is_snippet(struct nc_str line, struct nc_str *what)
{
    struct nc_str s = nc_str_trim(line);
    size_t i = 0;
    while (i < s.n && s.p[i] == '-')
        i++;
    if (i == 0 || !nc_str_starts(nc_str_sub(s, i, s.n), NC_LIT("8<-")))
        return false;
    for (i += 2; i < s.n && s.p[i] == '-';)
        i++;
    *what = nc_str_trim(nc_str_sub(s, i, s.n));
    char quote = what->n ? what->p[0] : 0;
    if (!what->n)
        return true;
    if ((quote != '"' && quote != '\'') || what->n < 3 || what->p[what->n - 1] != quote)
        return false;
    *what = nc_str_sub(*what, 1, what->n - 1);
    return true;
}

static bool is_list_mark(struct nc_str line)
{
    struct nc_str what;
    return is_snippet(line, &what) && !what.n;
}

/* The end of the line that ends a list of files; the line that begins it ends at `to`. 0 if there
 * is none. */
static size_t end_of_list(struct nc_str text, size_t to)
{
    while (to < text.n) {
        size_t at = to + 1;
        to = nc_str_find(text, '\n', at);
        if (is_list_mark(nc_str_sub(text, at, to)))
            return to;
    }
    return 0;
}

/* Includes the files of a list, one per line. */
static void put_list(const struct including *in, struct nc_buf *out, struct nc_str list,
                     struct nc_str folder, unsigned depth)
{
    for (size_t at = 0; at < list.n;) {
        size_t to = nc_str_find(list, '\n', at);
        struct nc_str line = nc_str_sub(list, at, to), indent = indent_of(line);
        at = to + 1;
        if (!nc_str_trim(line).n || is_list_mark(line))
            continue;
        nc_buf_str(out, indent);
        put_indented(in, out, nc_str_trim(line), indent, folder, depth);
        nc_buf_char(out, '\n');
    }
}

/* Expands a line of MkDocs' text. A semicolon before a mark makes it text. */
static void put_line(const struct including *in, struct nc_buf *out, struct nc_str line,
                     struct nc_str folder, unsigned depth)
{
    struct nc_str indent = indent_of(line), rest = nc_str_sub(line, indent.n, line.n), what;
    struct nc_str after = nc_str_sub(rest, rest.n > 0, rest.n);
    bool escaped = rest.n && rest.p[0] == ';' &&
                   (is_snippet(after, &what) || nc_include_is_section_mark(after));
    nc_buf_str(out, indent);
    if (escaped) {
        nc_buf_str(out, after);
    } else if (is_snippet(rest, &what) && what.n) {
        put_indented(in, out, what, indent, folder, depth);
    } else {
        if (is_list_mark(rest))
            report(in, nc_str_trim(rest),
                   "begins a list of files that is never closed; it stays text");
        nc_buf_str(out, rest);
    }
}

/* Recursion ends at MAX_DEPTH. */
static void expand(const struct including *in, struct nc_buf *out, struct nc_str text,
                   struct nc_str folder, unsigned depth)
{
    bool snippets = marks_of(in) == NC_INCLUDE_SNIPPETS;
    for (size_t at = 0; at < text.n;) {
        size_t to = nc_str_find(text, '\n', at);
        struct nc_str line = nc_str_sub(text, at, to);
        size_t list_end = snippets && is_list_mark(line) ? end_of_list(text, to) : 0;
        at = (list_end ? list_end : to) + 1;
        if (list_end) {
            put_list(in, out, nc_str_sub(text, to + 1, list_end), folder, depth);
            continue;
        }
        if (snippets && nc_include_is_section_mark(line))
            continue;
        if (snippets)
            put_line(in, out, line, folder, depth);
        else
            expand_marks(in, out, line, folder, depth);
        if (to < text.n)
            nc_buf_char(out, '\n');
    }
}

/* --- code --- */

/* Hides lines that begin with "#" and a blank, as rustdoc and mdBook do; "##" becomes "#". */
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

/* Reports marks that stay because a chapter was converted without its book; they stand where the
 * code would be. */
static void report_kept(const struct including *in, struct nc_str code)
{
    bool is_title;
    for (size_t at = 0; at < code.n;) {
        size_t to = nc_str_find(code, '\n', at);
        struct nc_str line = nc_str_trim(nc_str_sub(code, at, to));
        if (mark_length(line, &is_title) && !is_title && nc_str_ends(line, NC_LIT("}}")))
            report(in, line,
                   "stays as it is: no book.toml was found in the folders above; convert the note "
                   "where its book is");
        at = to + 1;
    }
}

static bool is_rust(const struct nc_node *n)
{
    struct nc_str s = n->u.code->info;
    return nc_str_starts(s, NC_LIT("rust")) && (s.n == 4 || s.p[4] == ',' || s.p[4] == ' ');
}

void nc_includes_in_code(const struct nc_vault *v, size_t note, struct nc_doc *doc,
                         struct nc_diags *diags)
{
    size_t spent = 0;
    struct nc_str open[MAX_DEPTH + 1] = {NC_NONE};
    struct including in = {.v = v,
                           .note = note,
                           .shown = doc->files[0],
                           .diags = diags,
                           .spent = &spent,
                           .open = open};
    struct nc_str folder = nc_folder_name(v->notes[note].rel);
    struct nc_walk w;
    bool expands = v->site == NC_SITE_MDBOOK || v->site == NC_SITE_MKDOCS;
    if (!expands && v->site != NC_SITE_NONE)
        return;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        if (e != NC_WALK_ENTER || w.node->kind != NC_CODE_BLOCK)
            continue;
        struct nc_node *n = nc_node_mutable(w.node);
        struct nc_buf whole = {0}, shown = {0};
        in.pos = n->pos;
        if (!expands) {
            report_kept(&in, n->u.code->text);
            continue;
        }
        expand(&in, &whole, n->u.code->text, folder, 0);
        bool hides = is_rust(n) && v->site == NC_SITE_MDBOOK;
        if (hides)
            hide_lines(&shown, nc_buf_view(&whole));
        struct nc_str text = nc_buf_view(hides ? &shown : &whole);
        if (!nc_str_eq(text, n->u.code->text))
            n->u.code->text = nc_arena_str(doc->arena, text);
        nc_buf_dispose(&whole);
        nc_buf_dispose(&shown);
    }
}

/* --- text --- */

/* A text being expanded line by line. */
struct expansion {
    struct including in;
    struct nc_str folder;
    struct nc_buf *out;
    struct nc_line_map *map;
    /* lines of out */
    uint32_t made;
    /* of the open code block; 0: none */
    char fence;
    size_t fence_length;
};

/* Expands {{book.name}}, with or without blanks around the name, in a line that begins in `out`. */
static void put_variables(const struct expansion *x, struct nc_buf *out, struct nc_str line)
{
    const struct nc_vault *v = x->in.v;
    size_t counted = 0;
    uint32_t before = 0; /* characters in out[0..counted) */
    bool one_line = true;
    for (size_t i = 0; i < line.n;) {
        struct nc_str rest = nc_str_sub(line, i, line.n);
        size_t end = nc_str_starts(rest, NC_LIT("{{")) ? mark_end(rest) : 0;
        bool is_mark = end > 0 && end < rest.n;
        struct nc_str name = is_mark ? nc_str_trim(nc_str_sub(rest, 2, end)) : NC_NONE;
        bool is_book = nc_str_starts(name, NC_LIT("book."));
        uint32_t number = is_book ? nc_strmap_get(&v->site_names, nc_str_sub(name, 5, name.n)) : 0;
        if (number) {
            struct nc_str value = v->site_values[number - 1];
            before += (uint32_t)nc_utf8_count(nc_str_sub(nc_buf_view(out), counted, out->n));
            uint32_t count = (uint32_t)nc_utf8_count(value);
            one_line &= nc_str_find(value, '\n', 0) == value.n;
            if (one_line)
                nc_line_map_add_part(x->map, x->made + 1, before, count,
                                     (uint32_t)nc_utf8_count(nc_str_sub(rest, 0, end + 2)));
            nc_buf_str(out, value);
            before += count;
            counted = out->n;
            i += end + 2;
            continue;
        }
        if (is_book)
            report(&x->in, name, "is not a variable of the book's settings and stays as it is");
        nc_buf_char(out, line.p[i++]);
    }
}

/* Follows fences after the markers of quotations and items. */
static void watch_fence(struct expansion *x, struct nc_str line)
{
    size_t i = 0, n = 0;
    while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t' || line.p[i] == '>'))
        i++;
    while (i + n < line.n && line.p[i + n] == line.p[i])
        n++;
    char c = i < line.n ? line.p[i] : 0;
    if ((c != '`' && c != '~') || n < 3)
        return;
    if (!x->fence) {
        x->fence = c;
        x->fence_length = n;
    } else if (c == x->fence && n >= x->fence_length &&
               !nc_str_trim(nc_str_sub(line, i + n, line.n)).n) {
        x->fence = 0;
    }
}

static uint32_t count_lines(struct nc_str text)
{
    uint32_t lines = 1;
    for (size_t at = nc_str_find(text, '\n', 0); at < text.n; at = nc_str_find(text, '\n', at + 1))
        lines++;
    return lines;
}

/* Writes the text of the lines at..to, the first of which has the number `line`. Returns the number
 * of lines. */
static uint32_t put_lines(struct expansion *x, struct nc_str text, size_t at, size_t to,
                          uint32_t line)
{
    struct nc_str own = nc_str_sub(text, at, to);
    struct nc_buf filled = {0};
    size_t start = x->out->n;
    bool in_code = x->fence != 0, is_gitbook = x->in.v->site == NC_SITE_GITBOOK;
    x->in.pos.line = line;
    uint32_t count = count_lines(own);
    if (is_gitbook) {
        put_variables(x, &filled, own);
        own = nc_buf_view(&filled);
    }
    watch_fence(x, own);
    if (in_code || x->fence || is_gitbook)
        nc_buf_str(x->out, own);
    else
        expand(&x->in, x->out, own, x->folder, 0);
    nc_buf_dispose(&filled);
    uint32_t made = count_lines(nc_str_sub(nc_buf_view(x->out), start, x->out->n));
    if (made != count)
        nc_line_map_add(x->map, x->made + 1, made, line, count);
    x->made += made;
    return count;
}

bool nc_includes_in_text(const struct nc_vault *v, size_t note, struct nc_str text,
                         struct nc_buf *out, struct nc_line_map *map, struct nc_diags *diags)
{
    size_t spent = 0;
    struct nc_str open[MAX_DEPTH + 1];
    struct nc_buf own = {0};
    struct expansion x = {.in = {.v = v,
                                 .note = note,
                                 .shown = v->notes[note].shown,
                                 .pos = {0, 1, 1},
                                 .diags = diags,
                                 .spent = &spent,
                                 .open = open},
                          .folder = nc_folder_name(v->notes[note].rel),
                          .out = out,
                          .map = map};
    bool snippets = v->site == NC_SITE_MKDOCS;
    struct nc_str sign = snippets ? NC_LIT("8<-") : NC_LIT("{{");
    if (v->site == NC_SITE_NONE || nc_str_search(text, sign, 0) == text.n)
        return false;
    nc_buf_printf(&own, "%.*s:", NC_FMT(v->notes[note].rel));
    open[0] = nc_buf_view(&own);
    uint32_t line = 1;
    for (size_t at = 0; at < text.n;) {
        size_t to = nc_str_find(text, '\n', at);
        bool is_list = snippets && !x.fence && is_list_mark(nc_str_sub(text, at, to));
        size_t list_end = is_list ? end_of_list(text, to) : 0;
        to = list_end ? list_end : to;
        line += put_lines(&x, text, at, to, line);
        if (to < text.n)
            nc_buf_char(out, '\n');
        at = to + 1;
    }
    nc_buf_dispose(&own);
    return true;
}
