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

/* What a reference of a note asks for. */
struct nc_link_request {
    struct nc_str dest; /* as written, fragment and all; "": nothing */
    bool by_name;       /* [[…]]: never percent-decoded */
    bool is_embed;      /* what it leads to is shown here */
    bool wants_file;    /* an image or another file, unless the name is a note's */
    bool is_drawing;    /* the image exported of it is wanted first */
    bool is_property;   /* in the front matter: only what leads to a note is looked at */
};

/* What it leads to: target.c. */
enum nc_target_kind {
    NC_TARGET_NONE,
    NC_TARGET_OUTSIDE,    /* above the root */
    NC_TARGET_NOTE,       /* number, anchor */
    NC_TARGET_MEDIA,      /* number: in the media table */
    NC_TARGET_DRAWING,    /* number: in the media table, the image exported of a drawing */
    NC_TARGET_UNREADABLE, /* a file that is there and could not be read, which was reported */
    NC_TARGET_EXCLUDED,   /* a file that --exclude leaves out */
    NC_TARGET_UNUSABLE,   /* a file that vanished, or is too large, which was reported */
};
enum nc_anchor_state {
    NC_ANCHOR_WHOLE, /* none was asked for */
    NC_ANCHOR_FOUND,
    NC_ANCHOR_MISSING,
    NC_ANCHOR_UNKNOWN, /* the note was not surveyed */
};
struct nc_target {
    uint8_t kind;         /* enum nc_target_kind */
    uint8_t anchor_state; /* enum nc_anchor_state */
    bool by_alias;
    bool is_own;   /* the destination was a fragment alone: of the note itself */
    bool is_block; /* a Logseq block's uuid, of whatever note */
    bool is_whole; /* '#' is part of the name, and no fragment */
    uint32_t number, anchor;
    struct nc_str other; /* ambiguous: the path of the second candidate; else empty */
};

/* Names of a note's anchors, sorted; equal ones in the order of the note. */
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
    struct nc_anchor_names headings, slugs, ids; /* see fragment.c */
    struct nc_str *block_texts;                  /* of anchors that ((uuid)) may name; else empty */
    /* By the numbers of the note's references, then those that have none. requests: none once the
     * index is built. targets: of the wanted notes and of those they embed; NULL of others */
    struct nc_link_request *requests;
    struct nc_target *targets;
    size_t request_count;
    struct nc_arena *request_arena;
    struct nc_target drawing; /* of a drawing's note: the image exported of it */
    bool is_drawing;
    struct nc_str *aliases;
    size_t alias_count;
    struct nc_str order; /* the value that --order sorts by */
    bool is_empty;       /* nothing visible */
    bool has_properties; /* keys in the front matter */
    bool is_selected;    /* by --tag and --where */
};

/* From names to numbers; several numbers may have one name. The strings are the caller's and stay.
 * firsts.arena is set before the first name is added. */
struct nc_name_entry {
    uint32_t value, next; /* next: of the same name, + 1; 0: none */
    uint32_t last;        /* of the first of a name: the last one, + 1 */
    bool is_whole;        /* of paths: the name is the whole path, not only its end */
};
struct nc_names {
    struct nc_name_entry *entries;
    size_t count, cap;
    struct nc_strmap firsts; /* the first entry of a name, + 1 */
};
void nc_names_add(struct nc_names *t, struct nc_str name, uint32_t value);
/* The first entry of a name, or NULL; follow with nc_names_next. Entries come in the order they
 * were added. */
const struct nc_name_entry *nc_names_get(const struct nc_names *t, struct nc_str folded);
const struct nc_name_entry *nc_names_next(const struct nc_names *t, const struct nc_name_entry *e);
void nc_names_dispose(struct nc_names *t);

/* A file that is no note. */
struct nc_vault_file {
    struct nc_str rel, folded;
    uint64_t stamp;
};

/* A rule of hidden.c. */
struct nc_hidden {
    struct nc_str prefix; /* folded */
    bool whole_parts;     /* "a" hides "a/b" and not "ab" */
    bool is_regex;
    regex_t regex;
};

struct nc_input {
    const char *given;
    struct nc_str real; /* absolute; of a pattern: with the current folder before it */
    struct nc_str rel;  /* from the root; "" for the root itself */
    uint32_t place;     /* 1 for the first */
    bool is_folder, is_pattern;
    size_t folder_length; /* of a pattern: of real, the folder it counts from */
    struct nc_globs glob; /* of a pattern */
    size_t found;         /* notes */
};

/* Generators of books and sites. */
enum nc_book_site { NC_SITE_NONE, NC_SITE_MDBOOK, NC_SITE_GITBOOK, NC_SITE_MKDOCS };

struct nc_vault {
    struct nc_arena *arena;
    const struct nc_vault_options *opts;
    struct nc_str root; /* absolute, without '/' at the end */
    struct nc_str output_name;
    bool is_marked; /* something in the root says that it is one */
    bool is_folder;
    bool spans_roots; /* the inputs belong to different vaults */
    bool is_scanned;  /* the names of its files are known */
    bool is_logseq, has_obsidian;
    enum nc_book_site site;      /* what a note may take from elsewhere */
    struct nc_str site_folder;   /* of its settings, from the root */
    struct nc_strmap site_names; /* of its variables: their number in site_values + 1 */
    struct nc_str *site_values;
    size_t site_value_count;
    struct nc_input *inputs;
    size_t input_count;
    struct nc_input **areas; /* folders and patterns */
    size_t area_count;
    struct nc_strmap named; /* a file that was named → its place */
    struct nc_strmap ways;  /* what was named, and the folders above it */
    struct nc_vault_note *notes;
    size_t count, cap, wanted;
    struct nc_survey *surveys; /* one a note; each written by one worker */
    size_t surveyed;
    uint32_t *moved;
    const struct nc_outline **outlines;
    struct nc_media_table media;
    struct nc_book book;     /* of a plan or index note; no entries: there is none */
    struct nc_names paths;   /* suffixes of folded paths less note suffix → note */
    struct nc_names aliases; /* folded alias → note */
    struct nc_names pages;  /* folded name of a Logseq page that differs from its file's → note */
    struct nc_names blocks; /* a Logseq block's uuid, in small letters → note */
    struct nc_names media_names; /* real path → media */
    struct nc_strmap data_media; /* SHA-256 of a data: address → its number in media + 1 */
    struct nc_names files;       /* suffixes of folded paths → file */
    uint32_t *file_media;        /* a file: its number in media + 1; 0: not used */
    struct nc_vault_unlisted *unlisted;
    size_t unlisted_count, unlisted_cap;
    struct nc_strmap unlisted_paths; /* their number + 1 */
    struct nc_vault_file *file_list;
    size_t file_count, file_cap;
    enum nc_breaks breaks;
    bool breaks_known;
    struct nc_str attachment_folder; /* "", "/", "./", "./sub", "sub" as Obsidian writes it */
    struct nc_str id;                /* of noteconv.yaml; empty: none */
    struct nc_str template_folder;   /* from the root; empty: none configured */
    struct nc_globs ignored, include, exclude;
    struct nc_hidden *hidden;
    size_t hidden_count, hidden_cap;
    struct nc_str journal_format; /* of Logseq's journals' titles */
    struct nc_str journal_folder; /* where they are; folded */
    size_t empty_count;
    struct nc_vote *vote; /* decode.c */
    struct nc_path_list *unread;
    struct nc_path_list *reads;
    pthread_mutex_t lock; /* of counts */
    struct nc_vault_counts counts;
};

/* What encoding the root's old notes are in: asked at most once a run. */
struct nc_vote *nc_vote_new(void);
void nc_vote_free(struct nc_vote *vote);
/* Makes the bytes of a note UTF-8 (those with a byte order mark are left to the parser). given: the
 * encoding of notes that are not UTF-8, by iconv's name, or NULL. False, with a message, if the
 * encoding stays in doubt. Any thread. */
bool nc_vault_decode(const struct nc_vault *v, const struct nc_vault_note *note,
                     struct nc_buf *bytes, const char *given, struct nc_diags *diags);

/* Marks and tells the wanted notes whose key an earlier one has; once their order is known. */
void nc_vault_tell_same_keys(struct nc_vault *v, struct nc_diags *diags);

/* What a folder is called: its last name, "notes" for the file system's root. */
struct nc_str nc_folder_called(struct nc_str path);

/* unread.c: what exists and could not be read. The path counts from the root. The first time it is
 * told, in diags if that is not NULL. Any thread. */
void nc_vault_unread(const struct nc_vault *v, enum nc_diag_id id, struct nc_str rel,
                     struct nc_str shown, struct nc_diags *diags, const char *why);
bool nc_vault_is_unread(const struct nc_vault *v, struct nc_str rel);
/* By errno after nc_read_file: the system failed. That the file is too large or of another kind is
 * no failure. */
bool nc_is_read_failure(int error);
/* By errno: the file is gone, which is no failure of reading. */
bool nc_is_vanished(int error);
/* --exclude leaves it out: it is never opened. */
bool nc_vault_excludes(const struct nc_vault *v, struct nc_str rel);

/* reads.c: remembers a file that was read, by its real path. Any thread. */
void nc_vault_has_read(const struct nc_vault *v, struct nc_str path);

/* inputs.c: reads what was named, and finds the root. */
int nc_vault_read_inputs(struct nc_vault *v, struct nc_diags *diags, struct nc_fail *f);
void nc_vault_dispose_inputs(struct nc_vault *v);
/* The folder that an input is, or is in. */
struct nc_str nc_vault_input_folder(const struct nc_input *in);
/* Whether the inputs name the note; sets its place. */
bool nc_vault_is_named(struct nc_vault *v, struct nc_vault_note *n);
/* Whether rel is an input, or a folder above one. */
bool nc_vault_is_way(const struct nc_vault *v, struct nc_str rel);
/* Whether a real path is the root or lies below it; *rel: the path from the root, a slice. */
bool nc_vault_below_root(const struct nc_vault *v, struct nc_str real, struct nc_str *rel);
/* As messages name a file: below the folder that was named, as that was written. */
struct nc_str nc_vault_shown_name(const struct nc_vault *v, struct nc_str rel);

/* notename.c: gives all notes their keys. */
void nc_vault_key_notes(struct nc_vault *v);
/* Whether --include and --exclude leave the note. */
bool nc_vault_is_chosen(const struct nc_vault *v, const struct nc_vault_note *n);
/* config.c: reads what Obsidian and Logseq say of the root. */
void nc_vault_configure(struct nc_vault *v, struct nc_diags *diags);
/* scan.c: adds the notes and files below the root; shallow: of the root alone. */
int nc_vault_scan(struct nc_vault *v, bool shallow, struct nc_diags *diags, struct nc_fail *f);
/* Whether the scan leaves out a file at this path from the root, for its folders or its name. */
bool nc_scan_skips(const struct nc_vault *v, struct nc_str rel);
/* hidden.c: hides what begins with prefix; whole_parts: only whole names of folders and files. */
void nc_hide_prefix(struct nc_vault *v, struct nc_str prefix, bool whole_parts);
/* Hides what a regular expression of JavaScript matches; false: it says what POSIX cannot. */
bool nc_hide_regex(struct nc_vault *v, struct nc_str regex);
/* Whether a note is hidden. What was named is not, nor what is hidden only as all of a folder that
 * was named. */
bool nc_vault_is_hidden(const struct nc_vault *v, struct nc_str rel);
void nc_hidden_dispose(struct nc_vault *v);

/* lookup.c. The file at a folded path is one of Logseq's journals, of this day. */
bool nc_vault_is_journal(const struct nc_vault *v, struct nc_str folded, struct nc_when *day);
/* journal.c */
/* Appends the title of a journal's day by a format such as "MMM do, yyyy". */
void nc_journal_title(struct nc_buf *out, struct nc_str format, const struct nc_when *day);

/* order.c: natural order of two paths. */
int nc_natural_cmp(struct nc_str a, struct nc_str b);
void nc_vault_order(struct nc_vault *v, struct nc_diags *diags);
/* summary.c: the notes that the index note lists become the wanted ones, in its order. */
int nc_vault_read_index(struct nc_vault *v, const struct nc_parse_options *opts,
                        struct nc_diags *diags, struct nc_fail *f);

/* lookup.c */
/* A file: of the list, or one that only the file system knows. */
struct nc_found_file {
    bool is_listed;
    uint32_t number;      /* in the list */
    struct nc_str other;  /* ambiguous: the path of the second candidate; else empty */
    char real[PATH_MAX];  /* not listed: its real path */
    char asked[PATH_MAX]; /* and the one that was asked for; "" if none was */
};
enum nc_hit_kind { NC_HIT_NONE, NC_HIT_NOTE, NC_HIT_FILE, NC_HIT_OUTSIDE };
struct nc_hit {
    enum nc_hit_kind kind;
    uint32_t number;     /* of the note or file */
    struct nc_str other; /* ambiguous: the path of the second candidate; else empty */
    bool by_alias;
};
/* Appends the name of the page that a graph of Logseq keeps in a file of this name, less suffix. */
void nc_logseq_page(struct nc_buf *out, struct nc_str stem);
void nc_vault_build_names(struct nc_vault *v);
/* What the path part of a destination names, seen from a note. by_name: as in [[…]]. */
struct nc_hit nc_vault_lookup(const struct nc_vault *v, size_t from, struct nc_str path,
                              bool by_name, bool wants_file);
/* One that is not found yet; its paths are empty and not cleared beyond. */
void nc_found_file_init(struct nc_found_file *file);
/* The regular file inside the root that path leads to from the note, by the file system alone: its
 * real path, and the path it was asked for with, which is set also when there is no such file. */
bool nc_vault_find_file(const struct nc_vault *v, size_t from, struct nc_str path,
                        struct nc_found_file *file, bool *outside);
/* Appends s with ASCII letters made small: as ids are compared. */
void nc_fold_id(struct nc_buf *out, struct nc_str id);
/* Appends s with %XX decoded; a bad escape stays. False: it holds %00. */
bool nc_percent_decode(struct nc_buf *out, struct nc_str s);

/* fragment.c: the index of an outline's anchors, and the anchor that a fragment names. */
void nc_fragment_index(struct nc_survey *s);
uint32_t nc_fragment_find(const struct nc_survey *s, struct nc_str fragment);

/* Frees what only the index needed. */
void nc_survey_forget_requests(struct nc_survey *s);
/* survey.c: surveys those notes outside the product whose bytes hold the word. */
void nc_survey_others(struct nc_vault *v, const struct nc_parse_options *opts, struct nc_str word);

/* blockrefs.c: the blocks of a Logseq graph, which every note may name by their uuid. */
void nc_blocks_survey(struct nc_survey *s, const struct nc_doc *doc);
bool nc_blocks_are_asked_for(const struct nc_vault *v);
void nc_blocks_index(struct nc_vault *v);
/* Whether the fragment names a block of the graph: its note, its anchor and its text. */
bool nc_blocks_find(const struct nc_vault *v, struct nc_str fragment, uint32_t *note,
                    uint32_t *anchor, struct nc_str *text);

/* resolve.c: the reference of one node, seen from note i (the note it was written in). */
struct nc_resolving {
    struct nc_vault *v;
    size_t note; /* whose document it is */
    struct nc_doc *doc;
    const struct nc_parse_options *opts;
    struct nc_diags *diags;
    struct nc_vault_counts counts;
    bool silent;   /* what is found and missing is reported and counted with another note */
    bool is_cover; /* the front matter's, which stands in no text */
};
void nc_resolve_ref(struct nc_resolving *r, size_t from, struct nc_node *n);

/* cover.c */
/* target.c: an address that may be a picture at hand: data:, or remote with --remote-dir. */
bool nc_vault_takes_address(const struct nc_vault *v, struct nc_str url);
/* Fills doc->cover; a file that is not found is reported. */
void nc_cover_resolve(struct nc_resolving *r);
void nc_resolve_tell(struct nc_resolving *r, enum nc_diag_id id, const struct nc_node *n,
                     const char *fmt, ...) NC_PRINTF(4, 5);

/* embedweights.c: puts the blocks that these notes embed into their outlines. */
void nc_vault_weigh_embeds(struct nc_vault *v, const uint32_t *notes, size_t count);

/* drawings.c: Excalidraw's drawings. */
bool nc_drawing_is_named(struct nc_str path); /* "x.excalidraw" or "x.excalidraw.md" */
/* The image that was exported of the drawing that path names, seen from a note. */
bool nc_drawing_find(const struct nc_vault *v, size_t from, struct nc_str path, bool by_name,
                     struct nc_found_file *out);
/* Turns an embed into the image it shows; returns that. */
struct nc_node *nc_drawing_image(const struct nc_vault *v, struct nc_doc *doc,
                                 struct nc_node *embed, uint32_t media);
/* The drawing of a note that is one becomes its image (shown: what the survey found;
 * NC_TARGET_NONE: there is none, which is a warning unless diags is NULL). */
void nc_drawing_show(const struct nc_vault *v, size_t note, const struct nc_target *shown,
                     struct nc_doc *doc, struct nc_diags *diags);

/* target.c: what a request leads to, seen from a note. Media that the table lacks are read and
 * added by nc_target_add (serial; diags says what could not be read), and left alone by
 * nc_target_find. */
struct nc_link_request nc_request_of(const struct nc_node *n);
struct nc_target nc_target_add(struct nc_vault *v, size_t from, const struct nc_link_request *q,
                               struct nc_diags *diags);
struct nc_target nc_target_find(const struct nc_vault *v, size_t from,
                                const struct nc_link_request *q);
/* Fills the anchor of a target that is a note: what the note is called here must have been surveyed
 * by then. */
void nc_target_anchor(const struct nc_vault *v, struct nc_target *t, struct nc_str dest);
/* The target of the drawing that a note is. */
struct nc_target nc_target_of_drawing(struct nc_vault *v, size_t note, struct nc_diags *diags);

#endif
