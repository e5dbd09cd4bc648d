#!/usr/bin/env python3
"""Each named limit of the program: inputs just within it and just beyond it come out as they should. The values are repeated
here, so that a change in the source alone is noticed. A constant without a row has its reason in limits.txt.

Usage: limits.py NOTECONV [--find]
--find prints for each row where its outcome changes, from three below to three above.
"""
import concurrent.futures
import glob
import os
import re
import struct
import sys
import zlib

from lib import PNG, ROOT, check, finish
from outcomes import outcome, reasoned, source


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


def json_lists(n):
    return {"n.md": '{"noteconv-document":1,"meta":[{"key":"a","value":' + '{"type":"list","items":[' * n + ']}' * n + '}],"root":{"kind":"doc","pos":[1,1],"children":[]}}'}


def fences(n):
    """Admonitions as fences, each within the one before."""
    return {"n.md": "".join("`" * (3 + n - i) + "ad-note\n" for i in range(n)) + "x\n" + "".join("`" * (3 + n - i) + "\n" for i in reversed(range(n)))}


def page_of(n):
    return {"n.md": "# T\n\nx\n", "t/html/page.html": "{{#title}}" * n + "x" + "{{/title}}" * n + "{{body}}"}


def macros(n):
    """Each macro means the next one."""
    names = [chr(97 + i // 26) + chr(97 + i % 26) for i in range(n + 1)]
    return {"n.md": "$" + "".join(f"\\def\\{a}{{\\{b}}}" for a, b in zip(names, names[1:])) + f"\\def\\{names[-1]}{{x}}\\aa$\n"}


def padded(n, first, last=""):
    return first + "x" * (n - len(first) - len(last)) + last


def mdbook(text):
    return {"v/book.toml": "[book]\n", "v/src/SUMMARY.md": "- [n](n.md)\n", "v/src/n.md": text}


def many_notes(n):
    return {f"v/{i:03}.md": "# T\n\n## Sub\n\nx\n" for i in range(n)}


def json_columns(n):
    return {"n.md": '{"noteconv-document":1,"root":{"kind":"doc","pos":[1,1],"children":[{"kind":"table","pos":[1,1],"align":['
                    + ",".join(['""'] * n) + '],"children":[]}]}}'}


def picture(width, height):
    """A PNG of that size as it says, which holds no pixels."""
    head = PNG[:16] + struct.pack(">II", width, height) + PNG[24:29]
    return head + struct.pack(">I", zlib.crc32(head[12:])) + PNG[33:]


def joplin_record(n):
    """A notebook's, of n bytes."""
    end = "\n\nid: " + "0a" * 16 + "\nparent_id: \ncreated_time: 2020-01-01T00:00:00.000Z\ntype_: 2"
    return {"v/a.md": "a", f"v/{'0a' * 16}.md": "x" * (n - len(end)) + end}


# File, constant, its text in the source, the largest count that is within it, what is looked at, what is made of a count, what
# is found beyond it (with '!': only within), more options.
LIMITS = [
    ("src/parse/input/frontmatter.c", "MAX_DEPTH", "32", 31, "check", note(lambda n: "---\na: " + "[" * n + "x" + "]" * n + "\n---\ny\n"), r"\[front-matter\]"),
    ("src/parse/input/frontmatter.c", "MAX_ANCHORS", "64", 64, "check",
     note(lambda n: "---\n" + "".join(f"k{i}: &n{i} v\n" for i in range(n)) + f"z: *n{n - 1}\n---\ny\n"), "an alias names no single value"),
    ("src/parse/input/frontmatter.c", "MAX_COMPARED", "64", 64, "check",
     note(lambda n: "---\n" + "".join(f"k{i}: v\n" for i in range(n)) + f"K{n - 1}: v\n---\ny\n"), "!has no effect"),
    ("src/parse/tidy/widelines.c", "MAX_NUMBER", "4", 4, "json", note(lambda n: "中\n" + ("1" * n + "、a\n") * 2), "!hard-break"),
    ("src/parse/input/joplin.c", "MIN_LINES", "4", 3, "json",
     note(lambda n: "T\n\nx\n\nid: " + "0a" * 16 + "\n" + "".join(f"k{'y' * (i + 1)}: v\n" for i in range(n - 2)) + "type_: 1"), '!"text":"id: '),
    ("src/parse/input/cleantext.c", "BINARY_NULS", "16", 15, "check", note(lambda n: "text " + "\0" * n), r"\[not-text\]"),
    ("src/parse/block/lines.h", "NC_MAX_CONTAINERS", "200", 200, "check", note(lambda n: ">" * n + " x\n"), r"\[nesting\]"),
    ("src/parse/html/htmlopen.h", "NC_MAX_DIVS", "100", 100, "check", note(lambda n: "".join("::: a\n" for i in range(n)) + "x\n"), r"\[foreign-syntax\]"),
    ("src/parse/html/htmltext.c", "MAX_ATTRIBUTES", "1000", 1000, "json",
     note(lambda n: "<div " + "".join(f"x{i}='a b' " for i in range(n)) + ">c</div>\n"), '"text":"<div'),
    ("src/parse/construct/script.c", "MAX_SCRIPT", "8", 8, "json", note(lambda n: "H~" + "a" * n + "~\n"), '!"sub"'),
    ("src/parse/construct/field.c", "MAX_KEY", "40", 40, "json", note(lambda n: "k" * n + ":: v\n"), '!"kind":"field"'),
    ("src/parse/construct/field.c", "MAX_PAIRED", "1000", 999, "json", note(lambda n: f"(k:: () {'x' * (n - 2)}) y\n"), '"text":"\\("'),
    ("src/parse/construct/imagesize.c", "MAX_SIZE", "99999", 99999, "json", note(lambda n: f"![a|{n}](p.png)\n"), '!"width":'),
    ("src/parse/construct/gentag.c", "MAX_TAG", "4000", 4001, "json", note(lambda n: "{% hint style=\"" + "x" * (n - 20) + "\" %}\nx\n{% endhint %}\n"), '!"callout"'),
    ("src/parse/block/tagrow.c", "MAX_LEVELS", "8", 8, "json", note(lambda n: "<Columns>" * n + "<Tab title=\"q\">x</Tab>" + "</Columns>" * n + "\n"), '!"tab"'),
    ("src/parse/tidy/turns.c", "MAX_LABEL", "24", 24, "json", note(lambda n: f"{'A' * n}: Why?\n\nBob: So.\n\n{'A' * n}: How?\n\nBob: Thus.\n"), '!"speaker":"A'),
    ("src/parse/inline/repair.c", "MAX_UNDERSCORE_CHARS", "40", 40, "json", note(lambda n: "中_" + "b" * n + "_中\n"), '!"emph"'),
    ("src/parse/construct/hiccup.c", "MAX_OPEN", "50", 50, "json", note(lambda n: "- " + "[:b " * n + "\"x\"" + "]" * n + "\n"), r'"\[:b', ("--from=logseq",)),
    ("src/parse/leaf/source.c", "MAX_BRACKETS", "50", 49, "json", note(lambda n: "a^[" + "[" * n + "x" + "]" * n + "]\n"), '!"footnote-ref"'),
    ("src/parse/leaf/stash.h", "NC_MAX_TEXT_DEPTH", "5", 6, "json", nested("a^[b ", "]"), r"\^\["),
    ("src/base/toml.h", "NC_TOML_DEPTH", "32", 32, "check", note(lambda n: "+++\na = " + "[" * n + "]" * n + "\n+++\ny\n"), r"\[front-matter\]"),
    ("src/doc/people.h", "NC_MAX_PEOPLE", "200", 200, "book", note(lambda n: "---\nauthor: [" + ", ".join(f"P{i}" for i in range(n)) + "]\n---\nx\n"), r"the first 200 are named"),
    ("src/math/math.c", "MAX_CHEMISTRY", "((size_t)2 << 10)", 2048, "book", note(lambda n: "$\\ce{H2" + "O" * (n - 7) + "}$\n"), r"chemistry of more than 2 kB"),
    ("src/doc/citation.c", "MAX_CITATION", "1000", 1000, "json", note(lambda n: "---\nbibliography: b.bib\n---\n[@a, " + "x" * (n - 6) + "]\n"), '!"citation"'),
    ("src/doc/jsonread.c", "MAX_TREE_DEPTH", "1000", 998, "org", json_quotes, "nest", ("--from=json",)),
    ("src/tmpl/tmpl.c", "MAX_DEPTH", "8", 8, "page", page_of, "nests more than 8", ("--template-dir", "t")),
    ("src/vault/embedding.h", "NC_EMBED_DEPTH", "10", 9, "check", chain, r"\[embed-depth\]"),
    ("src/vault/embedding.h", "NC_EMBEDS_MAX", "2000", 2000, "check", lambda n: {"n.md": "![[o]]\n\n" * n, "o.md": "x\n"}, r"\[embed-depth\]"),
    ("src/vault/scan.c", "MAX_DEPTH", "100", 101, "check", lambda n: {"v/a.md": "a", "v/" + "e/" * n + "low.md": "x"}, "nested deeper than 100", (), ("v",)),
    ("src/vault/globs.c", "MAX_PATTERN", "1024", 1024, "json", lambda n: {"v/a.md": "a", "v/low.md": "x", "v/.noteconvignore": "*" * (n - 6) + "low.md\n"}, '"low"|low.md', (), ("v",)),
    ("src/vault/hidden.c", "MAX_REGEX", "256", 258, "check", lambda n: {"v/a.md": "a", "v/.obsidian/app.json": '{"userIgnoreFilters": ["/' + "z" * (n - 2) + '/"]}'}, r"\[setting\]", (), ("v",)),
    ("src/cards/cards.c", "MAX_HEADING_CARD", "400", 399, "deck", note(lambda n: "## Q\n\n" + "a" * n + "\n"), r"\[no-cards\]"),
    ("src/cards/cardsteps.c", "MAX_STEPS", "100", 100, "deck", lines("## Q #card-list\n\n", "- item{0}\n", ""), r"\[card-mark\]"),
    ("src/cards/cardcloze.c", "MAX_CLOZES", "500", 500, "deck", note(lambda n: "The " + "".join(f"{{{{c{i + 1}::w}}}} " for i in range(n)) + "\n"), r"\[card-mark\]"),
    ("src/cards/cardquestion.c", "MAX_BLOCKS", "64", 64, "deck", note(lambda n: "---\ncards: osr\n---\n" + "> ```\n> x\n> ```\n" * n + "> ?\n> b\n"), "no-cards|card-mark"),
    ("src/cards/cardcomment.c", "MAX_BLOCKS", "64", 61, "deck", lines("<!-- card -->\nfront\n\n<!-- back -->\n\n", "p{0}\n\n", "<!-- /card -->\n"), "no-cards|card-mark"),
    ("export/apkg/apkgrender.c", "MAX_TAGS", "100", 100, "deck", lines("---\ntags: [", "t{0}, ", "]\n---\n## Q\n\nA\n"), r"has \d+ tags"),
    ("export/org/orgtable.c", "MAX_PAD", "80", 80, "org", note(lambda n: "| a | b |\n|---|---|\n| " + "w" * n + " | y |\n| x | y |\n"), r"!\| x {10,}"),
    ("export/url/bookurl.c", "LABEL_MAX", "63", 63, "book", note(lambda n: f"[x](https://{'a' * n}.example/)\n"), "!href=\"https://a"),
    ("src/parse/block/linkdef.c", "MAX_LABEL", "1000", 1000, "json", note(lambda n: f"[{'a' * n}]: /u\n\n[{'a' * n}]\n"), '!"kind":"link"'),
    ("src/parse/block/linkdef.c", "MAX_PARENTHESES", "32", 32, "json", note(lambda n: f"[a]: /u{'(' * n}{')' * n}\n\n[a]\n"), '!"kind":"link"'),
    ("src/parse/construct/keys.c", "MAX_KEYS", "120", 114, "json", note(lambda n: f'a ++"{"k" * n}"++ b\n'), '!"kbd"'),
    ("src/parse/construct/wikilink.c", "MAX_SUFFIX", "5", 5, "json", note(lambda n: f"[[1]](a.{'b' * n})\n"), '!"kind":"link"'),
    ("src/parse/construct/machinemark.c", "MAX_SOURCE", "200", 193, "json", note(lambda n: f"> x [name={'a' * n}]\n"), '!"emph"'),
    ("src/parse/block/tagline.c", "MAX_MODULE", "40", 37, "json", lines("import {\n", "  a{0},\n", "} from 'b'\n\ny\n"), '"text":"import'),
    ("src/math/math.c", "MAX_GROUPS", "100", 100, "book", note(lambda n: "$" + "{" * n + "x" + "}" * n + "$\n"), "shown as TeX"),
    ("src/parse/construct/cloze.c", "MAX_DIGITS", "4", 4, "json", note(lambda n: f"a {{{{c{'1' * n}::b}}}}\n"), '!"cloze"'),
    ("src/parse/leaf/shieldtext.c", "MAX_PATH", "400", 393, "json", note(lambda n: f"![a](b {'c' * n}.png)\n"), '!"image"'),
    ("src/parse/dialect/logseq.c", "MAX_KEY", "40", 40, "json", note(lambda n: f"- a\n  {'k' * n}:: v\n"), '!"kind":"field"', ("--from=logseq",)),
    ("export/xhtml/xhtmlblock.c", "TWO_DIGITS", "99", 99, "book", note(lambda n: f"{n - 1}. a\n2. b\n"), '<ol class="hundreds"'),
    ("export/xhtml/xhtmltable.c", "MANY_COLUMNS", "4", 4, "book", note(lambda n: "| a " * n + "|\n" + "|---" * n + "|\n" + "| b " * n + "|\n"), '<table class="wide"'),
    ("export/xhtml/xhtmltable.c", "LONG_WORD", "24", 24, "book", note(lambda n: f"| a | b |\n|---|---|\n| {'w' * n} | c |\n"), '"[^"]*long"'),
    ("export/org/orgcells.c", "MAX_CALL", "200", 200, "org", note(lambda n: "src_" + "a" * (n - 4) + "\n"), r"!src_a"),
    ("export/org/orgplan.c", "MAX_NAME", "80", 80, "org", note(lambda n: f"# A\n\n## {'h' * (n - 1)}z\n\n[x](#{'h' * (n - 1)}z)\n"), '!:CUSTOM_ID: h+z\n'),
    ("export/epub/epubheadings.c", "TOC_DEPTH", "3", 2, "book", lambda n: {"n.md": "".join("#" * (i + 1) + f" h{i}\n\n" for i in range(n)) + "#" * (n + 1) + " deep\n\nx\n"}, '!<a href="[^"]*">deep</a>'),
    ("src/parse/inline/htmlelement.c", "MAX_QUOTED", "200", 200, "check", note(lambda n: "a <zed title=\"" + "b" * (n - 8) + "\">c</zed>\n"), "…"),
    ("src/parse/construct/genpart.c", "SHOWN", "60", 62, "check", note(lambda n: "a {{< zed " + "b" * (n - 14) + " >}} c\n"), "…"),
    ("src/doc/people.h", "NC_MAX_PEOPLE", "200", 200, "book", note(lambda n: "---\nauthor: [" + "P, " * (n - 1) + "Last]\n---\nx\n"), "!>Last<"),
    ("src/doc/people.h", "NC_MAX_PEOPLE", "200", 200, "book", note(lambda n: "---\nauthor: " + "P; " * (n - 1) + "Last\n---\nx\n"), "!>Last<"),
    ("src/doc/people.h", "NC_MAX_PEOPLE", "200", 200, "check", lambda n: {"v/book.toml": "[book]\nauthors = [" + '"P", ' * n + "]\n", "v/src/SUMMARY.md": "- [a](a.md)\n", "v/src/a.md": "a\n"}, "the first 200 are named", (), ("v",)),
    ("src/cards/cardcloze.c", "MAX_CLOZES", "500", 500, "deck", note(lambda n: "The " + "==w== " * n + "\n"), "(?<!::)<mark>", ("--cards=o2a",)),
    ("src/cards/cardcloze.c", "MAX_CLOZES", "500", 500, "deck", note(lambda n: "The " + "{w} " * n + "\n"), r"[^{]\{w\}", ("--cards=o2a",)),
    ("src/cards/cardfields.c", "MAX_BLOCKS", "64", 64, "deck", note(lambda n: "START\nBasic\nfront\n\n" + "p\n\n" * (n - 1) + "Back: b\nEND\n"), "no-cards"),
    ("src/parse/construct/geninline.c", "MAX_RAW", "4000", 4000, "json", note(lambda n: "a {% comment %}" + "b" * (n - 16) + "{% endcomment %} c\n"), '!"comment"'),
    ("src/parse/construct/geninline.c", "MAX_RAW", "4000", 3998, "json", note(lambda n: "a {% raw %}{{x}}" + "b" * (n - 5) + "{% endraw %} c\n"), "% raw"),
    ("src/parse/construct/geninline.c", "MAX_RAW", "4000", 4000, "json", note(lambda n: "a {% raw %}{{x}}" + "b" * (n - 14) + "{% endraw %} c\n"), "endraw"),
    ("src/parse/construct/tasks.c", "MAX_PARTS", "24", 24, "json", note(lambda n: "- [ ] do 📅 2024-01-01" + " #t" * (n - 1) + "\n"), '!"deadline"'),
    ("src/parse/construct/tasks.c", "MAX_FIELD", "120", 120, "json", note(lambda n: "- [ ] do [due::" + " " * (n - 17) + "2024-01-01] more\n"), '!"deadline"'),
    ("src/parse/construct/attrlist.c", "MAX_LIST", "2000", 1998, "json", note(lambda n: "[x]{.a k='" + "v" * (n - 9) + "\nw'}\n"), '!"span"'),
    ("src/parse/construct/tag.c", "MAX_BEAR_WORDS", "4", 4, "json", note(lambda n: "#" + " ".join(["ab"] * n) + "# x\n"), '!"ab ab'),
    ("src/parse/construct/genrest.c", "MAX_LISTED", "200", 200, "check", note(lambda n: "{{< zed " + "k" * n + '="Some words" q="Other words" >}}\nx\n{{< /zed >}}\n'), "!, q"),
    ("src/parse/block/tagline.h", "NC_MAX_TAGS", "90", 90, "json", note(lambda n: "{% hint %}\n" * n + "x\n" + "{% endhint %}\n" * n), r"\{% hint"),
    ("src/parse/block/table.c", "MAX_CELL_LINES", "100", 100, "check", note(lambda n: "| a | b |\n|---|---|\n| c\n\n" + "z\n" * (n - 2) + "d |\n"), "!table-cut"),
    ("src/parse/html/htmlblock.c", "MAX_NAMES", "1000", 998, "json",
     note(lambda n: "<div>" + "<i>" * n + "x" * 9000 + "<u>t</u></div>\n"), "<u>"),
    ("src/parse/html/htmlblock.c", "MAX_DEPTH", "200", 199, "check", note(lambda n: "<div>\n" * n + "x\n" + "</div>\n" * n), "nest|deep"),
    ("src/parse/html/inlinehtml.c", "MAX_OPEN", "200", 199, "json", note(lambda n: "a <b>" + "<i>" * n + "x</b> c\n"), '!"strong"'),
    ("src/parse/input/frontlines.c", "MAX_CHARS", "60", 60, "check", note(lambda n: "---\nk: v\n[x" + "y" * (n - 2) + "\n---\ny\n"), "…"),
    ("src/parse/input/frontforms.c", "MAX_BAD_LINES", "16", 16, "check", note(lambda n: "+++\n" + "bad\n" * n + "a = 1\n+++\nx\n"), "all of it"),
    ("src/parse/construct/formula.c", "MAX_IN_ROW", "8", 7, "json", note(lambda n: "$x$" * n + "$ z\n"), r'"tex":"x"\}'),
    ("src/parse/construct/formula.c", "MAX_LIKELY", "((size_t)16 << 10)", 16380, "json", note(lambda n: "\\(x^2" + "+" * (n - 3) + "\\)\n"), r'"text":"\\\\?\(x'),
    ("src/parse/construct/wikilink.c", "MAX_ADDRESS", "4096", 4094, "json", note(lambda n: "[[1]](./" + "x" * (n - 2) + ")\n"), '"kind":"wikilink"'),
    ("src/math/math.c", "MAX_TEX", "((size_t)16 << 10)", 16384, "book", note(lambda n: "$" + "x" * n + "$\n"), "longer than 16 kB"),
    ("src/math/texmacro.c", "MAX_ROUNDS", "50", 48, "book", macros, "shown as TeX"),
    ("src/vault/scan.c", "MAX_RECORD", "16384", 16383, "check", joplin_record, "!plugin-dropped", (), ("v",)),
    ("src/app/settingsfile.c", "MAX_FILE", "((size_t)1 << 20)", 1 << 20, "check", lambda n: {"n.md": "x\n", "noteconv.yaml": padded(n, "title: T\n#", "\n")}, "error|warning"),
    ("src/app/settingsfile.c", "MAX_SHEET", "((size_t)4 << 20)", 4 << 20, "check", lambda n: {"v/a.md": "a\n", "v/noteconv.yaml": "css: a.css\n", "v/a.css": padded(n, "/*", "*/@import url(a);")}, "!must not load", (), ("v",)),
    ("export/style.c", "MAX_STYLE", "((size_t)4 << 20)", 4 << 20, "page", lambda n: {"n.md": "a\n", "a.css": padded(n, "/*", "*/")}, "larger than 4 MB", ("--css=a.css",)),
    ("src/tmpl/tmpl.c", "MAX_TEMPLATE", "((size_t)1 << 20)", 1 << 20, "page", lambda n: {"n.md": "# T\n\nx\n", "t/html/page.html": padded(n, "<!--", "-->{{body}}")}, "error", ("--template-dir", "t")),
    ("src/vault/scan.c", "MAX_IGNORE", "((size_t)1 << 20)", 1 << 20, "json", lambda n: {"v/a.md": "a", "v/.noteconvignore": padded(n, "b.md\n#")}, "no notes", (), ("v",)),
    ("src/vault/reads.c", "MAX_SETTINGS", "((size_t)4 << 20)", 4 << 20, "check", lambda n: {"v/a.md": "a", "v/b.md": "[[gone]]", "v/.obsidian/app.json": padded(n, '{"userIgnoreFilters": ["b.md"], "z":"', '"}')}, "gone", (), ("v",)),
    ("src/vault/reads.c", "MAX_SETTINGS", "((size_t)4 << 20)", 4 << 20, "book", lambda n: {"v/mkdocs.yml": padded(n, "site_name: Site\n#"), "v/docs/n.md": "x\n"}, "!Site", (), ("v",)),
    ("src/vault/reads.c", "MAX_SETTINGS", "((size_t)4 << 20)", 4 << 20, "json", lambda n: {"v/book.json": padded(n, '{"variables": {"a": "zed"}, "b": "', '"}'), "v/SUMMARY.md": "- [n](n.md)\n", "v/n.md": "{{ book.a }}\n"}, "!zed", (), ("v",)),
    ("src/vault/reads.c", "MAX_TAKEN_IN", "((size_t)4 << 20)", 4 << 20, "check", lambda n: mdbook("x\n\n{{#include f0.txt}}\n") | {"v/src/f0.txt": padded(n, "x")}, "larger than 4 MB", (), ("v",)),
    ("src/vault/includes.c", "MAX_DEPTH", "10", 10, "check", lambda n: mdbook("{{#include f0.txt}}\n") | {f"v/src/f{i}.txt": "{{#include f%d.txt}}\n" % (i + 1) for i in range(n - 1)} | {f"v/src/f{n - 1}.txt": "last\n"}, "no text", (), ("v",)),
    ("src/parse/dialect/logseq.c", "MAX_KEY", "40", 40, "json", note(lambda n: f"- a\n  card-{'k' * (n - 5)}:: v\n"), "card-", ("--from=logseq",)),
    ("export/epub/epub.h", "EPUB_TOC_NOTES", "300", 300, "book", many_notes, "contents list notes", (), ("v",)),
    ("export/epub/epub.h", "EPUB_TOC_NOTES", "300", 300, "book", many_notes, "!<text>Sub</text>", (), ("v",)),
    ("src/math/texmacro.c", "MAX_USES", "1000", 1000, "page", note(lambda n: "$$\n\\newcommand{\\zz}{x}\n" + "\\zz " * n + "\n$$\n"), "!<math"),
    ("src/media/prepare.h", "NC_MEDIA_MAX_PIXELS", "100000000u", 10000, "book", lambda n: {"n.md": "![](p.png)\n", "p.png": picture(n, 10000)}, "100 million pixels"),
    ("src/parse/leaf/shieldtext.h", "NC_MAX_BRACKETS", "1000", 1000, "json", note(lambda n: "[" * (n - 1) + "![a](b c.png)\n"), '!"image"'),
    ("src/parse/construct/attrlist.c", "MAX_BRACKETS", "20", 20, "json", note(lambda n: "[b" * n + "]" * n + "{.a}\n"), '!"span"'),
    ("src/parse/construct/cloze.c", "MAX_OPEN", "10", 10, "json", note(lambda n: "{{c1::" * n + "x" + "}}" * n + "\n"), r'"text":"[^"]*\{\{'),
    ("src/parse/input/frontlines.c", "MAX_CHARS", "60", 60, "json", note(lambda n: "---\n" + "k" * n + ": v\ntags: a\ndate: 2020-01-01\n\ntext\n"), '"text":"[-k]'),
    ("src/parse/input/frontlines.c", "MAX_NAMED", "6", 5, "check", note(lambda n: "---\n" + "".join(f"k{i}: v\n" for i in range(n)) + "bad : : [x\n---\ny\n"), r"and \d+ more"),
    ("src/cards/cardpairs.c", "MAX_QUESTION", "32", 32, "deck", note(lambda n: "Q: a\n\n" + "b\n\n" * (n - 1) + "A: c\n"), "no-cards"),
    ("src/doc/jsonread.c", "MAX_COLUMNS", "65536", 65536, "org", json_columns, "error", ("--from=json",)),
    ("src/vault/includes.c", "MAX_TEXT", "((size_t)8 << 20)", 8 << 20, "check", lambda n: mdbook("{{#include a.txt}}\n\n{{#include b.txt}}\n") | {"v/src/a.txt": "x" * (4 << 20), "v/src/b.txt": "x" * (n - (4 << 20) - 2 * 500)}, "includes too much", (), ("v",)),
    ("src/math/mathhtml.c", "MAX_SCRIPTS", "2", 2, "page", note(lambda n: "$" + "x^{" * n + "x" + "}" * n + "$\n"), '<code class="math"', ("--math=html",)),
    ("src/math/mathhtml.c", "MAX_SCRIPTS", "2", 2, "page", note(lambda n: "$$\n" + "\\max_{" * n + "x" + "}" * n + "\n$$\n"), '<code class="math"', ("--math=html",)),
    ("src/app/messages.c", "EXAMPLES", "3", 3, "json", lines("", "[[n{0}]]\n\n", ""), r"and \d+ more"),
    ("src/doc/jsonread.c", "MAX_VALUE_DEPTH", "40", 41, "org", json_lists, "nested too deep", ("--from=json",)),
    ("src/base/jsonpull.h", "NC_JSON_DEPTH", "4096", 4095, "org", lambda n: {"n.md": '{"noteconv-document":1,"zz":' + "[" * n + "]" * n + ',"root":{"kind":"doc","pos":[1,1],"children":[]}}'}, "error", ("--from=json",)),
    ("src/math/math.c", "MAX_UNDRAWN", "10", 10, "book", note(lambda n: "".join(f"$\\zz_{{{i}}}$\n\n" for i in range(n))), "is not called again", ("--math-cmd=false", "-v")),
    ("src/parse/block/blockscan.h", "NC_MAX_ADMONITIONS", "8", 8, "json", fences, '"info":"ad-note"'),
    ("src/parse/block/table.c", "MAX_CELLS", "((size_t)1 << 19)", 512, "check", note(lambda n: "|" + "a|" * 1024 + "\n|" + "-|" * 1024 + "\n" + "|a|\n" * n), "524288 cells"),
    ("src/parse/block/tagline.c", "MAX_INDENT", "16", 19, "json", note(lambda n: "import A from 'a'\n\n<Tabs>\n" + " " * n + "text\n</Tabs>\n"), '"kind":"code'),
    ("src/parse/construct/roam.c", "MAX_COMPONENT", "((size_t)2000)", 2002, "json", note(lambda n: "a {{[[youtube]]: https://e.org/" + "x" * (n - 33) + "}} b\n"), '"text":"a \\{\\{'),
    ("src/parse/leaf/autolink.c", "MAX_HOST", "1024", 1023, "json", note(lambda n: "a https://" + "b" * (n - 4) + ".com/ c\n"), '!"kind":"link"'),
    ("src/parse/tidy/residue.c", "MAX_TAG", "300", 300, "check", note(lambda n: "a {{ x" + "b" * (n - 4) + " }} c\n"), "!stays in the text"),
    ("src/vault/hidden.c", "MAX_COUNTS", "4", 4, "check", lambda n: {"v/a.md": "a", "v/.obsidian/app.json": '{"userIgnoreFilters": ["/' + "(" * n + "z" + ")+" * n + '/"]}'},
     r"\[setting\]", (), ("v",)),
    ("src/vault/hidden.c", "MAX_COUNTS", "4", 1, "check", lambda n: {"v/a.md": "a", "v/.obsidian/app.json": '{"userIgnoreFilters": ["/z' + "{2}" * n + '/"]}'},
     r"\[setting\]", (), ("v",)),
    ("src/vault/hidden.c", "MAX_COUNTS", "4", 4, "check", lambda n: {"v/a.md": "a", "v/.obsidian/app.json": '{"userIgnoreFilters": ["/' + "z{2}" * n + '/"]}'}, r"\[setting\]", (), ("v",)),
    ("src/vault/codefiles.c", "MAX_TEXT", "((size_t)8 << 20)", 8 << 20, "check", lambda n: {"n.md": "x\n\n" + "".join(f"```{{literalinclude}} {c}.txt\n```\n\n" for c in "ab"), "a.txt": "x" * (4 << 20), "b.txt": "x" * (n - (4 << 20) - 1000)}, "includes too much"),
    ("src/vault/codefiles.c", "FILE_COST", "500", 16777, "check", lambda n: {"n.md": "x\n\n" + "```{literalinclude} a.txt\n```\n\n" * n, "a.txt": ""}, "includes too much"),
    ("src/vault/includes.c", "FILE_COST", "500", 16777, "check", lambda n: mdbook("x\n\n" + "{{#include e.txt}}\n" * n) | {"v/src/e.txt": ""}, "includes too much", (), ("v",)),
]
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


def walk_constants():
    lines = [(line.split(), reason) for line, reason in reasoned("tests/limits.txt")]
    left = {(path, name): reason for (path, *names), reason in lines for name in names}
    tested = {row[:2] for row in LIMITS}
    for folder in ("src", "export"):
        for path in sorted(glob.glob(folder + "/**/*.[ch]", root_dir=ROOT, recursive=True)):
            for name, _ in [] if path.endswith("_tables.h") else NAMED.findall(source(path)):
                check((path, name) in tested or left.pop((path, name), None), f"{path} {name}: write a row in tests/limits.py or a reason in tests/limits.txt")
    check(not left, "tests/limits.txt names constants that are not there", sorted(left))


if "--find" in sys.argv:
    find_turns()
else:
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for wrong in pool.map(ask, LIMITS):
            check(not wrong, wrong)
    walk_constants()
    sys.exit(finish())
