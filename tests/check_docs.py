#!/usr/bin/env python3
"""The documentation names what the program has: every node kind, every option, every message, every file it links to; the completions
are what the program prints, and --help fits a screen.

Usage: check_docs.py NOTECONV
"""
import glob
import os
import re
import subprocess
import sys
import unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
problems = []


def text(path):
    return open(os.path.join(ROOT, path), encoding="utf-8").read()


def want(words, path, what, form="{}"):
    page = text(path)
    for word in words:
        if not re.search(rf"(?<![\w-]){re.escape(form.format(word))}(?![\w-])", page):
            problems.append(f"{path}: {what} {word} is not mentioned")


def program(*words):
    return subprocess.run([os.path.abspath(sys.argv[1]), *words], capture_output=True, text=True, check=True).stdout


def width(line):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def check_options():
    """The names of all options. Letters and values are those of the man page; help and completions follow the table."""
    rows = re.findall(r"^ {2}(?:-(\w)(?:, | )|    (?=--))(?:--([\w-]+)(\[?=)?)?", program("help", "all"), re.M)
    page = re.findall(r"^\.It (.*)", text("docs/noteconv.1"), re.M)
    for letter, name, value in rows:
        words = [f"Fl {letter}"] if letter else []
        words += [f"Fl -{name}" + {"": "", "=": " Ns = Ns ", "[=": " Ns Op = Ns "}[value]] if name else []
        if not any(all(w in line for w in words) and (value or line.endswith(words[-1]) or not name) for line in page):
            problems.append(f"docs/noteconv.1: there is no '.It {' , '.join(words)}'")
    help_ = program("--help").splitlines()
    if len(help_) > 24 or max(map(width, help_ + program("help", "all").splitlines())) > 80:
        problems.append("--help does not fit 24 lines, or help 80 columns")
    for shell, path in (("bash", "noteconv.bash"), ("zsh", "_noteconv"), ("fish", "noteconv.fish")):
        if program("help", shell) != text("completions/" + path):
            problems.append(f"completions/{path} is not what `noteconv help {shell}` prints: write it anew")
    return [name for _, name, _ in rows if name]


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


def check_templates():
    """The names that each built-in template uses stand in its row."""
    rows = [line for page in ("docs/epub.md", "docs/templates.md") for line in text(page).split("\n") if line.startswith("| `")]
    for path in sorted(glob.glob(ROOT + "/templates/*/*")):
        folder, name = path.split(os.sep)[-2:]
        names = set(re.findall(r"\{\{[#/]?(\w+)\}\}", open(path, encoding="utf-8").read()))
        if folder == "apkg" and name != "cards.html":
            continue  # the fields of note types
        row = " ".join(r for r in rows if f"`{name}`" in r or f"`{folder}/{name}`" in r)
        for missing in sorted(n for n in names if not re.search(rf"(?<![\w-]){n}(?![\w-])", row)):
            problems.append(f"docs: {folder}/{name} uses the name {missing}, which its row does not say")


kinds = re.findall(r'^K\(\w+, "([\w-]+)"', text("src/doc/blocks.def") + text("src/doc/inlines.def"), re.M)
options = check_options()
check_templates()
messages = re.findall(r'^NC_DIAG\(\w+, "([\w-]+)"', text("src/base/diag.def"), re.M)
templates = [os.path.relpath(p, ROOT + "/templates") for p in glob.glob(ROOT + "/templates/*/*")]
if not (len(kinds) > 50 and len(options) > 20 and len(messages) > 30 and templates):
    problems.append("the lists of this script do not find what the program has")

want(kinds, "docs/document.md", "node kind", "`{}`")
members = check_members("docs/document.md")
want(messages, "docs/diagnostics.md", "message")
for page in ["README.md", *(os.path.relpath(p, ROOT) for p in glob.glob(ROOT + "/docs/**/*.md", recursive=True))]:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", re.sub(r"(?s)^```.*?^```|`[^`\n]*`", "", text(page), flags=re.M)):
        if not os.path.exists(os.path.join(ROOT, os.path.dirname(page), target)):
            problems.append(f"{page}: links to {target}, which is not there")
    for target in re.findall(r"`((?:src|export|tests|templates|examples|docs|cmake)/[\w./-]+)`", text(page)):
        if not os.path.exists(os.path.join(ROOT, target)) and "NAME" not in target:
            problems.append(f"{page}: names {target}, which is not there")

print("\n".join(problems) or f"docs: {len(kinds)} kinds, {members} members, {len(options)} options, {len(messages)} messages, "
      f"{len(templates)} templates are documented")
sys.exit(1 if problems else 0)
