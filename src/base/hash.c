/* Digests and UUIDs. */
#include "base/hash.h"

#include "base/buf.h"
#include "base/sha256.h"
#include "base/uchar.h"
#include "base/words.h"

#include <sha.h>
#include <stdio.h>

/* The UUIDv5 of "noteconv" in the DNS namespace. */
const struct nc_uuid nc_uuid_namespace = {{0xd2, 0x74, 0xd4, 0x05, 0x8d, 0x83, 0x57, 0xb7, 0xbd,
                                           0x65, 0xcc, 0x5c, 0xea, 0xb1, 0xd6, 0xb3}};

void nc_sha1(uint8_t out[20], struct nc_str s)
{
    SHA1_CTX c;
    SHA1Init(&c);
    SHA1Update(&c, (const uint8_t *)(s.p ? s.p : ""), s.n);
    SHA1Final(out, &c);
}

void nc_sha256(uint8_t out[32], struct nc_str s)
{
    struct nc_sha256 h;
    nc_sha256_begin(&h);
    nc_sha256_add(&h, s);
    nc_sha256_end(&h, out);
}

void nc_sha256_list(uint8_t out[32], const struct nc_str *parts, size_t count)
{
    struct nc_sha256 h;
    nc_sha256_begin(&h);
    for (size_t i = 0; i < count; i++) {
        char len[8];
        for (unsigned k = 0; k < 8; k++)
            len[k] = (char)((uint64_t)parts[i].n >> (56 - 8 * k));
        nc_sha256_add(&h, (struct nc_str){len, sizeof len});
        nc_sha256_add(&h, parts[i]);
    }
    nc_sha256_end(&h, out);
}

/* Two sums, each over every other word, mixed by multiplying with odd numbers (from the golden
 * ratio and splitmix64). */
void nc_fingerprint(uint8_t out[16], struct nc_str s)
{
    uint64_t a = 0x9E3779B97F4A7C15u ^ s.n, b = 0xBF58476D1CE4E5B9u;
    char last[16] = {0};
    size_t whole = s.n - s.n % sizeof last;
    if (s.n > whole)
        memcpy(last, s.p + whole, s.n - whole);
    for (size_t i = 0; i <= whole; i += sizeof last) {
        const char *p = i < whole ? s.p + i : last;
        a = (a ^ nc_word_at(p)) * 0x9E3779B97F4A7C15u;
        b = (b ^ nc_word_at(p + 8)) * 0xBF58476D1CE4E5B9u;
        a ^= b >> 29;
        b ^= a >> 31;
    }
    for (unsigned i = 0; i < 2; i++) {
        a = (a ^ a >> 30 ^ b) * 0x94D049BB133111EBu;
        b = (b ^ b >> 27 ^ a) * 0xBF58476D1CE4E5B9u;
    }
    memcpy(out, &a, 8);
    memcpy(out + 8, &b, 8);
}

void nc_hex(char *out, const uint8_t *bytes, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        *out++ = digits[bytes[i] >> 4];
        *out++ = digits[bytes[i] & 15];
    }
    *out = '\0';
}

struct nc_uuid nc_uuid5(struct nc_uuid ns, struct nc_str name)
{
    uint8_t digest[20];
    SHA1_CTX c;
    SHA1Init(&c);
    SHA1Update(&c, ns.b, sizeof ns.b);
    SHA1Update(&c, (const uint8_t *)(name.p ? name.p : ""), name.n);
    SHA1Final(digest, &c);
    struct nc_uuid u;
    memcpy(u.b, digest, sizeof u.b);
    u.b[6] = (uint8_t)((u.b[6] & 0x0F) | 0x50);
    u.b[8] = (uint8_t)((u.b[8] & 0x3F) | 0x80);
    return u;
}

struct nc_uuid nc_uuid_vault(struct nc_str id)
{
    struct nc_buf name = {0};
    if (!id.n)
        return nc_uuid_namespace;
    nc_buf_puts(&name, "vault:");
    nc_nfc(&name, id);
    struct nc_uuid u = nc_uuid5(nc_uuid_namespace, nc_buf_view(&name));
    nc_buf_dispose(&name);
    return u;
}

bool nc_uuid_parse(struct nc_uuid *out, struct nc_str s)
{
    struct nc_uuid u;
    char again[37];
    size_t n = 0;
    for (size_t i = 0; i + 1 < s.n && n < sizeof u.b; i += 2) {
        i += s.p[i] == '-';
        int high = nc_ascii_hex(s.p[i]), low = i + 1 < s.n ? nc_ascii_hex(s.p[i + 1]) : -1;
        if (high < 0 || low < 0)
            return false;
        u.b[n++] = (uint8_t)(high << 4 | low);
    }
    if (n < sizeof u.b)
        return false;
    nc_uuid_print(again, u);
    if (!nc_str_eqz(s, again))
        return false;
    *out = u;
    return true;
}

void nc_uuid_print(char out[37], struct nc_uuid u)
{
    char hex[33];
    nc_hex(hex, u.b, sizeof u.b);
    snprintf(out, 37, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}
