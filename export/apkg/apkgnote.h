/* A note of this package or an earlier one, and what identifies it. */
#ifndef NC_EXPORT_APKGNOTE_H
#define NC_EXPORT_APKGNOTE_H

#include "base/buf.h"
#include "cards/cards.h"
#include "cards/history.h"
#include "export/apkg/notetypes.h"

#include <stdint.h>

#define APKG_GUID_MAX 11
#define APKG_ORDS 500             /* most cards that Anki makes of a note */
#define APKG_CREATED 1420077600   /* creation time of the collection, from which its days count */
#define APKG_FIRST_MOD 1735689600 /* for a note that no earlier package had; seconds */

/* A file that a note shows, plays or links to. */
struct apkg_file {
    /* number in the run's media table */
    uint32_t media;
    /* not shown: its name in the package begins with '_' */
    bool linked;
};

struct apkg_note {
    enum nc_card_kind kind;
    /* the user's type, --note-type; 0: noteconv's own for the kind */
    int64_t type;
    enum nc_card_origin origin;
    /* its clozes were numbered by counting, not by the author */
    bool counts_clozes;
    /* the card for a list or JSON; empty for a package */
    struct nc_str listed;
    /* file of the Markdown note, for messages */
    struct nc_str file;
    /* empty until decided */
    struct nc_str guid;
    /* of the Markdown note: its identity; its path from the root */
    struct nc_str note, path;
    /* as in struct nc_card */
    struct nc_str id, key;
    /* times: as in struct nc_card; place: order within the note, from 0 */
    uint32_t times, place;
    /* where the card begins; only for this run's cards */
    struct nc_pos pos;
    /* where an id can be written (struct nc_id_wish); line 0: nowhere */
    uint32_t line, before;
    /* tags: " a b::c " or "" */
    struct nc_str deck, tags;
    /* as many as the note type of the kind has */
    const struct nc_str *fields;
    size_t field_count;
    /* first words of the front, for messages */
    struct nc_str shown;
    /* in order of use */
    const struct apkg_file *files;
    size_t file_count;
    /* names of the files in the package */
    const struct nc_str *names;
    size_t name_count;
    /* hexadecimal digests of each side, and of everything in the note; empty if unknown */
    struct nc_str front, back, content;
    /* seconds; the note's id in Anki */
    int64_t mod, nid;
    /* of its cards, in order; NULL: the cards are new */
    const struct nc_review *history;
    size_t history_count;
    /* its text is no longer in the notes */
    bool gone;
    /* a tag in the last package already said so */
    bool buried;
};

/* Writes the guid of a card, which never changes: base91 of the first 8 bytes of SHA-256("noteconv"
 * NUL kind NUL space NUL key NUL attempt), without "NUL attempt" for 0. kind: "basic", "cloze", or
 * for one of the user's types "basic:ID". */
void apkg_guid(char out[APKG_GUID_MAX + 1], enum nc_card_kind kind, int64_t type,
               struct nc_str space, struct nc_str key, unsigned attempt);
void apkg_base91(char out[APKG_GUID_MAX + 1], uint64_t n);
/* Returns the id in Anki of a deck's first note: a time in the years 2017 to 2023, in milliseconds,
 * made from its guid, so that no two decks share ids and a search by id finds the right notes.
 * Later notes follow it. */
int64_t apkg_first_id(struct nc_str guid);
/* Returns "basic" or "cloze"; and the kind for a name (NC_CARD_KIND_COUNT if unknown). */
const char *apkg_kind_name(enum nc_card_kind kind);
enum nc_card_kind apkg_kind_named(struct nc_str name);
/* The 3 of "{{c3::" at s.p[i], or 0. */
unsigned apkg_cloze_number(struct nc_str s, size_t i);
/* Finds the cards that Anki makes of the note, as numbers from 0: for a basic note the first, and
 * the second if it is also asked from the back; for one with clozes each number minus one. Sorted;
 * never none. */
size_t apkg_ords(unsigned ords[APKG_ORDS], const struct apkg_note *n);
/* Appends the field as Anki's browser and duplicate check see it: without tags, with media names
 * and decoded references (rslib/src/text.rs, strip_html_preserving_media_filenames). */
void apkg_sort_text(struct nc_buf *out, struct nc_str html);
/* Returns the first four bytes of the SHA-1 of the sort text. */
uint32_t apkg_checksum(struct nc_str sort_text);
/* Returns a digest of parts, hexadecimal, in arena. */
struct nc_str apkg_digest(struct nc_arena *arena, const struct nc_str *parts, size_t count);
/* Appends a tag as Anki spells it: "::" for '/', '_' for blanks. */
void apkg_tag(struct nc_buf *out, struct nc_str tag);

#endif
