/* Reads JSON (RFC 8259) piece by piece, without recursion: the caller asks for the next piece and
 * keeps what it needs. Depth is bounded. For writing see jsontext.h. */
#ifndef NC_BASE_JSONPULL_H
#define NC_BASE_JSONPULL_H

#include "base/buf.h"

#define NC_JSON_DEPTH 4096

enum nc_json_event {
    NC_JSON_END, /* only blanks follow the value */
    NC_JSON_ERROR,
    NC_JSON_OBJECT,
    NC_JSON_OBJECT_END,
    NC_JSON_ARRAY,
    NC_JSON_ARRAY_END,
    NC_JSON_KEY,    /* text */
    NC_JSON_STRING, /* text */
    NC_JSON_NUMBER, /* text, as written */
    NC_JSON_TRUE,
    NC_JSON_FALSE,
    NC_JSON_NULL
};

struct nc_json {
    struct nc_str s;
    /* at: the offset where the last piece began */
    size_t i, at;
    /* text of the last key, string or number */
    struct nc_buf text;
    /* after NC_JSON_ERROR: a static text; else NULL */
    const char *problem;
    unsigned char stack[NC_JSON_DEPTH / 8]; /* one bit per level: set for an object */
    size_t depth;
    enum {
        NC_JSON_WANT_VALUE,
        NC_JSON_WANT_FIRST,
        NC_JSON_WANT_KEY,
        NC_JSON_WANT_COMMA,
        NC_JSON_DONE
    } state;
};

/* Starts reading s, which is borrowed until the end. Dispose. */
void nc_json_begin(struct nc_json *j, struct nc_str s);
void nc_json_dispose(struct nc_json *j);
/* Reads the next piece; at the end and after an error it returns the same event again. */
enum nc_json_event nc_json_next(struct nc_json *j);
/* Skips the value that `first`, the event just returned, began. False on an error. */
bool nc_json_skip(struct nc_json *j, enum nc_json_event first);
/* The last number as an integer, clamped to the range; 0 if it is not an integer. */
int64_t nc_json_int(const struct nc_json *j);

#endif
