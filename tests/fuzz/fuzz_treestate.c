/* Any bytes as the state and as the journal of a tree: judged; what is read leads nowhere outside
 * the tree, and is written as it was read. Bytes without a seal get one, so that what is behind it
 * is reached. */
#include "base/treestate.h"
#include "base/uchar.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool what)
{
    if (!what)
        abort();
}

static void check_path(struct nc_str rel)
{
    must(rel.n && rel.p[0] != '/' && nc_str_find(rel, '\n', 0) == rel.n);
    for (size_t from = 0; from <= rel.n;) {
        size_t to = nc_str_find(rel, '/', from);
        must(!nc_str_eqz(nc_str_sub(rel, from, to), ".."));
        from = to + 1;
    }
}

/* A source that is decoded and encoded again means the same. */
static void check_source(struct nc_str source)
{
    struct nc_buf once = {0}, coded = {0}, again = {0};
    nc_source_decode(&once, source);
    nc_source_encode(&coded, nc_buf_view(&once));
    nc_source_decode(&again, nc_buf_view(&coded));
    must(nc_str_eq(nc_buf_view(&once), nc_buf_view(&again)));
    nc_buf_dispose(&once);
    nc_buf_dispose(&coded);
    nc_buf_dispose(&again);
}

static void check_line(const struct nc_tree_line *line)
{
    must(line->hash.n == 40);
    check_path(line->rel);
    check_source(line->source);
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
    while (nc_journal_next(&r, &step)) {
        struct nc_buf b = {0};
        check_path(step.line.rel);
        if (step.kind == NC_STEP_STATE)
            check_line(&step.line);
        if (step.kind == NC_STEP_WRITE)
            must(step.line.hash.n == 40 && nc_str_find(step.temp, '/', 0) == step.temp.n);
        must(step.kind != NC_STEP_REMOVE || step.old.n == 40);
        nc_journal_put(&b, &step);
        must(b.n > 0 && b.p[b.n - 1] == '\n');
        nc_buf_dispose(&b);
    }
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
    if (found == NC_STATE_SOUND)
        (form == &nc_tree_form ? read_state : read_journal)(&text);
    nc_state_dispose(&text);
    nc_buf_dispose(&why.message);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nc_str bytes = {(const char *)data, size};
    const struct nc_state_form *forms[] = {&nc_tree_form, &nc_journal_form};
    for (int i = 0; i < 2; i++) {
        judge(bytes, forms[i], false);
        judge(bytes, forms[i], true);
    }
    return 0;
}
