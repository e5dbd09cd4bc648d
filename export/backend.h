/* The interface between app/ and the backends: a backend is a const struct of callbacks, listed in
 * the one table in src/app/backends.c. docs/architecture.md, "A backend in five steps", tells how
 * to add one.
 *
 * A run is: begin; plan for every note; then for every note render (on any thread) and emit
 * (serial, in note order); finish; end. A callback that returns int gives 0, or -1 after it put one
 * message in run->fail (render: in the nc_fail it is given). No callback prints, exits, reads the
 * clock, uses random numbers, opens an output by itself, resolves links or reads notes. */
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

/* An option that a backend declares; app parses it, the backend reads it with nc_run_option. */
struct nc_optdef {
    const char *name; /* "cards" for --cards */
    const char *
        arg; /* what --help shows for the value: "KINDS"; "[KINDS]": one that may be left out and is
                "" then; NULL: a switch, whose value is "1" */
    const char *help;   /* one line */
    const char *values; /* the allowed words, separated by '|'; with ',' before them: words for
                           completions only, the backend checks the value; NULL: any */
};

/* The value of the option may be left out. */
static inline bool nc_optdef_may_lack(const struct nc_optdef *d)
{
    return d->arg && d->arg[0] == '[';
}

/* Where one anchor ends up. */
struct nc_place {
    struct nc_str
        file; /* path inside the product (epub: "text/c-12345678.xhtml"; tree: "sub/a.org") */
    struct nc_str frag; /* the id there, without '#'; empty: the file's beginning */
};
/* A block of the outline before which another file begins. */
struct nc_cut {
    uint32_t block; /* its number */
    struct nc_str file;
};
struct nc_plan {
    struct nc_place start;    /* the note as a whole */
    struct nc_place *anchors; /* one an outline anchor */
    size_t count;
    const struct nc_cut *cuts; /* beyond those that headings make; in order */
    size_t cut_count;
};

/* What render makes of a note. The backend that made it knows its inside. */
struct nc_rendered {
    void *data;
    void (*free)(void *data);
};

/* That of a backend whose render makes one text; takes b, which nc_calloc made. */
struct nc_rendered nc_rendered_buf(struct nc_buf *b);

/* The notes and media of a run. Numbers in nc_ref index these. */
struct nc_site {
    const struct nc_outline *const *notes;
    size_t count;
    const struct nc_media_table *media;
    const struct nc_book *book; /* the contents: every note that was read, and what is above them */
    struct nc_str title;        /* of the product: the note's, the folder's, or -M title= */
    struct nc_str lang;         /* of the product */
    struct nc_uuid uuid;        /* of the product */
    struct nc_str deck;         /* "" or the name all decks hang under (a vault's root) */
    struct nc_str vault_id;     /* the vault's permanent name (`id:` in noteconv.yaml), else
                                   ""; then a product keeps the id that it was first made with */
    struct nc_str vault_name;   /* the root's folder name: the id at the first run; "" for a loose
                                   note, whose name is enough */
    /* Whether a note is at a path from the root, read by this run or not. */
    bool (*has_note)(const void *vault, struct nc_str path);
    /* What "[[target]]" in the front matter of a note leads to: NC_REF_NOTE, or NC_REF_NONE. On any
     * thread. MAY be NULL. */
    void (*find_note)(const void *vault, uint32_t from, struct nc_str target, struct nc_ref *out);
    const void *vault;
    bool is_obsidian;  /* vault_name is a vault that Obsidian opens */
    bool is_folder;    /* a folder was named: a book of many notes, a tree */
    bool is_part;      /* the run makes several products of this kind (--each, --split) */
    bool is_selection; /* of a folder, by --tag, --where, --include or several inputs: some notes */
    bool strict;       /* --strict was given; that a document says so of itself is doc->strict */
    /* In a folder: the path of each note in a tree, without its suffix, and of each media file;
     * safe as file names, no two the same. NULL otherwise. */
    const struct nc_str *places, *media_places;
};

/* What the place of a product holds before the run writes it. */
enum nc_previous_kind {
    NC_PREVIOUS_ABSENT,
    NC_PREVIOUS_OURS,       /* the backend wrote it, and what it looks at is sound */
    NC_PREVIOUS_FOREIGN,    /* something else: a file of the user's, a device, a link to nowhere */
    NC_PREVIOUS_DAMAGED,    /* it may have been the backend's and is not whole */
    NC_PREVIOUS_NEWER,      /* a newer noteconv wrote it */
    NC_PREVIOUS_UNREADABLE, /* it is there, and what it is cannot be read */
};
struct nc_previous {
    enum nc_previous_kind kind;
    struct nc_buf bytes; /* OURS: what the backend keeps of it for its own use; else empty */
    struct nc_fail why;  /* DAMAGED, NEWER, UNREADABLE: one message that begins with the path */
};

/* An id to be written into a note, at the end of the last line that is not blank, from `line` on
 * and above `before` (0: to the note's end). */
struct nc_id_wish {
    struct nc_str path; /* of the note, from the root */
    uint32_t line, before;
    struct nc_str id;
};
/* Those of one note stand together. In the arena. */
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
    const struct nc_media_forms
        *media;                  /* of a backend that has a want: one a file of site->media */
    const struct nc_plan *plans; /* this backend's, one a note; complete before the first render */
    struct nc_templates *templates;
    struct nc_math *math; /* of the run, for all threads */
    int64_t now;          /* SOURCE_DATE_EPOCH, else the time; seconds */
    const char *output;   /* path of the product: a file, a folder for a tree, or "-" */
    const struct nc_previous *previous; /* what is at output; ABSENT for a folder and for "-" */
    struct nc_outset *outs;             /* open outputs through nc_out_open only */
    struct nc_tree *tree;               /* of a folder run of a backend with is_tree; else NULL */
    struct nc_diags *diags;             /* messages of the serial callbacks */
    struct nc_fail *fail;
    struct nc_id_wishes *ids;  /* NULL: notes are not to be touched */
    struct nc_buf *report;     /* lines that app prints after the run ("12 cards: 3 new …\n") */
    enum nc_made made;         /* finish sets it where it is another than WRITTEN */
    size_t pictures;           /* that the product holds; finish sets it */
    void *state;               /* state_size zeroed bytes */
    const void *option_values; /* app's; read with nc_run_option */
    const char *(*option)(const void *values, const struct nc_backend *backend, const char *name);
};

/* The value of a declared option, or NULL when it was not given. */
static inline const char *nc_run_option(const struct nc_run *run, const char *name)
{
    return run->option ? run->option(run->option_values, run->backend, name) : NULL;
}

/* Where an anchor of a note is; the note's beginning for NC_NO_ANCHOR and for a number the note
 * does not have; an empty place for a note that is not part of the run. Never NULL. Backends ask
 * for places through it only. */
const struct nc_place *nc_place_of(const struct nc_run *run, uint32_t note, uint32_t anchor);

/* The style sheet of a template, followed by more (NULL: none), the name of another, and by that of
 * --css=FILE if it was given. out is the caller's to dispose. 0 or -1. */
int nc_run_style(struct nc_buf *out, const struct nc_run *run, const char *template_name,
                 const char *more);
/* The option that goes with it. */
#define NC_OPTION_CSS                                                                              \
    {                                                                                              \
        "css", "FILE", "a style sheet of your own after the built-in one", NULL                    \
    }
/* Of a backend with a want. */
#define NC_OPTION_IMAGE_SIZE(HELP)                                                                 \
    {                                                                                              \
        "image-size", "PIXELS", HELP, NULL                                                         \
    }

/* A plan for backends that make one file a note and call an anchor by its key. */
int nc_plan_one_file(const struct nc_run *run, uint32_t note, const struct nc_outline *outline,
                     struct nc_arena *arena, struct nc_plan *out);

struct nc_backend {
    const char *name;    /* "org" for -t org */
    const char *suffix;  /* ".org" */
    const char *summary; /* one line for --list-formats */
    const void *variant; /* MAY. What tells rows apart that share their callbacks: theirs */
    const char *readers; /* whose readers it is for, as --target names them; NULL: anyone's */
    /* MAY. The rows for the readers of one maker each, which replace this one; ends with NULL.
     */
    const struct nc_backend *const *targets;
    const struct nc_optdef *options; /* ends with a name of NULL; NULL: none */
    size_t state_size;
    const struct nc_media_want *media; /* how pictures have to be; NULL: the files as they are */
    bool is_text;                      /* may go to standard output when no -o is given */
    bool is_book; /* one product of many notes, in which a plan says what is and what is not */
    bool is_tree; /* a folder of notes gives a folder of files: output is a folder then */
    /* Of a folder, notes without text that have properties or are linked to stay. */
    bool keeps_stubs;
    /* A product of the notes that could be read brings up to date what an earlier one made, and
     * takes nothing away: a deck. Others are not written when a note could not be read. */
    bool is_update;
    bool reports; /* finish always says in run->report what the product holds */

    /* MAY. Called once, before any note is seen. */
    int (*begin)(struct nc_run *run);
    /* MAY; without it nothing leads into the outputs. Pure: from the outline alone, never from
     * rendered size; called for every note, on one thread, before any render. Strings from arena.
     */
    int (*plan)(const struct nc_run *run, uint32_t note, const struct nc_outline *outline,
                struct nc_arena *arena, struct nc_plan *out);
    /* MUST. Pure, on any thread, in any order: reads run (never writes it), the document and the
     * site. worker is the caller's own: what is formed in its arena does not outlive the call. */
    int (*render)(const struct nc_run *run, struct nc_worker *worker, uint32_t note,
                  const struct nc_doc *doc, struct nc_diags *diags, struct nc_fail *fail,
                  struct nc_rendered *out);
    /* MUST. Serial, in note order. The document may be gone by then. */
    int (*emit)(struct nc_run *run, uint32_t note, struct nc_rendered *r);
    /* MAY. Only if nothing failed. Writes what needs all notes. May decide that the old file is
     * already right (then it opens no output). */
    int (*finish)(struct nc_run *run);
    /* MAY. Always last, also after a failure. Frees what state holds. */
    void (*end)(struct nc_run *run);
    /* MAY. Of a tree: appends the place in the product of a file of site->media, which no other
     * file has; false: it lies where the notes have it. On any thread. */
    bool (*media_place)(struct nc_buf *out, const struct nc_run *run, uint32_t number);
    /* MUST. What the regular file at path is, by a look inside: generator, state entry, first line.
     * The only time that a run opens it. p is zeroed; bytes and why are filled as p says. Never
     * ABSENT, but where the file vanished meanwhile. */
    enum nc_previous_kind (*recognise)(struct nc_previous *p, const char *path);
};

extern const struct nc_backend nc_backend_epub, nc_backend_kepub, nc_backend_azw3, nc_backend_apkg,
    nc_backend_org, nc_backend_html, nc_backend_json;
/* Not formats of -t: what `noteconv cards` writes. */
extern const struct nc_backend nc_backend_cards, nc_backend_cards_json, nc_backend_cards_page;

#endif
