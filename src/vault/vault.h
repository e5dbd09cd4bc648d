/* The notes of a run and what leads from one to another: the root, which files are notes, names and
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
    struct nc_str path;  /* to open it with, NUL-terminated; "-": standard input */
    struct nc_str rel;   /* from the root, '/' between parts; "" for standard input */
    struct nc_str shown; /* as messages name it */
    struct nc_str name;  /* file name less suffix */
    int64_t mtime;       /* seconds */
    uint64_t size;
    uint64_t stamp;       /* changes when the file's size or times do */
    struct nc_str folded; /* rel as names are compared */
    struct nc_str key;    /* what identities start from: rel in NFC, or as it is where two notes
                             differ in nothing else */
    uint32_t place;       /* where the inputs or the index note list it; 0: by its name */
    struct nc_str called; /* what the plan calls it; empty: nothing */
    bool is_planned;      /* the plan or the index note lists it */
    bool is_aside;        /* a template, or hidden by the vault's settings: never wanted */
    bool wanted;          /* part of the product; else only a link target */
    bool is_empty;        /* it says nothing, and is not wanted for that */
};

struct nc_vault_options {
    const char *const *inputs; /* files, folders, patterns or "-" */
    size_t input_count;
    const char *const *include, *const *exclude; /* glob patterns, NULL-terminated; NULL: none */
    const char *index; /* a note whose links, in order, are the notes; NULL: none */
    const char *plan;  /* a plan's file; "none": no plan; NULL: the folder's own, if it has one */
    bool plan_selects; /* notes that the plan does not list are no part of the product */
    const char *tag;   /* only notes with this tag; NULL: all */
    const char *where; /* "key=value": only notes whose front matter has this value */
    const char *remote_dir; /* a folder of pictures that were fetched from the net; NULL: none */
    bool any_name;          /* a file that is named is a note whatever its suffix says */
    bool keeps_stubs; /* notes without text stay, if they have properties or something names them */
    bool is_logseq;   /* the notes are a graph of Logseq even if nothing marks the root as one */
    bool tells_own; /* of a noteconv.yaml that is not valid YAML; else who reads its options does */
    const char *order; /* "name" (or NULL), "date", or a front matter key such as "weight" */
    /* Of one input that is no note itself: the note that it stands for, from which its links count
     * and whose file is not read; NULL: none */
    const char *stands_for;
};

/* How links, embeds and media fared. */
enum nc_found { NC_FOUND_LINK, NC_FOUND_EMBED, NC_FOUND_MEDIA, NC_FOUND_KINDS };
struct nc_vault_counts {
    size_t resolved[NC_FOUND_KINDS], ambiguous[NC_FOUND_KINDS], missing[NC_FOUND_KINDS];
    size_t left_out; /* links to notes that are not part of the product */
};

struct nc_vault;

/* Finds the root and the notes. 0, or -1 with a message in f. */
int nc_vault_open(struct nc_vault **out, const struct nc_vault_options *opts,
                  struct nc_diags *diags, struct nc_fail *f);
void nc_vault_free(struct nc_vault *v); /* NULL is nothing */

/* All notes that links may lead to; the wanted ones come first, in the order of the product. Both
 * numbers and the order may change in nc_vault_index, and not after it. */
size_t nc_vault_count(const struct nc_vault *v);
size_t nc_vault_wanted(const struct nc_vault *v);
const struct nc_vault_note *nc_vault_note(const struct nc_vault *v, size_t i);
/* A folder was named (or several inputs): one product of many notes. */
bool nc_vault_is_folder(const struct nc_vault *v);
/* The name of the folder or note that was named: what an output is called; "" for standard input.
 */
struct nc_str nc_vault_output_name(const struct nc_vault *v);
/* The folder that was named, from the root; "" for the root itself, or when there were several. */
struct nc_str nc_vault_base(const struct nc_vault *v);
/* The name that decks hang under: the root's; "" for a loose note, which has none. */
struct nc_str nc_vault_deck(const struct nc_vault *v);
/* The root is a vault of Obsidian. */
bool nc_vault_is_obsidian(const struct nc_vault *v);
/* What identities start from: nc_vault_id, else nc_vault_deck. */
struct nc_str nc_vault_identity(const struct nc_vault *v);
/* The vault's permanent name (`id:` in noteconv.yaml of its root); empty if it does
 * not. Identities are made from it, so that two vaults can hold notes of one name. */
struct nc_str nc_vault_id(const struct nc_vault *v);
/* What "[[target]]" in the front matter of a note leads to: out is NC_REF_NOTE, or NC_REF_NONE
 * where no note of the product is meant. Slices of target. After nc_vault_index, on any thread. */
void nc_vault_find_note(const struct nc_vault *v, size_t from, struct nc_str target,
                        struct nc_ref *out);
/* The file that a note's front matter names as its cover, as a link would name it; empty if none
 * does, or if it is an address, but for that of a remote picture where they are taken. In arena. */
struct nc_str nc_cover_named(const struct nc_doc *doc, struct nc_arena *arena, bool takes_remote);
/* Where it says so. */
struct nc_pos nc_cover_place(const struct nc_doc *doc);
/* A regular file is at rel, a path from the root. Standard input has no root: false. */
bool nc_vault_has_file(const struct nc_vault *v, struct nc_str rel);
/* Without ".md" or another suffix of notes (notename.c); *is_note: it had one. */
struct nc_str nc_less_note_suffix(struct nc_str name, bool *is_note);
/* The files, folders and patterns that were named: their paths from the root. */
size_t nc_vault_input_count(const struct nc_vault *v);
struct nc_str nc_vault_input_path(const struct nc_vault *v, size_t i);
/* All notes there are were named, but for templates and hidden ones. */
bool nc_vault_takes_all(const struct nc_vault *v);
/* The folder that the paths of notes count from: absolute, without '/' at its end; "" for standard
 * input that has no folder. */
struct nc_str nc_vault_root(const struct nc_vault *v);
/* One folder was named, and all its notes are wanted that nothing in the vault itself leaves out.
 */
bool nc_vault_is_whole(const struct nc_vault *v);
/* A note that the vault holds, wanted or not, lies below this folder, from the root. */
bool nc_vault_has_note_below(const struct nc_vault *v, struct nc_str folder);
/* Whether the file at path is one of the notes. */
bool nc_vault_holds(const struct nc_vault *v, const char *path);
/* The line-break rule of the root (docs/vault.md, "Line breaks"). */
enum nc_breaks nc_vault_breaks(const struct nc_vault *v);
/* The root is a graph of Logseq. */
bool nc_vault_is_logseq(const struct nc_vault *v);
/* Real paths of files that were read besides notes and media: the plan and the settings of a book,
 * what its notes include. In order; after the run, one thread. */
const struct nc_str *nc_vault_reads(const struct nc_vault *v, size_t *count);
/* What exists and could not be read so far: paths from the root. */
size_t nc_vault_unread_count(const struct nc_vault *v);
struct nc_str nc_vault_unread_path(const struct nc_vault *v, size_t i);
/* Appends the pattern of --exclude that matches this path from the root and no other. */
void nc_exclude_pattern(struct nc_buf *out, struct nc_str path);
/* A digest of the names, sizes and times of all files of the vault and of the settings that links
 * depend on, as 40 hex digits: equal when nothing was changed, added or removed. */
void nc_vault_digest(const struct nc_vault *v, char out[41]);

/* Reads note i and parses it. A note that cannot be read is a NOTE_UNREADABLE error in diags and
 * NULL. Any thread. The caller frees the document; its key, uuid and mtime are set. */
struct nc_doc *nc_vault_parse(const struct nc_vault *v, size_t i,
                              const struct nc_parse_options *opts, struct nc_diags *diags);

/* First pass, any thread: remembers what the index needs of note i. doc is not kept. */
void nc_vault_survey(struct nc_vault *v, size_t i, const struct nc_doc *doc);
/* After the last survey, one thread: leaves out what is not selected or empty, puts the wanted
 * notes in order, builds the index of names and the table of media. *moved (NULL: not asked for)
 * becomes an array of the earlier number of each surveyed note, which the vault owns. */
void nc_vault_index(struct nc_vault *v, const struct nc_parse_options *opts, const uint32_t **moved,
                    struct nc_diags *diags);
/* The outlines of all notes (NULL where a note could not be read or was not surveyed), and the
 * media; after nc_vault_index. */
const struct nc_outline *const *nc_vault_outlines(const struct nc_vault *v);
const struct nc_media_table *nc_vault_media(const struct nc_vault *v);
/* The book that a plan or an index note makes of the notes; NULL if there is none. After
 * nc_vault_index. */
const struct nc_book *nc_vault_book(const struct nc_vault *v);
/* What settings say of the book, whether they list notes or not: all but its entries. */
const struct nc_book *nc_vault_said(const struct nc_vault *v);

/* Whether note i was read in the first pass: it is wanted, or something embeds it or leads to it.
 */
bool nc_vault_was_read(const struct nc_vault *v, size_t i);
/* Whether doc was read from the same bytes as the outline of note i. */
bool nc_vault_is_as_surveyed(const struct nc_vault *v, size_t i, const struct nc_doc *doc);
/* Reports that note i was changed during the run: NOTE_CHANGED, an error. */
void nc_vault_tell_changed(const struct nc_vault *v, size_t i, struct nc_diags *diags);

/* The files that were looked for by their path alone, since the list of the vault's files leaves
 * their folders out: what nc_vault_digest does not speak of. After nc_vault_index. */
struct nc_vault_unlisted {
    struct nc_str path; /* absolute */
    uint64_t stamp;     /* nc_file_stamp before it was read; 0: there was none */
};
const struct nc_vault_unlisted *nc_vault_unlisted(const struct nc_vault *v, size_t *count);

/* Second pass, any thread: fills the references of note i's document, embeds what it embeds and
 * numbers it again. What is not found is reported in diags. */
void nc_vault_resolve(struct nc_vault *v, size_t i, struct nc_doc *doc,
                      const struct nc_parse_options *opts, struct nc_diags *diags);
/* What all nc_vault_resolve together found; after the last of them. */
const struct nc_vault_counts *nc_vault_counts(const struct nc_vault *v);

#endif
