/* A paragraph as cells: its characters, each with what it is. */
#ifndef NC_EXPORT_ORGCELL_H
#define NC_EXPORT_ORGCELL_H

#include "base/buf.h"

enum org_class {
    ORG_LITERAL, /* text: whatever it spells must stay text */
    ORG_OPEN,    /* an opening marker: one of * / _ + = ~ */
    ORG_CLOSE,   /* its closing one */
    ORG_RAW,     /* Org syntax as it is */
    ORG_NEWLINE, /* a line end outside of markup */
    ORG_EDGE /* where a link's description begins or ends: Org reads it by itself; writes nothing */
};

struct org_cell {
    uint32_t cp;
    uint8_t class;
};

struct org_cells {
    struct org_cell *items;
    size_t count, cap;
};

void org_cell_add(struct org_cells *c, uint32_t cp, enum org_class class);
void org_cells_text(struct org_cells *c, struct nc_str s, enum org_class class);
void org_cells_dispose(struct org_cells *c);

#endif
