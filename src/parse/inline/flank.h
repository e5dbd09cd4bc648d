/* Whether a delimiter run can open or close (CommonMark 0.31.2, section 6.2;
 * markdown-cjk-friendly). */
#ifndef NC_PARSE_FLANK_H
#define NC_PARSE_FLANK_H

#include <stdbool.h>
#include <stdint.h>

/* before, after: the characters beside the run, 0 at the edge of a line. before2: the one before
 * `before`. cjk: use the amendment for Chinese, Japanese and Korean. */
void nc_flank(bool *can_open, bool *can_close, char delimiter, uint32_t before2, uint32_t before,
              uint32_t after, bool cjk);

#endif
