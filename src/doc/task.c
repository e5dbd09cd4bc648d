/* Tasks: the states of marks, and a task's data as text. */
#include "doc/doc.h"

enum nc_task_state nc_task_state_of(uint32_t mark)
{
    switch (mark) {
    case 0:
        return NC_TASK_NONE;
    case ' ':
        return NC_TASK_TODO;
    case '/':
        return NC_TASK_DOING;
    case 'x':
    case 'X':
        return NC_TASK_DONE;
    case '-':
        return NC_TASK_CANCELLED;
    default:
        return NC_TASK_OTHER;
    }
}

static void put_sign(struct nc_buf *out, const char *sign, const struct nc_when *when)
{
    if (!nc_when_is_set(when))
        return;
    nc_buf_word(out, nc_str(sign));
    nc_buf_char(out, ' ');
    nc_when_put(out, when);
}

/* Writes the signs of the Tasks plugin. */
static void put_signs(struct nc_buf *out, const struct nc_task *t)
{
    static const char *const priorities[] = {"", "🔺", "⏫", "🔼", "🔽", "⏬"};
    if (t->priority)
        nc_buf_word(out, nc_str(priorities[t->priority]));
    if (t->repeat.n) {
        nc_buf_word(out, NC_LIT("🔁 "));
        nc_buf_str(out, t->repeat);
    }
    put_sign(out, "➕", &t->created);
    put_sign(out, "🛫", &t->start);
    put_sign(out, "⏳", &t->scheduled);
    put_sign(out, "📅", &t->deadline);
    put_sign(out, t->state == NC_TASK_CANCELLED ? "❌" : "✅", &t->closed);
}

static void put_stamp(struct nc_buf *out, const char *name, const struct nc_when *when,
                      struct nc_str repeat)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    if (!nc_when_is_set(when))
        return;
    nc_buf_word(out, nc_str(name));
    nc_buf_printf(out, " <%04u-%02u-%02u %s", when->year, when->month, when->day,
                  days[nc_when_weekday(when)]);
    if (when->has_time)
        nc_buf_printf(out, " %02u:%02u", when->hour, when->minute);
    if (repeat.n)
        nc_buf_printf(out, " %.*s", NC_FMT(repeat));
    nc_buf_char(out, '>');
}

void nc_task_note(struct nc_buf *out, const struct nc_task *t)
{
    static const char *const letters[] = {"", "[#A]", "[#A]", "[#B]", "[#C]", "[#C]"};
    struct nc_buf b = {0};
    if (t->word.n || !t->mark) {
        if (t->priority)
            nc_buf_word(&b, nc_str(letters[t->priority]));
        put_stamp(&b, "SCHEDULED:", &t->scheduled,
                  t->repeat_of == NC_REPEAT_DEADLINE ? NC_NONE : t->repeat);
        put_stamp(&b, "DEADLINE:", &t->deadline,
                  t->repeat_of == NC_REPEAT_SCHEDULED ? NC_NONE : t->repeat);
        put_stamp(&b, "CLOSED:", &t->closed, NC_NONE);
    } else {
        put_signs(&b, t);
    }
    nc_buf_str(out, nc_buf_view(&b));
    nc_buf_dispose(&b);
}
