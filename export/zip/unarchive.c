/* Reading one entry of an archive that may be anything: a user's file, a hand-made one, no archive
 * at all. */
#include "export/zip/archive.h"

#include <sys/stat.h>
#include <zip.h>

/* Appends what is in file, of which at most max bytes are allowed. */
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

int nc_archive_read(struct nc_buf *out, const char *path, const char *name, size_t max,
                    struct nc_fail *f)
{
    struct stat info;
    /* Opening a FIFO would wait for its writer. */
    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode))
        return 0;
    zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
    if (!zip)
        return 0;
    zip_int64_t i = zip_name_locate(zip, name, 0);
    if (i < 0) {
        zip_discard(zip);
        return 0;
    }
    size_t before = out->n;
    zip_file_t *file = zip_fopen_index(zip, (zip_uint64_t)i, 0);
    int result = 1;
    if (!file || read_entry(out, file, max) != 0) {
        result = nc_fail(f, "%s: %s cannot be read or is larger than %zu bytes", path, name, max);
        if (out->n > before)
            out->n = before;
    }
    if (file)
        zip_fclose(file);
    zip_discard(zip);
    return result;
}
