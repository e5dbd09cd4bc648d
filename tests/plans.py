#!/usr/bin/env python3
"""The plans of books: mdBook, GitBook, MkDocs; what is in the book, in which order, under which titles.

Usage: plans.py NOTECONV
"""
import json
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
PLAN = [(0, "Foreword"), (0, "First part"), (1, "One"), (2, "Two two"), (3, "Three"), (2, "Not yet"), (1, "Four"), (0, "Second part"),
        (1, "Again"), (0, "Last")]


def test_mdbook(work):
    make(work, {"b/book.toml": '[book]\ntitle = "The Book"\nauthors = ["A. Uthor", "B. Other"]\nlanguage = "pt-BR"\n'
                'description = "What it is"\nsrc = "text"\n', "b/text/SUMMARY.md": SUMMARY,
                **{"b/text/" + name: text for name, text in NOTES.items()}})
    found, told = book_of(work, "b")
    check(titles(found) == PLAN, "order, nesting, parts, drafts and titles of the plan", titles(found))
    check("'nowhere.md', which is no note" in told and told.count("[link-unresolved]") == 1, "what names nothing is told once", told)
    check("1 note is not in this plan" in told and "[plan-left-out]" in told, "notes outside the plan are counted", told)
    opf = package(work + "/x.epub")
    for text in (">The Book<", ">A. Uthor<", ">B. Other<", ">pt-BR<", ">What it is<"):
        check(text in opf, f"the book's settings: {text}", opf)
    found, told = book_of(work, "-M", "title=Mine", "-M", "lang=en", "b")
    opf = package(work + "/x.epub")
    check(">Mine<" in opf and ">en<" in opf, "-M comes before them", opf)
    found, _ = book_of(work, "--plan=none", "b")
    check("extra" in str(found) and len(found) >= len(NOTES), "--plan=none takes all", titles(found))
    r = run(work, "-q", "-t", "json", "-o", "-", "b")
    names = [json.loads(line)["key"] for line in r.stdout.split("\n") if line]
    check(names[:4] == ["text/preface.md", "text/one.md", "text/deep/two.md", "text/deep/er/three.md"] and len(names) == len(NOTES) + 1,
          "other formats take the order, not the selection", names)


def test_found(work):
    """A SUMMARY.md that no settings name."""
    notes = {"v/docs/" + name: text for name, text in NOTES.items()}
    make(work, {"v/docs/SUMMARY.md": SUMMARY, **notes})
    found, _ = book_of(work, "v")
    check(titles(found) == PLAN, "in docs/", titles(found))
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
    check("extra" in str(found) and "i/book.json:" in told and "[setting]" in told, "settings that cannot be read are told", told)


def test_mkdocs(work):
    make(work, {"m/mkdocs.yml": "site_name: Docs\ntheme:\n  name: material\n  language: zh-Hans\nextra: !ENV [A, b]\nx: !!python/name:a.b\n"
                "nav:\n  - Start: one.md\n  - deep/two.md\n  - Web: https://example.org\n  - Section:\n    - Below:\n      - T: deep/er/three.md\n"
                "    - gone.md\n    - Gone: gone2.md\n", **{"m/docs/" + n: t for n, t in NOTES.items()}})
    found, told = book_of(work, "m")
    check(titles(found) == [(0, "Start"), (0, "Heading of deep/two.md"), (0, "Section"), (1, "Below"), (2, "T")], "the nav", titles(found))
    check("'gone.md' and 1 more, which are no note" in told, "what names nothing is counted", told)
    check(">zh-Hans<" in package(work + "/x.epub") and ">Docs<" in package(work + "/x.epub"), "title and language")
    deep = "nav:\n" + "".join("  " * k + f"- a{k}:\n" for k in range(60)) + "  " * 60 + "- one.md\n"
    make(work, {"n/mkdocs.yml": deep, **{"n/docs/" + n: t for n, t in NOTES.items()}})
    r = run(work, "-t", "epub", "-o", "n.epub", "n")
    check(r.returncode == 0 and "[setting]" in r.stderr, "a nav without bottom is told", r)


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
    check("'../listings/none.rs' is to be included and was not found" in told and "no such anchor" in told and "too deep" in told, "what fails is told", told)
    make(work, {"plain/n.md": note, "plain/listings/a.rs": source})
    r = run(work, "-q", "-t", "json", "-o", "-", "plain")
    check("{{#include ../listings/a.rs:f}}" in r.stdout, "other notes are left alone", r.stdout[:300])


def pages(book):
    with zipfile.ZipFile(book) as z:
        return {name: z.read(name) for name in z.namelist() if "/text/" in name}


def test_size(work):
    """What is too large for one page is divided between blocks, at places and under names that an edit elsewhere leaves alone."""
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


lib.in_folders(test_includes, test_size, test_embeds_weigh, test_titles, test_mdbook, test_found, test_gitbook, test_mkdocs)
sys.exit(lib.finish())
