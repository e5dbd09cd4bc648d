/* Addresses in books. Browsers forgive almost any address; e-readers' checkers reject the whole
 * book for one (epubcheck RSC-020, RSC-023, HTM-025), so that what stands in a note is checked here
 * and written as text when it cannot be an address. Syntax: RFC 3986, as far as readers follow it.
 */
#include "export/xhtml/xhtml.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

static bool starts(struct nc_str url, const char *prefix)
{
    struct nc_str p = nc_str(prefix);
    return url.n >= p.n && nc_str_ieq(nc_str_sub(url, 0, p.n), p);
}

static bool is_label(struct nc_str s)
{
    if (s.n == 0 || s.p[0] == '-' || s.p[s.n - 1] == '-')
        return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (!is_digit((char)c) && !((c | 32) >= 'a' && (c | 32) <= 'z') && c != '-' && c != '_' &&
            c < 0x80)
            return false;
    }
    return true;
}

/* Digits only, and not over max. */
static bool is_number(struct nc_str s, unsigned max)
{
    unsigned value = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!is_digit(s.p[i]) || i == 5)
            return false;
        value = value * 10 + (unsigned)(s.p[i] - '0');
    }
    return s.n > 0 && value <= max;
}

/* A name of labels, or four numbers. A host that ends in a number is the latter. */
static bool is_host(struct nc_str host)
{
    size_t labels = 0, numbers = 0;
    bool last_is_number = false;
    if (nc_str_ends(host, NC_LIT(".")))
        host.n--;
    for (size_t i = 0; i <= host.n;) {
        size_t end = nc_str_find(host, '.', i);
        struct nc_str label = nc_str_sub(host, i, end);
        if (!is_label(label))
            return false;
        labels++;
        last_is_number = is_number(label, 99999);
        numbers += is_number(label, 255);
        i = end + 1;
    }
    return !last_is_number || (labels == 4 && numbers == 4);
}

/* What follows "//": user, host and port, then anything. */
static bool is_authority(struct nc_str s)
{
    size_t end = 0, at = 0;
    while (end < s.n && !strchr("/?#", s.p[end]))
        end++;
    s.n = end;
    for (size_t i = 0; i < s.n; i++)
        at = s.p[i] == '@' ? i + 1 : at;
    s = nc_str_sub(s, at, s.n);
    size_t colon = nc_str_find(s, ':', 0);
    if (colon + 1 < s.n && !is_number(nc_str_sub(s, colon + 1, s.n), 65535))
        return false;
    return is_host(nc_str_sub(s, 0, colon));
}

static bool is_book_url(struct nc_str url)
{
    static const char *const plain[] = {"mailto:", "tel:", "sms:", "news:"};
    static const char *const with_host[] = {"//", "http://", "https://", "ftp://"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (starts(url, plain[i]))
            return url.n > strlen(plain[i]);
    for (size_t i = 0; i < sizeof with_host / sizeof *with_host; i++)
        if (starts(url, with_host[i]))
            return is_authority(nc_str_sub(url, strlen(with_host[i]), url.n));
    return false;
}

bool nc_book_url(struct nc_buf *out, struct nc_str url)
{
    bool fragment = false;
    if (!is_book_url(url))
        return false;
    /* A book has no scheme of its own to lend. */
    if (url.p[0] == '/')
        nc_buf_puts(out, "https:");
    for (size_t i = 0; i < url.n; i++) {
        char c = url.p[i];
        bool is_escape = i + 2 < url.n && is_hex(url.p[i + 1]) && is_hex(url.p[i + 2]);
        if ((c == '#' && fragment) || (c == '%' && !is_escape))
            nc_buf_printf(out, "%%%02X", (unsigned)c);
        else
            nc_href_escape(out, nc_str_sub(url, i, i + 1));
        fragment |= c == '#';
    }
    return true;
}
