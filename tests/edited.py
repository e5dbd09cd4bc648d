#!/usr/bin/env python3
"""A note that somebody saves while noteconv runs: between the pass that plans and the one that renders.

Usage: edited.py NOTECONV PRELOAD   (PRELOAD: tests/preload/edit.c as a library)
"""
import os
import shutil
import sys

import lib
from lib import check, make, run

PRELOAD = os.path.abspath(sys.argv[2])


def notes(paragraph):
    """300 notes, the last of which is embedded and linked."""
    files = {f"v/n{i:03}.md": f"# Note {i}\n\n{(paragraph + chr(10) * 2) * 16}# Only {i}\n\nbody\n\n# Last\n\nend {i}\n" for i in range(300)}
    files["v/n000.md"] += "\n![[n299]]\n\n[[n299#Last]]\n"
    return files


# Documents of the first stay in memory between the passes, those of the second are too large for that: most are read again.
LIGHT = notes("some words of text here. " * 20)
HEAVY = notes("*a* b " * 40)


def convert(work, at, *words, files=HEAVY, note="n299", text=None):
    """Runs noteconv; at the opening of the note of that number its text is replaced."""
    shutil.rmtree(work, ignore_errors=True)
    make(work, {**files, "new.md": text or "".join(f"# h{k}\n\nx ^b{k}\n\n" for k in range(20000))})
    env = {"LD_PRELOAD": PRELOAD, "EDIT_FILE": f"/{note}.md", "EDIT_AT": str(at), "EDIT_BY": "new.md"}
    return run(work, "--force", "-j", "1", *words, "v", env=env)


def test_edited(temp):
    work = temp + "/w"
    # The second opening is the embed's, the third that of the note's own rendering.
    for at in (2, 3):
        for text in (None, "nothing is left\n"):
            for format, out in (("org", "out/"), ("epub", "out.epub"), ("html", "out/"), ("apkg", "out.apkg"))[:1 if lib.SAMPLE > 1 else 4]:
                more = ["--cards=headings"] if format == "apkg" else []
                r = convert(work, at, "-t", format, "-o", out, *more, text=text)
                what = f"{format}, opening {at}, {'many' if text is None else 'fewer'} anchors"
                check(r.returncode == (2 if format == "epub" else 1), what + ": the status", r)
                check("n299.md: error: the note was changed" in r.stderr, what + ": it is reported", r)
                made = os.path.exists(work + "/" + out)
                check(made == (format != "epub"), what + ": a book without a chapter is not written", r)
                if format in ("org", "html"):
                    names = os.listdir(work + "/out")
                    check(f"n001.{format}" in names and f"n299.{format}" not in names, what + ": the others are written", r)
                    check((f"n000.{format}" in names) == (at == 3), what + ": but for the note that was to show it", r)
    r = convert(work, 99, "-t", "epub", "-o", "out.epub")
    check(r.returncode == 0 and "changed" not in r.stderr, "a note that nobody edits", r)


def test_picture(temp):
    """A picture that is saved anew after it was looked at goes into no output under the first one's name, neither cut short nor as another one."""
    for fmt, out, *more in (("epub", "b.epub"), ("kepub", "b.kepub.epub"), ("apkg", "d.apkg", "--cards=headings"), ("html", "o/n.html"), ("org", "o/n.org")):
        changed = 0
        for at in range(2, 9):
            for text in (b"", lib.PNG[:-1], lib.PNG[:-1] + b"x"):
                work = temp + "/w"
                shutil.rmtree(work, ignore_errors=True)
                make(work, {"v/n.md": "# N\n\n## Q\n\n![a](p.png)\n", "v/p.png": lib.PNG, "new": text})
                r = run(work, "-j", "1", "-t", fmt, "-o", out.replace("n." + fmt, ""), *more, "v",
                        env={"LD_PRELOAD": PRELOAD, "EDIT_FILE": "/p.png", "EDIT_AT": str(at), "EDIT_BY": "new"})
                if os.path.exists(work + "/new"):
                    continue
                changed += 1
                check(r.returncode == 2 and "p.png was changed while noteconv ran" in r.stderr and not os.path.exists(f"{work}/{out}"),
                      f"{fmt}: {len(text)} bytes at opening {at}", r)
        check(changed >= 3, f"{fmt}: the picture is opened again")


def test_send(temp):
    """Something is put where a book goes, or where its folder is, while the book is being written there."""
    root, place = temp + "/kobo", temp + "/kobo/Notes/n.kepub.epub"

    def send(by, to):
        env = {"LD_PRELOAD": PRELOAD, "EDIT_FILE": ".tmp", "EDIT_AT": "2", "EDIT_BY": by, "EDIT_TO": to}
        return run(temp, "send", "--device=kobo", "n.md", env={"NOTECONV_DEVICES": root, **(env if by else {})})

    for what, old in (("a first copy", False), ("an update", True)):
        for kind in ("link", "file"):
            shutil.rmtree(root, ignore_errors=True)
            make(temp, {"kobo/.kobo/version": "x", "n.md": "# A\n\ntext\n", "victim": "mine", "new": "theirs"})
            if old:
                check(send(None, None).returncode == 0, f"{what}, {kind}: sent before")
                make(temp, {"n.md": "# A\n\nother\n"})
            if kind == "link":
                os.remove(temp + "/new")
                os.symlink("../../victim", temp + "/new")
            r = send(temp + "/new", place)
            check(r.returncode == 2 and "meanwhile" in r.stderr, f"{what}: a {kind} is put there meanwhile", r)
            check(open(temp + "/victim", encoding="utf-8").read() == "mine" and os.listdir(root + "/Notes") == ["n.kepub.epub"],
                  f"{what}, {kind}: nothing is written", os.listdir(root + "/Notes"))
            check(os.path.islink(place) if kind == "link" else open(place, encoding="utf-8").read() == "theirs", f"{what}, {kind}: it stays")


def test_send_elsewhere(temp):
    """The folder of the books becomes a link out of the reader while a book is written: before its file is opened there, and
    before the record of what was sent is."""
    root, swaps = temp + "/kobo", 0
    for old in (False, True):
        for at in range(1, 4):
            for folder in ("Notes", ".noteconv"):
                for name in ("kobo", "outside", "away"):
                    shutil.rmtree(f"{temp}/{name}", ignore_errors=True)
                make(temp, {"kobo/.kobo/version": "x", "n.md": "# A\n\ntext\n", "outside/x": "mine"})
                send = {"NOTECONV_DEVICES": root}
                if old:
                    check(run(temp, "send", "n.md", env=send).returncode == 0, "sent before")
                    make(temp, {"n.md": "# A\n\nother\n"})
                os.makedirs(f"{root}/{folder}", exist_ok=True)
                if os.path.lexists(temp + "/link"):
                    os.remove(temp + "/link")
                os.symlink("../outside", temp + "/link")
                r = run(temp, "send", "n.md", env={**send, "LD_PRELOAD": PRELOAD, "EDIT_FILE": ".tmp", "EDIT_AT": str(at), "EDIT_BY": temp + "/link",
                                                   "EDIT_TO": f"{root}/{folder}", "EDIT_AWAY": temp + "/away"})
                swapped = os.path.islink(f"{root}/{folder}")
                what = f"{folder}, opening {at}, {'an update' if old else 'a first copy'}"
                swaps += swapped
                check(os.listdir(temp + "/outside") == ["x"], f"{what}: nothing is written elsewhere", (os.listdir(temp + "/outside"), r))
                check(r.returncode == 2 or "left out: it was deleted" in r.stderr, what + ": it is reported", r)
    check(swaps == 12, f"{swaps} folders were swapped")


def test_read_once(temp):
    """The rule of line breaks looks into notes, then each is parsed; a third opening would be a second reading."""
    r = convert(temp + "/w", 3, "-t", "json", "-o", "out/", files=LIGHT, note="n150")
    check(r.returncode == 0 and os.path.exists(temp + "/w/new.md"), "a note of a vault of 2.5 MB is parsed once", r)


lib.in_folders(test_edited, test_read_once, test_picture, test_send, test_send_elsewhere)
sys.exit(lib.finish())
