/* ZIP archives on libzip (APPNOTE 6.3.3). libzip writes the file; its content is decided here:
 * entries come in the order of the calls, each with the same DOS time in UTC (libzip's own mtime
 * call writes local time, which would make the bytes depend on TZ), the same Unix mode 0644, and no
 * extra field. Entries arrive as finished deflate streams (deflate.c), which libzip copies
 * unchanged because their source declares method, size and CRC. */
#include "export/zip/archive.h"

#include "base/arena.h"
#include "base/sha256.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <zip.h>

/* Where libzip reads an entry from: memory, or a file that is open only while it is read. Belongs
 * to libzip once it is in the archive; ZIP_SOURCE_FREE frees it. */
struct source {
    struct nc_deflated data;
    /* if not empty: a file in place of data */
    struct nc_buf path;
    FILE *file;
    /* the digest that its bytes must have; sum: of the bytes read so far */
    uint8_t sha256[32];
    struct nc_sha256 sum;
    size_t at;
    struct nc_fail *fail;
    zip_error_t error;
};

struct nc_archive {
    zip_t *zip;
    struct nc_out *out;
    struct nc_fail *fail;
    /* of the sink */
    zip_error_t error;
    /* where the archive begins in out */
    uint64_t start;
    zip_uint16_t dos_time, dos_date;
};

/* Days since 1970 to a civil date (Hinnant's algorithm, days >= 0 only). */
static void civil(int64_t days, unsigned *year, unsigned *month, unsigned *day)
{
    int64_t z = days + 719468;
    int64_t era = z / 146097;
    unsigned doe = (unsigned)(z - era * 146097);
    unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    unsigned mp = (5 * doy + 2) / 153;
    *day = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = (unsigned)(yoe + (unsigned)era * 400) + (*month <= 2);
}

static void set_dos_time(struct nc_archive *a, int64_t t)
{
    const int64_t first = 315532800; /* 1980-01-01T00:00:00Z */
    const int64_t last = 4354819198; /* 2107-12-31T23:59:58Z */
    unsigned year, month, day;
    t = t < first ? first : t > last ? last : t;
    civil(t / 86400, &year, &month, &day);
    unsigned s = (unsigned)(t % 86400);
    a->dos_date = (zip_uint16_t)((year - 1980) << 9 | month << 5 | day);
    a->dos_time = (zip_uint16_t)((s / 3600) << 11 | (s / 60 % 60) << 5 | (s % 60) / 2);
}

static void source_free(struct source *s)
{
    if (s->file)
        fclose(s->file);
    nc_deflated_dispose(&s->data);
    nc_buf_dispose(&s->path);
    zip_error_fini(&s->error);
    free(s);
}

/* Records why the file of s cannot be read, for the user and for libzip. */
static zip_int64_t source_failed(struct source *s, int zip_code)
{
    int e = errno ? errno : EIO;
    nc_fail(s->fail, "%s: %s", s->path.p, strerror(e));
    zip_error_set(&s->error, zip_code, e);
    return -1;
}

static zip_int64_t read_from_file(struct source *s, void *to, size_t len)
{
    uint8_t found[32];
    errno = 0;
    size_t n = fread(to, 1, len, s->file);
    nc_sha256_add(&s->sum, (struct nc_str){to, n});
    if (n || !len)
        return (zip_int64_t)n;
    if (ferror(s->file))
        return source_failed(s, ZIP_ER_READ);
    nc_sha256_end(&s->sum, found);
    if (memcmp(found, s->sha256, sizeof found) == 0)
        return 0;
    nc_fail(s->fail, "%s was changed while noteconv ran; run again", s->path.p);
    zip_error_set(&s->error, ZIP_ER_CHANGED, 0);
    return -1;
}

static zip_int64_t source_read(struct source *s, void *to, zip_uint64_t len)
{
    if (s->path.n)
        return read_from_file(s, to, (size_t)len);
    size_t n = s->data.data.n - s->at;
    n = n < len ? n : (size_t)len;
    if (n)
        memcpy(to, s->data.data.p + s->at, n);
    s->at += n;
    return (zip_int64_t)n;
}

static zip_int64_t source_open(struct source *s)
{
    s->at = 0;
    if (!s->path.n)
        return 0;
    errno = 0;
    nc_sha256_begin(&s->sum);
    s->file = fopen(s->path.p, "rb");
    return s->file ? 0 : source_failed(s, ZIP_ER_OPEN);
}

static zip_int64_t source_stat(struct source *s, zip_stat_t *st)
{
    zip_stat_init(st);
    st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD;
    st->comp_method = ZIP_CM_STORE;
    if (s->path.n) {
        struct stat info;
        if (stat(s->path.p, &info) != 0)
            return source_failed(s, ZIP_ER_OPEN);
        st->size = (zip_uint64_t)info.st_size;
        return sizeof *st;
    }
    st->valid |= ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC;
    st->size = s->data.size;
    st->comp_size = s->data.data.n;
    st->crc = s->data.crc32;
    if (!s->data.stored)
        st->comp_method = ZIP_CM_DEFLATE;
    return sizeof *st;
}

static zip_int64_t source_call(void *state, void *data, zip_uint64_t len, zip_source_cmd_t cmd)
{
    struct source *s = state;
    /* libzip adds commands with every release; all others are refused. */
    switch ((int)cmd) {
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                              ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                              -1);
    case ZIP_SOURCE_OPEN:
        return source_open(s);
    case ZIP_SOURCE_READ:
        return source_read(s, data, len);
    case ZIP_SOURCE_CLOSE:
        if (s->file)
            fclose(s->file);
        s->file = NULL;
        return 0;
    case ZIP_SOURCE_STAT:
        return source_stat(s, data);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&s->error, data, len);
    case ZIP_SOURCE_FREE:
        source_free(s);
        return 0;
    default:
        zip_error_set(&s->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

static zip_int64_t sink_seek(struct nc_archive *a, void *data, zip_uint64_t len)
{
    zip_int64_t to = zip_source_seek_compute_offset(nc_out_tell(a->out) - a->start, UINT64_MAX >> 1,
                                                    data, len, &a->error);
    if (to < 0 || nc_out_seek(a->out, a->start + (uint64_t)to) != 0) {
        zip_error_set(&a->error, ZIP_ER_SEEK, EIO);
        return -1;
    }
    return 0;
}

/* The archive's own source, written to but never read. To libzip it is a file that does not exist
 * yet. libzip requires the reading commands to be supported, but calls none of them. */
static zip_int64_t sink_call(void *state, void *data, zip_uint64_t len, zip_source_cmd_t cmd)
{
    struct nc_archive *a = state;
    switch ((int)cmd) {
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_WRITABLE;
    case ZIP_SOURCE_STAT:
        zip_error_set(&a->error, ZIP_ER_READ, ENOENT);
        return -1;
    case ZIP_SOURCE_BEGIN_WRITE:
    case ZIP_SOURCE_COMMIT_WRITE:
    case ZIP_SOURCE_ROLLBACK_WRITE:
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_WRITE:
        if (nc_out_write(a->out, data, (size_t)len) != 0) {
            zip_error_set(&a->error, ZIP_ER_WRITE, EIO);
            return -1;
        }
        return (zip_int64_t)len;
    case ZIP_SOURCE_SEEK_WRITE:
        return sink_seek(a, data, len);
    case ZIP_SOURCE_TELL_WRITE:
        return (zip_int64_t)(nc_out_tell(a->out) - a->start);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&a->error, data, len);
    default:
        zip_error_set(&a->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

struct nc_archive *nc_archive_new(struct nc_out *out, int64_t mtime, struct nc_fail *f)
{
    struct nc_archive *a = nc_calloc(1, sizeof *a);
    zip_error_t error;
    a->out = out;
    a->fail = f;
    a->start = nc_out_tell(out);
    zip_error_init(&a->error);
    set_dos_time(a, mtime);

    zip_error_init(&error);
    zip_source_t *sink = zip_source_function_create(sink_call, a, &error);
    if (sink)
        a->zip = zip_open_from_source(sink, ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (!a->zip) {
        nc_fail(f, "the archive could not be started: %s", zip_error_strerror(&error));
        zip_source_free(sink);
        zip_error_fini(&a->error);
        free(a);
        a = NULL;
    }
    zip_error_fini(&error);
    return a;
}

static bool is_ascii(const char *name)
{
    while (*name && !(*name & 0x80))
        name++;
    return !*name;
}

/* Puts s into the archive. It then belongs to libzip; on failure it is freed. */
static int add_source(struct nc_archive *a, const char *name, struct source *s, int method)
{
    zip_error_init(&s->error);
    s->fail = a->fail;
    zip_source_t *zs = zip_source_function(a->zip, source_call, s);
    if (!zs) {
        source_free(s);
        return nc_fail(a->fail, "%s: %s", name, zip_strerror(a->zip));
    }
    /* From 1.11 on, libzip marks even an ASCII name as UTF-8 if told that it is one; older versions
     * do not, and the archive must be the same. */
    zip_int64_t i =
        zip_file_add(a->zip, name, zs, is_ascii(name) ? ZIP_FL_ENC_GUESS : ZIP_FL_ENC_UTF_8);
    if (i < 0) {
        zip_source_free(zs);
        return nc_fail(a->fail, "%s: %s", name, zip_strerror(a->zip));
    }
    zip_uint64_t n = (zip_uint64_t)i;
    if (zip_set_file_compression(a->zip, n, method, 0) != 0 ||
        zip_file_set_dostime(a->zip, n, a->dos_time, a->dos_date, 0) != 0 ||
        zip_file_set_external_attributes(a->zip, n, 0, ZIP_OPSYS_UNIX, (zip_uint32_t)0100644 << 16))
        return nc_fail(a->fail, "%s: %s", name, zip_strerror(a->zip));
    return 0;
}

int nc_archive_add(struct nc_archive *a, const char *name, struct nc_deflated *d)
{
    struct source *s = nc_calloc(1, sizeof *s);
    s->data = *d;
    memset(d, 0, sizeof *d);
    return add_source(a, name, s, s->data.stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE);
}

int nc_archive_add_stored(struct nc_archive *a, const char *name, struct nc_str bytes)
{
    struct nc_deflated d;
    nc_deflate(&d, bytes, 0);
    return nc_archive_add(a, name, &d);
}

int nc_archive_add_file(struct nc_archive *a, const char *name, const char *path,
                        const uint8_t sha256[32], bool store)
{
    struct source *s = nc_calloc(1, sizeof *s);
    nc_buf_puts(&s->path, path);
    memcpy(s->sha256, sha256, sizeof s->sha256);
    return add_source(a, name, s, store ? ZIP_CM_STORE : ZIP_CM_DEFLATE);
}

int nc_archive_close(struct nc_archive *a)
{
    int result = 0;
    if (zip_close(a->zip) != 0) {
        result = nc_fail(a->fail, "the archive could not be written: %s", zip_strerror(a->zip));
        zip_discard(a->zip);
    }
    zip_error_fini(&a->error);
    free(a);
    return result;
}

void nc_archive_discard(struct nc_archive *a)
{
    if (!a)
        return;
    zip_discard(a->zip);
    zip_error_fini(&a->error);
    free(a);
}
