#!/usr/bin/env python3
"""What a run does to files in its way: each format, at each kind of place, over its own file, a foreign one, an edited
one, one that is gone, with and without --force and --prune; the second run; outputs of notes that are gone; streams.

Usage: overwriting.py NOTECONV
"""
import os
import sys
import zipfile

from lib import PNG, check, finish, in_folders, make, run

SUFFIX = {"epub": ".epub", "kepub": ".kepub.epub", "apkg": ".apkg", "org": ".org", "html": ".html", "json": ".json"}
TREES = ("org", "html")
NOTE = "# T\n\nWhy?\n\nSo.\n"
MORE = NOTE + "\nMore?\n\nYes.\n"
# Place: the arguments that make the output there, and the output's name.
PLACES = {
    "chosen": (("n.md",), "n"),
    "named": (("-o", "x{}", "n.md"), "x"),
    "each": (("--each", "-o", "out/", "v"), "out/n"),
    "tree": (("-o", "out/", "v"), "out/n"),
}
STATES = ("nothing", "own", "foreign", "edited", "gone")
# (place, state): the file stays, the status is 2, and the message says this. --force always replaces; all else is replaced.
STAYS = {
    ("chosen", "foreign"): "was not written by noteconv",
    ("each", "foreign"): "not ",
    ("tree", "foreign"): "was not written by noteconv, or was changed since",
    ("each", "edited"): "was not written by noteconv, or was changed since",
    ("tree", "edited"): "was not written by noteconv, or was changed since",
}


def read(path):
    if not os.path.exists(path):
        return None
    with open(path, "rb") as f:
        return f.read()


def write_foreign(path, fmt):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if SUFFIX[fmt].endswith(("epub", "apkg")):
        with zipfile.ZipFile(path, "w") as z:
            z.writestr("hello.txt", "mine")
    else:
        make(os.path.dirname(path), {os.path.basename(path): "{\"written\": \"by hand\"}\n"})


def edit(path, fmt):
    if SUFFIX[fmt].endswith(("epub", "apkg")):
        with zipfile.ZipFile(path, "a") as z:
            z.writestr("added.txt", "mine")
    else:
        with open(path, "a", encoding="utf-8") as f:
            f.write("\nadded by hand\n")


def cells():
    for fmt in SUFFIX:
        for place in PLACES:
            if place == "tree" and fmt not in TREES:
                continue
            for state in STATES:
                for option in ((), ("--force",), ("--prune",)) if place in ("each", "tree") else ((), ("--force",)):
                    yield fmt, place, state, option


def try_cell(work, fmt, place, state, option):
    words = [w.format(SUFFIX[fmt]) for w in PLACES[place][0]]
    product = os.path.join(work, PLACES[place][1] + SUFFIX[fmt])
    make(work, {"n.md": NOTE, "v/n.md": NOTE, "v/.git/x": ""})
    if state in ("own", "edited", "gone"):
        run(work, "-q", "-t", fmt, *words)
    if state == "foreign":
        write_foreign(product, fmt)
    elif state == "edited":
        edit(product, fmt)
    elif state == "gone":
        os.remove(product)
    before = read(product)
    make(work, {"n.md": MORE, "v/n.md": MORE})
    r = run(work, "-t", fmt, *option, *words)
    name = f"{fmt}, {place}, {state}, {' '.join(option)}"
    told = STAYS.get((place, state)) if "--force" not in option else None
    if told:
        check(r.returncode == 2 and read(product) == before, f"{name}: it stays", r)
        check(told in r.stderr and os.path.basename(product) in r.stderr and "--force" in r.stderr, f"{name}: told, with the remedy", r)
    else:
        check(r.returncode == 0 and read(product) not in (None, before), f"{name}: it is written", r)
        whole = run(work, "-t", fmt, *words)
        check(whole.returncode == 0 and read(product) is not None, f"{name}: and is noteconv's own then", whole)
    left = [n for base, _, names in os.walk(work) for n in names if n.endswith((".tmp", "-journal"))]
    check(not left, f"{name}: nothing else is left", left)


def test_cells(_):
    for cell in cells():
        in_folders(lambda work, cell=cell: try_cell(work, *cell))


def second_run(work):
    """A run over the same notes writes the same bytes, or nothing."""
    make(work, {"n.md": NOTE, "v/n.md": NOTE, "v/m.md": NOTE, "v/.git/x": ""})
    for fmt, suffix in SUFFIX.items():
        for place, (words, name) in PLACES.items():
            if place == "tree" and fmt not in TREES:
                continue
            words = [w.format(suffix) for w in words]
            first = run(work, "-t", fmt, *words, "--force")
            made = read(f"{work}/{name}{suffix}")
            again = run(work, "-t", fmt, *words)
            check(first.returncode == again.returncode == 0 and made and read(f"{work}/{name}{suffix}") == made, f"{fmt}, {place}: the same bytes", again)


def try_gone(work, fmt, place, edited):
    """--prune and the output of a note that is gone: it is removed, but one that somebody edited stays, and is reported each time."""
    words = [w.format(SUFFIX[fmt]) for w in PLACES[place][0]]
    make(work, {"v/n.md": NOTE, "v/m.md": NOTE, "v/.git/x": ""})
    run(work, "-q", "-t", fmt, *words)
    product = f"{work}/out/n{SUFFIX[fmt]}"
    if edited:
        edit(product, fmt)
    mine = read(product)
    os.remove(work + "/v/n.md")
    name = f"{fmt}, {place}, a note that is gone, {'edited' if edited else 'as it was'}"
    for _ in (1, 2):
        r = run(work, "-t", fmt, *words)
        check(r.returncode == 0 and read(product) == mine and "[product-gone]" in r.stderr, f"{name}: told each time", r)
    for _ in (1, 2):
        r = run(work, "-t", fmt, "--prune", *words)
        check(r.returncode == 0 and read(product) == (mine if edited else None), f"{name}: --prune", r)
        check(("[product-gone]" in r.stderr) == edited, f"{name}: --prune tells of what it leaves", r)


def test_gone(_):
    for fmt in SUFFIX:
        for place in ("each", "tree"):
            if place == "each" or fmt in TREES:
                for edited in (False, True):
                    in_folders(lambda work, a=(fmt, place, edited): try_gone(work, *a))


def test_unused(work):
    """A picture that no note shows any more is reported as such, whether or not its file exists."""
    make(work, {"v/n.md": "![](p.png) ![](q.png)\n", "v/p.png": PNG, "v/q.png": PNG + b"\0"})
    run(work, "-t", "html", "-o", "out/", "v")
    make(work, {"v/n.md": NOTE})
    os.remove(f"{work}/v/q.png")
    r = run(work, "-t", "html", "-o", "out/", "v")
    check(r.returncode == 0 and all(f"out/{name}.png: warning: nothing uses it any more; --prune removes it" in r.stderr for name in "pq"), "unused pictures", r)


def test_single_over_tree(work):
    """One note written into the folder of a tree replaces no file of the tree: it may be edited, and the tree could not be written again."""
    for i, (fmt, words) in enumerate((("html", ()), ("org", ()), ("epub", ("--each",)))):
        make(work, {f"{i}/v/n.md": NOTE, f"{i}/v/s/m.md": NOTE, f"{i}/alone/n.md": NOTE})
        here, out = f"{work}/{i}", f"{work}/{i}/out"
        tree = ("-t", fmt, *words, "-o", "out", "v")
        run(here, *tree)
        page = f"{out}/s/m.{fmt}"
        with open(page, "ab") as f:
            f.write(b"<!-- mine -->")
        before = read(page)
        for folder, words in ((here, ("-o", "out/s/", "v/s/m.md")), (here, ("-o", out + "//s", "v/s/m.md")), (out + "/s", ("../../v/s/m.md",))):
            r = run(folder, "-t", fmt, *words)
            check(r.returncode == 2 and read(page) == before and "was made with many others of a folder of notes; convert that folder again" in r.stderr, f"{fmt}: {words}", r)
        r = run(here, "-t", fmt, "-o", "out/n." + fmt, "v/n.md")
        check(r.returncode == 0, f"{fmt}: a name that is given", r)
        r = run(here, "-t", fmt, "-o", "out/s", "v/s/m.md", "--force")
        check(r.returncode == 0 and read(page) != before, f"{fmt}: --force", r)
        for _ in range(2):
            r = run(here, "-t", "json", "-o", "out", "v/n.md")
            check(r.returncode == 0, f"{fmt}: another format is of no tree", r)


def tree_of(folder):
    """The files below a folder with their bytes."""
    return {name: read(name) for top, _, names in os.walk(folder) for name in (os.path.join(top, n) for n in names)}


def test_foreseen(work):
    """--dry-run says for a folder of outputs what the run then does, and names each file that it would remove."""
    for fmt, how, count, gone in (("epub", ("--each",), 3, "s/m"), ("json", ("--each",), 3, "s/m"), ("epub", ("--split=folder",), 2, "s"), ("org", (), 3, "s/m"), ("html", (), 4, "s/m")):
        folder = f"{work}/{fmt}{''.join(how)}"
        make(folder, {"v/n.md": NOTE, "v/k.md": NOTE, "v/s/m.md": NOTE})

        def both(files, rest, removed=(), more=(), words=("-t", fmt, *how, "-o", "out/", "v"), folder=folder):
            label, before = f"{words} {more}", tree_of(folder)
            r = run(folder, "--dry-run", *more, *words)
            check(r.returncode == 0 and f"out/: {files} file" in r.stderr and "would be written, " + rest in r.stderr, f"{label}: would be {files} and {rest}", r)
            check(r.stderr.count("would remove ") == len(removed) and all(f"would remove out/{name}\n" in r.stderr for name in removed), f"{label}: would remove {removed}", r)
            check(tree_of(folder) == before, f"{label}: changes nothing", r)
            r = run(folder, *more, *words)
            check(r.returncode == 0 and f"out/: {files} file" in r.stderr and " written, " + rest.replace("would be ", "") in r.stderr, f"{label}: {files} and {rest}", r)

        both(count, "0 as they were\n")
        both(0, f"{count} as they were\n", more=("--force",))
        make(folder, {"v/n.md": NOTE + "more\n", "v/s/m.md": None})
        r = run(folder, "--dry-run", "-t", fmt, *how, "-o", "out/", "v")
        check("would remove" not in r.stderr and "--prune removes it" in r.stderr, f"{fmt} {how}: not without --prune", r)
        written = 2 if fmt == "html" else 1  # the link to the next page, too
        both(written, f"{count - written - 1} as they were, 1 would be removed\n", (f"{gone}.{fmt}",), ("--prune",))


def test_streams(work):
    """Standard output touches no file, whatever has the name that would be chosen."""
    make(work, {"n.md": NOTE})
    for fmt, suffix in SUFFIX.items():
        product = f"{work}/n{suffix}"
        write_foreign(product, fmt)
        before = read(product)
        for option in ((), ("--force",), ("--prune",)):
            r = run(work, "-t", fmt, "-o", "-", *option, "n.md")
            check(r.returncode == 0 and r.stdout and read(product) == before, f"{fmt}: standard output {option}", r)
        os.remove(product)


def test_together(work):
    """Several formats: one that is refused keeps all of them from being written."""
    for fmt, suffix in SUFFIX.items():
        make(work, {"n.md": NOTE})
        write_foreign(f"{work}/n{suffix}", fmt)
        others = [f for f in SUFFIX if f != fmt]
        r = run(work, "-t", ",".join([*others, fmt]), "n.md")
        check(r.returncode == 2 and sorted(os.listdir(work)) == sorted(["n.md", "n" + suffix]), f"{fmt} is in the way of all", (r.stderr, os.listdir(work)))
        os.remove(f"{work}/n{suffix}")


in_folders(test_foreseen, test_single_over_tree, test_cells, second_run, test_gone, test_unused, test_streams, test_together)
sys.exit(finish())
