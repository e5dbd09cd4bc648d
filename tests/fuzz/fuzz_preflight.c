/* Any bytes as a book that is checked. The first byte: 0, the rest is the archive; else the rest,
 * divided at NULs, are the files of a book, an empty one being a sound one's. Each message has a
 * place that can be printed, and the same book causes the same messages. */
#include "preflight/preflight.h"

#include "base/buf.h"

#include <libdeflate.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define XHTML                                                                                      \
    "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" "    \
    "lang=\"en\">"
static const struct entry {
    const char *name, *text;
} book[] = {
    {"mimetype", "application/epub+zip"},
    {"META-INF/container.xml",
     "<container version=\"1.0\" "
     "xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>"
     "<rootfile full-path=\"E/p.opf\" "
     "media-type=\"application/oebps-package+xml\"/></rootfiles></container>"},
    {"E/p.opf",
     "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
     "unique-identifier=\"u\"><metadata "
     "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:identifier "
     "id=\"u\">urn:x</dc:identifier><dc:title>T</dc:title>"
     "<dc:language>en</dc:language><dc:creator>A</dc:creator><meta name=\"cover\" "
     "content=\"i\"/></metadata><manifest>"
     "<item id=\"n\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>"
     "<item id=\"x\" href=\"t.ncx\" media-type=\"application/x-dtbncx+xml\"/>"
     "<item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/>"
     "<item id=\"s\" href=\"s.css\" media-type=\"text/css\"/>"
     "<item id=\"i\" href=\"i.png\" media-type=\"image/png\" "
     "properties=\"cover-image\"/></manifest>"
     "<spine toc=\"x\"><itemref idref=\"a\"/><itemref idref=\"n\" "
     "linear=\"no\"/></spine></package>"},
    {"E/nav.xhtml", XHTML
     "<head><title>C</title></head><body><nav epub:type=\"toc\"><ol><li><a href=\"a.xhtml#h\">H</a>"
     "</li></ol></nav></body></html>"},
    {"E/t.ncx",
     "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"><head><meta "
     "name=\"dtb:uid\" "
     "content=\"urn:x\"/></head><docTitle><text>T</text></docTitle><navMap><navPoint id=\"q\" "
     "playOrder=\"1\">"
     "<navLabel><text>H</text></navLabel><content src=\"a.xhtml#h\"/></navPoint></navMap></ncx>"},
    {"E/a.xhtml", XHTML "<head><title>A</title><link rel=\"stylesheet\" "
                        "href=\"s.css\"/></head><body><h1 id=\"h\">H</h1>"
                        "<p><a href=\"#h\">x</a><img src=\"i.png\" alt=\"\"/></p></body></html>"},
    {"E/s.css", "p { margin: 0 } @font-face { src: url(f.otf) }"},
    {"E/i.png", "\x89PNG"},
};
#define ENTRIES (sizeof book / sizeof *book)

static char path[64];

static void remove_file(void)
{
    unlink(path);
}

static void number(struct nc_buf *out, uint64_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        nc_buf_char(out, i < 8 ? (char)(value >> (8 * i) & 255) : 0);
}

/* What local header and directory of a stored entry have in common. */
static void put_header(struct nc_buf *out, struct nc_str text)
{
    number(out, 10, 2), number(out, 0, 4), number(out, 0, 2), number(out, 33, 2);
    number(out, libdeflate_crc32(0, text.p, text.n), 4);
    number(out, text.n, 4), number(out, text.n, 4);
}

static void put_archive(struct nc_buf *zip, const struct nc_str *texts)
{
    struct nc_buf directory = {0};
    for (size_t i = 0; i < ENTRIES; i++) {
        struct nc_str name = nc_str(book[i].name);
        size_t at = zip->n;
        number(zip, 0x04034B50, 4);
        put_header(zip, texts[i]);
        number(zip, name.n, 2), number(zip, 0, 2);
        nc_buf_str(zip, name);
        nc_buf_str(zip, texts[i]);
        number(&directory, 0x02014B50, 4), number(&directory, 10, 2);
        put_header(&directory, texts[i]);
        number(&directory, name.n, 2), number(&directory, 0, 12), number(&directory, at, 4);
        nc_buf_str(&directory, name);
    }
    size_t at = zip->n;
    nc_buf_str(zip, nc_buf_view(&directory));
    number(zip, 0x06054B50, 4), number(zip, 0, 4), number(zip, ENTRIES, 2), number(zip, ENTRIES, 2);
    number(zip, directory.n, 4), number(zip, at, 4), number(zip, 0, 2);
    nc_buf_dispose(&directory);
}

static void put_book(struct nc_buf *zip, struct nc_str bytes)
{
    struct nc_str texts[ENTRIES];
    if (bytes.n && bytes.p[0] == 0) {
        nc_buf_str(zip, nc_str_sub(bytes, 1, bytes.n));
        return;
    }
    for (size_t i = 0, at = 1; i < ENTRIES; i++) {
        size_t end = nc_str_find(bytes, 0, at < bytes.n ? at : bytes.n);
        texts[i] = at < end ? nc_str_sub(bytes, at, end) : nc_str(book[i].text);
        at = end + 1;
    }
    put_archive(zip, texts);
}

static void put_messages(struct nc_buf *out)
{
    struct nc_diags *diags = nc_diags_new();
    struct nc_fail f = {0};
    if (nc_preflight(diags, path, NC_READERS_ALL, &f) != 0 && !f.message.n)
        abort();
    for (size_t i = 0; i < nc_diags_count(diags); i++)
        nc_diag_format(out, nc_diags_at(diags, i), NC_SEV_WARNING, false);
    nc_diags_free(diags);
    nc_buf_dispose(&f.message);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nc_buf zip = {0}, first = {0}, second = {0};
    struct nc_book_facts facts = {0};
    struct nc_fail f = {0};
    struct stat st;
    if (!path[0]) {
        snprintf(path, sizeof path, "%s/fuzz-preflight-%ld.epub",
                 stat("/dev/shm", &st) == 0 ? "/dev/shm" : "/tmp", (long)getpid());
        atexit(remove_file);
    }
    put_book(&zip, (struct nc_str){(const char *)data, size});
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(zip.p, 1, zip.n, file) != zip.n || fclose(file) != 0)
        abort();
    put_messages(&first);
    put_messages(&second);
    if (!nc_str_eq(nc_buf_view(&first), nc_buf_view(&second)))
        abort();
    if (nc_book_facts_read(&facts, path, &f) != 0 && !f.message.n)
        abort();
    nc_book_facts_dispose(&facts);
    nc_buf_dispose(&f.message);
    nc_buf_dispose(&zip);
    nc_buf_dispose(&first);
    nc_buf_dispose(&second);
    return 0;
}
