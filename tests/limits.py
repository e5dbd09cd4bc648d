#!/usr/bin/env python3
"""Each named limit of the program: what is just within it and what is just beyond come out as they should. The values stand
here again, so that one that is changed in the source alone is noticed. A constant without a row has a reason.

Usage: limits.py NOTECONV [--find]
--find tells of each row where its outcome turns, from three below to three above.
"""
import concurrent.futures
import glob
import os
import re
import sys

from lib import ROOT, check, finish
from outcomes import outcome, source


def note(making):
    return lambda n: {"n.md": making(n)}


def chain(n):
    """A note that embeds a note, n notes deep."""
    return {f"d{i}.md": f"x\n\n![[d{i + 1}]]\n" for i in range(n)} | {f"d{n}.md": "last\n", "n.md": "x\n\n![[d0]]\n"}


def nested(first, last, middle="x"):
    return note(lambda n: first * n + middle + last * n + "\n")


def lines(first, each, last):
    return note(lambda n: first + "".join(each.format(i) for i in range(n)) + last)


def json_quotes(n):
    return {"n.md": '{"noteconv-document":1,"root":{"kind":"doc","pos":[1,1],"children":[' + '{"kind":"quote","pos":[1,1],"children":[' * n + "]}" * n + "]}}"}


def page_of(n):
    return {"n.md": "# T\n\nx\n", "t/html/page.html": "{{#title}}" * n + "x" + "{{/title}}" * n + "{{body}}"}


# File, constant, its text in the source, the largest count that is within it, what is looked at, what is made of a count, what
# is found beyond it (with '!': only within), more options.
LIMITS = [
    ("src/parse/input/frontmatter.c", "MAX_DEPTH", "32", 31, "check", note(lambda n: "---\na: " + "[" * n + "x" + "]" * n + "\n---\ny\n"), r"\[front-matter\]"),
    ("src/parse/input/hygiene.c", "BINARY_NULS", "16", 15, "check", note(lambda n: "text " + "\0" * n), r"\[not-text\]"),
    ("src/parse/block/lines.h", "NC_MAX_CONTAINERS", "200", 200, "check", note(lambda n: ">" * n + " x\n"), r"\[nesting\]"),
    ("src/parse/block/div.h", "NC_MAX_DIVS", "100", 100, "check", note(lambda n: "".join("::: a\n" for i in range(n)) + "x\n"), r"\[foreign-syntax\]"),
    ("src/parse/construct/script.c", "MAX_SCRIPT", "8", 8, "json", note(lambda n: "H~" + "a" * n + "~\n"), '!"sub"'),
    ("src/parse/construct/field.c", "MAX_KEY", "40", 40, "json", note(lambda n: "k" * n + ":: v\n"), '!"kind":"field"'),
    ("src/parse/construct/imagesize.c", "MAX_SIZE", "99999", 99999, "json", note(lambda n: f"![a|{n}](p.png)\n"), '!"width":'),
    ("src/parse/construct/gentag.c", "MAX_TAG", "4000", 4001, "json", note(lambda n: "{% hint style=\"" + "x" * (n - 20) + "\" %}\nx\n{% endhint %}\n"), '!"callout"'),
    ("src/parse/tidy/turns.c", "MAX_LABEL", "24", 24, "json", note(lambda n: f"{'A' * n}: Why?\n\nBob: So.\n\n{'A' * n}: How?\n\nBob: Thus.\n"), '!"speaker":"A'),
    ("src/parse/inline/repair.c", "MAX_UNDERSCORE_CHARS", "40", 40, "json", note(lambda n: "中_" + "b" * n + "_中\n"), '!"emph"'),
    ("src/parse/leaf/source.c", "MAX_BRACKETS", "50", 49, "json", note(lambda n: "a^[" + "[" * n + "x" + "]" * n + "]\n"), '!"footnote-ref"'),
    ("src/parse/leaf/stash.h", "NC_MAX_TEXT_DEPTH", "5", 6, "json", nested("a^[b ", "]"), r"\^\["),
    ("src/base/toml.h", "NC_TOML_DEPTH", "32", 32, "check", note(lambda n: "+++\na = " + "[" * n + "]" * n + "\n+++\ny\n"), r"\[front-matter\]"),
    ("src/doc/people.h", "NC_MAX_PEOPLE", "200", 200, "book", note(lambda n: "---\nauthor: [" + ", ".join(f"P{i}" for i in range(n)) + "]\n---\nx\n"), r"the first 200 are named"),
    ("src/doc/citation.c", "MAX_CITATION", "1000", 1000, "json", note(lambda n: "---\nbibliography: b.bib\n---\n[@a, " + "x" * (n - 6) + "]\n"), '!"citation"'),
    ("src/doc/jsonread.c", "MAX_TREE_DEPTH", "1000", 998, "org", json_quotes, "nest", ("--from=json",)),
    ("src/tmpl/tmpl.c", "MAX_DEPTH", "8", 8, "page", page_of, "nests more than 8", ("--template-dir", "t")),
    ("src/vault/embed.c", "MAX_DEPTH", "10", 9, "check", chain, r"\[embed-depth\]"),
    ("src/vault/embed.c", "MAX_EMBEDS", "2000", 2000, "check", lambda n: {"n.md": "![[o]]\n\n" * n, "o.md": "x\n"}, r"\[embed-depth\]"),
    ("src/vault/scan.c", "MAX_DEPTH", "100", 101, "check", lambda n: {"v/a.md": "a", "v/" + "e/" * n + "low.md": "x"}, "nested deeper than 100", (), ("v",)),
    ("src/vault/globs.c", "MAX_PATTERN", "1024", 1024, "json", lambda n: {"v/a.md": "a", "v/low.md": "x", "v/.noteconvignore": "*" * (n - 6) + "low.md\n"}, '"low"|low.md', (), ("v",)),
    ("src/vault/hidden.c", "MAX_REGEX", "256", 258, "check", lambda n: {"v/a.md": "a", "v/.obsidian/app.json": '{"userIgnoreFilters": ["/' + "z" * (n - 2) + '/"]}'}, r"\[setting\]", (), ("v",)),
    ("src/cards/cards.c", "MAX_HEADING_CARD", "400", 399, "deck", note(lambda n: "## Q\n\n" + "a" * n + "\n"), r"\[no-cards\]"),
    ("src/cards/cardtags.c", "MAX_STEPS", "100", 100, "deck", lines("## Q #card-list\n\n", "- item{0}\n", ""), r"\[card-mark\]"),
    ("src/cards/cardcloze.c", "MAX_CLOZES", "500", 500, "deck", note(lambda n: "The " + "".join(f"{{{{c{i + 1}::w}}}} " for i in range(n)) + "\n"), r"\[card-mark\]"),
    ("src/cards/cardcomment.c", "MAX_BLOCKS", "64", 61, "deck", lines("<!-- card -->\nfront\n\n<!-- back -->\n\n", "p{0}\n\n", "<!-- /card -->\n"), "no-cards|card-mark"),
    ("export/apkg/apkgrender.c", "MAX_TAGS", "100", 100, "deck", lines("---\ntags: [", "t{0}, ", "]\n---\n## Q\n\nA\n"), "has 101 tags"),
    ("export/org/orgtable.c", "MAX_PAD", "80", 80, "org", note(lambda n: "| a | b |\n|---|---|\n| " + "w" * n + " | y |\n| x | y |\n"), r"!\| x {10,}"),
    ("export/url/bookurl.c", "LABEL_MAX", "63", 63, "book", note(lambda n: f"[x](https://{'a' * n}.example/)\n"), "!href=\"https://a"),
]
# Reasons, each for the constants of a kind.
SIZES = "bytes of a file, of memory or of time that no test can spend at the limit itself; tests/hostile.py and tests/failures.py go far beyond some"
BUFFER = "the size of a buffer or a chunk: any works alike"
SHAPE = "a number that the format or the code itself fixes: another does not work at all"
LOOK = "what looks good or reads well: goldens hold what comes of it"
GUESS = "a weight in a guess from statistics: the corpora of tests/unit hold what comes of it"
SHOWN = "how many a message names: tests/messages.py, tests/closing.py and tests/outputs.py have one more than that"
UNIT = "tested at its edges in tests/unit"
BOUND = "keeps time in bounds where nothing real comes near: tests/hostile.py goes far beyond"
WHY_NOT = {
    "src/math/*": LOOK, "src/math/mathnote.c MAX_*": BOUND, "src/math/math.c MAX_*": BOUND, "src/math/texmacro.c MAX_*": BOUND,
    "src/math/engine*": SIZES, "src/app/help.c *": LOOK, "src/app/messages.c *": SHOWN, "src/app/selection.c *": SHOWN,
    "src/app/main.c *": SHOWN, "src/app/closing.c *": SHOWN, "src/app/progress.c *": LOOK, "src/app/options.h *": SHAPE,
    "src/app/commandline.c *": SHAPE, "src/app/optionfile.c *": SIZES, "src/app/load.c *": SIZES, "src/app/sendbook.c *": SIZES,
    "src/preflight/*": "tests/badbooks.py has a book beyond it, where one can be made; the rest bounds memory", "src/media/*": SIZES,
    "src/doc/docjson.h *": SHAPE, "src/doc/number.c *": SHAPE, "src/doc/doc.h *": SHAPE, "src/doc/outline.h *": SIZES,
    "src/doc/jsonread.c *": BOUND, "src/vault/settings.c *": SIZES, "src/vault/includes.c *": BOUND, "src/vault/embed.c MAX_NODES": SIZES,
    "src/vault/summary.c *": SIZES, "src/vault/index.c *": "as embed.c has it", "src/vault/config.c *": SIZES, "src/vault/blockrefs.c *": LOOK,
    "src/vault/lookup.c *": BOUND, "src/vault/breaks.c *": SIZES, "src/vault/booksite.c *": SIZES, "src/vault/hidden.c MAX_COUNTS": BOUND,
    "src/vault/decode.c *": GUESS, "src/vault/scan.c MAX_IGNORE": SIZES, "src/cards/cardpairs.c *": SHAPE, "src/cards/history.c *": SHAPE,
    "src/cards/collecting.h *": SHAPE, "src/cards/cardfields.c *": BOUND, "src/cards/cardcloze.c MAX_DEPTH": BOUND, "src/cards/cards.h *": SHAPE,
    "src/tmpl/tmpl.c MAX_TEMPLATE": SIZES, "src/base/*": BUFFER, "src/base/fsio.c MAX_NAME_BYTES": UNIT, "src/base/nearest.c *": UNIT,
    "src/base/jsonpull.h *": BOUND, "src/parse/html/htmltext.c *": BOUND, "src/parse/html/htmlgrid.h *": "HTML's own",
    "src/parse/html/htmlblock.c *": BOUND, "src/parse/html/inlinehtml.c *": BOUND, "src/parse/leaf/shieldtext.h *": BOUND, "src/parse/leaf/hidden.h *": SHAPE,
    "src/parse/leaf/autolink.c *": BOUND, "src/parse/leaf/construct.h *": SHAPE, "src/parse/construct/attrlist.c *": BOUND,
    "src/parse/construct/mark.h *": SHAPE, "src/parse/construct/emoji.c *": "no name in its table is longer", "src/parse/construct/texlike.h *": SHAPE,
    "src/parse/construct/ruby.c *": SHAPE, "src/parse/construct/wikilink.c *": BOUND, "src/parse/tidy/residue.c *": BOUND, "src/parse/leaf/shieldtext.c *": BOUND, "src/parse/construct/cloze.c MAX_DIGITS": BOUND, "src/parse/construct/texlike.c *": GUESS,
    "src/parse/construct/geninline.c *": BOUND, "src/parse/construct/genrest.c *": SHOWN, "src/parse/construct/genpart.c *": SHOWN,
    "src/parse/construct/cloze.c MAX_OPEN": "Anki's own, which tests/oracle asks", "src/parse/construct/tasks.c *": BOUND,
    "src/parse/input/*": GUESS, "src/parse/input/frontlines.c MAX_NAMED": SHOWN, "src/parse/input/hygiene.h *": SIZES, "src/parse/block/lines.h NC_MAX_PADS": SHAPE,
    "src/parse/block/shield*": BOUND, "src/parse/block/starts.h *": SHAPE, "src/parse/dialect/*": SHAPE, "src/parse/inline/commonmark.c *": BUFFER,
    "src/parse/tidy/turns.c PREFIX_BYTES": BUFFER, "src/lang/*": GUESS, "src/device/*": SIZES, "export/org/*": SHAPE, "export/org/orghint.c *": BOUND,
    "export/kindle/*": SHAPE, "export/apkg/*": SHAPE, "export/apkg/apkgmatch.c *": UNIT, "export/apkg/apkgcompare.c *": UNIT,
    "export/apkg/apkgview.c *": SIZES, "export/apkg/usertyperead.c *": SIZES, "export/style.c *": SIZES, "export/xhtml/*": LOOK,
    "src/app/settingsfile.c *": SIZES, "src/cards/cardlabels.c *": SHAPE, "src/code/*": BUFFER, "src/parse/block/*": BOUND, "src/parse/block/build.c *": SHAPE,
    "src/parse/leaf/*": SHAPE, "src/parse/construct/*": BOUND, "src/parse/inline/*": BUFFER, "src/parse/tidy/*": BOUND, "src/parse/html/*": BOUND, "src/vault/*": BOUND,
    "src/app/*": SIZES, "src/cards/*": BOUND, "src/doc/*": SHAPE, "src/tmpl/*": SIZES, "export/html/*": LOOK, "export/url/*": SHAPE, "export/*": SIZES,
    "export/treedata.h *": SHOWN, "export/epub/*": LOOK, "export/epub/epubplan.c *": UNIT, "export/epub/epubbackend.c *": SIZES,
}
NAMED = re.compile(r"^#define ([A-Z_0-9]+) +(\(?(?:\(size_t\))?\d[^/\n]*?)\s*(?:/\*.*)?$", re.M)


def found(row, n):
    _, _, _, _, how, making, told, *more = row
    only_within = told.startswith("!")
    seen = outcome(how, making(n), *([more[1]] if len(more) > 1 else [("n.md",)]), more[0] if more else ())
    return bool(re.search(told[only_within:], seen, re.S)) != only_within


def ask(row):
    path, name, text, within, *_ = row
    at = f"{path} {name}"
    have = dict(NAMED.findall(source(path))).get(name)
    if have != text:
        return f"{at} is {have} in the source, {text} here"
    if found(row, within):
        return f"{at}: {within} is too much already"
    return f"{at}: {within + 1} is still within" if not found(row, within + 1) else ""


def find_turns():
    for row in LIMITS:
        print(row[0], row[1], [(n, found(row, n)) for n in range(max(1, row[3] - 3), row[3] + 4)], flush=True)


def reason_of(path, name):
    """The reason of the row that says most."""
    fitting = [pattern for pattern in WHY_NOT if re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), f"{path} {name}")]
    return max(fitting, key=len, default=None)


def walk_constants():
    tested = {row[:2] for row in LIMITS}
    for folder in ("src", "export"):
        for path in sorted(glob.glob(folder + "/**/*.[ch]", root_dir=ROOT, recursive=True)):
            for name, _ in [] if path.endswith("_tables.h") else NAMED.findall(source(path)):
                check((path, name) in tested or reason_of(path, name), f"{path} {name} has neither a row nor a reason")


if "--find" in sys.argv:
    find_turns()
else:
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for wrong in pool.map(ask, LIMITS):
            check(not wrong, wrong)
    walk_constants()
    sys.exit(finish())
