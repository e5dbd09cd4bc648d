/* Digests and the ids made of them. */
#ifndef NC_BASE_HASH_H
#define NC_BASE_HASH_H

#include "base/str.h"
#include <stdint.h>

void nc_sha1(uint8_t out[20], struct nc_str s);
void nc_sha256(uint8_t out[32], struct nc_str s);
/* The SHA-256 of a list of slices, each preceded by its length in 8 bytes, so that no two lists
 * of different slices hash the same bytes. */
void nc_sha256_list(uint8_t out[32], const struct nc_str *parts, size_t count);
/* Tells whether a text is as it was, within one run: quick, and no protection against somebody who
 * makes two texts look the same. */
void nc_fingerprint(uint8_t out[16], struct nc_str s);
/* Lower-case hexadecimal of n bytes into out (2 n + 1 bytes, NUL-terminated). */
void nc_hex(char *out, const uint8_t *bytes, size_t n);

/* RFC 4122 section 4.3, version 5: SHA-1 over the namespace and the name. */
struct nc_uuid {
    uint8_t b[16];
};
struct nc_uuid nc_uuid5(struct nc_uuid ns, struct nc_str name);
/* The namespace of a vault's notes and products, whose id is taken in NFC; of an empty id
 * noteconv's own. */
struct nc_uuid nc_uuid_vault(struct nc_str id);
/* The canonical 36 characters and a NUL. */
void nc_uuid_print(char out[37], struct nc_uuid u);
/* Back; false, and out is as it was, if s is not one in that form. */
bool nc_uuid_parse(struct nc_uuid *out, struct nc_str s);
/* noteconv's own namespace. It never changes: every id in users' readers and collections hangs on
 * it. */
extern const struct nc_uuid nc_uuid_namespace;

#endif
