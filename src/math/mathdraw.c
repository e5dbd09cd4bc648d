/* The program is a child with limits, like all that look at what may be hostile. */
#include "math/mathdraw.h"

#include "base/arena.h"
#include "base/child.h"

#define MAX_WORDS 30

/* Programs that draw formulas are large: TeX, or a browser's engine, which takes addresses by the
 * gigabyte and memory by need. */
static const struct nc_child_limits limits = {
    .memory = (uint64_t)8 << 30, .cpu = 20, .seconds = 30, .output = (size_t)8 << 20};

/* The next word from *at on; false: there is none. */
static bool next_word(struct nc_buf *out, struct nc_str s, size_t *at)
{
    char quote = 0;
    size_t i = *at;
    while (i < s.n && s.p[i] == ' ')
        i++;
    bool found = i < s.n;
    for (; i < s.n && (quote || s.p[i] != ' '); i++) {
        if (quote ? s.p[i] == quote : s.p[i] == '"' || s.p[i] == '\'')
            quote = quote ? 0 : s.p[i];
        else
            nc_buf_char(out, s.p[i]);
    }
    *at = i;
    return found;
}

int math_draw(struct nc_buf *out, struct nc_str command, struct nc_str tex, bool display,
              struct nc_fail *f)
{
    const char *words[MAX_WORDS + 2];
    size_t count = 0, at = 0;
    struct nc_arena *arena = nc_arena_new();
    struct nc_buf word = {0}, input = {0};
    while (count < MAX_WORDS && next_word(&word, command, &at)) {
        words[count++] = nc_arena_str(arena, nc_buf_view(&word)).p;
        nc_buf_clear(&word);
    }
    words[count] = display ? "display" : "inline";
    words[count + 1] = NULL;
    nc_buf_str(&input, tex);
    nc_buf_char(&input, '\n');
    int err = count ? nc_child_program(out, words, nc_buf_view(&input), &limits, f)
                    : nc_fail(f, "no program is named");
    if (!err && !out->n)
        err = nc_fail(f, "%s wrote nothing", words[0]);
    nc_buf_dispose(&word);
    nc_buf_dispose(&input);
    nc_arena_free(arena);
    return err;
}
