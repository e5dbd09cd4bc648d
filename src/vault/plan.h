/* The plan of a book: what an author wrote of its contents, in mdBook's, GitBook's or MkDocs' way.
 */
#ifndef NC_VAULT_PLAN_H
#define NC_VAULT_PLAN_H

#include "vault/vaultdata.h"

/* Entries as they are read. Notes are known by the order in which they were listed, from 1: their
 * numbers change once more before the run. */
struct nc_listing {
    struct nc_vault *v;
    struct nc_diags *diags;
    struct nc_str shown; /* the file, as messages name it */
    size_t from;         /* the note that paths count from */
    bool counts_missing; /* one message for all that name nothing, and not one each */
    size_t missing;
    struct nc_pos missing_at;
    struct nc_str missing_name;
    uint32_t next; /* notes listed */
};
/* Adds an entry for what path names. title: what the plan calls it; empty: nothing. */
void nc_listing_take(struct nc_listing *l, unsigned depth, struct nc_str path, bool by_name,
                     struct nc_str title, struct nc_pos pos);
/* Says once what named nothing. */
void nc_listing_end(struct nc_listing *l);

/* summary.c */
/* A summary is a note whose lists hold links, one an item, at every depth. */
bool nc_summary_is_one(const struct nc_doc *doc);
/* How many of the notes it names, each once. */
size_t nc_summary_reach(const struct nc_vault *v, size_t summary, const struct nc_doc *doc);
void nc_summary_take(struct nc_listing *l, const struct nc_doc *doc);

/* settings.c: what a book's settings say. Strings are in the vault's arena. */
struct nc_book_settings {
    struct nc_str file;    /* from the root */
    struct nc_str folder;  /* of the notes, from the root */
    struct nc_str summary; /* from the root; empty: none is named */
    struct nc_doc *nav;    /* mkdocs.yml: its nav is a value of the front matter; else NULL */
};
/* Reads the settings in a folder (from the root) into v->book and *out; false: there are none. */
bool nc_book_settings_read(struct nc_vault *v, struct nc_str folder, struct nc_book_settings *out,
                           struct nc_diags *diags);
bool nc_book_settings_of(struct nc_vault *v, struct nc_str file, struct nc_book_settings *out,
                         struct nc_diags *diags);

/* booksite.c: finds the settings of a generator in the folder that was named, or the note's, or one
 * above it inside the root; the variables that they define. */
void nc_book_find_site(struct nc_vault *v);

/* plan.c */
/* Finds and reads the plan that the options ask for: notes get their places, v->book its entries.
 * 0 also when there is none; -1 with a message when one that was named cannot be used. */
int nc_vault_read_plan(struct nc_vault *v, struct nc_diags *diags, struct nc_fail *f);
/* A summary that was named alone: says that its notes are no part of the product. */
void nc_vault_tell_summary(struct nc_vault *v, struct nc_diags *diags);
/* After the notes have their last numbers: entries get them; notes that no plan lists follow. */
void nc_vault_finish_book(struct nc_vault *v);

#endif
