"""What comes of notes, as text: for tests that ask whether two inputs come out alike."""
import os
import re
import sqlite3
import tempfile
import zipfile

from lib import ROOT, make, run

# The words of a run; what it says is always looked at.
HOWS = {
    "json": ("-t", "json", "-o", "-"),
    "html": ("-t", "html", "--fragment", "-o", "-"),
    "page": ("-t", "html", "-o", "-"),
    "org": ("-t", "org", "-o", "-"),
    "roam": ("-t", "org", "--org-roam", "-o", "out/"),
    "book": ("-t", "epub", "-o", "x.epub"),
    "kindle": ("-t", "epub", "--target=kindle", "-o", "x.epub"),
    "deck": ("-t", "apkg", "--cards=all", "-o", "x.apkg"),
    "cards": ("cards", "--json"),
    "tree": ("-t", "org", "-o", "out/"),
    "check": ("check",),
}


def outcome(how, files, inputs=("n.md",), options=()):
    """All that a run over the files says and writes, as text."""
    with tempfile.TemporaryDirectory() as folder:
        make(folder, files)
        words = HOWS[how]
        r = run(folder, *words, *options, *inputs)
        seen = r.stdout + re.sub(r"^\S+: \d.*\n", "", r.stderr, flags=re.M)
        for name in ("x.epub", "x.apkg"):
            if os.path.exists(f"{folder}/{name}"):
                with zipfile.ZipFile(f"{folder}/{name}") as z:
                    if name == "x.epub":
                        seen += "".join(z.read(n).decode("utf-8", "replace") for n in z.namelist() if not n.endswith((".css", ".png", ".json")))
                    else:
                        z.extract("collection.anki2", folder)
                        db = sqlite3.connect(folder + "/collection.anki2")
                        seen += repr(db.execute("select flds, tags from notes order by id").fetchall())
                        seen += ", ".join(re.findall(r'"name":"([^"]*)"', db.execute("select decks from col").fetchone()[0]))
                        db.close()
        for base, _, names in sorted(os.walk(folder + "/out")):
            for name in sorted(names):
                if not name.startswith(".noteconv"):
                    seen += os.path.relpath(os.path.join(base, name), folder)
                    with open(os.path.join(base, name), encoding="utf-8") as f:
                        seen += f.read()
        return seen


def source(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as f:
        return f.read()
