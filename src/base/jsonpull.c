/* The pull reader. */
#include "base/jsonpull.h"

#include "base/utf8.h"

#include <stdlib.h>

void nc_json_begin(struct nc_json *j, struct nc_str s)
{
    memset(j, 0, sizeof *j);
    j->s = s;
    j->i = nc_str_starts(s, NC_LIT("\xEF\xBB\xBF")) ? 3 : 0; /* some editors write a mark */
    j->state = NC_JSON_WANT_VALUE;
}

void nc_json_dispose(struct nc_json *j)
{
    nc_buf_dispose(&j->text);
}

static enum nc_json_event bad(struct nc_json *j, const char *problem)
{
    j->problem = problem;
    j->at = j->i;
    j->state = NC_JSON_DONE;
    return NC_JSON_ERROR;
}

static bool in_object(const struct nc_json *j)
{
    size_t d = j->depth - 1;
    return j->depth && (j->stack[d / 8] >> (d % 8) & 1);
}

static void skip_blanks(struct nc_json *j)
{
    while (j->i < j->s.n && strchr(" \t\r\n", j->s.p[j->i]) && j->s.p[j->i])
        j->i++;
}

static bool hex4(struct nc_json *j, uint32_t *out)
{
    if (j->s.n - j->i < 4)
        return false;
    *out = 0;
    for (int k = 0; k < 4; k++) {
        int d = nc_ascii_hex(j->s.p[j->i++]);
        if (d < 0)
            return false;
        *out = *out << 4 | (uint32_t)d;
    }
    return true;
}

static bool read_escape(struct nc_json *j)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (j->i >= j->s.n)
        return false;
    char c = j->s.p[j->i++];
    const char *p = c ? strchr(from, c) : NULL;
    if (p) {
        nc_buf_char(&j->text, to[p - from]);
        return true;
    }
    uint32_t cp, low;
    if (c != 'u' || !hex4(j, &cp))
        return false;
    if ((cp & 0xFC00) == 0xD800 && j->s.n - j->i >= 6 && j->s.p[j->i] == '\\' &&
        j->s.p[j->i + 1] == 'u') {
        size_t second = j->i;
        j->i += 2;
        if (!hex4(j, &low))
            return false;
        if ((low & 0xFC00) == 0xDC00)
            cp = 0x10000 + ((cp & 0x3FF) << 10) + (low & 0x3FF);
        else
            j->i = second; /* a character by itself */
    }
    nc_buf_cp(&j->text, cp);
    return true;
}

static bool read_string(struct nc_json *j)
{
    nc_buf_clear(&j->text);
    for (j->i++; j->i < j->s.n;) {
        size_t from = j->i;
        while (j->i < j->s.n && j->s.p[j->i] != '"' && j->s.p[j->i] != '\\' &&
               (unsigned char)j->s.p[j->i] >= 0x20)
            j->i++;
        nc_buf_clean(&j->text, nc_str_sub(j->s, from, j->i));
        if (j->i >= j->s.n || (unsigned char)j->s.p[j->i] < 0x20)
            return false;
        if (j->s.p[j->i++] == '"')
            return true;
        if (!read_escape(j))
            return false;
    }
    return false;
}

static size_t digits(struct nc_json *j)
{
    size_t from = j->i;
    while (j->i < j->s.n && nc_ascii_is_digit(j->s.p[j->i]))
        j->i++;
    return j->i - from;
}

static bool read_number(struct nc_json *j)
{
    size_t from = j->i;
    j->i += j->i < j->s.n && j->s.p[j->i] == '-';
    size_t first = j->i;
    if (!digits(j) || (j->s.p[first] == '0' && j->i > first + 1))
        return false;
    if (j->i < j->s.n && j->s.p[j->i] == '.') {
        j->i++;
        if (!digits(j))
            return false;
    }
    if (j->i < j->s.n && (j->s.p[j->i] | 32) == 'e') {
        j->i++;
        j->i += j->i < j->s.n && (j->s.p[j->i] == '-' || j->s.p[j->i] == '+');
        if (!digits(j))
            return false;
    }
    nc_buf_clear(&j->text);
    nc_buf_str(&j->text, nc_str_sub(j->s, from, j->i));
    return true;
}

static enum nc_json_event open_level(struct nc_json *j, bool object)
{
    if (j->depth == NC_JSON_DEPTH)
        return bad(j, "nested too deep");
    size_t d = j->depth++;
    j->stack[d / 8] =
        (unsigned char)((j->stack[d / 8] & ~(1u << (d % 8))) | (unsigned)object << (d % 8));
    j->i++;
    j->state = NC_JSON_WANT_FIRST;
    return object ? NC_JSON_OBJECT : NC_JSON_ARRAY;
}

static void after_value(struct nc_json *j)
{
    j->state = j->depth ? NC_JSON_WANT_COMMA : NC_JSON_DONE;
}

static enum nc_json_event close_level(struct nc_json *j)
{
    bool object = in_object(j);
    if (j->s.p[j->i] != (object ? '}' : ']'))
        return bad(j, object ? "expected } or a member" : "expected ] or a value");
    j->i++;
    j->depth--;
    after_value(j);
    return object ? NC_JSON_OBJECT_END : NC_JSON_ARRAY_END;
}

static enum nc_json_event read_word(struct nc_json *j)
{
    static const struct {
        const char *word;
        enum nc_json_event event;
    } words[] = {{"true", NC_JSON_TRUE}, {"false", NC_JSON_FALSE}, {"null", NC_JSON_NULL}};
    for (size_t k = 0; k < 3; k++) {
        struct nc_str w = nc_str(words[k].word);
        if (nc_str_starts(nc_str_sub(j->s, j->i, j->s.n), w)) {
            j->i += w.n;
            after_value(j);
            return words[k].event;
        }
    }
    return bad(j, "expected a value");
}

static enum nc_json_event read_value(struct nc_json *j)
{
    char c = j->s.p[j->i];
    if (c == '{' || c == '[')
        return open_level(j, c == '{');
    if (c == '"') {
        if (!read_string(j))
            return bad(j, "bad string");
        after_value(j);
        return NC_JSON_STRING;
    }
    if (c == '-' || nc_ascii_is_digit(c)) {
        if (!read_number(j))
            return bad(j, "bad number");
        after_value(j);
        return NC_JSON_NUMBER;
    }
    return read_word(j);
}

static enum nc_json_event read_key(struct nc_json *j)
{
    if (j->s.p[j->i] != '"' || !read_string(j))
        return bad(j, "expected a member's name");
    skip_blanks(j);
    if (j->i >= j->s.n || j->s.p[j->i] != ':')
        return bad(j, "expected :");
    j->i++;
    j->state = NC_JSON_WANT_VALUE;
    return NC_JSON_KEY;
}

enum nc_json_event nc_json_next(struct nc_json *j)
{
    if (j->problem)
        return NC_JSON_ERROR;
    skip_blanks(j);
    j->at = j->i;
    if (j->state == NC_JSON_DONE)
        return j->i == j->s.n ? NC_JSON_END : bad(j, "something follows the value");
    if (j->i >= j->s.n)
        return bad(j, "the text ends too early");
    char c = j->s.p[j->i];
    if (j->state == NC_JSON_WANT_COMMA) {
        if (c != ',')
            return close_level(j);
        j->i++;
        skip_blanks(j);
        j->at = j->i;
        if (j->i >= j->s.n)
            return bad(j, "the text ends too early");
        j->state = in_object(j) ? NC_JSON_WANT_KEY : NC_JSON_WANT_VALUE;
    } else if (j->state == NC_JSON_WANT_FIRST) {
        if (c == '}' || c == ']')
            return close_level(j);
        j->state = in_object(j) ? NC_JSON_WANT_KEY : NC_JSON_WANT_VALUE;
    }
    return j->state == NC_JSON_WANT_KEY ? read_key(j) : read_value(j);
}

bool nc_json_skip(struct nc_json *j, enum nc_json_event first)
{
    if (first != NC_JSON_OBJECT && first != NC_JSON_ARRAY)
        return first != NC_JSON_ERROR;
    size_t depth = j->depth - 1;
    while (j->depth > depth)
        if (nc_json_next(j) == NC_JSON_ERROR)
            return false;
    return true;
}

int64_t nc_json_int(const struct nc_json *j)
{
    return j->text.p ? strtoll(j->text.p, NULL, 10) : 0;
}
