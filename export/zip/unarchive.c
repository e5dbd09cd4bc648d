/* Reading one entry of an archive that may be anything: a user's file, a hand-made one, one that
 * was cut short, no archive at all. */
#include "export/zip/archive.h"

#include "base/arena.h"
#include "base/fsio.h"

#include <errno.h>
#include <sys/stat.h>
#include <zip.h>

/* Appends what is in file, of which at most max bytes are allowed. libzip compares the checksum at
 * the end. */
static int read_entry(struct nc_buf *out, zip_file_t *file, size_t max)
{
    char chunk[16384];
    size_t before = out->n;
    for (;;) {
        zip_int64_t n = zip_fread(file, chunk, sizeof chunk);
        if (n < 0 || (n > 0 && (size_t)n > max - (out->n - before)))
            return -1;
        if (n == 0)
            return 0;
        nc_buf_put(out, chunk, (size_t)n);
    }
}

static enum nc_entry unreadable(struct nc_fail *f, const char *path, int error)
{
    nc_fail(f, "cannot read %s: %s", path, strerror(error ? error : EIO));
    return NC_ENTRY_UNREADABLE;
}

/* Whether the trouble lies with the disk, and not with the bytes. */
static bool is_disk(int code)
{
    return code == ZIP_ER_OPEN || code == ZIP_ER_READ || code == ZIP_ER_SEEK;
}

/* Why libzip did not open path: every archive begins with one of two signatures. */
static enum nc_entry not_opened(const char *path, int code, struct nc_fail *f)
{
    struct nc_buf head = {0};
    if (code == ZIP_ER_MEMORY)
        nc_out_of_memory();
    if (code == ZIP_ER_NOENT)
        return NC_ENTRY_NO_ARCHIVE;
    if (is_disk(code))
        return unreadable(f, path, errno);
    if (nc_read_head(&head, path, 4, f)) {
        nc_buf_dispose(&head);
        return NC_ENTRY_UNREADABLE;
    }
    struct nc_str s = nc_buf_view(&head);
    bool begins = nc_str_eqz(s, "PK\3\4") || nc_str_eqz(s, "PK\5\6");
    nc_buf_dispose(&head);
    if (!begins)
        return NC_ENTRY_NO_ARCHIVE;
    nc_fail(f, "%s is damaged: the archive was cut short or changed", path);
    return NC_ENTRY_DAMAGED;
}

static enum nc_entry read_named(struct nc_buf *out, zip_t *zip, const char *path, const char *name,
                                size_t max, struct nc_fail *f)
{
    zip_int64_t i = zip_name_locate(zip, name, 0);
    if (i < 0)
        return NC_ENTRY_NONE;
    size_t before = out->n;
    zip_file_t *file = zip_fopen_index(zip, (zip_uint64_t)i, 0);
    bool ok = file && read_entry(out, file, max) == 0;
    const zip_error_t *error = file ? zip_file_get_error(file) : zip_get_error(zip);
    int code = zip_error_code_zip(error), system = zip_error_code_system(error);
    if (file)
        zip_fclose(file);
    if (ok)
        return NC_ENTRY_READ;
    if (out->n > before)
        out->n = before;
    if (code == ZIP_ER_MEMORY)
        nc_out_of_memory();
    if (is_disk(code))
        return unreadable(f, path, system);
    nc_fail(f, "%s is damaged: its entry %s cannot be read or is larger than %zu bytes", path, name,
            max);
    return NC_ENTRY_DAMAGED;
}

enum nc_entry nc_archive_read(struct nc_buf *out, const char *path, const char *name, size_t max,
                              struct nc_fail *f)
{
    struct stat info;
    int code = 0;
    /* Opening a FIFO would wait for its writer. */
    if (stat(path, &info) != 0)
        return errno == ENOENT || errno == ENOTDIR ? NC_ENTRY_NO_ARCHIVE
                                                   : unreadable(f, path, errno);
    if (!S_ISREG(info.st_mode)) {
        nc_fail(f, "cannot read %s: it is not a regular file", path);
        return NC_ENTRY_UNREADABLE;
    }
    errno = 0;
    zip_t *zip = zip_open(path, ZIP_RDONLY, &code);
    if (!zip)
        return not_opened(path, code, f);
    enum nc_entry found = read_named(out, zip, path, name, max, f);
    zip_discard(zip);
    return found;
}
