/* Memory for libcmark. */
#include "parse/inline/commonmark.h"

#include "base/arena.h"

#include <stdlib.h>

static cmark_mem memory = {nc_calloc, nc_realloc, free};

cmark_node *nc_commonmark(struct nc_str text)
{
    cmark_parser *p = cmark_parser_new_with_mem(CMARK_OPT_UNSAFE, &memory);
    cmark_parser_feed(p, text.p, text.n);
    cmark_node *tree = cmark_parser_finish(p);
    cmark_parser_free(p);
    return tree;
}
