#!/usr/bin/env python3
"""Walks trees of HTML pages and Org files: every relative link opens a file of the tree, and its fragment exists there.

Usage: check_links.py FOLDER…        exit status 1 if a link is broken
As a module: check(folder) gives (links looked at, list of what is broken).
"""
import html.parser
import os
import re
import sys
import urllib.parse

ORG_LINK = re.compile(r"\[\[((?:\\.|[^\]\\])+)\](?:\[(?:[^\]]|\](?!\]))*\])?\]")
ORG_VERBATIM = re.compile(r"(?ms)^[ \t]*(?:- |\d+[.)] )?[ \t]*#\+begin_(src|example|comment|export)\b.*?^[ \t]*#\+end_\1\b[^\n]*$")
ORG_CODE = re.compile(r"(?<![^\s({'\"\u200b\-])([=~])(?=\S)(?:[^\n]*?\S)?\1(?![^\s)}'\".,;:!?\u200b\-\[\\])")
ORG_COMMENT = re.compile(r"(?s)@@comment:.*?@@|(?m:^[ \t]*# [^\n]*$)")
ORG_MATH = re.compile(r"(?ms)\\\[.*?\\\]|\\\(.*?\\\)")
CUSTOM_ID = re.compile(r"(?m)^[ \t]*:CUSTOM_ID:[ \t]+(\S+)")
ORG_ID = re.compile(r"(?m)^[ \t]*:ID:[ \t]+(\S+)")
ORG_NAME = re.compile(r"(?im)^[ \t]*#\+name:[ \t]*(.+?)[ \t]*$")
ORG_TARGET = re.compile(r"<<([^<>\n]+)>>")


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.links, self.ids = [], set()

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id":
                if value in self.ids:
                    self.links.append(("#" + value, "id given twice"))
                self.ids.add(value)
            elif name in ("href", "src") and value is not None:
                self.links.append((value, None))


def read(path):
    with open(path, encoding="utf-8", errors="surrogateescape") as f:
        return f.read()


def read_html(path):
    page = Page()
    page.feed(read(path))
    return page.links, page.ids


def read_org(path):
    text = read(path)
    ids = set(CUSTOM_ID.findall(text)) | set(ORG_NAME.findall(text)) | set(ORG_TARGET.findall(text))
    ids |= {"id:" + i for i in ORG_ID.findall(text)}
    text = ORG_COMMENT.sub("", text)
    prose = ORG_CODE.sub("", ORG_MATH.sub("", ORG_VERBATIM.sub("", text)))
    return [(re.sub(r"\\([\[\]\\])", r"\1", link), None) for link in ORG_LINK.findall(prose)], ids


def unlinked(folder):
    """Names, targets and drawers of Org files that no link of the tree leads to."""
    links, names = set(), []
    for top, _, files in os.walk(folder):
        for path in (os.path.join(top, name) for name in files if name.endswith(".org")):
            prose = ORG_MATH.sub("", ORG_VERBATIM.sub("", ORG_COMMENT.sub("", read(path))))
            found = CUSTOM_ID.findall(prose) + ORG_NAME.findall(prose) + ORG_TARGET.findall(ORG_CODE.sub("", prose))
            names += [(os.path.normpath(path), name) for name in found]
            for link, _ in read_org(path)[0]:
                to, fragment = split(link, True)
                links.add((os.path.normpath(os.path.join(top, to)) if to else os.path.normpath(path), fragment))
    return [name for name in names if name not in links]


def split(link, is_org):
    """(path or None, fragment or None); (None, None) for a link that leads elsewhere."""
    if not is_org:
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", link):
            return None, None
        path, _, fragment = link.partition("#")
        return urllib.parse.unquote(path, errors="surrogateescape") or None, urllib.parse.unquote(fragment) or None
    if link.startswith("file:"):
        path, _, fragment = link[5:].partition("::")
        if re.match(r"[A-Za-z]:[/\\]", path):
            return None, None  # a drive of somebody's machine
        return path, fragment.lstrip("#") or None
    if link.startswith("id:"):
        return None, link
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", link):
        return None, None
    return None, link.lstrip("#")


def is_unwritten(target, pages):
    """A link to a note that nobody has written stays a link in Org: no file of the tree has the name."""
    name = os.path.basename(target).lower()
    return name.endswith(".org") and all(os.path.basename(page).lower() != name for page in pages)


def check(folder):
    pages, broken, count = {}, [], 0
    for top, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(top, name)
            if name.endswith((".html", ".org")):
                pages[os.path.realpath(path)] = (read_html if name.endswith(".html") else read_org)(path)
    root = os.path.realpath(folder) + os.sep
    for path, (links, ids) in sorted(pages.items()):
        for link, problem in links:
            to, fragment = split(link, path.endswith(".org"))
            if problem:
                broken.append((path, link, problem))
            if to is None and fragment is None:
                continue
            count += 1
            target = os.path.realpath(os.path.join(os.path.dirname(path), to)) if to else path
            if not target.startswith(root):
                broken.append((path, link, "leads out of the tree"))
            elif not os.path.isfile(target) and is_unwritten(target, pages):
                continue
            elif not os.path.isfile(target):
                broken.append((path, link, "no such file"))
            elif fragment is not None and re.fullmatch(r"page=\d+", fragment) and target.lower().endswith(".pdf"):
                continue
            elif fragment is not None and (target not in pages or fragment not in pages[target][1]):
                broken.append((path, link, "no such place in the file"))
    return count, broken


if __name__ == "__main__":
    status = 0
    for tree in sys.argv[1:]:
        looked_at, wrong = check(tree)
        print(f"{tree}: {looked_at} links, {len(wrong)} broken")
        for item in wrong[:20]:
            print("  {}: {} ({})".format(*item))
        status |= bool(wrong)
    sys.exit(status)
