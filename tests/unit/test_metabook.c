/* What front matter says of a book and of tags: numbers of books, subjects, first texts. */
#include "doc/metabook.h"

#include "base/buf.h"
#include "tests/unit/check.h"

static void check_isbn(const char *s, const char *want)
{
    char digits[14];
    bool is_right = nc_isbn_read(digits, nc_str(s));
    if (!CHECK(is_right == (want != NULL)))
        fprintf(stderr, "  %s\n", s);
    else if (want)
        CHECK_STR(digits, want);
}

static void check_isbns(void)
{
    check_isbn("978-3-16-148410-0", "9783161484100");
    check_isbn(" ISBN: 978 3 16 148410 0 ", "9783161484100");
    check_isbn("urn:isbn:9783161484100", "9783161484100");
    check_isbn("9783161484101", NULL);
    check_isbn("97831614841000", NULL);
    check_isbn("978316148410", NULL);
    check_isbn("080442957X", "080442957X");
    check_isbn("080442957x", "080442957X");
    check_isbn("0804429570", NULL);
    check_isbn("08044295X7", NULL);
    check_isbn("978316148410X", NULL);
    check_isbn("978/3161484100", NULL);
    check_isbn("", NULL);
}

static struct nc_value text_value(const char *s)
{
    struct nc_value v = {.type = NC_V_TEXT, .raw = nc_str(s)};
    return v;
}

static void put(struct nc_doc *doc, const char *key, struct nc_value v)
{
    nc_meta_slot(doc, nc_str(key), (struct nc_pos){0, 1, 1})->value = v;
}

static void put_words(struct nc_buf *out, const struct nc_str *words, size_t count)
{
    nc_buf_clear(out);
    for (size_t i = 0; i < count; i++)
        nc_buf_printf(out, "%.*s|", NC_FMT(words[i]));
    nc_buf_puts(out, "");
}

static void check_words(void)
{
    struct nc_doc *doc = nc_doc_new(NC_LIT("t.md"));
    struct nc_buf b = {0};
    put(doc, "tags", text_value("#a/, [[b c]], [[]], d//, ##e, /, #"));
    put(doc, "keywords", text_value("[[link]], [[]], A/, one , ,one"));
    put(doc, "subject", text_value("ONE, a, [[x"));
    put(doc, "license", (struct nc_value){.type = NC_V_NULL});
    put(doc, "rights", text_value("  "));
    put(doc, "copyright", text_value(" mine "));
    put(doc, "series", text_value("Name"));
    put(doc, "volume", text_value("2.5"));
    nc_meta_derive(doc);
    put_words(&b, doc->meta.tags, doc->meta.tag_count);
    CHECK_STR(b.p, "a|b c|[[]]|d|e|");
    put_words(&b, doc->meta.subjects, doc->meta.subject_count);
    CHECK_STR(b.p, "a|b c|[[]]|d|e|link|A/|one|[[x|");
    CHECK(nc_str_eqz(doc->meta.rights, "mine"));
    CHECK(nc_str_eqz(doc->meta.series, "Name") && nc_str_eqz(doc->meta.series_index, "2.5"));
    for (size_t i = 0; i < 4; i++) {
        static const char *const none[] = {"2.", ".5", "1.2.3", "2a"};
        put(doc, "volume", text_value(none[i]));
        nc_meta_derive(doc);
        CHECK(!doc->meta.series_index.n);
    }
    nc_buf_dispose(&b);
    nc_doc_free(doc);
}

int main(void)
{
    check_isbns();
    check_words();
    return check_result();
}
