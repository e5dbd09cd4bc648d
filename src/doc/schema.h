/* The tables kinds.def and fields.def as data: what a kind may hold, and where the members of the
 * JSON form lie in its structs. The writer and the reader of that form, and the generator of
 * documents in tests/fuzz, use them; nobody else needs them. */
#ifndef NC_DOC_SCHEMA_H
#define NC_DOC_SCHEMA_H

#include "doc/doc.h"

/* The classes of kinds, as bits: what a parent may hold. */
enum nc_holds {
    NC_HOLDS_NOTHING = 0,
    NC_HOLDS_ROOT = 1 << 0,
    NC_HOLDS_BLOCK = 1 << 1,
    NC_HOLDS_INLINE = 1 << 2,
    NC_HOLDS_ITEM = 1 << 3,
    NC_HOLDS_DEF = 1 << 4,
    NC_HOLDS_NOTES = 1 << 5,
    NC_HOLDS_NOTE = 1 << 6,
    NC_HOLDS_ROW = 1 << 7,
    NC_HOLDS_CELL = 1 << 8,
    NC_HOLDS_TITLE = 1 << 9,
    NC_HOLDS_SUMMARY = 1 << 10,
    NC_HOLDS_CAPTION = 1 << 11,
    NC_HOLDS_TAB = 1 << 12,
    NC_HOLDS_TAB_TITLE = 1 << 13
};

/* The sections of fields.def. */
enum nc_section {
#define S(owner, base) NC_IN_##owner,
#include "doc/fields.def"
    NC_SECTION_COUNT
};

enum nc_field_type {
    NC_FIELD_STR,
    NC_FIELD_FLAG,
    NC_FIELD_UINT,
    NC_FIELD_SECONDS,
    NC_FIELD_CHAR,
    NC_FIELD_WORD,
    NC_FIELD_POS,
    NC_FIELD_UUID,
    NC_FIELD_WHEN,
    NC_FIELD_ALIGNS,
    NC_FIELD_KIND,
    NC_FIELD_NODES,
    NC_FIELD_NODE,
    NC_FIELD_FILES,
    NC_FIELD_META,
    NC_FIELD_VALUE,
    NC_FIELD_ITEMS,
    NC_FIELD_KEYS
};

enum nc_field_when {
    NC_WHEN_SET, /* not empty, zero or false */
    NC_WHEN_ALWAYS,
    NC_WHEN_SPANS,     /* more than 1 */
    NC_WHEN_ORDERED,   /* the list is ordered */
    NC_WHEN_HAS_ITEMS, /* the value is a list or map */
    NC_WHEN_HAS_KEYS,  /* the value is a map */
    NC_WHEN_TO_NOTE,   /* the reference leads to a note */
    NC_WHEN_TO_ANCHOR, /* and to a place in it */
    NC_WHEN_TO_MEDIA   /* the reference leads to a file */
};

struct nc_field {
    const char *name;
    enum nc_field_type type;
    enum nc_field_when when;
    /* in the struct of its section */
    uint16_t offset;
    /* size of the member: UINT, CHAR, WORD */
    uint16_t size;
    /* WORD, ALIGNS */
    uint8_t word_count;
    /* by value from 0 */
    const char *const *words;
    /* UINT */
    int64_t low, high;
};

struct nc_kind_info {
    const char *name;
    /* enum nc_holds */
    unsigned holds, stands;
    /* NC_IN_NONE: no members of its own */
    enum nc_section members;
    /* kind of its first child; NC_KIND_COUNT: any that it may hold */
    enum nc_kind first;
};
extern const struct nc_kind_info nc_kinds[NC_KIND_COUNT];

/* Returns the struct with the kind's own members: the node, or what it points to; NULL if it points
 * to nothing. */
const void *nc_field_base(const struct nc_node *n);

/* Returns the members of a section in writing order. *count: their number. */
const struct nc_field *nc_fields(enum nc_section section, size_t *count);

/* Returns the value of one of the member's words, or -1. */
int nc_field_word(const struct nc_field *f, struct nc_str word);

/* Returns the value of a UINT, SECONDS, CHAR, WORD or FLAG member in base, the struct of its
 * section. */
int64_t nc_field_number(const struct nc_field *f, const void *base);
void nc_field_set_number(const struct nc_field *f, void *base, int64_t value);

/* The member itself, in base. */
static inline const void *nc_field_at(const struct nc_field *f, const void *base)
{
    return (const char *)base + f->offset;
}
static inline void *nc_field_in(const struct nc_field *f, void *base)
{
    return (char *)base + f->offset;
}

#endif
