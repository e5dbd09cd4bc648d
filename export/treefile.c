/* Paths and digests of a tree's files. */
#include "base/fsio.h"
#include "base/hash.h"
#include "export/treedata.h"

void nc_tree_hash(char out[41], struct nc_str bytes)
{
    uint8_t d[32];
    nc_sha256(d, bytes);
    nc_hex(out, d, 20);
}

struct nc_str nc_tree_full_path(struct nc_tree *t, struct nc_str rel)
{
    struct nc_buf b = {0};
    nc_buf_str(&b, t->folder);
    nc_buf_char(&b, '/');
    nc_buf_str(&b, rel);
    return nc_buf_keep(&b, t->arena);
}

bool nc_tree_hash_file(char out[41], const char *path, struct nc_fail *f)
{
    struct nc_buf b = {0};
    bool ok = nc_read_file(&b, path, NC_TREE_MAX_PRODUCT, f) == 0;
    if (ok)
        nc_tree_hash(out, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return ok;
}
