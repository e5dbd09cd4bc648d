/* Finds where a bare address ends. */
#include "parse/leaf/autolink.h"

#include "base/ascii.h"
#include "base/uchar.h"
#include "base/utf8.h"

#define MAX_HOST 1024 /* bytes; the longest possible name has 253 characters */

/* The length of the host name: letters, digits, '-' and '_', in parts separated by '.'. The last
 * two parts hold no '_'. */
static size_t host_length(struct nc_str s, size_t i, size_t end)
{
    size_t from = i, last = end - i > MAX_HOST ? i + MAX_HOST : end;
    unsigned part = 0, before = 0; /* '_' in this part and the one before */
    for (; i < last; i++) {
        char c = s.p[i];
        if (c == '_') {
            part++;
        } else if (c == '.') {
            before = part;
            part = 0;
        } else if (!nc_ascii_is_alnum(c) && c != '-' && (unsigned char)c < 0x80) {
            break;
        } else if ((unsigned char)c >= 0x80) {
            unsigned len;
            uint32_t cp = nc_utf8_at(s, i, &len);
            if (nc_is_cjk(cp) || nc_is_punct(cp) || !nc_is_alnum(cp))
                break;
            i += len - 1;
        }
    }
    bool too_long = i >= last && last < end;
    return too_long || part || before || i == from ||
                   !(nc_ascii_is_alnum(s.p[from]) || (unsigned char)s.p[from] >= 0x80)
               ? 0
               : i - from;
}

static bool is_trailing(char c)
{
    return c && strchr("?!.,:*_~'\"", c);
}

/* The end without a trailing character reference, punctuation or unmatched closing parentheses. */
static size_t trimmed(struct nc_str s, size_t from, size_t end)
{
    size_t open = 0, close = 0;
    for (size_t i = from; i < end; i++) {
        open += s.p[i] == '(';
        close += s.p[i] == ')';
    }
    while (end > from) {
        char c = s.p[end - 1];
        if (c == ')' && close > open) {
            close--;
            end--;
        } else if (c == ';') {
            size_t k = end - 1;
            while (k > from && nc_ascii_is_alnum(s.p[k - 1]))
                k--;
            if (k == end - 1 || k == from || s.p[k - 1] != '&')
                return end;
            end = k - 1;
        } else if (is_trailing(c)) {
            end--;
        } else {
            break;
        }
    }
    return end;
}

size_t nc_url_length(struct nc_str s, size_t i, size_t end, bool alone)
{
    size_t host = host_length(s, i, end), k = i + host;
    if (!host)
        return 0;
    unsigned depth = 0;
    while (k < end) {
        char c = s.p[k];
        unsigned len = 1;
        if ((unsigned char)c <= ' ' || strchr("<>[]{}`\"|\\", c) ||
            (c == ')' && depth == 0 && !alone))
            break;
        if ((unsigned char)c >= 0x80) {
            uint32_t cp = nc_utf8_at(s, k, &len);
            /* Dashes, quotation marks and ellipses belong to the text around the address. */
            bool mark =
                (cp >= 0x2014 && cp <= 0x2015) || (cp >= 0x2018 && cp <= 0x201F) || cp == 0x2026;
            if (nc_is_cjk(cp) || nc_is_space(cp) || mark || cp >= 0xFDD0)
                break;
        }
        depth += c == '(';
        depth -= c == ')' && depth > 0;
        k += len;
    }
    return trimmed(s, i, k) - i;
}

static bool is_mail_char(char c)
{
    return nc_ascii_is_alnum(c) || c == '.' || c == '-' || c == '_' || c == '+';
}

bool nc_mail_at(struct nc_str s, size_t at, size_t *from, size_t *to)
{
    size_t i = at, k = at + 1, dots = 0;
    while (i > 0 && at - i < 64 && is_mail_char(s.p[i - 1]))
        i--;
    while (k < s.n && k - at < 255 &&
           (nc_ascii_is_alnum(s.p[k]) || s.p[k] == '-' || s.p[k] == '_' || s.p[k] == '.'))
        dots += s.p[k++] == '.';
    while (k > at && s.p[k - 1] == '.') {
        k--;
        dots--;
    }
    if (i == at || !dots || !nc_ascii_is_alnum(s.p[k - 1]))
        return false;
    *from = i;
    *to = k;
    return true;
}
