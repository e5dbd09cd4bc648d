/* Finds the part of a file to include: all of it, lines by number, or a section named by marks in
 * the file. */
#include "base/ascii.h"
#include "vault/includes.h"

#include <limits.h>
#include <stdlib.h>

/* Writes the lines from..to (1-based, inclusive) without the last newline. Returns how many bytes
 * of text it went through. */
static size_t put_lines(struct nc_buf *out, struct nc_str text, unsigned long from,
                        unsigned long to)
{
    unsigned long line = 1;
    bool any = false;
    size_t at = 0;
    for (; at < text.n && line <= to; line++) {
        size_t end = nc_str_find(text, '\n', at);
        if (line >= from) {
            if (any)
                nc_buf_char(out, '\n');
            nc_buf_str(out, nc_str_sub(text, at, end));
            any = true;
        }
        at = end + 1;
    }
    return at;
}

/* The name after a mark in a line; empty if there is no such mark. */
static struct nc_str section_name(struct nc_str line, const char *mark)
{
    size_t at = nc_str_search(line, nc_str(mark), 0);
    if (at == line.n)
        return NC_NONE;
    struct nc_str rest = nc_str_trim(nc_str_sub(line, at + strlen(mark), line.n));
    size_t n = 0;
    while (n < rest.n && (unsigned char)rest.p[n] > ' ' && rest.p[n] != ']')
        n++;
    return nc_str_sub(rest, 0, n);
}

/* The beginning and end of a section in a file, and the sign after its name: mdBook's anchors, and
 * the sections of MkDocs' snippets. */
static const struct {
    const char *begin, *end;
} section_marks[] = {{"ANCHOR:", "ANCHOR_END:"}, {"8<-- [start:", "8<-- [end:"}};

bool nc_include_is_section_mark(struct nc_str line)
{
    static const char *const closers[] = {"", "*/", "-->", "#}", "*)", NULL};
    struct nc_str s = nc_str_trim(line);
    size_t at = nc_str_search(s, NC_LIT("--8<-- ["), 0), close = nc_str_find(s, ']', at);
    if (close == s.n || (at > 0 && s.p[at - 1] == ';') ||
        !(section_name(s, section_marks[NC_INCLUDE_SNIPPETS].begin).n ||
          section_name(s, section_marks[NC_INCLUDE_SNIPPETS].end).n))
        return false;
    for (size_t i = 0; i < at; i++) {
        if (nc_ascii_is_alnum(s.p[i]) || (unsigned char)s.p[i] >= 0x80)
            return false;
    }
    return nc_str_is_among(nc_str_trim(nc_str_sub(s, close + 1, s.n)), closers);
}

/* Writes the lines of a section without any marks. False: there is no such section. */
static bool put_section(struct nc_buf *out, struct nc_str text, struct nc_str name,
                        enum nc_include_marks marks)
{
    bool inside = false, found = false, any = false;
    for (size_t at = 0; at < text.n;) {
        size_t to = nc_str_find(text, '\n', at);
        struct nc_str line = nc_str_sub(text, at, to);
        struct nc_str begins = section_name(line, section_marks[marks].begin),
                      ends = section_name(line, section_marks[marks].end);
        at = to + 1;
        if (begins.n && nc_str_eq(begins, name))
            inside = found = true;
        else if (ends.n && nc_str_eq(ends, name))
            inside = false;
        else if (inside && (marks == NC_INCLUDE_SNIPPETS ? !nc_include_is_section_mark(line)
                                                         : !begins.n && !ends.n)) {
            if (any)
                nc_buf_char(out, '\n');
            nc_buf_str(out, line);
            any = true;
        }
    }
    return found;
}

/* Reads "2:10", "2:", ":10", "7", several of them with commas, or the name of a section. */
bool nc_include_part(struct nc_buf *out, struct nc_str text, struct nc_str range,
                     enum nc_include_marks marks, size_t *left)
{
    bool digits = range.n > 0;
    for (size_t i = 0; i < range.n; i++)
        digits &= nc_ascii_is_digit(range.p[i]) || range.p[i] == ':' ||
                  (range.p[i] == ',' && marks == NC_INCLUDE_SNIPPETS);
    if (!range.n) {
        put_lines(out, text, 1, ULONG_MAX);
        return true;
    }
    if (!digits)
        return put_section(out, text, range, marks);
    for (size_t at = 0; at < range.n && *left;) {
        size_t comma = nc_str_find(range, ',', at);
        struct nc_buf one = {0};
        nc_buf_str(&one, nc_str_sub(range, at, comma));
        char *rest = one.n ? one.p : "";
        unsigned long from = strtoul(rest, &rest, 10), to = from;
        if (*rest == ':')
            to = rest[1] ? strtoul(rest + 1, NULL, 10) : ULONG_MAX;
        if (at)
            nc_buf_char(out, '\n');
        size_t gone = put_lines(out, text, from ? from : 1, to) + 1;
        *left = gone < *left ? *left - gone : 0;
        nc_buf_dispose(&one);
        at = comma + 1;
    }
    return true;
}
