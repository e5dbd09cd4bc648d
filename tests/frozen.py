#!/usr/bin/env python3
"""What no release may change in an Anki package, because every note that users have imported would become a conflict, a copy or a
duplicate: ids, names, order and templates of the note types, the identity of a card, the id of a deck. And what Anki expects
of a collection of schema 11. Change a value here only together with a new note type.

Usage: frozen.py NOTECONV
"""
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile

from lib import PROGRAM, check, finish

MOD = 1735689600  # of the note types: a later one would wipe what users made of their look
TYPES = {
    1735689600001: ("noteconv Basic", 0,
                    ["Front", "Back", "Extra", "Add Reverse", "Type", "Context", "Source", "Spare 1", "Spare 2"],
                    {"Card 1": ("4f3a013f", "ba8b962c"), "Card 2": ("785a1380", "9133af65")}),
    1735689600002: ("noteconv Cloze", 1, ["Text", "Back Extra", "Context", "Source", "Spare 1", "Spare 2"],
                    {"Cloze": ("9a9f7875", "5b4f78c8")}),
}
NOTE = "---\nid: tea\ndeck: Drinks::Tea\ntags: [hot/green, two words]\n---\nWhy?\n\nBecause.\n\nHow? ^how\n\nSo.\n"


def equal(got, want, what):
    check(got == want, f"{what}: {got!r}, expected {want!r}")


def digest(text):
    return hashlib.sha1(text.encode()).hexdigest()[:8]


def check_types(models):
    equal(sorted(map(int, models)), sorted(TYPES), "note types")
    for number, (name, kind, fields, templates) in TYPES.items():
        m = models[str(number)]
        equal((m["id"], m["name"], m["type"], m["mod"], m["sortf"], m["did"]), (number, name, kind, MOD, 0, None), name)
        equal([(f["ord"], f["id"], f["name"]) for f in m["flds"]],
              [(i, number * 100 + i, f) for i, f in enumerate(fields)], f"{name}: fields")
        equal([(t["ord"], t["id"], t["name"]) for t in m["tmpls"]],
              [(i, number * 100 + 50 + i, t) for i, t in enumerate(templates)], f"{name}: templates")
        equal({t["name"]: (digest(t["qfmt"]), digest(t["afmt"])) for t in m["tmpls"]}, templates, f"{name}: their text")


def check_rows(db, now):
    equal(db.execute("pragma journal_mode").fetchone()[0], "delete", "journal mode")
    equal(db.execute("pragma integrity_check").fetchone()[0], "ok", "integrity")
    equal(db.execute("select id, ver, dty, usn, ls, tags from col").fetchall(), [(1, 11, 0, 0, 0, "{}")], "col")
    notes = db.execute("select guid, mid, usn, tags, sfld, csum, flags, data from notes order by id").fetchall()
    equal([n[0] for n in notes], ["h<wJ3YVFG<", "zD1&CDbK!m"], "guids")
    equal([n[1:] for n in notes],
          [(1735689600001, -1, " hot::green two_words ", s, int(hashlib.sha1(s.encode()).hexdigest()[:8], 16), 0, "")
           for s in ("Why?", "How?")], "notes")
    equal([len(f.split("\x1f")) for f, in db.execute("select flds from notes")], [9, 9], "fields of a note")
    equal(db.execute("select ord, type, queue, due, ivl, factor, reps, odid, usn from cards order by due").fetchall(),
          [(0, 0, 0, 1, 0, 0, 0, 0, -1), (0, 0, 0, 2, 0, 0, 0, 0, -1)], "cards")
    equal(db.execute("select count(*) from cards where nid not in (select id from notes)").fetchone()[0], 0, "cards have notes")
    newest = db.execute("select max(n.id), max(c.id), max(n.mod) * 1000 from notes n, cards c").fetchone()
    equal([n <= (now + 60) * 1000 for n in newest], [True] * 3, f"no id or time lies in the future: {newest}")


with tempfile.TemporaryDirectory() as work:
    note = work + "/tea.md"
    open(note, "w", encoding="utf-8").write(NOTE)
    os.utime(note, (time.time() + 10 * 365 * 86400,) * 2)  # a clock that was wrong
    subprocess.run([PROGRAM, "-q", "-t", "apkg", "-o", work + "/tea.apkg", note], check=True)
    with zipfile.ZipFile(work + "/tea.apkg") as package:
        equal(package.namelist(), ["collection.anki2", "media", "noteconv.json"], "entries")
        equal(package.read("media"), b"{}", "media")
        package.extract("collection.anki2", work)
    db = sqlite3.connect(work + "/collection.anki2")
    models, decks, conf = map(json.loads, db.execute("select models, decks, conf from col").fetchone())
    check_types(models)
    equal({d["id"]: d["name"] for d in decks.values()}, {1: "Default", 2252729359812: "Drinks::Tea"}, "decks")
    equal(conf["schedVer"], 1, "scheduler: the one that every Anki takes")
    check_rows(db, time.time())
    db.close()
sys.exit(finish())
