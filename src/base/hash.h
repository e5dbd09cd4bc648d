/* Digests, and ids made from them. */
#ifndef NC_BASE_HASH_H
#define NC_BASE_HASH_H

#include "base/str.h"
#include <stdint.h>

void nc_sha1(uint8_t out[20], struct nc_str s);
void nc_sha256(uint8_t out[32], struct nc_str s);
/* The SHA-256 of a list of slices, each preceded by its length in 8 bytes, so that no two lists
 * of different slices hash the same bytes. */
void nc_sha256_list(uint8_t out[32], const struct nc_str *parts, size_t count);
/* A checksum that shows, within one run, whether a text is unchanged. It is fast, but no protection
 * against someone who crafts two texts with the same sum. */
void nc_fingerprint(uint8_t out[16], struct nc_str s);
/* Writes n bytes in lower-case hexadecimal to out (2 n + 1 bytes, NUL-terminated). */
void nc_hex(char *out, const uint8_t *bytes, size_t n);

/* RFC 4122 section 4.3, version 5: SHA-1 over the namespace and the name. */
struct nc_uuid {
    uint8_t b[16];
};
struct nc_uuid nc_uuid5(struct nc_uuid ns, struct nc_str name);
/* The namespace of a vault's notes and products, made from the vault's id in NFC; for an empty id,
 * noteconv's own namespace. */
struct nc_uuid nc_uuid_vault(struct nc_str id);
/* Writes the canonical 36 characters and a NUL. */
void nc_uuid_print(char out[37], struct nc_uuid u);
/* Reads that form. False, with out unchanged, if s does not have it. */
bool nc_uuid_parse(struct nc_uuid *out, struct nc_str s);
/* noteconv's own namespace. It must never change: every id in users' readers and collections
 * depends on it. */
extern const struct nc_uuid nc_uuid_namespace;

#endif
