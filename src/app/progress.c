/* The progress line: shown after half a second, updated at most ten times a second. */
#include "app/progress.h"

#include "base/uchar.h"
#include "base/utf8.h"

#include <poll.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define SILENCE_MS 500
#define PAUSE_MS 100
#define NAME_COLUMNS 40

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void nc_progress_begin(struct nc_progress *p, bool on, size_t notes)
{
    *p = (struct nc_progress){.on = on, .notes = notes};
    p->start = on ? now_ms() : 0;
}

/* Appends the end of a name, as much as fits; characters that a terminal would obey become '?'. */
static void put_name(struct nc_buf *line, struct nc_str name)
{
    size_t from = name.n, columns = 0;
    while (from > 0) {
        size_t at = nc_utf8_prev(name, from);
        unsigned len;
        columns += nc_char_width(nc_utf8_at(name, at, &len));
        if (columns > NAME_COLUMNS)
            break;
        from = at;
    }
    for (size_t i = from; i < name.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(name, i, &len);
        nc_buf_cp(line, nc_is_control(cp) ? '?' : cp);
        i += len;
    }
}

void nc_progress_await_input(struct nc_progress *p)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    if (!p->on || poll(&input, 1, SILENCE_MS) != 0)
        return;
    fputs(isatty(STDIN_FILENO) ? "noteconv: reading standard input; Ctrl-D ends it\n"
                               : "\r\033[Kwaiting for standard input",
          stderr);
    p->shown = !isatty(STDIN_FILENO);
    fflush(stderr);
    poll(&input, 1, -1);
    p->start = now_ms();
}

void nc_progress_step(struct nc_progress *p, struct nc_str name)
{
    p->done++;
    if (!p->on)
        return;
    int64_t now = now_ms();
    if (now - p->start < SILENCE_MS || now - p->last < PAUSE_MS)
        return;
    p->last = now;
    p->shown = true;
    struct nc_buf line = {0};
    bool writes = p->done > p->notes;
    size_t rest = 2 * p->notes > p->done ? 2 * p->notes - p->done : 0;
    int64_t left = (now - p->start) * (int64_t)rest / (int64_t)p->done;
    nc_buf_printf(&line, "\r\033[K%s ", writes ? "writing" : "reading");
    /* The time of one note does not predict that of another. */
    if (p->notes > 1)
        nc_buf_printf(&line, "%zu of %zu notes, %lld s left  ",
                      writes ? p->done - p->notes : p->done, p->notes,
                      (long long)((left + 999) / 1000));
    put_name(&line, name);
    fwrite(line.p, 1, line.n, stderr);
    fflush(stderr);
    nc_buf_dispose(&line);
}

void nc_progress_clear(struct nc_progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
    p->shown = false;
}
