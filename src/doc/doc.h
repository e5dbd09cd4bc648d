/* The intermediate document: one tree of nodes per note, made by parse/ (or read from JSON),
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

/* NC_DOC, NC_QUOTE …: kinds.def lists and describes them. */
enum nc_kind {
#define K(kind, ...) NC_##kind,
#include "doc/kinds.def"
    NC_KIND_COUNT
};

#define NC_FIRST_INLINE NC_EMPH

/* The target of a link, image or embed. dest is as the author wrote it, with entities and escapes
 * resolved, never percent-decoded. Resolution fills state and the numbers and rewrites nothing. */
enum nc_ref_state {
    NC_REF_NONE, /* not looked up, or not found (a diagnostic said so): show the children as text */
    NC_REF_URL,  /* leads outside: dest is a URL with a scheme, "//host", or "mailto:" */
    NC_REF_NOTE, /* leads to note number `note`, at anchor number `anchor` */
    NC_REF_MEDIA /* leads to file number `media` of the run's media table */
};
#define NC_NO_ANCHOR UINT32_MAX /* the note as a whole */
struct nc_ref {
    /* the whole destination with its fragment; "" in [[#heading]] without it */
    struct nc_str dest;
    /* what follows the first '#': "H1#H2", "^block"; may be empty */
    struct nc_str fragment;
    struct nc_str title;
    enum nc_ref_state state;
    uint32_t note, anchor, media;
    /* index among the note's own references to resolve, in document order (nc_doc_number);
     * NC_NO_NUMBER for others, such as an embedded note's */
    uint32_t number;
    /* for NC_REF_NONE: the path, from the root, of a note that exists but is not in the product;
     * else empty */
    struct nc_str left_out;
};
#define NC_NO_NUMBER UINT32_MAX

enum nc_embed_type { NC_EMBED_NOTE, NC_EMBED_AUDIO, NC_EMBED_VIDEO, NC_EMBED_PDF, NC_EMBED_OTHER };
enum nc_code_role { NC_CODE_PLAIN, NC_CODE_DIAGRAM, NC_CODE_QUERY };
enum nc_align { NC_ALIGN_NONE, NC_ALIGN_LEFT, NC_ALIGN_CENTER, NC_ALIGN_RIGHT };

enum nc_task_state {
    NC_TASK_NONE, /* not a task: something with only a date (Logseq) */
    NC_TASK_TODO,
    NC_TASK_DOING,
    NC_TASK_WAITING,
    NC_TASK_DONE,
    NC_TASK_CANCELLED,
    NC_TASK_OTHER /* only the author knows the meaning of the mark */
};
enum nc_priority {
    NC_PRIORITY_NONE,
    NC_PRIORITY_HIGHEST,
    NC_PRIORITY_HIGH,
    NC_PRIORITY_MEDIUM,
    NC_PRIORITY_LOW,
    NC_PRIORITY_LOWEST
};

/* Which dates of a task recur. */
enum nc_repeat_of { NC_REPEAT_ALL, NC_REPEAT_SCHEDULED, NC_REPEAT_DEADLINE };
/* What the author says about a task. Marks of the Tasks plugin, fields of Dataview and lines of
 * Logseq mean the same here; none of them stays in the text (nc_task_note writes them back). */
struct nc_task {
    /* the character between the brackets, or one for the state of Logseq's word; 0: no box */
    uint32_t mark;
    enum nc_task_state state;
    enum nc_priority priority;
    /* "TODO" and the like, if written that way (Logseq) */
    struct nc_str word;
    /* closed: done or cancelled */
    struct nc_when created, start, scheduled, deadline, closed;
    /* as written: "every week", ".+1d" */
    struct nc_str repeat;
    enum nc_repeat_of repeat_of;
    /* working times, one "2024-05-01T10:00/2024-05-01T11:30" per line; without an end: still
     * running */
    struct nc_str clock;
};

struct nc_code {
    /* title: the author's, such as a file name */
    struct nc_str lang, info, title, text;
    enum nc_code_role role;
    bool fenced;
};

/* Attributes of DIV, SPAN, HEADING and others; empty slices for missing ones. */
struct nc_attrs {
    /* separated by single blanks */
    struct nc_str classes;
    /* BCP 47 */
    struct nc_str lang;
    /* "rtl", "ltr" or "auto": the direction of its text */
    struct nc_str dir;
    struct nc_str title;
    enum nc_align align;
};

struct nc_node {
    enum nc_kind kind;
    /* number in document order from 0 (nc_doc_number): index of side arrays */
    uint32_t seq;
    /* where it begins in the source */
    struct nc_pos pos;
    /* for the current step of parse/ */
    uint32_t scratch;
    struct nc_node *parent, *first, *last, *next;
    /* the author's own name for it (^block-id, {#id}, id="…"); may be empty */
    struct nc_str id;
    /* index in doc->anchors, or NC_NO_ANCHOR */
    uint32_t anchor;
    /* for parse/: how it was written (leaf/origin.h) */
    uint8_t origin;
    /* of a text in which line ends vanished: the line after the last of them, counted from the
     * text's first, which is 0; else 0 */
    uint16_t last_line;
    /* NULL: none */
    struct nc_attrs *attrs;
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
        } item; /* NULL: not a task */
        struct {
            struct nc_str type, raw;
            char fold;
        } callout; /* canonical type; type as written; '+', '-' or 0 */
        struct {
            struct nc_str speaker;
            bool asks;
        } turn; /* name as printed, without colon and stars; asks: the turn ends in a question mark
                 */
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
        } table; /* one enum nc_align per column */
        struct {
            bool head;
        } row;
        struct {
            uint32_t column, colspan, rowspan;
            enum nc_align align;
            bool head;
        } cell; /* column from 0; spans from 1: what they cover has no cells of its own; head: it
                   heads its row although the row heads no columns */
        /* never NULL; nor are the references */
        struct nc_code *code;
        struct nc_ref *ref;
        struct {
            struct nc_ref *ref;
            uint32_t width, height;
            bool percent, zoom;
        } image; /* pixels, 0 if not given; percent: width is a percentage; zoom: of the picture's
                    own size, while that is not known */
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
        } cloze; /* number 0: not given (Logseq) */
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

/* Front matter. Every scalar keeps its source text next to the typed value. */
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
    /* the scalar as written (unquoted); empty for lists and maps */
    struct nc_str raw;
    bool quoted;
    bool b;
    /* DATE, DATETIME */
    struct nc_when when;
    /* LIST, MAP: count values */
    struct nc_value *items;
    /* MAP: count keys; NULL for a list */
    struct nc_str *keys;
    /* MAP in YAML: the place of each key; NULL if unknown */
    const struct nc_pos *places;
    size_t count;
};
/* Whether v is neither a list nor a map; not for NULL. */
static inline bool nc_value_is_scalar(const struct nc_value *v)
{
    return v && v->type != NC_V_LIST && v->type != NC_V_MAP;
}
struct nc_person {
    /* as readers see it; never empty */
    struct nc_str name;
    /* MARC code of a relator: "aut", "trl", "edt", "ill", "ctb" … */
    const char *role;
};
struct nc_meta_entry {
    struct nc_str key;
    struct nc_pos pos;
    struct nc_value value;
};
struct nc_meta {
    /* in source order; for a repeated key the last value, at the first place */
    struct nc_meta_entry *entries;
    size_t count, cap;
    /* from keys to their number, from 1 */
    struct nc_strmap index;
    /* Derived once by nc_meta_derive; empty if the note says nothing. */
    /* title:, else the note's file name without suffix */
    struct nc_str title;
    /* date ∨ published ∨ created ∨ "date created" */
    struct nc_when date;
    /* modified ∨ updated ∨ "date modified" */
    struct nc_when modified;
    /* lang ∨ language of the front matter */
    struct nc_str lang;
    /* the names of the authors, joined by ", " */
    struct nc_str author;
    struct nc_str description;
    /* id ∨ uid ∨ uuid ∨ identifier */
    struct nc_str id;
    /* without '#', no duplicates, in order; tags: from the front matter, then from the text */
    struct nc_str *tags, *aliases;
    size_t tag_count, alias_count;
    /* tags of the front matter */
    size_t front_tag_count;
    /* For a catalogue: metabook.h. */
    /* authors first */
    struct nc_person *people;
    size_t person_count;
    struct nc_str subtitle, short_title, publisher, rights, source, isbn, doi;
    /* series_index: a number */
    struct nc_str series, series_index;
    /* tags of the front matter, keywords, categories; no duplicates */
    struct nc_str *subjects;
    size_t subject_count;
};

/* A possible target of links: every heading, and every block with an id, in document order. */
struct nc_anchor {
    struct nc_node *node;
    /* heading: its plain text; block: its id */
    struct nc_str name;
    /* unique in the note, ASCII, stable: "h-" or "b-" and 8 hex digits made of the heading path (or
     * the id) and its occurrence; valid as an XML id and a file name */
    struct nc_str key;
    /* 1–6; 0: a block */
    uint8_t level;
};

#define NC_DIGEST 16

struct nc_doc {
    struct nc_arena *arena;
    /* nc_fingerprint of the bytes it was read from; zeros if not read */
    uint8_t digest[NC_DIGEST];
    struct nc_node *root;
    struct nc_meta meta;
    /* files[0]: the note's name for messages; then those of embedded notes */
    struct nc_str *files;
    size_t file_count;
    /* file name without suffix; "" for standard input */
    struct nc_str name;
    /* basis of its identity: meta id, else path from the root, else name */
    struct nc_str key;
    /* UUIDv5 of key in the namespace of its vault (nc_uuid_vault) */
    struct nc_uuid uuid;
    /* BCP 47: from the front matter, else detected; "und" if the text has no letters */
    struct nc_str lang;
    /* time of the file, seconds; 0: unknown */
    int64_t mtime;
    /* The picture that the front matter names as cover, resolved: an EMBED outside the tree. NULL:
     * none. */
    const struct nc_node *cover;
    /* the line-break decision applied */
    bool hard_breaks;
    bool strict;
    /* a page of Logseq: each item is a block, the list below it holds its children */
    bool is_logseq;
    /* something that it shows could not be read */
    bool is_partial;
    struct nc_anchor *anchors;
    size_t anchor_count;
    /* after nc_doc_number: seq < node_count */
    size_t node_count;
};

/* Returns an empty document with a root, in an arena of its own. file: the name for messages. */
struct nc_doc *nc_doc_new(struct nc_str file);
void nc_doc_free(struct nc_doc *doc); /* NULL: does nothing */

/* The name, for messages, of the file that a place is in. */
static inline struct nc_str nc_file_of(const struct nc_doc *doc, struct nc_pos pos)
{
    return pos.file < doc->file_count ? doc->files[pos.file] : NC_NONE;
}

/* Returns a new node without a parent. Its anchor is NC_NO_ANCHOR and reference numbers are unset.
 */
struct nc_node *nc_node_new(struct nc_doc *doc, enum nc_kind kind, struct nc_pos pos);
/* Turns node into one of another kind, with the members of a new node. */
void nc_node_become(struct nc_doc *doc, struct nc_node *node, enum nc_kind kind);
/* Returns a text-like node (u.text) that holds s, which is not copied. */
struct nc_node *nc_node_text(struct nc_doc *doc, enum nc_kind kind, struct nc_pos pos,
                             struct nc_str s);
/* Returns the reference of a link, wikilink, image or embed; NULL for other kinds. */
struct nc_ref *nc_node_ref(struct nc_node *node);
/* The text of a cell that holds nothing else, an NC_PLAIN; NULL if the cell is empty or holds
 * blocks. */
static inline struct nc_node *nc_cell_text(const struct nc_node *cell)
{
    return cell->first && cell->first == cell->last && cell->first->kind == NC_PLAIN ? cell->first
                                                                                     : NULL;
}
/* For code that may change a tree it was given as const, such as a walk's node. */
static inline struct nc_node *nc_node_mutable(const struct nc_node *node)
{
    union {
        const struct nc_node *shown;
        struct nc_node *own;
    } u = {.shown = node};
    return u.own;
}
/* nc_node_ref of a read-only node. */
static inline const struct nc_ref *nc_node_cref(const struct nc_node *node)
{
    return nc_node_ref(nc_node_mutable(node));
}
/* Makes child, which must have no parent, the last child. */
void nc_node_append(struct nc_node *parent, struct nc_node *child);
/* Makes child the first child. */
void nc_node_prepend(struct nc_node *parent, struct nc_node *child);
/* Puts node, which must have no parent, next to `after`, under the same parent. */
void nc_node_insert(struct nc_node *after, struct nc_node *node);
/* As nc_node_insert, within parent; if prev is NULL, node becomes the first child. Returns node. */
struct nc_node *nc_node_put(struct nc_node *parent, struct nc_node *prev, struct nc_node *node);
/* Moves all children of from after those of to. */
void nc_node_adopt(struct nc_node *to, struct nc_node *from);
/* Whether the attributes set nothing, or only the alignment. */
bool nc_attrs_only_align(const struct nc_attrs *a);
/* Whether n is all that its parent shows, apart from blanks. */
bool nc_node_is_alone(const struct nc_node *n);
/* Returns the sibling before n, or NULL if n is the first child. Linear in its elder siblings. */
struct nc_node *nc_node_before(const struct nc_node *n);
/* Removes node from its parent. Linear in its elder siblings unless prev is right: the one before
 * it, or NULL for the first child. */
void nc_node_unlink(struct nc_node *node, struct nc_node *prev);

static inline bool nc_is_inline(enum nc_kind k)
{
    return k >= NC_FIRST_INLINE;
}
/* Whether nodes of this kind hold inlines directly (heading, paragraph, cell … or an inline
 * container). */
bool nc_holds_inlines(enum nc_kind k);
/* Whether n is a paragraph, or the same in a tight list or a cell; not for NULL. */
static inline bool nc_is_text_block(const struct nc_node *n)
{
    return n && (n->kind == NC_PARAGRAPH || n->kind == NC_PLAIN);
}
/* Whether n ends a line within a text. */
static inline bool nc_is_break(const struct nc_node *n)
{
    return n->kind == NC_SOFT_BREAK || n->kind == NC_HARD_BREAK;
}
/* Whether nodes of this kind hold their text in u.text. */
bool nc_is_text_like(enum nc_kind k);
/* Returns the kind's name in JSON and docs, such as "code-block"; and the kind of a name
 * (NC_KIND_COUNT if unknown). */
const char *nc_kind_name(enum nc_kind k);
enum nc_kind nc_kind_find(struct nc_str name);

/* Numbers all nodes (seq), lists the anchors with their keys and sets node->anchor. Called at the
 * end of parsing, and again after any change to the tree. Blocks inside NC_EMBED get no anchors. */
void nc_doc_number(struct nc_doc *doc);

/* Appends what a reader sees of the inlines below node: text, code, math, breaks as one blank.
 * Leaves out comments, footnote references and the texts of ruby. */
void nc_plain_text(struct nc_buf *out, const struct nc_node *node);
/* As nc_plain_text, for one inline without what is below it. */
void nc_plain_text_of(struct nc_buf *out, const struct nc_node *n);

/* Appends the caption of a callout without a title: its type as written, with a capital first
 * letter. If the type is all in capitals, only the first letter stays one. */
void nc_callout_caption(struct nc_buf *out, const struct nc_node *callout);

/* Returns the state that a mark between brackets stands for: ' ', 'x', '/' and '-', as in most
 * programs. */
enum nc_task_state nc_task_state_of(uint32_t mark);
/* Appends all of a task except its box, in the author's own syntax: "⏫ 🔁 every week 📅 2024-01-02",
 * or "[#A] SCHEDULED: <2024-01-02 Tue>" if it has a word. Appends nothing if there is nothing to
 * say. */
void nc_task_note(struct nc_buf *out, const struct nc_task *task);

/* Whether s ends in a question mark (? or its full-width form); closing quotes, brackets, stars and
 * blanks may follow. */
bool nc_text_asks(struct nc_str s);

/* Returns the value of a front matter key, ignoring ASCII case, or NULL. */
const struct nc_value *nc_meta_get(const struct nc_meta *m, const char *key);
/* Returns the entry of a key, making one at the end if there is none. The caller fills its value.
 */
struct nc_meta_entry *nc_meta_slot(struct nc_doc *doc, struct nc_str key, struct nc_pos pos);
/* Makes room for this many entries. Does nothing if there are entries already. */
void nc_meta_expect(struct nc_doc *doc, size_t count);
/* Removes all entries. */
void nc_meta_clear(struct nc_doc *doc);
/* Sets a key as if the front matter had it (-M key=value), whatever its case there. raw is copied.
 */
void nc_meta_set(struct nc_doc *doc, struct nc_str key, struct nc_str raw);
/* As nc_meta_set, with a list or a map. Its parts are not copied and must outlive doc. */
void nc_meta_set_tree(struct nc_doc *doc, struct nc_str key, const struct nc_value *tree);
/* A wikilink in a value of the front matter; slices of the value. */
struct nc_value_link {
    /* the text between the previous link and this one */
    struct nc_str before;
    /* label: the text to show, the target if there is none */
    struct nc_str target, label;
};
/* Finds the next link at or after *at and moves *at past it. False, with *at unmoved, if there is
 * no other. */
bool nc_value_link(struct nc_str value, size_t *at, struct nc_value_link *out);
/* Returns the item of a list of one, because the two mean the same where one text is expected; any
 * other v, and NULL, unchanged. */
const struct nc_value *nc_value_lone(const struct nc_value *v);
/* Appends the value as one line of text: items of a list joined by ", ", those of a map as "key:
 * value", nested ones in the brackets of YAML; wikilinks as the text they show. */
void nc_value_text(struct nc_buf *out, const struct nc_value *v);
/* Returns the name, a slice of it, without what an export appends to the names of pages and
 * folders: a blank and 32 hexadecimal digits (Notion), or the suffix of a bundle. */
struct nc_str nc_less_export_mark(struct nc_str name);
/* Whether the folder is a TextBundle, "Name.textbundle", which holds one note, text.md, and its
 * pictures. */
bool nc_is_bundle(struct nc_str folder);
/* Fills the derived fields from the entries and doc->name. Call again after nc_meta_set. */
void nc_meta_derive(struct nc_doc *doc);
/* Gives a plain scalar its type (YAML 1.2 core schema, dates) in v; quoted scalars are text. */
void nc_value_type_scalar(struct nc_value *v);

/* Sets doc->key from meta.id, else path (from the root), else doc->name, else the title; sets
 * doc->uuid from the vault's id (may be empty) and the key. */
void nc_doc_identify(struct nc_doc *doc, struct nc_str vault, struct nc_str path);

#endif
