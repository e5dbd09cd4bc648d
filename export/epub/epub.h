/* What the files of export/epub share. A book is made in this order: epubplan.c cuts notes into
 * chapter files, epubrender.c turns one note into its chapters and what the package must know of
 * it, epubbackend.c collects these, epubmeta.c, opf.c and epubnav.c write the package around them.
 * docs/epub.md describes the book for its readers. Not shared with other backends. */
#ifndef NC_EXPORT_EPUB_H
#define NC_EXPORT_EPUB_H

#include "export/backend.h"
#include "export/xhtml/xhtml.h"
#include "export/zip/archive.h"

/* Everything lies in this folder of the archive. */
#define EPUB_FOLDER "EPUB/"
#define EPUB_OPF EPUB_FOLDER "content.opf"
/* What tells recognise that noteconv made a book: as templates/epub/content.opf has it. */
#define EPUB_GENERATOR "<meta name=\"generator\" content=\"noteconv\"/>"

/* What a maker's readers need of a book beyond what all take: nc_backend.variant. */
struct epub_target {
    const struct nc_xhtml_target *xhtml;
    const char *style; /* a template of more style; NULL: none */
    bool sentences;    /* each sentence of a page in a span: kobospans.h */
    bool has_shelf;    /* it shows books by their covers: one is drawn where there is none */
    bool is_kindle;    /* Kindle's problems are reported: epubkindle.c */
    bool is_mailed;    /* so is what Send to Kindle may refuse */
};

/* A line of the table of contents. */
struct epub_entry {
    struct nc_str label; /* plain text, never empty */
    struct nc_str href;  /* from the package's folder: "text/c-12345678.xhtml#h-12345678" */
    unsigned depth;      /* from 0; at most one more than the entry before */
    struct nc_str more;  /* the page of the contents that goes on from here; empty: none */
    bool by_name;        /* a note or folder that is where its name puts it */
};
struct epub_toc {
    struct epub_entry *items;
    size_t count, cap;
};
/* Appends an entry, whose depth is made to fit; the strings are borrowed. */
void epub_toc_add(struct epub_toc *t, struct nc_str label, struct nc_str href, unsigned depth);

/* A chapter file, ready for the archive. */
struct epub_file {
    struct nc_str name; /* "text/c-12345678.xhtml" */
    bool has_mathml, has_svg;
    struct nc_deflated data;
};

struct epub_strings {
    struct nc_str *items;
    size_t count;
};

/* What the package says about a note, or about the book: copied, since documents do not stay. */
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
    struct epub_strings subjects;   /* the tags among them */
    struct nc_person *contributors; /* translators, editors and others */
    size_t contributor_count;
    struct nc_str texts[EPUB_TEXT_COUNT];        /* empty: unknown */
    struct nc_str date, description, identifier; /* empty: unknown */
    struct nc_str series, series_index;
    int64_t modified; /* seconds; 0: unknown */
    bool has_byline;  /* the author, date and tags are shown under the first heading */
    uint32_t cover;   /* number + 1 of the file that the front matter names; 0: none */
    bool has_image, has_alt_missing, has_math;
};

/* A picture that is in no file of the vault. */
struct epub_drawn {
    struct nc_str name; /* in the archive, from its bytes */
    struct nc_media_form form;
};

/* What render makes of a note: nc_rendered.data. */
struct epub_note {
    uint32_t number;
    struct nc_arena *arena; /* of all strings here */
    struct epub_file *files;
    size_t file_count;
    struct epub_toc toc; /* hrefs and depths as if the note were the whole book */
    struct epub_facts facts;
    uint32_t *media; /* numbers of the images that it shows, each once */
    size_t media_count;
    struct epub_drawn *drawn; /* pictures that were made while it was written */
    size_t drawn_count;
};
/* nc_rendered.free; NULL is nothing. */
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

/* run->state. Filled by begin, then only read until emit. */
struct epub_state {
    struct nc_str templates[EPUB_T_COUNT]; /* borrowed from run->templates */
    struct nc_buf style;
    struct epub_note **notes; /* in note order */
    size_t note_count, note_cap;
};

/* "rtl" for a language that is written from right to left, else "ltr". */
struct nc_str epub_direction(struct nc_str lang);
/* The class of a page's body, which style sheets use: "zh", "ja", "ko", "rtl" or "". */
struct nc_str epub_class(struct nc_str lang);

/* epubbackend.c: the callbacks of the formats that are made as EPUB, epubtargets.c. */
int epub_begin(struct nc_run *run);
int epub_emit(struct nc_run *run, uint32_t note, struct nc_rendered *r);
int epub_finish(struct nc_run *run);
void epub_end(struct nc_run *run);
enum nc_previous_kind epub_recognise(struct nc_previous *p, const char *path);
/* What epub_finish does, to path and through outs. Nothing is written if no note could be read.
 * modified: the book's, in seconds since 1970. */
int epub_write(struct nc_run *run, struct nc_outset *outs, const char *path, int64_t *modified);

/* epubplan.c: nc_backend.plan. */
int epub_plan(const struct nc_run *run, uint32_t note, const struct nc_outline *outline,
              struct nc_arena *arena, struct nc_plan *out);

/* True if something is shown before the first heading that says anything. An empty heading begins
 * nothing. */
bool epub_has_lead(const struct nc_outline *o);

/* epubrender.c: nc_backend.render. */
int epub_render(const struct nc_run *run, struct nc_worker *worker, uint32_t note,
                const struct nc_doc *doc, struct nc_diags *diags, struct nc_fail *fail,
                struct nc_rendered *out);
/* epubpage.c: fills a page template and compresses it. The struct epub_file gets everything but its
 * name. */
/* Appends a page as the run's readers want it. */
void epub_finish_page(struct nc_buf *out, const struct nc_run *run, struct nc_str page);
int epub_page(struct epub_file *out, const struct nc_run *run, enum epub_template t,
              const struct nc_tmpl_row *vars, struct nc_fail *fail);

/* epubmeta.c */
/* Takes from a note's metadata what the package will say; strings go into arena. A file time later
 * than now counts as now. */
void epub_facts_of(struct epub_facts *out, struct nc_arena *arena, const struct nc_doc *doc,
                   int64_t now);
/* What can be said of all notes together: of one note everything; of several the texts on which
 * all agree, the newest modification, the flags of any. Borrows. */
void epub_facts_merge(struct epub_facts *out, struct nc_arena *arena,
                      struct epub_note *const *notes, size_t count);
/* What a plan says of its book wins over what the notes agree on. Borrows. */
void epub_facts_of_book(struct epub_facts *out, const struct nc_book *plan);
/* True if a reader would see a subtitle, author, date or tags. */
bool epub_facts_visible(const struct epub_facts *f);
/* The identifier of a book: the author's own if it can be one, else the UUID. */
struct nc_str epub_identifier(struct nc_arena *arena, struct nc_str own, struct nc_uuid uuid);
/* A title that is never empty. */
struct nc_str epub_title(struct nc_arena *arena, struct nc_str title, struct nc_str lang);
/* epubtitle.c: appends author, date and tags as templates/epub/byline.xhtml shows them. */
int epub_byline(struct nc_buf *out, const struct nc_run *run, const struct epub_facts *f,
                struct nc_fail *fail);
/* "2025-12-29T00:00:00Z". */
struct nc_str epub_utc(struct nc_arena *arena, int64_t seconds);

/* An image of the archive. */
struct epub_image {
    struct nc_str name; /* "images/photo-0123456789ab.png" */
    const struct nc_media_form *form;
    const char *path; /* of its file; NULL: the form has its bytes */
};

/* epublinks.c: appends the name of a picture in the archive, from its form in run->media. */
void epub_image_name(struct nc_buf *out, const struct nc_run *run, uint32_t number);

/* The picture that libraries show. */
struct epub_cover {
    struct nc_str name; /* "images/cover-0123456789ab.jpg"; empty: none */
    enum nc_media_type type;
    struct nc_buf bytes;
    bool is_image; /* it is one of the images of the text, and has its name */
};

/* A book that is being finished. */
struct epub_book {
    const struct nc_run *run;
    struct nc_arena *arena; /* of the finishing */
    struct epub_facts facts;
    struct epub_toc toc;
    struct epub_image *images; /* each name once */
    size_t image_count;
    struct epub_cover cover;
    struct epub_file *contents; /* its pages, if the contents take several; the heap's */
    size_t content_count;
    struct nc_str title, identifier; /* not empty */
    int64_t modified;
    bool has_title_page, has_toc_page;
    struct nc_str body_start; /* the file that reading begins with */
};
/* epubcover.c: fills book->cover: what --cover or the front matter names, else what is drawn for a
 * folder or on request. A cover that cannot be made is told and none; -1 if a named file cannot be
 * read or a template is wrong. Then its page. */
int epub_cover_make(struct epub_book *book);
int epub_cover_page(struct epub_file *out, const struct epub_book *book, struct nc_fail *fail);
/* epubtitle.c: the page of title, author, date and tags. Everything but the name is set. */
int epub_title_page(struct epub_file *out, const struct epub_book *book, struct nc_fail *fail);

/* epubkindle.c: says what a Kindle will make of the book, of size bytes; nothing for others. */
void epub_tell_kindle(const struct epub_book *book, uint64_t size);

/* opf.c: appends the package document. */
int epub_write_opf(struct nc_buf *out, const struct epub_book *book, struct nc_fail *fail);

/* epubnav.c. The book's table of contents: the notes' own ones, as the site's book orders them. */
void epub_toc_build(struct epub_book *book);
int epub_write_nav(struct nc_buf *out, const struct epub_book *book, struct nc_fail *fail);
int epub_write_ncx(struct nc_buf *out, const struct epub_book *book, struct nc_fail *fail);

/* Appends entries as lists in lists. contents: what the pages of the contents are called. */
void epub_put_entries(struct nc_buf *out, const struct epub_toc *t, struct nc_str contents);
/* What is listed as the contents, from the package's folder. */
struct nc_str epub_contents_href(const struct epub_book *book);

/* epubcontents.c: fills book->contents of a book whose contents have this many entries and more; 0
 * or -1. */
#define EPUB_CONTENTS_FROM 200
#define EPUB_CONTENTS "text/contents.xhtml"
int epub_contents_make(struct epub_book *book);

/* A book with more notes than this lists notes only, not their headings. */
#define EPUB_TOC_NOTES 300

#endif
