/* export/zip: what is written can be read again, bytes depend on the input alone, and foreign
 * files do no harm. */
#include "base/arena.h"
#include "base/fsio.h"
#include "base/hash.h"
#include "export/zip/archive.h"
#include "tests/unit/check.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const int64_t noon = 1766923201; /* 2025-12-28T12:00:01Z */
static uint8_t sample_digest[32];       /* of t.bin */

/* Writes an archive of three entries and a file to path. */
static int write_sample(const char *path, const char *file, int64_t mtime, struct nc_fail *f)
{
    bool mixed;
    struct nc_outset *set = nc_outset_new();
    struct nc_out *out;
    struct nc_deflated d;
    struct nc_buf text = {0};
    int result = -1;
    for (int i = 0; i < 1000; i++)
        nc_buf_puts(&text, "the same line again\n");
    if (nc_out_open(&out, set, path, f) == 0) {
        struct nc_archive *a = nc_archive_new(out, mtime, f);
        nc_deflate(&d, nc_buf_view(&text), 6);
        result = nc_archive_add_stored(a, "mimetype", NC_LIT("application/epub+zip"));
        result = result ? result : nc_archive_add(a, "a/text.txt", &d);
        nc_deflate(&d, NC_NONE, 6);
        result = result ? result : nc_archive_add(a, "a/empty.txt", &d);
        result = result ? result : nc_archive_add_file(a, "a/file.bin", file, sample_digest, true);
        result =
            result ? result : nc_archive_add_file(a, "a/packed.bin", file, sample_digest, false);
        int closed = nc_archive_close(a);
        result = result ? result : closed;
        result = result ? result : nc_out_close(out);
        result = result ? result : nc_outset_commit(set, &mixed, f);
    }
    nc_outset_free(set);
    nc_buf_dispose(&text);
    return result;
}

static unsigned u16(const struct nc_buf *b, size_t at)
{
    return (unsigned char)b->p[at] | (unsigned)(unsigned char)b->p[at + 1] << 8;
}

static void check_first_entry(const struct nc_buf *b)
{
    CHECK(b->n > 58 && memcmp(b->p, "PK\3\4", 4) == 0);
    CHECK(u16(b, 4) == 10);           /* version needed */
    CHECK(u16(b, 6) == 0);            /* no flags */
    CHECK(u16(b, 8) == 0);            /* stored */
    CHECK(u16(b, 10) == (12u << 11)); /* 12:00:00, even seconds */
    CHECK(u16(b, 12) == ((2025u - 1980) << 9 | 12u << 5 | 28));
    CHECK(u16(b, 28) == 0); /* no extra field */
    CHECK(memcmp(b->p + 30, "mimetypeapplication/epub+zip", 28) == 0);
}

static void test_round_trip(void)
{
    struct nc_fail f = {0};
    struct nc_buf got = {0}, whole = {0};
    CHECK(write_sample("t1.zip", "t.bin", noon, &f) == 0);
    CHECK(nc_read_file(&whole, "t1.zip", 1 << 20, &f) == 0);
    check_first_entry(&whole);
    CHECK(nc_archive_read(&got, "t1.zip", "a/text.txt", 1 << 20, &f) == NC_ENTRY_READ);
    CHECK(got.n == 20000 && memcmp(got.p, "the same line again\n", 20) == 0);
    nc_buf_clear(&got);
    CHECK(nc_archive_read(&got, "t1.zip", "a/empty.txt", 1 << 20, &f) == NC_ENTRY_READ &&
          got.n == 0);
    CHECK(nc_archive_read(&got, "t1.zip", "a/file.bin", 1 << 20, &f) == NC_ENTRY_READ);
    CHECK(got.n == 70000);
    CHECK(nc_archive_read(&got, "t1.zip", "a/packed.bin", 1 << 20, &f) == NC_ENTRY_READ);
    CHECK(got.n == 140000 && memcmp(got.p, got.p + 70000, 70000) == 0);
    CHECK(whole.n > 140000 && whole.n < 150000);
    CHECK(f.message.n == 0);
    nc_buf_dispose(&got);
    nc_buf_dispose(&whole);
}

static void test_same_bytes(void)
{
    struct nc_fail f = {0};
    struct nc_buf one = {0}, two = {0};
    setenv("TZ", "Asia/Shanghai", 1);
    tzset();
    umask(077);
    CHECK(write_sample("t2.zip", "t.bin", noon, &f) == 0);
    CHECK(nc_read_file(&one, "t1.zip", 1 << 20, &f) == 0);
    CHECK(nc_read_file(&two, "t2.zip", 1 << 20, &f) == 0);
    CHECK(one.n == two.n && memcmp(one.p, two.p, one.n) == 0);
    nc_buf_dispose(&one);
    nc_buf_dispose(&two);
}

static void test_times(void)
{
    static const struct {
        int64_t t;
        unsigned date, time;
    } cases[] = {
        {0, 1u << 5 | 1, 0},                                             /* before 1980 */
        {951868799, 20u << 9 | 2u << 5 | 29, 23u << 11 | 59u << 5 | 29}, /* a leap day */
        {INT64_MAX, 127u << 9 | 12u << 5 | 31, 23u << 11 | 59u << 5 | 29},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct nc_fail f = {0};
        struct nc_buf b = {0};
        CHECK(write_sample("t3.zip", "t.bin", cases[i].t, &f) == 0);
        CHECK(nc_read_file(&b, "t3.zip", 1 << 20, &f) == 0);
        CHECK(u16(&b, 12) == cases[i].date);
        CHECK(u16(&b, 10) == cases[i].time);
        nc_buf_dispose(&b);
    }
}

static void test_foreign_files(void)
{
    struct nc_fail f = {0};
    struct nc_buf b = {0};
    CHECK(nc_archive_read(&b, "missing.zip", "x", 100, &f) == NC_ENTRY_NO_ARCHIVE);
    CHECK(nc_archive_read(&b, "t.bin", "x", 100, &f) == NC_ENTRY_NO_ARCHIVE);
    CHECK(nc_archive_read(&b, "t1.zip", "x", 100, &f) == NC_ENTRY_NONE);
    CHECK(f.message.n == 0 && b.n == 0);
    CHECK(nc_archive_read(&b, ".", "x", 100, &f) == NC_ENTRY_UNREADABLE && f.message.n);
    nc_buf_dispose(&f.message);
    CHECK(mkfifo("t.fifo", 0600) == 0);
    CHECK(nc_archive_read(&b, "t.fifo", "x", 100, &f) == NC_ENTRY_UNREADABLE && f.message.n);
    nc_buf_dispose(&f.message);
    CHECK(nc_archive_read(&b, "t1.zip", "a/text.txt", 19999, &f) == NC_ENTRY_DAMAGED);
    CHECK(b.n == 0 && strstr(f.message.p, "a/text.txt"));
    unlink("t.fifo");
    nc_buf_dispose(&f.message);
    nc_buf_dispose(&b);
}

/* A copy of t1.zip, cut to n bytes or with the byte at n changed. */
static enum nc_entry read_hurt(const struct nc_buf *whole, size_t cut, size_t change)
{
    struct nc_fail f = {0};
    struct nc_buf b = {0}, got = {0};
    nc_buf_put(&b, whole->p, cut);
    if (change < cut)
        b.p[change] ^= 0x40;
    FILE *file = fopen("t6.zip", "wb");
    CHECK(file && fwrite(b.p, 1, b.n, file) == b.n && fclose(file) == 0);
    enum nc_entry found = nc_archive_read(&got, "t6.zip", "a/text.txt", 1 << 20, &f);
    CHECK((found == NC_ENTRY_DAMAGED) == (f.message.n > 0) && (found == NC_ENTRY_READ || !got.n));
    nc_buf_dispose(&f.message);
    nc_buf_dispose(&got);
    nc_buf_dispose(&b);
    return found;
}

/* An archive that was cut short is damaged, and not "no archive"; so is an entry whose bytes
 * differ. */
static void test_damage(void)
{
    struct nc_fail f = {0};
    struct nc_buf whole = {0};
    CHECK(nc_read_file(&whole, "t1.zip", 1 << 20, &f) == 0);
    CHECK(read_hurt(&whole, whole.n, whole.n) == NC_ENTRY_READ);
    for (size_t cut = 4; cut < whole.n; cut += whole.n / 50)
        CHECK(read_hurt(&whole, cut, cut) == NC_ENTRY_DAMAGED);
    CHECK(read_hurt(&whole, 3, 3) == NC_ENTRY_NO_ARCHIVE);
    CHECK(read_hurt(&whole, 0, 0) == NC_ENTRY_NO_ARCHIVE);
    size_t text = 58 + 30 + strlen("a/text.txt");
    CHECK(read_hurt(&whole, whole.n, text + 20) == NC_ENTRY_DAMAGED);
    unlink("t6.zip");
    nc_buf_dispose(&whole);
}

static void test_failures(void)
{
    struct nc_fail f = {0};
    CHECK(write_sample("t4.zip", "gone.bin", noon, &f) == -1);
    CHECK(f.message.n && strstr(f.message.p, "gone.bin"));
    CHECK(access("t4.zip", F_OK) != 0);
    nc_buf_dispose(&f.message);

    struct nc_outset *set = nc_outset_new();
    struct nc_out *out;
    CHECK(nc_out_open(&out, set, "t5.zip", &f) == 0);
    struct nc_archive *a = nc_archive_new(out, noon, &f);
    CHECK(nc_archive_add_stored(a, "twice", NC_LIT("1")) == 0);
    CHECK(nc_archive_add_stored(a, "twice", NC_LIT("2")) == -1);
    CHECK(f.message.n && strstr(f.message.p, "twice"));
    nc_archive_discard(a);
    nc_archive_discard(NULL);
    nc_outset_free(set);
    nc_buf_dispose(&f.message);
}

/* A file that is another one by now, shorter, longer or as long, is not put into the archive. */
static void test_changed_file(void)
{
    struct nc_fail f = {0};
    struct nc_buf whole = {0};
    CHECK(nc_read_file(&whole, "t.bin", 1 << 20, &f) == 0);
    for (int kind = 0; kind < 4; kind++) {
        struct nc_buf b = {0};
        nc_buf_put(&b, whole.p, kind == 0 ? 0 : kind == 1 ? whole.n - 1 : whole.n);
        if (kind == 2)
            b.p[whole.n / 2] ^= 1;
        if (kind == 3)
            nc_buf_char(&b, 'x');
        FILE *file = fopen("t7.bin", "wb");
        CHECK(file && fwrite(b.p ? b.p : "", 1, b.n, file) == b.n && fclose(file) == 0);
        CHECK(write_sample("t7.zip", "t7.bin", noon, &f) == -1);
        CHECK(f.message.n && strstr(f.message.p, "t7.bin was changed"));
        CHECK(access("t7.zip", F_OK) != 0);
        nc_buf_dispose(&f.message);
        nc_buf_dispose(&b);
    }
    unlink("t7.bin");
    nc_buf_dispose(&whole);
}

static void test_standard_output(void)
{
    struct nc_fail f = {0};
    struct nc_outset *set = nc_outset_new();
    struct nc_out *out;
    CHECK(nc_out_open(&out, set, "-", &f) == 0);
    struct nc_archive *a = nc_archive_new(out, noon, &f);
    CHECK(nc_archive_add_stored(a, "one", NC_LIT("1")) == 0);
    CHECK(nc_archive_close(a) == 0);
    CHECK(nc_out_tell(out) == 30 + 3 + 1 + 46 + 3 + 22);
    nc_outset_free(set);
}

static int make_folder(char *folder)
{
    static unsigned char bytes[70000];
    unsigned x = 1;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)((x = x * 1103515245u + 12345u) >> 16);
    FILE *file = mkdtemp(folder) && chdir(folder) == 0 ? fopen("t.bin", "wb") : NULL;
    if (!file)
        return -1;
    nc_sha256(sample_digest, (struct nc_str){(const char *)bytes, sizeof bytes});
    size_t n = fwrite(bytes, 1, sizeof bytes, file);
    return fclose(file) == 0 && n == sizeof bytes ? 0 : -1;
}

int main(void)
{
    char folder[] = "/tmp/test_archive.XXXXXX";
    static const char *const made[] = {"t.bin", "t1.zip", "t2.zip", "t3.zip"};
    if (!CHECK(make_folder(folder) == 0))
        return check_result();
    test_round_trip();
    test_same_bytes();
    test_times();
    test_foreign_files();
    test_damage();
    test_failures();
    test_changed_file();
    test_standard_output();
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        unlink(made[i]);
    CHECK(rmdir(folder) == 0); /* nothing else is left */
    return check_result();
}
