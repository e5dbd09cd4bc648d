"""A folder of notes and the deck that is made of it, one run after the other: what the tests of decks share."""
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile

from lib import PROGRAM, make

FIRST = 1735689600  # the time of a note that no package had before


class Vault:
    """A folder of notes and the deck that is made of it, one run after the other."""

    def __init__(self, files, marks=(".git/x",)):
        self.folder = tempfile.mkdtemp()
        self.root = self.folder + "/v"
        self.write({**files, **{name: "" for name in marks}})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def write(self, files):
        make(self.root, files)

    def run(self, *words, output="d.apkg", inputs=("v",), epoch=None):
        env = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
        if epoch:
            env["SOURCE_DATE_EPOCH"] = str(epoch)
        if not any(w.startswith("--cards") for w in words):
            words = ("--cards=headings", *words)
        return subprocess.run([PROGRAM, "-t", "apkg", "-o", output, *words, *inputs], cwd=self.folder, env=env,
                              capture_output=True, text=True, timeout=60, check=False)

    def notes(self, output="d.apkg"):
        """Front: guid, time, back, tags, deck."""
        path = self.folder + "/c.db"
        with zipfile.ZipFile(f"{self.folder}/{output}") as z, open(path, "wb") as f:
            f.write(z.read("collection.anki2"))
        db = sqlite3.connect(path)
        decks = {d["id"]: d["name"] for d in json.loads(db.execute("select decks from col").fetchone()[0]).values()}
        rows = db.execute("select n.flds, n.guid, n.mod, n.tags, c.did, n.id from notes n join cards c on c.nid = n.id "
                          "where c.ord = (select min(ord) from cards where nid = n.id) order by c.due").fetchall()
        db.close()
        return [{"front": f.split("\x1f")[0], "back": f.split("\x1f")[1], "guid": g, "mod": m, "tags": t, "deck": decks[d],
                 "id": i} for f, g, m, t, d, i in rows]

    def guids(self, output="d.apkg"):
        return {n["front"]: n["guid"] for n in self.notes(output)}

    def state(self, output="d.apkg"):
        with zipfile.ZipFile(f"{self.folder}/{output}") as z:
            return z.read("noteconv.json").decode()


def cards(*pairs):
    return "".join(f"## {front}\n\n{back}\n\n" for front, back in pairs)
