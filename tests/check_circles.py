#!/usr/bin/env python3
"""No two files call each other, directly or through others: read from the symbols of the object files of a build.

Usage: check_circles.py BUILD
Rooms that have none are held to that; circles elsewhere are printed.
"""
import glob
import os
import subprocess
import sys

HELD = ("src/base/", "src/lang/", "src/media/", "src/tmpl/", "src/vault/", "src/app/", "export/epub/", "export/html/", "export/json/",
        "export/text/", "export/url/", "export/xhtml/", "export/zip/")


def symbols(build):
    """Where each symbol is defined, and what each file uses."""
    objects = glob.glob(os.path.join(build, "CMakeFiles/noteconv_core.dir/**/*.o"), recursive=True)
    listing = subprocess.run(["nm", "-A", "-g", *objects], capture_output=True, text=True, check=True).stdout
    defined, used = {}, {}
    for line in listing.splitlines():
        path, _, entry = line.partition(":")
        name = path.split("noteconv_core.dir/")[1][:-len(".c.o")]
        words = entry.split()
        used.setdefault(name, set())
        if len(words) == 3 and words[1] in "TDBRC":
            defined[words[2]] = name
        elif len(words) == 2 and words[0] == "U":
            used[name].add(words[1])
    return defined, used


def reachable(graph, start):
    seen, stack = set(), [start]
    while stack:
        for other in graph[stack.pop()] - seen:
            seen.add(other)
            stack.append(other)
    return seen


def circles(build):
    defined, used = symbols(build)
    graph = {name: {defined[s] for s in wanted if s in defined} - {name} for name, wanted in used.items()}
    reach = {name: reachable(graph, name) for name in graph}
    return len(graph), {frozenset(b for b in reach[a] if a in reach[b]) for a in graph if a in reach[a]}


def main():
    count, found = circles(sys.argv[1])
    bad = 0
    for circle in sorted(map(sorted, found)):
        held = any(name.startswith(HELD) for name in circle)
        bad += held
        print("files that call each other, in a room that has none:" if held else "a circle:", ", ".join(circle))
    print(f"{count} files, {len(found)} circles, {bad} in rooms that had none")
    return 1 if bad or count < 50 else 0


sys.exit(main())
