/* The rows of struct nc_xhtml_target. */
#include "export/url/url.h"
#include "export/xhtml/xhtml.h"

/* E-readers: pages, EPUB's own attributes, nothing that needs a network or a form. */
const struct nc_xhtml_target nc_xhtml_epub = {
    .types = true,
    .ids = true,
    .xml_lang = true,
    .scopes = true,
    .pages = true,
    .address = nc_book_url,
};

/* Browsers. */
const struct nc_xhtml_target nc_xhtml_html = {
    .ids = true,
    .details = true,
    .boxes = true,
    .aligns = true,
    .any_path = true,
    .remote = true,
};

/* What Anki and its MathJax act on wherever it stands; in a field with clozes, and within one. */
#define ANKI_SYNTAX "\\(", "\\[", "[sound:", "[anki:", "[latex]", "[$]", "[$$]", "[[type:"
static const char *const anki_syntax[] = {ANKI_SYNTAX, NULL};
static const char *const cloze_syntax[] = {ANKI_SYNTAX, "{{c", "}}", NULL};
static const char *const within_cloze[] = {ANKI_SYNTAX, "{{c", "}}", "::", NULL};

/* Fields of cards: several stand in one page, so that ids would meet. */
const struct nc_xhtml_target nc_xhtml_anki = {
    .xml_lang = true,
    .scopes = true,
    .mathjax = true,
    .sounds = true,
    .syntax = anki_syntax,
    .cloze_syntax = cloze_syntax,
    .within_cloze = within_cloze,
};
