#!/usr/bin/env python3
"""Contents of large books: from 200 entries on, linked pages of at most forty lines stand where the navigation document would. Every
entry is on one of them, lists of notes are divided by letter, stroke, kana, consonant or year, others where they stand.

Usage: contents.py NOTECONV
"""
import re
import shutil
import sys
import zipfile

import lib
from lib import check, make, run


def book_of(work, *words):
    r = run(work, "-q", "-t", "epub", "--force", "-o", "x.epub", *words)
    check(r.returncode == 0, "made", r)
    with zipfile.ZipFile(work + "/x.epub") as z:
        return {n[len("EPUB/"):]: z.read(n).decode() for n in z.namelist() if n.startswith("EPUB/") and n.endswith(("html", "opf"))}


def pages_of(book):
    """The pages of the contents in the order of the spine: name to (title, lines: (label, target, page of the rest))."""
    items = dict(re.findall(r'<item id="([^"]+)" href="([^"]+)"', book["content.opf"]))
    found = {}
    for name in (items[i] for i in re.findall(r'<itemref idref="([^"]+)"', book["content.opf"])):
        if name.startswith("text/contents"):
            lines = re.findall(r'<li><(?:a href="([^"]*)"|span)>([^<]*)</(?:a|span)>(?: <a class="more" href="([^"]*)")?', book[name])
            title = re.search(r'<h1 id="contents">([^<]*)<', book[name])[1]
            found[name] = (title, [(label, to, more) for to, label, more in lines])
    return found


def check_whole(book, what):
    """No page is long, each is reached from the first, and each line of the navigation document is on one."""
    pages = pages_of(book)
    check(all(len(lines) <= 40 for _, lines in pages.values()), what + ": forty lines a page", {n: len(l) for n, (_, l) in pages.items()})
    reached, todo = set(), [next(iter(pages), None)]
    while todo:
        name = todo.pop()
        if name and name not in reached:
            reached.add(name)
            todo += ["text/" + (to or "") for line in pages[name][1] for to in line[1:] if (to or "").startswith("contents")]
    check(reached == set(pages), what + ": each page is linked", set(pages) - reached)
    more = re.findall(r'>([^<]*)</(?:a|span)> <a class="more" href="[^"]*" aria-label="([^"]*)">', "".join(book[name] for name in pages))
    check(all(said == "Contents: " + label for label, said in more), what + ": what a link to the rest leads to is said", more[:3])
    nav = re.findall(r'<a href="(text/[^"]*)">([^<]*)</a>', book["nav.xhtml"][:book["nav.xhtml"].index('id="landmarks"')])
    lines = {("text/" + to, label) for _, lines in pages.values() for label, to, _ in lines}
    check(set(nav) <= lines, what + ": each entry is on a page", sorted(set(nav) - lines)[:5])
    check('idref="nav"' not in book["content.opf"] and 'type="toc" title' in book["content.opf"] and 'href="text/contents.xhtml"/>' in book["content.opf"],
          what + ": instead of the navigation document", book["content.opf"][-600:])
    return pages


def labels(pages, number=0):
    return [label for label, _, _ in list(pages.values())[number][1]]


def notes(folder, titles):
    return {f"{folder}/{i:04}.md": f"# {title}\n\nx\n" for i, title in enumerate(titles)}


def test_from(work):
    make(work, notes("a", [f"T{i}" for i in range(199)]))
    book = book_of(work, "a")
    check('idref="nav"' in book["content.opf"] and not pages_of(book), "199 entries are one page")
    make(work, {"a/z.md": "# Z\n\nx\n"})
    pages = check_whole(book_of(work, "a"), "200")
    check(len(pages) > 5 and labels(pages)[-1].endswith("Z"), "200 are several", labels(pages))


def test_letters(work):
    latin = [f"{c}{i} word" for i in range(9) for c in "AbÉzЖ"]
    make(work, notes("v", latin + [f"“{i}” day" for i in range(3)] + [f"{c}の話{i}" for c in "あガぱんィ" for i in range(20)] +
                     [f"{c}{i} 이야기" for c in "가까나하" for i in range(20)] + [f"{c}{i}" for c in "一人龜上" for i in range(20)]))
    pages = check_whole(book_of(work, "-M", "lang=zh", "v"), "letters")
    every = [label for _, lines in list(pages.values())[1:] for label, _, _ in lines]
    check(every.index("b0 word") < every.index("É0 word") < every.index("z0 word") < every.index("Ж0 word") < every.index("あの話0"), "in the order of letters", every[:60])
    check(every.index("一0") < every.index("人0") < every.index("上0") < every.index("龜0"), "and of strokes", every[-80:])
    check(labels(pages) == ["0–Z", "Ж", "あ", "か–は", "わ", "ㄱ", "ㄴ–ㅎ", "1–2 画", "3–17 画"], "called by what they hold", labels(pages))


def test_years(work):
    make(work, {f"d/{y}-{m:02}-{d:02}.md": "x\n" for y in (2022, 2023, 2024) for m in range(1, 13) for d in range(1, 9)})
    pages = check_whole(book_of(work, "d"), "years")
    check(labels(pages)[0] == "2022-01-01 – 2022-05-08" and len(labels(pages)) == 9, "a year that is too long is in parts", labels(pages))
    make(work, {f"e/{y}-01-{d:02}.md": "x\n" for y in range(2000, 2024) for d in range(1, 11)})
    pages = check_whole(book_of(work, "e"), "short years")
    check(labels(pages) == ["2000–2003", "2004–2007", "2008–2011", "2012–2015", "2016–2019", "2020–2023"], "several years a page", labels(pages))
    make(work, {f"h/{y}-{m:02}-{d:02}.md": "x\n" for y in range(2017, 2024) for m in range(1, 13) for d in range(1, 4)})
    pages = check_whole(book_of(work, "h"), "a year a page")
    check(labels(pages) == [str(y) for y in range(2017, 2024)], "a year a page", labels(pages))
    make(work, notes("f", [f"Week {week} of {y}" for y in range(2000, 2024) for week in range(1, 11)]))
    pages = check_whole(book_of(work, "f"), "years at the end")
    check(labels(pages) == ["2000–2003", "2004–2007", "2008–2011", "2012–2015", "2016–2019", "2020–2023"], "years at the end of titles", labels(pages))
    make(work, notes("g", [f"Week {week} of {y}" for week in range(1, 11) for y in range(2000, 2024)]))
    pages = check_whole(book_of(work, "g"), "years in no order")
    check(labels(pages) == ["2000–2003", "2004–2007", "2008–2011", "2012–2015", "2016–2019", "2020–2023"], "they are put in order", labels(pages))


def test_order(work):
    titles = [f"{'zyxwv'[i % 5]} {i}" for i in range(250)]
    make(work, notes("p", titles))
    make(work, {"p/SUMMARY.md": "".join(f"- [{t}]({i:04}.md)\n" for i, t in enumerate(titles))})
    pages = check_whole(book_of(work, "p"), "plan")
    every = [label for _, lines in list(pages.values())[1:] for label, _, _ in lines]
    check(every == titles and labels(pages)[0] == "z 0 – v 39", "a plan's order stays", labels(pages))
    one = "".join(f"# C{i}\n\n" + "".join(f"## S{i}.{k}\n\nx\n\n" for k in range(12)) for i in range(50))
    make(work, {"one.md": one})
    pages = check_whole(book_of(work, "one.md"), "one note")
    check(labels(pages) == ["C0 – C39", "C40 – C49"], "chapters", labels(pages))
    check(len(pages) < 30, "headings share pages", len(pages))


def test_folders(work):
    files = {f"f/small/{i}.md": "x\n" for i in range(3)}
    files |= {f"f/big{k}/{i}.md": f"# {chr(65 + i % 26)}{i}\n\nx\n" for k in range(3) for i in range(90)}
    deep = "f/deep/" + "/".join(f"d{i}" for i in range(60))
    make(work, files | {deep + "/end.md": "x\n"})
    book = book_of(work, "f")
    pages = check_whole(book, "folders")
    check({"big0", "big1", "big2", "small", "deep"} <= set(labels(pages)), "folders first", labels(pages))
    check(re.search(r'<li><span>small</span>\s*<ol>', book["text/contents.xhtml"]), "a small one is open", book["text/contents.xhtml"])
    check(re.search(r'<p class="up"><a href="contents.xhtml">Contents</a></p>', "".join(book[n] for n in pages)), "a way up")
    names = set(pages)
    make(work, {"f/big0/90.md": "# A new one\n\nx\n"})
    again = set(pages_of(book_of(work, "f")))
    check(len(names ^ again) <= 4, "names of pages stay", names ^ again)


def test_many(work):
    """Forty times forty notes of one letter and more."""
    make(work, {f"m/{i}.md": f"# Same {i}\n\nx\n" for i in range(2000)})
    pages = check_whole(book_of(work, "m"), "2,000 notes of one letter")
    check(len(pages) < 80, "in few pages", len(pages))


def headed(count, headings):
    """So many notes with so many headings each."""
    below = "".join(f"## H{i}\n\nx\n\n" for i in range(headings))
    return {f"v/{i:02}.md": f"# N{i}\n\n{below}" for i in range(count)}


def folders(*sizes):
    return {f"v/p{i:02}/{k}.md": f"# N{k}\n\nx\n" for i, size in enumerate(sizes) for k in range(size)}


def test_exact(work):
    """Forty lines are on one page, forty-one are not: of a list, of small folders within it, of lists that share a page."""
    for what, files, lines in (("forty folders", folders(*[6] * 40), [40]), ("one more", folders(*[6] * 41), [2, 40]),
                               ("a folder that fits", folders(10, *[12] * 29), [40, 39]), ("one that does not", folders(11, *[12] * 29), [30]),
                               ("two lists a page", headed(12, 19), [12] + [40] * 6), ("one list a page", headed(12, 20), [12] + [20] * 12),
                               ("a list that fits", headed(6, 40), [6] + [40] * 6), ("one that is divided", headed(6, 41), [6] + [2] * 6)):
        shutil.rmtree(work + "/v", ignore_errors=True)
        make(work, files)
        pages = check_whole(book_of(work, "v"), what)
        found = [len(lines) for _, lines in pages.values()]
        check(found[:len(lines)] == lines, f"{what}: {lines} lines", found)


lib.in_folders(test_from, test_letters, test_years, test_order, test_folders, test_many, test_exact)
sys.exit(lib.finish())
