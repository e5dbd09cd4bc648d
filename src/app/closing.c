/* The closing lines of a run: what was made, and how many links were found. */
#include "app/closing.h"

#include "base/fsio.h"

#include <sys/stat.h>

#define SHOWN_UNREAD 10
/* With this many notes or more, the closing summary is a table; with fewer it is a line. */
#define LARGE_VAULT 100

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

/* Appends "1.2 MB", in powers of ten as file managers count. */
static void put_size(struct nc_buf *out, uint64_t bytes)
{
    if (bytes < 1000)
        nc_buf_printf(out, "%llu bytes", (unsigned long long)bytes);
    else if (bytes < 999500)
        nc_buf_printf(out, "%.0f kB", (double)bytes / 1e3);
    else
        nc_buf_printf(out, "%.1f MB", (double)bytes / 1e6);
}

static void put_product(struct nc_buf *out, const struct nc_closing_product *p, bool is_folder)
{
    struct stat st;
    const char *sep = ": ";
    nc_buf_printf(out, "%s", p->path);
    if (is_folder) {
        nc_buf_printf(out, "%s%zu note%s", sep, p->notes, plural(p->notes));
        sep = ", ";
    }
    if (p->pictures) {
        nc_buf_printf(out, "%s%zu picture%s", sep, p->pictures, plural(p->pictures));
        sep = ", ";
    }
    if (stat(p->path, &st) == 0 && S_ISREG(st.st_mode)) {
        nc_buf_puts(out, sep);
        put_size(out, (uint64_t)st.st_size);
    }
    nc_buf_char(out, '\n');
}

static const char *const kinds[NC_FOUND_KINDS] = {"links", "embeds", "media"};

static void put_found_line(struct nc_buf *out, size_t notes, const struct nc_vault_counts *c)
{
    nc_buf_printf(out, "noteconv: %zu note%s", notes, plural(notes));
    for (int k = 0; k < NC_FOUND_KINDS; k++) {
        if (c->resolved[k] + c->missing[k] == 0)
            continue;
        nc_buf_printf(out, "; %s: %zu found, %zu missing", kinds[k], c->resolved[k], c->missing[k]);
        if (c->ambiguous[k])
            nc_buf_printf(out, ", %zu ambiguous", c->ambiguous[k]);
    }
    if (c->left_out)
        nc_buf_printf(out, "; %zu of the links lead%s to notes that are not included", c->left_out,
                      c->left_out == 1 ? "s" : "");
    nc_buf_char(out, '\n');
}

static void put_found_table(struct nc_buf *out, size_t notes, const struct nc_vault_counts *c)
{
    nc_buf_printf(out, "%-8s%9zu\n", "notes", notes);
    for (int k = 0; k < NC_FOUND_KINDS; k++) {
        if (c->resolved[k] + c->missing[k] == 0)
            continue;
        nc_buf_printf(out, "%-8s%9zu found%9zu missing", kinds[k], c->resolved[k], c->missing[k]);
        if (c->ambiguous[k])
            nc_buf_printf(out, "%9zu ambiguous", c->ambiguous[k]);
        if (k == 0 && c->left_out)
            nc_buf_printf(out, "%9zu to notes that are not included", c->left_out);
        nc_buf_char(out, '\n');
    }
}

void nc_closing_print(const struct nc_closing_product *products, size_t count,
                      const struct nc_loaded *l, struct nc_messages *m)
{
    struct nc_buf b = {0};
    if (l->site.is_folder)
        (l->site.count >= LARGE_VAULT ? put_found_table : put_found_line)(
            &b, l->site.count, nc_vault_counts(l->vault));
    for (size_t i = 0; i < count; i++)
        if (products[i].path)
            put_product(&b, &products[i], l->site.is_folder);
    nc_print_lines(m->to, nc_buf_view(&b));
    nc_buf_dispose(&b);
}

/* Appends the --exclude patterns that would leave out what could not be read. */
static void put_excludes(struct nc_buf *out, const struct nc_vault *v)
{
    size_t count = nc_vault_unread_count(v);
    for (size_t i = 0; i < count && i < SHOWN_UNREAD; i++) {
        struct nc_buf pattern = {0};
        nc_exclude_pattern(&pattern, nc_vault_unread_path(v, i));
        nc_buf_puts(out, " --exclude=");
        nc_put_word(out, nc_buf_view(&pattern));
        nc_buf_dispose(&pattern);
    }
    if (count > SHOWN_UNREAD)
        nc_buf_printf(out, " and %zu more", count - SHOWN_UNREAD);
}

void nc_closing_incomplete(const struct nc_loaded *l, bool is_held_back, bool has_skipped,
                           struct nc_messages *m)
{
    size_t count = nc_vault_unread_count(l->vault);
    struct nc_buf b = {0};
    nc_buf_puts(&b, is_held_back ? "nothing was written" : "not everything was written");
    if (is_held_back && l->opts->format_count > 1)
        nc_buf_puts(&b, " to books and single files");
    if (count)
        nc_buf_printf(&b, ": %zu of the files and folders could not be read", count);
    else if (has_skipped)
        nc_buf_puts(&b, ": the encoding of a note that others embed is uncertain; --encoding names "
                        "it, and --exclude leaves the note out");
    else
        nc_buf_puts(&b, ": a note was changed during the run; run again");
    if (is_held_back)
        nc_buf_puts(&b, "; --keep-going writes what there is");
    if (count) {
        nc_buf_puts(&b, is_held_back ? ", and this leaves them out:" : "; this leaves them out:");
        put_excludes(&b, l->vault);
    }
    nc_print_error(m->to, nc_buf_view(&b));
    nc_buf_dispose(&b);
}
