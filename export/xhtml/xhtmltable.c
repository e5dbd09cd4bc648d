/* How much room the columns of a table need on a page of a book. */
#include "base/arena.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "export/xhtml/xhtmlwriter.h"

#include <stdlib.h>

#define MANY_COLUMNS 4   /* more columns are set smaller in a book */
#define LONG_WORD 24     /* characters; longer ones may always break */
#define SHORT_WORD 6     /* up to this they never do */
#define LETTERS 75       /* letters in the width of a page */
#define SMALL_LETTERS 90 /* the same in a table of many columns */
#define EDGES 2          /* letters that the edges of a cell take */
#define ROWS 100         /* rows that are looked at */

bool xhtml_table_is_wide(const struct nc_node *table)
{
    return table->u.table.columns > MANY_COLUMNS;
}

size_t xhtml_longest_word(const struct nc_node *cell)
{
    struct nc_buf text = {0};
    size_t run = 0, longest = 0;
    nc_plain_text(&text, cell);
    for (size_t i = 0; i < text.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(nc_buf_view(&text), i, &len);
        run = cp <= ' ' || nc_is_wide(cp) ? 0 : run + 1;
        longest = run > longest ? run : longest;
        i += len;
    }
    nc_buf_dispose(&text);
    return longest;
}

/* Counts the columns of a table by the length of their longest word; count[LONG_WORD] has all that
 * are longer, too. */
static void count_columns(const struct nc_node *table, size_t count[LONG_WORD + 1])
{
    size_t rows = 0;
    uint32_t columns = table->u.table.columns;
    uint8_t *longest = nc_calloc((size_t)columns + 1, 1);
    for (const struct nc_node *row = table->first; row && rows < ROWS; row = row->next, rows++) {
        for (const struct nc_node *c = row->first; c; c = c->next) {
            size_t word = c->u.cell.colspan > 1 ? 0 : xhtml_longest_word(c);
            uint8_t *of_column = &longest[c->u.cell.column];
            if (word > *of_column)
                *of_column = (uint8_t)(word < LONG_WORD ? word : LONG_WORD);
        }
    }
    for (uint32_t k = 0; k < columns; k++)
        count[longest[k]]++;
    free(longest);
}

uint8_t xhtml_kept_word(const struct nc_node *table)
{
    size_t count[LONG_WORD + 1] = {0}, cut = 0, kept;
    size_t total = (size_t)table->u.table.columns * EDGES;
    size_t room = xhtml_table_is_wide(table) ? SMALL_LETTERS : LETTERS;
    count_columns(table, count);
    for (size_t k = 0; k <= LONG_WORD; k++)
        total += count[k] * k;
    for (kept = LONG_WORD; kept > SHORT_WORD && total > room; kept--) {
        cut += count[kept];
        total -= cut;
    }
    return (uint8_t)kept;
}
