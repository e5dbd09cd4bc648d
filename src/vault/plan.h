/* The plan of a book: the author's table of contents, as mdBook, GitBook, MkDocs, Quarto, Jupyter
 * Book, MyST or bookdown have it. */
#ifndef NC_VAULT_PLAN_H
#define NC_VAULT_PLAN_H

#include "vault/vaultdata.h"

/* Entries as they are read. Notes are known by the order in which they were listed, from 1, because
 * their numbers change once more before the run. */
struct nc_listing {
    struct nc_vault *v;
    struct nc_diags *diags;
    /* the file, as named in messages */
    struct nc_str shown;
    /* the note from which paths count */
    size_t from;
    /* one message for all entries that name nothing, instead of one each */
    bool counts_missing;
    size_t missing;
    struct nc_pos missing_at;
    struct nc_str missing_name;
    /* number of notes listed */
    uint32_t next;
};
/* Adds an entry for what path names. title: the plan's title for it; may be empty. */
void nc_listing_take(struct nc_listing *l, unsigned depth, struct nc_str path, bool by_name,
                     struct nc_str title, struct nc_pos pos);
/* Reports once how many entries named nothing. */
void nc_listing_end(struct nc_listing *l);

/* summary.c */
/* Whether a note is a summary: its lists hold links, one per item, at every depth. */
bool nc_summary_is_one(const struct nc_doc *doc);
/* Returns how many of the notes it names, each counted once. */
size_t nc_summary_reach(struct nc_vault *v, size_t summary, const struct nc_doc *doc);
void nc_summary_take(struct nc_listing *l, const struct nc_doc *doc);

#define NC_PLAN_LISTS 2

/* settings.c: a book's settings. Strings are in the vault's arena. */
struct nc_book_settings {
    /* from the root */
    struct nc_str file;
    /* folder of the notes, from the root */
    struct nc_str folder;
    /* from the root; empty if none is named */
    struct nc_str summary;
    /* settings in YAML that list the notes themselves, as values of the front matter; else NULL */
    struct nc_doc *doc;
    /* lists of notes in doc, or single notes; NULL: none */
    const struct nc_value *lists[NC_PLAN_LISTS];
    /* an item of a list is a map with keys such as "file"; else a title with a path (MkDocs) */
    bool has_keys;
    /* without a list, the notes are those of the folder (MkDocs) */
    bool takes_folder;
};
/* Reads the settings in a folder (from the root) into v->book and *out. False: there are none. */
bool nc_book_settings_read(struct nc_vault *v, struct nc_str folder, struct nc_book_settings *out,
                           struct nc_diags *diags);
bool nc_book_settings_of(struct nc_vault *v, struct nc_str file, struct nc_book_settings *out,
                         struct nc_diags *diags);

/* booksite.c: finds a generator's settings in the named folder, or the note's, or one above it
 * inside the root, and the variables that they define. */
void nc_book_find_site(struct nc_vault *v, struct nc_diags *diags);

/* plan.c */
/* Finds and reads the plan that the options ask for: notes get their places, v->book its entries.
 * Returns 0, also if there is no plan, or -1 with a message if a plan that was named cannot be
 * used. */
int nc_vault_read_plan(struct nc_vault *v, struct nc_diags *diags, struct nc_fail *f);
/* Reports that the notes of a summary named by itself are not part of the product. */
void nc_vault_report_summary(struct nc_vault *v, struct nc_diags *diags);
/* Call once the notes have their final numbers: gives them to the entries and appends the notes
 * that no plan lists. */
void nc_vault_finish_book(struct nc_vault *v);

#endif
