#!/usr/bin/env python3
"""`--from json` of `-t json` gives the same bytes in every format: for every example and golden case, for a small vault, and
for real notes where they lie, below the folders of the command line, else of NOTECONV_CORPUS.

Usage: json_round_trip.py NOTECONV [FOLDER…] [--every N]
"""
import glob
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import lib
from lib import PNG, corpora

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FORMATS = ["json", "html", "org", "epub", "apkg"]
ALL = ["--cards=questions,dialogue,headings", "-t", ",".join(FORMATS)]
ENV = {**os.environ, "SOURCE_DATE_EPOCH": "1735689600"}


def run(folder, words, stdin=None):
    return subprocess.run([PROGRAM, "-q", *words], cwd=folder, env=ENV, input=stdin, capture_output=True, timeout=300)


def product(path):
    return open(path, "rb").read() if os.path.exists(path) else None


def tree(folder):
    """The files below a folder, by their path without the first part's name: an output is named after its input."""
    found = {}
    for path in glob.glob(folder + "/**/*", recursive=True):
        if os.path.isfile(path):
            first, *rest = os.path.relpath(path, folder).split("/")
            found["/".join([first.rpartition(".")[2] if not rest else first.rpartition("-")[2], *rest])] = product(path)
    return found


def differences(path):
    """Formats in which a note is not the same through JSON. The note is read where it lies, so that both runs find its links
    and media; outputs go elsewhere."""
    with tempfile.TemporaryDirectory() as work:
        os.mkdir(work + "/a")
        os.mkdir(work + "/b")
        folder, name = os.path.split(path)
        first = run(folder, [*ALL, "-o", work + "/a/", name])
        document = glob.glob(work + "/a/*.json")
        if first.returncode == 2 or not document:
            return ["json (not written)"], 0
        second = run(folder, ["--from=json", *ALL, "-o", work + "/b/", document[0]])
        a, b = tree(work + "/a"), tree(work + "/b")
        return [f"{k} (status {second.returncode})" for k in sorted(set(a) | set(b)) if a.get(k) != b.get(k)], len(a)


VAULT = {"pic.png": PNG, "sub/deep.png": PNG + b"x", "a.md": "# One\n\n![p](pic.png) [to](#one) [b](b.md) ![[b]]\n\n![[b#Two]] x[^1]\n\n[^1]: own\n",
         "b.md": "# Two\n\n![[deep.png|30]] [[#Two]] y[^1]\n\n![[a]] ![[sub/c]]\n\n[^1]: its\n", "sub/c.md": "in c ![[b]] ![](deep.png)\n"}


def vault_differences():
    """Media, links and embeds are found again from where the note was; so they are from standard input."""
    for marked in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in VAULT.items():
                os.makedirs(os.path.dirname(f"{folder}/v/{name}"), exist_ok=True)
                with open(f"{folder}/v/{name}", "wb") as f:
                    f.write(text if isinstance(text, bytes) else text.encode())
            if marked:
                os.mkdir(folder + "/v/.git")
            run(folder, ["-t", "json", "-o", "doc.json", "v/a.md"])
            for fmt in FORMATS:
                run(folder, ["-t", fmt, "-o", "a." + fmt, "v/a.md"])
                run(folder, ["--from", "json", "-t", fmt, "-o", "b." + fmt, "doc.json"])
                run(folder, ["--from", "json", "-t", fmt, "-o", "c." + fmt, "-"], stdin=product(folder + "/doc.json"))
                for other in "bc":
                    if not product(f"{folder}/a.{fmt}") or product(f"{folder}/a.{fmt}") != product(f"{folder}/{other}.{fmt}"):
                        yield f"{'marked' if marked else 'loose'} {fmt} {other}"
            if b"png" not in product(folder + "/a.epub"):
                yield "no image was taken"


def main():
    every = int(sys.argv[sys.argv.index("--every") + 1]) if "--every" in sys.argv else 1
    real = [a for a in sys.argv[2:] if os.path.isdir(a)] or corpora()
    notes = sorted(glob.glob(ROOT + "/examples/*.md") + glob.glob(ROOT + "/tests/cases/**/*.md", recursive=True))
    notes += sorted(p for f in real for p in glob.glob(f + "/**/*.md", recursive=True))[::every]
    notes = [p for p in notes if os.path.isfile(p)][::lib.SAMPLE]
    failed = products = 0
    for what in vault_differences():
        failed += 1
        print(f"a note of a folder: {what}")
        if "NC_STOP_AT_FIRST" in os.environ:
            sys.exit(1)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, (bad, count) in zip(notes, pool.map(differences, notes)):
            products += count
            if bad:
                failed += 1
                print(f"{path}: {', '.join(bad)}")
    print(f"{len(notes)} notes, {products} products, {failed} not the same through JSON")
    sys.exit(1 if failed or not notes else 0)


main()
