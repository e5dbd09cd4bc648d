/* Finds what to emphasise in code: comments, strings, keywords and numbers, by small tables. It
 * highlights and does not parse: a mistake affects only the looks. The text itself is never
 * changed. */
#ifndef NC_CODE_SPANS_H
#define NC_CODE_SPANS_H

#include "code/language.h"

enum nc_code_kind { NC_CODE_COMMENT, NC_CODE_STRING, NC_CODE_KEYWORD, NC_CODE_NUMBER };

/* Calls emit(ctx, kind, from, to) for each piece of text to emphasise, in order; pieces do not
 * overlap and are not empty. Does nothing for NULL or a language without a table. Linear. */
void nc_code_spans(const struct nc_code_language *language, struct nc_str text,
                   void (*emit)(void *ctx, enum nc_code_kind kind, size_t from, size_t to),
                   void *ctx);

#endif
