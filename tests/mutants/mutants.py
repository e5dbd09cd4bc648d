#!/usr/bin/env python3
"""Changes one line of the program at a time and looks whether the tests notice.

Works in copies of the tree below build/mutants, each built step by step and tried with the tests that are fast; what
noticed a mutant of the room before is tried first. A mutant that does not compile is another one's turn. Prints those
that survive, then the scores by room, of sampled and aimed ones. equivalent.tsv names, with the reason, changes that no
test can notice; they do not count.

Usage: mutants.py [N] [--seed S] [--jobs J] [--minutes M] [--again] [--only PATTERN] [--fast SECONDS] [--trust]
--again tries those that survived the last run. --only: of files whose path has PATTERN in it. --fast: tests of up to so much
processor time. --trust: the tests passed and took as long as in the run before, which is not tried again.
"""
import argparse
import collections
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time

from changes import Change, draw

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WORK = os.path.join(ROOT, "build", "mutants")
TIMES = os.path.join(WORK, "times.json")
RESULTS = os.path.join(WORK, "results.tsv")
EQUIVALENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "equivalent.tsv")
FAST = 15.0  # seconds of processor time that a test may take to be among the fast ones
# They ask about the text of the sources or the machine that built them, not about what the program does.
NOT_ASKED = ("includes", "circles", "css", "css_check_itself", "hardened")


def call(words, cwd, seconds, env=None):
    """The status and output; a program that takes too long is ended with all that it started."""
    process = subprocess.Popen(words, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, start_new_session=True)
    try:
        out = process.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return "too long", ""
    return process.returncode, out.decode("utf-8", "replace")


def processor_time():
    """Of the children that have ended, which is the same on a busy machine."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Tree:
    """A copy of the sources, built, and its tests."""

    def __init__(self, number, fast, trust):
        self.folder = os.path.join(WORK, f"tree{number}")
        self.build = os.path.join(self.folder, "build")
        self.temporary = "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp"
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("NOTECONV_")}
        self.env.update(NC_STOP_AT_FIRST="1", TMPDIR=self.temporary, CCACHE_DISABLE="1")
        self.tests, self.taken, self.known, self.fast = {}, {}, {}, fast
        if trust and os.path.exists(TIMES):
            with open(TIMES, encoding="utf-8") as file:
                self.known = json.load(file)

    def copy(self):
        names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        wanted = {n for n in names.decode().split("\0") if n and os.path.isfile(os.path.join(ROOT, n))}
        for name in wanted:
            there = os.path.join(self.folder, name)
            os.makedirs(os.path.dirname(there), exist_ok=True)
            source = os.path.join(ROOT, name)
            if not os.path.exists(there) or open(source, "rb").read() != open(there, "rb").read():
                shutil.copy(source, there)
        for folder in ("src", "export", "tests"):
            for where, _, files in os.walk(os.path.join(self.folder, folder)):
                for name in files:
                    path = os.path.join(where, name)
                    if os.path.relpath(path, self.folder) not in wanted and "__pycache__" not in path:
                        os.remove(path)

    def make(self):
        return call(["cmake", "--build", self.build, "-j", "2"], self.folder, 600, self.env)

    def prepare(self):
        """Copies, builds, and times each test. One that fails as things are notices nothing, and is told."""
        self.copy()
        status, out = call(["cmake", "-S", ".", "-B", "build", "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug",
                            "-DCMAKE_C_FLAGS_DEBUG=-O1"], self.folder, 300, self.env)
        if status == 0:
            status, out = call(["cmake", "--build", self.build, "-j", "2"], self.folder, 3000,
                               {k: v for k, v in self.env.items() if k != "CCACHE_DISABLE"})
        if status != 0:
            sys.exit("the tree does not build:\n" + out[-3000:])
        listed = json.loads(subprocess.run(["ctest", "--test-dir", self.build, "--show-only=json-v1"],
                                           capture_output=True, text=True, env=self.env, check=True).stdout)
        for test in listed["tests"]:
            properties = {p["name"]: p["value"] for p in test.get("properties", [])}
            labels = set(properties.get("LABELS", []))
            if test["name"] in NOT_ASKED or labels & {"hostile", "faults", "corpus", "suites"}:
                continue
            name, known = test["name"], self.known.get(test["name"])
            if known is not None and known > self.fast:
                continue
            if known is not None:
                self.tests[name], self.taken[name] = (test["command"], properties["WORKING_DIRECTORY"]), known
                continue
            start = processor_time()
            status, out = call(test["command"], properties["WORKING_DIRECTORY"], FAST * 20, self.env)
            took = processor_time() - start
            if status == 77:
                continue
            if status not in (0, "too long"):
                print(f"({name} fails as things are and is left out:\n{out[-1000:]})", flush=True)
                continue
            self.known[name] = took if status == 0 else FAST * 20
            if self.known[name] > self.fast:
                print(f"({name} takes over {self.fast:.0f} s of processor time: not among the fast ones)", flush=True)
                continue
            self.tests[name], self.taken[name] = (test["command"], properties["WORKING_DIRECTORY"]), took
        with open(TIMES, "w", encoding="utf-8") as file:
            json.dump(self.known, file)

    def try_tests(self, order):
        """The name of the first test that notices; "" if none does."""
        for name in order:
            command, folder = self.tests[name]
            status, _ = call(command, folder, max(60.0, self.taken[name] * 20), self.env)
            if status != 0:
                return name
        return ""


class Record:
    """What became of each mutant, shared by the trees."""

    def __init__(self):
        self.lock = threading.Lock()
        self.rows = []  # (change, outcome): a test's name, "", "no"
        self.noticed = collections.Counter()

    def order(self, tree, room):
        """The tests that notice most for their time, those of the same room counted most."""
        def worth(name):
            return (self.noticed[room, name] + 0.2 * self.noticed[name] + 0.02) / (tree.taken[name] + 0.05)
        with self.lock:
            return sorted(tree.tests, key=worth, reverse=True)

    def add(self, change, outcome):
        with self.lock:
            self.rows.append((change, outcome))
            if outcome not in ("", "no"):
                self.noticed[change.room(), outcome] += 1
                self.noticed[outcome] += 1
            if outcome == "":
                print("survived:", change, flush=True)
            with open(RESULTS, "a", encoding="utf-8") as file:
                print(change.path, change.line, change.sort, change.kind, change.old, change.new,
                      outcome or "SURVIVED", sep="\t", file=file)


def try_change(tree, record, change):
    path = os.path.join(tree.folder, change.path)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    lines = text.split("\n")
    lines[change.line - 1] = change.new
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        status, _ = tree.make()
        outcome = "no" if status != 0 else tree.try_tests(record.order(tree, change.room()))
    finally:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    record.add(change, outcome)
    return outcome != "no"


def work(tree, waiting, record, wanted, ends):
    while time.time() < ends:
        with record.lock:
            tried = sum(outcome != "no" for _, outcome in record.rows)
            if not waiting or tried >= wanted:
                return
            change = waiting.popleft()
        try_change(tree, record, change)


def last_survivors():
    with open(RESULTS, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    found = {}
    for path, line, sort, kind, *rest in rows:
        old, new, outcome = "\t".join(rest[:-2]), rest[-2], rest[-1]
        found[path, old, new] = sort, kind, int(line), outcome
    for (path, old, new), (sort, kind, line, outcome) in found.items():
        if outcome == "SURVIVED":
            with open(os.path.join(ROOT, path), encoding="utf-8") as file:
                lines = file.read().split("\n")
            near = [i for i, text in enumerate(lines, 1) if text == old]
            if near:
                yield Change(path, min(near, key=lambda i: abs(i - line)), sort, kind, old, new)


def report(rows, reasons):
    counts = collections.defaultdict(lambda: [0, 0])
    for change, outcome in rows:
        if outcome == "no" or (outcome == "" and change.key() in reasons):
            continue
        for place in (change.room(), change.sort, "all"):
            counts[place][0] += outcome != ""
            counts[place][1] += 1
    print(f"\n{'room':24} noticed  tried  share")
    for place in sorted(counts, key=lambda p: (p in ("sampled", "aimed", "all"), p)):
        noticed, tried = counts[place]
        print(f"{place:24} {noticed:7} {tried:6} {100 * noticed // tried:5} %")
    left = [c for c, outcome in rows if outcome == ""]
    print(f"\n{len(left)} survived:")
    for change in sorted(left, key=lambda c: (c.path, c.line)):
        print(f"  {change}" + (f"\n    nobody can notice: {reasons[change.key()]}" if change.key() in reasons else ""))


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("count", type=int, nargs="?", default=300)
    asked.add_argument("--seed", default="1")
    asked.add_argument("--jobs", type=int, default=max(1, (os.cpu_count() or 2) // 2))
    asked.add_argument("--minutes", type=float, default=600)
    asked.add_argument("--again", action="store_true")
    asked.add_argument("--only", default="")
    asked.add_argument("--fast", type=float, default=FAST)
    asked.add_argument("--trust", action="store_true")
    given = asked.parse_args()
    os.makedirs(WORK, exist_ok=True)
    reasons = {}
    with open(EQUIVALENT, encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                *key, reason = line.rstrip("\n").split("\t")
                reasons["\t".join(key)] = reason
    changes = list(last_survivors()) if given.again else draw(ROOT, given.count * (30 if given.only else 3), given.seed)
    changes = [c for c in changes if re.search(given.only, c.path)]
    if os.path.exists(RESULTS):
        os.replace(RESULTS, RESULTS + ".last")
    record, ends = Record(), time.time() + given.minutes * 60
    waiting = collections.deque(changes)
    trees = [Tree(i, given.fast, given.trust) for i in range(given.jobs)]
    for tree in trees:
        tree.prepare()
    threads = [threading.Thread(target=work, args=(tree, waiting, record, given.count, ends)) for tree in trees]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report(record.rows, reasons)


main()
