/* The book being checked: data that the files of this folder share. */
#ifndef NC_PREFLIGHT_PREFLIGHTDATA_H
#define NC_PREFLIGHT_PREFLIGHTDATA_H

#include "base/arena.h"
#include "base/strmap.h"
#include "export/zip/archive.h"
#include "preflight/preflight.h"
#include "preflight/xmlscan.h"

/* Bounds. Anything beyond them is reported and not examined. */
#define PF_MAX_ENTRIES 50000
#define PF_MAX_TEXT ((size_t)32 << 20)   /* bytes of one page, style sheet or package file */
#define PF_MAX_TOTAL ((size_t)512 << 20) /* bytes unpacked in total */
#define PF_MAX_SAID 20                   /* messages of one kind about one file */
#define PF_MAX_LINKS 1000000
#define PF_MAX_NAME 4096 /* bytes of an entry's name */

/* A file of the archive, with what the manifest says of it. */
struct pf_file {
    struct nc_str name;
    size_t entry;
    bool is_listed;
    /* named by the container or by a link of the package */
    bool is_named;
    /* a page whose ids have been read */
    bool is_scanned;
    /* not well-formed: what seems missing may come after the fault */
    bool is_broken;
    /* from the manifest */
    struct nc_str type, properties;
    /* place in the reading order, from 1; 0: none */
    uint32_t spine;
    /* the id of <body>, which Kindle loses */
    struct nc_str body_id;
};

enum pf_use { PF_LINK, PF_TOC, PF_NCX, PF_PICTURE };
struct pf_link {
    /* file number */
    uint32_t from;
    struct nc_pos pos;
    enum pf_use use;
    /* references resolved */
    struct nc_str href;
};

struct preflight {
    struct nc_diags *diags;
    struct nc_arena *arena;
    const char *path;
    /* the path's last part */
    struct nc_str shown;
    unsigned readers;
    struct nc_unarchive *archive;
    struct pf_file *files;
    size_t count;
    /* of files: number + 1 */
    struct nc_strmap names;
    /* "number#id": 1 */
    struct nc_strmap ids;
    struct pf_link *links;
    size_t link_count, link_cap;
    size_t unpacked;
    /* PF_MAX_TOTAL was reached, which was reported */
    bool is_over;
    /* of pf_resolve */
    struct nc_buf joined, resolved;
    /* the name of the package document; empty: none */
    struct nc_str opf;
    /* the package document was read to its end */
    bool has_package;
    bool is_epub3;
    /* cover: the name of the picture's file */
    struct nc_str uid, title, language, cover;
    /* pages that do not give their language */
    unsigned without_lang;
    /* number + 1; 0: none */
    uint32_t nav, ncx;
    /* For the current file. */
    struct nc_str said_file;
    unsigned said[NC_DIAG_COUNT];
};

/* bookfiles.c. Opens the book at path. If the file is not an archive, this is reported and
 * p->archive is NULL. -1 and a message if the file cannot be read. Close in all cases. */
int pf_open(struct preflight *p, const char *path, struct nc_fail *f);
void pf_close(struct preflight *p);
/* Fills p->files, and reports faults of the archive. */
void pf_read_archive(struct preflight *p);

/* Reports something at a place in a file (empty: in the book). After PF_MAX_SAID messages of a
 * kind, further ones are only counted. */
void pf_say(struct preflight *p, enum nc_diag_id id, struct nc_str file, struct nc_pos pos,
            const char *format, ...) NC_PRINTF(5, 6);
#define PF_NOWHERE ((struct nc_pos){0})

static inline bool pf_for(const struct preflight *p, unsigned readers)
{
    return (p->readers & readers) != 0;
}

/* Replaces out with the content of a file; false and a message if it cannot be read. */
bool pf_read(struct preflight *p, struct nc_buf *out, const struct pf_file *file);
/* The file with a name; NULL if there is none. */
struct pf_file *pf_file_named(const struct preflight *p, struct nc_str name);
/* The file name that an address in base refers to, without '#' and what follows; empty if it leads
 * out of the archive. Valid until the next call. */
struct nc_str pf_resolve(struct preflight *p, struct nc_str base, struct nc_str href);
/* Whether an address has a scheme or names another host. */
bool pf_is_remote(struct nc_str href);
void pf_add_link(struct preflight *p, const struct pf_file *from, struct nc_pos pos,
                 enum pf_use use, struct nc_str href);
void pf_add_id(struct preflight *p, const struct pf_file *file, struct nc_str id,
               struct nc_pos pos);
bool pf_has_id(const struct preflight *p, const struct pf_file *file, struct nc_str id);

/* checkpackage.c: the container and the package document: files, uid, language and the rest. */
void pf_find_package(struct preflight *p);
void pf_check_package(struct preflight *p);
/* checkpages.c: a page. Its ids and links are kept. */
void pf_check_page(struct preflight *p, const struct pf_file *file);
/* Checks that the file is well-formed, in UTF-8, and declared so. False: it cannot be scanned.
 * Otherwise file->is_broken says whether it is not well-formed. */
bool pf_check_xml(struct preflight *p, const struct pf_file *file, struct nc_str text);
/* checkstyle.c: a style sheet, or the style of a page; pos is where it begins. */
void pf_check_style(struct preflight *p, struct nc_str file, struct nc_pos pos, struct nc_str css);
/* checkcontents.c: NCX and navigation, then the targets of all links. */
void pf_check_ncx(struct preflight *p, const struct pf_file *file);
void pf_check_nav(struct preflight *p, const struct pf_file *file);
void pf_check_links(struct preflight *p);
/* checkpictures.c */
void pf_check_picture(struct preflight *p, const struct pf_file *file);

#endif
