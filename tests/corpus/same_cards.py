#!/usr/bin/env python3
"""Decks of real notes: `noteconv cards` lists the cards that the package holds, one for one, in its order, with every set of
words of --cards=.

Usage: same_cards.py NOTECONV; notes are found by NOTECONV_CORPUS; without it: skipped.
"""
import html
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile

MODES = ("", "--cards=marks,dialogue,questions,headings", "--cards=osr", "--cards=yanki")


def letters(text):
    """What both say of a card: its letters and digits. Formulas, code and clozes are written in other ways."""
    return re.sub(r"[\W_]+", "", text)


def plain(field):
    field = re.sub(r"<!--.*?-->|<img[^>]*>|\[sound:[^\]]*\]", "", field, flags=re.S)
    return html.unescape(re.sub(r"<[^>]*>", "", field))


def packed(path):
    with tempfile.NamedTemporaryFile() as f:
        f.write(zipfile.ZipFile(path).read("collection.anki2"))
        f.flush()
        db = sqlite3.connect(f.name)
        return [(mid, flds.split("\x1f")) for mid, flds in db.execute("select mid, flds from notes order by (select min(due) from cards where nid = notes.id)")]


def compare(program, folder, name, mode):
    words = [w for w in (mode,) if w]
    done = subprocess.run([program, "cards", "-q", "--json", *words, "v"], cwd=folder, capture_output=True, timeout=600, check=False)
    listed = json.loads(done.stdout)
    subprocess.run([program, "-q", "-t", "apkg", *words, "-o", "d.apkg", "v"], cwd=folder, capture_output=True, timeout=600, check=False)
    path = folder + "/d.apkg"
    notes = packed(path) if os.path.exists(path) else []
    differ = [c for c, (mid, fields) in zip(listed, notes) if (c["kind"] == "cloze") != (mid % 10 == 2) or not same(c["front"], fields[0])]
    if os.path.exists(path):
        os.unlink(path)
    print(f"{name} {mode}: {len(listed)} listed, {len(notes)} packed, {len(differ)} differ")
    for c in differ[:3]:
        print("  ", c["file"], c["line"], c["front"][:80])
    return len(listed) == len(notes) and not differ


def same(front, field):
    """The same beginning, or the same letters: a picture is a name in one and nothing in the other."""
    one, other = letters(front), letters(plain(field))
    return one[:8] == other[:8] or not one or "<img" in field or set(one) <= set(other)


def main(program):
    root = os.environ.get("NOTECONV_CORPUS")
    if not root:
        print("NOTECONV_CORPUS is not set")
        return 77
    program, good, count = os.path.abspath(program), True, 0
    for name in sorted(os.listdir(root)):
        if not os.path.isdir(os.path.join(root, name)):
            continue
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(os.path.join(root, name), folder + "/v")
            for mode in MODES:
                good &= compare(program, folder, name, mode)
                count += 1
    return 0 if good and count else 1


sys.exit(main(*sys.argv[1:]))
