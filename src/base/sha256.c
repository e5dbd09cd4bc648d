/* SHA-256 (FIPS 180-4). */
#include "base/sha256.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define BY_PROCESSOR 1
#include <cpuid.h>
#include <immintrin.h>
#endif

#define BLOCK sizeof(((struct nc_sha256 *)0)->block)

#ifdef BY_PROCESSOR

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/* SHA extensions and SSE 4.1 (Intel's manual, CPUID leaves 7 and 1). */
static bool processor_can(void)
{
    unsigned a, b, c, d;
    bool sha = __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
    return sha && __get_cpuid(1, &a, &b, &c, &d) && (c >> 19 & 1);
}

/* The instructions hold the state as ABEF and CDGH and do two rounds each. */
__attribute__((target("sha,sse4.1"))) static void compress(uint32_t state[8], const uint8_t *bytes,
                                                           size_t blocks)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
    __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
    __m128i abef = _mm_alignr_epi8(low, high, 8), cdgh = _mm_blend_epi16(high, low, 0xF0);
    for (; blocks; blocks--, bytes += BLOCK) {
        __m128i w[4], abef_was = abef, cdgh_was = cdgh;
        for (unsigned r = 0; r < 16; r++) {
            __m128i *now = &w[r & 3], *before = &w[(r + 3) & 3];
            if (r < 4) {
                *now = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(bytes + (size_t)16 * r)),
                                        swap);
            } else {
                __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(*now, w[(r + 1) & 3]),
                                            _mm_alignr_epi8(*before, w[(r + 2) & 3], 4));
                *now = _mm_sha256msg2_epu32(sum, *before);
            }
            __m128i k =
                _mm_add_epi32(*now, _mm_loadu_si128((const __m128i *)(constants + (size_t)4 * r)));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, k);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(k, 0x0E));
        }
        abef = _mm_add_epi32(abef, abef_was);
        cdgh = _mm_add_epi32(cdgh, cdgh_was);
    }
    low = _mm_shuffle_epi32(abef, 0x1B);
    high = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(low, high, 0xF0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(high, low, 8));
}

#else

static bool processor_can(void)
{
    return false;
}

static void compress(uint32_t state[8], const uint8_t *bytes, size_t blocks)
{
    (void)state, (void)bytes, (void)blocks;
}

#endif

void nc_sha256_begin_plain(struct nc_sha256 *h)
{
    h->by_processor = false;
    SHA256Init(&h->md);
}

void nc_sha256_begin(struct nc_sha256 *h)
{
    static const uint32_t first[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    static int known; /* 1: not supported, 2: supported; threads that ask at once find the same */
    int can = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (!can) {
        can = processor_can() ? 2 : 1;
        __atomic_store_n(&known, can, __ATOMIC_RELAXED);
    }
    if (can == 1) {
        nc_sha256_begin_plain(h);
        return;
    }
    h->by_processor = true;
    h->bytes = 0;
    memcpy(h->state, first, sizeof first);
}

void nc_sha256_add(struct nc_sha256 *h, struct nc_str s)
{
    if (!s.n)
        return;
    if (!h->by_processor) {
        SHA256Update(&h->md, (const uint8_t *)s.p, s.n);
        return;
    }
    size_t had = h->bytes % BLOCK, taken = 0;
    h->bytes += s.n;
    if (had) {
        taken = s.n < BLOCK - had ? s.n : BLOCK - had;
        memcpy(h->block + had, s.p, taken);
        if (had + taken < BLOCK)
            return;
        compress(h->state, h->block, 1);
    }
    size_t blocks = (s.n - taken) / BLOCK;
    compress(h->state, (const uint8_t *)s.p + taken, blocks);
    taken += blocks * BLOCK;
    memcpy(h->block, s.p + taken, s.n - taken);
}

static void put_big(uint8_t *out, uint64_t n, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        out[i] = (uint8_t)(n >> (8 * (bytes - 1 - i)));
}

void nc_sha256_end(struct nc_sha256 *h, uint8_t out[32])
{
    uint8_t last[2 * BLOCK] = {0};
    if (!h->by_processor) {
        SHA256Final(out, &h->md);
        return;
    }
    size_t had = h->bytes % BLOCK, blocks = had + 9 > BLOCK ? 2 : 1;
    memcpy(last, h->block, had);
    last[had] = 0x80;
    put_big(last + blocks * BLOCK - 8, h->bytes * 8, 8);
    compress(h->state, last, blocks);
    for (unsigned i = 0; i < 8; i++)
        put_big(out + (size_t)4 * i, h->state[i], 4);
}
