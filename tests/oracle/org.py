"""Emacs on every Org file: counts of objects beside the document's own, the exported text block by block beside our HTML's,
org-lint, and a round trip through Org's own writer."""
import difflib
import json
import os
import re
from collections import Counter
from html.parser import HTMLParser

from judge import walk

BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "td", "th", "blockquote", "div", "ul", "ol", "dt", "dd", "tr"}
# Org's object for each of our kinds.
OBJECTS = {"strong": "bold", "emph": "italic", "strike": "strike-through", "underline": "underline", "heading": "headline",
           "item": "item", "rule": "horizontal-rule"}


class Text(HTMLParser):
    """The visible text of a page, block by block."""

    def __init__(self):
        super().__init__()
        self.blocks, self.current = [], ""

    def flush(self):
        text = re.sub(r"\s+", " ", self.current.replace("\u200b", "")).strip()
        if text:
            self.blocks.append(text)
        self.current = ""

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self.flush()
        elif tag == "br":
            self.current += " "
        elif tag == "rt":
            self.current += "（"

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.flush()
        elif tag == "rt":
            self.current += "）"

    def handle_data(self, data):
        self.current += data


def plain(block):
    """A block without what the two formats spell differently: boxes of tasks, delimiters of TeX, numbers of footnotes."""
    block = re.sub(r"^(?:\[.\]|☒) ", "", block)
    block = re.sub(r"\\vert\s?", "|", re.sub(r"\s*\\[()\[\]]\s*", " ", block))
    return re.sub(r"\s+", " ", re.sub(r"^\d+(?: |$)", "", block)).replace(" ", "")


def blocks_of(html):
    parser = Text()
    parser.feed(html)
    parser.flush()
    return [text for text in map(plain, parser.blocks) if text and text != "Footnotes:"]


def expected_counts(document):
    """Titles of callouts and summaries are lines of bold text in Org, whatever is in them."""
    titles = [n for n in walk(document["root"]) if n["kind"] in ("callout-title", "summary")]
    counts = Counter(n["kind"] for n in walk(document["root"]))
    for title in titles:
        counts.subtract(n["kind"] for n in walk(title) if n["kind"] in OBJECTS)
    counts["strong"] += len(titles)
    return {OBJECTS[k]: counts[k] for k in OBJECTS}


def differences(want, got):
    lines = difflib.unified_diff(want, got, lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def judge_file(judge, note, folder):
    name = os.path.splitext(os.path.basename(note))[0]
    org = f"{folder}/{name}.org"
    judge.convert("-t", "org", "-o", org, note)
    found = json.loads(judge.emacs("objects.el", org).stdout)
    for kind, count in expected_counts(judge.document(note)).items():
        judge.equal(found.get(kind, 0), count, f"{name}: {kind} objects in Emacs")
    lint = judge.emacs("lint.el", org)
    judge.equal(lint.stdout.strip(), "", f"{name}: org-lint")
    trip = judge.emacs("roundtrip.el", org)
    judge.check(trip.stdout.startswith("EQUAL"), f"{name}: parse, write, parse", trip.stdout + trip.stderr)
    judge.emacs("html.el", org)
    want = blocks_of(judge.convert("-t", "html", "--fragment", "-o", "-", note).stdout)
    got = blocks_of(open(org + ".html", encoding="utf-8").read())
    judge.equal(differences(want, got), [], f"{name}: exported text")


def run(judge):
    if judge.emacs("objects.el") is None:
        judge.skip("Emacs is not installed")
        return
    for note in judge.notes():
        with judge.folder() as folder:
            judge_file(judge, note, folder)
