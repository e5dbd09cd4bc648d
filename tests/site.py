#!/usr/bin/env python3
"""What a run knows of its notes as a whole: what links lead to, whether the last run is still right, languages, books.

Usage: site.py NOTECONV
"""
import os
import sys

import lib
from lib import PNG, check, make, run


def test_unknown_is_not_missing(work):
    """The headings of a note that no part of the run has read are not known to be missing."""
    make(work, {".obsidian/app.json": "{}", "a.md": "[[b#Real]] [[b#^id]] [x](b.md#real) [[a#None]]", "b.md": "# Real\n\ntext ^id\n"})
    told = run(work, "check", "a.md").stdout
    check("of b.md is named" not in told, "a note that was not read has no missing heading", told)
    check(told.count("[link-left-out]") == 3, "the links are told as leading out of the product", told)
    check("of a.md is named 'None'" in told, "what is missing still is", told)
    told = run(work, "check", ".").stdout
    check("Real" not in told and "^id" not in told, "in a run of both notes it is found", told)


def test_hidden_picture(work):
    """The last run is still right only if what it used is as it was, also files that no list of the vault names."""
    make(work, {"v/.git/x": "", "v/.img/pic.png": PNG, "v/a.md": "![p](.img/pic.png) ![q](.img/none.png) ![r](old/o.png)\n", "v/b.md": "b",
                "v/.noteconvignore": "old\n", "v/old/o.png": PNG + b"o"})

    def again(what, current):
        r = run(work, "-t", "html", "-o", "t/", "v")
        check(("nothing changed" in r.stderr) == current, what, r)
        return r

    again("the first run", False)
    again("nothing changed", True)
    make(work, {"v/.img/pic.png": PNG + b"x"})
    again("a picture in a hidden folder changed", False)
    check(any(same_bytes(work, PNG + b"x")), "the tree has the new picture")
    again("and is right then", True)
    make(work, {"v/.img/none.png": PNG})
    again("a picture that was missing is there", False)
    again("and is right then", True)
    os.remove(work + "/v/old/o.png")
    again("a picture in a folder that is ignored is gone", False)


def same_bytes(work, want):
    """Whether each file of the tree is these bytes."""
    for top, _, names in os.walk(work + "/t"):
        for name in names:
            with open(os.path.join(top, name), "rb") as file:
                yield file.read() == want


lib.in_folders(test_hidden_picture, test_unknown_is_not_missing)
sys.exit(lib.finish())
