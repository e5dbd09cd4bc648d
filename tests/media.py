#!/usr/bin/env python3
"""Pictures and drawings: which of a note's files are in a book, under which names, and the messages about them.

Usage: media.py NOTECONV
"""
import base64
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

from lib import PROGRAM, attempt, check, finish, make, png_of

HERE = os.path.dirname(os.path.abspath(__file__))
PICTURES = os.path.join(HERE, "oracle", "pictures")


def run(folder, *words):
    return subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, text=True, timeout=240, check=False,
                          env={**os.environ, "SOURCE_DATE_EPOCH": "1735689600"})


def images(book):
    """What the book's folder of images holds, by name."""
    with zipfile.ZipFile(book) as z:
        return {n[len("EPUB/images/"):]: z.read(n) for n in z.namelist() if n.startswith("EPUB/images/")}


def convert(files, *words, note="n.md"):
    """The images and the pages of the book of a note beside files, and what was said before the line that names the book."""
    with tempfile.TemporaryDirectory() as folder:
        make(folder, files)
        r = run(folder, "-v", "-t", "epub", "-o", "n.epub", *words, note)
        check(r.returncode == 0, "a book is made", r.stderr)
        with zipfile.ZipFile(os.path.join(folder, "n.epub")) as z:
            pages = "".join(z.read(n).decode() for n in z.namelist() if n.startswith("EPUB/text/"))
        said = "".join(line for line in r.stderr.splitlines(keepends=True) if not line.startswith("n.epub: "))
        return images(os.path.join(folder, "n.epub")), pages, said


def drawings():
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(PICTURES, folder, dirs_exist_ok=True)
        r = run(folder, "-v", "-t", "epub", "-o", "d.epub", "drawings.md")
        found = images(os.path.join(folder, "d.epub"))
    check(len(found) == 4, "all four drawings are in the book", list(found))
    for name, data in found.items():
        text = data.decode()
        for word in ("http://example", "https://", "canary", "javascript", "<script", "foreignObject", "@font-face", "@import",
                     "animate", "DOCTYPE", "passwd", "iframe"):
            check(word not in text, f"{name} holds {word}")
        ids = re.findall(r' id="([^"]*)"', text)
        check(len(ids) == len(set(ids)), f"{name}: ids are unique", ids)
        check(all(re.fullmatch(r"[A-Za-z_][\w.-]*", i) for i in ids), f"{name}: ids are names", ids)
        refs = re.findall(r'(?:url\(#|xlink:href="#)([^)"]*)', text)
        check(set(refs) <= set(ids), f"{name}: every reference leads somewhere", refs)
        ET.fromstring(text)
    texts = {re.sub("-.*", "", n): d.decode() for n, d in found.items()}
    check("思考 Note" in texts["sketch"] and 'mask="url(#mask-1_20_28a_29)"' not in texts["sketch"], "a sketch keeps its text")
    check(texts["plot"].count("<use ") == 2 and texts["plot"].count("<path ") == 4, "a plot is whole", texts["plot"])
    check("a\u00a0b" in texts["diagram"] and "<switch>" in texts["diagram"], "entities and alternatives", texts["diagram"])
    check(">kept</text>" in texts["hostile"], "the text of HTML stays", texts["hostile"])
    check("animation, HTML (its text is kept), parts from elsewhere, scripts, its own fonts" in r.stderr,
          "what a drawing lost is reported", r.stderr)


def damaged_drawing():
    found, pages, said = convert({"n.md": "![a text](x.svg)", "x.svg": "<svg xmlns='http://www.w3.org/2000/svg'><g></svg>"})
    check(not found and "a text" in pages and "image-type" in said, "a damaged drawing is its text", (found, said))


def sample(name):
    with open(os.path.join(PICTURES, name), "rb") as f:
        return f.read()


def png(width, height, rows=None, row=None):
    """A grey PNG of that size; its pixels are zeros, or each row is this one."""
    return png_of(width, height, 8, 0, (b"\0" + (row or b"\0" * width)) * (rows or height))


def jpeg_size(data):
    i = 2
    while data[i + 1] not in (0xC0, 0xC1, 0xC2):
        i += 2 + struct.unpack(">H", data[i + 2:i + 4])[0]
    height, width = struct.unpack(">HH", data[i + 5:i + 9])
    return width, height


def png_size(data):
    return struct.unpack(">II", data[16:24])


def size_of(data):
    return png_size(data) if data.startswith(b"\x89PNG") else jpeg_size(data)


HAS_MODULE = os.path.exists(os.path.join(os.path.dirname(PROGRAM), "noteconv-pictures.so"))


def same_bytes_once():
    one = png(3, 3)
    found, pages, _ = convert({"n.md": "![a](c.png) ![b](d.png)\n\n![e](c.png)\n", "c.png": one, "d.png": one})
    check(len(found) == 1 and pages.count(list(found)[0]) == 3, "the same bytes are stored once", (list(found), pages))


def conversions():
    """The types that readers of books do not show."""
    if not HAS_MODULE:
        print("media: the module of pictures was not built; conversions are not tested")
        return
    for name, kind in (("photo.webp", "jpg"), ("photo.avif", "jpg"), ("photo.heic", "jpg"), ("photo.bmp", "png"), ("photo.tif", "png")):
        found, pages, said = convert({"n.md": f"![a text]({name})", name: sample(name)})
        if "nothing here can convert" in said:
            print(f"media: {name}: no loader for it is installed")
            check("a text" in pages and "install " in said, f"{name} without its loader: its text, and what to install", said)
            continue
        check([n[-4:] for n in found] == ["." + kind], f"{name} becomes {kind}", (list(found), said))
        check(all(size_of(d) == (48, 32) for d in found.values()), f"{name} keeps its size")
        again = convert({"n.md": f"![a text]({name})", name: sample(name)})[0]
        check(again == found, f"{name}: the same bytes again")
    found, _, _ = convert({"n.md": "![a](turned.jpg)", "turned.jpg": sample("turned.jpg")})
    check([jpeg_size(d) for d in found.values()] == [(32, 48)], "a camera's turn is applied", list(found))
    data = base64.b64encode(sample("turned.jpg")).decode()
    within, _, _ = convert({"n.md": f"![a](data:image/jpeg;base64,{data})"})
    check(list(within.values()) == list(found.values()), "to a picture within the note, too", list(within))


def sizes():
    if not HAS_MODULE:
        return
    files = {"n.md": "![a](a.png)", "a.png": png(2500, 1700)}
    for words, expected in (((), (2000, 1360)), (("--image-size=original",), (2500, 1700)), (("--image-size=500",), (500, 340))):
        found, _, _ = convert(files, *words)
        check([png_size(d) for d in found.values()] == [expected], f"size with {words}", [png_size(d) for d in found.values()])
    lines = bytes(255 * (i * i // 7 % 2) for i in range(2500))  # scaled, they become many shades of grey
    for words, height, expected in (((), 100, 2500), (("--image-size=1000",), 100, 1000), ((), 2400, 2000)):
        found, _, said = convert({"n.md": "![a](a.png)", "a.png": png(2500, height, row=lines)}, *words)
        check([png_size(d)[0] for d in found.values()] == [expected] and "image-type" not in said,
              f"a picture that would only lose by it is not scaled: {words} {height}", [png_size(d) for d in found.values()])
    for value in ("0", "-5", "big", "500px", "99999"):
        with tempfile.TemporaryDirectory() as folder:
            with open(folder + "/n.md", "w") as out:
                out.write("x")
            r = run(folder, "-t", "epub", f"--image-size={value}", "n.md")
            check(r.returncode == 2 and "from 16 to 20000, or original" in r.stderr, f"--image-size={value}", r.stderr)


def bombs():
    """Within bounds, reported, and the book is whole."""
    found, pages, said = convert({"n.md": "![a text](a.png)\n\nafter", "a.png": png(20000, 6000, 1)})
    check(not found and "a text" in pages and "after" in pages and "100 million pixels" in said, "too many pixels", said)
    uses = "".join(f'<g id="a{i + 1}">' + f'<use href="#a{i}"/>' * 10 + "</g>" for i in range(9))
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g id="a0"><path d="M0 0L9 9"/></g>{uses}</svg>'
    found, pages, said = convert({"n.md": "![a text](a.svg)\n\nafter", "a.svg": drawing})
    check("after" in pages and (found or "a text" in pages) and "image" in said, "a billion shapes", said)
    check(not any(b"<use" in d for d in found.values()), "a billion shapes are not in the book")


def damaged():
    """Cut and flipped pictures of every type: the book is whole, and what it lacks is reported."""
    shift = random.Random(7)
    for name in ("photo.png", "photo.jpg", "photo.webp", "photo.bmp", "photo.tif", "photo.avif", "turned.jpg"):
        data, files, note = sample(name), {}, []
        suffix = name[-4:]
        for i in range(12):
            broken = bytearray(data[:shift.randrange(4, len(data))] if i % 2 else data)
            for _ in range(8):
                broken[shift.randrange(len(broken))] = shift.randrange(256)
            files[f"{i}{suffix}"] = bytes(broken)
            note.append(f"![text {i}]({i}{suffix})\n")
        found, pages, said = convert({**files, "n.md": "\n".join(note) + "\nafter\n"})
        check("after" in pages, f"{name}: the book is whole")
        for i in range(12):
            shown = re.search(rf'<img [^>]*alt="text {i}"', pages)
            check(shown or f"text {i}" in pages, f"{name} {i}: a picture or its text")
            check(shown or f"{i}{suffix}" in said, f"{name} {i}: told", said)


def damaged_headers():
    """Files with all their pixels but with parts that checkers of books refuse: written anew, or shown as text; always reported."""
    if not HAS_MODULE:
        return
    photo, picture = sample("photo.jpg"), sample("photo.png")
    scan, end = photo.index(b"\xff\xda"), picture.index(b"IEND") - 4
    files = {"cut.jpg": photo[:-40], "cut.png": picture[:end], "sum.png": picture[:29] + b"\1" + picture[30:],
             "table.jpg": photo.replace(b"\xff\xdb\x00\x43\x00", b"\xff\xdb\x00\x43\x09", 1),
             "scan.jpg": photo[:scan + 4] + b"\7" + photo[scan + 5:], "component.jpg": photo[:scan + 5] + b"\x60" + photo[scan + 6:],
             "part.jpg": photo[:scan + 12] + b"\x2f" + photo[scan + 13:], "mark.jpg": photo[:-30] + b"\xff\xc9" + photo[-28:], "good.jpg": photo + b"after", "good.png": picture + b"after"}
    for name, data in files.items():
        check(data != sample("photo" + name[-4:]), f"{name} differs")
        found, pages, said = convert({"n.md": f"![a text]({name})\n\nafter\n", name: data})
        if name.startswith("good"):
            check(list(found.values()) == [data] and not said, f"{name}: bytes after the end do no harm", said)
            continue
        check("and damaged" in said and name in said and "after" in pages, f"{name} is reported", said)
        check(data not in found.values() and ("<img" in pages or "a text" in pages), f"{name} is not in the book as it is", list(found))
        again = convert({"n.md": f"![a text]({name})\n\nafter\n", name: data})[0]
        check(again == found, f"{name}: the same bytes again")
    check(convert({"n.md": "![a](cut.jpg)", "cut.jpg": photo[:-40]})[0], "what could be decoded of a cut photo is shown")


def data_addresses():
    """Pictures embedded in their own address become files of books and trees."""
    one, two = png(3, 3), png(4, 3)
    def encoded(data):
        return base64.b64encode(data).decode()
    wrapped = encoded(two)[:20] + "%0A" + encoded(two)[20:]
    drawing = "data:image/svg+xml;utf8,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%229%22 height=%229%22%3E%3Cpath d=%22M0 0h9%22/%3E%3C/svg%3E"
    note = (f"![one](data:image/png;base64,{encoded(one)}) ![again](c.png)\n\n![two](data:image/jpeg;base64,{wrapped})\n\n"
            f"![drawing](<{drawing}>)\n\n<img src='data:image/png;base64,{encoded(one).rstrip('=')}' alt='html'>\n\n![ref][r]\n\n"
            f"[r]: data:image/png;base64,{encoded(one)}\n")
    found, pages, said = convert({"n.md": note, "c.png": one})
    check(sorted(data for data in found.values() if data.startswith(b"\x89")) == sorted([one, two]) and len(found) == 3,
          "pictures in addresses are stored once each", list(found))
    check(pages.count("<img") == 6 and "data:" not in pages and not said, "and shown", (pages, said))
    found, pages, said = convert({"n.md": "![a text](data:image/png;base64,!!!!) ![b text](data:image/png;base64,aGVsbG8=)"})
    check(not found and "a text" in pages and "b text" in pages and said.count("cannot be decoded") == 2, "no picture: its text", said)
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(folder + "/v")
        for name in ("a", "b"):
            with open(f"{folder}/v/{name}.md", "w") as out:
                out.write(f"![one](data:image/png;base64,{encoded(one)})\n")
        run(folder, "-t", "html,org", "v")
        page, text = open(folder + "/v-html/a.html").read(), open(folder + "/v-org/b.org").read()
        name = re.search(r'<img src="(picture-[0-9a-f]{12}\.png)"', page)
        check(name and open(f"{folder}/v-html/{name[1]}", "rb").read() == one, "a tree of pages has the file", page)
        check(name and f"[[file:{name[1]}]]" in text and open(f"{folder}/v-org/{name[1]}", "rb").read() == one, "a tree of Org, too", text)
        run(folder, "-t", "html", "-o", "a.html", "v/a.md")
        check(f'<img src="data:image/png;base64,{encoded(one)}"' in open(folder + "/a.html").read(), "a page alone keeps the address")


def trees():
    """Trees hold the files themselves, except those that browsers or Emacs do not show."""
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(folder + "/v/sub")
        for name in ("photo.tif", "photo.heic", "photo.webp"):
            shutil.copy(os.path.join(PICTURES, name), folder + "/v/sub")
        with open(folder + "/v/wide.png", "wb") as out:
            out.write(png(300, 100))
        with open(folder + "/v/n.md", "w") as out:
            out.write("![a](sub/photo.tif) ![b](sub/photo.heic) ![c](sub/photo.webp) ![d](wide.png)\n")
        with open(folder + "/v/m.md", "w") as out:
            out.write("x\n")
        r = run(folder, "-v", "-t", "html,org", "v")
        page, text = open(folder + "/v-html/n.html").read(), open(folder + "/v-org/n.org").read()
        check('src="sub/photo.webp"' in page and 'src="wide.png"' in page and "sub/photo.tif" in text, "shown types stay", (page, text))
        if not HAS_MODULE:
            check("noteconv was installed without its module" in r.stderr and 'src="sub/photo.tif"' in page, "without the module: told", r.stderr)
            return
        made = re.search(r'src="(sub/photo-[0-9a-f]{12}\.png)"', page)
        check(made and png_size(open(f"{folder}/v-html/{made[1]}", "rb").read()) == (48, 32), "TIFF becomes PNG in pages", page)
        check(re.search(r'src="sub/photo-[0-9a-f]{12}\.jpg"', page) or "install heif" in r.stderr, "HEIC becomes JPEG, or is reported", r.stderr)
        check(re.search(r"file:sub/photo-[0-9a-f]{12}\.jpg", text) or "install heif" in r.stderr, "in Org as well", text)
        check(os.path.exists(folder + "/v-org/sub/photo.tif") and not os.path.exists(folder + "/v-html/sub/photo.tif"), "one file each")
        make(folder, {"z.md": "[papers](f.zip)\n", "f.zip": "x"})
        r = run(folder, "-t", "epub", "-o", "z.epub", "z.md")
        check("z.md:1:1: warning: 'f.zip' is application/octet-stream, which is not put into a book; the link is written as its text" in r.stderr, "a file that no book has", r)
        r = run(folder, "-t", "html", "v")
        check("0 files written" in r.stdout + r.stderr, "again: nothing to do", r.stdout + r.stderr)
        r = run(folder, "-t", "html", "--image-size=150", "v")
        check(png_size(open(folder + "/v-html/wide.png", "rb").read()) == (150, 50) and "--image-size" not in r.stderr, "--image-size in a tree", r.stderr)


def without_module():
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(PROGRAM, folder + "/noteconv")
        shutil.copy(os.path.join(PICTURES, "photo.webp"), folder)
        with open(folder + "/n.md", "w") as out:
            out.write("![a text](photo.webp)\n")
        r = subprocess.run([folder + "/noteconv", "-t", "epub", "n.md"], cwd=folder, capture_output=True, text=True, check=False)
        if os.path.exists("/usr/local/lib/noteconv/noteconv-pictures.so"):
            return
        check(r.returncode == 0 and "librsvg" in r.stderr and not images(folder + "/n.epub"), "without the module: what is missing", r.stderr)


def remote():
    """Remote pictures: never fetched, but taken from a folder under the names that are listed."""
    with tempfile.TemporaryDirectory() as folder:
        url, wide = "https://e.org/a/pic.png?x=1", "//e.org/%E5%9B%BE.svg"
        os.makedirs(folder + "/v")
        os.makedirs(folder + "/got")
        with open(folder + "/v/n.md", "w", encoding="utf-8") as out:
            out.write(f"---\ncover: https://e.org/cover\n---\n# T\n\n![a]({url}) [![b]({wide})](https://e.org)\n\n| ![c]({url}) |\n|---|\n")
        r = subprocess.run([PROGRAM, "check", "--list-remote", "v"], cwd=folder, capture_output=True, text=True, check=False)
        lines = [line.split("\t") for line in r.stdout.splitlines()]
        check([line[0] for line in lines] == [f"v/n.md:2:1: https://e.org/cover", f"v/n.md:6:1: {url}", f"v/n.md:6:36: https:{wide}", f"v/n.md:8:3: {url}"] and
              lines[1][1] == lines[3][1] and len({line[1] for line in lines}) == 3, "the list", r.stdout)
        opf, names, said = book_of(folder, "--remote-dir=got", "v/n.md")
        check(said.count("image-remote]") == 4 and not any("images/" in n for n in names), "what was not fetched is reported", said)
        r = subprocess.run([PROGRAM, "check", "-q", "--list-remote", "v"], cwd=folder, capture_output=True, text=True, check=False)
        check(r.stdout.splitlines() == [line[0].split(": ", 1)[1] + "\t" + line[1] for line in lines], "-q leaves the places out", r.stdout)
        os.makedirs(folder + "/h")
        with open(folder + "/h/x: https: y\tz.md", "w", encoding="utf-8") as out:
            out.write("![a](<https://e.org/a\t../../b c: -K/etc>) ![b](<//e.org/\u202e>) ![c](https://e.org/%20&#9;&#10;x&quot;)\n\n"
                      '<img src="https://e.org/ x&#9;y">\n')
        r = subprocess.run([PROGRAM, "check", "-q", "--list-remote", "h"], cwd=folder, capture_output=True, text=True, check=False)
        words = [line.split() for line in r.stdout.splitlines()]
        check(len(words) == 4 and all(len(w) == 2 and w[0].startswith("https://e.org/") and "/" not in w[1] for w in words) and "\u202e" not in r.stdout,
              "a hostile address is one word, its name another", r.stdout)
        for place, name in lines:
            with open(folder + "/got/" + name, "wb") as out:
                out.write(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>' if "svg" in place else png(30, 40 + len(place)))
        opf, names, said = book_of(folder, "--remote-dir=got", "v/n.md")
        check("image-remote" not in said and sum("images/" in n for n in names) == 3 and 'properties="cover-image"' in opf, "and what was is in the book", said + opf)
        subprocess.run([PROGRAM, "-q", "-t", "html", "-o", "out/", "--remote-dir=got", "v"], cwd=folder, check=True)
        before = open(folder + "/out/n.html", encoding="utf-8").read()
        check('src="remote/pic-' in before and "e.org/a/pic" not in before, "pages too", before[-600:])
        os.remove(folder + "/got/" + lines[1][1])
        subprocess.run([PROGRAM, "-q", "-t", "html", "-o", "out/", "--remote-dir=got", "v"], cwd=folder, check=True)
        check(f'src="{url}"' in open(folder + "/out/n.html", encoding="utf-8").read(), "one that goes is missed", "")
        os.symlink("/dev/zero", folder + "/got/" + lines[1][1])
        opf, names, said = book_of(folder, "--remote-dir=got", "v/n.md")
        check(opf and "regular file" in said, "what is no file is reported", said)
        with open(folder + "/v/noteconv.yaml", "w", encoding="utf-8") as out:
            out.write("remote-dir: /etc\n")
        opf, names, said = book_of(folder, "v/n.md")
        check("'remote-dir' can be given on the command line only" in said, "no vault says so itself", said)


def book_of(folder, *words):
    """The package document and the names in the archive."""
    r = run(folder, "-v", "-t", "epub", "-o", "b.epub", *words)
    if r.returncode:
        return "", [], r.stderr
    with zipfile.ZipFile(folder + "/b.epub") as z:
        return z.read("EPUB/content.opf").decode(), z.namelist(), r.stderr


def covers():
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(folder + "/v")
        for name, text in (("v/a.md", "# A\n\nx\n"), ("v/b.md", "# B\n\ny\n"), ("n.md", "---\ntitle: 一个标题\nauthor: Me\n---\n\nx\n"),
                           ("c.md", "---\ntitle: C\ncover: '[[p.png]]'\n---\n\nx\n"), ("m.md", "---\ncover: gone.png\n---\n\nx\n")):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
                out.write(text)
        with open(folder + "/p.png", "wb") as out:
            out.write(png(30, 40))
        opf, names, said = book_of(folder, "c.md")
        check(re.search(r'id="cover-image" href="images/cover-[0-9a-f]{12}\.png" media-type="image/png" properties="cover-image"', opf),
              "a cover named by the front matter", opf)
        check('<meta name="cover" content="cover-image"/>' in opf and '<itemref idref="cover"/>' in opf
              and '<reference type="cover"' in opf and "EPUB/text/cover.xhtml" in names, "the cover everywhere it is looked for", opf)
        def drawn(*authors):
            with open(folder + "/a.md", "w", encoding="utf-8") as out:
                out.write(f"---\ntitle: T\nauthor: {list(authors)}\n---\n\nx\n")
            return [n for n in book_of(folder, "--cover=auto", "--force", "a.md")[1] if n.startswith("EPUB/images/cover-")]
        many, twelve = drawn("Ann Lee", "Bo Chen", "Cy Diaz", "Dee Ek", "Eve Foo", "Gus Hall"), [f"N{i}" for i in range(12)]
        check(many and many == drawn("Ann Lee, Bo Chen, Cy Diaz, Dee Ek, Eve Foo …"), "the authors that a line of the cover holds, by whole names", many)
        check(drawn(*twelve) != drawn(*twelve[:11]) and drawn(*twelve, "N12") == drawn(*twelve, "N13"), "all that fit are on it")
        opf, names, said = book_of(folder, "--cover=none", "c.md")
        check("cover" not in opf and not any("cover" in n for n in names), "--cover=none", names)
        opf, names, said = book_of(folder, "--cover=p.png", "n.md")
        check(any(n.startswith("EPUB/images/cover-") for n in names), "--cover=FILE", names)
        opf, names, said = book_of(folder, "n.md")
        check(not any("cover" in n for n in names), "a note alone has no cover", names)
        with open(folder + "/shown.md", "w", encoding="utf-8") as out:
            out.write("---\ncover: p.png\n---\n# S\n\n![x](p.png)\n")
        opf, names, said = book_of(folder, "shown.md")
        check(sum(n.endswith(".png") for n in names) == 1 and opf.count(".png") == 1 and 'properties="cover-image"' in opf,
              "a cover that the text shows is stored once", opf)
        opf, names, said = book_of(folder, "m.md")
        check("gone.png" in said and not any("cover" in n for n in names), "a cover that is not there is reported", said)
        for value, want in (("n.md", "the cover 'n.md' is a note, not a picture [image-type]"), ("none", None), ("false", None)):
            with open(folder + "/named.md", "w", encoding="utf-8") as out:
                out.write(f"---\ncover: {value}\n---\n# S\n")
            opf, names, said = book_of(folder, "named.md")
            check(want in said if want else "warning" not in said, f"cover: {value}", said)
        r = run(folder, "-t", "epub", "-o", "x.epub", "--cover=none.png", "n.md")
        check(r.returncode == 2 and "none.png" in r.stderr and not os.path.exists(folder + "/x.epub"), "--cover of nothing", r.stderr)
        opf, names, said = book_of(folder, "--cover=n.md", "n.md")
        check(re.search(r"the book has no cover: n\.md is [\w/+.-]+, which is not a picture that this format shows \[image-type\]", said) and not any("cover" in n for n in names),
              "--cover of what is no picture", said)
        if not HAS_MODULE:
            return
        opf, names, said = book_of(folder, "--cover=auto", "n.md")
        drawn = [n for n in names if n.startswith("EPUB/images/cover-")]
        check(len(drawn) == 1 or "no installed font" in said, "--cover=auto", said)
        if drawn:
            with zipfile.ZipFile(folder + "/b.epub") as z:
                first = z.read(drawn[0])
            check(jpeg_size(first) == (1200, 1600), "a drawn cover's size")
            opf, names, said = book_of(folder, "--cover=auto", "n.md")
            with zipfile.ZipFile(folder + "/b.epub") as z:
                check(z.read(drawn[0]) == first, "a cover stays as it is")
        opf, names, said = book_of(folder, "v")
        check(any(n.startswith("EPUB/images/cover-") for n in names) or "[cover]" in said, "a folder has a cover", names)
        with open(folder + "/n.md", "w", encoding="utf-8") as out:
            out.write("---\ntitle: \U0001FBCA \U000102A0\n---\n\nx\n")
        opf, names, said = book_of(folder, "--cover=auto", "n.md")
        check(any(n.startswith("EPUB/images/cover-") for n in names) != ("[cover]" in said), "no font: told", said)


def looks():
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("n.md", "---\nlang: ar\n---\n\nx\n"), ("own.css", "p { text-indent: 9em }\n")):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
                out.write(text)
        run(folder, "-t", "epub,html", "--css=own.css", "-o", "o/", "n.md")
        with zipfile.ZipFile(folder + "/o/n.epub") as z:
            style = z.read("EPUB/css/style.css").decode()
            page = "".join(z.read(n).decode() for n in z.namelist() if n.startswith("EPUB/text/"))
        check('<body class="rtl">' in page, "a page from right to left has its class", page)
        check(style.rstrip().endswith("p { text-indent: 9em }") and "monospace, monospace" in style, "--css in a book", style[-200:])
        with open(folder + "/o/n.html", encoding="utf-8") as f:
            check("text-indent: 9em" in f.read(), "--css in a page")
        loads = "/* url(x.png) */ a { background: url( 'data:image/png;base64,x' ) }\np { fill: url(#x) }\n"
        for text, said in ((b"\xef\xbb\xbfp { color: red }\n", ""), (loads.encode(), ""), (b"/* @import", ""), (b"p{}\n@font-face { src: URL(\"f.otf\") }", "2:1: warning: url()"),
                           (b"@import 'x.css';", "1:1: warning: @import")):
            with open(folder + "/own.css", "wb") as out:
                out.write(text)
            r = run(folder, "-t", "epub,html", "--css=own.css", "-o", "o/", "n.md")
            want = f"own.css:{said} in a style sheet of yours loads a file, which is not put into the book [format-loss]" if said else ""
            check(want in r.stderr and r.stderr.count("loads a file") == bool(said), f"what a style sheet loads: {text}", r)
            with zipfile.ZipFile(folder + "/o/n.epub") as z:
                style = z.read("EPUB/css/style.css").decode()
            check(style.endswith("\n" + text.decode("utf-8-sig")), "a style sheet without its byte order mark", style[-100:])
        r = run(folder, "-t", "epub", "--css=gone.css", "n.md")
        check(r.returncode == 2 and "gone.css" in r.stderr, "--css of nothing", r.stderr)


for test in (looks, covers, same_bytes_once, conversions, sizes, bombs, damaged, damaged_headers, data_addresses, remote, trees, without_module,
             drawings, damaged_drawing):
    attempt(test)
sys.exit(finish())
