/* Any bytes as the tags of site generators, at every place: a tag stands within its bounds, its
 * arguments within it and one after the other, and the table knows a name in any case of letters.
 * Then the whole as a note. */
#include "lang/lang.h"
#include "parse/construct/gentable.h"
#include "parse/construct/gentag.h"
#include "parse/parse.h"
#include "tests/fuzz/checkdoc.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(bool good)
{
    if (!good)
        abort();
}

static void look_at_word(const struct nc_gentag *t)
{
    static const char letters[] = "lhj/:";
    struct nc_buf upper = {0};
    for (size_t i = 0; i < t->name.n; i++)
        nc_buf_char(&upper, t->name.p[i] >= 'a' && t->name.p[i] <= 'z' ? (char)(t->name.p[i] - 32)
                                                                       : t->name.p[i]);
    for (const char *family = letters; *family; family++) {
        const struct nc_gen_word *w = nc_gen_word(*family, t->name);
        look(w == nc_gen_word(*family, nc_buf_view(&upper)));
        look(!w || (w->name && strchr(w->families, *family)));
    }
    nc_buf_dispose(&upper);
}

static void look_at_arguments(const struct nc_gentag *t, struct nc_str s)
{
    struct nc_gen_arg a;
    size_t i = t->args.from;
    for (size_t last = i; nc_gen_arg_next(&a, s, &i, t->args.to); last = i) {
        look(i > last && i <= t->args.to);
        look(a.value.from <= a.value.to && a.value.to <= t->args.to);
        look(!a.key.n || (a.key.p >= s.p + last && a.key.p + a.key.n <= s.p + i));
    }
    struct nc_range value;
    if (nc_gentag_positional(&value, t, s, 0))
        look(value.from >= t->args.from && value.from <= value.to && value.to <= t->args.to);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nc_str s = {(const char *)data, size};
    struct nc_parse_options options = {.dialect = NC_DIALECT_NOTES};
    struct nc_buf json = {0};
    for (size_t i = 0; i < s.n; i++) {
        struct nc_gentag t = {0};
        size_t limit = i + 1 + (i * 31 + s.n) % (s.n - i);
        if (!nc_gentag_read(&t, s, i, limit))
            continue;
        look(t.from == i && t.end > i && t.end <= limit);
        look(t.args.from <= t.args.to && t.args.to <= t.end && t.args.from >= i);
        look(!t.name.n || (t.name.p >= s.p + i && t.name.p + t.name.n <= s.p + t.end));
        look_at_word(&t);
        look_at_arguments(&t, s);
    }
    struct nc_doc *doc = nc_parse(s, NC_LIT("f.md"), NC_LIT("f"), &options, NULL);
    nc_lang_set(doc);
    nc_doc_identify(doc, NC_NONE, NC_LIT("f.md"));
    check_doc(&json, doc, false);
    nc_doc_free(doc);
    nc_buf_dispose(&json);
    return 0;
}
