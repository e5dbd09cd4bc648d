/* The addresses that a product may lead to: one list for all formats. Any other is written as text,
 * with a message, because the program that opens it could run something or connect somewhere
 * unasked. Further limits of a format are checked there (bookurl.c). */
#ifndef NC_EXPORT_URL_H
#define NC_EXPORT_URL_H

#include "base/buf.h"

enum nc_url_kind {
    NC_URL_NONE,  /* not a link: an unknown scheme, "//host", "/ssh:…", a file with a host */
    NC_URL_PATH,  /* no scheme: a path, "#fragment" or nothing */
    NC_URL_WEB,   /* http, https, ftp */
    NC_URL_PLAIN, /* mailto, tel, doi and others that lead to one person, place or thing */
    NC_URL_APP,   /* shows something in a program: zotero, obsidian as open or search, … */
    NC_URL_FILE   /* file: and an absolute path of this computer */
};

/* Returns the kind of an address in a note. Schemes are compared without case (RFC 3986, 3.1).
 * White space or a control character in one, which browsers ignore, makes it NC_URL_NONE. */
enum nc_url_kind nc_url_kind(struct nc_str url);

/* Whether programs may open the path: it is not "//host/…" or "/method:host:…" (Emacs connects
 * there), even after "/./" or "/a/../", and has no control characters. */
bool nc_path_is_local(struct nc_str path);

/* Appends the path of an address of kind NC_URL_FILE, percent-decoded: "/home/a b.pdf" or
 * "C:/b.pdf". */
void nc_url_file_path(struct nc_buf *out, struct nc_str url);

/* Appends an address and percent-encodes characters that it must not hold. */
void nc_href_escape(struct nc_buf *out, struct nc_str s);
/* Appends an address in a form that a book can hold: http, https, ftp, mailto, tel, sms or news,
 * with a valid host. False, and nothing is appended, for all others. */
bool nc_book_url(struct nc_buf *out, struct nc_str url);
/* Whether opening the address runs something: javascript:, vbscript:, data: (except images), file:.
 */
bool nc_is_unsafe_url(struct nc_str url);

#endif
