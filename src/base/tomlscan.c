/* Reads strings, numbers, dates and keys of TOML 1.0.0. Comments give the grammar's rule names
 * (toml.io) where a rule is not obvious. */
#include "base/tomlscan.h"

#include "base/ascii.h"
#include "base/calendar.h"
#include "base/utf8.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

bool nc_toml_fault(struct nc_toml_scan *t, size_t place, const char *problem)
{
    if (!t->problem) {
        t->problem = problem;
        t->i = place;
    }
    return false;
}

char nc_toml_peek(const struct nc_toml_scan *t)
{
    return t->i < t->s.n ? t->s.p[t->i] : '\0';
}

void nc_toml_blanks(struct nc_toml_scan *t)
{
    while (nc_toml_peek(t) == ' ' || nc_toml_peek(t) == '\t')
        t->i++;
}

static bool is_bare(char c)
{
    return nc_ascii_is_alnum(c) || c == '_' || c == '-';
}

static bool at(const struct nc_toml_scan *t, const char *z)
{
    return nc_str_starts(nc_str_sub(t->s, t->i, t->s.n), nc_str(z));
}

/* Reads \uXXXX and \UXXXXXXXX: a Unicode scalar value. */
static bool read_code_point(struct nc_toml_scan *t, struct nc_buf *out, int digits)
{
    uint32_t cp = 0;
    size_t from = t->i;
    for (int k = 0; k < digits; k++, t->i++) {
        int d = nc_ascii_hex(nc_toml_peek(t));
        if (d < 0)
            return nc_toml_fault(t, t->i, "expected a hexadecimal digit");
        cp = cp << 4 | (uint32_t)d;
    }
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
        return nc_toml_fault(t, from, "this number is not a character");
    nc_buf_cp(out, cp);
    return true;
}

/* In a string over several lines, a backslash before a line end joins with the next text. */
static bool skip_joined_lines(struct nc_toml_scan *t)
{
    size_t from = t->i;
    nc_toml_blanks(t);
    if (nc_toml_peek(t) != '\n' && !at(t, "\r\n")) {
        t->i = from;
        return false;
    }
    while (t->i < t->s.n && strchr(" \t\r\n", t->s.p[t->i]))
        t->i++;
    return true;
}

static bool read_escape(struct nc_toml_scan *t, struct nc_buf *out, bool is_long)
{
    static const char from[] = "\"\\bfnrt", to[] = "\"\\\b\f\n\r\t";
    if (is_long && skip_joined_lines(t))
        return true;
    char c = nc_toml_peek(t);
    const char *p = c ? strchr(from, c) : NULL;
    if (p) {
        nc_buf_char(out, to[p - from]);
        t->i++;
        return true;
    }
    if (c != 'u' && c != 'U')
        return nc_toml_fault(t, t->i, "unknown escape; write a backslash as \\\\");
    t->i++;
    return read_code_point(t, out, c == 'u' ? 4 : 8);
}

/* Skips the closing quotes if they are here. One or two more quotes may stand before them. */
static bool close_long(struct nc_toml_scan *t, struct nc_buf *out, char quote)
{
    size_t n = 0;
    while (t->i + n < t->s.n && n < 5 && t->s.p[t->i + n] == quote)
        n++;
    if (n < 3)
        return false;
    nc_buf_put(out, t->s.p + t->i, n - 3);
    t->i += n;
    return true;
}

static bool read_string_body(struct nc_toml_scan *t, struct nc_buf *out, char quote, bool is_long)
{
    size_t open = t->i;
    while (t->i < t->s.n) {
        char c = t->s.p[t->i];
        if (c == quote && is_long && close_long(t, out, quote))
            return true;
        if (c == quote && !is_long) {
            t->i++;
            return true;
        }
        if (c == '\\' && quote == '"') {
            t->i++;
            if (!read_escape(t, out, is_long))
                return false;
            continue;
        }
        if (c == '\n' && !is_long)
            break;
        nc_buf_char(out, c);
        t->i++;
    }
    return nc_toml_fault(t, open, "this string is not closed");
}

/* Reads a string of one line or, if may_be_long, of several lines. */
static bool read_string(struct nc_toml_scan *t, struct nc_str *text, bool may_be_long)
{
    char quote = nc_toml_peek(t);
    bool is_long = at(t, quote == '"' ? "\"\"\"" : "'''");
    if (is_long && !may_be_long)
        return nc_toml_fault(t, t->i, "a key cannot be a string of several lines");
    t->i += is_long ? 3 : 1;
    if (is_long)
        t->i += at(t, "\r\n") ? 2 : nc_toml_peek(t) == '\n';
    struct nc_buf b = {0};
    bool ok = read_string_body(t, &b, quote, is_long);
    if (ok)
        *text = nc_arena_str(t->arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return ok;
}

bool nc_toml_key_part(struct nc_toml_scan *t, struct nc_str *key)
{
    char c = nc_toml_peek(t);
    if (c == '"' || c == '\'')
        return read_string(t, key, false);
    size_t from = t->i;
    while (is_bare(nc_toml_peek(t)))
        t->i++;
    if (t->i == from)
        return nc_toml_fault(t, from, "expected a key; write other characters in quotes");
    *key = nc_arena_str(t->arena, nc_str_sub(t->s, from, t->i));
    return true;
}

/* Reads `count` digits at *i of s as a number; false if there are fewer. */
static bool fixed(struct nc_str s, size_t *i, int count, int *out)
{
    *out = 0;
    for (int k = 0; k < count; k++, ++*i) {
        if (*i >= s.n || !nc_ascii_is_digit(s.p[*i]))
            return false;
        *out = *out * 10 + (s.p[*i] - '0');
    }
    return true;
}

static bool literal(struct nc_str s, size_t *i, const char *any)
{
    if (*i >= s.n || !strchr(any, s.p[*i]))
        return false;
    ++*i;
    return true;
}

/* full-date */
static bool read_date(struct nc_str s, size_t *i)
{
    int year, month, day;
    if (!fixed(s, i, 4, &year) || !literal(s, i, "-") || !fixed(s, i, 2, &month) ||
        !literal(s, i, "-") || !fixed(s, i, 2, &day))
        return false;
    if (month < 1 || month > 12 || day < 1)
        return false;
    int64_t y;
    unsigned m, d; /* a day after the month's end falls into another month */
    nc_date_from_days(nc_days_from_date(year, (unsigned)month, (unsigned)day), &y, &m, &d);
    return m == (unsigned)month;
}

/* partial-time; a leap second is valid. */
static bool read_time(struct nc_str s, size_t *i)
{
    int hour, minute, second;
    if (!fixed(s, i, 2, &hour) || !literal(s, i, ":") || !fixed(s, i, 2, &minute) ||
        !literal(s, i, ":") || !fixed(s, i, 2, &second))
        return false;
    if (*i < s.n && s.p[*i] == '.') {
        size_t from = ++*i;
        while (*i < s.n && nc_ascii_is_digit(s.p[*i]))
            ++*i;
        if (*i == from)
            return false;
    }
    return hour < 24 && minute < 60 && second <= 60;
}

/* time-offset */
static bool read_offset(struct nc_str s, size_t *i)
{
    int hour, minute;
    if (literal(s, i, "Zz"))
        return true;
    return literal(s, i, "+-") && fixed(s, i, 2, &hour) && literal(s, i, ":") &&
           fixed(s, i, 2, &minute) && hour < 24 && minute < 60;
}

/* Reads s as a date, a time or both; false if it is neither. */
static bool read_when(struct nc_str s, enum nc_toml_type *type)
{
    size_t i = 0;
    if (s.n > 2 && s.p[2] == ':') {
        *type = NC_TOML_LOCAL_TIME;
        return read_time(s, &i) && i == s.n;
    }
    if (!read_date(s, &i))
        return false;
    *type = NC_TOML_LOCAL_DATE;
    if (i == s.n)
        return true;
    *type = NC_TOML_LOCAL_DATETIME;
    if (!literal(s, &i, "Tt ") || !read_time(s, &i))
        return false;
    if (i == s.n)
        return true;
    *type = NC_TOML_DATETIME;
    return read_offset(s, &i) && i == s.n;
}

/* Reads digits of a base with single underscores between them, from *i on. False if there are none
 * or an underscore lacks a digit on either side. */
static bool digits(struct nc_str s, size_t *i, int base, struct nc_buf *out)
{
    size_t from = *i;
    for (; *i < s.n; ++*i) {
        int d = nc_ascii_hex(s.p[*i]);
        if (d >= 0 && d < base) {
            nc_buf_char(out, s.p[*i]);
        } else if (s.p[*i] != '_' || *i == from || s.p[*i - 1] == '_') {
            break;
        }
    }
    return *i > from && s.p[*i - 1] != '_';
}

static bool fits(const char *text, int base, int64_t *out)
{
    errno = 0;
    long long value = strtoll(text, NULL, base);
    *out = value;
    return errno == 0;
}

/* hex-int, oct-int, bin-int, which have no sign. */
static bool read_prefixed(struct nc_str s, struct nc_toml *out)
{
    int base = s.p[1] == 'x' ? 16 : s.p[1] == 'o' ? 8 : 2;
    size_t i = 2;
    struct nc_buf b = {0};
    bool ok = digits(s, &i, base, &b) && i == s.n && fits(b.p, base, &out->u.i);
    nc_buf_dispose(&b);
    out->type = NC_TOML_INTEGER;
    return ok;
}

/* Reads the fraction and exponent of a float, from *i on. */
static bool read_float_tail(struct nc_str s, size_t *i, struct nc_buf *b)
{
    if (*i < s.n && s.p[*i] == '.') {
        nc_buf_char(b, '.');
        ++*i;
        if (!digits(s, i, 10, b))
            return false;
    }
    if (*i < s.n && (s.p[*i] | 32) == 'e') {
        nc_buf_char(b, 'e');
        ++*i;
        if (*i < s.n && (s.p[*i] == '+' || s.p[*i] == '-'))
            nc_buf_char(b, s.p[(*i)++]);
        if (!digits(s, i, 10, b))
            return false;
    }
    return *i == s.n;
}

/* dec-int or float. The number is read as in the C locale: this would have to change in a program
 * that calls setlocale for LC_NUMERIC. */
static bool read_decimal(struct nc_str s, struct nc_toml *out)
{
    size_t i = 0;
    struct nc_buf b = {0};
    if (s.n && (s.p[0] == '+' || s.p[0] == '-'))
        nc_buf_char(&b, s.p[i++]);
    size_t first = i;
    bool ok = digits(s, &i, 10, &b) && (s.p[first] != '0' || i == first + 1);
    if (ok && i == s.n) {
        out->type = NC_TOML_INTEGER;
        ok = fits(b.p, 10, &out->u.i);
    } else if (ok) {
        out->type = NC_TOML_FLOAT;
        ok = read_float_tail(s, &i, &b);
        out->u.f = ok ? strtod(b.p, NULL) : 0;
    }
    nc_buf_dispose(&b);
    return ok;
}

/* true, false, inf, nan. */
static bool read_word(struct nc_str s, struct nc_toml *out)
{
    struct nc_str plain = s.n && (s.p[0] == '+' || s.p[0] == '-') ? nc_str_sub(s, 1, s.n) : s;
    if (nc_str_eqz(s, "true") || nc_str_eqz(s, "false")) {
        out->type = NC_TOML_BOOL;
        out->u.b = s.p[0] == 't';
        return true;
    }
    out->type = NC_TOML_FLOAT;
    if (nc_str_eqz(plain, "inf"))
        out->u.f = s.p[0] == '-' ? -INFINITY : INFINITY;
    else if (nc_str_eqz(plain, "nan"))
        out->u.f = NAN;
    else
        return false;
    return true;
}

static bool is_scalar_char(char c)
{
    return is_bare(c) || c == '+' || c == '.' || c == ':';
}

/* The end of a scalar without quotes. One blank may stand between a date and a time. */
static size_t scalar_end(const struct nc_toml_scan *t)
{
    size_t i = t->i;
    while (i < t->s.n && is_scalar_char(t->s.p[i]))
        i++;
    size_t day = 0;
    if (i - t->i == strlen("2006-01-02") && read_date(nc_str_sub(t->s, t->i, i), &day) &&
        i + 1 < t->s.n && t->s.p[i] == ' ' && nc_ascii_is_digit(t->s.p[i + 1]))
        for (i++; i < t->s.n && is_scalar_char(t->s.p[i]);)
            i++;
    return i;
}

bool nc_toml_scalar(struct nc_toml_scan *t, struct nc_toml *out)
{
    char c = nc_toml_peek(t);
    if (c == '"' || c == '\'') {
        out->type = NC_TOML_STRING;
        return read_string(t, &out->raw, true);
    }
    size_t end = scalar_end(t);
    struct nc_str s = nc_str_sub(t->s, t->i, end);
    bool ok;
    if (s.n > 4 && nc_ascii_is_digit(s.p[0]) && nc_ascii_is_digit(s.p[1]) &&
        (s.p[2] == ':' || s.p[4] == '-'))
        ok = read_when(s, &out->type);
    else if (s.n > 2 && s.p[0] == '0' && strchr("xob", s.p[1]))
        ok = read_prefixed(s, out);
    else
        ok = read_word(s, out) || read_decimal(s, out);
    if (!ok)
        return nc_toml_fault(
            t, t->i,
            s.n ? "this is not a number, date, true or false; write texts in quotes"
                : "expected a value");
    out->raw = nc_arena_str(t->arena, s);
    t->i = end;
    return true;
}
