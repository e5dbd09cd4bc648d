/* .noteconv/sent.json:
 * {"noteconv-sent":1,"books":[{"id":…,"source":…,"file":…,"path":…}],"sha256":…}
 */
#include "device/sent.h"

#include "base/jsonpull.h"
#include "base/jsontext.h"
#include "base/statefile.h"
#include "base/uchar.h"

#include <stdlib.h>
#include <sys/stat.h>

#define NAME "/" NC_SENT_FOLDER "/sent.json"

static const struct nc_state_form form = {"{\"noteconv-sent\":", 1,      1, (size_t)64 << 20,
                                          ",\"sha256\":\"",      "\"}\n"};

static bool is_inside(struct nc_str path)
{
    for (size_t from = 0; from <= path.n;) {
        size_t to = nc_str_find(path, '/', from);
        struct nc_str part = nc_str_sub(path, from, to);
        if (!part.n || nc_str_eqz(part, "..") || nc_str_eqz(part, "."))
            return false;
        from = to + 1;
    }
    for (size_t i = 0; i < path.n; i++)
        if ((unsigned char)path.p[i] < ' ')
            return false;
    return true;
}

static struct nc_str *member(struct nc_sent_book *b, struct nc_str key)
{
    return nc_str_eqz(key, "id")       ? &b->id
           : nc_str_eqz(key, "source") ? &b->source
           : nc_str_eqz(key, "file")   ? &b->file
           : nc_str_eqz(key, "path")   ? &b->path
                                       : NULL;
}

/* Reads a book, after its '{'. False if it is not one. */
static bool read_book(struct nc_sent *s, struct nc_json *j)
{
    struct nc_sent_book book = {0};
    enum nc_json_event e = nc_json_next(j);
    for (; e == NC_JSON_KEY; e = nc_json_next(j)) {
        struct nc_str *to = member(&book, nc_buf_view(&j->text));
        enum nc_json_event value = nc_json_next(j);
        if (to && value == NC_JSON_STRING)
            *to = nc_arena_str(s->arena, nc_buf_view(&j->text));
        else if (!nc_json_skip(j, value))
            return false;
    }
    if (e == NC_JSON_OBJECT_END && book.id.n && is_inside(book.path))
        nc_sent_put(s, &book);
    return e == NC_JSON_OBJECT_END;
}

static bool read_all(struct nc_sent *s, struct nc_str json)
{
    struct nc_json j;
    nc_json_begin(&j, json);
    bool good = nc_json_next(&j) == NC_JSON_OBJECT;
    while (good && nc_json_next(&j) == NC_JSON_KEY) {
        bool books = nc_str_eqz(nc_buf_view(&j.text), "books");
        enum nc_json_event e = nc_json_next(&j);
        if (!books || e != NC_JSON_ARRAY)
            good = nc_json_skip(&j, e);
        else
            while (good && (e = nc_json_next(&j)) != NC_JSON_ARRAY_END)
                good = e == NC_JSON_OBJECT && read_book(s, &j);
    }
    nc_json_dispose(&j);
    return good;
}

int nc_sent_read(struct nc_sent *out, const char *root, struct nc_fail *f)
{
    struct nc_state_text text = {0};
    struct nc_buf path = {0};
    struct nc_fail why = {0};
    int err = 0;
    *out = (struct nc_sent){.arena = nc_arena_new()};
    out->ids.arena = out->arena;
    nc_buf_printf(&path, "%s%s", root, NAME);
    enum nc_state state = nc_state_read(&text, path.p, &form, &why);
    if (state == NC_STATE_SOUND && !read_all(out, nc_buf_view(&text.bytes)))
        err = nc_fail(f,
                      "%s is damaged; without it noteconv cannot tell which books it has put on "
                      "the reader; delete it to send them all again",
                      path.p);
    else if (state != NC_STATE_SOUND && state != NC_STATE_ABSENT)
        err = nc_fail(f,
                      "%s; without it noteconv cannot tell which books it has put on the reader; "
                      "delete it to send them all again",
                      why.message.p);
    nc_state_dispose(&text);
    nc_buf_dispose(&path);
    nc_buf_dispose(&why.message);
    return err;
}

void nc_sent_dispose(struct nc_sent *s)
{
    free(s->items);
    nc_arena_free(s->arena);
    *s = (struct nc_sent){0};
}

struct nc_sent_book *nc_sent_find(const struct nc_sent *s, struct nc_str id)
{
    uint32_t i = nc_strmap_get(&s->ids, id);
    return i ? &s->items[i - 1] : NULL;
}

bool nc_sent_has_path(const struct nc_sent *s, struct nc_str path)
{
    struct nc_buf folded = {0}, one = {0};
    bool found = false;
    nc_nfc_fold(&folded, path);
    for (size_t i = 0; i < s->count && !found; i++) {
        nc_buf_clear(&one);
        nc_nfc_fold(&one, s->items[i].path);
        found = nc_str_eq(nc_buf_view(&one), nc_buf_view(&folded));
    }
    nc_buf_dispose(&folded);
    nc_buf_dispose(&one);
    return found;
}

void nc_sent_put(struct nc_sent *s, const struct nc_sent_book *book)
{
    struct nc_sent_book copy = {.id = nc_arena_str(s->arena, book->id),
                                .source = nc_arena_str(s->arena, book->source),
                                .file = nc_arena_str(s->arena, book->file),
                                .path = nc_arena_str(s->arena, book->path)};
    uint32_t *slot = nc_strmap_at(&s->ids, copy.id);
    if (!*slot) {
        nc_grow(&s->items, &s->cap, s->count + 1, sizeof *s->items);
        *slot = (uint32_t)++s->count;
    }
    s->items[*slot - 1] = copy;
}

static void put_member(struct nc_buf *out, const char *name, struct nc_str value)
{
    nc_buf_printf(out, "%s\"%s\":", out->p[out->n - 1] == '{' ? "" : ",", name);
    nc_json_string(out, value);
}

/* Fails if something other than a folder is there: a link could lead out of the device. */
static int check_folder(const char *folder, struct nc_fail *f)
{
    struct stat st;
    return lstat(folder, &st) == 0 && !S_ISDIR(st.st_mode)
               ? nc_fail(f, "%s is not a folder; nothing was written", folder)
               : 0;
}

/* Fails if the file would be too large to be read again. */
static int check_size(size_t n, const char *file, struct nc_fail *f)
{
    return n > form.max ? nc_fail(f, "%s would be larger than %zu MB; nothing was written", file,
                                  form.max >> 20)
                        : 0;
}

static int write_text(struct nc_str text, const char *folder, const char *file,
                      struct nc_outset *outs, struct nc_fail *f)
{
    struct nc_out *out;
    if (nc_out_open_guarded(&out, outs, file, f))
        return -1;
    if (check_folder(folder, f) || nc_out_write(out, text.p, text.n)) {
        nc_out_discard(out);
        return -1;
    }
    return nc_out_close(out);
}

int nc_sent_write(const struct nc_sent *s, const char *root, struct nc_outset *outs,
                  struct nc_fail *f)
{
    struct nc_buf folder = {0}, file = {0}, text = {0};
    nc_buf_printf(&folder, "%s/%s", root, NC_SENT_FOLDER);
    nc_buf_printf(&file, "%s%s", root, NAME);
    nc_state_begin(&text, &form);
    nc_buf_puts(&text, ",\"books\":[");
    for (size_t i = 0; i < s->count; i++) {
        nc_buf_puts(&text, i ? ",\n{" : "\n{");
        put_member(&text, "id", s->items[i].id);
        put_member(&text, "source", s->items[i].source);
        put_member(&text, "file", s->items[i].file);
        put_member(&text, "path", s->items[i].path);
        nc_buf_char(&text, '}');
    }
    nc_buf_char(&text, ']');
    nc_state_seal(&text, &form);
    int err = check_folder(folder.p, f);
    err = err ? err : check_size(text.n, file.p, f);
    err = err ? err : nc_outset_mkdir(outs, folder.p, NULL, f);
    err = err ? err : write_text(nc_buf_view(&text), folder.p, file.p, outs, f);
    nc_buf_dispose(&folder);
    nc_buf_dispose(&file);
    nc_buf_dispose(&text);
    return err;
}
