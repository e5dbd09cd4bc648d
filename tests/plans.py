#!/usr/bin/env python3
"""The plans of books: mdBook, GitBook, MkDocs; what is in the book, in which order, under which titles.

Usage: plans.py NOTECONV
"""
import json
import os
import re
import sys
import xml.etree.ElementTree
import zipfile

import lib
from lib import check, make, run

XHTML = "{http://www.w3.org/1999/xhtml}"


def contents(book):
    """The contents of a book: (depth, title, path without fragment or None); places inside a note are left out."""
    with zipfile.ZipFile(book) as z:
        nav = xml.etree.ElementTree.fromstring(z.read("EPUB/nav.xhtml").decode().split("?>", 1)[1].split(">", 1)[1])
    found = []

    def walk(ol, depth):
        for li in ol:
            label = li[0]
            href = label.get("href")
            if not href or "#" not in href:
                found.append((depth, "".join(label.itertext()), href))
            if len(li) > 1:
                walk(li[1], depth + 1)

    walk(next(n for n in nav.iter(XHTML + "nav") if n.get("id") == "toc").find(XHTML + "ol"), 0)
    return found


def package(book):
    with zipfile.ZipFile(book) as z:
        return z.read("EPUB/content.opf").decode()


def book_of(work, *words):
    r = run(work, "-t", "epub", "--force", "-v", "-o", "x.epub", *words)
    return (contents(work + "/x.epub"), r.stderr) if r.returncode == 0 else ([], r.stderr)


def titles(entries):
    return [(depth, title) for depth, title, _ in entries]


NOTES = {name: f"# Heading of {name}\n\nThis is the text of it.\n" for name in
         ("preface.md", "one.md", "deep/two.md", "deep/er/three.md", "four.md", "five.md", "extra.md")}
SUMMARY = """# Summary

[Foreword](preface.md)

# First part

- [One](one.md)
    - [Two *two*](deep/two.md)
        - [Three](./deep/er/three.md)
    - [Not yet]()
- [Four](four.md#somewhere)

---

# Second part

- [Nowhere](nowhere.md)
- [Again](one.md)

[Last](five.md)
"""
PLAN = [(0, "Foreword"), (0, "First part"), (1, "One"), (2, "Two two"), (3, "Three"), (2, "Not yet"), (1, "Four"), (0, "Last")]


def test_mdbook(work):
    make(work, {"b/book.toml": '[book]\ntitle = "The Book"\nauthors = ["A. Uthor", "B. Other"]\nlanguage = "pt-BR"\n'
                'description = "What it is"\nsrc = "text"\n', "b/text/SUMMARY.md": SUMMARY,
                **{"b/text/" + name: text for name, text in NOTES.items()}})
    found, told = book_of(work, "b")
    check(titles(found) == PLAN, "order, nesting, parts, drafts and titles of the plan", titles(found))
    check("text/one.md: warning: the plan of the book lists this note twice" in told, "a note listed twice is reported", told)
    hrefs = [href for _, _, href in found if href]
    check("nav.xhtml" not in hrefs and hrefs[[t for _, t, _ in found].index("Not yet") - 1], "a draft leads where the entry before it does",
          found)
    check("'nowhere.md', which is no note" in told and told.count("[link-unresolved]") == 1, "what names nothing is reported once", told)
    check("1 note is not in this plan and left out: text/extra.md; --plan=none" in told and "[plan-left-out]" in told,
          "a note outside the plan is named", told)
    opf = package(work + "/x.epub")
    for text in (">The Book<", ">A. Uthor<", ">B. Other<", ">pt-BR<", ">What it is<"):
        check(text in opf, f"the book's settings: {text}", opf)
    found, told = book_of(work, "-M", "title=Mine", "-M", "lang=en", "b")
    opf = package(work + "/x.epub")
    check(">Mine<" in opf and ">en<" in opf, "-M comes before them", opf)
    make(work, {f"c/{name}.md": "x\n" for name in "abcdefgh"} | {"c/SUMMARY.md": "- [a](a.md)\n- [b](b.md)\n- [c](c.md)\n- [d](d.md)\n"})
    _, told = book_of(work, "c")
    check("4 notes are not in this plan and left out: e.md, f.md, g.md …; " in told, "of many notes outside the plan three are named", told)
    os.remove(work + "/c/h.md")
    _, told = book_of(work, "c")
    check("3 notes are not in this plan and left out: e.md, f.md, g.md; " in told, "three notes outside the plan are named", told)
    found, _ = book_of(work, "--plan=none", "b")
    check("extra" in str(found) and len(found) >= len(NOTES), "--plan=none takes all", titles(found))
    r = run(work, "-q", "-t", "json", "-o", "-", "b")
    names = [json.loads(line)["key"] for line in r.stdout.split("\n") if line]
    check(names[:4] == ["text/preface.md", "text/one.md", "text/deep/two.md", "text/deep/er/three.md"] and len(names) == len(NOTES) + 1,
          "other formats take the order, not the selection", names)


def test_wrong_values(work):
    """A value that cannot be used in a book's settings is reported at its place."""
    notes = {"b/src/" + n: t for n, t in NOTES.items()}
    for text, want in (("title = 5", "2:1: warning: title: this value"), ('language = "Chinese"', "2:1: warning: language: this value"), ('src = ["src"]', "2:1: warning: src: this value"),
                       ('authors = ["A", ["B"]]', "2:17: warning: authors: this value")):
        make(work, {"b/book.toml": f"[book]\n{text}\n", "b/src/SUMMARY.md": "# S\n\n- [One](one.md)\n", **notes})
        told = book_of(work, "b")[1]
        check("b/book.toml:" + want in told, text, told)
    make(work, {"b/book.toml": '[book]\nsrc = "../o"\n', "o/SUMMARY.md": "# S\n\n- [Out](out.md)\n", "o/out.md": "# Out\n"})
    told = book_of(work, "b")[1]
    check("is outside the folder" in told and "unresolved" not in told, "a plan outside the folder", told)
    make(work, {"b/book.toml": '[book]\nauthors = "Ann Lee"\n'})
    told = book_of(work, "b")[1]
    check(">Ann Lee<" in package(work + "/x.epub") and "authors" not in told, "one author who stands in no list", told)
    os.remove(work + "/b/book.toml")
    make(work, {"b/book.json": '{"root": "src",\n"title": {"a": 1},\n"language": "Chinese",\n"author": ["A. Lee", "B. Lee"]}'})
    told = book_of(work, "b")[1]
    check("b/book.json:2:1: warning: title: this value" in told and "b/book.json:3:1: warning: language: this value" in told, "book.json", told)
    check(">A. Lee<" in package(work + "/x.epub") and ">B. Lee<" in package(work + "/x.epub"), "authors of book.json", told)
    os.remove(work + "/b/book.json")
    make(work, {"b/mkdocs.yml": "docs_dir: src\nsite_name: [A, {b: c}]\ntheme: {language: Chinese}\nnav: [one.md]\n"})
    told = book_of(work, "b")[1]
    check("b/mkdocs.yml:2:1: warning: site_name: this value" in told and "b/mkdocs.yml:3:1: warning: theme: this value" in told, "mkdocs.yml", told)


def test_found(work):
    """A SUMMARY.md that no settings name."""
    notes = {"v/docs/" + name: text for name, text in NOTES.items()}
    make(work, {"v/docs/SUMMARY.md": SUMMARY, **notes})
    found, _ = book_of(work, "v")
    check(titles(found) == PLAN, "in docs/", titles(found))
    check(">v<" in package(work + "/x.epub"), "a heading that says what a summary is names no book", package(work + "/x.epub"))
    make(work, {"v/docs/SUMMARY.md": SUMMARY.replace("# Summary", "# My *first* book", 1)})
    for words in (), ("--plan=none", "--index=v/docs/SUMMARY.md"):
        found, _ = book_of(work, *words, "v")
        check(titles(found) == PLAN and ">My first book<" in package(work + "/x.epub"), f"{words}: another heading does", titles(found))
    book_of(work, "-M", "title=Mine", "v")
    check(">Mine<" in package(work + "/x.epub"), "-M comes before it")
    make(work, {"w/SUMMARY.md": "# Summary\n\n- [One](one.md)\n- two\n- three\n", **{"w/" + n: t for n, t in NOTES.items()}})
    found, told = book_of(work, "w")
    check("extra" in str(found) and "plan" not in told, "a list of words is no plan", (titles(found), told))
    make(work, {"y/SUMMARY.md": "- [One](one.md)\n", **{"y/" + n: t for n, t in NOTES.items()}})
    found, told = book_of(work, "y")
    check("extra" in str(found), "a list of one note in seven is no plan", titles(found))
    found, told = book_of(work, "--plan=SUMMARY.md", "y")
    check(titles(found) == [(0, "One")], "but may be named as one", titles(found))
    r = run(work, "-t", "epub", "-o", "z.epub", "--plan=none.md", "y")
    check(r.returncode == 2 and "--plan=none.md" in r.stderr, "a plan that is not there is an error", r)


def test_left_out(work):
    """Siblings stay siblings where the note above them is left out; what follows goes on where it was."""
    make(work, {"v/SUMMARY.md": "# S\n\n- [A](a.md)\n  - [B](b.md)\n    - [C](c.md)\n      - [F](f.md)\n    - [E](e.md)\n- [D](d.md)\n",
                **{f"v/{n}.md": f"# {n}\n\nText.\n" for n in "abcdef"}})
    for words, wanted in (((), [(0, "A"), (1, "B"), (2, "C"), (3, "F"), (2, "E"), (0, "D")]),
                          (("b",), [(0, "A"), (1, "C"), (2, "F"), (1, "E"), (0, "D")]),
                          (("a", "b"), [(0, "C"), (1, "F"), (0, "E"), (0, "D")]),
                          (("a", "b", "c"), [(0, "F"), (0, "E"), (0, "D")])):
        found, _ = book_of(work, *(f"--exclude={n}.md" for n in words), "v")
        check(titles(found) == wanted, f"without {words}", titles(found))


def test_gitbook(work):
    make(work, {"g/book.json": json.dumps({"title": "Git", "author": "A", "language": "de", "root": "./src/", "structure": {"summary": "TOC.md"}}),
                "g/src/TOC.md": "# TOC\n\n* [One](one.md)\n  * [Two](deep/two.md)\n", **{"g/src/" + n: t for n, t in NOTES.items()}})
    found, _ = book_of(work, "g")
    check(titles(found) == [(0, "One"), (1, "Two")], "book.json", titles(found))
    check(">Git<" in package(work + "/x.epub") and ">de<" in package(work + "/x.epub"), "and what it says of the book")
    make(work, {"h/.gitbook.yaml": "root: ./docs/\nstructure:\n  summary: ./S.md\n", "h/docs/S.md": "* [One](one.md)\n",
                **{"h/docs/" + n: t for n, t in NOTES.items()}})
    found, _ = book_of(work, "h")
    check(titles(found) == [(0, "One")], ".gitbook.yaml", titles(found))
    make(work, {"i/book.json": "{ no json", **{"i/" + n: t for n, t in NOTES.items()}})
    found, told = book_of(work, "i")
    check("extra" in str(found) and "i/book.json:" in told and "[setting]" in told, "settings that cannot be read are reported", told)


def test_mkdocs(work):
    make(work, {"m/mkdocs.yml": "site_name: Docs\ntheme:\n  name: material\n  language: zh-Hans\nextra: !ENV [A, b]\nx: !!python/name:a.b\n"
                "nav:\n  - Start: one.md\n  - deep/two.md\n  - Web: https://example.org\n  - Section:\n    - Below:\n      - T: deep/er/three.md\n"
                "    - gone.md\n    - Gone: gone2.md\n", **{"m/docs/" + n: t for n, t in NOTES.items()}})
    found, told = book_of(work, "m")
    check(titles(found) == [(0, "Start"), (0, "Heading of deep/two.md"), (0, "Section"), (1, "Below"), (2, "T")], "the nav", titles(found))
    check("'gone.md' and 1 more, which are no note" in told, "what names nothing is counted", told)
    check(">zh-Hans<" in package(work + "/x.epub") and ">Docs<" in package(work + "/x.epub"), "title and language")
    make(work, {"o/mkdocs.yml": "docs_dir: Docs\nnav: [one.md]\n", "o/one.md": "# Above\n", "o/Docs/one.md": "# Within\n", "o/Docs/list.txt": "one.md\n"})
    for words in (), ("--index=o/Docs/list.txt",):
        found, told = book_of(work, *words, "o")
        check([t for _, t, _ in found] == ["Within"], f"names are seen from the list's own folder {words}", (found, told))
    deep = "nav:\n" + "".join("  " * k + f"- a{k}:\n" for k in range(60)) + "  " * 60 + "- one.md\n"
    make(work, {"n/mkdocs.yml": deep, **{"n/docs/" + n: t for n, t in NOTES.items()}})
    r = run(work, "-t", "epub", "-o", "n.epub", "n")
    check(r.returncode == 0 and "[setting]" in r.stderr, "a nav without bottom is reported", r)


def test_lists_with_keys(work):
    """Plans in YAML whose items are maps: Quarto, Jupyter Book, MyST; bookdown's list of files."""
    notes = {n.replace(".md", ".qmd"): t for n, t in NOTES.items()}
    make(work, {"q/_quarto.yml": "project:\n  type: book\nlang: fr\nbook:\n  title: Quarto's\n  author:\n    - name: Ann\n    - Bob\n  chapters:\n    - preface.qmd\n"
                "    - part: Words\n      chapters:\n        - five.qmd\n        - deep/two.qmd\n    - part: four.qmd\n      chapters:\n"
                "        - text: Called\n          file: one.qmd\n        - href: https://example.org\n          text: Web\n  appendices: [deep/er/three.qmd]\n",
                **{"q/" + n: t for n, t in notes.items()}})
    found, told = book_of(work, "q")
    opf = package(work + "/x.epub")
    check(titles(found) == [(0, "Heading of preface.md"), (0, "Words"), (1, "Heading of five.md"), (1, "Heading of deep/two.md"), (0, "Heading of four.md"),
                            (1, "Called"), (0, "Heading of deep/er/three.md")], "Quarto", titles(found))
    check(all(f">{w}<" in opf for w in ("Quarto's", "Ann", "Bob", "fr")) and "left out: extra.qmd" in told, "what it says of the book", (opf, told))
    check(book_of(work, "--plan=_quarto.yml", "q")[0] == found, "named")
    make(work, {"s/_quarto.yml": "website:\n  title: Site\n  sidebar:\n    contents:\n      - section: Words\n        contents: [one.md]\n      - five.md\n",
                **{"s/" + n: t for n, t in NOTES.items()}})
    found, _ = book_of(work, "s")
    check(titles(found) == [(0, "Words"), (1, "Heading of one.md"), (0, "Heading of five.md")], "a site of Quarto", titles(found))
    make(work, {"j/_toc.yml": "format: jb-book\nroot: preface\nparts:\n- caption: First\n  chapters:\n  - file: one\n    title: The one\n    sections:\n    - file: deep/two\n"
                "  - url: https://example.org\n  - file: book\n- chapters:\n  - file: five\n", "j/_config.yml": "title: Jupyter's\nauthor: Ann\n",
                **{"j/" + n: t for n, t in NOTES.items()}})
    found, told = book_of(work, "j")
    check(titles(found) == [(0, "Heading of preface.md"), (0, "First"), (1, "The one"), (2, "Heading of deep/two.md"), (0, "Heading of five.md")], "Jupyter Book", titles(found))
    check(">Jupyter's<" in package(work + "/x.epub") and "'book', which is no note" in told, "its settings, and a notebook that is none", told)
    for n, (key, below) in enumerate((("chapters", "- file: one"), ("sections", "- file: one"), ("entries", "- file: one"), ("parts", "- chapters:\n  - file: one"),
                                      ("subtrees", "- entries:\n  - file: one"))):
        make(work, {f"t{n}/_toc.yml": f"root: preface\n{key}:\n{below}\n", **{f"t{n}/" + name: t for name, t in NOTES.items()}})
        found, _ = book_of(work, f"t{n}")
        check(titles(found) == [(0, "Heading of preface.md"), (0, "Heading of one.md")], f"a _toc.yml of {key}", titles(found))
    make(work, {"k/_toc.yml": "- file: preface\n- part: Old\n  chapters:\n  - file: one\n", **{"k/" + n: t for n, t in NOTES.items()}})
    found, _ = book_of(work, "k")
    check(titles(found) == [(0, "Heading of preface.md"), (0, "Old"), (1, "Heading of one.md")], "the old form", titles(found))
    make(work, {"y/myst.yml": "version: 1\nproject:\n  title: MyST's\n  authors:\n    - name: Ann\n  toc:\n    - file: preface.md\n    - title: Part\n      children:\n"
                "        - file: five.md\n          title: Fifth\n", **{"y/" + n: t for n, t in NOTES.items()}})
    found, _ = book_of(work, "y")
    check(titles(found) == [(0, "Heading of preface.md"), (0, "Part"), (1, "Fifth")] and ">Ann<" in package(work + "/x.epub"), "MyST", titles(found))
    make(work, {"b/_bookdown.yml": "rmd_files:\n  html: [five.md]\n  epub: [five.md, one.md]\n", **{"b/" + n: t for n, t in NOTES.items()}})
    found, _ = book_of(work, "b")
    check(titles(found) == [(0, "Heading of five.md"), (0, "Heading of one.md")], "bookdown", titles(found))
    make(work, {"e/_quarto.yml": "project:\n", "e/_toc.yml": "root: one\n", "e/one.md": "# One\n", "e/two.md": "# Two\n"})
    found, told = book_of(work, "e")
    check(titles(found) == [(0, "One"), (0, "Two")] and "plan" not in told, "settings without a list", (found, told))


def test_sidebar(work):
    """The list of docsify and of GitHub's wikis is a summary."""
    for name in "_sidebar.md", "docs/_sidebar.md", "_Sidebar.md":
        folder = os.path.dirname("d/" + name)
        make(work, {f"d/{name}": "* [Start](/)\n* Words\n  * [B](b.md)\n  * [A](a.md)\n", **{f"{folder}/{n}.md": f"# Note {n}\n\nText.\n" for n in ("README", "a", "b")}})
        found, _ = book_of(work, "d")
        check(titles(found) == [(0, "Start"), (0, "Words"), (1, "B"), (1, "A")], name, titles(found))
        os.remove(f"{work}/d/{name}")


def test_folder_of_mkdocs(work):
    """Without a nav the book of MkDocs is its folder, not all of the repository."""
    make(work, {"m/mkdocs.yml": "site_name: Docs\n", "m/README.md": "# About\n", "m/docs/a/b.md": "# B\n", "m/docs/index.md": "# Start\n", "m/docs-old/x.md": "# Old\n"})
    for words in (), ("--plan=mkdocs.yml",):
        found, told = book_of(work, *words, "m")
        check(titles(found) == [(0, "Start"), (0, "a"), (1, "B")] and "2 notes are not in this plan and left out: README.md, docs-old/x.md" in told, f"{words}", (found, told))
    found, _ = book_of(work, "--plan=none", "m")
    check(len([path for _, _, path in found if path]) == 4, "all on demand", found)
    make(work, {"m/mkdocs.yml": "site_name: Docs\ndocs_dir: gone\n"})
    found, _ = book_of(work, "m")
    check(len([path for _, _, path in found if path]) == 4, "or if the folder has no notes", found)


def test_settings_without_list(work):
    """Settings name the book though they list no notes."""
    make(work, {"m/mkdocs.yaml": "site_name: !ENV [NAME, Docs]\nsite_author: Ann\n", "m/docs/a.md": "# A\n", "m/docs/b.md": "# B\n"})
    found, _ = book_of(work, "m")
    opf = package(work + "/x.epub")
    check(titles(found) == [(0, "A"), (0, "B")] and ">Docs<" in opf and ">Ann<" in opf, "named without a nav", opf)
    make(work, {"t/book.toml": f"[book]\nauthors = {json.dumps([f'A{k}' for k in range(201)])}\n", "t/src/SUMMARY.md": "- [a](a.md)\n", "t/src/a.md": "# a\n"})
    _, told = book_of(work, "t")
    check("of 201 people the first 200 are named" in told and package(work + "/x.epub").count("<dc:creator") == 200, "people are bounded", told)


def test_spellings(work):
    """Summaries as people write them."""
    make(work, {"s/SUMMARY.md": "<!-- kept by hand -->\n\nWhat is here:\n\n# Summary\n\n1. [**One** b](one.md)\n2. **[Two](deep/a%20b.md)**\n   1. [Three](<deep/c d.md>)\n"
                "3. *Later*\n   - [Four](four.md#x \"t\")\n     - [[five|Fifth]]\n     - [[six]]\n4. [Web](https://example.org)\n",
                **{f"s/{n}.md": f"# Note {n}\n" for n in ("one", "deep/a b", "deep/c d", "four", "five", "six")}})
    found, _ = book_of(work, "s")
    check(titles(found) == [(0, "One b"), (0, "Two"), (1, "Three"), (0, "Later"), (1, "Four"), (2, "Fifth"), (2, "Note six")], "spellings", titles(found))


def test_includes(work):
    """What code of an mdBook includes: whole files, lines, anchors; hidden lines of Rust."""
    source = "// ANCHOR: all\nuse a;\n// ANCHOR: f\nfn f() {}\n// ANCHOR_END: f\n# hidden\n#[test]\n## sharp\n#\nend\n// ANCHOR_END: all\n"
    note = """# N

```rust,ignore
{{#include ../listings/a.rs:f}}
```

```rust
{{#rustdoc_include ../listings/a.rs:all}}
```

```text
{{#include ../listings/a.rs:2}}
{{#include ../listings/a.rs:10:}}
{{#include ../listings/deep/b.txt}}
\\{{#include ../listings/a.rs}}
```

```
{{#include ../listings/none.rs}}
{{#include ../../outside.txt}}
{{#include ../listings/a.rs:nowhere}}
{{#include ../listings/loop.txt}}
```

text {{#include ../listings/a.rs}}
"""
    make(work, {"outside.txt": "SECRET", "b/book.toml": "[book]\n", "b/src/SUMMARY.md": "- [N](n.md)\n", "b/src/n.md": note, "b/listings/a.rs": source,
                "b/listings/deep/b.txt": "b1\n{{#include ../c.txt:1:1}}\n", "b/listings/c.txt": "c1\nc2\n", "b/listings/loop.txt": "{{#include loop.txt}}"})
    r = run(work, "-v", "-t", "json", "-o", "-", "b")
    docs = [json.loads(line) for line in r.stdout.split("\n") if '"n.md' in line or "src/n.md" in line]
    codes = []

    def walk(n):
        if n.get("kind") == "code-block":
            codes.append(n["text"])
        for child in n.get("children", []):
            walk(child)

    for doc in docs:
        walk(doc["root"])
    check(codes[:1] == ["fn f() {}\n"], "an anchor", codes)
    check(codes[1:2] == ["use a;\nfn f() {}\n#[test]\n# sharp\nend\n"], "rustdoc_include without hidden lines and marks", codes[1:2])
    check(codes[2:3] == ["use a;\nend\n// ANCHOR_END: all\nb1\nc1\n{{#include ../listings/a.rs}}\n"], "lines, files in files, a mark that is none", codes[2:3])
    told = r.stderr
    check("SECRET" not in r.stdout and "leads outside" in told, "nothing outside the folder", told)
    check("'../listings/none.rs' was not included: there is no such file" in told and "no such anchor" in told and "'loop.txt' is not included: it includes itself" in told,
          "what fails is reported", told)
    make(work, {"plain/n.md": note, "plain/listings/a.rs": source})
    r = run(work, "-q", "-t", "json", "-o", "-", "plain")
    check("{{#include ../listings/a.rs:f}}" in r.stdout, "other notes are left alone", r.stdout[:300])


def pages(book):
    with zipfile.ZipFile(book) as z:
        return {name: z.read(name) for name in z.namelist() if "/text/" in name}


def test_size(work):
    """A chapter too large for one page is divided between blocks, at places and under names that an edit elsewhere does not change."""
    text = [f"Paragraph {i} of the note, which is {'long ' * (i % 40 + 5)}and has **words** in bold." for i in range(4000)]

    def book(blocks):
        make(work, {"n.md": "\n\n".join(blocks)})
        r = run(work, "-q", "-t", "epub", "--force", "-o", "n.epub", "n.md")
        check(r.returncode == 0, "a long note", r)
        return pages(work + "/n.epub")

    before = book(text)
    check(4 <= len(before) <= 30 and max(map(len, before.values())) < 260000, "no page is too large", {n: len(p) for n, p in before.items()})
    words = b"".join(before.values())
    check(all(b"Paragraph %d of" % i in words for i in range(4000)), "no text is lost")
    for at in (10, 1500, 3900):
        after = book(text[:at] + ["A paragraph that was added."] + text[at:])
        differ = {n for n in before.keys() | after.keys() if before.get(n) != after.get(n)}
        check(len(differ) <= 3, f"a paragraph added at {at} changes a page, or the place of one cut", differ)


def test_embeds_weigh(work):
    part = "\n\n".join(f"## Part {i}\n\n" + "word " * 400 for i in range(75))
    make(work, {".git/x": "", **{f"p{i}.md": part for i in range(3)}, "host.md": "# Host\n\n![[p0]]\n\n![[p1]]\n\n![[p2]]\n\n[[#Host]]\n",
                "a.md": "![[b]]\n", "b.md": "![[a]]\n\nb\n"})
    r = run(work, "-q", "-t", "epub", "-o", "h.epub", "host.md")
    made = pages(work + "/h.epub")
    check(r.returncode == 0 and len(made) == 3 and max(map(len, made.values())) < 260000, "what is embedded has weight", {n: len(p) for n, p in made.items()})
    r = run(work, "-q", "-t", "epub", "-o", "c.epub", "a.md")
    check(r.returncode == 0, "notes that embed each other", r)


def test_titles(work):
    """A sole first heading of any level is the title; one of the front matter that differs is shown as well."""
    make(work, {"t/one.md": "## Sole\n\ntext\n\n### Below\n\nx\n", "t/README.md": "# Read\n\ntext\n", "t/two.md": "---\ntitle: Front\n---\n# Head\n\ntext\n",
                "t/three.md": "text\n", "t/four.md": "## A\n\na\n\n## B\n\nb\n"})
    found, _ = book_of(work, "t")
    check(titles(found)[:1] == [(0, "Read")] and {(0, "Sole"), (0, "Front"), (0, "three"), (0, "four")} <= set(titles(found)), "contents", titles(found))
    texts = {name: page.decode() for name, page in pages(work + "/x.epub").items()}
    for page in texts.values():
        check(page.count("<h1") <= 1, "one h1 a page", page)
    check(any("<h1>Front</h1>" in p and ">Head</h2>" in p for p in texts.values()), "the front matter's title and the heading", texts)
    check(any('">Sole</h1>' in p and "one</h1>" not in p for p in texts.values()), "no heading twice", texts)
    run(work, "-q", "-t", "epub", "--force", "-o", "x.epub", "t/one.md")
    check(">Sole</dc:title>" in package(work + "/x.epub"), "a book of one note is called by its heading", package(work + "/x.epub"))


def test_folder_of_one(work):
    """A folder's name is the book's title; its only note keeps its own, which the page shows."""
    make(work, {"f/n.md": "---\ntitle: Front\nauthor: A\n---\n\n# Heading\n\nx\n"})
    found, _ = book_of(work, "f")
    check(titles(found) == [(0, "Front"), (1, "Heading")] and ">f<" in package(work + "/x.epub"), "a folder of one note", titles(found))
    check(">Front</h1>" in body(work, "f")[0], "its title is on the page")


def test_journals(work):
    """A journal is named after its day; its first heading is a line below."""
    notes = {"2024-01-31.md": "## Log\n\nx\n", "2024-02-01.md": "# Thursday, 1 February 2024\n\nx\n",
             "2024-02-02.md": "---\ntitle: Own\n---\n# Log\n\nx\n", "2024-02-03 Meeting.md": "# Steph\n\nx\n", "2024-02-04.md": "# Of the day\n\nx\n"}
    make(work, {"d/" + n: t for n, t in notes.items()})
    found, _ = book_of(work, "d")
    check([t[1] for t in titles(found) if t[0] == 0] == ["2024-01-31", "Thursday, 1 February 2024", "Own", "Steph", "2024-02-04"], "days", titles(found))
    check((1, "Of the day") in titles(found), "what the heading says is a line below", titles(found))
    make(work, {"l/logseq/config.edn": '{:journal/page-title-format "yyyy-MM-dd EEEE"}', "l/pages/A.md": "- [[2024-01-31 Wednesday]]\n",
                "l/journals/2024_01_31.md": "- x\n"})
    found, told = book_of(work, "l")
    check("2024-01-31 Wednesday" in str(titles(found)) and "not-found" not in told, "a graph's own form of the date", (titles(found), told))


def test_named_alone(work):
    """The files of a plan named by themselves; a chapter of a book converted alone; plans that are not read."""
    make(work, {"b/book.toml": "[book]\n", "b/src/SUMMARY.md": "# S\n\n- [One](one.md)\n- [Two](two.md)\n", "b/src/one.md": "# One\n\n{{#include ../x.txt}}\n",
                "b/x.txt": "from above\n", "b/src/two.md": "# Two\n\n[one](one.md)\n"})
    r = run(work, "-t", "epub", "-o", "x.epub", "b/src/SUMMARY.md")
    check("b/src/SUMMARY.md: warning: this is the plan of a book" in r.stderr and work + "/b [plan-alone]" in r.stderr, "a summary alone", r)
    for name in ("Summary.md", "_sidebar.md", "_Sidebar.md", "Side.md"):
        make(work, {f"z/{name}": "# S\n\n- [One](one.md)\n- [Two](two.md)\n", "z/one.md": "1\n", "z/two.md": "2\n"})
        r = run(work, "-t", "epub", "--force", "-o", "x.epub", f"z/{name}")
        check(("plan-alone" in r.stderr) == (name != "Side.md"), f"{name} alone", r)
    r = run(work, "-t", "epub", "-o", "x.epub", "b/book.toml")
    check(r.returncode == 2 and "b/book.toml contains the settings of a book and no text; name its folder: b" in r.stderr, "settings alone", r)
    found, _ = book_of(work, "--plan=b/src/SUMMARY.md", "b")
    check(titles(found) == [(0, "One"), (0, "Two")], "a plan named from the current folder", titles(found))
    text, said = body(work, "b/src/one.md")
    check("from above" in text and "include" not in said, "a chapter alone takes in what its book does", (text, said))
    make(work, {"g/book.json": json.dumps({"root": "src", "variables": {"v": "1.2"}}), "g/src/a.md": "# A {{book.v}}\n\nx\n"})
    for name in ("g/src/a.md", "g/src"):
        text, said = body(work, name)
        check("A 1.2</h1>" in text and not said.count("warning"), f"variables of the book above {name}", (text, said))
    make(work, {"q/sidebars.js": "module.exports = {}\n", "q/a.md": "# A\n"})
    _, said = body(work, "q")
    check("q/sidebars.js: warning: plans of Docusaurus are not read" in said, "a plan that is not read", said)
    _, said = body(work, "--plan=none", "q")
    check("Docusaurus" not in said, "which one may know", said)


def body(work, *words):
    """The markup of the chapters, and what was said."""
    r = run(work, "-t", "epub", "--force", "-v", "-o", "x.epub", *words)
    if r.returncode:
        return "", r.stderr
    with zipfile.ZipFile(work + "/x.epub") as z:
        pages = [z.read(n).decode() for n in z.namelist() if re.match("EPUB/text/[cp]-", n)]
    return "\n".join(p[p.index("<section"):] for p in pages), r.stderr


def test_text_includes(work):
    """mdBook's marks outside code: what comes in is Markdown, and places stay those of the note."""
    one = ("{{#title A window}}\n# One\n\n{{#include sub/part.md}}\n\n- item\n\n  {{#include sub/part.md:2:3}}\n\n"
           "Version {{#include ver.txt}} here, and \\{{#include x}} as it is.\n\n{{#include sub/gone.md}}\n\n{{#include ../../out.txt}}\n\n"
           "{{#include loop.md}}\n\nself\n\n{{#include one.md}}\n\n{{#include own.md}}\n\n{{#include link0.md}}\n\n```rust\n{{#include a.rs:here}}\n```\n\n~~~\n{{#include ver.txt}}\n~~~\n\n**bold\n")
    make(work, {"b/.git/x": "", "b/book.toml": "[book]\n", "b/src/SUMMARY.md": "# Summary\n- [One](one.md)\n", "b/src/one.md": one,
                "b/src/ver.txt": "1.2\n", "b/src/sub/part.md": "## Part\n\nfirst *line*\nsecond\n\n{{#include deep.md}}\n",
                "b/src/sub/deep.md": "Deep `x`.\n", "b/src/loop.md": "loop\n\n{{#include loop.md}}\n",
                "b/src/own.md": "{{#include own.md:part}}\n\n// ANCHOR: part\nits part\n// ANCHOR_END: part\n",
                **{f"b/src/link{n}.md": f"link {n}\n\n{{{{#include link{n + 1}.md}}}}\n" for n in range(12)},
                "b/src/a.rs": "// ANCHOR: here\nfn a() {}\n// ANCHOR_END: here\n", "out.txt": "secret\n"})
    text, said = body(work, "b")
    check("<h2" in text and ">Part</h2>" in text and "<em>line</em>" in text and "Deep <code>x</code>" in text, "Markdown is included", text)
    check(re.search(r"<p>item</p>\s*<p>first <em>line</em></p>\s*</li>", text), "lines of a file, indented as their mark", text)
    check("Version 1.2 here, and {{#include x}} as it is." in text and "A window" not in text, "within a line, escaped, a title", text)
    check("secret" not in text and "'../../out.txt' leads outside" in said, "nothing from outside the folder", said)
    check(text.count("<p>loop</p>") == 1 and said.count("'loop.md' is not included: it includes itself") == 1, "a file that includes itself", said)
    check(text.count("<p>self</p>") == 1 and "'one.md' is not included: it includes itself" in said, "the note itself", said)
    check("<p>its part</p>" in text and text.count("<p>link 9</p>") == 1 and "<p>link 10</p>" not in text and "too deep" in said, "another part; a long chain", said)
    check("a() {}" in text and re.search("<pre><code>1.2\n*</code>", text), "code as before", text)
    lines = {i: int(n) for n, i in re.findall(r"one\.md:(\d+):\d+: .*\[([a-z-]+)\]", said) if i != "include"}
    check(lines.get("emphasis-literal") == one[:one.index("**bold")].count("\n") + 1, "messages name the note's own lines", said)
    check(f"one.md:{one[:one.index('{{#include sub/gone')].count(chr(10)) + 1}:1: warning: 'sub/gone.md'" in said, "what is missing is reported", said)
    r = run(work, "-q", "--force", "-t", "html", "-o", "out", "b")
    make(work, {"b/src/ver.txt": "1.3\n"})
    run(work, "-q", "-t", "html", "-o", "out", "b")
    with open(work + "/out/src/one.html" if r.returncode == 0 else work + "/none", encoding="utf-8") as f:
        check("Version 1.3 here" in f.read(), "a change of an included file is seen")


def test_variables(work):
    """GitBook's {{book.x}} from book.json."""
    book = {"variables": {"v": "1.2", "link": '<a href="https://e.example">x</a>', "t": "```", "deep": {"a": "A"}}}
    make(work, {"b/book.json": json.dumps(book), "b/SUMMARY.md": "# Summary\n\n* [N](n.md)\n",
                "b/n.md": "# N {{book.v}}\n\n{{ book.link }} {{book.deep.a}} {{book.gone}} {{other}} [l](https://x/{{book.v}})\n\n"
                          "{{book.t}}js\nlet a = '{{book.v}}';\n{{book.t}}\n\n{{\n{{book.\n"})
    text, said = body(work, "b")
    check("N 1.2</h1>" in text and '<a href="https://e.example">x</a> A {{book.gone}} {{other}}' in text, "variables in text", text)
    check('href="https://x/1.2"' in text and '<code class="language-js">' in text and "1.2" in text[text.index("<pre"):], "and anywhere", text)
    make(work, {"b/places.md": "{{book.v}} {{book.deep.a}}中 *em* {{book.v}}[x](gone.md)\n"})
    r = run(work, "-t", "json", "-o", "-", "b/places.md")
    check('"kind":"emph","pos":[1,29]' in r.stdout.replace(" ", "") and "places.md:1:44: " in r.stderr, "places after what is filled in", r.stdout, r.stderr)
    check("b/n.md:3:1: warning: 'book.gone' is not a variable" in said and said.count("not a variable") == 1, "one that is not there is reported", said)


def test_snippets(work):
    """MkDocs' --8<--, and settings that inherit from others."""
    note = ('# N\n\n--8<-- "docs/part.md"\n\n    --8<-- "docs/code.py:core"\n\n!!! note\n    --8<-- "docs/part.md:1:1"\n\n'
            '```py\n--8<-- "docs/code.py:core"\n```\n\n--8<--\ndocs/part.md\n\ndocs/gone.md\n--8<--\n\n;--8<-- "escaped"\n\n**bold\n')
    make(work, {"b/.git/x": "", "b/base.yml": "site_name: Base\ntheme: {language: de}\nnav: [n.md]\n",
                "b/mkdocs.yml": "INHERIT: base.yml\nsite_author: Me\n", "b/docs/n.md": note, "b/docs/o.md": "# O\n",
                "b/docs/part.md": "First.\n\nSecond.\n",
                "b/docs/code.py": "a = 1\n# --8<-- [start:core]\ndef f():\n    pass\n# --8<-- [end:core]\n"})
    text, said = body(work, "b")
    check(text.count("<p>First.</p>") == 3 and text.count("<p>Second.</p>") == 2, "text, its lines, a list of files", text)
    check("<pre><code>def f():\n    pass\n</code></pre>" in text and re.search(r'language-py">.*f\(\):\n', text), "code by sections", text)
    check(text.count("8&lt;--") == 1 and "<p>--8&lt;-- &quot;escaped" in text and "a = 1" not in text, "no mark is left", text)
    check("b/docs/n.md:15:1" not in said and "'docs/gone.md' was not included: there is no such file" in said, "what is missing is reported", said)
    check(f"n.md:{note[:note.index('**bold')].count(chr(10)) + 1}:1:" in said, "lines of the note", said)
    opf = package(work + "/x.epub")
    check(">Base</dc:title>" in opf and ">Me</dc:creator>" in opf and "<dc:language>de<" in opf, "inherited settings", opf)
    check(titles(contents(work + "/x.epub")) == [(0, "N")], "an inherited nav", contents(work + "/x.epub"))
    make(work, {"b/mkdocs.yml": "INHERIT: ../base.yml\nnav: [n.md]\n", "base.yml": "site_name: Outside\n"})
    body(work, "b")
    said = body(work, "b")[1]
    check("INHERIT" in said and "Outside" not in package(work + "/x.epub"), "nothing is inherited from outside", said)
    make(work, {"b/mkdocs.yml": "INHERIT: mkdocs.yml\nnav: [n.md]\n"})
    check("<p>First.</p>" in body(work, "b")[0], "settings that inherit from themselves end")


def test_bounds(work):
    """Files that include each other many times, and parts of one asked for thousands of times, end; what is left out is reported."""
    too_much = "the note includes too much"
    eight = {f"m/src/f{i}.md": f"{{{{#include f{i + 1}.md}}}}\n" * 8 for i in range(8)}
    make(work, {"m/.git/x": "", "m/book.toml": "[book]\n", "m/src/SUMMARY.md": "# Summary\n- [One](one.md)\n", **eight,
                "m/src/f8.md": "word\n\n" * 20, "m/src/one.md": "{{#include f0.md}}\n\nLast.\n\n```\n{{#include f0.md}}\n```\n"})
    r = run(work, "--force", "-t", "html", "--fragment", "-o", "-", "m/src/one.md", timeout=240)
    check(r.returncode < 2 and "<p>Last.</p>" in r.stdout and len(r.stdout) < 20 << 20, "files of files end", len(r.stdout))
    check(r.stderr.count(too_much) == 2, "it is reported once for the text and once for its code", r.stderr)
    make(work, {"m/src/one.md": " " * 9000 + "{{#include lines.md}}\n\nLast.\n", "m/src/lines.md": "x\n" * 20000})
    r = run(work, "--force", "-t", "html", "--fragment", "-o", "-", "m/src/one.md", timeout=240)
    check("<p>Last.</p>" in r.stdout and len(r.stdout) < 20 << 20 and too_much in r.stderr, "so do blanks before lines", r.stderr)
    make(work, {"k/.git/x": "", "k/mkdocs.yml": "site_name: K\n", "k/docs/big.txt": "A line of it.\n" * 4000,
                "k/docs/n.md": '--8<-- "big.txt:' + ",".join([":"] * 3000) + '"\n\nLast.\n'})
    r = run(work, "--force", "-t", "html", "--fragment", "-o", "-", "k/docs/n.md", timeout=240)
    check("<p>Last.</p>" in r.stdout and "A line of it." in r.stdout and len(r.stdout) < 20 << 20, "parts of a file end", len(r.stdout))
    check("n.md:1:1: warning: 'big.txt' is cut or left out" in r.stderr and r.stderr.count(too_much) == 1, "and that is reported", r.stderr)


def test_prose_about_snippets(work):
    """A line with words is no mark of a section, and a list of files that nothing ends is no list."""
    note = ("# N\n\nWe write --8<-- [start:x] to mark a section: words\n\n`--8<-- [end:x]` ends it\n\n;--8<-- [start:shown]\n\n"
            "<!-- --8<-- [start:own] -->\n\nown words\n\n<!-- --8<-- [end:own] -->\n\n```py\n# --8<-- [start:demo] codewords\n"
            "# --8<-- [start:gone]\n```\n\n--8<-- \"part.md:s\"\n\n--8<--\n\nNo name of a file.\n\nLast.\n")
    make(work, {"k/.git/x": "", "k/mkdocs.yml": "site_name: K\n", "k/docs/n.md": note,
                "k/docs/part.md": "/* --8<-- [start:s] */\nThe --8<-- [start:t] words stay.\n\n--8<-- [start:u]\nu\n/* --8<-- [end:s] */\nbeyond\n"})
    r = run(work, "--force", "-t", "html", "--fragment", "-o", "-", "k/docs/n.md")
    for words in ("We write --8&lt;-- [start:x] to mark a section: words", "<code>--8&lt;-- [end:x]</code> ends it", "<p>--8&lt;-- [start:shown]</p>",
                  "<p>own words</p>", "[start:demo] codewords", "The --8&lt;-- [start:t] words stay.", "<p>--8&lt;--</p>", "<p>No name of a file.</p>",
                  "<p>Last.</p>"):
        check(words in re.sub("</?span[^>]*>", "", r.stdout).replace("–", "--"), "kept: " + words, r.stdout)
    check(not any(mark in r.stdout for mark in ("[start:own]", "[end:own]", "[start:gone]", "[start:u]", "beyond")), "marks are left out", r.stdout)
    line = note[:note.index("--8<--\n")].count("\n") + 1
    check(f"n.md:{line}:1: warning: '--8<--' begins a list of files that is never closed" in r.stderr and "not found" not in r.stderr, "told", r.stderr)


def test_plan_outside(work):
    """A plan outside the folder that the settings name is reported, and not read."""
    make(work, {"x.md": "* [A](b/a.md)\n", "b/a.md": "# A\n", "b/book.json": '{"structure":{"summary":"../x.md"}}'})
    r = run(work, "-t", "epub", "-o", "b.epub", "b")
    check(r.returncode == 0 and "b/book.json: warning: the plan of the book, ../x.md, does not exist or is outside the folder" in r.stderr, "a plan outside", r)


def test_chapter_alone(work):
    """A chapter that was copied out of its book says that its code is not there."""
    make(work, {"c.md": "# C\n\n```rust\n{{#rustdoc_include ../listings/a.rs:all}}\n```\n\n```hbs\n{{#include x}} is what one writes\n```\n"})
    r = run(work, "-t", "epub", "-o", "c.epub", "c.md")
    check(r.returncode == 0 and "c.md:3:1: warning: '{{#rustdoc_include ../listings/a.rs:all}}' stays as it is" in r.stderr and r.stderr.count("[include]") == 1,
          "a chapter alone", r)


lib.in_folders(test_lists_with_keys, test_sidebar, test_folder_of_mkdocs, test_folder_of_one, test_settings_without_list, test_spellings, test_plan_outside, test_chapter_alone, test_journals, test_named_alone, test_bounds, test_prose_about_snippets, test_text_includes, test_variables, test_snippets, test_includes, test_size, test_embeds_weigh, test_titles, test_mdbook, test_wrong_values, test_found, test_left_out, test_gitbook, test_mkdocs)
sys.exit(lib.finish())
