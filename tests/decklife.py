#!/usr/bin/env python3
"""The life of a vault's cards over five runs, each of which finds it changed: one question twice, notes renamed, a clock
that was set back, files whose time does not change, names and texts in NFD, two decks in one package and two packages of one
vault. No card loses its identity, none gets another's, and nothing is sent again without need.

Usage: decklife.py NOTECONV
"""
import os
import sys
import unicodedata

from deckvault import FIRST, Vault, cards
from lib import attempt, check, finish

HEAD = "---\ndeck: {}\n---\n"
TIME = 1700000000  # of every file, in every run


def nfd(text):
    return unicodedata.normalize("NFD", text)


def settle(v):
    for base, _, names in os.walk(v.root):
        for name in names:
            os.utime(os.path.join(base, name), (TIME, TIME))


class Life:
    """What each card was after each run, by its answer, which no two have alike."""

    def __init__(self, v):
        self.v, self.seen = v, {}

    def run(self, what, told, *words, epoch, output="d.apkg", status=0):
        settle(self.v)
        r = self.v.run("--cards=headings", *words, epoch=epoch, output=output)
        check(r.returncode == status and told in r.stderr, f"{what}: {told}", r)
        now = {n["back"]: n for n in self.v.notes(output)}
        guids, ids = [n["guid"] for n in now.values()], [n["id"] for n in now.values()]
        check(len(set(guids)) == len(guids) and len(set(ids)) == len(ids), f"{what}: no two cards are one", now)
        for back, card in now.items():
            old = self.seen.setdefault(back, card)
            check((old["guid"], old["id"]) == (card["guid"], card["id"]), f"{what}: {back} is who it was", old, card)
        again = self.v.run("--cards=headings", *words, epoch=epoch, output=output)
        check("the file is as it was" in again.stderr, f"{what}: a second run changes nothing", again)
        return now

    def becomes(self, old, new):
        """Call this when the answer of a card is about to be rewritten."""
        self.seen[f"<p>{new}</p>"] = self.seen[f"<p>{old}</p>"]


def five_runs():
    files = {"tea.md": HEAD.format("Tea") + cards(("Why?", "first"), ("Why?", "second"), ("Où?", "là-bas")),
             "Übung/rice.md": HEAD.format("Food::Rice") + cards(("Why?", "third"), ("How?", "fourth"))}
    with Vault(files) as v:
        life = Life(v)
        now = life.run("first", "5 new, 0 changed", epoch=1800000000)
        check([n["mod"] for n in now.values()] == [FIRST] * 5, "first: a constant time", now)
        check({n["deck"] for n in now.values()} == {"Tea", "Food::Rice"}, "first: two decks", now)

        # A disk of macOS spells names and texts in pieces; the note moves to another name at the same time.
        v.write({"tea.md": None, "Übung/rice.md": None, nfd("Getränk.md"): nfd(files["tea.md"]), nfd("Übung/rice.md"): nfd(files["Übung/rice.md"])})
        now = life.run("second", "0 new, 0 changed, 3 moved", epoch=1800001000)
        check({n["mod"] for n in now.values() if n["deck"] == "Food::Rice"} == {FIRST}, "second: who only changed spelling is not sent again", now)
        check(not any(c in n["front"] + n["back"] for n in now.values() for c in "\u0300\u0301"), "second: fields are NFC", now)

        # The clock was set back a year; an answer was edited, and edited again after that.
        text = nfd(files["tea.md"])
        v.write({nfd("Getränk.md"): text.replace("second", "second, edited")})
        life.becomes("second", "second, edited")
        now = life.run("third", "0 new, 1 changed", epoch=1700000000)
        check(now["<p>second, edited</p>"]["mod"] == 1800001001, "third: a time grows, whatever the clock says", now)
        v.write({nfd("Getränk.md"): text.replace("second", "second, twice")})
        life.becomes("second, edited", "second, twice")
        now = life.run("third, again", "0 new, 1 changed", epoch=1700000000)
        check(now["<p>second, twice</p>"]["mod"] == 1800001002, "third: and again", now)

        # One more question with the same words, before the others, in a file of the same time; another card is removed.
        v.write({nfd("Getränk.md"): HEAD.format("Tea") + nfd(cards(("Why?", "zeroth"), ("Why?", "first"), ("Why?", "second, twice")))})
        now = life.run("fourth", "1 new, 0 changed, 0 moved, 1 gone", epoch=1800002000)
        check("<p>là-bas</p>" not in now and now["<p>zeroth</p>"]["mod"] == FIRST, "fourth: the one that was taken away", now)

        # Only one deck, into a package of its own, which knows nothing yet: the same cards by the same rule. Then all as before.
        one = v.run("--cards=headings", "--include=Übung/", epoch=1800003000, output="rice.apkg")
        rice = {n["back"]: n for n in v.notes("rice.apkg")}
        check(one.returncode == 0 and {b: n["guid"] for b, n in rice.items()} == {b: n["guid"] for b, n in now.items() if b in rice} and len(rice) == 2,
              "fifth: two packages of one vault", rice, now)
        v.write({nfd("Getränk.md"): text.replace("second", "second, twice")})
        now = life.run("fifth", "0 new, 0 changed, 0 moved, 1 gone", epoch=1800003000)
        check({"<p>là-bas</p>", "<p>third</p>"} <= set(now) and now["<p>third</p>"]["mod"] == FIRST, "fifth: the one that came back is itself", now)


def decks_in_any_order():
    """Decks A, C, B, A: each is there once, whatever the order of the notes that name it."""
    with Vault({f"{i}.md": HEAD.format(d) + cards((f"Q{i}?", f"A{i}")) for i, d in enumerate(["b::y", "c", "a", "b::y", "b", "C2", "a"])}) as v:
        v.run()
        import json
        import re
        import sqlite3
        text = sqlite3.connect(v.folder + "/c.db") if v.notes() else None
        raw = text.execute("select decks from col").fetchone()[0]
        text.close()
        ids = re.findall(r'"(\d+)":\{', raw)
        names = sorted(d["name"] for d in json.loads(raw).values())
        check(len(ids) == len(set(ids)) and names == ["C2", "Default", "a", "b", "b::y", "c"], "each deck once", ids, names)
        check([n["deck"] for n in v.notes()] == ["b::y", "c", "a", "b::y", "b", "C2", "a"], "and each card in its own", v.notes())


def decks_of_one_name():
    """Anki takes names that differ in case for one, and composes what a file system writes in pieces."""
    def note(deck, n):
        return f"#flashcards/{deck}\n\nq{n}::a{n}\n"

    files = {"a.md": note("Bio", 1), "b.md": note("bio", 2), "c.md": note("bio/Cells", 3), "d.md": note("BIO/cells", 4)}
    with Vault(files) as v:
        r = v.run("--cards=marks")
        check([n["deck"] for n in v.notes()] == ["Bio", "Bio", "Bio::Cells", "Bio::Cells"], "the first spelling holds for all", v.notes())
        v.write({"A/first.md": note("bIO", 5)})
        r = v.run("--cards=marks")
        check({n["deck"] for n in v.notes()} == {"Bio", "Bio::Cells"} and "to be moved" not in r.stderr, "also in later runs", r, v.notes())
    name = "Über/Café.md"
    text = "---\ntags: flashcards\n---\nq::a\n"
    with Vault({name: text}) as v:
        v.run("--cards=marks", epoch=1800000000)
        v.write({name: None, nfd(name): text})
        os.rmdir(os.path.join(v.root, "Über"))
        r = v.run("--cards=marks", epoch=1800000000)
        check("0 changed, 0 moved, 0 gone, 1 unchanged" in r.stderr and "to be moved" not in r.stderr, "the form of a file's name changes nothing", r)


def clozes_come_and_go():
    """A cloze that is counted keeps its number, by which Anki knows its history."""
    life = [("A ==b== c ==d==.", "{{c1::b}} c {{c2::d}}"),
            ("A ==n== ==b== c ==d==.", "{{c3::n}} {{c1::b}} c {{c2::d}}"),
            ("A ==n== c ==d==.", "{{c3::n}} c {{c2::d}}"),  # b is gone
            ("A ==n== c ==dd==.", "{{c3::n}} c {{c2::dd}}"),  # d was edited
            ("A ==dd== c ==n== ==e== ==e==.", "{{c2::dd}} c {{c3::n}} {{c4::e}} {{c5::e}}"),
            ("A {{c1::dd}} c {{c2::n}} {{c7::e}}.", "{{c1::dd}} c {{c2::n}} {{c7::e}}"),  # numbers of the author's count
            ("A {{c2::dd}} {{c1::n}} {{c1::x}}.", "{{c2::dd}} {{c1::n}} {{c1::x}}")]
    life += [("A ==ba== c ==bb==.", "{{c1::ba}} c {{c2::bb}}"),
             ("A ==bb== c ==ba==.", "{{c2::bb}} c {{c1::ba}}"),  # words that differ in their last letter
             ("A {{c500::ba}} {{c499::bb}}.", "{{c500::ba}} {{c499::bb}}"),  # 500 is the most that Anki makes of a note
             ("A ==ba== ==bb==.", "{{c500::ba}} {{c499::bb}}")]
    empty = {2, 5, 6, 9}  # the runs that leave a card without a cloze
    with Vault({"a.md": ""}) as v:
        for i, (text, expected) in enumerate(life):
            v.write({"a.md": f"---\ndeck: D\n---\n# T\n\n{text}\n"})
            for again in range(2):
                r = v.run("--cards=marks")
                front = v.notes()[0]["front"].replace("<mark>", "").replace("</mark>", "")
                check(expected in front and len(v.notes()) == 1, f"{text}: {expected}", front)
                told = "with cards that are empty now (Anki: Tools > Empty Cards): nid:" in r.stderr
                check(told == (i in empty and not again), f"{text}: cards that are empty now are reported once", r)


for test in (five_runs, decks_in_any_order, decks_of_one_name, clozes_come_and_go):
    attempt(test)
sys.exit(finish())
