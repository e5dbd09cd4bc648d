"""Anki's packages with note types of a user's own, as tests make them."""
import json
import os
import sqlite3
import zipfile


def model(mid, name, fields, templates, kind=0):
    return {"id": mid, "name": name, "type": kind, "mod": 1600000000, "usn": -1, "sortf": 0, "did": None, "latexPre": "", "latexPost": "",
            "latexsvg": False, "css": ".card { color: navy } /* </style> */", "tags": [], "vers": [], "req": [],
            "flds": [{"name": n, "ord": k, "sticky": False, "rtl": False, "font": "Arial", "size": 20} for k, n in enumerate(fields)],
            "tmpls": [{"name": n, "ord": k, "qfmt": q, "afmt": a, "did": None, "bqfmt": "", "bafmt": ""} for k, (n, q, a) in enumerate(templates)]}


def package(folder, name, *models, used=(), collection="collection.anki21", text=None):
    path = os.path.join(folder, "c.db")
    if os.path.exists(path):
        os.unlink(path)
    db = sqlite3.connect(path)
    db.execute("create table col (id integer primary key, models text)")
    db.execute("create table notes (id integer primary key, mid integer)")
    db.execute("insert into col values (1, ?)", (text if text is not None else json.dumps({str(m["id"]): m for m in models}),))
    for k, mid in enumerate(used):
        db.execute("insert into notes values (?, ?)", (k + 1, mid))
    db.commit()
    db.close()
    with zipfile.ZipFile(os.path.join(folder, name), "w") as z:
        z.write(path, collection)
