/* Patterns for paths as in .gitignore (gitignore(5)): *, **, ?, [a-z], a leading '!', a trailing
 * '/', a '/' elsewhere that ties the pattern to its folder. Patterns and paths are compared in NFC.
 */
#ifndef NC_VAULT_GLOBS_H
#define NC_VAULT_GLOBS_H

#include "base/arena.h"
#include "base/str.h"

struct nc_glob {
    /* folder of the ignore file, from the root, without a trailing '/' */
    struct nc_str base;
    /* without '!' and without leading and trailing '/' */
    struct nc_str text;
    bool negated, folders_only, anchored;
    /* for an option: a path spelled exactly so matches too, whatever its characters */
    bool is_literal_too;
    /* for an option: as it was given */
    const char *given;
};
struct nc_globs {
    struct nc_glob *items;
    size_t count, cap;
};

/* Adds one pattern, whatever it begins with: '#' is a character like any other. False: an empty or
 * overlong pattern adds nothing. Copies strings into arena. */
bool nc_globs_add(struct nc_globs *g, struct nc_arena *arena, struct nc_str base,
                  struct nc_str line);
/* Whether nc_globs_add can add the pattern. */
bool nc_is_pattern(struct nc_str line);
/* Adds the patterns of an ignore file, one per line; lines that begin with '#' are comments. */
void nc_globs_add_lines(struct nc_globs *g, struct nc_arena *arena, struct nc_str base,
                        struct nc_str text);
/* Returns what the last pattern that matches path (from the root) says: 1 for a match, -1 for one
 * with '!', 0 if none matches. The caller must ask about the folders above path. */
int nc_globs_match(const struct nc_globs *g, struct nc_str path, bool is_folder);
/* Whether one pattern, without its '!', matches path or a folder above it. */
bool nc_glob_fits(const struct nc_glob *g, struct nc_str path);
/* Whether the patterns match path or a folder above it. */
bool nc_globs_cover(const struct nc_globs *g, struct nc_str path);
void nc_globs_dispose(struct nc_globs *g);

#endif
