/* TeX as tokens: commands, groups, arguments. Shared by the files of src/math only. Offsets are
 * bytes of the TeX; nothing here copies. */
#ifndef NC_MATH_TEXTOKEN_H
#define NC_MATH_TEXTOKEN_H

#include "base/str.h"

/* The offset after the command whose backslash is s.p[i], or after a single other character. */
size_t tex_token_end(struct nc_str s, size_t i);
/* Whether the command at i is this one (name without its backslash). */
bool tex_is_command(struct nc_str s, size_t i, const char *name);
/* The offset after blanks. */
size_t tex_skip_blanks(struct nc_str s, size_t i);
/* The argument at i, after blanks: the content of braces, or one token. *end: the offset after it.
 * False if there is none. */
bool tex_argument(struct nc_str s, size_t i, struct nc_str *argument, size_t *end);
/* The same for one in brackets. False, with *end set to i, if there is none. */
bool tex_option(struct nc_str s, size_t i, struct nc_str *option, size_t *end);

#endif
