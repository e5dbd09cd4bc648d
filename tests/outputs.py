#!/usr/bin/env python3
"""Outputs as people mean them: streams, mistyped names, selections, names that every disk and terminal can handle.

Usage: outputs.py NOTECONV
"""
import os
import re
import subprocess
import sys
import threading
import zipfile

from lib import EPOCH, PROGRAM, check, finish, in_folders, make, run

NOTE = "# T\n\nWhy?\n\nSo.\n"


def opf(path):
    with zipfile.ZipFile(path) as z:
        return z.read("EPUB/content.opf").decode()


def test_streams(work):
    make(work, {"n.md": NOTE})
    for fmt in ("epub", "apkg", "org", "html", "json"):
        r = run(work, "-t", fmt, "-o", "/dev/null", "n.md")
        check(r.returncode == 0, f"-o /dev/null, {fmt}", r)
        done = subprocess.run([PROGRAM, "-t", fmt, "-o", "/dev/stdout", "n.md"], cwd=work, capture_output=True, timeout=60, check=False,
                              env={**os.environ, **EPOCH})
        run(work, "-t", fmt, "-o", "file." + fmt, "n.md")
        with open(f"{work}/file.{fmt}", "rb") as f:
            check(done.returncode == 0 and done.stdout == f.read(), f"-o /dev/stdout, {fmt}", done.stderr)
        os.mkfifo(f"{work}/pipe.{fmt}")
        got = []
        reader = threading.Thread(target=lambda fmt=fmt, got=got: got.append(open(f"{work}/pipe.{fmt}", "rb").read()))
        reader.start()
        r = run(work, "-t", fmt, "-o", f"pipe.{fmt}", "n.md")
        reader.join(60)
        with open(f"{work}/file.{fmt}", "rb") as f:
            check(r.returncode == 0 and got == [f.read()], f"a named pipe, {fmt}", r)
        os.mkfifo(f"{work}/n.{fmt}")
        for more in ((), ("--force",)):
            r = run(work, "-t", fmt, *more, "n.md", timeout=20)
            check(r.returncode == 2 and f"n.{fmt}" in r.stderr, f"a pipe in the way of a chosen name is not opened, {fmt} {more}", r)
    check(not [n for n in os.listdir(work) if n.endswith(".tmp")], "no temporary", os.listdir(work))


def test_several(work):
    """Each -o names the file of one format."""
    make(work, {"n.md": NOTE, "v/a.md": NOTE, "v/b.md": "[[a]]\n"})
    r = run(work, "n.md", "-o", "x.epub", "-o", "y.apkg", "-o", "z.org", "-o", "z.org")
    check(r.returncode == 0 and {"x.epub", "y.apkg", "z.org"} <= set(os.listdir(work)), "three files", r)
    run(work, "n.md", "-o", "only.org")
    check(open(work + "/z.org", encoding="utf-8").read() == open(work + "/only.org", encoding="utf-8").read(), "as with one -o")
    r = run(work, "-t", "org,epub", "-o", "e.epub", "-o", "o.org", "--target=tolino", "--depfile=d", "n.md")
    check(r.returncode == 0 and zipfile.is_zipfile(work + "/e.epub") and not zipfile.is_zipfile(work + "/o.org"), "in another order than -t", r)
    check("e.epub o.org:" in open(work + "/d", encoding="utf-8").read().replace("\\\n", " "), "the rule for make names both", open(work + "/d").read())
    r = run(work, "-o", "t.epub", "-o", "t.org", "v")
    check(r.returncode == 0 and os.path.isfile(work + "/t.epub") and sorted(os.listdir(work + "/t.org"))[-2:] == ["a.org", "b.org"], "a book and a tree", r)
    for words, told in ((["-o", "a.epub", "-o", "b.epub"], "-o a.epub -o b.epub: a run writes one file of each format"),
                        (["-o", "a.epub", "-o", "out/"], "-o out/: of several -o each names a file whose suffix tells its format"),
                        (["-o", "a.epub", "-o", "-"], "-o -: of several -o"), (["-o", "a.epub", "-o", "/dev/stdout"], "-o /dev/stdout: of several -o"),
                        (["-t", "epub", "-o", "a.epub", "-o", "b.org"], "-o b.org: -t does not name its format, org"),
                        (["-t", "epub,org,html", "-o", "a.epub", "-o", "b.org"], "-t html: no -o names its file; write -o NAME.html too"),
                        ([f"-on{i}.org" for i in range(9)], "-o is given too often"),
                        (["-t", "epub,org", "-o", "a"], "2 formats need a folder, -o a/, or an -o for each")):
        r = run(work, *words, "n.md")
        check(r.returncode == 2 and told in r.stderr and not os.path.exists(work + "/a.epub"), f"{words} is refused", r)
    r = run(work, "cards", "-o", "a.txt", "-o", "b.txt", "n.md")
    check("-o a.txt has no effect here: -o b.txt is" in r.stderr and not os.path.exists(work + "/a.txt"), "a list has one file", r)


def test_slips(work):
    make(work, {"a.md": NOTE, "b.md": "# B\n"})
    r = run(work, "-t", "epub", "-o", "a.md", "b.md")
    check(r.returncode == 2 and "has a note's suffix" in r.stderr and open(work + "/a.md").read() == NOTE, "-o *.md", r)
    r = run(work, "-t", "epub", "-o", "new.md", "b.md")
    check(r.returncode == 0, "a name nothing stands at", r)
    r = run(work, "-t", "epub", "-o", "new.md", "b.md")
    check(r.returncode == 0, "and noteconv's own file there", r)
    for fmt, name in (("apkg", "book.epub"), ("epub", "x.apkg"), ("org", "x.HTML"), ("html", "x.json")):
        r = run(work, "-t", fmt, "-o", name, "a.md")
        check(r.returncode == 2 and "--force" in r.stderr and not os.path.exists(f"{work}/{name}"), f"-t {fmt} -o {name}", r)
        r = run(work, "-t", fmt, "--force", "-o", name, "a.md")
        check(r.returncode == 0 and os.path.exists(f"{work}/{name}"), f"-t {fmt} --force -o {name}", r)
    for name in ("collection.apkg", "COLLECTION.APKG", "backup-1.apkg", "Backup-x.Apkg", "d.colpkg", "d.COLPKG"):
        r = run(work, "-t", "apkg", "--force", "-o", name, "a.md")
        check(r.returncode == 2 and "Anki" in r.stderr and not os.path.exists(f"{work}/{name}"), f"-o {name}", r)


def test_selections(work):
    make(work, {"v/a.md": "---\ntags: [one]\n---\n# A\n", "v/b.md": "---\ntags: [two]\nkind: x\n---\n# B\n", "v/s/c.md": "# C\n", "v/s/d.md": "# D\n",
                "v/s/e.md": "# E\n"})
    seen = {}
    for words, name, title in (((), "v", "v"), (("--tag=one",), "v-one", "v: one"), (("--tag=#two",), "v-two", "v: two"),
                               (("--where=kind=x",), "v-kind=x", "v: kind=x"), (("--include=s/*",), "v-s-*".replace("*", "-"), "v: s/*")):
        r = run(work, "-q", "-t", "epub", *words, "v")
        path = f"{work}/{name}.epub"
        check(r.returncode == 0 and os.path.exists(path), f"{words}: {name}", (r.stderr, os.listdir(work)))
        if os.path.exists(path):
            text = opf(path)
            check(f">{title}<" in text, f"{words}: {title}", re.findall("<dc:title.*", text))
            seen[words] = re.search(r"urn:uuid:[^<]*", text)[0]
    run(work, "-q", "-t", "epub", "-o", "x.epub", "v/a.md", "v/b.md")
    check(">v: a, b<" in opf(work + "/x.epub"), "several notes", opf(work + "/x.epub")[:900])
    seen["several"] = re.search(r"urn:uuid:[^<]*", opf(work + "/x.epub"))[0]
    run(work, "-q", "-t", "epub", "-o", "y.epub", "v/a.md", "v/s/c.md")
    seen["others"] = re.search(r"urn:uuid:[^<]*", opf(work + "/y.epub"))[0]
    check(len(set(seen.values())) == len(seen), "each has an identifier of its own", seen)
    run(work, "-q", "-t", "epub", "-o", "all.epub", "v/a.md", "v/b.md", "v/s/c.md", "v/s/d.md", "v/s/e.md")
    check(re.search(r"urn:uuid:[^<]*", opf(work + "/all.epub"))[0] == seen[()], "all the notes are the folder")
    for names, label, part in ((("b", "a", "s/c"), "b, a, c", "b+a+c"), (("a", "b", "s/c", "s/e"), "a, b, c and 1 more", "a+b+c+1")):
        r = run(work, "-q", "-t", "epub", *[f"v/{name}.md" for name in names])
        path = f"{work}/v-{part}.epub"
        check(os.path.exists(path) and f">v: {label}<" in opf(path), f"{names}: three are named", (r.stderr, os.listdir(work)))
    r = run(work, "-q", "-t", "epub", "--exclude=s/d.md", "v")
    check(r.returncode == 0 and re.search(r"urn:uuid:[^<]*", opf(work + "/v.epub"))[0] == seen[()], "--exclude makes no other book", r)


def test_edited_names(work):
    """Three of the files in the way are named, and how many more there are."""
    make(work, {f"v/{i}.md": f"# {i}\n" for i in range(4)})
    run(work, "-t", "org", "-o", "out", "v")
    for i, told in enumerate(("0.org was", "0.org, 1.org were", "0.org, 1.org, 2.org were", "0.org, 1.org, 2.org and 1 more were")):
        make(work, {f"out/{i}.org": "mine\n"})
        r = run(work, "-t", "org", "-o", "out", "v")
        check(r.returncode == 2 and f"out: {told} not written by noteconv" in r.stderr, f"{i + 1} edited", r)


def test_names(work):
    evil = "x\x1b[31m\u202egpj.md"
    make(work, {"v/CON.md": "# con", "v/nul.txt.md": "# nul", "v/com1/a.md": "# a", "v/LPT².md": "# l", "v/conin$.md": "# i", "v/comic.md": "# c", "v/" + evil: "[[nowhere]]", "v/tail. .md": "# t",
                "one.md": "---\ntitle: \"a\\u202eb\\u0007c\"\n---\ntext [[\x1b]0;t\x07]]\n"})
    r = run(work, "-t", "org", "-o", "out", "v")
    made = sorted(os.path.relpath(os.path.join(b, n), work + "/out") for b, _, names in os.walk(work + "/out") for n in names)
    check({"_CON.org", "_nul.txt.org", "_com1/a.org", "_LPT².org", "_conin$.org", "comic.org"} <= set(made), "devices of Windows", made)
    check(not any(c in n for n in made for c in "\x1b\u202e\u0007") and not any(n.endswith((" .org", "..org")) for n in made), "plain names", made)
    check("\x1b" not in r.stderr and "\u202e" not in r.stderr and "<U+202E>" in r.stderr, "messages spell controls out", r)
    r = run(work, "-t", "org", "-o", "out2", "v", "--diag=json")
    check("\u202e" not in r.stderr and "\\u202e" not in r.stderr, "as JSON too", r)
    r = run(work, "-t", "epub", "one.md")
    title = re.search(r"<dc:title[^>]*>([^<]*)<", opf(work + "/one.epub"))[1]
    check(not set(title) & set("\u202e\u0007\x1b") and title.startswith("ab"), "a title obeys nobody", repr(title))
    r = run(work, "-t", "epub", "no\x1b[2Jsuch.md")
    check("\x1b" not in r.stderr and r.returncode == 2, "a failure's message", r)
    make(work, {"q.md": "# Q\n\nWhy \u202e?\n\nSo.\n"})
    r = run(work, "cards", "q.md")
    check("Why" in r.stdout and "\u202e" not in r.stdout, "the list of cards", r)


def test_controls(work):
    """Every character that a terminal obeys: in file names, messages, titles and lists of cards."""
    signs = [chr(c) for c in (0x07, 0x1B, 0x7F, 0x85, 0x9B, 0x9F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
    for k, sign in enumerate(signs):
        folder, shown = f"{work}/{k}", f"U+{ord(sign):04X}"
        make(folder, {f"v/a{sign}b.md": "[[nowhere]]\n", "one.md": f'---\ntitle: "x\\u{ord(sign):04x}y"\n---\nWhy{sign} so?\n\nBecause.\n'})
        r = run(folder, "-t", "org", "-o", "out", "v")
        made = [n for n in os.listdir(folder + "/out") if n.endswith(".org")]
        check(made == ["a-b.org"], f"a file's name with {shown}: {made!a}", r)
        check(sign not in r.stderr and f"<{shown}>" in r.stderr, f"a message with {shown}", ascii(r.stderr))
        r = run(folder, "-t", "epub", "-o", "one.epub", "one.md")
        title = re.search(r"<dc:title[^>]*>([^<]*)<", opf(folder + "/one.epub"))[1]
        check(title in ("xy", "x y", "x\ufffdy"), f"a title with {shown}: {title!a}", ascii(r.stderr))
        r = run(folder, "cards", "one.md")
        check("so?" in r.stdout and sign not in r.stdout, f"the list of cards with {shown}", ascii(r.stdout))


in_folders(test_controls, test_streams, test_several, test_slips, test_selections, test_edited_names, test_names)
sys.exit(finish())
