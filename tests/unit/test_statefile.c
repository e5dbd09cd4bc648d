/* base/statefile: absent, sound, damaged, newer and unreadable are five things. */
#include "base/fsio.h"
#include "base/statefile.h"
#include "tests/unit/check.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct nc_state_form text_form = {"noteconv-thing ", 3, 2, 1000, "sha256 ", "\n"};
static const struct nc_state_form json_form = {"{\"thing\":",    2,      2, 1000,
                                               ",\"sha256\":\"", "\"}\n"};

static void put_file(const char *path, struct nc_str bytes)
{
    FILE *f = fopen(path, "wb");
    CHECK(f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n && fclose(f) == 0);
}

/* Reads path; the body it should have if sound, else a part of the message. */
static enum nc_state state_of(const char *path, const struct nc_state_form *form, const char *says)
{
    struct nc_state_text t;
    struct nc_fail why = {0};
    enum nc_state state = nc_state_read(&t, path, form, &why);
    if (state == NC_STATE_SOUND) {
        struct nc_buf body = {0};
        nc_buf_str(&body, t.body);
        nc_buf_puts(&body, "");
        CHECK_STR(body.p, says);
        nc_buf_dispose(&body);
    }
    bool silent = state == NC_STATE_SOUND || state == NC_STATE_ABSENT;
    CHECK(silent == (why.message.n == 0));
    CHECK(silent || strstr(why.message.p, says));
    nc_state_dispose(&t);
    nc_buf_dispose(&why.message);
    return state;
}

static void test_sound(void)
{
    struct nc_buf b = {0};
    nc_state_begin(&b, &text_form);
    nc_buf_puts(&b, "\nbody\n");
    nc_state_seal(&b, &text_form);
    put_file("s", nc_buf_view(&b));
    CHECK(state_of("s", &text_form, "\nbody\n") == NC_STATE_SOUND);
    /* Every byte that is missing at the end or changed anywhere is seen. */
    for (size_t n = 0; n < b.n; n++) {
        put_file("s", nc_str_sub(nc_buf_view(&b), 0, n));
        CHECK(state_of("s", &text_form, "s is damaged") == NC_STATE_DAMAGED);
        b.p[n] ^= 4;
        put_file("s", nc_buf_view(&b));
        enum nc_state state = state_of("s", &text_form, "s ");
        CHECK(state == NC_STATE_DAMAGED || (state == NC_STATE_NEWER && n == 15));
        b.p[n] ^= 4;
    }
    nc_buf_puts(&b, "more");
    put_file("s", nc_buf_view(&b));
    CHECK(state_of("s", &text_form, "s is damaged") == NC_STATE_DAMAGED);
    nc_buf_dispose(&b);
}

static void test_json(void)
{
    struct nc_buf b = {0};
    nc_state_begin(&b, &json_form);
    nc_buf_puts(&b, ",\"list\":[]");
    nc_state_seal(&b, &json_form);
    CHECK(nc_str_starts(nc_buf_view(&b), NC_LIT("{\"thing\":2,\"list\":[],\"sha256\":\"")));
    CHECK(b.n > 3 && strcmp(b.p + b.n - 3, "\"}\n") == 0);
    put_file("s", nc_buf_view(&b));
    CHECK(state_of("s", &json_form, ",\"list\":[]") == NC_STATE_SOUND);
    nc_buf_dispose(&b);
}

/* Versions from before the seal have none; a version to come is not read. */
static void test_versions(void)
{
    put_file("s", NC_LIT("noteconv-thing 1\nold\n"));
    CHECK(state_of("s", &text_form, "\nold\n") == NC_STATE_SOUND);
    put_file("s", NC_LIT("noteconv-thing 2\nno seal\n"));
    CHECK(state_of("s", &text_form, "checksum") == NC_STATE_DAMAGED);
    put_file("s", NC_LIT("noteconv-thing 4\nwho knows\n"));
    CHECK(state_of("s", &text_form, "newer noteconv") == NC_STATE_NEWER);
    put_file("s", NC_LIT("noteconv-thing 0\n"));
    CHECK(state_of("s", &text_form, "version") == NC_STATE_DAMAGED);
    put_file("s", NC_LIT("noteconv-thing 99999999999999999999\n"));
    CHECK(state_of("s", &text_form, "version") == NC_STATE_DAMAGED);
    put_file("s", NC_LIT("another thing 1\n"));
    CHECK(state_of("s", &text_form, "beginning") == NC_STATE_DAMAGED);
    put_file("s", NC_LIT(""));
    CHECK(state_of("s", &text_form, "beginning") == NC_STATE_DAMAGED);
}

static void test_absent_and_unreadable(void)
{
    struct nc_buf big = {0};
    CHECK(state_of("none", &text_form, "") == NC_STATE_ABSENT);
    CHECK(state_of("s/none", &text_form, "") == NC_STATE_ABSENT);
    CHECK(state_of(".", &text_form, "folder") == NC_STATE_UNREADABLE);
    CHECK(mkfifo("fifo", 0600) == 0);
    CHECK(state_of("fifo", &text_form, "regular file") == NC_STATE_UNREADABLE);
    unlink("fifo");
    for (int i = 0; i < 200; i++)
        nc_buf_puts(&big, "noteconv-thing 1\n");
    put_file("s", nc_buf_view(&big));
    CHECK(state_of("s", &text_form, "larger") == NC_STATE_UNREADABLE);
    nc_buf_dispose(&big);
}

int main(void)
{
    char folder[] = "/tmp/test_statefile.XXXXXX";
    if (!CHECK(mkdtemp(folder) && chdir(folder) == 0))
        return check_result();
    test_sound();
    test_json();
    test_versions();
    test_absent_and_unreadable();
    unlink("s");
    CHECK(rmdir(folder) == 0);
    return check_result();
}
