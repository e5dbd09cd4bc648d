#!/usr/bin/env python3
"""Inputs made to be slow or deep, each at two sizes: none may crash, run out of a generous time, or stop the program. The
ratio of the times is printed (8 is linear for eight times the input), not judged: machines are noisy.

Usage: hostile.py NOTECONV [SIZE]
"""
import resource
import subprocess
import sys

PROGRAM = sys.argv[1]
SIZE = int(sys.argv[2]) if len(sys.argv) > 2 else 80000
TIMEOUT = 60

PATTERNS = {
    "images": lambda n: "![[]()" * n,
    "images with blanks": lambda n: "![ []()" * n,
    "quotes and stars": lambda n: ">" * n + "a*" * n,
    "nested quotes": lambda n: "> " * n + "a\n",
    "nested lists": lambda n: "- " * n + "x\n" + "\n" * n,
    "comment openers": lambda n: "</" + "<!--" * n,
    "declarations": lambda n: "a<![CDATA[" * n,
    "instructions": lambda n: "a<?" * n,
    "references": lambda n: "[x]: /u\n\n" + "[x]" * n,
    "underscores": lambda n: "_" * n + "a" + "_" * n,
    "stars around": lambda n: "*a **a " * n,
    "closers": lambda n: "a_ " * n,
    "mixed runs": lambda n: "a**b" + "c* " * n,
    "unclosed attributes": lambda n: '<a x="' * n,
    "links in links": lambda n: "[a](<b" * n,
    "brackets": lambda n: "[" * n + "a" + "]" * n,
    "backticks": lambda n: "".join("e" + "`" * k for k in range(int((2 * n) ** 0.5))),
    "entities": lambda n: "&" * n,
    "one line": lambda n: "word " * n,
    "tags": lambda n: "<u>*a</u>* " * n,
    "unclosed tags": lambda n: "<b>" * n,
    "closing tags": lambda n: "<b>" * n + "</i>" * n,
    "labels": lambda n: "A: x?\n\nB: y.\n\n" * (n // 4),
    "headings": lambda n: "# a\n\ntext\n\n" * (n // 4),
    "front matter": lambda n: "---\n" + "a: b\n" * (n // 8) + "---\n",
    "broken front matter": lambda n: "---\nk: [\n" + "- a\n" * n + "---\n",
    "highlights": lambda n: "==a" * n,
    "wide": lambda n: "**中。**" * n,
    "never closed": lambda n: "**中文\n\n" * (n // 2),
    "html block": lambda n: "<div>\n" * n,
    "questions": lambda n: "Why?\n\nBecause.\n\n" * (n // 8),
}


def run(text):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run([PROGRAM, "-q", "-t", "html", "--fragment"], input=text.encode(), capture_output=True,
                          timeout=TIMEOUT)
    return done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before, done.stderr


failed = 0
for name, make in PATTERNS.items():
    try:
        small = run(make(SIZE // 8))[1]
        status, large, errors = run(make(SIZE))
        bad = status not in (0, 1)
        print(f"{'FAIL ' if bad else ''}{name}: {large:.2f} s, ratio {large / max(small, 0.01):.1f}")
        if bad:
            print(errors.decode("utf-8", "replace")[-2000:])
    except subprocess.TimeoutExpired:
        bad = True
        print(f"FAIL {name}: over {TIMEOUT} s")
    failed += bad
print(f"{len(PATTERNS) - failed} of {len(PATTERNS)} hostile inputs survived")
sys.exit(1 if failed else 0)
