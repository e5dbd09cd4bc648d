/* noteconv: reads the command line, runs the command, prints a failure and returns the exit status.
 */
#include "app/convert.h"
#include "app/operands.h"
#include "app/otherwords.h"
#include "app/outputs.h"
#include "app/send.h"
#include "app/settingsfile.h"

#include "base/child.h"
#include "base/outset.h"
#include "base/tempdir.h"
#include "parse/parse.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Removes temporaries, then dies of the signal, as a shell expects. */
static void on_signal(int sig)
{
    nc_child_abandon_all();
    nc_outset_abandon_all();
    nc_tempdir_abandon_all();
    signal(sig, SIG_DFL);
    raise(sig);
}

static void catch_signals(void)
{
    struct sigaction sa = {.sa_handler = on_signal};
    sigemptyset(&sa.sa_mask);
    sigaction(SIGINT, &sa, NULL);
    sigaction(SIGTERM, &sa, NULL);
    sigaction(SIGHUP, &sa, NULL);
    /* If the reader of standard output goes away, this is reported as a write error. */
    signal(SIGPIPE, SIG_IGN);
}

/* Names the file that holds the local time anyway. Without TZ, the C library looks whether the file
 * has changed whenever libzip asks for the time of an entry, which is once a page of a book. */
static void fix_time_zone(void)
{
    setenv("TZ", ":/etc/localtime", 0);
}

static int print_bytes(struct nc_buf *b, struct nc_fail *f)
{
    size_t done = fwrite(b->p, 1, b->n, stdout);
    bool bad = done != b->n || fflush(stdout) != 0;
    nc_buf_dispose(b);
    if (!bad)
        return NC_EXIT_OK;
    nc_fail(f, "cannot write to standard output");
    return NC_EXIT_FAILED;
}

static int print_text(void (*print)(struct nc_buf *), struct nc_fail *f)
{
    struct nc_buf b = {0};
    print(&b);
    return print_bytes(&b, f);
}

static int print_help(const struct nc_options *o, struct nc_fail *f)
{
    struct nc_buf b = {0};
    if (nc_print_help(&b, o->topic, f)) {
        nc_buf_dispose(&b);
        return NC_EXIT_FAILED;
    }
    return print_bytes(&b, f);
}

static int print_settings(const struct nc_settings *s, const struct nc_option_scan *scan,
                          const struct nc_message_options *how, struct nc_fail *f)
{
    struct nc_buf b = {0};
    struct nc_messages m;
    nc_messages_init(&m, how, stderr);
    nc_settings_print(&b, s, scan);
    nc_messages_print(&m, s->diags);
    nc_messages_close(&m);
    return print_bytes(&b, f);
}

static int print_template(const struct nc_options *o, struct nc_fail *f)
{
    if (strcmp(o->print_template, "list") == 0)
        return print_text(nc_templates_list, f);
    struct nc_templates *t = nc_templates_new(o->template_dir);
    struct nc_str text;
    struct nc_buf b = {0};
    int err = nc_template_get(&text, t, o->print_template, f);
    if (!err)
        nc_buf_str(&b, text);
    nc_templates_free(t);
    return err ? NC_EXIT_FAILED : print_bytes(&b, f);
}

/* Fails with the list of formats and the command that is most often meant. */
static int offer_formats(const struct nc_options *o, struct nc_fail *f)
{
    if (nc_check_inputs(o, f))
        return -1;
    struct nc_buf call = {0}, formats = {0};
    for (size_t i = 0; i < o->input_count && i < NC_SHOWN_INPUTS; i++) {
        nc_buf_char(&call, ' ');
        nc_put_word(&call, nc_str(o->inputs[i]));
    }
    if (o->input_count > NC_SHOWN_INPUTS)
        nc_buf_puts(&call, " …");
    nc_print_formats(&formats);
    formats.p[--formats.n] = '\0';
    nc_fail(f, "no format given; for a book write\n  noteconv -t epub%s\nThe formats are\n%s",
            call.p ? call.p : " NOTE", formats.p);
    nc_buf_dispose(&call);
    nc_buf_dispose(&formats);
    return -1;
}

static int fail_name(const char *name, struct nc_fail *f)
{
    const char *dot = strrchr(name, '.');
    struct nc_str suffix = nc_str(dot ? dot + 1 : "");
    const struct nc_backend *b = nc_backend_named(suffix);
    struct nc_str format = b ? nc_str(b->name) : nc_format_meant(suffix);
    const char *advice = nc_format_advice(suffix);
    if (advice)
        return nc_fail(f, "-o %s: %s", name, advice);
    return nc_fail(f, "the name %s does not tell the format; give it with -t%s%.*s", name,
                   format.n ? ": -t " : "", NC_FMT(format));
}

/* Whether the command line has -t. */
static bool names_formats(const struct nc_option_scan *scan)
{
    bool found = false;
    for (size_t i = 0; i < scan->word_count; i++)
        found |= strcmp(scan->words[i].key, "to") == 0;
    return found;
}

/* Takes the formats from the suffixes of -o if there is no -t; they win over the settings. */
static int guess_format(struct nc_options *o, const struct nc_option_scan *scan, struct nc_fail *f)
{
    if (o->command != NC_CMD_CONVERT)
        return 0;
    const struct nc_backend *b = o->output ? nc_backend_for_file(o->output) : NULL;
    if (!names_formats(scan) && (b || o->output_count > 1))
        o->format_count = 0;
    if (o->output_count > 1)
        return nc_outputs_pair(o, f);
    if (o->format_count)
        return 0;
    if (!b && o->output)
        return fail_name(o->output, f);
    if (!b)
        return offer_formats(o, f);
    o->formats[o->format_count++] = b;
    return 0;
}

/* Selects the backends for the readers that --target names. */
static int choose_targets(struct nc_options *o, struct nc_fail *f)
{
    const char *readers = nc_options_backend_value(o, NULL, "target");
    bool used = false;
    for (size_t i = 0; readers && i < o->format_count; i++) {
        const struct nc_backend *b = nc_backend_for(o->formats[i], nc_str(readers));
        used |= b != NULL;
        if (b)
            o->formats[i] = b;
    }
    return !readers || used || !o->format_count
               ? 0
               : nc_fail(f, "--target=%s is for books, not for %s; write -t epub --target=%s",
                         readers, o->formats[0]->name, readers);
}

/* The open descriptor that a name refers to, /dev/fd/N or /proc/self/fd/N; -1 if it is no such
 * name. */
static int descriptor_of(const char *name)
{
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
    struct stat st;
    for (size_t i = 0; i < 2; i++) {
        size_t n = strlen(folders[i]);
        char *end;
        if (strncmp(name, folders[i], n) != 0 || name[n] < '0' || name[n] > '9')
            continue;
        unsigned long fd = strtoul(name + n, &end, 10);
        return !*end && fd <= INT_MAX && fstat((int)fd, &st) == 0 ? (int)fd : -1;
    }
    return -1;
}

/* The descriptor of a shell's <(command), or of standard input, whatever it is; -1 if it is
 * neither.
 */
static int pipe_of(const char *input)
{
    struct stat st;
    int fd = strcmp(input, "/dev/stdin") == 0 ? STDIN_FILENO : descriptor_of(input);
    bool is_pipe = fd >= 0 && fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode);
    return is_pipe || fd == STDIN_FILENO ? fd : -1;
}

/* Whether input is a named pipe. A name that ends in .epub does not count: a book is read from its
 * end. */
static bool is_named_pipe(const char *input)
{
    struct stat st;
    return stat(input, &st) == 0 && S_ISFIFO(st.st_mode) &&
           !nc_has_suffix(nc_str(input), NC_LIT(".epub"));
}

/* Reads a pipe, including a named one, as standard input. */
static int take_pipe(struct nc_options *o, struct nc_fail *f)
{
    for (size_t i = 0; i < o->input_count; i++) {
        int fd = pipe_of(o->inputs[i]);
        bool is_named = fd < 0 && is_named_pipe(o->inputs[i]);
        if ((fd >= 0 || is_named) && o->input_count > 1)
            return nc_fail(f, "%s is a pipe, which is one note; name it alone", o->inputs[i]);
        if (is_named && (fd = open(o->inputs[i], O_RDONLY)) < 0)
            return nc_fail(f, "cannot read %s: %s", o->inputs[i], strerror(errno));
        if (fd == 0 || (fd > 0 && dup2(fd, 0) == 0))
            o->inputs[i] = "-";
    }
    return 0;
}

/* Handles "-o /dev/stderr" and "-o /dev/fd/3": writing goes on where the descriptor is. Opening it
 * by this name would start the file from its beginning. */
static void take_output(struct nc_options *o)
{
    int fd = !o->output                              ? -1
             : strcmp(o->output, "/dev/stderr") == 0 ? STDERR_FILENO
                                                     : descriptor_of(o->output);
    if (fd > STDOUT_FILENO && dup2(fd, STDOUT_FILENO) == STDOUT_FILENO)
        o->output = "-";
}

static int check_remote_dir(const struct nc_options *o, struct nc_fail *f)
{
    struct stat st;
    if (!o->remote_dir)
        return 0;
    if (stat(o->remote_dir, &st) != 0)
        return nc_fail(f, "--remote-dir=%s: %s", o->remote_dir, strerror(errno));
    return S_ISDIR(st.st_mode)
               ? 0
               : nc_fail(f, "--remote-dir=%s: that is a file; name a folder", o->remote_dir);
}

static int run_command(struct nc_options *o, const struct nc_option_scan *scan, struct nc_fail *f)
{
    if ((o->command == NC_CMD_CONVERT && (nc_check_first_word(o, f) || nc_check_last_word(o, f))) ||
        guess_format(o, scan, f) || (o->template_dir && nc_templates_check(o->template_dir, f)) ||
        check_remote_dir(o, f) || choose_targets(o, f) || take_pipe(o, f))
        return NC_EXIT_FAILED;
    take_output(o);
    nc_options_report_idle(o, scan);
    switch (o->command) {
    case NC_CMD_HELP:
        return print_help(o, f);
    case NC_CMD_VERSION:
        return print_text(nc_print_version, f);
    case NC_CMD_LIST_FORMATS:
        return print_text(nc_print_formats, f);
    case NC_CMD_PRINT_TEMPLATE:
        return print_template(o, f);
    case NC_CMD_CHECK:
        return nc_inspect(o, f);
    case NC_CMD_CARDS:
        o->formats[0] = o->cards_page   ? &nc_backend_cards_page
                        : o->cards_json ? &nc_backend_cards_json
                                        : &nc_backend_cards;
        o->format_count = 1;
        if (!o->output && !o->cards_page)
            o->output = "-";
        /* One list of all cards, whatever settings say of conversions. */
        o->each = o->split_folders = o->prune = o->write_ids = false;
        break;
    case NC_CMD_SEND:
        return nc_send(o, f);
    case NC_CMD_CONFIG: /* it needs neither inputs nor a format */
    case NC_CMD_CONVERT:
        break;
    }
    return nc_convert(o, f);
}

/* The reader determines the format: one from the settings is ignored, one from the command line is
 * an error. */
static int leave_format_to_reader(struct nc_options *o, const struct nc_option_scan *scan,
                                  struct nc_fail *f)
{
    if (o->command == NC_CMD_SEND && names_formats(scan))
        return nc_fail(f, "send chooses the format for the reader; leave out -t");
    if (o->command == NC_CMD_SEND)
        o->format_count = 0;
    return 0;
}

/* Adds where a setting was made to a failure that begins with its option, "--cards=cloze: …". If it
 * came from a settings file, nobody would find it on the command line. */
static void name_setting(struct nc_fail *f, const struct nc_settings *s)
{
    struct nc_str text = nc_str(f->message.p ? f->message.p : "");
    if (!nc_str_starts(text, NC_LIT("--")))
        return;
    struct nc_str key = nc_str_sub(text, 2, 2 + strcspn(text.p + 2, "= "));
    for (size_t i = s->count; i-- > 0;)
        if (nc_str_eqz(key, s->held[i].key)) {
            nc_buf_printf(&f->message, " (%s)", s->held[i].where);
            return;
        }
}

/* Whether the command needs settings. Others run even if the settings cannot be read. */
static bool needs_settings(enum nc_command command)
{
    return command != NC_CMD_HELP && command != NC_CMD_VERSION && command != NC_CMD_LIST_FORMATS &&
           command != NC_CMD_PRINT_TEMPLATE;
}

int main(int argc, char **argv)
{
    struct nc_options o = {0};
    struct nc_option_scan scan;
    struct nc_settings settings;
    struct nc_fail f = {0}, unread = {0};
    catch_signals();
    fix_time_zone();
    nc_parse_setup();
    if (argc == 3 && strcmp(argv[1], "help") == 0) /* help --cover asks about that option */
        argv[2] += strspn(argv[2], "-");
    int status = NC_EXIT_FAILED;
    nc_options_scan(&scan, argc, argv);
    int unusable = nc_settings_load(&settings, &o, &scan, &unread);
    if (nc_options_parse(&o, argc, argv, &f) == 0 && leave_format_to_reader(&o, &scan, &f) == 0 &&
        (!unusable || !needs_settings(o.command))) {
        o.setting_diags = settings.diags;
        status = o.command == NC_CMD_CONFIG && nc_check_inputs(&o, &f) ? NC_EXIT_FAILED
                 : o.command == NC_CMD_CONFIG ? print_settings(&settings, &scan, &o.messages, &f)
                                              : run_command(&o, &scan, &f);
    } else if (!f.message.n) {
        nc_fail(&f, "%s", unread.message.p);
    }
    name_setting(&f, &settings);
    if (f.message.n)
        nc_print_error(stderr, nc_buf_view(&f.message));
    nc_buf_dispose(&unread.message);
    nc_options_dispose(&o);
    nc_settings_dispose(&settings);
    nc_option_scan_dispose(&scan);
    nc_buf_dispose(&f.message);
    return status;
}
