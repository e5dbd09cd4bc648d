#!/usr/bin/env python3
"""A filter between two noteconvs: writes every heading in capitals.

    noteconv -t json -o - note.md | examples/shout.py | noteconv --from=json -t org -o - -
"""
import json
import sys

def shout(node, inside=False):
    inside = inside or node["kind"] == "heading"
    if inside and node["kind"] == "text":
        node["text"] = node["text"].upper()
    for child in node.get("children", []):
        shout(child, inside)

document = json.load(sys.stdin)
shout(document["root"])
json.dump(document, sys.stdout, ensure_ascii=False)
