#!/usr/bin/env python3
"""The tests of the program can fail: each script in CMakeLists.txt fails with a program that does nothing and reports success,
and when its first expectation is turned round, or, where it does not use lib.check, the program's output is garbled.

Usage: selfcheck.py NOTECONV SHIM [EDIT]
"""
import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile

from lib import PROGRAM, ROOT, check, finish

SHIM, EDIT = map(os.path.abspath, (sys.argv + [""])[2:4])
# These run no programs of ours, or are skipped where there are no real notes.
OTHERS = {"includes", "css", "css_check_itself", "generated", "circles", "nothing_lost", "positions", "trees", "formulas", "selfcheck",
          "suite_toml", "suite_${name}", "hardened"} | (set() if len(sys.argv) > 3 else {"edited"})

# They go on for minutes whatever they find, and fail with a program that does nothing.
LONG = {"hostile", "scaling"}


def scripts():
    with open(ROOT + "/tests/CMakeLists.txt", encoding="utf-8") as f:
        text = f.read()
    for name, script, words in re.findall(r"^ *nc_script\((\S+) \S+ (\S+\.py) ?(.*)\)", text, re.M):
        if name in OTHERS:
            continue
        if name == "spec_${name}":
            words = words.replace("${spec}", ROOT + "/tests/spec/dialect.txt")
        yield name, ROOT + "/tests/" + script, words.split()


def status(script, words, program, **more):
    words = [SHIM if "shim" in w else EDIT if "preload_edit" in w else program if w.startswith("$<TARGET_FILE") else w for w in words]
    r = subprocess.run([sys.executable, script, *words], capture_output=True, text=True, timeout=600, check=False, cwd=ROOT,
                       env={**os.environ, "NC_STOP_AT_FIRST": "1", **more})
    return r


def fails_with_nothing(test, nothing):
    name, script, words = test
    r = status(script, words, nothing)
    return (r.returncode != 0, f"{name} passes with a program that does nothing", r)


def fails_when_turned(test):
    name, script, words = test
    with open(script, encoding="utf-8") as f:
        uses_lib = re.search(r"^from lib import [^\n]*\bcheck\b|lib\.check|^from lib import \(", f.read(), re.M)
    if uses_lib:
        r = status(script, words, PROGRAM, NC_TURN_FIRST="1")
        return r.returncode == 1, f"{name} passes when its first expectation is turned round", r
    if name in LONG:
        return True, "", None
    r = status(script, words, GARBLING)
    return r.returncode != 0, f"{name} passes with a program whose products are garbled", r


with tempfile.TemporaryDirectory() as folder:
    NOTHING = folder + "/noteconv"
    with open(NOTHING, "w", encoding="utf-8") as out:
        out.write("#!/bin/sh\nexit 0\n")
    # Appends bytes to each output, different ones each time; for scripts that compare by themselves.
    GARBLING = folder + "/garbling"
    with open(GARBLING, "w", encoding="utf-8") as out:
        out.write(f"""#!/bin/sh
"{PROGRAM}" "$@"
status=$?
for word; do [ -f "$word" ] && case $last in -o) head -c 9 /dev/urandom >>"$word";; esac; last=$word; done
case "$* " in *" -o - "*) garbles=1;; *" -o "* | *--list-formats*) garbles=;; *) garbles=1;; esac
[ -z "$garbles" ] || head -c 9 /dev/urandom | od -t x1
exit $status
""")
    os.chmod(NOTHING, 0o755)
    os.chmod(GARBLING, 0o755)
    TESTS = list(scripts())
    check(len(TESTS) > 30, "the scripts are found", len(TESTS))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in (*pool.map(lambda t: fails_with_nothing(t, NOTHING), TESTS), *pool.map(fails_when_turned, TESTS)):
            check(*found)
sys.exit(finish())
