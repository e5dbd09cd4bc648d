/* Shared by backends that make one file per note from one text. */
#include "export/backend.h"
#include "export/relpath.h"

#include <stdlib.h>

int nc_plan_one_file(const struct nc_run *run, uint32_t note, const struct nc_outline *outline,
                     struct nc_arena *arena, struct nc_plan *out)
{
    if (run->site->is_folder)
        out->start.file = nc_tree_file(run, note, arena, run->backend->suffix);
    out->count = outline->count;
    out->anchors = nc_arena_array(arena, outline->count, sizeof *out->anchors);
    for (size_t i = 0; i < outline->count; i++)
        out->anchors[i] = (struct nc_place){out->start.file, outline->anchors[i].key};
    return 0;
}

static void free_buf(void *data)
{
    nc_buf_dispose(data);
    free(data);
}

struct nc_rendered nc_rendered_buf(struct nc_buf *b)
{
    return (struct nc_rendered){b, free_buf};
}
