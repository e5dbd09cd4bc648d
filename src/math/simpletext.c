/* Letters of a style and plain text in a simple formula. */
#include "math/simplereader.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "math/textoken.h"

static bool has_only(struct nc_str s, bool capitals_only)
{
    for (size_t i = 0; i < s.n; i++)
        if (capitals_only ? s.p[i] < 'A' || s.p[i] > 'Z'
                          : !nc_ascii_is_letter(s.p[i]) && !nc_ascii_is_digit(s.p[i]))
            return false;
    return s.n > 0;
}

static void put_styled(struct simple_reader *r, struct nc_str text, const char *variant)
{
    struct mml_node *row = mml_new(r->arena, MML_MROW, NULL);
    for (size_t i = 0; i < text.n; i++) {
        bool digit = nc_ascii_is_digit(text.p[i]);
        struct mml_node *n =
            mml_token(r->arena, digit ? MML_MN : MML_MI, NULL, nc_str_sub(text, i, i + 1));
        bool own = strcmp(variant, digit ? "normal" : "italic") == 0;
        if (!own)
            mml_set(r->arena, n, "mathvariant", nc_str(variant));
        simple_append(r, row, n);
    }
    if (row->first == row->last) {
        struct mml_node *one = row->first;
        mml_unlink(one);
        row = one;
    }
    simple_deliver(r, row);
}

/* Reads a command for letters in a style; false if name is another. */
bool simple_read_style(struct simple_reader *r, struct nc_str name)
{
    static const struct {
        const char *name, *variant;
        bool capitals;
    } styles[] = {{"mathrm", "normal", false},     {"mathbf", "bold", false},
                  {"mathit", "italic", false},     {"mathtt", "monospace", false},
                  {"mathsf", "sans-serif", false}, {"mathbb", "double-struck", true},
                  {"mathcal", "script", true},     {"mathscr", "script", true},
                  {"mathfrak", "fraktur", false}};
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        if (!nc_str_eqz(name, styles[i].name))
            continue;
        struct nc_str text = simple_plain_argument(r);
        if (has_only(text, styles[i].capitals))
            put_styled(r, text, styles[i].variant);
        else
            simple_give_up(r);
        return true;
    }
    return false;
}

/* \boldsymbol: letters, or one sign of the Greek alphabet. */
bool simple_read_bold(struct simple_reader *r, struct nc_str name)
{
    if (!nc_str_eqz(name, "boldsymbol") && !nc_str_eqz(name, "bm"))
        return false;
    size_t from = r->at;
    struct nc_str text = simple_plain_argument(r);
    bool letters = text.n > 0;
    for (size_t i = 0; i < text.n; i++)
        letters &= nc_ascii_is_letter(text.p[i]);
    if (letters) {
        put_styled(r, text, "bold-italic");
        return true;
    }
    r->at = from;
    simple_skip_blanks(r);
    bool braces = r->at < r->s.n && r->s.p[r->at] == '{';
    r->at += braces;
    const struct simple_symbol *s =
        r->at < r->s.n && r->s.p[r->at] == '\\' ? simple_symbol(simple_command_name(r)) : NULL;
    bool closed = !braces || (r->at < r->s.n && r->s.p[r->at] == '}');
    r->at += braces && closed;
    if (!s || !closed || s->kind != SIMPLE_MI) {
        simple_give_up(r);
        return true;
    }
    struct mml_node *n = mml_token(r->arena, MML_MI, NULL, nc_str(s->text));
    mml_set(r->arena, n, "mathvariant", NC_LIT("bold-italic"));
    simple_deliver(r, n);
    return true;
}

bool simple_is_wide(uint32_t cp)
{
    return (cp >= 0x3001 && cp <= 0x30FF && cp != 0x3099 && cp != 0x309A) ||
           (cp >= 0x4E00 && cp <= 0x9FA5) || (cp >= 0xAC00 && cp <= 0xD7A3) ||
           (cp >= 0xFF01 && cp <= 0xFF5E);
}

static bool is_text_char(uint32_t cp)
{
    return simple_is_wide(cp) ||
           (cp < 0x80 && (nc_ascii_is_letter((char)cp) || nc_ascii_is_digit((char)cp) ||
                          (cp && strchr(".,:;()/+=?!*@[]|", (int)cp))));
}

/* Reads the plain text in braces as mtext; its blanks are no-break spaces, which no reader drops.
 */
static void read_text(struct simple_reader *r, const char *variant)
{
    struct nc_buf b = {0};
    bool simple = r->at < r->s.n && r->s.p[r->at] == '{', closed = false, blank = false;
    for (r->at++; simple && r->at < r->s.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(r->s, r->at, &len);
        closed = cp == '}';
        r->at += len;
        if (closed)
            break;
        bool is_blank = cp == ' ';
        simple = is_text_char(cp) || (is_blank && !variant);
        if (is_blank && !blank)
            nc_buf_puts(&b, "\xC2\xA0");
        else if (!is_blank)
            nc_buf_cp(&b, cp);
        blank = is_blank;
    }
    if (simple && closed && b.n) {
        struct mml_node *n =
            mml_token(r->arena, MML_MTEXT, NULL, nc_arena_str(r->arena, nc_buf_view(&b)));
        if (variant)
            mml_set(r->arena, n, "mathvariant", nc_str(variant));
        simple_deliver(r, n);
    } else {
        simple_give_up(r);
    }
    nc_buf_dispose(&b);
}

/* Reads a command for text; false if name is another. */
bool simple_read_text(struct simple_reader *r, struct nc_str name)
{
    static const struct {
        const char *name, *variant;
    } texts[] = {{"text", NULL},
                 {"textrm", NULL},
                 {"textbf", "bold"},
                 {"textit", "italic"},
                 {"texttt", "monospace"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (nc_str_eqz(name, texts[i].name)) {
            simple_skip_blanks(r);
            read_text(r, texts[i].variant);
            return true;
        }
    }
    return false;
}
