/* Finds the note or file that a name means. For every path the index holds each suffix that begins
 * with a whole name ("a/b/c", "b/c", "c"), folded. Candidates with the same name are ordered by
 * length of path, so a lookup examines only a few of them. */
#include "base/ascii.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "vault/vaultdata.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#define MAX_VARIANTS 16

bool nc_percent_decode(struct nc_buf *out, struct nc_str s)
{
    nc_buf_percent(out, s);
    return nc_str_search(s, NC_LIT("%00"), 0) == s.n;
}

/* --- building --- */

struct keyed {
    struct nc_str folded, rel;
    /* in code points */
    size_t length;
    uint32_t number;
};

static int shorter_first(const void *p, const void *q)
{
    const struct keyed *a = p, *b = q;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    int c = nc_str_cmp(a->folded, b->folded);
    return c ? c : nc_str_cmp(a->rel, b->rel);
}

static void add_ends(struct nc_names *t, struct nc_str path, uint32_t number)
{
    nc_names_add(t, path, number);
    t->entries[t->count - 1].is_whole = true;
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] == '/')
            nc_names_add(t, nc_str_sub(path, i + 1, path.n), number);
}

static size_t ends_of(struct nc_str path)
{
    size_t count = 1;
    for (size_t i = 0; i < path.n; i++)
        count += path.p[i] == '/';
    return count;
}

static void add_page(struct nc_vault *v, struct nc_buf *name, uint32_t number)
{
    nc_names_add(&v->pages, nc_arena_str(v->arena, nc_buf_view(name)), number);
}

void nc_logseq_page(struct nc_buf *out, struct nc_str stem)
{
    for (size_t i = 0; i < stem.n; i++) {
        struct nc_str rest = nc_str_sub(stem, i, stem.n);
        bool slash = nc_str_starts(rest, NC_LIT("___")) || nc_str_starts(rest, NC_LIT("%2F")) ||
                     nc_str_starts(rest, NC_LIT("%2f"));
        nc_buf_char(out, slash ? '/' : stem.p[i]);
        i += slash ? 2 : 0;
    }
}

bool nc_vault_is_journal(const struct nc_vault *v, struct nc_str folded, struct nc_when *day)
{
    bool note;
    struct nc_str stem = nc_less_note_suffix(nc_base_name(folded), &note);
    return nc_str_eq(nc_folder_name(folded), v->journal_folder) &&
           nc_when_parse(day, stem, NC_WHEN_JOURNAL);
}

/* Adds Logseq's names: it writes a/b as a___b or a%2Fb, and names journals by their date. */
static void add_logseq_names(struct nc_vault *v, struct nc_str folded, uint32_t number)
{
    bool note;
    struct nc_str stem = nc_less_note_suffix(nc_base_name(folded), &note);
    struct nc_buf b = {0}, title = {0};
    struct nc_when day;
    if (nc_vault_is_journal(v, folded, &day)) {
        nc_when_put(&b, &day);
        add_page(v, &b, number);
        nc_buf_clear(&b);
        nc_journal_title(&title, v->journal_format, &day);
        nc_nfc_fold(&b, nc_buf_view(&title));
        add_page(v, &b, number);
    } else {
        nc_logseq_page(&b, stem);
        if (!nc_str_eq(nc_buf_view(&b), stem))
            add_page(v, &b, number);
    }
    nc_buf_dispose(&b);
    nc_buf_dispose(&title);
}

#define MINUTE_ID 12 /* the digits of 202401312359 */
#define SECOND_ID 14 /* the digits of 20240131235959 */

static size_t digits_from(struct nc_str s, size_t i, int step)
{
    size_t n = 0;
    for (; i < s.n && nc_ascii_is_digit((unsigned char)s.p[i]); i += (size_t)step)
        n++;
    return n;
}

/* Adds the moment that a name of Zettlr or The Archive begins or ends with, by which links name the
 * note. */
static void add_moment(struct nc_vault *v, struct nc_str stem, uint32_t number)
{
    struct nc_str name = nc_base_name(stem);
    size_t before = digits_from(name, 0, 1), after = name.n ? digits_from(name, name.n - 1, -1) : 0;
    size_t n = before == MINUTE_ID || before == SECOND_ID ? before : after;
    struct nc_str id = n == before ? nc_str_sub(name, 0, n) : nc_str_sub(name, name.n - n, name.n);
    if (id.n < name.n && (n == MINUTE_ID || n == SECOND_ID))
        nc_names_add(&v->moments, id, number);
}

void nc_vault_build_names(struct nc_vault *v)
{
    if (v->has_names)
        return;
    v->has_names = true;
    size_t count = v->count > v->file_count ? v->count : v->file_count;
    struct keyed *list = nc_calloc(count, sizeof *list);
    bool note;
    size_t ends = 0;
    for (size_t i = 0; i < v->count; i++) {
        struct nc_str stem = nc_less_note_suffix(v->notes[i].folded, &note);
        ends += ends_of(stem);
        list[i] = (struct keyed){stem, v->notes[i].rel, nc_utf8_count(stem), (uint32_t)i};
    }
    if (v->count)
        qsort(list, v->count, sizeof *list, shorter_first);
    nc_strmap_expect(&v->paths.firsts, ends);
    for (size_t i = 0; i < v->count; i++) {
        if (list[i].folded.n)
            add_ends(&v->paths, list[i].folded, list[i].number);
        if (v->is_logseq)
            add_logseq_names(v, v->notes[list[i].number].folded, list[i].number);
        else if (!v->has_obsidian)
            add_moment(v, list[i].folded, list[i].number);
    }
    ends = 0;
    for (size_t i = 0; i < v->file_count; i++) {
        struct nc_str f = v->file_list[i].folded;
        ends += ends_of(f);
        list[i] = (struct keyed){f, v->file_list[i].rel, nc_utf8_count(f), (uint32_t)i};
    }
    if (v->file_count)
        qsort(list, v->file_count, sizeof *list, shorter_first);
    nc_strmap_expect(&v->files.firsts, ends);
    for (size_t i = 0; i < v->file_count; i++)
        add_ends(&v->files, list[i].folded, list[i].number);
    free(list);
}

/* --- asking --- */

/* A question about notes or about other files. The paths and folders below are folded. Folding
 * neither removes nor adds a slash, so joining folded parts gives a folded path. */
struct question {
    const struct nc_vault *v;
    bool files;
    /* as written */
    struct nc_str raw;
};

static struct nc_str full_path(const struct question *q, uint32_t number, bool folded)
{
    bool note;
    if (q->files)
        return folded ? q->v->file_list[number].folded : q->v->file_list[number].rel;
    const struct nc_vault_note *n = &q->v->notes[number];
    return nc_less_note_suffix(folded ? n->folded : n->rel, &note);
}

/* Whether the candidate's own spelling ends the way the author wrote it. */
static bool is_spelled(const struct question *q, uint32_t number)
{
    return q->raw.n && nc_str_ends(full_path(q, number, false), q->raw);
}

/* Picks among the candidates of a folded key. full: only those with this whole path. */
static bool pick(const struct question *q, struct nc_str key, bool full, struct nc_hit *hit)
{
    const struct nc_names *t = q->files ? &q->v->files : &q->v->paths;
    const struct nc_name_entry *first = nc_names_get(t, key), *best = first;
    if (!first || (full && !first->is_whole))
        return false;
    *hit = (struct nc_hit){.kind = q->files ? NC_HIT_FILE : NC_HIT_NOTE, .number = first->value};
    if (!first->next)
        return true;
    size_t length = full_path(q, first->value, true).n, seen = 0;
    bool spelled = is_spelled(q, first->value);
    const struct nc_name_entry *other = nc_names_next(t, first);
    for (const struct nc_name_entry *e = other; e && !spelled && seen < MAX_VARIANTS;
         e = nc_names_next(t, e), seen++) {
        if (full_path(q, e->value, true).n != length)
            break;
        if (is_spelled(q, e->value)) {
            best = e;
            other = first;
            spelled = true;
        }
    }
    if (full && other && full_path(q, other->value, true).n != length)
        other = NULL;
    /* Several candidates differ only in case or form, and this one is spelled exactly: it is meant.
     */
    if (other && spelled &&
        nc_str_eq(full_path(q, other->value, true), full_path(q, best->value, true)) &&
        !is_spelled(q, other->value))
        other = NULL;
    hit->number = best->value;
    if (other)
        hit->other = q->files ? q->v->file_list[other->value].rel : q->v->notes[other->value].rel;
    return true;
}

/* Appends folder/path with "." and ".." resolved. False: it leads above the root. */
static bool join(struct nc_buf *out, struct nc_str folder, struct nc_str path)
{
    nc_buf_str(out, folder);
    for (size_t from = 0; from <= path.n;) {
        size_t to = nc_str_find(path, '/', from);
        struct nc_str part = nc_str_sub(path, from, to);
        from = to + 1;
        if (part.n == 0 || nc_str_eqz(part, "."))
            continue;
        if (nc_str_eqz(part, "..")) {
            if (out->n == 0)
                return false;
            while (out->n > 0 && out->p[out->n - 1] != '/')
                out->n--;
            out->n -= out->n > 0;
            out->p[out->n] = '\0';
            continue;
        }
        if (out->n)
            nc_buf_char(out, '/');
        nc_buf_str(out, part);
    }
    return true;
}

static bool is_dots(struct nc_str part)
{
    return nc_str_eqz(part, ".") || nc_str_eqz(part, "..");
}

static bool is_dotted(struct nc_str p)
{
    return nc_str_starts(p, NC_LIT("./")) || nc_str_starts(p, NC_LIT("../")) ||
           nc_str_eqz(p, "..") || nc_str_search(p, NC_LIT("/../"), 0) < p.n;
}

/* A path in the form of the index. */
static struct nc_str indexed(const struct question *q, struct nc_str path)
{
    bool note;
    return q->files ? path : nc_less_note_suffix(path, &note);
}

static bool pick_path(const struct question *q, struct nc_str path, bool full, struct nc_hit *hit)
{
    struct nc_str key = indexed(q, path);
    return key.n && pick(q, key, full, hit);
}

/* Whether anything has the last name of a path. If not, the path cannot exist, whatever folder it
 * counts from. */
static bool has_last_name(const struct question *q, struct nc_str path)
{
    struct nc_str key = indexed(q, nc_base_name(path));
    return !key.n || is_dots(key) || nc_names_get(q->files ? &q->v->files : &q->v->paths, key);
}

/* Picks by the path below a folder: that of the asking note, or another. */
static bool pick_below(const struct question *q, struct nc_str folder, struct nc_str path,
                       struct nc_hit *hit)
{
    struct nc_buf joined = {0};
    bool found =
        join(&joined, folder, path) && joined.n && pick_path(q, nc_buf_view(&joined), true, hit);
    nc_buf_dispose(&joined);
    return found;
}

/* Picks in the folder where Obsidian puts attachments, as its settings name it. */
static bool pick_attachment(const struct question *q, struct nc_str folder, struct nc_str path,
                            struct nc_hit *hit)
{
    struct nc_str a = q->v->attachment_folder;
    if (!q->files || a.n == 0)
        return false;
    struct nc_buf own = {0}, b = {0};
    bool is_beside = nc_str_starts(a, NC_LIT("./"));
    nc_nfc_fold(&own, is_beside ? nc_str_sub(a, 2, a.n) : a);
    bool found =
        is_beside ? join(&b, folder, nc_buf_view(&own)) && pick_below(q, nc_buf_view(&b), path, hit)
                  : pick_below(q, nc_buf_view(&own), path, hit);
    nc_buf_dispose(&own);
    nc_buf_dispose(&b);
    return found;
}

/* Picks by a path that begins with '/'. It counts from the root; but in the sources of a site it
 * counts from a folder of the root (docs, content), so the folders above the note are tried next,
 * the outermost first. Pictures of a site lie in another folder (static, public), so finally the
 * end of a path is enough. */
static bool pick_absolute(const struct question *q, struct nc_str folder, struct nc_str path,
                          struct nc_hit *hit)
{
    bool found = pick_below(q, NC_NONE, path, hit);
    for (size_t to = 0; !found && to < folder.n; to++) {
        to = nc_str_find(folder, '/', to);
        found = pick_below(q, nc_str_sub(folder, 0, to), path, hit);
    }
    return found || (q->files && pick_path(q, nc_str_sub(path, 1, path.n), false, hit));
}

static bool pick_any(const struct question *q, struct nc_str folder, struct nc_str path,
                     bool by_name, struct nc_hit *hit)
{
    if (is_dotted(path))
        return pick_below(q, folder, path, hit);
    if (!has_last_name(q, path))
        return false;
    if (path.n && path.p[0] == '/')
        return pick_absolute(q, folder, path, hit);
    if (by_name && !q->files)
        return pick_path(q, path, true, hit) || pick_below(q, folder, path, hit) ||
               pick_path(q, path, false, hit);
    return pick_below(q, folder, path, hit) || pick_path(q, path, true, hit) ||
           pick_attachment(q, folder, path, hit) || pick_path(q, path, false, hit);
}

/* Picks the note of a folder that is named: its introduction, or the text of a bundle. */
static bool pick_in_folder(const struct question *q, struct nc_str folder, struct nc_str path,
                           struct nc_hit *hit)
{
    static const char *const names[] = {"index", "readme", "_index"};
    bool found = false;
    struct nc_buf b = {0};
    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    for (size_t i = 0; !found && path.n && i < sizeof names / sizeof names[0]; i++) {
        nc_buf_clear(&b);
        nc_buf_str(&b, path);
        nc_buf_printf(&b, "/%s", names[i]);
        found = pick_any(q, folder, nc_buf_view(&b), true, hit);
    }
    nc_buf_clear(&b);
    nc_buf_printf(&b, "%.*s.textbundle/text", NC_FMT(path));
    found = found || (path.n && pick_any(q, folder, nc_buf_view(&b), true, hit));
    nc_buf_dispose(&b);
    return found;
}

/* Picks by the name of a Logseq page, by the moment in a name or by an alias that only one note
 * has.
 */
static bool pick_alias(const struct nc_vault *v, struct nc_str path, struct nc_hit *hit)
{
    const struct nc_name_entry *page = nc_names_get(&v->pages, path);
    const struct nc_name_entry *moment = nc_names_get(&v->moments, path);
    const struct nc_name_entry *alias = nc_names_get(&v->aliases, path);
    if (!page && moment && !moment->next)
        page = moment;
    if (page) {
        *hit = (struct nc_hit){.kind = NC_HIT_NOTE, .number = page->value};
        return true;
    }
    if (!alias || alias->next)
        return false;
    *hit = (struct nc_hit){.kind = NC_HIT_NOTE, .number = alias->value, .by_alias = true};
    return true;
}

static struct nc_hit ask(const struct nc_vault *v, struct nc_str folder, struct nc_str written,
                         bool by_name, bool wants_file)
{
    struct nc_hit hit = {0};
    struct nc_str raw = written;
    bool is_note;
    while (raw.n && raw.p[0] == '/')
        raw = nc_str_sub(raw, 1, raw.n);
    raw = is_dotted(raw) ? nc_base_name(raw) : raw;
    struct question notes = {v, false, nc_less_note_suffix(raw, &is_note)}, files = {v, true, raw};
    struct question *first = wants_file ? &files : &notes, *second = wants_file ? &notes : &files;
    struct nc_buf store = {0}, joined = {0};
    nc_nfc_fold(&store, written);
    struct nc_str path = nc_buf_view(&store);
    bool found = pick_any(first, folder, path, by_name, &hit) ||
                 pick_any(second, folder, path, by_name, &hit) ||
                 pick_in_folder(&notes, folder, path, &hit) || pick_alias(v, path, &hit);
    if (!found && is_dotted(path) && !join(&joined, folder, path))
        hit.kind = NC_HIT_OUTSIDE;
    nc_buf_dispose(&store);
    nc_buf_dispose(&joined);
    return hit;
}

/* Books link to the pages that their notes become: "a.html" is the note "a". */
static struct nc_hit ask_page(const struct nc_vault *v, struct nc_str folder, struct nc_str path)
{
    struct nc_str suffix = NC_LIT(".html");
    struct nc_hit none = {0};
    if (!nc_has_suffix(path, suffix))
        return none;
    path.n -= suffix.n;
    struct nc_hit hit = ask(v, folder, path, false, false);
    if (hit.kind == NC_HIT_NONE && nc_str_ieq(nc_base_name(path), NC_LIT("index")))
        hit = ask(v, folder, nc_folder_name(path), false, false);
    return hit.kind == NC_HIT_NOTE ? hit : none;
}

void nc_vault_ask_from(struct nc_vault *v, struct nc_str rel)
{
    struct nc_buf folded = {0};
    nc_nfc_fold(&folded, rel);
    nc_grow(&v->notes, &v->cap, v->count + 1, sizeof *v->notes);
    v->notes[v->count] = (struct nc_vault_note){
        .rel = nc_arena_str(v->arena, rel), .folded = nc_arena_str(v->arena, nc_buf_view(&folded))};
    nc_buf_dispose(&folded);
}

struct nc_hit nc_vault_lookup(const struct nc_vault *v, size_t from, struct nc_str path,
                              bool by_name, bool wants_file)
{
    assert(v->has_names && !v->notes[from].folded.n == !v->notes[from].rel.n);
    struct nc_str folder = nc_folder_name(v->notes[from].folded);
    struct nc_hit hit = {0};
    if (path.n == 0 || memchr(path.p, 0, path.n))
        return hit;
    hit = ask(v, folder, path, by_name, wants_file);
    /* A file may really be called "100%25.png", and a name in brackets may be encoded. */
    if (hit.kind == NC_HIT_NONE && nc_str_find(path, '%', 0) < path.n) {
        struct nc_buf decoded = {0};
        if (nc_percent_decode(&decoded, path))
            hit = ask(v, folder, nc_buf_view(&decoded), by_name, wants_file);
        nc_buf_dispose(&decoded);
    }
    if (hit.kind == NC_HIT_NONE && !by_name)
        hit = ask_page(v, folder, path);
    return hit;
}

void nc_found_file_init(struct nc_found_file *file)
{
    file->is_listed = false;
    file->number = 0;
    file->other = NC_NONE;
    file->real[0] = file->asked[0] = '\0';
    file->outside = false;
    file->error = 0;
}

/* Whether the file may exist although stat failed with this errno. */
static bool may_exist(int error)
{
    return nc_is_read_failure(error) && error != ENAMETOOLONG && error != ELOOP;
}

bool nc_vault_find_file(const struct nc_vault *v, size_t from, struct nc_str dest,
                        struct nc_found_file *file)
{
    file->outside = false;
    file->error = 0;
    file->asked[0] = '\0';
    struct nc_buf path = {0}, name = {0}, rel = {0};
    bool found = false;
    struct stat st;
    struct nc_str folder = nc_folder_name(v->notes[from].rel);
    if (nc_percent_decode(&name, dest) && name.n) {
        bool absolute = name.p[0] == '/';
        file->outside = !join(&rel, absolute ? NC_NONE : folder, nc_buf_view(&name));
        nc_buf_printf(&path, "%.*s/", NC_FMT(v->root));
        nc_buf_str(&path, nc_buf_view(&rel));
        bool can =
            !file->outside && rel.n && path.n < PATH_MAX && memchr(path.p, 0, path.n) == NULL;
        if (can)
            memcpy(file->asked, path.p, path.n + 1);
        /* Few of the requested files exist, and one call is enough to rule one out. */
        bool there = can && stat(path.p, &st) == 0;
        file->error = can && !there && may_exist(errno) ? errno : 0;
        found = there && S_ISREG(st.st_mode) && realpath(path.p, file->real);
        struct nc_str ignored;
        if (found && !nc_vault_below_root(v, nc_str(file->real), &ignored)) {
            found = false;
            file->outside = true;
        }
    }
    nc_buf_dispose(&path);
    nc_buf_dispose(&name);
    nc_buf_dispose(&rel);
    return found;
}
