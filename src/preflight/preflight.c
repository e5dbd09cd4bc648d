/* The order of the checks: the archive, the package, each file, then where links lead. */
#include "preflight/preflight.h"

#include "preflight/preflightdata.h"

unsigned nc_readers_named(struct nc_str target)
{
    static const struct {
        const char *name;
        unsigned readers;
    } known[] = {{"generic", 0},
                 {"kindle", NC_READERS_KINDLE},
                 {"pocketbook", NC_READERS_ADOBE},
                 {"tolino", NC_READERS_ADOBE},
                 {"kobo", NC_READERS_KOBO},
                 {"koreader", 0},
                 {"apple", 0}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (nc_str_eqz(target, known[i].name))
            return known[i].readers;
    return NC_READERS_ALL;
}

static void check_file(struct preflight *p, const struct pf_file *file)
{
    struct nc_buf text = {0};
    uint32_t number = (uint32_t)(file - p->files) + 1;
    if (nc_str_eqz(file->type, "application/xhtml+xml")) {
        pf_check_page(p, file);
        if (number == p->nav)
            pf_check_nav(p, file);
    } else if (nc_str_eqz(file->type, "application/x-dtbncx+xml")) {
        pf_check_ncx(p, file);
    } else if (nc_str_eqz(file->type, "text/css")) {
        if (pf_read(p, &text, file))
            pf_check_style(p, file->name, (struct nc_pos){.line = 1, .col = 1}, nc_buf_view(&text));
    } else if (nc_str_starts(file->type, NC_LIT("image/"))) {
        pf_check_picture(p, file);
    }
    nc_buf_dispose(&text);
}

static void check_files(struct preflight *p)
{
    for (size_t i = 0; i < p->count; i++) {
        struct pf_file *file = &p->files[i];
        if (file->is_listed)
            check_file(p, file);
        else if (p->has_package && !file->is_named &&
                 !nc_str_starts(file->name, NC_LIT("META-INF/")) &&
                 !nc_str_eqz(file->name, "mimetype") && !nc_str_eq(file->name, p->opf))
            pf_say(p, NC_D_BOOK_MANIFEST, file->name, PF_NOWHERE,
                   "the file is in the archive and not in the manifest; readers do not show it");
    }
}

int nc_preflight(struct nc_diags *diags, const char *path, unsigned readers, struct nc_fail *f)
{
    struct preflight p = {.diags = diags, .readers = readers};
    int err = pf_open(&p, path, f);
    if (!err && p.archive) {
        pf_read_archive(&p);
        pf_find_package(&p);
        if (p.opf.n) {
            pf_check_package(&p);
            check_files(&p);
            if (p.without_lang > 1)
                pf_say(&p, NC_D_BOOK_LANGUAGE, NC_NONE, PF_NOWHERE,
                       "%u pages do not say their language", p.without_lang);
            pf_check_links(&p);
        }
    }
    pf_close(&p);
    return err;
}

int nc_book_facts_read(struct nc_book_facts *out, const char *path, struct nc_fail *f)
{
    struct preflight p = {.readers = 0};
    *out = (struct nc_book_facts){0};
    int err = pf_open(&p, path, f);
    if (!err && p.archive) {
        pf_read_archive(&p);
        pf_find_package(&p);
    }
    if (!err && p.opf.n) {
        pf_check_package(&p);
        nc_buf_str(&out->identifier, p.uid);
        nc_buf_str(&out->title, p.title);
        nc_buf_str(&out->language, p.language);
        nc_buf_str(&out->cover, p.cover);
    } else if (!err) {
        err = nc_fail(f, "%s is not a readable EPUB; noteconv check shows what is wrong", path);
    }
    pf_close(&p);
    return err;
}

void nc_book_facts_dispose(struct nc_book_facts *b)
{
    nc_buf_dispose(&b->identifier);
    nc_buf_dispose(&b->title);
    nc_buf_dispose(&b->language);
    nc_buf_dispose(&b->cover);
}
