/* The people named in front matter and their roles. */
#ifndef NC_DOC_PEOPLE_H
#define NC_DOC_PEOPLE_H

#include "doc/doc.h"

/* Roles are codes of the MARC list of relators (id.loc.gov/vocabulary/relators), as in EPUB. */
#define NC_ROLE_AUTHOR "aut"

/* Returns all people of the front matter: authors first, then the others in order, each once per
 * role. A person is a text, or a map with name, literal or text, or with given and family. A text
 * may name several: 、 ; and ； separate them, as does ， if each part is two to four CJK letters;
 * a comma does not (Lee, Ann). *count is their number. In arena. */
struct nc_person *nc_people_of(struct nc_arena *arena, const struct nc_meta *m, size_t *count);
/* Whether a value under this key names people. */
bool nc_is_people_key(struct nc_str key);
#define NC_MAX_PEOPLE 200 /* for one key; those after them are left out */
/* Whether a value under such a key holds a list or map that names nobody. */
bool nc_people_unreadable(const struct nc_value *v);

#endif
