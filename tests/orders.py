#!/usr/bin/env python3
"""What comes in which order: messages, ids given twice, decks and cards, pictures, contents, footnotes, tags; each with more
than two members out of order.

Usage: orders.py NOTECONV
"""
import os
import re
import sqlite3
import sys
import zipfile

from deckvault import Vault
from lib import PNG, check, finish, in_folders, make, run

# Each line's fault is found by another pass of the reader.
FAULTS = ["![x](none.png)", "text <b>open", "[[nowhere]]", "中 **x", "a[^u]", "<foo>x</foo>", "![[gone]]", "a ^id", "b ^other", "c ^id"]


def lines_of(text, name):
    return [int(n) for n in re.findall(rf"^{re.escape(name)}:(\d+):", text, re.M)]


def messages(work):
    for turn in range(3):
        faults = FAULTS[turn * 3:] + FAULTS[:turn * 3]
        make(work, {"n.md": "\n\n".join(faults) + "\n"})
        r = run(work, "check", "n.md")
        lines = lines_of(r.stdout, "n.md")
        check(len(set(lines)) >= 8 and lines == sorted(lines), f"by line, turn {turn}", r)
        r = run(work, "-v", "-t", "epub", "--force", "-o", "x.epub", "n.md")
        lines = lines_of(r.stderr, "n.md")
        check(len(set(lines)) >= 8 and lines == sorted(lines), f"of a conversion likewise, turn {turn}", r)
    names = ["10", "b", "2", "a", "c", "1"]
    make(work, {f"v/{n}.md": f"[[x{n}]]\n\n![](y{n}.png)\n\ntext <b>z\n" for n in names})
    for jobs in ("1", "2", "5"):
        r = run(work, "-v", "-j", jobs, "-t", "epub", "--force", "-o", "v.epub", "v")
        told = re.findall(r"^v/(\w+)\.md:(\d+):", r.stderr, re.M)
        check(told == [(n, line) for n in ("1", "2", "10", "a", "b", "c") for line in ("1", "3", "5")], f"by note, then by line, {jobs} at once", r)
    make(work, {"k.md": "[[a]] [[b]] ![](c.png) ![](d.png) ![](e.png) <b>x\n"})
    r = run(work, "check", "k.md")
    check(r.stdout.rstrip().endswith("6 warnings: 3 image-missing, 2 link-unresolved, 1 html-unclosed"), "kinds by their number", r)


def doubles(work):
    ids = ["x", "y", "z", "x", "w", "z", "y", "x"]
    make(work, {"n.md": "\n\n".join(f"t{i} ^{name}" for i, name in enumerate(ids)) + "\n"})
    r = run(work, "check", "n.md")
    told = re.findall(r':(\d+):1: warning: another block is named "(\w)"', r.stdout)
    check(told == [("7", "x"), ("11", "z"), ("13", "y"), ("15", "x")], "each id given again, wherever the first stands", r)


def pictures(work):
    names = ["m", "c", "z", "a", "k"]
    make(work, {f"{n}.png": PNG + n.encode() for n in names})
    seen = set()
    for order in (names, names[::-1], sorted(names)):
        make(work, {"n.md": " ".join(f"![]({n}.png)" for n in order) + "\n"})
        run(work, "-q", "-t", "epub", "--cover=none", "--force", "-o", "x.epub", "n.md")
        with zipfile.ZipFile(work + "/x.epub") as z:
            listed = re.findall(r'href="images/(\w)-', z.read("EPUB/content.opf").decode())
            packed = [re.match(r"EPUB/images/(\w)-", n)[1] for n in z.namelist() if n.startswith("EPUB/images/")]
        seen.add((tuple(listed), tuple(packed)))
    check(seen == {(tuple(sorted(names)), tuple(sorted(names)))}, "pictures by name, in whatever order they are shown", seen)


def contents(work):
    make(work, {"v/10.md": "# Ten\n\n## D\n\n## B\n\n## C\n\n## A\n", "v/9.md": "# Nine\n", "v/1.md": "# One\n", "v/b/2.md": "# Two\n", "v/a.md": "# Letter\n"})
    run(work, "-q", "-t", "epub", "-o", "x.epub", "v")
    with zipfile.ZipFile(work + "/x.epub") as z:
        nav = z.read("EPUB/nav.xhtml").decode()
    titles = [t for t in re.findall(r">([^<>]+)</a>", nav) if t in ("One", "Nine", "Ten", "D", "B", "C", "A", "Letter", "Two")]
    check(titles == ["One", "Nine", "Ten", "D", "B", "C", "A", "Letter", "Two"], "notes by number and name, headings as they stand", titles)
    make(work, {f"w/{n}.md": f"---\nweight: {w}\n---\n# N{n}\n" for n, w in (("d", 2), ("a", 3), ("c", 1), ("b", 2), ("e", 1))})
    r = run(work, "-q", "-t", "json", "--order=weight", "-o", "-", "w")
    check(re.findall(r'"text":"N(\w)"', r.stdout) == ["c", "e", "b", "d", "a"], "by a key, and by name where it is the same", r)


def numbers(work):
    """Numbers in the digits of any script, between each zero and nine."""
    zeros = (0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0x1040, 0x17E0, 0x1810, 0xFF10)
    for zero in zeros:
        numerals = ["0", "2", "9", "10", "90", "100"]
        names = ["x" + "".join(chr(zero + int(d)) for d in n) for n in numerals]
        make(work, {f"d{zero}/{n}.md": n + "\n" for n in names})
        r = run(work, "-q", "-t", "json", "-o", "-", f"d{zero}")
        keys = re.findall(r'"key":"([^"]*)[.]md"', r.stdout)
        check(keys == names, f"numbers whose zero is U+{zero:04X}", (keys, r.stderr))
    make(work, {f"m/{n}.md": n + "\n" for n in ("x٢b", "x1c", "x१०a", "x003d", "x２a", "x०0")})
    r = run(work, "-q", "-t", "json", "-o", "-", "m")
    check(re.findall(r'"key":"([^"]*)[.]md"', r.stdout) == ["x०0", "x1c", "x２a", "x٢b", "x003d", "x१०a"], "of several scripts, with zeros before them", r)


def folders(work):
    """Each folder is sorted for itself, and stands where its introduction or its _category_ says, under the title that these give."""
    front = "---\ntitle: {}\nweight: {}\nsidebar_position: {}\n---\n".format
    make(work, {"s/_index.md": front("Home", 9, 9) + "x\n", "s/m.md": front("M", 25, 1) + "x\n", "s/none.md": "# None\n",
                "s/a/_index.md": front("Part A", 30, 2.5), "s/a/1.md": front("A1", 3, -1) + "x\n", "s/a/2.md": front("A2", 1, -2) + "x\n",
                "s/b/_index.md": front("Part B", 4, 4) + "x\n", "s/b/1.md": front("B1", "last", 2) + "x\n", "s/b/2.md": front("B2", 10, 10) + "x\n",
                "s/b/_category_.json": '{"label": "C & B", "position": 0}', "s/Ä/_category_.yml": "position: 3\nlabel: 'D: x'\n", "s/Ä/k/1.md": "# D\n",
                "s/e/_category_.yaml": "label: nobody\n", "s/e/empty.md": "\n"})

    def listed(*options):
        r = run(work, "-q", "-t", "epub", "--force", "-o", "x.epub", *options, "s")
        with zipfile.ZipFile(work + "/x.epub") as z:
            nav = z.read("EPUB/nav.xhtml").decode().split("</nav>")[0]
        return r, re.findall(r"<li><(?:a|span)[^>]*>([^<]+)<", nav)
    for options, want in (([], "Home Part_A A1 A2 C_&amp;_B Part_B B1 B2 M None D:_x k D"),
                          (["--order=weight"], "Home C_&amp;_B Part_B B2 B1 M Part_A A2 A1 None D:_x k D"),
                          (["--order=sidebar_position"], "Home C_&amp;_B Part_B B1 B2 M Part_A A2 A1 D:_x k D None")):
        r, got = listed(*options)
        check([t.replace(" ", "_") for t in got] == want.split(), f"folders {options}", r, got)
    make(work, {"t/a/_category_.json": '{"position": 2}', "t/b/_category_.json": '{"position": 1}', "t/a/1.md": "# A\n", "t/b/1.md": "# B\n"})
    r = run(work, "-t", "json", "--order=sidebar_position", "-o", "-", "t")
    check(re.findall(r'"text":"(\w)"', r.stdout) == ["B", "A"] and not r.stderr, "positions of folders alone", r)
    r = run(work, "-t", "json", "--order=weight", "-o", "-", "t/b/1.md", "t/a")
    check(re.findall(r'"text":"(\w)"', r.stdout) == ["B", "A"] and "no-match" in r.stderr, "without a value as they were named", r)
    run(work, "-q", "-t", "epub", "--split=folder", "-o", "split", "s")
    with zipfile.ZipFile(work + "/split/b.epub") as z:
        check("<dc:title>C &amp; B</dc:title>" in re.sub(r"(<dc:title)[^>]*", r"\1", z.read("EPUB/content.opf").decode()), "a book of a folder", z.namelist())


def notes_below(work):
    make(work, {"n.md": "x[^c] y[^a] z[^b] again[^a]\n\n[^a]: A\n\n[^b]: B\n\n[^c]: C\n"})
    r = run(work, "-q", "-t", "html", "--fragment", "-o", "-", "n.md")
    below = re.findall(r'id="fn-(\d)"><p>.*?</a> (\w)', r.stdout)
    check(below == [("1", "C"), ("2", "A"), ("3", "B")], "footnotes as they are asked for", r)
    make(work, {"t.md": "---\ntags: [m, c, z, a, m]\n---\nx #k #c\n"})
    r = run(work, "-q", "-t", "html", "-o", "-", "t.md")
    check('content="m, c, z, a, k"' in r.stdout, "tags as they are written, each once", r)


def decks(_):
    with Vault({f"{n}.md": "".join(f"## {n}{q}?\n\nA{n}{q}\n\n" for q in "cab") for n in ("10", "2", "b", "a")}) as v:
        v.run()
        fronts = [n["front"] for n in v.notes()]
        check(fronts == [f"{n}{q}?" for n in ("2", "10", "a", "b") for q in "cab"], "cards by note, then as they stand", fronts)


def files_read(work):
    parts = ["p2", "p3", "p1"]
    make(work, {f"src/{p}.txt": p for p in parts})
    make(work, {"book.toml": '[book]\nsrc = "src"\n', "src/SUMMARY.md": "- [i](i.md)\n", "src/i.md": "".join(f"{{{{#include {p}.txt}}}}\n\n" for p in parts)})
    r = run(work, "-q", "-t", "epub", "-o", "x.epub", "--depfile=x.d", ".")
    with open(work + "/x.d", encoding="utf-8") as f:
        listed = re.findall(r"^src/(p\d)\.txt:", f.read(), re.M)
    check(listed == sorted(parts), "files that a note includes by name, in whatever order it does", listed, r)


def names_of_decks(_):
    with Vault({f"{n}.md": f"---\ndeck: {d}\n---\n## {n}?\n\nA{n}\n" for n, d in zip("abcdef", "xqxkqm")}) as v:
        v.run()
        path = v.folder + "/c.db"
        with zipfile.ZipFile(v.folder + "/d.apkg") as z, open(path, "wb") as f:
            f.write(z.read("collection.anki2"))
        db = sqlite3.connect(path)
        names = re.findall(r'"name":"([^"]*)"', db.execute("select decks from col").fetchone()[0])
        db.close()
        check(names == ["Default", "k", "m", "q", "x"], "decks by name, each once", names)
        v.write({f"{n}.md": f"---\ndeck: {d}\n---\n## {n}?\n\nA{n}\n" for n, d in zip("abcdef", "tstsrt")})
        r = v.run()
        told = re.findall(r"to be moved in Anki to the deck '(\w)': (\S+)", r.stdout + r.stderr)
        check([d for d, _ in told] == ["r", "s", "t"], "cards that change their deck by deck", r)


def cards_again(_):
    """Cards that only their places tell apart."""
    def text(words):
        return "".join(f"## What is it?\n\n{w}\n\n" for w in words.split())
    with Vault({"n.md": text("aa bb cc dd ee ff gg")}) as v:
        v.run()
        before = [n["guid"] for n in v.notes()]
        v.write({"n.md": text("mm nn oo pp qq rr ss")})
        r = v.run()
        after = v.notes()
        check([n["guid"] for n in after] == before and len(set(before)) == 7, "of cards that differ by their places alone each stays itself", before, after, r)
        v.write({"n.md": text("ss rr nn oo mm qq pp")})
        v.run()
        moved = [n["guid"] for n in v.notes()]
        v.write({"n.md": text("tt uu vv ww xx yy zz")})
        r = v.run()
        after = [n["guid"] for n in v.notes()]
        check(after == moved and moved != before, "and so does each where it was moved to", moved, after, r)


def ignored(work):
    names = [f"{(i * 7) % 23:02}{c}" for i, c in enumerate("qwertyuiopasdfghjklzxcv")]
    make(work, {f"v/{n}.md": n for n in names[:8]} | {"v/.noteconvignore": "1*\n"} | {f"v/{n}.md": n for n in names[8:]})
    r = run(work, "-q", "-t", "json", "-o", "-", "v")
    read = re.findall(r'"key":"(\w+)\.md"', r.stdout)
    check(read == sorted(n for n in names if n[0] != "1"), "a folder's list of what to ignore is found among many names", r)


def nearest_name(work):
    folders = ("long-way", "far", "z", "very-long-way", "more")
    make(work, {"v/.git/x": "", "v/n.md": "[[same]]\n\n![[pic.png]]\n"} | {f"v/{f}/same.md": "x\n" for f in folders} | {f"v/{f}/pic.png": PNG for f in folders})
    r = run(work, "-t", "json", "-o", "-", "v/n.md")
    check("'same' could be z/same.md or far/same.md" in r.stderr and "'pic.png' could be z/pic.png or far/pic.png" in r.stderr,
          "of notes and of pictures of one name the one with the shortest path, then the next", r)


def trees(work):
    names = ["10", "2", "b", "1", "a", "3"]
    make(work, {f"v/{n}.md": f"{n}\n" for n in names})
    run(work, "-q", "-t", "org", "-o", "out/", "v")
    r = run(work, "-v", "-t", "org", "-o", "out/", "--prune", "v")
    check(sorted(os.listdir(work + "/out"))[-6:] == sorted(n + ".org" for n in names) and "0 files written, 6 as they were" in r.stderr, "files of a tree are found again", r)
    make(work, {"v/1.md": None, "v/b.md": None})
    run(work, "-q", "-t", "org", "-o", "out/", "v")
    make(work, {"v/1.md": "again\n", "v/b.md": "again\n"})
    r = run(work, "-t", "org", "-o", "out/", "v")
    check(r.returncode == 0 and "2 files written, 4 as they were" in r.stderr, "and so are those whose notes were away", r)
    r = run(work, "-t", "json", "--each", "-o", "out/", "v")
    with open(work + "/out/.noteconv-state", encoding="utf-8") as f:
        known = re.findall(r" json\S* (\w+)\.json\t", f.read())
    check("6 files written" in r.stderr and sorted(known) == sorted(names), "each product of another kind in the same folder is remembered", known, r)


def sent(work):
    os.makedirs(work + "/reader/.kobo")
    names = ["10", "m", "c", "2", "z", "a", "k"]
    make(work, {f"v/{n}.md": f"{n}\n" for n in names})
    r = run(work, "send", "--each", "v", env={"NOTECONV_DEVICES": work + "/reader"})
    told = re.findall(r"^new +Notes/(\w+)\.kepub", r.stderr, re.M)
    check(len(told) == 7 and told == sorted(told), "books are sent by name", told, r)


in_folders(messages, doubles, pictures, contents, numbers, folders, notes_below, decks, files_read, names_of_decks, cards_again, ignored, nearest_name, trees, sent)
sys.exit(finish())
