#!/usr/bin/env python3
"""Each word of a note's visible source is in its document, or a message names its line; and the document's texts stand in
the order of their places.

Words are runs of letters and digits, CJK characters one by one. They are counted, not aligned: footnotes and the addresses
of links stand elsewhere in the document than in the source. Not words: tags of HTML but for src, href, alt and title; the
definitions and labels of reference links; numbers of list items; the words math, latex and ad- of a fence. Front matter is compared through the values of the metadata.

Left out under one message: query fences (query-dropped, one a note), scripts and styles (html-dropped, at their first line),
Templater's code and Excalidraw's drawings (plugin-dropped, one a note), their texts too where an exported image is
shown (drawing-image).

Usage: nothing_lost.py NOTECONV FOLDER… [--every N]
Without a folder the notes of NOTECONV_CORPUS are read; without that, exit status 77.
"""
import collections
import glob
import html
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

WORD = re.compile(r"[぀-ヿ㐀-鿿가-힯豈-﫿\U00020000-\U0003ffff]|[^\W_぀-ヿ㐀-鿿가-힯豈-﫿\U00020000-\U0003ffff]+")
TAG = re.compile(r"</?[A-Za-z][^<>]*>|<![A-Za-z][^>]*>|<\?.*?\?>", re.S)
KEPT = re.compile(r"""\b(?:src|href|alt|title)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.I)
SILENT = {"pos", "kind", "align", "state", "number", "level", "seq", "role"}


def words(text):
    return WORD.findall(re.sub(r"(\d)x(?=\d)", r"\1 ", text))  # "300x200" is two numbers of an image


def strings(node, out):
    """All strings and numbers of a JSON value but those of SILENT members."""
    stack = [node]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack += [v for k, v in value.items() if k not in SILENT]
        elif isinstance(value, list):
            stack += value
        elif isinstance(value, str):
            out.append(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            out.append(str(value))


QUERY = re.compile(r"^([\s>]*(`{3,}|~{3,})\s*(?:dataview|dataviewjs|tasks|query|base|todoist|kanban)\b.*?^[\s>]*\2)", re.M | re.S | re.I)
DROPPED = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.S | re.I)
FENCE = re.compile(r"^([\s>]*(?:`{3,}|~{3,})\s*)(?:math|latex|ad-)", re.M | re.I)


def blank(match):
    return "\n" * match[0].count("\n")


def visible_lines(text, told):
    """(line number, words) of what a reader of the source sees."""
    if "query-dropped" in told.values():
        text = QUERY.sub(blank, text)
    if "html-dropped" in told.values():
        text = DROPPED.sub(blank, text)
    if "plugin-dropped" in told.values():
        text = re.sub(r"<%.*?%>", "", text)
        if "excalidraw-plugin" in text:
            text = re.sub(r"^==.*EXCALIDRAW VIEW.*|^#+ (?:Excalidraw Data|Text Elements)$", "", text, flags=re.M)
            text = re.split(r"^#+ (?:Drawing|Element Links|Embedded Files)$", text, flags=re.M | re.I)[0]
    if "drawing-image" in told.values():
        text = re.sub(r"^==.*EXCALIDRAW VIEW.*", "", text, flags=re.M)
        text = re.split(r"^#+ (?:Excalidraw Data|Text Elements|Drawing)$", text, flags=re.M)[0]
    text = FENCE.sub(r"\1", text)
    text = re.sub(r"\]\[[^][\n]*\]", "] ", text)
    text = TAG.sub(lambda m: "\n" * m[0].count("\n") + " " + " ".join(KEPT.findall(m[0])) + " ", text)
    for number, line in enumerate(text.split("\n"), 1):
        bare = re.sub(r"^[\s>]*", "", line)
        if re.match(r"\[[^\]^]+\]:", bare):
            continue
        bare = re.sub(r"^(?:(?:[-+*]|\d{1,9}[.)])\s+)+", "", bare)
        bare = re.sub(r"&#?\w+;", lambda m: html.unescape(m[0]), bare)
        yield number, words(bare)


def out_of_order(root):
    last, stack = (0,), [root]
    while stack:
        node = stack.pop()
        if node["kind"] in ("footnotes", "embed"):
            continue
        pos = tuple(node["pos"][:1])  # within a line an HTML block has one place for all of it
        if node["kind"] == "text":
            if pos < last:
                return pos
            last = pos
        stack += reversed(node.get("children", []))
    return None


def check(path):
    """Problems of one note, a line each."""
    done = subprocess.run([PROGRAM, "--diag=json", "-t", "json", "-o", "-", path], capture_output=True, timeout=300)
    if done.returncode == 2 or not done.stdout:
        return [f"exit status {done.returncode}: {done.stderr.decode('utf-8', 'replace')[:200]}"]
    document = json.loads(done.stdout)
    told = {}
    for line in done.stderr.decode("utf-8", "replace").splitlines():
        if line.startswith("{"):
            message = json.loads(line)
            told.setdefault(message.get("line"), message.get("id"))
    found = []
    strings(document["root"], found)
    strings(document["meta"], found)
    have = collections.Counter()
    for text in found:
        have.update(w.casefold() for w in words(text))
    source = open(path, "rb").read().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    problems = []
    for number, line in visible_lines(source, told):
        if number in told:
            continue
        missing = []
        for word in line:
            have[word.casefold()] -= 1
            if have[word.casefold()] < 0:
                missing.append(word)
        if missing:
            problems.append(f"line {number}: {' '.join(missing[:8])}")
    misplaced = out_of_order(document["root"])
    if misplaced:
        problems.append(f"text of line {misplaced[0]} stands behind later text")
    return problems


PROGRAM = os.path.abspath(sys.argv[1])
every = int(sys.argv[sys.argv.index("--every") + 1]) if "--every" in sys.argv else 1
folders = [a for a in sys.argv[2:] if os.path.isdir(a)] or [os.environ.get("NOTECONV_CORPUS", "")]
notes = sorted(p for f in folders if f for p in glob.glob(f + "/**/*.md", recursive=True) if os.path.isfile(p))[::every]
if not notes:
    print("no notes: skipped")
    sys.exit(77)
failed = 0
with ThreadPoolExecutor(os.cpu_count()) as pool:
    for path, problems in zip(notes, pool.map(check, notes)):
        failed += bool(problems)
        for problem in problems[:5]:
            print(f"{path}: {problem}")
print(f"{len(notes)} notes, {failed} with an unexplained difference")
sys.exit(1 if failed else 0)
