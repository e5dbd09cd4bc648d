#!/usr/bin/env python3
"""Walks the program's tables of words: each entry needs an input that comes out otherwise than with a word that is in no
table. Entries are read from the sources, so that a new one is asked too. One that users may write stands in the docs.

Usage: tables.py NOTECONV
"""
import concurrent.futures
import os
import re
import sys

from lib import PNG, ROOT, check, finish
from outcomes import outcome, source

STRING = r'"((?:[^"\\]|\\.)*)"'


def entries(path, name):
    """The strings of the table called name: all of a plain list, the first of each row of a table of rows."""
    body = re.search(r"\b" + name + r"(?:\[\w*\])+ = \{(.*?)\};", source(path), re.S)[1]
    body = re.sub(r"/\*.*?\*/", "", body, flags=re.S)
    rows = re.findall(r"\{\s*" + STRING, body)
    return [re.sub(r"\\(.)", r"\1", s) for s in rows or re.findall(STRING, body)]


def note(text):
    return lambda e: {"n.md": text.replace("@", e)}


def folder(**files):
    return lambda e: {k.replace("@", e).replace("__", "/"): v for k, v in files.items()}


def key(text="v"):
    return lambda e: {"n.md": f"---\n{e}: {text}\n---\n# T\n\nx\n", "p.png": PNG}


# file, table, what is looked at, what is made of an entry, a word that is in no table of the kind, more.
TABLES = [
    ("src/doc/meta.c", "dates", "book", key("2021-02-03"), "zzz"),
    ("src/doc/meta.c", "changes", "book", key("2021-02-03"), "zzz"),
    ("src/doc/meta.c", "langs", "book", key("de"), "zzz"),
    ("src/doc/meta.c", "texts", "book", key("words"), "zzz"),
    ("src/doc/meta.c", "ids", "book", key("i"), "zzz"),
    ("src/doc/meta.c", "tag_keys", "book", key("[one, two]"), "zzz"),
    ("src/doc/meta.c", "alias_keys", "roam", key("[one, two]"), "zzz"),
    ("src/doc/metabook.c", "keys", "book", key("one"), "zzz"),
    ("src/doc/metabook.c", "rights", "book", key("one"), "zzz"),
    ("src/doc/metabook.c", "sources", "book", key("one"), "zzz"),
    ("src/doc/metabook.c", "publishers", "book", key("one"), "zzz"),
    ("src/doc/metabook.c", "names", "book", note("---\nseries: {@: S}\n---\nx\n"), "zzz"),
    ("src/doc/metabook.c", "numbers", "book", note("---\nseries: S\n@: 2\n---\nx\n"), "zzz"),
    ("src/doc/metabook.c", "known", "check", lambda e: {"n.md": f"---\nx: y\n{e[:3]}q{e[3:]}: 2020-01-01\n---\nx\n"}, "zzzzzz"),
    ("src/doc/metabook.c", "dates", "check", key("yesterday"), "zzz"),
    ("src/doc/metabook.c", "indices", "check", note("---\nseries: S\n@: two\n---\nx\n"), "zzz"),
    ("src/vault/cover.c", "keys", "book", key("p.png"), "zzz"),
    ("src/doc/filetype.c", "images", "json", note("![[x.@]]\n"), "zzz"),
    ("src/doc/filetype.c", "audio", "json", note("![[x.@]]\n"), "zzz"),
    ("src/doc/filetype.c", "video", "json", note("![[x.@]]\n"), "zzz"),
    ("src/doc/filetype.c", "others", "json", note("![[x.@]]\n"), "zzz"),
    ("src/vault/notename.c", "suffixes", "json", folder(**{"v__n@": "# T\n", "v__m.md": "m"}), ".zzz", ("v",)),
    ("src/vault/order.c", "first", "json", folder(**{"v__@.md": "first", "v__a.md": "a"}), "zzz", ("v",)),
    ("src/vault/scan.c", "names", "json", folder(**{"v__@__n.md": "first", "v__a.md": "a"}), "zzz", ("v",)),
    ("src/vault/root.c", "vaults", "json", folder(**{"v__@__x": "", "v__s__n.md": "# T\n\n[[a]]\n", "v__a.md": "a"}), "zzz", ("v/s/n.md",)),
    ("src/base/fsio.c", "words", "tree", folder(**{"v__@.md": "first", "v__a.md": "a"}), "zzz", ("v",)),
    ("src/parse/construct/callout.c", "types", "json", note("> [!@] title\n> text\n"), "zzz"),
    ("src/parse/html/htmlelement.c", "elements", "json", note("a <@>x</@> b\n\n<@>\ny\n</@>\n\n<ruby>a<@>b</@></ruby>\n"), "zzz"),
    ("src/parse/construct/bareaddress.c", "schemes", "json", note("see @://e.example/a now\n"), "zzz"),
    ("src/parse/leaf/texlike.c", "names", "json", note("a\n\n\\begin{@}\nx\n\\end{@}\n\nb\n"), "zzz"),
    ("src/parse/tidy/annotate.c", "names", "json", note("```@\nx\n```\n"), "zzz"),
    ("src/parse/dialect/logseq.c", "names", "json", note("- a\n  @:: x\n"), "zzz", ("n.md",), ("--from=logseq",)),
    ("src/parse/dialect/logseq.c", "groups", "json", note("- a\n  @x:: x\n"), "zzz", ("n.md",), ("--from=logseq",)),
    ("src/parse/tidy/residue.c", "marks", "check", note("a\n\n@ and more\n\nb\n"), "[zzz]"),
    ("src/parse/tidy/residue.c", "keys", "check", note("text @x} more\n"), "{zzz="),
    ("src/lang/labels.c", "marks", "book", note("---\nlang: zh@\n---\n# 一\n"), "-zz"),
    ("src/lang/lang.c", "rtl", "book", note("---\nlang: @\n---\nx\n"), "zu"),
    ("src/lang/kindlelang.c", "taken", "kindle", note("---\nlang: @\n---\nx\n"), "zu"),
    ("src/cards/cardtags.c", "card_tags", "cards", note("## Q #@\n\nA\n"), "zzz"),
    ("src/cards/cardtags.c", "reverse", "deck", note("## Q #card-@\n\nA\n"), "zzz"),
    ("src/cards/cardtags.c", "type", "deck", note("## Q #card-@\n\nA\n"), "zzz"),
    ("src/cards/cardtags.c", "steps", "deck", note("## Q #card-@\n\n- A\n- B\n- C\n"), "zzz"),
    ("src/cards/cardlist.c", "keys", "deck", note("---\n@: My::Deck\n---\nQ: a\nA: b\n"), "zzz"),
    ("src/cards/cardcomment.c", "backs", "deck", note("<!-- card -->\nfront\n\n<!-- @ -->\nback\n\n<!-- /card -->\n\nx\n"), "zzz"),
    ("src/cards/cardcomment.c", "ends", "deck", note("<!-- card -->\nfront\n\n<!-- back -->\nback\n\n<!-- @ -->\n\nx\n"), "zzz"),
    ("export/url/url.c", "web", "html", note("[x](@//e.example/)\n"), "zzz:"),
    ("export/url/url.c", "plain", "html", note("[x](@a)\n"), "zzz:"),
    ("export/url/url.c", "apps", "html", note("[x](@//a)\n"), "zzz:"),
    ("export/url/url.c", "actions", "html", note("[x](@?a=b)\n"), "bear://zzz"),
    ("export/url/bookurl.c", "with_host", "book", note("[x](@e.example/)\n"), "zzz://"),
    ("export/url/bookurl.c", "plain", "book", note("[x](@a)\n"), "zzz:"),
    ("export/org/orglink.c", "types", "org", note("[x](@//a.example/)\n"), "zotero:"),
    ("export/org/orgline.c", "words", "org", note("# T\n\n## @ this\n"), "ZZZ"),
    ("export/org/orgmeta.c", "keys", "org", note("---\n@: 2020-01-01\n---\nx\n"), "zzz"),
    ("export/org/orgmeta.c", "words", "org", note("---\n@: v\n---\nx\n"), "ZZZ"),
    ("export/org/orgmeta.c", "beginnings", "org", note("---\n@x: v\n---\nx\n"), "ZZZ"),
    ("export/org/orgspecial.c", "reserved", "org", note("::: {.@ .b}\nx\n:::\n"), "zzz"),
]
# What is said of a table twice, or what no input can tell, each with the reason.
EXCUSED = {
    ("src/doc/filetype.c", "excalidraw"): "what shows drawings knows them by itself; it matters where there is no vault",
}
# Tables of words that users write: each stands in one of the docs, in code.
IN_DOCS = [("src/doc/meta.c", t) for t in ("dates", "changes", "langs", "texts", "ids", "tag_keys", "alias_keys")] + [
    ("src/doc/metabook.c", t) for t in ("keys", "rights", "sources", "numbers")] + [
    ("src/vault/cover.c", "keys"), ("src/vault/notename.c", "suffixes"), ("src/cards/cardtags.c", "card_tags"), ("src/cards/cardtags.c", "reverse"),
    ("src/cards/cardtags.c", "type"), ("src/cards/cardtags.c", "steps"), ("src/cards/cardlist.c", "keys"), ("export/url/url.c", "apps"),
    ("export/url/url.c", "plain"), ("src/cards/cardcomment.c", "ends"), ("src/vault/scan.c", "names")]


def ask(row, entry):
    path, name, how, making, other, *more = row
    inputs, options = (more[0] if more else ("n.md",)), (more[1] if len(more) > 1 else ())

    def blind(word):
        seen = outcome(how, making(word), inputs, options)
        for form in (word, word.upper(), word.capitalize()):
            seen = seen.replace(form, "@")
        return seen
    needed = blind(entry) != blind(other)
    if (path, entry) in EXCUSED:
        return needed and f"{path}, {name}: {entry!r} is excused and needs not be"
    return not needed and f"{path}, {name}: {entry!r} comes out as {other!r} does"


def walk_tables():
    asked = [(row, entry) for row in TABLES for entry in entries(row[0], row[1])]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (row, entry), said in zip(asked, pool.map(lambda a: ask(*a), asked)):
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
