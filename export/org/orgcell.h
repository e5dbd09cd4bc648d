/* A paragraph as cells: its characters, each with its class. */
#ifndef NC_EXPORT_ORGCELL_H
#define NC_EXPORT_ORGCELL_H

#include "base/buf.h"

enum org_class {
    ORG_LITERAL, /* text: must stay text, whatever it spells */
    ORG_OPEN,    /* an opening marker: one of * / _ + = ~ */
    ORG_CLOSE,   /* its closing marker */
    ORG_RAW,     /* Org's own syntax, unchanged */
    ORG_NEWLINE, /* a line end outside markup */
    ORG_EDGE     /* the beginning or end of a link's description, which Org reads separately; writes
                    nothing */
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
