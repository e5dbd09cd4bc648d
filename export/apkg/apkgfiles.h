/* The files that the cards of a deck show and play, as entries of its package: "0", "1" and so on,
 * and the JSON that maps them to names. apkgrender.c decides which files these are. */
#ifndef NC_EXPORT_APKG_FILES_H
#define NC_EXPORT_APKG_FILES_H

#include "export/backend.h"
#include "export/zip/archive.h"

#define APKG_FILE_NAMES "media" /* the entry with the JSON */

/* Adds the files to a package, each once, in the order of first use, and appends the JSON. Returns
 * 0, or -1 after the archive set its message. */
int apkg_add_files(struct nc_archive *a, struct nc_buf *json, const struct nc_run *run);
/* Whether the package at the run's output holds exactly these files, byte for byte, and `others`
 * further entries. */
bool apkg_has_files(const struct nc_run *run, size_t others);

#endif
