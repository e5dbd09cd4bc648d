/* Advice on words that noteconv does not accept. base/nearest finds the nearest of its own words.
 */
#include "app/otherwords.h"

#include "app/backends.h"
#include "base/buf.h"
#include "base/nearest.h"

/* Formats that noteconv does not have, and what serves instead. */
static const struct {
    const char *name, *advice;
} others[] = {
    {"mobi",
     "Kindle takes no new MOBI files; write -t epub --target=kindle for Send to Kindle, or -t azw3 "
     "for USB (by calibre)"},
    {"kindle",
     "write -t epub --target=kindle for Send to Kindle, or -t azw3 for USB (by calibre); noteconv "
     "send puts a book on a Kindle that is connected"},
    {"pdf", "noteconv makes no pages of a fixed size; print the output of -t html from a browser, "
            "or convert that of -t epub with calibre"},
    {"docx", "convert the output of -t html with a word processor or pandoc"},
    {"markdown", "noteconv reads Markdown and does not write it"},
    {"md", "noteconv reads Markdown and does not write it"},
    {"txt", "noteconv writes no plain text; -t org is the nearest"},
};

static const struct {
    const char *word, *format;
} meant[] = {{"anki", "apkg"},    {"kobo", "kepub"},   {"ebook", "epub"}, {"book", "epub"},
             {"htm", "html"},     {"xhtml", "html"},   {"web", "html"},   {"orgmode", "org"},
             {"org-mode", "org"}, {"org-roam", "org"}, {"deck", "apkg"},  {"epub3", "epub"}};

/* Values that people give to --from. */
static const struct {
    const char *name, *advice;
} inputs[] = {
    {"obsidian", "leave it out; Markdown as Obsidian writes it is the default, notes"},
    {"typora", "leave it out; Markdown as Typora writes it is the default, notes"},
    {"md", "leave it out; the default, notes, is Markdown"},
    {"mdbook", "leave it out; name the folder that holds book.toml"},
    {"github", "write --from=gfm"},
    {"commonmark", "write --strict"},
    {"org", "noteconv reads Markdown; pandoc -f org -t gfm makes it"},
    {"html", "noteconv reads Markdown; pandoc -f html -t gfm makes it"},
    {"docx", "noteconv reads Markdown; pandoc -f docx -t gfm makes it"},
    {"epub", "noteconv reads Markdown; noteconv check looks at an EPUB"},
};

static const struct {
    char letter;
    const char *advice;
} letters[] = {
    {'V', "write --version"},
    {'n', "write --dry-run"},
    {'y', "write --force"},
    {'c', "write --css=FILE"},
    {'s', "a page of -t html is complete; --fragment writes its body alone"},
    {'r', "a folder is read with the folders in it"},
    {'w', "write -t FORMAT"},
};

/* Options of pandoc, calibre and others. Keys of the metadata have their own advice. */
static const struct {
    const char *name, *advice;
} options[] = {
    {"format", "write --to=FORMAT or -t FORMAT"},
    {"output-format", "write --to=FORMAT or -t FORMAT"},
    {"outdir", "write -o DIR/"},
    {"out-dir", "write -o DIR/"},
    {"output-dir", "write -o DIR/"},
    {"language", "write --lang=TAG"},
    {"epub-cover-image", "write --cover=FILE"},
    {"epub-metadata", "write -M KEY=VALUE"},
    {"standalone", "a page of -t html is complete; --fragment writes its body alone"},
    {"self-contained", "a page of -t html needs no other file"},
    {"embed-resources", "a page of -t html needs no other file"},
    {"recursive", "a folder is read with the folders in it"},
    {"toc", "books have a table of contents"},
    {"table-of-contents", "books have a table of contents"},
    {"toc-depth", "books have a table of contents"},
    {"fail-on-warnings", "write -Werror"},
    {"fail", "write -Werror"},
    {"mathml", "write --math=mathml, which is the default"},
    {"resource-path", "pictures are looked for beside the note, then in the whole folder"},
    {"overwrite", "write --force"},
    {"no-color", "set NO_COLOR=1 in the environment"},
    {"color", "messages have colours on a terminal; NO_COLOR=1 in the environment turns them off"},
    {"silent", "write -q"},
    {"debug", "write -v"},
    {"stdout", "write -o -"},
    {"input", "name the notes after the options"},
    {"config", "write noteconv config to see the settings; noteconv help config says more"},
};

/* Words that people ask help about. */
static const struct {
    const char *word, *topics;
} topics[] = {
    {"kindle", "azw3, epub or send"},
    {"kobo", "kepub or send"},
    {"koreader", "send"},
    {"anki", "apkg or cards"},
    {"deck", "apkg or cards"},
    {"flashcards", "cards or apkg"},
    {"obsidian", "folders or reading"},
    {"logseq", "folders or reading"},
    {"vault", "folders"},
    {"mdbook", "folders"},
    {"markdown", "reading"},
    {"settings", "config"},
    {"yaml", "config"},
    {"noteconv.yaml", "config"},
    {"warnings", "messages"},
    {"ci", "messages or check"},
};

struct nc_str nc_format_meant(struct nc_str word)
{
    for (size_t i = 0; i < sizeof meant / sizeof meant[0]; i++)
        if (nc_str_ieq(word, nc_str(meant[i].word)))
            return nc_str(meant[i].format);
    return NC_NONE;
}

const char *nc_format_advice(struct nc_str word)
{
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (nc_str_ieq(word, nc_str(others[i].name)))
            return others[i].advice;
    return NULL;
}

const char *nc_option_advice(struct nc_str name)
{
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        if (nc_str_ieq(name, nc_str(options[i].name)))
            return options[i].advice;
    return NULL;
}

const char *nc_input_advice(struct nc_str word)
{
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++)
        if (nc_str_ieq(word, nc_str(inputs[i].name)))
            return inputs[i].advice;
    return NULL;
}

const char *nc_topic_advice(struct nc_str word)
{
    for (size_t i = 0; i < sizeof topics / sizeof topics[0]; i++)
        if (nc_str_ieq(word, nc_str(topics[i].word)))
            return topics[i].topics;
    return NULL;
}

const char *nc_letter_advice(int letter)
{
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
        if (letters[i].letter == letter)
            return letters[i].advice;
    return NULL;
}

int nc_fail_format(struct nc_fail *f, struct nc_str word)
{
    const char *advice = nc_format_advice(word);
    struct nc_nearest near = {.word = word, .best = nc_format_meant(word)};
    struct nc_buf ask = {0}, names = {0};
    if (advice)
        return nc_fail(f, "-t %.*s: %s", NC_FMT(word), advice);
    for (size_t i = 0; nc_backends[i]; i++) {
        if (!near.best.n || near.distance)
            nc_nearest_offer(&near, nc_str(nc_backends[i]->name));
        nc_buf_printf(&names, "%s%s", i ? ", " : "", nc_backends[i]->name);
    }
    nc_nearest_ask(&ask, &near, "");
    nc_fail(f, "there is no format '%.*s'%s (the formats are %s)", NC_FMT(word), ask.p ? ask.p : "",
            names.p);
    nc_buf_dispose(&ask);
    nc_buf_dispose(&names);
    return -1;
}
