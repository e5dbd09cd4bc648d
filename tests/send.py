#!/usr/bin/env python3
"""noteconv send: to folders with the marks of readers, to full and read-only ones, and to one that goes away.

Usage: send.py NOTECONV
Full and read-only disks are small tmpfs mounts; where mounting is not allowed, that part is skipped with a message.
"""
import hashlib
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
import zipfile

from badbooks import GOOD, OPF, opf, page, write_book
from lib import PROGRAM, check, finish, in_folders, make
from lib import run as run_plain
from readers_tools import STAND_IN, exth

MARKS = {"kobo": [".kobo"], "kindle": ["documents", "system/thumbnails"], "pocketbook": ["system/config"],
         "tolino": [".tolino"], "koreader": ["koreader"]}


def device(folder, kind):
    root = os.path.join(folder, kind)
    for mark in MARKS[kind]:
        os.makedirs(os.path.join(root, mark))
    return root


def run(folder, *words, devices="", path=None):
    env = {"NOTECONV_DEVICES": devices, **({"PATH": path} if path else {})}
    return run_plain(folder, *words, env=env)


def files(root):
    return sorted(os.path.relpath(os.path.join(at, name), root) for at, _, names in os.walk(root) for name in names)


def digests(root):
    return {name: hashlib.sha256(open(os.path.join(root, name), "rb").read()).hexdigest() for name in files(root)}


def record(root):
    with open(root + "/.noteconv/sent.json", encoding="utf-8") as f:
        return json.load(f)["books"]


def same_again(folder, root, words, what):
    """A second send writes nothing: neither a byte nor a time changes."""
    before = {n: os.stat(os.path.join(root, n)).st_mtime_ns for n in files(root)}
    r = run(folder, "send", *words, devices=root)
    check(r.returncode == 0 and "0 new and 0 updated" in r.stderr and "there already" in r.stderr, f"{what}: a second time", r)
    check({n: os.stat(os.path.join(root, n)).st_mtime_ns for n in files(root)} == before, f"{what}: a second send writes nothing")


def one_note(folder):
    make(folder, {"书: 一?.md": "---\ntitle: 题\n---\n# 题\n\n好。\n"})
    note = "书: 一?.md"
    for kind, name in (("kobo", "Notes/书- 一-.kepub.epub"), ("pocketbook", "Books/书- 一-.epub"), ("tolino", "Books/书- 一-.epub"),
                       ("koreader", "Books/书- 一-.epub")):
        root = device(folder, kind)
        r = run(folder, "send", "--list-devices", devices=root)
        check(r.returncode == 0 and r.stdout.split() == [kind, root], f"{kind}: is found", r)
        r = run(folder, "send", "--dry-run", note, devices=root)
        check(r.returncode == 0 and not files(root) and "would be: 1 new" in r.stderr, f"{kind}: --dry-run", r)
        r = run(folder, "send", note, devices=root)
        check(r.returncode == 0 and files(root) == sorted([".noteconv/sent.json", name]), f"{kind}: {files(root)}", r)
        check("1 new and 0 updated" in r.stderr and "Eject" in r.stderr, f"{kind}: what to do next", r)
        same_again(folder, root, [note], kind)
        check(record(root)[0]["path"] == name, f"{kind}: {record(root)}")
    with zipfile.ZipFile(folder + "/kobo/Notes/书- 一-.kepub.epub") as z:
        check(any("koboSpan" in z.read(n).decode() for n in z.namelist() if "/c-" in n), "a Kobo gets a kepub")


def changes(folder):
    root = device(folder, "kobo")
    make(folder, {"n.md": "---\nid: one\ntitle: Old\n---\nx\n"})
    run(folder, "send", "n.md", devices=root)
    first = digests(root)
    make(folder, {"n.md": "---\nid: one\ntitle: New\n---\ny\n"})
    r = run(folder, "send", "n.md", devices=root)
    check("updated   Notes/n.kepub.epub" in r.stderr and files(root) == sorted(first), "the name stays when the title changes", r)
    check(digests(root)["Notes/n.kepub.epub"] != first["Notes/n.kepub.epub"], "the copy is replaced")
    shutil.copy(root + "/Notes/n.kepub.epub", folder + "/keep")
    with open(root + "/Notes/n.kepub.epub", "ab") as f:
        f.write(b"x")
    make(folder, {"n.md": "---\nid: one\ntitle: New\n---\nz\n"})
    r = run(folder, "send", "n.md", devices=root)
    check(r.returncode == 0 and "changed there" in r.stderr and open(root + "/Notes/n.kepub.epub", "rb").read()[-1:] == b"x",
          "what was changed on the reader stays", r)
    r = run(folder, "send", "--force", "n.md", devices=root)
    check("0 new and 1 updated" in r.stderr, "--force replaces it", r)
    os.truncate(root + "/Notes/n.kepub.epub", 100)
    r = run(folder, "send", "n.md", devices=root)
    check(r.returncode == 0 and "left out" in r.stderr and "is damaged" in r.stderr, "a copy that was cut short is reported", r)
    r = run(folder, "send", "--force", "n.md", devices=root)
    check("0 new and 1 updated" in r.stderr and os.path.getsize(root + "/Notes/n.kepub.epub") > 100, "--force brings it again", r)
    os.remove(root + "/Notes/n.kepub.epub")
    r = run(folder, "send", "n.md", devices=root)
    check(r.returncode == 0 and "--again" in r.stderr and files(root) == [".noteconv/sent.json"], "what was deleted is not sent again", r)
    r = run(folder, "send", "-q", "n.md", devices=root)
    check(r.returncode == 0 and r.stderr.startswith("Notes/n.kepub.epub: warning: left out: it was deleted"), "-q keeps nothing back", r)
    r = run(folder, "send", "--diag=json", "n.md", devices=root)
    check([json.loads(line)["id"] for line in r.stderr.splitlines() if '"id":"not-sent"' in line] == ["not-sent"], "nor does --diag=json", r)
    r = run(folder, "send", "-Werror=not-sent", "n.md", devices=root)
    check(r.returncode == 1 and "error: left out" in r.stderr, "which may be an error", r)
    r = run(folder, "send", "--again", "n.md", devices=root)
    check("Notes/n.kepub.epub" in files(root), "--again sends it", r)
    make(root, {"Notes/o.kepub.epub": "mine"})
    make(folder, {"o.md": "o\n"})
    r = run(folder, "send", "o.md", devices=root)
    check("Notes/o 2.kepub.epub" in files(root) and open(root + "/Notes/o.kepub.epub", encoding="utf-8").read() == "mine", "another's file stays", r)
    with open(root + "/.noteconv/sent.json", "a", encoding="utf-8") as f:
        f.write("x")
    before = digests(root)
    r = run(folder, "send", "o.md", devices=root)
    check(r.returncode == 2 and "sent.json" in r.stderr and digests(root) == before, "a damaged record is reported", r)


def folders_and_books(folder):
    root = device(folder, "koreader")
    make(folder, {"v/.obsidian/x": "", "v/a.md": "---\ntags: [待读]\nseries: S\nseries_index: 2\n---\na\n", "v/sub/b.md": "---\ntags: 待读/快\n---\nb\n",
                  "v/c.md": "c\n"})
    words = ["--each", "--tag=待读", "v"]
    r = run(folder, "send", *words, devices=root)
    check(r.returncode == 0 and files(root) == [".noteconv/sent.json", "Books/a.epub", "Books/sub/b.epub"], f"--each: {files(root)}", r)
    check("/tmp" not in r.stderr.replace(root, ""), "no name of a temporary file is reported", r)
    with zipfile.ZipFile(root + "/Books/a.epub") as z:
        opf = z.read("EPUB/content.opf").decode()
    check('content="S"' in opf and "belongs-to-collection" in opf and "<dc:subject>待读" in opf, "series and tags, as KOReader and calibre read them")
    same_again(folder, root, words, "--each")
    make(folder, {"v/sub/b.md": "---\ntags: 待读/快\n---\nb2\n"})
    before = digests(root)
    r = run(folder, "send", *words, devices=root)
    after = digests(root)
    check("0 new and 1 updated" in r.stderr and after["Books/a.epub"] == before["Books/a.epub"] and after["Books/sub/b.epub"] != before["Books/sub/b.epub"],
          "only what changed", r)
    r = run(folder, "send", "v", devices=root)
    check("Books/v.epub" in files(root), "a folder is a book", r)
    run(folder, "-q", "-t", "epub", "-o", "given.epub", "v/c.md")
    r = run(folder, "send", "given.epub", devices=root)
    check(open(root + "/Books/given.epub", "rb").read() == open(folder + "/given.epub", "rb").read(), "a book goes as it is", r)
    same_again(folder, root, ["given.epub"], "a book")
    make(folder, {"w.epub/.obsidian/x": "", "w.epub/b.epub/n.md": "n\n"})
    r = run(folder, "send", "--each", "w.epub", devices=root)
    check(r.returncode == 0 and "Books/b.epub/n.epub" in files(root), f"folders of notes may be called as books: {files(root)}", r)
    make(folder, {"no.epub": "no book"})
    r = run(folder, "send", "no.epub", devices=root)
    check(r.returncode == 2 and "not a readable EPUB" in r.stderr, "what is no book", r)


def which(folder):
    make(folder, {"n.md": "n\n"})
    r = run(folder, "send", "n.md")
    check(r.returncode == 2 and all(w in r.stderr for w in ("Kobo", "Kindle", ".kobo", "--device=FOLDER")), "no reader: what was looked for", r)
    r = run(folder, "send", "--device=kobo", "n.md")
    check(r.returncode == 2 and "no kobo is connected" in r.stderr, "no reader of a kind", r)
    kobo, kindle = device(folder, "kobo"), device(folder, "kindle")
    both = f"{kobo}:{kindle}"
    r = run(folder, "send", "n.md", devices=both)
    check(r.returncode == 2 and kobo in r.stderr and kindle in r.stderr and not files(kobo), "several readers", r)
    r = run(folder, "send", "--device=kobo", "n.md", devices=both)
    check(r.returncode == 0 and files(kobo) and not files(kindle), "--device=KIND", r)
    r = run(folder, "send", f"--device={kobo}/", "n.md")
    check(r.returncode == 0 and "there already" in r.stderr, "--device=FOLDER", r)
    os.mkdir(folder + "/plain")
    r = run(folder, "send", "--device=plain", "n.md")
    check(files(folder + "/plain") == [".noteconv/sent.json", "n.epub"], f"any folder: {files(folder + '/plain')}", r)
    r = run(folder, "send", "--device=nothing", "n.md")
    check(r.returncode == 2 and "kobo, kindle" in r.stderr, "--device of nothing", r)
    for words in (["-t", "epub", "n.md"], ["-o", "x", "n.md"], []):
        r = run(folder, "send", *words, devices=kobo)
        check(r.returncode == 2 and r.stderr, f"usage {words}", r)
    os.symlink(folder, folder + "/out")
    evil = device(folder + "/evil", "kobo")
    os.symlink(folder + "/out", evil + "/Notes")
    r = run(folder, "send", "n.md", devices=evil)
    check(r.returncode == 2 and "leads out" in r.stderr and not os.path.exists(folder + "/n.kepub.epub"), "a link on the reader is not followed out of it", r)


def links(folder):
    """Nothing on the reader makes noteconv write outside it."""
    make(folder, {"n.md": "n\n", "victim": "mine", "kobo-evil/x": "", "out/x": ""})
    run(folder, "send", "n.md", devices=device(folder, "kobo"))
    shutil.move(folder + "/kobo/.noteconv/sent.json", folder + "/sound")
    shutil.rmtree(folder + "/kobo")
    make(folder, {"m.md": "m\n"})
    sound = open(folder + "/sound", "rb").read()
    for k, (link, to, words, want) in enumerate((("Notes", "../kobo-evil", (), "leads out"), ("Notes/n.kepub.epub", "../../victim", ("--force",), "not a regular file"),
                                                 (".noteconv", "../out", (), "not a folder"), (".noteconv/sent.json", "../../sound", ("m.md", "--again"), "not a regular file"))):
        root = device(folder, "kobo")
        if link.startswith("Notes/"):
            run(folder, "send", "n.md", devices=root)
            os.remove(root + "/" + link)
            make(folder, {"n.md": "m\n"})
        os.makedirs(os.path.dirname(root + "/" + link), exist_ok=True)
        os.symlink(to, root + "/" + link)
        before = digests(root) if k == 1 else None
        r = run(folder, "send", *words, "n.md", devices=root)
        check(r.returncode == 2 and want in r.stderr, f"{link} -> {to}", r)
        check(files(folder + "/kobo-evil") == ["x"] and files(folder + "/out") == ["x"] and open(folder + "/sound", "rb").read() == sound and
              open(folder + "/victim", encoding="utf-8").read() == "mine" and (before is None or digests(root) == before), f"{link} -> {to}: nothing is written")
        shutil.rmtree(root)


def untouched(folder):
    """Files that were on the reader stay, with their bytes and times: its database, its settings, books from elsewhere."""
    of_readers = {"kobo": [".kobo/KoboReader.sqlite", ".kobo/Kobo/Kobo eReader.conf", "Notes/other.kepub.epub"],
                  "pocketbook": ["system/explorer-3/explorer-3.db", "system/config/settings.cfg", "Books/other.epub"],
                  "tolino": [".tolino/.db/a.db", "Books/other.epub"], "koreader": ["koreader/settings/statistics.sqlite3", "Books/other.epub"]}
    for kind, there in of_readers.items():
        root = device(folder, kind)
        make(root, {n: "theirs" for n in [*there, "metadata.calibre"]})
        there = files(root)
        before = {n: os.stat(f"{root}/{n}") for n in there}
        for text, words in (("one", []), ("two", []), ("two", ["--again"]), ("three", ["--force"])):
            make(folder, {"n.md": text + "\n"})
            r = run(folder, "send", *words, "n.md", devices=root)
            new = set(files(root)) - set(there)
            check(r.returncode == 0 and len(new) == 2 and ".noteconv/sent.json" in new, f"{kind} {text} {words}: a book and the record are new: {new}", r)
            now = {n: os.stat(f"{root}/{n}") for n in there if n in files(root)}
            check({n: (s.st_ino, s.st_mtime_ns, s.st_ctime_ns) for n, s in now.items()} == {n: (s.st_ino, s.st_mtime_ns, s.st_ctime_ns) for n, s in before.items()},
                  f"{kind} {text} {words}: nothing else is written to")


def forged(folder):
    """A record whose checksum fits, but whose paths lead out of the reader or are none: such a book was never sent."""
    root, place = device(folder, "kobo"), "Notes/n.kepub.epub"
    make(folder, {"n.md": "n\n", "victim": "mine", "kobo/victim": "mine"})
    run(folder, "send", "n.md", devices=root)
    with open(root + "/.noteconv/sent.json", "rb") as f:
        text = f.read()
    body = text[:text.rindex(b',"sha256":"')]
    for path in ("../victim", "Notes/../../victim", "Notes/..", "..", "/victim", folder + "/victim", "./victim", "Notes//../../victim", "Notes/a\\u0001", ""):
        changed = body.replace(f'"path":"{place}"'.encode(), f'"path":"{path}"'.encode())
        check(changed != body, "the path is there", body)
        make(root, {".noteconv/sent.json": changed + b',"sha256":"' + hashlib.sha256(changed).hexdigest().encode() + b'"}\n'})
        if os.path.exists(f"{root}/{place}"):
            os.remove(f"{root}/{place}")
        r = run(folder, "send", "--force", "--again", "n.md", devices=root)
        check(r.returncode == 0 and [b["path"] for b in record(root)] == [place] and os.path.exists(f"{root}/{place}"), f"a record that says {path!r}: {record(root)}", r)
        check(all(open(p + "/victim", encoding="utf-8").read() == "mine" for p in (folder, root)), f"a record that says {path!r}: nothing else is written", r)


def identifiers(folder):
    root = device(folder, "koreader")
    write_book(folder + "/a.epub", GOOD)
    write_book(folder + "/b.epub", page("中<img", "文<img"))
    for words in ((), ("--again",)):
        r = run(folder, "send", *words, "a.epub", "b.epub", devices=root)
        check(r.returncode == 1 and "b: error: left out: it and another book of this run (Books/a.epub) have the same identifier" in r.stderr, "one identifier, two books", r)
        check(open(root + "/Books/a.epub", "rb").read() == open(folder + "/a.epub", "rb").read() and len(files(root)) == 2, "the first stays")
    write_book(folder + "/long.epub", opf("urn:x:1</", "urn:x:1" + "0" * 5000 + "</"))
    r = run(folder, "send", "long.epub", devices=root)
    check(r.returncode == 0 and [len(b["id"]) for b in record(root)] == [7, 71], f"a long identifier: {record(root)}", r)
    same_again(folder, root, ["long.epub"], "a long identifier")
    for length in (1000, 1001):
        write_book(f"{folder}/edge{length}.epub", {**GOOD, "E/content.opf": OPF.replace("urn:x:1<", "x" * length + "<")})
        r = run(folder, "send", f"edge{length}.epub", devices=root)
        check(r.returncode == 0 and (length in [len(b["id"]) for b in record(root)]) == (length == 1000), f"an identifier of {length} bytes: {record(root)}", r)


def broken(folder):
    """Errors that `noteconv check` finds for this kind of reader are reported; the book is sent all the same."""
    root = device(folder, "kobo")
    gap = {name: text for name, text in GOOD.items() if name != "E/b.xhtml"}
    refused = {**GOOD, "META-INF/encryption.xml": "<encryption/>"}
    for name, book, count in (("good", GOOD, 0), ("it's", gap, 2), ("refused", refused, 0)):
        write_book(f"{folder}/{name}.epub", book)
        for words in (["--dry-run"], ["-q"]):
            r = run(folder, "send", *words, "--again", "--force", f"{name}.epub", devices=root)
            check(r.returncode == 0 and r.stderr.count("[book-broken]") == bool(count), f"{name} {words}: {count} errors", r)
            check(not count or (f"it has {count} errors, the first of them it's.epub!E/content.opf:12:1: error: the manifest lists 'b.xhtml'" in r.stderr
                                and "noteconv check 'it'\\''s.epub' lists all" in r.stderr), "how many, the first, and what lists them", r)
        kept = [open(os.path.join(root, n), "rb").read() for n in files(root) if n.endswith(".epub")]
        check(open(f"{folder}/{name}.epub", "rb").read() in kept, f"{name}: sent as it is")


def kindle(folder):
    root, tools, empty = device(folder, "kindle"), folder + "/tools", folder + "/empty"
    make(folder, {"n.md": "---\nauthor: A\n---\n# T\n\nx\n", "tools/ebook-convert": STAND_IN, "empty/x": ""})
    os.chmod(tools + "/ebook-convert", stat.S_IRWXU)
    r = run(folder, "send", "n.md", devices=root, path=empty)
    check(r.returncode == 2 and "Send to Kindle" in r.stderr and not files(root), "without calibre nothing is written", r)
    r = run(folder, "send", "n.md", devices=root, path=tools)
    check(r.returncode == 0 and "documents/n.azw3" in files(root), f"AZW3: {files(root)}", r)
    uuid = exth(root + "/documents/n.azw3")[113].decode()
    check(f"urn:uuid:{uuid}" == record(root)[0]["id"], "the identity is the book's")
    picture = root + f"/system/thumbnails/thumbnail_{uuid}_EBOK_portrait.jpg"
    run(folder, "-q", "-t", "epub", "--target=kindle", "-o", "cover.epub", "n.md")
    with zipfile.ZipFile(folder + "/cover.epub") as z:
        drawn = any("images/cover-" in n for n in z.namelist())
    check(os.path.exists(picture) == drawn, "a cover that was drawn stands on the shelf, and no other")
    if drawn:
        check(open(picture, "rb").read(2) == b"\xff\xd8", "the cover stands on the shelf")
    before = digests(root)
    r = run(folder, "send", "n.md", devices=root, path=tools)
    check("there already" in r.stderr and digests(root) == before, "a second send writes nothing", r)
    shutil.copy(root + "/documents/n.azw3", folder + "/made.azw3")
    r = run(folder, "send", "--again", "--force", "made.azw3", devices=root, path=empty)
    check(r.returncode == 0 and "documents/made.azw3" in files(root), f"a book in Kindle's format keeps its name: {files(root)}", r)
    # A symbolic link in the cover's place.
    if drawn:
        os.remove(picture)
        make(folder, {"mine": "mine", "n.md": "---\nauthor: A\n---\n# T\n\nz\n"})
        os.symlink(folder + "/mine", picture)
        r = run(folder, "send", "n.md", devices=root, path=tools)
        check(r.returncode == 2 and "not a regular file" in r.stderr and open(folder + "/mine", encoding="utf-8").read() == "mine", "a link for the cover", r)
        os.remove(picture)
    # A signal while calibre works.
    make(folder, {"tools/ebook-convert": STAND_IN.replace("import os,", f"import time; open({folder + '/begun'!r}, 'w'); time.sleep(2)\nimport os,"), "tmp/x": "",
                  "n.md": "# T\n\nw\n"})
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        with subprocess.Popen([PROGRAM, "send", "--force", f"--device={root}", "n.md"], cwd=folder, stderr=subprocess.DEVNULL,
                              env={**os.environ, "PATH": tools + ":" + os.environ["PATH"], "TMPDIR": folder + "/tmp"}) as p:
            while p.poll() is None and not os.path.exists(folder + "/begun"):
                time.sleep(0.02)
            p.send_signal(number)
        check(p.returncode == -number and os.listdir(folder + "/tmp") == ["x"], f"{number.name} leaves no passing files: {os.listdir(folder + '/tmp')}")
        os.remove(folder + "/begun")
    # The reader goes away while calibre works.
    make(folder, {"n.md": "---\nauthor: A\n---\n# T\n\ny\n",
                  "tools/ebook-convert": STAND_IN.replace("import os,", f"import shutil; shutil.rmtree({root!r})\nimport os,")})
    r = run(folder, "send", "n.md", devices=root, path=tools)
    check(r.returncode == 2 and root in r.stderr and not os.path.exists(root), "a reader that goes away is reported", r)


def mounted(folder, words):
    """A small disk, or None."""
    disk = os.path.join(folder, "disk")
    os.makedirs(disk, exist_ok=True)
    mount = shutil.which("mount")
    if not mount or os.geteuid() != 0 or subprocess.run([mount, "-t", "tmpfs", "-o", words, "tmpfs", disk], capture_output=True, check=False).returncode:
        print("disks cannot be mounted here: full and read-only ones were not tried")
        return None
    return disk


def disks(folder):
    make(folder, {"n.md": "n\n"})
    disk = mounted(folder, "size=1m")
    if not disk:
        return
    try:
        os.mkdir(disk + "/.kobo")
        r = run(folder, "send", "n.md", devices=disk)
        check(r.returncode == 2 and "does not fit" in r.stderr and not files(disk), "a full reader", r)
        subprocess.run(["mount", "-o", "remount,size=16m", disk], check=True)
        run(folder, "send", "n.md", devices=disk)
        before = digests(disk)
        check(len(before) == 2, "a reader with room")
        make(folder, {"n.md": "m\n"})
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        r = run(folder, "send", "n.md", devices=disk)
        check(r.returncode == 2 and "Read-only" in r.stderr and digests(disk) == before, "a read-only reader", r)
    finally:
        subprocess.run(["umount", disk], check=False)


if __name__ == "__main__":
    in_folders(one_note, changes, folders_and_books, which, links, untouched, forged, identifiers, broken, kindle, disks)
    sys.exit(finish())
