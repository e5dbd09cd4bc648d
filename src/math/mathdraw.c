/* The program runs as a child with limits, like everything that reads hostile input. */
#include "math/mathdraw.h"

#include "base/arena.h"
#include "base/child.h"
#include "math/math.h"

#define MAX_WORDS 30

/* Programs that draw formulas are large: TeX, or a browser engine, which reserves gigabytes of
 * addresses and uses memory as needed. */
static const struct nc_child_limits limits = {
    .memory = (uint64_t)8 << 30, .cpu = 20, .seconds = 30, .output = (size_t)8 << 20};

/* Reads the next word from *at on. *open: the quote that is not closed, else 0. False if there is
 * no word. */
static bool next_word(struct nc_buf *out, struct nc_str s, size_t *at, char *open)
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
    *open = found ? quote : *open;
    return found;
}

/* Reads the words of the command. Returns 0 or -1. */
static int split(const char *words[MAX_WORDS], size_t *count, struct nc_arena *arena,
                 struct nc_str command, struct nc_fail *f)
{
    struct nc_buf word = {0};
    size_t at = 0;
    char open = 0;
    *count = 0;
    bool found = next_word(&word, command, &at, &open);
    for (; found && *count < MAX_WORDS; found = next_word(&word, command, &at, &open)) {
        words[(*count)++] = nc_arena_str(arena, nc_buf_view(&word)).p;
        nc_buf_clear(&word);
    }
    nc_buf_dispose(&word);
    if (found)
        return nc_fail(f, "--math-cmd: more than %d words", MAX_WORDS);
    if (open)
        return nc_fail(f, "--math-cmd=%.*s: nothing closes the quote %c", NC_FMT(command), open);
    if (!*count || !words[0][0])
        return nc_fail(f, "--math-cmd names no program; write a program and its arguments, with "
                          "blanks between them");
    return 0;
}

int nc_math_check_command(const char *command, struct nc_fail *f)
{
    const char *words[MAX_WORDS];
    size_t count;
    struct nc_arena *arena = nc_arena_new();
    int err = command ? split(words, &count, arena, nc_str(command), f) : 0;
    nc_arena_free(arena);
    return err;
}

/* Appends the TeX in LaTeX's terms: darray is KaTeX's array in display style. */
static void put_tex(struct nc_buf *out, struct nc_str tex)
{
    struct nc_str own = NC_LIT("{darray}");
    for (size_t from = 0; from < tex.n;) {
        size_t at = nc_str_search(tex, own, from);
        nc_buf_str(out, nc_str_sub(tex, from, at));
        nc_buf_puts(out, at < tex.n ? "{array}" : "");
        from = at + own.n;
    }
    nc_buf_char(out, '\n');
}

int math_draw(struct nc_buf *out, struct nc_str command, struct nc_str tex, bool display,
              struct nc_fail *f)
{
    const char *words[MAX_WORDS + 2];
    size_t count;
    struct nc_arena *arena = nc_arena_new();
    struct nc_buf input = {0};
    int err = split(words, &count, arena, command, f);
    words[count] = display ? "display" : "inline";
    words[count + 1] = NULL;
    put_tex(&input, tex);
    err = err || nc_child_program(out, words, nc_buf_view(&input), &limits, f) ? -1 : 0;
    if (!err && !out->n)
        err = nc_fail(f, "%s wrote nothing", words[0]);
    nc_buf_dispose(&input);
    nc_arena_free(arena);
    return err;
}
