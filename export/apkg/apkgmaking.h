/* A note of the package while it is being made: shared by apkgrender.c and apkgfields.c. */
#ifndef NC_EXPORT_APKGMAKING_H
#define NC_EXPORT_APKGMAKING_H

#include "base/arena.h"
#include "export/apkg/apkgdeck.h"
#include "export/xhtml/xhtml.h"

/* The context of the hooks of export/xhtml. */
struct field_context {
    const struct nc_run *run;
    const struct nc_doc *doc;
    struct nc_diags *diags;
    uint32_t note;
    struct apkg_file *files;
    size_t count, cap;
};

/* A note being made. */
struct making {
    const struct nc_run *run;
    struct nc_arena *arena;
    const struct nc_doc *doc;
    const struct nc_card *card;
    struct nc_xhtml x;
    struct field_context ctx;
};

/* The targets of pictures and links in a field; their ctx is a struct field_context. */
extern const struct nc_xhtml_hooks apkg_field_hooks;
/* Fills the fields and digests of n, then its files. */
void apkg_put_fields(struct making *m, struct apkg_note *n);
void apkg_put_media(struct making *m, struct apkg_note *n);
/* Returns the content of b, trimmed, in the arena, and empties b. */
struct nc_str apkg_keep(struct nc_arena *arena, struct nc_buf *b);

#endif
