#!/usr/bin/env python3
"""Writes docs/diagnostics.md from src/base/diag.def. Usage: gen_diagnostics.py > docs/diagnostics.md"""
import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
with open(os.path.join(ROOT, "src/base/diag.def"), encoding="utf-8") as table:
    rows = re.findall(r'NC_DIAG\(\s*\w+,\s*"([^"]+)",\s*(\w+),\s*"((?:[^"\\]|\\.)*)"\)', table.read())
print("""# Messages

Generated from `src/base/diag.def` by `cmake/gen_diagnostics.py`.

A message about a note is one line: `file:line:column: severity: text [id]`. Line and column count from 1, the column in
characters. Notes are shown with `-v` and by `noteconv check`. `-Wno-ID` switches a warning off, `-Werror=ID` makes it an error, `-W ID`
makes a note a warning, `-Werror` makes every warning an error. Errors give exit status 1; the outputs are written all the same, except what
[could not be read](vault.md#what-cannot-be-read). `--diag=json` prints each message as a JSON object on a line of its own.
""")
for severity, title in (("ERROR", "Errors"), ("WARNING", "Warnings"), ("NOTE", "Notes")):
    print(f"## {title}\n\n| id | meaning |\n|---|---|")
    for name, level, text in rows:
        if level == severity:
            print(f"| `{name}` | {text} |")
    print()
