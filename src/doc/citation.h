/* Citations as pandoc writes them: "[see @key, p. 3; -@other]", "@key", "@key [p. 3]". What a key
 * stands for is unknown here. */
#ifndef NC_DOC_CITATION_H
#define NC_DOC_CITATION_H

#include "base/str.h"

/* A cited work. The texts are slices of the citation without blanks at the edges and without the
 * comma after the key. */
struct nc_cited {
    struct nc_str prefix, key, suffix;
    /* "-@key" */
    bool no_author;
};

/* Returns the length of the citation at the beginning of s, or 0. */
size_t nc_citation_length(struct nc_str s);
/* Whether the citation is part of the sentence: it begins with its key, not with a bracket. */
bool nc_citation_is_text(struct nc_str citation);
/* Finds the next work of a citation. *at is 0 at first and moves on. False: there is no other, or
 * the text is not a citation. */
bool nc_citation_next(struct nc_str citation, size_t *at, struct nc_cited *out);

#endif
