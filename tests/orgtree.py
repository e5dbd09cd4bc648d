#!/usr/bin/env python3
"""Org trees: names and drawers only where something links to them, links by id, trees for org-roam.

Usage: orgtree.py NOTECONV
"""
import os
import re
import subprocess
import sys
import tempfile

from lib import PROGRAM, attempt, check, finish, make


def run(folder, *words):
    done = subprocess.run([PROGRAM, "-t", "org", *words], cwd=folder, capture_output=True, text=True, timeout=60,
                          env={**os.environ, "SOURCE_DATE_EPOCH": "1735689600"})
    check(done.returncode == 0, " ".join(words), done.stderr)
    return done.stderr


def read(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as f:
        return f.read()


def id_of(text):
    found = re.search(r"\A:PROPERTIES:\n:ID: +(\S+)", text)
    return found and found[1]


PIXEL = ("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fccff0bf1e000584027f"
         "c1a2d8f60000000049454e44ae426082")


def attachments(work):
    """Files in the directory that Org's attachments of the first note have, links to them where Org finds it."""
    make(work, {"w/one.md": "![](a.png)\n\n# S1\n\n![](sub/a.png)\n\n> ## no headline\n\n[p](d.txt)\n\n## none\n\nx\n",
                "w/sub/two.md": "![](../a.png)\n\n![](q.png)\n", "w/short.md": "---\nid: ab\n---\n![](s.png)\n",
                "w/dots.md": "---\nid: ..abc\n---\n![](t.png)\n", "w/d.txt": "d\n"})
    for number, name in enumerate(("a.png", "sub/a.png", "sub/q.png", "s.png", "t.png")):
        with open(f"{work}/w/{name}", "wb") as f:
            f.write(bytes.fromhex(PIXEL) + bytes([number]))
    said = run(work, "-v", "--org-attach", "-o", "at/", "w")
    one, two = read(work, "at", "one.org"), read(work, "at", "sub", "two.org")
    own = "data/" + id_of(one)[:2] + "/" + id_of(one)[2:]
    files = sorted(os.listdir(f"{work}/at/{own}"))
    check(len(files) == 3 and files[:1] == ["a-" + files[0][2:14] + ".png"] and files[1:] == ["a.png", "d.txt"], "attachments", files)
    check("[[attachment:a.png]]" in one and f"[[attachment:{files[0]}]]" in one and "[[attachment:d.txt][p]]" in one, "links", one)
    check(re.findall(r"\* (\S+)\n:PROPERTIES:\n:DIR: +(\S+)\n", one) == [("S1", own)], "sections with a directory", one)
    check(f"[[file:../{own}/a.png]]" in two and "[[attachment:q.png]]" in two, "a file of two notes", two)
    check(os.path.exists(f"{work}/at/sub/data/{id_of(two)[:2]}/{id_of(two)[2:]}/q.png"), "beside the Org file", two)
    check("[[file:s.png]]" in read(work, "at", "short.org") and "[[file:t.png]]" in read(work, "at", "dots.org"), "ids that are no path")
    check(said.count("cannot name an attachment directory") == 2, "and told", said)
    ids = ("a:bc", "xxCON", "xxa.", "xxab")
    for n, name in enumerate(ids):
        make(work, {f"bad/n{n}.md": f"---\nid: '{name}'\n---\n![](p{n}.png)\n"})
        with open(f"{work}/bad/p{n}.png", "wb") as f:
            f.write(bytes.fromhex(PIXEL) + bytes([n]))
    told = run(work, "-v", "--org-attach", "-o", "atbad/", "bad")
    check(told.count("cannot name an attachment directory") == len(ids) - 1 and os.listdir(work + "/atbad/data") == ["xx"]
          and os.listdir(work + "/atbad/data/xx") == ["ab"], "names that Windows cannot hold", told)
    run(work, "--org-attach", "--force", "-j", "1", "-o", "at1/", "w")
    for name in ("one.org", "sub/two.org"):
        check(read(work, "at", name) == read(work, "at1", name), name + " with one thread")
    make(work, {"taken/a.md": "![](p.png)\n", "taken/p.png": bytes.fromhex(PIXEL)})
    run(work, "--org-attach", "-o", "free/", "taken")
    place, = (os.path.relpath(os.path.join(d, n), work + "/free") for d, _, names in os.walk(work + "/free") for n in names if n == "p.png")
    make(work, {"taken/0.md": f"---\nid: ab\n---\n![]({place})\n", f"taken/{place}": bytes.fromhex(PIXEL) + b"x"})
    told = run(work, "--org-attach", "--prune", "-o", "free/", "taken")
    made = sorted(os.path.getsize(os.path.join(d, n)) for d, _, names in os.walk(work + "/free") for n in names if n.endswith(".png"))
    check(len(made) == 2 and made[0] != made[1], "a place that another file has", made, read(work, "free", "a.org"), told)
    run(work, "--prune", "-o", "at/", "w")
    check(not os.path.exists(f"{work}/at/{own}/a.png") and os.path.exists(work + "/at/a.png"), "without the option")


def data_picture(work):
    """A picture in its own address that has the bytes of a file."""
    import base64
    make(work, {"u/n.md": "![](a.png) ![x](data:image/png;base64," + base64.b64encode(bytes.fromhex(PIXEL)).decode() + ")\n"})
    with open(work + "/u/a.png", "wb") as f:
        f.write(bytes.fromhex(PIXEL))
    run(work, "-o", "du/", "u")
    shown = re.findall(r"file:(\S+)\]\]", read(work, "du", "n.org"))
    check(len(shown) == 2 and all(os.path.exists(f"{work}/du/{f}") for f in shown), "a picture in its own address", shown)


VAULT = {
    "a.md": "---\nid: my-own.id\nsource: https://example.org/x\ndoi: 10.1000/182\naliases: [Al, 'B \"q\" \\']\n---\n"
            "[[b]] [[b#Two]] [[b#^blk]] [[Nowhere|x]] [[Ann]] [[Stub]]\n",
    "b.md": "# One\n\n## Two\n\n## Three\n\ntext ^blk\n\nother ^unused\n",
    "Ann.md": "---\nrole: boss\nborn: 1970-01-02\n---\n",
    "Stub.md": "",
    "data/c.md": "---\nid: my-own.id\n---\ntext\n",
}


def names(work):
    make(work, {"v/" + k: v for k, v in VAULT.items()})
    run(work, "-o", "files/", "v")
    a, b = read(work, "files/a.org"), read(work, "files/b.org")
    check("[[file:b.org][b]] [[file:b.org::#two][b > Two]] [[file:b.org::blk][b > ^blk]] [[file:Nowhere.org][x]]" in a, "links", a)
    check(b.count(":CUSTOM_ID: two\n") == 1 and b.count("PROPERTIES") == 1, "a drawer where something links", b)
    check("#+name: blk\n" in b and "unused" not in b and ":ID:" not in b, "a name where something links", b)
    check(":BORN: [1970-01-02 Fri]\n" in read(work, "files/Ann.org"), "a note of properties is a file, a date a timestamp")
    check("#+title: Stub\n" in read(work, "files/Stub.org"), "an empty note that something links to is a file")
    make(work, {"alone/Note.md": "[[Other]] [b](sub/There.md#Part)\n", "alone/Other.md": "x\n", "alone/sub/There.md": "# Part\n"})
    run(work + "/alone", "-o", "Note.org", "Note.md")
    note = read(work, "alone/Note.org")
    check("[[file:Other.org][Other]] [[file:sub/There.org::*Part][b]]" in note, "a note alone keeps its links", note)


def roam(work):
    text = run(work, "--org-roam", "-o", "roam/", "v")
    a, b = read(work, "roam/a.org"), read(work, "roam/b.org")
    two = re.search(r"\*+ Two\n:PROPERTIES:\n:ID: +(\S+)\n", b)
    check(id_of(a) == "my-own.id" and two and id_of(b), "ids of notes and of linked headings", a + b)
    check(f"[[id:{id_of(b)}][b]] [[id:{two[1]}][b > Two]] [[file:b.org::blk][b > ^blk]] [[roam:Nowhere][x]]" in a, "links by id", a)
    check(":ROAM_REFS: https://example.org/x https://doi.org/10.1000/182\n" in a, "refs", a)
    check(':ROAM_ALIASES: "Al" "B \\"q\\" \\\\"\n' in a, "aliases as Emacs' reader has them", a)
    check(text.count("the id my-own.id is also that of ") == 1, "an id given twice is reported, once", text)
    check("ignores paths that contain 'data/'" in text, "what org-roam passes over is reported", text)
    run(work, "-o", "roam/", "v")
    check("[[id:" in read(work, "roam/a.org"), "the tree remembers --org-roam")
    run(work, "--org-links=file", "-o", "roam/", "v")
    check("[[file:b.org]" in read(work, "roam/a.org"), "until told otherwise")
    run(work, "--org-links=id", "--org-version=9.7", "-o", "new/", "v")
    check(f"[[id:{id_of(read(work, 'new/b.org'))}::blk]" in read(work, "new/a.org"), "blocks by id from 9.7 on")


def properties(work):
    """Links in the front matter are links where ids are, and keep the notes that they lead to; else text."""
    make(work, {"props/p.md": "---\nrelated: ['[[q]]', '[[r#Part|a part]]', '[[Nobody]]', x]\nup: '[[q]] and more'\nphoto: '[[pic.png]]'\n---\n",
                "props/q.md": "---\nid: qq\n---\n", "props/r.md": "# r\n\n## Part\n", "props/pic.png": "not shown"})
    run(work, "--org-roam", "-o", "linked/", "props")
    p, part = read(work, "linked/p.org"), re.search(r"\* Part\n:PROPERTIES:\n:ID: +(\S+)", read(work, "linked/r.org"))
    check(part and f":RELATED: [[id:qq][q]], [[id:{part[1]}][a part]], [[roam:Nobody][Nobody]], x\n" in p, "links in a list of the front matter", p)
    check(":UP: [[id:qq][q]] and more\n" in p, "a link in a value of the front matter", p)
    run(work, "-o", "plain/", "props")
    p = read(work, "plain/p.org")
    check(":RELATED: q, a part, Nobody, x\n" in p, "text without ids", p)
    check(not os.path.exists(work + "/plain/pic.png"), "a file that only the front matter names is not copied")


def embeds(work):
    """An embedded note is its content, a line for org-transclusion, or a link; in a tree and alone."""
    make(work, {"emb/a.md": "before\n\n![[b#Two]]\n\nafter\n", "emb/b.md": "# One\n\n## Two\n\nshown\n"})
    for how, want in (("expand", "* Two\n\nshown\n"), ("link", "before\n\n[[file:b.org::#two][b#Two]]\n\nafter"),
                      ("transclude", "before\n\n#+transclude: [[file:b.org::#two][b#Two]]\n\nafter")):
        run(work, "--org-embed=" + how, "-o", f"emb-{how}/", "emb")
        check(want in read(work, f"emb-{how}/a.org"), "--org-embed=" + how, read(work, f"emb-{how}/a.org"))
        check(("shown" in read(work, f"emb-{how}/a.org")) == (how == "expand"), "shown once, --org-embed=" + how)
    run(work, "--org-embed=link", "-o", "alone.org", "emb/a.md")
    check("[[file:b.org::*Two][b#Two]]" in read(work, "alone.org"), "a note alone links to what it embeds", read(work, "alone.org"))


def vaults(work):
    make(work, {"one/Home.md": "x\n", "two/Home.md": "x\n"})
    for name in ("one", "two"):
        run(work + "/" + name, "--org-roam", "-o", f"../both/{name}/", ".")
    ids = {id_of(read(work, "both", name, "Home.org")) for name in ("one", "two")}
    check(len(ids) == 2, "two vaults with a note of one name", ids)


def moved(work):
    """A tree keeps the name that its ids start from; `id:` in noteconv.yaml wins over it."""
    make(work, {"notes/Home.md": "[[#Part]]\n\n# Part\n"})
    run(work, "--org-roam", "-o", "kept/", "notes")
    first = read(work, "kept/Home.org")
    os.rename(work + "/notes", work + "/other")
    run(work, "-o", "kept/", "other")
    run(work, "-t", "html", "-o", "kept/", "other")
    make(work, {"other/Home.md": "[[#Part]]\n\n# Part\n\nmore\n"})
    run(work, "-o", "kept/", "other")
    again = read(work, "kept/Home.org")
    ids = re.findall(r":ID: +(\S+)", first)
    check(len(ids) == 2 and ids == re.findall(r":ID: +(\S+)", again) and "more" in again, "a moved vault keeps its ids", first + again)
    make(work, {"other/noteconv.yaml": "id: for-ever\n"})
    run(work, "-o", "kept/", "other")
    check(id_of(read(work, "kept/Home.org")) not in ids, "the vault's own id wins")


def hint(work):
    """Somebody else's file with an id causes a hint; one without, or our own, does not."""
    make(work, {"h/a.md": "text\n", "hint/theirs.org": "* x\n:PROPERTIES:\n:ID: y\n:END:\n"})
    check("--org-roam" not in run(work, "-o", "hint/", "h"), "an id of a heading is no sign")
    make(work, {"h/a.md": "more\n", "hint/theirs.org": ":PROPERTIES:\n:ID: y\n:END:\n#+title: x\n"})
    check("theirs.org has an id" in run(work, "-o", "hint/", "h"), "a hint at --org-roam")
    make(work, {"h/a.md": "again\n"})
    check("has an id" not in run(work, "--org-links=file", "-o", "hint/", "h"), "none where links were chosen")
    check("has an id" not in run(work, "--org-roam", "-o", "hint/", "h"), "none with --org-roam")


def directions(work):
    """Org has no form for the direction of a part."""
    make(work, {"d/n.md": '<div dir="rtl">\n\nשלום\n\n</div>\n\nx <span dir="rtl">y</span>\n\n<p dir="ltr">z</p>\n', "d/o.md": "שלום\n"})
    told = run(work, "-v", "-o", "dirs/", "d")
    check(told.count("the direction of text is not written") == 1 and "d/n.md:1:1: " in told, "once a note", told)


def clocks(work):
    """Times of work in a document that another program wrote."""
    make(work, {"c.md": "- DONE a\n  :LOGBOOK:\n  CLOCK: [2023-01-01 Sun 10:00]--[2023-01-01 Sun 11:00]\n  :END:\n"})
    subprocess.run([PROGRAM, "-q", "--from=logseq", "-t", "json", "-o", "c.json", "c.md"], cwd=work, check=True, timeout=60)
    good = read(work, "c.json")
    for clock in ("garbage", "", "/", "2023-01-01T10:00/", "/2023-01-01T10:00", "2023-01-01/2023-01-02", "2023-01-01T10:00/x", "[[a]]\\n* b"):
        make(work, {"d.json": good.replace("2023-01-01T10:00:00/2023-01-01T11:00:00", clock)})
        told = run(work, "--from=json", "--org-tasks=todo", "--force", "-o", "c.org", "d.json")
        text = read(work, "c.org")
        is_clock = clock == "2023-01-01T10:00/"
        check(("CLOCK: [2023-01-01 Sun 10:00]\n" in text) == is_clock and ("LOGBOOK" in text) == is_clock, clock, text)
        check(("a working time is not understood" in told) == (not is_clock and clock != ""), clock, told)


def controls(work):
    """Characters that no text may have, in a document that another program wrote."""
    make(work, {"d.json": '{"noteconv-document":2,"root":{"kind":"doc","children":[{"kind":"paragraph","children":['
                          '{"kind":"text","text":"a\\u007fb\\u0001c\\u000bd"}]}]}}'})
    told = run(work, "--from=json", "--force", "-o", "d.org", "d.json")
    check("\na b c d\n" in read(work, "d.org"), "controls in Org", read(work, "d.org") + told)


with tempfile.TemporaryDirectory() as folder:
    os.mkdir(folder + "/both")
    for test in (directions, clocks, names, roam, vaults, moved, embeds, properties, hint, attachments, data_picture, controls):
        attempt(test, folder)
sys.exit(finish())
