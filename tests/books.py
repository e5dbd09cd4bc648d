#!/usr/bin/env python3
"""noteconv check BOOK.epub: each fault that is put into a good book is found at its place, and nothing else is; --target leaves out what
does not matter to that reader; damaged books and bombs are reported and take no time.

Usage: books.py NOTECONV
"""
import json
import os
import random
import struct
import sys
import time
import warnings
import zipfile

from badbooks import EXACT, FAULTS, GOOD, PAGE, SOUND, WEBP, css, listed, opf, page, png, write_book
from lib import check, finish, in_folders, make, run

# What is found along with a fault.
ALSO = {"a file's name with Chinese": {"book-contents", "book-manifest"}, "an id with Chinese": {"book-contents", "book-link"},
        "a link to the id of a body": set(), "empty contents": set(), "no contents": {"book-reader"}, "UTF-16": {"book-contents"},
        "a file that is not there": {"book-contents"}, "an empty spine": {"book-contents"},
        "an unknown item in the spine": {"book-contents"}, "a file that is not listed": set(), "var() in the style": set(),
        "min() in the style": set(), "a name that leads out": {"book-manifest"}, "a variable in the style": set()}


def found(folder, *words):
    r = run(folder, "check", "--diag=json", *words)
    return r, [json.loads(line) for line in r.stdout.splitlines() if line.startswith('{"file"')]


def one_fault_at_a_time(folder):
    write_book(folder + "/good.epub", GOOD)
    r, messages = found(folder, "good.epub")
    check(r.returncode == 0 and not messages and not r.stdout, "a good book", r)
    for what, files in SOUND.items():
        write_book(folder + "/b.epub", files)
        r = run(folder, "check", "b.epub")
        check(r.returncode == 0 and "warning" not in r.stdout, f"sound: {what}", r)
    for what, (files, name, place, line) in FAULTS.items():
        write_book(folder + "/b.epub", files)
        r, messages = found(folder, "b.epub")
        hits = [m for m in messages if m["id"] == name and m["file"] == ("b.epub!" + place if place else "b.epub") and m["line"] == line]
        check(hits, f"{what}: not found at {place}:{line} in {messages}")
        rest = {m["id"] for m in messages} - {name} - ALSO.get(what, set())
        check(not rest, f"{what}: and {rest}: {messages}")
        check(r.returncode == (1 if any(m["severity"] == "error" for m in messages) else 0), f"{what}: status", r)
    r = run(folder, "check", "b.epub")
    check("b.epub!../x: error: " in r.stdout, "the form of a message", r)


def targets(folder):
    for files, name, readers in ((css("p { margin: var(--x) }\n"), "book-refused", {"kindle"}), (css("p { width: min(1px, 2px) }\n"), "book-style", {"tolino", "pocketbook"}),
                                 (page('encoding="utf-8"', 'encoding="utf-8"').copy() | {"E/a.xhtml": PAGE.split("\n", 1)[1]}, "book-refused", {"kindle"})):
        write_book(folder + "/b.epub", files)
        for target in ("generic", "kindle", "pocketbook", "tolino", "kobo", "koreader", "apple"):
            _, messages = found(folder, f"--target={target}", "b.epub")
            check(any(m["id"] == name for m in messages) == (target in readers), f"{name} for {target}: {messages}")
    make(folder, {"n.md": "n\n"})
    for fmt, target in (("epub", "generic"), ("kepub", "kobo"), ("epub", "kindle")):
        words = ["--target=" + target] if fmt == "epub" else []
        run(folder, "-q", "-M", "author=A", "-M", "lang=en", "--cover=auto", "-t", fmt, *words, "-o", "n.kepub.epub" if fmt == "kepub" else "n.epub", "n.md")
        r, messages = found(folder, f"--target={target}", "n.kepub.epub" if fmt == "kepub" else "n.epub")
        check(r.returncode == 0 and {m["id"] for m in messages} <= {"book-image"}, f"our own book for {target}", r)
    r = run(folder, "check", "n.epub", "n.md")
    check(r.returncode == 2 and "separate runs" in r.stderr, "books and notes", r)
    r = run(folder, "check", "gone.epub")
    check(r.returncode == 2 and "cannot read gone.epub: No such file" in r.stderr, "a book that is not there", r)


def exactly(folder):
    """All messages, in order."""
    for what, (files, expected) in EXACT.items():
        write_book(folder + "/b.epub", files)
        r, messages = found(folder, "b.epub")
        got = [(m["id"], m["file"][len("b.epub!"):], m["line"], m["text"]) for m in messages]
        check(got == expected, f"{what}: {got}", r if not got else None)


def only_for_some(folder):
    """Messages that do not matter to readers that a run does not aim at."""
    webp = listed('<item id="w" href="w.webp" media-type="image/webp"/>', E__w_webp=WEBP)
    name = listed('<item id="w" href="&#233;.txt" media-type="text/plain"/>') | {"E/\u00e9.txt": "x"}
    adobe = {"pocketbook", "tolino"}
    for what, files, hits in (("WebP", webp, {"kindle": ["book-image"]} | dict.fromkeys(adobe, ["book-image"])),
                              ("no NCX", opf(' toc="ncx"', ""), dict.fromkeys(adobe, ["book-reader"])),
                              ("MathML", page("<p>", "<p><math/>"), {"kindle": ["book-reader"]} | dict.fromkeys(adobe, ["book-reader"])),
                              ("WOFF", css("@font-face { src: url(x.woff) }"), {"kindle": ["book-reader"]}),
                              ("a name", name, {"kindle": ["book-refused"], None: ["book-name"]}),
                              ("a form", page("<p>", "<p><select/>"), {"kindle": ["book-refused"], None: ["book-reader"]}),
                              ("a handler", page("<p>", '<p onx="">'), {"kindle": ["book-refused"], None: ["book-reader"]}),
                              ("on", page("<p>", '<p on="">'), {}),
                              ("no src", page('src="p.png"', 'src=" "'), {"kindle": ["book-refused"], None: ["book-image"]}),
                              ("pixels", {**GOOD, "E/p.png": png(2000, 2501)}, {"kindle": ["book-image"]}),
                              ("a long page", page("<p>", "<p>" + "x" * (10 << 20)), dict.fromkeys(adobe | {None}, ["book-size"])),
                              ("not so long a page", page("<p>", "<p>" + "x" * (10 << 19)), dict.fromkeys(adobe, ["book-size"])),
                              ("the id of a body", {**page("<body>", '<body id="top">'), "E/b.xhtml": PAGE.replace("#h", "a.xhtml#top")}, {"kindle": ["book-refused"]})):
        write_book(folder + "/b.epub", files)
        for target in ("kindle", "pocketbook", "tolino", "kobo", "koreader", "apple"):
            _, messages = found(folder, "--target=" + target, "b.epub")
            check([m["id"] for m in messages] == hits.get(target, hits.get(None, [])), f"{what} for {target}: {messages}")
    cover = {**opf('media-type="image/png" properties', 'media-type="image/svg+xml" properties'), "E/p.png": '<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="9000"/>'}
    write_book(folder + "/b.epub", cover)
    _, messages = found(folder, "b.epub")
    check([m["text"] for m in messages] == ["the cover is image/svg+xml; shelves show JPEG and PNG"], "a drawing has no pixels", messages)


def archives(folder):
    """What the archive itself has to be like."""
    path = folder + "/b.epub"
    write_book(path, GOOD)
    with zipfile.ZipFile(path, "a") as z, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        z.writestr("E/s.css", "p { position: fixed }")
    _, messages = found(folder, "b.epub")
    check([(m["file"], m["text"]) for m in messages] == [("b.epub!E/s.css", "the archive has two files of this name")], "a name twice", messages)
    write_book(path, GOOD)
    with open(path, "rb") as f:
        data = bytearray(f.read())
    data[data.index(b"E/p.png") + 7] ^= 0xFF  # where the packed data begins
    make(folder, {"b.epub": bytes(data)})
    _, messages = found(folder, "b.epub")
    check([(m["id"], m["file"], m["text"]) for m in messages] == [("book-damaged", "b.epub!E/p.png", "the file is broken")], "a broken picture", messages)
    mailed, uploaded = ("book-size", "the book is over 50 MB, too large for Send to Kindle by e-mail"), ("book-refused", "the book is over 200 MB, which Send to Kindle does not take")
    for size, told in ((50 << 20, None), ((50 << 20) + 1, mailed), (200 << 20, mailed), ((200 << 20) + 1, uploaded)):
        sized(path, size)
        for target in ((), ("--target=kobo",)):
            r, messages = found(folder, *target, "b.epub")
            check([(m["id"], m["text"]) for m in messages] == ([told] if told and not target else []), f"{size} bytes {target}", messages, r)


def sized(path, size):
    """A book of so many bytes, most of them a gap before the directory, of which the disk keeps nothing."""
    directory = 0
    for _ in range(2):
        with zipfile.ZipFile(path, "w") as z:
            z.writestr("mimetype", "application/epub+zip")
            for entry, content in GOOD.items():
                z.writestr(entry, content)
            z.start_dir = size - directory if directory else z.start_dir
            z.fp.seek(z.start_dir)
        directory = directory or os.path.getsize(path) - z.start_dir
    check(os.path.getsize(path) == size, "a book of that size")


def edges(folder):
    """Just within a limit of the check, and just beyond it."""
    long_page = len(page("<p>", "<p>")["E/a.xhtml"].encode())
    for what, making, within, target, told in (
            ("images without words", lambda n: page("<p>", "<p>" + '<img src="p.png"/>' * n), 20, "kobo", " more"),
            ("attributes", lambda n: page("<p>", "<p " + " ".join(f'a{k}=""' for k in range(n)) + ">"), 1000, "kobo", "more than 1000 attributes"),
            ("a page for Adobe", lambda n: page("<p>", "<p>" + "x" * (n - long_page)), 260 << 10, "tolino", "book-size"),
            ("a page", lambda n: page("<p>", "<p>" + "x" * (n - long_page)), 10 << 20, "kobo", "book-size"),
            ("a name", lambda n: GOOD | {"E/" + "d/" * ((n - 6) // 2) + "x" * (n % 2) + ".css": ""}, 4096, "kobo", "longer than 4096 bytes")):
        for n in (within, within + 1):
            write_book(folder + "/b.epub", making(n))
            r = run(folder, "check", "--target=" + target, "b.epub")
            check((told in r.stdout + r.stderr) == (n > within), f"{what}: {n}", r)


def many(folder):
    write_book(folder + "/b.epub", page("<p>", "<p>" + '<img src="p.png"/>' * 500))
    _, messages = found(folder, "b.epub")
    told = [m for m in messages if m["id"] == "book-alt"]
    check(len(told) == 21 and "480 more" in told[-1]["text"], "twenty of a kind, and how many more")


def repeat_entry(path, to, names):
    """Copies an archive whose last entry is the first of the names, with an entry of the same bytes for each further one."""
    with zipfile.ZipFile(path) as z:
        last, directory = z.infolist()[-1], z.start_dir
        count = len(z.infolist()) - 1
    with open(path, "rb") as f:
        data = f.read()
    entry, index = data[last.header_offset:directory], data[directory:data.rindex(b"PK\5\6")]
    row = index[index.rindex(b"PK\1\2"):]
    out, rows = bytearray(data[:last.header_offset]), bytearray(index[:-len(row)])
    for name in names:
        rows += row[:42] + struct.pack("<I", len(out)) + row[46:].replace(names[0].encode(), name.encode())
        out += entry.replace(names[0].encode(), name.encode(), 1)
    count += len(names)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(rows), len(out), 0)
    with open(to, "wb") as f:
        f.write(out + rows + end)


def hostile(folder):
    started = time.time()
    pages = [f"E/{k:02}.xhtml" for k in range(40)]
    blanks = b" " * (48 << 20)
    write_book(folder + "/one.epub", GOOD | {pages[0]: blanks})
    repeat_entry(folder + "/one.epub", folder + "/bomb.epub", pages)
    items = "".join(f'<item id="x{k}" href="{name[2:]}" media-type="application/xhtml+xml"/>' for k, name in enumerate(pages))
    write_book(folder + "/one.epub", opf("</manifest>", items + "</manifest>") | {pages[0]: blanks})
    repeat_entry(folder + "/one.epub", folder + "/bomb2.epub", pages)
    for name in ("bomb.epub", "bomb2.epub"):
        r = run(folder, "check", name)
        check(r.returncode in (0, 1), name, r)
    write_book(folder + "/links.epub", page("中<img", '<a href="#h"/>' * 1000000 + "中<img"))
    r, messages = found(folder, "links.epub")
    check("more than 1000000 links" in r.stdout + r.stderr, "a page of more than a million links", r)
    laughs = '<!DOCTYPE html [<!ENTITY a "lol">' + "".join(f'<!ENTITY {chr(98 + k)} "{("&" + chr(97 + k) + ";") * 10}">' for k in range(9)) + "]>"
    write_book(folder + "/l.epub", page("<!DOCTYPE html>", laughs).copy() | {"E/a.xhtml": page("<!DOCTYPE html>", laughs)["E/a.xhtml"].replace("中<img", "&j;<img")})
    r, messages = found(folder, "l.epub")
    check(any(m["id"] == "book-xml" for m in messages), "entities that multiply", r)
    write_book(folder + "/d.epub", page("<p>", "<div>" * 100000))
    r, messages = found(folder, "d.epub")
    check(any(m["id"] == "book-xml" for m in messages), "deep nesting", r)
    many_pages = {f"E/{k}.xhtml": PAGE for k in range(40)}
    items = "".join(f'<item id="y{k}" href="{k}.xhtml" media-type="application/xhtml+xml"/>' for k in range(40))
    broken = opf("</manifest>", items + "</manifest>") | many_pages
    with zipfile.ZipFile(folder + "/broken.epub", "w") as z:
        z.writestr("mimetype", "application/epub+zip")
        for name, data in broken.items():
            z.writestr(name, data)
    with open(folder + "/broken.epub", "rb") as f:
        data = bytearray(f.read())
    for k in range(20):
        data[data.index(b"<h1", data.index(f"E/{k}.xhtml".encode())) + 1] ^= 1
    make(folder, {"broken.epub": bytes(data)})
    _, messages = found(folder, "broken.epub")
    hits = [m["file"] for m in messages if m["id"] == "book-damaged"]
    check(hits == [f"broken.epub!E/{k}.xhtml" for k in range(20)], f"broken pages do not make others broken: {hits}")
    _, messages = found(folder, "bomb2.epub")
    hits = [m["text"] for m in messages if m["id"] == "book-damaged"]
    check(len(hits) == 16 and sum("more than 512 MB" in t for t in hits) == 1, f"the bound of a whole book is reported once: {hits}")
    # What took time that grows with the square of the input: seconds now, hours then.
    for what, files in (("blanks", css(" " * 4000000)), ("declarations", page("<p>", "<p>" + "<!>" * 500000)),
                        ("attributes", page("<p>", "<p " + " ".join(f'a{k}=""' for k in range(100000)) + ">")),
                        ("names", GOOD | {"E/" + "d/" * 25000 + "x.xhtml": PAGE})):
        write_book(folder + "/t.epub", files)
        r = run(folder, "check", "t.epub", timeout=60)
        check(r.returncode in (0, 1), what, r)
        if what in ("attributes", "names"):
            check({"attributes": "more than 1000 attributes", "names": "longer than 4096 bytes"}[what] in r.stdout, what, r)
    check(time.time() - started < 300, "hostile books take too long")


def damaged(folder):
    """Cut short and changed at random places: a message, never a crash."""
    random.seed(1)
    write_book(folder + "/good.epub", GOOD)
    with open(folder + "/good.epub", "rb") as f:
        good = f.read()
    for k in range(60):
        data = bytearray(good[:random.randrange(len(good))] if k % 3 == 0 else good)
        for _ in range(random.randrange(1, 30)):
            if data:
                data[random.randrange(len(data))] = random.randrange(256)
        make(folder, {"x.epub": bytes(data)})
        r = run(folder, "check", "x.epub", timeout=60)
        check(r.returncode in (0, 1), f"damaged book {k}", r)
    make(folder, {"empty.epub": b"", "text.epub": "text", "cut.epub": good[:200]})
    for name in ("empty", "text", "cut"):
        r = run(folder, "check", name + ".epub")
        check(r.returncode == 1 and "[book-damaged]" in r.stdout, f"a book that is {name}", r)
    os.mkfifo(folder + "/pipe.epub")
    r = run(folder, "check", "pipe.epub")
    check(r.returncode == 2 and "regular" in r.stderr, "a pipe", r)


if __name__ == "__main__":
    in_folders(one_fault_at_a_time, exactly, only_for_some, archives, targets, edges, many, hostile, damaged)
    sys.exit(finish())
