#!/usr/bin/env python3
"""Blocks that are too large for a page of a book: tables, lists, code and quotations are divided, nothing is lost, and an edit
changes few pages.

Usage: divided.py NOTECONV
"""
import random
import re
import sys
import zipfile

import lib
from lib import check, make, run

WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau".split()
MOST = 260_000


def sentences(seed):
    shift = random.Random(seed)
    return lambda n: " ".join(shift.choice(WORDS) for _ in range(n))


def table():
    say = sentences(1)
    return "| Nr | Text |\n|---|---|\n" + "".join(f"| {i} | {say(12)} |\n" for i in range(4000))


def spanned():
    say = sentences(2)
    rows = "".join(f"<tr><td rowspan=2>{say(20)}</td><td>{say(10)}</td></tr><tr><td>{say(9)}</td></tr>" for _ in range(1500))
    return f"<table><tr><th>H</th><th>K</th></tr>{rows}</table>\n"


def numbered():
    say = sentences(3)
    return "".join(f"{i + 5}. {say(40)}{' ^mark' if i == 1600 else ''}\n" for i in range(1800)) + "\nsee [[#^mark]]\n"


def code():
    say = sentences(4)
    return "```python title=\"big.py\"\n" + "".join(f"def f{i}(x): return '{say(5)}'  # {say(4)}\n" for i in range(6000)) + "```\n"


def quoted(first=""):
    say = sentences(5)
    return first + "".join(f"> {say(60)}\n>\n" for _ in range(1500))


BLOCKS = {"table": table, "spanned": spanned, "list": numbered, "code": code, "quote": quoted,
          "callout": lambda: quoted("> [!note] Title\n")}


def pages(book):
    """The chapters in the order of the spine: name to markup of the body."""
    with zipfile.ZipFile(book) as z:
        package = z.read("EPUB/content.opf").decode()
        items = dict(re.findall(r'<item id="([^"]+)" href="([^"]+)"', package))
        names = [items[i] for i in re.findall(r'<itemref idref="([^"]+)"', package)]
        return {n: z.read("EPUB/" + n).decode() for n in names if re.match("text/[cp]-", n)}


def texts(markup):
    """The words of a page's body, without the heads of tables."""
    body = markup[markup.index("<body"):] if "<body" in markup else markup
    return re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<thead>.*?</thead>", "", body)).split()


def test_divided(temp):
    for kind, block in BLOCKS.items():
        work = f"{temp}/{kind}"
        make(work, {"n.md": f"# Big\n\nbefore\n\n{block()}\nafter\n"})
        r = run(work, "-t", "epub", "-o", "n.epub", "n.md")
        found = pages(work + "/n.epub")
        check(r.returncode == 0 and len(found) > 1, f"{kind}: several pages", (r, list(found)))
        sizes = [len(page.encode()) for page in found.values()]
        check(max(sizes) <= MOST, f"{kind}: none is too large", sizes)
        whole = run(work, "-t", "html", "--fragment", "-o", "-", "n.md").stdout
        check(sum((texts(p) for p in found.values()), []) == texts(whole), f"{kind}: the words are those of the note, in order")
        first = {page: p for page, p in found.items() if "<thead>" in p}
        if kind in ("table", "spanned"):
            check(first == found, f"{kind}: the head is on every page")
        if kind == "list":
            starts = [re.search(r'<ol start="(\d+)"', p) for p in found.values()]
            items = [len(re.findall("<li[ >]", p)) for p in found.values()]
            check([int(s[1]) for s in starts] == [5 + sum(items[:i]) for i in range(len(items))], "a list goes on counting", (starts, items))
            links = re.findall(r'href="(p-[0-9a-f-]+\.xhtml)?#(b-[0-9a-f]+)"', "".join(found.values()))
            page = found["text/" + links[0][0]] if links and links[0][0] else list(found.values())[-1]
            check(len(links) == 1 and f'id="{links[0][1]}"' in page, "a link leads to an item's page", links)
        if kind == "code":
            check("".join(found.values()).count("big.py") == 1, "code has its title once")


def test_edits(temp):
    """A change within one row or item leaves all other pages as they are, but for the one after it at a cut."""
    shift = random.Random(9)
    for kind in ("table", "list", "code"):
        text = f"# Big\n\nbefore\n\n{BLOCKS[kind]()}\nafter\n"
        make(temp + "/" + kind, {"n.md": text})
        work = temp + "/" + kind
        run(work, "-t", "epub", "-o", "n.epub", "n.md")
        before, worst = pages(work + "/n.epub"), 0
        for _ in range(6):
            lines = text.split("\n")
            at = shift.randrange(8, len(lines) - 8)
            lines[at] = lines[at].replace("a", "o")
            make(work, {"n.md": "\n".join(lines)})
            run(work, "-t", "epub", "-o", "n.epub", "n.md")
            after = pages(work + "/n.epub")
            worst = max(worst, sum(before.get(name) != page for name, page in after.items()))
        check(worst <= 2, f"{kind}: pages changed by an edit", worst)


lib.in_folders(test_divided, test_edits)
sys.exit(lib.finish())
