/* Anki's card templates, filled as Anki fills them: {{Field}}, {{#Field}}…{{/Field}}, {{^Field}}…,
 * {{FrontSide}}, {{type:Field}}, {{cloze:Field}} and {{text:Field}}. Other filters are skipped.
 */
#ifndef NC_EXPORT_ANKITEMPLATE_H
#define NC_EXPORT_ANKITEMPLATE_H

#include "base/buf.h"

struct anki_side {
    const char *const *names; /* of the fields; ends with NULL */
    const struct nc_str *fields;
    unsigned cloze; /* the number of the cloze that is asked for; 0: none */
    bool is_answer;
    struct nc_str front; /* the other side's HTML, for {{FrontSide}} */
};
/* Appends the HTML of a side. */
void anki_render(struct nc_buf *out, struct nc_str tmpl, const struct anki_side *side);
/* Appends a field of which the clozes of a number are asked for (answer: shown), the others shown.
 */
void anki_cloze(struct nc_buf *out, struct nc_str field, unsigned number, bool is_answer);
/* True for what Anki takes for an empty field: blanks, <br> and <div>. */
bool anki_is_empty(struct nc_str field);

#endif
