"""The loop of a deck: import; the user edits the style, tags and studies; the notes change; import again. Exactly the notes that
changed change, every history stays with its card, and nothing is doubled."""
import json
import os
import shutil
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8cfc0000003010100c9fe92ef"
                    "0000000049454e44ae426082")


def card(front, back):
    return f"## {front}\n\n{back}\n\n"


# A card is identified by the word in brackets, which no edit removes.
BEFORE = {
    "a.md": "# A\n\n" + card("What has an edited back? [a1]", "This is what it said at first.") +
            card("What has an edited front? [a2]", "This one, whose answer stays.") +
            card("What has a picture? [a3]", "This: ![a picture](p.png)") + card("Which one is deleted? [a4]", "The fourth.") +
            card("Which one stays? [a5]", "The fifth.") + card("Which one has a tag and stays? [a6]", "The sixth."),
    "b.md": "# A heading\n\n" + card("Under which heading is this? [b1]", "The one above.") + card("And this? [b2]", "The same."),
    "c.md": "# C\n\n" + card("Example", "the first [c1]") + card("Example", "the second [c2]") + card("Example", "the third [c3]"),
    "d.md": card("What is C?", "a language [d1]") + card("What is C++?", "another [d2]") + card("What is C#?", "a third [d3]"),
    "e.md": "".join(card(f"Is {n} prime? [e{n}]", "Yes.") for n in (2, 3, 5, 7)),
    "f.md": card("Who is in a renamed note? [f1]", "The first.") + card("Who else? [f2]", "The second.") +
            card("And who? [f3]", "The third."),
    "h.md": card("What is in a moved note? [h1]", "This."),
    "i.md": "---\ntags: [flashcards]\n---\nWhat is asked both ways? [i1]::This.\n",
    "p.png": PNG,
}
EDITS = {
    "a.md": "# A\n\n" + card("What has an edited back? [a1]", "This is what it says now.") +
            card("Which card has an edited front? [a2]", "This one, whose answer stays.") +
            card("What has a picture? [a3]", "This: ![a picture](p.png)") +
            card("Which one stays? [a5]", "The fifth.") + card("Which one has a tag and stays? [a6]", "The sixth."),
    "b.md": "# Another heading\n\n" + card("Under which heading is this? [b1]", "The one above.") + card("And this? [b2]", "The same."),
    "c.md": "# C\n\n" + card("Example", "the second [c2]") + card("Example", "the third [c3]"),
    "d.md": card("What is C++?", "another [d2]") + card("What is C#?", "a third [d3]") + card("What is C?", "a language [d1]"),
    "e.md": "".join(card(f"Is {n} a prime number? [e{n}]", "Yes.") for n in (2, 3, 5, 7)),
    "f.md": None,
    "g.md": BEFORE["f.md"],
    "h.md": None,
    "sub/h.md": BEFORE["h.md"],
    "i.md": BEFORE["i.md"].replace("::", ":::"),
    "p.png": PNG + b"changed",
}
CHANGED = {"a1", "a2", "a3", "b1", "b2", "e2", "e3", "e5", "e7", "f1", "f2", "f3", "i1"}
STUDIED = ["[a1]", "[c2]", "[d1]", "[e5]", "[f2]", "[i1]"]
TAGGED = ["[a1]", "[a6]"]


def write(root, files):
    for name, data in files.items():
        path = os.path.join(root, name)
        if data is None:
            os.remove(path)
            continue
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(data if isinstance(data, bytes) else data.encode())


def label(note):
    text = " ".join(note["fields"][:2])
    return text[text.index("[") + 1:text.index("]")]


def convert(judge, folder, epoch):
    done = subprocess.run([judge.program, "-t", "apkg", "--cards=headings", "-o", "d.apkg", "v"], cwd=folder, capture_output=True,
                          text=True, timeout=60, check=False, env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)})
    judge.equal(done.returncode, 0, "the deck is written")
    return done.stderr


def compare(judge, report, told):
    before, after = report["before"], report["after"]
    judge.equal(report["first"]["new"], len(before), "first import: all new")
    judge.equal(sorted(after), sorted(before), "second import: nothing doubled, nothing deleted")
    for nid, was in before.items():
        now = after[nid]
        name = label(was)
        judge.equal(label(now), name, f"{name}: the note is about the same")
        judge.equal(now["mod"] != was["mod"], name in CHANGED, f"{name}: changed")
        judge.equal(now["fields"] != was["fields"], name in CHANGED, f"{name}: its fields changed")
        judge.equal((now["cards"], now["reviews"]), (was["cards"], was["reviews"]), f"{name}: its history")
        judge.equal(was["reviews"], 1 if f"[{name}]" in STUDIED else 0, f"{name}: studied")
        judge.equal("mine" in now["tags"], name == "a6", f"{name}: the user's tag (one on a changed note is lost)")
    judge.equal(report["second"], {"new": 0, "updated": len(CHANGED), "duplicate": len(before) - 2 - len(CHANGED),
                                   "conflicting": 0, "found": len(before) - 2}, "second import")
    judge.equal(report["again"]["updated"], 0, "third import: nothing changes")
    judge.check("0 new, 10 changed, 4 moved, 2 gone, 7 unchanged" in told, "the run told it", told)
    judge.equal(report["ords"]["i1"], [0, 1], "'::' made ':::': a second card on the same note")
    gone = {label(n): nid for nid, n in before.items() if label(n) in ("a4", "c1")}
    for nid in gone.values():
        judge.check(nid in told.split("still in Anki: nid:")[1].splitlines()[0], "a search for what is gone finds it", told)


def run(judge):
    python = judge.cache + "/anki/bin/python"
    if not os.path.exists(python):
        judge.skip("Anki's importer is not installed")
        return
    with judge.folder() as folder:
        write(folder + "/v", {**BEFORE, ".git/x": ""})
        now = int(time.time())
        convert(judge, folder, now - 1000)
        shutil.copy2(folder + "/d.apkg", folder + "/first.apkg")
        write(folder + "/v", EDITS)
        told = convert(judge, folder, now + 1000)
        with open(folder + "/words.json", "w", encoding="utf-8") as f:
            json.dump({"tag": TAGGED, "study": STUDIED}, f)
        done = subprocess.run([python, HERE + "/ankiloop.py", folder + "/first.apkg", folder + "/d.apkg", folder + "/words.json"],
                              capture_output=True, text=True, timeout=600, check=False)
        judge.check(done.returncode == 0, "Anki ran", done.stderr)
        if done.returncode:
            return
        report = json.loads(done.stdout)
        compare(judge, report, told)
        judge.check(report["database"]["ok"], "Check Database", report["database"]["problems"])
        judge.equal(report["missing_media"], [], "missing media")
        judge.check(len(report["looks"]) == 1 and "color: teal" in report["looks"][0], "the user's style is kept", report["looks"])
        judge.check("color: teal" not in report["looks_always"][0], "'Update note types: always' takes the package's look")
