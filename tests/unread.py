#!/usr/bin/env python3
"""Incomplete input is not input: the outputs of what exists and cannot be read stay, and the run says so once, with the remedy.

Usage: unread.py NOTECONV SHIM
The shim (faults/faultshim.c) makes a file unreadable, also for root.
"""
import errno
import hashlib
import os
import re
import shutil
import sys
import zipfile

from lib import PNG, check, finish, in_folders, make, run

SHIM = os.path.abspath(sys.argv[2])
VAULT = {"v/.obsidian/app.json": "{}", "v/a.md": "# A\n\n![p](img/p.png)\n\n[[b]]\n", "v/s/b.md": "# B\n\nWho is b?\n\nBeta.\n",
         "v/c.md": "# C\n\nWho is c?\n\nGamma.\n", "v/img/p.png": PNG, "v/e.md": "# E\n\n![[s/b]]\n"}


def broken(path, error=errno.EIO, call=None):
    more = {"FAULT_CALL": call} if call else {}
    return {"LD_PRELOAD": SHIM, "FAULT_PATH": path, "FAULT_ERROR": str(error), **more}


def opened(folder, path, *words):
    """How often a run opens a file."""
    run(folder, *words, env={"LD_PRELOAD": SHIM, "FAULT_PATH": path, "FAULT_CALL": "open", "FAULT_COUNT": folder + "/count"})
    with open(folder + "/count", encoding="ascii") as f:
        return int(f.read())


def digest(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def edit(work, *names):
    for name in names:
        with open(f"{work}/{name}", "a", encoding="utf-8") as f:
            f.write("\nedited\n")


def test_book(work):
    make(work, VAULT)
    words = ("-t", "epub", "-o", "v.epub", "v")
    r = run(work, *words, env=broken("s/b.md"))
    check(r.returncode == 2 and not os.path.exists(work + "/v.epub"), "no book without a chapter", r)
    run(work, *words)
    before = digest(work + "/v.epub")
    edit(work, "v/c.md")
    for path, names in (("s/b.md", "/s/b.md"), ("img/p.png", "/img/p.png"), ("v/s", "/s"), (".obsidian/app.json", "/.obsidian/app.json")):
        r = run(work, *words, env=broken(path))
        check(r.returncode == 2 and digest(work + "/v.epub") == before, f"{path} is unreadable: the old book stays", r)
        check("Input/output error" in r.stderr and r.stderr.count(f"--exclude={names}") == 1, f"{path}: the cause and the remedy", r)
        check(r.stderr.count("Input/output error") == 1, f"{path}: told once", r)
    r = run(work, "--keep-going", *words, env=broken("s/b.md"))
    with zipfile.ZipFile(work + "/v.epub") as z:
        text = b"".join(z.read(n) for n in z.namelist())
    check(r.returncode == 1 and b"Gamma" in text and b"Beta" not in text, "--keep-going writes what there is", r)
    make(work, {"v/book.toml": "title = 'x'\n"})
    for path in ("s/b.md", "img/p.png", ".obsidian/app.json", "book.toml"):
        r = run(work, *words, env=broken(path))
        check(r.returncode == 2 and f"--exclude=/{path}" in r.stderr, f"{path}: its remedy", r)
        r = run(work, f"--exclude=/{path}", *words, env=broken(path))
        check(r.returncode == 0 and "Input/output error" not in r.stderr, f"--exclude=/{path} avoids it", r)
    check(opened(work, "img/p.png", "--exclude=/img/p.png", *words) == 0, "an excluded picture is never opened")
    check(opened(work, "c.md", "--exclude=/c.md", *words) == 0, "an excluded note is never opened")
    check(opened(work, "c.md", *words) > 0, "which the others are")


def test_many(work):
    """Ten files that cannot be read get their patterns; the rest are counted."""
    make(work, {f"v/{i}/u.md": "# U\n" for i in range(10)} | {"v/a.md": "# A\n"})
    words = ("-t", "epub", "-o", "v.epub", "v")
    r = run(work, *words, env=broken("u.md"))
    check(r.returncode == 2 and r.stderr.count(" --exclude=/") == 10 and "more" not in r.stderr.split(" --exclude=/")[-1], "ten", r)
    make(work, {"v/10/u.md": "# U\n"})
    r = run(work, *words, env=broken("u.md"))
    check(r.returncode == 2 and r.stderr.count(" --exclude=/") == 10 and " and 1 more" in r.stderr.split(" --exclude=/")[-1], "eleven", r)


def test_single(work):
    make(work, {"n.md": "# N\n\n![p](p.png)\n\nWhy?\n\nSo.\n", "p.png": PNG})
    for fmt in ("html", "org", "epub", "json", "apkg"):
        words = ("-t", fmt, "-o", "out/", "n.md")
        run(work, *words)
        before = digest(f"{work}/out/n.{fmt}")
        edit(work, "n.md")
        r = run(work, *words, env=broken("p.png"))
        check(r.returncode == (1 if fmt == "apkg" else 2) and digest(f"{work}/out/n.{fmt}") == before,
              f"a picture that could not be read replaces none: {fmt}", r)
        check("--exclude=/p.png" in r.stderr, f"its remedy: {fmt}", r)
        r = run(work, *words, "--exclude=/p.png", env=broken("p.png"))
        check(r.returncode == 0 and "no effect" not in r.stderr and "image-missing" in r.stderr, f"which works: {fmt}", r)


def test_settings(work):
    """A single file whose settings cannot be read is not written, whatever its format; --no-settings and --exclude go on."""
    make(work, {"v/.obsidian/app.json": "{}", "v/n.md": "# N\n\nWhy?\n\nSo.\n"})
    for fmt in ("html", "org", "epub", "json"):
        for name in ("-", "new." + fmt, "old." + fmt):
            words = ("-t", fmt, "-o", name, "v/n.md")
            if name[0] == "o":
                run(work, *words)
                edit(work, "v/n.md")
            before = digest(work + "/" + name) if name[0] == "o" else None
            r = run(work, *words, env=broken(".obsidian/app.json"))
            check(r.returncode == 2 and not r.stdout and "nothing was written" in r.stderr, f"{words}: nothing was written", r)
            check((digest(work + "/" + name) if os.path.exists(work + "/" + name) else None) == before, f"{words}: what is there", r)
            r = run(work, "--exclude=/.obsidian/app.json", *words, env=broken(".obsidian/app.json"))
            check(r.returncode == 0 and not r.stderr, f"{words}: its remedy", r)
    make(work, {"v/noteconv.yaml": "id: x\n"})
    r = run(work, "-t", "org", "-o", "-", "v/n.md", env=broken("noteconv.yaml", errno.EACCES, "open"))
    check(r.returncode == 2 and "--no-settings runs without it" in r.stderr, "the own settings", r)
    r = run(work, "--no-settings", "-t", "org", "-o", "-", "v/n.md", env=broken("noteconv.yaml", errno.EACCES, "open"))
    check(r.returncode == 0 and "#+title: N" in r.stdout and r.stderr.count("none of its settings apply [setting]") == 1, "it does", r)


def test_uncertain(work):
    """A note that embeds one of uncertain encoding is not written anew; the message names the encoding, and its remedies work."""
    make(work, {"v/u.md": b"\xd6\xd0\xce\xc4\n", "v/e.md": "# E\n\n![[u]]\n", "v/a.md": "# A\n"})
    for words, status in ((("-t", "epub", "-o", "b.epub", "v"), 2), (("-t", "org", "-o", "o", "v"), 1), (("-t", "org", "--org-roam", "-o", "r", "v"), 1)):
        r = run(work, *words)
        check(r.returncode == status and r.stderr.count("the encoding of a note that others embed is uncertain") == 1 and "changed" not in r.stderr, f"{words}: why", r)
        for more in ("--encoding=GB18030", "--exclude=/u.md"):
            r = run(work, more, *words)
            check(r.returncode == 0, f"{words} {more}", r)


def test_links_to_it(work):
    """Links to a note that was not read lead to its file, which stays; and nobody says that nothing uses it any more."""
    make(work, VAULT)
    make(work, {"v/u.md": "# U\n", "v/l.md": "# L\n\n[[s/b]], [[s/b#Who is b?]], [[u]]\n"})
    kinds = {"html": ("l.html", '<a href="s/b.html">b</a>', '<a href="u.html">u</a>'), "org": ("l.org", "[[file:s/b.org][b]]", "[[file:u.org][u]]")}
    for how, (page, to_b, to_u) in (("html", kinds["html"]), ("org", kinds["org"]), ("org --org-links=id", kinds["org"]), ("org --org-roam", kinds["org"])):
        words = ("-t", *how.split(), "-o", how, "v")
        run(work, *words)
        files = sorted(os.listdir(f"{work}/{how}"))
        for prune in ((), ("--prune",)):
            make(work, {"v/u.md": b"\xd6\xd0\xce\xc4\n"})
            r = run(work, *prune, *words, env=broken("s/b.md"))
            text = open(f"{work}/{how}/{page}", encoding="utf-8").read()
            check(r.returncode == 1 and to_b in text and to_u in text and "format-loss" not in r.stderr, f"{how} {prune}: links", r)
            check("product-gone" not in r.stderr and "could not be updated stay" in r.stderr and sorted(os.listdir(f"{work}/{how}")) == files, f"{how} {prune}: what stays", r)
            r = run(work, *prune, *words)
            check(r.returncode == 1 and "encoding-unknown" in r.stderr and "product-gone" not in r.stderr and sorted(os.listdir(f"{work}/{how}")) == files,
                  f"{how} {prune}: a note of an unknown encoding keeps its page", r)
            make(work, {"v/u.md": "# U\n"})
            run(work, *words)
    r = run(work, "-t", "org", "--org-roam", "-o", "new", "v", env=broken("s/b.md"))
    check(r.returncode == 1 and "s" not in os.listdir(work + "/new") and "[[file:s/b.org]" in open(work + "/new/l.org", encoding="utf-8").read(), "its first run", r)


def test_tree(work):
    make(work, VAULT)
    words = ("-t", "org", "-o", "out", "v")
    run(work, *words)
    b, e, a, c = (digest(f"{work}/out/{n}.org") for n in ("s/b", "e", "a", "c"))
    edit(work, "v/s/b.md", "v/e.md", "v/c.md", "v/a.md")
    r = run(work, "--prune", *words, env=broken("s/b.md"))
    check(r.returncode == 1 and "--exclude=/s/b.md" in r.stderr, "a tree around a note: status 1", r)
    check(digest(work + "/out/s/b.org") == b and digest(work + "/out/e.org") == e, "it and what embeds it are as they were", r)
    check(digest(work + "/out/c.org") != c and digest(work + "/out/a.org") != a, "the others are new", r)
    picture = digest(work + "/out/img/p.png")
    edit(work, "v/a.md", "v/c.md")
    a, c = digest(work + "/out/a.org"), digest(work + "/out/c.org")
    r = run(work, "--prune", *words, env=broken("img/p.png"))
    check(r.returncode == 1 and digest(work + "/out/img/p.png") == picture and digest(work + "/out/a.org") == a,
          "a page whose picture cannot be read stays with its picture", r)
    check(digest(work + "/out/c.org") != c, "the others are new again", r)
    r = run(work, "--prune", *words, env=broken("v/s", errno.EACCES))
    check(r.returncode == 1 and os.path.exists(work + "/out/s/b.org") and "Permission denied" in r.stderr,
          "nothing is pruned of a folder that cannot be read", r)
    os.remove(work + "/v/c.md")
    r = run(work, "--prune", *words, env=broken("s/b.md"))
    check(r.returncode == 1 and os.path.exists(work + "/out/c.org"), "nor of a note that is gone, while another cannot be read", r)
    r = run(work, "--prune", *words)
    check(r.returncode == 0 and not os.path.exists(work + "/out/c.org") and os.path.exists(work + "/out/s/b.org"), "but afterwards", r)


def test_rules(work):
    """Notes that a folder's rules hide must not come out when the rules cannot be read."""
    make(work, {**VAULT, "v/s/.noteconvignore": "b.md\n", "v/s/open.md": "# O\n"})
    r = run(work, "-t", "org", "-o", "out", "v", env=broken("s/.noteconvignore"))
    check(r.returncode == 1 and not os.path.exists(work + "/out/s/b.org") and "[folder-unreadable]" in r.stderr, "unreadable rules", r)


def test_vanished(work):
    make(work, VAULT)
    r = run(work, "-t", "epub", "-o", "v.epub", "v", env=broken("c.md", errno.ENOENT, "open"))
    check(r.returncode == 0 and "[vanished]" in r.stderr and os.path.exists(work + "/v.epub"), "a note that vanished is a warning", r)
    r = run(work, "-t", "epub", "-o", "v.epub", "v", env=broken("img/p.png", errno.ENOENT, "open"))
    check(r.returncode == 0 and "[vanished]" in r.stderr, "so is a picture", r)
    os.symlink("nowhere", work + "/v/link.md")
    r = run(work, "-t", "epub", "-o", "v.epub", "v")
    check(r.returncode == 0 and "[symlink-broken]" in r.stderr, "so is a link that leads nowhere", r)


def test_formats(work):
    """Of several formats the books stay and the trees are brought up to date."""
    make(work, VAULT)
    words = ("-t", "epub,org,apkg", "--cards=questions", "-o", "out/", "v")
    run(work, *words)
    book, page, deck = digest(work + "/out/v.epub"), digest(work + "/out/v-org/c.org"), digest(work + "/out/v.apkg")
    edit(work, "v/c.md")
    r = run(work, *words, env=broken("s/b.md"))
    check(r.returncode == 2 and digest(work + "/out/v.epub") == book and digest(work + "/out/v-org/c.org") != page, "a book and a tree", r)
    check(digest(work + "/out/v.apkg") != deck, "and a deck", r)
    r = run(work, "-t", "epub", "--each", "-o", "each/", "v", env=broken("s/b.md"))
    check(r.returncode == 1 and os.path.exists(work + "/each/c.epub") and not os.path.exists(work + "/each/s/b.epub")
          and not os.path.exists(work + "/each/e.epub"), "--each: those that lack nothing", r)


# Folders of all sorts, and their arguments: the files that the program reads beside notes and pictures.
KINDS = [
    ({"v/book.toml": "[book]\ntitle = \"T\"\n", "v/src/SUMMARY.md": "- [n](n.md)\n", "v/src/n.md": "# N\n\n{{#include t.txt}}\n\n```rust\n{{#include c.rs}}\n```\n",
      "v/src/t.txt": "text\n", "v/src/c.rs": "fn a(){}\n"}, ("v",)),
    ({"v/mkdocs.yml": "INHERIT: base.yml\nnav:\n  - n.md\n", "v/base.yml": "site_name: Site\n", "v/docs/n.md": "# N\n\n--8<-- \"t.txt\"\n", "v/t.txt": "text\n"}, ("v",)),
    ({"v/book.json": '{"title": "T", "variables": {"a": "zed"}}', "v/SUMMARY.md": "- [n](n.md)\n", "v/n.md": "# N\n\n{{ book.a }}\n\n[import](c.js)\n", "v/c.js": "f()\n"}, ("v",)),
    ({"v/.gitbook.yaml": "root: ./d\n", "v/d/SUMMARY.md": "- [n](n.md)\n", "v/d/n.md": "# N\n"}, ("v",)),
    ({"v/n.md": "# N\n\n```{literalinclude} c.py\n```\n\n![](.hidden/p.png)\n", "v/c.py": "f()\n", "v/.hidden/p.png": PNG}, ("v",)),
    ({"v/.obsidian/app.json": '{"userIgnoreFilters": ["h.md"]}', "v/.obsidian/templates.json": '{"folder": "tpl"}', "v/tpl/t.md": "template\n", "v/h.md": "hidden\n",
      "v/n.md": "# N\n", "v/.noteconvignore": "z.md\n", "v/z.md": "z\n", "v/noteconv.yaml": "title: V\ncss: a.css\n", "v/a.css": "p{color:red}\n"}, ("v",)),
    ({"v/logseq/config.edn": '{:hidden ["/pages/h.md"]}', "v/pages/h.md": "- hidden\n", "v/pages/n.md": "- n\n"}, ("v",)),
    ({"v/n.md": "---\nbibliography: b.bib\n---\nsee [@a]\n", "v/b.bib": "@book{a, title={T}, author={X}, year={2000}}\n"}, ("v",)),
    ({"n.md": "# N\n\n![[o]]\n", "o.md": "other\n", "noteconv.yaml": "title: Q\n"}, ("n.md",)),
    ({"n.md": "# N\n", "a.css": "p{color:red}\n", "k.png": PNG, "t/html/page.html": "<html>{{body}}</html>"}, ("--css=a.css", "--cover=k.png", "--template-dir=t", "n.md")),
    ({"v/n.md": "# N\n", "v/o.md": "# O\n", "v/i.md": "- [n](n.md)\n"}, ("--index=i.md", "v")),
]


def products(work):
    return {os.path.relpath(f"{base}/{name}", work): digest(f"{base}/{name}") for base, _, names in os.walk(work + "/out") for name in names if not name.startswith(".noteconv")}


def test_every_file(work):
    """Each file that exists and cannot be opened, or not even looked at: no output changes without a message that names the cause, and a status."""
    for i, (files, words) in enumerate(KINDS):
        make(work, {f"{i}/{name}": text for name, text in files.items()})
        folder = f"{work}/{i}"
        for fmt in ("epub", "org"):
            def convert(env):
                shutil.rmtree(folder + "/out", ignore_errors=True)
                return run(folder, "-t", fmt, "-o", "out/", *words, env={"SOURCE_DATE_EPOCH": "1735689600", **env})
            check(convert({}).returncode == 0, "as things are", files)
            whole = products(folder)
            for name in files:
                for call in ("open", None):
                    r = convert(broken(name, call=call))
                    check(r.returncode == 0 and products(folder) == whole or r.returncode and "Input/output error" in r.stderr, f"{fmt}: {name} cannot be {call or 'looked at'}", r)


def test_too_large(work):
    """A file beyond its size limit exists: it is not reported as missing, nor are its settings silently ignored."""
    much = " " * (4 << 20)
    make(work, {"a/book.json": '{"variables": {"a": "zed"}}' + much, "a/n.md": "{{ book.a }}\n", "b/mkdocs.yml": "site_name: S\n#" + much, "b/docs/n.md": "x\n", "c/.obsidian/app.json": "{}" + much,
                "c/n.md": "x\n", "d/book.toml": "[book]\n", "d/src/SUMMARY.md": "- [n](n.md)\n", "d/src/n.md": "# N\n\n{{#include t.txt}}\n", "d/src/t.txt": "t" + much, "e/n.md": "# N\n\n```{literalinclude} c.py\n```\n", "e/c.py": "t" + much})
    for folder in "abcde":
        r = run(work, "-t", "epub", "-o", folder + ".epub", folder)
        check(r.returncode == 0 and re.search(r"\[(setting|include)\]", r.stderr) and "is larger than 4 MB" in r.stderr and "no such file" not in r.stderr, f"{folder}: told", r)


def test_nothing_else(work):
    """If nothing is left to convert, the cause is reported all the same."""
    make(work, {"v/s/n.md": "x\n"})
    for words in (("-t", "epub", "-o", "v.epub", "v"), ("check", "v")):
        r = run(work, *words, env=broken("v/s"))
        check(r.returncode == 2 and "contains no notes" in r.stderr and "Input/output error" in r.stdout + r.stderr, "why there are no notes", r)


in_folders(test_uncertain, test_settings, test_links_to_it, test_every_file, test_too_large, test_nothing_else, test_book, test_many, test_single, test_tree, test_rules, test_vanished, test_formats)
sys.exit(finish())
