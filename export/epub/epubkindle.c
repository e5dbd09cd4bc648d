/* Warns of valid books that Kindle shows badly or refuses: Amazon itself gives no reasons. */
#include "export/epub/epub.h"

#include "lang/kindlelang.h"

/* Send to Kindle accepts less by e-mail than through its page. */
#define MAX_MAIL ((uint64_t)50 << 20)
#define MAX_UPLOAD ((uint64_t)200 << 20)

static void report(const struct epub_book *book, const char *what)
{
    nc_diag(book->run->diags, NC_D_KINDLE, nc_base_name(nc_str(book->run->output)),
            (struct nc_pos){0}, "%s", what);
}

static void report_language(const struct epub_book *book)
{
    struct nc_str lang = book->run->site->lang;
    struct nc_buf what = {0};
    if (nc_lang_kindle_takes(lang))
        return;
    nc_buf_printf(&what,
                  "the language '%.*s' is not among those that Amazon names; Send to Kindle may "
                  "refuse the book",
                  NC_FMT(lang));
    report(book, what.p);
    nc_buf_dispose(&what);
}

void epub_report_kindle(const struct epub_book *book, uint64_t size)
{
    const struct epub_target *t = epub_target_of(book->run);
    if (!t->is_kindle)
        return;
    if (!book->facts.authors.count)
        report(book,
               "no author is given, so Kindle shows 'Unknown'; give --author=NAME, or author: "
               "in the front matter");
    if (!t->is_mailed)
        return;
    report_language(book);
    if (size > MAX_UPLOAD)
        report(book,
               "the book is over 200 MB, which Send to Kindle does not take; --image-size=1000 "
               "makes its pictures smaller");
    else if (size > MAX_MAIL)
        report(book, "the book is over 50 MB, too large for Send to Kindle by e-mail; its page on "
                     "the web takes up to 200 MB");
}
