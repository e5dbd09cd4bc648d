#!/usr/bin/env python3
"""The front matter of a book reaches its package document; values that cannot be used are reported.

Usage: metadata.py NOTECONV
"""
import os
import re
import sys
import zipfile

import lib
from lib import check, make, run

KEYS = {
    "title: T\nsubtitle: Sub": ['<dc:title id="title">T</dc:title>', '<dc:title id="subtitle">Sub</dc:title>', ">subtitle<"],
    "title:\n  - type: main\n    text: Main\n  - type: subtitle\n    text: Under": [">Main</dc:title>", ">Under</dc:title>"],
    "title:\n  - text: Main\n  - type: short\n    text: M": [">Main</dc:title>", ">M</dc:title>", ">short<"],
    "title: T\nshort-title: Sh": [">T</dc:title>", ">Sh</dc:title>", ">short<"],
    "author: Ann\nwriter: {name: W, role: translator}\nby: B": [">Ann</dc:creator>", ">W</dc:contributor>", ">trl<"],
    "source: {title: T, url: 'https://e.org/b'}": ["<dc:source>https://e.org/b</dc:source>"],
    "author: Ann": [">Ann</dc:creator>", ">aut<"],
    "authors: [Ann, Bo]": [">Ann</dc:creator>", ">Bo</dc:creator>"],
    "author:\n  - name: Ana Li\n    affiliation: X\n  - Bo": [">Ana Li</dc:creator>", ">Bo</dc:creator>"],
    "author: {given: Ana, family: Li}": [">Ana Li</dc:creator>"],
    "author: {given: 白, family: 李}": [">李白</dc:creator>"],
    "author: {name: {literal: The Group}}": [">The Group</dc:creator>"],
    "creator: C": [">C</dc:creator>"],
    "creator:\n  - role: editor\n    text: Ed": [">Ed</dc:contributor>", ">edt<"],
    "writer: W": [">W</dc:creator>"],
    "by: B": [">B</dc:creator>"],
    'author: "[[People/Ann|Ann]]"': [">Ann</dc:creator>"],
    "author: 张三、李四": [">张三</dc:creator>", ">李四</dc:creator>"],
    "author: 张三，李四": [">张三</dc:creator>", ">李四</dc:creator>"],
    "author: 李, 北京": [">李, 北京</dc:creator>"],
    "author: ABC，北京": [">ABC，北京</dc:creator>"],
    "author: {text: A, author: B}": [">A</dc:creator>"],
    "author: 张三，北京大学教授": [">张三，北京大学教授</dc:creator>"],
    "author: Lee, Ann; Chen, Bo": [">Lee, Ann</dc:creator>", ">Chen, Bo</dc:creator>"],
    "author: [村上 春樹；柴田 元幸, '[[a、b|Ann]]; Bo']": [f">{name}</dc:creator>" for name in ("村上 春樹", "柴田 元幸", "Ann", "Bo")],
    "author: Smith &amp; Sons": [">Smith &amp;amp; Sons</dc:creator>"],
    "author: {name: A; B}": [">A; B</dc:creator>"],
    "translator: 王五、赵六": [">王五</dc:contributor>", ">赵六</dc:contributor>"],
    "translator: Tr": [">Tr</dc:contributor>", ">trl<"],
    "editors: [E, F]": [">E</dc:contributor>", ">F</dc:contributor>", ">edt<"],
    "illustrator: I": [">I</dc:contributor>", ">ill<"],
    "contributor: K": [">K</dc:contributor>", ">ctb<"],
    "publisher: P": ["<dc:publisher>P</dc:publisher>"],
    "rights: R": ["<dc:rights>R</dc:rights>"],
    "license: L": ["<dc:rights>L</dc:rights>"],
    "copyright: C": ["<dc:rights>C</dc:rights>"],
    "source: S": ["<dc:source>S</dc:source>"],
    # what exporters of Logseq and Notion write: one item is the item
    "title: [T]\ndate: ['2023/03/31']\nisbn: [0-8044-2957-X]\nlang: [fr]":
        [">T</dc:title>", "<dc:date>2023-03-31</dc:date>", "urn:isbn:080442957X", "<dc:language>fr</dc:language>"],
    "url: https://e.org/a": ["<dc:source>https://e.org/a</dc:source>"],
    "isbn: 978-3-16-148410-0": ["<dc:identifier>urn:isbn:9783161484100</dc:identifier>"],
    "isbn: 0-8044-2957-X": ["urn:isbn:080442957X"],
    "doi: https://doi.org/10.1000/1": ["<dc:identifier>doi:10.1000/1</dc:identifier>"],
    "identifier:\n  - scheme: DOI\n    text: doi:10.1000/2": ["doi:10.1000/2"],
    "tags: [a]\nkeywords: b, c\nsubject: d\ncategories: [e, a]\ncategory: f":
        [f"<dc:subject>{c}</dc:subject>" for c in "abcdef"],
    "description: D": ["<dc:description>D</dc:description>"],
    "summary: S": ["<dc:description>S</dc:description>"],
    "abstract: A": ["<dc:description>A</dc:description>"],
    "created: 2020-01-01\npublished: 2021-01-01": ["<dc:date>2021-01-01</dc:date>"],
    "published: 2021-01-01\ndate: 2022-01-01": ["<dc:date>2022-01-01</dc:date>"],
    "date: 2024": ["<dc:date>2024</dc:date>"],
    "published: 2024/5": ["<dc:date>2024-05</dc:date>"],
    "created: 2024年5月": ["<dc:date>2024-05</dc:date>"],
    "date: 2024-01-02T03:04:05+08:00": ["<dc:date>2024-01-02T03:04:05+08:00</dc:date>"],
    "series: S\nseries_index: 2.5": [">S</meta>", ">2.5</meta>"],
    "series: {name: S, index: 3}": [">S</meta>", ">3</meta>"],
    "series: S\nvolume: 4": [">4</meta>"],
}
OF_NO_USE = ["xitle: words", "xtitle: words", "date: yesterday", "date: 2024-13", "modified: 2024-05", "updated: 2024", "published: soon", "modified: '{{date}}'", "author: {affiliation: X}", "isbn: 978-3-16-148410-1",
             "isbn: x", "series: s\nvolume: two", "titel: x", "autor: x", "descripton: x", "publihser: x", "cvoer: x", "lnag: de", "crads: marks",
             "title: {a: b}", "title: [a, b]", "description: {a: b}", "tags: {a: b}", "deck: [a, b]", "lang: [en, de]"]
OF_USE = ["date:", "date: 2024", "published: 2024-05", "date: 2024/1/2", "created: 2024年1月2日", "author:", "sources: x", "dates: x", "type: x", "created: ''", "name: x", "published: true", "isbn: 'null'",
          "subjects: x", "Title: x", "AUTHOR: x", "land: x", "over: x", "desk: x", "card: x", "tags: [a]", "aliases: []", "publisher: [a, b]"]


def package(folder, head):
    make(folder, {"n.md": f"---\n{head}\n---\n\nText.\n"})
    r = run(folder, "-t", "epub", "--force", "-o", "n.epub", "n.md")
    with zipfile.ZipFile(os.path.join(folder, "n.epub")) as z:
        return z.read("EPUB/content.opf").decode(), "".join(z.read(n).decode() for n in z.namelist() if n.endswith(".xhtml")), r


def test_keys(work):
    for head, wanted in KEYS.items():
        opf, title, r = package(work, head)
        missing = [w for w in wanted if w not in opf]
        check(not missing and "[metadata]" not in r.stderr, f"{head!r}: {missing}", opf[:1500] + r.stderr)
        if "2024" in head and "T03" not in head:
            shown = re.search('class="date">([^<]*)<', title)
            check(shown and shown[1] in ("2024", "May 2024"), f"{head!r}: the date is shown", title)
        if "subtitle" in head:
            check(re.search('class="subtitle">(Sub|Under)<', title), "the subtitle is shown", title)
    opf, _, _ = package(work, "isbn: 978-3-16-148410-1")
    check("isbn" not in opf, "a wrong ISBN is none", opf)


def test_among_others(work):
    """What a note says of itself, and the book does not, is in the head of its page."""
    make(work, {"v/a.md": "---\nauthor: Ann\ndate: 2024-05-01\ntags: [x, y]\ndescription: What it is\ntitle: A\nlang: de\n---\na\n", "v/b.md": "---\nauthor: Bo\n---\nb\n"})
    run(work, "-t", "epub", "-o", "v.epub", "v")
    with zipfile.ZipFile(work + "/v.epub") as z:
        heads = [z.read(n).decode() for n in z.namelist() if "/c-" in n]
    said = [sorted(re.findall('<meta name="note.([^"]*)" content="([^"]*)"', head)) for head in heads]
    check(sorted(said) == [[("author", "Ann"), ("date", "2024-05-01"), ("description", "What it is"), ("tags", "x, y")], [("author", "Bo")]], "of each note", said)


def test_days(work):
    """The day below a title is the same in a book and on a page; the page keeps time and zone for programs."""
    for lang, day, written in (("zh", "2024年5月3日", "2024-05-03T08:09:10+08:00"), ("de", "3. Mai 2024", "2024-05-03T08:09:00"), ("xx", "2024-05-03", "2024-05-03")):
        _, pages, _ = package(work, f"lang: {lang}\ndate: {written.replace('T', ' ')}")
        run(work, "-t", "html", "--force", "-o", "n.html", "n.md")
        with open(os.path.join(work, "n.html"), encoding="utf-8") as f:
            check(f'<p class="date"><time datetime="{written}">{day}</time></p>' in f.read() and f'<p class="date">{day}</p>' in pages, f"the day in {lang}", pages)


def test_complaints(work):
    for head in OF_NO_USE:
        make(work, {"n.md": f"---\nx: y\n{head}\n---\nText.\n"})
        r = run(work, "check", "n.md")
        line = 2 + len(head.split("\n"))
        check(re.search(rf"^n\.md:{line}:1: warning: .* \[metadata\]$", r.stdout, re.M), f"{head!r} is reported", r)
    for head in OF_USE:
        make(work, {"n.md": f"---\n{head}\n---\nText.\n"})
        r = run(work, "check", "n.md")
        check("[metadata]" not in r.stdout, f"{head!r} is not told", r)
    make(work, {"v/a.md": "a", "v/b.md": "b"})
    r = run(work, "-t", "epub", "-M", "titel=x", "-M", "date=soon", "v")
    check(r.stderr.count("[metadata]") == 2 and '"title"' in r.stderr and "-M: warning" in r.stderr, "-M is looked at once", r)
    for key, want in (("css", '"css" is an option, not metadata; write --css'), ("image-size", "write --image-size"), ("lnag", 'did you mean "lang"?'),
                      ("dek", 'did you mean "deck"?'), ("xitle", 'did you mean "title"?'), ("xtitle", 'did you mean "title"?')):
        r = run(work, "-t", "epub", "--force", "-M", f"{key}=x", "v")
        check(want in r.stderr and r.stderr.count("[metadata]") == 1, f"-M {key}: {want}", r)
    for key in ("status", "mood", "card-colour", "license", "editor"):
        r = run(work, "-t", "epub", "--force", "-M", f"{key}=x", "v")
        check("[metadata]" not in r.stderr, f"-M {key} is somebody's own", r)


def test_language(work):
    """The language of a book with notes in several languages is that of most of its text, not of most of its notes."""
    words = {"de": "Das ist ein Satz, der nicht so kurz ist wie die anderen. ", "en": "This is a sentence that is not as long as the others. "}
    for most, other in (("de", "en"), ("en", "de")):
        make(work, {f"v/{i}.md": words[other] * 3 for i in range(4)} | {"v/9.md": "\n\n".join([words[most] * 3] * 20)})
        run(work, "-q", "-t", "epub", "--force", "-o", "x.epub", "v")
        with zipfile.ZipFile(work + "/x.epub") as z:
            package = z.read("EPUB/content.opf").decode()
        check(f"<dc:language>{most}</dc:language>" in package, f"most of it is in {most}", package)


lib.in_folders(test_among_others, test_keys, test_days, test_language, test_complaints)
sys.exit(lib.finish())
