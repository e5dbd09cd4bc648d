/* The intermediate document: one tree of nodes a note, made by parse/ (or read from JSON),
 * completed by vault/ (link targets, embeds, media) and read by every backend. A kind says what a
 * thing means, never how a format spells it. docs/document.md describes each node in words;
 * kinds.def lists the kinds, fields.def the members of the JSON form.
 *
 * Everything in a document lives in its arena; no node is freed alone. Backends get it const.
 * Nothing here recurses over the depth of the tree: use walk.h. */
#ifndef NC_DOC_DOC_H
#define NC_DOC_DOC_H

#include "base/arena.h"
#include "base/calendar.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/strmap.h"
#include <stdbool.h>
#include <stdint.h>

/* NC_DOC, NC_QUOTE …: kinds.def lists them and says what each is. */
enum nc_kind {
#define K(kind, ...) NC_##kind,
#include "doc/kinds.def"
    NC_KIND_COUNT
};

#define NC_FIRST_INLINE NC_EMPH

/* What a link, image or embed leads to. dest is as the author wrote it, entities and escapes
 * undone, never percent-decoded. Resolution fills state and the numbers; it rewrites nothing. */
enum nc_ref_state {
    NC_REF_NONE, /* not looked up, or found nowhere (a diagnostic said so): show the children as
                    text */
    NC_REF_URL,  /* leads outside: dest is a URL with a scheme, "//host", or "mailto:" */
    NC_REF_NOTE, /* leads to note number `note`, at anchor number `anchor` */
    NC_REF_MEDIA /* leads to file number `media` of the run's media table */
};
#define NC_NO_ANCHOR UINT32_MAX /* the note as a whole */
struct nc_ref {
    struct nc_str
        dest; /* the whole destination, fragment included; "" in [[#heading]] less fragment */
    struct nc_str
        fragment; /* what follows the first '#', without it: "H1#H2", "^block"; empty if none */
    struct nc_str title;
    enum nc_ref_state state;
    uint32_t note, anchor, media;
    uint32_t number; /* among the note's own references that are to be resolved, in document order
                        (nc_doc_number); NC_NO_NUMBER for others, such as an embedded note's */
    struct nc_str left_out; /* of NC_REF_NONE: the path from the root of a note that there is, but
                               not in the product; empty: none */
};
#define NC_NO_NUMBER UINT32_MAX

enum nc_embed_type { NC_EMBED_NOTE, NC_EMBED_AUDIO, NC_EMBED_VIDEO, NC_EMBED_PDF, NC_EMBED_OTHER };
enum nc_code_role { NC_CODE_PLAIN, NC_CODE_DIAGRAM, NC_CODE_QUERY };
enum nc_align { NC_ALIGN_NONE, NC_ALIGN_LEFT, NC_ALIGN_CENTER, NC_ALIGN_RIGHT };

enum nc_task_state {
    NC_TASK_NONE, /* no task: something with a date only (Logseq) */
    NC_TASK_TODO,
    NC_TASK_DOING,
    NC_TASK_WAITING,
    NC_TASK_DONE,
    NC_TASK_CANCELLED,
    NC_TASK_OTHER /* what the mark means only its author knows */
};
enum nc_priority {
    NC_PRIORITY_NONE,
    NC_PRIORITY_HIGHEST,
    NC_PRIORITY_HIGH,
    NC_PRIORITY_MEDIUM,
    NC_PRIORITY_LOW,
    NC_PRIORITY_LOWEST
};

/* What the author says of a task: marks of the Tasks plugin, fields of Dataview and lines of Logseq
 * mean the same here, and none of them is in the text any more (nc_task_note puts them back). */
/* Which of a task's dates come again. */
enum nc_repeat_of { NC_REPEAT_ALL, NC_REPEAT_SCHEDULED, NC_REPEAT_DEADLINE };
struct nc_task {
    uint32_t mark; /* the character between the brackets; Logseq's words have one of their state; 0:
                      it has no box */
    enum nc_task_state state;
    enum nc_priority priority;
    struct nc_str word; /* "TODO" and the like where it was written so (Logseq) */
    struct nc_when created, start, scheduled, deadline, closed; /* closed: done or cancelled */
    struct nc_str repeat; /* as written: "every week", ".+1d" */
    enum nc_repeat_of repeat_of;
    struct nc_str clock; /* times of work, "2024-05-01T10:00/2024-05-01T11:30" a line; without an
                            end: it goes on */
};

struct nc_code {
    struct nc_str lang, info, title, text; /* title: what the author calls it, as a file's name */
    enum nc_code_role role;
    bool fenced;
};

/* Attributes of DIV, SPAN, HEADING and others; empty slices where not given. */
struct nc_attrs {
    struct nc_str classes; /* separated by one blank */
    struct nc_str lang;    /* BCP 47 */
    struct nc_str dir;     /* "rtl", "ltr" or "auto": where its text begins */
    struct nc_str title;
    enum nc_align align;
};

struct nc_node {
    enum nc_kind kind;
    uint32_t seq;      /* number in document order from 0 (nc_doc_number): index of side arrays */
    struct nc_pos pos; /* where it begins in the source */
    uint32_t scratch;  /* of the step of parse/ that is at work */
    struct nc_node *parent, *first, *last, *next;
    struct nc_str id; /* the author's own name for it (^block-id, {#id}, id="…"); empty if none */
    uint32_t anchor;  /* its number in doc->anchors, or NC_NO_ANCHOR */
    uint8_t origin;   /* how it was written, to parse/ (leaf/origin.h) */
    struct nc_attrs *attrs; /* NULL: none */
    union {
        struct nc_str text;
        struct {
            uint8_t level;
        } heading; /* 1–6 */
        struct {
            bool ordered, tight;
            uint32_t start;
            char delim;
        } list; /* delim '.' or ')' */
        struct {
            struct nc_task *task;
        } item; /* NULL: no task */
        struct {
            struct nc_str type, raw;
            char fold;
        } callout; /* canonical type; as written; '+', '-' or 0 */
        struct {
            struct nc_str speaker;
            bool asks;
        } turn; /* name as printed, less colon and stars;
    asks: the turn ends in a question mark */
        struct {
            bool open;
        } details;
        struct {
            struct nc_str label;
            uint32_t number;
            bool referred;
        } footnote; /* number from 1 */
        struct {
            uint32_t columns;
            const uint8_t *align;
        } table; /* enum nc_align a column */
        struct {
            bool head;
        } row;
        struct {
            uint32_t column, colspan, rowspan;
            enum nc_align align;
            bool head;
        } cell; /* column from 0; spans from 1: what they cover has no cells of its own; head: it
                   heads its row, though the row heads no columns */
        struct nc_code *code; /* never NULL, nor are the references */
        struct nc_ref *ref;
        struct {
            struct nc_ref *ref;
            uint32_t width, height;
            bool percent;
        } image; /* pixels, 0: not given;
percent: width is a percentage */
        struct {
            struct nc_ref *ref;
            enum nc_embed_type type;
            uint32_t width, height;
            struct nc_str label;
        } embed;
        struct {
            struct nc_str key;
            bool hide_key;
        } field;
        struct {
            uint32_t number;
            struct nc_str hint;
        } cloze; /* number 0: none was given (Logseq) */
        struct {
            struct nc_str tex;
            bool display;
        } math;
        struct {
            struct nc_str label;
            uint32_t number;
        } footnote_ref; /* number of the NC_FOOTNOTE */
    } u;
};

/* Front matter. Every scalar keeps its source text beside the typed value. */
enum nc_value_type {
    NC_V_NULL,
    NC_V_BOOL,
    NC_V_INT,
    NC_V_FLOAT,
    NC_V_TEXT,
    NC_V_DATE,
    NC_V_DATETIME,
    NC_V_LIST,
    NC_V_MAP
};
struct nc_value {
    enum nc_value_type type;
    struct nc_str raw; /* the scalar as written (unquoted); empty for lists and maps */
    bool quoted;
    bool b;
    int64_t i;              /* INT */
    double f;               /* FLOAT */
    struct nc_when when;    /* DATE, DATETIME */
    struct nc_value *items; /* LIST, MAP: count values */
    struct nc_str *keys;    /* MAP: count keys; NULL for a list */
    const struct nc_pos
        *places; /* MAP in YAML: where each key stands; NULL where nothing says so */
    size_t count;
};
struct nc_person {
    struct nc_str name; /* as readers see it; never empty */
    const char *role;   /* MARC code of a relator: "aut", "trl", "edt", "ill", "ctb" … */
};
struct nc_meta_entry {
    struct nc_str key;
    struct nc_pos pos;
    struct nc_value value;
};
struct nc_meta {
    struct nc_meta_entry
        *entries; /* in source order; a repeated key: the last wins, its first place */
    size_t count, cap;
    struct nc_strmap index; /* of keys: their number from 1 */
    /* Derived once by nc_meta_derive; empty where the note says nothing. */
    struct nc_str title;     /* title:, else the note's file name less suffix */
    struct nc_when date;     /* date ∨ published ∨ created ∨ "date created" */
    struct nc_when modified; /* modified ∨ updated ∨ "date modified" */
    struct nc_str lang;      /* lang ∨ language of the front matter */
    struct nc_str author;    /* the names of the authors, joined by ", " */
    struct nc_str description;
    struct nc_str id;              /* id ∨ uid ∨ uuid ∨ identifier */
    struct nc_str *tags, *aliases; /* without '#', no duplicates, in order; tags: those of the front
                                      matter, then those in the text */
    size_t tag_count, alias_count;
    size_t front_tag_count; /* tags of the front matter */
    /* What a catalogue knows: metabook.h. */
    struct nc_person *people; /* authors first */
    size_t person_count;
    struct nc_str subtitle, short_title, publisher, rights, source, isbn, doi;
    struct nc_str series, series_index; /* series_index: a number */
    struct nc_str *subjects; /* tags of the front matter, keywords, categories; each once */
    size_t subject_count;
};

/* Something a link can lead to: every heading, and every block with an id, in document order. */
struct nc_anchor {
    struct nc_node *node;
    struct nc_str name; /* heading: its plain text; block: its id */
    struct nc_str
        key; /* unique in the note, ASCII, stable: "h-" or "b-" and 8 hex digits of the heading
                path (or the id) and its occurrence; a valid XML id and file name */
    uint8_t level; /* 1–6; 0: a block */
};

#define NC_DIGEST 16

struct nc_doc {
    struct nc_arena *arena;
    uint8_t digest[NC_DIGEST]; /* nc_fingerprint of the bytes it was read from; zeros if it was not
                                  read */
    struct nc_node *root;
    struct nc_meta meta;
    struct nc_str
        *files; /* files[0]: the note's name as messages print it; then those of embedded notes */
    size_t file_count;
    struct nc_str name; /* file name less suffix; "" for standard input */
    struct nc_str key;  /* the basis of its identity: meta id, else path from the root, else name */
    struct nc_uuid uuid; /* UUIDv5 of key in the namespace of its vault (nc_uuid_vault) */
    struct nc_str
        lang; /* BCP 47: the front matter's, else detected; "und" when the text has no letters */
    int64_t mtime; /* the file's time, seconds; 0: unknown */
    /* The picture that the front matter names as cover, resolved: an EMBED that is not in the tree.
     * NULL: none. */
    const struct nc_node *cover;
    bool hard_breaks; /* the line-break decision that was applied */
    bool strict;
    bool is_partial; /* something that it shows could not be read */
    struct nc_anchor *anchors;
    size_t anchor_count;
    size_t node_count; /* after nc_doc_number: seq < node_count */
};

/* An empty document with a root, in an arena of its own. file: the name messages print. */
struct nc_doc *nc_doc_new(struct nc_str file);
void nc_doc_free(struct nc_doc *doc); /* NULL is nothing */

/* The name, for messages, of the file that a place is in. */
static inline struct nc_str nc_file_of(const struct nc_doc *doc, struct nc_pos pos)
{
    return pos.file < doc->file_count ? doc->files[pos.file] : NC_NONE;
}

/* A new node without a parent. anchor is NC_NO_ANCHOR, ref numbers likewise unset. */
struct nc_node *nc_node_new(struct nc_doc *doc, enum nc_kind kind, struct nc_pos pos);
/* Makes node one of another kind: its members are those of a new one. */
void nc_node_become(struct nc_doc *doc, struct nc_node *node, enum nc_kind kind);
/* A text-like node (u.text) holding s, which is not copied. */
struct nc_node *nc_node_text(struct nc_doc *doc, enum nc_kind kind, struct nc_pos pos,
                             struct nc_str s);
/* The reference of a link, wikilink, image or embed; NULL for other kinds. */
struct nc_ref *nc_node_ref(struct nc_node *node);
/* The text of a cell that holds nothing else, an NC_PLAIN; NULL if it is empty or holds blocks. */
static inline struct nc_node *nc_cell_text(const struct nc_node *cell)
{
    return cell->first && cell->first == cell->last && cell->first->kind == NC_PLAIN ? cell->first
                                                                                     : NULL;
}
/* For those who may change a tree that they were shown const: a walk's node. */
static inline struct nc_node *nc_node_mutable(const struct nc_node *node)
{
    union {
        const struct nc_node *shown;
        struct nc_node *own;
    } u = {.shown = node};
    return u.own;
}
/* nc_node_ref of a node that is only read. */
static inline const struct nc_ref *nc_node_cref(const struct nc_node *node)
{
    return nc_node_ref(nc_node_mutable(node));
}
/* Makes child (which has no parent) the last child. */
void nc_node_append(struct nc_node *parent, struct nc_node *child);
/* Makes child the first child. */
void nc_node_prepend(struct nc_node *parent, struct nc_node *child);
/* Puts node (which has no parent) next to `after`, under the same parent. */
void nc_node_insert(struct nc_node *after, struct nc_node *node);
/* The same within parent, where prev may be NULL: node becomes the first child. Returns node. */
struct nc_node *nc_node_put(struct nc_node *parent, struct nc_node *prev, struct nc_node *node);
/* Moves all children of from after those of to. */
void nc_node_adopt(struct nc_node *to, struct nc_node *from);
/* Takes node out of its parent; linear in its elder siblings unless prev (the one before it, or
 * NULL for the first child) is right. */
void nc_node_unlink(struct nc_node *node, struct nc_node *prev);

static inline bool nc_is_inline(enum nc_kind k)
{
    return k >= NC_FIRST_INLINE;
}
/* Holds inlines directly (heading, paragraph, cell … or an inline container). */
bool nc_holds_inlines(enum nc_kind k);
/* The end of a line within a text. */
static inline bool nc_is_break(const struct nc_node *n)
{
    return n->kind == NC_SOFT_BREAK || n->kind == NC_HARD_BREAK;
}
/* Holds its text in u.text. */
bool nc_is_text_like(enum nc_kind k);
/* The kind's name in JSON and docs, such as "code-block"; and back (NC_KIND_COUNT if none). */
const char *nc_kind_name(enum nc_kind k);
enum nc_kind nc_kind_find(struct nc_str name);

/* Numbers all nodes (seq), lists the anchors with their keys, sets node->anchor. Called at the end
 * of parsing and again after anything changed the tree. Blocks inside NC_EMBED get no anchors. */
void nc_doc_number(struct nc_doc *doc);

/* Appends what a reader sees of the inlines below node: text, code, math; breaks as one blank;
 * no comments, no footnote references; the base of ruby only. */
void nc_plain_text(struct nc_buf *out, const struct nc_node *node);
/* The same of one inline without what is below it. */
void nc_plain_text_of(struct nc_buf *out, const struct nc_node *n);

/* Appends what a callout without a title of its own shows: its type as written, the first letter
 * large; of a word all in capitals only the first stays one. */
void nc_callout_caption(struct nc_buf *out, const struct nc_node *callout);

/* The state that a mark between brackets says: ' ', 'x', '/' and '-', as most programs have them.
 */
enum nc_task_state nc_task_state_of(uint32_t mark);
/* Appends all of a task but its box in the author's own syntax: "⏫ 🔁 every week 📅 2024-01-02", or
 * "[#A] SCHEDULED: <2024-01-02 Tue>" where it has a word. Nothing where there is nothing to say. */
void nc_task_note(struct nc_buf *out, const struct nc_task *task);

/* s ends in a question mark (? or its full-width form); closing quotes, brackets, stars and blanks
 * may follow. */
bool nc_text_asks(struct nc_str s);

/* The value of a front matter key (ASCII case ignored), or NULL. */
const struct nc_value *nc_meta_get(const struct nc_meta *m, const char *key);
/* The entry of a key, made at the end if there is none; its value is the caller's to fill. */
struct nc_meta_entry *nc_meta_slot(struct nc_doc *doc, struct nc_str key, struct nc_pos pos);
/* So many entries will come: room for them, if there are none yet. */
void nc_meta_expect(struct nc_doc *doc, size_t count);
/* Forgets all entries. */
void nc_meta_clear(struct nc_doc *doc);
/* Sets a key as if the front matter had said so (-M key=value), whatever the case in which it says
 * it; raw is copied. */
void nc_meta_set(struct nc_doc *doc, struct nc_str key, struct nc_str raw);
/* The same with a list or a map, whose parts are not copied: they must outlive doc. */
void nc_meta_set_tree(struct nc_doc *doc, struct nc_str key, const struct nc_value *tree);
/* A wikilink in a value of the front matter; slices of the value. */
struct nc_value_link {
    struct nc_str before;        /* the text between it and the one before */
    struct nc_str target, label; /* label: what is shown, the target if it has no other */
};
/* The next one at or after *at, which is moved on; false, *at unmoved: there is no other. */
bool nc_value_link(struct nc_str value, size_t *at, struct nc_value_link *out);
/* Appends the value as one line of text: the items of a list with ", " between, those of a map as
 * "key: value", what is within them in the brackets of YAML; wikilinks as what they show. */
void nc_value_text(struct nc_buf *out, const struct nc_value *v);
/* Fills the derived fields from the entries and doc->name. Again after nc_meta_set. */
void nc_meta_derive(struct nc_doc *doc);
/* Types a plain scalar (YAML 1.2 core schema, dates) into v; quoted scalars are text. */
void nc_value_type_scalar(struct nc_value *v);

/* Sets doc->key from meta.id, else path (from the root), else doc->name, else the title; doc->uuid
 * from the vault's id (empty: none) and the key. */
void nc_doc_identify(struct nc_doc *doc, struct nc_str vault, struct nc_str path);

#endif
