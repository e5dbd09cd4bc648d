/* The table of slices, and the media table that finds its files by it. */
#include "base/strmap.h"
#include "media/media.h"
#include "tests/unit/check.h"

#include <stdlib.h>
#include <unistd.h>

#define MANY 100000

static void test_many(void)
{
    struct nc_arena *a = nc_arena_new();
    struct nc_strmap m = {.arena = a};
    CHECK(nc_strmap_get(&m, NC_LIT("x")) == 0);
    for (uint32_t i = 1; i <= MANY; i++) {
        char text[16];
        snprintf(text, sizeof text, "%u", i);
        uint32_t *value = nc_strmap_at(&m, nc_arena_str(a, nc_str(text)));
        if (*value)
            CHECK(!"a new key has a value");
        *value = i;
    }
    uint32_t wrong = 0;
    for (uint32_t i = 1; i <= MANY; i++) {
        char text[16];
        snprintf(text, sizeof text, "%u", i);
        wrong += nc_strmap_get(&m, nc_str(text)) != i;
    }
    CHECK(wrong == 0);
    CHECK(m.count == MANY);
    CHECK(nc_strmap_get(&m, NC_LIT("0")) == 0);
    nc_arena_free(a);
}

/* A table that knows in advance how many keys come has its size at once. */
static void test_expected(void)
{
    struct nc_arena *a = nc_arena_new();
    struct nc_strmap m = {.arena = a};
    *nc_strmap_at(&m, NC_LIT("first")) = 1;
    nc_strmap_expect(&m, 1000);
    size_t cap = m.cap;
    CHECK(cap >= 2000 && cap < 4000 && nc_strmap_get(&m, NC_LIT("first")) == 1);
    for (uint32_t i = 1; i < 1000; i++) {
        char text[16];
        snprintf(text, sizeof text, "%u", i);
        *nc_strmap_at(&m, nc_arena_str(a, nc_str(text))) = i;
    }
    CHECK(m.cap == cap && m.count == 1000 && nc_strmap_get(&m, NC_LIT("999")) == 999);
    nc_strmap_expect(&m, 10);
    CHECK(m.cap == cap);
    nc_arena_free(a);
}

/* The empty slice and slices with NUL are keys like others; a second value replaces the first. */
static void test_keys(void)
{
    struct nc_arena *a = nc_arena_new();
    struct nc_strmap m = {.arena = a};
    *nc_strmap_at(&m, NC_NONE) = 1;
    *nc_strmap_at(&m, (struct nc_str){"a\0b", 3}) = 2;
    *nc_strmap_at(&m, NC_LIT("a")) = 3;
    CHECK(nc_strmap_get(&m, NC_LIT("")) == 1);
    CHECK(nc_strmap_get(&m, (struct nc_str){"a\0b", 3}) == 2);
    CHECK(nc_strmap_get(&m, (struct nc_str){"a\0c", 3}) == 0);
    *nc_strmap_at(&m, NC_LIT("a")) = 4;
    CHECK(nc_strmap_get(&m, NC_LIT("a")) == 4);
    CHECK(m.count == 3);
    nc_arena_free(a);
}

static void test_media(void)
{
    struct nc_arena *a = nc_arena_new();
    struct nc_media_table t = {.arena = a};
    struct nc_fail f = {0};
    char dir[] = "/tmp/test_strmap.XXXXXX", path[64];
    CHECK(mkdtemp(dir) != NULL);
    uint32_t number, wrong = 0;
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < 200; i++) {
            snprintf(path, sizeof path, "%s/%u.gif", dir, i);
            FILE *out = round ? NULL : fopen(path, "w");
            if (out) {
                fprintf(out, "GIF89a%c%c\1%c", (int)i % 100 + 1, 0, 0);
                fclose(out);
            } else {
                unlink(path); /* a file that is known is not read again */
            }
            wrong += nc_media_add(&number, &t, path, NC_LIT("n"), &f) != 0 || number != i;
        }
    }
    CHECK(wrong == 0);
    CHECK(t.count == 200);
    CHECK(t.items[7].width == 8 && t.items[7].type == NC_MEDIA_GIF);
    CHECK(nc_media_add(&number, &t, dir, NC_LIT("n"), &f) == -1);
    CHECK(t.count == 200);
    CHECK(rmdir(dir) == 0);
    nc_buf_dispose(&f.message);
    free(t.items);
    nc_arena_free(a);
}

int main(void)
{
    test_many();
    test_expected();
    test_keys();
    test_media();
    return check_result();
}
