"""Judges packages with the real Anki (the PyPI package `anki`): run by the interpreter of its environment.

Usage: ankicheck.py IMPORT.apkg [AGAIN.apkg…]
Imports the packages in turn into one fresh profile and prints one JSON object: per import the counts of its log, then
every card's rendered sides, problems of Check Database, missing and unused media, and empty cards.
"""
import json
import os
import sys
import tempfile

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


def import_package(col, path):
    log = col.import_anki_package(
        ImportAnkiPackageRequest(package_path=os.path.abspath(path), options=ImportAnkiPackageOptions())).log
    return {"new": len(log.new), "updated": len(log.updated), "duplicate": len(log.duplicate),
            "conflicting": len(log.conflicting), "found": log.found_notes}


def rendered(col):
    cards = []
    for cid in col.find_cards("", order="c.due"):
        card = col.get_card(cid)
        out = card.render_output()
        note = card.note()
        fields = dict(note.items())
        cards.append({"question": out.question_text, "answer": out.answer_text, "deck": col.decks.name(card.did), "ord": card.ord,
                      "front": fields.get("Front"), "back": fields.get("Back"), "text": fields.get("Text"),
                      "tags": note.tags, "guid": note.guid})
    return cards


def main(paths):
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(folder + "/collection.anki2")
        result = {"imports": [import_package(col, p) for p in paths], "cards": rendered(col),
                  "notes": col.note_count()}
        problems, ok = col.fix_integrity()
        result["database"] = {"ok": ok, "problems": problems}
        media = col.media.check()
        result["missing_media"] = list(media.missing)
        result["unused_media"] = list(media.unused)
        result["empty_cards"] = len(col.get_empty_cards().notes)
        col.close()
    json.dump(result, sys.stdout, ensure_ascii=False)


main(sys.argv[1:])
