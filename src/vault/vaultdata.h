/* Private definition of struct nc_vault, shared by the files of this folder only. */
#ifndef NC_VAULT_VAULTDATA_H
#define NC_VAULT_VAULTDATA_H

#include "base/buf.h"
#include "base/strmap.h"
#include "vault/globs.h"
#include "vault/pathlist.h"
#include "vault/vault.h"

#include <limits.h>
#include <pthread.h>
#include <regex.h>

/* What a reference in a note asks for. */
struct nc_link_request {
    /* as written, with its fragment; "": nothing */
    struct nc_str dest;
    /* [[…]]: never percent-decoded */
    bool by_name;
    /* its target is shown here */
    bool is_embed;
    /* an image or another file, unless the name is that of a note */
    bool wants_file;
    /* prefer the image exported of it */
    bool is_drawing;
    /* in the front matter: only a target that is a note counts */
    bool is_property;
};

/* The target of a reference: target.c. */
enum nc_target_kind {
    NC_TARGET_NONE,
    NC_TARGET_OUTSIDE,    /* above the root */
    NC_TARGET_NOTE,       /* number, anchor */
    NC_TARGET_MEDIA,      /* number: in the media table */
    NC_TARGET_DRAWING,    /* number: in the media table; the image exported of a drawing */
    NC_TARGET_UNREADABLE, /* an existing file that could not be read, already reported */
    NC_TARGET_EXCLUDED,   /* a file that --exclude leaves out */
    NC_TARGET_UNUSABLE,   /* a file that vanished or is too large, already reported */
};
enum nc_anchor_state {
    NC_ANCHOR_WHOLE, /* none was asked for */
    NC_ANCHOR_FOUND,
    NC_ANCHOR_MISSING,
    NC_ANCHOR_UNKNOWN, /* the note was not surveyed */
};
struct nc_target {
    /* enum nc_target_kind */
    uint8_t kind;
    /* enum nc_anchor_state */
    uint8_t anchor_state;
    bool by_alias;
    /* the destination was only a fragment, of the note itself */
    bool is_own;
    /* the uuid of a Logseq block, in any note */
    bool is_block;
    /* '#' is part of the name and begins no fragment */
    bool is_whole;
    uint32_t number, anchor;
    /* if ambiguous: the path of the second candidate; else empty */
    struct nc_str other;
};

/* The names of a note's anchors, sorted; equal ones in the order of the note. */
struct nc_anchor_name {
    struct nc_str name;
    uint32_t anchor;
};
struct nc_anchor_names {
    struct nc_anchor_name *items;
    size_t count;
};

/* What the first pass keeps of a note until the index is built. */
struct nc_survey {
    struct nc_outline *outline;
    struct nc_arena *arena;
    /* see fragment.c */
    struct nc_anchor_names headings, slugs, ids;
    /* texts of anchors that ((uuid)) may name; else empty */
    struct nc_str *block_texts;
    /* Indexed by the numbers of the note's references, followed by those without a number.
     * requests: freed once the index is built. targets: only for wanted notes and those they embed;
     * else NULL */
    struct nc_link_request *requests;
    struct nc_target *targets;
    size_t request_count;
    struct nc_arena *request_arena;
    /* of a drawing's note: the image exported of the drawing */
    struct nc_target drawing;
    bool is_drawing;
    struct nc_str *aliases;
    size_t alias_count;
    /* the value that --order sorts by */
    struct nc_str order;
    /* nothing visible */
    bool is_empty;
    /* keys in the front matter */
    bool has_properties;
    /* chosen by --tag and --where */
    bool is_selected;
};

/* Maps names to numbers; several numbers may have the same name. The caller owns the strings, which
 * must stay. Set firsts.arena before adding the first name. */
struct nc_name_entry {
    /* next: the next entry of the same name, + 1; 0: none */
    uint32_t value, next;
    /* in the first entry of a name: its last entry, + 1 */
    uint32_t last;
    /* for paths: the name is the whole path, not only its end */
    bool is_whole;
};
struct nc_names {
    struct nc_name_entry *entries;
    size_t count, cap;
    /* the first entry of a name, + 1 */
    struct nc_strmap firsts;
};
void nc_names_add(struct nc_names *t, struct nc_str name, uint32_t value);
/* Returns the first entry of a name, or NULL; continue with nc_names_next. Entries come in the
 * order in which they were added. */
const struct nc_name_entry *nc_names_get(const struct nc_names *t, struct nc_str folded);
const struct nc_name_entry *nc_names_next(const struct nc_names *t, const struct nc_name_entry *e);
void nc_names_dispose(struct nc_names *t);

/* A file that is not a note. */
struct nc_vault_file {
    struct nc_str rel, folded;
    uint64_t stamp;
};

/* A folder that holds notes of the product; what its files say of it may be empty. */
struct nc_folder {
    struct nc_str title;
    /* the value that --order sorts by */
    struct nc_str order;
    /* the least of its notes' places */
    uint32_t place;
};

/* A rule of hidden.c. */
struct nc_hidden {
    /* folded */
    struct nc_str prefix;
    /* "a" hides "a/b" but not "ab" */
    bool whole_parts;
    bool is_regex;
    regex_t regex;
};

struct nc_input {
    const char *given;
    /* absolute; for a pattern: with the current folder before it */
    struct nc_str real;
    /* from the root; "" for the root itself */
    struct nc_str rel;
    /* 1 for the first */
    uint32_t place;
    bool is_folder, is_pattern;
    /* for a pattern: the length, in real, of the folder it counts from */
    size_t folder_length;
    /* for a pattern */
    struct nc_globs glob;
    /* notes */
    size_t found;
};

/* Generators of books and sites. */
enum nc_book_site { NC_SITE_NONE, NC_SITE_MDBOOK, NC_SITE_GITBOOK, NC_SITE_MKDOCS };

struct nc_vault {
    struct nc_arena *arena;
    const struct nc_vault_options *opts;
    /* absolute, without a trailing '/' */
    struct nc_str root;
    /* prefix that makes a path from the root one from the current folder: "", or ends in '/' */
    struct nc_str way_to_root;
    struct nc_str output_name;
    /* something in the root marks it as one */
    bool is_marked;
    bool is_folder;
    /* the inputs belong to different vaults */
    bool spans_roots;
    /* the names of its files are known */
    bool is_scanned;
    bool is_logseq, has_obsidian;
    /* decides what a note may take from elsewhere */
    enum nc_book_site site;
    /* folder of its settings, from the root */
    struct nc_str site_folder;
    /* names of its variables → index in site_values + 1 */
    struct nc_strmap site_names;
    struct nc_str *site_values;
    size_t site_value_count;
    struct nc_input *inputs;
    size_t input_count;
    /* folders and patterns */
    struct nc_input **areas;
    size_t area_count;
    /* a named file → its place */
    struct nc_strmap named;
    /* the named inputs and the folders above them */
    struct nc_strmap input_paths;
    struct nc_vault_note *notes;
    size_t count, cap, wanted;
    /* one per note; each written by one worker */
    struct nc_survey *surveys;
    size_t surveyed;
    uint32_t *moved;
    const struct nc_outline **outlines;
    struct nc_media_table media;
    /* of a plan or index note; without entries if there is none */
    struct nc_book book;
    /* paths, files, pages and moments are filled */
    bool has_names;
    /* ends of folded paths without note suffix → note */
    struct nc_names paths;
    /* folded alias → note */
    struct nc_names aliases;
    /* folded name of a Logseq page whose file is named otherwise → note */
    struct nc_names pages;
    /* moments that names begin or end with, as Zettlr links to them: "202401312359 Name" */
    struct nc_names moments;
    /* the uuid of a Logseq block, in small letters → note */
    struct nc_names blocks;
    /* real path → media */
    struct nc_names media_names;
    /* SHA-256 of a data: address → its number in media + 1 */
    struct nc_strmap data_media;
    /* ends of folded paths → file */
    struct nc_names files;
    /* for each file: its number in media + 1; 0: not used */
    uint32_t *file_media;
    struct nc_vault_unlisted *unlisted;
    size_t unlisted_count, unlisted_cap;
    /* → their index + 1 */
    struct nc_strmap unlisted_paths;
    struct nc_vault_file *file_list;
    size_t file_count, file_cap;
    /* known once the notes are read; folder_numbers: path from the root → index + 1 */
    struct nc_folder *folders;
    size_t folder_count, folder_cap;
    struct nc_strmap folder_numbers;
    enum nc_breaks breaks;
    bool breaks_known;
    /* "", "/", "./", "./sub", "sub" as Obsidian writes it */
    struct nc_str attachment_folder;
    /* from noteconv.yaml; may be empty */
    struct nc_str id;
    /* from the root; empty: none configured */
    struct nc_str template_folder;
    struct nc_globs ignored, include, exclude;
    struct nc_hidden *hidden;
    size_t hidden_count, hidden_cap;
    /* of the titles of Logseq's journals */
    struct nc_str journal_format;
    /* folder of the journals; folded */
    struct nc_str journal_folder;
    size_t empty_count;
    /* The bytes of standard input, which can be read only once; a note that embeds a part of itself
     * is parsed again. Its only note is read by one thread at a time. */
    struct nc_buf *standard_input;
    /* decode.c */
    struct nc_vote *vote;
    struct nc_path_list *unread;
    struct nc_path_list *reads;
    /* guards counts */
    pthread_mutex_t lock;
    struct nc_vault_counts counts;
};

/* The encoding of the root's old notes, determined at most once per run. */
struct nc_vote *nc_vote_new(void);
void nc_vote_free(struct nc_vote *vote);
/* Turns the bytes of a note into UTF-8; those with a byte order mark are left to the parser. given:
 * iconv's name for the encoding of notes that are not UTF-8, or NULL. False, with a message, if the
 * encoding is in doubt. Any thread. */
bool nc_vault_decode(const struct nc_vault *v, const struct nc_vault_note *note,
                     struct nc_buf *bytes, const char *given, struct nc_diags *diags);

/* Marks and reports the wanted notes whose key an earlier one has. Call once their order is known.
 */
void nc_vault_report_same_keys(struct nc_vault *v, struct nc_diags *diags);

/* folders.c: whether a note of that name introduces its folder: README, index, _index, or the
 * folder's name. name: without suffix; both folded. */
bool nc_introduces_folder(struct nc_str name, struct nc_str folder);
/* Gathers the titles and positions of the folders of the wanted notes. Call it once these are
 * known. */
void nc_vault_read_folders(struct nc_vault *v, struct nc_diags *diags);
/* The folder of that path from the root; NULL if it holds no note of the product. */
struct nc_folder *nc_vault_folder(const struct nc_vault *v, struct nc_str rel);

/* Returns the name of a folder: the last name of its path, or "notes" for the root of the file
 * system. */
struct nc_str nc_folder_called(struct nc_str path);
/* Returns the name of the note whose path without its suffix this is, a slice of it: the last name,
 * or that of its bundle (nc_is_bundle). */
struct nc_str nc_note_name(struct nc_str stem);

/* unread.c: records what exists but could not be read. The path counts from the root. The first
 * time it is reported in diags, unless that is NULL. Any thread. */
void nc_vault_unread(const struct nc_vault *v, enum nc_diag_id id, struct nc_str rel,
                     struct nc_str shown, struct nc_diags *diags, const char *why);
bool nc_vault_is_unread(const struct nc_vault *v, struct nc_str rel);
/* Whether errno after nc_read_file means that the system failed. A file that is too large or of
 * another kind is not a failure. */
bool nc_is_read_failure(int error);
/* Whether errno means that the file is gone, which is not a failure of reading. */
bool nc_is_vanished(int error);
/* Whether --exclude leaves the path out: then it is never opened. */
bool nc_vault_excludes(const struct nc_vault *v, struct nc_str rel);

/* reads.c: records a file that was read, by its real path. Any thread. */
void nc_vault_has_read(const struct nc_vault *v, struct nc_str path);
/* Reads a file of settings and records it. path: as opened; rel: from the root. False: there is
 * none, or it cannot be used, which is reported. */
bool nc_vault_read_settings(const struct nc_vault *v, const char *path, struct nc_str rel,
                            struct nc_buf *out, struct nc_diags *diags);

/* inputs.c: reads what was named and finds the root. */
int nc_vault_read_inputs(struct nc_vault *v, struct nc_diags *diags, struct nc_fail *f);
void nc_vault_dispose_inputs(struct nc_vault *v);
/* Returns the folder that an input is or is in. */
struct nc_str nc_vault_input_folder(const struct nc_input *in);
/* Whether the inputs name the note; sets its place. */
bool nc_vault_is_named(struct nc_vault *v, struct nc_vault_note *n);
/* Whether rel is an input or a folder above one. */
bool nc_vault_leads_to_input(const struct nc_vault *v, struct nc_str rel);
/* Whether a real path is the root or lies below it. *rel: the path from the root, a slice. */
bool nc_vault_below_root(const struct nc_vault *v, struct nc_str real, struct nc_str *rel);
/* Returns the name of a file for messages: below the named folder, as that was written, else a path
 * from the current folder. */
struct nc_str nc_vault_shown_name(const struct nc_vault *v, struct nc_str rel);

/* notename.c: gives all notes their keys. */
void nc_vault_key_notes(struct nc_vault *v);
/* Whether --include and --exclude let the note through. */
bool nc_vault_is_chosen(const struct nc_vault *v, const struct nc_vault_note *n);
/* config.c: reads Obsidian's and Logseq's settings of the root. */
void nc_vault_configure(struct nc_vault *v, struct nc_diags *diags);
/* settings.c: returns the text of a value, in the arena and without blanks at its ends; empty for a
 * list, a map or NULL. */
struct nc_str nc_vault_text(struct nc_vault *v, const struct nc_value *value);
/* scan.c: adds the notes and files below the root; shallow: only those directly in it. */
int nc_vault_scan(struct nc_vault *v, bool shallow, struct nc_diags *diags, struct nc_fail *f);
/* Whether the scan leaves out a file at this path from the root, because of its folders or its
 * name. */
bool nc_scan_skips(const struct nc_vault *v, struct nc_str rel);
/* hidden.c: hides what begins with prefix. whole_parts: compares only whole names of folders and
 * files. */
void nc_hide_prefix(struct nc_vault *v, struct nc_str prefix, bool whole_parts);
/* Hides what a regular expression of JavaScript matches. False: POSIX cannot express it. */
bool nc_hide_regex(struct nc_vault *v, struct nc_str regex);
/* Whether a note is hidden. What was named is not hidden, nor is a note hidden only because its
 * whole named folder is. */
bool nc_vault_is_hidden(const struct nc_vault *v, struct nc_str rel);
void nc_hidden_dispose(struct nc_vault *v);

/* lookup.c: whether the file at a folded path is one of Logseq's journals. *day: its day. */
bool nc_vault_is_journal(const struct nc_vault *v, struct nc_str folded, struct nc_when *day);
/* journal.c */
/* Appends the title for a journal's day in a format such as "MMM do, yyyy". */
void nc_journal_title(struct nc_buf *out, struct nc_str format, const struct nc_when *day);

/* order.c: puts the notes in order. */
void nc_vault_order(struct nc_vault *v, struct nc_diags *diags);
/* summary.c: makes the notes listed in the index note the wanted ones, in its order. */
int nc_vault_read_index(struct nc_vault *v, const struct nc_parse_options *opts,
                        struct nc_diags *diags, struct nc_fail *f);

/* lookup.c */
/* A file in the list, or one that only the file system knows. */
struct nc_found_file {
    bool is_listed;
    /* index in the list */
    uint32_t number;
    /* if ambiguous: the path of the second candidate; else empty */
    struct nc_str other;
    /* if not listed: its real path */
    char real[PATH_MAX];
    /* if not listed: the path asked for; "" if none was */
    char asked[PATH_MAX];
    /* nothing was found because the path leads out of the root */
    bool outside;
    /* errno if the file may exist but cannot be looked at, else 0 */
    int error;
};
enum nc_hit_kind { NC_HIT_NONE, NC_HIT_NOTE, NC_HIT_FILE, NC_HIT_OUTSIDE };
struct nc_hit {
    enum nc_hit_kind kind;
    /* of the note or file */
    uint32_t number;
    /* if ambiguous: the path of the second candidate; else empty */
    struct nc_str other;
    bool by_alias;
};
/* Appends the name of the page that a graph of Logseq keeps in a file with this name, without its
 * suffix. */
void nc_logseq_page(struct nc_buf *out, struct nc_str stem);
/* Fills paths, files and pages, unless they are filled; nc_vault_lookup needs them. */
void nc_vault_build_names(struct nc_vault *v);
/* Puts a temporary note with that path after the last one, at v->count, so that names can be looked
 * up from there. It does not count as a note: the next call replaces it. */
void nc_vault_ask_from(struct nc_vault *v, struct nc_str rel);
/* Returns what the path part of a destination names, seen from a note. by_name: as in [[…]]. */
struct nc_hit nc_vault_lookup(const struct nc_vault *v, size_t from, struct nc_str path,
                              bool by_name, bool wants_file);
/* Prepares a file that is not found yet: its paths are empty and not cleared further. */
void nc_found_file_init(struct nc_found_file *file);
/* Finds the regular file inside the root that path leads to from the note, through the file system
 * alone: its real path, and the path asked for, which is set even if there is no such file. */
bool nc_vault_find_file(const struct nc_vault *v, size_t from, struct nc_str path,
                        struct nc_found_file *file);
/* reads.c: reads a file whose text the note includes, and records it. file, found: the results of
 * nc_vault_find_file. On failure returns false and appends to why a reason to print after the
 * file's name. If the file may exist but cannot be read, why stays empty, and the note counts as
 * unread. */
bool nc_vault_take_in(const struct nc_vault *v, size_t note, const struct nc_found_file *file,
                      bool found, struct nc_buf *out, struct nc_buf *why, struct nc_diags *diags);
/* Appends s with ASCII letters in lower case, as ids are compared. */
void nc_fold_id(struct nc_buf *out, struct nc_str id);
/* Appends s with %XX decoded; an invalid escape stays. False: it holds %00. */
bool nc_percent_decode(struct nc_buf *out, struct nc_str s);

/* fragment.c: builds the index of an outline's anchors; finds the anchor that a fragment names. */
void nc_fragment_index(struct nc_survey *s);
uint32_t nc_fragment_find(const struct nc_survey *s, struct nc_str fragment);

/* Frees what only the index needed. */
void nc_survey_forget_requests(struct nc_survey *s);
/* others.c: surveys the notes outside the product whose bytes hold the word. Reports those that
 * cannot be read. */
void nc_survey_others(struct nc_vault *v, const struct nc_parse_options *opts, struct nc_str word,
                      struct nc_diags *diags);

/* blockrefs.c: survey, ask for and index the blocks of a Logseq graph, which any note may name by
 * uuid. */
void nc_blocks_survey(struct nc_survey *s, const struct nc_doc *doc);
bool nc_blocks_are_asked_for(const struct nc_vault *v);
void nc_blocks_index(struct nc_vault *v);
/* Whether the fragment names a block of the graph. Gives its note, its anchor and its text. */
bool nc_blocks_find(const struct nc_vault *v, struct nc_str fragment, uint32_t *note,
                    uint32_t *anchor, struct nc_str *text);

/* resolve.c: the reference of one node, seen from note i (in which it was written). */
struct nc_resolving {
    struct nc_vault *v;
    /* the note whose document it is */
    size_t note;
    struct nc_doc *doc;
    const struct nc_parse_options *opts;
    struct nc_diags *diags;
    struct nc_vault_counts counts;
    /* the reference is reported and counted with another note */
    bool quiet;
    /* the reference is the cover in the front matter, not part of the text */
    bool is_cover;
};
void nc_resolve_ref(struct nc_resolving *r, size_t from, struct nc_node *n);

/* cover.c */
/* target.c: whether an address may be a picture at hand: data:, or remote with --remote-dir. */
bool nc_vault_takes_address(const struct nc_vault *v, struct nc_str url);
/* Fills doc->cover; reports a file that is not found. */
void nc_cover_resolve(struct nc_resolving *r);
void nc_resolve_report(struct nc_resolving *r, enum nc_diag_id id, const struct nc_node *n,
                       const char *fmt, ...) NC_PRINTF(4, 5);

/* embedweights.c: puts the blocks that these notes embed into their outlines. */
void nc_vault_weigh_embeds(struct nc_vault *v, const uint32_t *notes, size_t count);

/* drawings.c: Excalidraw's drawings. */
bool nc_drawing_is_named(struct nc_str path); /* "x.excalidraw" or "x.excalidraw.md" */
/* Finds the image exported of the drawing that path names, seen from a note. */
bool nc_drawing_find(const struct nc_vault *v, size_t from, struct nc_str path, bool by_name,
                     struct nc_found_file *out);
/* Turns an embed into the image that it shows, and returns the image. */
struct nc_node *nc_drawing_image(const struct nc_vault *v, struct nc_doc *doc,
                                 struct nc_node *embed, uint32_t media);
/* Replaces the drawing of a note with its image. shown: what the survey found; NC_TARGET_NONE:
 * there is no image, which is a warning unless diags is NULL. */
void nc_drawing_show(const struct nc_vault *v, size_t note, const struct nc_target *shown,
                     struct nc_doc *doc, struct nc_diags *diags);

/* target.c: finds the target of a request, seen from a note. nc_target_add reads media missing from
 * the table and adds them (serial; diags says what could not be read); nc_target_find does not. */
struct nc_link_request nc_request_of(const struct nc_node *n);
struct nc_target nc_target_add(struct nc_vault *v, size_t from, const struct nc_link_request *q,
                               struct nc_diags *diags);
struct nc_target nc_target_find(const struct nc_vault *v, size_t from,
                                const struct nc_link_request *q);
/* Fills the anchor of a target that is a note. The note must have been surveyed by then. */
void nc_target_anchor(const struct nc_vault *v, struct nc_target *t, struct nc_str dest);
/* Returns the target of the drawing that a note is. */
struct nc_target nc_target_of_drawing(struct nc_vault *v, size_t note, struct nc_diags *diags);

#endif
