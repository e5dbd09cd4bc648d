#!/usr/bin/env python3
"""Changes one line of the program at a time and looks whether the tests notice.

Works in copies of the tree below build/mutants, whose core is a library of its own, so that a change costs one file to
compile and one library to link. A mutant is tried with the fast tests and golden cases that run its line (coverage.py);
those that noticed mutants of its folder before come first. A mutant that does not compile is replaced by another.
Prints those that survive, then the scores by room, of sampled and aimed ones. equivalent.tsv names, with the reason, changes
that no test can notice; they do not count.

Usage: mutants.py [N] [--seed S] [--jobs J] [--minutes M] [--again] [--each KINDS] [--only PATTERN] [--fast SECONDS] [--trust]
--again tries those that survived the last run. --each tries one change at each place that has one of these aimed kinds (a
pattern: letters|order), up to N. --only: of files whose path has PATTERN in it. --fast: tests of up to so
much processor time. --trust: the tests that the run before has looked at take as long and run the same lines as then; others are left out.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pickle
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import coverage
from changes import Change, draw, each_of

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WORK = os.path.join(ROOT, "build", "mutants")
KNOWN = os.path.join(WORK, "known.pickle")  # times of the tests, and what they run
RESULTS = os.path.join(WORK, "results.tsv")
EQUIVALENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "equivalent.tsv")
FAST = 45.0  # seconds of processor time that a test may take to be among the fast ones; the goldens are always
# They ask about the text of the sources or the machine that built them, not about what the program does.
NOT_ASKED = ("includes", "circles", "css", "css_check_itself", "hardened")


def call(words, cwd, seconds, env=None, processor=60):
    """The status, the output and the processor time; a program that takes too long is ended with all that it started."""
    with subprocess.Popen(words, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          start_new_session=True, preexec_fn=lambda: limit(processor)) as process:
        ends = threading.Timer(seconds, os.killpg, (process.pid, signal.SIGKILL))
        ends.start()
        out = process.stdout.read().decode("utf-8", "replace")
        _, status, used = os.wait4(process.pid, 0)
        ends.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, out, used.ru_utime + used.ru_stime


def limit(processor):
    """Keeps a mutant that never ends or takes all memory from harming others. processor: seconds for each process."""
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
    resource.setrlimit(resource.RLIMIT_FSIZE, (3 << 30, 3 << 30))


class Tree:
    """A copy of the sources, built with the core as a library of its own, and its tests."""

    def __init__(self, number):
        self.folder = os.path.join(WORK, f"tree{number}")
        self.build = os.path.join(self.folder, "build")
        self.temporary = "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp"
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("NOTECONV_")}
        self.env.update(NC_STOP_AT_FIRST="1", NC_SAMPLE="1", TMPDIR=self.temporary)
        self.tests = {}
        self.built = set()

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

    def make(self, env=None):
        return call(["cmake", "--build", self.build, "-j", "2"], self.folder, 3000, env or {**self.env, "CCACHE_DISABLE": "1"})

    def prepare(self):
        """Copies, builds, lists the tests."""
        self.copy()
        status, out, _ = call(["cmake", "-S", ".", "-B", "build", "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug", "-DNC_SHARED=ON",
                            "-DNC_HARDEN=OFF", "-DCMAKE_C_FLAGS_DEBUG=-O1"], self.folder, 300, self.env)
        if status == 0:
            status, out, _ = self.make(self.env)
        if status != 0:
            sys.exit("the tree does not build:\n" + out[-3000:])
        self.tests = tests_of(self.build, self.env)

    def is_built(self, path):
        """False for a part of the program that another system has."""
        if not self.built:
            with open(self.build + "/build.ninja", encoding="utf-8") as file:
                self.built = set(re.findall(r"\.dir/(\S+\.c)\.o:", file.read()))
        return not path.endswith(".c") or path in self.built

    def runs(self, name, only, env=None, seconds=None):
        """The status of a test; of the cases those whose names are in only."""
        command, folder = self.tests[name]
        golden = name == "cases"  # none of them takes a second
        return call(command + sorted(only if golden else ()), folder, seconds or FAST * 20, {**self.env, **(env or {})}, 10 if golden else 60)


def tests_of(build, env):
    """name -> command and folder of those that may notice something."""
    listed = json.loads(subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"], capture_output=True, text=True,
                                       env=env, check=True).stdout)
    found = {}
    for test in listed["tests"]:
        properties = {p["name"]: p["value"] for p in test.get("properties", [])}
        labels = set(properties.get("LABELS", []))
        if test["name"] not in NOT_ASKED and not labels & {"hostile", "faults", "corpus", "suites"}:
            found[test["name"]] = test["command"], properties["WORKING_DIRECTORY"]
    return found


def build_covered(tree):
    """ccache does not know the list of what is looked at."""
    env = {**tree.env, "CCACHE_DISABLE": "1"}
    status, out, _ = call(coverage.configure(tree.folder), tree.folder, 300, env)
    if status == 0:
        status, out, _ = call(["cmake", "--build", "covered", "-j", "2"], tree.folder, 3000, env)
    if status != 0:
        sys.exit("the tree that notes what runs does not build:\n" + out[-3000:])


def look(tree, name, words, where, folder):
    """The processor time of a test, None if it is none to ask, and what it runs of the program: of the goldens, each case."""
    cases = os.path.join(folder, "cases of")
    env = {**tree.env, "NC_COVERAGE": os.path.join(folder, name), "NC_COVERAGE_CASES": cases}
    env.pop("NC_STOP_AT_FIRST")
    os.makedirs(cases, exist_ok=True)
    status, out, took = call(words, where, FAST * 20, env)
    if status != 0:
        if status != 77:
            print(f"({name} fails as things are and is left out: {status}\n{out[-1000:]})", flush=True)
        return None, {}
    seen = {}
    for key, path in [(name, env["NC_COVERAGE"]), *((f"cases {n}", f"{cases}/{n}") for n in os.listdir(cases) if name == "cases")]:
        if os.path.exists(path):
            with open(path, "rb") as file:
                seen[key] = file.read()
    return took, seen


def learn(tree, trust, jobs, fast):
    """How long the tests take, and what runs in each, and in each golden case by itself. What an earlier run has found is used
    if it is trusted, and tests that it does not know are left out."""
    times, places, seen = {}, None, {}
    if trust and os.path.exists(KNOWN):
        with open(KNOWN, "rb") as file:
            times, places, seen = pickle.load(file)
    else:
        build_covered(tree)
        places = coverage.find_places(tree.folder)
    tests = {} if seen else tests_of(os.path.join(tree.folder, "covered"), tree.env)
    with tempfile.TemporaryDirectory(dir=tree.temporary) as folder, concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        wanted = {pool.submit(look, tree, name, *tests[name], folder): name for name in tests if name not in times}
        for future in concurrent.futures.as_completed(wanted):
            took, data = future.result()
            if took is None:
                continue
            times[wanted[future]] = took
            seen.update(data)
            with open(KNOWN + ".new", "wb") as file:
                pickle.dump((times, places, seen), file)
            os.replace(KNOWN + ".new", KNOWN)
    if not seen:
        sys.exit("nothing says what the tests run")
    times = {name: took for name, took in times.items() if name in tree.tests}
    slow = {name: took for name, took in times.items() if took > fast and name != "cases"}
    if slow:
        print("not among the fast ones: " + ", ".join(f"{name} ({took:.0f} s)" for name, took in slow.items()), flush=True)
    times = {name: took for name, took in times.items() if name not in slow}
    return times, coverage.Coverage(tree.folder, places, seen)


class Record:
    """What became of each mutant, shared by the trees."""

    def __init__(self, times, covered):
        self.times, self.covered = times, covered
        self.lock = threading.Lock()
        self.rows = []  # (change, outcome): a test's name, "", "no"
        self.noticed = collections.Counter()
        self.spent = collections.Counter()  # seconds by what was done

    def order(self, change):
        """The tests that run what is changed, and the golden cases that do; first those that notice most for their time, those
        of the same room counted most."""
        names = self.covered.tests(change)
        cases = {n.split()[1] for n in names if n.startswith("cases ")} if names is not None else set()
        room = change.room()

        def worth(name):
            took = self.times[name] * (min(1, len(cases) / 300) if cases and name == "cases" else 1)
            return (self.noticed[room, name] + 0.2 * self.noticed[name] + 0.02) / (took + 0.1)
        with self.lock:
            return sorted((n for n in self.times if names is None or n in names or n == "cases" and cases
                           or n != "cases" and n not in self.covered.seen),
                          key=worth, reverse=True), cases

    def spend(self, what, began):
        with self.lock:
            self.spent[what] += time.time() - began

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


def first_that_notices(tree, record, change):
    """The name of the first test that fails twice, since a busy machine can fail one too; "" if none does."""
    order, cases = record.order(change)
    for name in order:
        seconds = max(30.0, record.times[name] * 15)
        began = time.time()
        fails = tree.runs(name, cases, seconds=seconds)[0] != 0 and tree.runs(name, cases, seconds=seconds)[0] != 0
        record.spend(name, began)
        if fails:
            return name
    return ""


def try_change(tree, record, change):
    path = os.path.join(tree.folder, change.path)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    lines = text.split("\n")
    lines[change.line - 1] = change.new
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        began = time.time()
        status = tree.make()[0]
        record.spend("building", began)
        outcome = "no" if status != 0 else first_that_notices(tree, record, change)
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


def read_reasons():
    """What equivalent.tsv names; and constants of which tests/limits.txt says that any works alike."""
    found, reason = {}, ""
    with open(EQUIVALENT, encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                *key, why = line.rstrip("\n").split("\t")
                found["\t".join(key)] = why
    with open(ROOT + "/tests/limits.txt", encoding="utf-8") as file:
        for line in file:
            if line.endswith(":\n"):
                reason = line[:-2]
            elif line.startswith("    ") and "any works alike" in reason:
                path, *names = line.split()
                found.update({(path, name): reason for name in names})
    return found


def reason_of(change, reasons):
    """Of a constant of which any works alike, so does one more or less where it is compared."""
    named = re.match(r"#define (\w+)", change.old) or change.kind == "limit" and re.search(r" (?:<=|>=|<|>) ([A-Z][A-Z_0-9]{3,})\b", change.old)
    return reasons.get(change.key()) or (named and reasons.get((change.path, named[1])))


def report(rows, reasons):
    counts = collections.defaultdict(lambda: [0, 0])
    for change, outcome in rows:
        if outcome == "no" or (outcome == "" and reason_of(change, reasons)):
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
        print(f"  {change}" + (f"\n    nobody can notice: {reason_of(change, reasons)}" if reason_of(change, reasons) else ""))


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("count", type=int, nargs="?", default=300)
    asked.add_argument("--seed", default="1")
    asked.add_argument("--jobs", type=int, default=max(1, (os.cpu_count() or 2) // 2))
    asked.add_argument("--minutes", type=float, default=600)
    asked.add_argument("--again", action="store_true")
    asked.add_argument("--each", default="")
    asked.add_argument("--only", default="")
    asked.add_argument("--fast", type=float, default=FAST)
    asked.add_argument("--trust", action="store_true")
    given = asked.parse_args()
    os.makedirs(WORK, exist_ok=True)
    reasons = read_reasons()
    changes = list(last_survivors()) if given.again else []
    if os.path.exists(RESULTS):
        os.replace(RESULTS, RESULTS + ".last")
    trees = [Tree(i) for i in range(given.jobs)]
    for tree in trees:
        tree.prepare()
    if given.each:
        changes = each_of(ROOT, given.each, given.seed, trees[0].is_built)
    elif not given.again:
        changes = draw(ROOT, given.count * (30 if given.only else 3), given.seed, trees[0].is_built)
    waiting = collections.deque(c for c in changes if re.search(given.only, c.path))
    ends = time.time() + given.minutes * 60
    record = Record(*learn(trees[0], given.trust, given.jobs, given.fast))
    threads = [threading.Thread(target=work, args=(tree, waiting, record, given.count, ends)) for tree in trees]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report(record.rows, reasons)
    print("\nseconds: " + ", ".join(f"{what} {spent:.0f}" for what, spent in record.spent.most_common(12)))


main()
