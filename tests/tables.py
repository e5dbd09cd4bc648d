#!/usr/bin/env python3
"""Walks the program's tables of words: each entry needs an input that comes out differently than with a word that is in
no table. tables.json repeats the words, so that one lost in the source is noticed, and a new one has to be read and written there.
There, words that come out alike are in a list of their own: one that does something else than the others of its list is
noticed too. Words that users may write must be in the docs.

Usage: tables.py NOTECONV [--write]
"""
import concurrent.futures
import json
import os
import re
import sys

from lib import PNG, ROOT, check, finish
from outcomes import TOGETHER, outcome, outcomes, source

WORDS = ROOT + "/tests/tables.json"
STRING = r'"((?:[^"\\]|\\.)*)"'


def entries(path, name):
    """The strings of the table called name: all of a plain list, the first of each row of a table of rows. "name.2": the second
    ones. "name.3 ": the words of the third ones. "name?x.2": of the rows whose first one has an x. "name#2": the second table of
    that name."""
    name, _, nth = name.partition("#")
    name, _, which = name.partition(".")
    name, _, letter = name.partition("?")
    bodies = re.findall(r"\b" + name + r"(?:\[\w*\])+ = \{(.*?)\};", source(path), re.S)
    if len(bodies) < int(nth or 1):
        return []
    body = re.sub(r"/\*.*?\*/", "", bodies[int(nth or 1) - 1], flags=re.S)
    strings = re.findall(STRING, body)
    numbers = iter(range(len(strings)))
    body = re.sub(STRING, lambda m: f'"{next(numbers)}"', body)  # so that no brace within a string begins a row
    rows = re.findall(r"\{\s*" + r",\s*".join([r'"(\d+)"'] * int(which or 1)), body)
    rows = [[strings[int(i)] for i in ([row] if isinstance(row, str) else row)] for row in rows]
    words = [row[-1] for row in rows if letter in row[0]] or strings
    words = [re.sub(r"\\(x[0-9A-F]{2}|.)", r"\1", s) if "\\x" not in s else unescape(s) for s in words]
    return [word for s in words for word in s.split()] if which.endswith(" ") else words


def unescape(text):
    return re.sub(r"\\x([0-9A-F]{2})", lambda m: chr(int(m[1], 16)), text).encode("latin-1").decode("utf-8", "replace")


def note(text):
    return lambda e: {"n.md": text.replace("@", e)}


def folder(**files):
    return lambda e: {k.replace("@", e).replace("__", "/"): v for k, v in files.items()}


def key(text="v"):
    return lambda e: {"n.md": f"---\n{e}: {text}\n---\n# T\n\nx\n", "p.png": PNG}


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9" viewBox="0 0 9 9">'


def drawing(text):
    return lambda e: {"n.md": "![](d.svg)\n", "d.svg": SVG + text.replace("@", e) + "</svg>"}


def styled(text):
    return lambda e: {"n.md": "![](d.svg)\n", "d.svg": SVG + text % e + '<rect width="1" height="1"/></svg>'}


def math(tex):
    return note("$$\n" + tex + "\n$$\n")


# What may follow the beginning of the name of an encoding.
ENCODINGS = {"iso-8859-": "1", "windows-": "1252", "gb": "2312", "euc-": "jp", "koi8-": "r"}
# Settings of books.
BOOKS = {"book.toml": '[book]\ntitle = "Other"\n', "book.json": '{"title": "Other"}', ".gitbook.yaml": "root: ./docs/\n",
         "mkdocs.yml": "site_name: Other\n", "mkdocs.yaml": "site_name: Other\n", "_quarto.yml": "book:\n  title: Other\n",
         "_toc.yml": "root: n\n", "myst.yml": "project:\n  title: Other\n", "_bookdown.yml": "rmd_files: [src/n.md]\n"}
# Signs of formulas that are something else to TeX.
SIGNS = {"{": "\\{", "}": "\\}", "′": "'", "⟮": "\\lgroup", "⟯": "\\rgroup"}

# file, table, what is looked at, what is made of an entry, a word that is in no table of the kind, more.
TABLES = [
    ("src/doc/meta.c", "dates", "book", key("2021-02-03"), "zzz"),
    ("src/doc/meta.c", "changes", "book", key("2021-02-03"), "zzz"),
    ("src/doc/meta.c", "langs", "book", key("de"), "zzz"),
    ("src/doc/meta.c", "texts", "book", key("words"), "zzz"),
    ("src/doc/meta.c", "ids", "json", key("i"), "zzz"),
    ("src/doc/meta.c", "tag_keys", "book", key("[one, two]"), "zzz"),
    ("src/doc/meta.c", "alias_keys", "roam", key("[one, two]"), "zzz"),
    ("src/doc/metabook.c", "keys", "book", key("one"), "zzz"),
    ("src/doc/metabook.c", "rights", "book", key("one"), "zzz"),
    ("src/doc/metabook.c", "sources", "book", key("one"), "zzz"),
    ("src/doc/metabook.c", "publishers", "book", key("one"), "zzz"),
    ("src/doc/metabook.c", "names", "book", note("---\nseries: {@: S}\n---\nx\n"), "zzz"),
    ("src/doc/metabook.c", "numbers", "book", note("---\nseries: S\n@: 2\n---\nx\n"), "zzz"),
    ("src/doc/metabook.c", "long_keys", "check", lambda e: {"n.md": f"---\nx: y\n{e[:3]}q{e[3:]}: 2020-01-01\n---\nx\n"}, "zzzzzz"),
    ("src/doc/metabook.c", "short_keys", "check", lambda e: {"n.md": f"---\nx: y\n{e[:-2]}{e[-1]}{e[-2]}: 2020-01-01\n---\nx\n"}, "zzzz"),
    ("src/doc/metabook.c", "dates", "check", key("yesterday"), "zzz"),
    ("src/doc/metabook.c", "changes", "check", key("2024-05"), "zzz"),
    ("src/doc/metabook.c", "indices", "check", note("---\nseries: S\n@: two\n---\nx\n"), "zzz"),
    ("src/doc/metabook.c", "texts", "check", note("---\n@: {a: b}\n---\nx\n"), "zzz"),
    ("src/doc/metabook.c", "words", "check", note("---\n@: {a: b}\n---\nx\n"), "zzz"),
    ("src/doc/metabook.c", "langs", "check", note("---\n@: {a: b}\n---\nx\n"), "zzz"),
    ("src/doc/metabook.c", "decks", "check", note("---\n@: {a: b}\n---\nx\n"), "zzz"),
    ("src/doc/metabook.c", "titles", "check", note("---\n@: {a: b}\n---\nx\n"), "zzz"),
    ("src/app/settingsfile.c", "words", "check", lambda e: {"n.md": "x\n", "noteconv.yaml": f"{e}: x\n"}, "zzzzzz"),
    ("src/vault/cover.c", "keys", "book", key("p.png"), "zzz"),
    ("src/doc/filetype.c", "images", "json", note("![[x.@]]\n"), "zzz"),
    ("src/doc/filetype.c", "audio", "json", note("![[x.@]]\n"), "zzz"),
    ("src/doc/filetype.c", "video", "json", note("![[x.@]]\n"), "zzz"),
    ("src/doc/filetype.c", "others", "json", note("![[x.@]]\n"), "zzz"),
    ("src/vault/notename.c", "suffixes", "json", folder(**{"v__n@": "# T\n", "v__m.md": "m"}), ".zzz", ("v",)),
    ("src/vault/folders.c", "names", "json", folder(**{"v__@.md": "first", "v__a.md": "a"}), "zzz", ("v",)),
    ("src/vault/folders.c", "names#2", "book", lambda e: {"v/s/" + e: "label: Other\n" if e.endswith("ml") else '{"label": "Other"}', "v/s/a.md": "# A\n", "v/b.md": "# B\n"}, "zzz.yml", ("v",)),
    ("src/vault/scan.c", "names", "json", folder(**{"v__@__n.md": "first", "v__a.md": "a"}), "zzz", ("v",)),
    ("src/vault/root.c", "vaults", "json", folder(**{"v__@__x": "", "v__s__n.md": "# T\n\n[[a]]\n", "v__a.md": "a"}), "zzz", ("v/s/n.md",)),
    ("src/base/fsio.c", "words", "tree", folder(**{"v__@.md": "first", "v__a.md": "a"}), "zzz", ("v",)),
    ("src/parse/construct/callout.c", "types", "json", note("> [!@] title\n> text\n"), "zzz"),
    ("src/parse/inline/htmlelement.c", "elements", "json", note("a <@>x</@> b\n\n<@>\ny\n</@>\n\n<ruby>a<@>b</@></ruby>\n"), "zzz"),
    ("src/parse/construct/bareaddress.c", "schemes", "json", note("see @://e.example/a now\n"), "zzz"),
    ("src/parse/leaf/texlike.c", "names", "json", note("a\n\n\\begin{@}\nx\n\\end{@}\n\nb\n"), "zzz"),
    ("src/parse/tidy/residue.c", "commands", "check", note("@\n"), "\\zzz"),
    ("src/parse/tidy/annotate.c", "names", "json", note("```@\nx\n```\n"), "zzz"),
    ("src/parse/tidy/widelines.c", "names", "html", note("@：一\n@：二\n"), "甲乙"),
    ("src/parse/dialect/logseq.c", "names", "json", note("- a\n  @:: x\n"), "zzz", ("n.md",), ("--from=logseq",)),
    ("src/parse/dialect/logseq.c", "groups", "json", note("- a\n  @x:: x\n"), "zzz", ("n.md",), ("--from=logseq",)),
    ("src/parse/tidy/residue.c", "marks", "check", note("a\n\n@ and more\n\nb\n"), "[zzz]"),
    ("src/parse/tidy/residue.c", "keys", "check", note("text @x} more\n"), "{zzz="),
    ("src/lang/labels.c", "marks", "book", note("---\nlang: zh@\n---\n# 一\n"), "-zz"),
    ("src/lang/lang.c", "rtl", "book", note("---\nlang: @\n---\nx\n"), "zu"),
    ("src/lang/kindlelang.c", "taken", "kindle", note("---\nlang: @\n---\nx\n"), "zu"),
    ("src/cards/cardwish.c", "card_tags", "cards", note("## Q #@\n\nA\n"), "zzz"),
    ("src/cards/cardwish.c", "reverse", "deck", note("## Q #card-@\n\nA\n"), "zzz"),
    ("src/cards/cardwish.c", "type", "deck", note("## Q #card-@\n\nA\n"), "zzz"),
    ("src/cards/cardwish.c", "steps", "deck", note("## Q #card-@\n\n- A\n- B\n- C\n"), "zzz"),
    ("src/cards/carddeck.c", "keys", "deck", note("---\n@: My::Deck\n---\nQ: a\nA: b\n"), "zzz"),
    ("src/cards/cardcomment.c", "backs", "deck", note("<!-- card -->\nfront\n\n<!-- @ -->\nback\n\n<!-- /card -->\n\nx\n"), "zzz"),
    ("src/cards/cardcomment.c", "ends", "deck", note("<!-- card -->\nfront\n\n<!-- back -->\nback\n\n<!-- @ -->\n\nx\n"), "zzz"),
    ("export/url/url.c", "web", "html", note("[x](@//e.example/)\n"), "zzz:"),
    ("export/url/url.c", "plain", "html", note("[x](@a)\n"), "zzz:"),
    ("export/url/url.c", "apps", "html", note("[x](@//a)\n"), "zzz:"),
    ("export/url/url.c", "actions", "html", note("[x](@?a=b)\n"), "bear://zzz"),
    ("export/url/bookurl.c", "with_host", "book", note("[x](@e.example/)\n"), "zzz://"),
    ("export/url/bookurl.c", "plain", "book", note("[x](@a)\n"), "zzz:"),
    ("export/org/orglink.c", "suffixes", "org", note("see [[x@]] now\n"), ".zzz"),
    ("export/org/orglink.c", "types", "org", note("[x](@//a.example/)\n"), "obsidian:", ("./n.md",)),
    ("export/org/orgline.c", "words", "org", note("# T\n\n## @ this\n"), "ZZZ"),
    ("export/org/orgmeta.c", "names", "org", key(), "zzz"),
    ("export/org/orgmeta.c", "ids", "org", key(), "zzz"),
    ("export/org/orgmeta.c", "authors", "org", key(), "zzz"),
    ("export/org/orgmeta.c", "languages", "org", key("de"), "zzz"),
    ("export/org/orgmeta.c", "dates", "org", key("2020-01-01"), "zzz"),
    ("export/org/orgmeta.c", "words", "org", note("---\n@: v\n---\nx\n"), "ZZZ"),
    ("export/org/orgmeta.c", "beginnings", "org", note("---\n@x: v\n---\nx\n"), "ZZZ"),
    ("export/org/orgspecial.c", "reserved", "org", note("::: {.@ .b}\nx\n:::\n"), "zzz"),
    ("src/base/calendar.c", "halves", "json", note("---\ncreated: 2024-05-01 @ 3:10\n---\nx\n"), "zz"),
    ("src/code/language.c", "languages.3 ", "org", note("```@\nx\n```\n"), "zzz"),
    ("src/doc/meta.c", "nulls", "json", note("---\nkey: @\n---\nx\n"), "zzz"),
    ("src/doc/meta.c", "trues", "json", note("---\nkey: @\n---\nx\n"), "zzz"),
    ("src/doc/meta.c", "falses", "json", note("---\nkey: @\n---\nx\n"), "zzz"),
    ("src/doc/metabook.c", "ids", "check", note("---\n@: [a, b]\n---\nx\n"), "zzz"),
    ("src/doc/people.c", "whole", "book", note("---\nauthor: {@: Someone}\n---\nx\n"), "zzz"),
    ("src/doc/people.c", "roles", "book", note("---\ncreator: {role: @, text: Someone}\n---\nx\n"), "zzz"),
    ("src/doc/people.c", "keys", "book", note("---\n@: Someone\n---\nx\n"), "zzz"),
    ("src/doc/task.c", "priorities", "json", note("- [ ] do @\n"), "zzz"),
    ("src/lang/abbreviation.c", "anywhere", "kepub", note("It was so @. The rest is here.\n"), "zzz"),
    ("src/lang/abbreviation.c", "words", "kepub", note("It was so @. 5 is here.\n"), "zzz"),
    ("src/lang/sentence.c", "particles", "kepub", note("他说“你好。”@我们\n"), "飞z"),
    ("src/lang/sentence.c", "verbs", "kepub", note("「그래.」 그가@ 다.\n"), "하z"),
    ("src/lang/sentence.c", "chinese_verbs", "kepub", note("“走吧。”他@。\n"), "飞z"),
    ("src/lang/sentence.c", "particles_after", "kepub", note("“走吧。”他说@。\n"), "飞z"),
    ("src/math/mathfix.c", "names", "book", math(r"\textcolor{@}{x}"), "zsalmon"),
    ("src/math/texmacro.c", "defining", "book", note("$$\n@\\zed{y}\n$$\n\n$$\n\\zed\n$$\n"), "\\zzz", ("./n.md",)),
    ("src/math/mathnote.c", "environments", "book", note("$$\n\\begin{@}x\\end{@}\n$$\n"), "matrix"),
    ("src/math/mathaccent.c", "lines", "book", math(r"\overset{@}{x}"), "a"),
    ("src/media/svg.c", "kinds", "book", drawing('<image width="1" height="1" xlink:href="@iVBORw0KGgo="/>'), "data:image/zzz;base64,"),
    ("src/media/svgcss.c", "functions", "book", drawing('<rect style="fill:@(1)" width="1" height="1"/>'), "zzz"),
    ("src/media/svgcss.c", "banned", "book", drawing('<rect style="@:x" width="1" height="1"/>'), "zzz"),
    ("src/parse/block/codelines.c", "names", "json", note("#+BEGIN_@\n*x*\n#+END_@\n"), "ZZZ"),
    ("src/parse/html/htmlopen.c", "names", "json", note("<@ markdown>\n*x*\n</@>\n"), "zzz"),
    ("src/parse/html/htmlopen.c", "closed_by_tags", "json", note("<@><tr><td><li><dd>\n\n*x*\n\n</@>\n"), "zzz"),
    ("src/parse/html/htmlopen.c", "parts", "json", note("<table><tr><td>\n\nx\n\n    <@>y</@>\n\n</td></tr></table>\n"), "zzz"),
    ("src/parse/block/infostring.c", "flags", "json", note("```js:@\nx\n```\n"), "zzz"),
    ("src/parse/block/ownblocks.c", "settings", "json", note("```ad-note\n@ x\ntext\n```\n"), "zzz:"),
    ("src/math/texsafe.c", "commands", "org", note("$\\@{a}{b} c$ and $\\@[red;x]{#1;y}{z} c$\n"), "zzz"),
    ("src/parse/block/htmlmarkdown.c", "names", "json", note("<@>\n*a*\n"), "zzz"),
    ("src/parse/block/htmlmarkdown.c", "wholes", "json", note("<div>\n</@>\n*a*\n"), "zzz"),
    ("src/parse/block/htmlmarkdown.c", "names#2", "json", note("import A from 'a'\n\n<@>\na\\*b\n</@>\n"), "zzz"),
    ("src/parse/block/htmllines.c", "raw", "json", note("<pre>\n\nx @ *y*\n\n*z*\n"), "</zzz>"),
    ("src/parse/block/tagline.c", "keys", "json", note("/// note | T\n    @ x\n\ntext\n///\n"), "zzz:"),
    ("src/parse/block/tagline.c", "sure", "json", note("@ x = 5\n\ny\n"), "zzz "),
    ("src/parse/block/tagline.c", "likely", "json", lambda e: {
        "n.md": f"import a from 'b'\n\n{e}x = {{ a }}{'}' * e.endswith('{')}\n\ny\n"}, "zzz "),
    ("src/parse/construct/attrlist.c", "titles", "json", note('```js\nx\n```\n{: @="n.js"}\n'), "zzz"),
    ("src/parse/construct/celloptions.c", "marks", "json", note("```{python}\n@ echo: false\nx\n```\n"), "zzz"),
    ("src/parse/construct/celloptions.c", "titles", "json", note("```{python}\n#| @: A title\nx\n```\n"), "zzz"),
    ("src/parse/construct/gennodes.c", "keys", "json", note('<Callout @="warning">\n\nx\n\n</Callout>\n'), "zzz"),
    ("src/parse/construct/genpart.c", "title_keys", "json", note('<Accordion @="A title">\n\nx\n\n</Accordion>\n'), "zzz"),
    ("src/parse/construct/genpart.c", "address_keys", "json", note('{{< youtube @="abc" >}}\n\n<Card @="/a">\n\nx\n\n</Card>\n'), "zzz"),
    ("src/parse/construct/genrest.c", "names", "check", note('<Card title="t" @="some words">\n\nx\n\n</Card>\n'), "zzz"),
    ("src/parse/construct/keys.c", "names", "json", note("press ++@++ now\n"), "zzz"),
    ("src/parse/construct/machinemark.c", "keys", "json", note("> x @Somebody]\n"), "[zzz="),
    ("src/parse/construct/roam.c", "plain", "json", note("a {{@: x}} b\n"), "zzz"),
    ("src/parse/construct/roam.c", "others", "json", note("a {{[[@]]}} b\n"), "zzz"),
    ("src/parse/construct/tocmark.c", "marks", "json", note("@\n\n# A\n\n# B\n"), "[zzz]"),
    ("src/parse/construct/wikilink.c", "begins", "json", note("[[1]](@a)\n"), "z z"),
    ("src/parse/dialect/logseq.c", "keys", "json", note("- DONE a\n  @:: 2024-05-01\n"), "zzz", ("n.md",), ("--from=logseq",)),
    ("src/parse/dialect/plugins.c", "data", "json", note("---\nexcalidraw-plugin: parsed\n---\n# @\n\nx\n"), "Zzz"),
    ("src/parse/html/htmlstart.c", "names", "json", note("<@\n*x*\n"), "zzz"),
    ("src/parse/inline/htmlstyle.c", "none", "json", note('a <span style="background-color:@">x</span> b\n'), "zzz"),
    ("src/parse/input/frontforms.c", "names", "json", note("@: x\nkkkk: y\n\ntext\n"), "zzz"),
    ("src/parse/input/frontlines.c", "names", "json", note("---\n@: x\n\ntext: y\n"), "zzz"),
    ("src/parse/tidy/residue.c", "ends", "check", note("((20210808180117-6v0mkxr@x\n"), "zz"),
    ("src/parse/tidy/residue.c", "references", "check", note("see @rain x\n"), "@zzz-"),
    ("src/parse/dialect/logseq.c", "states", "json", note("- a\n  @:: 1612237041309\n"), "zzz", ("n.md",), ("--from=logseq",)),
    ("src/parse/construct/hiccup.c", "known", "page", note('- [:a {:@ "rtl"} "x"] [:span {:@ "en"} "y"] [:img {:src "p.png" :@ "9"}] [:img {:@ "q.png"}] [:span {:@ "font-weight:bold"} "z"]\n'), "zzz", ("n.md",), ("--from=logseq",)),
    ("src/parse/tidy/residue.c", "sets", "check", note("a @rocket: b\n"), ":zzz-"),
    ("src/vault/cover.c", "elsewhere", "book", note("---\ncover: @x.png\n---\nx\n"), "zzz:"),
    ("src/vault/target.c", "suffixes", "json", lambda e: {"v/n.md": "![](:/0123456789abcdef0123456789abcdef)\n", "v/0123456789abcdef0123456789abcdef" + e: "x"}, ".zzz", ("v/n.md",)),
    ("src/vault/lookup.c", "names", "json", folder(**{"v__n.md": "[a](sub)\n", "v__sub__@.md": "# S\n", "v__.obsidian__x": ""}), "zzz", ("v/n.md",)),
    ("src/vault/plan.c", "names", "book", folder(**{"v__@": "# Summary\n\n- [B](b.md)\n- [A](a.md)\n", "v__a.md": "# A\n", "v__b.md": "# B\n"}), "zzz.md", ("v",)),
    ("src/vault/root.c", "books", "json", folder(**{"v__@": "", "v__s__n.md": "# T\n\n[[a]]\n", "v__a.md": "a"}), "zzz", ("v/s/n.md",)),
    ("src/cards/cardlabels.c", "labels", "deck", note("<!-- note_key: 0123456789ab -->\nQ: a\nA: b\n@: c\n"), "ZZ"),
    ("src/cards/cardpairs.c", "questions", "deck", note("@: a\nA: b\n答: b\n答え: b\n답: b\nAntwort: b\nRespuesta: b\nRisposta: b\nＡ: b\n"), "ZZ"),
    ("src/cards/cardpairs.c", "ends", "deck", note("问：甲@答：乙\n"), "z"),
    ("src/cards/cardreport.c", "card_words", "deck", note("## Q\n\na #@ in the middle\n"), "zzz"),
    ("src/cards/cardfields.c", "labels", "deck", note("START\nBasic\nfront\nBack: back\n@: 12345\nEND\n"), "Zzz"),
    ("src/cards/cardfields.c", "backs", "deck", note("START\nBasic\nfront\n@: back\nEND\n"), "Zzz"),
    ("src/cards/cardinka.c", "labels", "deck", note("x\n\n---\n\n@: a b\n\n1. Why?\n\n> So.\n\n---\n"), "Zzz", ("n.md",), ("--cards=inka",)),
    ("src/cards/cardscope.c", "signs", "deck", note("a@b\n"), " zz ", ("n.md",), ("--cards=remnote",)),
    ("export/url/url.c", "schemes", "html", note("[x](@a)\n"), "zzz:"),
    ("export/org/orgcells.c", "words", "org", note("a @:b\n"), "zzz"),
    ("export/org/orgmeta.c", "created", "org", note("---\ndate: 2020-01-01\n@: 2021-01-01\n---\nx\n"), "zzz"),
    ("export/org/orgcode.c", "names", "org", note("$$\n\\begin{@}x\\end{@}\n$$\n"), "matrix"),
    ("export/xhtml/properties.c", "keys", "page", key("v"), "zzz"),
    ("src/math/mathhtml.c", "tight", "page", lambda e: {"n.md": f"$a {SIGNS.get(e, e)} b$\n"}, "+", ("n.md",), ("--math=html",)),
    ("src/math/mathhtml.c", "after", "page", lambda e: {"n.md": f"$a {SIGNS.get(e, e)} - b$\n"}, "x", ("n.md",), ("--math=html",)),
    ("src/vault/cover.c", "no", "check", note("---\ncover: @\n---\nx\n"), "zzz"),
    ("export/org/orgnode.c", "suffixes", "org", note("![x](https://e.example/a@)\n"), ".zzz"),
    ("export/org/orgtask.c", "units", "org", note("# T\n\n- [ ] do 🔁 every 2 @s 📅 2024-05-01\n"), "zzz", ("n.md",), ("--org-tasks=todo",)),
    ("src/doc/metabook.c", "shorts", "book", key("one"), "zzz"),
    ("src/base/calendar.c", "months", "json", note("---\ncreated: 2 @ 2024\n---\nx\n"), "Zzz"),
    ("src/base/calendar.c", "days", "json", note("---\ncreated: @, 2 May 2024\n---\nx\n"), "Zzz"),
    ("src/lang/abbreviation.c", "tags", "kepub", note("---\nlang: @\n---\nEs war gut 3. Platz so.\n"), "zu"),
    ("src/media/svg.c", "paints", "book", drawing('<defs><@ id="a"/></defs><rect fill="url(#a)" width="2" height="2"/>'), "clipPath"),
    ("src/media/svg.c", "motion", "book", drawing('<rect width="2" height="2"><@ attributeName="x"/></rect>'), "zzz", ("n.md",), ("-v",)),
    ("src/media/svg.c", "scripts", "book", drawing("<@>x</@>"), "zzz", ("n.md",), ("-v",)),
    ("src/media/svg.c", "silent", "book", drawing("<@/>"), "zzz", ("n.md",), ("-v",)),
    ("src/media/svgparse.c", "encodings", "book", lambda e: {
        "n.md": "![](d.svg)\n", "d.svg": f'<?xml version="1.0" encoding="{e}{ENCODINGS.get(e, "")}"?>{SVG}<rect width="1" height="1"/></svg>'}, "zzz"),
    ("src/parse/block/infostring.c", "directives", "json", note("```{@} python\nx\n```\n"), "zzz"),
    ("src/parse/block/opening.c", "looks", "json", note("```{note}\n:@: v\nx\n```\n"), "zzz"),
    ("src/parse/construct/geninline.c", "texts", "json", note('a {{< badge @="t" >}} b\n'), "zzz"),
    ("src/parse/construct/geninline.c", "addresses", "json", note('a {{< badge text="t" @="/a" >}} b\n'), "zzz"),
    ("src/parse/construct/gennodes.c", "lang_keys", "json", note('{{< code @="js" >}}\nx\n{{< /code >}}\n'), "zzz"),
    ("src/parse/construct/genpart.c", "value", "json", note('<Tabs>\n<TabItem @="T">\n\nx\n\n</TabItem>\n</Tabs>\n'), "zzz"),
    ("src/parse/html/inlinehtml.c", "links", "json", lambda e: {"n.md": f'a <{e.capitalize()} to="/x">t</{e.capitalize()}> b\n'}, "zzz"),
    ("src/parse/html/inlinehtml.c", "keys", "json", note('a <Badge @="t" /> b\n'), "zzz"),
    ("src/parse/tidy/residue.c", "of_code", "check", note("```{@} a\nx\n```\n"), "zzz-z"),
    ("src/parse/tidy/residue.c", "boxes", "check", note("a\n    @b\n"), "- [z] "),
    ("src/vault/codefiles.c", "looks", "json", lambda e: {"n.md": f"```{{literalinclude}} a.py\n:{e}: 1\n```\n", "a.py": "x = 1\n"}, "zzz"),
    ("src/vault/drawings.c", "images", "json", lambda e: {
        "v/n.md": "![[d.excalidraw]]\n", "v/d.excalidraw.md": "---\nexcalidraw-plugin: parsed\n---\n# Drawing\n\nx\n",
        f"v/d.excalidraw{e}": SVG + "</svg>" if e == ".svg" else PNG}, ".zzz", ("v",)),
    ("src/vault/includeparts.c", "closers", "json", lambda e: {
        "v/mkdocs.yml": "site_name: x\n", "v/docs/n.md": '--8<-- "a.txt:x"\n',
        "v/a.txt": f"# --8<-- [start:x]\na\n# --8<-- [start:y] {e}\nb\n# --8<-- [end:x]\nc\n"}, "zzz", ("v",)),
    ("src/vault/includes.c", "marks", "json", lambda e: {"n.md": f"```rust\n{e}a.rs}}}}\n```\n", "a.rs": "fn a() {}\n"}, "{{#zzz "),
    ("src/vault/settings.c", "names", "book", lambda e: {"v/" + e: BOOKS.get(e, "x"), "v/docs/n.md": "x\n", "v/src/n.md": "y\n", "v/n.md": "z\n"}, "zzz.yml", ("v",)),
    ("src/vault/summary.c", "words", "book", lambda e: {"v/SUMMARY.md": f"# {e}\n\n* [a](a.md)\n", "v/a.md": "# A\n"}, "Zzz", ("v",)),
    ("src/vault/journal.c", "months", "json", lambda e: {
        "v/logseq/config.edn": '{:journal/page-title-format "d MMMM yyyy"}', "v/pages/n.md": f"- [[5 {e} 2024]]\n",
        **{f"v/journals/2024_{m:02}_05.md": f"- {m}\n" for m in range(1, 13)}}, "Zzz", ("v",)),
    ("src/vault/journal.c", "weekdays", "json", lambda e: {
        "v/logseq/config.edn": '{:journal/page-title-format "EEEE"}', "v/pages/n.md": f"- [[{e}]]\n",
        **{f"v/journals/2024_01_{d:02}.md": f"- {d}\n" for d in range(1, 8)}}, "Zzz", ("v",)),
    ("src/vault/vault.c", "suffixes", "tree", lambda e: {"n" + e: "x"}, ".zzz", lambda e: ("n" + e,), ("-f", "markdown")),
    ("src/vault/vault.c", "others", "json", lambda e: {"n" + e: "x"}, ".zzz", lambda e: ("n" + e,)),
    ("src/vault/vault.c", "names", "json", lambda e: {e: "x"}, "zzz.yml", lambda e: (e,)),
    ("src/vault/scan.c", "trash", "json", folder(**{"v__@__n.md": "first", "v__a.md": "a"}), "zzz", ("v",)),
    ("src/app/settingsfile.c", "words#2", "check", lambda e: {"n.md": "x\n", "noteconv.yaml": f"{e}: x\n"}, "zzzzzz"),
    ("src/app/settingsfile.c", "names", "check", lambda e: {"n.md": "x\n", e: "title: a\n"}, "zzz.conf"),
    ("src/app/idleoptions.c", "choosing", "run", lambda e: {"n.md": "x\n"}, "title", lambda e: ("-t", "json", "-o", "-", f"--{e}=name", "n.md")),
    ("src/app/idleoptions.c", "writing", "run", lambda e: {"n.md": "x\n"}, "title", lambda e: ("check", f"--{e}", "n.md")),
    ("src/parse/construct/gentable.c", "words?l.2", "json", note("{% @ %}\nx\n{% end@ %}\n"), "zzz"),
    ("src/parse/construct/gentable.c", "words?h.2", "json", note("{{< @ >}}\nx\n{{< /@ >}}\n"), "zzz"),
    ("src/parse/construct/gentable.c", "words?j.2", "json", lambda e: {"n.mdx": f"<{e.capitalize()}>\n\nx\n\n</{e.capitalize()}>\n"}, "zzz", ("n.mdx",)),
    ("src/parse/construct/gentable.c", "words?/.2", "json", note("/// @\nx\n///\n"), "zzz"),
    ("src/parse/construct/gentable.c", "words?:.2", "json", note("::: @\nx\n:::\n"), "zzz"),
    ("src/parse/construct/gentable.c", "words?m.2", "json", note("```{@}\nx\n```\n"), "zzz"),
    ("export/org/orglink.c", "suffixes#2", "org", note("see [[x@]] now\n"), ".zzz"),
    ("export/org/orgmeta.c", "keys", "roam", note("---\n@: https://e.example/a\n---\nx\n"), "zzz"),
    ("src/lang/abbreviation.c", "words#2", "kepub", note("It was @ 3. Platz so.\n"), "zzz"),
    ("src/lang/abbreviation.c", "words#3", "kepub", note("It was good 3. @ so.\n"), "Zzz"),
    ("src/lang/abbreviation.c", "words#4", "kepub", note("---\nlang: de\n---\nEs war Nummer 3. @ so.\n"), "Zzz"),
    ("src/parse/construct/gennodes.c", "keys#2", "json", note('{{< figure src="a.png" @="T" >}}\n'), "zzz"),
    ("src/parse/construct/gennodes.c", "keys#3", "json", note('<Card @="T">\n\nx\n\n</Card>\n'), "zzz"),
    ("src/parse/construct/gennodes.c", "keys#4", "json", note('<Foo @="T" />\n'), "zzz"),
    ("src/parse/dialect/logseq.c", "names#2", "json", note("@:: a\n\n- b\n"), "zzz", ("n.md",), ("--from=logseq",)),
    ("src/parse/inline/htmlelement.c", "names", "json", note("a <@> b\n"), "u"),
    ("src/parse/inline/htmlelement.c", "names#2", "json", note('<p dir="@">a</p>\n'), "zzz"),
    ("src/vault/plan.c", "names#2", "check", folder(**{"@": "- [B](b.md)\n- [A](a.md)\n", "a.md": "# A\n", "b.md": "# B\n"}), "zzz.md", lambda e: (e,)),
    ("src/math/mathwidth.c", "opening", "formula", lambda e: {"n.md": "$$\n" + SIGNS.get(e, e) + " + x_{iiii}" * 30 + ")" + " + y_{iiii}" * 9 + "\n$$\n"}, "⟮"),
    ("src/math/mathwidth.c", "closing", "formula", lambda e: {"n.md": "$$\n(" + " + x_{iiii}" * 9 + SIGNS.get(e, e) + " + y_{iiii}" * 30 + "\n$$\n"}, "⟯"),
    ("src/math/mathsymbols.c", "plain", "book", math(r"\@ x"), "zzz"),
    ("src/math/mathsymbols.c", "limited", "book", math(r"\@_x y"), "zzz"),
    ("src/math/mathsymbols.c", "symbols", "book", math(r"a \@ b"), "zzz"),
]
# Words in no table: what is looked at, what is made of them, a word without a meaning, more; their case does not matter.
ALONE = [
    (["。", "！", "？", "：", "；", "，"], "json", note("他说@**重点是这个\n"), "字"),
    (["none", "false"], "deck", note("---\ncards: @\n---\nQ: a\nA: b\n"), "zzz"),
    (["all", "true", "headings", "heading"], "cards", note("---\ncards: @\n---\n## Q\n\nA\n"), "dialogue"),
    (["flashcards"], "deck", note("---\ntags: [@/geo]\n---\nQ: a\nA: b\n"), "zzz"),
    (["flashcards"], "deck", note("front #@/geo::back\n"), "zzz", ("n.md",), ("--cards=osr",)),
    (["[[toc]]", "[[_TOC_]]"], "check", note("a\n\n@ and more\n\nb\n"), "[[qqq]]"),
    (["++a+bc++", "++a-b+c++", '++"a"+b++'], "check", note("see @ now\n"), "++q++", ("n.md",), ("--from=gfm",)),
    (["++a+bc++"], "check", note("(@)\n"), "++q++", ("n.md",), ("--from=gfm",)),
    (["++a+bc++"], "check", note("@\n"), "++q++", ("n.md",), ("--from=gfm",)),
    (["。", "！", "!", "；", ";", "."], "cards", note("He came@ and why?\n\nBecause.\n"), ",", ("n.md",), ("--cards=questions",)),
    ([".", "-", "'", "&", "(", ")", "_", "·", "•", "・", "（", "）"], "json", note("A@B: Why?\n\nC: So.\n\nA@B: How?\n\nC: Thus.\n"), "="),
    (["flashcards"], "deck", note("## Q #@/geo\n\nA\n"), "zzz"),
    (["Default"], "deck", note("---\ndeck: @\n---\nQ: a\nA: b\n"), "zzz"),
    (["incremental"], "deck", note("## Q #card-@\n\n- A\n- B\n"), "zzz"),
    (["card", "flashcard"], "deck", note("front #@\n\nback\n"), "zzz"),
    (["true"], "json", note("```admonish note collapsible=@\nx\n```\n"), "zzz"),
    (["true"], "json", note('::: {.callout-note collapse="@"}\nx\n:::\n'), "zzz"),
    (["open"], "json", note('::: {.callout-note state="@"}\nx\n:::\n'), "zzz"),
    (["note"], "json", note("::: @\nx\n:::\n"), "zzz"),
    (["{{#title "], "json", lambda e: {"v/book.toml": "", "v/src/SUMMARY.md": "- [a](a.md)\n", "v/src/a.md": e + "words}}\n\nx\n"}, "{{#zzz ", ("v",)),
    (["pages", "journals"], "json", lambda e: {"v/logseq/x.css": "", f"v/{e}/n.md": "- a\n  collapsed:: true\n"}, "zzz", ("v",)),
    (["verse"], "json", note("::: @\n  a\n  b\n:::\n"), "zzz"),
    (["center"], "json", note("#+BEGIN_@\nx\n#+END_@\n"), "zzz"),
    (["#+begin_", "#+end_"], "json", note("#+BEGIN_QUOTE\nx\n#+END_QUOTE\n\n@quote\ny\n#+end_quote\n"), "#+zzz_"),
    (["#+end_"], "json", note("#+BEGIN_SRC js\nx\n@SRC\n\ny\n"), "#+zzz_"),
    (["px", "in", "cm", "mm", "pt", "pc", "q", "em", "rem", "ex", "ch"], "json", note('<img src="a.png" style="width:90@">\n'), "zz"),
    (["width", "height"], "json", note('<img src="a.png" style="@:90px">\n'), "zzz"),
    (["cloze"], "json", note("- a {{@ text}} b\n"), "zzz", ("n.md",), ("--from=logseq",)),
    (["embed"], "json", note("- a\n- {{@ [[o]]}}\n"), "zzz", ("n.md",), ("--from=logseq",)),
    (["embed"], "json", note("- a\n- {{@ ((5f713ea8-1111-4222-8333-444444444444))}}\n"), "zzz", ("n.md",), ("--from=logseq",)),
    (["@include:"], "json", lambda e: {"n.md": f"a\n\n<!--{e} ./o.txt-->\n", "o.txt": "included\n"}, "@zzz:"),
    (["true"], "json", note("- a\n  heading:: @\n"), "zzz", ("n.md",), ("--from=logseq",)),
    ([":LOGBOOK:"], "json", note("- TODO a\n  @\n  CLOCK: [2024-05-01 Wed 10:00:00]\n  :END:\n"), ":ZZZ:", ("n.md",), ("--from=logseq",)),
    (["left", "center", "right"], "json", note('<table><tr><td align="@">a</td></tr></table>\n'), "zzz"),
    (["bold", "bolder"], "json", note('a <span style="font-weight:@">b</span> c\n'), "zzz"),
    (["italic", "oblique"], "json", note('a <span style="font-style:@">b</span> c\n'), "zzz"),
    (["font-weight"], "json", note('a <span style="@:bold">b</span> c\n'), "zzz"),
    (["underline", "line-through"], "json", note('a <span style="text-decoration:@">b</span> c\n'), "zzz"),
    (["math"], "json", note("```@\nx\n```\n"), "zzz"),
    (["Text Elements"], "json", note("---\nexcalidraw-plugin: parsed\n---\n# Drawing\n\nx\n\n# @\n\nwords ^a1b2c3d4\n"), "Zzz"),
    (["pre"], "json", note("<@>\n\n*x*\n\n</@>\n"), "zzz"),
    (["{:toc"], "json", note("* TOC\n@}\n\n# A\n"), "{:zzz"),
    (["{:toc "], "json", note("@.small}\n\n# A\n"), "{:zzz "),
    (["toc", "_toc_"], "json", note("[[@]]\n\n# A\n"), "zzz"),
    (["toc"], "json", lambda e: {"n.md": f"@[{e}](Title)\n\n# A\n"}, "zzz"),
    (["isbn", "urn:isbn:"], "book", note("---\nisbn: '@9780306406157'\n---\nx\n"), "zzz"),
    (["main"], "book", note("---\ntitle:\n- {type: @, text: Name}\n---\nx\n"), "zzz"),
    (["isbn"], "check", note("---\n@: '12'\n---\nx\n"), "zzz"),
    (["ruby"], "check", note("---\n@: maybe\n---\nx\n"), "zzz"),
    (["null"], "check", note("---\ndate: '@'\n---\nx\n"), "zzz"),
    (["lang", "language"], "check", note("---\n@: klingonish\n---\nx\n"), "zzz"),
    (["macros"], "page", note("---\n@:\n  '\\zed': y\n---\n$\\zed$\n"), "zzz"),
    (["bibliography"], "org", note("---\n@: b.bib\n---\nx\n"), "zzz"),
    (["doi"], "roam", note("---\n@: 10.1000/1\n---\nx\n"), "zzz"),
    (["data:"], "org", note("![](@image/png;base64,aGk=)\n"), "zzz:"),
    (["data:image/"], "html", note("![](@png;base64,aGk=)\n"), "zzz:image/"),
    (["file:"], "html", note("[x](@///a/b.txt)\n"), "zzz:"),
    (["index"], "json", lambda e: {"v/n.md": f"[a](o/{e}.html)\n", "v/o.md": "# O\n"}, "zzz", ("v/n.md",)),
    (["http"], "check", note("---\ncover: @://e.example/a.png\n---\nx\n"), "zzz"),
    (["zh", "ja", "ko"], "book", note("---\nlang: @\n---\n> [!note]\n> x\n\na[^1]\n\n[^1]: b\n"), "zu"),
    (["text/css"], "book", styled('<style type="%s">rect{fill:red}</style>'), "zzz/zzz"),
    (["@import", "@font-face", "@page"], "book", styled("<style>%s {a:b} rect{fill:red}</style>"), "rect"),
    (["@media"], "book", styled("<style>%s print {rect{fill:red}}</style>"), "@zzz"),
    (['"', "'", "”", "’", ")", "）", "」", "』", "*"], "cards", note("Why?@\n\nBecause.\n"), "q", ("n.md",), ("--cards=questions",)),
    (["—", "―", "‘", "’", "“", "”", "‥", "…", "·"], "html", note("一二@\n三四\n"), "q"),
    (["‘", "’", "“", "”"], "json", note("**b@\uFE01**c 字\n"), "«"),
    (["\uFFFD"], "json", note("#tag@x\n"), "q"),
    (["*", "_", "~", "("], "json", note("@www.example.com x\n"), "%"),
    (["\t", "\n", ","], "deck", note("START\nBasic\nfront\nBack: back\nTags: ab@cd\nEND\n"), "q"),
    (["\u00AD", "\u200B", "\u2011"], "book", note("ab@cd\n"), "q", ("n.md",), ("--target=pocketbook",)),
    (["-", "_", "."], "org", note("::: {.a@b .c}\nx\n:::\n"), "+"),
    (['"', " "], "deck", note("---\ntags: ['a@b']\n---\n## Q\n\nA\n"), "q"),
    (["{{c", "}}", "::"], "deck", note("The {{c1::$a @ b$}} x\n"), "q"),
    (["$"], "json", note("@$x$ y\n"), "("),
    (["hand_with_index_finger_and_thumb_crossed"], "json", note(":@:\n"), "qqq", ("n.md",), ("--from=gfm",)),  # the longest name of an emoji
    (["rtl"], "deck", note("---\ndir: @\n---\n## Q\n\nA\n"), "zzz"),
    (["ltr"], "deck", note("---\nlang: ar\ndir: @\n---\n## Q\n\nA\n"), "zzz"),
    (["@", "#", "%"], "org", note("---\ntags: ['a@b']\n---\nx\n"), "&"),
    (["\t", " "], "org", note("\\-@x\n"), "q"),
    (["\u00A0", "\u202F", "\u205F", "\u3000", "\u2003"], "org", note("a **b**@c\n"), "q"),
    (["file+sys", "file+emacs"], "org", note("a \\<@:b\n"), "zzz+z"),
    (["X", "-", " "], "org", note("- \\[@\\] a\n"), "q"),
    (["\\", ".", ","], "org", note("| a |\n|---|\n| x_a@b\\|c |\n"), ";"),
    (["\x7F"], "org", lambda e: {"n.md": '{"noteconv-document":1,"root":{"kind":"doc","pos":[1,1],"children":[{"kind":"paragraph","pos":[1,1],"children":[{"kind":"text","pos":[1,1],"text":"a' + e + 'b"}]}]}}'}, "q", ("n.md",), ("--from=json",)),
    (["\x7F"], "json", note("a@b\n"), "q"),
    (["@", "`"], "code", note("```latex\n\\a@b\n```\n"), "Q"),
    (["_", "*"], "json", note("\\\\(a\\@b\\\\) x\n"), "q"),
    (["url("], "book", styled('<rect style="fill:%shttps://e.example/a)" width="2" height="2"/>'), "rgb("),
]
# An element of SVG wherever one may stand, with all that any of them needs.
NEEDS = ('r="1" rx="1" ry="1" width="1" height="1" d="M0 0" points="0,0 1,1" offset="0" in2="SourceGraphic" type="identity" order="3" '
         'kernelMatrix="0 0 0 0 1 0 0 0 0"')
TABLES += [
    ("src/media/svgtable.c", "elements", "book", drawing(
        f'<@ {NEEDS}>t</@><filter id="f"><@ {NEEDS}/><feComponentTransfer><@ {NEEDS}/></feComponentTransfer><feMerge><@ {NEEDS}/></feMerge></filter>'
        f'<linearGradient id="l"><@ {NEEDS}/></linearGradient><text>a<@ {NEEDS}>t</@></text>'), "zzz"),
    ("src/media/svgtable.c", "properties", "book", drawing('<g @="inherit"><rect width="1" height="1"/></g>'), "zzz"),
]

# Words that stand out in code, by language. In some languages case does not count.
SYNTAX = "src/code/syntax.c"
LANGUAGES = re.findall(r'^    \{"(\w+)",((?:(?!^    \{").)*?)WORDS\((\w+)\)\}', source(SYNTAX), re.M | re.S)
IN_CODE = {"pycon": ">>> @"}
TABLES += [(SYNTAX, words, "code", note(f"```{language}\n{IN_CODE.get(language, '@')}\n```\n"), "zzz") for language, _, words in LANGUAGES]

# Entries that no input can test, each with the reason.
EXCUSED = {("src/code/language.c", word): "Org calls the language so itself" for word in ("sh", "c++", "emacs-lisp", "conf", "js", "objc")}
EXCUSED |= {("src/doc/people.c roles", word): "so is somebody whose role nobody knows" for word in ("author", "aut")}
EXCUSED["src/parse/construct/gentable.c words?l.2", "include"] = "GitBook's, it becomes an embed before"
EXCUSED["src/vault/includes.c", "{{#title "] = "it stands outside code, below"
EXCUSED["src/parse/construct/callout.c", "note"] = "so is a box whose kind nobody knows"
EXCUSED["src/doc/filetype.c", "excalidraw"] = "what shows drawings knows them by itself; it matters where there is no vault"
# Tables whose words are case-sensitive.
AS_WRITTEN = {
    "no table": ["check of [[toc]]", "json of {{#title ", "json of pages", "org of X", "deck of {{c", "deck of rtl", "deck of ltr", "json of hand_with_index_finger_and_thumb_crossed"],
    "src/doc/meta.c": ["ids"],
    "src/doc/metabook.c": ["long_keys", "short_keys"],
    "src/vault/root.c": ["vaults", "books"],
    "src/parse/leaf/texlike.c": ["names"],
    "src/cards/cardcomment.c": ["backs", "ends"],
    "export/org/orgline.c": ["words"],
    "export/org/orgmeta.c": ["words", "ids"],
    "src/lang/sentence.c": ["verbs"],
    "src/math/texmacro.c": ["defining"],
    "src/math/texsafe.c": ["commands"],
    "src/math/mathnote.c": ["environments"],
    "src/parse/block/ownblocks.c": ["settings"],
    "src/parse/block/tagline.c": ["sure", "likely"],
    "src/parse/construct/attrlist.c": ["titles"],
    "src/parse/construct/celloptions.c": ["titles"],
    "src/parse/construct/machinemark.c": ["keys"],
    "src/parse/construct/roam.c": ["plain", "others"],
    "src/vault/plan.c": ["names"],
    "src/cards/cardinka.c": ["labels"],
    "export/org/orgcode.c": ["names"],
    "src/math/mathsymbols.c": ["plain", "limited", "symbols"],
    "src/parse/block/opening.c": ["looks"],
    "src/media/svg.c": ["paints"],
    "src/media/svgtable.c": ["elements", "properties"],
    "src/vault/includes.c": ["marks"],
    "src/vault/settings.c": ["names"],
    "src/vault/vault.c": ["names"],
    "src/app/settingsfile.c": ["names", "words#2"],
    "src/app/idleoptions.c": ["choosing", "writing"],
    "src/parse/inline/htmlelement.c": ["names#2"],
    "src/lang/abbreviation.c": ["words#3", "words#4"],
}
AS_WRITTEN[SYNTAX] = [words for _, row, words in LANGUAGES if "NC_SYNTAX_ANY_CASE" not in row]
# Tables of words that users write: each stands in one of the docs, in code.
IN_DOCS = [("src/doc/meta.c", t) for t in ("dates", "changes", "langs", "texts", "ids", "tag_keys", "alias_keys")] + [
    ("src/doc/metabook.c", t) for t in ("keys", "rights", "sources", "numbers")] + [
    ("src/vault/cover.c", "keys"), ("src/vault/notename.c", "suffixes"), ("src/cards/cardwish.c", "card_tags"), ("src/cards/cardwish.c", "reverse"),
    ("src/cards/cardwish.c", "type"), ("src/cards/cardwish.c", "steps"), ("src/cards/carddeck.c", "keys"), ("export/url/url.c", "apps"),
    ("export/url/url.c", "plain"), ("src/cards/cardcomment.c", "ends"), ("src/vault/scan.c", "names")]


# A sign that means nothing anywhere.
NO_SIGN = "¤"
# Places, and names made of a note's content.
PLACES = re.compile(r'"(?:pos|end)":\[[\d,]*\],?|(?<=:)\d+:\d+(?=: )|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:[chd]-)?[0-9a-f]{12}|[ch]-[0-9a-f]{8}')


def seen_of(row, words):
    """The result for each of the words."""
    _, _, how, making, _, *more = row
    inputs, options = (more[0] if more else ("n.md",)), (more[1] if len(more) > 1 else ())
    made = [making(word) for word in words]
    beside = {name: text for name, text in made[0].items() if name != "n.md"}
    if how in TOGETHER and inputs == ("n.md",) and all(m.keys() == made[0].keys() and m | beside == m for m in made):
        found = outcomes(how, [files["n.md"] for files in made], beside, options)
    else:
        found = [outcome(how, files, inputs(word) if callable(inputs) else inputs, options) for word, files in zip(words, made)]
    return [PLACES.sub("", text) for text in found]


def without(text, *words):
    """The text without the words themselves. Two texts to be compared lose the same ones: a short word may also be part of others."""
    for form in sorted({form for w in words if w for form in (w, w.upper(), w.lower(), w.capitalize())}, key=lambda f: (-len(f), f)):
        text = text.replace(form, "@")
    return text


def look(row, words):
    """What comes of the words; of some of them in other letters, by word; of words that are nothing: two, or where that is a letter
    a sign too, since a letter says what language a text is in and a sign does not."""
    path, name, _, _, other, *_ = row
    turned = [w for w in words if w.upper() != w.lower()][:2] if name not in AS_WRITTEN.get(path, ()) else []
    others = [other, other.replace("z", "yy").replace("Z", "YY")] + ([NO_SIGN] if other == "q" else [])
    seen = seen_of(row, [*words, *map(str.upper, turned), *map(str.lower, turned), *others])
    return seen[:len(words)], list(zip([*turned, *turned], seen[len(words):])), list(zip(others, seen[-len(others):]))


def flat(groups):
    return [word for group in groups for word in ([group] if isinstance(group, str) else group)]


def grouped(words, seen):
    """The words in their order, those that come out alike in a list where the first of them stands. Of lines that come of all of
    them only where they stand counts: what looks like a word there is none."""
    always = {line: f"line {i}" for i, line in enumerate(sorted(set.intersection(*(set(text.split("\n")) for text in seen))))}
    groups = {}
    for word, text in zip(words, seen):
        alike = "\n".join(always.get(line) or without(line, word) for line in text.split("\n"))
        groups.setdefault(alike, []).append(word)
    return [group if len(group) > 1 else group[0] for group in groups.values()]


def ask(row, groups):
    """The problems of each word of a row, and of the row."""
    path, name, *_ = row
    words = flat(groups)
    seen, of_turned, others = look(row, words)
    for word, text in of_turned:
        same = without(text, word) == without(seen[words.index(word)], word)
        yield not same and f"{path}, {name}: {word!r} comes out otherwise in other letters"
    (other, of_other), (another, of_another) = others[:2]
    same = without(of_other, other, another) == without(of_another, other, another)
    yield not same and f"{path}, {name}: what comes of {other!r} is not blind to the word"
    for word, of_word in zip(words, seen):
        excused = (path, word) in EXCUSED or (f"{path} {name}", word) in EXCUSED
        for nothing, text in others[:1] + others[2:]:
            same = without(of_word, word, nothing) == without(text, word, nothing)
            yield same != excused and f"{path}, {name}: {word!r} comes out as {nothing!r} does"
    strange = [group for group in grouped(words, seen) if group not in groups]
    yield strange and f"{path}, {name}: alike are {strange}, which {WORDS} does not say"


def place_of(row):
    return f"{row[0]} {row[1]}"


def words_of(row, alone):
    return alone[place_of(row)] if row[0] == "no table" else entries(row[0], row[1])


def write_words(rows, alone):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        groups = pool.map(lambda row: grouped(words_of(row, alone), look(row, words_of(row, alone))[0]), rows)
        known = sorted(zip(map(place_of, rows), groups))
        known = [row for i, row in enumerate(known) if row not in known[:i]]  # a table that two languages share
    with open(WORDS, "w", encoding="utf-8") as f:
        print("{\n" + ",\n".join(f"{json.dumps(k, ensure_ascii=False)}: {json.dumps(v, ensure_ascii=False)}" for k, v in known) + "\n}", file=f)


def walk_tables():
    names = [f"{how} of {words[0]}" for words, how, *_ in ALONE]
    names = [name + f", {names[:i].count(name) + 1}" * (name in names[:i]) for i, name in enumerate(names)]
    rows = TABLES + [("no table", name, *more) for name, (_, *more) in zip(names, ALONE)]
    alone = {f"no table {name}": words for name, (words, *_) in zip(names, ALONE)}
    if "--write" in sys.argv:
        write_words(rows, alone)
    with open(WORDS, encoding="utf-8") as f:
        known = json.load(f)
    for row in rows:
        words = words_of(row, alone)
        check(words, f"{place_of(row)} is no such table")
        unknown = [e for e in words if e not in flat(known.get(place_of(row), []))]
        check(not unknown, f"{place_of(row)}: {unknown} are not in {WORDS}; read what they do and call this with --write")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for row, found in zip(rows, pool.map(lambda row: list(ask(row, known.get(place_of(row), []))), rows)):
            check(found, f"{row[0]}, {row[1]}: no words")
            for said in found:
                check(not said, said)


def walk_docs():
    text = "".join(source("docs/" + n) for n in sorted(os.listdir(ROOT + "/docs")) if n.endswith(".md"))
    code = set()
    for piece in re.findall(r"`([^`\n]*)`", text):
        code.add(piece)
        code.update(re.split(r"[\s,:=]+", piece))
    for path, name in IN_DOCS:
        missing = [e for e in entries(path, name) if e not in code and e.rstrip(":") not in code and "#" + e not in code and "#card-" + e not in code and f"<!-- {e} -->" not in code]
        check(not missing, f"{path}, {name}: in no docs: {missing}")


walk_tables()
walk_docs()
sys.exit(finish())
