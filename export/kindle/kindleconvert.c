/* Converts an EPUB with calibre's ebook-convert. */
#include "export/kindle/kindlebook.h"

#include "base/child.h"
#include "base/fsio.h"
#include "base/tempdir.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MAX_AZW3 ((size_t)1 << 30)

const char nc_kindle_without[] =
    "AZW3 is made by calibre's ebook-convert, which is not installed; install calibre, or send an "
    "EPUB with Send to Kindle: noteconv -t epub --target=kindle NOTE, then "
    "https://www.amazon.com/sendtokindle";

/* The path used by calibre's installer for macOS. */
static const char mac_path[] = "/Applications/calibre.app/Contents/MacOS/ebook-convert";

bool nc_kindle_converter(struct nc_buf *name)
{
    struct nc_str path = nc_str(getenv("PATH"));
    struct nc_buf one = {0};
    bool found = false;
    for (size_t from = 0; from < path.n && !found;) {
        size_t to = nc_str_find(path, ':', from);
        nc_buf_clear(&one);
        nc_buf_str(&one, nc_str_sub(path, from, to));
        nc_buf_puts(&one, "/ebook-convert");
        found = to > from && access(one.p, X_OK) == 0;
        from = to + 1;
    }
    if (found)
        nc_buf_str(name, nc_buf_view(&one));
    else if ((found = access(mac_path, X_OK) == 0))
        nc_buf_puts(name, mac_path);
    nc_buf_dispose(&one);
    return found;
}

static int run(struct nc_buf *azw3, const char *program, const char *epub, const char *folder,
               struct nc_fail *f)
{
    static const struct nc_child_limits limits = {.seconds = 600, .output = (size_t)64 << 20};
    struct nc_buf out = {0}, said = {0};
    nc_buf_printf(&out, "%s/book.azw3", folder);
    const char *argv[] = {program, epub, out.p, NULL};
    int err = nc_child_program(&said, argv, NC_NONE, &limits, f);
    err = err ? err : nc_read_file(azw3, out.p, MAX_AZW3, f);
    nc_buf_dispose(&out);
    nc_buf_dispose(&said);
    return err;
}

int nc_kindle_convert(struct nc_buf *azw3, const char *path, struct nc_uuid uuid, int64_t modified,
                      struct nc_fail *f)
{
    struct nc_buf program = {0}, folder = {0};
    int err = -1;
    if (!nc_kindle_converter(&program))
        nc_fail(f, "%s", nc_kindle_without);
    else if (nc_tempdir_make(&folder, f) == 0)
        err = run(azw3, program.p, path, folder.p, f);
    if (!err && !nc_kindle_identify(azw3, uuid, modified))
        err = nc_fail(f, "%s made no AZW3 file whose identity noteconv can set", program.p);
    nc_tempdir_remove(&folder);
    nc_buf_dispose(&folder);
    nc_buf_dispose(&program);
    return err;
}
