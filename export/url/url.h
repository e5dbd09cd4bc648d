/* Which addresses a product may lead to: one list for all formats. What is not on it is written as
 * text, with a message, for its program could run something or connect somewhere unasked. What a
 * format cannot hold besides is its own matter (bookurl.c). */
#ifndef NC_EXPORT_URL_H
#define NC_EXPORT_URL_H

#include "base/buf.h"

enum nc_url_kind {
    NC_URL_NONE,  /* no link: an unknown scheme, "//host", "/ssh:…", a file with a host */
    NC_URL_PATH,  /* no scheme: a path, "#fragment" or nothing at all */
    NC_URL_WEB,   /* http, https, ftp */
    NC_URL_PLAIN, /* mailto, tel, doi and others that lead to one person, place or thing */
    NC_URL_APP,   /* shows something in a program: zotero, obsidian as open or search, … */
    NC_URL_FILE   /* file: and an absolute path of this computer */
};

/* The kind of an address as a note has it. A scheme is compared without case (RFC 3986, 3.1); white
 * space or a control character in it, which browsers pass over, makes NC_URL_NONE. */
enum nc_url_kind nc_url_kind(struct nc_str url);

/* The path of a file that programs may open. Not "//host/…", not "/method:host:…" (Emacs connects
 * there), also after "/./" or "/a/../", not one that holds control characters. */
bool nc_path_is_local(struct nc_str path);

/* Appends the path of an address of kind NC_URL_FILE, percent-decoded: "/home/a b.pdf" or
 * "C:/b.pdf". */
void nc_url_file_path(struct nc_buf *out, struct nc_str url);

/* Appends an address; characters that an address must not hold are percent-encoded. */
void nc_href_escape(struct nc_buf *out, struct nc_str s);
/* Appends an address as a book can hold it: http, https, ftp, mailto, tel, sms or news, with a host
 * that can be one. False, and nothing appended, for all others. */
bool nc_book_url(struct nc_buf *out, struct nc_str url);
/* An address that runs something when it is opened: javascript:, vbscript:, data: (but for images),
 * file:. */
bool nc_is_unsafe_url(struct nc_str url);

#endif
