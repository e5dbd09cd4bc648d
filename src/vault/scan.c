/* Lists the files of a vault. Folders are opened one after the other without following symbolic
 * links. Only folders, .noteconvignore and possible records of Joplin's are opened here, so that a
 * FIFO or a device cannot block the run. */
#include "base/ascii.h"
#include "base/fsio.h"
#include "base/treestate.h"
#include "base/uchar.h"
#include "parse/input/joplin.h"
#include "vault/vaultdata.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_DEPTH 100
#define IGNORE_FILE ".noteconvignore"
#define MAX_RECORD 16384 /* bytes of one of Joplin's records */
#define MAX_IGNORE ((size_t)1 << 20)

struct scan {
    struct nc_vault *v;
    struct nc_diags *diags;
    /* folders still to read, from the root */
    struct nc_str *folders;
    /* files that noteconv wrote, which are not part of its input */
    struct nc_strmap products;
    size_t count, cap;
    /* scratch */
    struct nc_buf path, rel, fold;
    /* the current folder: a name in it is faster to look up than a path */
    int fd;
    bool shallow;
    /* reported that Joplin's records are left out */
    bool reported_record;
};

static bool is_template_name(struct nc_str name)
{
    static const char *const names[] = {"templates", "template",   "模板", "テンプレート",
                                        "템플릿",    "_templates", NULL};
    return nc_str_is_among(name, names);
}

static bool is_trash_name(struct nc_str name)
{
    static const char *const trash[] = {"trash",  "_trash",       "回收站", "ゴミ箱",
                                        "휴지통", "node_modules", NULL};
    return nc_str_is_among(name, trash);
}

static bool skips_folder(const struct nc_vault *v, struct nc_str rel, struct nc_str name)
{
    if (nc_vault_leads_to_input(v, rel))
        return false;
    if (is_trash_name(name) || (name.n && name.p[0] == '.') ||
        (v->is_logseq && (nc_str_eqz(rel, "logseq/bak") || nc_str_eqz(rel, "logseq"))))
        return true;
    return nc_globs_match(&v->ignored, rel, true) > 0;
}

bool nc_scan_skips(const struct nc_vault *v, struct nc_str rel)
{
    size_t from = 0;
    for (size_t to = nc_str_find(rel, '/', 0); to < rel.n; to = nc_str_find(rel, '/', from)) {
        if (skips_folder(v, nc_str_sub(rel, 0, to), nc_str_sub(rel, from, to)))
            return true;
        from = to + 1;
    }
    bool named = nc_vault_leads_to_input(v, rel);
    return !named &&
           ((from < rel.n && rel.p[from] == '.') || nc_globs_match(&v->ignored, rel, false) > 0);
}

/* Whether a path is in a templates folder that was not named. Links find such notes, but they are
 * not part of an output. */
static bool is_template(const struct scan *s, struct nc_str rel)
{
    const struct nc_vault *v = s->v;
    size_t from = 0;
    for (size_t to = nc_str_find(rel, '/', 0); to < rel.n; to = nc_str_find(rel, '/', from)) {
        struct nc_str folder = nc_str_sub(rel, 0, to);
        bool named = nc_vault_leads_to_input(v, folder);
        if (!named && (is_template_name(nc_str_sub(rel, from, to)) ||
                       (v->template_folder.n && nc_str_eq(folder, v->template_folder))))
            return true;
        from = to + 1;
    }
    return false;
}

static struct nc_str folded_copy(struct scan *s, struct nc_str rel)
{
    nc_buf_clear(&s->fold);
    nc_nfc_fold(&s->fold, rel);
    return nc_arena_str(s->v->arena, nc_buf_view(&s->fold));
}

static struct nc_vault_note *known_note(struct nc_vault *v, struct nc_str rel)
{
    for (size_t i = 0; i < v->surveyed; i++)
        if (nc_str_eq(v->notes[i].rel, rel))
            return &v->notes[i];
    return NULL;
}

/* Reports settings below a named folder, because they apply only if their own folder is named. */
static void report_inner_settings(const struct nc_vault *v, struct nc_str rel,
                                  struct nc_diags *diags)
{
    struct nc_str base = nc_vault_base(v);
    bool is_below = rel.n > base.n && nc_str_starts(rel, base) && (!base.n || rel.p[base.n] == '/');
    if (v->is_folder && is_below && nc_str_find(rel, '/', base.n + (base.n > 0)) < rel.n)
        nc_diag(diags, NC_D_SETTING, nc_vault_shown_name(v, rel), (struct nc_pos){0},
                "this file is not read: settings are read from the root of the notes; name its "
                "folder to convert that with them");
}

static void add_note(struct scan *s, struct nc_str rel, struct nc_str stem, const struct stat *st)
{
    struct nc_vault *v = s->v;
    /* After the first pass (a shallow scan) the named notes are already listed. */
    if (known_note(v, rel))
        return;
    nc_grow(&v->notes, &v->cap, v->count + 1, sizeof *v->notes);
    struct nc_str kept = nc_arena_str(v->arena, rel);
    v->notes[v->count++] =
        (struct nc_vault_note){.path = nc_arena_str(v->arena, nc_buf_view(&s->path)),
                               .rel = kept,
                               .shown = nc_vault_shown_name(s->v, rel),
                               .name = nc_arena_str(v->arena, nc_note_name(stem)),
                               .mtime = st->st_mtime,
                               .size = (uint64_t)st->st_size,
                               .stamp = nc_file_stamp(st),
                               .is_aside = is_template(s, rel) || nc_vault_is_hidden(v, rel),
                               .folded = folded_copy(s, rel)};
}

static void add_file(struct scan *s, struct nc_str rel, const struct stat *st)
{
    struct nc_vault *v = s->v;
    nc_grow(&v->file_list, &v->file_cap, v->file_count + 1, sizeof *v->file_list);
    v->file_list[v->file_count++] =
        (struct nc_vault_file){nc_arena_str(v->arena, rel), folded_copy(s, rel), nc_file_stamp(st)};
}

static void push_folder(struct scan *s, struct nc_str rel)
{
    nc_grow(&s->folders, &s->cap, s->count + 1, sizeof *s->folders);
    s->folders[s->count++] = nc_arena_str(s->v->arena, rel);
}

/* Reports something that exists but cannot be examined; error 0: `what` is the whole reason.
 * Excluded files are never examined. */
static void unread(struct scan *s, enum nc_diag_id id, struct nc_str rel, const char *what,
                   int error)
{
    struct nc_buf why = {0};
    if (nc_vault_excludes(s->v, rel))
        return;
    nc_buf_printf(&why, "%s%s%s", what, error ? ": " : "", error ? strerror(error) : "");
    nc_vault_unread(s->v, id, rel, nc_vault_shown_name(s->v, rel), s->diags, why.p);
    nc_buf_dispose(&why);
}

static void vanished(struct scan *s, struct nc_str rel)
{
    nc_diag(s->diags, NC_D_VANISHED, nc_vault_shown_name(s->v, rel), (struct nc_pos){0},
            "it disappeared after its folder was listed");
}

/* Follows a symbolic link inside the root, but not to a folder. True: st describes what it leads
 * to. */
static bool follow_link(struct scan *s, struct nc_str rel, struct stat *st)
{
    char real[PATH_MAX];
    if (!realpath(s->path.p, real) || stat(real, st) != 0) {
        int error = errno;
        if (nc_is_vanished(error) || error == ELOOP)
            nc_diag(s->diags, NC_D_LINK_BROKEN, nc_vault_shown_name(s->v, rel), (struct nc_pos){0},
                    "this symbolic link leads nowhere (or in a circle)");
        else
            unread(s, NC_D_NOTE_UNREADABLE, rel, "this symbolic link cannot be followed", error);
        return false;
    }
    struct nc_str ignored;
    bool inside = nc_vault_below_root(s->v, nc_str(real), &ignored);
    if (!inside)
        nc_diag(s->diags, NC_D_LINK_OUTSIDE, nc_vault_shown_name(s->v, rel), (struct nc_pos){0},
                "this symbolic link leads outside the folder of the notes and is not followed");
    else if (S_ISDIR(st->st_mode))
        nc_diag(s->diags, NC_D_LINK_FOLDER, nc_vault_shown_name(s->v, rel), (struct nc_pos){0},
                "this symbolic link leads to another folder of the notes and is not followed");
    return inside && !S_ISDIR(st->st_mode);
}

/* Whether a file is what Joplin's RAW export writes beside the notes, under the same kind of name.
 */
static bool is_joplin_record(const struct scan *s, const char *name, struct nc_str stem,
                             const struct stat *st)
{
    const size_t id = 32;
    bool hex = stem.n == id && st->st_size < MAX_RECORD;
    for (size_t i = 0; hex && i < id; i++)
        hex = nc_ascii_is_hex(stem.p[i]);
    int fd = hex ? openat(s->fd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) : -1;
    if (fd < 0)
        return false;
    char bytes[MAX_RECORD];
    unsigned type;
    ssize_t n = read(fd, bytes, sizeof bytes);
    close(fd);
    struct nc_str text = {bytes, n > 0 ? (size_t)n : 0};
    return nc_joplin_record(text, &type) < text.n && type != 1;
}

static void add_entry(struct scan *s, struct nc_str folder, const char *name)
{
    struct nc_vault *v = s->v;
    struct stat st;
    bool is_note;
    nc_buf_clear(&s->rel);
    if (folder.n) {
        nc_buf_str(&s->rel, folder);
        nc_buf_char(&s->rel, '/');
    }
    nc_buf_puts(&s->rel, name);
    nc_buf_clear(&s->path);
    nc_buf_str(&s->path, v->root);
    if (v->root.n > 1)
        nc_buf_char(&s->path, '/');
    nc_buf_str(&s->path, nc_buf_view(&s->rel));
    struct nc_str rel = nc_buf_view(&s->rel);
    struct nc_str stem = nc_less_note_suffix(rel, &is_note);
    bool named = nc_vault_leads_to_input(v, rel);
    if (name[0] == '.' && !named)
        return;
    if (fstatat(s->fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
        int error = errno;
        if (nc_is_vanished(error)) {
            vanished(s, rel);
            return;
        }
        if (!named && nc_globs_match(&v->ignored, rel, false) > 0)
            return;
        /* Its name is recorded, so that a link to it is not reported as a link to nothing. */
        unread(s, is_note ? NC_D_NOTE_UNREADABLE : NC_D_MEDIA_UNREADABLE, rel,
               "it cannot be looked at", error);
        st = (struct stat){.st_mode = S_IFREG};
    }
    if (S_ISDIR(st.st_mode)) {
        if (!s->shallow && !skips_folder(s->v, rel, nc_str(name)))
            push_folder(s, rel);
        return;
    }
    if (!named && nc_globs_match(&v->ignored, rel, false) > 0)
        return;
    if (S_ISLNK(st.st_mode) && !follow_link(s, rel, &st))
        return;
    if (!S_ISREG(st.st_mode)) {
        if (is_note)
            nc_diag(s->diags, NC_D_NOTE_SPECIAL, nc_vault_shown_name(s->v, rel), (struct nc_pos){0},
                    "this is not a regular file and is not read");
        return;
    }
    if (is_note && !named && is_joplin_record(s, name, nc_base_name(stem), &st)) {
        if (!s->reported_record)
            nc_diag(
                s->diags, NC_D_PLUGIN_DROPPED, nc_vault_shown_name(v, rel), (struct nc_pos){0},
                "this file describes a notebook, tag or attachment of Joplin and is not a note; "
                "such files were left out");
        s->reported_record = true;
        return;
    }
    if (strcmp(name, "noteconv.yaml") == 0)
        report_inner_settings(v, rel, s->diags);
    if (is_note)
        add_note(s, rel, stem, &st);
    else if (!nc_strmap_get(&s->products, rel))
        add_file(s, rel, &st);
}

/* Reads the file of rules at s->path, which may be a symbolic link inside the root. Returns 0 or
 * the error; EXDEV: it leads out of the root. */
static int read_rules(struct scan *s, struct nc_buf *text)
{
    char real[PATH_MAX];
    struct nc_fail ignored = {0};
    struct nc_str rel;
    if (!realpath(s->path.p, real))
        return errno;
    if (!nc_vault_below_root(s->v, nc_str(real), &rel))
        return EXDEV;
    int error = nc_read_file(text, real, MAX_IGNORE, &ignored) == 0 ? 0 : errno;
    nc_buf_dispose(&ignored.message);
    bool is_utf16 = text->n && memchr(text->p, 0, text->n);
    return !error && is_utf16 ? EILSEQ : error;
}

/* Reads the rules of the folder. False: they exist but cannot be read, so nothing in the folder may
 * be read. */
static bool read_ignore_file(struct scan *s, struct nc_str folder)
{
    struct nc_buf text = {0};
    struct stat st = {0};
    nc_buf_clear(&s->path);
    nc_buf_printf(&s->path, "%.*s/%.*s/" IGNORE_FILE, NC_FMT(s->v->root), NC_FMT(folder));
    if (lstat(s->path.p, &st) != 0 && nc_is_vanished(errno))
        return true;
    int error = read_rules(s, &text);
    bool is_lost = S_ISREG(st.st_mode) && nc_is_vanished(error); /* since it was listed */
    if (!error)
        nc_globs_add_lines(&s->v->ignored, s->v->arena, folder, nc_buf_view(&text));
    else if (error == EXDEV)
        unread(s, NC_D_FOLDER_UNREADABLE, folder,
               "its .noteconvignore cannot be read: it leads outside the folder of the notes", 0);
    else if (!is_lost)
        unread(s, NC_D_FOLDER_UNREADABLE, folder, "its .noteconvignore cannot be read", error);
    nc_buf_dispose(&text);
    return !error || is_lost;
}

/* Lists the files that noteconv wrote into a tree here; they are never link targets. */
static void read_products(struct scan *s, struct nc_str folder)
{
    struct nc_state_text state;
    struct nc_fail why = {0};
    struct nc_buf rel = {0};
    struct nc_tree_reader reader;
    struct nc_tree_head head;
    struct nc_tree_line line;
    nc_buf_clear(&s->path);
    nc_buf_printf(&s->path, "%.*s/%.*s/%s", NC_FMT(s->v->root), NC_FMT(folder), NC_STATE_NAME);
    enum nc_state found = nc_state_read(&state, s->path.p, &nc_tree_form, &why);
    if (found == NC_STATE_SOUND) {
        nc_tree_read(&reader, &state, &nc_tree_form, &head);
        while (nc_tree_next(&reader, &line)) {
            nc_buf_clear(&rel);
            nc_buf_printf(&rel, "%.*s%s", NC_FMT(folder), folder.n ? "/" : "");
            nc_buf_str(&rel, line.rel);
            *nc_strmap_at(&s->products, nc_arena_str(s->v->arena, nc_buf_view(&rel))) = 1;
        }
    } else if (found != NC_STATE_ABSENT && found != NC_STATE_UNREADABLE) {
        nc_diag(s->diags, NC_D_SETTING, nc_vault_shown_name(s->v, folder), (struct nc_pos){0},
                "cannot tell which files here were written by noteconv: %s", why.message.p);
    }
    if (found == NC_STATE_UNREADABLE)
        nc_vault_unread(s->v, NC_D_FOLDER_UNREADABLE, folder, nc_vault_shown_name(s->v, folder),
                        s->diags, why.message.p);
    nc_state_dispose(&state);
    nc_buf_dispose(&why.message);
    nc_buf_dispose(&rel);
}

static DIR *open_folder(struct scan *s, struct nc_str folder)
{
    nc_buf_clear(&s->path);
    nc_buf_str(&s->path, s->v->root);
    if (folder.n) {
        nc_buf_char(&s->path, '/');
        nc_buf_str(&s->path, folder);
    }
    int fd = open(s->path.p,
                  O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC | (folder.n ? O_NOFOLLOW : 0));
    DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
    if (!d) {
        int error = errno;
        if (nc_is_vanished(error))
            vanished(s, folder);
        else
            unread(s, NC_D_FOLDER_UNREADABLE, folder, "this folder cannot be read", error);
        if (fd >= 0)
            close(fd);
    }
    return d;
}

static unsigned depth_of(struct nc_str rel)
{
    unsigned n = 0;
    for (size_t i = 0; i < rel.n; i++)
        n += rel.p[i] == '/';
    return n;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The contents of a folder, sorted, so that messages come in the same order on every file system.
 */
struct names {
    char **items;
    size_t count, cap;
    /* the folder was read to its end */
    bool is_whole;
};

static struct names read_names(struct scan *s, struct nc_str folder, DIR *d)
{
    struct names n = {0};
    errno = 0;
    for (struct dirent *e = readdir(d); e; e = readdir(d)) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        nc_grow(&n.items, &n.cap, n.count + 1, sizeof *n.items);
        n.items[n.count++] = nc_strdup(e->d_name);
        errno = 0;
    }
    n.is_whole = errno == 0;
    if (errno)
        unread(s, NC_D_FOLDER_UNREADABLE, folder, "this folder cannot be read", errno);
    if (n.count)
        qsort(n.items, n.count, sizeof *n.items, by_text);
    return n;
}

/* Whether the folder may hold this name. A complete list answers without asking the disk. */
static bool may_hold(const struct names *n, const char *name)
{
    return !n->is_whole ||
           (n->count && bsearch(&name, n->items, n->count, sizeof *n->items, by_text));
}

static void read_folder(struct scan *s, struct nc_str folder)
{
    if (depth_of(folder) > MAX_DEPTH) {
        nc_vault_unread(s->v, NC_D_FOLDER_UNREADABLE, folder, nc_vault_shown_name(s->v, folder),
                        s->diags, "folders nested deeper than 100 levels are not read");
        return;
    }
    DIR *d = open_folder(s, folder);
    if (!d)
        return;
    struct names names = read_names(s, folder, d);
    bool may = !may_hold(&names, IGNORE_FILE) || read_ignore_file(s, folder);
    if (may && may_hold(&names, NC_STATE_NAME))
        read_products(s, folder);
    s->fd = dirfd(d);
    for (size_t i = 0; i < names.count; i++) {
        if (may)
            add_entry(s, folder, names.items[i]);
        free(names.items[i]);
    }
    free(names.items);
    closedir(d);
}

int nc_vault_scan(struct nc_vault *v, bool shallow, struct nc_diags *diags, struct nc_fail *f)
{
    struct scan s = {.v = v, .diags = diags, .shallow = shallow, .products = {.arena = v->arena}};
    push_folder(&s, NC_LIT(""));
    for (size_t i = 0; i < s.count; i++)
        read_folder(&s, s.folders[i]);
    free(s.folders);
    nc_buf_dispose(&s.path);
    nc_buf_dispose(&s.rel);
    nc_buf_dispose(&s.fold);
    v->is_scanned = true;
    if (v->count + v->file_count > (size_t)1 << 30)
        return nc_fail(f, "%zu files are too many for one run", v->count + v->file_count);
    return 0;
}
