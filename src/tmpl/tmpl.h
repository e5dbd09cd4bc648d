/* The small template language of templates/. {{name}} inserts a value; {{#name}}…{{/name}} inserts
 * its content once for each row of a list, or once if a text value is not empty. There is no logic.
 * A page from a user's folder is checked to be XML when it is loaded. */
#ifndef NC_TMPL_TMPL_H
#define NC_TMPL_TMPL_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/fail.h"

/* Finds templates: first in the user's folder, then among those built into the program. */
struct nc_templates;

struct nc_templates *nc_templates_new(const char *folder);
/* Returns 0, or -1 and a message if folder is not a folder, or holds none of the templates. */
int nc_templates_check(const char *folder, struct nc_fail *f);
void nc_templates_free(struct nc_templates *t);
/* The text of a template such as "epub/page.xhtml" or "epub/style.css". Borrowed until t is freed.
 * An unusable file in the user's folder gives an empty slice and a failure that names file and
 * line. */
int nc_template_get(struct nc_str *out, struct nc_templates *t, const char *name,
                    struct nc_fail *f);

/* Appends the names of all templates, one per line. */
void nc_templates_list(struct nc_buf *out);
/* Appends the sizes and times of the templates in a user's folder, so that the text changes when
 * one of them does. */
void nc_templates_stamp(struct nc_buf *out, const char *folder);

struct nc_tmpl_row;
/* A named value. Text is escaped for XML when it is inserted; markup is inserted unchanged. */
struct nc_tmpl_var {
    const char *name;
    struct nc_str text;
    bool is_markup;
    /* not NULL: a list */
    const struct nc_tmpl_row *rows;
    size_t row_count;
};
struct nc_tmpl_row {
    const struct nc_tmpl_var *vars;
    size_t count;
};

/* A template taken apart, to be filled often. Its text is borrowed. */
struct nc_tmpl {
    /* for messages */
    const char *name;
    struct nc_str text;
    struct nc_tmpl_piece *pieces;
    size_t count, cap;
};
void nc_tmpl_parse(struct nc_tmpl *t, const char *name, struct nc_str text);
void nc_tmpl_dispose(struct nc_tmpl *t);

/* Appends the template filled from vars (inner rows see outer names too). A name that is unknown,
 * and a template that lacks the value called body, is a failure that says where. */
int nc_tmpl_fill(struct nc_buf *out, const struct nc_tmpl *tmpl, const struct nc_tmpl_row *vars,
                 struct nc_fail *f);
/* The same for a text that is filled once. */
int nc_tmpl_render(struct nc_buf *out, const char *name, struct nc_str tmpl,
                   const struct nc_tmpl_row *vars, struct nc_fail *f);

#endif
