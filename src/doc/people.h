/* The people that front matter names, and what each did. */
#ifndef NC_DOC_PEOPLE_H
#define NC_DOC_PEOPLE_H

#include "doc/doc.h"

/* A code of the MARC list of relators (id.loc.gov/vocabulary/relators), as EPUB uses it. */
#define NC_ROLE_AUTHOR "aut"

struct nc_person {
    struct nc_str name; /* as readers see it; never empty */
    const char *role;   /* MARC code: "aut", "trl", "edt", "ill", "ctb" … */
};

/* All people of the front matter: authors first, then the others, in order, each once a role. A
 * person is a text, or a map with name, literal or text, or with given and family. *count is their
 * number. In arena. */
struct nc_person *nc_people_of(struct nc_arena *arena, const struct nc_meta *m, size_t *count);
/* Whether a value under this key names people. */
bool nc_is_people_key(struct nc_str key);
/* The first value of a key for people that holds no name, as a map without one; NULL: there is
 * none. *key is its key. */
const struct nc_value *nc_people_unreadable(const struct nc_meta *m, struct nc_str *key,
                                            struct nc_pos *pos);

#endif
