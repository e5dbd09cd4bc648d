#!/usr/bin/env python3
"""What reading a note costs beside cmark: instructions, counted by valgrind, which do not depend on the machine's load.

Usage: reading.py NOTECONV NOTE…
Of noteconv only reading counts (nc_parse and what it calls; the program must have its symbols), of cmark all but an empty run.
Prints a line for each note: millions of instructions of both, and their ratio.
"""
import os
import re
import subprocess
import sys
import tempfile


def instructions(command, *options):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *options, *command],
                          capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if not found:
        sys.exit(f"valgrind did not count {command[0]}: {done.stderr[-200:]}")
    return int(found.group(1))


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        empty = os.path.join(folder, "empty.md")
        open(empty, "w", encoding="utf-8").close()
        start = instructions(["cmark", empty])
        for note in sys.argv[2:]:
            # Alone in a folder: nothing that it links to is read with it.
            copy = os.path.join(folder, "note.md")
            with open(note, "rb") as text, open(copy, "wb") as out:
                out.write(text.read())
            ours = instructions([program, "-q", "--force", "-t", "json", "-o", os.path.join(folder, "o.json"), copy],
                                "--toggle-collect=nc_parse")
            theirs = instructions(["cmark", copy]) - start
            print(f"{os.path.basename(note):30} {ours / 1e6:8.1f} {theirs / 1e6:8.1f} {ours / theirs:6.2f} ×")


main()
