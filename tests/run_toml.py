#!/usr/bin/env python3
"""Holds the TOML reader to toml-test: each valid text gives the tree of its JSON, each invalid one is refused.

Usage: run_toml.py SUITE PROGRAM. SUITE is a checkout of toml-test's `tests` folder; files-toml-1.0.0 names its files.
PROGRAM prints a text as tagged JSON. Exit 77 when SUITE is not there.
"""
import json
import math
import os
import re
import subprocess
import sys

DATES = {"datetime", "datetime-local", "date-local", "time-local"}


def same_scalar(kind, ours, theirs):
    if kind == "float":
        a, b = float(ours), float(theirs)
        return (math.isnan(a) and math.isnan(b)) or a == b
    if kind in DATES:
        # RFC 3339: "t", "z" and a blank mean "T", "Z" and "T"; zeros at the end of a fraction mean nothing.
        def plain(s):
            s = s.upper().replace(" ", "T").replace("+00:00", "Z").replace("-00:00", "Z")
            return re.sub(r"\.0+$|(\.[0-9]*[1-9])0+", r"\1", s)
        return plain(ours) == plain(theirs)
    return ours == theirs


def same(ours, theirs):
    if type(ours) is not type(theirs):
        return False
    if isinstance(ours, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    if set(ours) == {"type", "value"} and isinstance(ours["type"], str):
        return ours["type"] == theirs.get("type") and same_scalar(ours["type"], ours["value"], theirs.get("value"))
    return ours.keys() == theirs.keys() and all(same(ours[k], theirs[k]) for k in ours)


def check(program, folder, name):
    """What is wrong, or None."""
    path = os.path.join(folder, name)
    run = subprocess.run([program, path], capture_output=True, timeout=60)
    if run.returncode not in (0, 1):
        return f"exit status {run.returncode}"
    if name.startswith("invalid/"):
        return None if run.returncode == 1 and b":" in run.stderr else "accepted"
    if run.returncode:
        return run.stderr.decode().strip()
    with open(path[:-5] + ".json", encoding="utf-8") as f:
        return None if same(json.loads(run.stdout), json.load(f)) else "another tree: " + run.stdout.decode().strip()


def main():
    folder, program = sys.argv[1:3]
    listing = os.path.join(folder, "files-toml-1.0.0")
    if not os.path.exists(listing):
        print("no toml-test here")
        sys.exit(77)
    with open(listing, encoding="utf-8") as f:
        names = [line.strip() for line in f if line.strip().endswith(".toml")]
    wrong = 0
    for name in names:
        problem = check(program, folder, name)
        if problem:
            wrong += 1
            print(f"{name}: {problem}")
    print(f"{len(names) - wrong} of {len(names)} right")
    sys.exit(bool(wrong) or not names)


if __name__ == "__main__":
    main()
