/* A note of the package, or one that an earlier package had; and what identifies it. */
#ifndef NC_EXPORT_APKGNOTE_H
#define NC_EXPORT_APKGNOTE_H

#include "base/buf.h"
#include "cards/cards.h"
#include "cards/history.h"
#include "export/apkg/notetypes.h"

#include <stdint.h>

#define APKG_GUID_MAX 11
#define APKG_ORDS 500             /* cards that Anki makes of a note at most */
#define APKG_CREATED 1420077600   /* the collection's time of creation: its days count from it */
#define APKG_FIRST_MOD 1735689600 /* of a note that no earlier package had; seconds */

/* A file that a note shows, plays or links to. */
struct apkg_file {
    uint32_t media; /* number in the run's table */
    bool linked;    /* not shown: its name in the package begins with '_' */
};

struct apkg_note {
    enum nc_card_kind kind;
    int64_t type; /* of the user's, --note-type; 0: noteconv's own of the kind */
    enum nc_card_origin origin;
    struct nc_str listed;     /* the card as a list or JSON shows it; empty for a package */
    struct nc_str file;       /* of the Markdown note, as messages name it */
    struct nc_str guid;       /* empty until it is decided */
    struct nc_str note, path; /* of the Markdown note: its identity; its path from the root */
    struct nc_str id, key;    /* as in struct nc_card */
    uint32_t times, place;    /* likewise; order within the note, from 0 */
    struct nc_pos pos;        /* of this run's */
    uint32_t line, before;    /* where an id can be written (struct nc_id_wish); line 0: nowhere */
    struct nc_str deck, tags; /* tags: " a b::c " or "" */
    const struct nc_str *fields; /* as many as the kind's note type has */
    size_t field_count;
    struct nc_str shown;           /* first words of the front, for messages */
    const struct apkg_file *files; /* in order of use */
    size_t file_count;
    const struct nc_str *names; /* of the files in the package */
    size_t name_count;
    struct nc_str front, back, content; /* hexadecimal digests: of each side; of all that the note
                                           says. Empty: not known */
    int64_t mod, nid;                   /* seconds; the note's id in Anki */
    const struct nc_review *history;    /* of its cards, in their order; NULL: they are new */
    size_t history_count;
    bool gone;   /* its text is no longer in the notes */
    bool buried; /* Anki was told so with a tag */
};

/* base91 of the first 8 bytes of SHA-256("noteconv" NUL kind NUL space NUL key NUL attempt),
 * without "NUL attempt" for 0: the guid of a card for ever. kind: "basic", "cloze", or for a type
 * of the user's "basic:ID". */
void apkg_guid(char out[APKG_GUID_MAX + 1], enum nc_card_kind kind, int64_t type,
               struct nc_str space, struct nc_str key, unsigned attempt);
void apkg_base91(char out[APKG_GUID_MAX + 1], uint64_t n);
/* The id in Anki of a deck's first note: a time in the years 2017 to 2023, in milliseconds, made of
 * its guid, so that no two decks share ids and a search by id finds the right notes. Later notes
 * follow it. */
int64_t apkg_first_id(struct nc_str guid);
/* "basic", "cloze"; and back (NC_CARD_KIND_COUNT if none). */
const char *apkg_kind_name(enum nc_card_kind kind);
enum nc_card_kind apkg_kind_named(struct nc_str name);
/* Which cards Anki makes of the note, as numbers from 0: of a basic one the first, and the second
 * if it is asked from the back; of one with clozes each number less one. Sorted; never none. */
size_t apkg_ords(unsigned ords[APKG_ORDS], const struct apkg_note *n);
/* The field as Anki's browser and duplicate check see it: no tags, media names kept, references
 * decoded (rslib/src/text.rs, strip_html_preserving_media_filenames). */
void apkg_sort_text(struct nc_buf *out, struct nc_str html);
/* The first four bytes of the SHA-1 of the sort text. */
uint32_t apkg_checksum(struct nc_str sort_text);
/* A digest of parts, hexadecimal, in arena. */
struct nc_str apkg_digest(struct nc_arena *arena, const struct nc_str *parts, size_t count);
/* A tag as Anki spells it: '/' becomes "::", blanks '_'. */
void apkg_tag(struct nc_buf *out, struct nc_str tag);

#endif
