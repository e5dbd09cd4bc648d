#!/usr/bin/env python3
"""How notes, places in them, settings and orders are found: forms that are rare in notes, each of which has a rule.

Usage: finding.py NOTECONV
"""
import os
import re
import subprocess
import sys
import zipfile

from lib import PNG, check, finish, in_folders, make, run

BLOCK = "11111111-2222-4333-8444-55555555555"


def page(folder, name, *words):
    """A page of the tree of folder `v`, and what was said."""
    r = run(folder, "-v", "-t", "html", "-o", "out/", *words, "v")
    with open(f"{folder}/out/{name}.html", encoding="utf-8") as f:
        return f.read(), r.stderr


def order(folder, *words):
    """The notes of `v` in the order of its pages."""
    r = run(folder, "-q", "-t", "html", "-o", "out/", *words, "v")
    check(r.returncode == 0, f"pages in order: {words}", r)
    with open(folder + "/out/index.html", encoding="utf-8") as f:
        return re.findall(r'<a href="(\w+)\.html"', f.read())


def toc(folder, *words):
    """The entries of a book's contents, each after a blank for each level above it."""
    r = run(folder, "-t", "epub", "-o", "b.epub", *words, "v")
    if r.returncode:
        return r.stderr
    with zipfile.ZipFile(folder + "/b.epub") as z:
        nav = z.read("EPUB/nav.xhtml").decode()
    found, level = [], 0
    for sign, text in re.findall(r"<(/?ol)>|<(?:a|span)[^>]*>([^<]*)</", nav[nav.index('epub:type="toc"'):nav.index("</nav>")]):
        level += {"ol": 1, "/ol": -1}.get(sign, 0)
        if text:
            found.append(" " * (level - 1) + text)
    return found


def logseq(folder):
    """A block that is named shows its first text; what config.edn says is found in spite of its comments."""
    config = ('{; "a comment\n :hidden ["/secret" "pages\\\\x" ; "pages/a"\n  "pages/old"]\n :journals-directory "/diary/"\n'
              ' :journal/page-title-format "yyyy \\"x\\"" } ; the end')
    blocks = (f"- ```js\n  first line\n  second\n  ```\n  id:: {BLOCK}1\n- id:: {BLOCK}2\n  - below\n- {'中' * 133}a\n  id:: {BLOCK}3\n"
              f"- {'中' * 134}\n  id:: {BLOCK}4\n- $$\n  x^2\n  y\n  $$\n  id:: {BLOCK}5\n- | a | b |\n  |---|---|\n  | c | d |\n  id:: {BLOCK}6\n")
    named = " | ".join(f"(({BLOCK}{k}))" for k in range(1, 7))
    make(folder, {"v/logseq/config.edn": config, "v/pages/a.md": blocks, "v/pages/b.md": f"- {named}\n- [[Old]] [[2024 x]]\n", "v/pages/old.md": "- hidden\n",
                  "v/secret/s.md": "- hidden\n", "v/diary/2024_01_02.md": "- day\n", "v/pages/c.md": "- seen\n"})
    text, _ = page(folder, "pages/b")
    shown = re.search(r"<li>(<a .*)</li>", text)[1]
    check(re.sub(r"<[^>]*>", "", shown).split(" | ") == ["first line", BLOCK + "2", "中" * 133 + "a", "中" * 133 + "…", "x^2", "a"],
          "the texts of blocks", re.sub("<[^>]*>|中", "", shown))
    pages = subprocess.run(["find", folder + "/out", "-name", "*.html", "-printf", "%P\n"], capture_output=True, text=True, check=True)
    check(sorted(pages.stdout.split()) == ["diary/2024_01_02.html", "index.html", "pages/a.html", "pages/b.html", "pages/c.html"], "what is hidden", pages.stdout)
    for broken in ('{:hidden ["a', '{:hidden', '{:hidden ["pages/c" "pages/', ';"', '"\\'):
        make(folder, {"v/logseq/config.edn": broken})
        r = run(folder, "-q", "-t", "html", "-o", "out2/", "v")
        check(r.returncode == 0, f"unfinished settings: {broken}", r)


def obsidian(folder):
    """Settings that are broken or have an unexpected form hide nothing and harm nothing."""
    for app, hidden in (('{"userIgnoreFilters": ["a"], "x": {"y": [1]}}', True), ('{"x": {"y": [1]}, "userIgnoreFilters": ["/", "a/"]}', True),
                        ('["userIgnoreFilters", ["a"]]', False), ('{"userIgnoreFilters": "a"}', False), ('{"userIgnoreFilters": [1, "a"]}', False),
                        ('{"x": [}, "userIgnoreFilters": ["a"]}', False), ('{"userIgnoreFilters": ["/^a/"]}', True), ('{"userIgnoreFilters": ["//"]}', False)):
        make(folder, {"v/.obsidian/app.json": app, "v/a/n.md": "x\n", "v/m.md": "y\n", "v/o.md": "y\n"})
        check(order(folder)[:2] == (["m", "o"]), app)
        r = run(folder, "-q", "-t", "json", "-o", "-", "v")
        check(('"x"' not in r.stdout) == hidden, f"hidden by {app}", r)
        r = run(folder, "-q", "-t", "html", "-o", "gone/", "--prune", "v")
        check(r.returncode == 0, "pages", r)
    make(folder, {"v/.obsidian/app.json": '{"userIgnoreFilters": ["/(?=a)/"]}'})
    r = run(folder, "-t", "json", "-o", "-", "v")
    check("the excluded pattern /(?=a)/ is a regular expression that noteconv cannot read" in r.stderr, "an expression that POSIX has not", r)
    for text, hidden in (('{"folder": "/a/"}', True), ('{"x": {"folder": "a"}, "folder": "a"}', True), ('{"x": {"folder": "a"}}', False),
                         ('["folder", "a"]', False), ('{"x": [}, "folder": "a"}', False), ('{"folder": 1}', False)):
        make(folder, {"v/.obsidian/app.json": "{}", "v/.obsidian/templates.json": text})
        r = run(folder, "-q", "-t", "json", "-o", "-", "v")
        check(('"x"' not in r.stdout) == hidden, f"templates in {text}", r)


def fragments(folder):
    """Places by headings, chains of them, blocks, and slugs with GitHub's numbers."""
    note = "# A\n\n## Same\none\n\n## Same\ntwo ^blk\n\n# B\n\n## Same\n"
    links = ["[[n#A]]", "[[n#Same]]", "[x](n.md#same-1)", "[x](n.md#same-2)", "[[n#B#Same]]", "[[n##A]]", "[[n#A#]]", "[[n#A#^blk]]", "[[n#^blk]]",
             "[x](n.md#same-000002)", "[x](n.md#same-3)", "[x](n.md#-1)", "[x](n.md#same-0000002)", "[[n#B#A]]", "[[n#^none]]", "[x](n.md)"]
    make(folder, {"v/n.md": note, "v/m.md": "\n\n".join(links) + "\n"})
    text, said = page(folder, "m")
    hrefs = re.findall(r'<p><a href="n\.html(#[^"]*)?"', text)
    check(len(hrefs) == len(links), "links", text)
    a, one, two, three, chain, empty, tail, block, same_block, padded, *none = hrefs
    check(len({a, one, two, three, block}) == 5 and "" not in (a, one, two, three, block), "five places", hrefs)
    check((chain, empty, tail, same_block, padded) == (three, a, a, block, three), "ways to say them", hrefs)
    check(none == [""] * 6 and said.count("anchor-missing]") == 5, "no such place", hrefs, said)
    make(folder, {"v/m.md": "[here](#) [b](file:n.md#b) [q](file:zz.md) [f](sub/) [g](sub//) ![p](file:p.png)\n", "v/sub/index.md": "# I\n"})
    text, said = page(folder, "m")
    check(re.search(r'<p>here <a href="n\.html#[^"]+">b</a> q <a href="sub/index\.html">f</a> <a href="sub/index\.html">g</a> \[Image: p\]</p>', text), "addresses of files", text)
    check("'#' was not found" not in said and "'file:p.png' was not found" in said, "[](#) means here", said)
    make(folder, {"v/m.md": "![here](#)\n"})
    check("'#' was not found" in page(folder, "m")[1], "and is no picture")


def from_the_top(folder):
    """A path that begins with '/' counts from the root, else from the outermost folder above the note that has it; a picture may lie anywhere."""
    make(folder, {"v/docs/guide/n.md": "[a](/guide/first.md#two) [b](/guide/first/) [c](/guide/first) [d](/docs/guide/first.md) [e](/first.md) [f](/top.md) [g](/)"
                                       " [h](/de/first.md) ![i](/img/p.png) ![j](/guide/q.png) ![k](/none/p.png) [l](/img/p.png)\n",
                  "v/docs/guide/first.md": "# F\n\n## Two\n", "v/docs/de/guide/first.md": "# F\n", "v/docs/top.md": "# T\n", "v/top.md": "# T\n", "v/README.md": "# R\n",
                  "v/static/img/p.png": PNG, "v/docs/guide/q.png": PNG + b"x"})
    text, said = page(folder, "docs/guide/n")
    check(re.findall(r'<a href="([^"#]*)[^"]*">(\w)</a>', text) ==
          [("first.html", x) for x in "abcde"] + [("../../top.html", "f"), ("../../README.html", "g"), ("../../static/img/p.png", "l")], "links", text)
    check(re.findall(r'<img src="([^"]*)"', text) == ["../../static/img/p.png", "q.png"] and "[Image: k]" in text, "pictures", text)
    check(re.findall(r"'(/[^']*)' was not found", said) == ["/de/first.md", "/none/p.png"], "what is not there", said)


def embedded_notes(folder):
    """Footnotes of an embedded note take their places among those of the note; a heading in one is a paragraph."""
    make(folder, {"v/n.md": "Own[^x] then\n\n![[e]]\n\nand[^y] again[^x]\n\n[^x]: own x\n[^y]: own y\n[^z]: unused\n",
                  "v/e.md": "Emb[^x] and[^1]\n\n[^x]: # heading\n[^1]: emb one\n"})
    text, _ = page(folder, "n")
    check(re.findall(r'href="#fn-(\d)"', text) == ["1", "2", "3", "4", "1"], "numbers in their order", text)
    notes = text[text.index('class="footnotes"'):]
    check([re.sub("<[^>]*>", "", t).strip() for t in re.findall(r'<div class="fn"[^>]*>(.*)', notes)] ==
          ["1 own x", "2 heading", "3 emb one", "4 own y", "5 unused"], "their texts", notes)
    check("<h1" not in notes, "a heading in a footnote", notes)


def orders(folder):
    """Numbers come before words, notes without a value last; what C's library takes for a number is a word."""
    ranks = {"a": "10", "b": "9", "c": "word", "d": "", "e": "nan", "f": "-1.5", "g": "inf", "h": "1e2", "i": "0x2", "j": "Word", "k": None, "l": "+10", "m": "1.", "n": ".5"}
    make(folder, {f"v/{n}.md": f"---\nrank: '{r}'\n---\n# {n}\n" if r is not None else f"# {n}\n" for n, r in ranks.items()})
    got = order(folder, "--order=rank")
    check(got == list("fnmbalhijgecdk"), "an order by a key", got)
    make(folder, {f"v/{n}.md": None for n in ranks})
    make(folder, {"v/a.md": "---\ntags: [x/y, Ä]\ndate: 2024-01-01T10:00:00+05:00\nk: [A, b]\n---\n# a\n",
                  "v/b.md": "---\ntags: [xy]\ndate: 2024-01-01T06:00:00Z\nk: a\n---\n# b\n", "v/c.md": "---\ndate: 2024-01-01T04:59:59Z\nk2:\n---\n# c\n"})
    check(order(folder, "--order=date") == ["c", "a", "b"], "an order by moments")
    for words, want in ((["--tag=x"], "a"), (["--tag=#x"], "a"), (["--tag=xy"], "b"), (["--tag=ä"], "a"), (["--where=k"], "ab"), (["--where=k=A"], "ab"),
                        (["--where=k=B"], "a"), (["--where=k2"], "c"), (["--where=k", "--where=k=B"], "a")):
        r = run(folder, "-q", "-t", "json", "-o", "-", *words, "v")
        got = "".join(re.findall(r'"name":"(\w)"', r.stdout))
        check(got == want, f"{words}: {got}", r)
    r = run(folder, "-t", "json", "-o", "-", "--where=k=", "v")
    check(r.returncode == 2 and "no note's front matter has this value" in r.stderr, "an empty value", r)


def plans(folder):
    """Drafts, gone notes, addresses and notes that were not chosen."""
    make(folder, {"v/mkdocs.yml": 'nav:\n  - Draft:\n  - Empty: ""\n  - Gone: gone.md\n  - Web: https://e.org\n  - Part:\n    - Hid: hid.md\n    - Sub: sub.md\n'
                                  "    - Again: a.md#x\n  - a.md\n",
                  **{f"v/{n}.md": f"---\nkind: {n}\n---\n# {n}\n\ntext\n" for n in ("a", "hid", "sub")}})
    check(toc(folder) == ["Draft", "Empty", "Part", " Hid", " Sub", " Again"], "mkdocs.yml", toc(folder))
    check(toc(folder, "--where=kind=sub") == ["Draft", "Empty", "Part", " Sub"], "with a choice", toc(folder, "--where=kind=sub"))
    make(folder, {"v/mkdocs.yml": "nav:\n  - Gone: gone.md\n"})
    check(toc(folder) == ["a", "hid", "sub"], "a plan of nothing", toc(folder))
    make(folder, {"v/mkdocs.yml": None, "v/SUMMARY.md": "# Summary\n\n- [Hid](hid.md)\n  - [Sub](sub.md)\n- [Draft]()\n- [A](a.md)\n"})
    check(toc(folder) == ["Hid", " Sub", "Draft", "A"], "SUMMARY.md", toc(folder))
    make(folder, {"v/SUMMARY.md": "# Summary\n\n- [A](a.md)\n\n# Planned\n\n- [Draft]()\n\n# Done\n\n- [Sub](sub.md)\n"})
    check(toc(folder) == ["A", "Planned", " Draft", "Done", " Sub"], "a part of drafts", toc(folder))
    check(toc(folder, "--where=kind=a") == ["A", "Planned", " Draft"], "a part of notes that are not chosen", toc(folder, "--where=kind=a"))
    make(folder, {"v/SUMMARY.md": "# Summary\n\n- [Hid](hid.md)\n  - [Sub](sub.md)\n- [Draft]()\n- [A](a.md)\n"})
    check(toc(folder, "--where=kind=sub") == ["Hid", " Sub", "Draft"], "what stands below a note that is not chosen", toc(folder, "--where=kind=sub"))
    make(folder, {"v/SUMMARY.md": None, "v/no.md": "nothing\n", "v/list.txt": "sub.md\na.md\n", "v/links.md": "[x](hid.md) [[a]] [web](https://e.org) [here](#top) [none]() ![p](p.png)\n"})
    check(toc(folder, "--index=list.txt") == ["sub", "a"], "a list of paths", toc(folder, "--index=list.txt"))
    check(toc(folder, "--index=links.md") == ["x", "a"], "a note with links", toc(folder, "--index=links.md"))
    r = run(folder, "-t", "json", "-o", "-", "--index=links.md", "v")
    check("the index lists" not in r.stderr, "addresses and places of an index are no notes", r)
    check("--index=gone.md: there is no such file among the notes" in toc(folder, "--index=gone.md"), "no index")
    check("--index=no.md: it lists no note of this folder" in toc(folder, "--index=no.md"), "an index of nothing")


def places_of_messages(folder):
    """The file that a message names is there, seen from where the program runs, whatever of the vault was named."""
    make(folder, {"v/.obsidian/app.json": "{", "v/a.md": "![[b]]\n\n![[c]]\n", "v/b.md": "[[nope]]\n", "v/s/c.md": "[[nope]]\n", "v/s/d.md": "![[b]]\n\n![[c]]\n",
                  "v/links.md": "[gone](gone.md) [[a]]\n", "w/none": ""})
    os.symlink("../v", folder + "/w/link")
    for here, name, root in ((".", "v/a.md", "v/"), (".", folder + "/v/a.md", folder + "/v/"), (".", "v/s", "v/"), (".", "v/s/*.md", "v/"), ("v", "s", ""),
                             ("v/s", "d.md", "../"), ("v/s", ".", "../"), ("v/s", "../a.md", "../"), ("w", "../v/s/d.md", "../v/"), ("w", "link/s", "link/")):
        r = run(f"{folder}/{here}", "check", name)
        told = set(re.findall(r"^(\S+?):(?:\d+:\d+:)? warning", r.stdout, re.M))
        other = {".": "c.md", "link/s": "link/s/c.md"}.get(name, root + "s/c.md")
        check(told == {root + "b.md", other, root + ".obsidian/app.json"}, f"the files that messages name, of {name} in {here}", told)
        check(all(os.path.exists(os.path.join(folder, here, t)) for t in told), f"they are there, of {name} in {here}", told)
    r = run(folder, "-q", "-t", "json", "-o", "-", "--index=links.md", "-Werror", "v")
    check("\nv/links.md:1:1: error: the index lists" in "\n" + r.stderr, "the index as it was found", r.stderr)


if __name__ == "__main__":
    in_folders(places_of_messages, logseq, obsidian, fragments, from_the_top, embedded_notes, orders, plans)
    sys.exit(finish())
