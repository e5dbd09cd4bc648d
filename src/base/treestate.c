/* Reads and writes a tree's state and journal. */
#include "base/treestate.h"

#include "base/outset.h"

#include <stdlib.h>

#define HASH 40
#define STAMP 16
#define MAX_STATE ((size_t)256 << 20)

const struct nc_state_form nc_tree_form = {"noteconv-state ", 2, 2, MAX_STATE, "sha256 ", "\n"};
const struct nc_state_form nc_journal_form = {"noteconv-journal ", 1,         1,
                                              MAX_STATE,           "sha256 ", "\n"};

static struct nc_str next_line(struct nc_tree_reader *r)
{
    size_t to = nc_str_find(r->body, '\n', r->at);
    struct nc_str line = nc_str_sub(r->body, r->at, to);
    r->at = to < r->body.n ? to + 1 : r->body.n;
    return line;
}

static bool has_control(struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20)
            return true;
    return false;
}

/* noteconv never writes a path that leads out of the folder. */
static bool is_inside(struct nc_str rel)
{
    struct nc_buf b = {0};
    nc_buf_char(&b, '/');
    nc_buf_str(&b, rel);
    nc_buf_char(&b, '/');
    bool inside = rel.n && rel.p[0] != '/' && rel.p[rel.n - 1] != '/' && !has_control(rel) &&
                  nc_str_search(nc_buf_view(&b), NC_LIT("/../"), 0) == b.n;
    nc_buf_dispose(&b);
    return inside;
}

static bool is_hash(struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!(nc_ascii_is_digit(s.p[i]) || (s.p[i] >= 'a' && s.p[i] <= 'f')))
            return false;
    return s.n == HASH;
}

/* Cuts the first word of s off, up to the next blank. */
static struct nc_str word(struct nc_str *s)
{
    size_t to = nc_str_find(*s, ' ', 0);
    struct nc_str w = nc_str_sub(*s, 0, to);
    *s = nc_str_sub(*s, to < s->n ? to + 1 : to, s->n);
    return w;
}

void nc_tree_read(struct nc_tree_reader *r, const struct nc_state_text *text,
                  const struct nc_state_form *form, struct nc_tree_head *head)
{
    *r = (struct nc_tree_reader){.body = text->body,
                                 .is_first = form == &nc_tree_form && text->version == 1};
    *head = (struct nc_tree_head){0};
    next_line(r); /* the rest of the version's line */
    head->run = next_line(r);
    if (!is_hash(head->run))
        head->run = NC_NONE;
    head->summary = next_line(r);
    if (r->is_first)
        return;
    struct nc_str line = next_line(r);
    size_t tab = nc_str_find(line, '\t', 0);
    head->root = nc_str_sub(line, 0, tab);
    head->vault = nc_str_sub(line, tab < line.n ? tab + 1 : tab, line.n);
}

static uint64_t number(struct nc_str digits)
{
    char text[STAMP + 1] = "";
    memcpy(text, digits.p, digits.n < STAMP ? digits.n : STAMP);
    return strtoull(text, NULL, 16);
}

/* HASH STAMP [KINDS] REL[<tab>SOURCE] */
static bool read_line(struct nc_str s, bool is_first, struct nc_tree_line *out)
{
    *out = (struct nc_tree_line){.hash = word(&s)};
    struct nc_str stamp = word(&s);
    if (!is_hash(out->hash) || stamp.n != STAMP)
        return false;
    out->stamp = number(stamp);
    if (!is_first) {
        out->kinds = word(&s);
        if (has_control(out->kinds))
            return false;
        if (nc_str_eqz(out->kinds, "?"))
            out->kinds = NC_NONE;
    }
    size_t tab = is_first ? s.n : nc_str_find(s, '\t', 0);
    out->rel = nc_str_sub(s, 0, tab);
    out->source = nc_str_sub(s, tab < s.n ? tab + 1 : tab, s.n);
    return is_inside(out->rel) && !has_control(out->source);
}

bool nc_tree_next(struct nc_tree_reader *r, struct nc_tree_line *line)
{
    while (r->at < r->body.n)
        if (read_line(next_line(r), r->is_first, line))
            return true;
    return false;
}

/* Whether a name is a tree's temporary and no other file that might lie beside a product. */
static bool is_temp(struct nc_str s)
{
    return nc_str_starts(s, NC_LIT(NC_TREE_TEMP)) && nc_str_ends(s, NC_LIT(NC_TEMP_END)) &&
           nc_str_find(s, '/', 0) == s.n && !has_control(s);
}

/* write OLD NEW TEMP REL, remove OLD REL, state LINE */
static bool read_step(struct nc_str s, struct nc_step *out)
{
    struct nc_str kind = word(&s);
    *out = (struct nc_step){.kind = NC_STEP_STATE};
    if (nc_str_eqz(kind, "state"))
        return read_line(s, false, &out->line);
    out->old = word(&s);
    out->kind = NC_STEP_REMOVE;
    if (nc_str_eqz(kind, "write")) {
        out->kind = NC_STEP_WRITE;
        out->line.hash = word(&s);
        out->temp = word(&s);
        if (nc_str_eqz(out->old, "-"))
            out->old = NC_NONE;
        else if (!is_hash(out->old))
            return false;
        if (!is_hash(out->line.hash) || !is_temp(out->temp))
            return false;
    } else if (!nc_str_eqz(kind, "remove") || !is_hash(out->old)) {
        return false;
    }
    out->line.rel = s;
    return is_inside(s);
}

bool nc_journal_next(struct nc_tree_reader *r, struct nc_step *step)
{
    while (r->at < r->body.n)
        if (read_step(next_line(r), step))
            return true;
    return false;
}

void nc_tree_put_head(struct nc_buf *out, const struct nc_tree_head *head)
{
    nc_buf_printf(out, "\n%.*s\n%.*s\n%.*s%s%.*s\n", NC_FMT(head->run.n ? head->run : NC_LIT("-")),
                  NC_FMT(head->summary), NC_FMT(head->root), head->vault.n ? "\t" : "",
                  NC_FMT(head->vault));
}

void nc_tree_put_line(struct nc_buf *out, const struct nc_tree_line *line)
{
    nc_buf_printf(out, "%.*s %016llx %.*s ", NC_FMT(line->hash), (unsigned long long)line->stamp,
                  NC_FMT(line->kinds.n ? line->kinds : NC_LIT("?")));
    nc_buf_str(out, line->rel);
    if (line->source.n) {
        nc_buf_char(out, '\t');
        nc_buf_str(out, line->source);
    }
    nc_buf_char(out, '\n');
}

void nc_journal_put(struct nc_buf *out, const struct nc_step *step)
{
    switch (step->kind) {
    case NC_STEP_STATE:
        nc_buf_puts(out, "state ");
        nc_tree_put_line(out, &step->line);
        return;
    case NC_STEP_WRITE:
        nc_buf_printf(out, "write %.*s %.*s %.*s ", NC_FMT(step->old.n ? step->old : NC_LIT("-")),
                      NC_FMT(step->line.hash), NC_FMT(step->temp));
        break;
    case NC_STEP_REMOVE:
        nc_buf_printf(out, "remove %.*s ", NC_FMT(step->old));
        break;
    }
    nc_buf_str(out, step->line.rel);
    nc_buf_char(out, '\n');
}

bool nc_tree_next_used(struct nc_tree_reader *r, struct nc_tree_used *used)
{
    while (r->at < r->body.n) {
        struct nc_str line = next_line(r), first = word(&line), stamp = word(&line);
        if (!nc_str_eqz(first, "used") || stamp.n != STAMP || !line.n || line.p[0] != '/')
            continue;
        *used = (struct nc_tree_used){.path = line, .stamp = number(stamp)};
        return true;
    }
    return false;
}

void nc_tree_put_used(struct nc_buf *out, const struct nc_tree_used *used)
{
    nc_buf_printf(out, "used %016llx ", (unsigned long long)used->stamp);
    nc_buf_str(out, used->path);
    nc_buf_char(out, '\n');
}

void nc_source_encode(struct nc_buf *out, struct nc_str source)
{
    for (size_t i = 0; i < source.n; i++) {
        unsigned char c = (unsigned char)source.p[i];
        if (c < 0x20 || c == 0x7F || c == '%')
            nc_buf_printf(out, "%%%02X", c);
        else
            nc_buf_char(out, (char)c);
    }
}
