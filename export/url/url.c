/* The list of permitted addresses. */
#include "export/url/url.h"

#include "base/utf8.h"
#include "doc/ref.h"

/* Whether programs would drop what precedes this part: they remove "/." and "/a/..", and Emacs
 * removes what precedes "//" and "/~", so that the rest becomes the beginning of the path. */
static bool goes_back(struct nc_str part)
{
    return part.n == 0 || part.p[0] == '~' || nc_str_eqz(part, ".") || nc_str_eqz(part, "..");
}

bool nc_path_is_local(struct nc_str path)
{
    for (size_t i = 0; i < path.n; i++)
        if ((unsigned char)path.p[i] < ' ' || path.p[i] == 0x7F)
            return false;
    bool slash = path.n > 0 && (path.p[0] == '/' || path.p[0] == '\\');
    if (!slash)
        return path.n > 0;
    if (path.n > 1 && (path.p[1] == '/' || path.p[1] == '\\'))
        return false;
    bool first = true;
    for (size_t i = 1; i <= path.n;) {
        size_t end = nc_str_find(path, '/', i);
        struct nc_str part = nc_str_sub(path, i, end);
        if (first && nc_str_find(part, ':', 0) < part.n)
            return false;
        first = goes_back(part);
        i = end + 1;
    }
    return true;
}

void nc_url_file_path(struct nc_buf *out, struct nc_str url)
{
    struct nc_str path = nc_str_sub(url, nc_scheme_length(url), url.n);
    if (nc_str_starts(path, NC_LIT("///")))
        path = nc_str_sub(path, 2, path.n);
    size_t from = out->n;
    nc_buf_percent(out, path);
    /* "/C:/x" is the form of Windows' C:/x in an address. */
    if (out->n - from > 3 && nc_ascii_is_letter(out->p[from + 1]) && out->p[from + 2] == ':' &&
        out->p[from + 3] == '/') {
        memmove(out->p + from, out->p + from + 1, out->n - from);
        out->n--;
    }
}

static bool is_local_file(struct nc_str url)
{
    struct nc_buf path = {0};
    bool absolute = nc_str_find(url, '/', 0) == strlen("file:");
    nc_url_file_path(&path, url);
    struct nc_str view = nc_buf_view(&path);
    bool local = absolute && view.n > 1 && nc_utf8_valid(view) && nc_path_is_local(view);
    nc_buf_dispose(&path);
    return local;
}

/* Whether the address is "scheme://word" alone or followed by a path, a query or a fragment. */
static bool asks_for(struct nc_str url, const char *const *actions)
{
    for (; *actions; actions++) {
        struct nc_str action = nc_str(*actions);
        if (nc_str_istarts(url, action) &&
            (url.n == action.n || strchr("/?#", url.p[action.n] ? url.p[action.n] : ' ')))
            return true;
    }
    return false;
}

enum nc_url_kind nc_url_kind(struct nc_str url)
{
    static const char *const web[] = {"http:", "https:", "ftp:", NULL};
    static const char *const plain[] = {
        "mailto:", "tel:",  "sms:", "news:", "nntp:",    "doi:",    "irc:",    "ircs:",
        "geo:",    "xmpp:", "urn:", "mid:",  "message:", "gemini:", "gopher:", NULL};
    static const char *const apps[] = {
        "zotero:", "x-devonthink-item:", "marginnote3app:", "marginnote4app:", NULL};
    /* These programs also execute commands from an address; only those that show something are
     * allowed. */
    static const char *const actions[] = {"obsidian://open",
                                          "obsidian://search",
                                          "logseq://graph",
                                          "calibre://show-book",
                                          "calibre://view-book",
                                          "things:///show",
                                          "bear://x-callback-url/open-note",
                                          NULL};
    size_t length = nc_scheme_length(url);
    if (!length) {
        /* Browsers ignore a blank before a scheme, and control characters within it. */
        bool path = url.n == 0 || (url.p[0] != ' ' && nc_path_is_local(url));
        return path ? NC_URL_PATH : NC_URL_NONE;
    }
    struct nc_str scheme = nc_str_sub(url, 0, length);
    if (url.n == length)
        return NC_URL_NONE;
    return nc_str_is_among(scheme, web)                                ? NC_URL_WEB
           : nc_str_is_among(scheme, plain)                            ? NC_URL_PLAIN
           : nc_str_is_among(scheme, apps) || asks_for(url, actions)   ? NC_URL_APP
           : nc_str_ieq(scheme, NC_LIT("file:")) && is_local_file(url) ? NC_URL_FILE
                                                                       : NC_URL_NONE;
}

void nc_href_escape(struct nc_buf *out, struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool safe = nc_ascii_is_alnum(c) || (c && strchr("!#$%&'()*+,-./:;=?@_~", c));
        if (safe)
            nc_buf_char(out, (char)c);
        else
            nc_buf_printf(out, "%%%02X", c);
    }
}

bool nc_is_unsafe_url(struct nc_str url)
{
    static const char *const schemes[] = {"javascript:", "vbscript:", "data:", "file:", NULL};
    /* Browsers ignore white space and control characters in a scheme. */
    char head[16];
    size_t n = 0;
    for (size_t i = 0; i < url.n && n < sizeof head - 1; i++)
        if ((unsigned char)url.p[i] > ' ')
            head[n++] = url.p[i];
    struct nc_str h = {head, n};
    struct nc_str image = NC_LIT("data:image/");
    return nc_str_starts_among(h, schemes) && !(url.n > image.n && nc_str_istarts(url, image));
}
