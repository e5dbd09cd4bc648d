#!/usr/bin/env python3
"""Golden cases: tests/cases/**/NAME.md beside what noteconv must make of it. What exists is checked:

    NAME.json    the document            -t json -o -
    NAME.xhtml   the HTML fragment       -t html --fragment -o -
    NAME.org     the Org file            -t org -o -
    NAME.pages   the book's pages        -t epub; a page begins with "== its file"
    NAME.fields  the cards' fields       -t apkg --cards=headings, with a heading before the note; a note begins with
                 "== its type, its deck, its cards' numbers", each of its fields that holds something with "-- its name"
    NAME.book    all of a book of the note, or of the folder NAME.files with the note in it, file by file, but for style sheets
    NAME.deck    likewise a deck: settings, types with their templates, decks, notes, cards, media
    NAME.tree    likewise a folder of Org files
    NAME.site    likewise a folder of web pages
    NAME.cards   the list of cards       noteconv cards
    NAME.diag    the messages            what `noteconv check` prints
    NAME.args    more options, a line; a line "exit N" is the expected exit status (0 without it)

Each case runs in an empty folder that holds a copy of the note (and of NAME.files/, if there is one), with a fixed time,
so that what is written depends on the note alone.

Usage: run_cases.py NOTECONV [--regen] [NAME…]
--regen writes what is made into the files that exist; read the difference before committing it.
"""
import concurrent.futures
import difflib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases")
COMMANDS = {
    ".json": ["-q", "-t", "json", "-o", "-"],
    ".xhtml": ["-q", "-t", "html", "--fragment", "-o", "-"],
    ".org": ["-q", "-t", "org", "-o", "-"],
    ".pages": ["-q", "-t", "epub", "-o", "../product"],
    ".fields": ["-q", "-t", "apkg", "--cards=headings", "-o", "../product"],
    ".book": ["-q", "-t", "epub", "-o", "../product"],
    ".deck": ["-q", "-t", "apkg", "-o", "../product"],
    ".tree": ["-q", "-t", "org", "-o", "../product/"],
    ".site": ["-q", "-t", "html", "-o", "../product/"],
    ".cards": ["cards", "-q"],
    ".diag": ["check"],
}


HTML = (".xhtml", ".pages", ".fields", ".book", ".site")
WHOLE = (".book", ".deck", ".tree", ".site")


def find_cases(names):
    for folder, _, files in sorted(os.walk(ROOT)):
        if any(part.endswith(".files") for part in folder.split(os.sep)):
            continue
        for name in sorted(files):
            stem = name[:-3]
            if name.endswith(".md") and (not names or stem in names):
                yield os.path.join(folder, stem)


def read_args(stem):
    options, status = [], 0
    if os.path.exists(stem + ".args"):
        for line in open(stem + ".args", encoding="utf-8"):
            words = line.split()
            if words[:1] == ["exit"]:
                status = int(words[1])
            else:
                options += words
    return options, status


def pages_of(book):
    """The bodies of a book's notes in the order of its spine."""
    with zipfile.ZipFile(book) as archive:
        package = archive.read("EPUB/content.opf").decode()
        names = dict(re.findall(r'<item id="([^"]*)" href="(text/c-[^"]*)"', package))
        spine = [names[i] for i in re.findall(r'<itemref idref="([^"]*)"', package) if i in names]
        return "".join(f"== {name}\n" + re.search(r"<body[^>]*>\n?(.*)</body>", archive.read("EPUB/" + name).decode(), re.S)[1]
                       for name in spine)


def fields_of(deck, folder):
    """Of each note of a deck its type, deck and cards, and its fields by their names."""
    with zipfile.ZipFile(deck) as archive:
        archive.extract("collection.anki2", folder)
    base = sqlite3.connect(os.path.join(folder, "collection.anki2"))
    types, decks = [json.loads(text) for text in base.execute("select models, decks from col").fetchone()]
    shown = ""
    for note, type_id, fields in base.execute("select id, mid, flds from notes order by id").fetchall():
        cards = base.execute("select did, ord from cards where nid = ? order by ord", (note,)).fetchall()
        kind, names = types[str(type_id)], sorted({decks[str(did)]["name"] for did, _ in cards})
        shown += f"== {kind['name']}, {', '.join(names)}, {' '.join(str(number + 1) for _, number in cards)}\n"
        for field, text in zip(kind["flds"], fields.split("\x1f")):
            if text:
                shown += f"-- {field['name']}\n" + text.rstrip("\n") + "\n"
    base.close()
    return shown


def file_shown(name, data):
    """A file as text; style sheets have tests of their own and are left out; of other bytes how many they are."""
    text = b"" if name.endswith(".css") else data
    if b"\0" in text or not text.isascii() and text[:1] > b"\x7f" and not name.endswith((".org", ".html", ".xhtml")):
        return f"== {name}: {len(data)} bytes\n"
    shown = re.sub("<style>.*?</style>", "<style>…</style>", text.decode("utf-8"), flags=re.S)
    return f"== {name}\n{shown}" + ("" if shown.endswith("\n") or not shown else "\n")


def book_whole(book):
    with zipfile.ZipFile(book) as archive:
        return "".join(file_shown(name, archive.read(name)) for name in archive.namelist())


def folder_whole(root):
    paths = sorted(os.path.join(where, name) for where, _, files in os.walk(root) for name in files
                   if not name.startswith(".noteconv-"))
    return "".join(file_shown(os.path.relpath(path, root), open(path, "rb").read()) for path in paths)


def deck_whole(deck, folder):
    with zipfile.ZipFile(deck) as archive:
        archive.extract("collection.anki2", folder)
        media = json.loads(archive.read("media"))
        shown = "".join(f"== media {name}: {len(archive.read(number))} bytes\n" for number, name in sorted(media.items()))
    base = sqlite3.connect(os.path.join(folder, "collection.anki2"))
    for text, in base.execute("select models from col"):
        for kind in json.loads(text).values():
            shown += f"== type {kind['name']}: {', '.join(field['name'] for field in kind['flds'])}\n"
            for template in kind["tmpls"]:
                shown += f"-- {template['name']}, front\n{template['qfmt']}\n-- back\n{template['afmt']}\n"
            shown += "".join(f"-- {key}: {json.dumps(kind[key], ensure_ascii=False)}\n" for key in sorted(kind)
                             if key not in ("flds", "tmpls", "css", "name"))
    for text, in base.execute("select decks from col"):
        shown += "".join(f"== deck {json.dumps(deck, ensure_ascii=False, sort_keys=True)}\n" for deck in json.loads(text).values())
    for row in base.execute("select * from col"):
        shown += "== collection " + " ".join(str(value) for value in row if not str(value).startswith("{")) + "\n"
    for row in base.execute("select * from notes order by id"):
        shown += "== note " + "\n".join(str(value).replace("\x1f", "\n-- ") for value in row) + "\n"
    for row in base.execute("select * from cards order by id"):
        shown += "== card " + " ".join(map(str, row)) + "\n"
    base.close()
    return shown


def whole(suffix, product, folder):
    if suffix in (".tree", ".site"):
        return folder_whole(product)
    return book_whole(product) if suffix == ".book" else deck_whole(product, folder)


def put_heading_before(path):
    """Text before a note's first heading makes no card, so this adds a heading, after the byte order mark and the front matter."""
    with open(path, "rb") as file:
        text = file.read()
    front = re.match(rb"\xEF\xBB\xBF(?!---)|(\xEF\xBB\xBF)?---[ \t]*\r?\n.*?\n(---|\.\.\.)[ \t]*(\r?\n|$)", text, re.S)
    at = front.end() if front else 0
    with open(path, "wb") as file:
        file.write(text[:at] + b"# card\n\n" + text[at:])


def needing_engine(program):
    """The cases whose HTML a program without KaTeX writes differently; none if it has KaTeX."""
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    if "simple ones only" not in version:
        return set()
    lines = open(os.path.join(ROOT, "engine.list"), encoding="utf-8").read().splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def run(program, stem, suffix, options):
    with tempfile.TemporaryDirectory() as around:
        folder = os.path.join(around, "notes")
        if os.path.isdir(stem + ".files"):
            shutil.copytree(stem + ".files", folder)
        else:
            os.mkdir(folder)
        note = os.path.basename(stem) + ".md"
        shutil.copy(stem + ".md", os.path.join(folder, note))
        if suffix == ".fields":
            put_heading_before(os.path.join(folder, note))
        command = COMMANDS[suffix]
        words = [command[0], *options, *command[1:]] if command[0] in ("cards", "check") else [*command, *options]
        what = "." if suffix in WHOLE and os.path.isdir(stem + ".files") else note
        env = {**os.environ, "SOURCE_DATE_EPOCH": "1735689600"}
        if "NC_COVERAGE_CASES" in env:  # tests/mutants: what each case runs of the program
            env["NC_COVERAGE"] = os.path.join(env["NC_COVERAGE_CASES"], os.path.basename(stem))
        done = subprocess.run([program, *words, what], cwd=folder, capture_output=True, timeout=120, env=env)
        got = done.stdout.decode("utf-8", "replace")
        product = os.path.join(around, "product")
        if suffix in WHOLE and os.path.exists(product):
            got = whole(suffix, product, around)
        elif suffix in (".pages", ".fields") and os.path.exists(product):
            got = pages_of(product) if suffix == ".pages" else fields_of(product, around)
    return got, done.returncode, done.stderr.decode("utf-8", "replace")


def check_case(program, stem, regen, without):
    """The report on a case, how many goldens were compared, and how many of them differ. without: cases whose HTML is not
    compared."""
    options, want_status = read_args(stem)
    there = [s for s in COMMANDS if os.path.exists(stem + s)]
    here = [s for s in there if s not in HTML or os.path.relpath(stem, ROOT) not in without]
    said, failed = [] if there else [f"{stem}.md has nothing to compare with"], 0 if there else 1
    for suffix in here:
        got, status, errors = run(program, stem, suffix, options)
        if regen:
            if status != want_status:
                said.append(f"{stem}{suffix}: exit status {status}: {errors}")
            with open(stem + suffix, "w", encoding="utf-8") as file:
                file.write(got)
            continue
        with open(stem + suffix, encoding="utf-8") as file:
            want = file.read()
        if got == want and status == want_status:
            continue
        failed += 1
        name = os.path.relpath(stem, ROOT) + suffix
        said += [f"{name} differs (exit status {status}, expected {want_status})",
                 "\n".join(difflib.unified_diff(want.splitlines(), got.splitlines(), name, "now", lineterm="")), errors]
    return said, 0 if regen else len(here), failed


def main(argv):
    program, regen = os.path.abspath(argv[0]), "--regen" in argv
    names = [a for a in argv[1:] if not a.startswith("--")]
    checked = failed = 0
    engine = needing_engine(program)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for said, count, wrong in pool.map(lambda stem: check_case(program, stem, regen, engine), find_cases(names)):
            checked += count
            failed += wrong
            for text in said:
                print(text)
            if failed and "NC_STOP_AT_FIRST" in os.environ:
                pool.shutdown(cancel_futures=True)
                break
    print(f"{checked - failed} of {checked} goldens as expected")
    return 1 if failed or not (checked or regen) else 0


sys.exit(main(sys.argv[1:]))
