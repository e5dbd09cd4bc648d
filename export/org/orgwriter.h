/* The inside of the Org writer, shared by the files of this folder. */
#ifndef NC_EXPORT_ORGWRITER_H
#define NC_EXPORT_ORGWRITER_H

#include "doc/walk.h"
#include "export/backend.h"
#include "export/org/orgcells.h"
#include "export/text/linewriter.h"

/* What a file of ours has among its keywords, within its first bytes. */
#define ORG_GENERATOR "\n#+generator: noteconv"
#define ORG_ROAM " --org-roam"
#define ORG_HEAD 16384

/* Of a run: how links find notes. */
struct org_attach;
struct org_state {
    struct org_attach *attach; /* NULL: files lie where their notes have them */
    bool ids;                  /* by id, not by file */
    bool block_ids;            /* blocks, too: from Org 9.7 on */
    bool todo;                 /* tasks are headlines */
    enum org_embed_as { ORG_EXPAND, ORG_TRANSCLUDE, ORG_LINK } embeds;
    struct nc_str vault; /* what ids start from */
    bool roam; /* for org-roam: ids even of notes that nothing links to, refs, links to nowhere */
};

struct org_list {
    uint32_t number; /* of the next item */
    bool todo;       /* its items are headlines (orgtask.c) */
};

struct org_writer {
    const struct nc_run *run;
    uint32_t note;
    const struct nc_doc *doc;
    struct nc_diags *diags;
    struct nc_lines lines;
    struct org_text text;   /* how text is written, and what of it needs an option of the file */
    bool titled;            /* the first heading is the title: it is left out, others rise */
    unsigned deepest;       /* level of the deepest headline written */
    bool app_links;         /* a link of a type that Org does not know was written */
    struct org_list *lists; /* that are open, outermost first */
    size_t list_count, list_cap;
    unsigned section;              /* level of the headline that was written last for a heading */
    unsigned above_tasks;          /* the level above that of tasks as headlines */
    const struct nc_node *blocked; /* the block for which lists before it are no headlines */
    unsigned states; /* of tasks written as headlines: a bit for each enum nc_task_state */
    unsigned quotes; /* block quotations open */
    bool attaches;   /* attachments are found in the section that is written */
    bool told_dir;
    bool in_footnote;
    size_t footnote;  /* length of the output before the definition that is written */
    bool in_verse;    /* lines end where its author's do */
    size_t prose_end; /* length of the output after the last text that was written as lines */
    size_t list_end;  /* length of the output after the last list */
    const struct nc_node *left; /* the elder sibling of the block that is written, or NULL */
    struct nc_walk walk;
};

/* The inlines below n as a paragraph's text. */
void org_inlines(struct org_writer *w, struct nc_buf *out, const struct nc_node *n,
                 enum org_place place);
/* Blocks: the event walk over the document. */
void org_blocks(struct org_writer *w);
void org_table(struct org_writer *w, const struct nc_node *table);
/* The file's property drawer and keywords. */
void org_preamble(struct org_writer *w);
/* Tells that the node's own language or direction, if it has one, is in no output; the direction
 * once a file. */
void org_tell_lang(struct org_writer *w, const struct nc_node *n);
/* A heading that no other block holds. */
bool org_is_headline(const struct nc_node *n);
/* The level of a heading's headline. */
unsigned org_level(const struct org_writer *w, const struct nc_node *heading);
/* Whether the items of a list are headlines: it has tasks, and no other text would become theirs.
 */
bool org_is_todo_list(struct org_writer *w, const struct nc_node *list);
/* The headline of an item, its planning line and properties. */
void org_todo_item(struct org_writer *w, const struct nc_node *item);
/* Whether the paragraph is a headline's title already. */
bool org_is_todo_title(const struct org_writer *w, const struct nc_node *paragraph);
/* The properties of a headline that something links to. */
void org_place_property(struct org_writer *w, const struct nc_node *n);
/* Appends "2024-01-02 Tue 10:00", the inside of a timestamp. */
void org_when(struct nc_buf *out, const struct nc_when *when);
const struct org_state *org_state(const struct nc_run *run);
/* Appends the id of a note, and of an anchor of it unless it is NC_NO_ANCHOR. A note's own id
 * is not changed, if it is one word of signs that are safe in links. */
void org_id(struct nc_buf *out, const struct nc_run *run, uint32_t note, uint32_t anchor);
/* Whether a link leads to the node, or may. */
bool org_is_target(const struct org_writer *w, const struct nc_node *n);
/* Appends the mark that links to the node find: "<<name>>". */
void org_target(const struct org_writer *w, struct nc_buf *out, const struct nc_node *n);
/* Appends "[[path" for a reference, without its closing bracket; false: it leads nowhere in Org. */
bool org_link_start(struct org_writer *w, struct nc_buf *out, const struct nc_node *n);
/* Appends a citation (doc/citation.h) as org-cite reads it. False, and nothing appended: Org would
 * read another one, or none. */
bool org_citation(struct org_writer *w, struct nc_buf *out, struct nc_str citation);
/* Whether an embed's content is written; what is written else: a link, or its text. */
bool org_is_expanded(const struct org_writer *w, const struct nc_node *embed);
void org_embed(struct org_writer *w, struct nc_buf *out, const struct nc_node *embed);
/* The label of a footnote as Org accepts it: its own if it is a word, else its number. */
void org_footnote_label(struct nc_buf *out, struct nc_str label, uint32_t number);
/* The image that is alone in its paragraph, whose text, title and size are keywords before it;
 * NULL: there is none. */
const struct nc_node *org_lone_image(const struct nc_node *paragraph);
/* Org has this type of link by itself; of another, exporters say that it is broken. */
bool org_is_known_type(struct nc_str url);
/* An address of the web that Emacs and exporters show as an image: by its suffix. */
bool org_is_remote_image(const struct nc_ref *ref);
/* A comment's text is the dates of the Spaced Repetition plugin: no word of the author's. */
bool org_is_schedule(struct nc_str comment);
void org_tell(struct org_writer *w, enum nc_diag_id id, const struct nc_node *n, const char *what);
void org_lost(struct org_writer *w, const struct nc_node *n, const char *what);

#endif
