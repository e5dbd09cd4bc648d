#!/usr/bin/env python3
"""What a run says at its end, on a terminal and in a pipe: what was made, messages by kind, colours, waiting for input.

Usage: closing.py NOTECONV
"""
import os
import re
import sys
import threading

from lib import check, finish, in_folders, make, on_terminal, png_of, run

BAD = "[[a]] [[b]] [[c]]\n\n中 **x\n\n[[d]] [[e]]\n"
REPAIRED = "# T\n\n中文，**从这里开始没有收尾。\n"


def made(folder):
    make(folder, {"n.md": REPAIRED, "v/a.md": "# A\n\n![](p.png) [[b]]\n", "v/b.md": "# B\n\nx **y\n", "v/p.png": png_of(1, 1, 8, 2, bytes(4))})
    shown, status = on_terminal(folder, "-t", "epub,org", "n.md")
    check(status == 0 and re.search(r"^n\.epub: \d+ kB\nn\.org: \d+ bytes\nnoteconv: 1 remark \(-v shows it\): 1 emphasis-repaired\n", shown),
          "a note: what was made, and that something was repaired", shown)
    shown, _ = on_terminal(folder, "-t", "epub", "--cover=none", "v")
    check(re.search(r"^v\.epub: 2 notes, 1 picture, \d+ kB$", shown, re.M) and "noteconv: 2 notes; links: 1 found, 0 missing; media: 1 found" in shown,
          "a folder: notes and pictures", shown)
    r = run(folder, "-v", "-t", "epub", "-o", "w.epub", "v")
    check(re.search(r"^w\.epub: 2 notes, 1 picture, \d+ kB$", r.stderr, re.M), "the same with -v, where a drawn cover is no picture", r)
    r = run(folder, "-t", "epub", "-o", "x.epub", "n.md")
    check(r.returncode == 0 and r.stderr == "", "in a pipe nothing of it, nor of a repair", r)
    r = run(folder, "-Wemphasis-repaired", "-t", "epub", "-o", "x.epub", "n.md")
    check("n.md:3:4: warning: " in r.stderr, "-W ID tells a repair", r)
    make(folder, {f"big/{i}.md": f"# N{i}\n\n[[{i + 1}]] ![[gone]]\n" for i in range(100)})
    shown, _ = on_terminal(folder, "-t", "org", "big")
    check(re.search(r"^notes +100\nlinks +99 found +1 missing\nembeds +0 found +100 missing\n", shown, re.M), "a large vault: a table", shown[-600:])


def grouped(folder):
    make(folder, {"n.md": BAD, "v/x.md": BAD, "v/y.md": BAD})
    r = run(folder, "-t", "org", "-o", "-", "n.md")
    lines = [re.sub(r": .*\[", " ", line).rstrip("]") for line in r.stderr.splitlines()]
    check(lines == ["n.md:1:1 link-unresolved", "n.md:1:7 link-unresolved", "n.md:1:13 link-unresolved", "  and 2 more of link-unresolved (-v shows all)",
                    "n.md:3:3 emphasis-literal", "noteconv: 6 warnings: 5 link-unresolved, 1 emphasis-literal"], f"three of a kind and how many more: {lines}", r)
    r = run(folder, "-v", "-t", "org", "-o", "-", "n.md")
    check(r.stderr.count("[link-unresolved]") == 5, "-v: all", r)
    r = run(folder, "-t", "org", "v")
    kinds = re.findall(r"\[([\w-]+)\]$", r.stderr, re.M)
    check(kinds == ["link-unresolved"] * 3 + ["emphasis-literal"] * 2 and "and 7 more of link-unresolved" in r.stderr,
          f"a folder: those of one kind stand together: {kinds}", r)
    r = run(folder, "-Werror=link-unresolved", "-t", "org", "-o", "-", "n.md")
    check(r.returncode == 1 and r.stderr.count("error: ") == 5, "errors are all shown", r)
    make(folder, {"many.md": "---\nlang: Chinese\ndate: yesterday\n---\n[[a]] ![](b.png) ![[c]] [^d] **e <foo>f</foo> <b>g\n\n$\\foo$\n\n```\nh"})
    shown, _ = on_terminal(folder, "-t", "html", "-o", "many.html", "many.md")
    check(re.search(r"noteconv: \d+ warnings\n +1 \w+", shown), "many kinds: a table", shown[-600:])
    for kinds, parts in ((8, ["[[a]]", "![](b.png)", "[^d]", "**e", "<foo>f</foo>", "<b>g", "\n\n$\\foo$", "\n\n```\nh"]), (7, ["[[a]]", "![](b.png)", "[^d]", "**e", "<foo>f</foo>", "<b>g", "\n\n```\nh"])):
        make(folder, {"some.md": " ".join(parts)})
        shown, _ = on_terminal(folder, "-t", "html", "-o", "some.html", "some.md")
        check(f"noteconv: {kinds} warnings" in shown and bool(re.search(r"warnings\n +1 \w+", shown)) == (kinds == 8), f"{kinds} kinds: a table is for eight", shown[-600:])
    r = run(folder, "-t", "html", "-o", "many.html", "many.md")
    check(re.search(r"noteconv: \d+ warnings: 1 [^\n]*\n$", r.stderr), "in a pipe a line", r)


def nothing_found(folder):
    """A run that has nothing to report says so on a terminal."""
    make(folder, {"n.md": "# T\n", "v/a.md": "# A\n", "v/b.md": "# B\n", "v/x.base": "views: []\n", "o.md": "![[v/x.base]]\n"})
    for words, want in ((["n.md"], "nothing to report in 1 note"), (["v"], "nothing to report in 2 notes")):
        shown, status = on_terminal(folder, "check", *words)
        check(status == 0 and want in shown, f"check {words}", shown)
        r = run(folder, "check", *words)
        check(r.returncode == 0 and not r.stdout and not r.stderr, f"check {words} in a pipe: silence", r)
    run(folder, "-q", "-t", "epub", "--cover=none", "n.md")
    r = run(folder, "check", "-v", "--target=generic", "n.epub")
    check(r.returncode == 0 and ("nothing to report in 1 book" in r.stdout or "warning" in r.stdout), "a book", r)
    for words, want in ((["cards", "n.md"], "the note makes no card"), (["cards", "v"], "give --cards=dialogue,questions,headings"),
                        (["-t", "apkg", "v"], "no package was written; to make cards of dialogue"),
                        (["-t", "apkg", "--cards=headings", "v"], "makes a card of the kinds in --cards; no package was written (docs/cards.md"),
                        (["cards", "--cards=questions", "n.md"], "the note makes no card of the kinds in --cards")):
        r = run(folder, *words)
        check(r.stderr.count(want) == 1 and "[no-cards]" in r.stderr, f"{words}: {want}", r)
    r = run(folder, "-t", "epub", "o.md")
    check(r.stderr.count("1: warning: ") == 1 and "only Obsidian shows 'v/x.base'" in r.stderr, "one message for an embedded base", r)


def not_written(folder):
    make(folder, {"n.md": "# T\n\ntext\n"})
    r = run(folder, "-t", "apkg,org", "--cards=marks", "n.md")
    check(r.returncode == 1 and os.path.exists(folder + "/n.org") and not os.path.exists(folder + "/n.apkg"),
          "one of two outputs was not written: status 1", r)


def colours(folder):
    make(folder, {"n.md": "[[a]]\n"})
    shown, _ = on_terminal(folder, "-t", "org", "-o", "/dev/null", "n.md")
    check(shown.startswith("\x1b[1mn.md:1:1: \x1b[0m\x1b[35mwarning:\x1b[0m 'a' was not found"), "colours on a terminal", ascii(shown))
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        shown, _ = on_terminal(folder, "-t", "org", "-o", "/dev/null", "n.md", env=env)
        check(shown.startswith("n.md:1:1: warning: "), f"none with {env}", ascii(shown))
    shown, status = on_terminal(folder, "-t", "nosuch", "n.md")
    check(status == 2 and shown.startswith("noteconv: \x1b[1;31merror:\x1b[0m there is no format"), "an error in red", ascii(shown))
    r = run(folder, "-t", "nosuch", "n.md")
    check(r.stderr.startswith("noteconv: error: "), "in a pipe no colours", r)


def waiting(folder):
    """The note comes when the program has said that it waits, however long it took to start; after a minute, anyway."""
    inp, feed = os.pipe()
    fed = []

    def give(shown=None):
        if not fed and (shown is None or "waiting" in shown):
            fed.append(True)
            os.write(feed, b"# T\n")
            os.close(feed)

    late = threading.Timer(60, give)
    late.start()
    shown, status = on_terminal(folder, "-t", "org", "-o", "/dev/null", stdin=inp, whole=True, seen=give)
    late.cancel()
    give()
    os.close(inp)
    check(status == 0 and "waiting for standard input" in shown and " s left" not in shown, "it says that it waits", ascii(shown))


def dry(folder):
    make(folder, {"n.md": "# Why?\n\nSo.\n", "v/a.md": "# A\n"})
    r = run(folder, "--dry-run", "-t", "epub,apkg,org", "-o", "out/", "n.md")
    check(r.returncode == 0 and sorted(os.listdir(folder)) == ["n.md", "v"] and
          re.findall("would write (.*)", r.stderr) == ["out/n.epub", "out/n.apkg", "out/n.org"], "--dry-run writes nothing", r)
    r = run(folder, "--dry-run", "-t", "org", "v")
    check(r.returncode == 0 and sorted(os.listdir(folder)) == ["n.md", "v"] and "v-org: 1 file would be written" in r.stderr, "nor a tree", r)
    r = run(folder, "--dry-run", "-t", "org", "-o", "-", "n.md")
    check(r.returncode == 0 and r.stdout == "", "nor to standard output", r)
    run(folder, "-t", "apkg", "n.md")
    os.utime(folder + "/n.apkg", (1, 1))
    r = run(folder, "--dry-run", "-t", "apkg", "n.md")
    check("would leave n.apkg as it is" in r.stderr and os.stat(folder + "/n.apkg").st_mtime == 1, "what is right already is left", r)
    old = open(folder + "/n.apkg", "rb").read()
    run(folder, "-t", "apkg", "n.md")
    check(os.stat(folder + "/n.apkg").st_mtime > 1 and open(folder + "/n.apkg", "rb").read() == old, "a run touches what was right, so that make rests")


in_folders(made, grouped, nothing_found, not_written, colours, waiting, dry)
sys.exit(finish())
