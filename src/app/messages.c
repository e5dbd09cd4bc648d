/* Prints diagnostics. Apart from main.c, nothing else writes to standard error. */
#include "app/messages.h"

#include "base/hash.h"
#include "base/nearest.h"
#include "base/uchar.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXAMPLES 3
/* From this many kinds of messages on, the counts form a table. */
#define MANY_KINDS 8

/* Whether to use colours: on a terminal that shows them, unless the user turns them off
 * (https://no-color.org). */
static bool wants_colour(FILE *to)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(fileno(to)) && !(no && *no) && term && *term && strcmp(term, "dumb") != 0;
}

void nc_print_error(FILE *to, struct nc_str message)
{
    bool colour = wants_colour(to);
    fprintf(to, "noteconv: %serror:%s ", colour ? NC_COLOUR_ERROR : "",
            colour ? NC_COLOUR_END : "");
    nc_print_lines(to, message);
    fputc('\n', to);
}

static int unknown_id(const char *arg, struct nc_str s, struct nc_fail *f)
{
    struct nc_nearest near = {.word = s};
    struct nc_buf ask = {0};
    for (int id = 0; id < NC_DIAG_COUNT; id++)
        nc_nearest_offer(&near, nc_str(nc_diag_name((enum nc_diag_id)id)));
    nc_nearest_ask(&ask, &near, "");
    nc_fail(f, "-W%s: no message has the id '%.*s'%s (docs/diagnostics.md lists them)", arg,
            NC_FMT(s), ask.p ? ask.p : "");
    nc_buf_dispose(&ask);
    return -1;
}

int nc_message_set(struct nc_message_options *m, const char *arg, struct nc_fail *f)
{
    struct nc_str s = nc_str(arg);
    enum nc_diag_setting setting = NC_SET_WARNING;
    if (nc_str_eqz(s, "error")) {
        m->all_errors = true;
        return 0;
    }
    if (nc_str_starts(s, NC_LIT("no-"))) {
        setting = NC_SET_OFF;
        s = nc_str_sub(s, 3, s.n);
    } else if (nc_str_starts(s, NC_LIT("error="))) {
        setting = NC_SET_ERROR;
        s = nc_str_sub(s, 6, s.n);
    }
    enum nc_diag_id id = nc_diag_find(s);
    if (id == NC_DIAG_COUNT)
        return unknown_id(arg, s, f);
    m->setting[id] = (unsigned char)setting;
    return 0;
}

/* The severity that the options give an id. False if the message is switched off. */
static bool severity_of(const struct nc_message_options *o, enum nc_diag_id id,
                        enum nc_severity *out)
{
    enum nc_severity s = nc_diag_severity(id);
    switch ((enum nc_diag_setting)o->setting[id]) {
    case NC_SET_OFF:
        if (s != NC_SEV_ERROR)
            return false;
        break;
    case NC_SET_WARNING:
        if (s == NC_SEV_NOTE)
            s = NC_SEV_WARNING;
        break;
    case NC_SET_ERROR:
        s = NC_SEV_ERROR;
        break;
    case NC_SET_DEFAULT:
        break;
    }
    if (o->all_errors && s == NC_SEV_WARNING)
        s = NC_SEV_ERROR;
    *out = s;
    return true;
}

/* Whether the same message was reported before; remembers it from now on. */
static bool was_printed(struct nc_messages *m, const struct nc_diag_entry *e)
{
    if (!e->pos.line)
        return false;
    struct nc_buf key = {0};
    struct nc_pos pos = e->id == NC_D_HTML_UNKNOWN ? (struct nc_pos){0} : e->pos;
    uint32_t place[] = {e->id, pos.line, pos.col};
    uint8_t digest[32]; /* a note must not be able to hide a message behind another */
    nc_buf_put(&key, place, sizeof place);
    nc_buf_str(&key, e->file);
    nc_buf_char(&key, '\0');
    nc_buf_str(&key, e->text);
    nc_sha256(digest, nc_buf_view(&key));
    nc_buf_dispose(&key);
    struct nc_str copy =
        nc_arena_str(m->printed.arena, (struct nc_str){(const char *)digest, sizeof digest});
    uint32_t *seen = nc_strmap_at(&m->printed, copy);
    bool printed = *seen != 0;
    *seen = 1;
    return printed;
}

void nc_messages_init(struct nc_messages *m, const struct nc_message_options *opts, FILE *to)
{
    *m = (struct nc_messages){.opts = opts, .to = to};
    m->is_terminal = isatty(fileno(to)) != 0;
    m->has_colour = wants_colour(to);
}

/* Whether lines are printed at once and not at the end, grouped by kind. */
static bool is_immediate(const struct nc_messages *m)
{
    return m->opts->verbose || m->opts->json || m->opts->github;
}

/* Whether a held message is only counted: the first three warnings of a kind are shown, and how
 * many more there are. */
static bool is_only_counted(const struct nc_messages *m, enum nc_diag_id id, enum nc_severity s)
{
    return s != NC_SEV_ERROR && m->counts[id] > EXAMPLES;
}

static void hold(struct nc_messages *m, enum nc_diag_id id, enum nc_severity s, struct nc_str line)
{
    nc_grow(&m->held, &m->held_cap, m->held_count + 1, sizeof *m->held);
    m->held[m->held_count++] = (struct nc_held){
        .text = nc_arena_str(m->printed.arena, line),
        .id = id,
        .is_last = s != NC_SEV_ERROR && m->counts[id] == EXAMPLES,
    };
}

static void print_held(const struct nc_messages *m, const struct nc_held *h)
{
    fwrite(h->text.p, 1, h->text.n, m->to);
    if (h->is_last && m->counts[h->id] > EXAMPLES)
        fprintf(m->to, "  and %zu more of %s (-v shows all)\n", m->counts[h->id] - EXAMPLES,
                nc_diag_name(h->id));
}

void nc_messages_flush(struct nc_messages *m)
{
    bool done[NC_DIAG_COUNT] = {false};
    for (size_t i = 0; i < m->held_count; i++) {
        enum nc_diag_id id = m->held[i].id;
        if (!m->by_kind)
            print_held(m, &m->held[i]);
        for (size_t k = i; m->by_kind && !done[id] && k < m->held_count; k++)
            if (m->held[k].id == id)
                print_held(m, &m->held[k]);
        done[id] = true;
    }
    free(m->held);
    m->held = NULL;
    m->held_count = m->held_cap = 0;
}

void nc_messages_print(struct nc_messages *m, const struct nc_diags *d)
{
    struct nc_buf line = {0};
    if (!m->printed.arena)
        m->printed.arena = nc_arena_new();
    for (size_t i = 0; i < nc_diags_count(d); i++) {
        const struct nc_diag_entry *e = nc_diags_at(d, i);
        enum nc_severity s;
        if (!severity_of(m->opts, e->id, &s) || was_printed(m, e))
            continue;
        m->counts[e->id]++;
        *(s == NC_SEV_ERROR ? &m->errors : s == NC_SEV_WARNING ? &m->warnings : &m->notes) += 1;
        if ((s == NC_SEV_NOTE && !is_immediate(m)) || (m->opts->quiet && s != NC_SEV_ERROR) ||
            (!is_immediate(m) && is_only_counted(m, e->id, s)))
            continue;
        nc_buf_clear(&line);
        if (m->opts->json)
            nc_diag_json(&line, e, s);
        else if (m->opts->github)
            nc_diag_github(&line, e, s);
        else
            nc_diag_format(&line, e, s, m->has_colour);
        if (is_immediate(m))
            fwrite(line.p, 1, line.n, m->to);
        else
            hold(m, e->id, s, nc_buf_view(&line));
    }
    nc_buf_dispose(&line);
}

void nc_put_word(struct nc_buf *out, struct nc_str word)
{
    bool plain = true;
    for (size_t i = 0; i < word.n; i++) {
        unsigned char c = (unsigned char)word.p[i];
        plain &= c >= 0x80 || nc_ascii_is_alnum(c) || strchr("/._-+,:@%", c) != NULL;
    }
    nc_buf_puts(out, plain ? "" : "'");
    for (size_t i = 0; i < word.n; i++)
        if (word.p[i] == '\'')
            nc_buf_puts(out, "'\\''");
        else
            nc_buf_char(out, word.p[i]);
    nc_buf_puts(out, plain ? "" : "'");
}

void nc_print_lines(FILE *to, struct nc_str lines)
{
    struct nc_buf shown = {0};
    nc_put_visible(&shown, lines, true);
    fwrite(shown.p ? shown.p : "", 1, shown.n, to);
    nc_buf_dispose(&shown);
}

static void put_count(struct nc_buf *out, size_t n, const char *what)
{
    if (n)
        nc_buf_printf(out, "%s%zu %s%s", out->n ? ", " : "", n, what, n == 1 ? "" : "s");
}

struct kind_count {
    size_t count;
    int id;
};

static int by_count(const void *a, const void *b)
{
    const struct kind_count *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count) - (x->count > y->count) : x->id - y->id;
}

/* Prints "noteconv: 2 warnings, 1 remark (-v shows it): 2 link-unresolved, 1 link-alias"; on a
 * terminal, many kinds get a line each. */
static void count_line(struct nc_buf *out, const struct nc_messages *m)
{
    struct kind_count kinds[NC_DIAG_COUNT];
    struct nc_buf sum = {0};
    size_t n = 0;
    for (int id = 0; id < NC_DIAG_COUNT; id++)
        if (m->counts[id])
            kinds[n++] = (struct kind_count){m->counts[id], id};
    qsort(kinds, n, sizeof *kinds, by_count);
    put_count(&sum, m->errors, "error");
    put_count(&sum, m->warnings, "warning");
    put_count(&sum, m->notes, "remark");
    nc_buf_printf(out, "noteconv: %s", sum.p);
    if (m->notes && !m->opts->verbose)
        nc_buf_printf(out, " (-v shows %s)", m->notes == 1 ? "it" : "them");
    bool table = m->is_terminal && n >= MANY_KINDS;
    for (size_t i = 0; i < n; i++) {
        if (table)
            nc_buf_printf(out, "\n%10zu ", kinds[i].count);
        else
            nc_buf_printf(out, "%s%zu ", i ? ", " : ": ", kinds[i].count);
        nc_buf_puts(out, nc_diag_name((enum nc_diag_id)kinds[i].id));
    }
    nc_buf_char(out, '\n');
    nc_buf_dispose(&sum);
}

static void count_json(struct nc_buf *out, const struct nc_messages *m)
{
    nc_buf_printf(out, "{\"summary\":{\"errors\":%zu,\"warnings\":%zu,\"notes\":%zu", m->errors,
                  m->warnings, m->notes);
    for (int id = 0; id < NC_DIAG_COUNT; id++)
        if (m->counts[id])
            nc_buf_printf(out, ",\"%s\":%zu", nc_diag_name((enum nc_diag_id)id), m->counts[id]);
    nc_buf_puts(out, "}}\n");
}

void nc_messages_close(struct nc_messages *m)
{
    nc_messages_flush(m);
    nc_arena_free(m->printed.arena);
    m->printed = (struct nc_strmap){0};
    if (m->errors + m->warnings + m->notes == 0 || m->opts->quiet)
        return;
    if (m->errors + m->warnings == 0 && !is_immediate(m) && !m->is_terminal)
        return;
    struct nc_buf line = {0};
    if (m->opts->json)
        count_json(&line, m);
    else
        count_line(&line, m);
    fwrite(line.p, 1, line.n, m->to);
    nc_buf_dispose(&line);
}
