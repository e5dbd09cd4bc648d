/* The apkg backend's state in one run, and its steps. */
#ifndef NC_EXPORT_APKGDECK_H
#define NC_EXPORT_APKGDECK_H

#include "base/strmap.h"
#include "export/apkg/apkgstate.h"
#include "export/apkg/usertype.h"
#include "export/backend.h"

/* What becomes of the cards: a package, or a view before there is one. */
enum apkg_view { APKG_PACKAGE, APKG_LIST, APKG_JSON, APKG_PAGE };

struct apkg_deck {
    struct nc_arena *arena;
    enum apkg_view view;
    /* from --cards or by default */
    unsigned modes;
    /* from the options */
    bool modes_given, tombstones, history;
    /* --state; NULL: only the package records the deck */
    const char *state_path;
    /* the state file existed */
    bool has_state_file;
    /* a pattern of paths of notes; "": all; NULL: none */
    const char *resend;
    /* --note-type */
    struct apkg_usertypes types;
    /* id used to make new guids; may be empty */
    struct nc_str vault;

    /* the state before this run */
    struct apkg_state past;
    /* what the existing package says about itself; no notes */
    struct apkg_state own;
    struct nc_strmap known_cards, known_notes;

    /* notes of this run */
    struct apkg_note *notes;
    size_t count, cap;
    size_t per_origin[NC_CARD_ORIGIN_COUNT];
    /* notes and paths that this run read */
    struct nc_strmap read_notes, read_paths;

    /* notes of the package: those of this run, then tombstones */
    struct apkg_note *written;
    size_t written_count;
    /* the state to write */
    struct apkg_state next;
    size_t fresh, changed, moved, same, gone;
    /* Anki will skip these: their last change is later than this run */
    size_t skipped;
    /* lines for the user: what to search for in Anki */
    struct nc_buf searches;
};

/* What render passes to emit. */
struct apkg_rendered {
    struct nc_arena *arena;
    struct apkg_note *notes;
    size_t count;
    size_t per_origin[NC_CARD_ORIGIN_COUNT];
};

/* apkgrender.c: returns the form of a file in the package: the file itself, or a converted picture.
 */
const struct nc_media_form *apkg_form(const struct nc_run *run, uint32_t media);
/* apkgrender.c: turns the cards of a note into notes of the package, not yet identified. Pure. */
void apkg_render_note(const struct nc_run *run, uint32_t note, const struct nc_doc *doc,
                      struct nc_diags *diags, struct apkg_rendered *out);

/* apkgdecks.c: gives decks whose names differ only in case one name. */
void apkg_spell_decks(struct nc_run *run);

/* apkgclozes.c: returns the text of a cloze card numbered by counting, with the numbers that its
 * clozes had in the text of an earlier run. A new cloze gets an unused number. Returns the text
 * itself if the clozes of either text cannot be told apart. */
struct nc_str apkg_keep_cloze_numbers(struct nc_arena *arena, struct nc_str field,
                                      struct nc_str past_field);

/* apkgcompare.c: apkg_know fills known_cards and known_notes, which heuristics may use.
 * apkg_compare determines the identity, time and fate of every card: it fills written, next, the
 * counts and the searches. */
void apkg_know(struct nc_run *run);
void apkg_compare(struct nc_run *run);

/* apkglint.c: leaves out heuristic cards whose front is in many notes; reports cards that are empty
 * or asked twice. */
void apkg_leave_out_common(struct nc_run *run);
void apkg_lint(struct nc_run *run);

/* apkgview.c: writes the list or page that d->view asks for. */
int apkg_write_view(struct nc_run *run);

/* apkgpackage.c: writes package and state, unless the existing ones already hold the same. */
int apkg_write(struct nc_run *run, bool *written);

#endif
