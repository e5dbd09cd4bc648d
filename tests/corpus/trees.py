#!/usr/bin/env python3
"""Trees made of real notes: every relative link opens, the number of workers makes no difference, a second run writes nothing.

Usage: trees.py NOTECONV
Reads the folders in NOTECONV_CORPUS and NOTECONV_CORPUS_MORE; without those, exit status 77.
"""
import glob
import hashlib
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import check_links  # noqa: E402
import lib  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1])
STATE = ".noteconv-state"


def run(work, *words):
    return subprocess.run([PROGRAM, *words], cwd=work, capture_output=True, check=False, encoding="utf-8", errors="replace",
                          env={**os.environ, "SOURCE_DATE_EPOCH": "1735689600"})


def state(folder):
    """Time and digest of each file."""
    found = {}
    for top, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(top, name)
            with open(path, "rb") as f:
                found[os.path.relpath(path, folder)] = (os.stat(path).st_mtime_ns, hashlib.sha256(f.read()).hexdigest())
    return found


def check_tree(work, fmt, folder):
    """What is wrong with the tree of one folder of notes; the links looked at."""
    wrong = []
    r = run(work, "-t", fmt, "-j", "1", "-o", "one", folder)
    if r.returncode not in (0, 1) or not os.path.isdir(work + "/one"):
        return 0, [f"exit status {r.returncode}: {r.stderr[-400:]}"]
    first = state(work + "/one")
    again = run(work, "-t", fmt, "-j", "1", "-o", "one", folder)
    if state(work + "/one") != first:
        wrong.append("the second run wrote something: " + again.stderr[-400:])
    run(work, "-t", fmt, "-j", "2", "-o", "two", folder)
    second = state(work + "/two")
    if {n: h for n, (_, h) in first.items() if n != STATE} != {n: h for n, (_, h) in second.items() if n != STATE}:
        wrong.append("-j1 and -j2 differ")
    if fmt == "org":
        run(work, "-t", fmt, "--org-embed=link", "-o", "links", folder)  # else what is only embedded keeps its name
        wrong += [f"nothing leads to {name} of {path}" for path, name in check_links.unlinked(work + "/links")]
    links, broken = check_links.check(work + "/one")
    return links, wrong + ["{}: {} ({})".format(*item) for item in broken]


folders = sorted(f for corpus in lib.corpora() for f in glob.glob(corpus + "/*") if os.path.isdir(f))
if not folders:
    print("NOTECONV_CORPUS names no folder with folders of notes")
    sys.exit(77)
failed = 0
for path in folders:
    for target in ("html", "org"):
        with tempfile.TemporaryDirectory() as scratch:
            count, problems = check_tree(scratch, target, path)
        failed += len(problems)
        print(f"{os.path.basename(path)}, {target}: {count} links, {len(problems)} problems")
        for problem in problems[:20]:
            print("  " + problem)
sys.exit(failed > 0)
