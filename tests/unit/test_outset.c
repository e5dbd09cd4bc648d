/* Outputs: what somebody else makes meanwhile in a tree is not replaced; writing over what was
 * written. */
#include "base/arena.h"
#include "base/fsio.h"
#include "base/outset.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void put_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    CHECK(file && fputs(text, file) >= 0);
    if (file)
        fclose(file);
}

static void test_meanwhile(const char *folder)
{
    struct nc_outset *set = nc_outset_new();
    struct nc_buf first = {0}, second = {0}, there = {0};
    struct nc_fail f = {0};
    struct nc_out *out;
    bool mixed, made;
    nc_buf_printf(&first, "%s/tree/a", folder);
    nc_buf_printf(&second, "%s/tree/b", folder);
    nc_buf_printf(&there, "%s/tree", folder);
    CHECK(nc_outset_mkdir(set, there.p, &made, &f) == 0 && made);
    CHECK(nc_outset_mkdir(set, there.p, &made, &f) == 0 && !made);
    nc_outset_tree(set, there.p);
    CHECK(nc_out_open_over(&out, set, first.p, 0, &f) == 0);
    CHECK(nc_out_write(out, "1", 1) == 0 && nc_out_close(out) == 0);
    CHECK(nc_out_open_over(&out, set, second.p, 0, &f) == 0);
    CHECK(nc_out_write(out, "2", 1) == 0 && nc_out_close(out) == 0);
    put_file(second.p, "theirs");
    CHECK(nc_outset_commit(set, &mixed, &f) == -1 && !mixed && f.message.n);
    nc_outset_free(set);
    CHECK(access(first.p, F_OK) != 0);
    nc_buf_clear(&there);
    CHECK(nc_read_file(&there, second.p, 100, &f) == 0);
    CHECK_STR(there.p, "theirs");
    unlink(second.p);
    nc_buf_clear(&there);
    nc_buf_printf(&there, "%s/tree", folder);
    CHECK(rmdir(there.p) == 0); /* no temporary is left in it */
    nc_buf_dispose(&first);
    nc_buf_dispose(&second);
    nc_buf_dispose(&there);
    nc_buf_dispose(&f.message);
}

/* What the file holds in the end, and what was written over: near the end, across what the buffer
 * holds, beyond it, and of a stream. */
static void test_seek(const char *folder)
{
    enum { ALL = 200000 };
    static const struct {
        size_t written, at, over;
    } steps[] = {{10, 4, 3},         {60000, 59990, 10}, {60000, 59995, 20}, {65000, 100, 64000},
                 {ALL, 3, 5},        {ALL, 150000, 9},   {ALL, ALL - 9, 9},  {70000, 69000, 70000},
                 {70000, 70000, 10}, {0, 0, 0}};
    char *bytes = nc_malloc(2 * ALL), *wanted = nc_malloc(2 * ALL);
    struct nc_buf path = {0}, found = {0};
    struct nc_fail f = {0};
    nc_buf_printf(&path, "%s/seek", folder);
    for (size_t i = 0; i < 2 * ALL; i++)
        bytes[i] = (char)('a' + i % 23);
    for (size_t k = 0; k < sizeof steps / sizeof steps[0]; k++) {
        struct nc_outset *set = nc_outset_new();
        struct nc_out *out;
        bool mixed;
        size_t n = steps[k].written, end = steps[k].at + steps[k].over;
        CHECK(nc_out_open(&out, set, path.p, &f) == 0);
        for (size_t i = 0; i < n; i += 1000)
            CHECK(nc_out_write(out, bytes + i, n - i < 1000 ? n - i : 1000) == 0);
        CHECK(nc_out_seek(out, steps[k].at) == 0);
        CHECK(nc_out_write(out, bytes + 7, steps[k].over) == 0 && nc_out_tell(out) == end);
        n = n < end ? end : n;
        CHECK(nc_out_seek(out, n) == 0 && nc_out_write(out, "end", 3) == 0);
        CHECK(nc_out_close(out) == 0 && nc_outset_commit(set, &mixed, &f) == 0);
        nc_outset_free(set);
        memcpy(wanted, bytes, n);
        memcpy(wanted + steps[k].at, bytes + 7, steps[k].over);
        memcpy(wanted + n, "end", 3);
        nc_buf_clear(&found);
        CHECK(nc_read_file(&found, path.p, 3 * ALL, &f) == 0);
        CHECK(found.n == n + 3 && memcmp(found.p, wanted, n + 3) == 0);
    }
    unlink(path.p);
    nc_buf_dispose(&path);
    nc_buf_dispose(&found);
    free(bytes);
    free(wanted);
}

int main(void)
{
    char folder[] = "/tmp/noteconv-outset-XXXXXX";
    CHECK(mkdtemp(folder) != NULL);
    test_meanwhile(folder);
    test_seek(folder);
    rmdir(folder);
    return check_result();
}
