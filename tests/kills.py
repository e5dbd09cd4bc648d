#!/usr/bin/env python3
"""Kills: the program ends at any moment, and an edit followed by a run just works.

Usage: kills.py NOTECONV SHIM [KILLS]

For a book, a deck, a tree and books of each note: SIGKILL at the Nth call that changes what is on the disk (faultshim.c), for N
spread over all of them, and SIGKILL or SIGINT after a random time. Each kill comes on top of an older product, and is followed by
an edit and a run. Checked: after the kill each file is whole, old or new; the run after the edit is not refused, leaves what a run
that was never killed leaves, and no temporary and no journal. KILLS: how many in all (default 120).
"""
import collections
import concurrent.futures
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import faults
from lib import PROGRAM, check, finish

KILLS = int(sys.argv[3]) if len(sys.argv) > 3 else 120
CASES = (("vault", "epub"), ("vault", "apkg"), ("vault", "org"), ("each", "epub"))


def edit_again(folder):
    for name in ("note.md", "v/s/b.md", "v/c.md"):
        with open(os.path.join(folder, name), "a", encoding="utf-8") as f:
            f.write("\n\nWhat was edited last?\n\nThis.\n")


class Killed(faults.Case):
    def __init__(self, work, what, fmt):
        super().__init__(work, what, fmt)
        self.calls = self.count("disk")
        then = self.base + "-then"
        shutil.copytree(self.base, then)
        start = time.monotonic()
        faults.run(then, self.words)
        self.seconds = time.monotonic() - start
        edit_again(then)
        status, told = faults.run(then, self.words)
        check(status == 0, f"{what} to {fmt}: two edits", told)
        self.then, _ = faults.products(then + "/out")
        self.then_cards = faults.cards(then + "/out")

    def kill(self, folder, number, how):
        if how == "call":
            n = 1 + number * self.calls // max(KILLS // (2 * len(CASES)), 1) % self.calls
            return faults.run(folder, self.words, {"FAULT_CALL": "disk", "FAULT_AT": str(n), "FAULT_ERROR": "kill"})[0]
        with subprocess.Popen([PROGRAM, "-q", "-j", "1", *self.words], cwd=folder, env=faults.ENVIRONMENT,
                              stderr=subprocess.DEVNULL) as child:
            time.sleep(random.Random(number).random() * self.seconds * 1.1)
            child.send_signal(signal.SIGINT if number % 4 == 0 else signal.SIGKILL)
            return child.wait(60)

    def try_kill(self, number, how):
        folder = tempfile.mkdtemp(dir=os.path.dirname(self.base))
        shutil.copytree(self.base, folder, dirs_exist_ok=True)
        try:
            status = self.kill(folder, number, how)
            found, _ = faults.products(folder + "/out")
            outcome = ("old" if found == self.old else "new" if found == self.new else
                       "between" if all(v in (self.old.get(k), self.new.get(k)) for k, v in found.items()) else "torn")
            edit_again(folder)
            after, told = faults.run(folder, self.words)
            found, stray = faults.products(folder + "/out")
            same = found == self.then or (self.fmt == "apkg" and faults.cards(folder + "/out") == self.then_cards)
            wrong = ("a file is neither old nor new" if outcome == "torn" else
                     f"refused: status {after}: {told[-400:]}" if after else
                     f"mixed: {sorted(set(found.items()) ^ set(self.then.items()))[:4]}" if not same else
                     f"left behind: {stray}" if stray else None)
            return outcome, status, wrong
        finally:
            shutil.rmtree(folder)


def main():
    outcomes = collections.Counter()
    with tempfile.TemporaryDirectory() as work, concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        cases = [Killed(work, what, fmt) for what, fmt in CASES]
        tasks = [(case, how, number, pool.submit(case.try_kill, number, how))
                 for case in cases for number in range(KILLS // (2 * len(CASES))) for how in ("call", "time")]
        for case, how, number, future in tasks:
            outcome, status, wrong = future.result()
            check(not wrong, f"{case.what} to {case.fmt}, {how} {number}, status {status}", wrong)
            outcomes[case.what + " " + case.fmt, "killed" if status < 0 else "finished", outcome] += 1
    for key, n in sorted(outcomes.items()):
        print(f"{n:5} {' '.join(key)}")
    return finish()


if __name__ == "__main__":
    sys.exit(main())
