/* Any bytes as an old book: found to be one of the kinds that recognise knows, with a message where
 * it is neither ours nor foreign. */
#include "export/backend.h"
#include "export/zip/archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *path(void)
{
    static char name[64];
    if (!name[0])
        snprintf(name, sizeof name, "/tmp/fuzz-zip-%ld", (long)getpid());
    return name;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"mimetype", "noteconv.json", "EPUB/content.opf"};
    FILE *f = fopen(path(), "wb");
    if (!f || fwrite(data, 1, size, f) != size || fclose(f) != 0)
        abort();
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct nc_buf out = {0};
        struct nc_fail why = {0};
        enum nc_entry found = nc_archive_read(&out, path(), names[i], (size_t)1 << 20, &why);
        bool told = found == NC_ENTRY_DAMAGED || found == NC_ENTRY_UNREADABLE;
        if (told != (why.message.n > 0) || (found != NC_ENTRY_READ && out.n) ||
            out.n > (size_t)1 << 20)
            abort();
        nc_buf_dispose(&out);
        nc_buf_dispose(&why.message);
    }
    struct nc_previous p = {0};
    enum nc_previous_kind kind = nc_backend_epub.recognise(&p, path());
    if (kind == NC_PREVIOUS_ABSENT)
        abort();
    nc_buf_dispose(&p.bytes);
    nc_buf_dispose(&p.why.message);
    unlink(path());
    return 0;
}
