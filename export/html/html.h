/* Shared by the files of export/html. */
#ifndef NC_EXPORT_HTML_H
#define NC_EXPORT_HTML_H

#include "export/backend.h"

struct html_state {
    struct nc_tmpl page;
    struct nc_buf style;
    bool fragment;
    struct nc_arena *arena;
    /* the file with the contents of a folder; empty: none */
    struct nc_str contents;
    /* that file covers more notes than this run has, and stays as it is */
    bool keeps_contents;
};

/* htmlaround.c: the links from one page of a folder to the others. */
/* Chooses the page of contents: a name that no note, picture or foreign file has; or, if the folder
 * holds more notes than this run, the existing page. */
void html_find_contents(const struct nc_run *run, struct html_state *s);
/* Returns the neighbour of a page: its place from here, and its title. No rows if there is none. */
struct nc_tmpl_var html_neighbour(const struct nc_run *run, uint32_t note, uint32_t other,
                                  const char *name, struct nc_arena *arena);
/* Returns the page of contents, seen from a note's page. */
struct nc_tmpl_var html_up(const struct nc_run *run, uint32_t note, struct nc_arena *arena);
/* Writes the page of contents if it belongs to this run. */
int html_write_contents(struct nc_run *run);

/* htmlbackend.c: the language and direction of a page. */
#define HTML_LANG_VARS(lang)                                                                       \
    {.name = "lang", .text = (lang)}, {.name = "class", .text = nc_str(nc_lang_class(lang))},      \
    {                                                                                              \
        .name = "rtl",                                                                             \
        .text = nc_str_eqz(nc_str(nc_lang_direction(lang)), "rtl") ? NC_LIT("1") : NC_NONE         \
    }

#endif
