/* Note types in the JSON of schema 11. */
#include "export/apkg/notetypes.h"

#include "base/jsontext.h"

/* Anki updates the templates and style of a type only if this is greater than before. */
#define FROZEN_MOD 1735689600
#define MAX_FIELDS 9
#define MAX_TEMPLATES 2

static const struct note_type {
    int64_t id;
    const char *name;
    /* 0 standard, 1 cloze */
    int kind;
    /* the stock type of Anki it descends from */
    int stock;
    const char *fields[MAX_FIELDS + 1];
    struct {
        const char *name, *front, *back;
    } templates[MAX_TEMPLATES];
    const char *req;
} types[NC_CARD_KIND_COUNT] = {
    {APKG_BASIC_ID,
     "noteconv Basic",
     0,
     3,
     {"Front", "Back", "Extra", "Add Reverse", "Type", "Context", "Source", "Spare 1", "Spare 2"},
     {{"Card 1", "apkg/basic-1-front.html", "apkg/basic-1-back.html"},
      {"Card 2", "apkg/basic-2-front.html", "apkg/basic-2-back.html"}},
     "[[0,\"any\",[0,1,4,5]],[1,\"all\",[3]]]"},
    {APKG_CLOZE_ID,
     "noteconv Cloze",
     1,
     5,
     {"Text", "Back Extra", "Context", "Source", "Spare 1", "Spare 2"},
     {{"Cloze", "apkg/cloze-front.html", "apkg/cloze-back.html"}},
     "[[0,\"any\",[0]]]"},
};

size_t apkg_fields_of(enum nc_card_kind kind)
{
    return kind == NC_CARD_CLOZE ? APKG_CLOZE_FIELDS : APKG_BASIC_FIELDS;
}

int64_t apkg_type_of(enum nc_card_kind kind)
{
    return kind == NC_CARD_CLOZE ? APKG_CLOZE_ID : APKG_BASIC_ID;
}

const char *const *apkg_field_names(enum nc_card_kind kind)
{
    return types[kind].fields;
}

const char *apkg_template(enum nc_card_kind kind, unsigned ord, bool back)
{
    unsigned number = kind == NC_CARD_CLOZE || ord >= MAX_TEMPLATES ? 0 : ord;
    return back ? types[kind].templates[number].back : types[kind].templates[number].front;
}

static const char latex_pre[] =
    "\\documentclass[12pt]{article}\n\\special{papersize=3in,5in}\n"
    "\\usepackage[utf8]{inputenc}\n\\usepackage{amssymb,amsmath}\n"
    "\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n\\begin{document}\n";

static void member(struct nc_buf *out, const char *name, struct nc_str value)
{
    nc_buf_printf(out, ",\"%s\":", name);
    nc_json_string(out, value);
}

static void put_fields(struct nc_buf *out, const struct note_type *t)
{
    nc_buf_puts(out, ",\"flds\":[");
    for (int i = 0; i < MAX_FIELDS && t->fields[i]; i++) {
        nc_buf_printf(out, "%s{\"ord\":%d,\"id\":%lld", i ? "," : "", i,
                      (long long)t->id * 100 + i);
        member(out, "name", nc_str(t->fields[i]));
        nc_buf_puts(
            out,
            ",\"sticky\":false,\"rtl\":false,\"font\":\"Arial\",\"size\":20,\"description\":\"\","
            "\"plainText\":false,\"collapsed\":false,\"excludeFromSearch\":false,\"media\":[]}");
    }
    nc_buf_char(out, ']');
}

static int put_templates(struct nc_buf *out, const struct note_type *t, struct nc_templates *from,
                         struct nc_fail *f)
{
    nc_buf_puts(out, ",\"tmpls\":[");
    for (int i = 0; i < MAX_TEMPLATES && t->templates[i].name; i++) {
        struct nc_str front, back;
        if (nc_template_get(&front, from, t->templates[i].front, f) ||
            nc_template_get(&back, from, t->templates[i].back, f))
            return -1;
        nc_buf_printf(out, "%s{\"ord\":%d,\"id\":%lld", i ? "," : "", i,
                      (long long)t->id * 100 + 50 + i);
        member(out, "name", nc_str(t->templates[i].name));
        member(out, "qfmt", front);
        member(out, "afmt", back);
        nc_buf_puts(out, ",\"bqfmt\":\"\",\"bafmt\":\"\",\"did\":null,\"bfont\":\"\",\"bsize\":0}");
    }
    nc_buf_char(out, ']');
    return 0;
}

static int put_type(struct nc_buf *out, const struct note_type *t, struct nc_templates *from,
                    struct nc_fail *f)
{
    struct nc_str css;
    if (nc_template_get(&css, from, "apkg/style.css", f))
        return -1;
    nc_buf_printf(out,
                  "\"%lld\":{\"id\":%lld,\"type\":%d,\"mod\":%d,\"usn\":0,\"sortf\":0,\"did\":null,"
                  "\"originalStockKind\":%d,\"latexsvg\":false,\"tags\":[],\"vers\":[],\"req\":%s",
                  (long long)t->id, (long long)t->id, t->kind, FROZEN_MOD, t->stock, t->req);
    member(out, "name", nc_str(t->name));
    member(out, "css", css);
    member(out, "latexPre", nc_str(latex_pre));
    member(out, "latexPost", NC_LIT("\\end{document}"));
    put_fields(out, t);
    if (put_templates(out, t, from, f))
        return -1;
    nc_buf_char(out, '}');
    return 0;
}

int apkg_models_json(struct nc_buf *out, struct nc_templates *t,
                     const struct apkg_model more[NC_CARD_KIND_COUNT], struct nc_fail *f)
{
    nc_buf_char(out, '{');
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (i)
            nc_buf_char(out, ',');
        if (put_type(out, &types[i], t, f))
            return -1;
    }
    for (size_t i = 0; i < NC_CARD_KIND_COUNT; i++)
        if (more[i].id)
            nc_buf_printf(out, ",\"%lld\":%.*s", (long long)more[i].id, NC_FMT(more[i].json));
    nc_buf_char(out, '}');
    return 0;
}
