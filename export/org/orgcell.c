/* Lists of cells. */
#include "export/org/orgcell.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <stdlib.h>

void org_cell_add(struct org_cells *c, uint32_t cp, enum org_class class)
{
    /* Other line ends and control characters become blanks: a line ends only at an ORG_NEWLINE. */
    if ((cp < ' ' && cp != '\t' && class != ORG_NEWLINE && class != ORG_EDGE) || cp == 0x7F)
        cp = ' ';
    nc_grow(&c->items, &c->cap, c->count + 1, sizeof *c->items);
    c->items[c->count++] = (struct org_cell){cp, (uint8_t) class};
}

void org_cells_text(struct org_cells *c, struct nc_str s, enum org_class class)
{
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        org_cell_add(c, nc_utf8_at(s, i, &len), class);
        i += len;
    }
}

void org_cells_dispose(struct org_cells *c)
{
    free(c->items);
    *c = (struct org_cells){0};
}
