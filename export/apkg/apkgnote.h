/* A note of the package, and what identifies it. */
#ifndef NC_EXPORT_APKGNOTE_H
#define NC_EXPORT_APKGNOTE_H

#include "base/buf.h"
#include "export/apkg/notetypes.h"

#include <stdint.h>

#define APKG_GUID_MAX 11

struct apkg_note {
    char guid[APKG_GUID_MAX + 1];
    struct nc_str source;     /* key of the Markdown note it comes from */
    struct nc_str deck, tags; /* tags: " a b::c " or "" */
    struct nc_str fields[APKG_BASIC_FIELDS];
    struct nc_str shown;   /* first words of the front, for messages */
    const uint32_t *media; /* numbers in the run's table, in order of use */
    size_t media_count;
    char hash[41], front_hash[41], back_hash[41]; /* hex: everything; the front; the back */
    int64_t mod;                                  /* seconds */
    int64_t id;                                   /* note and card id, ms */
    int64_t file_time;
};

/* base91 of the first 8 bytes of SHA-256("noteconv" NUL kind NUL space NUL key): the guid of a card
 * for ever. */
void apkg_guid(char out[APKG_GUID_MAX + 1], const char *kind, struct nc_str space,
               struct nc_str key);
void apkg_base91(char out[APKG_GUID_MAX + 1], uint64_t n);
/* The field as Anki's browser and duplicate check see it: no tags, media names kept, references
 * decoded (rslib/src/text.rs, strip_html_preserving_media_filenames). */
void apkg_sort_text(struct nc_buf *out, struct nc_str html);
/* The first four bytes of the SHA-1 of the sort text. */
uint32_t apkg_checksum(struct nc_str sort_text);
/* Fills the three hashes from fields, tags and the digests of the media. */
void apkg_hash(struct apkg_note *n, const struct nc_media_table *media);
/* A tag as Anki spells it: '/' becomes "::", blanks '_'. */
void apkg_tag(struct nc_buf *out, struct nc_str tag);

#endif
