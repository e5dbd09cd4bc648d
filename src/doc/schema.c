/* The tables of kinds and members as data, checked against the structs at compile time. */
#include "doc/schema.h"

#include <stddef.h>

#define H(class) NC_HOLDS_##class
const struct nc_kind_info nc_kinds[NC_KIND_COUNT] = {
#define K(kind, kind_name, kind_holds, kind_stands, kind_members, kind_first)                      \
    [NC_##kind] = {.name = kind_name,                                                              \
                   .holds = kind_holds,                                                            \
                   .stands = NC_HOLDS_##kind_stands,                                               \
                   .members = NC_IN_##kind_members,                                                \
                   .first = NC_##kind_first},
#include "doc/kinds.def"
};

#define W(list, ...) static const char *const words_of_##list[] = {__VA_ARGS__};
#include "doc/fields.def"

#define S(owner, base) typedef base in_##owner;
#include "doc/fields.def"

/* Checks that each member has the type in its row. */
#define IS_STR(x) _Generic((x), struct nc_str : 1, default : 0)
#define IS_FLAG(x) _Generic((x), bool : 1, default : 0)
#define IS_UINT(x) _Generic((x), uint8_t : 1, uint16_t : 1, uint32_t : 1, default : 0)
#define IS_SECONDS(x) _Generic((x), int64_t : 1, default : 0)
#define IS_CHAR(x) _Generic((x), char : 1, uint32_t : 1, default : 0)
#define IS_WORD(x) (sizeof(x) == sizeof(enum nc_align))
#define IS_POS(x) _Generic((x), struct nc_pos : 1, default : 0)
#define IS_UUID(x) _Generic((x), struct nc_uuid : 1, default : 0)
#define IS_WHEN(x) _Generic((x), struct nc_when : 1, default : 0)
#define IS_ALIGNS(x) _Generic((x), const uint8_t * : 1, default : 0)
#define IS_KIND(x) _Generic((x), enum nc_kind : 1, default : 0)
#define IS_NODES(x) _Generic((x), struct nc_node * : 1, default : 0)
#define IS_NODE(x) IS_NODES(x)
#define IS_FILES(x) _Generic((x), struct nc_str * : 1, default : 0)
#define IS_META(x) _Generic((x), struct nc_meta : 1, default : 0)
#define IS_VALUE(x) _Generic((x), struct nc_value : 1, default : 0)
#define IS_ITEMS(x) _Generic((x), struct nc_value * : 1, default : 0)
#define IS_KEYS(x) IS_FILES(x)
#define F(owner, name, kind, member, more, condition, meaning)                                     \
    _Static_assert(IS_##kind(((in_##owner *)NULL)->member), #owner " " name);
#include "doc/fields.def"

#define NONE .low = 0
#define BOUNDS(least, most) .low = least, .high = most
#define WORDS(list)                                                                                \
    .words = words_of_##list, .word_count = sizeof words_of_##list / sizeof *words_of_##list
static const struct nc_field fields[] = {
#define F(owner, member_name, kind, member, more, condition, meaning)                              \
    {.name = member_name,                                                                          \
     .type = NC_FIELD_##kind,                                                                      \
     .when = NC_WHEN_##condition,                                                                  \
     .offset = offsetof(in_##owner, member),                                                       \
     .size = sizeof(((in_##owner *)NULL)->member),                                                 \
     more},
#include "doc/fields.def"
};

/* A section begins at the row whose number is that of its own enumerator. */
#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
enum {
#define S(owner, base) AT_##owner, BEFORE_##owner = AT_##owner - 1,
#define F(...) JOIN(ROW_, __LINE__),
#include "doc/fields.def"
    AT_END
};
static const uint8_t begins[NC_SECTION_COUNT + 1] = {
#define S(owner, base) AT_##owner,
#include "doc/fields.def"
    AT_END};
_Static_assert(AT_END == sizeof fields / sizeof *fields && AT_END < 256, "rows of fields.def");

const struct nc_field *nc_fields(enum nc_section section, size_t *count)
{
    *count = begins[section + 1] - begins[section];
    return fields + begins[section];
}

const void *nc_field_base(const struct nc_node *n)
{
    return nc_kinds[n->kind].members == NC_IN_TASK   ? (const void *)n->u.item.task
           : nc_kinds[n->kind].members == NC_IN_CODE ? (const void *)n->u.code
                                                     : n;
}

int nc_field_word(const struct nc_field *f, struct nc_str word)
{
    for (int i = 0; i < f->word_count; i++)
        if (nc_str_eqz(word, f->words[i]))
            return i;
    return -1;
}

int64_t nc_field_number(const struct nc_field *f, const void *base)
{
    const void *at = nc_field_at(f, base);
    uint8_t one;
    uint16_t two;
    uint32_t four;
    int64_t eight;
    switch (f->size) {
    case sizeof one:
        memcpy(&one, at, sizeof one);
        return one;
    case sizeof two:
        memcpy(&two, at, sizeof two);
        return two;
    case sizeof four:
        memcpy(&four, at, sizeof four);
        return four;
    default:
        memcpy(&eight, at, sizeof eight);
        return eight;
    }
}

void nc_field_set_number(const struct nc_field *f, void *base, int64_t value)
{
    void *at = nc_field_in(f, base);
    uint8_t one = (uint8_t)value;
    uint16_t two = (uint16_t)value;
    uint32_t four = (uint32_t)value;
    switch (f->size) {
    case sizeof one:
        memcpy(at, &one, sizeof one);
        return;
    case sizeof two:
        memcpy(at, &two, sizeof two);
        return;
    case sizeof four:
        memcpy(at, &four, sizeof four);
        return;
    default:
        memcpy(at, &value, sizeof value);
    }
}
