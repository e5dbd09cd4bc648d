/* tmpl.c: templates found and filled, and the messages about those that cannot be used. */
#include "tests/unit/check.h"
#include "tmpl/tmpl.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* message NULL: it is filled. */
static void check_filled(const char *tmpl, const struct nc_tmpl_row *row, const char *expected,
                         const char *message)
{
    struct nc_buf out = {0};
    struct nc_fail f = {0};
    nc_buf_puts(&out, "");
    int err = nc_tmpl_render(&out, "t", nc_str(tmpl), row, &f);
    CHECK(err == (message ? -1 : 0));
    if (message)
        CHECK_STR(f.message.p, message);
    else
        CHECK_STR(out.p, expected);
    nc_buf_dispose(&out);
    nc_buf_dispose(&f.message);
}

static void test_fill(void)
{
    static const struct nc_tmpl_var first[] = {{.name = "n", .text = {"1", 1}}},
                                    second[] = {{.name = "n", .text = {"2", 1}}};
    static const struct nc_tmpl_row rows[] = {{first, 1}, {second, 1}};
    static const struct nc_tmpl_var vars[] = {{.name = "n", .text = {"a<b", 3}},
                                              {.name = "m", .text = {"<i>", 3}, .is_markup = true},
                                              {.name = "none"},
                                              {.name = "items", .rows = rows, .row_count = 2},
                                              {.name = "empty", .rows = rows, .row_count = 0}};
    static const struct nc_tmpl_row row = {vars, 5};
    check_filled("x {{n}} {{m}} {{none}}y", &row, "x a&lt;b <i> y", NULL);
    check_filled("{{#items}}[{{n}}{{m}}]{{/items}}.", &row, "[1<i>][2<i>].", NULL);
    check_filled("{{#n}}yes {{n}}{{/n}}{{#none}}no {{unknown}}{{/none}}{{#empty}}no{{/empty}}.",
                 &row, "yes a&lt;b.", NULL);
    check_filled("{{#items}}{{#items}}{{n}}{{/items}};{{/items}}", &row, "12;12;", NULL);
    check_filled("{{#m}}{{#none}}{{/m}}{{/none}}x{{/m}}", &row, "",
                 "t:1: the template opens {{#none}} and never closes it");
    check_filled("a {{ b }", &row, "a {{ b }", NULL);
    check_filled("a }} {{", &row, "a }} {{", NULL);
    check_filled("{{#n}}x", &row, "", "t:1: the template opens {{#n}} and never closes it");
    check_filled("\n{{n}}\n {{#n}}\n{{x}}{{/n}}", &row, "",
                 "t:4: the template uses {{x}}, which has no value there; the names are: n m none "
                 "items empty");
    check_filled("{{#n}}{{#n}}x{{/n}}", &row, "",
                 "t:1: the template opens {{#n}} and never closes it");
    check_filled("{{#n}}{{/nn}}{{/n", &row, "",
                 "t:1: the template opens {{#n}} and never closes it");
    check_filled("{{x}}", &row, "",
                 "t:1: the template uses {{x}}, which has no value there; the names are: n m none "
                 "items empty");
    check_filled(
        "{{#items}}{{x}}{{/items}}", &row, "",
        "t:1: the template uses {{x}}, which has no value there; the names are: n m none items "
        "empty n");
    check_filled("{{}}", &(struct nc_tmpl_row){0}, "",
                 "t:1: the template uses {{}}, which has no value there; the names are: none");
}

static void test_body(void)
{
    static const struct nc_tmpl_var vars[] = {{.name = "n", .text = {"1", 1}}, {.name = "body"}};
    static const struct nc_tmpl_row row = {vars, 2};
    check_filled("{{n}}{{body}}", &row, "1", NULL);
    check_filled("{{#n}}{{body}}{{/n}}", &row, "", NULL);
    check_filled("{{n}}", &row, "",
                 "t: the template has no {{body}}, so the text of notes would be lost");
    check_filled("", &row, "",
                 "t: the template has no {{body}}, so the text of notes would be lost");
    check_filled(
        "{{boody}}", &row, "",
        "t:1: the template uses {{boody}}, which has no value there; the names are: n body");
}

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    CHECK(f && fputs(text, f) >= 0);
    CHECK(f && fclose(f) == 0);
}

static void test_found(void)
{
    char folder[] = "/tmp/test_tmpl.XXXXXX", sub[64], page[96], style[96];
    CHECK(mkdtemp(folder) != NULL);
    snprintf(sub, sizeof sub, "%s/epub", folder);
    snprintf(page, sizeof page, "%s/page.xhtml", sub);
    snprintf(style, sizeof style, "%s/style.css", sub);
    CHECK(mkdir(sub, 0700) == 0);
    write_file(style, "own <");
    write_file(page, "<a>\n<b></a>");
    struct nc_templates *t = nc_templates_new(folder);
    struct nc_str text, again;
    struct nc_fail f = {0};
    CHECK(nc_template_get(&text, t, "epub/style.css", &f) == 0 && nc_str_eqz(text, "own <"));
    CHECK(nc_template_get(&text, t, "epub/page.xhtml", &f) == -1 && text.n == 0);
    size_t n = strlen(page);
    CHECK(f.message.p && strncmp(f.message.p, page, n) == 0);
    CHECK(f.message.p && strncmp(f.message.p + n, ":2:", 3) == 0);
    CHECK(f.message.p &&
          strstr(f.message.p, ": the template is not well-formed: Premature end of data"));
    CHECK(f.message.n && f.message.p[f.message.n - 1] != '\n' &&
          strlen(f.message.p) == f.message.n);
    nc_buf_dispose(&f.message);
    write_file(page, "<a>{{body}}</a>");
    CHECK(nc_template_get(&text, t, "epub/page.xhtml", &f) == 0 &&
          nc_str_eqz(text, "<a>{{body}}</a>"));
    write_file(page, "<b/>"); /* what was read stays */
    CHECK(nc_template_get(&again, t, "epub/page.xhtml", &f) == 0 && again.p == text.p);
    write_file(page, "");
    nc_templates_free(t);
    t = nc_templates_new(folder);
    CHECK(nc_template_get(&text, t, "epub/page.xhtml", &f) == -1);
    nc_buf_dispose(&f.message);
    CHECK(nc_template_get(&text, t, "epub/nav.xhtml", &f) == 0 && text.n > 10); /* our own */
    CHECK(nc_template_get(&text, t, "epub/other.xhtml", &f) == -1);
    CHECK(f.message.p &&
          strstr(f.message.p, "there is no template epub/other.xhtml; the templates are: "));
    CHECK(f.message.p && strstr(f.message.p, " epub/page.xhtml") && !strstr(f.message.p, "sql/"));
    nc_templates_free(t);
    nc_buf_dispose(&f.message);
    CHECK(unlink(page) == 0 && unlink(style) == 0 && rmdir(sub) == 0 && rmdir(folder) == 0);
}

int main(void)
{
    test_fill();
    test_body();
    test_found();
    return check_result();
}
