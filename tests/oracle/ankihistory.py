"""Imports a package with its learning progress into the real Anki: run by the interpreter of its environment.

Usage: ankihistory.py PACKAGE.apkg
Prints the cards in document order with their schedule relative to today, their reviews, and what Check Database finds; the same
cards once more with FSRS switched on.
"""
import json
import os
import sys
import tempfile

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


def cards(col):
    found = []
    for cid in sorted(col.find_cards("")):
        c = col.get_card(cid)
        state = c.memory_state
        found.append({"front": c.note()["Front"], "ord": c.ord, "type": c.type, "queue": c.queue,
                      "due": c.due - col.sched.today if c.type == 2 else None, "ivl": c.ivl, "factor": c.factor, "reps": c.reps,
                      "reviews": col.db.all("select ease, ivl, type from revlog where cid = ?", cid),
                      "stability": state and state.stability, "difficulty": state and round(state.difficulty, 2)})
    return found


def main(path):
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(folder + "/collection.anki2")
        options = ImportAnkiPackageOptions(with_scheduling=True)
        col.import_anki_package(ImportAnkiPackageRequest(package_path=os.path.abspath(path), options=options))
        problems, ok = col.fix_integrity()
        result = {"cards": cards(col), "database": {"ok": ok, "problems": problems}}
        col.set_config("fsrs", True)
        result["fsrs"] = cards(col)
        col.close()
    json.dump(result, sys.stdout, ensure_ascii=False)


main(sys.argv[1])
