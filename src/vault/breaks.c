/* The line-break rule of a root. If no program's settings give it, notes that link to each other
 * with [[…]] are taken to come from a program that shows every newline, and so are those that
 * Notion or Joplin exported; a tenth of the root's notes is enough. Brackets around anything else
 * ([[Prototype]] in a book on JavaScript) do not name a note. */
#include "base/fsio.h"
#include "base/uchar.h"
#include "parse/construct/wikilink.h"
#include "parse/input/joplin.h"
#include "vault/vaultdata.h"

#include <errno.h>

#define MAX_PEEK ((size_t)16 << 20)

/* The run of fence signs at the beginning of the line, after its indent; empty if shorter than
 * three. */
static struct nc_str fence_of(struct nc_str line)
{
    size_t from = 0, to;
    while (from < line.n && (line.p[from] == ' ' || line.p[from] == '>'))
        from++;
    char c = from < line.n ? line.p[from] : '\0';
    for (to = from; to < line.n && line.p[to] == c;)
        to++;
    bool is_fence = (c == '`' || c == '~') && to - from >= 3;
    return is_fence ? nc_str_sub(line, from, to) : NC_NONE;
}

/* The last name of a note's path, folded, without its suffix. */
static void put_name(struct nc_buf *out, struct nc_str path)
{
    bool is_note;
    nc_nfc_fold(out, nc_less_note_suffix(nc_base_name(nc_str_trim(path)), &is_note));
}

static void collect_names(struct nc_strmap *names, const struct nc_vault *v)
{
    for (size_t i = 0; i < v->count; i++) {
        struct nc_buf name = {0};
        put_name(&name, v->notes[i].rel);
        *nc_strmap_at(names, nc_buf_keep(&name, names->arena)) = 1;
    }
}

/* Whether the text after "[[" names a note of the root. */
static bool is_name(struct nc_str s, const struct nc_strmap *names)
{
    size_t n = 0;
    struct nc_buf name = {0};
    while (n < s.n && !strchr("]|#\n", s.p[n]))
        n++;
    put_name(&name, nc_str_sub(s, 0, n));
    bool known = name.n && nc_strmap_get(names, nc_buf_view(&name));
    nc_buf_dispose(&name);
    return known;
}

/* Whether the line holds a [[…]] that names a note, outside code spans, as the dialect reads it. */
static bool line_names_note(struct nc_str line, const struct nc_strmap *names)
{
    if (nc_str_search(line, NC_LIT("[["), 0) == line.n)
        return false;
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == '\\') {
            i++;
        } else if (line.p[i] == '`') {
            size_t end = nc_str_find(line, '`', i + 1);
            i = end < line.n ? end : i;
        } else if (nc_str_starts(nc_str_sub(line, i, line.n), NC_LIT("[[")) &&
                   nc_wikilink_end(line, i, line.n, '\0') &&
                   is_name(nc_str_sub(line, i + 2, line.n), names)) {
            return true;
        }
    }
    return false;
}

static bool text_names_note(struct nc_str text, const struct nc_strmap *names)
{
    struct nc_str open = NC_NONE;
    for (size_t from = 0; from < text.n;) {
        size_t to = nc_str_find(text, '\n', from);
        struct nc_str line = nc_str_sub(text, from, to), fence = fence_of(line);
        from = to + 1;
        if (open.n) {
            if (fence.n >= open.n && fence.p[0] == open.p[0])
                open = NC_NONE;
        } else if (fence.n) {
            open = fence;
        } else if (line_names_note(line, names)) {
            return true;
        }
    }
    return false;
}

/* Whether the name has the id of a page of Notion, which writes each paragraph on a line. */
static bool is_of_notion(const struct nc_vault_note *n)
{
    bool is_note;
    struct nc_str name = nc_less_note_suffix(nc_base_name(n->rel), &is_note);
    return nc_less_export_mark(name).n < name.n;
}

/* Whether a note is of a program that shows every newline. */
static bool shows_newlines(const struct nc_vault *v, const struct nc_vault_note *n,
                           const struct nc_strmap *known, struct nc_diags *diags)
{
    struct nc_buf b = {0};
    struct nc_fail f = {0};
    unsigned type;
    if (nc_vault_excludes(v, n->rel))
        return false;
    if (is_of_notion(n))
        return true;
    int err = nc_read_file(&b, n->path.p, MAX_PEEK, &f);
    if (err && nc_is_read_failure(errno))
        nc_vault_unread(v, NC_D_NOTE_UNREADABLE, n->rel, n->shown, diags, f.message.p);
    struct nc_str text = nc_buf_view(&b);
    bool shows = !err && (text_names_note(text, known) || nc_joplin_record(text, &type) < text.n);
    nc_buf_dispose(&b);
    nc_buf_dispose(&f.message);
    return shows;
}

/* Whether the root has the folder in which Joplin, and Yarle after Evernote, put attachments. */
static bool has_resources(const struct nc_vault *v)
{
    bool has = false;
    for (size_t i = 0; !has && i < v->file_count; i++) {
        struct nc_str rel = v->file_list[i].rel;
        has = nc_str_starts(rel, NC_LIT("_resources/")) ||
              nc_str_search(rel, NC_LIT("/_resources/"), 0) < rel.n;
    }
    return has;
}

/* Looks at notes until the answer is certain. */
enum nc_breaks nc_vault_breaks(const struct nc_vault *v, struct nc_diags *diags)
{
    if (v->breaks_known)
        return v->breaks;
    if ((!v->is_folder && !v->is_marked) || !v->is_scanned)
        return v->count && is_of_notion(&v->notes[0]) ? NC_BREAKS_HARD : v->breaks;
    if (has_resources(v))
        return NC_BREAKS_HARD;
    struct nc_strmap known = {.arena = nc_arena_new()};
    collect_names(&known, v);
    size_t need = (v->count + 9) / 10, have = 0;
    for (size_t i = 0; i < v->count && have < need && have + (v->count - i) >= need; i++)
        have += shows_newlines(v, &v->notes[i], &known, diags);
    nc_arena_free(known.arena);
    return have >= need && need ? NC_BREAKS_HARD : NC_BREAKS_SOFT;
}
