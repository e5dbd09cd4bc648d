#!/usr/bin/env python3
"""Faults: one system call or one allocation fails, and the outputs are old or new as a whole.

Usage: faults.py NOTECONV SHIM [--full] [--only WORD]… [--table]

For a note and a vault, every format and every class of calls (faultshim.c), the Nth call fails: N = 1 to all with --full,
else a sample that takes a minute. Each run starts from outputs of an earlier state of the notes. Checked:

 * the outputs are those of before, or those of the new notes; of a tree or deck also those around a note that could not be read,
   with exit status 1; nothing else, whatever the status;
  * the status is 0 only with the new ones; every other status has its message; no signal ends the program;
 * no temporary is left, unless removing it or looking at it failed, or a journal says what becomes of it; the next run, without a fault,
   gives the new ones, and leaves no temporary and no journal.

--table prints the matrix of docs/security.md.
"""
import collections
import concurrent.futures
import errno
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile

from lib import PNG, PROGRAM, check, finish, make

SHIM = os.path.abspath(sys.argv[2])
FULL = "--full" in sys.argv
TABLE = "--table" in sys.argv
ONLY = [sys.argv[i + 1] for i, word in enumerate(sys.argv) if word == "--only"]
SAMPLE = 7  # of each class
FORMATS = ("epub", "apkg", "org", "html", "json")
IO = str(errno.EIO)
FAULTS = [("open", IO), ("open", str(errno.EMFILE)), ("opendir", str(errno.EMFILE)), ("read", IO), ("read", "short"),
          ("readdir", IO), ("stat", IO), ("write", str(errno.ENOSPC)), ("write", "short"), ("fsync", IO), ("rename", IO),
          ("close", IO), ("unlink", IO), ("mkdir", str(errno.ENOSPC)), ("malloc", str(errno.ENOMEM))]
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": "1735689600", "LC_ALL": "C.UTF-8", "HOME": "/tmp"}

NOTE = """---
title: 笔记 and notes
tags: [a, b/c]
---
# One

**粗体** text with $x^2$, `code`, ~~old~~ and a footnote[^1]. ![picture](pic.png)

Why is A?

Because of B.

| a | b |
|---|---|
| 1 | 2 |

> [!note] Callout
> <kbd>Ctrl</kbd> text

[^1]: The note.
"""
FILES = {"note.md": NOTE, "pic.png": PNG, "v/.obsidian/app.json": "{}", "v/.noteconvignore": "ignored.md\n", "v/ignored.md": "x\n",
         "v/index.md": NOTE.replace("pic.png", "img/p.png") + "\n[[s/b]] [[c#Part|label]] ![[s/b#Beta]]\n", "v/img/p.png": PNG,
         "v/s/b.md": "# Beta\n\nWhat is beta?\n\nThe second.\n", "v/c.md": "# C\n\n## Part\n\nWho?\n\nMe.\n",
         "v/t/d.md": "# D\n\n![drawing](../img/d.svg)\n",
         "v/img/d.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="5" height="5"/></svg>'}
EDIT = "\n\n## New part\n\nWhy new?\n\nIt is.\n"
EDITED = ("note.md", "v/index.md", "v/c.md")


def words_of(what, fmt):
    if what == "note":
        return ["-t", fmt, "-o", "out/", "note.md"]
    each = ["--each"] if what == "each" else []
    return ["-t", fmt, *each, "-o", "out/", *(["--cards=questions"] if fmt == "apkg" else []), "v"]


def run(folder, words, fault=None, jobs="1"):
    env = dict(ENVIRONMENT)
    if fault:
        env.update(LD_PRELOAD=SHIM, **fault)
    done = subprocess.run([PROGRAM, "-j", jobs, *words], cwd=folder, env=env, capture_output=True, timeout=60, check=False,
                          stdin=subprocess.DEVNULL)
    return done.returncode, done.stderr.decode("utf-8", "replace")


def products(folder):
    """The outputs by path, and the files of noteconv's own that should not stay."""
    found, stray = {}, []
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            rel = os.path.relpath(path, folder)
            if name.startswith(".noteconv-"):
                if name != ".noteconv-state":
                    stray.append(rel)
                continue
            with open(path, "rb") as f:
                found[rel] = hashlib.sha256(f.read()).hexdigest()
    return found, stray


def cards(folder):
    """What a deck holds, card by card: a run around an unreadable note numbers its cards by itself."""
    found = {}
    for name in os.listdir(folder):
        if name.endswith(".apkg"):
            with tempfile.NamedTemporaryFile() as f:
                f.write(zipfile.ZipFile(os.path.join(folder, name)).read("collection.anki2"))
                f.flush()
                db = sqlite3.connect(f.name)
                found.update(db.execute("select guid, flds from notes"))
                db.close()
    return found


class Case:
    """Notes, the products of before, and those of after."""

    def __init__(self, work, what, fmt):
        self.what, self.fmt, self.words = what, fmt, words_of(what, fmt)
        self.base = os.path.join(work, f"{what}-{fmt}")
        make(self.base, FILES)
        status, told = run(self.base, self.words)
        check(status == 0, f"{what} to {fmt}", told)
        self.old, _ = products(self.base + "/out")
        for name in EDITED:
            with open(os.path.join(self.base, name), "a", encoding="utf-8") as f:
                f.write(EDIT)
        after = self.base + "-after"
        shutil.copytree(self.base, after)
        status, told = run(after, self.words)
        check(status == 0, f"{what} to {fmt} again", told)
        self.new, _ = products(after + "/out")
        self.cards = cards(after + "/out")
        check(self.old != self.new, f"{what} to {fmt}: the edit is seen")
        # A tree or deck may be brought up to date around what could not be read.
        self.may_go_around = what != "note" and (fmt in ("org", "html", "apkg") or what == "each")

    def count(self, call):
        folder = tempfile.mkdtemp(dir=os.path.dirname(self.base))
        shutil.copytree(self.base, folder, dirs_exist_ok=True)
        run(folder, self.words, {"FAULT_CALL": call, "FAULT_COUNT": folder + "/count"})
        with open(folder + "/count", encoding="ascii") as f:
            n = int(f.read())
        shutil.rmtree(folder)
        return n

    def judge(self, call, error, n):
        """One run with a fault and the next one: (outcome, status, what is wrong or None)."""
        folder = tempfile.mkdtemp(dir=os.path.dirname(self.base))
        shutil.copytree(self.base, folder, dirs_exist_ok=True)
        try:
            status, told = run(folder, self.words, {"FAULT_CALL": call, "FAULT_AT": str(n), "FAULT_ERROR": error})
            outcome, wrong = self.outcome(folder, status, told)
            left = products(folder + "/out")[1]
            # A file that cannot be removed, or recognised as noteconv's own, waits for the next run; so does a journal with its files.
            if not wrong and left and call not in ("stat", "unlink") and ".noteconv-journal" not in left:
                wrong = f"it leaves {left}"
            after, told_then = run(folder, self.words)
            found, stray = products(folder + "/out")
            same = found == self.new or (self.fmt == "apkg" and outcome == "around" and cards(folder + "/out") == self.cards)
            if not wrong and (after or not same):
                wrong = f"the next run: status {after}, {'new' if same else 'not new'}: {told_then[-300:]}"
            if not wrong and stray:
                wrong = f"the next run leaves {stray}"
            return outcome, status, wrong and f"{wrong}\n  the run with the fault: status {status}: {told[-500:]}"
        finally:
            shutil.rmtree(folder)

    def outcome(self, folder, status, told):
        found, _ = products(folder + "/out")
        outcome = "old" if found == self.old else "new" if found == self.new else "neither"
        if outcome == "neither" and self.may_go_around and status == 1 and not set(self.old) - set(found):
            outcome = "around"
        if outcome == "old" and self.may_go_around and status == 1:
            outcome = "around"
        wrong = None
        if outcome == "neither":
            wrong = "the outputs are neither those of before nor the new ones"
        elif status < 0:
            wrong = f"it died of signal {-status}"
        elif status == 0 and outcome != "new":
            wrong = "status 0, and the outputs are not the new ones"
        elif status and "error" not in told:
            wrong = "no message says what failed"
        return outcome, wrong


def places(count):
    """The numbers of the calls that fail."""
    if FULL or count <= SAMPLE:
        return range(1, count + 1)
    return sorted({1 + round(i * (count - 1) / (SAMPLE - 1)) for i in range(SAMPLE)})


def judge_all(cases):
    table = collections.Counter()
    tasks = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for case in cases:
            counts = {}
            for call, error in FAULTS:
                if ONLY and call not in ONLY:
                    continue
                if call not in counts:
                    counts[call] = case.count(call)
                tasks += [(case, call, error, n, pool.submit(case.judge, call, error, n)) for n in places(counts[call])]
        for case, call, error, n, future in tasks:
            outcome, status, wrong = future.result()
            name = f"{case.what} to {case.fmt}: {call} {error if error == 'short' else errno.errorcode[int(error)]} at {n}"
            check(not wrong, name, wrong)
            table[call, "short" if error == "short" else "", outcome, status] += 1
    return table


def print_table(table):
    columns = ["new, 0", "new, 1 or 2", "old, 1 or 2", "around, 1", "neither", "old, 0"]
    rows = collections.defaultdict(collections.Counter)
    for (call, short, outcome, status), n in table.items():
        column = ("neither" if outcome == "neither" else "around, 1" if outcome == "around" else
                  f"{outcome}, 0" if status == 0 else f"{outcome}, 1 or 2")
        rows[call + (" (short)" if short else "")][column] += n
    print("| call | runs | " + " | ".join(columns) + " |")
    print("|---|--:|" + "--:|" * len(columns))
    for call, row in sorted(rows.items()):
        print(f"| {call} | {sum(row.values())} | " + " | ".join(str(row[c]) for c in columns) + " |")
    print(json.dumps({"runs": sum(table.values())}))


def main():
    with tempfile.TemporaryDirectory() as work:
        kinds = [w for w in ("note", "vault", "each") if not ONLY or w in ONLY or not set(ONLY) & {"note", "vault", "each"}]
        formats = [f for f in FORMATS if not set(ONLY) & set(FORMATS) or f in ONLY]
        ONLY[:] = [w for w in ONLY if w not in FORMATS and w not in ("note", "vault", "each")]
        cases = [Case(work, what, fmt) for what in kinds for fmt in (formats if what != "each" else ["epub"])]
        table = judge_all(cases)
    if TABLE:
        print_table(table)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
