#!/usr/bin/env python3
"""Which folder ("room") may include which, and which room may include a library's header.
Between the folders of src/parse includes lead only downwards.

Usage: check_includes.py [ROOT]; without ROOT the tree this script is in, after a test of the check itself on made-up
trees. Also: file names are unique in the whole tree, and only app includes a backend.
"""
import os
import re
import sys
import tempfile

ALLOWED = {
    "base": set(),
    "doc": {"base"},
    "lang": {"doc", "base"},
    "media": {"base"},
    "code": {"base"},
    "math": {"base"},
    "cards": {"doc", "base"},
    "tmpl": {"base"},
    "parse": {"doc", "base"},
    "vault": {"parse", "media", "doc", "base"},
    "device": {"base"},
    "preflight": {"media", "lang", "doc", "base", "export/zip"},
    "app": None,  # may include everything
    "export": {"code", "cards", "math", "media", "tmpl", "lang", "doc", "base", "export"},
}
# Rooms of export/ that others may use, and what they may use themselves.
SHARED = {"", "kindle", "text", "url", "xhtml", "zip"}
# The folders of src/parse, lowest first; files in src/parse itself are above them all.
FLOORS = ("input", "leaf", "inline", "construct", "html", "block", "dialect", "tidy")
# Includes that lead up between them. The list may only shrink: an entry that no file needs any more is an error, too.
UPWARDS = set()
# Files outside a library's room that include its header; this list, too, may only shrink.
OUTSIDE = set()
# Calls that start another process, and the one file that may make them: it sets limits on memory, time and output.
STARTS = re.compile(r"\b(v?fork|popen|system|posix_spawnp?|exec[vl][pe]*)\s*\(")
STARTER = "src/base/child.c"
LIBRARIES = {
    r"cmark\.h": {"parse/inline"},
    r"zip\.h": {"export/zip"},
    r"sqlite3\.h": {"export/apkg"},
    r"libxml/.*": {"export/xhtml", "export/epub", "tmpl", "parse", "parse/leaf", "parse/html", "media", "preflight"},
    r"(gdk-pixbuf|librsvg|fontconfig)/.*": {"media/module"},
    r"duktape\.h": {"math"},
    r"quickjs/.*": {"math"},
    r"yaml\.h": {"parse/input"},
    r"utf8proc\.h": {"base"},
    r"libdeflate\.h": {"export/zip", "media"},
    r"sha2?\.h": {"base"},
}


def room_of(path):
    """("parse", "parse") for src/parse/x.c; ("export", "export/org") for export/org/x.c."""
    parts = path.split("/")
    if parts[0] == "src":
        return parts[1], "/".join(parts[1:-1])
    return "export", "/".join(parts[:-1])


def target_of(include):
    parts = include.split("/")
    if parts[0] == "export":
        return "export", "/".join(parts[:-1])
    return parts[0], parts[0]


def floor_of(path):
    """The floor of a file of parse/, by its path below src/."""
    parts = path.split("/")
    return FLOORS.index(parts[1]) if len(parts) == 3 else len(FLOORS)


def check_include(path, include, quoted):
    room, place = room_of(path)
    if (path, include) in OUTSIDE | UPWARDS:
        return
    if not quoted:
        for pattern, places in LIBRARIES.items():
            if re.fullmatch(pattern, include) and place not in places:
                yield f"{path} includes <{include}>, which only {', '.join(sorted(places))} may"
        return
    if "/" not in include:
        yield f"{path} includes \"{include}\" without its room"
        return
    target, target_place = target_of(include)
    if room == target == "parse" and floor_of(include) > floor_of(path[len("src/"):]):
        yield f"{path} includes {include}, which leads up"
    if room == target and room != "export":
        return
    allowed = ALLOWED.get(room)
    if allowed is not None and target not in allowed and target_place not in allowed:
        yield f"{path} includes {include}: {room} must not depend on {target}"
    if room == "export" and target == "export" and place != target_place:
        if target_place.replace("export", "").strip("/") not in SHARED:
            yield f"{path} includes {include}: backends do not see each other"


def sources(root):
    for top in ("src", "export"):
        for folder, _, files in os.walk(os.path.join(root, top)):
            for name in sorted(files):
                if name.endswith((".c", ".h")):
                    yield os.path.relpath(os.path.join(folder, name), root)


def problems(root, exceptions=True):
    seen = {}
    count = 0
    needless = set(OUTSIDE | UPWARDS) if exceptions else set()
    for path in sources(root):
        count += 1
        name = os.path.basename(path)
        if name in seen:
            yield f"{path} and {seen[name]} have the same name"
        seen[name] = path
        with open(os.path.join(root, path), encoding="utf-8") as text:
            source = text.read()
            for start in STARTS.findall(source) if path != STARTER else ():
                yield f"{path} calls {start}, which only {STARTER} may"
            for mark, include in re.findall(r'^\s*#\s*include\s+(["<])([^">]+)[">]', source, re.M):
                needless.discard((path, include))
                yield from check_include(path, include, mark == '"')
    for path, include in sorted(needless):
        yield f"{path} does not include {include}: take the exception out of this check"
    if not count:
        yield f"there are no sources in {root}"


def self_test():
    bad = {
        "src/base/a.c": '#include "doc/doc.h"\n',
        "src/doc/b.c": "#include <zip.h>\n",
        "src/parse/c.c": '#include "vault/vault.h"\n',
        "export/org/d.c": '#include "export/epub/epub.h"\n',
        "export/html/e.c": '#include "parse/parse.h"\n',
        "src/doc/f.c": '#include "doc.h"\n',
        "export/json/f.c": "pid_t p = fork();\n",
        "src/parse/leaf/g.c": '#include "parse/block/lines.h"\n#include <cmark.h>\n',
        "src/parse/tidy/h.c": '#include "parse/parse.h"\n#include "parse/leaf/i.h"\n',
    }
    with tempfile.TemporaryDirectory() as root:
        for path, text in bad.items():
            os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="utf-8") as out:
                out.write(text)
        found = list(problems(root, exceptions=False))
    assert len(found) == 11, f"the check itself is broken: {found}"


if __name__ == "__main__":
    if len(sys.argv) == 1:
        self_test()
    here = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    lines = list(problems(here))
    print("\n".join(lines) if lines else "includes: every arrow goes the right way")
    sys.exit(1 if lines else 0)
