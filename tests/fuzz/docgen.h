/* Documents from bytes, by the tables of doc/schema.h: each byte is a choice, so that a fuzzer
 * finds its way through kinds and members, and a new kind or member is tried without a word here.
 * What comes out is JSON that the reader must take. */
#ifndef NC_TESTS_FUZZ_DOCGEN_H
#define NC_TESTS_FUZZ_DOCGEN_H

#include "base/jsontext.h"
#include "doc/docjson.h"
#include "doc/schema.h"

#define DOCGEN_DEPTH 14
#define DOCGEN_NODES 400

struct docgen {
    /* choices; after the last each is 0 */
    const uint8_t *data;
    size_t size, at;
    struct nc_buf *out;
    unsigned nodes;
    /* of the table around */
    uint32_t columns;
    /* footnotes of the document */
    uint32_t notes;
    /* the last that was written */
    uint32_t note;
};

static inline unsigned docgen_choose(struct docgen *g, unsigned count)
{
    return g->at < g->size ? g->data[g->at++] % count : 0;
}

static inline struct nc_str docgen_string(struct docgen *g)
{
    static const char *const strings[] = {"",
                                          "x",
                                          "\xE4\xB8\xAD\xE6\x96\x87",
                                          "a\"b\\c",
                                          "**",
                                          "<b>",
                                          "[[x]]",
                                          "a.md",
                                          "::",
                                          "#+end",
                                          "https://e.org/?a=1&b",
                                          "* y",
                                          "|",
                                          "\\",
                                          "{{c1::z}}",
                                          "-1",
                                          " ",
                                          "---",
                                          "2024-01-02",
                                          "\xEF\xBC\x9F",
                                          "en",
                                          "^b",
                                          "note",
                                          "quote"};
    return nc_str(strings[docgen_choose(g, sizeof strings / sizeof *strings)]);
}

static inline void docgen_value(struct docgen *g, unsigned depth);

static inline void docgen_items(struct docgen *g, bool map, unsigned depth)
{
    unsigned count = depth < 3 ? docgen_choose(g, 4) : 0;
    nc_buf_puts(g->out, ",\"items\":[");
    for (unsigned i = 0; i < count; i++) {
        nc_buf_puts(g->out, i ? "," : "");
        docgen_value(g, depth + 1);
    }
    nc_buf_puts(g->out, map ? "],\"keys\":[" : "");
    for (unsigned i = 0; map && i < count; i++) {
        nc_buf_puts(g->out, i ? "," : "");
        nc_json_string(g->out, docgen_string(g));
    }
    nc_buf_char(g->out, ']');
}

static inline void docgen_value(struct docgen *g, unsigned depth)
{
    static const char *const types[] = {"null", "bool",     "int",  "float", "text",
                                        "date", "datetime", "list", "map"};
    unsigned type = docgen_choose(g, 9);
    nc_buf_printf(g->out, "{\"type\":\"%s\"", types[type]);
    if (type >= 7) {
        docgen_items(g, type == 8, depth);
    } else {
        nc_buf_puts(g->out, ",\"raw\":");
        nc_json_string(g->out, docgen_string(g));
        nc_buf_puts(g->out, docgen_choose(g, 2) ? ",\"quoted\":true}" : "}");
        return;
    }
    nc_buf_char(g->out, '}');
}

static inline void docgen_meta(struct docgen *g)
{
    static const char *const keys[] = {"title", "tags", "date", "author", "lang", "x", "up"};
    unsigned count = docgen_choose(g, 5);
    nc_buf_puts(g->out, ",\"meta\":[");
    for (unsigned i = 0; i < count; i++) {
        nc_buf_printf(g->out, "%s{\"key\":\"%s\",\"value\":", i ? "," : "",
                      keys[docgen_choose(g, 7)]);
        docgen_value(g, 0);
        nc_buf_char(g->out, '}');
    }
    nc_buf_char(g->out, ']');
}

/* A member with a value that its row allows. */
static inline void docgen_member(struct docgen *g, const struct nc_field *f)
{
    static const char *const chars[] = {"x", " ", ".", ")", "+", "-", "/"};
    static const char *const dates[] = {"2024-01-02", "2024-02-29T03:04:05", "0001-12-31T23:59:60Z",
                                        "9999-01-01T00:00:00-11:30"};
    int64_t range = f->high - f->low;
    unsigned big = f->type == NC_FIELD_UINT ? docgen_choose(g, 256) : 0;
    struct nc_str string = {0};
    switch (f->type) {
    case NC_FIELD_STR:
        string = docgen_string(g);
        nc_buf_printf(g->out, ",\"%s\":", f->name);
        nc_json_string(g->out, string);
        return;
    case NC_FIELD_FLAG:
        nc_buf_printf(g->out, ",\"%s\":%s", f->name, docgen_choose(g, 2) ? "true" : "false");
        return;
    case NC_FIELD_UINT:
        nc_buf_printf(g->out, ",\"%s\":%lld", f->name,
                      (long long)(big == 255 ? f->high : f->low + (big <= range ? big : range)));
        return;
    case NC_FIELD_SECONDS:
        nc_buf_printf(g->out, ",\"%s\":%d", f->name, (int)docgen_choose(g, 256) - 128);
        return;
    case NC_FIELD_CHAR:
        nc_buf_printf(g->out, ",\"%s\":\"%s\"", f->name, chars[docgen_choose(g, 7)]);
        return;
    case NC_FIELD_WORD:
        nc_buf_printf(g->out, ",\"%s\":\"%s\"", f->name, f->words[docgen_choose(g, f->word_count)]);
        return;
    case NC_FIELD_POS:
        nc_buf_printf(g->out, ",\"pos\":[%u,%u]", 1 + docgen_choose(g, 9), 1 + docgen_choose(g, 9));
        return;
    case NC_FIELD_WHEN:
        nc_buf_printf(g->out, ",\"%s\":\"%s\"", f->name, dates[docgen_choose(g, 4)]);
        return;
    case NC_FIELD_ALIGNS:
        g->columns = docgen_choose(g, 5);
        nc_buf_printf(g->out, ",\"%s\":[", f->name);
        for (uint32_t i = 0; i < g->columns; i++)
            nc_buf_printf(g->out, "%s\"%s\"", i ? "," : "",
                          f->words[docgen_choose(g, f->word_count)]);
        nc_buf_char(g->out, ']');
        return;
    case NC_FIELD_UUID:
    case NC_FIELD_KIND:
    case NC_FIELD_NODES:
    case NC_FIELD_NODE:
    case NC_FIELD_FILES:
    case NC_FIELD_META:
    case NC_FIELD_VALUE:
    case NC_FIELD_ITEMS:
    case NC_FIELD_KEYS:
        return;
    }
}

static inline void docgen_section(struct docgen *g, enum nc_section section)
{
    size_t count;
    const struct nc_field *f = nc_fields(section, &count);
    for (size_t i = 0; i < count; i++)
        if (f[i].when == NC_WHEN_ALWAYS || docgen_choose(g, 2))
            docgen_member(g, &f[i]);
}

/* Members whose values depend on the rest of the document are not left to chance. */
static inline void docgen_members(struct docgen *g, enum nc_kind kind)
{
    enum nc_section own = nc_kinds[kind].members;
    nc_buf_printf(g->out, "{\"kind\":\"%s\"", nc_kind_name(kind));
    docgen_section(g, NC_IN_NODE);
    if (docgen_choose(g, 4) == 3)
        docgen_section(g, NC_IN_ATTRS);
    if (own == NC_IN_REF || own == NC_IN_IMAGE || own == NC_IN_EMBED)
        docgen_section(g, NC_IN_REF);
    if (kind == NC_TEXT)
        nc_buf_puts(g->out, ",\"text\":\"t\"");
    else if (kind == NC_FOOTNOTE)
        nc_buf_printf(g->out, ",\"number\":%u,\"referred\":true", ++g->note);
    else if (kind == NC_FOOTNOTE_REF)
        nc_buf_printf(g->out, ",\"number\":%u", 1 + docgen_choose(g, g->notes));
    else if (kind != NC_CELL && own != NC_IN_REF)
        docgen_section(g, own);
}

static inline bool docgen_may(const struct docgen *g, enum nc_kind parent, enum nc_kind kind)
{
    unsigned holds = nc_kinds[parent].holds;
    if (nc_kinds[parent].first != NC_KIND_COUNT)
        holds &= ~nc_kinds[nc_kinds[parent].first].stands;
    return (nc_kinds[kind].stands & holds) && kind != NC_FOOTNOTES && kind != NC_CAPTION &&
           (kind != NC_FOOTNOTE_REF || g->notes);
}

static inline enum nc_kind docgen_kind(struct docgen *g, enum nc_kind parent)
{
    unsigned from = docgen_choose(g, NC_KIND_COUNT);
    for (unsigned i = 0; i < NC_KIND_COUNT; i++) {
        enum nc_kind kind = (enum nc_kind)((from + i) % NC_KIND_COUNT);
        if (docgen_may(g, parent, kind))
            return kind;
    }
    return NC_KIND_COUNT;
}

static inline unsigned docgen_count(struct docgen *g, enum nc_kind kind, unsigned depth)
{
    if (kind == NC_ROW)
        return g->columns;
    if (kind == NC_FOOTNOTES)
        return g->notes;
    unsigned most = depth < DOCGEN_DEPTH && g->nodes < DOCGEN_NODES ? 5 : 1;
    return nc_kinds[kind].holds ? docgen_choose(g, most) : 0;
}

/* Nodes nest no deeper than DOCGEN_DEPTH and what must be in them. */
static inline void docgen_node(struct docgen *g, enum nc_kind kind, unsigned depth)
{
    enum nc_kind first = nc_kinds[kind].first;
    g->nodes++;
    docgen_members(g, kind);
    unsigned count = docgen_count(g, kind, depth);
    uint32_t columns = g->columns;
    nc_buf_puts(g->out, ",\"children\":[");
    if (kind == NC_FIGURE && docgen_choose(g, 2))
        first = NC_CAPTION;
    if (first != NC_KIND_COUNT)
        docgen_node(g, first, depth + 1);
    for (unsigned i = 0; i < count; i++) {
        nc_buf_puts(g->out, i || first != NC_KIND_COUNT ? "," : "");
        docgen_node(g, docgen_kind(g, kind), depth + 1);
        g->columns = columns;
    }
    if (kind == NC_DOC && g->notes) {
        nc_buf_puts(g->out, count ? "," : "");
        docgen_node(g, NC_FOOTNOTES, depth + 1);
    }
    nc_buf_puts(g->out, "]}");
}

/* Appends one document to out. */
static inline void docgen_document(struct nc_buf *out, const uint8_t *data, size_t size)
{
    struct docgen g = {.data = data, .size = size, .out = out};
    nc_buf_printf(out, "{\"noteconv-document\":%d", NC_DOCJSON_VERSION);
    docgen_section(&g, NC_IN_DOCUMENT);
    docgen_meta(&g);
    g.notes = docgen_choose(&g, 3);
    nc_buf_puts(out, ",\"root\":");
    docgen_node(&g, NC_DOC, 0);
    nc_buf_puts(out, "}\n");
}

#endif
