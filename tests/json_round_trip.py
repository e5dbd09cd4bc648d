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


def run(folder, words, stdin=None):
    return subprocess.run([PROGRAM, "-q", *words], cwd=folder, env=ENV, input=stdin, capture_output=True, timeout=120)


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


PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8cfc0000003010100"
                    "c9fe92ef0000000049454e44ae426082")
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


notes = sorted(glob.glob(ROOT + "/examples/*.md") + glob.glob(ROOT + "/tests/cases/**/*.md", recursive=True))
corpus = os.environ.get("NOTECONV_CORPUS")
if corpus:
    notes += sorted(glob.glob(corpus + "/*.md") + glob.glob(corpus + "/**/*.md", recursive=True))[::97]
failed = 0
for what in vault_differences():
    failed += 1
    print(f"a note of a folder: {what}")
for path in notes:
    bad = list(differences(path)) if os.path.isfile(path) else []
    if bad:
        failed += 1
        print(f"{path}: {', '.join(bad)}")
print(f"{len(notes) - failed} of {len(notes)} notes the same through JSON")
sys.exit(1 if failed or not notes else 0)
