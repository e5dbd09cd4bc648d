#!/usr/bin/env python3
"""Runs the examples of a specification-format file: `example OPTIONS` fences of Markdown, a line ".", the HTML.

Usage: run_spec.py FILE.txt NOTECONV [MORE OPTIONS…] [--expect-failures N,N…] [--known LIST] [--dress]
--known LIST: a file of lines "NUMBERS reason" names the examples that differ on purpose, each with its reason.
--only N,N…: no others.
--dress: ids of headings, classes of lists and what the style sheet needs besides do not matter.
The words after `example` are options for noteconv; `→` stands for a tab. Both sides are compared as HTML: order of
attributes, spelling of references and white space between blocks do not matter. Exit 0 when exactly the examples
named by --expect-failures differ.
"""
import html
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

DRESS = "--dress" in sys.argv
BLOCKS = set("address article aside blockquote body br dd details div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr html "
             "iframe li main nav ol p pre script section style summary table tbody td textarea tfoot th thead tr ul".split())


def examples(path):
    lines = open(path, encoding="utf-8").read().split("\n")
    i = 0
    while i < len(lines):
        opening = re.match(r"(`{5,})\s*example(.*)$", lines[i])
        i += 1
        if not opening:
            continue
        body = []
        while not lines[i].startswith(opening[1]):
            body.append(lines[i].replace("→", "\t"))
            i += 1
        dot = body.index(".")
        yield [w for w in opening[2].split() if w.startswith("-")], "\n".join(body[:dot]) + "\n", "\n".join(body[dot + 1:])


class Canonical(HTMLParser):
    """The document as a list of pieces, without what does not matter."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pieces = []
        self.pre = 0

    def text(self, data):
        if not self.pre:
            data = re.sub(r"\s+", " ", data)
            if not self.pieces or self.pieces[-1][0] == "block":
                data = data.lstrip()
        if data:
            if self.pieces and self.pieces[-1][0] == "text":
                self.pieces[-1] = ("text", self.pieces[-1][1] + data)
            else:
                self.pieces.append(("text", data))

    handle_data = text

    def tag(self, name, text):
        kind = "block" if name in BLOCKS else "inline"
        if kind == "block" and not self.pre and self.pieces and self.pieces[-1][0] == "text":
            self.pieces[-1] = ("text", self.pieces[-1][1].rstrip())
        self.pieces.append((kind, text))

    def handle_starttag(self, name, attrs):
        if DRESS:
            attrs = [(k, v) for k, v in attrs if k not in ("id", "class") or (k == "class" and "language" in v)]
        self.tag(name, f"<{name}{''.join(f' {k}={v!r}' for k, v in sorted(attrs))}>")
        self.pre += name == "pre"

    def handle_startendtag(self, name, attrs):
        self.tag(name, f"<{name}{''.join(f' {k}={v!r}' for k, v in sorted(attrs))}>")

    def handle_endtag(self, name):
        self.pre = max(0, self.pre - (name == "pre"))
        self.tag(name, f"</{name}>")

    def handle_comment(self, data):
        self.pieces.append(("inline", f"<!--{data}-->"))

    def handle_decl(self, data):
        self.pieces.append(("inline", f"<!{data}>"))

    def handle_pi(self, data):
        self.pieces.append(("inline", f"<?{data}>"))

    unknown_decl = handle_decl


def canonical(text):
    parser = Canonical()
    parser.feed(text)
    parser.close()
    return "".join(html.escape(t) if k == "text" else t for k, t in parser.pieces if t).strip()


def main(argv):
    expected_failures = set()
    if "--expect-failures" in argv:
        at = argv.index("--expect-failures")
        expected_failures = {int(n) for n in argv[at + 1].split(",") if n}
        del argv[at:at + 2]
    if "--known" in argv:
        at = argv.index("--known")
        for line in open(argv[at + 1], encoding="utf-8"):
            if line.strip() and not line.startswith("#"):
                expected_failures |= {int(n) for n in line.split()[0].split(",")}
        del argv[at:at + 2]
    only = None
    if "--only" in argv:
        at = argv.index("--only")
        only = {int(n) for n in argv[at + 1].split(",")}
        del argv[at:at + 2]
    if not os.path.exists(argv[0]):
        print(f"{argv[0]} is not there: skipped")
        return 77
    path, program, options = argv[0], argv[1], [a for a in argv[2:] if a != "--dress"]

    def run(example):
        words, source, want = example
        done = subprocess.run([program, "-q", *options, *words, "-t", "html", "--fragment"], input=source.encode(),
                              capture_output=True, timeout=60)
        got = done.stdout.decode("utf-8", "replace")
        return done.returncode in (0, 1) and canonical(got) == canonical(want), got + done.stderr.decode("utf-8", "replace")

    cases = list(examples(path))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(run, cases))
    failed = {n for n, (ok, _) in enumerate(results, 1) if not ok and (not only or n in only)}
    for n in sorted(failed ^ expected_failures):
        words, source, want = cases[n - 1]
        state = "differs" if n in failed else "is right now, though it is listed as a known difference"
        print(f"{os.path.basename(path)}: example {n} {state}\n--- source\n{source}--- want\n{want}\n--- got\n"
              f"{results[n - 1][1]}")
    count = len(only) if only else len(cases)
    print(f"{count - len(failed)} of {count} examples right, {len(failed)} known to differ")
    return 0 if cases and failed == expected_failures else 1


sys.exit(main(sys.argv[1:]))
