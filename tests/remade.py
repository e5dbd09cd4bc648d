#!/usr/bin/env python3
"""A tree is not made again if nothing changed; if the options changed, it is what the new options make of the notes.

Each change: the options of the first run, those of the second. After the second the tree must be, byte for byte, what a run
into an empty folder makes of them, and what the first run made must differ from that, or the change would show nothing.

Usage: remade.py NOTECONV
"""
import os
import shutil
import sys
import tempfile

from lib import PNG, check, finish, make, run

URL = "https://img.example/p.png"
NOTES = {
    "a.md": '---\ntitle: A note\nstatus: done\ndate: 2024-05-03\n---\n# One\n\nTwo\nlines, {漢字|かんじ}, [[b]], [[b#^x]], 和**字**。\n\n**没有收尾的粗体。\n\n'
            f'![p]({URL}) $\\vec x$ ![r](r.png)\n\nKey:: v #t/u\n\n> [!note] N\n> text\n\n![[b]]\n',
    "b.md": "---\ndate: 2024-01-01\nstatus: open\n---\n# Two\n\ntext [[a]] [c](sub/c.md) ~x~ ^x\n",
    "sub/c.md": "# Three\n\ntext #t `a` \\(x\\)\n\n- [ ] task\n",
    "index.md": "- [c](sub/c.md)\n- [b](b.md)\n",
    "SUMMARY.md": "# Summary\n\n- [B](b.md)\n- [A](a.md)\n",
    "r.png": PNG,
}
PAGE = "<!DOCTYPE html><html><body>%s{{body}}</body></html>"
OUTSIDE = {"mine.css": "p { color: red }", "t/html/page.html": PAGE % "mine", "u/html/page.html": PAGE % "yours",
           "other.css": "p { color: blue }"}
BOTH = [
    ([], ["-f", "gfm"]), (["-f", "pandoc"], []), ([], ["--breaks=soft"]), (["--breaks=soft"], ["--breaks=hard"]),
    ([], ["--strict"]), ([], ["--no-repair"]), ([], ["--ruby"]), (["--include=a.md"], ["--include=b.md"]),
    (["--exclude=a.md"], ["--exclude=b.md"]), (["--include=a.md"], ["--exclude=a.md"]), (["--tag=t/u"], ["--tag=t"]),
    (["--where=status=done"], ["--where=status=open"]), (["--index=index.md"], ["--index=SUMMARY.md"]), ([], ["-M", "lang=ar"]),
    (["--lang=ja"], ["--lang=zh-Hant"]), ([], ["-M", "author=B"]), (["-M", "author=A"], ["-M", "author=B"]), ([], ["--remote-dir=../remote"]),
]
HTML = [
    ([], ["--css=../mine.css"]), (["--css=../mine.css"], ["--css=../other.css"]), ([], ["--template-dir=../t"]),
    (["--template-dir=../t"], ["--template-dir=../u"]), ([], ["--math=tex"]), ([], ["--order=date"]),
    (["--order=status"], ["--order=date"]), (["--plan=none"], []),
]
ORG = [([], ["--org-roam"]), ([], ["--org-tasks=todo"]), ([], ["--org-embed=link"]), (["--org-embed=transclude"], []),
       ([], ["--org-links=id"]), ([], ["--org-boundary=space"]), (["--org-boundary=none"], []),
       (["--org-links=id"], ["--org-links=id", "--org-version=9.7"]), ([], ["--org-attach"])]


def tree(folder):
    """What a reader of the folder finds: the outputs, not noteconv's own records."""
    found = {}
    for where, _, names in os.walk(folder):
        for name in names:
            if not name.startswith(".noteconv"):
                with open(os.path.join(where, name), "rb") as file:
                    found[os.path.relpath(os.path.join(where, name), folder)] = file.read()
    return found


def convert(work, name, kind, options):
    return run(work + "/notes", "-q", "-t", kind, *options, "-o", f"../{name}/", ".")


def made_as(work, kind, options):
    """What the options make in an empty folder."""
    shutil.rmtree(work + "/fresh", ignore_errors=True)
    convert(work, "fresh", kind, options)
    return tree(work + "/fresh")


def changed(work, kind, first, second):
    said = f"{kind}: {' '.join(first) or 'no options'}, then {' '.join(second) or 'none'}"
    shutil.rmtree(work + "/out", ignore_errors=True)
    convert(work, "out", kind, first)
    # Otherwise nothing is recorded about the run, and all is made again whatever the options are.
    check("\n-\n" not in open(work + "/out/.noteconv-state", encoding="utf-8").read(200), f"{said}: the first run has a message")
    before, fresh = tree(work + "/out"), made_as(work, kind, second)
    check(any(before.get(name) != text for name, text in fresh.items()), f"{said}: the change shows nothing")
    r = convert(work, "out", kind, second)
    after = tree(work + "/out")
    wrong = [name for name, text in fresh.items() if after.get(name) != text]
    check(not wrong, f"{said}: not made again: {wrong}", r)


def edited(work, options, path, text, says):
    """A file that an option names has new content under the same name."""
    shutil.rmtree(work + "/out", ignore_errors=True)
    convert(work, "out", "html", options)
    before = tree(work + "/out")
    make(work, {path: text})
    convert(work, "out", "html", options)
    after = tree(work + "/out")
    check(after != before and after == made_as(work, "html", options), says)


def named_encoding(work):
    """Only a run without a message can be skipped next time, and a guess always causes one."""
    make(work + "/notes", {"l.md": "# L\n\nUn café déjà fermé, l'été, à côté du marché.\n".encode("windows-1252")})
    for kind in ("html", "org"):
        changed(work, kind, ["--encoding=koi8-r"], ["--encoding=windows-1252"])
        changed(work, kind, ["--encoding=koi8-r"], [])
    make(work + "/notes", {"l.md": None})


def exit_status(work):
    """Which messages are errors is part of what the run says, made again or not."""
    shutil.rmtree(work + "/out", ignore_errors=True)
    found = [convert(work, "out", "org", options).returncode
             for options in ([], ["-Werror"], ["-Wno-emphasis-repaired"], ["-Werror=link-unresolved"], ["-Werror=emphasis-repaired"], [])]
    check(found[0] == 0 and found[1] == 1 and found[4] == 1 and found[5] == 0, f"-W: the exit status of each run: {found}")


def rests(work):
    """Nothing changed: the second run touches no file, and says so."""
    for kind in ("html", "org"):
        shutil.rmtree(work + "/out", ignore_errors=True)
        convert(work, "out", kind, [])
        times = {name: os.stat(work + "/out/" + name).st_mtime_ns for name in tree(work + "/out")}
        r = run(work + "/notes", "-t", kind, "-o", "../out/", ".")
        same = {name: os.stat(work + "/out/" + name).st_mtime_ns for name in tree(work + "/out")}
        check(times == same and r.returncode == 0 and "nothing changed since the last run" in r.stderr, f"{kind}: the same options: no file is touched", r)


def counts(work):
    """What a run reports about the warnings of the one before it."""
    for text, says in (("text\n", "0 warnings"), ("[[nowhere]]\n", "1 warning"), ("[[nowhere]] [[else]]\n", "2 warnings")):
        make(work, {"few/a.md": text})
        r = [run(work, "-t", "org", "-o", "few-org/", "few") for _ in "12"][1]
        check(f"({says} then; " in r.stderr, f"{says} in the last run", r.stderr)


with tempfile.TemporaryDirectory() as folder:
    make(folder + "/notes", NOTES)
    make(folder, OUTSIDE)
    listed = run(folder + "/notes", "check", "--list-remote", ".").stdout
    make(folder + "/remote", {line.split("\t")[1]: PNG for line in listed.splitlines() if "\t" in line})
    for kind, more in (("html", HTML), ("org", ORG)):
        for one, two in BOTH + more:
            changed(folder, kind, one, two)
    edited(folder, ["--css=../mine.css"], "mine.css", "p { color: green }", "a style sheet was edited")
    edited(folder, ["--template-dir=../t"], "t/html/page.html", PAGE % "new", "a template was edited")
    named_encoding(folder)
    exit_status(folder)
    rests(folder)
    counts(folder)
sys.exit(finish())
