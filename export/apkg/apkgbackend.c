/* The apkg backend: an Anki package in the legacy format that every Anki reads, made so that it can
 * be imported again after every edit. What earlier packages contained is part of the input
 * (apkgstate.h). docs/apkg.md explains the rules. */
#include "base/arena.h"
#include "base/fsio.h"
#include "export/apkg/apkgdeck.h"
#include "export/relpath.h"
#include "export/zip/archive.h"

#include <stdlib.h>

/* Stops the run with the message for a state that cannot be used. */
static int refuse(struct nc_run *run, const struct nc_fail *why)
{
    return apkg_state_refuse(run->fail, why->message.p);
}

static int read_bytes(struct nc_run *run, struct apkg_state *s, struct nc_str bytes,
                      const char *name)
{
    struct nc_buf text = {0};
    nc_buf_str(&text, bytes);
    return apkg_state_read(s, &text, name, run->fail);
}

/* Reads the state of the existing package. An unusable state must not be treated as a missing one,
 * because every card would then be new. */
static int read_previous(struct nc_run *run)
{
    struct apkg_deck *d = run->state;
    const struct nc_previous *p = run->previous;
    switch (p->kind) {
    case NC_PREVIOUS_ABSENT:
    case NC_PREVIOUS_FOREIGN:
        return 0;
    case NC_PREVIOUS_OURS:
        return read_bytes(run, &d->own, nc_buf_view(&p->bytes), run->output);
    case NC_PREVIOUS_DAMAGED:
    case NC_PREVIOUS_NEWER:
    case NC_PREVIOUS_UNREADABLE:
        break;
    }
    return refuse(run, &p->why);
}

/* Reads the state file that --state names. If it does not exist yet, it begins with the package's
 * own state. */
static int read_state_file(struct nc_run *run)
{
    struct apkg_deck *d = run->state;
    struct nc_state_text text;
    struct nc_fail why = {0};
    enum nc_state state = nc_state_read(&text, d->state_path, &apkg_state_form, &why);
    int err = 0;
    d->has_state_file = state == NC_STATE_SOUND;
    if (state == NC_STATE_SOUND)
        err = read_bytes(run, &d->past, nc_buf_view(&text.bytes), d->state_path);
    else if (state != NC_STATE_ABSENT)
        err = refuse(run, &why);
    nc_buf_dispose(&why.message);
    nc_state_dispose(&text);
    return err;
}

/* Reads the previous state: from the state file, else from the package. */
static int read_past(struct nc_run *run)
{
    struct apkg_deck *d = run->state;
    if (read_previous(run) || (d->state_path && read_state_file(run)))
        return -1;
    if (!d->has_state_file && d->own.version &&
        read_bytes(run, &d->past, nc_buf_view(&run->previous->bytes), run->output))
        return -1;
    if (!d->past.arena)
        d->past.arena = nc_arena_new();
    const struct nc_site *site = run->site;
    d->vault = site->vault_id.n      ? site->vault_id
               : d->past.version > 1 ? d->past.vault
                                     : site->vault_name;
    return 0;
}

static int check_name(struct nc_run *run)
{
    struct nc_str name = nc_base_name(nc_str(run->output));
    struct nc_str backup = NC_LIT("backup-");
    bool is_backup = nc_has_suffix(name, NC_LIT(".apkg")) && name.n > backup.n &&
                     nc_str_ieq(nc_str_sub(name, 0, backup.n), backup);
    if (!nc_str_ieq(name, NC_LIT("collection.apkg")) && !is_backup &&
        !nc_has_suffix(name, NC_LIT(".colpkg")))
        return 0;
    return nc_fail(run->fail,
                   "%s: Anki would take a file of this name for a whole collection and replace "
                   "yours; choose another name",
                   run->output);
}

/* Decides which cards are wanted, both for a package and for a look at its cards. */
static int begin_cards(struct nc_run *run)
{
    struct apkg_deck *d = run->state;
    const char *modes = nc_run_option(run, "cards");
    d->arena = nc_arena_new();
    d->read_notes.arena = d->read_paths.arena = d->arena;
    d->modes = run->site->is_folder ? NC_CARDS_MARKS : NC_CARDS_ALL;
    d->modes_given = modes != NULL;
    if (modes && !nc_cards_parse_modes(&d->modes, nc_str(modes)))
        return nc_fail(run->fail, "--cards=%s: write a list of " NC_CARDS_WORDS, modes);
    const struct apkg_usertype_options o = {.file = nc_run_option(run, "note-type"),
                                            .name = nc_run_option(run, "note-type-name"),
                                            .fields = nc_run_option(run, "note-fields")};
    return apkg_usertypes_read(&d->types, d->arena, &o, run->fail);
}

static int apkg_begin(struct nc_run *run)
{
    struct apkg_deck *d = run->state;
    if (check_name(run) || begin_cards(run))
        return -1;
    d->tombstones = nc_run_option(run, "tombstones") != NULL;
    d->history = nc_run_option(run, "history") != NULL;
    d->state_path = nc_run_option(run, "state");
    d->resend = nc_run_option(run, "resend");
    if (d->state_path && run->site->is_part)
        return nc_fail(run->fail,
                       "--state=%s: a state records one deck, but --each and --split make several",
                       d->state_path);
    if (read_past(run))
        return -1;
    apkg_know(run);
    return 0;
}

static void free_rendered(void *data)
{
    struct apkg_rendered *r = data;
    nc_arena_free(r->arena);
    free(r);
}

static int apkg_render(const struct nc_run *run, struct nc_worker *worker, uint32_t note,
                       const struct nc_doc *doc, struct nc_diags *diags, struct nc_fail *fail,
                       struct nc_rendered *out)
{
    (void)worker;
    (void)fail;
    struct apkg_rendered *r = nc_calloc(1, sizeof *r);
    apkg_render_note(run, note, doc, diags, r);
    *out = (struct nc_rendered){r, free_rendered};
    return 0;
}

static int apkg_emit(struct nc_run *run, uint32_t note, struct nc_rendered *rendered)
{
    struct apkg_deck *d = run->state;
    struct apkg_rendered *r = rendered->data;
    const struct nc_outline *o = run->site->notes[note];
    *nc_strmap_at(&d->read_notes, nc_arena_str(d->arena, o->key)) = 1;
    if (o->path.n)
        *nc_strmap_at(&d->read_paths, nc_arena_str(d->arena, o->path)) = 1;
    nc_grow(&d->notes, &d->cap, d->count + r->count, sizeof *d->notes);
    if (r->count)
        memcpy(d->notes + d->count, r->notes, r->count * sizeof *r->notes);
    d->count += r->count;
    for (int i = 0; i < NC_CARD_ORIGIN_COUNT; i++)
        d->per_origin[i] += r->per_origin[i];
    nc_arena_adopt(d->arena, r->arena);
    r->arena = nc_arena_new();
    return 0;
}

static void report(struct nc_run *run, bool written)
{
    const struct apkg_deck *d = run->state;
    nc_buf_printf(
        run->report,
        "%s: %zu card%s (%zu marked, %zu dialogue, %zu question, %zu heading): %zu new, %zu "
        "changed, %zu moved, %zu gone, %zu unchanged%s\n",
        run->output, d->count, d->count == 1 ? "" : "s", d->per_origin[NC_CARD_MARK],
        d->per_origin[NC_CARD_DIALOGUE], d->per_origin[NC_CARD_QUESTION],
        d->per_origin[NC_CARD_HEADING], d->fresh, d->changed, d->moved, d->gone, d->same,
        written ? "" : "; the file is as it was");
    bool is_first = d->fresh == d->count;
    if (is_first && run->site->is_folder && !d->modes_given)
        nc_buf_puts(run->report, "only marked texts of a folder become cards; --cards=headings "
                                 "adds its short sections (noteconv help apkg)\n");
    nc_buf_str(run->report, nc_buf_view(&d->searches));
}

static void report_no_cards(struct nc_run *run, const char *outcome)
{
    const struct apkg_deck *d = run->state;
    const char *what = "the note makes no card: it has no marked card, dialogue, question or "
                       "short section (docs/cards.md lists the marks)";
    const char *advice = "";
    if (d->modes_given) {
        what = run->site->is_folder ? "none of the notes makes a card of the kinds in --cards"
                                    : "the note makes no card of the kinds in --cards";
        advice = " (docs/cards.md says what makes a card of each kind)";
    } else if (run->site->is_folder) {
        what = "none of the notes marks a card";
        advice = "; to make cards of dialogue, questions and short sections too, give "
                 "--cards=dialogue,questions,headings";
    }
    nc_diag(run->diags, NC_D_NO_CARDS, NC_NONE, (struct nc_pos){0}, "%s%s%s", what, outcome,
            advice);
}

static int apkg_finish(struct nc_run *run)
{
    struct apkg_deck *d = run->state;
    bool written;
    apkg_leave_out_common(run);
    apkg_spell_decks(run);
    apkg_lint(run);
    apkg_compare(run);
    if (!d->written_count) {
        report_no_cards(run, "; no package was written");
        run->made = NC_MADE_NOTHING;
        return 0;
    }
    if (apkg_write(run, &written))
        return -1;
    run->made = written ? NC_MADE_WRITTEN : NC_MADE_AS_IT_WAS;
    report(run, written);
    return 0;
}

static void apkg_end(struct nc_run *run)
{
    struct apkg_deck *d = run->state;
    apkg_state_dispose(&d->past);
    apkg_state_dispose(&d->own);
    free(d->next.notes);
    free(d->notes);
    nc_buf_dispose(&d->searches);
    nc_arena_free(d->arena);
}

/* Whether the state just read is sound and understood. */
static enum nc_previous_kind judge(struct nc_previous *p, const char *path)
{
    struct nc_state_text text;
    struct nc_buf bytes = {0};
    enum nc_previous_kind kind = NC_PREVIOUS_OURS;
    nc_buf_str(&bytes, nc_buf_view(&p->bytes));
    enum nc_state state = nc_state_judge(&text, &bytes, path, &apkg_state_form, &p->why);
    if (state != NC_STATE_SOUND)
        kind = state == NC_STATE_NEWER ? NC_PREVIOUS_NEWER : NC_PREVIOUS_DAMAGED;
    nc_state_dispose(&text);
    return kind;
}

static enum nc_previous_kind apkg_recognise(struct nc_previous *p, const char *path)
{
    switch (nc_archive_read(&p->bytes, path, APKG_STATE_NAME, apkg_state_form.max, &p->why)) {
    case NC_ENTRY_READ:
        return judge(p, path);
    case NC_ENTRY_NONE:
    case NC_ENTRY_NO_ARCHIVE:
        return NC_PREVIOUS_FOREIGN;
    case NC_ENTRY_DAMAGED:
        return NC_PREVIOUS_DAMAGED;
    case NC_ENTRY_UNREADABLE:
        break;
    }
    return NC_PREVIOUS_UNREADABLE;
}

static const struct nc_optdef apkg_options[] = {
    {"cards", "KINDS", "marks, dialogue, questions, headings, a tool such as osr; or none",
     ",marks|dialogue|questions|headings|osr|yanki|o2a|flashcards-obsidian|remnote|inka|mochi|"
     "ankdown|"
     "mdanki|ankiops|hashcards|none"},
    {"state", "FILE", "remember the deck in FILE too, in case the package is lost", NULL},
    {"resend", "[PATTERN]", "send cards again: all, or those of notes whose path matches", NULL},
    {"note-type", "FILE", "use your own note type, from a package that Anki exported", NULL},
    {"note-type-name", "NAME", "which, if the package has several", NULL},
    {"note-fields", "OURS=THEIRS[,…]", "which field is which: Front=Word,Back=Meaning", NULL},
    {"history", NULL, "include the review history that notes keep in <!--SR:…-->", NULL},
    {"tombstones", NULL, "keep cards without a source in the package, tagged noteconv::gone", NULL},
    {NULL, NULL, NULL, NULL},
};

/* Formats that every viewer of Anki shows unchanged; other pictures are converted. */
static const struct nc_media_want wanted_media = {
    .types = 1u << NC_MEDIA_PNG | 1u << NC_MEDIA_JPEG | 1u << NC_MEDIA_GIF | 1u << NC_MEDIA_SVG |
             1u << NC_MEDIA_WEBP | 1u << NC_MEDIA_AVIF | 1u << NC_MEDIA_BMP};

const struct nc_backend nc_backend_apkg = {
    .name = "apkg",
    .suffix = ".apkg",
    .summary = "an Anki deck that updates in place when it is imported again",
    .options = apkg_options,
    .state_size = sizeof(struct apkg_deck),
    .is_update = true,
    .media = &wanted_media,
    .reports = true,
    .begin = apkg_begin,
    .render = apkg_render,
    .emit = apkg_emit,
    .finish = apkg_finish,
    .end = apkg_end,
    .recognise = apkg_recognise,
};

/* --- noteconv cards --- */

static int cards_begin(struct nc_run *run)
{
    struct apkg_deck *d = run->state;
    d->view = *(const enum apkg_view *)run->backend->variant;
    return begin_cards(run);
}

static int cards_finish(struct nc_run *run)
{
    apkg_leave_out_common(run);
    apkg_spell_decks(run);
    apkg_lint(run);
    const struct apkg_deck *d = run->state;
    if (!d->count)
        report_no_cards(run, "");
    return apkg_write_view(run);
}

static enum nc_previous_kind cards_recognise(struct nc_previous *p, const char *path)
{
    return nc_recognise_text(p, path, "<meta name=\"generator\" content=\"noteconv cards\"/>",
                             2048);
}

static const enum apkg_view list_view = APKG_LIST, json_view = APKG_JSON, page_view = APKG_PAGE;
#define CARDS(view_, suffix_, is_text_, summary_)                                                  \
    {                                                                                              \
        .name = "cards", .suffix = suffix_, .summary = summary_, .variant = &(view_),              \
        .options = apkg_options, .state_size = sizeof(struct apkg_deck), .is_text = is_text_,      \
        .media = &wanted_media, .begin = cards_begin, .render = apkg_render, .emit = apkg_emit,    \
        .finish = cards_finish, .end = apkg_end, .recognise = cards_recognise,                     \
    }
const struct nc_backend nc_backend_cards = CARDS(list_view, ".cards.txt", true, "a list of cards");
const struct nc_backend nc_backend_cards_json =
    CARDS(json_view, ".cards.json", true, "cards as JSON");
const struct nc_backend nc_backend_cards_page =
    CARDS(page_view, ".cards.html", false, "a page that shows cards as Anki does");
