/* A digest of everything a run depends on: if it equals that of the last run, nothing has to be
 * done. */
#include "app/rundigest.h"

#include "base/fsio.h"
#include "base/hash.h"

#include <sys/stat.h>

static void put(struct nc_buf *b, const char *word)
{
    nc_buf_puts(b, word ? word : "");
    nc_buf_char(b, '\0');
}

static void put_settings(struct nc_buf *b, const struct nc_setting *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put(b, list[i].name);
        put(b, list[i].value);
    }
    nc_buf_char(b, '\n');
}

/* A style sheet or cover that an option names may change without changing its name. */
static void stamp_files(struct nc_buf *b, const struct nc_setting *list, size_t count)
{
    struct stat st;
    for (size_t i = 0; i < count; i++)
        if (list[i].value && stat(list[i].value, &st) == 0 && S_ISREG(st.st_mode))
            nc_buf_printf(b, "%llx\n", (unsigned long long)nc_file_stamp(&st));
}

void nc_run_digest(const struct nc_loaded *l, char out[41])
{
    const struct nc_options *o = l->opts;
    struct nc_buf b = {0};
    uint8_t d[32];
    char vault[41];
    put(&b, NC_VERSION);
    nc_vault_digest(l->vault, vault);
    put(&b, vault);
    for (size_t i = 0; i < o->format_count; i++)
        put(&b, o->formats[i]->name);
    put_settings(&b, o->meta, o->meta_count);
    put_settings(&b, o->macros, o->macro_count);
    put_settings(&b, o->backend, o->backend_count);
    stamp_files(&b, o->backend, o->backend_count);
    for (size_t i = 0; i < o->include_count; i++)
        put(&b, o->include[i]);
    nc_buf_char(&b, '\n');
    for (size_t i = 0; i < o->exclude_count; i++)
        put(&b, o->exclude[i]);
    put(&b, o->index);
    put(&b, o->plan);
    put(&b, o->tag);
    put(&b, o->where);
    put(&b, o->order);
    put(&b, o->remote_dir);
    put(&b, l->parse.encoding);
    put(&b, o->template_dir);
    if (o->template_dir)
        nc_templates_stamp(&b, o->template_dir);
    for (int id = 0; id < NC_DIAG_COUNT;
         id++) /* which messages are errors affects the exit status */
        nc_buf_printf(&b, "%d ", o->messages.setting[id]);
    nc_buf_printf(&b, "%d\n", o->messages.all_errors);
    nc_buf_printf(&b, "%d %d %d %d %d %d %d %d %d %d %lld", (int)l->parse.dialect,
                  (int)l->parse.breaks, l->parse.strict, o->drops_raw_html, l->parse.no_repair,
                  l->parse.keep_queries, l->parse.ruby, o->each, o->split_folders, l->has_epoch,
                  l->has_epoch ? (long long)l->now : 0);
    nc_sha256(d, nc_buf_view(&b));
    nc_hex(out, d, 20);
    nc_buf_dispose(&b);
}
