/* Private definition of the Org writer, shared by the files of this folder. */
#ifndef NC_EXPORT_ORGWRITER_H
#define NC_EXPORT_ORGWRITER_H

#include "doc/walk.h"
#include "export/backend.h"
#include "export/org/orgcells.h"
#include "export/text/linewriter.h"

/* A keyword of noteconv's own files, within their first bytes. */
#define ORG_GENERATOR "\n#+generator: noteconv"
#define ORG_ROAM " --org-roam"
#define ORG_HEAD 16384

struct org_attach;
/* The options of a run. */
struct org_state {
    /* NULL: files lie where the notes have them */
    struct org_attach *attach;
    /* links by id, not by file */
    bool ids;
    /* for blocks too: from Org 9.7 on */
    bool block_ids;
    /* tasks become headlines */
    bool todo;
    enum org_embed_as { ORG_EXPAND, ORG_TRANSCLUDE, ORG_LINK } embeds;
    /* basis of ids */
    struct nc_str vault;
    /* for org-roam: ids even for notes that nothing links to, refs, links to missing notes */
    bool roam;
};

struct org_list {
    /* number of the next item */
    uint32_t number;
    /* its items are headlines (orgtask.c) */
    bool todo;
    /* the item whose lists are known to be free for headlines */
    const struct nc_node *free_in;
};

struct org_writer {
    const struct nc_run *run;
    uint32_t note;
    const struct nc_doc *doc;
    struct nc_diags *diags;
    struct nc_lines lines;
    /* how to write text, and what in it needs an option of the file */
    struct org_text text;
    /* the first heading is the title: it is left out, others move up */
    bool titled;
    /* level of the deepest headline written */
    unsigned deepest;
    /* a link of a type unknown to Org was written */
    bool app_links;
    /* open lists, outermost first */
    struct org_list *lists;
    size_t list_count, list_cap;
    /* level of the last headline written for a heading */
    unsigned section;
    /* the level above the headlines of tasks */
    unsigned above_tasks;
    /* the block that keeps the lists before it from becoming headlines */
    const struct nc_node *blocked;
    /* the document, if no block in the current section does so */
    const struct nc_node *free_in;
    /* the task found last */
    const struct nc_node *task;
    /* states of tasks written as headlines: one bit per enum nc_task_state */
    unsigned states;
    /* number of open block quotations */
    unsigned quotes;
    /* the current section has attachments */
    bool attaches;
    bool reported_dir;
    bool in_footnote;
    /* the definition that is being written, and which references lead back to their own */
    const struct nc_node *definition;
    struct org_circles *circles;
    /* length of the output before the current definition */
    size_t footnote;
    /* lines end where the author's do */
    bool in_verse;
    /* length of the output after the last text written as lines */
    size_t prose_end;
    /* length of the output after the last list */
    size_t list_end;
    struct nc_walk walk;
};

/* Appends the inlines below n as the text of a paragraph. */
void org_inlines(struct org_writer *w, struct nc_buf *out, const struct nc_node *n,
                 enum org_place place);
/* Some of a text's inlines: from a child of its node to before another; end NULL: to the last. */
struct org_part {
    const struct nc_node *from, *end;
};
void org_inlines_part(struct org_writer *w, struct nc_buf *out, const struct nc_node *n,
                      struct org_part part, enum org_place place);
/* Writes blocks: the event walk over the document. */
void org_blocks(struct org_writer *w);
void org_table(struct org_writer *w, const struct nc_node *table);
/* Whether half of the cells hold code of several lines or tables, which a cell of Org cannot hold.
 * The cells are then written as blocks. */
bool org_table_needs_blocks(const struct nc_node *table);
/* Writes the file's property drawer and keywords. */
void org_preamble(struct org_writer *w);
/* Reports that the node's own language or direction, if it has one, is lost in the output; the
 * direction once per file. */
void org_report_lang(struct org_writer *w, const struct nc_node *n);
/* Finds the references within footnotes that lead back to their own footnote. NULL: the document
 * has no footnotes. Free with org_circles_free. */
struct org_circles *org_circles_find(const struct nc_doc *doc);
/* Whether this reference within a footnote is one of them. Without all of them no circle is
 * left. */
bool org_closes_circle(const struct org_circles *c, const struct nc_node *note,
                       const struct nc_node *ref);
void org_circles_free(struct org_circles *c);
/* Whether the heading is in no other block. */
bool org_is_headline(const struct nc_node *n);
/* Returns the level of a heading's headline. */
unsigned org_level(const struct org_writer *w, const struct nc_node *heading);
/* Whether the items of a list become headlines: it has tasks, and no other text would become part
 * of them. */
bool org_is_todo_list(struct org_writer *w, const struct nc_node *list);
/* Writes the headline of an item with its planning line and properties. */
void org_todo_item(struct org_writer *w, const struct nc_node *item);
/* Whether the text is the title of such a headline. */
bool org_is_todo_title(const struct org_writer *w, const struct nc_node *text);
/* Returns the first inline of such a text that is not in the headline or in its drawer, or NULL. */
const struct nc_node *org_todo_rest(const struct nc_node *text);
/* Writes the properties of a headline that something links to. */
void org_place_property(struct org_writer *w, const struct nc_node *n);
/* Appends "2024-01-02 Tue 10:00", the content of a timestamp. */
void org_when(struct nc_buf *out, const struct nc_when *when);
const struct org_state *org_state(const struct nc_run *run);
/* Writes a property under the author's key; one that Org would act on gets another name. */
void org_property(struct org_writer *w, struct nc_str key, struct nc_str value);
/* Appends the id of a note, and of an anchor in it unless that is NC_NO_ANCHOR. A note's own id is
 * kept if it is one word of characters that are safe in links. */
void org_id(struct nc_buf *out, const struct nc_run *run, uint32_t note, uint32_t anchor);
/* Whether a link leads, or may lead, to the node. */
bool org_is_target(const struct org_writer *w, const struct nc_node *n);
/* Appends the target by which links find the node: "<<name>>". */
void org_target(const struct org_writer *w, struct nc_buf *out, const struct nc_node *n);
/* Appends "[[path" for a reference, without its closing bracket. False: it leads nowhere in Org. */
bool org_link_start(struct org_writer *w, struct nc_buf *out, const struct nc_node *n);
/* Appends a citation (doc/citation.h) as org-cite reads it. False, and nothing is appended, if Org
 * would read a different one or none. */
bool org_citation(struct org_writer *w, struct nc_buf *out, struct nc_str citation);
/* Whether the content of an embed is written; org_embed appends what is written otherwise, a link
 * or its text. */
bool org_is_expanded(const struct org_writer *w, const struct nc_node *embed);
void org_embed(struct org_writer *w, struct nc_buf *out, const struct nc_node *embed);
/* Appends the label of a footnote as Org accepts it: its own if it is a word, else its number. */
void org_footnote_label(struct nc_buf *out, struct nc_str label, uint32_t number);
/* Returns the image alone in its paragraph, whose text, title and size become keywords before it;
 * or NULL. */
const struct nc_node *org_lone_image(const struct nc_node *paragraph);
/* Whether Org itself knows this type of link. Exporters report any other as broken. */
bool org_is_known_type(struct nc_str url);
/* Whether a web address has the suffix of an image that Emacs and exporters show. */
bool org_is_remote_image(const struct nc_ref *ref);
/* Whether a comment holds the dates of the Spaced Repetition plugin and nothing by the author. */
bool org_is_schedule(struct nc_str comment);
void org_report(struct org_writer *w, enum nc_diag_id id, const struct nc_node *n,
                const char *what);
void org_lost(struct org_writer *w, const struct nc_node *n, const char *what);

#endif
