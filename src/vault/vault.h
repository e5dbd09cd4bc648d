/* The notes of a run and what leads from one to another: the root, which files are notes, names and
 * anchors, link targets, embeds, media. Links, decks and identities count from the root, so that a
 * note is the same whether it is named alone, by its folder or by the vault (docs/vault.md). */
#ifndef NC_VAULT_VAULT_H
#define NC_VAULT_VAULT_H

#include "base/diag.h"
#include "base/fail.h"
#include "doc/doc.h"
#include "doc/outline.h"
#include "media/media.h"
#include "parse/parse.h"

struct nc_vault_note {
    struct nc_str path;  /* to open it with, NUL-terminated; "-": standard input */
    struct nc_str rel;   /* from the root, '/' between parts; "" for standard input */
    struct nc_str shown; /* as messages name it */
    struct nc_str name;  /* file name less suffix */
    int64_t mtime;
    uint64_t size;
    bool wanted; /* part of the product; else only a link target */
};

struct nc_vault_options {
    const char *const *inputs; /* files, folders or "-" */
    size_t input_count;
    const char *const *include, *const *exclude; /* glob patterns, NULL-terminated; NULL: none */
    const char *index; /* a note whose links, in order, are the notes; NULL: none */
    const char *tag;   /* only notes with this tag; NULL: all */
    const char *where; /* "key=value": only notes whose front matter says so */
};

struct nc_vault;

/* Finds the root and the notes. 0, or -1 with a message in f. */
int nc_vault_open(struct nc_vault **out, const struct nc_vault_options *opts,
                  struct nc_diags *diags, struct nc_fail *f);
void nc_vault_free(struct nc_vault *v); /* NULL is nothing */

/* All notes that links may lead to; the wanted ones come first, in the order of the product. */
size_t nc_vault_count(const struct nc_vault *v);
size_t nc_vault_wanted(const struct nc_vault *v);
const struct nc_vault_note *nc_vault_note(const struct nc_vault *v, size_t i);
/* A folder was named (or several inputs): one product of many notes. */
bool nc_vault_is_folder(const struct nc_vault *v);
/* The name of the folder or note that was named: what an output is called; "" for standard input.
 */
struct nc_str nc_vault_output_name(const struct nc_vault *v);
/* The root's absolute path. */
struct nc_str nc_vault_root(const struct nc_vault *v);
/* The line-break rule of the root (docs/vault.md, "Line breaks"). */
enum nc_breaks nc_vault_breaks(const struct nc_vault *v);

/* Reads note i and parses it. A note that cannot be read is a NOTE_UNREADABLE error in diags and
 * NULL. Any thread. The caller frees the document; its key, uuid and mtime are set. */
struct nc_doc *nc_vault_parse(const struct nc_vault *v, size_t i,
                              const struct nc_parse_options *opts, struct nc_diags *diags);

/* First pass, any thread: remembers what the index needs of note i. doc is not kept. */
void nc_vault_survey(struct nc_vault *v, size_t i, const struct nc_doc *doc);
/* After the last survey, one thread: the index of names, and the media of all notes. */
void nc_vault_index(struct nc_vault *v, struct nc_diags *diags);
/* The outlines of all notes (NULL where a note could not be read), and the media; after
 * nc_vault_index. */
const struct nc_outline *const *nc_vault_outlines(const struct nc_vault *v);
const struct nc_media_table *nc_vault_media(const struct nc_vault *v);

/* Second pass, any thread: fills the references of note i's document, embeds what it embeds and
 * numbers it again. What is not found is told in diags. */
void nc_vault_resolve(const struct nc_vault *v, size_t i, struct nc_doc *doc,
                      const struct nc_parse_options *opts, struct nc_diags *diags);

#endif
