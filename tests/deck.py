#!/usr/bin/env python3
"""A deck over several runs: which cards keep their guid, what raises a card's time, what the deck remembers, and what stops a
run. The rule itself is tested in tests/unit/test_apkgmatch.c; here the program keeps it.

Usage: deck.py NOTECONV
"""
import base64
import json
import os
import re
import sqlite3
import struct
import subprocess
import sys
import time
import warnings
import zipfile

from deckvault import FIRST, Vault, cards
from lib import PNG, PROGRAM, attempt, check, finish

# One red pixel: width, height, bits, compression, colours, place, samples, rows, bytes.
TIFF = struct.pack("<2sHIH", b"II", 42, 8, 9) + b"".join(struct.pack("<HHII", *e) for e in (
    (256, 3, 1, 1), (257, 3, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 122), (277, 3, 1, 1), (278, 3, 1, 1),
    (279, 4, 1, 1))) + struct.pack("<I", 0) + b"\x40"


def after_edit(before, after, same, words=("--cards=headings",)):
    """same: front before -> front after, of the cards that must keep their guid; all others of after are new."""
    with Vault(before) as v:
        check(v.run(*words).returncode == 0, "first run")
        was = v.guids()
        v.write(after)
        r = v.run(*words)
        now = v.guids()
        name = f"{before} -> {after}"
        for old, new in same.items():
            check(now.get(new) == was[old], f"{name}: {old!r} goes on as {new!r}", r.stderr)
        for front, guid in now.items():
            check(front in same.values() or guid not in was.values(), f"{name}: {front!r} is new", r.stderr)
        return r


def keep_guids():
    primes = [f"Is {n} prime?" for n in (2, 3, 5, 7)]
    after_edit({"a.md": cards(*[(p, "Yes.") for p in primes])},
               {"a.md": cards(*[(p.replace("prime", "a prime number"), "Yes.") for p in primes])},
               {p: p.replace("prime", "a prime number") for p in primes})
    after_edit({"a.md": cards(("What is C?", "plain"), ("What is C++?", "plus"), ("What is C#?", "sharp"))},
               {"a.md": cards(("What is C#?", "sharp"), ("What is C?", "plain"), ("What is C++?", "more"))},
               {q: q for q in ("What is C?", "What is C++?", "What is C#?")})
    after_edit({"a/n.md": cards(("Q?", "Yes."))}, {"a/n.md": None, "b/n.md": cards(("Q?", "Yes."))}, {"Q?": "Q?"})
    r = after_edit({"n.md": cards(("One?", "first answer"), ("Two?", "second answer"), ("Three?", "third answer"))},
                   {"n.md": None, "new name.md": cards(("One?", "first answer"), ("Two?", "second answer"),
                                                       ("Three?", "another answer"))},
                   {"One?": "One?", "Two?": "Two?", "Three?": "Three?"})
    check("3 moved" in r.stderr and "moved to another note, with their history: nid:" in r.stderr, "told", r.stderr)
    with Vault({"a.md": "# E\n\n" + cards(("Example", "one"), ("Example", "two"), ("Example", "three"))}) as v:
        v.run()
        was = {n["back"]: n["guid"] for n in v.notes()}
        check(len(set(was.values())) == 3, "three cards of one front are three")
        v.write({"a.md": "# E\n\n" + cards(("Example", "two"), ("Example", "three"))})
        v.run()
        now = {n["back"]: n["guid"] for n in v.notes()}
        check(all(now[b] == was[b] for b in now) and len(now) == 2, "the first of one front is deleted", was, now)
    named = "{} #card\n- {}\n- {}\n^1607361487244\n"
    with Vault({"a.md": named.format("What?", "this", "that")}) as v:
        v.run()
        was = v.notes()
        v.write({"a.md": named.format("Something else?", "rewritten", "throughout")})
        v.run()
        now = v.notes()
        check([n["guid"] for n in now] == [n["guid"] for n in was] and len(now) == 1 and "rewritten" in now[0]["back"],
              "an id right below a list is the card's", was, now)


def stay_cards():
    """A heuristic that would no longer make a card still does when the card is known."""
    after_edit({"a.md": cards(("Longest?", "Rhine"))}, {"a.md": cards(("Longest?", "Rhine " + "x " * 250))},
               {"Longest?": "Longest?"})
    turns = "A：好吗？\n\nB：好。\n\nA：真的？\n\nB：真的。\n"
    with Vault({"a.md": turns}) as v:
        v.run("--cards=dialogue")
        was = v.notes()
        v.write({"a.md": turns + "\nA：谢谢。\n\nB：不客气。\n\nA：再见。\n\nB：再见。\n"})
        r = v.run("--cards=dialogue")
        check(v.notes() == was and len(was) == 2, "known questions stay cards; thanks become none", r.stderr)
    same = cards(("Example", "short"), ("Example", "long " * 90), ("Example", "short too"))
    with Vault({"a.md": "# A\n\n" + same + "## Example\n\n### Below\n\ny\n", "b.md": turns}) as v:
        v.run("--cards=all")
        r = v.run("--cards=all")
        check("as it was" in r.stderr, "what is a card by rule lends its key to no other text", r.stderr)
        v.write({"c.md": "# A\n\n" + cards(("Example", "long " * 90))})
        r = v.run("--cards=all")
        check("0 new" in r.stderr, "nor to another note", r.stderr)
        v.write({"a.md": "# A\n\n" + cards(("Example", "short " * 80), ("Example", "long " * 90), ("Example", "short too"))})
        r = v.run("--cards=all")
        check("0 new, 1 changed, 0 moved, 1 gone" in r.stderr, "one of them grows (and Below goes)", r.stderr)
    with Vault({"a.md": cards(("Longest?", "Rhine " + "x " * 250))}) as v:
        check("no-cards" in v.run().stderr, "a long section alone makes no card")
    with Vault({"a.md": cards(("Which?", "![](p.png)")), "p.png": PNG}) as v:
        check("1 new" in v.run().stderr and '<img src="p-' in v.notes()[0]["back"], "an answer of one picture")


def times():
    with Vault({"a.md": cards(("One?", "1"), ("Two?", "2")), "b.md": cards(("Pic?", "see ![](p.png)")), "p.png": PNG}) as v:
        v.run()
        check([n["mod"] for n in v.notes()] == [FIRST] * 3, "a card that the deck does not know has a constant time")
        ids = [n["id"] for n in v.notes()]
        check(ids == sorted(ids) and ids[-1] < time.time() * 1000, "ids in document order, none in the future", ids)
        package = open(v.folder + "/d.apkg", "rb").read()
        os.remove(v.folder + "/d.apkg")
        os.utime(v.root + "/a.md")
        v.run()
        check(open(v.folder + "/d.apkg", "rb").read() == package, "a lost package comes back byte for byte")
        v.write({"a.md": cards(("One?", "1"), ("Two?", "2, edited")), "p.png": PNG + b"x"})
        start = int(time.time())
        r = v.run()
        mods = {n["front"]: n["mod"] for n in v.notes()}
        check(mods["One?"] == FIRST and mods["Two?"] >= start and mods["Pic?"] >= start,
              "an edited answer and a changed picture raise the time, nothing else", mods, r.stderr)
        check("0 new, 2 changed, 0 moved, 0 gone, 1 unchanged" in r.stderr, "told", r.stderr)
        r = v.run("--resend=b*")
        check("matches no note" not in r.stderr, "--resend of some", r.stderr)
        check("1 changed" in r.stderr and {n["front"]: n["mod"] for n in v.notes()}["One?"] == FIRST, "--resend=PATTERN", r.stderr)
        r = v.run("--resend")
        check("3 changed" in r.stderr and min(n["mod"] for n in v.notes()) >= start, "--resend", r.stderr)
        r = v.run()
        check("the file is as it was" in r.stderr, "and then nothing", r.stderr)


def clock():
    with Vault({"a.md": cards(("Q?", "old"))}) as v:
        v.run(epoch=1700000000)
        v.write({"a.md": cards(("Q?", "new"))})
        r = v.run(epoch=1700001000)
        check("[deck-clock]" in r.stderr and v.notes()[0]["mod"] == FIRST + 1, "a clock that is behind is reported", r.stderr)
        v.write({"a.md": cards(("Q?", "newer"))})
        r = v.run(epoch=1800000000)
        check("deck-clock" not in r.stderr and v.notes()[0]["mod"] == 1800000000, "one that is not", r.stderr)


def memory():
    """Cards that a run did not make stay known."""
    tagged = "---\ntags: [{}]\n---\n"
    with Vault({"n.md": tagged.format("a") + cards(("Why is A?", "the stable answer")), "o.md": tagged.format("b") + cards(("Q?", "A."))}) as v:
        v.run()
        was = v.guids()
        r = v.run("--tag=b")
        check("0 gone" in r.stderr, "what is not selected is not gone", r.stderr)
        v.write({"n.md": tagged.format("a") + cards(("Why exactly is A?", "the stable answer"))})
        v.run()
        check(v.guids()["Why exactly is A?"] == was["Why is A?"], "a card that was absent from a run keeps its guid")
        v.run(inputs=("v/o.md",))
        v.run()
        check(v.guids()["Why exactly is A?"] == was["Why is A?"], "likewise after a run of one note")
        if os.geteuid() != 0:
            os.chmod(v.root + "/n.md", 0)
            r = v.run()
            check("0 gone" in r.stderr and r.returncode == 1, "what cannot be read is not gone", r.stderr)
            os.chmod(v.root + "/n.md", 0o644)
        v.write({"n.md": tagged.format("a") + cards(("Another?", "of something else"))})
        r = v.run()
        check("1 gone" in r.stderr and "gone from the notes, still in Anki: nid:" in r.stderr, "gone is reported", r.stderr)
        v.write({"n.md": tagged.format("a") + cards(("Why exactly is A?", "the stable answer"))})
        v.run()
        check(v.guids()["Why exactly is A?"] == was["Why is A?"], "a card that comes back is the old one")


def tombstones():
    with Vault({"a.md": cards(("One?", "1"), ("Two?", "2"))}) as v:
        v.run()
        was = v.guids()
        v.write({"a.md": cards(("One?", "1"))})
        v.run("--tombstones")
        notes = {n["front"]: n for n in v.notes()}
        check(notes["Two?"]["tags"] == " noteconv::gone " and notes["Two?"]["guid"] == was["Two?"] and
              notes["Two?"]["mod"] > FIRST and "2" in notes["Two?"]["back"], "a gone card is tagged", notes)
        r = v.run("--tombstones")
        check("as it was" in r.stderr, "once", r.stderr)
        v.write({"a.md": cards(("One?", "1"), ("Two?", "2"))})
        v.run()
        now = {n["front"]: n for n in v.notes()}
        check(now["Two?"]["tags"] == "" and now["Two?"]["mod"] > notes["Two?"]["mod"] and now["Two?"]["guid"] == was["Two?"],
              "a card that comes back loses the tag", now)


def of_two_past():
    """A note takes its new name: its card is the one it was, and not one of the same text that has been gone for longer."""
    with Vault({"b.md": cards(("Same?", "1"))}) as v:
        v.run("--cards=headings")
        mine = {n["guid"] for n in v.notes()}
        v.write({"a.md": cards(("Same?", "1"))})
        v.run("--cards=headings")
        check(len(v.notes()) == 2, "two of the same text", v.notes())
        v.write({"a.md": None})
        v.run("--cards=headings")
        v.write({"b.md": None, "c.md": cards(("Same?", "1"))})
        v.run("--cards=headings")
        check({n["guid"] for n in v.notes()} == mine, "who was there until now", v.notes(), mine)


def told():
    with Vault({"a.md": cards(("What is jazz?", "music of New Orleans with swing and blue notes")), "b.md": cards(("X?", "y"))}) as v:
        v.run()
        v.write({"a.md": cards(("Z?", "z")), "b.md": cards(("X?", "y"), ("What is jazz?", "music of New Orleans with swing"))})
        r = v.run()
        check("[card-likely]" in r.stderr and "nid:" in r.stderr, "moved and edited: the likely pair", r.stderr)
    with Vault({"a.md": cards(("One?", "1"))}) as v:
        v.run()
        v.write({"a.md": "---\ndeck: Other\n---\n" + cards(("One?", "1"))})
        r = v.run()
        check("to be moved in Anki to the deck 'Other': nid:" in r.stderr, "another deck", r.stderr)
    with Vault({"a.md": "## One? ^x\n\n1\n\n## Two? ^x\n\n2\n"}) as v:
        r = v.run()
        check(r.stderr.count("[card-id]") == 1 and "2 new" in r.stderr, "an id given twice", r.stderr)
        was = v.guids()
        v.write({"a.md": "## Two? ^y\n\n2\n\n## Something else? ^x\n\nrewritten\n"})
        v.run()
        check(v.guids() == {"Two?": was["Two?"], "Something else?": was["One?"]}, "an id leads over any edit", v.guids(), was)
    with Vault({"a.md": cards(("One?", "1"))}) as v:
        v.run()
        v.write({"b.md": cards(("One?", "1"))})
        v.write({"a.md": None})
        r = v.run("-v")
        check("[card-moved]" in r.stderr, "moved, with -v", r.stderr)


def kinds():
    """A card keeps its guid within its kind only."""
    scope = "---\ntags: [flashcards]\n---\n"
    with Vault({"a.md": scope + "Question one::Answer one\n\nThe ==heart== pumps blood.\n"}) as v:
        v.run("--cards=none", "--cards=headings")
        was = v.guids()
        v.write({"a.md": scope + "Question one:::Answer one\n\nThe heart pumps::blood.\n"})
        r = v.run()
        now = v.guids()
        check(now["<p>Question one</p>"] == was["<p>Question one</p>"] and "1 new, 1 changed" in r.stderr, "both ways", r.stderr)
        check("[card-kind]" in r.stderr and "1 gone" in r.stderr and len(was) == 2, "a cloze that became a question", was, r.stderr)


def tags_of_inka():
    """A section's line of tags is for each of its cards, up to the next section."""
    with Vault({"a.md": "x\n\n---\n\nTags: one two\n\n1. Why?\n> So.\n\n---\n\n---\n\n1. Who?\n> Me.\n\n---\n"}) as v:
        r = v.run("--cards=inka")
        tags = {note["front"]: note["tags"] for note in v.notes()}
        check(tags == {"Why?": " one two ", "Who?": ""}, "the tags of a section", tags, r.stderr)


def tags_of_some():
    """Tags that name decks are on the cards that they put there; FILE TAGS on all, once."""
    osr = "---\ntags: [flashcards, about]\n---\na::1\n\n#flashcards/x #flashcards/y\n\nb::2\n\n#flashcards/z c::3\n\nd::4\n"
    o2a = "TARGET DECK: D\nFILE TAGS: #one two\n\nSTART\nBasic\nq\nBack: a\nTags: three two\nEND\n"
    with Vault({"osr.md": osr, "o2a.md": o2a}) as v:
        v.run("--cards=marks")
        tags = {n["front"]: (n["deck"], n["tags"].split()) for n in v.notes()}
        check(tags["<p>a</p>"] == ("v", ["flashcards", "about"]), "a tag of the front matter", tags)
        check(tags["<p>b</p>"] == tags["<p>d</p>"] == ("x", ["flashcards", "about", "flashcards::x", "flashcards::y"]), "two on a line", tags)
        check(tags["<p>c</p>"] == ("z", ["flashcards", "about", "flashcards::z"]), "one of a card", tags)
        check(tags["<p>q</p>"] == ("D", ["one", "two", "three"]), "FILE TAGS", tags)
    with Vault({"n.md": "[^1]: foot #flashcards/foot\n\n#flashcards/a\n\nq::1\n\ntext[^1]\n\n#flashcards/b\n\nr::2\n"}) as v:
        v.run("--cards=marks")
        check([n["deck"] for n in v.notes()] == ["a", "b"], "a footnote names no deck for what stands below it", v.notes())


def files():
    """What a card shows, plays and links to is in the package, once a name."""
    wav = b"RIFF\x24\0\0\0WAVEfmt " + bytes(40)
    with Vault({"a.md": cards(("Said?", "Listen: ![[t.wav]] and read ![[s.pdf]], [again](s.pdf), [page](x.html)."),
                              ("Sound?", "![[t.wav]]"), ("Pdf?", "![[s.pdf]]"), ("Seen?", "![](p.png) [file](p.png)")),
                "t.wav": wav, "s.pdf": b"%PDF-1.4\n", "p.png": PNG, "x.html": b"<script>run()</script>"}) as v:
        r = v.run()
        with zipfile.ZipFile(v.folder + "/d.apkg") as z:
            names = json.loads(z.read("media"))
            check(sorted(n.split("-")[0] for n in names.values()) == ["_p", "_s", "p", "t"], "files", names)
            check(z.read([k for k, n in names.items() if n.startswith("_s")][0]) == b"%PDF-1.4\n", "a file's bytes")
        backs = {n["front"]: n["back"] for n in v.notes()}
        check("Listen: [sound:t-" in backs["Said?"] and 'read <a href="_s-' in backs["Said?"] and ", page." in backs["Said?"],
              "in a line", backs)
        check(backs["Sound?"].startswith("<p>[sound:t-") and '<a href="_s-' in backs["Pdf?"], "as blocks", backs)
        check("run()" not in str(backs) and r.stderr.count("[format-loss]") == 1, "a page is not packed, and told", r.stderr)
    with Vault({"a.md": cards(("Said?", "![[t.aac]]")), "t.aac": b"\xff\xf1\x50\x80" + bytes(40)}) as v:
        v.run()
        back = v.notes()[0]["back"]
        check(back.startswith("<p>[sound:t-") and ".aac]" in back, "a file whose bytes say nothing keeps its suffix", back)
    with Vault({"a.md": "- #card a\n\t- b\n\n## c #card d\n\ne #card f\n\n#card\n"}) as v:
        r = v.run("-v")
        places = [line.split(" ")[0] for line in r.stderr.splitlines() if "the tag is inside the text and marks no card" in line]
        check(places == ["v/a.md:1:3:", "v/a.md:4:6:", "v/a.md:6:3:"], "tags within a text are reported", r.stderr)


def written_ids():
    turns = "A：好吗？\n\nB：好。\n\nA：真的？\n\nB：真的。\n"
    files = {"a.md": "---\r\ntitle: x\r\n---\r\n\r\n## One?  \r\n\r\n1\r\n\r\n## Two?\r\n\r\n- 2", "b.md": turns,
             "c.md": "Why is\nthis?\n\nBecause.\n", "d.md": "Setext\n---\n\nx\n\n## Has one ^own\n\ny\n",
             "e.md": "## Closed ##\n\nz\n", "f.md": "## Umlaut \xfc?\n\nz\n".encode("utf-16")}
    with Vault(files) as v:
        v.run("--cards=all")
        was, before = v.notes(), {n: open(f"{v.root}/{n}", "rb").read() for n in files}
        os.chmod(v.root + "/a.md", 0o640)
        r = v.run("--cards=all", "--write-ids")
        after = {n: open(f"{v.root}/{n}", "rb").read() for n in files}
        for name in "abcd":
            text = after[name + ".md"]
            check(re.sub(rb" \^card-[0-9a-f]{8}", b"", text) == before[name + ".md"] and text != before[name + ".md"],
                  f"{name}.md has ids and nothing else", text)
        check(re.search(rb"## One\? \^card-\w{8}  \r\n", after["a.md"]) and b"this? ^card-" in after["c.md"] and
              b"Setext ^card-" in after["d.md"] and b"^own\n" in after["d.md"], "at the end of the questions", after)
        check(after["e.md"] == before["e.md"] and after["f.md"] == before["f.md"] and r.stderr.count("[ids-left-out]") == 2,
              "what cannot take ids is left alone, and told", r.stderr)
        check(os.stat(v.root + "/a.md").st_mode & 0o777 == 0o640, "the mode stays")
        check(v.notes() == was and "0 changed" in r.stderr, "no card changed", r.stderr)
        r = v.run("--cards=all")
        check("as it was" in r.stderr, "the ids are those of the deck", r.stderr)
        guids = {n["back"]: n["guid"] for n in was}
        name = re.search(rb"## Two\? (\^card-\w{8})", after["a.md"])[1].decode()
        v.write({"a.md": None, "new.md": f"## All is rewritten {name}\n\nand moved\n"})
        v.run("--cards=all")
        now = {n["back"]: n["guid"] for n in v.notes()}
        check(now["<p>and moved</p>"] == [g for b, g in guids.items() if ">2<" in b][0], "an id leads over a rewrite and a move")
    note = "#flashcards\n\n- one::1\n- two #card\n  - 2\n\nthree::3\nfour::4\n\nfive::5\n"
    with Vault({"a.md": note, "sub/b.md": "x\n"}) as v:
        r = v.run("--cards=marks", "--write-ids")
        text = open(v.root + "/a.md", encoding="utf-8").read()
        check(re.sub(r" \^card-\w{8}", "", text) == note and len(re.findall(r"(?m)(::1|#card|::5) \^card-\w{8}$", text)) == 3, "items have ids, too", text, r)
        check("v/a.md:7:1: warning: 2 cards get no id" in r.stderr and text.count("^card-") == 3, "of one paragraph no card has one, and it is reported", text, r)
    with Vault({"pages/a.md": "- one #card\n  - 1\n", "logseq/config.edn": ""}, ()) as v:
        r = v.run("--cards=marks", "--write-ids")
        check("1 card gets no id" in r.stderr and "^" not in open(v.root + "/pages/a.md", encoding="utf-8").read(), "in a graph of Logseq none is written", r)


def damage():
    """Absent, damaged and unreadable are three things."""
    with Vault({"a.md": cards(("One?", "1"))}) as v:
        v.run()
        path, good = v.folder + "/d.apkg", open(v.folder + "/d.apkg", "rb").read()

        def refused(data, what, *words):
            with open(path, "wb") as f:
                f.write(data)
            r = v.run(*words)
            check(r.returncode == 2 and "move it away" in r.stderr and open(path, "rb").read() == data, what, r)
            return r.stderr

        def with_entry(name, data):
            with open(path, "wb") as f:
                f.write(good)
            with zipfile.ZipFile(path) as z:
                entries = {n: z.read(n) for n in z.namelist()}
            entries[name] = data(entries[name])
            with zipfile.ZipFile(path, "w") as z:
                for n, d in entries.items():
                    z.writestr(n, d)
            return open(path, "rb").read()
        refused(good[:1200], "a package that was cut short")
        refused(with_entry("noteconv.json", lambda d: d[:-20]), "a state that was cut short")
        refused(with_entry("noteconv.json", lambda d: d.replace(b'"mod":1735689600', b'"mod":1735689601')), "one that was changed")
        told = refused(with_entry("noteconv.json", lambda d: b'{"noteconv-apkg":99}'), "one of a newer noteconv")
        check("newer noteconv" in told and "damaged" not in told, "which is told apart", told)
        refused(with_entry("noteconv.json", lambda d: b""), "an empty one")
        with_entry("collection.anki2", lambda d: b"x" * 5000)
        r = v.run()
        check(r.returncode == 0 and "as it was" not in r.stderr and v.notes()[0]["front"] == "One?",
              "a package whose collection is garbage is written again", r.stderr)


def damaged_files():
    """A deck is only unchanged if the files in it are: other programs read its last entry of a name."""
    with Vault({"a.md": cards(("One?", "1 ![](p.png)"), ("Two?", "2 ![](data:image/png;base64," + base64.b64encode(PNG).decode() + ")")),
                "p.png": PNG + b"\0"}) as v:
        v.run()
        path = v.folder + "/d.apkg"
        with zipfile.ZipFile(path) as z:
            good = [(n, z.read(n)) for n in z.namelist()]
        names = {n for n, _ in good}
        check(names == {"collection.anki2", "0", "1", "media", "noteconv.json"}, "entries of a package", names)
        check("as it was" in v.run().stderr, "unchanged")
        swap = {"0": "1", "1": "0"}

        def again(entries, what, raw=lambda d: d):
            with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as z:
                warnings.simplefilter("ignore")
                for n, d in entries:
                    z.writestr(n, d)
            with open(path, "rb") as f:
                data = raw(f.read())
            with open(path, "wb") as f:
                f.write(data)
            r = v.run()
            with zipfile.ZipFile(path) as z:
                check(r.returncode == 0 and "as it was" not in r.stderr and [(n, z.read(n)) for n in z.namelist()] == good, what, r.stderr)
        again([e for e in good if e[0] != "1"], "a file that is missing")
        again([(swap.get(n, n), d) for n, d in good], "files in each other's place")
        again([(n, d + b"x" if n == "0" else d) for n, d in good], "a file that is longer")
        again(good, "bytes that do not fit their checksum", lambda d: d.replace(PNG, PNG[:-1] + b"x"))
        again([(n, d.replace(b'"1"', b'"2"') if n == "media" else d) for n, d in good], "other names")
        again([e for e in good if e[0] != "media"], "no names")
        again([*good, ("1", b"x")], "a file that is there twice")
        again([*good, ("collection.anki2", b"x")], "a collection that is there twice")
        with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as z:
            warnings.simplefilter("ignore")
            z.writestr("noteconv.json", b"x")
        r = v.run()
        check(r.returncode == 2 and "damaged: it has two entries noteconv.json" in r.stderr, "a state that is there twice", r)



def state_file():
    with Vault({"a.md": cards(("One?", "1"), ("Two?", "2"))}) as v:
        v.run("--state=deck.json")
        was = v.guids()
        os.remove(v.folder + "/d.apkg")
        v.write({"a.md": cards(("One exactly?", "1"), ("Two?", "2"))})
        r = v.run("--state=deck.json")
        check("0 new, 1 changed" in r.stderr and v.guids()["One exactly?"] == was["One?"], "the state file remembers", r.stderr)
        check(open(v.folder + "/deck.json", encoding="utf-8").read() == v.state(), "both say the same")
        r = v.run("--state=deck.json")
        check("as it was" in r.stderr, "unchanged", r.stderr)
        os.remove(v.folder + "/deck.json")
        r = v.run("--state=deck.json")
        check(r.returncode == 0 and "2 unchanged" in r.stderr and os.path.exists(v.folder + "/deck.json"), "begun by the package's", r.stderr)
        r = v.run("--state=deck.json", "--each", output="out/")
        check(r.returncode == 2 and "records one deck" in r.stderr, "several decks of one state", r.stderr)
        good = open(v.folder + "/deck.json", "rb").read()
        with open(v.folder + "/deck.json", "wb") as f:
            f.write(good[:-30])
        r = v.run("--state=deck.json")
        check(r.returncode == 2 and "move it away" in r.stderr, "a damaged state file", r.stderr)
        os.remove(v.folder + "/deck.json")
        os.mkdir(v.folder + "/deck.json")
        r = v.run("--state=deck.json")
        check(r.returncode == 2, "a folder in its place", r.stderr)


def vault_ids():
    same = {"Home.md": cards(("Q?", "A."))}
    guids, books = [], []
    for name, more in (("v", {}), ("v", {}), ("w", {}), ("w", {"noteconv.yaml": "id: mine\n"}), ("x", {"noteconv.yaml": "id: mine\n"})):
        with Vault({}) as v:
            os.rename(v.root, v.folder + "/" + name)
            v.root = v.folder + "/" + name
            v.write({**same, **more})
            v.run(inputs=(name,))
            guids.append(v.guids()["Q?"])
            r = v.run("-q", inputs=(name + "/Home.md",), output="one.apkg")
            check(v.guids("one.apkg") == v.guids(), "a note of a vault is the same card by itself", r.stderr)
            subprocess.run([PROGRAM, "-q", "-t", "epub", "-o", "b.epub", name + "/Home.md"], cwd=v.folder, check=True)
            with zipfile.ZipFile(v.folder + "/b.epub") as z:
                books.append(z.read("EPUB/content.opf").decode().split("urn:uuid:")[1][:36])
    for ids, what in ((guids, "guid"), (books, "identifier of the book")):
        check(ids[0] == ids[1], f"{what}: the same vault")
        check(ids[0] != ids[2], f"{what}: two vaults with one Home.md")
        check(ids[2] != ids[3] and ids[3] == ids[4], f"{what}: id: in noteconv.yaml, whatever the folder is called", ids)
    with Vault(same) as v:
        v.run()
        os.rename(v.root, v.folder + "/renamed")
        v.root = v.folder + "/renamed"
        v.write({"Home.md": cards(("Q?", "A."), ("New?", "card"))})
        v.run(inputs=("renamed",))
        with Vault({"Home.md": cards(("Q?", "A."), ("New?", "card"))}) as other:
            other.run()
            check(v.guids() == other.guids(), "a folder that was renamed keeps the id of the first run")
    with Vault(same, marks=()) as v, Vault(same, marks=()) as w:
        os.rename(w.root, w.folder + "/elsewhere")
        v.run(inputs=("v/Home.md",))
        w.run(inputs=("elsewhere/Home.md",))
        check(v.guids() == w.guids(), "a loose note has no vault: its file's name is enough")


def looks():
    with Vault({"a.md": cards(("One?", "1"))}) as v:
        v.run()
        os.makedirs(v.folder + "/t/apkg")
        with open(v.folder + "/t/apkg/style.css", "w", encoding="utf-8") as f:
            f.write(".card { color: green }")
        r = v.run("--template-dir=t")
        with zipfile.ZipFile(v.folder + "/d.apkg") as z:
            check("as it was" not in r.stderr and b"color: green" in z.read("collection.anki2"), "a changed look is written", r.stderr)
        check(v.notes()[0]["mod"] == FIRST, "and touches no card")


def old_state():
    """A package of version 1 of the state knows its cards by digests of their HTML."""
    with Vault({"a.md": cards(("One?", "1"), ("Two?", "2"))}) as v:
        v.run()
        import hashlib

        def digest(*parts):
            return hashlib.sha256(b"".join(len(p).to_bytes(8, DIGEST_ORDER) + p for p in parts)).hexdigest()[:40]
        state = json.loads(v.state())
        old = [{"guid": "old" + str(i), "source": n["note"], "deck": n["deck"], "text": n["text"],
                "hash": digest(*[f.encode() for f in n["fields"]], b""), "front": digest(n["fields"][0].encode()),
                "back": digest(n["fields"][1].encode()), "mod": 1750000000 + i, "id": 1750000000000 + i}
               for i, n in enumerate(state["notes"])]
        with zipfile.ZipFile(v.folder + "/d.apkg", "w") as z:
            z.writestr("collection.anki2", b"")
            z.writestr("noteconv.json", json.dumps({"noteconv-apkg": 1, "digest": "x", "notes": old}, separators=(",", ":")))
        v.write({"a.md": cards(("One?", "1"), ("Two, then?", "2"))})
        r = v.run()
        notes = v.notes()
        check([(n["guid"], n["id"]) for n in notes] == [("old0", 1750000000000), ("old1", 1750000000001)], "guids and ids go on", notes, r.stderr)
        check(notes[0]["mod"] == 1750000000 and notes[1]["mod"] > 1750000001, "times too", notes)


def contents():
    """Links to notes and to the source, where Obsidian opens them; footnotes; what a card cannot show."""
    files = {"sub/Räder & Co.md": cards(("Wheel?", "See [[Other#Part one|that]] and [[Other]].[^1]")) + "[^1]: Once.\n", "Other.md": "# Part one\n\nText.\n"}
    with Vault(files, (".obsidian/x",)) as v:
        v.run()
        back, = [n["back"] for n in v.notes() if n["front"] == "Wheel?"]
        check('<a href="obsidian://open?vault=v&amp;file=Other.md%23Part%20one">that</a>' in back, "a link to a heading of a note", back)
        check('<a href="obsidian://open?vault=v&amp;file=Other.md">Other</a>' in back, "a link to a note", back)
        source, = [json.loads(line.rstrip(","))["fields"][6] for line in v.state().splitlines() if '"Wheel?"' in line]
        check(source == '<a href="obsidian://open?vault=v&amp;file=sub/R%C3%A4der%20%26%20Co.md">Räder &amp; Co</a>', "a link to the source", source)
    with Vault(files) as v:
        v.run()
        back, = [n["back"] for n in v.notes() if n["front"] == "Wheel?"]
        check("<a" not in back and "that" in back, "without Obsidian a link to a note is its text", back)
    with Vault({"a.md": cards(("F", "![](p.tiff)")), "p.tiff": TIFF}) as v:
        r = v.run()
        back = v.notes()[0]["back"]
        check(re.search(r'src="p-[0-9a-f]{12}\.png"', back) or "[image-type]" in r.stderr,
              "a picture that Anki's viewer lacks is converted, or told where it cannot be", back, r.stderr)
    with Vault({"a.md": "---\ntitle: Other title\nlang: de\n---\n" + cards(("F", "B"))}) as v:
        v.run()
        state = json.loads(v.state().splitlines()[1].rstrip(","))["fields"]
        check(state[6] == "Other title (a.md)", "the file's name where the title does not say it", state)
        check(state[1] == '<div lang="de">\n<p>B</p>\n</div>', "the language that the note says", state)


def looking():
    """noteconv cards: the cards of the package, as a list, as JSON and as a page."""
    form = "## Summary\n\ntext {n}\n\n## Own {n}\n\nanswer {n}\n\nQ: marked\nA: yes {n} ![](p.png)\n"
    with Vault({f"n{n}.md": form.format(n=n) for n in range(5)} | {"p.png": PNG, "c.md": "---\ntags: [one, two, three]\n---\n# C\n\nThe {{c1::$x^{2}$}} and {{c2::b::hint}} [x](javascript:y).\n"}) as v:
        v.run("--cards=headings,marks")
        listed = subprocess.run([PROGRAM, "cards", "--json", "-q", "--cards=headings,marks", "v"], cwd=v.folder, capture_output=True, text=True, check=True)
        fronts = sorted(c["front"] for c in json.loads(listed.stdout))
        check(fronts == sorted(["marked"] * 5 + ["The {{c1::x^{2}}} and {{c2::b::hint}} x."]), "a form's headings make no cards, marks do", fronts)
        check(max((c["tags"] for c in json.loads(listed.stdout)), key=len)[-3:] == ["one", "two", "three"], "tags one by one", listed.stdout)
        check(len(v.notes()) == len(fronts), "cards and the package choose the same", len(v.notes()))
        text = subprocess.run([PROGRAM, "cards", "-q", "--cards=headings,marks", "v"], cwd=v.folder, capture_output=True, text=True, check=True).stdout
        check(text.count(": mark (") == 6 and "Summary" not in text, "so does the list", text)
        subprocess.run([PROGRAM, "cards", "--html", "-q", "v"], cwd=v.folder, check=True)
        page = open(v.folder + "/v.cards.html", encoding="utf-8").read()
        body = page[page.index("<body"):]
        check(body.count('class="card nightMode"') == body.count('class="card"') == 14, "front and back of each card, by day and by night", body.count("class=\"card"))
        check(body.count('src="data:image/png;base64,') == 10 and 'src=""' not in body, "pictures are in the page")
        asked = re.findall(r'<span class="cloze" data-ordinal="\d">(\[.*?\])</span>', body)
        check({"[hint]", "[...]"} <= set(asked) and "<math" in body, "clozes and formulas as Anki shows them")
        check("{{" not in body and "<script" not in page and "javascript:" not in page and "default-src 'none'" in page, "nothing runs", page)
        again = subprocess.run([PROGRAM, "cards", "--html", "-q", "v"], cwd=v.folder, check=False)
        check(again.returncode == 0 and open(v.folder + "/v.cards.html", encoding="utf-8").read() == page, "written over, and the same bytes")
    alone = {f"n{n}.md": "## Summary\n\ntext\n" for n in range(4)}
    with Vault(alone) as v:
        v.run()
        check(len(v.notes()) == 4, "a front of four notes makes cards")
        v.write({"n4.md": "## Summary\n\nmore\n"})
        r = v.run()
        check(len(v.notes()) == 4, "what was a card stays one, the fifth is none", r.stderr)


def history():
    """Reviews of another program: the day when a card is due, and when it was seen last, which is before today."""
    day, now = 86400, 1800000000
    due = 20847  # 2027-01-29
    with Vault({"a.md": "#flashcards\n\nlong::ago <!--SR:!2027-01-29,51,230-->\n\njust::now <!--SR:!2027-01-29,3,250-->\n\nnever::seen\n\n"
                "by::fsrs\n> [!sr|card-metadata]\n> <!--SR:!fsrs,2027-01-29T00:10:00.000Z,40,38.125,5.5,2,9,1,0,2026-12-20T00:00:00.000Z-->\n"}) as v:
        r = v.run("--cards=osr", "--history", epoch=now)
        notes = {n["front"]: n["id"] for n in v.notes()}
        db = sqlite3.connect(v.folder + "/c.db")
        created = db.execute("select crt from col").fetchone()[0]
        rows = {nid: row for nid, *row in db.execute("select nid, due, type, ivl, factor, reps, data from cards")}
        reviews = {cid: row for cid, *row in db.execute("select cid, id / 1000, ivl, factor from revlog")}
        db.close()
        for front, interval, ease, last in (("long", 51, 2300, (due - 51) * day), ("just", 3, 2500, now - day)):
            i = notes[f"<p>{front}</p>"]
            check(rows[i][:5] == [due - created // day, 2, interval, ease, 1], f"{front}: when it is due", rows[i], r)
            check(json.loads(rows[i][5])["lrt"] == last and reviews[i] == [last, interval, ease], f"{front}: when it was seen", rows[i], reviews)
        i = notes["<p>by</p>"]
        check(rows[i][:5] == [due - created // day, 2, 40, 2500, 1] and
              json.loads(rows[i][5]) == {"s": 38.125, "d": 5.5, "lrt": (due - 40) * day}, "what FSRS remembers", rows[i])
        i = notes["<p>never</p>"]
        check(rows[i][1:5] == [0, 0, 0, 0] and i not in reviews, "a new card has no review", rows[i])


DIGEST_ORDER = "big"
for test in (keep_guids, stay_cards, times, clock, memory, tombstones, of_two_past, told, kinds, tags_of_inka, tags_of_some, files, written_ids, damage, damaged_files, state_file, vault_ids, looks, old_state, contents, looking, history):
    attempt(test)
sys.exit(finish())
