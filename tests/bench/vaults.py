#!/usr/bin/env python3
"""What a note of a large vault costs beside one of a small vault: linear means a ratio near 1. Nothing passes or fails here.

Usage: vaults.py NOTECONV [SMALL LARGE]      (5000 and 50000 notes by default, ten links and a card each)
For each format: processor time a note and peak memory of both, the ratio of the costs, and a second run of the large tree.
docs/bench.md says how to read the table.
"""
import os
import random
import shutil
import sys
import tempfile

from once import once

PROGRAM = os.path.abspath(sys.argv[1])
SIZES = [int(word) for word in sys.argv[2:4]] or [5000, 50000]
WORDS = "note text of some words that stand for what people write 笔记 连接 想法 日記 기록 about links and memory".split()


def make(folder, count):
    """Folders of 250 notes, names as people give them, links without order: near and far."""
    random.seed(count)
    os.makedirs(folder + "/.obsidian")
    for i in range(count):
        if i % 250 == 0:
            os.makedirs(f"{folder}/area {i // 250}")
        links = " ".join(f"[[笔记 {random.randrange(count)}]]" for _ in range(10))
        with open(f"{folder}/area {i // 250}/笔记 {i}.md", "w", encoding="utf-8") as f:
            f.write(f"# Note {i}\n\n{links}\n\n" + " ".join(random.choices(WORDS, k=60)) + f"\n\n## Part {i} #card\n\nmore\n")


def best(command, folder, product, runs=3):
    """The run that took the least processor time: other work of the machine only adds to it."""
    results = []
    for _ in range(runs):
        shutil.rmtree(f"{folder}/{product}", ignore_errors=True)
        results.append(once(command, folder))
    return None if any(result[3] for result in results) else min(results)


with tempfile.TemporaryDirectory() as work:
    for size in SIZES:
        make(f"{work}/{size}", size)
    print(f"{'a vault of':10}{'notes':>8}{'processor':>12}{'a note':>12}{'wall':>9}{'memory':>10}{'ratio':>8}")
    for fmt in ("json", "epub", "apkg", "org", "html"):
        costs = []
        for size in SIZES:
            figures = best([PROGRAM, "-q", "-t", fmt, "-o", f"out-{fmt}", str(size)], work, f"out-{fmt}")
            if not figures:
                print(f"{fmt:10}{size:8} failed")
                continue
            costs.append(figures[0] / size)
            ratio = f"{costs[-1] / costs[0]:8.2f}" if len(costs) > 1 else ""
            print(f"{fmt:10}{size:8}{figures[0]:10.2f} s{costs[-1] * 1e6:9.0f} µs{figures[1]:7.2f} s{figures[2] / 1024:7.0f} MB{ratio}")
            if fmt in ("org", "html") and size == SIZES[-1]:
                again = once([PROGRAM, "-q", "-t", fmt, "-o", f"out-{fmt}", str(size)], work)
                print(f"{fmt:10}{'again':>8}{again[0]:10.2f} s{'':12}{again[1]:7.2f} s{again[2] / 1024:7.0f} MB{again[1] / figures[1]:8.2f} of the first's wall time")
        shutil.rmtree(f"{work}/out-{fmt}", ignore_errors=True)
