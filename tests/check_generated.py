#!/usr/bin/env python3
"""Generated files are what their scripts generate: the tables of base/ (when Debian's unicode-data of the same version is
there), the tables of lang/, docs/diagnostics.md and docs/document.schema.json."""
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
failed = checked = 0


def check(name, script, path, *words):
    global failed, checked
    made = subprocess.run([sys.executable, os.path.join(ROOT, script), *words], capture_output=True, text=True, check=True,
                          cwd=ROOT).stdout
    with open(os.path.join(ROOT, path), encoding="utf-8") as old:
        checked += 1
        if made != old.read():
            failed += 1
            print(f"{path} is not what {script} generates: run `python3 {script} > {path}`")


check("diagnostics", "cmake/gen_diagnostics.py", "docs/diagnostics.md")
check("schema", "cmake/gen_schema.py", "docs/document.schema.json")
check("lang", "cmake/gen_lang.py", "src/lang/han_tables.h")
UCD = "/usr/share/unicode/EastAsianWidth.txt"
if os.path.exists(UCD) and "15.0.0" in open(UCD, encoding="utf-8").readline():
    check("uchar", "cmake/gen_uchar.py", "src/base/uchar_tables.h")
    check("strokes", "cmake/gen_strokes.py", "src/lang/stroke_tables.h", "/usr/share/unicode/Unihan_IRGSources.txt.bz2")
else:
    print("the character tables were not compared: Unicode 15.0.0 (Debian's unicode-data) is not here")
print(f"{checked - failed} of {checked} generated files are up to date")
sys.exit(1 if failed or not checked else 0)
