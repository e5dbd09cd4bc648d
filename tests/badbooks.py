"""A good book, and faults that are put into it one at a time: what `noteconv check BOOK.epub` has to find, and where."""
import zipfile

from lib import png_of

PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh" xml:lang="zh">
<head><title>页</title><link rel="stylesheet" href="s.css"/></head>
<body><h1 id="h">页</h1>
<p>中<img src="p.png" alt="图"/> <a href="#h">上</a></p></body>
</html>
"""
NAV = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh"><head><title>目录</title></head>
<body><nav epub:type="toc"><ol>
<li><a href="a.xhtml#h">页</a></li>
<li><a href="b.xhtml">页</a></li>
</ol></nav></body></html>
"""
NCX = """<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head><meta name="dtb:uid" content="urn:x:1"/></head>
<docTitle><text>书</text></docTitle><navMap>
<navPoint id="n1" playOrder="1"><navLabel><text>页</text></navLabel><content src="a.xhtml"/></navPoint>
</navMap></ncx>
"""
OPF = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="uid">urn:x:1</dc:identifier>
<dc:title>书</dc:title>
<dc:creator>人</dc:creator>
<dc:language>zh</dc:language>
<meta property="dcterms:modified">2025-01-01T00:00:00Z</meta>
</metadata>
<manifest>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="css" href="s.css" media-type="text/css"/>
<item id="p" href="p.png" media-type="image/png" properties="cover-image"/>
</manifest>
<spine toc="ncx"><itemref idref="a"/><itemref idref="b"/></spine>
</package>
"""
CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="E/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""


def png(width, height):
    """A picture of that size, all black."""
    return png_of(width, height, 1, 0, (b"\0" * (1 + (width + 7) // 8)) * height)


GOOD = {"META-INF/container.xml": CONTAINER, "E/content.opf": OPF, "E/nav.xhtml": NAV, "E/toc.ncx": NCX, "E/a.xhtml": PAGE, "E/b.xhtml": PAGE,
        "E/s.css": "p { margin: 0 }\n", "E/p.png": png(600, 800)}


def write_book(path, files, mimetype=b"application/epub+zip", first=True):
    with zipfile.ZipFile(path, "w") as z:
        if first:
            z.writestr("mimetype", mimetype)
        for name, data in files.items():
            z.writestr(name, data, zipfile.ZIP_DEFLATED)


def change(name, old, new):
    """The good book with one text replaced."""
    text = GOOD[name]
    assert old in text, (name, old)
    return {**GOOD, name: text.replace(old, new)}


def page(old, new):
    return change("E/a.xhtml", old, new)


def opf(old, new):
    return change("E/content.opf", old, new)


def css(text):
    return {**GOOD, "E/s.css": text}


# Name: the files, the id, the file and the line of the message.
FAULTS = {
    # the nine causes of a refusal by Send to Kindle
    "no language": (opf("<dc:language>zh</dc:language>\n", ""), "book-refused", "E/content.opf", 0),
    "a language that is none": (opf(">zh<", ">C<"), "book-refused", "E/content.opf", 7),
    "contents that lead nowhere": (change("E/nav.xhtml", "b.xhtml", "c.xhtml"), "book-contents", "E/nav.xhtml", 5),
    "contents without an encoded id": (change("E/nav.xhtml", "#h", "#%E9%A1%B5"), "book-contents", "E/nav.xhtml", 4),
    "contents without the id": (change("E/nav.xhtml", "#h", "#x"), "book-contents", "E/nav.xhtml", 4),
    "contents without a text": (change("E/nav.xhtml", '#h">页', '#h"> '), "book-contents", "E/nav.xhtml", 4),
    "empty contents": (change("E/toc.ncx", "<navPoint id=\"n1\" playOrder=\"1\"><navLabel><text>页</text></navLabel><content src=\"a.xhtml\"/></navPoint>\n", ""),
                       "book-contents", "E/toc.ncx", 0),
    "no contents": (opf(' properties="nav"', "").copy() | {"E/content.opf": OPF.replace(' properties="nav"', "").replace(' toc="ncx"', "")},
                    "book-contents", "E/content.opf", 0),
    "an NCX of another book": (change("E/toc.ncx", "urn:x:1", "urn:x:2"), "book-contents", "E/toc.ncx", 2),
    "no XML declaration": (page('<?xml version="1.0" encoding="utf-8"?>\n', ""), "book-refused", "E/a.xhtml", 1),
    "a link to the id of a body": ({**page("<body>", '<body id="top">'), "E/b.xhtml": PAGE.replace("#h", "a.xhtml#top")},
                                   "book-refused", "E/b.xhtml", 6),
    "a picture without src": (page('src="p.png" ', ""), "book-refused", "E/a.xhtml", 6),
    "a file's name with Chinese": ({**change("E/content.opf", 'href="b.xhtml"', 'href="页 b.xhtml"'), "E/页 b.xhtml": PAGE}, "book-refused", "E/页 b.xhtml", 0),
    "a variable in the style": (css("p { margin: 0 }\np { --x: 1px }\n"), "book-refused", "E/s.css", 2),
    "var() in the style": (css("/* min(1, 2) */\np { margin: var(--x) }\n"), "book-refused", "E/s.css", 2),
    "a script": (page("</body>", "<script>x</script></body>"), "book-refused", "E/a.xhtml", 6),
    "a form": (page("<h1", "<input/><h1"), "book-refused", "E/a.xhtml", 5),
    "a handler": (page("<h1", '<h1 onclick="x"'), "book-refused", "E/a.xhtml", 5),
    "obfuscated fonts": ({**GOOD, "META-INF/encryption.xml": "<encryption/>"}, "book-refused", "META-INF/encryption.xml", 0),
    # Adobe's list
    "min() in the style": (css("p { max-width: min(150px, 30vw) }\n"), "book-style", "E/s.css", 1),
    "calc() in a page": (page("<h1", '<h1 style="width: calc(1px)"'), "book-style", "E/a.xhtml", 5),
    # all readers
    "unclosed": (page("</h1>", ""), "book-xml", "E/a.xhtml", 6),
    "an entity": (page("中<img", "&nbsp;<img"), "book-xml", "E/a.xhtml", 6),
    "entities of its own": (page("<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY a "b">]>'), "book-xml", "E/a.xhtml", 2),
    "a document type that ends in blanks": (page("<!DOCTYPE html>", "<!DOCTYPE html [ ] >").copy() | {"E/b.xhtml": PAGE.replace("#h", "c.xhtml").replace("<!DOCTYPE html>", "<!DOCTYPE html [ ] >")},
                                            "book-link", "E/b.xhtml", 6),
    "an id twice": (page("<p>", '<p id="h">'), "book-xml", "E/a.xhtml", 6),
    "UTF-16": ({**GOOD, "E/a.xhtml": PAGE.encode("utf-16")}, "book-xml", "E/a.xhtml", 1),
    "a file that is not there": ({n: d for n, d in GOOD.items() if n != "E/b.xhtml"}, "book-package", "E/content.opf", 12),
    "a package that breaks off": ({**GOOD, "E/content.opf": OPF[:OPF.index("<item id=\"b\"")]}, "book-xml", "E/content.opf", 11),
    "contents that break off": ({**GOOD, "E/nav.xhtml": NAV[:NAV.index("<li>")]}, "book-xml", "E/nav.xhtml", 3),
    "no identifier": (opf('<dc:identifier id="uid">', "<dc:identifier>"), "book-package", "E/content.opf", 0),
    "an empty spine": (opf('<itemref idref="a"/><itemref idref="b"/>', ""), "book-package", "E/content.opf", 0),
    "an unknown item in the spine": (opf('idref="b"', 'idref="c"'), "book-package", "E/content.opf", 18),
    "no author": (opf("<dc:creator>人</dc:creator>\n", ""), "book-metadata", "E/content.opf", 0),
    "empty metadata": (opf("</metadata>", "<dc:subject/>\n</metadata>"), "book-metadata", "E/content.opf", 9),
    "a date that is none": (opf("</metadata>", "<dc:date>2025/01/01</dc:date>\n</metadata>"), "book-metadata", "E/content.opf", 9),
    "Korean": (opf(">zh<", ">ko<"), "book-language", "E/content.opf", 7),
    "a page without its language": (page(' lang="zh" xml:lang="zh"', ""), "book-language", "E/a.xhtml", 3),
    "a file that is not listed": ({**GOOD, "E/more.txt": "x"}, "book-manifest", "E/more.txt", 0),
    "an id with Chinese": (page('id="h"', 'id="页" title="h"').copy(), "book-name", "E/a.xhtml", 5),
    "a link that leads nowhere": (page('"#h"', '"c.xhtml"'), "book-link", "E/a.xhtml", 6),
    "contents that go back": (change("E/nav.xhtml", '<li><a href="a.xhtml#h">页</a></li>\n', "").copy() |
                              {"E/nav.xhtml": NAV.replace("a.xhtml#h", "b.xhtml", 1).replace('"b.xhtml">页</a></li>\n</ol>', '"a.xhtml">页</a></li>\n</ol>')},
                              "book-link", "E/nav.xhtml", 5),
    "a remote picture": (page('"p.png"', '"https://e.org/p.png"'), "book-image", "E/a.xhtml", 6),
    "a missing picture": (page('"p.png"', '"q.png"'), "book-image", "E/a.xhtml", 6),
    "a small cover": ({**GOOD, "E/p.png": png(100, 100)}, "book-image", "E/p.png", 0),
    "no picture": ({**GOOD, "E/p.png": "no picture"}, "book-image", "E/p.png", 0),
    "another type": ({**GOOD, "E/p.png": b"\xff\xd8\xff\xe0" + bytes(600)}, "book-image", "E/p.png", 0),
    "no alternative text": (page(' alt="图"', ""), "book-alt", "E/a.xhtml", 6),
    "a long page": (page("<p>", "<p>" + "中" * 100000), "book-size", "E/a.xhtml", 0),
    "MathML": (page("<p>", '<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'), "book-reader", "E/a.xhtml", 6),
    "a chosen font": (css("p { font-family: Arial }\n"), "book-reader", "E/s.css", 1),
    "no container": ({n: d for n, d in GOOD.items() if n != "META-INF/container.xml"}, "book-damaged", "", 0),
    "a lock": ({**GOOD, "META-INF/rights.xml": "<x/>"}, "book-damaged", "META-INF/rights.xml", 0),
    "a name that leads out": ({**GOOD, "../x": "x"}, "book-damaged", "../x", 0),
}

# Books by others that look odd but are sound: no message.
SOUND = {
    "a part of a picture as a link's place": page('"#h"', '"b.xhtml#xywh=percent:0,0,10,10"'),
    "a place counted out": page('"#h"', '"b.xhtml#epubcfi(/4/2)"'),
    "an address with encoded letters": page('"#h"', '"%62.x%68tml#%68"'),
    "fonts of one width": css('p { font-family: monospace, monospace }\na { font-family: inherit }\n'),
    "fonts of formulas": css('math { font-family: "STIX Two Math", math }\n'),
    "a font that is declared": css('@font-face { font-family: "X"; src: local("X") }\np { font-family: monospace }\n'),
    "a navigation of another kind": {**opf("</manifest>", '<item id="d" href="d.xhtml" media-type="application/xhtml+xml" properties="data-nav"/>\n</manifest>'),
                                     "E/d.xhtml": PAGE.replace("<p>", '<nav xmlns:epub="http://www.idpf.org/2007/ops" epub:type="x"><ol><li><a href="a.xhtml">1</a></li></ol></nav><p>')},
    "a record that the metadata link to": {**opf("</metadata>", '<link rel="record" href="r.xml" media-type="application/marc"/>\n</metadata>'), "E/r.xml": "<x/>"},
    "a file that the container names": {**change("META-INF/container.xml", "</rootfiles>", '</rootfiles><links><link href="map.html" rel="mapping"/></links>'), "map.html": "<x/>"},
}


def listed(item, **files):
    """The good book with more items in its manifest, and their files (a name's "__" is "/", its "_" is ".")."""
    return {**opf("</manifest>", item + "\n</manifest>"), **{n.replace("__", "/").replace("_", "."): d for n, d in files.items()}}


def styled(text):
    return page("</head>", f"<style>{text}</style></head>")


HEIC = b"\0\0\0\x18ftypheic" + bytes(40)
WEBP = b"RIFF\x24\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x57\2\0\x1f\3\0" + bytes(20)
GIF = b"GIF89a\x58\2\x20\3\0\0\0;" + bytes(40)
JPG = '<item id="j" href="j.jpg" media-type="{}"/>'
NO_NAV = opf(' properties="nav"', "")
NO_TOC = opf(' toc="ncx"', "")

METADATA = ("identifier", "title", "language", "creator", "date", "subject", "source", "description", "rights", "publisher", "contributor")

# Name: the files, and all messages about them: id, file, line and text. "" as file: the book.
EXACT = {
    "an item without an id": (listed('<item href="b.xhtml" media-type="text/plain"/>'),
                              [("book-package", "E/content.opf", 17, "an item of the manifest has no id or href")]),
    "an item without an address": (listed('<item id="x" media-type="text/plain"/>'),
                                   [("book-package", "E/content.opf", 17, "an item of the manifest has no id or href")]),
    "an item elsewhere": (listed('<item id="x" href="https://e.org/x" media-type="audio/mpeg"/><item href="https://e.org/y"/>'), []),
    "an id twice in the manifest": (listed('<item id="css" href="m.txt" media-type="text/plain"/>', E__m_txt="x"),
                                    [("book-package", "E/content.opf", 17, "two items of the manifest have the id 'css'")]),
    "a file twice in the manifest": (listed('<item id="x" href="./s.css" media-type="text/css"/>'),
                                     [("book-package", "E/content.opf", 17, "the manifest lists './s.css' twice")]),
    "no title": (opf("<dc:title>书</dc:title>\n", ""), [("book-metadata", "E/content.opf", 0, "the book has no title")]),
    "one date": (opf("</metadata>", "<dc:date>2025</dc:date>\n</metadata>"), []),
    "two dates": (opf("</metadata>", "<dc:date>2025-01</dc:date><dc:Date>2025-01-02</dc:Date>\n</metadata>"),
                  [("book-metadata", "E/content.opf", 0, "the book has 2 dates, but only one is allowed")]),
    "dates with a time": (opf("</metadata>", "<dc:date>2025-01-02T03:04</dc:date>\n</metadata>"), []),
    "half a month": (opf("</metadata>", "<dc:date>2025-0</dc:date>\n</metadata>"),
                     [("book-metadata", "E/content.opf", 9, "'2025-0' is not a date such as 2025-12-29")]),
    "half a time": (opf("</metadata>", "<dc:date>2025-01-02T03:0</dc:date>\n</metadata>"),
                    [("book-metadata", "E/content.opf", 9, "'2025-01-02T03:0' is not a date such as 2025-12-29")]),
    "a date with letters": (opf("</metadata>", "<dc:date>2O25</dc:date>\n</metadata>"),
                            [("book-metadata", "E/content.opf", 9, "'2O25' is not a date such as 2025-12-29")]),
    "no date of modification": (opf('<meta property="dcterms:modified">2025-01-01T00:00:00Z</meta>\n', ""),
                                [("book-metadata", "E/content.opf", 0,
                                  "the book has 0 dates of modification (dcterms:modified) instead of one")]),
    "two dates of modification": (opf("</metadata>", '<meta property="dcterms:modified">2025-01-01T00:00:00Z</meta>\n</metadata>'),
                                  [("book-metadata", "E/content.opf", 0,
                                    "the book has 2 dates of modification (dcterms:modified) instead of one")]),
    "an old book without them": ({**opf('<meta property="dcterms:modified">2025-01-01T00:00:00Z</meta>\n', ""),
                                  "E/content.opf": OPF.replace('<meta property="dcterms:modified">2025-01-01T00:00:00Z</meta>\n', "")
                                  .replace('version="3.0"', 'version="2.0"')}, []),
    "a second language": (opf("<dc:creator>", "<dc:language>de</dc:language><dc:creator>"), []),
    "a second language that is none": (opf("<dc:creator>", "<dc:language>C</dc:language><dc:creator>"),
                                       [("book-refused", "E/content.opf", 6,
                                         "'C' is not a language tag; Send to Kindle refuses the book, others guess")]),
    "no NCX": (NO_TOC, [("book-reader", "E/content.opf", 0, "the book has no NCX; Adobe's engine shows no table of contents")]),
    "an NCX alone": (NO_NAV, []),
    "an NCX that is not there": ({n: d for n, d in GOOD.items() if n != "E/toc.ncx"},
                                 [("book-package", "E/content.opf", 14, "the manifest lists 'toc.ncx', which is not in the archive"),
                                  ("book-reader", "E/content.opf", 0, "the book has no NCX; Adobe's engine shows no table of contents")]),
    "no cover": (opf(' properties="cover-image"', ""),
                 [("book-image", "E/content.opf", 0, "the book has no cover picture; shelves show a blank or its title")]),
    "a cover in the old way": (opf(' properties="cover-image"', "").copy() |
                               {"E/content.opf": OPF.replace(' properties="cover-image"', "").replace("</metadata>", '<meta name="cover" content="p"/></metadata>')}, []),
    "a cover that is not listed": (opf(' properties="cover-image"', "").copy() |
                                   {"E/content.opf": OPF.replace(' properties="cover-image"', "").replace("</metadata>", '<meta name="cover" content="q"/></metadata>')},
                                   [("book-image", "E/content.opf", 0, "the book has no cover picture; shelves show a blank or its title")]),
    "a container that names nothing": (change("META-INF/container.xml", ' full-path="E/content.opf"', ""),
                                       [("book-damaged", "META-INF/container.xml", 0, "it names no package document, or one that does not exist")]),
    "a container that names what is not there": (change("META-INF/container.xml", "content.opf", "other.opf"),
                                                 [("book-damaged", "META-INF/container.xml", 0,
                                                   "it names no package document, or one that does not exist")]),
    "two packages": (change("META-INF/container.xml", "</rootfiles>", '<rootfile full-path="o.opf"/></rootfiles>') | {"o.opf": "<x/>"}, []),
    "contents that lead out": (change("E/nav.xhtml", "b.xhtml", "https://e.org/b"),
                               [("book-contents", "E/nav.xhtml", 5, "an entry of the contents leads out of the book: 'https://e.org/b'")]),
    "an NCX that leads out": (change("E/toc.ncx", "a.xhtml", "mailto:a@e.org"),
                              [("book-contents", "E/toc.ncx", 4, "an entry of the contents leads out of the book: 'mailto:a@e.org'")]),
    "contents that lead to a style": (change("E/nav.xhtml", "b.xhtml", "s.css"),
                                      [("book-contents", "E/nav.xhtml", 5,
                                        "an entry of the contents leads to 's.css', which is not among the pages")]),
    "contents without an address": (change("E/nav.xhtml", ' href="b.xhtml"', ""),
                                    [("book-contents", "E/nav.xhtml", 5, "an entry of the contents leads nowhere")]),
    "contents of a picture": (change("E/nav.xhtml", '"b.xhtml">页', '"b.xhtml"><img src="p.png" alt="b"/>'), []),
    "an empty entry": (change("E/nav.xhtml", '"b.xhtml">页</a>', '"b.xhtml"/>'),
                       [("book-contents", "E/nav.xhtml", 5, "an entry of the contents has no text")]),
    "no entry at all": ({**GOOD, "E/nav.xhtml": NAV.replace('<li><a href="a.xhtml#h">页</a></li>\n<li><a href="b.xhtml">页</a></li>', "<li>页</li>")},
                        [("book-contents", "E/nav.xhtml", 0, "the table of contents is empty")]),
    "another list beside the contents": (change("E/nav.xhtml", "</nav>", '</nav><nav epub:type="landmarks"><ol><li><a href="c.xhtml"></a></li></ol></nav>'),
                                         [("book-link", "E/nav.xhtml", 6, "'c.xhtml' is not in the book")]),
    "an NCX without a text": (change("E/toc.ncx", "<text>页</text>", "<text> </text>"),
                              [("book-contents", "E/toc.ncx", 4, "an entry of the contents has no text")]),
    "an NCX with an empty text": (change("E/toc.ncx", "<text>页</text>", "<text/>"),
                                  [("book-contents", "E/toc.ncx", 4, "an entry of the contents has no text")]),
    "an NCX with pages": (change("E/toc.ncx", "</navMap>", '</navMap><pageList><pageTarget><navLabel><text/></navLabel><content src="c.xhtml"/></pageTarget></pageList>'), []),
    "an NCX with a list": (change("E/toc.ncx", "</navMap>", "</navMap><navList><navLabel><text></text></navLabel></navList>"), []),
    "an NCX without a title": (change("E/toc.ncx", "<text>书</text>", "<text/>"), []),
    "Latin-1": ({**GOOD, "E/a.xhtml": PAGE.replace("utf-8", "iso-8859-1")}, [("book-xml", "E/a.xhtml", 1, "the file is not in UTF-8")]),
    "UTF-16": ({**GOOD, "E/a.xhtml": PAGE.encode("utf-16")}, [("book-xml", "E/a.xhtml", 1, "the file is not in UTF-8")]),
    "UTF-16 without a mark": ({**GOOD, "E/a.xhtml": PAGE.encode("utf-16-le")}, [("book-xml", "E/a.xhtml", 1, "the file is not in UTF-8")]),
    "UTF-8 in capitals": ({**GOOD, "E/a.xhtml": PAGE.replace("utf-8", "UTF-8")}, []),
    "UTF-8 in both": ({**GOOD, "E/a.xhtml": PAGE.replace("utf-8", "Utf-8")}, []),
    "no encoding": ({**GOOD, "E/a.xhtml": PAGE.replace(' encoding="utf-8"', "")}, []),
    "a film": (page("<p>", '<video src="v.mp4"></video><p>'), [("book-reader", "E/a.xhtml", 6, "<video> is not shown by e-readers")]),
    "frames": (page("<p>", "<p>" + "".join(f"<{e}></{e}>" for e in ("iframe", "object", "embed", "canvas", "audio", "video"))),
               [("book-reader", "E/a.xhtml", 6, f"<{e}> is not shown by e-readers") for e in ("iframe", "object", "embed", "canvas", "audio", "video")]),
    "functions": (css("".join(f"p {{ width: {f}(1px) }}\n" for f in ("min", "Max", "clamp", "calc", "light-dark", "env", "color-mix", "rgb"))),
                  [("book-style", "E/s.css", line, f"{f}(): Adobe's engine (PocketBook, Tolino, Nook, Kobo without kepub) calls the whole book damaged")
                   for line, f in enumerate(("min", "Max", "clamp", "calc", "light-dark", "env", "color-mix"), 1)]),
    "functions by words with digits and signs": (css("p { width: my-min(1px); height: _max(1px) }\na { width: min2(1px); height: zmin(1px); top: zamin (1px) }\n"), []),
    "empty metadata of each kind": (opf("</metadata>", "".join(f"<dc:{e}/>\n" for e in METADATA) + "<dc:format/><x:title/>\n</metadata>"),
                                    [("book-metadata", "E/content.opf", 9 + k, f"<{e}> is empty") for k, e in enumerate(METADATA)]),
    "scripts and forms": (page("<p>", "<p>" + "".join(f"<{e}></{e}>" for e in ("script", "form", "input", "button", "textarea", "select"))),
                          [("book-refused", "E/a.xhtml", 6, f"<{e}>: Send to Kindle refuses scripts and forms, and others do not run them")
                           for e in ("script", "form", "input", "button", "textarea", "select")]),
    "a drawing with a picture": (page("<p>", '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="q.png"/>'
                                             '<image href="r.png"/><image href="data:image/png;base64,AA"/><image/></svg><p>'),
                                 [("book-image", "E/a.xhtml", 6, "'q.png' is not in the book"), ("book-image", "E/a.xhtml", 6, "'r.png' is not in the book")]),
    "two formulas": (page("<p>", "<p><math/><math/>"),
                     [("book-reader", "E/a.xhtml", 6, "MathML: Kindle and Adobe's engine run its parts together as text")]),
    "a style in a page": (styled("p { display: flex }"), [("book-reader", "E/a.xhtml", 4, "display: flex is ignored by most e-readers")]),
    "an empty style": (page("</head>", "<style/><title>display: flex</title></head>"), []),
    "words behind a style": (page("<p>", "<p><style>p {}</style>display: flex; position: fixed"), []),
    "boxes": (css("a { display: grid }\nb { Display : INLINE-FLEX; }\nc { display: block }\nd { display: flex }\ne { display: inline-grid }\n"),
              [("book-reader", "E/s.css", line, f"display: {word} is ignored by most e-readers")
               for line, word in ((1, "grid"), (2, "INLINE-FLEX"), (4, "flex"), (5, "inline-grid"))]),
    "places": (css("a { position: absolute }\nb { position: relative }\nc { position: fixed; }\nd { position: sticky }\n"),
               [("book-reader", "E/s.css", line, f"position: {word} hides or overprints text on e-readers")
                for line, word in ((1, "absolute"), (3, "fixed"), (4, "sticky"))]),
    "an encoded address that leads nowhere": (page('"#h"', '"%63.%78html"'), [("book-link", "E/a.xhtml", 6, "'%63.%78html' is not in the book")]),
    "a font in WOFF": (css('@font-face { font-family: "X"; src: url(x.woff2) }\na::before { content: "display: flex" } /* position: fixed */\n'),
                       [("book-reader", "E/s.css", 1, "Kindle does not take fonts in WOFF")]),
    "a WebP": (listed('<item id="w" href="w.webp" media-type="image/webp"/>', E__w_webp=WEBP),
               [("book-image", "E/w.webp", 0, "image/webp is not shown by Kindle and Adobe's engine; use JPEG or PNG")]),
    "an HEIC": (listed('<item id="w" href="w.heic" media-type="image/heic"/>', E__w_heic=HEIC),
                [("book-image", "E/w.heic", 0, "image/heic is not shown by Kindle and Adobe's engine; use JPEG or PNG")]),
    "a cover of another type": ({**opf('image/png" properties', 'image/gif" properties'), "E/p.png": GIF},
                                [("book-image", "E/p.png", 0, "the cover is image/gif; shelves show JPEG and PNG")]),
    "five million pixels": ({**GOOD, "E/p.png": png(2000, 2500)}, []),
    "more than five million": ({**GOOD, "E/p.png": png(2000, 2501)},
                               [("book-image", "E/p.png", 0, "the picture has 2000 × 2501 pixels; Kindle wants at most five million")]),
    "a cover just large enough": ({**GOOD, "E/p.png": png(500, 900)}, []),
    "a cover just too small": ({**GOOD, "E/p.png": png(900, 499)},
                               [("book-image", "E/p.png", 0, "the cover has 900 × 499 pixels; Kindle shows none with a side under 500")]),
    "an old name of JPEG": (listed(JPG.format("image/jpg"), E__j_jpg=b"\xff\xd8\xff\xe0" + bytes(60)), []),
    "pages without a language": ({**GOOD, "E/a.xhtml": PAGE.replace(' lang="zh" xml:lang="zh"', ""), "E/b.xhtml": PAGE.replace(' lang="zh" xml:lang="zh"', "")},
                                 [("book-language", "E/a.xhtml", 3, "the page does not say its language (lang); pages do not inherit the book's"),
                                  ("book-language", "", 0, "2 pages do not say their language")]),
    "a language in one way": ({**GOOD, "E/a.xhtml": PAGE.replace(' xml:lang="zh"', ""), "E/b.xhtml": PAGE.replace(' lang="zh" xml', " xml")}, []),
    "a folder in the archive": ({**GOOD, "E/d/": ""}, []),
    "a backslash": ({**GOOD, "E\\x": "x"}, [("book-damaged", "E\\x", 0, "the entry's name leads out of the archive, or contains a backslash"),
                                            ("book-manifest", "E\\x", 0, "the file is in the archive and not in the manifest; readers do not show it")]),
    "a name from the root": ({**GOOD, "/x": "x"}, [("book-damaged", "/x", 0, "the entry's name leads out of the archive, or contains a backslash"),
                                                   ("book-manifest", "/x", 0, "the file is in the archive and not in the manifest; readers do not show it")]),
    "a long page": (page("<p>", "<p>" + "x" * (10 << 20)), [("book-size", "E/a.xhtml", 0, "the page is 10240 kB long; Adobe's engine takes at most 260 kB")]),
}
