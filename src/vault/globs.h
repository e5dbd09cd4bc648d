/* Patterns for paths as .gitignore has them (gitignore(5)): *, **, ?, [a-z], a leading '!', a
 * trailing '/', a '/' elsewhere that ties the pattern to its folder. Both are compared in NFC. */
#ifndef NC_VAULT_GLOBS_H
#define NC_VAULT_GLOBS_H

#include "base/arena.h"
#include "base/str.h"

struct nc_glob {
    struct nc_str base; /* folder of the ignore file, from the root, without '/' at its end */
    struct nc_str text; /* without '!', leading and trailing '/' */
    bool negated, folders_only, anchored;
    bool is_literal_too; /* of an option: a path that is spelt so matches, whatever is in it */
};
struct nc_globs {
    struct nc_glob *items;
    size_t count, cap;
};

/* Adds one pattern; an empty line and a comment add nothing. Strings are copied into arena. */
void nc_globs_add(struct nc_globs *g, struct nc_arena *arena, struct nc_str base,
                  struct nc_str line);
/* Adds the patterns of an ignore file, a line each. */
void nc_globs_add_lines(struct nc_globs *g, struct nc_arena *arena, struct nc_str base,
                        struct nc_str text);
/* What the last pattern that matches path (from the root) says: 1 matched, -1 matched by one with
 * '!', 0 none matches. Folders above path are the caller's to ask about. */
int nc_globs_match(const struct nc_globs *g, struct nc_str path, bool is_folder);
/* Whether one pattern, without its '!', matches path or a folder above it. */
bool nc_glob_fits(const struct nc_glob *g, struct nc_str path);
/* The same where a pattern that matches a folder above path matches path too. */
bool nc_globs_cover(const struct nc_globs *g, struct nc_str path);
void nc_globs_dispose(struct nc_globs *g);

#endif
