/* The rows of struct nc_xhtml_target. */
#include "base/utf8.h"
#include "export/url/url.h"
#include "export/xhtml/xhtml.h"
#include "export/xhtml/xmlout.h"

/* E-readers: pages, EPUB's own attributes, nothing that needs a network or a form. */
#define E_READER                                                                                   \
    .types = true, .ids = true, .xml_lang = true, .scopes = true, .pages = true,                   \
    .address = nc_book_url

const struct nc_xhtml_target nc_xhtml_epub = {E_READER};
const struct nc_xhtml_target nc_xhtml_kobo = {E_READER, .endnotes = true};
const struct nc_xhtml_target nc_xhtml_kindle = {E_READER, .no_mathml = true};

/* Writes text for Adobe's engine, which draws a box for a soft hyphen and for a space without
 * width, and has no glyph for the non-breaking hyphen. */
static void put_adobe_text(void *ctx, struct nc_xmlout *out, struct nc_str s)
{
    (void)ctx;
    for (size_t i = 0, from = 0; i <= s.n;) {
        unsigned len = 1;
        uint32_t cp = i < s.n ? nc_utf8_at(s, i, &len) : 0;
        bool special = cp == 0xAD || cp == 0x200B || cp == 0x2011;
        if (special || i == s.n)
            nc_x_text(out, nc_str_sub(s, from, i));
        if (cp == 0x2011)
            nc_x_textz(out, "-");
        i += len;
        from = special ? i : from;
    }
}

const struct nc_xhtml_target nc_xhtml_adobe = {E_READER, .no_mathml = true, .text = put_adobe_text};

/* Browsers. */
const struct nc_xhtml_target nc_xhtml_html = {
    .ids = true,
    .details = true,
    .boxes = true,
    .aligns = true,
    .any_path = true,
    .remote = true,
};

/* What Anki and its MathJax act on anywhere; in a field with clozes; and within a cloze. */
#define ANKI_SYNTAX "\\(", "\\[", "[sound:", "[anki:", "[latex]", "[$]", "[$$]", "[[type:"
static const char *const anki_syntax[] = {ANKI_SYNTAX, NULL};
static const char *const cloze_syntax[] = {ANKI_SYNTAX, "{{c", "}}", NULL};
static const char *const within_cloze[] = {ANKI_SYNTAX, "{{c", "}}", "::", NULL};

/* Fields of cards: several share a page, so ids would collide. */
#define ANKI_FIELDS                                                                                \
    .xml_lang = true, .scopes = true, .sounds = true, .syntax = anki_syntax,                       \
    .cloze_syntax = cloze_syntax, .within_cloze = within_cloze
const struct nc_xhtml_target nc_xhtml_anki = {ANKI_FIELDS, .mathjax = true};
const struct nc_xhtml_target nc_xhtml_anki_page = {ANKI_FIELDS};
