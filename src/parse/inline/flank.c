/* The flanking rule. The amendment differs from CommonMark only where neither neighbour is white
 * space, exactly one is punctuation, and one is a CJK character (or the one before is an
 * ideographic variation selector): then both sides count instead of one. */
#include "parse/inline/flank.h"

#include "base/uchar.h"

static bool is_ivs(uint32_t cp)
{
    return cp >= 0xE0100 && cp <= 0xE01EF;
}

/* Whether this is a variation selector other than the emoji one; then the character before it
 * counts. */
static bool is_text_variation(uint32_t cp)
{
    return cp >= 0xFE00 && cp <= 0xFE0E;
}

static bool is_ambiguous_quote(uint32_t cp)
{
    return cp == 0x2018 || cp == 0x2019 || cp == 0x201C || cp == 0x201D;
}

void nc_flank(bool *can_open, bool *can_close, char delimiter, uint32_t before2, uint32_t before,
              uint32_t after, bool cjk)
{
    bool b_cjk, ivs = cjk && is_ivs(before);
    if (cjk && is_text_variation(before) && !nc_is_space(before2)) {
        b_cjk = nc_is_cjk(before2) || (before == 0xFE01 && is_ambiguous_quote(before2));
        before = before2;
    } else {
        b_cjk = cjk && nc_is_cjk(before);
    }
    bool a_cjk = cjk && nc_is_cjk(after);
    bool bs = nc_is_space(before), as = nc_is_space(after);
    bool bp = nc_is_punct(before), ap = nc_is_punct(after);
    bool left = !as && (!ap || bs || bp || a_cjk || b_cjk || ivs);
    bool right = !bs && (!bp || as || ap || a_cjk || b_cjk);
    *can_open = delimiter == '_' ? left && (!right || bp) : left;
    *can_close = delimiter == '_' ? right && (!left || ap) : right;
}
