#!/usr/bin/env python3
"""Pictures and drawings: what of a note's files is in a book, under which name, and what is said of them.

Usage: media.py NOTECONV
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import xml.etree.ElementTree as ET

PROGRAM = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
PICTURES = os.path.join(HERE, "oracle", "pictures")
failed = checked = 0


def check(condition, what, detail=""):
    global failed, checked
    checked += 1
    if not condition:
        failed += 1
        print(f"{what}\n  {detail!r}")


def run(folder, *words):
    return subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, text=True, timeout=60, check=False,
                          env={**os.environ, "SOURCE_DATE_EPOCH": "1735689600"})


def images(book):
    """What the book's folder of images holds, by name."""
    with zipfile.ZipFile(book) as z:
        return {n[len("EPUB/images/"):]: z.read(n) for n in z.namelist() if n.startswith("EPUB/images/")}


def convert(files, *words, note="n.md"):
    """The images and the pages of the book of a note beside files, and what was said."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            with open(os.path.join(folder, name), "wb") as out:
                out.write(data if isinstance(data, bytes) else data.encode())
        r = run(folder, "-v", "-t", "epub", "-o", "n.epub", *words, note)
        check(r.returncode == 0, "a book is made", r.stderr)
        with zipfile.ZipFile(os.path.join(folder, "n.epub")) as z:
            pages = "".join(z.read(n).decode() for n in z.namelist() if n.startswith("EPUB/text/"))
        return images(os.path.join(folder, "n.epub")), pages, r.stderr


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
    check("animation, HTML, of which the text is kept, parts from elsewhere, scripts, its own fonts" in r.stderr,
          "what a drawing lost is told", r.stderr)


def damaged_drawing():
    found, pages, said = convert({"n.md": "![a text](x.svg)", "x.svg": "<svg xmlns='http://www.w3.org/2000/svg'><g></svg>"})
    check(not found and "a text" in pages and "image-type" in said, "a damaged drawing is its text", (found, said))


drawings()
damaged_drawing()
print(f"media: {checked - failed} of {checked} checks passed")
sys.exit(1 if failed else 0)
