#!/usr/bin/env python3
"""What a run knows of its notes as a whole: what links lead to, whether the last run is still right, languages, books.

Usage: site.py NOTECONV
"""
import sys

import lib
from lib import check, make, run


def test_unknown_is_not_missing(work):
    """The headings of a note that no part of the run has read are not known to be missing."""
    make(work, {".obsidian/app.json": "{}", "a.md": "[[b#Real]] [[b#^id]] [x](b.md#real) [[a#None]]", "b.md": "# Real\n\ntext ^id\n"})
    told = run(work, "check", "a.md").stdout
    check("of b.md is named" not in told, "a note that was not read has no missing heading", told)
    check(told.count("[link-left-out]") == 3, "the links are told as leading out of the product", told)
    check("of a.md is named 'None'" in told, "what is missing still is", told)
    told = run(work, "check", ".").stdout
    check("Real" not in told and "^id" not in told, "in a run of both notes it is found", told)


lib.in_folders(test_unknown_is_not_missing)
sys.exit(lib.finish())
