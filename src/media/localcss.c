#include "media/localcss.h"

#include "base/ascii.h"

/* Whether the text after "url(" is an address with a scheme or of another host. Browsers ignore
 * control characters within an address. */
static bool leads_away(struct nc_str css, size_t i)
{
    size_t scheme = 0, slashes = 0;
    while (i < css.n && ((unsigned char)css.p[i] <= ' ' || css.p[i] == '"' || css.p[i] == '\''))
        i++;
    for (; i < css.n; i++) {
        unsigned char c = (unsigned char)css.p[i];
        if (c < ' ')
            continue;
        if (c == ':')
            return scheme > 0;
        if (c == '/' && !scheme && ++slashes == 2)
            return true;
        if (c == '/' && !scheme)
            continue;
        if (slashes || !(nc_ascii_is_alnum(c) || c == '+' || c == '-' || c == '.'))
            return false;
        scheme++;
    }
    return false;
}

const char *nc_css_danger(struct nc_str css)
{
    /* These take addresses as strings, without url(). */
    static const char *const functions[] = {"image-set(", "image(", "src(", NULL};
    for (size_t i = 0; i < css.n; i++) {
        struct nc_str rest = nc_str_sub(css, i, css.n);
        if (css.p[i] == '\\')
            return "a backslash; write the character itself";
        if (css.p[i] == '\0')
            return "a character NUL";
        if (nc_str_starts(rest, NC_LIT("</")))
            return "'</'";
        if (nc_str_istarts(rest, NC_LIT("@import")))
            return "@import; write the rules themselves";
        if (nc_str_istarts(rest, NC_LIT("url(")) && leads_away(css, i + 4))
            return "url() with an address other than that of a file beside it";
        if (nc_str_starts_among(rest, functions))
            return "image-set(), image() or src(); write url()";
    }
    return NULL;
}
