"""The outputs and messages for notes, as text: for tests that ask whether inputs come out alike."""
import os
import re
import sqlite3
import tempfile
import zipfile

from lib import ROOT, make, run

# The arguments of a run; its messages are always included.
HOWS = {
    "json": ("-t", "json", "-o", "-"),
    "html": ("-t", "html", "--fragment", "-o", "-"),
    "page": ("-t", "html", "-o", "-"),
    "formula": ("-t", "epub", "-o", "x.epub"),  # without the TeX that it comes of
    "code": ("-t", "html", "-o", "-"),  # of its page only the code
    "org": ("-t", "org", "-o", "-"),
    "roam": ("-t", "org", "--org-roam", "-o", "out/"),
    "book": ("-t", "epub", "-o", "x.epub"),
    "kepub": ("-t", "kepub", "--cover=none", "--force", "-o", "x.epub"),
    "kindle": ("-t", "epub", "--target=kindle", "--cover=none", "-o", "x.epub"),
    "deck": ("-t", "apkg", "--cards=all", "-o", "x.apkg"),
    "cards": ("cards", "--json"),
    "tree": ("-t", "org", "-o", "out/"),
    "check": ("check",),
    "run": (),
}


# Outputs that many notes can make in one run, and what they are called.
TOGETHER = {"json": ".json", "html": ".html", "code": ".html", "org": ".org", "book": ".epub", "formula": ".epub", "kepub": ".kepub.epub", "deck": ".apkg", "check": None}


def packed(path, work):
    """What a book or a package holds, as text."""
    with zipfile.ZipFile(path) as z:
        if not path.endswith(".apkg"):
            return "".join(z.read(n).decode("utf-8", "replace") for n in z.namelist() if n.endswith((".xhtml", ".opf", ".ncx", ".svg")))
        z.extract("collection.anki2", work)
    db = sqlite3.connect(work + "/collection.anki2")
    seen = repr(db.execute("select flds, tags from notes order by id").fetchall())
    seen += ", ".join(re.findall(r'"name":"([^"]*)"', db.execute("select decks from col").fetchone()[0]))
    db.close()
    return seen


def written(folder, name):
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        return ""
    if name.endswith((".epub", ".apkg")):
        return packed(path, folder)
    with open(path, encoding="utf-8") as f:
        return f.read()


def outcome(how, files, inputs=("n.md",), options=()):
    """All messages and outputs of a run over the files, as text."""
    with tempfile.TemporaryDirectory() as folder:
        make(folder, files)
        words = HOWS[how]
        r = run(folder, *words, *options, *inputs)
        seen = r.stdout + re.sub(r"^\S+: \d.*\n", "", r.stderr, flags=re.M)
        seen += written(folder, "x.epub") + written(folder, "x.apkg")
        for base, _, names in sorted(os.walk(folder + "/out")):
            for name in sorted(names, key=str.lower):
                if not name.startswith(".noteconv"):
                    seen += os.path.relpath(os.path.join(base, name), folder) + written(base, name)
        return seen.replace(folder, "FOLDER").replace(os.path.basename(folder), "FOLDER")


def reasoned(path):
    """The lines of a list, each with its reason: a line that ends with a colon, above the lines, which are indented."""
    reason = None
    for line in source(path).splitlines():
        if line.startswith("    "):
            yield line.strip(), reason
        elif line.endswith(":"):
            reason = line[:-1]


def outcomes(how, notes, files, options=()):
    """The same of many notes, each made by itself in one run; files: what lies beside them."""
    with tempfile.TemporaryDirectory() as folder:
        make(folder, {f"x{i:05}x.md": text for i, text in enumerate(notes)} | files)
        words = [w for w in HOWS[how] if w not in ("-o", "-", "x.epub", "x.apkg")] + ([] if how == "check" else ["--each", "-o", "out/"])
        r = run(folder, *words, *(["-v"] if how != "check" else []), *options, ".", timeout=600)
        said = [""] * len(notes)
        for line in (r.stdout + r.stderr).split("\n"):
            for i in re.findall(r"^(?:out/)?x(\d{5})x", line):
                said[int(i)] += line + "\n"
        made = ["" if how == "check" else written(folder + "/out", f"x{i:05}x{TOGETHER[how]}") for i in range(len(notes))]
        if how == "formula":
            made = [re.sub(' alttext="[^"]*"', "", of_it) for of_it in made]
        if how == "code":
            made = [re.search("<pre>.*</pre>|$", of_it, re.S)[0] for of_it in made]
        return [re.sub(r"x\d{5}x", "n", text + of_it).replace(os.path.basename(folder), "FOLDER") for text, of_it in zip(said, made)]


def source(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as f:
        return f.read()
