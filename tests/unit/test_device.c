/* device.c: readers among the mounted disks. */
#include "device/device.h"
#include "tests/unit/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char home[] = "/tmp/test_device.XXXXXX";
static struct nc_buf scratch;

/* A path in the folder of this test; good until the next call. */
static const char *path(const char *rel)
{
    nc_buf_clear(&scratch);
    nc_buf_printf(&scratch, "%s/%s", home, rel);
    return scratch.p;
}

/* The readers found, as "kind root" with ", " between; less the folder of this test. */
static void check_found(const struct nc_device_places *places, const char *wanted,
                        const char *expected)
{
    struct nc_devices d = {0};
    struct nc_buf b = {0};
    nc_devices_find(&d, places, wanted ? nc_device_kind_named(nc_str(wanted)) : NULL);
    nc_buf_puts(&b, "");
    for (size_t i = 0; i < d.count; i++) {
        struct nc_str root = nc_buf_view(&d.items[i].root);
        CHECK(nc_str_starts(root, nc_str(home)));
        nc_buf_printf(&b, "%s%s %.*s", i ? ", " : "", d.items[i].kind->name,
                      NC_FMT(nc_str_sub(root, strlen(home), root.n)));
    }
    CHECK_STR(b.p, expected);
    nc_buf_dispose(&b);
    nc_devices_dispose(&d);
}

static void make_folders(void)
{
    static const char *const folders[] = {"a b",
                                          "a b/.kobo",
                                          "k",
                                          "k/documents",
                                          "k/system",
                                          "k/system/thumbnails",
                                          "half",
                                          "half/documents",
                                          "t",
                                          "t/.tolino",
                                          "t/koreader",
                                          "t/x",
                                          "t/x/.kobo",
                                          "none",
                                          "all",
                                          "all/x",
                                          "all/x/.kobo",
                                          "all/.y",
                                          "all/.y/.kobo",
                                          "gvfs",
                                          "gvfs/smb-share:server=x",
                                          "gvfs/mtp:host=Amazon_Kindle_1",
                                          "file",
                                          NULL};
    for (const char *const *p = folders; *p; p++)
        CHECK(mkdir(path(*p), 0700) == 0);
}

static void test_places(void)
{
    struct nc_buf more = {0};
    nc_buf_printf(&more, "%s/a b::%s/t/:%s/none:%s/gone:%s/all:%s/half:%s/a b//", home, home, home,
                  home, home, home, home);
    check_found(&(struct nc_device_places){.more = more.p}, NULL,
                "kobo /a b, tolino /t, kobo /all/x");
    check_found(&(struct nc_device_places){.more = more.p}, "koreader", "koreader /t");
    check_found(&(struct nc_device_places){.more = ""}, NULL, "");
    check_found(&(struct nc_device_places){.volumes = home}, "kindle", "kindle /k");
    check_found(&(struct nc_device_places){.volumes = path("gone")}, NULL, "");
    nc_buf_dispose(&more);
}

/* Lines of proc(5): a disk by its file system; a blank as \040. */
static void test_mounts(void)
{
    FILE *f = fopen(path("mounts"), "w");
    CHECK(f != NULL);
    if (f) {
        fprintf(f, "1 0 8:1 / / rw - ext4 /dev/a rw\n");
        fprintf(f, "2 1 8:2 / %s/a\\040b rw shared:1 - vfat /dev/b rw\n", home);
        fprintf(f, "3 1 8:3 / %s/k rw - ext4 /dev/c rw\n", home);
        fprintf(f, "short\n\n4 1 8:4 / %s/t\\08 rw - exfat /dev/d rw\n", home);
        fprintf(f, "5 1 8:5 / %s/t rw - fuseblk /dev/e rw\n", home);
        fprintf(f, "6 1 8:5 / %s/k rw - fuseblkx /dev/e rw", home);
        CHECK(fclose(f) == 0);
    }
    struct nc_buf mounts = {0};
    nc_buf_puts(&mounts, path("mounts"));
    check_found(&(struct nc_device_places){.mountinfo = mounts.p}, NULL, "kobo /a b, tolino /t");
    check_found(&(struct nc_device_places){.mountinfo = mounts.p}, "kobo", "kobo /a b");
    static const char *const systems[] = {"vfat", "exfat", "msdos", "fuseblk", NULL};
    for (const char *const *system = systems; *system; system++) {
        f = fopen(path("mounts"), "w");
        CHECK(f != NULL);
        if (!f)
            continue;
        fprintf(f, "7 1 8:6 / %s/t rw - %s /dev/f rw\n", home, *system);
        CHECK(fclose(f) == 0);
        check_found(&(struct nc_device_places){.mountinfo = mounts.p}, NULL, "tolino /t");
    }
    nc_buf_dispose(&mounts);
    CHECK(unlink(path("mounts")) == 0);
}

static void test_mtp(void)
{
    struct nc_devices d = {0};
    struct nc_device_places places = {.gvfs = path("gvfs")};
    nc_devices_find(&d, &places, NULL);
    CHECK_STR(d.others.p, "Amazon_Kindle_1");
    CHECK(d.has_mtp_kindle && d.count == 0);
    nc_devices_dispose(&d);
    CHECK(rmdir(path("gvfs/mtp:host=Amazon_Kindle_1")) == 0 &&
          mkdir(path("gvfs/mtp:host=Pixel"), 0700) == 0 &&
          mkdir(path("gvfs/mtp:host=My_Phone"), 0700) == 0);
    places.gvfs = path("gvfs");
    nc_devices_find(&d, &places, NULL);
    CHECK(!d.has_mtp_kindle && d.others.n == strlen("Pixel, My_Phone"));
    CHECK(nc_str_search(nc_buf_view(&d.others), NC_LIT(", "), 0) < d.others.n);
    nc_devices_dispose(&d);
    places.gvfs = path("gone");
    nc_devices_find(&d, &places, NULL);
    CHECK(!d.others.n);
    nc_devices_dispose(&d);
}

int main(void)
{
    CHECK(mkdtemp(home) != NULL);
    make_folders();
    test_places();
    test_mounts();
    test_mtp();
    static const char *const gone[] = {"gvfs/mtp:host=Pixel",
                                       "gvfs/mtp:host=My_Phone",
                                       "gvfs/smb-share:server=x",
                                       "gvfs",
                                       "file",
                                       "all/.y/.kobo",
                                       "all/.y",
                                       "all/x/.kobo",
                                       "all/x",
                                       "all",
                                       "none",
                                       "t/x/.kobo",
                                       "t/x",
                                       "t/koreader",
                                       "t/.tolino",
                                       "t",
                                       "half/documents",
                                       "half",
                                       "k/system/thumbnails",
                                       "k/system",
                                       "k/documents",
                                       "k",
                                       "a b/.kobo",
                                       "a b",
                                       "",
                                       NULL};
    for (const char *const *p = gone; *p; p++)
        CHECK(rmdir(path(*p)) == 0);
    nc_buf_dispose(&scratch);
    return check_result();
}
