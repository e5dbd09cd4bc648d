/* SHA-256, piece by piece. Uses the processor's instructions where available, else libmd. */
#ifndef NC_BASE_SHA256_H
#define NC_BASE_SHA256_H

#include "base/str.h"
#include <sha2.h>
#include <stdint.h>

struct nc_sha256 {
    bool by_processor;
    /* used unless by_processor; the members below are used if it is set */
    SHA2_CTX md;
    uint32_t state[8];
    uint64_t bytes;
    /* the last bytes, which do not fill a block */
    uint8_t block[64];
};
void nc_sha256_begin(struct nc_sha256 *h);
void nc_sha256_add(struct nc_sha256 *h, struct nc_str s);
void nc_sha256_end(struct nc_sha256 *h, uint8_t out[32]);
/* For tests: the same without the processor's instructions. */
void nc_sha256_begin_plain(struct nc_sha256 *h);

#endif
