#!/usr/bin/env python3
"""Books for the readers of one maker: kepub and its sentences, --target, AZW3 with a stand-in for calibre and, where it is
installed, with calibre itself; the advice for formats that noteconv does not make.

Usage: readers.py NOTECONV
"""
import os
import re
import shutil
import stat
import sys
import xml.etree.ElementTree as ET
import zipfile

from badbooks import png
from lib import STOP_AT_FIRST, check, finish, in_folders, make
from lib import run as run_plain
from readers_tools import STAND_IN, exth

XHTML = "{http://www.w3.org/1999/xhtml}"
NOTE = """---
title: 读书
date: 2025-01-02
---
# 读书

“好吧。”他说。今天很好！价格是3.5元。[^1] 真的吗？

- 一。二 <b>三。四</b>
- ![图](pic.png)

```
code. Not a sentence.
```

$a_b$ and $\\begin{pmatrix}1&2\\end{pmatrix}$ end. Dr. Smith came. Then he left.

| a | b |
|---|---|
| x. Y | *z*\u00ad |

[^1]: 注。释。
"""
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><rect width='40' height='20'/></svg>"


def run(folder, *words, path=None):
    return run_plain(folder, *words, timeout=700, env={"PATH": path} if path is not None else None)


def pages(path):
    with zipfile.ZipFile(path) as z:
        return {n: ET.fromstring(z.read(n)) for n in z.namelist() if n.endswith(".xhtml")}


def body(page):
    return page.find(XHTML + "body")


def outside(element, inside, found):
    """Texts outside any span."""
    if element.tag.split("}")[1] in ("pre", "math", "svg"):
        return
    inside = inside or element.get("class") == "koboSpan"
    for child in element:
        outside(child, inside, found)
        if child.tail and child.tail.strip() and not inside:
            found.append(child.tail)
    if element.text and element.text.strip() and not inside:
        found.append(element.text)


def kepub(folder):
    r = run(folder, "-q", "-t", "epub,kepub", "n.md")
    check(r.returncode == 0 and not r.stderr, "epub and kepub", r)
    plain, kobo = pages(folder + "/n.epub"), pages(folder + "/n.kepub.epub")
    check(set(plain) <= set(kobo) and set(kobo) - set(plain) <= {"EPUB/text/cover.xhtml"}, f"pages {set(kobo) ^ set(plain)}")
    for name, page in kobo.items():
        b = body(page)
        check([c.get("id") for c in b] == ["book-columns"] and [c.get("id") for c in b[0]] == ["book-inner"], f"{name}: Kobo's boxes")
        if name in plain:
            check("".join(body(plain[name]).itertext()) == "".join(b.itertext()), f"{name}: the text is another")
        found = []
        outside(b, False, found)
        check(not found, f"{name}: outside of spans {found}")
        ids = [tuple(map(int, e.get("id").split(".")[1:])) for e in b.iter() if e.get("class") == "koboSpan"]
        check(ids == sorted(set(ids)) and all(i[1] == 1 or (i[0], i[1] - 1) in ids for i in ids), f"{name}: ids {ids}")
    chapter = next(p for n, p in kobo.items() if "/c-" in n)
    spans = ["".join(e.itertext()) for e in chapter.iter() if e.get("class") == "koboSpan"]
    for text in ("“好吧。”他说。", "今天很好！", "价格是3.5元。", "Dr. Smith came. ", "Then he left.", "三。", "四", " 注。"):
        check(text in spans, f"no span {text!r} in {spans}")
    check(not any(e.get("class") == "koboSpan" for pre in chapter.iter(XHTML + "pre") for e in pre.iter()), "code is left as it is")
    img = [e for e in chapter.iter() if e.get("class") == "koboSpan" and e.find(XHTML + "img") is not None]
    check(len(img) == 1, "a picture has a span of its own")
    inlines = "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp span strong sub sup u var small".split()
    texts = [*("#" * level + " *a* **b**" for level in range(1, 7)), "*a* **b**", *(f"<{e}><b>a</b> <b>b</b></{e}>" for e in inlines if e not in ("a", "b", "code", "strong"))]
    with open(folder + "/blanks.md", "w", encoding="utf-8") as f:
        f.write("\n\n".join(texts) + "\n")
    run(folder, "-q", "-t", "kepub", "-o", "blanks.kepub.epub", "blanks.md")
    blanks = [e for p in pages(folder + "/blanks.kepub.epub").values() for e in p.iter() if e.get("class") == "koboSpan" and "".join(e.itertext()) == " "]
    check(len(blanks) == len(texts), "a blank alone in a text has a span", len(blanks))
    page = run(folder, "--print-template=epub/page.xhtml").stdout
    elements = "".join(f"<p><{e}><b>a</b> <b>b</b></{e}></p>" for e in inlines)
    make(folder, {"own/epub/page.xhtml": page.replace("</body>", elements + "</body>")})
    run(folder, "-q", "-t", "kepub", "--template-dir=own", "-o", "own.kepub.epub", "n.md")
    wrapped = [e for n, p in pages(folder + "/own.kepub.epub").items() if "/c-" in n for e in p.iter()
               if e.get("class") == "koboSpan" and "".join(e.itertext()) == " "]
    check(wrapped and len(wrapped) % len(inlines) == 0, "also in each element that a template may have", len(wrapped))
    text = zipfile.ZipFile(folder + "/n.kepub.epub").read(next(n for n in kobo if "/c-" in n)).decode()
    check('epub:type="noteref endnote"' in text, "references to notes open on Kobo")
    css = zipfile.ZipFile(folder + "/n.kepub.epub").read("EPUB/css/style.css").decode()
    check("koboSpan" in css and "koboSpan" not in zipfile.ZipFile(folder + "/n.epub").read("EPUB/css/style.css").decode(), "Kobo's styles")
    r = run(folder, "-q", "-t", "epub", "--target=kobo", "-o", "again/", "n.md")
    check(r.returncode == 0 and open(folder + "/again/n.kepub.epub", "rb").read() == open(folder + "/n.kepub.epub", "rb").read(),
          "--target=kobo is kepub", r)


def ordinals(folder):
    """The page's language counts, and that of a part of it."""
    make(folder, {"de.md": "---\nlang: de\n---\nDer 3. Band. Gut.\n\n::: {lang=en}\nWith 3. Then 4.\n:::\n"})
    run(folder, "-q", "-t", "kepub", "de.md")
    spans = ["".join(e.itertext()) for p in pages(folder + "/de.kepub.epub").values() for e in p.iter() if e.get("class") == "koboSpan"]
    check(spans[-4:] == ["Der 3. Band. ", "Gut.", "With 3. ", "Then 4."], f"ordinals {spans}")


# A note for each cause for which Send to Kindle refuses books, but for their size.
REFUSED = {
    "a language that is none": "---\nlang: C\n---\n# A\n\n文字。\n",
    "no language": "---\nlang:\n---\n12 34\n",
    "contents that lead nowhere": "# \n\n# <!-- x -->\n\n# ![](图%20片.png)\n\n## \x0b\n\n# A\x01B &lt;nav&gt; </ol>\n\nx\n\n### deep\n\n# A\x01B\n\ny\n",
    "declarations in the text": '<?xml version="1.0"?>\n\n# A\n\n<?xml version="1.0" encoding="gb2312"?>\n\n中文\n',
    "links to a body": '<body id="top">\n\n# A\n\n[up](#top) <a href="#top">x</a>\n\n</body>\n',
    "pictures without src": '# A\n\n<img> <img alt="x"> ![]() ![x]( ) <img src=""> <img src="图 片.png">\n',
    "names with blanks": "# A\n\n![图](图%20片.png) ![[图 片.png]]\n",
    "scripts, forms, variables, comments": "# A\n\n<!-- a -- b --> <style>:root{--x:1}</style> <script>x</script> <form><input><button>b</button></form> "
                                            '<p style="color:var(--x)">x</p> <a href="javascript:x" onclick="y">l</a>\n',
    "fonts": "# A\n\n<style>@font-face{font-family:x;src:url(x.woff)}</style>\n\n<svg><style>@font-face{src:url(a.ttf)}</style></svg>\n",
}


def refused(folder):
    """None of them is in a book for Kindle."""
    make(folder, {"图 片.png": png(3, 3)})
    for what, text in REFUSED.items():
        make(folder, {"注 释.md": text})
        r = run(folder, "-t", "epub", "--target=kindle", "--force", "-o", "k.epub", "注 释.md")
        check(r.returncode == 0, what, r)
        r = run(folder, "check", "--target=kindle", "k.epub")
        check(r.returncode == 0 and "error" not in r.stdout, f"{what}: nothing to refuse", r)


def targets(folder):
    for target in ("generic", "kindle", "pocketbook", "tolino", "koreader", "apple"):
        r = run(folder, "-q", "-t", "epub", f"--target={target}", "-o", f"{target}.epub", "n.md")
        check(r.returncode == 0, f"--target={target}", r)
        page = next(p for n, p in pages(f"{folder}/{target}.epub").items() if "/c-" in n)
        with zipfile.ZipFile(f"{folder}/{target}.epub") as z:
            opf = z.read("EPUB/content.opf").decode()
        math = [e for e in page.iter() if e.tag.endswith("}math")]
        plain = target in ("kindle", "pocketbook", "tolino")
        check(bool(math) != plain and ('"mathml"' in opf) != plain, f"{target}: MathML")
        check(not plain or page.find(f".//{XHTML}code[@class='math']") is not None, f"{target}: what a line does not hold is TeX")
        check(("\u00ad" in "".join(page.itertext())) == (target not in ("pocketbook", "tolino")), f"{target}: soft hyphens")
    r = run(folder, "-t", "epub", "--target=kindle", "-o", "k.epub", "n.md")
    check("'Unknown'" in r.stderr and "[kindle]" in r.stderr, "no author is reported", r)
    for lang in ("ko", "ru", "el", "tr"):
        r = run(folder, "-t", "epub", "--target=kindle", "--cover=none", "-M", f"lang={lang}", "-M", "author=A", "-o", "k.epub", "n.md")
        check(f"'{lang}'" in r.stderr and "may refuse" in r.stderr, f"{lang} may be refused", r)
    r = run(folder, "-t", "epub", "--target=kindle", "-M", "lang=zh-Hant", "-M", "author=A", "-o", "k.epub", "n.md")
    check("[kindle]" not in r.stderr, "Chinese is taken", r)
    make(folder, {"draw.md": "# D\n\n![d](d.svg)\n"})
    make(folder, {"d.svg": SVG})
    for target, suffix in (("generic", ".svg"), ("kindle", ".png")):
        run(folder, "-q", "-t", "epub", f"--target={target}", "-o", "d.epub", "draw.md")
        with zipfile.ZipFile(folder + "/d.epub") as z:
            names = [n for n in z.namelist() if "images/d-" in n]
        check([os.path.splitext(n)[1] for n in names] == [suffix], f"{target}: a drawing is {names}")
    r = run(folder, "-t", "org", "--target=kindle", "n.md")
    check(r.returncode == 2 and "for books" in r.stderr, "--target without a book", r)
    r = run(folder, "-t", "epub", "--target=nook", "n.md")
    check(r.returncode == 2 and "pocketbook" in r.stderr, "an unknown reader", r)
    r = run(folder, "-t", "epub", "--target=kobo", "-o", "x.epub", "n.md")
    check(r.returncode == 2 and ".kepub.epub" in r.stderr, "a kepub under the name of an EPUB", r)
    for word, advice in (("mobi", "--target=kindle"), ("kindle", "azw3"), ("pdf", "-t html"), ("docx", "-t html"), ("nonsense", "no format")):
        r = run(folder, "-t", word, "n.md")
        check(r.returncode == 2 and advice in r.stderr, f"-t {word}", r)


def uuid_of(folder):
    run(folder, "-q", "-t", "epub", "--target=kindle", "--force", "-o", "id.epub", "n.md")
    with zipfile.ZipFile(folder + "/id.epub") as z:
        return re.search(r"urn:uuid:([\w-]{36})", z.read("EPUB/content.opf").decode())[1].encode()


def azw3(folder, path, what):
    for _ in range(2):
        r = run(folder, "-q", "-t", "azw3", "n.md", path=path)
        check(r.returncode == 0 and not r.stderr, f"{what}: twice under the name that noteconv chose", r)
        if r.returncode:
            return
    first = exth(folder + "/n.azw3")
    created, modified = (open(folder + "/n.azw3", "rb").read()[at:at + 4] for at in (36, 40))
    check(created == modified, f"{what}: made and changed at the same time: {created} {modified}")
    check(first[113] == uuid_of(folder) and first[112] == b"noteconv" + first[113], f"{what}: the identity is the book's: {first}")
    run(folder, "-q", "-t", "azw3", "-o", "other.azw3", "n.md", path=path)
    again = exth(folder + "/other.azw3")
    check((again[112], again[113]) == (first[112], first[113]), f"{what}: converted twice it is the same")
    check(again[106] == first[106], f"{what}: and its date is: {again[106]}")
    if what != "stand-in":
        check(open(folder + "/other.azw3", "rb").read() == open(folder + "/n.azw3", "rb").read(), f"{what}: and every byte is")
    os.remove(folder + "/n.azw3")


def conversion(folder):
    tools = os.path.join(folder, "tools")
    os.mkdir(tools)
    make(tools, {"ebook-convert": STAND_IN})
    os.chmod(tools + "/ebook-convert", stat.S_IRWXU)
    os.environ["TMPDIR"] = os.path.join(folder, "tmp")
    os.mkdir(os.environ["TMPDIR"])
    azw3(folder, tools, "stand-in")
    check(not os.listdir(os.environ["TMPDIR"]), f"what the converter worked on is gone: {os.listdir(os.environ['TMPDIR'])}")
    del os.environ["TMPDIR"]
    empty = os.path.join(folder, "empty")
    os.mkdir(empty)
    r = run(folder, "-t", "epub,azw3", "-o", "none/", "n.md", path=empty)
    check(r.returncode == 2 and "Send to Kindle" in r.stderr and not os.path.exists(folder + "/none/n.epub"),
          "without calibre nothing is written", r)
    for how, words in (("fails", "status"), ("bare", "identity")):
        os.environ["STAND_IN"] = how
        r = run(folder, "-t", "azw3", "-o", "bad.azw3", "n.md", path=tools)
        check(r.returncode == 2 and words in r.stderr and not os.path.exists(folder + "/bad.azw3"), f"a converter that {how}", r)
        del os.environ["STAND_IN"]
    make(folder, {"n.azw3": b"mine"})
    r = run(folder, "-t", "azw3", "n.md", path=tools)
    check(r.returncode == 2 and "not written by noteconv" in r.stderr, "another's file stays", r)
    os.remove(folder + "/n.azw3")
    if shutil.which("ebook-convert") and not STOP_AT_FIRST:  # calibre takes half a minute
        azw3(folder, os.environ["PATH"], "calibre")
        make(folder, {"n.md": NOTE.replace("date: 2025-01-02\n", "")})
        azw3(folder, os.environ["PATH"], "calibre, without a date")


def all_of_it(folder):
    make(folder, {"n.md": NOTE, "pic.png": png(2, 2)})
    kepub(folder)
    ordinals(folder)
    targets(folder)
    refused(folder)
    conversion(folder)


if __name__ == "__main__":
    in_folders(all_of_it)
    sys.exit(finish())
