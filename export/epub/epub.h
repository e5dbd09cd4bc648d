/* Shared by the files of export/epub. A book is made in this order: epubplan.c cuts notes into
 * chapter files; epubrender.c turns one note into its chapters and the package's data about it;
 * epubbackend.c collects these; epubmeta.c, opf.c and epubnav.c write the package around them.
 * docs/epub.md describes the book for its readers. Not shared with other backends. */
#ifndef NC_EXPORT_EPUB_H
#define NC_EXPORT_EPUB_H

#include "export/backend.h"
#include "export/xhtml/xhtml.h"
#include "export/zip/archive.h"

/* Everything lies in this folder of the archive. */
#define EPUB_FOLDER "EPUB/"
#define EPUB_OPF EPUB_FOLDER "content.opf"
/* Marks a book as noteconv's, for recognise; templates/epub/content.opf writes it. */
#define EPUB_GENERATOR "<meta name=\"generator\" content=\"noteconv\"/>"

/* What the readers of one maker need beyond what all accept: nc_backend.variant. */
struct epub_target {
    const struct nc_xhtml_target *xhtml;
    /* a template with more style; NULL: none */
    const char *style;
    /* puts each sentence of a page in a span: kobospans.h */
    bool sentences;
    /* shows books by their covers: draws one if there is none */
    bool has_shelf;
    /* report Kindle's problems: epubkindle.c */
    bool is_kindle;
    /* also report what Send to Kindle may refuse */
    bool is_mailed;
};

/* A line of the table of contents. */
struct epub_entry {
    /* plain text, never empty */
    struct nc_str label;
    /* from the package's folder: "text/c-12345678.xhtml#h-12345678" */
    struct nc_str href;
    /* from 0; at most one more than the entry before */
    unsigned depth;
    /* the page that continues the contents from here; empty: none */
    struct nc_str more;
    /* a note or folder placed by its name */
    bool by_name;
};
struct epub_toc {
    struct epub_entry *items;
    size_t count, cap;
};
/* Appends an entry and adjusts its depth to fit. The strings are borrowed. */
void epub_toc_add(struct epub_toc *t, struct nc_str label, struct nc_str href, unsigned depth);

/* A chapter file, ready for the archive. */
struct epub_file {
    /* "text/c-12345678.xhtml" */
    struct nc_str name;
    bool has_mathml, has_svg;
    struct nc_deflated data;
};

struct epub_strings {
    struct nc_str *items;
    size_t count;
};

/* The metadata of a note or the book that the package states. Copied, because documents are
 * freed. */
enum epub_text {
    EPUB_SUBTITLE,
    EPUB_SHORT_TITLE,
    EPUB_PUBLISHER,
    EPUB_RIGHTS,
    EPUB_SOURCE,
    EPUB_ISBN, /* digits */
    EPUB_DOI,  /* "10.1000/1" */
    EPUB_TEXT_COUNT
};

struct epub_facts {
    struct epub_strings authors, tags;
    /* including the tags */
    struct epub_strings subjects;
    /* translators, editors and others */
    struct nc_person *contributors;
    size_t contributor_count;
    /* empty: unknown */
    struct nc_str texts[EPUB_TEXT_COUNT];
    /* empty: unknown */
    struct nc_str date, description, identifier;
    struct nc_str series, series_index;
    /* seconds; 0: unknown */
    int64_t modified;
    /* author, date and tags are shown under the first heading */
    bool has_byline;
    /* number + 1 of the file that the front matter names as cover; 0: none */
    uint32_t cover;
    bool has_image, has_alt_missing, has_math;
};

/* A picture that is not in a file of the vault. */
struct epub_drawn {
    /* in the archive; made from its bytes */
    struct nc_str name;
    struct nc_media_form form;
};

/* What render makes of a note: nc_rendered.data. */
struct epub_note {
    uint32_t number;
    /* of all strings in it */
    struct nc_arena *arena;
    struct epub_file *files;
    size_t file_count;
    /* hrefs and depths as if the note were the whole book */
    struct epub_toc toc;
    struct epub_facts facts;
    /* numbers of the images shown, each once */
    uint32_t *media;
    size_t media_count;
    /* pictures made while it was written */
    struct epub_drawn *drawn;
    size_t drawn_count;
};
/* nc_rendered.free. NULL: does nothing. */
void epub_note_free(void *note);

enum epub_template {
    EPUB_T_CONTAINER,
    EPUB_T_OPF,
    EPUB_T_NAV,
    EPUB_T_NCX,
    EPUB_T_PAGE,
    EPUB_T_TITLE,
    EPUB_T_BYLINE,
    EPUB_T_STYLE,
    EPUB_T_COVER,
    EPUB_T_COVER_PAGE,
    EPUB_T_CONTENTS,
    EPUB_T_COUNT
};

static inline const struct epub_target *epub_target_of(const struct nc_run *run)
{
    return run->backend->variant;
}

/* run->state. Filled by begin, then read-only until emit. */
struct epub_state {
    struct nc_tmpl templates[EPUB_T_COUNT];
    struct nc_buf style;
    /* in note order */
    struct epub_note **notes;
    size_t note_count, note_cap;
};

/* Returns "rtl" for a language written from right to left, else "ltr". */
struct nc_str epub_direction(struct nc_str lang);
/* Returns the class of a page's body, for style sheets: "zh", "ja", "ko", "rtl" or "". */
struct nc_str epub_class(struct nc_str lang);

/* epubbackend.c: the callbacks of the formats made as EPUB, epubtargets.c. */
int epub_begin(struct nc_run *run);
int epub_emit(struct nc_run *run, uint32_t note, struct nc_rendered *r);
int epub_finish(struct nc_run *run);
void epub_end(struct nc_run *run);
enum nc_previous_kind epub_recognise(struct nc_previous *p, const char *path);
/* Does the work of epub_finish, to path and through outs. Writes nothing if no note could be read.
 * modified: the book's, in seconds since 1970. */
int epub_write(struct nc_run *run, struct nc_outset *outs, const char *path, int64_t *modified);

/* epubplan.c: nc_backend.plan. */
int epub_plan(const struct nc_run *run, uint32_t note, const struct nc_outline *outline,
              struct nc_arena *arena, struct nc_plan *out);

/* Whether anything is shown before the first heading that has text. An empty heading does not begin
 * a section. */
bool epub_has_lead(const struct nc_outline *o);

/* epubrender.c: nc_backend.render. */
int epub_render(const struct nc_run *run, struct nc_worker *worker, uint32_t note,
                const struct nc_doc *doc, struct nc_diags *diags, struct nc_fail *fail,
                struct nc_rendered *out);
/* epubpage.c: fills a page template and compresses it. Sets all of the struct epub_file except its
 * name. */
/* Appends a page in the form that the run's readers want. */
void epub_finish_page(struct nc_buf *out, const struct nc_run *run, struct nc_str page);
int epub_page(struct epub_file *out, const struct nc_run *run, enum epub_template t,
              const struct nc_tmpl_row *vars, struct nc_fail *fail);

/* epubmeta.c */
/* Collects the metadata of a note for the package. Strings are copied into arena. A file time later
 * than now counts as now. */
void epub_facts_of(struct epub_facts *out, struct nc_arena *arena, const struct nc_doc *doc,
                   int64_t now);
/* Merges the facts of all notes: for a single note everything; for several, the texts that all
 * share, the newest modification, and flags that any has. The strings are borrowed. */
void epub_facts_merge(struct epub_facts *out, struct nc_arena *arena,
                      struct epub_note *const *notes, size_t count);
/* Applies a plan's metadata of its book, which overrides the notes'. The strings are borrowed. */
void epub_facts_of_book(struct epub_facts *out, const struct nc_book *plan);
/* Whether a reader would see a subtitle, author, date or tags. */
bool epub_facts_visible(const struct epub_facts *f);
/* Returns the identifier of a book: the author's own if valid, else the UUID. */
struct nc_str epub_identifier(struct nc_arena *arena, struct nc_str own, struct nc_uuid uuid);
/* Returns a title that is never empty. */
struct nc_str epub_title(struct nc_arena *arena, struct nc_str title, struct nc_str lang);
/* epubtitle.c: appends author, date and tags in the form of templates/epub/byline.xhtml. */
int epub_byline(struct nc_buf *out, const struct nc_run *run, const struct epub_facts *f,
                struct nc_fail *fail);
/* Returns "2025-12-29T00:00:00Z". */
struct nc_str epub_utc(struct nc_arena *arena, int64_t seconds);

/* An image in the archive. */
struct epub_image {
    /* "images/photo-0123456789ab.png" */
    struct nc_str name;
    const struct nc_media_form *form;
    /* path of its file; NULL: the form has its bytes */
    const char *path;
};

/* epublinks.c: appends the name of a picture in the archive, from its form in run->media. */
void epub_image_name(struct nc_buf *out, const struct nc_run *run, uint32_t number);

/* The picture that libraries show. */
struct epub_cover {
    /* "images/cover-0123456789ab.jpg"; empty: none */
    struct nc_str name;
    enum nc_media_type type;
    struct nc_buf bytes;
    /* one of the images of the text, under the same name */
    bool is_image;
};

/* A book being finished. */
struct epub_book {
    const struct nc_run *run;
    /* for the finishing */
    struct nc_arena *arena;
    struct epub_facts facts;
    struct epub_toc toc;
    /* each name once */
    struct epub_image *images;
    size_t image_count;
    struct epub_cover cover;
    /* its pages, if the contents take several; on the heap */
    struct epub_file *contents;
    size_t content_count;
    /* never empty */
    struct nc_str title, identifier;
    int64_t modified;
    bool has_title_page, has_toc_page;
    /* the file where reading begins */
    struct nc_str body_start;
};
/* epubcover.c: fills book->cover with what --cover or the front matter names, else with what is
 * drawn for a folder or on request. A cover that cannot be made is reported and left out; -1 if a
 * named file cannot be read or a template is wrong. The second writes its page. */
int epub_cover_make(struct epub_book *book);
int epub_cover_page(struct epub_file *out, const struct epub_book *book, struct nc_fail *fail);
/* epubtitle.c: makes the page of title, author, date and tags. Sets everything except the name. */
int epub_title_page(struct epub_file *out, const struct epub_book *book, struct nc_fail *fail);

/* epubkindle.c: reports problems that a Kindle will have with the book, which has size bytes. Does
 * nothing for other readers. */
void epub_report_kindle(const struct epub_book *book, uint64_t size);

/* opf.c: appends the package document. */
int epub_write_opf(struct nc_buf *out, const struct epub_book *book, struct nc_fail *fail);

/* epubnav.c. Builds the book's table of contents from those of its notes, in the order of the
 * site's book. */
void epub_toc_build(struct epub_book *book);
int epub_write_nav(struct nc_buf *out, const struct epub_book *book, struct nc_fail *fail);
int epub_write_ncx(struct nc_buf *out, const struct epub_book *book, struct nc_fail *fail);

/* Appends entries as nested lists. contents: the name of the pages of the contents. */
void epub_put_entries(struct nc_buf *out, const struct epub_toc *t, struct nc_str contents);
/* Returns the path of the page that is listed as the contents, from the package's folder. */
struct nc_str epub_contents_href(const struct epub_book *book);

/* epubcontents.c: fills book->contents if the contents have this many entries or more. Returns 0 or
 * -1. */
#define EPUB_CONTENTS_FROM 200
#define EPUB_CONTENTS "text/contents.xhtml"
int epub_contents_make(struct epub_book *book);

/* A book with more notes than this lists only notes, without headings. */
#define EPUB_TOC_NOTES 300

#endif
