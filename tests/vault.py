#!/usr/bin/env python3
"""Folders of notes: which files are notes, names, embeds, media, trees, incremental runs, hostile vaults.

Usage: vault.py NOTECONV
Every vault is made here, in a temporary folder.
"""
import hashlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_links  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1])
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8cfc0000003010100"
                    "c9fe92ef0000000049454e44ae426082")
checked = failed = 0


def check(condition, what, detail=None):
    global checked, failed
    checked += 1
    if not condition:
        failed += 1
        print(what)
        if detail is not None:
            print("  " + str(detail)[-1500:].replace("\n", "\n  "))


def run(folder, *words, timeout=120, env=None):
    return subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, timeout=timeout, check=False,
                          env={**os.environ, "SOURCE_DATE_EPOCH": "1735689600", **(env or {})},
                          encoding="utf-8", errors="surrogateescape")


def make(root, files):
    for name, text in files.items():
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(text if isinstance(text, bytes) else text.encode("utf-8"))


def documents(folder, *words):
    """The documents of a run as JSON, by the path in their key."""
    r = run(folder, "-q", "-t", "json", "-o", "-", *words)
    return [json.loads(line) for line in r.stdout.splitlines() if line.strip()], r


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
    check(names("--order", "weight", ".")[:2] == ["b.md", "a.md"], "--order=weight", names("--order", "weight", "."))
    check(names("b.md", "a.md") == ["b.md", "a.md"], "several files keep their order", names("b.md", "a.md"))
    check(names("zz7.md", "sub", "a.md") == ["zz7.md", "sub/README.md", "sub/aa.md", "sub/only-root.md", "a.md"],
          "files and folders in the order they are named", names("zz7.md", "sub", "a.md"))
    check(names("--order", "weight", "a.md", "b.md") == ["b.md", "a.md"], "--order wins over the order of the arguments")
    check(names("a.md", "a.md", "b.md") == ["a.md", "b.md"], "a note named twice is there once", names("a.md", "a.md", "b.md"))
    check(names("sub/*.md") == ["sub/README.md", "sub/aa.md", "sub/only-root.md"], "a pattern that no shell expanded", names("sub/*.md"))
    make(v, {"list.md": "- [[b]]\n- [ten](10.md)\n- [[b]]\n- [[nowhere]]\n", "book.txt": "sub/aa.md\na.md\n"})
    check(names("--index", "list.md", ".") == ["b.md", "10.md"], "--index with links", names("--index", "list.md", "."))
    check(names("--index", "book.txt", ".") == ["sub/aa.md", "a.md"], "--index with lines", names("--index", "book.txt", "."))
    check(names("Templates") == ["Templates/t.md"], "a template folder that is named is converted", names("Templates"))


def resolved(folder, note, *words):
    """What each link of a note leads to: its text, and the path and fragment in the HTML tree."""
    page = open(os.path.join(folder, note), encoding="utf-8").read()
    found = {}
    parser = check_links.Page()
    parser.feed(page)
    import re
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


def test_embeds(work):
    v = work + "/v"
    make(v, {
        "noteconv.toml": "",
        "host.md": "# Host\n\n## Part\n\n![[guest]]\n\n![[guest#Second]]\n\n![[guest#^b1]]\n\n![[pic.png|40x30]]\n\n![[sound.mp3]]\n\n"
                   "![[gone]]\n\nmine[^1]\n\n[^1]: host's note\n",
        "guest.md": "# First\n\nguest text[^1] [[#Second|link]] ^b1\n\n# Second\n\nsecond text **lost\n\n[^1]: guest's note\n",
        "c1.md": "one ![[x]]\n\n![[c2]]", "c2.md": "two\n\n![[c3]]", "c3.md": "three\n\n![[c1]]", "self.md": "me\n\n![[self]]",
        "assets/pic.png": PNG, "assets/sound.mp3": b"ID3\x03\0\0\0\0\0\0" + b"\0" * 64,
        **{f"d{i}.md": f"level {i}\n\n![[d{i + 1}]]" for i in range(14)}, "d14.md": "bottom"})
    html = run(v, "-q", "-t", "html", "--fragment", "-o", "-", "host.md").stdout
    check(html.count("guest text") == 2 and html.count("second text") == 2, "a whole note, a section, a block", html)
    check("<h3" in html and html.index("<h3") > html.index("<h2"), "an embedded heading stands below the one above the embed", html)
    check("host&#39;s note" in html or "host's note" in html, "the host's footnote", html)
    check(html.count("guest's note") == 2, "footnotes come along, once an embed", html)
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    check(len(ids) == len(set(ids)), "ids stay unique", ids)
    check('width="40"' in html and "pic.png" in html, "an image with its size", html)
    check("<audio" in html, "a sound", html)
    check("gone" in html, "what is missing is visible", html)
    text = warnings(v, ".")
    check("[embed-cycle]" in text and text.count("[embed-cycle]") >= 4, "cycles are told", text)
    check("[embed-depth]" in text, "depth is told", text)
    check("host.md:15:1: warning: 'gone' was not found" in text, "a missing embed is told", text)
    alone = warnings(v, "host.md")
    check(alone.count("guest.md:7:13: warning") == 1, "messages of an embedded note carry its own file and line", alone)
    for fmt in ("org", "html", "epub", "apkg", "json"):
        r = run(v, "-t", fmt, "-o", f"../out.{fmt}", "--force", ".")
        check(r.returncode == 0, f"embeds in {fmt}", r.stderr)
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
    check("[product-gone]" in r.stderr and os.path.exists(work + "/org1/f5/note 5.org"), "a note that is gone is told", r.stderr)
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
    check("[name-collision]" in r.stderr, "a collision is told", r.stderr)
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
    r = run(work, "-t", "epub", "v")
    check(os.path.exists(work + "/v.epub"), "one book by default", r.stderr)
    opf = zipfile.ZipFile(work + "/v.epub").read("EPUB/content.opf").decode()
    check(">v<" in opf, "its title is the folder's name", opf[:800])


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
        r = run(work, "-t", fmt, "-o", out, "--cards=headings", "v", timeout=60)
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
    make(work, {"v/noteconv.toml": "", **{f"v/d{i}/same.md": f"[[same]] [[d{(i * 7) % 10000}/same]] text {i}" for i in range(10000)}})
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
    """A tenth of the notes with wikilinks makes newlines count; brackets in code are none."""
    code = "one\ntwo\n\n```js\nlet a = [[1], [2]]\n```\n\nand `[[x]]`, \\[[y]]\n"
    make(work + "/code", {f"{i}.md": code for i in range(20)})
    make(work + "/links", {**{f"{i}.md": code for i in range(18)}, "a.md": "see [[1]]\n", "b.md": "> see ![[2|x]]\n"})
    for folder, hard in (("code", False), ("links", True)):
        r = run(work, "-q", "-t", "json", "-o", "-", folder)
        check(("hard-break" in r.stdout) == hard, f"line breaks of {folder}/", r.stdout[:600])
        r = run(work, "-q", "-t", "json", "-o", "-", f"--breaks={'soft' if hard else 'hard'}", folder)
        check(("hard-break" in r.stdout) != hard, f"--breaks wins in {folder}/", r.stdout[:600])


def test_logseq(work):
    make(work + "/g", {
        "logseq/config.edn": '{:meta/version 1\n :hidden ["/private"] ; comment\n}', "pages/name___space.md": "- page", "pages/P.md":
        "- see [[name/space|ns]] [[2024-01-31|iso]] [[Jan 31st, 2024|long]]", "journals/2024_01_31.md": "- day", "private/x.md": "- no",
        "logseq/bak/old.md": "- old", "assets/pic.png": PNG})
    run(work, "-q", "-t", "html", "-o", "out", "g")
    got = resolved(work + "/out", "pages/P.html")
    check(got.get("ns") == "name___space.html" and got.get("iso") == "../journals/2024_01_31.html" == got.get("long"), "Logseq's page names", got)
    check(not os.path.exists(work + "/out/private") and not os.path.exists(work + "/out/logseq"), "hidden and bak are skipped")


def test_blocks(work):
    """((uuid)) is looked for in the whole graph, and shows the text of the block."""
    one, none = "64b0c1d2-1111-4222-8333-444455556666", "64b0c1d2-1111-4222-8333-000055556666"
    make(work + "/g", {
        "logseq/config.edn": "{}",
        "pages/a.md": f"- (({one}))\n- [mine]((({one})))\n- {{{{embed (({one}))}}}}\n- (({none}))\n- [:div \"left out\"] end",
        "pages/b.md": f"- Parent\n\t- The **target**\n\t  id:: {one.upper()}\n\t\t- child"})
    r = run(work, "-t", "html", "-o", "out", "g")
    page = open(work + "/out/pages/a.html", encoding="utf-8").read()
    got = resolved(work + "/out", "pages/a.html")
    check(got.get("The target", "").startswith("b.html#") and got.get("mine") == got["The target"], "a block reference", got)
    check("<li>child" in page and "Parent" not in page, "an embedded block", page)
    check(f"g/pages/a.md:4:3: warning: no block has the id {none}" in r.stderr, "a missing block is told", r.stderr)
    check("a.md:5:3: warning: hiccup" in r.stderr and "left out" not in page and "end" in page, "hiccup is told", r.stderr)
    count, broken = check_links.check(work + "/out")
    check(count == 2 and not broken, "its links work", (count, broken))
    alone = run(work, "-t", "html", "--fragment", "-o", "-", "g/pages/a.md")
    check("<li>The target</li>" in alone.stdout and "<li>child" in alone.stdout, "the same for a note named alone", alone.stdout)


for test in (test_selection, test_names, test_embeds, test_identity, test_runs, test_each, test_hostile, test_one_name, test_signal,
             test_breaks, test_logseq, test_blocks):
    with tempfile.TemporaryDirectory() as folder:
        test(folder)
print(f"{checked - failed} of {checked} as expected")
sys.exit(failed > 0 or checked == 0)
