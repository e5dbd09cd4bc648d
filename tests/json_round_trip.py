#!/usr/bin/env python3
"""`--from json` of `-t json` gives the same bytes in every format, for every example and golden case and, where
NOTECONV_CORPUS names a folder of real notes, for a part of them.

Usage: json_round_trip.py NOTECONV
"""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FORMATS = ["json", "html", "org", "epub", "apkg"]
ENV = {**os.environ, "SOURCE_DATE_EPOCH": "1735689600"}


def run(folder, words):
    return subprocess.run([PROGRAM, "-q", *words], cwd=folder, env=ENV, capture_output=True, timeout=120)


def product(path):
    return open(path, "rb").read() if os.path.exists(path) else None


def differences(path):
    # A copy: both runs then look for media in the same folder, and the notes' own is never written to.
    with tempfile.TemporaryDirectory() as folder:
        note = shutil.copy(path, folder)
        if run(folder, ["-t", "json", "-o", "doc.json", note]).returncode == 2:
            yield "json (not written)"
            return
        for fmt in FORMATS:
            run(folder, ["-t", fmt, "-o", "a." + fmt, note])
            run(folder, ["--from", "json", "-t", fmt, "-o", "b." + fmt, "doc.json"])
            if product(f"{folder}/a.{fmt}") != product(f"{folder}/b.{fmt}"):
                yield fmt


notes = sorted(glob.glob(ROOT + "/examples/*.md") + glob.glob(ROOT + "/tests/cases/**/*.md", recursive=True))
corpus = os.environ.get("NOTECONV_CORPUS")
if corpus:
    notes += sorted(glob.glob(corpus + "/*.md") + glob.glob(corpus + "/**/*.md", recursive=True))[::97]
failed = 0
for path in notes:
    bad = list(differences(path)) if os.path.isfile(path) else []
    if bad:
        failed += 1
        print(f"{path}: {', '.join(bad)}")
print(f"{len(notes) - failed} of {len(notes)} notes the same through JSON")
sys.exit(1 if failed or not notes else 0)
