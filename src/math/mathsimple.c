/* Reads a simple formula in one pass over its tokens, with a stack of open elements instead of
 * recursion. */
#include "math/simplereader.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "math/textoken.h"

/* Bytes of TeX. Limited because numbers and texts are joined a character at a time. */
#define MAX_SIMPLE ((size_t)600)

static void read_command(struct simple_reader *r)
{
    struct nc_str name = simple_command_name(r);
    bool in_row = simple_top(r)->kind == SIMPLE_FRAME_ROW;
    const struct simple_symbol *s;
    const char *blank;
    if (simple_read_dots(r, name) || simple_read_spaced(r, name) || simple_read_limits(r, name) ||
        simple_read_function(r, name))
        return;
    if ((s = simple_symbol(name)) != NULL)
        simple_put_sign(r, (enum simple_kind)s->kind, nc_str(s->text));
    else if (!in_row) /* as an argument of another command: KaTeX has rules for it */
        simple_give_up(r);
    else if ((blank = simple_blank(name)) != NULL)
        simple_put_blank(r, blank);
    else if (!simple_read_bracket(r, name) && !simple_read_style(r, name) &&
             !simple_read_bold(r, name) && !simple_read_text(r, name) &&
             !simple_read_accent(r, name) && !simple_read_fraction(r, name) &&
             !simple_read_big(r, name) && !simple_read_matrix(r, name))
        simple_give_up(r);
}

static void open_script(struct simple_reader *r, bool is_sub, struct mml_node *primes)
{
    struct simple_frame *f = simple_top(r);
    if (f->kind != SIMPLE_FRAME_ROW) {
        simple_give_up(r);
        return;
    }
    f->atom.open = true;
    if (is_sub ? f->atom.sub != NULL : f->atom.sup != NULL)
        simple_give_up(r);
    struct simple_frame *script = simple_push(r, SIMPLE_FRAME_SCRIPT, NULL);
    script->is_sub = is_sub;
    script->primes = primes;
}

/* Reads primes, which are a superscript; a superscript that follows joins them. */
static void read_primes(struct simple_reader *r)
{
    struct mml_node *row = mml_new(r->arena, MML_MROW, NULL);
    struct simple_frame *f = simple_top(r);
    if (f->kind != SIMPLE_FRAME_ROW || f->atom.sup) {
        simple_give_up(r);
        return;
    }
    for (simple_skip_blanks(r); r->at < r->s.n && r->s.p[r->at] == '\''; simple_skip_blanks(r)) {
        mml_token(r->arena, MML_MO, row, NC_LIT("\xE2\x80\xB2"));
        r->at++;
    }
    f->atom.open = true;
    if (r->at < r->s.n && r->s.p[r->at] == '^') {
        r->at++;
        open_script(r, false, row);
        return;
    }
    if (row->first == row->last) {
        struct mml_node *one = row->first;
        mml_unlink(one);
        mml_set(r->arena, one, "lspace", NC_LIT("0em"));
        mml_set(r->arena, one, "rspace", NC_LIT("0em"));
        row = one;
    }
    f->atom.sup = row;
}

static void read_char(struct simple_reader *r)
{
    unsigned len;
    const char *text;
    uint32_t cp = nc_utf8_at(r->s, r->at, &len);
    struct nc_str own = nc_str_sub(r->s, r->at, r->at + len);
    r->at += len;
    if (cp < 0x80 && nc_ascii_is_letter((char)cp)) {
        simple_put_sign(r, SIMPLE_MI, own);
    } else if (cp < 0x80 && nc_ascii_is_digit((char)cp)) {
        simple_put_sign(r, SIMPLE_MN, own);
    } else if (simple_is_wide(cp)) {
        simple_put_sign(r, SIMPLE_MTEXT, own);
    } else {
        enum simple_kind kind = cp < 0x80 ? simple_char((char)cp, &text) : SIMPLE_NONE;
        if (kind == SIMPLE_NONE)
            simple_give_up(r);
        else
            simple_put_sign(r, kind, nc_str(text));
    }
}

static void read_token(struct simple_reader *r)
{
    char c = r->s.p[r->at];
    if (c == '\\') {
        read_command(r);
    } else if (c == '{') {
        r->at++;
        simple_push(r, SIMPLE_FRAME_ROW, mml_new(r->arena, MML_MROW, NULL))->end = SIMPLE_END_BRACE;
    } else if (c == '}') {
        r->at++;
        if (simple_top(r)->kind == SIMPLE_FRAME_ROW && simple_top(r)->end == SIMPLE_END_BRACE)
            simple_close_row(r);
        else
            simple_give_up(r);
    } else if (c == '^' || c == '_') {
        r->at++;
        open_script(r, c == '_', NULL);
    } else if (c == '&') {
        r->at++;
        simple_next_cell(r);
    } else if (c == '\'') {
        read_primes(r);
    } else {
        read_char(r);
    }
}

struct mml_node *mml_read_simple(struct nc_arena *a, struct nc_str tex, bool display)
{
    struct simple_reader r = {.arena = a, .s = tex, .display = display, .is_displayed = display};
    struct mml_node *root = mml_new(a, MML_MROW, NULL);
    if (tex.n > MAX_SIMPLE)
        return NULL;
    simple_push(&r, SIMPLE_FRAME_ROW, root)->end = SIMPLE_END_TEX;
    for (simple_skip_blanks(&r); r.at < r.s.n && !r.gave_up; simple_skip_blanks(&r))
        read_token(&r);
    if (r.gave_up || r.depth != 1)
        return NULL;
    simple_end_atom(&r, simple_top(&r));
    return root;
}
