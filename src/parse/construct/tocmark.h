/* Marks where another program puts the table of contents. */
#ifndef NC_PARSE_TOCMARK_H
#define NC_PARSE_TOCMARK_H

#include "doc/doc.h"
#include "parse/input/reading.h"

/* Whether the block is only such a mark: "[TOC]", "[[toc]]", "[[_TOC_]]", "{:toc}",
 * "@[toc](title)", "{{TOC}}", "${toc}", or kramdown's list of one item that ends in "{:toc}". */
bool nc_is_toc_mark(const struct nc_node *block, const struct nc_parse_options *opts);
/* The place of the first text of the block. */
struct nc_pos nc_toc_pos(const struct nc_node *block);

#endif
