/* vault/target.c, index.c: what references lead to is known once all notes were surveyed, and each
 * anchor knows whether something links to it. export/place.c: places within bounds. */
#include "export/backend.h"
#include "tests/unit/check.h"
#include "vault/vault.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void put(const char *folder, const char *name, const char *text)
{
    struct nc_buf path = {0};
    nc_buf_printf(&path, "%s/%s", folder, name);
    FILE *f = fopen(path.p, "w");
    CHECK(f != NULL);
    if (f) {
        fputs(text, f);
        fclose(f);
    }
    nc_buf_dispose(&path);
}

/* Opens the vault and makes its first pass. */
static struct nc_vault *index_of(const char *folder, struct nc_vault_options *o,
                                 struct nc_diags *diags)
{
    static const char *inputs[1];
    struct nc_parse_options parse = {0};
    struct nc_vault *v;
    struct nc_fail fail = {0};
    inputs[0] = folder;
    *o = (struct nc_vault_options){.inputs = inputs, .input_count = 1};
    CHECK(nc_vault_open(&v, o, diags, &fail) == 0);
    for (size_t i = 0; i < nc_vault_wanted(v); i++) {
        struct nc_doc *doc = nc_vault_parse(v, i, &parse, diags);
        CHECK(doc != NULL);
        nc_vault_survey(v, i, doc);
        nc_doc_free(doc);
    }
    nc_vault_index(v, &parse, NULL, diags);
    return v;
}

static bool is_linked(const struct nc_outline *o, const char *name)
{
    for (size_t i = 0; i < o->count; i++)
        if (nc_str_eqz(o->anchors[i].name, name))
            return o->anchors[i].linked;
    CHECK(!"no anchor of that name");
    return false;
}

static void test_linked(const char *folder)
{
    struct nc_vault_options o;
    struct nc_diags *diags = nc_diags_new();
    put(folder, "a.md", "# Own\n\n[[#Own]] [[b#Far]] [x](b.md#^id) [[b]]\n\n![[b#Shown]]\n");
    put(folder, "b.md", "# Far\n\n# Shown\n\nx ^id\n\n# Alone\n\n[[a#Missing]]\n");
    struct nc_vault *v = index_of(folder, &o, diags);
    const struct nc_outline *const *notes = nc_vault_outlines(v);
    CHECK(nc_vault_wanted(v) == 2);
    CHECK(is_linked(notes[0], "Own"));
    CHECK(is_linked(notes[1], "Far") && is_linked(notes[1], "id") && is_linked(notes[1], "Shown"));
    CHECK(!is_linked(notes[1], "Alone"));
    nc_vault_free(v);
    nc_diags_free(diags);
}

static void test_places(void)
{
    struct nc_place anchors[] = {{NC_LIT("f"), NC_LIT("x")}};
    struct nc_plan plan = {.start = {NC_LIT("f"), NC_NONE}, .anchors = anchors, .count = 1};
    struct nc_site site = {.count = 1};
    struct nc_run run = {.site = &site, .plans = &plan};
    CHECK(nc_place_of(&run, 0, 0) == &anchors[0]);
    CHECK(nc_place_of(&run, 0, 1) == &plan.start);
    CHECK(nc_place_of(&run, 0, NC_NO_ANCHOR) == &plan.start);
    CHECK(nc_place_of(&run, 1, 0)->file.n == 0);
    CHECK(nc_outline_at(NULL, 0) == NULL);
}

int main(void)
{
    char folder[] = "/tmp/noteconv-targets-XXXXXX";
    CHECK(mkdtemp(folder) != NULL);
    test_linked(folder);
    test_places();
    struct nc_buf path = {0};
    for (int i = 0; i < 2; i++) {
        nc_buf_clear(&path);
        nc_buf_printf(&path, "%s/%s", folder, i ? "b.md" : "a.md");
        unlink(path.p);
    }
    nc_buf_dispose(&path);
    rmdir(folder);
    return check_result();
}
