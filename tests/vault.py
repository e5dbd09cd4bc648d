#!/usr/bin/env python3
"""Folders of notes: which files are notes, names, embeds, media, trees, incremental runs, hostile vaults.

Usage: vault.py NOTECONV
Every vault is made here, in a temporary folder.
"""
import glob
import hashlib
import json
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile

import lib
from lib import PNG, PROGRAM, check, make, run  # noqa: E402

import check_links  # noqa: E402


def documents(folder, *words):
    """The documents of a run: for a folder one line each; a note named by itself has many lines."""
    r = run(folder, "-q", "-t", "json", "-o", "-", *words)
    if not r.stdout:
        return [], r
    try:
        return [json.loads(r.stdout)], r
    except json.JSONDecodeError:
        return [json.loads(line) for line in r.stdout.split("\n") if line], r


def nodes(doc):
    stack = [doc]
    while stack:
        n = stack.pop()
        if isinstance(n, dict):
            if "t" in n or "kind" in n:
                yield n
            stack.extend(reversed(list(n.values())))
        elif isinstance(n, list):
            stack.extend(reversed(n))


def warnings(folder, *words):
    return run(folder, "check", *words).stdout


def tree_state(folder):
    state = {}
    for top, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(top, name)
            state[os.path.relpath(path, folder)] = (os.stat(path).st_mtime_ns, hashlib.sha256(open(path, "rb").read()).hexdigest())
    return state


def hashes(folder):
    return {name: digest for name, (_, digest) in tree_state(folder).items()}


def cards(path):
    with zipfile.ZipFile(path) as z, tempfile.NamedTemporaryFile(suffix=".anki2") as f:
        f.write(z.read("collection.anki2"))
        f.flush()
        db = sqlite3.connect(f.name)
        decks = {int(k): v["name"] for k, v in json.loads(db.execute("select decks from col").fetchone()[0]).items()}
        rows = db.execute("select n.guid, c.did from notes n join cards c on c.nid = n.id").fetchall()
        db.close()
    return {guid: decks[did] for guid, did in rows}


def test_selection(work):
    v = work + "/v"
    make(v, {
        ".obsidian/app.json": '{"strictLineBreaks": true, "userIgnoreFilters": ["private/"], "attachmentFolderPath": "files"}',
        ".obsidian/templates.json": '{"folder": "my forms"}',
        ".noteconvignore": "drafts/**/*.md\n!drafts/keep/this.md\n*.tmp.md\n/only-root.md\n# a comment\n\\#odd.md\nzz[0-3].md\n",
        "a.md": "---\ntags: [x/y]\nstatus: done\nweight: 2\n---\nA text\nof two lines [[b]].",
        "b.md": "---\nweight: 1\n---\nB has [[a]].", "10.md": "ten", "2.md": "two", "private/p.md": "p", "my forms/f.md": "f",
        "Templates/t.md": "t", "模板/u.md": "u", ".hidden/h.md": "h", ".trash/d.md": "d", "empty.md": "", "blank.md": "%% no %%\n",
        "drafts/one.md": "1", "drafts/deep/two.md": "2", "x.tmp.md": "x", "only-root.md": "r", "sub/only-root.md": "kept",
        "#odd.md": "odd", "zz2.md": "z", "zz7.md": "z7", "notes.txt": "no note", "sub/README.md": "first here", "sub/aa.md": "aa"})
    docs, r = documents(v, ".")
    keys = [d["note"]["key"] if "note" in d else d.get("key") for d in docs]
    check(keys == ["2.md", "10.md", "a.md", "b.md", "sub/README.md", "sub/aa.md", "sub/only-root.md", "zz7.md"],
          "hidden, template, trash, ignored and empty notes are skipped; natural order, README first", (keys, r.stderr))
    text = warnings(v, ".")
    check("2 notes have no text" in text, "empty notes are counted", text)
    html = run(v, "-q", "-t", "html", "--fragment", "-o", "-", "a.md").stdout
    check("<br" not in html, "strictLineBreaks of the vault holds for a note named alone", html)
    def names(*words):
        return [d["note"]["key"] if "note" in d else d.get("key") for d in documents(v, *words)[0]]
    check(names("--tag", "x", ".") == ["a.md"], "--tag takes nested tags", names("--tag", "x", "."))
    check(names("--where", "status=done", ".") == ["a.md"], "--where", names("--where", "status=done", "."))
    check(names("--include", "sub/", ".") == ["sub/README.md", "sub/aa.md", "sub/only-root.md"], "--include", names("--include", "sub/", "."))
    check(names("--exclude", "sub", "--exclude", "[0-9]*", ".") == ["a.md", "b.md", "zz7.md"], "--exclude", names("--exclude", "sub", "."))
    check(names("--include", "#odd.md", "--include", "b.md", ".") == ["b.md"], "a pattern with # is no comment", names("--include", "#odd.md", "."))
    for word, want in (("/", "--exclude=/: write a pattern"), ("x" * 2000, "write a pattern"), ("/none.md/", "--exclude=/none.md/ matches none"), ("!zz", "--exclude=!zz matches none")):
        r = run(v, "-t", "json", "-o", "-", "--exclude", word, ".")
        check((r.returncode == 2) == ("write" in want) and want in r.stderr, f"--exclude={word[:9]} is reported", r.stderr[:300])
    check(names("--order", "weight", ".")[:2] == ["b.md", "a.md"], "--order=weight", names("--order", "weight", "."))
    check(names("b.md", "a.md") == ["b.md", "a.md"], "several files keep their order", names("b.md", "a.md"))
    check(names("zz7.md", "sub", "a.md") == ["zz7.md", "sub/README.md", "sub/aa.md", "sub/only-root.md", "a.md"],
          "files and folders in the order they are named", names("zz7.md", "sub", "a.md"))
    check(names("--order", "weight", "a.md", "b.md") == ["b.md", "a.md"], "--order wins over the order of the arguments")
    check(names("a.md", "a.md", "b.md") == ["a.md", "b.md"], "a note named twice is there once", names("a.md", "a.md", "b.md"))
    check(names("sub/*.md") == ["sub/README.md", "sub/aa.md", "sub/only-root.md"], "a pattern that no shell expanded", names("sub/*.md"))
    make(v, {"list.md": "- [[b]]\n- [ten](10.md)\n- [[b]]\n- [[nowhere]]\n", "book.txt": "sub/aa.md\na.md\n"})
    check(names("--index", "list.md", ".") == ["b.md", "10.md"], "--index with links", names("--index", "list.md", "."))
    make(v, {"SUMMARY.md": "- [Ten *times*](10.md)\n- [Its own](a.md)\n- [[b|not its name]]\n- [Parts](parts.md)\n",
             "a.md": "---\ntitle: A of its own\n---\nA text", "parts.md": "## Parts\n\nx\n\n### In\n\ny\n\n## More\n\nz\n"})
    titles = [(d["name"], d["meta"]) for d in documents(v, "--index", "SUMMARY.md", ".")[0]]
    check([t[0] for t in titles] == ["Ten times", "Its own", "not its name", "Parts"], "the index names the notes that have no title", titles)
    run(v, "-q", "--index", "SUMMARY.md", "-t", "epub", "-o", "../summary.epub", ".")
    with zipfile.ZipFile(work + "/summary.epub") as z:
        nav = z.read("EPUB/nav.xhtml").decode()
        pages = "".join(z.read(n).decode() for n in z.namelist() if "/c-" in n)
    contents = [re.sub("<[^>]*>", "", t) for t in re.findall(r"<li><a [^>]*>(.*?)</a>", nav)]
    check(contents[:3] == ["Ten times", "Its own", "not its name"] and contents.count("Parts") == 1, "contents by the index", contents)
    check(re.findall(r"<h(\d)[^>]*>(Parts|In|More)<", pages) == [("1", "Parts"), ("2", "In"), ("2", "More")],
          "a heading that says the title is the title", pages)
    make(v, {"a.md": "---\ntags: [x/y]\nstatus: done\nweight: 2\n---\nA text\nof two lines [[b]]."})
    check(names("--index", "book.txt", ".") == ["sub/aa.md", "a.md"], "--index with lines", names("--index", "book.txt", "."))
    check(names("Templates") == ["Templates/t.md"], "a template folder that is named is converted", names("Templates"))


def resolved(folder, note, *words):
    """What each link of a note leads to: its text, and the path and fragment in the HTML tree."""
    page = open(os.path.join(folder, note), encoding="utf-8").read()
    found = {}
    parser = check_links.Page()
    parser.feed(page)
    for href, text in re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', page):
        import urllib.parse
        found[text] = urllib.parse.unquote(href)
    return found


def test_names(work):
    v = work + "/v"
    nfd = unicodedata.normalize("NFD", "が.md")
    make(v, {
        ".obsidian/app.json": "{}", "x/here.md": "\n".join([
            "[[Same|same folder]]", "[[top|exact]]", "[[x/same|path]]", "[[SAME|case]]", "[[は|none]]", "[[が|form]]", "[[deep/note|end]]",
            "[[note|short]]", "[[nickname|alias]]", "[[twice|no alias]]", "[t](../top.md) [u](note%20with%20blank.md)",
            "[v](<note with blank.md>) [w](./same.md#A%20Heading) [x](#own)", "[[same#A heading|heading]] [[same#One#Two|chain]]",
            "[[same#^id1|block]] [[same#missing|fragment]]", "[y](/top.md) [slug](same.md#a-heading) [z](../../outside.md)",
            "[[中文 名|cjk]] [[top.md|suffix]] [q](zhong.html)", "[[folder|dir]]", "", "# Own"]),
        "x/same.md": "# A heading\n\ntext ^id1\n\n# One\n\n## Two\n", "y/same.md": "other", "top.md": "top", "x/top.md": "lower",
        nfd: "form", "a/deep/note.md": "1", "b/c/deep/note.md": "2", "aliased.md": "---\naliases: [Nickname, Twice]\n---\nx",
        "aliased2.md": "---\naliases: [Twice]\n---\nx", "x/note with blank.md": "b", "中文 名.md": "c", "folder/index.md": "i", "zhong.md": "z"})
    r = run(v, "-t", "html", "-o", "../out", ".")
    got = resolved(work + "/out", "x/here.html")
    want = {"same folder": "same.html", "exact": "../top.html", "path": "same.html", "case": "same.html",
            "form": "../" + unicodedata.normalize("NFD", "が") + ".html", "end": "../a/deep/note.html", "short": "../a/deep/note.html",
            "alias": "../aliased.html", "t": "../top.html", "u": "note with blank.html", "v": "note with blank.html",
            "y": "../top.html", "cjk": "../中文 名.html", "suffix": "../top.html", "q": "../zhong.html", "dir": "../folder/index.html"}
    for text, href in want.items():
        check(got.get(text) == href, f"link '{text}'", (got.get(text), href))
    check("no alias" not in got and "none" not in got and "z" not in got, "what is not unique, not there or outside is text", got)
    anchors = [got.get(t, "").partition("#") for t in ("w", "heading", "slug")]
    check(len({a[2] for a in anchors}) == 1 and anchors[0][2].startswith("h-"), "three spellings of one heading", anchors)
    check(got.get("block", "").startswith("same.html#b-") and got.get("chain", "").startswith("same.html#h-"), "block and chain", got)
    check(got.get("x", "").startswith("#h-"), "a heading of the note itself", got.get("x"))
    check(got.get("fragment") == "same.html", "a heading that is not there: the note", got.get("fragment"))
    text = warnings(v, ".")
    check("x/here.md:8:1: warning: 'note' could be a/deep/note.md or b/c/deep/note.md" in text, "ambiguous: both candidates", text)
    for kind in ("[link-unresolved]", "[anchor-missing]", "[link-outside]", "[link-alias]"):
        check(kind in text, f"told: {kind}", text)
    count, broken = check_links.check(work + "/out")
    check(count >= 20 and not broken, "every link of the tree opens", broken)
    run(v, "-t", "org", "-o", "../org", ".")
    count, broken = check_links.check(work + "/org")
    check(count >= 20 and not broken, "every link of the Org tree opens", broken)


def test_image_embeds(work):
    """An image whose address is a note embeds the note, as Obsidian shows it."""
    v = work + "/v"
    make(v, {
        "noteconv.yaml": "",
        "host.md": "# Host\n\n![](sub/my%20guest.md)\n\n![its part](sub/my%20guest.md#Second)\n\n![](sub\\my%20guest.markdown)\n\n"
                   "![](gone.md)\n\na ![in a line](sub/my%20guest.md)\n\n![](http://a.example/x.md)\n",
        "sub/my guest.md": "# First\n\nguest text\n\n# Second\n\nsecond text\n\n![](beside.md)\n",
        "sub/beside.md": "text beside\n"})
    html = run(v, "-q", "-t", "html", "--fragment", "-o", "-", "host.md").stdout
    check(html.count("guest text") == 2 and html.count("second text") == 3, "a note, its section, a path of Windows", html)
    check(html.count("text beside") == 3, "seen from the embedded note", html)
    check("gone.md" in html and 'src="http://a.example/x.md"' in html, "what is missing or remote is visible", html)
    text = warnings(v, "host.md")
    check("host.md:9:1: warning: 'gone.md' was not found" in text and "[embed-missing]" in text, "a missing note is reported", text)
    check("host.md:11:3: warning" in text and "[embed-inline]" in text, "an embed inside a line is reported", text)


def test_embeds(work):
    v = work + "/v"
    make(v, {
        "noteconv.yaml": "",
        "host.md": "# Host\n\n## Part\n\n![[guest]]\n\n![[guest#Second]]\n\n![[guest#^b1]]\n\n![[pic.png|40x30]]\n\n![[sound.mp3]]\n\n"
                   "![[gone]]\n\n![[paper.pdf#page=3]]\n\nmine[^n]\n\n[^n]: host's note\n",
        "guest.md": "# First\n\nguest text[^n] [[#Second|link]] ^b1\n\n# Second\n\nsecond text **lost\n\n[^n]: guest's note\n",
        "c1.md": "one ![[x]]\n\n![[c2]]", "c2.md": "two\n\n![[c3]]", "c3.md": "three\n\n![[c1]]", "self.md": "me\n\n![[self]]",
        "assets/pic.png": PNG, "assets/paper.pdf": "%PDF-1.4\n", "assets/sound.mp3": b"ID3\x03\0\0\0\0\0\0" + b"\0" * 64,
        **{f"d{i}.md": f"level {i}\n\n![[d{i + 1}]]" for i in range(14)}, "d14.md": "bottom"})
    html = run(v, "-q", "-t", "html", "--fragment", "-o", "-", "host.md").stdout
    check(html.count("guest text") == 2 and html.count("second text") == 2, "a whole note, a section, a block", html)
    check("<h3" in html and html.index("<h3") > html.index("<h2"), "an embedded heading stands below the one above the embed", html)
    check("host&#39;s note" in html or "host's note" in html, "the host's footnote", html)
    check(html.count("guest's note") == 2, "footnotes come along, once an embed", html)
    org = run(v, "-q", "-t", "org", "-o", "-", "host.md").stdout
    defined = re.findall(r"^\[fn:([^\]]*)\]", org, re.M)
    check(sorted(defined) == ["n", "n-2", "n-3"] and set(re.findall(r"\[fn:([^\]]*)\]", org)) == set(defined),
          "and have labels of their own, after what their notes call them", org)
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    check(len(ids) == len(set(ids)), "ids stay unique", ids)
    check('width="40"' in html and "pic.png" in html, "an image with its size", html)
    check("<audio" in html and 'href="assets/paper.pdf#page=3"' in html, "a sound, and the page of a PDF", html)
    check("gone" in html, "what is missing is visible", html)
    text = warnings(v, ".")
    check("[embed-cycle]" in text and text.count("[embed-cycle]") >= 4, "cycles are reported", text)
    check("[embed-depth]" in text, "depth is reported", text)
    check("host.md:15:1: warning: 'gone' was not found" in text, "a missing embed is reported", text)
    alone = warnings(v, "host.md")
    check(alone.count("guest.md:7:13: warning") == 1, "messages of an embedded note carry its own file and line", alone)
    for fmt in ("org", "html", "epub", "apkg", "json"):
        r = run(v, "-t", fmt, "-o", f"../out.{fmt}", "--force", ".")
        check(r.returncode == (fmt == "apkg"), f"embeds in {fmt}", r.stderr)
    for tree in ("org", "html"):
        count, broken = check_links.check(f"{work}/out.{tree}")
        check(not broken, f"links of the {tree} tree with embeds", broken)


def test_identity(work):
    v = work + "/vault"
    files = {f"sub{i % 5}/deep/note {i:02}.md": f"---\ncards: all\n---\n## Question {i}?\n\nAnswer {i}.\n" for i in range(50)}
    make(v, {".obsidian/app.json": "{}", **files})
    r = run(work, "-t", "apkg", "-o", "all.apkg", "vault/")
    check(r.returncode == 0, "cards of the vault", r.stderr)
    everything = cards(work + "/all.apkg")
    check(len(everything) >= 50 and set(everything.values()) == {f"vault::sub{i}::deep" for i in range(5)}, "decks from folders",
          set(everything.values()))
    for i in range(5):
        run(work, "-t", "apkg", "-o", f"sub{i}.apkg", f"vault/sub{i}")
        part = cards(f"{work}/sub{i}.apkg")
        check(len(part) >= 10 and all(everything.get(g) == d for g, d in part.items()), f"the same from vault/sub{i}", part)
    for name in files:
        run(work, "-t", "apkg", "-o", "one.apkg", "--force", "vault/" + name)
        one = cards(work + "/one.apkg")
        check(one and all(everything.get(g) == d for g, d in one.items()), f"the same from vault/{name}", one)
        os.remove(work + "/one.apkg")
    make(work, {"plain/p.md": "# Heading\n\nNo question, no mark."})
    r = run(work, "-t", "apkg", "-o", "none.apkg", "plain")
    check("--cards=" in r.stderr and not os.path.exists(work + "/none.apkg"), "no cards: said, with the option", r.stderr)


def many(n, links=10):
    files = {".obsidian/app.json": "{}"}
    for i in range(n):
        text = f"# Note {i}\n\n" + " ".join(f"[[note {(i * 7 + k * 13) % n}]]" for k in range(links)) + f"\n\nText of note {i}.\n"
        files[f"f{i % 20}/note {i}.md"] = text
    return files


def test_runs(work):
    make(work + "/v", {**many(300), "f0/pic.png": PNG, "f0/with.md": "![[pic.png]]"})
    for fmt in ("epub", "org", "html", "json"):
        for jobs in ("1", "2"):
            r = run(work, "-t", fmt, "-j", jobs, "-o", f"{fmt}{jobs}", "v")
            check(r.returncode == 0, f"-t {fmt} -j{jobs}", r.stderr)
            check(("a book of 301 notes" in r.stderr and "--split=folder" in r.stderr) == (fmt == "epub"), "a large book says how to split it", r.stderr)
        a, b = f"{work}/{fmt}1", f"{work}/{fmt}2"
        if os.path.isdir(a):
            x, y = hashes(a), hashes(b)
            x.pop(".noteconv-state"), y.pop(".noteconv-state")
            check(x == y and len(x) >= 300, f"-j1 and -j2: the same {fmt} tree", len(x))
        else:
            check(open(a, "rb").read() == open(b, "rb").read(), f"-j1 and -j2: the same {fmt}")
    before = tree_state(work + "/org1")
    r = run(work, "-t", "org", "-o", "org1", "v")
    check(tree_state(work + "/org1") == before, "a second run writes nothing", r.stderr)
    check("nothing changed" in r.stderr, "and says so", r.stderr)
    make(work + "/v", {"f3/note 3.md": "# Note 3\n\nchanged\n"})
    r = run(work, "-t", "org", "-o", "org1", "v")
    after = tree_state(work + "/org1")
    changed = {n for n in after if after[n] != before.get(n)} - {".noteconv-state"}
    check(changed == {"f3/note 3.org"}, "only what changed is written", changed)
    path = work + "/org1/f3/note 3.org"
    with open(path, "a", encoding="utf-8") as f:
        f.write("my own line\n")
    make(work + "/v", {"f3/note 3.md": "# Note 3\n\nchanged again\n", "f4/note 4.md": "changed too"})
    before = tree_state(work + "/org1")
    r = run(work, "-t", "org", "-o", "org1", "v")
    check(r.returncode == 2 and "note 3.org" in r.stderr and "--force" in r.stderr, "an edited file is not replaced", r.stderr)
    check(tree_state(work + "/org1") == before, "and nothing else is then")
    r = run(work, "-t", "org", "--force", "-o", "org1", "v")
    check(r.returncode == 0 and "my own line" not in open(path, encoding="utf-8").read(), "--force replaces it", r.stderr)
    os.remove(work + "/v/f5/note 5.md")
    r = run(work, "-t", "org", "-o", "org1", "v")
    check("[product-gone]" in r.stderr and os.path.exists(work + "/org1/f5/note 5.org"), "a note that is gone is reported", r.stderr)
    r = run(work, "-t", "org", "--prune", "-o", "org1", "v")
    check(not os.path.exists(work + "/org1/f5/note 5.org"), "--prune removes its product", r.stderr)
    os.remove(work + "/org1/.noteconv-state")
    before = {n: t for n, t in tree_state(work + "/org1").items()}
    r = run(work, "-t", "org", "-o", "org1", "v")
    after = tree_state(work + "/org1")
    after.pop(".noteconv-state")
    check(r.returncode == 0 and after == before, "the state may be deleted: what is right stays", r.stderr)
    r = run(work + "/v", "-t", "html", "-o", "site/", ".")
    r2 = run(work + "/v", "-t", "html", "-o", "site/", ".")
    check(r.returncode == 0 and "nothing changed" in r2.stderr, "a tree inside the vault is no part of it", r2.stderr)


def test_each(work):
    make(work, {"v/a.md": "# A\n\n[[b]]", "v/A.markdown": "# other A", "v/s/b.md": "# B", "v/s/c.md": "# C", "v/t/d.md": "# D"})
    r = run(work, "-t", "epub", "--each", "-o", "out/", "v")
    made = sorted(n for n in hashes(work + "/out") if n.endswith(".epub"))
    check(r.returncode == 0 and len(made) == 5 and "s/b.epub" in made and "t/d.epub" in made, "--each mirrors folders", (made, r.stderr))
    check("[name-collision]" in r.stderr, "a collision is reported", r.stderr)
    make(work, {"twins/q?/e.md": "# E", "twins/q*/f.md": "# F"})
    twins = run(work, "-t", "epub", "--split=folder", "-o", "twins-out/", "twins")
    check(twins.stderr.count("[name-collision]") == 1 and "note's folder becomes" in twins.stderr, "folders of one safe name with --split are reported", twins.stderr)
    told = "v/a.md:3:1: note: 'b' leads to another output of --each or --split [link-left-out]"
    for words, want in (("-t epub --each", 1), ("-t epub,html --each", 1), ("-t apkg --cards=headings --each", 1), ("-t epub --split=folder", 1), ("-t html --each", 0), ("-t epub", 0)):
        links = run(work, "-v", *words.split(), "-o", "links" + (".epub" if words == "-t epub" else "/"), "--force", "v")
        check(links.stderr.count(told) == want and links.stderr.count("link-left-out]") == want, f"links between the outputs of {words}", links)
    before = tree_state(work + "/out")
    run(work, "-t", "epub", "--each", "-o", "out/", "v")
    check("5 files written, 0 as they were" in r.stderr, "--each says what it wrote", r.stderr)
    check(tree_state(work + "/out") == before, "--each again writes nothing")
    make(work, {"v/s/c.md": "# C\n\nmore"})
    r = run(work, "-t", "epub", "--each", "-o", "out/", "v")
    changed = {n for n, state in tree_state(work + "/out").items() if before.get(n) != state} - {".noteconv-state"}
    check(changed == {"s/c.epub"} and "1 file written, 4 as they were" in r.stderr, "only the book of the edited note is new", (changed, r.stderr))
    r = run(work, "-t", "epub", "--split=folder", "-o", "books/", "v")
    books = sorted(n for n in os.listdir(work + "/books") if n.endswith(".epub"))
    check(books == ["s.epub", "t.epub", "v.epub"], "--split=folder", (books, r.stderr))
    make(work, {"w/top.md": "# Top", "w/w/in.md": "# In", "w/a:b/q.md": "# Q", "w/a?b/r.md": "# R", "w/A/x.md": "# X", "w/a/y.md": "# Y"})
    r = run(work, "-t", "epub", "--split=folder", "-o", "parts/", "w")
    parts = {n for n in os.listdir(work + "/parts") if n.endswith(".epub")}
    titles = sorted(zipfile.ZipFile(work + "/parts/" + n).read("EPUB/content.opf").decode().split('id="title">')[1].split("<")[0] for n in parts)
    check(titles == ["A", "a", "a:b", "a?b", "w", "w"] and len({n.lower() for n in parts}) == 6,
          "folders whose names are one file on some disk are a book each, called as they are", (parts, titles))
    check(r.stderr.count("the output of another folder has the same file name") == 3, "which is reported", r.stderr)
    r = run(work, "-t", "epub", "v")
    check(os.path.exists(work + "/v.epub"), "one book by default", r.stderr)
    opf = zipfile.ZipFile(work + "/v.epub").read("EPUB/content.opf").decode()
    check(">v<" in opf, "its title is the folder's name", opf[:800])


def test_ignore_files(work):
    """Rules that cannot be read do not count as no rules: the notes that they hide would be published."""
    make(work, {"v/a.md": "A", "v/private.md": "P", "v/rules": "private.md\n", "v/s/b.md": "B", "outside": "private.md\n"})
    def keys(rules):
        rules(work + "/v/.noteconvignore")
        r = run(work, "-t", "json", "-o", "-", "v")
        shutil.rmtree(work + "/v/.noteconvignore") if os.path.isdir(work + "/v/.noteconvignore") else os.remove(work + "/v/.noteconvignore")
        return r.returncode, re.findall(r'"key":"([^"]*)"', r.stdout), r.stderr
    def bytes_of(data):
        return lambda path: open(path, "wb").write(data)
    for how, rules in (("a link", lambda p: os.symlink("rules", p)), ("a mark of the encoding", bytes_of(b"\xef\xbb\xbfprivate.md\n"))):
        got = keys(rules)
        check(got[:2] == (0, ["a.md", "s/b.md"]), f"rules behind {how}", got)
    for how, rules in (("a folder", os.mkdir), ("a FIFO", os.mkfifo), ("a link to nothing", lambda p: os.symlink("none", p)), ("UTF-16", bytes_of("private.md\n".encode("utf-16"))),
                       ("a link outside", lambda p: os.symlink("../outside", p))):
        got = keys(rules)
        check(got[0] == 2 and not got[1] and ".noteconvignore cannot be read" in got[2], f"rules that are {how}", got)
    os.symlink("s", work + "/v/t")
    os.mkfifo(work + "/v/f")
    os.symlink("f", work + "/v/f.md")
    r = run(work, "-t", "json", "-o", "-", "v")
    check("v/t: warning: this symbolic link leads to another folder" in r.stderr and "[symlink-folder]" in r.stderr, "a link to a folder is reported", r.stderr)
    check("v/f.md: warning: this is not a regular file" in r.stderr, "a link to a FIFO, too", r.stderr)


def test_hostile(work):
    v = work + "/v"
    secret = work + "/secret"
    make(work, {"secret/passwd.md": "the SECRET text", "secret/pic.png": PNG})
    make(v, {
        ".obsidian/app.json": "{}", "links.md": "[a](../../etc/passwd) [b](/etc/passwd) ![c](../secret/pic.png) ![[../secret/passwd]] [[../secret/passwd]]\n"
        "![d](%2e%2e/secret/pic.png) [e](a%00b.md) ![f](link.png) [[linked]] ![[linked]] ![g](/dev/zero) ![h](zero.png) [[fifo]] ![[fifo]]\n",
        "Case.md": "# one", "case.md": "# two", unicodedata.normalize("NFC", "é.md"): "# composed",
        unicodedata.normalize("NFD", "é.md"): "# decomposed", "two.md": "[[Case|upper]] [[case|lower]] [[CASE|neither]]",
        "new\nline.md": "# nl", 'quo"te\'s.md': "# q", "right\u202eleft.md": "# rtl", "percent%00.md": "# p", "a" * 252 + ".md": "# long",
        "all.md": "[[new line]] [[quo\"te's]] [[right\u202eleft]] [[percent%00]]\n" + "[[" + "a" * 252 + "]]",
        "k1.md": "![[k2]]", "k2.md": "![[k3]]", "k3.md": "![[k1]]", "loop/in.md": "# in"})
    os.mkfifo(v + "/fifo.md")
    os.symlink(secret, v + "/escape")
    os.symlink(secret + "/passwd.md", v + "/linked.md")
    os.symlink(secret + "/pic.png", v + "/link.png")
    os.symlink("/dev/zero", v + "/zero.png")
    os.symlink("..", v + "/loop/up")
    os.symlink("round", v + "/round")
    s = socket.socket(socket.AF_UNIX)
    s.bind(v + "/sock.md")
    bad = os.path.join(os.fsencode(v), b"bad\xff.md")
    open(bad, "w", encoding="utf-8").write("# bad name")
    locked = v + "/locked"
    make(v, {"locked/l.md": "x"})
    os.chmod(locked, 0)
    for fmt in ("html", "org", "epub", "apkg", "json"):
        out = f"{work}/out-{fmt}"
        start = time.monotonic()
        # Whoever is not root cannot read the locked folder: without --keep-going there would be no book.
        r = run(work, "-t", fmt, "-o", out, "--cards=headings", "--keep-going", "v", timeout=60)
        check(r.returncode in (0, 1) and time.monotonic() - start < 30, f"hostile vault to {fmt}: {r.returncode}", r.stderr)
        content = b""
        if os.path.isdir(out):
            for name in hashes(out):
                content += open(os.path.join(os.fsencode(out), os.fsencode(name)), "rb").read()
        elif fmt == "epub":
            z = zipfile.ZipFile(out)
            content = b"".join(z.read(n) for n in z.namelist())
        elif os.path.exists(out):
            content = open(out, "rb").read()
        check(b"SECRET" not in content and b"root:" not in content and PNG not in content, f"nothing from outside in {fmt}")
    text = warnings(work, "v")
    for kind in ("[link-outside]", "[note-special]", "[symlink-broken]", "[embed-cycle]", "[link-unresolved]"):
        check(kind in text, f"told: {kind}", text)
    if os.geteuid() != 0:
        check("[folder-unreadable]" in text, "told: [folder-unreadable]", text)
    os.chmod(locked, 0o700)
    check("'CASE' could be" in text, "names that differ in case alone: told", text)
    for tree in ("html", "org"):
        count, broken = check_links.check(f"{work}/out-{tree}")
        check(count > 5 and not broken, f"links of the hostile {tree} tree", broken)
    check(sorted(os.listdir(secret)) == ["passwd.md", "pic.png"], "nothing was written outside")
    s.close()


def test_one_name(work):
    make(work, {"v/noteconv.yaml": "", **{f"v/d{i}/same.md": f"[[same]] [[d{(i * 7) % 10000}/same]] text {i}" for i in range(10000)}})
    start = time.monotonic()
    r = run(work, "-q", "-t", "json", "-o", "x.json", "v", timeout=300)
    check(r.returncode == 0 and time.monotonic() - start < 120, "10,000 notes of one name", (time.monotonic() - start, r.stderr))


def test_signal(work):
    make(work + "/v", many(2000, 30))
    child = subprocess.Popen([PROGRAM, "-q", "-t", "org", "-o", "out", "v"], cwd=work)
    time.sleep(0.35)
    child.send_signal(signal.SIGTERM)
    child.wait(60)
    left = hashes(work + "/out") if os.path.exists(work + "/out") else {}
    check(child.returncode == 0 or not [n for n in left if n.endswith(".tmp")], "SIGTERM leaves no half-written file",
          (child.returncode, list(left)[:5]))
    check(child.returncode in (0, -signal.SIGTERM), "it dies of the signal", child.returncode)
    check(child.returncode == 0 or not os.path.exists(work + "/out") or all(os.path.getsize(work + "/out/" + n) for n in left),
          "nothing empty", len(left))


def test_breaks(work):
    """If a tenth of the notes have wikilinks, newlines count; brackets in code are not wikilinks."""
    code = "one\ntwo\n\n```js\nlet a = [[1], [2]]\n```\n\nand `[[x]]`, \\[[y]]\n"
    make(work + "/code", {f"{i}.md": code for i in range(20)})
    make(work + "/links", {**{f"{i}.md": code for i in range(18)}, "a.md": "see [[1]]\n", "b.md": "> see ![[2|x]]\n"})
    make(work + "/brackets", {f"{i}.md": "an object has [[Prototype]]\nand more\n" for i in range(20)})
    make(work + "/notion", {**{f"n{i} {i:032x}.md": "one\ntwo\n" for i in range(2)}, **{f"{i}.md": "one\ntwo\n" for i in range(18)}})
    make(work + "/few", {"n 0123456789abcdef0123456789abcdef.md": "one\ntwo\n", **{f"{i}.md": "one\ntwo\n" for i in range(10)}})
    make(work + "/names", {f"{i}/{name}.md": "one\ntwo\n" for i, name in enumerate(("0" * 32, "n " + "0" * 31, "n " + "0" * 33, "n-" + "0" * 32, "n " + "g" * 32))})
    make(work + "/joplin", {"N/a.md": "one\ntwo\n", "N/b.md": "one\ntwo\n", "_resources/x.png": PNG})
    make(work + "/yarle", {"N/a.md": "one\ntwo\n", "N/_resources/a.resources/x.png": PNG})
    make(work + "/others", {"N/a.md": "one\ntwo\n", "my_resources/x.png": PNG, "_resources2/x.png": PNG})
    make(work + "/raw", {f"{i:032x}.md": f"T\n\none\ntwo\n\nid: {i:032x}\nparent_id: \nis_todo: 0\ntype_: 1\n" for i in range(2)})
    for folder, hard in (("code", False), ("links", True), ("brackets", False), ("notion", True), ("few", False), ("names", False), ("joplin", True),
                         ("yarle", True), ("others", False), ("raw", True), (f"notion/n1 {1:032x}.md", True), ("notion/3.md", False)):
        r = run(work, "-q", "-t", "json", "-o", "-", folder)
        check(("hard-break" in r.stdout) == hard, f"line breaks of {folder}/", r.stdout[:600])
        r = run(work, "-q", "-t", "json", "-o", "-", f"--breaks={'soft' if hard else 'hard'}", folder)
        check(("hard-break" in r.stdout) != hard, f"--breaks wins in {folder}/", r.stdout[:600])


def test_notion(work):
    """The ids after the names of Notion's pages and folders are no part of titles."""
    top, sub = "Trip 0f3c1d2e4b5a69788796a5b4c3d2e1f0", "Places 5AA22BB33CC44DD55EE66FF778899AAB"
    make(work, {f"v/{top}.md": f"# Trip\n\n[](<{top}/{sub}/Untitled 11aa22bb33cc44dd55ee66ff77889900.md>)\n",
                f"v/{top}/{sub}/Untitled 11aa22bb33cc44dd55ee66ff77889900.md": "Q: a?\nA: b\n", f"v/{top}/Costs.md": "x\n"})
    run(work, "-q", "-t", "epub,html", "-o", "out/", "v")
    with zipfile.ZipFile(work + "/out/v.epub") as z:
        nav = z.read("EPUB/nav.xhtml").decode().split("</nav>")[0]
    names = re.findall(r"<(?:a [^>]*|span)>([^<]+)<", nav)
    check(names == ["Trip", "Trip", "Costs", "Places", "Untitled"], "of parts and chapters", nav)
    page = open(f"{work}/out/v-html/{top}.html", encoding="utf-8").read()
    check(f"/Untitled%2011aa22bb33cc44dd55ee66ff77889900.html\">Untitled</a>" in page, "of a link without a text; the page keeps its name", page[-900:])
    deck = run(work, "cards", "--json", "v").stdout
    check('"deck":"v::Trip::Places"' in deck, "of decks", deck)
    run(work, "-q", "-t", "epub", "-o", "part.epub", f"v/{top}")
    with zipfile.ZipFile(work + "/part.epub") as z:
        book = z.read("EPUB/content.opf").decode()
    check('<dc:title id="title">Trip</dc:title>' in book, "of a book of one folder", book[:900])
    run(work, "-q", "-t", "epub", "--split=folder", "-o", "parts", "v")
    books = {}
    for path in glob.glob(work + "/parts/*.epub"):
        with zipfile.ZipFile(path) as z:
            books[os.path.basename(path)] = re.search(r'<dc:title id="title">([^<]*)<', z.read("EPUB/content.opf").decode())[1]
    check(books == {"v.epub": "v", f"{top}.epub": "Trip"}, "of a book for each folder", books)


def test_bundles(work):
    """A TextBundle is one note, called as its folder is, and no part of a book."""
    make(work, {"v/My Note.textbundle/text.md": "no heading [[Third]]\n", "v/Second.TextBundle/text.markdown": "[[my note]]\n", "v/Sub/Third.textbundle/text.md": "Q: a?\nA: b\n",
                "v/Fourth.textbundle/other.md": "no text\n", "v/text.md": "plain\n", "v/x.textbundles/text.md": "no bundle\n", "v/.textbundle/text.md": "hidden\n"})
    run(work, "-q", "-t", "epub,html", "-o", "out/", "v")
    with zipfile.ZipFile(work + "/out/v.epub") as z:
        nav = z.read("EPUB/nav.xhtml").decode().split("</nav>")[0]
    names = re.findall(r"<(?:a [^>]*|span)>([^<]+)<", nav)
    check(names == ["other", "My Note", "Second", "Sub", "Third", "text", "x.textbundles", "text"], "parts and chapters", names)
    check(resolved(work + "/out/v-html", "My Note.textbundle/text.html").get("Third") == "../Sub/Third.textbundle/text.html", "links", os.listdir(work + "/out/v-html"))
    check(resolved(work + "/out/v-html", "Second.TextBundle/text.html").get("my note") == "../My Note.textbundle/text.html", "without case")
    deck = run(work, "cards", "--json", "v").stdout
    check('"deck":"v::Sub"' in deck, "decks", deck)
    run(work, "-q", "-t", "epub", "-o", "one.epub", "v/My Note.textbundle")
    with zipfile.ZipFile(work + "/one.epub") as z:
        book = z.read("EPUB/content.opf").decode()
    check('<dc:title id="title">My Note</dc:title>' in book, "a bundle that is named", book[:900])
    check('"name":"My Note"' in run(work, "-q", "-t", "json", "-o", "-", "v/My Note.textbundle/text.md").stdout, "its note that is named")


def test_moments(work):
    """[[20240102030405]] of Zettlr is the one note whose name begins or ends with that moment."""
    ids = {"20240102030405": "a 20240102030405", "202401020304": "202401020304 b", "20240102030499": "20240102030499", "20240102030406": None,
           "2024010203": None, "202401020307": None, "20240102030408": None}
    make(work, {"v/s/a 20240102030405.md": "a\n", "v/202401020304 b.md": "b\n", "v/20240102030499.md": "c\n", "v/c 20240102030499.md": "d\n",
                "v/x 20240102030406.md": "x\n", "v/20240102030406 y.md": "y\n", "v/2024010203 z.md": "z\n", "v/2024010203071 w.md": "w\n", "v/m 20240102030408 n.md": "n\n",
                "v/from.md": " ".join(f"[[{i}|L{i}]]" for i in ids) + "\n"})
    shutil.copytree(work + "/v", work + "/o")
    make(work, {"o/.obsidian/app.json": "{}"})
    for vault in ("v", "o"):
        run(work, "-q", "-t", "html", "-o", vault + "-out", vault)
        got = resolved(f"{work}/{vault}-out", "from.html")
        for i, name in ids.items():
            goal = name and (i == name or vault == "v") and ("s/" if name[0] == "a" else "") + name + ".html"
            check(got.get("L" + i) == (goal or None), f"{vault}: {i}", got)


def test_logseq(work):
    make(work + "/g", {
        "logseq/config.edn": '{:meta/version 1\n ;; :hidden ["/pages"]\n :hidden ["/private" "script"] ; comment\n :x "a ; b"\n'
                             ' :journal/page-title-format "EEEE, yyyy/MM/dd \'on\' do"\n}',
        "scripts/y.md": "- no", "pages/script.md": "- yes", "whiteboards/w.edn": "{}", "pages/name___space.md": "- page", "pages/P.md":
        "- see [[name/space|ns]] [[2024-01-31|iso]] [[wednesday, 2024/01/31 on 31st|long]] [[x|hidden]]", "journals/2024_01_31.md": "- day", "private/x.md": "- no",
        "logseq/bak/old.md": "- old", "assets/pic.png": PNG})
    run(work, "-q", "-t", "html", "-o", "out", "g")
    got = resolved(work + "/out", "pages/P.html")
    check(got.get("ns") == "name___space.html" and got.get("iso") == "../journals/2024_01_31.html" == got.get("long"), "Logseq's page names", got)
    check("hidden" not in got and not os.path.exists(work + "/out/scripts") and os.path.exists(work + "/out/pages/script.html"), "hidden", got)
    make(work, {"h/logseq/config.edn": "{}", "h/pages/a.md": "- [[Jan 1st, 2024|1]] [[Feb 22nd, 2024|22]] [[Mar 13th, 2024|13]]",
                **{f"h/journals/2024_{d}.md": "- x" for d in ("01_01", "02_22", "03_13")}})
    run(work, "-q", "-t", "html", "-o", "days", "h")
    check(resolved(work + "/days", "pages/a.html") == {"1": "../journals/2024_01_01.html", "22": "../journals/2024_02_22.html",
                                                        "13": "../journals/2024_03_13.html"}, "Logseq's own format of dates")
    make(work, {"t/logseq/config.edn": '{:journals-directory "Days"}', "t/pages/f1.md": "title:: Real Name\n\n- x", "t/Days/2024_01_01.md": "- x",
                "t/journals/2024_01_02.md": "- x", "t/pages/b.md": "- [[real name|t]] [[Jan 1st, 2024|d]] [[Jan 2nd, 2024|no]]"})
    run(work, "-q", "-t", "html", "-o", "names", "t")
    check(resolved(work + "/names", "pages/b.html") == {"t": "f1.html", "d": "../Days/2024_01_01.html"}, "a page's title is its name; the folder of journals",
          resolved(work + "/names", "pages/b.html"))
    alone = run(work, "-v", "-t", "html", "-o", "alone.html", "t/pages/b.md").stderr
    check("pages/f1.md is not part" in alone, "and is found when the page is named alone", alone)
    check(not os.path.exists(work + "/out/private") and not os.path.exists(work + "/out/logseq"), "hidden and bak are skipped")


def test_namespaces(work):
    """A page's name has its slashes, whichever way its file spells them; names are found without case, as tags and in embeds too."""
    make(work + "/g", {"logseq/config.edn": "{}", "pages/a___b.md": "- one", "pages/c%2FD.md": "- two", "pages/中文___页.md": "- 三", "pages/P.md":
                       "- [[a/b|1]] [[A/B|2]] [[c/d|3]] [[中文/页|4]] [label]([[c/D]]) [[d|no]]\n- {{embed [[c/D]]}}\n- ![[a/b]]"})
    docs, _ = documents(work, "g")
    check(sorted(d["name"] for d in docs) == ["P", "a/b", "c/D", "中文/页"], "the names of pages in namespaces", [d["name"] for d in docs])
    run(work, "-q", "-t", "html", "-o", "out", "g")
    got = resolved(work + "/out", "pages/P.html")
    check(got == {"1": "a___b.html", "2": "a___b.html", "3": "c%2FD.html", "4": "中文___页.html", "label": "c%2FD.html"}, "links to them", got)
    page = open(work + "/out/pages/P.html", encoding="utf-8").read()
    check("<li>two</li>" in page and "<li>one</li>" in page, "embeds of them", page)
    count, broken = check_links.check(work + "/out")
    check(count == 19 and not broken, "the links work in HTML", (count, broken))


def test_bases(work):
    """A base is a query: left out where it is named, or code; an embedded base or canvas becomes a link, with a message."""
    make(work, {"v/x.base": "views:\n  - type: table\n    name: T\n", "v/c.canvas": '{"nodes": [], "edges": []}',
                "v/n.md": "![[x.base#View]]\n\nIn a line ![[c.canvas]] and [[x.base]].\n"})
    told = warnings(work, "v/x.base")
    check("x.base:1:1: warning: a base is a query" in told and told.count("[") == 1, "a base that is named is reported", told)
    html = run(work, "-q", "-t", "html", "--fragment", "-o", "-", "v/x.base").stdout
    check("table" not in html, "and left out", html)
    html = run(work, "-q", "--keep-queries", "-t", "html", "--fragment", "-o", "-", "v/x.base").stdout
    check("language-base" in html and "- type: table\n    name: T" in html, "or kept as code", html)
    told = warnings(work, "v/n.md")
    check("n.md:1:1: warning: only Obsidian shows 'x.base'" in told and "n.md:3:11: warning: only Obsidian shows 'c.canvas'" in told and
          told.count("[plugin-dropped]") == 2, "embedded ones are reported, links are not", told)


def test_canvas(work):
    """A canvas that is named is one note of the vault: its files are embedded, its links found; in a folder it is none."""
    node = {"width": 100, "height": 50, "type": "text"}
    cards_of = [{"type": "group", "label": "组 *one*", "x": 0, "y": 500, "width": 400, "height": 400}, {**node, "text": "in the group\n\n- item", "x": 10, "y": 510},
                {**node, "text": "right [[n/a|link]]", "x": 300, "y": 0}, {**node, "text": "左 **bold**", "x": 0, "y": 0},
                {**node, "type": "file", "file": "n/b.md", "subpath": "#Part", "x": 0, "y": 100},
                {**node, "type": "file", "file": "pic.png", "x": 0, "y": 200}, {**node, "type": "file", "file": "gone.md", "x": 0, "y": 300},
                {**node, "type": "link", "url": "https://example.org/a_b_c?<d> e", "x": 0, "y": 400}]
    make(work + "/v", {".obsidian/app.json": "{}", "n/a.md": "a", "n/b.md": "whole\n\n# Part\n\nslice [[a]]", "pic.png": PNG,
                       "sub/c.canvas": json.dumps({"nodes": cards_of, "edges": [{"fromNode": "1", "toNode": "2"}]})})
    docs, _ = documents(work, "v")
    check([d["key"] for d in docs] == ["n/a.md", "n/b.md"], "in a folder a canvas is no note", [d["key"] for d in docs])
    docs, _ = documents(work, "v/sub/c.canvas")
    blocks = docs[0]["root"]["children"]
    check([b["kind"] for b in blocks] == ["paragraph", "paragraph", "embed", "paragraph", "embed", "paragraph", "heading", "paragraph", "list"] and
          docs[0]["key"] == "sub/c.canvas", "its cards from above, then its groups", [b["kind"] for b in blocks])
    html = run(work, "-q", "-t", "html", "--fragment", "-o", "-", "v/sub/c.canvas").stdout
    check("左 <strong>bold</strong>" in html and html.index("左") < html.index("right") < html.index("slice") < html.index("组 <em>one</em>") <
          html.index("in the group") and "whole" not in html and "<img" in html and
          '<a href="https://example.org/a_b_c?%3Cd%3E%20e">' in html, "what a canvas shows", html)
    told = warnings(work, "v/sub/c.canvas")
    check("c.canvas:1:1: warning: 'gone.md' was not found" in told and "arrows of a canvas" in told, "a missing file and the arrows are reported", told)
    for fmt in ("epub", "org", "apkg"):
        r = run(work, "-q", "-t", fmt, "-o", f"c.{fmt}", "v/sub/c.canvas")
        check(r.returncode == 0, f"a canvas as {fmt}", r.stderr)


def test_blocks(work):
    """((uuid)) is looked for in the whole graph, and shows the text of the block."""
    one, none = "64b0c1d2-1111-4222-8333-444455556666", "64b0c1d2-1111-4222-8333-000055556666"
    make(work + "/g", {
        "logseq/config.edn": "{}",
        "pages/a.md": f"- (({one}))\n- [mine]((({one})))\n- {{{{embed (({one}))}}}}\n- (({none}))\n- [:div (left-out \"x\")] end",
        "pages/b.md": f"- Parent\n\t- The **target**\n\t  id:: {one.upper()}\n\t\t- child"})
    r = run(work, "-t", "html", "-o", "out", "g")
    page = open(work + "/out/pages/a.html", encoding="utf-8").read()
    got = resolved(work + "/out", "pages/a.html")
    check(got.get("The target", "").startswith("b.html#") and got.get("mine") == got["The target"], "a block reference", got)
    check("<li>child" in page and "Parent" not in page, "an embedded block", page)
    check(f"g/pages/a.md:4:3: warning: no block has the id {none}" in r.stderr, "a missing block is reported", r.stderr)
    check("a.md:5:3: warning: this hiccup" in r.stderr and "left-out" not in page and "end" in page, "hiccup is reported", r.stderr)
    count, broken = check_links.check(work + "/out")
    check(count == 8 and not broken, "its links work", (count, broken))
    code, quote = one.replace("6666", "7777"), one.replace("6666", "8888")
    make(work + "/q", {
        "logseq/config.edn": "{}", "pages/a.md": f"- (({code}))\n- (({quote}))\n- {{{{embed (({quote}))}}}}",
        "pages/b.md": f"- ```c\n  first;\n  second;\n  ```\n  id:: {code}\n- > quoted\n  id:: {quote}\n\t- child of it"})
    r = run(work, "-t", "html", "-o", "blocks", "q")
    got = resolved(work + "/blocks", "pages/a.html")
    page = open(work + "/blocks/pages/a.html", encoding="utf-8").read()
    check(set(got) == {"first;", "quoted"} and "warning" not in r.stderr, "an id below code and a quotation is their block's", (got, r.stderr))
    check("<li>child of it" in page and not check_links.check(work + "/blocks")[1], "embedded with the blocks below it", page)
    alone = run(work, "-t", "html", "--fragment", "-o", "-", "g/pages/a.md")
    check("<li>The target</li>" in alone.stdout and "<li>child" in alone.stdout, "the same for a note named alone", alone.stdout)


def keys(folder, *words):
    return [d["key"] for d in documents(folder, *words)[0]]


def test_ignore_patterns(work):
    """.noteconvignore means what git's .gitignore means, on patterns made at random from a fixed seed."""
    if not shutil.which("git"):
        print("git is not installed: .noteconvignore was not compared")
        return
    random.seed(20260101)
    names = ["a", "b", "ab", "foo", "Foo", "x.y", "[z]", "q*", "a b", "!x", "#h", "b\\c", "a-b"]
    pieces = ["a", "b", "ab", "foo", "*", "**", "?", "/", "/**/", "**/", "/**", "[ab]", "[!a]", "[a-c]", "[^b]", "\\*", "\\[", ".", "x",
              "[]a]", "[[:alpha:]x]", "[[:digit:]]", "[\\]a]", " ", "\\ ", "#", "[b-a]", "***", "-", "o*", ".md", "*.md", "[a-\\c]"]

    def pattern():
        return random.choice(["", "", "", "!"]) + "".join(random.choice(pieces) for _ in range(random.randint(1, 5)))
    for i in range(150):
        v = f"{work}/{i}"
        patterns = "\n".join(pattern() for _ in range(random.randint(1, 4))) + "\n"
        below = pattern() + "\n"
        files = {"/".join(random.choice(names) for _ in range(random.randint(1, 4))) + ".md": "x" for _ in range(14)}
        make(v, {**files, ".noteconvignore": patterns, ".gitignore": patterns, "ab/.gitignore": below, "ab/.noteconvignore": below})
        subprocess.run(["git", "init", "-q", v], check=True, capture_output=True)
        listed = subprocess.run(["git", "ls-files", "-z", "-o", "--exclude-standard", "--", "*.md"], cwd=v, check=True, capture_output=True)
        want = sorted(name for name in listed.stdout.decode().split("\0") if name)
        check(sorted(keys(v, ".")) == want, f"patterns {patterns!r}, in ab/ {below!r}", (sorted(keys(v, ".")), want))


def test_settings(work):
    """Notes that Obsidian hides are no part of the output, but links and embeds find them."""
    v = work + "/v"
    make(v, {
        ".obsidian/app.json": json.dumps({"attachmentFolderPath": "./files", "newLinkFormat": "relative", "userIgnoreFilters": [
            "Assets/", "[draft] x/", "one.md", "/^\\d{4}-[a-z]+\\.md$/", "/(?:old|past)\\/.*?\\.md/", "/(?<=a)b/"]}),
        "a.md": "![[pic.png]] [[secret]] ![[secret]]\n\n![[secret]]\n\n![own](o.png)\n", "Assets/pic.png": PNG, "assets2/b.md": "b",
        "Assets/secret.md": "the hidden text", "[draft] x/c.md": "c", "d/c.md": "c", "one.md": "1", "oneself.md": "2", "2024-jan.md": "j",
        "x2024-jan.md": "k", "old/e.md": "e", "older.md": "f", "files/o.png": PNG, "sub/files/o.png": PNG + b"x", "sub/n.md": "![own](o.png)"})
    docs, r = documents(v, ".")
    check([d["key"] for d in docs] == ["a.md", "assets2/b.md", "d/c.md", "older.md", "oneself.md", "sub/n.md", "x2024-jan.md"],
          "what settings hide", [d["key"] for d in docs])
    r = run(v, "-t", "html", "-o", "../out", ".")
    page = open(work + "/out/a.html", encoding="utf-8").read()
    check("Assets/pic.png" in page and "the hidden text" in page, "hidden files and notes are found by links and embeds", page)
    check('src="files/o.png"' in page and 'src="files/o.png"' in open(work + "/out/sub/n.html", encoding="utf-8").read(),
          "an attachment folder below each note's own", page)
    text = warnings(v, ".")
    check(text.count("[setting]") == 1 and "/(?<=a)b/" in text and ".noteconvignore" in text, "a pattern that cannot be read is reported", text)
    check("is not part of this product [link-left-out]" in text and "[embed-inline]" in text,
          "told: left out, and embedded inside a line", text)
    make(work + "/e", {"a.md": "a [[b]]\n", "b.md": "---\nx: 1\n---\n"})
    check("b.md has no text and is left out [" in warnings(work + "/e", "."), "a link to a note without text says so")
    check(keys(v, "Assets") == ["Assets/secret.md"] and keys(v, "one.md") == ["one.md"], "what is named is there", keys(v, "Assets"))
    make(v, {".obsidian/app.json": "{\"userIgnoreFilters\": [\"a\", 3, "})
    check("[setting]" in warnings(v, "d"), "broken settings are reported", warnings(v, "d"))


def test_twice(work):
    make(work, {"a.md": "# A\n", "b.md": "# B\n", "v/c.md": "# C\n"})
    os.symlink("a.md", work + "/link.md")
    for words, made, kept in ((("a.md", "./a.md", "link.md"), "a.epub", 2), (("v", "v/"), "v.epub", 1), (("*.md", "*.md"), None, 1)):
        r = run(work, "-v", "-t", "epub", *words)
        check(r.returncode == 0 and r.stderr.count("[input-twice]") == kept and (not made or made in os.listdir(work)), f"{words}: taken once", r)
    check("+" not in "".join(os.listdir(work)), "no product is named after a selection", os.listdir(work))
    r = run(work, "-t", "org", "-o", "-", "a.md", "a.md")
    check(r.returncode == 0 and "#+title: A" in r.stdout and not r.stderr, "twice the same note is one", r)
    r = run(work, "-v", "-t", "epub", "-o", "ab.epub", "a.md", "b.md", "a.md")
    check(r.returncode == 0 and "ab.epub: 2 notes" in r.stderr and "a.md: note: already named as 'a.md'; it is used once [input-twice]" in r.stderr,
          "two notes, one of them twice", r)
    check(keys(work, "v", "v/c.md") == ["c.md"], "a folder and a note in it", keys(work, "v", "v/c.md"))


def test_roots(work):
    make(work, {"logseq/README.md": "a program's source", "notes/x/a.md": "[[b]]", "notes/b.md": "b", "one/.obsidian/app.json": "{}",
                "one/a.md": "[[b]]", "two/.obsidian/app.json": "{}", "two/b.md": "b", "three/.git": "gitdir: elsewhere", "three/sub/c.md": "c"})
    check(keys(work, "notes/x/a.md") == ["a.md"], "a folder that is called logseq makes no graph", keys(work, "notes/x/a.md"))
    check(keys(work, "three/sub/c.md") == ["sub/c.md"], "a .git that is a file marks a root", keys(work, "three/sub/c.md"))
    text = warnings(work, "one", "two")
    check("[roots]" in text and keys(work, "one", "two") == ["one/a.md", "two/b.md"], "two vaults in one run are reported", text)
    check("[roots]" not in warnings(work, "one", "one/a.md") + warnings(work, "notes/b.md", "notes/x/a.md"), "one vault and loose notes are not")
    os.symlink("one", work + "/link")
    check(keys(work, "link") == ["a.md"] and keys(work, "link/a.md") == ["a.md"], "a root that is reached through a link")
    check(keys(work + "/one", ".") == ["a.md"] and keys(work + "/three/sub", "..") == ["sub/c.md"], "a vault named . or ..")
    deep = "/".join(["d"] * 90)
    make(work + "/one", {deep + "/low.md": "low", "-x.md": "dash", "-o": "no note"})
    check(deep + "/low.md" in keys(work, "one") and keys(work + "/one", "--", "-x.md") == ["-x.md"], "deep folders; names that begin with -")
    make(work + "/one", {"/".join(["e"] * 103) + "/low.md": "too low"})
    check("nested deeper than 100" in warnings(work, "one"), "folders nested too deep are reported")


def test_index(work):
    v = work + "/book"
    make(v, {"book.toml": "", "list.txt": "# pandoc's\nsrc/ch/two two.md\n\n./src/app.md\n../../etc/passwd\n/etc/passwd\n",
             "src/SUMMARY.md": "# Summary\n\n[Preface](preface.md)\n\n# Part One\n\n- [One](ch/one.md)\n    - [One A](ch/one-a.md#x)\n"
             "    - [Draft]()\n- [Two](<ch/two two.md>)\n\n---\n\n# Part Two\n\n1. [Three](./ch/../three.md)\n   * [No](nope.md)\n"
             "\n[Again](ch/one.md) [Web](https://example.org/)\n[App](app.md)\n",
             **{f"src/{n}.md": "text" for n in ("preface", "ch/one", "ch/one-a", "ch/two two", "three", "app", "extra")}})
    order = ["preface", "ch/one", "ch/one-a", "ch/two two", "three", "app"]
    check(keys(work, "--index", "book/src/SUMMARY.md", "book") == [f"src/{n}.md" for n in order], "mdBook's summary",
          keys(work, "--index", "book/src/SUMMARY.md", "book"))
    check(keys(v, "--index", "src/SUMMARY.md", "src") == [f"src/{n}.md" for n in order], "beside the current folder")
    check(keys(work, "--index", "SUMMARY.md", "book/src") == [f"src/{n}.md" for n in order], "or in the folder that is named")
    text = warnings(work, "--index", "book/src/SUMMARY.md", "book")
    check("SUMMARY.md:17:6: warning: the index lists 'nope.md'" in text, "what is listed and missing is reported", text)
    check(keys(work, "--index", "book/src/SUMMARY.md", "--exclude", "ch/", "book") == ["src/preface.md", "src/three.md", "src/app.md"],
          "--exclude holds in an index", keys(work, "--index", "book/src/SUMMARY.md", "--exclude", "ch/", "book"))
    check(keys(work, "--index", "book/list.txt", "book") == ["src/ch/two two.md", "src/app.md"], "pandoc's list of files")
    text = warnings(work, "--index", "book/list.txt", "book")
    check(text.count("which is not a note of this folder") == 2, "a list leads to no file outside", text)
    make(work, {"elsewhere.txt": "src/ch/one.md\nsrc/three.md\n"})
    check(keys(work, "--index", "elsewhere.txt", "book/src") == ["src/ch/one.md", "src/three.md"], "a list outside the folder counts from the root")


def test_alias(work):
    v = work + "/v"
    make(v, {".obsidian/app.json": "{}", "host.md": "[[Nick]]\n\n![[nick]]\n", "sub/far.md": "---\naliases: [Nick, nick, NICK]\n---\nfar text"})
    for name in (".", "host.md"):
        text = warnings(v, name)
        check("far text" in run(v, "-q", "-t", "json", "-o", "-", name).stdout and "[link-alias]" in text and "[embed-missing]" not in text,
              f"an alias in three spellings, from {name}", text)


def test_told_once(work):
    """A problem in an embedded note is reported and counted once, whoever embeds it."""
    v = work + "/v"
    make(v, {".obsidian/app.json": "{}", "g.md": "x [[gone]] [[f]]\n", "f.md": "text",
             **{f"h{i}.md": "![[g]]\n\n![[g]]\n" for i in range(5)}})
    r = run(v, "-v", "-t", "json", "-o", "../x.json", ".")
    check(r.stderr.count("'gone' was not found") == 1 and "links: 1 found, 1 missing; embeds: 10 found" in r.stderr, "of a folder", r.stderr)
    r = run(v, "-v", "-t", "json", "-o", "../x.json", "h1.md")
    check(r.stderr.count("g.md:1:3: warning: 'gone' was not found") == 1, "of a note", r.stderr)


def test_joplin_raw(work):
    """Joplin's RAW export: a note beside each file has the file's name and only describes it."""
    picture, page, gone = "0123456789abcdef" * 2, "fedcba9876543210" * 2, "a" * 32
    make(work, {"v/n.md": f"![a](:/{picture}) [f](:/{picture}) [p](:/{page}) ![g](:/{gone})\n", f"v/{picture}.md": "a.png\n\ntype_: 4\n",
                f"v/{page}.md": "# Page\n", f"v/resources/{picture}.png": PNG})
    r = run(work, "-v", "-t", "html", "-o", "out", "v")
    page_html = open(work + "/out/n.html", encoding="utf-8").read()
    check(page_html.count(f"{picture}.png") == 2 and "<img" in page_html and f'href="{page}.html' in page_html, "the picture, not its note", page_html)
    check(r.stderr.count("was not found") == 1 and f":/{gone}' was not found" in r.stderr, "what is missing is reported", r)


def test_current(work):
    """A run is skipped only when nothing that its outputs depend on has changed."""
    v = work + "/v"
    make(v, {".obsidian/app.json": '{"attachmentFolderPath": "x"}', "a.md": "![[b]]\n\n![p](p.png)\n", "b.md": "embedded", "x/p.png": PNG,
             "y/p.png": PNG + b"y", "c.md": "[[nowhere]]"})
    templates = work + "/t"
    make(templates, {"html/style.css": "p { color: red }"})
    words = ["-t", "html", "-o", "out", "--template-dir", "t", "v"]
    run(work, *words)

    def changes(what, expected):
        before = tree_state(work + "/out")
        r = run(work, *words)
        after = tree_state(work + "/out")
        changed = {n for n in set(before) | set(after) if before.get(n) != after.get(n)} - {".noteconv-state"}
        check(changed == expected, f"after {what}", (changed, r.stderr))
        run(work, "--prune", *words)
        before = tree_state(work + "/out")
        r = run(work, *words)
        check("nothing changed" in r.stderr and tree_state(work + "/out") == before, f"and nothing then ({what})", r.stderr)
    changes("nothing", set())
    make(v, {"b.md": "embedded anew"})
    changes("an embedded note", {"a.html", "b.html"})
    make(v, {"x/p.png": PNG + b"new"})
    changes("a media file", {"x/p.png"})
    make(v, {".obsidian/app.json": '{"attachmentFolderPath": "y"}'})
    changes("a setting", {"a.html", "y/p.png"})
    make(templates, {"html/style.css": "p { color: blue }"})
    changes("a template", {"a.html", "b.html", "c.html", "index.html"})
    r = run(work, "-Werror=link-unresolved", *words)
    check(r.returncode == 1, "-Werror is no reason to skip", (r.returncode, r.stderr))
    sealed = open(work + "/out/.noteconv-state", encoding="utf-8").read()
    check(sealed.startswith("noteconv-state 2\n") and sealed.splitlines()[-1].startswith("sha256 "), "a state has a seal", sealed[:80])
    lines = sealed.splitlines()
    unsealed = "\n".join(["noteconv-state 1", *lines[1:-1]]) + "\n"
    for state in ("noteconv-state 1\n", unsealed, "noteconv-state 1\n-\n\n" + "0" * 57 + " ../v/a.md\n" + "z" * 80 + "\n"):
        make(work, {"out/.noteconv-state": state})
        before = hashes(work + "/out")
        r = run(work, "--prune", *words)
        after = hashes(work + "/out")
        before.pop(".noteconv-state"), after.pop(".noteconv-state")
        check(r.returncode == 0 and before == after and os.path.exists(v + "/a.md"), f"a state of {state[:20]!r}", r.stderr)
    for state, told in (("", "damaged"), ("\0\xff garbage", "damaged"), (sealed[:-1], "damaged"), (sealed.replace("a.html", "b.html"), "damaged"),
                        ("noteconv-state 3\n", "newer noteconv")):
        make(work, {"out/.noteconv-state": state})
        before = hashes(work + "/out")
        r = run(work, "--prune", *words)
        check(r.returncode == 2 and told in r.stderr and hashes(work + "/out") == before, f"a state of {state[:20]!r} is not 'no state'", r.stderr)
    make(work, {"out/.noteconv-state": sealed[:-1]})
    r = run(work, "--force", *words)
    check(r.returncode == 0 and open(work + "/out/.noteconv-state", encoding="utf-8").read().startswith("noteconv-state 2\n"),
          "--force writes a damaged state anew", r.stderr)


def test_places(work):
    """Where outputs may go, and where not."""
    v = work + "/v"
    make(v, {".obsidian/app.json": "{}", "a.md": "# A\n\n![[pic.png]]", "sub/b.md": "# B\n\n[[a]]", "sub/pic.png": PNG})
    note = open(v + "/a.md", encoding="utf-8").read()
    for words in (("-o", "v/a.md", "v"), ("-o", "v/sub/../a.md", "v"), ("-o", "v", "v"), ("-o", "v/", "--force", "v")):
        r = run(work, "-t", "html" if words[1] in ("v", "v/") else "epub", *words)
        check(r.returncode == 2 and open(v + "/a.md", encoding="utf-8").read() == note and not os.path.exists(v + "/a.html"),
              f"{words} would destroy what is read", r.stderr)
    r = run(work, "-t", "html", "-o", "v/sub/", "v")
    again = run(work, "-t", "html", "-o", "v/sub/", "v")
    check(r.returncode == 0 and "nothing changed" in again.stderr and keys(work, "v") == ["a.md", "sub/b.md"],
          "a tree among the notes is no reason to lose one of them, or its images", (r.stderr, again.stderr, keys(work, "v")))
    make(v, {"top/c.md": "![p](p.png)", "top/p.png": PNG})
    for words in ((), ("--prune",)):
        r = run(v, "-t", "html", "-o", ".", *words, "top", "a.md")
        os.rename(v + "/top/c.md", v + "/top/d.md") if os.path.exists(v + "/top/c.md") else None
        check(r.returncode == 0 and os.path.exists(v + "/top/p.png") and "image-missing" not in r.stderr,
              "a tree on top of the notes takes none of their images for its own", r.stderr)
    make(work, {"w/n.md": "# N", "w/s/m.md": "# M", "outside/keep.txt": "kept"})
    for i, (link, to) in enumerate((("out/s", "../outside"), ("out/.noteconv-state", "../outside/keep.txt"), ("out/n.html", "../outside/keep.txt"),
                                    ("out/s", "nowhere"))):
        os.mkdir(work + "/out")
        os.symlink(to, f"{work}/{link}")
        r = run(work, "-t", "html", "-o", "out", "w")
        check(r.returncode == 2 and os.listdir(work + "/outside") == ["keep.txt"] and open(work + "/outside/keep.txt").read() == "kept",
              f"nothing is written through a link ({i})", r.stderr)
        check(not [n for _, _, names in os.walk(work + "/out") for n in names if n.endswith(".html") and not os.path.islink(work + "/out/" + n)],
              f"and nothing else then ({i})", r.stderr)
        shutil.rmtree(work + "/out")
    os.mkdir(work + "/real")
    os.symlink("real", work + "/out")
    r = run(work, "-t", "html", "-o", "out", "w")
    check(r.returncode == 0 and os.path.exists(work + "/real/s/m.html"), "the folder that is named may be a link", r.stderr)
    if os.geteuid() != 0:
        os.mkdir(work + "/locked", 0o500)
        r = run(work, "-t", "org", "-o", "locked/", "w")
        check(r.returncode == 2 and "locked" in r.stderr and not os.listdir(work + "/locked"), "a folder that cannot be written", r.stderr)


def test_pages_and_files(work):
    """A file with the same name as a note's page in some tree gets a name of its own there: neither takes the other's place."""
    make(work, {"v/.obsidian/app.json": "{}", "v/a.md": "# A page\n\n![[a.html]] [x](b.org) ![[A.ORG]]\n", "v/b.md": "# B page\n", "v/a.html": "<p>a file</p>\n",
                "v/b.org": "b file\n", "v/A.ORG": "A file\n"})
    for fmt in ("html", "org"):
        r = run(work, "-t", fmt, "-o", f"out-{fmt}/", "v")
        made = {n: open(f"{work}/out-{fmt}/{n}", encoding="utf-8").read() for n in os.listdir(f"{work}/out-{fmt}")}
        check(r.returncode == 0 and "A page" in made[f"a.{fmt}"] and "B page" in made[f"b.{fmt}"], f"{fmt}: the pages", sorted(made), r)
        check([made.get(n) for n in ("a-file.html", "b-file.org", "A-file.ORG")] == ["<p>a file</p>\n", "b file\n", "A file\n"], f"{fmt}: the files", sorted(made), r)


def test_output_is_no_note(work):
    """A file that only shares the beginning of the vault's path is none of its notes."""
    make(work, {"v/.obsidian/app.json": "{}", "v/a.md": "# A\n", "vxa.md": "mine\n"})
    r = run(work, "-t", "json", "--force", "-o", "vxa.md", "v")
    check(r.returncode == 0 and "noteconv-document" in open(work + "/vxa.md").read(), "a file beside the vault", r.stderr)


def test_terminal(work):
    """One progress line on a terminal, erased at the end; none when piped."""
    make(work + "/v", many(6000, 20))
    command = ["-t", "html", "-j", "1", "-o", "out", "v"]
    text, status = lib.on_terminal(work, *command, whole=True)
    check(status == 0 and re.search(r"\r\x1b\[K(reading|writing) \d+ of 6000 notes, \d+ s left  \S", text), "progress", text[:300])
    last = text[text.rindex("\x1b[K") + 3:]
    check("reading" not in last and re.search(r"notes +6000\r?\nlinks +120000 found +0 missing", last), "the closing line", last)
    piped = run(work, *command, "--force")
    check("\x1b" not in piped.stderr and "links:" not in piped.stderr and "\r" not in piped.stderr, "nothing of it when piped", piped.stderr)


lib.in_folders(test_selection, test_names, test_embeds, test_image_embeds, test_identity, test_runs, test_each, test_ignore_files, test_hostile, test_one_name,
               test_signal, test_breaks, test_notion, test_bundles, test_moments, test_logseq, test_namespaces, test_bases, test_canvas, test_blocks,
               test_ignore_patterns, test_settings, test_twice, test_roots, test_index, test_alias, test_told_once, test_joplin_raw, test_current,
               test_places, test_pages_and_files, test_output_is_no_note, test_terminal)
sys.exit(lib.finish())
