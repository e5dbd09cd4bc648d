/* Reads files, and makes names that are safe. */
#include "base/fsio.h"

#include "base/uchar.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __APPLE__ /* macOS keeps the names that POSIX dropped */
#define st_mtim st_mtimespec
#define st_ctim st_ctimespec
#endif
#define READ_CHUNK ((size_t)64 << 10)
#define MAX_NAME_BYTES 200

static int cannot_read(struct nc_fail *f, const char *name, int error, const char *why)
{
    nc_fail(f, "cannot read %s: %s", name, why);
    errno = error;
    return -1;
}

static int too_large(const char *name, size_t max, struct nc_fail *f)
{
    nc_fail(f, "%s is larger than %zu MB, which is the limit", name, max >> 20);
    errno = EFBIG;
    return -1;
}

/* size: the size from fstat. The first read asks for one byte more, and a file that ends there is
 * not read again. */
static int read_all(struct nc_buf *out, int fd, size_t size, const char *name, size_t max,
                    struct nc_fail *f)
{
    size_t start = out->n;
    for (size_t room = size ? size + 1 : READ_CHUNK;; room = READ_CHUNK) {
        nc_buf_reserve(out, room);
        ssize_t got = read(fd, out->p + out->n, room);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return cannot_read(f, name, errno, strerror(errno));
        if (got == 0)
            return 0;
        out->n += (size_t)got;
        out->p[out->n] = '\0';
        if (out->n - start > max)
            return too_large(name, max, f);
        if ((size_t)got < room && out->n - start == size)
            return 0;
    }
}

int nc_read_fd(struct nc_buf *out, int fd, const char *name, size_t max, struct nc_fail *f)
{
    return read_all(out, fd, 0, name, max, f);
}

/* Opens a regular file for reading; -1 and a message on failure. Without O_NONBLOCK, opening a FIFO
 * would wait for a writer. */
static int open_regular(const char *path, struct stat *st, struct nc_fail *f)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return cannot_read(f, path, errno, strerror(errno));
    if (fstat(fd, st) != 0)
        cannot_read(f, path, errno, strerror(errno));
    else if (S_ISDIR(st->st_mode))
        cannot_read(f, path, EISDIR, "it is a folder");
    else if (!S_ISREG(st->st_mode))
        cannot_read(f, path, EOPNOTSUPP, "it is not a regular file");
    else
        return fd;
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}

int nc_read_file(struct nc_buf *out, const char *path, size_t max, struct nc_fail *f)
{
    struct stat st;
    int fd = open_regular(path, &st, f);
    if (fd < 0)
        return -1;
    bool fits = st.st_size >= 0 && (uintmax_t)st.st_size <= max;
    /* A file whose stated size is too large is refused before any byte is read. */
    int err = fits ? read_all(out, fd, (size_t)st.st_size, path, max, f) : too_large(path, max, f);
    int error = errno;
    close(fd);
    errno = error;
    return err;
}

int nc_read_head(struct nc_buf *out, const char *path, size_t max, struct nc_fail *f)
{
    struct stat st;
    int fd = open_regular(path, &st, f), err = 0;
    if (fd < 0)
        return -1;
    nc_buf_reserve(out, max);
    for (size_t left = max; left && !err;) {
        ssize_t got = read(fd, out->p + out->n, left);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            err = nc_fail(f, "cannot read %s: %s", path, strerror(errno));
        if (got <= 0)
            break;
        out->n += (size_t)got;
        left -= (size_t)got;
    }
    out->p[out->n] = '\0';
    close(fd);
    return err;
}

/* Whether s is one digit, as in "com1"; Windows accepts superscripts as digits. */
static bool is_port(struct nc_str s)
{
    unsigned len = 0;
    uint32_t cp = s.n ? nc_utf8_at(s, 0, &len) : 0;
    return len == s.n && (nc_ascii_is_digit(cp) || cp == 0xB9 || cp == 0xB2 || cp == 0xB3);
}

/* Whether Windows takes the name for a device, as "con" and "nul.txt", whatever follows the dot. */
static bool is_device(struct nc_str name)
{
    static const char *const words[] = {"con", "prn", "aux", "nul", "conin$", "conout$", NULL};
    struct nc_str stem = nc_str_trim(nc_str_sub(name, 0, nc_str_find(name, '.', 0)));
    for (size_t i = 0; words[i]; i++)
        if (nc_str_ieq(stem, nc_str(words[i])))
            return true;
    return (nc_str_istarts(stem, NC_LIT("com")) || nc_str_istarts(stem, NC_LIT("lpt"))) &&
           is_port(nc_str_sub(stem, 3, stem.n));
}

void nc_safe_filename(struct nc_buf *out, struct nc_str name)
{
    size_t start = out->n;
    for (size_t i = 0; i < name.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(name, i, &len);
        bool bad = nc_is_control(cp) || (cp < 0x80 && strchr("/\\:*?\"<>|", (int)cp));
        bool leading = out->n == start && (cp == '.' || cp == ' ');
        if (out->n - start + len > MAX_NAME_BYTES)
            break;
        if (!leading)
            nc_buf_cp(out, bad ? '-' : cp);
        i += len;
    }
    while (out->n > start && (out->p[out->n - 1] == '.' || out->p[out->n - 1] == ' '))
        out->p[--out->n] = '\0';
    if (out->n == start)
        nc_buf_puts(out, "note");
    struct nc_str made = {out->p + start, out->n - start};
    if (is_device(made)) {
        struct nc_buf safe = {0};
        nc_buf_char(&safe, '_');
        nc_buf_str(&safe, made);
        out->n = start;
        nc_buf_str(out, nc_buf_view(&safe));
        nc_buf_dispose(&safe);
    }
}

uint64_t nc_file_stamp(const struct stat *st)
{
    uint64_t h = (uint64_t)st->st_size;
    h = h * 0x9E3779B97F4A7C15u + (uint64_t)st->st_mtim.tv_sec;
    h = h * 0x9E3779B97F4A7C15u + (uint64_t)st->st_mtim.tv_nsec;
    h = h * 0x9E3779B97F4A7C15u + (uint64_t)st->st_ctim.tv_sec;
    return h * 0x9E3779B97F4A7C15u + (uint64_t)st->st_ctim.tv_nsec;
}

bool nc_is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

int nc_sync_disk(const char *path)
{
#ifdef __linux__
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    int err = syncfs(fd), error = errno;
    close(fd);
    errno = error;
    return err;
#else
    (void)path;
    sync();
    return 0;
#endif
}
