/* The interface between app/ and the backends: a backend is a const struct of callbacks, listed in
 * the one table in src/app/backends.c. docs/architecture.md, "A backend in five steps", explains
 * how to add one.
 *
 * A run is: begin; plan for every note; then for every note render (on any thread) and emit
 * (serial, in note order); finish; end. A callback that returns int returns 0, or -1 after it put
 * one message in run->fail (render: in the nc_fail it is given). No callback prints, exits, reads
 * the clock, uses random numbers, opens an output by itself, resolves links or reads notes. */
#ifndef NC_EXPORT_BACKEND_H
#define NC_EXPORT_BACKEND_H

#include "base/diag.h"
#include "base/fail.h"
#include "base/outset.h"
#include "base/worker.h"
#include "doc/book.h"
#include "doc/doc.h"
#include "doc/outline.h"
#include "export/tree.h"
#include "math/math.h"
#include "media/media.h"
#include "media/prepare.h"
#include "tmpl/tmpl.h"

struct nc_run;

/* An option declared by a backend. app parses it, the backend reads it with nc_run_option. */
struct nc_optdef {
    /* "cards" for --cards */
    const char *name;
    /* the value as shown by --help: "KINDS"; "[KINDS]": optional and then ""; NULL: a switch with
     * the value "1" */
    const char *arg;
    /* one line */
    const char *help;
    /* the allowed words, separated by '|'; with ',' before them: words for completions only, and
     * the backend checks the value; NULL: any */
    const char *values;
};

/* Whether the value of the option may be left out. */
static inline bool nc_optdef_may_lack(const struct nc_optdef *d)
{
    return d->arg && d->arg[0] == '[';
}

/* Where an anchor ends up. */
struct nc_place {
    /* path inside the product (epub: "text/c-12345678.xhtml"; tree: "sub/a.org") */
    struct nc_str file;
    /* the id there, without '#'; empty: the beginning of the file */
    struct nc_str frag;
};
/* A block of the outline before which another file begins. */
struct nc_cut {
    /* index of the block */
    uint32_t block;
    struct nc_str file;
};
struct nc_plan {
    /* the note as a whole */
    struct nc_place start;
    /* one per outline anchor */
    struct nc_place *anchors;
    size_t count;
    /* cuts beyond those made by headings; in order */
    const struct nc_cut *cuts;
    size_t cut_count;
};

/* What render makes of a note. Only the backend that made it knows its layout. */
struct nc_rendered {
    void *data;
    void (*free)(void *data);
};

/* Returns the result of a backend whose render makes one text. Takes b, which nc_calloc made. */
struct nc_rendered nc_rendered_buf(struct nc_buf *b);

/* The notes and media of a run. Numbers in nc_ref index these. */
struct nc_site {
    const struct nc_outline *const *notes;
    size_t count;
    const struct nc_media_table *media;
    /* the contents: every note that was read, and what is above them */
    const struct nc_book *book;
    /* title of the product: the note's, the folder's, or -M title= */
    struct nc_str title;
    /* of the product */
    struct nc_str lang;
    /* of the product */
    struct nc_uuid uuid;
    /* "" or the name above all decks (a vault's root) */
    struct nc_str deck;
    /* the vault's permanent name (`id:` in noteconv.yaml), else ""; with it a product keeps its
     * first id */
    struct nc_str vault_id;
    /* the name of the root's folder, used as id on the first run; "" for a loose note, which needs
     * none */
    struct nc_str vault_name;
    /* Whether there is a note at a path from the root, read by this run or not. */
    bool (*has_note)(const void *vault, struct nc_str path);
    /* Finds the target of "[[target]]" in the front matter of a note: NC_REF_NOTE or NC_REF_NONE.
     * Any thread. MAY be NULL. */
    void (*find_note)(const void *vault, uint32_t from, struct nc_str target, struct nc_ref *out);
    const void *vault;
    /* vault_name is a vault that Obsidian opens */
    bool is_obsidian;
    /* a graph of Logseq, where ^id is text */
    bool is_logseq;
    /* a folder was named: a book of many notes, a tree */
    bool is_folder;
    /* the run makes several products of this kind (--each, --split) */
    bool is_part;
    /* of a folder, only some notes: by --tag, --where, --include or several inputs */
    bool is_selection;
    /* the user gave --strict, which also permits printing HTML unchanged; for a document's own
     * setting see doc->strict */
    bool strict;
    /* In a folder: the path of each note in a tree, without its suffix, and of each media file.
     * Safe as file names, no two the same. Otherwise NULL. */
    const struct nc_str *places, *media_places;
};

/* What stands at the place of a product before the run writes it. */
enum nc_previous_kind {
    NC_PREVIOUS_ABSENT,
    NC_PREVIOUS_OURS,       /* the backend wrote it, and the parts it checks are sound */
    NC_PREVIOUS_FOREIGN,    /* something else: a user's file, a device, a dangling link */
    NC_PREVIOUS_DAMAGED,    /* it may have been the backend's but is not whole */
    NC_PREVIOUS_NEWER,      /* a newer noteconv wrote it */
    NC_PREVIOUS_UNREADABLE, /* it exists, but cannot be read */
};
struct nc_previous {
    enum nc_previous_kind kind;
    /* OURS: data that the backend keeps for its own use; else empty */
    struct nc_buf bytes;
    /* DAMAGED, NEWER, UNREADABLE: a message that begins with the path */
    struct nc_fail why;
};

/* An id to write into a note: at the end of the last line that is not blank, from `line` on and
 * above `before` (0: up to the note's end). */
struct nc_id_wish {
    /* path of the note, from the root */
    struct nc_str path;
    uint32_t line, before;
    struct nc_str id;
};
/* The ids to write. Those of one note are adjacent, in the order of its text. In the arena. */
struct nc_id_wishes {
    struct nc_arena *arena;
    struct nc_id_wish *items;
    size_t count, cap;
};

/* What became of a product. */
enum nc_made {
    NC_MADE_WRITTEN,
    NC_MADE_AS_IT_WAS, /* the output was already right; nothing was written */
    NC_MADE_NOTHING,   /* there was nothing to write; a message says why */
};

struct nc_run {
    const struct nc_backend *backend;
    const struct nc_site *site;
    /* for a backend with nc_backend.media: one per file of site->media */
    const struct nc_media_forms *media;
    /* one per note; complete before the first render */
    const struct nc_plan *plans;
    struct nc_templates *templates;
    /* of the run, for all threads */
    struct nc_math *math;
    /* SOURCE_DATE_EPOCH, else the current time; seconds */
    int64_t now;
    /* path of the product: a file, a folder for a tree, or "-" */
    const char *output;
    /* what is at output; ABSENT for a folder and for "-" */
    const struct nc_previous *previous;
    /* the only way to open outputs is nc_out_open */
    struct nc_outset *outs;
    /* for a folder run of a backend with is_tree; else NULL */
    struct nc_tree *tree;
    /* messages of the serial callbacks */
    struct nc_diags *diags;
    struct nc_fail *fail;
    /* NULL: notes must not be touched */
    struct nc_id_wishes *ids;
    /* lines that app prints after the run ("12 cards: 3 new …\n") */
    struct nc_buf *report;
    /* set by finish if it is not WRITTEN */
    enum nc_made made;
    /* in the product; set by finish */
    size_t pictures;
    /* state_size zeroed bytes */
    void *state;
    /* app's; read with nc_run_option */
    const void *option_values;
    const char *(*option)(const void *values, const struct nc_backend *backend, const char *name);
};

/* Returns the value of a declared option, or NULL if it was not given. */
static inline const char *nc_run_option(const struct nc_run *run, const char *name)
{
    return run->option ? run->option(run->option_values, run->backend, name) : NULL;
}

/* Returns where an anchor of a note is: the note's beginning for NC_NO_ANCHOR and for a number that
 * the note does not have; an empty place for a note outside the run. Never NULL. Backends must ask
 * for places only through this. */
const struct nc_place *nc_place_of(const struct nc_run *run, uint32_t note, uint32_t anchor);

/* Appends the style sheet of a template, then that of the template `more` (may be NULL), then that
 * of --css=FILE if given. is_packed: the product holds no file that this one loads, and a message
 * says so. The caller disposes of out. Returns 0 or -1. */
int nc_run_style(struct nc_buf *out, const struct nc_run *run, const char *template_name,
                 const char *more, bool is_packed);
/* The option --css for nc_run_style. */
#define NC_OPTION_CSS                                                                              \
    {                                                                                              \
        "css", "FILE", "a style sheet of your own after the built-in one", NULL                    \
    }
/* For a backend with nc_backend.media. */
#define NC_OPTION_IMAGE_SIZE(HELP)                                                                 \
    {                                                                                              \
        "image-size", "PIXELS", HELP, ",original"                                                  \
    }

/* The plan for backends that make one file per note and use an anchor's key as its id. */
int nc_plan_one_file(const struct nc_run *run, uint32_t note, const struct nc_outline *outline,
                     struct nc_arena *arena, struct nc_plan *out);

struct nc_backend {
    /* "org" for -t org */
    const char *name;
    /* ".org" */
    const char *suffix;
    /* one line for --list-formats */
    const char *summary;
    /* MAY. Distinguishes rows that share their callbacks; private to them. */
    const void *variant;
    /* the readers it is for, as --target names them; NULL: all */
    const char *readers;
    /* MAY. The rows for readers of a single maker, which replace this one; ends with NULL. */
    const struct nc_backend *const *targets;
    /* ends with a name of NULL; NULL: none */
    const struct nc_optdef *options;
    size_t state_size;
    /* what pictures must be like; NULL: the files unchanged */
    const struct nc_media_want *media;
    /* may be shown on a terminal; without -o, the text of standard input goes to standard output */
    bool is_text;
    /* one product of many notes, in which a plan decides what belongs to it */
    bool is_book;
    /* a folder of notes becomes a folder of files: output is then a folder */
    bool is_tree;
    /* In a folder, notes without text stay if they have properties or are linked to. */
    bool keeps_stubs;
    /* A deck: a product of the notes that could be read updates an earlier one and takes nothing
     * away. Other products are not written if a note could not be read. */
    bool is_update;
    /* finish always describes the product in run->report */
    bool reports;

    /* MAY. Called once, before any note is seen. */
    int (*begin)(struct nc_run *run);
    /* MAY, but a tree MUST: its files have their names from here. Without it no link leads into the
     * outputs. Pure: uses only the outline, never the rendered size. Called for every note, on one
     * thread, before any render. Strings from arena. */
    int (*plan)(const struct nc_run *run, uint32_t note, const struct nc_outline *outline,
                struct nc_arena *arena, struct nc_plan *out);
    /* MUST. Pure, on any thread, in any order: reads run (never writes it), the document and the
     * site. worker belongs to the caller: memory from its arena does not outlive the call. */
    int (*render)(const struct nc_run *run, struct nc_worker *worker, uint32_t note,
                  const struct nc_doc *doc, struct nc_diags *diags, struct nc_fail *fail,
                  struct nc_rendered *out);
    /* MUST. Serial, in note order. The document may no longer exist. */
    int (*emit)(struct nc_run *run, uint32_t note, struct nc_rendered *r);
    /* MAY. Only if nothing failed. Writes what needs all notes. May leave an up-to-date file alone;
     * then it opens no output. */
    int (*finish)(struct nc_run *run);
    /* MAY. Always called last, also after a failure. Frees what state holds. */
    void (*end)(struct nc_run *run);
    /* MAY. For a tree: appends the place in the product of a file of site->media, which no other
     * file may have. False: the file goes where the notes have it. Any thread. */
    bool (*media_place)(struct nc_buf *out, const struct nc_run *run, uint32_t number);
    /* MUST. Says what the regular file at path is by looking inside: generator, state entry, first
     * line. A run opens the file only here. p is zeroed; fills its bytes and why as their comments
     * say. Never ABSENT, unless the file vanished meanwhile. */
    enum nc_previous_kind (*recognise)(struct nc_previous *p, const char *path);
};

extern const struct nc_backend nc_backend_epub, nc_backend_kepub, nc_backend_azw3, nc_backend_apkg,
    nc_backend_org, nc_backend_html, nc_backend_json;
/* Not formats of -t: the outputs of `noteconv cards`. */
extern const struct nc_backend nc_backend_cards, nc_backend_cards_json, nc_backend_cards_page;

#endif
