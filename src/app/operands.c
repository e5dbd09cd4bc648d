/* Checks the operands of the command line: words that are not files, and what may have been meant.
 */
#include "app/operands.h"

#include "app/optiontable.h"
#include "app/otherwords.h"
#include "base/nearfile.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* Appends the first operands except number `at`, with a blank before each. */
static void put_others(struct nc_buf *notes, const struct nc_options *o, size_t at)
{
    for (size_t i = 0; i < o->input_count && i <= NC_SHOWN_INPUTS; i++) {
        if (i == at)
            continue;
        nc_buf_char(notes, ' ');
        nc_put_word(notes, nc_str(o->inputs[i]));
    }
    if (o->input_count > NC_SHOWN_INPUTS + 1)
        nc_buf_puts(notes, " …");
}

/* Suggests "noteconv -t kepub note.md" for "noteconv kobo note.md": operand `at` is the format. */
static int fail_misplaced(const struct nc_options *o, size_t at, struct nc_str format,
                          struct nc_fail *f)
{
    struct nc_buf notes = {0};
    put_others(&notes, o, at);
    nc_fail(f, "there is no file '%s'; a format is given with -t: noteconv -t %.*s%s",
            o->inputs[at], NC_FMT(format), notes.p ? notes.p : " NOTE");
    nc_buf_dispose(&notes);
    return -1;
}

static struct nc_str format_of_word(const char *word)
{
    const struct nc_backend *b = nc_backend_named(nc_str(word));
    return b ? nc_str(b->name) : nc_format_meant(nc_str(word));
}

int nc_check_inputs(const struct nc_options *o, struct nc_fail *f)
{
    struct stat st;
    for (size_t i = 0; i < o->input_count; i++) {
        const char *word = o->inputs[i];
        struct nc_str format = format_of_word(word);
        if (strcmp(word, "-") == 0 || strpbrk(word, "*?[") || stat(word, &st) == 0)
            continue;
        return format.n ? fail_misplaced(o, i, format, f) : nc_fail_unread(f, word, errno);
    }
    return 0;
}

int nc_check_last_word(const struct nc_options *o, struct nc_fail *f)
{
    if (o->input_count < 2 || o->output || o->from_given)
        return 0;
    size_t last = o->input_count - 1;
    struct nc_buf notes = {0};
    if (!nc_backend_for_file(o->inputs[last]))
        return 0;
    put_others(&notes, o, last);
    nc_fail(f, "'%s' is named as an output, which is given with -o: noteconv -o %s%s",
            o->inputs[last], o->inputs[last], notes.p ? notes.p : "");
    nc_buf_dispose(&notes);
    return -1;
}

int nc_check_first_word(const struct nc_options *o, struct nc_fail *f)
{
    struct stat st;
    const char *word = o->input_count ? o->inputs[0] : "-";
    if (word[0] == '-' || strpbrk(word, "./") || lstat(word, &st) == 0)
        return 0;
    struct nc_str format = format_of_word(word);
    const char *advice = nc_format_advice(nc_str(word));
    struct nc_nearest near = {.word = nc_str(word)};
    struct nc_buf names = {0};
    for (int i = 0; i < NC_COMMAND_COUNT; i++) {
        nc_nearest_offer(&near, nc_str(nc_commands[i].word));
        nc_buf_printf(&names, "%s%s", i ? ", " : "", nc_commands[i].word);
    }
    int err = 0;
    if (format.n)
        err = fail_misplaced(o, 0, format, f);
    else if (advice)
        err = nc_fail(f, "there is no file '%s'; %s", word, advice);
    else if (nc_is_option(word))
        err = nc_fail(f, "there is no command and no file '%s'; the option is --%s", word, word);
    else if (near.best.n)
        err = nc_fail(f, "there is no command and no file '%s'; did you mean '%.*s'?", word,
                      NC_FMT(near.best));
    else if (!o->format_count && !o->output)
        err =
            nc_fail(f, "there is no command and no file '%s' (the commands are %s)", word, names.p);
    nc_buf_dispose(&names);
    return err;
}
