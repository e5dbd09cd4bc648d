#!/usr/bin/env python3
"""Every message that docs/diagnostics.md lists: what causes it, its severity, and the place it points at; and what -W,
--diag, -v, -q and `noteconv check` make of messages.

Usage: messages.py NOTECONV
"""
import json
import os
import re
import subprocess
import sys
import tempfile

from badbooks import FAULTS, write_book
from lib import PROGRAM, ROOT, check, finish

PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8cfc0000003010100"
                    "c9fe92ef0000000049454e44ae426082")


def run(folder, *words, stdin=None):
    return subprocess.run([PROGRAM, *words], cwd=folder, input=stdin, capture_output=True, text=True, timeout=60,
                          env={**os.environ, "SOURCE_DATE_EPOCH": "1735689600"})


def write(folder, files):
    for name, data in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(data if isinstance(data, bytes) else data.encode())


def messages(text):
    return [json.loads(line) for line in text.splitlines() if line.startswith('{"file"')]


# id: note, line, column of the message about it. Each note is m.md beside other.md, a/same.md, b/same.md and pic.png.
IN_A_NOTE = {
    "not-text": (b"\0" * 40, 0, 0),
    "encoding": ("这本书说的是怎么学会自己思考。".encode("gb18030"), 0, 0),
    "encoding-unknown": ("你好".encode("gb18030"), 0, 0),
    "bad-utf8": ("这是一篇用来测试的笔记，里面有一个坏字节。".encode() + b"x\xff", 1, 23),
    "control-char": ("中文 \x01", 1, 4),
    "front-matter": ("---\ntitle: [x\nb: c\n---\ny", 3, 1),
    "metadata": ("---\ntitle: x\ntitel: y\n---\nz", 3, 1),
    "language": ("x\n\n中 <span lang='no such thing'>x</span>", 3, 3),
    "nesting": (">" * 230 + " x", 1, None),
    "emphasis-repaired": ("x\n\n中文，**从这里开始没有收尾。", 3, 4),
    "emphasis-literal": ("x\n中 **word", 2, 3),
    "heading-repaired": ("x\n\n> ##中", 3, 3),
    "list-repaired": ("> x\n> - y\n> -\u3000中", 3, 3),
    "code-repaired": ("- ```\n 中\n  ```", 2, 2),
    "html-repaired": ("> <div>\n>  **中**\n> </div>", 2, 4),
    "unclosed": ("x\n\n- ```\n  y", 3, 3),
    "html-dropped": ("中 <script>x</script>", 1, 3),
    "html-unknown": ("<p>\n中 <foo>x</foo></p>", 2, 3),
    "html-unclosed": ("中 <b>x", 1, 3),
    "footnote-undefined": ("|a|\n|-|\n|中 [^x]|", 3, 4),
    "footnote-duplicate": ("a[^x]\n\n[^x]: b\n\n> [^x]: c", 5, 3),
    "footnote-unused": ("a\n\n[^x]: b", 3, 1),
    "anchor-duplicate": ("a ^x\n\nb ^x", 3, 1),
    "foreign-syntax": ("text\n\n中文 {% for x %} text", 3, 4),
    "table-repaired": ("|a|b|\n|-|\n|1|2|", 2, 1),
    "table-cut": ("|a|b|\n|-|-|\n|c|中\n\nx|", 3, 1),
    "table-row": ("|a|\n|-|\n|b| 中 |", 3, 5),
    "table-pandoc": ("x\n\n+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+", 3, 1),
    "drawing-image": ("---\nexcalidraw-plugin: parsed\n---\n# Text Elements\na ^x\n", 1, 1),
    "query-dropped": ("x\n\n- y\n\n  ```dataview\n  z\n  ```", 5, 3),
    "plugin-dropped": ("中 <% x %>", 1, 3),
    "image-dark": ("中 ![](a.png#only-light) ![](b.png#only-dark)", 1, 25),
    "toc-dropped": ("中\n\n[TOC]\n\nx", 3, 1),
    "link-unresolved": ("中 [[nothing]]", 1, 3),
    "link-ambiguous": ("中 [[same]]", 1, 3),
    "link-outside": ("中 [x](../../../../etc/passwd)", 1, 3),
    "anchor-missing": ("x\n\n![[other#none]]", 3, 1),
    "link-left-out": ("中 [[other]]", 1, 3),
    "embed-inline": ("中 ![[other]]", 1, 3),
    "embed-missing": ("中 ![[nothing]]", 1, 3),
    "embed-cycle": ("x\n\n![[m]]", 3, 1),
    "embed-depth": ("x\n\n![[d0]]", None, None),
    "no-text": ("<!-- 中 -->", None, None),
    "image-missing": ("中 ![x](none.png)", 1, 3),
}
# Tested elsewhere, or beyond what a test can cause.
ELSEWHERE = {
    "note-too-large": "256 MB",
    "table-size": "524,288 cells: tests/hostile.py makes them",
    "note-changed": "edited.py", "plan-left-out": "plans.py", "input-twice": "vault.py", "not-sent": "send.py", "book-broken": "send.py", "sent-twice": "send.py", "plan-alone": "plans.py", "plan-foreign": "plans.py", "include": "plans.py", "note-unreadable": "permissions do not bind root", "folder-unreadable": "likewise", "media-unreadable": "likewise",
    "setting-unreadable": "likewise", "vanished": "unread.py",
    "symlink-broken": "vault.py", "symlink-folder": "vault.py", "note-special": "vault.py", "name-collision": "vault.py", "product-gone": "vault.py",
    "not-written": "cli.py", "identity": "cli.py", "no-cards": "cli.py", "card-kind": "deck.py",
    "card-likely": "deck.py", "card-moved": "deck.py", "card-id": "deck.py", "deck-clock": "deck.py", "ids-left-out": "deck.py",
}
OTHERS = {"other.md": "---\naliases: [Alias]\n---\n# Here\n", "a/same.md": "x", "b/same.md": "x", "pic.png": PNG, "m.png": PNG,
          **{f"d{i}.md": f"x\n\n![[d{i + 1}]]" for i in range(13)}}


def listed():
    text = open(os.path.join(ROOT, "src/base/diag.def"), encoding="utf-8").read()
    return {name: severity.lower() for name, severity in re.findall(r'NC_DIAG\([A-Z_0-9]+, "([\w-]+)", (\w+),', text)}


def provoke_in_notes():
    for name, (note, line, column) in IN_A_NOTE.items():
        with tempfile.TemporaryDirectory() as folder:
            write(folder, {**OTHERS, "m.md": note, ".git/x": ""})
            r = run(folder, "check", "--diag=json", "m.md")
            found = [m for m in messages(r.stdout) if m["id"] == name]
            check(found, f"{name}: nothing said", r)
            for m in found[:1]:
                check(m["severity"] == SEVERITY[name], f"{name}: {m['severity']}")
                check(line is None or m["line"] == line, f"{name}: line {m['line']}, not {line}")
                check(column is None or m["col"] == column, f"{name}: column {m['col']}, not {column}")
            check(r.returncode == (1 if SEVERITY[name] == "error" else 0), f"{name}: exit status", r)
            r = run(folder, "check", "--diag=json", f"-Wno-{name}", "m.md")
            check(SEVERITY[name] == "error" or name not in r.stdout, f"-Wno-{name}", r)
            r = run(folder, "check", "--diag=json", f"-Werror={name}", "m.md")
            check(r.returncode == 1, f"-Werror={name}", r)
            yield name


def provoke_in_runs():
    with tempfile.TemporaryDirectory() as folder:
        write(folder, {"v/a.md": "a", "v/empty.md": "", "bad.json": "{", "vault/.obsidian/app.json": "{", "vault/a.md": "a", "second/.obsidian/app.json": "{}", "second/b.md": "b",
                       "alias/n.md": "[[Al]]", "alias/o.md": "---\naliases: Al\n---\nx",
                       "img.md": "中 ![x](fake.png) ![y](https://e.org/a.png)", "fake.png": "no image", "draw.md": "中 ![x](d.svg)", "d.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
                       "formula.md": "## Q\n\n中 $\\href{a}{b}$\n", "quiz.md": "# Why?\n\nSo.\n\n# Who?\n\nHe.\n", "loss.md": "中 <b>x", "span.md": '<table><tr><td>a</td><td colspan="2">中</td></tr></table>',
                       "map.md": "---\na: [b, c]\nd:\n  e: f\n---\nx"})
        runs = {"no-match": ["check", "--order=nosuch", "v"], "note-empty": ["check", "v"], "json-invalid": ["-f", "json", "-t", "org", "-o", "-", "bad.json"],
                "setting": ["check", "vault"], "roots": ["check", "vault", "second"], "link-alias": ["check", "alias"], "math-dropped": ["-t", "apkg", "formula.md"], "image-type": ["-t", "epub", "img.md"], "table-span": ["-t", "org", "span.md"], "image-simplified": ["-t", "epub", "draw.md"], "image-remote": ["-t", "epub", "img.md"], "cover": ["-t", "epub", "--cover=auto", "-M", "title=\U00010600", "img.md"], "kindle": ["-t", "epub", "--target=kindle", "img.md"]}
        write(folder, {"sums.md": "中 $\\frac{1}$ $\\ref{x}$\n"})
        write(folder, {"mark.md": "x\n\n## No answer #card\n"})
        write(folder, {"double.md": "Q: a\nA: b\n\nQ: a\nA: c\n\nQ: d\nA: ![](none.png)\n"})
        runs |= {"card-mark": ["-t", "apkg", "--cards=marks", "mark.md"], "card-double": ["-t", "apkg", "double.md"], "card-empty": ["-t", "apkg", "empty.md"]}
        write(folder, {"empty.md": "---\ncards: yanki\n---\nOnly a front\n"})
        runs |= {"math-tex": ["-t", "html", "sums.md"], "math-reference": ["-t", "html", "sums.md"]}
        for name, words in runs.items():
            r = run(folder, "--diag=json", *words) if words[0] != "check" else run(folder, "check", "--diag=json", *words[1:])
            found = [m for m in messages(r.stdout + r.stderr) if m["id"] == name]
            check(found and found[0]["severity"] == SEVERITY[name], f"{name}: nothing said", r)
            yield name
        r = run(folder, "check", "--from=json", "-", stdin=2 * run(folder, "-t", "json", "-o", "-", "v/a.md").stdout)
        check("another document begins here" in r.stdout and r.returncode == 1, "a folder's JSON is reported", r)
        run(folder, "-t", "apkg", "quiz.md")
        write(folder, {"formula.md": "## Q\n\n中 $\\href{a}{b}$\n", "quiz.md": "# Why?\n\nSo.\n"})
        r = run(folder, "--diag=json", "-t", "apkg", "quiz.md")
        found = [m for m in messages(r.stderr) if m["id"] == "card-gone"]
        check(len(found) == 1 and found[0]["file"] == "quiz.md" and found[0]["severity"] == "note", "card-gone", r)
        r = run(folder, "--diag=json", "--strict", "-t", "epub", "loss.md")
        found = [m for m in messages(r.stderr) if m["id"] == "format-loss"]
        check(len(found) == 1 and (found[0]["line"], found[0]["col"]) == (1, 3), "format-loss", r)
        r = run(folder, "--diag=json", "-t", "org", "-o", "-", "map.md")
        check(":D: e: f\n" in r.stdout and not messages(r.stderr), "a map of the front matter in Org", r)
        r = run(folder, "--diag=json", "-t", "epub,html", "-o", "both/", "img.md")
        check(len([m for m in messages(r.stderr) if m["id"] == "image-remote"]) == 1, "two formats say the same once", r)
        yield from ("card-gone", "format-loss")


def provoke_in_books():
    for files, name, place, line in FAULTS.values():
        with tempfile.TemporaryDirectory() as folder:
            write_book(folder + "/b.epub", files)
            r = run(folder, "check", "--diag=json", "b.epub")
            found = [m for m in messages(r.stdout) if m["id"] == name and m["line"] == line]
            check(found and found[0]["severity"] == SEVERITY[name], f"{name} in {place}", r)
            yield name


def options():
    with tempfile.TemporaryDirectory() as folder:
        write(folder, {"v/a.md": "[[x1]] [[x2]] [[x3]] [[x4]]\n\n中 ![](https://e.org/i.png)\n\n![[b]]\n", "v/b.md": "in b [[x5]] <foo>1</foo> <foo>2</foo>\n"})
        r = run(folder, "-t", "org", "-o", "out/", "v")
        check(r.stderr.count("[link-unresolved]") == 3 and r.stderr.splitlines()[-1].startswith("noteconv: 6 warnings"),
              "a folder: three examples of a kind and a count; what is embedded is reported once", r)
        r = run(folder, "-t", "org", "-o", "out2/", "-v", "v")
        check(r.stderr.count("[link-unresolved]") == 5, "-v: all of them", r)
        r = run(folder, "-t", "org", "-o", "out3/", "--diag=json", "v")
        check(len(messages(r.stderr)) == 6 and json.loads(r.stderr.splitlines()[-1])["summary"]["warnings"] == 6, "--diag=json: all of them", r)
        r = run(folder, "check", "v")
        check(r.returncode == 0 and r.stdout.count("[link-unresolved]") == 5 and r.stdout.count("[html-unknown]") == 1 and not r.stderr,
              "check tells all, an unknown element once a note", r)
        check(sorted(os.listdir(folder)) == ["out", "out2", "out3", "v"], "check writes nothing")
        r = run(folder, "check", "-Werror=link-unresolved", "v")
        check(r.returncode == 1 and "noteconv: 5 errors, 1 warning: " in r.stdout, "check -Werror=ID", r)
        write(folder, {"x,1.md": "[[b:c,d 100%]]\n\n中文，**从这里开始没有收尾。\n"})
        r = run(folder, "check", "--diag=github", "x,1.md")
        lines = r.stdout.splitlines()
        check(lines[0] == "::warning title=link-unresolved,file=x%2C1.md,line=1,col=1::'b:c,d 100%25' was not found" and
              lines[1].startswith("::notice title=emphasis-repaired,file=x%2C1.md,line=3,col=4::"), "annotations for GitHub", r)
        os.remove(folder + "/x,1.md")
        r = run(folder, "check", "--list-remote", "v")
        check(r.returncode == 0 and r.stdout == "v/a.md:3:3: https://e.org/i.png\ti-29585b21c4f9.png\n" and not r.stderr, "check --list-remote", r)
        r = run(folder, "check", "nowhere")
        check(r.returncode == 2 and "nowhere" in r.stderr, "check of nothing", r)
        for word in ("-Wlink-unresolvd", "-Wno-link-unresolvd", "-Werror=link-unresolvd"):
            r = run(folder, "check", word, "v")
            check(r.returncode == 2 and "did you mean 'link-unresolved'?" in r.stderr, "an unknown id is answered", r)
        r = run(folder, "check", "-Wxyz", "v")
        check(r.returncode == 2 and "no message has the id 'xyz' (docs/diagnostics.md lists them)" in r.stderr, "an unknown id without a like", r)
        write(folder, {"w/n.md": "[[Al]]", "w/o.md": "---\naliases: Al\n---\nx"})
        r = run(folder, "check", "w")
        check("note: " in r.stdout and "noteconv: 1 remark: 1 link-alias" in r.stdout, "check shows notes", r)
        r = run(folder, "check", "-Wlink-alias", "w")
        check("warning: " in r.stdout, "-WID makes a note a warning", r)


SEVERITY = listed()
seen = set(provoke_in_notes()) | set(provoke_in_runs()) | set(provoke_in_books())
options()
for name in sorted(set(SEVERITY) - seen - set(ELSEWHERE)):
    check(False, f"{name} is provoked nowhere")
for name in sorted((seen | set(ELSEWHERE)) - set(SEVERITY)):
    check(False, f"{name} is no message")
print(f"{len(seen)} messages provoked")
sys.exit(finish())
