#!/usr/bin/env python3
"""Formulas beyond MathML of one note: macros of noteconv.yaml and of cards, chemistry, long ones in a line of text, and pictures
that a program of the user's draws.

Usage: drawn.py NOTECONV
"""
import os
import re
import sqlite3
import stat
import sys
import zipfile

from lib import PNG, check, finish, in_folders, make, run

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='20pt' height='12pt' viewBox='0 0 20 12'><rect width='20' height='12'/></svg>"


def program(folder, name, text):
    make(folder, {name: "#!/bin/sh\n" + text})
    path = os.path.join(folder, name)
    os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
    return path


def macros(folder):
    make(folder, {"v/noteconv.yaml": "macros:\n  RR: '\\mathbb{R}'\n  abs: '\\left|#1\\right|'\n  two: ['#1+#2', 2]\n",
                  "v/a.md": "$x\\in\\RR$ $\\abs{y}$ $\\two{a}{b}$\n", "v/b.md": "---\nmacros:\n  RR: 'R'\n---\n\n$\\RR$\n",
                  "v/c.md": "$\\newcommand{\\foo}{z}$ $\\foo$\n\n## What is it? #card\n\n$\\RR \\foo$ and $$\\foo \\label{l}$$\n"})
    r = run(folder, "-t", "html", "--fragment", "-o", "-", "v/a.md")
    check("<mi>ℝ</mi>" in r.stdout and ">|<" in r.stdout and "<mo>+</mo><mi>b</mi>" in r.stdout and r.stderr == "", "macros: of the root's settings", r)
    r = run(folder, "-t", "html", "--fragment", "-o", "-", "v/b.md")
    check("<mi>R</mi>" in r.stdout, "the note's own win", r)
    r = run(folder, "-t", "apkg", "-o", "c.apkg", "v/c.md")
    fields = notes_of(folder, "c.apkg")[0][2]
    check("\\(\\mathbb{R}z\\)" in fields and "\\[z \\tag{1}\\]" in fields and "\\foo" not in fields and "\\RR" not in fields, "a card knows its note's macros", fields)
    r = run(folder, "config", "v/a.md")
    check("macros: {RR: '\\mathbb{R}'}" in r.stdout, "config shows them", r)
    for wrong in ("macros: x\n", "macros: [a]\n", "macros:\n  a b: x\n", "macros:\n  a: {b: c}\n"):
        make(folder, {"v/noteconv.yaml": wrong})
        r = run(folder, "-t", "html", "--fragment", "-o", "-", "v/b.md")
        check("macros: write names of commands" in r.stderr and "v/noteconv.yaml:1:1: warning" in r.stderr, wrong, r)


def notes_of(folder, package):
    """(guid, mod, fields) of each note of a package."""
    with open(folder + "/c.db", "wb") as f:
        f.write(zipfile.ZipFile(folder + "/" + package).read("collection.anki2"))
    return sqlite3.connect(folder + "/c.db").execute("select guid, mod, flds from notes order by id").fetchall()


def changed_macros(folder):
    """What a macro stands for is part of the card that holds it, and of no other."""
    cards = "# N\n\n## One? #card\n\n$\\RR$ real\n\n## Two? #card\n\n$x$ none\n\n## Three? #card\n\n$\\NN$ and $\\newcommand{\\f}{g}$ $\\f$\n"
    make(folder, {"v/noteconv.yaml": "macros:\n  RR: '\\mathbb{R}'\n", "v/a.md": "---\nmacros:\n  NN: N\n---\n" + cards})
    run(folder, "-t", "apkg", "-o", "c.apkg", "v")
    first = notes_of(folder, "c.apkg")
    r = run(folder, "-t", "apkg", "-o", "c.apkg", "v")
    check(len(first) == 3 and "3 unchanged" in r.stderr + r.stdout, "the same macros", r)
    for files, which in (({"v/noteconv.yaml": "macros:\n  RR: 'R'\n  other: x\n"}, [0]), ({"v/a.md": "---\nmacros:\n  NN: M\n---\n" + cards}, [2])):
        make(folder, files)
        r = run(folder, "-t", "apkg", "-o", "c.apkg", "v")
        now = notes_of(folder, "c.apkg")
        check([n[0] for n in now] == [n[0] for n in first] and [i for i in range(3) if now[i][1] > first[i][1]] == which
              and [i for i in range(3) if now[i][2] != first[i][2]] == which, "a changed macro changes its cards", r, now)
        first = now


def referred(folder):
    """A card shows the number of any formula of its note, wherever the formula is."""
    make(folder, {"n.md": "# N\n\n$$a=b \\label{one}$$\n\n## One? #card\n\n$\\eqref{one}$ and $x_{\\ref{one}}$ and $\\eqref{none}$\n\n"
                  "$$\\begin{align}c&=d\\label{two}\\\\e&=f\\end{align}$$\n\n$$g\\label{three}$$\n\n$$h\\tag{A}\\label{four}$$\n\n$\\ref{four}$\n"})
    r = run(folder, "-t", "apkg", "-o", "c.apkg", "n.md")
    back = notes_of(folder, "c.apkg")[0][2].split("\x1f")[1]
    check("<p>(1) and \\(x_{\\text{1}}\\) and \\(\\text{(??)}\\)</p>" in back and "\\[g \\tag{4}\\]" in back and "\\[h\\tag{A}\\label{four}\\]" in back and "<p>A</p>" in back
          and "\\begin{align}c&amp;=d\\label{two}" in back, "references", back)
    check("n.md:7:" in r.stderr and "no formula of the note has the label none [math-reference]" in r.stderr, "one that leads nowhere", r)


def chemistry(folder):
    make(folder, {"n.md": "$\\ce{H2O}$ $\\ce{SO4^2-}$ $\\ce{2H2 + O2 -> 2H2O}$ $\\ce{^{227}_{90}Th}$ $\\ce{HC#CH}$ $\\pu{3 mol}$\n"})
    r = run(folder, "-t", "html", "--fragment", "-o", "-", "n.md")
    if "needs KaTeX's mhchem" in r.stderr or "engine" in r.stderr:
        check(r.stdout.count("<code class=\"math\">") == 6, "without the extension it is TeX", r)
        return
    check(r.stderr == "" and r.stdout.count("<math") == 6, "chemistry is converted", r)
    check("<msub><mi mathvariant=\"normal\">H</mi><mn>2</mn></msub>" in r.stdout and "mphantom" not in r.stdout and "mpadded" not in r.stdout, "scripts stand at their letters", r)
    check("<mn>\u200790</mn><mn>227</mn>" in r.stdout, "numbers before a letter stand at the right", r)
    check("<mo>≡</mo>" in r.stdout or "≡" in r.stdout, "a triple bond", r)
    r = run(folder, "-t", "html", "--math=html", "--fragment", "-o", "-", "n.md")
    check("H<sub>2</sub>O" in r.stdout and "SO<sub>4</sub><sup>2−</sup>" in r.stdout and r.stderr == "", "and plain HTML", r)


def long_ones(folder):
    long_sum = "+".join(f"x_{{{k}}}" for k in range(30))
    make(folder, {"n.md": f"A ${long_sum}$ and $f({long_sum})=y$ and $\\sqrt{{{long_sum}}}$ and $a+b$.\n\n$${long_sum}$$\n"})
    r = run(folder, "-t", "html", "--fragment", "-o", "-", "n.md")
    sums, block = r.stdout.split("math-display")
    check(sums.count("<wbr/>") >= 58 and "<wbr/>" not in block, "a line may end within a long formula, not in one on its own line", r)
    check(sums.count("math-wide") == 1, "what cannot be broken scrolls", r)
    check(len(re.findall("alttext=\"[^…]", sums)) == 4, "the TeX is said once", r)
    r = run(folder, "-t", "epub", "-o", "b.epub", "n.md")
    book = zipfile.ZipFile(folder + "/b.epub")
    text = "".join(book.read(n).decode() for n in book.namelist() if n.startswith("EPUB/text/"))
    check("<wbr/>" in text and "math-wide" not in text and "font-size:0." in text, "in a book it is set smaller", r)


def drawn(folder):
    ok = program(folder, "ok.sh", f"cat > got; echo \"$1 $2\" > how\nprintf \"%s\" \"{SVG}\"\n")
    make(folder, {"p.png": PNG, "n.md": "$\\unknown{a}$ and $x+y$ and $\\frac{a}{b+\\frac cd}$\n\n$$\\unknown{b}$$\n"})
    png = program(folder, "png.sh", f"cat {folder}/p.png\n")
    r = run(folder, "-t", "html", "--fragment", f"--math-cmd={ok} 'a b'", "-o", "-", "n.md")
    check(r.stdout.count("<img class=\"math\" src=\"data:image/svg+xml;base64,") == 2 and "alt=\"\\unknown{a}\"" in r.stdout and "height:1.20em" in r.stdout
          and r.stderr == "", "a page holds its pictures", r)
    check(open(folder + "/got").read() == "\\unknown{b}\n" and open(folder + "/how").read() == "a b display\n", "what the program gets")
    for target, count in (("generic", 1), ("kindle", 2)):
        r = run(folder, "-t", "epub", f"--target={target}", f"--math-cmd={png}", "-M", "author=A", "-o", "b.epub", "n.md", "--force")
        book = zipfile.ZipFile(folder + "/b.epub")
        opf = book.read("EPUB/content.opf").decode()
        text = "".join(book.read(n).decode() for n in book.namelist() if n.startswith("EPUB/text/"))
        pictures = [n for n in book.namelist() if "images/formula-" in n]
        check(len(pictures) == 1 and pictures[0][5:] in opf and text.count("<img class=\"math\"") == count + 1, f"{target}: equal pictures are one file", r)
        check(book.read(pictures[0]) == PNG and r.stderr == "", f"{target}: as the program wrote it", r)
    r = run(folder, "-t", "epub", "--target=kindle", f"--math-cmd={ok}", "-M", "author=A", "-o", "b.epub", "n.md")
    check(r.stderr.count("image/svg+xml, which the readers of this format do not show") == 3, "a type that readers do not show", r)


def as_latex(folder):
    """A program gets TeX without macros, labels and numbers; these stand beside its picture."""
    make(folder, {"p.png": PNG, "n.md": "---\nmacros:\n  RR: '\\mathbb{R}'\n---\n\n$\\newcommand{\\foo}{z}\\frac{\\RR+1}{\\foo}$\n\n"
                  "$$\\begin{eqnarray}a&=&b\\\\c&=&\\RR\\label{q}\\end{eqnarray}$$\n\n$$\\frac{a+1}{b} \\tag{A}$$\n\n"
                  "$$\\begin{align}a&=b\\notag\\\\c&=d\\\\e&=f\\end{align}$$\n\nSee $\\eqref{q}$.\n"})
    png = program(folder, "all.sh", f"cat >> {folder}/all; cat {folder}/p.png\n")
    r = run(folder, "-j1", "-t", "epub", "--target=kindle", f"--math-cmd={png}", "-M", "author=A", "-o", "b.epub", "n.md")
    check(open(folder + "/all").read().split("\n") == ["\\frac{\\mathbb{R}+1}{z}", "\\begin{array}{rcl}a&=&b\\\\c&=&\\mathbb{R}\\end{array}",
                                                      "\\frac{a+1}{b}", "\\begin{align*}a&=b\\\\c&=d\\\\e&=f\\end{align*}", ""],
          "TeX that LaTeX knows", open(folder + "/all").read(), r)
    book = zipfile.ZipFile(folder + "/b.epub")
    text = "".join(book.read(n).decode() for n in book.namelist() if n.startswith("EPUB/text/"))
    check(text.count("<img class=\"math\"") == 4 and re.findall("eqno\">(.*?)</span>", text) == ["(1)<br/>(2)", "(A)", "(3)<br/>(4)"]
          and ">(2)</a>" in text, "the numbers of its rows", text)


def not_drawn(folder):
    make(folder, {"n.md": "$\\unknown$\n", "m.md": "".join(f"$\\unknown{{{k}}}$\n\n" for k in range(30))})
    for command, why in (("nowhere-at-all", "was not found or could not be run"), ("false", "ended with status 1"), ("true", "wrote nothing"),
                         ("yes", "wrote too much"), ("echo x", "wrote no sound PNG, JPEG, GIF or SVG")):
        r = run(folder, "-t", "html", "--fragment", f"--math-cmd={command}", "-o", "-", "n.md")
        check(why in r.stderr and "n.md:1:1: warning: the formula is shown as TeX: " in r.stderr and "<code class=\"math\">\\unknown</code>" in r.stdout, command, r)
    bad = program(folder, "bad.sh", f"echo x >> {folder}/calls; printf '\\211PNG\\r\\n\\032\\n1234'\n")
    fail = program(folder, "fail.sh", f"echo x >> {folder}/calls; exit 3\n")
    r = run(folder, "-v", "-j1", "-t", "html", "--fragment", f"--math-cmd={fail}", "-o", "-", "m.md")
    check(len(open(folder + "/calls").read().split()) == 10 and "failed 10 times in a row and is not called again" in r.stderr, "one that fails is given up", r)
    r = run(folder, "-t", "html", "--fragment", f"--math-cmd={bad}", "-o", "-", "n.md")
    check("wrote no sound PNG" in r.stderr, "a damaged picture", r)
    evil = program(folder, "evil.sh", "echo '<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"><script>x()</script><rect width=\"1\" height=\"1\"/></svg>'\n")
    r = run(folder, "-t", "epub", f"--math-cmd={evil}", "-o", "b.epub", "n.md")
    book = zipfile.ZipFile(folder + "/b.epub")
    svg = "".join(book.read(n).decode() for n in book.namelist() if n.endswith(".svg"))
    check("<rect" in svg and "script" not in svg and "onload" not in svg, "a drawing is cleaned", r)
    make(folder, {"v/noteconv.yaml": f"math-cmd: {fail}\n", "v/a.md": "$\\unknown$\n"})
    os.unlink(folder + "/calls")
    r = run(folder, "-t", "html", "--fragment", "-o", "-", "v/a.md")
    check("works only on the command line and in your own settings" in r.stderr and not os.path.exists(folder + "/calls"), "notes name no program", r)


def named(folder):
    """A command that can call nothing is refused at once, whether a formula needs it or not."""
    make(folder, {"n.md": "# N\n"})
    for command, want in (("", "--math-cmd needs a value"), ("  ", "names no program"), ("''", "names no program"), ("a 'b c", "nothing closes the quote '"),
                          ('a "b', 'nothing closes the quote "'), ("a " * 31, "more than 30 words")):
        for fmt in ("html", "epub"):
            r = run(folder, "-t", fmt, f"--math-cmd={command}", "n.md")
            check(r.returncode == 2 and r.stderr.count(want) == 1 and not {"n.html", "n.epub"} & set(os.listdir(folder)), f"{fmt}: --math-cmd={command}", r)


in_folders(named, macros, changed_macros, referred, chemistry, long_ones, drawn, as_latex, not_drawn)
sys.exit(finish())
