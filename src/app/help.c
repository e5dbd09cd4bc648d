/* The texts of --help, --version and --list-formats. The man page (docs/noteconv.1) says more. */
#include "app/options.h"

#include "base/uchar.h"
#include "math/math.h"

void nc_print_help(struct nc_buf *out)
{
    nc_buf_puts(
        out,
        "Usage: noteconv -t FORMAT[,FORMAT…] [OPTION…] [NOTE | FOLDER | -]…\n"
        "       noteconv check NOTE…         only say what is wrong with the notes\n"
        "       noteconv cards NOTE…         list the flashcards that a note makes\n"
        "\n"
        "Converts Markdown notes to EPUB, Anki decks, Org, HTML and JSON.\n"
        "\n"
        "  -t, --to=FORMAT[,…]      epub, apkg, org, html, json; guessed from -o when left out\n"
        "  -f, --from=INPUT         notes (default), gfm, pandoc, logseq, json\n"
        "  -o, --output=NAME        a file; NAME/ a folder, made if missing; - standard output\n"
        "  -M, --metadata=KEY=VALUE set title, lang, date, author, deck, id … as front matter "
        "does\n"
        "      --strict             CommonMark and nothing else\n"
        "      --breaks=soft|hard   what a newline inside a paragraph is\n"
        "      --no-repair          leave a ** that nothing closes as it is\n"
        "      --keep-queries       keep the query blocks of plugins as code\n"
        "      --ruby               {漢字|かんじ} and ｜漢字《かんじ》 are ruby\n"
        "      --encoding=NAME      of notes that are not UTF-8; recognised when left out\n"
        "      --force              replace others' files   --keep-going  write books of what was "
        "read\n"
        "      --template-dir=DIR   your own page skeletons and style sheets\n"
        "      --print-template=N   print a built-in one, such as epub/style.css\n"
        "      --include=PATTERN, --exclude=PATTERN, --tag=TAG, --where=KEY=VALUE\n"
        "                           of a folder only these notes\n"
        "      --index=NOTE         the notes that this one links to, in its order\n"
        "      --plan=FILE          the book's plan: SUMMARY.md, book.toml, mkdocs.yml …; none\n"
        "      --order=HOW          order of the notes: name (default), date, or a front matter "
        "key\n"
        "      --each               one product a note, folders mirrored\n"
        "      --split=folder       one product a folder\n"
        "      --prune              remove what was made of notes that are gone\n"
        "  -W ID, -Wno-ID, -Werror=ID   switch a warning on, off, make it an error\n"
        "      --diag=json          messages as JSON, a line each\n"
        "  -j, --jobs=N             notes worked on at once (default: number of processors)\n"
        "  -q, --quiet              errors only        -v, --verbose  notes too\n"
        "      --list-formats       the formats        -h, --help     this text\n"
        "      --version\n");
    bool first = true;
    for (size_t b = 0; nc_backends[b]; b++) {
        for (const struct nc_optdef *d = nc_backends[b]->options; d && d->name; d++) {
            struct nc_buf left = {0};
            if (!d->help)
                continue;
            if (nc_optdef_may_lack(d))
                nc_buf_printf(&left, "--%s[=%s", d->name, d->arg + 1);
            else
                nc_buf_printf(&left, "--%s%s%s", d->name, d->arg ? "=" : "", d->arg ? d->arg : "");
            nc_buf_printf(out, "%s      %-20s %s: %s\n", first ? "Of one format:\n" : "", left.p,
                          nc_backends[b]->name, d->help);
            nc_buf_dispose(&left);
            first = false;
        }
    }
    nc_buf_puts(out, "\nExit status: 0 done, 1 a note had errors, 2 usage or output failed.\n"
                     "Examples:\n"
                     "  noteconv -t epub,apkg,org note.md\n"
                     "  noteconv -t org - < note.md\n"
                     "  noteconv -t epub,apkg notes/\n");
}

void nc_print_version(struct nc_buf *out)
{
    nc_buf_printf(out, "noteconv %s\nUnicode %s\nFormulas: ", NC_VERSION, nc_unicode_version);
    if (!nc_math_engine(out))
        nc_buf_puts(out, "simple ones only (built without KaTeX)");
    nc_buf_char(out, '\n');
}

void nc_print_formats(struct nc_buf *out)
{
    for (size_t b = 0; nc_backends[b]; b++)
        nc_buf_printf(out, "%-6s %-6s %s\n", nc_backends[b]->name, nc_backends[b]->suffix,
                      nc_backends[b]->summary);
}
