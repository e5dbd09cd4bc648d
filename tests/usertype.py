#!/usr/bin/env python3
"""Decks in a note type of the user's own: fields by name, the cards that its templates make, messages, identity.

Usage: usertype.py NOTECONV
"""
import json
import os
import resource
import sqlite3
import sys
import zipfile

from lib import check, finish, in_folders, make, run
from usertypes import model, package

WORD, GAPS = 1600000000001, 1600000000002


VOCABULARY = model(WORD, "Vocabulary", ["Word", "Meaning", "Example"],
                   [("Recognise", "<b>{{Word}}</b>", "{{FrontSide}}<hr>{{Meaning}}"), ("Recall", "{{Meaning}}", "{{Word}}"),
                    ("Sentence", "{{#Example}}say: {{Example}}{{/Example}}", "{{Word}}")])
CLOZES = model(GAPS, "Gaps", ["Text", "Back Extra"], [("Cloze", "{{edit:cloze:Text}}", "{{cloze:Text}}<br>{{Back Extra}}")], 1)


def views(folder, name, col, notes="select 1 as mid"):
    """A package whose tables are views, which compute what they hold."""
    path = os.path.join(folder, "v.db")
    if os.path.exists(path):
        os.unlink(path)
    db = sqlite3.connect(path)
    for view, text in (("col", col), ("notes", notes)):
        db.execute(f"create {'view' if text.startswith('select') else 'table'} {view} {'as ' if text.startswith('select') else ''}{text}")
    if "as (" in col:
        # Not computed here.
        db.execute("insert into col (id) values (1)")
        db.execute("pragma writable_schema = 1")
        db.execute("update sqlite_master set sql = replace(sql, 'blob(4)', 'blob(400000000)')")
    db.commit()
    db.close()
    with zipfile.ZipFile(os.path.join(folder, name), "w") as z:
        z.write(path, "collection.anki21")


def notes_of(path):
    with open(path + ".db", "wb") as f:
        f.write(zipfile.ZipFile(path).read("collection.anki2"))
    db = sqlite3.connect(path + ".db")
    notes = db.execute("select mid, flds, guid, id from notes order by id").fetchall()
    cards = {nid: sorted(o for (o,) in db.execute("select ord from cards where nid = ?", (nid,))) for *_, nid in notes}
    return [(mid, flds.split("\x1f"), guid, cards[nid]) for mid, flds, guid, nid in notes], json.loads(db.execute("select models from col").fetchone()[0])


NOTES = "# One\n\n## Hund #card\n\ndog\n\n# Two\n\nThe {{c1::sun}} and {{c3::moon}}.\n"
MAP = "--note-fields=Front=Word,Back=Meaning,Context=Example"


def filled(folder):
    make(folder, {"n.md": NOTES})
    package(folder, "t.apkg", VOCABULARY, CLOZES)
    r = run(folder, "-t", "apkg", "--note-type=t.apkg", MAP, "-o", "d.apkg", "n.md", "--cards=marks")
    notes, models = notes_of(folder + "/d.apkg")
    check(r.returncode == 0 and r.stderr.count("warning") == 0, "a type for each kind", r)
    check(notes[0][0] == WORD and notes[0][1] == ["Hund", "<p>dog</p>", "One"] and notes[0][3] == [0, 1, 2], "fields by name, cards by the templates", notes)
    check(notes[1][0] == GAPS and len(notes[1][1]) == 2 and notes[1][3] == [0, 2], "clozes by their numbers", notes)
    check(models[str(WORD)] == VOCABULARY and models[str(GAPS)] == CLOZES, "the types as Anki wrote them")
    before = open(folder + "/d.apkg", "rb").read()
    r = run(folder, "-t", "apkg", "--note-type=t.apkg", MAP, "-o", "d.apkg", "n.md", "--cards=marks")
    check("2 unchanged; the file is as it was" in r.stderr + r.stdout and open(folder + "/d.apkg", "rb").read() == before, "again: the same", r)
    r = run(folder, "-t", "apkg", "--note-type=t.apkg", "--note-type-name=Vocabulary", "--note-fields=Front=Word,Back=Meaning", "-o", "e.apkg", "n.md", "--cards=marks")
    notes, _ = notes_of(folder + "/e.apkg")
    check(notes[0][3] == [0, 1] and notes[1][0] == 1735689600002, "an empty front makes no card; the other kind keeps noteconv's type", notes)
    r = run(folder, "cards", "--html", "--note-type=t.apkg", MAP, "n.md", "--cards=marks")
    page = open(folder + "/n.cards.html", encoding="utf-8").read()
    check("<b>Hund</b>" in page and "color: navy" in page and "say: One" in page and "[...]" in page and "/* </style>" not in page, "the page shows them so", r)
    package(folder, "named.apkg", model(WORD, "Mine", ["Answer", "QUESTION"], [("A", "{{QUESTION}}", "{{Answer}}")]), collection="collection.anki2")
    r = run(folder, "-t", "apkg", "--note-type=named.apkg", "-o", "f.apkg", "n.md", "--cards=marks")
    check(notes_of(folder + "/f.apkg")[0][0][1] == ["<p>dog</p>", "Hund"], "names that say it", r)


FRONTS = ["Question", "正面", "表面", "表", "问题", "問題", "앞면", "앞", "Vorderseite", "frage", "Recto", "anverso", "FRONTE"]
BACKS = ["Answer", "背面", "裏面", "裏", "答案", "解答", "뒷면", "뒤", "Rückseite", "antwort", "Verso", "reverso", "RETRO"]
TEXTS = ["Texte", "texto", "Testo", "テキスト", "文字", "文本", "텍스트"]


def names(folder):
    """Fields are found by what people call the two sides, and the text of a cloze."""
    make(folder, {"n.md": NOTES})
    for front, back in zip(FRONTS, BACKS):
        package(folder, "t.apkg", model(WORD, "Mine", [back, front], [("A", "{{%s}}" % front, "{{%s}}" % back)]))
        r = run(folder, "-t", "apkg", "--force", "--note-type=t.apkg", "-o", "f.apkg", "n.md", "--cards=marks")
        check(r.returncode == 0 and notes_of(folder + "/f.apkg")[0][0][1] == ["<p>dog</p>", "Hund"], f"{front} and {back}", r)
    for text in TEXTS:
        package(folder, "t.apkg", model(GAPS, "G", [text, "Text 2"], [("C", "{{cloze:%s}}" % text, "{{cloze:%s}}" % text)], 1))
        r = run(folder, "-t", "apkg", "--force", "--note-type=t.apkg", "-o", "f.apkg", "n.md", "--cards=marks")
        gaps = [fields for mid, fields, *_ in notes_of(folder + "/f.apkg")[0] if mid == GAPS]
        check(r.returncode == 0 and len(gaps) == 1 and "{{c1::sun}}" in gaps[0][0], f"{text}: {gaps}", r)


def identity(folder):
    make(folder, {"n.md": NOTES})
    package(folder, "t.apkg", VOCABULARY)
    words = ["-t", "apkg", "-o", "d.apkg", "n.md", "--cards=marks"]
    run(folder, *words)
    first, _ = notes_of(folder + "/d.apkg")
    r = run(folder, *words, "--note-type=t.apkg", "--note-fields=Front=Word,Back=Meaning")
    second, _ = notes_of(folder + "/d.apkg")
    check("has changed its kind, so it starts as a new card" in r.stderr and "1 new, 0 changed, 0 moved, 1 gone, 1 unchanged" in r.stderr + r.stdout, "another type is reported", r)
    check({n[2] for n in first} & {n[2] for n in second} == {first[1][2]}, "and has another guid")
    package(folder, "u.apkg", model(WORD + 5, "Other", ["Word", "Meaning"], [("C", "{{Word}}", "{{Meaning}}")]))
    r = run(folder, *words, "--note-type=u.apkg", "--note-fields=Front=Word,Back=Meaning")
    third, _ = notes_of(folder + "/d.apkg")
    check({n[2] for n in second} & {n[2] for n in third} == {first[1][2]}, "another of the user's types has another guid too", r)
    r = run(folder, *words)
    check({n[2] for n in notes_of(folder + "/d.apkg")[0]} == {n[2] for n in first}, "back again: the first guid", r)
    r = run(folder, *words, "--tombstones")
    notes, models = notes_of(folder + "/d.apkg")
    check(all(str(n[0]) in models for n in notes), "no tombstone of a type that is not there", r)
    make(folder, {"m.md": "".join(f"# W{k} #card\n\nm{k} some words\n\n" for k in range(300))})
    run(folder, "-t", "apkg", "-o", "m.apkg", "m.md")
    r = run(folder, "-t", "apkg", "-o", "m.apkg", "m.md", "--note-type=t.apkg", "--note-fields=Front=Word,Back=Meaning")
    check("300 cards have another note type than before" in r.stderr, "many: told once", r)


def told(folder):
    make(folder, {"n.md": "# Hund #card-type\n\ndog\n", "v/noteconv.yaml": "apkg:\n  note-type: ../t.apkg\n", "v/n.md": NOTES, "no.apkg": "x"})
    package(folder, "t.apkg", VOCABULARY)
    package(folder, "several.apkg", VOCABULARY, model(WORD + 5, "Other", ["Front", "Back"], [("C", "{{Front}}", "{{Back}}")]))
    package(folder, "used.apkg", VOCABULARY, model(WORD + 5, "Other", ["Front", "Back"], [("C", "{{Front}}", "{{Back}}")]), used=[WORD + 5])
    package(folder, "own.apkg", model(1735689600001, "noteconv Basic", ["Front", "Back"], [("C", "{{Front}}", "{{Back}}")]))
    package(folder, "late.apkg", model(WORD, "Late", ["Id", "Front", "Back"], [("C", "{{Front}}", "{{Back}}")]))
    package(folder, "nocloze.apkg", model(GAPS, "G", ["Text"], [("C", "{{Text}}", "{{Text}}")], 1))
    package(folder, "bad.apkg", text="{")
    package(folder, "empty.apkg", text="{}")
    package(folder, "list.apkg", text='{"1":{"id":1,"name":"x","flds":[1],"tmpls":[]}}')
    package(folder, "nameless.apkg", model(WORD, "N", ["Front", "", "Back"], [("C", "{{Front}}", "{{Back}}")]))
    package(folder, "unnamed.apkg", text='{"1":{"id":1,"name":"x","flds":[{"ord":0},{"name":"Back"}],"tmpls":[{"name":"C","qfmt":"{{Back}}"}]}}')
    package(folder, "control.apkg", model(WORD, "N", ["Front", "Ba\x07ck"], [("C", "{{Front}}", "{{Back}}")]))
    package(folder, "nul.apkg", model(WORD, "N", ["Front", "Back\x00"], [("C", "{{Front}}", "{{Back}}")]))
    package(folder, "constant.apkg", model(WORD, "N", ["Front", "Back"], [("C", "{{Front}}", "{{Back}}"), ("D", "always {{FrontSide}}{{#Back}}{{/Back}}", "x")]))
    package(folder, "noqfmt.apkg", text='{"1":{"id":1,"name":"x","flds":[{"name":"Front"},{"name":"Back"}],"tmpls":[{"name":"C","afmt":"{{Back}}"}]}}')
    views(folder, "view.apkg", "select hex(zeroblob(400000000)) as models")
    views(folder, "view2.apkg", "(models text)", "select hex(zeroblob(400000000)) as mid")
    # Sound, and small, but computed; and a column that computes what no file could hold.
    sound = json.dumps({str(WORD): model(WORD, "N", ["Front", "Back"], [("C", "{{Front}}", "{{Back}}")])}).replace("'", "''")
    views(folder, "view3.apkg", f"select '{sound}' as models")
    views(folder, "view4.apkg", f"(id, models text as ('{sound}'))", f"select {WORD} as mid")
    views(folder, "table.apkg", f"(id, models text as ('{sound}'))", "(mid)")
    views(folder, "wide.apkg", "(id, models text as (hex(zeroblob(4))))", "(mid)")
    package(folder, "newer.apkg", VOCABULARY, collection="collection.anki21b")
    damaged = open(folder + "/t.apkg", "rb").read()
    make(folder, {"damaged.apkg": damaged[:len(damaged) // 2]})
    for words, want in ((["t.apkg"], "no field is called Front; name the one for questions with --note-fields=Front=NAME; the note type 'Vocabulary' has the fields Word, Meaning, Example"),
                        (["t.apkg", "--note-fields=Front=Word"], "no field is called Back"), (["t.apkg", "--note-fields=Front=Wrd,Back=Meaning"], "there is no field 'Wrd'"),
                        (["t.apkg", "--note-fields=Fornt=Word"], "'Fornt=Word' names no side"), (["t.apkg", "--note-fields=Word"], "'Word' names no side"),
                        (["several.apkg"], "the package has several note types, 'Vocabulary', 'Other'; say which with --note-type-name=NAME"),
                        (["several.apkg", "--note-type-name=Othr"], "there is no such type"), (["own.apkg"], "is noteconv's own"),
                        (["late.apkg"], "the first field would be empty"), (["nocloze.apkg"], "does not ask for the clozes"), (["bad.apkg"], "no note type can be read"),
                        (["empty.apkg"], "no note type can be read"), (["list.apkg"], "no note type can be read"), (["nameless.apkg"], "has no name"), (["unnamed.apkg"], "has no name"),
                        (["control.apkg"], "control character"), (["nul.apkg"], "note type"), (["constant.apkg"], "a front template shows no field"),
                        (["noqfmt.apkg"], "a front template shows no field"), (["view.apkg"], "no note type can be read"),
                        (["view2.apkg"], "no note type can be read"), (["view3.apkg"], "no note type can be read"), (["view4.apkg"], "no note type can be read"),
                        (["wide.apkg"], "no note type can be read"), (["newer.apkg"], "Support older Anki versions"),
                        (["no.apkg"], "this is not an Anki package"), (["n.md"], "this is not an Anki package"), (["none.apkg"], "No such file"), (["damaged.apkg"], "damaged.apkg")):
        r = run(folder, "-t", "apkg", "-o", "d.apkg", "n.md", *["--note-type=" + words[0], *words[1:]])
        check(r.returncode == 2 and want in r.stderr and not os.path.exists(folder + "/d.apkg"), f"{words}: {want}", r)
    check(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 400 << 10, "little memory", resource.getrusage(resource.RUSAGE_CHILDREN))
    r = run(folder, "-t", "apkg", "-o", "t.out.apkg", "n.md", "--note-type=table.apkg")
    check(r.returncode == 0 and notes_of(folder + "/t.out.apkg")[0][0][0] == WORD, "the same in a table", r)
    r = run(folder, "-t", "apkg", "-o", "d.apkg", "n.md", "--note-fields=Front=Word")
    check(r.returncode == 2 and "need --note-type=FILE" in r.stderr, "fields of no type", r)
    r = run(folder, "-t", "apkg", "-o", "d.apkg", "n.md", "--note-type=used.apkg")
    check(r.returncode == 0 and "the note type 'Other' has no field Type: the answer is not typed [card-mark]" in r.stderr, "the type that notes have; what it has no field for", r)
    make(folder, {"extra.md": "The ~~sun~~ shines.\n\n---\n\nBelow.\n"})
    package(folder, "bare.apkg", model(GAPS, "Bare", ["Text"], [("C", "{{cloze:Text}}", "{{cloze:Text}}")], 1))
    r = run(folder, "-t", "apkg", "-o", "x.apkg", "extra.md", "--cards=yanki", "--note-type=bare.apkg")
    check(r.returncode == 0 and "the note type 'Bare' has no field Back Extra: what only the back shows is left out [card-mark]" in r.stderr, "a type for clozes that lacks a field", r)
    r = run(folder, "-t", "apkg", "-o", "e.apkg", "v/n.md")
    check("note-type: works only on the command line and in your own settings" in r.stderr, "a vault names no note type", r)


in_folders(filled, names, identity, told)
sys.exit(finish())
