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
            starts = [re.search(r'<ol(?: class="hundreds")? start="(\d+)"', p) for p in found.values()]
            items = [len(re.findall("<li[ >]", p)) for p in found.values()]
            check([int(s[1]) for s in starts] == [5 + sum(items[:i]) for i in range(len(items))], "a list goes on counting", (starts, items))
            links = re.findall(r'href="(p-[0-9a-f-]+\.xhtml)?#(b-[0-9a-f]+)"', "".join(found.values()))
            page = found["text/" + links[0][0]] if links and links[0][0] else list(found.values())[-1]
            check(len(links) == 1 and f'id="{links[0][1]}"' in page, "a link leads to an item's page", links)
        if kind == "code":
            check("".join(found.values()).count("big.py") == 1, "code has its title once")


def prose(seed, count=700):
    say = sentences(seed)
    return "".join(f"{say(90)}\n\n" for _ in range(count))


def nested():
    """One item of a list that holds all: what outliners write."""
    say = sentences(7)
    return "- top\n" + "".join(f"  - {say(30)}\n    - {say(40)}\n" for _ in range(1200))


# What a note shows of others: the host, and the other notes.
EMBEDS = {
    "plain": ("![[o]]\n", {"o.md": prose(10)}),
    "table": ("![[o]]\n", {"o.md": "above\n\n" + table() + "\nbelow\n"}),
    "within": ("![[o]]\n", {"o.md": "first\n\n![[p]]\n\nlast\n", "p.md": prose(11, 500) + code()}),
    "item": ("- one\n- ![[o]]\n- three\n", {"o.md": prose(12)}),
    "deep": ("- a\n  - b\n    - ![[o]]\n    - c\n", {"o.md": prose(13)}),
    "quote": ("> ![[o]]\n>\n> behind\n", {"o.md": prose(14)}),
    "section": ("![[o#Two]]\n", {"o.md": "# One\n\nx\n\n# Two\n\n" + prose(15) + "# Three\n\ny\n"}),
    "named": ("![[o#^t]]\n", {"o.md": "x\n\n" + table() + "\n^t\n\ny\n"}),
    "twice": ("![[o]]\n\n![[o]]\n", {"o.md": prose(16, 300)}),
    "mutual": ("![[o]]\n", {"o.md": prose(17, 600) + "![[n]]\n\n![[o]]\n\nend\n"}),
    "many": ("".join(f"![[o{i}]]\n\n" for i in range(8)), {f"o{i}.md": prose(20 + i, 100) for i in range(8)}),
}


def test_embeds(temp):
    """What a note shows is divided between its blocks, whatever it stands in."""
    for kind, (host, others) in EMBEDS.items():
        work = f"{temp}/{kind}"
        make(work, {"n.md": f"# Big\n\nbefore ^first\n\n{host}\nafter ^last\n\nsee [[#^first]] [[#^last]]\n", **others})
        r = run(work, "-t", "epub", "-o", "n.epub", "n.md")
        found = pages(work + "/n.epub")
        sizes = [len(page.encode()) for page in found.values()]
        check(r.returncode == 0 and len(found) > 1 and max(sizes) <= MOST, f"{kind}: pages, none too large", (r, sizes))
        check(min(sizes[:-1]) >= 70_000, f"{kind}: none is tiny but the last", sizes)
        whole = run(work, "-t", "html", "--fragment", "-o", "-", "n.md").stdout
        check(sum((texts(p) for p in found.values()), []) == texts(whole), f"{kind}: the words are those of the note, in order")
        ids = {name: set(re.findall(r'id="([^"]+)"', page)) for name, page in found.items()}
        links = [("text/" + (to or name[5:]), frag) for name, page in found.items() for to, frag in re.findall(r'href="([cp]-[^"#]*)?#([^"]+)"', page)]
        check(len(links) >= 2 and all(frag in ids.get(to, ()) for to, frag in links), f"{kind}: links lead to where their targets are", links)


def test_nested(temp):
    make(temp, {"n.md": "# Big\n\n" + nested()})
    run(temp, "-t", "epub", "-o", "n.epub", "n.md")
    found = pages(temp + "/n.epub")
    sizes = [len(page.encode()) for page in found.values()]
    check(len(found) > 1 and max(sizes) <= MOST, "a list in an item is divided", sizes)
    whole = run(temp, "-t", "html", "--fragment", "-o", "-", "n.md").stdout
    check(sum((texts(p) for p in found.values()), []) == texts(whole), "its words are whole, in order")
    check([page.count('class="goes-on"') for page in found.values()] == [0] + [1] * (len(found) - 1), "its marker stands once")


def test_estimates(temp):
    """Parts of tables of short cells are no smaller than they must be: what they are estimated at is near what they take."""
    rows = "".join(f"| {i} | a{i} | b | {i * 7} | yes |\n" for i in range(20000))
    make(temp, {"n.md": "| a | b | c | d | e |\n|---|---|---|---|---|\n" + rows})
    run(temp, "-t", "epub", "-o", "n.epub", "n.md")
    sizes = [len(page.encode()) for page in pages(temp + "/n.epub").values()]
    check(min(sizes[:-1]) > 55_000 and sum(sizes) / len(sizes) > 90_000, "parts of a table", sizes)


# What is short in a note and long on a page, ten of it in an item of a list.
SHORT = {"emphasis": "*a* ", "strong": "**a** ", "struck": "~~a~~ ", "marked": "==a== ", "raised": "<sup>a</sup> ", "keys": "<kbd>a</kbd> ",
         "small": "<small>a</small> ", "underlined": "<u>a</u> ", "ruby": "{漢|かん} ", "links": "[a](#h) ", "links to notes": "[[o]] ",
         "pictures": "![a](p.png) ", "fields": "[k:: a] ", "clozes": "{{c1::a}} ", "code": "`a` ", "formulas": "$a$ ", "tags": "#a ",
         "citations": "[@a] ", "notes": "[^1] ", "line ends": "a<br>", "spans": '<span lang="de">a</span> '}


def test_kinds(temp):
    """Whatever a page is made of, it is no larger than readers can handle."""
    make(temp, {"o.md": "o\n", "p.png": lib.PNG})
    for what, text in SHORT.items():
        items = "".join(f"- {text * 10}\n" for _ in range(4000))
        make(temp, {"n.md": f"# H\n\n{items}\n\n[^1]: note\n"})
        run(temp, "-t", "epub", "--cover=none", "-o", "n.epub", "n.md", "o.md")
        sizes = [len(page.encode()) for page in pages(temp + "/n.epub").values()]
        check(len(sizes) > 2 and max(sizes) <= MOST, what, sizes)


def test_edits(temp):
    """A change within one row or item leaves all other pages as they are, except the next one at a cut."""
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


lib.in_folders(test_divided, test_embeds, test_nested, test_estimates, test_kinds, test_edits)
sys.exit(lib.finish())
