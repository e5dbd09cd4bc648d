"""The real Anki importer (the PyPI package `anki`) on every deck, twice, and after an edit."""
import json
import os
import re
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))


WITHOUT_CARDS = {"pell.md"}  # of our examples


def is_installed(judge):
    return os.path.exists(judge.cache + "/anki/bin/python")


def ask_anki(judge, *packages):
    """The importer's report, or None when Anki is not installed."""
    if not is_installed(judge):
        return None
    done = subprocess.run([judge.cache + "/anki/bin/python", HERE + "/ankicheck.py", *packages], capture_output=True, text=True, timeout=600,
                          check=False)
    judge.check(done.returncode == 0, "Anki ran", done.stderr)
    return json.loads(done.stdout) if done.returncode == 0 else None


def text(field):
    """Without tags, and without sounds, which Anki writes anew."""
    return re.sub(r"<[^>]*>|\[(?:sound|anki):[^\]]*\]", "", field)


# A prompt without an answer is a card of yanki's; nothing else makes one.
ONE_SIDED = {"en-yanki-flashcards"}


def check_basic(judge, card, name):
    """The second card of a note asks for its front. An answer that is typed stands where Anki compares it."""
    first, second = ("back", "front") if card["ord"] else ("front", "back")
    typed = "[[type:Back]]" in card["answer"]
    judge.check(text(card[first]) in text(card["question"]) and (typed or text(card[second]) in text(card["answer"])),
                f"{name}: a card shows its fields", card)
    frame = text(card["question"] + card["answer"]).replace(text(card["back"]), "").replace(text(card["front"]), "")
    judge.check("{{" not in frame and "no field found" not in frame, f"{name}: a card renders", frame)
    judge.check(card["front"].strip() and (card["back"].strip() or name in ONE_SIDED), f"{name}: a card has two sides", card)


CLOZE = re.compile(r"\{\{c\d+::((?:(?!\{\{c\d).)*?)(?:::(?:(?!\}\}).)*)?\}\}", re.S)


def check_cloze(judge, card, name):
    """The answer is the text with every cloze open, the question is not."""
    shown = card["text"]
    while CLOZE.search(shown):
        shown = CLOZE.sub(r"\1", shown)
    judge.check(text(shown) in text(card["answer"]), f"{name}: a cloze shows its text", card)
    judge.check(text(shown) not in text(card["question"]), f"{name}: a cloze hides something", card)


def check_collection(judge, report, name):
    judge.check(report["database"]["ok"], f"{name}: Check Database", report["database"]["problems"])
    judge.equal(report["missing_media"], [], f"{name}: missing media")
    judge.equal(report["unused_media"], [], f"{name}: unused media")
    judge.equal(report["empty_cards"], 0, f"{name}: empty cards")
    for card in report["cards"]:
        (check_basic if card["text"] is None else check_cloze)(judge, card, name)
        judge.check(card["deck"] != "Default", f"{name}: not in the Default deck")


def edit(note):
    """Adds a word to the note's last line."""
    lines = open(note, encoding="utf-8").read().rstrip("\n").split("\n")
    lines[-1] += " (edited)"
    open(note, "w", encoding="utf-8").write("\n".join(lines) + "\n")


def run(judge):
    if not is_installed(judge):
        judge.skip("Anki's importer is not installed")
        return
    for note in judge.notes():
        name = os.path.basename(note)
        if name in WITHOUT_CARDS:
            continue
        with judge.folder() as folder:
            note = shutil.copy2(note, folder)  # its identity is its path from the root: the same before and after
            first, second, changed = (f"{folder}/{n}.apkg" for n in ("first", "second", "changed"))
            judge.convert("-t", "apkg", "-o", first, note)
            shutil.copy2(first, second)
            before = os.stat(second)
            was = open(second, "rb").read()
            judge.convert("-t", "apkg", "-o", second, note)
            after = os.stat(second)
            judge.check(before.st_ino == after.st_ino and open(second, "rb").read() == was,
                        f"{name}: an export without an edit leaves the file untouched")
            shutil.copy2(first, changed)
            edit(note)
            judge.convert("-t", "apkg", "-o", changed, note)
            report = ask_anki(judge, first, second, changed)
            if not report:
                continue
            count = report["notes"]
            judge.check(count > 0, f"{name}: there are cards")
            judge.equal(report["imports"][0], {"new": count, "updated": 0, "duplicate": 0, "conflicting": 0, "found": count},
                        f"{name}: first import")
            judge.equal(report["imports"][1], {"new": 0, "updated": 0, "duplicate": count, "conflicting": 0, "found": count},
                        f"{name}: second import changes nothing")
            judge.equal(report["imports"][2],
                        {"new": 0, "updated": 1, "duplicate": count - 1, "conflicting": 0, "found": count},
                        f"{name}: one edited answer updates one note")
            check_collection(judge, report, name)
