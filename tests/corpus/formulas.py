#!/usr/bin/env python3
"""All formulas of real notes: what the C part takes is what KaTeX makes, byte for byte; and how many are taken, converted
by the engine, and failed.

Usage: formulas.py NOTECONV TEST_MATHSAME; notes are found by NOTECONV_CORPUS and NOTECONV_CORPUS_MORE; without it, or without an engine: skipped.
"""
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import lib  # noqa: E402


def formulas_of(document):
    """(display, TeX) of every formula of a document."""
    left = [document]
    while left:
        node = left.pop()
        if isinstance(node, dict):
            if node.get("kind") == "math":
                yield bool(node.get("display")), node.get("tex", "")
            elif node.get("kind") == "math-block":
                yield True, node.get("text", "")
            left.extend(v for v in node.values() if isinstance(v, (dict, list)))
        elif isinstance(node, list):
            left.extend(v for v in node if isinstance(v, (dict, list)))


def notes(root):
    for folder, _, files in sorted(os.walk(root)):
        for name in sorted(files):
            path = os.path.join(folder, name)
            if name.endswith(".md") and b"$" in open(path, "rb").read():
                yield path


def main(program, comparer):
    roots = lib.corpora()
    if not roots:
        print("NOTECONV_CORPUS is not set")
        return 77
    found = {}
    for path in (p for root in roots for p in notes(root)):
        done = subprocess.run([program, "-q", "-t", "json", "-o", "-", path], capture_output=True, timeout=120, check=False)
        for formula in formulas_of(json.loads(done.stdout)):
            found[formula] = found.get(formula, 0) + 1
    if not found:
        print(f"no formulas in {roots}")
        return 1
    with tempfile.NamedTemporaryFile() as all_of_them:
        for display, tex in found:
            all_of_them.write((("d" if display else "i") + tex).encode() + b"\0")
        all_of_them.flush()
        return subprocess.run([comparer, all_of_them.name], check=False).returncode


sys.exit(main(*sys.argv[1:]))
