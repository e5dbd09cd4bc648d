/* Printing of diagnostics. The only place, with main.c, that writes to standard error. */
#include "app/messages.h"

#include "base/hash.h"
#include "base/nearest.h"
#include "base/uchar.h"

#include <string.h>

#define BRIEF_EXAMPLES 3

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

/* The severity that the options give an id; false: the message is switched off. */
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

/* Whether the same was told before; remembers that it is now. */
static bool is_told(struct nc_messages *m, const struct nc_diag_entry *e)
{
    if (!e->pos.line)
        return false;
    if (!m->told.arena)
        m->told.arena = nc_arena_new();
    struct nc_buf line = {0};
    struct nc_diag_entry key = *e;
    if (e->id == NC_D_HTML_UNKNOWN)
        key.pos = (struct nc_pos){0};
    nc_diag_format(&line, &key, NC_SEV_NOTE);
    uint8_t digest[20];
    nc_sha1(digest, nc_buf_view(&line));
    nc_buf_dispose(&line);
    struct nc_str copy =
        nc_arena_str(m->told.arena, (struct nc_str){(const char *)digest, sizeof digest});
    uint32_t *seen = nc_strmap_at(&m->told, copy);
    bool told = *seen != 0;
    *seen = 1;
    return told;
}

void nc_messages_print(struct nc_messages *m, const struct nc_diags *d)
{
    struct nc_buf line = {0};
    for (size_t i = 0; i < nc_diags_count(d); i++) {
        const struct nc_diag_entry *e = nc_diags_at(d, i);
        enum nc_severity s;
        if (!severity_of(m->opts, e->id, &s) || is_told(m, e))
            continue;
        size_t seen = m->counts[e->id]++;
        *(s == NC_SEV_ERROR ? &m->errors : s == NC_SEV_WARNING ? &m->warnings : &m->notes) += 1;
        bool hidden = s == NC_SEV_NOTE ? !m->opts->verbose && !m->opts->json
                                       : m->opts->brief && !m->opts->verbose && !m->opts->json &&
                                             s != NC_SEV_ERROR && seen >= BRIEF_EXAMPLES;
        if (hidden || (m->opts->quiet && s != NC_SEV_ERROR))
            continue;
        nc_buf_clear(&line);
        if (m->opts->json)
            nc_diag_json(&line, e, s);
        else
            nc_diag_format(&line, e, s);
        fwrite(line.p, 1, line.n, m->to);
    }
    nc_buf_dispose(&line);
}

void nc_print_lines(FILE *to, struct nc_str lines)
{
    struct nc_buf shown = {0};
    nc_put_visible(&shown, lines, true);
    fwrite(shown.p ? shown.p : "", 1, shown.n, to);
    nc_buf_dispose(&shown);
}

void nc_messages_found(struct nc_messages *m, size_t notes, const struct nc_vault_counts *c)
{
    static const char *const kinds[NC_FOUND_KINDS] = {"links", "embeds", "media"};
    struct nc_buf line = {0};
    if (m->opts->quiet || m->opts->json)
        return;
    nc_buf_printf(&line, "noteconv: %zu note%s", notes, notes == 1 ? "" : "s");
    for (int k = 0; k < NC_FOUND_KINDS; k++) {
        if (c->resolved[k] + c->missing[k] == 0)
            continue;
        nc_buf_printf(&line, "; %s: %zu found, %zu missing", kinds[k], c->resolved[k],
                      c->missing[k]);
        if (c->ambiguous[k])
            nc_buf_printf(&line, ", %zu ambiguous", c->ambiguous[k]);
    }
    if (c->left_out)
        nc_buf_printf(&line, "; %zu of the links lead to notes that are not included", c->left_out);
    nc_buf_char(&line, '\n');
    fwrite(line.p, 1, line.n, m->to);
    nc_buf_dispose(&line);
}

static void count_line(struct nc_buf *out, const struct nc_messages *m)
{
    nc_buf_puts(out, "noteconv: ");
    if (m->errors)
        nc_buf_printf(out, "%zu error%s, ", m->errors, m->errors == 1 ? "" : "s");
    nc_buf_printf(out, "%zu warning%s", m->warnings, m->warnings == 1 ? "" : "s");
    if (m->notes)
        nc_buf_printf(out, ", %zu note%s%s", m->notes, m->notes == 1 ? "" : "s",
                      m->opts->verbose ? "" : " (-v shows them)");
    const char *sep = ": ";
    for (int id = 0; id < NC_DIAG_COUNT; id++) {
        if (!m->counts[id])
            continue;
        nc_buf_printf(out, "%s%zu %s", sep, m->counts[id], nc_diag_name((enum nc_diag_id)id));
        sep = ", ";
    }
    nc_buf_char(out, '\n');
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
    nc_arena_free(m->told.arena);
    m->told = (struct nc_strmap){0};
    if (m->errors + m->warnings + m->notes == 0 || m->opts->quiet)
        return;
    if (m->errors + m->warnings == 0 && !m->opts->verbose && !m->opts->json)
        return;
    struct nc_buf line = {0};
    if (m->opts->json)
        count_json(&line, m);
    else
        count_line(&line, m);
    fwrite(line.p, 1, line.n, m->to);
    nc_buf_dispose(&line);
}
