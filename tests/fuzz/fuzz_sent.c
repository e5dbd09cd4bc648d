/* Any bytes as a reader's record of books: as they are, and as the body of a sealed one. What is
 * read leads nowhere out of the reader, and is written and read again the same. */
#include "base/statefile.h"
#include "device/sent.h"
#include "tests/fuzz/tempvault.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define RECORD NC_SENT_FOLDER "/sent.json"
static const char *const folders[] = {NC_SENT_FOLDER, NULL};
static const char *const files[] = {RECORD, NULL};

static void look(bool good)
{
    if (!good)
        abort();
}

static void look_at_books(const struct nc_sent *s)
{
    for (size_t i = 0; i < s->count; i++) {
        struct nc_buf framed = {0};
        const struct nc_sent_book *b = &s->items[i];
        nc_buf_printf(&framed, "/%.*s/", NC_FMT(b->path));
        look(nc_str_search(nc_buf_view(&framed), NC_LIT("/../"), 0) == framed.n);
        look(nc_str_search(nc_buf_view(&framed), NC_LIT("//"), 0) == framed.n);
        look(nc_sent_find(s, b->id) == b && nc_sent_has_path(s, b->path));
        nc_buf_dispose(&framed);
    }
}

static bool is_same(const struct nc_sent *a, const struct nc_sent *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        const struct nc_sent_book *x = &a->items[i], *y = &b->items[i];
        same = nc_str_eq(x->id, y->id) && nc_str_eq(x->source, y->source) &&
               nc_str_eq(x->file, y->file) && nc_str_eq(x->path, y->path);
    }
    return same;
}

static void read_twice(struct nc_str text)
{
    struct nc_sent s, again;
    struct nc_fail f = {0};
    put_file(RECORD, text);
    if (nc_sent_read(&s, temp_root, &f) == 0) {
        struct nc_outset *outs = nc_outset_new();
        bool mixed = false;
        look_at_books(&s);
        look(nc_sent_write(&s, temp_root, outs, &f) == 0 &&
             nc_outset_commit(outs, &mixed, &f) == 0);
        nc_outset_free(outs);
        look(nc_sent_read(&again, temp_root, &f) == 0 && is_same(&s, &again));
        nc_sent_dispose(&again);
    } else {
        look(f.message.n > 0);
    }
    nc_sent_dispose(&s);
    nc_buf_dispose(&f.message);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct nc_state_form form = {"{\"noteconv-sent\":", 1,      1, (size_t)64 << 20,
                                              ",\"sha256\":\"",      "\"}\n"};
    struct nc_str bytes = {(const char *)data, size};
    struct nc_buf text = {0};
    if (!*temp_root)
        make_temp_vault(folders, files);
    read_twice(bytes);
    nc_state_begin(&text, &form);
    nc_buf_str(&text, bytes);
    nc_state_seal(&text, &form);
    read_twice(nc_buf_view(&text));
    nc_buf_dispose(&text);
    return 0;
}
