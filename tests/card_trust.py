#!/usr/bin/env python3
"""Nothing in a note acts on a card or a page: the fields of a package hold no element, attribute, sound or formula that
noteconv did not put there, wherever in the note the text was.

Usage: card_trust.py NOTECONV
"""
import html.parser
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import zipfile

from lib import PROGRAM, check, finish

# Text that would act if it were written raw. OVERLAY makes markup of the '>' before it once the field is composed, as Anki does.
OVERLAY = "\u0338 onclick=run() "
HOSTILE = {
    "element": '&lt;img src=x onerror="run()"&gt;',
    "overlay": OVERLAY,
    "overlay later": "\u0301" + OVERLAY,
    "sound": r"\[sound:x.mp3]",
    "sound in two": "[%%c%%sound:x.mp3]",
    "formula": r"\\(run\\) \\[run\\]",
    "formula in two": r"\\%%c%%(run\\)",
    "latex": r"\[latex]run\[/latex] \[\$]run\[/\$]",
    "type": r"[\[type:x]]",
    "quote": "&quot;&#39;&gt;&lt;b&gt;",
}
PLACES = {
    "front": "## {}\n\nback\n",
    "context": "# {}\n\n## front\n\nback\n",
    "back": "## front\n\n{}\n",
    "emphasis": "## front\n\n**x** *{}*\n",
    "item": "## front\n\n- [ ] {}\n",
    "cell": "## front\n\n| a | b |\n|---|---|\n| {} | c |\n",
    "callout title": "## front\n\n> [!note] {}\n> text\n",
    "link": "## front\n\n[{}](https://example.org \"t\")\n",
    "title of a link": "## front\n\n[x](https://example.org '{}')\n",
    "alternative": "## front\n\n![{}](p.png)\n",
    "alternative of a missing image": "## front\n\n![{}](none.png)\n",
    "footnote": "## front\n\nx[^1]\n\n[^1]: {}\n",
    "field": "## front\n\n{}:: value\n",
    "details": "## front\n\n<details><summary>{}</summary>\n\ntext\n\n</details>\n",
    "wikilink": "## front\n\n[[none|{}]]\n",
    "code": "## front\n\n`{}`\n",
    "emphasised code": "## front\n\n```c\nint x; // {0}\n\"{0}\" {0}\n```\n",
}
KNOWN = {"p", "em", "strong", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "div", "a", "img", "span", "sup",
         "section", "hr", "code", "br", "pre"}


class Fields(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.problems = []

    def handle_starttag(self, tag, attrs):
        if tag not in KNOWN:
            self.problems.append(f"an element {tag}")
        self.problems += [f"an attribute {name}" for name, _ in attrs if name.startswith("on")]


def cards(note, extra=None, words=()):
    with tempfile.TemporaryDirectory() as folder:
        for name, data in {"n.md": note, **(extra or {})}.items():
            with open(os.path.join(folder, name), "wb") as f:
                f.write(data if isinstance(data, bytes) else data.encode())
        name = "n.json" if "n.json" in (extra or {}) else "n.md"
        r = subprocess.run([PROGRAM, "-t", "apkg", "--cards=headings", "-o", "d.apkg", name, *words], cwd=folder,
                           capture_output=True, text=True, timeout=60)
        if not os.path.exists(folder + "/d.apkg"):
            return None, r
        with zipfile.ZipFile(folder + "/d.apkg") as z:
            z.extract("collection.anki2", folder)
        db = sqlite3.connect(folder + "/collection.anki2")
        rows = [f for row in db.execute("select flds from notes") for f in row[0].split("\x1f")]
        db.close()
        return rows, r


def acts(field):
    """What a browser, Anki or its MathJax would do with the field."""
    composed = unicodedata.normalize("NFC", re.sub("[\0-\x08\x0b-\x1f\x7f]", "", field))
    parser = Fields()
    parser.feed(composed)
    found = parser.problems
    found += re.findall(r"\[sound:|\[anki:|\[latex\]|\[\$\$?\]|\[\[type:", composed)
    # MathJax joins texts over comments, br and wbr; every other tag ends a text.
    code = re.sub(r"<code.*?</code>", "", composed, flags=re.S)
    found += re.findall(r"\\[(\[]", re.sub(r"<!--.*?-->", "", code))
    return found


def check_places():
    png = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8cfc0"
                        "000003010100c9fe92ef0000000049454e44ae426082")
    for place, note in PLACES.items():
        for what, text in HOSTILE.items():
            text = text.replace(r"\[", "[").replace("\\\\", "\\") if place == "code" else text
            fields, r = cards(note.format(text), {"p.png": png})
            if not fields:
                check(False, f"{what} in {place}: no card: {r.stderr}")
                continue
            for field in fields:
                check(not acts(field), f"{what} in {place}: {acts(field)} in {field!r}")


def check_title():
    fields, r = cards('---\ntitle: "A [sound:x.mp3] \\\\(y\\\\) <b>"\n---\n# P \\\\\\(p\\\\\\)\n\n## Q?\n\nAns\n')
    check(fields and "A [<!-- -->sound:x.mp3]" in fields[6] and "<b>" not in fields[6], f"the source: {fields}")
    check(fields and "\\<span></span>(p\\)" in fields[5], f"the context: {fields}")


def check_math():
    fields, r = cards("## F\n\n$\\href{javascript:run()}{x}$ and $$\\style{color:red}{y}$$ and $a \\\\[2pt] b$\n")
    check(fields and fields[1] == "<p>\\( {x}\\) and \\[ {y}\\] and \\(a \\\\[2pt] b\\)</p>", f"formulas: {fields}")
    check(r.stderr.count("[math-dropped]") == 2, f"formulas: {r.stderr}")
    fields, r = cards("## F\n\n$x [sound:a.mp3]$\n")
    check(fields and not re.search(r"\[sound:", fields[1]), f"a sound in a formula: {fields}")


def check_json():
    """A document cannot permit raw HTML or addresses that run: only --strict on the command line does."""
    with tempfile.TemporaryDirectory() as folder:
        note = "x <b onclick=run()>y</b> [z](javascript:run())\n\n<script>run()</script>\n"
        with open(folder + "/n.md", "w", encoding="utf-8") as f:
            f.write(note)

        def run(*words):
            return subprocess.run([PROGRAM, "-q", *words], cwd=folder, capture_output=True, text=True, timeout=60).stdout
        document = run("--strict", "-t", "json", "-o", "-", "n.md")
        check(json.loads(document)["strict"] is True, "the document is strict")
        with open(folder + "/n.json", "w", encoding="utf-8") as f:
            f.write(document)
        for words in (["--fragment"], []):
            out = run("--from=json", "-t", "html", *words, "-o", "-", "n.json")
            check("run()" not in out and "y" in out, f"a strict document, {words}: {out}")
        out = run("--strict", "-t", "html", "--fragment", "-o", "-", "n.md")
        check("<script>run()" in out and "javascript:run()" in out, f"--strict on the command: {out}")


check_places()
check_title()
check_math()
check_json()
sys.exit(finish())
