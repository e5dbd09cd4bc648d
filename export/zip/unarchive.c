/* Reads archives that may be anything: a user's file, a hand-made one, one cut short, or no archive
 * at all. */
#include "export/zip/archive.h"

#include "base/arena.h"
#include "base/fsio.h"
#include "base/sha256.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

struct nc_unarchive {
    zip_t *zip;
    const char *path;
};

static enum nc_entry unreadable(struct nc_fail *f, const char *path, int error)
{
    nc_fail(f, "cannot read %s: %s", path, strerror(error ? error : EIO));
    return NC_ENTRY_UNREADABLE;
}

/* Whether the disk failed; otherwise the bytes are wrong. */
static bool is_disk(int code)
{
    return code == ZIP_ER_OPEN || code == ZIP_ER_READ || code == ZIP_ER_SEEK;
}

/* Why libzip did not open path. Every archive begins with one of two signatures. */
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

enum nc_entry nc_unarchive_open(struct nc_unarchive **out, const char *path, struct nc_fail *f)
{
    struct stat info;
    int code = 0;
    *out = NULL;
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
    *out = nc_calloc(1, sizeof **out);
    **out = (struct nc_unarchive){zip, path};
    return NC_ENTRY_READ;
}

void nc_unarchive_close(struct nc_unarchive *u)
{
    if (u)
        zip_discard(u->zip);
    free(u);
}

size_t nc_unarchive_count(const struct nc_unarchive *u)
{
    zip_int64_t n = zip_get_num_entries(u->zip, 0);
    return n > 0 ? (size_t)n : 0;
}

bool nc_unarchive_info(const struct nc_unarchive *u, size_t i, struct nc_entry_info *out)
{
    zip_stat_t st;
    zip_stat_init(&st);
    if (zip_stat_index(u->zip, i, ZIP_FL_ENC_RAW, &st) != 0 || !(st.valid & ZIP_STAT_NAME))
        return false;
    *out = (struct nc_entry_info){
        .name = nc_str(st.name),
        .size = st.valid & ZIP_STAT_SIZE ? st.size : 0,
        .is_plain = !(st.valid & ZIP_STAT_ENCRYPTION_METHOD) || st.encryption_method == ZIP_EM_NONE,
        .is_common = !(st.valid & ZIP_STAT_COMP_METHOD) || st.comp_method == ZIP_CM_STORE ||
                     st.comp_method == ZIP_CM_DEFLATE};
    return true;
}

bool nc_unarchive_find(const struct nc_unarchive *u, const char *name, size_t *i)
{
    zip_int64_t found = zip_name_locate(u->zip, name, 0);
    *i = found < 0 ? 0 : (size_t)found;
    return found >= 0;
}

enum nc_entry nc_unarchive_sha256(uint8_t sha256[32], const struct nc_unarchive *u, size_t i,
                                  uint64_t max)
{
    zip_file_t *file = zip_fopen_index(u->zip, i, 0);
    char chunk[16384];
    struct nc_sha256 h;
    zip_int64_t n = file ? 1 : -1;
    nc_sha256_begin(&h);
    while (n > 0 && (n = zip_fread(file, chunk, sizeof chunk)) > 0 && (uint64_t)n <= max) {
        nc_sha256_add(&h, (struct nc_str){chunk, (size_t)n});
        max -= (uint64_t)n;
    }
    nc_sha256_end(&h, sha256);
    int code = zip_error_code_zip(file ? zip_file_get_error(file) : zip_get_error(u->zip));
    if (file)
        zip_fclose(file);
    if (code == ZIP_ER_MEMORY)
        nc_out_of_memory();
    return n == 0 ? NC_ENTRY_READ : is_disk(code) ? NC_ENTRY_UNREADABLE : NC_ENTRY_DAMAGED;
}

/* Appends the content of file. Returns 0 at its end, where libzip has compared the checksum; 1 if
 * there are more than max bytes; -1 if it is broken. */
static int read_bytes(struct nc_buf *out, zip_file_t *file, size_t max)
{
    char chunk[16384];
    size_t before = out->n;
    for (;;) {
        zip_int64_t n = zip_fread(file, chunk, sizeof chunk);
        if (n <= 0)
            return n < 0 ? -1 : 0;
        size_t left = max - (out->n - before);
        nc_buf_put(out, chunk, (size_t)n < left ? (size_t)n : left);
        if ((size_t)n > left)
            return 1;
    }
}

/* Reads an entry. If it is broken, out gets what could be read. */
static enum nc_entry read_entry(struct nc_buf *out, const struct nc_unarchive *u, size_t i,
                                size_t max, bool head, struct nc_fail *f)
{
    zip_file_t *file = zip_fopen_index(u->zip, i, 0);
    int end = file ? read_bytes(out, file, max) : -1;
    const zip_error_t *error = file ? zip_file_get_error(file) : zip_get_error(u->zip);
    int code = zip_error_code_zip(error), system = zip_error_code_system(error);
    if (file)
        zip_fclose(file);
    if (end == 0 || (end == 1 && head))
        return NC_ENTRY_READ;
    if (code == ZIP_ER_MEMORY)
        nc_out_of_memory();
    if (is_disk(code))
        return unreadable(f, u->path, system);
    const char *name = zip_get_name(u->zip, i, ZIP_FL_ENC_RAW);
    nc_fail(f, "%s is damaged: its entry %s cannot be read or is larger than %zu bytes", u->path,
            name ? name : "?", max);
    return NC_ENTRY_DAMAGED;
}

enum nc_entry nc_unarchive_read(struct nc_buf *out, const struct nc_unarchive *u, size_t i,
                                size_t max, struct nc_fail *f)
{
    return read_entry(out, u, i, max, false, f);
}

enum nc_entry nc_unarchive_head(struct nc_buf *out, const struct nc_unarchive *u, size_t i,
                                size_t max, struct nc_fail *f)
{
    size_t before = out->n;
    enum nc_entry found = read_entry(out, u, i, max, true, f);
    if (found != NC_ENTRY_READ && out->n > before)
        out->n = before;
    return found;
}

/* Whether a later entry has the same name: other programs would read that one. */
static bool is_there_again(const struct nc_unarchive *u, size_t i)
{
    const char *name = zip_get_name(u->zip, i, ZIP_FL_ENC_RAW);
    for (size_t k = i + 1; name && k < nc_unarchive_count(u); k++) {
        const char *other = zip_get_name(u->zip, k, ZIP_FL_ENC_RAW);
        if (other && strcmp(name, other) == 0)
            return true;
    }
    return false;
}

enum nc_entry nc_archive_read(struct nc_buf *out, const char *path, const char *name, size_t max,
                              struct nc_fail *f)
{
    struct nc_unarchive *u;
    enum nc_entry found = nc_unarchive_open(&u, path, f);
    if (found != NC_ENTRY_READ)
        return found;
    size_t before = out->n;
    size_t i;
    if (!nc_unarchive_find(u, name, &i)) {
        found = NC_ENTRY_NONE;
    } else if (is_there_again(u, i)) {
        nc_fail(f, "%s is damaged: it has two entries %s", path, name);
        found = NC_ENTRY_DAMAGED;
    } else {
        found = read_entry(out, u, i, max, false, f);
    }
    if (found != NC_ENTRY_READ && out->n > before)
        out->n = before;
    nc_unarchive_close(u);
    return found;
}
