#!/usr/bin/env python3
"""The documentation names what the program has: every node kind, every long option, every message, every file it links to.

Usage: check_docs.py
"""
import glob
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
problems = []


def text(path):
    return open(os.path.join(ROOT, path), encoding="utf-8").read()


def want(words, path, what, form="{}"):
    page = text(path)
    for word in words:
        if not re.search(rf"(?<![\w-]){re.escape(form.format(word))}(?![\w-])", page):
            problems.append(f"{path}: {what} {word} is not mentioned")


def check_members(page):
    """Each member of the JSON form is named; those of kinds in one row or paragraph with a kind that has them."""
    blocks = [b for part in text(page).split("\n\n") for b in (part.split("\n") if part.startswith("|") else [part])]
    fields = re.findall(r'^F\((\w+), "([\w-]+)"', text("src/doc/fields.def"), re.M)
    of_kinds = re.findall(r'^K\(\w+, "([\w-]+)", [^,]+, \w+, (\w+)', text("src/doc/blocks.def") + text("src/doc/inlines.def"), re.M)
    for section in dict.fromkeys(s for s, _ in fields):
        named = [f"`{kind}`" for kind, its in of_kinds if its == section and section != "REF"]
        there = [b for b in blocks if not named or any(kind in b for kind in named)]
        for name in [n for s, n in fields if s == section]:
            if not any(f"`{name}`" in b or f'"{name}"' in b for b in there):
                problems.append(f"{page}: member {name} of {section} is not described")
    return len(fields)


kinds = re.findall(r'^K\(\w+, "([\w-]+)"', text("src/doc/blocks.def") + text("src/doc/inlines.def"), re.M)
options = re.findall(r'^    \{"([\w-]+)", (?:no|required)_argument', text("src/app/options.c"), re.M)
for backend in glob.glob(ROOT + "/export/*/*backend.c"):
    options += re.findall(r'^    \{"([\w-]+)", (?:"|NULL)', open(backend, encoding="utf-8").read(), re.M)
messages = re.findall(r'^NC_DIAG\(\w+, "([\w-]+)"', text("src/base/diag.def"), re.M)
templates = [os.path.relpath(p, ROOT + "/templates") for p in glob.glob(ROOT + "/templates/*/*")]
if not (len(kinds) > 50 and len(options) > 20 and len(messages) > 30 and templates):
    problems.append("the lists of this script do not find what the program has")

want(kinds, "docs/document.md", "node kind", "`{}`")
members = check_members("docs/document.md")
want(messages, "docs/diagnostics.md", "message")
want(options, "docs/noteconv.1", "option", "Fl -{}")
for name in ("noteconv.bash", "_noteconv"):
    want(options, "completions/" + name, "option", "--{}")
want(options, "completions/noteconv.fish", "option", "-l {}")
for page in ["README.md", *(os.path.relpath(p, ROOT) for p in glob.glob(ROOT + "/docs/*.md"))]:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", re.sub(r"`[^`\n]*`", "", text(page))):
        if not os.path.exists(os.path.join(ROOT, os.path.dirname(page), target)):
            problems.append(f"{page}: links to {target}, which is not there")
    for target in re.findall(r"`((?:src|export|tests|templates|examples|docs|cmake)/[\w./-]+)`", text(page)):
        if not os.path.exists(os.path.join(ROOT, target)) and "NAME" not in target:
            problems.append(f"{page}: names {target}, which is not there")

print("\n".join(problems) or f"docs: {len(kinds)} kinds, {members} members, {len(options)} options, {len(messages)} messages, "
      f"{len(templates)} templates are documented")
sys.exit(1 if problems else 0)
