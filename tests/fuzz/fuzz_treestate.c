/* Any bytes as the state and as the journal of a tree: judged; what is read leads nowhere outside
 * the tree, and means the same when it is written and read again. Bytes without a seal get one, so
 * that the code after the check of the seal is reached. The same bytes also stand where a sound
 * state has a path and a source, since chance seldom makes a digest of forty digits. */
#include "base/treestate.h"
#include "base/uchar.h"

#include <stdlib.h>

#define DIGEST "11f6ad8ec52a2984abaafd7c3b516503785c2072"
#define TEMP ".noteconv-tree-1-2.tmp"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool what)
{
    if (!what)
        abort();
}

/* Says by itself, component by component, whether a path stays inside the tree. */
static bool stays_inside(struct nc_str rel)
{
    if (!rel.n || rel.p[0] == '/' || rel.p[rel.n - 1] == '/')
        return false;
    for (size_t from = 0, i = 0; i <= rel.n; i++) {
        if (i < rel.n && (unsigned char)rel.p[i] < 0x20)
            return false;
        if (i < rel.n && rel.p[i] != '/')
            continue;
        if (i - from == 2 && rel.p[from] == '.' && rel.p[from + 1] == '.')
            return false;
        from = i + 1;
    }
    return true;
}

/* A source that is decoded and encoded again means the same. */
static void check_source(struct nc_str source)
{
    struct nc_buf once = {0}, coded = {0}, again = {0};
    nc_buf_percent(&once, source);
    nc_source_encode(&coded, nc_buf_view(&once));
    nc_buf_percent(&again, nc_buf_view(&coded));
    must(nc_str_eq(nc_buf_view(&once), nc_buf_view(&again)));
    nc_buf_dispose(&once);
    nc_buf_dispose(&coded);
    nc_buf_dispose(&again);
}

static void same_line(const struct nc_tree_line *a, const struct nc_tree_line *b)
{
    must(nc_str_eq(a->rel, b->rel) && nc_str_eq(a->hash, b->hash) && a->stamp == b->stamp);
    must(nc_str_eq(a->kinds, b->kinds) && nc_str_eq(a->source, b->source));
}

static void check_line(const struct nc_tree_line *line)
{
    must(line->hash.n == 40 && stays_inside(line->rel));
    check_source(line->source);
    struct nc_buf b = {0};
    struct nc_tree_line again;
    nc_tree_put_line(&b, line);
    must(nc_tree_next(&(struct nc_tree_reader){.body = nc_buf_view(&b)}, &again));
    same_line(line, &again);
    nc_buf_dispose(&b);
}

static void check_step(const struct nc_step *step)
{
    must(stays_inside(step->line.rel));
    if (step->kind == NC_STEP_STATE)
        check_line(&step->line);
    if (step->kind == NC_STEP_WRITE)
        must(step->line.hash.n == 40 && nc_str_find(step->temp, '/', 0) == step->temp.n);
    must(step->kind != NC_STEP_REMOVE || step->old.n == 40);
    struct nc_buf b = {0};
    struct nc_step again;
    nc_journal_put(&b, step);
    must(nc_journal_next(&(struct nc_tree_reader){.body = nc_buf_view(&b)}, &again));
    must(again.kind == step->kind && nc_str_eq(again.old, step->old));
    must(nc_str_eq(again.temp, step->temp));
    same_line(&step->line, &again.line);
    nc_buf_dispose(&b);
}

static void read_state(const struct nc_state_text *text)
{
    struct nc_tree_reader r;
    struct nc_tree_head head;
    struct nc_tree_line line;
    nc_tree_read(&r, text, &nc_tree_form, &head);
    must(head.run.n == 0 || head.run.n == 40);
    while (nc_tree_next(&r, &line))
        check_line(&line);
}

static void read_journal(const struct nc_state_text *text)
{
    struct nc_tree_reader r;
    struct nc_tree_head head;
    struct nc_step step;
    nc_tree_read(&r, text, &nc_journal_form, &head);
    while (nc_journal_next(&r, &step))
        check_step(&step);
}

static void read_used(const struct nc_state_text *text)
{
    struct nc_tree_reader r;
    struct nc_tree_head head;
    struct nc_tree_used used;
    nc_tree_read(&r, text, &nc_tree_form, &head);
    while (nc_tree_next_used(&r, &used))
        must(used.path.n && used.path.p[0] == '/');
}

static void judge(struct nc_str bytes, const struct nc_state_form *form, bool sealed)
{
    struct nc_buf b = {0};
    struct nc_fail why = {0};
    struct nc_state_text text;
    if (sealed) {
        nc_state_begin(&b, form);
        nc_buf_str(&b, bytes);
        nc_state_seal(&b, form);
    } else {
        nc_buf_str(&b, bytes);
    }
    enum nc_state found = nc_state_judge(&text, &b, "f", form, &why);
    must(found == NC_STATE_SOUND || why.message.n > 0);
    must(!sealed || found == NC_STATE_SOUND || (bytes.n && bytes.p[0] >= '0' && bytes.p[0] <= '9'));
    if (found == NC_STATE_SOUND && form == &nc_journal_form)
        read_journal(&text);
    if (found == NC_STATE_SOUND && form == &nc_tree_form) {
        read_state(&text);
        read_used(&text);
    }
    nc_state_dispose(&text);
    nc_buf_dispose(&why.message);
}

/* A step written by the program is read as it was if its path stays inside, and else not at all. */
static void place(const struct nc_step *step)
{
    struct nc_buf state = {0}, journal = {0};
    struct nc_tree_line line;
    struct nc_step again;
    nc_tree_put_line(&state, &step->line);
    nc_journal_put(&journal, step);
    bool is_read = nc_tree_next(&(struct nc_tree_reader){.body = nc_buf_view(&state)}, &line);
    bool is_step = nc_journal_next(&(struct nc_tree_reader){.body = nc_buf_view(&journal)}, &again);
    must(is_read == stays_inside(step->line.rel) && is_step == is_read);
    if (is_read) {
        same_line(&step->line, &line);
        must(nc_str_eq(again.line.rel, step->line.rel) && nc_str_eq(again.temp, step->temp));
    }
    nc_buf_dispose(&state);
    nc_buf_dispose(&journal);
}

/* Each line of bytes: the path of a product, a tab, its source. */
static void place_lines(struct nc_str bytes)
{
    for (size_t at = 0, to; at <= bytes.n; at = to + 1) {
        to = nc_str_find(bytes, '\n', at);
        struct nc_str line = nc_str_sub(bytes, at, to);
        size_t tab = nc_str_find(line, '\t', 0);
        struct nc_str path = nc_str_sub(line, tab < line.n ? tab + 1 : tab, line.n);
        struct nc_buf source = {0}, decoded = {0};
        nc_source_encode(&source, path);
        nc_buf_percent(&decoded, nc_buf_view(&source));
        must(nc_str_eq(nc_buf_view(&decoded), path));
        place(&(struct nc_step){
            .kind = NC_STEP_WRITE,
            .line = {nc_str_sub(line, 0, tab), NC_LIT(DIGEST), line.n, NC_LIT("org"),
                     nc_buf_view(&source)},
            .temp = NC_LIT(TEMP),
        });
        nc_buf_dispose(&source);
        nc_buf_dispose(&decoded);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nc_str bytes = {(const char *)data, size};
    place_lines(bytes);
    const struct nc_state_form *forms[] = {&nc_tree_form, &nc_journal_form};
    for (int i = 0; i < 2; i++) {
        judge(bytes, forms[i], false);
        judge(bytes, forms[i], true);
    }
    return 0;
}
