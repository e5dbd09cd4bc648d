/* Reads and writes data: addresses. */
#include "media/dataurl.h"

bool nc_is_data_picture(struct nc_str url)
{
    return nc_str_istarts(url, NC_LIT("data:image/"));
}

static int digit_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (nc_ascii_is_digit(c))
        return c - '0' + 52;
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

/* Accepts blanks and percent-encoded padding, which come from programs that wrap or escape long
 * addresses. */
static bool base64(struct nc_buf *out, struct nc_str s)
{
    unsigned value = 0, bits = 0;
    size_t digits = 0, i = 0;
    for (; i < s.n && s.p[i] != '='; i++) {
        char c = s.p[i];
        if (c == '%' && i + 2 < s.n) {
            int high = nc_ascii_hex(s.p[i + 1]), low = nc_ascii_hex(s.p[i + 2]);
            if (high < 0 || low < 0)
                return false;
            c = (char)(high << 4 | low);
            i += 2;
        }
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
            continue;
        if (c == '=')
            break;
        int digit = digit_value(c);
        if (digit < 0)
            return false;
        value = (value << 6 | (unsigned)digit) & 0xFFFFFF;
        bits += 6;
        digits++;
        if (bits >= 8) {
            bits -= 8;
            nc_buf_char(out, (char)(value >> bits & 0xFF));
        }
    }
    return digits > 1;
}

bool nc_data_url_decode(struct nc_buf *out, struct nc_str url)
{
    size_t comma = nc_str_find(url, ',', 0), before = out->n;
    struct nc_str head = nc_str_sub(url, 0, comma), mark = NC_LIT(";base64");
    struct nc_str data = nc_str_sub(url, comma < url.n ? comma + 1 : url.n, url.n);
    bool is_base64 = head.n > mark.n && nc_str_ieq(nc_str_sub(head, head.n - mark.n, head.n), mark);
    bool ok = is_base64 ? base64(out, data) : data.n > 0;
    if (!is_base64)
        nc_buf_percent(out, data);
    if (!ok)
        out->n = before;
    return ok;
}

static void put_base64(struct nc_buf *out, struct nc_str s)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < s.n; i += 3) {
        uint32_t n = 0;
        size_t have = s.n - i < 3 ? s.n - i : 3;
        for (size_t k = 0; k < 3; k++)
            n = n << 8 | (k < have ? (unsigned char)s.p[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            nc_buf_char(out, k <= have ? digits[n >> (18 - 6 * k) & 63] : '=');
    }
}

void nc_data_url_put(struct nc_buf *out, enum nc_media_type type, struct nc_str bytes)
{
    nc_buf_printf(out, "data:%s;base64,", nc_media_mime(type));
    put_base64(out, bytes);
}
