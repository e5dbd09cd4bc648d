#!/usr/bin/env python3
"""What keeps noteconv from files that are not its own to write, and from links: each guard holds, and gives way where it should.

Usage: guards.py NOTECONV
"""
import os
import sys

from lib import PNG, check, finish, in_folders, make, run


def read(path):
    with open(path, "rb") as f:
        return f.read()


def refused(work, path, words, what):
    """The run fails and names the file, which stays; --force replaces it."""
    before = read(f"{work}/{path}")
    r = run(work, *words)
    check(r.returncode and os.path.basename(path) in r.stderr and read(f"{work}/{path}") == before, what + " stays", r)
    r = run(work, *words, "--force")
    check(not r.returncode and read(f"{work}/{path}") != before, what + " is replaced with --force", r)


def edited(work):
    make(work, {"v/a.md": "a\n", "v/b.md": "b\n"})
    for words, name in ((("-t", "org"), "a.org"), (("-t", "html"), "a.html"), (("-t", "epub", "--each"), "a.epub"), (("-t", "json", "--each"), "a.json")):
        words = (*words, "-o", "out/", "v")
        run(work, *words)
        make(work, {f"out/{name}": "mine\n"})
        refused(work, f"out/{name}", words, f"an edited {name}")


def damaged_state(work):
    make(work, {"v/a.md": "a\n", "v/b.md": "b\n"})
    words = ("-t", "org", "-o", "out/", "v")
    run(work, *words)
    state, = (n for n in os.listdir(work + "/out") if n.startswith(".noteconv"))
    make(work, {f"out/{state}": "nonsense\n"})
    refused(work, f"out/{state}", words, "what is remembered and cannot be read")


def of_another_kind(work):
    """A file that a page links to has the name of a book that is to be made."""
    make(work, {"v/n.md": "[x](n.epub)\n", "v/n.epub": b"another's", "v/m.md": "m\n"})
    r = run(work, "-t", "html", "-o", "out/", "v")
    check(read(work + "/out/n.epub") == b"another's", "a copy of a file", r)
    refused(work, "out/n.epub", ("-t", "epub", "--each", "-o", "out/", "v"), "what another kind of run has written")


def links(work):
    make(work, {"v/a.md": "a\n", "v/s/b.md": "b\n", "v/p.png": PNG})
    os.symlink("s/b.md", work + "/v/l.md")
    r = run(work, "-q", "-t", "json", "-o", "-", "v")
    check('"text":"a"' in r.stdout and '"key":"l.md"' in r.stdout, "files and links to files of the folder are read", r)
    os.makedirs(work + "/elsewhere")
    os.makedirs(work + "/out")
    os.symlink("../elsewhere", work + "/out/s")
    r = run(work, "-t", "org", "-o", "out/", "v")
    check(r.returncode and "out/s is a symbolic link" in r.stderr.replace("//", "/") and not os.listdir(work + "/elsewhere"), "nothing is written through a link", r)


in_folders(edited, damaged_state, of_another_kind, links)
sys.exit(finish())
