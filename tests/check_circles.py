#!/usr/bin/env python3
"""Calls between the folders of src/parse lead only downwards, as includes do, and no two files call each other, directly or
through others: read from the symbols of the object files of a build.

Usage: check_circles.py BUILD
"""
import glob
import os
import subprocess
import sys

from check_includes import FLOORS

# Defined above and known below only by its declaration: the table of constructs.
TABLES = {"nc_constructs"}


ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def name_of(object_file):
    return object_file.split("noteconv_core.dir/")[1][:-len(".c.o")]


def symbols(build):
    """Where each symbol is defined, and what each file uses."""
    objects = glob.glob(os.path.join(build, "CMakeFiles/noteconv_core.dir/**/*.o"), recursive=True)
    # A build may still hold objects of files that were moved.
    objects = [o for o in objects if os.path.exists(os.path.join(ROOT, name_of(o) + ".c"))]
    listing = subprocess.run(["nm", "-A", "-g", *objects], capture_output=True, text=True, check=True).stdout
    defined, used = {}, {}
    for line in listing.splitlines():
        path, _, entry = line.partition(":")
        name = name_of(path)
        words = entry.split()
        used.setdefault(name, set())
        if len(words) == 3 and words[1] in "TDBRC":
            defined[words[2]] = name
        elif len(words) == 2 and words[0] == "U":
            used[name].add(words[1])
    return defined, used


def floor_of(name):
    """The floor of a file within src/parse, or None."""
    parts = name.split("/")
    if parts[:2] != ["src", "parse"]:
        return None
    return FLOORS.index(parts[2]) if len(parts) == 4 else len(FLOORS)


def upward_calls(defined, used):
    for name, wanted in sorted(used.items()):
        for symbol in sorted(wanted):
            here, there = floor_of(name), floor_of(defined.get(symbol, ""))
            if here is not None and there is not None and there > here and symbol not in TABLES:
                yield f"{name} calls {symbol} of {defined[symbol]}, which is above it"


def reachable(graph, start):
    seen, stack = set(), [start]
    while stack:
        for other in graph[stack.pop()] - seen:
            seen.add(other)
            stack.append(other)
    return seen


def circles(defined, used):
    graph = {name: {defined[s] for s in wanted if s in defined} - {name} for name, wanted in used.items()}
    reach = {name: reachable(graph, name) for name in graph}
    return len(graph), {frozenset(b for b in reach[a] if a in reach[b]) for a in graph if a in reach[a]}


def main():
    defined, used = symbols(sys.argv[1])
    count, found = circles(defined, used)
    upwards = list(upward_calls(defined, used))
    bad = len(upwards)
    print("\n".join(upwards))
    bad += len(found)
    for circle in sorted(map(sorted, found)):
        print("files that call each other:", ", ".join(circle))
    print(f"{count} files, {len(found)} circles, {bad} faults")
    return 1 if bad or count < 50 else 0


sys.exit(main())
