#!/usr/bin/env python3
"""The program's messages, place by place: those that no golden case holds and that share their id with others, so that
messages.py, which asks for one of each id, would not miss them.

Usage: told.py NOTECONV [--show]
"""
import concurrent.futures
import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile

from badbooks import GOOD, write_book
from lib import EPOCH, PNG, PROGRAM, check, finish, make, run

VAULT = {"v/.git/x": ""}
RECORD = "A notebook\n\nid: " + "0a" * 16 + "\nparent_id: \ncreated_time: 2024-05-01T00:00:00.000Z\ntype_: 2"


def packed(compression=zipfile.ZIP_STORED, first=True, more="E/more.txt"):
    out = io.BytesIO()
    write_book(out, GOOD, first=first)
    with zipfile.ZipFile(out, "a") as z:
        z.writestr(more, "x" * 100, compression)
    return {"b.epub": out.getvalue()}


# Files, the arguments of the run, the message; files that are links to others begin with "->".
ROWS = [
    ({"n.md": "[l](https://e.org \"Its title\")\n"}, "-t org -o - n.md", "n.md:1:1: warning: the title of a link is not written"),
    ({"n.md": "[[n]]\n"}, "-t org -o - n.md", "n.md:1:1: warning: a link from a note to the whole of itself is written as text"),
    ({"n.md": "a ![x](https://e.org/p.png \"T\") b\n"}, "-t org -o - n.md", "n.md:1:3: warning: Org has no place for the text or title of an image within a line"),
    ({"n.md": "> ## H\n"}, "-t org -o - n.md", "n.md:1:3: warning: Org has no headings inside other blocks; a bold line is written"),
    ({"n.md": "- [>] moved\n"}, "-t org -o - n.md", "n.md:1:1: warning: a task state other than [ ], [x] and [-] is written as [-]"),
    ({"n.md": "=== \"One\"\n\n    a\n"}, "-t org -o - n.md", "n.md:1:1: warning: tabs are written one after the other, each under its title"),
    ({"n.md": "<table><tr><td><ul><li>x</li></ul></td></tr></table>\n"}, "-t org -o - n.md", "warning: blocks in a table's cell are written line by line"),
    ({"n.md": "<p lang=fr>bonjour</p>\n"}, "-t org -o - n.md", "n.md:1:12: warning: the language of a part of a note is not written"),
    ({"n.md": "{{c1::answer::hint}}\n"}, "-t org -o - n.md", "n.md:1:1: warning: the hint of a cloze has no place in Org and is left out"),
    ({"v/logseq/config.edn": "", "v/pages/n.md": "- WAITING b\n  SCHEDULED: <2024-05-01 Wed .+1z>\n"}, "-t org --org-tasks=todo -o o/ v",
     "n.md:1:1: warning: how a task repeats is not understood; it is written as a property"),
    ({"n.md": "![](p.png)\n"}, "check --output=x n.md", "--output has no effect here: noteconv check does not use it"),
    ({"n.md": "x\n"}, "-t json -o - --order=weight n.md", "--order has no effect on a single note; it is for folders"),
    ({"n.md": "x\n"}, "-t json -o - --list-remote n.md", "--list-remote has no effect here: it is an option of noteconv check"),
    ({"n.md": "x\n"}, "-t json -o - --org-roam n.md", "--org-roam has no effect here: it is an option of org"),
    ({"n.md": "---\ncards: qqq\n---\nQ: a\nA: b\n"}, "-t apkg n.md", "n.md:2:1: warning: cards: "),
    ({"n.md": "x\n"}, "-t json -o - -M titel=x n.md", '-M: warning: "titel" is not a known key; did you mean "title"?'),
    ({"n.md": "{漢|かん}\n"}, "-t json -o - -M Ruby=true n.md", '-M: warning: "ruby" works only in a note\'s front matter; write --ruby'),
    ({"n.md": "x\n", "noteconv.yaml": "css: x.css\n", "x.css": "@import 'a';\n"}, "-t html -o - n.md",
     "css: this style sheet is not used, because one that comes with notes must not load anything: it contains @import; write the rules themselves"),
    ({"n.md": "x\n", "noteconv.yml": "toc: true\n"}, "-t html -o - n.md", "noteconv.yml: warning: this file is not read; settings are read from "),
    ({"v/a b.md": "x\n", "v/A B.md": "y\n"}, "-t html -o out/ v", "another note has the same file name there; this one becomes "),
    ({"v/a/n.md": "x\n", "v/b.md": "x\n", "v/a/_category_.json": "\n{]"}, "-t json -o - v",
     "v/a/_category_.json:2:1: warning: this is neither YAML nor JSON, so its folder keeps its name and its place [setting]"),
    ({"n.md": "---\nlang: klingonish\n---\nx\n"}, "check n.md", "n.md:2:1: warning: 'klingonish' is not a language tag and is left out; write one such as en, zh-Hant or pt-BR"),
    ({"n.canvas": '{} {}'}, "-t json -o - n.canvas", "n.canvas:1:1: error: this is not a canvas: "),
    ({"n.canvas": '{"nodes":[{"id":"a","type":"text","text":"x","x":0,"y":0,"width":9,"height":9},{"id":"b","type":"text","text":"y","x":20,"y":0,"width":9,"height":9}],'
                  '"edges":[{"id":"e","fromNode":"a","toNode":"b"}]}'}, "-t json -o - n.canvas", "the arrows of a canvas are not shown, only its cards"),
    ({"n.md": "<table><tr>" + "<td colspan=1000>a</td></tr>" + "<tr><td>b</td></tr>" * 600 + "</table>\n"}, "check n.md",
     "the spans and short rows of this table would need too many empty cells; the rest is left out"),
    ({"v/n.md": "x\n", "v/.obsidian/app.json": '{"userIgnoreFilters": ["a"], "x'}, "check v", "the settings cannot be read ("),
    ({"v/n.md": "x\n", "v/.obsidian/x": "", "v/noteconv.yaml": "id: [x\n"}, "check v", "not valid YAML"),
    ({"n.md": "---\ncover: https://e.example/a.png\n---\nx\n"}, "check n.md", "n.md:2:1: warning: the cover is not downloaded; save the picture and name its file, or see --remote-dir"),
    ({"v/n.md": "x\n", "v/gone.md": "->nowhere.md"}, "check v", "v/gone.md: warning: this symbolic link leads nowhere (or in a circle)"),
    ({"v/n.md": "x\n", "o.md": "x\n", "v/out.md": "->../o.md"}, "check v", "v/out.md: warning: this symbolic link leads outside the folder of the notes and is not followed"),
    ({"v/n.md": "# N\n\nx\n", "v/" + "0a" * 16 + ".md": RECORD}, "check v", "this file describes a notebook, tag or attachment of Joplin and is not a note; such files were left out"),
    ({"v/n.md": "x\n", "v/s/.noteconv-state": "nonsense\n", "v/s/o.md": "y\n"}, "check v", "cannot tell which files here were written by noteconv: "),
    ({"v/n.md": "x\n", "v/book.json": "{"}, "check v", "v/book.json:2:1: warning: the book's settings are not read: "),
    ({"a/n.md": "x\n", "b/n.md": "y\n", "a/.obsidian/x": "", "b/.obsidian/x": ""}, "check a b",
     "the inputs belong to different vaults: links, decks and ids start from this common parent folder, and no vault"),
    ({"n.md": "Q: a\nA: ![pic](p.heic)\n", "p.heic": b"\0\0\0\x18ftypheic" + b"\0" * 40}, "-t apkg --cards=all n.md", "'p.heic' is image/heic, "),
    ({"n.md": "![](d.svg)\n", "d.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><animate/><foreignObject><p>t</p></foreignObject>'
      '<image width="1" height="1" href="https://e.example/p.png"/><script>x</script><style>@font-face { font-family: f; src: url(https://e.example/f) }</style><zzz/></svg>'},
     "-v -t epub --cover=none n.md", "animation, HTML (its text is kept), parts from elsewhere, scripts, its own fonts, elements that SVG 1.1 does not have"),
    ({"n.md": "$\\text{😀漢} a}bc$\n"}, "-t html -o - n.md", "Expected 'EOF', got '}', at \"}bc\""),
    ({"n.md": "---\nmacros: x\n---\n$a$\n"}, "-t html -o - n.md", "n.md:2:1: warning: macros: write names of commands and their definitions, such as RR: '\\mathbb{R}'"),
    ({"n.md": "---\ntags: [a.b, a-b]\n---\nx\n"}, "-t org -o - n.md", "Org would write the tags a.b and a-b alike; the property TAGS_ORIG keeps the originals"),
    ({"n.md": "---\ntags: ['--']\n---\nx\n"}, "-t org -o - n.md", "Org cannot write the tag --; it is kept in the property TAGS_ORIG only"),
    ({"v/big data/n.md": "x\n", "v/b.md": "b\n"}, "-t org --org-roam -o out/ v", "org-roam ignores paths that contain 'data/': big data/n.org; change org-roam-file-exclude-regexp"),
    ({"n.md": "Q: a\nA: b\n\nQ: a\nA: c\n"}, "-t apkg --cards=all n.md", "n.md:4:1: warning: 'a' is already asked at n.md:1"),
    ({"v/SUMMARY.md": "- [A](a.md)\n", "v/a.md": "a\n"}, "-t json -o - v/SUMMARY.md", "this is the plan of a book, and the notes that it lists are not converted; to convert them all, name the folder: "),
    ({"v/a.md": "a\n", "v/b.md": "", "v/c.md": "\n"}, "check -v v", "2 notes have no text and were left out"),
    ({"n.md": "x\n"}, "-t apkg n.md", "no-cards"),
    ({"v/a.md": "x\n", "v/b.md": "y\n"}, "-t apkg --each -o out/ v", "out/: error: not written: no note holds anything for apkg (noteconv help apkg says what it takes)"),
    ({"n.md": "x\n", "noteconv.yaml": "qqq: 1\n"}, "-t json -o - n.md", "noteconv.yaml:1:1: warning: 'qqq' is not a setting"),
    ({"n.base": "views:\n- type: table\n"}, "-t json -o - n.base", "n.base:1:1: warning: a base is a query that only Obsidian runs; it was left out (--keep-queries keeps it as code)"),
    ({"v/n.md": "x\n", "v/.obsidian/x": "", "v/noteconv.yaml": "id: [x\n"}, "check --no-settings v", "noteconv.yaml:2:1: warning: not valid YAML, so its id is not used"),
    ({"v/n.md": "x\n"}, "check --include=zz --include=n.md v", "--include=zz matches none of the notes; patterns are those of .gitignore, and paths begin at v"),
    (packed(zipfile.ZIP_LZMA), "check b.epub", "b.epub!E/more.txt: error: the entry is encrypted, or packed by a method that EPUB does not have"),
    (packed(first=False), "check b.epub", "b.epub!mimetype: error: the archive does not begin with the file mimetype, stored, 'application/epub+zip'"),
    ({"b.epub": packed()["b.epub"][:-30]}, "check b.epub", "the archive was cut short or changed, and cannot be opened"),
    ({"b.epub": packed(more="E/a b.txt")["b.epub"]}, "check --target=kobo b.epub", "b.epub!E/a b.txt: warning: the file's name has blanks or letters beyond ASCII"),
    ({"b.epub": b"no archive"}, "check b.epub", "this is not an EPUB: it is not an archive"),
    ({"n.md": "\0" * 40}, "check n.md", "n.md: error: this is not text in UTF-8 or UTF-16; it was not converted"),
]


def place(work, files):
    make(work, {name: data for name, data in files.items() if not str(data).startswith("->")})
    for name, data in files.items():
        if str(data).startswith("->"):
            os.symlink(data[2:], os.path.join(work, name))


def ask(row):
    files, words, told = row
    with tempfile.TemporaryDirectory() as work:
        place(work, files)
        r = run(work, *words.split())
        said = (r.stdout + r.stderr).replace(work + "/", "")
        return told in said, words + ": " + told, re.sub(r"(.{300}).*", r"\1", said) if "--show" in sys.argv else said[-700:]


def from_a_pipe(work):
    r = run(work, "-t", "epub", "-o", "x.epub", "-", stdin="x\n")
    check("text from standard input has neither a name nor a title, so its output has no identity of its own" in r.stderr, "text without a name", r)
    folder = os.open(work, os.O_RDONLY)
    r = subprocess.run([PROGRAM, "--from=json", "-t", "org", "-o", "-"], cwd=work, stdin=folder, capture_output=True, text=True, timeout=60,
                       check=False, env={**os.environ, **EPOCH})
    os.close(folder)
    check("[note-unreadable]" in r.stderr and r.returncode, "JSON that cannot be read", r)


def a_second_run(work):
    make(work, {"v/a.md": "a\n", "v/b.md": "b\n"})
    for _ in range(2):
        r = run(work, "-t", "org", "-o", "out/", "v")
    check("nothing changed since the last run (0 warnings then; --force writes again)" in r.stderr, "a second run", r)
    r = run(work, "check", "-v", "v")
    check(r.stdout == "noteconv: nothing to report in 2 notes\n", "clean notes", r)
    write_book(work + "/b.epub", GOOD)
    r = run(work, "check", "-v", "b.epub")
    check(r.stdout == "noteconv: nothing to report in 1 book\n", "a clean book", r)


def of_another_kind(work):
    """Two trees in one folder share a picture, which changes between them."""
    make(work, {**VAULT, "v/n.md": "![](p.png)\n", "v/p.png": PNG})
    first = run(work, "-t", "html", "-o", "out/", "v")
    make(work, {"v/p.png": PNG + b"more"})
    r = run(work, "-t", "org", "-o", "out/", "v")
    with open(work + "/out/p.png", "rb") as f:
        check(f.read() == PNG and r.returncode and "p.png" in r.stderr, "what another kind of tree shows is not replaced", first, r)
    r = run(work, "-t", "org", "--force", "-o", "out/", "v")
    with open(work + "/out/p.png", "rb") as f:
        check(f.read() == PNG + b"more" and not r.returncode, "but with --force", r)


with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    for good, what, said in pool.map(ask, ROWS):
        check(good, what, said)
for test in (from_a_pipe, a_second_run, of_another_kind):
    with tempfile.TemporaryDirectory() as folder:
        test(folder)
sys.exit(finish())
