#!/usr/bin/env python3
"""Each way to fail: a clear message, the right exit status, no half-written file, the old file as it was.

Usage: failures.py NOTECONV
"""
import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile

from lib import PROGRAM, check, finish

NOTE = "# Title\n\nSome **text**.\n"


def run(folder, *words, stdin=None, **more):
    return subprocess.run([PROGRAM, *words], cwd=folder, input=stdin, capture_output=True, text=True, timeout=60, **more)


def expect(what, folder, words, status, text, stdin=None, **more):
    before = sorted(os.listdir(folder))
    result = run(folder, *words, stdin=stdin, **more)
    check(result.returncode == status, f"{what}: exit status should be {status}", result)
    check(text in result.stderr, f"{what}: the message should say {text!r}", result)
    check(sorted(os.listdir(folder)) == before, f"{what}: files appeared: {sorted(os.listdir(folder))}", result)
    return result


def as_nobody(program):
    """What a subprocess needs to run without root's rights, since permissions do not bind root. program: a copy that anybody
    may run; the folder of the tests may be readable by root only."""
    if os.geteuid() != 0:
        return {}
    return {"user": 65534, "group": 65534, "executable": program}


def is_bound_by_permissions():
    """Whether permissions bind us: for a user they do, and for root if root can become nobody, which fails in a namespace with one user."""
    if os.geteuid() != 0 or not os.path.exists("/proc/self/uid_map"):
        return True
    with open("/proc/self/uid_map", encoding="ascii") as ranges:
        return any(int(first) <= 65534 < int(first) + int(count) for first, _, count in map(str.split, ranges))


def plain_failures(folder):
    expect("missing note", folder, ["-t", "org", "missing.md"], 2, "missing.md")
    expect("unknown format", folder, ["-t", "wordperfect", "note.md"], 2, "no format 'wordperfect'")
    expect("no format", folder, ["note.md"], 2, "no format given")
    expect("unknown option", folder, ["--wrong", "-t", "org", "note.md"], 2, "--wrong")
    expect("unknown warning", folder, ["-Wno-such", "-t", "org", "note.md"], 2, "such")
    expect("output below a missing folder", folder, ["-t", "epub", "-o", "no/such/x.epub", "note.md"], 2, "there is no folder no/such; make it first")
    expect("output folder below a missing folder", folder, ["-t", "epub", "-o", "no/such/", "note.md"], 2, "no/such")
    expect("several formats in one file", folder, ["-t", "epub,org", "-o", "x.epub", "note.md"], 2, "folder")
    expect("binary from standard input", folder, ["-t", "epub"], 2, "-o", stdin=NOTE)
    expect("the input as output", folder, ["-t", "org", "-o", "note.md", "note.md"], 2, "input itself")
    expect("a name Anki would misread", folder, ["-t", "apkg", "-o", "collection.apkg", "note.md"], 2, "Anki")
    expect("a broken document", folder, ["--from", "json", "-t", "org", "-o", "x.org", "broken.json"], 1, "broken.json:1:")


HEADING = '{"noteconv-document":1,"root":{"kind":"doc","pos":[1,1],"children":[{"kind":"heading","pos":[1,1],"level":1}]}}'
MISFITS = [
    ('"level":1', '"level":7', "1 to 6"),
    ('"level":1', '"level":"1"', "whole number"),
    ('"level":1', '"level":1.5', "whole number"),
    ('"pos":[1,1],"level"', '"pos":[-1,1],"level"', "pos"),
    ('"level":1', '"id":[]', "string"),
    ('"kind":"doc"', '"kind":"doc","id":true', "string"),
    ('"root"', '"strict":"yes","root"', "true or false"),
    ('"root"', '"mtime":"now","root"', "number"),
    ('"level":1', '"level":1,"children":[{"kind":"link","pos":[1,1],"state":"lost"}]', "must be one of"),
    ('"level":1', '"level":1,"attr-align":"up"', "must be one of"),
    ('"level":1', '"level":1,"children":[{"kind":"footnote-ref","pos":[1,1],"label":"a","number":1}]', "footnote"),
    ('"heading","pos":[1,1],"level":1',
     '"list","pos":[1,1],"children":[{"kind":"item","pos":[1,1],"task":"xy"}]', "one character"),
]


def misfits(folder):
    """Members of a wrong type or range: refused with a place, and the old output stays."""
    for old, new, told in MISFITS:
        open(folder + "/misfit.json", "w", encoding="utf-8").write(HEADING.replace(old, new, 1))
        open(folder + "/misfit.org", "w", encoding="utf-8").write("old\n")
        result = run(folder, "--from=json", "-t", "org", "-o", "misfit.org", "misfit.json")
        kept = open(folder + "/misfit.org", encoding="utf-8").read() == "old\n"
        check(result.returncode == 1 and kept and told in result.stderr and "misfit.json:1:" in result.stderr, new, result)
    document = HEADING.replace('"heading","pos":[1,1],"level":1', '"list","pos":[1,1],"mine":true,"children":[]')
    result = run(folder, "--from=json", "-t", "json", "-o", "-", "-", stdin=document)
    check(result.returncode == 0 and "tight" not in result.stdout, "a member of an unknown name means nothing", result)


def foreign_file(folder):
    path = os.path.join(folder, "note.org")
    open(path, "w", encoding="utf-8").write("* written by hand\n")
    expect("a hand-written file in the way", folder, ["-t", "org", "note.md"], 2, "--force")
    result = run(folder, "-t", "epub,org", "note.md")
    check(result.returncode == 2 and not os.path.exists(folder + "/note.epub"), "nothing is written when one is refused", result)
    check(open(path, encoding="utf-8").read() == "* written by hand\n", "the hand-written file stays", result)
    result = run(folder, "-t", "org", "--force", "note.md")
    check(result.returncode == 0 and "Title" in open(path, encoding="utf-8").read(), "--force replaces it", result)
    result = run(folder, "-t", "org", "note.md")
    check(result.returncode == 0, "its own file is replaced without a word", result)
    os.remove(path)


def sealed(body):
    """A state with the checksum that noteconv would write: whoever forges it can compute one."""
    return body + b',"sha256":"' + hashlib.sha256(body).hexdigest().encode() + b'"}\n'


def forged_package(folder):
    """A previous package is input like any other: a guid longer than Anki's must not reach a note's 12 bytes, nor may a card lack
    what its place in the collection is found by."""
    words = ["-t", "apkg", "-o", "deck.apkg", "cards.md"]
    open(os.path.join(folder, "cards.md"), "w", encoding="utf-8").write("# T\n\nWhy?\n\nBecause.\n\nHow?\n\nThus.\n")
    path = os.path.join(folder, "deck.apkg")
    result = run(folder, *words)
    check(result.returncode == 0, "a package", result)
    with zipfile.ZipFile(path) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    state = entries["noteconv.json"]
    body = state[:state.rindex(b',"sha256":"')]
    check(sealed(body) == state, "the checksum", state)
    first, second = (note["guid"] for note in json.loads(state)["notes"])
    nid = json.loads(state)["notes"][0]["nid"]
    for old, new in ((first, "x" * 5000), (first, "x" * 12), (first, ""), (first, second), (f'"nid":{nid}', '"nid":0'), (f'"nid":{nid}', '"nid":-1'),
                     ('"fields":[', '"fields":["x",')):
        forged = body.replace(old.encode(), new.encode(), 1)
        check(forged != body, f"{old} is there", body)
        with zipfile.ZipFile(path, "w") as package:
            for name, data in {**entries, "noteconv.json": sealed(forged)}.items():
                package.writestr(name, data)
        before = open(path, "rb").read()
        expect(f"a forged previous package, {new[:20]}", folder, words, 2, "damaged")
        check(open(path, "rb").read() == before, "the forged package stays as it is", result)
    os.remove(path)
    result = run(folder, *words)
    whole = open(path, "rb").read()
    for size in range(4, len(whole), len(whole) // 7):
        open(path, "wb").write(whole[:size])
        expect(f"a previous package cut to {size} bytes is not 'none'", folder, words, 2, "damaged")
        check(open(path, "rb").read() == whole[:size], "the cut package stays as it is", result)
    os.remove(path)
    os.remove(os.path.join(folder, "cards.md"))


def unreadable(folder):
    if not is_bound_by_permissions():
        print("(permissions do not bind this user; what they forbid was not tried)")
        return
    inner = os.path.join(folder, "closed")
    os.mkdir(inner)
    shutil.copy(os.path.join(folder, "note.md"), inner)
    os.chmod(inner, 0)
    program = shutil.copy(PROGRAM, folder)
    os.chmod(folder, 0o755)
    result = run(folder, "-t", "org", "-o", "-", "closed/note.md", **as_nobody(program))
    check(result.returncode == 2 and "Permission denied" in result.stderr, "a folder without read permission", result)
    os.chmod(inner, 0o755)
    os.chmod(folder, 0o555)
    result = run(folder, "-t", "org", "note.md", **as_nobody(program))
    check(result.returncode == 2 and "Permission denied" in result.stderr, "a folder without write permission", result)
    os.chmod(folder, 0o755)
    shutil.rmtree(inner)


def limit_file_size():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))


def full_disk(folder):
    """A limit on file sizes stands for a full disk where no file system can be mounted; both are tried."""
    old = "\n#+generator: noteconv\nold\n"
    path = os.path.join(folder, "note.org")
    open(path, "w", encoding="utf-8").write(old)
    result = run(folder, "-t", "org", "note.md", preexec_fn=limit_file_size)
    check(result.returncode == 2 and "note.org" in result.stderr, "no room for the file", result)
    check(open(path, encoding="utf-8").read() == old, "the old file is as it was", result)
    check(not [n for n in os.listdir(folder) if n.endswith(".tmp")], "no temporary is left", result)
    os.remove(path)
    mount = os.path.join(folder, "small")
    os.mkdir(mount)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "none", mount], capture_output=True, check=False)
    if mounted.returncode != 0:
        print("(no small file system could be mounted here; the limit on file sizes was checked)")
        return
    try:
        big = "# Title\n\nWhy?\n\n" + "".join(f"word{n * 7919 % 10007} " for n in range(20000)) + "\n"
        open(os.path.join(folder, "big.md"), "w", encoding="utf-8").write(big)
        for fmt in ("epub", "apkg", "org", "html", "json"):
            result = run(folder, "-t", fmt, "-o", "small/big." + fmt, "big.md")
            check(result.returncode == 2 and "No space left" in result.stderr, f"a full disk, {fmt}", result)
            check(os.listdir(mount) == [], f"a full disk, {fmt}: nothing is left", result)
    finally:
        subprocess.run(["umount", mount], check=True)
        os.remove(os.path.join(folder, "big.md"))


def special_files(folder):
    os.mkfifo(os.path.join(folder, "pipe.md"))
    result = run(folder, "-t", "org", "-o", "-", "pipe.md", "note.md")
    check(result.returncode == 2 and "name it alone" in result.stderr, "a FIFO beside a note is not waited for", result)
    with open("/dev/full", "w", encoding="utf-8") as full:
        result = subprocess.run([PROGRAM, "-t", "org", "-o", "-", "note.md"], cwd=folder, stdout=full,
                                stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    check(result.returncode == 2 and "standard output" in result.stderr, "a full device as standard output", result)
    for words in (["--help"], ["--version"], ["--list-formats"], ["config"], ["help", "bash"], ["help", "epub"],
                  ["--print-template=list"], ["--print-template=epub/style.css"]):
        with open("/dev/full", "w", encoding="utf-8") as full:
            result = subprocess.run([PROGRAM, *words], cwd=folder, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
        check(result.returncode == 2 and "standard output" in result.stderr, f"{words} on a full device", result.stderr)


def too_large(folder):
    """A file that is over the limit by its size is not read: the address space would not hold it."""
    with open(os.path.join(folder, "shows.md"), "w", encoding="utf-8") as file:
        file.write("![a](huge.png)\n")
    with open(os.path.join(folder, "huge.png"), "wb") as file:
        file.truncate(1 << 31)
    limit = None if "asan" in PROGRAM else lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 28, 1 << 28))
    result = run(folder, "-t", "html", "-o", "-", "shows.md", preexec_fn=limit)
    check("huge.png is larger than 512 MB" in result.stderr and result.returncode in (0, 1), "a huge image is refused", result)
    os.remove(os.path.join(folder, "huge.png"))
    os.remove(os.path.join(folder, "shows.md"))


def deep_template(folder):
    """Sections in sections are bounded, and so is what is read of them again and again."""
    os.makedirs(os.path.join(folder, "t", "html"))
    with open(os.path.join(folder, "t", "html", "page.html"), "w", encoding="utf-8") as file:
        file.write("{{#title}}" * 50000 + "x" + "{{/title}}" * 50000)
    expect("sections nested too deep", folder, ["-t", "html", "-o", "-", "--template-dir", "t", "note.md"], 2,
           "nests more than 8 sections")
    shutil.rmtree(os.path.join(folder, "t"))


with tempfile.TemporaryDirectory() as work:
    open(os.path.join(work, "note.md"), "w", encoding="utf-8").write(NOTE)
    open(os.path.join(work, "broken.json"), "w", encoding="utf-8").write('{"noteconv-document":1,"root":{')
    plain_failures(work)
    misfits(work)
    foreign_file(work)
    forged_package(work)
    full_disk(work)
    special_files(work)
    too_large(work)
    deep_template(work)
with tempfile.TemporaryDirectory() as work:
    open(os.path.join(work, "note.md"), "w", encoding="utf-8").write(NOTE)
    unreadable(work)
sys.exit(finish())
