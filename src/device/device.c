/* Finds readers. The marks are those that the readers' own software and calibre's drivers look for.
 */
#include "device/device.h"

#include "base/arena.h"
#include "base/fsio.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#define MAX_MOUNTINFO ((size_t)8 << 20)

static const char *const kobo[] = {".kobo", NULL}, *const kindle[] = {"documents", NULL},
                         *const kindle_also[] = {"system", NULL},
                         *const tolino[] = {".tolino", NULL},
                         *const pocketbook[] = {"system/config", NULL},
                         *const koreader[] = {".adds/koreader", "koreader", NULL};

static const char unplug[] = "Eject the reader before you unplug it";

const struct nc_device_kind nc_device_kinds[] = {
    {.name = "kobo",
     .shown = "Kobo",
     .readers = "kobo",
     .marks = kobo,
     .folder = "Notes",
     .next = "Eject the reader before you unplug it; it then adds the new books to its library"},
    {.name = "tolino",
     .shown = "Tolino",
     .readers = "tolino",
     .marks = tolino,
     .folder = "Books",
     .next = unplug},
    {.name = "pocketbook",
     .shown = "PocketBook",
     .readers = "pocketbook",
     .marks = pocketbook,
     .folder = "Books",
     .next = unplug},
    {.name = "kindle",
     .shown = "Kindle",
     .readers = "kindle",
     .takes_azw3 = true,
     .marks = kindle,
     .also = kindle_also,
     .folder = "documents",
     .next = "Eject the Kindle before you unplug it; it then shows the new books"},
    {.name = "koreader",
     .shown = "KOReader",
     .readers = "koreader",
     .marks = koreader,
     .folder = "Books",
     .next = "Eject the reader before you unplug it, then open the folder in KOReader"},
    {0}};

const struct nc_device_kind nc_device_plain = {
    .name = "folder", .shown = "the folder", .readers = "generic", .folder = "", .next = unplug};

const struct nc_device_kind *nc_device_kind_named(struct nc_str name)
{
    for (const struct nc_device_kind *k = nc_device_kinds; k->name; k++)
        if (nc_str_eqz(name, k->name))
            return k;
    return NULL;
}

static bool has_one(const char *folder, const char *const *marks)
{
    struct nc_buf path = {0};
    bool found = false;
    for (; *marks && !found; marks++) {
        nc_buf_clear(&path);
        nc_buf_printf(&path, "%s/%s", folder, *marks);
        found = nc_is_folder(path.p);
    }
    nc_buf_dispose(&path);
    return found;
}

static bool fits(const char *folder, const struct nc_device_kind *k)
{
    return has_one(folder, k->marks) && (!k->also || has_one(folder, k->also));
}

const struct nc_device_kind *nc_device_kind_of(const char *folder,
                                               const struct nc_device_kind *wanted)
{
    if (wanted && wanted->marks && fits(folder, wanted))
        return wanted;
    for (const struct nc_device_kind *k = nc_device_kinds; k->name; k++)
        if (fits(folder, k))
            return k;
    return NULL;
}

void nc_devices_add(struct nc_devices *d, const struct nc_device_kind *kind, struct nc_str root)
{
    while (root.n > 1 && root.p[root.n - 1] == '/')
        root.n--;
    for (size_t i = 0; i < d->count; i++)
        if (nc_str_eq(nc_buf_view(&d->items[i].root), root))
            return;
    nc_grow(&d->items, &d->cap, d->count + 1, sizeof *d->items);
    d->items[d->count] = (struct nc_device){.kind = kind};
    nc_buf_str(&d->items[d->count++].root, root);
}

void nc_devices_dispose(struct nc_devices *d)
{
    for (size_t i = 0; i < d->count; i++)
        nc_buf_dispose(&d->items[i].root);
    free(d->items);
    nc_buf_dispose(&d->others);
    *d = (struct nc_devices){0};
}

static void try_folder(struct nc_devices *d, const char *folder,
                       const struct nc_device_kind *wanted)
{
    const struct nc_device_kind *kind = nc_device_kind_of(folder, wanted);
    if (kind && (!wanted || kind == wanted))
        nc_devices_add(d, kind, nc_str(folder));
}

/* --- mountinfo (proc(5)) --- */

/* Appends a path of mountinfo, where a blank is written \040. */
static void put_unescaped(struct nc_buf *out, struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool octal = s.p[i] == '\\' && i + 3 < s.n;
        for (size_t k = 1; octal && k < 4; k++)
            octal = s.p[i + k] >= '0' && s.p[i + k] <= '7';
        if (octal) {
            int c = (s.p[i + 1] - '0') * 64 + (s.p[i + 2] - '0') * 8 + (s.p[i + 3] - '0');
            nc_buf_char(out, (char)(unsigned char)c);
            i += 3;
        } else {
            nc_buf_char(out, s.p[i]);
        }
    }
}

static struct nc_str field(struct nc_str line, size_t number)
{
    size_t from = 0;
    for (; number; number--)
        from = nc_str_find(line, ' ', from) + 1;
    return from < line.n ? nc_str_sub(line, from, nc_str_find(line, ' ', from)) : NC_NONE;
}

/* Whether it is a removable disk, judging by its file system or its mount point. */
static bool may_be_reader(struct nc_str line, struct nc_str root)
{
    static const char *const systems[] = {"vfat", "exfat", "msdos", "fuseblk", NULL};
    static const char *const places[] = {"/media/", "/run/media/", "/mnt", NULL};
    size_t dash = nc_str_search(line, NC_LIT(" - "), 0);
    struct nc_str after = nc_str_sub(line, dash < line.n ? dash + 3 : line.n, line.n);
    return nc_str_is_among(field(after, 0), systems) || nc_str_starts_among(root, places);
}

static void read_mounts(struct nc_devices *d, const char *path, const struct nc_device_kind *wanted)
{
    struct nc_buf text = {0}, root = {0};
    struct nc_fail ignored = {0};
    /* Files in /proc report a size of 0. */
    if (nc_read_head(&text, path, MAX_MOUNTINFO, &ignored) == 0) {
        struct nc_str all = nc_buf_view(&text);
        for (size_t from = 0; from < all.n;) {
            size_t to = nc_str_find(all, '\n', from);
            struct nc_str line = nc_str_sub(all, from, to);
            nc_buf_clear(&root);
            put_unescaped(&root, field(line, 4));
            if (root.n > 1 && may_be_reader(line, nc_buf_view(&root)))
                try_folder(d, root.p, wanted);
            from = to + 1;
        }
    }
    nc_buf_dispose(&text);
    nc_buf_dispose(&root);
    nc_buf_dispose(&ignored.message);
}

/* --- folders of mounted things --- */

static void read_volumes(struct nc_devices *d, const char *folder,
                         const struct nc_device_kind *wanted)
{
    struct nc_buf path = {0};
    DIR *dir = opendir(folder);
    for (const struct dirent *e; dir && (e = readdir(dir));) {
        nc_buf_clear(&path);
        nc_buf_printf(&path, "%s/%s", folder, e->d_name);
        if (e->d_name[0] != '.')
            try_folder(d, path.p, wanted);
    }
    if (dir)
        closedir(dir);
    nc_buf_dispose(&path);
}

/* Reads a list of folders; each is a reader or a folder of mounted readers. */
static void read_more(struct nc_devices *d, struct nc_str list, const struct nc_device_kind *wanted)
{
    struct nc_buf path = {0};
    for (size_t from = 0; from < list.n;) {
        size_t to = nc_str_find(list, ':', from);
        nc_buf_clear(&path);
        nc_buf_str(&path, nc_str_sub(list, from, to));
        size_t before = d->count;
        if (path.n)
            try_folder(d, path.p, wanted);
        if (path.n && d->count == before)
            read_volumes(d, path.p, wanted);
        from = to + 1;
    }
    nc_buf_dispose(&path);
}

/* Collects devices that are not disks: "mtp:host=Amazon_Kindle_G000". */
static void read_gvfs(struct nc_devices *d, const char *folder)
{
    static const char mark[] = "mtp:host=";
    DIR *dir = opendir(folder);
    for (const struct dirent *e; dir && (e = readdir(dir));) {
        struct nc_str name = nc_str(e->d_name);
        if (!nc_str_starts(name, NC_LIT("mtp:host=")))
            continue;
        nc_buf_puts(&d->others, d->others.n ? ", " : "");
        nc_buf_str(&d->others, nc_str_sub(name, sizeof mark - 1, name.n));
        d->has_mtp_kindle |= nc_str_search(name, NC_LIT("Amazon"), 0) < name.n ||
                             nc_str_search(name, NC_LIT("Kindle"), 0) < name.n;
    }
    if (dir)
        closedir(dir);
}

void nc_devices_find(struct nc_devices *out, const struct nc_device_places *places,
                     const struct nc_device_kind *wanted)
{
    if (places->mountinfo)
        read_mounts(out, places->mountinfo, wanted);
    if (places->volumes)
        read_volumes(out, places->volumes, wanted);
    if (places->more)
        read_more(out, nc_str(places->more), wanted);
    if (places->gvfs)
        read_gvfs(out, places->gvfs);
}
