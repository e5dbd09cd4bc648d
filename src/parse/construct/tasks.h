/* Tasks: "[ ]" at the beginning of an item, and what is at the end of its line: the signs of
 * Obsidian's Tasks plugin and fields of Dataview. Logseq's words and lines: logseq.c. */
#ifndef NC_PARSE_TASKS_H
#define NC_PARSE_TASKS_H

#include "doc/doc.h"

/* Makes a task of an item that begins with a box; signs: what is at the end of its line is read
 * too. What is read is in the text no more. */
void nc_task_read(struct nc_doc *doc, struct nc_node *item, bool signs);

/* The task of an item, made if it has none. */
struct nc_task *nc_task_of(struct nc_doc *doc, struct nc_node *item);

/* Reads "SCHEDULED: <2023-01-01 Sun 10:00 .+1d>", the same with DEADLINE, or both, the whole of s,
 * into the task. False, and nothing is changed, if it is something else. */
bool nc_task_read_stamps(struct nc_doc *doc, struct nc_task *task, struct nc_str s);
/* Takes such stamps off the end of a task's first line. */
void nc_task_take_stamps(struct nc_doc *doc, struct nc_node *item);

#endif
