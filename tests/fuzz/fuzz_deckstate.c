/* Any bytes as the state of a deck: as they are, and as the body of a sealed one. What is read is
 * written and read again the same. */
#include "export/apkg/apkgstate.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_twice(struct nc_buf *text)
{
    struct apkg_state s, again;
    struct nc_fail f = {0};
    if (!apkg_state_read(&s, text, "f", &f) && s.version > 1) {
        struct nc_buf first = {0}, second = {0};
        apkg_state_write(&first, &s);
        nc_buf_str(text, nc_buf_view(&first));
        if (apkg_state_read(&again, text, "f", &f))
            abort();
        apkg_state_write(&second, &again);
        if (!nc_str_eq(nc_buf_view(&first), nc_buf_view(&second)))
            abort();
        apkg_state_dispose(&again);
        nc_buf_dispose(&first);
        nc_buf_dispose(&second);
    }
    apkg_state_dispose(&s);
    nc_buf_dispose(&f.message);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nc_str bytes = {(const char *)data, size};
    struct nc_buf text = {0};
    nc_buf_str(&text, bytes);
    read_twice(&text);
    nc_state_begin(&text, &apkg_state_form);
    nc_buf_str(&text, bytes);
    nc_state_seal(&text, &apkg_state_form);
    read_twice(&text);
    nc_buf_dispose(&text);
    return 0;
}
