/* Collects diagnostics; their table and their printed forms. */
#include "base/diag.h"

#include "base/jsontext.h"
#include "base/uchar.h"

#include <stdlib.h>

static const struct {
    const char *name;
    enum nc_severity severity;
} table[] = {
#define NOTE NC_SEV_NOTE
#define WARNING NC_SEV_WARNING
#define ERROR NC_SEV_ERROR
#define NC_DIAG(id, name, severity, text) {name, severity},
#include "base/diag.def"
#undef NC_DIAG
#undef NOTE
#undef WARNING
#undef ERROR
};

struct nc_diags {
    /* NULL: nothing was copied yet */
    struct nc_arena *arena;
    struct nc_diag_entry *entries;
    size_t count, cap;
};

struct nc_diags *nc_diags_new(void)
{
    return nc_calloc(1, sizeof(struct nc_diags));
}

void nc_diags_free(struct nc_diags *d)
{
    if (!d)
        return;
    nc_arena_free(d->arena);
    free(d->entries);
    free(d);
}

/* Most notes have no messages. */
static struct nc_str keep(struct nc_diags *d, struct nc_str s)
{
    if (!d->arena)
        d->arena = nc_arena_new();
    return nc_arena_str(d->arena, s);
}

/* Names repeat, so the copy made for the last entry usually serves. */
static struct nc_str keep_name(struct nc_diags *d, struct nc_str file)
{
    if (d->count && nc_str_eq(d->entries[d->count - 1].file, file))
        return d->entries[d->count - 1].file;
    return keep(d, file);
}

static void push(struct nc_diags *d, struct nc_diag_entry e)
{
    nc_grow(&d->entries, &d->cap, d->count + 1, sizeof *d->entries);
    d->entries[d->count++] = e;
}

void nc_diag(struct nc_diags *d, enum nc_diag_id id, struct nc_str file, struct nc_pos pos,
             const char *fmt, ...)
{
    if (!d)
        return;
    struct nc_buf text = {0};
    va_list ap;
    va_start(ap, fmt);
    nc_buf_vprintf(&text, fmt, ap);
    va_end(ap);
    push(d, (struct nc_diag_entry){id, keep_name(d, file), pos, keep(d, nc_buf_view(&text))});
    nc_buf_dispose(&text);
}

size_t nc_diags_count(const struct nc_diags *d)
{
    return d ? d->count : 0;
}

const struct nc_diag_entry *nc_diags_at(const struct nc_diags *d, size_t i)
{
    return &d->entries[i];
}

void nc_diags_take_back(struct nc_diags *d, size_t count)
{
    if (d && count < d->count)
        d->count = count;
}

void nc_diags_append(struct nc_diags *to, struct nc_diags *from)
{
    if (!to || !from)
        return;
    for (size_t i = 0; i < from->count; i++) {
        struct nc_diag_entry e = from->entries[i];
        e.file = keep_name(to, e.file);
        e.text = keep(to, e.text);
        push(to, e);
    }
    from->count = 0;
}

struct sortable {
    struct nc_diag_entry e;
    size_t file_rank, order;
};

static int compare(const void *a, const void *b)
{
    const struct sortable *x = a, *y = b;
    if (x->file_rank != y->file_rank)
        return x->file_rank < y->file_rank ? -1 : 1;
    if (x->e.pos.line != y->e.pos.line)
        return x->e.pos.line < y->e.pos.line ? -1 : 1;
    if (x->e.pos.col != y->e.pos.col)
        return x->e.pos.col < y->e.pos.col ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

void nc_diags_sort(struct nc_diags *d)
{
    if (!d || d->count < 2)
        return;
    struct sortable *s = nc_calloc(d->count, sizeof *s);
    for (size_t i = 0; i < d->count; i++) {
        s[i] = (struct sortable){d->entries[i], i, i};
        /* A note has few files (itself and those it embeds), so searching backwards is short. */
        for (size_t k = i; k-- > 0;) {
            if (nc_str_eq(s[k].e.file, s[i].e.file)) {
                s[i].file_rank = s[k].file_rank;
                break;
            }
        }
    }
    qsort(s, d->count, sizeof *s, compare);
    for (size_t i = 0; i < d->count; i++)
        d->entries[i] = s[i].e;
    free(s);
}

const char *nc_diag_name(enum nc_diag_id id)
{
    return table[id].name;
}

enum nc_severity nc_diag_severity(enum nc_diag_id id)
{
    return table[id].severity;
}

enum nc_diag_id nc_diag_find(struct nc_str name)
{
    for (int i = 0; i < NC_DIAG_COUNT; i++)
        if (nc_str_eqz(name, table[i].name))
            return (enum nc_diag_id)i;
    return NC_DIAG_COUNT;
}

static const char *const severity_names[] = {"note", "warning", "error"};

void nc_diag_format(struct nc_buf *out, const struct nc_diag_entry *e, enum nc_severity severity,
                    bool colour)
{
    static const char *const colours[] = {"\033[36m", "\033[35m", NC_COLOUR_ERROR};
    nc_buf_puts(out, colour ? "\033[1m" : "");
    nc_put_visible(out, e->file, false);
    if (e->pos.line)
        nc_buf_printf(out, "%s%u:%u", e->file.n ? ":" : "", e->pos.line,
                      e->pos.col ? e->pos.col : 1);
    if (e->file.n || e->pos.line)
        nc_buf_puts(out, ": ");
    nc_buf_puts(out, colour ? NC_COLOUR_END : "");
    nc_buf_printf(out, "%s%s:%s ", colour ? colours[severity] : "", severity_names[severity],
                  colour ? NC_COLOUR_END : "");
    nc_put_visible(out, e->text, false);
    nc_buf_printf(out, " [%s]\n", table[e->id].name);
}

static void put_json(struct nc_buf *out, struct nc_str s)
{
    struct nc_buf shown = {0};
    nc_put_visible(&shown, s, false);
    nc_json_string(out, nc_buf_view(&shown));
    nc_buf_dispose(&shown);
}

void nc_diag_json(struct nc_buf *out, const struct nc_diag_entry *e, enum nc_severity severity)
{
    nc_buf_puts(out, "{\"file\":");
    put_json(out, e->file);
    nc_buf_printf(out, ",\"line\":%u,\"col\":%u,\"severity\":\"%s\",\"id\":\"%s\",\"text\":",
                  e->pos.line, e->pos.col, severity_names[severity], table[e->id].name);
    put_json(out, e->text);
    nc_buf_puts(out, "}\n");
}

/* Escapes what would end a property or the line; in a text, only what would end the line. */
static void put_github(struct nc_buf *out, struct nc_str s, const char *special)
{
    struct nc_buf shown = {0};
    nc_put_visible(&shown, s, false);
    for (size_t i = 0; i < shown.n; i++) {
        if (shown.p[i] && strchr(special, shown.p[i]))
            nc_buf_printf(out, "%%%02X", (unsigned)(unsigned char)shown.p[i]);
        else
            nc_buf_char(out, shown.p[i]);
    }
    nc_buf_dispose(&shown);
}

void nc_diag_github(struct nc_buf *out, const struct nc_diag_entry *e, enum nc_severity severity)
{
    static const char *const commands[] = {"notice", "warning", "error"};
    nc_buf_printf(out, "::%s title=%s", commands[severity], table[e->id].name);
    if (e->file.n) {
        nc_buf_puts(out, ",file=");
        put_github(out, e->file, "%\r\n:,");
    }
    if (e->pos.line)
        nc_buf_printf(out, ",line=%u,col=%u", e->pos.line, e->pos.col ? e->pos.col : 1);
    nc_buf_puts(out, "::");
    put_github(out, e->text, "%\r\n");
    nc_buf_char(out, '\n');
}
