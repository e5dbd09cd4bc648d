/* Tasks: "[ ]" at the beginning of an item and what stands at the end of its line: the signs of
 * Obsidian's Tasks plugin and fields of Dataview. logseq.c reads Logseq's words and lines. */
#ifndef NC_PARSE_TASKS_H
#define NC_PARSE_TASKS_H

#include "doc/doc.h"

/* Makes a task of an item that begins with a box. signs: read the end of its line too. What is read
 * disappears from the text. */
void nc_task_read(struct nc_doc *doc, struct nc_node *item, bool signs);

/* Returns the task of an item; makes one if it has none. */
struct nc_task *nc_task_of(struct nc_doc *doc, struct nc_node *item);

/* Reads all of s into the task: "SCHEDULED: <2023-01-01 Sun 10:00 .+1d>", the same with DEADLINE,
 * or both. False if s is anything else; nothing is changed then. */
bool nc_task_read_stamps(struct nc_doc *doc, struct nc_task *task, struct nc_str s);
/* Removes such stamps from the end of a task's first line and reads them into the task. */
void nc_task_take_stamps(struct nc_doc *doc, struct nc_node *item);

#endif
