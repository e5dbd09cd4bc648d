/* Addresses in books. Browsers accept almost any address, but checkers reject a whole book for a
 * single invalid one (epubcheck RSC-020, RSC-023, HTM-025). So an address in a note is checked
 * here, and written as text if it is invalid. Syntax: RFC 3986, as far as readers follow it. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "export/url/url.h"

#define LABEL_MAX 63 /* longest label of a host in DNS, in bytes */

static bool is_label(struct nc_str s)
{
    if (s.n == 0 || s.n > LABEL_MAX || s.p[0] == '-' || s.p[s.n - 1] == '-')
        return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (!nc_ascii_is_alnum(c) && c != '-' && c != '_' && c < 0x80)
            return false;
    }
    return true;
}

/* Whether s is only digits and not above max. */
static bool is_number(struct nc_str s, unsigned max)
{
    unsigned value = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!nc_ascii_is_digit(s.p[i]) || i == 5)
            return false;
        value = value * 10 + (unsigned)(s.p[i] - '0');
    }
    return s.n > 0 && value <= max;
}

/* Whether host is a name of labels or four numbers. A host that ends in a number is the latter. */
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

/* Whether s can follow "//": user, host and port, then anything. */
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

static bool is_hierarchical(struct nc_str url)
{
    static const char *const with_host[] = {"http://", "https://", "ftp://", NULL};
    return nc_str_starts_among(url, with_host);
}

static bool is_book_url(struct nc_str url)
{
    static const char *const plain[] = {"mailto:", "tel:", "sms:", "news:", NULL};
    if (nc_str_starts_among(url, plain))
        return nc_str_find(url, ':', 0) + 1 < url.n;
    return is_hierarchical(url) &&
           is_authority(nc_str_sub(url, nc_str_search(url, NC_LIT("//"), 0) + 2, url.n));
}

/* RFC 3492, section 6.1. */
static uint32_t adapt(uint32_t delta, uint32_t points, bool first)
{
    uint32_t k = 0;
    delta = first ? delta / 700 : delta / 2;
    delta += delta / points;
    for (; delta > 455; k += 36)
        delta /= 35;
    return k + 36 * delta / (delta + 38);
}

static void put_digits(struct nc_buf *out, uint32_t delta, uint32_t bias)
{
    static const char digits[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    for (uint32_t k = 36;; k += 36) {
        uint32_t t = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
        if (delta < t)
            break;
        nc_buf_char(out, digits[t + (delta - t) % (36 - t)]);
        delta = (delta - t) / (36 - t);
    }
    nc_buf_char(out, digits[delta]);
}

/* Writes a label of a host that is not ASCII in the form of DNS (punycode, RFC 3492 section 6.3):
 * checkers and old readers know no other. is_label has ensured at most 63 bytes. */
static void put_label(struct nc_buf *out, struct nc_str s)
{
    uint32_t cp[LABEL_MAX], count = 0, basic = 0, n = 128, delta = 0, bias = 72;
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        cp[count++] = nc_utf8_at(s, i, &len);
        i += len;
    }
    nc_buf_puts(out, "xn--");
    for (uint32_t i = 0; i < count; i++) {
        if (cp[i] < 128) {
            nc_buf_char(out, (char)cp[i]);
            basic++;
        }
    }
    if (basic)
        nc_buf_char(out, '-');
    for (uint32_t done = basic; done < count; delta++, n++) {
        uint32_t next = UINT32_MAX;
        for (uint32_t i = 0; i < count; i++)
            next = cp[i] >= n && cp[i] < next ? cp[i] : next;
        delta += (next - n) * (done + 1);
        n = next;
        for (uint32_t i = 0; i < count; i++) {
            delta += cp[i] < n;
            if (cp[i] != n)
                continue;
            put_digits(out, delta, bias);
            bias = adapt(delta, done + 1, done == basic);
            delta = 0;
            done++;
        }
    }
}

/* Appends the host that begins at i and returns where it ends. */
static size_t put_host(struct nc_buf *out, struct nc_str url, size_t i)
{
    while (i < url.n && !strchr("/?#:", url.p[i])) {
        size_t end = i;
        bool ascii = true;
        while (end < url.n && !strchr("/?#:.", url.p[end]))
            ascii &= (unsigned char)url.p[end++] < 0x80;
        struct nc_str label = nc_str_sub(url, i, end);
        if (ascii)
            nc_buf_str(out, label);
        else
            put_label(out, label);
        if (end < url.n && url.p[end] == '.')
            nc_buf_char(out, url.p[end++]);
        i = end;
    }
    return i;
}

/* The offset where the host begins; 0 if there is none. */
static size_t host_start(struct nc_str url)
{
    size_t i = nc_str_search(url, NC_LIT("//"), 0) + 2, at = i;
    if (i > url.n || !is_hierarchical(url))
        return 0;
    for (size_t k = i; k < url.n && !strchr("/?#", url.p[k]); k++)
        at = url.p[k] == '@' ? k + 1 : at;
    return at;
}

bool nc_book_url(struct nc_buf *out, struct nc_str url)
{
    bool fragment = false;
    if (!is_book_url(url))
        return false;
    size_t host = host_start(url);
    for (size_t i = 0; i < url.n; i++) {
        if (host && i == host) {
            i = put_host(out, url, i);
            if (i == url.n)
                break;
        }
        char c = url.p[i];
        bool is_escape =
            i + 2 < url.n && nc_ascii_is_hex(url.p[i + 1]) && nc_ascii_is_hex(url.p[i + 2]);
        if ((c == '#' && fragment) || (c == '%' && !is_escape))
            nc_buf_printf(out, "%%%02X", (unsigned)c);
        else
            nc_href_escape(out, nc_str_sub(url, i, i + 1));
        fragment |= c == '#';
    }
    return true;
}
