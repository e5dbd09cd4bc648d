"""The loop of a person who studies with a deck, in the real Anki: run by the interpreter of its environment.

Usage: ankiloop.py FIRST.apkg SECOND.apkg WORDS.json
Imports the first package; edits the style of its note type, tags and studies the notes that hold the words of WORDS.json
({"tag": [...], "study": [...]}); imports the second. Prints one JSON object: the notes before and after, by id, with their
reviews; the counts of the second import; whether the style was kept; what Check Database finds; and the notes after a third
import that takes the package's look ("Update note types: always").
"""
import json
import os
import sys
import tempfile

from anki import import_export_pb2
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.scheduler.v3 import CardAnswer


def import_package(col, path, **options):
    log = col.import_anki_package(
        ImportAnkiPackageRequest(package_path=os.path.abspath(path), options=ImportAnkiPackageOptions(**options))).log
    return {"new": len(log.new), "updated": len(log.updated), "duplicate": len(log.duplicate),
            "conflicting": len(log.conflicting), "found": log.found_notes}


def notes(col):
    found = {}
    for nid in col.find_notes(""):
        n = col.get_note(nid)
        cards = [col.get_card(c) for c in n.card_ids()]
        found[nid] = {"guid": n.guid, "fields": n.fields, "tags": n.tags, "mod": n.mod, "deck": col.decks.name(cards[0].did),
                      "cards": [[c.ord, c.reps, c.ivl, c.type, c.due] for c in cards if c.reps or c.ord == 0],
                      "reviews": col.db.scalar("select count() from revlog where cid in (select id from cards where nid = ?)", nid)}
    return found


def holds(note, words):
    return any(word in field for word in words for field in note.fields)


def label(note):
    text = " ".join(note.fields[:2])
    return text[text.index("[") + 1:text.index("]")]


def study(col, card):
    states = col._backend.get_scheduling_states(card.id)
    card.start_timer()
    col.sched.answer_card(col.sched.build_answer(card=card, states=states, rating=CardAnswer.GOOD))


def use(col, words):
    for model in col.models.all():
        if model["name"] == "noteconv Basic":
            model["css"] += "\n.card { color: teal }"
            col.models.update_dict(model)
    for nid in col.find_notes(""):
        note = col.get_note(nid)
        if holds(note, words["tag"]):
            note.tags.append("mine")
            col.update_note(note)
        if holds(note, words["study"]):
            study(col, note.cards()[0])


def looks(col):
    col.models._clear_cache()
    return [m["css"] for m in col.models.all() if m["name"].startswith("noteconv Basic")]


def main(first, second, words):
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(folder + "/collection.anki2")
        result = {"first": import_package(col, first)}
        use(col, json.load(open(words, encoding="utf-8")))
        result["before"] = notes(col)
        result["second"] = import_package(col, second)
        result["after"] = notes(col)
        result["ords"] = {label(n): [c.ord for c in n.cards()] for n in map(col.get_note, col.find_notes(""))}
        result["looks"] = looks(col)
        result["again"] = import_package(col, second)
        problems, ok = col.fix_integrity()
        result["database"] = {"ok": ok, "problems": problems}
        media = col.media.check()
        result["missing_media"] = list(media.missing)
        always = import_export_pb2.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS
        import_package(col, second, update_notetypes=always)
        result["looks_always"] = looks(col)
        col.close()
    json.dump(result, sys.stdout, ensure_ascii=False)


main(*sys.argv[1:])
