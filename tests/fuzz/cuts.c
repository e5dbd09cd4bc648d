/* Notes that end too early: each note of tests/cases is read up to each of its characters, and
 * without each of its signs and lines. Random changes seldom leave a construct half written just
 * so; this does it for all of them, once. What it asks of each reading is what fuzz_note.c asks,
 * which it is linked with.
 *
 * Usage: cuts FILE... */
#include "base/ascii.h"
#include "base/buf.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Longer notes hold nothing that shorter ones do not, and cost the square of their length. */
#define MAX_NOTE 4000
#define SECONDS 20 /* for one reading, which takes milliseconds */

static struct nc_buf note, part;
static char what[300];

static void fall(int signal)
{
    static const char say[] = ": the program fell over a note cut there; it is:\n";
    ssize_t n = write(2, what, strlen(what));
    n += write(2, say, sizeof say - 1);
    n += write(2, part.p + 1, part.n - 1);
    (void)n;
    _exit(128 + signal);
}

static void read_without(const char *file, size_t from, size_t to)
{
    nc_buf_clear(&part);
    nc_buf_char(&part, '\0'); /* options: none */
    nc_buf_str(&part, nc_str_sub(nc_buf_view(&note), 0, from));
    nc_buf_str(&part, nc_str_sub(nc_buf_view(&note), to, note.n));
    snprintf(what, sizeof what, "%s: without bytes %zu to %zu", file, from, to);
    alarm(SECONDS);
    LLVMFuzzerTestOneInput((const uint8_t *)part.p, part.n);
}

static size_t cut_up(const char *file)
{
    size_t count = 0;
    for (size_t i = 0; i < note.n; i++) {
        if (((unsigned char)note.p[i] & 0xC0) == 0x80)
            continue;
        read_without(file, i, note.n);
        count++;
        if ((unsigned char)note.p[i] < 0x80 && !nc_ascii_is_alnum(note.p[i])) {
            read_without(file, i, i + 1);
            count++;
        }
        if (i == 0 || note.p[i - 1] == '\n') {
            size_t end = nc_str_find(nc_buf_view(&note), '\n', i);
            read_without(file, i, end < note.n ? end + 1 : end);
            count++;
        }
    }
    return count;
}

static bool load(const char *file)
{
    FILE *f = fopen(file, "rb");
    nc_buf_clear(&note);
    for (int c = f ? getc(f) : EOF; c != EOF; c = getc(f))
        nc_buf_char(&note, (char)c);
    if (f)
        fclose(f);
    return f != NULL;
}

int main(int argc, char **argv)
{
    size_t notes = 0, count = 0;
    const int signals[] = {SIGABRT, SIGSEGV, SIGALRM, SIGFPE, SIGBUS};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], fall);
    for (int i = 1; i < argc; i++) {
        if (!load(argv[i])) {
            fprintf(stderr, "%s cannot be read\n", argv[i]);
            return 1;
        }
        if (note.n > MAX_NOTE)
            continue;
        notes++;
        count += cut_up(argv[i]);
    }
    printf("%zu notes, %zu cuts\n", notes, count);
    return notes ? 0 : 1;
}
