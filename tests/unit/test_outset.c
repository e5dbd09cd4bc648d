/* Outputs of a tree: what somebody else makes meanwhile is not replaced. */
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

int main(void)
{
    char folder[] = "/tmp/noteconv-outset-XXXXXX";
    CHECK(mkdtemp(folder) != NULL);
    test_meanwhile(folder);
    rmdir(folder);
    return check_result();
}
