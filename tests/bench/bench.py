#!/usr/bin/env python3
"""Processor time and memory, measured side by side in one run. Nothing here passes or fails: the figures are for reading.

Usage: bench.py NOTECONV CACHE
Programs beside it are used where they are found: cmark, pandoc (from PyPI's pypandoc_binary in CACHE/pandoc), crowbook and
mdbook-epub (CACHE/crowbook, CACHE/mdbook-epub); the others are told as skipped. With NOTECONV_CORPUS the real notes there are
measured too. docs/bench.md says how to read the table.
"""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

from once import once

PROGRAM, CACHE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RUNS = 31


def measure(command, runs=RUNS):
    """The medians of several runs; None when the program fails."""
    with tempfile.TemporaryDirectory() as folder:
        results = []
        for _ in range(runs):
            results.append(once(command, folder))
            for name in os.listdir(folder):
                os.remove(os.path.join(folder, name))
    if any(r[3] not in (0, 256) for r in results):
        return None
    return [sorted(column)[runs // 2] for column in list(zip(*results))[:3]]


def row(name, figures, base=None):
    if figures is None:
        print(f"  {name:44} failed")
        return
    ratio = f"{figures[0] / base:8.1f} ×" if base else ""
    print(f"  {name:44}{figures[0] * 1000:9.1f} ms{figures[1] * 1000:9.1f} ms{figures[2] / 1024:8.1f} MB{ratio}")


def find_pandoc():
    found = glob.glob(f"{CACHE}/pandoc/lib/python*/site-packages/pypandoc/files/pandoc")
    return found[0] if found else shutil.which("pandoc")


def find_crate(name):
    built = f"{CACHE}/{name}/bin/{name}"
    return built if os.path.exists(built) else shutil.which(name)


def one_note(note):
    print(f"\n{os.path.basename(note)} ({os.path.getsize(note)} bytes)      processor     wall    memory   beside three formats")
    empty = measure([PROGRAM, "--version"])
    three = measure([PROGRAM, "-q", "-t", "epub,apkg,org", note])
    row("empty process (noteconv --version)", empty)
    row("noteconv: epub, apkg and org in one run", three, three[0])
    for fmt in ("epub", "apkg", "org", "html", "json"):
        row(f"noteconv: {fmt} alone", measure([PROGRAM, "-q", "-t", fmt, note]), three[0])
    cmark = shutil.which("cmark")
    if cmark:
        row("cmark: html", measure([cmark, note]), three[0])
    pandoc = find_pandoc()
    if pandoc:
        for suffix in ("epub", "org"):
            row(f"pandoc: {suffix}", measure([pandoc, "-o", "out." + suffix, note], 5), three[0])
    crowbook = find_crate("crowbook")
    if crowbook:
        row("crowbook: epub", measure([crowbook, "--single", note, "--to", "epub", "-o", "out.epub"], 5), three[0])
    else:
        print("  crowbook: skipped (not installed)")
    print(f"  three formats beyond an empty process: {(three[0] - empty[0]) * 1000:.1f} ms of processor time")


def book(folder):
    """A folder of chapters as one book. mdbook-epub wants a list of them: one is made in a copy."""
    notes = sorted(glob.glob(folder + "/**/*.md", recursive=True))
    size = sum(os.path.getsize(n) for n in notes)
    print(f"\n{os.path.basename(folder)} ({len(notes)} notes, {size} bytes)   processor     wall    memory   beside noteconv")
    ours = measure([PROGRAM, "-q", "-t", "epub", folder], 9)
    row("noteconv: epub", ours, ours[0])
    row("noteconv: epub, one thread", measure([PROGRAM, "-q", "-j", "1", "-t", "epub", folder], 9), ours[0])
    pandoc = find_pandoc()
    if pandoc:
        row("pandoc: epub", measure([pandoc, "-o", "out.epub", *notes], 3), ours[0])
    mdbook = find_crate("mdbook-epub")
    if not mdbook:
        print("  mdbook-epub: skipped (not installed)")
        return
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(folder, copy + "/src")
        lines = [f"- [{number}]({os.path.relpath(n, folder)})" for number, n in enumerate(notes)
                 if os.path.basename(n) != "SUMMARY.md"]
        open(copy + "/src/SUMMARY.md", "w", encoding="utf-8").write("# Summary\n\n" + "\n".join(lines) + "\n")
        open(copy + "/book.toml", "w", encoding="utf-8").write('[book]\ntitle = "Book"\n[output.epub]\n')
        row("mdbook-epub: epub", measure([mdbook, "--standalone", copy], 5), ours[0])


def throughput():
    text = open(ROOT + "/examples/interview-zh.md", encoding="utf-8").read() + open(
        ROOT + "/examples/study-notes-en.md", encoding="utf-8").read().split("---", 2)[2]
    print("\nThroughput                                        processor     wall    memory")
    with tempfile.TemporaryDirectory() as folder:
        seconds = {}
        for megabytes in (1, 10):
            note = f"{folder}/{megabytes}.md"
            with open(note, "w", encoding="utf-8") as f:
                f.write(text * (megabytes * 1000000 // len(text.encode())))
            for fmt in ("json", "epub", "org", "apkg"):
                figures = measure([PROGRAM, "-q", "-t", fmt, note], 5)
                row(f"{megabytes} MB: {fmt}", figures)
                if figures:
                    seconds[fmt, megabytes] = figures[0]
            if shutil.which("cmark"):
                row(f"{megabytes} MB: cmark", measure([shutil.which("cmark"), note], 5))
        for fmt in ("json", "epub", "org", "apkg"):
            if (fmt, 10) in seconds:
                print(f"  {fmt}: ten times the text takes {seconds[fmt, 10] / seconds[fmt, 1]:.1f} times as long")


for path in [ROOT + "/examples/interview-zh.md", os.environ.get("NOTECONV_CORPUS", "") + "/interview-zh.md"]:
    if os.path.exists(path):
        one_note(path)
if os.path.isdir(os.environ.get("NOTECONV_CORPUS", "") + "/zh-rust-book/src"):
    book(os.environ["NOTECONV_CORPUS"] + "/zh-rust-book/src")
throughput()
