/* The notes of a run and the references among them: the root, the files that are notes, names and
 * anchors, link targets, embeds, media. Links, decks and identities count from the root, so that a
 * note is the same whether it is named alone, by its folder or by the vault (docs/vault.md). */
#ifndef NC_VAULT_VAULT_H
#define NC_VAULT_VAULT_H

#include "base/diag.h"
#include "base/fail.h"
#include "doc/book.h"
#include "doc/doc.h"
#include "doc/outline.h"
#include "media/media.h"
#include "parse/parse.h"

struct nc_vault_note {
    /* path to open it, NUL-terminated; "-": standard input */
    struct nc_str path;
    /* from the root, '/' between parts; "" for standard input */
    struct nc_str rel;
    /* as named in messages */
    struct nc_str shown;
    /* file name without suffix */
    struct nc_str name;
    /* seconds */
    int64_t mtime;
    uint64_t size;
    /* changes when the file's size or times do */
    uint64_t stamp;
    /* rel in the form for comparing names */
    struct nc_str folded;
    /* basis of identities: rel in NFC, or rel itself if two notes differ in nothing else */
    struct nc_str key;
    /* position in the inputs or the index note; 0: sorted by its name */
    uint32_t place;
    /* its title in the plan; may be empty */
    struct nc_str called;
    /* the plan or the index note lists it */
    bool is_planned;
    /* a template, or hidden by the vault's settings: never wanted */
    bool is_aside;
    /* part of the product; if not, only a link target */
    bool wanted;
    /* has no text and is therefore not wanted */
    bool is_empty;
};

struct nc_vault_options {
    /* files, folders, patterns or "-" */
    const char *const *inputs;
    size_t input_count;
    /* glob patterns, NULL-terminated; NULL: none */
    const char *const *include, *const *exclude;
    /* a note whose links, in order, are the notes; NULL: none */
    const char *index;
    /* file of a plan; "none": no plan; NULL: the folder's own, if any */
    const char *plan;
    /* notes that the plan does not list are not part of the product */
    bool plan_selects;
    /* only notes with this tag; NULL: all */
    const char *tag;
    /* "key=value": only notes whose front matter has this value */
    const char *where;
    /* a folder of pictures fetched from the net; NULL: none */
    const char *remote_dir;
    /* a named file is a note whatever its suffix */
    bool any_name;
    /* notes without text stay if they have properties or something names them */
    bool keeps_stubs;
    /* the notes are a graph of Logseq even if nothing marks the root so */
    bool is_logseq;
    /* report a noteconv.yaml that is not valid YAML; false: the reader of its options reports it */
    bool reports_own;
    /* "name" (or NULL), "date", or a front matter key such as "weight" */
    const char *order;
    /* For one input that is not itself a note: the note that it stands for. Its links count from
     * there, and that note's file is not read. NULL: none */
    const char *stands_for;
};

/* Counts of links, embeds and media that were resolved, ambiguous or missing. */
enum nc_found { NC_FOUND_LINK, NC_FOUND_EMBED, NC_FOUND_MEDIA, NC_FOUND_KINDS };
struct nc_vault_counts {
    size_t resolved[NC_FOUND_KINDS], ambiguous[NC_FOUND_KINDS], missing[NC_FOUND_KINDS];
    /* links to notes that are not part of the product */
    size_t left_out;
};

struct nc_vault;

/* Finds the root and the notes. Returns 0, or -1 with a message in f. */
int nc_vault_open(struct nc_vault **out, const struct nc_vault_options *opts,
                  struct nc_diags *diags, struct nc_fail *f);
void nc_vault_free(struct nc_vault *v); /* NULL: does nothing */

/* Returns the number of all notes that links may lead to. The wanted ones come first, in the order
 * of the product. Number and order may change in nc_vault_index, but not later. */
size_t nc_vault_count(const struct nc_vault *v);
size_t nc_vault_wanted(const struct nc_vault *v);
const struct nc_vault_note *nc_vault_note(const struct nc_vault *v, size_t i);
/* Whether a folder was named (or several inputs): one product of many notes. */
bool nc_vault_is_folder(const struct nc_vault *v);
/* Returns the name of the named folder or note, after which outputs are named; "" for standard
 * input. */
struct nc_str nc_vault_output_name(const struct nc_vault *v);
/* Returns the named folder, from the root; "" for the root itself, or if there were several. */
struct nc_str nc_vault_base(const struct nc_vault *v);
/* Returns the name above all decks: the root's; "" for a loose note, which has none. */
struct nc_str nc_vault_deck(const struct nc_vault *v);
/* Whether the root is a vault of Obsidian. */
bool nc_vault_is_obsidian(const struct nc_vault *v);
/* Returns the basis of identities: nc_vault_id, else nc_vault_deck. */
struct nc_str nc_vault_identity(const struct nc_vault *v);
/* Returns the vault's permanent name (`id:` in noteconv.yaml of its root), or empty. Identities are
 * made from it, so that two vaults can hold notes with the same name. */
struct nc_str nc_vault_id(const struct nc_vault *v);
/* Finds the target of "[[target]]" in the front matter of a note. out is NC_REF_NOTE, or
 * NC_REF_NONE if it means no note of the product. Its strings are slices of target. Call it after
 * nc_vault_index; any thread. */
void nc_vault_find_note(const struct nc_vault *v, size_t from, struct nc_str target,
                        struct nc_ref *out);
/* Returns the file that a note's front matter names as its cover, the way a link would name it.
 * Empty if there is none, or if it is an address (remote pictures count where they are used). In
 * arena. */
struct nc_str nc_cover_named(const struct nc_doc *doc, struct nc_arena *arena, bool takes_remote);
/* Returns the place of that line. */
struct nc_pos nc_cover_place(const struct nc_doc *doc);
/* Whether a regular file is at rel, a path from the root. Standard input has no root: false. */
bool nc_vault_has_file(const struct nc_vault *v, struct nc_str rel);
/* Returns the name without ".md" or another suffix of notes (notename.c). *is_note: it had one. */
struct nc_str nc_less_note_suffix(struct nc_str name, bool *is_note);
/* The named files, folders and patterns: their number, and their paths from the root. */
size_t nc_vault_input_count(const struct nc_vault *v);
struct nc_str nc_vault_input_path(const struct nc_vault *v, size_t i);
/* Whether all notes were named, except templates and hidden ones. */
bool nc_vault_takes_all(const struct nc_vault *v);
/* Returns the folder from which the paths of notes count: absolute, without a trailing '/'; "" for
 * standard input without a folder. */
struct nc_str nc_vault_root(const struct nc_vault *v);
/* Whether one folder was named and all of its notes are wanted, except those that the vault itself
 * leaves out. */
bool nc_vault_is_whole(const struct nc_vault *v);
/* Whether a note of the vault, wanted or not, lies below this folder, given from the root. */
bool nc_vault_has_note_below(const struct nc_vault *v, struct nc_str folder);
/* Whether the file at path is one of the notes. */
bool nc_vault_holds(const struct nc_vault *v, const char *path);
/* Returns the line-break rule of the root (docs/vault.md, "Line breaks"). */
enum nc_breaks nc_vault_breaks(const struct nc_vault *v, struct nc_diags *diags);
/* Whether the root is a graph of Logseq. */
bool nc_vault_is_logseq(const struct nc_vault *v);
/* Returns the real paths of files read besides notes and media: the plan and the settings of a
 * book, and what its notes include. In order. After the run, on one thread. */
const struct nc_str *nc_vault_reads(const struct nc_vault *v, size_t *count);
/* What exists but could not be read so far: the number, and paths from the root. */
size_t nc_vault_unread_count(const struct nc_vault *v);
struct nc_str nc_vault_unread_path(const struct nc_vault *v, size_t i);
/* Appends the --exclude pattern that matches this path from the root and no other. */
void nc_exclude_pattern(struct nc_buf *out, struct nc_str path);
/* Computes a digest of the names, sizes and times of all files of the vault and of the settings
 * that affect links, as 40 hex digits. It stays equal while nothing is changed, added or removed.
 */
void nc_vault_digest(const struct nc_vault *v, char out[41]);

/* Reads and parses note i. Returns NULL, with a NOTE_UNREADABLE error in diags, if it cannot be
 * read. Any thread. The caller frees the document; its key, uuid and mtime are set. */
struct nc_doc *nc_vault_parse(const struct nc_vault *v, size_t i,
                              const struct nc_parse_options *opts, struct nc_diags *diags);

/* First pass, any thread: remembers what the index needs of note i. Does not keep doc. */
void nc_vault_survey(struct nc_vault *v, size_t i, const struct nc_doc *doc);
/* After the last survey, on one thread: leaves out notes that are not selected or are empty, puts
 * the wanted notes in order, builds the index of names and the table of media. *moved (may be NULL)
 * becomes an array, owned by the vault, of the earlier number of each surveyed note. */
void nc_vault_index(struct nc_vault *v, const struct nc_parse_options *opts, const uint32_t **moved,
                    struct nc_diags *diags);
/* Returns the outlines of all notes (NULL for a note that could not be read or was not surveyed),
 * and the media. After nc_vault_index. */
const struct nc_outline *const *nc_vault_outlines(const struct nc_vault *v);
const struct nc_media_table *nc_vault_media(const struct nc_vault *v);
/* Returns the book that a plan or an index note makes of the notes, or NULL. After nc_vault_index.
 */
const struct nc_book *nc_vault_book(const struct nc_vault *v);
/* Returns what settings say about the book, whether they list notes or not: everything but its
 * entries. */
const struct nc_book *nc_vault_said(const struct nc_vault *v);

/* Whether note i was read in the first pass: it is wanted, or something embeds it or leads to it.
 */
bool nc_vault_was_read(const struct nc_vault *v, size_t i);
/* Whether doc was read from the same bytes as the outline of note i. */
bool nc_vault_is_as_surveyed(const struct nc_vault *v, size_t i, const struct nc_doc *doc);
/* Reports that note i changed during the run: NOTE_CHANGED, an error. */
void nc_vault_report_changed(const struct nc_vault *v, size_t i, struct nc_diags *diags);

/* Files looked up by path alone, because the vault's list of files leaves out their folders, so
 * that nc_vault_digest does not cover them. After nc_vault_index. */
struct nc_vault_unlisted {
    /* absolute */
    struct nc_str path;
    /* nc_file_stamp before it was read; 0: it did not exist */
    uint64_t stamp;
};
const struct nc_vault_unlisted *nc_vault_unlisted(const struct nc_vault *v, size_t *count);

/* Returns the title that a folder's own files give it, by its path from the root; empty if they
 * give none. For nc_book_add_folders; vault: a struct nc_vault. After nc_vault_index. */
struct nc_str nc_vault_folder_title(const void *vault, struct nc_str rel);

/* Reports that the only note of a run has no text, because its output looks like a fault. diags:
 * holds the messages from reading the note. Any thread. */
void nc_vault_report_empty(const struct nc_vault *v, size_t i, struct nc_diags *diags);

/* Second pass, any thread: fills the references of note i's document, embeds what it embeds and
 * renumbers it. Reports in diags what is not found. */
void nc_vault_resolve(struct nc_vault *v, size_t i, struct nc_doc *doc,
                      const struct nc_parse_options *opts, struct nc_diags *diags);
/* Returns what all calls of nc_vault_resolve together found. After the last of them. */
const struct nc_vault_counts *nc_vault_counts(const struct nc_vault *v);

#endif
