/* The archive of a book for its checks: its files, their content, and the messages about them. */
#include "base/fsio.h"
#include "preflight/preflightdata.h"

#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>

#define MAIL_MAX ((uint64_t)50 << 20)
#define UPLOAD_MAX ((uint64_t)200 << 20)

/* --- messages --- */

static struct nc_str place_name(const struct preflight *p, struct nc_buf *b, struct nc_str file)
{
    nc_buf_str(b, p->shown);
    if (file.n) {
        nc_buf_char(b, '!');
        nc_buf_str(b, file);
    }
    return nc_buf_view(b);
}

/* Reports how many messages were held back, then begins the next file. */
static void end_file(struct preflight *p, struct nc_str next)
{
    struct nc_buf name = {0};
    place_name(p, &name, p->said_file);
    for (int id = 0; id < NC_DIAG_COUNT; id++) {
        if (p->said[id] > PF_MAX_SAID)
            nc_diag(p->diags, (enum nc_diag_id)id, nc_buf_view(&name), PF_NOWHERE,
                    "and %u more of this kind in the file", p->said[id] - PF_MAX_SAID);
        p->said[id] = 0;
    }
    p->said_file = next;
    nc_buf_dispose(&name);
}

void pf_say(struct preflight *p, enum nc_diag_id id, struct nc_str file, struct nc_pos pos,
            const char *format, ...)
{
    struct nc_buf name = {0}, text = {0};
    va_list args;
    if (!nc_str_eq(file, p->said_file))
        end_file(p, file);
    if (p->said[id]++ >= PF_MAX_SAID)
        return;
    va_start(args, format);
    nc_buf_vprintf(&text, format, args);
    va_end(args);
    nc_diag(p->diags, id, place_name(p, &name, file), pos, "%s", text.p ? text.p : "");
    nc_buf_dispose(&name);
    nc_buf_dispose(&text);
}

/* --- files --- */

bool pf_read(struct preflight *p, struct nc_buf *out, const struct pf_file *file)
{
    struct nc_fail why = {0};
    size_t left = PF_MAX_TOTAL - p->unpacked;
    size_t max = left < PF_MAX_TEXT ? left : PF_MAX_TEXT;
    nc_buf_clear(out);
    if (p->is_over)
        return false;
    bool whole = nc_unarchive_read(out, p->archive, file->entry, max, &why) == NC_ENTRY_READ;
    p->unpacked += out->n;
    p->is_over = !whole && max < PF_MAX_TEXT && out->n == max;
    if (p->is_over)
        pf_say(p, NC_D_BOOK_DAMAGED, NC_NONE, PF_NOWHERE,
               "the book unpacks to more than %zu MB; the rest was not checked",
               PF_MAX_TOTAL >> 20);
    else if (!whole)
        pf_say(p, NC_D_BOOK_DAMAGED, file->name, PF_NOWHERE,
               "the file is broken, or unpacks to more than %zu MB, and was not checked",
               PF_MAX_TEXT >> 20);
    if (!whole)
        nc_buf_clear(out);
    nc_buf_dispose(&why.message);
    return whole;
}

struct pf_file *pf_file_named(const struct preflight *p, struct nc_str name)
{
    uint32_t i = nc_strmap_get(&p->names, name);
    return i ? &p->files[i - 1] : NULL;
}

bool pf_is_remote(struct nc_str href)
{
    size_t end = 0;
    while (end < href.n && href.p[end] != '/' && href.p[end] != '#' && href.p[end] != '?' &&
           href.p[end] != ':')
        end++;
    return nc_str_starts(href, NC_LIT("//")) || (end < href.n && href.p[end] == ':' && end > 0);
}

struct nc_str pf_resolve(struct preflight *p, struct nc_str base, struct nc_str href)
{
    struct nc_str path = nc_str_sub(href, 0, nc_str_find(href, '#', 0));
    struct nc_buf *joined = &p->joined, *out = &p->resolved;
    bool inside = true;
    path = nc_str_sub(path, 0, nc_str_find(path, '?', 0));
    if (!path.n)
        return base;
    nc_buf_clear(joined);
    nc_buf_clear(out);
    nc_buf_str(joined, nc_str_sub(base, 0, base.n - nc_base_name(base).n));
    nc_buf_percent(joined, path);
    struct nc_str all = nc_buf_view(joined);
    for (size_t from = 0; from <= all.n && inside;) {
        size_t to = nc_str_find(all, '/', from);
        struct nc_str part = nc_str_sub(all, from, to);
        from = to + 1;
        if (nc_str_eqz(part, "..")) {
            inside = out->n > 0;
            while (out->n > 0 && out->p[out->n - 1] != '/')
                out->n--;
            out->n -= out->n > 0;
        } else if (part.n && !nc_str_eqz(part, ".")) {
            nc_buf_puts(out, out->n ? "/" : "");
            nc_buf_str(out, part);
        }
    }
    return inside ? nc_buf_view(out) : NC_NONE;
}

void pf_add_link(struct preflight *p, const struct pf_file *from, struct nc_pos pos,
                 enum pf_use use, struct nc_str href)
{
    if (p->link_count >= PF_MAX_LINKS)
        return;
    nc_grow(&p->links, &p->link_cap, p->link_count + 1, sizeof *p->links);
    p->links[p->link_count++] =
        (struct pf_link){(uint32_t)(from - p->files), pos, use, nc_arena_str(p->arena, href)};
}

static struct nc_str id_key(const struct preflight *p, struct nc_buf *key,
                            const struct pf_file *file, struct nc_str id)
{
    nc_buf_printf(key, "%zu#", (size_t)(file - p->files));
    nc_buf_str(key, id);
    return nc_buf_view(key);
}

bool pf_has_id(const struct preflight *p, const struct pf_file *file, struct nc_str id)
{
    struct nc_buf key = {0};
    bool has = nc_strmap_get(&p->ids, id_key(p, &key, file, id)) != 0;
    nc_buf_dispose(&key);
    return has;
}

void pf_add_id(struct preflight *p, const struct pf_file *file, struct nc_str id, struct nc_pos pos)
{
    struct nc_buf key = {0};
    uint32_t *seen = nc_strmap_at(&p->ids, nc_arena_str(p->arena, id_key(p, &key, file, id)));
    nc_buf_dispose(&key);
    if (*seen)
        pf_say(p, NC_D_BOOK_XML, file->name, pos, "the id '%.*s' is used twice in the file",
               NC_FMT(id));
    *seen = 1;
    for (size_t i = 0; i < id.n; i++) {
        if ((unsigned char)id.p[i] < 0x80 && id.p[i] > ' ')
            continue;
        pf_say(p, NC_D_BOOK_NAME, file->name, pos,
               "the id '%.*s' is not ASCII; Adobe's engine does not find it", NC_FMT(id));
        break;
    }
}

/* --- the archive --- */

/* Reports a name that some reader has trouble with. */
static void check_name(struct preflight *p, struct nc_str name)
{
    bool ascii = true;
    for (size_t i = 0; i < name.n; i++)
        ascii &= (unsigned char)name.p[i] > ' ' && (unsigned char)name.p[i] < 0x7F;
    if (name.p[0] == '/' || nc_str_search(name, NC_LIT("../"), 0) < name.n ||
        nc_str_find(name, '\\', 0) < name.n)
        pf_say(p, NC_D_BOOK_DAMAGED, name, PF_NOWHERE,
               "the entry's name leads out of the archive, or contains a backslash");
    else if (!ascii && pf_for(p, NC_READERS_KINDLE))
        pf_say(p, NC_D_BOOK_REFUSED, name, PF_NOWHERE,
               "the file's name has blanks or letters beyond ASCII; Send to Kindle refuses such "
               "books");
    else if (!ascii)
        pf_say(p, NC_D_BOOK_NAME, name, PF_NOWHERE,
               "the file's name has blanks or letters beyond ASCII");
}

static bool is_rights(struct nc_str name)
{
    return nc_str_eqz(name, "META-INF/rights.xml") || nc_str_eqz(name, "META-INF/license.lcpl");
}

static void add_entry(struct preflight *p, size_t i)
{
    struct nc_entry_info info;
    if (!nc_unarchive_info(p->archive, i, &info) || !info.name.n ||
        info.name.p[info.name.n - 1] == '/')
        return;
    if (info.name.n > PF_MAX_NAME) {
        pf_say(p, NC_D_BOOK_DAMAGED, NC_NONE, PF_NOWHERE,
               "an entry's name is longer than %d bytes; it was not checked", PF_MAX_NAME);
        return;
    }
    struct nc_str name = nc_arena_str(p->arena, info.name);
    uint32_t *slot = nc_strmap_at(&p->names, name);
    if (*slot) {
        pf_say(p, NC_D_BOOK_DAMAGED, name, PF_NOWHERE, "the archive has two files of this name");
        return;
    }
    p->files[p->count] = (struct pf_file){.name = name, .entry = i};
    *slot = (uint32_t)++p->count;
    check_name(p, name);
    if (!info.is_plain || !info.is_common)
        pf_say(p, NC_D_BOOK_DAMAGED, name, PF_NOWHERE,
               "the entry is encrypted, or packed by a method that EPUB does not have");
    if (is_rights(name))
        pf_say(p, NC_D_BOOK_DAMAGED, name, PF_NOWHERE,
               "the book is locked (DRM); only the shop's own readers open it");
    if (nc_str_eqz(name, "META-INF/encryption.xml") && pf_for(p, NC_READERS_KINDLE))
        pf_say(p, NC_D_BOOK_REFUSED, name, PF_NOWHERE,
               "files of the book are encrypted or its fonts obfuscated; Send to Kindle refuses "
               "such books");
}

/* OCF 3.3, section 4.3: the first entry is mimetype, stored, without an extra field. */
static void check_mimetype(struct preflight *p)
{
    static const char text[] = "mimetypeapplication/epub+zip";
    struct nc_buf head = {0};
    struct nc_fail why = {0};
    bool good = nc_read_head(&head, p->path, 58, &why) == 0 && head.n == 58 &&
                memcmp(head.p + 30, text, 28) == 0 && head.p[8] == 0 && head.p[9] == 0 &&
                head.p[28] == 0 && head.p[29] == 0;
    if (!good)
        pf_say(p, NC_D_BOOK_DAMAGED, NC_LIT("mimetype"), PF_NOWHERE,
               "the archive does not begin with the file mimetype, stored, 'application/epub+zip'");
    nc_buf_dispose(&head);
    nc_buf_dispose(&why.message);
}

static void check_size(struct preflight *p)
{
    struct stat st;
    if (!pf_for(p, NC_READERS_KINDLE) || stat(p->path, &st) != 0)
        return;
    if ((uint64_t)st.st_size > UPLOAD_MAX)
        pf_say(p, NC_D_BOOK_REFUSED, NC_NONE, PF_NOWHERE,
               "the book is over 200 MB, which Send to Kindle does not take");
    else if ((uint64_t)st.st_size > MAIL_MAX)
        pf_say(p, NC_D_BOOK_SIZE, NC_NONE, PF_NOWHERE,
               "the book is over 50 MB, too large for Send to Kindle by e-mail");
}

void pf_read_archive(struct preflight *p)
{
    size_t count = nc_unarchive_count(p->archive);
    check_size(p);
    check_mimetype(p);
    if (count > PF_MAX_ENTRIES)
        pf_say(p, NC_D_BOOK_DAMAGED, NC_NONE, PF_NOWHERE,
               "the archive has %zu entries; only the first %d are checked", count, PF_MAX_ENTRIES);
    count = count < PF_MAX_ENTRIES ? count : PF_MAX_ENTRIES;
    p->files = nc_calloc(count + 1, sizeof *p->files);
    for (size_t i = 0; i < count; i++)
        add_entry(p, i);
}

/* --- beginning and end --- */

int pf_open(struct preflight *p, const char *path, struct nc_fail *f)
{
    p->path = path;
    p->shown = nc_str(path);
    p->arena = nc_arena_new();
    p->names.arena = p->ids.arena = p->arena;
    switch (nc_unarchive_open(&p->archive, path, f)) {
    case NC_ENTRY_READ:
        return 0;
    case NC_ENTRY_UNREADABLE:
        return -1;
    case NC_ENTRY_NONE:
    case NC_ENTRY_NO_ARCHIVE:
        pf_say(p, NC_D_BOOK_DAMAGED, NC_NONE, PF_NOWHERE,
               "this is not an EPUB: it is not an archive");
        break;
    case NC_ENTRY_DAMAGED:
        pf_say(p, NC_D_BOOK_DAMAGED, NC_NONE, PF_NOWHERE,
               "the archive was cut short or changed, and cannot be opened");
        break;
    }
    f->message.n = 0;
    return 0;
}

void pf_close(struct preflight *p)
{
    end_file(p, NC_NONE);
    nc_unarchive_close(p->archive);
    free(p->files);
    free(p->links);
    nc_buf_dispose(&p->joined);
    nc_buf_dispose(&p->resolved);
    nc_arena_free(p->arena);
}
