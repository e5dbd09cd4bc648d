#!/usr/bin/env python3
"""Trees as transactions: the journal, the lock, what --prune may remove, and whose files are whose.

Usage: transactions.py NOTECONV SHIM
"""
import fcntl
import hashlib
import os
import sys

from lib import PNG, check, finish, in_folders, make, run

SHIM = os.path.abspath(sys.argv[2])
VAULT = {"v/.obsidian/app.json": "{}", "v/a.md": "---\ntags: [one]\n---\n# A\n\n![p](p.png)\n", "v/s/b.md": "# B\n", "v/p.png": PNG}
WORDS = ("-t", "org", "-o", "out", "v")


def names(folder):
    return sorted(os.path.relpath(os.path.join(base, n), folder) for base, _, found in os.walk(folder) for n in found)


def seal(text):
    return text + "sha256 " + hashlib.sha256(text.encode()).hexdigest() + "\n"


def kill_at_rename(work, at):
    return run(work, *WORDS, env={"LD_PRELOAD": SHIM, "FAULT_CALL": "rename", "FAULT_AT": str(at), "FAULT_ERROR": "kill"})


def test_journal(work):
    make(work, VAULT)
    run(work, *WORDS)
    make(work, {"v/a.md": "# A2\n", "v/s/b.md": "# B2\n", "v/c.md": "# C\n"})
    r = kill_at_rename(work, 3)
    left = names(work + "/out")
    check(r.returncode < 0 and ".noteconv-journal" in left and any(".noteconv-tree-" in n for n in left), "killed between two renames", left)
    with open(work + "/out/.noteconv-journal", encoding="utf-8") as f:
        journal = f.read()
    check(journal.startswith("noteconv-journal 1\n") and journal.count("\nwrite ") == 3 and journal.splitlines()[-1].startswith("sha256 "),
          "the journal says what is to be done", journal)
    # A file of the user's own is neither old nor new: it stays, and is reported.
    make(work, {"out/c.org": "my own\n", "v/s/b.md": "# B3\n"})
    r = run(work, *WORDS)
    with open(work + "/out/c.org", encoding="utf-8") as f:
        check(r.returncode == 2 and "c.org was not written by noteconv, or was changed since" in r.stderr and f.read() == "my own\n", "an edit meanwhile stays", r)
    left = names(work + "/out")
    check(".noteconv-journal" not in left and not any(n.endswith(".tmp") for n in left), "the rest is finished", left)
    os.remove(work + "/out/c.org")
    r = run(work, *WORDS)
    check(r.returncode == 0 and "B3" in open(work + "/out/s/b.org", encoding="utf-8").read(), "an edit and a run just work", r)
    for text, told in (("noteconv-journal 1\n", "damaged"), (journal[:-2], "damaged"), ("noteconv-journal 9\n", "newer")):
        make(work, {"out/.noteconv-journal": text})
        before = names(work + "/out")
        r = run(work, *WORDS)
        check(r.returncode == 2 and told in r.stderr and names(work + "/out") == before, f"a journal that is {told}", r)
        os.remove(work + "/out/.noteconv-journal")


def test_journal_of_removals(work):
    """What --prune was about to remove when it was killed is removed by the next run, unless it was edited since."""
    for mine in (False, True):
        folder = f"{work}/{mine}"
        make(folder, VAULT)
        run(folder, *WORDS)
        os.remove(folder + "/v/s/b.md")
        make(folder, {"v/a.md": "# A2\n"})
        r = run(folder, "--prune", *WORDS, env={"LD_PRELOAD": SHIM, "FAULT_CALL": "rename", "FAULT_AT": "2", "FAULT_ERROR": "kill"})
        with open(folder + "/out/.noteconv-journal", encoding="utf-8") as f:
            check(r.returncode < 0 and "\nremove " in f.read() and "s/b.org" in names(folder + "/out"), "killed before a removal", names(folder + "/out"))
        if mine:
            make(folder, {"out/s/b.org": "my own\n"})
        r = run(folder, *WORDS)
        check(("s/b.org" in names(folder + "/out")) == mine and "A2" in open(folder + "/out/a.org", encoding="utf-8").read(),
              "the next run removes it" if not mine else "but not what was edited", (r.stderr, names(folder + "/out")))


def test_forged_journal(work):
    """A journal that came with somebody's folder moves nothing out of it, and no file that differs from what it records."""
    make(work, {**VAULT, "outside/x": "kept\n"})
    run(work, *WORDS)
    old = hashlib.sha256(b"kept\n").hexdigest()[:40]
    os.symlink("../outside", work + "/out/link")
    make(work, {"out/.noteconv-tree-1-1.tmp": "evil\n", "outside/.noteconv-tree-1-2.tmp": "evil\n"})
    new = hashlib.sha256(b"evil\n").hexdigest()[:40]
    lines = (f"write {old} {new} .noteconv-tree-1-1.tmp ../outside/x\nwrite {old} {new} .noteconv-tree-1-2.tmp link/x\n"
             f"remove {old} link/x\nremove {old} ../outside/x\nwrite - {new} ../../x y.org\n")
    make(work, {"out/.noteconv-journal": seal("noteconv-journal 1\n-\n\n\n" + lines)})
    run(work, "--force", *WORDS)
    with open(work + "/outside/x", encoding="utf-8") as f:
        check(f.read() == "kept\n" and os.path.exists(work + "/outside/.noteconv-tree-1-2.tmp"), "nothing outside was touched", names(work))


def test_rollback(work):
    """A rename that fails puts back what was renamed before it."""
    make(work, VAULT)
    run(work, *WORDS)
    before = {n: open(f"{work}/out/{n}", "rb").read() for n in names(work + "/out")}
    make(work, {"v/a.md": "# A2\n", "v/s/b.md": "# B2\n", "v/c.md": "# C\n"})
    for at in (2, 3, 4):
        r = run(work, *WORDS, env={"LD_PRELOAD": SHIM, "FAULT_CALL": "rename", "FAULT_AT": str(at)})
        after = {n: open(f"{work}/out/{n}", "rb").read() for n in names(work + "/out")}
        check(r.returncode == 2 and before == after, f"rename {at} fails: all is as it was", (r.stderr, sorted(after)))


def log_of(work, *words):
    """The calls of a run that open to write, sync, rename and remove, in order: [(call, path, ...)]."""
    run(work, *words, env={"LD_PRELOAD": SHIM, "FAULT_CALL": "none", "FAULT_LOG": work + "/log"})
    with open(work + "/log", encoding="utf-8") as f:
        calls = [tuple(line.split()) for line in f]
    os.remove(work + "/log")
    return calls


def test_synced(work):
    """What is renamed is already on the disk: the temporaries before the journal, the journal and its name before the renames."""
    make(work, VAULT)
    for _ in range(2):
        calls = log_of(work, *WORDS)
        products = [i for i, c in enumerate(calls) if c[0] == "rename" and ".noteconv-tree-" in c[1]]
        opened = [i for i, c in enumerate(calls) if c[0] == "open" and ".noteconv-tree-" in c[1]]
        journal = next((i for i, c in enumerate(calls) if c[0] == "rename" and c[2].endswith("/.noteconv-journal")), 0)
        state = next((i for i, c in enumerate(calls) if c[0] == "rename" and c[2].endswith("/.noteconv-state")), 0)
        end = next((i for i, c in enumerate(calls) if c[:2] == ("unlink", ".noteconv-journal")), 0)
        syncs = [i for i, c in enumerate(calls) if c[0] == "syncfs"]
        check(products and max(opened) < journal < min(products) and max(products) < state < end, "journal, renames, state, no journal", calls)
        check(any(max(opened) < i < journal for i in syncs), "temporaries are synced before the journal", calls)
        check(any(state < i < end for i in syncs), "all is synced before the journal is removed", calls)
        check(any(c[0] == "fsync" and c[1].endswith("/out") for c in calls[journal:min(products)]), "the journal's name is synced", calls)
        for i in (journal, state):
            check(any(c[0] == "fsync" and c[1].endswith(calls[i][1]) for c in calls[:i]), f"{calls[i][2]} is synced first", calls)
        make(work, {"v/a.md": "# A2\n", "v/s/b.md": "# B2\n"})
    for fmt in ("epub", "apkg", "org", "html", "json"):
        make(work, {"n.md": "# T\n\nWhy?\n\nSo.\n"})
        calls = log_of(work, "-t", fmt, "-o", "x." + fmt, "n.md")
        at = next((i for i, c in enumerate(calls) if c[0] == "rename" and c[2] == "x." + fmt), 0)
        check(at and any(c[0] == "fsync" and c[1].endswith(calls[at][1]) for c in calls[:at]), f"a file is synced before it has its name: {fmt}", calls)


def test_signals_wait(work):
    """Ctrl-C at any rename of a transaction: the transaction is carried out first."""
    for at in range(1, 6):
        folder = f"{work}/{at}"
        make(folder, VAULT)
        run(folder, *WORDS)
        make(folder, {"v/a.md": "# A2\n", "v/s/b.md": "# B2\n", "v/c.md": "# C\n"})
        r = run(folder, *WORDS, env={"LD_PRELOAD": SHIM, "FAULT_CALL": "rename", "FAULT_AT": str(at), "FAULT_ERROR": "int"})
        left = names(folder + "/out")
        texts = "".join(open(f"{folder}/out/{n}.org", encoding="utf-8").read() for n in ("a", "s/b", "c") if f"{n}.org" in left)
        check(r.returncode in (-2, 130) and all(t in texts for t in ("A2", "B2", "C")), f"signal at rename {at}: all are new", (r, left))
        check(not [n for n in left if n.endswith(".tmp") or "journal" in n], f"signal at rename {at}: nothing is left", left)


def test_lock(work):
    make(work, VAULT)
    run(work, *WORDS)
    make(work, {"v/a.md": "# A2\n", "out/.noteconv-tree-9-9.tmp": "of a run\n"})
    fd = os.open(work + "/out", os.O_RDONLY)
    fcntl.flock(fd, fcntl.LOCK_EX)
    r = run(work, *WORDS)
    check(r.returncode == 2 and "another noteconv" in r.stderr and os.path.exists(work + "/out/.noteconv-tree-9-9.tmp"), "a locked folder", r)
    os.close(fd)
    r = run(work, *WORDS)
    check(r.returncode == 0 and not os.path.exists(work + "/out/.noteconv-tree-9-9.tmp"), "what an unlocked run left is swept", r)
    # The temporary of a single file is locked by itself.
    run(work, "-t", "org", "-o", "n.org", "v/a.md")
    temp = f".noteconv-{hashlib.sha256(b'n.org').hexdigest()[:16]}-0.tmp"
    make(work, {temp: "of a run"})
    with open(f"{work}/{temp}", "rb") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        r = run(work, "-t", "org", "-o", "n.org", "v/a.md")
        check(r.returncode == 0 and os.path.exists(f"{work}/{temp}"), "a running writer's temporary stays", r)
    r = run(work, "-t", "org", "-o", "n.org", "v/a.md")
    check(r.returncode == 0 and not os.path.exists(f"{work}/{temp}"), "a dead one's goes", r)


def test_prune(work):
    make(work, {**VAULT, "victim/f.org": "keep me\n"})
    run(work, *WORDS)
    os.symlink("../victim", work + "/out/link")
    path = work + "/out/.noteconv-state"
    with open(path, encoding="utf-8") as f:
        lines = f.read().splitlines(keepends=True)[:-1]
    digest = hashlib.sha256(b"keep me\n").hexdigest()[:40]
    with open(path, "w", encoding="utf-8") as f:
        f.write(seal("".join(lines) + f"{digest} 0000000000000000 org link/f.org\tgone.md\n"))
    r = run(work, "--prune", *WORDS)
    check(os.path.exists(work + "/victim/f.org") and "symbolic link" in r.stderr, "nothing is pruned through a link", r)
    for select in (("--tag=one",), ("--where=tags=one",), ("--include=a.md",), ("--exclude=s/",)):
        r = run(work, "--prune", *select, *WORDS)
        check(r.returncode == 0 and os.path.exists(work + "/out/s/b.org") and "not selected stay" in r.stderr, f"{select}: nothing is pruned", r)
    r = run(work, "--prune", *WORDS[:-1], "v/a.md", "v/s/b.md")
    r = run(work, "--prune", *WORDS[:-1], "v/s")
    check(os.path.exists(work + "/out/a.org"), "nor what another folder of the vault made", r)
    make(work, {"other/x.md": "# X\n"})
    r = run(work, "--prune", *WORDS[:-1], "other")
    check(os.path.exists(work + "/out/a.org") and os.path.exists(work + "/out/s/b.org"), "nor what another vault made", r)
    r = run(work, *WORDS)
    os.remove(work + "/v/s/b.md")
    make(work, {"v/a.md": "# A\n"})
    r = run(work, "--prune", *WORDS)
    check(not os.path.exists(work + "/out/s/b.org") and not os.path.exists(work + "/out/p.png"), "a note that is gone, a picture nobody shows", r)


def test_kinds(work):
    make(work, {"v/.obsidian/app.json": "{}", "v/s/b.md": "# B\n", "v/s/d.md": "# D\n", "v/s.md": "# S\n"})
    run(work, "-t", "org", "-o", "out/", "v")
    run(work, "-t", "html", "--prune", "-o", "out/", "v")
    check({"s/b.org", "s/b.html"} <= set(names(work + "/out")), "two formats in one folder", names(work + "/out"))
    run(work, "-t", "epub", "--each", "--prune", "-o", "out/", "v")
    check({"s/b.org", "s/b.html", "s/b.epub"} <= set(names(work + "/out")), "and books of each note", names(work + "/out"))
    r = run(work, "-t", "epub", "--split=folder", "--prune", "-o", "out/", "v")
    check(r.returncode == 2 and "s.epub" in r.stderr and "another kind of run" in r.stderr, "--split replaces no book of --each", r)
    os.remove(work + "/v/s.md")
    r = run(work, "-t", "org", "--prune", "-o", "out/", "v")
    check(not os.path.exists(work + "/out/s.org") and os.path.exists(work + "/out/s.html") and os.path.exists(work + "/out/s.epub"),
          "each kind prunes its own", (names(work + "/out"), r.stderr))


def test_meanwhile(work):
    """An output that somebody edits during the run is not replaced."""
    make(work, VAULT)
    run(work, *WORDS)
    make(work, {"v/a.md": "# A2\n"})
    r = run(work, *WORDS, env={"LD_PRELOAD": SHIM, "FAULT_CALL": "fsync", "FAULT_AT": "1"})
    check(r.returncode == 2 and "# A2" not in open(work + "/out/a.org", encoding="utf-8").read(), "a failed sync replaces nothing", r)
    check(not [n for n in names(work + "/out") if n.endswith(".tmp") or "journal" in n], "and leaves nothing", names(work + "/out"))


def test_not_removed(work):
    """A file that --prune cannot remove is reported, stays noteconv's own, and is removed by a later run."""
    make(work, {**VAULT, "v/0.md": "# 0\n", "v/z.md": "# Z\n"})
    run(work, *WORDS)
    os.remove(work + "/v/0.md")
    r = run(work, *WORDS, "--prune", env={"LD_PRELOAD": SHIM, "FAULT_CALL": "unlink", "FAULT_AT": "1"})
    check("[product-gone]" in r.stderr and "out/0.org" in r.stderr and "could not be removed" in r.stderr, "it is reported", r)
    check(os.path.exists(work + "/out/0.org"), "and still there", names(work + "/out"))
    make(work, {"v/z.md": "# Z2\n", "v/a.md": "# A2\n"})
    r = run(work, *WORDS, "--prune")
    check(r.returncode == 0 and not os.path.exists(work + "/out/0.org"), "the next run removes it", r)


in_folders(test_not_removed, test_journal, test_journal_of_removals, test_forged_journal, test_rollback, test_synced, test_signals_wait, test_lock, test_prune, test_kinds, test_meanwhile)
sys.exit(finish())
