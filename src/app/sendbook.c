/* Puts one book onto a reader: whether it has to be written, its name, and its picture on the
 * shelf. No file on the device gets its name before all books of the run are there. */
#include "app/send.h"

#include "base/fsio.h"
#include "base/hash.h"
#include "export/kindle/kindlebook.h"
#include "export/zip/archive.h"
#include "media/prepare.h"
#include "preflight/preflight.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>

#define MAX_BOOK ((size_t)1 << 30)
#define MAX_COVER ((size_t)32 << 20)
#define RESERVE ((uint64_t)2 << 20) /* bytes to keep free: the reader's own database grows */
#define THUMBNAIL 500               /* pixels */
#define MAX_NAMES 1000
#define MAX_ID 1000 /* bytes of an identifier that is kept unchanged */

/* The book being sent. */
struct book {
    const char *path;
    /* of the file made or given */
    struct nc_buf bytes;
    /* rel: its path on the device */
    struct nc_buf id, rel;
    char source[65], file[65];
    struct nc_uuid uuid;
    struct nc_book_facts facts;
    bool is_epub;
};

static void hex_digest(char out[65], struct nc_str bytes)
{
    uint8_t digest[32];
    nc_sha256(digest, bytes);
    nc_hex(out, digest, 32);
}

static void report(struct nc_sending *s, const char *what, struct nc_str path)
{
    nc_buf_printf(&s->report, "%-9s %.*s\n", what, NC_FMT(path));
}

static void leave_out(struct nc_sending *s, struct nc_str path, const char *why)
{
    nc_diag(s->diags, NC_D_NOT_SENT, path, (struct nc_pos){0}, "left out: %s", why);
    s->left++;
}

static void put_path(struct nc_buf *out, const struct nc_sending *s, struct nc_str rel)
{
    nc_buf_clear(out);
    nc_buf_str(out, nc_buf_view(&s->device->root));
    nc_buf_char(out, '/');
    nc_buf_str(out, rel);
}

/* --- what the book is --- */

/* The book's identifier; the digest of a long one; the name of a book without one. */
static void put_id(struct book *b, struct nc_str name)
{
    struct nc_str id = nc_buf_view(&b->facts.identifier);
    char digest[65];
    if (id.n > MAX_ID) {
        hex_digest(digest, id);
        nc_buf_printf(&b->id, "sha256:%s", digest);
    } else if (id.n) {
        nc_buf_str(&b->id, id);
    } else {
        nc_buf_printf(&b->id, "name:%.*s", NC_FMT(name));
    }
}

static int read_book(struct book *b, struct nc_str name, struct nc_fail *f)
{
    b->is_epub = nc_has_suffix(nc_str(b->path), NC_LIT(".epub"));
    if (nc_read_file(&b->bytes, b->path, MAX_BOOK, f) ||
        (b->is_epub && nc_book_facts_read(&b->facts, b->path, f)))
        return -1;
    put_id(b, name);
    struct nc_str id = nc_buf_view(&b->id), urn = NC_LIT("urn:uuid:");
    struct nc_str uuid = nc_str_starts(id, urn) ? nc_str_sub(id, urn.n, id.n) : id;
    if (!nc_uuid_parse(&b->uuid, uuid))
        b->uuid = nc_uuid5(nc_uuid_namespace, id);
    hex_digest(b->source, nc_buf_view(&b->bytes));
    return 0;
}

static void dispose(struct book *b)
{
    nc_buf_dispose(&b->bytes);
    nc_buf_dispose(&b->id);
    nc_buf_dispose(&b->rel);
    nc_book_facts_dispose(&b->facts);
}

/* --- where it goes --- */

static const char *suffix_for(const struct nc_sending *s, const struct book *b)
{
    bool kepub = nc_has_suffix(nc_str(b->path), NC_LIT(".kepub.epub"));
    return !b->is_epub || s->device->kind->takes_azw3 ? ".azw3" : kepub ? ".kepub.epub" : ".epub";
}

/* Makes a path such as "Notes/sub/name 2.epub", each part safe on FAT. */
static void put_rel(struct nc_buf *out, const struct nc_sending *s, struct nc_str name,
                    unsigned number, const char *suffix)
{
    nc_buf_clear(out);
    nc_buf_puts(out, s->device->kind->folder);
    for (size_t from = 0; from <= name.n;) {
        size_t to = nc_str_find(name, '/', from);
        nc_buf_puts(out, out->n ? "/" : "");
        nc_safe_filename(out, nc_str_sub(name, from, to));
        from = to + 1;
    }
    if (number > 1)
        nc_buf_printf(out, " %u", number);
    nc_buf_puts(out, suffix);
}

/* Finds a name that no other file has. */
static int choose_name(struct nc_sending *s, struct book *b, struct nc_str name)
{
    struct nc_buf path = {0};
    struct stat st;
    unsigned n = 1;
    bool taken = true;
    for (; taken && n <= MAX_NAMES; n++) {
        put_rel(&b->rel, s, name, n, suffix_for(s, b));
        put_path(&path, s, nc_buf_view(&b->rel));
        taken = nc_sent_has_path(&s->sent, nc_buf_view(&b->rel)) || lstat(path.p, &st) == 0;
    }
    nc_buf_dispose(&path);
    return taken ? nc_fail(s->fail, "%s: too many files on the reader have its name", b->path) : 0;
}

/* What happened to the copy that was sent before. */
enum copy { COPY_THERE, COPY_GONE, COPY_CHANGED };

static enum copy look_at_copy(const struct nc_sending *s, const struct nc_sent_book *old)
{
    struct nc_buf path = {0}, bytes = {0};
    struct nc_fail ignored = {0};
    struct stat st;
    char digest[65];
    enum copy found = COPY_CHANGED;
    put_path(&path, s, old->path);
    if (lstat(path.p, &st) != 0) {
        found = COPY_GONE;
    } else if (S_ISREG(st.st_mode) && nc_read_file(&bytes, path.p, MAX_BOOK, &ignored) == 0) {
        hex_digest(digest, nc_buf_view(&bytes));
        found = nc_str_eqz(old->file, digest) ? COPY_THERE : COPY_CHANGED;
    }
    nc_buf_dispose(&path);
    nc_buf_dispose(&bytes);
    nc_buf_dispose(&ignored.message);
    return found;
}

/* Whether the book has to be written; sets b->rel to where. If not, this is reported. */
static bool is_wanted(struct nc_sending *s, struct book *b, const struct nc_sent_book *old)
{
    enum copy copy = look_at_copy(s, old);
    bool current = nc_str_eqz(old->source, b->source);
    nc_buf_str(&b->rel, old->path);
    if (copy == COPY_GONE && !s->o->again) {
        leave_out(s, old->path, "it was deleted on the reader; --again sends it");
        return false;
    }
    if (copy == COPY_CHANGED && !s->o->force) {
        leave_out(s, old->path,
                  "the copy on the reader was changed there, or is damaged; --force replaces it");
        return false;
    }
    if (current && copy == COPY_THERE) {
        s->same++;
        return false;
    }
    return true;
}

/* Whether this run already sent a book with this identifier, which is reported: the second would
 * overwrite the first. */
static bool is_double(struct nc_sending *s, const struct book *b, struct nc_str name)
{
    uint32_t *slot = nc_strmap_at(&s->seen, nc_arena_str(s->sent.arena, nc_buf_view(&b->id)));
    bool is_second = *slot != 0;
    *slot = 1;
    if (is_second) {
        const struct nc_sent_book *first = nc_sent_find(&s->sent, nc_buf_view(&b->id));
        nc_diag(s->diags, NC_D_SENT_TWICE, name, (struct nc_pos){0},
                "left out: it and another book of this run%s%.*s%s have the same identifier, or no "
                "identifier and the same name; give it an id of its own",
                first ? " (" : "", NC_FMT(first ? first->path : NC_NONE), first ? ")" : "");
        s->left++;
    }
    return is_second;
}

/* --- writing --- */

static bool is_below(const char *root, const char *path)
{
    size_t n = strlen(root);
    return strncmp(root, path, n) == 0 && (n == 1 || path[n] == '\0' || path[n] == '/');
}

/* Fails for a folder that leads out of the device. It may be a link within it. */
static int check_folder(const struct nc_sending *s, const char *path)
{
    char root[PATH_MAX], real[PATH_MAX];
    return realpath(s->device->root.p, root) && realpath(path, real) && is_below(root, real)
               ? 0
               : nc_fail(s->fail, "%s leads out of the reader; nothing was written", path);
}

/* Creates the folders above rel, which must lie on the device. */
static int make_folders(struct nc_sending *s, struct nc_str rel)
{
    struct nc_buf path = {0};
    int err = 0;
    for (size_t to = nc_str_find(rel, '/', 0); to < rel.n && !err;
         to = nc_str_find(rel, '/', to + 1)) {
        put_path(&path, s, nc_str_sub(rel, 0, to));
        err = nc_outset_mkdir(s->outs, path.p, NULL, s->fail);
        err = err ? err : check_folder(s, path.p);
    }
    nc_buf_dispose(&path);
    return err;
}

/* Writes the temporary that becomes the file at path. Its folder is checked once more when the file
 * is open, because it then stays where it is. */
static int write_out(struct nc_sending *s, const char *path, struct nc_str rel, struct nc_str bytes)
{
    struct nc_out *out;
    struct nc_buf folder = {0};
    if (nc_out_open_guarded(&out, s->outs, path, s->fail))
        return -1;
    put_path(&folder, s, nc_folder_name(rel));
    int err = check_folder(s, folder.p);
    err = err ? err : nc_out_write(out, bytes.p, bytes.n);
    if (err)
        nc_out_discard(out);
    else
        err = nc_out_close(out);
    nc_buf_dispose(&folder);
    return err;
}

static int check_space(const struct nc_sending *s, size_t size)
{
    struct statvfs fs;
    if (statvfs(s->device->root.p, &fs) != 0)
        return 0; /* the write will fail and report it */
    uint64_t free_bytes = (uint64_t)fs.f_bavail * fs.f_frsize;
    if (free_bytes >= size + RESERVE)
        return 0;
    return nc_fail(s->fail,
                   "%s has %.1f MB left, and a book of %.1f MB does not fit; nothing was written",
                   s->device->root.p, (double)free_bytes / 1e6, (double)size / 1e6);
}

static int write_file(struct nc_sending *s, struct nc_str rel, struct nc_str bytes)
{
    struct nc_buf path = {0};
    put_path(&path, s, rel);
    int err = check_space(s, bytes.n);
    err = err ? err : make_folders(s, rel);
    err = err ? err : write_out(s, path.p, rel, bytes);
    nc_buf_dispose(&path);
    return err;
}

/* Writes the cover's picture. Kindle draws no cover for a book copied over USB; it shows this file
 * instead (found by calibre). */
static int write_thumbnail(struct nc_sending *s, const struct book *b)
{
    struct nc_buf path = {0}, cover = {0}, rel = {0};
    struct nc_media_form form = {0};
    struct nc_fail ignored = {0};
    char uuid[37];
    int err = 0;
    put_path(&path, s, NC_LIT("system/thumbnails"));
    if (b->facts.cover.n && nc_is_folder(path.p) &&
        nc_archive_read(&cover, b->path, b->facts.cover.p, MAX_COVER, &ignored) == NC_ENTRY_READ) {
        nc_media_convert(&form, nc_buf_view(&cover), THUMBNAIL);
        struct nc_str bytes =
            form.state == NC_MEDIA_MADE ? nc_buf_view(&form.bytes) : nc_buf_view(&cover);
        nc_uuid_print(uuid, b->uuid);
        nc_buf_printf(&rel, "system/thumbnails/thumbnail_%s_EBOK_portrait.jpg", uuid);
        if (form.state != NC_MEDIA_REFUSED && form.type == NC_MEDIA_JPEG)
            err = write_file(s, nc_buf_view(&rel), bytes);
    }
    nc_buf_dispose(&path);
    nc_buf_dispose(&cover);
    nc_buf_dispose(&rel);
    nc_buf_dispose(&form.bytes);
    nc_buf_dispose(&ignored.message);
    return err;
}

static int write_book(struct nc_sending *s, struct book *b)
{
    struct nc_buf azw3 = {0};
    bool convert = b->is_epub && s->device->kind->takes_azw3;
    int err =
        convert ? nc_kindle_convert(&azw3, b->path, b->uuid, (int64_t)time(NULL), s->fail) : 0;
    struct nc_str bytes = convert ? nc_buf_view(&azw3) : nc_buf_view(&b->bytes);
    if (!err) {
        hex_digest(b->file, bytes);
        err = write_file(s, nc_buf_view(&b->rel), bytes);
    }
    if (!err && s->device->kind->takes_azw3)
        err = write_thumbnail(s, b);
    nc_buf_dispose(&azw3);
    return err;
}

int nc_send_book(struct nc_sending *s, const char *path, struct nc_str name)
{
    struct book b = {.path = path};
    int err = read_book(&b, name, s->fail);
    bool usable = !err && !is_double(s, &b, name);
    const struct nc_sent_book *old = usable ? nc_sent_find(&s->sent, nc_buf_view(&b.id)) : NULL;
    bool wanted = usable && (!old || is_wanted(s, &b, old));
    if (wanted && !old)
        err = choose_name(s, &b, name);
    if (wanted && !err && !s->o->dry_run)
        err = write_book(s, &b);
    if (wanted && !err) {
        const struct nc_sent_book now = {.id = nc_buf_view(&b.id),
                                         .source = nc_str(b.source),
                                         .file = nc_str(b.file),
                                         .path = nc_buf_view(&b.rel)};
        report(s, old ? "updated" : "new", nc_buf_view(&b.rel));
        *(old ? &s->updated : &s->added) += 1;
        nc_sent_put(&s->sent, &now);
    }
    dispose(&b);
    return err;
}
