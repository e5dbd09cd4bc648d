/* The filter for commands. It reads TeX's tokens without their meaning: even a definition that
 * hides a command (\def\x{\href}) has to name it. */
#include "math/texsafe.h"

#include "base/ascii.h"
enum rule {
    DROP,    /* drops the command, its option and its first arguments */
    AS_TEXT, /* replaces the command with \text */
    PLAIN    /* drops it as well, unless its option and arguments are harmless */
};

static const struct command {
    const char *name;
    enum rule rule;
    /* how many arguments are not shown */
    unsigned arguments;
} commands[] = {
    {"href", DROP, 1},
    {"url", AS_TEXT, 0},
    {"includegraphics", DROP, 1},
    {"require", DROP, 1},
    {"style", DROP, 1},
    {"class", DROP, 1},
    {"cssId", DROP, 1},
    {"data", DROP, 1},
    {"mmlToken", DROP, 1},
    {"htmlClass", DROP, 1},
    {"htmlId", DROP, 1},
    {"htmlStyle", DROP, 1},
    {"htmlData", DROP, 1},
    {"bbox", PLAIN, 0},
    {"unicode", PLAIN, 0},
    {"fcolorbox", PLAIN, 2},
    {"colorbox", PLAIN, 1},
    /* Files and programs, for formulas that LaTeX sets. */
    {"input", DROP, 1},
    {"include", DROP, 1},
    {"includepdf", DROP, 1},
    {"import", DROP, 2},
    {"subimport", DROP, 2},
    {"lstinputlisting", DROP, 1},
    {"inputminted", DROP, 2},
    {"verbatiminput", DROP, 1},
    {"VerbatimInput", DROP, 1},
    {"InputIfFileExists", DROP, 1},
    {"IfFileExists", DROP, 1},
    {"usepackage", DROP, 1},
    {"RequirePackage", DROP, 1},
    {"documentclass", DROP, 1},
    {"usetikzlibrary", DROP, 1},
    {"openin", DROP, 0},
    {"openout", DROP, 0},
    {"read", DROP, 0},
    {"readline", DROP, 0},
    {"write", DROP, 0},
    {"immediate", DROP, 0},
    {"ShellEscape", DROP, 1},
    {"directlua", DROP, 1},
    {"latelua", DROP, 1},
    {"luaexec", DROP, 1},
    {"special", DROP, 1},
    {"pdfobj", DROP, 0},
    {"pdfximage", DROP, 0},
    {"pdffiledump", DROP, 0},
    {"hyperimage", DROP, 1},
    {"attachfile", DROP, 1},
    {"embedfile", DROP, 1},
    /* Commands that build a command from letters, or turn another sign into a backslash. */
    {"csname", DROP, 0},
    {"catcode", DROP, 0},
    {"scantokens", DROP, 0},
};

/* The offset after the control word or symbol that begins at the backslash s.p[i]. */
static size_t command_end(struct nc_str s, size_t i)
{
    size_t end = i + 1;
    while (end < s.n && nc_ascii_is_letter(s.p[end]))
        end++;
    return end == i + 1 && end < s.n ? end + 1 : end;
}

static const struct command *find(struct nc_str word)
{
    for (size_t k = 0; k < sizeof commands / sizeof commands[0]; k++)
        if (nc_str_eqz(word, commands[k].name))
            return &commands[k];
    return NULL;
}

/* Skips blanks and comments. */
static size_t skip_blank(struct nc_str s, size_t i)
{
    for (; i < s.n; i++) {
        if (s.p[i] == '%')
            i = nc_str_find(s, '\n', i);
        else if (!strchr(" \t\r\n", s.p[i]) || !s.p[i])
            break;
    }
    return i < s.n ? i : s.n;
}

/* The offset after the bracket that closes the one at s.p[i]; s.n if none does. */
static size_t skip_group(struct nc_str s, size_t i, char close)
{
    size_t depth = 0;
    for (i++; i < s.n; i++) {
        if (s.p[i] == close && !depth)
            return i + 1;
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == '{')
            depth++;
        else if (s.p[i] == '}' && depth)
            depth--;
    }
    return s.n;
}

/* The offset after the option in brackets; i if there is none. */
static size_t skip_option(struct nc_str s, size_t i)
{
    size_t at = skip_blank(s, i);
    return at < s.n && s.p[at] == '[' ? skip_group(s, at, ']') : i;
}

/* The offset after one argument: a group, a command or a character. */
static size_t skip_argument(struct nc_str s, size_t i)
{
    i = skip_blank(s, i);
    if (i == s.n)
        return i;
    if (s.p[i] == '{')
        return skip_group(s, i, '}');
    if (s.p[i] == '\\')
        return command_end(s, i);
    for (i++; i < s.n && ((unsigned char)s.p[i] & 0xC0) == 0x80;)
        i++;
    return i;
}

static bool is_plain(struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] < '0' || s.p[i] > '9') && !nc_ascii_is_letter(s.p[i]) &&
            (!s.p[i] || !strchr(" \t\n[]{}#.,-", s.p[i])))
            return false;
    return true;
}

/* Writes the command that ends at `end` in an allowed form. Returns up to where it was read. */
static size_t put_command(struct nc_buf *out, struct nc_str s, size_t i, size_t end,
                          struct nc_str *removed)
{
    const struct command *c = find(nc_str_sub(s, i + 1, end));
    if (!c) {
        nc_buf_str(out, nc_str_sub(s, i, end));
        return end;
    }
    size_t to = skip_option(s, end);
    for (unsigned k = 0; k < c->arguments; k++)
        to = skip_argument(s, to);
    if (c->rule == PLAIN && is_plain(nc_str_sub(s, end, to))) {
        nc_buf_str(out, nc_str_sub(s, i, to));
        return to;
    }
    if (!removed->n)
        *removed = nc_str_sub(s, i, end);
    /* The blank prevents the text around a command from becoming another one. */
    nc_buf_puts(out, c->rule == AS_TEXT ? "\\text" : " ");
    return c->rule == AS_TEXT ? end : to;
}

struct nc_str nc_tex_safe(struct nc_buf *out, struct nc_str tex)
{
    struct nc_str removed = NC_NONE;
    size_t depth = 0;
    for (size_t i = 0; i < tex.n;) {
        if (nc_str_starts(nc_str_sub(tex, i, tex.n), NC_LIT("^^"))) { /* ^^5c is a backslash */
            removed = removed.n ? removed : nc_str_sub(tex, i, i + 2);
            nc_buf_puts(out, "^ ");
            i++;
            continue;
        }
        if (tex.p[i] != '\\') {
            depth += tex.p[i] == '{';
            depth -= tex.p[i] == '}' && depth;
            nc_buf_char(out, tex.p[i++]);
            continue;
        }
        size_t end = command_end(tex, i);
        if (end == i + 1) {
            nc_buf_puts(out, "\\ "); /* it would swallow the backslash of the closing delimiter */
            break;
        }
        if (!depth && strchr("()[]", tex.p[i + 1]) && tex.p[i + 1])
            nc_buf_char(out, tex.p[i + 1]);
        else
            end = put_command(out, tex, i, end, &removed);
        i = end;
    }
    return removed;
}
