#!/usr/bin/env python3
"""Which files need one another to link: a circle is a set of files of which each calls, through others, each other one.
Read from the symbols of the object files, so that a header that is only read for its types makes none.

Usage: check_circles.py BUILD-FOLDER
"""
import glob
import os
import re
import subprocess
import sys

# Circles that stand, with the reason. The list only shrinks: a circle that is gone or smaller is an error, too.
KNOWN = [
    # Blocks hold inlines, and a footnote or a picture alone holds blocks.
    {"export/org/orgblock", "export/org/orginline", "export/org/orgtable", "export/org/orgtask"},
    {"export/org/orgcells", "export/org/orgline"},
    # The ways to make cards, each of which adds to the list that cards.c keeps.
    {"src/cards/cardmarks", "src/cards/cardnote", "src/cards/cardpairs", "src/cards/cards", "src/cards/cardscope",
     "src/cards/markfields"},
    {"src/parse/block/shield", "src/parse/block/shieldblocks", "src/parse/block/shieldcode", "src/parse/block/shieldtable"},
    # A construct may stand in another: the table calls each, and some ask the table.
    {"src/parse/construct/blockref", "src/parse/construct/constructs", "src/parse/construct/hiccup",
     "src/parse/construct/macro", "src/parse/construct/ruby", "src/parse/construct/template",
     "src/parse/construct/wikilink"},
]


def graph(build):
    """The files of src and export by name, each with those it calls."""
    objects = [o for o in glob.glob(build + "/**/*.c.o", recursive=True) if "/tests/" not in o[len(build):]]
    defined, needed = {}, {}
    for line in subprocess.run(["nm", "-A", "-g", *objects], capture_output=True, text=True, check=True).stdout.splitlines():
        path, _, entry = line.partition(":")
        name = re.search(r"/((?:src|export)/.*)\.c\.o$", path[len(build):])
        if not name:
            continue
        words = entry.split()
        needed.setdefault(name[1], set())
        if words[-2] in ("U", "w", "v"):
            needed[name[1]].add(words[-1])
        else:
            defined[words[-1]] = name[1]
    return {name: {defined[s] for s in used if defined.get(s, name) != name} for name, used in needed.items()}


def reach(arrows, start):
    seen, todo = set(), [start]
    while todo:
        for name in arrows[todo.pop()] - seen:
            seen.add(name)
            todo.append(name)
    return seen


def circles(arrows):
    reached = {name: reach(arrows, name) for name in arrows}
    left, found = set(arrows), []
    while left:
        name = left.pop()
        circle = {other for other in reached[name] if name in reached[other]} | {name}
        left -= circle
        if len(circle) > 1:
            found.append(circle)
    return found


def test():
    made = circles({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set(), "e": {"a", "e"}})
    assert made == [{"b", "c"}], made


def main(build):
    test()
    arrows = graph(build)
    if len(arrows) < 100:
        sys.exit(f"{build}: only {len(arrows)} object files: is it built?")
    found = circles(arrows)
    wrong = [f"a new circle: {', '.join(sorted(c))}" for c in found if c not in KNOWN]
    wrong += [f"this circle no longer stands; take it off the list: {', '.join(sorted(c))}" for c in KNOWN if c not in found]
    print("\n".join(wrong) or f"{len(arrows)} files, {len(found)} circles, all of them known")
    return 1 if wrong else 0


sys.exit(main(os.path.abspath(sys.argv[1])))
