/* Advice on words that noteconv does not take. The nearest of its own is base/nearest. */
#include "app/otherwords.h"

#include <string.h>
#include <sys/stat.h>

/* Not formats of noteconv, and what serves instead. */
static const struct {
    const char *name, *advice;
} others[] = {
    {"mobi",
     "Kindle takes no new MOBI files; write -t epub --target=kindle for Send to Kindle, or -t azw3 "
     "for USB (by calibre)"},
    {"kindle",
     "write -t epub --target=kindle for Send to Kindle, or -t azw3 for USB (by calibre); noteconv "
     "send puts a book on a Kindle that is connected"},
    {"pdf", "noteconv makes no pages of a fixed size; print what -t html makes from a browser, or "
            "convert what -t epub makes with calibre"},
    {"docx", "convert what -t html makes with a word processor or pandoc"},
    {"markdown", "noteconv reads Markdown and does not write it"},
    {"md", "noteconv reads Markdown and does not write it"},
    {"txt", "noteconv writes no plain text; -t org is the nearest"},
};

static const struct {
    const char *word, *format;
} meant[] = {{"anki", "apkg"},    {"kobo", "kepub"},   {"ebook", "epub"}, {"book", "epub"},
             {"htm", "html"},     {"xhtml", "html"},   {"web", "html"},   {"orgmode", "org"},
             {"org-mode", "org"}, {"org-roam", "org"}, {"deck", "apkg"},  {"epub3", "epub"}};

/* Options of pandoc, calibre and others. Keys of the metadata have advice of their own. */
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
    {"mathml", "write --math=mathml, which is the default"},
    {"resource-path", "pictures are looked for beside the note, then in the whole folder"},
    {"overwrite", "write --force"},
    {"config", "write noteconv config to see the settings; noteconv help config says more"},
};

struct nc_str nc_format_meant(struct nc_str word)
{
    for (size_t i = 0; i < sizeof meant / sizeof meant[0]; i++)
        if (nc_str_ieq(word, nc_str(meant[i].word)))
            return nc_str(meant[i].format);
    return NC_NONE;
}

static const char *advice_on_format(struct nc_str word)
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

int nc_fail_format(struct nc_fail *f, struct nc_str word)
{
    const char *advice = advice_on_format(word);
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

/* "noteconv -t kepub note.md" for "noteconv kobo note.md". */
static int fail_misplaced(const struct nc_options *o, struct nc_str format, struct nc_fail *f)
{
    struct nc_buf notes = {0};
    for (size_t i = 1; i < o->input_count && i <= NC_SHOWN_INPUTS; i++) {
        nc_buf_char(&notes, ' ');
        nc_put_word(&notes, nc_str(o->inputs[i]));
    }
    nc_fail(f, "there is no file '%s'; a format is given with -t: noteconv -t %.*s%s", o->inputs[0],
            NC_FMT(format), notes.p ? notes.p : " NOTE");
    nc_buf_dispose(&notes);
    return -1;
}

int nc_check_first_word(const struct nc_options *o, struct nc_fail *f)
{
    struct stat st;
    const char *word = o->input_count ? o->inputs[0] : "-";
    if (strpbrk(word, "./-") || lstat(word, &st) == 0)
        return 0;
    const struct nc_backend *b = nc_backend_named(nc_str(word));
    struct nc_str format = b ? nc_str(b->name) : nc_format_meant(nc_str(word));
    const char *advice = advice_on_format(nc_str(word));
    struct nc_nearest near = {.word = nc_str(word)};
    struct nc_buf names = {0};
    for (int i = 0; i < NC_COMMAND_COUNT; i++) {
        nc_nearest_offer(&near, nc_str(nc_commands[i].word));
        nc_buf_printf(&names, "%s%s", i ? ", " : "", nc_commands[i].word);
    }
    int err = 0;
    if (format.n)
        err = fail_misplaced(o, format, f);
    else if (advice)
        err = nc_fail(f, "there is no file '%s'; %s", word, advice);
    else if (near.best.n)
        err = nc_fail(f, "there is no command and no file '%s'; did you mean '%.*s'?", word,
                      NC_FMT(near.best));
    else if (!o->format_count && !o->output)
        err =
            nc_fail(f, "there is no command and no file '%s' (the commands are %s)", word, names.p);
    nc_buf_dispose(&names);
    return err;
}
