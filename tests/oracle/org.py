"""Emacs on every Org file: counts of objects beside the document's own, the exported text block by block beside our HTML's,
org-lint, and a round trip through Org's own writer."""
import difflib
import json
import os
import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote

from judge import walk

BLOCKS = {"figcaption", "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "td", "th", "blockquote", "div", "ul", "ol", "dt", "dd", "tr"}
# Org's object for each of our kinds; objects.el adds up what Org tells apart and we do not.
SAY_MORE = ("link", "wikilink", "image", "embed-link", "footnote-ref")  # what a title cannot hold
TITLES = ("callout-title", "summary", "tab-title")  # lines of bold text
OBJECTS = {"strong": "bold", "emph": "italic", "strike": "strike-through", "underline": "underline", "heading": "headline",
           "item": "item", "rule": "horizontal-rule", "code": "code", "table": "table", "row": "table-row",
           "code-block": "code-block", "footnote-ref": "footnote-reference"}
SCHEME = re.compile(r"[A-Za-z][-+.\w]+:")  # one letter is a drive
# What Org's own writer does not write as it read it: a comment between two lists, a zero-width space that begins a line.
UNSTABLE = re.compile(r"(?m)^[ \t]*(#$|\u200b)")
SAFE = re.compile(r"(https?|ftp|mailto|news|irc|doi):", re.I)


class Text(HTMLParser):
    """The visible text of a page, block by block."""

    def __init__(self, images):
        super().__init__()
        self.images, self.blocks, self.current, self.href = images, [], "", ""
        self.numbering = False  # in the number that Org puts before the caption of code

    def flush(self):
        text = re.sub(r"\s+", " ", self.current.replace("\u200b", "")).strip()
        if text:
            self.blocks.append(text)
        self.current = ""

    def handle_starttag(self, tag, attrs):
        self.numbering = tag == "span" and dict(attrs).get("class") == "listing-number"
        if tag in BLOCKS:
            self.flush()
        elif tag == "br":
            self.current += " "
        elif tag == "rt":
            self.current += "（"
        elif tag == "a":
            self.href = dict(attrs).get("href") or ""
        elif tag == "img":
            src = dict(attrs).get("src") or ""
            self.current += self.images.get(src) or self.images.get(unquote(src)) or os.path.basename(unquote(src))

    def handle_endtag(self, tag):
        self.numbering = False
        if tag in BLOCKS:
            self.flush()
        elif tag == "rt":
            self.current += "）"
        elif tag == "a" and SCHEME.match(self.href) and not SAFE.match(self.href):
            self.current += f" ({self.href})"  # Org has no link of that kind: the address follows the text

    def handle_data(self, data):
        if self.numbering:
            return
        if data == self.href:  # shown as it is: exporters encode more of it than we do
            data = unquote(data) if SCHEME.match(data) else os.path.basename(unquote(data))
        self.current += data


def plain(block):
    """A block without what the two formats spell differently: boxes of tasks, delimiters of TeX, numbers of footnotes, a picture
    outside the root, of which Org keeps the path, and a program in a link, which only Org shows, as text."""
    block = re.sub(r"^(?:\[.\]|☒) ", "", block)
    block = re.sub(r"\\vert\s?", "|", re.sub(r"\s*\\[()\[\]]\s*", " ", block)).strip()
    block = re.sub(r"\[\w+: file:/*(?:[^\]]*/)?([^\]]*)\]", r"\1", re.sub(r" \(javascript:.*\)$", "", block))
    return re.sub(r"\s+", " ", re.sub(r"^[\d ]+", "", block)).replace(" ", "")


CAPTION_BELOW = re.compile(r"(<figure\b[^>]*>\s*)(<pre\b(?:(?!</pre>).)*</pre>\s*)(<figcaption\b.*?</figcaption>)", re.S)


def blocks_of(html, images):
    """Org puts the caption of code above it."""
    html = CAPTION_BELOW.sub(r"\1\3\2", html)
    parser = Text(images)
    parser.feed(html)
    parser.flush()
    return [text for text in map(plain, parser.blocks) if text]


def images_of(document):
    """How an image is compared in both formats: by its text where the file was not found, else by the name of its file or, of
    a remote one, by its text or address."""
    told = {}
    for image in (n for n in walk(document["root"]) if n["kind"] == "image"):
        alt = "".join(n.get("text", " ") for n in walk(image) if n is not image)
        dest = image["dest"]
        if dest.startswith("data:"):
            told[dest] = alt or "[" + {"zh": "图", "ja": "画像", "ko": "그림"}.get(document["lang"][:2], "Image") + "]"
        elif image.get("state") != "media":
            told[dest] = alt or unquote(dest)
    for link in (n for n in walk(document["root"]) if n["kind"] == "link"):
        if re.search(r"\.(?:png|jpe?g|gif|svg|webp)$", link["dest"], re.I):
            told.setdefault(link["dest"], unquote(link["dest"]))  # Org shows the picture that a bare address leads to
    return told


def is_headline(parents):
    return all(p["kind"] in ("doc", "turn", "embed") for p in parents)


def with_parents(root):
    stack = [(root, ())]
    while stack:
        node, parents = stack.pop()
        yield node, parents
        stack.extend((child, parents + (node,)) for child in node.get("children", ()))


def squeezed(text):
    return re.sub(r"[\s\u200b]", "", text)


def title_heading(document, org):
    """The heading that is the file's title and so no headline: the note begins with it, it says what the title says and no more,
    as a link or a picture does, and no other is as high. None where the title is none of the note's headings."""
    title = re.search(r"(?m)^#\+title: (.*)$", org)
    first = next(iter(document["root"].get("children", ())), None)
    if not title or not first or first["kind"] != "heading" or any(n["kind"] in SAY_MORE for n in walk(first)):
        return None
    others = [n for n, parents in with_parents(document["root"]) if n["kind"] == "heading" and n is not first and is_headline(parents)]
    if any(n["level"] <= first["level"] for n in others):
        return None
    return first if squeezed("".join(n.get("text", "") for n in walk(first))) == squeezed(title[1]) else None


def expected_counts(document, title=None):
    """Objects of the document. Titles of callouts and panels, summaries, and headings where Org has none are lines of bold text;
    markup around nothing and in the title is not written."""
    counts = Counter()
    for node, parents in with_parents(document["root"]):
        kind = node["kind"]
        if title is not None and (node is title or any(p is title for p in parents)):
            continue
        bold = any(p["kind"] in TITLES or (p["kind"] == "heading" and not is_headline(parents[:i]))
                   for i, p in enumerate(parents))
        if any(p["kind"] == "image" for p in parents) or (bold and kind == "strong"):
            continue
        if kind in TITLES or (kind == "heading" and not is_headline(parents)):
            kind = "strong"
        elif kind in ("strong", "emph", "strike", "underline") and not any(
                n.get("text", "").strip() or n["kind"] in ("image", "code", "math", "footnote-ref") for n in walk(node)):
            continue
        counts[kind] += 1
    counts["code-block"] += counts["raw-block"]
    return {OBJECTS[k]: counts[k] for k in OBJECTS}


def differences(want, got):
    lines = difflib.unified_diff(want, got, lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def is_caption_of_title(block, document):
    """Org shows the title of an image below it, with a number; a page where the pointer rests."""
    caption = re.match(r"Figure\d+:(.*)", block)
    return caption and any(squeezed(n.get("title", "")) == squeezed(caption[1]) for n in walk(document["root"]) if n["kind"] == "image")


def judge_file(judge, name, document, html, found, org):
    title = title_heading(document, open(org, encoding="utf-8").read())
    for kind, count in expected_counts(document, title).items():
        judge.equal(found.get(kind, 0), count, f"{name}: {kind} objects in Emacs")
    images = images_of(document)
    want = blocks_of(html, images)[1 if title is not None else 0:]
    got = blocks_of(open(org + ".html", encoding="utf-8").read(), images)
    got = [block for block in got if not is_caption_of_title(block, document)]
    judge.equal(differences(want, got), [], f"{name}: exported text")


def judge_notes(judge, notes, folder):
    """Emacs starts once for each question, not for each note."""
    names, files = [], []
    for number, note in enumerate(notes):
        names.append(f"{number} {os.path.basename(note)}")
        files.append(f"{folder}/{number}.org")
        judge.convert("-t", "org", "-o", files[-1], note)
    found = judge.emacs("objects.el", *files).stdout.splitlines()
    judge.equal(len(found), len(files), "files that Emacs read")
    judge.equal(judge.emacs("lint.el", *files).stdout.strip(), "", "org-lint")
    trips = judge.emacs("roundtrip.el", *files).stdout.splitlines()
    judge.emacs("html.el", *files)
    for name, note, org, objects, trip in zip(names, notes, files, found, trips):
        if not UNSTABLE.search(open(org, encoding="utf-8").read()):
            judge.check(trip.startswith("EQUAL"), f"{name}: parse, write, parse", trip)
        html = judge.convert("-t", "html", "--fragment", "--math=tex", "-o", "-", note).stdout
        judge_file(judge, name, judge.document(note), html, json.loads(objects), org)


ATTACHING = {"a.md": "![](p.png)\n\n# S\n\n[t](t.txt) ![](sub/p.png)\n\n> ![](q q.png)\n\n## D\n\n[![](p.png)](https://l.example)\n\n"
                     "- [ ] t ![](r[1].png)\n", "sub/b.md": "![](own.png) ![](../p.png)\n"}


def judge_attachments(judge, folder):
    """Org, with no settings of its user's, finds every attachment from where its link stands."""
    for name, text in {**ATTACHING, **{n: n for n in ("t.txt", "p.png", "sub/p.png", "q q.png", "r[1].png", "sub/own.png")}}.items():
        os.makedirs(os.path.dirname(f"{folder}/v/{name}"), exist_ok=True)
        with open(f"{folder}/v/{name}", "w", encoding="utf-8") as file:
            file.write(text)
    for tasks in ("box", "todo"):
        judge.convert("-t", "org", "--force", "--org-attach", "--org-tasks=" + tasks, "-o", folder + "/at/", folder + "/v")
        found = judge.emacs("attach.el", folder + "/at/a.org", folder + "/at/sub/b.org").stdout.splitlines()
        judge.equal([line.rsplit(" ", 1)[1] for line in found], ["found"] * 6, f"attachments ({tasks}): {found}")


def run(judge):
    if judge.emacs("objects.el") is None:
        judge.skip("Emacs is not installed")
        return
    with judge.folder() as folder:
        judge_notes(judge, judge.notes(), folder)
        judge_attachments(judge, folder)
