/* Anki's card templates, filled the way Anki fills them: {{Field}}, {{#Field}}…{{/Field}},
 * {{^Field}}…, {{FrontSide}}, {{type:Field}}, {{cloze:Field}} and {{text:Field}}. Other filters are
 * skipped. */
#ifndef NC_EXPORT_ANKITEMPLATE_H
#define NC_EXPORT_ANKITEMPLATE_H

#include "base/buf.h"

struct anki_side {
    /* names of the fields; ends with NULL */
    const char *const *names;
    const struct nc_str *fields;
    /* the number of the cloze asked for; 0: none */
    unsigned cloze;
    bool is_answer;
    /* the other side's HTML, for {{FrontSide}} */
    struct nc_str front;
};
/* Appends the HTML of a side. */
void anki_render(struct nc_buf *out, struct nc_str tmpl, const struct anki_side *side);
/* Appends a field with its clozes: those with the number are hidden, or highlighted in an answer;
 * the others are shown. */
void anki_cloze(struct nc_buf *out, struct nc_str field, unsigned number, bool is_answer);
/* Whether Anki considers the field empty: only blanks, <br> and <div>. */
bool anki_is_empty(struct nc_str field);

#endif
